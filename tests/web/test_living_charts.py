"""Charts in a browser: alive under the strict Content-Security-Policy, and whole without it."""

from __future__ import annotations

import pytest

from cedic.publish.kinds import KINDS

KIND_PAGES = {
    "line": "REGIONAL_TRADE?chart=line",
    "bar": "REGIONAL_TRADE?chart=bar",
    "ranked-bar": "REGIONAL_TRADE?chart=ranked-bar",
    "small-multiples": "REGIONAL_TRADE?chart=small-multiples",
    "heatmap": "TRADE_MATRIX?chart=heatmap&REF_AREA=MERCOSUR,PA&COUNTERPART_AREA=SICA,CARICOM",
    "treemap": "TRADE?chart=treemap&REF_AREA=ARG&COUNTERPART_AREA=BRA,CHL,PER,URY",
    "scatter": "REGIONAL_TRADE?chart=scatter&INDICATOR=ITS,ITI",
    "network": "TRADE?chart=network&REF_AREA=ARG,BRA,CHL&COUNTERPART_AREA=ARG,BRA,CHL,PER,USA",
    "sankey": "TRADE?chart=sankey&REF_AREA=ARG,BRA&COUNTERPART_AREA=CHL,PER,USA",
    "map": "TRADE?chart=map&REF_AREA=ARG,BRA,CHL,PER,URY,DMA",
}
"""A view for each kind of chart."""


@pytest.fixture
def opened(browser, server):
    """Open a page at a width; what the browser complains of is in ``complaints``."""
    contexts = []

    def open_at(path, width=1280, **options):
        context = browser.new_context(viewport={"width": width, "height": 1400}, **options)
        contexts.append(context)
        shown = context.new_page()
        shown.complaints = []
        shown.on("console", lambda message: shown.complaints.append(message.text))
        shown.on("pageerror", lambda error: shown.complaints.append(str(error)))
        shown.goto(server + path)
        # A chart comes to life when it is seen.
        shown.locator("[data-chart]").first.scroll_into_view_if_needed()
        return shown

    yield open_at
    for context in contexts:
        context.close()


def test_there_is_a_view_for_each_kind():
    assert set(KIND_PAGES) == set(KINDS)


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_comes_to_life_within_the_policy(opened, kind, width):
    page = opened(f"/es/data/{KIND_PAGES[kind]}", width)
    page.wait_for_selector("#figure-1 [data-alive] svg", timeout=20_000)
    assert page.complaints == []
    assert page.query_selector("#figure-1 picture") is None
    name = page.get_attribute("#figure-1 [data-alive] [role=img]", "aria-labelledby").split()
    assert all(page.query_selector(f"#{one}") for one in name)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_mark_tells_of_itself(opened):
    page = opened("/es/data/REGIONAL_TRADE?chart=ranked-bar")
    page.wait_for_selector("#figure-1 [data-alive] svg", timeout=20_000)
    page.locator("#figure-1 .mark-rect path").first.hover(force=True)
    page.wait_for_selector("#vg-tooltip-element.visible")
    words = page.inner_text("#vg-tooltip-element")
    assert "Serie" in words
    assert "%" in words
    assert page.complaints == []


def test_charts_that_stand_in_the_page_come_to_life_too(opened):
    page = opened("/en/indicators/ITS")
    page.wait_for_selector("[data-width=wide][data-alive] svg", timeout=20_000)
    assert page.complaints == []
    assert page.query_selector("[data-width=narrow][data-alive]") is None


def test_what_htmx_brings_comes_to_life(opened):
    page = opened("/en/data/REGIONAL_TRADE")
    page.wait_for_selector("#figure-1 [data-alive] svg", timeout=20_000)
    page.click("#chosen-TRADE_FLOW")
    page.check("input[name=TRADE_FLOW][value=M]")
    page.locator("#figure-2").scroll_into_view_if_needed()
    page.wait_for_selector("#figure-2 [data-alive] svg", timeout=20_000)
    assert page.complaints == []


@pytest.mark.parametrize("lost", ["**/scripts/**", "**/drawing.json*"])
def test_without_what_it_needs_the_picture_stays(browser, server, lost):
    context = browser.new_context(viewport={"width": 1280, "height": 1400})
    page = context.new_page()
    page.route(lost, lambda route: route.abort())
    with page.expect_console_message(lambda told: "stays as it was drawn" in told.text):
        page.goto(f"{server}/en/data/MACRO")
    page.wait_for_selector("#figure-1 img")
    assert page.evaluate("document.querySelector('#figure-1 img').naturalWidth") > 300
    # What HTMX brings has no picture until it is needed.
    page.click("#chosen-INDICATOR")
    with page.expect_console_message(lambda told: "stays as it was drawn" in told.text):
        page.check("input[value=FP_CPI_TOTL_ZG]")
    page.wait_for_selector("#figure-1 .drawing > img")
    context.close()


def test_without_scripts_the_page_is_whole(opened):
    page = opened("/en/data/REGIONAL_TRADE", java_script_enabled=False)
    assert page.is_visible("#figure-1 img")
    page.click("#figure-1 summary")
    assert page.is_visible("#figure-1 table")


def test_a_drawing_is_kept_for_ever_where_its_release_is_named(client):
    query = "REF_AREA=PA&INDICATOR=ITS&show=chart&width=wide"
    for format, kind in (("svg", "image/svg+xml"), ("json", "application/json")):
        answer = client.get(f"/en/data/REGIONAL_TRADE@1/drawing.{format}?{query}")
        assert answer.headers["Content-Type"] == kind
        assert "immutable" in answer.headers["Cache-Control"]
    assert (
        b"prefers-color-scheme:dark"
        in client.get(f"/en/data/REGIONAL_TRADE@1/drawing.svg?{query}").content
    )
    for wrong in ("width=huge", "REF_AREA=NO&width=wide", "chart=map&width=wide"):
        assert client.get(f"/en/data/REGIONAL_TRADE@1/drawing.svg?{wrong}").status_code == 404


def test_the_script_is_kept_for_ever_under_the_name_of_its_version(client):
    from cedic.web.vega import vega_address

    answer = client.get(vega_address())
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert "immutable" in answer.headers["Cache-Control"]
    assert b"window.vegaEmbed" in answer.content
    assert client.get("/scripts/vega.0123456789ab.js").status_code == 404
