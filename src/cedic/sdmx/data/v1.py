"""Requests for data in REST v1.5 (SDMX 2.1)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cedic.model import Dataflow, Period
from cedic.sdmx.data.query import (
    TIME_PERIOD,
    DataQuery,
    dataflow_of,
    dimension_at,
    known_dimensions,
    known_parameters,
    moment,
    one_of,
    selected,
    series_dimensions,
    truth,
    whole,
)
from cedic.sdmx.errors import BadSyntax, NoResults
from cedic.sdmx.exchange import Request
from cedic.sdmx.identity import agency
from cedic.warehouse import Store

DETAILS = ("full", "dataonly", "serieskeysonly", "nodata")
PARAMETERS = (
    "startPeriod",
    "endPeriod",
    "updatedAfter",
    "firstNObservations",
    "lastNObservations",
    "dimensionAtObservation",
    "detail",
    "includeHistory",
    "format",
    "labels",
)
AVAILABILITY_PARAMETERS = (
    "startPeriod",
    "endPeriod",
    "updatedAfter",
    "mode",
    "references",
    "format",
)
CODE = re.compile(r"[A-Za-z0-9_@$-]+")


def parse(request: Request, store: Store) -> DataQuery:
    """Read ``v1/data/{flowRef}/{key}/{providerRef}`` and its parameters.

    Raises
    ------
    BadSyntax
        If the key has the wrong number of dimensions, a parameter is unknown or malformed.
    BadSemantics
        If parameters contradict each other.
    NotFound
        If there is no such dataflow.
    NoResults
        If the provider has no data here.
    """
    dataflow, keys = target(request, store, longest=5)
    parameters = request.parameters
    known_parameters(parameters, PARAMETERS)
    detail = one_of(parameters, "detail", DETAILS)
    # All attributes are at the level of observations: without these, no attribute is left.
    observations = detail in ("full", "dataonly")
    start, end = periods(parameters)
    return DataQuery(
        selection=selected(
            dataflow,
            codes=keys,
            start=start,
            end=end,
            first=whole(parameters, "firstNObservations"),
            last=whole(parameters, "lastNObservations"),
        ),
        at=dimension_at(dataflow, parameters, observations),
        attributes=tuple(part.id for part in dataflow.attributes) if detail == "full" else (),
        observations=observations,
        updated_after=moment(parameters, "updatedAfter"),
        history=truth(parameters, "includeHistory"),
    )


def target(
    request: Request, store: Store, longest: int
) -> tuple[Dataflow, dict[str, tuple[str, ...]]]:
    """The dataflow, and the codes by dimension, that the path of a request names."""
    if not 3 <= len(request.segments) <= longest or not request.segments[2]:
        raise BadSyntax(
            "The address does not name a dataflow.",
            remedy="write it as data/FLOW/KEY/PROVIDER; the last two may be left out",
        )
    flow_reference, key, provider = (*request.segments[2:5], "", "")[:3]
    parts = flow_reference.split(",")
    if len(parts) > 3:
        raise BadSyntax(
            f"{flow_reference[:60]!r} names no dataflow.", remedy="write it as AGENCY,FLOW,VERSION"
        )
    named = ["all", parts[0]] if len(parts) == 1 else parts
    dataflow = dataflow_of(store, named[0], named[1], (*named, "latest")[2], "all")
    _check_provider(provider)
    return dataflow, key_codes(dataflow, key)


def key_codes(dataflow: Dataflow, key: str) -> dict[str, tuple[str, ...]]:
    """The codes by dimension that a key asks for: ``A.ARG+BRA..X``.

    Raises
    ------
    BadSyntax
        If it has not one place for each dimension but time, or a code is malformed.
    """
    if key in ("", "all"):
        return {}
    names = series_dimensions(dataflow)
    places = key.split(".")
    if len(places) != len(names):
        raise BadSyntax(
            f"The key has {len(places)} places; {dataflow.id} has {len(names)} dimensions.",
            remedy=f"write it as {'.'.join(names)}, a place empty for all its codes",
        )
    found: dict[str, tuple[str, ...]] = {}
    for name, place in zip(names, places, strict=True):
        codes = tuple(dict.fromkeys(place.split("+"))) if place else ()
        if strange := [code for code in codes if not CODE.fullmatch(code)]:
            raise BadSyntax(
                f"{strange[0][:40]!r} in the key's place of {name} is no code.",
                remedy="write codes with + between them, such as ARG+BRA",
            )
        if codes:
            found[name] = codes
    return found


def periods(parameters: Mapping[str, str]) -> tuple[str | None, str | None]:
    """The first and last period, both well-formed."""
    bounds = parameters.get("startPeriod"), parameters.get("endPeriod")
    for bound in bounds:
        if bound is not None:
            Period.parse(bound)
    return bounds


def _check_provider(provider: str) -> None:
    for one in provider.split("+"):
        if one.rpartition(",")[2] in ("", "all", agency()):
            return
    raise NoResults(
        f"{provider[:60]!r} provides no data here.", remedy=f"ask for all or {agency()}"
    )


def availability(request: Request, store: Store) -> tuple[DataQuery, tuple[str, ...]]:
    """Read ``v1/availableconstraint/{flowRef}/{key}/{providerRef}/{componentID}``.

    Returns
    -------
    tuple of DataQuery and tuple of str
        The query, and the dimensions asked for.
    """
    dataflow, keys = target(request, store, longest=6)
    wanted = (*request.segments, "", "", "")[5] or "all"
    components = dataflow.key if wanted == "all" else tuple(wanted.split("+"))
    known_dimensions(dataflow, components, "all")
    parameters = request.parameters
    known_parameters(parameters, AVAILABILITY_PARAMETERS)
    start, end = periods(parameters)
    query = DataQuery(
        selection=selected(dataflow, codes=keys, start=start, end=end),
        at=TIME_PERIOD,
        attributes=(),
        updated_after=moment(parameters, "updatedAfter"),
    )
    return query, components
