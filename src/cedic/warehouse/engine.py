"""DuckDB, the embedded engine: connections, and the files of a table's version as a view."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

from cedic.errors import UsageError
from cedic.settings import settings

if TYPE_CHECKING:
    import pyarrow as pa
    from deltalake import DeltaTable
    from duckdb import DuckDBPyConnection


def connect() -> DuckDBPyConnection:
    """A DuckDB connection in memory, within the limits that are set.

    Raises
    ------
    UsageError
        If a limit is malformed.
    """
    import duckdb

    chosen = settings()
    # What does not fit in memory goes to the system's own temporary folder, never into the store.
    connection = duckdb.connect(
        config={"temp_directory": tempfile.gettempdir(), "preserve_insertion_order": "false"}
    )
    # Progress is told by CEDIC itself, on standard error.
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
        listed = ", ".join(quoted(file) for file in files)
        connection.execute(
            f"CREATE OR REPLACE VIEW {identifier(name)} AS SELECT {columns} "  # noqa: S608
            f"FROM read_parquet("
            f"[{listed}], hive_partitioning = true, hive_types_autocast = false)"
        )
