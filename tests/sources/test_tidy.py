"""Governance, tariffs, shipping and migrants: tidy tables of the figures, and the API of the Bank."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from replay import Asked, Reply, replay

from cedic.errors import DataError, UsageError
from cedic.model import schema
from cedic.sources import read, source
from cedic.sources.wgi import GovernanceIndicators

TABLES = {
    "WGI": """iso3,year,indicator,estimate,std_err
CHL,2019,RuleofLaw,1.07,0.14
CHL,2019,VA.EST,1.02,0.13
ANT,2009,CC,0.91,0.3
ROM,2019,gov_wgi_rl.est,0.4,0.1
CUB,2019,PV,,
""",
    "WITS_TARIFF": """iso3,year,product_group,indicator,value
BRA,2015,All Products,Simple Average (%),13.66
BRA,2015,All Products,Weighted Average (%),8.27
BRA,2015,Capital goods,Weighted Average (%),9.63
BRA,2015,All Products,Maximum Rate (%),55
BRA,2015,All Products,Duty Free Imports (US$ Thousand),52962964.81
BRA,2015,All Products,Duty Free Tariff Lines Share (%),16.46
BRA,2015,...,No. Of Tariff Agreement,63
OAS,2015,All Products,Simple Average (%),6.1
SER,2002,All Products,Simple Average (%),8
SER,2008,All Products,Simple Average (%),7
WLD,2008,All Products,Simple Average (%),9
""",
    "LSCI": """iso3,period,value
PAN,2006-Q4,60.5
PAN,2007-q1,61
JAM,2006-Q4,30.25
JAM,2007-Q1,
""",
    "UN_DESA": """year,origin,destination,migrants
1990,PRY,ARG,257243
2020,PRY,ARG,685714
2020,ARG,PRY,59000
""",
}
ROWS = {
    "WGI": [
        ("CHL", "WGI_RL", 1.07, "A", "2019"),
        ("CHL", "WGI_VA", 1.02, "A", "2019"),
        ("ANT", "WGI_CC", 0.91, "A", "2009"),
        ("ROU", "WGI_RL", 0.4, "A", "2019"),
    ],
    "WITS_TARIFF": [
        ("BRA", "TARIFF_SIMPLE", 13.66, "A", "2015"),
        ("BRA", "TARIFF_WEIGHTED", 8.27, "A", "2015"),
        ("BRA", "DUTY_FREE_LINES", 16.46, "A", "2015"),
        ("BRA", "AGREEMENTS_IN_FORCE", 63.0, "A", "2015"),
        ("TWN", "TARIFF_SIMPLE", 6.1, "A", "2015"),
        ("SCG", "TARIFF_SIMPLE", 8.0, "A", "2002"),
        ("SRB", "TARIFF_SIMPLE", 7.0, "A", "2008"),
        ("WLD", "TARIFF_SIMPLE", 9.0, "A", "2008"),
    ],
    "LSCI": [
        ("PAN", "LSCI", 60.5, "A", "2006-Q4"),
        ("PAN", "LSCI", 61.0, "A", "2007-Q1"),
        ("JAM", "LSCI", 30.25, "A", "2006-Q4"),
    ],
    "UN_DESA": [
        ("ARG", "PRY", "MIGRANT_STOCK", 257243.0, "E", "1990"),
        ("ARG", "PRY", "MIGRANT_STOCK", 685714.0, "E", "2020"),
        ("PRY", "ARG", "MIGRANT_STOCK", 59000.0, "E", "2020"),
    ],
}


def written(folder: Path, text: str, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def rows(id: str, *paths: Path, **options: Any) -> list[tuple[Any, ...]]:
    return sorted(zip(*read(id, *paths, **options).to_arrow().to_pydict().values(), strict=True))


@pytest.mark.parametrize("id", TABLES)
def test_a_table_gives_its_figures(tmp_path: Path, id: str) -> None:
    path = written(tmp_path, TABLES[id])
    assert rows(id, path) == sorted(ROWS[id])
    parts = list(source(id).parts([path]))
    assert parts[0].rows().schema == schema(parts[0].source.kind)
    last = max(row[-1] for row in ROWS[id])
    assert {part.vintage for part in parts} == {f"to {last}"}
    assert {part.vintage for part in source(id).parts([path], vintage="2026")} == {"2026"}


@pytest.mark.parametrize("id", TABLES)
def test_csv_and_parquet_give_equal_rows(tmp_path: Path, id: str) -> None:
    path, other = written(tmp_path, TABLES[id]), tmp_path / "table.parquet"
    duckdb.sql(f"COPY (FROM '{path}') TO '{other}'")
    assert rows(id, other) == rows(id, path)


@pytest.mark.parametrize(
    ("id", "row", "said"),
    [
        ("WGI", "ATX,2019,VA,1,1", "line 7, column iso3, value 'ATX': is not a code"),
        (
            "WGI",
            "BRA,2019,Happiness,1,1",
            "column indicator, value 'Happiness': is not a dimension",
        ),
        ("WGI", "BRA,2019,VA,high,1", "column estimate, value 'high': is not a number"),
        ("WGI", "BRA,19,VA,1,1", "column year, value '19': is not a year"),
        ("WGI", "CHL,2019,RL.EST,1,1", "value '2019, CHL, WGI_RL'"),
        (
            "WITS_TARIFF",
            "BRA,2014,All Products,Simple Average (%),-1",
            "value '-1': is less than 0",
        ),
        ("WITS_TARIFF", "BRA,2014,All Products,Mode (%),1", "value 'Mode (%)': is not a figure"),
        ("WITS_TARIFF", "XXA,2014,All Products,Simple Average (%),1", "value 'XXA': is not a code"),
        ("LSCI", "PAN,2007,4", "line 6, column period, value '2007': is not a quarter"),
        ("LSCI", "PAN,2007-Q5,4", "value '2007-Q5': is not a quarter"),
        ("LSCI", "PAN,,4", "column period: is empty"),
        ("LSCI", "WLD,2007-Q1,4", "column iso3, value 'WLD': is not a code"),
        ("LSCI", "PAN,2006-Q4,inf", "column value, value 'inf': is not a number"),
        ("LSCI", "PAN,2006-Q4,7", "column period, iso3, value '2006-Q4, PAN'"),
        ("UN_DESA", "2020,PRY,WLD,5", "column destination, value 'WLD': is not a code"),
        ("UN_DESA", "2020,,ARG,5", "column origin: is empty"),
        ("UN_DESA", "2020,BOL,ARG,-5", "column migrants, value '-5': is less than 0"),
        ("UN_DESA", "2020,PRY,ARG,5", "value '2020, ARG, PRY'"),
    ],
)
def test_a_bad_cell_is_named(tmp_path: Path, id: str, row: str, said: str) -> None:
    path = written(tmp_path, f"{TABLES[id]}{row}\n")
    with pytest.raises(DataError) as raised:
        rows(id, path)
    assert said in str(raised.value)
    rejects = tmp_path / "rejects.csv"
    parts = list(source(id).parts([path], on_bad_rows="set-aside", rejects=rejects))
    kept = sum(part.rows().read_all().num_rows for part in parts)
    assert sum(part.rejected for part in parts) + kept == len(ROWS[id]) + 1


def test_quarters_are_parts_of_their_own(tmp_path: Path) -> None:
    parts = list(source("LSCI").parts([written(tmp_path, TABLES["LSCI"])]))
    assert [part.time_period for part in parts] == ["2006-Q4", "2007-Q1"]
    assert [part.rows().read_all().num_rows for part in parts] == [2, 1]
    assert parts[1].notes == {"left out: observations without a figure": "1 rows"}
    only = rows("LSCI", written(tmp_path, TABLES["LSCI"]), years="2007")
    assert only == [("PAN", "LSCI", 61.0, "A", "2007-Q1")]


def test_what_is_left_out_is_counted(tmp_path: Path) -> None:
    parts = list(source("WITS_TARIFF").parts([written(tmp_path, TABLES["WITS_TARIFF"])]))
    notes = {part.time_period: part.notes for part in parts if part.rows()}
    assert notes["2015"] == {
        "left out: groups of products": "1 rows",
        "left out: other indicators": "2 rows",
    }


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="column estimate is missing"):
        rows("WGI", written(tmp_path, "iso3,year,indicator\nCHL,2019,VA\n"))


@pytest.mark.parametrize("id", ["WITS_TARIFF", "LSCI", "UN_DESA", "DESTA"])
def test_these_are_not_fetched(tmp_path: Path, id: str) -> None:
    with pytest.raises(UsageError, match="cannot be fetched"):
        source(id).fetch(tmp_path)


# The API of the World Bank


def answered(asked: Asked) -> Reply:
    """A page of two rows, a page of one: the second has no figure for Cuba."""
    code = asked.path.rpartition("/")[2]
    given = [("CHL", 1.07), ("CUB", None), ("ANT", 0.9)]
    page = int(asked.query["page"])
    meta = {"page": page, "pages": 2, "per_page": 2, "total": 3, "sourceid": "3",
            "lastupdated": "2026-09-30"}  # fmt: skip
    found = [
        {
            "indicator": {"id": code, "value": "Rule of Law: Estimate"},
            "country": {"id": area, "value": area},
            "countryiso3code": area,
            "date": "2009",
            "value": value,
            "obs_status": "",
        }
        for area, value in given[2 * page - 2 : 2 * page]
    ]
    return Reply.json([meta, found])


def test_governance_from_the_api(tmp_path: Path) -> None:
    with replay(answered) as server:
        asking = GovernanceIndicators()
        asking.base, asking.per_page, asking.backoff = f"{server.url}/v2", 2, 0.001
        got = asking.fetch(tmp_path, indicators="RL.EST,CC.EST", years="2009")
    assert [one.path.rpartition("/")[2] for one in server.asked] == ["RL.EST"] * 2 + ["CC.EST"] * 2
    assert {one.query["source"] for one in server.asked} == {"3"}
    assert {one.query["date"] for one in server.asked} == {"2009:2009"}
    assert sorted(path.name for path in got)[0] == "wgi-CC.EST-2009-2009-0001.json"
    found = [
        (area, indicator, value, "A", "2009")
        for area, value in (("ANT", 0.9), ("CHL", 1.07))
        for indicator in ("WGI_CC", "WGI_RL")
    ]
    assert rows("WGI", *got) == rows("WGI", tmp_path) == sorted(found)
    (part,) = source("WGI").parts(got)
    assert part.vintage == "2026-09-30"


def test_pages_and_a_table_of_one_year_do_not_go_together(tmp_path: Path) -> None:
    meta = {"page": 1, "pages": 1, "per_page": 9, "lastupdated": "2026-09-30"}
    page = written(tmp_path, json.dumps([meta, []]), "wgi.json")
    with pytest.raises(DataError, match="no rows"):
        rows("WGI", page)
    (tmp_path / "in").mkdir()
    with replay(answered) as server:
        asking = GovernanceIndicators()
        asking.base, asking.backoff = f"{server.url}/v2", 0.001
        got = asking.fetch(tmp_path / "in", indicators="RL.EST")
    table = written(tmp_path, "iso3,year,indicator,estimate\nBRA,2009,RL,0\n")
    with pytest.raises(UsageError, match="2009 of WGI is in two files"):
        rows("WGI", *got, table)


# The real tables


@pytest.mark.shared
@pytest.mark.parametrize(
    ("id", "file", "asked", "expected"),
    [
        ("WGI", "governance_wgi", "estimate IS NOT NULL", "indicator, estimate, iso3, year"),
        (
            "WITS_TARIFF",
            "tariffs_wits",
            "product_group IN ('All Products', '...') AND indicator NOT LIKE 'Max%' "
            "AND indicator NOT LIKE 'Duty Free Imp%'",
            "indicator, value, iso3, year",
        ),
        ("LSCI", "shipping_connectivity_lsci", "true", "1, value, iso3, period"),
        ("UN_DESA", "migrant_stock_undesa2020", "true", "1, migrants, origin, year"),
    ],
)
def test_the_real_tables(shared: Path, id: str, file: str, asked: str, expected: str) -> None:
    """Rows, their sum, the number of areas' codes and periods, from the file itself."""
    path = shared / f"{file}.parquet"
    con = duckdb.connect()
    con.register("found", read(id, path).to_arrow())
    area = "COUNTERPART_AREA" if id == "UN_DESA" else "REF_AREA"
    _, value, code, period = expected.split(", ")
    whole = f"SELECT count(*), sum({value}), count(DISTINCT {code}), count(DISTINCT {period})"
    raw = con.sql(f"{whole} FROM '{path}' WHERE {asked}").fetchall()[0]
    given = con.sql(
        f"SELECT count(*), sum(OBS_VALUE), count(DISTINCT {area}), count(DISTINCT TIME_PERIOD) "
        "FROM found"
    ).fetchall()[0]
    assert given == (raw[0], pytest.approx(raw[1], rel=1e-12), *given[2:])
    # WITS gives Serbia with Montenegro, Serbia and Sudan codes that are several areas or one.
    assert abs(given[2] - raw[2]) <= (1 if id == "WITS_TARIFF" else 0)
    assert given[3] == raw[3]
