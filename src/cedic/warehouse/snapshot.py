"""A release as its readers see it: whole, unchanging, open to many of them at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING

from cedic.errors import StoreError
from cedic.model import Dataflow
from cedic.warehouse.delta import all_in_order
from cedic.warehouse.engine import files_of, identifier, rows_of, shared_engine

if TYPE_CHECKING:
    from deltalake import DeltaTable
    from duckdb import DuckDBPyConnection

    from cedic.warehouse.delta import DeltaFolder
    from cedic.warehouse.store import Release


@dataclass(frozen=True)
class Relation:
    """A dataflow's table, ready for one query at a time.

    Parameters
    ----------
    cursor : duckdb.DuckDBPyConnection
        Where queries run; a second query ends the first.
    name : str
        The table, as SQL that can stand after FROM.
    ordered : bool
        Whether a plain reading comes in the order of the key.
    """

    cursor: DuckDBPyConnection
    name: str
    ordered: bool


class Snapshot:
    """One release of a store.

    Parameters
    ----------
    tables : DeltaFolder
        The store's tables.
    release : Release
        The release.
    """

    def __init__(self, tables: DeltaFolder, release: Release) -> None:
        self.tables = tables
        self.release = release
        self._tables: dict[str, tuple[DeltaTable, str | None]] = {}
        self._lock = Lock()

    def holds(self, dataflow: Dataflow) -> bool:
        """Whether the dataflow had been built when the release was made."""
        return f"dataflows/{dataflow.id}" in self.release.tables

    def version(self, dataflow: Dataflow) -> int:
        """The version of a dataflow's table.

        Raises
        ------
        StoreError
            If the dataflow had not been built.
        """
        if not self.holds(dataflow):
            raise StoreError(
                f"{dataflow.id} is not in release {self.release.number}.",
                where=self.tables.location,
                remedy="run cedic build, or ask for a later release",
            )
        return self.release.tables[f"dataflows/{dataflow.id}"]

    def made_from(self, dataflow: Dataflow) -> Snapshot:
        """The tables that the dataflow's table was made from, at the versions it was made from.

        Raises
        ------
        StoreError
            If the dataflow had not been built.
        """
        version = self.version(dataflow)
        commits = self.tables.commits(f"dataflows/{dataflow.id}")
        [made] = (commit for commit in commits if commit.version == version)
        return Snapshot(self.tables, replace(self.release, tables=made.notes["basis"]["inputs"]))

    def relation(self, dataflow: Dataflow, cursor: DuckDBPyConnection | None = None) -> Relation:
        """The dataflow's table, on a cursor of its own or on a given one.

        Raises
        ------
        StoreError
            If the dataflow is not in the release, or its table is damaged.
        """
        table, files = self._opened(dataflow)
        cursor = cursor or shared_engine().cursor()
        if files is not None:
            return Relation(cursor, files, all_in_order(table))
        name = f"{dataflow.id}@{self.version(dataflow)}"
        cursor.register(name, rows_of(table, dataflow.schema))
        return Relation(cursor, identifier(name), ordered=False)

    def _opened(self, dataflow: Dataflow) -> tuple[DeltaTable, str | None]:
        """The table and its files; opened once, as no version ever changes."""
        version = self.version(dataflow)
        with self._lock:
            if dataflow.id not in self._tables:
                table = self.tables.open(f"dataflows/{dataflow.id}", version)
                self._tables[dataflow.id] = table, files_of(table, dataflow.schema)
            return self._tables[dataflow.id]
