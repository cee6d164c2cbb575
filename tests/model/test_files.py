"""Tables read from people's own files, and what is said of those that cannot be read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cedic.errors import CedicError, DataError, UsageError
from cedic.model import files
from cedic.model.files import read_table


def workbook(path: Path, **sheets: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def told(path: Path, name: str = "") -> CedicError:
    with pytest.raises(CedicError) as caught:
        read_table(path, name)
    assert str(path.name) in str(caught.value)
    return caught.value


def written(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_text_keeps_its_zeros_but_where_numbers_are_asked_for(tmp_path: Path, start: str) -> None:
    path = written(tmp_path / "a.csv", f'{start}code,n,name\n010,1,"a, b"\n020,,"c\nd"\n')
    table = read_table(path, numbers=("n",))
    assert table.to_pydict() == {"code": ["010", "020"], "n": [1, None], "name": ["a, b", "c\nd"]}
    assert read_table(written(tmp_path / "a.tsv", "a\tb\n1,5\t2\n")).to_pydict() == {
        "a": ["1,5"],
        "b": ["2"],
    }


def test_semicolons_come_with_a_decimal_comma(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "unit;x;said\nARG;-1,5;1,5 veces\nBRA;1,5e3;n/a\n")
    assert read_table(path).to_pydict() == {
        "unit": ["ARG", "BRA"],
        "x": ["-1.5", "1.5e3"],
        "said": ["1,5 veces", "n/a"],
    }
    assert read_table(path, numbers=("x",))["x"].to_pylist() == [-1.5, 1500.0]


def test_nameless_columns_at_the_end_are_left_out_if_empty(tmp_path: Path) -> None:
    assert read_table(written(tmp_path / "a.csv", "a,b,,\n1,2,,\n")).column_names == ["a", "b"]
    error = told(written(tmp_path / "b.csv", "a,b,\n1,2,x\n"))
    assert "column C has no name" in str(error)


def test_a_workbook_has_sheets_by_name_else_the_first(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        Notes=[["about"], ["nothing"]],
        Values=[["unit", "year", "x", "mixed", None], ["ARG", 2019, 1.5, 3], ["BRA", 2020.0]],
    )
    assert read_table(path, "values").to_pydict() == {
        "unit": ["ARG", "BRA"],
        "year": [2019, 2020],
        "x": [1.5, None],
        "mixed": [3, None],
    }
    assert read_table(path, "framework").column_names == ["about"]


def test_cells_of_several_kinds_are_text(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", A=[["x"], [2], ["n/a"], [True], [None], ["  "], [2.5]])
    assert read_table(path)["x"].to_pylist() == ["2", "n/a", "TRUE", None, None, "2.5"]


def test_toml_has_entries(tmp_path: Path) -> None:
    text = """
        [[framework]]
        code = "GDP"
        weight = 2
        name = {en = "Product", es = "Producto"}
        [[framework]]
        code = "TOP"
        weight = 0.5
        """
    path = written(tmp_path / "a.toml", text)
    for name in ("", "framework"):
        assert read_table(path, name).to_pydict() == {
            "code": ["GDP", "TOP"],
            "weight": [2.0, 0.5],
            "name_en": ["Product", None],
            "name_es": ["Producto", None],
        }
    error = told(path, "values")
    assert "no entries [[values]]; it has [[framework]]" in str(error)


def test_parquet(tmp_path: Path) -> None:
    pq.write_table(pa.table({"a": [1]}), tmp_path / "a.parquet")
    assert read_table(tmp_path / "a.parquet").to_pydict() == {"a": [1]}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", "", "empty"),
        ("a.csv", "\n", "cannot be read"),
        ("a.csv", "a,b\n1,2\n3\n", "as many cells in each row"),
        ("a.csv", "a\nñ\n".encode("latin-1"), "line 2"),
        ("a.csv", "ñ,b\n1,2\n".encode("latin-1"), "line 1"),
        ("a.csv", "a,b\n1,2\n".encode("utf-16"), "UTF-16"),
        ("a.csv", b"a,b\n1,\0\n", "no text"),
        ("a.csv", b"PK\x03\x04rest", "give it the ending .xlsx"),
        ("a.tsv", b"\xd0\xcf\x11\xe0rest", "Excel 97"),
        ("a.xlsx", b"a,b\n1,2\n", "save it again as .xlsx"),
        ("a.xlsx", b"PK\x03\x04" + b"\0" * 80, "cannot be read"),
        ("a.parquet", b"a,b\n1,2\n", "cannot be read"),
        ("a.toml", "[[framework]\n", "cannot be read"),
        ("a.toml", "a = 1\n", "no entries [[framework]]"),
        ("a.toml", b'a = "\xf1"\n', "not UTF-8"),
        ("a.toml", "[" * 100_000, "cannot be read"),
    ],
)
def test_a_bad_file_is_told(tmp_path: Path, name: str, content: str | bytes, said: str) -> None:
    error = told(written(tmp_path / name, content))
    assert isinstance(error, DataError)
    assert said in str(error)


def test_what_is_no_file_or_no_format_is_a_matter_of_usage(tmp_path: Path) -> None:
    assert "does not exist" in str(told(tmp_path / "none.csv"))
    (tmp_path / "folder.csv").mkdir()
    assert "is no file" in str(told(tmp_path / "folder.csv"))
    error = told(written(tmp_path / "a.json", "{}"))
    assert "says no format" in str(error)
    assert isinstance(error, UsageError)
    assert "Excel 97" in str(told(written(tmp_path / "a.xls", b"\xd0\xcf\x11\xe0rest")))


def test_a_formula_without_a_value_is_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", A=[["unit", "x"], ["ARG", 1], ["BRA", "=B2*2"]])
    error = told(path)
    assert "B3" in str(error)
    assert "=B2*2" in str(error)
    # As a spreadsheet saves it, with the value it has calculated.
    content = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(content, "w") as new:
        for entry in old.infolist():
            text = old.read(entry).replace(b"<v></v>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>")
            new.writestr(entry, text)
    path.write_bytes(content.getvalue())
    assert read_table(path)["x"].to_pylist() == [1, 2]


def test_a_workbook_that_would_swell_is_refused_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_UNPACKED", 10_000_000)
    path = workbook(tmp_path / "a.xlsx", A=[["a"], [1]])
    assert len(read_table(path)) == 1
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/zeros", bytes(10_000_000))
    assert path.stat().st_size < 100_000
    assert "once unpacked" in str(told(path))


def test_a_sheet_that_says_it_is_as_large_as_can_be_is_read_as_it_is(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", A=[["a", "b"], [1, 2]])
    content = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(content, "w") as new:
        for entry in old.infolist():
            new.writestr(entry, old.read(entry).replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"'))
    path.write_bytes(content.getvalue())
    assert read_table(path).num_columns == 2


def test_a_sheet_with_too_many_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_CELLS", 4)
    assert "more than 4 cells" in str(told(workbook(tmp_path / "a.xlsx", A=[["a"]] * 6)))


def test_a_column_with_two_meanings(tmp_path: Path) -> None:
    assert "called a" in str(told(workbook(tmp_path / "a.xlsx", A=[["a", "a "], [1, 2]])))
    assert "column B has no name" in str(
        told(workbook(tmp_path / "b.xlsx", A=[["a", None, "c"], [1, 2, 3]]))
    )
    assert "empty" in str(told(workbook(tmp_path / "c.xlsx", A=[])))
