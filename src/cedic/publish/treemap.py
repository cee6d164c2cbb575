"""The treemap: the parts of a whole, each as large as its value, beside those of its group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from cedic.publish import labels, style
from cedic.publish.figure import WORDS, Figure
from cedic.publish.grouping import OTHER, Grouping, grouped
from cedic.publish.numbers import percent

Box = tuple[float, float, float, float]
"""Left, top, width and height."""

_NARROW, _BAND, _LINE, _LETTER = 480, 19, 15, 6.9
"""Pixels: a picture for a phone, the band that names a group, a line of text, a letter."""


class _Cell(NamedTuple):
    """A part, or the small ones of a group together."""

    name: str
    group: str
    value: float


def squarified(values: Sequence[float], box: Box) -> list[Box]:
    """Boxes as large as their values, as close to squares as can be.

    Parameters
    ----------
    values : sequence of float
        All above zero; best the largest first.
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
    groups = grouped(figure, figure.series or "", figure.parts)
    cells, bands = _laid_out(_cells(figure, groups), (0, 0, width, height), len(groups.names) > 1)
    whole = sum(figure.parts.values())
    boxes = [
        {
            "NAME": cell.name,
            "GROUP": groups.names[cell.group],
            "VALUE": figure.written(cell.value),
            "PART": percent(cell.value / whole, figure.language),
            "FILL": _fill(groups.colours[cell.group]),
            **_edges(box),
        }
        for cell, box in cells
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
        for cell, box in cells
        for text in _texts(cell.name, figure.written(cell.value), box, groups.colours[cell.group])
    ]
    layers = [drawn, _words(texts, fontSize=13)]
    if bands:
        layers.append(_words(_named(groups, bands), fontSize=13, fontWeight="bold"))
    return alt.layer(*layers).properties(width=width, height=height)


def _cells(figure: Figure, groups: Grouping) -> list[_Cell]:
    """The parts, those of a group that are too small to be seen together in one."""
    large = [
        _Cell(figure.name(code), groups.group[code], value)
        for code, value in figure.parts.items()
        if code not in figure.small
    ]
    small: dict[str, list[str]] = {}
    for code in figure.parts:
        if code in figure.small:
            small.setdefault(groups.group[code], []).append(code)
    others = WORDS["others"][figure.language]
    return large + [
        _Cell(
            others.format(len(codes)) if len(codes) > 1 else figure.name(codes[0]),
            group,
            sum(figure.parts[code] for code in codes),
        )
        for group, codes in small.items()
    ]


def _laid_out(
    cells: list[_Cell], box: Box, several: bool
) -> tuple[list[tuple[_Cell, Box]], dict[str, Box]]:
    """The box of each cell, and the band above those of each group if there are several."""
    members: dict[str, list[_Cell]] = {}
    for cell in cells:
        members.setdefault(cell.group, []).append(cell)
    sums = {group: sum(cell.value for cell in held) for group, held in members.items()}
    largest = max(sums, key=lambda group: sums[group])
    # The rest comes last, but for one so large that the others would be mere strips beside it.
    ordered = sorted(
        sums, key=lambda group: (group == OTHER and group != largest, -sums[group], group)
    )
    found: list[tuple[_Cell, Box]] = []
    bands: dict[str, Box] = {}
    wholes = squarified([sums[group] for group in ordered], box)
    for group, inner in zip(ordered, wholes, strict=True):
        left, top, wide, high = inner
        if several and high > 3 * _BAND and wide > 60:
            bands[group] = (left, top, wide, _BAND)
            inner = (left, top + _BAND, wide, high - _BAND)
        if several:
            inner = _shrunk(inner, 1.5)
        # What stands for many small ones comes last, though it may be large.
        boxes = squarified([cell.value for cell in members[group]], inner)
        found += zip(members[group], boxes, strict=True)
    return found, bands


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
