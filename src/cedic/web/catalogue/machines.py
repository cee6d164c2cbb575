"""What is published, told to programs."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from cedic.publish import metadata
from cedic.publish import openapi as description
from cedic.web import site
from cedic.web.catalogue.caching import kept
from cedic.web.catalogue.refusal import told


@told
def catalogue(request: HttpRequest) -> HttpResponseBase:
    """The catalogue in DCAT."""
    store = site.store()

    def make() -> HttpResponse:
        return _json(metadata.dcat(store, site.address(request)), "application/ld+json")

    return kept(request, store.release(), make)


@told
def openapi(request: HttpRequest) -> HttpResponseBase:
    """The plain addresses, as OpenAPI describes them."""
    store = site.store()

    def make() -> HttpResponse:
        told = description.description(metadata.published(store), site.address(request))
        return _json(told, "application/json")

    return kept(request, store.release(), make)


@told
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """The pages, for search engines."""
    store = site.store()

    def make() -> HttpResponse:
        pages = metadata.sitemap(metadata.published(store), site.address(request))
        return HttpResponse(pages, "application/xml; charset=utf-8")

    return kept(request, store.release(), make)


@told
def robots(request: HttpRequest) -> HttpResponseBase:
    """What crawlers may read."""
    return HttpResponse(metadata.robots(site.address(request)), "text/plain; charset=utf-8")


def _json(document: dict[str, Any], media_type: str) -> HttpResponse:
    return HttpResponse(json.dumps(document, ensure_ascii=False), media_type)
