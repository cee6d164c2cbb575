"""The pages of the catalogue, in the language that their address names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from cedic.errors import CedicError
from cedic.model import Dataflow, Indicator
from cedic.publish import metadata
from cedic.publish.citation import FORMATS, citation, day
from cedic.publish.download import formats
from cedic.publish.facts import Basis, Facts, of_dataflow
from cedic.publish.figure import spans
from cedic.publish.numbers import formatted
from cedic.sdmx.identity import VERSION, agency
from cedic.warehouse import AllSources, Release, Store
from cedic.web import site
from cedic.web.catalogue.downloads import addressed
from cedic.web.catalogue.refusal import NotThere
from cedic.web.catalogue.words import FILES, MACHINES, PAGE, VALUES
from cedic.web.failures import unavailable
from cedic.web.management.models import ReleaseNote
from cedic.web.pages import page
from cedic.web.words import language as visitors

SHORT = 12
"""Codes that a page shows at once; longer lists are folded."""
NUMBER = re.compile(r"−?[0-9]+")


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """The home page in the visitor's language."""
    return _redirect("/")


@require_safe
def choose_published(request: HttpRequest) -> HttpResponse:
    """What is published, in the visitor's language."""
    return _redirect("/data")


@require_safe
def choose_dataflow(
    request: HttpRequest, dataflow: str, number: str | None = None, part: str = ""
) -> HttpResponse:
    """A page of a dataflow in the visitor's language."""
    try:
        flow, _ = addressed(request, dataflow, number)
    except NotThere as error:
        raise Http404(error.what) from error
    except CedicError as error:
        return unavailable(request, error)
    return _redirect(f"/data/{flow.id}{f'@{int(number)}' if number else ''}{part}")


def _redirect(path: str) -> HttpResponse:
    response = HttpResponseRedirect(f"/{visitors()}{path}")
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


@require_safe
def published(request: HttpRequest) -> HttpResponse:
    """What is published."""
    language = visitors()
    try:
        store = site.store(request)
        found = metadata.published(store) if store.releases() else []
    except CedicError as error:
        return unavailable(request, error)
    return page(
        request,
        "catalogue/published.html",
        {
            "say": PAGE,
            "dataflows": [
                _summary(one, language) for one in sorted(found, key=partial(_is_loaded, store))
            ],
            "empty": metadata.without_figures(store),
            "machines": [(name, site.address(request) + path) for path, name in MACHINES.items()],
        },
    )


@require_safe
def about(request: HttpRequest, dataflow: str, number: str | None = None) -> HttpResponse:
    """What a dataflow is, where its figures come from, and how to get and cite them."""
    language = visitors()
    try:
        flow, release = addressed(request, dataflow, number)
        store = site.store(request)
        whole = of_dataflow(store, flow, release)
        if not whole.rows:
            raise NotThere(f"{flow.id} has no observations in release {release.number}.")
        vintages = store.vintages(flow.id)
    except NotThere as error:
        raise Http404(error.what) from error
    except CedicError as error:
        return unavailable(request, error)
    address = site.address(request)
    notes = ReleaseNote.said(flow.id, language)
    # As it was asked for: the page of a release stays, the other one moves on.
    name = f"{flow.id}@{release.number}" if number else flow.id
    return page(
        request,
        "catalogue/about.html",
        {
            "say": PAGE,
            **_summary(whole, language),
            "explore": f"/{language}/data/{name}",
            "page": f"/{language}/data/{flow.id}/about",
            "older": release.number < vintages[0].number,
            "latest": vintages[0],
            "files": [
                (format, FILES[format], f"/data/{name}.{format}") for format in formats(whole)
            ],
            "too_long": "xlsx" not in formats(whole),
            "example": _example(whole, f"{address}/data/{name}", language),
            "indicators": _indicators(whole, language),
            "dimensions": [_dimension(whole, part.id) for part in flow.dimensions],
            "attributes": flow.attributes,
            "basis": [_basis(source) for source in whole.sources],
            "releases": [_release(flow, one, language, notes) for one in vintages],
            "standard": _standard(flow, address),
            "citation": citation(whole, address).text(language),
            "citations": [(format, f"/data/{name}/citation.{format}") for format in FORMATS],
        },
    )


def _is_loaded(store: Store, found: Facts) -> bool:
    """Whether the figures are as loaded; those made from others are what a visitor comes for."""
    inputs = store.publications[found.dataflow.id].inputs
    return all(isinstance(given, AllSources) for given in inputs.values())


def _summary(found: Facts, language: str) -> dict[str, Any]:
    return {
        "flow": found.dataflow,
        "page": f"/{language}/data/{found.dataflow.id}",
        "span": found.first if found.first == found.last else f"{found.first}–{found.last}",
        "rows": formatted(found.rows, language),
        "release": found.release.number,
        "day": day(found.release.created.date(), language),
        "sources": ", ".join(source.id for source in found.sources),
    }


def _example(found: Facts, base: str, language: str) -> str:
    """The address of a part of the dataflow, to be taken as a pattern."""
    codes = [code.id for code in found.codes.get("REF_AREA", ())]
    area = next((id for id in ("MERCOSUR", "ARG") if id in codes), codes[0] if codes else "")
    start = max(found.first[:4], str(int(found.last[:4]) - 10))
    return f"{base}.csv?REF_AREA={area}&start={start}&labels=both&language={language}"


def _indicators(found: Facts, language: str) -> list[dict[str, Any]]:
    units = {code.id: code.name for code in found.codes.get("UNIT_MEASURE", ())}
    return [
        {"code": code, "unit": units.get(code.unit), "values": values(code.range, language)}
        for code in found.codes.get("INDICATOR", ())
        if isinstance(code, Indicator)
    ]


def values(range: str, language: str) -> str:
    """The values of an indicator in words; the symbols of a formula mean nothing without it."""
    low, _, high = range.partition(" … ")
    if not NUMBER.fullmatch(low):
        return ""
    if high == "∞":
        return VALUES["at_least"][language].format(low)
    return VALUES["between" if NUMBER.fullmatch(high) else "bounded"][language].format(low, high)


def _dimension(found: Facts, id: str) -> dict[str, Any]:
    codes = found.codes.get(id, ())
    return {
        "component": found.dataflow.component(id),
        "codes": codes,
        "folded": len(codes) > SHORT,
        "span": f"{found.first}–{found.last}" if id == "TIME_PERIOD" else "",
    }


def _basis(source: Basis) -> dict[str, Any]:
    return {
        "source": source,
        "vintages": ", ".join(source.vintages),
        "years": ", ".join(spans(source.years)),
    }


def _release(
    flow: Dataflow, release: Release, language: str, notes: Mapping[int, str]
) -> dict[str, Any]:
    return {
        "number": release.number,
        "day": day(release.created.date(), language),
        "note": notes.get(release.number, ""),
        "page": f"/{language}/data/{flow.id}@{release.number}/about",
        "base": f"/data/{flow.id}@{release.number}",
    }


def _standard(flow: Dataflow, address: str) -> list[tuple[str, list[str]]]:
    """The dataflow's addresses in the standard service, by version of the standard."""
    us = agency()
    first, second = f"{address}/sdmx/v1", f"{address}/sdmx/v2"
    return [
        (
            "SDMX 2.1",
            [
                f"{first}/data/{us},{flow.id},{VERSION}/all",
                f"{first}/dataflow/{us}/{flow.id}/{VERSION}?references=all",
            ],
        ),
        (
            "SDMX 3.0",
            [
                f"{second}/data/dataflow/{us}/{flow.id}/{VERSION}/*",
                f"{second}/structure/dataflow/{us}/{flow.id}/{VERSION}?references=all",
            ],
        ),
    ]
