"""Forms: single fields, words in four languages, and rows of what is repeated.

A form is read as it was typed, so that it can be shown again, whatever is wrong with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from cedic.model import Text
from cedic.programme.model import Words
from cedic.web.programme.pages import Refused, clean, number_of, words_posted, words_typed
from cedic.web.programme.tags import Fields
from cedic.web.programme.words.meetings import SAY, WRONG
from cedic.web.words import language

MOST_ROWS = 200
"""How many rows a part of a form may have."""
EMPTY_ROWS = 2
"""How many empty rows a part shows beside those that hold something."""

Row = dict[str, Any]
Labels = Mapping[str, Text]


@dataclass(frozen=True)
class Part:
    """What is repeated on a form, row by row.

    Parameters
    ----------
    name : str
        What the fields of its rows begin with: ``agenda-0-number``.
    plain : tuple of str
        The single fields of a row.
    words : tuple of str
        Its fields in four languages.
    lists : tuple of str
        Its fields of which several are chosen.
    chosen : dict of str to str
        Fields that always hold something, with what an empty row holds; they make no row of it.
    fixed : bool
        Whether rows are neither added nor taken away.
    lines, longest : int
        The lines of each field in four languages, and the characters that it takes.
    """

    name: str
    plain: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    chosen: Mapping[str, str] = field(default_factory=dict)
    fixed: bool = False
    lines: int = 3
    longest: int = 20_000

    def posted(self, request: HttpRequest) -> list[Row]:
        """The rows as they were typed, in the order that was given them.

        Raises
        ------
        Refused
            If they are too many.
        """
        told = request.POST.get(f"{self.name}-rows", "0")
        count = int(told) if told.isdecimal() and len(told) < 6 else 0
        if count > MOST_ROWS:
            raise Refused("rows", most=MOST_ROWS)
        rows = [self._row(request, at) for at in range(count)]
        return sorted((one for one in rows if self.is_row(one)), key=_order)

    def is_row(self, row: Row) -> bool:
        """Whether a row holds anything."""
        if self.fixed:
            return bool(row["id"])
        single = (row[name] for name in (*self.plain, *self.lists))
        return any(single) or any(any(row[name].values()) for name in self.words)

    def _row(self, request: HttpRequest, at: int) -> Row:
        given, here = request.POST, f"{self.name}-{at}"
        found: Row = {
            name: given.get(f"{here}-{name}", "").strip()
            for name in ("id", "order", *self.plain, *self.chosen)
        }
        for name in self.words:
            found[name] = words_typed(request, f"{here}-{name}")
        for name in self.lists:
            found[name] = given.getlist(f"{here}-{name}")[:MOST_ROWS]
        return found | {"at": at}

    def shown(self, rows: list[Row], labels: Labels, more: int = EMPTY_ROWS) -> list[Row]:
        """The rows as the form shows them, and empty ones after them; no row is left out."""
        empty: Row = dict.fromkeys(("id", "order", *self.plain), "") | dict(self.chosen)
        empty |= {name: {} for name in self.words} | {name: [] for name in self.lists}
        more = 0 if self.fixed else min(more, MOST_ROWS - len(rows))
        return [
            row
            | {
                "here": f"{self.name}-{at}",
                "number_of": at + 1,
                "order": at + 1,
                "fields": {
                    name: Fields(
                        f"{self.name}-{at}-{name}",
                        labels[f"{self.name}_{name}"][language()],
                        row[name],
                        self.lines,
                        self.longest,
                    )
                    for name in self.words
                },
            }
            for at, row in enumerate([*rows, *[empty] * more])
        ]


def _order(row: Row) -> tuple[float, int]:
    order = row["order"]
    known = order.isdecimal() and len(order) < 6
    return (int(order) if known else float("inf"), row["at"])


@dataclass
class Typed:
    """What a form holds, as it was typed."""

    plain: dict[str, str]
    words: dict[str, Words] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=dict)


@dataclass(frozen=True)
class Form:
    """A form: its single fields, its fields in four languages, and its parts."""

    plain: tuple[str, ...] = ()
    words: Mapping[str, int] = field(default_factory=dict)
    """With the number of lines of each."""
    parts: tuple[Part, ...] = ()
    labels: Labels = field(default_factory=lambda: SAY)
    """What its fields are called: ``form_title``, and those of a part ``agenda_title``."""
    longest: int = 20_000

    def posted(self, request: HttpRequest) -> Typed:
        """What was typed."""
        return Typed(
            {name: request.POST.get(name, "").strip() for name in self.plain},
            {name: words_typed(request, name) for name in self.words},
            {part.name: part.posted(request) for part in self.parts},
        )

    def context(self, typed: Typed, more: int = EMPTY_ROWS) -> dict[str, Any]:
        """What a template shows of it."""
        return {
            "typed": typed.plain,
            "fields": {
                name: Fields(
                    name,
                    self.labels[f"form_{name}"][language()],
                    typed.words[name],
                    rows,
                    self.longest,
                )
                for name, rows in self.words.items()
            },
            "parts": {
                part.name: part.shown(typed.rows[part.name], self.labels, more)
                for part in self.parts
            },
        }

    def differences(self, theirs: Typed, yours: Typed) -> list[tuple[str, str, str]]:
        """What differs between two states of a form: name, theirs, yours."""
        told = [
            *((name, theirs.plain[name], yours.plain[name]) for name in self.plain),
            *((name, _told(theirs.words[name]), _told(yours.words[name])) for name in self.words),
            *(
                (part.name, _told_rows(part, theirs), _told_rows(part, yours))
                for part in self.parts
            ),
        ]
        return [
            (self.labels[f"form_{name}"][language()], before, after)
            for name, before, after in told
            if before != after
        ]


def _told(words: Words) -> str:
    return "\n".join(f"{one}: {text}" for one, text in words.items())


def _told_rows(part: Part, typed: Typed) -> str:
    return "\n".join(
        " · ".join(
            filter(
                None,
                [str(row.get(name, "")) for name in (*part.plain, *part.chosen)]
                + [_told(row[name]) for name in part.words],
            )
        )
        for row in typed.rows[part.name]
    )


def row_words(request: HttpRequest, part: Part, row: Row, name: str) -> Words:
    """The words of a row, once they are known to be words, and not more than its part takes.

    Raises
    ------
    Refused
        If one is too long, or has signs that are none of writing.
    """
    return words_posted(request, f"{part.name}-{row['at']}-{name}", longest=part.longest)


def one_of(value: str, terms: Iterable[str], name: str) -> str:
    """A code that was chosen.

    Raises
    ------
    Refused
        If it is none of those that can be.
    """
    if value not in set(terms):
        raise Refused(WRONG["choice"], name=SAY[name][language()])
    return value


def whole(value: str, name: str, most: int = 1_000_000) -> int | None:
    """A whole number from 1; None if nothing was typed.

    Raises
    ------
    Refused
        If it is none.
    """
    if not value:
        return None
    if not (value.isascii() and value.isdecimal() and len(value) < 8 and 1 <= int(value) <= most):
        raise Refused(WRONG["whole"], name=SAY[name][language()], most=most)
    return int(value)


def line(value: str, longest: int) -> str:
    """A text of one line.

    Raises
    ------
    Refused
        If it is too long, or has signs that are none of writing.
    """
    return " ".join(clean(value, longest).split())


def replaced(
    held: Mapping[int, Any], rows: Iterable[Row], make: Callable[[], Any]
) -> Iterable[tuple[Any, Row, int]]:
    """For each row its record, the one that it was shown for or a new one, and its position."""
    left = dict(held)
    for position, row in enumerate(rows):
        yield left.pop(number_of(row["id"]) or 0, None) or make(), row, position
