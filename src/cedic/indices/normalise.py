"""Normalise: bring indicators onto one scale, more being better."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from cedic.errors import DataError, UnknownCodeError, UsageError, near
from cedic.indices.stage import Note, Stage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from cedic.indices.framework import Framework, Node
    from cedic.indices.panel import Panel

METHODS = (
    "min-max",
    "z-score",
    "rank",
    "percentile",
    "borda",
    "frontier",
    "target",
    "goalposts",
    "log-goalposts",
    "none",
)
"""The ways of normalising there are."""


def normalise(
    stage: Stage,
    *,
    method: str = "min-max",
    scale: Sequence[float] = (0.0, 100.0),
    goalposts: str = "panel",
    own_goalposts: bool = True,
    beyond: str = "cut",
    mean: float = 0.0,
    deviation: float = 1.0,
    by_indicator: Mapping[str, str | Mapping[str, Any]] | None = None,
) -> Stage:
    r"""Bring indicators onto one scale, on which more is better.

    Here the direction of indicators is taken, once: what is said below is said of :math:`x`, the
    value times its direction, with goalposts and target turned round alike. :math:`a` and :math:`b`
    are the ends of the scale.

    Parameters
    ----------
    stage : Stage
        Where the indicators are in their own units.
    method : str, optional
        ``min-max``
            :math:`a + (b - a) \frac{x - \min x}{\max x - \min x}`; goalposts of the framework, where
            an indicator has them, stand for its least and greatest value, which a note tells.
        ``z-score``
            :math:`m + s \frac{x - \bar x}{s_x}`, :math:`s_x` being the standard deviation of the
            sample (divided by n − 1); unbounded.
        ``rank``
            1 for the worst, equal values sharing the lower rank.
        ``percentile``
            :math:`a + (b - a) \frac{\text{rank} - 1}{n - 1}`.
        ``borda``
            rank − 1: how many values are worse.
        ``frontier``
            the share of the best value: :math:`a + (b - a) x / \max x` where more is better,
            :math:`a + (b - a) \min x / x` where less is; for positive values.
        ``target``
            :math:`a + (b - a) \frac{x - \min x}{t - \min x}`, :math:`t` being the target of the
            framework.
        ``goalposts``
            :math:`a + (b - a) \frac{x - l}{h - l}` between the goalposts of the framework.
        ``log-goalposts``
            the same in logarithms of the value and its goalposts, as the income of the Human
            Development Index.
        ``none``
            as it is, but for the direction.
    scale : pair of float, optional
        The ends of the scale. A geometric or harmonic mean needs them positive: (1, 100).
    goalposts : {"panel", "year"}, optional
        Whether least, greatest, mean and rank are over all years, so that scores of two years can be
        compared, or of each year.
    own_goalposts : bool, optional
        Whether ``min-max`` takes the goalposts of the framework.
    beyond : {"cut", "keep"}, optional
        What becomes of a value beyond the goalposts or the target: the end of the scale, which a
        note tells, or more than that.
    mean, deviation : float, optional
        Those of z-scores, :math:`m` and :math:`s`: 100 and 10 for the Mazziotta–Pareto index.
    by_indicator : mapping, optional
        Indicators with a way of their own: the name of a method, or a mapping of arguments such as
        ``{"method": "z-score", "mean": 100}``. It wins over the framework's column
        ``normalisation``, which wins over `method`.

    Returns
    -------
    Stage
        Values on the scale, null where they were null. ``scale`` is what all values lie in, None
        where one of the methods has no bounds.

    Raises
    ------
    DataError
        For an indicator that is missing throughout, or that is the same everywhere (in a year, if
        each has its own goalposts); without the goalposts or target asked for; with a target that
        is no better than its worst value; with values that are not positive where they must be; and
        if the framework names a method that does not exist.
    UnknownCodeError
        If an indicator or a method does not exist.
    UsageError
        If the scale is reversed, a deviation not positive, or an argument none of those above.

    Notes
    -----
    COINr's ``n_minmax``, ``n_zscore``, ``n_rank``, ``n_prank``, ``n_borda``, ``n_dist2targ``,
    ``n_fracmax`` and ``n_goalposts`` are ``min-max``, ``z-score``, ``rank``, ``percentile``,
    ``borda``, ``target``, ``frontier`` and ``goalposts``; its ``n_dist2max`` is ``min-max``. Some of
    them are on a scale of (0, 1), and its ``n_dist2targ`` keeps what is beyond.

    References
    ----------
    OECD and JRC (2008), *Handbook on Constructing Composite Indicators*, step 5.
    """
    import numpy as np

    rule = _checked(
        _Rule(method, _ends(scale), goalposts, own_goalposts, beyond, float(mean), float(deviation))
    )
    rules = [_rule_of(stage.framework, code, rule, by_indicator) for code in stage.panel.columns]
    _check_codes(stage.framework, by_indicator)
    _check_known(stage.panel)
    found = np.empty_like(stage.panel.values)
    notes: list[Note] = []
    for each in dict.fromkeys(rules):
        at = [place for place, other in enumerate(rules) if other == each]
        columns = _Columns(stage, at, each)
        scores = _WAYS[each.method](columns)
        found[:, :, at] = scores
        notes += columns.notes
    return stage.after(
        "normalise",
        {
            "method": method,
            "scale": list(rule.scale),
            "goalposts": goalposts,
            "own_goalposts": own_goalposts,
            "beyond": beyond,
            "mean": rule.mean,
            "deviation": rule.deviation,
            "by_indicator": dict(by_indicator or {}),
        },
        panel=stage.panel.with_values(found),
        notes=tuple(sorted(notes, key=lambda note: stage.panel.position(note.code or ""))),
        scale=_bounds(rules),
    )


@dataclass(frozen=True)
class _Rule:
    """How an indicator is normalised: the arguments of the step."""

    method: str
    scale: tuple[float, float]
    goalposts: str
    own_goalposts: bool
    beyond: str
    mean: float
    deviation: float

    @property
    def bounded(self) -> bool:
        """Whether its values lie in its scale."""
        always = self.method in ("percentile", "frontier")
        cut = self.method in ("min-max", "target", "goalposts", "log-goalposts")
        return always or (cut and self.beyond == "cut")


class _Columns:
    """The columns of the same rule, more being better, and what their scores are reckoned by."""

    def __init__(self, stage: Stage, at: list[int], rule: _Rule) -> None:
        import numpy as np

        self.panel, self.rule = stage.panel, rule
        self.nodes = [stage.framework.node(stage.panel.columns[place]) for place in at]
        self.direction = np.array([node.direction for node in self.nodes], "float64")
        self.values = stage.panel.values[:, :, at] * self.direction
        self.axis: tuple[int, ...] = (0, 1) if rule.goalposts == "panel" else (1,)
        self.notes: list[Note] = []

    def least(self) -> NDArray[np.float64]:
        import numpy as np

        return np.asarray(np.fmin.reduce(self.values, axis=self.axis, keepdims=True), "float64")

    def greatest(self) -> NDArray[np.float64]:
        import numpy as np

        return np.asarray(np.fmax.reduce(self.values, axis=self.axis, keepdims=True), "float64")

    def ranks(self) -> NDArray[np.float64]:
        """Ranks from the worst up, NaN where there is no value."""
        import numpy as np
        from scipy.stats import rankdata

        self.refuse_constant(self.least(), self.greatest())
        unknown = np.isnan(self.values)
        # Endless values rank last, so that the known ones keep their ranks.
        filled = np.where(unknown, np.inf, self.values)
        pooled = filled.reshape(-1, filled.shape[2]) if len(self.axis) == 2 else filled
        found = rankdata(pooled, "min", axis=len(self.axis) % 2).reshape(filled.shape)
        return np.where(unknown, np.nan, found)

    def on_scale(self, shares: NDArray[np.float64], *, cut: bool = False) -> NDArray[np.float64]:
        """Shares, 0 … 1, on the scale; those beyond are cut, and a note tells it, where asked for."""
        import numpy as np

        low, high = self.rule.scale
        if cut and self.rule.beyond == "cut":
            for node, count in zip(
                self.nodes, ((shares < 0) | (shares > 1)).sum(axis=(0, 1)), strict=True
            ):
                if count:
                    self.notes.append(
                        Note(f"{count} values beyond the ends of its scale were cut", node.code)
                    )
            shares = np.clip(shares, 0.0, 1.0)
        return low + shares * (high - low)

    def posts(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The goalposts of the framework, those of what is bad turned round; NaN without."""
        import numpy as np

        given = np.array([node.goalposts or (np.nan, np.nan) for node in self.nodes])
        turned = np.sort(given * self.direction[:, None], axis=1)
        return turned[:, 0], turned[:, 1]

    def refuse_constant(self, low: NDArray[np.float64], high: NDArray[np.float64]) -> None:
        """Refuse indicators whose values say nothing about the units."""
        import numpy as np

        same = high - low <= 1e-12 * np.maximum(np.abs(high), np.abs(low))
        for year, _, at in np.argwhere(same)[:1]:
            when = f" in {self.panel.years[year]}" if self.rule.goalposts == "year" else ""
            value = float((low * self.direction)[year, 0, at])
            raise DataError(
                f"The indicator {self.nodes[at].code} is {value:g} for every unit that it is known "
                f"for{when}: it cannot tell them apart.",
                remedy="drop it from the framework, or give it goalposts there"
                + (", or let goalposts be those of the panel" if when else ""),
            )

    def refuse(
        self, wrong: NDArray[np.bool_], what: str, remedy: str, values: NDArray[np.float64]
    ) -> None:
        """Refuse the first value that is wrong, naming it."""
        import numpy as np

        for year, unit, at in np.argwhere(wrong)[:1]:
            raise DataError(
                f"The indicator {self.nodes[at].code} is {values[year, unit, at]:g} for "
                f"{self.panel.cell(year, unit)}: {what}.",
                remedy=remedy,
            )

    def need(self, has: Callable[[Node], bool], what: str) -> None:
        """Refuse indicators without the goalposts or target that the method needs."""
        for node in self.nodes:
            if not has(node):
                raise DataError(
                    f"The indicator {node.code} has no {what} in the framework, which "
                    f"{self.rule.method} needs.",
                    remedy=f"give it {what} there, or another method",
                )


def _min_max(columns: _Columns) -> NDArray[np.float64]:
    import numpy as np

    low, high = columns.least(), columns.greatest()
    own = np.zeros(len(columns.nodes), bool)
    if columns.rule.own_goalposts:
        posts = columns.posts()
        own = ~np.isnan(posts[0])
        low, high = np.where(own, posts[0], low), np.where(own, posts[1], high)
        columns.notes += [
            Note("on its own goalposts, {:g} and {:g}".format(*node.goalposts), node.code)
            for node in columns.nodes
            if node.goalposts
        ]
    columns.refuse_constant(low, high)
    return columns.on_scale((columns.values - low) / (high - low), cut=bool(own.any()))


def _z_score(columns: _Columns) -> NDArray[np.float64]:
    import numpy as np

    columns.refuse_constant(columns.least(), columns.greatest())
    known = ~np.isnan(columns.values)
    count = known.sum(axis=columns.axis, keepdims=True)
    # Where nothing is known in a year there is nothing to divide either.
    total = np.where(known, columns.values, 0.0).sum(axis=columns.axis, keepdims=True)
    apart = columns.values - total / np.maximum(count, 1)
    squares = np.where(known, apart, 0.0) ** 2
    spread = np.sqrt(squares.sum(axis=columns.axis, keepdims=True) / np.maximum(count - 1, 1))
    with np.errstate(invalid="ignore"):
        return np.asarray(columns.rule.mean + columns.rule.deviation * apart / spread)


def _rank(columns: _Columns) -> NDArray[np.float64]:
    return columns.ranks()


def _borda(columns: _Columns) -> NDArray[np.float64]:
    return columns.ranks() - 1


def _percentile(columns: _Columns) -> NDArray[np.float64]:
    import numpy as np

    ranks = columns.ranks()
    count = (~np.isnan(ranks)).sum(axis=columns.axis, keepdims=True)
    return columns.on_scale((ranks - 1) / np.maximum(count - 1, 1))


def _frontier(columns: _Columns) -> NDArray[np.float64]:
    import numpy as np

    columns.refuse_constant(columns.least(), columns.greatest())
    sizes = columns.values * columns.direction
    columns.refuse(
        (sizes < 0) | ((sizes == 0) & (columns.direction < 0)),
        "a share of the best value needs positive values",
        "let this indicator be normalised by min-max",
        sizes,
    )
    best = columns.greatest() * columns.direction
    more = columns.direction > 0
    return columns.on_scale(
        np.divide(np.where(more, sizes, best), np.where(more, best, sizes)),
    )


def _target(columns: _Columns) -> NDArray[np.float64]:
    import numpy as np

    columns.need(lambda node: node.target is not None, "target")
    target = np.array([node.target for node in columns.nodes], "float64") * columns.direction
    low = columns.least()
    for year, _, at in np.argwhere(low >= target)[:1]:
        node = columns.nodes[at]
        raise DataError(
            f"The target of {node.code}, {node.target:g}, is no better than its worst value, "
            f"{float((low * columns.direction)[year, 0, at]):g}.",
            where=f"row {node.row} of the framework",
            remedy="correct the target or the direction, or take another method",
        )
    return columns.on_scale((columns.values - low) / (target - low), cut=True)


def _goalposts(columns: _Columns) -> NDArray[np.float64]:
    columns.need(lambda node: node.goalposts is not None, "goalposts")
    low, high = columns.posts()
    return columns.on_scale((columns.values - low) / (high - low), cut=True)


def _log_goalposts(columns: _Columns) -> NDArray[np.float64]:
    import numpy as np

    columns.need(lambda node: node.goalposts is not None, "goalposts")
    sizes = columns.values * columns.direction
    columns.refuse(
        sizes <= 0, "it has no logarithm", "let this indicator be normalised by goalposts", sizes
    )
    for node in columns.nodes:
        if node.goalposts and node.goalposts[0] <= 0:
            raise DataError(
                f"The lower goalpost of {node.code}, {node.goalposts[0]:g}, has no logarithm.",
                where=f"row {node.row} of the framework",
                remedy="give it a positive one",
            )
    low, high = (np.log(np.abs(post)) * columns.direction for post in columns.posts())
    return columns.on_scale((np.log(sizes) * columns.direction - low) / (high - low), cut=True)


def _none(columns: _Columns) -> NDArray[np.float64]:
    import numpy as np

    # Adding zero makes −0 a plain one.
    return np.asarray(columns.values + 0.0)


_WAYS: Mapping[str, Callable[[_Columns], NDArray[np.float64]]] = dict(
    zip(
        METHODS,
        (
            _min_max,
            _z_score,
            _rank,
            _percentile,
            _borda,
            _frontier,
            _target,
            _goalposts,
            _log_goalposts,
            _none,
        ),
        strict=True,
    )
)


def _rule_of(
    framework: Framework,
    code: str,
    rule: _Rule,
    by_indicator: Mapping[str, str | Mapping[str, Any]] | None,
) -> _Rule:
    """The rule of an indicator: what is said of it here, in the framework, or of all."""
    node = framework.node(code)
    own = (by_indicator or {}).get(code)
    if own is None and node.normalisation is not None:
        if node.normalisation not in METHODS:
            close = near(node.normalisation, METHODS) or METHODS
            raise DataError(
                f"The normalisation of {code}, {node.normalisation!r}, does not exist.",
                where=f"{framework.where}, row {node.row}, column normalisation",
                remedy=f"write {' or '.join(close)}, or leave it empty",
            )
        return replace(rule, method=node.normalisation)
    if own is None:
        return rule
    given: dict[str, Any] = {"method": own} if isinstance(own, str) else dict(own)
    for argument in given:
        if argument not in _Rule.__dataclass_fields__:
            raise UnknownCodeError(
                f"argument of normalise for {code}", argument, _Rule.__dataclass_fields__
            )
    if "scale" in given:
        given["scale"] = _ends(given["scale"])
    return _checked(replace(rule, **given))


def _ends(scale: Sequence[float]) -> tuple[float, float]:
    if len(scale) != 2 or not scale[0] < scale[1]:
        raise UsageError(
            f"The scale {list(scale)} has no lower and upper end.",
            remedy="give two numbers, the lower first, such as (0, 100)",
        )
    return float(scale[0]), float(scale[1])


def _checked(rule: _Rule) -> _Rule:
    if rule.method not in METHODS:
        raise UnknownCodeError("method of normalise", str(rule.method), METHODS)
    if rule.goalposts not in ("panel", "year"):
        raise UnknownCodeError("choice of goalposts", str(rule.goalposts), ("panel", "year"))
    if rule.beyond not in ("cut", "keep"):
        raise UnknownCodeError("choice for values beyond", str(rule.beyond), ("cut", "keep"))
    if rule.deviation <= 0:
        raise UsageError(
            f"The standard deviation of z-scores is {rule.deviation:g}.",
            remedy="give a positive one",
        )
    return rule


def _check_codes(framework: Framework, by_indicator: Mapping[str, Any] | None) -> None:
    for code in by_indicator or {}:
        if code not in framework.indicators:
            raise UnknownCodeError("indicator", code, framework.indicators)


def _check_known(panel: Panel) -> None:
    import numpy as np

    for at in np.flatnonzero(np.isnan(panel.values).all(axis=(0, 1)))[:1]:
        raise DataError(
            f"The indicator {panel.columns[at]} has no value at all.",
            remedy="give it values, or drop it from the framework",
        )


def _bounds(rules: list[_Rule]) -> tuple[float, float] | None:
    """What all values lie in."""
    if not all(rule.bounded for rule in rules):
        return None
    return min(rule.scale[0] for rule in rules), max(rule.scale[1] for rule in rules)
