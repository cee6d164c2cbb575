"""What changed in a dataflow between two releases."""

# ruff: noqa: S608 - identifiers of declared columns only

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from cedic.model import Dataflow
from cedic.warehouse import Store
from cedic.warehouse.engine import identifier, read_errors_told, shared_engine

LARGEST = 20
"""How many changes are told one by one, unless more are asked for."""


@dataclass(frozen=True)
class Change:
    """An observation that differs.

    Parameters
    ----------
    key : tuple of str
        The codes of its dimensions, in the dataflow's order.
    old, new : float or int or None
        The value before and after; None where it is missing.
    """

    key: tuple[str, ...]
    old: float | None
    new: float | None


@dataclass(frozen=True)
class Changes:
    """What changed between two releases.

    Parameters
    ----------
    added, removed : int
        Observations whose key is only in the later, or only in the earlier one.
    changed : int
        Observations in both with another value; one that came or went counts.
    status_changed : int
        Observations in both with another status, whatever their value.
    same : int
        Observations in both with the same value and status.
    largest : tuple of Change
        The changed observations whose value moved most, in the measure's unit; a value that came
        or went moved by all of it.
    """

    added: int
    removed: int
    changed: int
    status_changed: int
    same: int
    largest: tuple[Change, ...]

    @property
    def none(self) -> bool:
        """Whether the two are the same."""
        return not (self.added or self.removed or self.changed or self.status_changed)


def changes(
    store: Store, dataflow: Dataflow, before: int, after: int, *, largest: int = LARGEST
) -> Changes:
    """What changed in a dataflow between two releases; kept, as no release ever changes.

    Parameters
    ----------
    store : Store
        Where the figures are.
    dataflow : Dataflow
        The dataflow.
    before, after : int
        The numbers of the two releases.
    largest : int
        How many changes to tell one by one.

    Raises
    ------
    UsageError
        If there is no such release.
    StoreError
        If the dataflow is not in one of them, or its table is damaged.
    """
    return _changes(store, dataflow.id, before, after, largest)


@lru_cache(maxsize=64)
def _changes(store: Store, id: str, before: int, after: int, largest: int) -> Changes:
    flow = store.dataflow(id)
    old, new = store.snapshot(before), store.snapshot(after)
    with read_errors_told(store.location), shared_engine().cursor() as cursor:
        if old.version(flow) == new.version(flow):
            [(same,)] = cursor.execute(
                f"SELECT count(*) FROM {old.relation(flow, cursor).name}"
            ).fetchall()
            return Changes(0, 0, 0, 0, same, ())
        pairs = _pairs(flow, old.relation(flow, cursor).name, new.relation(flow, cursor).name)
        query = f"SELECT {_COUNTS} FROM ({pairs})"
        [(added, removed, changed, restated, same)] = cursor.execute(query).fetchall()
        rows = cursor.execute(
            f"SELECT key, old, new FROM ({pairs}) WHERE {_BOTH} AND {_MOVED} "
            "ORDER BY abs(coalesce(new, 0) - coalesce(old, 0)) DESC, key LIMIT ?",
            [largest],
        ).fetchall()
    moved = tuple(Change(tuple(key), a, b) for key, a, b in rows)
    return Changes(added, removed, changed, restated, same, moved)


_BOTH = "was AND stands"
_MOVED = "old IS DISTINCT FROM new"
_RESTATED = "old_status IS DISTINCT FROM new_status"
_COUNTS = ", ".join(
    f"count(*) FILTER ({condition})"
    for condition in (
        "NOT was",
        "NOT stands",
        f"{_BOTH} AND {_MOVED}",
        f"{_BOTH} AND {_RESTATED}",
        f"{_BOTH} AND NOT ({_MOVED}) AND NOT ({_RESTATED})",
    )
)


def _pairs(flow: Dataflow, old: str, new: str) -> str:
    """Each key of either release, with its value and status in both."""
    keys = [identifier(name) for name in flow.key]
    value = identifier(flow.measure.id)
    status = identifier("OBS_STATUS") if "OBS_STATUS" in flow.columns else "NULL::VARCHAR"
    columns = f"{', '.join(keys)}, {value} AS value, {status} AS status, true AS here"
    key = ", ".join(f"coalesce(a.{name}, b.{name})" for name in keys)
    return (
        f"SELECT [{key}] AS key, a.value AS old, b.value AS new, "
        "a.status AS old_status, b.status AS new_status, "
        "a.here IS NOT NULL AS was, b.here IS NOT NULL AS stands "
        f"FROM (SELECT {columns} FROM {old}) a "
        f"FULL OUTER JOIN (SELECT {columns} FROM {new}) b "
        f"ON {' AND '.join(f'a.{name} = b.{name}' for name in keys)}"
    )
