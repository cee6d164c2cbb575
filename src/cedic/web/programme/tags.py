"""What the templates of the work programme can say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate

from cedic.model import LANGUAGES, Text
from cedic.programme.mandates import ANCHORS
from cedic.programme.model import Words
from cedic.programme.model import said as said_in
from cedic.web.programme.notices import unread
from cedic.web.programme.viewers import Viewer, viewer
from cedic.web.programme.words.common import SAY
from cedic.web.programme.words.out import SAY as DOCUMENTS
from cedic.web.words import LANGUAGE_NAMES, language

if TYPE_CHECKING:
    from cedic.web.programme.models import Meeting, WorkProgramme

register = template.Library()

PUBLIC_PARTS = (
    ("programme/", "programmes"),
    ("programme/mandates/", "mandates"),
    ("programme/meetings/", "meetings"),
    ("programme/convergence/", "convergence"),
    ("programme/search", "search"),
)
MEMBER_PARTS = (("programme/member-states", "member_states"),)
STAFF_PARTS = (
    ("manage/programme/", "board"),
    ("manage/programme/notices/", "notices"),
    ("manage/programme/programmes/", "manage_programmes"),
    ("manage/programme/imports/", "imports"),
    ("manage/programme/settings/", "settings"),
)
OF_MEMBERS = (*MEMBER_PARTS, ("programme/notices/", "notices"))
PUBLISHERS_PARTS = (
    ("manage/programme/figures/", "figures"),
    ("manage/programme/export/", "export"),
)
"""The parts of the work programme: address below the language, and name."""
DESKS = {
    "manage/programme/items/": "manage/programme/programmes/",
    "manage/programme/comments/": "manage/programme/programmes/",
    "manage/programme/themes/": "programme/mandates/",
    "manage/programme/axes/": "programme/mandates/",
    "manage/programme/evidence/": "programme/mandates/",
}
"""Pages of staff that belong to a part whose address does not begin theirs."""


@register.simple_tag(takes_context=True)
def parts_of_programme(context: dict[str, Any]) -> list[tuple[str, Text, bool]]:
    """Address and name of each part that this visitor may open, and whether she is there."""
    request = context["request"]
    who = viewer(request)
    own: dict[str, tuple[tuple[str, str], ...]] = {
        "public": (),
        "members": OF_MEMBERS,
        "internal": (*MEMBER_PARTS, *STAFF_PARTS, *(PUBLISHERS_PARTS if who.publishes else ())),
    }
    here = _part_of(request.path, who)
    return [
        (f"/{language()}/{address}", _part_name(name, who), address == here)
        for address, name in (*PUBLIC_PARTS, *own[who.level])
    ]


def _part_name(name: str, who: Viewer) -> Text:
    """The name of a part; that of the notices tells how many are unread."""
    count = unread(who.user) if name == "notices" else 0
    return SAY[name].map(lambda _, words: f"{words} ({count})") if count else SAY[name]


def _part_of(path: str, who: Viewer) -> str:
    """The part that a page belongs to: the longest of their addresses that begins its own."""
    below = path[len("/es/") :]
    if below.startswith("programme/by/"):
        return "programme/mandates/" if who.level == "public" else "programme/member-states"
    # Where a part is edited belongs to the part: manage/programme/meetings/ to programme/meetings/.
    here = (below, below.removeprefix("manage/"))
    for begins, part in DESKS.items():
        if below.startswith(begins):
            return part
    found = [
        one
        for one, _ in (*PUBLIC_PARTS, *OF_MEMBERS, *STAFF_PARTS, *PUBLISHERS_PARTS)
        if any(path.startswith(one) for path in here)
    ]
    return max(found, key=len, default="")


@register.filter
def in_words(words: Words) -> SafeString | str:
    """Words in the visitor's language; in another one, they are marked as being in it."""
    text, told_in = said_in(words or {}, language())
    if told_in == language():
        return text
    return format_html('<span lang="{}">{}</span>', told_in, text)


@register.filter
def plain_words(words: Words) -> str:
    """Words in the visitor's language or in one that they have, without a mark."""
    return said_in(words or {}, language())[0]


@register.filter
def term(code: str, terms: Mapping[str, Text]) -> str:
    """The name of a code in the visitor's language: ``{{ item.status|term:statuses }}``."""
    return terms[code][language()] if code in terms else code


@register.filter
def anchor(mark: str) -> str:
    """The name of a paragraph: its mark, or what stands for one."""
    return term(mark, ANCHORS)


@register.simple_tag
def holds_demonstration() -> bool:
    """Whether a made-up programme is in the portal."""
    from cedic.web.programme.models import WorkProgramme

    return WorkProgramme.objects.filter(demonstration=True).exists()


@register.simple_tag
def words_of_documents() -> dict[str, Text]:
    """What is said of the documents that a record is given out as."""
    return DOCUMENTS


@register.simple_tag
def documents_out(of: WorkProgramme | Meeting) -> list[tuple[str, str]]:
    """Name and address, below that of the work programme, of each document of a record."""
    if of._meta.model_name == "meeting":
        return [(DOCUMENTS["meeting_report"][language()], f"meetings/{of.pk}/report")]
    years = range(of.starts, min(of.ends, localdate().year) + 1)
    return [
        (DOCUMENTS["document"][language()], f"{of.pk}/document"),
        *((DOCUMENTS["report"][language()].format(one), f"{of.pk}/report-{one}") for one in years),
    ]


@dataclass(frozen=True)
class Fields:
    """Words of a form in four languages, for ``programme/languages.html``.

    `shown` are those of the visitor's language and of those that have words; `folded` the others.
    """

    name: str
    label: str
    words: Words
    rows: int = 1
    longest: int = 20_000

    @property
    def shown(self) -> list[tuple[str, str, str]]:
        """Code, name and words of the languages that are open."""
        return [one for one in self._all() if one[0] == language() or one[2]]

    @property
    def folded(self) -> list[tuple[str, str, str]]:
        """Code, name and words of the languages that are folded."""
        return [one for one in self._all() if one[0] != language() and not one[2]]

    def _all(self) -> list[tuple[str, str, str]]:
        first = sorted(LANGUAGES, key=lambda one: one != language())
        return [(one, LANGUAGE_NAMES[one], self.words.get(one, "")) for one in first]
