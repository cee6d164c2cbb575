"""The release calendar: what was published when, and what is to come, for people and programs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from cedic.model import Dataflow
from cedic.publish.citation import day
from cedic.publish.history import Published, history
from cedic.publish.numbers import formatted
from cedic.settings import settings
from cedic.warehouse import Release, Store
from cedic.web import site
from cedic.web.explorer.place_words import CALENDAR, RELEASES
from cedic.web.explorer.reading import answered
from cedic.web.pages import page
from cedic.web.words import language as visitors

_ENTRIES = 50
"""How many releases the calendar and the feed tell of at most."""


@dataclass(frozen=True)
class Planned:
    """A release of a dataflow that is announced.

    Parameters
    ----------
    flow : Dataflow
        The dataflow.
    moment : datetime
        When it is to be published, in UTC.
    """

    flow: Dataflow
    moment: datetime


def planned(store: Store) -> list[Planned]:
    """The releases that are announced, the next one first."""
    from cedic.web.management.models import Decision

    found = Decision.objects.filter(
        action=Decision.Action.PUBLISH, cancelled=False, moment__gt=timezone.now()
    )
    return [
        Planned(store.declared[one.dataflow].dataflow, one.moment)
        for one in found
        if one.dataflow in store.declared
    ]


@require_safe
def calendar(request: HttpRequest) -> HttpResponseBase:
    """The calendar as a page."""
    language = visitors()

    def make(store: Store) -> HttpResponse:
        context = {
            "say": CALENDAR,
            "releases": RELEASES,
            "planned": [
                {"flow": one.flow, "day": day(one.moment.date(), language)}
                for one in planned(store)
            ],
            "past": [
                {
                    "release": release,
                    "day": day(release.created.date(), language),
                    "lines": [published_line(one, language) for one in changed],
                }
                for release, changed in history(store)[:_ENTRIES]
            ],
        }
        return page(request, "explorer/calendar.html", context)

    # What is planned may change between two releases.
    return answered(request, make, keep=False)


@require_safe
def icalendar(request: HttpRequest) -> HttpResponseBase:
    """The calendar as programs keep it (RFC 5545)."""
    language, address = visitors(), site.address(request)

    def make(store: Store) -> HttpResponse:
        written = _calendar(store, language, address)
        return HttpResponse(written, "text/calendar; charset=utf-8")

    # What is planned may change between two releases.
    return answered(request, make, keep=False)


@require_safe
def feed(request: HttpRequest) -> HttpResponseBase:
    """The releases as an Atom feed (RFC 4287)."""
    language, address = visitors(), site.address(request)

    def make(store: Store) -> HttpResponse:
        written = _feed(store, language, address).writeString("utf-8")
        return HttpResponse(written, "application/atom+xml; charset=utf-8")

    return answered(request, make)


def published_line(one: Published, language: str) -> dict[str, Any]:
    """A dataflow's release, in words: how many observations it brought."""
    gained = one.gained
    if gained is None:
        words = "first"
    elif gained:
        words = "more" if gained > 0 else "fewer"
    else:
        words = "same"
    earlier = one.release.number - 1
    return {
        "flow": one.flow,
        "name": one.flow.name[language],
        "path": f"/{language}/data/{one.flow.id}@{one.release.number}",
        "changes": f"/{language}/compare/vintages?dataflow={one.flow.id}&to={one.release.number}"
        if gained is not None and earlier
        else "",
        "day": day(one.release.created.date(), language),
        "what": RELEASES[words][language].format(
            rows=formatted(one.rows, language), gained=formatted(abs(gained or 0), language)
        ),
    }


def _summary(changed: list[Published], language: str) -> str:
    lines = (published_line(one, language) for one in changed)
    return "\n".join(f"{line['name']}: {line['what']}" for line in lines)


def _title(release: Release, language: str) -> str:
    return CALENDAR["release_of"][language].format(release.number)


def _calendar(store: Store, language: str, address: str) -> bytes:
    from icalendar import Calendar, Event

    host = address.partition("://")[2]
    written = Calendar()
    written.add("prodid", f"-//{settings().publisher}//CEDIC//{language.upper()}")
    written.add("version", "2.0")
    written.add("name", f"{settings().publisher}: {CALENDAR['title'][language]}")
    for release, changed in history(store)[:_ENTRIES]:
        event = Event()
        event.add("uid", f"release-{release.number}@{host}")
        event.add("summary", f"{settings().publisher}: {_title(release, language)}")
        event.add("description", _summary(changed, language))
        event.add("url", f"{address}/{language}/calendar#release-{release.number}")
        _at(event, release.created, release.created)
        written.add_component(event)
    for one in planned(store):
        event = Event()
        event.add("uid", f"{one.flow.id}-{one.moment:%Y%m%d%H%M}@{host}")
        event.add("summary", f"{settings().publisher}: {one.flow.name[language]}")
        event.add("url", f"{address}/{language}/data/{one.flow.id}")
        _at(event, one.moment, store.releases()[0].created if store.releases() else one.moment)
        written.add_component(event)
    return bytes(written.to_ical())


def _at(event: Any, moment: datetime, stamp: datetime) -> None:
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("dtstart", moment.astimezone(UTC))
    event.add("dtend", moment.astimezone(UTC) + timedelta(minutes=15))


def _feed(store: Store, language: str, address: str) -> Atom1Feed:
    found = Atom1Feed(
        title=f"{settings().publisher}: {CALENDAR['title'][language]}",
        link=f"{address}/{language}/calendar",
        description=CALENDAR["lead"][language],
        language=language,
        feed_url=f"{address}/{language}/feed.atom",
        feed_guid=f"{address}/{language}/feed.atom",
        author_name=settings().publisher,
    )
    for release, changed in history(store)[:_ENTRIES]:
        page_of = f"{address}/{language}/calendar#release-{release.number}"
        found.add_item(
            title=_title(release, language),
            link=page_of,
            description=_summary(changed, language),
            pubdate=release.created,
            updateddate=release.created,
            unique_id=page_of,
        )
    return found
