"""Flows between areas, as a flow chart draws them: the largest areas, the small ones together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

MOST_SIDE = 12
"""How many areas stand by themselves on a side."""
OTHERS = ""
"""The code of what is grouped; no area has it."""


@dataclass(frozen=True)
class Flows:
    """The ribbons of a flow chart.

    Parameters
    ----------
    left, right : dict of str to float
        What leaves and reaches each area, the largest first and the grouped ones last.
    ribbons : dict of (str, str) to float
        What goes from an area on the left to one on the right.
    grouped : tuple of int
        How many areas the last one on the left and on the right stands for.
    undrawn : int
        The flows of zero or less.
    """

    left: dict[str, float]
    right: dict[str, float]
    ribbons: dict[tuple[str, str], float]
    grouped: tuple[int, int]
    undrawn: int


def flows_of(rows: Iterable[Mapping[str, Any]], most: int = MOST_SIDE) -> Flows:
    """The flows of rows with SERIES, COUNTERPART and VALUE.

    Parameters
    ----------
    rows : iterable of mapping
        One for each pair of areas; all have a value.
    most : int
        How many areas a side may have before its smallest are grouped.
    """
    known = list(rows)
    drawn = [row for row in known if row["VALUE"] > 0]
    left, right = (_sums(drawn, name) for name in ("SERIES", "COUNTERPART"))
    kept = [set(_largest(side, most)) for side in (left, right)]
    ribbons: Counter[tuple[str, str]] = Counter()
    for row in drawn:
        one, other = row["SERIES"], row["COUNTERPART"]
        ends = (one if one in kept[0] else OTHERS, other if other in kept[1] else OTHERS)
        ribbons[ends] += row["VALUE"]
    return Flows(
        _grouped(left, most),
        _grouped(right, most),
        dict(ribbons),
        (len(left) - len(kept[0]), len(right) - len(kept[1])),
        len(known) - len(drawn),
    )


def _sums(rows: list[Mapping[str, Any]], name: str) -> Counter[str]:
    sums: Counter[str] = Counter()
    for row in rows:
        sums[row[name]] += row["VALUE"]
    return sums


def _largest(side: Counter[str], most: int) -> list[str]:
    # One alone would not be grouped with another.
    return [code for code, _ in side.most_common(None if len(side) <= most + 1 else most)]


def _grouped(side: Counter[str], most: int) -> dict[str, float]:
    kept = {code: float(side[code]) for code in _largest(side, most)}
    if len(kept) < len(side):
        kept[OTHERS] = side.total() - sum(kept.values())
    return kept
