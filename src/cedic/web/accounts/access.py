"""Who may open a page of the staff."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django_htmx.http import HttpResponseClientRedirect

from cedic.web.accounts import permissions

if TYPE_CHECKING:
    from cedic.web.accounts.models import User

View = Callable[..., HttpResponse]


def allowed(permission: str) -> Callable[[View], View]:
    """A view for those who have a permission: ``@allowed(permissions.EDIT)``.

    A visitor who is not signed in is led to sign in and back again. Who lacks the permission is
    answered 403, in the visitor's language. Who must have a second factor and has none is led to
    set one up. The page is kept in no cache.

    Parameters
    ----------
    permission : str
        One of :mod:`cedic.web.accounts.permissions`.
    """

    def guarded(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            if not request.user.has_perm(permission):
                raise PermissionDenied
            if lacks_second_factor(request.user):
                return _lead(request, reverse("mfa_index"))
            response = view(request, *args, **kwargs)
            add_never_cache_headers(response)
            return response

        return answer

    return guarded


def beginning(user: User) -> str:
    """Where a person begins, below the language: member states at the work programme."""
    consults = user.has_perm(permissions.CONSULT) and not user.has_perm(permissions.READ)
    return "programme/" if consults else "manage/"


def needs_second_factor(user: User) -> bool:
    """Whether a person must sign in with two factors: who publishes, or lets others do so."""
    return bool(user.has_perm(permissions.PUBLISH) or user.has_perm(permissions.ADMINISTER))


def lacks_second_factor(user: User) -> bool:
    """Whether a person must still set up a second factor."""
    from allauth.mfa.utils import is_mfa_enabled

    return needs_second_factor(user) and not is_mfa_enabled(user)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to the page for signing in, and from there back to the page the visitor is on."""
    back = _page_of(request)
    sign_in = reverse("account_login")
    return _lead(request, f"{sign_in}?next={quote(back)}" if back else sign_in)


def _page_of(request: HttpRequest) -> str:
    """The page that the visitor is on, if it is one of ours to come back to."""
    if not request.htmx:
        return request.get_full_path() if request.method in ("GET", "HEAD") else ""
    try:
        return request.htmx.current_url_abs_path or ""
    except ValueError:
        # Whoever wrote the header wrote no address.
        return ""


def _lead(request: HttpRequest, address: str) -> HttpResponse:
    # A part of a page cannot show another page in its place.
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
