"""A programme with an outline, for the tests of its pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.apps import apps
from django.test import Client
from django.utils import timezone
from staff import person, with_app


def table(name: str) -> Any:
    """A table of the work programme."""
    return apps.get_model("programme", name)


def made(stage: str = "draft", year: int | None = None, **facts: Any) -> Any:
    """A programme: an area, a group within it, a project, and two activities of two units."""
    year = year or timezone.localdate().year
    record = table("WorkProgramme").objects.create(
        title={"es": f"Programa {year}", "en": f"Programme {year}"},
        starts=year,
        ends=year,
        institution="SEC",
        stage=stage,
        **facts,
    )
    one, two = (
        table("Unit").objects.get_or_create(code=code, defaults={"name": {"es": f"Unidad {code}"}})[
            0
        ]
        for code in ("U1", "U2")
    )
    area = item(record, None, "area", "I", "Comercio")
    group = item(record, area, "programme", "", "Facilitación")
    project = item(record, group, "project", "I.1", "Puertos")
    item(record, project, "activity", "I.1.1", "Estudio de puertos", unit=one)
    item(record, project, "activity", "I.1.2", "Curso de ventanillas", unit=two, position=1)
    return record


def item(record: Any, parent: Any, level: str, code: str, title: str, **more: Any) -> Any:
    """An item of a programme."""
    return table("Item").objects.create(
        programme=record, parent=parent, level=level, code=code, title={"es": title}, **more
    )


def of(record: Any, code: str) -> Any:
    """The item of a code."""
    return record.items.get(code=code)


def seated(role: str, *, units: tuple[str, ...] = (), country: str = "", **fields: Any) -> Client:
    """A client of a person of a role, of units or of a country."""
    user = person(role, **fields)
    if role in ("publisher", "administrator"):
        with_app(user)
    seat = table("Seat").objects.create(user=user, country=country)
    seat.units.set(table("Unit").objects.filter(code__in=units))
    client = Client()
    client.force_login(user)
    client.user = user
    return client


def circulated(record: Any, days: int = 10) -> Any:
    """The programme, circulated, its comment period running."""
    today = timezone.localdate()
    record.stage = "circulated"
    record.comments_from, record.comments_until = today, today + timedelta(days=days)
    record.save()
    return freeze(record, "members")


def adopted(record: Any) -> Any:
    """The programme, adopted today."""
    record.stage = "adopted"
    record.adopted_on, record.adopted_by = timezone.localdate(), "527"
    record.save()
    return freeze(record, "public")


def freeze(record: Any, visibility: str) -> Any:
    """A version of the programme, as it stands."""
    from cedic.web.programme import trees

    return trees.freeze(record, visibility)


def live(record: Any) -> Any:
    """The programme as a value, as it stands."""
    from cedic.web.programme import trees

    return trees.live(record)
