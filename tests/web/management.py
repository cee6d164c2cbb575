"""What the tests of management share: people, and a home of their own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.test import Client

from serving import environment

PUBLISHER = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "cedic.web.settings"
import django
django.setup()
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from allauth.mfa.totp.internal.auth import TOTP
person = get_user_model().objects.create_user("p@example.org", "a-long-passphrase", full_name="P")
person.groups.add(Group.objects.get(name="publisher"))
TOTP.activate(person, "JBSWY3DPEHPK3PXP")
client = Client()
client.force_login(person)
print(client.cookies["sessionid"].value)
"""
"""Makes a person who is signed in, and tells the session; in the server's home."""


def session_of_a_publisher(home: Path) -> str:
    """The session of a person who may publish, at the server with this home."""
    told = subprocess.run(
        [sys.executable, "-c", PUBLISHER],
        env=environment(home),
        capture_output=True,
        text=True,
        check=True,
    )
    return told.stdout.strip()


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
