"""Sessions, kept in the database, that end so long after signing in however much they are used."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends import db
from django.utils import timezone

SIGNED_IN = "signed_in"


class SessionStore(db.SessionStore):
    """A session, whose age counts from the moment of signing in."""

    @classmethod
    def get_model_class(cls) -> Any:
        """The table is Django's own."""
        return db.SessionStore.get_model_class()

    def get_expiry_date(self, **kwargs: Any) -> datetime:
        """When the session ends."""
        last: datetime = super().get_expiry_date(**kwargs)
        signed_in = self.get(SIGNED_IN)
        if not signed_in:
            return last
        age = timedelta(seconds=settings.SESSION_COOKIE_AGE)
        return min(last, datetime.fromisoformat(signed_in) + age)


def began(session: SessionStore) -> None:
    """Note that a person has signed in now."""
    session[SIGNED_IN] = timezone.now().isoformat()
