"""Impute: fill in what is not known, and keep count of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cedic.errors import UnknownCodeError, UsageError
from cedic.indices.panel import ALWAYS, Panel
from cedic.indices.stage import Note, Stage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

CLOSE = 1e-6
"""EM has converged once no standardised mean or covariance changes by more."""
ROUNDS = 500
"""How often EM tries."""
ENOUGH = 3
"""Units for each indicator from which on EM takes covariances as they are."""
RIDGE = 0.3
"""How much covariances are shrunk where there are fewer: in simulated indicators with a few common
factors the gaps are then met best, and unshrunk no better than by the mean."""
COLLINEAR = 1e-9
"""What keeps the covariances of indicators that repeat each other invertible."""


def impute(
    stage: Stage,
    *,
    method: str = "median",
    group: str | None = None,
    by_indicator: Mapping[str, str] | None = None,
    reach: float | None = None,
) -> Stage:
    r"""Fill in the values that are not known of units that are there.

    ============= ==================================================================================
    method        what a gap is filled with
    ============= ==================================================================================
    mean, median  the mean or median of the units in the year
    group_mean,   the same among the units of its group in the year; left null where nothing is
    group_median  known of the group, or the group of the unit is not
    regression    a + b x by least squares over the units of the year, x being the indicator that is
                  known of the unit and explains most: with the greatest adjusted R²
                  1 − (1 − r²)(n − 1)/(n − 2), from n ≥ 3 units that have both, and in which both
                  vary; of equals the first in the framework. Left null where there is none
    em            its expectation given all that is known of the unit in the year, means and
                  covariances of all indicators being those of greatest likelihood of a multivariate
                  normal, by expectation–maximisation
    interpolation on the line between the years before and after of the same unit; nothing beyond
                  its first and last year
    nearest       the nearest year of the same unit, of two the earlier
    latest        the latest earlier year of the same unit
    none          nothing
    ============= ==================================================================================

    Parameters
    ----------
    stage : Stage
        Where indicators have gaps.
    method : str, default "median"
        One of the above, for all indicators but those in `by_indicator`.
    group : str, optional
        The code of the framework's row of kind ``group`` that group_mean and group_median go by.
    by_indicator : mapping of str to str, optional
        The method of single indicators.
    reach : float, optional
        How many years away the figures of interpolation, nearest and latest may be; by default as
        far as there are any.

    Returns
    -------
    Stage
        What was known is as it was; ``panel.imputed`` is 1 where a value was filled in. Notes tell
        how many were for each indicator, and which could not be. An indicator of which nothing is
        known stays null.

    Raises
    ------
    UnknownCodeError
        If there is no such method, indicator or group.
    UsageError
        If a group is needed and not given, reach is not positive, or years are no numbers where
        distances between them are needed.

    Notes
    -----
    Mean, median, regression and em look at each year on its own, and at what was known when the step
    began: the order of indicators does not matter. Several steps can follow one another, such as
    interpolation, then nearest, then group_median.

    In em an indicator that does not vary in a year is filled by its mean, and tells nothing of
    others. With fewer than 3 units for each indicator the likelihood alone overfits, or has no
    maximum: then covariances, not variances, are shrunk by 30 % at every step (a ridge prior), which
    a note tells. It stops once no mean and no covariance of standardised values changes by more than
    1e−6, or after 500 rounds; notes tell which.

    References
    ----------
    OECD and JRC (2008). Handbook on Constructing Composite Indicators, step 3.
    Dempster, A. P., Laird, N. M. and Rubin, D. B. (1977). "Maximum likelihood from incomplete data
    via the EM algorithm", Journal of the Royal Statistical Society B 39(1), 1–38.
    Schafer, J. L. (1997). Analysis of Incomplete Multivariate Data, ch. 5 (the ridge prior).
    """
    import numpy as np

    panel = stage.panel
    task = _Task(panel, _groups(stage, group), np.inf if reach is None else reach)
    ways = _ways(panel, method, by_indicator)
    if group is None and any(way.startswith("group_") for way in ways):
        raise UsageError(
            "Imputing by groups needs to know which.",
            remedy="give group = the code of a row of kind group in the framework",
        )
    if reach is not None and not reach > 0:
        raise UsageError(f"The argument reach of impute is {reach}.", remedy="give years above 0")
    values, notes = panel.values.copy(), list[Note]()
    for way in dict.fromkeys(ways):
        at = np.flatnonzero(np.array(ways) == way)
        filled, told = METHODS[way](task, at)
        gaps = np.isnan(panel.values[:, :, at]) & panel.present[:, :, None]
        values[:, :, at] = np.where(gaps, filled, panel.values[:, :, at])
        notes += told
    gaps = np.isnan(panel.values) & panel.present[:, :, None]
    imputed = np.where(gaps & ~np.isnan(values), 1.0, panel.imputed)
    notes += _notes(panel, ways, gaps, np.isnan(values))
    arguments = {
        "method": method,
        "group": group,
        "by_indicator": None if by_indicator is None else dict(by_indicator),
        "reach": reach,
    }
    return stage.after(
        "impute", arguments, panel=panel.with_values(values, imputed), notes=tuple(notes)
    )


def _ways(panel: Panel, method: str, by_indicator: Mapping[str, str] | None) -> list[str]:
    """The method of each indicator, checked."""
    own = dict(by_indicator or {})
    for code in own:
        if code not in panel.columns:
            raise UnknownCodeError("indicator", code, panel.columns)
    for way in (method, *own.values()):
        if way not in METHODS:
            raise UnknownCodeError("method of impute", str(way), METHODS)
    return [own.get(code, method) for code in panel.columns]


def _groups(stage: Stage, group: str | None) -> NDArray[np.str_]:
    """The group of each unit in each year; empty where there is none."""
    import numpy as np

    if group is None:
        return np.full(stage.panel.present.shape, "")
    if group not in stage.panel.groups:
        raise UnknownCodeError(
            "group among the values",
            group,
            stage.panel.groups,
            remedy=None
            if stage.panel.groups
            else "give it a row of kind group in the framework and a column in the values",
        )
    return stage.panel.groups[group]


def _notes(
    panel: Panel, ways: list[str], gaps: NDArray[np.bool_], still: NDArray[np.bool_]
) -> list[Note]:
    """How many values were filled in of each indicator, and which could not be."""
    found = []
    for at, (code, way) in enumerate(zip(panel.columns, ways, strict=True)):
        left = gaps[:, :, at] & still[:, :, at]
        filled = int(gaps[:, :, at].sum() - left.sum())
        if filled:
            found.append(Note(f"{_values(filled)} filled in by {way}", code))
        if left.any() and way != "none":
            what = f"{_values(int(left.sum()))} could not be filled in by {way}"
            found.append(Note(f"{what}: {panel.points(left)}", code))
    return found


def _values(count: int) -> str:
    return f"{count} value" if count == 1 else f"{count} values"


@dataclass(frozen=True, eq=False)
class _Task:
    """What methods fill gaps from. They give values for all cells, of which only gaps are used."""

    panel: Panel
    groups: NDArray[np.str_]
    reach: float


Filled = tuple["Floats", list[Note]]


def _none(task: _Task, at: NDArray[np.int64]) -> Filled:
    return task.panel.values[:, :, at], []


def _of_units(middle: Callable[[Floats], Floats]) -> Callable[[_Task, NDArray[np.int64]], Filled]:
    """A method that gives one value to all units of a year."""

    def fill(task: _Task, at: NDArray[np.int64]) -> Filled:
        return middle(task.panel.values[:, :, at]), []

    return fill


def _of_groups(middle: Callable[[Floats], Floats]) -> Callable[[_Task, NDArray[np.int64]], Filled]:
    """A method that gives one value to all units of a group in a year."""

    def fill(task: _Task, at: NDArray[np.int64]) -> Filled:
        import numpy as np

        values = task.panel.values[:, :, at]
        found = np.full_like(values, np.nan)
        for name in np.unique(task.groups[task.groups != ""]):
            inside = (task.groups == name)[:, :, None]
            found = np.where(inside, middle(np.where(inside, values, np.nan)), found)
        return found, []

    return fill


def _mean(values: Floats) -> Floats:
    """The mean over units, years × 1 × columns; NaN where nothing is known."""
    import numpy as np

    known = ~np.isnan(values)
    total = np.where(known, values, 0).sum(axis=1, keepdims=True)
    with np.errstate(invalid="ignore"):
        return np.asarray(total / known.sum(axis=1, keepdims=True))


def _median(values: Floats) -> Floats:
    """The median over units, years × 1 × columns; NaN where nothing is known."""
    import numpy as np

    # NumPy's own nanmedian goes through the columns one by one; sorting puts NaN last.
    ordered = np.sort(values, axis=1)
    count = (~np.isnan(values)).sum(axis=1, keepdims=True)
    low = np.take_along_axis(ordered, np.maximum(count - 1, 0) // 2, axis=1)
    high = np.take_along_axis(ordered, np.minimum(count // 2, values.shape[1] - 1), axis=1)
    # Not (low + high) / 2, which may fall beside two equal values.
    return low + (high - low) / 2


def _regression(task: _Task, at: NDArray[np.int64]) -> Filled:
    found = task.panel.values[:, :, at].copy()
    for year, values in enumerate(task.panel.values):
        found[year] = _predicted(values, at)
    return found, []


def _predicted(values: Floats, at: NDArray[np.int64]) -> Floats:
    """Gaps of the columns `at` by the best simple regression for each unit, in one year."""
    import numpy as np

    found = values[:, at].copy()
    unit, column = np.nonzero(np.isnan(found))
    if not len(unit):
        return found
    standard, mean, scale = _standardised(values)
    known = (~np.isnan(standard)).astype("float64")
    given = np.nan_to_num(standard)
    # Sums over the units that have both the target (rows) and the predictor (columns).
    n = known[:, at].T @ known
    x, y = known[:, at].T @ given, given[:, at].T @ known
    with np.errstate(divide="ignore", invalid="ignore"):
        xy = given[:, at].T @ given - x * y / n
        xx = known[:, at].T @ given**2 - x * x / n
        yy = (given[:, at] ** 2).T @ known - y * y / n
        slope = xy / xx
        fits = 1 - (1 - xy * xy / (xx * yy)) * (n - 1) / (n - 2)
    # What varies by rounding alone explains nothing; fits that differ by rounding alone are equal.
    usable = (n > 2) & (xx > 1e-12 * n) & (yy > 1e-12 * n)
    fits = np.where(usable, np.round(fits, 9), -np.inf)
    of_cells = np.where(known[unit] > 0, fits[column], -np.inf)
    best = of_cells.argmax(axis=1)
    cells = np.arange(len(unit))
    some = of_cells[cells, best] > -np.inf
    unit, column, best = unit[some], column[some], best[some]
    from_mean = given[unit, best] - (x / np.maximum(n, 1))[column, best]
    standing = (y / np.maximum(n, 1))[column, best] + slope[column, best] * from_mean
    found[unit, column] = mean[at][column] + scale[at][column] * standing
    return found


def _standardised(values: Floats) -> tuple[Floats, Floats, Floats]:
    """Columns with mean 0 and deviation 1 of what is known, their means and deviations.

    The deviation of a column that does not vary is given as 1.
    """
    import numpy as np

    known = ~np.isnan(values)
    count = np.maximum(known.sum(axis=0), 1)
    mean = np.where(known, values, 0).sum(axis=0) / count
    apart = np.where(known, values - mean, 0)
    scale = np.sqrt((apart * apart).sum(axis=0) / count)
    low = np.where(known, values, np.inf).min(axis=0, initial=np.inf)
    high = np.where(known, values, -np.inf).max(axis=0, initial=-np.inf)
    scale = np.where(low < high, scale, 1.0)
    return np.where(known, apart / scale, np.nan), mean, scale


def _em(task: _Task, at: NDArray[np.int64]) -> Filled:
    import numpy as np

    panel = task.panel
    found, notes = panel.values[:, :, at].copy(), []
    for year, name in enumerate(panel.years):
        present = panel.present[year]
        values = panel.values[year][present]
        if not np.isnan(values[:, at]).any():
            continue
        filled, told = _expected(values)
        found[year, present] = filled[:, at]
        if told:
            notes.append(Note(told, year=None if name == ALWAYS else name))
    return found, notes


def _expected(values: Floats) -> tuple[Floats, str | None]:
    """One year, units × indicators, with gaps at their expectation, and how it went."""
    import numpy as np

    standard, mean, scale = _standardised(values)
    known = ~np.isnan(values)
    varied = np.abs(np.nan_to_num(standard)).max(axis=0, initial=0) > 0
    filled = np.where(known, values, np.where(known.any(axis=0), mean, np.nan))
    # A unit of which nothing is known says nothing of means and covariances, and gets the means.
    telling = known[:, varied].any(axis=1)
    within = np.ix_(telling, varied)
    gaps = ~known[within]
    if not gaps.any() or varied.sum() < 2:
        return filled, None
    best, centre, told = _maximised(standard[within], gaps)
    filled[within] = np.where(gaps, mean[varied] + scale[varied] * best, values[within])
    filled[np.ix_(~telling, varied)] = mean[varied] + scale[varied] * centre
    return filled, told


def _maximised(standard: Floats, gaps: NDArray[np.bool_]) -> tuple[Floats, Floats, str]:
    """Expectation and maximisation in turn: the filled values, the means, and how it went."""
    import numpy as np

    n, p = standard.shape
    shrinkage = np.where(np.eye(p) > 0, 1.0, 1.0 - (RIDGE if n < ENOUGH * p else 0.0))
    # The gaps of each unit, padded to as many as the emptiest has.
    most = int(gaps.sum(axis=1).max())
    which = np.argsort(~gaps, axis=1, kind="stable")[:, :most]
    real = np.take_along_axis(gaps, which, axis=1)
    row, slot = np.nonzero(real)
    column = which[row, slot]
    both = real[:, :, None] & real[:, None, :]
    pairs = (which[:, :, None] * p + which[:, None, :])[both]

    filled, centre, spread = np.nan_to_num(standard), np.zeros(p), np.eye(p)
    change, turn = np.inf, 0
    while change > CLOSE and turn < ROUNDS:
        turn += 1
        # With the precision K, gaps g of which o is known have the expectation
        # mean_g − K_gg⁻¹ K_go (o − mean_o) and the variance K_gg⁻¹.
        precision = np.linalg.inv(spread + COLLINEAR * np.eye(p))
        of_gaps = precision[which[:, :, None], which[:, None, :]]
        variance = np.linalg.inv(np.where(both, of_gaps, np.eye(most)))
        apart = np.where(gaps, 0, filled - centre)
        pull = np.take_along_axis(apart @ precision, which, axis=1) * real
        filled[row, column] = centre[column] - (variance @ pull[:, :, None])[row, slot, 0]
        unsure = np.bincount(pairs, variance[both], p * p).reshape(p, p)
        new_centre = filled.mean(axis=0)
        apart = filled - new_centre
        new_spread = (apart.T @ apart + unsure) / n * shrinkage
        change = max(np.abs(new_centre - centre).max(), np.abs(new_spread - spread).max())
        centre, spread = new_centre, new_spread
    told = f"em converged in {turn} rounds"
    if change > CLOSE:
        told = f"em did not converge in {turn} rounds: the last one changed moments by {change:.2g}"
    if n < ENOUGH * p:
        told += f"; with {n} units for {p} indicators, covariances were shrunk by {RIDGE:.0%}"
    return filled, centre, told


def _interpolation(task: _Task, at: NDArray[np.int64]) -> Filled:
    import numpy as np

    values, before, after, years = _neighbours(task, at)
    ago, ahead = _distances(task, years, before, after)
    first, last = _taken(values, before), _taken(values, after)
    within = (before >= 0) & (after >= 0) & (ago <= task.reach) & (ahead <= task.reach)
    with np.errstate(invalid="ignore", divide="ignore"):
        line = first + (last - first) * ago / (ago + ahead)
    return np.where(within, line, np.nan), []


def _nearest(task: _Task, at: NDArray[np.int64]) -> Filled:
    import numpy as np

    values, before, after, years = _neighbours(task, at)
    ago, ahead = _distances(task, years, before, after)
    earlier = (before >= 0) & ((after < 0) | (ago <= ahead))
    found = np.where(earlier, _taken(values, before), _taken(values, after))
    some = (before >= 0) | (after >= 0)
    return np.where(some & (np.where(earlier, ago, ahead) <= task.reach), found, np.nan), []


def _latest(task: _Task, at: NDArray[np.int64]) -> Filled:
    import numpy as np

    values, before, after, years = _neighbours(task, at)
    ago, _ = _distances(task, years, before, after)
    return np.where((before >= 0) & (ago <= task.reach), _taken(values, before), np.nan), []


def _neighbours(
    task: _Task, at: NDArray[np.int64]
) -> tuple[Floats, NDArray[np.int64], NDArray[np.int64], Floats]:
    """Values; where each cell's last known year and the next one are, −1 if nowhere; years."""
    import numpy as np

    values = task.panel.values[:, :, at]
    known = ~np.isnan(values)
    count = len(values)
    here = np.arange(count)[:, None, None]
    before = np.maximum.accumulate(np.where(known, here, -1), axis=0)
    after = np.minimum.accumulate(np.where(known, here, count)[::-1], axis=0)[::-1]
    return values, before, np.where(after < count, after, -1), _years(task.panel)


def _years(panel: Panel) -> Floats:
    """Years as numbers."""
    import numpy as np

    if len(panel.years) == 1:
        return np.zeros(1)
    for year in panel.years:
        if not year.lstrip("-").isdigit():
            raise UsageError(
                f"The year {year} is no number, so there is no distance to other years.",
                remedy="write years as 2019, or impute by a method that looks at one year",
            )
    return np.array([float(year) for year in panel.years])


def _distances(
    task: _Task, years: Floats, before: NDArray[np.int64], after: NDArray[np.int64]
) -> tuple[Floats, Floats]:
    """How many years ago and ahead the neighbours are."""
    here = years[:, None, None]
    return here - years[before], years[after] - here


def _taken(values: Floats, where: NDArray[np.int64]) -> Floats:
    import numpy as np

    return np.take_along_axis(values, np.maximum(where, 0), axis=0)


METHODS: Mapping[str, Callable[[_Task, NDArray[Any]], Filled]] = {
    "mean": _of_units(_mean),
    "median": _of_units(_median),
    "group_mean": _of_groups(_mean),
    "group_median": _of_groups(_median),
    "regression": _regression,
    "em": _em,
    "interpolation": _interpolation,
    "nearest": _nearest,
    "latest": _latest,
    "none": _none,
}
"""The methods by name."""
