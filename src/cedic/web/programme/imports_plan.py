"""What would enter of a document: step by step what is made, what changes, and what stays."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from cedic.model import Text
from cedic.programme import stages
from cedic.programme.model import FoundRecord, Passage
from cedic.programme.terms import LEVELS
from cedic.publish.search import folded
from cedic.web.programme.imports import Review
from cedic.web.programme.imports_fields import NEEDED, fields_of, wrong
from cedic.web.programme.imports_known import Known, names_of, stems
from cedic.web.programme.models import (
    Axis,
    Conclusion,
    Evidence,
    ExpectedResult,
    FollowUp,
    Item,
    Leadership,
    Mandate,
    Meeting,
    MeetingOrganiser,
    Objective,
    Organisation,
    Paragraph,
    Task,
    WorkProgramme,
)
from cedic.web.programme.models.base import LONGEST_ADDRESS, LONGEST_CODE
from cedic.web.programme.viewers import Viewer
from cedic.web.programme.words.imports import FIELD_NAMES, PROBLEMS
from cedic.web.words import language

SOLE = "sole"
"""The anchor of the paragraph of a decision that has not been entered paragraph by paragraph."""
ORDER = tuple(LEVELS)


@dataclass(frozen=True)
class Where:
    """Where a document enters.

    Parameters
    ----------
    programme : WorkProgramme, optional
        The programme that takes it up; by default a new one is made.
    item : Item, optional
        What the meetings, objectives and results of a report of activities belong to.
    paragraph : Paragraph, optional
        The paragraph of a mandate of several that the meetings of a report are evidence for.
    """

    programme: WorkProgramme | None = None
    item: Item | None = None
    paragraph: Paragraph | None = None


@dataclass(frozen=True)
class Problem:
    """Why what was accepted cannot enter yet, and the record that is to be mended."""

    record: FoundRecord
    reason: Text
    places: Mapping[str, str] = field(default_factory=dict)

    @property
    def told(self) -> str:
        """The reason in the visitor's language."""
        return self.reason[language()].format(**self.places)


@dataclass
class Step:
    """One thing that is made, or changed, or stays as it is.

    Parameters
    ----------
    kind : str
        What it is: the kind of a record, or what follows from one (``organiser``, ``evidence``).
    record : FoundRecord
        What it comes from.
    model : type
        Its table.
    values : dict
        Its columns, without those that the document says nothing of.
    links : dict
        The columns that lead to another step or to a record.
    existing : Model, optional
        What is there already.
    kept : bool
        Whether it stays as it is since another unit is responsible.
    clears : frozenset of str
        The columns that are emptied if nothing is known of them any more.

    `changes` holds what it has now and what it is to have, by column; `outcome` is ``new``,
    ``changed``, ``same`` or ``kept``.
    """

    kind: str
    record: FoundRecord
    model: type[models.Model]
    values: dict[str, Any]
    links: dict[str, Any] = field(default_factory=dict)
    existing: Any = None
    kept: bool = False
    clears: frozenset[str] = frozenset()
    made: Any = None

    def __post_init__(self) -> None:
        self.values = {
            name: one
            for name, one in self.values.items()
            if one not in (None, "", {}) or name in self.clears
        }
        if self.existing is not None:
            self.values = {
                name: {**getattr(self.existing, name), **one} if isinstance(one, dict) else one
                for name, one in self.values.items()
            }
        # Told once: what is carried out makes new what was to be compared.
        self.changes = self._changes()
        self.outcome = self._outcome()

    def _changes(self) -> dict[str, tuple[Any, Any]]:
        """What it has now and what it is to have, by column."""
        if self.existing is None:
            return {}
        return {
            name: (getattr(self.existing, name), one)
            for name, one in self.values.items()
            if _plain(getattr(self.existing, name)) != _plain(one)
        }

    def _outcome(self) -> str:
        if self.kept:
            return "kept"
        if self.existing is None:
            return "new"
        return "changed" if self.changes else "same"


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


class Plan:
    """What would be made and changed, and what stands against it.

    Parameters
    ----------
    review : Review
        The import as it was reviewed.
    where : Where
        Where it is to enter.
    who : Viewer
        Who lets it enter: what another unit is responsible for stays as it is.
    """

    def __init__(self, review: Review, where: Where, who: Viewer) -> None:
        self.review, self.where, self.who = review, where, who
        self.steps: list[Step] = []
        self.problems: list[Problem] = []
        self.unplaced: list[FoundRecord] = []
        self.by_key: dict[str, Step] = {}
        titles = (self._get(one, "title") for one in review.finding.of("meeting"))
        self.known = Known(where.programme, (one for one in titles if one))
        self.positions: Counter[Any] = Counter()
        handled: dict[str, Callable[[FoundRecord], None]] = {
            "programme": self._programme,
            "item": self._item,
            "objective": self._part,
            "result": self._part,
            "task": self._part,
            "meeting": self._meeting,
            "mandate": self._mandate,
            "axis": self._axis,
            "leadership": self._leadership,
            "conclusion": self._conclusion,
        }
        accepted = review.accepted
        self._check(accepted)
        for record in accepted:
            if record.kind in handled:
                handled[record.kind](record)
        self._evidence()

    @property
    def counts(self) -> dict[str, Counter[str]]:
        """How many of each kind are new, changed, the same, or kept."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for step in self.steps:
            level = step.values.get("level", step.kind)
            found["document" if step.kind == "programme" else level][step.outcome] += 1
        return dict(found)

    # What can be told before anything is looked up

    def _check(self, accepted: Iterable[FoundRecord]) -> None:
        accepted = list(accepted)
        for record in accepted:
            self._check_fields(record)
        codes: dict[str, list[FoundRecord]] = defaultdict(list)
        for record in accepted:
            if record.kind == "item" and (code := self._get(record, "code")):
                codes[code].append(record)
        for code, several in codes.items():
            for record in several[1:]:
                self._problem(record, "code_twice", code=code)
        levels = {one.key: self._get(one, "level") for one in accepted if one.kind == "item"}
        for record in accepted:
            above, own = levels.get(record.parent), levels.get(record.key)
            if above in LEVELS and own in LEVELS and ORDER.index(above) >= ORDER.index(own):
                self._problem(record, "level_order")

    def _check_fields(self, record: FoundRecord) -> None:
        for each in fields_of(record):
            value = self._get(record, each.name)
            name = FIELD_NAMES[each.name][language()]
            if value in (None, "", []) and each.name in NEEDED.get(record.kind, ()):
                self._problem(record, "missing", name=name)
            elif wrong(each, value):
                self._problem(record, "too_long", name=name)
        starts, ends = self._get(record, "starts"), self._get(record, "ends")
        if fields_of(record) and starts and ends and ends < starts:
            self._problem(record, "ends_before")

    def _problem(self, record: FoundRecord, reason: str, **places: str) -> None:
        self.problems.append(Problem(record, PROBLEMS[reason], places))

    def _get(self, record: FoundRecord, name: str) -> Any:
        return self.review.value(record, name)

    def _words(self, text: Any) -> dict[str, str]:
        return {self.review.finding.language: text} if text else {}

    def _add(self, step: Step) -> Step:
        self.steps.append(step)
        if step.kind == step.record.kind:
            self.by_key[step.record.key] = step
        return step

    def _position(self, under: Any, start: int = 0) -> int:
        self.positions[under] += 1
        return start + self.positions[under]

    # Programmes

    def _programme(self, record: FoundRecord) -> None:
        values: dict[str, Any] = {
            "title": self._words(self._get(record, "title")),
            "introduction": self._words(self._get(record, "introduction")),
        }
        if self.where.programme is None:
            names = ("starts", "ends", "institution")
            values |= {name: self._get(record, name) for name in names}
        self._add(Step("programme", record, WorkProgramme, values, existing=self.where.programme))

    def _item(self, record: FoundRecord) -> None:
        above = self.by_key.get(record.parent)
        level, code = self._get(record, "level"), self._get(record, "code") or ""
        title = self._get(record, "title") or ""
        parent = above if above is not None and above.model is Item else None
        existing = self.known.item(level, code, title, parent.existing if parent else None)
        if existing is not None and existing.level != level:
            self._problem(record, "other_level", code=code)
        noted = ("background", "note", "tasks_note")
        background = [text for name in noted if (text := self._get(record, name))]
        kept = bool(parent and parent.kept) or (
            existing is not None and not self.who.may_edit(existing)
        )
        values = {
            "level": level,
            "code": code,
            "title": self._words(title),
            "background": self._words("\n\n".join(background)),
            "financing_note": self._words(self._get(record, "financing_note")),
            "position": None if existing else self._position(Item, self.known.last_position),
        }
        links = {"programme": self.by_key.get("programme"), "parent": parent}
        self._add(Step("item", record, Item, values, links, existing, kept))

    def _part(self, record: FoundRecord) -> None:
        owner = self._owner(record)
        if owner is None or not self._takes_text(owner):
            self.unplaced.append(record)
            return
        model = {"objective": Objective, "result": ExpectedResult, "task": Task}[record.kind]
        text = self._get(record, "text") or ""
        existing = self.known.part(model, owner.existing, text)
        values: dict[str, Any] = {"text": self._words(text)}
        if record.kind == "task":
            values |= self._task_values(record)
        if existing is None:
            start = self.known.parts_of(model, owner.existing)
            values["position"] = self._position((model, id(owner)), start)
        # With another schedule, the days of the one before are not those of the task any more.
        anew = model is Task and existing is not None and values["schedule"] != existing.schedule
        clears = frozenset(("starts", "ends", "every_months")) if anew else frozenset()
        links = {"item": owner}
        self._add(Step(record.kind, record, model, values, links, existing, owner.kept, clears))

    def _task_values(self, record: FoundRecord) -> dict[str, Any]:
        told = {name: self._get(record, name) for name in ("schedule", "starts", "ends")}
        unit = self.known.unit(self._get(record, "unit") or "")
        return {
            **told,
            "kind": self._get(record, "schedule_kind"),
            "every_months": self._get(record, "every_months"),
            "unit": unit,
        }

    def _owner(self, record: FoundRecord) -> Step | None:
        """The item that something belongs to; that of a report is what was chosen for it."""
        above = self.by_key.get(record.parent)
        if above is not None and above.model is Item:
            return above
        item = self.where.item
        if item is None:
            return None
        kept = not self.who.may_edit(item)
        return self.by_key.setdefault("", Step("item", record, Item, {}, existing=item, kept=kept))

    def _takes_text(self, owner: Step) -> bool:
        """Whether the text of an item may be changed in the stage that its programme is in."""
        return owner.existing is None or owner.existing.programme.stage in stages.OPEN

    # Meetings

    def _meeting(self, record: FoundRecord) -> None:
        owner = self._owner(record)
        names = ("number", "kind", "status", "format", "starts", "ends", "schedule", "venue")
        values = {name: self._get(record, name) for name in (*names, "city", "country")}
        title = self._get(record, "title") or ""
        existing = self.known.meeting(title, values["starts"], owner.existing if owner else None)
        kept = bool(owner and owner.kept) or (
            existing is not None and not self.who.works_for(existing.unit_id)
        )
        values |= {
            "title": self._words(title),
            "objectives": [self._words(one) for one in self._get(record, "objectives") or ()]
            or None,
            "summary": self._words(self._get(record, "summary")),
        }
        if existing is not None and values["status"] == "planned":
            # What is known of a meeting since is not undone by an earlier plan of it.
            values["status"] = None
        links = {"item": owner} if owner else {}
        step = self._add(Step("meeting", record, Meeting, values, links, existing, kept))
        told = [(one["name"], one["role"]) for one in self._get(record, "organisers") or ()]
        told += [(name, "partner") for name in self._get(record, "participants") or ()]
        for name, role in dict.fromkeys(told):
            self._organiser(step, name, role)

    def _organiser(self, meeting: Step, name: str, role: str) -> None:
        organisation = self.known.organisation(name)
        if self.known.organiser(meeting.existing, name, organisation, role):
            return
        values = {
            "name": "" if organisation else name,
            "organisation": organisation,
            "role": role,
            "position": self._position((MeetingOrganiser, id(meeting)), 100),
        }
        links = {"meeting": meeting}
        self._add(
            Step("organiser", meeting.record, MeetingOrganiser, values, links, kept=meeting.kept)
        )

    def _conclusion(self, record: FoundRecord) -> None:
        meeting = self.by_key.get(record.parent)
        if meeting is None or meeting.model is not Meeting:
            self.unplaced.append(record)
            return
        number, kind = self._get(record, "number") or "", self._get(record, "kind")
        if any(
            one.kind == "conclusion"
            and one.links["meeting"] is meeting
            and (one.values.get("number"), one.values.get("kind")) == (number, kind)
            for one in self.steps
        ):
            self._problem(record, "number_twice", number=number)
        existing = self.known.conclusion(meeting.existing, kind, number)
        text = self._words(self._get(record, "text"))
        values = {"number": number, "kind": kind, "text": text}
        if existing is None:
            values["position"] = self._position((Conclusion, id(meeting)), 100)
        links = {"meeting": meeting}
        step = self._add(
            Step("conclusion", record, Conclusion, values, links, existing, meeting.kept)
        )
        due = self._get(record, "ends")
        if due and not (existing and existing.follow_ups.exists()):
            follow_up = {"text": text, "due": due}
            self._add(
                Step(
                    "follow_up", record, FollowUp, follow_up, {"conclusion": step}, None, step.kept
                )
            )

    # Mandates

    def _mandate(self, record: FoundRecord) -> None:
        kind, number = self._get(record, "kind"), self._get(record, "number") or ""
        body, title = self._get(record, "body") or "", self._words(self._get(record, "title"))
        existing = self.known.mandate(kind, number, body)
        values: dict[str, Any] = {"kind": kind, "number": number, "title": title, "body": body}
        if existing is not None:
            # A report about a decision does not say anew what it is called.
            values = {name: one for name, one in values.items() if not getattr(existing, name)}
        mandate = self._add(Step("mandate", record, Mandate, values, existing=existing))
        paragraphs = list(existing.paragraphs.all()) if existing else []
        if paragraphs:
            return
        sole = {"anchor": SOLE, "text": title, "position": 1}
        self._add(Step("paragraph", record, Paragraph, sole, {"mandate": mandate}))

    def _evidence(self) -> None:
        """What a report on compliance says was held shows that its mandate is under way."""
        mandate = next((one for one in self.steps if one.kind == "mandate"), None)
        if mandate is None:
            return
        paragraph: Any = next((one for one in self.steps if one.kind == "paragraph"), None)
        if paragraph is None:
            several = list(mandate.existing.paragraphs.all())
            chosen = self.where.paragraph
            paragraph = several[0] if len(several) == 1 else chosen if chosen in several else None
        for meeting in [one for one in self.steps if one.kind == "meeting"]:
            on = meeting.values.get("ends") or meeting.values.get("starts")
            if paragraph is not None and on and meeting.values.get("status") == "held":
                self._show(paragraph, meeting, _plain(on))

    def _show(self, paragraph: Any, meeting: Step, on: str) -> None:
        record = meeting.record
        told = [self._get(record, name) for name in ("title", "venue", "city", "schedule")]
        text = ", ".join(one for one in told if one)
        source = f"{self.review.record.name}, {lines_of(record.passage)}"[:LONGEST_ADDRESS]
        if isinstance(paragraph, Paragraph) and self.known.shown(paragraph, on, source):
            return
        values = {
            "status": "under_way",
            "on": on,
            "text": self._words(text),
            "reference": source,
        }
        self._add(Step("evidence", record, Evidence, values, {"paragraph": paragraph}))

    # Convergence

    def _axis(self, record: FoundRecord) -> None:
        name = self._get(record, "name") or ""
        existing = self.known.axis(name)
        values: dict[str, Any] = {"name": self._words(name)}
        if existing is None:
            code = self.known.new_axis_code(name)
            values |= {"code": code, "position": self.known.next_axis()}
        self._add(Step("axis", record, Axis, values, existing=existing))

    def _leadership(self, record: FoundRecord) -> None:
        axis = self._axis_named(self._get(record, "axis") or "")
        if axis is None:
            self._problem(record, "axis_unknown", name=self._get(record, "axis") or "")
            return
        organisation = self._organisation(record)
        held = axis.existing if isinstance(axis, Step) else axis
        if self.known.leads(held, organisation):
            return
        source = f"{self.review.record.name}, {lines_of(record.passage)}"[:LONGEST_ADDRESS]
        links = {"axis": axis, "organisation": organisation}
        self._add(Step("leadership", record, Leadership, {"source": source}, links))

    def _organisation(self, record: FoundRecord) -> Any:
        name = self._get(record, "organisation") or ""
        known = self.known.organisation(name)
        if known is not None:
            return known
        for step in self.steps:
            if step.kind == "organisation" and folded(step.values["code"]) == folded(name):
                return step
        if len(name) > LONGEST_CODE:
            self._problem(record, "too_long", name=FIELD_NAMES["organisation"][language()])
        # Who leads an axis of convergence between secretariats is one.
        values = {"code": name, "name": self._words(name), "is_secretariat": True}
        return self._add(Step("organisation", record, Organisation, values))

    def _axis_named(self, name: str) -> Any:
        """The one axis whose name has all the words that are said of it."""
        wanted = stems(name)
        steps = [one for one in self.steps if one.kind == "axis"]
        named = [(one, names_of(one.values["name"])) for one in steps]
        taken = {one.existing.pk for one in steps if one.existing}
        named += [(one, names_of(one.name)) for one in self.known.axes if one.pk not in taken]
        exact = [one for one, names in named if folded(name) in map(folded, names)]
        near = [one for one, names in named if any(wanted <= stems(each) for each in names)]
        found = exact or near
        return found[0] if len(found) == 1 and wanted else None


def lines_of(passage: Passage) -> str:
    """The lines of a document that a record was found on: ``12`` or ``12–15``."""
    first, last = passage.first, passage.last
    return f"{first}" if first == last else f"{first}–{last}"
