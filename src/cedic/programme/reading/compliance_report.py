"""A report on compliance with a decision: the decision, the period, and the meetings told of."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from cedic.programme.model import FoundRecord, Passage
from cedic.programme.reading.clean import Cleaned, Line
from cedic.programme.reading.records import Record, meeting_kind
from cedic.programme.reading.sentences import Told, meetings_in, sentences
from cedic.programme.schedule import schedule_of

KEY = "report"

_COMPLIANCE = re.compile(
    r"(?i)\b(?:compliance\s+with|(?:in\s+)?fulfil(?:l)?ment\s+of|cumplimiento\s+(?:de|a|con)(?:\s+la)?)\s+"
    r"(?P<kind>Decision|Decisión|Resolution|Resolución)\s+(?:No\.|N[°º.]+|Nº)?\s*(?P<number>\d{1,4})"
)
_TITLED = r"{number}\s*[“\"](?P<title>[^”\"]{{10,400}})[”\"]"
_BODY = r"{number}\s+(?:of|del|de la)\s+(?:the\s+)?(?P<body>[A-ZÁÉÍÓÚ][\w ]+?)" + (
    r"(?=\s+(?:that|which|que)|[,.;(])"
)
_PERIOD = re.compile(
    r"(?i)\b(?:between|entre)\s+(?:el\s+)?(?P<first>[a-záéíóú]+\s+(?:de\s+)?\d{4})\s+(?:and|y)\s+"
    r"(?P<last>[a-záéíóú]+\s+(?:de\s+)?\d{4})"
)


def is_compliance_report(cleaned: Cleaned) -> bool:
    """Whether a text says near its beginning that it tells of compliance with a decision."""
    return any(_COMPLIANCE.search(line.text) for line in cleaned.lines[:40])


def read_compliance(cleaned: Cleaned, language: str) -> tuple[str, list[FoundRecord]]:
    """The records of a compliance report: ``report``, ``mandate`` and ``meeting``.

    A meeting that is told of twice, by its days and place, is one record.

    Parameters
    ----------
    cleaned : Cleaned
        The text.
    language : str
        Its language.

    Returns
    -------
    tuple
        The title of the decision, and the records.
    """
    report = Record("report", KEY, "", cleaned.lines[0].passage)
    report.doubt("title_missing")
    _add_period(report, cleaned, language)
    mandate = _mandate(cleaned)
    told = _meetings(cleaned, language)
    meetings = [one.record(number, language) for number, one in enumerate(told, 1)]
    title = mandate.value("title") or ""
    return str(title), [report.done(), mandate, *meetings]


def _add_period(report: Record, cleaned: Cleaned, language: str) -> None:
    found = [(m, line) for line in cleaned.lines for m in _PERIOD.finditer(line.text)]
    if not found:
        report.doubt("year_missing")
        return
    often = Counter(match[0].casefold() for match, _ in found)
    said = max(often, key=lambda words: (often[words], len(words)))
    match, line = next((m, at) for m, at in found if m[0].casefold() == said)
    first, _ = schedule_of(match["first"], None, language)
    last, _ = schedule_of(match["last"], None, language)
    if first.starts and last.ends and first.starts <= last.ends:
        report.add("period", match[0], line.passage)
        report.add("starts", first.starts, line.passage)
        report.add("ends", last.ends, line.passage)
    else:
        report.add("period", match[0], line.passage, ("schedule_unknown",))


def _mandate(cleaned: Cleaned) -> FoundRecord:
    match, line = next(
        (match, line) for line in cleaned.lines if (match := _COMPLIANCE.search(line.text))
    )
    number = match["number"]
    mandate = Record("mandate", f"mandate/{number}", "", line.passage)
    kind = "decision" if match["kind"].lower().startswith("dec") else "resolution"
    mandate.add("kind", kind, line.passage)
    mandate.add("number", number, line.passage)
    for name, pattern in (("title", _TITLED), ("body", _BODY)):
        for at in cleaned.lines:
            said = re.search(pattern.format(number=number), at.text)
            if said:
                mandate.add(name, said[name], at.passage)
                break
    if mandate.done().value("title") is None:
        mandate.doubt("title_missing")
    return mandate.done()


@dataclass(frozen=True)
class _Meeting:
    told: Told
    passage: Passage
    days: tuple[object, object]
    doubts: tuple[str, ...] = ()

    def is_same(self, other: _Meeting) -> bool:
        """Whether both are of the same days at the same place."""
        here, there = self.told.place, other.told.place
        return (
            self.days == other.days
            and self.days != (None, None)
            and (here.venue, here.city) == (there.venue, there.city)
        )

    def record(self, number: int, language: str) -> FoundRecord:
        told = self.told
        one = Record("meeting", f"{KEY}/meeting/{number}", KEY, self.passage)
        named = ("name_described",) if told.described else ()
        one.add("title", told.name, self.passage, (*named, *self.doubts))
        one.add("kind", meeting_kind(told.name), self.passage)
        one.add("status", "planned" if told.planned else "held", self.passage)
        one.add_place(told.place, self.passage)
        one.add_schedule(told.when, None, language, self.passage)
        return one.done()


def _meetings(cleaned: Cleaned, language: str) -> list[_Meeting]:
    found: list[_Meeting] = []
    for line in cleaned.lines:
        for sentence in sentences(line.text):
            for told in meetings_in(sentence):
                _add(found, _found(told, line, language))
    return found


def _found(told: Told, line: Line, language: str) -> _Meeting:
    schedule, _ = schedule_of(told.when, None, language)
    return _Meeting(told, line.passage, (schedule.starts, schedule.ends), line.doubts)


def _add(found: list[_Meeting], one: _Meeting) -> None:
    """Put down a meeting, once: a longer name and a wider passage take the place of the first."""
    for place, other in enumerate(found):
        if other.is_same(one):
            better = one if other.told.described and not one.told.described else other
            found[place] = _Meeting(better.told, better.passage, better.days, better.doubts)
            return
    found.append(one)
