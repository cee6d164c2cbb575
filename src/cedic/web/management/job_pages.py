"""The work in the background: asked for, watched, called off, started again."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

import cedic
from cedic.web.accounts import permissions
from cedic.web.accounts.access import allowed
from cedic.web.management import jobs
from cedic.web.management.models import Job
from cedic.web.management.pages import manage, posted, staff, to, told_when
from cedic.web.management.words import JOBS, SAY, STATES

PUBLISHING = ("build", "figures")
"""The kinds of work that change what the public reads."""
PATIENCE = 5
"""Seconds after which work that waits seems to have no worker."""


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(permissions.READ)
@posted
def work(request: HttpRequest) -> HttpResponse:
    """What was done, and what can be asked for."""
    if request.method == "POST":
        return _build(request)
    return staff(
        request,
        "work.html",
        {
            "jobs": [told(job) for job in Job.objects.all()[:50]],
            "flows": [one.dataflow for one in cedic.open().publications.values()],
        },
    )


@allowed(permissions.PUBLISH)
def _build(request: HttpRequest) -> HttpResponse:
    only = [cedic.open().dataflow(id).id for id in request.POST.getlist("only")]
    options = {"only": only, "force": "force" in request.POST}
    job = jobs.start("build", ", ".join(only), options, request.user)
    return to(f"jobs/{job.pk}/")


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(permissions.READ)
@posted
def job(request: HttpRequest, number: int) -> HttpResponse:
    """One piece of work as far as it has come."""
    found = get_object_or_404(Job, pk=number)
    if request.method == "POST":
        return _changed(request, found)
    return staff(request, "job.html", {"one": told(found)})


@allowed(permissions.EDIT)
def _changed(request: HttpRequest, found: Job) -> HttpResponse:
    if found.kind in PUBLISHING and not request.user.has_perm(permissions.PUBLISH):
        from django.core.exceptions import PermissionDenied

        raise PermissionDenied
    if "again" in request.POST and (not found.is_open or found.is_stopped):
        return to(f"jobs/{jobs.again(found, request.user).pk}/")
    if found.is_open:
        jobs.cancel(found, request.user)
    return to(f"jobs/{found.pk}/")


@require_safe
@allowed(permissions.READ)
def progress(request: HttpRequest, number: int) -> HttpResponse:
    """The part of a job's page that changes while it runs."""
    found = told(get_object_or_404(Job, pk=number))
    return render(
        request,
        "management/progress.html",
        {
            "one": found,
            "say": SAY,
            "may_edit": request.user.has_perm(permissions.EDIT),
            "may_publish": request.user.has_perm(permissions.PUBLISH),
        },
    )


def told(found: Job) -> dict[str, Any]:
    """A job as a page tells it."""
    state = "stopped" if found.is_stopped else found.state
    waited = (timezone.now() - found.made).total_seconds()
    upload = found.options.get("upload")
    return {
        "job": found,
        "name": JOBS[found.kind],
        "publishing": found.kind in PUBLISHING,
        "state": STATES[state],
        "stopped": found.is_stopped,
        "open": found.is_open and not found.is_stopped,
        "no_worker": found.state == Job.State.WAITING and waited > PATIENCE,
        "percent": None if found.share is None else round(found.share * 100),
        "lines": found.lines[-12:],
        "made": told_when(found.made),
        "ended": told_when(found.ended),
        "address": manage(f"jobs/{found.pk}/"),
        "next": manage(f"uploads/{upload}/") if upload else "",
    }
