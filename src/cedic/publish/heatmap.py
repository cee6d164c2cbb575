"""The heat map: a square for each pair of codes of two dimensions, the darker the larger."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from cedic.publish import labels, style
from cedic.publish.figure import WORDS, Figure, folded
from cedic.publish.kinds import AREAS, COUPLES, adds_up
from cedic.publish.shading import Shading

_WRITTEN = 44
"""Pixels of a square with room for its value."""


def heatmap(figure: Figure, width: int) -> Any:
    """Squares with their values where there is room; a pair without a value stays empty."""
    import altair as alt

    down, across = _order(figure, 0), _order(figure, 1)
    names = {code: figure.name(code) for code in down}
    heads = {code: figure.name_across(code) for code in across}
    room = labels.names_room(list(names.values()), width)
    lines = {code: labels.lines_of(name, (room - 12) // 7, 2) for code, name in names.items()}
    axis_across, right = labels.axis_across(
        heads, width, width - room - 20, codes=figure.across in AREAS
    )
    plot = max(120, width - room - 20 - right)
    cell = plot / len(across)
    size = figure.multiple[0]
    shading = Shading(figure)
    rows = [
        {
            "SERIES": row["SERIES"],
            "COUNTERPART": row["COUNTERPART"],
            "VALUE": row["VALUE"] / size,
            "NAME": names[row["SERIES"]],
            "TO": heads[row["COUNTERPART"]],
            "TEXT": figure.written(row["VALUE"]),
            "INK": shading.ink(row["VALUE"]),
        }
        for row in figure.known
    ]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X("COUNTERPART:N", axis=axis_across, scale=alt.Scale(domain=across)),
        y=alt.Y(
            "SERIES:N",
            axis=alt.Axis(labels=False, minExtent=room, maxExtent=room),
            scale=alt.Scale(domain=down),
        ),
    )
    is_written = cell >= _WRITTEN and all(7 * len(row["TEXT"]) <= cell - 4 for row in rows)
    squares = base.mark_rect(stroke=style.PAPER, strokeWidth=2 if cell > 12 else 1).encode(
        color=shading.colour(None if is_written else shading.legend(min(240, plot))),
        tooltip=[
            alt.Tooltip("NAME:N", title=_said(figure, figure.series)),
            alt.Tooltip("TO:N", title=_said(figure, figure.across)),
            alt.Tooltip("TEXT:N", title=WORDS["value"][figure.language]),
        ],
    )
    layers = [squares, *labels.row_names(lines)]
    if is_written:
        on_deep = f"datum.INK == '{style.ON_DEEP}'"
        ink = alt.condition(on_deep, alt.value(style.ON_DEEP), alt.value(style.ON_PALE))
        layers.append(base.mark_text().encode(text="TEXT:N", color=ink))
    broken = any(len(one) > 1 for one in lines.values())
    step = max(32 if broken else 24, min(34, round(cell)))
    return alt.layer(*layers).properties(width=plot, height=alt.Step(step))


def _said(figure: Figure, dimension: str | None) -> str:
    return figure.flow.component(dimension or "").name[figure.language]


def _order(figure: Figure, side: int) -> list[str]:
    """The codes of a side: of a list that has an order in that, areas by total or by name."""
    dimension = (figure.series, figure.across)[side] or ""
    column = ("SERIES", "COUNTERPART")[side]
    codes = sorted(set(figure.rows[column].to_pylist()))
    if dimension not in AREAS:
        codelist = figure.flow.component(dimension).codelist
        order = {code: place for place, code in enumerate(codelist.codes if codelist else ())}
        return sorted(codes, key=lambda code: (order.get(code, len(order)), code))
    namer = (figure.name, figure.name_across)[side]
    if (figure.series, figure.across) not in COUPLES and _has_totals(figure, dimension):
        totals: defaultdict[str, float] = defaultdict(float)
        for row in figure.known:
            totals[row[column]] += row["VALUE"]
        return sorted(codes, key=lambda code: (-totals[code], code))
    return sorted(codes, key=lambda code: folded(namer(code)))


def _has_totals(figure: Figure, dimension: str) -> bool:
    other = figure.across if dimension == figure.series else figure.series
    return adds_up(figure.flow, figure.distinct, figure.measure, other or "")
