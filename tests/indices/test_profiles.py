"""One unit among others, and what other values would do to it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from small_index import CODES, index, result, values

from cedic.errors import DataError, UnknownCodeError, UsageError
from cedic.indices import Index, Result, gains, peers, strengths, what_if

SCORES = {
    # P, Q, R of each unit; less of R is better.
    "ARG": (10.0, 1.0, 5.0),
    "BRA": (6.0, 2.0, 5.0),
    "CHL": (4.0, 3.0, 9.0),
    "URY": (2.0, 9.0, 1.0),
}


def run_of(steps: list[tuple[str, dict[str, object]]] | None = None, **columns: object) -> Result:
    """An index X of P (weight 2), Q and R (1 each), taken as they are."""
    framework = pa.table(
        {
            "code": ["P", "Q", "R", "X"],
            "parent": ["X", "X", "X", None],
            "weight": [2.0, 1.0, 1.0, 1.0],
            "direction": [1, 1, -1, 1],
        }
    )
    data = {
        "unit": list(SCORES),
        **{code: [row[at] for row in SCORES.values()] for at, code in enumerate("PQR")},
    }
    steps = steps or [("normalise", {"method": "none"}), ("aggregate", {"minimum": 0})]
    return Index(framework, pa.table({**data, **columns}), steps=steps).run()


def test_strengths_by_hand() -> None:
    # ARG beside BRA, CHL, URY: P 10 beside 4; Q 1 beside 3; R −5 beside −5, neither.
    found = strengths(run_of(), "ARG", "_Z").to_pandas()
    assert found.CODE.tolist() == ["P", "Q"]
    assert found.STANDING.tolist() == ["STRENGTH", "WEAKNESS"]
    assert found.SCORE.tolist() == [10.0, 1.0]
    assert found.MEDIAN.tolist() == [4.0, 3.0]
    assert found.DISTANCE.tolist() == [6.0, -2.0]
    assert found.RANK.tolist() == [1, 4]
    assert found.RANKED.tolist() == [4, 4]
    beside = strengths(run_of(), "ARG", "_Z", peers=["BRA", "ARG", "BRA"]).to_pandas()
    assert beside.MEDIAN.tolist() == [6.0, 2.0]
    assert beside.RANKED.tolist() == [2, 2]
    assert len(strengths(run_of(), "URY", "_Z", count=1).to_arrow()) == 2


def test_only_what_is_known_is_a_strength() -> None:
    # P of ARG is filled in: no strength. Nor does a filled figure count for the peers of others.
    run = run_of(
        [("impute", {"method": "mean"}), ("normalise", {"method": "none"}), ("aggregate", {})],
        P=[None, 6.0, 4.0, 2.0],
    )
    assert strengths(run, "ARG", "_Z").to_pandas().CODE.tolist() == ["Q"]
    of_brazil = strengths(run, "BRA", "_Z").to_pandas().set_index("CODE")
    assert of_brazil.MEDIAN["P"] == 3.0
    assert of_brazil.RANKED["P"] == 3


def test_peers_by_hand() -> None:
    # Weights 1/2, 1/4, 1/4. ARG to BRA: 4²/2 + 1/4 = 8.25; to CHL: 36/2 + 4/4 + 16/4 = 23;
    # to URY: 64/2 + 64/4 + 16/4 = 52.
    found = peers(run_of(), "ARG").to_pandas()
    assert found.PEER.tolist() == ["BRA", "CHL", "URY"]
    np.testing.assert_allclose(found.DISTANCE, np.sqrt([8.25, 23.0, 52.0]))
    assert found.SHARED.tolist() == [1.0, 1.0, 1.0]
    assert set(found.TIME_PERIOD) == {"_T"}
    # Shape, ARG to BRA: differences −4, 1, 0, of mean −7/4: 8.25 − 49/16.
    shape = peers(run_of(), "ARG", pattern="shape", count=1).to_pandas()
    assert shape.DISTANCE[0] == pytest.approx((8.25 - 49 / 16) ** 0.5)


def test_peers_compare_what_both_have() -> None:
    run = run_of(P=[10.0, 6.0, None, 2.0], Q=[1.0, 2.0, None, 9.0])
    found = peers(run, "ARG").to_pandas()
    assert found.PEER.tolist() == ["BRA", "URY"]
    with_less = peers(run, "ARG", minimum=0.25).to_pandas().set_index("PEER")
    assert with_less.SHARED["CHL"] == 0.25
    # Of R alone: 4.
    assert with_less.DISTANCE["CHL"] == pytest.approx(4.0)


def test_peers_are_symmetric_and_permute_with_units() -> None:
    data = values(3, 5, 0.1)
    run, moved = result(data), result(data[:, [4, 3, 2, 1, 0]])
    for pattern in ("level", "shape"):
        there = peers(run, "ARG", 2011, pattern=pattern, minimum=0.1).to_pandas()  # type: ignore[arg-type]
        back = peers(run, "URY", 2011, pattern=pattern, minimum=0.1).to_pandas()  # type: ignore[arg-type]
        distance = there.set_index("PEER").DISTANCE
        assert distance["URY"] == pytest.approx(back.set_index("PEER").DISTANCE["ARG"])
        turned = peers(moved, "URY", 2011, pattern=pattern, minimum=0.1).to_pandas()  # type: ignore[arg-type]
        np.testing.assert_allclose(turned.DISTANCE, there.DISTANCE)


def test_what_if_by_hand() -> None:
    # BRA: (2 · 6 + 2 − 5)/4 = 2.25, third after ARG 4 and URY 3; with R at 1 it is 3.25, second.
    found = what_if(run_of(), "BRA", "_Z", {"R": 1.0}).to_pandas().set_index("CODE")
    assert found.loc["X", ["SCORE", "SCORE_AFTER", "GAIN"]].tolist() == [2.25, 3.25, 1.0]
    assert found.loc["X", ["RANK", "RANK_AFTER", "RANK_GAIN"]].tolist() == [3, 2, 1]
    assert found.loc["P", "GAIN"] == 0.0
    assert found.loc["R", "GAIN"] == 4.0


def test_what_if_is_the_index_with_the_value_changed() -> None:
    data = values(9, 5, 0.1)
    data[1, 2, 1] = 30.0
    changed = data.copy()
    changed[1, 2, 1], changed[1, 2, 3] = 12.0, 3.0
    found = what_if(result(data), "CHL", 2011, {"A2": 12.0, "B2": 3.0}).to_pandas()
    after = result(changed)
    at = after.final.panel.units.index("CHL")
    np.testing.assert_array_equal(found.SCORE_AFTER, after.final.panel.values[1, at])
    assert found.CODE.tolist() == list(after.final.panel.columns)


def test_what_if_nothing_is_other() -> None:
    run = result()
    value = run.stages[0].panel.column("A1")[0, 0]
    found = what_if(run, "ARG", 2010, {"A1": value}).to_pandas()
    assert (found.GAIN == 0).all()
    assert (found.RANK_GAIN == 0).all()


def test_gains_by_hand() -> None:
    # Third quartiles of P: 7, of Q: 4.5; first one of R: 4.
    # BRA: P from 6 to 7 gains 1/2, Q from 2 to 4.5 5/8, R from 5 to 4 1/4.
    found = gains(run_of(), "BRA", "_Z").to_pandas()
    assert found.CODE.tolist() == ["Q", "P", "R"]
    np.testing.assert_allclose(found.GAIN, [5 / 8, 1 / 2, 1 / 4])
    assert found.VALUE.tolist() == [2.0, 6.0, 5.0]
    assert found.TARGET.tolist() == [4.5, 7.0, 4.0]
    assert found.RANK_AFTER.tolist() == [3, 3, 3]
    # ARG is above the quartile of P.
    of_p = gains(run_of(), "ARG", "_Z", indicators=["P"]).to_pandas()
    assert of_p[["VALUE", "TARGET", "GAIN", "RANK_GAIN"]].values.tolist() == [[10, 10, 0, 0]]


def test_gains_by_a_deviation() -> None:
    found = gains(run_of(), "BRA", "_Z", move="deviation").to_pandas().set_index("CODE")
    columns = np.array(list(SCORES.values()))
    spread = dict(zip("PQR", columns.std(axis=0, ddof=1), strict=True))
    np.testing.assert_allclose(found.TARGET["R"], 5 - spread["R"])
    np.testing.assert_allclose(found.GAIN["P"], spread["P"] / 2)


def test_gains_of_what_is_unknown_are_unknown_and_last() -> None:
    found = gains(run_of(P=[10.0, None, 4.0, 2.0]), "BRA", "_Z").to_pandas()
    assert found.CODE.tolist() == ["Q", "R", "P"]
    assert found.loc[2, ["TARGET", "GAIN", "RANK_AFTER"]].isna().all()


def test_gains_are_counted_in_denominated_values() -> None:
    framework = pa.table(
        {
            "code": ["E", "F", "X", "POP"],
            "parent": ["X", "X", None, None],
            "denominator": ["POP", None, None, None],
        }
    )
    data = pa.table(
        {
            "unit": ["A", "B", "C"],
            "E": [10.0, 40.0, 90.0],
            "F": [1.0, 1.0, 2.0],
            "POP": [10.0, 20.0, 30.0],
        }
    )
    steps = [("denominate", {}), ("normalise", {"method": "none"}), ("aggregate", {})]
    # E/POP is 1, 2, 3; its third quartile 2.5. A moves from 1 to 2.5 and gains 1.5/2.
    found = gains(Index(framework, data, steps=steps).run(), "A", "_Z").to_pandas()
    first = found.iloc[0]
    assert (first.CODE, first.VALUE, first.TARGET, first.GAIN) == ("E", 1.0, 2.5, 0.75)


def test_gains_of_a_dimension() -> None:
    found = gains(result(), "ARG", 2011, code="B").to_pandas()
    assert sorted(found.CODE) == ["B1", "B2", "B3"]
    assert set(found.TO) == {"B"}
    pd.testing.assert_frame_equal(found, gains(result(), "ARG", "2011", code="B").to_pandas())


def test_bad_requests() -> None:
    run = result()
    with pytest.raises(UnknownCodeError, match="no unit with scores called 'ARH'") as unknown:
        strengths(run, "ARH", 2010)
    assert "ARG" in str(unknown.value)
    for call in (
        lambda: strengths(run, "ARG", 1999),
        lambda: peers(run, "ARG", 1999),
        lambda: what_if(run, "ARG", 1999, {"A1": 1.0}),
        lambda: gains(run, "ARG", 1999),
    ):
        with pytest.raises(UnknownCodeError, match="no year of the index called '1999'"):
            call()
    with pytest.raises(UnknownCodeError, match="'BOL'"):
        strengths(run, "ARG", 2010, peers=["BOL"])
    with pytest.raises(UsageError, match="ARG has no peers"):
        strengths(run, "ARG", 2010, peers=["ARG"])
    with pytest.raises(UsageError, match="0 strengths"):
        strengths(run, "ARG", 2010, count=0)
    with pytest.raises(UnknownCodeError, match="no level called '9'"):
        strengths(run, "ARG", 2010, level=9)
    with pytest.raises(UnknownCodeError, match="no pattern called 'form'"):
        peers(run, "ARG", pattern="form")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="The minimum is 0"):
        peers(run, "ARG", minimum=0)
    with pytest.raises(UsageError, match="0 peers"):
        peers(run, "ARG", count=0)
    with pytest.raises(UsageError, match="No indicator changes"):
        what_if(run, "ARG", 2010, {})
    with pytest.raises(UnknownCodeError, match="no indicator called 'A'"):
        what_if(run, "ARG", 2010, {"A": 1.0})
    with pytest.raises(UsageError, match="The new value of A1 is nan"):
        what_if(run, "ARG", 2010, {"A1": float("nan")})
    with pytest.raises(UnknownCodeError, match="no indicator of B called 'A1'"):
        gains(run, "ARG", 2010, code="B", indicators=["A1"])
    with pytest.raises(UnknownCodeError, match="no move called 'mean'"):
        gains(run, "ARG", 2010, move="mean")  # type: ignore[arg-type]
    with pytest.raises(UnknownCodeError, match="no indicator or aggregate called 'Z'"):
        gains(run, "ARG", 2010, code="Z")


def test_a_unit_without_scores_has_no_peers() -> None:
    data = values()
    data[0, 1] = np.nan
    run = result(data)
    with pytest.raises(DataError, match="BRA has no scores of level 1 in 2010"):
        peers(run, "BRA", 2010)
    assert len(strengths(run, "BRA", 2010).to_arrow()) == 0


def test_one_unit_alone() -> None:
    framework = index().framework
    panel = pa.table(
        {"unit": ["ARG"] * 3, "year": [2010, 2011, 2012], **{c: [1.0, 2.0, 4.0] for c in CODES}}
    )
    run = Index(framework, panel).run()
    with pytest.raises(UsageError, match="ARG has no peers"):
        strengths(run, "ARG", 2010)
    assert len(peers(run, "ARG").to_arrow()) == 0
    found = gains(run, "ARG", 2010, move="deviation").to_pandas()
    assert found.GAIN.isna().all()
