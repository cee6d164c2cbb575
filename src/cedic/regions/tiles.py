"""Tiles: a square for each country and territory, placed roughly where it lies."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from cedic.regions.tables import rows


@dataclass(frozen=True, slots=True)
class Tile:
    """The place of an area on a map on which all areas are of one size.

    Parameters
    ----------
    id : str
        The area.
    part : str
        The part of the world that has a map of its own: ``lac`` (Latin America and the Caribbean),
        ``northern_america``, ``europe``, ``africa``, ``asia`` or ``oceania``.
    block : int
        1 the Americas, 2 Europe and Africa, 3 Asia and Oceania; the parts of a block share their
        columns and rows.
    column, row : int
        The place in the block, from its upper left corner.
    """

    id: str
    part: str
    block: int
    column: int
    row: int


@cache
def tiles() -> dict[str, Tile]:
    """The tile of each country and territory, by the area's id.

    Former states, groups and partners "not elsewhere specified" have none.
    """
    return {
        row["id"]: Tile(
            row["id"], row["part"], int(row["block"]), int(row["column"]), int(row["row"])
        )
        for row in rows("tiles")
    }
