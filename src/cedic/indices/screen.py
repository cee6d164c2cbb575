"""Screen: leave out units of which too little is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cedic.errors import DataError, UnknownCodeError, UsageError
from cedic.indices.panel import ALWAYS
from cedic.indices.stage import Note, Stage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from cedic.indices.framework import Framework

ROUNDING = 1e-12
"""How far a share may be from the threshold by the rounding of weights alone."""


def screen(
    stage: Stage,
    *,
    minimum: float = 0.65,
    weighted: bool = False,
    zeros: float | None = None,
    keep: Sequence[str] = (),
    drop: Sequence[str] = (),
) -> Stage:
    """Leave out units, year by year, of which too few indicators are known or too many are zero.

    Parameters
    ----------
    stage : Stage
        Before or after imputation: what was imputed does not count as known.
    minimum : float, default 0.65
        The share of the indicators that must be known, 0 … 1; 0 asks for none.
    weighted : bool, default False
        Count each indicator by its weight in the index (the product of the framework's weights from
        it to the top) instead of each as one.
    zeros : float, optional
        The greatest share of zeros among the known values, 0 … 1, always counted as ones. COINr's
        threshold of non-zero values is one minus this.
    keep, drop : sequence of str, optional
        Units that stay, and that go, whatever is known of them.

    Returns
    -------
    Stage
        Without the units that fall short in a year; one that does in all years is gone altogether.
        A note names each with its share.

    Raises
    ------
    DataError
        If no unit is left.
    UsageError
        If a share is not within 0 … 1, or a unit is both to be kept and to be dropped.
    UnknownCodeError
        If there is no such unit.

    References
    ----------
    OECD and JRC (2008). Handbook on Constructing Composite Indicators, step 3.
    """
    import numpy as np

    panel = stage.panel
    _check(panel.units, minimum, zeros, keep, drop)
    found = ~np.isnan(panel.values) * (1 - panel.imputed)
    weights = _weights(stage.framework) if weighted else dict.fromkeys(panel.columns, 1.0)
    counts = np.array([weights[code] for code in panel.columns])
    known = found @ (counts / counts.sum())
    of_zeros = _safe((found * (panel.values == 0)).sum(axis=2), found.sum(axis=2))
    most = 1.0 if zeros is None else zeros

    sparse, empty = known < minimum - ROUNDING, of_zeros > most + ROUNDING
    kept, dropped = np.isin(panel.units, list(keep)), np.isin(panel.units, list(drop))
    absent = panel.present & ((sparse | empty) & ~kept | dropped)
    if not (panel.present & ~absent).any():
        raise DataError(
            "No unit is left: of the best, "
            f"{_percent(known[panel.present].max(initial=0))} of the indicators is known, "
            f"{_percent(minimum)} is needed.",
            remedy="lower minimum, raise zeros, or take the emptiest indicators out of the framework",
        )

    def why(year: int, unit: int) -> str:
        if dropped[unit]:
            return "as asked for"
        if sparse[year, unit]:
            share = f"{_percent(known[year, unit])} of its indicators"
            by = " by weight" if weighted else ""
            return f"{share}{by} is known, {_percent(minimum)} is needed"
        return f"{_percent(of_zeros[year, unit])} of what is known is zero, {_percent(most)} may be"

    notes = tuple(
        Note(
            f"dropped: {why(year, unit)}",
            unit=panel.units[unit],
            year=None if panel.years[year] == ALWAYS else panel.years[year],
        )
        for year, unit in np.argwhere(absent)
    )
    arguments = {
        "minimum": minimum,
        "weighted": weighted,
        "zeros": zeros,
        "keep": list(keep),
        "drop": list(drop),
    }
    return stage.after("screen", arguments, panel=panel.without(absent), notes=notes)


def _check(
    units: tuple[str, ...],
    minimum: float,
    zeros: float | None,
    keep: Sequence[str],
    drop: Sequence[str],
) -> None:
    for name, share in (("minimum", minimum), ("zeros", zeros)):
        if share is not None and not 0 <= share <= 1:
            raise UsageError(
                f"The argument {name} of screen is {share}.",
                remedy="give a share from 0 to 1, such as 0.65",
            )
    for unit in (*keep, *drop):
        if unit not in units:
            raise UnknownCodeError("unit", unit, units)
    both = sorted(set(keep) & set(drop))
    if both:
        raise UsageError(
            f"The argument keep and the argument drop of screen both name {', '.join(both)}.",
            remedy="take it out of one",
        )


def _weights(framework: Framework) -> dict[str, float]:
    """The weight of each node in the index."""
    found = {framework.index.code: 1.0}
    for node in reversed(framework.hierarchy):
        children = framework.children(node.code)
        total = sum(child.weight for child in children)
        found |= {child.code: found[node.code] * child.weight / total for child in children}
    return found


def _safe(above: NDArray[np.float64], below: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    return np.divide(above, below, out=np.zeros_like(above), where=below > 0)


def _percent(share: float) -> str:
    return f"{100 * share:.4g} %"
