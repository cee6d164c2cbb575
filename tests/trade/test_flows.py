"""Two reports of one flow: side by side, compared, reconciled."""

import pyarrow as pa
import pytest

from cedic.errors import DataError, UsageError
from cedic.trade import mirror, reconcile

PAIRS = ["AB", "AC", "AD", "BA", "DA"]


def by_pair(rows):
    return {row["EXPORTER"] + row["IMPORTER"]: row for row in rows}


@pytest.mark.parametrize(
    ("prefer", "values"),
    [
        ("exporter", [100, 70, 5, 50, 30]),
        ("importer", [100, 70, 5, 60, 30]),
        ("mean", [100, 70, 5, 55, 30]),
    ],
)
def test_reconcile(reports, rows, prefer, values):
    found = by_pair(rows(reconcile(reports, prefer=prefer, cif_fob=1.1)))
    assert {pair: found[pair]["OBS_VALUE"] for pair in sorted(found)} == dict(
        zip(PAIRS, values, strict=True)
    )
    assert {
        pair: (row["LOWER"], row["UPPER"], row["PROVENANCE"]) for pair, row in found.items()
    } == {
        "AB": (100, 100, "BOTH"),
        "BA": (50, 60, "BOTH"),
        "AC": (0, 70, "EXPORTER"),
        "AD": (0, 5, "EXPORTER"),
        "DA": (0, 30, "IMPORTER"),
    }


def test_mirror(reports, rows):
    found = by_pair(rows(mirror(reports, cif_fob=1.1)))
    assert sorted(found) == PAIRS
    assert [found["BA"][name] for name in ("EXPORT", "IMPORT", "IMPORT_FOB")] == [50, 66, 60]
    assert found["BA"]["CIF_FOB_RATIO"] == 66 / 50
    assert found["BA"]["DISCREPANCY"] == 20 / 110
    assert (found["AB"]["CIF_FOB_RATIO"], found["AB"]["DISCREPANCY"]) == (1.1, 0)
    for pair in ("AC", "AD", "DA"):
        assert (found[pair]["CIF_FOB_RATIO"], found[pair]["DISCREPANCY"]) == (None, None)
    assert found["AC"]["IMPORT"] is None
    assert found["DA"]["EXPORT"] is None


def test_a_reported_zero_is_a_report(rows):
    data = pa.table(
        {
            "REF_AREA": ["A", "B"],
            "COUNTERPART_AREA": ["B", "A"],
            "TRADE_FLOW": ["X", "M"],
            "TIME_PERIOD": [2020, 2020],
            "OBS_VALUE": [0, 106],
        }
    )
    (row,) = rows(mirror(data))
    assert (row["EXPORT"], row["CIF_FOB_RATIO"], row["DISCREPANCY"]) == (0, None, 2.0)
    (row,) = rows(reconcile(data))
    assert (row["OBS_VALUE"], row["LOWER"], row["UPPER"]) == (0, 0, 100)


def test_imports_already_on_board_are_not_divided(reports):
    fob = reports.append_column("VALUATION", pa.array(["FOB"] * len(reports)))
    found = by_pair(mirror(fob, cif_fob=1.1).to_arrow().to_pylist())
    assert [found["BA"][name] for name in ("IMPORT", "IMPORT_FOB")] == [66, 66]


@pytest.mark.parametrize(
    ("values", "whole"), [([0.5], 1), ([1.5], 2), ([2.25, 0.25], 3), ([0.2, 0.2], 0), ([2.75], 3)]
)
def test_decimals_are_rounded_one_way(rows, values, whole):
    """Halves go away from zero; where a cast alone would do it, engines differ."""
    data = pa.table(
        {
            "EXPORTER": ["A"] * len(values),
            "IMPORTER": ["B"] * len(values),
            "TIME_PERIOD": [2020] * len(values),
            "OBS_VALUE": values,
        }
    )
    (row,) = rows(reconcile(data))
    assert row["OBS_VALUE"] == whole


def test_directed_flows_have_equal_sides(golden):
    found = mirror(golden).to_arrow().to_pylist()
    assert len(found) == 12
    assert all(row["EXPORT"] == row["IMPORT"] == row["IMPORT_FOB"] for row in found)


def test_what_comes_out_can_go_in_again(golden):
    settled = reconcile(golden)
    again = reconcile(settled).to_arrow().to_pylist()
    assert by_pair(again) == by_pair(settled.to_arrow().to_pylist())


def test_bad_requests(reports):
    with pytest.raises(UsageError, match="prefer is 'both'"):
        reconcile(reports, prefer="both")
    with pytest.raises(UsageError, match="freight and insurance cannot be negative"):
        mirror(reports, cif_fob=0.99)
    with pytest.raises(DataError, match="no column TRADE_FLOW; it has REF_AREA"):
        mirror(reports.drop_columns(["TRADE_FLOW"]))
