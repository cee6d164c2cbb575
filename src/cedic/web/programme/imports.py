"""Documents read for import: taken in, and reviewed record by record.

Nothing of them enters here; see :mod:`cedic.web.programme.imports_entering`.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from cedic.model.text import one_line
from cedic.programme.model import Finding, FoundRecord, Schedule, as_json, from_json
from cedic.programme.schedule import schedule_of
from cedic.web import audit
from cedic.web.accounts import permissions
from cedic.web.programme import keeping, notices, pages
from cedic.web.programme.imports_fields import fields_of
from cedic.web.programme.models import Import
from cedic.web.programme.models.base import LONGEST_NAME
from cedic.web.programme.pages import Refused
from cedic.web.programme.words.imports import WRONG

ON_A_PAGE = 120
"""How many fields are reviewed on one page, about: ten meetings, or an activity of many tasks."""
HEADS = ("programme", "item", "report", "mandate")
"""The kinds of records that begin a page, with what belongs to them."""
_TIMES = frozenset(("starts", "ends", "every_months", "schedule_kind"))
"""The fields that tell when, and follow from a schedule in words."""
ENTERS, OPEN, LEFT_OUT, WITHOUT_PARENT = "enters", "open", "left_out", "without_parent"
"""How a record stands: it enters, nobody has decided, it does not, or what it belongs to does not."""


class Clash(pages.Clash):
    """Somebody else has decided of the same records meanwhile; `keys` are theirs."""

    def __init__(self, keys: Iterable[str] = ()) -> None:
        self.keys = frozenset(keys)
        super().__init__()


@dataclass(frozen=True)
class Choice:
    """What a person says of a record.

    Parameters
    ----------
    enters : bool or None
        Whether it enters; None if she does not say.
    values : mapping of str to Any
        The fields that she gave.
    follows : mapping of str to Any
        The fields that follow from what she gave: see :meth:`Review.following`.
    """

    enters: bool | None
    values: Mapping[str, Any] = field(default_factory=dict)
    follows: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """The records that are reviewed together on a page."""

    number: int
    records: tuple[FoundRecord, ...]

    @property
    def head(self) -> FoundRecord:
        """What the page is about: the last that others of it belong to, or else its first."""
        heads = [one for one in self.records if one.kind in HEADS]
        return heads[-1] if heads else self.records[0]


class Review:
    """An import as it is reviewed: what was read, and what was decided of it.

    Parameters
    ----------
    record : Import
        The import.
    """

    def __init__(self, record: Import) -> None:
        self.record = record
        self.finding: Finding = from_json(Finding, record.finding)
        self.by_key = {one.key: one for one in self.finding.records}
        self.numbers = {one.key: place for place, one in enumerate(self.finding.records, 1)}

    def decision(self, key: str) -> dict[str, Any]:
        """What was decided of a record."""
        return self.record.decisions.get(key) or {}

    def enters(self, key: str) -> bool | None:
        """Whether a record is to enter by itself; None if nobody has decided."""
        return self.decision(key).get("enters")

    def mended(self, key: str) -> Mapping[str, Mapping[str, Any]]:
        """The fields of a record that were mended: their value, by whom and when."""
        return self.decision(key).get("fields") or {}

    def value(self, record: FoundRecord, name: str) -> Any:
        """The value of a field, as it was mended or else as it was read."""
        mended = self.mended(record.key).get(name)
        return mended["value"] if mended else record.value(name)

    def schedule(self, record: FoundRecord, words: str) -> tuple[Schedule, tuple[str, ...]]:
        """What words mean as the schedule of a record, and the doubts about it."""
        return schedule_of(words, self._year(record), self.finding.language)

    def _year(self, record: FoundRecord) -> int | None:
        """The year of months that name none: the programme's, or else that of the days as read."""
        for programme in self.finding.of("programme"):
            year = self.value(programme, "starts")
            return year if isinstance(year, int) else None
        day = record.value("starts") or record.value("ends")
        return date.fromisoformat(day).year if day else None

    def following(self, record: FoundRecord, values: Mapping[str, Any]) -> dict[str, Any]:
        """The days that follow from a schedule in words that a person changes.

        Parameters
        ----------
        record : FoundRecord
            The record.
        values : mapping of str to Any
            The fields that she changes.

        Returns
        -------
        dict of str to Any
            The fields that tell when, None for those that do not follow; empty if the words are
            not changed, or she gives the days herself, now or before.
        """
        if not values.get("schedule") or self.has_own_days(record) or _TIMES & set(values):
            return {}
        read, _ = self.schedule(record, values["schedule"])
        told = {
            "starts": read.starts.isoformat() if read.starts else None,
            "ends": read.ends.isoformat() if read.ends else None,
            "every_months": read.every_months,
            "schedule_kind": read.kind,
        }
        names = {one.name for one in fields_of(record)}
        return {name: value for name, value in told.items() if name in names}

    def has_own_days(self, record: FoundRecord) -> bool:
        """Whether a person gave days that do not follow from words."""
        mended = self.mended(record.key)
        return any(not mended[name].get("follows") for name in _TIMES & set(mended))

    @cached_property
    def states(self) -> dict[str, str]:
        """How each record stands, by its key."""
        found: dict[str, str] = {}
        for one in self.finding.records:
            own = self.enters(one.key)
            above = found.get(one.parent, ENTERS)
            if own is False:
                found[one.key] = LEFT_OUT
            elif above in (LEFT_OUT, WITHOUT_PARENT):
                found[one.key] = WITHOUT_PARENT
            else:
                found[one.key] = OPEN if own is None else ENTERS
        return found

    @property
    def accepted(self) -> list[FoundRecord]:
        """The records that enter: accepted, with all that they belong to."""
        ready: dict[str, bool] = {"": True}
        for one in self.finding.records:
            above = ready.get(one.parent, True)
            ready[one.key] = above and self.states[one.key] == ENTERS
        return [one for one in self.finding.records if ready[one.key]]

    @property
    def progress(self) -> tuple[int, int]:
        """How many records are decided, and how many there are."""
        left = sum(1 for state in self.states.values() if state == OPEN)
        return len(self.states) - left, len(self.states)

    @cached_property
    def parts(self) -> list[Part]:
        """The pages of the review: an item with what belongs to it, bare headings with the next."""
        groups: list[list[FoundRecord]] = []
        for one in self.finding.records:
            full = groups and sum(len(each.fields) for each in groups[-1]) >= ON_A_PAGE
            if not groups or full or (one.kind in HEADS and not _is_heading(groups[-1])):
                groups.append([])
            groups[-1].append(one)
        return [Part(number, tuple(group)) for number, group in enumerate(groups, 1)]

    def counts(self) -> Counter[str]:
        """How many records of each kind there are; that of an item is its level."""
        return Counter(kind_of(one) for one in self.finding.records)


def _is_heading(group: list[FoundRecord]) -> bool:
    """Whether a page so far has only titles of items."""
    names = {"level", "code", "title"}
    return all(one.kind == "item" and {each.name for each in one.fields} <= names for one in group)


def kind_of(record: FoundRecord) -> str:
    """The kind of a record, for its name: that of an item is its level as it was read."""
    if record.kind == "programme":
        return "document"
    return str(record.value("level") or record.kind)


def doubts_of(record: FoundRecord) -> list[str]:
    """The doubts about a record and its fields, each once."""
    fields = (doubt for one in record.fields for doubt in one.doubts)
    return list(dict.fromkeys((*record.doubts, *fields)))


def take(data: bytes, name: str, by: Any) -> Import:
    """Read a document and keep what it holds for review; nothing of it enters.

    A file that is in review already is not read anew: its review goes on. One that has entered is
    given as it is, ``state`` "entered".

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        Its name.
    by : User or None
        Who sent it; nobody, if it came from the command line.

    Raises
    ------
    DataError
        If it cannot be read, or is none that can be imported.
    Refused
        If it is empty or too large.
    """
    from cedic.programme.reading import read

    known = known_import(data)
    if known is not None:
        return known
    if len(data) > keeping.LARGEST:
        raise Refused(WRONG["large"], most=keeping.LARGEST // 1_000_000)
    name = one_line(Path(name.replace("\\", "/")).name, LONGEST_NAME) or "?"
    finding = read(data, name)
    with transaction.atomic():
        # To read takes its time: another person may have sent the same meanwhile.
        if (known := known_import(data)) is not None:
            return known
        record = Import.objects.create(
            name=name,
            kind=finding.kind,
            fingerprint=fingerprint(data),
            finding=_storable(as_json(finding)),
            by=by,
            by_name=str(by or "")[:LONGEST_NAME],
        )
        detail = {"import": str(record.pk), "sha256": record.fingerprint}
        audit.record(by, "programme.import_taken", name, detail)
        record.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        record.path.touch(0o600)
        record.path.write_bytes(data)
        _tell_others(record, by)
    return record


def _tell_others(record: Import, by: Any) -> None:
    """Tell those who may review it that a document waits, but not the one who sent it."""
    for one in notices.holders(permissions.EDIT):
        if one != by:
            path = f"manage/programme/imports/{record.pk}/"
            notices.notify(one, "import_waiting", record.name, path, _mark(record))


def _mark(record: Import) -> str:
    return f"import:{record.pk}:"


def settled(record: Import) -> None:
    """Let the notices of an import be over: it waits no more."""
    notices.settle(_mark(record))


def fingerprint(data: bytes) -> str:
    """What tells one file from another, whatever it is called."""
    return hashlib.sha256(data).hexdigest()


def known_import(data: bytes) -> Import | None:
    """The import of the same file: the one in review, or else the last that entered."""
    same = Import.objects.filter(fingerprint=fingerprint(data)).exclude(state="dropped")
    return same.filter(state="review").first() or same.order_by("-entered").first()


def _storable(told: Any) -> Any:
    """What every database takes as JSON: without half characters and without NUL."""
    text = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace").decode()
    return json.loads(text.replace("\\u0000", "�"))


@transaction.atomic
def decide(record: Import, seen: int, choices: Mapping[str, Choice], by: Any) -> Import:
    """Keep what a person decided of some records, unless another has decided of them meanwhile.

    Two people may review one document at a time, each other records of it.

    Parameters
    ----------
    record : Import
        The import.
    seen : int
        Its revision when the person was shown it.
    choices : mapping of str to Choice
        What she says, by the keys of the records.

    Raises
    ------
    Clash
        If one of the records was decided of since.
    Refused
        If the import is not in review any more.
    """
    held = in_review(record)
    review = Review(held)
    changed = {
        key: told
        for key, choice in choices.items()
        if key in review.by_key and (told := _decision(review, key, choice, held.revision + 1, by))
    }
    clashing = [key for key in changed if review.decision(key).get("revision", 0) > seen]
    if clashing:
        raise Clash(clashing)
    if changed:
        _keep(held, {**held.decisions, **changed})
        detail = {"import": str(held.pk), "records": sorted(changed)}
        audit.record(by, "programme.import_reviewed", held.name, detail)
    return held


def in_review(record: Import) -> Import:
    """The import as it is now, locked until the transaction ends.

    Raises
    ------
    Refused
        If it is not in review any more.
    """
    held = Import.objects.select_for_update().get(pk=record.pk)
    if held.state != "review":
        raise Refused(WRONG["not_in_review"])
    return held


def _keep(held: Import, decisions: Mapping[str, Any]) -> None:
    seen = Import.objects.filter(pk=held.pk, revision=held.revision, state="review")
    if not seen.update(decisions=decisions, revision=held.revision + 1):
        raise Clash(decisions)
    held.decisions, held.revision = dict(decisions), held.revision + 1


def _decision(
    review: Review, key: str, choice: Choice, revision: int, by: Any
) -> dict[str, Any] | None:
    """The decision of a record as it is kept; None if nothing of it is new."""
    record, before = review.by_key[key], review.decision(key)
    stamp = {"by": str(by or ""), "on": timezone.now().isoformat(timespec="seconds")}
    fields = dict(review.mended(key))
    for name, value in (*choice.values.items(), *choice.follows.items()):
        if value == review.value(record, name):
            continue
        if value == record.value(name):
            fields.pop(name, None)
        else:
            follows = {"follows": True} if name in choice.follows else {}
            fields[name] = {"value": value, **stamp, **follows}
    same = fields == dict(review.mended(key)) and choice.enters == before.get("enters")
    if same:
        return None
    return {"enters": choice.enters, "fields": fields, "revision": revision, **stamp}


@transaction.atomic
def accept_undoubted(record: Import, by: Any) -> int:
    """Let all records enter of which nothing is doubted and nobody has decided; how many."""
    held = in_review(record)
    review = Review(held)
    chosen = [
        one.key
        for one in review.finding.records
        if review.enters(one.key) is None and not doubts_of(one)
    ]
    told = {
        key: _decision(review, key, Choice(enters=True), held.revision + 1, by) for key in chosen
    }
    if told:
        _keep(held, {**held.decisions, **told})
        detail = {"import": str(held.pk), "records": len(told)}
        audit.record(by, "programme.import_accepted", held.name, detail)
    return len(told)


@transaction.atomic
def drop(record: Import, by: Any) -> None:
    """Give up a review; what was read is kept with it, the file is not.

    What has entered before stays entered: only its second review is given up.
    """
    held = in_review(record)
    held.state = "entered" if held.entered else "dropped"
    held.save(update_fields=["state"])
    settled(held)
    audit.record(by, "programme.import_dropped", held.name, {"import": str(held.pk)})
    transaction.on_commit(lambda: held.path.unlink(missing_ok=True))


@transaction.atomic
def reopen(record: Import, by: Any) -> Import:
    """Review a document again that has entered: what enters then changes what is there.

    Raises
    ------
    Refused
        If it has not entered.
    """
    held = Import.objects.select_for_update().get(pk=record.pk)
    if held.state != "entered":
        raise Refused(WRONG["not_entered"])
    held.state = "review"
    held.save(update_fields=["state"])
    audit.record(by, "programme.import_reopened", held.name, {"import": str(held.pk)})
    return held
