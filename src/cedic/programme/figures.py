"""What a work programme comes to in numbers: counted from its records, never typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cedic.programme.model import Financing, Item, Meeting, Output, Programme, StatusChange
from cedic.programme.terms import OUTPUT_KINDS, STATUSES


@dataclass(frozen=True)
class Money:
    """What is planned and spent in a currency, from a source.

    Parameters
    ----------
    currency : str
        The currency. Amounts in different ones are never added.
    source : str
        One of :data:`~cedic.programme.terms.FUNDING`.
    planned, spent : int or None
        The sum of the amounts that are known; None if none is.
    planned_unknown, spent_unknown : int
        How many entries have no amount, which the sum lacks.
    """

    currency: str
    source: str
    planned: int | None
    spent: int | None
    planned_unknown: int = 0
    spent_unknown: int = 0

    @property
    def execution(self) -> float | None:
        """Spent over planned; None if nothing is planned or an amount is unknown."""
        if self.planned_unknown or self.spent_unknown or not self.planned or self.spent is None:
            return None
        return self.spent / self.planned


@dataclass(frozen=True)
class AreaFigures:
    """An area of a programme in numbers.

    Parameters
    ----------
    area : Item or None
        The area; None stands for what lies in no area.
    activities, studies, meetings : int
        How many activities, studies among their outputs, and meetings that belong to it.
    by_status : mapping of str to int
        Its activities by status, for each of :data:`~cedic.programme.terms.STATUSES`.
    """

    area: Item | None
    activities: int
    studies: int
    meetings: int
    by_status: Mapping[str, int]


@dataclass(frozen=True)
class Brief:
    """A programme in numbers.

    Parameters
    ----------
    activities : int
        How many activities it has.
    outputs : mapping of str to int
        Its outputs by kind, for each of :data:`~cedic.programme.terms.OUTPUT_KINDS`.
    studies : int
        How many of these are studies.
    meetings : int
        How many meetings go with it.
    studies_of_known_mode, internal_studies : int
        Of how many studies it is known who does them, and how many of those the secretariat does.
    by_status : mapping of str to int
        Its activities by status, for each of :data:`~cedic.programme.terms.STATUSES`.
    by_area : tuple of AreaFigures
        The same by area, in the programme's order, then what lies in no area.
    money : tuple of Money
        What is planned and spent, by currency and source.
    """

    activities: int
    outputs: Mapping[str, int]
    studies: int
    meetings: int
    studies_of_known_mode: int
    internal_studies: int
    by_status: Mapping[str, int]
    by_area: tuple[AreaFigures, ...]
    money: tuple[Money, ...]

    @property
    def internal_share(self) -> float | None:
        """The part of the studies of known mode that the secretariat does; None without any."""
        known = self.studies_of_known_mode
        return self.internal_studies / known if known else None


def in_brief(
    programme: Programme, meetings: Iterable[Meeting] = (), *, on: date | None = None
) -> Brief:
    """Count a programme: activities, outputs, studies, meetings, statuses, means.

    Parameters
    ----------
    programme : Programme
        The programme.
    meetings : iterable of Meeting
        The meetings that go with it; each is counted, whatever its status.
    on : date, optional
        The day whose statuses are counted, see :func:`status_on`; those of the records if left out.

    Returns
    -------
    Brief
        The counts. A count of none is 0; a share of none is None; money nobody knows is None.
    """
    listed = tuple(meetings)
    activities = programme.at("activity")
    outputs = Counter(output.kind for item in programme.walk() for output in item.outputs)
    modes = [mode_of(output, item) for item, output in studies(programme.walk())]
    return Brief(
        activities=len(activities),
        outputs={kind: outputs[kind] for kind in OUTPUT_KINDS},
        studies=len(modes),
        meetings=len(listed),
        studies_of_known_mode=sum(1 for mode in modes if mode),
        internal_studies=modes.count("internal"),
        by_status=_by_status(activities, on),
        by_area=tuple(_by_area(programme, listed, on)),
        money=money(entry for item in programme.walk() for entry in item.financing),
    )


def studies(items: Iterable[Item]) -> list[tuple[Item, Output]]:
    """The studies among the outputs of items, each with its item."""
    return [(item, output) for item in items for output in item.outputs if output.kind == "study"]


def mode_of(output: Output, item: Item) -> str:
    """Who does an output: what it says itself, or else its item; empty if neither says it."""
    return output.mode or item.mode


def status_on(item: Item, day: date | None) -> StatusChange | None:
    """The change that an item's status on a day rests on.

    Parameters
    ----------
    item : Item
        The item.
    day : date or None
        The day; the latest change of all if None.

    Returns
    -------
    StatusChange or None
        The latest change up to that day, of several of one day the last; None if there is none.
    """
    past = [change for change in item.history if day is None or change.on <= day]
    return max(reversed(past), key=lambda change: change.on, default=None)


def status_of(item: Item, day: date | None = None) -> str:
    """How an item stood on a day: as its history says, and as planned before that begins.

    Without a day or a history it is the status that the item itself carries.
    """
    if day is None or not item.history:
        return item.status
    change = status_on(item, day)
    return change.status if change else "planned"


def money(entries: Iterable[Financing]) -> tuple[Money, ...]:
    """Planned and spent amounts, added up within each currency and source.

    Parameters
    ----------
    entries : iterable of Financing
        The entries.

    Returns
    -------
    tuple of Money
        By currency, then source in the order in which they first appear.
    """
    groups: dict[tuple[str, str], list[Financing]] = {}
    for entry in entries:
        groups.setdefault((entry.currency, entry.source), []).append(entry)
    ordered = sorted(groups.items(), key=lambda group: group[0][0])
    return tuple(_added(currency, source, group) for (currency, source), group in ordered)


def _added(currency: str, source: str, entries: Sequence[Financing]) -> Money:
    planned = [entry.planned for entry in entries if entry.planned is not None]
    spent = [entry.spent for entry in entries if entry.spent is not None]
    return Money(
        currency,
        source,
        sum(planned) if planned else None,
        sum(spent) if spent else None,
        len(entries) - len(planned),
        len(entries) - len(spent),
    )


def _by_status(activities: Iterable[Item], on: date | None) -> dict[str, int]:
    counted = Counter(status_of(activity, on) for activity in activities)
    return {status: counted[status] for status in STATUSES}


def _by_area(
    programme: Programme, meetings: Sequence[Meeting], on: date | None
) -> Iterable[AreaFigures]:
    areas = [item for item in programme.items if item.level == "area"]
    outside = [item for item in programme.items if item.level != "area"]
    homes = {one.code: area for area in areas for one in area.walk() if one.code}
    for area in areas:
        own = [meeting for meeting in meetings if homes.get(meeting.item) is area]
        yield _figures(area, list(area.walk()), len(own), on)
    homeless = sum(1 for meeting in meetings if meeting.item not in homes)
    if outside or homeless:
        yield _figures(None, [one for item in outside for one in item.walk()], homeless, on)


def _figures(
    area: Item | None, items: Sequence[Item], meetings: int, on: date | None
) -> AreaFigures:
    activities = [item for item in items if item.level == "activity"]
    return AreaFigures(
        area, len(activities), len(studies(items)), meetings, _by_status(activities, on)
    )
