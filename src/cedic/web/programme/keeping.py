"""Documents that people send: checked, kept under a number, given out to those who may see them."""

from __future__ import annotations

import hashlib
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction

from cedic.programme.terms import VISIBILITIES
from cedic.web import audit
from cedic.web.programme import document_words, search
from cedic.web.programme.documents_seen import OWNERS
from cedic.web.programme.models import Document
from cedic.web.programme.pages import Refused
from cedic.web.programme.words.documents import WRONG

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from cedic.web.programme.viewers import Viewer

LARGEST = 9_000_000
"""The most bytes that a document may have: less than any request of a stranger's may."""
_OPENXML = "application/vnd.openxmlformats-officedocument"
_OPENDOCUMENT = "application/vnd.oasis.opendocument"
TYPES = {
    "pdf": ("application/pdf", b"%PDF-"),
    "docx": (f"{_OPENXML}.wordprocessingml.document", b"PK\x03\x04"),
    "xlsx": (f"{_OPENXML}.spreadsheetml.sheet", b"PK\x03\x04"),
    "pptx": (f"{_OPENXML}.presentationml.presentation", b"PK\x03\x04"),
    "odt": (f"{_OPENDOCUMENT}.text", b"PK\x03\x04"),
    "ods": (f"{_OPENDOCUMENT}.spreadsheet", b"PK\x03\x04"),
    "odp": (f"{_OPENDOCUMENT}.presentation", b"PK\x03\x04"),
    "png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    "jpg": ("image/jpeg", b"\xff\xd8\xff"),
    "txt": ("text/plain; charset=utf-8", b""),
    "csv": ("text/csv; charset=utf-8", b""),
}
"""What is taken: by the end of a name, the media type, and how such a file begins."""
UNSAFE = re.compile(r"[^\w.() -]+")


@transaction.atomic
def keep(
    file: UploadedFile,
    owner: Any,
    by: Any,
    *,
    title: str = "",
    language: str = "",
    visibility: str = "internal",
) -> Document:
    """Keep a file that was sent, as a document of a record.

    Parameters
    ----------
    file : UploadedFile
        What was sent.
    owner : Model
        What it belongs to: of a kind in :data:`~cedic.web.programme.documents_seen.OWNERS`.
    by : User
        Who sent it.
    title : str, optional
        What it is called; by default as its file.
    visibility : str, default "internal"
        Who may see it, provided that they may see what it belongs to.

    Raises
    ------
    Refused
        If it is empty, too large, or not what its name says.
    """
    name = UNSAFE.sub("_", Path(file.name or "").name).strip(". ")[-100:]
    ending = name.rpartition(".")[2].lower()
    ending = "jpg" if ending == "jpeg" else ending
    _check(file, ending)
    data = b"".join(file.chunks())
    document = Document(
        name=name,
        title=title[:600] or name,
        language=language,
        type=TYPES[ending][0],
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        visibility=visibility,
        by=by,
        by_name=str(by or "")[:200],
        **{owner_name(owner): owner},
    )
    document.save(force_insert=True)
    document.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    document.path.touch(0o600)
    document.path.write_bytes(data)
    search.index(document)
    document_words.to_be_read(document)
    audit.record(
        by, "programme.document_kept", document.title, {"file": name, "sha256": document.sha256}
    )
    return document


def owner_name(owner: Any) -> str:
    """The column of a document that holds such a record."""
    for name in OWNERS:
        if isinstance(owner, Document._meta.get_field(name).related_model):
            return name
    raise TypeError(f"a {type(owner).__name__} has no documents")


def documents_of(owner: Any, viewer: Viewer) -> list[Document]:
    """The documents of a record that a viewer may see, who may see the record."""
    return list(owner.documents.seen_by(viewer))


def shelf(owner: Any, viewer: Viewer, back: str = "") -> dict[str, Any]:
    """The documents of a record, for ``programme/documents.html``.

    Parameters
    ----------
    owner : Model
        The record.
    viewer : Viewer
        Who looks at it.
    back : str, optional
        For those who may change it: the page that they are on, below the language.
    """
    return {
        "documents": documents_of(owner, viewer),
        "owner": f"{owner_name(owner)}:{owner.pk}" if back else "",
        "back_to": back,
        "visibilities": VISIBILITIES,
    }


@transaction.atomic
def forget(document: Document, by: Any) -> None:
    """Delete a document and its file."""
    audit.record(by, "programme.document_deleted", document.title, {"file": document.name})
    document.delete()


def _check(file: UploadedFile, ending: str) -> None:
    if ending not in TYPES:
        raise Refused(WRONG["kind"], known=", ".join(TYPES))
    if not file.size:
        raise Refused(WRONG["empty_file"])
    if file.size > LARGEST:
        raise Refused(WRONG["large"], most=LARGEST // 1_000_000)
    start = file.read(8)
    file.seek(0)
    if not start.startswith(TYPES[ending][1]) or (not TYPES[ending][1] and not _is_text(file)):
        raise Refused(WRONG["other_kind"], ending=ending)
    if TYPES[ending][1] == b"PK\x03\x04" and not _is_whole(file):
        raise Refused(WRONG["other_kind"], ending=ending)


def _is_text(file: UploadedFile) -> bool:
    held = file.read()
    file.seek(0)
    try:
        return "\0" not in held.decode("utf-8")
    except UnicodeDecodeError:
        return False


def _is_whole(file: UploadedFile) -> bool:
    """Whether it is an archive with what a document of an office has, and without macros."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, RuntimeError, OSError, ValueError):
        return False
    finally:
        file.seek(0)
    macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    return bool(names & {"[Content_Types].xml", "mimetype"}) and not macros
