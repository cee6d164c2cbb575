"""Who a session belongs to, for what is asked before there is a request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest

if TYPE_CHECKING:
    from cedic.web.accounts.models import User


def person(session: str) -> User | None:
    """The person who is signed in with a session, if there is one."""
    request = HttpRequest()
    request.session = SessionStore(session_key=session or None)
    user = get_user(request)
    return user if user.is_authenticated else None
