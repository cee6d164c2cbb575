"""Words in charts: how long they are, broken into lines or cut short, and placed so that none meet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from textwrap import wrap
from typing import Any, NamedTuple

from cedic.publish import style
from cedic.publish.scales import at

FONT = 12
_LETTER, _LINE = 6.4, 15
"""Pixels of a letter and of a line of text of size `FONT`, on average."""
NARROW, _TILTED, _UPRIGHT = 480, 150, 110
"""Pixels: a picture for a phone; how long the names above columns may be where they are tilted, and
where they stand upright."""


class Point(NamedTuple):
    """A mark to be named: its middle and radius, in pixels."""

    x: float
    y: float
    radius: float
    name: str


class Label(NamedTuple):
    """Where a name stands, beside its mark."""

    x: float
    y: float
    align: str
    name: str


Box = tuple[float, float, float, float]
"""Left, upper, right and lower edge."""


def cut(name: str, letters: int) -> str:
    """A name of at most so many letters."""
    return name if len(name) <= letters else name[: max(1, letters - 1)].rstrip(" ,;") + "…"


def lines_of(name: str, letters: int, most: int) -> list[str]:
    """A name in lines of at most so many letters; what does not fit in the last one is cut."""
    letters = max(4, letters)
    found = wrap(name, letters) or [name]
    if len(found) <= most:
        return found
    return [*found[: most - 1], cut(" ".join(found[most - 1 :]), letters)]


def wrapped(name: str, letters: int) -> list[str]:
    """A name in lines of at most so many letters; none if a word is longer."""
    if letters < max(map(len, name.split())):
        return []
    return wrap(name, letters, break_on_hyphens=False)


def names_room(names: Sequence[str], width: int) -> int:
    """The room left of a plot for names, which leave more than half of the width to it."""
    return min(round(7.4 * max(len(name) for name in names)) + 12, round(width * 0.42))


def names_axis(lines: Mapping[str, Sequence[str]]) -> str:
    """The expression that writes codes on an axis as the lines of their names."""
    return f"{json.dumps(lines, ensure_ascii=False)}[datum.value]"


def axis_across(
    heads: Mapping[str, str], width: int, plot: float, *, codes: bool = False
) -> tuple[Any, int]:
    """The names above columns: level if they fit, else tilted, on a phone upright; the room they take.

    Parameters
    ----------
    heads : mapping of str to str
        The names, by code.
    width, plot : int, float
        Pixels of the picture and of all columns together.
    codes : bool
        Whether codes may stand for the names where columns are very narrow.
    """
    import altair as alt

    cell = plot / len(heads)
    letters = int((cell - 6) / 7.2)
    level = {code: wrapped(name, letters) for code, name in heads.items()}
    options: dict[str, Any]
    if all(level.values()) and max(map(len, level.values())) <= 3:
        lines: dict[str, Sequence[str]] = dict(level)
        right, options = 0, {"labelAngle": 0, "labelAlign": "center", "labelBaseline": "bottom"}
    elif width < NARROW:
        lines = {code: [cut(name, 16)] for code, name in heads.items()}
        if codes and cell < 16:
            lines = {code: [code] for code in heads}
        right, options = 0, {"labelAngle": -90, "labelAlign": "left", "labelBaseline": "middle"}
        options["labelLimit"] = _UPRIGHT
    else:
        lines = {code: [cut(name, 24)] for code, name in heads.items()}
        longest = min(_TILTED, 7 * max(len(line) for [line] in lines.values()))
        right = round(longest * 0.71 - cell / 2)
        options = {"labelAngle": -45, "labelAlign": "left", "labelBaseline": "bottom"}
        options["labelLimit"] = _TILTED
    axis = alt.Axis(
        orient="top",
        labelColor=style.INK,
        labelExpr=names_axis(lines),
        labelLineHeight=_LINE,
        labelOverlap=cell < 12,
        **options,
    )
    return axis, max(0, right)


def row_names(lines: Mapping[str, Sequence[str]]) -> list[Any]:
    """Layers that name the rows of SERIES left of a plot, each name on the middle of its row."""
    import altair as alt

    layers = []
    for number in sorted({len(one) for one in lines.values()}):
        rows = [
            {"SERIES": code, "LINES": list(one)}
            for code, one in lines.items()
            if len(one) == number
        ]
        base = alt.Chart(alt.InlineData(values=rows))
        layers.append(
            base.mark_text(
                align="right",
                baseline="middle",
                color=style.INK,
                lineHeight=_LINE,
                # Lines are set from the middle of the first one.
                dy=-(number - 1) * _LINE / 2,
            ).encode(y=alt.Y("SERIES:N"), text="LINES:N", **at(x=-6))
        )
    return layers


def placed(
    points: Sequence[Point], wanted: Iterable[int], size: tuple[float, float], most: int
) -> list[Label]:
    """Names beside their marks, as many as stand clear of each other.

    Parameters
    ----------
    points : sequence of Point
        All marks drawn; no name covers one of them.
    wanted : iterable of int
        The places in `points` of those to be named, the most telling first.
    size : tuple of float
        Width and height of the plot, which no name leaves.
    most : int
        How many names there are at most.
    """
    marks = [_box(point) for point in points]
    taken: list[Box] = []
    found: list[Label] = []
    for place in wanted:
        if len(found) == most:
            break
        for label, box in _beside(points[place], size[0]):
            inside = box[0] >= 0 and box[1] >= 0 and box[2] <= size[0] and box[3] <= size[1]
            if inside and not any(_meet(box, other) for other in (*taken, *marks)):
                found.append(label)
                taken.append(box)
                break
    return found


def _beside(point: Point, width: float) -> Iterable[tuple[Label, Box]]:
    """The places of a name: right of its mark, left of it, above and below."""
    x, y, radius, name = point
    long, gap, half = len(name) * _LETTER, radius + 4, _LINE / 2
    yield Label(x + gap, y, "left", name), (x + gap, y - half, x + gap + long, y + half)
    yield Label(x - gap, y, "right", name), (x - gap - long, y - half, x - gap, y + half)
    # Above and below, a name at the edge moves inwards.
    middle = min(max(x, long / 2), width - long / 2)
    for level in (y - gap - half, y + gap + half):
        box = (middle - long / 2, level - half, middle + long / 2, level + half)
        yield Label(middle, level, "center", name), box


def _box(point: Point) -> Box:
    x, y, radius, _ = point
    return x - radius, y - radius, x + radius, y + radius


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def written(labels: Sequence[Label]) -> list[Any]:
    """Layers of names at their places in pixels; a halo of paper keeps them readable above marks."""
    import altair as alt

    layers = []
    for align in ("left", "right", "center"):
        rows = [
            {"NAME": label.name, "X": round(label.x, 1), "Y": round(label.y, 1)}
            for label in labels
            if label.align == align
        ]
        if not rows:
            continue
        base = alt.Chart(alt.InlineData(values=rows)).encode(
            x=pixels("X", alt.X), y=pixels("Y", alt.Y), text="NAME:N"
        )
        layers += [
            base.mark_text(align=align, baseline="middle", fontSize=FONT, **ink)
            for ink in (
                {"stroke": style.PAPER, "strokeWidth": 3, "color": style.PAPER},
                {"color": style.INK},
            )
        ]
    return layers


def pixels(column: str, channel: Any) -> Any:
    """A channel that takes a column's numbers as pixels."""
    return channel(f"{column}:Q", scale=None, axis=None)


def legend(names: Sequence[str], width: int) -> Any:
    """A legend below, in as many columns as fit."""
    import altair as alt

    longest = max(len(name) for name in names)
    columns = max(1, min(len(names), width // (round(longest * 7.2) + 40)))
    return alt.Legend(
        orient="bottom", columns=columns, symbolType="circle", labelLimit=width - 40, offset=12
    )
