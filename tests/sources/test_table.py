from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from cedic.errors import DataError, UsageError
from cedic.model import schema
from cedic.sources import read
from cedic.sources.table import TableSource

REPORTED = """year,reporter,partner,flow,value,estimated,note
2020,ARG,BRA,X,12,false,kept
2020,ARG,BRA,imports,3.5,true,
2021,BRA,ARG,1,,false,
"""
MINE = {"vintage": "2021-05", "citation": "Central bank of the example"}
COLUMNS = MINE | {
    "REF_AREA": "reporter",
    "COUNTERPART_AREA": "partner",
    "TRADE_FLOW": "flow",
    "TIME_PERIOD": "year",
    "OBS_VALUE": "value",
}
DIRECTED = MINE | {
    "EXPORTER": "exporter",
    "IMPORTER": "importer",
    "TIME_PERIOD": "year",
    "OBS_VALUE": "value_usd",
}


def written(folder: Path, text: str, name: str = "trade.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def table(path: Path, **options: Any) -> pa.Table:
    return read(TableSource("MINE"), path, **options).to_arrow()


def rows(path: Path, **options: Any) -> list[tuple[Any, ...]]:
    return list(zip(*table(path, **options).to_pydict().values(), strict=True))


def failure(path: Path, **options: Any) -> str:
    with pytest.raises(DataError) as raised:
        rows(path, **options)
    return str(raised.value)


def test_a_table_as_reported(tmp_path: Path) -> None:
    path = written(tmp_path, REPORTED)
    assert rows(path, **COLUMNS, unit="1000", estimated="estimated") == [
        ("ARG", "BRA", "X", "_T", 12_000, None, "A", "2020"),
        ("ARG", "BRA", "M", "_T", 3_500, None, "E", "2020"),
        ("BRA", "ARG", "M", "_T", None, None, "A", "2021"),
    ]


def test_dollars_are_rounded_half_up(tmp_path: Path) -> None:
    path = written(
        tmp_path, "exporter,importer,year,value_usd\nARG,BRA,2020,2.5\nBRA,ARG,2020,0.4\n"
    )
    assert table(path, **DIRECTED, reported_by="both")["OBS_VALUE"].to_pylist() == [3, 0]


@pytest.mark.parametrize(
    ("reported_by", "flow", "area", "reconciled"),
    [
        ("exporter", "X", "ARG", False),
        ("importer", "M", "BRA", False),
        ("both", "X", "ARG", True),
    ],
)
def test_a_directed_table(
    tmp_path: Path, reported_by: str, flow: str, area: str, reconciled: bool
) -> None:
    path = written(tmp_path, "exporter\timporter\tyear\tvalue_usd\n32\t076\t2020\t7\n", "trade.tsv")
    options = DIRECTED | {"reported_by": reported_by, "scheme": "M49"}
    (part,) = TableSource("MINE").parts([path], **options)
    (row,) = part.rows().read_all().to_pylist()
    assert (row["REF_AREA"], row["TRADE_FLOW"], row["OBS_VALUE"]) == (area, flow, 7)
    assert part.source.reconciled is reconciled


def test_provenance_goes_with_the_part(tmp_path: Path) -> None:
    options = COLUMNS | {
        "name": "Example",
        "licence": "CC BY 4.0",
        "valuation": "X:FOB,M:CIF",
        "classification": "HS92",
    }
    part, _ = TableSource("MINE").parts([written(tmp_path, REPORTED)], **options)
    assert part.source.id == "MINE"
    assert part.source.name["es"] == "Example"
    assert part.source.citation == "Central bank of the example"
    assert part.source.licence == "CC BY 4.0"
    assert part.source.valuation == {"X": "FOB", "M": "CIF"}
    assert part.vintage == "2021-05"
    assert part.notes == {"PRODUCT": "HS92"}


def test_parquet_and_csv_give_equal_rows(tmp_path: Path) -> None:
    path = tmp_path / "trade.parquet"
    columns = {
        "year": [2020, 2020, 2021],
        "reporter": ["ARG", "ARG", "BRA"],
        "partner": ["BRA", "BRA", "ARG"],
        "flow": ["X", "M", "M"],
        "value": [12.0, 3.5, None],
    }
    pq.write_table(pa.table(columns), path)
    assert rows(path, **COLUMNS, unit=1000, years=range(2020, 2022)) == rows(
        written(tmp_path, REPORTED), **COLUMNS, unit="1000"
    )
    columns["value"][1] = -3.5
    pq.write_table(pa.table(columns), path)
    assert "row 2, column value, value '-3.5': is negative" in failure(path, **COLUMNS)


def test_a_parquet_file_that_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "trade.parquet"
    pq.write_table(pa.table({"year": [2020]}), path)
    path.write_bytes(path.read_bytes()[:-20])
    assert "not a complete Parquet file" in failure(path, **COLUMNS)


def test_products_and_status(tmp_path: Path) -> None:
    path = written(tmp_path, "e,i,y,k,s,v\nARG,BRA,2020,0901,E,1\nARG,BRA,2020,0902,A,2\n")
    options = MINE | {
        "EXPORTER": "e",
        "IMPORTER": "i",
        "TIME_PERIOD": "y",
        "OBS_VALUE": "v",
        "PRODUCT": "k",
        "OBS_STATUS": "s",
        "reported_by": "exporter",
    }
    found = table(path, **options)
    assert found["PRODUCT"].to_pylist() == ["0901", "0902"]
    assert found["OBS_STATUS"].to_pylist() == ["E", "A"]


@pytest.mark.parametrize(
    ("row", "where"),
    [
        ("2020,ARG,QQQ,X,1,false,", "column partner, value 'QQQ': is not a code of a country"),
        ("2020,ARG,WLD,X,1,false,", "column partner, value 'WLD': is not a code of a country"),
        ("2020,ARG,CHL,re-export,1,false,", "column flow, value 're-export': is not a flow"),
        ("2020-01,ARG,CHL,X,1,false,", "column year, value '2020-01': is not a year"),
        ("2020,ARG,CHL,X,1e30,false,", "column value, value '1e30': is not a number"),
        ("2020,ARG,CHL,X,1,maybe,", "column estimated, value 'maybe': is not true or false"),
    ],
)
def test_a_bad_cell_is_named(tmp_path: Path, row: str, where: str) -> None:
    path = written(tmp_path, REPORTED + row + "\n")
    assert f"line 5, {where}" in failure(path, **COLUMNS, estimated="estimated")


@pytest.mark.parametrize(("scheme", "world"), [("COMTRADE", "0"), ("WORLD_BANK", "LCN")])
def test_the_world_and_groups_are_no_partners(tmp_path: Path, scheme: str, world: str) -> None:
    area = {"COMTRADE": "32", "WORLD_BANK": "ARG"}[scheme]
    path = written(tmp_path, f"exporter,importer,year,value_usd\n{area},{world},2020,1\n")
    message = failure(path, **DIRECTED, reported_by="exporter", scheme=scheme)
    assert f"line 2, column importer, value {world!r}: is not a code of a country" in message


def test_the_same_flow_twice_is_a_repeated_key(tmp_path: Path) -> None:
    path = written(tmp_path, REPORTED + "2020,ARG,BRA,exports,9,false,\n")
    assert "is a key that occurs more than once" in failure(path, **COLUMNS)


def test_a_column_with_a_quote_in_its_name(tmp_path: Path) -> None:
    path = written(tmp_path, REPORTED.replace("value", "d'or"))
    assert len(rows(path, **COLUMNS | {"OBS_VALUE": "d'or"})) == 3
    bad = written(tmp_path, REPORTED.replace("value", "d'or") + "2020,ARG,CHL,X,x,false,\n")
    assert "column d'or, value 'x'" in failure(bad, **COLUMNS | {"OBS_VALUE": "d'or"})


@pytest.mark.parametrize("missing", sorted(COLUMNS))
def test_all_must_be_said(tmp_path: Path, missing: str) -> None:
    options = {name: value for name, value in COLUMNS.items() if name != missing}
    with pytest.raises(UsageError, match=missing):
        rows(written(tmp_path, REPORTED), **options)


@pytest.mark.parametrize(
    "more",
    [
        {"EXPORTER": "reporter"},
        {"OBS_STATUS": "note", "estimated": "estimated"},
        {"unit": "million"},
        {"scheme": "FIPS"},
        {"valuation": "FOB"},
    ],
)
def test_options_that_do_not_fit(tmp_path: Path, more: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        rows(written(tmp_path, REPORTED), **COLUMNS, **more)


@pytest.mark.parametrize("id", ["BACI", "mine", "", "MY-TABLE"])
def test_ids_that_cannot_be(id: str) -> None:
    with pytest.raises(UsageError, match="cannot be the source"):
        TableSource(id)


@pytest.mark.shared
def test_the_real_reports(shared: Path) -> None:
    path = shared / "trade_dots.parquet"
    found = table(
        path, **COLUMNS | {"OBS_VALUE": "value_usd"}, estimated="estimated", valuation="X:FOB,M:CIF"
    )
    assert found.schema == schema("trade")
    assert len(found) == 1_353_825
    assert pc.sum(found["OBS_VALUE"]) == pc.sum(pq.read_table(path)["value_usd"])
    statuses = {
        entry["values"]: entry["counts"]
        for entry in pc.value_counts(found["OBS_STATUS"]).to_pylist()
    }
    assert statuses == {"A": 668_332 + 569_644, "E": 51_398 + 64_451}


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "reported_by", "more", "expected"),
    [
        ("trade_cow", "importer", {}, 1_262_543),
        ("trade_baci_totals", "both", {}, 606_892),
        ("trade_sitc1_2015", "exporter", {"PRODUCT": "sitc", "classification": "SITC3"}, 166_182),
    ],
)
def test_the_real_matrices(
    shared: Path, name: str, reported_by: str, more: dict[str, str], expected: int
) -> None:
    path = shared / f"{name}.parquet"
    found = table(path, **DIRECTED, reported_by=reported_by, **more)
    assert len(found) == expected
    assert pc.sum(found["OBS_VALUE"]) == pc.sum(pq.read_table(path)["value_usd"])


ONE_SIDED = MINE | {"TIME_PERIOD": "y", "OBS_VALUE": "v", "PRODUCT": "k", "QUANTITY": "q"}


@pytest.mark.parametrize(("side", "flow"), [("EXPORTER", "X"), ("IMPORTER", "M")])
def test_a_table_without_partners_is_of_all_of_them(tmp_path: Path, side: str, flow: str) -> None:
    path = written(tmp_path, "a,y,k,v,q\nARG,2020,0901,10,1.5\nBRA,2020,0901,20,\n")
    assert rows(path, **ONE_SIDED, **{side: "a"}) == [
        ("ARG", "WLD", flow, "0901", 10, 1.5, "A", "2020"),
        ("BRA", "WLD", flow, "0901", 20, None, "A", "2020"),
    ]


@pytest.mark.parametrize("reported_by", ["importer", "both"])
def test_exports_without_a_partner_are_reported_by_exporters(
    tmp_path: Path, reported_by: str
) -> None:
    path = written(tmp_path, "a,y,k,v,q\nARG,2020,0901,10,1.5\n")
    with pytest.raises(UsageError, match="names no partner"):
        rows(path, **ONE_SIDED, EXPORTER="a", reported_by=reported_by)


def test_a_weight_that_is_no_number(tmp_path: Path) -> None:
    path = written(tmp_path, "a,y,k,v,q\nARG,2020,0901,10,heavy\n")
    assert "value 'heavy': is not a number" in failure(path, **ONE_SIDED, EXPORTER="a")


def test_a_classification_is_one_that_is_known(tmp_path: Path) -> None:
    path = written(tmp_path, "a,y,k,v,q\nARG,2020,0901,10,1\n")
    options = ONE_SIDED | {"EXPORTER": "a"}
    (part,) = TableSource("MINE").parts([path], **options, classification="hs 2007")
    assert part.notes == {"PRODUCT": "HS07"}
    with pytest.raises(UsageError, match="HS13"):
        list(TableSource("MINE").parts([path], **options, classification="HS13"))
