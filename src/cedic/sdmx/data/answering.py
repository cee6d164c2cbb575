"""The answer to a request for data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from cedic.sdmx import caching
from cedic.sdmx.data import v1, v2
from cedic.sdmx.data.query import TIME_PERIOD, DataQuery
from cedic.sdmx.data.sets import DataSet, data_sets, release_of
from cedic.sdmx.errors import BadRange, BadSemantics, BadSyntax, NotServed
from cedic.sdmx.exchange import Answer, Request
from cedic.sdmx.formats import Chosen, Format, choose, language
from cedic.sdmx.writers import csv, json, xml
from cedic.sdmx.writers.message import Message
from cedic.warehouse import Store
from cedic.warehouse.engine import read_errors_told

CSV_PARAMETERS = ("labels", "timeformat", "keys")
GENERIC = Format(
    "genericdata",
    "application/vnd.sdmx.genericdata+xml",
    "2.1",
    ("application/xml", "text/xml"),
)
GENERIC_TIME_SERIES = Format(
    "generictimeseriesdata", "application/vnd.sdmx.generictimeseriesdata+xml", "2.1"
)
SPECIFIC = Format("structurespecificdata", "application/vnd.sdmx.structurespecificdata+xml", "2.1")
JSON_1 = Format("jsondata", "application/vnd.sdmx.data+json", "1.0", ("application/json",))
CSV_1 = Format("csvdata", "application/vnd.sdmx.data+csv", "1.0", ("text/csv",), CSV_PARAMETERS)
JSON_2 = Format("jsondata", "application/vnd.sdmx.data+json", "2.0.0", ("application/json",))
CSV_2 = Format("csvdata", "application/vnd.sdmx.data+csv", "2.0.0", ("text/csv",), CSV_PARAMETERS)
FORMATS = {
    # What each version offers, the one it gives unasked first. Version 1 takes the formats of SDMX
    # 3.0 too, for clients that ask for them by media type.
    "v1": (
        GENERIC,
        SPECIFIC,
        GENERIC_TIME_SERIES,
        JSON_1,
        CSV_1,
        CSV_2,
        JSON_2,
    ),
    "v2": (JSON_2, CSV_2, CSV_1),
}
WRITERS: dict[Format, Callable[[Message], Iterator[bytes | memoryview]]] = {
    GENERIC: xml.generic,
    GENERIC_TIME_SERIES: xml.generic_time_series,
    SPECIFIC: xml.structure_specific,
    JSON_1: json.version_1,
    JSON_2: json.version_2,
    CSV_1: csv.version_1,
    CSV_2: csv.version_2,
}
LABELS = {CSV_1: ("id", "both"), CSV_2: ("id", "name", "both")}
RANGE = re.compile(r"values\s*=\s*(\d{1,12})\s*-\s*(\d{1,12})")


@dataclass(frozen=True)
class Page:
    """The part of the observations that the header Range asks for."""

    first: int
    last: int
    total: int

    @property
    def content_range(self) -> str:
        """The value of the header Content-Range."""
        return f"values {self.first}-{self.last}/{self.total}"

    def of(self, data: DataSet) -> DataSet:
        """The part of a data set."""
        count = self.last - self.first + 1
        return replace(data, selection=replace(data.selection, offset=self.first, limit=count))


def answer(request: Request, store: Store, version: str) -> Answer:
    """Answer a request for data.

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
        If the request cannot be answered with observations.
    """
    query = v1.parse(request, store) if version == "v1" else v2.parse(request, store)
    chosen = _chosen(request, version, query)
    words = language(request.header("accept-language"))
    release = release_of(query, store)
    tag = caching.tag(request, release, chosen.content_type, words)
    headers = caching.headers(tag, words) | {"Accept-Ranges": "values"}
    if caching.unchanged(request, tag):
        return Answer(304, headers)
    with read_errors_told(store.location):
        sets = data_sets(query, store, release)
        page = _page(request, query, sets)
        if page:
            headers["Content-Range"] = page.content_range
            sets = [page.of(sets[0])]
    message = Message(query, sets, release, store, chosen, words, request.address, tag)
    headers["Content-Type"] = chosen.content_type
    body = _begun(store, WRITERS[chosen.format](message))
    return Answer(206 if page else 200, headers, body)


def _chosen(request: Request, version: str, query: DataQuery) -> Chosen:
    """The format that the client wants, with what it says of labels.

    Raises
    ------
    BadSyntax
        If it wants labels of a kind that the format has not.
    BadSemantics
        If it wants time series of data that are not arranged so.
    NotServed
        If it wants keys or normalised periods in CSV.
    """
    parameters = request.parameters
    chosen = choose(request.header("accept"), parameters.get("format"), FORMATS[version])
    if chosen.format is GENERIC_TIME_SERIES and query.at != TIME_PERIOD:
        raise BadSemantics(
            "A time-series message has TIME_PERIOD at the level of observations.",
            remedy="leave out dimensionAtObservation, or ask for another format",
        )
    said = dict(chosen.parameters)
    if "labels" in parameters:
        said["labels"] = parameters["labels"]
    for name, only in (("timeformat", "original"), ("keys", "none")):
        if said.pop(name, only).lower() != only:
            raise NotServed(f"CSV with {name} other than {only} is not served.")
    if not said:
        return Chosen(chosen.format)
    allowed = LABELS.get(chosen.format, ())
    if said["labels"] not in allowed:
        raise BadSyntax(
            f"labels cannot be {said['labels'][:40]!r} in {chosen.format.media_type}.",
            remedy=f"it can be {', '.join(allowed)}"
            if allowed
            else "ask for CSV, which has labels",
        )
    return Chosen(chosen.format, said)


def _page(request: Request, query: DataQuery, sets: list[DataSet]) -> Page | None:
    """The part of the observations that the client wants, if it does not want all.

    Raises
    ------
    BadRange
        If there are no such observations.
    BadSemantics
        If there are several data sets, or another way of paging is used too.
    """
    wanted = request.header("x-range") or request.header("range")
    found = RANGE.fullmatch(wanted.strip())
    if not found:
        # A range in other units is passed over, as HTTP has it.
        return None
    if len(sets) > 1 or query.selection.offset or query.selection.limit is not None:
        raise BadSemantics(
            "A range is for one data set, without offset and limit.", remedy="leave one of them out"
        )
    first, last, total = int(found[1]), int(found[2]), sets[0].count(query)
    if first > last or first >= total:
        raise BadRange(
            f"There are no observations {first} to {last}.",
            remedy=f"there are {total}, numbered from 0",
        )
    return Page(first, min(last, total - 1), total)


def _begun(store: Store, pieces: Iterator[bytes | memoryview]) -> Iterator[bytes | memoryview]:
    """The same pieces, the first of which is there: what fails before it can still be told.

    Raises
    ------
    StoreError
        If the figures cannot be read, also later on, when files vanish while they are sent.
    """
    with read_errors_told(store.location):
        begun = next(pieces)

    def rest() -> Iterator[bytes | memoryview]:
        try:
            yield begun
            with read_errors_told(store.location):
                yield from pieces
        finally:
            pieces.close()  # type: ignore[attr-defined]

    return rest()
