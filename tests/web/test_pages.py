from __future__ import annotations

import csv
import html
import io
import json
import re
import time
import zipfile
from urllib.parse import quote

import pytest
import requests

from cedic.errors import StoreError
from cedic.model import LANGUAGES
from cedic.publish import download

FORMATS = list(download.MEDIA_TYPES)
SOME = "REF_AREA=MERCOSUR,CELAC&INDICATOR=ITS&TRADE_FLOW=X&PRODUCT=_T"


@pytest.fixture
def get(client):
    """Ask the portal for an address, with headers by name."""

    def ask(address, method="get", **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return getattr(client, method)(address, headers=named, SERVER_NAME="localhost")

    return ask


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def rows(response) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body(response).decode())))


# Downloads


@pytest.mark.parametrize("format", FORMATS)
def test_each_format_is_served_with_its_name_and_type(get, format):
    response = get(f"/data/REGIONAL_TRADE.{format}?{SOME}&start=2000&end=2020")
    assert response.status_code == 200
    assert response["Content-Type"] == download.MEDIA_TYPES[format]
    name = f"REGIONAL_TRADE_release_1_selection.{format}"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert 'rel="cite-as"' in response["Link"]
    assert 'rel="describedby"' in response["Link"]
    assert body(response)


def test_a_download_is_the_selection_asked_for(get):
    found = rows(get(f"/data/REGIONAL_TRADE.csv?{SOME}&start=2000&end=2020"))
    assert {row["REF_AREA"] for row in found} == {"MERCOSUR", "CELAC"}
    assert {row["INDICATOR"] for row in found} == {"ITS"}
    assert min(row["TIME_PERIOD"] for row in found) == "2000"
    assert max(row["TIME_PERIOD"] for row in found) == "2020"
    repeated = SOME.replace("MERCOSUR,CELAC", "MERCOSUR&REF_AREA=CELAC")
    assert rows(get(f"/data/REGIONAL_TRADE.csv?{repeated}&start=2000&end=2020")) == found


def test_names_come_in_the_language_asked_for(get):
    found = rows(get(f"/data/REGIONAL_TRADE.csv?{SOME}&labels=both&language=es"))
    assert found[0]["TRADE_FLOW: Flujo comercial"] == "X: Exportaciones"


def test_the_whole_table_comes_without_a_limit(get):
    response = get("/data/TRADE.csv")
    assert response.streaming
    started = time.perf_counter()
    pieces = iter(response.streaming_content)
    next(pieces)
    first = time.perf_counter() - started
    assert sum(bytes(piece).count(b"\n") for piece in pieces) > 1_400_000
    # What is sent at once does not wait for the whole.
    assert first < (time.perf_counter() - started) / 2


def test_a_download_comes_whole_over_http(server, get):
    response = requests.get(f"{server}/data/TRADE_COVERAGE.csv", timeout=60)
    assert response.headers["Content-Disposition"]
    assert response.content == body(get("/data/TRADE_COVERAGE.csv"))


def test_a_client_that_leaves_early_does_no_harm(server):
    for _ in range(5):
        with requests.get(f"{server}/data/TRADE.csv", stream=True, timeout=60) as response:
            assert next(response.iter_content(1000)).startswith(b"FREQ,")
    assert requests.get(f"{server}/health/ready", timeout=60).status_code == 200


def test_a_zip_brings_what_explains_it(get):
    archive = zipfile.ZipFile(io.BytesIO(body(get(f"/data/REGIONAL_TRADE.zip?{SOME}"))))
    assert archive.testzip() is None
    told = json.loads(archive.read("metadata.json"))
    assert told["release"]["url"] == "http://localhost/data/REGIONAL_TRADE@1"


# What clients keep


def test_a_latest_file_is_revalidated_and_a_frozen_one_is_kept(get):
    latest, frozen = get("/data/TRADE.csv?REF_AREA=ARG"), get("/data/TRADE@1.csv?REF_AREA=ARG")
    assert latest["Cache-Control"] == "public, no-cache"
    assert "immutable" in frozen["Cache-Control"]
    assert body(latest) == body(frozen)
    assert latest["Last-Modified"] == frozen["Last-Modified"]


def test_what_the_client_holds_is_not_sent_again(get):
    address = "/data/TRADE.csv?REF_AREA=ARG"
    tag = get(address)["ETag"]
    for held in (tag, f'W/{tag}, "other"', "*"):
        response = get(address, if_none_match=held)
        assert (response.status_code, body(response)) == (304, b"")
        assert response["ETag"] == tag
        assert "no-cache" in response["Cache-Control"]
    assert get(address, if_none_match='"other"').status_code == 200
    assert get(f"{address}&start=2020", if_none_match=tag).status_code == 200
    since = get(address)["Last-Modified"]
    assert get(address, if_modified_since=since).status_code == 304


def test_the_tag_tells_of_all_that_the_answer_depends_on(get, monkeypatch):
    address = "/data/TRADE.zip?REF_AREA=ARG"
    tag = get(address)["ETag"]
    monkeypatch.setenv("CEDIC_PUBLISHER", "Another")
    assert get(address)["ETag"] != tag


def test_head_sends_no_body(get):
    response = get("/data/TRADE.csv", "head")
    assert response.status_code == 200
    assert response["ETag"]
    assert body(response) == b""


# Bad input


@pytest.mark.parametrize(
    ("address", "status", "word"),
    [
        ("/data/TRAD.csv", 404, "TRADE"),
        ("/data/TRADE.doc", 404, "csv"),
        ("/data/TRADE@99.csv", 404, "releases go from 1"),
        ("/data/TRADE@0.csv", 404, "releases go from 1"),
        ("/data/TRADE@x.csv", 404, "/data/DATAFLOW.csv"),
        ("/data/", 404, "/data/DATAFLOW.csv"),
        ("/data/a/b/c", 404, "/data/DATAFLOW.csv"),
        ("/data/TRADE/citation.doc", 404, "bib"),
        ("/data/TRADE.csv?REF_AREB=ARG", 400, "REF_AREA"),
        ("/data/TRADE.csv?REF_AREA=ARX", 400, "ARG"),
        ("/data/TRADE.csv?REF_AREA=", 400, "names no code"),
        ("/data/TRADE.csv?REF_AREA=,,", 400, "names no code"),
        ("/data/TRADE.csv?OBS_VALUE=1", 400, "holds numbers"),
        ("/data/TRADE.csv?start=yesterday", 400, "2020-Q1"),
        ("/data/TRADE.csv?start=", 400, "2020-Q1"),
        ("/data/TRADE.csv?start=2020&end=2010", 400, "earlier one first"),
        ("/data/TRADE.csv?start=2020&start=2021", 400, "given twice"),
        ("/data/TRADE.csv?labels=ids", 400, "labels"),
        ("/data/TRADE.csv?labels=both&language=de", 400, "language"),
        ("/data/TRADE.json?labels=both", 400, "leave labels out"),
        ("/data/TRADE.csv?REF_AREA=ARG&COUNTERPART_AREA=ARG", 404, "combination"),
        ("/data/TRADE.csv?start=1900&end=1901", 404, "2000 to 2023"),
        ("/data/TRADE.xlsx", 413, "CSV"),
        ("/data/TRADE/citation.bib?x=1", 400, "language"),
        ("/data/TRADE/citation.bib?language=xx", 400, "language"),
        (f"/data/TRADE.csv?REF_AREA={'ARG,' * 5000}", 414, "16,384"),
    ],
)
def test_bad_requests_are_told_what_where_and_how_to_mend_them(get, address, status, word):
    response = get(address)
    assert response.status_code == status
    assert response["Content-Type"].startswith("text/plain")
    text = response.content.decode()
    assert word in text
    assert "where: " in text
    assert "to mend it: " in text
    assert "ETag" not in response
    told = json.loads(get(address, accept="application/json").content)
    assert told["status"] == status
    assert told["what"] in text


@pytest.mark.parametrize(
    "query",
    [
        "REF_AREA=%00",
        "REF_AREA=%ff%fe",
        "REF_AREA=x')%20OR%201=1--",
        "REF_AREA=" + quote("<script>"),
        "%00=1",
        "=1",
        "start=0000",
        "start=99999999",
        "end=2020-13",
        "TIME_PERIOD=" + quote("😀"),
        "&".join(f"a{number}=1" for number in range(1500)),
        "__proto__=1",
    ],
)
def test_whatever_is_sent_is_never_a_failure_of_ours(get, query):
    assert 400 <= get(f"/data/TRADE.csv?{query}").status_code < 500


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_the_figures_are_only_read(get, method):
    response = get("/data/TRADE.csv", method)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"


def test_a_store_that_cannot_be_read_is_told_without_its_place(get, monkeypatch):
    from cedic.web import site

    def broken(*_):
        raise StoreError("The list of releases is damaged.", where="/secret/place")

    monkeypatch.setattr(type(site.store()), "releases", broken)
    for address in (
        "/data/TRADE.csv",
        "/es/data",
        "/es/data/TRADE",
        "/catalog.jsonld",
        "/sitemap.xml",
    ):
        response = get(address)
        assert response.status_code == 503
        assert b"/secret" not in response.content
        assert response["Retry-After"]


def test_a_page_that_cannot_be_shown_says_so_in_its_language(get, monkeypatch):
    from cedic.web import site

    def broken(*_):
        raise StoreError("The list of releases is damaged.")

    monkeypatch.setattr(type(site.store()), "releases", broken)
    page = get("/pt/data/TRADE", accept_language="es").content.decode()
    assert '<html lang="pt">' in page
    assert "Os dados não podem ser lidos" in page


def test_a_store_without_a_release_says_so(get, monkeypatch, tmp_path):
    monkeypatch.setenv("CEDIC_STORE", str(tmp_path / "empty"))
    response = get("/fr/data")
    assert response.status_code == 200
    assert "cedic build" in response.content.decode()
    assert get("/data/TRADE.csv").status_code == 503
    assert get("/fr/data/TRADE").status_code == 503


def test_a_dataflow_without_observations_says_what_it_needs(get):
    response = get("/pt/data/TRADE_INDICES")
    page = response.content.decode()
    assert response.status_code == 200
    assert "Aqui ainda não se publica nada" in page
    assert "carregue quantidades por produto" in page
    assert "/data/TRADE_INDICES/about" not in page
    assert 'content="noindex"' in page
    listed = get("/pt/data").content.decode()
    assert "/pt/data/TRADE_INDICES" in listed
    assert "Ainda sem dados" in listed


def test_a_dataflow_without_observations_is_not_published(get, monkeypatch, tmp_path):
    import cedic
    from cedic.sources import source
    from cedic.warehouse import build

    store = cedic.open(tmp_path / "trade")
    store.load(source("SAMPLE").parts([], sources="UNCTAD"))
    build(store, only=["TRADE", "MACRO"])
    monkeypatch.setenv("CEDIC_STORE", store.location)
    page = get("/en/data").content.decode()
    assert "/en/data/TRADE" in page
    assert page.count("No figures yet") == 1
    assert "Nothing is published here yet" in get("/en/data/MACRO").content.decode()
    assert get("/en/data/MACRO/about").status_code == 404
    assert get("/data/MACRO.csv").status_code == 404
    assert get("/data/MACRO.zip").status_code == 404
    assert get("/data/MACRO/citation.bib").status_code == 200
    assert get("/catalog.jsonld").status_code == 200
    assert "/data/MACRO" not in get("/sitemap.xml").content.decode()


# Pages


@pytest.mark.parametrize(
    ("wanted", "language"),
    [("pt-BR,en;q=0.5", "pt"), ("de, fr;q=0.3", "fr"), ("de", "es"), ("", "es"), ("*", "es")],
)
def test_the_visitor_is_taken_to_their_language(get, wanted, language):
    response = get("/", accept_language=wanted)
    assert (response.status_code, response["Location"]) == (302, f"/{language}/")
    assert "Accept-Language" in response["Vary"]
    response = get("/data/TRADE@1", accept_language=wanted)
    assert response["Location"] == f"/{language}/data/TRADE@1"


def test_short_addresses_lead_on(get):
    assert get("/data", accept_language="en")["Location"] == "/en/data"
    assert get("/api")["Location"] == "/api/openapi.json"
    for path in ("/areas/ARG", "/indicators", "/compare?a=MERCOSUR&b=PA", "/data/TRADE/about"):
        response = get(path, accept_language="en")
        assert (response.status_code, response["Location"]) == (302, f"/en{path}")
    assert get("/areas/ARG", "post").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_lists_what_is_published(get, sample_store, language):
    response = get(f"/{language}/data")
    page = response.content.decode()
    assert f'<html lang="{language}">' in page
    assert response["Content-Language"] == language
    for id, publication in sample_store.publications.items():
        assert f"/{language}/data/{id}" in page
        assert publication.dataflow.name[language].replace("'", "&#x27;") in page
    for other in LANGUAGES:
        assert f'hreflang="{other}" href="http://localhost/{other}/data"' in page
    assert "/sdmx/v1" in page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "id", ["MACRO", "REGIONAL_TRADE", "TRADE", "TRADE_COVERAGE", "TRADE_MATRIX"]
)
def test_each_dataflow_has_a_page_about_it(get, sample_store, language, id):
    page = get(f"/{language}/data/{id}/about").content.decode()
    for format in FORMATS:
        # All of TRADE does not fit in an Excel sheet.
        fits = (id, format) != ("TRADE", "xlsx")
        assert (f'href="/data/{id}.{format}"' in page) is fits
        assert (f'href="/data/{id}@1.{format}"' in page) is fits
    assert f"http://localhost/sdmx/v1/data/CEDIC,{id},1.0/all" in page
    assert f"/data/{id}/citation.bib?language={language}" in page
    page = get(f"/{language}/data/{id}").content.decode()
    embedded = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    told = json.loads(embedded[1])
    assert told["name"] == sample_store.dataflow(id).name[language]


def test_long_codelists_are_folded(get):
    page = get("/es/data/TRADE/about").content.decode()
    # Areas, their partners, and the sections and sectors of several classifications.
    assert page.count("<details>") == 3
    assert "Antigua y Barbuda" in page


@pytest.mark.parametrize("id", ["MACRO", "REGIONAL_TRADE", "TRADE_COVERAGE"])
def test_each_indicator_is_defined_in_words(get, sample_store, id):
    for language in LANGUAGES:
        page = html.unescape(get(f"/{language}/data/{id}/about").content.decode())
        # French sets no-break spaces beside its double signs.
        body = page.partition("<h1>")[2].replace("\N{NO-BREAK SPACE}", " ")
        for code in sample_store.dataflow(id).component("INDICATOR").codelist:
            assert f'id="{code.id}"' not in body or code.description[language] in body
        assert " … " not in body
        assert "as the source gives it" not in body


@pytest.mark.parametrize(
    ("range", "words"),
    [
        ("0 … 1", "de 0 a 1"),
        ("−1 … 1", "de −1 a 1"),
        ("0 … ∞", "0 o más"),
        ("0 … n(n−1)", "desde 0; el máximo depende de los miembros"),
        ("as the source gives it", ""),
        ("", ""),
    ],
)
def test_values_are_told_without_symbols(portal, range, words):
    from cedic.web.catalogue.pages import values

    assert values(range, "es") == words


def test_figures_made_from_others_come_first(get):
    page = get("/es/data").content.decode()
    assert page.index("/es/data/REGIONAL_TRADE") < page.index("/es/data/MACRO")


def test_a_frozen_page_gives_frozen_files(get):
    page = get("/en/data/TRADE@1/about").content.decode()
    assert 'href="/data/TRADE@1.csv"' in page
    assert 'href="/data/TRADE.csv"' not in page


def test_pages_hold_no_script_or_style_of_their_own(get):
    for address in ("/es/", "/es/data", "/es/data/REGIONAL_TRADE", "/es/data/TRADE?show=table"):
        page = get(address).content.decode()
        assert re.findall(r"<script(?! (src=\"/|type=\"application/))", page) == []
        assert re.search(r"\sstyle=|\son[a-z]+=|<style", page) is None


@pytest.mark.parametrize(
    "address", ["/de/", "/es/data/NOTHING", "/es/data/TRADE@99", "/data/NOTHING", "/es/nothing"]
)
def test_unknown_pages_are_not_found(get, address):
    response = get(address, accept_language="fr")
    assert response.status_code == 404
    asked = "es" if address.startswith("/es/") else "fr"
    assert f'<html lang="{asked}">' in response.content.decode()


# For programs


@pytest.mark.parametrize(
    ("format", "beginning"), [("bib", b"@misc{"), ("ris", b"TY  - DATA"), ("json", b"[")]
)
def test_citations_are_files(get, format, beginning):
    response = get(f"/data/TRADE/citation.{format}?language=fr")
    assert body(response).startswith(beginning)
    assert "cedic-trade-1" in response["Content-Disposition"]
    assert "http://localhost/data/TRADE@1" in body(response).decode()
    assert get(f"/data/TRADE@1/citation.{format}").status_code == 200


@pytest.mark.parametrize(
    ("address", "media_type"),
    [
        ("/catalog.jsonld", "application/ld+json"),
        ("/api/openapi.json", "application/json"),
        ("/sitemap.xml", "application/xml"),
    ],
)
def test_metadata_are_kept_until_the_next_release(get, address, media_type):
    response = get(address)
    assert response["Content-Type"].startswith(media_type)
    assert get(address, if_none_match=response["ETag"]).status_code == 304


@pytest.mark.heavy
def test_every_address_that_the_metadata_name_is_served(get):
    catalogue = json.loads(get("/catalog.jsonld").content)
    for dataset in catalogue["dcat:dataset"]:
        pages = [dataset, *dataset["dcat:landingPage"], *dataset["dcat:hasVersion"]]
        files = [one["dcat:downloadURL"] for one in dataset["dcat:distribution"]]
        # Formats take turns, as the files of a million rows are many.
        for one in (*pages, files[len(dataset["dct:identifier"]) % len(files)]):
            status = get(one["@id"].removeprefix("http://localhost"), "head").status_code
            assert status in (200, 302)
    paths = json.loads(get("/api/openapi.json").content)["paths"]
    for path in paths:
        if path.startswith("/data/"):
            assert get(path, "head").status_code in (200, 413)
    listed = re.findall("<loc>http://localhost(.*?)</loc>", get("/sitemap.xml").content.decode())
    # Of hundreds of profiles some, in languages that take turns.
    profiles = [one for one in listed if "/areas/" in one or "/indicators/" in one]
    others = [one for one in listed if one not in profiles]
    for address in (*others[::3], *profiles[::53]):
        assert get(address).status_code == 200


def test_robots_are_told_where_the_map_is(get):
    assert b"Sitemap: http://localhost/sitemap.xml" in get("/robots.txt").content
