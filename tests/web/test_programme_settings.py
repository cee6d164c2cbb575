"""Units, organisations, and for whom people act; and the addresses of programmes by role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver
from django.utils import translation
from programme_addresses.programmes import TABLE, WORLD
from programme_world import seated, table
from staff import forgotten, person, text

from cedic.web.accounts import permissions

SETTINGS = "/es/manage/programme/settings/"


@pytest.fixture(autouse=True)
def database(portal: Any) -> Iterator[None]:
    """The portal's database, which forgets what a test writes."""
    with forgotten():
        yield


def test_a_unit_is_added_and_changed():
    from cedic.web.programme.pages import mark_of

    publisher = seated("publisher")
    assert publisher.get(f"{SETTINGS}units/new/").status_code == 200
    sent = {"code": "EST", "name-es": "Unidad de Estudios"}
    assert publisher.post(f"{SETTINGS}units/new/", sent).status_code == 302
    unit = table("Unit").objects.get()
    again = sent | {"name-pt": "Estudos", "seen": mark_of(unit)}
    assert publisher.post(f"{SETTINGS}units/{unit.pk}/", again).status_code == 302
    unit.refresh_from_db()
    assert unit.name == {"es": "Unidad de Estudios", "pt": "Estudos"}
    assert "Unidad de Estudios" in text(seated("reader").get(SETTINGS))


@pytest.mark.parametrize("what", ["units", "organisations"])
def test_who_saves_second_is_shown_what_the_first_wrote(what):
    from cedic.web.programme.pages import mark_of

    publisher = seated("publisher")
    records = table("Unit" if what == "units" else "Organisation").objects
    record = records.create(code="EST", name={"es": "Estudios"})
    path = f"{SETTINGS}{what}/{record.pk}/"
    seen = mark_of(record)
    assert f'value="{seen}"' in publisher.get(path).content.decode()
    mine, theirs = ({"code": "EST", "name-es": one, "seen": seen} for one in ("Mía", "Suya"))
    assert publisher.post(path, theirs).status_code == 302
    answer = publisher.post(path, mine)
    assert answer.status_code == 409
    assert all(one in answer.content.decode() for one in ("Mía", "Suya"))
    assert records.get().name == {"es": "Suya"}
    assert publisher.post(path, mine | {"seen": mark_of(records.get())}).status_code == 302


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ({"code": "EST", "name-es": "Otra"}, "ya está en uso"),
        ({"code": "", "name-es": "Otra"}, "Un código lleva letras"),
        ({"code": "A B", "name-es": "Otra"}, "Un código lleva letras"),
        ({"code": "X" * 41, "name-es": "Otra"}, "Un código lleva letras"),
        ({"code": "=cmd", "name-es": "Otra"}, "Un código lleva letras"),
        ({"code": "OTRA"}, "no puede quedar vacío"),
    ],
)
@pytest.mark.parametrize("what", ["units", "organisations"])
def test_a_bad_code_or_name_is_refused(what, sent, reason):
    name = "Unit" if what == "units" else "Organisation"
    table(name).objects.create(code="EST", name={"es": "La primera"})
    answer = seated("publisher").post(f"{SETTINGS}{what}/new/", sent)
    assert answer.status_code == 400
    assert reason in text(answer)
    assert table(name).objects.count() == 1


def test_an_organisation_has_a_country_and_an_address_that_is_one():
    publisher, path = seated("publisher"), f"{SETTINGS}organisations/new/"
    good = {"code": "BID", "name-es": "Banco", "country": "USA", "address": "https://bank.example/"}
    for wrong in (
        {"country": "Atlantis"},
        {"address": "javascript:alert(1)"},
        {"address": "https://"},
        {"address": "https://a b"},
        {"address": "http://["},
    ):
        answer = publisher.post(path, good | wrong)
        assert answer.status_code == 400
        assert "Banco" in answer.content.decode()
    assert publisher.post(path, good | {"is_secretariat": "1"}).status_code == 302
    found = table("Organisation").objects.get()
    assert (found.country, found.is_secretariat) == ("USA", True)
    assert "Banco" in text(publisher.get(SETTINGS, {"q": "bánco"}))
    assert "Ninguna organización coincide" in text(publisher.get(SETTINGS, {"q": "zzz"}))


def _uses_of_unit(unit: Any) -> None:
    """Something of each kind that a unit is used by."""
    from programme_world import freeze, item, made, table

    record = made(year=2033)
    own = item(record, None, "area", "II", "Puertos", unit=unit)
    own.tasks.create(text={"es": "Contar puertos"}, unit=unit)
    freeze(record, "members")
    meeting = table("Meeting").objects.create(title={"es": "Foro"}, kind="meeting", unit=unit)
    conclusion = meeting.conclusions.create(kind="agreement", number="1", text={"es": "C"})
    conclusion.follow_ups.create(text={"es": "Escribir"}, unit=unit)
    user = person("editor", email="works@example.org")
    table("Seat").objects.create(user=user).units.add(unit)


def test_a_unit_is_deleted_only_when_nothing_uses_it():
    unit = table("Unit").objects.create(code="EÑE", name={"es": "Estudios"})
    other = table("Unit").objects.create(code="OTRA", name={"es": "Otra"})
    _uses_of_unit(unit)
    publisher, path = seated("publisher"), f"{SETTINGS}units/{unit.pk}/delete/"
    assert f"{unit.pk}/delete/" in publisher.get(f"{SETTINGS}units/{unit.pk}/").content.decode()
    for answer in (publisher.get(path), publisher.post(path)):
        said, body = text(answer), answer.content.decode()
        for one in (
            "Elementos a su cargo (1)",
            "Puertos",
            "Contar puertos",
            "Foro",
            "Escribir",
            "Personas que trabajan en ella (1)",
            "Versiones fijas de programas (1)",
        ):
            assert one in said, one
        assert "No se puede eliminar" in said
        assert "/es/manage/programme/items/" in body
        assert "settings/people/" not in body
        assert "<button>Eliminar</button>" not in body
    assert answer.status_code == 400
    assert table("Unit").objects.filter(pk=unit.pk).exists()
    assert table("Seat").objects.get(user__email="works@example.org").units.count() == 1
    free = f"{SETTINGS}units/{other.pk}/delete/"
    assert "Nada lo utiliza" in text(publisher.get(free))
    assert table("Unit").objects.filter(pk=other.pk).exists()
    assert publisher.post(free).status_code == 302
    assert not table("Unit").objects.filter(pk=other.pk).exists()
    assert publisher.post(free).status_code == 404
    assert _trail("programme.unit_deleted") == ["OTRA"]


def test_a_unit_that_only_a_frozen_version_names_stays():
    from programme_world import freeze, made, of

    record = made(year=2033)
    unit = of(record, "I.1.1").unit
    near = table("Unit").objects.create(code="I.1", name={"es": "Como un código"})
    freeze(record, "members")
    record.items.update(unit=None)
    publisher = seated("publisher")
    answer = publisher.post(f"{SETTINGS}units/{unit.pk}/delete/")
    assert answer.status_code == 400
    assert f"/es/programme/{record.pk}/versions/1/" in answer.content.decode()
    assert publisher.post(f"{SETTINGS}units/{near.pk}/delete/").status_code == 302


def test_an_organisation_is_deleted_only_when_nothing_uses_it():
    from programme_world import made, of

    create = table("Organisation").objects.create
    bank, free = (create(code=code, name={"es": f"Banco {code}"}) for code in ("BID", "BID2"))
    one = of(made(year=2033), "I.1.1")
    one.partners.create(organisation=bank)
    axis = table("Axis").objects.create(code="energy", name={"es": "Energía"})
    topic = axis.topics.create(code="sun", name={"es": "Sol"})
    topic.entries.create(organisation=bank, kind="policy", title={"es": "Ley solar"}, source="s")
    axis.leaderships.create(organisation=bank, source="s")
    steps = [{"text": {"es": "Paso"}, "organisations": ["BID"]}]
    axis.roadmaps.create(title={"es": "Hoja solar"}, steps=steps)
    meeting = table("Meeting").objects.create(title={"es": "Foro"}, kind="meeting")
    meeting.organisers.create(organisation=bank)
    publisher = seated("publisher")
    answer = publisher.post(f"{SETTINGS}organisations/{bank.pk}/delete/")
    said = text(answer)
    assert answer.status_code == 400
    for word in ("Estudio de puertos", "Ley solar", "Energía", "Hoja solar", "Foro"):
        assert word in said, word
    assert table("Organisation").objects.filter(pk=bank.pk).exists()
    assert publisher.post(f"{SETTINGS}organisations/{free.pk}/delete/").status_code == 302
    assert _trail("programme.organisation_deleted") == ["BID2"]


def test_themes_and_axes_name_what_uses_them():
    mandate = table("Mandate").objects.create(kind="decision", number="7", title={"es": "Decisión"})
    paragraph = mandate.paragraphs.create(anchor="3", text={"es": "Impulsar"})
    theme = table("Theme").objects.create(code="rivers", name={"es": "Ríos"})
    axis = table("Axis").objects.create(code="energy", name={"es": "Energía"})
    paragraph.themes.add(theme)
    paragraph.axes.add(axis)
    publisher = seated("publisher")
    for kind, one in (("themes", theme), ("convergence/axes", axis)):
        path = f"/es/manage/programme/{kind}/{one.pk}/delete/"
        answer = publisher.post(path)
        assert answer.status_code == 400
        link = f"/es/manage/programme/mandates/{mandate.pk}/paragraphs/{paragraph.pk}/"
        assert link in answer.content.decode()
        assert publisher.get(link).status_code == 200
    paragraph.axes.clear()
    axis.topics.create(code="sun", name={"es": "Sol"})
    assert publisher.post(path).status_code == 302
    assert not table("Topic").objects.exists()


DRAFTS = "/es/manage/programme/programmes/"


def test_a_draft_is_deleted_with_what_is_its_own():
    from programme_world import item, made, of

    from cedic.web.programme import search

    earlier, record = made(year=2032), made(year=2033)
    of(record, "I.1.1").tasks.create(text={"es": "Contar"})
    table("ItemLink").objects.create(
        item=of(record, "I.1"), kind="continues", other=of(earlier, "I.1")
    )
    search.index(record)
    publisher, path = seated("publisher"), f"{DRAFTS}{record.pk}/delete/"
    assert path in publisher.get(f"{DRAFTS}{record.pk}/").content.decode()
    answer = publisher.get(path)
    said = text(answer)
    assert "Elementos: 5" in said
    assert "Tareas: 1" in said
    seen = re.search(r'name="seen" value="([^"]+)"', answer.content.decode())[1]
    # Somebody writes in it meanwhile: what is deleted is what was shown.
    item(record, None, "area", "II", "Nueva")
    assert publisher.post(path, {"seen": seen}).status_code == 409
    assert record.items.count() == 6
    seen = re.search(r'name="seen" value="([^"]+)"', publisher.get(path).content.decode())[1]
    assert publisher.post(path, {"seen": seen}).status_code == 302
    assert not table("WorkProgramme").objects.filter(pk=record.pk).exists()
    assert not table("Entry").objects.filter(path__startswith=f"programme/{record.pk}/").exists()
    assert earlier.items.count() == 5
    assert _trail("programme.deleted") == ["SEC 2033"]


def test_a_programme_that_was_shown_is_kept_for_ever():
    from programme_world import adopted, circulated, made

    publisher = seated("publisher")
    back, shown, public = made(year=2031), made(year=2032), made(year=2033)
    circulated(back)
    back.stage = "draft"
    back.save()
    circulated(shown)
    adopted(public)
    for record in (back, shown, public):
        answer = publisher.post(f"{DRAFTS}{record.pk}/delete/", {"seen": "1"})
        assert answer.status_code == 400
        assert "se conservan para siempre" in text(answer)
        assert f"/es/programme/{record.pk}/versions/1/" in answer.content.decode()
        assert record.items.count() == 5


def test_a_draft_that_others_build_on_is_not_deleted():
    from programme_world import made, of

    earlier, record = made(year=2032), made(year=2033)
    one = of(earlier, "I.1.1")
    mandate = table("Mandate").objects.create(kind="decision", number="7", title={"es": "Decisión"})
    paragraph = mandate.paragraphs.create(anchor="3", text={"es": "Impulsar"})
    shows = {"status": "under_way", "on": "2032-02-01", "text": {"es": "Se hizo"}}
    paragraph.evidence.create(item=one, **shows)
    meeting = table("Meeting").objects.create(title={"es": "Foro"}, kind="meeting", item=one)
    conclusion = meeting.conclusions.create(kind="agreement", number="1", text={"es": "C"})
    conclusion.follow_ups.create(text={"es": "Escribir"}, item=one)
    table("ItemLink").objects.create(item=of(record, "I.1"), kind="continues", other=one.parent)
    answer = seated("publisher").post(f"{DRAFTS}{earlier.pk}/delete/", {"seen": "1.5"})
    assert answer.status_code == 400
    for word in ("Foro", "Se hizo", "Escribir", "Elementos de otros programas", "SEC 2033 I.1"):
        assert word in text(answer), word
    assert earlier.items.count() == 5


def test_what_uses_much_is_counted_and_asked_for_as_often_as_little():
    unit = table("Unit").objects.create(code="EST", name={"es": "Estudios"})
    publisher, path = seated("publisher"), f"{SETTINGS}units/{unit.pk}/delete/"

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            answer = publisher.get(path)
        assert answer.status_code == 200
        return len(queries)

    _uses_of_unit(unit)
    asked()
    few = asked()
    record = table("WorkProgramme").objects.get()
    table("Item").objects.bulk_create(
        table("Item")(programme=record, level="area", unit=unit, title={"es": "x"})
        for _ in range(50)
    )
    assert asked() == few
    assert "Elementos a su cargo (51)" in text(publisher.get(path))
    assert "… y 31 más" in text(publisher.get(path))


def _trail(action: str) -> list[str]:
    from cedic.web.audit.models import Entry

    return list(Entry.objects.filter(action=action).values_list("subject", flat=True))


def test_people_are_given_units_or_a_country_as_their_role_is():
    unit = table("Unit").objects.create(code="EST", name={"es": "Estudios"})
    member = person("member_state", email="m@example.org")
    editor = person("editor", email="e@example.org")
    admin = seated("administrator")
    both = {"country": "BRA", "units": [unit.pk]}
    for user in (member, editor):
        assert admin.get(f"{SETTINGS}people/{user.pk}/").status_code == 200
        assert admin.post(f"{SETTINGS}people/{user.pk}/", both).status_code == 302
    seats = {one.user_id: one for one in table("Seat").objects.all()}
    assert seats[member.pk].country == "BRA"
    assert not seats[member.pk].units.exists()
    assert seats[editor.pk].country == ""
    assert list(seats[editor.pk].units.all()) == [unit]
    said = text(admin.get(f"{SETTINGS}people/"))
    assert "Brasil" in said
    assert "EST" in said
    assert admin.post(f"{SETTINGS}people/{member.pk}/", {"country": "QQQ"}).status_code == 400
    assert admin.post(f"{SETTINGS}people/{editor.pk}/", {"units": ["9999"]}).status_code == 400
    assert admin.get(f"{SETTINGS}people/999999/").status_code == 404
    assert "no tiene función" in text(admin.get(f"{SETTINGS}people/{_without_role().pk}/"))


def _without_role() -> Any:
    from django.contrib.auth import get_user_model

    return get_user_model().objects.create_user("none@example.org", "x", full_name="None")


MAY = {
    None: (),
    "member_state": (permissions.CONSULT,),
    "reader": (permissions.CONSULT, permissions.READ),
    "editor": (permissions.CONSULT, permissions.READ, permissions.EDIT),
    "publisher": (permissions.CONSULT, permissions.READ, permissions.EDIT, permissions.PUBLISH),
    "administrator": tuple(permissions.NAMES),
}


@pytest.mark.parametrize("role", MAY)
def test_each_address_is_open_to_who_may_open_it_alone(role):
    world = WORLD()
    client = seated(role) if role else Client()
    wrong = []
    for rows in TABLE.values():
        for row in rows if isinstance(rows, list) else [rows]:
            path, get, need, post, to_post = (*row, *((200,), "", (), "")[len(row) - 1 :])
            for method, need_of, good in (("get", need, get), ("post", to_post or need, post)):
                if good:
                    wanted = good if not need_of or need_of in MAY[role] else (403,)
                    if need_of and role is None:
                        wanted = (302,)
                    found = asked(client, method, path.format(**world))
                    wrong += [] if found in wanted else [f"{method} {path}: {found}, not {wanted}"]
    assert not wrong, "\n".join(wrong)


def asked(client: Client, method: str, path: str) -> int:
    """The status of an answer; nothing of it stays."""
    with transaction.atomic():
        status = getattr(client, method)(path).status_code
        transaction.set_rollback(True)
    return status


def test_every_address_of_programmes_has_an_example():
    from cedic.web.programme.addresses import programmes

    with translation.override("es"):
        answered = set(patterns(get_resolver()))
    assert set(TABLE) <= answered
    assert len(TABLE) == len(programmes.EVERYONE) + len(programmes.STAFF)


def patterns(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for one in resolver.url_patterns:
        here = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one, here)
        else:
            yield here
