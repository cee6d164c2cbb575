"""A work programme as records: what the portal writes out for the source PROGRAMME to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from cedic.model.records import COLUMNS, SECTIONS
from cedic.programme.model import Item, Mandate, Meeting, Output, Paragraph, Programme

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
_NUMBERS = ("year", "planned", "spent", "value")
_DAYS = ("due", "done")
_NO_NUMBER = "_O"


def records(
    programmes: Sequence[Programme],
    mandates: Sequence[Mandate],
    meetings: Sequence[Meeting],
    *,
    area: str,
    demonstration: bool = False,
) -> pa.Table:
    """The records of programmes, mandates and meetings, one row for each thing that is counted.

    Parameters
    ----------
    programmes : sequence of Programme
        The published version of each programme, one version of each.
    mandates : sequence of Mandate
        The published mandates; of the activities linked to them, those of published programmes.
    meetings : sequence of Meeting
        The published meetings.
    area : str
        The area that the institution works for: a bloc or a country, such as ``SELA``.
    demonstration : bool, default False
        Take what is made up to show the software, and nothing else; or what is real, and nothing
        else. The first is for the source PROGRAMME_DEMO, the second for PROGRAMME.

    Returns
    -------
    pyarrow.Table
        The columns of :data:`cedic.model.records.COLUMNS`; no rows if nothing is published.

    Notes
    -----
    A programme of several years counts once, in its first one. A mandate without a date and a
    meeting without any day are left out: they belong to no year yet. A link to an activity that is
    in none of the programmes is left out too.
    """
    import pyarrow as pa

    chosen = [one for one in programmes if one.demonstration == demonstration]
    given = [one for one in mandates if one.demonstration == demonstration and one.on]
    held = [one for one in meetings if one.demonstration == demonstration]
    common = {"area": area, "demonstration": demonstration}
    rows = [
        common | row
        for row in (
            *_of_programmes(chosen, given),
            *_of_mandates(given, chosen),
            *_of_meetings(held),
        )
    ]
    kinds: dict[str, pa.DataType] = dict.fromkeys(COLUMNS, pa.string())
    kinds |= dict.fromkeys(_NUMBERS, pa.int64()) | dict.fromkeys(_DAYS, pa.date32())
    kinds["demonstration"] = pa.bool_()
    return pa.Table.from_pylist(rows, schema=pa.schema(kinds.items()))


def section(code: str) -> str:
    """The number of an area of a programme, ``I`` to ``XX``, from its code; ``_O`` if it has none.

    Areas are also numbered 1, 2, 3.
    """
    number = code.strip().rstrip(".").upper()
    if number.isdecimal() and 0 < int(number) < len(SECTIONS):
        return SECTIONS[int(number) - 1]
    return number if number in SECTIONS else _NO_NUMBER


# Programmes


def _of_programmes(programmes: Iterable[Programme], mandates: Iterable[Mandate]) -> Iterator[Row]:
    linked = Counter(
        (year, code)
        for mandate in mandates
        for paragraph in mandate.paragraphs
        for year, code in {(year, code) for year, code, _ in paragraph.activities}
    )
    for number, programme in enumerate(programmes, 1):
        for place, (area, item) in enumerate(_within_areas(programme), 1):
            common = {"year": programme.starts, "section": area}
            id = f"{number}.{place}"
            years = range(programme.starts, programme.ends + 1)
            found = sum(linked[year, item.code] for year in years) if item.code else 0
            for row in _of_item(item, id, max(found, len(set(item.mandates)))):
                yield common | row


def _within_areas(programme: Programme) -> Iterator[tuple[str, Item]]:
    """All items, each with the number of the area that it is in."""
    for top in programme.items:
        number = section(top.code) if top.level == "area" else _NO_NUMBER
        yield from ((number, item) for item in top.walk())


def _of_item(item: Item, id: str, mandates: int) -> Iterator[Row]:
    if item.level == "area":
        yield {"record": "AREA", "id": id}
    if item.level == "activity":
        yield {"record": "ACTIVITY", "id": id, "status": item.status, "value": mandates}
    for at, output in enumerate(item.outputs, 1):
        yield _output(output, f"{id}.{at}", item)
    for at, task in enumerate(item.tasks, 1):
        days = {"due": task.schedule.ends, "done": task.done}
        yield {"record": "TASK", "id": f"{id}.{at}", "part_of": id} | days
    for at, means in enumerate(item.financing, 1):
        yield {
            "record": "FINANCING",
            "id": f"{id}.{at}",
            "part_of": id,
            "kind": means.source,
            "currency": means.currency,
            "planned": means.planned,
            "spent": means.spent,
        }


def _output(output: Output, id: str, item: Item) -> Row:
    """An output, done as it says or else as its activity says."""
    return {
        "record": "OUTPUT",
        "id": id,
        "part_of": id.rpartition(".")[0],
        "kind": output.kind,
        "mode": output.mode or item.mode or None,
        "due": output.due,
        "done": output.delivered,
    }


# Mandates


def _of_mandates(mandates: Iterable[Mandate], programmes: Iterable[Programme]) -> Iterator[Row]:
    published = {
        (year, activity.code): programme.starts
        for programme in programmes
        for activity in programme.at("activity")
        for year in range(programme.starts, programme.ends + 1)
    }
    for number, mandate in enumerate(mandates, 1):
        for place, paragraph in enumerate(mandate.paragraphs, 1):
            yield from _of_paragraph(paragraph, f"{number}.{place}", mandate, published)


def _of_paragraph(
    paragraph: Paragraph, id: str, mandate: Mandate, published: dict[tuple[int, str], int]
) -> Iterator[Row]:
    assert mandate.on is not None  # noqa: S101 - those without a date are left out before
    yield {
        "record": "PARAGRAPH",
        "id": id,
        "year": mandate.on.year,
        "kind": mandate.kind,
        "done": mandate.on,
    }
    links = dict.fromkeys((year, code) for year, code, _ in paragraph.activities)
    for at, link in enumerate((one for one in links if one in published), 1):
        yield {"record": "COVERAGE", "id": f"{id}.{at}", "part_of": id, "year": published[link]}
    for at, evidence in enumerate(paragraph.evidence, 1):
        yield {
            "record": "EVIDENCE",
            # What is on record last of a day stands last in the order of ids.
            "id": f"{id}.{at:04}",
            "part_of": id,
            "year": evidence.on.year,
            "status": evidence.status,
            "done": evidence.on,
        }


# Meetings


def _of_meetings(meetings: Iterable[Meeting]) -> Iterator[Row]:
    for number, meeting in enumerate(meetings, 1):
        if (day := meeting.starts or meeting.ends) is not None:
            yield from _of_meeting(meeting, str(number), day)


def _of_meeting(meeting: Meeting, id: str, day: date) -> Iterator[Row]:
    people = [number for _, _, number in meeting.attendance]
    yield {
        "record": "MEETING",
        "id": id,
        "year": day.year,
        "kind": meeting.kind,
        "status": meeting.status,
        "mode": meeting.format or None,
        "place": meeting.country or None,
        "due": day,
        "value": sum(people) if people else None,
    }
    for at, (country, _, number) in enumerate(meeting.attendance, 1):
        yield {
            "record": "ATTENDANCE",
            "id": f"{id}.{at}",
            "part_of": id,
            "year": day.year,
            "place": country or None,
            "value": number,
        }
