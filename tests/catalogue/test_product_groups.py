"""Trade by product out of what sources give: one level of detail, the groups of every scheme."""

from __future__ import annotations

from pathlib import Path

import duckdb
import ibis
import pyarrow as pa
import pytest

import cedic
from cedic.catalogue import PUBLICATIONS
from cedic.catalogue.products import by_product
from cedic.products import SCHEMES, groups
from cedic.sources.comtrade import Comtrade
from cedic.sources.table import TableSource
from cedic.warehouse import Store, build

HEAD = "typeCode,freqCode,refYear,reporterCode,flowCode,partnerCode,partner2Code"
COMTRADE = f"""{HEAD},classificationCode,cmdCode,customsCode,motCode,primaryValue
C,A,2020,32,X,76,0,H5,TOTAL,C00,0,1000
C,A,2020,32,X,76,0,H5,09,C00,0,700
C,A,2020,32,X,76,0,H5,0901,C00,0,700
C,A,2020,32,X,76,0,H5,090111,C00,0,600
C,A,2020,32,X,76,0,H5,870323,C00,0,250
C,A,2020,32,X,76,0,H5,999999,C00,0,50
C,A,2021,32,X,76,0,H4,090111,C00,0,5
C,A,2021,32,X,76,0,H5,090112,C00,0,6
"""
OWN = "year,who,hs,usd\n2020,ARG,0901,10\n2020,BRA,8703,20\n2020,BRA,9999,1\n"
PAIRS = "year,from,to,hs,usd\n2020,ARG,BRA,090111,5\n2020,BRA,ARG,271019,7\n"
MINE = {
    "TIME_PERIOD": "year",
    "PRODUCT": "hs",
    "OBS_VALUE": "usd",
    "vintage": "1",
    "citation": "Made up",
    "classification": "HS17",
}


@pytest.fixture(scope="module")
def trade(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """TRADE out of a Comtrade file of several levels, and tables with and without partners."""
    folder = tmp_path_factory.mktemp("groups")
    for name, text in (("c.csv", COMTRADE), ("own.csv", OWN), ("pairs.csv", PAIRS)):
        (folder / name).write_text(text)
    store = loaded(folder)
    build(store, only=["TRADE"])
    connection = duckdb.connect()
    connection.register("rows", store.data("TRADE").to_batches())
    connection.execute("CREATE TABLE trade AS FROM rows")
    return connection


def loaded(folder: Path) -> Store:
    store = cedic.open(folder / "store")
    store.load(Comtrade().parts([folder / "c.csv"], vintage="1"))
    store.load(TableSource("OWN").parts([folder / "own.csv"], **MINE, EXPORTER="who"))
    two = {"EXPORTER": "from", "IMPORTER": "to", "reported_by": "both"}
    store.load(TableSource("PAIRS").parts([folder / "pairs.csv"], **MINE, **two))
    return store


def values(trade: duckdb.DuckDBPyConnection, where: str) -> dict[str, int]:
    rows = trade.execute(f"SELECT PRODUCT, OBS_VALUE FROM trade WHERE {where}").fetchall()
    assert len(rows) == len(dict(rows))
    return dict(rows)


def test_only_the_finest_level_counts(trade: duckdb.DuckDBPyConnection) -> None:
    assert values(trade, "SOURCE = 'COMTRADE' AND TIME_PERIOD = '2020'") == {
        "_T": 1000,
        "HS_II": 600,
        "HS_XVII": 250,
        "HS_XXII": 50,
        "SITC0": 600,
        "SITC7": 250,
        "SITC9": 50,
        "LALL_PP": 600,
        "LALL_MT1": 250,
        "LALL_OTHER": 50,
        "BEC_INTERMEDIATE": 600,
        "BEC_OTHER": 300,
        "WTO_AGR": 600,
        "WTO_OTHER": 300,
    }


def test_a_year_of_two_editions_has_its_total_only(trade: duckdb.DuckDBPyConnection) -> None:
    assert values(trade, "SOURCE = 'COMTRADE' AND TIME_PERIOD = '2021'") == {"_T": 11}


def test_a_table_without_partners_is_not_in_it(trade: duckdb.DuckDBPyConnection) -> None:
    assert values(trade, "SOURCE = 'OWN' OR COUNTERPART_AREA = 'WLD'") == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_groups_of_a_scheme_add_up_to_the_total(
    trade: duckdb.DuckDBPyConnection, scheme: str
) -> None:
    names = set(groups("HS17")["PRODUCT"].to_pylist())
    found = values(trade, "SOURCE = 'PAIRS' AND REF_AREA = 'ARG' AND TRADE_FLOW = 'X'")
    of_scheme = [name for name in found if name in names and name.startswith(scheme)]
    assert sum(found[name] for name in of_scheme) == found["_T"] == 5


def test_a_reconciled_row_is_seen_from_both_sides(trade: duckdb.DuckDBPyConnection) -> None:
    where = "SOURCE = 'PAIRS' AND PRODUCT = 'WTO_FUEL'"
    rows = trade.execute(
        f"SELECT REF_AREA, TRADE_FLOW, OBS_VALUE FROM trade WHERE {where} ORDER BY ALL"
    ).fetchall()
    assert rows == [("ARG", "M", 7), ("BRA", "X", 7)]


def test_by_product_takes_all_partners_together_where_there_are_no_others() -> None:
    rows = {
        "SOURCE": ["A", "A", "B"],
        "COUNTERPART_AREA": ["BRA", "WLD", "WLD"],
        "OBS_VALUE": [1, 5, 9],
        "RECONCILED": [False] * 3,
    }
    same = {"CLASSIFICATION": "HS17", "VINTAGE": "1", "TIME_PERIOD": "2020"}
    same |= {"REF_AREA": "ARG", "TRADE_FLOW": "X", "PRODUCT": "090111"}
    table = pa.table(rows | {name: [value] * 3 for name, value in same.items()})
    backend = ibis.duckdb.connect()
    backend.con.register("rows", table)
    backend.con.execute("CREATE TABLE flows AS FROM rows")
    flows = backend.table("flows")
    together = by_product(flows).to_pyarrow().to_pylist()
    assert {(row["SOURCE"], row["OBS_VALUE"]) for row in together} == {("A", 1), ("B", 9)}
    apart = by_product(flows, partners=True).to_pyarrow().to_pylist()
    assert [(row["SOURCE"], row["COUNTERPART_AREA"]) for row in apart] == [("A", "BRA")]


def test_one_country_is_no_world(tmp_path: Path) -> None:
    """Of a source that one country reports, nothing is held against the world."""
    rows = "year,who,hs,usd\n2020,GTM,0901,30\n2020,GTM,1701,10\n2021,GTM,0901,20\n"
    (tmp_path / "alone.csv").write_text(rows)
    store = cedic.open(tmp_path / "store")
    store.load(TableSource("ALONE").parts([tmp_path / "alone.csv"], **MINE, EXPORTER="who"))
    build(store, only=["SPECIALISATION", "TRADE_STRUCTURE"])
    where = {"REF_AREA": "GTM", "TIME_PERIOD": "2020"}
    found = store.data("SPECIALISATION", PRODUCT="HS0901", **where).to_arrow().to_pylist()
    assert {row["INDICATOR"]: (row["OBS_VALUE"], row["OBS_STATUS"]) for row in found} == {
        "RCA": (None, "M"),
        "RSCA": (None, "M"),
        "RCA_ADDITIVE": (None, "M"),
        "WORLD_SHARE": (None, "M"),
        "PRODUCT_SHARE": (0.75, "A"),
    }
    found = store.data("TRADE_STRUCTURE", TRADE_FLOW="X", **where).to_arrow().to_pylist()
    values = {row["INDICATOR"]: row["OBS_VALUE"] for row in found}
    assert values["DIVERSIFICATION"] is None
    assert values["HHI"] == 0.625


def test_a_store_whose_sources_have_no_products_is_built(tmp_path: Path) -> None:
    path = tmp_path / "totals.csv"
    path.write_text("year,from,to,usd\n2020,ARG,BRA,30\n2020,BRA,ARG,20\n2020,ARG,USA,10\n")
    store = Store(tmp_path / "store", PUBLICATIONS)
    columns = {"TIME_PERIOD": "year", "EXPORTER": "from", "IMPORTER": "to", "OBS_VALUE": "usd"}
    more = {"reported_by": "exporter", "vintage": "2026", "citation": "made up"}
    store.load(TableSource("TOTALS").parts([path], **columns, **more))
    assert set(build(store).made) == set(PUBLICATIONS)
