"""What the portal asks of HTTP beyond what waitress does of itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.task import WSGITask

from cedic.settings import settings

LARGEST_BODY = 10_000_000
"""How many bytes a request may bring along; more would only fill the disk."""
UPLOADS = re.compile(r"/[a-z]{2}/manage/uploads/new/")
"""Where staff may send more."""
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def without_body(application: Application) -> Application:
    """The same application, whose answers to HEAD have no body (RFC 9110, section 9.3.2).

    A client that is sent one takes it for the beginning of the next answer.
    """

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        body = application(environ, start_response)
        if environ["REQUEST_METHOD"] != "HEAD":
            return body
        if close := getattr(body, "close", None):
            close()
        return ()

    return answer


class Task(WSGITask):
    """An answer, which to HEAD does not even have the end of a body."""

    def finish(self) -> None:
        """End the answer."""
        if self.request.command == "HEAD":
            self.write(b"")
        else:
            super().finish()


class Parser(HTTPRequestParser):
    """A request, refused if it tells its length in two ways.

    A proxy in front may believe the other one, and take a part of this request for the next
    (RFC 9112, section 6.3).
    """

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head of the request."""
        super().parse_header(header_plus)
        if self.chunked and "CONTENT_LENGTH" in self.headers:
            raise ParsingError("Content-Length and Transfer-Encoding contradict each other")

        if self.content_length > LARGEST_BODY and _may_upload(self.path, self.headers):
            self.adj: Any = _Allowance(self.adj)


class _Allowance:
    """The server's limits, but for the length of a file that staff upload."""

    def __init__(self, adjustments: Any) -> None:
        self._adjustments = adjustments
        self.max_request_body_size = settings().upload_limit * 1_000_000 + LARGEST_BODY

    def __getattr__(self, name: str) -> Any:
        return getattr(self._adjustments, name)


def _may_upload(path: str, headers: dict[str, str]) -> bool:
    """Whether a long body may come: to the page for uploads, from who is signed in and may edit.

    It is asked before the body is taken in, so that a stranger cannot fill the disk.
    """
    if not UPLOADS.fullmatch(path):
        return False
    from django.conf import settings as django_settings
    from django.db import Error, connection
    from django.http import parse_cookie

    from cedic.web.accounts import permissions
    from cedic.web.management.signed_in import person

    try:
        cookies = parse_cookie(headers.get("COOKIE", ""))
        user = person(cookies.get(django_settings.SESSION_COOKIE_NAME, ""))
        return user is not None and user.has_perm(permissions.EDIT)
    except Error:
        return False
    finally:
        connection.close()


class Channel(HTTPChannel):
    """A connection with a client."""

    task_class = Task
    parser_class = Parser
