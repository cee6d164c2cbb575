"""The convergence between secretariats as values: of the tables, as a viewer may see it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from cedic.errors import UnknownCodeError
from cedic.model import LANGUAGES
from cedic.programme import convergence
from cedic.programme.convergence import Entry, Step
from cedic.programme.convergence_file import codes_of_organisations, folded
from cedic.programme.terms import ENTRY_KINDS
from cedic.web.programme import models
from cedic.web.programme.models import ConvergenceEntry
from cedic.web.programme.pages import Refused
from cedic.web.programme.viewers import Viewer
from cedic.web.programme.words.convergence import WRONG

MOST_ASKED = 200
"""How many organisations an address may name."""


@dataclass(frozen=True)
class World:
    """What the pictures of the convergence are made of.

    Parameters
    ----------
    axes : tuple of Axis
        All axes with their topics.
    organisations : tuple of Organisation
        Those that take part: the secretariats, and whoever has an entry or leads an axis.
    entries : tuple of Entry
        The entries that the viewer may see, without titles and sources.
    leadership : tuple of Leadership
        Who leads or has led which axis.
    """

    axes: tuple[convergence.Axis, ...]
    organisations: tuple[convergence.Organisation, ...]
    entries: tuple[Entry, ...]
    leadership: tuple[convergence.Leadership, ...]

    def some(self, codes: Collection[str]) -> tuple[convergence.Organisation, ...]:
        """Some of the organisations, in their order."""
        return tuple(one for one in self.organisations if one.code in codes)


@dataclass(frozen=True)
class Choice:
    """What of it a visitor asks for: all organisations, axes and kinds where none is named."""

    organisations: tuple[str, ...] = ()
    axis: str | None = None
    kind: str | None = None
    validated_only: bool = False

    @property
    def query(self) -> list[tuple[str, str]]:
        """The same in an address."""
        found = [("o", code) for code in self.organisations]
        found += [("axis", self.axis)] if self.axis else []
        found += [("kind", self.kind)] if self.kind else []
        return found + ([("validated", "1")] if self.validated_only else [])


def world(viewer: Viewer) -> World:
    """All that a viewer may see, for pictures."""
    rows = entries_for(viewer).values_list(
        "organisation__code", "topic__axis__code", "kind", "topic__code", "validated", "id"
    )
    entries = tuple(
        Entry(organisation, axis, kind, topic, validated=validated, id=id)
        for organisation, axis, kind, topic, validated, id in rows
    )
    leadership = tuple(leadership_of(one) for one in leaderships())
    codes = {one.organisation for one in entries} | {one.organisation for one in leadership}
    return World(
        axes(), organisations(Q(is_secretariat=True) | Q(code__in=codes)), entries, leadership
    )


def entries_for(viewer: Viewer) -> QuerySet[Any]:
    """The records of entries that a viewer may see, with what they belong to."""
    found: QuerySet[Any] = ConvergenceEntry.objects.seen_by(viewer)
    return found.select_related("organisation", "topic__axis")


def of_choice(records: QuerySet[Any], choice: Choice) -> QuerySet[Any]:
    """Those of some records that a visitor asks for."""
    if choice.organisations:
        records = records.filter(organisation__code__in=choice.organisations)
    if choice.axis:
        records = records.filter(topic__axis__code=choice.axis)
    if choice.kind:
        records = records.filter(kind=choice.kind)
    return records.filter(validated__isnull=False) if choice.validated_only else records


def leaderships() -> QuerySet[Any]:
    """The records of leadership, with what they belong to."""
    return models.Leadership.objects.select_related("axis", "organisation")


def axes() -> tuple[convergence.Axis, ...]:
    """All axes with their topics, in their order."""
    return tuple(
        convergence.Axis(
            one.code,
            one.name,
            tuple(convergence.Topic(topic.code, topic.name) for topic in one.topics.all()),
        )
        for one in models.Axis.objects.prefetch_related("topics")
    )


def organisations(which: Q | None = None) -> tuple[convergence.Organisation, ...]:
    """Organisations by their code; all, if it is not said which."""
    found = models.Organisation.objects.filter(which or Q()).order_by("code")
    return tuple(convergence.Organisation(one.code, one.name, short(one.code)) for one in found)


def short(code: str) -> dict[str, str]:
    """What charts call an organisation: as its bloc is called, or by its code."""
    try:
        return dict(convergence.organisation_of(code).short)
    except UnknownCodeError:
        return dict.fromkeys(LANGUAGES, code)


def entry_of(record: ConvergenceEntry) -> Entry:
    """An entry as a value."""
    return Entry(
        record.organisation.code,
        record.topic.axis.code,
        record.kind,
        record.topic.code,
        record.title,
        record.source,
        record.address,
        record.validated,
        record.pk,
    )


def leadership_of(record: models.Leadership) -> convergence.Leadership:
    """A leadership as a value."""
    return convergence.Leadership(
        record.axis.code, record.organisation.code, record.since, record.until, record.source
    )


def roadmap_of(record: models.Roadmap) -> convergence.Roadmap:
    """A roadmap as a value."""
    return convergence.Roadmap(
        record.axis.code, record.title, record.on, record.address, steps_of(record)
    )


def steps_of(record: models.Roadmap) -> tuple[Step, ...]:
    """The steps of a roadmap as values."""
    return tuple(
        Step(
            one.get("text", {}),
            tuple(one.get("organisations", ())),
            _day(one.get("due")),
            _day(one.get("done")),
        )
        for one in record.steps
    )


def kept_steps(steps: Iterable[Step]) -> list[dict[str, Any]]:
    """Steps as the record of their roadmap holds them."""
    return [
        {
            "text": one.text,
            "organisations": list(one.organisations),
            "due": one.due.isoformat() if one.due else None,
            "done": one.done.isoformat() if one.done else None,
        }
        for one in steps
    ]


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


def choice_of(request: HttpRequest, known: World) -> Choice:
    """What a visitor asks for: ``?o=CAN&o=SICA&axis=energy&kind=policy&validated=1``.

    Raises
    ------
    Refused
        If an organisation, an axis or a kind does not exist.
    """
    asked = request.GET
    axis, kind = asked.get("axis", ""), asked.get("kind", "")
    if axis and axis not in {one.code for one in known.axes}:
        raise Refused(WRONG["no_axis"], given=axis[:40])
    if kind and kind not in ENTRY_KINDS:
        raise Refused(WRONG["no_kind"], given=kind[:40])
    codes = _organisations_asked(asked.getlist("o")[:MOST_ASKED], known)
    return Choice(codes, axis or None, kind or None, asked.get("validated", "") == "1")


def _organisations_asked(names: list[str], known: World) -> tuple[str, ...]:
    """The codes of organisations that are asked for by code or name, in their order."""
    codes = codes_of_organisations(known.organisations)
    found = set()
    for name in filter(None, names):
        code = codes.get(folded(name[:200]))
        if code is None:
            raise Refused(WRONG["no_organisation"], given=name[:40])
        found.add(code)
    return tuple(one.code for one in known.organisations if one.code in found)
