"""Leaving out units of which too little is known."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from staged import staged

from cedic.errors import DataError, UnknownCodeError, UsageError
from cedic.indices import Framework, Note, Panel, Stage, impute, screen

NAN = float("nan")

# Known of four: A 4 (100 %), B 2 (50 %), C 3 (75 %), D 3 (75 %).
FOUR = {
    "W": [1, 1, 1, 0],
    "X": [2, NAN, 2, 0],
    "Y": [3, NAN, NAN, 3],
    "Z": [4, 4, 4, NAN],
}


def test_by_hand() -> None:
    after = screen(staged(FOUR))
    assert after.panel.units == ("A", "C", "D")
    assert after.notes == (
        Note("dropped: 50 % of its indicators is known, 65 % is needed", unit="B"),
    )


def test_the_threshold_itself_is_enough() -> None:
    assert screen(staged(FOUR), minimum=0.75).panel.units == ("A", "C", "D")
    assert screen(staged(FOUR), minimum=0.76).panel.units == ("A",)
    assert screen(staged(FOUR), minimum=0).panel.units == ("A", "B", "C", "D")


def test_by_weight() -> None:
    # P holds W and X at 3 : 1, Q holds Y and Z equally; the index P and Q at 3 : 1.
    # W 9/16, X 3/16, Y 1/8, Z 1/8: B knows W and Z, 11/16; C all but Y, 7/8; D all but Z, 7/8.
    framework = Framework(
        pd.DataFrame(
            {
                "code": ["I", "P", "Q", "W", "X", "Y", "Z"],
                "parent": [None, "I", "I", "P", "P", "Q", "Q"],
                "weight": [None, 3, 1, 3, 1, 5, 5],
            }
        )
    )
    stage = Stage(framework, Panel.of(pd.DataFrame({"unit": list("ABCD"), **FOUR}), framework))
    assert screen(stage, weighted=True, minimum=11 / 16).panel.units == ("A", "B", "C", "D")
    after = screen(stage, weighted=True, minimum=0.7)
    assert after.panel.units == ("A", "C", "D")
    assert after.notes[0].what == (
        "dropped: 68.75 % of its indicators by weight is known, 70 % is needed"
    )


def test_zeros_among_what_is_known() -> None:
    # Of what D knows, two of three are zero.
    assert screen(staged(FOUR), zeros=0.67).panel.units == ("A", "C", "D")
    after = screen(staged(FOUR), zeros=0.5)
    assert after.panel.units == ("A", "C")
    assert after.notes[1] == Note(
        "dropped: 66.67 % of what is known is zero, 50 % may be", unit="D"
    )


def test_imputed_values_are_not_known() -> None:
    filled = impute(staged(FOUR), method="mean")
    assert screen(filled).panel.units == ("A", "C", "D")


def test_each_year_on_its_own() -> None:
    stage = staged(
        {"X": [[1, 2, NAN], [1, NAN, NAN]], "Y": [[1, 2, 3], [1, NAN, NAN]]}, years=[2000, 2001]
    )
    after = screen(stage)
    assert after.panel.units == ("A", "B")
    assert after.panel.present.tolist() == [[True, True], [True, False]]
    assert [(note.unit, note.year) for note in after.notes] == [
        ("C", "2000"),
        ("B", "2001"),
        ("C", "2001"),
    ]
    # What is gone is gone: its values and what was imputed of it too.
    half = screen(impute(stage), minimum=0.5)
    assert half.panel.present.tolist() == [[True, True, True], [True, False, False]]
    assert np.isnan(half.panel.values[1, 1:]).all()
    assert not half.panel.imputed[1, 1:].any()


def test_units_that_are_not_there_are_not_dropped() -> None:
    framework = staged(FOUR).framework
    table = pd.DataFrame(
        {"unit": ["A", "B", "A"], "year": [1, 1, 2], "W": 1, "X": 1, "Y": 1, "Z": 1}
    )
    assert screen(Stage(framework, Panel.of(table, framework))).notes == ()


def test_keep_and_drop() -> None:
    after = screen(staged(FOUR), keep=["B"], drop=["A"])
    assert after.panel.units == ("B", "C", "D")
    assert after.notes == (Note("dropped: as asked for", unit="A"),)


def test_arguments_are_data_and_replay() -> None:
    after = screen(staged(FOUR), keep=("B",), zeros=0.5)
    again = screen(staged(FOUR), **json.loads(json.dumps(after.arguments)))
    assert again.panel.units == after.panel.units
    assert again.notes == after.notes


def test_nobody_left() -> None:
    with pytest.raises(DataError, match=r"75 % of the indicators is known, 90 % is needed"):
        screen(staged({code: of[1:] for code, of in FOUR.items()}), minimum=0.9)
    with pytest.raises(DataError, match="No unit is left"):
        screen(staged({"X": [NAN, NAN]}))


@pytest.mark.parametrize(
    "arguments", [{"minimum": 65}, {"minimum": -0.1}, {"zeros": 1.5}, {"minimum": NAN}]
)
def test_shares_are_shares(arguments: dict[str, float]) -> None:
    with pytest.raises(UsageError, match="give a share from 0 to 1"):
        screen(staged(FOUR), **arguments)


def test_units_that_do_not_exist() -> None:
    with pytest.raises(UnknownCodeError, match="There is no unit called 'Q'"):
        screen(staged(FOUR), keep=["Q"])
    with pytest.raises(UsageError, match="both name A"):
        screen(staged(FOUR), keep=["A"], drop=["A", "B"])


@settings(max_examples=30, deadline=None)
@given(
    values=arrays("float64", (2, 6, 3), elements=st.sampled_from([0.0, 1.0, NAN])),
    order=st.permutations(range(6)),
)
def test_permuting_units_permutes_the_result(values: np.ndarray, order: list[int]) -> None:
    values[:, 0] = 1  # somebody is left
    stage = staged({code: values[:, :, at] for at, code in enumerate("XYZ")}, years=[1, 2])
    units = tuple(stage.panel.units[at] for at in order)
    other = replace(stage.panel, units=units, values=stage.panel.values[:, order])
    first = screen(stage, zeros=0.5).panel
    second = screen(replace(stage, panel=other), zeros=0.5).panel
    at = [first.units.index(unit) for unit in second.units]
    np.testing.assert_equal(second.values, first.values[:, at])
    np.testing.assert_equal(second.present, first.present[:, at])
