"""Weighing: each rule on figures worked by hand, and what is refused."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from indexing import column, flat, framework, stage

from cedic.errors import DataError, UnknownCodeError, UsageError
from cedic.indices import Stage, aggregate, normalise, weigh

TWO = flat("I", "J", weight=[1, 3])
THREE = flat("I", "J", "K")


def weights(found: Stage, *codes: str, year: int = 0, unit: int = 0) -> list[float]:
    """The weights of columns, for the first unit in the first year."""
    assert found.weights is not None
    return [float(found.weights[year, unit, found.panel.position(code)]) for code in codes]


def test_given_and_equal() -> None:
    before = stage(TWO, [[4, 8]])
    assert weights(aggregate(before), "I", "J") == [0.25, 0.75]
    assert weights(aggregate(weigh(before)), "I", "J") == [0.25, 0.75]
    assert weights(aggregate(weigh(before, method="equal")), "I", "J") == [0.5, 0.5]


def test_weights_of_ones_own() -> None:
    before = stage(TWO, [[4, 8]])
    assert weights(aggregate(weigh(before, weights={"J": 1})), "I", "J") == [0.5, 0.5]
    found = aggregate(weigh(before, method="equal", weights={"I": 4}))
    assert weights(found, "I", "J") == [0.8, 0.2]
    # Those of aggregate win over those of the rule.
    found = aggregate(weigh(before, weights={"J": 1}), weights={"I": 3})
    assert weights(found, "I", "J") == [0.75, 0.25]


def test_a_rule_is_of_one_level() -> None:
    made_of = framework(
        [
            {"code": "I", "parent": "A", "weight": 1},
            {"code": "J", "parent": "A", "weight": 3},
            {"code": "K", "parent": "B", "weight": 1},
            {"code": "A", "parent": "X", "weight": 1},
            {"code": "B", "parent": "X", "weight": 4},
            {"code": "X"},
        ]
    )
    before = weigh(stage(made_of, [[0, 4, 8]]), method="equal", level=2)
    found = aggregate(before)
    assert weights(found, "I", "J", "K", "A", "B") == [0.25, 0.75, 1, 0.5, 0.5]
    both = aggregate(weigh(before, method="equal", level=1))
    assert weights(both, "I", "J", "A", "B") == [0.5] * 4
    # The later rule of a level is the one that counts.
    again = aggregate(weigh(before, method="given", level=2))
    assert weights(again, "A", "B") == [0.2, 0.8]


def test_the_first_component_of_two_that_vary_together() -> None:
    # Of two standardised variables the first component weighs both by √½.
    rows = [[1, 2], [2, 1], [3, 5], [4, 4]]
    for loadings in ("squared", "plain"):
        found = aggregate(weigh(stage(TWO, rows), method="pca", loadings=loadings))
        assert weights(found, "I", "J") == pytest.approx([0.5, 0.5])
        assert not found.notes


def test_squared_and_plain_loadings() -> None:
    # I and J the same, K uncorrelated with both: the component is (√½, √½, 0).
    rows = [[1, 1, 1], [1, 1, -1], [-1, -1, 1], [-1, -1, -1]]
    for loadings in ("squared", "plain"):
        found = aggregate(weigh(stage(THREE, rows), method="pca", loadings=loadings))
        assert weights(found, "I", "J", "K") == pytest.approx([0.5, 0.5, 0])


def test_a_part_that_runs_against_the_others_is_told() -> None:
    rows = [[1, 1, -1], [2, 2, -2], [3, 3, -3], [4, 4, -4]]
    squared = aggregate(weigh(stage(THREE, rows), method="pca"))
    assert weights(squared, "I", "J", "K") == pytest.approx([1 / 3] * 3)
    assert [(note.code, note.what) for note in squared.notes] == [
        ("K", "runs against its siblings: a loading of -0.58, weighed by its size")
    ]
    plain = aggregate(weigh(stage(THREE, rows), method="pca", loadings="plain"))
    assert weights(plain, "I", "J", "K") == pytest.approx([0.5, 0.5, 0])
    assert plain.notes[0].what.endswith("it has no weight")


def test_the_sign_of_a_component_means_nothing() -> None:
    # All three vary together; the solver gives their component with negative signs.
    rows = [[7, 6, 5], [3, 3, 1], [1, 1, 2], [7, 6, 8], [5, 5, 8]]
    found = aggregate(weigh(stage(THREE, rows), method="pca", loadings="plain"))
    assert min(weights(found, "I", "J", "K")) > 0.3
    assert not found.notes
    # Of two that are opposite the first counts.
    found = aggregate(weigh(stage(TWO, [[1, 3], [2, 2], [3, 1]]), method="pca", loadings="plain"))
    assert weights(found, "I", "J") == [1, 0]
    assert [note.code for note in found.notes] == ["J"]


def test_entropy_weighs_what_tells_units_apart() -> None:
    # J is the same for both units: no information. Of I the shares are ¼ and ¾.
    found = aggregate(weigh(stage(TWO, [[1, 5], [3, 5]]), method="entropy"))
    assert weights(found, "I", "J") == pytest.approx([1, 0])
    rows = [[1, 0], [3, 8]]
    apart = 1 + (log(1 / 4) / 4 + 3 * log(3 / 4) / 4) / log(2)
    found = aggregate(weigh(stage(TWO, rows), method="entropy"))
    # All of J is with one unit: its entropy is 0.
    assert weights(found, "I", "J") == pytest.approx([apart / (1 + apart), 1 / (1 + apart)])


def test_optimised_weights_balance_correlations() -> None:
    # J and K are nearly the same: with equal weights they would outweigh I.
    rng = np.random.default_rng(5)
    one, two, noise = rng.normal(size=(3, 200))
    rows = np.column_stack([one, two, two + noise / 5])
    before = stage(THREE, *(rows[start : start + 10] for start in range(0, 200, 10)))
    found = aggregate(weigh(before, method="optimised"))
    score = found.panel.column("X").ravel()
    correlations = [np.corrcoef(column, score)[0, 1] for column in rows.T]
    assert correlations == pytest.approx([np.mean(correlations)] * 3, abs=0.02)
    assert weights(found, "I")[0] > 0.45
    assert not found.notes
    found = aggregate(weigh(before, method="optimised", importance={"I": 2}))
    score = found.panel.column("X").ravel()
    correlations = [np.corrcoef(column, score)[0, 1] for column in rows.T]
    assert correlations[0] / sum(correlations) == pytest.approx(0.5, abs=0.01)


def test_what_cannot_be_reached_is_told() -> None:
    rows = [[1, 1], [2, 2], [3, 3], [4, 4.1]]
    found = aggregate(weigh(stage(TWO, rows), method="optimised", importance={"I": 9, "J": 1}))
    assert "no weights give I, J the importance asked for" in found.notes[0].what
    assert found.notes[0].code == "X"


def test_the_benefit_of_the_doubt() -> None:
    # A is best in I, B in J; C is dominated: with weights (1, 0) it has 40, with (0, 1) 60, and
    # where A and B bind, w = (5/6, 5/6), 5/6 × (40 + 60) = 83.3.
    rows = [[100, 20], [20, 100], [40, 60], [0, 0]]
    before = normalise(stage(TWO, rows))
    before = weigh(before, method="dea")
    found = aggregate(before)
    scores = column(found, "X")
    # Normalised, I is 100, 20, 40 and J is 20, 100, 60, as it was.
    assert scores == pytest.approx([100, 100, 250 / 3, 0])
    assert weights(found, "I", "J", unit=2) == pytest.approx([5 / 6, 5 / 6])
    assert found.weights is not None
    made = (found.weights * np.nan_to_num(found.panel.values))[0, :, :2].sum(axis=1)
    assert made == pytest.approx(scores)


def test_bounds_on_shares_of_the_score_and_of_the_weights() -> None:
    rows = [[100, 20], [20, 100], [40, 60], [50, 50]]
    before = stage(TWO, rows)
    halves = aggregate(weigh(before, method="dea", share=(0.5, 0.5)))
    parts = np.array(weights(halves, "I", "J", unit=2)) * [40, 60]
    assert parts[0] == pytest.approx(parts[1])
    equal = aggregate(weigh(before, method="dea", share=(0.5, 0.5), share_of="weight"))
    # Equal weights w for all: the best sum is 120, at the top of 100.
    assert column(equal, "X") == pytest.approx([100, 100, 250 / 3, 250 / 3])


def test_the_benefit_of_the_doubt_knows_only_what_is_known() -> None:
    rows = [[100, 20], [20, 100], [None, 50]]
    found = aggregate(weigh(stage(TWO, rows), method="dea"), minimum=0)
    assert column(found, "X")[2] == pytest.approx(50)
    assert weights(found, "I", "J", unit=2) == pytest.approx([0, 1])


def test_the_frontier_of_the_panel_or_of_each_year() -> None:
    years = stage(flat("I"), [[50], [25]], [[100], [40]])
    panel = aggregate(weigh(years, method="dea"))
    assert column(panel, "X") == pytest.approx([50, 25])
    year = aggregate(weigh(years, method="dea", over="year"))
    assert column(year, "X") == pytest.approx([100, 50])


def test_weights_of_each_year() -> None:
    first, second = [[1, 5], [3, 5]], [[5, 1], [5, 3]]
    years = stage(TWO, first, second)
    found = aggregate(weigh(years, method="entropy", over="year"))
    assert weights(found, "I", "J", year=0) == pytest.approx([1, 0])
    assert weights(found, "I", "J", year=1) == pytest.approx([0, 1])
    panel = aggregate(weigh(years, method="entropy"))
    assert weights(panel, "I", "J", year=1) == pytest.approx([0.5, 0.5])


def test_an_only_part_needs_no_estimate() -> None:
    made_of = framework(
        [
            {"code": "I", "parent": "A"},
            {"code": "J", "parent": "B"},
            {"code": "K", "parent": "B"},
            {"code": "A", "parent": "X"},
            {"code": "B", "parent": "X"},
            {"code": "X"},
        ]
    )
    rows = [[7, 1, 2], [7, 2, 1], [7, 3, 5]]
    for method in ("pca", "entropy", "optimised"):
        found = aggregate(weigh(stage(made_of, rows), method=method))
        assert weights(found, "I") == [1]


@settings(deadline=None, max_examples=30)
@given(st.permutations(range(6)), st.sampled_from(("pca", "entropy", "optimised")))
def test_the_order_of_units_does_not_matter(order: list[int], method: str) -> None:
    rows = [[1, 7, 3], [2, 5, 4], [3, 6, 6], [4, 1, 5], [5, 2, 9], [6, 4, 8]]
    one = aggregate(weigh(stage(THREE, rows), method=method))
    two = aggregate(weigh(stage(THREE, [rows[at] for at in order]), method=method))
    assert weights(one, "I", "J", "K") == pytest.approx(weights(two, "I", "J", "K"), abs=1e-4)
    again = aggregate(weigh(stage(THREE, rows), method=method))
    assert one.panel.values.tobytes() == again.panel.values.tobytes()


def test_too_little_to_estimate_from() -> None:
    few = stage(TWO, [[1, 2], [2, None], [3, 4]])
    for method in ("pca", "optimised"):
        with pytest.raises(
            DataError, match=f"known together for 2 units .* weigh them by {method}"
        ):
            aggregate(weigh(few, method=method))
        with pytest.raises(DataError, match="J is 5 throughout"):
            aggregate(weigh(stage(TWO, [[1, 5], [2, 5], [3, 5]]), method=method))
    years = stage(TWO, [[1, 2], [2, 1], [3, 4]], [[1, 2], [None, 1], [None, 3]])
    with pytest.raises(DataError, match="known together for 1 units and years in 2001"):
        aggregate(weigh(years, method="pca", over="year"))
    with pytest.raises(DataError, match="I, J are the same for all units"):
        aggregate(weigh(stage(TWO, [[1, 5], [1, 5]]), method="entropy"))
    with pytest.raises(DataError, match="J has 1 values"):
        aggregate(weigh(stage(TWO, [[1, 5], [2, None]]), method="entropy"))


def test_scores_below_zero() -> None:
    for method in ("entropy", "dea"):
        with pytest.raises(DataError, match="J is -1 for B in 2000"):
            aggregate(weigh(stage(TWO, [[1, 5], [2, -1]]), method=method))


def test_shares_that_cannot_be() -> None:
    rows = [[1, 5], [2, 0]]
    with pytest.raises(DataError, match="No weights of I, J give each a share"):
        aggregate(weigh(stage(TWO, rows), method="dea", share=(0.2, 0.8)))
    aggregate(weigh(stage(TWO, rows), method="dea", share=(0.2, 0.8), share_of="weight"))


def test_weights_of_each_unit_go_with_the_arithmetic_mean_only() -> None:
    before = weigh(stage(TWO, [[1, 5], [2, 1]]), method="dea")
    for method in ("geometric", "copeland"):
        with pytest.raises(UsageError, match="each unit has weights of its own"):
            aggregate(before, method=method)
    with pytest.raises(UsageError, match="J is given a weight"):
        aggregate(before, weights={"J": 2})


def test_bad_arguments() -> None:
    before = stage(TWO, [[1, 2]])
    for arguments, name in (
        ({"method": "PCA2"}, "PCA2"),
        ({"level": 2}, "2"),
        ({"level": 0}, "0"),
        ({"over": "years"}, "years"),
        ({"loadings": "rotated"}, "rotated"),
        ({"share_of": "all"}, "all"),
        ({"weights": {"X": 1}}, "X"),
        ({"importance": {"Z": 1}}, "Z"),
    ):
        with pytest.raises(UnknownCodeError, match=repr(name)):
            weigh(before, **arguments)
    for arguments in ({"weights": {"I": -1}}, {"importance": {"I": -1}}):
        with pytest.raises(UsageError, match="is -1"):
            weigh(before, **arguments)
    for share in ((0.5, 0.2), (-0.1, 1), (0.5,)):
        with pytest.raises(UsageError, match="share of a part"):
            weigh(before, method="dea", share=share)
    with pytest.raises(UsageError, match="none can be given"):
        weigh(before, method="dea", weights={"I": 1})
    many = stage(TWO, [[1, 2], [2, 1], [3, 3]])
    with pytest.raises(UsageError, match="importance of I, J sums to zero"):
        aggregate(weigh(many, method="optimised", importance={"I": 0, "J": 0}))
