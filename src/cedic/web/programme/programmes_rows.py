"""The sections of an item as rows of a form: what a row has, how it is read, how it is kept.

A page shows the rows that there are and some empty ones. It works without JavaScript: a button asks
for the page again with more rows and all that was typed. While the text of a programme is locked,
only what tells of its execution can be entered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from cedic.model import Text
from cedic.programme.terms import FUNDING, MODES, OUTPUT_KINDS, PARTNER_ROLES, Terms
from cedic.publish.numbers import formatted
from cedic.web.programme.models import (
    ExpectedResult,
    Expenditure,
    Financing,
    Item,
    Objective,
    Organisation,
    Output,
    Partnership,
    Task,
    Unit,
)
from cedic.web.programme.models.base import LONGEST_ADDRESS, LONGEST_NAME, LONGEST_TEXT
from cedic.web.programme.pages import Refused, clean, number_of, told_day, words_posted, words_typed
from cedic.web.programme.tags import Fields, plain_words
from cedic.web.programme.words.common import SAY as COMMON
from cedic.web.programme.words.programmes import FIELDS
from cedic.web.programme.words.programmes_staff import SAY, WRONG
from cedic.web.words import language

EMPTY_ROWS = 2
MOST_ROWS = 100
_NUMBER = re.compile(r"-?[0-9]{1,20}(?:[.,][0-9]{1,10})?")
_AMOUNT = re.compile(r"[0-9]{1,15}")

Options = dict[str, list[tuple[str, str]]]
"""By the name of a list, value and name of what can be chosen."""


@dataclass(frozen=True)
class Column:
    """A field of a row.

    Parameters
    ----------
    name : str
        The column of the table.
    kind : str
        ``words`` (in four languages), ``line``, ``text``, ``day``, ``number``, ``amount``,
        ``months``, ``currency`` or ``choice``.
    progress : bool
        Whether it tells of execution, which can be entered while the text is locked.
    terms : mapping of str to Text, optional
        What can be chosen; for a record, `options` names the list.
    past : bool
        Whether a day in it may not lie in the future.
    """

    name: str
    kind: str
    label: Text
    progress: bool = False
    needed: bool = False
    terms: Terms | None = None
    options: str = ""
    longest: int = LONGEST_NAME
    past: bool = False
    rows: int = 1


@dataclass(frozen=True)
class Section:
    """A section of an item: a table, and the fields of its rows."""

    name: str
    model: Any
    label: Text
    row: Text
    columns: tuple[Column, ...]
    hint: Text | None = None

    @property
    def is_progress(self) -> bool:
        """Whether all of it tells of execution, so that rows can be added at any time."""
        return all(column.progress for column in self.columns)


SECTIONS = (
    Section(
        "objectives",
        Objective,
        SAY["objectives"],
        FIELDS["objectives"],
        (Column("text", "words", SAY["row_texts"], needed=True, longest=LONGEST_TEXT, rows=2),),
    ),
    Section(
        "results",
        ExpectedResult,
        SAY["results"],
        SAY["result"],
        (
            Column("text", "words", SAY["result"], needed=True, longest=LONGEST_TEXT, rows=2),
            Column("indicator", "words", SAY["indicator"], longest=2000),
            Column("unit", "line", SAY["measured_in"]),
            Column("baseline", "number", SAY["baseline"]),
            Column("target", "number", SAY["target"]),
            Column("achieved", "number", SAY["achieved"], progress=True),
            Column("evidence", "text", SAY["evidence"], progress=True, longest=4000),
        ),
    ),
    Section(
        "tasks",
        Task,
        SAY["tasks"],
        SAY["task"],
        (
            Column("text", "words", SAY["task"], needed=True, longest=LONGEST_TEXT, rows=2),
            Column("schedule", "line", SAY["schedule_in_words"]),
            Column("starts", "day", SAY["starts"]),
            Column("ends", "day", SAY["ends"]),
            Column("every_months", "months", SAY["every_months"]),
            Column("unit", "choice", COMMON["unit"], options="units"),
            Column("done", "day", SAY["done"], progress=True, past=True),
        ),
        SAY["schedule_hint"],
    ),
    Section(
        "outputs",
        Output,
        SAY["outputs"],
        FIELDS["outputs"],
        (
            Column("kind", "choice", SAY["kind"], needed=True, terms=OUTPUT_KINDS),
            Column("title", "words", COMMON["title"], longest=600),
            Column("mode", "choice", SAY["mode"], terms=MODES),
            Column("due", "day", SAY["due"]),
            Column("delivered", "day", SAY["delivered"], progress=True, past=True),
            Column("reference", "line", SAY["reference"], progress=True, longest=LONGEST_ADDRESS),
        ),
    ),
    Section(
        "partners",
        Partnership,
        SAY["partners"],
        FIELDS["partners"],
        (
            Column("organisation", "choice", SAY["organisation"], options="organisations"),
            Column("name", "line", SAY["or_name"]),
            Column("role", "choice", SAY["role"], needed=True, terms=PARTNER_ROLES),
        ),
    ),
    Section(
        "financing",
        Financing,
        SAY["financing"],
        SAY["source"],
        (
            Column("source", "choice", SAY["source"], needed=True, terms=FUNDING),
            Column("partner", "line", SAY["funding_partner"]),
            Column("reference", "line", SAY["agreement"]),
            Column("currency", "currency", SAY["currency_or"]),
            Column("planned", "amount", SAY["planned"]),
            Column("note", "text", SAY["note"], longest=4000),
        ),
        SAY["unknown_means"],
    ),
    Section(
        "expenditures",
        Expenditure,
        SAY["expenditures"],
        SAY["expenditure"],
        (
            Column("financing", "choice", SAY["from_means"], True, True, options="means"),
            Column("on", "day", SAY["on"], progress=True, needed=True, past=True),
            Column("amount", "amount", SAY["amount"], progress=True, needed=True),
            Column("note", "line", SAY["note"], progress=True),
        ),
    ),
)
"""The sections of an item, in the order of its page."""


@dataclass
class Row:
    """A row of a form, as it stands in the table or as it was typed.

    Parameters
    ----------
    pk : int, optional
        The number of its record; None for a new one.
    raw : dict
        What the fields show, by column.
    order : str
        Its place in the list as it was typed; empty for the one where it stands.
    """

    section: Section
    index: int
    pk: int | None
    raw: dict[str, Any]
    removed: bool = False
    locked: bool = False
    options: Options = field(default_factory=dict)
    kind: str = ""
    order: str = ""

    @property
    def number(self) -> int:
        """Its number, as people count."""
        return self.index + 1

    @property
    def is_blank(self) -> bool:
        """Whether nothing is in it."""
        return not any(self.raw.values())

    @property
    def no_day(self) -> bool:
        """Whether it says when, in words that no day follows from."""
        return bool(self.raw.get("schedule")) and self.kind == "unknown"

    @property
    def cells(self) -> list[dict[str, Any]]:
        """Its fields, as the template shows them."""
        return [self._cell(column) for column in self.section.columns]

    def _cell(self, column: Column) -> dict[str, Any]:
        name, raw = f"{self.section.name}-{self.index}-{column.name}", self.raw[column.name]
        cell: dict[str, Any] = {"column": column, "name": name, "raw": raw}
        if column.kind == "words":
            label = column.label[language()]
            cell["fields"] = Fields(name, label, raw, column.rows, column.longest)
        if column.kind == "choice":
            cell["options"] = _options(column, self.options)
            cell["chosen"] = next((n for value, n in cell["options"] if value == raw), "")
        cell["locked"] = self.locked and not column.progress
        if cell["locked"] and column.kind == "day" and raw:
            cell["raw"] = told_day(date.fromisoformat(raw))
        if cell["locked"] and column.kind == "amount" and raw:
            cell["raw"] = formatted(int(raw), language())
        return cell


@dataclass
class Rows:
    """The rows of a section."""

    section: Section
    rows: list[Row]
    locked: bool

    @property
    def count(self) -> int:
        """How many there are, the empty ones too."""
        return len(self.rows)

    @property
    def may_grow(self) -> bool:
        """Whether rows can be added."""
        return not self.locked or self.section.is_progress

    @property
    def may_move(self) -> bool:
        """Whether rows can be put in another order; expenditures have that of their days."""
        return not self.locked and self.section.model is not Expenditure

    def in_order(self) -> list[Row]:
        """The rows, each that was given another place at that place.

        Raises
        ------
        Refused
            If a place is none.
        """
        if not self.may_move:
            return self.rows
        placed = [(_place(row), row) for row in self.rows]
        found = [row for place, row in placed if place == row.number]
        moved = [(place, row) for place, row in placed if place != row.number]
        at = -1
        for place, row in sorted(moved, key=lambda one: one[0]):
            # Two that were given the same place stand there one after the other.
            at = max(place - 1, at + 1)
            found.insert(at, row)
        return found


def _options(column: Column, options: Options) -> list[tuple[str, str]]:
    if column.terms is not None:
        return [(code, name[language()]) for code, name in column.terms.items()]
    return options.get(column.options, [])


def options(item: Item) -> Options:
    """The records that the rows of an item can name."""
    means = [
        (str(one.pk), f"{n}. {FUNDING[one.source][language()]} ({one.currency})")
        for n, one in enumerate(item.financing.all(), 1)
    ]
    return {
        "units": [
            (str(one.pk), f"{one.code} {plain_words(one.name)}") for one in Unit.objects.all()
        ],
        "organisations": [
            (str(one.pk), f"{one.code} {plain_words(one.name)}")
            for one in Organisation.objects.all()
        ],
        "means": means,
    }


def records(section: Section, item: Item) -> list[Any]:
    """The records of a section of an item."""
    if section.model is Expenditure:
        return list(Expenditure.objects.filter(financing__item=item))
    return list(section.model.objects.filter(item=item))


def from_records(section: Section, item: Item, locked: bool, known: Options) -> Rows:
    """The rows of a section as they stand, with empty ones after them."""
    rows = [_of_record(section, n, one) for n, one in enumerate(records(section, item))]
    return _finished(Rows(section, rows, locked), known, EMPTY_ROWS)


def from_post(
    section: Section, request: HttpRequest, item: Item, locked: bool, known: Options
) -> Rows:
    """The rows of a section as they were typed; what is locked as it stands."""
    if locked and not section.is_progress:
        rows = [_of_record(section, n, one) for n, one in enumerate(records(section, item))]
        sent = {row.pk: row for row in _typed(section, request)}
        for row in rows:
            if row.pk in sent:
                own = {one.name for one in section.columns if one.progress}
                row.raw |= {name: sent[row.pk].raw[name] for name in own}
        return _finished(Rows(section, rows, locked), known, 0)
    more = EMPTY_ROWS if request.POST.get("more") == section.name else 0
    return _finished(Rows(section, _typed(section, request), locked), known, more)


def _typed(section: Section, request: HttpRequest) -> list[Row]:
    given = request.POST.get(f"{section.name}-count", "")
    count = int(given) if given.isdecimal() and len(given) < 4 else 0
    return [_of_post(section, request, n) for n in range(min(count, MOST_ROWS))]


def _finished(rows: Rows, known: Options, empty: int) -> Rows:
    """The rows with what they can choose from, and with empty ones if there may be more."""
    start = len(rows.rows)
    if rows.may_grow:
        blank = (_blank(rows.section, start + n) for n in range(empty))
        rows.rows += list(blank)[: max(0, MOST_ROWS - start)]
    for row in rows.rows:
        row.options, row.locked = known, rows.locked
    return rows


def _blank(section: Section, index: int) -> Row:
    raw = {one.name: {} if one.kind == "words" else "" for one in section.columns}
    return Row(section, index, None, raw)


def _of_record(section: Section, index: int, record: Any) -> Row:
    raw = {one.name: _raw(one, record) for one in section.columns}
    return Row(section, index, record.pk, raw, kind=getattr(record, "kind", ""))


def _raw(column: Column, record: Any) -> Any:
    if column.options:
        return str(getattr(record, f"{column.name}_id") or "")
    value = getattr(record, column.name)
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return _plain(value)
    return value if isinstance(value, dict) else str(value)


def _plain(value: float) -> str:
    """A number as it is typed; with three decimals it would look like thousands."""
    text = f"{value:.10f}".rstrip("0").rstrip(".")
    return f"{text}0" if re.search(r"\.[0-9]{3}$", text) else text


def _of_post(section: Section, request: HttpRequest, index: int) -> Row:
    start = f"{section.name}-{index}"
    raw = {
        one.name: words_typed(request, f"{start}-{one.name}")
        if one.kind == "words"
        else request.POST.get(f"{start}-{one.name}", "").strip()
        for one in section.columns
    }
    pk = number_of(request.POST.get(f"{start}-id", ""))
    removed = bool(request.POST.get(f"{start}-remove"))
    order = request.POST.get(f"{start}-order", "").strip()
    return Row(section, index, pk, raw, removed, order=order)


# What is typed, as values


def values(row: Row, request: HttpRequest) -> dict[str, Any]:
    """The values of a row.

    Raises
    ------
    Refused
        If one is none, or one is missing: which row and field, and why.
    """
    try:
        return _values(row, request)
    except Refused as error:
        section = row.section.row[language()]
        raise Refused(WRONG["row"], section=section, row=row.number, what=error.what) from None


def _values(row: Row, request: HttpRequest) -> dict[str, Any]:
    found = {}
    for column in row.section.columns:
        if row.locked and not column.progress:
            continue
        value = _value(column, row, request)
        if column.needed and value in (None, "", {}):
            raise Refused(WRONG["needed"], name=column.label[language()])
        found[f"{column.name}_id" if column.options else column.name] = value
    if row.section.name == "partners" and not (found["organisation_id"] or found["name"]):
        raise Refused(WRONG["needed"], name=SAY["organisation"][language()])
    return found


def _value(column: Column, row: Row, request: HttpRequest) -> Any:
    if column.kind == "words":
        name = f"{row.section.name}-{row.index}-{column.name}"
        return words_posted(request, name, longest=column.longest)
    given = clean(row.raw[column.name], column.longest)
    return _READ[column.kind](given, column, row)


def _place(row: Row) -> int:
    """The place in the list that a row is given."""
    if not row.order:
        return row.number
    known = row.order.isascii() and row.order.isdecimal() and len(row.order) < 5
    if not (known and int(row.order)):
        what = Refused(WRONG["order"], given=row.order[:40]).what
        raise Refused(WRONG["row"], section=row.section.row[language()], row=row.number, what=what)
    return int(row.order)


def _choice(given: str, column: Column, row: Row) -> Any:
    if not given:
        return None if column.options else ""
    if given not in dict(_options(column, row.options)):
        raise Refused(WRONG["choice"], name=column.label[language()])
    return int(given) if column.options else given


def _day(given: str, column: Column, row: Row) -> date | None:
    if not given:
        return None
    try:
        found = date.fromisoformat(given)
    except ValueError:
        raise Refused("day", given=given[:40]) from None
    if not 1900 <= found.year <= 2200:
        raise Refused("day", given=given[:40])
    if column.past and found > timezone.localdate():
        raise Refused(WRONG["future"], given=given)
    return found


def number(given: str) -> float | None:
    """A number as people type it, with a comma or a point before its decimals.

    Raises
    ------
    Refused
        If it is none, or three digits after the mark may as well be thousands.
    """
    tidied = re.sub(r"\s", "", given).replace("−", "-")
    if not tidied:
        return None
    if not _NUMBER.fullmatch(tidied):
        raise Refused(WRONG["number"], given=given[:40])
    if re.fullmatch(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}", tidied):
        whole, part = re.sub(r"[.,]", "", tidied), f"{tidied}0"
        raise Refused(WRONG["two_ways"], given=given[:40], whole=whole, part=part)
    return float(tidied.replace(",", "."))


def amount(given: str) -> int | None:
    """An amount in whole units; None if there is none, which is not zero.

    Raises
    ------
    Refused
        If it is none.
    """
    tidied = re.sub(r"\s", "", given)
    if not tidied:
        return None
    if not _AMOUNT.fullmatch(tidied):
        raise Refused(WRONG["amount"], given=given[:40])
    return int(tidied)


def _months(given: str, column: Column, row: Row) -> int | None:
    if not given:
        return None
    if not (given.isascii() and given.isdecimal() and len(given) < 4 and 0 < int(given) <= 120):
        raise Refused(WRONG["number"], given=given[:40])
    return int(given)


def _currency(given: str, column: Column, row: Row) -> str:
    found = given.upper() or "USD"
    if not re.fullmatch(r"[A-Z]{3}", found):
        raise Refused(WRONG["currency"], given=given[:40])
    return found


_READ: Mapping[str, Callable[[str, Column, Row], Any]] = {
    "line": lambda given, column, row: given,
    "text": lambda given, column, row: given,
    "choice": _choice,
    "day": _day,
    "number": lambda given, column, row: number(given),
    "amount": lambda given, column, row: amount(given),
    "months": _months,
    "currency": _currency,
}


# What is kept


def keep(rows: Rows, item: Item, request: HttpRequest) -> None:
    """Put the rows of a form in place of those of the table.

    Raises
    ------
    Refused
        If something of them cannot be taken. The transaction is then to be undone.
    """
    held = {one.pk: one for one in records(rows.section, item)}
    position = 0
    for row in rows.in_order():
        record = held.get(row.pk) if row.pk else None
        if (row.removed and not row.locked) or (row.removed and rows.section.is_progress):
            _remove(record)
            continue
        if record is None and row.is_blank:
            continue
        found = values(row, request)
        if rows.section.model is Task and not row.locked:
            found |= _scheduled(found, record, item, row)
        record = record or _made(rows.section, item, request)
        for name, value in found.items():
            setattr(record, name, value)
        if rows.section.model is not Expenditure:
            record.position, position = position, position + 1
        record.save()


def _remove(record: Any) -> None:
    if record is None:
        return
    if isinstance(record, Financing) and record.expenditures.exists():
        raise Refused(WRONG["spent_from"])
    record.delete()


def _made(section: Section, item: Item, request: HttpRequest) -> Any:
    return (
        Expenditure(by=request.user) if section.model is Expenditure else section.model(item=item)
    )


def _scheduled(found: dict[str, Any], task: Task | None, item: Item, row: Row) -> dict[str, Any]:
    """When a task is done: by the days that were given, or else by its words.

    Raises
    ------
    Refused
        If it ends before it begins.
    """
    days = ("starts", "ends", "every_months")
    given = {name: found[name] for name in days}
    anew = task is not None and found["schedule"] != task.schedule
    untouched = task is not None and all(given[name] == getattr(task, name) for name in days)
    if found["schedule"] and (not any(given.values()) or (anew and untouched)):
        from cedic.programme.schedule import schedule_of

        read, _ = schedule_of(found["schedule"], item.programme.starts, _language(found["text"]))
        return {name: getattr(read, name) for name in (*days, "kind")}
    if given["starts"] and given["ends"] and given["ends"] < given["starts"]:
        section = row.section.row[language()]
        what = Refused("ends_before").what
        raise Refused(WRONG["row"], section=section, row=row.number, what=what)
    if task is not None and untouched and not anew:
        return {"kind": task.kind}
    if given["every_months"]:
        return {"kind": "recurring"}
    return {"kind": "dated" if given["starts"] or given["ends"] else "unknown"}


def _language(words: dict[str, str]) -> str | None:
    """The language that a task is written in, if it is only one."""
    return next(iter(words)) if len(words) == 1 else None
