"""Themes and axes: the words by which mandates are grouped."""

from __future__ import annotations

import re
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from cedic.web import audit
from cedic.web.accounts import permissions
from cedic.web.accounts.access import allowed
from cedic.web.programme.models import Axis, Theme
from cedic.web.programme.models.base import LONGEST_CODE, LONGEST_NAME
from cedic.web.programme.pages import Refused, posted, staff, to, words_posted
from cedic.web.programme.tags import Fields
from cedic.web.programme.words.common import SAY as SAY_COMMON
from cedic.web.programme.words.mandates import SAY, WRONG
from cedic.web.words import language

KINDS: dict[str, Any] = {"themes": Theme, "axes": Axis}
CODE = re.compile(r"[0-9A-Za-z]+(?:[-_][0-9A-Za-z]+)*")


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(permissions.EDIT)
@posted
def listed(request: HttpRequest, kind: str) -> HttpResponse:
    """All themes, or all axes, and the form for a new one."""
    one = KINDS[kind]()
    if request.method == "POST":
        return _saved(request, kind, one)
    return _page(request, kind, one)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(permissions.EDIT)
@posted
def edit(request: HttpRequest, kind: str, number: str) -> HttpResponse:
    """Change a theme or an axis."""
    one = get_object_or_404(KINDS[kind], pk=number)
    if request.method == "POST":
        return _saved(request, kind, one)
    return _page(request, kind, one)


def _saved(request: HttpRequest, kind: str, one: Any) -> HttpResponse:
    one.code = request.POST.get("code", "").strip()[: LONGEST_CODE + 1]
    try:
        if not CODE.fullmatch(one.code) or len(one.code) > LONGEST_CODE:
            raise Refused(WRONG["code"], code=one.code)
        one.name = words_posted(request, "name", longest=LONGEST_NAME)
        if not one.name:
            raise Refused("empty", name=SAY["name"][language()])
        if kind == "axes":
            one.position = _position(request)
        with transaction.atomic():
            one.save()
            audit.record(request.user, _action(kind, "saved"), one.code, {"id": one.pk})
    except IntegrityError:
        return _page(request, kind, one, Refused(WRONG["code"], code=one.code))
    except Refused as error:
        return _page(request, kind, one, error)
    return to(f"manage/programme/{kind}/", request, SAY_COMMON["saved"])


def _position(request: HttpRequest) -> int:
    given = request.POST.get("position", "").strip()
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 6 else 0


def _action(kind: str, what: str) -> str:
    return f"programme.{'theme' if kind == 'themes' else 'axis'}_{what}"


def _page(request: HttpRequest, kind: str, one: Any, error: Refused | None = None) -> HttpResponse:
    return staff(
        request,
        SAY,
        "mandates_terms.html",
        {
            "kind": kind,
            "heading": SAY[kind],
            "one": one,
            "fields": Fields("name", SAY["name"][language()], one.name, 1, LONGEST_NAME),
            "rows": KINDS[kind].objects.annotate(used=Count("paragraphs")),
            "error": error,
        },
    )


@require_POST
@allowed(permissions.EDIT)
@posted
def delete(request: HttpRequest, kind: str, number: str) -> HttpResponse:
    """Delete a theme or an axis that nothing uses."""
    one = get_object_or_404(KINDS[kind], pk=number)
    if one.paragraphs.exists() or (kind == "axes" and _leads_on(one)):
        raise Refused(WRONG["used"])
    try:
        with transaction.atomic():
            audit.record(request.user, _action(kind, "deleted"), one.code, {"id": one.pk})
            one.delete()
    except ProtectedError:
        raise Refused(WRONG["used"]) from None
    return to(f"manage/programme/{kind}/", request, SAY["deleted"])


def _leads_on(axis: Axis) -> bool:
    """Whether topics, leaderships or roadmaps would go with an axis."""
    return any(getattr(axis, name).exists() for name in ("topics", "leaderships", "roadmaps"))
