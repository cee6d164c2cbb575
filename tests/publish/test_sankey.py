from __future__ import annotations

from cedic.publish.flows import OTHERS, flows_of


def rows(cells):
    return [{"SERIES": one, "COUNTERPART": other, "VALUE": value} for one, other, value in cells]


def test_nodes_are_as_large_as_their_ribbons():
    flows = flows_of(rows([("A", "X", 5), ("A", "Y", 3), ("B", "X", 1)]))
    assert flows.left == {"A": 8, "B": 1}
    assert flows.right == {"X": 6, "Y": 3}
    assert flows.ribbons == {("A", "X"): 5, ("A", "Y"): 3, ("B", "X"): 1}
    assert flows.grouped == (0, 0)


def test_the_small_ones_are_grouped_and_counted():
    flows = flows_of(rows([("A", f"P{n}", n) for n in range(1, 8)]), most=3)
    assert list(flows.right) == ["P7", "P6", "P5", OTHERS]
    assert flows.right[OTHERS] == 1 + 2 + 3 + 4
    assert flows.grouped == (0, 4)
    assert sum(flows.ribbons.values()) == sum(flows.left.values()) == sum(flows.right.values())


def test_one_alone_is_not_grouped():
    flows = flows_of(rows([("A", f"P{n}", n) for n in range(1, 5)]), most=3)
    assert OTHERS not in flows.right
    assert flows.grouped == (0, 0)


def test_what_is_not_above_zero_is_counted_and_not_drawn():
    flows = flows_of(rows([("A", "X", 5), ("A", "Y", 0), ("B", "X", -2)]))
    assert flows.ribbons == {("A", "X"): 5}
    assert flows.undrawn == 2
