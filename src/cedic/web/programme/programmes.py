"""Programmes, their versions, and what changed between these: for everyone who may see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from cedic.programme import changes as rules
from cedic.programme import model
from cedic.programme.figures import in_brief
from cedic.programme.terms import (
    FUNDING,
    LEVELS,
    LINKS,
    MODES,
    OUTPUT_KINDS,
    PARTNER_ROLES,
    STAGES,
    STATUSES,
)
from cedic.publish.citation import day
from cedic.publish.numbers import formatted, percent
from cedic.publish.style import colon
from cedic.web.programme import comments, keeping, trees
from cedic.web.programme.countries import country_name
from cedic.web.programme.models import Item, Meeting, Output, Version, WorkProgramme
from cedic.web.programme.pages import Refused, public
from cedic.web.programme.viewers import Viewer, looked_at
from cedic.web.programme.words.programmes import (
    CHANGES,
    FIELDS,
    PARTS,
    SAY,
    SCHEDULES,
    UNTITLED,
    WRONG,
)
from cedic.web.words import LANGUAGE_NAMES, language

ON_A_PAGE = 50
HIDDEN = frozenset({"mandates", "links"})
"""What is shown of other records, which not everyone may see who sees the version."""


@dataclass(frozen=True)
class Row:
    """A programme in the list: how it is shown, and what it comes to."""

    record: WorkProgramme
    title: model.Words
    years: str
    stage: str
    institution: str
    demonstration: bool
    activities: int
    studies: int
    meetings: int


@require_safe
@looked_at
def listed(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """All programmes that one may see, the current ones first."""
    rows = _rows(viewer)
    year = timezone.localdate().year
    current = [one for one in rows if one.record.starts <= year <= one.record.ends]
    others = [one for one in rows if one not in current]
    page = Paginator(others, ON_A_PAGE).get_page(request.GET.get("page"))
    told = {"current": current, "page": page, "query": "", "stages": STAGES}
    return public(request, SAY, "programmes_list.html", told)


def _rows(viewer: Viewer) -> list[Row]:
    records = list(WorkProgramme.objects.all())
    meetings = _meetings(viewer)
    if viewer.is_staff:
        counts = dict(_counted(records))
        return [_row(one, one, *counts.get(one.pk, (0, 0)), meetings) for one in records]
    last = last_versions(viewer)
    rows = []
    for one in records:
        if one.pk in last:
            shown = trees.frozen(last[one.pk])
            brief = in_brief(shown)
            rows.append(_row(one, shown, brief.activities, brief.studies, meetings))
    return rows


def last_versions(viewer: Viewer) -> dict[int, int]:
    """The last version of each programme that a viewer may see."""
    found: dict[int, int] = {}
    seen = Version.objects.seen_by(viewer).order_by("number").values_list("programme_id", "pk")
    for programme, version in seen:
        found[programme] = version
    return found


def _row(
    record: WorkProgramme,
    shown: WorkProgramme | model.Programme,
    activities: int,
    studies: int,
    meetings: dict[int, int],
) -> Row:
    return Row(
        record,
        shown.title,
        years(shown),
        shown.stage,
        shown.institution,
        shown.demonstration,
        activities,
        studies,
        meetings.get(record.pk, 0),
    )


def _counted(records: list[WorkProgramme]) -> Iterable[tuple[int, tuple[int, int]]]:
    """How many activities and studies each programme has, as it stands now."""
    activities = Q(level="activity")
    items = Item.objects.values("programme").annotate(of=Count("pk", filter=activities))
    studies = Output.objects.filter(kind="study").values("item__programme").annotate(of=Count("pk"))
    by_items = {one["programme"]: one["of"] for one in items.order_by()}
    by_studies = {one["item__programme"]: one["of"] for one in studies.order_by()}
    return ((one.pk, (by_items.get(one.pk, 0), by_studies.get(one.pk, 0))) for one in records)


def _meetings(viewer: Viewer) -> dict[int, int]:
    """How many meetings of each programme a viewer may see."""
    found = Meeting.objects.seen_by(viewer).filter(item__isnull=False)
    counted = found.order_by().values("item__programme").annotate(of=Count("pk"))
    return {one["item__programme"]: one["of"] for one in counted}


def years(shown: WorkProgramme | model.Programme) -> str:
    """The years of a programme: 2026, or 2026–2027."""
    return f"{shown.starts}" if shown.starts == shown.ends else f"{shown.starts}–{shown.ends}"


@require_safe
@looked_at
def one(request: HttpRequest, viewer: Viewer, pk: int) -> HttpResponse:
    """A programme: its facts, and its outline."""
    record = get_object_or_404(WorkProgramme, pk=pk)
    shown = trees.shown(record, viewer)
    if shown is None:
        raise Http404(pk)
    meetings = Meeting.objects.seen_by(viewer).filter(item__programme=record).count()
    told = {
        **_told(request, shown, meetings),
        "record": record,
        "versions": record.versions.seen_by(viewer).defer("content"),
        **keeping.shelf(record, viewer),
        "comments": comments.shown(record, viewer),
        "commenting": comments.commenting(record, viewer),
    }
    return public(request, SAY, "programmes_one.html", told)


@require_safe
@looked_at
def version(request: HttpRequest, viewer: Viewer, pk: int, number: int) -> HttpResponse:
    """A programme as it was: a version that is kept unchanged."""
    found = get_object_or_404(
        Version.objects.seen_by(viewer).defer("content").select_related("programme"),
        programme=pk,
        number=number,
    )
    told = {
        **_told(request, trees.frozen(found), None),
        "record": found.programme,
        "version": found,
        "made": day(timezone.localdate(found.made), language()),
        "versions": found.programme.versions.seen_by(viewer).defer("content"),
    }
    return public(request, SAY, "programmes_version.html", told)


def _told(request: HttpRequest, shown: model.Programme, meetings: int | None) -> dict[str, Any]:
    """A programme as the pages of a programme and of a version tell it."""
    status, area = request.GET.get("status", ""), request.GET.get("area", "")
    brief = in_brief(shown)
    outline = chosen(shown.items, status if status in STATUSES else "", area)
    return {
        "shown": shown,
        "title": shown.title or UNTITLED,
        "years": years(shown),
        "stage": STAGES[shown.stage],
        "brief": brief,
        "meetings": meetings,
        "share": percent(brief.internal_share, language(), 0),
        "counts": [(code, name, brief.by_status[code]) for code, name in STATUSES.items()],
        "outline": outline,
        "filtered": bool(status or area),
        "statuses": STATUSES,
        "levels": LEVELS,
        "status": status,
        "area": area,
        "areas": [(one.code, one.title) for one in shown.items if one.code],
    }


def chosen(items: tuple[model.Item, ...], status: str, area: str) -> tuple[model.Item, ...]:
    """The part of an outline that is asked for: activities of a status, what lies in an area.

    Parameters
    ----------
    items : tuple of Item
        The top of the outline.
    status : str
        A status; empty for all.
    area : str
        The code of an item at the top; empty for all.
    """
    found = tuple(one for one in items if not area or one.code == area)
    if not status:
        return found
    return tuple(kept for one in found if (kept := _with_status(one, status)) is not None)


def _with_status(item: model.Item, status: str) -> model.Item | None:
    """An item with the activities of a status below it; None, if it is none and has none."""
    below = tuple(kept for one in item.children if (kept := _with_status(one, status)) is not None)
    if below or (item.level == "activity" and item.status == status):
        return replace(item, children=below)
    return None


@require_safe
@looked_at
def compare(request: HttpRequest, viewer: Viewer, pk: int) -> HttpResponse:
    """What changed from one version of a programme to another, in words and marks."""
    record = get_object_or_404(WorkProgramme, pk=pk)
    versions = list(record.versions.seen_by(viewer).defer("content"))
    if not versions and not viewer.is_staff:
        raise Http404(pk)
    numbers = [str(one.number) for one in reversed(versions)]
    choices = [*numbers, *(["now"] if viewer.is_staff else [])]
    left = request.GET.get("from", "") or (choices[-2] if len(choices) > 1 else choices[0])
    right = request.GET.get("to", "") or choices[-1]
    told: dict[str, Any] = {
        "record": record,
        "versions": [(str(one.number), one) for one in reversed(versions)],
        "live": viewer.is_staff,
        "left": left,
        "right": right,
        "alone": len(choices) == 1,
        "kinds": CHANGES,
        "levels": LEVELS,
        "stages": STAGES,
    }
    if left not in choices or right not in choices:
        told["error"] = Refused(WRONG["no_version"])
        return public(request, SAY, "programmes_compare.html", told, status=404)
    before, after = (_at(record, versions, one) for one in (left, right))
    found = rules.compare(before, after)
    items = [told_change(one, viewer) for one in found.items]
    told |= {
        "title": after.title or UNTITLED,
        "facts": [_field(one) for one in found.facts],
        "changes": [one for one in items if one],
        "counts": {kind: len(found.of(kind)) for kind in CHANGES},
    }
    return public(request, SAY, "programmes_compare.html", told)


def _at(record: WorkProgramme, versions: list[Version], which: str) -> model.Programme:
    if which == "now":
        return trees.live(record)
    return trees.frozen(next(one for one in versions if str(one.number) == which))


def told_change(change: rules.ItemChange, viewer: Viewer) -> dict[str, Any] | None:
    """A change of an item as pages tell it; None, if nothing of it is for the viewer."""
    shown = [_field(one) for one in change.changes if viewer.is_staff or one.field not in HIDDEN]
    if not shown and change.kind == "changed" and not change.moved:
        return None
    return {"change": change, "item": change.item, "fields": shown}


def _field(change: rules.Change) -> dict[str, Any]:
    """A changed field: what it is called, and its values with marks."""
    name = FIELDS[change.field][language()]
    if change.row:
        name = f"{name} {change.row}"
    if change.part:
        name += colon(language()) + PARTS[change.part][language()]
    before, after = (value_told(change, value) for value in (change.before, change.after))
    return {
        "name": name,
        "language": change.language,
        "language_name": LANGUAGE_NAMES.get(change.language, ""),
        "marks": _marks(change, before, after),
        "before": before,
        "after": after,
    }


def _marks(change: rules.Change, before: str, after: str) -> tuple[rules.Mark, ...]:
    """What went and what came; of another order nothing did."""
    if change.part == "order":
        return (rules.Mark("same", f"{before} → {after}"),)
    return rules.marks(before, after)


def told_number(value: float | None) -> str:
    """A number in the visitor's language, with as many decimals as it has, ten at most."""
    if value is None:
        return formatted(None, language())
    _, _, decimals = f"{value:.10f}".rstrip("0").partition(".")
    return formatted(float(value), language(), len(decimals))


VALUES = {
    ("", "level"): LEVELS,
    ("", "stage"): STAGES,
    ("", "status"): STATUSES,
    ("", "mode"): MODES,
    ("history", "status"): STATUSES,
    ("outputs", "kind"): OUTPUT_KINDS,
    ("outputs", "mode"): MODES,
    ("partners", "role"): PARTNER_ROLES,
    ("financing", "source"): FUNDING,
    ("links", "kind"): LINKS,
    ("tasks", "schedule.kind"): SCHEDULES,
}
"""The terms of what is held as a code, by section and column."""


def value_told(change: rules.Change, value: Any) -> str:
    """A value of a changed field in the visitor's language."""
    if value in (None, ""):
        return ""
    at = (change.field, change.part) if change.part else ("", change.field)
    if at in VALUES:
        return VALUES[at][value][language()] if value in VALUES[at] else str(value)
    if at == ("partners", "country"):
        return country_name(value)
    if hasattr(value, "isoformat"):
        return day(value, language())
    if isinstance(value, float) or change.part in ("planned", "spent"):
        return told_number(value)
    return str(value)
