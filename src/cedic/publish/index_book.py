"""A composite index as an Excel workbook: a sheet for each stage of its making."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cedic.errors import UsageError
from cedic.publish import style
from cedic.publish.sheet import NARROWEST, SHEET_ROWS, TooManyRows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from cedic.indices import Result, Stage
    from cedic.indices.robustness import Robustness
    from cedic.model import Observations

CREATED = datetime(2000, 1, 1)
"""The time that every workbook says it was made, so that a replay gives the same bytes."""
MOST_COLUMNS = 16_000


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
    import xlsxwriter

    if not path.resolve().parent.is_dir():
        raise UsageError(f"There is no folder {path.parent} to write {path.name} into.")
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": CREATED, "title": result.framework.index.name.en})
        sheets = _Sheets(book)
        sheets.observed("ranking", result.ranking())
        sheets.add("framework", *_framework(result))
        _stages(result, sheets)
        sheets.observed("contributions", _contributions(result))
        if robustness is not None:
            sheets.observed("intervals", robustness.intervals)
            sheets.observed("alternatives", robustness.shifts)
        notes = ([step, n.what, n.code, n.unit, n.year] for step, n in result.notes)
        sheets.add("notes", ["STEP", "NOTE", "CODE", "REF_AREA", "TIME_PERIOD"], notes)
        sheets.add("recipe", ["STEP", "ARGUMENT", "VALUE"], _recipe(result))


class _Sheets:
    """The sheets of a workbook."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._head = book.add_format({"bold": True})
        self._imputed = book.add_format({"italic": True, "bg_color": style.WASH})

    def add(
        self,
        title: str,
        header: Sequence[str],
        rows: Iterable[Sequence[Any]],
        imputed: Iterable[Sequence[bool]] = (),
    ) -> None:
        """A sheet; `imputed` says which of the last cells of each row are imputed."""
        if len(header) > MOST_COLUMNS:
            raise UsageError(
                f"An Excel sheet has no room for {len(header)} columns.", remedy="take scores.csv"
            )
        sheet = self._book.add_worksheet(title)
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(header):
            sheet.write_string(0, column, name, self._head)
            sheet.set_column(column, column, max(NARROWEST, min(60, len(name) + 2)))
        marks = iter(imputed)
        for line, row in enumerate(rows, 1):
            if line > SHEET_ROWS:
                raise TooManyRows
            mark = next(marks, ())
            first = len(row) - len(mark)
            for column, cell in enumerate(row):
                is_imputed = column >= first and mark[column - first]
                self._write(sheet, line, column, cell, self._imputed if is_imputed else None)

    def observed(self, title: str, observations: Observations) -> None:
        """A sheet of observations."""
        table = observations.to_arrow()
        columns = [column.to_pylist() for column in table.columns]
        self.add(title, table.column_names, zip(*columns, strict=True))

    @staticmethod
    def _write(sheet: Any, line: int, column: int, cell: Any, format: Any) -> None:
        if isinstance(cell, str):
            sheet.write_string(line, column, cell, format)
        elif isinstance(cell, (int, float)) and math.isfinite(cell):
            sheet.write_number(line, column, cell, format)


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


def _stages(result: Result, sheets: _Sheets) -> None:
    before = None
    seen: dict[str, int] = {}
    for stage in result.stages[:-1]:
        # A step such as weigh says how, and changes no value.
        if before is not None and stage.panel is before.panel:
            continue
        before = stage
        seen[stage.step] = seen.get(stage.step, 0) + 1
        again = f" {seen[stage.step]}" if seen[stage.step] > 1 else ""
        sheets.add(stage.step + again, *_wide(stage, stage.panel.values, marked=True))
    final = result.final
    sheets.add("scores", *_wide(final, final.panel.values))
    sheets.add("ranks", *_wide(final, result.ranks))
    sheets.add("imputed", *_wide(final, final.panel.imputed))
    if final.weights is not None:
        sheets.add("weights", *_wide(final, final.weights))


def _wide(
    stage: Stage, values: NDArray[np.float64], *, marked: bool = False
) -> tuple[list[str], Iterator[list[Any]], list[list[bool]]]:
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
    return ["REF_AREA", "UNIT_NAME", "TIME_PERIOD", *panel.columns], rows, marks


def _contributions(result: Result) -> Observations:
    from cedic.indices import contributions

    return contributions(result)


def _recipe(result: Result) -> Iterator[list[str]]:
    for name, arguments in result.steps:
        for argument, value in (arguments or {"": ""}).items():
            told = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            yield [name, argument, told]
