"""People of the portal, for tests: how they come to be, and how they sign in."""

from __future__ import annotations

import base64
import hmac
import re
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import transaction

PHRASE = "a-long-passphrase"
SECRET = base64.b32encode(b"twenty secret bytes!").decode()


@contextmanager
def forgotten() -> Iterator[None]:
    """The portal's database, which forgets what is written meanwhile."""
    from cedic.web.programme import trees

    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    # Numbers of records are given again: no version is what it was.
    trees._frozen.cache_clear()


def person(role: str = "reader", **fields: Any):
    """A person of a role, with a password."""
    email = fields.pop("email", f"{role}@example.org")
    fields.setdefault("full_name", role.title())
    made = get_user_model().objects.create_user(email, PHRASE, **fields)
    made.groups.add(apps.get_model("auth", "Group").objects.get(name=role))
    return made


def with_app(user):
    """The person, who has set up an authenticator app and recovery codes."""
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP

    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    return user


def code(secret: str = SECRET, at: float | None = None) -> str:
    """What an authenticator app shows (RFC 6238)."""
    step = int((time.time() if at is None else at) // 30)
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", step), "sha1")
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def sign_in(client, user, *, language: str = "es", password: str = PHRASE, **more: str):
    """Give address and password."""
    sent = {"login": user if isinstance(user, str) else user.email, "password": password} | more
    return client.post(f"/{language}/account/login/", sent, SERVER_NAME="localhost")


def enter(client, user):
    """Sign in as whoever it is, with a second factor if there is one."""
    answer = sign_in(client, user)
    if answer.status_code == 302 and "authenticate" in answer.url:
        answer = client.post(answer.url, {"code": code()}, SERVER_NAME="localhost")
    assert answer.status_code == 302, answer.content.decode()
    return client


def text(answer) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.content.decode()))
