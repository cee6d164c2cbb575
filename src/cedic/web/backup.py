"""One file with all that an institution cannot fetch again: how it is made, and what is in it."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from cedic.errors import StoreError, UsageError
from cedic.model import Progress, silent
from cedic.settings import Settings, settings
from cedic.version import __version__
from cedic.warehouse import Store
from cedic.warehouse.copying import committed_files
from cedic.web import database, postgres, secret
from cedic.web.database import configuration

FORMAT = 1
"""The layout of backups that this version writes. One with a higher number is not restored."""
MANIFEST = "manifest.json"
STORE = "store"
SQLITE = database.FILE
POSTGRESQL = "portal.dump"
UPLOADS = "uploads"
DOCUMENTS = "documents"
BLOCS = "blocs.toml"
SECRET = secret.FILE
PARTS = (STORE, SQLITE, POSTGRESQL, UPLOADS, DOCUMENTS, BLOCS, SECRET)
"""What can be in a backup: each a file, or a folder, of this name."""
CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Kept:
    """A file in a backup: its length in bytes, and its SHA-256."""

    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself.

    Parameters
    ----------
    cedic, format : str, int
        The version that made it, and the layout of the archive.
    created : str
        When, in UTC.
    release : int or None
        The last release in it; None if there is none, or the store was left out.
    parts : tuple of str
        Which of :data:`PARTS` it holds; a folder may be empty.
    files : mapping of str to Kept
        Every file but the manifest, by its name in the archive.
    """

    cedic: str
    format: int
    created: str
    release: int | None
    parts: tuple[str, ...]
    files: Mapping[str, Kept]

    @property
    def size(self) -> int:
        """The bytes of all its files."""
        return sum(kept.bytes for kept in self.files.values())


def places(chosen: Settings, store: Store) -> dict[str, Path]:
    """Where each part that is a file or a folder lies."""
    return {
        STORE: Path(store.location),
        SQLITE: chosen.home_path / SQLITE,
        UPLOADS: chosen.home_path / UPLOADS,
        DOCUMENTS: chosen.home_path / DOCUMENTS,
        BLOCS: chosen.blocs_path or chosen.home_path / BLOCS,
        SECRET: chosen.home_path / SECRET,
    }


def back_up(
    file: Path,
    store: Store,
    *,
    secrets: bool = False,
    without_store: bool = False,
    progress: Progress = silent,
) -> Manifest:
    """Write a backup, which may be done while the portal runs and while a build writes.

    Parameters
    ----------
    file : Path
        The zip archive; it appears under this name once it is whole, readable to its owner alone.
    store : Store
        Where the figures are.
    secrets : bool, default False
        Whether the key that signs sessions goes along.
    without_store : bool, default False
        Leave the figures out: they lie in an object store, or are copied by other means.
    progress : callable, optional
        Told what is being done.

    Raises
    ------
    UsageError
        If the file is there already, or the store or the database cannot be copied from here.
    StoreError
        If something cannot be read, or the file cannot be written.
    """
    if file.exists():
        raise UsageError(
            "A backup is never written over a file.",
            where=str(file),
            remedy="give it a name of its own, with the date in it",
        )
    unfinished = file.with_name(f"{file.name}.unfinished")
    with _writing_told(file):
        try:
            with os.fdopen(_opened_for_the_owner(unfinished), "wb") as raw:
                manifest = _write(raw, file.parent, store, secrets, without_store, progress)
                os.fsync(raw.fileno())
            unfinished.rename(file)
        finally:
            unfinished.unlink(missing_ok=True)
    return manifest


def _opened_for_the_owner(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)


def _write(
    raw: IO[bytes],
    beside: Path,
    store: Store,
    secrets: bool,
    without_store: bool,
    progress: Progress,
) -> Manifest:
    chosen = settings()
    place = places(chosen, store)
    with TemporaryDirectory(dir=beside, prefix=".cedic-backup-") as folder:
        progress("the portal's database")
        found = _database(chosen, Path(folder))
        # After the database, so that every file that it speaks of has come to be.
        if not without_store:
            found |= {f"{STORE}/{name}": place[STORE] / name for name in committed_files(store)}
        for part in (UPLOADS, DOCUMENTS):
            found |= {f"{part}/{name}": path for name, path in _kept(place[part])}
        found |= {name: place[name] for name in (BLOCS, SECRET) if place[name].is_file()}
        if not secrets:
            found.pop(SECRET, None)
        parts = {name.partition("/")[0] for name in found} | {UPLOADS, DOCUMENTS}
        if not without_store:
            parts.add(STORE)
        with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            manifest = Manifest(
                __version__,
                FORMAT,
                datetime.now(UTC).isoformat(timespec="seconds"),
                None if without_store else _last_release(store),
                tuple(part for part in PARTS if part in parts),
                dict(_packed(archive, found, progress)),
            )
            archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))
    return manifest


def _database(chosen: Settings, folder: Path) -> dict[str, Path]:
    """A copy of the portal's database, if there is one yet."""
    if chosen.database:
        postgres.dump(chosen, folder / POSTGRESQL)
        return {POSTGRESQL: folder / POSTGRESQL}
    path = Path(configuration(chosen)["NAME"])
    if not path.exists():
        return {}
    _copy_sqlite(path, folder / SQLITE)
    return {SQLITE: folder / SQLITE}


def _copy_sqlite(path: Path, copy: Path) -> None:
    """A copy as of one moment, whoever writes meanwhile, with what is still in the journal."""
    import sqlite3
    from contextlib import closing

    try:
        with (
            closing(sqlite3.connect(path, timeout=20)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
    except sqlite3.Error as error:
        raise StoreError(
            f"The portal's database cannot be copied: {error}.",
            where=str(path),
            remedy="run cedic doctor, which says what to do",
        ) from error


def _kept(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(folder).as_posix(), path


def _last_release(store: Store) -> int | None:
    releases = store.releases()
    return releases[0].number if releases else None


def _packed(
    archive: zipfile.ZipFile, found: Mapping[str, Path], progress: Progress
) -> Iterator[tuple[str, Kept]]:
    for done, (name, path) in enumerate(found.items()):
        progress("files", done, len(found))
        try:
            source = path.open("rb")
        except FileNotFoundError:
            if name.startswith((f"{UPLOADS}/", f"{DOCUMENTS}/")):
                # Staff threw it away meanwhile.
                continue
            raise
        with source:
            yield name, _pack(archive, name, source)


def _pack(archive: zipfile.ZipFile, name: str, source: IO[bytes]) -> Kept:
    member = zipfile.ZipInfo(name, datetime.now(UTC).timetuple()[:6])
    # Parquet is compressed already.
    member.compress_type = zipfile.ZIP_STORED if name.endswith(".parquet") else archive.compression
    digest, length = hashlib.sha256(), 0
    with archive.open(member, "w", force_zip64=True) as target:
        while chunk := source.read(CHUNK):
            target.write(chunk)
            digest.update(chunk)
            length += len(chunk)
    return Kept(length, digest.hexdigest())


@contextmanager
def _writing_told(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"The backup cannot be written: {error.strerror or error}.",
            where=str(error.filename or file),
            remedy="see that there is room, and that you may read the home folder and write there",
        ) from error
