"""What a copy of a store has to hold, while others may be writing to it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from cedic.errors import StoreError, UsageError
from cedic.warehouse.delta import LOGGED
from cedic.warehouse.store import RELEASES, Store


def committed_files(store: Store) -> list[str]:
    """The files, relative to a local store, of all that is committed at this moment.

    No lock is taken: a committed file never changes and is never deleted, and a commit only adds
    files. The list of releases is looked at first, so that the tables, which are looked at after
    it, have all that it names; what a build commits meanwhile is left out.

    Parameters
    ----------
    store : Store
        Where the figures are.

    Raises
    ------
    StoreError
        If a file is missing, or the store was written by a newer CEDIC.
    UsageError
        If the store is not a folder but an address of an object store.
    """
    tables = store.tables
    if tables.path is None:
        raise UsageError(
            "Only a store in a folder can be copied.",
            where=store.location,
            remedy="leave it out with --without-store, and let the object store keep versions",
        )
    store.releases()
    # In this order; see above.
    cut = {RELEASES: tables.last_version(RELEASES)}
    for name in (*tables.names("sources"), *tables.names("dataflows")):
        cut[name] = tables.last_version(name)
    found = [
        f"{name}/{file}"
        for name, version in cut.items()
        if version is not None
        for file in _files(tables.path / name, version)
    ]
    if missing := [file for file in found if not (tables.path / file).is_file()]:
        raise StoreError(
            f"{len(missing)} files of the store are missing, as {missing[0]}.",
            where=store.location,
            remedy="run cedic doctor, which says what to do",
        )
    return found


def _files(table: Path, version: int) -> Iterator[str]:
    """The files of a table up to a version: its log, and whatever any of them added."""
    log = [file for file in (table / "_delta_log").iterdir() if LOGGED.fullmatch(file.name)]
    added: dict[str, None] = {}
    for file in sorted(log):
        if int(file.name[:20]) > version:
            continue
        yield f"_delta_log/{file.name}"
        if file.suffix == ".json":
            actions = map(json.loads, file.read_text("utf-8").splitlines())
            added |= {unquote(one["add"]["path"]): None for one in actions if "add" in one}
    yield from added
