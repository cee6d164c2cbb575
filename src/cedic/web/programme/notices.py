"""Notices: what a person should know, told once, and sent to her as a digest unless she wants none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from cedic.model import one_line
from cedic.programme.follow_up import NOTICE, action_state
from cedic.programme.model import said
from cedic.web.accounts import permissions
from cedic.web.programme.models import FollowUp, Notification, Seat, Task
from cedic.web.programme.models.base import LONGEST_ADDRESS, LONGEST_NAME

if TYPE_CHECKING:
    from cedic.web.accounts.models import User

_REMEMBERED = timedelta(days=365)
"""How long ago work ended that is told of as late; what is older is on the board alone."""
_CALLED_OFF_OR_DONE = ("completed", "postponed", "cancelled")


def in_execution(before: str = "") -> Q:
    """The programmes that are followed up: those adopted, also while an amendment is prepared.

    Parameters
    ----------
    before : str, optional
        What leads to the programme: ``programme__`` from an item.
    """
    amended = Q(**{f"{before}stage": "circulated", f"{before}adopted_on__isnull": False})
    return Q(**{f"{before}stage__in": ("adopted", "amended")}) | amended


def notify(
    user: User,
    kind: str,
    subject: str,
    path: str,
    mark: str,
    detail: dict[str, Any] | None = None,
) -> bool:
    """Tell a person of something, once.

    Parameters
    ----------
    user : User
        Whom; nobody who is deactivated is told.
    kind : str
        What of: one of :data:`cedic.web.programme.words.board.KINDS`.
    subject : str
        What it is about, in her language. Kept as one line of at most 200 characters.
    path : str
        Where she sees it, below the language: ``programme/items/5/``.
    mark : str
        What it tells of: the same mark is told to the same person once. What it begins with may be
        settled later by :func:`settle`.
    detail : dict, optional
        What else is told: ``day``, as ISO 8601, is shown.

    Returns
    -------
    bool
        Whether it is new to her.
    """
    return bool(_tell([_notice(user, kind, subject, path, mark, detail)]))


def settle(mark: str) -> None:
    """Take what marks that begin so tell of as read, by everyone: it is over."""
    left = Notification.objects.filter(mark__startswith=mark, read=None)
    left.update(read=timezone.now())


def forget(paths: Iterable[str]) -> None:
    """Delete what was told of pages that are gone, and of pages below them.

    Parameters
    ----------
    paths : iterable of str
        Where they were, below the language: ``programme/items/5/``.
    """
    for path in paths:
        Notification.objects.filter(path__startswith=path).delete()


def unread(user: User | None) -> int:
    """How many notices a person has not read, for the frame of every page of hers."""
    return Notification.objects.filter(user=user, read=None).count() if user else 0


def holders(permission: str) -> QuerySet[User]:
    """The active people who have a permission."""
    label, _, name = permission.partition(".")
    of_group = Q(
        groups__permissions__codename=name, groups__permissions__content_type__app_label=label
    )
    own = Q(user_permissions__codename=name, user_permissions__content_type__app_label=label)
    people = get_user_model().objects.filter(of_group | own | Q(is_superuser=True), is_active=True)
    return people.distinct()


@dataclass(frozen=True)
class Day:
    """What a day's round did: how much was told anew, and how many digests went out or failed."""

    told: int
    sent: int
    failed: int


def daily(today: date | None = None) -> Day:
    """Tell everyone what is due or late for her, and send the digests of the day.

    Run twice on a day it tells nothing twice, and sends nobody a second digest.

    Parameters
    ----------
    today : date, optional
        The day; by default today.
    """
    from cedic.web.programme import digests

    day = today or timezone.localdate()
    told = remind(day)
    sent, failed = digests.send(day)
    return Day(told, sent, failed)


def remind(day: date) -> int:
    """Tell everyone what is due or late for her on a day; the number of notices that are new.

    What ended more than a year ago is not told of any more.
    """
    staff = {one.pk: one for one in holders(permissions.READ)}
    units: dict[int | None, list[User]] = {}
    for unit, user in Seat.units.through.objects.values_list("unit_id", "seat__user_id"):
        if user in staff:
            units.setdefault(unit, []).append(staff[user])
    return _tell([*_of_tasks(day, units), *_of_follow_ups(day, units, staff)])


def _of_tasks(day: date, units: dict[int | None, list[User]]) -> Iterator[Notification]:
    """What is due or late of the tasks of programmes in execution."""
    tasks = (
        Task.objects.filter(
            in_execution("item__programme__"),
            kind__in=("dated", "recurring"),
            done=None,
            ends__range=(day - _REMEMBERED, day + NOTICE),
        )
        .exclude(item__status__in=_CALLED_OFF_OR_DONE)
        .select_related("item__parent__parent__parent")
    )
    for task in tasks:
        state = action_state(task.ends, None, day)
        told = {"day": task.ends.isoformat()}
        for user in units.get(_unit_of(task), ()):
            text = said(task.text, user.language)[0] or said(task.item.title, user.language)[0]
            subject = f"{task.item.code} {text}"
            mark = f"task:{task.pk}:{state}:{task.ends}"
            path = f"programme/items/{task.item_id}/"
            yield _notice(user, f"task_{state}", subject, path, mark, told)


def _unit_of(task: Task) -> int | None:
    """The unit that does a task: its own, or the one responsible for its item."""
    from cedic.web.programme.viewers import responsible

    return task.unit_id or responsible(task.item)


def _of_follow_ups(
    day: date, units: dict[int | None, list[User]], staff: dict[int, User]
) -> Iterator[Notification]:
    """What is due or late of the follow-up actions: to their owner, or else to their unit."""
    actions = FollowUp.objects.filter(
        done=None, due__range=(day - _REMEMBERED, day + NOTICE)
    ).select_related("conclusion")
    for action in actions:
        state = action_state(action.due, None, day)
        owner = staff.get(action.owner_id)
        for user in [owner] if owner else units.get(action.unit_id, ()):
            yield _notice(
                user,
                f"follow_up_{state}",
                said(action.text, user.language)[0],
                f"programme/meetings/{action.conclusion.meeting_id}/",
                f"follow_up:{action.pk}:{state}:{action.due}",
                {"day": action.due.isoformat()},
            )


def _notice(
    user: User,
    kind: str,
    subject: str,
    path: str,
    mark: str,
    detail: dict[str, Any] | None,
) -> Notification:
    return Notification(
        user=user,
        kind=kind,
        subject=one_line(subject, LONGEST_NAME),
        path=path.lstrip("/")[:LONGEST_ADDRESS],
        mark=mark[:LONGEST_NAME],
        detail=detail or {},
    )


@transaction.atomic
def _tell(notices: Iterable[Notification]) -> int:
    """Keep the notices that are new; how many these are."""
    listed = [one for one in notices if one.user.is_active]
    before = Notification.objects.count()
    Notification.objects.bulk_create(listed, batch_size=200, ignore_conflicts=True)
    return Notification.objects.count() - before
