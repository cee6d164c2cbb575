"""Looking at a dataflow, without scripts and with a client that asks as HTMX does."""

from __future__ import annotations

import html
import io
import re
import subprocess
import sys
from urllib.parse import parse_qs, urlsplit

import polars
import pytest
import requests

from cedic.model import LANGUAGES

HTMX = {"HX-Request": "true", "HX-Target": "view"}


@pytest.fixture
def get(client):
    """Ask the portal for an address."""

    def ask(address, **headers):
        return client.get(address, headers=headers, SERVER_NAME="localhost")

    return ask


def read(response) -> str:
    return html.unescape(response.content.decode())


def links(page: str) -> dict[str, str]:
    """Addresses by the text of their links."""
    found = re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', page, re.DOTALL)
    return {re.sub(r"<.*?>", "", text).strip(): address for address, text in found}


def picture(get, page: str) -> str:
    """The picture of a page's only chart."""
    [address] = re.findall(r'<img src="([^"]*)"', page)
    return get(address).content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "id", ["MACRO", "REGIONAL_TRADE", "TRADE", "TRADE_COVERAGE", "TRADE_MATRIX"]
)
def test_each_dataflow_opens_with_a_chart_of_itself(get, sample_store, language, id):
    response = get(f"/{language}/data/{id}")
    page = read(response)
    assert response.status_code == 200
    assert f'<html lang="{language}">' in page
    assert f"<h1>{sample_store.dataflow(id).name[language]}</h1>" in page
    assert page.count("<figure") == 1
    assert picture(get, page).startswith("<svg")
    assert "BACI" in page or "WDI" in page


@pytest.fixture
def harvest(monkeypatch, tmp_path):
    """A portal with a dataflow that nothing but its declaration tells of."""
    import pyarrow as pa

    from cedic.catalogue import PUBLICATIONS
    from cedic.catalogue.concepts import (
        FREQ,
        OBS_STATUS,
        OBS_VALUE,
        REF_AREA,
        SOURCE,
        TIME_PERIOD,
        VINTAGE,
    )
    from cedic.model import Code, Codelist, Dataflow, Dimension, Text
    from cedic.warehouse import Publication, Store

    grains = Codelist.of(
        "CL_GRAIN",
        Text("Grains", "Granos", "Grãos", "Céréales"),
        Code("WHEAT", Text("Wheat", "Trigo", "Trigo", "Blé")),
        Code("MAIZE", Text("Maize <b>", "Maíz <b>", "Milho <b>", "Maïs <b>")),
    )
    flow = Dataflow(
        id="HARVEST",
        name=Text("Harvest", "Cosecha", "Colheita", "Récolte"),
        description=Text(
            "What was cut.", "Lo que se segó.", "O que se ceifou.", "Ce qui fut fauché."
        ),
        dimensions=(
            FREQ,
            REF_AREA,
            Dimension("GRAIN", Text("Grain", "Grano", "Grão", "Céréale"), codelist=grains),
            SOURCE,
            TIME_PERIOD,
        ),
        measure=OBS_VALUE,
        subject="MACRO",
        attributes=(OBS_STATUS, VINTAGE),
    )
    rows = [
        {
            "FREQ": "A",
            "REF_AREA": area,
            "GRAIN": grain,
            "SOURCE": "S",
            "TIME_PERIOD": str(year),
            "OBS_VALUE": float(year - 2000 + len(area + grain)),
            "OBS_STATUS": "A",
            "VINTAGE": "v1",
        }
        for area in ("ARG", "BRA", "URY")
        for grain in ("WHEAT", "MAIZE")
        for year in range(2001, 2006)
    ]
    publication = Publication(flow, {}, None)
    store = Store(tmp_path / "store", {"HARVEST": publication})
    with store.writing("a test"):
        table = pa.Table.from_pylist(rows, flow.schema).to_reader()
        store.publish(
            {
                "dataflows/HARVEST": store.tables.write_ordered(
                    "dataflows/HARVEST", table, {}
                ).version
            }
        )
    monkeypatch.setitem(PUBLICATIONS, "HARVEST", publication)
    monkeypatch.setenv("CEDIC_STORE", store.location)
    return flow


def test_a_dataflow_only_declared_is_looked_at_and_taken_away_like_the_others(get, harvest):
    page = read(get("/es/data/HARVEST"))
    assert "<h1>Cosecha</h1>" in page
    assert picture(get, page).startswith("<svg")
    assert 'name="GRAIN"' in page
    table = read(get("/fr/data/HARVEST?GRAIN=WHEAT,MAIZE&columns=GRAIN,TIME_PERIOD&show=table"))
    assert "Brésil" in table
    assert "Blé" in table
    assert get("/es/data/HARVEST/about").status_code == 200
    assert get("/data/HARVEST.csv?REF_AREA=ARG").status_code == 200
    assert get("/sdmx/v1/dataflow/CEDIC/HARVEST/1.0").status_code == 200
    assert "/es/data/HARVEST" in read(get("/es/data"))


def test_names_are_text_whatever_they_hold(get, harvest):
    page = get("/en/data/HARVEST?GRAIN=MAIZE&show=table").content.decode()
    assert "Maize &lt;b&gt;" in page
    assert "Maize <b>" not in page


# Views


def test_the_permalink_gives_the_view_again(get):
    page = read(get("/es/data/REGIONAL_TRADE?REF_AREA=PA&REF_AREA=MERCOSUR&start=2010&show=table"))
    latest = re.search(r'id="permalink" href="([^"]*)"', page)[1]
    frozen = re.search(r'id="frozen" href="([^"]*)"', page)[1]
    assert "REF_AREA=MERCOSUR,PA" in latest
    assert urlsplit(frozen).path == "/es/data/REGIONAL_TRADE@1"
    table = page.partition("<table")[2].partition("</table>")[0]
    for link in (latest, frozen):
        assert read(get(link)).partition("<table")[2].partition("</table>")[0] == table


def test_the_table_shows_what_the_download_holds(get):
    page = read(get("/en/data/REGIONAL_TRADE?REF_AREA=MERCOSUR&start=2018&show=table"))
    address = links(page)["CSV"]
    rows = polars.read_csv(io.BytesIO(b"".join(get(address).streaming_content)))
    shown = re.findall(r'<td class="figure">(.*?)</td>', page)
    values = rows.select("^OBS_VALUE.*$").to_series()
    expected = ["··" if value is None else f"{value * 100:.1f}" for value in values]
    assert [re.sub(r"<sup>.*?</sup>", "", cell) for cell in shown] == expected


def test_what_htmx_asks_for_is_the_part_that_changed(get):
    response = get("/es/data/REGIONAL_TRADE?REF_AREA=PA&REF_AREA=SICA", **HTMX)
    page = read(response)
    assert response.status_code == 200
    assert "<html" not in page
    assert page.strip().startswith('<div id="view">')
    assert 'hx-swap-oob="true">Alianza del Pacífico, SICA<' in page
    pushed = urlsplit(response["HX-Push-Url"])
    assert parse_qs(pushed.query)["REF_AREA"] == ["PA,SICA"]
    assert "HX-Request" in response["Vary"]


def test_adding_members_changes_the_filters_too(get):
    response = get("/es/data/TRADE?REF_AREA=MEX&members.REF_AREA=MERCOSUR", **HTMX)
    assert response["HX-Retarget"] == "#workbench"
    assert 'id="filters"' in read(response)
    assert "REF_AREA=ARG,BRA,MEX,PRY,URY" in response["HX-Push-Url"]


def test_what_one_chart_cannot_show_is_drawn_apart(get):
    page = read(get("/en/data/REGIONAL_TRADE?INDICATOR=ITS,STI"))
    assert page.count("<figure") == 2
    many = read(get("/en/data/REGIONAL_TRADE?INDICATOR=ITS,STI,HI&TRADE_FLOW=X,M"))
    assert "<figure" not in many
    assert "<table" in many


def test_a_view_without_figures_says_what_to_do(get):
    page = read(get("/fr/data/TRADE?REF_AREA=MSR&COUNTERPART_AREA=TUV"))
    assert "Il n’y a pas de chiffres pour ce choix." in page


def test_a_table_of_a_million_cells_is_paged(get, figures):
    codes = ",".join(c.id for c in figures.dataflow("TRADE").component("REF_AREA").codelist)
    page = read(get(f"/en/data/TRADE?REF_AREA={codes}&COUNTERPART_AREA={codes}&show=table"))
    assert "Page 1 of" in page
    assert 'rel="next"' in page
    following = re.search(r'rel="next" href="([^"]*)"', page)[1]
    assert "Page 2 of" in read(get(following))


def test_a_table_too_wide_says_so(get, figures):
    codes = ",".join(c.id for c in figures.dataflow("TRADE").component("REF_AREA").codelist)
    page = read(get(f"/pt/data/TRADE?REF_AREA={codes}&columns=REF_AREA&show=table"))
    assert "podem-se ler no máximo 120" in page


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("REF_AREA=MERCOSUL", "¿Quiso decir MERCOSUR?"),
        ("REF_AREA=%00%ff", "no tiene el código"),
        ("chart=pie", "chart no puede ser pie"),
        ("hum=1", "La dirección pide hum"),
        ("<script>=1", "La dirección pide <script>"),
        ("start=2020&end=2001", "es posterior al último"),
        ("page=" + "9" * 300, "page no puede ser"),
        ("REF_AREA=" + ",".join(f"X{n}" for n in range(2000)), "no se conocen"),
    ],
)
def test_a_hand_edited_address_is_told_in_the_visitor_s_language(get, query, word):
    response = get(f"/es/data/REGIONAL_TRADE?{query}")
    assert response.status_code == 400
    page = read(response)
    assert 'role="alert"' in page
    assert word in page
    assert "<picture>" in page
    assert "<script>=1" not in response.content.decode()


@pytest.mark.parametrize("address", ["/es/data/NOTHING", "/es/data/TRADE@99", "/es/embed/data/NO"])
def test_what_does_not_exist_is_not_found(get, address):
    response = get(address)
    assert response.status_code == 404
    assert '<html lang="es">' in response.content.decode()


# Taking away


def test_a_chart_is_embedded_in_other_sites_alone(get):
    page = read(get("/en/data/MACRO"))
    frame = html.unescape(re.search(r'<iframe src="([^"]*)"', page)[1])
    response = get(frame.removeprefix("http://localhost"))
    assert response.status_code == 200
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "X-Frame-Options" not in response
    assert picture(get, read(response)).startswith("<svg")
    assert "frame-ancestors 'none'" in get("/en/data/MACRO")["Content-Security-Policy"]


def test_charts_are_taken_as_pictures(get):
    found = links(read(get("/en/data/REGIONAL_TRADE?REF_AREA=PA")))
    svg, png = get(found["SVG"]), get(found["PNG"])
    assert svg["Content-Type"] == "image/svg+xml"
    assert "Intra-regional" in svg.content.decode()
    assert png.content.startswith(b"\x89PNG")
    assert get("/en/data/TRADE.png?REF_AREA=MSR&COUNTERPART_AREA=TUV").status_code == 404


def snippet(server: str, program: str) -> str:
    address = f"{server}/en/data/REGIONAL_TRADE?REF_AREA=MERCOSUR&start=2019&end=2020"
    page = html.unescape(requests.get(address, timeout=60).text)
    return re.search(rf'id="in-{program}".*?<code>(.*?)</code>', page, re.DOTALL)[1]


def test_the_snippet_for_python_works_as_pasted(server):
    pytest.importorskip("pandas")
    told = subprocess.run(
        [sys.executable, "-c", snippet(server, "python")],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert "MERCOSUR" in told.stdout, told.stderr


def test_the_snippet_for_r_works_as_pasted(server):
    from programs import need

    need("Rscript")
    told = subprocess.run(
        ["Rscript", "-e", snippet(server, "r")], capture_output=True, text=True, timeout=60
    )
    assert "MERCOSUR" in told.stdout, told.stderr


def test_the_snippet_for_curl_works_as_pasted(server, tmp_path):
    from programs import need

    need("curl")
    subprocess.run(snippet(server, "curl"), shell=True, cwd=tmp_path, timeout=60, check=True)  # noqa: S602
    assert (tmp_path / "REGIONAL_TRADE.csv").read_text().count("MERCOSUR") == 2


def test_the_address_for_excel_gives_the_figures(server):
    answer = requests.get(snippet(server, "excel"), timeout=60)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "MERCOSUR: " in answer.text
