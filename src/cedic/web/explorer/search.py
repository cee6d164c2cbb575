"""The search: a page of results, and a list of them while one types."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cedic.model import one_line
from cedic.publish import search as finding
from cedic.publish.search import KINDS, Answer, Entry
from cedic.warehouse import Store
from cedic.web.explorer.place_words import SEARCH
from cedic.web.explorer.reading import answered
from cedic.web.pages import page
from cedic.web.words import language as visitors

TYPED = "found"
"""The part of each page that shows results as one types."""
_WHILE_TYPING = 8
_ON_A_PAGE = 60
_EXAMPLES = ("MERCOSUR", "ARG", "ITS")


@require_safe
def search(request: HttpRequest) -> HttpResponseBase:
    """What is called as one asks, or nearly so."""
    language = visitors()
    asked = one_line(request.GET.get("q", ""), finding.LONGEST)
    typing = bool(request.htmx) and request.htmx.target == TYPED

    def make(store: Store) -> HttpResponse:
        most = _WHILE_TYPING if typing else _ON_A_PAGE
        found = finding.index(store).search(asked, language, most)
        context = _context(found, asked, language)
        if typing:
            return render(request, "explorer/typed.html", context)
        return page(request, "explorer/search.html", context, path="/search")

    # A page for each thing that could be asked is not worth keeping.
    return answered(request, make, keep=False)


def _context(found: Answer, asked: str, language: str) -> dict[str, Any]:
    count = len(found.entries)
    return {
        "say": SEARCH,
        "asked": asked,
        "searched": asked,
        "title": SEARCH["title_of"][language].format(asked) if asked else SEARCH["title"][language],
        "entries": [_entry(entry, language) for entry in found.entries],
        "near": found.near,
        "count": SEARCH["one"][language] if count == 1 else SEARCH["count"][language].format(count),
        "advice": SEARCH["advice"][language].format(codes=", ".join(_EXAMPLES)),
    }


def _entry(entry: Entry, language: str) -> dict[str, str]:
    name = entry.name[language]
    told = entry.description[language] if entry.description else ""
    return {
        "kind": KINDS[entry.kind][language],
        "id": entry.id,
        "name": name,
        "path": f"/{language}{entry.path}",
        "description": told if told != name else "",
    }
