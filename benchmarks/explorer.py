"""The explorer on the sample: pages at twenty requests a second, their size, a filter in Chromium.

The figures are those of the embedded sample, and real.
"""

from __future__ import annotations

import gzip
import random
import shutil
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles

from benchmarks.measure import Figure, cache, cedic
from benchmarks.serving import Server, served
from cedic.model import LANGUAGES

RATE = 20
"""Requests a second, whether the ones before have been answered or not."""
SECONDS = 30
PAGES = (
    "/",
    "/data",
    "/data/REGIONAL_TRADE",
    "/data/REGIONAL_TRADE?show=table",
    "/data/TRADE",
    "/data/TRADE?show=table",
    "/data/TRADE_MATRIX",
    "/data/MACRO",
    "/data/TRADE_COVERAGE?show=table",
    "/data/TRADE/about",
    "/areas",
    "/areas/MERCOSUR",
    "/areas/BRA",
    "/indicators",
    "/indicators/ITS",
    "/compare?a=MERCOSUR&b=PA",
    "/calendar",
    "/search?q=comercio",
)
"""A page of each kind, below the language."""
AREAS = ("CELAC", "MERCOSUR", "PA", "ANDEAN", "SICA", "CARICOM", "ALADI", "ASEAN", "EU", "USMCA")
SCRIPTS = {"Accept-Encoding": "gzip"}


def figures(full: bool) -> Iterator[Figure]:
    home = cache() / "explorer"
    shutil.rmtree(home, ignore_errors=True)
    cedic("build", home=home)
    with served(home) as server:
        addresses = [f"/{language}{page}" for page in PAGES for language in LANGUAGES]
        first = [_timed(server, address) for address in addresses]
        yield Figure(
            f"explorer: {len(addresses)} pages, each for the first time",
            f"{median(first) * 1000:.0f} ms",
            f"the slowest {max(first) * 1000:.0f} ms",
        )
        size, largest = max((_size(server, address), address) for address in addresses)
        yield Figure("  the largest on the wire", f"{size / 1000:.0f} KB", largest, "300 KB")
        yield _under_load("the same pages", server, addresses)
        yield _under_load("a view nobody has asked for yet", server, list(_unseen()))
    yield from _in_chromium(home)
    shutil.rmtree(home)


def _unseen() -> Iterator[str]:
    """Views that differ in their blocs, so that nothing kept helps."""
    chance = random.Random(2026)  # noqa: S311 - no secret
    seen = set()
    while len(seen) < RATE * SECONDS:
        some = ",".join(sorted(chance.sample(AREAS, chance.randint(2, 6))))
        start = chance.randint(2000, 2015)
        show = chance.choice(("chart", "table"))
        seen.add(f"/es/data/REGIONAL_TRADE?REF_AREA={some}&start={start}&show={show}")
    yield from seen


def _under_load(what: str, server: Server, addresses: list[str]) -> Figure:
    """Ask at a steady rate, and count the time from when each request was due."""
    began = time.perf_counter() + 0.2

    def ask(number: int) -> float:
        due = began + number / RATE
        time.sleep(max(0.0, due - time.perf_counter()))
        _timed(server, addresses[number * 7 % len(addresses)])
        return time.perf_counter() - due

    with ThreadPoolExecutor(RATE * 2) as pool:
        taken = list(pool.map(ask, range(RATE * SECONDS)))
    percentile = quantiles(taken, n=100)
    return Figure(
        f"  {what}, {RATE} requests a second for {SECONDS} s: 95th percentile",
        f"{percentile[94] * 1000:.0f} ms",
        f"median {median(taken) * 1000:.0f} ms, 99th {percentile[98] * 1000:.0f} ms",
        "150 ms",
    )


def _timed(server: Server, address: str) -> float:
    began = time.perf_counter()
    _size(server, address)
    return time.perf_counter() - began


def _size(server: Server, address: str) -> int:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    try:
        connection.request("GET", address, headers=SCRIPTS)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{address} answered {answer.status}")
        if answer.getheader("Content-Encoding") == "gzip":
            gzip.decompress(body)
        return len(body)
    finally:
        connection.close()


def _in_chromium(home: Path) -> Iterator[Figure]:
    """From the click on a bloc until the new figure stands on the page."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        yield Figure(
            "  a filter in Chromium", "not measured", "there is no Chromium here", "300 ms"
        )
        return
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with served(home) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        page = browser.new_page(viewport={"width": 1280, "height": 1800})
        page.goto(f"http://127.0.0.1:{server.port}/es/data/REGIONAL_TRADE")
        page.wait_for_selector("[data-alive]", timeout=30_000)
        page.click("#chosen-REF_AREA")
        # The browser's own clock: a test program that asks it adds some milliseconds.
        page.evaluate(
            """() => {
                window.taken = [];
                document.addEventListener("change", () => { window.since = performance.now(); }, true);
                new MutationObserver(() => {
                    requestAnimationFrame(() => window.taken.push(performance.now() - window.since));
                }).observe(document, { subtree: true, attributeFilter: ["data-alive"] });
            }"""
        )
        for number, area in enumerate([area for area in AREAS if area != "CELAC"] * 2, 1):
            page.click(f"input[name=REF_AREA][value={area}]")
            while page.evaluate("window.taken.length") < number:
                time.sleep(0.005)
        taken = page.evaluate("window.taken")
        browser.close()
    yield Figure(
        "  a filter in Chromium, from the click to the new chart",
        f"{median(taken):.0f} ms",
        f"the slowest of {len(taken)} {max(taken):.0f} ms",
        "300 ms",
    )


if __name__ == "__main__":
    for line in figures("--full" in sys.argv):
        print(line)
