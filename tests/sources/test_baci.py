from __future__ import annotations

import csv
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from replay import Reply, replay

from cedic.errors import CedicError, DataError, StoreError, UnknownCodeError, UsageError
from cedic.model import schema
from cedic.sources import read
from cedic.sources.baci import Baci

NAME = "BACI_HS92_Y2020_V202501.csv"
GOOD = """t,i,j,k,v,q
2020,4,32,401031,0.164,           NA
2020,32,76,071120,1234567.891,        0.308
2020,842,490,010111,0,12
"""
ROWS = [
    ("AFG", "ARG", "X", "401031", 164, None, "A", "2020"),
    ("ARG", "BRA", "X", "071120", 1_234_567_891, 0.308, "A", "2020"),
    ("USA", "TWN", "X", "010111", 0, 12.0, "A", "2020"),
]


def written(folder: Path, text: str | bytes, name: str = NAME) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def rows(path: Path, **options: Any) -> list[tuple[Any, ...]]:
    table = read("BACI", path, **options).to_arrow()
    assert table.schema == schema("trade")
    return list(zip(*table.to_pydict().values(), strict=True))


def failure(path: Path, **options: Any) -> str:
    (part,) = Baci().parts([path], **options)
    with pytest.raises(DataError) as raised:
        part.rows()
    return str(raised.value)


def test_values_are_exact(tmp_path: Path) -> None:
    assert rows(written(tmp_path, GOOD)) == ROWS


def test_archive_and_table_give_equal_rows(tmp_path: Path) -> None:
    archive = tmp_path / "BACI_HS92_V202501.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr(NAME.replace("2020", "2021"), GOOD.replace("2020", "2021"))
        target.writestr(NAME, GOOD)
        target.writestr("country_codes_V202501.csv", "country_code,country_name\n4,Afghanistan\n")
        target.writestr("product_codes_HS92_V202501.csv", "code,description\n")
        target.writestr("Readme.txt", "BACI")
    parts = list(Baci().parts([archive]))
    assert [part.time_period for part in parts] == ["2020", "2021"]
    assert [part.vintage for part in parts] == ["202501", "202501"]
    assert parts[0].notes == {"PRODUCT": "HS92"}
    assert parts[0].origin == f"{archive}, member {NAME}"
    assert rows(archive, years="2020") == rows(written(tmp_path, GOOD))


def test_the_source_is_reconciled_and_fob() -> None:
    assert Baci().description.reconciled
    assert Baci().description.valuation == {"X": "FOB"}


def test_text_that_a_spreadsheet_has_marked_and_ended_its_way(tmp_path: Path) -> None:
    text = "\ufeff" + GOOD.replace("\n", "\r\n")
    assert rows(written(tmp_path, text)) == ROWS


def test_a_path_with_wildcards(tmp_path: Path) -> None:
    folder = tmp_path / "data [1] *"
    folder.mkdir()
    assert rows(written(folder, GOOD)) == ROWS


def test_a_missing_column(tmp_path: Path) -> None:
    message = failure(written(tmp_path, "t,i,j,k,q\n2020,4,32,401031,1\n"))
    assert "The column v is missing" in message
    assert f"{NAME}, line 1 (found: t, i, j, k, q)" in message


def test_an_extra_column(tmp_path: Path) -> None:
    assert "The column w is not one" in failure(written(tmp_path, "t,i,j,k,v,q,w\n1,2,3,4,5,6,7\n"))


def test_a_column_that_is_there_twice(tmp_path: Path) -> None:
    assert "The column v is there twice" in failure(written(tmp_path, "t,i,j,k,v,q,v\n"))


def test_no_rows(tmp_path: Path) -> None:
    assert "has no rows" in failure(written(tmp_path, "t,i,j,k,v,q\n"))


def test_another_delimiter(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD.replace(",", ";"))
    message = failure(path)
    assert "separated by a semicolon" in message
    assert "delimiter=semicolon" in message
    assert rows(path, delimiter="semicolon") == ROWS


BAD_ROWS = {
    "text in a number": ("2020,4,36,401031,x12,1", "v", "x12", "is not a number"),
    "decimal comma": ('2020,4,36,401031,"1,5",1', "v", "1,5", "is not a number"),
    "not a finite weight": ("2020,4,36,401031,1,inf", "q", "inf", "is not a number"),
    "negative value": ("2020,4,36,401031,-1,1", "v", "-1", "is negative"),
    "negative weight": ("2020,4,36,401031,1,-3", "q", "-3", "is negative"),
    "no value": ("2020,4,36,401031,,1", "v", None, "is empty"),
    "no exporter": ("2020,,36,401031,1,1", "i", None, "is empty"),
    "no product": ("2020,4,36,,1,1", "k", None, "is empty"),
    "unknown area": ("2020,4,999,401031,1,1", "j", "999", "is not a code of a country or area"),
    "the world": ("2020,4,0,401031,1,1", "j", "0", "is not a code of a country or area"),
    "no leading zero": (
        "2020,4,36,71120,1,1",
        "k",
        "71120",
        "is an HS code that has lost its leading zero",
    ),
    "four digits": ("2020,4,36,7112,1,1", "k", "7112", "is not an HS code of six digits"),
    "letters in a code": ("2020,4,36,0711AB,1,1", "k", "0711AB", "is not an HS code"),
    "another year": ("2019,4,36,401031,1,1", "t", "2019", "is not the year 2020"),
    "underscore in a number": ("2020,4,36,401031,1_000,1", "v", "1_000", "is not a number"),
    "fraction of a code": ("2020,4,35.6,401031,1,1", "j", "35.6", "is not a code"),
    "fraction of a year": ("2019.6,4,36,401031,1,1", "t", "2019.6", "is not a year"),
    "no year": ("x,4,36,401031,1,1", "t", "x", "is not a year"),
}


@pytest.mark.parametrize("case", BAD_ROWS)
def test_a_bad_cell_is_named(tmp_path: Path, case: str) -> None:
    row, column, value, reason = BAD_ROWS[case]
    message = failure(written(tmp_path, GOOD + row + "\n"))
    shown = "" if value is None else f", value {value!r}"
    assert message.startswith("1 bad row: ")
    assert f"line 5, column {column}{shown}: {reason}" in message
    assert "to mend it: " in message


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2020,4,36,401031,1", "has fewer cells than the header"),
        ("2020,4,36,401031,1,2,3", "has more cells than the header"),
        ('2020,4,36,"40"1031,1,2', "has a quotation mark out of place"),
    ],
)
def test_a_malformed_row_is_named(tmp_path: Path, row: str, reason: str) -> None:
    message = failure(written(tmp_path, GOOD + "\n" + row + "\n2020,4,40,401031,1,2\n"))
    assert f"line 6, value {row!r}: {reason}" in message


def test_the_line_is_that_of_the_file(tmp_path: Path) -> None:
    blank_and_malformed = GOOD + "\n2020,4\n\n2020,4,36,401031,-7,1\n"
    message = failure(written(tmp_path, blank_and_malformed))
    assert message.startswith("2 bad rows: ")
    assert "line 6, value '2020,4'" in message
    assert "line 8, column v, value '-7': is negative" in message


def test_a_repeated_key(tmp_path: Path) -> None:
    message = failure(written(tmp_path, GOOD + "2020,4,32,401031,9,9\n"))
    assert "line 2, column i, j, k, value 'AFG, ARG, 401031': is a key that occurs" in message
    assert "line 5, column i, j, k" in message


def test_two_codes_of_one_area_make_one_key(tmp_path: Path) -> None:
    message = failure(written(tmp_path, GOOD + "2020,004,0032,401031,9,9\n"))
    assert "AFG, ARG, 401031" in message


def test_many_bad_rows_are_counted_and_five_shown(tmp_path: Path) -> None:
    bad = "".join(f"2020,4,36,{code},1,1\n" for code in range(70000, 70100))
    message = failure(written(tmp_path, GOOD + bad))
    assert message.startswith("100 bad rows: k '70000' is an HS code that has lost its leading")
    assert message.count(f"{NAME}, line ") == 5
    assert "(100 bad rows in all)" in message
    assert "leading_zeros=restore" in message


def test_leading_zeros_are_restored(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD.replace("071120", "71120"))
    assert rows(path, leading_zeros="restore") == ROWS


def test_restoring_zeros_does_not_make_up_codes(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD.replace("071120", "7112"))
    assert "'7112': is not an HS code of six digits" in failure(path, leading_zeros="restore")


def test_text_that_is_not_utf8(tmp_path: Path) -> None:
    path = written(tmp_path, (GOOD + "2020,4,36,Caf\xe9,1,1\n").encode("latin-1"))
    message = failure(path)
    assert "is not UTF-8: the byte 0xe9" in message
    assert "line 5" in message
    assert "encoding=latin-1" in message
    assert "value 'Café': is not an HS code" in failure(path, encoding="latin-1")


def test_a_header_that_is_not_utf8(tmp_path: Path) -> None:
    message = failure(written(tmp_path, b"t,i,j,k,v,q\xe9\n"))
    assert "line 1" in message


def test_bad_rows_are_set_aside(tmp_path: Path) -> None:
    bad = "2020,4,36,71120,-1,1\n2020,4\n2020,4,32,401031,9,9\n"
    path, rejects = written(tmp_path, GOOD + bad), tmp_path / "out" / "rejects.csv"
    (part,) = Baci().parts([path], on_bad_rows="set-aside", rejects=rejects)
    kept = part.rows().read_all()
    assert kept["PRODUCT"].to_pylist() == ["071120", "010111"]
    assert part.rejected == 4
    with rejects.open(newline="") as file:
        found = list(csv.DictReader(file))
    assert [(row["line"], row["column"], row["value"]) for row in found] == [
        ("2", "i, j, k", "AFG, ARG, 401031"),
        ("5", "k", "71120"),
        ("5", "v", "-1"),
        ("6", "", "2020,4"),
        ("7", "i, j, k", "AFG, ARG, 401031"),
    ]
    assert {row["file"] for row in found} == {str(path)}


def test_rejects_are_added_to_what_is_there(tmp_path: Path) -> None:
    path, rejects = written(tmp_path, GOOD + "2020,4,36,71120,1,1\n"), tmp_path / "rejects.csv"
    for _ in range(2):
        read("BACI", path, on_bad_rows="set-aside", rejects=rejects).to_arrow()
    rejects.write_bytes(rejects.read_bytes() + b"cut sho")
    read("BACI", path, on_bad_rows="set-aside", rejects=rejects).to_arrow()
    lines = rejects.read_text().splitlines()
    assert lines[0] == "file,line,column,value,reason"
    assert [line.startswith(str(path)) for line in lines[1:]] == [True, True, False, True]


def test_setting_aside_needs_a_file(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD + "2020,4,36,71120,1,1\n")
    with pytest.raises(UsageError, match="no file for them is named"):
        read("BACI", path, on_bad_rows="set-aside").to_arrow()


def test_all_checks_come_before_the_first_batch(tmp_path: Path) -> None:
    good = "".join(f"2020,4,32,{code},1,1\n" for code in range(100_000, 350_000))
    path = written(tmp_path, "t,i,j,k,v,q\n" + good + "2020,4,32,401031,x,1\n")
    (part,) = Baci().parts([path])
    with pytest.raises(DataError, match="is not a number"):
        part.rows()
    assert len(rows(written(tmp_path, "t,i,j,k,v,q\n" + good))) == 250_000


@pytest.mark.parametrize(
    ("limit", "error", "told"),
    [("1KB", StoreError, "does not suffice"), ("much", UsageError, "settings memory_limit")],
)
def test_limits_are_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    limit: str,
    error: type[CedicError],
    told: str,
) -> None:
    monkeypatch.setenv("CEDIC_MEMORY_LIMIT", limit)
    with pytest.raises(error, match=told):
        rows(written(tmp_path, GOOD))


def test_making_parts_reads_no_rows(tmp_path: Path) -> None:
    (part,) = Baci().parts([written(tmp_path, "t,i,j,k,v,q\nbad\n")])
    assert part.rejected == 0


def test_fingerprints_follow_file_and_reading(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)

    def fingerprint(**options: Any) -> str:
        (part,) = Baci().parts([path], **options)
        return part.fingerprint

    readings = [
        fingerprint(),
        fingerprint(leading_zeros="restore"),
        fingerprint(encoding="latin-1"),
        fingerprint(vintage="202401"),
        fingerprint(on_bad_rows="set-aside"),
    ]
    assert len(set(readings)) == len(readings)
    assert fingerprint(years="2020") == readings[0] == fingerprint()
    written(tmp_path, GOOD + "2020,4,36,401031,1,1\n")
    assert fingerprint() != readings[0]


def test_the_vintage_must_be_known(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD, "BACI_HS92_Y2020.csv")
    with pytest.raises(UsageError, match="which release of BACI"):
        list(Baci().parts([path]))
    (part,) = Baci().parts([path], vintage="not stated")
    assert part.vintage == "not stated"


def test_a_name_that_is_not_of_baci(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="name as its source gives it"):
        list(Baci().parts([written(tmp_path, GOOD, "trade.csv")]))


def test_two_files_of_one_year(tmp_path: Path) -> None:
    paths = [written(tmp_path, GOOD), written(tmp_path, GOOD, NAME.replace("HS92", "HS96"))]
    with pytest.raises(UsageError, match="The year 2020 of BACI is in two files"):
        list(Baci().parts(paths))


def test_an_option_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(UnknownCodeError, match="leading_zero"):
        read("BACI", written(tmp_path, GOOD), leading_zero="restore")


def test_an_option_with_a_bad_value(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="it is one of keep, restore"):
        read("BACI", written(tmp_path, GOOD), leading_zeros="yes")


def test_the_archive_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = tmp_path / "published.zip"
    with zipfile.ZipFile(archive, "w") as target:
        target.writestr(NAME, GOOD)
    with replay(lambda asked: Reply(archive.read_bytes())) as server:
        monkeypatch.setattr(Baci, "service", f"{server.url}/baci/data")
        (path,) = Baci().fetch(tmp_path / "raw", vintage="202501")
    assert server.asked[0].path == "/baci/data/BACI_HS92_V202501.zip"
    assert rows(path) == ROWS


def test_fetching_needs_a_vintage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="vintage of BACI to fetch is not given"):
        Baci().fetch(tmp_path)


def test_temporary_files_are_gone_when_the_rows_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    (part,) = Baci().parts([written(tmp_path, GOOD)])
    for batch in part.rows():
        assert len(batch) == 3
        assert len(list(temporary.iterdir())) == 1
    assert not list(temporary.iterdir())


@pytest.mark.shared
def test_the_real_table(shared: Path) -> None:
    path = shared / "baci_format" / "BACI_HS92_Y2020_sample.csv"
    assert "line 5, column k, value '71120'" in failure(path, vintage="not stated")
    table = read("BACI", path, vintage="not stated", leading_zeros="restore").to_arrow()
    assert len(table) == 72_097
    assert table["QUANTITY"].null_count == path.read_text().count("NA\n")
    assert set(table["REF_AREA"].to_pylist()) == {"AFG", "ZAF"}
    assert all(first <= second for first, second in pairwise(table["REF_AREA"].to_pylist()))
