"""Who a session belongs to, for what is asked before there is a request."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest

if TYPE_CHECKING:
    from cedic.web.accounts.models import User


def person(session: str) -> User | None:
    """The person who is signed in with a session, if there is one."""
    request = HttpRequest()
    engine = import_module(settings.SESSION_ENGINE)
    request.session = engine.SessionStore(session_key=session or None)
    user = get_user(request)
    return user if user.is_authenticated else None
