"""Aggregating: each method on figures worked by hand, gaps, weights, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from indexing import column, flat, framework, stage

from cedic.errors import DataError, UnknownCodeError, UsageError
from cedic.indices import aggregate, weigh

TREE = framework(
    [
        {"code": "A1", "parent": "A", "weight": 1},
        {"code": "B1", "parent": "B", "weight": 1},
        {"code": "A2", "parent": "A", "weight": 3},
        {"code": "B2", "parent": "B", "weight": 1},
        {"code": "A", "parent": "X", "weight": 2},
        {"code": "B", "parent": "X", "weight": 6},
        {"code": "X"},
    ]
)
"""Three levels; the parts of an aggregate are not beside each other."""


def test_the_means_of_two_parts() -> None:
    two = stage(flat("I", "J", weight=[1, 3]), [[16, 1]])
    # (16 + 3)/4; 16^¼; 4/(1/16 + 3).
    assert column(aggregate(two), "X") == [4.75]
    assert column(aggregate(two, method="geometric"), "X") == pytest.approx([2])
    assert column(aggregate(two, method="harmonic"), "X") == pytest.approx([64 / 49])


def test_mazziotta_pareto_takes_off_what_is_uneven() -> None:
    two = stage(flat("I", "J"), [[90, 110], [100, 100]])
    # Mean 100, variance 100: 100 ∓ 1.
    assert column(aggregate(two, method="mazziotta-pareto"), "X") == [99, 100]
    plus = aggregate(two, method="mazziotta-pareto", penalty="plus")
    assert column(plus, "X") == [101, 100]
    # Weights ¼ and ¾: mean 105, variance (225 + 3 × 25)/4 = 75.
    uneven = stage(flat("I", "J", weight=[1, 3]), [[90, 110]])
    found = aggregate(uneven, method="mazziotta-pareto")
    assert column(found, "X") == pytest.approx([105 - 75 / 105])


def test_copeland_counts_wins() -> None:
    # A beats B in I (1), loses J (3): ¼ and ¾; a draw with C in I counts ⅛ and J is won.
    three = stage(flat("I", "J", weight=[1, 3]), [[5, 5], [4, 9], [5, 1]])
    assert column(aggregate(three, method="copeland"), "X") == [1.125, 1.5, 0.375]


def test_copeland_compares_what_both_know() -> None:
    # A and B share I only (A wins 1 to 0), A and C share J (A loses), B and C nothing: a draw.
    three = stage(flat("I", "J"), [[5, 1], [4, None], [None, 2]])
    assert column(aggregate(three, method="copeland"), "X") == [1, 0.5, 1.5]


def test_copeland_of_gaps_and_of_none_agree() -> None:
    figures = [[3, 1, 2], [2, 2, 2], [1, 3, 2], [0, 5, 9]]
    made_of = flat("I", "J", "K", weight=[1, 2, 3])
    whole = aggregate(stage(made_of, figures), method="copeland")
    # A unit that is not scored is no rival.
    beside = aggregate(stage(made_of, [*figures, [None, None, None]]), method="copeland")
    assert column(beside, "X")[:4] == pytest.approx(column(whole, "X"))
    assert column(beside, "X")[4] is None


def test_level_by_level() -> None:
    # A = (0 + 3 × 8)/4 = 6, B = (2 + 6)/2 = 4, X = (2 × 6 + 6 × 4)/8 = 4.5.
    found = aggregate(stage(TREE, [[0, 2, 8, 6]]))
    assert found.panel.columns == ("A1", "B1", "A2", "B2", "A", "B", "X")
    assert [column(found, code)[0] for code in "ABX"] == [6, 4, 4.5]
    assert found.weights is not None
    shares = dict(zip(found.panel.columns, found.weights[0, 0], strict=True))
    assert [shares[code] for code in ("A1", "A2", "B1", "B2", "A", "B")] == [
        0.25,
        0.75,
        0.5,
        0.5,
        0.25,
        0.75,
    ]
    assert np.isnan(shares["X"])


def test_each_level_its_own_way() -> None:
    row = [[0, 2, 8, 6]]
    for key in (3, "3"):
        found = aggregate(stage(TREE, row), by_level={key: "geometric"})
        assert column(found, "X") == pytest.approx([6**0.25 * 4**0.75])
        assert found.arguments["by_level"] == {"3": "geometric"}


def test_what_is_missing_has_no_weight() -> None:
    # Of A ¾ is known, of B ½ in the first row and nothing in the second.
    rows = [[None, 2, 8, None], [None, None, 8, None], [4, 2, None, 6]]
    found = aggregate(stage(TREE, rows), minimum=0.5)
    assert column(found, "A") == [8, 8, None]
    assert column(found, "B") == [2, None, 4]
    # X of the second has only A, a quarter of its weight; of the third only B, three quarters.
    assert column(found, "X") == [(2 * 8 + 6 * 2) / 8, None, 4]
    assert found.weights is not None
    assert found.weights[0, 0, found.panel.position("A1")] == 0
    assert found.weights[0, 0, found.panel.position("A2")] == 1
    least = aggregate(stage(TREE, rows), minimum=0)
    assert column(least, "X") == [3.5, 8, 4]
    assert column(least, "A") == [8, 8, 4]
    most = aggregate(stage(TREE, rows), minimum=1)
    assert column(most, "X") == [None, None, None]


def test_a_minimum_of_thirds_is_reached() -> None:
    third = stage(flat("I", "J", "K", weight=[1 / 3, 1 / 3, 1 / 3]), [[3, 6, None]])
    assert column(aggregate(third, minimum=2 / 3), "X") == pytest.approx([4.5])


def test_a_level_may_need_more_than_the_others() -> None:
    # A1 alone is a quarter of A, B1 half of B: with ¼ both have a score, X needs both or half of it.
    before = stage(TREE, [[4, 8, None, None], [4, None, None, None]])
    found = aggregate(before, minimum=0.25, minimum_by_level={3: 1})
    assert column(found, "A") == [4, 4]
    assert column(found, "X") == [7, None]
    assert found.arguments["minimum_by_level"] == {"3": 1}
    assert column(aggregate(before, minimum=0.25), "X") == [7, 4]
    assert column(aggregate(before, minimum=1, minimum_by_level={"2": 0.25}), "X") == [7, None]


def test_a_unit_that_is_not_there_has_no_score() -> None:
    before = stage(flat("I"), [[1], [2]])
    absent = replace(before, panel=replace(before.panel, present=np.array([[True, False]])))
    assert column(aggregate(absent), "X") == [1, None]


def test_imputed_shares_are_carried_up_with_the_weights() -> None:
    before = stage(TREE, [[0, 2, 8, 6], [0, 2, None, 6]])
    imputed = np.zeros((1, 2, 4))
    imputed[0, 0, 2] = imputed[0, 1, 0] = 1
    found = aggregate(replace(before, panel=before.panel.with_values(before.panel.values, imputed)))
    at = [found.panel.position(code) for code in "ABX"]
    assert found.panel.imputed[0, 0, at].tolist() == [0.75, 0, 0.1875]
    # With A2 missing, A has no score; what there is of it is imputed.
    found = aggregate(
        replace(before, panel=before.panel.with_values(before.panel.values, imputed)), minimum=0
    )
    assert found.panel.imputed[0, 1, at].tolist() == [1, 0, 0.25]


def test_weights_of_ones_own_take_the_place_of_all_others() -> None:
    # A = (0 × 1 + 8 × 1)/2 = 4; B as it was, 4; and X of equal parts.
    found = aggregate(stage(TREE, [[0, 2, 8, 6]]), weights={"A2": 1, "A": 6})
    assert [column(found, code)[0] for code in "ABX"] == [4, 4, 4]
    assert found.arguments["weights"] == {"A2": 1, "A": 6}
    ruled = weigh(stage(TREE, [[0, 2, 8, 6]]), method="equal")
    assert column(aggregate(ruled, weights={"A2": 3}), "A") == [6]


def test_a_part_without_weight_does_not_matter() -> None:
    zero = stage(flat("I", "J", weight=[1, 0]), [[4, -5], [None, 3]])
    for method in ("arithmetic", "geometric", "harmonic"):
        assert column(aggregate(zero, method=method, minimum=0), "X") == [4, None]


@settings(deadline=None)
@given(st.data())
def test_means_lie_between_their_parts_in_their_order(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 6))
    positive = st.floats(0.5, 200)
    row = data.draw(st.lists(positive, min_size=count, max_size=count))
    weights = data.draw(st.lists(positive, min_size=count, max_size=count))
    before = stage(flat(*(f"I{at}" for at in range(count)), weight=weights), [row])
    means = [
        column(aggregate(before, method=method), "X")[0]
        for method in ("harmonic", "geometric", "arithmetic")
    ]
    ends = [min(row), *means, max(row)]
    assert all(low <= high + 1e-9 for low, high in pairwise(ends))


@settings(deadline=None)
@given(st.floats(0.01, 100), st.sampled_from(("arithmetic", "geometric", "mazziotta-pareto")))
def test_weights_can_be_on_any_scale(factor: float, method: str) -> None:
    rows = [[70.0, 90.0, 130.0], [100.0, 101.0, 99.0]]
    scores = [
        column(
            aggregate(
                stage(flat("I", "J", "K", weight=[1 * by, 2 * by, 3 * by]), rows), method=method
            ),
            "X",
        )
        for by in (1, factor)
    ]
    assert scores[0] == pytest.approx(scores[1])


def test_scores_that_must_be_positive() -> None:
    made_of = flat("I", "J")
    for method in ("geometric", "harmonic"):
        for bad in (0, -3):
            with pytest.raises(
                DataError, match=f"J is {bad} for B in 2001: X is a {method} mean"
            ) as error:
                aggregate(stage(made_of, [[1, 1], [1, 1]], [[1, 1], [1, bad]]), method=method)
            assert "scale=(1, 100)" in (error.value.remedy or "")
    with pytest.raises(DataError, match="parts of X is 0 for A in 2000: a Mazziotta"):
        aggregate(stage(made_of, [[-1, 1]]), method="mazziotta-pareto")


def test_bad_arguments() -> None:
    before = stage(TREE, [[1, 1, 1, 1]])
    for arguments, name in (
        ({"method": "mean"}, "mean"),
        ({"by_level": {1: "geometric"}}, "1"),
        ({"by_level": {"4": "geometric"}}, "4"),
        ({"by_level": {2: "geo"}}, "geo"),
        ({"minimum_by_level": {4: 1}}, "4"),
        ({"penalty": "both"}, "both"),
        ({"weights": {"A3": 1}}, "A3"),
        ({"weights": {"X": 1}}, "X"),
    ):
        with pytest.raises(UnknownCodeError, match=repr(name)):
            aggregate(before, **arguments)
    for minimum in (-0.1, 1.1, float("nan")):
        with pytest.raises(UsageError, match="minimum"):
            aggregate(before, minimum=minimum)
        with pytest.raises(UsageError, match="minimum"):
            aggregate(before, minimum_by_level={3: minimum})
    for weight in (-1, float("nan")):
        with pytest.raises(UsageError, match="weight of A1 is"):
            aggregate(before, weights={"A1": weight})
    with pytest.raises(UsageError, match="weights of A1, A2 are all 0"):
        aggregate(before, weights={"A1": 0, "A2": 0})


def test_the_mean_of_equal_parts_is_what_they_are() -> None:
    same = stage(flat("I", "J", "K"), [[sqrt(2)] * 3])
    for method in ("arithmetic", "geometric", "harmonic", "mazziotta-pareto"):
        assert column(aggregate(same, method=method), "X") == pytest.approx([sqrt(2)])
