"""A drawing of our own with the words around it and the table behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from textwrap import wrap

from cedic.publish import style
from cedic.publish.canvas import Canvas
from cedic.publish.charts import WIDTH
from cedic.publish.svg import in_both_schemes

_MARGIN, _HEADING, _LINE, _SMALL = 16, 25, 19, 13


@dataclass(frozen=True, eq=False)
class Diagram:
    """A chart that is not drawn by Vega, at any width.

    Parameters
    ----------
    kind : str
        What it is: ``matrix``, ``venn``, ``upset``.
    language : str
        The language of its words.
    title, subtitle, notes : str
        The finding; what is counted; what else is to be known.
    draw : callable
        The drawing of so many pixels, without words around it.
    header : sequence of str
        The columns of the table behind it.
    rows : sequence of sequence of str
        Its rows, the first cell of each naming it.
    """

    kind: str
    language: str
    title: str
    subtitle: str
    notes: str
    draw: Callable[[int], Canvas]
    header: Sequence[str]
    rows: Sequence[Sequence[str]]

    @property
    def description(self) -> str:
        """The drawing in words: its title, what is counted, and each row of the table."""
        rows = ("; ".join(cell for cell in row if cell) for row in self.rows)
        return ". ".join(words for words in (self.title, self.subtitle, *rows, self.notes) if words)

    def svg(self, width: int, labelled_by: str | None = None) -> str:
        """The drawing alone, for a page that writes the words and has the table.

        Parameters
        ----------
        width : int
            Pixels; a page needs one of :data:`~cedic.publish.charts.PAGE_WIDTHS` each.
        labelled_by : str, optional
            The ids of the elements that name it; without, it is hidden from assistive technology.
        """
        return self.draw(width).svg(labelled_by)

    def alone(self, width: int = WIDTH) -> str:
        """The drawing with its words around it as an SVG file, in the colours of either scheme."""
        return in_both_schemes(
            self._whole(width).svg(title=self.title, description=self.description)
        )

    def png(self, width: int = WIDTH) -> bytes:
        """The drawing with its words around it as a PNG file, two pixels for each of the chart's."""
        import vl_convert

        return bytes(vl_convert.svg_to_png(self._whole(width).svg(title=self.title), scale=2))

    def _whole(self, width: int) -> Canvas:
        drawn = self.draw(width)
        heading = wrap(self.title, max(10, width // 10))
        subtitle = wrap(self.subtitle, max(10, width // 7))
        notes = wrap(self.notes, max(10, width // 7))
        above = _MARGIN + _HEADING * len(heading) + _LINE * len(subtitle) + 14
        below = 26 + _LINE * len(notes)
        whole = Canvas(width + 2 * _MARGIN, above + drawn.height + below)
        whole.rect(0, 0, whole.width, whole.height, style.PAPER)
        foot = whole.lines(
            _MARGIN,
            _MARGIN + style.LEAD,
            heading,
            _HEADING,
            size=style.LEAD,
            font=style.CHART_SERIF,
            bold=True,
        )
        whole.lines(_MARGIN, foot, subtitle, _LINE, fill=style.MUTED)
        whole.place(drawn, _MARGIN, above)
        foot = above + drawn.height + 24
        whole.lines(_MARGIN, foot, notes, _LINE, size=_SMALL, fill=style.MUTED)
        return whole
