"""Units, organisations, and for whom people act; and the addresses of programmes by role."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
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
    publisher = seated("publisher")
    assert publisher.get(f"{SETTINGS}units/new/").status_code == 200
    sent = {"code": "EST", "name-es": "Unidad de Estudios"}
    assert publisher.post(f"{SETTINGS}units/new/", sent).status_code == 302
    unit = table("Unit").objects.get()
    assert (
        publisher.post(f"{SETTINGS}units/{unit.pk}/", sent | {"name-pt": "Estudos"}).status_code
        == 302
    )
    unit.refresh_from_db()
    assert unit.name == {"es": "Unidad de Estudios", "pt": "Estudos"}
    assert "Unidad de Estudios" in text(seated("reader").get(SETTINGS))


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
