"""Tables in: how analysis reads whatever table it is given, and the arithmetic all of it shares."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cedic.errors import DataError, UnknownCodeError

if TYPE_CHECKING:
    import ibis.expr.types as ir

REPORTED = ("REF_AREA", "COUNTERPART_AREA", "TRADE_FLOW", "TIME_PERIOD", "OBS_VALUE")
"""Columns of flows as each side reports them: TRADE_FLOW is X or M, as REF_AREA sees it."""
DIRECTED = ("EXPORTER", "IMPORTER", "TIME_PERIOD", "OBS_VALUE")
"""Columns of flows with one figure for both sides."""
GROUPS = ("FREQ", "SOURCE", "PRODUCT")
"""Columns that, where present, keep figures apart: nothing is ever summed across them."""


def as_table(data: Any, columns: Mapping[str, str] | None = None) -> ir.Table:
    """Any table as an Ibis table, its columns renamed to the standard names.

    Parameters
    ----------
    data : ibis.Table, Observations, pandas.DataFrame, polars.DataFrame, pyarrow.Table
        Or anything else that has the Arrow stream interface.
    columns : mapping of str to str, optional
        Standard name to the name in `data`, for those that differ: ``{"TIME_PERIOD": "year"}``.

    Raises
    ------
    UnknownCodeError
        If `columns` names a column that `data` does not have.
    DataError
        If `data` is no table.
    """
    import ibis
    import ibis.expr.types as ir

    table = getattr(data, "expression", None)
    if table is None:
        table = data
    if not isinstance(table, ir.Table):
        import pyarrow as pa

        if not hasattr(table, "__arrow_c_stream__"):
            raise DataError(
                f"A table was expected, not {type(data).__name__}.",
                remedy="give an Ibis, pandas, Polars or Arrow table",
            )
        table = ibis.memtable(pa.table(table))
    renamed = dict(columns or {})
    for name in renamed.values():
        if name not in table.columns:
            raise UnknownCodeError("column in the table", name, table.columns)
    return table.rename(renamed) if renamed else table


def require(table: ir.Table, columns: tuple[str, ...], what: str) -> None:
    """Check that a table has the columns needed.

    Raises
    ------
    DataError
        With the columns that are missing and those that were found.
    """
    missing = [name for name in columns if name not in table.columns]
    if missing:
        raise DataError(
            f"The table of {what} has no column {' and no column '.join(missing)}; "
            f"it has {', '.join(table.columns)}.",
            remedy="name it with columns={'" + missing[0] + "': 'its name in your table'}",
        )


def groups(table: ir.Table) -> tuple[str, ...]:
    """The columns of `table` that figures are never summed across, apart from the period."""
    return tuple(name for name in GROUPS if name in table.columns)


def safe_divide(numerator: ir.NumericValue, denominator: ir.NumericValue) -> ir.FloatingValue:
    """`numerator` over `denominator` as float64; null where the denominator is zero or null.

    The same on every engine: one gives infinity for x/0, another an error.
    """
    return numerator.cast("float64") / denominator.cast("float64").nullif(0.0)


def year_of(period: ir.Value) -> ir.IntegerValue:
    """The year of a period written as a year, ``2020``, ``2020-Q1`` or ``2020-03``."""
    return period.cast("string").substr(0, 4).cast("int32")
