"""Tables in: how analysis reads whatever table it is given, and the arithmetic all of it shares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cedic.errors import DataError, UnknownCodeError, UsageError

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

    Notes
    -----
    The rows of Observations lose their order: an engine would sort them for nothing.
    """
    import ibis
    import ibis.expr.types as ir

    table = _in_any_order(getattr(data, "expression", None))
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


def _in_any_order(table: ir.Table | None) -> ir.Table | None:
    import ibis.expr.operations as ops

    op = None if table is None else table.op()
    return op.parent.to_expr() if isinstance(op, ops.Sort) else table


def require(table: ir.Table, columns: tuple[str, ...], what: str) -> None:
    """Check that a table has the columns needed, and numbers for values.

    Raises
    ------
    DataError
        With the columns that are missing and those that were found, or the type of values that are
        no numbers.
    """
    missing = [name for name in columns if name not in table.columns]
    if missing:
        raise DataError(
            f"The table of {what} has no column {' and no column '.join(missing)}; "
            f"it has {', '.join(table.columns)}.",
            remedy=f"rename your column to {missing[0]}, or for flows "
            f"name it with columns={{'{missing[0]}': 'its name in your table'}}",
        )
    kind = table.OBS_VALUE.type()
    if not (kind.is_numeric() or kind.is_null()):
        raise DataError(
            f"The column OBS_VALUE of the table of {what} holds {kind}, not numbers.",
            remedy="convert the column to numbers, with null for what is missing",
        )


def require_one(table: ir.Table, keys: Sequence[str], what: str) -> None:
    """Check that a table has no more than one row for each combination of `keys`.

    The table is read at once, so this is for small tables only.

    Raises
    ------
    DataError
        With the first combination that is there more than once.
    """
    counted = table.group_by(keys).aggregate(ROWS=table.count())
    repeated = counted.filter(counted.ROWS > 1).order_by(keys).limit(1).to_pyarrow().to_pylist()
    if repeated:
        where = ", ".join(str(repeated[0][key]) for key in keys)
        raise DataError(
            f"The table of {what} has {repeated[0]['ROWS']} rows for {where}; one is expected.",
            remedy="keep one indicator from one source",
        )


def asked(names: str | Iterable[str], known: Sequence[str], kind: str) -> tuple[str, ...]:
    """The names that a caller asks for, each once, all of them among `known`.

    Raises
    ------
    UnknownCodeError
        For a name that is not known; `kind` says what it should be the name of.
    UsageError
        If nothing is asked for.
    """
    given = tuple(dict.fromkeys([names] if isinstance(names, str) else names))
    if not given:
        raise UsageError(f"No {kind} is asked for.", remedy=f"it can be {', '.join(known)}")
    for name in given:
        if name not in known:
            raise UnknownCodeError(kind, str(name), known)
    return given


def groups(table: ir.Table) -> tuple[str, ...]:
    """The columns of `table` that figures are never summed across, apart from the period."""
    return tuple(name for name in GROUPS if name in table.columns)


def safe_divide(numerator: ir.NumericValue, denominator: ir.NumericValue) -> ir.FloatingValue:
    """`numerator` over `denominator` as float64; null where the denominator is zero or null.

    The same on every engine: one gives infinity for x/0, another an error.
    """
    return numerator.cast("float64") / denominator.cast("float64").nullif(0.0)


def dollars(value: ir.NumericValue) -> ir.IntegerValue:
    """`value` as int64, halves away from zero; a bare cast rounds here and truncates there."""
    return (value if value.type().is_integer() else value.round()).cast("int64")


def running_sum(value: ir.NumericValue, group_by: Sequence[str], order_by: str) -> ir.FloatingValue:
    """The sum of floats of zero or more so far, in order; the greatest of these is their sum.

    Added in another order they give another last digit, and a parallel engine keeps no order.
    """
    import ibis

    return value.sum().over(ibis.cumulative_window(group_by=group_by, order_by=order_by))


def stacked(tables: Sequence[ir.Table]) -> ir.Table:
    """The rows of all `tables`, halves upon halves: SQL parsers limit how deep queries nest."""
    if len(tables) == 1:
        return tables[0]
    middle = len(tables) // 2
    return stacked(tables[:middle]).union(stacked(tables[middle:]))


def unfolded(table: ir.Table, name: str, cases: Mapping[str, Mapping[str, ir.Value]]) -> ir.Table:
    """For each row of `table` and each case, a row with the case's columns and its code as `name`.

    Not a union of selections: an engine may work out the whole table anew for each of them.
    """
    import ibis

    each = table.cross_join(ibis.memtable({name: list(cases)}))
    columns = next(iter(cases.values()))
    return each.select(
        *table.columns,
        name,
        **{
            column: each[name].cases(*((code, case[column]) for code, case in cases.items()))
            for column in columns
        },
    )


def year_of(period: ir.Value) -> ir.IntegerValue:
    """The year of a period written as a year, ``2020``, ``2020-Q1`` or ``2020-03``."""
    return period.cast("string").left(4).cast("int32")
