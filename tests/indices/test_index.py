"""A whole index by hand, at every stage; and what must not matter to any index."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cedic.errors import UnknownCodeError
from cedic.indices import Index, Result

FRAMEWORK = pd.DataFrame(
    [
        # code, parent, direction, weight, denominator, low, high, normalisation
        ("I1", "P1", 1, 1, "POP", None, None, None),
        ("I2", "P1", -1, 1, None, None, None, None),
        ("I3", "P1", 1, 2, None, 0, 4, None),
        ("I4", "P2", 1, 1, None, None, None, "percentile"),
        ("I5", "P2", 1, 1, None, None, None, None),
        ("P1", "X", None, 3, None, None, None, None),
        ("P2", "X", None, 1, None, None, None, None),
        ("X", None, None, None, None, None, None, None),
        ("POP", None, None, None, None, None, None, None),
    ],
    columns=[
        "code",
        "parent",
        "direction",
        "weight",
        "denominator",
        "goalpost_low",
        "goalpost_high",
        "normalisation",
    ],
)
VALUES = pd.DataFrame(
    [
        ("A", 2000, 2, 0, 8, 1, 1, 10),
        ("B", 2000, 5, 10, 6, 2, 3, 20),
        ("C", 2000, 10, 40, 4, 5, 5, 30),
        ("D", 2000, 4, 20, 0, 4, 7, 50),
        ("A", 2001, 2, 2, 8, 3, 2, 20),
        ("B", 2001, 5, 15, 5, None, 4, 30),
        ("C", 2001, 10, 50, 2, 2, 6, 40),
        ("D", 2001, 4, 40, 4, 4, 8, 50),
    ],
    columns=["unit", "year", "POP", "I1", "I2", "I3", "I4", "I5"],
)
PER_HEAD = [[0, 2, 4, 5], [1, 3, 5, 10]]
"""I1 by POP: 0/2, 10/5, 40/10, 20/4; 2/2, 15/5, 50/10, 40/4."""
NORMALISED = {
    # Of 0 … 10.
    "I1": [[0, 20, 40, 50], [10, 30, 50, 100]],
    # Of 8 … 0, less being better.
    "I2": [[0, 25, 50, 100], [0, Fraction("37.5"), 75, 50]],
    # Of its goalposts 0 … 4: the 5 of C is cut.
    "I3": [[25, 50, 100, 100], [75, None, 50, 100]],
    # Of eight values 1 … 8 all over the panel: (rank − 1)/7.
    "I4": [[Fraction(100 * worse, 7) for worse in year] for year in ([0, 2, 4, 6], [1, 3, 5, 7])],
    # Of 10 … 50.
    "I5": [[0, 25, 50, 100], [25, 50, 75, 100]],
}
P1 = [
    # (I1 + I2 + 2 × I3)/4, and (30 + 37.5)/2 for B in 2001, half of whose weight is missing.
    [Fraction(50, 4), Fraction(145, 4), Fraction(290, 4), Fraction(350, 4)],
    [Fraction(160, 4), Fraction("33.75"), Fraction(225, 4), Fraction(350, 4)],
]
P2 = [
    # (I4 + I5)/2
    [Fraction(0), Fraction(375, 14), Fraction(750, 14), Fraction(1300, 14)],
    [Fraction(275, 14), Fraction(650, 14), Fraction(1025, 14), Fraction(100)],
]
X = [
    [(3 * p1 + p2) / 4 for p1, p2 in zip(*years, strict=True)] for years in zip(P1, P2, strict=True)
]


def exactly(figures: list[list[Any]]) -> Any:
    return pytest.approx(
        np.array([[np.nan if one is None else float(one) for one in year] for year in figures]),
        abs=1e-12,
        nan_ok=True,
    )


@pytest.fixture(scope="module")
def result() -> Result:
    return Index(FRAMEWORK, VALUES).run()


def test_what_was_given(result: Result) -> None:
    given = result.stages[0].panel
    assert (given.units, given.years) == (("A", "B", "C", "D"), ("2000", "2001"))
    assert given.column("I1") == exactly([[0, 10, 40, 20], [2, 15, 50, 40]])


def test_denominated(result: Result) -> None:
    panel = result.stage("denominate").panel
    assert panel.column("I1") == exactly(PER_HEAD)
    assert panel.column("I5") == exactly([[10, 20, 30, 50], [20, 30, 40, 50]])


def test_normalised(result: Result) -> None:
    stage = result.stage("normalise")
    for code, expected in NORMALISED.items():
        assert stage.panel.column(code) == exactly(expected)
    assert stage.scale == (0, 100)
    assert [(step, note.code, note.what) for step, note in result.notes] == [
        ("normalise", "I3", "on its own goalposts, 0 and 4"),
        ("normalise", "I3", "1 values beyond the ends of its scale were cut"),
    ]


def test_aggregated(result: Result) -> None:
    panel = result.final.panel
    for code, expected in {**NORMALISED, "P1": P1, "P2": P2, "X": X}.items():
        assert panel.column(code) == exactly(expected)
    # 9.375 for A in 2000, 90.625 for D in 2001.
    assert (X[0][0], X[1][3]) == (Fraction("9.375"), Fraction("90.625"))


def test_weights_within_the_parent(result: Result) -> None:
    weights = result.final.weights
    assert weights is not None
    quarter = [0.25, 0.25, 0.5, 0.5, 0.5, 0.75, 0.25]
    assert weights[0, 0, :7].tolist() == quarter
    assert weights[1, 1, :7].tolist() == [0.5, 0.5, 0, 0.5, 0.5, 0.75, 0.25]
    assert np.isnan(weights[:, :, 7]).all()


def test_scores_ranks_and_coverage(result: Result) -> None:
    found = result.scores().to_pandas()
    assert len(found) == 4 * 2 * 8
    top = found[found.CODE == "X"].set_index(["TIME_PERIOD", "REF_AREA"])
    assert top.SCORE.loc["2001"].tolist() == pytest.approx([float(score) for score in X[1]])
    assert top.RANK.loc["2000"].tolist() == top.RANK.loc["2001"].tolist() == [4, 3, 2, 1]
    assert (top.IMPUTED == 0).all()
    # Of P1 of B in 2001 half is known, and P1 is three quarters of X.
    assert top.COVERAGE.loc["2001"].tolist() == pytest.approx([1, 0.625, 1, 1])
    missing = found[(found.CODE == "I3") & (found.REF_AREA == "B") & (found.TIME_PERIOD == "2001")]
    assert missing.SCORE.isna().all()
    assert missing.RANK.isna().all()


STEPS: list[dict[str, Any]] = [
    {"do": "denominate"},
    {"do": "impute", "method": "nearest"},
    {"do": "screen", "minimum": 0.8},
    {"do": "treat"},
    {
        "do": "normalise",
        "scale": (1, 100),
        "by_indicator": {"I1": {"method": "z-score", "mean": 50, "deviation": 10}},
    },
    {"do": "weigh", "method": "pca", "level": 1, "weights": {"I3": 2}},
    {"do": "weigh", "method": "equal", "level": 2},
    {"do": "aggregate", "by_level": {3: "geometric"}, "minimum": 0.25},
]


def test_a_replay_gives_the_same_bytes() -> None:
    first = Index(FRAMEWORK, VALUES, steps=STEPS).run()
    kept = json.dumps([{"do": name, **arguments} for name, arguments in first.steps])
    for steps in (first.steps, json.loads(kept)):
        again = Index(FRAMEWORK, VALUES, steps=steps).run()
        assert [stage.step for stage in again.stages] == [stage.step for stage in first.stages]
        for one, two in zip(first.stages, again.stages, strict=True):
            assert one.panel.values.tobytes() == two.panel.values.tobytes()
        assert json.dumps([{"do": name, **given} for name, given in again.steps]) == kept
        assert first.final.weights is not None
        assert again.final.weights is not None
        assert first.final.weights.tobytes() == again.final.weights.tobytes()


def test_a_stage_that_was_not_made(result: Result) -> None:
    with pytest.raises(UnknownCodeError, match="no stage of the index called 'treat'"):
        result.stage("treat")


@st.composite
def tables(draw: st.DrawFn) -> pd.DataFrame:
    """Values of the framework, nothing constant or missing."""
    count = draw(st.integers(3, 6))
    figures = st.lists(st.integers(1, 400), min_size=count, max_size=count, unique=True)
    columns = {code: draw(figures) for code in ("POP", "I1", "I2", "I3", "I4", "I5")}
    assume(len({Fraction(*pair) for pair in zip(columns["I1"], columns["POP"], strict=True)}) > 1)
    return pd.DataFrame({"unit": list("ABCDEF"[:count]), **columns})


def scores(framework: pd.DataFrame, values: pd.DataFrame) -> dict[tuple[str, str], float]:
    found = Index(framework, values).run().scores().to_pandas()
    return dict(zip(zip(found.REF_AREA, found.CODE, strict=True), found.SCORE, strict=True))


@settings(max_examples=25, deadline=None)
@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_does_not_matter(values: pd.DataFrame, random: Any) -> None:
    rows, columns = list(values.index), list(values.columns)
    nodes = list(FRAMEWORK.index)
    for order in (rows, columns, nodes):
        random.shuffle(order)
    other = scores(FRAMEWORK.loc[nodes], values.loc[rows, columns])
    assert other == pytest.approx(scores(FRAMEWORK, values), abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(tables(), st.integers(2, 1000), st.integers(-500, 500), st.integers(1, 9))
def test_units_of_measure_signs_and_scales_of_weights_do_not_matter(
    values: pd.DataFrame, factor: int, shift: int, heavier: int
) -> None:
    other = values.assign(
        I1=values.I1 * factor, POP=values.POP * factor, I2=-values.I2, I5=values.I5 * factor + shift
    )
    framework = FRAMEWORK.copy()
    framework.loc[framework.code == "I2", "direction"] = 1
    framework.loc[framework.parent == "P1", "weight"] *= heavier
    assert scores(framework, other) == pytest.approx(scores(FRAMEWORK, values), abs=1e-7)


@settings(max_examples=25, deadline=None)
@given(tables())
def test_scores_are_on_the_scale(values: pd.DataFrame) -> None:
    found = scores(FRAMEWORK, values).values()
    assert all(-1e-9 <= score <= 100 + 1e-9 for score in found)
