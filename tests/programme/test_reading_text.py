"""The text of files of every kind, and files that are none."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import docx
import pypdf
import pytest

from cedic.errors import DataError
from cedic.programme.reading.text import MOST_BYTES, text_of

SPANISH = "Actividad I.1.1. Integración económica\nAntecedentes y justificación: «año»\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_in_unicode(encoding: str) -> None:
    text = text_of(SPANISH.encode(encoding))
    assert "\n".join(text.lines) == SPANISH
    assert "encoding_mended" not in text.doubts


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_text_in_one_byte_is_read_and_doubted(encoding: str) -> None:
    text = text_of(SPANISH.encode(encoding))
    assert "\n".join(text.lines) == SPANISH
    assert text.doubts == ("encoding_assumed",)


def test_letters_read_byte_by_byte_are_mended_and_doubted() -> None:
    broken = (SPANISH + "“Cómo”, – 5 €").encode().decode("cp1252", "surrogateescape")
    text = text_of(broken.encode("utf-8", "surrogatepass").replace(b"\xed\xb2\x9d", b"\xc2\x9d"))
    assert text.lines[0] == "Actividad I.1.1. Integración económica"
    assert "“Cómo”" in text.lines[2]
    assert text.doubts == ("encoding_mended",)


def test_one_broken_byte_does_not_spoil_the_rest() -> None:
    text = text_of(SPANISH.encode() + b"\xff fin")
    assert text.lines[0] == "Actividad I.1.1. Integración económica"
    assert text.doubts == ("encoding_assumed", "encoding_mended")


@pytest.mark.parametrize("words", ["AÇÃO E NÃO", "«La IRMû", "“Mà”", "Às 10 h, É o fim", "Å–Ä"])
def test_what_is_right_is_not_mended(words: str) -> None:
    text = text_of(words.encode())
    assert text.lines == (words,)
    assert text.doubts == ()


def test_lost_characters_are_doubted() -> None:
    assert text_of("Integraci\ufffdn".encode()).doubts == ("characters_lost",)


def test_invisible_characters_go_and_letters_are_composed() -> None:
    text = text_of("Integracio\u0301n re\xadgional\u200b\r\nb\fc\rd".encode())
    assert text.lines == ("Integración regional", "b", "c", "d")


def test_a_docx_in_the_order_of_its_body(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Activity I.1.1. Ports", level=2)
    document.add_paragraph("Before the table.")
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(
        (cell for row in table.rows for cell in row.cells),
        ("Activities", "Schedule", "Study\nof ports", "May"),
        strict=True,
    ):
        cell.text = words
    document.add_paragraph("After it.")
    document.add_paragraph("An item", style="List Bullet")
    path = tmp_path / "named wrongly.pdf"
    document.save(str(path))
    assert [line for line in text_of(path).lines if line] == [
        "## Activity I.1.1. Ports",
        "Before the table.",
        "Activities\tSchedule",
        "Study of ports\tMay",
        "After it.",
        "- An item",
    ]


def test_a_pdf_with_text() -> None:
    page = b"BT /F1 12 Tf 72 720 Td (Activity I.1.1. Ports) Tj 0 -20 Td (Second line) Tj ET"
    lines = text_of(pdf_of(page)).lines
    assert [line.strip() for line in lines if line.strip()] == [
        "Activity I.1.1. Ports",
        "Second line",
    ]


def pdf_of(page: bytes, password: str = "") -> bytes:
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = pypdf.PdfWriter()
    added = writer.add_blank_page(612, 792)
    stream = DecodedStreamObject()
    stream.set_data(page)
    name = NameObject
    font = DictionaryObject(
        {
            name("/Type"): name("/Font"),
            name("/Subtype"): name("/Type1"),
            name("/BaseFont"): name("/Helvetica"),
        }
    )
    fonts = DictionaryObject({name("/F1"): font})
    added[name("/Resources")] = DictionaryObject({name("/Font"): fonts})
    added[name("/Contents")] = writer._add_object(stream)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def archive(**files: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name.replace("__", "/").replace("_", "."), data)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b" \r\n\t\n", "is empty"),
        (b"\x00" * 100, "is empty"),
        (b"Programme\x00\x01\x02 of work", "none of plain text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "none of plain text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "Word 97"),
        (b"{\\rtf1\\ansi Hello}", "RTF"),
        (b"%PDF-1.7\nnothing of the kind", "PDF cannot be read"),
        (pdf_of(b""), "no text"),
        (pdf_of(b"BT /F1 12 Tf (Hello) Tj ET", "secret"), "password"),
        (b"PK\x03\x04" + b"broken" * 20, "DOCX cannot be read"),
        (archive(xl__workbook_xml=b"<x/>"), "archive"),
        (archive(word__document_xml=b"<x/>"), "DOCX cannot be read"),
    ],
)
def test_a_file_that_is_none_is_told(data: bytes, says: str) -> None:
    with pytest.raises(DataError, match=says) as error:
        text_of(data, "upload.bin")
    assert "upload.bin" in str(error.value.where)


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cedic.programme.reading.text.MOST_UNPACKED", 1 << 20)
    with pytest.raises(DataError, match="once unpacked"):
        text_of(archive(word__document_xml=b"<w/>" + b" " * (1 << 21)))


def test_a_file_too_large_is_not_read() -> None:
    with pytest.raises(DataError, match="larger than 32 MB"):
        text_of(b"a" * (MOST_BYTES + 1))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        text_of(tmp_path / "none.txt")
    with pytest.raises(DataError, match="cannot be read"):
        text_of(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(DataError, match="it is no file"):
        text_of(tmp_path / "pipe")


def test_signs_that_a_form_would_refuse_do_not_enter() -> None:
    text = text_of("Ports\u202e and \ue001 customs\u200b; \uf0b7 roads\n".encode())
    assert text.lines[0] == "Ports and \ufffd customs; \uf0b7 roads"
    assert text.doubts == ("characters_lost",)
