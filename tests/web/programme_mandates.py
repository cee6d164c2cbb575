"""A small programme with a mandate, for the tests of mandates, the search and member states."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from staff import person, with_app


class Tables:
    """The tables, which cannot be imported before Django is set up."""

    def __getattr__(self, name: str) -> Any:
        return apps.get_model("programme", name)


tables = Tables()


@dataclass
class World:
    """What is there: two activities, the first in the version of members; a mandate of three."""

    programme: Any
    items: list[Any]
    mandate: Any
    paragraphs: list[Any]
    theme: Any


def world(visibility: str = "public") -> World:
    from cedic.web.programme import search, trees

    programme = tables.WorkProgramme.objects.create(
        title={"es": "Programa de trabajo"}, starts=2020, ends=2020, stage="circulated"
    )
    area = tables.Item.objects.create(
        programme=programme, level="area", code="I", title={"es": "Zona"}
    )
    first = activity(programme, area, "I.1", "Estudio de navegación fluvial")
    partner = tables.Organisation.objects.create(
        code="DNP", name={"es": "Planeación"}, country="COL"
    )
    tables.Partnership.objects.create(item=first, organisation=partner)
    trees.freeze(programme, "members")
    second = activity(programme, area, "I.2", "Taller de aduanas")
    mandate = tables.Mandate.objects.create(
        kind="decision",
        number="901",
        title={"es": "Transporte"},
        on=date(2019, 11, 28),
        visibility=visibility,
    )
    theme = tables.Theme.objects.create(code="rivers", name={"es": "Ríos"})
    paragraphs = [
        tables.Paragraph.objects.create(mandate=mandate, anchor=anchor, position=place, text=text)
        for place, (anchor, text) in enumerate(
            [
                ("preamble", {"es": "Considerando la hidrovía"}),
                ("1", {"es": "Impulsar la navegación", "en": "Foster navigation"}),
                ("1.a", {"es": "Convocar talleres <b>"}),
            ]
        )
    ]
    paragraphs[1].themes.add(theme)
    for item in (first, second):
        tables.MandateLink.objects.create(paragraph=paragraphs[1], item=item)
    search.index(programme)
    search.index(mandate)
    return World(programme, [first, second], mandate, paragraphs, theme)


def activity(programme: Any, area: Any, code: str, title: str) -> Any:
    return tables.Item.objects.create(
        programme=programme, parent=area, level="activity", code=code, title={"es": title}
    )


def shown(paragraph: Any, **fields: Any) -> Any:
    said = {"status": "under_way", "on": date(2020, 3, 1), "text": {"es": "Acta firmada"}} | fields
    return tables.Evidence.objects.create(paragraph=paragraph, **said)


def meeting(**fields: Any) -> Any:
    said = {"title": {"es": "Foro"}, "starts": date(2020, 5, 5), "ends": date(2020, 5, 6)}
    made = tables.Meeting.objects.create(
        **said | {"country": "COL", "visibility": "public"} | fields
    )
    tables.Participant.objects.create(meeting=made, name="Ana", country="COL", state="attended")
    return made


def client_of(role: str) -> Any:
    """A client signed in as someone of a role; a member state's is from Colombia."""
    from django.conf import settings
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    if role:
        user = person(role)
        if role in ("publisher", "administrator"):
            with_app(user)
        seat = tables.Seat.objects.create(
            user=user, country="COL" if role == "member_state" else ""
        )
        if role == "editor":
            seat.units.add(tables.Unit.objects.create(code="OWN", name={"es": "Propia"}))
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client
