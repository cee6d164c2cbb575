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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from cedic.errors import DataError, StoreError, UsageError
from cedic.model import Part, SourceDescription, schema
from cedic.sources.archive import RawFile, check_readable, digest
from cedic.sources.base import Option, Reading, one_of
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
        try:
            names = next(csv.reader([text], delimiter=delimiter), [])
        except csv.Error as error:
            raise DataError(
                f"The first line cannot be read as the names of columns: {error}.",
                where=f"{self.shown}, line 1",
                remedy="save the table as CSV in UTF-8, each row in a line of its own",
            ) from error
        return [name.strip() for name in names]

    def likely_delimiter(self, wanted: set[str]) -> str | None:
        """Find the delimiter that gives the columns `wanted`, if it is another one."""
        others = [sign for sign in _DELIMITERS if sign != self.delimiter]
        return next((sign for sign in others if wanted <= set(self._split(sign))), None)

    def scan(self, *, lenient: bool = False) -> str:
        """Write SQL over the rows, columns named c0, c1, …; lenient, it skips malformed rows."""
        more = f"header = true, ignore_errors = {str(lenient).lower()}"
        return self._read_csv(self.path, self._texts(), more)

    def number(self, con: duckdb.DuckDBPyConnection, folder: Path) -> None:
        """Make the tables ``numbered``, rows with their place, and ``structure``, malformed rows.

        Each line is written again with its number before it, and the copy is read: so numbers are
        those of the lines of the file, whatever blank or malformed lines are among them.
        """
        _check_encoding(self)
        copy, separator = folder / "numbered.csv", f"chr({ord(self.delimiter)})"
        # The scan is in order by itself; to keep the order of the copy would take a year's memory.
        con.execute("SET preserve_insertion_order = false")
        con.execute(f"""
            COPY (SELECT line || {separator} || raw FROM (
                SELECT row_number() OVER () AS line, raw FROM read_csv({sql_text(self.path)},
                    columns = {{'raw': 'VARCHAR'}}, header = false, auto_detect = false,
                    delim = chr(1), quote = '', escape = '', parallel = false,
                    encoding = '{self.encoding}'))
                WHERE line > 1 AND raw IS NOT NULL)
            TO {sql_text(copy)} (FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '\x01')
            """)
        con.execute("RESET preserve_insertion_order")
        read = Delimited(copy, self.shown, self.delimiter)._read_csv(
            copy, {"line": "BIGINT"} | self._texts(), "header = false, store_rejects = true"
        )
        place = f"line AS id, {sql_text(self.shown)} AS file"
        con.execute(f"CREATE OR REPLACE TABLE numbered AS SELECT {place}, * FROM {read}")
        reasons = " ".join(f"WHEN '{kind}' THEN '{text}'" for kind, text in _STRUCTURE.items())
        con.execute(f"""
            CREATE OR REPLACE TABLE structure AS
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
class Relation:
    """Rows that have all their columns, whatever is in them.

    Parameters
    ----------
    source : str
        SQL of the rows.
    columns : sequence of str
        The names of the columns to read.
    shown, place : str
        What errors call the source, and a row's number in it.
    numbers : str
        SQL of a row's `id`, `file` and `line`, unless `more` has them.
    more : str
        SQL of what else the layout uses.
    """

    source: str
    columns: Sequence[str]
    shown: str
    place: str
    numbers: str
    more: str = ""

    def likely_delimiter(self, wanted: set[str]) -> None:
        """Find nothing: no text stands between the columns."""

    def scan(self, *, lenient: bool = False) -> str:
        """Write SQL over the rows, every cell as text, with columns named c0, c1 and so on."""
        return self._select(self.more)

    def number(self, con: duckdb.DuckDBPyConnection, folder: Path) -> None:
        """Make the tables ``numbered``, rows with their place, and ``structure``, with none."""
        numbered = self._select(f"{self.more}{self.numbers}, ")
        con.execute(f"CREATE OR REPLACE TABLE numbered AS FROM {numbered}")
        con.execute(
            "CREATE OR REPLACE TABLE structure (line BIGINT, value VARCHAR, reason VARCHAR)"
        )

    def _select(self, more: str) -> str:
        texts = ", ".join(
            f"CAST({sql_name(name)} AS VARCHAR) AS c{at}" for at, name in enumerate(self.columns)
        )
        return f"(SELECT {more}{texts} FROM {self.source})"


def _parquet(path: Path, shown: str) -> Relation:
    """Make the relation of a Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        columns = pq.read_schema(path).names
    except pa.ArrowInvalid as error:
        raise DataError(
            f"The file is not a complete Parquet file: {error}.",
            where=shown,
            remedy="write or download it again",
        ) from error
    source = f"read_parquet({sql_text(path)}, file_row_number = true)"
    line = "file_row_number + 1"
    numbers = f"{line} AS id, {sql_text(shown)} AS file, {line} AS line"
    return Relation(source, columns, shown, "row", numbers)


@dataclass(frozen=True)
class Gathered:
    """Files whose rows a source gathers in ``gathered``, as text, each with `file` and `line`.

    They are one table: a key may be in two files, and a total in another than its details.
    """

    files: Sequence[Path]
    columns: Sequence[str]

    @property
    def name(self) -> str:
        """How many files there are."""
        return f"{len(self.files)} file{'s' if len(self.files) > 1 else ''}"

    def __str__(self) -> str:
        more = len(self.files) - 3
        return ", ".join(map(str, self.files[:3])) + (f" and {more} more" if more > 0 else "")

    @property
    def relation(self) -> Relation:
        """The rows, with all that the source has gathered."""
        id = "row_number() OVER () AS id"
        return Relation("gathered", self.columns, str(self), "line", id, "*, ")


def checked_columns(table: Delimited | Relation, layout: Layout) -> dict[str, str]:
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
    """The checked rows of one file, or of gathered ones, kept on disk until they have been read.

    Parameters
    ----------
    file : RawFile or Gathered
        The file, or member of an archive; or the files whose rows the source gathers itself.
    layout : Layout
        What is expected in it.
    reading : Reading
        How it is to be read.

    Notes
    -----
    Rows that share a key are all bad: which of them is right cannot be known. In an overlapping
    layout that is so only if their values differ.
    """

    file: RawFile | Gathered
    layout: Layout
    reading: Reading

    @cached_property
    def folder(self) -> Path:
        """A folder of its own for what is unpacked and staged; it goes when the staging goes."""
        folder = tempfile.mkdtemp(prefix="cedic-")
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        return Path(folder)

    @cached_property
    def table(self) -> Delimited | Relation:
        """The file, unpacked."""
        if isinstance(self.file, Gathered):
            return self.file.relation
        check_readable(self.file.path)
        path = _without_wildcards(self.file.unpacked(self.folder), self.folder)
        if path.suffix.lower() in (".parquet", ".pq"):
            return _parquet(path, str(self.file))
        options = self.reading.options
        delimiter = options["delimiter"] or self.layout.delimiter
        return Delimited(path, str(self.file), delimiter, options["encoding"])

    @cached_property
    def columns(self) -> dict[str, str]:
        """The column of the scan that each field is read from."""
        return checked_columns(self.table, self.layout)

    def periods(self) -> dict[str, str]:
        """List the years or quarters in the file, each with a text that changes when its rows do.

        No row is checked, unless none can be found.
        """
        # All columns count, for a layout may also use those that are no field of it.
        cells = ", ".join(f"c{at}" for at, _ in enumerate(self.table.columns))
        content = (
            f"sum(hash({cells}))"
            if isinstance(self.file, Gathered)
            else sql_text(f"{self.file.name} {self.file.fingerprint()}")
        )
        found = self.connection.sql(f"""
            SELECT period, {content}::VARCHAR FROM (
                SELECT *, {self.layout.period(self.columns)} AS period
                FROM {self.table.scan(lenient=True)})
            GROUP BY period ORDER BY period
            """).fetchall()
        # Bad rows without a period are told with any, so that each period changes with them.
        lost = [text for period, text in found if period is None]
        known = {period: digest(text, lost) for period, text in found if period}
        if not known:
            _ = self.rejected_by_period
            raise _no_rows(self.table)
        return known

    def rows(self, part: Part) -> pa.RecordBatchReader:
        """Stream the rows of the part's period, after the whole file has been checked."""
        import pyarrow as pa

        with _limits_told(self.file):
            part.rejected = self.rejected_by_period.get(part.time_period, 0)
        part.notes |= self._left_out(part.time_period)
        target = schema(part.source.kind)
        query = f"FROM ({self.layout.select}) WHERE TIME_PERIOD = '{part.time_period}'"
        if self.layout.overlapping:
            key = ", ".join(target.names[: target.names.index("OBS_VALUE")])
            query = f"SELECT DISTINCT ON ({key}) * {query} ORDER BY ALL"
        # A cursor for each reader: a new query on a connection ends the one under way.
        reader = self.connection.cursor().sql(query).to_arrow_reader(_BATCH)
        return pa.RecordBatchReader.from_batches(target, self._batches(reader, target))

    def _batches(self, reader: pa.RecordBatchReader, target: pa.Schema) -> Iterator[pa.RecordBatch]:
        # A method, so that the iterator keeps the staging, and with it the folder, alive.
        import pyarrow as pa

        with _limits_told(self.file):
            for batch in reader:
                yield pa.RecordBatch.from_arrays(batch.columns, schema=target)

    def _left_out(self, period: str) -> dict[str, str]:
        """Count the rows of a period that are left out, by reason, as notes of the part."""
        counts = self.connection.sql(f"""
            SELECT left_out, count(*) FROM typed
            WHERE left_out IS NOT NULL AND TIME_PERIOD::VARCHAR = {sql_text(period)}
            GROUP BY 1 ORDER BY 1
            """).fetchall()
        return {f"left out: {reason}": f"{count} rows" for reason, count in counts}

    @cached_property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """A database of its own, with bounded memory, that spills into the folder.

        It has the table ``codes`` of the areas that the layout's schemes know.
        """
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
        try:
            con = duckdb.connect(":memory:", config=config)
        except duckdb.Error as error:
            raise UsageError(
                f"The settings memory_limit and threads cannot be used: {error}.",
                remedy="write them as in CEDIC_MEMORY_LIMIT=1GB and CEDIC_THREADS=2",
            ) from error
        # Progress is told by CEDIC itself, on standard error. In a notebook without widgets DuckDB
        # has no bar, and refuses to be told so.
        with suppress(duckdb.InvalidInputException):
            con.execute("SET enable_progress_bar = false")
        con.register("code_table", codes_of(*self.layout.schemes))
        con.execute("CREATE TABLE codes AS FROM code_table")
        return con

    @cached_property
    def rejected_by_period(self) -> dict[str, int]:
        """How many rows were set aside, by period; asking for it stages and checks the file."""
        self.reading.progress(f"checking {self.file.name}")
        if self._staged_clean():
            return {}
        self.table.number(self.connection, self.folder)
        problems = Problems.find(self.connection, self.table, self.layout, self.columns)
        if self.reading.on_bad_rows == "stop":
            raise problems.error()
        problems.write(_named(self.reading.rejects))
        self._stage("(FROM numbered ANTI JOIN problems USING (id))")
        return problems.by_period()

    def _staged_clean(self) -> bool:
        """Stage all rows, and tell whether all of them are good."""
        import duckdb

        try:
            self._stage(self.table.scan())
        except (duckdb.InvalidInputException, duckdb.ConversionException):
            return False
        # Equal hashes of unequal keys are next to impossible, and only cost the second look.
        key = ", ".join(self.layout.key)
        single = f"DISTINCT hash({key}, OBS_VALUE)" if self.layout.overlapping else "*"
        rows, bad, repeated = self.connection.sql(f"""
            SELECT (SELECT count(*) FROM typed), count(*) FILTER (bad),
                count({single}) <> count(DISTINCT hash({key}))
            FROM staged
            """).fetchall()[0]
        if not rows:
            raise _no_rows(self.table)
        return not (bad or repeated)

    def _stage(self, scan: str) -> None:
        """Make the table ``typed`` of the rows of `scan`, and ``staged`` of those that belong."""
        typed = self.layout.typed(self.columns, scan)
        self.connection.execute(f"CREATE OR REPLACE TABLE typed AS {typed}")
        self.connection.execute(
            "CREATE OR REPLACE VIEW staged AS SELECT * FROM typed WHERE left_out IS NULL"
        )


def part_of(
    staging: Callable[[], Staging],
    source: SourceDescription,
    period: str,
    *,
    origin: RawFile | Gathered,
    vintage: str,
    fingerprint: str,
    notes: dict[str, str],
) -> Part:
    """Make the part of one year or quarter, which asks for its staging when its rows are asked for."""

    def rows() -> pa.RecordBatchReader:
        return staging().rows(part)

    part = Part(source, period, fingerprint, vintage, str(origin), rows, notes=notes)
    return part


def one_a_year(parts: Iterable[Part]) -> Iterator[Part]:
    """Give the parts, having seen that no two are of the same year.

    Raises
    ------
    UsageError
        If two files hold the same year: a store would keep only the later one.
    """
    by_year: dict[str, Part] = {}
    for part in parts:
        earlier = by_year.setdefault(part.time_period, part)
        if earlier is not part:
            raise UsageError(
                f"The year {part.time_period} of {part.source.id} is in two files.",
                where=f"{earlier.origin} and {part.origin}",
                remedy="give one of them, or make one table of both",
            )
    return iter(by_year.values())


def parts_by_year(
    staging: Staging,
    source: SourceDescription,
    vintage: str,
    notes: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Part]:
    """Make the parts of rows of several years or quarters, which are staged once for all."""
    wanted = staging.reading.options.get("years")
    mark = fingerprint_of(staging.layout, staging.reading)
    for period, content in staging.periods().items():
        if wanted is None or int(period[:4]) in wanted:
            yield part_of(
                lambda: staging,
                source,
                period,
                origin=staging.file,
                vintage=vintage,
                fingerprint=digest(mark, content, period),
                notes=dict(notes),
            )


def fingerprint_of(layout: Layout, reading: Reading) -> str:
    """Hash the way files are read, and the codes of areas that this rests on."""
    options = ("encoding", "delimiter", "vintage")
    return digest(
        repr(layout),
        {name: reading.options.get(name) for name in options},
        reading.on_bad_rows,
        codes_of(*layout.schemes).to_pydict(),
    )


@cache
def codes_of(*schemes: str) -> pa.Table:
    """List codes of areas in `schemes`; GROUPED are the world and groups: trade counts twice."""
    import pyarrow as pa
    import pyarrow.compute as pc

    from cedic.regions import areas, codes

    groups = [id for id, area in areas().items() if area.kind in ("aggregate", "world")]
    tables = [
        codes(scheme).append_column("SCHEME", pa.array([scheme] * len(codes(scheme)), pa.string()))
        for scheme in schemes
    ]
    joined = pa.concat_tables(tables)
    grouped = pc.is_in(joined["AREA"], pa.array(groups, pa.string()))
    return joined.append_column("GROUPED", grouped)


@contextmanager
def _limits_told(file: RawFile | Gathered) -> Iterator[None]:
    """Turn a lack of memory or of room on the disk into an error that says so."""
    import duckdb

    try:
        yield
    except (duckdb.OutOfMemoryException, duckdb.IOException) as error:
        raise StoreError(
            f"Memory or room on the disk does not suffice: {str(error).splitlines()[0]}.",
            where=str(file),
            remedy="raise CEDIC_MEMORY_LIMIT, or set TMPDIR to a folder on a larger disk",
        ) from error


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


def _no_rows(table: Delimited | Relation) -> DataError:
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
