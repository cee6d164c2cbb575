"""The headings of a work programme in Spanish and English: items with codes, and their sections."""

from __future__ import annotations

import re
from dataclasses import dataclass

LEVELS = {
    "area": "area",
    "área": "area",
    "programme": "programme",
    "program": "programme",
    "programa": "programme",
    "project": "project",
    "proyecto": "project",
    "activity": "activity",
    "actividad": "activity",
}
LONGEST = 500
"""Characters of a heading; what is longer is a paragraph that begins like one."""

_NUMBER = r"(?:[IVX]+|\d{1,2})"
CODE = rf"{_NUMBER}(?:\s*\.\s*\d{{1,2}}(?!\d))*"
_CODED = re.compile(
    rf"(?P<level>AREA|ÁREA|PROJECT|PROYECTO|ACTIVITY|ACTIVIDAD)\s+(?:N[°ºo.]+\s*)?(?P<code>{CODE})"
    r"(?=[\s.:\-–—]|$)\s*[.:\-–—]*\s*(?P<title>.*)",
    re.IGNORECASE | re.DOTALL,
)
_GROUP = re.compile(
    r"(?P<level>PROGRAMME|PROGRAM|PROGRAMA)\s*:\s*(?P<title>\S.*)", re.IGNORECASE | re.DOTALL
)
_DOTS = {"area": 0, "project": 1, "activity": 2}

_SECTIONS = {
    "background": r"background(?:\s+and\s+justification)?|justification"
    r"|antecedentes?(?:\s+[ye]\s+justificaci[oó]n(?:es)?)?|justificaci[oó]n(?:es)?",
    "objectives": r"(?:general\s+|specific\s+)?objectives?"
    r"|objetivos?(?:\s+(?:general(?:es)?|espec[ií]ficos?))?",
    "results": r"(?:expected\s+)?results?(?:\s+expected)?|resultados?(?:\s+esperados?)?"
    r"|expected\s+outcomes?",
    "tasks": r"(?:(?:activities|activity|tasks?)\s+and\s+(?:schedule|timetable)s?|schedule"
    r"|activities|tasks|(?:actividad(?:es)?|tareas?)(?:\s+y\s+(?:cronograma|calendario)s?)?"
    r"|cronograma(?:\s+de\s+(?:actividades|tareas))?)",
    "budget": r"(?:estimated\s+)?budget|financing|presupuesto(?:\s+estimado)?|financiamiento"
    r"|financiaci[oó]n",
}
_SECTION = {
    name: re.compile(
        rf"(?P<letter>[A-H]\s*[.)\-–]\s*)?(?:{words})\s*(?P<aside>\([^)]{{0,200}}\))?\s*[.:]?",
        re.IGNORECASE,
    )
    for name, words in _SECTIONS.items()
}
START = re.compile(
    rf"\s*(?:(?:AREA|ÁREA|PROJECT|PROYECTO|ACTIVITY|ACTIVIDAD)\s+{CODE}[\s.:\-–—]"
    rf"|(?:PROGRAMME|PROGRAMA|PROGRAM)\s*:"
    rf"|[A-H]\s*[.)]\s*(?:{'|'.join(_SECTIONS.values())})\s*(?:\([^)]*\))?[.:]?\s*(?:\*|$))",
    re.IGNORECASE,
)
"""How a heading begins that was glued to the end of another line."""


@dataclass(frozen=True)
class Heading:
    """The heading of an item: its level, code and title."""

    level: str
    code: str
    title: str


def heading_of(text: str) -> Heading | None:
    """The item that a line is the heading of; None if it is no heading.

    Codes are given in one form, ``I.1.2``, whatever their blanks and last dot. A code that does not
    fit its level, such as an activity ``I.1``, is taken as it is.
    """
    if len(text) > LONGEST:
        return None
    match = _CODED.fullmatch(text)
    if match:
        code = re.sub(r"\s", "", match["code"]).upper()
        return Heading(LEVELS[match["level"].lower()], code, _title(match["title"]))
    match = _GROUP.fullmatch(text)
    if match:
        return Heading("programme", "", _title(match["title"]))
    return None


def section_of(text: str) -> str | None:
    """The section that a line is the heading of: ``background``, ``objectives``, ``results``,
    ``tasks`` or ``budget``; None if it is no such heading.
    """  # noqa: D205
    # "actividades:" at the end of a sentence is none.
    if len(text) > LONGEST or not text[:1].isupper():
        return None
    return next((name for name, words in _SECTION.items() if words.fullmatch(text)), None)


def is_heading(text: str) -> bool:
    """Whether a line is the heading of an item or of a section."""
    return section_of(text) is not None or heading_of(text) is not None


def fits(heading: Heading) -> bool:
    """Whether a code has as many parts as its level."""
    return heading.code.count(".") == _DOTS.get(heading.level, 0)


def _title(text: str) -> str:
    # Some codes end without a dot, some titles with one.
    return " ".join(text.split()).strip(" .:")
