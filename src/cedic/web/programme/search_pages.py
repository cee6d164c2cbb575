"""The page of the search over the work programme."""

from __future__ import annotations

from math import ceil
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cedic.model import one_line
from cedic.web.programme import search
from cedic.web.programme.models import Entry
from cedic.web.programme.pages import public
from cedic.web.programme.viewers import Viewer, looked_at
from cedic.web.programme.words.search import SAY
from cedic.web.words import language

ON_A_PAGE = 20
LONGEST = 200
LAST_PAGE = 500


@require_safe
@looked_at
def page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What is found by its words, twenty at a time."""
    asked = one_line(request.GET.get("q", ""), LONGEST)
    kind = request.GET.get("kind", "")
    kind = kind if kind in search.KINDS else ""
    year = _number(request.GET.get("year", ""), 9999)
    number = _number(request.GET.get("page", ""), LAST_PAGE) or 1
    found, total = search.find(
        viewer,
        search.Question.of(asked),
        language(),
        kind=kind,
        year=year,
        start=(number - 1) * ON_A_PAGE,
        most=ON_A_PAGE,
    )
    query = request.GET.copy()
    query.pop("page", None)
    return public(
        request,
        SAY,
        "search.html",
        {
            "asked": asked,
            "searched": "",
            "found": found,
            "total": total,
            "page": _page(number, total),
            "query": query.urlencode(),
            "kind": kind,
            "kinds": search.KINDS,
            "year": year,
            "years": _years(viewer),
        },
    )


def _number(given: str, most: int) -> int | None:
    if not (given.isascii() and given.isdecimal() and len(given) < 6):
        return None
    return int(given) if 0 < int(given) <= most else None


def _page(number: int, total: int) -> Any:
    """The page, for the links to the one before it and after it."""
    pages = Paginator(range(total), ON_A_PAGE)
    return pages.get_page(min(number, max(1, ceil(total / ON_A_PAGE))))


def _years(viewer: Viewer) -> list[int]:
    """The years of what she may see; those of documents are those of what they belong to."""
    seen = Entry.objects.seen_by(viewer).filter(document=None).exclude(year=None)
    return sorted(seen.values_list("year", flat=True).distinct(), reverse=True)
