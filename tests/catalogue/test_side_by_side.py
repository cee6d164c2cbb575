"""Sources beside each other on the real data: never merged, each with what it can say."""

from __future__ import annotations

from pathlib import Path

import pytest

from cedic.catalogue import PUBLICATIONS
from cedic.sources import source
from cedic.sources.table import TableSource
from cedic.warehouse import Store, build

YEARS = "2013-2015"
MINE = {"TIME_PERIOD": "year", "OBS_VALUE": "value_usd", "vintage": "2024", "years": YEARS}
DOTS = MINE | {
    "REF_AREA": "reporter",
    "COUNTERPART_AREA": "partner",
    "TRADE_FLOW": "flow",
    "estimated": "estimated",
    "valuation": "X:FOB,M:CIF",
    "scheme": "ISO3",
    "citation": "IMF, Direction of Trade Statistics.",
}
COW = MINE | {
    "EXPORTER": "exporter",
    "IMPORTER": "importer",
    "reported_by": "importer",
    "citation": "Barbieri and Keshk (2016), Correlates of War Trade 4.0.",
}

TABLES = ["TRADE", "REGIONAL_TRADE", "TRADE_MATRIX", "TRADE_COVERAGE"]

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def side_by_side(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store(tmp_path_factory.mktemp("sources") / "store", PUBLICATIONS)
    store.load(source("SAMPLE").parts([], sources="BACI", years=YEARS))
    store.load(source("SAMPLE").parts([], sources="WDI", years="2012-2015"))
    store.load(TableSource("DOTS").parts([shared / "trade_dots.parquet"], **DOTS))
    store.load(TableSource("COW_TABLE").parts([shared / "trade_cow.parquet"], **COW))
    # The tables of totals only: those by product take as long again, and have nothing here.
    build(store, only=TABLES)
    return store


def found(store: Store, dataflow: str, column: str, **where: str) -> set[str]:
    return set(store.data(dataflow, **where).to_arrow()[column].to_pylist())


@pytest.mark.parametrize("dataflow", TABLES)
def test_each_source_stands_apart(side_by_side: Store, dataflow: str) -> None:
    assert found(side_by_side, dataflow, "SOURCE") == {"BACI", "DOTS", "COW_TABLE"}
    assert found(side_by_side, dataflow, "SOURCE", TIME_PERIOD="2015") == {"BACI", "DOTS"}
    assert all("2024" in told for told in found(side_by_side, dataflow, "VINTAGE", SOURCE="DOTS"))


def test_a_source_of_importers_says_nothing_of_exports(side_by_side: Store) -> None:
    where = {"INDICATOR": "ITS", "REF_AREA": "MERCOSUR", "TIME_PERIOD": "2014"}
    flows = {
        id: found(side_by_side, "REGIONAL_TRADE", "TRADE_FLOW", SOURCE=id, **where)
        for id in ("BACI", "DOTS", "COW_TABLE")
    }
    assert flows == {
        "BACI": {"X", "M", "XM"},
        "DOTS": {"X", "M", "XM"},
        "COW_TABLE": {"M", "XM"},
    }


def test_valuation_and_provenance_are_the_sources_own(side_by_side: Store) -> None:
    where = {"REF_AREA": "BRA", "COUNTERPART_AREA": "ARG", "TIME_PERIOD": "2014"}
    rows = side_by_side.data("TRADE", **where).to_arrow()
    told = {
        (row["SOURCE"], row["TRADE_FLOW"]): (row["VALUATION"], row["PROVENANCE"])
        for row in rows.to_pylist()
    }
    assert told == {
        ("BACI", "X"): ("FOB", "RECONCILED"),
        ("BACI", "M"): ("FOB", "RECONCILED"),
        ("DOTS", "X"): ("FOB", "REPORTED"),
        ("DOTS", "M"): ("CIF", "REPORTED"),
        ("COW_TABLE", "M"): (None, "REPORTED"),
    }


@pytest.mark.parametrize(
    "indicator", ["DARK_PAIRS", "CIF_FOB_RATIO", "ESTIMATED_SHARE", "MIRROR_SHARE", "DISCREPANCY"]
)
def test_what_needs_both_reports_is_there_for_dots(side_by_side: Store, indicator: str) -> None:
    (code,) = (
        code
        for part in PUBLICATIONS["TRADE_COVERAGE"].dataflow.dimensions
        for code in part.codelist or ()
        if code.id == indicator
    )
    where = dict(piece.split("=") for piece in code.example.split())  # type: ignore[attr-defined]
    rows = side_by_side.data("TRADE_COVERAGE", SOURCE="DOTS", **where).to_arrow()
    assert rows["OBS_VALUE"].null_count == 0
    assert "BACI" not in found(side_by_side, "TRADE_COVERAGE", "SOURCE", INDICATOR=indicator)


def test_imports_exceed_exports_by_freight(side_by_side: Store) -> None:
    where = {"REF_AREA": "CELAC", "TRADE_FLOW": "X", "INDICATOR": "CIF_FOB_RATIO"}
    rows = side_by_side.data("TRADE_COVERAGE", SOURCE="DOTS", **where).to_arrow()
    assert all(1.0 < value < 1.3 for value in rows["OBS_VALUE"].to_pylist())


def test_the_matrix_holds_both_views_of_reports(side_by_side: Store) -> None:
    where = {"REF_AREA": "MERCOSUR", "COUNTERPART_AREA": "WLD", "TIME_PERIOD": "2014"}
    for id, views in (
        ("BACI", {"RECONCILED"}),
        ("DOTS", {"REPORTED", "RECONCILED"}),
        ("COW_TABLE", {"REPORTED", "RECONCILED"}),
    ):
        assert found(side_by_side, "TRADE_MATRIX", "VIEW", SOURCE=id, **where) == views


def test_no_total_of_a_missing_side(side_by_side: Store) -> None:
    """Exports that COW's importers leave out are no zeros of the exporter's report."""
    rows = side_by_side.data("TRADE_MATRIX", SOURCE="COW_TABLE", VIEW="REPORTED").to_arrow()
    assert set(rows["TRADE_FLOW"].to_pylist()) == {"M"}
