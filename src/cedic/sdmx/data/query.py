"""A request for data, as both versions of the interface come to understand it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from cedic.errors import UsageError, near
from cedic.model import Dataflow, Dimension
from cedic.sdmx.errors import BadSemantics, BadSyntax, NotFound
from cedic.sdmx.identity import VERSION, agency
from cedic.warehouse import Selection, Store

ALL_DIMENSIONS = "AllDimensions"
TIME_PERIOD = "TIME_PERIOD"
MOST = 2**31 - 1
"""The largest number of observations that anything is limited to."""


@dataclass(frozen=True)
class DataQuery:
    """What data are wanted, and how they are to be arranged.

    Parameters
    ----------
    selection : Selection
        The observations.
    at : str
        The dimension at the level of observations; the others make up the series.
        :data:`ALL_DIMENSIONS` for observations that are not grouped.
    attributes : tuple of str
        The attributes to show.
    measure : bool
        Whether to show the measure.
    observations : bool
        Whether to show observations; else the keys of the series alone.
    updated_after : datetime, optional
        Only what has changed since.
    as_of : datetime, optional
        As the figures were then.
    history : bool
        All vintages of the figures, one after the other.
    """

    selection: Selection
    at: str
    attributes: tuple[str, ...]
    measure: bool = True
    observations: bool = True
    updated_after: datetime | None = None
    as_of: datetime | None = None
    history: bool = False

    def __post_init__(self) -> None:
        paged = self.selection.offset or self.selection.limit is not None
        if paged and (self.history or self.updated_after):
            raise BadSemantics(
                "Several data sets cannot be read page by page.",
                remedy="leave out offset and limit, or includeHistory and updatedAfter",
            )
        if self.as_of and self.updated_after and self.updated_after > self.as_of:
            raise BadSemantics(
                "updatedAfter lies after asOf.",
                remedy="give a moment before asOf, or leave one out",
            )

    @property
    def dataflow(self) -> Dataflow:
        """The dataflow asked."""
        return self.selection.dataflow

    @property
    def flat(self) -> bool:
        """Whether observations stand by themselves, not in series."""
        return self.at == ALL_DIMENSIONS

    @property
    def series(self) -> tuple[Dimension, ...]:
        """The dimensions that make up the key of a series; of flat data, all of them."""
        return tuple(part for part in self.dataflow.dimensions if part.id != self.at)

    @property
    def order(self) -> tuple[str, ...]:
        """The dimensions, those of the series first."""
        inner = () if self.flat else (self.at,)
        return (*(part.id for part in self.series), *inner)


def dataflow_of(store: Store, agency_id: str, id: str, version: str, all_word: str) -> Dataflow:
    """The dataflow that a request names.

    Parameters
    ----------
    store : Store
        The store.
    agency_id, id, version : str
        What the address says.
    all_word : str
        The word for any: ``all`` in version 1, ``*`` in version 2.

    Raises
    ------
    NotFound
        If there is none, naming those that are near.
    """
    known = [
        name for name, one in store.publications.items() if store.snapshot().holds(one.dataflow)
    ]
    if id not in known:
        raise NotFound(
            f"There is no dataflow {id[:60]!r}.",
            remedy=f"ask for {' or '.join(near(id, known) or known)}",
        )
    if agency_id not in (all_word, agency()):
        raise NotFound(
            f"The agency {agency_id[:60]!r} has no dataflow here.", remedy=f"ask for {agency()}"
        )
    if version not in (all_word, "latest", "~", "+", "1+", "1.0+", VERSION):
        raise NotFound(f"{id} has no version {version[:20]!r}.", remedy=f"ask for {VERSION}")
    return store.dataflow(id)


def known_parameters(parameters: Iterable[str], known: Iterable[str]) -> None:
    """Make sure that a request has no parameter that the service would pass over.

    Raises
    ------
    BadSyntax
        If it has one, naming those that are near.
    """
    names = list(known)
    for name in parameters:
        if name not in names:
            raise BadSyntax(
                f"There is no parameter {name[:40]!r} here.",
                remedy=f"it can be {', '.join(near(name, names) or names)}",
            )


def known_dimensions(dataflow: Dataflow, names: Iterable[str], all_word: str) -> None:
    """Make sure that a dataflow has the dimensions asked for.

    Raises
    ------
    BadSyntax
        If it lacks one.
    """
    for name in names:
        if name not in dataflow.key:
            raise BadSyntax(
                f"{dataflow.id} has no dimension {name[:40]!r}.",
                remedy=f"it can be {', '.join(dataflow.key)} or {all_word}",
            )


def one_of(parameters: Mapping[str, str], name: str, values: tuple[str, ...]) -> str:
    """A parameter's value; the first of `values` if it is not given.

    Raises
    ------
    BadSyntax
        If it is none of `values`.
    """
    value = parameters.get(name, values[0])
    if value not in values:
        raise BadSyntax(
            f"{name} cannot be {value[:40]!r}.", remedy=f"it can be {', '.join(values)}"
        )
    return value


def whole(parameters: Mapping[str, str], name: str, least: int = 1) -> int | None:
    """A parameter's value as a whole number, if it is given.

    Raises
    ------
    BadSyntax
        If it is no number, or less than `least`.
    """
    if name not in parameters:
        return None
    text = parameters[name]
    if not re.fullmatch(r"[0-9]{1,400}", text) or int(text) < least:
        raise BadSyntax(
            f"{name} is {text[:40]!r}.", remedy=f"write a whole number, {least} or more"
        )
    return min(int(text), MOST)


def moment(parameters: Mapping[str, str], name: str) -> datetime | None:
    """A parameter's value as a moment, in UTC unless it says otherwise, if it is given.

    Raises
    ------
    BadSyntax
        If it is no date and time.
    """
    if name not in parameters:
        return None
    text = parameters[name].replace(" ", "+")
    try:
        found = datetime.fromisoformat(text)
        found = found if found.tzinfo else found.replace(tzinfo=UTC)
        return found.astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadSyntax(
            f"{name} is {text[:40]!r}, no date and time.",
            remedy="write it as 2026-03-31T12:00:00Z; percent-encode + as %2B",
        ) from None


def truth(parameters: Mapping[str, str], name: str) -> bool:
    """A parameter's value as yes or no; no if it is not given.

    Raises
    ------
    BadSyntax
        If it is neither.
    """
    return one_of(parameters, name, ("false", "true")) == "true"


def dimension_at(
    dataflow: Dataflow, parameters: Mapping[str, str], observations: bool = True
) -> str:
    """The dimension at the level of observations; time, where only the keys of series are wanted.

    Raises
    ------
    BadSemantics
        If the dataflow has no such dimension.
    """
    at = parameters.get("dimensionAtObservation", TIME_PERIOD)
    if at not in (*dataflow.key, ALL_DIMENSIONS):
        raise BadSemantics(
            f"{dataflow.id} has no dimension {at[:40]!r}.",
            remedy=f"it can be {', '.join(dataflow.key)} or {ALL_DIMENSIONS}",
        )
    return at if observations or at != ALL_DIMENSIONS else TIME_PERIOD


def selected(dataflow: Dataflow, **wanted: object) -> Selection:
    """A selection, whose contradictions are the client's.

    Raises
    ------
    BadSemantics
        If the periods are reversed.
    """
    try:
        return Selection(dataflow, **wanted)  # type: ignore[arg-type]
    except UsageError as error:
        raise BadSemantics(error.what, remedy=error.remedy) from error


def series_dimensions(dataflow: Dataflow) -> tuple[str, ...]:
    """The dimensions of a key in an address: all but time."""
    return tuple(name for name in dataflow.key if name != TIME_PERIOD)
