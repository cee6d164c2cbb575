"""An index as a dataflow: declared, named in four languages, drawn and written like any other."""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow as pa
import pytest

from cedic.errors import UsageError
from cedic.indices import Index, Result
from cedic.model import LANGUAGES
from cedic.publish import charts, export
from cedic.publish.index_dataflow import observations

FRAMEWORK = {
    "code": ["A", "B", "TOP"],
    "parent": ["TOP", "TOP", None],
    "name_en": ["First", "Second", "The index"],
    "name_es": ["Primero", "Segundo", "El índice"],
}
VALUES = {
    "unit": ["ARG", "BRA", "ARG", "BRA"],
    "year": [2020, 2020, 2021, 2021],
    "A": [10.0, 20.0, 30.0, 40.0],
    "B": [30.0, 10.0, 50.0, None],
}
STEPS = (("normalise", {"method": "none"}), ("aggregate", {"minimum": 0}))


def made(**changes: list[object]) -> Result:
    return Index(pa.table(FRAMEWORK), pa.table(VALUES | changes), steps=STEPS).run()


def test_rows_keep_to_the_declaration() -> None:
    found = observations(made())
    flow = found.dataflow
    assert flow is not None
    assert flow.id == "TOP"
    table = found.to_arrow()
    assert table.schema == flow.schema
    rows = {(r["REF_AREA"], r["INDICATOR"], r["TIME_PERIOD"]): r for r in table.to_pylist()}
    assert len(rows) == table.num_rows == 2 * 3 * 2
    assert rows["ARG", "TOP", "2020"]["OBS_VALUE"] == 20
    assert rows["BRA", "TOP", "2021"]["OBS_VALUE"] == 40
    assert rows["BRA", "TOP", "2021"]["SHARE_KNOWN"] == 0.5
    assert rows["BRA", "TOP", "2021"]["RANK"] == 1
    assert rows["BRA", "B", "2021"]["OBS_VALUE"] is None


def test_codes_have_names_and_parents() -> None:
    flow = observations(made(), "MY_INDEX").dataflow
    assert flow is not None
    units, parts = (flow.component(name).codelist for name in ("REF_AREA", "INDICATOR"))
    assert units is not None
    assert parts is not None
    assert [units["BRA"].name[language] for language in LANGUAGES] == [
        "Brasil",
        "Brazil",
        "Brasil",
        "Brésil",
    ]
    assert parts["A"].parent == "TOP"
    assert parts["A"].name["es"] == "Primero"


def test_it_is_drawn_and_written_like_any_other(tmp_path: Path) -> None:
    found = observations(made())
    export.write(found, tmp_path / "scores.csv", "csv")
    rows = list(csv.DictReader((tmp_path / "scores.csv").open()))
    assert rows[0]["REF_AREA"] == "ARG"
    drawn = charts.chart(observations(made(), codes=["TOP"]), language="es").to_dict()
    assert "El índice" in str(drawn)


@pytest.mark.parametrize(
    ("changes", "id", "told"),
    [
        ({"unit": ["a b", "BRA", "a b", "BRA"]}, None, "'a b' cannot stand"),
        ({}, "my index", "cannot be called 'my index'"),
    ],
)
def test_what_cannot_be_a_code_is_told(
    changes: dict[str, list[object]], id: str | None, told: str
) -> None:
    with pytest.raises(UsageError, match=told):
        observations(made(**changes), id)


def test_values_without_years_are_told() -> None:
    values = {name: column[:2] for name, column in VALUES.items() if name != "year"}
    result = Index(pa.table(FRAMEWORK), pa.table(values), steps=STEPS).run()
    with pytest.raises(UsageError, match="no years"):
        observations(result)
