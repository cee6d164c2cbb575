"""The schedule, the budget and the workload of a year's programmes."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from io import StringIO
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from cedic.programme import follow_up, model
from cedic.programme.figures import Money
from cedic.programme.follow_up import STATES, Execution, bar, counted
from cedic.programme.model import said
from cedic.programme.terms import FUNDING
from cedic.publish import numbers, style
from cedic.publish.charts import PAGE_WIDTHS
from cedic.publish.gantt import Row, gantt
from cedic.web.accounts import permissions
from cedic.web.accounts.access import allowed
from cedic.web.management.uploads import harmless
from cedic.web.programme import trees
from cedic.web.programme.board import ON_A_PAGE, frame
from cedic.web.programme.board_data import ALL, Asked, above, asked, items_of, unit_of, value
from cedic.web.programme.models import Item
from cedic.web.programme.pages import staff, told_day
from cedic.web.programme.viewers import Viewer, viewer
from cedic.web.programme.words.board import SAY
from cedic.web.programme.words.common import SAY as COMMON
from cedic.web.words import language

_WIDE = 1136
"""The pixels of the schedule on a wide page, which it may fill."""


@require_safe
@allowed(permissions.READ)
def schedule(request: HttpRequest) -> HttpResponse:
    """The Gantt chart of a year, and the table behind it; of a project, task by task."""
    question = asked(request, viewer(request))
    items = [
        one
        for one in items_of(question.year, "tasks__unit")
        if question.takes(unit.pk if (unit := unit_of(one)) else None)
    ]
    projects = [one for one in items if one.level == "project"]
    chosen = next((one for one in projects if str(one.pk) == request.GET.get("project")), None)
    worked = [one for one in items if one.level == "activity" or one.tasks.all()]
    if chosen:
        worked = [one for one in worked if above(one, "project") is chosen]
    page = Paginator(worked, ON_A_PAGE).get_page(request.GET.get("page"))
    lines = list(
        _lines(page.object_list, question.today, question.viewer, by_task=chosen is not None)
    )
    context = frame(request, question, "gantt") | {
        "projects": [(one.pk, _name(one)) for one in projects],
        "project": chosen,
        "page": page,
        "lines": lines,
        "measure": SAY["gantt_measure"][language()].format(day=told_day(question.today)),
        **_drawn(lines, page.object_list, worked, question, by_task=chosen is not None),
    }
    return staff(request, SAY, "board_gantt.html", context)


def _lines(
    items: Sequence[Item], today: date, who: Viewer, *, by_task: bool
) -> Iterator[dict[str, Any]]:
    """The lines of the chart and of its table: headings, and what stands below them."""
    headed = None
    for item in items:
        head = item if by_task else above(item, "project") or above(item, "area")
        if head is not None and head is not headed:
            yield {"name": _name(head), "heading": True, "item": head}
        headed = head
        own = value(item)
        if not by_task:
            yield _line(
                _name(item), follow_up.span(own), follow_up.item_state(own, today, item.risk)
            )
            continue
        may = item.programme.is_open and who.may_edit(item)
        for task, record in zip(own.tasks, item.tasks.all(), strict=True):
            state = follow_up.task_state(task, own, today, item.risk)
            line = _line(said(task.text, language())[0], task.schedule, state)
            yield line | {"done": task.done, "reopen": record.pk if may and task.done else None}


def _line(name: str, when: model.Schedule, state: str) -> dict[str, Any]:
    dated = follow_up.has_days(when)
    return {
        "name": name,
        "heading": False,
        "schedule": when,
        "starts": when.starts if dated else None,
        "ends": when.ends if dated else None,
        "state": state,
        "state_name": STATES[state],
    }


def _drawn(
    lines: Sequence[dict[str, Any]],
    shown: Sequence[Item],
    worked: Sequence[Item],
    question: Asked,
    *,
    by_task: bool,
) -> dict[str, Any]:
    """The chart at the widths of a page, and the finding that is its title."""
    if by_task:
        states = [line["state"] for line in lines if not line["heading"]]
    else:
        states = [follow_up.item_state(value(one), question.today, one.risk) for one in worked]
    finding = SAY["finding_project" if by_task else "finding"][language()].format(
        all=len(states), **counted(states)
    )
    first = date(min((one.programme.starts for one in shown), default=question.year), 1, 1)
    last = date(max((one.programme.ends for one in shown), default=question.year), 12, 31)
    rows = [_row(line, first, last) for line in lines]
    if not any(row.bar for row in rows):
        return {"finding": finding}
    drawn = {
        kind: gantt(
            rows, first, last, question.today, width, language(), SAY["today"][language()]
        ).svg("finding measure")
        for kind, width in (("wide", _WIDE), ("narrow", PAGE_WIDTHS["narrow"]))
    }
    return {"finding": finding} | {
        kind: mark_safe(svg)  # noqa: S308 - ours
        for kind, svg in drawn.items()
    }


def _row(line: dict[str, Any], first: date, last: date) -> Row:
    if line["heading"]:
        return Row(line["name"], heading=True)
    told = "" if line["state"] == "coming" else line["state_name"][language()]
    return Row(line["name"], bar(line["schedule"], first, last), line["state"], told)


def _name(item: Item) -> str:
    return f"{item.code} {said(item.title, language())[0]}".strip()


@require_safe
@allowed(permissions.READ)
def workload(request: HttpRequest) -> HttpResponse:
    """The open tasks of each unit by month."""
    question = replace(asked(request, viewer(request)), unit=ALL)
    loads = follow_up.workload(_open_tasks(question.year), question.year, question.today)
    most = max((count for load in loads for count in load.months), default=0)
    names = {one.code: one.name for one in question.units}
    context = frame(request, question, "workload") | {
        "months": style.locale(language())["time"]["shortMonths"],
        "rows": [
            {
                "unit": load.unit,
                "name": names.get(load.unit, {}),
                "cells": [(count, _shade(count, most)) for count in load.months],
                "load": load,
            }
            for load in loads
        ],
        "lead": SAY["workload_lead"][language()].format(day=told_day(question.today)),
    }
    return staff(request, SAY, "board_workload.html", context)


def _open_tasks(year: int) -> Iterator[tuple[str, model.Task]]:
    for item in items_of(year, "tasks__unit"):
        if item.status in ("completed", "postponed", "cancelled"):
            continue
        own = unit_of(item)
        for record in item.tasks.all():
            task = trees.task(record)
            yield task.unit or (own.code if own else ""), task


def _shade(count: int, most: int) -> int:
    """How dark a cell is, from 0 to 4."""
    return -(-4 * count // most) if most else 0


@require_safe
@allowed(permissions.READ)
def budget(request: HttpRequest) -> HttpResponse:
    """Planned against spent: by source, area, project and activity."""
    question = asked(request, viewer(request))
    entries = _entries(question)
    tables = [
        _table("by_source", ((one.source, one) for _, one in entries), _source_name),
        _table("by_area", _grouped(entries, "area"), _item_names(entries, "area")),
        _table("by_project", _grouped(entries, "project"), _item_names(entries, "project")),
        _table("by_activity", _grouped(entries, ""), _item_names(entries, "")),
    ]
    page = Paginator(tables[-1]["rows"], ON_A_PAGE).get_page(request.GET.get("page"))
    tables[-1]["rows"], tables[-1]["page"] = page.object_list, page
    context = frame(request, question, "budget") | {"tables": tables if entries else []}
    return staff(request, SAY, "board_budget.html", context)


def _entries(question: Asked) -> list[tuple[Item, model.Financing]]:
    """The means of a year's programmes that are asked for, each with its item."""
    return [
        (item, trees.financing(one))
        for item in items_of(question.year, "financing__expenditures")
        if question.takes(unit.pk if (unit := unit_of(item)) else None)
        for one in item.financing.all()
    ]


def _grouped(
    entries: Iterable[tuple[Item, model.Financing]], level: str
) -> Iterator[tuple[str, model.Financing]]:
    for item, one in entries:
        group = above(item, level) if level else item
        yield str(group.pk if group else ""), one


def _item_names(entries: Iterable[tuple[Item, Any]], level: str) -> Any:
    groups = [above(item, level) if level else item for item, _ in entries]
    names = {str(one.pk): _name(one) for one in groups if one is not None}
    return lambda group: names.get(group, SAY["outside"][language()])


def _source_name(group: str) -> str:
    return FUNDING[group][language()]


def _table(name: str, entries: Iterable[tuple[str, model.Financing]], names: Any) -> dict[str, Any]:
    rows = [_means(one, names(one.group), name) for one in follow_up.execution(entries)]
    return {
        "id": name,
        "title": SAY[name],
        "of": SAY[name.removeprefix("by_")],
        "rows": rows,
        "page": None,
    }


def _means(one: Execution, name: str, table: str) -> dict[str, Any]:
    means: Money = one.money
    return {
        "name": name,
        "in_kind": one.in_kind and table != "by_source",
        "means": means,
        "planned": numbers.formatted(means.planned, language()),
        "spent": numbers.formatted(means.spent, language()),
        "share": numbers.percent(means.execution, language(), 0, sign=False),
        # The bar is as wide as what is planned, however much was spent.
        "bar": None if means.execution is None else round(100 * min(means.execution, 1)),
        "over": means.execution is not None and means.execution > 1,
    }


@require_safe
@allowed(permissions.READ)
def budget_csv(request: HttpRequest) -> HttpResponse:
    """Every entry of the budget that is asked for, as CSV."""
    question = asked(request, viewer(request))
    text = StringIO()
    writer = csv.writer(text)
    head = (
        "year",
        "area",
        "project",
        "code",
        "title",
        "unit",
        "source",
        "partner",
        "reference",
        "currency",
        "planned",
        "spent",
    )
    writer.writerow({**COMMON, **SAY}[name][language()] for name in head)
    for item, one in _entries(question):
        writer.writerow(harmless(str(cell)) for cell in _cells(question.year, item, one))
    # The mark at the beginning tells Excel that this is UTF-8.
    response = HttpResponse("\ufeff" + text.getvalue(), "text/csv; charset=utf-8")
    name = f"budget-{question.year}-{language()}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _cells(year: int, item: Item, one: model.Financing) -> Iterator[object]:
    unit = unit_of(item)
    yield year
    for level in ("area", "project"):
        group = above(item, level)
        yield _name(group) if group else ""
    yield from (item.code, said(item.title, language())[0], unit.code if unit else "")
    yield from (_source_name(one.source), one.partner, one.reference, one.currency)
    # What is not known is left empty: it is not zero.
    yield from ("" if amount is None else amount for amount in (one.planned, one.spent))
