"""Mandates as staff enter them: their facts, their text, and who may see them."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from cedic.errors import DataError
from cedic.model import LANGUAGES
from cedic.programme.mandates import LONGEST_TEXT, is_anchor, paragraphs_of
from cedic.programme.terms import MANDATE_KINDS, VISIBILITIES
from cedic.web import audit
from cedic.web.accounts import permissions
from cedic.web.accounts.access import allowed
from cedic.web.programme import search
from cedic.web.programme.models import Evidence, Mandate, Paragraph
from cedic.web.programme.models.base import (
    LONGEST_CODE,
    LONGEST_NAME,
    LONGEST_TITLE,
)
from cedic.web.programme.pages import (
    Refused,
    address_posted,
    clean,
    day_posted,
    posted,
    save_over,
    staff,
    to,
    words_posted,
    words_typed,
)
from cedic.web.programme.tags import Fields
from cedic.web.programme.words.common import SAY as SAY_COMMON
from cedic.web.programme.words.mandates import SAY, WRONG
from cedic.web.words import LANGUAGE_NAMES, language

MOST_PARAGRAPHS = 2000


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(permissions.EDIT)
@posted
def new(request: HttpRequest) -> HttpResponse:
    """Enter a mandate."""
    mandate = Mandate(kind="decision")
    if request.method != "POST":
        return _form(request, mandate)
    try:
        with transaction.atomic():
            _take_facts(request, mandate)
            save_over(request, mandate)
            _written(request, "mandate_added", mandate)
    except (Refused, IntegrityError) as error:
        return _form(request, _as_typed(request, mandate), _told(error))
    return to(f"manage/programme/mandates/{mandate.pk}/text/", request, SAY_COMMON["saved"])


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(permissions.EDIT)
@posted
def edit(request: HttpRequest, number: str) -> HttpResponse:
    """Change a mandate's facts."""
    mandate = get_object_or_404(Mandate, pk=number)
    if request.method != "POST":
        return _form(request, mandate)
    try:
        with transaction.atomic():
            _take_facts(request, mandate)
            save_over(request, mandate)
            _written(request, "mandate_edited", mandate)
    except (Refused, IntegrityError) as error:
        theirs = Mandate.objects.get(pk=number)
        clash = str(theirs.revision) != request.POST.get("revision")
        mine = _as_typed(request, Mandate(pk=theirs.pk, visibility=theirs.visibility))
        mine.revision = theirs.revision
        return _form(request, mine, _told(error), theirs if clash else None)
    return to(f"programme/mandates/{mandate.pk}/", request, SAY_COMMON["saved"])


def _told(error: Exception) -> Refused:
    return error if isinstance(error, Refused) else Refused(WRONG["number"])


def _take_facts(request: HttpRequest, mandate: Mandate) -> None:
    """The facts of a form.

    Raises
    ------
    Refused
        If one cannot be taken.
    """
    mandate.kind = request.POST.get("kind", "")
    if mandate.kind not in MANDATE_KINDS:
        raise Refused(WRONG["kind"])
    mandate.number = clean(request.POST.get("number", ""), LONGEST_CODE)
    if not mandate.number:
        raise Refused("empty", name=SAY["number"][language()])
    mandate.title = words_posted(request, "title", longest=LONGEST_TITLE)
    if not mandate.title:
        raise Refused("empty", name=SAY_COMMON["title"][language()])
    mandate.body = clean(request.POST.get("body", ""), LONGEST_NAME)
    mandate.place = clean(request.POST.get("place", ""), LONGEST_NAME)
    mandate.on = day_posted(request, "on")
    mandate.address = address_posted(request, "address")


def _as_typed(request: HttpRequest, mandate: Mandate) -> Mandate:
    """A mandate that holds what was typed, to be shown in the form again."""
    typed = request.POST
    for name in ("kind", "number", "body", "place", "address"):
        setattr(mandate, name, typed.get(name, "")[:LONGEST_TITLE])
    mandate.title = words_typed(request, "title")
    # A day that is none is shown as it was typed.
    mandate.on = typed.get("on", "")[:40]
    return mandate


def _form(
    request: HttpRequest,
    mandate: Mandate,
    error: Refused | None = None,
    theirs: Mandate | None = None,
) -> HttpResponse:
    on = mandate.on.isoformat() if hasattr(mandate.on, "isoformat") else mandate.on or ""
    return staff(
        request,
        SAY,
        "mandates_edit.html",
        {
            "mandate": mandate,
            "on": on,
            "kinds": list(MANDATE_KINDS.items()),
            "kind_names": MANDATE_KINDS,
            "visibilities": list(VISIBILITIES.items()),
            "fields": Fields(
                "title", SAY_COMMON["title"][language()], mandate.title, 2, LONGEST_TITLE
            ),
            "error": error,
            "theirs": theirs,
        },
    )


@require_POST
@allowed(permissions.PUBLISH)
@posted
def show(request: HttpRequest, number: str) -> HttpResponse:
    """Show a mandate to others, or take it back."""
    mandate = get_object_or_404(Mandate, pk=number)
    wanted = request.POST.get("visibility", "")
    if wanted not in VISIBILITIES:
        raise Refused("empty", name=SAY_COMMON["visibility"][language()])
    with transaction.atomic():
        mandate.visibility = wanted
        save_over(request, mandate)
        _written(request, "mandate_shown", mandate, {"visibility": wanted})
    return to(f"programme/mandates/{mandate.pk}/", request, SAY_COMMON["saved"])


@require_POST
@allowed(permissions.EDIT)
@posted
def delete(request: HttpRequest, number: str) -> HttpResponse:
    """Delete a mandate that nobody outside has seen and of which nothing is on record."""
    mandate = get_object_or_404(Mandate, pk=number)
    if mandate.visibility != "internal":
        raise Refused(WRONG["is_shown"])
    if Evidence.objects.filter(paragraph__mandate=mandate).exists():
        raise Refused(WRONG["has_evidence"])
    with transaction.atomic():
        search.drop_group(mandate)
        audit.record(request.user, "programme.mandate_deleted", str(mandate))
        mandate.delete()
    return to("programme/mandates/", request, SAY["deleted"])


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(permissions.EDIT)
@posted
def text(request: HttpRequest, number: str) -> HttpResponse:
    """Paste a mandate's text, look at its paragraphs, save them."""
    mandate = get_object_or_404(Mandate, pk=number)
    if request.method != "POST":
        return _pasted(request, mandate, {"language": language()})
    typed = {
        "language": request.POST.get("language", ""),
        "text": request.POST.get("text", ""),
    }
    if typed["language"] not in LANGUAGES:
        typed["language"] = language()
    try:
        if "save" in request.POST:
            return _save_text(request, mandate, typed["language"])
        return _preview(request, mandate, _read(typed), typed["language"])
    except Refused as error:
        if "save" in request.POST:
            rows = _rows_posted(request)
            return _preview(request, mandate, rows, typed["language"], error)
        return _pasted(request, mandate, typed, error)


def _read(typed: dict[str, str]) -> list[tuple[str, str]]:
    words = clean(typed["text"], LONGEST_TEXT)
    try:
        found = paragraphs_of(words, typed["language"])
    except DataError:
        raise Refused("long", longest=LONGEST_TEXT) from None
    if not found:
        raise Refused(WRONG["no_words"])
    return [(one.anchor, one.text.get(typed["language"], "")) for one in found[:MOST_PARAGRAPHS]]


def _pasted(
    request: HttpRequest, mandate: Mandate, typed: dict[str, str], error: Refused | None = None
) -> HttpResponse:
    languages = [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES]
    told = {"mandate": mandate, "typed": typed, "languages_of_text": languages, "error": error}
    return staff(request, SAY, "mandates_paste.html", told)


def _preview(
    request: HttpRequest,
    mandate: Mandate,
    rows: list[tuple[str, str]],
    told_in: str,
    error: Refused | None = None,
) -> HttpResponse:
    known = list(mandate.paragraphs.values_list("anchor", flat=True))
    given = {anchor for anchor, _ in rows}
    return staff(
        request,
        SAY,
        "mandates_preview.html",
        {
            "mandate": mandate,
            "rows": [
                (place, anchor, words, anchor in known, min(12, 2 + len(words) // 70))
                for place, (anchor, words) in enumerate(rows)
            ],
            "count": len(rows),
            "told_in": told_in,
            "stay": ", ".join(one for one in known if one not in given),
            "error": error,
        },
    )


def _rows_posted(request: HttpRequest) -> list[tuple[str, str]]:
    count = request.POST.get("count", "")
    places = range(min(int(count), MOST_PARAGRAPHS)) if count.isdecimal() and len(count) < 6 else ()
    return [
        (request.POST.get(f"anchor-{place}", "").strip(), request.POST.get(f"text-{place}", ""))
        for place in places
    ]


def _save_text(request: HttpRequest, mandate: Mandate, told_in: str) -> HttpResponse:
    rows = [(anchor, clean(words)) for anchor, words in _rows_posted(request) if words.strip()]
    check_anchors([anchor for anchor, _ in rows])
    if not rows:
        raise Refused(WRONG["no_words"])
    with transaction.atomic():
        save_over(request, mandate)
        _match(mandate, rows, told_in)
        detail = {"language": told_in, "paragraphs": len(rows)}
        _written(request, "mandate_text_entered", mandate, detail)
    return to(f"programme/mandates/{mandate.pk}/", request, SAY["text_saved"])


def check_anchors(anchors: list[str]) -> None:
    """Refuse marks that cannot be any, or that come twice.

    Raises
    ------
    Refused
        Which one.
    """
    for place, anchor in enumerate(anchors):
        if not is_anchor(anchor):
            raise Refused(WRONG["anchor"], anchor=anchor[:LONGEST_CODE])
        if anchor in anchors[:place]:
            raise Refused(WRONG["twice"], anchor=anchor)


def _match(mandate: Mandate, rows: list[tuple[str, str]], told_in: str) -> None:
    """Paragraphs of a mark keep their links and evidence; those without a row come after."""
    known = {one.anchor: one for one in mandate.paragraphs.all()}
    for place, (anchor, words) in enumerate(rows):
        one = known.pop(anchor, None) or Paragraph(mandate=mandate, anchor=anchor)
        one.text = {**one.text, told_in: words}
        one.position = place
        one.save()
    for place, one in enumerate(known.values(), len(rows)):
        one.position = place
        one.save(update_fields=["position"])


def next_position(mandate: Mandate) -> int:
    """The place after a mandate's last paragraph."""
    last = mandate.paragraphs.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _written(
    request: HttpRequest, what: str, mandate: Mandate, detail: dict[str, Any] | None = None
) -> None:
    """Note what was done to a mandate, and let it be found as it is now."""
    audit.record(
        request.user, f"programme.{what}", str(mandate), {"id": mandate.pk, **(detail or {})}
    )
    search.index(mandate)
