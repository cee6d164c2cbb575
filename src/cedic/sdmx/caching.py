"""Whether a client already has what it asks for."""

from __future__ import annotations

import hashlib

from cedic.sdmx.exchange import Request
from cedic.version import __version__
from cedic.warehouse import Release

VARY = "Accept, Accept-Language, Range, X-Range"
"""The headers that an answer depends on; what compresses it adds its own."""


def tag(request: Request, release: Release, *chosen: str) -> str:
    """The ETag of an answer: the release, the request and what was chosen for the client.

    Parameters
    ----------
    request : Request
        The request.
    release : Release
        The release that answers.
    *chosen : str
        Such as the media type and the language.
    """
    wanted = [request.header("range"), request.header("x-range")]
    parts = [
        __version__,
        release.created.isoformat(),
        request.path,
        request.query,
        *wanted,
        *chosen,
    ]
    digest = hashlib.sha256("\n".join([request.address, *parts]).encode())
    return f'"{release.number}-{digest.hexdigest()[:24]}"'


def unchanged(request: Request, tag: str) -> bool:
    """Whether the client's copy, named in If-None-Match, is the answer it would get."""
    held = [part.strip().removeprefix("W/") for part in request.header("if-none-match").split(",")]
    return tag in held or "*" in held
