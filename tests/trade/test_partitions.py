"""How alike two partitions are: worked out by hand, and over all orders of the labels."""

from __future__ import annotations

from collections import Counter
from itertools import permutations
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cedic.errors import UsageError
from cedic.trade import adjusted_mutual_information, adjusted_rand

pytest.importorskip("scipy", reason="the analysis of networks needs cedic[analysis]")

PARTITIONS = st.integers(2, 12).flatmap(
    lambda size: st.tuples(
        *[st.lists(st.integers(0, 3), min_size=size, max_size=size) for _ in range(2)]
    )
)


def information(first, second):
    count = len(first)
    of_first, of_second = Counter(first), Counter(second)
    return sum(
        n / count * log(count * n / (of_first[i] * of_second[j]))
        for (i, j), n in Counter(zip(first, second, strict=True)).items()
    )


def test_by_hand():
    # Two classes of two, crossed: the information is 0, to be expected is ln 2 / 3.
    assert adjusted_mutual_information("aabb", "xyxy") == pytest.approx(-1 / 2)
    # S = 0, A = B = 2, of 6 pairs: E = 2/3.
    assert adjusted_rand("aabb", "xyxy") == pytest.approx(-1 / 2)
    # S = 1, A = 3, B = 2: E = 1.
    assert adjusted_rand("aaab", "xxyy") == pytest.approx(0)


@pytest.mark.parametrize(
    ("first", "second"), [("aabbc", "xxyyy"), ("aaabc", "xyzzz"), ("aabbcc", "xyyxyy")]
)
def test_what_is_to_be_expected_is_the_mean_over_all_orders(first, second):
    orders = [information(first, order) for order in permutations(second)]
    expected = sum(orders) / len(orders)
    entropies = (information(first, first) + information(second, second)) / 2
    by_hand = (information(first, second) - expected) / (entropies - expected)
    assert adjusted_mutual_information(first, second) == pytest.approx(by_hand, abs=1e-12)


@given(PARTITIONS)
def test_neither_side_nor_labels_matter(both):
    first, second = both
    renamed = ["other" if label else "one" for label in first]
    relabelled = [label + 10 for label in first]
    for alike in (adjusted_mutual_information, adjusted_rand):
        value = alike(first, second)
        assert alike(second, first) == (value if value is None else pytest.approx(value, abs=1e-9))
        assert alike(relabelled, second) == value
        assert value is None or value <= 1 + 1e-9
        assert alike(renamed, renamed) in (None, pytest.approx(1))


@pytest.mark.parametrize("alike", [adjusted_mutual_information, adjusted_rand])
def test_where_chance_decides_there_is_no_answer(alike):
    assert alike("aaa", "xxx") is None
    assert alike("abc", "xyz") is None
    assert alike("a", "x") is None
    assert alike("abc", "xxx") == pytest.approx(0)


@pytest.mark.parametrize("alike", [adjusted_mutual_information, adjusted_rand])
@pytest.mark.parametrize(("first", "second"), [("", ""), ("ab", "abc")])
def test_partitions_of_other_areas_are_refused(alike, first, second):
    with pytest.raises(UsageError, match="cannot be compared"):
        alike(first, second)
