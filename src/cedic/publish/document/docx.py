"""A document as a Word file."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import datetime, time
from io import BytesIO
from typing import Any

from cedic.errors import UsageError
from cedic.publish import style
from cedic.publish.document.model import (
    Block,
    Bullets,
    Document,
    Facts,
    Figure,
    Heading,
    Inline,
    Notice,
    Numbered,
    Paragraph,
    Table,
    plain,
    runs,
    text,
)
from cedic.publish.document.pdf import png
from cedic.publish.document.words import CONTENTS, PAGE

_LANGUAGES = {"es": "es-419", "en": "en-GB", "pt": "pt-BR", "fr": "fr-FR"}
_SERIF, _SANS = "Georgia", "Arial"
_CELL, _FACTS, _NOTICE, _AFTER_TABLE = "Table Cell", "Facts", "Notice", "After Table"
_HEADINGS = (20, 16, 14, 12, 11)
_MARGIN, _LINE, _NAMES = 25, 160, 55
"""Millimetres: the margin at each side of an A4 sheet, what is left between them, and what the
names of facts take of that."""
_NEWEST = "15"
"""What Word calls itself in a file since 2013; a file of less opens in a mode for old ones."""


def docx(document: Document) -> bytes:
    """A document as DOCX: A4, with real headings, lists, repeated table headers and contents.

    Parameters
    ----------
    document : Document
        The document.

    Returns
    -------
    bytes
        The file; the same for the same document.

    Raises
    ------
    UsageError
        If python-docx is not installed.
    DataError
        If a picture in it is no SVG.
    """
    return _Writer(document).written()


class _Writer:
    """Writes one document."""

    def __init__(self, document: Document) -> None:
        try:
            from docx import Document as Word
        except ImportError:
            raise UsageError(
                "DOCX needs python-docx, which is not installed.",
                remedy="run: pip install 'cedic[reports]'",
            ) from None
        self.document = document
        self.word: Any = Word()
        self.bookmarks = 0
        self.on_new_page = False

    def written(self) -> bytes:
        self._set_up()
        self._head_and_foot()
        self._title()
        front = self.document.front()
        for block in self.document.blocks[:front]:
            self._block(block)
        self._contents()
        for block in self.document.blocks[front:]:
            self._block(block)
        return _same_bytes(self.word)

    # The sheet and what is said of the file

    def _set_up(self) -> None:
        from docx.shared import Mm

        [section] = self.word.sections
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(_MARGIN)
        section.top_margin = section.bottom_margin = Mm(_MARGIN)
        self._styles()
        self._properties()
        self._settings()

    def _settings(self) -> None:
        """What the template of python-docx says of itself, an old file in English, put right."""
        language, settings = _LANGUAGES[self.document.language], self.word.settings.element
        mode = settings.find(
            f".//{_name('w:compatSetting')}[@{_name('w:name')}='compatibilityMode']"
        )
        mode.set(_name("w:val"), _NEWEST)
        settings.find(_name("w:zoom")).set(_name("w:percent"), "100")
        settings.find(_name("w:themeFontLang")).set(_name("w:val"), language)
        # Its picture shows another document, and its account of the program another program.
        package = self.word.part.package
        for key, relation in list(package.rels.items()):
            if relation.reltype.endswith(("/thumbnail", "/extended-properties")):
                package.rels.pop(key)

    def _properties(self) -> None:
        document, told = self.document, self.word.core_properties
        made = datetime.combine(document.meta.date, time())
        told.title = text(document.title)[:255]
        told.subject = plain(document.subtitle)[:255]
        told.author = told.last_modified_by = plain(document.meta.publisher)[:255]
        told.language = _LANGUAGES[document.language]
        told.created = told.modified = made
        told.comments = plain(document.notice)[:255]
        told.revision = 1

    def _styles(self) -> None:
        from docx.shared import Pt

        styles = self.word.styles
        _font(styles["Normal"], _SANS, 10.5, style.INK)
        styles["Normal"].paragraph_format.space_after = Pt(6)
        self._language_of(styles.element.find(".//" + _name("w:rPrDefault") + "/" + _name("w:rPr")))
        _font(styles["Title"], _SERIF, 28, style.INK, bold=True)
        _font(styles["Subtitle"], _SERIF, 15, style.MUTED)
        _unadorned(styles["Title"])
        _unadorned(styles["Subtitle"])
        _font(styles["Caption"], _SANS, 9, style.MUTED, bold=False)
        self._cell_style()
        self._facts_style()
        self._notice_style()
        self._own_style(_AFTER_TABLE).paragraph_format.line_spacing = Pt(8)
        self._contents_styles()
        for level, size in enumerate(_HEADINGS, start=1):
            heading = styles[f"Heading {level}"]
            _font(heading, _SERIF, size, style.INK, bold=True)
            heading.paragraph_format.space_before = Pt(28 - 4 * level)
            heading.paragraph_format.space_after = Pt(4)
            self._section_style(level, heading)

    def _own_style(self, name: str, *, after: float = 0, builtin: bool = False) -> Any:
        from docx.enum.style import WD_STYLE_TYPE
        from docx.shared import Pt

        own = self.word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin)
        own.base_style = self.word.styles["Normal"]
        own.paragraph_format.space_after = Pt(after)
        return own

    def _cell_style(self) -> None:
        from docx.shared import Pt

        spaced = self._own_style(_CELL, after=2).paragraph_format
        spaced.space_before = Pt(2)
        spaced.line_spacing = 1.0

    def _facts_style(self) -> None:
        from docx.shared import Mm

        lines = self._own_style(_FACTS, after=2).paragraph_format
        lines.left_indent, lines.first_line_indent = Mm(_NAMES), Mm(-_NAMES)
        lines.tab_stops.add_tab_stop(Mm(_NAMES))

    def _notice_style(self) -> None:
        notice = self._own_style(_NOTICE, after=10)
        notice.font.bold = True
        properties = notice.element.get_or_add_pPr()
        border = _element("w:pBdr")
        accent, wash = style.ACCENT.lstrip("#"), style.WASH.lstrip("#")
        border.append(_element("w:left", val="single", sz="24", space="8", color=accent))
        # The order of a paragraph's properties is fixed: these two come before its spacing.
        properties.insert(0, border)
        properties.insert(1, _element("w:shd", val="clear", color="auto", fill=wash))

    def _contents_styles(self) -> None:
        """The styles that Word itself gives to the lines of the contents, and to their heading."""
        from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
        from docx.shared import Mm

        _font(self.word.styles["TOC Heading"], _SERIF, 16, style.INK, bold=True)
        for level in range(1, len(_HEADINGS) + 1):
            lines = self._own_style(f"toc {level}", after=3, builtin=True).paragraph_format
            lines.left_indent = Mm(5 * (level - 1))
            lines.tab_stops.add_tab_stop(Mm(_LINE), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)

    def _section_style(self, level: int, heading: Any) -> None:
        """A heading that the contents leave out, whichever program brings them up to date.

        Word goes by the names of styles, LibreOffice by their level in the outline.
        """
        from docx.enum.style import WD_STYLE_TYPE

        section = self.word.styles.add_style(f"Section {level}", WD_STYLE_TYPE.PARAGRAPH)
        section.base_style, section.next_paragraph_style = heading, self.word.styles["Normal"]
        _font(section, _SANS, 10, style.MUTED, bold=True)
        below = max(level, self.document.contents_depth + 1)
        section.element.get_or_add_pPr().append(_element("w:outlineLvl", val=str(below - 1)))

    def _language_of(self, properties: Any) -> None:
        from docx.oxml.ns import qn

        lang = properties.find(qn("w:lang"))
        if lang is None:
            lang = _element("w:lang")
            properties.append(lang)
        lang.set(qn("w:val"), _LANGUAGES[self.document.language])

    def _head_and_foot(self) -> None:
        """What stands on each page; the first one, which has title and notice, has no head."""
        [section] = self.word.sections
        section.different_first_page_header_footer = True
        head = section.header.paragraphs[0]
        if self.document.notice:
            self._runs(head, self.document.notice, bold=True, colour=style.ACCENT, size=8.5)
            head = section.header.add_paragraph()
        self._runs(head, self.document.running(), colour=style.MUTED, size=8.5)
        self._foot(section.footer.paragraphs[0])
        self._foot(section.first_page_footer.paragraphs[0])

    def _foot(self, foot: Any) -> None:
        from docx.enum.text import WD_TAB_ALIGNMENT
        from docx.shared import Mm

        foot.paragraph_format.tab_stops.add_tab_stop(Mm(_LINE), WD_TAB_ALIGNMENT.RIGHT)
        # Word's own style sets a stop in the middle, which would take the page's number.
        foot.style = self.word.styles["Normal"]
        self._runs(foot, self.document.origin()[:90], colour=style.MUTED, size=8.5)
        foot.add_run("\t")
        before, _, rest = PAGE[self.document.language].partition("{page}")
        between, _, _ = rest.partition("{pages}")
        for words, field in ((before, "PAGE"), (between, "NUMPAGES")):
            _small(foot.add_run(words))
            _field(foot, field)

    def _title(self) -> None:
        document = self.document
        self._runs(self._line("Title"), document.title)
        if document.subtitle:
            self._runs(self._line("Subtitle"), document.subtitle)
        if document.notice:
            self._block(Notice(document.notice))

    def _contents(self) -> None:
        """The contents as a field, filled in, which the reader's program brings up to date.

        On which page a heading falls only that program knows: it adds the numbers.
        """
        depth = self.document.contents_depth
        if not depth:
            return
        held = self._building_block("Table of Contents")
        heading = self._line("TOC Heading")
        heading.add_run(CONTENTS[self.document.language])
        held.append(heading._p)
        listed = [
            (number, one)
            for number, one in enumerate(self.document.headings(), start=1)
            if one.listed
        ]
        for place, (number, one) in enumerate(listed):
            line = self._line(f"toc {one.level}")
            held.append(line._p)
            if place == 0:
                _begin_field(line, f'TOC \\o "1-{depth}" \\h \\z')
            link = _element("w:hyperlink", anchor=_bookmark(number), history="1")
            line._p.append(link)
            link.extend(run._r for run in self._runs(line, one.words))
        _end_field(line)
        self.on_new_page = True

    def _building_block(self, gallery: str) -> Any:
        """A place that Word knows as its own, with a button to bring it up to date."""
        part, told = _element("w:sdt"), _element("w:sdtPr")
        kind = _element("w:docPartObj")
        kind.append(_element("w:docPartGallery", val=gallery))
        kind.append(_element("w:docPartUnique"))
        told.append(kind)
        content = _element("w:sdtContent")
        part.append(told)
        part.append(content)
        self.word.element.body.insert_element_before(part, "w:sectPr")
        return content

    # The blocks

    def _line(self, style: str) -> Any:
        return _styled(self.word.add_paragraph(), style)

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                self._heading(block)
            case Paragraph(kind="note"):
                line = self.word.add_paragraph()
                self._runs(line, block.words, colour=style.MUTED, size=9)
            case Paragraph():
                self._runs(self.word.add_paragraph(), block.words)
            case Bullets():
                for item in block.items:
                    self._runs(self._line("List Bullet"), item)
            case Numbered():
                self._numbered(block)
            case Table():
                self._table(block)
            case Facts():
                self._facts(block)
            case Figure():
                self._figure(block)
            case Notice():
                self._runs(self._line(_NOTICE), block.words)

    def _heading(self, block: Heading) -> None:
        self.bookmarks += 1
        kind = "Heading" if block.listed else "Section"
        line = self._line(f"{kind} {block.level}")
        if self.on_new_page:
            line.paragraph_format.page_break_before = True
            self.on_new_page = False
        number = str(self.bookmarks)
        line._p.append(_element("w:bookmarkStart", id=number, name=_bookmark(self.bookmarks)))
        self._runs(line, block.words)
        line._p.append(_element("w:bookmarkEnd", id=number))

    def _numbered(self, block: Numbered) -> None:
        if block.labels:
            self._labelled(block)
            return
        list_id = self._new_list()
        for item in block.items:
            line = self._line("List Number")
            numbering = line._p.get_or_add_pPr().get_or_add_numPr()
            numbering.get_or_add_ilvl().val = 0
            numbering.get_or_add_numId().val = list_id
            self._runs(line, item)

    def _labelled(self, block: Numbered) -> None:
        from docx.shared import Mm

        for label, item in zip(block.labels, block.items, strict=True):
            line = self.word.add_paragraph()
            line.paragraph_format.left_indent = Mm(12)
            line.paragraph_format.first_line_indent = Mm(-12)
            line.paragraph_format.tab_stops.add_tab_stop(Mm(12))
            self._runs(line, label)
            line.add_run("\t")
            self._runs(line, item)

    def _new_list(self) -> int:
        """A list of its own, which counts from 1 again."""
        numbering = self.word.part.numbering_part.element
        own = self.word.styles["List Number"].element.pPr.numPr.numId.val
        abstract = numbering.num_having_numId(own).abstractNumId.val
        one = numbering.add_num(abstract)
        one.add_lvlOverride(0).add_startOverride(1)
        return int(one.numId)

    def _table(self, block: Table) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Mm

        if text(block.caption):
            caption = self._line("Caption")
            caption.paragraph_format.keep_with_next = True
            self._runs(caption, block.caption)
        whole = sum(block.widths)
        table = self._grid(len(block.rows) + 1, [part / whole for part in block.widths])
        table._tbl.tblPr.append(
            _element("w:tblCaption", val=text(block.caption) or text(block.header[0]))
        )
        # Cells by row, as asking a table for each of them takes the square of their number.
        for place, (cells, row) in enumerate(
            zip((row.cells for row in table.rows), (block.header, *block.rows), strict=True)
        ):
            for cell, words, side, width in zip(
                cells, row, block.alignment, block.widths, strict=True
            ):
                cell.width = Mm(_LINE * width / whole)
                line = _styled(cell.paragraphs[0], _CELL)
                if side == "right":
                    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                self._runs(line, words, bold=place == 0, size=9)
            row_properties = table._tbl.tr_lst[place].get_or_add_trPr()
            row_properties.append(_element("w:cantSplit"))
            if place == 0:
                row_properties.append(_element("w:tblHeader"))
        self._line(_AFTER_TABLE)

    def _facts(self, block: Facts) -> None:
        """Lines with a tab stop: to those who hear it, a table of two columns would be a riddle."""
        for name, value in block.pairs:
            line = self._line(_FACTS)
            self._runs(line, name, colour=style.MUTED)
            line.add_run("\t")
            self._runs(line, value)
        self._line(_AFTER_TABLE)

    def _grid(self, rows: int, widths: Sequence[float]) -> Any:
        from docx.shared import Mm

        table = self.word.add_table(rows, len(widths))
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column._gridCol.w = Mm(_LINE * width)
        rule, properties = style.RULE.lstrip("#"), table._tbl.tblPr
        whole = properties.find(_name("w:tblW"))
        whole.set(_name("w:type"), "dxa")
        whole.set(_name("w:w"), str(Mm(_LINE).twips))
        borders = _element("w:tblBorders")
        for side in ("top", "bottom", "insideH"):
            borders.append(_element(f"w:{side}", val="single", sz="4", space="0", color=rule))
        padding = _element("w:tblCellMar")
        for side in ("left", "right"):
            padding.append(_element(f"w:{side}", w="68", type="dxa"))
        # The order of a table's properties is fixed: borders, layout, padding.
        layout = properties.find(_name("w:tblLayout"))
        layout.addprevious(borders)
        layout.addnext(padding)
        return table

    def _figure(self, block: Figure) -> None:
        from docx.shared import Mm

        picture = self.word.add_picture(BytesIO(png(block.svg)))
        if picture.width > Mm(_LINE):
            picture.height = int(picture.height * Mm(_LINE) / picture.width)
            picture.width = Mm(_LINE)
        picture._inline.docPr.set("descr", plain(block.alternative))
        if text(block.caption):
            self._runs(self._line("Caption"), block.caption)

    def _runs(
        self,
        line: Any,
        words: Inline,
        *,
        bold: bool = False,
        colour: str = "",
        size: float | None = None,
    ) -> list[Any]:
        from docx.shared import Pt, RGBColor

        written = []
        for one in runs(words):
            run = line.add_run(one.words)
            run.bold = True if bold or one.strong else None
            if colour:
                run.font.color.rgb = RGBColor.from_string(colour.lstrip("#").upper())
            if size:
                run.font.size = Pt(size)
            if one.language not in {"", self.document.language}:
                language = _LANGUAGES[one.language]
                run._r.get_or_add_rPr().append(_element("w:lang", val=language))
            written.append(run)
            if one.address:
                self._link(line, run, one.address)
        return written

    def _link(self, line: Any, run: Any, address: str) -> None:
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.shared import RGBColor

        run.font.color.rgb = RGBColor.from_string(style.ACCENT.lstrip("#").upper())
        run.font.underline = True
        link = _element("w:hyperlink", history="1")
        link.set(_name("r:id"), line.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, True))
        line._p.append(link)
        link.append(run._r)


def _same_bytes(word: Any) -> bytes:
    """The file without the time of its writing."""
    raw, packed = BytesIO(), BytesIO()
    word.save(raw)
    with zipfile.ZipFile(raw) as given, zipfile.ZipFile(packed, "w") as made:
        for member in given.infolist():
            fixed = zipfile.ZipInfo(member.filename)
            made.writestr(fixed, given.read(member), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _name(tag: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(tag))


def _element(tag: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement

    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(_name(f"w:{name}"), value)
    return made


def _bookmark(number: int) -> str:
    return f"_Toc{number:08d}"


def _font(named: Any, font: str, size: float, colour: str, *, bold: bool | None = None) -> None:
    from docx.shared import Pt, RGBColor

    named.font.name, named.font.size, named.font.bold = font, Pt(size), bold
    named.font.italic = False
    named.font.color.rgb = RGBColor.from_string(colour.lstrip("#").upper())
    fonts = named.element.get_or_add_rPr().get_or_add_rFonts()
    # The theme's fonts, where a style names them, come before its own.
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.attrib.pop(_name("w:cstheme" if kind == "cs" else f"w:{kind}Theme"), None)
        fonts.set(_name(f"w:{kind}"), font)


def _unadorned(named: Any) -> None:
    """A style without the rule and the wide letters of the template."""
    for part, tag in ((named.element.pPr, "w:pBdr"), (named.element.rPr, "w:spacing")):
        found = part.find(_name(tag))
        if found is not None:
            part.remove(found)


def _styled(line: Any, style: str) -> Any:
    # By its id, which is its name without spaces: by name, each line would look through all styles.
    line._p.style = style.replace(" ", "")
    return line


def _small(run: Any) -> None:
    from docx.shared import Pt, RGBColor

    run.font.size = Pt(8.5)
    run.font.color.rgb = RGBColor.from_string(style.MUTED.lstrip("#").upper())


def _field(line: Any, code: str) -> None:
    run = line.add_run("1")
    _small(run)
    field = _element("w:fldSimple", instr=code)
    line._p.append(field)
    field.append(run._r)


def _begin_field(line: Any, code: str) -> None:
    begin = line.add_run()
    begin._r.append(_element("w:fldChar", fldCharType="begin", dirty="true"))
    instruction = _element("w:instrText")
    instruction.set(_name("xml:space"), "preserve")
    instruction.text = f" {code} "
    line.add_run()._r.append(instruction)
    line.add_run()._r.append(_element("w:fldChar", fldCharType="separate"))


def _end_field(line: Any) -> None:
    line.add_run()._r.append(_element("w:fldChar", fldCharType="end"))
