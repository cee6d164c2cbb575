"""DuckDB, the embedded engine: connections, and the files of a table's version as a view."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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


def create_view(
    connection: DuckDBPyConnection, name: str, table: DeltaTable, schema: pa.Schema
) -> None:
    """Make a version of a Delta table readable as the view `name`, its columns as in `schema`.

    The version's own list of files is read, so that what is written meanwhile is not seen.
    """
    columns = ", ".join(identifier(field.name) for field in schema)
    files = table.file_uris()
    if not files:
        connection.register(name, schema.empty_table())
    elif any("://" in file for file in files):
        # DuckDB needs an extension for object stores; delta-rs reads them by itself.
        connection.register(name, table.to_pyarrow_dataset())
    else:
        # delta-rs writes a space or an ñ in the path of a file as in an address.
        listed = ", ".join(quoted(unquote(file)) for file in files)
        connection.execute(
            f"CREATE OR REPLACE VIEW {identifier(name)} AS SELECT {columns} "  # noqa: S608
            f"FROM read_parquet("
            f"[{listed}], hive_partitioning = true, hive_types_autocast = false)"
        )
