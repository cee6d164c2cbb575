"""What the portal asks of HTTP beyond what waitress does of itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.task import WSGITask

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


class Channel(HTTPChannel):
    """A connection with a client."""

    task_class = Task
    parser_class = Parser
