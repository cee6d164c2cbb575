"""A store with one dataflow of mixed frequencies, in two releases that differ."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa

from cedic.catalogue.concepts import (
    FREQ,
    OBS_STATUS,
    OBS_VALUE,
    REF_AREA,
    SOURCE,
    TIME_PERIOD,
    VINTAGE,
)
from cedic.model import Dataflow, Text
from cedic.warehouse import Publication, Store

NASTY = '=1+1,"<&>\x07ñ'
"""Text that CSV, XML and JSON each must take care with."""

MIXED = Dataflow(
    "MIXED",
    Text.same("Mixed frequencies"),
    Text.same("Figures by year, quarter and month."),
    (FREQ, REF_AREA, SOURCE, TIME_PERIOD),
    OBS_VALUE,
    subject="TRADE",
    attributes=(OBS_STATUS, VINTAGE),
)


def never(**inputs: Any) -> Any:
    raise AssertionError("nothing is built here")


def row(
    freq: str, area: str, period: str, value: float | None, vintage: str = "v1"
) -> dict[str, Any]:
    return {
        "FREQ": freq,
        "REF_AREA": area,
        "SOURCE": "S",
        "TIME_PERIOD": period,
        "OBS_VALUE": value,
        "OBS_STATUS": "L" if value is None else "A",
        "VINTAGE": vintage,
    }


FIRST = [
    row("A", "ARG", "2019", 1.5),
    row("A", "ARG", "2020", 0.0, NASTY),
    row("A", "ARG", "2021", None),
    row("A", "BRA", "2020", 1e-05),
    row("A", "BRA", "2021", 2.0),
    row("M", "ARG", "2020-03", 3.0),
    row("M", "ARG", "2020-04", 4.0),
    row("M", "ARG", "2020-12", 12.0),
    row("Q", "ARG", "2020-Q1", 10.0),
    row("Q", "ARG", "2020-Q2", 20.0),
    row("Q", "ARG", "2021-Q1", 30.0),
]
"""The first release."""

REVISED, ADDED, GONE = row("A", "ARG", "2019", 1.75), row("A", "BRA", "2022", 5.0), FIRST[4]
SECOND = [REVISED, *FIRST[1:4], ADDED, *FIRST[5:]]
"""The second: one figure revised, one added, one gone."""


def publish(store: Store, rows: list[dict[str, Any]]) -> None:
    table = pa.Table.from_pylist(rows, MIXED.schema)
    commit = store.tables.write_ordered("dataflows/MIXED", table.to_reader(), {})
    store.publish({"dataflows/MIXED": commit.version})


def mixed_store(folder: Path) -> Store:
    store = Store(folder, {"MIXED": Publication(MIXED, {}, never)})
    with store.writing("a test"):
        publish(store, FIRST)
        publish(store, SECOND)
    return store
