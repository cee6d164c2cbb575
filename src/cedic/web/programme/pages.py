"""What the pages of the work programme share: the frame, the forms, and how things are told."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import date
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from cedic.errors import CedicError
from cedic.model import LANGUAGES, Text, not_writing, pasted
from cedic.publish.citation import day
from cedic.web import pages as public_pages
from cedic.web.programme.viewers import viewer
from cedic.web.programme.words.common import SAY, WRONG
from cedic.web.words import language

Say = Mapping[str, Text]


def public(
    request: HttpRequest, say: Say, template: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page for everyone, which shows more to those who may see more.

    Parameters
    ----------
    request : HttpRequest
        The request.
    say : mapping of str to Text
        What the part says beside what all parts say, ``{{ say.title|said }}``.
    template : str
        The template, below ``programme/``; it extends ``programme/public.html``.
    context : mapping
        What it is filled with.
    """
    response = public_pages.page(request, f"programme/{template}", _context(request, say, context))
    response.status_code = status
    return response


def staff(
    request: HttpRequest, say: Say, template: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page of staff, its view guarded by ``@allowed``; it extends ``programme/staff.html``."""
    return render(request, f"programme/{template}", _context(request, say, context), status=status)


def _context(request: HttpRequest, say: Say, context: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "say": {**SAY, **say},
        "viewer": viewer(request),
        "told": list(messages.get_messages(request)) if viewer(request).user else [],
        "home": f"/{language()}/programme/",
        "desk": f"/{language()}/manage/programme/",
        **context,
    }


def to(address: str, request: HttpRequest | None = None, done: Text | None = None) -> HttpResponse:
    """Go on at an address below the language, and tell there what was done."""
    if request is not None and done is not None:
        messages.success(request, done[language()])
    return HttpResponseRedirect(f"/{language()}/{address}")


def posted(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that tells what is wrong with what was asked as a page, with status 400."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except CedicError as error:
            told = {"error": error, "back": request.path}
            return staff(request, {}, "wrong.html", told, status=400)

    return answer


class Refused(CedicError):  # noqa: N818 - what it is
    """What a form holds cannot be taken; the reason is told in the visitor's language."""

    def __init__(self, reason: Text | str, **values: object) -> None:
        text = WRONG[reason] if isinstance(reason, str) else reason
        super().__init__(text[language()].format(**values))


class Clash(Refused):
    """Somebody else has changed it meanwhile."""

    def __init__(self) -> None:
        super().__init__("edited")


def mark_of(record: models.Model) -> str:
    """What tells one state of a record from another, for a form to keep in its field ``seen``.

    Records that are edited often count their revisions instead: see
    :class:`cedic.web.programme.models.base.Edited`. Empty for a record that is not kept yet.
    """
    if record.pk is None:
        return ""
    held = [str(getattr(record, column.attname)) for column in record._meta.concrete_fields]
    return hashlib.sha256("\0".join(held).encode()).hexdigest()[:16]


def unchanged(request: HttpRequest, record: models.Model) -> None:
    """Refuse to save over what one has not seen. To be asked for in the transaction that saves.

    Raises
    ------
    Clash
        If somebody has changed or deleted the record since the form was shown.
    """
    held = type(record)._base_manager.select_for_update().filter(pk=record.pk).first()
    if record.pk is not None and (held is None or request.POST.get("seen") != mark_of(held)):
        raise Clash


def words_posted(request: HttpRequest, name: str, *, longest: int = 20_000) -> dict[str, str]:
    """Words in several languages from a form: ``title-es``, ``title-en``, and so on.

    Raises
    ------
    Refused
        If one is too long, or has signs that are none of writing.
    """
    found = {one: clean(request.POST.get(f"{name}-{one}", ""), longest) for one in LANGUAGES}
    return {one: words for one, words in found.items() if words}


def clean(words: str, longest: int = 20_000) -> str:
    """A text of a form, without space around it.

    Raises
    ------
    Refused
        If it is too long, or has signs that are none of writing.
    """
    found = pasted(words).strip()
    if len(found) > longest:
        raise Refused("long", longest=longest)
    if wrong := not_writing(found):
        raise Refused("signs", sign=wrong[0], line=wrong[1])
    return found


def day_posted(request: HttpRequest, name: str) -> date | None:
    """A day from a form; None if it is empty.

    Raises
    ------
    Refused
        If it is no day between 1900 and 2200.
    """
    given = request.POST.get(name, "").strip()
    if not given:
        return None
    try:
        found = date.fromisoformat(given[:40])
    except ValueError:
        raise Refused("day", given=given[:40]) from None
    if not 1900 <= found.year <= 2200:
        raise Refused("day", given=given[:40])
    return found


def told_day(when: date | None) -> str:
    """A day in the visitor's language; empty if there is none."""
    return "" if when is None else day(when, language())
