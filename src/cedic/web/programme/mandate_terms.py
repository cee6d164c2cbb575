"""Themes and axes: the words by which mandates are grouped."""

from __future__ import annotations

import re
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from cedic.web import audit
from cedic.web.accounts import permissions
from cedic.web.accounts.access import allowed
from cedic.web.programme import deleting, uses
from cedic.web.programme.models import Axis, Theme
from cedic.web.programme.models.base import LONGEST_CODE, LONGEST_NAME, Edited
from cedic.web.programme.pages import (
    Clash,
    Refused,
    mark_of,
    posted,
    staff,
    to,
    unchanged,
    words_posted,
)
from cedic.web.programme.tags import Fields, plain_words
from cedic.web.programme.words.common import SAY as SAY_COMMON
from cedic.web.programme.words.mandates import SAY, WRONG
from cedic.web.words import language

KINDS: dict[str, Any] = {"themes": Theme, "axes": Axis}
USES: dict[str, Any] = {"themes": uses.of_theme, "axes": uses.of_axis}
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
            unchanged(request, one)
            if isinstance(one, Edited) and one.pk:
                one.save_over(one.revision, request.user)
            else:
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
    now = KINDS[kind].objects.filter(pk=one.pk).first() if isinstance(error, Clash) else None
    status = 409 if now else 400 if error else 200
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
            "seen": mark_of(now) if now else request.POST.get("seen", mark_of(one)),
            "theirs": [(now.code, plain_words(now.name))] if now else [],
        },
        status=status,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(permissions.EDIT)
@posted
def delete(request: HttpRequest, kind: str, number: str) -> HttpResponse:
    """Delete a theme or an axis that nothing uses."""
    one = get_object_or_404(KINDS[kind], pk=number)
    home = f"manage/programme/{kind}/"
    return deleting.of_terms(request, one, USES[kind], _action(kind, "deleted"), home)
