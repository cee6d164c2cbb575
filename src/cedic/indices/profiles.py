"""One unit among others: where it is strong and weak, and which units are like it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from cedic.errors import DataError, UsageError
from cedic.indices.contributions import along
from cedic.indices.index import Result
from cedic.indices.stage import Stage
from cedic.indices.tables import ALL_YEARS, observations, one_of, scored, unit_at, whole, year_at
from cedic.model import Observations

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

Pattern = Literal["level", "shape"]
PATTERNS: tuple[Pattern, ...] = ("level", "shape")


def strengths(
    result: Result | Stage,
    unit: str,
    year: str | int,
    *,
    level: int = 1,
    peers: Iterable[str] | None = None,
    count: int | None = 5,
) -> Observations:
    """What a unit is best and worst at, beside its peers.

    Parameters
    ----------
    result : Result or Stage
        With scores.
    unit, year : str
        Which unit, and when.
    level : int, optional
        1 for indicators, 2 for the aggregates of these, …
    peers : iterable of str, optional
        Units to compare with, such as those that :func:`peers` gives; by default all others.
    count : int, optional
        How many strengths and how many weaknesses at most; None for all.

    Returns
    -------
    Observations
        REF_AREA, CODE, LEVEL, TIME_PERIOD, STANDING (``STRENGTH`` above the median of the peers,
        ``WEAKNESS`` below; what equals it is neither), SCORE, MEDIAN (of the peers that are known),
        DISTANCE (SCORE − MEDIAN, in points), RANK (among the unit and its peers, 1 is best, equal
        scores sharing the better one), RANKED (how many those are). Strengths first, each from the
        greatest distance to the least; equal ones in the order of the framework. Only what is known:
        scores that rest on imputed figures, even in part, do not count, neither the unit's nor its
        peers'.

    Raises
    ------
    UnknownCodeError
        For a unit, peer, year or level that is not there.
    UsageError
        If there are no peers, or `count` is below 1.
    """
    import numpy as np

    stage, _ = scored(result)
    panel = stage.panel
    own, at_year = unit_at(panel, unit), year_at(panel, year)
    others = [other for other in (panel.units if peers is None else peers) if other != unit]
    if not others:
        raise UsageError(f"{unit} has no peers to compare it with.", remedy="name other units")
    if count is not None and count < 1:
        raise UsageError(f"{count} strengths were asked for.", remedy="give 1 or more, or None")
    codes = [node.code for node in stage.framework.at(level)]
    at = [panel.position(code) for code in codes]
    rows = [own, *(unit_at(panel, other) for other in dict.fromkeys(others))]
    values = panel.values[at_year][np.ix_(rows, at)]
    values = np.where(panel.imputed[at_year][np.ix_(rows, at)] > 0, np.nan, values)
    score, compared = values[0], values[1:]
    median = _medians(compared)
    distance = score - median
    order = np.argsort(-distance, kind="stable")
    best = order[distance[order] > 0][:count]
    worst = np.argsort(distance, kind="stable")
    worst = worst[distance[worst] < 0][:count]
    chosen = np.concatenate([best, worst])
    return observations(
        {
            "REF_AREA": [unit] * len(chosen),
            "CODE": [codes[place] for place in chosen],
            "LEVEL": [level] * len(chosen),
            "TIME_PERIOD": [panel.years[at_year]] * len(chosen),
            "STANDING": ["STRENGTH"] * len(best) + ["WEAKNESS"] * len(worst),
            "SCORE": score[chosen],
            "MEDIAN": median[chosen],
            "DISTANCE": distance[chosen],
            "RANK": whole(1.0 + (compared > score).sum(axis=0)[chosen]),
            "RANKED": (~np.isnan(values)).sum(axis=0)[chosen],
        }
    )


def peers(
    result: Result | Stage,
    unit: str,
    year: str | int | None = None,
    *,
    level: int = 1,
    pattern: Pattern = "level",
    count: int | None = 10,
    minimum: float = 0.5,
) -> Observations:
    r"""The units that are most like one, by the pattern of their scores.

    The distance of units a and b is the weighted root mean square of the differences of their scores,

    .. math:: d_{ab} = \sqrt{\frac{\sum_k w_k (x_{ak} - x_{bk} - m)^2}{\sum_k w_k}},

    over the nodes k of a level (and the years) that are known of both, :math:`w_k` being their weights
    in the index as the framework gives them. With the pattern ``level`` m is 0: units are alike that
    do equally well in the same things. With ``shape`` it is the weighted mean of the differences:
    units are alike that are strong and weak in the same things, whatever their height.

    Parameters
    ----------
    result : Result or Stage
        With scores.
    unit : str
        Which unit.
    year : str or int, optional
        When; all years together by default.
    level : int, optional
        1 for indicators, 2 for the aggregates of these, …
    pattern : str, optional
        ``level`` or ``shape``.
    count : int, optional
        How many at most; None for all.
    minimum : float, optional
        The share of the weight that must be known of both, above 0 and up to 1; units with less are
        left out.

    Returns
    -------
    Observations
        REF_AREA, PEER, TIME_PERIOD (``_T`` for all years together), DISTANCE (in points, 0 … ∞),
        SHARED (the share of the weight that is known of both, 0 … 1). The nearest first, units of
        equal distance by their codes.

    Raises
    ------
    DataError
        If the unit has no scores there.
    UnknownCodeError
        For a unit, year, level or pattern that is not there.
    UsageError
        If a number is out of its range, or nothing was aggregated.

    References
    ----------
    Cronbach and Gleser (1953), "Assessing similarity between profiles", *Psychological Bulletin* 50.
    """
    import numpy as np

    one_of("pattern", pattern, PATTERNS)
    stage, _ = scored(result)
    panel = stage.panel
    own = unit_at(panel, unit)
    years = range(len(panel.years)) if year is None else [year_at(panel, year)]
    if not 0 < minimum <= 1:
        raise UsageError(f"The minimum is {minimum:g}.", remedy="give a share above 0 and up to 1")
    if count is not None and count < 1:
        raise UsageError(f"{count} peers were asked for.", remedy="give 1 or more, or None")
    at = [panel.position(node.code) for node in stage.framework.at(level)]
    weights = _given(stage)[at]
    values = panel.values[list(years)][:, :, at]
    if np.isnan(values[:, own]).all():
        raise DataError(f"{unit} has no scores of level {level} in {year or 'any year'}.")
    apart = values - values[:, [own]]
    shares = np.where(np.isnan(apart), 0.0, weights)
    whole_weight = shares.sum(axis=(0, 2))
    known = np.where(whole_weight > 0, whole_weight, 1.0)
    apart = np.nan_to_num(apart)
    if pattern == "shape":
        apart = apart - ((shares * apart).sum(axis=(0, 2)) / known)[:, None]
    distance = np.sqrt((shares * apart**2).sum(axis=(0, 2)) / known)
    shared = whole_weight / (weights.sum() * len(values))
    order = np.lexsort((np.arange(len(distance)), distance))
    chosen = [int(at) for at in order if at != own and shared[at] >= minimum - 1e-9][:count]
    return observations(
        {
            "REF_AREA": [unit] * len(chosen),
            "PEER": [panel.units[at] for at in chosen],
            "TIME_PERIOD": [ALL_YEARS if year is None else str(year)] * len(chosen),
            "DISTANCE": distance[chosen],
            "SHARED": shared[chosen],
        }
    )


def _medians(values: Numbers) -> Numbers:
    """The median of the known values of each column; NaN if there is none."""
    import numpy as np

    found = np.full(values.shape[1], np.nan)
    some = ~np.isnan(values).all(axis=0)
    found[some] = np.nanmedian(values[:, some], axis=0)
    return found


def _given(stage: Stage) -> Numbers:
    """The weight of each column in the index as the framework gives it, all parts being known."""
    import numpy as np

    framework = stage.framework
    shares = np.ones((1, 1, len(stage.panel.columns)))
    for node in framework.hierarchy:
        children = framework.children(node.code)
        total = sum(child.weight for child in children)
        for child in children:
            shares[0, 0, stage.panel.position(child.code)] = child.weight / total
    return np.asarray(along(stage, shares)[0, 0])
