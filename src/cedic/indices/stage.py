"""A stage of an index: what is known after one step of its making."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from cedic.indices.framework import Framework
from cedic.indices.panel import Panel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Note:
    """Something a step did that a reader must know.

    Parameters
    ----------
    what : str
        In one sentence, such as ``dropped: 40 % of its indicators are known, 65 % are needed``.
    code : str, optional
        The indicator or aggregate it is about.
    unit : str, optional
        The unit it is about.
    year : str, optional
        The year it is about.
    """

    what: str
    code: str | None = None
    unit: str | None = None
    year: str | None = None


@dataclass(frozen=True, eq=False)
class Stage:
    """What is known after one step.

    Parameters
    ----------
    framework : Framework
        What the index is made of.
    panel : Panel
        Its values. Columns are the indicators, and the aggregates too once there are any.
    step : str
        The step that made it; ``values`` for what was given.
    arguments : mapping
        All arguments of the step, defaults included.
    notes : tuple of Note
        What the step did that a reader must know.
    weighting : mapping of int to mapping
        How the parts of a level get their weights, by level: arguments of
        :func:`cedic.indices.weigh`. A level that is not there takes those of the framework.
    weights : ndarray, optional
        Once aggregated: years × units × columns, the weight of each column within its parent, what
        is missing counted as nothing; NaN for the index itself.
    scale : tuple of float, optional
        Once normalised: the least and the most a value can be; None where it is not bounded.

    Notes
    -----
    Steps never change a stage; they give a new one. Arrays are to be read only.
    """

    framework: Framework
    panel: Panel
    step: str = "values"
    arguments: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    weighting: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    weights: NDArray[np.float64] | None = None
    scale: tuple[float, float] | None = None

    def after(self, step: str, arguments: Mapping[str, Any], **changes: Any) -> Stage:
        """The stage that `step` makes of this one.

        Parameters
        ----------
        step : str
            Its name.
        arguments : mapping
            All its arguments.
        **changes
            The attributes that are new: panel, notes, weighting, weights, scale.
        """
        return replace(self, step=step, arguments=dict(arguments), **{"notes": (), **changes})
