"""The scatter plot: two indicators of the same areas or products against each other."""

from __future__ import annotations

import math
from statistics import median
from typing import Any

from cedic.publish import labels, style
from cedic.publish.figure import Figure
from cedic.publish.grouping import grouped
from cedic.publish.scales import domain, number_format

_NARROW, _LEFT, _STEEP = 480, 52, 1_000
"""Pixels of a picture for a phone and left of the plot; how much the largest amount is of the
smallest before both are shown on a scale of powers of ten."""
_NAMED = {True: 10, False: 28}
"""How many points are named on a phone and on a screen."""


class Axis:
    """One of the two indicators: its scale, and where a value lies on it.

    Parameters
    ----------
    figure : Figure
        The indicator alone.
    values : list of float
        What is drawn of it.
    length : float
        Pixels from the lowest value of the scale to the highest.
    """

    def __init__(self, figure: Figure, values: list[float], length: float) -> None:
        self.figure, self.length = figure, length
        self.size = figure.multiple[0]
        low, high = min(values), max(values)
        self.is_log = low > 0 and high / low > _STEEP and not figure.is_proportion
        if self.is_log:
            ends = math.floor(math.log10(low / self.size)), math.ceil(math.log10(high / self.size))
            self.low, self.high = (10.0**end for end in ends)
            self.ticks = [10.0**power for power in range(ends[0], ends[1] + 1)]
            self.format = "~r"
        else:
            scaled = [value / self.size for value in values]
            zero = low >= 0 and low < 0.6 * high
            self.low, self.high, step = domain(scaled, zero=zero)
            count = round((self.high - self.low) / step)
            self.ticks = [self.low + step * index for index in range(count + 1)]
            self.format = number_format(step, proportion=figure.is_proportion)

    def at(self, value: float) -> float:
        """How many pixels above the lowest value of the scale a value lies."""
        ends = (value / self.size, self.low, self.high)
        here, low, high = (math.log10(end) for end in ends) if self.is_log else ends
        return self.length * (here - low) / (high - low)

    def scale(self) -> Any:
        """The scale."""
        import altair as alt

        kind = "log" if self.is_log else "linear"
        return alt.Scale(domain=[self.low, self.high], type=kind, nice=False, zero=False)

    def axis(self, **options: Any) -> Any:
        """The axis, named and with light rules."""
        import altair as alt

        zero = self.low < 0 < self.high
        return alt.Axis(
            grid=True,
            gridColor=alt.condition(
                alt.datum.value == 0, alt.value(style.MUTED), alt.value(style.RULE)
            )
            if zero
            else style.RULE,
            format=self.format,
            values=self.ticks,
            title=labels.lines_of(self.name, round(self.length / 7.2), 2),
            titleFont=style.CHART_SANS,
            titleFontSize=13,
            titleFontWeight="normal",
            titleColor=style.INK,
            labelOverlap=True,
            **options,
        )

    @property
    def name(self) -> str:
        """The indicator and its unit."""
        return " ".join(filter(None, (self.figure.subject, f"({self.figure.unit})")))


def scatter(figure: Figure, width: int) -> Any:
    """A point for each thing, coloured by its group, and the names of the most telling ones."""
    import altair as alt

    narrow = width < _NARROW
    plot = width - _LEFT - 24
    height = round(plot * (1.1 if narrow else 0.66))
    found = figure.points
    across = Axis(figure.axes[0], [x for x, _ in found.values()], plot)
    up = Axis(figure.axes[1], [y for _, y in found.values()], height)
    groups = grouped(figure, figure.series or "", dict.fromkeys(found, 1.0))
    radius = 5.0 if len(found) <= 60 else 3.5
    points = [
        labels.Point(
            across.at(x), height - up.at(y), radius, labels.cut(figure.name(code), 22 if narrow else 34)
        )
        for code, (x, y) in found.items()
    ]
    rows = [
        {
            "NAME": figure.name(code),
            "GROUP": groups.names[groups.group[code]],
            "XVALUE": x / across.size,
            "YVALUE": y / up.size,
            "XTEXT": across.figure.written(x),
            "YTEXT": up.figure.written(y),
        }
        for code, (x, y) in found.items()
    ]
    said = figure.flow.component(figure.series or "").name[figure.language]
    drawn = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_circle(size=math.pi * radius**2, opacity=0.8)
        .encode(
            x=alt.X("XVALUE:Q", scale=across.scale(), axis=across.axis()),
            y=alt.Y(
                "YVALUE:Q",
                scale=up.scale(),
                axis=up.axis(minExtent=_LEFT - 20, maxExtent=_LEFT - 20),
            ),
            color=alt.Color(
                "GROUP:N",
                scale=alt.Scale(
                    domain=[groups.names[group] for group in groups.colours],
                    range=list(groups.colours.values()),
                ),
                legend=labels.legend(list(groups.names.values()), plot)
                if len(groups.names) > 1
                else None,
            ),
            tooltip=[
                alt.Tooltip("NAME:N", title=said),
                alt.Tooltip("XTEXT:N", title=across.name),
                alt.Tooltip("YTEXT:N", title=up.name),
            ],
        )
    )
    names = labels.placed(points, _telling(points, (plot, height)), (plot, height), _NAMED[narrow])
    return (
        alt.layer(drawn, *labels.written(names))
        .resolve_scale(x="independent", y="independent")
        .properties(width=plot, height=height)
    )


def _telling(points: list[labels.Point], size: tuple[float, float]) -> list[int]:
    """The places of the points, those farthest from the middle of all first."""
    middle = [median(point[side] for point in points) for side in (0, 1)]

    def far(place: int) -> float:
        return math.hypot(
            *((points[place][side] - middle[side]) / size[side] for side in (0, 1))
        )

    return sorted(range(len(points)), key=lambda place: (-far(place), points[place].name))
