from __future__ import annotations

import re
from html import unescape

import pytest

import cedic
from cedic.errors import StoreError, UnknownCodeError, UsageError
from cedic.model import LANGUAGES
from cedic.publish import style
from cedic.publish.integration import integration
from cedic.publish.numbers import MISSING, formatted, percent
from cedic.publish.overview import _WORDS, sparkline, write_overview
from markup import Page


@pytest.fixture(scope="module")
def pages(sample_store, tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    return {
        language: write_overview(sample_store, folder / f"{language}.html", language).read_text(
            "utf-8"
        )
        for language in LANGUAGES
    }


@pytest.fixture(params=LANGUAGES)
def written(request, pages):
    return request.param, pages[request.param]


def rows_of(html: str) -> dict[str, list[str]]:
    """The cells of the integration table by the bloc's name, tags left out."""
    table = html.partition('<table class="integration">')[2].partition("</table>")[0]
    found = {}
    for row in re.findall(r"<tr>(.*?)</tr>", table, flags=re.S):
        name = re.search(r'<span title="[^"]*">([^<]+)</span>', row)
        if name:
            cells = re.findall(r"<td>(.*?)</td>", row, flags=re.S)
            found[name.group(1)] = [re.sub(r"<[^>]+>", " ", cell).strip() for cell in cells]
    return found


def test_the_page_is_well_formed_and_in_its_language(written):
    language, html = written
    page = Page(html)
    assert page.open == []
    assert ("html", {"lang": language}) in page.elements
    headings = [tag for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert headings[0] == "h1"
    assert set(headings[1:]) == {"h2"}
    assert _WORDS["title"][language] in [words for tag, words in page.words if tag == "h1"]
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_the_page_needs_no_script_and_loads_nothing(written):
    _, html = written
    page = Page(html)
    assert "script" not in [tag for tag, _ in page.elements]
    for tag, attributes in page.elements:
        assert not {"src", "srcset", "data", "action"} & attributes.keys() or tag == "svg"
        if href := attributes.get("href") or attributes.get("xlink:href"):
            assert tag == "a"
            assert href.startswith(("#", "https://"))
        assert not [name for name in attributes if name.startswith("on")]
    assert not re.search(r"@import|url\(", html)


def test_the_table_is_accessible(written):
    _, html = written
    page = Page(html)
    tables = html.count("<table")
    assert html.count("<caption") == html.count('tabindex="0"') == tables
    for tag, attributes in page.elements:
        if tag == "th":
            assert attributes.get("scope") in ("col", "row", "rowgroup")
        if attributes.get("role") in ("img", "region"):
            assert attributes.get("aria-label") or attributes.get("aria-labelledby")
    assert '<a class="skip" href="#content">' in html
    assert '<main id="content">' in html


def test_the_rows_are_the_store_s_figures(written, sample_store):
    language, html = written
    figures = integration(sample_store)
    rows = rows_of(html)
    assert list(rows) == [row.bloc.short[language] for row in figures.rows]
    observed = sample_store.data(
        "REGIONAL_TRADE",
        TRADE_FLOW="X",
        PRODUCT="_T",
        SOURCE="BACI",
        INDICATOR=["ITS", "ITI", "STI", "RTO"],
        start="2000",
    ).to_pandas()
    value = observed.set_index(["REF_AREA", "INDICATOR", "TIME_PERIOD"]).OBS_VALUE.to_dict()
    exports = sample_store.data(
        "TRADE_MATRIX",
        REF_AREA="SICA",
        COUNTERPART_AREA="SICA",
        TRADE_FLOW="X",
        VIEW="RECONCILED",
        SOURCE="BACI",
        start="2023",
    ).to_arrow()["OBS_VALUE"][0]
    assert rows["SICA"] == [
        "8",
        *(
            percent(value["SICA", "ITS", year], language, sign=False)
            for year in ("2000", "2010", "2019", "2023")
        ),
        *(formatted(value["SICA", id, "2023"], language, 2) for id in ("ITI", "STI", "RTO")),
        formatted(exports.as_py() / 1e9, language, 2),
        "100",
    ]


def test_the_lead_states_the_finding(pages):
    lead = re.search(r'<p class="lead">(.*?)</p>', pages["en"]).group(1)
    assert lead.startswith(
        "Of what the 33 countries of CELAC exported in 2023, 14.5% stayed among them; in 2000 it "
        "was 17.5%."
    )
    assert "32 of the 33 have figures for 2023." in lead
    assert "EU 60.6%" in lead


def test_the_gap_is_shown_and_told(written):
    language, html = written
    assert _WORDS["gap"][language].format(gaps="2021–2022") in unescape(html)
    assert f'<th scope="row">2021</th><td>{MISSING}</td>' in html
    # Each panel's own line breaks once: from 2000 to 2020, then 2023 by itself.
    panels = re.findall(r'<li role="img".*?</li>', html, flags=re.S)
    assert len(panels) == 6
    for panel in panels:
        lines = re.findall(r'<path d="([^"]+)" stroke="#\w+" stroke-width="2.4"', panel)
        assert lines
        assert all(path.count("M") == 2 for path in lines)


def test_an_earlier_figure_shows_its_year_and_a_missing_one_its_mark(pages):
    rows = rows_of(pages["es"])
    assert re.fullmatch(r"\(2020\)\s+1,14", rows["CELAC"][7])
    assert rows["CARICOM"][7] == MISSING


def test_sources_are_cited_with_licence_and_vintage(written, sample_store):
    _, html = written
    assert "Gaulier, G. and Zignago, S. (2010)" in html
    assert "Etalab Open Licence 2.0" in html
    assert "2000–2020, 2023" in html
    for source in sample_store.sources().values():
        shown = f"<strong>{source.id}</strong>" in html
        assert shown == (source.id in ("BACI", "WDI"))


def test_every_colour_of_a_chart_has_one_for_the_dark_scheme(pages):
    html = pages["en"]
    dark = html.partition("prefers-color-scheme: dark")[2].partition("@media print")[0]
    charts = "".join(
        re.findall(r"<li role=.*?</li>|<div class=\"wide\">.*?</svg>", html, flags=re.S)
    )
    used = set(re.findall(r'(?:fill|stroke)="(#[0-9a-f]{6})"', charts))
    assert used
    for colour in used:
        assert f'svg [fill="{colour}"] {{ fill: {style.dark(colour)}; }}' in dark


def test_no_language_says_what_another_says(pages):
    for name, text in _WORDS.items():
        if name not in ("sources", "periods", "vintage", "compared", "trend"):
            assert len({text[language] for language in LANGUAGES}) >= 3, name


def test_a_sparkline_breaks_at_gaps(sample_store):
    figures = integration(sample_store)
    spark = sparkline(figures.widest, figures.periods)
    assert len(spark["paths"]) == len(spark["dots"]) == 1
    assert spark["paths"][0].count("L") == 20


def test_bad_requests_are_told(sample_store, tmp_path):
    with pytest.raises(UnknownCodeError):
        write_overview(sample_store, tmp_path / "page.html", "de")
    with pytest.raises(UsageError, match="no folder"):
        write_overview(sample_store, tmp_path / "nowhere" / "page.html", "es")
    with pytest.raises(StoreError, match="Nothing has been built"):
        write_overview(cedic.open(tmp_path / "empty"), tmp_path / "page.html", "es")
