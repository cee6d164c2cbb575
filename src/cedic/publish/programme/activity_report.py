"""The yearly report: what was done of a work programme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from cedic.programme.figures import Brief, in_brief, money, status_of, status_on
from cedic.programme.model import Item, Meeting, Output, Programme, Result
from cedic.programme.terms import OUTPUT_KINDS, STAGES, STATUSES
from cedic.publish.document import Block, Document, Heading, Inline, Meta, Paragraph, Table
from cedic.publish.numbers import MISSING
from cedic.publish.programme import words as w
from cedic.publish.programme.brief import by_area, counted
from cedic.publish.programme.chart import status_bars
from cedic.publish.programme.phrases import Phrases, facts, in_order
from cedic.publish.programme.work_programme import indicator

_NOT_DONE = ("postponed", "cancelled")


def activity_report(
    programme: Programme,
    meetings: Iterable[Meeting],
    year: int,
    language: str,
    *,
    on: date,
    vintage: str = "",
) -> Document:
    """The report on a year of a work programme, by area and project.

    Parameters
    ----------
    programme : Programme
        The programme.
    meetings : iterable of Meeting
        The meetings that go with it; those held with a day in the year are reported.
    year : int
        The year.
    language : str
        es, en, pt or fr.
    on : date
        The day of the report.
    vintage : str
        Which version of the programme it is.

    Returns
    -------
    Document
        The report. Statuses are those of the year's end, outputs those delivered in the year;
        amounts and results have no day, and are the whole programme's.
    """
    say, ends = Phrases(language), date(year, 12, 31)
    held = [one for one in in_order(meetings) if one.status == "held" and _in_year(one, year)]
    brief = in_brief(programme, held, on=ends)
    report, meta = _Report(say, year, held), Meta(programme.institution, on, vintage=vintage)
    return say.document(
        say.of(w.ACTIVITY_REPORT, year=year),
        programme.institution,
        [
            _facts(say, programme, year, meta),
            *_figures(say, programme, report, brief),
            *(block for item in programme.items for block in report.item(item, 1)),
            *_meetings(say, held),
            *_budget(say, programme, brief),
            *_not_done(say, programme, ends),
        ],
        meta,
        demonstration=programme.demonstration,
    )


class _Report:
    """What was done, item by item."""

    def __init__(self, say: Phrases, year: int, held: Sequence[Meeting]) -> None:
        self.say, self.year, self.held = say, year, held

    def delivered(self, item: Item) -> list[Output]:
        """The outputs of an item that were delivered in the year."""
        return [one for one in item.outputs if one.delivered and one.delivered.year == self.year]

    def item(self, item: Item, level: int) -> Iterator[Block]:
        """An item and all below it."""
        say = self.say
        yield Heading(level, say.titled(item), anchor=item.code)
        if item.level == "activity":
            yield self._status(item)
        yield from self._outputs(item, level + 1)
        yield from self._meetings(item, level + 1)
        yield from self._results(item, level + 1)
        if item.financing:
            yield say.section(level + 1, w.BUDGET)
            yield from say.money(money(item.financing))
        for child in item.children:
            yield from self.item(child, min(level + 1, 4))

    def _status(self, item: Item) -> Block:
        say, ends = self.say, date(self.year, 12, 31)
        change = status_on(item, ends)
        return facts(
            (say.of(w.STATUS), say.term(STATUSES, status_of(item, ends))),
            (say.of(w.SINCE), say.day(change.on) if change else ""),
            (say.of(w.NOTE), change.note if change else ""),
            (say.of(w.UNIT), item.unit),
        )

    def _outputs(self, item: Item, level: int) -> Iterator[Block]:
        say, delivered = self.say, self.delivered(item)
        if not delivered:
            return
        yield say.section(level, w.OUTPUTS_DELIVERED)
        header = (w.OUTPUT, w.KIND, w.DELIVERED, w.REFERENCE)
        rows = tuple(
            (
                say.words(one.title),
                say.term(OUTPUT_KINDS, one.kind),
                say.day(one.delivered),
                say.reference(one.reference),
            )
            for one in delivered
        )
        yield Table(tuple(map(say.of, header)), rows, widths=(3, 1.2, 1.7, 1.8))

    def _meetings(self, item: Item, level: int) -> Iterator[Block]:
        own = [one for one in self.held if item.code and one.item == item.code]
        if own:
            yield self.say.section(level, w.MEETINGS_HELD)
            yield _held(self.say, own)
            yield from self.say.participants(own)

    def _results(self, item: Item, level: int) -> Iterator[Block]:
        if item.results:
            yield self.say.section(level, w.RESULTS_AND_TARGETS)
            yield from _achieved(self.say, item.results)


def _measured(result: Result) -> bool:
    values = (result.target, result.achieved)
    return bool(result.indicator or result.evidence) or values != (None, None)


def _in_year(meeting: Meeting, year: int) -> bool:
    first, last = meeting.starts or meeting.ends, meeting.ends or meeting.starts
    return first is not None and last is not None and first.year <= year <= last.year


def _facts(say: Phrases, programme: Programme, year: int, meta: Meta) -> Block:
    return facts(
        (say.of(w.INSTITUTION), programme.institution),
        (say.of(w.PROGRAMME), say.words(programme.title)),
        (say.of(w.PERIOD), str(year)),
        (say.of(w.STAGE), say.term(STAGES, programme.stage)),
        say.as_of(meta),
    )


def _figures(say: Phrases, programme: Programme, report: _Report, brief: Brief) -> list[Block]:
    attendance = [one for meeting in report.held for one in meeting.attendance]
    delivered = [output for item in programme.walk() for output in report.delivered(item)]
    studies = sum(1 for output in delivered if output.kind == "study")
    people = say.number(sum(people for _, _, people in attendance)) if attendance else MISSING
    countries = {country for country, _, _ in attendance if country}
    rows = [
        (say.of(w.ACTIVITIES), say.number(brief.activities)),
        *(
            (f"– {name[say.language]}", say.number(brief.by_status[status]))
            for status, name in STATUSES.items()
        ),
        (say.of(w.OUTPUTS_DELIVERED), say.number(len(delivered))),
        (say.of(w.STUDIES_DELIVERED), say.number(studies)),
        (say.of(w.MEETINGS_HELD), say.number(brief.meetings)),
        (say.of(w.PARTICIPANTS), people),
        (say.of(w.COUNTRIES), say.number(len(countries)) if attendance else MISSING),
    ]
    picture = status_bars(say, brief)
    return [
        Heading(1, say.of(w.YEAR_IN_BRIEF)),
        counted(say, rows),
        Paragraph(say.of(w.STATUS_AT_END), "note"),
        *by_area(say, brief),
        *((picture,) if picture else ()),
    ]


def _held(say: Phrases, meetings: Sequence[Meeting]) -> Table:
    header = (w.TITLE, w.DATES, w.PLACE, w.PARTICIPANTS)
    rows = tuple(
        (say.coded(one.item, one.title), say.dates(one), say.place(one), _people(say, one))
        for one in meetings
    )
    return Table(
        tuple(map(say.of, header)),
        rows,
        alignment=("left", "left", "left", "right"),
        widths=(3, 2, 1.8, 1.2),
    )


def _people(say: Phrases, meeting: Meeting) -> str:
    if not meeting.attendance:
        return MISSING
    return say.number(sum(people for _, _, people in meeting.attendance))


def _achieved(say: Phrases, results: Sequence[Result]) -> Iterator[Block]:
    if not any(map(_measured, results)):
        yield say.bullets(say.words(one.text) for one in results)
        yield Paragraph(say.of(w.NOT_MEASURED), "note")
        return
    header = (w.RESULT, w.INDICATOR, w.TARGET, w.ACHIEVED, w.EVIDENCE)
    rows = tuple(
        (
            say.words(one.text),
            indicator(say, one),
            say.number(one.target),
            say.number(one.achieved),
            say.reference(one.evidence),
        )
        for one in results
    )
    yield Table(
        tuple(map(say.of, header)),
        rows,
        alignment=("left", "left", "right", "right", "left"),
        widths=(2.6, 2, 1, 1.1, 1.8),
    )


def _meetings(say: Phrases, held: Sequence[Meeting]) -> Iterator[Block]:
    yield Heading(1, say.of(w.MEETINGS_HELD))
    if not held:
        yield Paragraph(say.of(w.NO_MEETINGS))
        return
    yield _held(say, held)
    yield Heading(2, say.of(w.BY_COUNTRY))
    yield from say.participants(held)


def _budget(say: Phrases, programme: Programme, brief: Brief) -> list[Block]:
    if not brief.money:
        return []
    years = say.years(programme.starts, programme.ends)
    return [
        Heading(1, say.of(w.BUDGET)),
        *say.money(brief.money),
        Paragraph(say.of(w.BUDGET_OF_PROGRAMME, years=years), "note"),
    ]


def _not_done(say: Phrases, programme: Programme, ends: date) -> Iterator[Block]:
    yield Heading(1, say.of(w.NOT_DONE))
    rows: list[tuple[Inline, ...]] = []
    for item in programme.at("activity"):
        status = status_of(item, ends)
        if status in _NOT_DONE:
            change = status_on(item, ends)
            told = (say.day(change.on), change.note or MISSING) if change else (MISSING, MISSING)
            rows.append((say.coded(item.code, item.title), say.term(STATUSES, status), *told))
    if not rows:
        yield Paragraph(say.of(w.NONE_NOT_DONE))
        return
    header = tuple(map(say.of, (w.ACTIVITY, w.STATUS, w.SINCE, w.NOTE)))
    yield Table(header, tuple(rows), widths=(3, 1.2, 1.7, 2.4))
