"""Observations as an Excel workbook that is sent while it is written.

The workbook is made by XlsxWriter without its observations; their rows, as XML that DuckDB writes, are
put in on the way out. A workbook that XlsxWriter fills takes a hundred times as long, and cannot be
sent before it is whole.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from cedic.errors import UsageError
from cedic.model import Component, Representation
from cedic.publish.sink import Piece, Sink
from cedic.warehouse.engine import identifier
from cedic.warehouse.text import concat, number, xml_text

SHEET_ROWS = 1_048_575
"""The rows of an Excel sheet, less its header."""

NARROWEST = 14
"""The least width of a column, in signs."""

DATA = "xl/worksheets/sheet1.xml"
DIMENSION = re.compile(rb"<dimension [^>]*/>")
"""How many cells a sheet has, which is not known when it is begun, and need not be told."""

ESCAPE = r"_(x[0-9A-Fa-f]{4}_)"
"""What Excel would take in a text for the code of a character."""


class TooManyRows(UsageError):  # noqa: N818 - what it is
    """The observations do not fit in an Excel sheet."""

    def __init__(self) -> None:
        super().__init__(
            f"The observations do not fit in an Excel sheet, which holds {SHEET_ROWS:,}.",
            remedy="select fewer, by codes or by the first and last period, or take CSV or Parquet",
        )


def sheet_row(components: Sequence[Component], named: Mapping[str, str]) -> str:
    """The SQL expression of an observation as a row of a sheet.

    Parameters
    ----------
    components : sequence of Component
        The columns.
    named : mapping of str to str
        For columns that are not written as they stand, the SQL expression of their text.
    """
    cells = (_cell(component, named.get(component.id)) for component in components)
    return concat("'<row>'", *cells, "'</row>'")


def _cell(component: Component, text: str | None) -> str:
    column = identifier(component.id)
    if text is None and component.representation in (Representation.INTEGER, Representation.FLOAT):
        return f"coalesce('<c><v>' || {number(component)} || '</v></c>', '<c/>')"
    if text is None and component.representation in (Representation.CODE, Representation.TIME):
        written = column
    else:
        kept = f"regexp_replace({text or column}, '{ESCAPE}', '_x005F_\\1', 'g')"
        written = xml_text(kept)
    return f"""coalesce('<c t="inlineStr"><is><t>' || {written} || '</t></is></c>', '<c/>')"""


def workbook(
    head: Sequence[str],
    rows: Iterable[Piece],
    created: datetime | None = None,
    about: Sequence[tuple[str, str]] = (),
) -> Iterator[Piece]:
    """A workbook with a sheet of observations.

    Parameters
    ----------
    head : sequence of str
        The first line.
    rows : iterable of bytes-like
        The rows, as :func:`sheet_row` writes them, at most :data:`SHEET_ROWS`. A text that begins
        with = is text, never a formula.
    created : datetime, optional
        The time the file says it was made; by default now.
    about : sequence of pairs of str
        What a second sheet tells of the first.
    """
    sink = Sink()
    with (
        zipfile.ZipFile(io.BytesIO(_empty(head, created, about))) as empty,
        zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as book,
    ):
        for entry in empty.infolist():
            content = empty.read(entry)
            if entry.filename != DATA:
                book.writestr(entry, content)
                continue
            before, end, after = DIMENSION.sub(b"", content).partition(b"</sheetData>")
            with book.open(entry, "w") as sheet:
                sheet.write(before)
                yield sink.taken()
                for piece in rows:
                    sheet.write(piece)
                    yield sink.taken()
                sheet.write(end + after)
    yield sink.taken()


def _empty(
    head: Sequence[str], created: datetime | None, about: Sequence[tuple[str, str]]
) -> bytes:
    """The workbook without its observations."""
    import xlsxwriter

    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        bold = book.add_format({"bold": True})
        if created is not None:
            book.set_properties({"created": created.replace(tzinfo=None)})
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, head, bold)
        for column, name in enumerate(head):
            sheet.set_column(column, column, max(NARROWEST, len(name) + 2))
        sheet.freeze_panes(1, 0)
        if about:
            second = book.add_worksheet("About")
            second.set_column(0, 0, NARROWEST)
            second.set_column(1, 1, 100)
            for row, pair in enumerate(about):
                second.write_row(row, 0, pair)
    return file.getvalue()
