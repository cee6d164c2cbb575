"""Convergence between secretariats: who has what on which axis, and what they have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from cedic.errors import DataError, UnknownCodeError, UsageError
from cedic.programme.model import Words
from cedic.programme.terms import ENTRY_KINDS
from cedic.regions import bloc


@dataclass(frozen=True)
class Organisation:
    """An organisation that takes part. A bloc keeps the code that it has in the statistics.

    `short` is what it is called in charts: CAN for the Andean Community, whose code is ANDEAN.
    """

    code: str
    name: Words = field(default_factory=dict)
    short: Words = field(default_factory=dict)


@dataclass(frozen=True)
class Topic:
    """A topic within an axis, whose code no other topic of the axis has."""

    code: str
    name: Words = field(default_factory=dict)


@dataclass(frozen=True)
class Axis:
    """An axis on which the organisations work together, with its topics in their order."""

    code: str
    name: Words = field(default_factory=dict)
    topics: tuple[Topic, ...] = ()


@dataclass(frozen=True)
class Entry:
    """A policy, programme or action that an organisation has on an axis.

    Parameters
    ----------
    organisation, axis : str
        Their codes.
    kind : str
        One of :data:`~cedic.programme.terms.ENTRY_KINDS`.
    topic : str
        The code of a topic of the axis; empty where none is given, which is counted in the matrix
        but is no common ground with anything.
    title : Words
        What it is called.
    source : str
        The document that it rests on.
    address : str
        Where that document is on the web.
    validated : date, optional
        The day on which the organisation confirmed it; None if it has not.
    id : int, optional
        The number of its record.
    """

    organisation: str
    axis: str
    kind: str
    topic: str = ""
    title: Words = field(default_factory=dict)
    source: str = ""
    address: str = ""
    validated: date | None = None
    id: int | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """What no two entries have in common: the titles whatever their case, and what they are of."""
        titles = (self.title.get(language, "").casefold() for language in ("es", "en", "pt", "fr"))
        return (self.organisation, self.axis, self.kind, self.topic, *titles)


@dataclass(frozen=True)
class Leadership:
    """An organisation that leads an axis from a day to another.

    `since` is None where the first day is not known, `until` where no last day is set.

    Raises
    ------
    DataError
        If it ends before it begins.
    """

    axis: str
    organisation: str
    since: date | None = None
    until: date | None = None
    source: str = ""

    def __post_init__(self) -> None:
        if self.since and self.until and self.until < self.since:
            raise DataError(
                f"The leadership of {self.organisation} on {self.axis} ends on {self.until}, "
                f"before it begins on {self.since}.",
                remedy="give a last day that is not before the first",
            )

    def holds(self, on: date) -> bool:
        """Whether it leads on a day, both ends included."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


@dataclass(frozen=True)
class Step:
    """A step of a roadmap: what is to be done, by whom, until when; `done` is the day it was."""

    text: Words = field(default_factory=dict)
    organisations: tuple[str, ...] = ()
    due: date | None = None
    done: date | None = None


@dataclass(frozen=True)
class Roadmap:
    """A document that says how an axis goes on: its day, its address on the web, its steps."""

    axis: str
    title: Words = field(default_factory=dict)
    on: date | None = None
    address: str = ""
    steps: tuple[Step, ...] = ()


AXES: tuple[Axis, ...] = (
    Axis(
        "food_security",
        {
            "es": "Seguridad alimentaria y nutricional",
            "en": "Food and nutrition security",
            "pt": "Segurança alimentar e nutricional",
            "fr": "Sécurité alimentaire et nutritionnelle",
        },
    ),
    Axis(
        "productive_linkages",
        {
            "es": "Encadenamientos productivos",
            "en": "Productive linkages",
            "pt": "Encadeamentos produtivos",
            "fr": "Chaînes productives",
        },
    ),
    Axis(
        "disaster_climate",
        {
            "es": "Reducción de riesgos de desastres y adaptación al cambio climático",
            "en": "Disaster risk reduction and adaptation to climate change",
            "pt": "Redução de riscos de desastres e adaptação à mudança do clima",
            "fr": "Réduction des risques de catastrophe et adaptation aux changements climatiques",
        },
    ),
    Axis(
        "energy",
        {
            "es": "Energía sostenible e integración eléctrica",
            "en": "Sustainable energy and electricity integration",
            "pt": "Energia sustentável e integração elétrica",
            "fr": "Énergie durable et intégration électrique",
        },
    ),
    Axis(
        "border_infrastructure",
        {
            "es": "Cooperación transfronteriza e infraestructura",
            "en": "Cross-border cooperation and infrastructure",
            "pt": "Cooperação transfronteiriça e infraestrutura",
            "fr": "Coopération transfrontalière et infrastructures",
        },
    ),
)
"""The axes that the secretariats of the region agreed on, without topics, to begin with."""


_ACRONYMS = {"ANDEAN": dict.fromkeys(("es", "en", "pt", "fr"), "CAN")}
"""What secretariats call one that statistics call otherwise, as CAN is Canada there."""


def organisation_of(code: str) -> Organisation:
    """A bloc as an organisation.

    Raises
    ------
    UnknownCodeError
        If there is no such bloc.
    """
    found = bloc(code)
    short = _ACRONYMS.get(code, dict(found.short.items()))
    return Organisation(found.id, dict(found.name.items()), short)


class TopicKey(NamedTuple):
    """A topic among those of all axes, by its axis and its code."""

    axis: str
    topic: str


class Intersection(NamedTuple):
    """The topics that just these organisations have entries on, all of them and no other."""

    organisations: tuple[str, ...]
    topics: tuple[TopicKey, ...]

    @property
    def degree(self) -> int:
        """How many organisations they are."""
        return len(self.organisations)


@dataclass(frozen=True)
class Matrix:
    """How many entries each organisation has of each kind on each axis.

    `counts` has all of them by organisation, axis and kind; zero is that none is recorded.
    """

    organisations: tuple[str, ...]
    axes: tuple[str, ...]
    counts: Mapping[tuple[str, str, str], int]

    def total(
        self, organisation: str | None = None, axis: str | None = None, kind: str | None = None
    ) -> int:
        """The entries of an organisation, an axis, a kind, or of any where none is given."""
        wanted = (organisation, axis, kind)
        return sum(
            count
            for key, count in self.counts.items()
            if all(want in (None, one) for want, one in zip(wanted, key, strict=True))
        )


def matrix(
    entries: Iterable[Entry],
    axes: Sequence[str],
    organisations: Sequence[str],
    *,
    validated_only: bool = False,
) -> Matrix:
    """Count entries by organisation, axis and kind.

    Parameters
    ----------
    entries : iterable of Entry
        The entries; those of other axes or organisations are left out.
    axes, organisations : sequence of str
        The codes to show, in their order.
    validated_only : bool, default False
        Whether entries without a validation date are left out.
    """
    counts = {
        (organisation, axis, kind): 0
        for organisation in organisations
        for axis in axes
        for kind in ENTRY_KINDS
    }
    for entry in chosen(entries, validated_only=validated_only):
        place = (entry.organisation, entry.axis, entry.kind)
        if place in counts:
            counts[place] += 1
    return Matrix(tuple(organisations), tuple(axes), counts)


def chosen(
    entries: Iterable[Entry],
    axis: str | None = None,
    kind: str | None = None,
    *,
    organisations: Iterable[str] | None = None,
    validated_only: bool = False,
) -> list[Entry]:
    """The entries of an axis, a kind, some organisations; of all where none is given.

    Raises
    ------
    UnknownCodeError
        If there is no such kind.
    """
    if kind is not None and kind not in ENTRY_KINDS:
        raise UnknownCodeError("kind of entry", kind, ENTRY_KINDS)
    ours = None if organisations is None else set(organisations)
    return [
        entry
        for entry in entries
        if axis in (None, entry.axis)
        and kind in (None, entry.kind)
        and (ours is None or entry.organisation in ours)
        and (entry.validated is not None or not validated_only)
    ]


def topics_of(
    entries: Iterable[Entry],
    axis: str | None = None,
    kind: str | None = None,
    *,
    validated_only: bool = False,
) -> dict[str, frozenset[TopicKey]]:
    """The topics on which each organisation has an entry, by its code.

    Parameters
    ----------
    entries : iterable of Entry
        The entries; those without a topic are left out.
    axis, kind : str, optional
        By default all of them.
    validated_only : bool, default False
        Whether entries without a validation date are left out.
    """
    held: defaultdict[str, set[TopicKey]] = defaultdict(set)
    for entry in chosen(entries, axis, kind, validated_only=validated_only):
        if entry.topic:
            held[entry.organisation].add(TopicKey(entry.axis, entry.topic))
    return {organisation: frozenset(topics) for organisation, topics in sorted(held.items())}


def intersections(
    entries: Iterable[Entry],
    axis: str | None = None,
    kind: str | None = None,
    *,
    validated_only: bool = False,
) -> tuple[Intersection, ...]:
    """Group topics by the exact set of organisations that have an entry on them.

    Parameters
    ----------
    entries, axis, kind, validated_only
        As :func:`topics_of` takes them.

    Returns
    -------
    tuple of Intersection
        Each topic that has an entry is in one of them. Those of most organisations come first, then
        those of most topics, then by code.
    """
    holders: defaultdict[TopicKey, list[str]] = defaultdict(list)
    held = topics_of(entries, axis, kind, validated_only=validated_only)
    for organisation, topics in held.items():
        for topic in topics:
            holders[topic].append(organisation)
    groups: defaultdict[tuple[str, ...], list[TopicKey]] = defaultdict(list)
    for topic in sorted(holders):
        groups[tuple(holders[topic])].append(topic)
    found = [Intersection(group, tuple(topics)) for group, topics in groups.items()]
    return tuple(sorted(found, key=lambda one: (-one.degree, -len(one.topics), one.organisations)))


def common(
    entries: Iterable[Entry],
    organisations: Iterable[str],
    axis: str | None = None,
    kind: str | None = None,
    *,
    validated_only: bool = False,
) -> tuple[TopicKey, ...]:
    """The topics that all of some organisations have an entry on, whoever else has.

    Raises
    ------
    UsageError
        If no organisation is given.
    """
    wanted = set(organisations)
    if not wanted:
        raise UsageError("Common ground of no organisation was asked for.", remedy="choose some")
    held = topics_of(entries, axis, kind, validated_only=validated_only)
    return tuple(sorted(frozenset.intersection(*(held.get(one, frozenset()) for one in wanted))))


def leaders(leaderships: Iterable[Leadership], on: date) -> dict[str, tuple[str, ...]]:
    """The organisations that lead each axis on a day, by the axis' code, as they began.

    An axis that nobody leads is left out; one that several lead has them all.
    """
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one in sorted(leaderships, key=lambda one: (one.since or date.min, one.organisation)):
        if one.holds(on) and one.organisation not in found[one.axis]:
            found[one.axis].append(one.organisation)
    return {axis: tuple(codes) for axis, codes in found.items() if codes}
