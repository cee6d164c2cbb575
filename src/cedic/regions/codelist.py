"""The codelist of areas and blocs that every dataflow shares."""

from __future__ import annotations

from cedic.model import Code, Codelist, Text
from cedic.regions.areas import areas

WORLD = "WLD"


def _codes() -> tuple[Code, ...]:
    return tuple(
        Code(area.id, area.name, area.note, None if area.id == WORLD else WORLD)
        for area in areas().values()
    )


CL_AREA = Codelist(
    "CL_AREA",
    Text(en="Areas and blocs", es="Áreas y bloques", pt="Áreas e blocos", fr="Zones et blocs"),
    _codes,
)
"""The world, the areas and the blocs; all but the world are parts of it."""
