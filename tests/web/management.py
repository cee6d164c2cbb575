"""What the tests of management share: people, and a home of their own."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.test import Client


def signed_in(group: str) -> Client:
    """A client of a person of a group, with a second factor."""
    from allauth.mfa.totp.internal.auth import TOTP

    person = get_user_model().objects.create_user(
        f"{group}@example.org", "a-long-passphrase", full_name=f"Some {group}"
    )
    person.groups.add(apps.get_model("auth", "Group").objects.get(name=group))
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    client = Client()
    client.force_login(person)
    return client


def body(response: Any) -> str:
    found = b"".join(response.streaming_content) if response.streaming else response.content
    return found.decode("utf-8", "replace")


def model(name: str) -> Any:
    return apps.get_model("management", name)


def worked() -> None:
    """Do all that waits, as a worker does."""
    from django.core.management import call_command

    call_command("db_worker", batch=True, startup_delay=False, interval=0, verbosity=0)
