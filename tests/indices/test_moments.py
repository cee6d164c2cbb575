"""Skewness and kurtosis."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from cedic.indices.moments import moments


def test_by_hand() -> None:
    # Mean 4, deviations −3 −2 −1 0 6: m2 = 50/5 = 10, m3 = 180/5 = 36, m4 = 1394/5 = 278.8.
    # G1 = √20/3 · 36/10^1.5 = 1.2 √2; G2 = 4/(3·2) · (6 · (2.788 − 3) + 6) = 3.152.
    skewness, kurtosis = moments(np.array([[1.0], [2], [3], [4], [10]]))
    assert skewness[0] == pytest.approx(1.2 * math.sqrt(2), rel=1e-14)
    assert kurtosis[0] == pytest.approx(3.152, rel=1e-13)


@settings(deadline=None)
@given(arrays("float64", (12, 3), elements=st.integers(-1000, 1000).map(float)))
def test_as_scipy_without_bias(values: np.ndarray) -> None:
    varied = values[:, [len(set(column)) > 1 for column in values.T]]
    skewness, kurtosis = moments(varied)
    assert skewness == pytest.approx(stats.skew(varied, bias=False), rel=1e-9, abs=1e-9)
    assert kurtosis == pytest.approx(stats.kurtosis(varied, bias=False), rel=1e-9, abs=1e-9)


def test_gaps_do_not_count() -> None:
    gaps = np.array([[1.0], [np.nan], [2], [3], [4], [np.nan], [10]])
    assert [part[0] for part in moments(gaps)] == [
        part[0] for part in moments(gaps[~np.isnan(gaps)][:, None])
    ]


def test_figures_in_dollars_do_not_overflow() -> None:
    small = np.array([[1.0], [2], [3], [4], [10]])
    for before, after in zip(moments(small), moments(small * 1e200), strict=True):
        assert after[0] == pytest.approx(before[0])


@pytest.mark.parametrize(
    ("values", "defined"),
    [
        ([], (False, False)),
        ([1, 2], (False, False)),
        ([1, 2, 4], (True, False)),
        ([0.1] * 7, (False, False)),
    ],
)
def test_undefined(values: list[float], defined: tuple[bool, bool]) -> None:
    found = moments(np.array(values, "float64")[:, None])
    assert tuple(not np.isnan(part[0]) for part in found) == defined
