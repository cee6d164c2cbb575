"""The board: what is late, at risk, due and coming, for a unit and a year; and what is done there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cedic.programme.follow_up import OPEN, RISKS, STATES, action_state
from cedic.programme.model import said
from cedic.web import audit
from cedic.web.accounts import permissions
from cedic.web.accounts.access import allowed
from cedic.web.programme import notices
from cedic.web.programme.board_data import (
    ALL,
    MINE,
    NONE,
    Asked,
    Work,
    actions_to_do,
    asked,
    executed,
    in_states,
    meetings_to_come,
)
from cedic.web.programme.models import Item, Task
from cedic.web.programme.pages import Clash, Refused, clean, day_posted, posted, staff, to, told_day
from cedic.web.programme.viewers import Viewer, refused_unless, viewer
from cedic.web.programme.words.board import SAY, WRONG
from cedic.web.programme.words.common import SAY as COMMON
from cedic.web.words import language

HERE = "manage/programme/"
ON_A_PAGE, IN_BRIEF = 50, 10
LONGEST_REASON = 2000
VIEWS = (
    ("", SAY["view_board"]),
    ("gantt", SAY["view_gantt"]),
    ("budget", SAY["view_budget"]),
    ("workload", SAY["view_workload"]),
)
_WITH_ABOVE = ("programme", "parent__parent__parent")


@require_safe
@allowed(permissions.READ)
def board(request: HttpRequest) -> HttpResponse:
    """What is late, at risk, due and coming; the meetings and follow-up actions beside it."""
    who = viewer(request)
    question = asked(request, who)
    groups = in_states(executed(question))
    context = frame(request, question, "") | {
        "brief": SAY["brief"][language()].format(
            day=told_day(question.today), **{state: len(groups[state]) for state in OPEN[:3]}
        ),
        "sections": [
            _section(request, state, groups[state], question)
            for state in OPEN
            if groups[state] and question.state in ("", state)
        ],
        "states": [(state, STATES[state], len(groups[state])) for state in OPEN],
        "today": question.today,
        **_beside(request, question),
    }
    return staff(request, SAY, "board_board.html", context)


def frame(request: HttpRequest, question: Asked, here: str) -> dict[str, Any]:
    """What every page of follow-up is filled with: where it stands, and what can be asked for."""
    kept = QueryDict(mutable=True)
    kept.update({"year": question.year, "unit": question.unit})
    query = request.GET.copy()
    query.pop("page", None)
    return {
        "views": [
            (f"/{language()}/{HERE}{address}?{kept.urlencode()}", name, address == here)
            for address, name in VIEWS
        ],
        "asked": question,
        "unit_choices": _unit_choices(question),
        "query": query.urlencode(),
    }


def _unit_choices(question: Asked) -> list[tuple[str, str]]:
    """The units to choose from: one's own first."""
    mine = [(MINE, SAY["mine"][language()])] if question.viewer.units else []
    units = [(one.code, _named(one.code, one.name)) for one in question.units]
    return [
        *mine,
        (ALL, COMMON["any"][language()]),
        *units,
        (NONE, SAY["no_unit"][language()]),
    ]


def _named(code: str, name: dict[str, str]) -> str:
    words = said(name, language())[0]
    return f"{code} · {words}" if words else code


def _section(
    request: HttpRequest, state: str, found: Sequence[Work], question: Asked
) -> dict[str, Any]:
    """A state with its work: the first of it on the board, a page of it where it is asked for."""
    alone = question.state == state
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page") if alone else 1)
    shown = page.object_list if alone else found[:IN_BRIEF]
    more = request.GET.copy()
    more["state"] = state
    more.pop("page", None)
    return {
        "state": state,
        "name": STATES[state],
        "count": len(found),
        "rows": [_row(one, question.viewer) for one in shown],
        "page": page if alone else None,
        "more": more.urlencode() if len(shown) < len(found) and not alone else "",
    }


def _row(one: Work, who: Viewer) -> dict[str, Any]:
    may = one.item.programme.is_open and who.may_edit(one.item)
    return {
        "work": one,
        "kind": SAY["whole_activity" if one.kind == "activity" else one.kind],
        "why": RISKS[one.risk] if one.risk else None,
        "said": one.item.risk if one.risk == "said" else "",
        "may_mark": may and one.kind == "task",
        "may_flag": may,
    }


def _beside(request: HttpRequest, question: Asked) -> dict[str, Any]:
    """The meetings to come and the follow-up actions; only on the whole board."""
    if question.state:
        return {}
    meetings, actions = meetings_to_come(question), actions_to_do(question)
    page = Paginator(actions, ON_A_PAGE).get_page(request.GET.get("page"))
    return {
        "meetings": list(meetings[:IN_BRIEF]),
        "actions": [
            {"one": one, "state": state, "name": STATES[state]}
            for one in page
            for state in [action_state(one.due, None, question.today)]
        ],
        "actions_page": page,
    }


@require_POST
@allowed(permissions.EDIT)
@posted
@transaction.atomic
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a task as done on a day; without a day it is open again."""
    task = get_object_or_404(Task.objects.select_for_update(), pk=pk)
    item = _item(request, task.item_id)
    day = None if "reopen" in request.POST else day_posted(request, "day") or timezone.localdate()
    _mark(task, item, day, request)
    return to(_back(request), request, SAY["unmarked" if day is None else "marked"])


def _mark(task: Task, item: Item, day: date | None, request: HttpRequest) -> None:
    if day is not None and day > timezone.localdate():
        raise Refused(WRONG["future"], day=told_day(day))
    if day is not None and task.done is not None:
        raise Refused(WRONG["done_already"], day=told_day(task.done))
    before, task.done = task.done, day
    task.save(update_fields=["done"])
    # Who edits the item meanwhile is told, instead of putting the task back as it was.
    if not item.save_over(item.revision, request.user):
        raise Clash
    notices.settle(f"task:{task.pk}:")
    action = "programme.task_done" if day else "programme.task_reopened"
    told = {"task": task.pk, "from": str(before or ""), "to": str(day or "")}
    audit.record(request.user, action, str(item), told)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(permissions.EDIT)
@transaction.atomic
def risk(request: HttpRequest, pk: int) -> HttpResponse:
    """Say why an item may not be done as planned, or that it is not at risk any more."""
    try:
        item = _item(request, pk)
    except Refused as error:
        return staff(request, {}, "wrong.html", {"error": error, "back": f"/{language()}/{HERE}"})
    if request.method != "POST":
        return _risk_form(request, item, item.risk)
    typed = request.POST.get("reason", "")
    try:
        reason = clean(typed, LONGEST_REASON)
    except Refused as error:
        return _risk_form(request, item, typed, error)
    before, item.risk = item.risk, reason
    if not item.save_over(request.POST.get("revision", ""), request.user):
        item.refresh_from_db()
        return _risk_form(request, item, reason, Clash())
    action = "programme.risk_flagged" if reason else "programme.risk_cleared"
    audit.record(request.user, action, str(item), {"from": before, "to": reason})
    return to(_back(request), request, COMMON["saved"])


def _risk_form(
    request: HttpRequest, item: Item, typed: str, error: Refused | None = None
) -> HttpResponse:
    told = {
        "item": item,
        "typed": typed,
        "error": error,
        "longest": LONGEST_REASON,
        "back_to": (request.POST if request.method == "POST" else request.GET).get("back", ""),
    }
    return staff(request, SAY, "board_risk.html", told)


def _item(request: HttpRequest, pk: int) -> Item:
    """An item that the person may change.

    Raises
    ------
    PermissionDenied
        If another unit is responsible for it.
    Refused
        If its programme is closed.
    """
    item = get_object_or_404(Item.objects.select_related(*_WITH_ABOVE), pk=pk)
    refused_unless(viewer(request).may_edit(item))
    if not item.programme.is_open:
        raise Refused(WRONG["closed"])
    return item


def _back(request: HttpRequest) -> str:
    """The board as the person left it: only what it can be asked for is taken over."""
    given = QueryDict(request.POST.get("back", "")[:300])
    kept = QueryDict(mutable=True)
    kept.update({name: given[name] for name in ("year", "unit", "state", "page") if name in given})
    return f"{HERE}?{kept.urlencode()}" if kept else HERE
