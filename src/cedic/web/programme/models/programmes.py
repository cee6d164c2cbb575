"""Work programmes, their items, and what belongs to these."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.db import models
from django.db.models import Q
from django.utils import timezone

from cedic.programme.terms import (
    FUNDING,
    LEVELS,
    LINKS,
    MODES,
    OUTPUT_KINDS,
    PARTNER_ROLES,
    STAGES,
    STATUSES,
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

SCHEDULES = ("dated", "recurring", "continuous", "on_demand", "unknown")


class WorkProgramme(Edited):
    """A work programme for a year, or for several."""

    title = WordsField()
    starts = models.PositiveSmallIntegerField()
    ends = models.PositiveSmallIntegerField()
    institution = models.CharField(max_length=LONGEST_NAME, blank=True)
    introduction = WordsField()
    stage = chosen(STAGES, default="draft")
    adopted_on = models.DateField(null=True, blank=True)
    adopted_by = models.CharField(max_length=LONGEST_NAME, blank=True)
    comments_from = models.DateField(null=True, blank=True)
    comments_until = models.DateField(null=True, blank=True)
    comments_published = models.DateTimeField(null=True, blank=True)
    demonstration = models.BooleanField(default=False)

    class Meta:
        """The last years first."""

        default_permissions = ()
        ordering: ClassVar = ["-starts", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends__gte=models.F("starts")), name="programme_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.institution} {self.told_years}".strip()

    @property
    def told_years(self) -> str:
        """Its years: 2026, or 2026–2027."""
        return f"{self.starts}" if self.starts == self.ends else f"{self.starts}–{self.ends}"

    @property
    def is_open(self) -> bool:
        """Whether its text may be changed: drafts, and what is being amended."""
        return self.stage != "closed"


class Frozen(models.QuerySet["Version"]):
    """Versions, which can be read and added to."""

    def update(self, **fields: Any) -> int:
        """Change who may see them; nothing else."""
        if set(fields) - {"visibility"}:
            raise TypeError("a version of a programme is not changed")
        return super().update(**fields)

    def delete(self) -> NoReturn:
        """Refused."""
        raise TypeError("a version of a programme is not deleted")

    def seen_by(self, viewer: Any) -> Frozen:
        """Those that a viewer may see."""
        return self.filter(visibility__in=viewer.visibilities)


class Version(Visible):
    """A programme as it was at a moment: frozen, so that it can be compared.

    `content` is a :class:`cedic.programme.model.Programme` as JSON.
    """

    programme = models.ForeignKey(WorkProgramme, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    stage = chosen(STAGES)
    made = models.DateTimeField(default=timezone.now)
    by = person()
    by_name = models.CharField(max_length=LONGEST_NAME, blank=True)
    note = models.TextField(blank=True)
    content = models.JSONField()

    objects = Frozen.as_manager()

    class Meta:
        """The last one first."""

        default_permissions = ()
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "number"], name="one_version_a_number")
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it, once; later only who may see it can be changed.

        Raises
        ------
        TypeError
            If anything else would be changed.
        """
        if not self._state.adding and set(kwargs.get("update_fields") or ()) != {"visibility"}:
            raise TypeError("a version of a programme is not changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise TypeError("a version of a programme is not deleted")


class Item(Edited, Ordered):
    """An area, a programme within it, a project or an activity."""

    programme = models.ForeignKey(WorkProgramme, models.CASCADE, related_name="items")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children"
    )
    level = chosen(LEVELS)
    code = models.CharField(max_length=LONGEST_CODE, blank=True)
    title = WordsField()
    background = WordsField()
    financing_note = WordsField()
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="items")
    mode = chosen(MODES, blank=True)
    status = chosen(STATUSES, default="planned", db_index=True)
    risk = models.TextField(blank=True)
    """Why it may not be done as planned, in the words of its unit; empty if it is not at risk."""

    class Meta:
        """In the order of the programme."""

        default_permissions = ()
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["programme", "code"], condition=~Q(code=""), name="one_item_for_a_code"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["programme", "level"], name="items_of_a_level")]

    def __str__(self) -> str:
        return f"{self.programme} {self.code}".strip()


class Part(Ordered):
    """Something that belongs to an item."""

    class Meta(Ordered.Meta):
        """No table of its own."""

        abstract = True


class Objective(Part):
    """An objective of an item."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="objectives")
    text = WordsField()


class ExpectedResult(Part):
    """A result that is expected, with its indicator and target."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="results")
    text = WordsField()
    indicator = WordsField()
    unit = models.CharField(max_length=LONGEST_NAME, blank=True)
    baseline = models.FloatField(null=True, blank=True)
    target = models.FloatField(null=True, blank=True)
    achieved = models.FloatField(null=True, blank=True)
    evidence = models.TextField(blank=True)


class Task(Part):
    """A step of an item, and when it is to be done."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="tasks")
    text = WordsField()
    schedule = models.CharField(max_length=LONGEST_NAME, blank=True)
    kind = models.CharField(
        max_length=12, choices=[(one, one) for one in SCHEDULES], default="unknown"
    )
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True, db_index=True)
    every_months = models.PositiveSmallIntegerField(null=True, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="tasks")
    done = models.DateField(null=True, blank=True)

    class Meta(Part.Meta):
        """Nothing ends before it begins."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(starts=None) | Q(ends=None) | Q(ends__gte=models.F("starts")),
                name="task_ends_after_it_begins",
            )
        ]


class Output(Part):
    """What an item brings forth."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="outputs")
    kind = chosen(OUTPUT_KINDS)
    title = WordsField()
    mode = chosen(MODES, blank=True)
    due = models.DateField(null=True, blank=True)
    delivered = models.DateField(null=True, blank=True)
    reference = models.CharField(max_length=LONGEST_ADDRESS, blank=True)


class Partnership(Part):
    """An organisation that takes part in an item."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="partnerships"
    )
    name = models.CharField(max_length=LONGEST_NAME, blank=True)
    role = chosen(PARTNER_ROLES, default="partner")


class Financing(Part):
    """Means for an item, in whole units of a currency; null is not known, never zero."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="financing")
    source = chosen(FUNDING, default="own_budget")
    partner = models.CharField(max_length=LONGEST_NAME, blank=True)
    reference = models.CharField(max_length=LONGEST_NAME, blank=True)
    currency = models.CharField(max_length=3, default="USD")
    planned = models.PositiveBigIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)


class Expenditure(models.Model):
    """What was spent of the means for an item."""

    financing = models.ForeignKey(Financing, models.CASCADE, related_name="expenditures")
    on = models.DateField()
    amount = models.PositiveBigIntegerField()
    note = models.CharField(max_length=LONGEST_NAME, blank=True)
    by = person()

    class Meta:
        """In their order."""

        default_permissions = ()
        ordering: ClassVar = ["on", "id"]


class StatusChange(models.Model):
    """How an item stood from a day on: added to, never changed."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="history")
    status = chosen(STATUSES)
    on = models.DateField()
    note = models.TextField(blank=True)
    made = models.DateTimeField(default=timezone.now)
    by = person()
    by_name = models.CharField(max_length=LONGEST_NAME, blank=True)

    class Meta:
        """In their order."""

        default_permissions = ()
        ordering: ClassVar = ["on", "id"]


class ItemLink(models.Model):
    """What an item is to one of another programme."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="links")
    kind = chosen(LINKS)
    other = models.ForeignKey(Item, models.CASCADE, related_name="linked_from")

    class Meta:
        """Each once, and none to itself."""

        default_permissions = ()
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "kind", "other"], name="each_link_once"),
            models.CheckConstraint(condition=~Q(item=models.F("other")), name="no_link_to_itself"),
        ]


class Comment(Visible):
    """What a member state says of a programme, or of an item of it.

    Until the comments are published it is seen by its country and by the secretariat.
    """

    programme = models.ForeignKey(WorkProgramme, models.CASCADE, related_name="comments")
    version = models.ForeignKey(Version, models.PROTECT, related_name="comments")
    item = models.ForeignKey(Item, models.SET_NULL, null=True, blank=True, related_name="comments")
    code = models.CharField(max_length=LONGEST_CODE, blank=True)
    """The code of the item in that version: it may be gone from later ones."""
    country = models.CharField(max_length=3)
    text = models.TextField()
    language = models.CharField(max_length=2)
    made = models.DateTimeField(default=timezone.now)
    by = person()
    by_name = models.CharField(max_length=LONGEST_NAME, blank=True)
    withdrawn = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered = models.DateTimeField(null=True, blank=True)
    answered_by = person()

    class Meta:
        """In their order."""

        default_permissions = ()
        ordering: ClassVar = ["made", "id"]
