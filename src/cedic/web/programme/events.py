"""What happens in the work programme that others should know of, and who they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cedic.programme.model import Words, said
from cedic.web.accounts import permissions
from cedic.web.programme.models import Comment, Meeting, Version
from cedic.web.programme.notices import holders, notify

if TYPE_CHECKING:
    from cedic.web.accounts.models import User


def version_shown(version: Version) -> None:
    """Tell member states that a programme was circulated, or adopted."""
    programme = version.programme
    kinds = {"circulated": "programme_circulated", "adopted": "programme_adopted"}
    kind = kinds.get(programme.stage)
    if kind is None or version.visibility == "internal":
        return
    path, mark = f"programme/{programme.pk}/", f"{kind}:{programme.pk}:{version.number}"
    for one in _member_states():
        notify(one, kind, _titled(programme.title, str(programme), one), path, mark)


def comment_received(comment: Comment) -> None:
    """Tell those who may publish the programme that a member state commented on it."""
    programme = comment.programme
    path = f"manage/programme/programmes/{programme.pk}/comments/"
    about = f"{comment.country} {comment.code}".strip()
    for one in holders(permissions.PUBLISH):
        subject = f"{about}: {_titled(programme.title, str(programme), one)}"
        notify(one, "comment_received", subject, path, f"comment_received:{comment.pk}")


def comment_answered(comment: Comment) -> None:
    """Tell who wrote a comment that it is answered."""
    if comment.by is None or comment.answered is None:
        return
    programme = comment.programme
    subject = _titled(programme.title, str(programme), comment.by)
    path = f"programme/{programme.pk}/#comments"
    mark = f"comments_answered:{comment.pk}:{comment.answered.isoformat()}"
    notify(comment.by, "comments_answered", subject, path, mark)


def meeting_convened(meeting: Meeting) -> None:
    """Tell member states of a meeting that is convened, once they may see it."""
    if meeting.status != "convened" or meeting.visibility == "internal":
        return
    # A meeting that is put off is told of again, with its new day.
    mark = f"meeting_convened:{meeting.pk}:{meeting.starts}"
    detail = {"day": meeting.starts.isoformat()} if meeting.starts else {}
    for one in _member_states():
        subject = _titled(meeting.title, meeting.number, one)
        notify(one, "meeting_convened", subject, f"programme/meetings/{meeting.pk}/", mark, detail)


def _member_states() -> Iterable[User]:
    """Those whom a member state sent."""
    staff = holders(permissions.READ).values("pk")
    return holders(permissions.CONSULT).exclude(pk__in=staff).exclude(seat=None)


def _titled(title: Words, otherwise: str, reader: User) -> str:
    return said(title, reader.language)[0] or otherwise
