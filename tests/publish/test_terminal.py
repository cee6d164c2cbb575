from __future__ import annotations

import pytest
from rich.console import Console

from cedic.errors import UnknownCodeError
from cedic.model import LANGUAGES
from cedic.publish.integration import integration
from cedic.publish.numbers import MISSING, formatted, percent
from cedic.publish.terminal import integration_table, language, table_of


def shown(table, width=100) -> list[str]:
    console = Console(width=width, record=True, file=open("/dev/null", "w"))  # noqa: PTH123, SIM115
    console.print(table)
    return [line.rstrip() for line in console.export_text().splitlines()]


def test_few_series_stand_side_by_side(shares):
    values = {"CELAC": {"2019": 0.1, "2020": None}, "PA": {"2019": 0.25, "2020": 0.5}}
    table, caption, more = table_of(shares(values), "es")
    lines = shown(table)
    assert lines[1].split() == ["TIME_PERIOD", "CELAC", "PA"]
    assert lines[3].split() == ["2019", "0,100", "0,250"]
    assert lines[4].split() == ["2020", MISSING, "0,500"]
    assert "Indicador: Participación del comercio intrarregional (ITS)" in caption
    assert more == 0


def test_the_language_is_set_or_the_system_s(monkeypatch):
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("LANG", "pt_BR.UTF-8")
    assert language() == "pt"
    monkeypatch.setenv("CEDIC_LANGUAGE", "fr")
    assert language() == "fr"
    monkeypatch.setenv("CEDIC_LANGUAGE", "de")
    with pytest.raises(UnknownCodeError):
        language()


@pytest.mark.parametrize("words", LANGUAGES)
def test_the_integration_table_fits_in_100_columns(sample_store, words):
    table, caption, notes = integration_table(sample_store, words)
    lines = shown(table)
    figures = integration(sample_store)
    body = [line for line in lines if any(sign.isdigit() for sign in line)][2:]
    assert len(body) == len(figures.rows)
    assert all(len(line) <= 100 for line in lines)
    assert "BACI" in caption[1]
    assert any("2021–2022" in note for note in notes)


def test_the_integration_table_shows_the_store_s_figures(sample_store):
    lines = shown(integration_table(sample_store, "en")[0])
    row = next(line for line in lines if line.strip().startswith("Mercosur")).split()
    found = sample_store.data(
        "REGIONAL_TRADE",
        REF_AREA="MERCOSUR",
        TRADE_FLOW="X",
        PRODUCT="_T",
        SOURCE="BACI",
        INDICATOR=["ITS", "ITI", "STI", "RTO"],
    ).to_pandas()
    value = found.set_index(["INDICATOR", "TIME_PERIOD"]).OBS_VALUE
    assert row == [
        "Mercosur",
        "4",
        *(
            percent(value["ITS", year], "en", sign=False)
            for year in ("2000", "2010", "2019", "2023")
        ),
        *(formatted(value[id, "2023"], "en", 2) for id in ("ITI", "STI", "RTO")),
        "100",
    ]


def test_an_earlier_figure_carries_its_year_and_a_missing_one_is_marked(sample_store):
    lines = shown(integration_table(sample_store, "en")[0])
    celac = next(line for line in lines if line.strip().startswith("CELAC"))
    caricom = next(line for line in lines if line.strip().startswith("CARICOM"))
    assert "(2020) 1.14" in celac
    assert MISSING in caricom


def test_whole_units_show_no_decimals_and_gaps_hide_no_constant(sample_store):
    where = {"REF_AREA": "CELAC", "TRADE_FLOW": "X", "INDICATOR": "REPORTERS", "SOURCE": "BACI"}
    table, caption, _ = table_of(sample_store.data("TRADE_COVERAGE", start=2020, **where), "en")
    lines = shown(table)
    assert lines[3].split() == ["2020", "33", "A"]
    assert lines[4].split() == ["2021", MISSING, "L"]
    where |= {"INDICATOR": "ITS", "PRODUCT": "_T"}
    table, caption, _ = table_of(sample_store.data("REGIONAL_TRADE", start=2020, **where), "en")
    assert "Composition of the bloc: Members as of each year (D)" in caption
