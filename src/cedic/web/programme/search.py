"""The full-text search over the work programme: what is found by its words, and by whom.

An entry holds the words of a record in a language, for those who may see them. A record that is
shown as it stands (a mandate, a meeting) has entries from a visibility on. A programme and its items
have entries of their own for each of the three: staff search them as they stand, the others the
words of the version that they would be shown, and none of any other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils.safestring import SafeString

from cedic.model import LANGUAGES, Text
from cedic.programme import model
from cedic.programme.mandates import ANCHORS
from cedic.programme.model import Words
from cedic.programme.terms import MANDATE_KINDS
from cedic.web.programme import marking, trees
from cedic.web.programme.documents_seen import documents_for, owner_of
from cedic.web.programme.marking import folded
from cedic.web.programme.models import (
    ConvergenceEntry,
    Document,
    Entry,
    Evidence,
    Item,
    Mandate,
    Meeting,
    Paragraph,
    Roadmap,
    WorkProgramme,
)
from cedic.web.programme.models.base import LONGEST_TITLE
from cedic.web.programme.viewers import LEVELS, Viewer

KINDS = {
    "programme": Text(
        "Work programme", "Programa de trabajo", "Programa de trabalho", "Programme de travail"
    ),
    "item": Text(
        "Area, project or activity",
        "Área, proyecto o actividad",
        "Área, projeto ou atividade",
        "Domaine, projet ou activité",
    ),
    "mandate": Text("Mandate", "Mandato", "Mandato", "Mandat"),
    "paragraph": Text(
        "Paragraph of a mandate",
        "Párrafo de un mandato",
        "Parágrafo de um mandato",
        "Paragraphe d’un mandat",
    ),
    "meeting": Text("Meeting", "Reunión", "Reunião", "Réunion"),
    "document": Text("Document", "Documento", "Documento", "Document"),
    "convergence": Text("Convergence", "Convergencia", "Convergência", "Convergence"),
}
"""The kinds of records that are found."""

BY_VERSION = ("programme", "item")
"""The kinds whose words differ with who reads them."""
LONGEST_BODY = 100_000
LONGEST_DOCUMENT = 250_000
"""Characters of a document, each accent one: eighty pages. A vector of PostgreSQL takes a megabyte."""
MOST_WORDS = 12
"""How many words of a question are looked for."""
SHORTEST_BEGINNING = 2
"""How many letters the beginning of a word has at least."""
LONGEST_ABBREVIATION = 5
"""How many letters a word has at most that goes before all that begin with it: many are names. To
rank two kinds of hits costs a third more."""

_FOLDED = re.compile(r"[0-9a-zªº\u00c0-\u1fff\u2c00-\uffff]+")
_QUOTED = re.compile(r'"([^"]*)"|([^"]+)')
_NUMBER_SIGN = re.compile(r"(?i)\bn(?:o|ro|um|úm)?[.º°]*\s*(?=\d)")
"""What stands before a number, or does not: "Decision N° 527" is Decision 527."""
_CODE = re.compile(r"\d|\w[.]\w")
"""What a code has, as other words have not: a digit, or a full stop between letters."""


Said = Mapping[str, tuple[str, str]]
"""Title and body by language."""


@dataclass(frozen=True)
class Found:
    """A record that was found: what it is, where, and the words around what was looked for."""

    kind: str
    record: str
    path: str
    address: str
    year: int | None
    language: str
    title: SafeString
    snippet: SafeString
    demonstration: bool
    format: str
    """Of a document, by the end of its name: ``pdf``; else empty."""


@dataclass(frozen=True)
class Question:
    """What is looked for: phrases of one word or several; the last one may be the beginning of one.

    Parameters
    ----------
    phrases : tuple of tuple of str
        The phrases, all of which a record must have.
    open : bool
        Whether the last word may go on: what a person is still typing.
    """

    phrases: tuple[tuple[str, ...], ...]
    open: bool

    @classmethod
    def of(cls, asked: str) -> Question:
        """What a person asks for: words, codes, and phrases in quotes. Other signs part words."""
        phrases: list[tuple[str, ...]] = []
        quoted = False
        for phrase, loose in _QUOTED.findall(re.sub("[“”«»„]", '"', asked)):
            quoted = bool(phrase)
            found = [_words(phrase)] if quoted else _loose(loose)
            phrases += [one for one in found if one]
        kept = tuple(one[:MOST_WORDS] for one in phrases[:MOST_WORDS])
        whole = bool(kept) and kept == tuple(phrases) and not quoted
        return cls(kept, whole and _is_beginning(kept[-1][-1]))

    def __bool__(self) -> bool:
        return bool(self.phrases)

    def for_sqlite(self) -> str:
        """The question as FTS5 takes it: words are quoted, so that none is an operator.

        Where the last word may go on and is short, what has it whole comes before what has it as a
        beginning.
        """
        told = ['"' + " ".join(phrase) + '"' for phrase in self.phrases]
        if self.open:
            told[-1] = f"({told[-1]} OR {told[-1]} *)" if self._is_short else f"{told[-1]} *"
        return " AND ".join(told)

    def for_postgresql(self) -> tuple[str, str, str]:
        """The question as ``to_tsquery`` takes it, its words, and the one that counts twice if whole.

        The words rank what is found, a short last one once more where it is not the beginning of
        another. That words stand near each other counts for nothing, as with FTS5: to measure it
        takes the square of a text's length.
        """
        told = [" <-> ".join(f"'{word}'" for word in phrase) for phrase in self.phrases]
        words = [f"'{word}'" for phrase in self.phrases for word in phrase]
        whole = words[-1] if self.open and self._is_short else ""
        if self.open:
            told[-1] += ":*"
            words[-1] += ":*"
        return " & ".join(f"({one})" for one in told), " | ".join(words), whole

    @property
    def _is_short(self) -> bool:
        return len(self.phrases[-1][-1]) <= LONGEST_ABBREVIATION

    @cached_property
    def patterns(self) -> list[re.Pattern[str]]:
        """How each phrase reads in a text."""
        last = len(self.phrases) - 1
        return [
            marking.pattern(phrase, goes_on=self.open and place == last)
            for place, phrase in enumerate(self.phrases)
        ]


def _words(text: str) -> tuple[str, ...]:
    return tuple(_FOLDED.findall(folded(text)))


def _loose(text: str) -> list[tuple[str, ...]]:
    """Words by themselves; the parts of a code, I.1.2 or 12/2019, stand side by side."""
    found: list[tuple[str, ...]] = []
    for token in _NUMBER_SIGN.sub("", text).split():
        words = _words(token)
        found += [words] if _CODE.search(token) else [(word,) for word in words]
    return found


def _is_beginning(word: str) -> bool:
    """Whether a word may go on: one letter begins too many, unless it is a word in its writing."""
    return len(word) >= SHORTEST_BEGINNING or not word.isascii()


# Writing


@transaction.atomic
def put(
    kind: str, record: object, words: Said, *, path: str, year: int | None, visibility: str
) -> None:
    """Let a record be found by its words, in place of those that it had.

    Parameters
    ----------
    kind : str
        One of :data:`KINDS`, none of :data:`BY_VERSION`.
    record : object
        The record's number.
    words : mapping of str to (str, str)
        Title and body by language.
    path : str
        Its address below the language: ``programme/meetings/7/``.
    year : int, optional
        The year that it belongs to.
    visibility : str
        Who may see it.
    """
    drop(kind, record)
    Entry.objects.bulk_create(_entries(kind, record, words, path, year, visibility))


def drop(kind: str, record: object) -> None:
    """Let a record be found no more."""
    Entry.objects.filter(kind=kind, record=str(record)).delete()


def drop_group(record: WorkProgramme | Mandate) -> None:
    """Let a programme or a mandate be found no more, nor what belongs to it."""
    Entry.objects.filter(group=_group(record)).delete()


def _group(record: WorkProgramme | Mandate) -> str:
    return f"{'mandate' if isinstance(record, Mandate) else 'programme'}/{record.pk}"


def index(record: Any) -> None:
    """Let a record be found by the words that it has now.

    To be called in the transaction that writes it. A programme brings along all its items, as each
    reader may see them; an item is written for staff alone, since the others read versions; a mandate
    brings along its paragraphs.

    Parameters
    ----------
    record : WorkProgramme, Item, Mandate, Meeting, Roadmap, ConvergenceEntry or Document
        The record. The documents that belong to it go along with its year.
    """
    with transaction.atomic():
        _WRITERS[type(record)](record)


def index_entries(records: Iterable[ConvergenceEntry]) -> None:
    """Let entries of convergence be found, as :func:`index` does, many at a time."""
    written = [one for record in records for one in _of_convergence(record)]
    numbers = {one.record for one in written}
    with transaction.atomic():
        Entry.objects.filter(kind="convergence", record__in=numbers).delete()
        Entry.objects.bulk_create(written, batch_size=500)


def rebuild() -> int:
    """Write the words of all records anew; how many entries there are then.

    Of documents, whose files take long to read, the text that was read stays.

    Nothing is found twice or missed meanwhile: it is one transaction.
    """
    with transaction.atomic():
        Entry.objects.filter(document=None).delete()
        for programme in WorkProgramme.objects.all():
            Entry.objects.bulk_create(_of_programme(programme), batch_size=500)
        for mandate in Mandate.objects.prefetch_related("paragraphs").iterator(chunk_size=200):
            Entry.objects.bulk_create(_of_mandate(mandate))
        meetings = Meeting.objects.prefetch_related("agenda", "conclusions")
        for meeting in meetings.iterator(chunk_size=200):
            Entry.objects.bulk_create(_of_meeting(meeting))
        held = ConvergenceEntry.objects.select_related("organisation", "topic__axis")
        index_entries(held.iterator(chunk_size=500))
        for document in Document.objects.iterator(chunk_size=200):
            _put_document(document)
        return int(Entry.objects.count())


def _entries(
    kind: str,
    record: object,
    words: Said,
    path: str,
    year: int | None,
    visibility: str,
    group: str = "",
    *,
    demonstration: bool = False,
) -> list[Entry]:
    return [
        Entry(
            kind=kind,
            record=str(record),
            language=language,
            visibility=visibility,
            year=year,
            path=path,
            group=group,
            title=title[:LONGEST_TITLE],
            body=body[:LONGEST_BODY],
            demonstration=demonstration,
        )
        for language, (title, body) in words.items()
    ]


def _put_programme(record: WorkProgramme) -> None:
    drop_group(record)
    Entry.objects.bulk_create(_of_programme(record), batch_size=500)
    _follow(Q(document__programme=record) | Q(document__item__programme=record), record)


def _of_programme(record: WorkProgramme) -> Iterator[Entry]:
    """The entries of a programme and its items, as each level may see them."""
    made: dict[int, model.Programme] = {}
    for level in LEVELS:
        version = trees.version_for(record, Viewer(None, level))
        if level == "internal":
            shown: model.Programme | None = trees.live(record)
        elif version is None:
            shown = None
        else:
            shown = made.setdefault(version, trees.frozen(version))
        if shown is not None:
            yield from _at_level(record.pk, shown, level)


def _at_level(number: int, shown: model.Programme, level: str) -> Iterator[Entry]:
    words = _by_language(shown.title, [shown.introduction], same=[shown.institution])
    path, group = f"programme/{number}/", f"programme/{number}"
    made_up = shown.demonstration
    yield from _entries(
        "programme", number, words, path, shown.starts, level, group, demonstration=made_up
    )
    for item in shown.walk():
        yield from _of_item(item, shown.starts, level, group, made_up)


def _of_item(item: model.Item, year: int, level: str, group: str, made_up: bool) -> list[Entry]:
    parts = [
        item.background,
        *item.objectives,
        *(words for one in item.results for words in (one.text, one.indicator)),
        *(one.text for one in item.tasks),
        *(one.title for one in item.outputs),
        item.financing_note,
    ]
    same = [
        *(one.name for one in item.partners),
        *(one.partner for one in item.financing),
        *(one.schedule.words for one in item.tasks),
    ]
    words = _by_language(item.title, parts, before=item.code, same=same)
    path = f"programme/items/{item.id}/"
    return _entries("item", item.id, words, path, year, level, group, demonstration=made_up)


def _put_item(item: Item) -> None:
    Entry.objects.filter(kind="item", record=str(item.pk), visibility="internal").delete()
    over, group = item.programme, f"programme/{item.programme_id}"
    Entry.objects.bulk_create(
        _of_item(trees.alone(item), over.starts, "internal", group, over.demonstration)
    )


def _put_mandate(mandate: Mandate) -> None:
    drop_group(mandate)
    Entry.objects.bulk_create(_of_mandate(mandate))
    _follow(Q(document__mandate=mandate), mandate)


def _of_mandate(mandate: Mandate) -> Iterator[Entry]:
    here, group = f"programme/mandates/{mandate.pk}/", _group(mandate)
    year, made_up = _year_of(mandate), mandate.demonstration
    same = [mandate.body, mandate.place]
    words = _by_language(mandate.title, [], before=mandate.number, same=[*same, *_kinds(mandate)])
    yield from _entries(
        "mandate", mandate.pk, words, here, year, mandate.visibility, group, demonstration=made_up
    )
    for one in mandate.paragraphs.all():
        told = {
            language: (_named(mandate, one, language), text) for language, text in one.text.items()
        }
        path = f"{here}#p-{one.anchor}"
        yield from _entries(
            "paragraph", one.pk, told, path, year, mandate.visibility, group, demonstration=made_up
        )


def _kinds(mandate: Mandate) -> list[str]:
    return [MANDATE_KINDS[mandate.kind][language] for language in LANGUAGES]


def _named(mandate: Mandate, paragraph: Paragraph, language: str) -> str:
    kind, anchor = MANDATE_KINDS[mandate.kind][language], paragraph.anchor
    return f"{kind} {mandate.number} · {ANCHORS[anchor][language] if anchor in ANCHORS else anchor}"


def _put_meeting(meeting: Meeting) -> None:
    drop("meeting", meeting.pk)
    Entry.objects.bulk_create(_of_meeting(meeting))
    _follow(Q(document__meeting=meeting), meeting)


def _of_meeting(meeting: Meeting) -> list[Entry]:
    parts = [
        *meeting.objectives,
        meeting.summary,
        *(one.title for one in meeting.agenda.all()),
        *(one.text for one in meeting.conclusions.all()),
    ]
    same = [meeting.venue, meeting.city, meeting.schedule]
    words = _by_language(meeting.title, parts, before=meeting.number, same=same)
    path = f"programme/meetings/{meeting.pk}/"
    return _entries(
        "meeting",
        meeting.pk,
        words,
        path,
        _year_of(meeting),
        meeting.visibility,
        demonstration=meeting.demonstration,
    )


def _put_convergence(entry: ConvergenceEntry) -> None:
    index_entries([entry])


def _of_convergence(entry: ConvergenceEntry) -> list[Entry]:
    axis = entry.topic.axis
    parts = [entry.topic.name, axis.name, entry.organisation.name]
    same = [entry.organisation.code, entry.source]
    words = _by_language(entry.title, parts, before=entry.organisation.code, same=same)
    path = f"programme/convergence/{axis.code}/"
    year = entry.validated.year if entry.validated else None
    return _entries(
        "convergence",
        entry.pk,
        words,
        path,
        year,
        entry.visibility,
        demonstration=entry.demonstration,
    )


def _put_roadmap(roadmap: Roadmap) -> None:
    _follow(Q(document__roadmap=roadmap), roadmap)


def _put_document(document: Document) -> None:
    """Its title and the name of its file; the text comes when it was read, and stays."""
    entry = Entry.objects.filter(document=document).first() or Entry(
        kind="document", record=str(document.pk), document=document, body=document.name
    )
    owner = owner_of(document)
    entry.title = document.title
    entry.path = f"documents/{document.pk}/{document.name}"
    entry.language = document.language
    entry.visibility = document.visibility
    entry.year, entry.demonstration = _year_of(owner), _is_made_up(owner)
    entry.save()


def put_text(document: Document, text: str) -> None:
    """Let a document be found by its text too, which was read from its file."""
    apart = unicodedata.normalize("NFD", text)[:LONGEST_DOCUMENT]
    body = f"{document.name}\n{unicodedata.normalize('NFC', apart)}".replace("\0", " ")
    Entry.objects.filter(document=document).update(body=body)


def _follow(documents: Q, owner: Any) -> None:
    """Let documents be found under the year of what they belong to, and told made up as it is."""
    told = {"year": _year_of(owner), "demonstration": _is_made_up(owner)}
    Entry.objects.filter(documents).exclude(**told).update(**told)


def _year_of(owner: Any) -> int | None:
    """The year that a record belongs to."""
    if isinstance(owner, Item):
        return _year_of(owner.programme)
    if isinstance(owner, WorkProgramme):
        return owner.starts
    day = owner.starts if isinstance(owner, Meeting) else owner.on
    return day.year if day else None


def _is_made_up(owner: Any) -> bool:
    if isinstance(owner, Item):
        return _is_made_up(owner.programme)
    if isinstance(owner, Evidence):
        return _is_made_up(owner.paragraph.mandate)
    # A roadmap is made up by nobody but who writes it: a demonstration has none.
    return not isinstance(owner, Roadmap) and bool(owner.demonstration)


_WRITERS: dict[type, Callable[[Any], None]] = {
    WorkProgramme: _put_programme,
    Item: _put_item,
    Mandate: _put_mandate,
    Meeting: _put_meeting,
    ConvergenceEntry: _put_convergence,
    Roadmap: _put_roadmap,
    Document: _put_document,
}


def _by_language(
    title: Words, parts: Iterable[Words], *, before: str = "", same: Iterable[str] = ()
) -> dict[str, tuple[str, str]]:
    """Title and body in each language that any of them has; `same` reads alike in all."""
    listed = list(parts)
    alike = [one for one in same if one]
    has = [one for one in LANGUAGES if title.get(one) or any(part.get(one) for part in listed)]
    return {
        language: (
            f"{before} {model.said(title, language)[0]}".strip(),
            "\n".join([*(part[language] for part in listed if part.get(language)), *alike]),
        )
        for language in has or LANGUAGES[:1]
    }


# Reading


def find(
    viewer: Viewer,
    question: Question,
    language: str,
    *,
    kind: str = "",
    year: int | None = None,
    start: int = 0,
    most: int = 20,
) -> tuple[list[Found], int]:
    """The records that have the words, the best first; and how many there are in all.

    Parameters
    ----------
    viewer : Viewer
        Who asks: only what she would be shown is searched.
    question : Question
        What is looked for.
    language : str
        The language that a record is shown in, if it was found in it.
    kind : str, optional
        One of :data:`KINDS`.
    year : int, optional
        Only what belongs to it.
    start, most : int
        Where in the order to begin, and how many to give.
    """
    if not question:
        return [], 0
    rows = _rows(viewer, question, language, kind, year, start, most)
    entries = Entry.objects.in_bulk([row[0] for row in rows])
    found = [_found(entries[row[0]], question, language) for row in rows]
    return found, rows[0][1] if rows else 0


# SQLite keeps the order of a CROSS JOIN: words first. By an index of the entries first it would look
# for the words once for each of them, for minutes.
_HITS = {
    "sqlite": """bm25(programme_entry_words, 8.0, 1.0) AS place
        FROM programme_entry_words AS found
            CROSS JOIN programme_entry AS entry ON entry.id = found.rowid
        WHERE programme_entry_words MATCH %s""",
    "postgresql": """-ts_rank(entry.words, counted) - ts_rank(entry.words, whole) AS place
        FROM programme_entry AS entry, to_tsquery('simple', %s) AS asked,
            to_tsquery('simple', %s) AS counted, to_tsquery('simple', %s) AS whole
        WHERE entry.words @@ asked""",
}


_RECORD = {
    "sqlite": "kind, record",
    # Texts sort slowly there: a third of a search would be spent on it.
    "postgresql": "hashtextextended(kind || '/' || record, 0)",
}
"""What the entries of one record have in common."""


def _rows(
    viewer: Viewer,
    question: Question,
    language: str,
    kind: str,
    year: int | None,
    start: int,
    most: int,
) -> list[tuple[int, int]]:
    """Number of each record's best entry, and how many records there are."""
    on_sqlite = connection.vendor == "sqlite"
    asked = [question.for_sqlite()] if on_sqlite else question.for_postgresql()
    visible = viewer.visibilities
    documents, numbers = _numbers_of(documents_for(viewer))
    values: list[object] = [*asked, viewer.level, *visible, *BY_VERSION, *numbers]
    wanted = ""
    if kind:
        wanted += " AND entry.kind = %s"
        values.append(kind)
    if year is not None:
        wanted += " AND entry.year = %s"
        values.append(year)
    statement = f"""
        WITH hits AS MATERIALIZED (
            SELECT entry.id, entry.kind, entry.record, entry.language,
                {_HITS[connection.vendor]}
                AND (entry.visibility = %s
                    OR (entry.visibility IN ({_places(visible)})
                        AND entry.kind NOT IN ({_places(BY_VERSION)})))
                AND (entry.document_id IS NULL OR entry.document_id IN ({documents})){wanted}
        ),
        turns AS (
            SELECT id, place, row_number() OVER (
                PARTITION BY {_RECORD[connection.vendor]}
                ORDER BY CASE WHEN language = %s THEN 0 ELSE 1 END, place, id
            ) AS turn
            FROM hits
        )
        SELECT id, count(*) OVER () FROM turns WHERE turn = 1
        ORDER BY place, id LIMIT %s OFFSET %s
        """  # noqa: S608 - holds no word of a visitor
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, language, most, start])
        return list(cursor.fetchall())


def _numbers_of(documents: QuerySet[Document]) -> tuple[str, tuple[object, ...]]:
    """The statement that gives the numbers of documents, and its values."""
    numbers = documents.order_by().values("pk").query
    statement, values = numbers.get_compiler(connection=connection).as_sql()
    return statement, tuple(values)


def _places(values: Iterable[object]) -> str:
    return ", ".join("%s" for _ in values)


def _found(entry: Entry, question: Question, language: str) -> Found:
    is_document = entry.document_id is not None
    return Found(
        kind=entry.kind,
        record=entry.record,
        path=entry.path,
        # Documents have no page, and are the same in every language.
        address=f"/{quote(entry.path)}" if is_document else f"/{language}/{entry.path}",
        year=entry.year,
        language=entry.language,
        title=marking.marked(entry.title, question.patterns),
        snippet=marking.snippet(entry.body, question.patterns),
        demonstration=entry.demonstration,
        format=entry.path.rpartition(".")[2].lower() if is_document else "",
    )
