"""The fields of records that a reader found: what each may hold, how forms show it and take it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from cedic.model import Text
from cedic.programme.model import FoundRecord
from cedic.programme.terms import (
    CONCLUSION_KINDS,
    FORMATS,
    LEVELS,
    MANDATE_KINDS,
    MEETING_KINDS,
    MEETING_STATUSES,
    PARTNER_ROLES,
    Terms,
)
from cedic.regions import areas
from cedic.web.programme.models.base import (
    LONGEST_CODE,
    LONGEST_NAME,
    LONGEST_TEXT,
    LONGEST_TITLE,
)
from cedic.web.programme.pages import Refused, clean, day_posted
from cedic.web.programme.words.imports import SCHEDULE_KINDS, WRONG

YEARS = (1900, 2200)
MONTHS = (1, 120)


@dataclass(frozen=True)
class Field:
    """A field that a kind of record may have.

    Parameters
    ----------
    name : str
        Its name, as readers give it.
    type : str
        ``line``, ``text`` (of several lines), ``day``, ``number``, ``term``, ``country``, ``list``
        (a text on each line) or ``names`` (organisations with their roles).
    longest : int
        The most characters.
    terms : Terms, optional
        What a term may be.
    least, most : int
        Between what a number lies.
    """

    name: str
    type: str = "line"
    longest: int = LONGEST_NAME
    terms: Terms | None = None
    least: int = 0
    most: int = 0


def _text(name: str) -> Field:
    return Field(name, "text", LONGEST_TEXT)


def _term(name: str, terms: Terms) -> Field:
    return Field(name, "term", terms=terms)


_DAYS = (Field("starts", "day"), Field("ends", "day"))
_YEARS = tuple(Field(name, "number", least=YEARS[0], most=YEARS[1]) for name in ("starts", "ends"))
FIELDS: Mapping[str, tuple[Field, ...]] = {
    "programme": (
        Field("title", longest=LONGEST_TITLE),
        *_YEARS,
        Field("institution"),
        _text("introduction"),
    ),
    "item": (
        _term("level", LEVELS),
        Field("code", longest=LONGEST_CODE),
        Field("title", longest=LONGEST_TITLE),
        _text("background"),
        _text("note"),
        _text("tasks_note"),
        _text("financing_note"),
    ),
    "objective": (_text("text"),),
    "result": (_text("text"),),
    "task": (
        _text("text"),
        Field("schedule"),
        _term("schedule_kind", SCHEDULE_KINDS),
        *_DAYS,
        Field("every_months", "number", least=MONTHS[0], most=MONTHS[1]),
        Field("unit"),
    ),
    "meeting": (
        Field("number", longest=LONGEST_CODE),
        Field("title", longest=LONGEST_TITLE),
        _term("kind", MEETING_KINDS),
        _term("status", MEETING_STATUSES),
        _term("format", FORMATS),
        Field("schedule"),
        *_DAYS,
        Field("venue"),
        Field("city"),
        Field("country", "country"),
        Field("objectives", "list", LONGEST_TEXT),
        Field("organisers", "names"),
        Field("participants", "list", LONGEST_TEXT),
        _text("summary"),
    ),
    "mandate": (
        _term("kind", MANDATE_KINDS),
        Field("number", longest=LONGEST_CODE),
        Field("title", longest=LONGEST_TITLE),
        Field("body"),
    ),
    "axis": (Field("name", longest=LONGEST_TITLE),),
    "leadership": (Field("organisation"), Field("axis", longest=LONGEST_TITLE)),
    "conclusion": (
        Field("number", longest=LONGEST_CODE),
        _term("kind", CONCLUSION_KINDS),
        _text("text"),
        Field("ends", "day"),
    ),
}
"""The fields of each kind of record that enters; of a report itself nothing does but what is below."""
NEEDED = {
    "programme": ("title", "starts", "ends"),
    "item": ("level", "title"),
    "meeting": ("title", "kind", "status"),
    "mandate": ("kind", "number", "title"),
    "axis": ("name",),
    "leadership": ("organisation", "axis"),
    "conclusion": ("number", "kind", "text"),
    "objective": ("text",),
    "result": ("text",),
    "task": ("text",),
}
"""The fields without which a record cannot enter."""


def fields_of(record: FoundRecord) -> tuple[Field, ...]:
    """The fields that a record may have; none for a report, which says what the document is."""
    return FIELDS.get(record.kind, ())


def shown(field: Field, value: Any) -> Any:
    """A value as a form holds it: words, or pairs of name and role."""
    if field.type == "names":
        return [(one["name"], one.get("role") or "organiser") for one in value or ()]
    if field.type == "list":
        return "\n".join(value or ())
    found = "" if value is None else str(value)
    return " ".join(found.split()) if field.type == "line" else found.strip()


def posted(request: HttpRequest, field: Field, name: str) -> Any:
    """What a form holds for a field, as :func:`shown` gives it."""
    if field.type == "names":
        names, roles = (request.POST.getlist(f"{name}-{part}") for part in ("name", "role"))
        pairs = zip(names, roles, strict=False)
        return [(" ".join(one.split()), role) for one, role in pairs if one.strip()]
    given = request.POST.get(name, "").replace("\r\n", "\n").replace("\r", "\n").strip()
    return " ".join(given.split()) if field.type == "line" else given


def taken(request: HttpRequest, field: Field, name: str) -> Any:
    """The value that a form holds for a field; None if it is empty.

    Raises
    ------
    Refused
        If it is none that the field can hold.
    """
    given = posted(request, field, name)
    if not given:
        return None
    if field.type == "names":
        return [_organiser(one, role) for one, role in given]
    if field.type == "list":
        return [one.strip() for one in clean(given, field.longest).split("\n") if one.strip()]
    if field.type == "day":
        day = day_posted(request, name)
        return day.isoformat() if day else None
    if field.type == "number":
        return _number(given, field)
    known = field.terms if field.type == "term" else areas() if field.type == "country" else None
    if known is not None and given not in known:
        raise Refused(WRONG["choice"], given=given[:40])
    return clean(given, field.longest)


def wrong(field: Field, value: Any) -> Text | None:
    """Why a value that was read cannot enter as it is; None if it can."""
    if isinstance(value, str) and field.type in ("line", "text") and len(value) > field.longest:
        return WRONG["too_long"]
    if field.type == "names" and any(len(one["name"]) > LONGEST_NAME for one in value or ()):
        return WRONG["too_long"]
    if field.name == "participants" and any(len(one) > LONGEST_NAME for one in value or ()):
        return WRONG["too_long"]
    return None


def _organiser(name: str, role: str) -> dict[str, str]:
    if role not in PARTNER_ROLES:
        raise Refused(WRONG["choice"], given=role[:40])
    return {"name": clean(name, LONGEST_NAME), "role": role}


def _number(given: str, field: Field) -> int:
    if not (given.isascii() and given.isdecimal() and len(given) <= 9):
        raise Refused(WRONG["number"], given=given[:40], least=field.least, most=field.most)
    number = int(given)
    if not field.least <= number <= field.most:
        raise Refused(WRONG["number"], given=given[:40], least=field.least, most=field.most)
    return number
