from __future__ import annotations

import pytest

from cedic.regions import areas, blocs
from cedic.regions.tiles import tiles


def test_every_country_and_territory_has_a_tile():
    here = {area.id for area in areas().values() if area.kind in ("country", "territory")}
    assert tiles().keys() == here


def test_no_two_share_a_place():
    places = [(tile.block, tile.column, tile.row) for tile in tiles().values()]
    assert len(set(places)) == len(places)


def test_the_region_holds_all_its_states():
    members = {id for id, tile in tiles().items() if tile.part == "lac"}
    assert set(blocs()["CELAC"].members(2023)) <= members
    assert len([id for id in members if areas()[id].kind == "country"]) == 33


@pytest.mark.parametrize(
    ("north", "south"),
    [
        *[("BRA", "URY"), ("PRY", "ARG"), ("MEX", "GTM"), ("ECU", "PER"), ("CUB", "JAM")],
        *[("GTM", "SLV"), ("NIC", "CRI"), ("DMA", "LCA"), ("GRD", "GUY"), ("CAN", "MEX")],
        *[("FRA", "ESP"), ("NGA", "AGO"), ("CHN", "VNM"), ("AUS", "NZL"), ("SWE", "ITA")],
    ],
)
def test_one_lies_north_of_the_other(north, south):
    assert tiles()[north].block == tiles()[south].block
    assert tiles()[north].row < tiles()[south].row


@pytest.mark.parametrize(
    ("west", "east"),
    [
        *[("CHL", "ARG"), ("PER", "BOL"), ("BOL", "BRA"), ("COL", "VEN"), ("GUY", "SUR")],
        *[("CUB", "HTI"), ("HTI", "DOM"), ("TTO", "BRB"), ("GTM", "HND"), ("ARG", "URY")],
        *[("ESP", "ITA"), ("SEN", "NER"), ("IND", "THA"), ("TUR", "JPN"), ("AUS", "FJI")],
    ],
)
def test_one_lies_west_of_the_other(west, east):
    assert tiles()[west].column < tiles()[east].column
