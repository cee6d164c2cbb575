"""Dividing indicators by what makes units comparable."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cedic.errors import DataError
from cedic.indices import Framework, Note, Panel, Stage, denominate

NAN = float("nan")
FRAMEWORK = Framework(
    pd.DataFrame(
        {
            "code": ["I", "X", "Y", "Z", "POP"],
            "parent": [None, "I", "I", "I", None],
            "denominator": [None, "POP", None, "Y", None],
        }
    )
)


def stage(**columns: list[float]) -> Stage:
    return Stage(FRAMEWORK, Panel.of(pd.DataFrame(columns), FRAMEWORK))


def test_by_hand() -> None:
    before = stage(unit=["A", "B"], X=[10, 9], Y=[2, 4], Z=[6, 2], POP=[4, 3])
    after = denominate(before)
    # X by population: 10/4, 9/3; Z by the indicator Y: 6/2, 2/4; Y stays.
    assert after.panel.values[0].tolist() == [[2.5, 2, 3], [3, 4, 0.5]]
    assert before.panel.values[0].tolist() == [[10, 2, 6], [9, 4, 2]]
    assert (after.step, after.arguments, after.notes) == ("denominate", {}, ())


def test_no_denominator_gives_null_and_is_told() -> None:
    after = denominate(stage(unit=["A", "B", "C"], X=[1, 2, NAN], Y=1, Z=1, POP=[0, NAN, NAN]))
    assert np.isnan(after.panel.column("X")).all()
    assert after.notes == (Note("2 values have no denominator POP, and are null", "X"),)


def test_a_negative_denominator() -> None:
    with pytest.raises(DataError, match=r"POP is negative: -3 for B\.\n"):
        denominate(stage(unit=["A", "B"], X=[1, 1], Y=[1, 1], Z=[1, 1], POP=[4, -3]))
    table = pd.DataFrame(
        {"unit": ["A", "B"], "year": 2001, "X": 1, "Y": 1, "Z": 1, "POP": [-1, -3]}
    )
    with pytest.raises(DataError, match="is negative: -1 for A in 2001 and 1 more"):
        denominate(Stage(FRAMEWORK, Panel.of(table, FRAMEWORK)))


@settings(deadline=None)
@given(st.lists(st.integers(1, 1000), min_size=2, max_size=9), st.integers(1, 20))
def test_only_the_ratio_counts(values: list[int], scale: int) -> None:
    units = [f"U{at}" for at in range(len(values))]
    once = stage(unit=units, X=values, Y=1, Z=1, POP=values[::-1])
    more = stage(
        unit=units, X=[x * scale for x in values], Y=1, Z=1, POP=[x * scale for x in values[::-1]]
    )
    first, second = (denominate(before).panel.column("X") for before in (once, more))
    assert second == pytest.approx(first, rel=1e-15)
