"""A rapporteur's report: the meeting, who took part, axes, who leads them, and the conclusions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from cedic.programme.model import FoundRecord, Passage, Schedule
from cedic.programme.reading.clean import Cleaned, Line
from cedic.programme.reading.places import Place, place_of
from cedic.programme.reading.records import Record, meeting_kind, prose
from cedic.programme.reading.sentences import sentences
from cedic.programme.schedule import dates_in, schedule_of

KEY = "meeting"
"""The key of the record of the meeting itself."""

_CALLED = re.compile(
    r"(?i)\b(?:informe\s+de\s+(?:la\s+)?(?:relator[ií]a|reuni[oó]n)|informe\s+final"
    r"|rapporteur[’']?s?\s+report|report\s+of\s+the\s+(?:meeting|rapporteur)|final\s+report)\b"
)
_CONCLUSIONS = {
    "conclusion": re.compile(r"(?i)(?:[IVX]+\.\s*)?(?:conclusiones|conclusions)\b.{0,60}"),
    "recommendation": re.compile(
        r"(?i)(?:[IVX]+\.\s*)?(?:recomendaciones|recommendations)\b.{0,60}"
    ),
    "agreement": re.compile(r"(?i)(?:[IVX]+\.\s*)?(?:acuerdos|agreements)\b.{0,60}"),
}
_SUMMARY = re.compile(
    r"(?i)(?:[IVX]+\.\s*)?(?:resumen\s+de\s+las\s+intervenciones|summary\s+of\s+(?:the\s+)?"
    r"(?:interventions|discussions|deliberations)|desarrollo\s+de\s+la\s+reuni[oó]n)"
)
_HELD = re.compile(
    r"(?i)\b(?:se\s+llevó\s+a\s+cabo|tuvo\s+lugar|se\s+celebró|se\s+realizó|was\s+held|took\s+place)\b"
)
_CONVENED = re.compile(
    r"(?i)\b(?:convocad[oa]|organizad[oa]|convened|organi[sz]ed)\s+(?:por|by)\s+"
    r"(?:la\s+|el\s+|the\s+)?(?P<name>[^,;()]{3,160}(?:\([A-Z][\w-]+\))?)"
)
_TOOK_PART = re.compile(
    r"(?i)\b(?:participaron|asistieron|participated|attended|took\s+part)\b[^:]{0,200}:\s*(?P<names>.+)"
)
_AXES = re.compile(r"(?i)\b(?:ejes|axes|pilares|pillars)\b[^:;.]{0,80}:\s*(?P<axes>i\).+?)(?:\.|$)")
_ROMAN = re.compile(r"\s*\b(i|ii|iii|iv|v|vi|vii|viii|ix|x)\)\s*")
_ORGANISATION = r"[A-Z]{2,}(?:-[A-Z]+)*"
_LEADS = re.compile(r"(?i)\b(?:asumió|asumirá|lidera|liderará|assumed|will\s+lead|leads)\b")
_LED = re.compile(
    rf"\b(?:la|el|the)\s+(?P<organisation>{_ORGANISATION})"
    r"(?:\s+(?:asumió|asumirá|lidera|liderará|assumed|will lead|leads)(?:\s+(?:el|the))?"
    r"(?:\s+(?:tema|eje|axis|theme))?(?:\s+(?:de|of))?\s+|,\s+)"
    rf"(?P<axis>.+?)(?=\s*;|\s+(?:y|and)\s+(?:la|el|the)\s+{_ORGANISATION},|\s*$)"
)
_HOWEVER = re.compile(r"(?i)^(?:sin embargo|no obstante|however|nevertheless)\b")
_MONTH = r"(?:[A-Za-zÀ-ÿ]+)"
_THIS_YEAR = (
    r"(?:\s+(?:de(?:l)?|of)\s+(?:\d{4}|(?:presente|este|mismo)\s+año|(?:this|the same)\s+year))?"
)
_DUE = re.compile(
    r"(?i)\b(?P<lead>hasta|antes\s+de|a\s+más\s+tardar|durante|para|by|until|before|during)\s+(?:el\s+)?"
    r"(?P<when>(?:d[ií]a\s+)?\d{1,2}\s+de\s+" + _MONTH + _THIS_YEAR + r"|(?:la\s+)?(?:primera|segunda)"
    r"\s+quincena\s+del?\s+(?:mes\s+de\s+)?" + _MONTH + _THIS_YEAR + r"|mes\s+de\s+" + _MONTH
    + _THIS_YEAR + r"|\d{1,2}\s+[A-Z][a-z]+" + _THIS_YEAR + r")"
)  # fmt: skip
_AGO = re.compile(
    r"(?i)\s+(?:del|of)\s+(?:(?P<past>año\s+pasado|last\s+year)|presente\s+año|this\s+year)"
)
_ASIDE = re.compile(
    r"(?:[“\"](?P<quoted>[^”\"]{5,200})[”\"]|(?P<named>\b(?:[IVXL]+|[A-Z][a-zé]+)\s+(?:Cumbre|Reunión|Foro"
    r"|Seminario|Taller|Congreso|Summit|Meeting|Seminar|Workshop|Forum)\b[^().,;“”]{0,120}))"
    r"\s*\((?P<aside>[^()]{4,120})\)"
)
_REALISED = re.compile(
    r"(?P<lead>(?i:taller|seminario|reunión|curso|foro|workshop|seminar|meeting))\s+"
    r"[“\"](?P<quoted>[^”\"]{5,200})[”\"][^“”.;]{0,100}?\b(?:realizad[oa]|celebrad[oa]|held)\s+"
    r"(?:el|los\s+d[ií]as|on)\s+(?P<when>\d{1,2}[^“”.;,()]{3,60})"
)
_IN_YEAR = re.compile(r"\b(?:en|in|during|durante)\s+((?:19|20)\d\d)\b")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")


def is_meeting_report(cleaned: Cleaned) -> bool:
    """Whether a text is called a report of a meeting, and has conclusions."""
    called = any(_CALLED.search(line.text) for line in cleaned.lines[:40])
    return called and any(_conclusions_of(line) for line in cleaned.lines)


def read_meeting(cleaned: Cleaned, language: str) -> tuple[str, list[FoundRecord]]:
    """The records of a rapporteur's report.

    The meeting itself (kind ``meeting``) is the first. Below it stand its conclusions
    (``conclusion``), the axes of work (``axis``) and who leads them (``leadership``), and other
    meetings that are told of. What a conclusion says of when is its schedule.

    Parameters
    ----------
    cleaned : Cleaned
        The text.
    language : str
        Its language.

    Returns
    -------
    tuple
        The title of the meeting, and the records.
    """
    year = _year(cleaned.lines)
    meeting = Record("meeting", KEY, "", cleaned.lines[0].passage)
    title = _add_title(meeting, cleaned.lines)
    starts = _add_when(meeting, cleaned.lines, year, language)
    _add_people(meeting, cleaned.lines)
    _add_summary(meeting, cleaned.lines)
    records = [*_axes(cleaned.lines), *_leaderships(cleaned.lines)]
    records += _other_meetings(cleaned.lines, year, starts, language)
    records += _conclusions(cleaned.lines, year, language)
    return title, [meeting.done(), *records]


def _year(lines: Sequence[Line]) -> int | None:
    """The year of the report: the first one its first lines name, as its imprint does."""
    years = (int(match[1]) for line in lines[:12] for match in _YEAR.finditer(line.text))
    return next(years, None)


def _add_title(meeting: Record, lines: Sequence[Line]) -> str:
    headings = [line for line in lines[:15] if line.heading]
    quoted = [line for line in headings if re.match(r"[“\"«]", line.text)]
    named = [line for line in headings if meeting_kind(line.text) != "meeting"]
    line = next(iter(quoted + named + headings), None)
    if line is None:
        meeting.doubt("title_missing")
        return ""
    title = line.text.strip('“”"«» ')
    meeting.add("title", title, line.passage)
    meeting.add("kind", meeting_kind(title), line.passage)
    meeting.add("status", "held", line.passage)
    virtual = next((one for one in lines[:30] if re.search(r"(?i)\bvirtual\b", one.text)), None)
    if virtual:
        meeting.add("format", "virtual", virtual.passage)
    return title


def _add_when(
    meeting: Record, lines: Sequence[Line], year: int | None, language: str
) -> date | None:
    for line in lines:
        for sentence in sentences(line.text):
            held = _HELD.search(sentence)
            if held:
                dates = list(dates_in(sentence))
                before = [one for one in dates if one.end() <= held.start()]
                after = [one for one in dates if one.start() >= held.end()]
                near = before[-1:] if before and held.start() - before[-1].end() < 60 else after[:1]
                if near:
                    inferred = () if _YEAR.search(near[0][0]) else ("year_inferred",)
                    schedule = meeting.add_schedule(
                        near[0][0], year, language, line.passage, *inferred
                    )
                    return schedule.starts
    meeting.doubt("schedule_missing")
    return None


def _add_people(meeting: Record, lines: Sequence[Line]) -> None:
    convened = next(((m, one) for one in lines if (m := _CONVENED.search(one.text))), None)
    if convened:
        match, line = convened
        organiser = {"name": match["name"].strip(), "role": "organiser"}
        meeting.add("organisers", [organiser], line.passage)
    present = next(((m, one) for one in lines if (m := _TOOK_PART.search(one.text))), None)
    if present:
        match, line = present
        pieces = re.split(r";|(?<=\))\s+(?:y|and)\s+", sentences(match["names"])[0])
        article = re.compile(r"^\s*(?:y\s+|and\s+)?(?:del?\s+)?(?:(?:la|el|los|las|the)\s+)?")
        names = [article.sub("", piece).strip(" .,") for piece in pieces]
        meeting.add("participants", [name for name in names if name], line.passage)


def _add_summary(meeting: Record, lines: Sequence[Line]) -> None:
    begin = next((n for n, one in enumerate(lines) if _SUMMARY.fullmatch(one.text)), None)
    if begin is None:
        return
    after = lines[begin + 1 :]
    end = next((n for n, one in enumerate(after) if one.heading), len(after))
    if end:
        text, passage, doubts = prose(after[:end])
        meeting.add("summary", text, passage, doubts)


def _axes(lines: Sequence[Line]) -> list[FoundRecord]:
    found = next(((m, one) for one in lines if (m := _AXES.search(one.text))), None)
    if not found:
        return []
    match, line = found
    parts = _ROMAN.split(match["axes"])[1:]
    records: list[FoundRecord] = []
    for number, (mark, words) in enumerate(zip(parts[::2], parts[1::2], strict=True), 1):
        axis = Record("axis", f"{KEY}/axis/{number}", KEY, line.passage)
        axis.add("number", mark, line.passage)
        axis.add(
            "name", re.sub(r"\s+(?:y|e|and)$", "", words.strip(" ;,.")).strip(" ;,"), line.passage
        )
        records.append(axis.done())
    return records


def _leaderships(lines: Sequence[Line]) -> list[FoundRecord]:
    records: list[FoundRecord] = []
    for line in lines:
        told = sentences(line.text)
        for place, sentence in enumerate(told):
            if not _LEADS.search(sentence):
                continue
            open_still = place + 1 < len(told) and bool(_HOWEVER.match(told[place + 1]))
            for match in _LED.finditer(sentence.rstrip(" .")):
                key = f"{KEY}/leadership/{len(records) + 1}"
                one = Record("leadership", key, KEY, line.passage)
                one.add("organisation", match["organisation"], line.passage)
                one.add("axis", match["axis"].strip(" ,."), line.passage)
                if open_still:
                    one.doubt("not_settled")
                records.append(one.done())
    return records


@dataclass(frozen=True)
class _Told:
    title: str
    when: str
    where: str
    at: int
    kind: str


def _other_meetings(
    lines: Sequence[Line], year: int | None, held: date | None, language: str
) -> list[FoundRecord]:
    records: list[FoundRecord] = []
    known: int | None = None
    for line in lines:
        for told in _told_in(line.text):
            said = [int(one[1]) for one in _IN_YEAR.finditer(line.text, 0, told.at)]
            known = said[-1] if said else known
            key = f"{KEY}/meeting/{len(records) + 1}"
            records.append(_other(told, key, line.passage, known or year, held, language))
    return records


def _told_in(text: str) -> Iterator[_Told]:
    """Meetings with an aside: “Name” (20 de abril, San Salvador), or with "held on" after them."""
    found: list[_Told] = []
    for match in _ASIDE.finditer(text):
        when, where = _when_and_where(match["aside"])
        if when:
            title = (match["quoted"] or match["named"]).strip()
            found.append(_Told(title, when, where, match.start(), meeting_kind(title)))
    for match in _REALISED.finditer(text):
        begins = next((one for one in dates_in(match["when"])), None)
        if begins:
            ago = _AGO.match(match["when"], begins.end())
            when, kind = begins[0] + (ago[0] if ago else ""), meeting_kind(match["lead"])
            found.append(_Told(match["quoted"], when, "", match.start(), kind))
    yield from sorted(found, key=lambda one: one.at)


def _when_and_where(aside: str) -> tuple[str, str]:
    found = next((one for one in dates_in(aside) if re.search(r"\d", one[0])), None)
    if not found:
        return "", ""
    return found[0], (aside[: found.start()] + aside[found.end() :]).strip(" ,;")


def _other(
    told: _Told, key: str, here: Passage, year: int | None, held: date | None, language: str
) -> FoundRecord:
    one = Record("meeting", key, KEY, here)
    one.add("title", told.title, here)
    one.add("kind", told.kind, here)
    schedule = _add_days(one, told.when, year, held, here, language)
    past = schedule.ends is not None and held is not None and schedule.ends <= held
    one.add("status", "held" if past else "planned", here)
    one.add_place(place_of(told.where) if told.where else Place(doubts=("place_missing",)), here)
    return one.done()


def _add_days(
    one: Record, words: str, year: int | None, held: date | None, here: Passage, language: str
) -> Schedule:
    """Put down a schedule that may say "of last year", which is that of the report less one."""
    ago = _AGO.search(words)
    plain = _AGO.sub("", words)
    if ago and held:
        year = held.year - 1 if ago["past"] else held.year
    inferred = () if _YEAR.search(words) else ("year_inferred",)
    schedule, doubts = schedule_of(plain, year, language)
    one.add("schedule", words, here, (*doubts, *inferred))
    one.add("starts", schedule.starts, here)
    one.add("ends", schedule.ends, here)
    one.add("schedule_kind", schedule.kind, here)
    return schedule


def _conclusions_of(line: Line) -> str:
    if line.is_item or line.text.endswith("."):
        return ""
    kinds = (kind for kind, words in _CONCLUSIONS.items() if words.fullmatch(line.text))
    return next(kinds, "")


def _conclusions(lines: Sequence[Line], year: int | None, language: str) -> list[FoundRecord]:
    records: list[FoundRecord] = []
    kind = ""
    for line in lines:
        named = _conclusions_of(line)
        if named or line.heading:
            kind = named
        elif kind and line.is_item:
            number = str(line.number) if line.number is not None else str(len(records) + 1)
            key = f"{KEY}/conclusion/{len(records) + 1}"
            records.append(_conclusion(line, key, number, kind, year, language))
    return records


def _conclusion(
    line: Line, key: str, number: str, kind: str, year: int | None, language: str
) -> FoundRecord:
    one = Record("conclusion", key, KEY, line.passage)
    one.add("number", number, line.passage)
    one.add("kind", kind, line.passage)
    one.add("text", line.text, line.passage, line.doubts)
    for due in _DUE.finditer(line.text):
        until = due["lead"].lower().startswith(("hasta", "until", "by", "before", "antes", "a más"))
        schedule, doubts = schedule_of(_AGO.sub("", due["when"]), year, language)
        if schedule.kind == "dated":
            inferred = () if _YEAR.search(due[0]) else ("year_inferred",)
            one.add("schedule", due[0], line.passage, (*doubts, *inferred))
            one.add("starts", None if until else schedule.starts, line.passage)
            one.add("ends", schedule.ends, line.passage)
            one.add("schedule_kind", "dated", line.passage)
            break
    return one.done()
