"""Every page in Chromium: what axe finds, what the policy refuses, and whether it fits a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from turns import turns

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAGES = (
    "/",
    "/data",
    "/data/REGIONAL_TRADE",
    "/data/REGIONAL_TRADE?show=table&REF_AREA=MERCOSUL&columns=INDICATOR,REF_AREA",
    "/data/TRADE?show=table",
    "/data/TRADE?REF_AREA=MSR&COUNTERPART_AREA=TUV",
    "/data/TRADE/about",
    "/embed/data/MACRO",
    "/search?q=comercio",
    "/search?q=zzzzqqqq",
    "/areas",
    "/areas/ARG",
    "/areas/MERCOSUR",
    "/areas/ARGX",
    "/indicators",
    "/indicators/STI",
    "/indicators/RCA",
    "/data/OPPORTUNITIES",
    "/data/TRADE_INDICES",
    "/indicators/NONE",
    "/data/REGIONAL_TRADE?REF_AREA=NONE&chart=none",
    "/compare?a=ARG&b=NONE",
    "/compare/vintages?dataflow=NONE",
    "/compare",
    "/compare?a=MERCOSUR&b=PA",
    "/compare/vintages?dataflow=MACRO",
    "/calendar",
    "/nothing/here",
)
"""The public pages, below the language, each of its kind."""
LOOKS = {
    "es": (1280, "light"),
    "en": (360, "light"),
    "pt": (1280, "dark"),
    "fr": (360, "dark"),
}
"""How wide, and in which scheme, each language is looked at: between them all that there is."""

WATCH = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.refused.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile}`);
});
"""


@pytest.fixture(scope="session")
def looking(browser: Browser, server: str) -> Iterator[Callable[[str], tuple[str, Page]]]:
    """For a language a page in it, and what its addresses begin with."""
    opened: dict[str, Page] = {}

    def look(language: str) -> tuple[str, Page]:
        if language not in opened:
            width, scheme = LOOKS[language]
            context = browser.new_context(
                viewport={"width": width, "height": 900}, color_scheme=scheme, locale=language
            )
            context.add_init_script(WATCH)
            opened[language] = context.new_page()
        return f"{server}/{language}", opened[language]

    yield look
    for page in opened.values():
        page.context.close()


def found_by_axe(page: Page) -> list[str]:
    """What is wrong with a page, by rule and element."""
    from axe_playwright_python.sync_playwright import Axe

    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    told = Axe().run(page, options=options).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in told for node in one["nodes"]]


@pytest.mark.parametrize(("language", "path"), turns(PAGES))
def test_a_page_is_accessible_fits_and_keeps_the_policy(
    looking: Callable[[str], tuple[str, Page]], language: str, path: str
) -> None:
    base, page = looking(language)
    wrong: list[str] = []

    def hear(message: Any) -> None:
        if message.type == "error" and "404" not in message.text and "400" not in message.text:
            wrong.append(message.text)

    page.on("console", hear)
    page.goto(base + path, wait_until="networkidle")
    # Charts come to life when they are seen.
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    page.wait_for_timeout(300)
    page.evaluate("window.scrollTo(0, 0)")
    assert found_by_axe(page) == []
    assert page.evaluate("window.refused") == []
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    page.remove_listener("console", hear)
    assert wrong == []
