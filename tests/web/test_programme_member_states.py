"""What member states see, by mandate, theme and country."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from programme_mandates import World, client_of, meeting, tables, world
from staff import forgotten, person, text


@pytest.fixture(autouse=True)
def database() -> Iterator[None]:
    with forgotten():
        yield


@pytest.fixture
def here() -> World:
    return world()


def get(role: str, path: str) -> str:
    answer = client_of(role).get(f"/es/programme/{path}")
    assert answer.status_code == 200
    return text(answer)


def test_the_start_page_is_for_member_states(here: World) -> None:
    today = date.today()
    tables.WorkProgramme.objects.update(
        comments_from=today, comments_until=today + timedelta(days=1)
    )
    meeting(title={"es": "Cita pública"}, starts=today, ends=today)
    meeting(title={"es": "Cita interna"}, starts=today, ends=today, visibility="internal")
    meeting(title={"es": "Cita pasada"})
    said = get("member_state", "member-states")
    for words in ("Comentarios hasta el", "Transporte", "Cita pública"):
        assert words in said
    assert "Cita interna" not in said
    assert "Cita pasada" not in said
    assert client_of("").get("/es/programme/member-states").status_code == 302


def test_comments_are_open_until_their_last_day(here: World) -> None:
    today = date.today()
    tables.WorkProgramme.objects.update(
        comments_from=today - timedelta(days=9), comments_until=today - timedelta(days=1)
    )
    assert "Nada está abierto" in get("member_state", "member-states")


def test_by_mandate_and_theme(here: World) -> None:
    said = get("member_state", f"by/mandate?mandate={here.mandate.pk}")
    assert "I.1" in said
    assert "I.2" not in said
    assert "Considerando" not in said
    theme = get("", "by/theme?theme=rivers")
    assert "Impulsar la navegación" in theme
    assert "Convocar talleres" not in theme
    assert "I.1" not in theme
    assert client_of("").get("/es/programme/by/theme?theme=none").status_code == 404


def test_by_country(here: World) -> None:
    meeting()
    meeting(title={"es": "Foro interno"}, visibility="internal")
    meeting(title={"es": "Foro ajeno"}, country="PER")
    said = get("member_state", "by/country")
    assert "Reuniones en el país (1)" in said
    assert "Participantes del país: 2. Reuniones a las que asistieron: 2." in said
    assert "Actividades con socios del país (1)" in said
    assert "Foro interno" not in said
    assert "Actividades con socios del país (0)" in get("", "by/country?country=COL")
    assert "Ana" not in get("reader", "by/country?country=COL")


def comment(here: World, country: str, words: str) -> None:
    tables.Comment.objects.create(
        programme=here.programme,
        version=here.programme.versions.first(),
        country=country,
        text=words,
        language="es",
    )


def test_a_country_reads_its_own_comments_alone(here: World) -> None:
    comment(here, "COL", "Del país propio")
    comment(here, "PER", "Del país ajeno")
    meeting(country="PER")
    meeting()
    member = client_of("member_state")
    own, other = (
        text(member.get(f"/es/programme/by/country?country={one}")) for one in ("COL", "PER")
    )
    assert "Del país propio" in own
    assert "Del país" not in other.replace("del país", "")
    assert "Del país ajeno" in get("reader", "by/country?country=PER")
    assert "Del país propio" not in get("", "by/country?country=COL")


def test_documents_of_what_she_may_not_see_are_not_listed(here: World) -> None:
    hidden = meeting(visibility="internal")
    for owner in ({"meeting": hidden}, {"mandate": here.mandate}):
        tables.Document.objects.create(
            name="a.pdf",
            title=f"Papel de {next(iter(owner))}",
            type="application/pdf",
            size=1,
            sha256="0",
            visibility="members",
            by=person("editor", email=f"{next(iter(owner))}@example.org"),
            **owner,
        )
    said = get("member_state", "member-states")
    assert "Papel de mandate" in said
    assert "Papel de meeting" not in said
