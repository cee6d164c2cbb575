"""The home page."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from cedic.catalogue.subjects import SUBJECTS
from cedic.errors import CedicError
from cedic.publish import overview
from cedic.publish.facts import Facts
from cedic.publish.history import history
from cedic.publish.integration import Integration, Row, integration
from cedic.publish.metadata import published
from cedic.publish.numbers import formatted, percent
from cedic.publish.overview import sparkline
from cedic.warehouse import Store
from cedic.web.explorer import shown
from cedic.web.explorer.calendar import published_line
from cedic.web.explorer.place_words import HOME, RELEASES
from cedic.web.explorer.reading import answered
from cedic.web.pages import page
from cedic.web.words import language as visitors

_NEWS = 2
"""How many releases the page tells of."""


@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    """How integrated the region is, at a glance."""
    language = visitors()

    def make(store: Store) -> HttpResponse:
        releases = store.releases()
        context = _context(store, releases[0].number if releases else 0, language)
        return page(request, "explorer/home.html", context)

    return answered(request, make)


@lru_cache(maxsize=32)
def _context(store: Store, number: int, language: str) -> dict[str, Any]:
    """All that the page says; kept, as no release ever changes."""
    found = published(store) if number else []
    figures = _integration(store) if number else None
    return {
        "say": HOME,
        "releases": RELEASES,
        "integration": _told(store, figures, language) if figures else None,
        "news": [
            {
                "release": release,
                "lines": [published_line(one, language) for one in changed],
                "day": published_line(changed[0], language)["day"],
            }
            for release, changed in history(store)[:_NEWS]
        ],
        "subjects": _subjects(found),
    }


def _integration(store: Store) -> Integration | None:
    """The figures of integration, if this store publishes any."""
    try:
        figures = integration(store)
        known = any(
            row.shares.get(period) is not None for row in figures.rows for period in row.shares
        )
    except CedicError:
        return None
    return figures if known else None


def _told(store: Store, figures: Integration, language: str) -> dict[str, Any]:
    shares = overview.shares(store, figures, language)
    ours = [row for row in figures.rows if row.bloc.kind != "comparator"]
    others = [row for row in figures.rows if row.bloc.kind == "comparator"]
    first, latest = figures.milestones[0], figures.latest
    drawings = overview.panels(shares)
    return {
        "lead": overview.lead(figures, language),
        "shares": shares,
        "panels": [
            {
                "name": name,
                "path": f"/{language}/areas/{code}",
                "picture": mark_safe(picture),  # noqa: S308 - drawn by us
            }
            for code, (name, picture) in zip(shares.codes, drawings, strict=True)
        ],
        "by_year": list(overview.by_year(shares)),
        "columns": [
            HOME["share_in"][language].format(first),
            HOME["share_in"][language].format(latest),
        ],
        "groups": [
            {"name": HOME[name], "rows": [_row(row, figures, language) for row in rows]}
            for name, rows in (("region", ours), ("comparators", others))
            if rows
        ],
        "provenance": figures.provenance(language),
        "gaps": ", ".join(figures.gaps),
    }


def _row(row: Row, figures: Integration, language: str) -> dict[str, Any]:
    exports = None if row.exports is None else row.exports / 1e9
    line = sparkline(row, figures.periods)
    line["lines"][0]["colour"] = shown.colour(row.bloc.id)
    introversion, period = row.introversion.written(language, figures.latest)
    return {
        "area": shown.place(row.bloc.id, language),
        "full": row.bloc.name[language],
        "colour": shown.colour(row.bloc.id),
        "members": row.members,
        "first": percent(row.shares.get(figures.milestones[0]), language, sign=False),
        "latest": percent(row.shares.get(figures.latest), language, sign=False),
        "introversion": introversion,
        "period": period,
        "exports": formatted(exports, language, 1),
        "line": line,
    }


def _subjects(found: list[Facts]) -> list[dict[str, Any]]:
    order = list(SUBJECTS.codes)
    listed = sorted(found, key=lambda one: order.index(one.dataflow.subject))
    return [
        {"subject": SUBJECTS[id], "flows": list(group)}
        for id, group in groupby(listed, key=lambda one: one.dataflow.subject)
    ]
