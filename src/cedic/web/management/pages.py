"""What the pages of management share: the frame, the parts, and how things are told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from cedic.errors import CedicError
from cedic.model import Text, not_writing, pasted
from cedic.publish.citation import day
from cedic.web.accounts import permissions
from cedic.web.management.words import SAY, WRONG
from cedic.web.words import language


def staff(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page of management."""
    user = request.user
    return render(
        request,
        f"management/{template}",
        {
            "say": SAY,
            "may_edit": user.has_perm(permissions.EDIT),
            "may_publish": user.has_perm(permissions.PUBLISH),
            "may_administer": user.has_perm(permissions.ADMINISTER),
            "told": list(messages.get_messages(request)),
            **context,
        },
        status=status,
    )


def manage(path: str) -> str:
    """An address of management in the visitor's language."""
    return f"/{language()}/manage/{path}"


def to(path: str, request: HttpRequest | None = None, done: str = "") -> HttpResponseRedirect:
    """Go on at a page of management, and tell there what was done."""
    if request is not None:
        messages.success(request, SAY[done][language()])
    return HttpResponseRedirect(manage(path))


def told_when(moment: datetime | None) -> str:
    """A moment in the visitor's language, in UTC."""
    return "" if moment is None else f"{day(moment.date(), language())}, {moment:%H:%M} UTC"


def posted(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that tells what is wrong with what was asked as a page, with status 400."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except CedicError as error:
            return staff(request, "wrong.html", {"error": error, "back": request.path}, status=400)

    return answer


def text_of(values: Mapping[str, str]) -> Text:
    """Words from a form in four languages.

    Raises
    ------
    Refused
        If one is empty, too long, or has signs that are none of writing.
    """
    return Text.of({name: checked_words(values.get(name, ""), name) for name in Text.same("x")})


LONGEST_TEXT = 4000


class Refused(CedicError):  # noqa: N818 - what it is
    """What a form holds cannot be taken; the reason is told in the visitor's language."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(WRONG[reason][language()].format(**values))


def checked_words(words: str, name: str, longest: int = LONGEST_TEXT) -> str:
    """One text of a form, without space around it.

    Raises
    ------
    Refused
        If it is empty, too long, or has signs that are none of writing.
    """
    from cedic.web.words import LANGUAGE_NAMES

    found = pasted(words).strip()
    shown = LANGUAGE_NAMES.get(name, name)
    if not found:
        raise Refused("empty", name=shown)
    if len(found) > longest:
        raise Refused("long", name=shown, longest=longest)
    if not_writing(found):
        raise Refused("signs", name=shown)
    return found
