"""Weigh: how the parts of a level get their weights."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cedic.errors import DataError, UnknownCodeError, UsageError
from cedic.indices.stage import Note, Stage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from cedic.indices.framework import Framework, Node

METHODS = ("given", "equal", "pca", "entropy", "optimised", "dea")
"""The ways of weighing there are."""


def weigh(
    stage: Stage,
    *,
    method: str = "given",
    level: int = 1,
    weights: Mapping[str, float] | None = None,
    over: str = "panel",
    loadings: str = "squared",
    importance: Mapping[str, float] | None = None,
    share: Sequence[float] = (0.0, 1.0),
    share_of: str = "score",
) -> Stage:
    r"""Say how the parts of a level get their weights among their siblings.

    The rule is kept, and worked out by :func:`cedic.indices.aggregate` when the scores of that level
    are there. To weigh several levels, take the step for each; a level without a rule has the weights
    of the framework.

    Parameters
    ----------
    stage : Stage
        Any stage before aggregation.
    method : str, optional
        ``given``
            those of the framework.
        ``equal``
            all the same.
        ``pca``
            the loadings of the first principal component of the correlation matrix, squared or plain
            (`loadings`).
        ``entropy``
            by how much the parts tell units apart: :math:`w_k \propto 1 - e_k`, where
            :math:`e_k = -\frac{1}{\ln n} \sum_i p_{ik} \ln p_{ik}` is Shannon's entropy of the
            shares :math:`p_{ik} = x_{ik} / \sum_i x_{ik}`.
        ``optimised``
            so that the correlations of the parts with the weighted mean are to each other as their
            `importance`.
        ``dea``
            the benefit of the doubt: for each unit and year the weights that are best for it,
            :math:`\max \sum_k w_k x_{ik}` with :math:`\sum_k w_k x_{jk} \le b` for all units
            :math:`j`, :math:`b` being the upper end of the scale (the greatest score, where it has
            none).
    level : int, optional
        Which level's parts are weighed: 1 for the indicators.
    weights : mapping of str to float, optional
        Weights of some parts of the level that take the place of those found, on the scale of the
        framework's weights; with other methods on one where siblings average one: 2 is twice as much
        as the average.
    over : {"panel", "year"}, optional
        Whether weights are estimated over all years, or for each one.
    loadings : {"squared", "plain"}, optional
        Squared loadings are the shares of the component's variance. Plain ones are COINr's; negative
        ones have no weight then. A note tells parts that run against the others.
    importance : mapping of str to float, optional
        What ``optimised`` is to reach, by part; a part that is not named has its weight in the
        framework.
    share : pair of float, optional
        Under ``dea``, the least and the most share of a part that has siblings.
    share_of : {"score", "weight"}, optional
        Of what: of the score, to which a part contributes its weight times its value, or of the sum
        of the weights. A part that scores 0 cannot have a share of the score.

    Returns
    -------
    Stage
        With the rule in ``weighting``.

    Raises
    ------
    UnknownCodeError
        If a method, level or code does not exist.
    UsageError
        If a weight or an importance is negative, or the shares are reversed.

    Notes
    -----
    *Estimated from what*: ``pca`` and ``optimised`` take the unit-years in which all siblings are
    known, ``entropy`` all that is known, ``dea`` each unit's known parts. A part without siblings has
    all the weight. *Errors when aggregating*: too few unit-years, a part that is constant, a negative
    score for ``entropy`` and ``dea``. Weights of ``dea`` do not sum to one, the score being
    :math:`\sum w_k x_k`; where several weights are best the solver chooses; and it costs some
    milliseconds for each aggregate, unit and year. ``optimised`` minimises the squared difference
    between shares of correlation and shares of importance, within 0 … 1, from the importance on; a
    note tells if it does not come within 0.01.

    References
    ----------
    OECD and JRC (2008), *Handbook on Constructing Composite Indicators*, step 6. Shannon, C. (1948),
    "A Mathematical Theory of Communication", *Bell System Technical Journal* 27. Becker, W. et al.
    (2017), "Weights and importance in composite indicators: Closing the gap", *Ecological Indicators*
    80. Cherchye, L. et al. (2007), "An Introduction to 'Benefit of the Doubt' Composite Indicators",
    *Social Indicators Research* 82.
    """
    rule = {
        "method": method,
        "weights": dict(weights or {}),
        "over": over,
        "loadings": loadings,
        "importance": dict(importance or {}),
        "share": [float(bound) for bound in share],
        "share_of": share_of,
    }
    _check(stage.framework, int(level), rule)
    weighting = {**stage.weighting, int(level): rule}
    return stage.after(
        "weigh", {"method": method, "level": int(level), **rule}, weighting=weighting
    )


def estimated(
    stage: Stage,
    rule: Mapping[str, Any],
    families: Sequence[tuple[Node, ...]],
    values: NDArray[np.float64],
) -> tuple[NDArray[np.float64], bool, tuple[Note, ...]]:
    """The weights of all parts of a level by a rule.

    Parameters
    ----------
    stage : Stage
        What is aggregated.
    rule : mapping
        Of the level.
    families : sequence of tuple of Node
        The parts of each aggregate.
    values : ndarray
        Their scores: years × units × parts, in the same order.

    Returns
    -------
    tuple
        Weights, broadcastable to the scores; whether they are multipliers, not to be rescaled; notes.
    """
    import numpy as np

    nodes = [node for family in families for node in family]
    method = rule["method"]
    notes: list[Note] = []
    if method in ("given", "equal"):
        found = np.array([[[node.weight if method == "given" else 1.0 for node in nodes]]])
    else:
        ends = np.cumsum([len(family) for family in families])
        parts = [
            _of_family(_Family(stage, family, values[:, :, end - len(family) : end], rule, notes))
            for family, end in zip(families, ends, strict=True)
        ]
        widest = np.broadcast_shapes(*(part.shape[:2] for part in parts))
        found = np.concatenate(
            [np.broadcast_to(part, (*widest, part.shape[2])) for part in parts], axis=2
        )
    own = rule.get("weights") or {}
    for at, node in enumerate(nodes):
        if node.code in own:
            found[:, :, at] = own[node.code]
    return found, method == "dea", tuple(notes)


class _Family:
    """The parts of one aggregate, from which their weights are estimated."""

    def __init__(
        self,
        stage: Stage,
        nodes: tuple[Node, ...],
        values: NDArray[np.float64],
        rule: Mapping[str, Any],
        notes: list[Note],
    ) -> None:
        self.stage, self.nodes, self.values = stage, nodes, values
        self.rule, self.notes = rule, notes

    @property
    def name(self) -> str:
        return ", ".join(node.code for node in self.nodes)

    def samples(self) -> list[tuple[str | None, NDArray[np.float64]]]:
        """What to estimate from, unit-years × parts, and the year if each has its own weights."""
        if self.rule["over"] == "panel":
            return [(None, self.values.reshape(-1, len(self.nodes)))]
        return list(zip(self.stage.panel.years, self.values, strict=True))

    def complete(self, rows: NDArray[np.float64], year: str | None) -> NDArray[np.float64]:
        """The unit-years in which all parts are known; refused if they cannot tell correlations."""
        import numpy as np

        found = rows[~np.isnan(rows).any(axis=1)]
        when = f" in {year}" if year else ""
        if len(found) < 3:
            raise DataError(
                f"{self.name} are known together for {len(found)} units and years{when}: three at "
                f"least are needed to weigh them by {self.rule['method']}.",
                remedy='impute first, or weigh them by "given" or "equal"',
            )
        spread, size = np.ptp(found, axis=0), np.abs(found).max(axis=0)
        for at in np.flatnonzero(spread <= 1e-12 * size)[:1]:
            raise DataError(
                f"{self.nodes[at].code} is {found[0, at]:g} throughout{when}: it has no "
                "correlation with others.",
                remedy='drop it, or weigh its level by "given" or "equal"',
            )
        return found

    def refuse_negative(self) -> None:
        import numpy as np

        for year, unit, at in np.argwhere(self.values < 0)[:1]:
            raise DataError(
                f"{self.nodes[at].code} is {self.values[year, unit, at]:g} for "
                f"{self.stage.panel.cell(year, unit)}: weights by {self.rule['method']} need "
                "scores of 0 or more.",
                remedy="normalise by min-max, or weigh otherwise",
            )


def _of_family(family: _Family) -> NDArray[np.float64]:
    """The weights of the parts of one aggregate, years × units × parts or broadcastable."""
    import numpy as np

    method = family.rule["method"]
    if method == "dea":
        family.refuse_negative()
        return _dea(family)
    if len(family.nodes) == 1:
        return np.ones((1, 1, 1))
    if method == "entropy":
        family.refuse_negative()
    found = np.array([_BY_SAMPLE[method](family, rows, year) for year, rows in family.samples()])
    # Average one, so that a weight of one's own means the same whatever the method.
    return np.asarray(found * len(family.nodes) / found.sum(axis=1, keepdims=True))[:, None, :]


def _pca(family: _Family, rows: NDArray[np.float64], year: str | None) -> NDArray[np.float64]:
    import numpy as np

    correlations = np.corrcoef(family.complete(rows, year), rowvar=False)
    _, vectors = np.linalg.eigh(correlations)
    first = vectors[:, -1]
    # The sign of a component means nothing: most of it is made positive, or what comes first.
    total = float(first.sum())
    first = first * np.sign(total if abs(total) > 1e-9 else first[0])
    for at in np.flatnonzero(first < -1e-12):
        end = "it has no weight" if family.rule["loadings"] == "plain" else "weighed by its size"
        family.notes.append(
            Note(
                f"runs against its siblings: a loading of {first[at]:.2f}, {end}",
                family.nodes[at].code,
                year=year,
            )
        )
    plain = family.rule["loadings"] == "plain"
    return np.asarray(np.clip(first, 0.0, None) if plain else first**2, "float64")


def _entropy(family: _Family, rows: NDArray[np.float64], year: str | None) -> NDArray[np.float64]:
    import numpy as np

    known = ~np.isnan(rows)
    count = known.sum(axis=0)
    filled = np.where(known, rows, 0.0)
    total = filled.sum(axis=0)
    for at in np.flatnonzero((count < 2) | (total <= 0))[:1]:
        when = f" in {year}" if year else ""
        raise DataError(
            f"{family.nodes[at].code} has {count[at]} values that sum to {total[at]:g}{when}: its "
            "entropy is not defined.",
            remedy='impute first, or weigh its level by "given" or "equal"',
        )
    shares = filled / total
    logs = np.log(shares, out=np.zeros_like(shares), where=shares > 0)
    apart = 1 + (shares * logs).sum(axis=0) / np.log(count)
    apart = np.clip(apart, 0.0, None)
    if apart.sum() <= 1e-12:
        raise DataError(
            f"{family.name} are the same for all units: entropy cannot weigh them.",
            remedy='weigh their level by "given" or "equal"',
        )
    return np.asarray(apart, "float64")


def _optimised(family: _Family, rows: NDArray[np.float64], year: str | None) -> NDArray[np.float64]:
    import numpy as np
    from scipy.optimize import minimize

    covariance = np.cov(family.complete(rows, year), rowvar=False)
    deviations = np.sqrt(np.diag(covariance))
    covariance = covariance / deviations.max() ** 2
    deviations = deviations / deviations.max()
    wanted = np.array([family.rule["importance"].get(n.code, n.weight) for n in family.nodes])
    if wanted.sum() <= 0:
        raise UsageError(
            f"The importance of {family.name} sums to zero.", remedy="give one of them some"
        )
    wanted = wanted / wanted.sum()

    def shares(weights: NDArray[np.float64]) -> NDArray[np.float64]:
        with_mean = covariance @ weights
        spread = np.sqrt(max(float(weights @ with_mean), 1e-300))
        correlations = with_mean / deviations / spread
        return np.asarray(correlations / max(float(np.abs(correlations).sum()), 1e-300))

    found = minimize(
        lambda weights: float(((shares(weights) - wanted) ** 2).sum()) * 1e4,
        wanted,
        method="SLSQP",
        bounds=[(0.0, 1.0)] * len(wanted),
        constraints={"type": "eq", "fun": lambda weights: weights.sum() - 1},
        options={"maxiter": 1000, "ftol": 1e-12},
    )
    weights = np.asarray(np.clip(found.x, 0.0, 1.0), "float64")
    off = float(np.abs(shares(weights) - wanted).max())
    if off > 0.01:
        family.notes.append(
            Note(
                f"no weights give {family.name} the importance asked for: the nearest are {off:.2f} "
                "off",
                family.nodes[0].parent,
                year=year,
            )
        )
    return weights


def _dea(family: _Family) -> NDArray[np.float64]:
    """Multipliers of each unit and year: years × units × parts."""
    import numpy as np
    from scipy.optimize import linprog

    scale = family.stage.scale
    values = np.nan_to_num(family.values)
    top = scale[1] if scale else float(values.max())
    found = np.zeros(values.shape)
    for year, rows in enumerate(values):
        rivals = values.reshape(-1, values.shape[2]) if family.rule["over"] == "panel" else rows
        rivals = _undominated(rivals)
        for unit, own in enumerate(rows):
            known = ~np.isnan(family.values[year, unit])
            if not own.any():
                # No weights do it any good.
                found[year, unit, known] = 1.0
                continue
            # The bounds of a share: low × whole ≤ part ≤ high × whole.
            low, high = family.rule["share"] if known.sum() > 1 else (0.0, 1.0)
            whole = own if family.rule["share_of"] == "score" else known.astype("float64")
            part = np.diag(whole)
            bounds = np.vstack([low * whole - part, part - high * whole])[np.tile(known, 2)]
            solved = linprog(
                -own,
                A_ub=np.vstack([rivals, bounds]) / top,
                b_ub=np.concatenate([np.ones(len(rivals)), np.zeros(len(bounds))]),
                bounds=[(0, None) if yes else (0, 0) for yes in known],
                method="highs",
            )
            if solved.x is None or own @ solved.x <= 0:
                raise DataError(
                    f"No weights of {family.name} give each a share of {low:g} to {high:g} of the "
                    f"{family.rule['share_of']} for {family.stage.panel.cell(year, unit)}.",
                    remedy='widen share, or bound the share_of="weight": a part that scores 0 '
                    "has no share of the score",
                )
            found[year, unit] = solved.x
    return found


def _undominated(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """The different rows that no other one is as good as in all parts: only they bound the scores."""
    import numpy as np

    rows = np.unique(rows, axis=0)
    kept: list[NDArray[np.float64]] = []
    for row in rows[np.argsort(-rows.sum(axis=1), kind="stable")]:
        if not any((other >= row).all() for other in kept):
            kept.append(row)
    return np.array(kept)


_BY_SAMPLE: Mapping[
    str, Callable[[_Family, NDArray[np.float64], str | None], NDArray[np.float64]]
] = {"pca": _pca, "entropy": _entropy, "optimised": _optimised}


def check_weights(
    framework: Framework, weights: Mapping[str, float], level: int | None = None
) -> None:
    """Refuse weights of codes that have none, or that are negative.

    Parameters
    ----------
    framework : Framework
        Whose codes they are.
    weights : mapping of str to float
        The weights.
    level : int, optional
        The level the codes must be of; any by default.
    """
    codes = [
        node.code
        for node in framework.hierarchy
        if node.parent is not None and level in (None, node.level)
    ]
    for code, weight in weights.items():
        if code not in codes:
            raise UnknownCodeError(
                f"part at level {level}" if level else "indicator or aggregate", code, codes
            )
        if not weight >= 0:
            raise UsageError(f"The weight of {code} is {weight:g}.", remedy="give 0 or more")


def _check(framework: Framework, level: int, rule: Mapping[str, Any]) -> None:
    if not 1 <= level < framework.levels:
        raise UnknownCodeError("level of parts", str(level), map(str, range(1, framework.levels)))
    choices = {
        "method": ("method of weigh", METHODS),
        "over": ("choice of over", ("panel", "year")),
        "loadings": ("kind of loadings", ("squared", "plain")),
        "share_of": ("choice of share_of", ("score", "weight")),
    }
    for argument, (kind, known) in choices.items():
        if rule[argument] not in known:
            raise UnknownCodeError(kind, str(rule[argument]), known)
    check_weights(framework, rule["weights"], level)
    check_weights(framework, rule["importance"], level)
    if rule["method"] == "dea" and rule["weights"]:
        raise UsageError(
            "With dea each unit's weights are its own: none can be given.",
            remedy="bound them by share, or weigh otherwise",
        )
    share = rule["share"]
    if len(share) != 2 or not 0 <= share[0] <= share[1] <= 1:
        raise UsageError(
            f"The share of a part is bounded by {share}.",
            remedy="give the least and the most, such as (0.1, 0.5)",
        )
