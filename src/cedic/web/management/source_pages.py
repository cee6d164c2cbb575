"""The sources: what the store holds of each, and how to fetch more."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

import cedic
from cedic.model import Text
from cedic.publish.figure import spans
from cedic.publish.numbers import formatted
from cedic.sources import SOURCES, Source, parse_options, source, sources
from cedic.warehouse import LoadedPart, LoadedSource, Store
from cedic.warehouse.engine import connect, create_view, read_errors_told
from cedic.web.accounts import permissions
from cedic.web.accounts.access import allowed
from cedic.web.management import jobs
from cedic.web.management.job_pages import told
from cedic.web.management.models import Job, Upload
from cedic.web.management.pages import posted, staff, to, told_when
from cedic.web.management.words import OPTIONS
from cedic.web.words import language


@require_safe
@allowed(permissions.READ)
@posted
def listed(request: HttpRequest) -> HttpResponse:
    """Every source that is known, and what the store holds of it."""
    held = cedic.open().sources()
    names = {id: one.description.name for id, one in sources().items()}
    names |= {id: Text.of(one.description["name"]) for id, one in held.items()}
    return staff(
        request,
        "sources.html",
        {
            "rows": [_row(id, name, held.get(id)) for id, name in names.items()],
            "uploads": Upload.objects.filter(deleted__isnull=True, loaded__isnull=True)[:20],
        },
    )


def _row(id: str, name: Text, held: LoadedSource | None) -> dict[str, Any]:
    parts = held.parts.values() if held else ()
    failed = Job.objects.filter(kind="fetch", subject=id).first()
    return {
        "id": id,
        "name": name,
        "vintages": ", ".join(held.vintages) if held else "",
        "periods": ", ".join(spans([part.time_period for part in parts])),
        "rows": formatted(sum(part.rows for part in parts), language()) if held else "",
        "rejected": formatted(sum(part.rejected for part in parts), language()) if held else "",
        "loaded": told_when(max((part.loaded for part in parts), default=None)),
        "failed": failed is not None and failed.state == Job.State.FAILED,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(permissions.READ)
@posted
def one(request: HttpRequest, id: str) -> HttpResponse:
    """A source with its parts, and the form to fetch it."""
    held = cedic.open().sources().get(id)
    known = source(id) if id in SOURCES else None
    if held is None and known is None:
        raise Http404(id)
    if request.method == "POST":
        return _fetch(request, known)
    return staff(
        request,
        "source.html",
        {
            "id": id,
            "about": _about(known, held),
            "row": _row(id, _about(known, held)["name"], held),
            "years": _parts(held) if held else [],
            "options": _options(known) if known and _can_be_fetched(known) else [],
            "fetches": [told(job) for job in Job.objects.filter(kind="fetch", subject=id)[:5]],
        },
    )


def _about(known: Source | None, held: LoadedSource | None) -> dict[str, Any]:
    if held is None:
        assert known is not None  # noqa: S101 - one of the two is there
        told = vars(known.description)
        return {**told, "note": told["note"]}
    given: Mapping[str, Any] = held.description
    return {
        **given,
        "name": Text.of(given["name"]),
        "note": Text.of(given["note"]) if given["note"] else None,
    }


def _parts(held: LoadedSource) -> list[dict[str, Any]]:
    areas = _areas(cedic.open().location, held.id, held.version)
    return [_part(part, areas.get(part.time_period, 0)) for part in held.parts.values()]


@lru_cache(maxsize=32)
def _areas(location: str, id: str, version: int) -> dict[str, int]:
    """The areas that a source has figures of, counted by period; kept, as no version changes."""
    import pyarrow as pa

    store = Store(location)
    with read_errors_told(location), connect() as connection:
        table = store.tables.open(f"sources/{id}", version)
        columns = pa.schema([pa.field(name, pa.string()) for name in ("REF_AREA", "TIME_PERIOD")])
        create_view(connection, "source", table, columns)
        rows = connection.execute(
            "SELECT TIME_PERIOD, count(DISTINCT REF_AREA) FROM source GROUP BY TIME_PERIOD"
        ).fetchall()
    return dict(rows)


def _part(part: LoadedPart, areas: int) -> dict[str, Any]:
    return {
        "period": part.time_period,
        "areas": formatted(areas, language()),
        "vintage": part.vintage,
        "rows": formatted(part.rows, language()),
        "rejected": formatted(part.rejected, language()),
        "loaded": told_when(part.loaded),
    }


def _can_be_fetched(known: Source) -> bool:
    return type(known).fetch is not Source.fetch


def _options(known: Source) -> list[dict[str, Any]]:
    return [
        {
            "name": option.name,
            "label": OPTIONS.get(option.name, Text.same(option.name)),
            "default": ",".join(option.default)
            if isinstance(option.default, tuple)
            else option.default or "",
        }
        for option in known.fetch_options
    ]


@allowed(permissions.EDIT)
def _fetch(request: HttpRequest, known: Source | None) -> HttpResponse:
    if known is None or not _can_be_fetched(known):
        raise Http404
    given = {option.name: request.POST.get(option.name, "") for option in known.fetch_options}
    values = {name: text.strip()[:2000] for name, text in given.items() if text.strip()}
    # What cannot be read is told at once, not by a worker later.
    parse_options(known.id, known.fetch_options, values)
    options = {
        "source": known.id,
        "values": values,
        "read": "read" in request.POST,
        "replace": "replace" in request.POST,
    }
    return to(f"jobs/{jobs.start('fetch', known.id, options, request.user).pk}/")
