"""The links with which people answer to a meeting, and the letters that bring them."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from django.core.mail import EmailMessage
from django.http import HttpRequest

from cedic.programme.model import said
from cedic.programme.terms import FORMATS
from cedic.settings import settings
from cedic.web import site
from cedic.web.accounts import letters, links
from cedic.web.programme.countries import country_name
from cedic.web.programme.meeting_places import span
from cedic.web.programme.models import Meeting, Participant
from cedic.web.programme.words.meetings import LETTER
from cedic.web.words import language


def issue(participant: Participant) -> str:
    """Make a link's token for a person, in whose record its digest is to be saved.

    The one that she had before, if any, ends with it.
    """
    token = secrets.token_urlsafe(32)
    participant.digest = links.digest(token)
    return token


def found(token: str) -> Participant | None:
    """The person whom a token was made for."""
    return (
        Participant.objects.select_related("meeting__item__programme")
        .filter(digest=links.digest(token))
        .first()
    )


def address(request: HttpRequest, token: str) -> str:
    """The whole address of a link, in the visitor's language."""
    return f"{site.address(request)}/{language()}/programme/meetings/answer/{token}/"


def send(meeting: Meeting, kind: str, sent: Iterable[tuple[str, str]]) -> None:
    """Write to people, in the visitor's language; nothing that a stranger wrote stands in it.

    Parameters
    ----------
    meeting : Meeting
        The meeting.
    kind : str
        ``invitation`` or ``registration``.
    sent : iterable of (e-mail address, address of the link)
        To whom, and with which link.
    """
    letters.send([_letter(meeting, kind, to, link) for to, link in sent if to])


def _letter(meeting: Meeting, kind: str, to: str, link: str) -> EmailMessage:
    title = " ".join(said(meeting.title, language())[0].split())
    place = ", ".join(filter(None, (meeting.venue, meeting.city, country_name(meeting.country))))
    values = {
        "title": title,
        "when": span(meeting.starts, meeting.ends) or meeting.schedule or "··",
        "where": place or FORMATS[meeting.format][language()],
        "publisher": settings().publisher,
        "link": link,
    }
    subject = LETTER[f"{kind}_subject"][language()].format(**values)
    body = LETTER[kind][language()].format(**values)
    return EmailMessage(subject[:200], body, to=[to])
