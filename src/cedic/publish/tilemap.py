"""The tile-grid map: one square a country, so that the small islands can be seen."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from cedic.errors import UnknownCodeError
from cedic.publish import style
from cedic.publish.figure import WORDS, Figure
from cedic.publish.shading import Shading
from cedic.regions import areas, code_of
from cedic.regions.tiles import Tile, tiles

Place = tuple[int, int]
"""Column and row."""

LARGEST, WITH_VALUE, WITH_LONG_CODE = 60, 46, 32
"""Pixels of a square: at most, and those from which it has room for words."""
NARROW = 480
"""Pixels below which the blocks of the world stand one below the other."""
_COLUMN_OF_BLOCK = {1: 0, 2: 12, 3: 21}
"""Where each block begins if they stand side by side; Africa lies below Asia's first columns."""


def places(wanted: Iterable[str], *, stacked: bool = False) -> dict[str, Place]:
    """The squares of a map that shows some areas.

    Parameters
    ----------
    wanted : iterable of str
        The areas asked for; those without a tile are left out.
    stacked : bool, default False
        Whether the blocks of the world stand one below the other.

    Returns
    -------
    dict
        The places of all countries of the part of the world in which the areas lie, else of the
        whole world, and of the territories that are asked for. They begin at column and row 0.
    """
    asked = {tiles()[code] for code in wanted if code in tiles()}
    parts = {tile.part for tile in asked}
    shown = [
        tile
        for tile in tiles().values()
        if (len(parts) != 1 or tile.part in parts)
        and (tile in asked or areas()[tile.id].kind == "country")
    ]
    found = {tile.id: _place(tile, stacked, shown) for tile in shown}
    left = min(column for column, _ in found.values())
    top = min(row for _, row in found.values())
    return {id: (column - left, row - top) for id, (column, row) in found.items()}


def _place(tile: Tile, stacked: bool, shown: list[Tile]) -> Place:
    if not stacked:
        return tile.column + _COLUMN_OF_BLOCK[tile.block], tile.row
    above = {other.block: 0 for other in shown if other.block < tile.block}
    for other in shown:
        if other.block in above:
            above[other.block] = max(above[other.block], other.row + 2)
    return tile.column, tile.row + sum(above.values())


def tile_map(figure: Figure, width: int) -> Any:
    """A square for each country, the darker the larger; an outline for what has no figure."""
    import altair as alt

    found = places(figure.codes, stacked=width < NARROW)
    columns, rows = (1 + max(place[axis] for place in found.values()) for axis in (0, 1))
    size = min(LARGEST, (width - 4) // columns)
    squares = _squares(figure, found, size)
    shading = Shading(figure)
    here = alt.Chart(alt.InlineData(values=squares)).encode(tooltip=_tooltips(figure))
    square = here.encode(x=_at("X", alt.X), y=_at("Y", alt.Y), x2="X2:Q", y2="Y2:Q")
    middle = here.encode(x=_at("XM", alt.X), y=_at("YM", alt.Y))
    known, unknown = "datum.VALUE != null", "datum.VALUE == null"
    on_deep = f"datum.INK == '{style.ON_DEEP}'"
    ink = alt.condition(on_deep, alt.value(style.ON_DEEP), alt.value(style.ON_PALE))
    words = middle.mark_text(
        fontSize=12 if size >= WITH_LONG_CODE else 10, lineHeight=15, baseline="middle"
    ).encode(text="TEXT:N")
    return alt.layer(
        square.transform_filter(unknown).mark_rect(
            fill=style.PAPER, stroke=style.RULE, strokeWidth=1
        ),
        square.transform_filter(known)
        .mark_rect()
        .encode(color=shading.colour(shading.legend(min(240, width // 2)))),
        words.transform_filter(known).encode(color=ink),
        words.transform_filter(unknown).encode(color=alt.value(style.MUTED)),
    ).properties(width=size * columns, height=size * rows)


def _at(column: str, channel: Any) -> Any:
    return channel(f"{column}:Q", scale=None, axis=None)


def _squares(figure: Figure, found: dict[str, Place], size: int) -> list[dict[str, Any]]:
    values = {row["SERIES"]: row["VALUE"] for row in figure.known}
    shading = Shading(figure)
    squares = []
    for id, (column, row) in found.items():
        value = values.get(id)
        written = figure.written(value)
        code = id if size >= WITH_LONG_CODE else _short_code(id)
        if size >= WITH_VALUE:
            text: Any = [code, written]
        else:
            text = code
        squares.append(
            {
                "NAME": figure.area(id),
                "VALUE": None if value is None else value / figure.multiple[0],
                "WRITTEN": written,
                "TEXT": text,
                "INK": None if value is None else shading.ink(value),
                "X": column * size + 1,
                "X2": (column + 1) * size - 1,
                "Y": row * size + 1,
                "Y2": (row + 1) * size - 1,
                # Two lines are set from the first one's middle.
                "XM": (column + 0.5) * size,
                "YM": (row + 0.5) * size - (7 if size >= WITH_VALUE else 0),
            }
        )
    return squares


@cache
def _short_code(id: str) -> str:
    try:
        return code_of("ISO2", id)
    except UnknownCodeError:
        # The Channel Islands together, and Kosovo.
        return id


def _tooltips(figure: Figure) -> list[Any]:
    import altair as alt

    area = figure.flow.component(figure.series or "REF_AREA").name[figure.language]
    value = WORDS["value"][figure.language]
    return [alt.Tooltip("NAME:N", title=area), alt.Tooltip("WRITTEN:N", title=value)]
