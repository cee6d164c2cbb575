"""The digests: what is new for a person, by e-mail, every week unless she chose otherwise."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.core import mail
from django.db.models import Q
from django.utils import timezone

from cedic.model import one_line
from cedic.publish.citation import day as in_full
from cedic.publish.style import colon
from cedic.settings import settings
from cedic.web.accounts import permissions
from cedic.web.accounts.letters import can_be_sent
from cedic.web.programme.models import Notification, Seat
from cedic.web.programme.notices import holders
from cedic.web.programme.words.board import KINDS, LETTER, OTHER_KIND

if TYPE_CHECKING:
    from cedic.web.accounts.models import User

log = logging.getLogger(__name__)
_EVERY = {"daily": timedelta(days=1), "weekly": timedelta(days=7)}
_MOST = 50
"""How many notices a letter tells; the others are counted."""


def send(day: date) -> tuple[int, int]:
    """Send the digests of a day.

    Parameters
    ----------
    day : date
        The day.

    Returns
    -------
    tuple of int
        How many were sent, and how many could not be. Without a mail server none is sent.
    """
    if not can_be_sent():
        return 0, 0
    waiting = _waiting(day)
    _seat_readers(waiting)
    seats = [one for one in _seats(day) if waiting.get(one.user_id)]
    if not seats:
        return 0, 0
    try:
        with mail.get_connection() as connection:
            results = [_sent(seat, waiting[seat.user_id], day, connection) for seat in seats]
    except OSError as error:
        log.error("the mail server could not be reached: %s", error)
        return 0, len(seats)
    return results.count(True), results.count(False)


def _seat_readers(people: Iterable[int]) -> None:
    """Give a seat to those who have none: who has chosen nothing is written to every week."""
    without = holders(permissions.CONSULT).filter(pk__in=list(people), seat=None)
    Seat.objects.bulk_create((Seat(user=one) for one in without), ignore_conflicts=True)


def _seats(day: date) -> list[Seat]:
    """Whose digest is to be sent: those to whom none went within their time."""
    due = Q()
    for digest, every in _EVERY.items():
        # The whole of the last day counts, so that the hour of sending does not move.
        until = _moment(day - every + timedelta(days=1), time.min)
        due |= Q(digest=digest) & (Q(digested=None) | Q(digested__lt=until))
    readers = holders(permissions.CONSULT).values("pk")
    return list(Seat.objects.filter(due, user__in=readers).select_related("user"))


def _waiting(day: date) -> dict[int, list[Notification]]:
    """What each person has neither read nor been sent, the last first."""
    found: dict[int, list[Notification]] = defaultdict(list)
    until = _moment(day, time.max)
    for one in Notification.objects.filter(read=None, sent=None, moment__lte=until):
        found[one.user_id].append(one)
    return found


def _sent(
    seat: Seat, notices: Sequence[Notification], day: date, connection: object
) -> bool | None:
    """Whether a person's digest was sent; None if another process sends it."""
    before = seat.digested
    # Claimed first: two that run at once send one letter.
    claimed = Seat.objects.filter(pk=seat.pk, digested=before).update(
        digested=_moment(day, timezone.now().time())
    )
    if not claimed:
        return None
    try:
        _letter(seat.user, notices, connection).send()
    except (OSError, ValueError) as error:
        Seat.objects.filter(pk=seat.pk).update(digested=before)
        log.error("a digest to %s could not be sent: %s", seat.user.email, error)
        return False
    numbers = [one.pk for one in notices]
    Notification.objects.filter(pk__in=numbers).update(sent=timezone.now())
    return True


def _moment(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))


def _letter(user: User, notices: Sequence[Notification], connection: object) -> mail.EmailMessage:
    """The letter, as plain text: nothing in it is read as HTML, nothing in its head breaks it."""
    language, publisher = user.language, one_line(settings().publisher, 200)
    lines = [_line(one, language) for one in notices[:_MOST]]
    if more := len(notices) - len(lines):
        lines.append(LETTER["more"][language].format(count=more))
    body = LETTER["body"][language].format(
        name=one_line(str(user), 200),
        publisher=publisher,
        lines="\n\n".join(lines),
        address=_address(language, notices_path(user)),
    )
    subject = LETTER["subject"][language].format(publisher=publisher, count=len(notices))
    return mail.EmailMessage(subject, body, to=[user.email], connection=connection)


def notices_path(user: User) -> str:
    """Where a person reads her notices, below the language."""
    staff = user.has_perm(permissions.READ)
    return "manage/programme/notices/" if staff else "programme/notices/"


def _line(one: Notification, language: str) -> str:
    told = KINDS.get(one.kind, OTHER_KIND)[language] + colon(language) + one_line(one.subject, 200)
    when = told_day(one, language)
    return f"- {told}{f' ({when})' if when else ''}\n  {_address(language, one.path)}"


def told_day(one: Notification, language: str) -> str:
    """The day that a notice tells, in a language; empty if it tells none."""
    try:
        return in_full(date.fromisoformat(one.detail.get("day", "")), language)
    except (AttributeError, TypeError, ValueError):
        return ""


def _address(language: str, path: str) -> str:
    home = settings().public_address or "http://localhost:8000"
    return f"{home}/{language}/{one_line(path, 500)}"
