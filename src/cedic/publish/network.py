"""The network: nodes as large as their links together, the strongest links between them."""

from __future__ import annotations

import math
from typing import Any

from cedic.publish import labels, style
from cedic.publish.figure import WORDS, Figure
from cedic.publish.grouping import grouped

_NARROW, _LARGEST, _LEAST, _WIDEST = 480, 17, 3.2, 5
"""Pixels: a picture for a phone, the radius of the largest and of the least node, the widest link."""
_NAMED = {True: 14, False: 36}
"""How many nodes are named on a phone and on a screen."""


def network(figure: Figure, width: int) -> Any:
    """Links below, nodes above them, and the names of the largest."""
    import altair as alt

    links = figure.links
    narrow = width < _NARROW
    height = round(width * (1.15 if narrow else 0.68))
    largest = _LARGEST * (0.7 if narrow else 1) * min(1, math.sqrt(40 / len(links.size)))
    # Names at the edge have room within the plot.
    edge = largest + 6, largest + 18
    places = {
        code: (
            edge[0] + x * (width - 2 * edge[0]),
            edge[1] + y * (height - 2 * edge[1]),
        )
        for code, (x, y) in links.places.items()
    }
    groups = grouped(figure, figure.series or "", links.size)
    top = max(links.size.values())
    radii = {
        code: max(_LEAST, largest * math.sqrt(value / top)) for code, value in links.size.items()
    }
    points = [
        labels.Point(
            *places[code], radii[code], labels.cut(figure.name(code), 24 if narrow else 34)
        )
        for code in links.size
    ]
    legend = labels.legend(list(groups.names.values()), width) if len(groups.names) > 1 else None
    return alt.layer(
        _links(figure, places, _WIDEST * largest / _LARGEST),
        _nodes(figure, places, radii, groups, legend),
        *labels.written(labels.placed(points, range(len(points)), (width, height), _NAMED[narrow])),
    ).properties(width=width, height=height)


def _links(figure: Figure, places: dict[str, tuple[float, float]], widest: float) -> Any:
    import altair as alt

    top = max(figure.links.drawn.values())
    rows = [
        {
            "LINK": " – ".join(figure.names(*ends)),
            "VALUE": figure.written(value),
            "X": round(places[ends[0]][0], 1),
            "Y": round(places[ends[0]][1], 1),
            "X2": round(places[ends[1]][0], 1),
            "Y2": round(places[ends[1]][1], 1),
            "WIDE": round(max(0.7, widest * math.sqrt(value / top)), 2),
        }
        # The strongest stand above the weaker ones.
        for ends, value in reversed(figure.links.drawn.items())
    ]
    words = {name: WORDS[name][figure.language] for name in ("link", "value")}
    return (
        alt.Chart(alt.InlineData(values=rows))
        .mark_rule(color=style.BACKDROP, opacity=0.75)
        .encode(
            x=labels.pixels("X", alt.X),
            y=labels.pixels("Y", alt.Y),
            x2="X2:Q",
            y2="Y2:Q",
            strokeWidth=alt.StrokeWidth("WIDE:Q", scale=None, legend=None),
            tooltip=[
                alt.Tooltip("LINK:N", title=words["link"]),
                alt.Tooltip("VALUE:N", title=words["value"]),
            ],
        )
    )


def _nodes(
    figure: Figure,
    places: dict[str, tuple[float, float]],
    radii: dict[str, float],
    groups: Any,
    legend: Any,
) -> Any:
    import altair as alt

    rows = [
        {
            "NAME": figure.name(code),
            "GROUP": groups.names[groups.group[code]],
            "SUM": figure.written(value),
            "X": round(places[code][0], 1),
            "Y": round(places[code][1], 1),
            # Vega's size of a circle is its area, in a square of pixels.
            "SIZE": round(math.pi * radii[code] ** 2, 1),
        }
        for code, value in figure.links.size.items()
    ]
    said = figure.flow.component(figure.series or "").name[figure.language]
    told = [
        alt.Tooltip("NAME:N", title=said),
        alt.Tooltip("SUM:N", title=WORDS["links_sum"][figure.language]),
    ]
    if legend:
        told.insert(1, alt.Tooltip("GROUP:N", title=WORDS["group"][figure.language]))
    return (
        alt.Chart(alt.InlineData(values=rows))
        .mark_circle(opacity=1, stroke=style.PAPER, strokeWidth=1)
        .encode(
            x=labels.pixels("X", alt.X),
            y=labels.pixels("Y", alt.Y),
            size=alt.Size("SIZE:Q", scale=None, legend=None),
            color=alt.Color(
                "GROUP:N",
                scale=alt.Scale(
                    domain=[groups.names[group] for group in groups.colours],
                    range=list(groups.colours.values()),
                ),
                legend=legend,
            ),
            tooltip=told,
        )
    )
