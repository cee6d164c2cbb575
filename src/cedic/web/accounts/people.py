"""The people of the portal, as an administrator sees and changes them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cedic.web import site
from cedic.web.accounts import letters, links, permissions
from cedic.web.accounts.access import allowed
from cedic.web.accounts.forms import Invitation, Role
from cedic.web.accounts.models import User
from cedic.web.accounts.views import sent
from cedic.web.accounts.words import ERRORS, MAY, NOTICES, ROLES, lazily
from cedic.web.audit import record

DEACTIVATE, REACTIVATE = "deactivate", "reactivate"


@require_safe
@allowed(permissions.ADMINISTER)
def people(request: HttpRequest) -> HttpResponse:
    """Everyone who has an account."""
    return render(request, "accounts/people.html", {"people": _people()})


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(permissions.ADMINISTER)
def invite(request: HttpRequest) -> HttpResponse:
    """Make an account for a person, and a link with which she chooses a password."""
    form = Invitation(sent(request), initial={"role": "reader"})
    if request.method == "POST" and form.is_valid():
        person = _made(request, form)
        return _link(request, person)
    told = {"form": form, "roles": [(name, MAY[role]) for role, name in ROLES.items()]}
    return render(request, "accounts/invite.html", told)


@require_safe
@allowed(permissions.ADMINISTER)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person, and what can be changed of her account."""
    found = get_object_or_404(_people(), pk=pk)
    told = {
        "person": found,
        "form": Role(initial={"role": found.role}),
        "oneself": found == request.user,
    }
    return render(request, "accounts/person.html", told)


@require_POST
@allowed(permissions.ADMINISTER)
@transaction.atomic
def change_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a person another role."""
    found = _changeable(request, pk)
    form = Role(request.POST)
    if found is None or not form.is_valid():
        return _refused(request, pk)
    before, after = found.role, form.cleaned_data["role"]
    found.groups.set([Group.objects.get(name=after)])
    found.is_staff = found.is_superuser = False
    found.save(update_fields=["is_staff", "is_superuser"])
    record(request.user, "account.role_changed", found.email, {"from": before, "to": after})
    return _done(request, pk)


@require_POST
@allowed(permissions.ADMINISTER)
@transaction.atomic
def activate(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Deactivate or reactivate an account."""
    found = _changeable(request, pk)
    if found is None:
        return _refused(request, pk)
    found.is_active = what == REACTIVATE
    found.save(update_fields=["is_active"])
    record(request.user, f"account.{what}d", found.email)
    return _done(request, pk)


@require_POST
@allowed(permissions.ADMINISTER)
@transaction.atomic
def reset_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a person's second factor, as when a phone is lost."""
    found = _changeable(request, pk)
    if found is None:
        return _refused(request, pk)
    found.authenticator_set.all().delete()
    record(request.user, "account.second_factor_reset", found.email)
    return _done(request, pk)


@require_POST
@allowed(permissions.ADMINISTER)
def new_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a link with which a person chooses another password."""
    return _link(request, get_object_or_404(User, pk=pk, is_active=True))


def administrators() -> QuerySet[User]:
    """Those who can let others in."""
    may = Q(is_superuser=True) | Q(groups__name="administrator")
    return User.objects.filter(
        pk__in=User.objects.filter(may, is_active=True).values("pk")
    ).order_by("pk")


def _people() -> QuerySet[User]:
    from allauth.mfa.models import Authenticator

    factors = Authenticator.objects.filter(user=OuterRef("pk"))
    return (
        User.objects.prefetch_related("groups")
        .annotate(has_second_factor=Exists(factors))
        .order_by("full_name", "email")
    )


def _changeable(request: HttpRequest, pk: int) -> User | None:
    """A person whom the administrator may change; nobody, if it is the administrator herself.

    So one administrator always remains: whoever acts, provided that nobody takes the role from her
    meanwhile, for which all administrators wait for each other.
    """
    list(administrators().select_for_update())
    # Asked again, now that nobody else changes anything.
    if request.user not in administrators():
        raise PermissionDenied
    found = get_object_or_404(User, pk=pk)
    return None if found == request.user else found


@transaction.atomic
def _made(request: HttpRequest, form: Invitation) -> User:
    given = form.cleaned_data
    made = User.objects.create_user(
        given["email"], full_name=given["full_name"], language=given["language"]
    )
    made.groups.set([Group.objects.get(name=given["role"])])
    record(request.user, "account.invited", made.email, {"role": given["role"]})
    return made


@sensitive_post_parameters()
def _link(request: HttpRequest, person: User) -> HttpResponse:
    """Show a person's new link, once."""
    token, link = links.issue(person, links.INVITED)
    with translation.override(person.language):
        address = site.address(request) + reverse("account_link", args=[token])
    by_letter = letters.can_be_sent()
    if by_letter:
        letters.send_link(link, address)
    record(request.user, "account.link_made", person.email)
    told = {"person": person, "link": link, "address": address, "sent": by_letter}
    return render(request, "accounts/link_made.html", told)


def _refused(request: HttpRequest, pk: int) -> HttpResponse:
    messages.error(request, lazily(ERRORS["oneself"]))
    return redirect("manage_person", pk)


def _done(request: HttpRequest, pk: int) -> HttpResponse:
    messages.success(request, lazily(NOTICES["saved"]))
    return redirect("manage_person", pk)
