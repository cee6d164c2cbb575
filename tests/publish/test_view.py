"""How an address says what a reader looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cedic.publish import facts
from cedic.publish.view import View, usual, view_of
from sample_gaps import EMPTY

if TYPE_CHECKING:
    from cedic.warehouse import Store


def looked_at(store: Store, id: str, **query: str) -> View:
    flow = store.dataflow(id)
    found = facts.of_dataflow(store, flow, facts.vintage(store, flow))
    return view_of(store, found, {name: [value] for name, value in query.items()})


def told(view: View) -> str:
    return " ".join(problem.en for problem in view.problems)


def test_the_first_view_of_each_dataflow_has_figures(sample_store: Store) -> None:
    for id in sample_store.publications.keys() - EMPTY:
        view = looked_at(sample_store, id)
        assert not view.problems
        assert view.varying, id
        rows = sample_store.select(view.selection).to_arrow()
        assert rows["OBS_VALUE"].null_count < len(rows), id


def test_the_first_view_of_integration_shows_the_main_blocs(sample_store: Store) -> None:
    view = looked_at(sample_store, "REGIONAL_TRADE")
    assert view.codes["REF_AREA"] == ("CELAC", "MERCOSUR", "ANDEAN", "PA", "SICA", "CARICOM")
    assert view.codes["INDICATOR"] == ("ITS",)
    assert view.codes["PRODUCT"] == ("_T",)
    assert (view.rows, view.columns) == (("REF_AREA",), ("TIME_PERIOD",))


def test_the_first_view_by_product_ranks_those_of_one_country(sample_store: Store) -> None:
    view = looked_at(sample_store, "SPECIALISATION")
    assert view.varying == ("PRODUCT",)
    # The source with the most products, of which it has 27, in its last year.
    assert (view.codes["SOURCE"], len(view.codes["PRODUCT"])) == (("OECD_ICIO",), 27)
    assert (view.start, view.end) == ("2022", "2022")
    # Mexico exports the most of the region.
    assert looked_at(sample_store, "PRODUCT_TRADE").codes["REF_AREA"] == ("MEX",)


def test_two_products_are_compared_all_with_all(sample_store: Store) -> None:
    assert looked_at(sample_store, "PRODUCT_SPACE").varying == ("PRODUCT", "COUNTERPART_PRODUCT")


def test_two_years_make_a_ranking_of_the_countries_of_the_region(sample_store: Store) -> None:
    view = looked_at(sample_store, "COMPLEXITY")
    assert view.codes["INDICATOR"] == ("ECI",)
    assert view.codes["REF_AREA"] == ("ARG", "BRA", "CHL", "COL", "CRI", "MEX", "PER")
    assert (view.start, view.end) == ("2022", "2022")


def test_a_dataflow_may_declare_its_first_view(sample_store: Store) -> None:
    view = looked_at(sample_store, "OPPORTUNITIES")
    assert (view.codes["INDICATOR"], view.chart) == (("DENSITY", "PCI"), "scatter")
    partners = looked_at(sample_store, "PARTNERS")
    assert partners.codes["REF_AREA"] == ("MERCOSUR",)
    assert set(partners.codes["COUNTERPART_AREA"]) == {"EU", "USA", "CHN"}


def test_what_an_address_leaves_open_goes_with_what_it_names(sample_store: Store) -> None:
    # Only the UNCTAD has figures of Belize by product.
    view = looked_at(sample_store, "SPECIALISATION", REF_AREA="BLZ")
    assert not view.problems
    assert view.codes["SOURCE"] == ("UNCTAD",)
    rows = sample_store.select(view.selection).to_arrow()
    assert rows["OBS_VALUE"].null_count < len(rows)
    # What is named stays, though there are no figures with it.
    asked = looked_at(sample_store, "SPECIALISATION", REF_AREA="BLZ", SOURCE="OECD_ICIO")
    assert asked.codes["SOURCE"] == ("OECD_ICIO",)


def test_the_address_of_a_view_gives_it_again(sample_store: Store) -> None:
    view = looked_at(
        sample_store,
        "REGIONAL_TRADE",
        REF_AREA="MERCOSUR,PA",
        INDICATOR="ITS,STI",
        start="2010",
        columns="INDICATOR",
        chart="bar",
        show="table",
        page="2",
    )
    again = view_of(sample_store, view.facts, parse_qs(view.query))
    assert again == view
    assert "REF_AREA=MERCOSUR,PA" in view.query


def test_a_form_and_a_link_say_the_same(sample_store: Store) -> None:
    flow = sample_store.dataflow("REGIONAL_TRADE")
    found = facts.of_dataflow(sample_store, flow, facts.vintage(sample_store, flow))
    form = view_of(sample_store, found, {"REF_AREA": ["PA", "MERCOSUR"], "measure": [""]})
    link = view_of(sample_store, found, {"REF_AREA": ["MERCOSUR,PA"]})
    assert form == link


def test_whatever_varies_is_down_or_across(sample_store: Store) -> None:
    view = looked_at(
        sample_store, "REGIONAL_TRADE", TRADE_FLOW="X,M", rows="INDICATOR", columns="REF_AREA"
    )
    assert view.columns == ("REF_AREA",)
    assert view.rows == ("INDICATOR", "TRADE_FLOW", "TIME_PERIOD")


def test_a_dimension_is_not_both_down_and_across(sample_store: Store) -> None:
    view = looked_at(
        sample_store, "REGIONAL_TRADE", rows="REF_AREA,TIME_PERIOD", columns="REF_AREA"
    )
    assert view.columns == ("REF_AREA",)
    assert view.rows == ("TIME_PERIOD",)


def test_the_members_of_a_bloc_are_added(sample_store: Store) -> None:
    view = looked_at(sample_store, "TRADE", **{"REF_AREA": "MEX", "members.REF_AREA": "MERCOSUR"})
    # Bolivia joined in 2024, Venezuela was suspended in 2016.
    assert view.codes["REF_AREA"] == ("ARG", "BRA", "MEX", "PRY", "URY")
    assert "members" not in view.query


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"REF_AREA": "MERCOSUL"}, "Reference area has no code MERCOSUL. Did you mean MERCOSUR?"),
        ({"REF_AREA": "ARG"}, "There are no figures with Reference area: ARG."),
        ({"REF_AREA": "A1,A2,A3,A4,A5"}, "2 more codes are not known"),
        ({"start": "1066"}, "start cannot be 1066"),
        ({"start": "2020", "end": "2001"}, "The first period, 2020, lies after the last, 2001"),
        ({"rows": "HEIGHT"}, "rows cannot be HEIGHT"),
        ({"chart": "pie"}, "chart cannot be pie"),
        ({"show": "nothing"}, "show cannot be nothing"),
        ({"measure": "OBS_STATUS"}, "measure cannot be OBS_STATUS"),
        ({"page": "0"}, "page cannot be 0"),
        ({"page": "٣"}, "page cannot be ٣"),
        ({"page": "9" * 5000}, "page cannot be 999"),
        ({"REF_ARE": "PA"}, "asks for REF_ARE, which does not exist here"),
        ({"members.REF_AREA": "NATO"}, "has no code NATO"),
    ],
)
def test_what_cannot_be_had_is_told_and_the_rest_is_shown(
    sample_store: Store, query: dict[str, str], expected: str
) -> None:
    view = looked_at(sample_store, "REGIONAL_TRADE", **query)
    assert expected in told(view)
    assert all(view.codes.values())
    assert sample_store.select(view.selection).to_arrow().num_rows


def test_problems_are_told_in_four_languages(sample_store: Store) -> None:
    [problem] = looked_at(sample_store, "TRADE", REF_AREA="QQQ").problems
    assert problem.es == "Área de referencia no tiene el código QQQ."
    assert problem.fr.startswith("Zone de référence")
    assert len({problem.es, problem.en, problem.pt, problem.fr}) == 4


@settings(max_examples=60, deadline=None)
@given(
    query=st.dictionaries(
        st.sampled_from(
            ["REF_AREA", "INDICATOR", "start", "end", "rows", "columns", "chart", "show", "page"]
        )
        | st.text(max_size=12),
        st.lists(
            st.sampled_from(["PA", "ITS,STI", "2010", "REF_AREA", "TIME_PERIOD,INDICATOR", "{0}"])
            | st.text(max_size=20),
            max_size=3,
        ),
        max_size=6,
    )
)
def test_any_address_gives_a_view_that_its_own_address_gives_again(
    sample_store: Store, query: dict[str, list[str]]
) -> None:
    first = looked_at(sample_store, "REGIONAL_TRADE")
    view = view_of(sample_store, first.facts, query)
    again = view_of(sample_store, first.facts, parse_qs(view.query))
    assert not again.problems
    assert again.but(problems=()) == view.but(problems=())


def test_the_usual_view_is_found_once(sample_store: Store) -> None:
    view = looked_at(sample_store, "TRADE")
    assert usual(sample_store, view.facts) is usual(sample_store, view.facts)
