"""What the portal holds already of what a document says, looked up once for all its records."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

from cedic.publish.search import folded
from cedic.web.programme.models import (
    Axis,
    Conclusion,
    ExpectedResult,
    Item,
    Mandate,
    Meeting,
    Objective,
    Organisation,
    Paragraph,
    Task,
    Unit,
    WorkProgramme,
)
from cedic.web.programme.models.base import LONGEST_CODE

RELATED: Mapping[type[models.Model], str] = {
    Objective: "objectives",
    ExpectedResult: "results",
    Task: "tasks",
}
"""What belongs to an item, by its table."""


def names_of(words: Mapping[str, str]) -> list[str]:
    """What something is called, in whatever language."""
    return [one for one in words.values() if one]


def stems(name: str) -> frozenset[str]:
    """The words of a name that carry it, in the singular."""
    return frozenset(word.rstrip("s") for word in re.findall(r"\w{4,}", folded(name)))


def same(text: str) -> str:
    """What a text has in common with those that say the same."""
    return " ".join(folded(text).split())


class Known:
    """What is in the portal already, looked up once.

    Parameters
    ----------
    programme : WorkProgramme or None
        The programme that takes the document up.
    titles : iterable of str
        The titles of the meetings that the document tells of.
    """

    def __init__(self, programme: WorkProgramme | None, titles: Iterable[str]) -> None:
        self.items: list[Item] = []
        if programme is not None:
            self.items = list(
                programme.items.select_related(
                    "programme", "parent__parent__parent"
                ).prefetch_related("objectives", "results", "tasks__unit")
            )
        self.last_position = max((one.position for one in self.items), default=0)
        self.by_code = {one.code: one for one in self.items if one.code}
        self.taken: set[tuple[type, int]] = set()
        self.units = {same(name): one for one in Unit.objects.all() for name in _called(one)}
        self.organisations = {
            same(name): one for one in Organisation.objects.all() for name in _called(one)
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
        """The item of a code; without one, that of the same title in the same place."""
        if code:
            return self.by_code.get(code)
        above = parent.pk if parent else None
        return next(
            (
                one
                for one in self.items
                if (one.level, one.code, one.parent_id) == (level, "", above)
                and same(title) in map(same, names_of(one.title))
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
                if same(text) in map(same, names_of(one.text)) and self._free(one)
            ),
            None,
        )

    def parts_of(self, model: type[models.Model], item: Item | None) -> int:
        """The last position of an item's parts."""
        return max((one.position for one in self._parts(model, item)), default=0)

    def unit(self, name: str) -> Unit | None:
        """The unit of a code or name."""
        return self.units.get(same(name)) if name else None

    def organisation(self, name: str) -> Organisation | None:
        """The organisation of a name, or of the abbreviation in brackets after it."""
        brackets = re.search(r"\(([^()]+)\)\s*$", name)
        whole = self.organisations.get(same(name))
        return whole or (self.organisations.get(same(brackets[1])) if brackets else None)

    def meeting(self, title: str, starts: str | None, item: Item | None) -> Meeting | None:
        """The meeting of the same title and day; without a day, that of the same item."""
        number = item.pk if item else None
        for one in self.meetings.get(same(title), ()):
            days = one.starts and starts
            fits = one.starts.isoformat() == starts if days else one.item_id == number
            if fits and self._free(one):
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
                or same(one.name) == same(name)
            )
            for one in meeting.organisers.all()
        )

    def conclusion(self, meeting: Meeting | None, kind: str, number: str) -> Conclusion | None:
        """The conclusion of a number that a meeting has."""
        held = meeting.conclusions.all() if meeting else ()
        return next((one for one in held if (one.kind, one.number) == (kind, number)), None)

    def mandate(self, kind: str, number: str, body: str) -> Mandate | None:
        """The mandate of a number, of the same body or of none that is told."""
        found = Mandate.objects.filter(kind=kind, number=number).prefetch_related("paragraphs")
        fits = [one for one in found if not body or not one.body or same(one.body) == same(body)]
        return fits[0] if len(fits) == 1 else None

    def shown(self, paragraph: Paragraph, on: str, source: str) -> bool:
        """Whether a source is evidence for a paragraph already."""
        return paragraph.evidence.filter(on=on, reference=source).exists()

    def axis(self, name: str) -> Axis | None:
        """The axis of a name in any language."""
        return next((one for one in self.axes if same(name) in map(same, names_of(one.name))), None)

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
        """The position after the axes that there are and those that are to come."""
        last = max((one.position for one in self.axes), default=0)
        return last + len(self.new_axes)

    def leads(self, axis: Axis | None, organisation: Any) -> bool:
        """Whether an organisation leads an axis already."""
        if axis is None or not isinstance(organisation, Organisation):
            return False
        return axis.leaderships.filter(organisation=organisation, until=None).exists()


def _meetings_called(titles: Iterable[str]) -> dict[str, list[Meeting]]:
    """The meetings that have one of some titles in any language, by title."""
    wanted = set(map(same, titles))
    if not wanted:
        return {}
    real = Meeting.objects.filter(demonstration=False)
    named = {
        number: wanted & set(map(same, names_of(title)))
        for number, title in real.values_list("pk", "title")
    }
    held = real.filter(pk__in=[number for number, names in named.items() if names])
    found: dict[str, list[Meeting]] = defaultdict(list)
    for one in held.prefetch_related("organisers__organisation", "conclusions__follow_ups"):
        for name in named[one.pk]:
            found[name].append(one)
    return found


def _called(one: Unit | Organisation) -> list[str]:
    return [one.code, *names_of(one.name)]
