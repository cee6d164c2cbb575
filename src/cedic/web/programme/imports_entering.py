"""What was accepted of a document enters: as a programme, meetings, a mandate, axes of convergence.

A plan says step by step what would be made and what would change; the same plan is shown before the
last button and carried out by it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models, transaction
from django.utils import timezone

from cedic.model import Text
from cedic.programme import stages
from cedic.programme.model import FoundRecord, Passage
from cedic.programme.terms import LEVELS
from cedic.publish.search import folded
from cedic.web import audit
from cedic.web.programme import keeping, search
from cedic.web.programme.imports import Clash, Review, in_review, settled
from cedic.web.programme.imports_fields import NEEDED, fields_of, wrong
from cedic.web.programme.models import (
    Axis,
    Conclusion,
    Document,
    Evidence,
    ExpectedResult,
    FollowUp,
    Import,
    Item,
    Leadership,
    Mandate,
    Meeting,
    MeetingOrganiser,
    Objective,
    Organisation,
    Paragraph,
    Task,
    Unit,
    WorkProgramme,
)
from cedic.web.programme.models.base import LONGEST_ADDRESS, LONGEST_CODE, Edited
from cedic.web.programme.pages import Refused
from cedic.web.programme.viewers import Viewer
from cedic.web.programme.words.imports import FIELD_NAMES, PROBLEMS, WRONG
from cedic.web.words import language

LEAVES = (Objective, ExpectedResult, Task, MeetingOrganiser, FollowUp, Evidence, Leadership)
"""What nothing else belongs to, and is written in one go."""
RELATED: Mapping[type[models.Model], str] = {
    Objective: "objectives",
    ExpectedResult: "results",
    Task: "tasks",
}
"""What belongs to an item, by its table."""
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
        self.known = _Known(where, (one for one in titles if one))
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
            values |= {name: self._get(record, name) for name in ("starts", "ends")}
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
        source = f"{self.review.record.name}, {_lines(record.passage)}"[:LONGEST_ADDRESS]
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
        if self.known.leads(axis, organisation):
            return
        source = f"{self.review.record.name}, {_lines(record.passage)}"[:LONGEST_ADDRESS]
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
        wanted = _stems(name)
        steps = [one for one in self.steps if one.kind == "axis"]
        named = [(one, _names(one.values["name"])) for one in steps]
        taken = {one.existing.pk for one in steps if one.existing}
        named += [(one, _names(one.name)) for one in self.known.axes if one.pk not in taken]
        exact = [one for one, names in named if folded(name) in map(folded, names)]
        near = [one for one, names in named if any(wanted <= _stems(each) for each in names)]
        found = exact or near
        return found[0] if len(found) == 1 and wanted else None


def _names(words: Mapping[str, str]) -> list[str]:
    return [one for one in words.values() if one]


def _stems(name: str) -> frozenset[str]:
    """The words of a name that carry it, in the singular."""
    return frozenset(word.rstrip("s") for word in re.findall(r"\w{4,}", folded(name)))


def _same(text: str) -> str:
    return " ".join(folded(text).split())


def _lines(passage: Passage) -> str:
    first, last = passage.first, passage.last
    return f"{first}" if first == last else f"{first}–{last}"


class _Known:
    """What is in the portal already, looked up once."""

    def __init__(self, where: Where, titles: Iterable[str]) -> None:
        self.items: list[Item] = []
        if where.programme is not None:
            self.items = list(
                where.programme.items.select_related(
                    "programme", "parent__parent__parent"
                ).prefetch_related("objectives", "results", "tasks__unit")
            )
        self.last_position = max((one.position for one in self.items), default=0)
        self.by_code = {one.code: one for one in self.items if one.code}
        self.taken: set[tuple[type, int]] = set()
        self.units = {_same(name): one for one in Unit.objects.all() for name in _called(one)}
        self.organisations = {
            _same(name): one for one in Organisation.objects.all() for name in _called(one)
        }
        self.axes = list(Axis.objects.all())
        self.new_axes: set[str] = set()
        self.meetings = _meetings_called(titles)

    def _free(self, one: Any) -> bool:
        """Whether a record has not been matched yet; it is from now on."""
        mark = (type(one), one.pk)
        if mark in self.taken:
            return False
        self.taken.add(mark)
        return True

    def item(self, level: str, code: str, title: str, parent: Item | None) -> Item | None:
        if code:
            return self.by_code.get(code)
        above = parent.pk if parent else None
        return next(
            (
                one
                for one in self.items
                if (one.level, one.code, one.parent_id) == (level, "", above)
                and _same(title) in map(_same, _names(one.title))
                and self._free(one)
            ),
            None,
        )

    def _parts(self, model: type[models.Model], item: Item | None) -> list[Any]:
        if item is None:
            return []
        return list(getattr(item, RELATED[model]).all())

    def part(self, model: type[models.Model], item: Item | None, text: str) -> Any:
        """The part of an item that says the same."""
        return next(
            (
                one
                for one in self._parts(model, item)
                if _same(text) in map(_same, _names(one.text)) and self._free(one)
            ),
            None,
        )

    def parts_of(self, model: type[models.Model], item: Item | None) -> int:
        """The last position of an item's parts."""
        return max((one.position for one in self._parts(model, item)), default=0)

    def unit(self, name: str) -> Unit | None:
        return self.units.get(_same(name)) if name else None

    def organisation(self, name: str) -> Organisation | None:
        """The organisation of a name, or of the abbreviation in brackets after it."""
        brackets = re.search(r"\(([^()]+)\)\s*$", name)
        whole = self.organisations.get(_same(name))
        return whole or (self.organisations.get(_same(brackets[1])) if brackets else None)

    def meeting(self, title: str, starts: str | None, item: Item | None) -> Meeting | None:
        """The meeting of the same title and day; without a day, that of the same item."""
        number = item.pk if item else None
        for one in self.meetings.get(_same(title), ()):
            days = one.starts and starts
            same = one.starts.isoformat() == starts if days else one.item_id == number
            if same and self._free(one):
                return one
        return None

    def organiser(
        self, meeting: Meeting | None, name: str, organisation: Organisation | None, role: str
    ) -> bool:
        """Whether a meeting has an organisation in this role already."""
        if meeting is None:
            return False
        return any(
            one.role == role
            and (
                (organisation is not None and one.organisation_id == organisation.pk)
                or _same(one.name) == _same(name)
            )
            for one in meeting.organisers.all()
        )

    def conclusion(self, meeting: Meeting | None, kind: str, number: str) -> Conclusion | None:
        held = meeting.conclusions.all() if meeting else ()
        return next((one for one in held if (one.kind, one.number) == (kind, number)), None)

    def mandate(self, kind: str, number: str, body: str) -> Mandate | None:
        """The mandate of a number, of the same body or of none that is told."""
        same = Mandate.objects.filter(kind=kind, number=number).prefetch_related("paragraphs")
        fits = [one for one in same if not body or not one.body or _same(one.body) == _same(body)]
        return fits[0] if len(fits) == 1 else None

    def shown(self, paragraph: Paragraph, on: str, source: str) -> bool:
        return paragraph.evidence.filter(on=on, reference=source).exists()

    def axis(self, name: str) -> Axis | None:
        return next((one for one in self.axes if _same(name) in map(_same, _names(one.name))), None)

    def new_axis_code(self, name: str) -> str:
        """A code that no axis has, from its name."""
        base = "-".join(re.findall(r"\w+", folded(name)))[: LONGEST_CODE - 4].strip("-") or "axis"
        used = {one.code for one in self.axes} | self.new_axes
        code, number = base, 2
        while code in used:
            code, number = f"{base}-{number}", number + 1
        self.new_axes.add(code)
        return code

    def next_axis(self) -> int:
        last = max((one.position for one in self.axes), default=0)
        return last + len(self.new_axes)

    def leads(self, axis: Any, organisation: Any) -> bool:
        """Whether an organisation leads an axis already."""
        axis = axis.existing if isinstance(axis, Step) else axis
        if axis is None or not isinstance(organisation, Organisation):
            return False
        return axis.leaderships.filter(organisation=organisation, until=None).exists()


def _meetings_called(titles: Iterable[str]) -> dict[str, list[Meeting]]:
    """The meetings that have one of some titles in any language, by title."""
    wanted = set(map(_same, titles))
    if not wanted:
        return {}
    real = Meeting.objects.filter(demonstration=False)
    named = {
        number: wanted & set(map(_same, _names(title)))
        for number, title in real.values_list("pk", "title")
    }
    held = real.filter(pk__in=[number for number, names in named.items() if names])
    found: dict[str, list[Meeting]] = defaultdict(list)
    for one in held.prefetch_related("organisers__organisation", "conclusions__follow_ups"):
        for name in named[one.pk]:
            found[name].append(one)
    return found


def _called(one: Unit | Organisation) -> list[str]:
    return [one.code, *_names(one.name)]


@dataclass(frozen=True)
class Entered:
    """What became of an import: its plan as it was carried out, and where the document is kept.

    `document` is None if the file is of no kind that is kept, or was kept before.
    """

    counts: Mapping[str, Mapping[str, int]]
    owner: Any
    document: Document | None


def targets(review: Review) -> list[WorkProgramme]:
    """The programmes of the same years that may take a document up."""
    if review.record.programme is not None:
        return [review.record.programme]
    head = review.by_key.get("programme")
    starts = review.value(head, "starts") if head else None
    if not isinstance(starts, int):
        return []
    return list(
        WorkProgramme.objects.filter(starts=starts, stage__in=stages.OPEN, demonstration=False)
    )


@transaction.atomic
def enter(record: Import, seen: int, where: Where, by: Any) -> Entered:
    """Let enter what was accepted: all of it or nothing.

    Parameters
    ----------
    record : Import
        The import.
    seen : int
        Its revision when the person saw what would enter.
    where : Where
        Where it enters.
    by : User
        Who lets it enter.

    Raises
    ------
    Clash
        If somebody decided of it since.
    Refused
        If something stands against it, or the programme may not be changed.
    """
    held = in_review(record)
    mine = Import.objects.filter(pk=held.pk, revision=seen, state="review")
    if not mine.update(state="entered", revision=seen + 1):
        raise Clash
    review = Review(held)
    where = _locked(where, review)
    plan = Plan(review, where, Viewer(by, "internal"))
    if plan.problems:
        raise Refused(WRONG["problems"], count=len(plan.problems))
    if not any(step.outcome in ("new", "changed") for step in plan.steps):
        raise Refused(WRONG["nothing"])
    for step in plan.steps:
        _carry_out(step, by)
    for model in LEAVES:
        new = [one for one in plan.steps if one.model is model and one.outcome == "new"]
        model._default_manager.bulk_create([one.made for one in new])
    _index(plan)
    owner = _owner(plan)
    document = _kept(held, review, owner, by)
    Import.objects.filter(pk=held.pk).update(
        programme=owner if isinstance(owner, WorkProgramme) else where.programme,
        entered=timezone.now(),
        entered_by=by,
    )
    settled(held)
    counts = {kind: dict(found) for kind, found in plan.counts.items()}
    audit.record(by, "programme.import_entered", held.name, _detail(held, review, counts))
    return Entered(counts, owner, document)


def _locked(where: Where, review: Review) -> Where:
    """Where it enters, as it is now; what entered before goes on in the same programme.

    Raises
    ------
    Refused
        If the programme may not be changed in its stage, or another one was chosen.
    """
    before = review.record.programme
    is_programme = review.finding.kind == "work_programme"
    if is_programme and before is not None and where.programme != before:
        raise Refused(WRONG["again"])
    if where.programme is None or not is_programme:
        return where
    held = WorkProgramme.objects.select_for_update().get(pk=where.programme.pk)
    if held.stage not in stages.OPEN:
        raise Refused(WRONG["locked"])
    return Where(held, where.item, where.paragraph)


def _carry_out(step: Step, by: Any) -> None:
    step.made = step.existing
    if step.outcome in ("kept", "same"):
        return
    if step.existing is None:
        step.made = step.model(**step.values, **_linked(step))
        _sign(step.made, by)
        if step.model not in LEAVES:
            step.made.save(force_insert=True)
        return
    for name, value in step.values.items():
        setattr(step.made, name, value)
    if isinstance(step.made, Edited):
        if not step.made.save_over(step.made.revision, by):
            raise Clash
    else:
        step.made.save()


def _linked(step: Step) -> dict[str, Any]:
    return {
        name: one.made or one.existing if isinstance(one, Step) else one
        for name, one in step.links.items()
        if one is not None
    }


def _sign(made: Any, by: Any) -> None:
    """Write down who made it, where its table has a column for that."""
    names = {one.name for one in made._meta.get_fields()}
    for name, value in (("by", by), ("by_name", str(by or "")[:200]), ("changed_by", by)):
        if name in names:
            setattr(made, name, value)


def _index(plan: Plan) -> None:
    """Let what entered be found by its words."""
    changed = {id(one.made): one for one in plan.steps if one.outcome in ("new", "changed")}
    for step in changed.values():
        if step.model in (Mandate, Meeting):
            step.made.refresh_from_db()
            search.index(step.made)
    programme = plan.by_key.get("programme")
    if programme is not None:
        search.index(programme.made)
    if plan.where.item is not None:
        search.index(plan.where.item)


def _owner(plan: Plan) -> Any:
    """What the document belongs to: the programme, the mandate, the item chosen, or its meeting."""
    for kind in ("programme", "mandate"):
        for step in plan.steps:
            if step.kind == kind:
                return step.made
    if plan.where.item is not None:
        return plan.where.item
    return next((one.made for one in plan.steps if one.kind == "meeting"), None)


def _kept(held: Import, review: Review, owner: Any, by: Any) -> Document | None:
    """Keep the file as a document of what entered, if it is there still and of a kind that is."""
    where = held.path
    if owner is None or not where.is_file():
        return None
    file = SimpleUploadedFile(held.name, where.read_bytes())
    try:
        kept = keeping.keep(
            file,
            owner,
            by,
            title=review.finding.title or held.name,
            language=review.finding.language,
        )
    except Refused:
        return None
    transaction.on_commit(lambda: where.unlink(missing_ok=True))
    return kept


def _detail(held: Import, review: Review, counts: Mapping[str, Any]) -> dict[str, Any]:
    """Where each record came from, for the trail."""
    accepted = review.accepted
    return {
        "import": str(held.pk),
        "document": held.name,
        "sha256": held.fingerprint,
        "counts": counts,
        "lines": {one.key: _lines(one.passage) for one in accepted},
        "mended": {
            one.key: sorted(review.mended(one.key)) for one in accepted if review.mended(one.key)
        },
    }
