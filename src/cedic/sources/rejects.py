"""Bad rows: finding their line, column, value and reason, telling them, and setting them aside."""

# ruff: noqa: S608 - what goes into the SQL is declared in this package or quoted by sql_text

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cedic.errors import DataError
from cedic.sources.fields import Field, Layout, sql_text

if TYPE_CHECKING:
    import duckdb

_SHOWN = 5
_REPEATED = "is a key that occurs more than once"
_CONTRADICTED = "is a key with two values: another row gives the same key another value"
_REMEDY_OF_REPEATED = "keep one row for each key"
_REMEDY_OF_STRUCTURE = "mend the row, or download the file again: it may be cut or edited by hand"


class _Table(Protocol):
    """A file, as error messages need it."""

    @property
    def shown(self) -> str: ...

    @property
    def place(self) -> str: ...


@dataclass(frozen=True)
class Problems:
    """Everything that is wrong with the rows of a file, in the table ``problems``.

    Parameters
    ----------
    con : duckdb.DuckDBPyConnection
        The database with the tables ``problems`` and ``numbered``.
    table : Delimited or Relation
        The file.
    layout : Layout
        What was expected in it.
    """

    con: duckdb.DuckDBPyConnection
    table: _Table
    layout: Layout

    @classmethod
    def find(
        cls,
        con: duckdb.DuckDBPyConnection,
        table: _Table,
        layout: Layout,
        columns: dict[str, str],
    ) -> Problems:
        """Look through the tables ``numbered`` and ``structure`` for what is wrong.

        Parameters
        ----------
        con : duckdb.DuckDBPyConnection
            The database with these tables and ``codes``.
        table : Delimited or Relation
            The file.
        layout : Layout
            What is expected in it.
        columns : dict
            The column of ``numbered`` that each field is read from.
        """
        rows = f"{layout.cells(columns, 'numbered')} WHERE {layout.left_out} IS NULL"
        cases = " UNION ALL ".join(
            _of_field(field, rows) for field in layout.fields if field.checks
        )
        con.execute(f"""
            CREATE OR REPLACE TABLE problems AS
            SELECT line AS id, {sql_text(table.shown)} AS file, line, NULL::VARCHAR AS period,
                NULL::VARCHAR AS "column", value, reason
            FROM structure UNION ALL SELECT * FROM ({cases}) WHERE reason IS NOT NULL
            """)
        con.execute(f"INSERT INTO problems {_repeated(layout, columns)}")
        return cls(con, table, layout)

    def error(self) -> DataError:
        """Make the error that tells how many rows are bad, and shows the first of them."""
        rows = self.con.sql("SELECT count(DISTINCT id) FROM problems").fetchall()[0][0]
        if not rows:
            # The fast reading failed, and yet each row is good by itself.
            return DataError(
                "The file cannot be read as rows and columns.",
                where=self.table.shown,
                remedy=_REMEDY_OF_STRUCTURE,
            )
        first = self.con.sql(f"""
            SELECT file, line, "column", value, reason FROM problems
            ORDER BY file, line LIMIT {_SHOWN}
            """).fetchall()
        listed = "\n    ".join(self._place(*problem) for problem in first)
        more = f"\n    … ({rows:,} bad rows in all)" if rows > len(first) else ""
        return DataError(
            f"{rows:,} bad row{'s' if rows > 1 else ''}: {self._told(*first[0][1:])}.",
            where=f"{listed}{more}",
            remedy=f"{self._remedy(*first[0][2:])}; or set bad rows aside (--on-bad-rows=set-aside)",
        )

    def _told(self, line: int, column: str | None, value: str | None, reason: str) -> str:
        return (
            f"{self.table.place} {line} {reason}"
            if column is None
            else (f"{column} {'' if value is None else repr(value) + ' '}{reason}")
        )

    def _place(
        self, file: str, line: int, column: str | None, value: str | None, reason: str
    ) -> str:
        cell = "" if column is None else f", column {column}"
        shown = "" if value is None else f", value {value!r}"
        return f"{file}, {self.table.place} {line}{cell}{shown}: {reason}"

    def _remedy(self, column: str | None, value: str | None, reason: str) -> str:
        remedies = {
            (field.column, check.reason): check.remedy
            for field in self.layout.fields
            for check in field.checks
        }
        if reason in (_REPEATED, _CONTRADICTED):
            return _REMEDY_OF_REPEATED
        return remedies.get((column or "", reason), _REMEDY_OF_STRUCTURE)

    def by_period(self) -> dict[str, int]:
        """Count bad rows by year or quarter; those without a readable one count with the first."""
        found = self.con.sql("""
            WITH bad AS (SELECT id, max(period) AS period FROM problems GROUP BY id),
                known AS (SELECT min(TIME_PERIOD)::VARCHAR AS first FROM staged)
            SELECT coalesce(bad.period, known.first), count(*) FROM bad, known GROUP BY 1
            """).fetchall()
        return dict(found)

    def write(self, path: Path) -> None:
        """Add the problems to the CSV file at `path`: file, line, column, value, reason.

        Rows already in it stay, whatever stopped the program that wrote them.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="cedic-") as folder:
            rows = Path(folder) / "rows.csv"
            self.con.execute(f"""
                COPY (SELECT file, line, "column", value, reason
                    FROM problems ORDER BY file, line, "column")
                TO {sql_text(rows)} (FORMAT csv, HEADER)
                """)
            header, _, body = rows.read_bytes().partition(b"\n")
        with path.open("ab+") as rejects:
            rejects.write(_separator(rejects.tell(), path, header) + body)


def _separator(written: int, path: Path, header: bytes) -> bytes:
    """Give what must stand before new rows: the header, or the end of a line that was cut short."""
    if not written:
        return header + b"\n"
    with path.open("rb") as file:
        file.seek(-1, 2)
        return b"" if file.read() == b"\n" else b"\n"


def _of_field(field: Field, rows: str) -> str:
    return (
        f'SELECT id, file, line, cells.of_period, {sql_text(field.column)} AS "column", '
        f"{field.cell} AS value, {field.reason} AS reason FROM {rows}"
    )


def _repeated(layout: Layout, columns: dict[str, str]) -> str:
    """Write SQL of the rows, good by themselves, that share a key."""
    key = ", ".join(layout.key)
    names = ", ".join(f.column for f in layout.fields if any(f.name in part for part in layout.key))
    counted, reason = (
        ("DISTINCT OBS_VALUE", _CONTRADICTED) if layout.overlapping else ("*", _REPEATED)
    )
    rows = f"""
        (FROM ({layout.typed(columns, "numbered", "id, file, line, ")})
        ANTI JOIN problems USING (id) WHERE left_out IS NULL)
        """
    # Hashes that occur once are set aside first: a window over a whole year would not fit in memory.
    return f"""
        SELECT id, file, line, TIME_PERIOD::VARCHAR, {sql_text(names)}, concat_ws(', ', {key}),
            {sql_text(reason)}
        FROM {rows}
        WHERE hash({key}) IN (SELECT hash({key}) FROM {rows} GROUP BY ALL HAVING count(*) > 1)
        QUALIFY count({counted}) OVER (PARTITION BY {key}) > 1
        """
