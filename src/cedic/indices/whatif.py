"""What if an indicator were otherwise: scores made again from other raw values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal

from cedic.errors import DataError, UnknownCodeError, UsageError
from cedic.indices.index import Index, Result
from cedic.indices.panel import Panel
from cedic.indices.tables import node_at, observations, one_of, unit_at, whole, year_at
from cedic.model import Observations

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

Move = Literal["quartile", "deviation"]
MOVES: tuple[Move, ...] = ("quartile", "deviation")


def what_if(
    result: Result, unit: str, year: str | int, changes: Mapping[str, float]
) -> Observations:
    """Scores and ranks of a unit if it had other values.

    All steps are taken again, so that all that follows from a change is in the figures: where the
    unit sets an end of the scale, the scores of others move as well, and its rank with them.

    Parameters
    ----------
    result : Result
        As it is.
    unit, year : str
        Whose values, and when.
    changes : mapping of str to float
        The new raw value of each indicator that changes, in its own unit of measure, before
        denomination.

    Returns
    -------
    Observations
        REF_AREA, CODE, LEVEL, TIME_PERIOD, SCORE, SCORE_AFTER, GAIN (in points), RANK, RANK_AFTER,
        RANK_GAIN (places won), of each node of the hierarchy. Null where there is no score.

    Raises
    ------
    DataError
        If the unit is dropped for want of data, or a step cannot be taken with the new values.
    UnknownCodeError
        For a unit or year that is not there, or a change of something that is no indicator.
    UsageError
        If nothing changes, or a new value is no finite number.
    """
    import numpy as np

    panel = result.final.panel
    own, at_year = unit_at(panel, unit), year_at(panel, year)
    codes = [node.code for node in result.framework.hierarchy]
    at = [panel.position(code) for code in codes]
    after = _again(result, unit, at_year, changes)
    moved = unit_at(after.final.panel, unit)
    score = panel.values[at_year, own, at]
    score_after = after.final.panel.values[at_year, moved, at]
    rank, rank_after = result.ranks[at_year, own, at], after.ranks[at_year, moved, at]
    return observations(
        {
            "REF_AREA": [unit] * len(codes),
            "CODE": codes,
            "LEVEL": [node.level for node in result.framework.hierarchy],
            "TIME_PERIOD": [str(year)] * len(codes),
            "SCORE": score,
            "SCORE_AFTER": score_after,
            "GAIN": np.asarray(score_after - score),
            "RANK": whole(rank),
            "RANK_AFTER": whole(rank_after),
            "RANK_GAIN": whole(rank - rank_after),
        }
    )


def gains(
    result: Result,
    unit: str,
    year: str | int,
    *,
    move: Move = "quartile",
    code: str | None = None,
    indicators: Iterable[str] | None = None,
) -> Observations:
    """Which indicator, moved by a standard step, would gain a unit most.

    Parameters
    ----------
    result : Result
        As it is.
    unit, year : str
        Whose indicators, and when.
    move : str, optional
        ``quartile``: to the best quartile of the units of the year (the third one where more is
        better, the first one where less is); a unit that is there already does not move.
        ``deviation``: by one standard deviation of the units of the year, to the better. Both after
        denomination, before all else.
    code : str, optional
        The score that is to gain; by default the index.
    indicators : iterable of str, optional
        The indicators that can be moved; by default all below `code`.

    Returns
    -------
    Observations
        REF_AREA, CODE (the indicator), TO (the score that gains), TIME_PERIOD, VALUE (after
        denomination, in units of the indicator), TARGET (in the same units), GAIN (of the score, in
        points; 0 where it is there already), RANK, RANK_AFTER, RANK_GAIN (places won). The greatest
        gain first, equal ones in the order of the framework. Null where the unit's value is not
        known, which is last: nothing says from where it would move.

    Raises
    ------
    UnknownCodeError
        For a unit, year, indicator, code or move that is not there.

    Notes
    -----
    The index is made once for each indicator: its cost is that of as many runs. A gain is arithmetic,
    not a forecast: that one indicator moves and nothing else does.
    """
    import numpy as np

    one_of("move", move, MOVES)
    panel, framework = result.final.panel, result.framework
    own, at_year = unit_at(panel, unit), year_at(panel, year)
    target = node_at(framework, code or framework.index.code).code
    below = framework.below(target)
    codes = list(below if indicators is None else dict.fromkeys(indicators))
    for each in codes:
        if each not in below:
            raise UnknownCodeError(f"indicator of {target}", each, below)
    names = [stage.step for stage in result.stages]
    compared = result.stages[names.index("denominate") if "denominate" in names else 0].panel
    at = panel.position(target)
    score, rank = panel.values[at_year, own, at], result.ranks[at_year, own, at]
    rows = []
    for each in codes:
        value, goal = _goal(compared, unit, at_year, each, framework.node(each).direction, move)
        score_after, rank_after = score, rank
        if np.isnan(goal):
            score_after = rank_after = np.nan
        elif goal != value:
            raw = _raw(result, compared, unit, at_year, each, goal)
            after = _again(result, unit, at_year, {each: raw})
            moved = unit_at(after.final.panel, unit)
            score_after = after.final.panel.values[at_year, moved, at]
            rank_after = after.ranks[at_year, moved, at]
        rows.append((value, goal, score_after - score, rank_after))
    found = np.array(rows, "float64").reshape(-1, 4)
    # NaN sorts last.
    order = np.argsort(-found[:, 2], kind="stable")
    value, goal, gain, rank_after = found[order].T
    return observations(
        {
            "REF_AREA": [unit] * len(codes),
            "CODE": [codes[place] for place in order],
            "TO": [target] * len(codes),
            "TIME_PERIOD": [str(year)] * len(codes),
            "VALUE": value,
            "TARGET": goal,
            "GAIN": gain,
            "RANK": whole(np.full(len(codes), rank)),
            "RANK_AFTER": whole(rank_after),
            "RANK_GAIN": whole(rank - rank_after),
        }
    )


def _again(result: Result, unit: str, year: int, changes: Mapping[str, float]) -> Result:
    """The index with other raw values of a unit in a year."""
    import numpy as np

    start = result.stages[0].panel
    values, own = start.values.copy(), unit_at(start, unit)
    if not changes:
        raise UsageError("No indicator changes.", remedy="name one and its new value")
    for code, value in changes.items():
        if code not in start.columns:
            raise UnknownCodeError("indicator", code, start.columns)
        if not np.isfinite(value):
            raise UsageError(f"The new value of {code} is {value}.", remedy="give a number")
        values[year, own, start.position(code)] = value
    after = Index(result.framework, start.with_values(values), steps=result.steps).run()
    if unit not in after.final.panel.units:
        raise DataError(f"{unit} is dropped with the new values of {', '.join(changes)}.")
    return after


def _goal(
    panel: Panel, unit: str, year: int, code: str, direction: int, move: str
) -> tuple[float, float]:
    """The value of an indicator and the one it is moved to; both NaN where it is unknown."""
    import numpy as np

    column = panel.column(code)[year]
    value = float(column[unit_at(panel, unit)])
    known = column[~np.isnan(column)]
    if np.isnan(value) or (move == "deviation" and len(known) < 2):
        return value, float("nan")
    if move == "deviation":
        return value, value + direction * float(known.std(ddof=1))
    quartile = float(np.quantile(known, 0.75 if direction > 0 else 0.25))
    return value, quartile if direction * (quartile - value) > 0 else value


def _raw(result: Result, compared: Panel, unit: str, year: int, code: str, value: float) -> float:
    """A denominated value as it was before denomination."""
    divisor = result.framework.node(code).denominator
    if divisor is None or compared is result.stages[0].panel:
        return value
    start = result.stages[0].panel
    return value * float(start.denominators[divisor][year, unit_at(start, unit)])
