"""The data sets that answer a request: the figures in force, what has changed, or every vintage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from cedic.errors import UsageError
from cedic.sdmx.data.query import DataQuery
from cedic.sdmx.errors import NoResults
from cedic.warehouse import Release, Selection, Snapshot, Store
from cedic.warehouse.engine import identifier
from cedic.warehouse.snapshot import Relation


@dataclass(frozen=True)
class DataSet:
    """Observations that share what is to be done with them.

    Parameters
    ----------
    relation : Relation
        The table they are in.
    selection : Selection
        Which of them.
    action : {"Information", "Replace", "Delete"}
        What a client that keeps a copy does with them.
    valid_from, valid_to : datetime, optional
        When they were the figures in force.
    """

    relation: Relation
    selection: Selection
    action: str = "Information"
    valid_from: datetime | None = None
    valid_to: datetime | None = None

    def is_empty(self, query: DataQuery) -> bool:
        """Whether it has no observations, or none that are not passed over."""
        if self.selection.offset:
            return self.count(query) == 0
        where, values = self.selection.where()
        probe = f"SELECT 1 FROM {self.relation.name}{where} LIMIT 1"  # noqa: S608 - identifiers
        return not self.relation.cursor.execute(probe, values).fetchall()

    def count(self, query: DataQuery) -> int:
        """How many observations it has, or series where only their keys are wanted."""
        if query.observations:
            text, values = self.selection.query(self.relation)
        else:
            key = tuple(part.id for part in query.series)
            text, values = self.selection.keys_query(self.relation, "1", key)
        counting = f"SELECT count(*) FROM ({text})"  # noqa: S608 - identifiers and bound values
        [(number,)] = self.relation.cursor.execute(counting, values).fetchall()
        return int(number)


def release_of(query: DataQuery, store: Store) -> Release:
    """The release that answers a request.

    Raises
    ------
    NoResults
        If nothing had been published then.
    """
    try:
        return store.release(query.as_of.isoformat() if query.as_of else None)
    except UsageError as error:
        raise NoResults(error.what, remedy=error.remedy) from error


def data_sets(query: DataQuery, store: Store, release: Release) -> list[DataSet]:
    """The data sets that answer a request, those without observations left out.

    Raises
    ------
    NoResults
        If none is left, saying why.
    """
    snapshot = store.snapshot(release.number)
    if query.history:
        found = list(_history(query, store, release))
    elif query.updated_after:
        found = list(_changes(query, store, snapshot, query.updated_after))
    else:
        found = [DataSet(snapshot.relation(query.dataflow), query.selection)]
    kept = [one for one in found if not one.is_empty(query)]
    if not kept:
        raise _nothing(query, snapshot)
    return kept


def _history(query: DataQuery, store: Store, release: Release) -> Iterator[DataSet]:
    """Each vintage as a whole, and before it what it no longer has, the oldest first."""
    flow = query.dataflow
    since = [one for one in store.vintages(flow.id) if one.number <= release.number]
    before: Snapshot | None = None
    for vintage, next_one in zip(reversed(since), [*reversed(since[:-1]), None], strict=True):
        snapshot = store.snapshot(vintage.number)
        span = vintage.created, next_one.created if next_one else None
        if query.updated_after is None or vintage.created > query.updated_after:
            if before is not None:
                gone = _absent(query, before, snapshot)
                yield DataSet(gone, query.selection, "Delete", *span)
            yield DataSet(snapshot.relation(flow), query.selection, "Replace", *span)
        before = snapshot


def _changes(
    query: DataQuery, store: Store, snapshot: Snapshot, since: datetime
) -> Iterator[DataSet]:
    """What the release has that the one in force at a moment had not, and the other way round."""
    earlier = [release for release in store.releases() if release.created <= since]
    base = store.snapshot(earlier[0].number) if earlier else None
    if base is None or not base.holds(query.dataflow):
        yield DataSet(snapshot.relation(query.dataflow), query.selection, "Replace")
    elif base.version(query.dataflow) != snapshot.version(query.dataflow):
        new = snapshot.relation(query.dataflow)
        old = base.relation(query.dataflow, new.cursor)
        changed = f"(SELECT * FROM {new.name} EXCEPT SELECT * FROM {old.name})"  # noqa: S608
        yield DataSet(Relation(new.cursor, changed, ordered=False), query.selection, "Replace")
        yield DataSet(_absent(query, base, snapshot), query.selection, "Delete")


def _absent(query: DataQuery, before: Snapshot, after: Snapshot) -> Relation:
    """The observations of an earlier release whose keys a later one lacks."""
    old = before.relation(query.dataflow)
    new = after.relation(query.dataflow, old.cursor)
    key = ", ".join(identifier(name) for name in query.dataflow.key)
    gone = f"(SELECT * FROM {old.name} AS old ANTI JOIN {new.name} AS new USING ({key}))"  # noqa: S608
    return Relation(old.cursor, gone, ordered=False)


def _nothing(query: DataQuery, snapshot: Snapshot) -> NoResults:
    if query.updated_after:
        return NoResults(
            f"Nothing that is asked for has changed since {query.updated_after:%Y-%m-%d %H:%M:%S}Z.",
            remedy="leave out updatedAfter for all figures",
        )
    try:
        query.selection.explain(snapshot.relation(query.dataflow))
    except UsageError as error:
        return NoResults(error.what, remedy=error.remedy)
    return NoResults("Nothing answers the request.")
