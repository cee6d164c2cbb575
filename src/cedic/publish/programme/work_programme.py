"""The work programme as a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from cedic.model import Text
from cedic.programme.figures import Brief, in_brief, mode_of
from cedic.programme.model import Item, Meeting, Programme, Result, Task, said
from cedic.programme.terms import (
    FUNDING,
    LINKS,
    MEETING_STATUSES,
    MODES,
    OUTPUT_KINDS,
    STAGES,
    STATUSES,
)
from cedic.publish.document import Block, Document, Heading, Inline, Meta, Paragraph, Run, Table
from cedic.publish.numbers import MISSING
from cedic.publish.programme import words as w
from cedic.publish.programme.brief import by_area, counted, internal_studies, means, outputs_by_kind
from cedic.publish.programme.phrases import Phrases, facts, in_order

_ADOPTED = ("adopted", "closed")


def work_programme(
    programme: Programme, meetings: Iterable[Meeting], language: str, *, on: date, vintage: str = ""
) -> Document:
    """The work programme: what it is, its figures, and all of its areas, projects and activities.

    Parameters
    ----------
    programme : Programme
        The programme.
    meetings : iterable of Meeting
        The meetings that go with it.
    language : str
        es, en, pt or fr. Words that do not exist in it are given in another and marked so.
    on : date
        The day of the document.
    vintage : str
        Which version of the programme it is.

    Returns
    -------
    Document
        The document. What is unknown shows as unknown; every number in it is counted.
    """
    say, listed = Phrases(language), in_order(meetings)
    meta = Meta(programme.institution, on, vintage=vintage)
    blocks = [
        _facts(say, programme, meta),
        *_introduction(say, programme),
        *_figures(say, in_brief(programme, listed)),
        *(_items(say, programme) or [Paragraph(say.of(w.NO_ITEMS))]),
        *_meetings(say, listed),
    ]
    years = say.years(programme.starts, programme.ends)
    return say.document(
        say.words(programme.title),
        " · ".join(part for part in (programme.institution, years) if part),
        blocks,
        meta,
        demonstration=programme.demonstration,
        notice="" if programme.stage in _ADOPTED else say.of(w.NOT_ADOPTED),
    )


def _facts(say: Phrases, programme: Programme, meta: Meta) -> Block:
    adopted = programme.adopted_on is not None
    return facts(
        (say.of(w.INSTITUTION), programme.institution),
        (say.of(w.PERIOD), say.years(programme.starts, programme.ends)),
        (say.of(w.STAGE), say.term(STAGES, programme.stage)),
        (say.of(w.ADOPTED_ON), say.day(programme.adopted_on) if adopted else ""),
        (say.of(w.ADOPTED_BY), programme.adopted_by),
        say.as_of(meta),
    )


def _introduction(say: Phrases, programme: Programme) -> list[Block]:
    paragraphs = say.paragraphs(programme.introduction)
    return [Heading(1, say.of(w.INTRODUCTION)), *paragraphs] if paragraphs else []


def _figures(say: Phrases, brief: Brief) -> list[Block]:
    rows = [
        (say.of(w.ACTIVITIES), say.number(brief.activities)),
        (say.of(w.STUDIES), say.number(brief.studies)),
        (say.of(w.MEETINGS), say.number(brief.meetings)),
        (say.of(w.INTERNAL_STUDIES), internal_studies(say, brief)),
    ]
    return [
        Heading(1, say.of(w.IN_BRIEF)),
        counted(say, rows),
        *by_area(say, brief),
        *outputs_by_kind(say, brief),
        *means(say, brief),
    ]


def _items(say: Phrases, programme: Programme) -> list[Block]:
    return [block for item in programme.items for block in _item(say, item, 1)]


def _item(say: Phrases, item: Item, level: int) -> Iterator[Block]:
    yield Heading(level, say.titled(item), anchor=item.code)
    yield from _standing(say, item)
    for name, part in _parts(say, item):
        if part:
            yield say.section(level + 1, name)
            yield from part
    if item.level == "activity":
        yield from _lacking(say, item)
    for child in item.children:
        yield from _item(say, child, min(level + 1, 4))


def _standing(say: Phrases, item: Item) -> Iterator[Block]:
    """Status, unit, mode, mandates and links, as far as they are known."""
    activity = item.level == "activity"
    pairs: tuple[tuple[str, Inline], ...] = (
        (say.of(w.STATUS), say.term(STATUSES, item.status) if activity else ""),
        (say.of(w.UNIT), item.unit),
        (say.of(w.MODE), say.term(MODES, item.mode) if item.mode else ""),
        (say.of(w.MANDATES), "; ".join(map(say.mandate, item.mandates))),
        (say.of(w.LINKS), _links(say, item)),
    )
    told = facts(*pairs)
    if told.pairs:
        yield told


def _links(say: Phrases, item: Item) -> tuple[Run, ...]:
    told: list[Run] = []
    for link in item.links:
        before = "; " if told else ""
        told.append(Run(f"{before}{say.term(LINKS, link.kind)} {link.code} ({link.year}) "))
        told.append(say.words(link.title))
    return tuple(told)


def _parts(say: Phrases, item: Item) -> Iterator[tuple[Text, Sequence[Block]]]:
    yield w.BACKGROUND, say.paragraphs(item.background)
    yield w.OBJECTIVES, say.numbered(item.objectives)
    yield w.RESULTS, _results(say, item.results)
    yield w.TASKS, [_tasks(say, item.tasks)] if item.tasks else []
    yield w.OUTPUTS, [_outputs(say, item)] if item.outputs else []
    yield w.PARTNERS, [say.bullets(map(say.partner, item.partners))] if item.partners else []
    yield w.MEANS, _financing(say, item)


def _lacking(say: Phrases, item: Item) -> Iterator[Block]:
    missing = [name[say.language].lower() for name, part in _parts(say, item) if not part]
    if missing:
        yield Paragraph(say.labelled(say.of(w.NOT_RECORDED), ", ".join(missing) + "."), "note")


def _results(say: Phrases, results: Sequence[Result]) -> list[Block]:
    measured = any(one.indicator or one.target is not None for one in results)
    if not measured:
        return [say.bullets(say.words(one.text) for one in results)] if results else []
    header = (w.RESULT, w.INDICATOR, w.BASELINE, w.TARGET)
    rows = tuple(
        (
            say.words(one.text),
            indicator(say, one),
            say.number(one.baseline),
            say.number(one.target),
        )
        for one in results
    )
    return [
        Table(
            tuple(map(say.of, header)),
            rows,
            alignment=("left", "left", "right", "right"),
            widths=(3, 2.4, 1, 1),
        )
    ]


def indicator(say: Phrases, result: Result) -> tuple[Run, ...]:
    """What a result is measured by, with its unit."""
    unit = (Run(f" ({result.unit})"),) if result.unit else ()
    return (say.words(result.indicator), *unit)


def _tasks(say: Phrases, tasks: Sequence[Task]) -> Block:
    finished = any(task.done for task in tasks)
    header = (w.TASK, w.SCHEDULE, w.UNIT, *((w.DONE,) if finished else ()))
    rows = tuple(
        (
            say.words(task.text),
            say.schedule(task.schedule, said(task.text, say.language)[1]),
            task.unit or MISSING,
            *((say.day(task.done),) if finished else ()),
        )
        for task in tasks
    )
    return Table(tuple(map(say.of, header)), rows, widths=(3.4, 2.4, 1.3, 1.6)[: len(header)])


def _outputs(say: Phrases, item: Item) -> Block:
    header = (w.OUTPUT, w.KIND, w.MODE, w.DUE, w.DELIVERED)
    rows = tuple(
        (
            say.words(one.title),
            say.term(OUTPUT_KINDS, one.kind),
            say.term(MODES, mode_of(one, item)),
            say.day(one.due),
            say.day(one.delivered),
        )
        for one in item.outputs
    )
    return Table(tuple(map(say.of, header)), rows, widths=(3, 1.3, 1.7, 1.6, 1.6))


def _financing(say: Phrases, item: Item) -> list[Block]:
    note = say.paragraphs(item.financing_note)
    if not item.financing:
        return [*note]
    header = (w.SOURCE, w.PARTNER, w.REFERENCE, w.CURRENCY, w.PLANNED, w.SPENT)
    rows = tuple(
        (
            say.term(FUNDING, one.source),
            one.partner or MISSING,
            one.reference or MISSING,
            one.currency,
            say.number(one.planned),
            say.number(one.spent),
        )
        for one in item.financing
    )
    return [
        Table(
            tuple(map(say.of, header)),
            rows,
            alignment=("left", "left", "left", "left", "right", "right"),
            widths=(2, 2, 1.6, 1.1, 1.3, 1.3),
        ),
        *(Paragraph(one.note, "note") for one in item.financing if one.note),
        *note,
    ]


def _meetings(say: Phrases, meetings: Sequence[Meeting]) -> list[Block]:
    if not meetings:
        return []
    header = (w.TITLE, w.DATES, w.PLACE, w.STATUS)
    rows = tuple(
        (
            say.coded(one.item, one.title),
            say.dates(one),
            say.place(one),
            say.term(MEETING_STATUSES, one.status),
        )
        for one in meetings
    )
    table = Table(tuple(map(say.of, header)), rows, widths=(3, 2, 1.8, 1.1))
    return [Heading(1, say.of(w.MEETINGS)), table]
