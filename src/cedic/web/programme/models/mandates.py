"""Mandates: what was decided, paragraph by paragraph, and what became of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from cedic.programme.terms import MANDATE_KINDS, MANDATE_STATUSES
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
from cedic.web.programme.models.programmes import Item


class Theme(models.Model):
    """What mandates are about."""

    code = models.CharField(max_length=LONGEST_CODE, unique=True)
    name = WordsField()

    class Meta:
        """By code."""

        default_permissions = ()
        ordering: ClassVar = ["code"]


class Axis(Edited, Ordered):
    """An axis of convergence between secretariats; its revision counts its topics' changes too."""

    code = models.CharField(max_length=LONGEST_CODE, unique=True)
    name = WordsField()

    class Meta(Ordered.Meta):
        """In their order."""


class Topic(Ordered):
    """A topic within an axis."""

    axis = models.ForeignKey(Axis, models.CASCADE, related_name="topics")
    code = models.CharField(max_length=LONGEST_CODE, unique=True)
    name = WordsField()


class Mandate(Edited, Visible):
    """A decision of the Council, a summit declaration or a plan of action."""

    kind = chosen(MANDATE_KINDS)
    number = models.CharField(max_length=LONGEST_CODE)
    title = WordsField()
    body = models.CharField(max_length=LONGEST_NAME, blank=True)
    on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=LONGEST_NAME, blank=True)
    address = models.URLField(max_length=LONGEST_ADDRESS, blank=True)
    demonstration = models.BooleanField(default=False)

    class Meta:
        """The last one first; one of a kind and number for a body."""

        default_permissions = ()
        ordering: ClassVar = ["-on", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "number", "body"], name="one_mandate_a_number")
        ]

    def __str__(self) -> str:
        return self.number


class Paragraph(Ordered):
    """A paragraph of a mandate, by its anchor."""

    mandate = models.ForeignKey(Mandate, models.CASCADE, related_name="paragraphs")
    anchor = models.CharField(max_length=LONGEST_CODE)
    text = WordsField()
    themes = models.ManyToManyField(Theme, related_name="paragraphs", blank=True)
    axes = models.ManyToManyField(Axis, related_name="paragraphs", blank=True)
    items = models.ManyToManyField(Item, through="MandateLink", related_name="paragraphs")

    class Meta(Ordered.Meta):
        """One of an anchor."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["mandate", "anchor"], name="one_paragraph_an_anchor")
        ]


class MandateLink(models.Model):
    """That an item serves a paragraph."""

    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="links")
    item = models.ForeignKey(Item, models.CASCADE, related_name="mandate_links")
    note = models.TextField(blank=True)
    made = models.DateTimeField(default=timezone.now)
    by = person()

    class Meta:
        """Each once."""

        default_permissions = ()
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paragraph", "item"], name="each_mandate_link_once")
        ]


class Evidence(Visible):
    """What shows how a paragraph stands: added to, or withdrawn; never without words.

    `share` is a percentage done, which is given only here, with what shows it.
    """

    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="evidence")
    item = models.ForeignKey(Item, models.SET_NULL, null=True, blank=True, related_name="evidence")
    status = chosen(MANDATE_STATUSES)
    on = models.DateField()
    text = WordsField()
    share = models.PositiveSmallIntegerField(null=True, blank=True)
    reference = models.CharField(max_length=LONGEST_ADDRESS, blank=True)
    made = models.DateTimeField(default=timezone.now)
    by = person()
    by_name = models.CharField(max_length=LONGEST_NAME, blank=True)
    withdrawn = models.DateTimeField(null=True, blank=True)

    class Meta:
        """In their order."""

        default_permissions = ()
        ordering: ClassVar = ["on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(share=None) | Q(share__lte=100), name="share_is_a_percentage"
            )
        ]
