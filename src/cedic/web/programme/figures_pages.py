"""The page on which a publisher has the work programme counted."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

import cedic
from cedic.catalogue import PUBLICATIONS
from cedic.publish.numbers import formatted
from cedic.regions import CL_AREA
from cedic.warehouse import Store
from cedic.web.accounts import permissions
from cedic.web.accounts.access import allowed
from cedic.web.management import jobs
from cedic.web.programme import figures
from cedic.web.programme.pages import Refused, staff, to
from cedic.web.programme.words.out import SAY, WRONG
from cedic.web.words import language


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(permissions.PUBLISH)
def page(request: HttpRequest) -> HttpResponse:
    """What would be counted of the work programme; sent, a worker counts and publishes it."""
    if request.method == "POST":
        area = request.POST.get("area", "")
        if area not in CL_AREA.codes:
            return _form(request, "", Refused(WRONG["area"]))
        return to(f"manage/jobs/{jobs.start('figures', '', {'area': area}, request.user).pk}/")
    return _form(request, figures.likely_area())


def _form(request: HttpRequest, area: str, error: Refused | None = None) -> HttpResponse:
    found, store = figures.published(), cedic.open()
    shown = {
        id: figures.counts(found.only(demonstration=demonstration))
        for id, demonstration in figures.SOURCES.items()
        if not demonstration or found.only(demonstration=True)
    }
    told = {
        "parts": [
            {
                "name": SAY["made_up" if figures.SOURCES[id] else "real"],
                "counted": _counted(store, id),
            }
            for id in shown
        ],
        "rows": [
            (SAY[name], [formatted(counts[name], language()) for counts in shown.values()])
            for name in figures.counts(found)
        ],
        "never": SAY["never"][language()],
        "possible": bool(figures.sources_to_load(store, found)),
        "areas": [(one.id, one.name[language()]) for one in CL_AREA],
        "area": area,
        "flows": [(id, PUBLICATIONS[id].dataflow.name) for id in figures.DATAFLOWS],
        "error": error,
    }
    return staff(request, SAY, "out_figures.html", told)


def _counted(store: Store, id: str) -> str:
    """When the figures of a source were written, in UTC."""
    if not store.tables.exists(f"sources/{id}"):
        return ""
    vintage = max(store.source(id).vintages, default="")
    return f"{vintage[:10]} {vintage[11:16]} UTC" if vintage else ""
