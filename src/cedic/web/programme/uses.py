"""What still uses a record that somebody would delete, and where each is seen."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from cedic.model import Text
from cedic.programme import model
from cedic.web.programme import trees
from cedic.web.programme.models import (
    Axis,
    ConvergenceEntry,
    Evidence,
    FollowUp,
    Item,
    ItemLink,
    Leadership,
    Meeting,
    Organisation,
    Paragraph,
    Partnership,
    Roadmap,
    Seat,
    Task,
    Theme,
    Unit,
    Version,
    WorkProgramme,
)
from cedic.web.programme.words.settings import USES

SHOWN = 20
"""How many records of a kind are named; the others are counted."""
_DESK = "manage/programme/"


@dataclass(frozen=True)
class Used:
    """A record that uses another: its code, its words, and its address below the language.

    `administered` says that only administrators may open the address.
    """

    code: str
    words: model.Words
    path: str
    administered: bool = False


@dataclass(frozen=True)
class Use:
    """The records of a kind that use another.

    Parameters
    ----------
    kind : Text
        What they are.
    count : int
        How many there are.
    shown : list of Used
        The first :data:`SHOWN` of them.
    """

    kind: Text
    count: int
    shown: list[Used]

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.shown)


def of_unit(unit: Unit) -> list[Use]:
    """What a unit is responsible for, who works in it, and the frozen versions that name it."""
    return _of(
        ("items", unit.items.select_related("programme"), _item),
        ("tasks", unit.tasks.select_related("item__programme"), _task),
        ("meetings", unit.meetings.all(), _meeting),
        ("follow_ups", unit.follow_ups.select_related("conclusion"), _follow_up),
        ("people", unit.seats.select_related("user"), _seat),
        ("versions", _versions_with(unit), _version),
    )


def of_organisation(organisation: Organisation) -> list[Use]:
    """What an organisation takes part in, organises and leads, and has on convergence."""
    roadmaps = [
        one
        for one in Roadmap.objects.all()
        if any(organisation.code in step.get("organisations", ()) for step in one.steps)
    ]
    return _of(
        ("partnerships", organisation.partnerships.select_related("item__programme"), _of_item),
        (
            "organised",
            Meeting.objects.filter(pk__in=organisation.organised.values("meeting")),
            _meeting,
        ),
        ("entries", organisation.entries.all(), _entry),
        ("leaderships", organisation.leaderships.select_related("axis"), _leadership),
        ("roadmaps", roadmaps, _roadmap),
    )


def of_theme(theme: Theme) -> list[Use]:
    """The paragraphs that are of a theme."""
    return _of(("paragraphs", theme.paragraphs.select_related("mandate"), _paragraph))


def of_axis(axis: Axis) -> list[Use]:
    """The paragraphs, entries, leaderships and roadmaps of an axis."""
    return _of(
        ("paragraphs", axis.paragraphs.select_related("mandate"), _paragraph),
        ("entries", ConvergenceEntry.objects.filter(topic__axis=axis), _entry),
        ("leaderships", axis.leaderships.select_related("axis"), _leadership),
        ("roadmaps", axis.roadmaps.all(), _roadmap),
    )


def of_programme(record: WorkProgramme) -> list[Use]:
    """What keeps a programme: its versions, and what others have recorded of its activities."""
    items = {"item__programme": record}
    links = ItemLink.objects.filter(other__programme=record).exclude(**items)
    return _of(
        ("versions", record.versions.select_related("programme").defer("content"), _version),
        ("meetings", Meeting.objects.filter(**items), _meeting),
        ("evidence", Evidence.objects.filter(**items).select_related("paragraph"), _evidence),
        ("follow_ups", FollowUp.objects.filter(**items).select_related("conclusion"), _follow_up),
        ("links", links.select_related("item__programme"), _of_item),
    )


def _of(*kinds: tuple[str, QuerySet[Any] | list[Any], Callable[[Any], Used]]) -> list[Use]:
    """The uses of each kind that there are."""
    found = []
    for name, records, told in kinds:
        count = len(records) if isinstance(records, list) else records.count()
        if count:
            found.append(Use(USES[name], count, [told(one) for one in records[:SHOWN]]))
    return found


def _versions_with(unit: Unit) -> list[Version]:
    """The frozen versions that name a unit: without it they would tell its code alone."""
    # Each database writes signs beyond ASCII in its own way.
    written = {json.dumps(unit.code), json.dumps(unit.code, ensure_ascii=False)}
    holds = Q()
    for one in written:
        holds |= Q(told__contains=one)
    near = Version.objects.annotate(told=Cast("content", TextField())).filter(holds)
    return [
        one
        for one in near.select_related("programme").defer("content")
        if _names(trees.frozen(one), unit.code)
    ]


def _names(programme: model.Programme, unit: str) -> bool:
    units: Iterable[str] = (
        code for item in programme.walk() for code in (item.unit, *(t.unit for t in item.tasks))
    )
    return unit in units


# How each is told


def _item(one: Item) -> Used:
    return Used(str(one), one.title, f"{_DESK}items/{one.pk}/")


def _of_item(one: Partnership | ItemLink) -> Used:
    return _item(one.item)


def _task(one: Task) -> Used:
    return Used(str(one.item), one.text, f"{_DESK}items/{one.item_id}/")


def _meeting(one: Meeting) -> Used:
    return Used(one.number, one.title, f"{_DESK}meetings/{one.pk}/")


def _follow_up(one: FollowUp) -> Used:
    return Used("", one.text, f"{_DESK}meetings/{one.conclusion.meeting_id}/record/")


def _seat(one: Seat) -> Used:
    return Used(str(one.user), {}, f"{_DESK}settings/people/{one.user_id}/", administered=True)


def _version(one: Version) -> Used:
    path = f"programme/{one.programme_id}/versions/{one.number}/"
    return Used(f"{one.programme}, {one.number}", one.programme.title, path)


def _entry(one: ConvergenceEntry) -> Used:
    return Used("", one.title, f"{_DESK}convergence/entries/{one.pk}/")


def _leadership(one: Leadership) -> Used:
    return Used(one.axis.code, one.axis.name, f"{_DESK}convergence/leadership/{one.pk}/")


def _roadmap(one: Roadmap) -> Used:
    return Used("", one.title, f"{_DESK}convergence/roadmaps/{one.pk}/")


def _paragraph(one: Paragraph) -> Used:
    path = f"{_DESK}mandates/{one.mandate_id}/paragraphs/{one.pk}/"
    return Used(f"{one.mandate} {one.anchor}".strip(), one.mandate.title, path)


def _evidence(one: Evidence) -> Used:
    path = f"{_DESK}mandates/{one.paragraph.mandate_id}/paragraphs/{one.paragraph_id}/"
    return Used(str(one.on), one.text, path)
