"""A dataflow to look at: filter, arrange, draw, take away."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.http import content_disposition_header
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from cedic.errors import CedicError
from cedic.model import Code, Component, Dataflow
from cedic.publish import metadata
from cedic.publish.charts import PAGE_WIDTHS
from cedic.publish.citation import citation, day
from cedic.publish.facts import Facts, of_dataflow
from cedic.publish.kinds import NAMES as KIND_NAMES
from cedic.publish.numbers import formatted
from cedic.publish.pivot import WIDEST, Pivot, pivot
from cedic.publish.svg import lone_svg
from cedic.publish.view import MEMBERS, View, choices, measures, view_of
from cedic.regions import blocs
from cedic.warehouse import Release
from cedic.web import site
from cedic.web.catalogue.caching import kept
from cedic.web.catalogue.downloads import addressed
from cedic.web.catalogue.refusal import NotThere
from cedic.web.drawing import specification
from cedic.web.explorer import pictures, snippets
from cedic.web.explorer.words import EXPLORE
from cedic.web.failures import unavailable
from cedic.web.pages import page
from cedic.web.words import language

PICTURES = {"svg": "image/svg+xml", "png": "image/png"}
FRAGMENT = "view"
"""The part of the page that a change of filters replaces."""


class NoFigures(NotThere):
    """A dataflow that no loaded source gives figures for, which is a normal thing."""

    def __init__(self, flow: Dataflow, release: Release) -> None:
        super().__init__(f"{flow.id} has no observations in release {release.number}.")
        self.flow = flow


@require_safe
def dataflow(request: HttpRequest, dataflow: str, number: str | None = None) -> HttpResponse:
    """The figures of a dataflow as the address arranges them."""
    try:
        view, pinned = _view(request, dataflow, number)
        context = _context(request, view, pinned)
    except NoFigures as error:
        return page(request, "explorer/nothing.html", {"say": EXPLORE, "flow": error.flow})
    except NotThere as error:
        raise Http404(error.what) from error
    except CedicError as error:
        return unavailable(request, error)
    if request.htmx and request.htmx.target == FRAGMENT and not _expands(request):
        response = render(request, "explorer/view.html", {**context, "swapped": True})
    elif request.htmx and not request.htmx.history_restore_request:
        response = render(request, "explorer/workbench.html", context)
        response.headers["HX-Retarget"] = "#workbench"
    else:
        response = page(request, "explorer/dataflow.html", context, path=context["path"])
    if request.htmx:
        response.headers["HX-Push-Url"] = context["permalink"]
    response.status_code = 400 if view.problems and not request.htmx else 200
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


@require_safe
@xframe_options_exempt
def embedded(request: HttpRequest, dataflow: str, number: str | None = None) -> HttpResponse:
    """The figure alone, for the page of another site."""
    try:
        view, pinned = _view(request, dataflow, number)
        context = _context(request, view, pinned)
    except NotThere as error:
        raise Http404(error.what) from error
    except CedicError as error:
        return unavailable(request, error)
    response = render(request, "explorer/embedded.html", context)
    response.status_code = 400 if view.problems else 200
    return response


@require_safe
def picture(
    request: HttpRequest, dataflow: str, format: str, number: str | None = None
) -> HttpResponse:
    """The chart as a picture, with its title, source and vintage."""
    try:
        view, _ = _view(request, dataflow, number)
        drawn = pictures.alone(site.store(request), view, language(), format)
    except NotThere as error:
        raise Http404(error.what) from error
    except CedicError as error:
        return unavailable(request, error)
    if drawn is None or view.problems:
        raise Http404("these figures cannot be drawn")
    name = f"{view.flow.id}.{format}"
    disposition = str(content_disposition_header(True, name))
    return HttpResponse(drawn, PICTURES[format], headers={"Content-Disposition": disposition})


@require_safe
def drawing(
    request: HttpRequest, dataflow: str, format: str, number: str | None = None
) -> HttpResponseBase:
    """A chart of the page, at one of its widths: as a picture, or as the browser draws it."""
    query = request.GET.copy()
    width = query.pop("width", [""])[-1]
    try:
        view, _ = _view(request, dataflow, number, query)
        figure = pictures.figure(site.store(request), view, language())
    except NotThere as error:
        raise Http404(error.what) from error
    except CedicError as error:
        return unavailable(request, error)
    if figure is None or view.problems or width not in PAGE_WIDTHS:
        raise Http404("these figures cannot be drawn")

    def make() -> HttpResponse:
        spec = specification(figure, width)
        if format == "json":
            return JsonResponse(spec, json_dumps_params={"separators": (",", ":")})
        return HttpResponse(lone_svg(spec), PICTURES[format])

    return kept(request, view.facts.release, make, frozen=number is not None)


def _view(
    request: HttpRequest, dataflow: str, number: str | None, query: QueryDict | None = None
) -> tuple[View, bool]:
    """The view that the address asks for, and whether it names a release."""
    flow, release = addressed(request, dataflow, number)
    store = site.store(request)
    whole = of_dataflow(store, flow, release)
    if not whole.rows:
        raise NoFigures(flow, release)
    asked = request.GET if query is None else query
    return view_of(store, whole, dict(asked.lists())), number is not None


def _expands(request: HttpRequest) -> bool:
    """Whether the members of a bloc were added, so that the filters themselves change."""
    return any(name.startswith(MEMBERS) and value for name, value in request.GET.items())


def _context(request: HttpRequest, view: View, pinned: bool) -> dict[str, Any]:
    """All that the page says."""
    store, chosen = site.store(request), language()
    flow, facts = view.flow, view.facts
    name = f"{flow.id}@{facts.release.number}" if pinned else flow.id
    path = f"/data/{name}"
    address = site.address(request)
    frozen = f"/{chosen}/data/{flow.id}@{facts.release.number}"
    drawn = pictures.drawn(store, view, chosen, frozen)
    has_table = view.show == "table" or not drawn.figures
    table = pivot(store, view, chosen) if has_table else None
    vintages = store.vintages(flow.id)
    return {
        "say": EXPLORE,
        "view": view,
        "flow": flow,
        "facts": facts,
        "path": path,
        "name": name,
        "permalink": f"/{chosen}{path}?{view.query}",
        "problems": view.problems,
        "filters": [_filter(view, name) for name in view.codes if _is_open(facts, name)],
        "title": _title(view, chosen),
        "fixed": [_fixed(view, name, chosen) for name in (*view.fixed, *_alone(view))],
        "periods": view.periods,
        "measures": measures(flow),
        "charts": [(kind, KIND_NAMES[kind], reason) for kind, reason in drawn.kinds],
        "arrangeable": [
            flow.component(name)
            for name in (*view.codes, "TIME_PERIOD")
            if name == "TIME_PERIOD" or _is_open(facts, name)
        ],
        "definitions": _definitions(view),
        "drawn": drawn,
        "table": table,
        "pager": _pager(view, table, f"/{chosen}{path}") if table else None,
        "size": formatted(table.size, chosen) if table else "",
        "widest": WIDEST,
        "basis": facts.sources,
        "release": facts.release,
        "day": day(facts.release.created.date(), chosen),
        "latest": vintages[0],
        "older": facts.release.number < vintages[0].number,
        "latest_page": f"/{chosen}/data/{flow.id}?{view.query}",
        "frozen_page": f"{frozen}?{view.query}",
        "as_table": f"/{chosen}{path}?{view.but(show='table', page=1).query}",
        "as_chart": f"/{chosen}{path}?{view.but(show='chart', page=1).query}",
        "about": f"/{chosen}{path}/about",
        "take": snippets.taken(view, name, address, chosen, drawn.queries),
        "citation": citation(facts, address).text(chosen),
        "json_ld": metadata.embedded(metadata.schema_org(facts, chosen, address, name)),
    }


def _is_open(facts: Facts, dimension: str) -> bool:
    return len(choices(facts, dimension)) > 1


def _alone(view: View) -> list[str]:
    """The dimensions that have one code only, which is worth a word: a source, but not a frequency."""
    return [
        name
        for name in view.codes
        if name != "FREQ" and not _is_open(view.facts, name) and choices(view.facts, name)
    ]


def _filter(view: View, dimension: str) -> dict[str, Any]:
    """The choice of codes of a dimension."""
    component, codes = view.flow.component(dimension), choices(view.facts, dimension)
    chosen = set(view.codes[dimension])
    known = blocs()
    groups = [code for code in codes if code.id in known]
    others = [code for code in codes if code.id not in known]
    return {
        "component": component,
        "chosen": len(chosen),
        "number": len(codes),
        "summary": _summary(view, component, codes),
        "groups": [
            group for group in (_options(groups, chosen), _options(others, chosen)) if group
        ],
        "blocs": [(id, bloc.short) for id, bloc in known.items()]
        if _has_members(view, codes)
        else [],
        "long": len(codes) > 12,
    }


def _has_members(view: View, codes: tuple[Code, ...]) -> bool:
    """Whether countries can be chosen, so that those of a bloc can be."""
    year = int(view.facts.last[:4])
    having = {code.id for code in codes}
    return any(len(having.intersection(bloc.members(year))) > 1 for bloc in blocs().values())


def _options(codes: list[Code], chosen: set[str]) -> list[tuple[Code, str, str, bool]]:
    """Each code with its everyday name, its full one if that is another, and whether it is chosen."""
    known = blocs()
    ordered = codes if codes and codes[0].id in known else _by_name(codes)
    return [
        (
            code,
            known[code.id].short[language()] if code.id in known else code.name[language()],
            _full_name(code),
            code.id in chosen,
        )
        for code in ordered
    ]


def _full_name(code: Code) -> str:
    bloc = blocs().get(code.id)
    if bloc is None or bloc.name == bloc.short:
        return ""
    return bloc.name[language()]


def _by_name(codes: list[Code]) -> list[Code]:
    """Areas by their names; short lists keep their order."""
    from cedic.publish.figure import folded

    if len(codes) <= 30:
        return codes
    return sorted(codes, key=lambda code: folded(code.name[language()]))


def _summary(view: View, component: Component, codes: tuple[Code, ...]) -> str:
    """What is chosen, in a few words."""
    from cedic.publish.figure import everyday_name

    chosen = view.codes[component.id]
    if len(chosen) == len(codes):
        return EXPLORE["all"][language()]
    names = [everyday_name(view.flow, component.id, code, language()) for code in chosen[:3]]
    more = f" +{len(chosen) - 3}" if len(chosen) > 3 else ""
    return ", ".join(names) + more


def _title(view: View, chosen: str) -> str:
    """What is measured: the indicator if it is one, else what the dataflow holds."""
    if view.measure != view.flow.measure.id:
        return view.flow.component(view.measure).name[chosen]
    if len(view.codes.get("INDICATOR", ())) == 1:
        return _fixed(view, "INDICATOR", chosen)[1]
    return view.flow.name[chosen]


def _definitions(view: View) -> list[Code]:
    """The indicators shown that say what they measure."""
    chosen = view.codes.get("INDICATOR", ())
    listed = choices(view.facts, "INDICATOR")
    return [code for code in listed if code.id in chosen and code.description]


def _fixed(view: View, dimension: str, chosen: str) -> tuple[Component, str]:
    from cedic.publish.figure import everyday_name

    component = view.flow.component(dimension)
    return component, everyday_name(view.flow, dimension, view.codes[dimension][0], chosen)


def _pager(view: View, table: Pivot, base: str) -> dict[str, Any]:
    """Where the pages before and after are."""
    at = min(view.page, table.pages)
    return {
        "page": at,
        "pages": table.pages,
        "before": f"{base}?{view.but(page=at - 1).query}" if at > 1 else "",
        "after": f"{base}?{view.but(page=at + 1).query}" if at < table.pages else "",
    }
