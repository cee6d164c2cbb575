"""Fetched figures on their way to parts: staged in DuckDB, checked, given out a year at a time.

A source puts its files before the stage as one SQL relation, in which each row says for itself
whether it is to be left out, and why, or what is wrong with it.
"""

# Identifiers in the SQL are ours; file names and values are quoted by `quoted` or parameters.
# ruff: noqa: S608

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
import weakref
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cedic.errors import DataError, UsageError
from cedic.model import OnBadRows, Part, SourceDescription, schema
from cedic.sources.http import file_hash

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

BATCH = 100_000
"""Rows in a batch handed on."""

READING = "1"
"""Part of each fingerprint; raised when the same files come to be read differently."""

_KEYS = {
    "trade": "REF_AREA, COUNTERPART_AREA, TRADE_FLOW, PRODUCT",
    "series": "REF_AREA, INDICATOR",
}


@dataclass
class Stage:
    """Where the files of one source are checked before they are given out.

    Parameters
    ----------
    source : SourceDescription
        The source.
    on_bad_rows : {"stop", "set-aside"}
        Stop at a bad row, or add it to `rejects` with its reason and go on.
    rejects : Path, optional
        The CSV file (file, line, column, value, reason) that bad rows are added to.
    """

    source: SourceDescription
    on_bad_rows: OnBadRows = "stop"
    rejects: Path | None = None
    _first: list[str] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        if self.on_bad_rows == "set-aside" and self.rejects is None:
            raise UsageError(
                "Bad rows are to be set aside, but no file for them is named.",
                remedy="name a CSV file for the rejected rows",
            )

    @cached_property
    def con(self) -> duckdb.DuckDBPyConnection:
        """Database in memory that spills to a folder of its own."""
        import duckdb

        from cedic.settings import settings

        folder = tempfile.mkdtemp(prefix="cedic-")
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        config: dict[str, Any] = {"temp_directory": folder}
        chosen = settings()
        if chosen.memory_limit:
            config["memory_limit"] = chosen.memory_limit
        if chosen.threads:
            config["threads"] = chosen.threads
        return duckdb.connect(":memory:", config=config)

    def areas(self, scheme: str) -> None:
        """Make the table ``area_codes`` (CODE, AREA, FIRST_YEAR, LAST_YEAR, GROUPED) of a scheme.

        GROUPED is true of the world and of groups of countries, whose flows would count twice.
        """
        import pyarrow as pa
        import pyarrow.compute as pc

        from cedic import regions

        kinds = {id: area.kind for id, area in regions.areas().items()}
        groups = [id for id, kind in kinds.items() if kind in ("aggregate", "world")]
        codes = regions.codes(scheme)
        grouped = pc.is_in(codes["AREA"], pa.array(groups, pa.string()))
        self.con.register("codes_given", codes.append_column("GROUPED", grouped))
        self.con.execute("CREATE TABLE area_codes AS FROM codes_given")

    def parts(
        self,
        relation: str,
        fingerprints: Mapping[str, str],
        *,
        vintage: str,
        origin: str,
        notes: Mapping[str, str] | None = None,
    ) -> Iterator[Part]:
        """Give the parts of `relation`, one for each year.

        Parameters
        ----------
        relation : str
            The name of a table or view with the columns of the source's kind, and FILE, LINE,
            LEFT_OUT (why the row does not belong, or null) and FAULT (what is wrong with it, from
            :func:`fault`, or null).
        fingerprints : mapping
            By year.
        vintage, origin : str
            Of the parts.
        notes : mapping, optional
            Of the parts; how many rows were left out, and why, is added by ``rows``.
        """
        if not fingerprints:
            raise DataError("The files have no rows.", where=origin, remedy="fetch them again")
        self._first = sorted(fingerprints)[:1]
        for year, mark in sorted(fingerprints.items()):
            yield self._part(relation, year, mark, vintage, origin, dict(notes or {}))

    def _part(
        self, relation: str, year: str, mark: str, vintage: str, origin: str, notes: dict[str, str]
    ) -> Part:
        part = Part(
            source=self.source,
            time_period=year,
            fingerprint=mark,
            vintage=vintage,
            origin=origin,
            rows=lambda: self._rows(relation, part),
            notes=notes,
        )
        return part

    def _rows(self, relation: str, part: Part) -> pa.RecordBatchReader:
        """Check the rows of a part, and give the good ones in the order of their key."""
        import pyarrow as pa

        # A connection of its own, so that another part can be read before this one is finished.
        con = self.con.cursor()
        key = _KEYS[part.source.kind]
        target = schema(part.source.kind)
        self._stage(con, relation, part.time_period)
        _mark_contradictions(con, key)
        part.notes |= _left_out(con)
        part.rejected = self._settle(con)
        reader = con.sql(f"""
            SELECT {", ".join(target.names)} FROM staged WHERE FAULT IS NULL AND LEFT_OUT IS NULL
            QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY FILE, LINE) = 1
            ORDER BY {key}
            """).to_arrow_reader(BATCH)

        def batches() -> Iterator[pa.RecordBatch]:
            for batch in reader:
                yield pa.RecordBatch.from_arrays(batch.columns, schema=target)
            con.close()

        return pa.RecordBatchReader.from_batches(target, batches())

    def _stage(self, con: duckdb.DuckDBPyConnection, relation: str, year: str) -> None:
        import duckdb

        # Rows whose year cannot be read are told with the first year.
        lost = "OR TIME_PERIOD IS NULL" if year in self._first else ""
        try:
            con.execute(f"""
                CREATE TEMP TABLE staged AS
                SELECT * FROM {relation} WHERE TIME_PERIOD = {quoted(year)} {lost}
                """)
        except duckdb.Error as error:
            raise unreadable(error) from error

    def _settle(self, con: duckdb.DuckDBPyConnection) -> int:
        """Stop at bad rows or set them aside, and say how many there are."""
        bad = con.sql("""
            SELECT FILE AS file, LINE AS line, FAULT.col AS "column", FAULT.value AS value,
                FAULT.reason AS reason
            FROM staged WHERE FAULT IS NOT NULL AND LEFT_OUT IS NULL ORDER BY FILE, LINE
            """).to_arrow_table()
        if bad.num_rows and self.on_bad_rows == "stop":
            raise _bad_rows(bad)
        if bad.num_rows and self.rejects is not None:
            _add(bad, self.rejects)
        return int(bad.num_rows)


def fault(column: str, value: str, reason: str) -> str:
    """Write the SQL of what is wrong with a row: column, the SQL of its value, reason."""
    return (
        f"struct_pack(col := {quoted(column)}, value := CAST({value} AS VARCHAR), "
        f"reason := {quoted(reason)})"
    )


def canonical(code: str) -> str:
    """Write the SQL of a code as the regions have it: numbers without leading zeros."""
    return f"coalesce(CAST(TRY_CAST({code} AS INTEGER) AS VARCHAR), upper(trim({code})))"


def quoted(text: object) -> str:
    """Write a text as SQL."""
    return "'" + str(text).replace("'", "''") + "'"


def fingerprint(*ingredients: object) -> str:
    """Text that changes when an ingredient does, or the way of reading."""
    return hashlib.sha256(repr((READING, ingredients)).encode()).hexdigest()


def fingerprints(files_of: Mapping[str, Sequence[str]], *ingredients: object) -> dict[str, str]:
    """For each year, the fingerprint of the contents of the files that hold it."""
    hashes = {file: file_hash(Path(file)) for files in files_of.values() for file in set(files)}
    return {
        year: fingerprint(sorted({hashes[file] for file in files}), *ingredients)
        for year, files in files_of.items()
    }


def files(paths: Sequence[Path], *suffixes: str) -> list[Path]:
    """Files at `paths`; of a folder, those with one of `suffixes`.

    Raises
    ------
    DataError
        If there is none.
    """
    found: list[Path] = []
    for path in paths:
        inside = path.iterdir() if path.is_dir() else [path]
        found += sorted(p for p in inside if p == path or p.suffix.lower() in suffixes)
    missing = [path for path in found if not path.is_file()]
    if missing or not found:
        raise DataError(
            "There is no such file." if missing else "No file to read was found.",
            where=", ".join(map(str, missing or paths)),
            remedy=f"name files ({', '.join(suffixes)}) or a folder that a fetch has filled",
        )
    return found


def vintage(given: str | None, dates: Mapping[Path, str]) -> str:
    """Vintage of files: the one given, or the newest of the dates that the files tell.

    Raises
    ------
    UsageError
        If none is given, and a file tells no date.
    """
    undated = [path for path, date in dates.items() if not date]
    if undated and not given:
        raise UsageError(
            "The vintage of a file is not known.",
            where=str(undated[0]),
            remedy="give the option vintage=… with the day it was downloaded",
        )
    return given or max(dates.values())


def date_in_name(path: Path) -> str:
    """Date in the name of a file, such as 2026-11-21; empty if there is none."""
    found = re.search(r"\d{4}-\d{2}-\d{2}", path.name)
    return found[0] if found else ""


def origin(paths: Sequence[Path]) -> str:
    """Files, as a part names them."""
    return ", ".join(map(str, paths[:3])) + (f" and {len(paths) - 3} more" if paths[3:] else "")


def codes_option(text: str) -> tuple[str, ...]:
    """Codes from text such as ``ARG,BRA``."""
    found = tuple(dict.fromkeys(code.strip().upper() for code in text.split(",") if code.strip()))
    if not found:
        raise ValueError("no code is named")
    return found


def unreadable(error: Exception, file: Path | None = None) -> DataError:
    """Error for a file that DuckDB cannot read."""
    first = str(error).strip().splitlines()[0]
    return DataError(
        f"The file cannot be read: {first}",
        where=str(file) if file else None,
        remedy="download it again; if it is not UTF-8, save it so",
    )


def _mark_contradictions(con: duckdb.DuckDBPyConnection, key: str) -> None:
    """Mark rows that give one key different values: which of them is right cannot be known."""
    reason = fault("OBS_VALUE", "OBS_VALUE", "another row gives the same key another value")
    con.execute(f"""
        UPDATE staged SET FAULT = {reason}
        WHERE FAULT IS NULL AND LEFT_OUT IS NULL AND ({key}) IN (
            SELECT ({key}) FROM staged WHERE FAULT IS NULL AND LEFT_OUT IS NULL
            GROUP BY {key} HAVING count(DISTINCT OBS_VALUE) > 1)
        """)


def _left_out(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """How many rows were left out, by reason, as notes of the part."""
    counts = con.execute("""
        SELECT LEFT_OUT, count(*) FROM staged WHERE LEFT_OUT IS NOT NULL GROUP BY 1 ORDER BY 1
        """).fetchall()
    return {f"left out: {reason}": f"{count} rows" for reason, count in counts}


def _bad_rows(bad: pa.Table) -> DataError:
    first = bad.slice(0, 5).to_pylist()
    lines = [
        f"    {row['file']}, line {row['line']}, column {row['column']}, "
        f"value {row['value']!r}: {row['reason']}"
        for row in first
    ]
    if bad.num_rows > len(first):
        lines.append(f"    … ({bad.num_rows:,} bad rows in all)")
    told = f"{bad.num_rows:,} bad row{'s' if bad.num_rows > 1 else ''}"
    return DataError(
        f"{told}: {first[0]['column']} {first[0]['value']!r} {first[0]['reason']}.",
        where="\n".join(lines).strip(),
        remedy="mend or fetch the file again, or set bad rows aside (on_bad_rows=set-aside)",
    )


def _add(bad: pa.Table, rejects: Path) -> None:
    import pyarrow.csv as pc

    rejects.parent.mkdir(parents=True, exist_ok=True)
    with rejects.open("ab") as file:
        pc.write_csv(bad, file, pc.WriteOptions(include_header=file.tell() == 0))
