"""Answers of any size, sent piece by piece as the client takes them."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from weakref import WeakSet

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

PATIENCE = 60.0
"""How many seconds a client may take nothing before its answer is given up."""

log = logging.getLogger(__name__)


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
        A list is sent as a whole. Anything else is sent while it is made: if it breaks off with an
        exception the connection is cut, and what it holds open is closed if the client leaves, or
        takes nothing for a while.
    """
    response: HttpResponseBase
    if isinstance(body, list | tuple) and request.method != "HEAD":
        response = HttpResponse(b"".join(body), status=status)
    else:
        response = StreamingHttpResponse(_streamed(request, body), status=status)
    if "Content-Type" not in headers:
        del response.headers["Content-Type"]
    for name, value in headers.items():
        response.headers[name] = value
    return response


def _streamed(request: HttpRequest, body: Iterable[bytes | memoryview]) -> Iterable[bytes]:
    if request.method == "HEAD":
        if close := getattr(body, "close", None):
            close()
        return ()
    return Stream(body, request.path)


class Stream:
    """A body on its way to a client; closed by the client's leaving, or by its doing nothing.

    Parameters
    ----------
    body : iterable of bytes-like
        The body.
    address : str
        What was asked for, for the record of failures.
    """

    def __init__(self, body: Iterable[bytes | memoryview], address: str) -> None:
        self._body: Iterator[bytes | memoryview] | None = iter(body)
        self._close = getattr(body, "close", None)
        self._address = address
        self._busy = threading.Lock()
        self._taken = time.monotonic()
        _watch(self)

    def __iter__(self) -> Stream:
        return self

    def __next__(self) -> bytes | memoryview:
        with self._busy:
            if self._body is None:
                raise ConnectionAbortedError(f"{self._address} was given up")
            try:
                return next(self._body)
            except StopIteration:
                raise
            except Exception:
                log.exception("%s broke off", self._address)
                raise
            finally:
                self._taken = time.monotonic()

    def close(self) -> None:
        """Close the body, as soon as no piece of it is being made."""
        with self._busy:
            self._body = None
            if self._close is not None:
                self._close()

    def close_if_idle(self, now: float, patience: float) -> None:
        """Close the body if its last piece was taken long ago."""
        if not self._busy.locked() and now - self._taken > patience:
            self.close()


_open: WeakSet[Stream] = WeakSet()
_lock = threading.Lock()
_watcher: threading.Thread | None = None


def _watch(stream: Stream) -> None:
    """Let the process's one watcher look after a stream."""
    global _watcher
    with _lock:
        _open.add(stream)
        if _watcher is None or not _watcher.is_alive():
            _watcher = threading.Thread(target=_close_idle, name="idle streams", daemon=True)
            _watcher.start()


def _close_idle() -> None:
    while True:
        time.sleep(PATIENCE / 10)
        with _lock:
            streams = list(_open)
        for stream in streams:
            stream.close_if_idle(time.monotonic(), PATIENCE)
