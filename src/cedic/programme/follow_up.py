"""Follow-up: how work stands on a day, what lies ahead of each unit, what is spent, and bars by day.

The rules of when work is due, late or at risk are this house's own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cedic.model import Text
from cedic.programme.figures import Money, money
from cedic.programme.model import Financing, Item, Schedule, Task
from cedic.programme.terms import Terms

NOTICE = timedelta(days=30)
"""How long before its end work is due."""
_LITTLE = 5
"""The part of its time, as a divisor, below which little of it is left."""

STATES: Terms = {
    "late": Text("Late", "Con retraso", "Em atraso", "En retard"),
    "at_risk": Text("At risk", "En riesgo", "Em risco", "À risque"),
    "due": Text("Due soon", "Por vencer", "A vencer", "Bientôt à échéance"),
    "coming": Text("Coming", "Más adelante", "Mais adiante", "À venir"),
    "done": Text("Done", "Hecho", "Feito", "Fait"),
    "unscheduled": Text(
        "Without a date", "Sin fecha fijada", "Sem data marcada", "Sans date fixée"
    ),
    "called_off": Text(
        "Postponed or cancelled",
        "Aplazado o cancelado",
        "Adiado ou cancelado",
        "Reporté ou annulé",
    ),
}
"""How work stands on a day, what is gravest first; each piece of work stands in one way."""
OPEN = ("late", "at_risk", "due", "coming")
"""The states of work that is still to be done by a day."""

RISKS: Terms = {
    "said": Text(
        "Its unit says so", "Lo señala su unidad", "Sua unidade o indica", "Son unité le signale"
    ),
    "task_late": Text(
        "One of its tasks is late",
        "Una de sus tareas está con retraso",
        "Uma de suas tarefas está em atraso",
        "L’une de ses tâches est en retard",
    ),
    "not_begun": Text(
        "Should have begun",
        "Debía haber comenzado",
        "Já deveria ter começado",
        "Aurait dû commencer",
    ),
    "little_time": Text(
        "Little time is left and no task is done",
        "Queda poco tiempo y ninguna tarea está hecha",
        "Resta pouco tempo e nenhuma tarefa está feita",
        "Il reste peu de temps et aucune tâche n’est faite",
    ),
}
"""Why work is at risk."""
_CALLED_OFF = ("postponed", "cancelled")


def span(item: Item) -> Schedule:
    """From when to when the tasks of an item run that have days.

    Parameters
    ----------
    item : Item
        The item.

    Returns
    -------
    Schedule
        From the first day to the last that any of them has; None for a day that none has.
    """
    schedules = [task.schedule for task in item.tasks if has_days(task.schedule)]
    starts = min((one.starts for one in schedules if one.starts), default=None)
    ends = max((one.ends for one in schedules if one.ends), default=None)
    return Schedule(starts=starts, ends=ends, kind="dated" if starts or ends else "unknown")


def has_days(schedule: Schedule) -> bool:
    """Whether days follow from a schedule: what is continuous, on demand or unknown has none."""
    dated = schedule.kind in ("dated", "recurring")
    return dated and (schedule.starts is not None or schedule.ends is not None)


def task_state(task: Task, item: Item, day: date, risk: str = "") -> str:
    """How a task stands on a day.

    Parameters
    ----------
    task : Task
        The task, one of the item's.
    item : Item
        The item, with its tasks and status.
    day : date
        The day.
    risk : str, optional
        Why the item's unit holds it at risk; empty if it does not.

    Returns
    -------
    str
        One of :data:`STATES`, the first that holds: ``done`` if it was finished by that day or its
        item is completed; ``called_off`` if its item is postponed or cancelled; ``unscheduled`` if
        no last day is known or it is continuous or on demand; ``late`` from the day after its last
        one; ``at_risk`` as :func:`task_risk` says; ``due`` from thirty days before its last day up
        to that day itself; ``coming`` before.
    """
    done = task.done is not None and task.done <= day
    ends = task.schedule.ends if has_days(task.schedule) else None
    return _state(done, item.status, ends, day, at_risk=bool(task_risk(task, item, day, risk)))


def task_risk(task: Task, item: Item, day: date, risk: str = "") -> str:
    """Why a task with a last day is at risk on a day.

    Parameters
    ----------
    task, item, day, risk
        As in :func:`task_state`.

    Returns
    -------
    str
        One of :data:`RISKS`: ``said`` if the item's unit says why; ``not_begun`` from the day after
        the task's first one, if the item is still planned; ``little_time`` if less than a fifth of
        the task's days is left, this one included, and no task of the item is done. Empty if none
        holds, and for a task that has no days.
    """
    return _risk(task.schedule, item, day, risk) if has_days(task.schedule) else ""


def item_state(item: Item, day: date, risk: str = "") -> str:
    """How an item stands on a day: its tasks taken together, and its status.

    Parameters
    ----------
    item, day, risk
        As in :func:`task_state`.

    Returns
    -------
    str
        One of :data:`STATES`, as of a task that runs over the :func:`span` of its tasks; an item is
        ``done`` when its status says that it is completed, whatever its tasks; ``late`` from the day
        after the last one of all its tasks; ``at_risk`` as :func:`item_risk` says, and if its unit
        says so even where no task has days.
    """
    ends = span(item).ends
    settled = _state(False, item.status, ends, day, at_risk=bool(item_risk(item, day, risk)))
    return "at_risk" if settled == "unscheduled" and risk else settled


def item_risk(item: Item, day: date, risk: str = "") -> str:
    """Why an item is at risk on a day: one of :data:`RISKS`, empty if nothing speaks for it.

    What its unit says comes first, then that one of its tasks is late, then what
    :func:`task_risk` says of a task that runs over the :func:`span` of its tasks.
    """
    late = any(task_state(task, item, day) == "late" for task in item.tasks)
    return "task_late" if late and not risk else _risk(span(item), item, day, risk)


def action_state(due: date | None, done: date | None, day: date) -> str:
    """How a follow-up action or an output stands on a day.

    Parameters
    ----------
    due, done : date or None
        The day on which it is due, and the one on which it was done.
    day : date
        The day.

    Returns
    -------
    str
        ``done``, ``unscheduled`` if it is due on no day, ``late``, ``due`` or ``coming``; see
        :func:`task_state`.
    """
    return _state(done is not None and done <= day, "", due, day, at_risk=False)


def _state(done: bool, status: str, ends: date | None, day: date, *, at_risk: bool) -> str:
    if done or status == "completed":
        return "done"
    if status in _CALLED_OFF:
        return "called_off"
    if ends is None:
        return "unscheduled"
    if ends < day:
        return "late"
    if at_risk:
        return "at_risk"
    return "due" if ends - day <= NOTICE else "coming"


def _risk(schedule: Schedule, item: Item, day: date, risk: str) -> str:
    if risk:
        return "said"
    starts, ends = schedule.starts, schedule.ends
    if starts is not None and starts < day and item.status == "planned":
        return "not_begun"
    none_done = not any(task.done and task.done <= day for task in item.tasks)
    if starts is not None and ends is not None and none_done and _little_left(starts, ends, day):
        return "little_time"
    return ""


def _little_left(starts: date, ends: date, day: date) -> bool:
    return ((ends - day).days + 1) * _LITTLE < (ends - starts).days + 1


@dataclass(frozen=True)
class Load:
    """The open tasks of a unit.

    Parameters
    ----------
    unit : str
        The unit's code; empty for tasks that no unit is responsible for.
    months : tuple of int
        How many run in each month. A task counts in each month that it touches.
    undated : int
        How many have no days, or are continuous or on demand.
    tasks : int
        How many there are, each counted once, whatever year its days lie in.
    """

    unit: str
    months: tuple[int, ...]
    undated: int
    tasks: int


def workload(tasks: Iterable[tuple[str, Task]], year: int, day: date) -> tuple[Load, ...]:
    """The open tasks of each unit by the months of a year.

    Parameters
    ----------
    tasks : iterable of (str, Task)
        Tasks, each with the code of the unit that is responsible for it, empty if none is.
    year : int
        The year.
    day : date
        The day: what was done by then is not open.

    Returns
    -------
    tuple of Load
        By unit; those without one last. A task of which one day alone is known counts in the month
        of that day.
    """
    groups: dict[str, list[Task]] = {}
    for unit, task in tasks:
        if task.done is None or task.done > day:
            groups.setdefault(unit, []).append(task)
    ordered = sorted(groups.items(), key=lambda group: (not group[0], group[0]))
    return tuple(_load(unit, own, year) for unit, own in ordered)


def _load(unit: str, tasks: Sequence[Task], year: int) -> Load:
    dated = [task.schedule for task in tasks if has_days(task.schedule)]
    counted = Counter(month for schedule in dated for month in _months(schedule, year))
    months = tuple(counted[month] for month in range(1, 13))
    return Load(unit, months, len(tasks) - len(dated), len(tasks))


def _months(schedule: Schedule, year: int) -> range:
    """The months of a year in which a schedule with days runs."""
    known = [one for one in (schedule.starts, schedule.ends) if one is not None]
    first = max(min(known), date(year, 1, 1))
    last = min(max(known), date(year, 12, 31))
    return range(first.month, last.month + 1) if first <= last else range(0)


@dataclass(frozen=True)
class Execution:
    """What a group has planned and spent in a currency.

    Parameters
    ----------
    group : str
        The group.
    in_kind : bool
        Whether it is what is given in kind, which is valued and not spent: it stands apart.
    money : Money
        The amounts; their source is left empty.
    """

    group: str
    in_kind: bool
    money: Money


def execution(entries: Iterable[tuple[str, Financing]]) -> tuple[Execution, ...]:
    """What each group has planned and spent, by currency.

    Parameters
    ----------
    entries : iterable of (str, Financing)
        Means, each with the group that it counts for: an area, a project, a source.

    Returns
    -------
    tuple of Execution
        By group in the order in which they first appear, money before what is given in kind, then
        by currency. Amounts of different currencies are never added, an amount that nobody knows is
        not zero.
    """
    groups: dict[tuple[str, bool], list[Financing]] = {}
    order: dict[str, int] = {}
    for group, entry in entries:
        order.setdefault(group, len(order))
        own = groups.setdefault((group, entry.source == "in_kind"), [])
        own.append(replace(entry, source=""))
    ordered = sorted(groups.items(), key=lambda one: (order[one[0][0]], one[0][1]))
    return tuple(
        Execution(group, in_kind, found)
        for (group, in_kind), own in ordered
        for found in money(own)
    )


@dataclass(frozen=True)
class Bar:
    """When something runs, within a window of days.

    Parameters
    ----------
    starts, ends : date
        The first and the last day within the window.
    no_start, no_end : bool
        Whether its first or last day is not known: the bar then reaches to the window's edge.
    before, after : bool
        Whether it begins before the window, or goes on after it.
    """

    starts: date
    ends: date
    no_start: bool = False
    no_end: bool = False
    before: bool = False
    after: bool = False


def bar(schedule: Schedule, first: date, last: date) -> Bar | None:
    """The bar of a schedule within a window.

    Parameters
    ----------
    schedule : Schedule
        The schedule.
    first, last : date
        The first and the last day of the window.

    Returns
    -------
    Bar or None
        The bar; None if no days follow from the schedule, or none of them lies in the window.
    """
    if not has_days(schedule):
        return None
    starts, ends = schedule.starts, schedule.ends
    if (starts is not None and starts > last) or (ends is not None and ends < first):
        return None
    return Bar(
        max(starts or first, first),
        min(ends or last, last),
        no_start=starts is None,
        no_end=ends is None,
        before=starts is not None and starts < first,
        after=ends is not None and ends > last,
    )


def counted(states: Iterable[str]) -> Mapping[str, int]:
    """How many there are in each of :data:`STATES`."""
    found = Counter(states)
    return {state: found[state] for state in STATES}
