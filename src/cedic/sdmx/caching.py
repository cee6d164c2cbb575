"""Whether a client already has what it asks for."""

from __future__ import annotations

import hashlib

from cedic.sdmx.exchange import Request
from cedic.sdmx.identity import agency
from cedic.settings import settings
from cedic.version import __version__
from cedic.warehouse import Release

VARY = "Accept, Accept-Language, Range, X-Range"
"""The headers that an answer depends on; what compresses it adds its own."""


def tag(request: Request, release: Release, *chosen: str) -> str:
    """The ETag of an answer: who publishes, the release, the request, what was chosen for the client.

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
    publisher = [__version__, agency(), settings().publisher, release.edition, request.address]
    asked = [release.created.isoformat(), request.path, request.query, *wanted, *chosen]
    digest = hashlib.sha256("\n".join([*publisher, *asked]).encode())
    return f'"{release.number}-{digest.hexdigest()[:24]}"'


def headers(tag: str, language: str) -> dict[str, str]:
    """What every answer says of itself, be it sent or not: it is to be asked for again each time."""
    return {
        "ETag": tag,
        "Vary": VARY,
        "Cache-Control": "no-cache",
        "Content-Language": language,
    }


def unchanged(request: Request, tag: str) -> bool:
    """Whether the client's copy, named in If-None-Match, is the answer it would get."""
    held = [part.strip().removeprefix("W/") for part in request.header("if-none-match").split(",")]
    return tag in held or "*" in held
