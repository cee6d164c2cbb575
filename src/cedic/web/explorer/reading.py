"""What the explorer's pages have in common: the store they read, and the copies that clients keep."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from cedic.errors import CedicError
from cedic.warehouse import Store
from cedic.web import site
from cedic.web.catalogue.caching import kept
from cedic.web.failures import unavailable
from cedic.web.words import visitor


def store(request: HttpRequest) -> Store:
    """The store whose figures the visitor sees."""
    return site.store(request)


def answered(
    request: HttpRequest, make: Callable[[Store], HttpResponse], *, keep: bool = True
) -> HttpResponseBase:
    """A page of the last release, unless the visitor's browser holds the same.

    Parameters
    ----------
    request : HttpRequest
        The request.
    make : callable
        Makes the page from the store.
    keep : bool, default True
        Whether the address says all that the answer depends on, so that a browser may keep it.
    """
    found = store(request)
    try:
        releases = found.releases()
        # Who is signed in sees their name on the page, which no other copy holds.
        if not keep or not releases or visitor(request) is not None:
            response = make(found)
            patch_vary_headers(response, ["HX-Request"])
            return response
        return kept(request, releases[0], lambda: make(found))
    except CedicError as error:
        return unavailable(request, error)
