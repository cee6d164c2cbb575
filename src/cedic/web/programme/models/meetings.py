"""Meetings, who takes part, and what they conclude."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from cedic.model import Text
from cedic.programme.model import said
from cedic.programme.terms import (
    CONCLUSION_KINDS,
    FORMATS,
    MEETING_KINDS,
    MEETING_STATUSES,
    PARTICIPATION,
    PARTNER_ROLES,
    Terms,
)
from cedic.web.programme.models.base import (
    LONGEST_ADDRESS,
    LONGEST_CODE,
    LONGEST_NAME,
    Edited,
    Ordered,
    Visible,
    WordsField,
    chosen,
    person,
)
from cedic.web.programme.models.people import Organisation, Unit
from cedic.web.programme.models.programmes import Item

REGISTRATION: Terms = {
    "closed": Text("Closed", "Cerrada", "Fechada", "Fermée"),
    "invited": Text(
        "For those invited", "Para invitados", "Para convidados", "Pour les personnes invitées"
    ),
    "open": Text("Open to everyone", "Abierta al público", "Aberta ao público", "Ouverte à tous"),
}
"""Who may register for a meeting."""


class Meeting(Edited, Visible):
    """A meeting, planned or held."""

    title: Any = WordsField()
    kind = chosen(MEETING_KINDS, default="meeting")
    number = models.CharField(max_length=LONGEST_CODE, blank=True)
    status = chosen(MEETING_STATUSES, default="planned")
    format = chosen(FORMATS, default="in_person")
    starts = models.DateField(null=True, blank=True, db_index=True)
    ends = models.DateField(null=True, blank=True)
    schedule = models.CharField(max_length=LONGEST_NAME, blank=True)
    """When, as it was written, where no day is settled yet."""
    venue = models.CharField(max_length=LONGEST_NAME, blank=True)
    city = models.CharField(max_length=LONGEST_NAME, blank=True)
    country = models.CharField(max_length=3, blank=True)
    link = models.URLField(max_length=LONGEST_ADDRESS, blank=True)
    """Where one takes part online: told to those who take part, and to the secretariat."""
    objectives = models.JSONField(default=list, blank=True)
    summary: Any = WordsField()
    item = models.ForeignKey(Item, models.SET_NULL, null=True, blank=True, related_name="meetings")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="meetings")
    registration = chosen(REGISTRATION, default="closed")
    registration_until = models.DateField(null=True, blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    reason = models.TextField(blank=True)
    """Why it was postponed or cancelled."""
    postponed_from = models.DateField(null=True, blank=True)
    """The first day that it had before it was postponed."""
    demonstration = models.BooleanField(default=False)

    class Meta:
        """In the order of the calendar, what has no day last."""

        default_permissions = ()
        ordering: ClassVar = [models.F("starts").asc(nulls_last=True), "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(starts=None) | Q(ends=None) | Q(ends__gte=models.F("starts")),
                name="meeting_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return said(self.title, "es")[0] or str(self.pk)


class MeetingOrganiser(Ordered):
    """An organisation that organises, hosts or sponsors a meeting."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="organisers")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="organised"
    )
    name = models.CharField(max_length=LONGEST_NAME, blank=True)
    role = chosen(PARTNER_ROLES, default="organiser")


class AgendaItem(Ordered):
    """A point of a meeting's agenda, and what the rapporteur wrote of it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda")
    number = models.CharField(max_length=LONGEST_CODE, blank=True)
    title: Any = WordsField()
    time = models.CharField(max_length=LONGEST_CODE, blank=True)
    speaker = models.CharField(max_length=LONGEST_NAME, blank=True)
    summary: Any = WordsField()


class Participant(models.Model):
    """A person who is invited to a meeting, registers for it, or was there."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="participants")
    name = models.CharField(max_length=LONGEST_NAME)
    email = models.EmailField(blank=True)
    post = models.CharField(max_length=LONGEST_NAME, blank=True)
    organisation = models.CharField(max_length=LONGEST_NAME, blank=True)
    country = models.CharField(max_length=3, blank=True)
    state = chosen(PARTICIPATION, default="invited")
    digest = models.CharField(max_length=64, blank=True, db_index=True)
    """The digest of the token in the link with which the person answers."""
    invited = models.DateTimeField(null=True, blank=True)
    answered = models.DateTimeField(null=True, blank=True)
    made = models.DateTimeField(default=timezone.now)

    class Meta:
        """By country and name; an address once."""

        default_permissions = ()
        ordering: ClassVar = ["country", "name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "email"], condition=~Q(email=""), name="one_place_an_address"
            )
        ]


class Conclusion(Ordered):
    """A numbered conclusion, recommendation or agreement of a meeting."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="conclusions")
    number = models.CharField(max_length=LONGEST_CODE)
    kind = chosen(CONCLUSION_KINDS, default="conclusion")
    text: Any = WordsField()

    class Meta(Ordered.Meta):
        """One of a number and kind."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "kind", "number"], name="one_conclusion_a_number"
            )
        ]


class FollowUp(models.Model):
    """What is to be done after a conclusion, by whom and until when."""

    conclusion = models.ForeignKey(Conclusion, models.CASCADE, related_name="follow_ups")
    text: Any = WordsField()
    owner = person(related_name="follow_ups")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="follow_ups")
    responsible = models.CharField(max_length=LONGEST_NAME, blank=True)
    """Who is to do it, where it is nobody of the portal."""
    due = models.DateField(null=True, blank=True, db_index=True)
    done = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    item = models.ForeignKey(
        Item, models.SET_NULL, null=True, blank=True, related_name="follow_ups"
    )

    class Meta:
        """What is due first, first."""

        default_permissions = ()
        ordering: ClassVar = [models.F("due").asc(nulls_last=True), "id"]
