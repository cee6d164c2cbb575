"""Entries from a workbook: what is read, and what is refused with its cell."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from cedic.errors import DataError
from cedic.model import LANGUAGES
from cedic.programme import convergence_file
from cedic.programme.convergence import AXES, Axis, Entry, Organisation, Topic, organisation_of
from cedic.programme.convergence_file import COLUMNS, PROBLEMS, is_web_address, read_entries

ENERGY = Axis(
    "energy",
    {"es": "Energía", "fr": "Énergie"},
    (Topic("grid", {"es": "Interconexión eléctrica", "en": "Power grid"}), Topic("sun")),
)
FOOD = Axis("food", {"es": "Alimentación", "en": "Food"}, (Topic("school", {"es": "Escuelas"}),))
ORGANISATIONS = [
    *(organisation_of(code) for code in ("SELA", "ANDEAN", "ACTO")),
    Organisation("X1"),
]
HEADER = ["organisation", "axis", "kind", "topic", "title_es", "source", "address", "validated"]
ROW = [
    "SELA",
    "energy",
    "policy",
    "grid",
    "Un título",
    "Una fuente",
    "https://sela.org/x",
    "2024-04-05",
]


def workbook(rows, title="Entries", header=HEADER) -> io.BytesIO:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in [header, *rows]:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def read(rows, **options):
    return read_entries(workbook(rows, **options), [ENERGY, FOOD], ORGANISATIONS)


def changed(**cells):
    return [cells.get(column, value) for column, value in zip(HEADER, ROW, strict=True)]


def test_a_row_is_an_entry():
    found = read([ROW])
    assert found.problems == ()
    assert found.entries == (
        Entry(
            "SELA", "energy", "policy", "grid", {"es": "Un título"}, "Una fuente",
            "https://sela.org/x", date(2024, 4, 5),
        ),
    )  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_headers_and_values_are_names_in_any_language(language):
    header = [COLUMNS[column][language] for column in HEADER]
    row = [
        "comunidad  andina",
        "ENERGIE",
        "Acción",
        "power GRID",
        "T",
        "F",
        None,
        datetime(2024, 4, 5),
    ]
    rows = [row, ["OTCA", "Food", "programme", None, "T", "F"]]
    found = read(rows, header=header, title=convergence_file.SHEET[language].upper())
    assert found.problems == ()
    assert [(e.organisation, e.axis, e.kind, e.topic, e.validated) for e in found.entries] == [
        ("ANDEAN", "energy", "action", "grid", date(2024, 4, 5)),
        ("ACTO", "food", "programme", "", None),
    ]


def test_a_title_without_a_language_is_in_that_of_the_reader():
    header = ["Título" if column == "title_es" else column for column in HEADER]
    found = read_entries(workbook([ROW], header=header), [ENERGY], ORGANISATIONS, language="pt")
    assert found.entries[0].title == {"pt": "Un título"}


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("organisation", None, "missing"),
        ("organisation", "CEPAL", "unknown"),
        ("axis", "Energia solar", "unknown"),
        ("axis", None, "missing"),
        ("kind", "politics", "unknown"),
        ("topic", "school", "unknown"),
        ("title_es", None, "missing"),
        ("title_es", "\u200b ", "missing"),
        ("title_es", "x" * 2001, "too_long"),
        ("source", "x" * 501, "too_long"),
        ("source", "   ", "missing"),
        ("address", "javascript:alert(1)", "not_an_address"),
        ("address", "https://a@b.org", "not_an_address"),
        ("address", "www.sela.org", "not_an_address"),
        ("validated", "05/04/2024", "not_a_date"),
        ("validated", "2024-02-30", "not_a_date"),
        ("validated", 45387, "not_a_date"),
        ("title_es", "=1+1", "formula"),
        ("source", '=HYPERLINK("https://evil.example","x")', "formula"),
        ("validated", "=TODAY()", "formula"),
        ("title_es", "#REF!", "cell_error"),
    ],
)
def test_a_bad_cell_is_told_and_gives_no_entry(column, value, code):
    good = changed(title_es="Otro")
    found = read([good, changed(**{column: value})])
    assert [entry.title["es"] for entry in found.entries] == ["Otro"]
    [problem] = found.problems
    assert (problem.code, problem.sheet, problem.row, problem.column) == (
        code,
        "Entries",
        3,
        column,
    )
    if value and code not in ("too_long", "missing"):
        assert problem.value == str(value)[:120]
    for language in LANGUAGES:
        assert problem.what(language)
        assert problem.remedy(language)
        assert "{" not in problem.what(language) + problem.remedy(language)


def test_text_that_a_spreadsheet_might_calculate_is_text():
    found = read([changed(title_es=sign + "1") for sign in "+-@"])
    assert [entry.title["es"] for entry in found.entries] == ["+1", "-1", "@1"]


@pytest.mark.parametrize(
    ("kind", "marked", "is_read"), [("s", False, False), ("s", True, True), ("f", True, False)]
)
def test_text_that_begins_with_an_equals_sign_is_text_only_if_marked(kind, marked, is_read):
    opened = openpyxl.load_workbook(workbook([ROW]))
    cell = opened.active["E2"]
    cell.value = "=1+1"
    cell.data_type = kind
    cell.quotePrefix = marked
    file = io.BytesIO()
    opened.save(file)
    found = read_entries(file, [ENERGY], ORGANISATIONS)
    assert [entry.title["es"] for entry in found.entries] == ["=1+1"] * is_read
    assert [one.code for one in found.problems] == ["formula"] * (not is_read)


def test_an_entry_may_be_required_to_have_a_topic():
    rows = workbook([changed(topic=None)])
    assert read_entries(rows, [ENERGY], ORGANISATIONS).entries[0].topic == ""
    found = read_entries(rows, [ENERGY], ORGANISATIONS, topic_needed=True)
    assert [(one.code, one.column) for one in found.problems] == [("missing", "topic")]
    without = workbook([], header=[one for one in HEADER if one != "topic"])
    with pytest.raises(DataError, match="lacks the columns Topic"):
        read_entries(without, [ENERGY], ORGANISATIONS, topic_needed=True)


def test_suggestions_come_near():
    [problem] = read([changed(axis="Energias")]).problems
    assert problem.suggestions == ("energy",)
    assert "energy" in problem.remedy("fr")
    [problem] = read([changed(kind="?")]).problems
    assert problem.suggestions == ("action", "policy", "programme")


def test_all_problems_of_a_row_are_told():
    [*problems] = read([changed(organisation="?", axis="?", validated="?", source=None)]).problems
    assert sorted(one.column for one in problems) == ["axis", "organisation", "source", "validated"]


def test_an_entry_twice_and_a_number_twice():
    header = ["id", *HEADER]
    rows = [[7, *ROW], [None, *changed(title_es="UN TÍTULO")], ["7", *changed(title_es="B")]]
    found = read([*rows, [None] * 9, ["x", *changed(title_es="C")]], header=header)
    assert [entry.id for entry in found.entries] == [7]
    assert [(one.code, one.row, one.other) for one in found.problems] == [
        ("duplicate", 3, 2),
        ("same_number", 4, 2),
        ("not_a_number", 6, None),
    ]
    assert found.problems[0].what("es").endswith("fila 2.")


def test_a_name_of_two_organisations_stands_for_none():
    twins = [Organisation("A", {"es": "Foro"}), Organisation("B", {"es": "FORO"})]
    found = read_entries(workbook([changed(organisation="Foro")]), [ENERGY], twins)
    assert [one.code for one in found.problems] == ["unknown"]


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (["axis", "kind", "title_es"], "Organisation, Source"),
        (["organisation", "axis", "kind", "source"], "Title"),
        ([*HEADER, "Fuente"], "Two columns are called Source"),
        ([], "lacks the columns"),
    ],
)
def test_a_sheet_that_lacks_columns_is_refused(header, said):
    with pytest.raises(DataError, match=said):
        read([], header=header)


def zipped(**parts: bytes) -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    file.seek(0)
    return file


def rewritten(file: io.BytesIO, part: str, change) -> io.BytesIO:
    """A workbook with one part changed."""
    with zipfile.ZipFile(file) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    parts[part] = change(parts[part])
    return zipped(**parts)


@pytest.mark.parametrize(
    "file",
    [
        io.BytesIO(b""),
        io.BytesIO(b"organisation,axis\nSELA,energy\n"),
        io.BytesIO(b"\xd0\xcf\x11\xe0" + b"\0" * 600),
        zipped(a=b"x"),
        io.BytesIO(workbook([ROW]).getvalue()[:-200]),
        rewritten(workbook([ROW]), "xl/worksheets/sheet1.xml", lambda xml: xml[: len(xml) // 2]),
    ],
    ids=["empty", "csv", "xls", "zip", "torn", "broken"],
)
def test_what_is_no_workbook_is_refused(file):
    with pytest.raises(DataError, match="not an Excel workbook") as caught:
        read_entries(file, AXES, ORGANISATIONS)
    assert caught.value.remedy


def test_a_file_is_named_without_its_folder(tmp_path):
    path = tmp_path / "bad.xlsx"
    path.write_bytes(b"no")
    with pytest.raises(DataError) as caught:
        read_entries(path, AXES, ORGANISATIONS)
    assert caught.value.where == "bad.xlsx"


def test_a_bomb_is_refused_before_it_is_unpacked():
    with pytest.raises(DataError, match="too large"):
        read_entries(zipped(bomb=b"\0" * (65 << 20)), AXES, ORGANISATIONS)
    with pytest.raises(DataError, match="too large"):
        read_entries(zipped(**{f"p{at}": b"" for at in range(1001)}), AXES, ORGANISATIONS)


def test_entities_are_refused():
    bad = rewritten(
        workbook([ROW]),
        "xl/worksheets/sheet1.xml",
        lambda xml: b'<!DOCTYPE a [<!ENTITY b "c">]>' + xml,
    )
    with pytest.raises(DataError, match="no spreadsheet writes"):
        read_entries(bad, AXES, ORGANISATIONS)


def test_a_sheet_of_too_many_rows_is_refused_and_a_far_cell_costs_nothing():
    def far(place):
        return rewritten(
            workbook([ROW]),
            "xl/worksheets/sheet1.xml",
            lambda xml: xml.replace(
                b"</sheetData>",
                b'<row r="%d"><c r="%s%d"><v>1</v></c></row></sheetData>'
                % (place[1], place[0], place[1]),
            ),
        )

    with pytest.raises(DataError, match="more than 20,000 rows"):
        read_entries(far((b"A", 1_048_576)), [ENERGY], ORGANISATIONS)
    found = read_entries(far((b"XFD", 9)), [ENERGY], ORGANISATIONS)
    assert len(found.entries) == 1
    assert found.problems == ()


def test_every_problem_is_told_in_four_languages():
    for what, remedy in PROBLEMS.values():
        assert all(what[language] and remedy[language] for language in LANGUAGES)


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("https://www.sela.org/es/x?y=1#z", True),
        ("http://sela.org", True),
        ("https://", False),
        ("//sela.org", False),
        ("data:text/html,x", False),
        ("https://[", False),
        ("https://sela.org/a b", False),
        ("https://sela.org/\"onclick", False),
    ],
)  # fmt: skip
def test_addresses_of_the_web(address, is_one):
    assert is_web_address(address) is is_one
