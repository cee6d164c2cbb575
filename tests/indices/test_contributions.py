"""Contributions and changes: worked by hand, and adding up."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_index import result, values

from cedic.errors import UnknownCodeError, UsageError
from cedic.indices import Index, Result, Stage, change, contributions

WAYS = [
    {"method": "arithmetic"},
    {"method": "geometric"},
    {"method": "harmonic"},
    {"method": "mazziotta-pareto"},
    {"method": "mazziotta-pareto", "penalty": "plus"},
    {"method": "arithmetic", "by_level": {2: "harmonic", 3: "geometric"}},
    {"method": "geometric", "by_level": {"3": "mazziotta-pareto"}},
]


def two_parts(way: str, *rows: tuple[float | None, float | None], **arguments: object) -> Result:
    """An index X of P, weight 1, and Q, weight 3, whose scores are given as they are."""
    framework = pa.table(
        {"code": ["P", "Q", "X"], "parent": ["X", "X", None], "weight": [1.0, 3.0, 1.0]}
    )
    data = pa.table(
        {
            "unit": ["CHL"] * len(rows),
            "year": [2010 + at for at in range(len(rows))],
            "P": [row[0] for row in rows],
            "Q": [row[1] for row in rows],
        }
    )
    steps = [
        ("normalise", {"method": "none"}),
        ("aggregate", {"method": way, "minimum": 0, **arguments}),
    ]
    return Index(framework, data, steps=steps).run()


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        # 1/4 · 4 and 3/4 · 16.
        ("arithmetic", [1.0, 12.0]),
        # y = 4^(1/4) · 16^(3/4) = 2^(1/2 + 3).
        ("geometric", [2**3.5 / 4, 2**3.5 * 3 / 4]),
        # 1/y = 1/16 + 3/64 = 7/64; y²/4/4 and 3 y²/4/16.
        ("harmonic", [(64 / 7) ** 2 / 16, (64 / 7) ** 2 * 3 / 64]),
        # M = 13, S² = 81/4 + 27/4 = 27: P: 1 · (1 + 18/13 + 27/169), Q: 12 · (1 − 6/13 + 27/169).
        ("mazziotta-pareto", [430 / 169, 12 * 118 / 169]),
    ],
)
def test_contributions_by_hand(way: str, expected: list[float]) -> None:
    found = contributions(two_parts(way, (4.0, 16.0))).to_pandas()
    assert list(found.columns) == [
        "REF_AREA",
        "CODE",
        "LEVEL",
        "TIME_PERIOD",
        "TO",
        "SCORE",
        "WEIGHT",
        "CONTRIBUTION",
    ]
    np.testing.assert_allclose(found.CONTRIBUTION, expected, rtol=1e-14)
    np.testing.assert_allclose(found.WEIGHT, [0.25, 0.75])
    assert found.TO.tolist() == ["X", "X"]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("missing", [0.0, 0.3])
@pytest.mark.parametrize("to", ["parent", "index"])
def test_contributions_add_up(way: dict[str, object], missing: float, to: str) -> None:
    run = result(values(3, 12, missing), way, scale=(70, 130))
    found = contributions(run, to=to).to_pandas()
    scores = run.scores().to_pandas().set_index(["REF_AREA", "TIME_PERIOD", "CODE"]).SCORE
    keys = ["REF_AREA", "TIME_PERIOD", "TO"] + (["LEVEL"] if to == "index" else [])
    summed = found.dropna().groupby(keys).CONTRIBUTION.sum()
    assert len(summed) == (scores.index.size - 36 * 5 if to == "parent" else 72) - lost(run, to)
    expected = [scores[key[:3]] for key in summed.index]
    np.testing.assert_allclose(summed, expected, rtol=0, atol=1e-12)


def lost(run: Result, to: str) -> int:
    """Sums that do not exist: of aggregates without a score."""
    panel = run.final.panel
    absent = np.isnan(panel.values)
    if to == "parent":
        return int(absent[:, :, [panel.position(code) for code in ("A", "B", "IX")]].sum())
    return 2 * int(absent[:, :, panel.position("IX")].sum())


def test_a_missing_part_contributes_nothing_known() -> None:
    found = contributions(two_parts("arithmetic", (None, 16.0), (1.0, 2.0))).to_pandas()
    assert found.CONTRIBUTION.isna().tolist() == [True, False, False, False]
    assert found.CONTRIBUTION[1] == 16.0


def test_copeland_has_no_contributions() -> None:
    found = contributions(result(aggregate={"method": "copeland"})).to_pandas()
    assert found.CONTRIBUTION.isna().all()
    above = result(aggregate={"by_level": {3: "copeland"}})
    found = contributions(above).to_pandas()
    assert found.CONTRIBUTION.isna().tolist() == (found.LEVEL == 2).tolist()
    assert contributions(above, to="index").to_pandas().CONTRIBUTION.isna().all()
    moved = change(above, 2010, 2011).to_pandas()
    assert moved.EFFECT.isna().tolist() == (moved.LEVEL == 2).tolist()


def test_weights_of_each_units_own_add_up_too() -> None:
    framework_steps = result().steps
    steps = [framework_steps[0], ("weigh", {"method": "dea"}), framework_steps[1]]
    run = result()
    run = Index(run.framework, run.stages[0].panel, steps=steps).run()
    scores = run.scores().to_pandas().set_index(["REF_AREA", "CODE", "TIME_PERIOD"]).SCORE
    for table, column, expected in (
        (contributions(run).to_pandas(), "CONTRIBUTION", None),
        (change(run, 2010, 2012).to_pandas(), "EFFECT", "2010"),
    ):
        summed = table.groupby(["REF_AREA", "TO", "TIME_PERIOD"])[column].sum()
        for (unit, code, year), total in summed.items():
            start = 0 if expected is None else scores[unit, code, expected]
            assert total == pytest.approx(scores[unit, code, year] - start, abs=1e-12)


@pytest.mark.parametrize(
    ("way", "value", "weight"),
    [
        # (1/4) · 2 and (3/4) · (−4).
        ("arithmetic", [0.5, -3.0], [0.0, 0.0]),
        # y from 2^3.5 to 6^(1/4) · 12^(3/4); L(y) · w · Δ ln x.
        ("geometric", None, [0.0, 0.0]),
    ],
)
def test_change_by_hand(way: str, value: list[float] | None, weight: list[float]) -> None:
    found = change(two_parts(way, (4.0, 16.0), (6.0, 12.0)), 2010, 2011).to_pandas()
    if value is None:
        start, end = 2**3.5, 6**0.25 * 12**0.75
        mean = (end - start) / np.log(end / start)
        value = [mean * np.log(6 / 4) / 4, mean * np.log(12 / 16) * 3 / 4]
    np.testing.assert_allclose(found.VALUE_EFFECT, value, rtol=1e-13)
    np.testing.assert_allclose(found.WEIGHT_EFFECT, weight, atol=1e-15)
    assert found.BASE_PERIOD.tolist() == ["2010", "2010"]
    assert found.TIME_PERIOD.tolist() == ["2011", "2011"]
    assert found.CHANGE.tolist() == [2.0, -4.0]


def test_a_part_that_goes_missing_moves_weights() -> None:
    # From 1/4 · 4 + 3/4 · 16 = 13 to 10 of P alone: the mean score is 11.5. P: weight from 1/4 to 1,
    # value from 4 to 10: value 5/8 · 6 = 3.75, weight 3/4 · (7 − 11.5) = −3.375. Q, known as 16 only:
    # −3/4 · (16 − 11.5) = −3.375. In all −3.
    found = change(two_parts("arithmetic", (4.0, 16.0), (10.0, None)), 2010, 2011).to_pandas()
    assert found.VALUE_EFFECT.tolist() == [3.75, 0.0]
    assert found.WEIGHT_EFFECT.tolist() == [-3.375, -3.375]
    assert found.CHANGE.isna().tolist() == [False, True]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("missing", [0.0, 0.3])
def test_changes_add_up(way: dict[str, object], missing: float) -> None:
    run = result(values(5, 12, missing), way, scale=(70, 130))
    scores = run.scores().to_pandas().set_index(["REF_AREA", "CODE", "TIME_PERIOD"]).SCORE
    delta = scores.xs("2012", level=2) - scores.xs("2010", level=2)
    found = change(run, 2010, 2012).to_pandas()
    known = found.dropna(subset="EFFECT")
    summed = known.groupby(["REF_AREA", "TO"]).EFFECT.sum()
    np.testing.assert_allclose(summed, delta[summed.index], rtol=0, atol=1e-12)
    assert len(summed) == delta[delta.index.get_level_values("CODE").isin(["A", "B", "IX"])].count()

    whole = change(run, 2010, 2012, to="index").to_pandas()
    of_index = delta.xs("IX", level="CODE")
    for level in (1, 2):
        values_ = whole[level == whole.LEVEL].groupby("REF_AREA").VALUE_EFFECT.sum()
        weights = whole[level <= whole.LEVEL].groupby("REF_AREA").WEIGHT_EFFECT.sum()
        both = (values_ + weights)[of_index.notna()]
        np.testing.assert_allclose(both, of_index.dropna(), rtol=0, atol=1e-12)


def test_a_change_back_is_the_change_with_its_sign_turned() -> None:
    run = result(values(5, 8, 0.2), {"method": "mazziotta-pareto"}, scale=(70, 130))
    there, back = (change(run, *years).to_pandas() for years in ((2010, 2012), (2012, 2010)))
    for column in ("VALUE_EFFECT", "WEIGHT_EFFECT"):
        np.testing.assert_allclose(there[column], -back[column], atol=1e-12)


@given(
    st.lists(st.floats(1, 1000), min_size=4, max_size=4),
    st.sampled_from(["arithmetic", "geometric", "harmonic", "mazziotta-pareto"]),
)
@settings(max_examples=60, deadline=None)
def test_adding_up_whatever_the_scores(scores: list[float], way: str) -> None:
    run = two_parts(way, (scores[0], scores[1]), (scores[2], scores[3]))
    index = run.final.panel.column("X")[:, 0]
    parts = contributions(run).to_pandas().groupby("TIME_PERIOD").CONTRIBUTION.sum()
    np.testing.assert_allclose(parts, index, rtol=0, atol=1e-12 * max(scores))
    effects = change(run, 2010, 2011).to_pandas().EFFECT.sum()
    assert effects == pytest.approx(index[1] - index[0], abs=1e-12 * max(scores))


def test_permuting_units_permutes_contributions() -> None:
    data = values(7, 5, 0.2)
    order = np.array([3, 1, 4, 0, 2])
    key = ["CODE", "TIME_PERIOD"]
    one = contributions(result(data)).to_pandas()
    other = contributions(result(data[:, order])).to_pandas()
    units = np.array(sorted(one.REF_AREA.unique()))
    moved = other.assign(REF_AREA=other.REF_AREA.map(dict(zip(units, units[order], strict=True))))
    pd.testing.assert_frame_equal(
        one.sort_values(["REF_AREA", *key], ignore_index=True),
        moved.sort_values(["REF_AREA", *key], ignore_index=True),
        rtol=1e-13,
    )


def test_a_unit_not_there_in_both_years_has_no_change() -> None:
    run = result()
    panel = run.stages[0].panel
    absent = np.zeros(panel.present.shape, bool)
    absent[2, 1] = True
    run = Index(run.framework, panel.without(absent), steps=run.steps).run()
    found = change(run, 2010, 2012).to_pandas()
    assert sorted(found.REF_AREA.unique()) == ["ARG", "CHL", "PER", "URY"]


def test_bad_requests() -> None:
    run = result()
    with pytest.raises(UsageError, match="Both years are 2010"):
        change(run, 2010, "2010")
    with pytest.raises(UnknownCodeError, match="year of the index called '1999'"):
        change(run, 1999, 2010)
    with pytest.raises(UnknownCodeError, match="'top'"):
        contributions(run, to="top")  # type: ignore[arg-type]
    with pytest.raises(UnknownCodeError, match="'top'"):
        change(run, 2010, 2011, to="top")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="has no scores of aggregates"):
        contributions(Stage(run.framework, run.stages[0].panel))


@pytest.mark.parametrize("way", ["geometric", "harmonic"])
def test_a_part_that_goes_missing_from_other_means(way: str) -> None:
    # As above, P from 4 to 10 with its weight from 1/4 to 1, and Q gone from 16 with 3/4, but on
    # another scale: f is the logarithm or the reciprocal, and the score's change Δy = s Δf(y).
    scale = {"geometric": np.log, "harmonic": np.reciprocal}[way]
    start = {"geometric": 2**3.5, "harmonic": 64 / 7}[way]
    slope = (10 - start) / (scale(10.0) - scale(start))
    level = (scale(start) + scale(10.0)) / 2
    middle = (scale(4.0) + scale(10.0)) / 2
    found = change(two_parts(way, (4.0, 16.0), (10.0, None)), 2010, 2011).to_pandas()
    np.testing.assert_allclose(
        found.VALUE_EFFECT, [slope * 5 / 8 * (scale(10.0) - scale(4.0)), 0], rtol=1e-12
    )
    np.testing.assert_allclose(
        found.WEIGHT_EFFECT,
        [slope * 3 / 4 * (middle - level), -slope * 3 / 4 * (scale(16.0) - level)],
        rtol=1e-12,
    )
