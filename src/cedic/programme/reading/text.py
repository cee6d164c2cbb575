"""The text of a document, in lines: from plain text, Markdown, DOCX or PDF."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cedic.errors import DataError
from cedic.model.files import DAMAGE

MOST_BYTES = 1 << 25
"""Bytes of a file: 32 MB. Two hundred pages of a programme are two."""
MOST_UNPACKED = 1 << 28
"""Bytes of a DOCX once unpacked: 256 MB."""
MOST_PAGES = 2_000
MOST_LINES = 200_000
MOST_CHARACTERS = 20_000_000
KINDS = "plain text, Markdown, DOCX or PDF"

_BREAKS = re.compile("\r\n|[\r\n\f\v\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = dict.fromkeys(
    map(ord, "\ufeff\u200b\u200c\u200d\u2060\xad\x07\u200e\u200f\u202a\u202b\u202c\u202d\u202e")
)
# Signs without a meaning of their own, but for the bullets of symbol fonts.
_MEANINGLESS = re.compile("[\x80-\x9f]|(?![\uf0b7\uf0a7\uf0d8])[\ue000-\uf8ff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f]")
_AS_CP1252 = "".join(
    sorted({bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0xC0)} - {"\ufffd"})
)
# A letter or sign of two or three bytes in UTF-8, each read as a character of Windows-1252.
_MOJIBAKE = re.compile(
    f"[ÂÃ][{re.escape(_AS_CP1252)}\x81\x8d\x8f\x90\x9d]|â€[{_AS_CP1252}\x9d]|Å“(?=[a-z])"
)
_CLOSING = {"»": "«", "”": "“", "’": "‘"}


@dataclass(frozen=True)
class SourceText:
    """The text of a document.

    Parameters
    ----------
    lines : tuple of str
        The lines, as they stand in the file. Cells of a table are set apart by tabs, headings of a
        DOCX begin with ``#``.
    doubts : tuple of str
        What speaks against the text as a whole: codes of
        :data:`~cedic.programme.reading.doubts.DOUBTS`.
    """

    lines: tuple[str, ...]
    doubts: tuple[str, ...] = ()


def text_of(source: Path | bytes, name: str = "") -> SourceText:
    """The text of a document.

    What the file is follows from what it holds, not from its name. Text may be in UTF-8 or UTF-16;
    what is in neither is taken for Windows-1252. Broken characters (UTF-8 that was read as
    Windows-1252, "Ã³") are mended where only one reading is possible.

    Parameters
    ----------
    source : Path or bytes
        The file, or what it holds.
    name : str, optional
        What to call it in messages; by default its path.

    Returns
    -------
    SourceText
        Its lines, and the doubts about all of them.

    Raises
    ------
    DataError
        If the file cannot be read, is empty, too large, locked with a password, damaged, a PDF
        without text, or no document.
    """
    name = name or (str(source) if isinstance(source, Path) else "the document")
    data = _bytes_of(source, name)
    doubts: tuple[str, ...] = ()
    if data.startswith(b"%PDF-") or b"%PDF-" in data[:1024]:
        lines = _pdf(data, name)
    elif data.startswith(b"PK\x03\x04"):
        lines = _docx(data, name)
    else:
        lines, doubts = _plain(data, name)
    return _checked(lines, doubts, name)


def _bytes_of(source: Path | bytes, name: str) -> bytes:
    if isinstance(source, bytes):
        data = source[: MOST_BYTES + 1]
    else:
        if source.exists() and not source.is_file():
            # A pipe or a device may never end.
            raise DataError("The document cannot be read: it is no file.", where=name)
        try:
            with source.open("rb") as file:
                data = file.read(MOST_BYTES + 1)
        except OSError as error:
            reason = error.strerror or str(error)
            raise DataError(f"The document cannot be read: {reason}.", where=name) from None
    if len(data) > MOST_BYTES:
        raise DataError(
            f"The document is larger than {MOST_BYTES >> 20} MB.",
            where=name,
            remedy="leave out its pictures, or save it as plain text",
        )
    if not data.strip(b"\x00 \t\r\n"):
        raise DataError("The document is empty.", where=name)
    return data


def _checked(lines: list[str], doubts: tuple[str, ...], name: str) -> SourceText:
    if len(lines) > MOST_LINES or sum(map(len, lines)) > MOST_CHARACTERS:
        raise DataError(
            "The document holds more text than a programme or report can.",
            where=name,
            remedy=f"at most {MOST_LINES:,} lines and {MOST_CHARACTERS:,} characters are read",
        )
    composed = [unicodedata.normalize("NFC", line.translate(_INVISIBLE)) for line in lines]
    mended = [_mended(line) for line in composed]
    found = [*doubts]
    if mended != composed:
        found.append("encoding_mended")
    mended = [_MEANINGLESS.sub("\ufffd", line) for line in mended]
    if any("\ufffd" in line for line in mended):
        found.append("characters_lost")
    if not any(line.strip() for line in mended):
        raise DataError("The document is empty.", where=name)
    return SourceText(tuple(line.rstrip() for line in mended), tuple(found))


def _plain(data: bytes, name: str) -> tuple[list[str], tuple[str, ...]]:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise DataError(
            "This is a document of Word 97–2003, or one with a password.",
            where=name,
            remedy="save it as DOCX, without a password",
        )
    if data.startswith(b"{\\rtf"):
        raise DataError("This is RTF.", where=name, remedy="save it as DOCX or plain text")
    text, doubts = _decoded(data)
    controls = _CONTROL.search(text)
    if controls:
        line = len(_BREAKS.findall(text, 0, controls.start())) + 1
        raise DataError(
            f"The file is none of {KINDS}: it holds characters that no text has.",
            where=f"{name}, line {line}",
            remedy="save the document as DOCX, PDF or plain text in UTF-8",
        )
    return _BREAKS.split(text), doubts


def _decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            lost = ("characters_lost",)
            text = data.decode(encoding, "replace")
            return text, lost if "\ufffd" in text else ()
    nulls = data[:4096:2].count(0), data[1:4096:2].count(0)
    for none, some, encoding in ((0, 1, "utf-16-le"), (1, 0, "utf-16-be")):
        # Without a mark: every second byte of Latin text is zero.
        if nulls[none] == 0 and nulls[some] > min(len(data), 4096) // 4:
            return data.decode(encoding, "replace"), ("encoding_assumed",)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252"), ("encoding_assumed",)
    except UnicodeDecodeError:
        # Five bytes have no character in Windows-1252; UTF-8 with a broken byte has them.
        return data.decode("latin-1"), ("encoding_assumed",)


def _mended(line: str) -> str:
    """The line with each letter that was read byte by byte put together again."""

    def whole(match: re.Match[str]) -> str:
        broken = match[0]
        opening = _CLOSING.get(broken[-1])
        if opening and opening in line[: match.start()]:
            return broken
        raw = b"".join(_byte(sign) for sign in broken)
        try:
            letter = raw.decode("utf-8")
        except UnicodeDecodeError:
            return broken
        return letter if letter.isprintable() or letter == "\xa0" else broken

    return _MOJIBAKE.sub(whole, line)


def _byte(sign: str) -> bytes:
    try:
        return sign.encode("cp1252")
    except UnicodeEncodeError:
        return sign.encode("latin-1")


def _docx(data: bytes, name: str) -> list[str]:
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if "word/document.xml" not in names:
            raise DataError(
                f"The file is an archive, but none of {KINDS}.",
                where=name,
                remedy="save the document as DOCX",
            )
        if unpacked > MOST_UNPACKED:
            raise DataError(
                f"The document holds {unpacked >> 20:,} MB once unpacked; "
                f"{MOST_UNPACKED >> 20} MB are read.",
                where=name,
                remedy="leave out its pictures, or save it as plain text",
            )
        document = docx.Document(io.BytesIO(data))
        styles = {style.style_id: style.name or "" for style in document.styles}
        return [line for block in _blocks(document) for line in _lines_of(block, styles)]
    except (*DAMAGE, OSError) as error:
        raise DataError(
            f"The DOCX cannot be read: {error}.", where=name, remedy="save it again in Word"
        ) from None


def _blocks(document: Any) -> list[Any]:
    """Paragraphs and tables of the body in their order, those within content controls too."""
    outside = "not(ancestor::w:tbl) and not(ancestor::w:txbxContent)"
    found = document.element.body.xpath(f".//w:p[{outside}] | .//w:tbl[{outside}]")
    return list(found)


def _lines_of(block: Any, styles: dict[str, str]) -> list[str]:
    if not block.tag.endswith("}tbl"):
        lines = _words(block).split("\n")
        return [_mark(block, styles) + lines[0], *lines[1:], ""]
    rows = [
        [" ".join(" ".join(_words(p) for p in cell.xpath(".//w:p")).split()) for cell in cells]
        for row in block.xpath("./w:tr")
        if (cells := row.xpath("./w:tc"))
    ]
    return ["\t".join(row) for row in rows] + [""]


def _words(paragraph: Any) -> str:
    """The words of a paragraph with what was inserted, without what was deleted."""
    within = "not(ancestor::*[local-name()='Fallback'])"
    parts = paragraph.xpath(f".//w:t[{within}] | .//w:tab[parent::w:r] | .//w:br | .//w:cr")
    signs = {"tab": "\t", "br": "\n", "cr": "\n"}
    return "".join(signs.get(part.tag.rpartition("}")[2], part.text or "") for part in parts)


def _mark(paragraph: Any, styles: dict[str, str]) -> str:
    """What Markdown has before such a paragraph. The numbers that Word counts are not in the text."""
    ids = paragraph.xpath("./w:pPr/w:pStyle/@w:val")
    style = styles.get(ids[0], ids[0]) if ids else ""
    if not _words(paragraph).strip():
        return ""
    heading = re.fullmatch(r"(?i)heading (\d)", style)
    if heading:
        return "#" * int(heading[1]) + " "
    if paragraph.xpath("./w:pPr/w:numPr") or style.lower().startswith("list "):
        return "- "
    return ""


def _pdf(data: bytes, name: str) -> list[str]:
    import pypdf
    from pypdf.errors import PyPdfError

    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        # A password against changes alone is no password against reading.
        if reader.is_encrypted and not reader.decrypt(""):
            raise DataError(
                "The PDF is locked with a password.", where=name, remedy="save it without one"
            )
        if len(reader.pages) > MOST_PAGES:
            raise DataError(
                f"The PDF has {len(reader.pages):,} pages; {MOST_PAGES:,} are read.", where=name
            )
        pages = [page.extract_text() for page in reader.pages]
    except (PyPdfError, *DAMAGE, OSError) as error:
        raise DataError(
            f"The PDF cannot be read: {error}.", where=name, remedy="save it again as PDF"
        ) from None
    if not any(page.strip() for page in pages):
        raise DataError(
            "The PDF has no text: its pages are pictures.",
            where=name,
            remedy="have its text recognised (OCR), or give the document as DOCX",
        )
    # Where a font does not say which letters its signs are, pypdf gives control characters.
    return _BREAKS.split(_CONTROL.sub("\ufffd", "\n\n".join(pages)))
