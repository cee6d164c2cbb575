"""Themes: the words by which mandates are grouped beside the axes of convergence."""

from __future__ import annotations

import re

from django.db import IntegrityError, transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from cedic.web import audit
from cedic.web.accounts import permissions
from cedic.web.accounts.access import allowed
from cedic.web.programme import deleting, uses
from cedic.web.programme.models import Theme
from cedic.web.programme.models.base import LONGEST_CODE, LONGEST_NAME
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

HERE = "manage/programme/themes/"
CODE = re.compile(r"[0-9A-Za-z]+(?:[-_][0-9A-Za-z]+)*")


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(permissions.EDIT)
@posted
def edit(request: HttpRequest, number: str = "") -> HttpResponse:
    """All themes, and the form for a new one or for one that is changed."""
    theme = get_object_or_404(Theme, pk=number) if number else Theme()
    if request.method != "POST":
        return _page(request, theme)
    try:
        _saved(request, theme)
    except IntegrityError:
        return _page(request, theme, Refused(WRONG["code"], code=theme.code))
    except Refused as error:
        return _page(request, theme, error)
    return to(HERE, request, SAY_COMMON["saved"])


@transaction.atomic
def _saved(request: HttpRequest, theme: Theme) -> None:
    theme.code = request.POST.get("code", "").strip()[: LONGEST_CODE + 1]
    if not CODE.fullmatch(theme.code) or len(theme.code) > LONGEST_CODE:
        raise Refused(WRONG["code"], code=theme.code)
    theme.name = words_posted(request, "name", longest=LONGEST_NAME)
    if not theme.name:
        raise Refused("empty", name=SAY["name"][language()])
    unchanged(request, theme)
    theme.save()
    audit.record(request.user, "programme.theme_saved", theme.code, {"id": theme.pk})


def _page(request: HttpRequest, theme: Theme, error: Refused | None = None) -> HttpResponse:
    now = Theme.objects.filter(pk=theme.pk).first() if isinstance(error, Clash) else None
    told = {
        "one": theme,
        "fields": Fields("name", SAY["name"][language()], theme.name, 1, LONGEST_NAME),
        "rows": Theme.objects.annotate(used=Count("paragraphs")),
        "error": error,
        "seen": mark_of(now) if now else request.POST.get("seen", mark_of(theme)),
        "theirs": [(now.code, plain_words(now.name))] if now else [],
    }
    return staff(request, SAY, "mandates_themes.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(permissions.PUBLISH)
@posted
def delete(request: HttpRequest, number: str) -> HttpResponse:
    """Delete a theme that nothing uses."""
    theme = get_object_or_404(Theme, pk=number)
    return deleting.of_terms(request, theme, uses.of_theme, "programme.theme_deleted", HERE)
