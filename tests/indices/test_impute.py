"""Filling gaps."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import minimize
from scipy.stats import linregress, multivariate_normal
from staged import column, staged, told

from cedic.errors import UnknownCodeError, UsageError
from cedic.indices import Stage, impute
from cedic.indices.impute import METHODS

NAN = float("nan")


def filled(values: list[float], method: str, **arguments: Any) -> list[float]:
    return column(impute(staged({"X": values}), method=method, **arguments), "X")


class TestOfUnits:
    def test_mean(self) -> None:
        # (1 + 3 + 8) / 3 = 4
        assert filled([1, 3, NAN, 8], "mean") == [1, 3, 4, 8]

    def test_median_of_an_odd_and_of_an_even_number(self) -> None:
        assert filled([8, NAN, 1, 3], "median") == [8, 3, 1, 3]
        # (3 + 8) / 2 = 5.5
        assert filled([8, NAN, 1, 3, 20], "median") == [8, 5.5, 1, 3, 20]

    def test_each_year_on_its_own(self) -> None:
        stage = staged({"X": [[1, 3, NAN], [10, 30, NAN]]}, years=[2000, 2001])
        assert column(impute(stage, method="mean"), "X") == [[1, 3, 2], [10, 30, 20]]

    def test_counted_and_told(self) -> None:
        before = staged({"X": [1, NAN, NAN, 4], "Y": [1, 2, 3, NAN], "Z": [1, 2, 3, 4]})
        after = impute(before)
        assert after.panel.imputed[0].tolist() == [[0, 0, 0], [1, 0, 0], [1, 0, 0], [0, 1, 0]]
        assert not before.panel.imputed.any()
        assert told(after, "X") == ["2 values filled in by median"]
        assert told(after, "Y") == ["1 value filled in by median"]
        assert told(after, "Z") == []

    def test_units_that_are_not_there_stay_away(self) -> None:
        stage = staged({"X": [[1, 3, NAN], [1, 3, 5]]}, years=[2000, 2001])
        present = np.array([[True, True, False], [True, True, True]])
        gone = replace(stage, panel=replace(stage.panel, present=present))
        after = impute(gone, method="mean")
        assert np.isnan(after.panel.column("X")[0, 2])
        assert after.notes == ()


class TestOfGroups:
    def test_mean_and_median(self) -> None:
        # Group p knows 1, 3, 11: mean 5, median 3; q knows 20.
        values, group = [1, 3, 11, NAN, 20, NAN], ["p", "p", "p", "p", "q", "q"]
        stage = staged({"X": values}, group=group)
        assert column(impute(stage, method="group_mean", group="G"), "X") == [1, 3, 11, 5, 20, 20]
        assert column(impute(stage, method="group_median", group="G"), "X") == [1, 3, 11, 3, 20, 20]

    def test_a_group_of_which_nothing_is_known_stays_null(self) -> None:
        stage = staged({"X": [1, NAN, NAN]}, group=["p", "q", None])
        after = impute(stage, method="group_mean", group="G")
        assert np.isnan(after.panel.column("X")).tolist() == [[False, True, True]]
        assert told(after, "X") == ["2 values could not be filled in by group_mean: B, C"]
        assert not after.panel.imputed.any()

    def test_needs_to_know_which(self) -> None:
        with pytest.raises(UsageError, match="needs to know which"):
            impute(staged({"X": [1, NAN]}), by_indicator={"X": "group_mean"})

    def test_a_group_that_is_not_there(self) -> None:
        with pytest.raises(UnknownCodeError, match="kind group"):
            impute(staged({"X": [1, NAN]}), method="group_mean", group="G")
        with pytest.raises(UnknownCodeError, match="it can be one of G"):
            impute(staged({"X": [1, NAN]}, group=["p", "q"]), method="group_mean", group="REGION")


class TestRegression:
    def test_by_hand(self) -> None:
        # x̄ = 2, ȳ = 5/3, Sxy = 1, Sxx = 2: b = 1/2, a = 2/3; at x = 5 that is 19/6.
        after = impute(staged({"X": [1, 2, 3, 5], "Y": [1, 2, 2, NAN]}), method="regression")
        assert column(after, "Y")[3] == pytest.approx(19 / 6)

    def test_takes_the_one_that_explains_most_of_those_known(self) -> None:
        # Y = 2 X; Z is noise, and all that is known of F: there Z̄ = 3, Ȳ = 5, S_zy = 0 + …, by hand:
        # z 1 5 1 5 against y 2 4 6 8: S_zy = (−2)(−3) + 2(−1) + (−2)(1) + 2(3) = 8, S_zz = 16, b = 1/2;
        # at z = 4: 5 + (4 − 3)/2 = 5.5.
        stage = staged(
            {"X": [1, 2, 3, 4, 9, NAN], "Y": [2, 4, 6, 8, NAN, NAN], "Z": [1, 5, 1, 5, 7, 4]}
        )
        assert column(impute(stage, method="regression"), "Y")[4:] == pytest.approx([18, 5.5])

    def test_a_close_fit_of_few_units_counts_less(self) -> None:
        # Of 3 units r² = 27/28, adjusted 1 − 2/28 = 0.929; of 8 units r = 41/42, so r² = 0.953 and
        # adjusted 1 − 0.047 · 7/6 = 0.945. Both of 1 … 8 in some order: b = r, at 9: 4.5 + 4.5 · 41/42.
        stage = staged(
            {
                "FEW": [1, 2, 3, NAN, NAN, NAN, NAN, NAN, 10],
                "MANY": [1, 2, 3, 4, 5, 6, 7, 8, 9],
                "Y": [1, 2, 4, 3, 5, 6, 7, 8, NAN],
            }
        )
        after = impute(stage, method="regression")
        assert column(after, "Y")[8] == pytest.approx(4.5 + 4.5 * 41 / 42)

    @pytest.mark.parametrize(
        "values",
        [
            {"X": [1, 2, NAN], "Y": [1, 2, 3]},  # two units in common
            {"X": [1, 2, 4, NAN], "Y": [5, 5, 5, 5]},  # the other one does not vary
            {"X": [3, 3, 3, NAN], "Y": [1, 2, 3, 4]},  # the indicator does not vary
            {"X": [1, 2, 4, NAN], "Y": [1, 2, 3, NAN]},  # nothing else is known of the unit
        ],
    )
    def test_left_null_and_told(self, values: dict[str, list[float]]) -> None:
        after = impute(staged(values), by_indicator={"X": "regression"}, method="none")
        assert np.isnan(column(after, "X")[-1])
        assert told(after, "X") == [
            f"1 value could not be filled in by regression: {'ABCD'[len(values['X']) - 1]}"
        ]


def test_regression_as_scipy() -> None:
    rng = np.random.default_rng(3)
    values = rng.normal(size=(15, 4)) @ rng.normal(size=(4, 4)) * 1e6 + 1e8
    values[rng.random(values.shape) < 0.2] = NAN
    expected = values.copy()
    for unit, target in np.argwhere(np.isnan(values)):
        best = -np.inf
        for other in np.flatnonzero(~np.isnan(values[unit])):
            both = ~np.isnan(values[:, [other, target]]).any(axis=1)
            line = linregress(values[both, other], values[both, target])
            fit = 1 - (1 - line.rvalue**2) * (both.sum() - 1) / (both.sum() - 2)
            if fit > best:
                best = fit
                expected[unit, target] = line.intercept + line.slope * values[unit, other]
    after = impute(staged(dict(zip("WXYZ", values.T, strict=True))), method="regression")
    assert after.panel.values[0] == pytest.approx(expected, rel=1e-10, nan_ok=True)


class TestEm:
    def test_two_indicators_as_the_regression_on_complete_units(self) -> None:
        # With one of two fully known, the greatest likelihood has a closed form: the least squares of
        # complete units (Anderson 1957), here 2/3 + x/2 as above: 19/6 at 5.
        x, y = [1, 2, 3, 1, 2, 3, 5], [1, 2, 2, 1, 2, 2, NAN]
        after = impute(staged({"X": x, "Y": y}), method="em")
        assert column(after, "Y")[6] == pytest.approx(19 / 6, abs=1e-4)
        assert told(after)[0].startswith("em converged in ")

    def test_monotone_gaps_as_regressions_in_turn(self) -> None:
        rng = np.random.default_rng(5)
        x = rng.normal(size=(20, 3)) @ np.array([[1, 0.8, 0.3], [0, 1, -0.7], [0, 0, 1]])
        gappy = x.copy()
        gappy[14:, 2] = NAN
        gappy[17:, 1] = NAN
        ones = np.ones((20, 1))
        second = np.linalg.lstsq(np.c_[ones, x[:, :1]][:17], x[:17, 1])[0]
        expected = gappy.copy()
        expected[17:, 1] = (np.c_[ones, x[:, :1]] @ second)[17:]
        third = np.linalg.lstsq(np.c_[ones, x[:, :2]][:14], x[:14, 2])[0]
        expected[14:, 2] = (np.c_[ones, expected[:, :2]] @ third)[14:]
        after = impute(staged(dict(zip("XYZ", gappy.T.tolist(), strict=True))), method="em")
        assert after.panel.values[0] == pytest.approx(expected, abs=1e-4)

    def test_any_gaps_as_the_greatest_likelihood_found_by_search(self) -> None:
        rng = np.random.default_rng(8)
        values = rng.normal(size=(14, 3)) @ np.array([[1, 0.8, 0.3], [0, 0.6, -0.7], [0, 0, 1]])
        for unit, gap in enumerate((0, 1, 2, 0, 1, 2)):
            values[unit, gap] = NAN
        values[6, :2] = values[7, 1:] = NAN
        known = ~np.isnan(values)
        corner = np.tril_indices(3)

        def unfolded(parameters: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
            root = np.zeros((3, 3))
            root[corner] = parameters[3:]
            return parameters[:3], root @ root.T

        def unlikely(parameters: np.ndarray) -> float:
            mean, spread = unfolded(parameters)
            return -sum(
                multivariate_normal.logpdf(of[here], mean[here], spread[np.ix_(here, here)])
                for of, here in zip(values, known, strict=True)
            )

        start = np.r_[np.zeros(3), np.eye(3)[corner]]
        mean, spread = unfolded(minimize(unlikely, start, method="BFGS").x)
        expected = values.copy()
        for of, here in zip(expected, known, strict=True):
            slopes = spread[np.ix_(~here, here)] @ np.linalg.inv(spread[np.ix_(here, here)])
            of[~here] = mean[~here] + slopes @ (of[here] - mean[here])
        after = impute(staged(dict(zip("XYZ", values.T, strict=True))), method="em")
        assert after.panel.values[0] == pytest.approx(expected, abs=1e-3)

    def test_an_indicator_that_repeats_another_one(self) -> None:
        x, y = [1, 2, 3, 4, 5, 7], [10, 20, 30, 40, 50, NAN]
        after = impute(staged({"X": x, "Y": y}), method="em")
        assert column(after, "Y")[5] == pytest.approx(70, rel=1e-4)

    def test_a_unit_of_which_nothing_is_known_gets_the_means(self) -> None:
        stage = staged({"X": [1, 2, 6, NAN], "Y": [1, 3, 2, NAN]})
        assert impute(stage, method="em").panel.values[0, 3] == pytest.approx([3, 2])

    def test_more_indicators_than_units(self) -> None:
        rng = np.random.default_rng(1)
        values = rng.normal(size=(6, 4))
        values[0, 0] = values[2, 3] = NAN
        after = impute(staged(dict(zip("UVWXYZ", values.tolist(), strict=True))), method="em")
        assert not np.isnan(after.panel.values).any()
        assert "with 4 units for 6 indicators, covariances were shrunk by 30%" in told(after)[0]

    def test_few_units_with_common_factors_are_met_better_than_by_the_mean(self) -> None:
        rng = np.random.default_rng(4)
        truth = rng.normal(size=(33, 3)) @ rng.normal(size=(3, 25)) + rng.normal(size=(33, 25))
        gaps = rng.random(truth.shape) < 0.1
        values = {f"X{at}": of for at, of in enumerate(np.where(gaps, NAN, truth).T)}
        missed = {
            method: np.std((impute(staged(values), method=method).panel.values[0] - truth)[gaps])
            for method in ("em", "mean")
        }
        assert missed["em"] < 0.75 * missed["mean"]

    def test_years_are_told_apart(self) -> None:
        stage = staged(
            {"X": [[1, 2, 3, 5], [1, 2, 3, 4]], "Y": [[1, 2, 2, NAN], [1, 2, 3, 4]]},
            years=[2000, 2001],
        )
        assert [note.year for note in impute(stage, method="em").notes] == ["2000", None]


class TestOverYears:
    def test_interpolation_goes_by_the_years_between(self) -> None:
        # From 10 in 2000 to 25 in 2005 are 3 a year: 16 in 2002. Nothing beyond the ends.
        stage = staged(
            {"X": [[NAN], [10], [NAN], [25], [NAN]]}, years=[1999, 2000, 2002, 2005, 2006]
        )
        after = impute(stage, method="interpolation")
        np.testing.assert_equal(column(after, "X"), [[NAN], [10], [16], [25], [NAN]])
        assert told(after, "X") == [
            "1 value filled in by interpolation",
            "2 values could not be filled in by interpolation: A in 1999, A in 2006",
        ]

    def test_nearest_of_two_the_earlier(self) -> None:
        stage = staged(
            {"X": [[NAN], [1], [NAN], [NAN], [NAN], [5]]},
            years=[1999, 2000, 2001, 2002, 2003, 2004],
        )
        assert column(impute(stage, method="nearest"), "X") == [[1], [1], [1], [1], [5], [5]]

    def test_latest(self) -> None:
        stage = staged({"X": [[NAN], [1], [NAN], [NAN]]}, years=[2000, 2001, 2002, 2003])
        after = impute(stage, method="latest")
        np.testing.assert_equal(column(after, "X"), [[NAN], [1], [1], [1]])

    @pytest.mark.parametrize(
        ("method", "expected"),
        [
            ("nearest", [1, 1, NAN, 9, 9, 9]),
            ("latest", [NAN, 1, NAN, NAN, 9, 9]),
            ("interpolation", [NAN, 1, NAN, NAN, 9, NAN]),
        ],
    )
    def test_reach(self, method: str, expected: list[float]) -> None:
        values = [[NAN], [1], [NAN], [NAN], [9], [NAN]]
        stage = staged({"X": values}, years=[2000, 2001, 2003, 2004, 2005, 2006])
        after = impute(stage, method=method, reach=1)
        np.testing.assert_equal(after.panel.column("X").ravel(), expected)

    def test_years_have_to_be_numbers(self) -> None:
        stage = staged({"X": [[1], [NAN]]}, years=["2000-Q1", "2000-Q2"])
        with pytest.raises(UsageError, match="2000-Q1 is no number"):
            impute(stage, method="nearest")
        assert np.isnan(filled([1, NAN], "nearest")[1])


class TestSteps:
    def test_by_indicator(self) -> None:
        stage = staged({"X": [1, 3, NAN, 8], "Y": [1, NAN, 2, 6], "Z": [NAN, 1, 2, 3]})
        after = impute(stage, method="mean", by_indicator={"Y": "median", "Z": "none"})
        assert column(after, "X")[2] == 4
        assert column(after, "Y")[1] == 2
        assert np.isnan(column(after, "Z")[0])
        assert told(after, "Z") == []

    def test_one_after_the_other(self) -> None:
        stage = staged({"X": [[NAN, 4], [6, 8]]}, years=[2000, 2002])
        after = impute(impute(stage, method="nearest", reach=1), method="mean")
        assert column(after, "X") == [[4, 4], [6, 8]]
        assert after.panel.imputed[:, :, 0].tolist() == [[1, 0], [0, 0]]

    def test_arguments_are_data_and_replay(self) -> None:
        stage = staged({"X": [1, 3, NAN, 8], "Y": [1, NAN, 2, 6]}, group=["p", "p", "q", "q"])
        after = impute(stage, method="group_mean", group="G", by_indicator={"Y": "em"})
        again = impute(stage, **json.loads(json.dumps(after.arguments)))
        assert again.panel.values.tobytes() == after.panel.values.tobytes()
        assert again.notes == after.notes

    @pytest.mark.parametrize("method", METHODS)
    def test_nothing_or_one_value_known(self, method: str) -> None:
        stage = staged(
            {"X": [[NAN] * 4] * 2, "Y": [[2, 2, NAN, 2]] * 2, "Z": [[1, 2, 3, 4], [NAN] * 4]},
            years=[2000, 2001],
            group=["p"] * 4,
        )
        after = impute(stage, method=method, group="G")
        assert np.isnan(after.panel.column("X")).all()
        assert set(after.panel.column("Y")[~np.isnan(after.panel.column("Y"))]) == {2}
        if method != "none":
            assert told(after, "X")[0].startswith("8 values could not be filled in")


class TestBadInput:
    def test_a_method_that_does_not_exist(self) -> None:
        with pytest.raises(UnknownCodeError, match="did you mean median"):
            impute(staged({"X": [1, NAN]}), method="medain")
        with pytest.raises(UnknownCodeError, match="method of impute"):
            impute(staged({"X": [1, NAN]}), by_indicator={"X": "guess"})

    def test_an_indicator_that_does_not_exist(self) -> None:
        with pytest.raises(UnknownCodeError, match="did you mean GDP"):
            impute(staged({"GDP": [1, NAN]}), by_indicator={"GPD": "mean"})

    @pytest.mark.parametrize("reach", [0, -1, NAN])
    def test_reach_of_nothing(self, reach: float) -> None:
        with pytest.raises(UsageError, match="reach"):
            impute(staged({"X": [1, NAN]}), method="nearest", reach=reach)


PANELS = arrays(
    "float64",
    (2, 8, 3),
    elements=st.one_of(st.just(NAN), st.integers(-50, 50).map(float)),
)


def random_stage(values: np.ndarray) -> Stage:
    by_code = {code: values[:, :, at] for at, code in enumerate("XYZ")}
    return staged(by_code, years=[2000, 2003], group=[*"ppppqqq", None])


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=15, deadline=None)
@given(values=PANELS)
def test_nothing_known_is_changed(method: str, values: np.ndarray) -> None:
    after = impute(random_stage(values), method=method, group="G").panel
    known = ~np.isnan(values)
    assert (after.values[known] == values[known]).all()
    assert ((after.imputed == 1) == (~known & ~np.isnan(after.values))).all()


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=15, deadline=None)
@given(values=PANELS, order=st.permutations(range(8)))
def test_permuting_units_permutes_the_result(
    method: str, values: np.ndarray, order: list[int]
) -> None:
    stage = random_stage(values)
    panel = stage.panel
    other = replace(
        panel,
        units=tuple(panel.units[at] for at in order),
        values=panel.values[:, order],
        groups={"G": panel.groups["G"][:, order]},
    )
    first = impute(stage, method=method, group="G").panel.values
    second = impute(replace(stage, panel=other), method=method, group="G").panel.values
    # em may stop a round sooner by rounding alone.
    close = 1e-3 if method == "em" else 1e-9
    np.testing.assert_allclose(second, first[:, order], rtol=close, atol=close)
