"""What happens in the work programme is told to those whom it concerns, once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.utils import timezone, translation
from staff import forgotten, person


@pytest.fixture(autouse=True)
def database() -> Iterator[None]:
    with forgotten(), translation.override("en"):
        yield


@pytest.fixture
def people() -> dict[str, Any]:
    """Someone of Costa Rica who reads Spanish, someone sent by nobody, and staff."""
    from cedic.web.programme.models import Seat

    member = person("member_state", language="es")
    Seat.objects.create(user=member, country="CRI")
    nobody = person("member_state", email="nobody@example.org")
    gone = person("member_state", email="gone@example.org", is_active=False)
    Seat.objects.create(user=gone, country="JAM")
    return {
        "member": member,
        "nobody": nobody,
        "gone": gone,
        "reader": person("reader"),
        "publisher": person("publisher"),
    }


def told(people: dict[str, Any]) -> dict[str, list[tuple[str, str]]]:
    """What each was told: kind and subject."""
    found = {
        who: [(one.kind, one.subject) for one in someone.notifications.order_by("pk")]
        for who, someone in people.items()
    }
    return {who: rows for who, rows in found.items() if rows}


def programme(stage: str) -> Any:
    from cedic.web.programme.models import WorkProgramme

    title = {"es": "Programa\n<b>", "en": "Programme"}
    return WorkProgramme.objects.create(title=title, starts=2030, ends=2030, stage=stage)


@pytest.mark.parametrize(
    ("stage", "visibility", "kind"),
    [
        ("circulated", "members", "programme_circulated"),
        ("adopted", "public", "programme_adopted"),
        ("circulated", "internal", ""),
        ("draft", "members", ""),
    ],
)
def test_member_states_are_told_of_a_version_for_them(
    people: dict[str, Any], stage: str, visibility: str, kind: str
) -> None:
    from cedic.web.programme import events, trees

    version = trees.freeze(programme(stage), visibility)
    events.version_shown(version)
    events.version_shown(version)
    assert told(people) == ({"member": [(kind, "Programa <b>")]} if kind else {})
    # A further version is something new.
    events.version_shown(trees.freeze(version.programme, visibility))
    assert len(told(people).get("member", [])) == (2 if kind else 0)


def test_a_comment_is_told_to_publishers_and_its_answer_to_its_writer(
    people: dict[str, Any],
) -> None:
    from cedic.web.programme import events, trees
    from cedic.web.programme.models import Comment

    record = programme("circulated")
    comment = Comment.objects.create(
        programme=record,
        version=trees.freeze(record, "members"),
        code="I.1",
        country="CRI",
        text="x",
        language="es",
        by=people["member"],
    )
    events.comment_received(comment)
    assert told(people) == {"publisher": [("comment_received", "CRI I.1: Programa <b>")]}
    events.comment_answered(comment)
    assert "member" not in told(people)
    comment.answered = timezone.now()
    events.comment_answered(comment)
    assert told(people)["member"] == [("comments_answered", "Programa <b>")]
    comment.by = None
    events.comment_answered(comment)


def test_a_meeting_is_told_of_once_it_is_convened_and_shown(people: dict[str, Any]) -> None:
    from cedic.web.programme import events
    from cedic.web.programme.models import Meeting

    meeting = Meeting(title={"es": "Reunión"}, starts=date(2030, 5, 1), ends=date(2030, 5, 2))
    meeting.save()
    for status, visibility in (("planned", "public"), ("convened", "internal")):
        meeting.status, meeting.visibility = status, visibility
        events.meeting_convened(meeting)
        assert not told(people)
    meeting.visibility = "members"
    events.meeting_convened(meeting)
    events.meeting_convened(meeting)
    assert told(people) == {"member": [("meeting_convened", "Reunión")]}
    meeting.starts = date(2030, 6, 1)
    events.meeting_convened(meeting)
    assert len(told(people)["member"]) == 2
