"""Entries of a workbook: what each row would change, and how they enter once a person says yes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from cedic.model import LANGUAGES, one_line
from cedic.programme.convergence import Entry
from cedic.programme.convergence_file import Problem, Reading, read_entries
from cedic.programme.terms import ENTRY_KINDS
from cedic.web import audit
from cedic.web.programme import convergence_values as values
from cedic.web.programme import search
from cedic.web.programme.models import Axis, ConvergenceEntry, Import, Organisation, Topic
from cedic.web.programme.pages import Refused, told_day
from cedic.web.programme.viewers import Viewer
from cedic.web.programme.words.convergence import WRONG
from cedic.web.words import language

KIND = "convergence_workbook"
"""What these are called among all that is read."""
FIRST_YEAR = 1900


@dataclass(frozen=True)
class Row:
    """A row of the sheet without a problem, and what it would do.

    Parameters
    ----------
    number : int
        The row, as the spreadsheet counts.
    entry : Entry
        What it says.
    record : ConvergenceEntry or None
        The entry that it is about; None if it is a new one.
    """

    number: int
    entry: Entry
    record: ConvergenceEntry | None

    @property
    def state(self) -> str:
        """``new``, ``changed`` or ``unchanged``."""
        if self.record is None:
            return "new"
        return "changed" if self.changes else "unchanged"

    @property
    def changes(self) -> list[tuple[str, str, str]]:
        """Column, value before and value after, of what would be changed."""
        if self.record is None:
            return []
        before, after = told(values.entry_of(self.record)), told(self.entry)
        return [(name, before[name], after[name]) for name in after if before[name] != after[name]]


@dataclass(frozen=True)
class Plan:
    """What a workbook would do to the entries as they stand now."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]

    def of(self, state: str) -> list[Row]:
        """The rows that would do one thing."""
        return [one for one in self.rows if one.state == state]

    @property
    def mark(self) -> str:
        """What differs as soon as the plan or an entry that it changes does."""
        held: list[Any] = [
            (one.number, one.state, one.record and (one.record.pk, one.record.revision))
            for one in self.rows
        ]
        held += [asdict(one) for one in self.problems]
        return hashlib.sha256(json.dumps(held).encode()).hexdigest()


def told(entry: Entry) -> dict[str, str]:
    """An entry as a row of the sheet says it, by column."""
    return {
        "organisation": entry.organisation,
        "axis": entry.axis,
        "kind": ENTRY_KINDS[entry.kind][language()],
        "topic": entry.topic,
        **{f"title_{one}": one_line(entry.title.get(one, ""), 2000) for one in LANGUAGES},
        "source": one_line(entry.source, 500),
        "address": entry.address,
        "validated": told_day(entry.validated),
    }


def in_review() -> QuerySet[Any]:
    """The workbooks that nobody has said yes or no to."""
    return Import.objects.filter(kind=KIND, state="review")


def take(content: bytes, name: str, by: Any) -> Import:
    """Read a workbook and keep what was found, until a person says yes or no.

    Raises
    ------
    DataError
        If it is no workbook, is damaged, holds too much, or lacks a column.
    """
    from io import BytesIO

    fingerprint = hashlib.sha256(content).hexdigest()
    known = in_review().filter(fingerprint=fingerprint).first()
    if known is not None:
        return known
    reading = read_entries(
        BytesIO(content),
        values.axes(),
        values.organisations(),
        language=language(),
        topic_needed=True,
    )
    return Import.objects.create(
        name=one_line(name, 200) or "entries.xlsx",
        kind=KIND,
        fingerprint=fingerprint,
        finding=_finding(reading),
        by=by,
        by_name=str(by)[:200],
    )


def _finding(reading: Reading) -> dict[str, Any]:
    return {
        "sheet": reading.sheet,
        "entries": [
            [row, asdict(one) | {"validated": one.validated and one.validated.isoformat()}]
            for row, one in zip(reading.rows, reading.entries, strict=True)
        ],
        "problems": [asdict(one) for one in reading.problems],
    }


def plan(found: Import, viewer: Viewer) -> Plan:
    """What a workbook would do now, if that person says yes."""
    read = [(row, _entry(one)) for row, one in found.finding["entries"]]
    sheet = found.finding["sheet"]
    records = list(ConvergenceEntry.objects.select_related("organisation", "topic__axis"))
    doubts = _doubts(sheet, read, records)
    while True:
        rows = _matched([(row, one) for row, one in read if row not in doubts], records)
        more = _collisions(sheet, rows, records, viewer)
        if not more:
            break
        # A row that is left out gives its entry free, which another may then be about.
        doubts |= more
    kept = [
        Problem(**one | {"suggestions": tuple(one["suggestions"])})
        for one in found.finding["problems"]
    ]
    every = sorted([*kept, *doubts.values()], key=lambda one: one.row)
    return Plan(tuple(rows), tuple(every))


def _entry(held: dict[str, Any]) -> Entry:
    validated = held["validated"]
    return Entry(**held | {"validated": date.fromisoformat(validated) if validated else None})


def _doubts(
    sheet: str, read: Iterable[tuple[int, Entry]], records: Iterable[ConvergenceEntry]
) -> dict[int, Problem]:
    """What is wrong with rows by themselves, as things stand now."""
    numbers = {one.pk for one in records}
    organisations = set(Organisation.objects.values_list("code", flat=True))
    topics = set(Topic.objects.values_list("axis__code", "code"))
    today = timezone.localdate()
    found = {}
    for row, entry in read:
        told_as = ""
        if entry.organisation not in organisations:
            code, column, told_as = "unknown", "organisation", entry.organisation
        elif (entry.axis, entry.topic) not in topics:
            code, column, told_as = "unknown", "topic", entry.topic
        elif entry.validated and entry.validated > today:
            code, column, told_as = "future", "validated", entry.validated.isoformat()
        elif entry.validated and entry.validated.year < FIRST_YEAR:
            code, column, told_as = "not_a_date", "validated", entry.validated.isoformat()
        elif entry.id is not None and entry.id not in numbers:
            code, column, told_as = "no_such_number", "id", str(entry.id)
        else:
            continue
        found[row] = Problem(code, sheet, row, column, told_as)
    return found


def _matched(read: Sequence[tuple[int, Entry]], records: Iterable[ConvergenceEntry]) -> list[Row]:
    """The rows with the entries that they are about: by their number, else by what they say."""
    by_number = {one.pk: one for one in records}
    claimed = {entry.id for _, entry in read if entry.id is not None}
    by_key = {values.entry_of(one).key: one for one in records if one.pk not in claimed}
    return [
        Row(row, entry, by_number[entry.id] if entry.id is not None else by_key.get(entry.key))
        for row, entry in read
    ]


def _collisions(
    sheet: str, rows: Iterable[Row], records: Iterable[ConvergenceEntry], viewer: Viewer
) -> dict[int, Problem]:
    """Rows that would say what another entry says, or change what others see already."""
    claimed = {one.record.pk for one in rows if one.record is not None}
    others = {values.entry_of(one).key: one.pk for one in records if one.pk not in claimed}
    found = {}
    for row in rows:
        title = next(iter(row.entry.title.items()))
        column = f"title_{title[0]}"
        other = others.get(row.entry.key)
        if other is not None:
            found[row.number] = Problem("exists", sheet, row.number, column, title[1][:120], other)
        elif row.state == "changed" and not _may_change(viewer, row.record):
            found[row.number] = Problem("shown", sheet, row.number, column, title[1][:120])
    return found


def _may_change(viewer: Viewer, record: ConvergenceEntry | None) -> bool:
    return viewer.publishes or record is None or record.visibility == "internal"


@transaction.atomic
def enter(
    found: Import, viewer: Viewer, *, seen: str, leave_out: bool, visibility: str
) -> dict[str, int]:
    """Enter the rows of a workbook, or none of them.

    Parameters
    ----------
    found : Import
        What was read.
    viewer : Viewer
        Who says yes.
    seen : str
        The mark of the plan that she said yes to.
    leave_out : bool
        Whether rows with a problem are left out; else nothing enters if there is one.
    visibility : str
        Who may see the new entries.

    Returns
    -------
    dict of str to int
        How many entries are new, changed, unchanged, and how many rows were left out.

    Raises
    ------
    Refused
        If somebody has decided on it or changed an entry since, or if a row has a problem.
    """
    # Two workbooks enter one after the other, so that none is compared with what is half entered.
    list(Axis.objects.select_for_update())
    held = Import.objects.select_for_update().get(pk=found.pk)
    if held.state != "review":
        raise Refused(WRONG["decided"])
    planned = plan(held, viewer)
    if planned.mark != seen:
        raise Refused(WRONG["plan_changed"])
    if planned.problems and not leave_out:
        raise Refused(WRONG["bad_rows"])
    topics = {(one.axis.code, one.code): one for one in Topic.objects.select_related("axis")}
    organisations = {one.code: one for one in Organisation.objects.all()}
    by = viewer.user
    new = [ConvergenceEntry(visibility=visibility, changed_by=by) for _ in planned.of("new")]
    for record, row in zip(new, planned.of("new"), strict=True):
        _fill(record, row.entry, topics, organisations)
    ConvergenceEntry.objects.bulk_create(new, batch_size=500)
    changed = [(row.record, row.entry) for row in planned.of("changed") if row.record is not None]
    for record, entry in changed:
        _fill(record, entry, topics, organisations)
        record.save_over(record.revision, by)
    search.index_entries([*new, *(record for record, _ in changed)])
    left = {one.row for one in planned.problems}
    counts = {state: len(planned.of(state)) for state in ("new", "changed", "unchanged")}
    counts["left_out"] = len(left)
    held.state, held.entered, held.entered_by = "entered", timezone.now(), by
    held.decisions = {"left_out": sorted(left), **counts}
    held.save()
    numbers = [record.pk for record, _ in changed]
    detail = {"sha256": held.fingerprint, **counts, "changed_entries": numbers[:1000]}
    audit.record(by, "programme.convergence_imported", held.name, detail)
    return counts


def _fill(
    record: Any,
    entry: Entry,
    topics: dict[tuple[str, str], Topic],
    organisations: dict[str, Organisation],
) -> None:
    record.organisation = organisations[entry.organisation]
    record.topic = topics[entry.axis, entry.topic]
    record.kind, record.title = entry.kind, entry.title
    record.source, record.address = entry.source, entry.address
    if record.validated != entry.validated:
        # The sheet does not say who confirmed it.
        record.validated, record.validated_by = entry.validated, ""


@transaction.atomic
def drop(found: Import, by: Any) -> None:
    """Say no: nothing of it enters.

    Raises
    ------
    Refused
        If somebody has decided on it since.
    """
    held = Import.objects.select_for_update().get(pk=found.pk)
    if held.state != "review":
        raise Refused(WRONG["decided"])
    held.state = "dropped"
    held.save(update_fields=["state"])
    audit.record(by, "programme.convergence_dropped", held.name, {"sha256": held.fingerprint})
