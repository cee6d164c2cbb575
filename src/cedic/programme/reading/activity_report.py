"""The yearly report of a programme: what was held, and what is still planned."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cedic.programme.model import FoundRecord, Passage
from cedic.programme.reading.clean import Cleaned, Line, bare
from cedic.programme.reading.headings import section_of
from cedic.programme.reading.lists import list_records
from cedic.programme.reading.places import Place, place_of
from cedic.programme.reading.records import Record, meeting_kind, names_of, prose, spanning
from cedic.programme.schedule import dates_in, schedule_of

KEY = "report"
"""The key of the record of the report itself."""
LONGEST_PLACE = 80

_TITLE = re.compile(
    r"(?i)\s*((?:informe\s+(?:anual\s+)?(?:sobre\s+las\s+|de\s+)actividades"
    r"|(?:annual\s+)?report\s+(?:on|of)\s+(?:the\s+)?activities|activit(?:y|ies)\s+report)\b"
    r".{0,150}?)(?:\s+[A-Z]{2}/[\w./()-]+.*)?\s*"
)
_YEAR = re.compile(r"(?i)(?:año|year|ano|ejercicio|for|de)\s+((?:19|20)\d\d)\b")
_THINGS = r"(?:actividades|activities|reuniones|meetings|eventos|events)"
_PLANNED = re.compile(
    rf"(?i)\b{_THINGS}\b.*\b(?:programadas|previstas|planned|scheduled|por\s+realizar)\b"
)
_HELD = re.compile(
    rf"(?i)\b{_THINGS}\b.*\b(?:realizadas|ejecutadas|conducted|undertaken|carried\s+out|held)\b"
    rf"|\b(?:realizaron|ejecutaron|carried\s+out|held|conducted)\b.*\b{_THINGS}\b.*:\s*$"
)
_BY = re.compile(
    r"(?i)[.,;]\s*(?P<role>patrocinad|auspiciad|sponsored|organizad|organi[sz]ed|convocad)"
    r"[oa]?s?\s+(?:por|by)\s+(?P<names>.+?)[\s.,;]*$"
)
_BY_AFTER = re.compile(
    r"(?i)^\s*,?\s*(?P<role>patrocinad|auspiciad|sponsored|organizad|organi[sz]ed|convocad)"
    r"[oa]?s?\s+(?:por|by)\s+(?P<names>[^.]+)\.?"
)
_IN_PLACE = re.compile(
    r"\s+(?:en|in)\s+(?P<place>[A-ZÁÉÍÓÚ][^,.;:]{2,60}),?\s*"
    r"(?:(?:los?|el)\s+d[ií]as?|del?|on|from|el)?\s*$"
)
_LAST_LIMITS = re.compile(r"[.;]\s+(?=[A-ZÁÉÍÓÚ“\"¿¡])")


@dataclass(frozen=True)
class _Entry:
    """An activity: its numbered line, what follows it, and whether it was held."""

    head: Line
    rest: tuple[Line, ...]
    status: str


@dataclass(frozen=True)
class _Told:
    """What the line of an activity says: its title, who, when, where, and the rest of it."""

    title: str
    when: str
    place: Place
    by: tuple[str, str] = ("", "")
    rest: str = ""


def is_activity_report(lines: Sequence[str], cleaned: Cleaned) -> bool:
    """Whether a text is a report of activities: it is called so, or lists three with their dates."""
    _, entries = _entries(cleaned.lines)
    dated = sum(1 for entry in entries if _told(entry) is not None)
    return dated >= 3 or (dated >= 1 and any(_TITLE.fullmatch(bare(line)) for line in lines))


def read_activities(
    lines: Sequence[str], cleaned: Cleaned, language: str
) -> tuple[str, list[FoundRecord]]:
    """The records of a yearly report: ``report``, ``objective``, ``result`` and ``meeting``.

    Each numbered activity is a meeting, ``held`` or ``planned`` as the heading of its list says.
    Sponsors and organisers are in a field ``organisers``, each with its role; what is told of the
    activity is its ``summary``.

    Parameters
    ----------
    lines : sequence of str
        The lines of the source, whose page headers may hold the title.
    cleaned : Cleaned
        The text.
    language : str
        Its language.

    Returns
    -------
    tuple
        The title, empty if there is none, and the records.
    """
    before, entries = _entries(cleaned.lines)
    report = Record("report", KEY, "", cleaned.lines[0].passage)
    title = _title(lines, report)
    year = _year(title, before, report)
    records = _introduction(before, report)
    meetings = [_meeting(entry, number, year, language) for number, entry in enumerate(entries, 1)]
    return title, [report.done(), *records, *meetings]


def _title(lines: Sequence[str], report: Record) -> str:
    for number, line in enumerate(lines, 1):
        match = _TITLE.fullmatch(bare(line))
        if match:
            report.add("title", match[1].strip(), Passage(number, number))
            return match[1].strip()
    report.doubt("title_missing")
    return ""


def _year(title: str, before: Sequence[Line], report: Record) -> int | None:
    in_title = re.search(r"\b((?:19|20)\d\d)\b", title)
    if in_title:
        here = report.fields[0].passage
        report.add("starts", int(in_title[1]), here)
        report.add("ends", int(in_title[1]), here)
        return int(in_title[1])
    said = Counter(int(year) for line in before for year in _YEAR.findall(line.text))
    if not said:
        report.doubt("year_missing")
        return None
    year = said.most_common(1)[0][0]
    here = next(line.passage for line in before if str(year) in line.text)
    report.add("starts", year, here, ("year_inferred",))
    report.add("ends", year, here, ("year_inferred",))
    return year


def _introduction(before: Sequence[Line], report: Record) -> list[FoundRecord]:
    sections: dict[str, list[Line]] = {}
    name = ""
    for line in before:
        found = section_of(line.text)
        name = found or name
        if not found:
            sections.setdefault(name, []).append(line)
    if sections.get("background"):
        text, passage, doubts = prose(sections["background"])
        report.add("background", text, passage, doubts)
    records = list_records(sections.get("objectives", []), "objective", KEY, report)
    return records + list_records(sections.get("results", []), "result", KEY, report)


def _entries(lines: Sequence[Line]) -> tuple[list[Line], list[_Entry]]:
    """The lines before the first list of activities, and the activities."""
    before: list[Line] = []
    entries: list[_Entry] = []
    status, last = "", 0
    for line in lines:
        marked = "" if line.number is not None else _status_of(line)
        if marked:
            last = last if status else 0
            status = marked
        elif not status:
            before.append(line)
        elif line.number is not None and (line.number == last + 1 or line.number == 1):
            last = line.number
            entries.append(_Entry(line, (), status))
        elif entries:
            entry = entries[-1]
            entries[-1] = _Entry(entry.head, (*entry.rest, line), entry.status)
    return before, entries


def _status_of(line: Line) -> str:
    if len(line.text) > 250 or not (len(line.text) < 120 or line.text.endswith(":")):
        return ""
    if _PLANNED.search(line.text):
        return "planned"
    # "The activities held were many." tells, it heads no list.
    heads = line.text.endswith(":") or not line.text.endswith(".")
    return "held" if heads and _HELD.search(line.text) else ""


def _meeting(entry: _Entry, count: int, year: int | None, language: str) -> FoundRecord:
    here = spanning(line.passage for line in (entry.head, *entry.rest))
    head = entry.head.passage
    meeting = Record("meeting", f"{KEY}/meeting/{count}", KEY, entry.head.passage)
    meeting.add("number", str(entry.head.number), head)
    told = _told(entry)
    blocks = None if told else _in_blocks(entry, year, language)
    title = told.title if told else entry.head.text.strip(" .")
    meeting.add("title", title, head, entry.head.doubts)
    meeting.add("kind", meeting_kind(title), head)
    meeting.add("status", entry.status, head)
    if told:
        role, words = told.by
        names, doubts = names_of(words)
        meeting.add("organisers", [{"name": n, "role": role} for n in names], head, doubts)
        meeting.add_place(told.place, head)
        meeting.add_schedule(told.when, year, language, head)
    elif blocks:
        _add_blocks(meeting, blocks, year, language)
    else:
        meeting.doubt("schedule_missing")
    _add_summary(meeting, told.rest if told else "", entry if not blocks else None, here)
    return meeting.done()


def _add_summary(meeting: Record, rest: str, entry: _Entry | None, here: Passage) -> None:
    lines = entry.rest if entry else ()
    texts = [rest, prose(lines)[0] if lines else ""]
    doubts = prose(lines)[2] if lines else ()
    meeting.add("summary", "\n\n".join(text for text in texts if text), here, doubts)


def _told(entry: _Entry) -> _Told | None:
    """What the first line of an activity says; None if it has no date."""
    text = entry.head.text
    found = next((date for date in dates_in(text) if re.search(r"\d", date[0])), None)
    if found is None:
        return None
    lead = re.search(r"(?i)\b(?:del?|from)\s+$", text[: found.start()])
    before = text[: lead.start() if lead else found.start()].rstrip()
    when = text[lead.start() if lead else found.start() : found.end()].strip()
    after = text[found.end() :]
    return _with_place(before, when, after)


def _with_place(before: str, when: str, after: str) -> _Told:
    segments = _LAST_LIMITS.split(after.lstrip(" .,;"), maxsplit=1)
    place = _place(segments[0])
    if place:
        return _by(before, when, place, segments[1] if len(segments) > 1 else "")
    *first, last = _LAST_LIMITS.split(before.rstrip(" .,;"))
    place = _place(last) if first else None
    if place:
        begins = before.rindex(last)
        return _by(before[:begins], when, place, after.lstrip(" .,;"))
    within = _IN_PLACE.search(before)
    if within:
        return _by(before[: within.start()], when, place_of(within["place"]), after)
    return _by(before, when, Place(doubts=("place_missing",)), after)


def _place(words: str) -> Place | None:
    """The place that words are; None if they name no country."""
    if len(words) > LONGEST_PLACE:
        return None
    place = place_of(words)
    return place if place.country else None


def _by(before: str, when: str, place: Place, rest: str) -> _Told:
    match = _BY.search(before)
    title = before[: match.start()] if match else before
    after = None if match else _BY_AFTER.match(rest)
    if after:
        match, rest = after, rest[after.end() :]
    role = ""
    if match:
        role = "organiser" if match["role"].lower().startswith(("organ", "convoc")) else "sponsor"
    title = title.strip(" .,;")
    return _Told(title, when, place, (role, match["names"] if match else ""), rest.strip(" ,;"))


@dataclass(frozen=True)
class _Blocks:
    """The cells of an activity that stand below each other."""

    objectives: tuple[Line, ...]
    organisers: Line | None
    place: Line
    when: Line


def _in_blocks(entry: _Entry, year: int | None, language: str) -> _Blocks | None:
    """The cells of a table that a layout put below each other: the last is the date."""
    for last, line in enumerate(entry.rest):
        schedule, _ = schedule_of(line.text, year, language)
        if last and schedule.kind == "dated":
            place = entry.rest[last - 1]
            organisers = entry.rest[last - 2] if last > 1 else None
            return _Blocks(entry.rest[: max(0, last - 2)], organisers, place, line)
    return None


def _add_blocks(meeting: Record, blocks: _Blocks, year: int | None, language: str) -> None:
    if blocks.objectives:
        text, passage, doubts = prose(blocks.objectives)
        meeting.add("objectives", [text], passage, doubts)
    if blocks.organisers:
        names, doubts = names_of(blocks.organisers.text)
        organisers = [{"name": name, "role": "organiser"} for name in names]
        meeting.add("organisers", organisers, blocks.organisers.passage, doubts)
    meeting.add_place(place_of(blocks.place.text), blocks.place.passage)
    meeting.add_schedule(blocks.when.text, year, language, blocks.when.passage)
