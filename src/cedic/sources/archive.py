"""Files as sources publish them: plain, or members of a zip archive that is not to be trusted."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from cedic.errors import DataError, StoreError, UsageError

TABLES = r".*\.(csv|tsv|tab|txt|parquet|pq)"
"""The names of files that hold one table."""

_LARGEST_MEMBER = 16 * 2**30
_LARGEST_RATIO = 200
_ENDS = 64 * 1024
_AGAIN = "download the file again"


@dataclass(frozen=True)
class RawFile:
    """A file, or a member of a zip archive.

    Parameters
    ----------
    path : Path
        The file, or the archive.
    member : str, optional
        The member's name in the archive.
    """

    path: Path
    member: str | None = None

    @property
    def name(self) -> str:
        """The file's own name, without folders."""
        return PurePosixPath(self.member).name if self.member else self.path.name

    def __str__(self) -> str:
        return f"{self.path}, member {self.member}" if self.member else str(self.path)

    def fingerprint(self) -> str:
        """Make a text that changes when the content does, without reading the whole file.

        For a member it is what the archive's directory says: checksum and size. For a file it is
        the size, the time of the last change and the hash of its first and last 64 KiB; a copy with
        a new time counts as changed, which costs a second reading and never a wrong figure.
        """
        if self.member:
            with _opened(self.path) as archive:
                info = archive.getinfo(self.member)
            return f"{info.CRC:08x}-{info.file_size}"
        status = self.path.stat()
        return f"{_hash_of_ends(self.path, status.st_size)}-{status.st_size}-{status.st_mtime_ns}"

    def unpacked(self, folder: Path) -> Path:
        """Give the path of the content: the file itself, or the member extracted into `folder`.

        The member is written under a name of ours, so that no name in an archive can lead out of
        the folder.

        Raises
        ------
        DataError
            If the member is damaged, encrypted, or larger than a table of figures can be.
        StoreError
            If there is no room for it.
        """
        if not self.member:
            return self.path
        target = folder / f"member{PurePosixPath(self.member).suffix}"
        with _opened(self.path) as archive:
            info = archive.getinfo(self.member)
            _check_size(self, info)
            _check_room(self, info, folder)
            with archive.open(info) as packed, target.open("wb") as plain:
                shutil.copyfileobj(packed, plain, 2**20)
        return target


def find(path: Path, pattern: str) -> list[RawFile]:
    """Files at `path` whose name matches `pattern`: the file itself, or members of a zip.

    Parameters
    ----------
    path : Path
        A file, or a zip archive.
    pattern : str
        A regular expression that matches the whole name of a file, without folders.

    Returns
    -------
    list of RawFile
        In the order of their names.

    Raises
    ------
    DataError
        If there is no file, it is empty or no complete archive, or no name matches.
    """
    check_readable(path)
    found = [RawFile(path, name) for name in _members(path)] if is_zip(path) else [RawFile(path)]
    matching = [file for file in found if re.fullmatch(pattern, file.name, re.IGNORECASE)]
    if not matching:
        names = ", ".join(file.name for file in found[:8]) or "nothing"
        raise DataError(
            "No file with a name as its source gives it was found.",
            where=f"{path} (found: {names})",
            remedy=f"give the file its published name, one that matches {pattern}",
        )
    return sorted(matching, key=lambda file: file.name)


def check_readable(path: Path) -> None:
    """See that `path` is a file with something in it.

    Raises
    ------
    DataError
        If it is not there, is a folder, cannot be opened, or is empty.
    """
    if not path.is_file():
        what = "A folder was given, not a file." if path.is_dir() else "There is no such file."
        raise DataError(what, where=str(path), remedy="give the path of the file to read")
    try:
        with path.open("rb") as file:
            empty = not file.read(1)
    except OSError as error:
        raise DataError(f"The file cannot be opened: {error.strerror}.", where=str(path)) from error
    if empty:
        raise DataError("The file is empty.", where=str(path), remedy=_AGAIN)


def is_zip(path: Path) -> bool:
    """Whether the file is, or by its name is meant to be, a zip archive."""
    return path.suffix.lower() == ".zip" or zipfile.is_zipfile(path)


def digest(*parts: Any) -> str:
    """Hash texts, numbers and collections of them, for fingerprints."""
    text = json.dumps(parts, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def files(paths: Sequence[Path], *suffixes: str) -> list[Path]:
    """Files at `paths`; of a folder, those with one of `suffixes`.

    Raises
    ------
    DataError
        If there is none.
    """
    found: list[Path] = []
    for path in paths:
        inside = path.iterdir() if path.is_dir() else [path]
        found += sorted(p for p in inside if p == path or p.suffix.lower() in suffixes)
    missing = [path for path in found if not path.is_file()]
    if missing or not found:
        raise DataError(
            "There is no such file." if missing else "No file to read was found.",
            where=", ".join(map(str, missing or paths)),
            remedy=f"name files ({', '.join(suffixes)}) or a folder that a fetch has filled",
        )
    return found


def vintage(given: str | None, dates: Mapping[Path, str]) -> str:
    """Vintage of files: the one given, or the newest of the dates that the files tell.

    Raises
    ------
    UsageError
        If none is given, and a file tells no date.
    """
    undated = [path for path, date in dates.items() if not date]
    if undated and not given:
        raise UsageError(
            "The vintage of a file is not known.",
            where=str(undated[0]),
            remedy="give the option vintage=… with the day it was downloaded",
        )
    return given or max(dates.values())


def date_in_name(path: Path) -> str:
    """Date in the name of a file, such as 2026-11-21; empty if there is none."""
    found = re.search(r"\d{4}-\d{2}-\d{2}", path.name)
    return found[0] if found else ""


def unreadable(error: Exception, file: Path | None = None) -> DataError:
    """Error for a file that DuckDB cannot read."""
    first = str(error).strip().splitlines()[0]
    return DataError(
        f"The file cannot be read: {first}",
        where=str(file) if file else None,
        remedy="download it again; if it is not UTF-8, save it so",
    )


def _members(path: Path) -> list[str]:
    with _opened(path) as archive:
        names = [info.filename for info in archive.infolist() if not info.is_dir()]
    for name in names:
        _check_member_name(path, name)
    return names


def _check_member_name(path: Path, name: str) -> None:
    inside = PurePosixPath(name.replace("\\", "/"))
    if inside.is_absolute() or ".." in inside.parts or re.match(r"[A-Za-z]:", name):
        raise DataError(
            f"The archive has a member that leads out of its folder: {name!r}.",
            where=str(path),
            remedy="do not trust this file; download it from its source",
        )


def _check_size(file: RawFile, info: zipfile.ZipInfo) -> None:
    ratio = info.file_size / max(info.compress_size, 1)
    small = info.file_size <= 2**20
    if info.file_size > _LARGEST_MEMBER or (ratio > _LARGEST_RATIO and not small):
        raise DataError(
            f"The member would grow to {info.file_size:,} bytes, {ratio:,.0f} times its packed "
            "size, which no table of trade does.",
            where=str(file),
            remedy="do not trust this file; download it from its source",
        )


def _check_room(file: RawFile, info: zipfile.ZipInfo, folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if free < info.file_size:
        raise StoreError(
            f"There is no room to unpack {info.file_size:,} bytes; {free:,} are free.",
            where=f"{file}, into {folder}",
            remedy="free some space, or set TMPDIR to a folder on a larger disk",
        )


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open the archive; whatever is wrong with it comes out as a DataError."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise DataError(
            f"The zip archive is truncated or damaged: {error or 'it ends too early'}.",
            where=str(path),
            remedy=_AGAIN,
        ) from error
    except RuntimeError as error:  # encrypted, or packed in a way that zipfile does not know
        raise DataError(
            f"The zip archive cannot be unpacked: {error}.",
            where=str(path),
            remedy="unpack it with the program it was made with, and read the plain file",
        ) from error


def _hash_of_ends(path: Path, size: int) -> str:
    ends = hashlib.sha256()
    with path.open("rb") as file:
        ends.update(file.read(_ENDS))
        file.seek(max(size - _ENDS, 0))
        ends.update(file.read(_ENDS))
    return ends.hexdigest()[:32]
