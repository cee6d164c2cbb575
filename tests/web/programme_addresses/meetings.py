"""The addresses of meetings, for :mod:`test_every_address`."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

from cedic.web.accounts import permissions

READ, EDIT, PUBLISH = permissions.READ, permissions.EDIT, permissions.PUBLISH
NONE = "9" * 15

TABLE: dict[str, Any] = {
    "es/programme/meetings/": [
        ("/es/programme/meetings/",),
        ("/es/programme/meetings/?year=x&month=2026-13&day=0&area=z&page=9&q=%00",),
    ],
    "es/programme/meetings/calendar.ics": ("/es/programme/meetings/calendar.ics?year=2026",),
    "es/programme/meetings/<int:pk>/": [
        ("/es/programme/meetings/{meeting}/",),
        (f"/es/programme/meetings/{NONE}/", (404,)),
    ],
    "es/programme/meetings/<int:pk>.ics": [
        ("/es/programme/meetings/{meeting}.ics",),
        (f"/es/programme/meetings/{NONE}.ics", (404,)),
    ],
    # These two set the cookie of their forms: for strangers, too.
    "es/programme/meetings/<int:pk>/register/": [
        ("/es/programme/meetings/{meeting}/register/", (200,), "", (400,)),
        (f"/es/programme/meetings/{NONE}/register/", (404,), "", (404,)),
    ],
    "es/programme/meetings/answer/<str:token>/": [
        ("/es/programme/meetings/answer/{invitation}/", (200,), "", (400,)),
        ("/es/programme/meetings/answer/none/", (410,), "", (410,)),
    ],
    "es/programme/meetings/answer/<str:token>/<uuid:id>/<str:name>": [
        (f"/es/programme/meetings/answer/{{invitation}}/{uuid.UUID(int=1)}/a.pdf", (404,)),
        (f"/es/programme/meetings/answer/none/{uuid.UUID(int=1)}/a.pdf", (404,)),
    ],
    "es/manage/programme/meetings/new/": (
        "/es/manage/programme/meetings/new/",
        (200,),
        EDIT,
        (400,),
    ),
    "es/manage/programme/meetings/<int:pk>/": [
        ("/es/manage/programme/meetings/{meeting}/", (200,), EDIT, (400,)),
        (f"/es/manage/programme/meetings/{NONE}/", (404,), EDIT, (404,)),
    ],
    "es/manage/programme/meetings/<int:pk>/status/": (
        "/es/manage/programme/meetings/{meeting}/status/",
        (200,),
        EDIT,
        (400,),
    ),
    "es/manage/programme/meetings/<int:pk>/visibility/": (
        "/es/manage/programme/meetings/{meeting}/visibility/",
        (200,),
        PUBLISH,
        (400,),
    ),
    "es/manage/programme/meetings/<int:pk>/delete/": (
        "/es/manage/programme/meetings/{draft}/delete/",
        (200,),
        EDIT,
        (400,),
    ),
    "es/manage/programme/meetings/<int:pk>/record/": (
        "/es/manage/programme/meetings/{meeting}/record/",
        (200,),
        EDIT,
        (409,),
    ),
    "es/manage/programme/meetings/<int:pk>/conclusions/<int:conclusion>/follow-up/": (
        "/es/manage/programme/meetings/{meeting}/conclusions/{conclusion}/follow-up/",
        (200,),
        EDIT,
        (409,),
    ),
    "es/manage/programme/meetings/<int:pk>/follow-ups/<int:number>/": (
        "/es/manage/programme/meetings/{meeting}/follow-ups/{follow_up}/",
        (200,),
        EDIT,
        (409,),
    ),
    "es/manage/programme/meetings/<int:pk>/people/": (
        "/es/manage/programme/meetings/{meeting}/people/",
        (200,),
        READ,
        (400,),
        EDIT,
    ),
    r"es/manage/programme/^meetings/(?P<pk>[0-9]{1,15})/people\.(?P<format>csv|xlsx)$": [
        ("/es/manage/programme/meetings/{meeting}/people.csv", (200,), READ),
        ("/es/manage/programme/meetings/{meeting}/people.xlsx", (200,), READ),
    ],
    "es/manage/programme/meetings/<int:pk>/invite/": (
        "/es/manage/programme/meetings/{meeting}/invite/",
        (200,),
        EDIT,
        (400,),
    ),
    "es/manage/programme/meetings/<int:pk>/attendance/": (
        "/es/manage/programme/meetings/{meeting}/attendance/",
        (200,),
        EDIT,
        (400,),
    ),
    "es/manage/programme/meetings/<int:pk>/people/<int:number>/link/": (
        "/es/manage/programme/meetings/{meeting}/people/{participant}/link/",
        (405,),
        "",
        (200,),
        EDIT,
    ),
}
"""Example, what is answered, the permission, what an empty form is answered, that permission."""


def WORLD() -> dict[str, Any]:  # noqa: N802 - what the other parts call it too
    """The records that the examples name."""
    from cedic.web.programme import meeting_links
    from cedic.web.programme.models import Conclusion, FollowUp, Meeting, Participant

    meeting = Meeting.objects.create(
        title={"es": "Foro de prueba"},
        visibility="public",
        starts=date.today() + timedelta(days=30),
        registration="open",
        country="PAN",
        city="Panamá",
    )
    participant = Participant(meeting=meeting, name="Ana", state="invited")
    token = meeting_links.issue(participant)
    participant.save()
    conclusion = Conclusion.objects.create(meeting=meeting, number="1", text={"es": "Una"})
    follow_up = FollowUp.objects.create(conclusion=conclusion, text={"es": "Algo"})
    return {
        "meeting": meeting.pk,
        "draft": Meeting.objects.create(title={"es": "Borrador"}).pk,
        "participant": participant.pk,
        "invitation": token,
        "conclusion": conclusion.pk,
        "follow_up": follow_up.pk,
    }
