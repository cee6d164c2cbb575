"""The flow chart: from exporters on the left to partners on the right, as wide as the value."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from cedic.publish import style
from cedic.publish.figure import WORDS, Figure
from cedic.publish.flows import OTHERS
from cedic.publish.scales import at

_NODE, _GAP, _HEIGHT = 10, 8, 280
"""Pixels: how wide a node is, the gap between two at least, and the height of the whole flow."""
_LINE, _NARROW = 16, 480
"""Pixels of a line of a label, and of a picture in which name and value take a line each."""

Span = tuple[float, float]
"""The upper and lower end of a node, or of a ribbon at a node."""


def sankey(figure: Figure, width: int) -> Any:
    """Nodes in order of size, ribbons between them, and each node's name and value beside it."""
    import altair as alt

    flows = figure.flows
    lines = 2 if width < _NARROW else 1
    slot = _LINE * lines + 4
    scale = _HEIGHT / sum(flows.left.values())
    heights = [_height(side, scale, slot) for side in (flows.left, flows.right)]
    height = math.ceil(max(heights))
    nodes = [
        _nodes(side, scale, slot, (height - own) / 2)
        for side, own in zip((flows.left, flows.right), heights, strict=True)
    ]
    labels = [_labels(figure, side, lines) for side in (0, 1)]
    rooms = [min(round(width * 0.36), _room(side)) for side in labels]
    plot = width - sum(rooms) - 4
    colours = style.colours([code for code in flows.left if code != OTHERS])
    colours[OTHERS] = style.BACKDROP
    ribbons = [
        {
            "FROM": _name(figure, ends[0], 0),
            "TO": _name(figure, ends[1], 1),
            "VALUE": figure.written(value),
            "CODE": ends[0],
            "PATH": path,
        }
        for (ends, value), path in zip(
            flows.ribbons.items(), _paths(figure, nodes, scale, plot), strict=True
        )
    ]
    titles = {
        "FROM": figure.flow.component("REF_AREA").name[figure.language],
        "TO": figure.flow.component("COUNTERPART_AREA").name[figure.language],
        "VALUE": WORDS["value"][figure.language],
    }
    drawn = (
        alt.Chart(alt.InlineData(values=ribbons))
        .mark_point(filled=True, size=4, opacity=0.45, strokeWidth=0)
        .encode(
            **at(x=0, y=0),
            shape=alt.Shape("PATH:N", scale=None, legend=None),
            color=alt.Color(
                "CODE:N",
                legend=None,
                scale=alt.Scale(domain=list(colours), range=list(colours.values())),
            ),
            tooltip=[alt.Tooltip(f"{name}:N", title=title) for name, title in titles.items()],
        )
    )
    sides = (
        layer
        for side in (0, 1)
        for layer in _side(
            nodes[side],
            labels[side],
            rooms[side],
            (0, plot - _NODE)[side],
            colours if not side else {},
        )
    )
    # What shares a channel without sharing its scale.
    return (
        alt.layer(drawn, *sides)
        .resolve_scale(color="independent", y="independent")
        .properties(width=plot, height=height)
    )


def _height(side: Mapping[str, float], scale: float, slot: int) -> float:
    return sum(max(value * scale + _GAP, slot) for value in side.values())


def _nodes(side: Mapping[str, float], scale: float, slot: int, edge: float) -> dict[str, Span]:
    """Each node's span, from `edge` down; a small one has room for its label all the same."""
    found = {}
    for code, value in side.items():
        room = max(value * scale + _GAP, slot)
        middle = edge + room / 2
        found[code] = middle - value * scale / 2, middle + value * scale / 2
        edge += room
    return found


def _labels(figure: Figure, side: int, lines: int) -> list[list[str]]:
    """The name and value of each node, in one line or in two."""
    values = (figure.flows.left, figure.flows.right)[side]
    told = [[_name(figure, code, side), figure.written(value)] for code, value in values.items()]
    return told if lines == 2 else [["  ".join(parts)] for parts in told]


def _room(labels: list[list[str]]) -> int:
    return 7 * max(len(line) for label in labels for line in label) + 16


def _paths(figure: Figure, nodes: list[dict[str, Span]], scale: float, plot: float) -> list[str]:
    """The outline of each ribbon; those of a node lie in the order of the nodes that they reach."""
    ribbons = figure.flows.ribbons
    places = [list(side) for side in nodes]
    tops: dict[tuple[str, str], Span] = {}
    edges = [{code: span[0] for code, span in side.items()} for side in nodes]
    for ends in sorted(
        ribbons, key=lambda ends: [places[side].index(ends[side]) for side in (0, 1)]
    ):
        tops[ends] = edges[0][ends[0]], edges[1][ends[1]]
        for side in (0, 1):
            edges[side][ends[side]] += ribbons[ends] * scale
    return [_ribbon(*tops[ends], value * scale, plot) for ends, value in ribbons.items()]


def _ribbon(left: float, right: float, wide: float, plot: float) -> str:
    start, end, middle = _NODE, plot - _NODE, plot / 2
    bend = f"C{middle:.1f},{left:.1f} {middle:.1f},{right:.1f} {end:.1f},{right:.1f}"
    back = (
        f"C{middle:.1f},{right + wide:.2f} {middle:.1f},{left + wide:.2f} {start},{left + wide:.2f}"
    )
    return f"M{start},{left:.1f}{bend}v{wide:.2f}{back}Z"


def _side(
    nodes: Mapping[str, Span],
    labels: list[list[str]],
    room: int,
    start: float,
    colours: Mapping[str, str],
) -> Iterator[Any]:
    """The nodes of a side, the left one coloured, and beside each its label."""
    import altair as alt

    rows = [
        {
            "TEXT": label,
            "COLOUR": colours.get(code, style.MUTED),
            "TOP": top,
            "BOTTOM": max(bottom, top + 1),
            # Lines are set from the middle of the first one.
            "Y": (top + bottom) / 2 - (len(label) - 1) * _LINE / 2,
        }
        for (code, (top, bottom)), label in zip(nodes.items(), labels, strict=True)
    ]
    base = alt.Chart(alt.InlineData(values=rows))
    yield base.mark_rect().encode(
        **at(x=start, x2=start + _NODE),
        y=alt.Y("TOP:Q", scale=None, axis=None),
        y2="BOTTOM:Q",
        color=alt.Color("COLOUR:N", scale=None, legend=None),
    )
    left = start == 0
    yield base.mark_text(
        align="right" if left else "left",
        baseline="middle",
        fontSize=13,
        lineHeight=_LINE,
        limit=room,
    ).encode(
        **at(x=start - 6 if left else start + _NODE + 6),
        y=alt.Y("Y:Q", scale=None, axis=None),
        text="TEXT:N",
    )


def _name(figure: Figure, code: str, side: int) -> str:
    if code != OTHERS:
        return figure.area(code)
    return WORDS["others"][figure.language].format(figure.flows.grouped[side])
