"""One-time links, with which a person who was invited, or lost a password, chooses one."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

if TYPE_CHECKING:
    from cedic.web.accounts.models import Link, User

INVITED = timedelta(days=7)
"""How long a link that an administrator hands over can be used."""
ASKED_FOR = timedelta(days=1)
"""How long a link that a person asked for can be used."""


def issue(person: User, lasting: timedelta) -> tuple[str, Link]:
    """Make a link for a person: its token, which is kept nowhere, and what is kept of it."""
    from cedic.web.accounts.models import Link

    token = secrets.token_urlsafe(32)
    return token, Link.objects.create(
        person=person, digest=digest(token), expires=timezone.now() + lasting
    )


def found(token: str) -> Link | None:
    """The link of a token, if it can still be used."""
    from cedic.web.accounts.models import Link

    return (
        Link.objects.select_related("person")
        .filter(
            digest=digest(token),
            used=None,
            expires__gt=timezone.now(),
            person__is_active=True,
        )
        .first()
    )


@transaction.atomic
def redeem(link: Link, password: str) -> bool:
    """Give the person the password, unless the link was used in the meantime.

    All other links of the person end with it.
    """
    now = timezone.now()
    if not type(link).objects.filter(pk=link.pk, used=None).update(used=now):
        return False
    type(link).objects.filter(person=link.person, used=None).update(used=now)
    link.person.set_password(password)
    link.person.save(update_fields=["password"])
    return True


def digest(token: str) -> str:
    """What is kept of a token: nobody can make the token of it."""
    return hashlib.sha256(token.encode()).hexdigest()
