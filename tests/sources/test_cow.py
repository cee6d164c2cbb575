from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from replay import Reply, replay

from cedic.errors import DataError, UsageError
from cedic.sources import read
from cedic.sources.cow import CorrelatesOfWar

NAME = "Dyadic_COW_4.0.csv"
GOOD = """ccode1,ccode2,year,importer1,importer2,flow1,flow2,smoothflow1,source1,version
2,20,1920,United States of America,Canada,611.86,735.48,1,216,4
2,70,1920,United States of America,Mexico,-9,207.86,1,-9,4
2,40,1921,United States of America,Cuba,0,-9,1,216,4
"""
ROWS = [
    ("USA", "CAN", "M", "_T", 611_860_000, None, "A", "1920"),
    ("CAN", "USA", "M", "_T", 735_480_000, None, "A", "1920"),
    ("MEX", "USA", "M", "_T", 207_860_000, None, "A", "1920"),
    ("USA", "CUB", "M", "_T", 0, None, "A", "1921"),
]


def written(folder: Path, text: str, name: str = NAME) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def rows(path: Path, **options: Any) -> list[tuple[Any, ...]]:
    return sorted(zip(*read("COW", path, **options).to_arrow().to_pydict().values(), strict=True))


def failure(path: Path) -> str:
    part, *_ = CorrelatesOfWar().parts([path])
    with pytest.raises(DataError) as raised:
        part.rows()
    return str(raised.value)


def test_a_row_is_two_imports_and_minus_nine_is_none(tmp_path: Path) -> None:
    assert rows(written(tmp_path, GOOD)) == sorted(ROWS)


def test_one_part_a_year(tmp_path: Path) -> None:
    parts = list(CorrelatesOfWar().parts([written(tmp_path, GOOD)]))
    assert [part.time_period for part in parts] == ["1920", "1921"]
    assert len({part.fingerprint for part in parts}) == 2
    assert {part.vintage for part in parts} == {"4.0"}
    assert [part.rows().read_all().num_rows for part in reversed(parts)] == [1, 3]
    assert rows(written(tmp_path, GOOD), years="1921") == ROWS[3:]


def test_two_parts_can_be_read_at_once(tmp_path: Path) -> None:
    first, second = (part.rows() for part in CorrelatesOfWar().parts([written(tmp_path, GOOD)]))
    assert second.read_all().num_rows == 1
    assert first.read_all().num_rows == 3


def test_archive_and_table_give_equal_rows(tmp_path: Path) -> None:
    archive = tmp_path / "COW_Trade_4.0.zip"
    with zipfile.ZipFile(archive, "w") as target:
        target.writestr(f"COW_Trade_4.0/{NAME}", GOOD)
        target.writestr("COW_Trade_4.0/National_COW_4.0.csv", "ccode,year\n2,1920\n")
    assert rows(archive) == rows(written(tmp_path, GOOD))


def test_the_archive_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = tmp_path / "published.zip"
    with zipfile.ZipFile(archive, "w") as target:
        target.writestr(f"COW_Trade_4.0/{NAME}", GOOD)
    with replay(lambda asked: Reply(archive.read_bytes())) as server:
        monkeypatch.setattr(CorrelatesOfWar, "address", f"{server.url}/COW_Trade_4.0.zip")
        (path,) = CorrelatesOfWar().fetch(tmp_path / "raw")
    assert path.name == "COW_Trade_4.0.zip"
    assert rows(path) == sorted(ROWS)


def test_the_source_is_reported_by_importers() -> None:
    description = CorrelatesOfWar().description
    assert not description.reconciled
    assert description.valuation == {"M": "CIF"}


@pytest.mark.parametrize(
    ("row", "where"),
    [
        ("2,90,1920,a,b,-8,1,1,1,4", "line 5, column flow1, value '-8': is negative"),
        ("2,90,1920,a,b,1,?,1,1,4", "line 5, column flow2, value '?': is not a number"),
        ("2,9999,1920,a,b,1,1,1,1,4", "line 5, column ccode2, value '9999': is not a code"),
        ("20,2,1920,a,b,1,1,1,1,4", "line 5, column year, ccode1, ccode2, value '1920, CAN, USA'"),
    ],
)
def test_a_bad_cell_is_named(tmp_path: Path, row: str, where: str) -> None:
    assert where in failure(written(tmp_path, GOOD + row + "\n"))


def test_rejected_rows_are_counted_by_year(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD + "2,9999,1921,a,b,1,1,1,1,4\nx,2,?,a,b,1,1,1,1,4\n")
    rejects = tmp_path / "rejects.csv"
    parts = list(CorrelatesOfWar().parts([path], on_bad_rows="set-aside", rejects=rejects))
    kept = [part.rows().read_all().num_rows for part in parts]
    assert kept == [3, 1]
    assert [part.rejected for part in parts] == [1, 1]
    assert len(rejects.read_text().splitlines()) == 1 + 2


def test_the_version_must_be_known(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD, "Dyadic_COW_new.csv")
    with pytest.raises(UsageError, match="which version"):
        list(CorrelatesOfWar().parts([path]))
    assert rows(path, vintage="5.0")


def test_a_bad_file_is_told_for_each_part(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD + "2,90,1920,a,b,?,1,1,1,4\n")
    for part in CorrelatesOfWar().parts([path]):
        with pytest.raises(DataError, match=r"^1 bad row: flow1 '\?' is not a number"):
            part.rows()
