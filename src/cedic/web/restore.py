"""A backup put back: verified as a whole first, then put in place, or nothing is changed."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path, PurePosixPath
from typing import Any, NoReturn

from cedic.errors import DataError, StoreError, UsageError
from cedic.model import Progress, silent
from cedic.settings import Settings, settings
from cedic.version import __version__
from cedic.warehouse import Store
from cedic.web import postgres
from cedic.web.backup import (
    CHUNK,
    DOCUMENTS,
    FORMAT,
    MANIFEST,
    PARTS,
    POSTGRESQL,
    SQLITE,
    STORE,
    UPLOADS,
    Kept,
    Manifest,
    places,
)

LARGEST_MANIFEST = 200_000_000
UNFIT = re.compile(r"[\\\0]")
FOLDERS = (STORE, UPLOADS, DOCUMENTS)
JOURNALS = ("-wal", "-shm")
"""What the names of the files that SQLite keeps beside a database end with."""


def restore(
    file: Path, store: Store, *, replace: bool = False, progress: Progress = silent
) -> Manifest:
    """Put what a backup holds in its place. Stop the portal and its worker first.

    Everything is unpacked beside its place and compared with the manifest. Only then it takes that
    place, and what was there is kept aside until all is done.

    Parameters
    ----------
    file : Path
        A backup as :func:`cedic.web.backup.back_up` writes it.
    store : Store
        Where the figures go.
    replace : bool, default False
        Whether what is there may be replaced. Parts that the backup does not hold stay.
    progress : callable, optional
        Told what is being done.

    Raises
    ------
    DataError
        If the file is no backup, or was cut or altered.
    UsageError
        If it was made by a newer CEDIC or for another kind of database, or something is there
        already.
    StoreError
        If another process writes to the store, or something cannot be written.
    """
    if not file.is_file():
        raise UsageError("There is no such file.", where=str(file))
    with _errors_told(file), zipfile.ZipFile(file) as archive:
        manifest = _manifest(archive, file)
        chosen = settings()
        place = _places(manifest, chosen, store)
        _check_room(manifest, chosen, place, replace)
        with ExitStack() as undo:
            new = {part: _beside(path, "restoring") for part, path in place.items()}
            if POSTGRESQL in manifest.parts:
                new[POSTGRESQL] = _beside(chosen.home_path / POSTGRESQL, "restoring")
            for path in new.values():
                undo.callback(_remove, path)
            _unpack(archive, manifest, new, progress)
            progress("putting everything in its place")
            with store.locked() if STORE in place else nullcontext():
                _put(chosen, place, new)
    return manifest


# What the archive says


def _manifest(archive: zipfile.ZipFile, file: Path) -> Manifest:
    """The manifest, if the archive holds what it lists and nothing else."""
    names = archive.namelist()
    if MANIFEST not in names or archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
        _refuse(file, "it has no manifest")
    try:
        told = json.loads(archive.read(MANIFEST))
        _check_version(told["format"], str(told["cedic"]), file)
        manifest = Manifest(
            cedic=str(told["cedic"]),
            format=int(told["format"]),
            created=str(told["created"]),
            release=told["release"],
            parts=tuple(told["parts"]),
            files={
                str(name): Kept(int(one["bytes"]), str(one["sha256"]))
                for name, one in told["files"].items()
            },
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        _refuse(file, "its manifest cannot be read")
    if unknown := set(manifest.parts) - set(PARTS):
        _refuse(file, f"it has a part that is none: {sorted(map(str, unknown))[0]!r}")
    single = {part for part in manifest.parts if part not in FOLDERS}
    if len(set(names)) != len(names) or {*manifest.files, MANIFEST} != set(names):
        _refuse(file, "its files are not those of its manifest")
    if lacking := single - set(names):
        _refuse(file, f"it lacks {min(lacking)}")
    for name, kept in manifest.files.items():
        if not _is_fit(name, manifest.parts):
            _refuse(file, f"{name!r} has no place in a backup")
        if archive.getinfo(name).file_size != kept.bytes:
            _refuse(file, f"{name} is not as long as it was")
    return manifest


def _check_version(format: Any, version: str, file: Path) -> None:
    if format > FORMAT or _numbers(version) > _numbers(__version__):
        raise UsageError(
            f"The backup was made by CEDIC {version}; this is {__version__}.",
            where=str(file),
            remedy=f"run: pip install -U 'cedic[web]>={version}'",
        )


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)[:3]]


def _is_fit(name: str, parts: tuple[str, ...]) -> bool:
    """Whether a name stays inside the part that it begins with."""
    pieces = PurePosixPath(name).parts
    if not pieces or name != "/".join(pieces) or ".." in pieces or UNFIT.search(name):
        return False
    return pieces[0] in parts and (len(pieces) > 1) == (pieces[0] in FOLDERS)


def _refuse(file: Path, why: str) -> NoReturn:
    raise DataError(
        f"This is not a whole backup of CEDIC: {why}. Nothing was changed.",
        where=str(file),
        remedy="take another backup, or copy this one again from where it is kept",
    )


# Where it goes


def _places(manifest: Manifest, chosen: Settings, store: Store) -> dict[str, Path]:
    if POSTGRESQL in manifest.parts and not chosen.database:
        raise UsageError(
            "The backup holds a database of PostgreSQL, and none is set.",
            remedy="set CEDIC_DATABASE to a database of this portal",
        )
    if SQLITE in manifest.parts and chosen.database:
        raise UsageError(
            "The backup holds a database of SQLite, and CEDIC_DATABASE names a PostgreSQL.",
            remedy="restore it without CEDIC_DATABASE",
        )
    if STORE in manifest.parts and store.tables.path is None:
        raise UsageError(
            "The figures can only be restored to a folder.",
            where=store.location,
            remedy="set CEDIC_STORE to a folder and copy that to the object store",
        )
    every = places(chosen, store)
    return {part: every[part].resolve() for part in manifest.parts if part in every}


def _check_room(
    manifest: Manifest, chosen: Settings, place: Mapping[str, Path], replace: bool
) -> None:
    """Refuse to replace something unasked, to cover up a restore that was stopped, to fill the disk."""
    for path in place.values():
        if (aside := _beside(path, "replaced")).exists():
            raise StoreError(
                "An earlier restore was stopped while it put things in their place.",
                where=str(aside),
                remedy=f"what was there before is here: rename it to {path.name}, or delete it",
            )
    there = [str(path) for path in place.values() if _holds_something(path)]
    if POSTGRESQL in manifest.parts and postgres.holds_something(chosen):
        there.append("the database")
    if there and not replace:
        raise UsageError(
            f"There is something already: {', '.join(there)}.",
            remedy="set CEDIC_HOME to an empty folder, or put the backup in its place with "
            "--replace",
        )
    home = chosen.home_path
    home.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(home).free
    if manifest.size > free:
        raise StoreError(
            f"The backup needs {manifest.size / 1e9:.1f} GB; {free / 1e9:.1f} GB are free.",
            where=str(home),
            remedy="free some space and run the same command again; nothing was changed",
        )


def _holds_something(path: Path) -> bool:
    if path.is_dir():
        return any(inside.name != "writer.lock" for inside in path.iterdir())
    return path.exists()


def _beside(path: Path, why: str) -> Path:
    return path.with_name(f"{path.name}.{why}")


# Doing it


def _unpack(
    archive: zipfile.ZipFile, manifest: Manifest, new: Mapping[str, Path], progress: Progress
) -> None:
    for part, path in new.items():
        _remove(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        if part in FOLDERS:
            path.mkdir()
    for done, (name, kept) in enumerate(manifest.files.items()):
        progress("files", done, len(manifest.files))
        part, _, inside = name.partition("/")
        _unpack_one(archive, name, kept, new[part] / inside)


def _unpack_one(archive: zipfile.ZipFile, name: str, kept: Kept, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Accounts and keys are for their owner alone.
    path.touch(0o644 if name.startswith(f"{STORE}/") else 0o600)
    digest = hashlib.sha256()
    with archive.open(name) as source, path.open("wb") as target:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            target.write(chunk)
    if digest.hexdigest() != kept.sha256:
        raise zipfile.BadZipFile(f"{name} was altered")


def _put(chosen: Settings, place: Mapping[str, Path], new: Mapping[str, Path]) -> None:
    """Change the places of old and new; if that fails, change them back."""
    old = [path for part in place for path in _with_journals(part, place[part])]
    with ExitStack() as undo:
        if POSTGRESQL in new:
            undo.enter_context(postgres.replaced(chosen, new[POSTGRESQL]))
        with ExitStack() as back:
            for path in old:
                if path.exists():
                    _rename(path, _beside(path, "replaced"), back)
            for part, path in place.items():
                _rename(new[part], path, back)
            back.pop_all()
    for path in old:
        _remove(_beside(path, "replaced"))


def _with_journals(part: str, path: Path) -> list[Path]:
    if part != SQLITE:
        return [path]
    return [path, *(path.with_name(path.name + end) for end in JOURNALS)]


def _rename(path: Path, name: Path, back: ExitStack) -> None:
    path.rename(name)
    back.callback(name.rename, path)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


@contextmanager
def _errors_told(file: Path) -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        _refuse(file, str(error).rstrip("."))
    except OSError as error:
        raise StoreError(
            f"The backup cannot be restored: {error.strerror or error}.",
            where=str(error.filename or file),
            remedy="see that there is room, and that you may write there; what was there still "
            "stands",
        ) from error
