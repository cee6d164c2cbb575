"""Entries from a workbook: it is sent, looked at, and entered if a person says yes."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from cedic.errors import CedicError
from cedic.programme.convergence_file import COLUMNS
from cedic.programme.model import said
from cedic.programme.terms import VISIBILITIES
from cedic.web.accounts import permissions
from cedic.web.accounts.access import allowed
from cedic.web.programme import convergence_import as importing
from cedic.web.programme.convergence_edit import DESK
from cedic.web.programme.convergence_import import Plan, Row
from cedic.web.programme.convergence_pages import ON_A_PAGE, short_name
from cedic.web.programme.keeping import LARGEST
from cedic.web.programme.models import Import
from cedic.web.programme.pages import Refused, posted, staff, to
from cedic.web.programme.viewers import refused_unless, viewer
from cedic.web.programme.words.convergence import SAY, STATES, WRONG
from cedic.web.programme.words.documents import WRONG as WRONG_FILE
from cedic.web.words import language


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(permissions.EDIT)
@posted
def upload(request: HttpRequest) -> HttpResponse:
    """Send a workbook."""
    told: dict[str, Any] = {"most": LARGEST // 1_000_000, "reviews": importing.in_review()}
    if request.method != "POST":
        return staff(request, SAY, "convergence_import.html", told)
    try:
        found = _taken(request)
    except Refused as error:
        return staff(request, SAY, "convergence_import.html", told | {"error": error})
    except CedicError as error:
        # What the reader says is said in English alone.
        told |= {"error": Refused(WRONG["no_workbook"]), "reader": error}
        return staff(request, SAY, "convergence_import.html", told)
    return to(f"{DESK}import/{found.pk}/")


def _taken(request: HttpRequest) -> Import:
    file = request.FILES.get("file")
    if file is None:
        raise Refused(WRONG_FILE["no_file"])
    if not file.size:
        raise Refused(WRONG_FILE["empty_file"])
    if file.size > LARGEST:
        raise Refused(WRONG["large"], most=LARGEST // 1_000_000)
    return importing.take(file.read(), file.name or "", request.user)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(permissions.EDIT)
@posted
def preview(request: HttpRequest, id: str) -> HttpResponse:
    """What a workbook would change, and the question whether it is to enter."""
    found = get_object_or_404(Import, pk=id, kind=importing.KIND)
    if request.method != "POST":
        return _shown(request, found)
    who = viewer(request)
    if "drop" in request.POST:
        importing.drop(found, request.user)
        return to(DESK, request, SAY["dropped"])
    visibility = request.POST.get("visibility", "internal")
    refused_unless(visibility == "internal" or (who.publishes and visibility in VISIBILITIES))
    leave_out = "leave_out" in request.POST
    seen = request.POST.get("seen", "")
    try:
        importing.enter(found, who, seen=seen, leave_out=leave_out, visibility=visibility)
    except Refused as error:
        found.refresh_from_db()
        return _shown(request, found, error)
    return to(f"{DESK}import/{found.pk}/", request, SAY["entered"])


def _shown(request: HttpRequest, found: Import, error: CedicError | None = None) -> HttpResponse:
    told: dict[str, Any] = {"found": found, "error": error}
    if found.state == "review":
        told |= _planned(request, importing.plan(found, viewer(request)))
        told["before"] = (
            Import.objects.filter(
                kind=importing.KIND, state="entered", fingerprint=found.fingerprint
            )
            .order_by("-entered")
            .first()
        )
    else:
        counts = found.decisions
        told["counts"] = [(STATES[one], counts[one]) for one in STATES if one in counts]
    return staff(request, SAY, "convergence_preview.html", told)


def _planned(request: HttpRequest, plan: Plan) -> dict[str, Any]:
    """The rows of one state, and how many there are of each."""
    bad = len({one.row for one in plan.problems})
    counts = {state: len(plan.of(state)) for state in ("new", "changed", "unchanged")}
    counts["left_out"] = bad
    asked = request.GET.get("show", "")
    state = asked if asked in counts else next((one for one in _FIRST if counts[one]), "new")
    listed: list[Any] = list(plan.problems) if state == "left_out" else plan.of(state)
    page = Paginator(listed, ON_A_PAGE).get_page(request.GET.get("page"))
    return {
        "plan": plan,
        "bad": bad,
        "state": state,
        "state_name": STATES[state],
        "states": [(one, STATES[one], count, one == state) for one, count in counts.items()],
        "enters": counts["new"] + counts["changed"],
        "page": page,
        "query": urlencode({"show": state}),
        "rows": [_told(one) for one in page] if state != "left_out" else [],
        "problems": [
            (one, COLUMNS[one.column], one.what(language()), one.remedy(language()))
            for one in (page if state == "left_out" else ())
        ],
        "visibilities": [
            one for one in VISIBILITIES.items() if viewer(request).publishes or one[0] == "internal"
        ],
    }


_FIRST = ("left_out", "changed", "new", "unchanged")
"""What is shown first, where there is any of it."""


def _told(row: Row) -> dict[str, Any]:
    told = importing.told(row.entry)
    return {
        "number": row.number,
        "title": said(row.entry.title, language())[0],
        "organisation": short_name(row.entry.organisation),
        "told": told,
        "changes": [(COLUMNS[name], before, after) for name, before, after in row.changes],
    }
