"""Tables of tasks and of meetings: what their columns are, and what a row without columns says."""

from __future__ import annotations

import re

from cedic.programme.reading.clean import Line
from cedic.programme.schedule import schedule_of

Columns = dict[str, int]

_COLUMNS = {
    "place_date": r"(?:lugar|place|venue)\s+(?:y|and)\s+(?:fechas?|dates?)",
    "task": r"activit(?:y|ies)|tasks?|actividad(?:es)?|tareas?|eventos?|events?",
    "schedule": r"schedule|timetable|dates?|fechas?|cronograma|plazos?|per[ií]odo|period",
    "objectives": r"objectives?|objetivos?",
    "organisers": r"organi[sz]ers?|organizador(?:es)?|sponsors?|patrocinador(?:es)?",
    "place": r"place|venue|city|lugar|ciudad|sede",
    "unit": r"(?:responsible(?:\s+unit)?|unit|responsables?|unidad(?:\s+responsable)?)",
    "number": r"n[°ºo]\.?|no\.|#|num(?:ber|\.)?|n[úu]mero",
}
_HEADER = re.compile(
    r"(?:activit(?:y|ies)|tasks?|actividad(?:es)?|tareas?)\s+"
    r"(?:schedule|timetable|dates?|fechas?|cronograma|plazos?)",
    re.IGNORECASE,
)


def columns_of(line: Line) -> Columns | None:
    """The columns that a row names, by what they hold; None if it is no header of a table.

    They are ``task``, ``schedule``, ``objectives``, ``organisers``, ``place``, ``place_date``,
    ``unit`` and ``number``.
    """
    if not line.is_row:
        return {"task": 0, "schedule": 1} if _HEADER.fullmatch(line.text) else None
    names = [_column(cell) for cell in line.cells]
    if None in names or "task" not in names or len(set(names)) < len(names):
        return None
    return {name: place for place, name in enumerate(names) if name}


def cells_of(line: Line, columns: Columns) -> dict[str, str]:
    """The cells of a row by what they hold; what is in no column goes to the last one."""
    cells = line.cells
    width = max(columns.values()) + 1
    if len(cells) > width:
        cells = [*cells[: width - 1], " ".join(cells[width - 1 :])]
    return {name: cells[place] for name, place in columns.items() if place < len(cells)}


def are_meetings(columns: Columns) -> bool:
    """Whether a table has places, and so lists meetings rather than tasks."""
    return "place" in columns or "place_date" in columns


def schedule_apart(text: str, year: int | None) -> tuple[str, str]:
    """A task and its schedule, where a layout left nothing between them: "Final report November".

    The schedule is the longest end of the text that is one.
    """
    words = text.split()
    for first in range(max(1, len(words) - 12), len(words)):
        end = " ".join(words[first:])
        schedule, _ = schedule_of(end, year or 2000)
        if schedule.kind != "unknown":
            return " ".join(words[:first]), end
    return text, ""


def _column(cell: str) -> str | None:
    matches = (name for name, words in _COLUMNS.items() if re.fullmatch(words, cell, re.IGNORECASE))
    return next(matches, None)
