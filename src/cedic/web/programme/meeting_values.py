"""Meetings as values: for documents, for figures, and for the rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Count, Min, prefetch_related_objects

from cedic.programme import meetings, model
from cedic.web.programme.models import FollowUp, Meeting, MeetingOrganiser, Participant

TAKING_PART = ("registered", "attended")
"""The states of those who have a place."""
BELONGS = ("item", "organisers__organisation", "agenda", "conclusions")


def facts(record: Meeting) -> model.Meeting:
    """A meeting without what belongs to it: nothing more is asked of the database."""
    return model.Meeting(
        title=record.title,
        kind=record.kind,
        number=record.number,
        status=record.status,
        format=record.format,
        starts=record.starts,
        ends=record.ends,
        schedule=record.schedule,
        venue=record.venue,
        city=record.city,
        country=record.country,
        objectives=tuple(record.objectives),
        summary=record.summary,
        id=record.pk,
        demonstration=record.demonstration,
        reason=record.reason,
        postponed_from=record.postponed_from,
    )


def values(records: Iterable[Meeting], language: str = "es") -> list[model.Meeting]:
    """Meetings with all that belongs to them, in as many questions for one as for thousands.

    Parameters
    ----------
    records : iterable of Meeting
        The records.
    language : str
        The language of the names of organisations.

    Returns
    -------
    list of Meeting
        The values. Nobody who took part is named: they are counted.
    """
    found = list(records)
    prefetch_related_objects(found, *BELONGS)
    present = _present(found)
    return [_whole(one, language, present.get(one.pk, ())) for one in found]


def value(record: Meeting, language: str = "es") -> model.Meeting:
    """A meeting with all that belongs to it; see :func:`values`."""
    return values([record], language)[0]


def names(record: Meeting) -> list[tuple[str, str, str]]:
    """Name, organisation and country of each person who attended: for the secretariat alone."""
    return list(
        record.participants.filter(state="attended").values_list("name", "organisation", "country")
    )


def follow_ups(record: Meeting, language: str = "es") -> list[model.FollowUp]:
    """What is to be done after a meeting, in the order of its conclusions."""
    found = (
        FollowUp.objects.filter(conclusion__meeting=record)
        .select_related("conclusion", "owner", "unit")
        .order_by("conclusion__position", "conclusion__pk", "due", "pk")
    )
    return [
        model.FollowUp(
            one.text, owner(one, language), one.due, one.done, one.conclusion.number, one.note
        )
        for one in found
    ]


def owner(one: FollowUp, language: str) -> str:
    """Who is to do it: a person, a unit, somebody else; as far as each is told."""
    unit = model.said(one.unit.name, language)[0] or one.unit.code if one.unit else ""
    person = str(one.owner) if one.owner else ""
    return ", ".join(filter(None, (person, unit, one.responsible)))


def registration(record: Meeting, *, beside: Participant | None = None) -> meetings.Registration:
    """How one registers for a meeting, and how many places are taken, but for a person's own."""
    taken = record.participants.filter(state__in=TAKING_PART)
    if beside is not None:
        taken = taken.exclude(pk=beside.pk)
    counted = taken.count() if record.capacity is not None else 0
    return meetings.Registration(
        record.registration, record.registration_until, record.capacity, counted
    )


def _present(records: list[Meeting]) -> dict[int, list[tuple[str, str]]]:
    """Country and organisation of each person who attended, by meeting."""
    attended = Participant.objects.filter(meeting__in=records, state="attended")
    counted = (
        attended.order_by()
        .values_list("meeting", "country", "organisation")
        .annotate(people=Count("pk"), first=Min("pk"))
        .order_by("first")
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for meeting, country, organisation, people, _ in counted:
        found.setdefault(meeting, []).extend([(country, organisation)] * people)
    return found


def _whole(record: Meeting, language: str, present: Iterable[tuple[str, str]]) -> model.Meeting:
    return replace(
        facts(record),
        organisers=tuple(organiser(one, language) for one in record.organisers.all()),
        agenda=tuple(
            model.AgendaItem(one.number, one.title, one.speaker, one.summary, one.time)
            for one in record.agenda.all()
        ),
        conclusions=tuple(
            model.Conclusion(one.number, one.text, one.kind) for one in record.conclusions.all()
        ),
        attendance=meetings.attendance(present),
        item=record.item.code if record.item else "",
    )


def organiser(one: MeetingOrganiser, language: str) -> model.Partner:
    """An organisation that organises, hosts or sponsors a meeting."""
    if one.organisation is None:
        return model.Partner(one.name, one.role)
    name = model.said(one.organisation.name, language)[0] or one.organisation.code
    return model.Partner(name, one.role, one.organisation.country)
