"""What is deleted only if nothing uses it: units, organisations, themes, axes, and draft programmes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from cedic.model import Text
from cedic.web import audit
from cedic.web.accounts import permissions
from cedic.web.accounts.access import allowed
from cedic.web.programme import search, uses
from cedic.web.programme.models import Axis, Organisation, Unit, WorkProgramme
from cedic.web.programme.pages import Clash, Refused, posted, staff, to
from cedic.web.programme.programmes_desk import DESK, FORM
from cedic.web.programme.programmes_tree import going_with
from cedic.web.programme.settings_pages import HOME
from cedic.web.programme.uses import Use
from cedic.web.programme.words.programmes import UNTITLED
from cedic.web.programme.words.programmes_staff import SAY as STAFF
from cedic.web.programme.words.settings import SAY, WRONG


class _InUse(Refused):
    """The record is used; `uses` says by what."""

    def __init__(self, found: list[Use]) -> None:
        self.uses = found
        super().__init__(WRONG["in_use"])


@require_http_methods(FORM)
@allowed(permissions.PUBLISH)
@posted
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a unit that nothing uses."""
    found = get_object_or_404(Unit, pk=pk)
    return of_terms(request, found, uses.of_unit, "programme.unit_deleted", HOME)


@require_http_methods(FORM)
@allowed(permissions.PUBLISH)
@posted
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete an organisation that nothing uses."""
    found = get_object_or_404(Organisation, pk=pk)
    return of_terms(request, found, uses.of_organisation, "programme.organisation_deleted", HOME)


@require_http_methods(FORM)
@allowed(permissions.PUBLISH)
@posted
def axis(request: HttpRequest, number: str) -> HttpResponse:
    """Delete an axis that nothing uses, with topics that nothing is entered on."""
    found = get_object_or_404(Axis, pk=int(number))
    return of_terms(
        request, found, uses.of_axis, "programme.axis_deleted", "manage/programme/convergence/"
    )


def of_terms(
    request: HttpRequest, record: Any, used: Callable[[Any], list[Use]], action: str, home: str
) -> HttpResponse:
    """Delete a record with a code and a name: first a page that tells what uses it.

    Parameters
    ----------
    request : HttpRequest
        A POST deletes; anything else asks.
    record : Unit, Organisation, Theme or Axis
        What is to be deleted.
    used : callable
        What uses it: one of :mod:`cedic.web.programme.uses`.
    action : str
        What the audit trail calls it.
    home : str
        Where to go on, below the language.
    """
    error = None
    if request.method == "POST":
        try:
            _delete(request, record, used, action)
        except _InUse as refused:
            error = refused
        else:
            return to(home, request, STAFF["deleted"])
    told = {
        "code": record.code,
        "name": record.name,
        "uses": error.uses if error else used(record),
        "error": error,
        "why": WRONG["in_use"],
        "back_to": home,
    }
    return _page(request, told)


def _delete(
    request: HttpRequest, record: Any, used: Callable[[Any], list[Use]], action: str
) -> None:
    try:
        with transaction.atomic():
            # Who would use it from now on waits, and finds it gone.
            held = get_object_or_404(type(record).objects.select_for_update(), pk=record.pk)
            if found := used(held):
                raise _InUse(found)
            audit.record(request.user, action, held.code, dict(held.name))
            held.delete()
    except ProtectedError:
        raise _InUse(used(record)) from None


@require_http_methods(FORM)
@allowed(permissions.PUBLISH)
@posted
def programme(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a draft that was never shown to anybody, with its items and its own documents."""
    record = get_object_or_404(WorkProgramme, pk=pk)
    error: Refused | None = None
    if request.method == "POST":
        try:
            _delete_programme(request, pk)
        except Refused as refused:
            error = refused
        else:
            return to(DESK, request, STAFF["deleted"])
    told = {
        "code": str(record),
        "name": record.title or UNTITLED,
        "going": _going(record),
        "uses": uses.of_programme(record),
        "locked": record.stage != "draft",
        "why": _why_not(record),
        "error": error,
        "seen": _standing(record),
        "back_to": f"{DESK}{pk}/",
    }
    return _page(request, told)


def _why_not(record: WorkProgramme) -> Text:
    """Why a programme that is used cannot be deleted."""
    frozen = record.stage != "draft" or record.versions.exists()
    return WRONG["frozen" if frozen else "in_use"]


@transaction.atomic
def _delete_programme(request: HttpRequest, pk: int) -> None:
    record = get_object_or_404(WorkProgramme.objects.select_for_update(), pk=pk)
    if record.stage != "draft" or uses.of_programme(record):
        raise Refused(_why_not(record))
    if request.POST.get("seen", "") != _standing(record):
        raise Clash
    items = [str(one) for one in record.items.all()]
    detail = {"title": record.title, "items": items}
    audit.record(request.user, "programme.deleted", str(record), detail)
    search.drop_group(record)
    record.delete()


def _going(record: WorkProgramme) -> list[tuple[Text, int]]:
    items = list(record.items.all())
    return going_with(
        items,
        (SAY["items_of_it"], len(items)),
        (SAY["own_documents"], record.documents.count()),
    )


def _standing(record: WorkProgramme) -> str:
    """What tells whether anybody has written in a programme since it was shown."""
    return f"{record.revision}.{sum(record.items.values_list('revision', flat=True))}"


def _page(request: HttpRequest, told: dict[str, Any]) -> HttpResponse:
    told |= {
        "may_delete": not (told["uses"] or told.get("locked")),
        "may_administer": request.user.has_perm(permissions.ADMINISTER),
    }
    return staff(request, STAFF | SAY, "settings_delete.html", told)
