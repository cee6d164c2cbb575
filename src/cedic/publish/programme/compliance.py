"""The report on what became of a mandate in a period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from cedic.errors import UsageError
from cedic.model import Text
from cedic.programme.mandates import ANCHORS, SOLE
from cedic.programme.model import Evidence, Mandate, Paragraph, Words
from cedic.programme.terms import MANDATE_KINDS, MANDATE_STATUSES, NO_EVIDENCE
from cedic.publish import document as d
from cedic.publish.numbers import MISSING
from cedic.publish.programme import words as w
from cedic.publish.programme.brief import counted
from cedic.publish.programme.phrases import Phrases, facts


@dataclass(frozen=True)
class Entry:
    """A meeting or a document that belongs to a mandate.

    Parameters
    ----------
    kind : str
        ``meeting`` or ``document``.
    title : Words
        Its title.
    starts, ends : date, optional
        Its first and last day; a document has the first only. Without either, no period holds it.
    anchor : str
        The paragraph that it belongs to; empty for the mandate as a whole.
    place : str
        Where a meeting was.
    reference : str
        Its symbol or address.
    """

    kind: str
    title: Words
    starts: date | None = None
    ends: date | None = None
    anchor: str = ""
    place: str = ""
    reference: str = ""


def compliance(
    mandate: Mandate,
    start: date,
    end: date,
    entries: Iterable[Entry],
    language: str,
    *,
    on: date,
    publisher: str = "",
    vintage: str = "",
    demonstration: bool = False,
) -> d.Document:
    """The compliance report on a mandate: what is on record of each paragraph within a period.

    Parameters
    ----------
    mandate : Mandate
        The mandate, with the activities and the evidence of its paragraphs.
    start, end : date
        The first and last day of the period.
    entries : iterable of Entry
        Meetings and documents that belong to it.
    language : str
        es, en, pt or fr.
    on : date
        The day of the report.
    publisher : str
        Who reports.
    vintage : str
        Which version of the records it is made from.
    demonstration : bool
        Whether these are records made up to show the software.

    Returns
    -------
    Document
        The report. An activity counts where its year lies in the period, evidence where its day
        does, a meeting where one of its days does; what lies outside is left out, and how much is
        said. A paragraph without evidence in the period is shown as such, and has no status.

    Raises
    ------
    UsageError
        If the period ends before it begins.
    """
    if end < start:
        raise UsageError(
            f"The period ends on {end}, before it begins on {start}.",
            remedy="give the first day, then the last",
        )
    record = _Record(mandate, start, end, tuple(entries))
    say, meta = Phrases(language), d.Meta(publisher, on, vintage=vintage)
    return say.document(
        _title(say, mandate),
        say.span(start, end),
        [
            _facts(say, record, meta),
            *_left_out(say, record),
            *_figures(say, record),
            *_by_theme(say, record),
            *_by_paragraph(say, record),
            *_whole(say, record),
        ],
        meta,
        demonstration=demonstration,
    )


@dataclass(frozen=True)
class _Followed:
    """A paragraph, with what of it lies in the period."""

    paragraph: Paragraph
    activities: tuple[tuple[int, str, Words], ...]
    evidence: tuple[Evidence, ...]
    entries: tuple[Entry, ...]

    @property
    def status(self) -> str:
        """What its latest evidence says; empty without any."""
        return self.evidence[-1].status if self.evidence else ""


@dataclass(frozen=True)
class _Record:
    """A mandate in a period."""

    mandate: Mandate
    start: date
    end: date
    entries: tuple[Entry, ...] = field(default=())

    @cached_property
    def within(self) -> tuple[Entry, ...]:
        """The entries of the period, the earliest first."""
        kept = [one for one in self.entries if self._holds(one)]
        return tuple(sorted(kept, key=lambda one: one.starts or one.ends or self.start))

    @cached_property
    def undated(self) -> int:
        return sum(1 for one in self.entries if one.starts is None and one.ends is None)

    @cached_property
    def followed(self) -> tuple[_Followed, ...]:
        return tuple(self._follow(one) for one in self.mandate.paragraphs)

    @cached_property
    def whole(self) -> tuple[Entry, ...]:
        """The entries of no paragraph that the mandate has."""
        anchors = {paragraph.anchor for paragraph in self.mandate.paragraphs}
        return tuple(one for one in self.within if one.anchor not in anchors)

    def _follow(self, paragraph: Paragraph) -> _Followed:
        years = range(self.start.year, self.end.year + 1)
        evidence = [one for one in paragraph.evidence if self.start <= one.on <= self.end]
        return _Followed(
            paragraph,
            tuple(one for one in paragraph.activities if one[0] in years),
            tuple(sorted(evidence, key=lambda one: one.on)),
            tuple(one for one in self.within if one.anchor == paragraph.anchor),
        )

    def _holds(self, entry: Entry) -> bool:
        first, last = entry.starts or entry.ends, entry.ends or entry.starts
        return first is not None and last is not None and first <= self.end and last >= self.start


def _title(say: Phrases, mandate: Mandate) -> str:
    named = say.words(mandate.title).words
    if mandate.number:
        kind = f"{say.term(MANDATE_KINDS, mandate.kind)} "
        # A number may say by itself what it numbers.
        named = (kind if mandate.number[0].isdigit() else "") + mandate.number
    return say.of(w.COMPLIANCE, title=named)


def _facts(say: Phrases, record: _Record, meta: d.Meta) -> d.Block:
    mandate = record.mandate
    return facts(
        (say.of(w.MANDATE), say.words(mandate.title)),
        (say.of(w.KIND), say.term(MANDATE_KINDS, mandate.kind)),
        (say.of(w.NUMBER), mandate.number or MISSING),
        (say.of(w.BODY), mandate.body or MISSING),
        (say.of(w.DATE), say.day(mandate.on)),
        (say.of(w.PLACE), mandate.place),
        (say.of(w.PERIOD), say.span(record.start, record.end)),
        say.as_of(meta),
    )


def _left_out(say: Phrases, record: _Record) -> Iterator[d.Block]:
    paragraphs, followed = record.mandate.paragraphs, record.followed
    evidence = sum(len(one.evidence) for one in paragraphs)
    activities = sum(len(one.activities) for one in paragraphs)
    told = {
        "evidence": evidence - sum(len(one.evidence) for one in followed),
        "activities": activities - sum(len(one.activities) for one in followed),
        "entries": len(record.entries) - record.undated - len(record.within),
    }
    if any(told.values()):
        yield d.Paragraph(say.of(w.LEFT_OUT, **told), "note")
    if record.undated:
        yield d.Paragraph(say.of(w.UNDATED, count=record.undated), "note")


def _figures(say: Phrases, record: _Record) -> list[d.Block]:
    followed = record.followed
    statuses = Counter(one.status for one in followed)
    with_activity = sum(1 for one in followed if one.activities)
    rows = [
        (say.of(w.PARAGRAPHS), say.number(len(followed))),
        (say.of(w.WITH_ACTIVITY), say.number(with_activity)),
        (say.of(w.WITHOUT_ACTIVITY), say.number(len(followed) - with_activity)),
        (say.of(w.WITH_EVIDENCE), say.number(len(followed) - statuses[""])),
        *(
            (f"– {name[say.language]}", say.number(statuses[status]))
            for status, name in MANDATE_STATUSES.items()
        ),
        (say.of(NO_EVIDENCE), say.number(statuses[""])),
    ]
    return [d.Heading(1, say.of(w.PARAGRAPHS_IN_BRIEF)), counted(say, rows)]


def _by_theme(say: Phrases, record: _Record) -> list[d.Block]:
    themes = dict.fromkeys(theme for one in record.followed for theme in one.paragraph.themes)
    if not themes:
        return []
    rows = [
        _theme(say, theme, [one for one in record.followed if theme in one.paragraph.themes])
        for theme in themes
    ]
    without = [one for one in record.followed if not one.paragraph.themes]
    if without:
        rows.append(_theme(say, say.of(w.NO_THEME), without))
    header = (w.THEME, w.PARAGRAPHS, w.WITH_ACTIVITY, w.WITH_EVIDENCE, NO_EVIDENCE)
    return [
        d.Heading(1, say.of(w.BY_THEME)),
        d.Table(
            tuple(map(say.of, header)),
            tuple(rows),
            alignment=("left", "right", "right", "right", "right"),
            widths=(3, 1.2, 1.2, 1.2, 1.4),
        ),
    ]


def _theme(say: Phrases, name: str, followed: Sequence[_Followed]) -> tuple[d.Inline, ...]:
    evident = sum(1 for one in followed if one.evidence)
    numbers = (
        len(followed),
        sum(1 for one in followed if one.activities),
        evident,
        len(followed) - evident,
    )
    return (name, *map(say.number, numbers))


def _by_paragraph(say: Phrases, record: _Record) -> Iterator[d.Block]:
    yield d.Heading(1, say.of(w.BY_PARAGRAPH))
    if not record.followed:
        yield d.Paragraph(say.of(w.NO_PARAGRAPHS))
    for one in record.followed:
        anchor = one.paragraph.anchor
        yield d.Heading(2, _name(say, anchor), anchor=f"paragraph-{anchor}")
        yield from say.paragraphs(one.paragraph.text)
        yield facts(
            (say.of(w.STATUS), _status(say, one)),
            (say.of(w.THEMES), "; ".join(one.paragraph.themes)),
            (say.of(w.AXES), "; ".join(one.paragraph.axes)),
        )
        yield from _activities(say, one)
        yield from _evidence(say, one)
        yield from _entries(say, one.entries, 3)


def _name(say: Phrases, anchor: str) -> str:
    if anchor in {"", SOLE}:
        return say.of(w.SOLE)
    if anchor in ANCHORS:
        return say.term(ANCHORS, anchor)
    return say.of(w.PARAGRAPH, anchor=anchor)


def _status(say: Phrases, followed: _Followed) -> d.Run:
    if not followed.evidence:
        return d.Run(say.of(NO_EVIDENCE), strong=True)
    share = followed.evidence[-1].share
    done = "" if share is None else f" ({say.share(share / 100)})"
    return d.Run(say.term(MANDATE_STATUSES, followed.status) + done, strong=True)


def _activities(say: Phrases, followed: _Followed) -> Iterator[d.Block]:
    yield say.section(3, w.ACTIVITIES)
    if not followed.activities:
        yield d.Paragraph(say.of(w.NO_ACTIVITY))
        return
    yield say.bullets(
        (*say.coded(code, title), d.Run(f" ({year})")) for year, code, title in followed.activities
    )


def _evidence(say: Phrases, followed: _Followed) -> Iterator[d.Block]:
    if not followed.evidence:
        return
    yield say.section(3, w.EVIDENCE)
    header = (w.DATE, w.STATUS, w.SHARE_DONE, w.WHAT_IT_SHOWS, w.REFERENCE)
    rows = tuple(
        (
            say.day(one.on),
            say.term(MANDATE_STATUSES, one.status),
            MISSING if one.share is None else say.share(one.share / 100),
            say.words(one.text),
            say.reference(one.reference),
        )
        for one in followed.evidence
    )
    yield d.Table(
        tuple(map(say.of, header)),
        rows,
        alignment=("left", "left", "right", "left", "left"),
        widths=(1.6, 1.3, 1.4, 2.7, 1.7),
    )


def _entries(say: Phrases, entries: Sequence[Entry], level: int) -> Iterator[d.Block]:
    yield from _listed(say, w.MEETINGS, [one for one in entries if one.kind == "meeting"], level)
    yield from _listed(say, w.DOCUMENTS, [one for one in entries if one.kind != "meeting"], level)


def _listed(say: Phrases, name: Text, entries: Sequence[Entry], level: int) -> Iterator[d.Block]:
    if not entries:
        return
    yield say.section(level, name)
    placed = any(one.place for one in entries)
    header = (w.TITLE, w.DATES, *((w.PLACE,) if placed else ()), w.REFERENCE)
    rows = tuple(
        (
            say.words(one.title),
            say.span(one.starts, one.ends),
            *((one.place or MISSING,) if placed else ()),
            say.reference(one.reference),
        )
        for one in entries
    )
    widths = (3, 1.8, 1.6, 1.6) if placed else (3, 1.8, 1.6)
    yield d.Table(tuple(map(say.of, header)), rows, widths=widths)


def _whole(say: Phrases, record: _Record) -> Iterator[d.Block]:
    if record.whole:
        yield d.Heading(1, say.of(w.WHOLE_MANDATE))
        yield from _entries(say, record.whole, 2)
