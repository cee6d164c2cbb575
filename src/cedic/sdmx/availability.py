"""What could be asked for: the codes, the span of time and the number of observations of a query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from cedic.model import Period
from cedic.sdmx import caching, structures
from cedic.sdmx.data import v1, v2
from cedic.sdmx.data.query import TIME_PERIOD, DataQuery, one_of
from cedic.sdmx.data.sets import DataSet, data_sets
from cedic.sdmx.errors import BadSyntax
from cedic.sdmx.exchange import Answer, Request
from cedic.sdmx.formats import choose
from cedic.warehouse import Release, Selection, Store
from cedic.warehouse.engine import identifier, read_errors_told

MODES = ("exact", "available")
NONE, ALL = "none", "all"
SEPARATOR = {"v1": "+", "v2": ","}
"""What stands between several values of ``references``."""


@dataclass(frozen=True)
class Available:
    """What there is for a query.

    Parameters
    ----------
    values : mapping of str to tuple of str
        For each dimension asked for, but time, the codes that occur, sorted.
    start, end : str
        The first and the last period; empty if time was not asked for.
    series, observations : int
        How many series and observations answer the query.
    """

    values: Mapping[str, tuple[str, ...]]
    start: str
    end: str
    series: int
    observations: int


def answer(request: Request, store: Store, version: str) -> Answer:
    """Answer ``v1/availableconstraint`` and ``v2/availability``.

    Parameters
    ----------
    request : Request
        The request.
    store : Store
        Where the figures are.
    version : {"v1", "v2"}
        The version of the interface.

    Raises
    ------
    SdmxError
        If the request cannot be answered.
    """
    query, components = (v1 if version == "v1" else v2).availability(request, store)
    mode = one_of(request.parameters, "mode", MODES)
    references = _references(request.parameters.get("references", NONE), version)
    accept, asked = request.header("accept"), request.parameters.get("format")
    chosen = choose(accept, asked, structures.FORMATS[version])
    snapshot = store.snapshot()
    heading = structures.Heading.of(request, snapshot.release)
    tag = caching.tag(request, snapshot.release, chosen.content_type, heading.language)
    headers = caching.headers(tag, structures.content_language(chosen, heading))
    if caching.unchanged(request, tag):
        return Answer(304, headers)
    with read_errors_told(store.location):
        found = available(query, store, snapshot.release, components, mode)
    shown = structures.availability(
        store,
        snapshot,
        query.dataflow,
        found.values,
        found.start,
        found.end,
        series=found.series,
        observations=found.observations,
        references=references,
    )
    headers["Content-Type"] = chosen.content_type
    return Answer(200, headers, [structures.message(shown, chosen, heading)])


def _references(text: str, version: str) -> tuple[str, ...]:
    """What is to be added of what the constraint refers to.

    Raises
    ------
    BadSyntax
        If it refers to no such thing.
    """
    wanted = text.split(SEPARATOR[version])
    # There are none of these here, which is no reason to refuse the rest.
    nothing = (NONE, "dataproviderscheme", "valuelist")
    for name in wanted:
        if name not in (ALL, *nothing, *structures.REFERENCES):
            raise BadSyntax(
                f"references cannot be {name[:40]!r}.",
                remedy=f"it can be {', '.join((NONE, ALL, *structures.REFERENCES))}",
            )
    return tuple(one for one in structures.REFERENCES if one in wanted or ALL in wanted)


def available(
    query: DataQuery, store: Store, release: Release, components: Iterable[str], mode: str
) -> Available:
    """Look up what there is for a query.

    Parameters
    ----------
    query : DataQuery
        The query.
    store, release : Store, Release
        The figures.
    components : iterable of str
        The dimensions asked for.
    mode : {"exact", "available"}
        The codes that occur in the answer to the query; or those that could be added to it: a
        dimension's own codes are then not held against it.

    Raises
    ------
    NoResults
        If nothing answers the query.
    """
    sets = data_sets(query, store, release)
    found = {
        name: tuple(sorted({code for data in sets for code in _codes(data, name, mode)}))
        for name in components
    }
    periods = sorted(found.pop(TIME_PERIOD, ()), key=Period.parse)
    latest = max(periods, key=lambda period: Period.parse(period).last, default="")
    return Available(
        values=found,
        start=periods[0] if periods else "",
        end=latest,
        series=sum(data.count(replace(query, measure=False, observations=False)) for data in sets),
        observations=sum(data.count(query) for data in sets),
    )


def _codes(data: DataSet, name: str, mode: str) -> list[str]:
    """The codes of a dimension that occur in a data set."""
    selection = _without(data.selection, name) if mode == "available" else data.selection
    where, values = selection.where()
    column = identifier(name)
    distinct = f"SELECT DISTINCT {column} FROM {data.relation.name}{where}"  # noqa: S608
    return [row[0] for row in data.relation.cursor.execute(distinct, values).fetchall()]


def _without(selection: Selection, name: str) -> Selection:
    """The same selection, but for what it says of one dimension."""
    left = {one: codes for one, codes in selection.codes.items() if one != name}
    keys = tuple(
        {one: codes for one, codes in key.items() if one != name} for key in selection.keys
    )
    conditions = tuple(one for one in selection.conditions if one.component != name)
    other = replace(selection, codes=left, keys=keys, conditions=conditions)
    return replace(other, start=None, end=None) if name == TIME_PERIOD else other
