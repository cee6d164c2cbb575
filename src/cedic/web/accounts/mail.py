"""The mail server, through which one-time links are sent."""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import unquote, urlsplit

from cedic.settings import Settings

NEAR = ("localhost", "127.0.0.1")


def configuration(chosen: Settings) -> dict[str, Any]:
    """The mail server as Django takes it; without one nothing is sent, nor written to a log."""
    if not chosen.email:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = urlsplit(chosen.email)
    wrapped = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if wrapped else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": os.environ.get("CEDIC_EMAIL_PASSWORD", ""),
        "EMAIL_USE_SSL": wrapped,
        # What goes out to another machine goes encrypted.
        "EMAIL_USE_TLS": not wrapped and parts.hostname not in NEAR,
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": chosen.email_from,
    }
