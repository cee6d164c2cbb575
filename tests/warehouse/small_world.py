"""A small world: four areas, two sources, three dataflows, made in a moment."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from cedic.errors import DataError
from cedic.model import (
    Attribute,
    Code,
    Codelist,
    Dataflow,
    Dimension,
    Measure,
    Part,
    Representation,
    SourceDescription,
    Text,
    schema,
)
from cedic.warehouse import AllSources, Publication, Store

if TYPE_CHECKING:
    import ibis.expr.types as ir

AREAS = ("ARG", "BRA", "PRY", "URY")


def named(id: str) -> Text:
    return Text.same(id)


def text(id: str, kind: type[Any] = Dimension) -> Any:
    return kind(id, named(id), representation=Representation.STRING)


CL_AREA = Codelist.of("CL_AREA", named("areas"), *(Code(id, named(id)) for id in AREAS))
REF_AREA = Dimension("REF_AREA", named("area"), codelist=CL_AREA)
COUNTERPART_AREA = Dimension("COUNTERPART_AREA", named("partner"), codelist=CL_AREA)
TIME_PERIOD = Dimension("TIME_PERIOD", named("period"), representation=Representation.TIME)
USD = Measure("OBS_VALUE", named("value"), representation=Representation.INTEGER)
RATIO = Measure("OBS_VALUE", named("value"), representation=Representation.FLOAT)


def flow(id: str, *dimensions: Dimension, measure: Measure, **more: Any) -> Dataflow:
    return Dataflow(id, named(id), named(id), (*dimensions, TIME_PERIOD), measure, "TRADE", **more)


TRADE = flow(
    "TRADE",
    REF_AREA,
    COUNTERPART_AREA,
    text("SOURCE"),
    measure=USD,
    attributes=(text("VINTAGE", Attribute),),
)
TOTALS = flow("TOTALS", REF_AREA, text("SOURCE"), measure=USD)
MACRO = flow("MACRO", REF_AREA, text("INDICATOR"), text("SOURCE"), measure=RATIO)


def totals(flows: ir.Table) -> ir.Table:
    key = ["REF_AREA", "SOURCE", "TIME_PERIOD"]
    return flows.group_by(key).aggregate(OBS_VALUE=flows.OBS_VALUE.sum().cast("int64"))


PUBLICATIONS = {
    "TRADE": Publication(TRADE, {"flows": AllSources("trade")}, lambda flows: flows),
    "TOTALS": Publication(TOTALS, {"flows": "TRADE"}, totals),
    "MACRO": Publication(MACRO, {"series": AllSources("series")}, lambda series: series),
}


def described(id: str, kind: Any = "trade") -> SourceDescription:
    return SourceDescription(
        id=id,
        name=named(id),
        kind=kind,
        provider="Example",
        citation="Example (2026)",
        licence="CC0",
        url="",
        valuation={"X": "FOB"},
    )


def trade_part(
    year: int,
    value: int | None = 1,
    *,
    source: str = "A",
    vintage: str = "v1",
    read: Callable[[], None] | None = None,
) -> Part:
    """A year in which ARG exports `value` to BRA and twice that to URY."""

    def rows() -> pa.RecordBatchReader:
        if read:
            read()
        record = {
            "REF_AREA": "ARG",
            "TRADE_FLOW": "X",
            "PRODUCT": "_T",
            "OBS_STATUS": "A",
            "TIME_PERIOD": str(year),
        }
        values = {"BRA": value, "URY": value and 2 * value}
        found = [record | {"COUNTERPART_AREA": p, "OBS_VALUE": v} for p, v in values.items()]
        return pa.Table.from_pylist(found, schema("trade")).to_reader()

    mark = f"{source} {year} {value} {vintage}"
    return Part(described(source), str(year), mark, vintage, f"{source}.csv", rows)


def series_part(year: int, value: float | None = 1.5, *, source: str = "W") -> Part:
    def rows() -> pa.RecordBatchReader:
        record = {
            "REF_AREA": "ARG",
            "INDICATOR": "GDP",
            "OBS_VALUE": value,
            "OBS_STATUS": "A",
            "TIME_PERIOD": str(year),
        }
        return pa.Table.from_pylist([record], schema("series")).to_reader()

    mark = f"{source} {year} {value}"
    return Part(described(source, "series"), str(year), mark, "v1", f"{source}.csv", rows)


def bad_part(year: int) -> Part:
    def refuse() -> None:
        raise DataError("A value is bad.", where="A.csv, line 3", remedy="mend it")

    return trade_part(year, read=refuse)


def files_of(folder: Path) -> dict[str, bytes]:
    """All that a store holds, but for the lock and the note of who writes."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith("writer.")
    }


def unreferenced(store: Store) -> set[str]:
    """Files that no version of any table refers to."""
    from urllib.parse import unquote

    root = Path(store.location)
    known = set()
    for name in [*store.tables.names("sources"), *store.tables.names("dataflows"), "releases"]:
        for version in range(store.tables.open(name).version() + 1):
            known |= {unquote(file) for file in store.tables.open(name, version).file_uris()}
        known |= {str(path) for path in (root / name / "_delta_log").glob("0*.json")}
    present = {str(path) for path in root.rglob("*") if path.is_file()}
    return {path for path in present - known if not Path(path).name.startswith("writer.")}
