from __future__ import annotations

import json

import pyarrow.parquet as pq
import pytest

from cedic.errors import UsageError
from cedic.publish import export, sheet

SERIES = {"CELAC": {"2019": 0.1, "2020": None}, "PA": {"2019": 0.25}}


def test_csv_twice_is_the_same_bytes_and_null_is_empty(shares, tmp_path):
    observations = shares(SERIES)
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    assert export.write(observations, one, "csv") == export.write(observations, two, "csv") == 3
    assert one.read_bytes() == two.read_bytes()
    header, *rows = one.read_text("utf-8").splitlines()
    assert header.split(",") == list(observations.dataflow.columns)
    assert rows[1].split(",")[7] == ""
    assert "0.25" in rows[2]


def test_json_keeps_null(shares, tmp_path):
    path = tmp_path / "out.json"
    export.write(shares(SERIES), path, "json")
    found = json.loads(path.read_text("utf-8"))
    assert [row["OBS_VALUE"] for row in found] == [0.1, None, 0.25]


def test_parquet_keeps_schema_and_rows(shares, tmp_path):
    observations = shares(SERIES)
    path = tmp_path / "out.parquet"
    export.write(observations, path, "parquet")
    found = pq.read_table(path)
    assert found.column_names == list(observations.dataflow.columns)
    assert found["OBS_VALUE"].to_pylist() == [0.1, None, 0.25]


def test_excel_takes_text_that_looks_like_a_formula_as_text(shares, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    path = tmp_path / "out.xlsx"
    export.write(shares(SERIES, VINTAGE="=1+1"), path, "xlsx")
    sheet = openpyxl.load_workbook(path)["Data"]
    header = [cell.value for cell in sheet[1]]
    vintage = sheet.cell(2, header.index("VINTAGE") + 1)
    assert (vintage.value, vintage.data_type) == ("=1+1", "s")
    assert sheet.cell(3, header.index("OBS_VALUE") + 1).value is None
    assert sheet.max_row == 4


def test_a_missing_folder_is_told(shares, tmp_path):
    with pytest.raises(UsageError, match="no folder"):
        export.write(shares(SERIES), tmp_path / "nowhere" / "out.csv", "csv")


def test_nothing_is_left_of_a_failed_write(shares, tmp_path, monkeypatch):
    monkeypatch.setattr(sheet, "SHEET_ROWS", 2)
    with pytest.raises(UsageError, match="do not fit"):
        export.write(shares(SERIES), tmp_path / "out.xlsx", "xlsx")
    assert list(tmp_path.iterdir()) == []
