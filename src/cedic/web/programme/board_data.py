"""What follow-up is told from: the items of a year as they stand, and what is asked of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from cedic.programme import follow_up, model
from cedic.programme.follow_up import STATES
from cedic.programme.model import Words
from cedic.web.programme import trees
from cedic.web.programme.models import FollowUp, Item, Meeting, Output, Task, Unit, WorkProgramme
from cedic.web.programme.notices import in_execution
from cedic.web.programme.viewers import Viewer

MINE, ALL, NONE = "mine", "all", "none"
"""What can be asked for beside the code of a unit: one's own units, all, work without a unit."""


@dataclass(frozen=True)
class Asked:
    """What a page of follow-up is asked for.

    Parameters
    ----------
    viewer : Viewer
        Who asks.
    year : int
        The year.
    years : list of int
        The years that have programmes, the last one first.
    unit : str
        A unit's code, :data:`MINE`, :data:`ALL` or :data:`NONE`.
    units : list of Unit
        All units, the viewer's own ones first.
    state : str
        One of the open states of :data:`~cedic.programme.follow_up.STATES`; empty for all.
    """

    viewer: Viewer
    year: int
    years: list[int]
    unit: str
    units: list[Unit]
    state: str
    today: date

    def takes(self, unit: int | None) -> bool:
        """Whether the work of a unit is asked for."""
        if self.unit == ALL:
            return True
        if self.unit == MINE:
            return unit in self.viewer.units
        if self.unit == NONE:
            return unit is None
        return unit == self._chosen

    @cached_property
    def _chosen(self) -> int | None:
        return next((one.pk for one in self.units if one.code == self.unit), None)

    def of_unit(self) -> Q:
        """The same for records that hold a unit."""
        if self.unit == ALL:
            return Q()
        if self.unit == MINE:
            return Q(unit__in=self.viewer.units)
        return Q(unit=self._chosen)


def asked(request: HttpRequest, viewer: Viewer) -> Asked:
    """What is asked for; what is not known is taken as not asked for."""
    today = timezone.localdate()
    years = _years()
    units = sorted(Unit.objects.all(), key=lambda one: (one.pk not in viewer.units, one.code))
    unit = request.GET.get("unit", "")
    known = {ALL, NONE, *(one.code for one in units), *((MINE,) if viewer.units else ())}
    state = request.GET.get("state", "")
    return Asked(
        viewer,
        _year(request.GET.get("year", ""), years, today.year),
        years,
        unit if unit in known else MINE if viewer.units else ALL,
        units,
        state if state in follow_up.OPEN else "",
        today,
    )


def _years() -> list[int]:
    spans = WorkProgramme.objects.values_list("starts", "ends")
    found = {year for starts, ends in spans for year in range(starts, ends + 1)}
    return sorted(found, reverse=True)


def _year(given: str, years: Sequence[int], now: int) -> int:
    """The year asked for; else this one, the last before it, or the first after it."""
    if given.isascii() and given.isdecimal() and len(given) == 4 and int(given) in years:
        return int(given)
    past = [year for year in years if year <= now]
    return max(past, default=min(years, default=now))


def items_of(year: int, *belongs: str, of: Q | None = None) -> list[Item]:
    """The items of the programmes of a year, each with what is above it, in their order.

    Parameters
    ----------
    year : int
        The year.
    *belongs : str
        What is read with them, as ``prefetch_related`` takes it.
    of : Q, optional
        Which programmes; all, if left out.
    """
    found = Item.objects.filter(programme__starts__lte=year, programme__ends__gte=year)
    if of is not None:
        found = found.filter(of)
    listed = list(found.select_related("programme", "unit").prefetch_related(*belongs))
    by_number = {one.pk: one for one in listed}
    below: dict[int | None, list[Item]] = {}
    for one in listed:
        if one.parent_id is not None:
            one.parent = by_number[one.parent_id]
        below.setdefault(one.parent_id, []).append(one)
    top = sorted(below.get(None, ()), key=lambda one: -one.programme_id)
    return [item for one in top for item in _walk(one, below)]


def _walk(item: Item, below: dict[int | None, list[Item]]) -> Iterator[Item]:
    yield item
    for child in below.get(item.pk, ()):
        yield from _walk(child, below)


def above(item: Item, level: str) -> Item | None:
    """The item of a level that an item is or belongs to."""
    while item is not None and item.level != level:
        item = item.parent
    return item


def unit_of(item: Item) -> Unit | None:
    """The unit that is responsible for an item: its own, or that of what it belongs to."""
    while item.unit_id is None and item.parent is not None:
        item = item.parent
    return item.unit


def value(item: Item) -> model.Item:
    """An item with its tasks, as the rules of follow-up take it."""
    return model.Item(
        level=item.level,
        code=item.code,
        id=item.pk,
        tasks=tuple(trees.task(one) for one in item.tasks.all()),
        status=item.status,
    )


@dataclass(frozen=True)
class Work:
    """A piece of work: a task, an output, or a whole item.

    Parameters
    ----------
    kind : str
        ``task``, ``output`` or ``activity``.
    item : Item
        The item.
    text : dict
        What it is, in words; empty for a whole item.
    unit : Unit or None
        Who does it.
    starts, ends : date or None
        When.
    state, risk : str
        One of :data:`~cedic.programme.follow_up.STATES`, and of
        :data:`~cedic.programme.follow_up.RISKS` if it is at risk.
    record : Task, Output or Item
        Its record.
    """

    kind: str
    item: Item
    text: Words
    unit: Unit | None
    starts: date | None
    ends: date | None
    state: str
    risk: str
    record: Any

    @property
    def order(self) -> tuple[date, int]:
        """What ends first, first."""
        return self.ends or date.max, self.item.pk


def work(items: Iterable[Item], day: date) -> list[Work]:
    """All work on items, with how it stands on a day; `tasks__unit` and `outputs` are read with them.

    A whole item is told where it is late or at risk and none of its tasks says so.
    """
    found: list[Work] = []
    for item in items:
        own = value(item)
        tasks = [
            _task(item, own, one, record, day)
            for one, record in zip(own.tasks, item.tasks.all(), strict=True)
        ]
        outputs = [_output(item, one, day) for one in item.outputs.all()]
        whole = _whole(item, own, day)
        told = {one.state for one in tasks}
        if whole.risk != "task_late" and whole.state in {"late", "at_risk"} - told:
            found.append(whole)
        found += tasks + outputs
    return found


def _task(item: Item, own: model.Item, one: model.Task, record: Task, day: date) -> Work:
    state = follow_up.task_state(one, own, day, item.risk)
    return Work(
        "task",
        item,
        record.text,
        record.unit or unit_of(item),
        record.starts,
        record.ends,
        state,
        follow_up.task_risk(one, own, day, item.risk) if state == "at_risk" else "",
        record,
    )


def _output(item: Item, one: Output, day: date) -> Work:
    called_off = item.status in ("postponed", "cancelled") and not one.delivered
    state = "called_off" if called_off else follow_up.action_state(one.due, one.delivered, day)
    return Work("output", item, one.title, unit_of(item), None, one.due, state, "", one)


def _whole(item: Item, own: model.Item, day: date) -> Work:
    state = follow_up.item_state(own, day, item.risk)
    runs = follow_up.span(own)
    risk = follow_up.item_risk(own, day, item.risk) if state == "at_risk" else ""
    return Work("activity", item, {}, unit_of(item), runs.starts, runs.ends, state, risk, item)


def executed(question: Asked) -> list[Work]:
    """The work of the programmes in execution that is asked for, what ends first, first."""
    items = items_of(question.year, "tasks__unit", "outputs", of=in_execution("programme__"))
    found = work(items, question.today)
    taken = (one for one in found if question.takes(one.unit.pk if one.unit else None))
    return sorted(taken, key=lambda one: one.order)


def meetings_to_come(question: Asked) -> QuerySet[Meeting]:
    """The meetings of the year that are still to be held, the next one first."""
    return Meeting.objects.filter(
        question.of_unit(),
        Q(ends__gte=question.today) | Q(ends=None, starts__gte=question.today),
        status__in=("planned", "convened"),
        starts__year=question.year,
    ).select_related("item")


def actions_to_do(question: Asked) -> QuerySet[FollowUp]:
    """The follow-up actions that are open and due within thirty days or late, first due first."""
    own = question.of_unit()
    if question.unit == MINE:
        own |= Q(owner=question.viewer.user)
    return FollowUp.objects.filter(
        own, done=None, due__lte=question.today + timedelta(days=follow_up.NOTICE.days)
    ).select_related("conclusion__meeting", "owner", "unit")


def in_states(found: Sequence[Work]) -> dict[str, list[Work]]:
    """Work by how it stands, for each of :data:`~cedic.programme.follow_up.STATES`."""
    groups: dict[str, list[Work]] = {state: [] for state in STATES}
    for one in found:
        groups[one.state].append(one)
    return groups
