"""Documents that are kept, documents that are read, and what is found by its words."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone

from cedic.settings import settings
from cedic.web.programme.models.base import (
    LONGEST_CODE,
    LONGEST_NAME,
    LONGEST_TITLE,
    Visible,
    person,
)
from cedic.web.programme.models.convergence import Roadmap
from cedic.web.programme.models.mandates import Evidence, Mandate
from cedic.web.programme.models.meetings import Meeting
from cedic.web.programme.models.programmes import Item, WorkProgramme


class Document(Visible):
    """A file that belongs to a record. Its bytes lie in the home folder, under its number."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=LONGEST_NAME)
    title = models.CharField(max_length=LONGEST_TITLE)
    language = models.CharField(max_length=2, blank=True)
    type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    made = models.DateTimeField(default=timezone.now)
    by = person()
    by_name = models.CharField(max_length=LONGEST_NAME, blank=True)
    programme = models.ForeignKey(
        WorkProgramme, models.CASCADE, null=True, blank=True, related_name="documents"
    )
    item = models.ForeignKey(Item, models.CASCADE, null=True, blank=True, related_name="documents")
    mandate = models.ForeignKey(
        Mandate, models.CASCADE, null=True, blank=True, related_name="documents"
    )
    evidence = models.ForeignKey(
        Evidence, models.CASCADE, null=True, blank=True, related_name="documents"
    )
    meeting = models.ForeignKey(
        Meeting, models.CASCADE, null=True, blank=True, related_name="documents"
    )
    roadmap = models.ForeignKey(
        Roadmap, models.CASCADE, null=True, blank=True, related_name="documents"
    )

    class Meta:
        """In the order in which they came."""

        default_permissions = ()
        ordering: ClassVar = ["made", "id"]

    @property
    def path(self) -> Path:
        """Where its file lies, for the portal's owner alone."""
        return settings().home_path / "documents" / str(self.pk)


@receiver(post_delete, sender=Document)
def _file_goes_too(instance: Document, **_: Any) -> None:
    """The file of a document goes last: what fails leaves a file that nothing leads to."""
    # Asked for now: once it is deleted the record has no number any more.
    path = instance.path
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


class Import(models.Model):
    """A document that was read, until a person has said of each record whether it enters.

    `finding` is a :class:`cedic.programme.model.Finding` as JSON. `decisions` holds, by the key of
    a record, whether it enters, and the fields that were mended.
    """

    STATES: ClassVar = {"review": "in review", "entered": "entered", "dropped": "dropped"}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=LONGEST_NAME)
    kind = models.CharField(max_length=LONGEST_CODE)
    fingerprint = models.CharField(max_length=64, db_index=True)
    finding = models.JSONField()
    decisions = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=list(STATES.items()), default="review")
    revision = models.PositiveIntegerField(default=1)
    programme = models.ForeignKey(
        WorkProgramme, models.SET_NULL, null=True, blank=True, related_name="imports"
    )
    made = models.DateTimeField(default=timezone.now)
    by = person()
    by_name = models.CharField(max_length=LONGEST_NAME, blank=True)
    entered = models.DateTimeField(null=True, blank=True)
    entered_by = person()

    class Meta:
        """The last one first."""

        default_permissions = ()
        ordering: ClassVar = ["-made"]

    @property
    def path(self) -> Path:
        """Where its file lies until it has entered: beside the documents, so that backups have it."""
        return settings().home_path / "documents" / str(self.pk)


class Entry(Visible):
    """The words of a record in a language, for the search; see :mod:`cedic.web.programme.search`."""

    kind = models.CharField(max_length=12)
    record = models.CharField(max_length=36)
    language = models.CharField(max_length=2)
    year = models.PositiveSmallIntegerField(null=True)
    path = models.CharField(max_length=LONGEST_NAME)
    group = models.CharField(max_length=LONGEST_CODE, blank=True, db_index=True)
    """What it belongs to: all entries of a group are written anew together."""
    title = models.CharField(max_length=LONGEST_TITLE)
    body = models.TextField(blank=True)
    demonstration = models.BooleanField(db_default=False)
    document = models.ForeignKey(
        Document, models.CASCADE, null=True, blank=True, related_name="entries"
    )
    """The document that it is of: whoever may see that one finds it, whatever `visibility` says."""

    class Meta:
        """One for each record and language and who may see it."""

        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "record", "language", "visibility"], name="one_entry_a_record"
            )
        ]
