"""An item of a programme with all its sections: for everyone who may see it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cedic.programme import model
from cedic.programme.terms import (
    FUNDING,
    LEVELS,
    LINKS,
    MANDATE_KINDS,
    MODES,
    OUTPUT_KINDS,
    PARTNER_ROLES,
    STATUSES,
)
from cedic.publish.numbers import formatted
from cedic.web.programme import comments, keeping, trees
from cedic.web.programme.countries import country_name
from cedic.web.programme.mandate_values import mandates_of
from cedic.web.programme.models import Item, ItemLink, Unit, WorkProgramme
from cedic.web.programme.pages import public, told_day
from cedic.web.programme.programmes import last_versions, told_number, years
from cedic.web.programme.viewers import Viewer, looked_at
from cedic.web.programme.words.mandates import SAY as MANDATES
from cedic.web.programme.words.programmes import BACKWARDS, SAY, SCHEDULES, UNTITLED
from cedic.web.words import language


@require_safe
@looked_at
def one(request: HttpRequest, viewer: Viewer, pk: int) -> HttpResponse:
    """An area, programme, project or activity with all its sections."""
    record, programme = _home(pk, viewer)
    way = _way(programme.items, pk)
    item, above = way[-1], way[:-1]
    row = above[-1].children if above else programme.items
    place = [other.id for other in row].index(pk)
    told = {
        "record": record,
        "programme": programme,
        "years": years(programme),
        "item": item,
        "title": item.title or UNTITLED,
        "above": above,
        "earlier": row[place - 1] if place else None,
        "later": row[place + 1] if place + 1 < len(row) else None,
        **sections(item),
        "across": _across(item, programme, viewer),
        "paragraphs": mandates_of(pk, viewer),
        "mandate_kinds": MANDATE_KINDS,
        # Those of an item that was deleted went with it.
        **keeping.shelf(Item(pk=pk), viewer),
        "comments": comments.shown(record, viewer, pk),
        "commenting": comments.commenting(record, viewer),
        "level": LEVELS[item.level],
        "levels": LEVELS,
        "statuses": STATUSES,
        "modes": MODES,
    }
    return public(request, MANDATES | SAY, "programmes_item.html", told)


def _home(pk: int, viewer: Viewer) -> tuple[WorkProgramme, model.Programme]:
    """The programme that an item lies in, as the viewer may see it.

    An item that was deleted since stays in the versions that have it.
    """
    live = Item.objects.select_related("programme").filter(pk=pk).first()
    if live is not None:
        shown = trees.shown(live.programme, viewer)
        if shown is not None and any(each.id == pk for each in shown.walk()):
            return live.programme, shown
        raise Http404(pk)
    for programme, version in last_versions(viewer).items():
        frozen = trees.frozen(version)
        if any(each.id == pk for each in frozen.walk()):
            return WorkProgramme.objects.get(pk=programme), frozen
    raise Http404(pk)


def _way(items: Iterable[model.Item], pk: int) -> tuple[model.Item, ...]:
    """From the top down to an item."""
    for item in items:
        if item.id == pk:
            return (item,)
        if below := _way(item.children, pk):
            return (item, *below)
    return ()


def sections(item: model.Item) -> dict[str, Any]:
    """The sections of an item as its page tells them."""
    units = dict(Unit.objects.values_list("code", "name"))
    return {
        "unit": units.get(item.unit, {}) or {"es": item.unit} if item.unit else {},
        "status": STATUSES[item.status],
        "mode": MODES.get(item.mode),
        "results": [_result(one) for one in item.results],
        "measured": any(_is_measured(one) for one in item.results),
        "tasks": [_task(one, units) for one in item.tasks],
        "units_told": any(one.unit for one in item.tasks),
        "outputs": [_output(one) for one in item.outputs],
        "partners": [
            (one, PARTNER_ROLES[one.role], country_name(one.country) if one.country else "")
            for one in item.partners
        ],
        "financing": [_means(one) for one in item.financing],
        "history": [(STATUSES[one.status], told_day(one.on), one.note) for one in item.history],
    }


def _is_measured(one: model.Result) -> bool:
    """Whether more is said of a result than its words."""
    figures = (one.baseline, one.target, one.achieved)
    return bool(one.indicator or one.evidence) or any(each is not None for each in figures)


def _result(one: model.Result) -> dict[str, Any]:
    return {
        "one": one,
        "baseline": told_number(one.baseline),
        "target": told_number(one.target),
        "achieved": told_number(one.achieved),
    }


def _task(one: model.Task, units: dict[str, model.Words]) -> dict[str, Any]:
    plan = one.schedule
    return {
        "one": one,
        "starts": told_day(plan.starts),
        "ends": told_day(plan.ends) if plan.ends != plan.starts else "",
        "kind": SCHEDULES[plan.kind] if plan.kind in ("continuous", "on_demand") else None,
        "unit": (units.get(one.unit) or {"es": one.unit}) if one.unit else {},
        "done": told_day(one.done),
    }


def _output(one: model.Output) -> dict[str, Any]:
    return {
        "one": one,
        "kind": OUTPUT_KINDS[one.kind],
        "mode": MODES.get(one.mode),
        "due": told_day(one.due),
        "delivered": told_day(one.delivered),
        "link": one.reference if one.reference.startswith(("https://", "http://")) else "",
    }


def _means(one: model.Financing) -> dict[str, Any]:
    told = language()
    return {
        "one": one,
        "source": FUNDING[one.source],
        "planned": formatted(one.planned, told),
        "spent": formatted(one.spent, told),
    }


def _across(item: model.Item, programme: model.Programme, viewer: Viewer) -> list[dict[str, Any]]:
    """What an item is to those of other years, and they to it, as far as the viewer may see it."""
    found = ItemLink.objects.filter(Q(item=item.id) | Q(other=item.id))
    told = []
    for link in found.select_related("item__programme", "other__programme"):
        forward = link.item_id == item.id
        record = link.other if forward else link.item
        other = _seen(record, viewer)
        if other is None:
            continue
        year = record.programme.starts
        kept, to = (
            (item.links, (year, other.code))
            if forward
            else (
                other.links,
                (programme.starts, item.code),
            )
        )
        if viewer.is_staff or any(
            (one.kind, one.year, one.code) == (link.kind, *to) for one in kept
        ):
            kind = LINKS[link.kind] if forward else BACKWARDS[link.kind]
            told.append({"kind": kind, "year": year, "other": other})
    return sorted(told, key=lambda one: one["year"])


def _seen(record: Item, viewer: Viewer) -> model.Item | None:
    """An item of another programme, as the viewer may see it."""
    if viewer.is_staff:
        return model.Item(record.level, record.code, record.title, record.pk)
    version = trees.version_for(record.programme, viewer)
    if version is None:
        return None
    return next((one for one in trees.frozen(version).walk() if one.id == record.pk), None)
