"""A work programme as records, and that the source reads what the portal writes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cedic.model import records as shared
from cedic.model import schema
from cedic.programme import terms
from cedic.programme.model import Item, Mandate, Meeting, Paragraph, Programme
from cedic.programme.records import records, section
from cedic.sources import read
from counted_programme import FIRST, MANDATES, MEETINGS, SECOND
from programme_rows import rows_of


def found(*given: Any, **more: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = records(*given, area="SELA", **more).to_pylist()
    return [{name: value for name, value in row.items() if value is not None} for row in rows]


def of(rows: list[dict[str, Any]], record: str) -> list[dict[str, Any]]:
    return [row for row in rows if row["record"] == record]


def test_the_codes_are_those_of_the_terms() -> None:
    assert {
        "OUTPUT": tuple(terms.OUTPUT_KINDS),
        "FINANCING": tuple(terms.FUNDING),
        "PARAGRAPH": tuple(terms.MANDATE_KINDS),
        "MEETING": tuple(terms.MEETING_KINDS),
    } == shared.KINDS
    assert {
        "ACTIVITY": tuple(terms.STATUSES),
        "EVIDENCE": tuple(terms.MANDATE_STATUSES),
        "MEETING": tuple(terms.MEETING_STATUSES),
    } == shared.STATUSES
    assert {"OUTPUT": tuple(terms.MODES), "MEETING": tuple(terms.FORMATS)} == shared.MODES


def test_each_thing_is_a_record() -> None:
    rows = found((FIRST, SECOND), MANDATES, MEETINGS)
    assert {name: len(of(rows, name)) for name in shared.RECORDS} == {
        "AREA": 4,
        "ACTIVITY": 6,
        "OUTPUT": 5,
        "TASK": 3,
        "FINANCING": 6,
        # The decision without a date and the meeting without a day belong to no year.
        "PARAGRAPH": 4,
        # An activity of no published programme is not linked.
        "COVERAGE": 3,
        "EVIDENCE": 4,
        "MEETING": 5,
        "ATTENDANCE": 8,
    }
    assert len({(row["record"], row["id"]) for row in rows}) == len(rows)
    assert {row["area"] for row in rows} == {"SELA"}
    # A link to the second year of a programme of two is one to the programme.
    assert [row["year"] for row in of(rows, "COVERAGE")] == [2017, 2018, 2018]
    assert [row["value"] for row in of(rows, "ACTIVITY")] == [1, 0, 1, 1, 1, 0]
    assert [row.get("mode") for row in of(rows, "OUTPUT")] == [
        *("internal", "commissioned", "internal", None, None)
    ]


def test_an_empty_programme_has_no_records() -> None:
    table = records((), (), (), area="SELA")
    assert table.num_rows == 0
    assert tuple(table.column_names) == shared.COLUMNS


@pytest.mark.parametrize(
    ("code", "number"),
    [("I", "I"), (" iii. ", "III"), ("4", "IV"), ("20", "XX"), ("21", "_O"), ("0", "_O"),
     ("", "_O"), ("IIII", "_O"), ("_T", "_O"), ("A", "_O"), ("²", "_O"), ("_O", "_O")],
)  # fmt: skip
def test_the_number_of_an_area(code: str, number: str) -> None:
    assert section(code) == number


def test_what_is_made_up_stands_apart() -> None:
    demo = (
        [replace(FIRST, demonstration=True), SECOND],
        [replace(MANDATES[0], demonstration=True), MANDATES[1]],
        [replace(MEETINGS[0], demonstration=True), MEETINGS[1]],
    )
    made_up, real = found(*demo, demonstration=True), found(*demo)
    assert {row["demonstration"] for row in made_up} == {True}
    assert {row["demonstration"] for row in real} == {False}
    assert {row["year"] for row in of(made_up, "ACTIVITY")} == {2017}
    assert {row["year"] for row in of(real, "ACTIVITY")} == {2018}
    assert [len(of(rows, "MEETING")) for rows in (made_up, real)] == [1, 1]
    assert [len(of(rows, "PARAGRAPH")) for rows in (made_up, real)] == [2, 2]
    # A mandate that is made up does not count for a real activity, nor the other way round.
    assert [row["year"] for row in of(made_up, "COVERAGE")] == [2017]


def test_two_paragraphs_with_one_activity_are_two_mandates() -> None:
    programme = Programme({}, 2020, 2020, items=(Item("activity", "1"),))
    twice = ((2020, "1", {}), (2020, "1", {}))
    mandate = Mandate(
        "decision", "1", {}, on=date(2019, 1, 1),
        paragraphs=(Paragraph("1", {}, activities=twice), Paragraph("2", {}, activities=twice)),
    )  # fmt: skip
    rows = found((programme,), (mandate,), ())
    assert [row["value"] for row in of(rows, "ACTIVITY")] == [2]
    assert [row["part_of"] for row in of(rows, "COVERAGE")] == ["1.1", "1.2"]


def test_a_meeting_of_which_nobody_is_on_record() -> None:
    [one] = found((), (), (Meeting({}, starts=date(2020, 1, 1)),))
    assert "value" not in one
    assert "place" not in one


@pytest.mark.parametrize("suffix", ["parquet", "csv"])
def test_the_source_reads_what_is_written(tmp_path: Path, suffix: str) -> None:

    table = records((FIRST, SECOND), MANDATES, MEETINGS, area="SELA")
    path = tmp_path / f"records.{suffix}"
    (pq.write_table if suffix == "parquet" else pa.csv.write_csv)(table, path)
    told = read("PROGRAMME", path).to_arrow()
    assert told.schema == schema("records")
    key = [("RECORD", "ascending"), ("ID", "ascending")]
    expected = rows_of((FIRST, SECOND), MANDATES, MEETINGS)
    assert told.sort_by(key).to_pylist() == expected.sort_by(key).to_pylist()
