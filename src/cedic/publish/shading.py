"""Squares coloured by value: pale to dark, or two colours on either side of zero."""

from __future__ import annotations

import math
from typing import Any

from cedic.publish import style
from cedic.publish.figure import Figure

PALE, FALL = "#e3eef1", "#b5472f"
"""The colour of the least, and of what is below zero."""


class Shading:
    """The colours of a figure's values.

    Parameters
    ----------
    figure : Figure
        The figure; its largest value is the darkest.
    """

    def __init__(self, figure: Figure) -> None:
        self.figure = figure
        self.size = figure.multiple[0]
        self.signed = min(row["VALUE"] for row in figure.known) < 0
        self.largest = max(abs(row["VALUE"]) for row in figure.known) or 1.0

    def colour(self, legend: Any) -> Any:
        """The channel that colours VALUE, an amount in the figure's multiple."""
        import altair as alt

        largest = self.largest / self.size
        scale = alt.Scale(
            domain=[-largest, 0, largest] if self.signed else [0, largest],
            range=[FALL, style.WASH, style.ACCENT] if self.signed else [PALE, style.ACCENT],
            type="linear" if self.signed else "sqrt",
            interpolate="rgb",
        )
        return alt.Color("VALUE:Q", scale=scale, legend=legend)

    def legend(self, width: int) -> Any:
        """A legend below the squares, with numbers."""
        import altair as alt

        largest = self.largest / self.size
        if self.figure.is_proportion:
            written = ",.0%" if largest >= 0.05 else ",.1%"
        else:
            written = ",.0f" if largest >= 5 else f",.{self.figure.decimals}f"
        return alt.Legend(
            orient="bottom", format=written, gradientLength=width, tickCount=4, labelOverlap=True
        )

    def ink(self, value: float) -> str:
        """The ink that is easier to read on the square of `value`."""
        part = abs(value) / self.largest
        if self.signed:
            ground = style.mixed(style.WASH, style.ACCENT if value > 0 else FALL, part)
        else:
            ground = style.mixed(PALE, style.ACCENT, math.sqrt(part))
        return ink_on(ground)


def ink_on(ground: str) -> str:
    """The ink that is easier to read on a colour."""
    inks = (style.ON_PALE, style.ON_DEEP)
    return inks[style.contrast(inks[1], ground) > style.contrast(inks[0], ground)]
