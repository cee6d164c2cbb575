"""What people did in the portal, and when: kept, never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cedic.web.accounts.models import User
    from cedic.web.audit.models import Entry


def record(
    actor: User | None, action: str, subject: str, detail: dict[str, Any] | None = None
) -> Entry:
    """Write down what was done.

    Parameters
    ----------
    actor : User or None
        Who did it; nobody, if it was done from the command line or by a visitor without account.
    action : str
        A code, ``part.what``: ``account.signed_in``, ``dataflow.published``.
    subject : str
        What it was done to, as people call it. Cut at 200 characters.
    detail : dict, optional
        What else is worth keeping, as JSON takes it; no secrets.
    """
    from cedic.web.audit.models import LONGEST, Entry

    return Entry.objects.create(
        actor=actor,
        actor_name=str(actor or "")[:LONGEST],
        action=action,
        subject=subject[:LONGEST],
        detail=detail or {},
    )
