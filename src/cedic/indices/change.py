r"""Why a score changed between two years: which parts moved, and whose weights did.

With weights :math:`w_i` and parts :math:`x_i` in the years 0 and 1, a bar for the mean of both years
and :math:`\Delta` for the change, the change of a score is :math:`\sum_i m_i \Delta x_i + e_i`:

========== ================================= =====================================================
method     value: multiplier :math:`m_i`     weight: effect :math:`e_i`
========== ================================= =====================================================
arithmetic :math:`\bar w_i`                  :math:`\Delta w_i (\bar x_i - \bar y)`
geometric  :math:`\bar w_i L(y) / L(x_i)`    :math:`\Delta w_i L(y) (\overline{\ln x_i}
                                             - \overline{\ln y})`
harmonic   :math:`\bar w_i y_0 y_1 /         :math:`-\Delta w_i y_0 y_1 (\overline{1/x_i}
           (x_{i0} x_{i1})`                  - \overline{1/y})`
========== ================================= =====================================================

The arithmetic one is Bennet's, the Shapley value of prices and quantities; L is the logarithmic mean
:math:`L(x) = \Delta x / \Delta \ln x`, which makes it the logarithmic mean Divisia index. A
Mazziotta–Pareto score is made of the two sums :math:`M = \sum w x` and :math:`Q = \sum w x^2`, as
:math:`2M - Q/M` or, with the positive penalty, as :math:`Q/M`; by the Shapley value
:math:`\Delta (Q/M) = \overline{1/M}\, \Delta Q - \bar Q\, \Delta M / (M_0 M_1)`, and M and Q change
as arithmetic scores do.

A part that is known in one year only has no change of value: what its coming or going does to the
score is the effect of its weight, which goes to or comes from the others. Effects of weights count
from the score, so that weight gained by a part better than the score raises it.

Sources: Bennet (1920), *Journal of the Royal Statistical Society* 83; Ang, Zhang and Choi (1998),
*Energy* 23, for the logarithmic mean; Shorrocks (2013), *Journal of Economic Inequality* 11.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from cedic.errors import UsageError
from cedic.indices.contributions import (
    TO,
    To,
    aggregates,
    along,
    method_of,
    parts_of,
    sign_of_penalty,
)
from cedic.indices.index import Result
from cedic.indices.stage import Stage
from cedic.indices.tables import by_node, observations, one_of, scored, year_at
from cedic.model import Observations

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]


class _Pair(NamedTuple):
    """Something in the first year and in the second one."""

    start: Numbers
    end: Numbers

    @property
    def mean(self) -> Numbers:
        return (self.start + self.end) / 2

    @property
    def change(self) -> Numbers:
        return self.end - self.start

    def map(self, function: Callable[[Numbers], Numbers]) -> _Pair:
        return _Pair(function(self.start), function(self.end))


def change(
    result: Result | Stage, start: str | int, end: str | int, *, to: To = "parent"
) -> Observations:
    """The change of scores between two years, by what moved.

    Parameters
    ----------
    result : Result or Stage
        With scores.
    start, end : str or int
        The years; `start` may be the later one.
    to : str
        ``parent``: the change of the aggregate one level up. ``index``: that of the index.

    Returns
    -------
    Observations
        REF_AREA, CODE, LEVEL, TIME_PERIOD (`end`), BASE_PERIOD (`start`), TO (the code whose change
        it is), SCORE_START, SCORE_END and CHANGE of the node itself; VALUE_EFFECT, of its change on
        the score of TO; WEIGHT_EFFECT, of its weight's change; EFFECT, both together; all in points.
        To the parent, effects of its parts add up to its change, to within 1e-12. To the index, the
        value effects of a level and the weight effects of that level and all above it do. Only units
        that are there in both years; null where TO has no score in one of them, where the node has
        none in either, and wherever a Copeland ranking is on the way.

    Raises
    ------
    UnknownCodeError
        For a year that is not there.
    UsageError
        If both years are the same, or nothing was aggregated.

    Notes
    -----
    Scores compare across years where normalisation is over the panel. Where it is per year, a change
    is one of relative position, and so are its effects.
    """
    import numpy as np

    one_of("target of effects", to, TO)
    stage, _ = scored(result)
    panel = stage.panel
    years = [year_at(panel, start), year_at(panel, end)]
    if years[0] == years[1]:
        raise UsageError(f"Both years are {start}.", remedy="give two different ones")
    multipliers, weight_effects = _effects(stage, years)
    framework = stage.framework
    parts = [node for node in framework.hierarchy if node.parent is not None]
    if to == "index":
        above = along(stage, multipliers)
        for node, at in aggregates(stage):
            if node.parent is not None:
                weight_effects[:, :, at] *= above[:, :, [panel.position(node.code)]]
        multipliers = above
    both = panel.present[years[0]] & panel.present[years[1]]
    first, second = panel.values[years]
    # Of a part known in one year only, the weight tells all.
    moved = np.where(np.isnan(first) ^ np.isnan(second), 0.0, second - first)
    value_effects = np.nan_to_num(moved) * multipliers[0]
    gone = np.isnan(first) & np.isnan(second)
    value_effects[gone], weight_effects[0][gone] = np.nan, np.nan
    columns = {
        "SCORE_START": first,
        "SCORE_END": second,
        "CHANGE": second - first,
        "VALUE_EFFECT": value_effects,
        "WEIGHT_EFFECT": weight_effects[0],
        "EFFECT": value_effects + weight_effects[0],
    }
    pair = _one_year(stage, years[1], both)
    table = by_node(
        pair, {name: values[None] for name, values in columns.items()}, [n.code for n in parts]
    )
    count = len(table["CODE"])
    receivers = [node.parent if to == "parent" else framework.index.code for node in parts]
    table["BASE_PERIOD"] = np.full(count, str(start), "object")
    table["TO"] = np.tile(np.array(receivers, "object"), count // len(parts))
    keys = ("REF_AREA", "CODE", "LEVEL", "TIME_PERIOD", "BASE_PERIOD", "TO")
    return observations({name: table[name] for name in (*keys, *columns)})


def _one_year(stage: Stage, year: int, present: NDArray[np.bool_]) -> Stage:
    """The axes of one year, with the units that are `present`."""
    from dataclasses import replace

    panel = replace(stage.panel, years=(stage.panel.years[year],), present=present[None])
    return replace(stage, panel=panel)


def _effects(stage: Stage, years: list[int]) -> tuple[Numbers, Numbers]:
    """Multipliers of the parts' changes and effects of their weights: 1 × units × columns each."""
    import numpy as np

    shape = (1, *stage.panel.values.shape[1:])
    multipliers, effects = np.full(shape, np.nan), np.full(shape, np.nan)
    for node, parts in aggregates(stage):
        values, weights = parts_of(stage, parts)
        values, weights = values[years], weights[years]
        # A part known in one year only stays as it was: nothing but its weight moves.
        held = np.where(np.isnan(values), values[::-1], values)
        score = stage.panel.column(node.code)[years][:, :, None]
        with np.errstate(invalid="ignore", divide="ignore"):
            found = _split(
                method_of(stage, node),
                sign_of_penalty(stage),
                _Pair(*held),
                _Pair(*weights),
                _Pair(*score),
            )
        multipliers[0][:, parts], effects[0][:, parts] = found
    return multipliers, effects


def _split(
    method: str, sign: float, parts: _Pair, weights: _Pair, score: _Pair
) -> tuple[Numbers, Numbers]:
    import numpy as np

    known = 0 * score.change
    if method == "arithmetic":
        # Weights that do not sum to one, as those of each unit's own, leave nothing to count from.
        sums_to_one = [np.isclose(year.sum(axis=1, keepdims=True), 1) for year in weights]
        level = np.where(sums_to_one[0] & sums_to_one[1], score.mean, known)
        return weights.mean + known, weights.change * (parts.mean - level)
    if method == "copeland":
        return np.full(parts.start.shape, np.nan), np.full(parts.start.shape, np.nan)
    # A part without weight may be zero or negative.
    used = (weights.start > 0) | (weights.end > 0)
    parts = parts.map(lambda values: np.where(used, values, 1.0))
    if method == "geometric":
        logs, log_score = parts.map(np.log), score.map(np.log)
        mean_score = _logarithmic_mean(score)
        return (
            weights.mean * mean_score / _logarithmic_mean(parts),
            weights.change * mean_score * (logs.mean - log_score.mean),
        )
    if method == "harmonic":
        product = score.start * score.end
        inverse, inverse_score = parts.map(np.reciprocal), score.map(np.reciprocal)
        return (
            weights.mean * product * inverse.start * inverse.end,
            -weights.change * product * (inverse.mean - inverse_score.mean),
        )
    squares = parts.map(np.square)
    mean, square = _sums(weights, parts), _sums(weights, squares)
    # The score is (1 - sign) M + sign Q / M.
    by_square = sign * mean.map(np.reciprocal).mean
    by_mean = (1 - sign) - sign * square.mean / (mean.start * mean.end)
    return (
        weights.mean * (by_mean + by_square * 2 * parts.mean) + known,
        weights.change
        * (by_mean * (parts.mean - mean.mean) + by_square * (squares.mean - square.mean))
        + known,
    )


def _sums(weights: _Pair, values: _Pair) -> _Pair:
    """Weighted sums over the parts."""
    return _Pair(
        (weights.start * values.start).sum(axis=1, keepdims=True),
        (weights.end * values.end).sum(axis=1, keepdims=True),
    )


def _logarithmic_mean(values: _Pair) -> Numbers:
    """The change over that of logarithms; the value itself where there is none."""
    import numpy as np

    relative = values.change / values.start
    same = relative == 0
    # log1p keeps the digits of a small change.
    return np.where(same, values.start, values.change / np.where(same, 1.0, np.log1p(relative)))
