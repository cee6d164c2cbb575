"""What a work programme is, as its pages, its documents and its importers pass it on.

The tables are the portal's; these are the values. A frozen version of a programme is one
:class:`Programme` as JSON.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from cedic.errors import DataError

Words = dict[str, str]
"""Words by language, in as many of the four as there are; what is empty is left out."""

Kind = TypeVar("Kind")


def said(words: Words, language: str) -> tuple[str, str]:
    """Words in a language, or else in one that they have; and the language that they are in.

    Parameters
    ----------
    words : dict
        The words by language.
    language : str
        The language wanted.

    Returns
    -------
    tuple of str
        The words, empty if there are none, and their language.
    """
    for one in (language, "es", "en", "pt", "fr"):
        if words.get(one):
            return words[one], one
    return "", language


@dataclass(frozen=True)
class Schedule:
    """When something is to be done: as it was written, and what that means in days.

    Parameters
    ----------
    words : str
        The schedule as it was written: "August-December", "Según corresponda".
    starts, ends : date, optional
        The first and the last day; None where no day follows from the words.
    every_months : int, optional
        How many months lie between one time and the next.
    kind : str
        ``dated``, ``recurring``, ``continuous`` (all the time), ``on_demand`` (as need arises), or
        ``unknown``.
    """

    words: str = ""
    starts: date | None = None
    ends: date | None = None
    every_months: int | None = None
    kind: str = "unknown"


@dataclass(frozen=True)
class Task:
    """A step of an activity. `done` is the day on which it was finished; `unit` is a unit's code."""

    text: Words = field(default_factory=dict)
    schedule: Schedule = Schedule()
    unit: str = ""
    done: date | None = None


@dataclass(frozen=True)
class Result:
    """A result that is expected, and the indicator it is measured by.

    Parameters
    ----------
    text, indicator : Words
        The result, and what is measured.
    unit : str
        The indicator's unit.
    baseline, target, achieved : float, optional
        Where it stood, where it is to stand, and where it stands; None is not known, never zero.
    evidence : str
        What shows the value achieved.
    """

    text: Words = field(default_factory=dict)
    indicator: Words = field(default_factory=dict)
    unit: str = ""
    baseline: float | None = None
    target: float | None = None
    achieved: float | None = None
    evidence: str = ""


@dataclass(frozen=True)
class Output:
    """What an activity brings forth: a kind of :data:`~cedic.programme.terms.OUTPUT_KINDS`.

    `mode` is one of :data:`~cedic.programme.terms.MODES`, empty if nothing is said; `delivered` is
    the day on which it was there; `reference` its symbol or address.
    """

    kind: str = "document"
    title: Words = field(default_factory=dict)
    mode: str = ""
    due: date | None = None
    delivered: date | None = None
    reference: str = ""


@dataclass(frozen=True)
class Partner:
    """An organisation that takes part, and as what."""

    name: str = ""
    role: str = "partner"
    country: str = ""


@dataclass(frozen=True)
class Financing:
    """Means for an activity, in whole units of a currency.

    `planned` and `spent` are None where nothing is known, which is not zero.
    """

    source: str = "own_budget"
    partner: str = ""
    reference: str = ""
    currency: str = "USD"
    planned: int | None = None
    spent: int | None = None
    note: str = ""


@dataclass(frozen=True)
class StatusChange:
    """How an item stood from a day on, and what that rests on."""

    status: str
    on: date
    note: str = ""
    by: str = ""


@dataclass(frozen=True)
class Link:
    """What an item is to one of another programme: a kind of :data:`~cedic.programme.terms.LINKS`."""

    kind: str
    year: int
    code: str
    title: Words = field(default_factory=dict)


@dataclass(frozen=True)
class Item:
    """An area, a programme within it, a project or an activity, with what belongs to it.

    Parameters
    ----------
    level : str
        One of :data:`~cedic.programme.terms.LEVELS`.
    code : str
        ``I``, ``I.1``, ``I.1.2``; empty for a group that has none.
    id : int, optional
        The number of its record, which stays the same from version to version.
    """

    level: str
    code: str = ""
    title: Words = field(default_factory=dict)
    id: int | None = None
    background: Words = field(default_factory=dict)
    objectives: tuple[Words, ...] = ()
    results: tuple[Result, ...] = ()
    tasks: tuple[Task, ...] = ()
    outputs: tuple[Output, ...] = ()
    partners: tuple[Partner, ...] = ()
    financing: tuple[Financing, ...] = ()
    financing_note: Words = field(default_factory=dict)
    mandates: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    unit: str = ""
    mode: str = ""
    status: str = "planned"
    history: tuple[StatusChange, ...] = ()
    children: tuple[Item, ...] = ()

    def walk(self) -> Iterator[Item]:
        """The item and all below it, top-down, in their order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Programme:
    """A work programme for a year or several.

    Parameters
    ----------
    starts, ends : int
        The first and last year, the same one for a yearly programme.
    institution : str
        Whose programme it is.
    stage : str
        One of :data:`~cedic.programme.terms.STAGES`.
    demonstration : bool
        Whether it is made up to show the software, which is then said wherever it shows.
    """

    title: Words
    starts: int
    ends: int
    institution: str = ""
    introduction: Words = field(default_factory=dict)
    stage: str = "draft"
    adopted_on: date | None = None
    adopted_by: str = ""
    demonstration: bool = False
    id: int | None = None
    items: tuple[Item, ...] = ()

    def walk(self) -> Iterator[Item]:
        """All items, top-down, in their order."""
        for item in self.items:
            yield from item.walk()

    def at(self, level: str) -> list[Item]:
        """All items of a level."""
        return [item for item in self.walk() if item.level == level]


@dataclass(frozen=True)
class Conclusion:
    """A numbered item with which a meeting ended."""

    number: str
    text: Words
    kind: str = "conclusion"


@dataclass(frozen=True)
class AgendaItem:
    """A point of a meeting's agenda; `summary` is what the rapporteur wrote of it."""

    number: str
    title: Words
    speaker: str = ""
    summary: Words = field(default_factory=dict)
    time: str = ""


@dataclass(frozen=True)
class FollowUp:
    """What is to be done after a conclusion of a meeting.

    Parameters
    ----------
    text : Words
        What is to be done.
    owner : str
        Who sees to it: a person, a unit or an organisation.
    due, done : date, optional
        Until when, and when it was done.
    number : str
        The number of the conclusion that it follows from.
    note : str
        What was done, or why not.
    """

    text: Words
    owner: str = ""
    due: date | None = None
    done: date | None = None
    number: str = ""
    note: str = ""


@dataclass(frozen=True)
class Meeting:
    """A meeting, planned or held.

    Parameters
    ----------
    starts, ends : date, optional
        The first and last day; None where they are not settled. `schedule` keeps the words.
    city, country : str
        Where: the country as an ISO 3166 alpha-3 code.
    organisers : tuple of Partner
        Who organises, hosts and sponsors it.
    attendance : tuple of (country, organisation, people)
        How many took part, by country and organisation; no names.
    item : str
        The code of the item that it belongs to.
    demonstration : bool
        Whether it is made up to show the software.
    reason : str
        Why it was postponed or cancelled.
    postponed_from : date, optional
        The first day that it had before it was postponed.
    """

    title: Words
    kind: str = "meeting"
    number: str = ""
    status: str = "planned"
    format: str = "in_person"
    starts: date | None = None
    ends: date | None = None
    schedule: str = ""
    venue: str = ""
    city: str = ""
    country: str = ""
    objectives: tuple[Words, ...] = ()
    organisers: tuple[Partner, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    summary: Words = field(default_factory=dict)
    conclusions: tuple[Conclusion, ...] = ()
    attendance: tuple[tuple[str, str, int], ...] = ()
    item: str = ""
    id: int | None = None
    demonstration: bool = False
    reason: str = ""
    postponed_from: date | None = None


@dataclass(frozen=True)
class Evidence:
    """What is on record of a mandate: a status from a day on, with what shows it.

    `share` is a percentage done, given only with evidence.
    """

    status: str
    on: date
    text: Words
    share: int | None = None
    reference: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a mandate's text, by its anchor: ``4``, ``4.b``, ``sole``.

    `activities` are (year, code, title) of what is linked to it, `evidence` the latest last.
    """

    anchor: str
    text: Words
    themes: tuple[str, ...] = ()
    axes: tuple[str, ...] = ()
    activities: tuple[tuple[int, str, Words], ...] = ()
    evidence: tuple[Evidence, ...] = ()
    id: int | None = None


@dataclass(frozen=True)
class Mandate:
    """A decision, declaration or plan of action, with its paragraphs.

    `demonstration` tells whether it is made up to show the software.
    """

    kind: str
    number: str
    title: Words
    body: str = ""
    on: date | None = None
    place: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    id: int | None = None
    demonstration: bool = False


@dataclass(frozen=True)
class Passage:
    """Lines of a source text, from the first to the last, counted from 1."""

    first: int
    last: int


@dataclass(frozen=True)
class FoundField:
    """A field that a reader found: its value, where, and what speaks against it.

    `value` is of a kind that JSON has; days are ISO 8601. `doubts` are codes of
    :data:`cedic.programme.reading.DOUBTS`.
    """

    name: str
    value: Any
    passage: Passage
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class FoundRecord:
    """A record that a reader found: its kind, a key within the document, and its fields.

    Keys are paths, ``I.1.2/task/3``; `parent` is the key of the record that it belongs to.
    """

    kind: str
    key: str
    parent: str
    passage: Passage
    fields: tuple[FoundField, ...] = ()
    doubts: tuple[str, ...] = ()

    def value(self, name: str) -> Any:
        """The value of a field; None if it was not found."""
        return next((one.value for one in self.fields if one.name == name), None)


@dataclass(frozen=True)
class Finding:
    """All that a reader found in a document, with the text it was read from.

    Parameters
    ----------
    kind : str
        ``work_programme``, ``activity_report``, ``compliance_report``, ``meeting_report``.
    language : str
        The language of the text.
    lines : tuple of str
        The text, in lines, as it was taken out of the file.
    """

    kind: str
    language: str
    title: str
    lines: tuple[str, ...]
    records: tuple[FoundRecord, ...]
    doubts: tuple[str, ...] = ()

    def of(self, kind: str) -> list[FoundRecord]:
        """All records of a kind, in their order."""
        return [record for record in self.records if record.kind == kind]


def as_json(value: Any) -> Any:
    """A value of this module as JSON takes it: days in ISO 8601."""
    import msgspec

    return msgspec.to_builtins(value)


def from_json(kind: type[Kind], told: Any) -> Kind:
    """What :func:`as_json` made of a value of a kind.

    Raises
    ------
    DataError
        If it is not such a value: where in it, and what is wrong.
    """
    import msgspec

    try:
        return msgspec.convert(told, kind)
    except msgspec.ValidationError as error:
        raise DataError(
            f"This is not a {kind.__name__.lower()}: {error}.",
            remedy="take the file as it was written out",
        ) from None
