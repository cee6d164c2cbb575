"""What is public: published, withdrawn, planned, and noted; release by release."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

import cedic
from cedic.errors import CedicError, UnknownCodeError
from cedic.model import LANGUAGES, Dataflow
from cedic.publish.changes import changes
from cedic.publish.numbers import formatted
from cedic.warehouse import Release, Store
from cedic.web import audit
from cedic.web.accounts import permissions
from cedic.web.accounts.access import allowed
from cedic.web.management import state
from cedic.web.management.home import action_name, planned
from cedic.web.management.models import LONGEST_NAME, Decision, Portal, ReleaseNote
from cedic.web.management.pages import Refused, checked_words, posted, staff, to, told_when
from cedic.web.management.words import ACTIONS, FLOW_STATES
from cedic.web.words import LANGUAGE_NAMES, language

COMPARED = 6
"""How many releases a page compares with the one before."""


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(permissions.READ)
@posted
def listed(request: HttpRequest) -> HttpResponse:
    """Every dataflow, and what the public reads of it."""
    if request.method == "POST":
        return _preference(request)
    store = cedic.open()
    waits = Portal.objects.values_list("waits_since", flat=True).first()
    return staff(
        request,
        "dataflows.html",
        {
            "rows": [_standing(store, one.dataflow) for one in store.publications.values()],
            "waits": waits is not None,
        },
    )


@allowed(permissions.PUBLISH)
def _preference(request: HttpRequest) -> HttpResponse:
    waits = request.POST.get("builds") == "wait"
    row = Portal.objects.first()
    if waits != (row is not None and row.waits_since is not None):
        built = cedic.open().releases()
        Portal.changed(waits_since=(built[0].number if built else 0) if waits else None)
        told = "portal.builds_wait" if waits else "portal.builds_follow"
        audit.record(request.user, told, "portal")
    return to("dataflows/", request, "saved")


def _standing(store: Store, flow: Dataflow) -> dict[str, Any]:
    """What the public reads of a dataflow, and what is built."""
    vintages = _vintages(store, flow)
    now = state.refreshed()
    last = dict(now.held).get(flow.id)
    public = next((one for one in vintages if last is None or one.number <= last), None)
    if flow.id in dict(now.withdrawn):
        kind = "withdrawn"
    elif public is None:
        kind = "unpublished"
    elif public is not vintages[0]:
        kind = "behind"
    else:
        kind = "follows" if last is None else "published"
    return {
        "flow": flow,
        "state": FLOW_STATES[kind],
        "kind": kind,
        "public": public.number if public else None,
        "built": vintages[0].number if vintages else None,
        "when": told_when(vintages[0].created) if vintages else "",
        "planned": [_decision(one) for one in planned(dataflow=flow.id)],
    }


def _vintages(store: Store, flow: Dataflow) -> list[Release]:
    return store.vintages(flow.id) if store.releases() else []


def _decision(one: Decision) -> dict[str, Any]:
    return {
        "decision": one,
        "name": action_name(one.action, one.release),
        "when": told_when(one.moment),
        "made": told_when(one.made),
    }


def _flow(id: str) -> tuple[Store, Dataflow]:
    store = cedic.open()
    try:
        return store, store.dataflow(id)
    except UnknownCodeError as error:
        raise Http404(error.what) from error


@require_http_methods(["GET", "HEAD"])
@allowed(permissions.READ)
@posted
def one(request: HttpRequest, id: str) -> HttpResponse:
    """A dataflow: what is public, its releases and what changed in each, and what was decided."""
    from cedic.web.audit.models import Entry

    store, flow = _flow(id)
    vintages = _vintages(store, flow)
    notes = ReleaseNote.said(flow.id, language())
    return staff(
        request,
        "dataflow.html",
        {
            **_standing(store, flow),
            "actions": ACTIONS,
            "releases": [
                {
                    "number": release.number,
                    "when": told_when(release.created),
                    "note": notes.get(release.number, ""),
                    "changes": _changes(store, flow, vintages, at) if at < COMPARED else None,
                }
                for at, release in enumerate(vintages)
            ],
            "decisions": [
                _decision(one) for one in Decision.objects.filter(dataflow=flow.id)[::-1]
            ],
            "entries": [
                {"entry": entry, "when": told_when(entry.moment)}
                for entry in Entry.objects.filter(subject=flow.id)[:20]
            ],
        },
    )


def _changes(
    store: Store, flow: Dataflow, vintages: list[Release], at: int
) -> dict[str, str] | None:
    """What changed in a release, in the visitor's numbers; None for the first one."""
    if at + 1 == len(vintages):
        return None
    found = changes(store, flow, vintages[at + 1].number, vintages[at].number)
    names = ("added", "removed", "changed", "status_changed")
    return {name: formatted(getattr(found, name), language()) for name in names}


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(permissions.PUBLISH)
@posted
def decide(request: HttpRequest, id: str) -> HttpResponse:
    """See what a decision does, and take it."""
    store, flow = _flow(id)
    values = request.POST if request.method == "POST" else request.GET
    action = values.get("action", "")
    if action not in Decision.Action.values:
        raise Refused("action")
    release = _release(store, flow, values.get("release", "")) if action == "publish" else None
    shown = {
        "flow": flow,
        "action": action,
        "name": action_name(action, release),
        "release": release,
        "values": values,
    }
    if request.method != "POST":
        return staff(request, "decide.html", shown | _so_far(store, flow))
    with transaction.atomic():
        Portal.one_at_a_time()
        now = _so_far(store, flow)
        try:
            if values.get("seen") != now["seen"]:
                raise Refused("decided")
            _decide(request, flow, action, release)
        except CedicError as error:
            return staff(request, "decide.html", {**shown, **now, "error": error}, status=400)
    return to(f"dataflows/{flow.id}/", request, "decided")


def _so_far(store: Store, flow: Dataflow) -> dict[str, Any]:
    """What was decided until now, which who decides must have seen."""
    last = Decision.objects.filter(dataflow=flow.id).order_by("-id").first()
    return {
        "seen": str(last.pk if last else 0),
        "standing": _standing(store, flow),
        "last": _decision(last) if last else None,
    }


def _release(store: Store, flow: Dataflow, number: str) -> int:
    numbers = [one.number for one in _vintages(store, flow)]
    if number not in map(str, numbers):
        raise Refused("release", release=number[:20])
    return int(number)


def _decide(request: HttpRequest, flow: Dataflow, action: str, release: int | None) -> None:
    note = request.POST.get("note", "")
    if action == "withdraw" or note.strip():
        note = checked_words(note, ACTIONS[action][language()], 1000)
    moment = _moment(request.POST.get("moment", "").strip())
    with transaction.atomic():
        Decision.objects.create(
            dataflow=flow.id,
            action=action,
            release=release,
            moment=moment or timezone.now(),
            note=note,
            by=request.user,
            by_name=str(request.user)[:LONGEST_NAME],
        )
        detail = {"release": release, "note": note, "moment": moment}
        told = f"dataflow.{action}_planned" if moment else f"dataflow.{action}"
        audit.record(request.user, told, flow.id, detail)


def _moment(text: str) -> datetime | None:
    """A moment still to come, in UTC; None for now."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Refused("moment") from None
    if moment.tzinfo is not None:
        # The form says UTC; what says otherwise was not written there.
        raise Refused("moment")
    moment = moment.replace(tzinfo=UTC)
    if moment <= timezone.now() or moment.year > timezone.now().year + 10:
        raise Refused("moment")
    return moment


@require_POST
@allowed(permissions.PUBLISH)
def call_off(request: HttpRequest, id: str, number: int) -> HttpResponse:
    """Call a plan off."""
    plan = get_object_or_404(Decision, pk=number, dataflow=id)
    if plan.is_planned:
        plan.cancelled = True
        plan.save()
        audit.record(request.user, "dataflow.plan_cancelled", id, {"decision": plan.pk})
    return to(f"dataflows/{id}/", request, "called_off")


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(permissions.PUBLISH)
@posted
def note(request: HttpRequest, id: str, number: int) -> HttpResponse:
    """Write what the public is told of a release."""
    store, flow = _flow(id)
    release = _release(store, flow, str(number))
    if request.method == "POST":
        with transaction.atomic():
            Portal.one_at_a_time()
            return _posted_note(request, flow, release)
    found = _noted(flow, release)
    context = {"flow": flow, "release": release, "version": found.version if found else 0}
    return staff(request, "note.html", {**context, "fields": _fields(_words(found))})


def _noted(flow: Dataflow, release: int) -> ReleaseNote | None:
    return ReleaseNote.objects.filter(dataflow=flow.id, release=release).first()


def _words(note: ReleaseNote | None) -> dict[str, str]:
    return {name: getattr(note, name, "") for name in LANGUAGES}


def _posted_note(request: HttpRequest, flow: Dataflow, release: int) -> HttpResponse:
    found = _noted(flow, release)
    version = found.version if found else 0
    words = {name: request.POST.get(name, "") for name in LANGUAGES}
    try:
        if request.POST.get("version") != str(version):
            raise Refused("noted")
        _write_note(request, flow, release, words, version)
    except CedicError as error:
        context = {
            "flow": flow,
            "release": release,
            "version": version,
            "fields": _fields(words),
            "error": error,
            "theirs": _fields(_words(found)) if found else None,
        }
        return staff(request, "note.html", context, status=400)
    return to(f"dataflows/{flow.id}/", request, "saved")


def _write_note(
    request: HttpRequest, flow: Dataflow, release: int, words: dict[str, str], version: int
) -> None:
    if any(text.strip() for text in words.values()):
        words = {name: checked_words(text, name, 1000) for name, text in words.items()}
    with transaction.atomic():
        ReleaseNote.objects.update_or_create(
            dataflow=flow.id, release=release, defaults={**words, "version": version + 1}
        )
        audit.record(request.user, "release.noted", flow.id, {"release": release, **words})


def _fields(words: dict[str, str]) -> list[tuple[str, str, str]]:
    return [(name, LANGUAGE_NAMES[name], words[name]) for name in LANGUAGES]
