"""What was published when: each release of each dataflow, and how many observations it brought."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from cedic.model import Dataflow
from cedic.warehouse import Release, Store
from cedic.warehouse.engine import read_errors_told


@dataclass(frozen=True)
class Published:
    """A dataflow in a release that changed it.

    Parameters
    ----------
    flow : Dataflow
        The dataflow.
    release : Release
        The release.
    rows : int
        The observations that it then had.
    before : int or None
        The observations that it had before; None if this is its first release.
    """

    flow: Dataflow
    release: Release
    rows: int
    before: int | None

    @property
    def gained(self) -> int | None:
        """How many observations more than before, or fewer; None for a first release."""
        return None if self.before is None else self.rows - self.before


def history(store: Store) -> list[tuple[Release, list[Published]]]:
    """The releases, the last one first, each with the dataflows that it changed.

    A release that changed nothing is left out. Empty if nothing has been built yet.

    Raises
    ------
    StoreError
        If the store is damaged, or of a newer CEDIC.
    """
    releases = store.releases()
    if not releases:
        return []
    found = _history(store, tuple(store.publications), releases[0].number)
    by_release = {
        release.number: [one for one in found if one.release == release] for release in releases
    }
    return [(one, by_release[one.number]) for one in releases if by_release[one.number]]


@lru_cache(maxsize=8)
def _history(store: Store, ids: tuple[str, ...], number: int) -> list[Published]:
    """Kept until there is another release."""
    with read_errors_told(store.location):
        return [one for id in ids for one in _of_dataflow(store, id)]


def _of_dataflow(store: Store, id: str) -> list[Published]:
    name = f"dataflows/{id}"
    vintages = store.vintages(id)
    if not vintages:
        return []
    rows = {commit.version: commit.rows for commit in store.tables.commits(name)}
    counts = [rows.get(release.tables[name], 0) for release in vintages]
    earlier = [*counts[1:], None]
    flow = store.dataflow(id)
    return [
        Published(flow, release, count, before)
        for release, count, before in zip(vintages, counts, earlier, strict=True)
        # That nothing was published is no news.
        if count or before
    ]
