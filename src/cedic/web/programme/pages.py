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
from cedic.programme.convergence_file import is_web_address
from cedic.programme.model import Words
from cedic.publish.citation import day
from cedic.web import pages as public_pages
from cedic.web.programme.models.base import LONGEST_ADDRESS, Edited
from cedic.web.programme.viewers import viewer
from cedic.web.programme.words.common import SAY, WRONG
from cedic.web.words import language

Say = Mapping[str, Text]


def public(
    request: HttpRequest, say: Say, template: str, context: Mapping[str, Any], *, status: int = 0
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
    status : int, optional
        Its status; by default what follows from the ``error`` that it tells: 400, 409 for a clash,
        200 without one.
    """
    response = public_pages.page(request, f"programme/{template}", _context(request, say, context))
    response.status_code = status or _status(context)
    return response


def staff(
    request: HttpRequest, say: Say, template: str, context: Mapping[str, Any], *, status: int = 0
) -> HttpResponse:
    """A page of staff, its view guarded by ``@allowed``; it extends ``programme/staff.html``.

    It takes what :func:`public` takes.
    """
    told = _context(request, say, context)
    return render(request, f"programme/{template}", told, status=status or _status(context))


def _status(context: Mapping[str, Any]) -> int:
    error = context.get("error")
    return 200 if error is None else 409 if isinstance(error, Clash) else 400


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
            # What somebody else has written is not on this page.
            told = Refused("changed_meanwhile") if isinstance(error, Clash) else error
            return staff(request, {}, "wrong.html", {"error": told, "back": request.path})

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


def save_over(request: HttpRequest, record: Edited, seen: str = "revision") -> None:
    """Save a record of a form: a new one, or one that nobody has changed since it was shown.

    Parameters
    ----------
    request : HttpRequest
        What was sent.
    record : Edited
        The record, as it is to be; to be saved in a transaction with all that depends on it.
    seen : str, default "revision"
        The field of the form that holds the revision that was changed.

    Raises
    ------
    Clash
        If somebody has.
    """
    if record.pk is None:
        record.changed_by = request.user
        record.save()
    elif not record.save_over(request.POST.get(seen, ""), request.user):
        raise Clash


def words_typed(request: HttpRequest, name: str) -> Words:
    """Words of a form as they were typed, to be shown again; empty ones are left out."""
    found = {one: request.POST.get(f"{name}-{one}", "").strip() for one in LANGUAGES}
    return {one: words.replace("\r\n", "\n") for one, words in found.items() if words}


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


def address_posted(request: HttpRequest, name: str) -> str:
    """An address of the web from a form; empty if there is none.

    Raises
    ------
    Refused
        If it is none.
    """
    found = clean(request.POST.get(name, ""), LONGEST_ADDRESS)
    if found and not is_web_address(found):
        raise Refused("address")
    return found


def number_of(given: str) -> int | None:
    """The number of a record that a form or an address names; None if it is none."""
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 16 else None


def numbers_posted(request: HttpRequest, name: str, most: int) -> list[int]:
    """The numbers of the records that are ticked on a form, those first that were sent first."""
    given = map(number_of, request.POST.getlist(name)[:most])
    return [one for one in given if one is not None]


def told_day(when: date | None) -> str:
    """A day in the visitor's language; empty if there is none."""
    return "" if when is None else day(when, language())
