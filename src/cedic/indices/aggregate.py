"""Aggregate: scores of the aggregates out of those of their parts, level by level."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from cedic.errors import DataError, UnknownCodeError, UsageError
from cedic.indices.stage import Note, Stage
from cedic.indices.weigh import check_weights, estimated

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from cedic.indices.framework import Framework, Node
    from cedic.indices.panel import Panel

_T = TypeVar("_T")

METHODS = ("arithmetic", "geometric", "harmonic", "mazziotta-pareto", "copeland")
"""The ways of aggregating there are."""


def aggregate(
    stage: Stage,
    *,
    method: str = "arithmetic",
    by_level: Mapping[int | str, str] | None = None,
    minimum: float = 0.5,
    minimum_by_level: Mapping[int | str, float] | None = None,
    penalty: str = "minus",
    weights: Mapping[str, float] | None = None,
) -> Stage:
    r"""Give each aggregate its score out of those of its parts, level by level up to the index.

    Parameters
    ----------
    stage : Stage
        Where the indicators are on one scale.
    method : str, optional
        With :math:`x_k` the scores of the parts and :math:`w_k` their weights, which sum to one:

        ``arithmetic``
            :math:`\sum w_k x_k`: a low score in one part can be made good by a high one in another.
        ``geometric``
            :math:`\prod x_k^{w_k}`: only in part. Scores must be positive.
        ``harmonic``
            :math:`1 / \sum (w_k / x_k)`: less so. Scores must be positive.
        ``mazziotta-pareto``
            :math:`M - S^2 / M`, :math:`M` being the arithmetic mean and :math:`S` the standard
            deviation :math:`\sqrt{\sum w_k (x_k - M)^2}`: the mean, less a penalty for parts that are
            far apart. The mean must be positive.
        ``copeland``
            how often a unit wins against the others of the year: the sum over them of the weight
            of the parts in which it is better, those in which they are equal counting half;
            0 … n − 1. Two units are compared in the parts that are known of both; a pair with none
            is a draw.
    by_level : mapping of int to str, optional
        Levels with a way of their own, by the level of the aggregate that is made, such as
        ``{4: "geometric"}`` for the index of a framework with four levels.
    minimum : float, optional
        How much of the weight that the framework gives to its parts must be known for an aggregate to
        have a score, 0 … 1. The weight of what is missing goes to the other parts; with 0 one of
        them stands for all.
    minimum_by_level : mapping of int to float, optional
        Levels that need more or less than `minimum`, by the level of the aggregate that is made: with
        ``{3: 1}`` an index of three levels has a score only where all its dimensions have.
    penalty : {"minus", "plus"}, optional
        Whether ``mazziotta-pareto`` takes its penalty off, as fits what is good, or adds it, as fits
        what is bad, such as poverty.
    weights : mapping of str to float, optional
        Weights of some indicators or aggregates among their siblings that take the place of all
        others, on the scale of the framework's weights; where weights are estimated, on one where
        siblings average one. So a study of robustness changes weights run by run.

    Returns
    -------
    Stage
        With a column for each node of the hierarchy. A score is null where less than `minimum` is
        known; a unit that is not there in a year has none. ``imputed`` is carried up with the
        weights, and ``weights`` has them: those of missing parts are 0, and the others sum to one,
        except for the rule ``dea`` of :func:`cedic.indices.weigh`.

    Raises
    ------
    DataError
        For a score that is not positive where it must be, naming unit, year and part.
    UnknownCodeError
        If a method, a level or the code of a weight does not exist.
    UsageError
        If `minimum` is not within 0 … 1, a weight is negative, all weights of siblings are 0, or
        weights of each unit's own (``dea``) meet another way than the arithmetic mean.

    Notes
    -----
    COINr's ``a_amean``, ``a_gmean``, ``a_hmean`` and ``a_copeland`` give the same. Its threshold of
    data counts parts, not weights; with equal weights that is the same, without one it is 0 here.

    References
    ----------
    OECD and JRC (2008), *Handbook on Constructing Composite Indicators*, step 6. De Muro, P.,
    Mazziotta, M. and Pareto, A. (2011), "Composite Indices of Development and Poverty: An Application
    to MDGs", *Social Indicators Research* 104. Mazziotta and Pareto (2022), "Weighting in composite
    indices construction", *Rivista italiana di economia, demografia e statistica* 76, for weights.
    """
    ways = _ways(stage.framework, method, by_level)
    least = _each_level(stage.framework, minimum, minimum_by_level)
    _check(stage.framework, (minimum, *least.values()), penalty, weights)
    tree = _Tree(stage)
    notes = [
        note
        for level, way in ways.items()
        for note in tree.make(level, way, least[level], penalty == "plus", weights or {})
    ]
    return stage.after(
        "aggregate",
        {
            "method": method,
            "by_level": {str(level): way for level, way in (by_level or {}).items()},
            "minimum": minimum,
            "minimum_by_level": {
                str(level): share for level, share in (minimum_by_level or {}).items()
            },
            "penalty": penalty,
            "weights": dict(weights or {}),
        },
        panel=tree.panel(),
        weights=tree.weights,
        notes=tuple(notes),
    )


@dataclass
class _Parts:
    """The parts of all aggregates of a level, those of one parent beside each other.

    Values are years × units × parts; weights and shares can be broadcast to them. Shares are the
    weights of what is known, within a parent one in sum. ``filled`` are the values with 0 for what is
    unknown, ``scored`` says which parents have a score.
    """

    panel: Panel
    nodes: tuple[Node, ...]
    starts: NDArray[np.int64]
    counts: NDArray[np.int64]
    values: NDArray[np.float64]
    filled: NDArray[np.float64]
    weights: NDArray[np.float64]
    shares: NDArray[np.float64]
    scored: NDArray[np.bool_]
    plus: bool

    def sums(self, terms: NDArray[np.float64]) -> NDArray[np.float64]:
        """The sums of the terms within each parent: years × units × parents."""
        import numpy as np

        return np.asarray(np.add.reduceat(terms, self.starts, axis=2), "float64")

    def spread(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """What parents have, at each of their parts."""
        import numpy as np

        return np.repeat(values, self.counts, axis=2)


class _Tree:
    """Scores, shares and weights of all nodes, filled level by level."""

    def __init__(self, stage: Stage) -> None:
        import numpy as np

        self.stage, self.nodes = stage, stage.framework.hierarchy
        self.at = {node.code: place for place, node in enumerate(self.nodes)}
        shape, count = stage.panel.present.shape, len(stage.panel.columns)
        self.values = np.empty((*shape, len(self.nodes)))
        self.imputed = np.zeros((*shape, len(self.nodes)))
        self.weights = np.empty((*shape, len(self.nodes)))
        self.values[:, :, :count] = stage.panel.values
        self.weights[:, :, -1] = np.nan
        self.any_imputed = bool(stage.panel.imputed.any())
        if self.any_imputed:
            self.imputed[:, :, :count] = stage.panel.imputed

    def panel(self) -> Panel:
        return replace(
            self.stage.panel,
            columns=tuple(node.code for node in self.nodes),
            values=self.values,
            imputed=self.imputed,
        )

    def make(
        self, level: int, way: str, minimum: float, plus: bool, own: Mapping[str, float]
    ) -> tuple[Note, ...]:
        """Make the aggregates of a level out of the one below; the notes of its weights."""
        import numpy as np

        framework = self.stage.framework
        parents = framework.at(level)
        families = [framework.children(parent.code) for parent in parents]
        nodes = tuple(child for family in families for child in family)
        below, here = self._slice(nodes), self._slice(parents)
        counts = np.array([len(family) for family in families])
        starts = np.concatenate([[0], counts[:-1].cumsum()])
        values = self.values[:, :, below]
        weights, absolute, notes = _weights(self.stage, level - 1, families, values, own)
        if way != "arithmetic" and absolute:
            raise UsageError(
                f"At level {level - 1} each unit has weights of its own (dea), which a {way} "
                "aggregate cannot take.",
                remedy=f'let level {level} be aggregated by "arithmetic"',
            )
        # Most panels have no gaps here: then all units have the same shares, and little is reckoned.
        unknown = np.isnan(values)
        gaps = bool(unknown.any())
        used = np.where(unknown, 0.0, weights) if gaps else weights
        sums = np.add.reduceat(used, starts, axis=2)
        enough = (sums > 0) & self.stage.panel.present[:, :, None]
        shares = used / np.repeat(np.where(sums > 0, sums, 1.0), counts, axis=2)
        if gaps and minimum > 0:
            given = np.array([node.weight for node in nodes])
            known = np.add.reduceat(np.where(unknown, 0.0, given), starts, axis=2)
            # Weights such as thirds do not sum to the minimum exactly.
            enough &= known >= (minimum - 1e-9) * np.add.reduceat(given, starts)
        if self.any_imputed:
            self.imputed[:, :, here] = np.add.reduceat(
                shares * self.imputed[:, :, below], starts, axis=2
            )
        parts = _Parts(
            self.stage.panel,
            nodes,
            starts,
            counts,
            values,
            np.where(unknown, 0.0, values) if gaps else values,
            weights,
            used if absolute else shares,
            enough,
            plus,
        )
        scores = _WAYS[way](parts)
        self.values[:, :, here] = scores if enough.all() else np.where(enough, scores, np.nan)
        self.weights[:, :, below] = parts.shares
        return notes

    def _slice(self, nodes: tuple[Node, ...]) -> slice | list[int]:
        """Where nodes are; a slice, which copies nothing, if they are beside each other."""
        places = [self.at[node.code] for node in nodes]
        first = places[0]
        if places == list(range(first, first + len(places))):
            return slice(first, first + len(places))
        return places


def _weights(
    stage: Stage,
    level: int,
    families: list[tuple[Node, ...]],
    values: NDArray[np.float64],
    own: Mapping[str, float],
) -> tuple[NDArray[np.float64], bool, tuple[Note, ...]]:
    """The weights of all parts of a level, whether they are multipliers (as of dea), and notes."""
    import numpy as np

    rule = stage.weighting.get(level, {"method": "given"})
    weights, absolute, notes = estimated(stage, rule, families, values)
    if own:
        nodes = [node for family in families for node in family]
        changed = {place: own[node.code] for place, node in enumerate(nodes) if node.code in own}
        if changed and absolute:
            code = nodes[next(iter(changed))].code
            raise UsageError(
                f"{code} is given a weight, but the weights of its level are those of dea.",
                remedy="leave it out, or weigh the level otherwise",
            )
        weights = weights.copy()
        weights[..., list(changed)] = list(changed.values())
    starts = np.concatenate([[0], np.cumsum([len(family) for family in families])[:-1]])
    sums = np.add.reduceat(weights, starts, axis=2).max(axis=(0, 1))
    for at in np.flatnonzero(sums == 0)[:1]:
        raise UsageError(
            f"The weights of {', '.join(node.code for node in families[at])} are all 0.",
            remedy="give at least one of them a weight",
        )
    return weights, absolute, notes


def _arithmetic(parts: _Parts) -> NDArray[np.float64]:
    return parts.sums(parts.shares * parts.filled)


def _geometric(parts: _Parts) -> NDArray[np.float64]:
    import numpy as np

    return np.exp(parts.sums(parts.shares * np.log(_positive(parts, "geometric"))))


def _harmonic(parts: _Parts) -> NDArray[np.float64]:
    import numpy as np

    sums = parts.sums(parts.shares / _positive(parts, "harmonic"))
    return np.divide(1.0, sums, out=np.full_like(sums, np.nan), where=sums > 0)


def _mazziotta_pareto(parts: _Parts) -> NDArray[np.float64]:
    import numpy as np

    mean = _arithmetic(parts)
    known = parts.sums(parts.shares) > 0
    for year, unit, at in np.argwhere(known & (mean <= 0))[:1]:
        parent = parts.nodes[parts.starts[at]].parent
        raise DataError(
            f"The mean of the parts of {parent} is {mean[year, unit, at]:g} for "
            f"{parts.panel.cell(year, unit)}: a Mazziotta–Pareto mean needs it positive.",
            remedy="normalise by z-score with mean=100 and deviation=10, or with scale=(70, 130)",
        )
    apart = parts.filled - parts.spread(mean)
    variance = parts.sums(parts.shares * apart**2)
    fine = variance / np.where(known, mean, 1.0)
    return mean + fine if parts.plus else mean - fine


def _copeland(parts: _Parts) -> NDArray[np.float64]:
    import numpy as np

    found = np.full(parts.scored.shape, np.nan)
    for at, (start, count) in enumerate(zip(parts.starts, parts.counts, strict=True)):
        weights = parts.weights[:, 0, start : start + count]
        weights = np.broadcast_to(weights, (len(found), count))
        for year, values in enumerate(parts.values[:, :, start : start + count]):
            rivals = parts.scored[year, :, at]
            found[year, rivals, at] = _wins(values[rivals], weights[year] / weights[year].sum())
    return found


def _wins(values: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much each unit wins against the others, who are units × parts."""
    import numpy as np
    from scipy.stats import rankdata

    known = ~np.isnan(values)
    if known.all():
        # In one part a unit's wins, draws counting half, are its mean rank less one.
        return np.asarray((rankdata(values, "average", axis=0) - 1) @ weights)
    won = np.zeros((len(values), len(values)))
    for column, weight in zip(values.T, weights, strict=True):
        won += weight * np.nan_to_num((np.sign(column[:, None] - column) + 1) / 2)
    shared = (known * weights) @ known.T
    wins = np.divide(won, shared, out=np.full_like(won, 0.5), where=shared > 0)
    np.fill_diagonal(wins, 0.0)
    return np.asarray(wins.sum(axis=1))


_WAYS: Mapping[str, Callable[[_Parts], NDArray[np.float64]]] = dict(
    zip(METHODS, (_arithmetic, _geometric, _harmonic, _mazziotta_pareto, _copeland), strict=True)
)


def _positive(parts: _Parts, way: str) -> NDArray[np.float64]:
    """The scores, 1 where one has no weight; refused if one that has is not positive."""
    import numpy as np

    counts = parts.shares > 0
    for year, unit, at in np.argwhere(counts & (parts.filled <= 0))[:1]:
        node = parts.nodes[at]
        raise DataError(
            f"{node.code} is {parts.values[year, unit, at]:g} for {parts.panel.cell(year, unit)}: "
            f"{node.parent} is a {way} mean, which needs positive scores.",
            remedy="normalise with scale=(1, 100), or aggregate by the arithmetic mean",
        )
    return parts.filled if counts.all() else np.where(counts, parts.filled, 1.0)


def _ways(
    framework: Framework, method: str, by_level: Mapping[int | str, str] | None
) -> dict[int, str]:
    """The way of each level above the indicators."""
    ways = _each_level(framework, method, by_level)
    for way in (method, *ways.values()):
        if way not in METHODS:
            raise UnknownCodeError("method of aggregate", str(way), METHODS)
    return ways


def _each_level(
    framework: Framework, general: _T, by_level: Mapping[int | str, _T] | None
) -> dict[int, _T]:
    """What each level above the indicators has: its own, or what is so in general."""
    levels = range(2, framework.levels + 1)
    own = {str(level): value for level, value in (by_level or {}).items()}
    for level in own:
        if level not in map(str, levels):
            raise UnknownCodeError("level of aggregates", level, map(str, levels))
    return {level: own.get(str(level), general) for level in levels}


def _check(
    framework: Framework,
    minima: Iterable[float],
    penalty: str,
    weights: Mapping[str, float] | None,
) -> None:
    for minimum in minima:
        if not 0 <= minimum <= 1:
            raise UsageError(
                f"The minimum that must be known is {minimum:g}.", remedy="give a share, 0 … 1"
            )
    if penalty not in ("minus", "plus"):
        raise UnknownCodeError("penalty", str(penalty), ("minus", "plus"))
    check_weights(framework, weights or {})
