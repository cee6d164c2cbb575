"""A work programme in Spanish or English: its items, their sections, tasks and meetings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from cedic.programme.model import FoundRecord, Passage
from cedic.programme.reading.clean import Cleaned, Line
from cedic.programme.reading.headings import Heading, fits, heading_of, section_of
from cedic.programme.reading.lists import entries_of, list_records
from cedic.programme.reading.places import place_of
from cedic.programme.reading.records import Record, meeting_kind, names_of, prose
from cedic.programme.reading.tables import (
    Columns,
    are_meetings,
    cells_of,
    columns_of,
    schedule_apart,
)
from cedic.programme.schedule import dates_in

DOCUMENT = "programme"
"""The key of the record of the programme itself."""

_TITLE = re.compile(
    r"(?i)(?=.*\b(?:work\s+program(?:me)?|programa\s+de\s+trabajo)\b)(?=.*\b20\d\d\b).{10,200}"
)
_YEARS = re.compile(r"\b((?:19|20)\d\d)(?:\s*(?:-|–|/|a|to|y|and)\s*((?:19|20)?\d\d))?\b")
_OBJECTIVES = re.compile(r"(?i)\b(?:objetivos?|objectives?)\b.*:\s*$")
_IMPRINT = re.compile(
    r"(?i)©|copyright|all rights reserved|todos los derechos|^printed in|^impreso en"
    r"|authori[sz]e reproduction|autorización para reproducir"
)
_HOLDER = re.compile(r"(?i:copyright\s*)?©\s*([^\W\d_][^,.;:\d©]{0,98}[^\W\d_])\s*(?:[,.;]|$)")


@dataclass
class Read:
    """An item while it is being read: its heading, and its lines by section."""

    heading: Heading
    line: Line
    key: str
    parent: str
    doubts: list[str] = field(default_factory=list)
    sections: dict[str, list[Line]] = field(default_factory=dict)
    children: int = 0


def is_programme(cleaned: Cleaned) -> bool:
    """Whether a text is a work programme: it has a coded project or activity with sections."""
    levels = [found.level for line in cleaned.lines if (found := heading_of(line.text))]
    sections = {section_of(line.text) for line in cleaned.lines} - {None}
    coded = sum(1 for level in levels if level in ("project", "activity"))
    return coded >= 1 and len(sections) >= 2


def read_programme(cleaned: Cleaned, language: str) -> tuple[str, list[FoundRecord]]:
    """The records of a work programme.

    The first is the programme (kind ``programme``). Areas, programmes within them, projects and
    activities are of kind ``item`` with a field ``level``; below them stand ``objective``,
    ``result``, ``task`` and, from tables with places, ``meeting``. Text outside of the sections is
    in a field ``note``, text beside the table of tasks in ``tasks_note``, what is said of means in
    ``financing_note``.

    Parameters
    ----------
    cleaned : Cleaned
        The text.
    language : str
        Its language.

    Returns
    -------
    tuple
        The title of the programme, empty if it has none, and its records in the order of the text.
    """
    before, items = _items(cleaned.lines)
    programme = _document(before, cleaned)
    year = programme.starts
    _compare_with_contents(items, cleaned.contents, programme.record)
    records = [programme.record.done()]
    for item in items:
        records.extend(_records(item, year, language))
    return programme.title, records


@dataclass
class _Document:
    record: Record
    title: str
    starts: int | None


def _document(before: Sequence[Line], cleaned: Cleaned) -> _Document:
    first = before[0] if before else cleaned.lines[0]
    record = Record("programme", DOCUMENT, "", first.passage)
    titled = next((line for line in before if _TITLE.fullmatch(line.text)), None)
    starts = None
    if titled is None:
        record.doubt("title_missing")
        record.doubt("year_missing")
    else:
        record.add("title", titled.text, titled.passage, titled.doubts)
        years = _YEARS.search(titled.text)
        if years:
            starts = int(years[1])
            ends = int(years[1][: 4 - len(years[2])] + years[2]) if years[2] else starts
            record.add("starts", starts, titled.passage)
            record.add("ends", ends if ends >= starts else None, titled.passage)
            if ends < starts:
                record.doubt("ends_before_starts")
    _add_institution(record, before)
    introduction = _introduction(before, cleaned)
    if introduction:
        text, passage, doubts = prose(introduction)
        record.add("introduction", text, passage, doubts)
    return _Document(record, titled.text if titled else "", starts)


def _add_institution(record: Record, before: Sequence[Line]) -> None:
    """Whose programme it is: who holds the rights in it."""
    for line in before:
        if holder := _HOLDER.match(line.text):
            record.add("institution", holder[1], line.passage, line.doubts)
            return


def _introduction(before: Sequence[Line], cleaned: Cleaned) -> list[Line]:
    """What stands between the table of contents, or else the title, and the first item."""
    starts = cleaned.contents[-1].passage.last if cleaned.contents else 0
    if not starts:
        titles = (line.passage.last for line in before if _TITLE.fullmatch(line.text))
        starts = next(titles, 0)
    return [
        line
        for line in before
        if line.passage.first > starts
        and not _IMPRINT.search(line.text)
        and not _TITLE.fullmatch(line.text)
    ]


def _items(lines: Sequence[Line]) -> tuple[list[Line], list[Read]]:
    """The lines before the first item, and the items with theirs."""
    before: list[Line] = []
    items: list[Read] = []
    section = ""
    for line in lines:
        found = heading_of(line.text) if not line.is_item else None
        named = section_of(line.text) if items else None
        if found:
            items.append(_opened(found, line, items))
            section = ""
        elif named:
            section = named
            items[-1].sections.setdefault(section, [])
        elif items:
            items[-1].sections.setdefault(section, []).append(line)
        else:
            before.append(line)
    return before, items


def _opened(heading: Heading, line: Line, items: list[Read]) -> Read:
    above = _parent(heading, items)
    # The number of a group tells it from others of its area.
    same = 1 + sum(
        1 for one in items if one.heading.level == "programme" and above and one.parent == above.key
    )
    key = heading.code or f"{above.key if above else DOCUMENT}/programme/{same}"
    doubts = list(line.doubts)
    twice = [one for one in items if one.heading.code == heading.code and heading.code]
    if twice:
        key = f"{key}~{len(twice) + 1}"
        for one in twice:
            _doubt(one.doubts, "code_twice")
        doubts.append("code_twice")
    if not heading.title:
        doubts.append("title_missing")
    if (above is None and heading.level != "area") or not fits(heading):
        doubts.append("parent_missing")
    if _is_out_of_order(heading, items):
        doubts.append("code_out_of_order")
    if above:
        above.children += 1
    return Read(heading, line, key, above.key if above else DOCUMENT, doubts)


def _parent(heading: Heading, items: list[Read]) -> Read | None:
    """The item that a code says it belongs to; a group belongs to the area it stands in."""
    if heading.level == "area":
        return None
    if not heading.code:
        return next((one for one in reversed(items) if one.heading.level == "area"), None)
    code = heading.code.rpartition(".")[0]
    above = next((one for one in reversed(items) if code and one.heading.code == code), None)
    if heading.level == "project" and above:
        return _group(above, items) or above
    return above


def _group(area: Read, items: list[Read]) -> Read | None:
    """The group of an area that is open: the last one, if no other area began after it."""
    for one in reversed(items):
        if one.heading.level == "area":
            return None
        if one.heading.level == "programme":
            return one if one.parent == area.key else None
    return None


def _is_out_of_order(heading: Heading, items: list[Read]) -> bool:
    last = next((one for one in reversed(items) if one.heading.level == heading.level), None)
    if not heading.code or last is None:
        return False
    return _order(heading.code) < _order(last.heading.code)


def _order(code: str) -> tuple[int, ...]:
    return tuple(_number(part) for part in code.split("."))


def _number(part: str) -> int:
    if part.isdigit():
        return int(part)
    values = [{"I": 1, "V": 5, "X": 10}[sign] for sign in part]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-one if one < after else one for one, after in pairs)


def _doubt(doubts: list[str], code: str) -> None:
    if code not in doubts:
        doubts.append(code)


def _compare_with_contents(
    items: Sequence[Read], contents: Sequence[Line], programme: Record
) -> None:
    """Doubt titles that differ from the table of contents, and codes that only it has."""
    listed: dict[str, str] = {}
    for line in contents:
        words = re.sub(r"(?:\t|\.{3,}|…+|\s{2,})\s*\d{1,3}\s*$", "", line.text)
        found = heading_of(" ".join(words.split()))
        if found and found.code:
            listed[found.code] = found.title
    for item in items:
        title = listed.get(item.heading.code)
        # A title of two lines shows only its first in some tables of contents.
        if title and not _same(item.heading.title).startswith(_same(title)):
            item.doubts.append("title_differs")
    if set(listed) - {item.heading.code for item in items}:
        programme.doubt("not_in_body")


def _same(title: str) -> str:
    return re.sub(r"\W+", "", title.casefold())


def _records(item: Read, year: int | None, language: str) -> list[FoundRecord]:
    record = Record("item", item.key, item.parent, item.line.passage)
    here = item.line.passage
    heading_doubts = [one for one in item.doubts if one in ("title_differs", "joined_over_page")]
    record.add("level", item.heading.level, here)
    record.add("code", item.heading.code, here)
    record.add("title", item.heading.title, here, heading_doubts)
    for doubt in item.doubts:
        if doubt not in heading_doubts:
            record.doubt(doubt)
    below = [*_unnamed(item, record)]
    for name, field_name in (("background", "background"), ("budget", "financing_note")):
        lines = item.sections.get(name)
        if lines:
            text, passage, doubts = prose(lines)
            record.add(field_name, text, passage, doubts)
    for name, kind in (("objectives", "objective"), ("results", "result")):
        below.extend(list_records(item.sections.get(name, []), kind, item.key, record))
    below.extend(_tasks(item.sections.get("tasks", []), record, year, language))
    if _lacks_a_section(item):
        record.doubt("section_missing")
    return [record.done(), *below]


def _lacks_a_section(item: Read) -> bool:
    if item.heading.level in ("area", "programme") or item.children:
        return False
    named = {name for name, lines in item.sections.items() if lines}
    return not {"background", "objectives", "results", "tasks"} <= named


def _unnamed(item: Read, record: Record) -> list[FoundRecord]:
    """What stands before the first section: a list of objectives, and notes."""
    lines = item.sections.get("", [])
    leads = [place for place, line in enumerate(lines) if _OBJECTIVES.search(line.text)]
    listed: list[Line] = []
    if leads and "objectives" not in item.sections:
        after = lines[leads[0] + 1 :]
        listed = after[: next((n for n, one in enumerate(after) if not one.is_item), len(after))]
    taken = {id(line) for line in listed} | ({id(lines[leads[0]])} if listed else set())
    notes = [line for line in lines if id(line) not in taken]
    if notes:
        text, passage, doubts = prose(notes)
        record.add("note", text, passage, doubts)
    return list_records(listed, "objective", item.key, record)


def _tasks(
    lines: Sequence[Line], record: Record, year: int | None, language: str
) -> list[FoundRecord]:
    columns: Columns | None = None
    found: list[Record] = []
    notes: list[Line] = []
    pending: list[Line] = []
    has_table = any(columns_of(line) or line.is_row for line in lines)
    counts: Counter[str] = Counter()
    for line in lines if has_table else ():
        header = columns_of(line)
        if header:
            columns = header
        elif line.is_row:
            found.append(_row(line, columns or {"task": 0, "schedule": 1}, counts, record))
        elif columns is None:
            notes.append(line)
        else:
            pending.append(line)
            task = _row_without_cells(pending, counts, record, year)
            if task:
                found.append(task)
                pending = []
    if not has_table:
        found.extend(_listed_tasks(lines, counts, record, year))
    elif pending:
        found.append(_task(prose(pending)[0], "", pending[0], counts, record))
    if notes:
        text, passage, doubts = prose(notes)
        record.add("tasks_note", text, passage, doubts)
    return [_scheduled(one, year, language) for one in found]


def _row(line: Line, columns: Columns, counts: Counter[str], record: Record) -> Record:
    cells = cells_of(line, columns)
    if are_meetings(columns):
        return _meeting(cells, line, counts, record)
    task = _task(cells["task"], cells.get("schedule", ""), line, counts, record)
    task.add("unit", cells.get("unit"), line.passage)
    return task


def _task(text: str, schedule: str, line: Line, counts: Counter[str], record: Record) -> Record:
    counts["task"] += 1
    task = Record("task", f"{record.key}/task/{counts['task']}", record.key, line.passage)
    task.add("text", text, line.passage, line.doubts)
    task.add("schedule", schedule, line.passage)
    return task


def _row_without_cells(
    pending: Sequence[Line], counts: Counter[str], record: Record, year: int | None
) -> Record | None:
    """A task of a table whose cells the layout ran together, once its schedule is reached."""
    text, passage, doubts = prose(pending)
    task, schedule = schedule_apart(" ".join(text.split()), year)
    if not schedule:
        return None
    line = Line(task, passage, doubts=(*doubts, "schedule_split"))
    return _task(task.removeprefix("- "), schedule, line, counts, record)


def _listed_tasks(
    lines: Sequence[Line], counts: Counter[str], record: Record, year: int | None
) -> list[Record]:
    found: list[Record] = []
    for entry in entries_of(lines, record) if any(line.is_item for line in lines) else ():
        text, passage, doubts = prose(entry)
        task, schedule = schedule_apart(text.removeprefix("- "), year)
        also = ("schedule_split",) if schedule else ()
        line = Line(task, passage, doubts=(*doubts, *also))
        found.append(_task(task.rstrip(" :(-–,"), schedule, line, counts, record))
    if not found and lines:
        text, passage, doubts = prose(lines)
        record.add("tasks_note", text, passage, doubts)
    return found


def _meeting(cells: dict[str, str], line: Line, counts: Counter[str], record: Record) -> Record:
    counts["meeting"] += 1
    key = f"{record.key}/meeting/{counts['meeting']}"
    meeting = Record("meeting", key, record.key, line.passage)
    here = line.passage
    number = cells.get("number") or (str(line.number) if line.number is not None else "")
    if number and line.number is not None and line.number != counts["meeting"]:
        record.doubt("numbering_skips")
    meeting.add("number", number, here)
    meeting.add("title", cells["task"].strip(" ."), here, line.doubts)
    meeting.add("kind", meeting_kind(cells["task"]), here)
    meeting.add("status", "planned", here)
    meeting.add("item", record.key, here)
    objectives = cells.get("objectives", "")
    meeting.add("objectives", [objectives] if objectives else [], here)
    names, doubts = names_of(cells.get("organisers", ""))
    meeting.add("organisers", [{"name": n, "role": "organiser"} for n in names], here, doubts)
    place, schedule = _place_and_date(cells)
    meeting.add_place(place_of(place), here)
    meeting.add("schedule", schedule, here)
    return meeting


def _place_and_date(cells: dict[str, str]) -> tuple[str, str]:
    both = cells.get("place_date")
    if both is None:
        return cells.get("place", ""), cells.get("schedule", "")
    begins = next((match.start() for match in dates_in(both)), len(both))
    lead = re.search(r"(?i)(?:\bdel?\s+|\b\d{1,2}\s*[,y]\s*)+$", both[:begins])
    begins = lead.start() if lead else begins
    return both[:begins].strip(), both[begins:].strip()


def _scheduled(one: Record, year: int | None, language: str) -> FoundRecord:
    """The record with the days that its schedule means."""
    held = next((entry for entry in one.fields if entry.name == "schedule"), None)
    one.fields = [entry for entry in one.fields if entry is not held]
    split = [doubt for entry in one.fields for doubt in entry.doubts if doubt == "schedule_split"]
    passage: Passage = held.passage if held else one.passage
    one.add_schedule(held.value if held else "", year, language, passage, *split)
    return one.done()
