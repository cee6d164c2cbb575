"""The cells of a person's own table, one by one, so that a message can name the one that is wrong."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cedic.errors import DataError, near

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

EMPTY = {"", "na", "n/a", "nan", "null", "none", ".", "..", "-"}
"""What people write where there is no value."""


class Cells:
    """A table with its columns called by standard names.

    Parameters
    ----------
    table : table
        Any table that pandas, Polars or Arrow gives.
    where : str
        What messages call it.
    aliases : mapping of str to str
        Other names of columns, in small letters, to the standard ones.

    Attributes
    ----------
    first : int
        The number of the first row, the header being row 1, as a spreadsheet counts.

    Raises
    ------
    DataError
        If it is no table, or two columns have the same name.
    """

    first = 2

    def __init__(self, table: Any, where: str, aliases: Mapping[str, str]) -> None:
        self.where = where
        self._table = _arrow(table, where)
        self.names: dict[str, str] = {}
        for name in self._table.column_names:
            standard = aliases.get(name.strip().lower(), name.strip().lower())
            if standard in self.names:
                raise DataError(
                    f"The columns {self.names[standard]} and {name} are both {standard}.",
                    where=where,
                    remedy="keep one of them",
                )
            self.names[standard] = name
        self._lists: dict[str, list[Any]] = {}

    def __len__(self) -> int:
        return int(self._table.num_rows)

    def has(self, column: str) -> bool:
        """Whether there is such a column."""
        return column in self.names

    def need(self, column: str) -> None:
        """Check that there is such a column.

        Raises
        ------
        DataError
            With the columns there are.
        """
        if not self.has(column):
            close = near(column, self.names)
            raise DataError(
                f"There is no column {column}; there are {', '.join(self.names.values())}.",
                where=self.where,
                remedy=f"is it {' or '.join(close)}? Then rename it" if close else "add it",
            )

    def number(self, row: int) -> int:
        """The number of a row as a spreadsheet shows it."""
        return row + self.first

    def wrong(self, row: int, column: str, what: str, remedy: str) -> DataError:
        """The error of one cell."""
        name = self.names.get(column, column)
        return DataError(
            f"{name} {what}.",
            where=f"{self.where}, row {self.number(row)}, column {name}",
            remedy=remedy,
        )

    def text(self, row: int, column: str) -> str | None:
        """A cell as text; None if it is empty or there is no such column."""
        value = self._value(row, column)
        if value is None or (isinstance(value, float) and math.isnan(value)):
            return None
        # A spreadsheet holds 2019 as 2019.0.
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        text = str(value).strip()
        return None if text.lower() in EMPTY else text

    def real(self, row: int, column: str) -> float | None:
        """A cell as a finite number; None if it is empty.

        Raises
        ------
        DataError
            If it holds something else.
        """
        text = self.text(row, column)
        if text is None:
            return None
        try:
            value = float(text)
        except ValueError:
            raise self.wrong(
                row, column, f"holds {text!r}, no number", "write it as 1234.5, or leave it empty"
            ) from None
        if not math.isfinite(value):
            raise self.wrong(row, column, f"holds {text!r}", "leave it empty if it is unknown")
        return value

    def integer(self, row: int, column: str) -> int | None:
        """A cell as a whole number; None if it is empty.

        Raises
        ------
        DataError
            If it holds something else.
        """
        value = self.real(row, column)
        if value is None:
            return None
        if not value.is_integer():
            raise self.wrong(row, column, f"holds {value:g}", "write a whole number")
        return int(value)

    def texts(self, column: str) -> list[str | None]:
        """A whole column as text."""
        return [self.text(row, column) for row in range(len(self))]

    def reals(self, column: str) -> np.ndarray:
        """A whole column as float64, NaN where a cell is empty.

        Raises
        ------
        DataError
            Naming the first cell that holds something else.
        """
        import numpy as np
        import pyarrow as pa

        values = self._table[self.names[column]]
        if pa.types.is_floating(values.type) or pa.types.is_integer(values.type):
            numbers = values.cast("float64").to_numpy()
            endless = np.flatnonzero(np.isinf(numbers))
            if len(endless):
                self.real(int(endless[0]), column)
            return np.asarray(numbers, "float64")
        found = [self.real(row, column) for row in range(len(self))]
        return np.array([math.nan if value is None else value for value in found], "float64")

    def _value(self, row: int, column: str) -> Any:
        if column not in self.names:
            return None
        if column not in self._lists:
            self._lists[column] = self._table[self.names[column]].to_pylist()
        return self._lists[column][row]


def _arrow(table: Any, where: str) -> pa.Table:
    import pyarrow as pa

    if isinstance(table, pa.Table):
        return table
    table = getattr(table, "to_arrow", lambda: table)()
    if not hasattr(table, "__arrow_c_stream__"):
        raise DataError(
            f"A table was expected, not {type(table).__name__}.",
            where=where,
            remedy="give a pandas, Polars or Arrow table",
        )
    try:
        return pa.table(table)
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        # A column of objects that are now numbers and now text.
        if not hasattr(table, "astype"):
            raise DataError(f"The table cannot be read: {error}.", where=where) from error
        mixed = [name for name, kind in table.dtypes.items() if str(kind) == "object"]
        return pa.table(table.astype(dict.fromkeys(mixed, "str")))
