"""Treating outliers."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats
from staged import column, staged, told

from cedic.errors import DataError, UnknownCodeError, UsageError
from cedic.indices import Stage, treat
from cedic.indices.treat import METHODS

NAN = float("nan")
ONE_TO_TEN = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
TWO_OUTLIERS = [*ONE_TO_TEN, 30, 100]


def treated(values: list[float], **arguments: Any) -> list[float]:
    return column(treat(staged({"X": values}), **arguments), "X")


def measures(values: list[float]) -> tuple[float, float]:
    """As scipy has them, which is somebody else's computation."""
    return float(stats.skew(values, bias=False)), float(stats.kurtosis(values, bias=False))


class TestWinsorise:
    def test_one_point_at_a_time(self) -> None:
        # 30 and 100 both lie out: with 100 drawn in to 30 the rule is still broken? Ask scipy.
        before, after_one = measures(TWO_OUTLIERS), measures([*ONE_TO_TEN, 30, 30])
        assert before[0] > 2
        assert before[1] > 3.5
        assert not (after_one[0] > 2 and after_one[1] > 3.5)
        after = treat(staged({"X": TWO_OUTLIERS}))
        assert column(after, "X") == [*ONE_TO_TEN, 30, 30]
        assert told(after, "X") == [
            f"1 value winsorised to 1 … 30 (L): skewness {before[0]:.4g} → {after_one[0]:.4g}, "
            f"kurtosis {before[1]:.4g} → {after_one[1]:.4g}"
        ]

    def test_until_the_rule_is_kept(self) -> None:
        # Twenty 0 … 19 and two far out, the nearer one far enough to break the rule twice over.
        near = [*map(float, range(20))]
        far = [*near, 400.0, 1000.0]
        assert min(measures([*near, 400, 400])) > 2
        assert measures([*near, 400, 400])[1] > 3.5
        assert treated(far) == [*near, 19, 19]
        # With one point allowed, that is undone and ln(x − 0 + 0.01 · 1000) taken.
        assert treated(far, limit=1) == pytest.approx([math.log(x + 10) for x in far])
        # Winsorising alone leaves what it could do.
        assert treated(far, limit=1, method="winsorise") == [*near, 400, 400]

    def test_the_least_where_skewness_is_negative(self) -> None:
        assert treated([-x for x in TWO_OUTLIERS]) == [*(-x for x in ONE_TO_TEN), -30, -30]

    def test_equal_values_go_together_and_count_each(self) -> None:
        near = [*map(float, range(30))]
        three = [*near, 500.0, 500.0, 500.0]
        assert measures(three)[0] > 2
        assert measures(three)[1] > 3.5
        assert treated(three, limit=3, method="winsorise") == [*near, 29, 29, 29]
        assert treated(three, limit=2, method="winsorise") == three
        assert treated(three, limit=2, method="winsorise", overshoot=True) == [*near, 29, 29, 29]

    @pytest.mark.parametrize(
        ("limit", "points"), [(0.05, 1), (0.1, 2), (0.0, 0), (None, 2), (2, 2)]
    )
    def test_limit_as_a_share(self, limit: float | None, points: int) -> None:
        # 22 values: 5 % are 1.1, so 1; 10 % are 2.2, so 2.
        far = [*map(float, range(20)), 400.0, 1000.0]
        after = treated(far, limit=limit, method="winsorise")
        assert sum(a != b for a, b in zip(after, far, strict=True)) == points

    def test_never_to_a_constant(self) -> None:
        values = [0.0] * 20 + [1.0]
        after = treat(staged({"X": values}), method="winsorise", limit=None)
        assert column(after, "X") == values
        assert told(after, "X")[0].startswith("no value winsorised")
        assert told(after, "X")[0].endswith("; still beyond the thresholds")

    def test_a_negative_threshold_winsorises_in_any_case(self) -> None:
        after = treated(ONE_TO_TEN, method="winsorise", limit=1, skewness=-1, kurtosis=-10)
        assert after == [*ONE_TO_TEN[:-1], 9]

    def test_either_measure_within_is_enough(self) -> None:
        # Skewness beyond 2 but kurtosis not beyond 20.
        assert treated(TWO_OUTLIERS, kurtosis=20) == TWO_OUTLIERS
        assert treat(staged({"X": TWO_OUTLIERS}), skewness=4).notes == ()

    def test_as_written_once_more_with_scipy(self) -> None:
        rng = np.random.default_rng(11)
        for seed in range(20):
            values = np.exp(rng.normal(size=40) * (0.5 + seed / 10))
            expected = values.copy()
            while abs(stats.skew(expected, bias=False)) > 2 and (
                stats.kurtosis(expected, bias=False) > 3.5
            ):
                top = expected.max()
                expected[expected == top] = expected[expected < top].max()
            assert treated(values.tolist(), limit=None) == expected.tolist()


class TestTransform:
    def test_log_by_hand(self) -> None:
        # From 0 to 100 the shift is 0.01 · 100 − 0 = 1; from 200 to 300 it is 1 − 200.
        assert treated([0, 9, 100], method="log") == pytest.approx(
            [0, math.log(10), math.log(101)], abs=1e-15
        )
        after = treat(staged({"X": [200, 209, 300]}), method="log")
        assert column(after, "X") == pytest.approx([0, math.log(10), math.log(101)], abs=1e-15)
        assert told(after, "X") == ["transformed by ln(x - 199)"]

    def test_ln(self) -> None:
        assert treated([1, math.e, 100], method="ln") == pytest.approx([0, 1, math.log(100)])

    def test_box_cox(self) -> None:
        values = np.exp(np.random.default_rng(2).normal(size=60)) ** 2
        mean = stats.gmean(values)
        expected, power = stats.boxcox(values / mean)
        after = treat(staged({"X": values}), method="box-cox")
        assert column(after, "X") == pytest.approx(expected.tolist(), rel=1e-9)
        assert f"λ = {power:.4g}" in told(after, "X")[0]

    def test_box_cox_shifts_what_is_not_positive(self) -> None:
        values = np.exp(np.random.default_rng(2).normal(size=60)) - 2
        shifted = values - values.min() + 0.01 * np.ptp(values)
        expected, _ = stats.boxcox(shifted / stats.gmean(shifted))
        assert treated(values.tolist(), method="box-cox") == pytest.approx(
            expected.tolist(), rel=1e-6
        )

    def test_the_rule_by_box_cox(self) -> None:
        values = [*map(float, range(1, 21)), 400.0, 1000.0]
        assert treated(values, limit=0, transform="box-cox") == treated(values, method="box-cox")

    def test_the_examples_of_coinr(self) -> None:
        # The figures that COINr's documentation of winsorise and its tests of Treat give.
        assert treated(TWO_OUTLIERS) == [*ONE_TO_TEN, 30, 30]
        assert treated([*ONE_TO_TEN, 100]) == [*ONE_TO_TEN, 10]
        two = [*map(float, range(1, 21)), 100.0, 200.0]
        assert treated(two, limit=1, transform="ln") == pytest.approx([math.log(x) for x in two])
        after = treated(two, method="winsorise", limit=3, skewness=-1, kurtosis=-10)
        assert sum(a != b for a, b in zip(after, two, strict=True)) == 3

    def test_combined_with_what_was_winsorised(self) -> None:
        near = [*map(float, range(20))]
        # 1000 is drawn in to 400 first, so the shift is 0.01 · 400.
        assert treated([*near, 400.0, 1000.0], limit=1, combine=True) == pytest.approx(
            [math.log(x + 4) for x in [*near, 400, 400]]
        )

    def test_what_a_logarithm_cannot_mend_is_told(self) -> None:
        low = [-x for x in (*range(20), 400, 1000)]
        after = treat(staged({"X": low}), limit=0)
        assert told(after, "X")[0].startswith("transformed by ln(x + 1010): skewness")
        assert told(after, "X")[0].endswith("; still beyond the thresholds")

    def test_cap(self) -> None:
        # Of 0 … 100 the percentiles are the numbers themselves.
        values = [*map(float, range(101))]
        assert treated(values, method="cap") == [min(max(x, 5), 95) for x in values]
        assert treated(values, method="cap", percentiles=(0, 90)) == [min(x, 90) for x in values]
        # Of 1 … 4 the 25th is 1 + 0.75 = 1.75, the 75th 3.25.
        after = treat(staged({"X": [1, 2, 3, 4]}), method="cap", percentiles=[25, 75])
        assert column(after, "X") == [1.75, 2, 3, 3.25]
        assert told(after, "X")[0].startswith("2 values capped to 1.75 … 3.25 (A, D)")


class TestPanels:
    def test_pooled_and_by_year(self) -> None:
        # Each year alone keeps the rule; together the second one's values lie far out.
        few, many = [*map(float, range(20))], [*(float(x) for x in range(19)), 500.0]
        stage = staged({"X": [few, many]}, years=[2000, 2001])
        assert column(treat(stage), "X") == [few, [*many[:-1], 19]]
        by_year = treat(stage, pooled=False)
        assert column(by_year, "X") == [few, [*many[:-1], 18]]
        assert [(note.code, note.year) for note in by_year.notes] == [("X", "2001")]
        assert "(T in 2001)" in by_year.notes[0].what

    def test_gaps_stay(self) -> None:
        np.testing.assert_equal(treated([NAN, *TWO_OUTLIERS, NAN]), [NAN, *ONE_TO_TEN, 30, 30, NAN])

    def test_what_was_imputed_stays_counted(self) -> None:
        stage = staged({"X": TWO_OUTLIERS})
        imputed = np.ones_like(stage.panel.values)
        stage = replace(stage, panel=replace(stage.panel, imputed=imputed))
        assert treat(stage).panel.imputed.all()

    @pytest.mark.parametrize("method", METHODS)
    @pytest.mark.parametrize("values", [[NAN] * 6, [3.0] * 6, [1.0, 2, 5, NAN, NAN, NAN]])
    def test_nothing_or_little_known(self, method: str, values: list[float]) -> None:
        after = treat(staged({"X": values}), method=method)
        # A constant has a logarithm, and few values can be transformed.
        if method in ("rule", "winsorise", "none") or (method != "ln" and len(set(values)) == 1):
            np.testing.assert_equal(column(after, "X"), values)
        assert np.isnan(column(after, "X")).tolist() == np.isnan(values).tolist()

    def test_what_is_left_is_told(self) -> None:
        stage = staged({"X": [3.0] * 6, "Y": [1, 2, 50, NAN, NAN, NAN], "Z": [NAN] * 6})
        after = treat(stage)
        assert told(after, "X") == ["left as it is: all its values are the same"]
        assert told(after, "Y") == ["left as it is: fewer than 4 values have no kurtosis"]
        assert told(after, "Z") == []


class TestScale:
    """Target and goalposts go where their indicator goes."""

    def test_ln_takes_goalposts_along(self) -> None:
        stage = staged(
            {"X": [200, 1000, 50000]},
            goalpost_low={"X": 100},
            goalpost_high={"X": 75000},
            target={"X": 40000},
        )
        node = treat(stage, method="ln").framework.node("X")
        assert node.goalposts == pytest.approx((math.log(100), math.log(75000)))
        assert node.target == pytest.approx(math.log(40000))
        assert stage.framework.node("X").goalposts == (100, 75000)

    def test_log_counts_them_among_the_values(self) -> None:
        # Goalposts 0 and 200 around 10 … 110: the shift is 0.01 · 200 − 0 = 2.
        stage = staged({"X": [10, 20, 110]}, goalpost_low={"X": 0}, goalpost_high={"X": 200})
        after = treat(stage, method="log")
        assert column(after, "X") == pytest.approx([math.log(12), math.log(22), math.log(112)])
        assert after.framework.node("X").goalposts == pytest.approx((math.log(2), math.log(202)))

    def test_box_cox_keeps_their_place(self) -> None:
        values = [1.0, 2, 3, 5, 8, 80]
        stage = staged({"X": values}, target={"X": 8})
        after = treat(stage, method="box-cox")
        assert after.framework.node("X").target == pytest.approx(column(after, "X")[4])

    @pytest.mark.parametrize("method", ["winsorise", "cap", "none"])
    def test_drawing_in_leaves_them(self, method: str) -> None:
        stage = staged({"X": TWO_OUTLIERS}, goalpost_low={"X": 0}, goalpost_high={"X": 50})
        assert treat(stage, method=method).framework is stage.framework

    def test_not_by_each_years_own_curve(self) -> None:
        stage = staged({"X": [[1, 2, 9], [1, 2, 30]]}, years=[1, 2], target={"X": 10})
        with pytest.raises(DataError, match=r"(?s)indicator X has a target.*row 3.*pooled"):
            treat(stage, method="log", pooled=False)
        after = treat(stage, method="ln", pooled=False)
        assert after.framework.node("X").target == pytest.approx(math.log(10))

    def test_a_goalpost_without_a_logarithm(self) -> None:
        stage = staged({"X": [1, 2, 9]}, goalpost_low={"X": 0}, goalpost_high={"X": 10})
        with pytest.raises(DataError, match=r"(?s)goalpost of the indicator X is 0.*row 3"):
            treat(stage, method="ln")


class TestByIndicator:
    def test_a_method_or_arguments(self) -> None:
        stage = staged({"W": TWO_OUTLIERS, "X": TWO_OUTLIERS, "Y": TWO_OUTLIERS, "Z": TWO_OUTLIERS})
        after = treat(
            stage, by_indicator={"X": "none", "Y": "ln", "Z": {"limit": 0, "transform": "log"}}
        )
        assert column(after, "W") == [*ONE_TO_TEN, 30, 30]
        assert column(after, "X") == TWO_OUTLIERS
        assert column(after, "Y") == pytest.approx([math.log(x) for x in TWO_OUTLIERS])
        assert column(after, "Z") == pytest.approx([math.log(x - 1 + 0.99) for x in TWO_OUTLIERS])

    def test_arguments_are_data_and_replay(self) -> None:
        stage = staged({"X": TWO_OUTLIERS, "Y": TWO_OUTLIERS})
        after = treat(
            stage, percentiles=(10, 90), by_indicator={"X": {"method": "cap"}, "Y": "log"}
        )
        again = treat(stage, **json.loads(json.dumps(after.arguments)))
        assert again.panel.values.tobytes() == after.panel.values.tobytes()
        assert again.notes == after.notes
        assert set(after.arguments) == set(treat.__kwdefaults__)

    def test_what_does_not_exist(self) -> None:
        stage = staged({"GDP": TWO_OUTLIERS})
        with pytest.raises(UnknownCodeError, match="did you mean winsorise"):
            treat(stage, method="winsorize")
        with pytest.raises(UnknownCodeError, match="transform of treat"):
            treat(stage, transform="root")
        with pytest.raises(UnknownCodeError, match="did you mean GDP"):
            treat(stage, by_indicator={"GPD": "log"})
        with pytest.raises(UnknownCodeError, match="did you mean limit"):
            treat(stage, by_indicator={"GDP": {"limits": 3}})
        with pytest.raises(UnknownCodeError, match="method of treat"):
            treat(stage, by_indicator={"GDP": "logs"})


class TestBadInput:
    @pytest.mark.parametrize("limit", [-1, 1.5, NAN, math.inf])
    def test_limit(self, limit: float) -> None:
        with pytest.raises(UsageError, match="limit"):
            treat(staged({"X": TWO_OUTLIERS}), limit=limit)

    @pytest.mark.parametrize("percentiles", [(95, 5), (5,), (-1, 50), (50, 101), (5, 5)])
    def test_percentiles(self, percentiles: tuple[float, ...]) -> None:
        with pytest.raises(UsageError, match="percentiles"):
            treat(staged({"X": TWO_OUTLIERS}), percentiles=percentiles)

    def test_thresholds(self) -> None:
        with pytest.raises(UsageError, match="threshold"):
            treat(staged({"X": TWO_OUTLIERS}), skewness=NAN)

    def test_no_logarithm_of_nothing(self) -> None:
        stage = staged({"X": [[1, 2], [0, -4]]}, years=[2000, 2001])
        with pytest.raises(DataError, match=r"X has values .*: A in 2001, B in 2001"):
            treat(stage, method="ln")


PANELS = arrays(
    "float64", (2, 9, 2), elements=st.one_of(st.just(NAN), st.integers(0, 2000).map(float))
)


def random_stage(values: np.ndarray) -> Stage:
    return staged({code: values[:, :, at] for at, code in enumerate("XY")}, years=[2000, 2001])


@settings(max_examples=60, deadline=None)
@given(values=PANELS, limit=st.integers(0, 6), pooled=st.booleans())
def test_at_most_so_many_points_are_winsorised(
    values: np.ndarray, limit: int, pooled: bool
) -> None:
    values = values**3
    arguments = {"limit": limit, "pooled": pooled, "skewness": 0.5, "kurtosis": 0.5}
    after = treat(random_stage(values), method="winsorise", **arguments).panel.values
    changed = (after != values) & ~np.isnan(values)
    counts = changed.sum(axis=(0, 1)) if pooled else changed.sum(axis=1)
    assert (counts <= limit).all()


@pytest.mark.parametrize("method", [method for method in METHODS if method != "ln"])
@settings(max_examples=20, deadline=None)
@given(values=PANELS, order=st.permutations(range(9)), pooled=st.booleans())
def test_permuting_units_permutes_the_result(
    method: str, values: np.ndarray, order: list[int], pooled: bool
) -> None:
    stage = random_stage(values)
    other = replace(
        stage.panel,
        units=tuple(stage.panel.units[at] for at in order),
        values=stage.panel.values[:, order],
    )
    first = treat(stage, method=method, pooled=pooled).panel.values
    second = treat(replace(stage, panel=other), method=method, pooled=pooled).panel.values
    np.testing.assert_allclose(second, first[:, order], rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=20, deadline=None)
@given(values=PANELS)
def test_order_is_kept(method: str, values: np.ndarray) -> None:
    values = values + 1
    after = treat(random_stage(values), method=method).panel.values
    for at in range(2):
        before, now = values[:, :, at].ravel(), after[:, :, at].ravel()
        rising = np.diff(now[np.argsort(before, kind="stable")])
        assert (rising[~np.isnan(rising)] >= -1e-12).all()
