"""Which meetings a visitor asks for, and the calendar of them: as a page, and for programs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, timedelta
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F, Max, Min, Q, QuerySet
from django.db.models.functions import Coalesce, ExtractYear
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.views.decorators.http import require_safe

from cedic.programme import meetings
from cedic.programme.model import said
from cedic.programme.terms import FORMATS, MEETING_KINDS, MEETING_STATUSES, VISIBILITIES
from cedic.publish.search import folded
from cedic.settings import settings
from cedic.web import site
from cedic.web.programme.countries import country_name
from cedic.web.programme.meeting_items import areas_of, items_of
from cedic.web.programme.meeting_places import days, month_name, weekdays
from cedic.web.programme.models import Meeting
from cedic.web.programme.pages import public
from cedic.web.programme.viewers import Viewer, looked_at
from cedic.web.programme.words.meetings import SAY, WHICH
from cedic.web.words import language

ON_A_PAGE = 50
MOST_EVENTS = 200
"""How many meetings a calendar for programs tells of, the last ones first."""
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_NAMES = ("when", "year", "month", "day", "country", "kind", "status", "area", "q")


@dataclass(frozen=True)
class Asked:
    """Which meetings a visitor asks for; what makes no sense in an address is left aside.

    Parameters
    ----------
    when : str
        ``coming``, ``past`` or ``all``.
    month : date, optional
        The first day of a month.
    """

    when: str
    year: int | None = None
    month: date | None = None
    day: date | None = None
    country: str = ""
    kind: str = ""
    status: str = ""
    area: int | None = None
    words: str = ""


def asked(given: QueryDict) -> Asked:
    """What an address asks for."""
    year = _number(given.get("year", ""))
    month, on = _month(given.get("month", "")), _day(given.get("day", ""))
    words = given.get("q", "").strip()[:100].replace("\0", "")
    country, kind, status = (given.get(name, "") for name in ("country", "kind", "status"))
    when = given.get("when", "")
    if when not in WHICH:
        when = "all" if year or month or on or words else "coming"
    return Asked(
        when,
        year if year and 1900 <= year <= 2200 else None,
        month,
        on,
        country if re.fullmatch(r"[A-Z]{3}", country) else "",
        kind if kind in MEETING_KINDS else "",
        status if status in MEETING_STATUSES else "",
        _number(given.get("area", "")),
        words,
    )


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None


def _month(text: str) -> date | None:
    found = _MONTH.fullmatch(text)
    return _day(f"{text}-01") if found else None


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text[:10])
    except ValueError:
        return None
    return found if 1900 <= found.year <= 2200 else None


def found(viewer: Viewer, wanted: Asked) -> QuerySet[Meeting]:
    """The meetings that a viewer asks for, of those that she may see."""
    rows = Meeting.objects.seen_by(viewer).annotate(
        first=Coalesce("starts", "postponed_from"), last=Coalesce("ends", "starts")
    )
    rows = _at_time(rows, wanted)
    for name, value in (
        ("country", wanted.country),
        ("kind", wanted.kind),
        ("status", wanted.status),
    ):
        if value:
            rows = rows.filter(**{name: value})
    if wanted.area is not None:
        rows = rows.filter(item__in=items_of(wanted.area, viewer))
    if wanted.words:
        rows = rows.filter(pk__in=_with_words(rows, wanted.words))
    if wanted.when == "past":
        return rows.order_by("-first", "-pk")
    return rows.order_by(F("first").asc(nulls_last=True), "pk")


def _at_time(rows: QuerySet[Meeting], wanted: Asked) -> QuerySet[Meeting]:
    today = timezone.localdate()
    if wanted.when == "coming":
        ahead = Q(last=None) & ~Q(status__in=("held", "cancelled"))
        rows = rows.filter(Q(last__gte=today) | ahead)
    if wanted.when == "past":
        rows = rows.filter(Q(last__lt=today) | Q(last=None, status__in=("held", "cancelled")))
    if wanted.year:
        rows = rows.filter(first__lte=date(wanted.year, 12, 31))
        rows = rows.filter(Q(last__gte=date(wanted.year, 1, 1)) | _without_day(wanted.year))
    if wanted.month:
        rows = rows.filter(starts__lt=_next(wanted.month), last__gte=wanted.month)
    if wanted.day:
        rows = rows.filter(starts__lte=wanted.day, last__gte=wanted.day)
    return rows


def _without_day(year: int) -> Q:
    return Q(last=None, postponed_from__year=year)


def _next(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _with_words(rows: QuerySet[Meeting], words: str) -> list[int]:
    # Databases differ in what they take for the same letter: here accents and case are none.
    wanted = folded(words).split()
    told = rows.values_list("pk", "title", "number", "city", "venue", "schedule")
    return [
        pk
        for pk, title, *others in told
        for text in [folded(" ".join((*title.values(), *others)))]
        if all(word in text for word in wanted)
    ]


@require_safe
@looked_at
def listed(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The calendar: month by month, with what is asked for."""
    wanted = asked(request.GET)
    rows = found(viewer, wanted)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    kept = _kept(request.GET)
    return public(
        request,
        SAY,
        "meetings_listed.html",
        {
            "asked": wanted,
            "page": page,
            "query": kept.urlencode(),
            "feed": f"calendar.ics?{kept.urlencode()}".rstrip("?"),
            "months": _by_month(page, viewer),
            "grid": _grid(viewer, wanted, kept),
            "choices": _choices(viewer, wanted),
        },
    )


def _kept(given: QueryDict, *without: str) -> QueryDict:
    """What was asked for, as it is handed on to other pages of it."""
    kept = QueryDict(mutable=True)
    for name in _NAMES:
        if given.get(name) and name not in without:
            kept[name] = given[name][:100]
    return kept


def _choices(viewer: Viewer, wanted: Asked) -> dict[str, list[tuple[str, str, bool]]]:
    """What can be chosen from: code, name, and whether it is chosen."""
    seen = Meeting.objects.seen_by(viewer).order_by()
    codes = seen.exclude(country="").values_list("country", flat=True).distinct()
    held_in = sorted(((one, country_name(one)) for one in codes), key=lambda one: folded(one[1]))
    years = seen.annotate(first_year=ExtractYear(Coalesce("starts", "postponed_from")))
    held_years = years.values_list("first_year", flat=True).distinct()
    told = sorted(filter(None, held_years), reverse=True)
    areas = [one for one in areas_of(viewer) if wanted.year in (None, one.year)]
    return {
        "when": _chosen(((one, name[language()]) for one, name in WHICH.items()), wanted.when),
        "year": _chosen(((str(one), str(one)) for one in told), str(wanted.year)),
        "country": _chosen(held_in, wanted.country),
        "kind": _chosen(_named(MEETING_KINDS), wanted.kind),
        "status": _chosen(_named(MEETING_STATUSES), wanted.status),
        "area": _chosen(
            ((str(one.id), f"{one.year} {one.code} {one.title}"[:80]) for one in areas),
            str(wanted.area),
        ),
    }


def _named(terms: Any) -> Iterable[tuple[str, str]]:
    return ((code, name[language()]) for code, name in terms.items())


def _chosen(options: Iterable[tuple[str, str]], chosen: str) -> list[tuple[str, str, bool]]:
    return [(code, name, code == chosen) for code, name in options]


def _by_month(rows: Iterable[Meeting], viewer: Viewer) -> list[dict[str, Any]]:
    """Meetings by the month in which they begin, those without a day apart."""
    by_month = groupby(rows, lambda one: one.first and one.first.replace(day=1))
    return [
        {
            "id": f"{month:%Y-%m}" if month else "undated",
            "name": month_name(month) if month else SAY["undated"][language()],
            "rows": [told(one, viewer) for one in group],
        }
        for month, group in by_month
    ]


def told(one: Meeting, viewer: Viewer) -> dict[str, Any]:
    """A meeting as a line of a list tells it."""
    return {
        "meeting": one,
        "when": days(one.starts, one.ends) or one.schedule,
        "where": where(one),
        "kind": MEETING_KINDS.get(one.kind),
        "status": MEETING_STATUSES.get(one.status),
        "seen_by": VISIBILITIES.get(one.visibility) if viewer.level != "public" else None,
    }


def where(one: Meeting) -> str:
    """City and country; of what is virtual, that it is."""
    place = ", ".join(filter(None, (one.city, country_name(one.country))))
    if one.format == "in_person":
        return place
    format = FORMATS[one.format][language()]
    return f"{place} ({format.lower()})" if place else format


def _grid(viewer: Viewer, wanted: Asked, kept: QueryDict) -> dict[str, Any]:
    """The month that is asked for, or this one, day by day."""
    today = timezone.localdate()
    month = wanted.month or (wanted.day or today).replace(day=1)
    if wanted.year and not wanted.month and not wanted.day and wanted.year != today.year:
        month = date(wanted.year, 1, 1)
    others = Asked("all", None, None, None, wanted.country, wanted.kind, wanted.status, wanted.area)
    ever = found(viewer, others).exclude(status__in=("cancelled",))
    rows = _at_time(ever, replace(others, month=month))
    weeks = meetings.month_grid(month.year, month.month, rows.values_list("starts", "ends"))
    rest = kept.copy()
    for name in ("when", "year", "month", "day"):
        rest.pop(name, None)
    return {
        "id": f"{month:%Y-%m}",
        "name": month_name(month),
        "weekdays": weekdays(),
        "weeks": weeks,
        "today": today,
        "query": rest.urlencode(),
        **_months_beside(month, ever),
    }


def _months_beside(month: date, rows: QuerySet[Meeting]) -> dict[str, str]:
    """The months before and after one, between the first and the last meeting and today.

    Beyond them both are empty: nobody, and no search engine, turns pages without end.
    """
    held, today = rows.aggregate(first=Min("starts"), last=Max("last")), timezone.localdate()
    first = min(held["first"] or today, today).replace(day=1)
    last = max(held["last"] or today, today).replace(day=1)
    before = min((month - timedelta(days=1)).replace(day=1), last)
    after = max(_next(month), first)
    return {
        "before": f"{before:%Y-%m}" if before >= first else "",
        "after": f"{after:%Y-%m}" if after <= last else "",
    }


# For programs (RFC 5545)


@require_safe
@looked_at
def icalendar(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The meetings that are asked for, as a calendar to subscribe to: from a year ago on."""
    wanted = asked(request.GET)
    rows = found(viewer, wanted).exclude(starts=None)
    if not (wanted.year or wanted.month or wanted.day or wanted.when == "past"):
        since = timezone.localdate() - timedelta(days=366)
        everything = Asked("all", **{name: getattr(wanted, name) for name in _FURTHER})
        rows = found(viewer, everything).filter(last__gte=since).exclude(starts=None)
    return _answered(request, rows.order_by("-starts", "pk")[:MOST_EVENTS], "meetings.ics")


_FURTHER = ("country", "kind", "status", "area", "words")


@require_safe
@looked_at
def event(request: HttpRequest, viewer: Viewer, pk: int) -> HttpResponse:
    """One meeting, to be put into a calendar."""
    one = Meeting.objects.seen_by(viewer).filter(pk=pk).exclude(starts=None).first()
    if one is None:
        raise Http404
    return _answered(request, [one], f"meeting-{pk}.ics")


def _answered(request: HttpRequest, rows: Iterable[Meeting], name: str) -> HttpResponse:
    written = _calendar(list(rows), site.address(request))
    response = HttpResponse(written, "text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers.setdefault("Cache-Control", "no-cache")
    return response


_EVENT_STATUS = {
    "convened": "CONFIRMED",
    "held": "CONFIRMED",
    "cancelled": "CANCELLED",
}
"""What RFC 5545 calls the status; all else is tentative."""


def _calendar(rows: list[Meeting], address: str) -> bytes:
    from icalendar import Calendar

    written = Calendar()
    written.add("prodid", f"-//{settings().publisher}//CEDIC//{language().upper()}")
    written.add("version", "2.0")
    written.add("name", f"{settings().publisher}: {SAY['meetings'][language()]}")
    for one in rows:
        written.add_component(_event(one, address))
    return bytes(written.to_ical())


def _event(one: Meeting, address: str) -> Any:
    from icalendar import Event

    title, told_in = said(one.title, language())
    path = f"{address}/{language()}/programme/meetings/{one.pk}/"
    place = ", ".join(filter(None, (one.venue, one.city, country_name(one.country))))
    status = MEETING_STATUSES[one.status][language()]
    event = Event()
    # The same in every language: who takes one calendar for another has no meeting twice.
    event.add("uid", f"meeting-{one.pk}@{address.partition('://')[2]}")
    event.add("summary", title, parameters={"LANGUAGE": told_in})
    event.add("description", f"{MEETING_KINDS[one.kind][language()]}. {status}.\n{path}")
    event.add("url", path)
    if place or one.format == "virtual":
        event.add("location", place or FORMATS[one.format][language()])
    event.add("status", _EVENT_STATUS.get(one.status, "TENTATIVE"))
    event.add("dtstart", one.starts)
    # The first day that is no longer part of it.
    event.add("dtend", (one.ends or one.starts) + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("sequence", one.revision)
    event.add("dtstamp", one.changed.astimezone(UTC))
    event.add("last-modified", one.changed.astimezone(UTC))
    return event
