"""Known facts of the region's trade, found again in real data."""

import ibis
import pytest

from cedic.regions import bloc
from cedic.trade import coverage, dark_pairs, matrix, mirror, reconcile, regional

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def baci(shared):
    table = ibis.duckdb.connect().read_parquet(shared / "trade_baci_totals.parquet")
    return table.select(
        TIME_PERIOD=table.year.cast("string"),
        EXPORTER=table.exporter,
        IMPORTER=table.importer,
        OBS_VALUE=table.value_usd,
    )


@pytest.fixture(scope="module")
def dots(shared):
    table = ibis.duckdb.connect().read_parquet(shared / "trade_dots.parquet")
    return table.select(
        TIME_PERIOD=table.year.cast("string"),
        REF_AREA=table.reporter,
        COUNTERPART_AREA=table.partner,
        TRADE_FLOW=table.flow,
        OBS_VALUE=table.value_usd,
        OBS_STATUS=table.estimated.ifelse("E", "A"),
    )


def by(rows, *keys):
    return {tuple(row[key] for key in keys): row["OBS_VALUE"] for row in rows}


def test_regional_trade_of_celac_has_fallen(baci):
    found = regional(baci, "CELAC", indicators="ITS").to_arrow().to_pylist()
    share = by(found, "TIME_PERIOD")
    assert 0.185 <= share["2005",] <= 0.19
    assert share["2019",] == pytest.approx(0.14, abs=0.005)
    assert len(share) == 22


def test_mercosur_is_the_most_introverted(baci):
    blocs = ["MERCOSUR", "USMCA", "ASEAN"]
    sti = by(
        regional(baci, blocs, indicators="STI").to_arrow().to_pylist(), "REF_AREA", "TIME_PERIOD"
    )
    years = {year for _, year in sti}
    assert len(years) == 22
    assert [
        (year, other)
        for year in sorted(years)
        for other in ("USMCA", "ASEAN")
        if sti["MERCOSUR", year] <= sti[other, year]
    ] == []


def test_world_trade_is_the_sum_of_the_file(baci):
    found = matrix(baci, "CELAC").expression
    world = found.filter(found.COUNTERPART_AREA == "WLD", found.TRADE_FLOW == "X")
    areas = world.filter(world.REF_AREA != "CELAC").OBS_VALUE.sum().to_pyarrow().as_py()
    abroad = baci.filter(baci.EXPORTER != baci.IMPORTER)
    assert areas == abroad.OBS_VALUE.sum().to_pyarrow().as_py()
    celac = world.filter(world.REF_AREA == "CELAC", world.TIME_PERIOD == "2019")
    members = abroad.filter(
        abroad.EXPORTER.isin(bloc("CELAC").members(2019)), abroad.TIME_PERIOD == "2019"
    )
    assert celac.OBS_VALUE.sum().to_pyarrow() == members.OBS_VALUE.sum().to_pyarrow()


def test_dark_pairs_of_celac(dots):
    """In 1990 six of the 33 report no exports, and these and two more no imports: 6 · 8 − 6."""
    rows = dark_pairs(dots, "CELAC").to_arrow().to_pylist()
    in_1990 = {(row["EXPORTER"], row["IMPORTER"]) for row in rows if row["TIME_PERIOD"] == "1990"}
    assert len(in_1990) == 42
    counted = coverage(dots.filter(dots.TIME_PERIOD == "1990"), "CELAC").to_arrow().to_pylist()
    got = by(counted, "REF_AREA", "TRADE_FLOW", "INDICATOR")
    assert got["CELAC", "X", "REPORTERS"] == 33 - 6
    assert got["CELAC", "M", "REPORTERS"] == 33 - 8
    assert got["CELAC", "XM", "DARK_PAIRS"] == 42


def test_coverage_of_celac(dots):
    found = coverage(dots.filter(dots.TIME_PERIOD.isin(["2000", "2019"])), "CELAC")
    got = by(found.to_arrow().to_pylist(), "REF_AREA", "TIME_PERIOD", "TRADE_FLOW", "INDICATOR")
    shares = ("REPORTING_SHARE", "PAIRS_SHARE", "ESTIMATED_SHARE", "MIRROR_SHARE")
    assert all(0 <= value <= 1 for key, value in got.items() if key[-1] in shares)
    assert all(0 <= value <= 2 for key, value in got.items() if key[-1] == "DISCREPANCY")
    for year in ("2000", "2019"):
        for flow in "XM":
            assert 1 <= got["CELAC", year, flow, "CIF_FOB_RATIO"] <= 1.15
            assert got["CELAC", year, flow, "MIRROR_SHARE"] < 0.01
        assert got["CELAC", year, "XM", "DARK_PAIRS"] == 0


def test_both_reports_of_the_region(dots):
    year = dots.filter(dots.TIME_PERIOD == "2019")
    (row,) = (
        row
        for row in mirror(year).to_arrow().to_pylist()
        if (row["EXPORTER"], row["IMPORTER"]) == ("ARG", "BRA")
    )
    assert row["CIF_FOB_RATIO"] == 11185171559 / 10371901000
    settled = reconcile(year).to_arrow().to_pylist()
    assert all(row["LOWER"] <= row["OBS_VALUE"] <= row["UPPER"] for row in settled)


def test_bounds_enclose_what_exporters_and_both_say(dots):
    found = regional(dots, ["CELAC", "MERCOSUR"], flow=("X", "XM"), bounds=True).to_arrow()
    for row in found.to_pylist():
        if None not in (row["OBS_LOWER"], row["OBS_VALUE"], row["OBS_UPPER"]):
            assert row["OBS_LOWER"] <= row["OBS_VALUE"] <= row["OBS_UPPER"], row
