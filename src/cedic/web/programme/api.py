"""The work programme for programs: what a visitor may see of it, as JSON.

The fields are those of :mod:`cedic.programme.model`, whose names stay. Beside them stand ``url``, the
address of the record itself, ``page``, that of its page, and ``changed``.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from functools import wraps
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Max, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from cedic.errors import CedicError, UnknownCodeError, UsageError
from cedic.model import LANGUAGES
from cedic.programme import model
from cedic.programme.convergence import Entry
from cedic.programme.model import as_json
from cedic.programme.terms import (
    ENTRY_KINDS,
    MANDATE_KINDS,
    MEETING_KINDS,
    MEETING_STATUSES,
    STAGES,
)
from cedic.publish.programme_api import LAST_PAGE, LONGEST_QUESTION, PAGE
from cedic.regions import areas
from cedic.web import site
from cedic.web.catalogue.refusal import NotThere, always_json, told
from cedic.web.programme import mandate_values, search_pages, values
from cedic.web.programme import search as full_text
from cedic.web.programme.convergence_values import entries_for, entry_of
from cedic.web.programme.models import (
    Axis,
    Mandate,
    Meeting,
    Organisation,
    Version,
    WorkProgramme,
)
from cedic.web.programme.shown_items import shown_items
from cedic.web.programme.trees import frozen
from cedic.web.programme.viewers import Viewer, viewer
from cedic.web.streaming import respond

ROOT = "/api/programme"
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
Json = dict[str, Any]
Answer = Callable[..., Json]


def answered(*parameters: str) -> Callable[[Answer], Callable[..., HttpResponseBase]]:
    """Make a view of a function that gives what is answered as JSON.

    Parameters
    ----------
    *parameters : str
        The names that may stand in the query; any other one is refused.
    """

    def bind(function: Answer) -> Callable[..., HttpResponseBase]:
        @always_json
        @told
        @wraps(function)
        def view(request: HttpRequest, **path: str) -> HttpResponseBase:
            for name, given in request.GET.lists():
                if name not in parameters:
                    raise UnknownCodeError("parameter", name[:40], parameters)
                if len(given) > 1:
                    raise UsageError(f"{name} is given twice.", where=name, remedy="give it once")
            return _sent(request, function(request, viewer(request), **path))

        return view

    return bind


def _sent(request: HttpRequest, found: Json) -> HttpResponseBase:
    body = json.dumps(found, ensure_ascii=False).encode("utf-8", "backslashreplace")
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "public, no-cache"}
    known = get_conditional_response(request, tag, None, HttpResponse(headers=headers))
    if known is not None and known.status_code != 200:
        return known
    return respond(request, 200, {"Content-Type": "application/json", **headers}, [body])


@answered()
def start(request: HttpRequest, who: Viewer) -> Json:
    """What there is."""
    names = ("programmes", "mandates", "meetings", "convergence", "search")
    return {name: f"{_root(request)}/{name}" for name in names} | {
        "description": f"{site.address(request)}/api/openapi.json"
    }


@always_json
@told
def nowhere(request: HttpRequest, rest: str) -> HttpResponseBase:
    """Any other address below ``/api/programme``."""
    raise NotThere(
        "There is nothing at this address.", remedy=f"see {_root(request)} for what there is"
    )


# Programmes


@answered("page", "year", "status", "updated_since")
def programmes(request: HttpRequest, who: Viewer) -> Json:
    """The programmes that one may see, without their items, the last first."""
    year, stage = _year(request), _code(request, "status", STAGES)
    since = _since(request)
    found = [
        (record, version, shown)
        for record, version, shown in _programmes(who)
        if (year is None or shown.starts <= year <= shown.ends)
        and (not stage or shown.stage == stage)
        and (since is None or _changed(record, version) >= since)
    ]
    return _paged(
        request,
        found,
        lambda some: [
            _programme(request, record, version, as_json(shown) | {"items": None})
            for record, version, shown in some
        ],
    )


def _programmes(who: Viewer) -> list[tuple[Any, Version | None, Any]]:
    """Record, version and facts of the programmes that one may see."""
    records = WorkProgramme.objects.annotate(edited=Max("items__changed"))
    if who.is_staff:
        return [(record, None, _facts(record)) for record in records]
    seen = Version.objects.seen_by(who).defer("content").order_by("number")
    last = {one.programme_id: one for one in seen}
    return [
        (record, last[record.pk], frozen(last[record.pk]))
        for record in records
        if record.pk in last
    ]


def _facts(record: WorkProgramme) -> model.Programme:
    """A programme as it stands, without its items."""
    return model.Programme(
        title=record.title,
        starts=record.starts,
        ends=record.ends,
        institution=record.institution,
        introduction=record.introduction,
        stage=record.stage,
        adopted_on=record.adopted_on,
        adopted_by=record.adopted_by,
        demonstration=record.demonstration,
        id=record.pk,
    )


def _changed(record: Any, version: Version | None) -> datetime:
    if version is not None:
        return version.made
    moments = [one for one in (record.changed, getattr(record, "edited", None)) if one]
    return max(moments)


def _programme(request: HttpRequest, record: Any, version: Version | None, told: Json) -> Json:
    items = told.pop("items")
    found = told | _known(
        request, f"programmes/{record.pk}", f"programme/{record.pk}/", _changed(record, version)
    )
    found["version"] = None if version is None else version.number
    return found if items is None else found | {"items": items}


@answered()
def programme(request: HttpRequest, who: Viewer, number: str) -> Json:
    """A programme with all its items, as far as one may see it."""
    record = WorkProgramme.objects.annotate(edited=Max("items__changed")).filter(pk=number).first()
    shown = None if record is None else values.programme(record, who)
    if record is None or shown is None:
        raise _nothing("programme", number)
    version = None
    if not who.is_staff:
        version = record.versions.seen_by(who).defer("content").first()
    return _programme(request, record, version, as_json(shown))


@answered()
def item(request: HttpRequest, who: Viewer, number: str) -> Json:
    """An item of a programme with all that belongs to it and lies below it."""
    known = shown_items(who, [int(number)]).get(int(number))
    if known is None:
        raise _nothing("item", number)
    record = WorkProgramme.objects.annotate(edited=Max("items__changed")).get(pk=known.programme)
    shown = values.programme(record, who)
    found = next((one for one in shown.walk() if one.id == known.id), None) if shown else None
    if found is None:
        raise _nothing("item", number)
    version = None if who.is_staff else record.versions.seen_by(who).defer("content").first()
    moment = _changed(record, version)
    return (
        as_json(found)
        | _known(request, f"items/{number}", f"programme/items/{number}/", moment)
        | {
            "year": known.year,
            "parent": known.parent,
            "demonstration": bool(shown and shown.demonstration),
            "programme": f"{_root(request)}/programmes/{known.programme}",
        }
    )


# Mandates


@answered("page", "year", "kind", "updated_since")
def mandates(request: HttpRequest, who: Viewer) -> Json:
    """The mandates that one may see, without their paragraphs, the last first."""
    found: QuerySet[Mandate] = Mandate.objects.seen_by(who)
    if (year := _year(request)) is not None:
        found = found.filter(on__year=year)
    if kind := _code(request, "kind", MANDATE_KINDS):
        found = found.filter(kind=kind)
    if since := _since(request):
        evidence = mandate_values.evidence_for(who).filter(made__gte=since)
        shown = evidence.values("paragraph__mandate")
        found = found.filter(Q(changed__gte=since) | Q(pk__in=shown))

    def listed(some: Sequence[Mandate]) -> list[Json]:
        # Without its paragraphs: they are asked for with the mandate.
        return [
            _mandate(request, one, _without(as_json(mandate_values.facts(one)), "paragraphs"))
            for one in some
        ]

    return _paged(request, found, listed)


@answered()
def mandate(request: HttpRequest, who: Viewer, number: str) -> Json:
    """A mandate, paragraph by paragraph, with what one may see of each."""
    record = mandate_values.with_parts(who).filter(pk=number).first()
    if record is None:
        raise _nothing("mandate", number)
    return _mandate(request, record, as_json(mandate_values.values([record], who)[0]))


def _mandate(request: HttpRequest, record: Mandate, told: Json) -> Json:
    path = f"mandates/{record.pk}"
    return told | _known(request, path, f"programme/{path}/", record.changed)


# Meetings


@answered("page", "year", "status", "kind", "country", "updated_since")
def meetings(request: HttpRequest, who: Viewer) -> Json:
    """The meetings that one may see, in the order of the calendar."""
    found: QuerySet[Meeting] = Meeting.objects.seen_by(who)
    if (year := _year(request)) is not None:
        found = found.filter(Q(starts__year=year) | Q(starts=None, ends__year=year))
    if status := _code(request, "status", MEETING_STATUSES):
        found = found.filter(status=status)
    if kind := _code(request, "kind", MEETING_KINDS):
        found = found.filter(kind=kind)
    if country := _code(request, "country", areas()):
        found = found.filter(country=country)
    if since := _since(request):
        found = found.filter(changed__gte=since)

    def listed(some: Sequence[Meeting]) -> list[Json]:
        told = values.meetings(some, who)
        return [_meeting(request, *pair) for pair in zip(some, told, strict=True)]

    return _paged(request, found, listed)


@answered()
def meeting(request: HttpRequest, who: Viewer, number: str) -> Json:
    """A meeting; who took part is counted, not named."""
    record = Meeting.objects.seen_by(who).filter(pk=number).first()
    if record is None:
        raise _nothing("meeting", number)
    return _meeting(request, record, values.meetings([record], who)[0])


def _meeting(request: HttpRequest, record: Meeting, value: model.Meeting) -> Json:
    path = f"meetings/{record.pk}"
    return as_json(value) | _known(request, path, f"programme/{path}/", record.changed)


# Convergence and search


@answered("page", "axis", "organisation", "kind", "updated_since")
def convergence(request: HttpRequest, who: Viewer) -> Json:
    """What each organisation has on each axis, of what one may see."""
    found = entries_for(who)
    axis = _code(request, "axis", set(Axis.objects.values_list("code", flat=True)))
    organisation = _code(
        request, "organisation", set(Organisation.objects.values_list("code", flat=True))
    )
    if axis:
        found = found.filter(topic__axis__code=axis)
    if organisation:
        found = found.filter(organisation__code=organisation)
    if kind := _code(request, "kind", ENTRY_KINDS):
        found = found.filter(kind=kind)
    if since := _since(request):
        found = found.filter(changed__gte=since)

    def listed(some: Sequence[Any]) -> list[Json]:
        return [_entry(request, one, entry_of(one)) for one in some]

    return _paged(request, found, listed)


def _entry(request: HttpRequest, record: Any, value: Entry) -> Json:
    page = f"{site.address(request)}/es/programme/convergence/"
    return as_json(value) | {
        "page": page,
        "changed": record.changed.isoformat(),
        "demonstration": record.demonstration,
    }


@answered("q", "kind", "year", "language", "page")
def search(request: HttpRequest, who: Viewer) -> Json:
    """What is found by its words, the best first."""
    asked = request.GET.get("q", "").replace("\0", " ").strip()
    if not asked or len(asked) > LONGEST_QUESTION:
        raise UsageError(
            f"q holds no words, or more than {LONGEST_QUESTION} characters.",
            where="q",
            remedy="write q= and the words to look for",
        )
    kind = _code(request, "kind", full_text.KINDS)
    language = _code(request, "language", LANGUAGES) or LANGUAGES[0]
    number = _page(request)
    hits, total = full_text.find(
        who,
        full_text.Question.of(asked),
        language,
        kind=kind,
        year=_year(request),
        start=(number - 1) * search_pages.ON_A_PAGE,
        most=search_pages.ON_A_PAGE,
    )
    results = [
        {
            "kind": one.kind,
            "record": one.record,
            "year": one.year,
            "language": one.language or None,
            "title": _plain(one.title),
            "snippet": _plain(one.snippet),
            "page": f"{site.address(request)}{one.address}",
            "format": one.format or None,
            "demonstration": one.demonstration,
        }
        for one in hits
    ]
    pages = -(-total // search_pages.ON_A_PAGE) or 1
    return _envelope(request, number, pages, total, results)


def _plain(marked: SafeString) -> str:
    return html.unescape(strip_tags(marked))


# What all share


def _root(request: HttpRequest) -> str:
    return f"{site.address(request)}{ROOT}"


def _known(request: HttpRequest, path: str, page: str, changed: datetime) -> Json:
    return {
        "url": f"{_root(request)}/{path}",
        "page": f"{site.address(request)}/es/{page}",
        "changed": changed.isoformat(),
    }


def _nothing(what: str, number: str) -> NotThere:
    return NotThere(
        f"There is no {what} {number}.", remedy="see the list, or sign in if it is not public"
    )


def _without(told: Json, name: str) -> Json:
    return {one: value for one, value in told.items() if one != name}


def _paged(request: HttpRequest, found: Any, listed: Callable[[Sequence[Any]], list[Json]]) -> Json:
    pages, number = Paginator(found, PAGE), _page(request)
    results = listed(list(pages.page(number))) if number <= pages.num_pages else []
    return _envelope(request, number, pages.num_pages, pages.count, results)


def _envelope(
    request: HttpRequest, number: int, pages: int, count: int, results: list[Json]
) -> Json:
    def link(other: int) -> str | None:
        if not 1 <= other <= pages:
            return None
        query = request.GET.copy()
        query["page"] = str(other)
        return f"{site.address(request)}{request.path}?{query.urlencode()}"

    return {
        "count": count,
        "page": number,
        "pages": pages,
        "next": link(number + 1),
        "previous": link(number - 1),
        "results": results,
    }


def _page(request: HttpRequest) -> int:
    return _whole(request, "page", LAST_PAGE) or 1


def _year(request: HttpRequest) -> int | None:
    return _whole(request, "year", 9999)


def _whole(request: HttpRequest, name: str, most: int) -> int | None:
    """A whole number from the query; None if it is not given."""
    given = request.GET.get(name)
    if given is None:
        return None
    if re.fullmatch("[0-9]{1,6}", given, re.ASCII) and 1 <= int(given) <= most:
        return int(given)
    raise UsageError(
        f"{name} is {given[:40]!r}.", where=name, remedy=f"write a whole number from 1 to {most}"
    )


def _code(
    request: HttpRequest, name: str, known: Mapping[str, Any] | Sequence[str] | set[str]
) -> str:
    """A code from the query; empty if it is not given."""
    given = request.GET.get(name, "")
    if name in request.GET and given not in known:
        raise _in(name, UnknownCodeError(name, given[:40], sorted(known)))
    return given


def _in(name: str, error: CedicError) -> UsageError:
    return UsageError(error.what, where=name, remedy=error.remedy or "leave it out to have all")


def _since(request: HttpRequest) -> datetime | None:
    """The moment since which something was changed: a day, or a moment, in UTC if it says no zone."""
    given = request.GET.get("updated_since")
    if given is None:
        return None
    try:
        if DAY.fullmatch(given):
            found = datetime.combine(date.fromisoformat(given), time.min)
        else:
            # A plus in a query that was not encoded is a space.
            found = datetime.fromisoformat(given[:40].replace(" ", "+"))
        if not 1900 <= found.year <= 2200:
            raise ValueError(given)
        return timezone.make_aware(found) if timezone.is_naive(found) else found
    except ValueError:
        raise UsageError(
            f"updated_since is {given[:40]!r}.",
            where="updated_since",
            remedy="write a day, 2026-03-31, or a moment, 2026-03-31T12:00:00Z",
        ) from None
