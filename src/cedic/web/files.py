"""Stylesheets and the like, served by the portal itself under names that tell their content."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.contrib.staticfiles.views import serve
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

DIGEST = re.compile(r"\.([0-9a-f]{12})(?=\.[^./]+$)")


class NamedByContent(StaticFilesStorage):
    """Gives ``cedic.css`` the address of ``cedic.0f1e2d3c4b5a.css``.

    A browser may then keep it for ever, and no step of installation makes copies.
    """

    def url(self, name: str | None) -> str:
        """The address of a file."""
        stem, dot, suffix = (name or "").rpartition(".")
        return super().url(f"{stem}.{_digest(name or '')}{dot}{suffix}")


@cache
def _digest(name: str) -> str:
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(f"there is no static file {name}")
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:12]


@require_safe
def file(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file, to be kept for ever if its name tells its content."""
    plain = DIGEST.sub("", path)
    response: HttpResponseBase = serve(request, plain, insecure=True)
    told = DIGEST.search(path)
    if told and told[1] == _digest(plain):
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    else:
        response.headers["Cache-Control"] = "no-cache"
    return response
