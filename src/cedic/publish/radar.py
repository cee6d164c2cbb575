"""The radar: profiles of a few units over the parts of an index."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from itertools import pairwise
from textwrap import wrap
from typing import Any

from cedic.publish import labels, style
from cedic.publish.numbers import MISSING
from cedic.publish.scales import at, domain
from cedic.publish.scored import Scored

_LETTER, _LINE, _OUT = 6.9, 15, 1.07
"""Pixels of a letter and of a line of the names; how far out they stand, as a part of the radius."""


def radar(scored: Scored, rows: list[dict[str, Any]], width: int) -> Any:
    """Closed lines around a middle, broken at a part without a score; rings at round scores."""
    import altair as alt

    parts = scored.parts
    letters = 12 if width < labels.NARROW else 22
    names = {part: _lines(scored.node(part), letters) for part in parts}
    lost = _lost(scored, rows)
    told = {part: [*names[part], *lost.get(part, [])] for part in parts}
    angles = [2 * math.pi * turn / len(parts) for turn in range(len(parts))]
    radius = _radius(list(told.values()), angles, width / 2)
    middle = (width - 4) / 2
    above = _OUT * radius + _LINE * len(told[parts[0]]) + 14
    below = max(
        -math.cos(angle) * _OUT * radius + _LINE * len(lines) / 2 + 12
        for angle, lines in zip(angles, told.values(), strict=True)
    )
    known = [row[part] for row in rows for part in parts if row[part] is not None]
    low, high, step = domain([*known, *(scored.result.final.scale or ())], zero=min(known) >= 0)

    def place(value: float, part: int) -> tuple[float, float]:
        far = radius * (value - low) / (high - low)
        x, y = (
            middle + far * math.sin(angles[part % len(parts)]),
            (above - far * math.cos(angles[part % len(parts)])),
        )
        return round(x, 1), round(y, 1)

    rings = [low + step * index for index in range(1, round((high - low) / step) + 1)]
    web = [
        {"KEY": f"ring {ring:g}", "ORDER": turn, "X": x, "Y": y}
        for ring in rings
        for turn in range(len(parts) + 1)
        for x, y in [place(ring, turn)]
    ] + [
        {"KEY": f"spoke {turn}", "ORDER": end, "X": x, "Y": y}
        for turn in range(len(parts))
        for end in (0, 1)
        for x, y in [place((low, high)[end], turn)]
    ]
    units = {row["REF_AREA"]: scored.name(row["REF_AREA"]) for row in rows}
    runs, dots = _turns(scored, rows, place)
    colours, patterns = style.colours(list(units)), style.dashes(list(units))
    scale = alt.Scale(domain=list(units.values()), range=list(colours.values()))
    dashes = alt.Scale(
        domain=list(units.values()), range=[patterns[code] or [1, 0] for code in units]
    )
    x, y = labels.pixels("X", alt.X), labels.pixels("Y", alt.Y)
    legend = labels.legend(list(units.values()), width - 20)
    ticks = [
        {"X": middle + 4, "Y": place(ring, 0)[1], "TEXT": scored.whole(ring)} for ring in rings
    ]

    def rule(values: list[dict[str, Any]]) -> Any:
        return alt.Chart(alt.InlineData(values=values)).encode(x=x, y=y)

    def line(values: list[dict[str, Any]], **mark: Any) -> Any:
        return rule(values).mark_line(**mark).encode(detail="KEY:N", order="ORDER:Q")

    layers = [
        line(web, color=style.RULE, strokeWidth=1),
        line(runs, strokeWidth=2.4).encode(
            color=alt.Color("NAME:N", scale=scale, legend=legend),
            strokeDash=alt.StrokeDash("NAME:N", scale=dashes, legend=None),
        ),
        rule(dots)
        .mark_circle(size=46, opacity=1)
        .encode(
            color=alt.Color("NAME:N", scale=scale, legend=legend),
            tooltip=[
                alt.Tooltip("NAME:N", title=scored.word("unit")),
                alt.Tooltip("PART:N", title=scored.word("part")),
                alt.Tooltip("TEXT:N", title=scored.word("score")),
            ],
        ),
        rule(ticks)
        .mark_text(align="left", baseline="bottom", color=style.MUTED, fontSize=12)
        .encode(text="TEXT:N"),
        *_around(
            told, [place(low + (high - low) * _OUT, turn) for turn in range(len(parts))], middle
        ),
    ]
    return alt.layer(*layers).properties(width=width - 4, height=round(above + below))


def _lines(name: str, letters: int) -> list[str]:
    """A name in lines, no word broken."""
    return wrap(name, max(letters, *map(len, name.split())))


def _lost(scored: Scored, rows: list[dict[str, Any]]) -> dict[str, list[str]]:
    """By part the units that have no score in it, as they are told below its name."""
    return {
        part: [f"{MISSING} {scored.name(row['REF_AREA'])}" for row in rows if row[part] is None]
        for part in scored.parts
    }


def _radius(told: list[list[str]], angles: list[float], half: float) -> float:
    """The largest radius that leaves room for the words around."""
    room = [half - _LETTER * max(map(len, lines)) - 8 for lines in told]
    fitting = [
        free / (_OUT * abs(math.sin(angle)))
        for free, angle in zip(room, angles, strict=True)
        if abs(math.sin(angle)) > 0.1
    ]
    return max(60.0, min(170.0, *fitting))


def _turns(
    scored: Scored, rows: list[dict[str, Any]], place: Callable[[float, int], tuple[float, float]]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The pieces of the line of each unit, and its points."""
    parts = scored.parts
    runs: list[dict[str, Any]] = []
    dots: list[dict[str, Any]] = []
    for row in rows:
        name = scored.name(row["REF_AREA"])
        for turn, part in enumerate(parts):
            if row[part] is not None:
                x, y = place(row[part], turn)
                text = scored.written(row[part])
                dots.append({"NAME": name, "PART": scored.node(part), "TEXT": text, "X": x, "Y": y})
        for piece, (here, there) in enumerate(pairwise([*range(len(parts)), 0])):
            ends = [(row[parts[turn]], turn) for turn in (here, there)]
            if any(value is None for value, _ in ends):
                continue
            for order, (value, turn) in enumerate(ends):
                x, y = place(value, turn)
                key = f"{row['REF_AREA']} {piece}"
                runs.append({"KEY": key, "NAME": name, "ORDER": order, "X": x, "Y": y})
    return runs, dots


def _around(
    told: Mapping[str, list[str]], places: list[tuple[float, float]], middle: float
) -> list[Any]:
    """The names of the parts around the web, and below each who has no score in it."""
    import altair as alt

    layers = []
    for turn, (lines, (x, y)) in enumerate(zip(told.values(), places, strict=True)):
        level = abs(x - middle) < 8
        align: Any = "center" if level else "left" if x > middle else "right"
        # Lines are set from the middle of the first one.
        shift = -_LINE * (len(lines) - 1) / 2
        if level:
            shift = -_LINE * (len(lines) - 1) - 14 if turn == 0 else 10
        chart = alt.Chart(alt.InlineData(values=[{"LINES": lines if len(lines) > 1 else lines[0]}]))
        mark = chart.mark_text(
            align=align, baseline="middle", color=style.INK, fontSize=13, lineHeight=_LINE
        )
        layers.append(mark.encode(text="LINES:N", **at(x=x, y=y + shift)))
    return layers
