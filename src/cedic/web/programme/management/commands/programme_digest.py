"""Tell what is due and late, and send the digests: once a day, by a timer."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cedic.web.accounts.letters import can_be_sent
from cedic.web.programme import notices


class Command(BaseCommand):
    """``cedic manage programme_digest``."""

    help = (
        "Tell everyone what is due or late for her in the work programme, and send the digests of "
        "the day. Run twice on a day, it tells and sends nothing twice."
    )

    def handle(self, **_: Any) -> str:
        """Do it, and tell how much was done."""
        done = notices.daily()
        told = f"New notices: {done.told}. Digests sent: {done.sent}."
        if done.failed:
            raise CommandError(
                f"{told} {done.failed} could not be sent, and wait for the next time: the log says "
                "why."
            )
        return told if can_be_sent() else f"{told} There is no mail server: set CEDIC_EMAIL."
