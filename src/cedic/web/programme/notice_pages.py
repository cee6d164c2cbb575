"""What a person has been told, and how often she is written to of it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from cedic.web import audit
from cedic.web.accounts import permissions
from cedic.web.accounts.access import allowed
from cedic.web.accounts.letters import can_be_sent
from cedic.web.programme.digests import notices_path, told_day
from cedic.web.programme.models import Notification, Seat
from cedic.web.programme.models.people import DIGESTS
from cedic.web.programme.notices import unread
from cedic.web.programme.pages import Refused, posted, public, staff, to
from cedic.web.programme.words.board import KINDS, OTHER_KIND, SAY, WRONG
from cedic.web.programme.words.common import SAY as COMMON
from cedic.web.words import language

ON_A_PAGE = 50


@require_safe
@allowed(permissions.READ)
def of_staff(request: HttpRequest) -> HttpResponse:
    """The notices of a person of the secretariat."""
    return staff(request, SAY, "board_notices.html", _context(request))


@require_safe
@allowed(permissions.CONSULT)
def of_member(request: HttpRequest) -> HttpResponse:
    """The notices of whoever may see what is circulated: a member state's person."""
    return public(request, SAY, "board_notices_public.html", _context(request))


def _context(request: HttpRequest) -> dict[str, Any]:
    own = Notification.objects.filter(user=request.user)
    unread_first = own.order_by(F("read").desc(nulls_first=True), "-moment", "-id")
    page = Paginator(unread_first, ON_A_PAGE).get_page(request.GET.get("page"))
    seat = Seat.objects.filter(user=request.user).first() or Seat()
    return {
        "page": page,
        "query": "",
        "rows": [
            {
                "one": one,
                "kind": KINDS.get(one.kind, OTHER_KIND),
                "day": told_day(one, language()),
            }
            for one in page
        ],
        "unread": unread(request.user),
        "last": max((one.pk for one in page), default=0),
        "digests": list(DIGESTS.items()),
        "digest": seat.digest,
        "mail": can_be_sent(),
        "email": request.user.email,
        "here": f"/{language()}/{notices_path(request.user)}",
        "post_to": f"/{language()}/programme/notices/",
    }


@require_POST
@allowed(permissions.CONSULT)
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's notice as read."""
    one = get_object_or_404(Notification, pk=pk, user=request.user)
    if one.read is None:
        one.read = timezone.now()
        one.save(update_fields=["read"])
    return to(notices_path(request.user))


@require_POST
@allowed(permissions.CONSULT)
def read_all(request: HttpRequest) -> HttpResponse:
    """Take as read all of one's notices up to the last one that the page showed."""
    last = request.POST.get("last", "")
    if last.isascii() and last.isdecimal() and len(last) < 19:
        own = Notification.objects.filter(user=request.user, read=None, pk__lte=int(last))
        own.update(read=timezone.now())
    return to(notices_path(request.user))


@require_POST
@allowed(permissions.CONSULT)
@posted
@transaction.atomic
def digest(request: HttpRequest) -> HttpResponse:
    """Choose how often one is written to."""
    chosen = request.POST.get("digest", "")
    if chosen not in DIGESTS:
        raise Refused(WRONG["digest"])
    seat, _ = Seat.objects.get_or_create(user=request.user)
    before, seat.digest = seat.digest, chosen
    seat.save(update_fields=["digest"])
    told = {"from": before, "to": chosen}
    audit.record(request.user, "programme.digest_chosen", str(request.user), told)
    return to(notices_path(request.user), request, COMMON["saved"])
