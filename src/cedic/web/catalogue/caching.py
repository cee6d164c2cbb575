"""Answers that a client may keep, and whether the one it keeps still holds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from cedic.settings import settings
from cedic.version import __version__
from cedic.warehouse import Release
from cedic.web import site

LATEST = "public, no-cache"
FROZEN = "public, max-age=31536000, immutable"


def kept(
    request: HttpRequest,
    release: Release,
    make: Callable[[], HttpResponseBase],
    *,
    frozen: bool = False,
) -> HttpResponseBase:
    """The answer that `make` makes, unless the client's copy is the same.

    Parameters
    ----------
    request : HttpRequest
        The request.
    release : Release
        The release that answers; it and the address say all that the answer depends on.
    make : callable
        Makes the answer, if it has to be made.
    frozen : bool, default False
        Whether the address names a release, whose figures never change.
    """
    if getattr(request, "sees_everything", False):
        return make()
    headers = {"ETag": _tag(request, release), "Cache-Control": LATEST}
    created = int(release.created.timestamp())
    # Once the publisher edits names and withdraws figures, a date no longer tells all.
    if not release.edition:
        headers["Last-Modified"] = http_date(created)
        headers["Cache-Control"] = FROZEN if frozen else LATEST
    answer = get_conditional_response(
        request,
        headers["ETag"],
        created if "Last-Modified" in headers else None,
        HttpResponse(headers=headers),
    )
    if answer is not None and answer.status_code != 200:
        return answer
    answer = make()
    for name, value in headers.items():
        answer.headers[name] = value
    return answer


def _tag(request: HttpRequest, release: Release) -> str:
    chosen = settings()
    parts = (
        __version__,
        release.created.isoformat(),
        release.edition,
        site.address(request),
        request.get_full_path(),
        chosen.agency,
        chosen.publisher,
    )
    digest = hashlib.sha256("\n".join(parts).encode("utf-8", "surrogateescape"))
    return f'"{release.number}-{digest.hexdigest()[:24]}"'
