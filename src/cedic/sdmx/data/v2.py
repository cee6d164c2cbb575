"""Requests for data in REST v2 (SDMX 3.0)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cedic.errors import UsageError, near
from cedic.model import Dataflow
from cedic.sdmx.data.query import (
    TIME_PERIOD,
    DataQuery,
    dataflow_of,
    dimension_at,
    known_dimensions,
    known_parameters,
    moment,
    selected,
    series_dimensions,
    truth,
    whole,
)
from cedic.sdmx.errors import BadSyntax, NotServed, TooLong
from cedic.sdmx.exchange import Request
from cedic.sdmx.identity import structure_id
from cedic.warehouse import Selection, Store
from cedic.warehouse.selection import OPERATORS, Comparison, Condition

CONTEXTS = ("*", "dataflow", "datastructure", "provisionagreement")
PARAMETERS = (
    "updatedAfter",
    "firstNObservations",
    "lastNObservations",
    "dimensionAtObservation",
    "attributes",
    "measures",
    "includeHistory",
    "offset",
    "limit",
    "asOf",
    "format",
    "labels",
)
OPERATOR = re.compile(rf"(?:({'|'.join(OPERATORS)}):)?(.+)", re.DOTALL)
FILTER = re.compile(r"c\[([^\]]*)\]")
AVAILABILITY_PARAMETERS = (
    "updatedAfter",
    "mode",
    "references",
    "format",
)
MOST_AT_ONCE = 500
"""How many keys, or comparisons, each observation is held against; lists of codes have no limit."""
CODE = re.compile(r"[A-Za-z0-9_@$-]+")


def parse(request: Request, store: Store) -> DataQuery:
    """Read ``v2/data/{context}/{agencyID}/{resourceID}/{version}/{key}`` and its parameters.

    Raises
    ------
    BadSyntax
        If the key has too many places, a parameter is unknown or malformed.
    BadSemantics
        If parameters contradict each other.
    NotFound
        If there is no such dataflow.
    NotServed
        For several dataflows at once, and for provision agreements.
    """
    dataflow, key = target(request, store, longest=7)
    filters = filters_of(request)
    parameters = {k: v for k, v in request.parameters.items() if k not in filters}
    known_parameters(parameters, PARAMETERS)
    attributes = _attributes(dataflow, parameters)
    measure = _measure(dataflow, parameters)
    observations = measure or bool(attributes)
    codes, conditions = component_filters(dataflow, filters)
    return DataQuery(
        selection=selected(
            dataflow,
            codes=codes,
            keys=keys(dataflow, key),
            conditions=conditions,
            first=whole(parameters, "firstNObservations"),
            last=whole(parameters, "lastNObservations"),
            offset=whole(parameters, "offset", 0) or 0,
            limit=whole(parameters, "limit"),
        ),
        at=dimension_at(dataflow, parameters, observations),
        attributes=attributes,
        measure=measure,
        observations=observations,
        updated_after=moment(parameters, "updatedAfter"),
        as_of=moment(parameters, "asOf"),
        history=truth(parameters, "includeHistory"),
    )


def target(request: Request, store: Store, longest: int) -> tuple[Dataflow, str]:
    """The dataflow and the key that the path of a request names."""
    if len(request.segments) > longest:
        raise BadSyntax(
            "The address has too many parts.",
            remedy="write it as data/dataflow/AGENCY/FLOW/VERSION/KEY",
        )
    named = [part or "*" for part in request.segments[2:7]]
    context, agency_id, id, version, key = (*named, *"*****")[:5]
    if context not in CONTEXTS:
        raise BadSyntax(
            f"Data cannot be asked for by {context[:40]!r}.",
            remedy=f"it can be {', '.join(CONTEXTS[:3])}",
        )
    if context == "provisionagreement":
        raise NotServed("There are no provision agreements here.", remedy="ask by dataflow")
    if id == "*" or "," in agency_id + id + version:
        raise NotServed(
            "Data of several dataflows cannot be asked for at once.",
            remedy=f"ask for one of {', '.join(store.publications)}",
        )
    if context == "datastructure":
        by_structure = {
            structure_id(one.dataflow): name for name, one in store.publications.items()
        }
        id = by_structure.get(id, id)
    return dataflow_of(store, agency_id, id, version, "*"), key


def keys(dataflow: Dataflow, key: str) -> tuple[Mapping[str, tuple[str, ...]], ...]:
    """The keys asked for, each as codes by dimension: ``A.ARG.*.X,A.BRA``.

    What is left out at the end of a key is open.

    Raises
    ------
    BadSyntax
        If one has too many places, or a code is malformed.
    """
    if key == "*":
        return ()
    names = series_dimensions(dataflow)
    found = []
    wanted = dict.fromkeys(key.split(","))
    _few(len(wanted), "keys")
    for one in wanted:
        places = one.split(".")
        if len(places) > len(names):
            raise BadSyntax(
                f"The key {one[:60]!r} has {len(places)} places; {dataflow.id} has {len(names)}.",
                remedy=f"write it as {'.'.join(names)}, with * for all codes of a place",
            )
        if strange := [place for place in places if place != "*" and not CODE.fullmatch(place)]:
            raise BadSyntax(
                f"{strange[0][:40]!r} in the key {one[:60]!r} is no code.",
                remedy="write one code or * in each place; for several, use c[DIMENSION]=A,B",
            )
        codes = zip(names, places, strict=False)
        found.append({name: (code,) for name, code in codes if code != "*"})
    return tuple(found)


def component_filters(
    dataflow: Dataflow, filters: Mapping[str, str]
) -> tuple[dict[str, tuple[str, ...]], tuple[Condition, ...]]:
    """What the parameters ``c[COMPONENT]=…`` ask for.

    Returns
    -------
    tuple of dict and tuple of Condition
        Plain lists of codes by component, and whatever else is asked of a component.

    Raises
    ------
    BadSyntax
        If there is no such component, or nothing stands after the operator.
    """
    codes: dict[str, tuple[str, ...]] = {}
    conditions: list[Condition] = []
    for parameter, text in filters.items():
        found = FILTER.fullmatch(parameter)
        name = found[1] if found else ""
        if name not in dataflow.columns:
            raise BadSyntax(
                f"{dataflow.id} has no component {name[:40]!r}.",
                remedy=f"it has {', '.join(near(name, dataflow.columns) or dataflow.columns)}",
            )
        alternatives = tuple(
            tuple(_comparison(name, piece) for piece in dict.fromkeys(one.split("+")))
            for one in dict.fromkeys(text.split(","))
        )
        if name in dataflow.key and _plain(alternatives):
            codes[name] = tuple(one[0].value for one in alternatives)
        else:
            conditions.append(Condition(name, alternatives))
    _few(sum(len(one) for found in conditions for one in found.alternatives), "comparisons")
    for condition in conditions:
        _check(dataflow, condition)
    return codes, tuple(conditions)


def _comparison(name: str, text: str) -> Comparison:
    found = OPERATOR.fullmatch(text)
    if not found:
        raise BadSyntax(
            f"c[{name}] lacks a value.",
            remedy=f"write c[{name}]=A,B or c[{name}]=ge:2000+le:2010, as the component allows",
        )
    return Comparison(found[1] or "eq", found[2])


def _plain(alternatives: tuple[tuple[Comparison, ...], ...]) -> bool:
    return all(len(one) == 1 and one[0].operator == "eq" for one in alternatives)


def _few(number: int, things: str) -> None:
    """Make sure that a request asks for no more than can be looked for at once.

    Raises
    ------
    TooLong
        If it does.
    """
    if number > MOST_AT_ONCE:
        raise TooLong(
            f"The request has {number:,} {things}, which are more than {MOST_AT_ONCE}.",
            remedy="ask for fewer at a time, or list codes as in c[DIMENSION]=A,B,C",
        )


def _check(dataflow: Dataflow, condition: Condition) -> None:
    """Make sure that a condition can be put to the dataflow."""
    try:
        Selection(dataflow, {}, conditions=(condition,)).where()
    except UsageError as error:
        raise BadSyntax(error.what, remedy=error.remedy) from error


def _attributes(dataflow: Dataflow, parameters: Mapping[str, str]) -> tuple[str, ...]:
    """The attributes wanted; all of ours are at the level of observations."""
    known = tuple(part.id for part in dataflow.attributes)
    wanted = parameters.get("attributes", "dsd").split(",")
    found: set[str] = set()
    for word in wanted:
        if word in ("dsd", "obs", "all"):
            found.update(known)
        elif word in known:
            found.add(word)
        elif word not in ("msd", "dataset", "series", "none"):
            raise BadSyntax(
                f"{dataflow.id} has no attribute {word[:40]!r}.",
                remedy=f"it can be dsd, none, or some of {', '.join(known)}",
            )
    return tuple(name for name in known if name in found)


def _measure(dataflow: Dataflow, parameters: Mapping[str, str]) -> bool:
    wanted = parameters.get("measures", "all").split(",")
    for word in wanted:
        if word not in ("all", "none", dataflow.measure.id):
            raise BadSyntax(
                f"{dataflow.id} has no measure {word[:40]!r}.",
                remedy=f"it can be all, none or {dataflow.measure.id}",
            )
    return wanted != ["none"]


def availability(request: Request, store: Store) -> tuple[DataQuery, tuple[str, ...]]:
    """Read ``v2/availability/{context}/{agencyID}/{resourceID}/{version}/{key}/{componentID}``.

    Returns
    -------
    tuple of DataQuery and tuple of str
        The query, and the dimensions asked for.
    """
    dataflow, key = target(request, store, longest=8)
    wanted = (*request.segments[7:8], "*")[0] or "*"
    components = dataflow.key if wanted == "*" else tuple(wanted.split(","))
    known_dimensions(dataflow, components, "*")
    filters = filters_of(request)
    known_parameters(request.parameters.keys() - filters.keys(), AVAILABILITY_PARAMETERS)
    codes, conditions = component_filters(dataflow, filters)
    query = DataQuery(
        selection=selected(dataflow, codes=codes, keys=keys(dataflow, key), conditions=conditions),
        at=TIME_PERIOD,
        attributes=(),
        updated_after=moment(request.parameters, "updatedAfter"),
    )
    return query, components


def filters_of(request: Request) -> dict[str, str]:
    """The parameters ``c[COMPONENT]=…`` of a request."""
    return {name: value for name, value in request.parameters.items() if name.startswith("c[")}
