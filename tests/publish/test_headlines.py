from __future__ import annotations

import pytest

from cedic.publish import headlines
from cedic.publish.figure import spans
from cedic.publish.headlines import measures, ordinal, places, series, series_of
from mixed_world import MIXED, mixed_store


def found(store, id):
    return next(one for one in places(store) if one.dataflow.id == id)


def lacks_a_total(one):
    """Whether no row of a dataflow is of all products, or of the whole world as a partner."""
    totals = {"PRODUCT": "_T", "COUNTERPART_PRODUCT": "_T", "COUNTERPART_AREA": "WLD"}
    return any(
        name in one.dataflow.key and total not in {code.id for code in one.codes[name]}
        for name, total in totals.items()
    )


def test_each_indicator_of_what_stands_for_an_area_is_measured(sample_store):
    for one in places(sample_store):
        codes = [code.id for code in one.codes.get("INDICATOR", ())]
        if codes and not lacks_a_total(one):
            assert [each.code.id for each in measures(sample_store, one)] == codes


def test_no_single_product_and_no_single_partner_stands_for_an_area(sample_store):
    lacking = [one for one in places(sample_store) if lacks_a_total(one)]
    assert {"PRODUCT_TRADE", "SPECIALISATION", "TRADE_BACKBONE"} <= {
        one.dataflow.id for one in lacking
    }
    for one in lacking:
        assert measures(sample_store, one) == []
        assert series_of(sample_store, one, area="BRA") == []
    for one in series(sample_store, "BRA"):
        assert one.measured.codes.get("PRODUCT", "_T") == "_T"


@pytest.mark.parametrize(
    ("value", "written"), [(0.003, "0.0030"), (0.053, "0.053"), (0.5, "0.50"), (-0.0412, "−0.041")]
)
def test_a_small_ratio_is_not_written_as_nothing(sample_store, value, written):
    [measured] = [
        one
        for one in measures(sample_store, found(sample_store, "TRADE_STRUCTURE"))
        if one.code.id == "HHI"
    ]
    assert measured.written(value, "en") == written


def test_a_dataflow_without_indicators_is_measured_by_its_flows_with_the_world(sample_store):
    matrix = measures(sample_store, found(sample_store, "TRADE_MATRIX"))
    assert [one.code.id for one in matrix] == ["X", "M", "B"]
    assert {one.codes["COUNTERPART_AREA"] for one in matrix} == {"WLD"}
    # The sample's trade by partner has no row for the world.
    assert measures(sample_store, found(sample_store, "TRADE")) == []


def test_totals_come_first_then_the_source_with_the_most_figures(sample_store):
    [share] = [
        one
        for one in measures(sample_store, found(sample_store, "REGIONAL_TRADE"))
        if one.code.id == "ITS"
    ]
    assert share.choices == {"FREQ": "A", "TRADE_FLOW": "X", "PRODUCT": "_T", "SOURCE": "BACI"}


def test_a_series_holds_what_the_store_does(sample_store):
    [share] = [
        one
        for one in series(sample_store, "MERCOSUR")
        if one.measured.code and one.measured.code.id == "ITS"
    ]
    table = sample_store.data(
        "REGIONAL_TRADE", REF_AREA="MERCOSUR", **share.measured.codes
    ).to_arrow()
    assert list(share.periods) == table["TIME_PERIOD"].to_pylist()
    assert list(share.values) == table["OBS_VALUE"].to_pylist()
    assert share.years == "2000–2020, 2023"
    assert share.latest == ("2023", table["OBS_VALUE"][-1].as_py())


def test_a_missing_value_is_no_zero(sample_store):
    for one in series(sample_store, "CARICOM"):
        missing = {
            period for period, value in zip(one.periods, one.values, strict=True) if value is None
        }
        assert missing.isdisjoint(one.known)
        assert one.years == ", ".join(spans(sorted(one.known)))
    openness = next(one for one in series(sample_store, "CARICOM") if one.measured.code.id == "RTO")
    assert openness.latest == ("", None)
    assert openness.measured.written(None, "es") == "··"
    assert openness.points == []


def test_an_area_without_figures_has_no_series(sample_store):
    assert series(sample_store, "ATA") == []


@pytest.mark.parametrize(
    ("one", "next_one"), [("2019", "2020"), ("2019-Q4", "2020-Q1"), ("2019-12", "2020-01")]
)
def test_neighbours_in_time_are_one_apart(one, next_one):
    assert ordinal(next_one) - ordinal(one) == 1


@pytest.mark.parametrize(
    ("code", "value", "language", "said"),
    [
        ("NY_GDP_MKTP_CD", 683_100_000_000.0, "es", "683,1 miles de millones"),
        ("NY_GDP_MKTP_CD", 683_100_000_000.0, "pt", "683,1 bilhões"),
        ("SP_POP_TOTL", 4_500.0, "en", "4,500"),
        ("NY_GDP_MKTP_KD_ZG", -4.25, "en", "−4.3%"),
        ("NY_GDP_MKTP_CD", None, "fr", "··"),
    ],
)
def test_values_are_written_as_people_read_them(sample_store, code, value, language, said):
    [one] = [
        one for one in measures(sample_store, found(sample_store, "MACRO")) if one.code.id == code
    ]
    assert one.written(value, language) == said


def test_all_series_of_a_code_come_from_one_choice(sample_store):
    listed = series_of(sample_store, found(sample_store, "REGIONAL_TRADE"), code="STI")
    assert len(listed) == 24
    assert {id(one.measured) for one in listed} == {id(listed[0].measured)}
    assert [one.area for one in listed] == sorted(one.area for one in listed)


def test_any_dataflow_of_areas_has_its_series(tmp_path):
    store = mixed_store(tmp_path)
    [one] = series(store, "ARG")
    assert one.measured.name == MIXED.name
    assert one.measured.choices == {"FREQ": "A", "SOURCE": "S"}
    assert one.known == {"2019": 1.75, "2020": 0.0}
    assert headlines.dimension_measured(found(store, "MIXED")) is None
