from __future__ import annotations

from cedic.publish.tilemap import places
from cedic.regions import areas
from cedic.regions.tiles import tiles


def test_the_region_s_own_map_is_enough_for_its_areas():
    found = places(["ARG", "BRA", "JAM"])
    assert len(found) == 33
    assert min(found.values()) == (0, min(row for column, row in found.values() if column == 0))
    assert min(row for _, row in found.values()) == 0


def test_a_territory_is_shown_if_it_is_asked_for():
    assert "PRI" not in places(["ARG"])
    assert "PRI" in places(["ARG", "PRI"])


def test_areas_of_two_parts_are_shown_on_the_world_s():
    found = places(["ARG", "DEU"])
    assert {area.id for area in areas().values() if area.kind == "country"} == found.keys()


def test_no_two_share_a_place_side_by_side_or_stacked():
    for stacked in (False, True):
        found = places(tiles(), stacked=stacked)
        assert len(found) == len(tiles())
        assert len(set(found.values())) == len(found)
    columns = [column for column, _ in places(tiles(), stacked=True).values()]
    assert max(columns) < 12


def test_what_has_no_tile_is_left_out():
    assert "NES-899" not in places(["ARG", "NES-899"])
