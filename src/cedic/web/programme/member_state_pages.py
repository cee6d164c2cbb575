"""The work programme as member states read it: by mandate, by theme, by axis, by country."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cedic.programme.mandates import PREAMBLE
from cedic.programme.model import said
from cedic.programme.terms import MEETING_KINDS, MEETING_STATUSES
from cedic.regions import areas
from cedic.web.accounts import permissions
from cedic.web.accounts.access import allowed
from cedic.web.programme import mandate_values
from cedic.web.programme.mandate_pages import IN_ORDER, TERMS, rows_of
from cedic.web.programme.models import (
    Axis,
    Comment,
    Document,
    Mandate,
    Meeting,
    Organisation,
    Paragraph,
    Participant,
    Partnership,
    Seat,
    Theme,
    WorkProgramme,
)
from cedic.web.programme.pages import public
from cedic.web.programme.shown_items import Shown, items_of, shown_items, versions
from cedic.web.programme.viewers import Viewer, looked_at
from cedic.web.programme.viewers import viewer as viewer_of
from cedic.web.programme.words.common import SAY as SAY_COMMON
from cedic.web.programme.words.mandates import SAY as SAY_MANDATES
from cedic.web.programme.words.member_states import SAY as SAY_OWN
from cedic.web.words import language

SAY = {**SAY_MANDATES, **SAY_OWN}
LABELS = {"mandate": SAY["mandate"], "theme": SAY_COMMON["theme"], "axis": SAY_COMMON["axis"]}
ON_A_PAGE = 50
LATEST = 10


@require_safe
@allowed(permissions.CONSULT)
def start(request: HttpRequest) -> HttpResponse:
    """What is new for a member state."""
    viewer = viewer_of(request)
    today = date.today()
    mandates = Mandate.objects.seen_by(viewer).exclude(visibility="internal")
    meetings = Meeting.objects.seen_by(viewer).exclude(visibility="internal")
    return public(
        request,
        SAY,
        "member_states.html",
        {
            **TERMS,
            "meeting_kinds": MEETING_KINDS,
            "circulated": _circulated(viewer, today),
            "mandates": mandates.order_by(F("on").desc(nulls_last=True), "-changed")[:LATEST],
            "meetings": meetings.filter(
                Q(ends__gte=today) | Q(ends=None, starts__gte=today),
                status__in=("planned", "convened"),
            )[:LATEST],
            "documents": _documents(viewer),
        },
    )


def _circulated(viewer: Viewer, today: date) -> list[WorkProgramme]:
    """The programmes on which member states may comment today."""
    found = WorkProgramme.objects.filter(
        stage__in=("circulated", "amended"), comments_from__lte=today, comments_until__gte=today
    ).order_by("comments_until", "id")
    told = versions(viewer, [one.pk for one in found]) if not viewer.is_staff else None
    return [one for one in found if told is None or one.pk in told]


def _documents(viewer: Viewer) -> list[Document]:
    """The latest documents that member states are shown, with what they belong to."""
    found = Document.objects.seen_by(viewer).exclude(visibility="internal")
    found = found.filter(
        Q(programme=None, item=None, evidence=None, roadmap=None)
        & (Q(meeting=None) | Q(meeting__visibility__in=viewer.visibilities))
        & (Q(mandate=None) | Q(mandate__visibility__in=viewer.visibilities))
        | Q(programme__in=_programmes(viewer))
    )
    return list(found.order_by("-made", "id")[:LATEST])


def _programmes(viewer: Viewer) -> QuerySet[WorkProgramme]:
    if viewer.is_staff:
        return WorkProgramme.objects.all()
    return WorkProgramme.objects.filter(versions__visibility__in=viewer.visibilities)


@require_safe
@looked_at
def by_mandate(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """A mandate's paragraphs, with what serves them and what is on record."""
    known = [
        (str(one.pk), f"{one.number} – {_name(one.title)}")
        for one in Mandate.objects.seen_by(viewer).only("pk", "number", "title")
    ]
    asked = _asked(request, "mandate", known)
    return _paragraphs(request, viewer, "mandate", known, asked, Q(mandate=asked) if asked else Q())


@require_safe
@looked_at
def by_theme(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What the mandates say of a theme."""
    known = [(one.code, _name(one.name)) for one in Theme.objects.all()]
    asked = _asked(request, "theme", known)
    wanted = Q(themes__code=asked) if asked else Q(themes__isnull=False)
    return _paragraphs(request, viewer, "theme", known, asked, wanted)


@require_safe
@looked_at
def by_axis(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What the mandates say of an axis."""
    known = [(one.code, _name(one.name)) for one in Axis.objects.all()]
    asked = _asked(request, "axis", known)
    wanted = Q(axes__code=asked) if asked else Q(axes__isnull=False)
    return _paragraphs(request, viewer, "axis", known, asked, wanted)


def _name(words: dict[str, str]) -> str:
    return said(words, language())[0]


def _asked(request: HttpRequest, name: str, known: Iterable[tuple[str, str]]) -> str:
    asked = request.GET.get(name, "")[:100]
    if asked and asked not in {code for code, _ in known}:
        raise Http404(asked)
    return asked


def _paragraphs(
    request: HttpRequest,
    viewer: Viewer,
    by: str,
    known: list[tuple[str, str]],
    asked: str,
    wanted: Q,
) -> HttpResponse:
    found = (
        Paragraph.objects.filter(wanted, mandate__visibility__in=viewer.visibilities)
        .exclude(anchor=PREAMBLE)
        .order_by(*IN_ORDER)
        .distinct()
    )
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = Paragraph.objects.filter(pk__in=[one.pk for one in page.object_list])
    shown = shown.select_related("mandate").order_by(*IN_ORDER)
    query = request.GET.copy()
    query.pop("page", None)
    return public(
        request,
        SAY,
        "member_states_paragraphs.html",
        {
            **TERMS,
            "rows": rows_of(list(_with_parts(shown, viewer)), viewer),
            "page": page,
            "query": query.urlencode(),
            "by": by,
            "heading": SAY[f"by_{by}"],
            "label": LABELS[by],
            "known": known,
            "asked": asked,
        },
    )


def _with_parts(paragraphs: QuerySet[Paragraph], viewer: Viewer) -> QuerySet[Paragraph]:
    return paragraphs.prefetch_related(
        "themes",
        "axes",
        *(
            Prefetch(name.removeprefix("__"), queryset)
            for name, queryset in mandate_values.parts_for(viewer)
            if name
        ),
    )


@dataclass(frozen=True)
class Attended:
    """A meeting, and how many people of a country attended it."""

    meeting: Meeting
    people: int


@require_safe
@looked_at
def by_country(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What there is of a country: meetings, participants, partners, comments, documents."""
    known = _countries(viewer)
    asked = _asked(request, "country", known) or viewer.country
    context: dict[str, Any] = {}
    if asked:
        there = Meeting.objects.seen_by(viewer).filter(country=asked)
        page = Paginator(there.order_by("-starts", "-id"), ON_A_PAGE)
        attended = _attended(asked, viewer)
        own = viewer.is_staff or viewer.country == asked
        context = {
            "page": page.get_page(request.GET.get("page")),
            "attended": attended[:ON_A_PAGE],
            "people": sum(one.people for one in attended),
            "attended_count": len(attended),
            "items": _with_partners_of(asked, viewer),
            "may_read_comments": own,
            "comments": _comments(asked) if own else [],
            "documents": _documents(viewer) if viewer.level != "public" else [],
        }
    query = request.GET.copy()
    query.pop("page", None)
    return public(
        request,
        SAY,
        "member_states_country.html",
        {
            **TERMS,
            **context,
            "meeting_kinds": MEETING_KINDS,
            "meeting_statuses": MEETING_STATUSES,
            "known": known,
            "asked": asked,
            "name": dict(known).get(asked, asked),
            "query": query.urlencode(),
        },
    )


def _countries(viewer: Viewer) -> list[tuple[str, str]]:
    """The countries of which there is something to show, by name."""
    codes = set(Meeting.objects.seen_by(viewer).values_list("country", flat=True).distinct())
    codes |= set(Organisation.objects.values_list("country", flat=True).distinct())
    codes |= set(
        Participant.objects.filter(meeting__visibility__in=viewer.visibilities, state="attended")
        .values_list("country", flat=True)
        .distinct()
    )
    if viewer.is_staff:
        codes |= set(Seat.objects.values_list("country", flat=True).distinct())
    codes |= {viewer.country}
    named = areas()
    return sorted(
        ((code, named[code].name[language()]) for code in codes if code in named),
        key=lambda one: one[1],
    )


def _attended(country: str, viewer: Viewer) -> list[Attended]:
    counted = Count(
        "participants", filter=Q(participants__country=country, participants__state="attended")
    )
    found = (
        Meeting.objects.seen_by(viewer)
        .filter(participants__country=country, participants__state="attended")
        .annotate(people=counted)
        .order_by("-starts", "-id")
    )
    return [Attended(one, one.people) for one in found]


def _with_partners_of(country: str, viewer: Viewer) -> list[Shown]:
    """The items with a partner of a country, as the viewer may see them, the last first."""
    if viewer.is_staff:
        linked = Partnership.objects.filter(organisation__country=country)
        found = shown_items(viewer, linked.values_list("item", flat=True))
    else:
        numbers = {
            item.id
            for programme in versions(viewer).values()
            for item in programme.walk()
            if any(one.country == country for one in item.partners)
        }
        found = {key: one for key, one in items_of(viewer).items() if key in numbers}
    return sorted(found.values(), key=lambda one: (-one.year, one.programme, one.id))


def _comments(country: str) -> list[Comment]:
    """The comments of a country, for itself and for the secretariat."""
    found = Comment.objects.filter(country=country, withdrawn=None)
    return list(found.select_related("programme").order_by("-made", "-id")[:ON_A_PAGE])
