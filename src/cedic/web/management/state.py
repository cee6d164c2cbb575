"""What the public reads at a moment, made from what was decided."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from asgiref.local import Local
from django.core.signals import request_started
from django.db import models
from django.dispatch import receiver
from django.utils import timezone

from cedic.catalogue import PUBLICATIONS
from cedic.model import Text
from cedic.web.database import errors_told
from cedic.web.management.models import Decision, Portal, Wording


@dataclass(frozen=True)
class Withdrawal:
    """Since when a dataflow is no longer public, and why."""

    moment: datetime
    note: str


@dataclass(frozen=True)
class State:
    """What the public reads.

    Parameters
    ----------
    held : tuple of (str, int)
        For a dataflow, the last release that is public; 0 if none is.
    withdrawn : tuple of (str, Withdrawal)
        The dataflows that were public and are no more.
    texts : tuple of (str, Text)
        The texts in force, by address, that are not as declared.
    """

    held: tuple[tuple[str, int], ...] = ()
    withdrawn: tuple[tuple[str, Withdrawal], ...] = ()
    texts: tuple[tuple[str, Text], ...] = ()

    @property
    def edition(self) -> str:
        """A text that changes whenever this does; empty as long as nothing was decided."""
        if self == State():
            return ""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]


_asked = Local()


@receiver(request_started)
def _forget(**_: object) -> None:
    _asked.state = None


def current() -> State:
    """What the public reads now; asked of the database once in a request.

    Raises
    ------
    StoreError
        If the database does not answer: what may not be read is then not known.
    """
    if (known := getattr(_asked, "state", None)) is not None:
        return known
    with errors_told():
        mark, waits_since = Portal.objects.values_list("mark", "waits_since").first() or ("", None)
        _asked.state = _at(mark, waits_since, timezone.now())
    return _asked.state


def refreshed() -> State:
    """What the public reads now, whatever this request has seen so far."""
    _forget()
    return current()


def _at(mark: str, waits_since: int | None, moment: datetime) -> State:
    decisions = _decisions(mark)
    return State(
        tuple(sorted(_held(decisions, waits_since, moment).items())),
        tuple(sorted(_withdrawn(decisions, moment).items(), key=lambda pair: pair[0])),
        _texts(mark),
    )


@lru_cache(maxsize=4)
def _decisions(mark: str) -> tuple[Decision, ...]:
    """All decisions that were not called off, in the order in which they take effect."""
    return tuple(Decision.objects.filter(cancelled=False)) if mark else ()


def _held(
    decisions: Iterable[Decision], waits_since: int | None, moment: datetime
) -> dict[str, int]:
    last = in_effect(decisions, moment)
    held = {} if waits_since is None else dict.fromkeys(PUBLICATIONS, waits_since)
    for dataflow, decision in last.items():
        held.pop(dataflow, None)
        if decision.action == Decision.Action.PUBLISH:
            held[dataflow] = decision.release or 0
        elif decision.action == Decision.Action.WITHDRAW:
            held[dataflow] = 0
    return held


def _withdrawn(decisions: Iterable[Decision], moment: datetime) -> dict[str, Withdrawal]:
    return {
        dataflow: Withdrawal(decision.moment, decision.note)
        for dataflow, decision in in_effect(decisions, moment).items()
        if decision.action == Decision.Action.WITHDRAW
    }


def in_effect(decisions: Iterable[Decision], moment: datetime) -> dict[str, Decision]:
    """For each dataflow the decision in effect at a moment; `decisions` are in order."""
    return {one.dataflow: one for one in decisions if one.moment <= moment}


@lru_cache(maxsize=4)
def _texts(mark: str) -> tuple[tuple[str, Text], ...]:
    if not mark:
        return ()
    last = (
        Wording.objects.filter(published__isnull=False)
        .values("address")
        .annotate(last=models.Max("version"))
        .values_list("address", "last")
    )
    wanted = dict(last)
    found = Wording.objects.filter(address__in=wanted, published__isnull=False)
    return tuple(
        (one.address, one.text)
        for one in found
        if one.version == wanted[one.address] and not one.is_declared
    )
