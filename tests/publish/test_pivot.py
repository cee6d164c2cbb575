"""Tables as a reader arranges them, against plain readings of the same figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from test_view import looked_at

from cedic.publish.numbers import MISSING, formatted, percent
from cedic.publish.pivot import CELLS, LONGEST, WIDEST, Pivot, pivot

if TYPE_CHECKING:
    from cedic.warehouse import Store


def tabled(store: Store, id: str, language: str = "en", **query: str) -> Pivot:
    return pivot(store, looked_at(store, id, **query), language)


def read(table: Pivot) -> dict[tuple[str, ...], str]:
    """Each cell's text by the names of its row and its column."""
    heads = [
        tuple(table.name(name, code) for name, code in zip(table.view.columns, head, strict=True))
        for head in table.heads
    ]
    return {
        (*line.heads, *head): cell.text
        for line in table.lines
        for head, cell in zip(heads, line.cells, strict=True)
    }


def test_each_figure_stands_where_its_row_and_column_meet(sample_store: Store) -> None:
    table = tabled(
        sample_store, "REGIONAL_TRADE", REF_AREA="MERCOSUR,PA", INDICATOR="ITS", start="2018"
    )
    cells = read(table)
    rows = sample_store.data(
        "REGIONAL_TRADE",
        REF_AREA=["MERCOSUR", "PA"],
        INDICATOR="ITS",
        TRADE_FLOW="X",
        PRODUCT="_T",
        SOURCE="BACI",
        start="2018",
    ).to_arrow()
    names = {"MERCOSUR": "Mercosur", "PA": "Pacific Alliance"}
    expected = {
        (names[row["REF_AREA"]], row["TIME_PERIOD"]): percent(row["OBS_VALUE"], "en", sign=False)
        for row in rows.to_pylist()
    }
    assert cells == expected
    assert len(cells) == 12
    assert table.unit == "Per cent"
    assert cells["Mercosur", "2021"] == MISSING


def test_dimensions_can_be_turned(sample_store: Store) -> None:
    chosen = {"REF_AREA": "MERCOSUR,PA", "INDICATOR": "ITS,STI", "start": "2019", "end": "2020"}
    down = read(tabled(sample_store, "REGIONAL_TRADE", rows="REF_AREA,INDICATOR", **chosen))
    across = read(
        tabled(
            sample_store,
            "REGIONAL_TRADE",
            rows="TIME_PERIOD",
            columns="INDICATOR,REF_AREA",
            **chosen,
        )
    )
    assert len(down) == len(across) == 8
    assert {
        (year, indicator, area): text for (area, indicator, year), text in down.items()
    } == across


def test_heads_that_share_a_code_are_one(sample_store: Store) -> None:
    table = tabled(
        sample_store,
        "TRADE_MATRIX",
        TRADE_FLOW="X,M",
        start="2018",
        end="2020",
        columns="TRADE_FLOW,TIME_PERIOD",
    )
    (_, flows), (_, years) = table.header
    assert [(head.name, head.span) for head in flows] == [("Exports", 3), ("Imports", 3)]
    assert [head.name for head in years] == ["2018", "2019", "2020"] * 2


def test_large_amounts_stand_in_millions(sample_store: Store) -> None:
    table = tabled(sample_store, "TRADE_MATRIX", REF_AREA="MERCOSUR", start="2019", end="2019")
    [row] = (
        sample_store.data(
            "TRADE_MATRIX",
            REF_AREA="MERCOSUR",
            COUNTERPART_AREA="WLD",
            TRADE_FLOW="X",
            VIEW="RECONCILED",
            SOURCE="BACI",
            start="2019",
            end="2019",
        )
        .to_arrow()
        .to_pylist()
    )
    assert list(read(table).values()) == [formatted(row["OBS_VALUE"] / 1e6, "en", 1)]
    assert table.unit == "US dollars (millions)"


def test_small_amounts_are_not_rounded_away(sample_store: Store) -> None:
    table = tabled(
        sample_store, "TRADE", REF_AREA="ABW,USA", COUNTERPART_AREA="AGO,CHN", start="2016"
    )
    cells = read(table)
    assert table.unit == "US dollars"
    assert cells["Aruba", "Angola", "2017"] == MISSING
    assert any(len(text) > 12 for text in cells.values())
    assert any(text.replace(",", "").isdigit() and len(text) < 8 for text in cells.values())


def test_rows_of_several_units_name_them(sample_store: Store) -> None:
    table = tabled(sample_store, "MACRO", REF_AREA="BRA", INDICATOR="NY_GDP_MKTP_CD,FP_CPI_TOTL_ZG")
    assert table.unit == ""
    assert table.has_units
    assert [line.unit for line in table.lines] == ["US dollars (millions)", "Per cent"]


def test_footnotes_say_what_their_signs_mean(sample_store: Store) -> None:
    table = tabled(sample_store, "REGIONAL_TRADE", REF_AREA="CELAC,MERCOSUR")
    notes = dict(table.notes)
    signs = {
        (line.heads[0], head[0]): cell.signs
        for line in table.lines
        for head, cell in zip(table.heads, line.cells, strict=True)
    }
    assert "Missing" in notes[signs["CELAC", "2021"]]
    assert "100%" in notes[signs["CELAC", "2023"]]
    assert any("Founding members" in notes[sign] for sign in signs["CELAC", "2000"].split())
    assert signs["Mercosur", "2019"] == ""


def test_pages_add_up_to_the_whole_and_the_last_stands_for_those_after_it(
    sample_store: Store,
) -> None:
    areas = ",".join(code.id for code in looked_at(sample_store, "TRADE").facts.codes["REF_AREA"])
    query = {"REF_AREA": areas, "COUNTERPART_AREA": "BRA", "start": "2019", "end": "2019"}
    first = tabled(sample_store, "TRADE", **query)
    assert first.length > LONGEST
    assert first.pages == -(-first.length // LONGEST)
    pages = [
        read(tabled(sample_store, "TRADE", page=str(number), **query))
        for number in range(1, first.pages + 1)
    ]
    rows = sample_store.data(
        "TRADE",
        TRADE_FLOW="X",
        PRODUCT="_T",
        SOURCE="BACI",
        COUNTERPART_AREA="BRA",
        start=2019,
        end=2019,
    ).to_arrow()
    assert sum(map(len, pages)) == len({key for page in pages for key in page}) == rows.num_rows
    assert read(tabled(sample_store, "TRADE", page="999999", **query)) == pages[-1]


def test_a_table_of_a_million_cells_gives_a_page(sample_store: Store) -> None:
    found = looked_at(sample_store, "TRADE").facts.codes
    table = tabled(
        sample_store,
        "TRADE",
        REF_AREA=",".join(code.id for code in found["REF_AREA"]),
        COUNTERPART_AREA=",".join(code.id for code in found["COUNTERPART_AREA"]),
        TRADE_FLOW="X,M",
    )
    assert table.size > 1_000_000
    assert len(table.lines) * len(table.heads) <= CELLS


def test_a_table_too_wide_to_read_has_no_figures(sample_store: Store) -> None:
    areas = ",".join(code.id for code in looked_at(sample_store, "TRADE").facts.codes["REF_AREA"])
    table = tabled(sample_store, "TRADE", REF_AREA=areas, columns="REF_AREA")
    assert table.is_too_wide
    assert len(table.heads) > WIDEST
    assert table.lines == []


def test_what_has_no_figures_is_an_empty_table(sample_store: Store) -> None:
    table = tabled(sample_store, "TRADE", REF_AREA="MSR", COUNTERPART_AREA="TUV")
    assert (table.length, table.heads, table.lines) == (0, (), [])


@pytest.mark.parametrize("language", ["es", "en", "pt", "fr"])
def test_numbers_and_names_are_in_the_reader_s_language(sample_store: Store, language: str) -> None:
    table = tabled(sample_store, "TRADE_MATRIX", language, REF_AREA="MERCOSUR", start="2019")
    [cell, *_] = table.lines[0].cells
    marks = {"es": ".,", "en": ",.", "pt": ".,", "fr": "\u202f,"}[language]
    assert cell.text[-2] == marks[1]
    assert marks[0] in cell.text
    assert table.header[0][0].name[language]


def test_another_measure_can_be_looked_at(sample_store: Store) -> None:
    table = tabled(
        sample_store, "TRADE_MATRIX", REF_AREA="MERCOSUR", measure="SHARE", start="2019", end="2019"
    )
    assert table.unit == "Per cent"
    assert list(read(table).values()) == ["100.0"]
