"""Delta tables: files that are committed whole or not at all, every version of which can be read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from cedic.errors import StoreError, UsageError

if TYPE_CHECKING:
    import pyarrow as pa
    from deltalake import CommitProperties, DeltaTable
    from deltalake.transaction import AddAction
    from pyarrow import fs

FORMAT = 1
"""The layout of stores that this version writes. A store with a higher number is not touched."""

IN_ORDER = "in-order-"
"""What the name of a file begins with whose rows are in the order of the table's key."""

ROW_GROUP = 122_880
"""The rows that are read, or passed over, together; as many as DuckDB reads at a time."""

UNFIT_IN_PATHS = re.compile(r"[#?\[\]\\^|]|%[0-9A-Fa-f]{2}")

LOGGED = re.compile(r"\d{20}(\.checkpoint.*)?\.(json|parquet)")
"""The names of a table's commits and of summaries of them."""

UNFINISHED = ("*.parquet#*", "*.json#*", "_commit_*.json.tmp")
"""Names of files that delta-rs has not written to their end, and does not list as unused."""

KEEP_ALL_VERSIONS = {
    # Old versions are the vintages: nothing may expire.
    "delta.enableExpiredLogCleanup": "false",
    "delta.logRetentionDuration": "interval 36500 days",
    "delta.deletedFileRetentionDuration": "interval 36500 days",
}


@dataclass(frozen=True)
class Commit:
    """One version of a table and what its writer said of it."""

    version: int
    time: datetime
    rows: int
    notes: dict[str, Any]


class DeltaFolder:
    """The tables of a store, by name, under one folder or object-store address.

    Parameters
    ----------
    location : str
        A folder, or an address such as ``s3://bucket/store``; credentials of an object store come
        from its usual environment variables.

    Raises
    ------
    UsageError
        If the folder's path has a sign in it that delta-rs takes for part of an address.
    """

    def __init__(self, location: str) -> None:
        self.location = location.rstrip("/")
        if self.path and (sign := UNFIT_IN_PATHS.search(str(self.path.absolute()))):
            raise UsageError(
                f"A store cannot lie in a folder with {sign[0]!r} in its path.",
                where=str(self.path.absolute()),
                remedy="set CEDIC_HOME or CEDIC_STORE to another folder",
            )

    @property
    def path(self) -> Path | None:
        """The folder, if the store is a local one."""
        return None if "://" in self.location else Path(self.location)

    def uri(self, name: str) -> str:
        """The address of a table."""
        return f"{self.location}/{name}"

    def exists(self, name: str) -> bool:
        """Whether there is such a table."""
        from deltalake import DeltaTable

        return DeltaTable.is_deltatable(self.uri(name))

    def open(self, name: str, version: int | None = None) -> DeltaTable:
        """A table at one of its versions, the last one by default.

        Raises
        ------
        StoreError
            If the table is missing, damaged, or the version does not exist.
        """
        from deltalake import DeltaTable
        from deltalake.exceptions import DeltaError, TableNotFoundError

        try:
            return DeltaTable(self.uri(name), version=version)
        except TableNotFoundError as error:
            raise StoreError(f"The store has no table {name}.", where=self.location) from error
        except DeltaError as error:
            raise StoreError(
                f"The table {name} cannot be read at version "
                f"{'of its last commit' if version is None else version}: "
                f"{str(error).splitlines()[0]}",
                where=self.uri(name),
                remedy="restore the folder from a copy of the store; without one, delete it, then "
                "read the source again or run cedic build",
            ) from error

    def damaged(self, name: str, version: int) -> list[str]:
        """The files of a table's version that are not there, or not of the size they had."""
        if self.path is None:
            return []
        files = self.open(name, version).get_add_actions(flatten=True)
        listed = zip(files["path"].to_pylist(), files["size_bytes"].to_pylist(), strict=True)
        return [
            path
            for path, size in listed
            if not (file := self.path / name / path).is_file() or file.stat().st_size != size
        ]

    def last(self, name: str) -> Commit | None:
        """The last commit of a table, or None if there is no such table."""
        return self.commits(name, 1)[0] if self.exists(name) else None

    def last_version(self, name: str) -> int | None:
        """The number of a table's last commit, or None if there is no such table."""
        if self.path is None:
            return self.open(name).version() if self.exists(name) else None
        # Of a local store the names of the log's files tell it, a hundred times faster.
        try:
            log = [file.name for file in (self.path / name / "_delta_log").iterdir()]
        except FileNotFoundError:
            return None
        return max((int(file[:20]) for file in log if LOGGED.fullmatch(file)), default=None)

    def commits(self, name: str, limit: int | None = None) -> list[Commit]:
        """The commits of a table, the last one first.

        Raises
        ------
        StoreError
            If one of them was written by a newer CEDIC.
        """
        table = self.open(name)
        found = [
            Commit(
                entry["version"],
                datetime.fromtimestamp(entry["timestamp"] / 1000, UTC),
                notes.get("rows", entry.get("operationMetrics", {}).get("num_added_rows", 0)),
                notes,
            )
            for entry in table.history(limit)
            for notes in [json.loads(entry.get("cedic") or "{}")]
        ]
        for commit in found:
            require_format(commit.notes.get("format", FORMAT), self.location)
        return found

    def write(
        self,
        name: str,
        rows: pa.RecordBatchReader,
        notes: dict[str, Any],
        *,
        partition: str | None = None,
        replace: str | None = None,
        append: bool = False,
    ) -> Commit:
        """Write a version of a table in one commit, and give it.

        Parameters
        ----------
        name : str
            The table.
        rows : pyarrow.RecordBatchReader
            The rows, streamed.
        notes : dict
            Provenance, kept with the commit.
        partition : str, optional
            The column by whose values files are kept apart.
        replace : str, optional
            A value of `partition`: only its rows are replaced, others stay. All rows by default.
        append : bool, default False
            Keep all rows that are there.

        Raises
        ------
        StoreError
            If the disk is full or the commit is refused; the old version still stands.
        """
        from deltalake import WriterProperties, write_deltalake

        if not self.exists(name):
            how: dict[str, Any] = {"mode": "error", "configuration": KEEP_ALL_VERSIONS}
        elif append:
            how = {"mode": "append"}
        elif replace is not None:
            how = {"mode": "overwrite", "predicate": f"{partition} = '{replace}'"}
        else:
            how = {"mode": "overwrite", "schema_mode": "overwrite"}
        with write_errors_told(self.uri(name)):
            write_deltalake(
                self.uri(name),
                rows,
                partition_by=partition,
                writer_properties=WriterProperties(compression="ZSTD", compression_level=3),
                commit_properties=_properties(notes),
                **how,
            )
        return self.commits(name, 1)[0]

    def write_ordered(self, name: str, rows: pa.RecordBatchReader, notes: dict[str, Any]) -> Commit:
        """Write a version of a table as one file, its rows in the order they come, and give it.

        :meth:`write` lets several writers share the rows, so that their order is lost; a table in
        order is read as a stream, without sorting.

        Raises
        ------
        StoreError
            If the disk is full or the commit is refused; the old version still stands.
        """
        import pyarrow as pa
        from deltalake import Schema
        from deltalake.transaction import create_table_with_add_actions

        with write_errors_told(self.uri(name)):
            added, written = self._write_file(name, rows)
            commit = _properties(notes | {"rows": written})
            if self.exists(name):
                table = self.open(name)
                columns = pa.schema(table.schema().to_arrow())
                if columns.names != rows.schema.names or columns.types != rows.schema.types:
                    # A commit of files alone does not change the columns; one of no rows does.
                    self.write(name, rows.schema.empty_table().to_reader(), notes)
                    table = self.open(name)
                table.create_write_transaction(
                    [added], "overwrite", table.schema(), commit_properties=commit
                )
            else:
                create_table_with_add_actions(
                    self.uri(name),
                    Schema.from_arrow(rows.schema),
                    [added],
                    configuration=KEEP_ALL_VERSIONS,
                    commit_properties=commit,
                )
        return self.commits(name, 1)[0]

    def _write_file(self, name: str, rows: pa.RecordBatchReader) -> tuple[AddAction, int]:
        """Write rows to a file of a table that nothing refers to yet, and count them."""
        import pyarrow.parquet as pq
        from deltalake.transaction import AddAction

        files, root = self._filesystem()
        path = f"{IN_ORDER}{uuid4()}.parquet"
        written = 0
        files.create_dir(f"{root}/{name}", recursive=True)
        target = f"{root}/{name}/{path}"
        with pq.ParquetWriter(
            target, rows.schema, filesystem=files, compression="zstd", compression_level=3
        ) as file:
            for batch in rows:
                file.write_batch(batch, row_group_size=ROW_GROUP)
                written += batch.num_rows
        size = files.get_file_info(target).size
        now = int(datetime.now(UTC).timestamp() * 1000)
        statistics = json.dumps({"numRecords": written})
        return AddAction(path, size, {}, now, True, statistics), written

    def _filesystem(self) -> tuple[fs.FileSystem, str]:
        """Where the store's files are, and its folder there."""
        from pyarrow import fs

        if self.path is None:
            found: tuple[fs.FileSystem, str] = fs.FileSystem.from_uri(self.location)
            return found
        return fs.LocalFileSystem(), self.location

    def sweep(self) -> int:
        """Delete files of a local store that no version of any table refers to; give their number.

        Such files are left when a writer is killed before its commit.
        """
        if self.path is None:
            return 0
        unused = [file for sign in UNFINISHED for file in self.path.rglob(sign)]
        for pattern in ("sources/*", "dataflows/*", "releases"):
            for table in self.path.glob(pattern):
                unused += self._unused(table)
        for file in unused:
            file.unlink(missing_ok=True)
        return len(unused)

    def _unused(self, folder: Path) -> list[Path]:
        name = str(folder.relative_to(str(self.path)))
        if not self.exists(name):
            # Its first commit was never made.
            return list(folder.rglob("*.parquet"))
        table = self.open(name)
        # Only listed, not removed by delta-rs itself: that would add commits of its own.
        listed = table.vacuum(
            retention_hours=0,
            enforce_retention_duration=False,
            dry_run=True,
            full=True,
            keep_versions=list(range(table.version() + 1)),
        )
        return [folder / file for file in listed]

    def names(self, folder: str) -> list[str]:
        """The names of the tables in a folder of the store (``sources``; ``""`` for the top)."""
        from pyarrow import fs

        files, root = self._filesystem()
        selector = fs.FileSelector(f"{root}/{folder}", allow_not_found=True)
        entries = files.get_file_info(selector)
        folders = [entry.base_name for entry in entries if entry.type == fs.FileType.Directory]
        found = sorted(f"{folder}/{inside}".lstrip("/") for inside in folders)
        return [name for name in found if self.exists(name)]


def _properties(notes: dict[str, Any]) -> CommitProperties:
    from deltalake import CommitProperties

    told = json.dumps(notes | {"format": FORMAT}, sort_keys=True)
    return CommitProperties(custom_metadata={"cedic": told})


def all_in_order(table: DeltaTable) -> bool:
    """Whether a plain reading of a table comes in the order of its key."""
    files = table.file_uris()
    return len(files) == 1 and files[0].rsplit("/", 1)[-1].startswith(IN_ORDER)


def require_format(found: int, where: str) -> None:
    """Refuse a store whose layout is newer than this version knows.

    Raises
    ------
    StoreError
        If it is.
    """
    if found > FORMAT:
        raise StoreError(
            f"The store was written by a newer CEDIC (format {found}; this one knows {FORMAT}).",
            where=where,
            remedy="upgrade CEDIC, or set CEDIC_HOME to another folder",
        )


@contextmanager
def write_errors_told(where: str) -> Iterator[None]:
    """Tell what stops a writer, a full disk or a lack of rights, as a StoreError."""
    from deltalake.exceptions import DeltaError

    try:
        yield
    except (OSError, DeltaError) as error:
        if disk_is_full(error):
            raise StoreError(
                "The disk is full; what was stored before still stands.",
                where=where,
                remedy="free some space and run the same command again",
            ) from error
        if isinstance(error, PermissionError) or "Permission denied" in str(error):
            raise StoreError(
                "The store may not be written.",
                where=where,
                remedy="check the folder's owner and rights, or set CEDIC_HOME to another",
            ) from error
        told = str(error).splitlines()[0]
        raise StoreError(f"The store could not be written: {told}", where=where) from error


def disk_is_full(error: Exception) -> bool:
    """Whether an error of a library comes from a lack of room on the disk."""
    return any(sign in str(error) for sign in ("No space left", "File too large", "os error 28"))
