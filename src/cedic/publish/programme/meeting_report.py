"""The rapporteur's report of a meeting, drafted from what was recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from cedic.programme.model import AgendaItem, FollowUp, Meeting
from cedic.programme.terms import CONCLUSION_KINDS, FORMATS, MEETING_KINDS, MEETING_STATUSES
from cedic.publish.document import Block, Document, Heading, Meta, Numbered, Paragraph, Run, Table
from cedic.publish.numbers import MISSING
from cedic.publish.programme import words as w
from cedic.publish.programme.phrases import Phrases, facts


def meeting_report(
    meeting: Meeting,
    follow_ups: Iterable[FollowUp],
    language: str,
    *,
    on: date,
    publisher: str = "",
    names: Sequence[tuple[str, str, str]] = (),
    vintage: str = "",
    demonstration: bool = False,
) -> Document:
    """The draft report of a meeting: facts, participants, agenda, conclusions, follow-up.

    Parameters
    ----------
    meeting : Meeting
        The meeting.
    follow_ups : iterable of FollowUp
        The actions that came out of it.
    language : str
        es, en, pt or fr.
    on : date
        The day of the report.
    publisher : str
        Whose report it is.
    names : sequence of (name, organisation, country)
        The participants, if they are to be named; otherwise only how many there were.
    vintage : str
        Which version of the records it is made from.
    demonstration : bool
        Whether these are records made up to show the software.

    Returns
    -------
    Document
        The report.
    """
    say, meta = Phrases(language), Meta(publisher, on, vintage=vintage)
    return say.document(
        say.words(meeting.title),
        say.of(w.MEETING_REPORT),
        [
            _facts(say, meeting, meta),
            *_summary(say, meeting),
            *_objectives(say, meeting),
            *_organisers(say, meeting),
            *_participants(say, meeting),
            *_names(say, names),
            *_agenda(say, meeting.agenda),
            *_conclusions(say, meeting),
            *_follow_ups(say, tuple(follow_ups)),
        ],
        meta,
        demonstration=demonstration,
        notice=say.of(w.RAPPORTEURS_DRAFT),
    )


def _facts(say: Phrases, meeting: Meeting, meta: Meta) -> Block:
    # A virtual meeting has no place; where it is not known of another, it is said to be unknown.
    nowhere = meeting.format == "virtual" and not (meeting.city or meeting.country)
    return facts(
        (say.of(w.NUMBER), meeting.number),
        (say.of(w.KIND), say.term(MEETING_KINDS, meeting.kind)),
        (say.of(w.STATUS), say.term(MEETING_STATUSES, meeting.status)),
        (say.of(w.FORMAT), say.term(FORMATS, meeting.format)),
        (say.of(w.DATES), say.dates(meeting)),
        (say.of(w.PLACE), "" if nowhere else say.place(meeting)),
        (say.of(w.VENUE), meeting.venue),
        (say.of(w.BELONGS_TO), meeting.item),
        say.as_of(meta),
    )


def _summary(say: Phrases, meeting: Meeting) -> list[Block]:
    paragraphs = say.paragraphs(meeting.summary)
    return [Heading(1, say.of(w.SUMMARY)), *paragraphs] if paragraphs else []


def _objectives(say: Phrases, meeting: Meeting) -> list[Block]:
    if not meeting.objectives:
        return []
    return [Heading(1, say.of(w.OBJECTIVES)), *say.numbered(meeting.objectives)]


def _organisers(say: Phrases, meeting: Meeting) -> list[Block]:
    if not meeting.organisers:
        return []
    return [Heading(1, say.of(w.ORGANISERS)), say.bullets(map(say.partner, meeting.organisers))]


def _participants(say: Phrases, meeting: Meeting) -> Iterator[Block]:
    yield Heading(1, say.of(w.PARTICIPANTS))
    yield from say.participants([meeting])
    counted: Counter[tuple[str, str]] = Counter()
    for country, organisation, people in meeting.attendance:
        counted[say.state(country), organisation or MISSING] += people
    if counted:
        header = (w.COUNTRY, w.ORGANISATION, w.NUMBER_OF)
        rows = tuple(
            (country, organisation, say.number(people))
            for (country, organisation), people in sorted(counted.items())
        )
        yield Table(
            tuple(map(say.of, header)),
            rows,
            alignment=("left", "left", "right"),
            widths=(2, 4, 1.2),
        )


def _names(say: Phrases, names: Sequence[tuple[str, str, str]]) -> list[Block]:
    if not names:
        return []
    header = (w.NAME, w.ORGANISATION, w.COUNTRY)
    rows = tuple(
        (name, organisation or MISSING, say.country(country))
        for name, organisation, country in names
    )
    return [Heading(1, say.of(w.NAMES)), Table(tuple(map(say.of, header)), rows, widths=(3, 3, 2))]


def _agenda(say: Phrases, agenda: Sequence[AgendaItem]) -> Iterator[Block]:
    if not agenda:
        return
    yield Heading(1, say.of(w.AGENDA))
    for item in agenda:
        number = (Run(f"{item.number}. "),) if item.number else ()
        yield Heading(2, (*number, say.words(item.title)))
        if item.speaker:
            yield Paragraph(say.labelled(say.of(w.SPEAKER), item.speaker))
        yield from say.paragraphs(item.summary) or [Paragraph(say.of(w.NO_SUMMARY), "note")]


def _conclusions(say: Phrases, meeting: Meeting) -> list[Block]:
    """Each under its own number, with its kind."""
    if not meeting.conclusions:
        return []
    items = tuple(
        say.labelled(say.term(CONCLUSION_KINDS, one.kind), say.words(one.text))
        for one in meeting.conclusions
    )
    labels = tuple(one.number for one in meeting.conclusions)
    counted = tuple(str(number) for number in range(1, len(labels) + 1))
    return [
        Heading(1, say.of(w.CONCLUSIONS)),
        Numbered(items, () if labels == counted else labels),
    ]


def _follow_ups(say: Phrases, follow_ups: Sequence[FollowUp]) -> list[Block]:
    if not follow_ups:
        return []
    header = (w.ACTION, w.FOLLOWS_FROM, w.OWNER, w.DUE, w.DONE_ON)
    rows = tuple(
        (
            say.words(one.text),
            one.number or MISSING,
            one.owner or MISSING,
            say.day(one.due),
            say.day(one.done),
        )
        for one in follow_ups
    )
    table = Table(tuple(map(say.of, header)), rows, widths=(3.4, 1.1, 1.8, 1.6, 1.6))
    return [Heading(1, say.of(w.FOLLOW_UP)), table]
