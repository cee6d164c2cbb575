"""The work programme with twenty years in it: its pages and the search, on the portal's database.

SIMULATED: words are made up, and so are the programmes, mandates and meetings that hold them.

The database is SQLite in a home of its own, or the PostgreSQL that ``CEDIC_DATABASE`` names; it must
be empty, and is filled.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import Figure, apart

YEARS = range(2007, 2027)
ACTIVITIES, PARAGRAPHS, MEETINGS = 1000, 3000, 2000
DOCUMENTS, PAGES, WORDS_A_PAGE = 500, 20, 450
TIMES = 60
BOUND_SEARCH, BOUND_PAGE = 100, 200
"""Milliseconds."""
Spread = tuple[float, float, float]
PUBLIC = (
    "",
    "{programme}/",
    "{programme}/versions/2/",
    "items/{item}/",
    "mandates/",
    "mandates/{mandate}/",
    "mandates/gaps",
    "by/mandate",
    "by/theme",
    "by/country?country=COL",
    "meetings/",
    "meetings/?year=2015",
    "meetings/calendar.ics",
    "meetings/{meeting}/",
    "convergence/",
    "search?q={word}",
)
"""Addresses below ``programme/``, as a visitor and as a publisher."""
STAFF = (
    "",
    "gantt",
    "budget",
    "workload",
    "notices/",
    "programmes/",
    "programmes/{programme}/",
    "items/{item}/",
    "meetings/{meeting}/",
    "settings/",
)
"""Addresses below ``manage/programme/``."""
SYLLABLES = [
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "la",
    "me",
    "ni",
    "po",
    "ru",
    "sa",
    "te",
    "vi",
    "xo",
    "zu",
    "tra",
    "cion",
    "gra",
    "blo",
    "pre",
]


def figures(full: bool) -> Iterator[Figure]:
    """The 95th percentile of searches and of every page that grows with the years."""
    for what, (least, middle, most), bound in apart(measured, TIMES * (5 if full else 1)):
        beside = f"least {least:.0f}, median {middle:.0f}"
        yield Figure(what, f"{most:.0f} ms", beside, f"under {bound} ms")


def measured(times: int) -> list[tuple[str, Spread, int]]:
    """What is measured, how long it takes, and its bound; in its own process."""
    with TemporaryDirectory() as folder:
        portal(Path(folder))
        words = fill()
        searches = ((*one, BOUND_SEARCH) for one in measure_search(words, times))
        return [*searches, *((*one, BOUND_PAGE) for one in measure_pages(words, times))]


def measure_pages(words: Sequence[str], times: int) -> list[tuple[str, Spread]]:
    """How long pages take, as a visitor and as a publisher."""
    from django.test import Client
    from django.test.utils import setup_test_environment

    from cedic.web.programme.models import Item, Mandate, Meeting, WorkProgramme

    # As every server of the portal begins.
    import_module("cedic.web.wsgi")
    setup_test_environment()
    visitor, publisher = Client(), Client()
    publisher.force_login(_publisher())
    activity = Item.objects.filter(level="activity").last()
    named = {
        "programme": activity.programme_id,
        "item": activity.pk,
        "mandate": Mandate.objects.last().pk,
        "meeting": Meeting.objects.last().pk,
        "word": words[0],
    }
    asked = [
        *((visitor, "visitor", f"/es/programme/{path}") for path in PUBLIC),
        *((publisher, "publisher", f"/es/programme/{path}") for path in PUBLIC),
        (publisher, "publisher", "/es/programme/{programme}/compare?from=1&to=2"),
        *((publisher, "publisher", f"/es/manage/programme/{path}") for path in STAFF),
    ]
    assert WorkProgramme.objects.count() == len(YEARS)

    def visit(client: Client, address: str) -> Callable[[], object]:
        path = address.format(**named)
        answer = client.get(path)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        return lambda: client.get(path).content

    return [
        (f"{who}, {address}", spread(visit(client, address), max(20, times // 3)))
        for client, who, address in asked
    ]


def _publisher():  # type: ignore[no-untyped-def]
    """Someone who may see and change everything, with a second factor."""
    from allauth.mfa.totp.internal.auth import TOTP
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Group

    person = get_user_model().objects.create_user("publisher@example.org", full_name="Publisher")
    person.groups.add(Group.objects.get(name="publisher"))
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    return person


def portal(home: Path) -> None:
    """A portal with an empty database, in this process."""
    os.environ |= {"CEDIC_HOME": str(home), "DJANGO_SETTINGS_MODULE": "cedic.web.settings"}
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def measure_search(words: Sequence[str], times: int) -> list[tuple[str, Spread]]:
    """How long searches take, as the public and as staff."""
    from cedic.web.programme.search import Question, find
    from cedic.web.programme.viewers import Viewer

    draw = random.Random(2)  # noqa: S311 - no secret
    asked: dict[str, Callable[[], str]] = {
        "a rare word": lambda: draw.choice(words[-500:]),
        "the most common word": lambda: words[0],
        "two common words": lambda: f"{words[1]} {words[2]}",
        "a beginning": lambda: words[draw.randrange(50)][:3],
        "a phrase": lambda: f'"{words[0]} {words[1]}"',
    }

    def search(ask: Callable[[], str], viewer: Viewer) -> Callable[[], object]:
        return lambda: find(viewer, Question.of(ask()), "es")

    return [
        (f"search, {what}, {level}", spread(search(ask, Viewer(None, level)), times))
        for what, ask in asked.items()
        for level in ("public", "internal")
    ]


def spread(do: Callable[[], object], times: int) -> Spread:
    """The least, the median and the 95th percentile of the milliseconds that something takes."""
    do()
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        do()
        taken.append((time.perf_counter() - begun) * 1000)
    taken.sort()
    return taken[0], taken[times // 2], taken[max(0, round(times * 0.95) - 1)]


def fill() -> list[str]:
    """Fill the database of the portal; the words that it holds, the most common first."""
    from django.db import connection, transaction

    from cedic.web.programme import search

    draw = random.Random(1)  # noqa: S311 - no secret
    words = vocabulary(draw)
    text = Writer(draw, words)
    with transaction.atomic():
        activities = _programmes(text)
        _mandates(text, activities)
        _meetings(text)
        _documents(text)
        search.rebuild()
    if connection.vendor == "postgresql":
        # As the database does by itself after a while.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return words


def vocabulary(draw: random.Random) -> list[str]:
    """Six thousand words, all different."""
    found: dict[str, None] = {}
    while len(found) < 6000:
        found["".join(draw.choices(SYLLABLES, k=draw.randint(2, 5)))] = None
    return list(found)


class Writer:
    """Writes text whose words are as unequally common as those of a language (Zipf, 1935)."""

    def __init__(self, draw: random.Random, words: Sequence[str]) -> None:
        self.draw, self.words = draw, words
        self.weights = [1 / place for place in range(1, len(words) + 1)]

    def __call__(self, length: int) -> dict[str, str]:
        """So many words, in two languages."""
        return {
            language: " ".join(self.draw.choices(self.words, self.weights, k=length))
            for language in ("es", "en")
        }


def _programmes(text: Writer) -> list[int]:
    from cedic.web.programme import trees
    from cedic.web.programme.models import Item, Objective, Task, WorkProgramme

    activities = []
    for year in YEARS:
        programme = WorkProgramme.objects.create(
            title=text(4), starts=year, ends=year, introduction=text(100), stage="adopted"
        )
        for place in range(ACTIVITIES // len(YEARS) // 10):
            area = _item(programme, None, "area", f"{'I' * (place % 3 + 1)}{place}", text(6), text)
            for number in range(1, 11):
                code = f"{area.code}.{number}"
                one = _item(programme, area, "activity", code, text(10), text)
                activities.append(one.pk)
        items = list(Item.objects.filter(programme=programme))
        Objective.objects.bulk_create(Objective(item=one, text=text(20)) for one in items)
        Task.objects.bulk_create(
            Task(item=one, text=text(12), starts=date(year, 2, 1), ends=date(year, 9, 30))
            for one in items
            for _ in range(4)
        )
        trees.freeze(programme, "members")
        trees.freeze(programme, "public")
    return activities


def _item(programme, parent, level, code, title, text):  # type: ignore[no-untyped-def]
    from cedic.web.programme.models import Item

    return Item.objects.create(
        programme=programme,
        parent=parent,
        level=level,
        code=code,
        title=title,
        background=text(150),
        status="under_way",
    )


def _mandates(text: Writer, activities: Sequence[int]) -> None:
    from cedic.web.programme.models import Evidence, Mandate, MandateLink, Paragraph

    for number in range(PARAGRAPHS // 15):
        mandate = Mandate.objects.create(
            kind="decision",
            number=str(number),
            title=text(10),
            on=date(YEARS[number % len(YEARS)], 10, 1),
            visibility="public",
        )
        paragraphs = Paragraph.objects.bulk_create(
            Paragraph(mandate=mandate, anchor=str(place), position=place, text=text(60))
            for place in range(1, 16)
        )
        MandateLink.objects.bulk_create(
            MandateLink(paragraph=one, item_id=item)
            for one in paragraphs[::2]
            for item in text.draw.sample(activities, 2)
        )
        Evidence.objects.bulk_create(
            Evidence(
                paragraph=one,
                status="under_way",
                on=date(mandate.on.year + 1, 3, 1),
                text=text(20),
                visibility="public",
            )
            for one in paragraphs[::3]
        )


def _documents(text: Writer) -> None:
    from cedic.web.programme import search
    from cedic.web.programme.models import Document, Meeting

    for number, meeting in enumerate(Meeting.objects.all()[:DOCUMENTS]):
        document = Document.objects.create(
            name=f"report-{number}.pdf",
            title=text(6)["es"],
            language="es",
            type="application/pdf",
            size=1,
            visibility="public",
            meeting=meeting,
        )
        search.index(document)
        search.put_text(document, text(PAGES * WORDS_A_PAGE)["es"])


def _meetings(text: Writer) -> None:
    from cedic.web.programme.models import Conclusion, Meeting

    meetings = Meeting.objects.bulk_create(
        Meeting(
            title=text(9),
            starts=date(YEARS[number % len(YEARS)], number % 12 + 1, 5),
            status="held",
            summary=text(80),
            country="COL",
            visibility="public",
        )
        for number in range(MEETINGS)
    )
    Conclusion.objects.bulk_create(
        Conclusion(meeting=one, number=str(place), position=place, text=text(25))
        for one in meetings
        for place in (1, 2, 3)
    )
