"""Treat: keep a few extreme values from ruling an indicator."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cedic.errors import DataError, UnknownCodeError, UsageError
from cedic.indices.framework import Node
from cedic.indices.moments import moments
from cedic.indices.panel import ALWAYS, Panel
from cedic.indices.stage import Note, Stage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

METHODS = ("rule", "winsorise", "log", "ln", "box-cox", "cap", "none")
TRANSFORMS = ("log", "ln", "box-cox")
MARGIN = 0.01
"""How far above zero a logarithm starts, as a share of the range: COINr's log_CT has the same."""


def treat(
    stage: Stage,
    *,
    method: str = "rule",
    limit: float | None = 5,
    skewness: float = 2.0,
    kurtosis: float = 3.5,
    transform: str = "log",
    combine: bool = False,
    overshoot: bool = False,
    percentiles: Sequence[float] = (5, 95),
    pooled: bool = True,
    by_indicator: Mapping[str, str | Mapping[str, Any]] | None = None,
) -> Stage:
    r"""Treat indicators with outliers.

    ========= ======================================================================================
    method    what is done to an indicator x
    ========= ======================================================================================
    rule      while both \|skewness\| and kurtosis are beyond their thresholds, winsorise; if the
              limit does not allow enough of it, undo it and transform x
    winsorise the same without transforming: what the limit allows stays
    log       ln(x − min + 0.01 (max − min)), as COINr's ``log_CT``
    ln        ln(x), of positive values only
    box-cox   ((x/g)\ :sup:`λ` − 1)/λ, or ln(x/g) for λ = 0, g being the geometric mean and λ of
              greatest likelihood; where x is not positive, x − min + 0.01 (max − min) takes its place
    cap       values beyond two percentiles are set to them
    none      nothing
    ========= ======================================================================================

    To winsorise is to set the greatest value (if skewness is negative, the least) to the next one,
    with all that equal it. All transformations are increasing: an indicator of which less is better
    stays one.

    Parameters
    ----------
    stage : Stage
        With indicators in their own units, before they are normalised.
    method : str, default "rule"
        One of the above; log, ln, box-cox and cap are done whatever skewness and kurtosis are.
    limit : float or None, default 5
        How many points may be winsorised: a number, or below 1 a share of the known ones (rounded
        down). With 0, the rule transforms at once; None sets no limit.
    skewness, kurtosis : float, default 2 and 3.5
        The thresholds; kurtosis is in excess of the normal distribution's, both are adjusted for the
        size of the sample (:func:`cedic.indices.moments.moments`). Negative skewness with a kurtosis
        of −10 winsorises up to the limit in any case.
    transform : {"log", "ln", "box-cox"}, default "log"
        How the rule transforms.
    combine : bool, default False
        Transform what was winsorised, instead of undoing that.
    overshoot : bool, default False
        Let the last step of winsorising take values that are equal beyond the limit, as COINr does.
    percentiles : pair of float, default (5, 95)
        Those of cap, 0 … 100, interpolated linearly.
    pooled : bool, default True
        Look at all years together, so that a year's figures do not hang on which year they are
        compared with; otherwise at each year on its own, as COINr does.
    by_indicator : mapping, optional
        For single indicators the method, or a mapping of any of the arguments above but pooled.

    Returns
    -------
    Stage
        A note for each indicator that was treated, or left because skewness is not defined, says
        what was done, to which points, and whether it is still beyond the thresholds. Target and
        goalposts in the stage's framework are transformed with their indicator.

    Raises
    ------
    UnknownCodeError
        If there is no such method, argument or indicator.
    UsageError
        If a limit, a threshold or percentiles make no sense.
    DataError
        If ln meets a value, target or goalpost that is not positive, or an indicator with target or
        goalposts would be transformed by each year's own least and greatest value.

    Notes
    -----
    Fewer than 4 known values, or values that are all the same, have no kurtosis: rule and winsorise
    leave them. So do log and box-cox leave a constant. Winsorising stops before it would leave only
    one value.

    Where an indicator has a target or goalposts, log counts them among the values when it looks for
    min and max, so that they lie on the transformed scale too.

    References
    ----------
    OECD and JRC (2008). Handbook on Constructing Composite Indicators, step 4 (the rule's thresholds
    are those of the JRC's audits).
    Box, G. E. P. and Cox, D. R. (1964). "An analysis of transformations", Journal of the Royal
    Statistical Society B 26(2), 211–252.
    Becker, W., Caperna, G., Del Sorbo, M., Norlén, H., Papadimitriou, E. and Saisana, M. (2022).
    "COINr: An R package for developing composite indicators", Journal of Open Source Software 7(78).
    """
    given: dict[str, Any] = {
        "method": method,
        "limit": limit,
        "skewness": skewness,
        "kurtosis": kurtosis,
        "transform": transform,
        "combine": combine,
        "overshoot": overshoot,
        "percentiles": list(percentiles),
    }
    own = {
        code: dict(way) if isinstance(way, Mapping) else way
        for code, way in (by_indicator or {}).items()
    }
    ways = _ways(stage.panel.columns, given, own)
    values, notes, nodes = stage.panel.values.copy(), list[Note](), dict[str, Node]()
    for years in _spans(stage.panel, pooled):
        for series in _suspects(stage, years, ways):
            done = _treated(series, ways[series.at])
            values[years, :, series.at][series.known] = done.values
            notes.append(Note(done.what, series.node.code, year=None if pooled else series.year))
            if done.curve and _anchors(series.node):
                nodes[series.node.code] = _moved(series.node, done.curve, pooled)
    return stage.after(
        "treat",
        {**given, "pooled": pooled, "by_indicator": own or None},
        panel=stage.panel.with_values(values),
        notes=tuple(notes),
        framework=stage.framework.with_nodes(nodes) if nodes else stage.framework,
    )


@dataclass(frozen=True)
class _Way:
    """How one indicator is treated: the arguments of treat, checked."""

    method: str
    limit: float | None
    skewness: float
    kurtosis: float
    transform: str
    combine: bool
    overshoot: bool
    percentiles: Sequence[float]

    def __post_init__(self) -> None:
        for kind, name, names in (
            ("method of treat", self.method, METHODS),
            ("transform of treat", self.transform, TRANSFORMS),
        ):
            if name not in names:
                raise UnknownCodeError(kind, str(name), names)
        limit = self.limit
        if limit is not None and not (0 <= limit < 1 or limit == limit // 1 >= 1):
            raise UsageError(
                f"The argument limit of treat is {limit}.",
                remedy="give a number of points such as 5, or a share of them such as 0.05",
            )
        if not (self.skewness == self.skewness and self.kurtosis == self.kurtosis):
            raise UsageError("A threshold of treat is no number.", remedy="give 2 and 3.5")
        ends = list(self.percentiles)
        if len(ends) != 2 or not 0 <= ends[0] < ends[1] <= 100:
            raise UsageError(
                f"The percentiles of treat are {', '.join(map(str, ends))}.",
                remedy="give two from 0 to 100, the lower one first, such as 5 and 95",
            )

    @property
    def by_rule(self) -> bool:
        """Whether skewness and kurtosis say if anything is done."""
        return self.method in ("rule", "winsorise")

    def beyond(self, skewness: Floats, kurtosis: Floats) -> NDArray[np.bool_]:
        """Whether these are too great; not where they are not defined."""
        return (abs(skewness) > self.skewness) & (kurtosis > self.kurtosis)

    def points(self, known: int) -> float:
        """How many of so many known points may be winsorised."""
        if self.limit is None:
            return known
        # A share such as 0.3 of 10 is 3, whatever its rounding.
        return self.limit if self.limit >= 1 else (self.limit * known + 1e-9) // 1


@dataclass(frozen=True, eq=False)
class _Series:
    """The known values of one indicator in some years."""

    panel: Panel
    node: Node
    at: int
    years: slice
    skewness: np.float64
    kurtosis: np.float64

    @property
    def year(self) -> str | None:
        """The year, if it is one."""
        year = self.panel.years[self.years][0]
        return None if year == ALWAYS else year

    @cached_property
    def known(self) -> NDArray[np.bool_]:
        """Years × units, of the years concerned."""
        import numpy as np

        return ~np.isnan(self.panel.values[self.years, :, self.at])

    @cached_property
    def values(self) -> Floats:
        """The known values, in the order of the panel."""
        return self.panel.values[self.years, :, self.at][self.known]

    def points(self, which: NDArray[np.bool_]) -> str:
        """What people call some of the points."""
        import numpy as np

        where = np.zeros(self.panel.present.shape, bool)
        where[self.years][self.known] = which
        return self.panel.points(where)


@dataclass(frozen=True)
class _Curve:
    """An increasing function: the logarithm, or that of Box and Cox, of (x + shift) / unit."""

    shift: float = 0.0
    unit: float = 1.0
    power: float = 0.0

    def __call__(self, values: Any) -> Any:
        import numpy as np

        logarithm = np.log((values + self.shift) / self.unit)
        return np.expm1(self.power * logarithm) / self.power if self.power else logarithm

    def __str__(self) -> str:
        inside = f"x {'-' if self.shift < 0 else '+'} {abs(self.shift):.6g}" if self.shift else "x"
        if self.unit != 1:
            inside = f"({inside}) / {self.unit:.6g}" if self.shift else f"x / {self.unit:.6g}"
        return f"Box-Cox({inside}), λ = {self.power:.4g}" if self.power else f"ln({inside})"


@dataclass(frozen=True, eq=False)
class _Done:
    """What became of a series."""

    values: Floats
    what: str
    curve: _Curve | None = None


def _ways(
    columns: tuple[str, ...],
    given: Mapping[str, Any],
    own: Mapping[str, str | Mapping[str, Any]],
) -> list[_Way]:
    """How each indicator is treated."""
    general = _Way(**given)
    found = dict.fromkeys(columns, general)
    for code, way in own.items():
        if code not in found:
            raise UnknownCodeError("indicator", code, columns)
        changes = dict(way) if isinstance(way, Mapping) else {"method": way}
        for argument in changes:
            if argument not in given:
                raise UnknownCodeError("argument of treat for one indicator", argument, given)
        found[code] = replace(general, **changes)
    return list(found.values())


def _spans(panel: Panel, pooled: bool) -> list[slice]:
    """The years that are looked at together."""
    if pooled:
        return [slice(None)]
    return [slice(year, year + 1) for year in range(len(panel.years))]


def _suspects(stage: Stage, years: slice, ways: Sequence[_Way]) -> Iterator[_Series]:
    """The series to be treated, and those of which it cannot be told whether they are."""
    import numpy as np

    panel = stage.panel
    block = panel.values[years].reshape(-1, len(panel.columns))
    for at, (way, *measures) in enumerate(zip(ways, *moments(block), strict=True)):
        series = _Series(panel, stage.framework.node(panel.columns[at]), at, years, *measures)
        undefined = np.isnan(series.kurtosis)
        suspect = not way.by_rule or undefined or way.beyond(*measures)
        if way.method != "none" and suspect and len(series.values):
            yield series


def _treated(series: _Series, way: _Way) -> _Done:
    """What becomes of a series."""
    values = series.values
    if way.method == "cap":
        return _capped(series, way)
    if way.method == "ln":
        return _curved(series, way, values, "ln")
    if values.min() == values.max():
        return _Done(values, "left as it is: all its values are the same")
    if not way.by_rule:
        return _curved(series, way, values, way.method)
    if len(values) < 4:
        return _Done(values, "left as it is: fewer than 4 values have no kurtosis")
    cut = _winsorised(values, way)
    if way.method == "winsorise" or not _beyond(cut, way):
        return _cut(series, way, cut, "winsorised")
    return _curved(series, way, cut if way.combine else values, way.transform)


def _winsorised(values: Floats, way: _Way) -> Floats:
    """Values with the extreme ones drawn in, one after the other, while they have to be and may be."""
    values, limit = values.copy(), way.points(len(values))
    # How many points are drawn in so far, above and below.
    drawn = {True: 0, False: 0}
    while True:
        skewness, kurtosis = (measure[0] for measure in moments(values[:, None]))
        if not way.beyond(skewness, kurtosis):
            return values
        above = bool(skewness >= 0)
        edge = values == (values.max() if above else values.min())
        rest = values[~edge]
        others = drawn[not above]
        too_many = int(edge.sum()) + others > limit
        if way.overshoot:
            too_many = drawn[above] + others >= limit
        if too_many or rest.min() == rest.max():
            return values
        values[edge] = rest.max() if above else rest.min()
        drawn[above] = int(edge.sum())


def _capped(series: _Series, way: _Way) -> _Done:
    import numpy as np

    low, high = np.percentile(series.values, list(way.percentiles))
    return _cut(series, way, np.clip(series.values, low, high), "capped")


def _cut(series: _Series, way: _Way, values: Floats, how: str) -> _Done:
    """Values of which some were drawn in."""
    changed = values != series.values
    count = int(changed.sum())
    if not count:
        return _Done(values, f"no value {how}{_compared(series, way, values)}")
    what = f"{count} value{'s' if count > 1 else ''} {how}"
    which = f"to {values.min():.6g} … {values.max():.6g} ({series.points(changed)})"
    return _Done(values, f"{what} {which}{_compared(series, way, values)}")


def _curved(series: _Series, way: _Way, values: Floats, name: str) -> _Done:
    """Values after a transformation."""
    if name == "ln" and (series.values <= 0).any():
        raise DataError(
            f"The indicator {series.node.code} has values without a logarithm, being zero or "
            f"negative: {series.points(series.values <= 0)}.",
            remedy=f"treat it by log, which shifts values first: by_indicator = "
            f'{{"{series.node.code}": "log"}}',
        )
    curve = CURVES[name](values, _anchors(series.node))
    curved = curve(values)
    return _Done(curved, f"transformed by {curve}{_compared(series, way, curved)}", curve)


def _compared(series: _Series, way: _Way, values: Floats) -> str:
    """Skewness and kurtosis before and after, and whether they still are too great."""
    import numpy as np

    skewness, kurtosis = (measure[0] for measure in moments(values[:, None]))
    if np.isnan(kurtosis) or np.isnan(series.kurtosis):
        return ""
    still = "; still beyond the thresholds" if way.beyond(skewness, kurtosis) else ""
    return (
        f": skewness {series.skewness:.4g} → {skewness:.4g}, "
        f"kurtosis {series.kurtosis:.4g} → {kurtosis:.4g}{still}"
    )


def _beyond(values: Floats, way: _Way) -> bool:
    skewness, kurtosis = moments(values[:, None])
    return bool(way.beyond(skewness, kurtosis)[0])


def _ln(values: Floats, anchors: Sequence[float]) -> _Curve:
    return _Curve()


def _log(values: Floats, anchors: Sequence[float]) -> _Curve:
    low = min(float(values.min()), *anchors, float("inf"))
    high = max(float(values.max()), *anchors, float("-inf"))
    return _Curve(MARGIN * (high - low) - low)


def _box_cox(values: Floats, anchors: Sequence[float]) -> _Curve:
    import numpy as np
    from scipy.stats import boxcox_normmax

    positive = min(float(values.min()), *anchors, float("inf")) > 0
    shift = 0.0 if positive else _log(values, anchors).shift
    unit = float(np.exp(np.log(values + shift).mean()))
    return _Curve(shift, unit, float(boxcox_normmax((values + shift) / unit, method="mle")))


CURVES: Mapping[str, Callable[[Floats, Sequence[float]], _Curve]] = {
    "ln": _ln,
    "log": _log,
    "box-cox": _box_cox,
}
"""The transformations, fitted to values and to the target and goalposts beside them."""


def _anchors(node: Node) -> list[float]:
    """What is given in the units of the indicator beside its values."""
    given = [node.target, *(node.goalposts or ())]
    return [value for value in given if value is not None]


def _moved(node: Node, curve: _Curve, pooled: bool) -> Node:
    """The indicator with its target and goalposts on the transformed scale."""
    if not pooled and curve != _Curve():
        raise DataError(
            f"The indicator {node.code} has a target or goalposts, which hold for all years, but would "
            "be transformed by each year's own least and greatest value.",
            where=f"framework, row {node.row}",
            remedy="treat with pooled = true, or this indicator by ln, winsorise, cap or none",
        )
    if min(_anchors(node)) + curve.shift <= 0:
        raise DataError(
            f"A target or goalpost of the indicator {node.code} is {min(_anchors(node)):g}, which has "
            "no logarithm.",
            where=f"framework, row {node.row}",
            remedy="give one above 0, or treat the indicator by log, which shifts values first",
        )
    return replace(
        node,
        target=None if node.target is None else float(curve(node.target)),
        goalposts=node.goalposts
        and (float(curve(node.goalposts[0])), float(curve(node.goalposts[1]))),
    )
