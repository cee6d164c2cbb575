"""A visit from the search box to the download, with scripts and without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="es")
    yield context.new_page()
    context.close()


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A browser that runs no scripts."""
    context = browser.new_context(
        viewport={"width": 360, "height": 800}, locale="es", java_script_enabled=False
    )
    yield context.new_page()
    context.close()


def changed(page: Page, act) -> None:
    """Do something that changes the view, and wait until it has."""
    with page.expect_response(lambda answer: "/data/" in answer.url and answer.ok):
        act()
    page.wait_for_selector("#filters:not(.htmx-request)")


def test_from_the_search_box_to_the_download(page: Page, server: str) -> None:
    # Search, as one types, with a slip and without the accent.
    page.goto(f"{server}/es/")
    page.locator("input[type=search]").first.type(
        "participacion del comercio intraregional", delay=5
    )
    page.wait_for_selector("#found a")
    page.locator("#found a").first.click()
    assert "/es/indicators/ITS" in page.url
    page.get_by_role("link", name="Integración comercial regional").first.click()
    assert "/es/data/REGIONAL_TRADE" in page.url

    # Filter: a comparator more, and a bloc less.
    page.click("#chosen-REF_AREA")
    changed(page, lambda: page.check("input[name=REF_AREA][value=EU]"))
    changed(page, lambda: page.uncheck("input[name=REF_AREA][value=CELAC]"))
    assert "EU" in parse_qs(urlsplit(page.url).query)["REF_AREA"][0].split(",")
    assert "CELAC" not in page.url
    assert "UE" in page.inner_text("#figure-1-title")

    # The table, turned: indicators across, blocs and years down.
    changed(page, lambda: page.get_by_role("link", name="Tabla", exact=True).click())
    page.click("#chosen-INDICATOR")
    changed(page, lambda: page.check("input[name=INDICATOR][value=STI]"))
    page.click("#chosen-arrange")
    changed(page, lambda: page.check("input[name=columns][value=INDICATOR]"))
    changed(page, lambda: page.uncheck("input[name=columns][value=TIME_PERIOD]"))
    heads = page.locator("table.figures thead").inner_text()
    assert "Introversión" in heads
    assert page.locator("table.figures tbody tr").count() > 20

    # A chart of one indicator at one period.
    page.click("#chosen-INDICATOR")
    changed(page, lambda: page.uncheck("input[name=INDICATOR][value=STI]"))
    changed(page, lambda: page.get_by_role("link", name="Gráfico", exact=True).click())
    page.click("#chosen-arrange")
    changed(page, lambda: page.select_option("#chart-kind", "ranked-bar"))
    assert "2023" in page.inner_text("#figure-1-subtitle")

    # The permalink shows the same to someone else, and the frozen one names its release.
    title = page.inner_text("#figure-1-title")
    link, frozen = (page.get_attribute(id, "href") for id in ("#permalink", "#frozen"))
    page.goto(server + link)
    assert page.inner_text("#figure-1-title") == title
    page.goto(server + frozen)
    assert page.inner_text("#figure-1-title") == title
    assert "REGIONAL_TRADE@1" in page.url

    # What is downloaded is what is shown.
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV", exact=True).click()
    text = waiting.value.path().read_text("utf-8")
    assert "EU" in text
    assert "CELAC" not in text
    assert waiting.value.suggested_filename.endswith(".csv")

    # The same view in another language.
    page.get_by_role("link", name="Français").click()
    assert urlsplit(page.url).path == "/fr/data/REGIONAL_TRADE@1"
    assert parse_qs(urlsplit(page.url).query) == parse_qs(urlsplit(frozen).query)
    assert "Part du commerce intrarégional" in page.inner_text("#figure-1-subtitle")


def test_the_same_without_scripts_on_a_phone(plain: Page, server: str) -> None:
    plain.goto(f"{server}/es/")
    plain.locator("input[type=search]").first.fill("integracion comersial")
    plain.locator("form[role=search] button").first.click()
    plain.get_by_role("link", name="Integración comercial regional").first.click()
    assert plain.locator("#figure-1 img").is_visible()

    plain.locator("#chosen-REF_AREA").click()
    plain.check("input[name=REF_AREA][value=EU]")
    plain.get_by_role("button", name="Mostrar").click()
    assert "UE" in plain.inner_text("#figure-1-title")

    plain.get_by_role("link", name="Tabla", exact=True).click()
    assert plain.locator("table.figures tbody tr").count() == 7
    plain.locator("#chosen-arrange").click()
    plain.check("input[name=rows][value=TIME_PERIOD]")
    plain.uncheck("input[name=columns][value=TIME_PERIOD]")
    plain.check("input[name=columns][value=REF_AREA]")
    plain.get_by_role("button", name="Mostrar").click()
    assert "UE" in plain.locator("table.figures thead").inner_text()

    frozen = plain.get_attribute("#frozen", "href")
    plain.goto(server + frozen)
    assert "UE" in plain.locator("table.figures thead").inner_text()
    with plain.expect_download() as waiting:
        plain.get_by_role("link", name="Excel", exact=True).click()
    assert waiting.value.suggested_filename.endswith(".xlsx")
    plain.get_by_role("link", name="English").click()
    assert "Intra-regional" in plain.inner_text("#pivot-title")


def test_the_keyboard_is_enough(page: Page, server: str) -> None:
    page.goto(f"{server}/en/data/REGIONAL_TRADE")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('details.filter > summary')"):
            break
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("european un")
    shown = page.locator("details[open] .choices li:visible")
    assert re.sub(r"\s+", " ", shown.inner_text()).strip() == "EU European Union"
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value") == "EU":
            break
    changed(page, lambda: page.keyboard.press("Space"))
    assert "EU" in page.inner_text("#figure-1-title")
    # The focus stays where it was, for the next choice.
    assert page.evaluate("document.activeElement.value") == "EU"


def test_the_way_back_leads_through_the_views(page: Page, server: str) -> None:
    page.goto(f"{server}/en/data/MACRO")
    first = page.inner_text("#figure-1-title")
    page.click("#chosen-INDICATOR")
    changed(page, lambda: page.check("input[value=FP_CPI_TOTL_ZG]"))
    changed(page, lambda: page.uncheck("input[value=NY_GDP_MKTP_CD]"))
    assert page.inner_text("#figure-1-title") != first
    page.go_back()
    page.go_back()
    page.wait_for_selector("#figure-1-title")
    page.wait_for_timeout(500)
    assert page.inner_text("#figure-1-title") == first
