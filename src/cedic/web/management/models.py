"""What staff decide and write: what is public, notes, texts, uploads, and the work under way."""

from __future__ import annotations

import uuid
from datetime import timedelta
from secrets import token_hex
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from cedic.model import Text

LONGEST_NAME = 200
SILENT_FOR = timedelta(seconds=30)
"""How long running work may give no sign of life before it counts as stopped."""


def _by() -> Any:
    # What a person did outlives the account.
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")


class InFourLanguages(models.Model):
    """Words in the languages of the house."""

    es = models.TextField(blank=True)
    en = models.TextField(blank=True)
    pt = models.TextField(blank=True)
    fr = models.TextField(blank=True)

    class Meta:
        """No table of its own."""

        abstract = True

    @property
    def text(self) -> Text:
        """The words, complete."""
        return Text(en=self.en, es=self.es, pt=self.pt, fr=self.fr)


class Portal(models.Model):
    """The portal itself, in one row.

    `mark` is another one after each change of what the public reads, so that every process
    notices it at the price of one small query. `waits_since` is the release at which new builds
    began to wait for a decision; null if they are public at once.
    """

    mark = models.CharField(max_length=16, blank=True)
    waits_since = models.PositiveIntegerField(null=True)

    class Meta:
        """Nobody is given a permission of its own."""

        default_permissions = ()

    @classmethod
    def changed(cls, **fields: Any) -> None:
        """Tell every process that what the public reads has changed."""
        cls.objects.update_or_create(pk=1, defaults={"mark": token_hex(8), **fields})

    @classmethod
    def one_at_a_time(cls) -> None:
        """Wait until nobody else writes what was seen here, and keep others waiting.

        To be asked for at the beginning of a transaction, with whose end it ends.
        """
        cls.objects.get_or_create(pk=1)
        cls.objects.select_for_update().get(pk=1)


class Decision(models.Model):
    """What was decided of a dataflow: added to, never changed but for a plan that is called off."""

    class Action(models.TextChoices):
        """What can be decided."""

        PUBLISH = "publish"
        WITHDRAW = "withdraw"
        FOLLOW = "follow"

    dataflow = models.CharField(max_length=LONGEST_NAME, db_index=True)
    action = models.CharField(max_length=8, choices=Action)
    release = models.PositiveIntegerField(null=True)
    moment = models.DateTimeField()
    made = models.DateTimeField(default=timezone.now)
    by = _by()
    by_name = models.CharField(max_length=LONGEST_NAME, blank=True)
    note = models.TextField(blank=True)
    cancelled = models.BooleanField(default=False)

    class Meta:
        """In the order in which they take effect."""

        default_permissions = ()
        ordering: ClassVar = ["moment", "id"]

    def __str__(self) -> str:
        return f"{self.action} {self.dataflow} {self.moment:%Y-%m-%d %H:%M}"

    @property
    def is_planned(self) -> bool:
        """Whether it is still to take effect."""
        return not self.cancelled and self.moment > timezone.now()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it, and let every process know."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            Portal.changed()


class ReleaseNote(InFourLanguages):
    """What the publisher says of a release of a dataflow."""

    dataflow = models.CharField(max_length=LONGEST_NAME)
    release = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)

    @classmethod
    def said(cls, dataflow: str, language: str) -> dict[int, str]:
        """The notes on a dataflow in a language, by release."""
        found = cls.objects.filter(dataflow=dataflow)
        return dict(found.exclude(**{language: ""}).values_list("release", language))

    class Meta:
        """One for each."""

        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dataflow", "release"], name="one_note_for_a_release")
        ]


class Wording(InFourLanguages):
    """A version of a text of the catalogue, by its address in :mod:`cedic.catalogue.texts`.

    `original` says what was declared when it was written: if that changes, it may be out of date. A
    version without words goes back to what is declared.
    """

    address = models.CharField(max_length=400)
    version = models.PositiveIntegerField()
    original = models.JSONField()
    moment = models.DateTimeField(default=timezone.now)
    by = _by()
    by_name = models.CharField(max_length=LONGEST_NAME, blank=True)
    published = models.DateTimeField(null=True)

    class Meta:
        """One of each number; the last one first."""

        default_permissions = ()
        ordering: ClassVar = ["address", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["address", "version"], name="one_version_of_a_number")
        ]

    @property
    def is_declared(self) -> bool:
        """Whether it goes back to what is declared."""
        return not self.es


class Job(models.Model):
    """Work in the background, as far as it has come."""

    class State(models.TextChoices):
        """How it stands."""

        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    kind = models.CharField(max_length=20)
    subject = models.CharField(max_length=LONGEST_NAME, blank=True)
    options = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING, db_index=True)
    step = models.CharField(max_length=400, blank=True)
    share = models.FloatField(null=True)
    lines = models.JSONField(default=list)
    error = models.JSONField(null=True)
    result = models.JSONField(default=dict)
    cancelling = models.BooleanField(default=False)
    worker = models.CharField(max_length=80, blank=True)
    seen = models.DateTimeField(null=True)
    made = models.DateTimeField(default=timezone.now)
    ended = models.DateTimeField(null=True)
    by = _by()
    by_name = models.CharField(max_length=LONGEST_NAME, blank=True)

    class Meta:
        """The last one first."""

        default_permissions = ()
        ordering: ClassVar = ["-made", "-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"

    @property
    def is_open(self) -> bool:
        """Whether it waits or runs."""
        return self.state in (self.State.WAITING, self.State.RUNNING)

    @property
    def is_stopped(self) -> bool:
        """Whether it says that it runs, and its worker is gone."""
        gone = self.seen is None or timezone.now() - self.seen > SILENT_FOR
        return self.state == self.State.RUNNING and (gone or not _is_alive(self.worker))


class Upload(models.Model):
    """A file of a person's own, from when it came until it is loaded or deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=LONGEST_NAME)
    size = models.PositiveBigIntegerField()
    fingerprint = models.CharField(max_length=64)
    source = models.CharField(max_length=LONGEST_NAME)
    kept_as = models.CharField(max_length=LONGEST_NAME, blank=True)
    options = models.JSONField(default=dict)
    set_aside = models.BooleanField(default=False)
    replace = models.BooleanField(default=False)
    report = models.JSONField(null=True)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    loaded = models.DateTimeField(null=True)
    deleted = models.DateTimeField(null=True)
    made = models.DateTimeField(default=timezone.now)
    by = _by()
    by_name = models.CharField(max_length=LONGEST_NAME, blank=True)

    class Meta:
        """The last one first."""

        default_permissions = ()
        ordering: ClassVar = ["-made"]


def _is_alive(worker: str) -> bool:
    """Whether the process of a worker runs; one on another machine is believed."""
    import os
    import socket

    host, _, process = worker.rpartition(":")
    if host != socket.gethostname():
        return True
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except (OSError, ValueError):
        return True
    return True
