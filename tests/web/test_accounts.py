"""Accounts, groups and the one permission scheme; on the database that is set."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

import pytest
from django.apps import apps
from django.conf import global_settings
from django.contrib.auth import authenticate, get_user_model
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import override_settings

from cedic.model import LANGUAGES
from cedic.web.accounts import permissions

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def database() -> Iterator[None]:
    """The portal's database, which forgets what a test writes."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_the_database_is_that_of_the_settings() -> None:
    from django.conf import settings

    assert connection.settings_dict["ENGINE"] == settings.DATABASES["default"]["ENGINE"]


def test_no_model_lacks_a_migration() -> None:
    call_command("makemigrations", "--check", "--dry-run", stdout=StringIO())


def test_a_person_signs_in_with_an_address_in_any_case() -> None:
    person = get_user_model().objects.create_user(
        " Ana@Example.org ", "a-long-passphrase", full_name="Ana Test", language="pt"
    )
    assert (person.email, str(person), person.language) == ("ana@example.org", "Ana Test", "pt")
    assert authenticate(username="ANA@example.ORG", password="a-long-passphrase") == person
    assert authenticate(username="ana@example.org", password="another") is None


def test_a_password_is_hashed_slowly_by_the_portal_s_own_settings() -> None:
    """Other tests hash quickly."""
    from cedic.web import settings

    own = getattr(settings, "PASSWORD_HASHERS", global_settings.PASSWORD_HASHERS)
    with override_settings(PASSWORD_HASHERS=own):
        person = get_user_model().objects.create_user("ana@example.org", "a-long-passphrase")
        algorithm, rounds, *_ = person.password.split("$")
        assert algorithm == "pbkdf2_sha256"
        assert int(rounds) >= 600_000
        assert authenticate(username="ana@example.org", password="a-long-passphrase") == person
        assert authenticate(username="ana@example.org", password="another") is None


def test_one_account_for_an_address() -> None:
    people = get_user_model().objects
    people.create_user("ana@example.org")
    for again in ("ana@example.org", "Ana@Example.org"):
        with pytest.raises(IntegrityError), transaction.atomic():
            people.create(email=again)


def test_an_account_without_password_cannot_be_signed_in_to() -> None:
    person = get_user_model().objects.create_user("ana@example.org", full_name="Ana Test")
    assert not person.has_usable_password()


def test_an_account_needs_an_address() -> None:
    with pytest.raises(ValueError, match="e-mail"):
        get_user_model().objects.create_user("  ")


def test_the_first_administrator() -> None:
    call_command(
        "createsuperuser",
        interactive=False,
        email="Root@example.org",
        full_name="Root",
        verbosity=0,
    )
    root = get_user_model().objects.get_by_natural_key("root@example.org")
    assert root.is_superuser
    assert root.has_perm(permissions.ADMINISTER)


@pytest.mark.parametrize("group", permissions.GROUPS)
def test_what_the_members_of_a_group_may_do(group: str) -> None:
    person = get_user_model().objects.create_user("ana@example.org")
    assert not any(person.has_perm(name) for name in permissions.NAMES)
    person.groups.add(apps.get_model("auth", "Group").objects.get(name=group))
    person = get_user_model().objects.get(pk=person.pk)
    may = {name for name in permissions.NAMES if person.has_perm(name)}
    assert may == set(permissions.GROUPS[group])


def test_every_permission_is_in_the_database_once() -> None:
    names = [name.partition(".")[2] for name in permissions.NAMES]
    found = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="accounts", codename__in=names
    )
    assert sorted(found.values_list("codename", flat=True)) == sorted(names)


def test_the_languages_of_a_person_are_those_of_the_house() -> None:
    field = get_user_model()._meta.get_field("language")
    assert tuple(code for code, _ in field.choices) == LANGUAGES
