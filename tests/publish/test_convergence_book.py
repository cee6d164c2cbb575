"""The workbook of the convergence: out and in again, and nothing in it calculates."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cedic.model import LANGUAGES, one_line
from cedic.programme.convergence import (
    AXES,
    Axis,
    Entry,
    Leadership,
    Organisation,
    Roadmap,
    Step,
    Topic,
    organisation_of,
)
from cedic.programme.convergence_file import read_entries
from cedic.publish.convergence_book import NONE_RECORDED, SHEETS, Convergence, book

DAY = date(2024, 4, 5)
SOLAR = Axis(
    "energy", {"es": "Energía"}, (Topic("sun", {"es": "Sol", "fr": "Soleil"}), Topic("sol"))
)
ORGANISATIONS = [
    organisation_of("SELA"),
    organisation_of("ANDEAN"),
    Organisation("A", {"es": "Foro"}),
    Organisation("B", {"es": "Foro"}),
    # Its name is another's code.
    Organisation("C", {"es": "SELA"}),
]
HELD = Convergence(
    [
        Entry("SELA", "energy", "policy", "sun", {"es": "Uno"}, "F", "https://sela.org", DAY, 1),
        Entry("SELA", "energy", "policy", "sol", {"es": '=HYPERLINK("x")', "en": "@b"}, "-F"),
        Entry("A", "energy", "action", "", {"pt": "+Três"}, "F", validated=date(1899, 1, 1)),
    ],
    (SOLAR, *AXES[:1]),
    ORGANISATIONS,
    [Leadership("energy", "SELA", DAY, None, "Nota")],
    [
        Roadmap(
            "energy", {"es": "Hoja"}, DAY, "", (Step({"es": "P1"}, ("SELA", "B"), DAY), Step())
        ),
        Roadmap("food_security", {"es": "Sin pasos"}),
    ],
)


def cells(content, sheet):
    opened = openpyxl.load_workbook(io.BytesIO(content))
    return [[cell.value for cell in row] for row in opened[sheet].iter_rows()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_goes_out_comes_in_again(language):
    content = book(HELD, language)
    opened = openpyxl.load_workbook(io.BytesIO(content))
    assert opened.sheetnames == [name[language] for name in SHEETS.values()]
    found = read_entries(io.BytesIO(content), HELD.axes, ORGANISATIONS)
    assert found.problems == ()
    assert list(found.entries) == HELD.entries


def test_names_stand_for_codes_where_they_mean_one_thing():
    rows = cells(book(HELD, "es"), "Entradas")
    assert rows[1][:6] == [1, "SELA", "Energía", "Política", "sun", "Uno"]
    assert rows[2][4] == "sol"
    assert rows[3][1] == "A"
    assert cells(book(HELD, "fr"), "Entrées")[1][4] == "Soleil"


def test_no_cell_is_a_formula_or_a_link_and_signs_are_marked():
    content = book(HELD, "en")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.namelist():
            if part.startswith("xl/worksheets/"):
                xml = archive.read(part)
                assert b"<f>" not in xml
                assert b"<hyperlink" not in xml
    opened = openpyxl.load_workbook(io.BytesIO(content))["Entries"]
    marked = {cell.value for row in opened.iter_rows() for cell in row if cell.quotePrefix}
    assert marked == {'=HYPERLINK("x")', "@b", "-F", "+Três"}


def test_the_matrix_says_that_zero_is_none_recorded():
    rows = cells(book(HELD, "en"), "Matrix")
    assert rows[0] == ["Axis", "Kind", "SELA", "CAN", "Foro", "Foro", "SELA", "Total"]
    assert rows[1] == ["Energía", "Policy", 2, 0, 0, 0, 0, 2]
    assert rows[3] == ["Energía", "Action", 0, 0, 1, 0, 0, 1]
    assert rows[6] == ["Food and nutrition security", "Action", 0, 0, 0, 0, 0, 0]
    assert rows[-1][0] == NONE_RECORDED["en"]


def test_the_sheets_beside_the_entries():
    content = book(HELD, "es")
    assert [row[0] for row in cells(content, "Ejes")] == ["Eje", "energy", "food_security"]
    assert cells(content, "Temas")[1:] == [
        ["energy", "sun", "Sol", None, None, "Soleil"],
        ["energy", "sol", None, None, None, None],
    ]
    assert cells(content, "Organizaciones")[2][:3] == ["ANDEAN", "CAN", "Comunidad Andina"]
    [_, spell] = cells(content, "Liderazgo")
    assert [spell[0], spell[1], spell[2].date(), *spell[3:]] == [
        "energy",
        "SELA",
        DAY,
        None,
        "Nota",
    ]
    roadmaps = cells(content, "Hojas de ruta")[1:]
    assert [row[:2] for row in roadmaps] == [
        ["energy", "Hoja"],
        ["energy", "Hoja"],
        ["food_security", "Sin pasos"],
    ]
    assert roadmaps[0][4:6] == ["P1", "SELA, B"]


def test_a_workbook_of_nothing():
    content = book(Convergence([], [], []), "es")
    assert read_entries(io.BytesIO(content), [], []).entries == ()


lines = st.text(max_size=12).map(lambda text: one_line(text, 12)).filter(bool)
anything = st.builds(
    Entry,
    st.sampled_from([one.code for one in ORGANISATIONS]),
    st.just("energy"),
    st.sampled_from(["policy", "programme", "action"]),
    st.sampled_from(["", "sun", "sol"]),
    st.dictionaries(st.sampled_from(LANGUAGES), lines, min_size=1),
    lines,
    st.sampled_from(["", "https://sela.org/á?b=1&c=2"]),
    st.none() | st.dates(),
    st.none() | st.integers(0, 10**12),
)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(anything, max_size=4, unique_by=lambda one: one.key).filter(
        lambda found: len({e.id for e in found if e.id}) == len([e for e in found if e.id])
    ),
    st.sampled_from(LANGUAGES),
)
def test_any_entries_come_in_as_they_went_out(entries, language):
    found = read_entries(
        io.BytesIO(book(Convergence(entries, [SOLAR], ORGANISATIONS), language)),
        [SOLAR],
        ORGANISATIONS,
    )
    assert found.problems == ()
    assert list(found.entries) == entries


def test_each_sheet_prints_as_wide_as_a_page_with_its_header():
    opened = openpyxl.load_workbook(io.BytesIO(book(Convergence((), (), ()))))
    for sheet in opened.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.print_title_rows == "$1:$1"
