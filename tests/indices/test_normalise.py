"""Normalising: each method on figures worked by hand, and what is refused."""

from __future__ import annotations

from math import log, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from indexing import column, flat, of_column, stage

from cedic.errors import DataError, UnknownCodeError, UsageError
from cedic.indices import normalise


def test_min_max_is_over_the_panel_or_each_year() -> None:
    years = stage(flat("I"), [[0], [2], [4]], [[4], [6], [8]])
    found = normalise(years)
    assert column(found, "I", 0) == [0, 25, 50]
    assert column(found, "I", 1) == [50, 75, 100]
    assert found.scale == (0, 100)
    found = normalise(years, goalposts="year", scale=(1, 3))
    assert column(found, "I", 0) == column(found, "I", 1) == [1, 2, 3]
    assert found.scale == (1, 3)


def test_the_direction_is_taken_once() -> None:
    found = normalise(of_column(1, 2, 5, direction=[-1]))
    assert column(found, "I") == [100, 75, 0]
    assert column(normalise(of_column(0, 2, direction=[-1]), method="none"), "I") == [0, -2]


def test_what_is_missing_stays_so() -> None:
    for method in ("min-max", "z-score", "rank", "percentile", "borda", "frontier", "none"):
        found = column(normalise(of_column(1, None, 3), method=method), "I")
        assert found[1] is None
        assert None not in (found[0], found[2])


def test_own_goalposts_stand_for_least_and_greatest() -> None:
    own = {"goalpost_low": [0, None], "goalpost_high": [10, None]}
    years = stage(flat("I", "J", **own), [[2, 2], [4, 4], [12, 12]])
    found = normalise(years)
    assert column(found, "I") == pytest.approx([20, 40, 100])
    assert column(found, "J") == pytest.approx([0, 20, 100])
    assert [(note.code, note.what) for note in found.notes] == [
        ("I", "on its own goalposts, 0 and 10"),
        ("I", "1 values beyond the ends of its scale were cut"),
    ]
    found = normalise(years, beyond="keep")
    assert column(found, "I") == pytest.approx([20, 40, 120])
    assert found.scale is None
    found = normalise(years, own_goalposts=False)
    assert column(found, "I") == column(found, "J")
    assert not found.notes


def test_goalposts_turn_round_with_the_direction() -> None:
    bad = of_column(-1, 1, 11, direction=[-1], goalpost_low=[0], goalpost_high=[10])
    assert column(normalise(bad, method="goalposts", scale=(0, 1)), "I") == [1, 0.9, 0]


def test_log_goalposts_are_those_of_income() -> None:
    posts = {"goalpost_low": [100], "goalpost_high": [10_000]}
    found = normalise(of_column(100, 1_000, 10_000, 20_000, **posts), method="log-goalposts")
    assert column(found, "I") == pytest.approx([0, 50, 100, 100])
    bad = normalise(of_column(100, 1_000, 10_000, direction=[-1], **posts), method="log-goalposts")
    assert column(bad, "I") == pytest.approx([100, 50, 0])
    kept = normalise(of_column(50, 1_000, **posts), method="log-goalposts", beyond="keep")
    assert column(kept, "I")[0] == pytest.approx(100 * log(0.5) / log(100))


def test_z_scores_have_the_standard_deviation_of_a_sample() -> None:
    # Mean 2, squares 4 + 0 + 4 over n − 1 = 2: a standard deviation of 2.
    assert column(normalise(of_column(0, 2, 4), method="z-score"), "I") == [-1, 0, 1]
    found = normalise(of_column(0, 2, 4), method="z-score", mean=100, deviation=10)
    assert column(found, "I") == [90, 100, 110]
    assert found.scale is None
    years = stage(flat("I"), [[0], [2]], [[10], [14]])
    found = normalise(years, method="z-score", goalposts="year")
    assert column(found, "I", 1) == pytest.approx([-1 / sqrt(2), 1 / sqrt(2)])


def test_ranks_are_from_the_worst_up() -> None:
    four = of_column(7, 3, 7, 9)
    assert column(normalise(four, method="rank"), "I") == [2, 1, 2, 4]
    assert column(normalise(four, method="borda"), "I") == [1, 0, 1, 3]
    found = column(normalise(four, method="percentile"), "I")
    assert found == pytest.approx([100 / 3, 0, 100 / 3, 100])
    years = stage(flat("I"), [[1], [3]], [[2], [None]])
    assert column(normalise(years, method="rank"), "I", 1) == [2, None]


def test_ranks_of_each_year() -> None:
    years = stage(flat("I"), [[1], [3]], [[9], [5]])
    found = normalise(years, method="rank", goalposts="year")
    assert [column(found, "I", 0), column(found, "I", 1)] == [[1, 2], [2, 1]]


def test_the_frontier_is_the_best_value() -> None:
    assert column(normalise(of_column(2, 4, 5), method="frontier"), "I") == [40, 80, 100]
    bad = of_column(2, 4, 5, direction=[-1])
    assert column(normalise(bad, method="frontier"), "I") == [100, 50, 40]


def test_distance_to_a_target() -> None:
    # COINr's own cases of n_dist2targ, in which what is beyond is kept.
    good = of_column(0, 5, 11, target=[10])
    keep = {"method": "target", "scale": (0, 1), "beyond": "keep"}
    assert column(normalise(good, **keep), "I") == pytest.approx([0, 0.5, 1.1])
    assert column(normalise(good, method="target"), "I") == [0, 50, 100]
    bad = of_column(-1, 1, 10, target=[0], direction=[-1])
    assert column(normalise(bad, **keep), "I") == pytest.approx([1.1, 0.9, 0])


def test_each_indicator_can_have_its_own_way() -> None:
    made_of = flat("I", "J", "K", "L", normalisation=[None, "rank", "rank", None])
    four = stage(made_of, [[0, 5, 5, 0], [1, 7, 7, 1], [4, 6, 6, 4]])
    own = {"K": "borda", "L": {"method": "z-score", "mean": 10, "deviation": 2}}
    found = normalise(four, by_indicator=own)
    assert column(found, "I") == [0, 25, 100]
    assert column(found, "J") == [1, 3, 2]
    assert column(found, "K") == [0, 2, 1]
    assert np.mean(column(found, "L")) == pytest.approx(10)
    assert found.scale is None
    assert found.arguments["by_indicator"] == own


def test_the_stage_before_is_not_changed() -> None:
    before = of_column(1, 2, 3)
    kept = before.panel.values.copy()
    normalise(before)
    assert np.array_equal(before.panel.values, kept)


@settings(deadline=None)
@given(
    st.lists(st.integers(-1000, 1000), min_size=3, max_size=10, unique=True),
    st.integers(1, 50),
    st.integers(-500, 500),
)
def test_the_unit_of_measure_does_not_matter(figures: list[int], factor: int, shift: int) -> None:
    other = [factor * figure + shift for figure in figures]
    for method in ("min-max", "z-score", "rank", "percentile", "borda"):
        one = column(normalise(of_column(*figures), method=method), "I")
        two = column(normalise(of_column(*other), method=method), "I")
        assert one == pytest.approx(two, abs=1e-9)


@settings(deadline=None)
@given(
    st.lists(st.integers(-1000, 1000), min_size=3, max_size=10, unique=True),
    st.sampled_from(("min-max", "z-score", "rank", "percentile", "borda", "none", "goalposts")),
)
def test_turning_sign_and_direction_changes_nothing(figures: list[int], method: str) -> None:
    posts = {"goalpost_low": [-500], "goalpost_high": [600]}
    turned = {"goalpost_low": [-600], "goalpost_high": [500], "direction": [-1]}
    one = normalise(of_column(*figures, **posts), method=method)
    two = normalise(of_column(*(-figure for figure in figures), **turned), method=method)
    assert column(one, "I") == pytest.approx(column(two, "I"), abs=1e-9)


def test_an_indicator_that_is_the_same_everywhere_is_named() -> None:
    two = stage(flat("I", "J"), [[1, 5], [2, 5], [3, 5]])
    for method in ("min-max", "z-score", "rank", "percentile", "borda", "frontier"):
        with pytest.raises(DataError, match="indicator J is 5 for every unit") as error:
            normalise(two, method=method)
        assert "drop it" in (error.value.remedy or "")
    years = stage(flat("I"), [[1], [2]], [[3], [3]])
    with pytest.raises(DataError, match="I is 3 for every unit that it is known for in 2001"):
        normalise(years, goalposts="year")
    assert column(normalise(years), "I", 1) == [100, 100]


def test_a_constant_up_to_rounding_is_one() -> None:
    with pytest.raises(DataError, match="cannot tell them apart"):
        normalise(of_column(0.3, 0.1 + 0.2, 0.3))


def test_a_constant_with_goalposts_is_none() -> None:
    same = of_column(5, 5, goalpost_low=[0], goalpost_high=[10])
    assert column(normalise(same), "I") == [50, 50]


def test_an_indicator_without_any_value_is_named() -> None:
    empty = stage(flat("I", "J"), [[1, None], [2, None]])
    for method in ("min-max", "none"):
        with pytest.raises(DataError, match="indicator J has no value at all"):
            normalise(empty, method=method)


def test_a_year_without_values_is_left_null() -> None:
    years = stage(flat("I"), [[1], [2]], [[None], [None]])
    for method in ("min-max", "z-score", "rank", "percentile"):
        found = normalise(years, method=method, goalposts="year")
        assert column(found, "I", 1) == [None, None]


def test_goalposts_and_targets_are_needed_where_asked_for() -> None:
    for method, what in (
        ("goalposts", "goalposts"),
        ("log-goalposts", "goalposts"),
        ("target", "target"),
    ):
        with pytest.raises(DataError, match=f"indicator I has no {what} in the framework"):
            normalise(of_column(1, 2), method=method)


def test_a_target_no_better_than_the_worst() -> None:
    with pytest.raises(DataError, match="target of I, 1, is no better than its worst value, 2"):
        normalise(of_column(2, 3, target=[1]), method="target")
    with pytest.raises(DataError, match="target of I, 4, is no better than its worst value, 3"):
        normalise(of_column(2, 3, target=[4], direction=[-1]), method="target")


def test_values_that_must_be_positive() -> None:
    with pytest.raises(DataError, match="I is -1 for B in 2000"):
        normalise(of_column(1, -1), method="frontier")
    with pytest.raises(DataError, match="I is 0 for B in 2000"):
        normalise(of_column(1, 0, direction=[-1]), method="frontier")
    posts = {"goalpost_low": [1], "goalpost_high": [10]}
    with pytest.raises(DataError, match="I is 0 for A in 2000: it has no logarithm"):
        normalise(of_column(0, 3, **posts), method="log-goalposts")
    with pytest.raises(DataError, match="lower goalpost of I, 0, has no logarithm"):
        normalise(of_column(1, 3, goalpost_low=[0], goalpost_high=[10]), method="log-goalposts")


def test_unknown_names() -> None:
    three = of_column(1, 2, 3)
    for arguments, name in (
        ({"method": "minmax"}, "minmax"),
        ({"goalposts": "all"}, "all"),
        ({"beyond": "drop"}, "drop"),
        ({"by_indicator": {"K": "rank"}}, "K"),
        ({"by_indicator": {"I": "ranks"}}, "ranks"),
        ({"by_indicator": {"I": {"means": 3}}}, "means"),
    ):
        with pytest.raises(UnknownCodeError, match=repr(name)):
            normalise(three, **arguments)
    with pytest.raises(DataError, match="'minmax', does not exist") as error:
        normalise(of_column(1, 2, normalisation=["minmax"]))
    assert error.value.where == "framework, row 2, column normalisation"
    assert error.value.remedy == "write min-max, or leave it empty"


def test_scales_and_deviations() -> None:
    for scale in ((100, 0), (5, 5), (1, 2, 3)):
        with pytest.raises(UsageError, match="no lower and upper end"):
            normalise(of_column(1, 2), scale=scale)
    with pytest.raises(UsageError, match="standard deviation"):
        normalise(of_column(1, 2), method="z-score", deviation=0)
