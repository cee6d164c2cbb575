"""Tables in files, read through DuckDB with every cell checked and memory bounded.

A source declares a :class:`~cedic.sources.fields.Layout`: which columns it needs, how each cell
becomes a value, and what makes a cell bad. :class:`Staging` reads a file in one pass, in which bad
rows are only counted; their lines, columns and values are looked for in a second pass, and only if
there are any.
"""

# ruff: noqa: S608 - what goes into the SQL is declared in this package or quoted by sql_text

from __future__ import annotations

import csv
import shutil
import tempfile
import weakref
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cedic.errors import DataError, UsageError
from cedic.model import OnBadRows, Part, Progress, SourceDescription, schema, silent
from cedic.sources.archive import RawFile, check_readable, digest
from cedic.sources.base import Option, one_of
from cedic.sources.fields import Layout, sql_name, sql_text
from cedic.sources.rejects import Problems

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

_BATCH = 100_000
_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_STRUCTURE = {
    "MISSING COLUMNS": "has fewer cells than the header",
    "TOO MANY COLUMNS": "has more cells than the header",
    "UNQUOTED VALUE": "has a quotation mark out of place",
}


def _delimiter(text: str) -> str:
    by_name = {name: sign for sign, name in _DELIMITERS.items()}
    sign = by_name.get(text, text)
    if sign not in _DELIMITERS:
        raise ValueError(f"it is one of {', '.join(by_name)}")
    return sign


FILE_OPTIONS = (
    Option(
        "encoding", "how the text is encoded: utf-8 or latin-1", one_of("utf-8", "latin-1"), "utf-8"
    ),
    Option("delimiter", "what separates columns: comma, semicolon, tab or bar", _delimiter),
)


@dataclass(frozen=True)
class Delimited:
    """A text file of rows and columns, the first line naming the columns."""

    path: Path
    shown: str
    delimiter: str
    encoding: str = "utf-8"
    place: str = "line"

    @cached_property
    def columns(self) -> list[str]:
        """The names in the first line."""
        return self._split(self.delimiter)

    def _split(self, delimiter: str) -> list[str]:
        with self.path.open("rb") as file:
            first = file.readline(2**20)
        try:
            text = first.decode("utf-8-sig" if self.encoding == "utf-8" else self.encoding)
        except UnicodeDecodeError as error:
            raise _wrong_encoding(self.shown, 1, first[error.start]) from error
        return [name.strip() for name in next(csv.reader([text], delimiter=delimiter), [])]

    def likely_delimiter(self, wanted: set[str]) -> str | None:
        """Find the delimiter that gives the columns `wanted`, if it is another one."""
        others = [sign for sign in _DELIMITERS if sign != self.delimiter]
        return next((sign for sign in others if wanted <= set(self._split(sign))), None)

    def scan(self, *, lenient: bool = False) -> str:
        """Write SQL over the rows, columns named c0, c1, …; lenient, it skips malformed rows."""
        more = f"header = true, ignore_errors = {str(lenient).lower()}"
        return self._read_csv(self.path, self._texts(), more)

    def number(self, con: duckdb.DuckDBPyConnection, folder: Path) -> None:
        """Make the tables ``numbered``, rows with their `line`, and ``structure``, malformed rows.

        Each line is written again with its number before it, and the copy is read: so numbers are
        those of the lines of the file, whatever blank or malformed lines are among them.
        """
        _check_encoding(self)
        copy, separator = folder / "numbered.csv", f"chr({ord(self.delimiter)})"
        con.execute(f"""
            COPY (SELECT line || {separator} || raw FROM (
                SELECT row_number() OVER () AS line, raw FROM read_csv({sql_text(self.path)},
                    columns = {{'raw': 'VARCHAR'}}, header = false, auto_detect = false,
                    delim = chr(1), quote = '', escape = '', parallel = false,
                    encoding = '{self.encoding}'))
                WHERE line > 1 AND raw IS NOT NULL)
            TO {sql_text(copy)} (FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '\x01')
            """)
        read = Delimited(copy, self.shown, self.delimiter)._read_csv(
            copy, {"line": "BIGINT"} | self._texts(), "header = false, store_rejects = true"
        )
        con.execute(f"CREATE TABLE numbered AS SELECT * FROM {read}")
        reasons = " ".join(f"WHEN '{kind}' THEN '{text}'" for kind, text in _STRUCTURE.items())
        con.execute(f"""
            CREATE TABLE structure AS
            SELECT try_cast(split_part(csv_line, {separator}, 1) AS BIGINT) AS line,
                substr(csv_line, instr(csv_line, {separator}) + 1) AS value,
                min(CASE error_type {reasons} ELSE lower(error_type::VARCHAR) END) AS reason
            FROM reject_errors GROUP BY ALL
            """)

    def _texts(self) -> dict[str, str]:
        return {f"c{at}": "VARCHAR" for at, _ in enumerate(self.columns)}

    def _read_csv(self, path: Path, columns: dict[str, str], more: str) -> str:
        return (
            f"read_csv({sql_text(path)}, columns = {columns}, auto_detect = false, "
            f"delim = chr({ord(self.delimiter)}), quote = '\"', escape = '\"', "
            f"encoding = '{self.encoding}', {more})"
        )


@dataclass(frozen=True)
class Parquet:
    """A Parquet file."""

    path: Path
    shown: str
    place: str = "row"

    @cached_property
    def columns(self) -> list[str]:
        """The names of its columns."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            return list(pq.read_schema(self.path).names)
        except pa.ArrowInvalid as error:
            raise DataError(
                f"The file is not a complete Parquet file: {error}.",
                where=self.shown,
                remedy="write or download it again",
            ) from error

    def likely_delimiter(self, wanted: set[str]) -> None:
        """Find nothing: a Parquet file has no delimiter."""

    def scan(self, *, lenient: bool = False) -> str:
        """Write SQL over the rows, every cell as text, with columns named c0, c1 and so on."""
        return self._select("")

    def number(self, con: duckdb.DuckDBPyConnection, folder: Path) -> None:
        """Make the tables ``numbered``, rows with their number, and ``structure``, with none."""
        con.execute(
            f"CREATE TABLE numbered AS FROM {self._select('file_row_number + 1 AS line, ')}"
        )
        con.execute("CREATE TABLE structure (line BIGINT, value VARCHAR, reason VARCHAR)")

    def _select(self, more: str) -> str:
        texts = ", ".join(
            f"CAST({sql_name(name)} AS VARCHAR) AS c{at}" for at, name in enumerate(self.columns)
        )
        source = f"read_parquet({sql_text(self.path)}, file_row_number = true)"
        return f"(SELECT {more}{texts} FROM {source})"


def checked_columns(table: Delimited | Parquet, layout: Layout) -> dict[str, str]:
    """Find the column of the scan that each field of `layout` is read from.

    Raises
    ------
    DataError
        If a column is missing, named twice, or not expected, or the delimiter is another one.
    """
    found, wanted = table.columns, [field.column for field in layout.fields]
    listing = f"{table.shown}, {table.place} 1 (found: {', '.join(found)})"
    if missing := [name for name in wanted if name not in found]:
        if (sign := table.likely_delimiter(set(wanted))) is not None:
            raise DataError(
                f"The columns are separated by a {_DELIMITERS[sign]}.",
                where=f"{table.shown}, line 1",
                remedy=f"give the read option delimiter={_DELIMITERS[sign]}",
            )
        raise DataError(
            f"The column {missing[0]} is missing.",
            where=listing,
            remedy=f"the file must have the columns {', '.join(wanted)}",
        )
    if twice := [name for name in wanted if found.count(name) > 1]:
        raise DataError(
            f"The column {twice[0]} is there twice.", where=listing, remedy="keep one of the two"
        )
    if layout.exact and (extra := [name for name in found if name not in wanted]):
        raise DataError(
            f"The column {extra[0]} is not one that this source has.",
            where=listing,
            remedy=f"the file must have the columns {', '.join(wanted)} and no other",
        )
    return {field.name: f"c{found.index(field.column)}" for field in layout.fields}


@dataclass
class Staging:
    """The checked rows of one file, kept on disk until they have been read.

    Parameters
    ----------
    file : RawFile
        The file, or member of an archive.
    layout : Layout
        What is expected in it.
    options : dict
        The values of `FILE_OPTIONS`.
    on_bad_rows : {"stop", "set-aside"}
        Stop at bad rows, or add them to `rejects` and go on.
    rejects : Path, optional
        The CSV file that bad rows are added to.
    progress : Progress
        Told what is being done.

    Notes
    -----
    Rows that share a key are all bad: which of them is right cannot be known.
    """

    file: RawFile
    layout: Layout
    options: dict[str, Any] = field(default_factory=dict)
    on_bad_rows: OnBadRows = "stop"
    rejects: Path | None = None
    progress: Progress = silent

    @cached_property
    def folder(self) -> Path:
        """A folder of its own for what is unpacked and staged; it goes when the staging goes."""
        folder = tempfile.mkdtemp(prefix="cedic-")
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        return Path(folder)

    @cached_property
    def table(self) -> Delimited | Parquet:
        """The file, unpacked."""
        check_readable(self.file.path)
        path = _without_wildcards(self.file.unpacked(self.folder), self.folder)
        if path.suffix.lower() in (".parquet", ".pq"):
            return Parquet(path, str(self.file))
        delimiter = self.options.get("delimiter") or self.layout.delimiter
        return Delimited(path, str(self.file), delimiter, self.options.get("encoding", "utf-8"))

    def years(self) -> list[int]:
        """List the years in the file, without any check of the rows."""
        columns = checked_columns(self.table, self.layout)
        year = f"try_cast({columns['TIME_PERIOD']} AS SMALLINT)"
        found = self.connection.sql(f"""
            SELECT DISTINCT {year} AS year FROM {self.table.scan(lenient=True)}
            WHERE {year} BETWEEN 1800 AND 2200 ORDER BY year
            """).fetchall()
        if not found:
            raise _no_rows(self.table)
        return [year for (year,) in found]

    def rows(self, part: Part) -> pa.RecordBatchReader:
        """Stream the rows of the part's year, after the whole file has been checked."""
        import pyarrow as pa

        part.rejected = self.rejected_by_year.get(part.time_period, 0)
        target = schema(part.source.kind)
        # A cursor for each reader: a new query on a connection ends the one under way.
        query = f"SELECT * FROM ({self.layout.select}) WHERE TIME_PERIOD = '{part.time_period}'"
        reader = self.connection.cursor().sql(query).to_arrow_reader(_BATCH)
        return pa.RecordBatchReader.from_batches(target, self._batches(reader, target))

    def _batches(self, reader: pa.RecordBatchReader, target: pa.Schema) -> Iterator[pa.RecordBatch]:
        # A method, so that the iterator keeps the staging, and with it the folder, alive.
        import pyarrow as pa

        for batch in reader:
            yield pa.RecordBatch.from_arrays(batch.columns, schema=target)

    @cached_property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """A database of its own, with bounded memory, that spills into the folder."""
        import duckdb

        from cedic.settings import settings

        # A year of BACI needs less than 1 GB; more would only crowd out what else is running.
        config: dict[str, Any] = {
            "memory_limit": settings().memory_limit or "1GB",
            "temp_directory": str(self.folder),
            # The size of a CSV file's table is guessed too low: left to itself, DuckDB would build
            # its hash table of the rows and not of the few codes, and lose the order of the rows.
            "disabled_optimizers": "join_order,build_side_probe_side",
        }
        if settings().threads:
            config["threads"] = settings().threads
        return duckdb.connect(":memory:", config=config)

    @cached_property
    def rejected_by_year(self) -> dict[str, int]:
        """How many rows were set aside, by year; asking for it stages and checks the file."""
        self.progress(f"checking {self.file.name}")
        columns = checked_columns(self.table, self.layout)
        self.connection.register("code_table", codes_of(*self.layout.schemes))
        self.connection.execute("CREATE TABLE codes AS FROM code_table")
        if self._staged_clean(columns):
            return {}
        self.table.number(self.connection, self.folder)
        problems = Problems.find(self.connection, self.table, self.layout, columns)
        if self.on_bad_rows == "stop":
            raise problems.error()
        problems.write(_named(self.rejects))
        self._stage(
            columns, "(SELECT * FROM numbered WHERE line NOT IN (SELECT line FROM problems))"
        )
        return problems.by_year()

    def _staged_clean(self, columns: dict[str, str]) -> bool:
        """Stage all rows, and tell whether all of them are good."""
        import duckdb

        try:
            self._stage(columns, self.table.scan())
        except (duckdb.InvalidInputException, duckdb.ConversionException):
            return False
        # Equal hashes of unequal keys are next to impossible, and only cost the second look.
        key = ", ".join(self.layout.key)
        rows, bad, keys = self.connection.sql(f"""
            SELECT count(*), count(*) FILTER (bad), count(DISTINCT hash({key})) FROM staged
            """).fetchall()[0]
        if not rows:
            raise _no_rows(self.table)
        return not bad and keys == rows

    def _stage(self, columns: dict[str, str], scan: str) -> None:
        self.connection.execute(
            f"CREATE OR REPLACE TABLE staged AS {self.layout.typed(columns, scan)}"
        )


def part_of(
    staging: Callable[[], Staging],
    source: SourceDescription,
    year: int,
    *,
    origin: RawFile,
    vintage: str,
    fingerprint: str,
    notes: dict[str, str],
) -> Part:
    """Make the part of one year, which asks for its staging when its rows are asked for."""

    def rows() -> pa.RecordBatchReader:
        return staging().rows(part)

    part = Part(source, str(year), fingerprint, vintage, str(origin), rows, notes=notes)
    return part


def parts_by_year(
    staging: Staging, source: SourceDescription, *, notes: dict[str, str]
) -> Iterator[Part]:
    """Make the parts of a file of several years, which is staged once for all of them."""
    options = staging.options
    fingerprint = fingerprint_of(staging.file, staging.layout, options, staging.on_bad_rows)
    for year in staging.years():
        if options["years"] is None or year in options["years"]:
            yield part_of(
                lambda: staging,
                source,
                year,
                origin=staging.file,
                vintage=options["vintage"],
                fingerprint=digest(fingerprint, year),
                notes=notes,
            )


def fingerprint_of(
    file: RawFile, layout: Layout, options: Mapping[str, Any], on_bad_rows: OnBadRows
) -> str:
    """Hash the file, the way it is read, and the codes of areas that the reading rests on."""
    reading = {option.name: options[option.name] for option in FILE_OPTIONS}
    return digest(
        file.fingerprint(),
        repr(layout),
        reading,
        options["vintage"],
        on_bad_rows,
        codes_of(*layout.schemes).to_pydict(),
    )


@cache
def codes_of(*schemes: str) -> pa.Table:
    """List codes of areas in `schemes`, without groups and the world, which count trade twice."""
    import pyarrow as pa
    import pyarrow.compute as pc

    from cedic.regions import areas, codes

    groups = [id for id, area in areas().items() if area.kind in ("aggregate", "world")]
    tables = [
        codes(scheme).append_column("SCHEME", pa.array([scheme] * len(codes(scheme)), pa.string()))
        for scheme in schemes
    ]
    joined = pa.concat_tables(tables)
    return joined.filter(pc.invert(pc.is_in(joined["AREA"], pa.array(groups, pa.string()))))


def _named(rejects: Path | None) -> Path:
    if rejects is None:
        raise UsageError(
            "Bad rows are to be set aside, but no file for them is named.",
            remedy="name a CSV file for the rejected rows",
        )
    return rejects


def _without_wildcards(path: Path, folder: Path) -> Path:
    """Give a path that DuckDB does not take for a pattern of several files."""
    if not any(sign in str(path) for sign in "*?["):
        return path
    link = folder / f"file{path.suffix}"
    link.symlink_to(path.resolve())
    return link


def _no_rows(table: Delimited | Parquet) -> DataError:
    return DataError(
        "The file has no rows.", where=table.shown, remedy="download it again, or leave it out"
    )


def _check_encoding(table: Delimited) -> None:
    """Find the first byte that is not of the encoding."""
    decoder = getincrementaldecoder(table.encoding)()
    line = 1
    with table.path.open("rb") as file:
        for text in file:
            try:
                decoder.decode(text)
            except UnicodeDecodeError as error:
                raise _wrong_encoding(table.shown, line, error.object[error.start]) from error
            line += 1


def _wrong_encoding(shown: str, line: int, byte: int) -> DataError:
    return DataError(
        f"The text is not UTF-8: the byte 0x{byte:02x} is not part of it.",
        where=f"{shown}, line {line}",
        remedy="save the file as UTF-8, or give the read option encoding=latin-1",
    )
