"""An index: a framework, its values, and the steps from one to the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

from cedic.errors import DataError, MissingLibraryError, UnknownCodeError
from cedic.indices.framework import Framework
from cedic.indices.panel import ALWAYS, Panel
from cedic.indices.recipe import SHORTEST, STEPS, Step, recipe
from cedic.indices.stage import Note, Stage
from cedic.model import Observations

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    import pyarrow as pa
    from numpy.typing import NDArray

MOST_SHOWN = 20
"""How many units a result shows when it is printed."""
_WRITTEN: Any = {"index": False, "na_rep": "··", "float_format": "{:.2f}".format}


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

    @property
    def latest(self) -> str:
        """The last year in which a unit has a score of the index.

        Raises
        ------
        DataError
            If none has in any year.
        """
        if not self.years:
            raise DataError(
                "No unit has a score of the index in any year.",
                remedy="let aggregate ask for less: give it a lower minimum, or impute first",
            )
        return self.years[-1]

    @cached_property
    def years(self) -> tuple[str, ...]:
        """The years in which a unit has a score of the index."""
        import numpy as np

        panel = self.final.panel
        known = ~np.isnan(panel.column(self.framework.index.code)).all(axis=1)
        return tuple(panel.years[at] for at in np.flatnonzero(known))

    def ranking(self, year: str | None = None) -> Observations:
        """The units of a year, the best first.

        Parameters
        ----------
        year : str, optional
            By default the last one with a score.

        Returns
        -------
        Observations
            RANK (1 is best), REF_AREA (the unit), UNIT_NAME, TIME_PERIOD, SCORE (of the index),
            IMPUTED (0 … 1), and a column for each part of the index by its code, with its score. Units
            that are there without a score stand last, their rank and score null.

        Raises
        ------
        UnknownCodeError
            If there is no such year.
        DataError
            If no unit has a score in any year.
        """
        panel = self.final.panel
        chosen = year or self.latest
        if chosen not in panel.years:
            raise UnknownCodeError("year of the index", chosen, panel.years)
        return Observations(lambda: self._ranking(panel.years.index(chosen)).to_reader())

    def _ranking(self, year: int) -> pa.Table:
        import numpy as np
        import pyarrow as pa

        panel, top = self.final.panel, self.framework.index.code
        units = np.flatnonzero(panel.present[year])
        at = panel.position(top)
        ranks = self.ranks[year, units, at]
        # NaN sorts last; units are in order of their code.
        units = units[np.argsort(ranks, kind="stable")]
        parts = [node.code for node in self.framework.children(top)]

        def column(values: NDArray[np.float64], code: str) -> pa.Array:
            return pa.array(values[year, units, panel.position(code)], from_pandas=True)

        codes = [panel.units[unit] for unit in units]
        head = {
            "RANK": column(self.ranks, top).cast("int64"),
            "REF_AREA": pa.array(codes, pa.string()),
            "UNIT_NAME": pa.array([panel.names.get(code, code) for code in codes], pa.string()),
            "TIME_PERIOD": pa.array([panel.years[year]] * len(units), pa.string()),
            "SCORE": column(panel.values, top),
            "IMPUTED": column(panel.imputed, top),
        }
        return pa.table(
            list(head.values()) + [column(panel.values, code) for code in parts],
            names=[*head, *parts],
        )

    def __repr__(self) -> str:
        if not self.years:
            return f"Result({self.framework.index.code}: no unit has a score)"
        table = self._shown().to_string(**_WRITTEN)
        return f"{self._title}\n{table}\n{self._told}"

    def _repr_html_(self) -> str:
        if not self.years:
            return f"<p>{escape(repr(self))}</p>"
        table = self._shown().to_html(**_WRITTEN)
        return f"<p>{escape(self._title)}</p>{table}<p>{escape(self._told)}</p>"

    @property
    def _title(self) -> str:
        name = self.framework.index.name.en
        return name if self.latest == ALWAYS else f"{name}, {self.latest}"

    def _shown(self) -> pd.DataFrame:
        """The first units of the last year, as they are printed."""
        frame = self.ranking().to_pandas().head(MOST_SHOWN).drop(columns=["TIME_PERIOD", "IMPUTED"])
        frame["RANK"] = ["··" if rank != rank else f"{rank:.0f}" for rank in frame["RANK"]]
        if not self.final.panel.names:
            frame = frame.drop(columns="UNIT_NAME")
        return frame

    @property
    def _told(self) -> str:
        present = int(self.final.panel.present[self.final.panel.years.index(self.latest)].sum())
        first = f"the first {MOST_SHOWN} of {present} units; " if present > MOST_SHOWN else ""
        count = len(self.notes)
        return f"{first}{count} note{'' if count == 1 else 's'} of the steps: see .notes"

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

    try:
        from scipy.stats import rankdata
    except ImportError:
        raise MissingLibraryError("scipy", "a composite index") from None

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
