"""The trade matrix: cells, sums, shares, growth."""

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cedic.errors import UsageError
from cedic.trade import matrix

QUICK = settings(max_examples=8, derandomize=True, deadline=None, database=None)
WORLD = "WLD"


def cells(rows, column="OBS_VALUE"):
    return {
        (row["REF_AREA"], row["COUNTERPART_AREA"], row["TRADE_FLOW"]): row[column] for row in rows
    }


def of_period(table, period, factor=1):
    return table.set_column(0, "TIME_PERIOD", pa.array([period] * len(table))).set_column(
        3, "OBS_VALUE", pc.multiply(table["OBS_VALUE"], factor)
    )


def test_golden(golden, rows):
    found = rows(matrix(golden, {"R": ["A", "B"]}))
    value, share = cells(found), cells(found, "SHARE")
    assert len(value) == len(found)
    expected = {
        ("A", "B", "X"): 30,
        ("A", "B", "M"): 10,
        ("A", "B", "B"): 20,
        ("A", "R", "X"): 30,
        ("C", "R", "X"): 100,
        ("R", "C", "M"): 100,
        ("R", "C", "X"): 90,
        ("R", "C", "B"): -10,
        ("R", "B", "X"): 30,
        ("R", "R", "X"): 40,
        ("R", "R", "M"): 40,
        ("R", WORLD, "X"): 200,
        ("R", WORLD, "M"): 240,
        ("R", WORLD, "B"): -40,
        ("D", WORLD, "X"): 400,
    }
    assert {key: value[key] for key in expected} == expected
    # Of areas, only those that share a bloc are paired.
    assert ("C", "D", "X") not in value
    assert ("A", "C", "X") not in value
    assert share["R", "R", "X"] == 0.2
    assert share["R", WORLD, "X"] == 1
    assert share["R", "R", "M"] == 40 / 240
    assert share["R", "C", "B"] is None
    assert {row["COVERAGE"] for row in found} == {1.0}
    assert {row["VIEW"] for row in found} == {"RECONCILED"}
    composition = cells(found, "COMPOSITION")
    assert (composition["A", "B", "X"], composition["A", "R", "X"]) == (None, "X")


def test_views(reports, rows):
    reported = rows(matrix(reports, {"R": ["A", "B", "C"]}, view="reported"))
    value = cells(reported)
    # As A says, exports FOB and imports CIF, and nothing that only its partner says.
    assert (value["A", "B", "X"], value["A", "B", "M"], value["A", "B", "B"]) == (100, 66, 34)
    assert value["A", WORLD, "M"] == 66 + 33
    assert ("C", "A", "M") not in value
    assert cells(reported, "COVERAGE")["R", WORLD, "X"] == 2 / 3
    settled = cells(rows(matrix(reports, {"R": ["A", "B", "C"]}, cif_fob=1.1)))
    assert (settled["A", "B", "M"], settled["C", "A", "M"], settled["A", WORLD, "M"]) == (
        50,
        70,
        80,
    )


def test_overlapping_blocs(golden, rows):
    value = cells(rows(matrix(golden, {"R": ["A", "B"], "Q": ["B", "C"]})))
    assert value["R", "Q", "X"] == 30 + 50 + 40  # A→B, A→C, B→C
    assert value["Q", "R", "M"] == value["R", "Q", "X"]
    assert value["Q", "Q", "X"] == 40 + 40


def test_growth_is_on_the_same_period_of_the_year_before(golden, rows):
    years = {"2017": 4, "2018": 1, "2020": 2, "2021": 3}
    data = pa.concat_tables(of_period(golden, year, factor) for year, factor in years.items())
    found = rows(matrix(data, {"R": ["A", "B"]}))
    growth = {
        row["TIME_PERIOD"]: row["GROWTH"]
        for row in found
        if (row["REF_AREA"], row["COUNTERPART_AREA"], row["TRADE_FLOW"]) == ("R", "R", "X")
    }
    assert growth == {"2017": None, "2018": -0.75, "2020": None, "2021": 0.5}
    assert all(row["GROWTH"] is None for row in found if row["TRADE_FLOW"] == "B")


def test_growth_of_months(golden):
    months = {"2019-01": 1, "2019-12": 2, "2020-01": 4, "2020-12": 2}
    data = pa.concat_tables(of_period(golden, month, factor) for month, factor in months.items())
    found = matrix(data, {"R": ["A", "B"]}).to_arrow().to_pylist()
    growth = {
        row["TIME_PERIOD"]: row["GROWTH"]
        for row in found
        if (row["REF_AREA"], row["COUNTERPART_AREA"], row["TRADE_FLOW"]) == ("R", "R", "X")
    }
    assert growth == {"2019-01": None, "2019-12": None, "2020-01": 3.0, "2020-12": 0.0}


def test_growth_on_zero_is_null(golden):
    data = pa.concat_tables([of_period(golden, "2019", 0), of_period(golden, "2020")])
    found = matrix(data, {"R": ["A", "B"]}).to_arrow().to_pylist()
    assert {row["GROWTH"] for row in found} == {None}


AREAS = "ABCDE"
PAIRS = [(one, other) for one in AREAS for other in AREAS if one != other]


@QUICK
@given(st.dictionaries(st.sampled_from(PAIRS), st.integers(0, 10**14), min_size=1, max_size=20))
def test_cells_add_up(flows):
    data = pa.table(
        {
            "TIME_PERIOD": pa.array(["2020"] * len(flows)),
            "EXPORTER": [one for one, _ in flows],
            "IMPORTER": [other for _, other in flows],
            "OBS_VALUE": pa.array(flows.values(), pa.int64()),
        }
    )
    blocs = {"R": ["A", "B"], "Q": ["B", "C", "D"]}
    value = cells(matrix(data, blocs).to_arrow().to_pylist())
    partners = {*AREAS, *blocs, WORLD}
    for bloc, members in blocs.items():
        for flow in ("X", "M"):
            for partner in partners:
                parts = [value.get((area, partner, flow)) for area in members]
                # A member's own flow with an area of no common bloc is no cell of the matrix.
                if partner in blocs or partner == WORLD or partner in members:
                    known = [part for part in parts if part is not None]
                    assert value.get((bloc, partner, flow)) == (sum(known) if known else None)
            inside = value.get((bloc, bloc, flow), 0)
            outside = sum(value.get((bloc, area, flow), 0) for area in set(AREAS) - set(members))
            assert inside + outside == value.get((bloc, WORLD, flow), 0)
    for (one, other, flow), figure in value.items():
        if flow == "X" and other != WORLD:
            assert value[other, one, "M"] == figure
        if flow == "B":
            assert figure == value[one, other, "X"] - value[one, other, "M"]


def test_rows_are_in_order_and_the_key_is_unique(golden):
    found = matrix(golden, {"R": ["A", "B"], "Q": ["B", "C"]}).to_arrow().to_pylist()
    keys = list(cells(found))
    assert keys == sorted(set(keys))
    assert len(keys) == len(found)


def test_unknown_view(golden):
    with pytest.raises(UsageError, match="use reported or reconciled"):
        matrix(golden, ["A", "B"], view="agreed")
