"""Two areas side by side, and two releases of a dataflow."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from cedic.errors import UsageError
from cedic.model import Dataflow, one_line
from cedic.publish import facts, search, style
from cedic.publish.changes import Change, changes
from cedic.publish.citation import day
from cedic.publish.figure import everyday_name
from cedic.publish.headlines import Series, series
from cedic.publish.numbers import MISSING, formatted, percent
from cedic.publish.partners import Inward, inward, world_shares
from cedic.publish.spark import spark
from cedic.regions import areas, blocs
from cedic.warehouse import Release, Store
from cedic.web.explorer import shown
from cedic.web.explorer.place_words import COMPARE, PLACE
from cedic.web.explorer.places import having_figures, in_order, latest_year, parted, release_number
from cedic.web.explorer.reading import answered
from cedic.web.pages import page
from cedic.web.words import language as visitors

_SIZE = (200, 44)


@require_safe
def compare(request: HttpRequest) -> HttpResponseBase:
    """Two blocs or countries side by side."""
    language = visitors()
    asked = [one_line(request.GET.get(name, ""), search.LONGEST) for name in ("a", "b")]

    def make(store: Store) -> HttpResponse:
        known = [_code(store, text, language) for text in asked]
        context = {
            "say": COMPARE,
            "place": PLACE,
            "options": having_figures(store, language),
            "a": known[0] or "",
            "b": known[1] or "",
            "problem": _problem(asked, known, language),
            "pair": None,
            "title": COMPARE["title"][language],
        }
        if known[0] and known[1] and not context["problem"]:
            pair = _pair(store, release_number(store), known[0], known[1], language)
            context |= {"pair": pair, "title": pair["title"]}
        response = page(request, "explorer/compare.html", context)
        response.status_code = 400 if context["problem"] else 200
        return response

    return answered(request, make, keep=all(asked))


@require_safe
def vintages(request: HttpRequest) -> HttpResponseBase:
    """What changed in a dataflow between two releases."""
    language = visitors()
    asked = {name: one_line(request.GET.get(name, ""), 80) for name in ("dataflow", "from", "to")}

    def make(store: Store) -> HttpResponse:
        context = {"say": COMPARE, **_vintages(store, asked, language)}
        response = page(request, "explorer/vintages.html", context)
        response.status_code = 400 if context["problem"] else 200
        return response

    return answered(request, make, keep=not any(asked.values()))


# Areas


def _code(store: Store, text: str, language: str) -> str | None:
    """The bloc or area that a code or a name stands for."""
    for code in (text, text.upper()):
        if code in blocs() or code in areas():
            return code
    named = search.folded(text)
    found = search.index(store).search(text, language, 5) if text else None
    same = (
        entry.id
        for entry in (found.entries if found else ())
        if entry.kind in ("bloc", "area") and search.folded(entry.name[language]) == named
    )
    return next(same, None)


def _problem(asked: Sequence[str], known: Sequence[str | None], language: str) -> str:
    for text, code in zip(asked, known, strict=True):
        if text and code is None:
            return COMPARE["unknown"][language].format(text[:40])
    if known[0] and known[0] == known[1]:
        return COMPARE["same"][language].format(shown.name_of(known[0])[language])
    return ""


@lru_cache(maxsize=128)
def _pair(store: Store, number: int, a: str, b: str, language: str) -> dict[str, Any]:
    """All that is said of two areas; kept, as no release ever changes."""
    ours, theirs = _by_measure(in_order(series(store, a))), _by_measure(series(store, b))
    both = [key for key in ours if key in theirs]
    places = [shown.place(a, language), shown.place(b, language)]
    colours = style.colours([a, b])
    return {
        "title": COMPARE["title_of"][language].format(*(place["name"] for place in places)),
        "places": [
            {**place, "colour": colours[place["id"]], "line": COMPARE[line][language]}
            for place, line in zip(places, ("solid", "dashed"), strict=True)
        ],
        "groups": [
            {
                "flow": ours[rows[0]].measured.flow,
                "chosen": _chosen([ours[key] for key in rows], language),
                **parted(
                    [_row(ours[key], theirs[key], colours, language) for key in rows], language
                ),
            }
            for _, group in groupby(both, key=lambda key: key[0])
            for rows in [list(group)]
        ],
        "only": COMPARE["only"][language].format(count=len(ours.keys() ^ theirs.keys()))
        if both and ours.keys() ^ theirs.keys()
        else "",
        "world": _world(store, [a, b], language),
    }


def _by_measure(found: Sequence[Series]) -> dict[tuple[str, str], Series]:
    return {
        (one.measured.flow.id, one.measured.code.id if one.measured.code else ""): one
        for one in found
        if one.known
    }


def _chosen(listed: Sequence[Series], language: str) -> str:
    measured = [one.measured for one in listed]
    return shown.chosen(measured[0], language, shown.common(measured))


def _row(one: Series, other: Series, colours: dict[str, str], language: str) -> dict[str, Any]:
    """An indicator of both, in the last year that both have."""
    period = max(one.known.keys() & other.known.keys(), default="")
    drawn = spark([one.points, other.points], _SIZE, zero=one.measured.is_share)
    for line, area in zip(drawn["lines"], (one.area, other.area), strict=True):
        line["colour"] = colours[area]
    told = shown.told(one, language)
    return {
        **told,
        "period": period,
        "values": [one.measured.written(each.known.get(period), language) for each in (one, other)],
        "difference": _difference(one, other, period, language) if period else MISSING,
        "line": drawn,
    }


def _difference(one: Series, other: Series, period: str, language: str) -> str:
    """How much more the first is: points of a share, times an amount, else what lies between."""
    measured, first, second = one.measured, one.known[period], other.known[period]
    unit = measured.unit.id if measured.unit else ""
    if measured.is_share or unit == "PT":
        points = (first - second) * (100 if measured.is_share else 1)
        return COMPARE["points"][language].format(_signed(points, language, 1))
    if unit not in ("RATIO", "INDEX", "NUMBER") and first > 0 and second > 0:
        ratio = first / second
        return COMPARE["times"][language].format(formatted(ratio, language, 2 if ratio < 10 else 0))
    written = measured.written(first - second, language)
    return f"+{written}" if first > second else written


def _signed(value: float, language: str, decimals: int) -> str:
    written = formatted(float(value), language, decimals)
    return f"+{written}" if value > 0 and any(sign in "123456789" for sign in written) else written


def _world(store: Store, ids: Sequence[str], language: str) -> list[dict[str, Any]]:
    """The trade of both with their region and with the rest of the world, by kind of flow."""
    found = [_regional(store, id) for id in ids]
    kinds = [kind for kind in found[0] if kind in found[1]]
    told = []
    for kind in kinds:
        both = [one[kind] for one in found]
        periods = [one.shares.keys() for one in both]
        period = max(periods[0] & periods[1], default="")
        if period:
            told.append(
                {
                    "kind": both[0].total.measured.name[language],
                    "period": period,
                    "chosen": shown.chosen(both[0].total.measured, language),
                    "columns": [_part(store, one, period, language) for one in both],
                }
            )
    return told


def _regional(store: Store, id: str) -> dict[str, Inward]:
    """By kind of flow: a bloc's trade with itself, a country's with the widest bloc of its region."""
    year = latest_year(store)
    of_region = [
        one for one in blocs().values() if one.kind != "comparator" and one.member(id, year)
    ]
    any_bloc = [one for one in blocs().values() if one.member(id, year)]
    widest = max(of_region or any_bloc, key=lambda one: len(one.members(year)), default=None)
    partner = id if id in blocs() else widest.id if widest else ""
    found = inward(store, id, [partner]) if partner else []
    return {one.total.measured.code.id: one for one in found if one.total.measured.code}


def _part(store: Store, one: Inward, period: str, language: str) -> dict[str, str]:
    total, inside = one.total.known[period], one.inside[period]
    world = world_shares(store, one.total).get(period)
    own = one.bloc == one.total.area
    return {
        "total": formatted(total / 1e9, language, 1),
        "inside_name": COMPARE["within"][language]
        if own
        else COMPARE["with_bloc"][language].format(shown.name_of(one.bloc)[language]),
        "inside": formatted(inside / 1e9, language, 1),
        "inside_share": percent(inside / total, language),
        "outside": formatted((total - inside) / 1e9, language, 1),
        "outside_share": percent(1 - inside / total, language),
        "world": percent(world, language, 2),
    }


# Releases


def _vintages(store: Store, asked: dict[str, str], language: str) -> dict[str, Any]:
    snapshot = store.snapshot() if store.releases() else None
    flows = [
        one.dataflow
        for one in store.publications.values()
        if snapshot is not None and snapshot.holds(one.dataflow)
    ]
    chosen = next((flow for flow in flows if flow.id == asked["dataflow"]), None)
    context: dict[str, Any] = {
        "flows": flows,
        "flow": chosen,
        "problem": "",
        "releases": [],
        "changes": None,
    }
    if chosen is None:
        if asked["dataflow"]:
            context["problem"] = PLACE["unknown_data"][language].format(asked["dataflow"][:40])
        return context
    having = store.vintages(chosen.id)
    context["releases"] = [(one.number, day(one.created.date(), language)) for one in having]
    try:
        later = _release(store, chosen, asked["to"]) or having[0]
        before = [one for one in having if one.number < later.number]
        earlier = _release(store, chosen, asked["from"]) or (before[0] if before else later)
    except UsageError as error:
        return context | {"problem": COMPARE["no_release"][language].format(error.what[:40])}
    context |= {"from": earlier.number, "to": later.number}
    if earlier.number > later.number:
        return context | {"problem": COMPARE["reversed"][language].format(later.number)}
    if len(having) > 1:
        context["changes"] = _told(store, chosen, earlier, later, language)
    return context


def _release(store: Store, flow: Dataflow, text: str) -> Release | None:
    """The release of a dataflow that a number names; none if no number is given."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        raise UsageError(text)
    try:
        return facts.vintage(store, flow, int(text))
    except UsageError:
        raise UsageError(text) from None


def _told(
    store: Store, flow: Dataflow, earlier: Release, later: Release, language: str
) -> dict[str, Any]:
    found = changes(store, flow, earlier.number, later.number)
    names = ("added", "removed", "changed", "status_changed", "same")
    labels = {"same": "unchanged"}
    return {
        "none": COMPARE["none"][language].format(formatted(found.same, language))
        if found.none
        else "",
        "counts": [
            (COMPARE[labels.get(name, name)], formatted(getattr(found, name), language))
            for name in names
        ],
        "largest": [_change(flow, one, language) for one in found.largest],
        "caption": COMPARE["largest_caption"][language].format(
            count=len(found.largest), all=formatted(found.changed, language)
        ),
    }


def _change(flow: Dataflow, one: Change, language: str) -> dict[str, str]:
    codes = zip(flow.key, one.key, strict=True)
    told = [
        everyday_name(flow, name, code, language)
        for name, code in codes
        if (name, code) not in shown.PASSED
    ]
    return {
        "observation": " · ".join(told),
        "old": _plain(one.old, language),
        "new": _plain(one.new, language),
    }


def _plain(value: float | None, language: str) -> str:
    return formatted(value, language, 0 if value is not None and abs(value) >= 1000 else 3)
