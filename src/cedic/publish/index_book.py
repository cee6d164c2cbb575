"""A composite index as an Excel workbook: a sheet for each stage of its making."""

from __future__ import annotations

import io
import json
import math
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from cedic.errors import UsageError
from cedic.publish import style
from cedic.publish.sheet import DIMENSION, ESCAPE, NARROWEST, SHEET_ROWS, TooManyRows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from cedic.indices import Result, Stage
    from cedic.indices.robustness import Robustness
    from cedic.model import Observations

CREATED = datetime(2000, 1, 1)
"""The time that every workbook says it was made, so that a replay gives the same bytes."""
MOST_COLUMNS = 16_000
LONGEST = 32_767
"""The signs of a text in a cell."""
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What XML cannot hold."""
IMPUTED = ' s="2"'
"""The style of an imputed value."""


def write_workbook(result: Result, path: Path, *, robustness: Robustness | None = None) -> None:
    """Write all stages of a result as a workbook.

    Parameters
    ----------
    result : Result
        Of :meth:`cedic.indices.Index.run`.
    path : Path
        The file; its folder must exist.
    robustness : Robustness, optional
        For two more sheets, of intervals and of alternatives.

    Raises
    ------
    UsageError
        If a stage does not fit in an Excel sheet, or the folder does not exist.

    Notes
    -----
    Sheets: ``ranking`` of the last year; ``framework``; ``values`` and one for each step that changed
    them, imputed values in italics; ``scores``, ``ranks``, ``imputed`` (shares that rest on imputed
    values) and ``weights`` (within the aggregate above, as they were used); ``contributions`` to the
    aggregate above; ``notes``; ``recipe``. Columns are called by code. A text that begins with = is
    text, never a formula; a missing value is an empty cell. The same result gives the same bytes.
    """
    if not path.resolve().parent.is_dir():
        raise UsageError(f"There is no folder {path.parent} to write {path.name} into.")
    notes = ([step, n.what, n.code, n.unit, n.year] for step, n in result.notes)
    sheets = [
        _observed("ranking", result.ranking()),
        _Sheet("framework", *_framework(result)),
        *_stages(result),
        _contributions(result),
    ]
    if robustness is not None:
        sheets.append(_observed("intervals", robustness.intervals))
        sheets.append(_observed("alternatives", robustness.shifts))
    sheets.append(_Sheet("notes", ["STEP", "NOTE", "CODE", "REF_AREA", "TIME_PERIOD"], notes))
    sheets.append(_Sheet("recipe", ["STEP", "ARGUMENT", "VALUE"], _recipe(result)))
    with (
        zipfile.ZipFile(io.BytesIO(_empty(sheets, result.framework.index.name.en))) as empty,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as book,
    ):
        by_name = {f"xl/worksheets/sheet{place}.xml": one for place, one in enumerate(sheets, 1)}
        for entry in empty.infolist():
            content = empty.read(entry)
            if entry.filename not in by_name:
                book.writestr(entry, content)
                continue
            before, end, after = DIMENSION.sub(b"", content).partition(b"</sheetData>")
            with book.open(entry, "w", force_zip64=True) as file:
                file.write(before)
                for piece in by_name[entry.filename].written():
                    file.write(piece)
                file.write(end + after)


@dataclass(frozen=True)
class _Sheet:
    """A sheet: its header and rows, and which of the last cells of each row are imputed."""

    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[Any]]
    imputed: Iterable[Sequence[bool]] = ()

    def written(self) -> Iterator[bytes]:
        """The rows in XML, piece by piece."""
        marks = iter(self.imputed)
        for line, row in enumerate(self.rows, 1):
            if line > SHEET_ROWS:
                raise TooManyRows
            mark = next(marks, ())
            styles = [""] * (len(row) - len(mark)) + [IMPUTED if one else "" for one in mark]
            cells = "".join(map(_cell, row, styles))
            yield f"<row>{cells}</row>".encode()


def _cell(value: Any, style: str) -> str:
    if isinstance(value, str):
        kept = UNWRITABLE.sub("", re.sub(ESCAPE, r"_x005F_\1", value[:LONGEST]))
        return f'<c{style} t="inlineStr"><is><t xml:space="preserve">{escape(kept)}</t></is></c>'
    if isinstance(value, (int, float)) and math.isfinite(value):
        return f"<c{style}><v>{value!r}</v></c>"
    return "<c/>"


def _empty(sheets: Sequence[_Sheet], title: str) -> bytes:
    """The workbook with headers alone; rows that XlsxWriter writes take ten times as long."""
    import xlsxwriter

    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"created": CREATED, "title": title})
        # The first two formats that cells have are the styles 1 and 2; see IMPUTED.
        head = book.add_format({"bold": True})
        imputed = book.add_format({"italic": True, "bg_color": style.WASH})
        for one in sheets:
            if len(one.header) > MOST_COLUMNS:
                raise UsageError(
                    f"An Excel sheet has no room for {len(one.header)} columns.",
                    remedy="take scores.csv",
                )
            sheet = book.add_worksheet(one.title)
            sheet.freeze_panes(1, 0)
            for column, name in enumerate(one.header):
                sheet.write_string(0, column, name, head)
                sheet.set_column(column, column, max(NARROWEST, min(60, len(name) + 2)))
            if one.title == "values":
                told = "imputed values look like this"
                sheet.write_string(0, len(one.header) + 1, told, imputed)
    return file.getvalue()


def _observed(title: str, observations: Observations) -> _Sheet:
    """A sheet of observations."""
    table = observations.to_arrow()
    columns = [column.to_pylist() for column in table.columns]
    return _Sheet(title, table.column_names, zip(*columns, strict=True))


def _framework(result: Result) -> tuple[list[str], Iterator[list[Any]]]:
    header = ["CODE", "NAME", "KIND", "LEVEL", "PARENT", "DIRECTION", "WEIGHT", "UNIT"]
    header += ["DENOMINATOR", "TARGET", "GOALPOST_LOW", "GOALPOST_HIGH", "NORMALISATION", "SOURCE"]
    rows = (
        [
            *(node.code, node.name.en, node.kind, node.level, node.parent, node.direction),
            *(node.weight, node.unit, node.denominator, node.target),
            *(node.goalposts or (None, None)),
            *(node.normalisation, node.source),
        ]
        for node in result.framework
    )
    return header, rows


def _stages(result: Result) -> Iterator[_Sheet]:
    before = None
    seen: dict[str, int] = {}
    for stage in result.stages[:-1]:
        # A step such as weigh says how, and changes no value.
        if before is not None and stage.panel is before.panel:
            continue
        before = stage
        seen[stage.step] = seen.get(stage.step, 0) + 1
        again = f" {seen[stage.step]}" if seen[stage.step] > 1 else ""
        yield _wide(stage.step + again, stage, stage.panel.values, marked=True)
    final = result.final
    yield _wide("scores", final, final.panel.values)
    yield _wide("ranks", final, result.ranks)
    yield _wide("imputed", final, final.panel.imputed)
    if final.weights is not None:
        yield _wide("weights", final, final.weights)


def _wide(title: str, stage: Stage, values: NDArray[np.float64], *, marked: bool = False) -> _Sheet:
    """A row for each unit and year that is there."""
    import numpy as np

    panel = stage.panel
    year, unit = np.nonzero(panel.present)
    cells = values[year, unit].tolist()
    rows = (
        [panel.units[u], panel.names.get(panel.units[u], panel.units[u]), panel.years[y], *row]
        for y, u, row in zip(year, unit, cells, strict=True)
    )
    marks = (panel.imputed[year, unit] > 0).tolist() if marked else []
    return _Sheet(title, ["REF_AREA", "UNIT_NAME", "TIME_PERIOD", *panel.columns], rows, marks)


def _contributions(result: Result) -> _Sheet:
    """What each node contributes to the aggregate above it."""
    from cedic.indices.contributions import gradients

    final = result.final
    return _wide("contributions", final, final.panel.values * gradients(final))


def _recipe(result: Result) -> Iterator[list[str]]:
    for name, arguments in result.steps:
        for argument, value in (arguments or {"": ""}).items():
            told = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            yield [name, argument, told]
