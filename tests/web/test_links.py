"""Every address that the portal tells of leads somewhere."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

from cedic.model import LANGUAGES

pytestmark = pytest.mark.heavy

HOST = "http://localhost"
QUERIES, PROFILES, INDICATORS, DATAFLOWS = 24, 12, 24, 6
MOST = 2000
"""Addresses after which a crawl that does not end is broken off."""
MACHINES = ("/robots.txt", "/sitemap.xml", "/catalog.jsonld", "/api/openapi.json")
FILE = re.compile(r"/data/\w+(@[0-9]+)?\.\w+(\?|$)")
OWN = re.compile(rf'{HOST}[^\s"<>{{}}\\]*')


@pytest.fixture
def fetch(client):
    """Ask for an address of the site, following where it leads; of downloads the head only."""

    def ask(address):
        path = address.removeprefix(HOST) or "/"
        method = client.head if FILE.match(path) else client.get
        response = method(path, follow=True, SERVER_NAME="localhost")
        if response.streaming:
            # A page of the catalogue is no stream, and of figures the beginning is enough.
            next(iter(response.streaming_content), b"")
            response.close()
            return response.status_code, ""
        return response.status_code, response.content.decode(errors="replace")

    return ask


def linked(address, page):
    """The addresses of the site that a page or a document names, as links or as text."""
    quoted = re.findall(r'(?:href|src)="([^"]*)"', page)
    # The lines that embed a figure are HTML, shown as text.
    told = OWN.findall(html.unescape(html.unescape(page)))
    for link in (*map(html.unescape, quoted), *told):
        found = urldefrag(urljoin(address, link.rstrip(".,;"))).url
        if urlsplit(found).netloc == urlsplit(HOST).netloc:
            yield found


def test_every_link_from_the_home_page_leads_somewhere(fetch):
    waiting = [f"{HOST}{path}" for path in ("/", *MACHINES)]
    met, broken = set(waiting), {}
    alike: Counter[str] = Counter()
    while waiting:
        address = waiting.pop()
        status, page = fetch(address)
        if status >= 400:
            broken[address] = status
        for link in dict.fromkeys(linked(address, page)):
            # Of the ways to look at figures, to take them, and of profiles the first few are enough.
            if any(
                kind in link and sum(kind in one for one in met) > most
                for kind, most in (
                    ("start=", QUERIES),
                    ("/areas/", PROFILES),
                    ("/indicators/", INDICATORS),
                )
            ):
                continue
            # What is said in the same way of each dataflow is followed for TRADE and for some others.
            kind = re.sub(r"/data/(?!TRADE\b)\w+", "/data/*", link)
            if "/data/*" in kind and alike[kind] >= DATAFLOWS:
                continue
            if link not in met and "/sdmx/" not in address:
                alike[kind] += 1
                met.add(link)
                waiting.append(link)
        assert len(met) < MOST
    assert broken == {}
    paths = {urlsplit(address).path for address in met}
    assert {f"/{language}/data/TRADE" for language in LANGUAGES} < paths
    assert {"/data/TRADE@1.zip", "/data/TRADE/citation.bib", "/sdmx/v1", "/sdmx/v2"} < paths


def test_what_a_page_links_to_is_on_it(fetch):
    for path in ("/es/", "/es/data/REGIONAL_TRADE", "/fr/data/TRADE", "/pt/nada"):
        _, page = fetch(f"{HOST}{path}")
        ids = re.findall(r' id="([^"]*)"', page)
        assert len(ids) == len(set(ids))
        assert set(re.findall(r'href="#([^"]*)"', page)) <= set(ids)
        assert set(re.findall(r'aria-labelledby="([^"]*)"', page)) <= set(ids)


@pytest.mark.parametrize("format", ["bib", "ris", "json"])
def test_the_address_in_a_citation_leads_to_the_figures(fetch, client, format):
    cited = client.get(f"/data/TRADE/citation.{format}", SERVER_NAME="localhost").content.decode()
    [address] = set(linked(HOST, cited))
    assert address == f"{HOST}/data/TRADE@1"
    assert fetch(address)[0] == 200


def test_the_server_that_the_description_names_is_this_one(fetch):
    described = json.loads(fetch(f"{HOST}/api/openapi.json")[1])
    assert [server["url"].rstrip("/") for server in described["servers"]] == [HOST]
    assert fetch(described["servers"][0]["url"])[0] == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_of_a_release_describes_that_release_to_machines(fetch, language):
    for name in ("TRADE", "TRADE@1"):
        _, page = fetch(f"{HOST}/{language}/data/{name}")
        embedded = re.search(r'ld\+json">(.*?)</script>', page, re.DOTALL)
        told = json.loads(embedded[1])
        assert told["@id"] == told["identifier"] == f"{HOST}/data/{name}"
        assert told["url"] == f"{HOST}/{language}/data/{name}"
        for file in told["distribution"]:
            assert file["contentUrl"].startswith(f"{HOST}/data/{name}.")


def test_what_the_pages_name_is_at_the_public_address(fetch, monkeypatch):
    monkeypatch.setenv("CEDIC_PUBLIC_ADDRESS", "http://figures.example")
    for path in ("/es/", "/es/data/TRADE", *MACHINES):
        page = fetch(path)[1]
        assert "http://figures.example" in page
        assert HOST not in page
