"""The codelist of areas and blocs that every dataflow shares."""

from __future__ import annotations

from cedic.model import Code, Codelist, Text
from cedic.regions.areas import areas
from cedic.regions.blocs import blocs


def _codes() -> tuple[Code, ...]:
    world, *parts = areas().values()
    return (
        Code(world.id, world.name, world.note),
        *(Code(bloc.id, bloc.name, bloc.note, parent=world.id) for bloc in blocs().values()),
        *(Code(area.id, area.name, area.note, parent=world.id) for area in parts),
    )


CL_AREA = Codelist(
    "CL_AREA",
    Text(en="Areas and blocs", es="Áreas y bloques", pt="Áreas e blocos", fr="Zones et blocs"),
    _codes,
)
"""The world, the blocs (yours too), then the areas; all but the world are parts of it."""
