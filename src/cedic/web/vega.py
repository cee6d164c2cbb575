"""The script that draws charts in the browser: Vega, as it comes with vl-convert."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version

from django import template
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

register = template.Library()


@register.simple_tag
def vega_address() -> str:
    """Where the script is: an address that a new version changes, ``{% vega_address %}``."""
    return f"/scripts/vega.{_digest()}.js"


@cache
def _digest() -> str:
    # It determines the bundle, and to make the bundle takes a second.
    return hashlib.sha256(version("vl-convert-python").encode()).hexdigest()[:12]


@require_safe
def script(request: HttpRequest, digest: str) -> HttpResponse:
    """Vega, Vega-Lite and Vega-Embed as one script, to be kept for ever."""
    if digest != _digest():
        raise Http404
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return HttpResponse(_bundle(), "text/javascript; charset=utf-8", headers=headers)


@cache
def _bundle() -> bytes:
    import vl_convert

    return str(vl_convert.javascript_bundle()).encode()  # type: ignore[call-arg] # its stub's default
