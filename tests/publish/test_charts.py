from __future__ import annotations

import json
import re
import sys
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pytest

from cedic.catalogue import PUBLICATIONS
from cedic.errors import UnknownCodeError, UsageError
from cedic.model import LANGUAGES, Observations
from cedic.publish.charts import FORMATS, KINDS, chart, domain, spread, write_chart
from cedic.publish.export import format_of
from cedic.publish.figure import spans

GAP = {
    "CELAC": {"2018": 0.15, "2019": 0.16, "2020": None, "2021": 0.145},
    "MERCOSUR": {"2018": 0.11, "2019": 0.12, "2020": None, "2021": 0.1},
}
ONE_YEAR = {"CELAC": {"2021": 0.145}, "PA": {"2021": 0.02}, "CARICOM": {"2021": None}}
MANY = {code: {"2020": 0.1, "2021": 0.2} for code in ("ARG", "BRA", "CHL", "COL", "MEX", "PER")}
MANY |= {code: {"2020": 0.3, "2021": 0.1} for code in ("URY", "PRY")}


def matrix(cells: dict[tuple[str, str], int | None]) -> Observations:
    flow = PUBLICATIONS["TRADE_MATRIX"].dataflow
    fixed = {
        **dict.fromkeys(flow.columns),
        "FREQ": "A",
        "TRADE_FLOW": "X",
        "VIEW": "RECONCILED",
        "SOURCE": "BACI",
        "TIME_PERIOD": "2021",
        "UNIT_MEASURE": "USD",
        "VINTAGE": "BACI 202501",
    }
    rows = [
        fixed | {"REF_AREA": one, "COUNTERPART_AREA": other, "OBS_VALUE": value}
        for (one, other), value in cells.items()
    ]
    table = pa.Table.from_pylist(rows, schema=flow.schema)
    return Observations(lambda: table.to_reader(), dataflow=flow)


def example(kind: str, shares) -> Observations:
    if kind == "heatmap":
        return matrix(
            {("ARG", "BRA"): 2_000_000_000, ("BRA", "ARG"): None, ("BRA", "URY"): 500_000_000}
        )
    if kind in ("sankey", "network"):
        return example("heatmap", shares)
    if kind == "treemap":
        return matrix({("ARG", code): 10**9 for code in ("BRA", "CHL", "URY")})
    if kind == "scatter":
        values = {code: {"2021": place / 10} for place, code in enumerate(MANY, 1)}
        tables = [shares(values, INDICATOR=code).to_arrow() for code in ("ITS", "ITI")]
        both = pa.concat_tables(tables)
        flow = PUBLICATIONS["REGIONAL_TRADE"].dataflow
        return Observations(lambda: both.to_reader(), dataflow=flow)
    if kind == "map":
        return shares({code: {"2021": series["2021"]} for code, series in MANY.items()})
    if kind in ("bar", "ranked-bar"):
        return shares(ONE_YEAR)
    return shares({"line": GAP, "small-multiples": MANY}[kind])


def data_of(spec) -> list[dict]:
    """All rows that a chart embeds."""
    rows = [row for rows in spec["datasets"].values() for row in rows]
    assert rows
    return rows


def texts(svg: str) -> list[str]:
    root = ET.fromstring(svg)  # noqa: S314
    return ["".join(one.itertext()) for one in root.iter() if one.tag.endswith("text")]


def svg_of(drawn, tmp_path) -> str:
    path = tmp_path / "chart.svg"
    write_chart(drawn, path)
    return path.read_text("utf-8")


@pytest.mark.parametrize("kind", ["line", "ranked-bar", "small-multiples", "heatmap"])
def test_the_kind_is_what_the_data_call_for(kind, shares):
    chosen = chart(example(kind, shares)).to_dict()
    given = chart(example(kind, shares), kind).to_dict()
    assert chosen == given


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_drawn_in_every_language(kind, language, shares, tmp_path):
    drawn = chart(example(kind, shares), kind, language=language)
    words = " ".join(texts(svg_of(drawn, tmp_path)))
    source = {
        "es": "Fuente: ",
        "en": "Source: ",
        "pt": "Fonte: ",
        "fr": "Source\N{NO-BREAK SPACE}: ",
    }[language]
    assert source + "BACI" in words
    flow = {"es": "Exportaciones", "en": "Exports", "pt": "Exportações", "fr": "Exportations"}
    assert flow[language] in words


def test_a_gap_stays_null_and_breaks_the_line(shares, tmp_path):
    drawn = chart(shares(GAP))
    rows = [row for row in data_of(drawn.to_dict()) if "ALONE" in row]
    celac = [row for row in rows if row["SERIES"] == "CELAC"]
    assert [row["VALUE"] for row in celac] == [0.15, 0.16, None, 0.145]
    assert [row["ALONE"] for row in celac] == [False, False, False, True]
    path = next(
        p
        for p in re.findall(
            r'aria-roledescription="line mark" d="([^"]+)"', svg_of(drawn, tmp_path)
        )
    )
    assert path.count("M") == 2


def test_a_year_without_a_row_is_a_gap_too(shares):
    drawn = chart(shares({"CELAC": {"2018": 0.1, "2019": 0.2, "2021": 0.3}}))
    rows = [row for row in data_of(drawn.to_dict()) if "ALONE" in row]
    assert [row["VALUE"] for row in rows] == [0.1, 0.2, None, 0.3]
    assert "No figures for 2020" in drawn.to_dict()["description"]


def test_the_title_tells_the_finding(shares):
    title = chart(shares({"CELAC": GAP["CELAC"]}), language="es").to_dict()["title"]["text"]
    assert " ".join(title) == (
        "Participación del comercio intrarregional, CELAC: de 15,0\N{NO-BREAK SPACE}% en 2018 a "
        "14,5\N{NO-BREAK SPACE}% en 2021"
    )
    title = chart(shares(ONE_YEAR)).to_dict()["title"]["text"]
    assert " ".join(title) == (
        "Intra-regional trade share, 2021: highest, CELAC (14.5%); lowest, Pacific Alliance (2.0%)"
    )
    assert chart(shares(GAP), title="Mine").to_dict()["title"]["text"] == ["Mine"]


def test_where_all_are_equal_none_is_highest(shares):
    equal = {code: {"2020": 0.1, "2021": 0.2} for code in ("CELAC", "PA")}
    assert chart(shares(equal)).to_dict()["title"]["text"] == ["Intra-regional trade share"]


def test_only_the_columns_drawn_are_embedded(shares):
    for kind in KINDS:
        for row in data_of(chart(example(kind, shares), kind).to_dict()):
            assert not row.keys() & {"FREQ", "VINTAGE", "UNIT_MEASURE", "PRODUCT", "COVERAGE"}


def test_simulated_figures_are_told(shares):
    drawn = chart(shares(GAP, VINTAGE="simulated 2026"), language="fr").to_dict()
    assert "Chiffres simulés" in drawn["description"]


def test_amounts_are_shown_in_billions(tmp_path):
    drawn = chart(matrix({("ARG", "BRA"): 2_345_678_901, ("BRA", "ARG"): 1_000_000_000}))
    words = texts(svg_of(drawn, tmp_path))
    assert "2.35" in words
    assert any("US dollars (billions)" in text for text in words)


def test_names_at_the_ends_of_lines_do_not_meet(shares, tmp_path):
    close = {
        code: {"2020": 0.1, "2021": 0.1 + place / 10_000}
        for place, code in enumerate(["CELAC", "MERCOSUR", "PA", "ANDEAN", "SICA"])
    }
    svg = svg_of(chart(shares(close)), tmp_path)
    names = ("CELAC", "Mercosur", "Pacific Alliance", "Andean Community", "SICA")
    heights = [
        float(y)
        for y, name in re.findall(r'translate\([\d.]+,([\d.]+)\)"[^>]*>([^<]+)</text>', svg)
        if name in names
    ]
    assert len(heights) == 5
    assert min(later - earlier for earlier, later in pairwise(sorted(heights))) >= 16


def test_a_missing_bar_is_marked(shares, tmp_path):
    assert "··" in texts(svg_of(chart(shares(ONE_YEAR)), tmp_path))


def test_axes_speak_the_language(shares, tmp_path):
    words = texts(
        svg_of(chart(shares({"CELAC": {"2020": 0.001, "2021": 0.004}}), language="es"), tmp_path)
    )
    assert any(re.fullmatch(r"0,\d\s%", word) for word in words), words


def test_mixed_units_are_refused(shares):
    one = shares({"CELAC": {"2021": 0.1}}).to_arrow()
    two = shares({"PA": {"2021": 0.1}}, UNIT_MEASURE="USD").to_arrow()
    both = pa.concat_tables([one, two])
    flow = PUBLICATIONS["REGIONAL_TRADE"].dataflow
    with pytest.raises(UsageError, match="mix units: RATIO, USD"):
        chart(Observations(lambda: both.to_reader(), dataflow=flow))


def test_what_varies_too_much_is_refused_saying_what_to_choose(shares):
    one = shares(GAP).to_arrow()
    two = shares(GAP, SOURCE="UNCTAD").to_arrow()
    both = pa.concat_tables([one, two])
    flow = PUBLICATIONS["REGIONAL_TRADE"].dataflow
    with pytest.raises(UsageError, match="differ in REF_AREA, SOURCE") as told:
        chart(Observations(lambda: both.to_reader(), dataflow=flow))
    assert "choose SOURCE=BACI" in told.value.remedy


def test_shares_and_ratios_do_not_share_an_axis(shares):
    with pytest.raises(UsageError, match="mix shares"):
        chart(shares({"ITS": {"2021": 0.1}, "ITI": {"2021": 3.0}}, by="INDICATOR"))


def test_several_sources_of_one_area_are_shown_side_by_side(shares):
    drawn = chart(shares({"BACI": {"2020": 0.1, "2021": 0.2}, "DOTS": {"2020": 0.1}}, by="SOURCE"))
    assert {row["SERIES"] for row in data_of(drawn.to_dict()) if "ALONE" in row} == {"BACI", "DOTS"}


def test_bars_of_several_periods_are_refused(shares):
    with pytest.raises(UsageError, match="shows one period"):
        chart(shares(GAP), "bar")


def test_nothing_to_draw_is_told(shares):
    with pytest.raises(UsageError, match="None of these"):
        chart(shares({"CELAC": {"2020": None, "2021": None}}))


def test_unknown_names_are_told(shares):
    with pytest.raises(UnknownCodeError, match="kind of chart"):
        chart(shares(GAP), "pie")
    with pytest.raises(UnknownCodeError, match="language"):
        chart(shares(GAP), language="de")
    with pytest.raises(UnknownCodeError):
        chart(shares(GAP), measure="NOTHING")
    with pytest.raises(UsageError, match="no numbers"):
        chart(shares(GAP), measure="VINTAGE")
    with pytest.raises(UsageError, match="says no format"):
        format_of(Path("chart.pdf"), FORMATS)


def test_without_altair_the_extra_is_named(shares, monkeypatch):
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(UsageError) as told:
        chart(shares(GAP))
    assert "cedic[reports]" in told.value.remedy


def test_a_png_has_two_pixels_for_each(shares, tmp_path):
    drawn = chart(shares(GAP))
    write_chart(drawn, tmp_path / "chart.png")
    png = (tmp_path / "chart.png").read_bytes()
    width = float(re.search(r'width="([\d.]+)"', svg_of(drawn, tmp_path)).group(1))
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(png[16:20], "big") == pytest.approx(2 * width, abs=2)


def test_html_carries_its_figures_and_asks_no_host(shares, tmp_path):
    hostile = shares({"CELAC": {"2020": 0.1, "2021": None}}, VINTAGE="</script><b>")
    path = tmp_path / "chart.html"
    write_chart(chart(hostile, language="pt"), path)
    html = path.read_text("utf-8")
    assert '<html lang="pt">' in html
    assert not re.search(r'(src|href)="', re.sub(r"<script>.*?</script>", "", html, flags=re.S))
    assert html.count("<script>") == html.count("</script>") == 2
    assert "<td>2021</td><td>··</td>" in html
    spec = html.rpartition('vegaEmbed("#chart", ')[2].partition(", {actions: false")[0]
    assert "usermeta" not in json.loads(spec.replace("<\\/", "</"))
    assert "http" not in spec.replace("https://vega.github.io/schema/", "")


def test_places_are_spread_evenly_only_where_they_must():
    assert spread([10, 50, 100], 17, 0, 200) == [10, 50, 100]
    assert spread([50, 51, 52], 17, 0, 200) == [50, 67, 84]
    assert spread([199, 200], 17, 0, 200) == [183, 200]
    assert spread([5, 5, 5], 17, 0, 20) == [0, 10, 20]


@pytest.mark.parametrize(
    ("values", "zero", "ends"),
    [
        ([0.02, 0.145], True, (0, 0.15, 0.05)),
        ([-0.62, 1.0], True, (-1.0, 1.0, 0.5)),
        ([95, 105], False, (95, 105, 5)),
        ([3, 3], False, (2.6, 3.4, 0.2)),
    ],
)
def test_scales_end_at_round_figures(values, zero, ends):
    assert domain(values, zero=zero) == pytest.approx(ends)


def test_years_in_a_row_are_one_span():
    assert spans(["2000", "2001", "2003"]) == ["2000–2001", "2003"]
    assert spans(["2020-Q1", "2020-Q2"]) == ["2020-Q1", "2020-Q2"]


def test_quarters_and_months_are_periods_too(shares, tmp_path):
    quarters = {"CELAC": {"2020-Q1": 0.1, "2020-Q2": 0.2, "2020-Q4": 0.3}}
    drawn = chart(shares(quarters, FREQ="Q"))
    rows = [row for row in data_of(drawn.to_dict()) if "ALONE" in row]
    assert [row["PERIOD"] for row in rows] == ["2020-Q1", "2020-Q2", "2020-Q3", "2020-Q4"]
    assert "2020-Q4" in texts(svg_of(drawn, tmp_path))
    months = chart(shares({"CELAC": {"2020-01": 0.1, "2020-02": 0.2}}, FREQ="M"), language="es")
    assert any("feb" in word for word in texts(svg_of(months, tmp_path)))


def test_bars_over_time_start_at_zero_and_leave_gaps(shares, tmp_path):
    drawn = chart(shares({"CELAC": {"2019": 0.15, "2020": None, "2021": 0.145}}), "bar")
    svg = svg_of(drawn, tmp_path)
    assert svg.count('aria-roledescription="bar"') == 2
    assert "0%" in texts(svg)


def test_bars_of_a_period_stand_in_the_order_of_the_list(shares, tmp_path):
    values = shares({"CELAC": {"2021": 0.02}, "PA": {"2021": 0.145}})
    for kind, first in (("ranked-bar", "Pacific Alliance"), ("bar", "CELAC")):
        words = texts(svg_of(chart(values, kind), tmp_path))
        assert next(word for word in words if word in ("CELAC", "Pacific Alliance")) == first


def test_flows_are_named_grouped_and_told():
    partners = {("BRA", code): 10**9 * n for n, code in enumerate(sorted(MANY), 1) if code != "BRA"}
    more = {("BRA", f"{code}"): 10**7 for code in ("USA", "CHN", "DEU", "FRA", "JPN", "IND", "KOR")}
    drawn = chart(matrix(partners | more | {("BRA", "ITA"): None}), "sankey", "es").to_dict()
    assert "Otros, a la derecha: los 2 menores" in drawn["description"]
    assert "Pares sin cifra: 1" in drawn["description"]
    assert any(row.get("TO") == "Otros (2)" for row in data_of(drawn))
    assert len(drawn["usermeta"]["figures"]) == 1 + len(partners) + len(more) + 1


def test_flows_of_areas_within_others_are_refused():
    with pytest.raises(UsageError, match="count twice"):
        chart(matrix({("MERCOSUR", "CHL"): 1, ("BRA", "CHL"): 1}), "sankey")
    with pytest.raises(UsageError, match="above zero"):
        chart(matrix({("ARG", "CHL"): 0, ("BRA", "CHL"): 0}), "sankey")


def test_a_map_has_a_square_for_what_has_no_figure(shares, tmp_path):
    drawn = chart(example("map", shares), "map", "fr")
    spec = drawn.to_dict()
    squares = {row["NAME"]: row for row in data_of(spec) if "INK" in row}
    assert len(squares) == 33
    assert squares["Brésil"]["WRITTEN"] == "20,0\N{NO-BREAK SPACE}%"
    assert squares["Grenade"]["VALUE"] is None
    assert squares["Grenade"]["WRITTEN"] == "··"
    assert "·· pas de chiffre" in spec["description"]


def test_a_map_of_blocs_is_refused(shares):
    with pytest.raises(UsageError, match="shows countries") as told:
        chart(shares(ONE_YEAR), "map")
    assert "choose countries" in told.value.remedy
    drawn = chart(shares({"ARG": {"2021": 0.1}, "PA": {"2021": 0.1}}), "map").to_dict()
    assert "Not on the map: Pacific Alliance" in drawn["description"]


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("sankey", "between two areas"),
        ("network", "links between two areas or two products"),
        ("heatmap", "crosses two dimensions"),
        ("scatter", "sets two indicators"),
        ("treemap", "add up"),
    ],
)
def test_what_a_kind_needs_is_told(kind, reason, shares):
    with pytest.raises(UsageError, match=reason) as told:
        chart(shares({"CELAC": {"2021": 0.1}}), kind)
    assert told.value.remedy


def test_small_amounts_are_not_written_as_nothing():
    table = chart(matrix({("ARG", "BRA"): 2 * 10**10, ("BRA", "ARG"): 10**7})).to_dict()
    assert [row[2] for row in table["usermeta"]["figures"][1:]] == ["20.0", "0.01"]
