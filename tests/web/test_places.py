"""Home, search, profiles, comparison and calendar, as visitors ask for them."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from cedic.model import LANGUAGES
from cedic.publish.metadata import LISTS
from cedic.publish.numbers import formatted
from cedic.regions import areas, blocs
from cedic.warehouse import Store
from markup import Page
from mixed_world import MIXED, mixed_store

PROFILES = (
    "/areas/ARG",
    "/areas/MERCOSUR",
    "/areas/MSR",
    "/areas/ATA",
    "/areas/SUN",
    "/areas/WLD",
    "/areas/UNASUR",
    "/areas/AFCFTA",
    "/indicators/ITS",
    "/indicators/NY_GDP_MKTP_CD",
    "/indicators/DARK_PAIRS",
    "/compare?a=MERCOSUR&b=PA",
    "/compare?a=ARG&b=BRA",
    "/search",
    "/search?q=integ",
)


@pytest.fixture
def get(client):
    """Ask for a page below a language."""

    def ask(path, language="es", **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return client.get(f"/{language}{path}", headers=named, SERVER_NAME="localhost")

    return ask


@pytest.fixture
def shows(monkeypatch):
    """Let the explorer read another store."""

    def use(store):
        monkeypatch.setattr("cedic.web.explorer.reading.store", lambda request: store)

    return use


def text(response) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))


def links(response) -> list[str]:
    return [unescape(link) for link in re.findall(r'href="([^"]*)"', response.content.decode())]


# All pages


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", [*LISTS, *PROFILES])
def test_a_page_is_well_formed_in_its_language(get, path, language):
    response = get(path, language)
    assert response.status_code == 200
    page = Page(response.content.decode())
    assert page.open == []
    headings = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(headings))
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert not any("style" in attributes for _, attributes in page.elements)
    assert "None" not in text(response)


@pytest.mark.parametrize("path", ["/", "/areas/ARG", "/indicators/ITS", "/compare?a=ARG&b=BRA"])
def test_what_a_browser_holds_is_not_sent_again(get, path):
    first = get(path)
    assert first["Cache-Control"] == "public, no-cache"
    assert get(path, if_none_match=first["ETag"]).status_code == 304


@pytest.mark.parametrize(
    ("path", "language", "near"),
    [
        ("/areas/ARGX", "es", "Argentina"),
        ("/areas/arg", "en", "Argentina"),
        ("/areas/bresil", "fr", "Brésil"),
        ("/areas/MERCOSUL", "pt", "Mercosul"),
        ("/indicators/ITSS", "es", "Participación del comercio intrarregional"),
        ("/indicators/openness", "en", "Relative trade openness"),
    ],
)
def test_an_unknown_code_is_answered_with_near_names(get, path, language, near):
    response = get(path, language)
    assert response.status_code == 404
    assert near in text(response)
    assert any(link.startswith(f"/{language}/") for link in links(response))


@pytest.mark.parametrize(
    "path",
    [
        "/areas/",
        "/areas/%00",
        "/indicators/%3Cscript%3E",
        "/areas/a%2Fb",
        "/areas/" + "A" * 5000,
        "/indicators/" + "%F0%9F%87%A6" * 50,
    ],
)
def test_addresses_that_lead_nowhere_say_so(get, path):
    response = get(path)
    assert response.status_code == 404
    assert b"<script>alert" not in response.content
    assert "<script>" not in re.sub(r"<script [^>]*></script>", "", response.content.decode())


# Home


def _rows(store):
    """How many observations the largest table has."""
    return store.data("TRADE").to_arrow().num_rows


def test_home_answers_its_question_in_figures(get, sample_store):
    page = text(get("/"))
    assert "¿Qué tan integrada está la región?" in page
    assert "14,5\xa0%" in page
    for id in ("CELAC", "MERCOSUR", "PA", "SICA", "CARICOM", "ANDEAN"):
        assert f"/es/areas/{id}" in links(get("/"))
    assert f"{formatted(_rows(sample_store), 'es')} observaciones" in page


def test_home_lists_what_is_published_by_subject(get):
    for flow in ("REGIONAL_TRADE", "TRADE", "TRADE_COVERAGE", "TRADE_MATRIX", "MACRO"):
        assert f"/fr/data/{flow}" in links(get("/", "fr"))


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/areas",
        "/indicators",
        "/compare",
        "/calendar",
        "/search?q=arg",
        "/compare/vintages",
        "/areas/ARG",
        "/areas/MERCOSUR",
    ],
)
def test_a_portal_without_figures_says_so(get, shows, tmp_path, path):
    shows(Store(tmp_path / "nothing"))
    assert get(path).status_code == 200


# A dataflow that nobody had thought of


@pytest.fixture
def mixed(shows, tmp_path):
    store = mixed_store(tmp_path / "mixed")
    shows(store)
    return store


def test_a_new_dataflow_appears_everywhere_without_another_line(get, mixed):
    name = MIXED.name["es"]
    assert name in text(get("/"))
    assert "/es/data/MIXED" in links(get("/search?q=mixed"))
    assert name in text(get("/indicators"))
    assert name in text(get("/areas/ARG"))
    assert name in text(get("/compare?a=ARG&b=BRA"))
    assert name in text(get("/calendar"))
    assert "¿Qué tan integrada" not in text(get("/"))


def test_the_calendar_tells_how_many_observations_came(get, mixed):
    page = text(get("/calendar"))
    assert "recalculada; 11 observaciones" in page
    assert "primera edición, 11 observaciones" in page


def test_what_changed_between_two_releases_is_told(get, mixed):
    response = get("/compare/vintages?dataflow=MIXED&from=1&to=2")
    page = text(response)
    counts = re.findall(r"<dt>([^<]+)</dt><dd><strong>([^<]+)", response.content.decode())
    assert dict(counts) == {
        "Agregadas": "1",
        "Quitadas": "1",
        "Revisadas": "1",
        "Cambió el estado": "0",
        "Sin cambios": "9",
    }
    assert "1,500" in page
    assert "1,750" in page
    assert "Argentina" in page
    assert "Nada cambió" in text(get("/compare/vintages?dataflow=MIXED&from=2&to=2"))


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("dataflow=MIXED&from=9&to=2", "9"),
        ("dataflow=MIXED&from=x&to=2", "x"),
        ("dataflow=MIXED&from=1&to=" + "9" * 40, "999"),
        ("dataflow=MIXED&from=2&to=1", "anterior"),
        ("dataflow=MIXE", "MIXE"),
        ("dataflow=%3Cscript%3E", "<script>"),
    ],
)
def test_a_comparison_that_cannot_be_made_says_how(get, mixed, query, word):
    response = get(f"/compare/vintages?{query}")
    assert response.status_code == 400
    assert word in text(response)
    assert b"<script>" not in response.content


# Profiles


def test_the_profile_of_a_country_tells_all_that_is_known(get):
    response = get("/areas/ARG")
    page = text(response)
    for said in (
        "Miembro de SELA, CELAC, Mercosur",
        "66,5 miles de millones",
        "Brasil",
        "29 de noviembre de 1991",
        "Treaty of Asunción",
        "2000–2020, 2023",
        "Etalab Open Licence",
    ):
        assert said in page
    assert "/es/indicators/NY_GDP_MKTP_CD" in links(response)
    assert "/data/MACRO.csv?REF_AREA=ARG&labels=both&language=es" in links(response)


def test_the_profile_of_a_bloc_tells_who_belonged_to_it(get):
    response = get("/areas/MERCOSUR", "en")
    page = re.sub(r"\s+", " ", text(response))
    assert "5 members; founded on" in page
    assert "2012 5 Venezuela" in page
    assert "2017 4 Venezuela" in page
    assert "<math" in response.content.decode()
    assert 'value="PA"' in response.content.decode()


def test_an_area_without_figures_says_so(get):
    assert "No se publican cifras de esta área." in text(get("/areas/ATA"))


def test_the_profile_of_an_indicator_ranks_and_explains(get):
    response = get("/indicators/ITS", "pt")
    page = re.sub(r"\s+", " ", text(response))
    assert "1 UE 60,6%" in page
    assert "Nulo para um bloco sem comércio" in page
    assert "/pt/data/REGIONAL_TRADE?INDICATOR=ITS" in links(response)


def test_a_list_can_be_searched(get):
    found = links(get("/areas?q=peru"))
    assert "/es/areas/PER" in found
    assert "/es/areas/BRA" not in found
    assert "Nada en la lista" in text(get("/areas?q=zzzz"))
    part = get("/areas?q=peru", hx_request="true")
    assert b"<html" not in part.content
    assert "HX-Request" in part["Vary"]


def test_all_blocs_and_countries_are_listed(get):
    found = set(links(get("/areas")))
    countries = [id for id, one in areas().items() if one.kind == "country"]
    assert {f"/es/areas/{id}" for id in (*blocs(), *countries)} <= found


def test_a_bloc_of_ones_own_has_a_profile(get, tmp_path, monkeypatch):
    own = tmp_path / "blocs.toml"
    own.write_text(
        '[AP2]\nfounded = 2012-06-06\nname = "<b>Two & two</b>"\n'
        '[[AP2.members]]\nareas = ["CHL", "PER"]\nstart = 2012-06-06\nsource = "own definition"\n'
    )
    monkeypatch.setenv("CEDIC_BLOCS", str(own))
    response = get("/areas/AP2")
    assert response.status_code == 200
    assert "<b>Two & two</b>" in unescape(response.content.decode())
    assert b"<b>Two" not in response.content
    assert "/es/areas/AP2" in links(get("/search?q=two"))


# Search


def test_results_are_told_apart_by_kind(get):
    response = get("/search?q=its")
    assert links(response).index("/es/indicators/ITS") > 0
    assert "Indicador" in text(response)


def test_results_come_as_one_types(get):
    response = get("/search?q=argentna", hx_request="true", hx_target="found")
    assert b"<html" not in response.content
    assert "/es/areas/ARG" in links(response)
    assert b'role="status"' in response.content
    assert {"HX-Request"} <= set(response["Vary"].split(", "))
    assert "ETag" not in response
    assert links(get("/search?q=", hx_request="true", hx_target="found")) == []


def test_what_is_not_found_leads_on(get):
    response = get("/search?q=zzzzqqqq")
    assert "No se encontró nada" in text(response)
    assert "/es/indicators" in links(response)


@pytest.mark.parametrize(
    "query",
    [
        "q=%00%01",
        "q=%3Cscript%3Ealert(1)%3C/script%3E",
        "q=" + "a" * 10000,
        "q=%ff%fe",
        "q=a&q=b",
        "x=1",
        "q=%E2%80%AEARG",
    ],
)
def test_hostile_searches_are_harmless(get, query):
    response = get(f"/search?{query}")
    assert response.status_code == 200
    assert b"<script>" not in response.content
    assert b"\x00" not in response.content


# Comparison


def test_two_blocs_stand_side_by_side(get):
    page = re.sub(r"\s+", " ", text(get("/compare?a=MERCOSUR&b=PA")))
    assert "Participación del comercio intrarregional 11,2 % 2,3 % +8,9 puntos 2023" in page
    assert "La región y el mundo" in page
    assert "dentro de su bloque" in page


def test_names_do_for_codes(get):
    assert "Argentina y Brasil" in text(get("/compare?a=argentina&b=Brasil"))


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("a=ARG&b=ARG", "dos veces"),
        ("a=zzz&b=ARG", "«zzz»"),
        ("a=%3Cscript%3E&b=ARG", "<script>"),
        ("a=ARG&b=" + "x" * 9000, "xxx"),
    ],
)
def test_a_pair_that_makes_no_sense_is_told(get, query, word):
    response = get(f"/compare?{query}")
    assert response.status_code == 400
    assert word in text(response)
    assert b"<script>" not in response.content


def test_a_pair_without_a_common_indicator_says_so(get):
    assert "ningún indicador en común" in text(get("/compare?a=ATA&b=ARG"))


# Calendar


def test_the_calendar_can_be_subscribed_to(get, sample_store):
    icalendar = pytest.importorskip("icalendar")
    response = get("/calendar.ics", "fr")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    [event] = icalendar.Calendar.from_ical(response.content).walk("VEVENT")
    assert "Édition 1" in event["SUMMARY"]
    assert f"{formatted(_rows(sample_store), 'fr')} observations" in event["DESCRIPTION"]


def test_the_feed_is_valid_atom(get):
    response = get("/feed.atom", "en")
    assert response["Content-Type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(response.content)  # noqa: S314 - ours
    atom = "{http://www.w3.org/2005/Atom}"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    [entry] = root.findall(f"{atom}entry")
    assert entry.find(f"{atom}title").text == "Release 1"
    assert entry.find(f"{atom}link").get("href") == "http://localhost/en/calendar#release-1"


def test_each_page_leads_to_the_feed(get):
    assert "/pt/feed.atom" in links(get("/data", "pt"))


def test_an_announced_release_is_in_the_calendar(get):
    from datetime import timedelta

    from django.db import transaction
    from django.utils import timezone

    from cedic.web.management.models import Decision

    with transaction.atomic():
        moment = timezone.now() + timedelta(days=30)
        Decision.objects.create(dataflow="MACRO", action="publish", release=1, moment=moment)
        page = re.sub(r"\s+", " ", text(get("/calendar")))
        transaction.set_rollback(True)
    assert "Por venir" in page
    assert ": Series macroeconómicas" in page


def test_every_profile_is_in_the_site_map(client):
    told = client.get("/sitemap.xml", SERVER_NAME="localhost").content.decode()
    for path in (*LISTS, "/areas/ARG", "/areas/MERCOSUR", "/indicators/ITS"):
        assert f"<loc>http://localhost/es{path}</loc>" in told
    assert "/areas/ATA" not in told
