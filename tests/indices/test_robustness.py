"""Robustness and sensitivity: what alternatives and noise do to scores and ranks."""

from __future__ import annotations

import functools
import os
import sys
from collections import Counter
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from small_index import index, values

from cedic.errors import MissingLibraryError, UnknownCodeError, UsageError
from cedic.indices import STEPS, Index, robustness, sensitivity

Z_SCORE = {"method": "z-score"}
TOP = ["REF_AREA", "TIME_PERIOD"]


def mean_of_two(*rows: tuple[float, float], steps: Any = None) -> Index:
    """An index of P and Q, as they are, in one year; units A, B, …"""
    framework = pa.table({"code": ["P", "Q", "X"], "parent": ["X", "X", None]})
    data = pa.table(
        {
            "unit": list("ABCDEFGH")[: len(rows)],
            "P": [row[0] for row in rows],
            "Q": [row[1] for row in rows],
        }
    )
    steps = steps or [("normalise", {"method": "none"}), ("aggregate", {})]
    return Index(framework, data, steps=steps)


def same(one: Any, other: Any) -> None:
    for table in ("intervals", "shifts", "draws"):
        first, second = (getattr(found, table).to_arrow() for found in (one, other))
        assert first.equals(second), table


def test_a_shift_by_hand() -> None:
    # Means 5, 4.5, 4: A, B, C. Geometric: sqrt(9) = 3, sqrt(20) = 4.47, 4: B, C, A.
    found = robustness(
        mean_of_two((9.0, 1.0), (5.0, 4.0), (4.0, 4.0)),
        {"aggregate": [{"method": "geometric"}]},
        runs=60,
    )
    shifts = found.shifts.to_pandas()
    assert shifts.values.tolist() == [["aggregate", "method=geometric", "X", (2 + 1 + 1) / 3]]
    rows = found.intervals.to_pandas().set_index("REF_AREA")
    assert rows.RANK.tolist() == [1, 2, 3]
    assert rows.RANK_LOW.tolist() == [1, 1, 2]
    assert rows.RANK_HIGH.tolist() == [3, 2, 3]
    assert rows.SCORE.tolist() == [5.0, 4.5, 4.0]
    np.testing.assert_allclose(rows.SCORE_LOW, [3.0, 20**0.5, 4.0])
    np.testing.assert_allclose(rows.SCORE_HIGH, [5.0, 4.5, 4.0])
    draws = found.draws.to_pandas()
    assert set(draws.AGGREGATE) == {"as it is", "method=geometric"}
    moved = draws.AGGREGATE == "method=geometric"
    assert set(draws.RANK_SHIFT_X[moved]) == {4 / 3}
    assert set(draws.RANK_SHIFT_X[~moved]) == {0.0}


def test_ends_of_intervals_are_ranks_that_occurred() -> None:
    base = mean_of_two((9.0, 1.0), (5.0, 4.0), (4.0, 4.0))
    for seed in range(9):
        found = robustness(base, {"aggregate": [{"method": "geometric"}]}, runs=2, seed=seed)
        if len(set(found.draws.to_pandas().AGGREGATE)) == 2:
            rows = found.intervals.to_pandas()
            assert rows.RANK_LOW.tolist() == [1, 1, 2]
            assert rows.RANK_MEDIAN.tolist() == [2.0, 1.5, 2.5]
            assert rows.RANK_HIGH.tolist() == [3, 2, 3]
            return
    raise AssertionError("no seed draws both")


def test_an_alternative_for_one_level_leaves_the_weights_of_others() -> None:
    base = index()
    by_level = [("weigh", {"method": "equal", "level": level}) for level in (1, 2)]
    equal = Index(base.framework, base.panel, steps=[base.steps[0], *by_level, base.steps[1]])
    found = robustness(equal, {"weigh": [{"method": "given", "level": 1}]}, runs=1)
    expected = Index(
        base.framework, base.panel, steps=[base.steps[0], by_level[1], base.steps[1]]
    ).run()
    shift = np.abs(expected.ranks - equal.run().ranks)[:, :, -1].mean()
    assert shift > 0
    assert found.shifts.to_pandas().RANK_SHIFT.tolist() == [shift]


def test_noise_keeps_within_its_bounds_and_reaches_near_them() -> None:
    # Weights 1 and 1 become 1 ± 0.5 each: that of P is between 0.5/2 and 1.5/2, so X of (8, 0)
    # is between 2 and 6, and X of (3, 3) stays.
    rows = robustness(
        mean_of_two((8.0, 0.0), (3.0, 3.0), (0.0, 2.0)), weight_noise=0.5, runs=500, interval=0.999
    ).intervals.to_pandas()
    assert 2 < rows.SCORE_LOW[0] < 2.3
    assert 5.7 < rows.SCORE_HIGH[0] < 6
    np.testing.assert_allclose(rows.loc[1, ["SCORE_LOW", "SCORE_HIGH"]].astype(float), 3.0)
    assert rows.RANK_LOW.tolist() == [1, 1, 3]
    assert rows.RANK_HIGH.tolist() == [2, 2, 3]
    assert rows.RUNS.tolist() == [500] * 3


def test_noise_of_a_level_leaves_others_alone() -> None:
    base = index()
    rows = robustness(base, weight_noise={2: 0.3}, runs=20, codes=["A", "IX"]).intervals.to_pandas()
    of_a = rows[rows.CODE == "A"]
    np.testing.assert_allclose(of_a.SCORE_LOW, of_a.SCORE_HIGH, rtol=1e-13)
    of_index = rows[rows.CODE == "IX"]
    assert (of_index.SCORE_LOW < of_index.SCORE_HIGH).all()
    as_text = robustness(base, weight_noise={"2": 0.3}, runs=20, codes=["A", "IX"]).intervals
    pd.testing.assert_frame_equal(rows, as_text.to_pandas())


def test_noise_on_estimated_weights_starts_from_them() -> None:
    base = index()
    steps = [base.steps[0], ("weigh", {"method": "pca", "level": 1}), base.steps[1]]
    weighed = Index(base.framework, base.panel, steps=steps)
    rows = robustness(weighed, weight_noise={1: 1e-6}, runs=5).intervals.to_pandas()
    np.testing.assert_allclose(rows.SCORE_MEDIAN, rows.SCORE, rtol=1e-5)


def test_weights_of_each_units_own_take_no_noise() -> None:
    base = index()
    steps = [base.steps[0], ("weigh", {"method": "dea", "level": 1}), base.steps[1]]
    weighed = Index(base.framework, base.panel, steps=steps)
    with pytest.raises(UsageError, match="differ from year to year or unit to unit"):
        robustness(weighed, weight_noise={1: 0.2}, runs=5)


def test_the_same_whatever_the_number_of_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    base = index(values(2, 12, 0.1))
    alternatives = {"normalise": [Z_SCORE], "weigh": [{"method": "pca", "level": 1}]}

    def once() -> Any:
        return robustness(base, alternatives, weight_noise=0.2, runs=40, seed=3)

    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    one = once()
    monkeypatch.setattr(os, "cpu_count", lambda: 8)
    same(one, once())
    other = robustness(base, alternatives, weight_noise=0.2, runs=40, seed=4)
    assert not one.draws.to_arrow().equals(other.draws.to_arrow())


def test_years_in_slices_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    base = index(values(2, 12, 0.1))
    whole = robustness(base, weight_noise=0.2, runs=10)
    monkeypatch.setattr(sys.modules["cedic.indices.robustness"], "CELLS", 1)
    same(whole, robustness(base, weight_noise=0.2, runs=10))


def test_years_are_not_apart_where_weights_are_estimated(monkeypatch: pytest.MonkeyPatch) -> None:
    base = index(values(2, 12, 0.1))
    steps = [base.steps[0], ("weigh", {"method": "pca", "level": 1}), base.steps[1]]
    weighed = Index(base.framework, base.panel, steps=steps)
    whole = robustness(weighed, weight_noise={2: 0.2}, runs=10)
    monkeypatch.setattr(sys.modules["cedic.indices.robustness"], "CELLS", 1)
    same(whole, robustness(weighed, weight_noise={2: 0.2}, runs=10))


def test_an_alternative_changes_nothing_where_scores_are_missing_too() -> None:
    data = values()
    data[0, 1] = np.nan
    with pytest.raises(UsageError, match="changes no score of IX"):
        robustness(index(data), {"aggregate": [{"minimum": 0.1}]})


def test_steps_in_common_are_taken_once(monkeypatch: pytest.MonkeyPatch) -> None:
    counts: Counter[str] = Counter()

    def counted(name: str) -> Any:
        step = STEPS[name]

        @functools.wraps(step)
        def taken(*arguments: Any, **options: Any) -> Any:
            counts[name] += 1
            return step(*arguments, **options)

        return taken

    for name in ("denominate", "normalise"):
        monkeypatch.setitem(STEPS, name, counted(name))  # type: ignore[arg-type]
    base = index()
    base = Index(base.framework, base.panel, steps=[("denominate", {}), *base.steps])
    robustness(base, {"normalise": [Z_SCORE]}, weight_noise=0.1, runs=50)
    # As it is, the alternative alone, and in the runs: denominate once, normalise both ways.
    assert counts == {"denominate": 3, "normalise": 4}


def test_a_step_is_dropped_added_or_changed() -> None:
    data = values(4, 8, 0.1)
    data[0, 0, 0] = 4000.0
    base = index(data)
    steps = [("impute", {"method": "mean"}), *base.steps]
    found = robustness(
        Index(base.framework, base.panel, steps=steps),
        {
            "impute": [None, {"method": "median"}],
            "treat": [{}],
            "weigh": [{"method": "equal", "level": 2}],
            "normalise": [Z_SCORE],
        },
        runs=10,
    ).shifts.to_pandas()
    assert list(zip(found.STEP, found.ALTERNATIVE, strict=True)) == [
        ("impute", "left out"),
        ("impute", "method=median"),
        ("treat", "taken"),
        ("weigh", "method=equal, level=2"),
        ("normalise", "method=z-score"),
    ]


def test_scores_on_other_scales_are_not_mixed() -> None:
    rows = robustness(index(), {"normalise": [Z_SCORE]}, runs=30).intervals.to_pandas()
    np.testing.assert_allclose(rows.SCORE_LOW, rows.SCORE, rtol=1e-13)
    np.testing.assert_allclose(rows.SCORE_HIGH, rows.SCORE, rtol=1e-13)
    assert (rows.RUNS == 30).all()
    assert ((rows.RUNS_TO_SCALE > 5) & (rows.RUNS_TO_SCALE < 25)).all()


@pytest.mark.parametrize(
    "alternatives",
    [
        {"normalise": [{"method": "rank"}]},
        {"normalise": [{"mean": 100, "deviation": 10}]},
        {"aggregate": [{"method": "copeland"}]},
        {"aggregate": [{"by_level": {3: "copeland"}}]},
    ],
)
def test_scores_without_a_scale_compare_only_if_made_alike(alternatives: Any) -> None:
    base = index(scale=(0, 100), method="z-score")
    rows = robustness(base, alternatives, runs=30).intervals.to_pandas()
    np.testing.assert_allclose(rows.SCORE_LOW, rows.SCORE_HIGH, rtol=1e-13)
    assert ((rows.RUNS_TO_SCALE > 5) & (rows.RUNS_TO_SCALE < 25)).all()


def test_a_unit_that_an_alternative_drops_has_fewer_runs() -> None:
    data = values(4, 6)
    data[:, 2, 1:] = np.nan
    found = robustness(index(data), {"screen": [{"minimum": 0.5}]}, runs=40).intervals.to_pandas()
    dropped = found.REF_AREA == "U002"
    assert (found.RUNS[~dropped] == 40).all()
    assert ((found.RUNS[dropped] > 5) & (found.RUNS[dropped] < 35)).all()
    # And one that only the alternative has a rank for.
    base = index(data)
    steps = [("screen", {"minimum": 0.5}), *base.steps]
    found = robustness(
        Index(base.framework, base.panel, steps=steps), {"screen": [None]}, runs=40
    ).intervals.to_pandas()
    assert found.RANK[found.REF_AREA == "U002"].isna().all()
    assert found.RANK_MEDIAN[found.REF_AREA == "U002"].notna().all()


def test_one_unit_keeps_its_rank() -> None:
    rows = robustness(mean_of_two((8.0, 1.0)), weight_noise=0.5, runs=9).intervals.to_pandas()
    assert rows[["RANK", "RANK_LOW", "RANK_HIGH"]].values.tolist() == [[1, 1, 1]]


@pytest.mark.parametrize(
    ("alternatives", "message"),
    [
        ({"normalise": [Z_SCORE, {"method": "min-max"}]}, "method=min-max changes no score of IX"),
        ({"aggregate": [{"minimum": 0.1}]}, "aggregate: minimum=0.1 changes no score"),
        ({"treat": [None]}, "treat: left out changes nothing"),
        ({"normalise": {"method": "z-score"}}, "The alternatives of normalise are"),
        ({"normalise": []}, "The alternatives of normalise are"),
        ({"aggregate": [None]}, "With aggregate: left out the index cannot be made"),
        (
            {"aggregate": [{"method": "dea"}]},
            "There is no method of aggregate called 'dea'",
        ),
        ({"normlise": [Z_SCORE]}, "no step called 'normlise'"),
        ({"normalise": [{"metod": "z-score"}]}, "no argument of normalise called 'metod'"),
        ({}, "Nothing is to be varied"),
    ],
)
def test_bad_alternatives(alternatives: Any, message: str) -> None:
    for study in (robustness, sensitivity):
        with pytest.raises(UsageError, match=message):
            study(index(), alternatives)


def test_an_alternative_that_cannot_be_computed_is_named() -> None:
    with pytest.raises(UsageError, match=r"With aggregate: method=geometric .* geometric mean"):
        robustness(
            mean_of_two((1.0, 0.0), (3.0, 4.0)), {"aggregate": [{"method": "geometric"}]}, runs=5
        )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"weight_noise": 1.5}, "level 1 is 1.5"),
        ({"weight_noise": {1: 0.0}}, "level 1 is 0"),
        ({"weight_noise": {9: 0.2}}, "no level with weights called '9'"),
        ({"weight_noise": 0.2, "runs": 0}, "0 runs"),
        ({"weight_noise": 0.2, "interval": 1.0}, "The interval is 1"),
        ({"weight_noise": 0.2, "codes": "IY"}, "no indicator or aggregate called 'IY'"),
    ],
)
def test_bad_requests(options: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        robustness(index(), **options)


def test_an_input_without_effect_has_no_share_and_one_alone_has_all() -> None:
    base = mean_of_two((9.0, 1.0), (5.0, 4.0), (4.0, 4.0))
    found = sensitivity(
        base,
        {"aggregate": [{"method": "geometric"}]},
        # Noise that is next to nothing.
        weight_noise=1e-9,
        runs=128,
    ).to_pandas()
    assert found.INPUT.tolist() == ["aggregate", "weights:1"]
    np.testing.assert_allclose(found.FIRST_ORDER, [1, 0], atol=0.05)
    np.testing.assert_allclose(found.TOTAL, [1, 0], atol=0.05)
    again = sensitivity(
        base, {"aggregate": [{"method": "geometric"}]}, weight_noise=1e-9, runs=128
    ).to_pandas()
    pd.testing.assert_frame_equal(found, again, check_exact=True)


def test_bad_sensitivity(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="power of two"):
        sensitivity(index(), weight_noise=0.2, runs=100)
    with pytest.raises(UsageError, match="only input is weights:1"):
        sensitivity(index(), weight_noise={1: 0.2})
    with pytest.raises(UsageError, match="confidence is 2"):
        sensitivity(index(), weight_noise=0.2, confidence=2)
    with pytest.raises(UsageError, match="ranks of X move alike"):
        sensitivity(
            mean_of_two((9.0, 9.0), (1.0, 1.0), steps=None),
            {"normalise": [{"method": "z-score"}, {"method": "rank"}]},
            weight_noise=0.1,
            runs=4,
        )
    with pytest.raises(UnknownCodeError, match="'IY'"):
        sensitivity(index(), weight_noise=0.2, code="IY")
    monkeypatch.setitem(sys.modules, "SALib", None)
    monkeypatch.setitem(sys.modules, "SALib.analyze", None)
    with pytest.raises(MissingLibraryError, match="SALib") as missing:
        sensitivity(index(), weight_noise=0.2)
    assert "cedic[sensitivity]" in str(missing.value)
