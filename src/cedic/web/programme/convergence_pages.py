"""The convergence between secretariats, for everyone: matrix, axes, common ground, workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from cedic.programme import convergence
from cedic.programme.convergence import Organisation, TopicKey
from cedic.programme.model import said
from cedic.programme.terms import ENTRY_KINDS, VISIBILITIES
from cedic.publish.charts import PAGE_WIDTHS
from cedic.publish.convergence import MOST_IN_UPSET, common_ground, matrix_chart
from cedic.publish.convergence_book import Convergence, book
from cedic.publish.diagram import Diagram
from cedic.publish.download import MEDIA_TYPES
from cedic.web.programme import convergence_values as values
from cedic.web.programme import keeping, models
from cedic.web.programme.convergence_values import Choice, World
from cedic.web.programme.pages import Refused, public
from cedic.web.programme.viewers import Viewer, looked_at
from cedic.web.programme.words.convergence import SAY, WRONG
from cedic.web.programme.words.documents import SAY as DOCUMENTS
from cedic.web.words import language

ON_A_PAGE = 50
HERE = "programme/convergence/"
"""The address of these pages, below the language."""


def answered(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A public view that tells as a page, with status 400, what of its address does not exist."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
        try:
            return view(request, *args, **more)
        except Refused as error:
            return public(request, SAY, "convergence_wrong.html", {"error": error})

    return answer


@require_safe
@looked_at
@answered
def overview(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What each organisation has on each axis, who leads it, and how it goes on."""
    known = values.world(viewer)
    choice = replace(values.choice_of(request, known), axis=None)
    entries = _shown(known, choice)
    records = values.of_choice(values.entries_for(viewer), choice)
    told = {
        **_filter(known, choice),
        **_page(request, records),
        "axes": _axes(known, entries),
        "figure": _matrix_of(known, choice),
        "roadmaps": [_roadmap(one) for one in _roadmaps(viewer)],
    }
    return public(request, SAY, "convergence.html", told)


@require_safe
@looked_at
@answered
def axis(request: HttpRequest, viewer: Viewer, code: str) -> HttpResponse:
    """An axis: its topics and entries, common ground, who leads and has led it, its roadmaps."""
    record = get_object_or_404(models.Axis, code=code)
    known = values.world(viewer)
    choice = replace(values.choice_of(request, known), axis=code)
    entries = _shown(known, choice)
    records = values.of_choice(values.entries_for(viewer), choice)
    there = known.some(choice.organisations) or _with_topics(entries, known)
    drawn = there[:MOST_IN_UPSET]
    counts = Counter(one.topic for one in known.entries if one.axis == code)
    told = {
        **_filter(known, choice, is_axis=True),
        **_page(request, records),
        "axis": record,
        "topics": [(one, counts[one.code]) for one in _axis(known, code).topics],
        "leaders": _leaders(known).get(code, []),
        "leadership": list(values.leaderships().filter(axis=record)),
        "figure": _common_of(known, choice, drawn),
        "left_out": len(there) - len(drawn),
        "drawn": len(drawn),
        "roadmaps": [_roadmap(one) for one in _roadmaps(viewer).filter(axis=record)],
    }
    return public(request, SAY, "convergence_axis.html", told)


@require_safe
@looked_at
@answered
def common(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What some organisations have in common, and what they alone have."""
    known = values.world(viewer)
    choice = values.choice_of(request, known)
    told: dict[str, Any] = {**_filter(known, choice), "count": len(choice.organisations)}
    if choice.organisations:
        told |= _common_told(known, choice)
    return public(request, SAY, "convergence_common.html", told)


@require_safe
@looked_at
def roadmap(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """A roadmap: its steps and documents."""
    record = get_object_or_404(_roadmaps(viewer), pk=int(number))
    may = viewer.publishes or (viewer.edits and record.visibility == "internal")
    told = {
        **_roadmap(record),
        "documents": keeping.documents_of(record, viewer),
        "owner": f"roadmap:{record.pk}" if may else "",
        "back_to": f"{HERE}roadmaps/{record.pk}/",
        "visibilities": list(VISIBILITIES.items()),
        "may_edit": may,
    }
    return public(request, {**DOCUMENTS, **SAY}, "convergence_roadmap.html", told)


@require_safe
@looked_at
@answered
def picture(request: HttpRequest, viewer: Viewer, what: str) -> HttpResponse:
    """The matrix, or what organisations have in common, as an SVG file with its words."""
    known = values.world(viewer)
    choice = values.choice_of(request, known)
    drawn = (
        _matrix(known, choice)
        if what == "matrix"
        else _common(known, choice, known.some(choice.organisations))
    )
    if drawn is None:
        raise Http404(what)
    return _file(drawn.alone().encode(), "image/svg+xml", f"convergence-{what}.svg")


@require_safe
@looked_at
def workbook(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """All that the viewer may see, as an Excel workbook whose entries can be read in again."""
    known = values.world(viewer)
    held = Convergence(
        [values.entry_of(one) for one in values.entries_for(viewer)],
        known.axes,
        values.organisations() if viewer.is_staff else known.organisations,
        known.leadership,
        [values.roadmap_of(one) for one in _roadmaps(viewer)],
    )
    return _file(book(held, language()), MEDIA_TYPES["xlsx"], "convergence.xlsx")


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-cache",
    }
    return HttpResponse(content, media_type, headers=headers)


# What is chosen


def _shown(known: World, choice: Choice) -> list[convergence.Entry]:
    """The entries that are asked for."""
    return convergence.chosen(
        known.entries,
        choice.axis,
        choice.kind,
        organisations=choice.organisations or None,
        validated_only=choice.validated_only,
    )


def _with_topics(entries: Iterable[convergence.Entry], known: World) -> tuple[Organisation, ...]:
    """The organisations that have topics there, those of most first."""
    held = convergence.topics_of(entries)
    found = known.some(held)
    return tuple(sorted(found, key=lambda one: (-len(held[one.code]), one.code)))


def _filter(known: World, choice: Choice, *, is_axis: bool = False) -> dict[str, Any]:
    """What the form of a page offers, and what of it is chosen."""
    others = replace(choice, axis=None) if is_axis else choice
    return {
        "choice": choice,
        "offered": [
            (one.code, _name(one), said(one.name, language())[0], one.code in choice.organisations)
            for one in known.organisations
        ],
        "kinds": [(code, name, code == choice.kind) for code, name in ENTRY_KINDS.items()],
        "all_axes": [(one.code, one.name, one.code == choice.axis) for one in known.axes],
        "query": urlencode(others.query),
    }


def short_name(code: str) -> str:
    """What an organisation is called where there is little room, by its code."""
    return said(values.short(code), language())[0]


def _name(organisation: Organisation) -> str:
    """What an organisation is called where there is little room."""
    return said(organisation.short or organisation.name, language())[0] or organisation.code


def _page(request: HttpRequest, records: QuerySet[Any]) -> dict[str, Any]:
    """A page of entries."""
    page = Paginator(records, ON_A_PAGE).get_page(request.GET.get("page"))
    return {
        "page": page,
        "rows": [(one, short_name(one.organisation.code)) for one in page],
        "entry_kinds": ENTRY_KINDS,
        "visibility_names": VISIBILITIES,
        "demonstration": records.filter(demonstration=True).exists(),
    }


def _axis(known: World, code: str) -> convergence.Axis:
    return next(one for one in known.axes if one.code == code)


def _axes(known: World, entries: Sequence[convergence.Entry]) -> list[dict[str, Any]]:
    """The axes with how much there is on each, and who leads it today."""
    counts = Counter(one.axis for one in entries)
    validated = Counter(one.axis for one in entries if one.validated)
    who = {(one.axis, one.organisation) for one in entries}
    present = Counter(axis for axis, _ in who)
    leaders = _leaders(known)
    return [
        {
            "code": one.code,
            "name": one.name,
            "topics": len(one.topics),
            "entries": counts[one.code],
            "validated": validated[one.code],
            "organisations": present[one.code],
            "leaders": leaders.get(one.code, []),
        }
        for one in known.axes
    ]


def _leaders(known: World) -> dict[str, list[str]]:
    """The names of who leads each axis today."""
    names = {one.code: _name(one) for one in known.organisations}
    found = convergence.leaders(known.leadership, timezone.localdate())
    return {axis: [names[code] for code in codes] for axis, codes in found.items()}


def _roadmaps(viewer: Viewer) -> QuerySet[Any]:
    found: QuerySet[Any] = models.Roadmap.objects.seen_by(viewer)
    return found.select_related("axis")


def _roadmap(record: Any) -> dict[str, Any]:
    """A roadmap and how far it has come."""
    steps = values.steps_of(record)
    today = timezone.localdate()
    return {
        "roadmap": record,
        "steps": [
            {
                "step": one,
                "organisations": [short_name(code) for code in one.organisations],
                "late": bool(one.due and not one.done and one.due < today),
            }
            for one in steps
        ],
        "done": sum(one.done is not None for one in steps),
        "all": len(steps),
    }


def _common_told(known: World, choice: Choice) -> dict[str, Any]:
    """What all of the chosen organisations share, and what just these do."""
    if len(choice.organisations) > MOST_IN_UPSET:
        raise Refused(WRONG["too_many"], most=MOST_IN_UPSET)
    ours = set(choice.organisations)
    asked: dict[str, Any] = {
        "axis": choice.axis,
        "kind": choice.kind,
        "validated_only": choice.validated_only,
    }
    groups = convergence.intersections(known.entries, **asked)
    exact = [topic for one in groups if set(one.organisations) == ours for topic in one.topics]
    holders = {topic: one.organisations for one in groups for topic in one.topics}
    shared = convergence.common(known.entries, ours, **asked)
    return {
        "shared": _topics(known, shared, holders, ours),
        "exact": _topics(known, exact, holders, ours),
        "figure": _common_of(known, choice, known.some(ours)),
        "chosen_names": [_name(one) for one in known.some(ours)],
    }


def _topics(
    known: World,
    keys: Iterable[TopicKey],
    holders: dict[TopicKey, tuple[str, ...]],
    ours: set[str],
) -> list[dict[str, Any]]:
    """Topics with their axis and who else has them, in the order of the axes."""
    wanted = set(keys)
    names = {one.code: _name(one) for one in known.organisations}
    return [
        {
            "topic": topic,
            "axis": axis,
            "others": [names[code] for code in holders[key] if code not in ours],
        }
        for axis in known.axes
        for topic in axis.topics
        for key in [TopicKey(axis.code, topic.code)]
        if key in wanted
    ]


# Pictures


def _matrix(known: World, choice: Choice) -> Diagram | None:
    """The matrix of what is chosen; None where there is nothing to count."""
    organisations = known.some(choice.organisations) or known.organisations
    axes = [one for one in known.axes if choice.axis in (None, one.code)]
    if not axes or not organisations or not known.entries:
        return None
    return matrix_chart(
        known.entries,
        axes,
        organisations,
        language(),
        kind=choice.kind,
        validated_only=choice.validated_only,
    )


def _common(known: World, choice: Choice, organisations: Sequence[Organisation]) -> Diagram | None:
    """What organisations have in common; None where they are too few or too many to compare."""
    if not 2 <= len(organisations) <= MOST_IN_UPSET:
        return None
    return common_ground(
        known.entries,
        known.axes,
        organisations,
        language(),
        axis=choice.axis,
        kind=choice.kind,
        validated_only=choice.validated_only,
    )


def _matrix_of(known: World, choice: Choice) -> dict[str, Any] | None:
    return _figure(_matrix(known, choice), "matrix", choice)


def _common_of(
    known: World, choice: Choice, organisations: Sequence[Organisation]
) -> dict[str, Any] | None:
    drawn = _common(known, choice, organisations)
    chosen = replace(choice, organisations=tuple(one.code for one in organisations))
    return _figure(drawn, "common", chosen)


def _figure(drawn: Diagram | None, what: str, choice: Choice) -> dict[str, Any] | None:
    """A picture at both widths with its words and table, for ``convergence_figure.html``."""
    if drawn is None:
        return None
    label = f"{what}-title {what}-subtitle"
    pictures = [
        (name, mark_safe(drawn.svg(width, label)))  # noqa: S308 - ours
        for name, width in PAGE_WIDTHS.items()
    ]
    query = urlencode(choice.query)
    address = f"/{language()}/{HERE}{what}.svg" + (f"?{query}" if query else "")
    return {"id": what, "drawn": drawn, "pictures": pictures, "address": address}
