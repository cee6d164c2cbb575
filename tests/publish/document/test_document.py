"""A document as HTML, DOCX and PDF: whole, accessible, and deaf to what hostile words say."""

from __future__ import annotations

import importlib
import re
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cedic.errors import DataError
from cedic.publish.document import (
    FORMATS,
    Bullets,
    Document,
    Facts,
    Figure,
    Heading,
    Meta,
    Notice,
    Numbered,
    Paragraph,
    Run,
    Table,
    docx,
    html,
    pdf,
)
from cedic.publish.document.model import plain, text

pytest.importorskip("typst")
lxml_html = pytest.importorskip("lxml.html")
pypdf = pytest.importorskip("pypdf")
word = pytest.importorskip("docx")

META = Meta("Secretaría", date(2020, 2, 29), "Registro", "3")
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">'
    '<rect width="40" height="20" fill="#0b5c73"/></svg>'
)
NAME = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = (
    '#read("/etc/passwd")',
    "<script>alert(1)</script>",
    "]]> </w:t> {{ 7 * 7 }}",
    "*bold* _it_ $x$ @label `raw` // note /* note */ \\u{41} = no heading",
    "- + 1. <label> ~ -- ... ' \"",
)


def document(*blocks: Any, **more: Any) -> Document:
    return Document(
        **{
            "title": "Informe",
            "subtitle": "Primero",
            "language": "es",
            "blocks": blocks,
            "meta": META,
        }
        | more
    )


WHOLE = document(
    Facts((("Lugar", "Caracas"), ("Título", Run("In English", "en")))),
    Heading(1, "Uno"),
    Paragraph("Texto"),
    Paragraph((Run("fuerte", strong=True), Run(" y "), Run("leve", "pt")), "note"),
    Heading(2, "Uno punto uno"),
    Bullets(("a", "b")),
    Numbered(("c", "d")),
    Numbered(("e", "f")),
    Numbered(("g", "h"), ("4.a", "4.b")),
    Heading(3, "Sección", listed=False),
    Table(
        ("Nombre", "Número"),
        tuple((f"fila {n}", str(n)) for n in range(80)),
        "Leyenda",
        ("left", "right"),
        (3, 1),
    ),
    Figure(PICTURE, "Un rectángulo", "Figura"),
    Notice("Atención"),
    *(Heading(1, f"Capítulo {n}") for n in range(5)),
    notice="Demostración",
)


@pytest.fixture(scope="module")
def page() -> Any:
    return lxml_html.fromstring(html(WHOLE).decode())


@pytest.fixture(scope="module")
def sheet() -> Any:
    return word.Document(BytesIO(docx(WHOLE)))


@pytest.fixture(scope="module")
def reader() -> Any:
    return pypdf.PdfReader(BytesIO(pdf(WHOLE)))


def test_page_has_its_parts(page):
    assert page.get("lang") == "es"
    assert [one.text for one in page.iter("title")] == ["Informe"]
    assert [one.text_content() for one in page.iter("h1", "h2", "h3")][:4] == [
        "Informe",
        "Índice",
        "Uno",
        "Uno punto uno",
    ]
    [listed] = page.find_class("contents")
    targets = [link.get("href")[1:] for link in listed.iter("a")]
    assert len(targets) == 7
    assert all(page.get_element_by_id(target) is not None for target in targets)
    assert [one.text for one in page.iter("span") if one.get("lang") == "en"] == ["In English"]
    assert [one.get("alt") for one in page.iter("img")] == ["Un rectángulo"]
    assert [one.get("scope") for one in page.iter("th")][:3] == ["col", "col", "row"]
    assert "Secretaría · 29 de febrero de 2020 · Registro · 3" in page.text_content()


def test_page_asks_nothing_of_another_place(page):
    assert not list(page.iter("script", "link", "iframe"))
    addresses = [one.get("src") for one in page.iter("img")]
    assert all(address.startswith("data:image/svg+xml;base64,") for address in addresses)
    style = "".join(one.text for one in page.iter("style"))
    assert "url(" not in style
    assert "@import" not in style


def test_word_file_has_its_parts(sheet):
    styles = [line.style.name for line in sheet.paragraphs]
    assert styles.count("Heading 1") == 6
    assert styles.count("Heading 2") == 1
    assert styles.count("Section 3") == 1
    told = sheet.core_properties
    assert (told.title, told.author, told.language) == ("Informe", "Secretaría", "es-419")
    assert told.created.date() == told.modified.date() == META.date
    [section] = sheet.sections
    assert section.different_first_page_header_footer
    assert section.first_page_header.paragraphs[0].text == ""
    assert 'w:instr="PAGE"' in section.first_page_footer._element.xml
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert section.header.paragraphs[0].text == "Demostración"
    foot = section.footer._element.xml
    assert 'w:instr="PAGE"' in foot
    assert 'w:instr="NUMPAGES"' in foot


def test_word_lists_count_from_one_again(sheet):
    numbered = [line for line in sheet.paragraphs if line.style.name == "List Number"]
    ids = [line._p.pPr.numPr.numId.val for line in numbered]
    assert [line.text for line in numbered] == ["c", "d", "e", "f"]
    assert ids[0] == ids[1] != ids[2] == ids[3]
    assert "4.a\tg" in [line.text for line in sheet.paragraphs]


def test_word_contents_are_a_field_filled_in(sheet):
    xml = sheet.element.xml
    assert 'TOC \\o "1-2" \\h \\z' in xml
    assert '<w:docPartGallery w:val="Table of Contents"/>' in xml
    entries = [one.text for one in sheet.element.iter(NAME + "t") if _line(one).startswith("toc")]
    assert entries[:2] == ["Uno", "Uno punto uno"]
    levels = re.findall(r'w:pStyle w:val="(toc\d)"', xml)
    assert levels == ["toc1", "toc2", *["toc1"] * 5]
    links = re.findall(r'<w:hyperlink w:anchor="([^"]+)"', xml)
    assert len(links) == 7
    assert set(links) <= set(re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', xml))
    assert "w:pageBreakBefore" in next(
        line._p.xml for line in sheet.paragraphs if line.style.name == "Heading 1"
    )


def _line(run: Any) -> str:
    line = next(run.iterancestors(NAME + "p"))
    return next((one.get(NAME + "val") for one in line.iter(NAME + "pStyle")), "")


def test_no_program_lists_sections_in_the_contents(sheet):
    """LibreOffice takes all of the outline down to the depth of the field."""
    told = sheet.styles["Section 1"].element.xml
    assert '<w:outlineLvl w:val="2"/>' in told
    assert '<w:outlineLvl w:val="3"/>' in sheet.styles["Section 4"].element.xml


def test_word_tables_repeat_their_header_and_pictures_have_words(sheet):
    [table] = sheet.tables
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert "w:tblHeader" not in table.rows[1]._tr.xml
    assert all("w:cantSplit" in row._tr.xml for row in table.rows)
    assert 'w:tblCaption w:val="Leyenda"' in table._tbl.xml
    assert len(table.rows) == 81
    [picture] = sheet.inline_shapes
    assert picture._inline.docPr.get("descr") == "Un rectángulo"


def test_word_runs_say_their_language(sheet):
    xml = sheet.element.xml
    assert set(re.findall(r'<w:lang w:val="([^"]+)"/>', xml)) == {"en-GB", "pt-BR"}
    [default] = re.findall(r'<w:lang w:val="([^"]+)"', sheet.styles.element.xml)
    assert default == "es-419"


ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind "
    "contextualSpacing jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps color spacing kern sz szCs u shd lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "tcPr": "tcW gridSpan tcBorders shd",
    "sectPr": "type pgSz pgMar pgNumType cols titlePg docGrid",
    "sdtPr": "docPartObj",
}
"""The order that ISO/IEC 29500-1 gives to properties: Word mends a file that has another."""


def _names(properties: Any) -> list[str]:
    """What is set, but heads and feet, which may come in any order."""
    names = (one.tag.removeprefix(NAME) for one in properties)
    return [name for name in names if not name.endswith("Reference")]


def test_word_properties_are_in_the_order_of_the_standard(sheet):
    [section] = sheet.sections
    for part in (sheet.element, section.header._element, section.footer._element):
        for tag, order in ORDER.items():
            for properties in part.iter(NAME + tag):
                names = _names(properties)
                assert names == sorted(names, key=order.split().index)
    for own in ("Facts", "Notice", "Table Cell", "Section 3", "toc 2", "Title", "Heading 2"):
        [properties] = sheet.styles[own].element.iter(NAME + "pPr")
        names = _names(properties)
        assert names == sorted(names, key=ORDER["pPr"].split().index)


def test_word_file_is_of_todays_word_and_shows_no_other_document(sheet):
    assert '"compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"' in (
        sheet.settings.element.xml
    )
    with zipfile.ZipFile(BytesIO(docx(WHOLE))) as archive:
        names = archive.namelist()
    assert not [one for one in names if "thumbnail" in one or one.endswith("app.xml")]


def test_word_ids_differ(sheet):
    for tag in ("bookmarkStart", "docPr"):
        ids = re.findall(rf'<\w+:{tag} [^>]*?id="(\d+)"', sheet.element.xml)
        assert len(ids) == len(set(ids)) > 0


def test_pdf_is_tagged(reader):
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "es"
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode()
    assert reader.metadata.title == "Informe"
    assert reader.metadata.creation_date.date() == META.date
    box = reader.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)


def tags(node: Any) -> list[tuple[str, Any]]:
    """Each tag of a structure with its element, top-down."""
    node = node.get_object()
    if isinstance(node, list):
        return [found for child in node for found in tags(child)]
    if not isinstance(node, dict):
        return []
    own = [(str(node["/S"]), node)] if "/S" in node else []
    return own + (tags(node["/K"]) if "/K" in node else [])


def test_pdf_structure_holds_headings_tables_lists_and_words_for_the_picture(reader):
    found = tags(reader.trailer["/Root"]["/StructTreeRoot"])
    names = [name for name, _ in found]
    assert names.count("/H1") == 6
    assert names.count("/TH") >= 2
    assert names.count("/TR") == 81
    assert "/TOC" in names
    assert names.count("/LI") >= 8
    figures = [element for name, element in found if name == "/Figure"]
    assert [str(one["/Alt"]) for one in figures] == ["Un rectángulo"]
    assert "en" in {str(element["/Lang"]) for _, element in found if "/Lang" in element}


def test_pdf_has_an_outline_and_numbers_its_pages(reader):
    listed = reader.outline
    assert listed[0]["/Title"] == "Uno"
    count = len(reader.pages)
    for number, one in enumerate(reader.pages, start=1):
        said = one.extract_text()
        assert f"Página {number} de {count}" in said
        assert "Demostración" in said


def words_of(format: str, made: bytes) -> str:
    """What a reader sees of a document, on one line."""
    if format == "html":
        [body] = lxml_html.fromstring(made.decode()).iter("body")
        seen = body.text_content()
    elif format == "docx":
        seen = " ".join(line.text for line in word.Document(BytesIO(made)).paragraphs)
    else:
        pages = pypdf.PdfReader(BytesIO(made)).pages
        seen = " ".join(one.extract_text() for one in pages)
    return " ".join(seen.split())


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_are_words(format, hostile):
    made = FORMATS[format](document(Paragraph(hostile), title=f"T {hostile}"))
    seen = words_of(format, made)
    # Line breaks of a PDF fall anywhere.
    assert seen.replace(" ", "").count(hostile.replace(" ", "")) >= 2


@pytest.mark.parametrize("format", FORMATS)
def test_every_place_takes_hostile_words(format):
    bad = HOSTILE[0] + HOSTILE[1]
    made = FORMATS[format](
        document(
            Facts(((bad, bad),)),
            Heading(1, bad, anchor=f'"><script>{bad}'),
            Notice(bad),
            Bullets((bad,)),
            Numbered((bad,), (bad,)),
            Numbered((bad,)),
            Table((bad, bad), ((bad, Run(bad, "en")),), bad),
            Figure(PICTURE, bad, bad),
            subtitle=bad,
            notice=bad,
            meta=Meta(bad, META.date, bad, bad),
        )
    )
    if format == "html":
        assert not list(lxml_html.fromstring(made.decode()).iter("script"))
    else:
        assert words_of(format, made).replace(" ", "").count(bad) >= 8


@pytest.mark.parametrize("format", FORMATS)
def test_signs_that_are_no_text_go_and_marks_of_direction_stay(format):
    seen = words_of(
        format,
        FORMATS[format](document(Paragraph("a\x00\x07b\x1b\ud800c\ufffe \u200fשלום\u202e d"))),
    )
    assert "abc" in seen
    assert "d" in seen
    assert not re.search("[\x00-\x08\x1b\ud800-\udfff\u202a-\u202e\ufffe]", seen)


def test_plain_keeps_spaces_that_do_not_break():
    assert plain("a\n\t b\u00a0: c\u200f") == "a b\u00a0: c\u200f"


@pytest.mark.parametrize("format", FORMATS)
def test_a_word_longer_than_any_line(format):
    long = "w" * 10_000
    made = FORMATS[format](document(Table(("a", "b"), ((long[:900], "b"),)), Paragraph(long)))
    if format == "pdf":
        pages = pypdf.PdfReader(BytesIO(made)).pages
        said = "".join(one.extract_text() for one in pages)
        assert said.count("w") == 10_900
        # Nothing is lost over the edge of a page.
        assert len(pages) > 2
        assert max(len(run) for run in re.findall("w+", said)) < 80
    else:
        assert long in words_of(format, made)


def test_emoji_and_scripts_without_a_font():
    told = document(Paragraph("paz \N{DOVE OF PEACE}\N{GRINNING FACE} 漢 мир ειρήνη"))
    for format in ("html", "docx"):
        assert "\N{DOVE OF PEACE}\N{GRINNING FACE} 漢 мир" in words_of(
            format, FORMATS[format](told)
        )
    seen = words_of("pdf", pdf(told))
    # Fonts of the machine may have them.
    for sign in ("\N{GRINNING FACE}", "漢"):
        assert sign in seen or f"[U+{ord(sign):04X}]" in seen
    assert "мир ειρήνη" in seen


def test_fonts_of_the_machine_are_asked_only_for_signs_that_lack_one(monkeypatch):
    module = importlib.import_module("cedic.publish.document.pdf")
    asked, compiler = [], module._compiler

    def noted(source: bytes, **given: Any) -> Any:
        asked.append(given["of_machine"])
        return compiler(source, **given)

    monkeypatch.setattr(module, "_compiler", noted)
    pdf(document(Paragraph("sin rarezas: ñ, ç, мир, ··")))
    assert asked == [False]
    # A sign of Khitan, which no font of this machine is likely to have.
    assert "[U+16FE4]" in words_of("pdf", pdf(document(Paragraph("a \U00016fe4"))))
    assert asked[1:] == [False, True, True]


def test_links_lead_to_the_web_and_nowhere_else():
    bad = "javascript:alert(1)"
    told = document(
        Paragraph((Run("sí", address="https://example.org/a?b=1&c"), Run("no", address=bad)))
    )
    [link] = [
        one for one in lxml_html.fromstring(html(told).decode()).iter("a") if "rel" in one.attrib
    ]
    assert (link.get("href"), link.get("rel"), link.text) == (
        "https://example.org/a?b=1&c",
        "noopener nofollow",
        "sí",
    )
    relations = word.Document(BytesIO(docx(told))).part.rels.values()
    assert [one.target_ref for one in relations if one.is_external] == [link.get("href")]
    [page] = pypdf.PdfReader(BytesIO(pdf(told))).pages
    assert [one.get_object()["/A"]["/URI"] for one in page["/Annots"]] == [link.get("href")]


def test_a_row_stays_on_one_page_unless_it_is_very_long():
    """Forty rows of many lines, and one that no page can hold."""
    rows = tuple((f"inicio{n}", f"a{n} " + "b " * 140 + f"fin{n}") for n in range(40))
    told = document(Table(("Uno", "Dos"), (*rows, ("x", "y " * 6000)), widths=(4, 1)))
    seen = [one.extract_text() for one in pypdf.PdfReader(BytesIO(pdf(told))).pages]
    for n in range(40):
        [page] = [text for text in seen if f"a{n} " in text]
        assert f"fin{n}" in page
    assert sum(text.count("y ") for text in seen) > 5500


@settings(max_examples=10, deadline=None)
@given(st.text())
def test_any_text_can_be_set(any_text):
    words = f"x {any_text}"
    told = document(
        Paragraph(any_text),
        Heading(1, words),
        Table((any_text, any_text), ((any_text, words),), any_text),
        title=words,
        subtitle=any_text,
        notice=any_text,
    )
    assert pdf(told).startswith(b"%PDF-")
    lxml_html.fromstring(html(told).decode())


@pytest.mark.parametrize("format", FORMATS)
def test_same_document_same_bytes(format):
    assert FORMATS[format](WHOLE) == FORMATS[format](WHOLE)


def test_word_file_carries_no_time_of_its_writing():
    with zipfile.ZipFile(BytesIO(docx(WHOLE))) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_pictures_load_nothing_and_run_nothing():
    asks = PICTURE.replace("<rect", '<image href="/etc/hostname" width="1" height="1"/><rect')
    for make in (pdf, docx):
        with pytest.raises(DataError):
            make(document(Figure(asks, "x")))
    runs = PICTURE.replace("<rect", "<script>alert(1)</script><rect")
    assert b"<script" not in html(document(Figure(runs, "x")))


@pytest.mark.parametrize("make", [pdf, docx])
def test_what_is_no_picture_is_refused(make):
    with pytest.raises(DataError, match=r"SVG|set as PDF"):
        make(document(Figure("no picture", "x")))


def test_short_documents_have_no_contents():
    short = document(Heading(1, "a"), Heading(2, "b"))
    assert short.contents_depth == 0
    assert "Índice" not in words_of("html", html(short))


def test_anchors_are_safe_and_differ():
    told = document(Heading(1, "a", "I.1"), Heading(1, "b", "i 1"), Heading(1, "c", '"<'))
    assert told.anchors() == ["i-1", "i-1-at-2", "section-3"]


def test_bad_documents_are_refused():
    with pytest.raises(ValueError, match="level 3"):
        document(Heading(1, "a"), Heading(3, "b"))
    with pytest.raises(ValueError, match="level 2"):
        document(Heading(2, "a"))
    with pytest.raises(ValueError, match="heading without words"):
        document(Heading(1, "\ud800 "))
    with pytest.raises(ValueError, match="title"):
        document(title=" \x00 ")
    with pytest.raises(ValueError, match="2 columns"):
        Table(("a", "b"), (("c",),))
    with pytest.raises(ValueError, match="labels"):
        Numbered(("a",), ("1", "2"))
    with pytest.raises(ValueError, match="do not see"):
        Figure(PICTURE, " ")


def test_languages_and_words():
    assert WHOLE.languages() == {"es", "en", "pt"}
    assert replace(WHOLE, blocks=()).languages() == {"es"}
    assert text((Run("a "), Run("b"))) == "a b"
