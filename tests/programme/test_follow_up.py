"""How work stands on a day: in one state, which changes on the day that the rule names."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cedic.programme import follow_up
from cedic.programme.follow_up import (
    STATES,
    Load,
    action_state,
    bar,
    execution,
    item_risk,
    item_state,
    span,
    task_risk,
    task_state,
    workload,
)
from cedic.programme.model import Financing, Item, Schedule, Task
from cedic.programme.terms import STATUSES

DAY = date(2026, 6, 15)


def days(count: int) -> date:
    return DAY + timedelta(days=count)


def task(starts: int | None, ends: int | None, done: int | None = None, kind: str = "dated"):
    schedule = Schedule(
        "",
        None if starts is None else days(starts),
        None if ends is None else days(ends),
        kind=kind,
    )
    return Task(schedule=schedule, done=None if done is None else days(done))


def item(*tasks: Task, status: str = "under_way") -> Item:
    return Item("activity", "I.1.1", tasks=tasks, status=status)


def state(one: Task, *others: Task, status: str = "under_way", risk: str = "") -> str:
    return task_state(one, item(one, *others, status=status), DAY, risk)


@pytest.mark.parametrize(
    ("ends", "expected"),
    [(-1, "late"), (0, "due"), (30, "due"), (31, "coming"), (None, "unscheduled")],
)
def test_a_task_changes_its_state_on_the_day_itself(ends, expected):
    # Just begun, so that there is no lack of time.
    assert state(task(-1, ends), task(-9, -1, done=-1)) == expected
    assert action_state(None if ends is None else days(ends), None, DAY) == expected


def test_what_is_done_is_done_from_its_day_on():
    assert state(task(-20, -10, done=0)) == "done"
    assert state(task(-20, -10, done=1)) == "late"
    assert action_state(days(-5), days(-1), DAY) == "done"
    assert action_state(days(-5), days(1), DAY) == "late"
    assert state(task(-20, -10), status="completed") == "done"


@pytest.mark.parametrize("status", ["postponed", "cancelled"])
def test_what_is_called_off_is_not_late(status):
    assert state(task(-20, -10), status=status, risk="No money") == "called_off"
    assert item_state(item(task(-20, -10), status=status), DAY) == "called_off"


@pytest.mark.parametrize("kind", ["continuous", "on_demand", "unknown"])
def test_what_has_no_days_is_never_late(kind):
    assert state(task(-20, -10, kind=kind)) == "unscheduled"
    assert state(task(-20, -10, kind=kind), risk="No money") == "unscheduled"
    assert item_state(item(task(-20, -10, kind=kind)), DAY) == "unscheduled"
    assert item_state(item(task(-20, -10, kind=kind)), DAY, "No money") == "at_risk"


def test_a_recurring_task_is_late_after_its_last_time():
    assert state(task(-20, -1, kind="recurring")) == "late"
    assert state(task(-20, None, kind="recurring")) == "unscheduled"


def test_a_task_that_should_have_begun_is_at_risk_from_the_day_after():
    for starts, expected in ((-1, "not_begun"), (0, ""), (1, "")):
        one = task(starts, 100)
        assert task_risk(one, item(one, status="planned"), DAY) == expected
        assert task_risk(one, item(one), DAY) == ""
    assert state(task(-1, 100), status="planned") == "at_risk"
    assert state(task(-50, -1), status="planned") == "late"


def test_less_than_a_fifth_of_the_time_is_little():
    # Fifty days, of which ten are a fifth: this one and nine.
    assert task_risk(task(-40, 9), item(task(-40, 9)), DAY) == ""
    assert task_risk(task(-41, 8), item(task(-41, 8)), DAY) == "little_time"
    one, done = task(-41, 8), task(-41, -30, done=-30)
    assert task_risk(one, item(one, done), DAY) == ""
    later = task(-41, -30, done=1)
    assert task_risk(one, item(one, later), DAY) == "little_time"


def test_what_its_unit_says_comes_first():
    one = task(-41, 100)
    assert task_risk(one, item(one, status="planned"), DAY, "No money") == "said"
    assert state(task(1, 100), risk="No money") == "at_risk"


def test_an_item_runs_from_its_first_task_to_its_last():
    whole = item(task(-20, -10, done=-12), task(5, None), task(None, 40), task(-99, 99, kind="x"))
    assert (span(whole).starts, span(whole).ends) == (days(-20), days(40))
    assert item_state(whole, DAY) == "coming"
    assert span(item()).kind == "unknown"
    assert item_state(item(), DAY) == "unscheduled"


def test_an_item_with_a_late_task_is_at_risk():
    whole = item(task(-20, -1), task(-20, 90, done=-3))
    assert (item_state(whole, DAY), item_risk(whole, DAY)) == ("at_risk", "task_late")
    assert item_risk(whole, DAY, "No money") == "said"
    assert item_risk(item(task(-20, 0), task(-20, 90, done=-3)), DAY) == ""


def test_an_item_is_done_when_its_status_says_so():
    finished = item(task(-20, -10, done=-12))
    assert item_state(finished, DAY) == "late"
    assert item_state(item(task(-20, 10), status="completed"), DAY) == "done"
    assert item_risk(item(task(-1, 99), status="planned"), DAY) == "not_begun"


some_day = st.one_of(st.none(), st.integers(-400, 400))


@st.composite
def tasks(draw):
    starts, ends = draw(some_day), draw(some_day)
    if starts is not None and ends is not None and ends < starts:
        starts, ends = ends, starts
    kind = draw(st.sampled_from(["dated", "recurring", "continuous", "on_demand", "unknown"]))
    return task(starts, ends, draw(some_day), kind)


@settings(max_examples=60, deadline=None)
@given(st.lists(tasks(), min_size=1, max_size=4), st.sampled_from(list(STATUSES)), st.text())
def test_each_task_is_in_one_state(many, status, risk):
    whole = item(*many, status=status)
    for one in many:
        found = task_state(one, whole, DAY, risk)
        assert found in STATES
        dated = one.schedule.kind in ("dated", "recurring") and one.schedule.ends is not None
        done = status == "completed" or (one.done is not None and one.done <= DAY)
        is_open = dated and not done and status not in ("postponed", "cancelled")
        assert (found in follow_up.OPEN) == is_open
        assert (found == "late") == (is_open and one.schedule.ends < DAY)
    assert item_state(whole, DAY, risk) in STATES
    assert sum(follow_up.counted(task_state(one, whole, DAY) for one in many).values()) == len(many)


def test_the_workload_counts_a_task_in_each_month_it_touches():
    def dated(first, last, done=None, kind="dated"):
        return Task(schedule=Schedule("", first, last, kind=kind), done=done)

    given = [
        ("B", dated(date(2026, 1, 31), date(2026, 3, 1))),
        ("A", dated(date(2025, 6, 1), date(2026, 1, 1))),
        ("A", dated(date(2027, 1, 1), date(2027, 2, 1))),
        ("A", dated(None, date(2026, 12, 31))),
        ("", dated(date(2026, 5, 1), None)),
        ("", dated(None, None)),
        ("B", dated(date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 2))),
        ("B", dated(date(2026, 2, 1), date(2026, 2, 2), kind="on_demand")),
    ]
    found = workload(given, 2026, DAY)
    assert [one.unit for one in found] == ["A", "B", ""]
    assert found[0] == Load("A", (1, *[0] * 10, 1), 0, 3)
    assert found[1] == Load("B", (1, 1, 1, *[0] * 9), 1, 2)
    assert found[2] == Load("", (0, 0, 0, 0, 1, *[0] * 7), 1, 2)
    # Before it was done, it was open.
    assert workload(given, 2026, date(2026, 1, 1))[1].months[0] == 2


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["A", "B", ""]), tasks()), max_size=8))
def test_no_task_is_lost_from_the_workload(given):
    open_tasks = [one for _, one in given if one.done is None or one.done > DAY]
    assert sum(load.tasks for load in workload(given, 2026, DAY)) == len(open_tasks)


def test_currencies_are_never_added_and_unknown_is_not_zero():
    given = [
        ("I", Financing(currency="USD", planned=100, spent=25)),
        ("I", Financing("agreement", currency="USD", planned=100, spent=75)),
        ("I", Financing(currency="EUR", planned=10)),
        ("I", Financing("in_kind", currency="USD", planned=7)),
        ("II", Financing(currency="USD", planned=0, spent=0)),
        ("II", Financing(currency="BRL")),
    ]
    found = [
        (one.group, one.in_kind, one.money.currency, one.money.planned, one.money.spent)
        for one in execution(given)
    ]
    assert found == [
        ("I", False, "EUR", 10, None),
        ("I", False, "USD", 200, 100),
        ("I", True, "USD", 7, None),
        ("II", False, "BRL", None, None),
        ("II", False, "USD", 0, 0),
    ]
    shares = {(one.group, one.money.currency): one.money.execution for one in execution(given[:5])}
    assert shares["I", "EUR"] is None
    assert shares["II", "USD"] is None
    assert execution(given)[1].money.execution == 0.5


def test_a_bar_is_cut_to_its_window_and_says_so():
    first, last = days(0), days(100)

    def drawn(starts, ends, kind="dated"):
        return bar(task(starts, ends, kind=kind).schedule, first, last)

    whole = drawn(0, 100)
    assert (whole.starts, whole.ends, whole.before, whole.after) == (first, last, False, False)
    cut = drawn(-1, 101)
    assert (cut.starts, cut.ends, cut.before, cut.after) == (first, last, True, True)
    assert (drawn(101, 120), drawn(-9, -1), drawn(None, None)) == (None, None, None)
    assert drawn(1, 2, "continuous") is None
    no_end, no_start = drawn(50, None), drawn(None, 50)
    assert (no_end.starts, no_end.ends, no_end.no_end) == (days(50), last, True)
    assert (no_start.starts, no_start.ends, no_start.no_start) == (first, days(50), True)
    assert (drawn(100, 100).starts, drawn(100, 100).ends) == (last, last)
