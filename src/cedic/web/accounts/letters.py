"""The e-mail that brings a one-time link."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from threading import Thread

from django.core.mail import EmailMessage

from cedic.publish.citation import day
from cedic.settings import settings
from cedic.web.accounts.models import Link
from cedic.web.accounts.words import LETTER

log = logging.getLogger(__name__)


def can_be_sent() -> bool:
    """Whether the portal has a mail server."""
    return bool(settings().email)


def send_link(link: Link, address: str) -> None:
    """Send a person the address of her link, while the visitor reads on.

    That the mail server takes its time would otherwise tell a stranger which accounts there are.
    """
    send([_letter(link, address)])


def send(written: Sequence[EmailMessage]) -> None:
    """Send letters, one after the other, while the visitor reads on."""
    Thread(target=_send, args=[written], daemon=True).start()


def _letter(link: Link, address: str) -> EmailMessage:
    person = link.person
    until = f"{day(link.expires, person.language)}, {link.expires:%H:%M} UTC"
    publisher = settings().publisher
    subject = LETTER["invitation"][person.language].format(publisher=publisher)
    body = LETTER["body"][person.language].format(
        name=person, publisher=publisher, link=address, until=until
    )
    return EmailMessage(subject, body, to=[person.email])


def _send(written: Sequence[EmailMessage]) -> None:
    for letter in written:
        try:
            letter.send()
        except OSError as error:
            # Not the letter itself: its link opens an account.
            log.error("an e-mail to %s could not be sent: %s", letter.to[0], error)
