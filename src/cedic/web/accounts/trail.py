"""What happens to accounts, written down in the audit trail."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.signals import password_changed
from allauth.mfa import signals as second_factor
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from cedic.web.accounts import sessions
from cedic.web.accounts.models import User
from cedic.web.audit import record


@receiver(user_logged_in)
def signed_in(request: HttpRequest, user: User, **_: Any) -> None:
    """A session has begun."""
    sessions.began(request.session)
    record(user, "account.signed_in", user.email, _origin(request))


@receiver(user_logged_out)
def signed_out(request: HttpRequest, user: User | None, **_: Any) -> None:
    """A session has ended."""
    if user:
        record(user, "account.signed_out", user.email)


@receiver(user_login_failed)
def sign_in_failed(
    credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any
) -> None:
    """An address and a password did not go together."""
    record(None, "account.sign_in_failed", str(credentials.get("email", "")), _origin(request))


@receiver(second_factor.authentication_failed)
def second_step_failed(request: HttpRequest, user: User, authenticator: Any, **_: Any) -> None:
    """The password was right, the second factor was not."""
    detail = _origin(request) | {"factor": authenticator.type}
    record(None, "account.second_step_failed", user.email, detail)


@receiver(second_factor.authenticator_added)
def second_factor_added(user: User, authenticator: Any, **_: Any) -> None:
    """A person has set up a second factor."""
    record(user, "account.second_factor_added", user.email, {"factor": authenticator.type})


@receiver(second_factor.authenticator_removed)
def second_factor_removed(user: User, authenticator: Any, **_: Any) -> None:
    """A person has removed a second factor."""
    record(user, "account.second_factor_removed", user.email, {"factor": authenticator.type})


@receiver(second_factor.authenticator_reset)
def recovery_codes_made(user: User, **_: Any) -> None:
    """A person has new recovery codes."""
    record(user, "account.recovery_codes_made", user.email)


@receiver(password_changed)
def password_was_changed(user: User, **_: Any) -> None:
    """A person has a new password."""
    record(user, "account.password_changed", user.email)


def _origin(request: HttpRequest | None) -> dict[str, str]:
    return {"from": get_adapter().get_client_ip(request)} if request else {}
