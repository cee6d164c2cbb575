"""The treemap: the parts of a whole, each as large as its value, beside those of its group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cedic.publish import labels, style
from cedic.publish.figure import WORDS, Figure
from cedic.publish.flows import OTHERS
from cedic.publish.grouping import Grouping, grouped
from cedic.publish.numbers import percent

Box = tuple[float, float, float, float]
"""Left, top, width and height."""

_NARROW, _BAND, _LINE, _LETTER = 480, 19, 15, 6.9
"""Pixels: a picture for a phone, the band that names a group, a line of text, a letter."""


def squarified(values: Sequence[float], box: Box) -> list[Box]:
    """Boxes as large as their values, as close to squares as can be.

    Parameters
    ----------
    values : sequence of float
        All above zero, the largest first.
    box : tuple of float
        Left, top, width and height of the whole, which the boxes fill.

    Notes
    -----
    Bruls, Huizing and van Wijk (2000), "Squarified treemaps", in Data Visualization 2000.
    """
    left, top, width, height = box
    scale = width * height / sum(values)
    areas = [value * scale for value in values]
    found: list[Box] = []
    start = 0
    while start < len(areas):
        side = min(width, height)
        end = start + 1
        while end < len(areas) and _worst(areas[start : end + 1], side) <= _worst(
            areas[start:end], side
        ):
            end += 1
        row = areas[start:end]
        deep = sum(row) / side
        edge = 0.0
        for area in row:
            long = area / deep
            if width >= height:
                found.append((left, top + edge, deep, long))
            else:
                found.append((left + edge, top, long, deep))
            edge += long
        if width >= height:
            left, width = left + deep, max(width - deep, 1e-9)
        else:
            top, height = top + deep, max(height - deep, 1e-9)
        start = end
    return found


def _worst(row: Sequence[float], side: float) -> float:
    """The ratio of the longer side to the shorter one of the least square box of a row."""
    total = sum(row)
    return max(side**2 * max(row) / total**2, total**2 / (side**2 * min(row)))


def treemap(figure: Figure, width: int) -> Any:
    """A box for each part in its group's, with what there is room to write in it."""
    import altair as alt

    narrow = width < _NARROW
    height = round(width * (1.3 if narrow else 0.62))
    parts = {code: value for code, value in figure.parts.items() if code != OTHERS}
    groups = grouped(figure, figure.series or "", parts)
    cells, bands = _laid_out(figure, groups, (0, 0, width, height))
    whole = sum(figure.parts.values())
    boxes = [
        {
            "NAME": _name(figure, code),
            "GROUP": "" if code == OTHERS else groups.names[groups.group[code]],
            "VALUE": figure.written(figure.parts[code]),
            "PART": percent(figure.parts[code] / whole, figure.language),
            "FILL": _fill(style.BACKDROP if code == OTHERS else groups.colour(code)),
            **_edges(box),
        }
        for code, box in cells.items()
    ]
    words = {name: WORDS[name][figure.language] for name in ("group", "value", "share")}
    said = figure.flow.component(figure.series or "").name[figure.language]
    tooltips = {"NAME": said, "GROUP": words["group"], "VALUE": words["value"]}
    if len(groups.names) == 1:
        del tooltips["GROUP"]
    tooltips["PART"] = words["share"]
    drawn = (
        alt.Chart(alt.InlineData(values=boxes))
        .mark_rect()
        .encode(
            x=labels.pixels("X", alt.X),
            y=labels.pixels("Y", alt.Y),
            x2="X2:Q",
            y2="Y2:Q",
            color=alt.Color("FILL:N", scale=None, legend=None),
            tooltip=[alt.Tooltip(f"{name}:N", title=title) for name, title in tooltips.items()],
        )
    )
    texts = [
        text
        for code, box in cells.items()
        for text in _texts(
            _name(figure, code),
            figure.written(figure.parts[code]),
            box,
            style.BACKDROP if code == OTHERS else groups.colour(code),
        )
    ]
    layers = [drawn, _words(texts, fontSize=13)]
    if bands:
        layers.append(_words(_named(groups, bands), fontSize=13, fontWeight="bold"))
    return alt.layer(*layers).properties(width=width, height=height)


def _laid_out(
    figure: Figure, groups: Grouping, box: Box
) -> tuple[dict[str, Box], dict[str, Box]]:
    """The box of each part, and the band above those of each group if there are several."""
    members: dict[str, dict[str, float]] = {}
    for code, value in figure.parts.items():
        group = OTHERS + " " if code == OTHERS else groups.group[code]
        members.setdefault(group, {})[code] = value
    ordered = sorted(members, key=lambda group: (OTHERS in members[group], -sum(members[group].values()), group))
    sums = [sum(members[group].values()) for group in ordered]
    cells: dict[str, Box] = {}
    bands: dict[str, Box] = {}
    for group, whole in zip(ordered, _in_order(sums, box), strict=True):
        inner = whole
        if len(groups.names) > 1 and OTHERS not in members[group]:
            left, top, wide, high = whole
            if high > 3 * _BAND and wide > 60:
                bands[group] = (left, top, wide, _BAND)
                inner = (left, top + _BAND, wide, high - _BAND)
            inner = _shrunk(inner, 1.5)
        cells |= zip(members[group], squarified(list(members[group].values()), inner), strict=True)
    return cells, bands


def _in_order(sums: Sequence[float], box: Box) -> list[Box]:
    return squarified(sums, box)


def _shrunk(box: Box, by: float) -> Box:
    left, top, wide, high = box
    by = min(by, wide / 4, high / 4)
    return left + by, top, wide - 2 * by, high - by


def _edges(box: Box) -> dict[str, float]:
    """The edges of a box, with a thin gap to the next one."""
    left, top, wide, high = box
    gap = min(0.75, wide / 4, high / 4)
    return {
        "X": round(left + gap, 2),
        "Y": round(top + gap, 2),
        "X2": round(left + wide - gap, 2),
        "Y2": round(top + high - gap, 2),
    }


def _name(figure: Figure, code: str) -> str:
    return WORDS["others"][figure.language].format(figure.merged) if code == OTHERS else figure.name(code)


def _fill(colour: str) -> str:
    """A colour that is the same in both schemes, as the words upon it are, but for ink itself."""
    if colour == style.INK:
        return colour
    return "rgb({}, {}, {})".format(*(int(colour[at : at + 2], 16) for at in (1, 3, 5)))


def _ink(colour: str) -> str:
    if colour == style.INK:
        return style.PAPER
    return max((style.ON_PALE, style.ON_DEEP), key=lambda ink: style.contrast(ink, colour))


def _texts(name: str, value: str, box: Box, colour: str) -> list[dict[str, Any]]:
    """The name and value of a part as far as its box has room for them."""
    left, top, wide, high = box
    letters = int((wide - 10) / _LETTER)
    lines = labels.wrapped(name, letters)
    room = int((high - 8) / _LINE)
    if not lines or len(lines) > room:
        return []
    if len(lines) < room and len(value) <= letters:
        lines = [*lines, value]
    return [{"TEXT": lines, "INK": _ink(colour), "X": round(left + 6, 1), "Y": round(top + 6, 1)}]


def _named(groups: Grouping, bands: dict[str, Box]) -> list[dict[str, Any]]:
    return [
        {
            "TEXT": [labels.cut(groups.names[group], int((wide - 6) / 7.4))],
            "INK": style.INK,
            "X": round(left + 3, 1),
            "Y": round(top + 4, 1),
        }
        for group, (left, top, wide, _) in bands.items()
    ]


def _words(rows: list[dict[str, Any]], **mark: Any) -> Any:
    import altair as alt

    return (
        alt.Chart(alt.InlineData(values=rows))
        .mark_text(align="left", baseline="top", lineHeight=_LINE, **mark)
        .encode(
            x=labels.pixels("X", alt.X),
            y=labels.pixels("Y", alt.Y),
            text="TEXT:N",
            color=alt.Color("INK:N", scale=None, legend=None),
        )
    )
