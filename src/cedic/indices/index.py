"""An index: a framework, its values, and the steps from one to the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cedic.errors import UnknownCodeError
from cedic.indices.framework import Framework
from cedic.indices.panel import Panel
from cedic.indices.recipe import SHORTEST, STEPS, Step, recipe
from cedic.indices.stage import Note, Stage
from cedic.model import Observations

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray


class Index:
    """An index that can be computed.

    Parameters
    ----------
    framework : Framework, table or path
        What it is made of.
    values : Panel, table or path
        The values of its indicators, as :meth:`Panel.of` reads them.
    steps : iterable, optional
        What to do, as :func:`cedic.indices.recipe` reads it. By default indicators are divided by
        their denominators, normalised to 0 … 100 and aggregated by weighted means.

    Raises
    ------
    DataError
        If the framework or the values are wrong, naming the cell.
    UsageError
        If the steps are.

    Examples
    --------
    >>> Index(framework, values).run().scores().to_pandas()  # doctest: +SKIP
    """

    def __init__(
        self,
        framework: Framework | Any,
        values: Panel | Any,
        *,
        steps: Iterable[Mapping[str, Any] | Step] = SHORTEST,
    ) -> None:
        self.framework = framework if isinstance(framework, Framework) else Framework(framework)
        self.panel = values if isinstance(values, Panel) else Panel.of(values, self.framework)
        self.steps = recipe(steps)

    def run(self) -> Result:
        """Take all steps.

        Raises
        ------
        CedicError
            As the steps say.
        """
        stages = [Stage(self.framework, self.panel)]
        for name, arguments in self.steps:
            stages.append(STEPS[name](stages[-1], **arguments))
        return Result(tuple(stages))


@dataclass(frozen=True, eq=False)
class Result:
    """All stages of an index that was computed.

    Parameters
    ----------
    stages : tuple of Stage
        From what was given to what was aggregated.
    """

    stages: tuple[Stage, ...]

    @property
    def framework(self) -> Framework:
        """What the index is made of."""
        return self.final.framework

    @property
    def final(self) -> Stage:
        """The last stage, with scores for every node of the hierarchy."""
        return self.stages[-1]

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps that were taken with all their arguments: given to an Index, they give the same."""
        return tuple((stage.step, stage.arguments) for stage in self.stages[1:])

    @property
    def notes(self) -> tuple[tuple[str, Note], ...]:
        """What the steps did that a reader must know, with the step."""
        return tuple((stage.step, note) for stage in self.stages for note in stage.notes)

    def stage(self, step: str) -> Stage:
        """The stage that a step made, the last one if it was taken more than once.

        Raises
        ------
        UnknownCodeError
            If there was no such step.
        """
        by_step = {stage.step: stage for stage in self.stages}
        if step not in by_step:
            raise UnknownCodeError("stage of the index", step, by_step)
        return by_step[step]

    @cached_property
    def ranks(self) -> NDArray[np.float64]:
        """Ranks of the scores, years × units × columns: 1 is best, equal scores share the better rank.

        NaN where there is no score.
        """
        return ranked(self.final.panel.values)

    def scores(self) -> Observations:
        """The scores of all indicators and aggregates.

        Returns
        -------
        Observations
            REF_AREA (the unit), CODE, LEVEL, TIME_PERIOD, SCORE, RANK (among units of the year, 1 is
            best), IMPUTED (share of the score's weight that rests on imputed figures, 0 … 1),
            COVERAGE (share of its indicators' weight that is known or imputed, 0 … 1). Only units
            that are there in a year; null where there is no score.
        """
        return Observations(lambda: self._scores().to_reader())

    def _scores(self) -> pa.Table:
        import numpy as np
        import pyarrow as pa

        panel = self.final.panel
        year, unit = np.nonzero(panel.present)
        count = len(panel.columns)
        levels = [self.framework.node(code).level for code in panel.columns]

        def spread(values: NDArray[np.float64]) -> pa.Array:
            return pa.array(values[year, unit].ravel(), from_pandas=True)

        def named(names: tuple[str, ...], at: NDArray[np.int64]) -> pa.Array:
            return pa.array(np.array(names, dtype=object)[np.repeat(at, count)], pa.string())

        return pa.table(
            {
                "REF_AREA": named(panel.units, unit),
                "CODE": pa.array(list(panel.columns) * len(unit), pa.string()),
                "LEVEL": pa.array(levels * len(unit), pa.int64()),
                "TIME_PERIOD": named(panel.years, year),
                "SCORE": spread(panel.values),
                "RANK": spread(self.ranks).cast("int64"),
                "IMPUTED": spread(panel.imputed),
                "COVERAGE": spread(coverage(self.final)),
            }
        )


def ranked(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Ranks along the units, years × units × columns: 1 is best, NaN where there is no value.

    Equal values share the better rank, as in a competition.
    """
    import numpy as np
    from scipy.stats import rankdata

    return np.asarray(rankdata(-values, "min", axis=1, nan_policy="omit"), "float64")


def coverage(stage: Stage) -> NDArray[np.float64]:
    """The share of the weight of each column's indicators that is known or imputed.

    Years × units × columns, 0 … 1; of an indicator 1 or 0.
    """
    import numpy as np

    framework, panel = stage.framework, stage.panel
    found = np.zeros(panel.values.shape)
    for node in framework.hierarchy:
        at = panel.position(node.code)
        children = framework.children(node.code)
        if not children:
            found[:, :, at] = ~np.isnan(panel.column(node.code))
            continue
        given = np.array([child.weight for child in children])
        positions = [panel.position(child.code) for child in children]
        found[:, :, at] = found[:, :, positions] @ (given / given.sum())
    return found
