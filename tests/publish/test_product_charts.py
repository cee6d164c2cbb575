"""Charts of trade by product: treemaps, scatter plots, networks, heat maps of any two dimensions."""

from __future__ import annotations

import json
import sys
import xml.etree.ElementTree as ET
from itertools import combinations, pairwise

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cedic.catalogue import PUBLICATIONS, concepts
from cedic.errors import UsageError
from cedic.model import (
    LANGUAGES,
    Code,
    Codelist,
    Dataflow,
    Dimension,
    Indicator,
    Observations,
    Text,
)
from cedic.publish.charts import PAGE_WIDTHS, body, chart
from cedic.publish.figure import LEAST_PART, WORDS, Figure, within
from cedic.publish.grouping import OTHER, grouped
from cedic.publish.kinds import possible, sides, usual
from cedic.publish.labels import Point, cut, lines_of, placed, wrapped
from cedic.publish.links import LINKS_PER_NODE, links_of
from cedic.publish.svg import svg_of
from cedic.publish.treemap import squarified

SECTIONS = {"P1": "Farm products", "P2": "Machines"}
PRODUCTS = Codelist.of(
    "CL_PRODUCT",
    Text.same("Product"),
    Code("_T", Text.same("All products")),
    *(Code(id, Text.same(name), parent="_T") for id, name in SECTIONS.items()),
    *(
        Code(f"{section}{place:02}", Text.same(f"{name}, kind {place}"), parent=section)
        for section, name in SECTIONS.items()
        for place in range(1, 13)
    ),
)
INDICATORS = Codelist.of(
    "CL_INDICATOR",
    Text.same("Indicator"),
    Indicator("DENSITY", Text.same("Density"), unit="RATIO", range="0 … 1"),
    Indicator("EXPORTS", Text.same("Exports"), unit="USD"),
    Indicator("RCA", Text.same("Advantage"), unit="RATIO", range="0 … ∞"),
    Indicator("PRODUCT_SHARE", Text.same("Share in exports"), unit="RATIO", range="0 … 1"),
)
PRODUCT = Dimension("PRODUCT", Text.same("Product"), codelist=PRODUCTS)


def dataflow(*dimensions: Dimension) -> Dataflow:
    return Dataflow(
        "OURS",
        Text.same("Ours"),
        Text.same("A table that no source has."),
        dimensions=(concepts.FREQ, *dimensions, concepts.SOURCE, concepts.TIME_PERIOD),
        measure=concepts.OBS_VALUE,
        attributes=(concepts.UNIT_MEASURE, concepts.VINTAGE),
        subject="PRODUCTS",
    )


BY_PRODUCT = dataflow(
    concepts.REF_AREA, PRODUCT, Dimension("INDICATOR", Text.same("Indicator"), codelist=INDICATORS)
)
SPACE = dataflow(
    concepts.REF_AREA,
    PRODUCT,
    Dimension("COUNTERPART_PRODUCT", Text.same("Counterpart product"), codelist=PRODUCTS),
)
FIXED = {
    "FREQ": "A",
    "REF_AREA": "BRA",
    "PRODUCT": "_T",
    "INDICATOR": "EXPORTS",
    "SOURCE": "S",
    "TIME_PERIOD": "2021",
    "UNIT_MEASURE": "USD",
    "VINTAGE": "2024",
}


def observed(flow: Dataflow, rows: list[dict]) -> Observations:
    known = [{name: FIXED.get(name) for name in flow.columns} | row for row in rows]
    table = pa.Table.from_pylist(known, schema=flow.schema)
    return Observations(lambda: table.to_reader(), dataflow=flow)


def by_product(values: dict[str, float | None], **constants: str) -> Observations:
    rows = [{"PRODUCT": code, "OBS_VALUE": value, **constants} for code, value in values.items()]
    return observed(BY_PRODUCT, rows)


def space(values: dict[tuple[str, str], float], **constants: str) -> Observations:
    constants = {"REF_AREA": "WLD", "UNIT_MEASURE": "RATIO", **constants}
    rows = [
        {"PRODUCT": one, "COUNTERPART_PRODUCT": other, "OBS_VALUE": value, **constants}
        for (one, other), value in values.items()
    ]
    return observed(SPACE, rows)


def against(values: dict[str, tuple[float | None, float | None]], by="PRODUCT") -> Observations:
    """DENSITY and EXPORTS of each code."""
    rows = [
        {by: code, "INDICATOR": id, "UNIT_MEASURE": unit, "OBS_VALUE": value}
        for code, pair in values.items()
        # The other way round than the list has them.
        for id, unit, value in reversed(
            list(zip(("DENSITY", "EXPORTS"), ("RATIO", "USD"), pair, strict=True))
        )
    ]
    return observed(BY_PRODUCT, rows)


def figure(observations: Observations, kind: str | None = None, language: str = "en") -> Figure:
    return Figure.of(observations, language, "OBS_VALUE", kind)


def words(drawn) -> list[str]:
    root = ET.fromstring(svg_of(drawn))  # noqa: S314
    return ["".join(one.itertext()) for one in root.iter() if one.tag.endswith("text")]


def rows_with(spec: dict, column: str) -> list[dict]:
    return [row for rows in spec["datasets"].values() for row in rows if column in row]


# Treemaps


@given(st.lists(st.floats(0.01, 1e6), min_size=1, max_size=40), st.floats(50, 900))
def test_boxes_are_as_large_as_their_values_and_fill_the_whole(values, width):
    values = sorted(values, reverse=True)
    boxes = squarified(values, (3, 7, width, 300))
    scale = width * 300 / sum(values)
    for value, (left, top, wide, high) in zip(values, boxes, strict=True):
        assert wide * high == pytest.approx(value * scale, rel=1e-6, abs=1e-3)
        assert left >= 3 - 1e-3
        assert top >= 7 - 1e-3
        assert left + wide <= 3 + width + 1e-3
        assert top + high <= 307 + 1e-3
    for one, other in combinations(boxes, 2):
        across = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
        down = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
        assert min(across, down) <= 1e-3


def test_the_boxes_of_the_article():
    # Bruls, Huizing and van Wijk (2000), figure 4: 6, 6, 4, 3, 2, 2, 1 in 6 by 4.
    boxes = squarified([6, 6, 4, 3, 2, 2, 1], (0, 0, 6, 4))
    assert boxes[:2] == [(0, 0, 3, 2), (0, 2, 3, 2)]
    assert boxes[2:4] == [
        pytest.approx((3, 0, 12 / 7, 7 / 3)),
        pytest.approx((3 + 12 / 7, 0, 9 / 7, 7 / 3)),
    ]


def test_parts_are_grouped_and_the_small_ones_counted():
    values = {"P101": 600.0, "P102": 200.0, "P201": 190.0, "P202": 7.0}
    values |= {f"P1{place:02}": 1.0 for place in range(3, 6)}
    shown = figure(by_product(values), "treemap")
    assert shown.small == {"P103", "P104", "P105"}
    spec = chart(by_product(values), "treemap").to_dict()
    cells = {row["NAME"]: row for row in rows_with(spec, "FILL")}
    assert set(cells) == {
        *("Farm products, kind 1", "Farm products, kind 2", "Others (3)"),
        *("Machines, kind 1", "Machines, kind 2"),
    }
    assert cells["Others (3)"]["GROUP"] == "Farm products"
    assert cells["Others (3)"]["VALUE"] == "3"
    assert cells["Farm products, kind 1"]["PART"] == "60.0%"
    assert cells["Farm products, kind 1"]["FILL"] == cells["Others (3)"]["FILL"]
    assert cells["Farm products, kind 1"]["FILL"] != cells["Machines, kind 1"]["FILL"]
    assert "Others: parts below 0.4% of what is shown" in spec["description"]
    assert LEAST_PART == 0.004
    assert " ".join(spec["title"]["text"]) == (
        "Exports, 2021: Farm products, kind 1 comes first, with 60.0% of what is shown"
    )
    assert len(spec["usermeta"]["figures"]) == 1 + len(values)
    assert {"Farm products", "Machines"} <= set(words(chart(by_product(values), "treemap")))


def test_one_small_part_keeps_its_name():
    spec = chart(by_product({"P101": 999.0, "P201": 1.0}), "treemap").to_dict()
    assert {row["NAME"] for row in rows_with(spec, "FILL")} == {
        "Farm products, kind 1",
        "Machines, kind 1",
    }


def test_areas_have_the_colours_of_their_blocs():
    rows = [{"REF_AREA": code, "OBS_VALUE": 5.0} for code in ("BRA", "CHL", "COL", "USA", "CUB")]
    shown = figure(observed(BY_PRODUCT, rows), "treemap")
    groups = grouped(shown, "REF_AREA", shown.parts)
    assert groups.group == {
        "BRA": "MERCOSUR", "CHL": "PA", "COL": "PA", "USA": OTHER, "CUB": "CELAC"
    }  # fmt: skip
    assert groups.colours["MERCOSUR"] == "#1f6fb2"
    assert "first in the legend" in shown.provenance


@pytest.mark.parametrize(
    ("observations", "reason"),
    [
        (by_product({"P101": 1.0, "P201": -2.0}), "is negative"),
        (by_product({"P101": 0.0, "P201": 0.0}), "above zero"),
        (by_product({"P101": 1.0, "P201": 2.0}, INDICATOR="RCA", UNIT_MEASURE="RATIO"), "add up"),
        (by_product({"P1": 1.0, "P101": 2.0}), "lie within others"),
        (by_product({"_T": 1.0, "P101": 2.0}), "lie within others"),
        (by_product({"P101": 1.0, "P201": 2.0}, TIME_PERIOD="2020"), None),
        (
            by_product({"P101": 0.5, "P201": 0.2}, INDICATOR="PRODUCT_SHARE", UNIT_MEASURE="RATIO"),
            None,
        ),
    ],
)
def test_a_treemap_shows_parts_of_a_whole_only(observations, reason):
    if reason is None:
        assert figure(observations, "treemap").kind == "treemap"
    else:
        with pytest.raises(UsageError, match=reason) as told:
            figure(observations, "treemap")
        assert told.value.remedy


def test_a_balance_and_overlapping_areas_are_no_parts():
    flow = PUBLICATIONS["TRADE"].dataflow
    one = {"TRADE_FLOW": ["X"], "REF_AREA": ["ARG"], "TIME_PERIOD": ["2021"]}
    partners = {"COUNTERPART_AREA": ["BRA", "CHL"]}
    assert possible(flow, one | partners)["treemap"] is None
    for change in (
        {"TRADE_FLOW": ["B"]},
        {"COUNTERPART_AREA": ["BRA", "WLD"]},
        {"COUNTERPART_AREA": ["BRA", "MERCOSUR"]},
        {"COUNTERPART_AREA": ["BRA"], "PRODUCT": ["HS_I", "SITC0"]},
        {"COUNTERPART_AREA": ["BRA"], "SOURCE": ["BACI", "DOTS"]},
    ):
        assert possible(flow, one | partners | change)["treemap"] is not None
    macro = PUBLICATIONS["MACRO"].dataflow
    told = {"REF_AREA": ["ARG", "BRA"], "TIME_PERIOD": ["2021"], "UNIT_MEASURE": ["USD"]}
    assert possible(macro, told | {"INDICATOR": ["NY_GDP_MKTP_CD"]})["treemap"] is None
    assert possible(macro, told | {"INDICATOR": ["NY_GDP_PCAP_CD"]})["treemap"] is not None


# Scatter plots

CLOUD = {f"P1{place:02}": (place / 20, 10.0**place) for place in range(1, 9)}
CLOUD |= {"P201": (0.9, 5e3), "P202": (None, 5.0)}


def test_the_first_indicator_of_the_list_lies_across():
    shown = figure(against(CLOUD), "scatter")
    assert [axis.subject for axis in shown.axes] == ["Density", "Exports"]
    assert shown.points["P101"] == (0.05, 10.0)
    assert "P202" not in shown.points
    assert "Without one of the two figures: 1" in shown.provenance
    assert shown.finding == "Exports against density, 2021"
    assert shown.subtitle == (
        "Horizontal: Density, per cent · Vertical: Exports, US dollars (millions) · Brazil · 2021"
    )
    header, first, *_ = shown.table
    assert header == ["Series", "Period", "Density, per cent", "Exports, US dollars (millions)"]
    assert first == ["Farm products, kind 1", "2021", "5.0%", "0.00001"]


def test_amounts_of_many_sizes_lie_on_powers_of_ten():
    spec = chart(against(CLOUD), "scatter").to_dict()
    drawn = json.dumps(spec)
    assert '"type": "log"' in drawn
    few = {code: pair for code, pair in CLOUD.items() if pair[0] and pair[1] < 500}
    assert '"type": "log"' not in json.dumps(chart(against(few), "scatter").to_dict())


def test_points_are_named_and_grouped():
    named = words(chart(against(CLOUD), "scatter"))
    assert {"Farm products, kind 8", "Machines, kind 1", "Farm products", "Machines"} <= set(named)


def test_areas_are_points_too():
    shown = {"BRA": (0.1, 5e9), "CHL": (0.3, 4e9), "USA": (0.5, 9e9)}
    named = words(chart(against(shown, by="REF_AREA"), "scatter", "es"))
    assert {"Brasil", "Chile", "Estados Unidos", "Otras áreas"} <= set(named)


def test_a_scatter_plot_takes_exactly_two_indicators():
    for codes in (["DENSITY"], ["DENSITY", "EXPORTS", "RCA"]):
        distinct = {"INDICATOR": codes, "PRODUCT": ["P101", "P102"], "TIME_PERIOD": ["2021"]}
        assert "two" in possible(BY_PRODUCT, distinct)["scatter"]["en"]
    with pytest.raises(UsageError, match="one only"):
        figure(against({"P101": (0.1, 2.0)}), "scatter")
    with pytest.raises(UsageError, match="values of both"):
        figure(against({"P101": (0.1, None), "P102": (None, 2.0)}), "scatter")


# Networks

RING = {("P101", "P102"): 0.9, ("P102", "P103"): 0.8, ("P103", "P201"): 0.7, ("P201", "P202"): 0.6}


def test_products_by_products_are_a_network():
    shown = figure(space(RING))
    assert shown.kind == "network"
    assert (shown.series, shown.across) == ("PRODUCT", "COUNTERPART_PRODUCT")
    assert shown.finding == (
        "Ours, 2021: strongest link, Farm products, kind 1 – Farm products, kind 2 (0.90)"
    )
    spec = chart(space(RING)).to_dict()
    assert len(rows_with(spec, "LINK")) == 4
    assert {row["GROUP"] for row in rows_with(spec, "SIZE")} == set(SECTIONS.values())
    assert "Machines, kind 2" in words(chart(space(RING)))


def rows_of(values):
    return [
        {"SERIES": one, "COUNTERPART": other, "VALUE": value}
        for (one, other), value in values.items()
    ]


def test_both_directions_make_one_link():
    values = {("A", "B"): 2.0, ("B", "A"): 3.0, ("B", "C"): 1.0, ("C", "C"): 9.0, ("A", "C"): 0.0}
    summed = links_of(rows_of(values), summed=True)
    assert summed.drawn == {("A", "B"): 5.0, ("B", "C"): 1.0}
    assert summed.size == {"B": 6.0, "A": 5.0, "C": 1.0}
    assert (summed.number, summed.undrawn) == (2, 2)
    assert links_of(rows_of(values), summed=False).drawn["A", "B"] == 3.0


def test_the_strongest_links_and_those_that_join_are_drawn():
    strong = {pair: 2.0 + place for place, pair in enumerate(combinations("ABCDEFGH", 2))}
    found = links_of(rows_of(strong | {("A", "Z"): 0.1}), summed=False)
    assert ("A", "Z") in found.drawn
    assert len(found.drawn) == LINKS_PER_NODE * 9
    assert found.number == 29
    assert list(found.drawn.values()) == sorted(found.drawn.values(), reverse=True)


def test_a_network_in_pieces_stays_within_the_picture_and_the_same():
    pieces = RING | {("P208", "P209"): 0.5, ("P111", "P112"): 0.1}
    one, other = links_of(rows_of(pieces), summed=False), links_of(rows_of(pieces), summed=False)
    assert one == other
    assert set(one.places) == {code for pair in pieces for code in pair}
    assert len(set(one.places.values())) == len(one.places)
    assert all(0 <= side <= 1 for place in one.places.values() for side in place)
    assert links_of(rows_of({("A", "B"): 1.0}), summed=True).places


def test_links_of_areas_within_others_are_refused():
    flow = PUBLICATIONS["TRADE_MATRIX"].dataflow
    areas = {"REF_AREA": ["ARG", "CHL"], "TIME_PERIOD": ["2021"]}
    assert possible(flow, areas | {"COUNTERPART_AREA": ["BRA", "CHL"]})["network"] is None
    assert possible(flow, areas | {"COUNTERPART_AREA": ["BRA", "WLD"]})["network"] is not None
    many = {"PRODUCT": [f"P{n}" for n in range(301)], "COUNTERPART_PRODUCT": ["P1"]}
    told = possible(SPACE, many | {"TIME_PERIOD": ["2021"]})["network"]
    assert "too many" in told["en"]


def test_without_igraph_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "igraph", None)
    with pytest.raises(UsageError) as told:
        figure(space(RING), "network")
    assert "cedic[analysis]" in told.value.remedy


def test_nothing_above_zero_is_no_network():
    with pytest.raises(UsageError, match="above zero"):
        figure(space({("P101", "P102"): 0.0, ("P102", "P103"): 0.0}), "network")


# Heat maps


def crossed(unit: str = "USD", indicator: str = "EXPORTS") -> Observations:
    rows = [
        {"REF_AREA": area, "PRODUCT": product, "OBS_VALUE": value}
        for area, values in {"ARG": (1.0, 2.0, None), "BRA": (9.0, 8.0, 7.0)}.items()
        for product, value in zip(("P201", "P102", "P101"), values, strict=True)
    ]
    return observed(
        BY_PRODUCT, [{**row, "INDICATOR": indicator, "UNIT_MEASURE": unit} for row in rows]
    )


def order_of(spec: dict) -> tuple[list[str], list[str]]:
    encoding = spec["vconcat"][0]["layer"][0]["encoding"]
    return encoding["y"]["scale"]["domain"], encoding["x"]["scale"]["domain"]


def test_areas_by_products_stand_in_the_order_of_total_and_of_the_list():
    spec = chart(crossed()).to_dict()
    assert order_of(spec) == (["P101", "P102", "P201"], ["BRA", "ARG"])
    assert "Empty: no figure" in spec["description"]
    assert " ".join(spec["title"]["text"]) == (
        "Exports, 2021: highest, Machines, kind 1 · Brazil (9)"
    )
    # What does not add up has no total.
    ratios = chart(crossed("RATIO", "RCA")).to_dict()
    assert order_of(ratios) == (["P101", "P102", "P201"], ["ARG", "BRA"])


def test_products_by_indicators_of_one_unit():
    rows = [
        {"PRODUCT": product, "INDICATOR": code, "UNIT_MEASURE": "RATIO", "OBS_VALUE": value}
        for code, value in (("DENSITY", 0.1), ("PRODUCT_SHARE", 0.3))
        for product in ("P101", "P102", "P201")
    ]
    spec = chart(observed(BY_PRODUCT, rows), "heatmap").to_dict()
    assert order_of(spec) == (["P101", "P102", "P201"], ["DENSITY", "PRODUCT_SHARE"])
    with pytest.raises(UsageError, match="mix"):
        chart(against(CLOUD), "heatmap")


def test_a_heat_map_has_limits():
    told = {"TIME_PERIOD": ["2021"], "REF_AREA": [f"A{n}" for n in range(45)]}
    assert possible(BY_PRODUCT, told | {"PRODUCT": ["P101", "P102"]})["heatmap"] is None
    long = {"PRODUCT": [f"A{n}" for n in range(46)]}
    assert "too many" in possible(BY_PRODUCT, told | long)["heatmap"]["en"]


# All of them


def examples() -> dict[str, Observations]:
    treemap = by_product({f"P1{place:02}": 2.0**place for place in range(1, 13)} | {"P201": 900.0})
    return {
        "treemap": treemap,
        "scatter": against(CLOUD),
        "network": space(RING),
        "heatmap": crossed(),
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", examples())
def test_they_fit_a_screen_and_a_phone(kind, language):
    shown = figure(examples()[kind], kind, language)
    for width in PAGE_WIDTHS.values():
        drawn = body(shown, width)
        root = ET.fromstring(svg_of(drawn))  # noqa: S314
        assert float(root.get("width")) <= width + 8
        assert drawn.to_dict() == body(shown, width).to_dict()
    source = WORDS["source"][language]
    assert shown.provenance.startswith(source)


def test_what_is_usual_for_products():
    one = {"REF_AREA": ["BRA"], "TIME_PERIOD": ["2021"], "INDICATOR": ["RCA"]}
    assert usual(BY_PRODUCT, one | {"PRODUCT": ["P101", "P102"]}) == "ranked-bar"
    both = one | {"PRODUCT": ["P101", "P102"], "REF_AREA": ["ARG", "BRA"]}
    assert usual(BY_PRODUCT, both) == "heatmap"
    assert possible(BY_PRODUCT, both | {"UNIT_MEASURE": ["RATIO"]})["heatmap"] is None
    assert sides(BY_PRODUCT, "heatmap", both | {"PRODUCT": ["P101"]}) == ("REF_AREA",)
    pair = {"PRODUCT": ["P101", "P102"], "COUNTERPART_PRODUCT": ["P101", "P102"]}
    assert usual(SPACE, pair | {"TIME_PERIOD": ["2021"]}) == "network"


# Words in charts


def test_names_are_cut_and_broken_where_they_must_be():
    assert cut("Soya beans", 10) == "Soya beans"
    assert cut("Soya beans, broken", 12) == "Soya beans…"
    assert lines_of("Food, beverages and tobacco", 15, 2) == ["Food, beverages", "and tobacco"]
    assert lines_of("Computers, electronics and optics", 12, 2) == ["Computers,", "electronics…"]
    assert wrapped("Iron and steel", 8) == ["Iron and", "steel"]
    assert wrapped("Pharmaceuticals", 8) == []
    assert within("Density") == "density"
    assert within("US dollars") == "US dollars"


def test_no_name_meets_another_or_covers_a_mark():
    points = [Point(50 + 2 * place, 50 + 5 * place, 3, f"Name {place}") for place in range(20)]
    found = placed(points, range(20), (300, 200), 12)
    assert 3 <= len(found) <= 12
    same_side = sorted(label.y for label in found if label.align == "left")
    assert all(later - earlier >= 14.9 for earlier, later in pairwise(same_side))
    assert placed(points, range(20), (300, 200), 2) == found[:2]
    assert placed([Point(5, 5, 3, "A name too long for it")], [0], (60, 40), 5) == []
