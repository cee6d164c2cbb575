"""For whom people act: countries, units and organisations."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from cedic.model import Text
from cedic.programme.terms import Terms
from cedic.web.programme.models.base import (
    LONGEST_ADDRESS,
    LONGEST_CODE,
    LONGEST_NAME,
    WordsField,
    chosen,
)

DIGESTS: Terms = {
    "never": Text("never", "nunca", "nunca", "jamais"),
    "daily": Text("every day", "cada día", "todos os dias", "chaque jour"),
    "weekly": Text("every week", "cada semana", "toda semana", "chaque semaine"),
}
"""How often a person is written to of what is new for her."""


class Unit(models.Model):
    """A unit of the secretariat, which is responsible for activities."""

    code = models.CharField(max_length=LONGEST_CODE, unique=True)
    name = WordsField()

    class Meta:
        """By code."""

        default_permissions = ()
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.code


class Seat(models.Model):
    """For whom a person acts: the units she works in, or the member state that sent her."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="seat")
    country = models.CharField(max_length=3, blank=True)
    units = models.ManyToManyField(Unit, related_name="seats", blank=True)
    digest = chosen(DIGESTS, default="weekly")
    digested = models.DateTimeField(null=True)

    class Meta:
        """One for a person."""

        default_permissions = ()


class Organisation(models.Model):
    """An organisation: a sister secretariat, a bank, a ministry, a university."""

    code = models.CharField(max_length=LONGEST_CODE, unique=True)
    name = WordsField()
    country = models.CharField(max_length=3, blank=True)
    address = models.URLField(max_length=LONGEST_ADDRESS, blank=True)
    is_secretariat = models.BooleanField(default=False)

    class Meta:
        """By code."""

        default_permissions = ()
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.code


class Notification(models.Model):
    """Something that a person should know, until she has read it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=LONGEST_NAME)
    path = models.CharField(max_length=LONGEST_ADDRESS)
    detail = models.JSONField(default=dict)
    moment = models.DateTimeField(auto_now_add=True)
    read = models.DateTimeField(null=True)
    sent = models.DateTimeField(null=True)
    mark = models.CharField(max_length=LONGEST_NAME)
    """What it tells of, so that the same is told once."""

    class Meta:
        """The last one first."""

        default_permissions = ()
        ordering: ClassVar = ["-moment", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "mark"], name="each_thing_told_once")
        ]
        indexes: ClassVar = [models.Index(fields=["user", "read"], name="unread_of_a_person")]
