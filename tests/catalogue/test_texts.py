"""Names and descriptions in other words than those declared."""

from __future__ import annotations

from cedic.catalogue import PUBLICATIONS
from cedic.catalogue.texts import texts, with_texts
from cedic.model import Text

BETTER = Text("Better", "Mejor", "Melhor", "Mieux")


def test_every_text_of_what_is_published_has_an_address():
    found = texts(PUBLICATIONS)
    flow = PUBLICATIONS["REGIONAL_TRADE"].dataflow
    assert found["dataflow/REGIONAL_TRADE/name"] == flow.name
    assert found["component/REF_AREA/name"] == flow.component("REF_AREA").name
    indicators = flow.component("INDICATOR").codelist
    assert found[f"code/{indicators.id}/ITS/name"] == indicators["ITS"].name
    assert found["code/CL_AREA/ARG/name"]["en"] == "Argentina"


def test_nothing_edited_leaves_everything_as_it_is():
    assert with_texts(PUBLICATIONS, {}) == PUBLICATIONS
    strange = with_texts(
        PUBLICATIONS, {"code/CL_NONE/X/name": BETTER, "dataflow/NONE/name": BETTER}
    )
    assert all(strange[id] is one for id, one in PUBLICATIONS.items())


def test_a_name_changes_where_it_is_told_and_nowhere_else():
    told = with_texts(PUBLICATIONS, {"dataflow/TRADE/name": BETTER})
    assert told["TRADE"].dataflow.name == BETTER
    assert told["TRADE"].dataflow.dimensions == PUBLICATIONS["TRADE"].dataflow.dimensions
    assert told["TRADE"].function is PUBLICATIONS["TRADE"].function
    assert told["REGIONAL_TRADE"] is PUBLICATIONS["REGIONAL_TRADE"]


def test_what_dataflows_share_they_share_afterwards():
    told = with_texts(
        PUBLICATIONS, {"code/CL_AREA/ARG/name": BETTER, "component/REF_AREA/name": BETTER}
    )
    trade, regional = (told[id].dataflow for id in ("TRADE", "REGIONAL_TRADE"))
    assert trade.component("REF_AREA").name == BETTER
    assert trade.component("REF_AREA").codelist["ARG"].name == BETTER
    same = trade.component("COUNTERPART_AREA").codelist
    assert same is trade.component("REF_AREA").codelist
    declared = PUBLICATIONS["TRADE"].dataflow.component("REF_AREA").codelist
    assert list(same.codes) == list(declared.codes)
    assert same["BRA"] is declared["BRA"]
    assert regional.component("REF_AREA").name == BETTER


def test_a_description_that_is_not_declared_is_not_added():
    told = with_texts(PUBLICATIONS, {"code/CL_AREA/ARG/description": BETTER})
    area = told["TRADE"].dataflow.component("REF_AREA").codelist["ARG"]
    assert area.description is None
