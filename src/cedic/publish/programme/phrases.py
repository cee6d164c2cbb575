"""How the documents say a record: in the reader's language, or marked as being in another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from cedic.model import Text
from cedic.programme.figures import Money
from cedic.programme.mandates import ANCHORS, SOLE
from cedic.programme.model import Item, Meeting, Partner, Schedule, Words, said
from cedic.programme.terms import FUNDING, LEVELS, PARTNER_ROLES
from cedic.publish.citation import day
from cedic.publish.document import (
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    Inline,
    Meta,
    Numbered,
    Paragraph,
    Run,
    Table,
)
from cedic.publish.document.model import plain, runs
from cedic.publish.numbers import MISSING, formatted, percent
from cedic.publish.programme import words as w
from cedic.publish.style import colon
from cedic.regions import areas


class Phrases:
    """The sayings of one language.

    Parameters
    ----------
    language : str
        es, en, pt or fr.
    """

    def __init__(self, language: str) -> None:
        self.language = language

    def of(self, told: Text, **given: object) -> str:
        """A text of ours."""
        return told[self.language].format(**given) if given else told[self.language]

    def words(self, told: Words) -> Run:
        """Words of a record; ``··`` if there are none."""
        found, language = said(told, self.language)
        return Run(
            found if plain(found).strip() else MISSING,
            language if language != self.language else "",
        )

    def paragraphs(self, told: Words) -> list[Paragraph]:
        """Words of several lines, each line a paragraph."""
        found, language = said(told, self.language)
        own = language if language != self.language else ""
        return [Paragraph(Run(line, own)) for line in found.splitlines() if plain(line).strip()]

    def labelled(self, name: str, value: Inline) -> tuple[Run, ...]:
        """A name, a colon, and what it is."""
        return (Run(name + colon(self.language).rstrip(), strong=True), Run(" "), *runs(value))

    def term(self, terms: Mapping[str, Text], code: str) -> str:
        """The name of a code; the code itself if it has none, ``··`` if there is no code."""
        return terms[code][self.language] if code in terms else code or MISSING

    def number(self, value: float | None) -> str:
        """A number, with as many decimals as it has, at most three; ``··`` if it is not known."""
        decimals = (n for n in range(3) if value is not None and round(value, n) == value)
        return formatted(value, self.language, next(decimals, 3))

    def share(self, value: float | None) -> str:
        """A share as per cent."""
        return percent(value, self.language)

    def day(self, moment: date | None) -> str:
        """A date in full; ``··`` if it is not known."""
        return day(moment, self.language) if moment else MISSING

    def span(self, first: date | None, last: date | None) -> str:
        """The days from one to another; ``··`` if neither is known."""
        if first is None or last is None or first == last:
            return self.day(first or last)
        if (first.year, first.month) == (last.year, last.month):
            # In all four languages a date in full begins with the day.
            return f"{first.day}–{self.day(last)}"
        return f"{self.day(first)} – {self.day(last)}"

    def years(self, first: int, last: int) -> str:
        """A year, or the first and the last of several."""
        return str(first) if first == last else f"{first}–{last}"

    def schedule(self, told: Schedule, written_in: str) -> Run:
        """A schedule as written, or in days where it is written in another language."""
        if told.words and written_in == self.language:
            return Run(told.words)
        if told.starts or told.ends:
            return Run(self._days(told))
        if told.kind in w.SCHEDULES:
            return Run(self.of(w.SCHEDULES[told.kind]))
        return Run(told.words or MISSING, written_in if told.words else "")

    def _days(self, told: Schedule) -> str:
        span = self.span(told.starts, told.ends)
        if not told.every_months:
            return span
        return f"{self.of(w.EVERY_MONTHS, count=told.every_months)} ({span})"

    def country(self, code: str) -> str:
        """A country's name; its code if it has none, ``··`` if there is no code."""
        found = areas().get(code)
        return found.name[self.language] if found else code or MISSING

    def state(self, code: str) -> str:
        """The country that participants are from, or that they are from none."""
        return self.country(code) if code else self.of(w.NO_COUNTRY)

    def place(self, meeting: Meeting) -> str:
        """City and country; ``··`` if neither is known."""
        known = [meeting.city, self.country(meeting.country) if meeting.country else ""]
        return ", ".join(part for part in known if part) or MISSING

    def dates(self, meeting: Meeting) -> str:
        """A meeting's days, or the words that stand for them."""
        if meeting.starts or meeting.ends:
            return self.span(meeting.starts, meeting.ends)
        return meeting.schedule or MISSING

    def partner(self, told: Partner) -> str:
        """An organisation with its part and country."""
        role = self.term(PARTNER_ROLES, told.role)
        country = f", {self.country(told.country)}" if told.country else ""
        return f"{told.name or MISSING} ({role}{country})"

    def reference(self, told: str) -> Run:
        """A symbol, or an address as a link to it; ``··`` if there is none."""
        return Run(told or MISSING, address=told)

    def mandate(self, told: str) -> str:
        """A paragraph of a mandate, which an item names ``527 4.b``; a mandate as it is."""
        number, _, anchor = told.rpartition(" ")
        if not number or number.isalpha():
            return told
        if anchor == SOLE:
            return number
        if anchor in ANCHORS:
            return f"{number}, {self.term(ANCHORS, anchor)}"
        return self.of(w.OF_MANDATE, number=number, anchor=anchor)

    def as_of(self, meta: Meta) -> tuple[str, str]:
        """The day that a document tells the state of, and which version of the records."""
        edition = f" ({meta.vintage})" if meta.vintage else ""
        return self.of(w.AS_OF), self.day(meta.date) + edition

    def titled(self, item: Item) -> tuple[Run, ...]:
        """An item as a heading says it: its level, code and title."""
        name = f"{self.term(LEVELS, item.level)} {item.code}".rstrip()
        return (Run(name), Run(". "), self.words(item.title))

    def coded(self, code: str, title: Words) -> tuple[Run, ...]:
        """A code and a title."""
        return (Run(code), Run(" " if code else ""), self.words(title))

    def money(self, amounts: Sequence[Money]) -> list[Block]:
        """What is planned and spent, as a table; what the sums lack is said below it."""
        header = (w.SOURCE, w.CURRENCY, w.PLANNED, w.SPENT, w.EXECUTION)
        rows = tuple(
            (
                self.term(FUNDING, one.source),
                one.currency,
                self.number(one.planned),
                self.number(one.spent),
                self.share(one.execution),
            )
            for one in amounts
        )
        made: list[Block] = [
            Table(
                tuple(self.of(name) for name in header),
                rows,
                alignment=("left", "left", "right", "right", "right"),
                widths=(3, 1.2, 2, 2, 1.6),
            )
        ]
        lacking = self._lacking(amounts)
        return [*made, Paragraph(lacking, "note")] if lacking else made

    def _lacking(self, amounts: Sequence[Money]) -> str:
        planned = sum(one.planned_unknown for one in amounts)
        spent = sum(one.spent_unknown for one in amounts)
        return self.of(w.AMOUNTS_UNKNOWN, planned=planned, spent=spent) if planned + spent else ""

    def participants(self, meetings: Iterable[Meeting]) -> list[Block]:
        """Participants by country, the most first, as a table; a note if there are none."""
        counted: Counter[str] = Counter()
        for meeting in meetings:
            for country, _, people in meeting.attendance:
                counted[country] += people
        if not counted:
            return [Paragraph(self.of(w.NO_PARTICIPANTS), "note")]
        named = sorted((-people, self.state(code)) for code, people in counted.items())
        rows = [(name, self.number(-people)) for people, name in named]
        rows.append((self.of(w.TOTAL), self.number(sum(counted.values()))))
        header = (self.of(w.COUNTRY), self.of(w.PARTICIPANTS))
        return [Table(header, tuple(rows), alignment=("left", "right"), widths=(3, 1))]

    def section(self, level: int, name: Text) -> Heading:
        """The heading of a part of an item, which the contents leave out."""
        return Heading(level, self.of(name), listed=False)

    def numbered(self, listed: Sequence[Words]) -> list[Block]:
        """Words of records as a numbered list; what is alone has no number."""
        if len(listed) == 1:
            return [*self.paragraphs(listed[0])]
        return [Numbered(tuple(self.words(one) for one in listed))] if listed else []

    def bullets(self, listed: Iterable[Inline]) -> Bullets:
        """A list without order."""
        return Bullets(tuple(listed))

    def document(
        self,
        title: str | Run,
        subtitle: str,
        blocks: Sequence[Block],
        meta: Meta,
        *,
        demonstration: bool,
        notice: str = "",
    ) -> Document:
        """The document; says so if it is a demonstration, and if words are in another language."""
        notice = self.of(w.DEMONSTRATION) if demonstration else notice
        made = Document(title, subtitle, self.language, tuple(blocks), meta, notice)
        front, notes = made.front(), [Paragraph(told, "note") for told in self._notes(made)]
        return replace(made, blocks=(*made.blocks[:front], *notes, *made.blocks[front:]))

    def _notes(self, document: Document) -> Iterator[str]:
        if document.languages() - {self.language}:
            yield self.of(w.OTHER_LANGUAGE)
        if any(run.words == MISSING for words in document.words() for run in runs(words)):
            yield self.of(w.UNKNOWN)


def facts(*pairs: tuple[str, Inline]) -> Facts:
    """Facts, those without a value left out."""
    return Facts(tuple((name, value) for name, value in pairs if runs(value)))


def in_order(meetings: Iterable[Meeting]) -> list[Meeting]:
    """Meetings by their first day, those without one last."""
    return sorted(meetings, key=lambda one: (one.starts is None, one.starts or date.max))
