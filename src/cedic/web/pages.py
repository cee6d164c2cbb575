"""A page in the visitor's language, with its addresses in the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cedic.model import LANGUAGES
from cedic.web import site
from cedic.web.words import language


def page(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, path: str = ""
) -> HttpResponse:
    """A public page, which search engines may list.

    Parameters
    ----------
    request : HttpRequest
        The request.
    template : str
        The template, which extends ``page.html``.
    context : mapping
        What it is filled with.
    path : str, optional
        The page's address below the language, as it is to be listed and linked; by default as it
        was asked for, without the query.
    """
    address = site.address(request)
    path = path or request.path[len("/es") :]
    response = render(
        request,
        template,
        {
            "alternates": [(code, f"{address}/{code}{path}") for code in LANGUAGES],
            "anywhere": f"{address}{path}",
            "canonical": f"{address}/{language()}{path}",
            **context,
        },
    )
    response.headers.setdefault("Cache-Control", "no-cache")
    return response
