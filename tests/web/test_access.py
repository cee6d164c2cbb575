"""Who may open a page of the staff."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation
from django_htmx.middleware import HtmxDetails

from cedic.web.accounts import access, permissions


@pytest.fixture(autouse=True)
def database() -> Iterator[None]:
    """The portal's database, which forgets what a test writes."""
    with transaction.atomic(), translation.override("pt"):
        yield
        transaction.set_rollback(True)


@pytest.fixture
def person():
    """Make a person of a role."""

    def make(role: str):
        made = get_user_model().objects.create_user(f"{role}@example.org", full_name=role)
        made.groups.add(apps.get_model("auth", "Group").objects.get(name=role))
        return made

    return make


@access.allowed(permissions.EDIT)
def page(request, number: int = 1):
    return HttpResponse(f"page {number}")


def ask(user, method: str = "get", **headers: str):
    request = getattr(RequestFactory(), method)("/pt/manage/texts?page=2", headers=headers)
    request.user = user or visitor()
    request.htmx = HtmxDetails(request)
    return request


def visitor():
    """Who is not signed in."""
    from django.contrib.auth.models import AnonymousUser

    return AnonymousUser()


def second_factor(user) -> None:
    from allauth.mfa.models import Authenticator

    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})


def test_a_visitor_is_led_to_sign_in_and_back():
    answer = page(ask(None))
    assert answer.status_code == 302
    assert answer.url == "/pt/account/login/?next=/pt/manage/texts%3Fpage%3D2"


def test_what_was_sent_is_not_asked_for_again_after_signing_in():
    assert page(ask(None, "post")).url == "/pt/account/login/"


def test_a_part_of_a_page_leads_the_whole_page_to_sign_in():
    came_from = {"HX-Request": "true", "HX-Current-URL": "http://testserver/pt/manage/"}
    answer = page(ask(None, "post", **came_from))
    assert answer.headers["HX-Redirect"] == "/pt/account/login/?next=/pt/manage/"
    elsewhere = came_from | {"HX-Current-URL": "http://evil.example/pt/"}
    answer = page(ask(None, **elsewhere))
    assert answer.headers["HX-Redirect"] == "/pt/account/login/"


def test_who_lacks_the_permission_is_refused(person):
    with pytest.raises(PermissionDenied):
        page(ask(person("reader")))


def test_who_may_sees_a_page_that_no_cache_keeps(person):
    answer = page(ask(person("editor")), number=3)
    assert answer.content == b"page 3"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "private" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("role", ["publisher", "administrator"])
def test_who_publishes_must_have_a_second_factor(person, role):
    publisher = person(role)
    assert access.lacks_second_factor(publisher)
    assert page(ask(publisher)).url == "/pt/account/two-step/"
    second_factor(publisher)
    assert page(ask(publisher)).status_code == 200


@pytest.mark.parametrize("role", ["reader", "editor"])
def test_others_may_have_one(person, role):
    assert not access.needs_second_factor(person(role))
