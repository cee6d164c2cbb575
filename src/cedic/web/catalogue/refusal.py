"""What a program is told when its request is not answered with what it asks for."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from cedic.errors import CedicError, UsageError
from cedic.publish.download import NothingFound
from cedic.publish.sheet import TooManyRows
from cedic.sdmx.exchange import LONGEST_ADDRESS
from cedic.web.management.state import Withdrawal

View = Callable[..., HttpResponseBase]
METHODS = ("GET", "HEAD", "OPTIONS")

log = logging.getLogger(__name__)


class NotThere(UsageError):  # noqa: N818 - what it is
    """An address that leads nowhere: an unknown dataflow, release or format."""


class Withdrawn(NotThere):
    """The address of a dataflow that was public and is no more."""

    def __init__(self, dataflow: str, since: Withdrawal) -> None:
        super().__init__(
            f"{dataflow} was withdrawn on {since.moment:%Y-%m-%d} by the publisher: {since.note}",
            remedy="ask the publisher",
        )
        self.since = since


class TooLong(UsageError):  # noqa: N818 - HTTP's word
    """An address longer than the portal reads."""


_STATUS = {
    Withdrawn: 410,
    NotThere: 404,
    NothingFound: 404,
    TooManyRows: 413,
    TooLong: 414,
    UsageError: 400,
}


@contextmanager
def in_the_path() -> Iterator[None]:
    """Tell of what does not exist as of an address that leads nowhere."""
    try:
        yield
    except UsageError as error:
        raise NotThere(error.what, remedy=error.remedy) from error


def told(view: View) -> View:
    """Make a view that only reads, and tells what is wrong in plain text, or in JSON if wanted."""

    # Whatever else is sent than a question is refused as such, not for want of a token.
    @csrf_exempt
    @wraps(view)
    def telling(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in METHODS:
            error = UsageError("This address is only read.", remedy="use GET or HEAD")
            return _answer(request, 405, error, {"Allow": ", ".join(METHODS)})
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": ", ".join(METHODS)})
        try:
            if len(request.get_full_path()) > LONGEST_ADDRESS:
                raise TooLong(
                    f"The address is longer than {LONGEST_ADDRESS:,} characters.",
                    remedy="name fewer codes, or take all and filter afterwards",
                )
            return view(request, *args, **kwargs)
        except TooManyFieldsSent:
            error = UsageError("There are too many parameters.", remedy="write REF_AREA=A,B,C")
            return _answer(request, 400, error)
        except UsageError as error:
            status = next(_STATUS[kind] for kind in type(error).__mro__ if kind in _STATUS)
            return _answer(request, status, error)
        except CedicError as error:
            return _unavailable(request, error)

    return telling


def always_json(view: View) -> View:
    """Make a view tell what is wrong in JSON, whatever the client would take."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.only_json = True
        return view(request, *args, **kwargs)

    return answer


def wants_json(request: HttpRequest) -> bool:
    """Whether what is wrong is told in JSON."""
    preferred = request.get_preferred_type(["text/plain", "application/json"])
    return getattr(request, "only_json", False) or preferred == "application/json"


def _unavailable(request: HttpRequest, error: CedicError) -> HttpResponse:
    # Where the store is stays in the house.
    log.error("%s could not be answered: %s", request.path[:200], error)
    shown = CedicError(
        "The figures cannot be read now.", remedy="try again later, or tell the publisher"
    )
    return _answer(request, 503, shown, {"Retry-After": "60"})


def _answer(
    request: HttpRequest, status: int, error: CedicError, headers: dict[str, str] | None = None
) -> HttpResponse:
    where = error.where or request.path[:200]
    shared = {"Vary": "Accept", "Cache-Control": "no-store"} | (headers or {})
    if wants_json(request):
        found = {"status": status, "what": error.what, "where": where, "remedy": error.remedy}
        body = json.dumps({name: value for name, value in found.items() if value is not None})
        return HttpResponse(body + "\n", "application/json", status, headers=shared)
    text = str(CedicError(error.what, where=where, remedy=error.remedy))
    return HttpResponse(text + "\n", "text/plain; charset=utf-8", status, headers=shared)
