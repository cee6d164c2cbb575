"""The standard service: from Django's requests to those of :mod:`cedic.sdmx`, and back."""

from __future__ import annotations

import logging
import re

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from cedic import sdmx as service
from cedic.errors import CedicError, StoreError
from cedic.web import site
from cedic.web.database import is_up_to_date
from cedic.web.streaming import respond

ROOT = "/sdmx"
METHODS = ("GET", "HEAD", "OPTIONS")
WHOLE_ADDRESS = re.compile(r"^https?://[^/?#]*", re.IGNORECASE)
"""What stands before the path where a client asks as it would ask a proxy (RFC 9112, 3.2.2)."""

log = logging.getLogger(__name__)


@csrf_exempt
def sdmx(request: HttpRequest, *_: str) -> HttpResponseBase:
    """Everything below ``/sdmx``."""
    if request.method == "OPTIONS":
        return respond(request, 204, {"Allow": ", ".join(METHODS)})
    if request.method not in METHODS:
        return HttpResponse(
            "The service is only read: use GET, HEAD or OPTIONS.\n",
            "text/plain; charset=utf-8",
            status=405,
            headers={"Allow": ", ".join(METHODS)},
        )
    answer = service.answer(_request(request), site.store())
    return respond(request, answer.status, answer.headers, answer.body)


def _request(request: HttpRequest) -> service.Request:
    # As it was sent: a decoded path no longer tells a + from a %2B.
    sent = request.META.get("REQUEST_URI") or request.get_full_path()
    path, _, query = WHOLE_ADDRESS.sub("", sent, count=1).partition("?")
    return service.Request(
        path=path.removeprefix(ROOT).lstrip("/"),
        query=query,
        headers={name.lower(): value for name, value in request.headers.items()},
        address=site.address(request) + ROOT,
    )


@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """Whether the portal runs."""
    return _told(200, {"status": "live"})


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Whether it can answer: there is a release, and the database answers and is up to date."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not is_up_to_date():
            log.error("the database is not up to date; run: cedic manage migrate")
            return _told(503, {"status": "the database is not up to date"})
    except (Error, StoreError) as error:
        log.error("the database does not answer: %s", error)
        return _told(503, {"status": "the database does not answer"})
    try:
        release = site.store().release().number
    except CedicError as error:
        log.error("no release can be read: %s", error)
        return _told(503, {"status": "no release can be read"})
    return _told(200, {"status": "ready", "release": release})


def _told(status: int, state: dict[str, object]) -> JsonResponse:
    return JsonResponse(state, status=status, headers={"Cache-Control": "no-store"})
