"""What happens to every answer on its way out."""

from __future__ import annotations

import logging
import re
import zlib
from collections.abc import Callable, Iterator
from time import perf_counter

from django.http import HttpRequest, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.middleware.locale import LocaleMiddleware
from django.urls import is_valid_path
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_from_path

from cedic.web import logs

CONTENT_SECURITY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self' data:",
        "script-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
"""What a page may load and do: only what the portal itself serves."""

TEXT = re.compile(r"text/|(application|image)/([\w.-]+\+)?(xml|json|csv)\b")
NO_GZIP = re.compile(r"\bgzip\s*;\s*q=0(\.0*)?\s*(,|$)")

log = logging.getLogger("cedic.web.access")


def content_security(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Send the Content-Security-Policy with every answer."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        policy = CONTENT_SECURITY
        if getattr(response, "xframe_options_exempt", False):
            # A figure for the pages of other sites.
            policy = policy.replace("frame-ancestors 'none'", "frame-ancestors *")
        response.headers["Content-Security-Policy"] = policy
        return response

    return middleware


def internal(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Keep what only staff may see out of every cache; see :func:`cedic.web.site.store`."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if getattr(request, "sees_everything", False):
            response.headers["Cache-Control"] = "private, no-store"
            del response.headers["ETag"]
            del response.headers["Last-Modified"]
        return response

    return middleware


def access(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Number each request, and tell of its answer if that is wanted: ``cedic serve --access-log``."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        began = perf_counter()
        number = logs.begin(request.headers.get(logs.HEADER))
        response = get_response(request)
        response.headers[logs.HEADER] = number
        if log.isEnabledFor(logging.INFO):
            _tell(request, response, (perf_counter() - began) * 1000)
        return response

    return middleware


def _tell(request: HttpRequest, response: HttpResponseBase, took: float) -> None:
    path, length = logs.told_path(request), response.get("Content-Length")
    log.info(
        *("%s %s %d %.0f ms", request.method, path, response.status_code, took),
        extra={
            "method": request.method,
            "path": path,
            "status": response.status_code,
            "duration_ms": round(took, 1),
            # Nobody knows it yet of what is sent while it is made.
            "bytes": int(length) if length else None,
            "language": response.get("Content-Language"),
        },
    )


class TextGZipMiddleware(GZipMiddleware):
    """Compress text; leave alone what is compressed already, such as zip, Parquet and xlsx."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Compress the answer, if it is text and the client takes it."""
        if not TEXT.match(response.get("Content-Type", "")):
            return response
        if NO_GZIP.search(request.headers.get("Accept-Encoding", "")):
            return response
        if not isinstance(response, StreamingHttpResponse):
            return super().process_response(request, response)
        plain = iter(response.streaming_content)
        compressed = super().process_response(request, response)
        if compressed.has_header("Content-Encoding"):
            compressed.streaming_content = _compressed(plain)
        return compressed


def _compressed(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Each piece compressed as soon as it is made; Django waits until there is enough of them."""
    gzip = zlib.compressobj(wbits=31)
    for piece in pieces:
        yield gzip.compress(piece) + gzip.flush(zlib.Z_SYNC_FLUSH)
    yield gzip.flush()


class PageLocaleMiddleware(LocaleMiddleware):
    """Choose the visitor's language, and tell it of pages alone.

    What the standard service and the downloads say of their language is their own. An address of a
    page without a language leads to the page in the visitor's.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Tell the language of a page, or lead to it."""
        if not response.get("Content-Type", "").startswith("text/html"):
            return response
        if not get_language_from_path(request.path_info):
            patch_vary_headers(response, ["Accept-Language"])
            if response.status_code == 404 and _is_page(request):
                response = HttpResponseRedirect(f"/{get_language()}{request.get_full_path()}")
                patch_vary_headers(response, ["Accept-Language", "Cookie"])
                return response
        response.headers.setdefault("Content-Language", get_language())
        return response


def _is_page(request: HttpRequest) -> bool:
    """Whether nothing is at an address, but a page with a language before it."""
    if request.method not in ("GET", "HEAD") or request.resolver_match is not None:
        return False
    return is_valid_path(f"/{get_language()}{request.path_info}")
