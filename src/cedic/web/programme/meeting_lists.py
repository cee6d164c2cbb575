"""Lists of people, as they are pasted or sent as CSV, and as they are given out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import validate_email

from cedic.errors import CedicError
from cedic.model import LANGUAGES
from cedic.programme.terms import PARTICIPATION
from cedic.publish.search import folded
from cedic.web.management.uploads import FORMULA, harmless
from cedic.web.programme.countries import country_name
from cedic.web.programme.meeting_places import country_of
from cedic.web.programme.models import Participant
from cedic.web.programme.models.base import LONGEST_NAME
from cedic.web.programme.pages import Refused, clean
from cedic.web.programme.words.meetings import COLUMNS, WRONG
from cedic.web.words import language

MOST = 2_000
"""How many people a list may have."""
LARGEST = 1_000_000
"""The most bytes of a list that is sent."""
PASTED = ("name", "email", "organisation", "country")
"""The columns of a list that is pasted, where it does not name them itself."""
_LONGEST_ADDRESS = 254


@dataclass(frozen=True)
class Person:
    """A person on a list."""

    name: str
    email: str = ""
    post: str = ""
    organisation: str = ""
    country: str = ""


@dataclass(frozen=True, order=True)
class Wrong:
    """What is wrong with a line of a list."""

    line: int
    words: str
    reason: str


def person_of(values: dict[str, str]) -> Person:
    """A person as a form or a line tells her.

    Raises
    ------
    Refused
        If she has no name, or something else is not what it is to be.
    """
    name = one_line(values.get("name", ""))
    if not name:
        raise Refused("empty", name=COLUMNS["name"][language()])
    return Person(
        name,
        address(values.get("email", "")),
        one_line(values.get("post", "")),
        one_line(values.get("organisation", "")),
        country_of(values.get("country", "")),
    )


def one_line(words: str) -> str:
    """A text of one line.

    Raises
    ------
    Refused
        If it is too long, or has signs that are none of writing.
    """
    return " ".join(clean(words, LONGEST_NAME).split())


def address(words: str) -> str:
    """An e-mail address in small letters; empty if there is none.

    Raises
    ------
    Refused
        If it is none.
    """
    found = words.strip().lower()
    if not found:
        return ""
    try:
        if len(found) > _LONGEST_ADDRESS:
            raise ValidationError("")
        validate_email(found)
    except ValidationError:
        raise Refused(WRONG["email"], given=found[:80]) from None
    return found


def read(text: str) -> tuple[dict[int, Person], list[Wrong]]:
    """The people of a list by the numbers of their lines, and what is wrong with the others.

    The columns are separated by semicolons, tabs or commas; a first line that names them may put
    them in any order.

    Raises
    ------
    Refused
        If there is nobody on it, or too many are.
    """
    rows = _rows(text)
    if len(rows) > MOST:
        raise Refused(WRONG["too_many"], most=MOST)
    if not rows:
        raise Refused(WRONG["nobody"])
    columns: Sequence[str] = PASTED
    if named := _named(rows[0][1]):
        columns, rows = named, rows[1:]
    people: dict[int, Person] = {}
    wrong = []
    seen: dict[str, int] = {}
    for line, cells in rows:
        try:
            one = person_of(dict(zip(columns, cells, strict=False)))
            if one.email and seen.setdefault(one.email, line) != line:
                raise Refused(WRONG["twice"], line=seen[one.email])
            people[line] = one
        except CedicError as error:
            wrong.append(Wrong(line, "; ".join(cells)[:120], error.what))
    if not people and not wrong:
        raise Refused(WRONG["nobody"])
    return people, wrong


def text_of(file: UploadedFile) -> str:
    """The text of a list that was sent as CSV.

    Raises
    ------
    Refused
        If it is too large, or not text in UTF-8.
    """
    if file.size is None or file.size > LARGEST:
        raise Refused(WRONG["too_large"], most=LARGEST // 1000)
    try:
        found = file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(WRONG["encoding"]) from None
    if "\0" in found:
        raise Refused(WRONG["encoding"])
    return found


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """The lines of a list that hold anything, with their numbers from 1."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    first = next((line for line in lines.split("\n") if line.strip()), "")
    delimiter = next((sign for sign in (";", "\t") if sign in first), ",")
    reader = csv.reader(io.StringIO(lines), delimiter=delimiter, skipinitialspace=True)
    try:
        rows = [(reader.line_num, [_plain(cell) for cell in cells]) for cells in reader]
    except csv.Error:
        raise Refused(WRONG["rows"]) from None
    return [(line, cells) for line, cells in rows if any(cells)]


def _plain(cell: str) -> str:
    # What `harmless` put before a formula when the list was given out.
    found = cell.strip()
    return found[1:] if found.startswith("'") and found[1:].startswith(FORMULA) else found


def _named(cells: Sequence[str]) -> list[str]:
    """The columns that a first line names; none, if it names no name."""
    known = {
        folded(COLUMNS[column][told_in]): column for column in COLUMNS for told_in in LANGUAGES
    }
    found = [known.get(folded(cell), "") for cell in cells]
    return found if "name" in found else []


# Given out


def _cells(people: Iterable[Participant]) -> Iterable[list[str]]:
    yield [COLUMNS[column][language()] for column in COLUMNS]
    for one in people:
        state = PARTICIPATION[one.state][language()]
        country = country_name(one.country)
        yield [one.name, one.email, one.post, one.organisation, country, state]


def as_csv(people: Iterable[Participant]) -> bytes:
    """A list of people as CSV, which no spreadsheet takes for formulas."""
    file = io.StringIO()
    csv.writer(file).writerows([harmless(cell) for cell in cells] for cells in _cells(people))
    return ("\ufeff" + file.getvalue()).encode()


def as_workbook(people: Iterable[Participant], title: str) -> bytes:
    """A list of people as an Excel workbook, all of whose cells are texts."""
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"title": title[:200]})
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet()
        for row, cells in enumerate(_cells(people)):
            for column, cell in enumerate(cells):
                sheet.write_string(row, column, cell, *([bold] if row == 0 else []))
        sheet.set_column(0, len(COLUMNS) - 1, 28)
        sheet.freeze_panes(1, 0)
    return file.getvalue()
