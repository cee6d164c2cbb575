"""DuckDB, the embedded engine: connections, and the files of a table's version as a view."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from cedic.errors import StoreError, UsageError
from cedic.settings import settings
from cedic.warehouse.delta import disk_is_full

if TYPE_CHECKING:
    import pyarrow as pa
    from deltalake import DeltaTable
    from duckdb import DuckDBPyConnection


def connect(*, ordered: bool = False) -> DuckDBPyConnection:
    """A DuckDB connection in memory, within the limits that are set.

    Parameters
    ----------
    ordered : bool, default False
        Whether rows copied to a file keep the order they come in; that takes more memory.

    Raises
    ------
    UsageError
        If a limit is malformed.
    """
    import duckdb

    chosen = settings()
    # What does not fit in memory goes to the system's own temporary folder, never into the store.
    connection = duckdb.connect(
        config={"temp_directory": tempfile.gettempdir(), "preserve_insertion_order": ordered}
    )
    # Progress is told by CEDIC itself, on standard error. In a notebook without widgets DuckDB has
    # no bar, and refuses to be told so.
    with suppress(duckdb.InvalidInputException):
        connection.execute("SET enable_progress_bar = false")
    try:
        if chosen.memory_limit:
            connection.execute("SET memory_limit = ?", [chosen.memory_limit])
        if chosen.threads:
            connection.execute("SET threads = ?", [chosen.threads])
    except duckdb.Error as error:
        raise UsageError(
            f"DuckDB does not take a setting: {error}",
            where="CEDIC_MEMORY_LIMIT, CEDIC_THREADS or cedic.toml",
            remedy="write the memory limit as 1GB, the threads as a whole number",
        ) from error
    return connection


def shared_engine() -> DuckDBPyConnection:
    """The process's own DuckDB for readers, who take a cursor each.

    All share its memory and threads, so that many readers need no more than the limits that are
    set. Rows are read in the order in which they are stored.
    """
    chosen = settings()
    return _shared_engine(chosen.memory_limit, chosen.threads)


@cache
def _shared_engine(memory_limit: str, threads: int) -> DuckDBPyConnection:
    connection = connect(ordered=True)
    # Files of the store never change; what was read of their structure stays valid.
    connection.execute("SET parquet_metadata_cache = true")
    return connection


@contextmanager
def read_errors_told(where: str) -> Iterator[None]:
    """Tell what stops DuckDB, a damaged file or too little room, as a StoreError."""
    import duckdb

    try:
        yield
    except (duckdb.OutOfMemoryException, duckdb.IOException, duckdb.InvalidInputException) as error:
        told = str(error).splitlines()[0]
        if isinstance(error, duckdb.OutOfMemoryException) or disk_is_full(error):
            raise StoreError(
                f"Memory or room on the disk does not suffice: {told}",
                where=where,
                remedy="raise CEDIC_MEMORY_LIMIT, or set TMPDIR to a folder on a larger disk",
            ) from error
        raise StoreError(
            f"A file of the store is missing or damaged: {told}",
            where=where,
            remedy="run: cedic doctor",
        ) from error


def quoted(text: str) -> str:
    """`text` as an SQL string."""
    return "'" + text.replace("'", "''") + "'"


def identifier(name: str) -> str:
    """`name` as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def files_of(table: DeltaTable, schema: pa.Schema) -> str | None:
    """A version of a Delta table as an SQL table of the columns of `schema`.

    The version's own list of files is read, so that what is written meanwhile is not seen. None if
    DuckDB cannot read the files by itself: there are none, or they are in an object store.
    """
    files = table.file_uris()
    if not files or any("://" in file for file in files):
        return None
    columns = ", ".join(identifier(field.name) for field in schema)
    # delta-rs writes a space or an ñ in the path of a file as in an address.
    listed = ", ".join(quoted(unquote(file)) for file in files)
    return (
        f"(SELECT {columns} FROM read_parquet([{listed}], "  # noqa: S608 - quoted
        "hive_partitioning = true, hive_types_autocast = false))"
    )


def create_view(
    connection: DuckDBPyConnection, name: str, table: DeltaTable, schema: pa.Schema
) -> None:
    """Make a version of a Delta table readable as the view `name`, its columns as in `schema`."""
    files = files_of(table, schema)
    if files is not None:
        connection.execute(f"CREATE OR REPLACE VIEW {identifier(name)} AS FROM {files}")
    else:
        connection.register(name, rows_of(table, schema))


def rows_of(table: DeltaTable, schema: pa.Schema) -> pa.Table | pa.dataset.Dataset:
    """A version of a Delta table without files, or with files in an object store, for DuckDB.

    It would need an extension for object stores; delta-rs reads them by itself.
    """
    return table.to_pyarrow_dataset() if table.file_uris() else schema.empty_table()
