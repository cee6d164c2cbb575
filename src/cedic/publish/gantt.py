"""The Gantt chart: a bar by day for each piece of work, drawn without a library."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from cedic.programme.follow_up import Bar
from cedic.publish import style
from cedic.publish.canvas import Canvas, width_of

_COLOURS = {
    "late": style.BLOC_COLOURS["PA"],
    "at_risk": style.BLOC_COLOURS["ANDEAN"],
    "due": style.BLOC_COLOURS["MERCOSUR"],
    "coming": style.BLOC_COLOURS["MERCOSUR"],
    "done": style.BLOC_COLOURS["SICA"],
    "unscheduled": style.BACKDROP,
    "called_off": style.BACKDROP,
}
_TOP, _LINE, _BAR, _NAMES = 44, 26, 14, 370
_NARROW = 600
"""Below so many pixels a name stands over its bar, not beside it."""
_CLOSEST = 34
"""Pixels between two names of months; the months between stay without."""
_DASHED = "4 3"


@dataclass(frozen=True)
class Row:
    """A line of the chart.

    Parameters
    ----------
    name : str
        What it is of.
    bar : Bar or None
        When it runs; None for a heading, and for what has no days.
    state : str
        One of :data:`cedic.programme.follow_up.STATES`, which sets the colour.
    told : str
        What stands behind the bar in words: colour does not say it alone.
    heading : bool
        Whether it heads the rows below it.
    """

    name: str
    bar: Bar | None = None
    state: str = "coming"
    told: str = ""
    heading: bool = False


def gantt(
    rows: Sequence[Row], first: date, last: date, today: date, width: int, language: str, now: str
) -> Canvas:
    """Draw rows by day.

    Parameters
    ----------
    rows : sequence of Row
        The rows, from above.
    first, last : date
        The first and the last day drawn.
    today : date
        Where the line of today stands, if it lies between these.
    width : int
        The chart's width in pixels.
    language : str
        The language of the months.
    now : str
        What the line of today is called.

    Returns
    -------
    Canvas
        The chart. A bar whose first or last day is not known is dashed at that end; one that goes on
        beyond the chart ends in a point.
    """
    drawing = _Drawing(rows, first, last, width)
    drawing.grid(language)
    if first <= today <= last:
        drawing.today(today, now)
    for top, row in drawing.places():
        drawing.row(row, top)
    return drawing.canvas


class _Drawing:
    """The chart while it is drawn."""

    def __init__(self, rows: Sequence[Row], first: date, last: date, width: int) -> None:
        self.rows, self.first, self.last = rows, first, last
        self.narrow = width < _NARROW
        self.left = 0 if self.narrow else _NAMES
        self.step = 2 * _LINE - 6 if self.narrow else _LINE
        self.plot = width - self.left
        height = _TOP + sum(self._height(row) for row in rows) + 8
        self.canvas = Canvas(width, height)

    def _height(self, row: Row) -> int:
        return _LINE + 8 if row.heading else self.step

    def places(self) -> Iterator[tuple[int, Row]]:
        """The upper edge of each row."""
        top = _TOP
        for row in self.rows:
            yield top, row
            top += self._height(row)

    def x(self, day: date) -> float:
        """Where a day begins."""
        days = (self.last - self.first).days + 1
        return self.left + self.plot * (day - self.first).days / days

    def grid(self, language: str) -> None:
        """A line for each month, with the names of as many as there is room for."""
        free = -1.0
        for month in _months(self.first, self.last):
            x = self.x(month)
            look = {"stroke": style.RULE, "stroke_width": 1}
            self.canvas.line((x, _TOP - 8), (x, self.canvas.height), **look)
            name = _names(language)[month.month - 1]
            if month.month == 1 and self.last.year > self.first.year:
                name = str(month.year)
            if x >= free and x + width_of(name) <= self.canvas.width:
                self.canvas.text(x + 3, _TOP - 14, name, fill=style.MUTED)
                free = x + max(_CLOSEST, width_of(name) + 8)

    def row(self, row: Row, top: int) -> None:
        """A row: its name, its bar, and what is told of it."""
        if row.heading:
            room = self.canvas.width if self.narrow else self.left + self.plot
            words = _fitting(row.name, room, bold=True)
            self.canvas.rect(0, top + 4, min(room, width_of(words) * 1.1), _LINE, style.PAPER)
            self.canvas.text(0, top + _LINE - 4, words, bold=True)
            return
        room = self.canvas.width if self.narrow else self.left - 12
        self.canvas.text(0, top + 17, _fitting(row.name, room))
        if row.bar is not None:
            self._bar(row, row.bar, top + (_LINE - 4 if self.narrow else 6))

    def _bar(self, row: Row, bar: Bar, top: int) -> None:
        left, right = self.x(bar.starts), self.x(bar.ends + timedelta(days=1))
        right = max(right, left + 3)
        colour = _COLOURS[row.state]
        self.canvas.rect(left, top, right - left, _BAR, colour)
        for x, unknown, cut, towards in (
            (left, bar.no_start, bar.before, -1),
            (right, bar.no_end, bar.after, 1),
        ):
            if unknown:
                # A dashed edge of paper: the bar has no end that is known.
                look = {"stroke": style.PAPER, "stroke_width": 4, "stroke_dasharray": _DASHED}
                edge = x - towards * 3
                self.canvas.line((edge, top), (edge, top + _BAR), **look)
            elif cut:
                self.canvas.circle(x - towards * 6, top + _BAR / 2, 3, fill=style.PAPER)
        self._told(row.told, left, right, top)

    def _told(self, words: str, left: float, right: float, top: int) -> None:
        """What is told of a bar: behind it, or before it where there is no room behind."""
        needed = width_of(words, 13) + 6
        if not words:
            return
        if right + needed <= self.canvas.width:
            self.canvas.rect(right + 3, top, needed, _BAR, style.PAPER)
            self.canvas.text(right + 6, top + 12, words, size=13, fill=style.MUTED)
        elif left - needed >= self.left:
            self.canvas.rect(left - needed, top, needed - 3, _BAR, style.PAPER)
            self.canvas.text(left - 6, top + 12, words, size=13, fill=style.MUTED, anchor="end")

    def today(self, day: date, now: str) -> None:
        """The line of today, through all rows."""
        x = self.x(day)
        look = {"stroke": style.INK, "stroke_width": 1.5}
        self.canvas.line((x, _TOP - 26), (x, self.canvas.height), **look)
        anchor = "end" if x + width_of(now) + 6 > self.canvas.width else "start"
        at = x - 5 if anchor == "end" else x + 5
        self.canvas.text(at, 14, now, bold=True, anchor=anchor)


def _months(first: date, last: date) -> Iterator[date]:
    """The first day of each month between two days."""
    for year in range(first.year, last.year + 1):
        for month in range(1, 13):
            day = date(year, month, 1)
            if first <= day <= last:
                yield day


@cache
def _names(language: str) -> tuple[str, ...]:
    """The months' short names, from Unicode CLDR through Babel."""
    return tuple(style.locale(language)["time"]["shortMonths"])


def _fitting(words: str, room: float, *, bold: bool = False) -> str:
    """Words cut so that they fit into so many pixels."""
    # Words of several letters take less than the average of letters says; bold ones do not.
    room = room if bold else room * 1.12
    if width_of(words) <= room:
        return words
    kept = words
    while kept and width_of(kept + "…") > room:
        kept = kept[:-1]
    return kept.rstrip() + "…"
