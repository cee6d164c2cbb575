"""Profiles of blocs, countries and indicators."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cedic.catalogue.subjects import SUBJECTS
from cedic.errors import UsageError
from cedic.model import Code, Text, one_line
from cedic.publish import search
from cedic.publish.citation import day
from cedic.publish.facts import Facts
from cedic.publish.headlines import (
    AREA,
    INDICATOR,
    PARTNER,
    Measured,
    Series,
    measures,
    places,
    series,
    series_of,
)
from cedic.publish.numbers import formatted, percent
from cedic.publish.overview import MAIN
from cedic.publish.partners import Flows, Inward, inward, largest_partners, within
from cedic.publish.spark import spark
from cedic.publish.view import Query, view_of
from cedic.regions import Bloc, Membership, areas, blocs
from cedic.warehouse import Selection, Store
from cedic.web.catalogue.words import PAGE
from cedic.web.drawing import Drawing, drawn, figure_of
from cedic.web.explorer import shown
from cedic.web.explorer.place_words import PLACE
from cedic.web.explorer.reading import answered
from cedic.web.pages import page
from cedic.web.words import language as visitors

KEPT = 512
"""How many profiles each process keeps; no release ever changes."""
_SPAN = 240
"""The width of a membership in time, in pixels."""
_HEROES = 2
"""How many figures of each subject stand at the head of a profile."""
_ROWS = 4
"""How many indicators of each dataflow a profile shows; it folds the others."""
_LEADING = {"INTEGRATION": ("ITS", "INTEGRATION"), "PRODUCTS": ("ECI", "HHI")}
"""The indicators at the head of a profile, for subjects of which no amount says the most."""
_MATRIX = 24
"""The most members whose trade with each other is drawn as a matrix."""


@require_safe
def all_areas(request: HttpRequest) -> HttpResponseBase:
    """The blocs, then the countries, then all other areas."""
    language = visitors()
    asked = request.GET.get("q", "")[: search.LONGEST]

    def make(store: Store) -> HttpResponse:
        groups = _areas(store, language, search.folded(asked).strip())
        context = {"say": PLACE, "groups": groups, "asked": asked}
        if request.htmx and not request.htmx.history_restore_request:
            return render(request, "explorer/arealist.html", context)
        return page(request, "explorer/areas.html", context)

    # Part of a page, or what was typed, is kept by no one.
    return answered(request, make, keep=not (request.htmx or asked))


@require_safe
def area(request: HttpRequest, id: str) -> HttpResponseBase:
    """The profile of a bloc or a country."""
    language = visitors()

    def make(store: Store) -> HttpResponse:
        if id in blocs():
            return page(request, "explorer/bloc.html", _bloc(store, blocs()[id], language))
        if id in areas():
            return page(request, "explorer/area.html", _area(store, id, language))
        return unknown(request, store, PLACE["unknown_area"], id, ("bloc", "area"), "/areas")

    return answered(request, make)


@require_safe
def all_indicators(request: HttpRequest) -> HttpResponseBase:
    """What is measured, by dataflow."""

    def make(store: Store) -> HttpResponse:
        listed = sorted(_published(store), key=lambda one: _subject(one.dataflow.subject))
        subjects = [
            {
                "subject": SUBJECTS[id],
                "flows": [
                    {"flow": one.dataflow, "codes": one.codes.get(INDICATOR, ())} for one in group
                ],
            }
            for id, group in groupby(listed, key=lambda one: one.dataflow.subject)
        ]
        context = {"say": PLACE, "subjects": subjects, "nothing": PAGE["nothing"]}
        return page(request, "explorer/indicators.html", context)

    return answered(request, make)


@require_safe
def indicator(request: HttpRequest, id: str) -> HttpResponseBase:
    """The profile of an indicator, in all dataflows in which it occurs."""
    language = visitors()

    def make(store: Store) -> HttpResponse:
        context = _indicator(store, release_number(store), id, language)
        if context is None:
            name = PLACE["unknown_indicator"]
            return unknown(request, store, name, id, ("indicator", "dataflow"), "/indicators")
        return page(request, "explorer/indicator.html", context)

    return answered(request, make)


def unknown(
    request: HttpRequest,
    store: Store,
    title: Text,
    asked: str,
    kinds: Sequence[str],
    everything: str,
) -> HttpResponse:
    """Status 404, with the names that are like the one asked for, in the visitor's language."""
    language = visitors()
    found = search.index(store).search(asked, language, 200).entries
    context = {
        "say": PLACE,
        "title": title[language].format(one_line(asked, 40)),
        "near": [entry for entry in found if entry.kind in kinds][:6],
        "everything": everything,
    }
    return render(request, "explorer/unknown.html", context, status=404)


# Lists


def _areas(store: Store, language: str, asked: str) -> list[dict[str, Any]]:
    """The areas in groups, those whose name or code has in it what was asked for."""
    told = _listed(store, release_number(store), tuple(blocs().values()), language)
    if not asked:
        return told
    kept = [
        {**group, "areas": [one for one in group["areas"] if asked in one["folded"]]}
        for group in told
    ]
    return [group for group in kept if group["areas"]]


@lru_cache(maxsize=16)
def _listed(
    store: Store, number: int, known: tuple[Bloc, ...], language: str
) -> list[dict[str, Any]]:
    having = {code.id for one in places(store) for code in one.codes[AREA]}
    region = _region()
    by_group: dict[str, list[str]] = {
        name: [bloc.id for bloc in known if bloc.kind == kind]
        for name, kind in (("of_region", "region"), ("user", "user"), ("comparator", "comparator"))
    }
    others: dict[str, list[str]] = {"members_of_region": [], "other_areas": [], "former": []}
    for one in areas().values():
        if one.id in region:
            others["members_of_region"].append(one.id)
        elif one.kind in ("country", "territory"):
            others["other_areas"].append(one.id)
        elif one.id in having:
            others["former"].append(one.id)
    for name, ids in others.items():
        by_group[name] = sorted(ids, key=lambda id: search.folded(shown.name_of(id)[language]))
    return [
        {
            "name": PLACE[name],
            "id": name,
            "areas": [_entry(id, id in having, language) for id in ids],
        }
        for name, ids in by_group.items()
        if ids
    ]


def _entry(id: str, has_figures: bool, language: str) -> dict[str, Any]:
    full = blocs()[id].name[language] if id in blocs() else ""
    name = shown.name_of(id)[language]
    folded = search.folded(f"{name} {full} {id}")
    return {
        **shown.place(id, language),
        "full": full if full != name else "",
        "none": not has_figures,
        "folded": folded,
    }


def _region() -> set[str]:
    """The areas that are or were members of the region's blocs."""
    ours = [bloc for bloc in blocs().values() if bloc.kind == "region"]
    return {spell.area for bloc in ours for spell in bloc.memberships}


def release_number(store: Store) -> int:
    """The number of the last release; 0 if nothing has been built yet."""
    releases = store.releases()
    return releases[0].number if releases else 0


def _published(store: Store) -> list[Facts]:
    from cedic.publish.metadata import published

    return published(store) if store.releases() else []


def _subject(id: str) -> int:
    return list(SUBJECTS.codes).index(id) if id in SUBJECTS else len(SUBJECTS)


# Profiles of areas


def _area(store: Store, id: str, language: str) -> dict[str, Any]:
    return _area_kept(store, release_number(store), id, tuple(blocs().values()), language)


@lru_cache(maxsize=KEPT)
def _area_kept(
    store: Store, number: int, id: str, known: tuple[Bloc, ...], language: str
) -> dict[str, Any]:
    spells = [(bloc, spell) for bloc in known for spell in bloc.memberships if spell.area == id]
    today = _today(store)
    current = [bloc for bloc in known if bloc.member(id, today.year)]
    note = areas()[id].note
    return {
        **_profile(store, id, language),
        "note": note[language] if note else "",
        "lead": PLACE["member_of"][language].format(
            ", ".join(bloc.short[language] for bloc in current)
        )
        if current
        else "",
        "memberships": _timeline(
            [(spell, shown.place(bloc.id, language)) for bloc, spell in spells], today, language
        ),
        "with_blocs": _inward(store, id, [bloc.id for bloc in current], language),
    }


def _bloc(store: Store, bloc: Bloc, language: str) -> dict[str, Any]:
    return _bloc_kept(store, release_number(store), bloc, language)


@lru_cache(maxsize=KEPT)
def _bloc_kept(store: Store, number: int, bloc: Bloc, language: str) -> dict[str, Any]:
    today = _today(store)
    spells = sorted(bloc.memberships, key=lambda spell: (spell.start, spell.area))
    listed = [(spell, shown.place(spell.area, language)) for spell in spells]
    flows = _within(store, bloc, today.year)
    words = PLACE["bloc_ended" if bloc.dissolved else "bloc_lead"][language]
    return {
        **_profile(store, bloc.id, language),
        "note": bloc.note[language] if bloc.note else "",
        "lead": words.format(
            name=bloc.name[language],
            count=len(bloc.members(today.year)),
            day=day(bloc.founded, language),
            end=day(bloc.dissolved, language) if bloc.dissolved else "",
        ),
        "url": bloc.url,
        "memberships": _timeline(listed, today, language),
        "changes": list(_changes(bloc, today.year, language)),
        "with_blocs": _inward(store, bloc.id, [bloc.id], language),
        "within": [_flows(one, language, PLACE["inside_of"]) for one in flows],
        "matrix": _matrix(store, bloc, flows, language),
    }


def _within(store: Store, bloc: Bloc, year: int) -> list[Flows]:
    """The largest flows among those who were members in the period that the figures are of."""
    found = within(store, bloc.members(bloc.dissolved.year if bloc.dissolved else year))
    if not found or int(found[0].period[:4]) == year:
        return found
    return within(store, bloc.members(int(found[0].period[:4]))) or found


def latest_year(store: Store) -> int:
    """The year of the last release."""
    return _today(store).year


def _today(store: Store) -> date:
    """The day of the last release: what a profile tells is as of it."""
    releases = store.releases()
    return releases[0].created.date() if releases else date.today()


def _profile(store: Store, id: str, language: str) -> dict[str, Any]:
    """What the profiles of blocs and of countries have in common."""
    found = series(store, id)
    groups = _groups(found, language)
    having = {one.measured.flow.id for one in found}
    seen = {row["id"] for group in groups for row in group["rows"]}
    used = {one.measured.choices.get("SOURCE", "") for one in found}
    flows = [one for one in places(store) if one.dataflow.id in having]
    methods = {
        code.id: code
        for one in found
        if (code := one.measured.code) is not None and code.id in seen
    }
    further = [
        one
        for one in places(store)
        if one.dataflow.id not in having and id in {code.id for code in one.codes[AREA]}
    ]
    return {
        "say": PLACE,
        "id": id,
        "name": shown.name_of(id)[language],
        "heroes": _heroes(found, language),
        "groups": groups,
        "products": _by_product(store, further, id, language),
        "further": [
            {"flow": one.dataflow, "path": f"/{language}/data/{one.dataflow.id}?{AREA}={id}"}
            for one in sorted(further, key=lambda one: _subject(one.dataflow.subject))
        ],
        "partners": [
            _flows(one, language, PLACE["partners_of"]) for one in largest_partners(store, id)
        ],
        "methods": [told for code in methods.values() if (told := shown.method(code, language))],
        "sources": shown.sources(flows, used),
        "others": having_figures(store, language),
    }


def _heroes(found: Sequence[Series], language: str) -> list[dict[str, Any]]:
    """The figures at the head: of each subject the first ones, amounts and shares before ratios."""
    known = [one for one in found if one.known]
    ranked = sorted(known, key=lambda one: not (one.measured.is_money or one.measured.is_share))
    chosen: list[Series] = []
    for subject in SUBJECTS:
        of_subject = [one for one in ranked if one.measured.flow.subject == subject.id]
        if leading := _LEADING.get(subject.id):
            first = [one for one in of_subject if one.measured.codes.get(INDICATOR) in leading]
        else:
            first = [one for one in of_subject if one.measured.is_money] or of_subject
        chosen.extend(first[:_HEROES])
    return [shown.told(one, language) for one in chosen]


def in_order(found: Sequence[Series]) -> list[Series]:
    """The series by subject and dataflow, amounts first."""
    amounts = {one.measured.flow.id for one in found if one.measured.is_money}

    def place(one: Series) -> tuple[int, bool, str]:
        flow = one.measured.flow
        return _subject(flow.subject), flow.id not in amounts, flow.id

    return sorted(found, key=place)


def parted(rows: Sequence[Any], language: str) -> dict[str, Any]:
    """The rows of a table that are shown at once, and those that it folds."""
    # A single row is not worth a fold.
    most = _ROWS if len(rows) > _ROWS + 1 else len(rows)
    return {
        "rows": rows[:most],
        "more": rows[most:],
        "more_name": PLACE["more"][language].format(len(rows) - most),
    }


def _groups(found: Sequence[Series], language: str) -> list[dict[str, Any]]:
    """The series by dataflow, with the choices that all share."""
    groups = []
    for _, group in groupby(in_order(found), key=lambda one: one.measured.flow.id):
        of_flow = list(group)
        measured = [one.measured for one in of_flow]
        shared = shown.common(measured)
        flow = measured[0].flow
        rows = [
            {
                **shown.told(one, language),
                "id": one.measured.code.id if one.measured.code else "",
                "chosen": shown.chosen(
                    one.measured,
                    language,
                    [name for name in one.measured.choices if name not in shared],
                ),
            }
            for one in of_flow
        ]
        groups.append(
            {
                "flow": flow,
                "chosen": shown.chosen(measured[0], language, shared),
                **parted(rows, language),
                "path": f"/{language}/data/{flow.id}?{AREA}={of_flow[0].area}",
                "download": f"/data/{flow.id}.csv?{AREA}={of_flow[0].area}"
                f"&labels=both&language={language}",
            }
        )
    return groups


def _by_product(store: Store, further: Sequence[Facts], id: str, language: str) -> Drawing | None:
    """What an area sells, product by product, of the first dataflow with such amounts."""
    for one in further:
        flow = one.dataflow
        if "PRODUCT" in flow.key and not {INDICATOR, PARTNER} & set(flow.key):
            return _first_figure(store, one, {AREA: [id]}, language, "products")
    return None


def _first_figure(
    store: Store, found: Facts, query: Query, language: str, id: str
) -> Drawing | None:
    """What the explorer shows first of a choice; none if that takes more than one chart."""
    view = view_of(store, found, query)
    if view.problems:
        return None
    try:
        figure = figure_of(
            store, view.selection, found.release.number, language, view.chart or None
        )
    except UsageError:
        return None
    return drawn(figure, heading_level=3, id=id)


def _flows(found: Flows, language: str, caption: Text) -> dict[str, Any]:
    top = found.flows[0].share if found.flows else 1.0
    return {
        "caption": caption[language].format(
            kind=found.measured.name[language],
            period=found.period,
            count=formatted(found.count, language),
        ),
        "chosen": shown.chosen(found.measured, language),
        "unit": found.measured.unit_name(language),
        "rows": [
            {
                "area": shown.place(flow.area, language),
                "partner": shown.place(flow.partner, language),
                "value": found.measured.written(flow.value, language),
                "share": percent(flow.share, language),
                "bar": shown.bar(flow.share, 0.0, top, 96),
            }
            for flow in found.flows
        ],
    }


def _inward(store: Store, id: str, partners: Sequence[str], language: str) -> list[dict[str, Any]]:
    found = inward(store, id, partners)
    return [_stays(one, language) for one in found if one.shares]


def _stays(one: Inward, language: str) -> dict[str, Any]:
    shares = one.shares
    last = max(shares)
    points = Series(one.total.measured, one.bloc, tuple(shares), tuple(shares.values())).points
    drawn = spark([points], zero=True)
    drawn["lines"][0]["colour"] = shown.colour(one.bloc)
    return {
        "kind": one.total.measured.name[language],
        "bloc": shown.place(one.bloc, language),
        "share": percent(shares[last], language),
        "value": one.total.measured.written(one.inside[last], language),
        "unit": one.total.measured.unit_name(language),
        "period": last,
        "line": drawn,
    }


def _timeline(
    spells: Sequence[tuple[Membership, dict[str, str]]], today: date, language: str
) -> dict[str, Any]:
    """Memberships as bars on a common scale of years."""
    if not spells:
        return {}
    first = min(spell.start.year for spell, _ in spells)
    span = max(1, today.year + 1 - first)

    def place(moment: date) -> float:
        return (moment.year + (moment.month - 1) / 12 - first) / span * _SPAN

    rows = [
        {
            "place": named,
            "since": day(spell.start, language),
            "until": day(spell.end, language) if spell.end else PLACE["lasting"][language],
            "source": spell.source,
            "end_source": spell.end_source or "",
            "x": f"{place(spell.start):.1f}",
            "length": f"{max(2.0, place(spell.end or today) - place(spell.start)):.1f}",
        }
        for spell, named in sorted(spells, key=lambda one: one[0].start)
    ]
    caption = PLACE["membership_caption"][language].format(first=first, last=today.year)
    return {"rows": rows, "width": _SPAN, "caption": caption, "first": first, "last": today.year}


def _changes(bloc: Bloc, last: int, language: str) -> Any:
    """The years in which the composition changed, the last first."""
    before: set[str] = set()
    told = []
    for year in range(bloc.founded.year, last + 1):
        now = set(bloc.members(year))
        if now != before:
            told.append(
                {
                    "year": year,
                    "count": len(now),
                    "joined": [shown.place(id, language) for id in sorted(now - before)],
                    "left": [shown.place(id, language) for id in sorted(before - now)],
                }
            )
        before = now
    return reversed(told)


def _matrix(store: Store, bloc: Bloc, flows: Sequence[Flows], language: str) -> Drawing | None:
    """The trade of all members with each other, if they are not too many to be drawn."""
    if not flows:
        return None
    [found] = flows
    members = bloc.members(int(found.period[:4]))
    if not 2 < len(members) <= _MATRIX:
        return None
    codes: dict[str, tuple[str, ...]] = {
        name: (code,) for name, code in found.measured.codes.items()
    }
    codes |= {AREA: members, PARTNER: members}
    selection = Selection(found.measured.flow, codes, found.period, found.period)
    try:
        figure = figure_of(store, selection, release_number(store), language, "heatmap")
    except UsageError:
        return None
    return drawn(figure, heading_level=3, id="matrix")


def having_figures(store: Store, language: str) -> list[dict[str, Any]]:
    """The areas that have figures, in groups: what can be compared."""
    told = _listed(store, release_number(store), tuple(blocs().values()), language)
    having = [
        {**group, "areas": [one for one in group["areas"] if not one["none"]]} for group in told
    ]
    return [group for group in having if group["areas"]]


# Profiles of indicators


@lru_cache(maxsize=KEPT)
def _indicator(store: Store, number: int, id: str, language: str) -> dict[str, Any] | None:
    found = [one for one in _published(store) if id in {c.id for c in one.codes.get(INDICATOR, ())}]
    if not found:
        return None
    code = next(code for code in found[0].codes[INDICATOR] if code.id == id)
    tables = [
        told
        for one in found
        if AREA in one.dataflow.key
        for measured in measures(store, one)
        if measured.code is not None and measured.code.id == id
        for told in [_table(store, one, measured, language)]
    ]
    return {
        "say": PLACE,
        "code": code,
        "name": code.name[language],
        "method": _method(code, found, language),
        "tables": tables,
        "figures": [
            {"flow": one.dataflow, "figure": figure}
            for one in found
            if one.dataflow.id not in {table["flow"].id for table in tables}
            for figure in [
                _first_figure(store, one, {INDICATOR: [id]}, language, f"first-{one.dataflow.id}")
            ]
            if figure
        ],
        "flows": [_summary(one, id, language) for one in found],
        "sources": shown.sources(
            found, {one["measured"].choices.get("SOURCE", "") for one in tables}
        ),
    }


def _method(code: Code, found: Sequence[Facts], language: str) -> dict[str, Any]:
    units = {
        unit.id: unit.name[language] for one in found for unit in one.codes.get("UNIT_MEASURE", ())
    }
    told = shown.method(code, language) or {
        "definition": code.description[language] if code.description else ""
    }
    return {**told, "unit": units.get(getattr(code, "unit", ""), "")}


def _summary(found: Facts, id: str, language: str) -> dict[str, Any]:
    flow = found.dataflow
    return {
        "flow": flow,
        "covered": PLACE["covered"][language].format(
            areas=len(found.codes.get(AREA, ())), first=found.first, last=found.last
        ),
        "path": f"/{language}/data/{flow.id}?{INDICATOR}={id}",
        "download": f"/data/{flow.id}.csv?{INDICATOR}={id}&labels=both&language={language}",
    }


def _table(store: Store, found: Facts, measured: Measured, language: str) -> dict[str, Any]:
    """The latest ranking of an indicator in a dataflow, and the trend of the main areas."""
    listed = series_of(store, found, code=measured.code.id if measured.code else "")
    period = _latest(listed)
    known = sorted(
        (one for one in listed if period in one.known), key=lambda one: -one.known[period]
    )
    region, ours = _region(), blocs()
    groups = {
        "ranking_blocs": [one for one in known if one.area in ours],
        "ranking_region": [one for one in known if one.area in region],
        "ranking_others": [one for one in known if one.area not in ours and one.area not in region],
    }
    missing = [
        one.area
        for one in listed
        if period not in one.known and (one.area in ours or one.area in region)
    ]
    return {
        "measured": measured,
        "flow": found.dataflow,
        "chosen": shown.chosen(measured, language),
        "caption": PLACE["ranking_of"][language].format(
            name=measured.name[language], period=period
        ),
        "unit": measured.unit_name(language),
        "period": period,
        "groups": [
            {
                "id": name,
                "name": PLACE[name][language].format(len(ranked)),
                "folded": name == "ranking_others" and len(ranked) < len(known),
                "rows": list(_ranked(ranked, period, language)),
            }
            for name, ranked in groups.items()
            if ranked
        ],
        "missing": PLACE["no_value"][language].format(
            period=period, names=", ".join(shown.name_of(id)[language] for id in missing)
        )
        if missing and period
        else "",
        "trend": _trend(store, found, measured, groups, language),
    }


def _latest(listed: Sequence[Series]) -> str:
    """The last period that half of the areas with figures have: later ones are still coming in."""
    counts: dict[str, int] = {}
    for one in listed:
        for period in one.known:
            counts[period] = counts.get(period, 0) + 1
    most = max(counts.values(), default=0)
    return max((period for period, count in counts.items() if count * 2 >= most), default="")


def _ranked(listed: Sequence[Series], period: str, language: str) -> Any:
    found = [one.known[period] for one in listed]
    low, high = min([0.0, *found]), max([0.0, *found])
    for number, one in enumerate(listed, start=1):
        yield {
            "number": number,
            "area": shown.place(one.area, language),
            "value": one.measured.written(one.known[period], language),
            "bar": {**shown.bar(one.known[period], low, high), "colour": shown.colour(one.area)},
            "line": shown.line(one),
        }


def _trend(
    store: Store,
    found: Facts,
    measured: Measured,
    groups: dict[str, list[Series]],
    language: str,
) -> Drawing | None:
    """The lines of the main blocs, else of the first areas."""
    listed = groups["ranking_blocs"] or groups["ranking_region"] or groups["ranking_others"]
    main = [one.area for one in listed if one.area in MAIN] or [one.area for one in listed[:6]]
    if not main:
        return None
    codes: dict[str, tuple[str, ...]] = {name: (one,) for name, one in measured.codes.items()}
    codes[AREA] = tuple(main)
    try:
        figure = figure_of(
            store, Selection(found.dataflow, codes), found.release.number, language, "line"
        )
    except UsageError:
        return None
    return drawn(figure, heading_level=3, id=f"trend-{found.dataflow.id}")
