"""The audit trail."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

LONGEST = 200


class Kept(models.QuerySet["Entry"]):
    """Entries, which can be read and added to."""

    def update(self, **fields: Any) -> NoReturn:
        """Refused."""
        raise TypeError("what is written in the audit trail is not changed")

    def delete(self) -> NoReturn:
        """Refused."""
        raise TypeError("what is written in the audit trail is not deleted")


class Entry(models.Model):
    """Something that was done."""

    moment = models.DateTimeField(default=timezone.now, db_index=True)
    # The entry outlives the account.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    actor_name = models.CharField(max_length=LONGEST, blank=True)
    action = models.CharField(max_length=60, db_index=True)
    subject = models.CharField(max_length=LONGEST)
    detail = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    objects = Kept.as_manager()

    class Meta:
        """The latest first; nobody is given a permission to change it."""

        default_permissions = ()
        ordering: ClassVar = ["-moment", "-id"]

    def __str__(self) -> str:
        return f"{self.moment:%Y-%m-%d %H:%M} {self.actor_name} {self.action} {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the entry, once.

        Raises
        ------
        TypeError
            If it is written already.
        """
        if not self._state.adding:
            raise TypeError("what is written in the audit trail is not changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise TypeError("what is written in the audit trail is not deleted")
