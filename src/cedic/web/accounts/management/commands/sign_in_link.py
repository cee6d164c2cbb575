"""Give a person a one-time link from the server, when nobody can do so in the portal."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from cedic.settings import settings
from cedic.web.accounts import links
from cedic.web.accounts.models import User
from cedic.web.audit import record


class Command(BaseCommand):
    """``cedic manage sign_in_link EMAIL``."""

    help = (
        "Print a link with which a person chooses a password, once, within seven days; with "
        "--reset-second-factor, for the last administrator whose phone is lost."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The address, and what goes with it."""
        parser.add_argument("email", help="the e-mail address of the account")
        parser.add_argument(
            "--reset-second-factor",
            action="store_true",
            help="remove the person's second factor, passkeys and recovery codes",
        )

    @transaction.atomic
    def handle(self, email: str, reset_second_factor: bool, **_: Any) -> str:
        """Print the link."""
        person = User.objects.filter(email__iexact=email).first()
        if person is None:
            raise CommandError(f"There is no account with the address {email}.")
        if not person.is_active:
            raise CommandError(f"The account {email} is deactivated.")
        if reset_second_factor:
            person.authenticator_set.all().delete()
            record(None, "account.second_factor_reset", person.email, {"by": "command"})
        token, _link = links.issue(person, links.INVITED)
        record(None, "account.link_made", person.email, {"by": "command"})
        with override(person.language):
            path = reverse("account_link", args=[token])
        return (settings().public_address or "http://localhost:8000") + path
