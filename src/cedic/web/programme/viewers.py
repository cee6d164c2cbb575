"""Who looks at the work programme, and what she may see and change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from cedic.web.accounts import permissions
from cedic.web.words import visitor

if TYPE_CHECKING:
    from cedic.web.accounts.models import User
    from cedic.web.programme.models import Item, Seat

LEVELS = ("public", "members", "internal")
"""What one may see, from the least: each sees what those before it see."""


@dataclass(frozen=True)
class Viewer:
    """A visitor, as the work programme knows her.

    Parameters
    ----------
    user : User or None
        The account; None for a visitor without one.
    level : str
        One of :data:`LEVELS`.
    """

    user: User | None
    level: str

    @property
    def visibilities(self) -> tuple[str, ...]:
        """The visibilities of records that she may see."""
        return LEVELS[: LEVELS.index(self.level) + 1]

    @property
    def is_staff(self) -> bool:
        """Whether she sees what nobody outside the secretariat does."""
        return self.level == "internal"

    @cached_property
    def seat(self) -> Seat | None:
        """For whom she acts."""
        from cedic.web.programme.models import Seat

        return Seat.objects.filter(user=self.user).first() if self.user else None

    @property
    def country(self) -> str:
        """The member state that sent her, as an ISO 3166 code; empty for the secretariat."""
        return self.seat.country if self.seat and not self.is_staff else ""

    @cached_property
    def units(self) -> frozenset[int]:
        """The units that she works in."""
        return frozenset(self.seat.units.values_list("pk", flat=True)) if self.seat else frozenset()

    @cached_property
    def edits(self) -> bool:
        """Whether she may write."""
        return bool(self.user and self.user.has_perm(permissions.EDIT))

    @cached_property
    def publishes(self) -> bool:
        """Whether she may show it to others, and change what any unit is responsible for."""
        return bool(self.user and self.user.has_perm(permissions.PUBLISH))

    def may_edit(self, item: Item) -> bool:
        """Whether she may change an item: her units', those of no unit, or all if she publishes."""
        if self.publishes:
            return True
        unit = responsible(item)
        return self.edits and (unit is None or unit in self.units)

    def works_for(self, unit: int | None) -> bool:
        """Whether she may change what a unit is responsible for; anyone, what none is."""
        return self.publishes or (self.edits and (unit is None or unit in self.units))


def responsible(item: Item) -> int | None:
    """The unit that is responsible for an item: its own, or that of what it belongs to."""
    while item.unit_id is None and item.parent is not None:
        item = item.parent
    return item.unit_id


def viewer(request: HttpRequest) -> Viewer:
    """Who looks; what is not public is then kept out of every cache."""
    known = getattr(request, "viewer", None)
    if known is None:
        user = visitor(request)
        known = request.viewer = Viewer(user, _level(user))
        # See cedic.web.middleware.internal.
        request.sees_everything = known.level != "public"
    return known


def _level(user: User | None) -> str:
    if user is None:
        return "public"
    if user.has_perm(permissions.READ):
        return "internal"
    return "members" if user.has_perm(permissions.CONSULT) else "public"


def refused_unless(may: bool) -> None:
    """Refuse what a person may not do.

    Raises
    ------
    PermissionDenied
        If she may not.
    """
    if not may:
        raise PermissionDenied


def looked_at(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A public view that shows more to those who may see more: it is given the viewer."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, viewer(request), *args, **kwargs)

    return answer
