"""What the portal writes to its log, and the number by which a request is found there.

Nothing in it says who asked: no address of a visitor, no account, and of the pages of accounts and
of management neither a query nor what stands in an address in the place of a key.
"""

from __future__ import annotations

import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from pythonjsonlogger.json import JsonFormatter

if TYPE_CHECKING:
    from django.http import HttpRequest

HEADER = "X-Request-ID"
WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{1,64}")
PRIVATE = re.compile(r"(?P<area>/(?:[a-z]{2}/)?(?:account|manage|programme/meetings/answer))(/|$)")
"""Pages whose addresses may hold what nobody else should know."""
FIELDS = ("method", "path", "status", "duration_ms", "bytes", "language")
"""What a line of the access log has beside its message."""

_request_id: ContextVar[str] = ContextVar("request_id", default="")


def begin(given: str | None) -> str:
    """Give the request that begins a number: the one that a proxy gave it, if that is well formed.

    It stays until the thread begins another, so that what is logged while an answer is still
    being sent has it as well.
    """
    number = given if given and WELL_FORMED.fullmatch(given) else uuid4().hex
    _request_id.set(number)
    return number


def told_path(request: HttpRequest) -> str:
    """The path of a request with its query, as far as it may be told."""
    private = PRIVATE.match(request.path)
    if not private:
        return request.get_full_path()
    if request.resolver_match is None:
        return f"{private['area']}/…"
    return f"/{request.resolver_match.route}"


class Discreet(logging.Filter):
    """Adds the request's number to a line, and takes from it what may not be told."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record; it is always written."""
        record.request_id = _request_id.get()
        request = getattr(record, "request", None)
        if request is not None and isinstance(record.args, tuple):
            # Django names the path of the request that failed.
            record.args = tuple(
                told_path(request) if one == request.path else one for one in record.args
            )
        return True


class Json(JsonFormatter):
    """One JSON object a line: time, level, logger, message, and what the line has beside it."""

    def add_fields(
        self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]
    ) -> None:
        """Choose what is told; Django adds whole requests to its records."""
        log_data["time"] = datetime.fromtimestamp(record.created, UTC).isoformat(
            timespec="milliseconds"
        )
        log_data["level"] = record.levelname
        log_data["logger"] = record.name
        log_data |= message_dict
        log_data["message"] = record.message
        for name in ("request_id", *FIELDS):
            if (value := getattr(record, name, None)) not in (None, ""):
                log_data[name] = value


def configuration(format: str) -> dict[str, Any]:
    """What Django is told of logging.

    Parameters
    ----------
    format : str
        ``text`` or ``json``; see :class:`cedic.settings.Settings`.
    """
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "text": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
            "json": {"()": Json},
        },
        "filters": {"discreet": {"()": Discreet}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": format,
                "filters": ["discreet"],
            }
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "cedic.web.server": {"level": "INFO"},
            # Django's own handlers would write an e-mail and colours; refusals (4xx) are no news.
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.request": {"level": "ERROR"},
            "django.security": {"level": "CRITICAL"},
            # That all threads are busy for a moment is no news either.
            "waitress.queue": {"level": "ERROR"},
        },
    }
