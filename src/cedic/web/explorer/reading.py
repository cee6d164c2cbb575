"""What the explorer's pages have in common: the store they read, and the copies that clients keep."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from cedic.errors import CedicError
from cedic.warehouse import Store
from cedic.web import site
from cedic.web.catalogue.caching import kept
from cedic.web.failures import unavailable
from cedic.web.words import visitor


def store(request: HttpRequest) -> Store:
    """The store whose figures the visitor sees."""
    return site.store()


def answered(request: HttpRequest, make: Callable[[Store], HttpResponse]) -> HttpResponseBase:
    """A page of the last release, unless the visitor's browser holds the same.

    Parameters
    ----------
    request : HttpRequest
        The request.
    make : callable
        Makes the page from the store. It may raise Http404 for what does not exist.
    """
    found = store(request)
    try:
        releases = found.releases()
        # Who is signed in sees their name on the page, which no other copy holds.
        if not releases or visitor(request) is not None:
            return make(found)
        return kept(request, releases[0], lambda: make(found))
    except Http404:
        raise
    except CedicError as error:
        return unavailable(request, error)


def state(found: Store) -> tuple[Store, tuple[str, ...], int]:
    """What all figures of a store depend on, to keep by it what was made of them."""
    releases = found.releases()
    return found, tuple(found.publications), releases[0].number if releases else 0
