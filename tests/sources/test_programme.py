"""The records of a work programme: what is refused, and that a file is whole."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from cedic.errors import DataError, UsageError
from cedic.model import schema
from cedic.model.records import COLUMNS
from cedic.sources import read, source
from cedic.warehouse import Store

HEAD = ",".join(COLUMNS)
ROWS = """AREA,1.1,,SELA,2017,I,,,,,,,,,,,false
ACTIVITY,1.2,,SELA,2017,I,,completed,,,,,,,,0,false
OUTPUT,1.2.1,1.2,SELA,2017,I,study,,internal,,2017-05-31,2017-06-01,,,,,false
FINANCING,1.2.1,1.2,SELA,2017,I,own_budget,,,,,,USD,1000,,,false
PARAGRAPH,1.1,,SELA,2016,,decision,,,,,2016-10-20,,,,,false
COVERAGE,1.1.1,1.1,SELA,2017,,,,,,,,,,,,false
EVIDENCE,1.1.0001,1.1,SELA,2017,,,fulfilled,,,,2017-12-01,,,,,false
MEETING,1,,SELA,2017,,council,held,in_person,VEN,2017-11-27,,,,,12,false
ATTENDANCE,1.1,1,SELA,2017,,,,,BRA,,,,,,12,false
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "records.csv"
    path.write_text(f"{HEAD}\n{text}", "utf-8")
    return path


def test_records_are_read_by_year(tmp_path: Path) -> None:
    parts = list(source("PROGRAMME").parts([written(tmp_path, ROWS)]))
    assert [part.time_period for part in parts] == ["2016", "2017"]
    assert [part.rows().read_all().num_rows for part in parts] == [1, 8]
    assert {part.vintage for part in parts} == {"to 2017"}
    assert parts[0].rows().schema == schema("records")


BAD = [
    ("PLAN,9.1,,SELA,2017,I,,,,,,,,,,,false", "column record, value 'PLAN'"),
    ("AREA,,,SELA,2017,I,,,,,,,,,,,false", "column id, value '': is empty"),
    ("AREA,1.1,,SELA,2017,I,,,,,,,,,,,false", "column record, id, value 'AREA, 1.1'"),
    ("AREA,9.2,,ATLANTIS,2017,I,,,,,,,,,,,false", "column area, value 'ATLANTIS'"),
    ("AREA,9.3,,SELA,17,I,,,,,,,,,,,false", "column year, value '17': is not a year"),
    ("AREA,9.4,,SELA,2017,XXI,,,,,,,,,,,false", "column section, value 'XXI'"),
    (
        "OUTPUT,9.5,,SELA,2017,I,,,,,,,,,,,false",
        "column kind, value '': is not one that a record OUTPUT",
    ),
    ("OUTPUT,9.6,,SELA,2017,I,council,,,,,,,,,,false", "column kind, value 'council'"),
    ("ACTIVITY,9.7,,SELA,2017,I,,held,,,,,,,,0,false", "column status, value 'held'"),
    ("ACTIVITY,9.8,,SELA,2017,I,,,,,,,,,,0,false", "column status, value '': is not one"),
    ("OUTPUT,9.9,,SELA,2017,I,study,,virtual,,,,,,,,false", "column mode, value 'virtual'"),
    ("MEETING,9.10,,SELA,2017,,forum,held,,ATL,,,,,,,false", "column place, value 'ATL'"),
    ("MEETING,9.11,,SELA,2017,,forum,held,,WLD,,,,,,,false", "column place, value 'WLD'"),
    ("TASK,9.12,,SELA,2017,I,,,,,May,,,,,,false", "column due, value 'May': is not a day"),
    ("TASK,9.13,,SELA,2017,I,,,,,,2017-02-30,,,,,false", "column done, value '2017-02-30'"),
    ("EVIDENCE,9.14,1.1,SELA,2017,,,pending,,,,,,,,,false", "column done, value '': is empty"),
    (
        "EVIDENCE,9.15,,SELA,2017,,,pending,,,,2017-01-01,,,,,false",
        "column part_of, value '': is empty",
    ),
    ("FINANCING,9.16,,SELA,2017,I,own_budget,,,,,,usd,,,,false", "column currency, value 'usd'"),
    ("FINANCING,9.17,,SELA,2017,I,own_budget,,,,,,ZZZ,,,,false", "column currency, value 'ZZZ'"),
    (
        "FINANCING,9.18,,SELA,2017,I,own_budget,,,,,,,,,,false",
        "column currency, value '': is not the code",
    ),
    ("FINANCING,9.19,,SELA,2017,I,own_budget,,,,,,USD,1.5,,,false", "column planned, value '1.5'"),
    ("FINANCING,9.20,,SELA,2017,I,own_budget,,,,,,USD,,-1,,false", "column spent, value '-1'"),
    ("MEETING,9.21,,SELA,2017,,forum,held,,,,,,,,many,false", "column value, value 'many'"),
    ("AREA,9.22,,SELA,2017,I,,,,,,,,,,,true", "does not say that the record is real"),
    ("AREA,9.23,,SELA,2017,I,,,,,,,,,,,", "column demonstration"),
]
"""A bad record, and what is said of it."""


def test_every_bad_record_is_set_aside_with_its_reason(tmp_path: Path) -> None:
    path = written(tmp_path, ROWS + "".join(f"{row}\n" for row, _ in BAD))
    rejects = tmp_path / "rejects.csv"
    parts = list(source("PROGRAMME").parts([path], on_bad_rows="set-aside", rejects=rejects))
    # An area that stands twice is bad both times: which of the two is right is not known.
    assert sum(part.rows().read_all().num_rows for part in parts) == 8
    with rejects.open() as file:
        told = [
            (int(one["line"]), f"column {one['column']}, value {one['value']!r}: {one['reason']}")
            for one in csv.DictReader(file)
        ]
    for line, (row, said) in enumerate(BAD, 11):
        assert any(at == line and said in text for at, text in told), (row, said)
    assert {at for at, _ in told} == {2, *range(11, 11 + len(BAD))}


def test_a_bad_record_stops_the_reading(tmp_path: Path) -> None:
    bad = "FINANCING,9,,SELA,2017,I,own_budget,,,,,,USD,1.5,,,false"
    with pytest.raises(DataError) as raised:
        read("PROGRAMME", written(tmp_path, f"{ROWS}{bad}\n")).to_arrow()
    assert "line 11, column planned, value '1.5': is not a whole number" in str(raised.value)


def test_a_record_that_belongs_to_none_is_named(tmp_path: Path) -> None:
    text = ROWS.replace("PARAGRAPH,1.1", "PARAGRAPH,1.9")
    with pytest.raises(DataError, match=r"COVERAGE 1\.1\.1 belongs to 1\.1, which is not"):
        read("PROGRAMME", written(tmp_path, text)).to_arrow()


def test_a_column_that_is_not_there_or_not_known(tmp_path: Path) -> None:
    path = tmp_path / "records.csv"
    path.write_text(HEAD.replace("section,", "") + "\n")
    with pytest.raises(DataError, match="column section is missing"):
        read("PROGRAMME", path).to_arrow()
    path.write_text(HEAD + ",title\n")
    with pytest.raises(DataError, match="column title is not one"):
        read("PROGRAMME", path).to_arrow()


def test_a_demonstration_is_a_source_of_its_own(tmp_path: Path) -> None:
    made_up = written(tmp_path, ROWS.replace(",false", ",true"))
    with pytest.raises(DataError, match="PROGRAMME_DEMO"):
        read("PROGRAMME", made_up).to_arrow()
    assert read("PROGRAMME_DEMO", made_up).to_arrow().num_rows == 9
    with pytest.raises(DataError, match="of a demonstration"):
        read("PROGRAMME_DEMO", written(tmp_path, ROWS)).to_arrow()
    names = source("PROGRAMME_DEMO").description.name
    assert [names[one] for one in ("en", "es", "pt", "fr")] == [
        "Demonstration programme (made up)",
        "Programa de demostración (ficticio)",
        "Programa de demonstração (fictício)",
        "Programme de démonstration (fictif)",
    ]


def test_it_is_not_fetched(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no network service"):
        source("PROGRAMME").fetch(tmp_path)


# In a store


def load(store: Store, path: Path, **options: Any) -> set[str]:
    store.load(source("PROGRAMME").parts([path], **options), replace=True)
    return set(store.source("PROGRAMME").parts)


def test_a_new_file_takes_out_what_is_no_longer_published(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    assert load(store, written(tmp_path, ROWS), vintage="2026-01-01") == {"2016", "2017"}
    earlier = "".join(line for line in ROWS.splitlines(keepends=True) if line.startswith("PARA"))
    assert load(store, written(tmp_path, earlier), vintage="2026-01-02") == {"2016"}
    # Nothing is published any more.
    assert load(store, written(tmp_path, ""), vintage="2026-01-03") == {"2026"}
    assert sum(part.rows for part in store.source("PROGRAMME").parts.values()) == 0


def test_a_file_that_cannot_be_read_is_not_an_empty_one(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    load(store, written(tmp_path, ROWS), vintage="2026-01-01")
    with pytest.raises(DataError):
        load(store, written(tmp_path, "AREA,1.1\n"), vintage="2026-01-02")
    assert sum(part.rows for part in store.source("PROGRAMME").parts.values()) == 9


def test_a_file_without_rows_says_so_unless_it_is_dated(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no rows"):
        list(source("PROGRAMME").parts([written(tmp_path, "")]))
