from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string

import cedic.web
from cedic.publish import style
from cedic.publish.charts import PAGE_WIDTHS
from cedic.warehouse.selection import Selection
from cedic.web.drawing import drawn, figure_of
from markup import Page

CSS = Path(cedic.web.__file__).parent / "static" / "charts.css"


@pytest.fixture
def trend(figures):
    """The share of four blocs over the years."""
    flow = figures.dataflow("REGIONAL_TRADE")
    where = {
        "REF_AREA": ["CELAC", "MERCOSUR", "PA", "SICA"],
        "INDICATOR": "ITS",
        "TRADE_FLOW": "X",
        "PRODUCT": "_T",
        "SOURCE": "BACI",
    }
    return figure_of(figures, Selection.of(flow, where, 2000, None), 1, "es")


def written(drawing) -> str:
    return render_to_string("figure.html", {"figure": drawing})


def test_a_figure_is_complete_without_a_script(trend):
    html = written(drawn(trend, heading_level=3, id="trend"))
    page = Page(html)
    assert page.open == []
    words = [text for _, text in page.words]
    assert trend.finding in words
    assert trend.subtitle in words
    assert trend.provenance in words
    assert html.count("<svg") == len(PAGE_WIDTHS)
    assert html.count('<tr><th scope="row">') == len(trend.periods)
    assert '<th scope="row">2021</th>' + '<td class="figure">··</td>' * 4 in html
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for tag, attributes in page.elements:
        if tag == "svg":
            assert attributes["role"] == "img"
            assert set(attributes["aria-labelledby"].split()) <= set(ids)
            assert attributes["viewbox"]


def test_nothing_in_it_needs_an_inline_style_or_script(trend):
    html = written(drawn(trend, heading_level=3, id="trend"))
    for tag, attributes in Page(html).elements:
        assert tag != "style"
        assert not [name for name in attributes if name == "style" or name.startswith("on")]
        assert tag != "script" or attributes["type"] == "application/json"


def test_the_browser_is_given_the_same_figures(trend):
    spec = json.loads(drawn(trend, heading_level=3, id="trend").spec)
    assert set(spec) == {"shared", *PAGE_WIDTHS}
    rows = max(spec["shared"]["datasets"].values(), key=len)
    assert len(rows) == len(trend.rows)
    assert [row["VALUE"] for row in rows] == trend.rows["VALUE"].to_pylist()


def test_a_text_cannot_leave_its_place(trend):
    hostile = "</script><script>alert(1)</script>"
    html = written(drawn(trend, heading_level=3, id="trend", title=hostile))
    assert hostile not in html
    assert html.count("<script") == 1


def test_what_was_drawn_is_kept(trend, figures):
    one = drawn(trend, heading_level=3, id="trend")
    assert drawn(trend, heading_level=3, id="trend") is one
    assert drawn(trend, heading_level=2, id="trend") is not one


def test_every_colour_has_its_rule_for_the_dark_scheme():
    dark = CSS.read_text("utf-8").partition("prefers-color-scheme: dark")[2]
    rules = re.findall(r'\.chart \[(fill|stroke)="(#\w+)"\] \{ (\w+): (#\w+); \}', dark)
    assert rules == [
        (name, colour, name, style.dark(colour))
        for colour in style.every_colour()
        for name in ("fill", "stroke")
    ]
