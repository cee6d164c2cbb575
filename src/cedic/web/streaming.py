"""Answers of any size, sent piece by piece as the client takes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

PIECE = 128 * 1024
"""The most bytes that are handed to the server at once, which copies them some times over."""


def respond(
    request: HttpRequest,
    status: int,
    headers: Mapping[str, str],
    body: Iterable[bytes | memoryview] = (),
) -> HttpResponseBase:
    """The answer with this body, which is not made if only the headers are wanted.

    Parameters
    ----------
    request : HttpRequest
        The request; nothing of the body is sent for HEAD.
    status : int
        The HTTP status.
    headers : mapping of str to str
        The headers, with ``Content-Type`` if there is a body.
    body : iterable of bytes-like, optional
        A list is sent as a whole. Anything else is sent while it is made, and closed at its end or
        when the client leaves; if it breaks off with an exception, the server cuts the connection.
    """
    response: HttpResponseBase
    if request.method == "HEAD":
        if close := getattr(body, "close", None):
            close()
        response = StreamingHttpResponse((), status=status)
    elif isinstance(body, list | tuple):
        response = HttpResponse(b"".join(body), status=status)
    else:
        response = StreamingHttpResponse(_Pieces(body), status=status)
    if "Content-Type" not in headers:
        del response.headers["Content-Type"]
    for name, value in headers.items():
        response.headers[name] = value
    return response


class _Pieces:
    """A body in pieces no longer than the server may have at once."""

    def __init__(self, body: Iterable[bytes | memoryview]) -> None:
        self._body = body

    def __iter__(self) -> Iterator[memoryview]:
        for piece in self._body:
            whole = memoryview(piece)
            for start in range(0, len(whole), PIECE):
                yield whole[start : start + PIECE]

    def close(self) -> None:
        if close := getattr(self._body, "close", None):
            close()
