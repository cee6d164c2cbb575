"""Correlations, alpha, components and importance, beside NumPy's and SciPy's own figures."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
import scipy.stats
from small_index import CODES, framework, index, result, table, values

from cedic.errors import UnknownCodeError, UsageError
from cedic.indices import (
    Index,
    Result,
    correlations,
    cronbach_alpha,
    importance,
    principal_components,
)


def as_they_are(columns: dict[str, list[float | None]], weights: list[float] | None = None) -> Any:
    """An index X of columns of one year that are taken as they are."""
    codes = list(columns)
    frame = pa.table(
        {
            "code": [*codes, "X"],
            "parent": ["X"] * len(codes) + [None],
            "weight": [*(weights or [1.0] * len(codes)), 1.0],
        }
    )
    units = [f"U{at:03}" for at in range(len(columns[codes[0]]))]
    steps = [("normalise", {"method": "none"}), ("aggregate", {"minimum": 0})]
    return Index(frame, pa.table({"unit": units, **columns}), steps=steps).run()


def test_a_correlation_by_hand() -> None:
    # Deviations (−1, 0, 1) and (−1, 1, 0): covariance 1, both sums of squares 2.
    run = as_they_are({"P": [1.0, 2.0, 3.0], "Q": [5.0, 7.0, 6.0]})
    found = correlations(run, relation="sibling").to_pandas()
    assert found.drop(columns="CORRELATION").values.tolist() == [["P", "Q", 1, "sibling", "_T", 3]]
    assert found.CORRELATION[0] == pytest.approx(0.5, abs=1e-15)


@pytest.mark.parametrize(
    ("method", "theirs"),
    [("pearson", scipy.stats.pearsonr), ("spearman", scipy.stats.spearmanr)],
)
@pytest.mark.parametrize("over", ["pooled", "year"])
def test_correlations_where_both_are_known(method: Any, theirs: Any, over: Any) -> None:
    # Rounded, so that ranks tie.
    run = result(values(1, 20, 0.2).round(-1))
    found = correlations(
        run, relation=("sibling", "level", "parent", "ancestor"), method=method, over=over
    ).to_pandas()
    # Pairs: 10 of indicators, 1 of dimensions, 5 + 2 with the parent, 5 with the index.
    assert len(found) == (10 + 1 + 7 + 5) * (3 if over == "year" else 1)
    panel = run.final.panel
    for row in found.itertuples():
        one, other = panel.column(row.CODE), panel.column(row.WITH)
        if over == "year":
            at = panel.years.index(row.TIME_PERIOD)
            one, other = one[at], other[at]
        known = ~np.isnan(one) & ~np.isnan(other)
        assert known.sum() == row.CASES
        assert pytest.approx(theirs(one[known], other[known])[0], abs=1e-12) == row.CORRELATION


def test_relations_are_what_they_say() -> None:
    found = correlations(result(), relation=("sibling", "level", "parent", "ancestor")).to_pandas()
    told = {(row.CODE, row.WITH): row.RELATION for row in found.itertuples()}
    assert told["A1", "A2"] == "sibling"
    assert told["A1", "B1"] == "level"
    assert told["A1", "A"] == "parent"
    assert told["A1", "IX"] == "ancestor"
    assert told["A", "B"] == "sibling"
    assert ("A2", "A1") not in told


def test_a_stage_before_aggregation_has_siblings_only() -> None:
    found = correlations(result().stages[0]).to_pandas()
    assert set(found.RELATION) == {"sibling"}
    assert set(found.CODE) | set(found.WITH) == set(CODES)


def test_between_and_within_units() -> None:
    # Units differ in the same way, and move against each other over time.
    base = np.arange(5.0)[None, :, None] * 10
    data = np.repeat(np.repeat(base, 3, axis=0), 5, axis=2)
    data[:, :, 0] += np.array([-1.0, 0.0, 1.0])[:, None]
    data[:, :, 1] -= np.array([-1.0, 0.0, 1.0])[:, None]
    run = Index(framework(), table(data)).run()
    by = {
        over: correlations(run, relation="sibling", over=over).to_pandas().CORRELATION[0]  # type: ignore[arg-type]
        for over in ("between", "within")
    }
    assert by["between"] == pytest.approx(1.0)
    assert by["within"] == pytest.approx(-1.0)


def test_no_correlation_without_variance_or_with_two_cases() -> None:
    run = as_they_are(
        {"P": [1.0, 2.0, 3.0, 4.0], "Q": [0.1, 0.1, 0.1, 0.2], "R": [None, None, 3.0, 4.0]}
    )
    found = correlations(run, relation="sibling").to_pandas()
    by = {(row.CODE, row.WITH): row for row in found.itertuples()}
    assert not np.isnan(by["P", "Q"].CORRELATION)
    assert np.isnan(by["P", "R"].CORRELATION)
    assert by["P", "R"].CASES == 2
    steady = as_they_are({"P": [1.0, 2.0, 3.0, None], "Q": [0.1, 0.1, 0.1, 0.7]})
    assert correlations(steady, relation="sibling").to_pandas().CORRELATION.isna().all()
    assert importance(steady, method="linear").to_pandas().CODE.tolist() == ["P", "Q"]


def test_alpha_by_hand() -> None:
    # Variances 1 and 1, their sum 2 + 2 · 1/2 = 3 : 2 · (1 − 2/3) = 2/3.
    run = as_they_are({"P": [1.0, 2.0, 3.0], "Q": [5.0, 7.0, 6.0]})
    found = cronbach_alpha(run).to_pandas()
    assert found.drop(columns="ALPHA").values.tolist() == [["X", 2, "_T", 2, 3]]
    assert found.ALPHA[0] == pytest.approx(2 / 3)


def test_alpha_of_identical_indicators_is_one() -> None:
    column = [3.0, 1.0, 4.0, 1.5]
    run = as_they_are({"P": list(column), "Q": list(column), "R": list(column)})
    assert cronbach_alpha(run).to_pandas().ALPHA[0] == pytest.approx(1.0)
    assert principal_components(run).variance.to_pandas().SHARE[0] == pytest.approx(1.0)


def test_alpha_where_there_is_none() -> None:
    alone = as_they_are({"P": [1.0, 2.0, 3.0]})
    assert cronbach_alpha(alone).to_pandas().ALPHA.isna().all()
    assert len(principal_components(alone).variance.to_arrow()) == 0
    two_units = as_they_are({"P": [1.0, 2.0], "Q": [5.0, 7.0]})
    assert cronbach_alpha(two_units).to_pandas().ALPHA.isna().all()
    opposed = as_they_are({"P": [1.0, 2.0, 3.0], "Q": [3.0, 2.0, 1.0]})
    assert cronbach_alpha(opposed).to_pandas().ALPHA.isna().all()
    one_unit = as_they_are({"P": [1.0], "Q": [2.0]})
    assert cronbach_alpha(one_unit).to_pandas().ALPHA.isna().all()
    assert principal_components(one_unit).variance.to_pandas().EIGENVALUE.isna().all()
    assert importance(one_unit).to_pandas().IMPORTANCE.isna().all()


def test_alpha_of_all_indicators_below() -> None:
    found = cronbach_alpha(result(), parts="indicators", over="year").to_pandas()
    assert found[found.CODE == "IX"].PARTS.tolist() == [5, 5, 5]
    assert found.TIME_PERIOD.unique().tolist() == ["2010", "2011", "2012"]


def test_components_by_hand() -> None:
    # Correlation 1/2: eigenvalues 3/2 and 1/2, loadings √(3/4) both, and ± 1/2.
    run = as_they_are({"P": [1.0, 2.0, 3.0], "Q": [5.0, 7.0, 6.0]})
    found = principal_components(run)
    variance = found.variance.to_pandas()
    np.testing.assert_allclose(variance.EIGENVALUE, [1.5, 0.5])
    np.testing.assert_allclose(variance.SHARE, [0.75, 0.25])
    np.testing.assert_allclose(variance.CUMULATIVE, [0.75, 1.0])
    loadings = found.loadings.to_pandas()
    assert loadings.PART.tolist() == ["P", "Q", "P", "Q"]
    assert loadings.COMPONENT.tolist() == [1, 1, 2, 2]
    np.testing.assert_allclose(loadings.LOADING, [0.75**0.5, 0.75**0.5, 0.5, -0.5])


def test_loadings_are_correlations_with_the_component() -> None:
    run = result(values(8, 30))
    loadings = principal_components(run, parts="indicators").loadings.to_pandas()
    of_index = loadings[loadings.CODE == "IX"].pivot(
        index="PART", columns="COMPONENT", values="LOADING"
    )
    np.testing.assert_allclose((of_index**2).sum(axis=1), 1.0)
    panel = run.final.panel
    cases = np.stack([panel.column(code).ravel() for code in of_index.index])
    np.testing.assert_allclose(of_index.values @ of_index.values.T, np.corrcoef(cases), atol=1e-12)
    assert (of_index.sum() >= -1e-9).all()


def test_importance_is_the_squared_correlation_and_weights_are_no_importance() -> None:
    random = np.random.default_rng(0)
    # Equal weights; Q varies three times as much.
    run = as_they_are(
        {"P": random.normal(0, 1, 4000).tolist(), "Q": random.normal(0, 3, 4000).tolist()}
    )
    linear = importance(run, method="linear").to_pandas()
    panel = run.final.panel
    expected = [
        np.corrcoef(panel.column(code).ravel(), panel.column("X").ravel())[0, 1] ** 2
        for code in ("P", "Q")
    ]
    np.testing.assert_allclose(linear.IMPORTANCE, expected)
    np.testing.assert_allclose(linear.WEIGHT, 0.5)
    assert linear.IMPORTANCE.tolist() == pytest.approx([0.1, 0.9], abs=0.03)
    np.testing.assert_allclose(linear.SHARE.sum(), 1.0)
    np.testing.assert_allclose(linear.RATIO, linear.SHARE / 0.5)
    curve = importance(run).to_pandas()
    np.testing.assert_allclose(curve.IMPORTANCE, expected, atol=0.01)


def test_a_curve_sees_what_a_line_does_not() -> None:
    points = np.linspace(-1, 1, 201)
    # X = (P + Q)/2 with Q = 3 P² − 1 − P: X is a parabola of P.
    run = as_they_are({"P": points.tolist(), "Q": (3 * points**2 - 1 - points).tolist()})
    by = {
        method: importance(run, method=method).to_pandas().IMPORTANCE[0]  # type: ignore[arg-type]
        for method in ("linear", "curve")
    }
    assert by["linear"] == pytest.approx(0.0, abs=1e-12)
    assert by["curve"] == pytest.approx(1.0, abs=1e-12)


def test_importance_for_the_index_compares_a_level() -> None:
    found = importance(result(values(2, 20)), to="index", over="year").to_pandas()
    sums = found.groupby(["LEVEL", "TIME_PERIOD"])[["WEIGHT", "SHARE"]].sum()
    np.testing.assert_allclose(sums, 1.0)
    assert set(found.TO) == {"IX"}
    # A weighs 3/4 in the index, A2 3/4 in A.
    np.testing.assert_allclose(found[found.CODE == "A2"].WEIGHT, 9 / 16)


def test_permuting_units_changes_nothing() -> None:
    data = values(6, 5, 0.1)

    def all_of(run: Result) -> list[pd.DataFrame]:
        components = principal_components(run)
        return [
            each.to_pandas()
            for each in (
                correlations(run, method="spearman"),
                cronbach_alpha(run),
                components.variance,
                components.loadings,
                importance(run),
            )
        ]

    order = [4, 2, 0, 3, 1]
    for one, other in zip(all_of(result(data)), all_of(result(data[:, order])), strict=True):
        pd.testing.assert_frame_equal(one, other, rtol=1e-9, atol=1e-9)


def test_bad_requests() -> None:
    run = result()
    with pytest.raises(UnknownCodeError, match="no relation called 'sister'"):
        correlations(run, relation="sister")  # type: ignore[arg-type]
    with pytest.raises(UnknownCodeError, match="no correlation called 'kendall'"):
        correlations(run, method="kendall")  # type: ignore[arg-type]
    for function in (correlations, cronbach_alpha, principal_components, importance):
        with pytest.raises(UnknownCodeError, match="no choice of cases called 'all'"):
            function(run, over="all")
    with pytest.raises(UnknownCodeError, match="no kind of parts called 'leaves'"):
        cronbach_alpha(run, parts="leaves")  # type: ignore[arg-type]
    with pytest.raises(UnknownCodeError, match="'spline'"):
        importance(run, method="spline")  # type: ignore[arg-type]
    for function in (cronbach_alpha, principal_components, importance):
        with pytest.raises(UsageError, match="has no scores of aggregates"):
            function(index().run().stages[1])
