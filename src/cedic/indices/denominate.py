"""Denominate: make indicators comparable between units of different size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cedic.errors import DataError
from cedic.indices.stage import Note, Stage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def denominate(stage: Stage) -> Stage:
    """Divide each indicator by the denominator that the framework names, such as GDP or population.

    Parameters
    ----------
    stage : Stage
        Where the indicators have their own units.

    Returns
    -------
    Stage
        Indicators with a denominator divided by it, the others as they were. Null where the
        denominator is null or zero, which a note tells.

    Raises
    ------
    DataError
        If a denominator is negative.
    """
    panel = stage.panel
    values, notes = panel.values.copy(), []
    for at, code in enumerate(panel.columns):
        divisor = stage.framework.node(code).denominator
        if divisor is None:
            continue
        below = panel.denominators[divisor]
        _check(below, divisor, stage)
        values[:, :, at], lost = _divided(values[:, :, at], below)
        if lost:
            notes.append(Note(f"{lost} values have no denominator {divisor}, and are null", code))
    return stage.after("denominate", {}, panel=panel.with_values(values), notes=tuple(notes))


def _divided(
    values: NDArray[np.float64], below: NDArray[np.float64]
) -> tuple[NDArray[np.float64], int]:
    """The quotients, and how many values were lost for want of a denominator."""
    import numpy as np

    known = ~np.isnan(below) & (below != 0)
    quotients = np.divide(values, below, out=np.full_like(values, np.nan), where=known)
    return quotients, int((~np.isnan(values) & ~known).sum())


def _check(below: NDArray[np.float64], divisor: str, stage: Stage) -> None:
    negative = below < 0
    if negative.any():
        raise DataError(
            f"The denominator {divisor} is negative: {below[negative][0]:g} for "
            f"{stage.panel.points(negative, limit=1)}.",
            remedy="correct it, or leave it empty if it is unknown",
        )
