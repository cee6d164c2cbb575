"""Charts in a browser: alive under the strict Content-Security-Policy, and whole without it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.http import HttpResponse
from django.template import engines
from django.test import override_settings
from django.urls import include, path

from cedic.publish.kinds import KINDS
from cedic.warehouse.selection import Selection
from cedic.web.drawing import drawn, figure_of
from cedic.web.vega import vega_address

PAGE = """{% extends "base.html" %}
{% block head %}{% include "charts.html" %}{% endblock %}
{% block content %}<h1>A</h1>
{% for figure in figures %}{% include "figure.html" %}{% endfor %}{% endblock %}"""
SHOWN: dict[str, object] = {}
WHERE = {"INDICATOR": "ITS", "TRADE_FLOW": "X", "PRODUCT": "_T", "SOURCE": "BACI"}

FLOWS = {"TRADE_FLOW": "X", "VIEW": "RECONCILED", "SOURCE": "BACI"}


def page(request):
    template = engines["django"].from_string(PAGE)
    return HttpResponse(template.render(SHOWN, request))


urlpatterns = [path("charts", page), path("", include("cedic.web.urls"))]


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        """Say nothing of requests."""


@pytest.fixture
def address(figures) -> Iterator[str]:
    """A page with a chart of every kind, over real HTTP."""
    from django.core.wsgi import get_wsgi_application

    shares, matrix = figures.dataflow("REGIONAL_TRADE"), figures.dataflow("TRADE_MATRIX")
    some = {**WHERE, "REF_AREA": ["CELAC", "MERCOSUR", "PA", "SICA"]}
    pairs = {**FLOWS, "REF_AREA": ["ARG", "BRA", "CHL"], "COUNTERPART_AREA": ["MEX", "PER", "URY"]}
    asked = [
        ("line", Selection.of(shares, some, 2000, None)),
        ("small-multiples", Selection.of(shares, some, 2000, None)),
        ("bar", Selection.of(shares, some | {"REF_AREA": "CELAC"}, 2000, None)),
        ("ranked-bar", Selection.of(shares, WHERE, 2023, 2023)),
        ("heatmap", Selection.of(matrix, pairs, 2023, 2023)),
        ("sankey", Selection.of(matrix, pairs, 2023, 2023)),
        ("map", Selection.of(matrix, {**pairs, "COUNTERPART_AREA": "WLD"}, 2023, 2023)),
    ]
    assert {kind for kind, _ in asked} == set(KINDS)
    SHOWN["figures"] = [
        drawn(figure_of(figures, selection, 1, "es", kind), heading_level=2, id=f"chart-{place}")
        for place, (kind, selection) in enumerate(asked)
    ]
    with override_settings(ROOT_URLCONF=__name__):
        server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/charts"
        server.shutdown()
        thread.join(10)
        server.server_close()


@pytest.fixture
def opened(browser, address):
    """Open the page at a width; what the browser complains of is in ``complaints``."""
    contexts = []

    def open_at(width=1280, **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        context.add_init_script(
            "addEventListener('securitypolicyviolation', e => console.error(e.violatedDirective))"
        )
        shown = context.new_page()
        shown.complaints = []
        shown.on("console", lambda message: shown.complaints.append(message.text))
        shown.on("pageerror", lambda error: shown.complaints.append(str(error)))
        shown.goto(address)
        return shown

    yield open_at
    for context in contexts:
        context.close()


@pytest.mark.parametrize(("width", "name"), [(1280, "wide"), (360, "narrow")])
def test_a_chart_comes_to_life_within_the_policy(opened, width, name):
    page = opened(width)
    page.wait_for_selector(f"#chart-0 .drawing-{name}[data-alive] svg", timeout=20_000)
    for line in page.query_selector_all(f"#chart-0 .drawing-{name} .mark-symbol path"):
        line.hover(force=True)
    page.wait_for_selector("#vg-tooltip-element.visible")
    words = page.inner_text("#vg-tooltip-element")
    assert "Período" in words
    assert "Serie" in words
    assert page.complaints == []
    # Each kind comes to life when it is scrolled to.
    for place in range(len(KINDS)):
        page.locator(f"#chart-{place} .drawing-{name}").scroll_into_view_if_needed()
        page.wait_for_selector(f"#chart-{place} .drawing-{name}[data-alive] svg", timeout=20_000)
    assert page.complaints == []
    # The other width is not drawn, and nothing is wider than the screen.
    assert page.query_selector("[data-alive]:not(:visible)") is None
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_living_chart_keeps_its_name(opened):
    page = opened()
    page.wait_for_selector("#chart-0 [data-alive] svg", timeout=20_000)
    picture = page.get_by_role("img").first
    assert page.inner_text("#chart-0 h2") in picture.evaluate(
        "e => e.ariaLabelledByElements.map(one => one.innerText).join()"
    )
    assert picture.get_attribute("aria-labelledby") == "chart-0-title chart-0-subtitle"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(opened, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe")
    page = opened(color_scheme=scheme)
    page.wait_for_selector("#chart-0 [data-alive] svg", timeout=20_000)
    for summary in page.query_selector_all("summary"):
        summary.click()
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_without_vega_the_picture_stays(browser, address):
    context = browser.new_context()
    page = context.new_page()
    page.route("**/scripts/**", lambda route: route.abort())
    with page.expect_console_message(lambda told: "stays as it was drawn" in told.text):
        page.goto(address)
    assert page.is_visible("#chart-0 .drawing-wide svg")
    context.close()


def test_without_scripts_the_page_is_whole(opened):
    page = opened(java_script_enabled=False)
    assert page.is_visible("#chart-0 .drawing-wide svg")
    page.click("#chart-0 summary")
    assert page.is_visible("#chart-0 table")


def test_the_script_is_kept_for_ever_under_the_name_of_its_version(client):
    answer = client.get(vega_address())
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert "immutable" in answer.headers["Cache-Control"]
    assert b"window.vegaEmbed" in answer.content
    assert client.get("/scripts/vega.0123456789ab.js").status_code == 404
