"""What needs attention, and where the parts are."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

import cedic
from cedic.errors import CedicError
from cedic.model import Text
from cedic.warehouse import Store
from cedic.warehouse.build import stale
from cedic.web.accounts import permissions
from cedic.web.accounts.access import allowed, beginning
from cedic.web.management.models import Decision, Job
from cedic.web.management.pages import staff, told_when
from cedic.web.management.words import ACTIONS, JOBS, PUBLISH_RELEASE
from cedic.web.words import language


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What needs attention; member states are led to the work programme."""
    user = request.user
    if user.is_authenticated and beginning(user) != "manage/":
        return redirect(f"/{language()}/{beginning(user)}")
    return _home(request)


@allowed(permissions.READ)
def _home(request: HttpRequest) -> HttpResponse:
    store = cedic.open()
    try:
        old, sources = stale(store), store.sources()
        release = next(iter(store.releases()), None)
    except CedicError:
        old, sources, release = [], {}, None
    latest = {(job.kind, job.subject): job for job in Job.objects.all()[:100][::-1]}
    return staff(
        request,
        "home.html",
        {
            "failed": [
                {"job": job, "name": JOBS[job.kind], "when": told_when(job.ended or job.made)}
                for job in latest.values()
                if job.state == Job.State.FAILED or job.is_stopped
            ],
            "running": [
                {"job": job, "name": JOBS[job.kind]} for job in latest.values() if job.is_open
            ],
            "planned": [_plan(one) for one in planned()],
            "stale": [_named(store, id) for id in old],
            "sources": sources,
            "release": release,
            "built": told_when(release.created) if release else "",
        },
    )


def planned(**of: Any) -> list[Decision]:
    """The decisions that are still to take effect."""
    return list(Decision.objects.filter(cancelled=False, moment__gt=timezone.now(), **of))


def action_name(action: str, release: int | None) -> Text:
    """What a decision does, in all languages."""
    if release is None:
        return ACTIONS[action]
    return Text.of({name: words.format(release) for name, words in PUBLISH_RELEASE.items()})


def _plan(one: Decision) -> dict[str, Any]:
    name = action_name(one.action, one.release)
    return {"decision": one, "name": name, "when": told_when(one.moment)}


def _named(store: Store, id: str) -> Any:
    return store.dataflow(id)
