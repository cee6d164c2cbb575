"""The full export: all that was entered of the work programme, in forms that anyone can read."""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.apps import apps
from django.conf import settings as django_settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.utils import timezone

from cedic.errors import StoreError, UsageError
from cedic.programme.model import as_json
from cedic.publish.sink import Sink
from cedic.version import __version__
from cedic.web.management.uploads import harmless
from cedic.web.programme import trees
from cedic.web.programme.models import (
    Document,
    Entry,
    Notification,
    Participant,
    Seat,
    Version,
    WorkProgramme,
)

PIECE = 128 * 1024
PERSONAL = (Participant, Seat, Notification)
"""The tables that are about persons."""
NAMES = ("by_name",)
"""The columns that name who did something."""
SECRET = ("digest",)
"""The columns that let someone in: never exported."""
DERIVED = (Entry,)
"""The tables that are made of the others."""
KEPT_NAME = re.compile(r"[\w.() -]{1,100}")


def pieces(*, people: bool) -> Iterator[bytes]:
    """The archive, piece by piece, each part in the same order whenever it is made.

    Parameters
    ----------
    people : bool
        Whether personal data go along: participants of meetings, seats, notifications, and who
        entered and changed what.

    Yields
    ------
    bytes
        A zip archive: ``README.md``, ``tables/NAME.jsonl`` and ``.csv``, ``programmes/…json``,
        ``documents/NUMBER/NAME``. What is in the database is as it was at one moment.
    """
    with TemporaryDirectory() as folder:
        written = _written(Path(folder), people)
        sink = Sink()
        with ZipFile(sink, "w", ZIP_DEFLATED) as archive:
            for name, path in [*written, *_documents()]:
                yield from _added(archive, sink, name, path)
        yield sink.taken()


def write(file: Path, *, people: bool) -> int:
    """Write the archive to a file, readable to its owner alone; how many bytes it has.

    Raises
    ------
    UsageError
        If the file is there already.
    StoreError
        If it cannot be written.
    """
    if file.exists():
        raise UsageError(
            "An export needs a file of its own; what is there is never written over.",
            where=str(file),
            remedy="give it a new name, with the date in it",
        )
    unfinished = file.with_name(f"{file.name}.unfinished")
    try:
        opened = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(opened, "wb") as target:
            size = sum(target.write(piece) for piece in pieces(people=people))
        unfinished.rename(file)
    except OSError as error:
        raise StoreError(
            f"The export cannot be written: {error.strerror or error}.",
            where=str(file),
            remedy="name a file in a folder that is there, that you may write and that has room",
        ) from error
    finally:
        with suppress(OSError):
            unfinished.unlink()
    return size


def tables(*, people: bool) -> list[tuple[type[models.Model], list[models.Field[Any, Any]]]]:
    """The tables that are exported, by name, and the columns of each."""
    config = apps.get_app_config("programme")
    left_out = (*DERIVED, *(() if people else PERSONAL))
    found = [
        model
        for model in config.get_models(include_auto_created=True)
        if not _belongs(model, left_out)
    ]
    if people:
        found.append(apps.get_model(django_settings.AUTH_USER_MODEL))
    return [
        (model, _columns(model, people=people))
        for model in sorted(found, key=lambda one: one._meta.model_name or "")
    ]


def _belongs(model: type[models.Model], left_out: Iterable[type[models.Model]]) -> bool:
    """Whether a table is one of some, or only links one of them to others."""
    owners = {model, *(field.related_model for field in model._meta.fields if _links(model))}
    return not owners.isdisjoint(left_out)


def _links(model: type[models.Model]) -> bool:
    return bool(model._meta.auto_created)


def _columns(model: type[models.Model], *, people: bool) -> list[models.Field[Any, Any]]:
    user = apps.get_model(django_settings.AUTH_USER_MODEL)
    if model is user:
        return [model._meta.get_field(name) for name in ("id", "email", "full_name")]
    return [
        field
        for field in model._meta.concrete_fields
        if field.name not in SECRET
        and (people or (field.related_model is not user and field.name not in NAMES))
    ]


def _written(folder: Path, people: bool) -> list[tuple[str, Path]]:
    """Name in the archive and file of everything but the documents, by name."""
    with _one_moment():
        chosen = tables(people=people)
        counts = {model: _table(folder, model, columns) for model, columns in chosen}
        _values(folder)
    readme = folder / "README.md"
    readme.write_text(_told(chosen, counts, people), "utf-8")
    found = [path for path in folder.rglob("*") if path.is_file() and path != readme]
    named = sorted((path.relative_to(folder).as_posix(), path) for path in found)
    return [("README.md", readme), *named]


@contextmanager
def _one_moment() -> Iterator[None]:
    """All that is read within belongs together."""
    alone = not connection.in_atomic_block
    with transaction.atomic():
        if alone and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _table(folder: Path, model: type[models.Model], columns: list[models.Field[Any, Any]]) -> int:
    """Write a table as JSON Lines and as CSV; how many rows it has."""
    base = folder / "tables"
    base.mkdir(exist_ok=True)
    name = model._meta.model_name
    names = [column.attname for column in columns]
    rows = model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=500)
    with (
        (base / f"{name}.jsonl").open("w", encoding="utf-8", newline="\n") as lines,
        (base / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as sheet,
    ):
        writer = csv.writer(sheet, lineterminator="\r\n")
        writer.writerow(names)
        count = 0
        for row in rows:
            count += 1
            lines.write(_json(dict(zip(names, row, strict=True))) + "\n")
            writer.writerow([_cell(value) for value in row])
    return count


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder)


def _cell(value: Any) -> str:
    """A value as a cell that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, dict | list):
        return _json(value)
    if isinstance(value, bool | int | float):
        return json.dumps(value)
    return harmless(value if isinstance(value, str) else _json(value).strip('"'))


def _values(folder: Path) -> None:
    """Write each programme as it stands, and as each version froze it."""
    base = folder / "programmes"
    base.mkdir()
    for record in WorkProgramme.objects.order_by("pk").iterator():
        _write_json(base / f"{record.pk}-live.json", as_json(trees.live(record)))
    versions = Version.objects.order_by("pk").iterator(chunk_size=10)
    for version in versions:
        name = f"{version.programme_id}-version-{version.number}.json"
        _write_json(base / name, version.content)


def _write_json(path: Path, value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=1, cls=DjangoJSONEncoder)
    path.write_text(text + "\n", "utf-8")


def _documents() -> Iterator[tuple[str, Path]]:
    """Name in the archive and file of each document that is kept."""
    for document in Document.objects.order_by("pk").iterator():
        name = document.name if KEPT_NAME.fullmatch(document.name) else "document"
        if document.path.is_file():
            yield f"documents/{document.pk}/{name.strip('. ') or 'document'}", document.path


def _told(
    chosen: list[tuple[type[models.Model], list[models.Field[Any, Any]]]],
    counts: dict[type[models.Model], int],
    people: bool,
) -> str:
    """What is in the archive, and what each column holds."""
    told = [
        "# Export of the work programme",
        "",
        f"Made by CEDIC {__version__} on {timezone.now():%Y-%m-%d %H:%M} UTC.",
        "Personal data are in it." if people else "Personal data were left out.",
        "",
        "- `tables/NAME.jsonl`: a JSON object for each row. `tables/NAME.csv`: the same in UTF-8, with"
        " commas; a text that a spreadsheet would take for a formula begins with an apostrophe.",
        "- `programmes/NUMBER-live.json`: a programme as it stands, with all its items;"
        " `NUMBER-version-N.json`: as a version froze it.",
        "- `documents/ID/NAME`: the documents that are kept; the table `document` tells of them.",
        "",
        "Words are objects by language: es, en, pt, fr. Days and moments are written as ISO 8601 has"
        " them, moments in UTC. Empty is not known, never zero.",
    ]
    for model, columns in chosen:
        told += ["", f"## {model._meta.model_name}", ""]
        if not model._meta.auto_created:
            told += [(model.__doc__ or "").strip().partition("\n")[0], ""]
        told += [f"{counts[model]:,} rows.", "", "| column | holds |", "|---|---|"]
        told += [f"| {column.attname} | {_holds(column)} |" for column in columns]
    return "\n".join(told) + "\n"


def _holds(column: models.Field[Any, Any]) -> str:
    if column.related_model:
        target: Any = column.related_model
        return f"the {target._meta.pk.attname} of a row of {target._meta.model_name}"
    if column.choices:
        codes = [str(code) for code, _ in column.flatchoices]
        return f"one of {', '.join(codes)}"
    return KINDS.get(column.get_internal_type(), column.get_internal_type())


KINDS = {
    "AutoField": "the number of the row",
    "BigAutoField": "the number of the row",
    "BooleanField": "true or false",
    "CharField": "text",
    "DateField": "a day",
    "DateTimeField": "a moment",
    "EmailField": "an e-mail address",
    "FloatField": "a number",
    "JSONField": "JSON",
    "PositiveBigIntegerField": "a whole number",
    "PositiveIntegerField": "a whole number",
    "PositiveSmallIntegerField": "a whole number",
    "TextField": "text",
    "URLField": "an address",
    "UUIDField": "the id of the row",
}


# The archive


def _added(archive: ZipFile, sink: Sink, name: str, path: Path) -> Iterator[bytes]:
    info = ZipInfo(name)
    info.compress_type = ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    with path.open("rb") as source, archive.open(info, "w", force_zip64=True) as target:
        yield from _copied(source, target, sink)
    yield sink.taken()


def _copied(source: IO[bytes], target: IO[bytes], sink: Sink) -> Iterator[bytes]:
    while piece := source.read(PIECE):
        target.write(piece)
        if found := sink.taken():
            yield found
