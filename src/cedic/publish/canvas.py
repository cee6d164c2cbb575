"""Drawings that Vega has no marks for: shapes and words as SVG, in the colours of the house."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml import etree

from cedic.model import one_line
from cedic.publish import style

NAMESPACE = "http://www.w3.org/2000/svg"
LETTER, CAPITAL = 0.54, 0.7
"""The width of a letter and of a capital, on average, as a part of the size of the type."""


def width_of(text: str, size: float = style.SMALL) -> float:
    """About how many pixels a text takes."""
    return size * sum(CAPITAL if sign.isupper() else LETTER for sign in text)


class Canvas:
    """A picture to draw upon, from its upper left corner.

    Parameters
    ----------
    width, height : float
        Its size in pixels.
    """

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = round(width), round(height)
        self.root = etree.Element(f"{{{NAMESPACE}}}svg", nsmap={None: NAMESPACE})

    def _add(self, name: str, **attributes: Any) -> Any:
        element = etree.SubElement(self.root, f"{{{NAMESPACE}}}{name}")
        for key, value in attributes.items():
            written = f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
            element.set(key.replace("_", "-"), written)
        return element

    def rect(self, x: float, y: float, width: float, height: float, fill: str) -> None:
        """A filled rectangle."""
        self._add(
            "rect", x=float(x), y=float(y), width=float(width), height=float(height), fill=fill
        )

    def circle(self, x: float, y: float, radius: float, **look: Any) -> None:
        """A circle; `look` has the attributes of SVG, with _ for -."""
        self._add("circle", cx=float(x), cy=float(y), r=float(radius), **look)

    def line(self, start: tuple[float, float], end: tuple[float, float], **look: Any) -> None:
        """A straight line; `look` has the attributes of SVG, with _ for -."""
        (x1, y1), (x2, y2) = start, end
        self._add("line", x1=float(x1), y1=float(y1), x2=float(x2), y2=float(y2), **look)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = style.SMALL,
        fill: str = style.INK,
        anchor: str = "start",
        bold: bool = False,
        font: str = "",
        upright: bool = False,
    ) -> None:
        """Words on one line, whose foot is at `y`; `upright` ones are read from below."""
        look: dict[str, Any] = {}
        if bold:
            look["font_weight"] = "bold"
        if font:
            look["font_family"] = font
        if upright:
            look["transform"] = f"translate({x:.1f} {y:.1f}) rotate(-90)"
        else:
            look |= {"x": float(x), "y": float(y)}
        element = self._add("text", fill=fill, font_size=size, text_anchor=anchor, **look)
        element.text = one_line(words, 2_000)

    def lines(self, x: float, y: float, lines: Sequence[str], step: float, **look: Any) -> float:
        """Lines of words, the foot of the first one at `y`; gives the foot of the one to follow."""
        for words in lines:
            self.text(x, y, words, **look)
            y += step
        return y

    def place(self, other: Canvas, x: float, y: float) -> None:
        """Another picture upon this one, its upper left corner at `x` and `y`."""
        group = self._add("g", transform=f"translate({x:.1f} {y:.1f})")
        group.extend(list(other.root))

    def svg(self, labelled_by: str | None = None, *, title: str = "", description: str = "") -> str:
        """The picture as an ``svg`` element without styles, scripts or links.

        Parameters
        ----------
        labelled_by : str, optional
            The ids of the elements of the page that name the picture. Without it and without a title
            the picture is hidden from assistive technology.
        title, description : str
            What the picture is called, and what it shows, where it stands alone.
        """
        root = self.root
        root.set("width", str(self.width))
        root.set("height", str(self.height))
        root.set("viewBox", f"0 0 {self.width} {self.height}")
        root.set("font-family", style.CHART_SANS)
        root.set("focusable", "false")
        if labelled_by or title:
            root.set("role", "img")
        else:
            root.set("aria-hidden", "true")
        if labelled_by:
            root.set("aria-labelledby", labelled_by)
        for name, words in (("desc", description), ("title", title)):
            if words:
                element = etree.Element(f"{{{NAMESPACE}}}{name}")
                element.text = one_line(words, 20_000)
                root.insert(0, element)
        return str(etree.tostring(root, encoding="unicode"))
