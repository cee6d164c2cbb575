r"""What each part contributes to a score, so that contributions add up to it.

The means that aggregate are homogeneous of degree one: parts twice as high make a score twice as
high. By Euler's theorem a score y of parts :math:`x_i` is then

.. math:: y = \sum_i x_i \frac{\partial y}{\partial x_i},

and the contribution of a part is its term of the sum. With weights :math:`w_i` that sum to one,
weighted mean M and weighted variance :math:`S^2` of the parts it is

================= =======================================================================
arithmetic        :math:`w_i x_i`
geometric         :math:`w_i y`
harmonic          :math:`w_i y^2 / x_i`
mazziotta-pareto  :math:`w_i x_i \left(1 \mp \left(\frac{2 (x_i - M)}{M} - \frac{S^2}{M^2}
                  \right)\right)`, − for the negative penalty and + for the positive one
copeland          none: it counts the units that a unit outranks, and is no mean of parts
================= =======================================================================

Through several levels derivatives multiply, so contributions of the nodes of any one level add up to
the index. A contribution can be negative: of a negative z-score, or in a Mazziotta–Pareto index of a
part far from the others, which costs more penalty than it brings.

Sources: Euler's theorem on homogeneous functions; for geometric means as in the OECD and JRC's
*Handbook* (2008), step 8; Mazziotta and Pareto (2016), *Social Indicators Research* 127.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from cedic.indices.framework import Node
from cedic.indices.index import Result
from cedic.indices.stage import Stage
from cedic.indices.tables import by_node, observations, one_of, scored
from cedic.model import Observations

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

To = Literal["parent", "index"]
TO: tuple[To, ...] = ("parent", "index")


def contributions(result: Result | Stage, *, to: To = "parent") -> Observations:
    """What each node contributes to the score above it, in each unit and year.

    Parameters
    ----------
    result : Result or Stage
        With scores.
    to : str
        ``parent``: to the aggregate one level up; contributions of its parts add up to its score.
        ``index``: to the index; contributions of all nodes of a level add up to it.

    Returns
    -------
    Observations
        REF_AREA, CODE, LEVEL, TIME_PERIOD, TO (the code contributed to), SCORE of the node, WEIGHT
        (its effective share: within its parent, or in the index the product of those on the way up;
        0 … 1), CONTRIBUTION (in points of the score contributed to). Contributions add up to within
        1e-12 of the score. Null where the node or what it contributes to has no score, and wherever a
        Copeland ranking is on the way.

    Raises
    ------
    UsageError
        If nothing was aggregated, or `to` is neither of the two.
    """
    import numpy as np

    one_of("target of contributions", to, TO)
    stage, weights = scored(result)
    framework, panel = stage.framework, stage.panel
    slopes = gradients(stage)
    if to == "index":
        slopes, weights = along(stage, slopes), along(stage, weights)
    parts = [node for node in framework.hierarchy if node.parent is not None]
    codes = [node.code for node in parts]
    table = by_node(
        stage,
        {"SCORE": panel.values, "WEIGHT": weights, "CONTRIBUTION": panel.values * slopes},
        codes,
    )
    receivers = [node.parent if to == "parent" else framework.index.code for node in parts]
    table["TO"] = np.tile(np.array(receivers, "object"), len(table["CODE"]) // len(parts))
    order = ("REF_AREA", "CODE", "LEVEL", "TIME_PERIOD", "TO", "SCORE", "WEIGHT", "CONTRIBUTION")
    return observations({name: table[name] for name in order})


def gradients(stage: Stage) -> Numbers:
    """How much a score rises with each part: years × units × columns, of each within its parent."""
    import numpy as np

    panel = stage.panel
    found = np.full(panel.values.shape, np.nan)
    for node, parts in aggregates(stage):
        values, weights = parts_of(stage, parts)
        score = panel.column(node.code)[:, :, None]
        found[:, :, parts] = _gradient(
            method_of(stage, node), sign_of_penalty(stage), values, weights, score
        )
    return found


def along(stage: Stage, factors: Numbers) -> Numbers:
    """The product of the factors of each column and all aggregates above it; NaN for the index."""
    found = factors.copy()
    top = stage.framework.index.code
    # From the top down, so that the one above is complete.
    for node, parts in reversed(list(aggregates(stage))):
        if node.code != top:
            found[:, :, parts] *= found[:, :, [stage.panel.position(node.code)]]
    return found


def aggregates(stage: Stage) -> list[tuple[Node, list[int]]]:
    """Each aggregate with the positions of its parts, from the lowest up."""
    framework, panel = stage.framework, stage.panel
    return [
        (node, [panel.position(child.code) for child in framework.children(node.code)])
        for node in framework.hierarchy
        if framework.children(node.code)
    ]


def parts_of(stage: Stage, parts: list[int]) -> tuple[Numbers, Numbers]:
    """Values of parts and their weights, those of missing parts 0: years × units × parts."""
    import numpy as np

    _, weights = scored(stage)
    values = stage.panel.values[:, :, parts]
    return values, np.where(np.isnan(values), 0.0, np.nan_to_num(weights[:, :, parts]))


def method_of(stage: Stage, node: Node) -> str:
    """How an aggregate was made."""
    by_level = stage.arguments.get("by_level") or {}
    ways = {int(level): method for level, method in by_level.items()}
    return str(ways.get(node.level or 0, stage.arguments["method"]))


def sign_of_penalty(stage: Stage) -> float:
    """Whether Mazziotta–Pareto scores have their penalty taken off, −1, or added, 1."""
    return 1.0 if stage.arguments.get("penalty") == "plus" else -1.0


def _gradient(
    method: str, sign: float, values: Numbers, weights: Numbers, score: Numbers
) -> Numbers:
    import numpy as np

    if method == "arithmetic":
        return weights + 0 * score
    if method == "copeland":
        return np.full(values.shape, np.nan)
    # A part without weight may be zero or negative.
    values = np.where(weights > 0, values, 1.0)
    if method == "geometric":
        return weights * score / values
    if method == "harmonic":
        return np.asarray(weights * (score / values) ** 2)
    mean = (weights * values).sum(axis=2, keepdims=True)
    variance = (weights * (values - mean) ** 2).sum(axis=2, keepdims=True)
    penalty = 2 * (values - mean) / mean - variance / mean**2
    return np.asarray(weights * (1 + sign * penalty) + 0 * score)
