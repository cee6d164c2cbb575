"""The values of an index: units by years by columns, in one array."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cedic.errors import DataError, UnknownCodeError, near
from cedic.indices.cells import Cells

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from cedic.indices.framework import Framework

ALIASES = {
    "ucode": "unit",
    "ref_area": "unit",
    "uname": "unit_name",
    "time": "year",
    "time_period": "year",
    "obs_value": "value",
}
"""Other names of columns, in small letters: those of COINr's iData and of SDMX among them."""
ALWAYS = "_Z"
"""The year of values that have none: SDMX's code for what does not apply."""


@dataclass(frozen=True, eq=False)
class Panel:
    """Values of units in years.

    Parameters
    ----------
    units, years, columns : tuple of str
        What the three axes are: units and years in order, columns as in the framework.
    values : ndarray of float64
        Years × units × columns; NaN where nothing is known.
    present : ndarray of bool
        Years × units: whether a unit is there in a year. What is not, gets no score.
    imputed : ndarray of float64
        Years × units × columns: the share of each value that rests on imputed figures, 0 … 1.
    names : mapping of str to str
        What people call the units.
    denominators : mapping of str to ndarray
        Values to divide by, by code: years × units.
    groups : mapping of str to ndarray
        Which group each unit is in, by code: years × units, of str; empty where unknown.
    """

    units: tuple[str, ...]
    years: tuple[str, ...]
    columns: tuple[str, ...]
    values: NDArray[np.float64]
    present: NDArray[np.bool_]
    imputed: NDArray[np.float64]
    names: Mapping[str, str] = field(default_factory=dict)
    denominators: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)
    groups: Mapping[str, NDArray[np.str_]] = field(default_factory=dict)

    @classmethod
    def of(cls, table: Any, framework: Framework, *, where: str = "values") -> Panel:
        """The panel of a table of values.

        Parameters
        ----------
        table : table
            Any table (pandas, Polars, Arrow), in one of two layouts, columns of whatever case.
            *Wide*: ``unit`` (or uCode, REF_AREA), ``year`` (or Time, TIME_PERIOD; may be left out),
            ``unit_name`` (or uName), and a column for each indicator, denominator and group of the
            framework. *Long*: ``unit``, ``year``, ``indicator`` and ``value`` (or OBS_VALUE). Other
            columns are not read.
        framework : Framework
            What the columns are.
        where : str, optional
            What messages call the table, such as its file.

        Raises
        ------
        DataError
            Naming the cell: a column missing, no unit, a unit there twice in a year, text in a number,
            an infinite number, an indicator in long layout that the framework does not have.
        """
        cells = Cells(table, where, ALIASES)
        cells.need("unit")
        if cells.has("indicator") and cells.has("value"):
            return _long(cells, framework)
        return _wide(cells, framework)

    def column(self, code: str) -> NDArray[np.float64]:
        """The values of one column: years × units.

        Raises
        ------
        UnknownCodeError
            If there is no such column.
        """
        return self.values[:, :, self.position(code)]

    def position(self, code: str) -> int:
        """Where a column is.

        Raises
        ------
        UnknownCodeError
            If there is no such column.
        """
        if code not in self._positions:
            raise UnknownCodeError("column of values", code, self.columns)
        return self._positions[code]

    def cell(self, year: int, unit: int) -> str:
        """The unit and year at two positions, as messages say them."""
        told = self.units[unit]
        return told if self.years[year] == ALWAYS else f"{told} in {self.years[year]}"

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {code: at for at, code in enumerate(self.columns)}

    def points(self, where: NDArray[np.bool_], *, limit: int = 5) -> str:
        """What people call units in years, such as ``ARG in 2010, BRA in 2010 and 3 more``.

        Parameters
        ----------
        where : ndarray of bool
            Years × units.
        limit : int, default 5
            How many to name.
        """
        import numpy as np

        found = np.argwhere(where)
        named = [self.cell(year, unit) for year, unit in found[:limit]]
        more = f" and {len(found) - limit} more" if len(found) > limit else ""
        return ", ".join(named) + more

    def with_values(
        self, values: NDArray[np.float64], imputed: NDArray[np.float64] | None = None
    ) -> Panel:
        """The same panel with other values in the same columns."""
        return replace(self, values=values, imputed=self.imputed if imputed is None else imputed)

    def without(self, absent: NDArray[np.bool_]) -> Panel:
        """The panel without units where `absent`, years × units; a unit absent throughout is gone.

        Parameters
        ----------
        absent : ndarray of bool
            Years × units.
        """
        import numpy as np

        present = self.present & ~absent
        kept = present.any(axis=0)
        at = np.flatnonzero(kept)
        values = np.where(present[:, :, None], self.values, np.nan)[:, kept]
        return replace(
            self,
            units=tuple(self.units[unit] for unit in at),
            present=present[:, kept],
            values=values,
            imputed=np.where(present[:, :, None], self.imputed, 0.0)[:, kept],
            denominators={code: values[:, kept] for code, values in self.denominators.items()},
            groups={code: values[:, kept] for code, values in self.groups.items()},
        )


def _wide(cells: Cells, framework: Framework) -> Panel:
    """Read a row for each unit and year."""
    wanted = {
        code: code.strip().lower() for code in (*framework.indicators, *framework.denominators)
    }
    for code, column in wanted.items():
        if not cells.has(column):
            taken = {"unit", "unit_name", "year", *wanted.values()}
            close = near(column, [name for name in cells.names if name not in taken])
            raise DataError(
                f"There is no column of the {framework.node(code).kind} {code}.",
                where=cells.where,
                remedy=f"is it {' or '.join(cells.names[name] for name in close)}? Then rename it"
                if close
                else "add it, empty cells being unknown, or take it out of the framework",
            )
    rows = _Rows(cells)
    panel = rows.panel(framework.indicators)
    for at, code in enumerate(framework.indicators):
        panel.values[rows.year, rows.unit, at] = cells.reals(wanted[code])
    denominators = {code: rows.spread(cells.reals(wanted[code])) for code in framework.denominators}
    groups = {
        code: rows.spread_text(cells.texts(code.lower()))
        for code in framework.groups
        if cells.has(code.lower())
    }
    return replace(panel, denominators=denominators, groups=groups)


def _long(cells: Cells, framework: Framework) -> Panel:
    """Read a row for each unit, year and indicator."""
    import numpy as np

    # An indicator may be what others are divided by.
    wanted = dict.fromkeys((*framework.indicators, *framework.denominators))
    known = {code: at for at, code in enumerate(wanted)}
    codes = cells.texts("indicator")
    for row, code in enumerate(codes):
        if code not in known:
            close = near(code or "", list(known))
            raise cells.wrong(
                row,
                "indicator",
                f"{code} is no indicator of the framework" if code else "is empty",
                f"is it {' or '.join(close)}?"
                if close
                else "add it to the framework, or drop the row",
            )
    which = np.array([known[code] for code in codes if code is not None], "int64")
    rows = _Rows(cells, which)
    panel = rows.panel(tuple(known))
    panel.values[rows.year, rows.unit, which] = cells.reals("value")
    count = len(framework.indicators)
    return replace(
        panel,
        columns=framework.indicators,
        values=panel.values[:, :, :count].copy(),
        imputed=panel.imputed[:, :, :count].copy(),
        denominators={code: panel.column(code).copy() for code in framework.denominators},
    )


class _Rows:
    """Which unit and year each row of a table is of."""

    def __init__(self, cells: Cells, which: NDArray[np.int64] | None = None) -> None:
        import numpy as np

        units = cells.texts("unit")
        years: Sequence[str | None] = [ALWAYS] * len(cells)
        if cells.has("year"):
            years = cells.texts("year")
        for column, texts in (("unit", units), ("year", years)):
            for row, text in enumerate(texts):
                if text is None:
                    raise cells.wrong(row, column, "is empty", "give it")
        if not units:
            raise DataError(
                "The table of values has no rows.", where=cells.where, remedy="give it some"
            )
        self.units, self.unit = _sorted(units)
        self.years, self.year = _sorted(years)
        self.names = self._names(cells, units)
        key = self.year * len(self.units) + self.unit
        if which is not None:
            key = key * (int(which.max(initial=0)) + 1) + which
        _, first = np.unique(key, return_index=True)
        if len(first) < len(key):
            row = int(np.setdiff1d(np.arange(len(key)), first)[0])
            before = cells.number(int(np.flatnonzero(key == key[row])[0]))
            told = units[row] if years[row] == ALWAYS else f"{units[row]} in {years[row]}"
            raise cells.wrong(
                row, "unit", f"{told} stands in row {before} too", "keep one row, or name the year"
            )

    @staticmethod
    def _names(cells: Cells, units: Sequence[str | None]) -> dict[str, str]:
        if not cells.has("unit_name"):
            return {}
        pairs = zip(units, cells.texts("unit_name"), strict=True)
        return {unit: name for unit, name in pairs if unit and name}

    def panel(self, columns: tuple[str, ...]) -> Panel:
        """An empty panel with these columns."""
        import numpy as np

        shape = (len(self.years), len(self.units))
        present = np.zeros(shape, bool)
        present[self.year, self.unit] = True
        return Panel(
            units=self.units,
            years=self.years,
            columns=columns,
            values=np.full((*shape, len(columns)), np.nan),
            present=present,
            imputed=np.zeros((*shape, len(columns))),
            names=self.names,
        )

    def spread(self, column: NDArray[np.float64]) -> NDArray[np.float64]:
        """A column of the table as years × units."""
        import numpy as np

        found = np.full((len(self.years), len(self.units)), np.nan)
        found[self.year, self.unit] = column
        return found

    def spread_text(self, column: Sequence[str | None]) -> NDArray[np.str_]:
        """A column of text as years × units, empty where unknown."""
        import numpy as np

        texts = np.array([text or "" for text in column], "str")
        found = np.full((len(self.years), len(self.units)), "", texts.dtype)
        found[self.year, self.unit] = texts
        return found


def _sorted(texts: Sequence[str | None]) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """The different texts in order, and where each one stands among them."""
    import numpy as np

    different, at = np.unique(np.array(texts, "str"), return_inverse=True)
    return tuple(map(str, different)), at.astype("int64")
