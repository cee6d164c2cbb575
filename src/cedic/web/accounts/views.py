"""What allauth has no pages for: one-time links, forgotten passwords, and a person's own page."""

from __future__ import annotations

from allauth.account.internal.decorators import login_stage_required
from allauth.core import ratelimit
from allauth.mfa.base.views import authenticate
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from cedic.web import site
from cedic.web.accounts import letters, links
from cedic.web.accounts.forms import Address, Chosen, Myself
from cedic.web.accounts.models import User
from cedic.web.accounts.words import NOTICES, lazily
from cedic.web.audit import record

ANSWERED = ["GET", "HEAD", "POST"]


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form is filled with: what was sent, even if that is nothing."""
    return request.POST if request.method == "POST" else None


@require_http_methods(ANSWERED)
@sensitive_post_parameters()
@sensitive_variables("token")
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a password with a one-time link."""
    found = links.found(token)
    if found is None:
        return render(request, "accounts/link_gone.html", status=410)
    form = Chosen(found.person, sent(request))
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/link.html", {"form": form, "person": found.person})
    if not links.redeem(found, form.cleaned_data["password"]):
        return render(request, "accounts/link_gone.html", status=410)
    record(found.person, "account.password_chosen", found.person.email)
    messages.success(request, lazily(NOTICES["password_changed"]))
    return redirect("account_login")


@require_http_methods(ANSWERED)
def reset(request: HttpRequest) -> HttpResponse:
    """Ask for a link by e-mail. Whether there is an account is not told."""
    if not letters.can_be_sent():
        return render(request, "accounts/reset_by_hand.html")
    form = Address(sent(request))
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/reset.html", {"form": form})
    email = form.cleaned_data["email"].lower()
    if refused := ratelimit.consume_or_429(request, action="reset_password", key=email):
        return refused
    _send_link(request, email)
    return redirect("account_reset_password_done")


@require_http_methods(["GET", "HEAD"])
def reset_done(request: HttpRequest) -> HttpResponse:
    """What to do after asking for a link."""
    return render(request, "accounts/reset_done.html")


@require_http_methods(ANSWERED)
@login_required
def me(request: HttpRequest) -> HttpResponse:
    """A person's own page."""
    form = Myself(sent(request), instance=User.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        with translation.override(saved.language):
            messages.success(request, str(lazily(NOTICES["saved"])))
            return redirect("account_me")
    return render(request, "accounts/me.html", {"form": form})


@login_stage_required(stage=AuthenticateStage.key, redirect_urlname="account_login")
def second_step(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor, unless it was reset since the password was given.

    allauth would send such a person back and forth between this page and that for signing in.
    """
    stage = request._login_stage
    second = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return authenticate(request) if is_mfa_enabled(stage.login.user, second) else stage.exit()


def _send_link(request: HttpRequest, email: str) -> None:
    person = User.objects.filter(email__iexact=email, is_active=True).first()
    if person is None:
        return
    token, made = links.issue(person, links.ASKED_FOR)
    with translation.override(person.language):
        address = site.address(request) + reverse("account_link", args=[token])
    letters.send_link(made, address)
    record(None, "account.link_asked_for", person.email)
