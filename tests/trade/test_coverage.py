"""Who reports, what only the partner saw, what nobody saw."""

from fractions import Fraction

import pyarrow as pa
import pytest

from cedic.errors import DataError
from cedic.trade import coverage, dark_pairs, reporters

BLOC = {"R": ["A", "B", "C", "D"]}
REFERENCE = pa.table(
    {"REF_AREA": ["A"], "TRADE_FLOW": ["X"], "TIME_PERIOD": ["2020"], "OBS_VALUE": [350.0]}
)


def all_estimates(period="2021"):
    return pa.table(
        {
            "REF_AREA": ["A"],
            "COUNTERPART_AREA": ["B"],
            "TRADE_FLOW": ["X"],
            "TIME_PERIOD": [period],
            "OBS_VALUE": pa.array([5], pa.int64()),
            "OBS_STATUS": ["E"],
        }
    )


def test_reporters(reports, rows):
    data = pa.concat_tables([reports, all_estimates()])
    found = {tuple(row.values()) for row in rows(reporters(data))}
    assert found == {("2020", area, flow) for area in "AB" for flow in "XM"}


def test_dark_pairs(reports, rows):
    found = rows(dark_pairs(pa.concat_tables([reports, all_estimates()]), BLOC))
    dark = [(row["EXPORTER"], row["IMPORTER"]) for row in found if row["TIME_PERIOD"] == "2020"]
    assert dark == [("C", "D"), ("D", "C")]
    # With nothing but estimates nobody reports, so all 4 · 3 are dark.
    assert sum(row["TIME_PERIOD"] == "2021" for row in found) == 12
    assert {row["REF_AREA"] for row in found} == {"R"}


def test_coverage_of_a_bloc(reports, rows):
    data = pa.concat_tables([reports, all_estimates()])
    found = rows(coverage(data, BLOC, reference=REFERENCE, cif_fob=1.1))
    keys = ("REF_AREA", "TIME_PERIOD", "TRADE_FLOW", "INDICATOR")
    got = {tuple(row[key] for key in keys): row["OBS_VALUE"] for row in found}
    assert len(got) == len(found)
    fractions = {
        ("X", "REPORTERS"): 2,
        ("M", "REPORTERS"): 2,
        ("X", "REPORTING_SHARE"): Fraction(2, 4),
        ("M", "REPORTING_SHARE"): Fraction(2, 4),
        ("XM", "PAIRS_SHARE"): Fraction(5, 12),
        ("XM", "DARK_PAIRS"): 2,
        ("X", "ESTIMATED_SHARE"): Fraction(5, 225),
        ("M", "ESTIMATED_SHARE"): 0,
        ("X", "MIRROR_SHARE"): Fraction(30, 255),
        ("M", "MIRROR_SHARE"): Fraction(75, 255),
        ("X", "CIF_FOB_RATIO"): Fraction(176, 150),
        ("M", "CIF_FOB_RATIO"): Fraction(176, 150),
        ("X", "DISCREPANCY"): Fraction(10, 155),
        ("M", "DISCREPANCY"): Fraction(10, 155),
        ("X", "REFERENCE_RATIO"): Fraction(175, 350),
    }
    assert {key[2:]: v for key, v in got.items() if key[:2] == ("R", "2020")} == {
        key: float(value) for key, value in fractions.items()
    }
    assert got["R", "2021", "XM", "DARK_PAIRS"] == 12
    assert got["R", "2021", "X", "ESTIMATED_SHARE"] == 1
    # Areas one by one; of pairs they have none.
    assert got["C", "2020", "X", "REPORTING_SHARE"] == 0
    assert got["D", "2020", "X", "MIRROR_SHARE"] == 1
    assert got["A", "2020", "X", "MIRROR_SHARE"] == 0
    assert ("A", "2020", "XM", "DARK_PAIRS") not in got
    assert ("C", "2020", "X", "CIF_FOB_RATIO") not in got


def test_everything_in_sight_is_no_dark_pairs(golden):
    data = golden.rename_columns(["TIME_PERIOD", "REF_AREA", "COUNTERPART_AREA", "OBS_VALUE"])
    both = pa.concat_tables(
        data.append_column("TRADE_FLOW", pa.array([flow] * 12)) for flow in "XM"
    )
    found = coverage(both, {"R": ["A", "B"]}).to_arrow().to_pylist()
    of_bloc = {row["INDICATOR"]: row["OBS_VALUE"] for row in found if row["REF_AREA"] == "R"}
    assert (of_bloc["DARK_PAIRS"], of_bloc["PAIRS_SHARE"]) == (0, 1)


def test_reconciled_rows_are_no_reports(reports):
    provenance = ["RECONCILED" if area == "B" else None for area in reports["REF_AREA"].to_pylist()]
    data = reports.append_column("PROVENANCE", pa.array(provenance, pa.string()))
    found = coverage(data, BLOC).to_arrow().to_pylist()
    got = {
        (row["TRADE_FLOW"], row["INDICATOR"]): row["OBS_VALUE"]
        for row in found
        if row["REF_AREA"] == "R"
    }
    assert ("X", "CIF_FOB_RATIO") not in got
    assert got["XM", "DARK_PAIRS"] == 6  # among B, C and D


def test_bad_tables(reports):
    with pytest.raises(DataError, match="no column COUNTERPART_AREA; it has"):
        reporters(reports.drop_columns(["COUNTERPART_AREA"]))
    with pytest.raises(DataError, match="reference has no column TIME_PERIOD"):
        coverage(reports, BLOC, reference=REFERENCE.drop_columns(["TIME_PERIOD"]))
    with pytest.raises(DataError, match="reference has 2 rows for A, X, 2020"):
        coverage(reports, BLOC, reference=pa.concat_tables([REFERENCE, REFERENCE]))
