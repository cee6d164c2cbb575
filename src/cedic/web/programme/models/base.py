"""What the tables of the work programme share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from cedic.model import LANGUAGES
from cedic.programme.terms import VISIBILITIES, Terms

LONGEST_NAME = 200
LONGEST_TITLE = 600
LONGEST_CODE = 40
LONGEST_ADDRESS = 500
LONGEST_TEXT = 60_000


def chosen(terms: Terms, **options: Any) -> models.CharField:
    """A column that holds one of some terms, by its code."""
    return models.CharField(
        max_length=20, choices=[(code, str(name)) for code, name in terms.items()], **options
    )


def person(**options: Any) -> models.ForeignKey:
    """A column for a person, whom what she did outlives."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name=options.pop("related_name", "+"),
        **options,
    )


class WordsField(models.JSONField):
    """Words by language, in as many of the four as there are; what is empty is left out."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"default": dict, "blank": True, **options})

    if TYPE_CHECKING:
        # What a record holds is the words, not the column.
        def __get__(self, record: Any, kind: Any = None) -> Any: ...
        def __set__(self, record: Any, words: dict[str, str]) -> None: ...

    def get_prep_value(self, value: Any) -> Any:
        """Only languages of the house, and only words."""
        given = value or {}
        return super().get_prep_value(
            {language: given[language] for language in LANGUAGES if given.get(language)}
        )


class Seen(models.QuerySet["Any"]):
    """Records that are not for everyone."""

    def seen_by(self, viewer: Any) -> Self:
        """Those that a viewer may see; see :class:`cedic.web.programme.viewers.Viewer`."""
        return self.filter(visibility__in=viewer.visibilities)


class Visible(models.Model):
    """A record that some may see: the secretariat, the member states too, or everyone."""

    visibility = chosen(VISIBILITIES, default="internal", db_index=True)

    objects = Seen.as_manager()

    class Meta:
        """No table of its own."""

        abstract = True


class Edited(models.Model):
    """A record that people change by turns: `revision` tells whether one has seen the last change."""

    revision = models.PositiveIntegerField(default=1)
    changed = models.DateTimeField(default=timezone.now)
    changed_by = person()

    class Meta:
        """No table of its own."""

        abstract = True

    def save_over(self, seen: int | str, by: Any) -> bool:
        """Save what was changed, if nobody has changed it since.

        Parameters
        ----------
        seen : int or str
            The revision that was changed, as the form holds it.
        by : User
            Who changed it.

        Returns
        -------
        bool
            Whether it was saved. To be asked for in a transaction, with all that depends on it.
        """
        if not str(seen).isdecimal() or len(str(seen)) > 9:
            return False
        held = type(self)._base_manager.filter(pk=self.pk, revision=int(seen))
        self.revision = int(seen) + 1
        if not held.update(revision=self.revision):
            return False
        self.changed, self.changed_by = timezone.now(), by
        self.save()
        return True


class Ordered(models.Model):
    """A record in the order in which it was put."""

    position = models.PositiveIntegerField(default=0)

    class Meta:
        """No table of its own."""

        abstract = True
        default_permissions = ()
        ordering: ClassVar = ["position", "id"]
