"""A file of a person's own: kept, checked cell by cell, and taken into the store."""

from __future__ import annotations

import csv
import hashlib
import re
import shutil
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils import timezone

import cedic
from cedic.errors import CedicError, DataError, UsageError
from cedic.model import OnBadRows, Part, Progress
from cedic.settings import settings
from cedic.sources import SOURCES, Source, source
from cedic.sources.archive import TABLES, find, is_zip
from cedic.sources.table import TableSource
from cedic.warehouse import LoadedPart, Store
from cedic.warehouse.engine import connect, read_errors_told
from cedic.web.management.models import LONGEST_NAME, Upload

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

TABLE = "TABLE"
KINDS = (TABLE, *(id for id in SOURCES if id != "SAMPLE"))
"""What an upload can be."""
KEPT_DAYS = 14
"""How long a file lies that nobody loads."""
SHOWN = 100
"""How many bad cells a report shows; its file has all of them."""
LONGEST_HEADER = 10_000
"""How many signs the names of all columns of a table may have."""
REJECTS = "rejects.csv"
MADE = "@made"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""
UNSAFE = re.compile(r"[^\w.() -]+", re.ASCII)


def largest() -> int:
    """The most bytes that an upload may have."""
    return settings().upload_limit * 1_000_000


def folder(upload: Upload) -> Path:
    """Where an upload lies, for the portal's owner alone."""
    return settings().home_path / "uploads" / str(upload.pk)


def path(upload: Upload) -> Path:
    """The file of an upload."""
    return folder(upload) / upload.name


def made(upload: Upload) -> Path:
    """Where what is made of the file lies: under a name that no file that is sent can have."""
    found = folder(upload) / MADE
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


def kept(file: UploadedFile, kind: str) -> Upload:
    """Keep a file that was sent, under a name that leads nowhere else.

    Raises
    ------
    UsageError
        If it is empty or larger than is allowed.
    """
    if not file.size:
        raise UsageError("The file is empty.", where=file.name, remedy="choose the file again")
    if file.size > largest():
        raise UsageError(
            f"The file has {file.size:,} bytes; at most {largest():,} are taken.",
            where=file.name,
            remedy="send fewer years, send it as a zip archive, or raise CEDIC_UPLOAD_LIMIT",
        )
    name = UNSAFE.sub("_", Path(file.name or "file").name).strip(". ")[-100:] or "file"
    upload = Upload(name=name, size=file.size, source=kind)
    base = settings().home_path / "uploads"
    base.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder(upload).mkdir(mode=0o700)
    digest = hashlib.sha256()
    path(upload).touch(0o600)
    with path(upload).open("wb") as target:
        for piece in file.chunks():
            digest.update(piece)
            target.write(piece)
    upload.fingerprint = digest.hexdigest()
    return upload


def forget(upload: Upload) -> None:
    """Delete the file of an upload; what is known of it stays."""
    shutil.rmtree(folder(upload), ignore_errors=True)
    upload.deleted = timezone.now()
    upload.save(update_fields=["deleted"])


def forget_old() -> None:
    """Delete the files that nobody has loaded for long."""
    since = timezone.now() - timedelta(days=KEPT_DAYS)
    for upload in Upload.objects.filter(deleted__isnull=True, made__lt=since):
        forget(upload)


def source_of(upload: Upload) -> Source:
    """The source that reads an upload.

    Raises
    ------
    UsageError
        If a table of one's own has no fit name.
    """
    return TableSource(upload.kept_as) if upload.source == TABLE else source(upload.source)


def peeked(upload: Upload, delimiter: str, encoding: str, rows: int = 8) -> list[list[str]]:
    """The first rows of a table, its header first.

    Raises
    ------
    DataError
        If it is no text, or not in the encoding.
    """
    plain = _plain(upload)
    if plain.suffix.lower() in (".parquet", ".pq"):
        return _peeked_parquet(plain, rows)
    try:
        with plain.open("rb") as file:
            start = file.read(256_000)
        if b"\0" in start:
            raise DataError(
                "The file is not a text of rows and columns.",
                where=upload.name,
                remedy="save it as CSV in UTF-8, or as Parquet",
            )
        text = start.decode("utf-8-sig" if encoding == "utf-8" else encoding, "strict")
    except UnicodeDecodeError as error:
        if error.start < len(start) - 4:
            line = start.count(b"\n", 0, error.start) + 1
            raise DataError(
                f"The text is not UTF-8: the byte 0x{start[error.start]:02x} is not part of it.",
                where=f"{upload.name}, line {line}",
                remedy="choose the encoding latin-1, or save the file as UTF-8",
            ) from error
        text = start[: error.start].decode("utf-8-sig")
    try:
        return list(islice(csv.reader(text.splitlines(), delimiter=delimiter), rows))
    except csv.Error as error:
        raise DataError(
            f"The file cannot be read as rows and columns: {error}.", where=upload.name
        ) from error


def header_of(rows: list[list[str]]) -> list[str]:
    """The names of the columns, each of which the page says once for all that it can be.

    Raises
    ------
    DataError
        If they are more than a page can hold.
    """
    names = [name.strip() for name in rows[0]] if rows else []
    if sum(len(name) + 1 for name in names) > LONGEST_HEADER:
        raise DataError(
            f"The first line has {len(names):,} columns, and names too long to choose from.",
            remedy="take out the columns that are not needed, and see that the first line has names",
        )
    return names


def _plain(upload: Upload) -> Path:
    """The table itself: the file, or the one in the archive."""
    whole = _here(upload)
    if not is_zip(whole):
        return whole
    return find(whole, TABLES)[0].unpacked(made(upload))


def _peeked_parquet(plain: Path, rows: int) -> list[list[str]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(plain)
        first = next(table.iter_batches(rows), None)
    except (pa.ArrowInvalid, OSError) as error:
        raise DataError("The file is not a complete Parquet file.", where=plain.name) from error
    shown = [] if first is None else [map(str, row.values()) for row in first.to_pylist()]
    return [table.schema_arrow.names, *(list(row) for row in shown)]


def likely_delimiter(upload: Upload, encoding: str) -> str:
    """The sign that separates most columns in the first line."""
    with _plain(upload).open("rb") as file:
        first = file.readline(2**20).decode(encoding, "replace")
    return max((",", ";", "\t", "|"), key=first.count)


# Checking


def checked(upload: Upload, progress: Progress) -> dict[str, Any]:
    """The report on an upload, as JSON: what would be loaded, and every cell that is wrong.

    The cells are in the file :data:`REJECTS` beside the upload; the report has the first of them.
    """
    rejects = made(upload) / REJECTS
    rejects.unlink(missing_ok=True)
    report: dict[str, Any] = {"rows": 0, "bad": 0, "error": None, "parts": [], "problems": []}
    try:
        _unchanged(upload)
        parts = list(_parts(upload, "set-aside", rejects, progress))
        report |= _summary(upload, parts, progress)
    except CedicError as error:
        where = (error.where or "").replace(str(folder(upload)) + "/", "")
        report["error"] = {"what": error.what, "where": where, "remedy": error.remedy}
    report["problems"] = list(islice(problems(upload), SHOWN))
    report["bad"] = sum(1 for _ in problems(upload))
    return report


def problems(upload: Upload) -> Iterator[dict[str, str]]:
    """Every cell that is wrong: file, line, column, value, reason."""
    rejects = folder(upload) / MADE / REJECTS
    if not rejects.exists():
        return
    with rejects.open(encoding="utf-8", errors="replace", newline="") as file:
        for row in csv.DictReader(file):
            yield row | {"file": upload.name, "value": (row.get("value") or "")[:LONGEST_NAME]}


def harmless(value: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(FORMULA) else value


def _parts(
    upload: Upload, on_bad_rows: OnBadRows, rejects: Path, progress: Progress
) -> Iterable[Part]:
    return source_of(upload).parts(
        [path(upload)],
        on_bad_rows=on_bad_rows,
        rejects=rejects,
        progress=progress,
        **upload.options,
    )


def _here(upload: Upload) -> Path:
    """The file of an upload, which a restored backup may lack."""
    if not path(upload).is_file():
        raise UsageError("The file is no longer here.", remedy="send it again")
    return path(upload)


def _unchanged(upload: Upload) -> None:
    """See that the file is the one that was sent."""
    with _here(upload).open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != upload.fingerprint:
        raise DataError(
            "The file has changed since it was sent.",
            where=upload.name,
            remedy="send it again, and check it again",
        )


def _summary(upload: Upload, parts: list[Part], progress: Progress) -> dict[str, Any]:
    """What would be loaded, by part, and what it takes the place of."""
    found: list[dict[str, Any]] = []
    areas: set[str] = set()
    for done, part in enumerate(parts):
        progress(f"{part.source.id} {part.time_period}", done, len(parts))
        one, in_it = _counted(part)
        areas |= in_it
        found.append(one | {"period": part.time_period, "vintage": part.vintage})
    id = _id(upload, parts)
    held = _held(cedic.open(), id)
    for one in found:
        one["before"] = held.get(one["period"])
    vintages = {one["vintage"] for one in found}
    other = sorted({vintage for _, vintage in held.values()} - vintages)
    return {
        "id": id,
        "rows": sum(one["rows"] for one in found),
        "total": sum(one["total"] or 0 for one in found),
        "kind": parts[0].source.kind if parts else "",
        "areas": len(areas),
        "vintages": sorted(vintages),
        "other": other,
        "parts": found,
    }


def _id(upload: Upload, parts: list[Part]) -> str:
    return upload.kept_as or (parts[0].source.id if parts else upload.source)


def _held(store: Store, id: str) -> dict[str, tuple[int, str]]:
    """Rows and vintage of what the store has under an id, by period."""
    if not store.tables.exists(f"sources/{id}"):
        return {}
    return {period: (part.rows, part.vintage) for period, part in store.source(id).parts.items()}


def _counted(part: Part) -> tuple[dict[str, Any], set[str]]:
    rows = part.rows()
    with read_errors_told(part.origin), connect() as connection:
        connection.register("rows", rows)
        [(count, total, missing, areas)] = connection.execute(
            "SELECT count(*), sum(OBS_VALUE)::DOUBLE, count(*) FILTER (OBS_VALUE IS NULL), "
            "list(DISTINCT REF_AREA) FROM rows"
        ).fetchall()
    return {"rows": count, "total": total, "missing": missing, "bad": part.rejected}, set(
        areas or ()
    )


# Loading


def loaded(upload: Upload, progress: Progress) -> list[LoadedPart]:
    """Take a checked upload into the store.

    Raises
    ------
    UsageError
        If it was not checked, or its file is gone.
    DataError
        If its file has changed, or it has bad rows that are not to be set aside.
    StoreError
        If another process is writing.
    """
    if not upload.report or upload.report["error"]:
        raise UsageError("The file has not been checked.", remedy="check it first")
    _unchanged(upload)
    on_bad_rows: OnBadRows = "set-aside" if upload.set_aside else "stop"
    rejects = made(upload) / "set-aside.csv"
    rejects.unlink(missing_ok=True)
    written = cedic.open().load(
        _parts(upload, on_bad_rows, rejects, progress),
        name=upload.kept_as if upload.source != TABLE and upload.kept_as else None,
        replace=upload.replace,
        progress=progress,
    )
    upload.loaded = timezone.now()
    upload.save(update_fields=["loaded"])
    forget(upload)
    return written
