"""Where allauth asks what the portal wants."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme

from cedic.web.accounts.access import beginning, lacks_second_factor
from cedic.web.accounts.models import User
from cedic.web.accounts.words import ERRORS, FIELDS, NOTICES, lazily
from cedic.web.failures import too_many_requests

TOO_OFTEN = ("too_many_login_attempts", "rate_limited")
OURS = {code: lazily(text) for code, text in ERRORS.items()}


class AccountAdapter(DefaultAccountAdapter):
    """Signing in, by those who are invited."""

    error_messages = DefaultAccountAdapter.error_messages | OURS

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """An administrator invites."""
        return False

    def validation_error(self, code: str, *args: object) -> ValidationError:
        """What is wrong with a form; who has tried too often is answered with a page."""
        if code in TOO_OFTEN:
            raise ImmediateHttpResponse(too_many_requests(context.request))
        return super().validation_error(code, *args)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say on the next page what was done, in our own words."""
        name = (message_template or "").rpartition("/")[2].removesuffix(".txt")
        words = message or (lazily(NOTICES[name]) if name in NOTICES else "")
        if words:
            messages.add_message(request, level, str(words), extra_tags=extra_tags)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where a person goes on after signing in, in her own language."""
        person = request.user
        with translation.override(person.language):
            if lacks_second_factor(person):
                return reverse("mfa_index")
            return f"/{person.language}/{beginning(person)}"

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Where one signs in again."""
        return reverse("account_login")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """The person's own page."""
        return reverse("account_me")

    def is_safe_url(self, url: str | None) -> bool:
        """Whether a page to return to is one of the portal's, told without any host."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def reauthenticate(self, user: User, password: str) -> bool:
        """Whether it is the person's password; allauth looks for her address elsewhere."""
        again = self.authenticate(context.request, email=user.email, password=password)
        return again is not None and again.pk == user.pk

    def get_client_ip(self, request: HttpRequest) -> str:
        """Where the visitor comes from, as far as it can be told."""
        try:
            return get_client_ip(request) or ""
        except ImproperlyConfigured:
            return ""

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # allauth adds the host that was asked, whose port is the visitor's choice.
        return str(credentials.get("email", "")).lower()


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second factor."""

    error_messages = DefaultMFAAdapter.error_messages | OURS

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """What a passkey is called until its owner calls it otherwise."""
        before = Authenticator.objects.filter(user=user, type=type).count()
        return f"{lazily(FIELDS['passkey'])} {before + 1}"
