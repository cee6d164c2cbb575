"""Convergence between secretariats: what each has on each axis."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from cedic.programme.terms import ENTRY_KINDS
from cedic.web.programme.models.base import (
    LONGEST_ADDRESS,
    LONGEST_NAME,
    Edited,
    Visible,
    WordsField,
    chosen,
    person,
)
from cedic.web.programme.models.mandates import Axis, Topic
from cedic.web.programme.models.people import Organisation


class ConvergenceEntry(Edited, Visible):
    """A policy, programme or action of an organisation on a topic, with its source."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="entries")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="entries")
    kind = chosen(ENTRY_KINDS)
    title = WordsField()
    source = models.CharField(max_length=LONGEST_ADDRESS)
    address = models.URLField(max_length=LONGEST_ADDRESS, blank=True)
    validated = models.DateField(null=True, blank=True)
    validated_by = models.CharField(max_length=LONGEST_NAME, blank=True)
    demonstration = models.BooleanField(default=False)

    class Meta:
        """By axis, topic and organisation."""

        default_permissions = ()
        ordering: ClassVar = [
            "topic__axis__position",
            "topic__position",
            "organisation__code",
            "id",
        ]


class Leadership(models.Model):
    """That an organisation leads the work on an axis."""

    axis = models.ForeignKey(Axis, models.CASCADE, related_name="leaderships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="leaderships")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=LONGEST_ADDRESS)
    by = person()

    class Meta:
        """By axis and time."""

        default_permissions = ()
        ordering: ClassVar = ["axis__position", "since", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=models.F("since")),
                name="leadership_ends_after_it_begins",
            )
        ]


class Roadmap(Edited, Visible):
    """A document that says how an axis goes on."""

    axis = models.ForeignKey(Axis, models.CASCADE, related_name="roadmaps")
    title = WordsField()
    on = models.DateField(null=True, blank=True)
    address = models.URLField(max_length=LONGEST_ADDRESS, blank=True)
    steps = models.JSONField(default=list, blank=True)
    """What is to be done: ``text`` by language, codes of ``organisations``, days ``due``, ``done``."""
    by = person()

    class Meta:
        """By axis and time."""

        default_permissions = ()
        ordering: ClassVar = ["axis__position", "on", "id"]
