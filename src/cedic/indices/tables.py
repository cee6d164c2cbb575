"""What the analysis of results shares: what is asked about, and the tables it is answered with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from cedic.errors import UnknownCodeError, UsageError
from cedic.indices.framework import Framework, Node
from cedic.indices.index import Result
from cedic.indices.panel import Panel
from cedic.indices.stage import Stage
from cedic.model import Observations

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ALL_YEARS = "_T"
"""The period of figures over all years together: SDMX's code for a total."""


def last(of: Result | Stage) -> Stage:
    """The stage that is asked about; of a result, the one with the scores."""
    return of.final if isinstance(of, Result) else of


def scored(of: Result | Stage) -> tuple[Stage, NDArray[np.float64]]:
    """The stage with the scores, and the weights that they were made with.

    Raises
    ------
    UsageError
        If nothing was aggregated.
    """
    stage = last(of)
    if stage.weights is None:
        raise UsageError(
            f"The stage after {stage.step} has no scores of aggregates.",
            remedy="give the result of Index.run(), or the stage after aggregate",
        )
    return stage, stage.weights


def unit_at(panel: Panel, unit: str) -> int:
    """Where a unit is.

    Raises
    ------
    UnknownCodeError
        If it is not there, or was dropped.
    """
    if unit not in panel.units:
        raise UnknownCodeError("unit with scores", unit, panel.units)
    return panel.units.index(unit)


def year_at(panel: Panel, year: str | int) -> int:
    """Where a year is.

    Raises
    ------
    UnknownCodeError
        If it is not there.
    """
    if str(year) not in panel.years:
        raise UnknownCodeError("year of the index", str(year), panel.years)
    return panel.years.index(str(year))


def node_at(framework: Framework, code: str) -> Node:
    """An indicator or aggregate.

    Raises
    ------
    UnknownCodeError
        If there is none of that code in the hierarchy.
    """
    inside = {node.code: node for node in framework.hierarchy}
    if code not in inside:
        raise UnknownCodeError("indicator or aggregate", code, inside)
    return inside[code]


def one_of(what: str, value: str, known: Iterable[str]) -> str:
    """A word that must be one of those known.

    Raises
    ------
    UnknownCodeError
        If it is not.
    """
    known = tuple(known)
    if value not in known:
        raise UnknownCodeError(what, str(value), known)
    return value


def observations(columns: Mapping[str, Any]) -> Observations:
    """A table of columns of equal length: text, whole numbers, floats; NaN is null."""
    import numpy as np
    import pyarrow as pa

    def column(values: Any) -> pa.Array:
        if isinstance(values, pa.Array):
            return values
        values = np.asarray(values)
        if values.dtype.kind in "UO" or not len(values):
            return pa.array(values.tolist())
        return pa.array(values, from_pandas=True)

    table = pa.table({name: column(values) for name, values in columns.items()})
    return Observations(lambda: table.to_reader())


def whole(values: NDArray[np.float64]) -> Any:
    """Numbers such as ranks as whole ones, null where there is none."""
    import pyarrow as pa

    return pa.array(values, from_pandas=True).cast("int64")


def by_node(
    stage: Stage, columns: Mapping[str, NDArray[np.float64]], codes: Iterable[str] | None = None
) -> dict[str, Any]:
    """Arrays of years × units × columns as a table: units of a year, then the columns of each.

    Parameters
    ----------
    stage : Stage
        What the axes are.
    columns : mapping of str to ndarray
        The arrays by name of their column.
    codes : iterable of str, optional
        The columns of the panel that are wanted; all by default.
    """
    import numpy as np

    panel = stage.panel
    wanted = tuple(panel.columns if codes is None else codes)
    at = [panel.position(code) for code in wanted]
    year, unit = np.nonzero(panel.present)
    return {
        "REF_AREA": np.repeat(np.array(panel.units, "object")[unit], len(at)),
        "CODE": np.tile(np.array(wanted, "object"), len(unit)),
        "LEVEL": np.tile([stage.framework.node(code).level or 0 for code in wanted], len(unit)),
        "TIME_PERIOD": np.repeat(np.array(panel.years, "object")[year], len(at)),
    } | {name: values[year, unit][:, at].ravel() for name, values in columns.items()}
