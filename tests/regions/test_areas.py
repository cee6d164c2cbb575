from __future__ import annotations

import re

import pytest

from cedic.errors import UnknownCodeError
from cedic.model import LANGUAGES
from cedic.regions import CL_AREA, area, areas, blocs

AGGREGATES = (
    "AFE AFW ARB CEB CSS EAP EAR EAS ECA ECS EMU EUU FCS HIC HPC IBD IBT IDA IDB IDX INX LAC LCN "
    "LDC LIC LMC LMY LTE MEA MIC MNA NAC OED OSS PRE PSS PST SAS SSA SSF SST TEA TEC TLA TMN TSA "
    "TSS UMC"
)


def test_every_area_is_named_in_every_language():
    for each in areas().values():
        assert all(each.name[language].strip() for language in LANGUAGES), each.id


@pytest.mark.parametrize(
    ("id", "names"),
    [
        ("BRA", ("Brasil", "Brazil", "Brasil", "Brésil")),
        ("SAU", ("Arabia Saudita", "Saudi Arabia", "Arábia Saudita", "Arabie saoudite")),
        ("SUN", ("Unión Soviética", "Soviet Union", "União Soviética", "Union soviétique")),
        ("XKX", ("Kosovo", "Kosovo", "Kosovo", "Kosovo")),
        ("WLD", ("Mundo", "World", "Mundo", "Monde")),
    ],
)
def test_names(id, names):
    assert tuple(areas()[id].name[language] for language in LANGUAGES) == names


def test_ids_are_codes():
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+", id) for id in areas())


def test_kinds():
    kinds = {id: each.kind for id, each in areas().items()}
    assert [kinds[id] for id in ("HTI", "PSE", "MSR", "CHI", "ANT", "NES-471", "WLD")] == [
        "country",
        "country",
        "territory",
        "territory",
        "historical",
        "nes",
        "world",
    ]
    assert {id for id, kind in kinds.items() if kind == "aggregate"} == set(AGGREGATES.split())
    assert sum(kind == "country" for kind in kinds.values()) == 193 + 2


def test_former_states_end_and_are_succeeded_by_areas():
    for each in areas().values():
        if each.kind == "historical":
            assert each.last_year is not None, each.id
            assert each.successors, each.id
        assert set(each.successors) <= set(areas())
    assert areas()["ANT"].successors == ("CUW", "SXM", "BES")
    assert len(areas()["SUN"].successors) == 15


def test_an_unknown_area_is_suggested_its_neighbours():
    with pytest.raises(UnknownCodeError, match="'ARGG'") as caught:
        area("ARGG")
    assert "ARG" in caught.value.suggestions


def test_the_codelist_holds_all_areas_and_blocs_once():
    assert len(CL_AREA) == len(areas()) + len(blocs())
    assert next(iter(CL_AREA)).id == "WLD"
    assert CL_AREA["MERCOSUR"].name["pt"] == "Mercado Comum do Sul"
    assert {code.parent for code in CL_AREA} == {None, "WLD"}
