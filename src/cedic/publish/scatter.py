"""The scatter plot: two indicators of the same areas or products against each other."""

from __future__ import annotations

import math
from statistics import median
from typing import Any

from cedic.publish import labels, style
from cedic.publish.figure import Figure
from cedic.publish.grouping import OTHER, grouped
from cedic.publish.scales import domain, number_format

_NARROW, _LEFT, _STEEP = 480, 52, 1_000
"""Pixels of a picture for a phone and left of the plot; how much the largest amount is of the
smallest before both are shown on a scale of powers of ten."""
_MARGIN, _MARGIN_LOG = 0.06, 1.5
"""The room beyond the outermost points: a part of the span, a factor on a scale of powers."""
_OUTERMOST = 6
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
        low, high = low / self.size, high / self.size
        if self.is_log:
            self.low, self.high = low / _MARGIN_LOG, high * _MARGIN_LOG
            powers = range(math.ceil(math.log10(self.low)), math.floor(math.log10(self.high)) + 1)
            self.ticks = [10.0**power for power in powers]
            self.format = ",~r"
        else:
            first, last, step = domain([low, high], zero=0 <= low < 0.3 * high)
            margin = (high - low or last - first) * _MARGIN
            self.low = first if first == 0 else low - margin
            self.high = high + margin
            ticks = (first + step * index for index in range(round((last - first) / step) + 1))
            self.ticks = [tick for tick in ticks if self.low <= tick <= self.high]
            self.format = number_format(step, proportion=figure.is_proportion)

    def at(self, value: float) -> float:
        """How many pixels above the lowest value of the scale a value lies."""
        ends = (value / self.size, self.low, self.high)
        here, low, high = (math.log10(end) for end in ends) if self.is_log else ends
        return self.length * (here - low) / (high - low)

    def scale(self) -> Any:
        """The scale."""
        import altair as alt

        ends = [self.low, self.high]
        if self.is_log:
            return alt.Scale(domain=ends, type="log", nice=False)
        return alt.Scale(domain=ends, nice=False, zero=False)

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
            title=labels.lines_of(self.figure.title, round(self.length / 7.2), 2),
            titleFont=style.CHART_SANS,
            titleFontSize=13,
            titleFontWeight="normal",
            titleColor=style.INK,
            labelOverlap=True,
            **options,
        )


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
            across.at(x),
            height - up.at(y),
            radius,
            labels.cut(figure.name(code), 22 if narrow else 34),
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
                alt.Tooltip("XTEXT:N", title=across.figure.title),
                alt.Tooltip("YTEXT:N", title=up.figure.title),
            ],
        )
    )
    own = {place for place, code in enumerate(found) if groups.group[code] != OTHER}
    telling = _telling(points, (plot, height), own if len(groups.names) > 1 else set())
    names = labels.placed(points, telling, (plot, height), _NAMED[narrow])
    return (
        alt.layer(drawn, *labels.written(names))
        .resolve_scale(x="independent", y="independent")
        .properties(width=plot, height=height)
    )


def _telling(points: list[labels.Point], size: tuple[float, float], own: set[int]) -> list[int]:
    """The places of the points in the order in which they are named.

    Those farthest from the middle of all, then those of a group with a colour of its own, such as
    the region's countries among the world's, then the others.
    """
    x, y = median(point.x for point in points), median(point.y for point in points)

    def far(place: int) -> float:
        return math.hypot((points[place].x - x) / size[0], (points[place].y - y) / size[1])

    ranked = sorted(range(len(points)), key=lambda place: (-far(place), points[place].name))
    first = ranked[:_OUTERMOST]
    return [*first, *sorted(ranked[_OUTERMOST:], key=lambda place: place not in own)]
