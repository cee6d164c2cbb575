r"""How indicators and aggregates hang together: correlations, Cronbach's alpha, components, importance.

All of these look at cases: units in years. `over` says which:

======= =========================================================================================
pooled  all units in all years, each unit and year a case
year    the units of each year apart
between the means of each unit over the years: how units differ
within  each unit's years less its mean: how units move together over time
======= =========================================================================================

Sources: OECD and JRC, *Handbook on Constructing Composite Indicators* (2008), step 4; Cronbach (1951),
*Psychometrika* 16; Paruolo, Saisana and Saltelli (2013), *Journal of the Royal Statistical Society*
A 176; Becker, Saisana, Paruolo and Vandecasteele (2017), *Ecological Indicators* 80.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from cedic.indices.contributions import aggregates, along
from cedic.indices.framework import Framework, Node
from cedic.indices.index import Result
from cedic.indices.stage import Stage
from cedic.indices.tables import ALL_YEARS, last, observations, one_of, scored
from cedic.model import Observations

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

Over = Literal["pooled", "year", "between", "within"]
OVER: tuple[Over, ...] = ("pooled", "year", "between", "within")
Relation = Literal["sibling", "level", "parent", "ancestor"]
RELATIONS: tuple[Relation, ...] = ("sibling", "level", "parent", "ancestor")
Parts = Literal["children", "indicators"]
PARTS: tuple[Parts, ...] = ("children", "indicators")
FEWEST = 3
"""Cases without which there is no correlation: two always lie on a line."""
FEWEST_OF_CURVE = 10
"""Cases without which there is no curve: it has up to seven coefficients."""
CASES_FOR_KNOTS = 40
"""Cases from which on the curve bends at the quartiles as well."""


def correlations(
    of: Result | Stage,
    *,
    relation: Relation | Iterable[Relation] = ("sibling", "parent", "ancestor"),
    method: Literal["pearson", "spearman"] = "pearson",
    over: Over = "pooled",
) -> Observations:
    """Correlations of each node with those beside and above it.

    Parameters
    ----------
    of : Result or Stage
        A stage before aggregation has indicators only, and so no parents.
    relation : str or iterable of str
        ``sibling``: parts of the same aggregate, each pair once; ``level``: other nodes of the same
        level, each pair once; ``parent``: the aggregate one level up; ``ancestor``: those further up.
    method : str
        ``pearson``, or ``spearman``, of ranks, ties having their mean rank.
    over : str
        Which cases: see the module.

    Returns
    -------
    Observations
        CODE, WITH (the other code), LEVEL, RELATION, TIME_PERIOD (``_T`` for all years together),
        CORRELATION (−1 … 1), CASES (those where both are known). Null with fewer than three cases, or
        where one of both does not vary.

    Raises
    ------
    UsageError
        For a word that is none of these.
    """
    import numpy as np

    stage = last(of)
    one_of("correlation", method, ("pearson", "spearman"))
    wanted = [relation] if isinstance(relation, str) else list(relation)
    for word in wanted:
        one_of("relation", word, RELATIONS)
    partners = _partners(stage, wanted)
    rows: dict[str, list[Any]] = defaultdict(list)
    for label, cases in _cases(stage, over):
        for node, others in partners:
            at = [stage.panel.position(code) for code, _ in others]
            found, count = _correlated(
                cases[:, stage.panel.position(node.code)], cases[:, at], method == "spearman"
            )
            rows["CODE"] += [node.code] * len(at)
            rows["WITH"] += [code for code, _ in others]
            rows["LEVEL"] += [node.level] * len(at)
            rows["RELATION"] += [word for _, word in others]
            rows["TIME_PERIOD"] += [label] * len(at)
            rows["CORRELATION"] += found.tolist()
            rows["CASES"] += count.tolist()
    text = ("CODE", "WITH", "LEVEL", "RELATION", "TIME_PERIOD")
    return observations(
        {name: rows[name] for name in text}
        | {
            "CORRELATION": np.array(rows["CORRELATION"], "float64"),
            "CASES": np.array(rows["CASES"], "int64"),
        }
    )


def cronbach_alpha(
    result: Result | Stage, *, parts: Parts = "children", over: Over = "pooled"
) -> Observations:
    r"""How consistent the parts of each aggregate are, by Cronbach's alpha.

    .. math:: \alpha = \frac{k}{k - 1} \left(1 - \frac{\sum_i s_i^2}{s^2}\right)

    with the variances :math:`s_i^2` of k parts and :math:`s^2` of their unweighted sum, in cases where
    all are known.

    Parameters
    ----------
    result : Result or Stage
        With scores.
    parts : str
        ``children``: the nodes one level down; ``indicators``: all indicators below.
    over : str
        Which cases: see the module.

    Returns
    -------
    Observations
        CODE, LEVEL, TIME_PERIOD, ALPHA (≤ 1; identical parts have 1, and it is negative where parts
        oppose each other), PARTS, CASES. Null with one part, fewer than three cases, or a sum that
        does not vary.

    Raises
    ------
    UsageError
        If nothing was aggregated, or a word is none of these.
    """
    rows: dict[str, list[Any]] = defaultdict(list)
    for node, label, codes, cases in _of_aggregates(result, parts, over):
        rows["CODE"].append(node.code)
        rows["LEVEL"].append(node.level)
        rows["TIME_PERIOD"].append(label)
        rows["ALPHA"].append(_alpha(cases))
        rows["PARTS"].append(len(codes))
        rows["CASES"].append(len(cases))
    return _typed(rows, floats=("ALPHA",))


@dataclass(frozen=True)
class Components:
    """Principal components of the parts of each aggregate.

    Parameters
    ----------
    variance : Observations
        CODE, LEVEL, TIME_PERIOD, COMPONENT (1 is the greatest), EIGENVALUE (adds up to the number of
        parts), SHARE (of the variance, 0 … 1), CUMULATIVE, CASES.
    loadings : Observations
        CODE, LEVEL, TIME_PERIOD, COMPONENT, PART, LOADING (correlation of the part with the component,
        −1 … 1; of each component they sum to no less than zero).
    """

    variance: Observations
    loadings: Observations


def principal_components(
    result: Result | Stage, *, parts: Parts = "children", over: Over = "pooled"
) -> Components:
    """Principal components of the parts of each aggregate, by their correlations.

    Parameters
    ----------
    result : Result or Stage
        With scores.
    parts : str
        ``children``: the nodes one level down; ``indicators``: all indicators below.
    over : str
        Which cases: see the module. ``between`` and ``within`` are the two halves of a panel.

    Returns
    -------
    Components
        Of cases where all parts are known. Aggregates of one part are left out; null where there are
        fewer than three cases, or a part does not vary.

    Raises
    ------
    UsageError
        If nothing was aggregated, or a word is none of these.
    """
    import numpy as np

    variance: dict[str, list[Any]] = defaultdict(list)
    loadings: dict[str, list[Any]] = defaultdict(list)
    for node, label, codes, cases in _of_aggregates(result, parts, over):
        if len(codes) < 2:
            continue
        values, vectors = _components(cases)
        for component in range(len(codes)):
            for rows in (variance, loadings):
                repeated = 1 if rows is variance else len(codes)
                rows["CODE"] += [node.code] * repeated
                rows["LEVEL"] += [node.level] * repeated
                rows["TIME_PERIOD"] += [label] * repeated
                rows["COMPONENT"] += [component + 1] * repeated
            loadings["PART"] += codes
            loadings["LOADING"] += vectors[:, component].tolist()
        variance["EIGENVALUE"] += values.tolist()
        variance["SHARE"] += (values / len(codes)).tolist()
        variance["CUMULATIVE"] += (np.cumsum(values) / len(codes)).tolist()
        variance["CASES"] += [len(cases)] * len(codes)
    return Components(
        _typed(variance, floats=("EIGENVALUE", "SHARE", "CUMULATIVE")),
        _typed(loadings, floats=("LOADING",)),
    )


def importance(
    result: Result | Stage,
    *,
    to: Literal["parent", "index"] = "parent",
    method: Literal["linear", "curve"] = "curve",
    over: Over = "pooled",
) -> Observations:
    r"""What each node counts for in a score, beside the weight that it was given.

    A weight is no importance: a part that varies little, or opposes the others, moves the score less
    than its weight says. The importance of a part :math:`x_i` for y is the share of the variance of y
    that would go if the part were known,

    .. math:: S_i = \frac{V(E[y \mid x_i])}{V(y)},

    Pearson's correlation ratio: also the first-order Sobol index of parts that correlate.

    Parameters
    ----------
    result : Result or Stage
        With scores.
    to : str
        ``parent``: importance for the aggregate one level up; ``index``: for the index.
    method : str
        How the expected score is found: ``linear``, by a line, so that it is the squared correlation;
        ``curve``, by least squares with a cubic spline that bends at the quartiles, or with fewer than
        40 cases a cubic.
    over : str
        Which cases: see the module.

    Returns
    -------
    Observations
        CODE, TO, LEVEL, TIME_PERIOD, WEIGHT (its effective weight in the score, mean of units and
        years where it has one, as a share of all nodes compared), IMPORTANCE (0 … 1), SHARE
        (importance as a share of the sum over the nodes compared: siblings, or nodes of the level),
        RATIO (SHARE / WEIGHT; 1 where it counts for as much as its weight says), CASES. Null with
        fewer than three cases (curve: ten), or where a score does not vary.

    Raises
    ------
    UsageError
        If nothing was aggregated, or a word is none of these.
    """
    import numpy as np

    one_of("target of importance", to, ("parent", "index"))
    one_of("way to measure importance", method, ("linear", "curve"))
    stage, weights = scored(result)
    if to == "index":
        weights = along(stage, weights)
    rows: dict[str, list[Any]] = defaultdict(list)
    for label, cases in _cases(stage, over):
        year = slice(None)
        if label in stage.panel.years:
            at_year = stage.panel.years.index(label)
            year = slice(at_year, at_year + 1)
        for target, codes in _compared(stage.framework, to):
            at = [stage.panel.position(code) for code in codes]
            score = cases[:, stage.panel.position(target)]
            found = [_explained(cases[:, part], score, method == "curve") for part in at]
            share = np.array([value for value, _ in found])
            known = np.where(np.isnan(weights[year][:, :, at]), 0.0, weights[year][:, :, at])
            weight = known.sum(axis=(0, 1))
            with np.errstate(invalid="ignore", divide="ignore"):
                weight = weight / weight.sum()
                part = share / np.nansum(share)
                ratio = np.where(weight > 0, part / weight, np.nan)
            rows["CODE"] += codes
            rows["TO"] += [target] * len(codes)
            rows["LEVEL"] += [stage.framework.node(code).level for code in codes]
            rows["TIME_PERIOD"] += [label] * len(codes)
            rows["WEIGHT"] += weight.tolist()
            rows["IMPORTANCE"] += share.tolist()
            rows["SHARE"] += part.tolist()
            rows["RATIO"] += ratio.tolist()
            rows["CASES"] += [count for _, count in found]
    return _typed(rows, floats=("WEIGHT", "IMPORTANCE", "SHARE", "RATIO"))


def _typed(rows: dict[str, list[Any]], *, floats: Iterable[str]) -> Observations:
    import numpy as np

    return observations(
        {
            name: np.array(values, "float64") if name in floats else values
            for name, values in rows.items()
        }
    )


def _compared(framework: Framework, to: str) -> Iterator[tuple[str, list[str]]]:
    """Each score with the nodes whose importance for it is compared."""
    if to == "index":
        for level in range(1, framework.levels):
            yield framework.index.code, [node.code for node in framework.at(level)]
        return
    for node in framework.hierarchy:
        if framework.children(node.code):
            yield node.code, [child.code for child in framework.children(node.code)]


def _cases(stage: Stage, over: str) -> Iterator[tuple[str, Numbers]]:
    """The cases that are looked at, with the period they are of: cases × columns."""
    import numpy as np

    one_of("choice of cases", over, OVER)
    panel = stage.panel
    if over == "year":
        for at, year in enumerate(panel.years):
            yield year, panel.values[at, panel.present[at]]
        return
    if over == "pooled":
        yield ALL_YEARS, panel.values[panel.present]
        return
    known = ~np.isnan(panel.values)
    count = known.sum(axis=0)
    means = np.divide(
        np.where(known, panel.values, 0.0).sum(axis=0),
        count,
        out=np.full(count.shape, np.nan),
        where=count > 0,
    )
    yield ALL_YEARS, means if over == "between" else (panel.values - means)[panel.present]


def _partners(stage: Stage, wanted: Iterable[str]) -> list[tuple[Node, list[tuple[str, str]]]]:
    """Each node with the codes it is to be correlated with, and what they are to it."""
    framework = stage.framework
    nodes = [node for node in framework.hierarchy if node.code in stage.panel.columns]
    found = []
    for at, node in enumerate(nodes):
        others = []
        for other in nodes[at + 1 :]:
            if other.level == node.level:
                others.append((other.code, "sibling" if other.parent == node.parent else "level"))
        for above, code in enumerate(_above(framework, node)):
            if code in stage.panel.columns:
                others.append((code, "ancestor" if above else "parent"))
        kept = [(code, word) for code, word in others if word in wanted]
        if kept:
            found.append((node, kept))
    return found


def _above(framework: Framework, node: Node) -> Iterator[str]:
    while node.parent is not None:
        yield node.parent
        node = framework.node(node.parent)


def _of_aggregates(
    result: Result | Stage, parts: str, over: str
) -> Iterator[tuple[Node, str, list[str], Numbers]]:
    """Each aggregate and period with its parts, and the cases where all of them are known."""
    import numpy as np

    one_of("kind of parts", parts, PARTS)
    stage, _ = scored(result)
    for label, cases in _cases(stage, over):
        for node, _ in aggregates(stage):
            children = [child.code for child in stage.framework.children(node.code)]
            codes = children if parts == "children" else list(stage.framework.below(node.code))
            values = cases[:, [stage.panel.position(code) for code in codes]]
            yield node, label, codes, values[~np.isnan(values).any(axis=1)]


def _varies(values: Numbers) -> NDArray[np.bool_]:
    """Whether columns vary by more than rounding could make them: cases × columns, NaN unknown."""
    import numpy as np

    known = ~np.isnan(values)
    low = np.where(known, values, np.inf).min(axis=0, initial=np.inf)
    high = np.where(known, values, -np.inf).max(axis=0, initial=-np.inf)
    size = np.where(known, np.abs(values), 0.0).max(axis=0, initial=0.0)
    return np.asarray(high - low > 1e-12 * size)


def _correlated(one: Numbers, others: Numbers, by_rank: bool) -> tuple[Numbers, NDArray[np.int64]]:
    """Correlations of a column with others, each pair where both are known, and how many those are."""
    import numpy as np
    from scipy.stats import rankdata

    both = ~np.isnan(others) & ~np.isnan(one)[:, None]
    first, second = np.where(both, one[:, None], np.nan), np.where(both, others, np.nan)
    count = both.sum(axis=0)
    fit = (count >= FEWEST) & _varies(first) & _varies(second)
    if by_rank:
        first, second = (rankdata(x, axis=0, nan_policy="omit") for x in (first, second))
    first, second = _centred(first, both), _centred(second, both)
    above = (first * second).sum(axis=0)
    below = np.sqrt((first**2).sum(axis=0) * (second**2).sum(axis=0))
    found = np.divide(above, below, out=np.full(len(fit), np.nan), where=fit)
    return np.clip(found, -1.0, 1.0), count


def _centred(values: Numbers, known: NDArray[np.bool_]) -> Numbers:
    """Columns less their means, 0 where unknown."""
    import numpy as np

    filled = np.where(known, values, 0.0)
    means = filled.sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    return np.where(known, filled - means, 0.0)


def _alpha(cases: Numbers) -> float:
    count = cases.shape[1]
    together = cases.sum(axis=1)
    if count < 2 or len(cases) < FEWEST or not _varies(together[:, None])[0]:
        return float("nan")
    of_parts = cases.var(axis=0, ddof=1).sum()
    return float(count / (count - 1) * (1 - of_parts / together.var(ddof=1)))


def _components(cases: Numbers) -> tuple[Numbers, Numbers]:
    """Eigenvalues, the greatest first, and loadings: parts × components."""
    import numpy as np

    count = cases.shape[1]
    if len(cases) < FEWEST or not _varies(cases).all():
        return np.full(count, np.nan), np.full((count, count), np.nan)
    values, vectors = np.linalg.eigh(np.corrcoef(cases, rowvar=False))
    values, vectors = np.maximum(values[::-1], 0.0), vectors[:, ::-1]
    loadings = vectors * np.sqrt(values)
    # Where loadings sum to nothing but rounding, the first of the greatest decides.
    greatest = np.abs(loadings).round(9).argmax(axis=0)
    sums = loadings.sum(axis=0)
    signs = np.where(np.abs(sums) > 1e-9, sums, loadings[greatest, np.arange(count)])
    return values, loadings * np.where(signs < 0, -1.0, 1.0)


def _explained(part: Numbers, score: Numbers, by_curve: bool) -> tuple[float, int]:
    """The share of a score's variance that a part explains, and the cases it is seen in."""
    import numpy as np

    both = ~np.isnan(part) & ~np.isnan(score)
    part, score = part[both], score[both]
    fewest = FEWEST_OF_CURVE if by_curve else FEWEST
    if len(part) < fewest or not (_varies(part[:, None])[0] and _varies(score[:, None])[0]):
        return float("nan"), len(part)
    scaled = (part - part.mean()) / part.std()
    terms = [scaled**power for power in range(4 if by_curve else 2)]
    if by_curve and len(part) >= CASES_FOR_KNOTS:
        knots = np.quantile(scaled, (0.25, 0.5, 0.75))
        terms += [np.maximum(scaled - knot, 0.0) ** 3 for knot in knots]
    basis, target = np.column_stack(terms), score - score.mean()
    fitted = basis @ np.linalg.lstsq(basis, target, rcond=None)[0]
    left = target - fitted
    return float(np.clip(1 - (left @ left) / (target @ target), 0.0, 1.0)), len(part)
