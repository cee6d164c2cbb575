"""The pages of programmes: who sees which version, what staff do, and what they may not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from programme_world import adopted, circulated, freeze, item, live, made, of, seated, table
from staff import forgotten, person, text, with_app

from cedic.programme.changes import compare
from markup import Page

DESK = "/es/manage/programme/"
TODAY = timezone.localdate


@pytest.fixture(autouse=True)
def database(portal: Any) -> Iterator[None]:
    """The portal's database, which forgets what a test writes."""
    with forgotten():
        yield


@pytest.fixture
def record() -> Any:
    return made()


def page(answer: Any, status: int = 200) -> str:
    """What a page says; its elements are closed, and it has one title."""
    assert answer.status_code == status, answer.content.decode()[:4000]
    found = Page(answer.content.decode())
    assert [tag for tag, _ in found.elements].count("h1") == 1
    labels = {told.get("for") for tag, told in found.elements if tag == "label"}
    for tag, told in found.elements:
        named = tag in ("select", "textarea") or (tag == "input" and told.get("type") is None)
        assert not named or told.get("id") in labels, told
    ids = [told["id"] for _, told in found.elements if "id" in told]
    assert len(ids) == len(set(ids))
    return text(answer)


# Who sees what


def test_a_draft_is_seen_by_staff_alone(record):
    reader, member = seated("reader"), seated("member_state", country="BRA")
    for path in (f"/es/programme/{record.pk}/", f"/es/programme/items/{of(record, 'I.1.1').pk}/"):
        assert "puertos" in page(reader.get(path)).lower()
        assert member.get(path).status_code == 404
        assert Client().get(path).status_code == 404
    assert "Aún no se ha publicado ningún programa" in page(Client().get("/es/programme/"))


def test_each_sees_the_version_for_her_and_never_what_was_written_since(record):
    adopted(record)
    table("Item").objects.filter(code="I.1.1").update(title={"es": "Borrador secreto"})
    record.stage = "amended"
    record.save()
    circulated(record)
    table("Item").objects.filter(code="I.1.1").update(title={"es": "Más secreto"})
    seen = {
        who: page(client.get(f"/es/programme/{record.pk}/"))
        for who, client in {
            "staff": seated("reader"),
            "members": seated("member_state", country="BRA"),
            "public": Client(),
        }.items()
    }
    assert "Más secreto" in seen["staff"]
    assert "Borrador secreto" in seen["members"]
    assert "Estudio de puertos" in seen["public"]
    assert "secreto" not in seen["public"]
    assert "Más secreto" not in seen["members"]
    assert "Aprobado por el Consejo" in seen["public"]
    assert "Circulado a los Estados miembros" in seen["members"]


@pytest.mark.parametrize(("who", "status"), [("public", 404), ("members", 200), ("staff", 200)])
def test_a_circulated_version_is_not_guessed_by_its_address(record, who, status):
    circulated(record)
    client = {
        "public": Client,
        "members": lambda: seated("member_state"),
        "staff": lambda: seated("reader"),
    }
    looks = client[who]()
    assert looks.get(f"/es/programme/{record.pk}/versions/1/").status_code == status
    assert looks.get(f"/es/programme/{record.pk}/versions/2/").status_code == 404
    assert looks.get(f"/es/programme/{record.pk}/compare?from=1&to=1").status_code == status


def test_what_is_not_public_is_kept_in_no_cache(record):
    circulated(record)
    told = seated("member_state").get(f"/es/programme/{record.pk}/").headers["Cache-Control"]
    assert "no-store" in told


def test_an_item_deleted_since_stays_in_its_version(record):
    adopted(record)
    gone = of(record, "I.1.2")
    number = gone.pk
    gone.delete()
    assert "Curso de ventanillas" in page(Client().get(f"/es/programme/items/{number}/"))
    assert Client().get("/es/programme/items/999999999/").status_code == 404
    assert Client().get(f"/es/programme/items/{'9' * 40}/").status_code == 404


def test_an_item_added_since_is_not_seen_before_it_is_adopted(record):
    adopted(record)
    new = item(record, of(record, "I.1"), "activity", "I.1.3", "Nueva")
    assert Client().get(f"/es/programme/items/{new.pk}/").status_code == 404


def test_the_current_programme_comes_first(record):
    adopted(record)
    adopted(made(year=2017))
    said = page(Client().get("/es/programme/"))
    assert said.index(f"Programa {TODAY().year}") < said.index("Programa 2017")
    assert "Vigente" in said


def test_the_outline_is_filtered_by_status_and_area(record):
    table("Item").objects.filter(code="I.1.2").update(status="completed")
    adopted(record)
    path = f"/es/programme/{record.pk}/"
    said = page(Client().get(path, {"status": "completed"}))
    assert "Curso de ventanillas" in said
    assert "Estudio de puertos" not in said
    assert "Ninguna actividad coincide" in page(Client().get(path, {"status": "cancelled"}))
    assert "Ninguna actividad coincide" in page(Client().get(path, {"area": "IX"}))
    assert "Estudio de puertos" in page(Client().get(path, {"status": "<b>", "area": "I"}))


def test_every_section_of_an_item_is_told_and_html_is_text(record):
    one = of(record, "I.1.1")
    hostile = "<script>alert(1)</script>"
    one.objectives.create(text={"es": hostile})
    one.results.create(text={"es": "Más comercio"}, target=12.5, baseline=None)
    one.tasks.create(text={"es": "Redactar"}, schedule="Enero", starts=date(2026, 1, 1))
    one.outputs.create(kind="study", title={"es": "Libro"}, reference="javascript:alert(1)")
    one.partners.create(name="Banco", role="sponsor")
    means = one.financing.create(source="agreement", planned=1000)
    adopted(record)
    answer = Client().get(f"/es/programme/items/{one.pk}/")
    said = page(answer)
    body = answer.content.decode()
    assert "<script>alert" not in body
    assert 'href="javascript' not in body
    for words in (
        "Más comercio",
        "12,5",
        "Redactar",
        "Enero",
        "1 de enero de 2026",
        "Libro",
        "Banco",
    ):
        assert words in said
    # Nobody entered what was spent: it is not known, and not zero.
    assert "1.000 ··" in said.replace("\xa0", " ")
    means.expenditures.create(on=date(2026, 2, 1), amount=0)
    freeze(record, "public")
    assert "1.000 0" in page(Client().get(f"/es/programme/items/{one.pk}/"))


def test_links_across_years_both_ways_and_only_to_what_one_may_see(record):
    before = made(year=2017)
    old, new = of(before, "I.1.1"), of(record, "I.1.1")
    table("ItemLink").objects.create(item=new, kind="continues", other=old)
    adopted(record)
    path = f"/es/programme/items/{new.pk}/"
    assert "continúa" not in page(Client().get(path))
    assert "continúa 2017 I.1.1" in page(seated("reader").get(path))
    adopted(before)
    assert "continúa 2017 I.1.1" in page(Client().get(path))
    said = page(Client().get(f"/es/programme/items/{old.pk}/"))
    assert f"tiene continuidad en {TODAY().year} I.1.1" in said


def test_a_long_introduction_is_folded_so_that_the_activities_are_not_buried(record):
    path, reader = f"/es/programme/{record.pk}/", seated("reader")
    for words, folded in (("Breve.", False), ("Largo. " * 300, True)):
        table("WorkProgramme").objects.filter(pk=record.pk).update(introduction={"es": words})
        answer = reader.get(path)
        assert words.strip() in page(answer)
        assert ('<details class="whole">' in answer.content.decode()) is folded


def test_results_without_figures_are_a_list_and_with_one_a_table(record):
    found = of(record, "I.1.1")
    found.results.all().delete()
    result = table("ExpectedResult").objects.create(item=found, text={"es": "Un estudio"})
    path, reader = f"/es/programme/items/{found.pk}/", seated("reader")
    for target, measured in ((None, False), (0, True)):
        result.target = target
        result.save()
        answer = reader.get(path)
        assert "Un estudio" in page(answer)
        assert ('aria-labelledby="results-title"' in answer.content.decode()) is measured


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("manage/programme/items/{}/", "manage/programme/programmes/"),
        ("manage/programme/themes/", "programme/mandates/"),
        ("programme/by/theme", "programme/member-states"),
        ("manage/programme/gantt", "manage/programme/"),
    ],
)
def test_the_parts_say_where_one_is(record, path, part):
    found = seated("publisher").get(f"/es/{path.format(of(record, 'I.1.1').pk)}").content.decode()
    assert f'<a href="/es/{part}" aria-current="page">' in found


def test_what_changed_is_told_with_marks(record):
    adopted(record)
    table("Item").objects.filter(code="I.1.1").update(title={"es": "Estudio de aduanas"})
    of(record, "I.1.2").delete()
    item(record, of(record, "I.1"), "activity", "I.1.3", "Nueva")
    freeze(record, "public")
    answer = Client().get(f"/es/programme/{record.pk}/compare")
    said = page(answer)
    assert "Agregados 1 · suprimidos 1 · modificados 1 · trasladados 0" in said
    assert "Suprimido: puertos" in said
    assert "Nuevo: aduanas" in said
    assert "<del>" in answer.content.decode()
    assert "Nada cambió" in page(Client().get(f"/es/programme/{record.pk}/compare?from=2&to=2"))
    assert Client().get(f"/es/programme/{record.pk}/compare?from=1&to=now").status_code == 404
    assert (
        seated("reader").get(f"/es/programme/{record.pk}/compare?from=1&to=now").status_code == 200
    )
    assert Client().get(f"/es/programme/{record.pk}/compare?from=x&to=2").status_code == 404


# Comments


def test_a_country_s_comment_is_seen_by_no_other_before_publication(record):
    version = circulated(record)
    brazil, chile = (
        seated("member_state", country="BRA"),
        seated("member_state", country="CHL", email="c@example.org"),
    )
    also_brazil = seated("member_state", country="BRA", email="b2@example.org")
    nowhere = seated("member_state", email="n@example.org")
    staff = seated("reader")
    item_page = f"/es/programme/items/{of(record, 'I.1.1').pk}/"
    form = f"/es/programme/{record.pk}/comment/"
    page(brazil.get(form, {"item": of(record, "I.1.1").pk}))
    sent = {"text": "Ampliar a <b>Manaos</b>", "language": "pt", "item": of(record, "I.1.1").pk}
    answer = brazil.post(form, sent)
    assert answer.status_code == 302
    comment = table("Comment").objects.get()
    assert (comment.country, comment.code, comment.version) == ("BRA", "I.1.1", version)
    for path in (item_page, f"/es/programme/{record.pk}/"):
        for client, sees in (
            (brazil, True),
            (also_brazil, True),
            (staff, True),
            (chile, False),
            (nowhere, False),
        ):
            assert ("Manaos" in page(client.get(path))) is sees
        assert Client().get(path).status_code == 404
    assert "<b>Manaos" not in brazil.get(item_page).content.decode()


def test_comments_are_published_after_the_period_and_to_whom_is_chosen(record):
    circulated(record)
    brazil, chile = (
        seated("member_state", country="BRA"),
        seated("member_state", country="CHL", email="c@example.org"),
    )
    form = f"/es/programme/{record.pk}/comment/"
    brazil.post(form, {"text": "Ampliar a Manaos", "language": "pt"})
    brazil.post(form, {"text": "Retirado luego", "language": "es"})
    mine = table("Comment").objects.get(text="Retirado luego")
    assert chile.post(f"/es/programme/comments/{mine.pk}/withdraw/").status_code == 404
    assert brazil.post(f"/es/programme/comments/{mine.pk}/withdraw/").status_code == 302
    publish = f"{DESK}programmes/{record.pk}/comments/publish/"
    publisher = seated("publisher")
    assert "sigue abierto" in page(publisher.post(publish, {"visibility": "members"}), 400)
    record.comments_from = record.comments_until = TODAY() - timedelta(days=1)
    record.save()
    page(publisher.get(publish))
    page(publisher.post(publish, {"visibility": "internal"}), 400)
    assert publisher.post(publish, {"visibility": "members"}).status_code == 302
    adopted(record)
    path = f"/es/programme/{record.pk}/"
    assert "Manaos" in page(chile.get(path))
    assert "Retirado luego" not in page(chile.get(path))
    assert "Retirado luego" in page(brazil.get(path))
    assert "Manaos" not in page(Client().get(path))
    publisher.post(publish, {"visibility": "public"})
    assert "Manaos" in page(Client().get(path))
    assert "Member_State" not in page(Client().get(path))
    left = table("Comment").objects.get(text="Ampliar a Manaos")
    assert "ya no puede retirarse" in text(
        brazil.post(f"/es/programme/comments/{left.pk}/withdraw/")
    )


def test_who_may_not_comment_is_told_why(record):
    form = f"/es/programme/{record.pk}/comment/"
    sent = {"text": "Hola", "language": "es"}
    member = seated("member_state", country="BRA")
    assert member.post(form, sent).status_code == 404
    circulated(record)
    nowhere, reader = seated("member_state", email="n@example.org"), seated("reader")
    assert "su cuenta no está asociada" in page(nowhere.get(form))
    assert "su cuenta no está asociada" in page(nowhere.get(f"/es/programme/{record.pk}/"))
    assert "La secretaría no comenta" in page(reader.get(form))
    assert nowhere.post(form, sent).status_code == 403
    assert reader.post(form, sent).status_code == 403
    assert Client().post(form, sent).status_code == 302
    assert "Escriba primero" in page(member.post(form, {"text": "  ", "language": "es"}), 400)
    assert "Hola" in page(member.post(form, {"text": "Hola", "language": "xx"}), 400)
    assert member.post(form, sent | {"item": "9"}).status_code == 404
    record.comments_until = TODAY() - timedelta(days=1)
    record.comments_from = record.comments_until
    record.save()
    assert member.post(form, sent).status_code == 403
    assert not table("Comment").objects.exists()


def test_the_secretariat_answers_and_two_answers_clash(record):
    circulated(record)
    brazil = seated("member_state", country="BRA")
    brazil.post(f"/es/programme/{record.pk}/comment/", {"text": "Ampliar", "language": "es"})
    comment = table("Comment").objects.get()
    editor, path = seated("editor"), f"{DESK}comments/{comment.pk}/"
    assert seated("reader").get(path).status_code == 403
    page(editor.get(path))
    page(editor.post(path, {"answer": " ", "seen": ""}), 400)
    assert editor.post(path, {"answer": "Se hará", "seen": ""}).status_code == 302
    said = page(editor.post(path, {"answer": "No se hará", "seen": ""}), 409)
    assert "Se hará" in said
    assert "No se hará" in said
    assert "Se hará" in page(brazil.get(f"/es/programme/{record.pk}/"))
    assert "Se hará" in page(editor.get(f"{DESK}programmes/{record.pk}/comments/"))


# From the draft to the Council


def test_a_programme_from_its_draft_to_its_end():
    publisher = seated("publisher")
    year = TODAY().year
    answer = publisher.post(
        f"{DESK}programmes/new/", {"title-es": "Programa", "starts": year, "ends": year}
    )
    record = table("WorkProgramme").objects.get()
    assert answer.url == f"{DESK}programmes/{record.pk}/"
    steps = f"{DESK}programmes/{record.pk}/steps/"
    assert "Agregue al menos una" in page(publisher.get(f"{steps}circulate/"))
    publisher.post(
        f"{DESK}programmes/{record.pk}/items/new/", {"level": "activity", "title-es": "Estudio"}
    )
    assert of(record, "I").level == "activity"
    page(publisher.get(f"{steps}circulate/"))

    def take(code: str, **given: Any) -> Any:
        record.refresh_from_db()
        return publisher.post(f"{steps}{code}/", {"seen": record.revision, **given})

    today = TODAY().isoformat()
    late = {"comments_from": "2020-01-01", "comments_until": "2020-02-01"}
    said = page(take("circulate", **late), 400)
    assert "ya pasó" in said
    period = {"comments_from": today, "comments_until": today}
    assert take("circulate", **period).status_code == 302
    assert "no es posible" in page(take("circulate", **period), 400)
    page(take("redraft"), 400)
    assert take("redraft", note="Dos áreas se unen").status_code == 302
    assert take("circulate", **period).status_code == 302
    page(take("adopt", on=today), 400)
    page(take("adopt", on="2026-02-30", decision="527"), 400)
    assert take("adopt", on=today, decision="527").status_code == 302
    assert take("progress").status_code == 302
    assert take("amend", note="Nueva prioridad").status_code == 302
    table("Item").objects.filter(programme=record).update(title={"es": "Otro estudio"})
    assert "no es el aprobado" in page(take("withdraw", note="No"), 400)
    assert "Estudio" in page(Client().get(f"/es/programme/{record.pk}/"))
    assert "Otro estudio" not in page(Client().get(f"/es/programme/{record.pk}/"))
    assert take("adopt", on=today, decision="528").status_code == 302
    assert "Otro estudio" in page(Client().get(f"/es/programme/{record.pk}/"))
    assert take("close").status_code == 302
    found = record.versions.order_by("number").values_list("stage", "visibility")
    assert list(found) == [
        ("circulated", "members"),
        ("circulated", "members"),
        ("adopted", "public"),
        ("adopted", "public"),
        ("adopted", "public"),
        ("closed", "public"),
    ]
    page(publisher.get(f"{DESK}programmes/{record.pk}/"))
    entries = apps_entries()
    for code in (
        "created",
        "item_added",
        "circulate",
        "redraft",
        "adopt",
        "progress",
        "amend",
        "close",
    ):
        assert f"programme.{code}" in entries


def apps_entries() -> set[str]:
    from cedic.web.audit.models import Entry

    return set(Entry.objects.values_list("action", flat=True))


def test_every_action_has_a_name():
    from pathlib import Path

    import cedic.web.programme as here
    from cedic.web.programme.words.actions import ACTIONS

    named = set(ACTIONS)
    folder = Path(here.__file__).parent
    ours = ("comments", "deleting", "programmes_desk", "programmes_tree", "programmes_editing")
    used = {
        action
        for name in ours
        for action in re.findall(r'"(programme\.\w+)"', (folder / f"{name}.py").read_text("utf-8"))
    }
    assert used <= named


def test_a_step_is_not_taken_on_a_page_that_is_out_of_date(record):
    publisher = seated("publisher")
    today = TODAY().isoformat()
    sent = {"seen": record.revision - 1, "comments_from": today, "comments_until": today}
    said = page(publisher.post(f"{DESK}programmes/{record.pk}/steps/circulate/", sent), 400)
    assert "Abra de nuevo su página" in said
    assert publisher.get(f"{DESK}programmes/{record.pk}/steps/nonsense/").status_code == 404


def test_steps_are_for_those_who_publish(record):
    editor = seated("editor", units=("U1",))
    path = f"{DESK}programmes/{record.pk}/steps/circulate/"
    assert editor.get(path).status_code == 403
    assert editor.post(path).status_code == 403
    assert "corresponde a quien puede publicar" in page(
        editor.get(f"{DESK}programmes/{record.pk}/")
    )


def test_a_new_programme_takes_over_the_structure_and_continues_it(record):
    editor = seated("editor")
    page(editor.get(f"{DESK}programmes/new/"))
    sent = {"title-es": "El siguiente", "starts": "2031", "ends": "", "source": record.pk}
    assert editor.post(f"{DESK}programmes/new/", sent).status_code == 302
    new = table("WorkProgramme").objects.get(starts=2031)
    assert [(one.level, one.code, one.title) for one in live(new).walk()] == [
        (one.level, one.code, one.title) for one in live(record).walk()
    ]
    links = table("ItemLink").objects.filter(item__programme=new, kind="continues")
    assert {(one.item.code, one.other.code) for one in links} == {
        (code, code) for code in ("I", "", "I.1", "I.1.1", "I.1.2")
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"title-es": ""},
        {"starts": "20"},
        {"starts": "2031", "ends": "2030"},
        {"starts": "２０２６"},
        {"starts": "1200", "ends": "1200"},
        {"starts": "2030", "ends": "2045"},
        {"source": "999999"},
        {"source": "x"},
        {"title-es": "x" * 601},
        {"introduction-es": "a\x00b"},
    ],
)
def test_a_programme_that_is_none_is_refused_with_what_was_typed(wrong):
    sent = {"title-es": "Título", "starts": "2030", "ends": "2030", "institution": "Mía"} | wrong
    answer = seated("editor").post(f"{DESK}programmes/new/", sent)
    assert "Mía" in answer.content.decode()
    page(answer, 400)
    assert not table("WorkProgramme").objects.exists()


def test_two_who_change_a_programme_are_shown_each_other(record):
    editor = seated("editor")
    path = f"{DESK}programmes/{record.pk}/edit/"
    page(editor.get(path))
    sent = {"seen": record.revision, "title-es": "Primero", "starts": "2030", "ends": "2030"}
    assert editor.post(path, sent).status_code == 302
    answer = editor.post(path, sent | {"title-es": "Segundo"})
    said = page(answer, 409)
    assert "Primero" in said
    assert 'value="Segundo"' in answer.content.decode()
    record.refresh_from_db()
    assert record.title == {"es": "Primero"}


# The tree


def test_items_are_added_with_the_next_code_and_bad_codes_are_refused(record):
    editor = seated("editor")
    path = f"{DESK}programmes/{record.pk}/items/new/"
    project = of(record, "I.1").pk
    page(editor.get(path, {"parent": project}))
    sent = {"parent": project, "level": "activity", "title-es": "Foro"}
    assert editor.post(path, sent).status_code == 302
    assert of(record, "I.1.3").title == {"es": "Foro"}
    for code, reason in (
        ("I.1.1", "ya está en uso"),
        ("II.5", "no corresponde"),
        ("??", "no es un"),
    ):
        answer = editor.post(path, sent | {"code": code, "title-es": "Se conserva"})
        assert reason in page(answer, 400)
        assert 'value="Se conserva"' in answer.content.decode()
    assert "no puede ir ahí" in page(editor.post(path, sent | {"level": "area"}), 400)
    assert editor.post(path, sent | {"parent": "999999"}).status_code == 404
    page(editor.post(path, sent | {"unit": "999"}), 400)


def test_an_item_goes_up_and_down(record):
    publisher = seated("publisher")
    path = f"{DESK}items/{of(record, 'I.1.2').pk}/move/"

    def order() -> list[str]:
        return [one.code for one in live(record).at("activity")]

    publisher.post(path, {"to": "up"})
    assert order() == ["I.1.2", "I.1.1"]
    publisher.post(path, {"to": "up"})
    publisher.post(path, {"to": "sideways"})
    assert order() == ["I.1.2", "I.1.1"]
    publisher.post(path, {"to": "down"})
    assert order() == ["I.1.1", "I.1.2"]


def test_deleting_shows_what_goes_with_it(record):
    publisher = seated("publisher")
    project = of(record, "I.1")
    of(record, "I.1.1").tasks.create(text={"es": "Redactar"})
    version = circulated(record)
    record.stage = "draft"
    record.save()
    path = f"{DESK}items/{project.pk}/delete/"
    said = page(publisher.get(path))
    assert "Elementos que dependen de él: 2" in said
    assert "Tareas: 1" in said
    assert publisher.post(path).status_code == 302
    assert not record.items.filter(code__startswith="I.1").exists()
    assert len(version.content["items"][0]["children"][0]["children"][0]["children"]) == 2


# Units


def test_a_unit_s_editor_does_not_touch_what_is_another_unit_s(record):
    editor = seated("editor", units=("U1",))
    own, other = of(record, "I.1.1"), of(record, "I.1.2")
    assert page(editor.get(f"{DESK}items/{own.pk}/"))
    for path in ("", "delete/"):
        assert editor.get(f"{DESK}items/{other.pk}/{path}").status_code == 403
    for path in ("", "status/", "links/", "move/", "delete/"):
        assert editor.post(f"{DESK}items/{other.pk}/{path}", {"title-es": "X"}).status_code == 403
    # What lies above belongs to no unit, but another's lies below it.
    assert "otra unidad" in text(editor.post(f"{DESK}items/{of(record, 'I.1').pk}/delete/"))
    # Nor is another unit's activity given another code by way of what lies above it.
    above = of(record, "I.1")
    answer = editor.post(f"{DESK}items/{above.pk}/", form(above, code="I.7"))
    assert answer.status_code == 400
    assert "otra unidad" in text(answer)
    assert of(record, "I.1.2")
    other.refresh_from_db()
    assert other.title == {"es": "Curso de ventanillas"}
    sent = form(own, unit=other.unit_id)
    assert "no es la suya" in page(editor.post(f"{DESK}items/{own.pk}/", sent), 400)


@pytest.mark.parametrize("role", ["reader", "member_state"])
def test_who_does_not_edit_is_refused(record, role):
    client = seated(role)
    one = of(record, "I.1.1").pk
    for path in (f"programmes/{record.pk}/edit/", f"items/{one}/", "programmes/new/"):
        assert client.get(f"{DESK}{path}").status_code == 403
    for path in ("status/", "links/", "move/", "delete/"):
        assert client.post(f"{DESK}items/{one}/{path}").status_code == 403


# An item on one page


def reading() -> Client:
    """A client of somebody who may open every form."""
    user = get_user_model().objects.filter(email="form@example.org").first()
    client = Client()
    client.force_login(user or with_app(person("publisher", email="form@example.org")))
    return client


def form(record: Any, **changed: Any) -> dict[str, Any]:
    """The form of an item as a browser sends it back, with what was changed."""
    body = reading().get(f"{DESK}items/{record.pk}/").content.decode()
    body = body.partition('class="fields item">')[2].partition("</form>")[0]
    found = Page(body)
    sent: dict[str, Any] = {}
    select, area = "", ""
    for tag, told in found.elements:
        name = told.get("name") or ""
        if tag == "input" and name != "csrfmiddlewaretoken":
            if told.get("type") not in ("checkbox", "radio"):
                sent[name] = told.get("value") or ""
        elif tag == "select":
            select = name
            sent[select] = ""
        elif tag == "option" and "selected" in told:
            sent[select] = told.get("value") or ""
        elif tag == "textarea":
            area = name
            sent[area] = ""
    # Texts lie between the marks of their field.
    for name, words in re.findall(
        r'<textarea[^>]* name="([^"]+)"[^>]*>(.*?)</textarea>', body, re.DOTALL
    ):
        sent[name] = unescape(words)
    return sent | changed


def test_what_is_sent_back_unchanged_changes_nothing(record):
    one = of(record, "I.1.1")
    one.objectives.create(text={"es": "Uno\ny dos", "pt": "Um"})
    one.results.create(text={"es": "R"}, baseline=0.125, target=1.234, achieved=1e15)
    one.tasks.create(text={"es": "T"}, schedule="Enero", kind="dated", starts=date(2026, 1, 1))
    one.outputs.create(kind="study", title={"es": "E"}, mode="internal", due=date(2026, 1, 1))
    one.partners.create(name="Banco", role="sponsor")
    one.financing.create(planned=0).expenditures.create(on=date(2026, 1, 1), amount=5)
    before = live(record)
    answer = seated("publisher").post(f"{DESK}items/{one.pk}/", form(one))
    assert answer.status_code == 302, text(answer)
    assert compare(before, live(record)).items == ()
    assert live(record) == before


def test_all_sections_are_saved_in_one_go(record):
    one = of(record, "I.1.1")
    sent = form(
        one,
        **{
            "title-es": "Estudio mayor",
            "background-pt": "Contexto",
            "mode": "commissioned",
            "objectives-0-text-es": "Saber más",
            "results-0-text-es": "Más comercio",
            "results-0-target": "12,5",
            "results-0-achieved": "",
            "tasks-0-text-es": "Redactar",
            "tasks-0-schedule": "Agosto - diciembre",
            "tasks-1-text-es": "Publicar",
            "tasks-1-starts": "2026-03-01",
            "tasks-1-ends": "2026-03-31",
            "outputs-0-kind": "study",
            "outputs-0-title-es": "Libro",
            "partners-0-name": "Banco",
            "partners-0-role": "sponsor",
            "financing-0-source": "agreement",
            "financing-0-planned": "12 500",
            "financing-1-source": "own_budget",
            "financing-1-currency": "eur",
        },
    )
    publisher = seated("publisher")
    assert publisher.post(f"{DESK}items/{one.pk}/", sent).status_code == 302
    [found] = [each for each in live(record).walk() if each.id == one.pk]
    year = record.starts
    assert found.title == {"es": "Estudio mayor"}
    assert found.background == {"pt": "Contexto"}
    assert found.mode == "commissioned"
    assert found.objectives == ({"es": "Saber más"},)
    assert (found.results[0].target, found.results[0].achieved) == (12.5, None)
    plan = found.tasks[0].schedule
    assert (plan.starts, plan.ends, plan.kind) == (date(year, 8, 1), date(year, 12, 31), "dated")
    assert found.tasks[1].schedule.ends == date(2026, 3, 31)
    assert found.outputs[0].title == {"es": "Libro"}
    assert [(m.source, m.currency, m.planned, m.spent) for m in found.financing] == [
        ("agreement", "USD", 12500, None),
        ("own_budget", "EUR", None, None),
    ]
    # Other words, other days; days given go before the words.
    task = one.tasks.get(schedule="Agosto - diciembre")
    again = form(one, **{"tasks-0-schedule": "Mayo"})
    assert publisher.post(f"{DESK}items/{one.pk}/", again).status_code == 302
    task.refresh_from_db()
    assert (task.starts, task.ends) == (date(year, 5, 1), date(year, 5, 31))
    own = form(one, **{"tasks-0-starts": f"{year}-05-10", "tasks-1-remove": "1", "x": "1"})
    assert publisher.post(f"{DESK}items/{one.pk}/", own).status_code == 302
    task.refresh_from_db()
    assert task.starts == date(year, 5, 10)
    assert one.tasks.count() == 1


def test_what_entered_by_an_import_can_be_saved_however_long_it_is(record):
    one, long = of(record, "I.1.1"), {"es": "Contar los puertos. " * 1_500}
    one.background = long
    one.save()
    for name in ("objectives", "results", "tasks"):
        getattr(one, name).create(text=long)
    assert seated("publisher").post(f"{DESK}items/{one.pk}/", form(one)).status_code == 302
    one.refresh_from_db()
    assert len(one.tasks.get().text["es"]) == len(long["es"].strip())


def test_more_rows_keep_what_was_typed(record):
    one = of(record, "I.1.1")
    sent = form(one, **{"more": "objectives", "objectives-1-text-es": "A medio escribir"})
    answer = seated("publisher").post(f"{DESK}items/{one.pk}/", sent)
    page(answer)
    body = answer.content.decode()
    assert "A medio escribir" in body
    assert 'name="objectives-3-text-es"' in body
    assert 'name="objectives-4-text-es"' not in body
    assert not one.objectives.exists()


@pytest.mark.parametrize(
    ("places", "order"),
    [
        ({4: 2}, "AEBCD"),
        ({0: 5, 1: 4, 3: 2, 4: 1}, "EDCBA"),
        ({0: 99}, "BCDEA"),
        ({5: 1}, "FABCDE"),
        ({4: 1, 3: 1}, "DEABC"),
    ],
)
def test_rows_are_put_in_another_order_and_that_is_all_that_is_told(record, places, order):
    one = of(record, "I.1.1")
    for place, name in enumerate("ABCDE"):
        one.objectives.create(text={"es": name}, position=place)
    before = live(record)
    sent = form(one, **{f"objectives-{n}-order": str(place) for n, place in places.items()})
    if 5 in places:
        sent["objectives-5-text-es"] = "F"
    asked = seated("publisher").post(f"{DESK}items/{one.pk}/", sent | {"more": "objectives"})
    body = asked.content.decode()
    assert all(
        f'name="objectives-{n}-order" inputmode="numeric" maxlength="4" value="{place}"' in body
        for n, place in places.items()
    )
    assert (
        seated("publisher", email="p2@example.org").post(f"{DESK}items/{one.pk}/", sent).status_code
        == 302
    )
    assert "".join(row.text["es"] for row in one.objectives.all()) == order
    (changed,) = compare(before, live(record)).items
    assert {row.part for row in changed.changes} == ({""} if 5 in places else {"order"})


def test_another_order_is_told_on_the_page_of_what_changed(record):
    one = of(record, "I.1.1")
    for place, name in enumerate("ABC"):
        one.objectives.create(text={"es": name}, position=place)
    publisher = seated("publisher")
    first = form(one)
    version = circulated(record)
    record.stage = "draft"
    record.save()
    publisher.post(f"{DESK}items/{one.pk}/", form(one, **{"objectives-2-order": "1"}))
    path = f"/es/programme/{record.pk}/compare?from={version.number}&to=now"
    answer = publisher.get(path)
    assert "orden, por los números anteriores 1, 2, 3 → 3, 1, 2" in page(answer)
    assert "<del>" not in answer.content.decode().partition('class="change changed"')[2]
    # Somebody else put them in order meanwhile: the page tells, and does not undo it unseen.
    clash = publisher.post(f"{DESK}items/{one.pk}/", first | {"objectives-1-order": "1"})
    assert "orden, por los números anteriores" in page(clash, 409)
    assert [row.text["es"] for row in one.objectives.all()] == ["C", "A", "B"]


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"objectives-1-order": "0"}, "no es un lugar en la lista"),
        ({"objectives-1-order": "primero"}, "no es un lugar en la lista"),
        (
            {"tasks-0-text-es": "T", "tasks-0-starts": "2026-03-02", "tasks-0-ends": "2026-03-01"},
            "Termina antes de empezar",
        ),
        ({"tasks-0-text-es": "T", "tasks-0-starts": "2026-02-30"}, "no es una fecha"),
        ({"tasks-0-text-es": "T", "tasks-0-done": "2150-01-01"}, "está en el futuro"),
        ({"tasks-0-schedule": "Enero"}, "Falta Tarea"),
        ({"tasks-0-text-es": "T", "tasks-0-unit": "99999"}, "Elija una opción"),
        ({"results-0-text-es": "R", "results-0-target": "1.234"}, "puede leerse de dos maneras"),
        ({"results-0-text-es": "R", "results-0-target": "mucho"}, "no es un número"),
        ({"results-0-text-es": "R", "results-0-target": "1e5"}, "no es un número"),
        ({"results-0-text-es": "R", "results-0-target": "NaN"}, "no es un número"),
        ({"financing-0-source": "own_budget", "financing-0-planned": "12.500"}, "no es un monto"),
        ({"financing-0-source": "own_budget", "financing-0-planned": "-5"}, "no es un monto"),
        ({"financing-0-source": "own_budget", "financing-0-currency": "$$$"}, "no es una moneda"),
        ({"financing-0-source": "crypto"}, "Elija una opción"),
        ({"outputs-0-title-es": "Libro"}, "Falta Tipo"),
        ({"partners-0-role": "host"}, "Falta Organización"),
        ({"objectives-0-text-es": "a\x00b"}, "signos que no se pueden mostrar"),
        ({"code": "I.1.2"}, "ya está en uso"),
        ({"code": "II.1"}, "no corresponde"),
        ({"parent": "999999"}, "no puede ir ahí"),
        ({"title-es": ""}, "no puede quedar vacío"),
        ({"mode": "magic"}, "Elija una opción"),
    ],
)
def test_bad_input_is_refused_and_nothing_typed_is_lost(record, typed, reason):
    one = of(record, "I.1.1")
    before = live(record)
    sent = form(one, **{"objectives-1-text-es": "Lo que escribí", **typed})
    answer = seated("publisher").post(f"{DESK}items/{one.pk}/", sent)
    assert reason in page(answer, 400)
    assert "Lo que escribí" in answer.content.decode()
    assert live(record) == before


def test_two_editors_on_one_item_are_shown_each_other(record):
    one = of(record, "I.1.1")
    publisher = seated("publisher")
    mine = form(one, **{"title-es": "Lo mío", "objectives-0-text-es": "Mi objetivo"})
    theirs = form(one, **{"title-es": "Lo suyo", "x": "1"})
    assert publisher.post(f"{DESK}items/{one.pk}/", theirs).status_code == 302
    answer = publisher.post(f"{DESK}items/{one.pk}/", mine)
    said = page(answer, 409)
    assert "Otra persona lo modificó" in said
    assert "Lo suyo" in said
    assert 'value="Lo mío"' in answer.content.decode()
    one.refresh_from_db()
    assert one.title == {"es": "Lo suyo"}
    # A mistake after the clash does not pass for having seen it.
    wrong = publisher.post(f"{DESK}items/{one.pk}/", mine | {"mode": "magic"})
    page(wrong, 400)
    assert f'name="seen" value="{mine["seen"]}"' in wrong.content.decode()
    again = mine | {"seen": str(one.revision)}
    assert publisher.post(f"{DESK}items/{one.pk}/", again).status_code == 302
    one.refresh_from_db()
    assert one.title == {"es": "Lo mío"}


def test_what_is_written_is_found_by_those_who_may_see_it(record):
    adopted(record)
    record.stage = "amended"
    record.save()
    one = of(record, "I.1.1")
    publisher = seated("publisher")
    sent = form(one, **{"title-es": "Zarigüeya secreta"})
    assert publisher.post(f"{DESK}items/{one.pk}/", sent).status_code == 302

    def found(client: Client) -> bool:
        return (
            f"/es/programme/items/{one.pk}/"
            in client.get("/es/programme/search", {"q": "zarigueya"}).content.decode()
        )

    assert found(publisher)
    assert not found(Client())
    record.refresh_from_db()
    given = {"seen": record.revision, "on": TODAY().isoformat(), "decision": "528"}
    assert publisher.post(f"{DESK}programmes/{record.pk}/steps/adopt/", given).status_code == 302
    assert found(Client())


def test_codes_below_follow_and_what_collides_is_told(record):
    project = of(record, "I.1")
    publisher = seated("publisher")
    assert (
        publisher.post(f"{DESK}items/{project.pk}/", form(project, code="I.7")).status_code == 302
    )
    assert [one.code for one in live(record).at("activity")] == ["I.7.1", "I.7.2"]
    area = of(record, "I")
    assert publisher.post(f"{DESK}items/{area.pk}/", form(area, code="V")).status_code == 302
    assert [one.code for one in live(record).walk()] == ["V", "", "V.7", "V.7.1", "V.7.2"]


def test_after_adoption_only_execution_is_entered(record):
    one = of(record, "I.1.1")
    one.tasks.create(text={"es": "Redactar"}, schedule="Enero")
    one.results.create(text={"es": "R"}, target=3)
    one.outputs.create(kind="study", title={"es": "E"})
    one.financing.create(planned=100)
    adopted(record)
    publisher = seated("publisher")
    day = TODAY().isoformat()
    sent = form(
        one,
        **{
            "title-es": "Cambiado a escondidas",
            "code": "I.1.9",
            "tasks-0-text-es": "Otra cosa",
            "tasks-0-done": day,
            "tasks-0-remove": "1",
            "results-0-target": "1",
            "results-0-achieved": "2",
            "results-0-evidence": "Acta 5",
            "outputs-0-delivered": day,
            "outputs-0-reference": "DT-1",
            "financing-0-planned": "1",
            "objectives-0-text-es": "Nuevo",
            "objectives-count": "1",
            "expenditures-0-financing": str(one.financing.get().pk),
            "expenditures-0-on": day,
            "expenditures-0-amount": "40",
            "risk": "Falta personal",
        },
    )
    assert publisher.post(f"{DESK}items/{one.pk}/", sent).status_code == 302
    [found] = [each for each in live(record).walk() if each.id == one.pk]
    assert found.title == {"es": "Estudio de puertos"}
    assert found.code == "I.1.1"
    assert found.objectives == ()
    assert found.tasks[0].text == {"es": "Redactar"}
    assert found.tasks[0].done == TODAY()
    assert (found.results[0].target, found.results[0].achieved) == (3, 2)
    assert found.outputs[0].reference == "DT-1"
    assert (found.financing[0].planned, found.financing[0].spent) == (100, 40)
    one.refresh_from_db()
    assert one.risk == "Falta personal"
    for path in (
        f"items/{one.pk}/delete/",
        f"items/{one.pk}/move/",
        f"programmes/{record.pk}/items/new/",
    ):
        assert publisher.post(f"{DESK}{path}", {"to": "up"}).status_code == 400
    assert publisher.get(f"{DESK}programmes/{record.pk}/edit/").status_code == 400
    record.stage = "closed"
    record.save()
    assert publisher.post(f"{DESK}items/{one.pk}/", sent).status_code == 400
    sent = {"status": "completed", "on": day}
    assert publisher.post(f"{DESK}items/{one.pk}/status/", sent).status_code == 400
    page(publisher.get(f"{DESK}items/{one.pk}/"))


def test_a_source_that_was_spent_from_is_not_removed(record):
    one = of(record, "I.1.1")
    one.financing.create(planned=100).expenditures.create(on=date(2026, 1, 1), amount=5)
    answer = seated("publisher").post(
        f"{DESK}items/{one.pk}/", form(one, **{"financing-0-remove": "1"})
    )
    assert "Hay gastos" in page(answer, 400)
    assert one.financing.exists()


def test_status_is_added_to_its_history_and_the_latest_day_counts(record):
    one = of(record, "I.1.1")
    editor = seated("editor", units=("U1",))
    path = f"{DESK}items/{one.pk}/status/"
    today, before = TODAY(), TODAY() - timedelta(days=30)
    assert editor.post(path, {"status": "completed", "on": today.isoformat()}).status_code == 302
    assert editor.post(path, {"status": "under_way", "on": before.isoformat()}).status_code == 302
    one.refresh_from_db()
    assert one.status == "completed"
    assert list(one.history.values_list("status", flat=True)) == ["under_way", "completed"]
    tomorrow = (today + timedelta(days=1)).isoformat()
    for sent, reason in (
        ({"status": "completed", "on": tomorrow}, "está en el futuro"),
        ({"status": "completed"}, "Elija un estado"),
        ({"status": "perhaps", "on": today.isoformat()}, "Elija un estado"),
        ({"status": "cancelled", "on": today.isoformat()}, "Explique en la nota"),
    ):
        assert reason in page(editor.post(path, sent), 400)
    assert one.history.count() == 2


def test_links_to_another_year_are_made_by_year_and_code(record):
    made(year=2017)
    one = of(record, "I.1.1")
    publisher, path = seated("publisher"), f"{DESK}items/{one.pk}/links/"
    sent = {"kind": "continues", "year": "2017", "code": "i.1.1."}
    assert publisher.post(path, sent).status_code == 302
    assert "ya existe" in page(publisher.post(path, sent), 400)
    assert "No hay un elemento" in page(publisher.post(path, sent | {"code": "X.9"}), 400)
    assert "No hay un elemento" in page(publisher.post(path, sent | {"year": "x"}), 400)
    own = {"year": str(record.starts)}
    assert "otro programa" in page(publisher.post(path, sent | own), 400)
    page(publisher.post(path, sent | {"kind": "likes"}), 400)
    link = one.links.get()
    assert "2017 I.1.1" in page(publisher.get(f"{DESK}items/{one.pk}/"))
    assert publisher.post(path, {"remove": "999"}).status_code == 404
    assert publisher.post(path, {"remove": link.pk}).status_code == 302
    assert not one.links.exists()


# Where people begin, and how much is asked of the database


def test_member_states_begin_at_the_work_programme():
    member = seated("member_state")
    assert member.get("/es/manage/").url == "/es/programme/"
    assert seated("reader").get("/es/manage/programme/programmes/").status_code == 200
    none = Client()
    none.force_login(person("member_state", email="x@example.org"))
    assert "/es/account/" in none.get("/es/programme/").content.decode()


def test_signing_in_leads_there():
    from staff import sign_in

    user = person("member_state", email="signs@example.org")
    assert sign_in(Client(), user).url == "/es/programme/"


@pytest.mark.parametrize("who", ["public", "staff"])
def test_the_number_of_queries_does_not_grow_with_what_there_is(record, who):
    adopted(record)
    client = Client() if who == "public" else seated("publisher")
    one = of(record, "I.1.1").pk
    paths = [
        "/es/programme/",
        f"/es/programme/{record.pk}/",
        f"/es/programme/items/{one}/",
        f"/es/programme/{record.pk}/compare?from=1&to=1",
    ]
    if who == "staff":
        paths += [f"{DESK}programmes/", f"{DESK}programmes/{record.pk}/", f"{DESK}items/{one}/"]

    def asked() -> list[int]:
        counts = []
        for path in paths:
            client.get(path)
            with CaptureQueriesContext(
                connection,
            ) as found:
                assert client.get(path).status_code == 200
            counts.append(len(found))
        return counts

    of(record, "I.1.1").tasks.create(text={"es": "T"})
    of(record, "I.1.1").financing.create(planned=1)
    few = asked()
    for year in range(2000, 2005):
        adopted(made(year=year))
    project = of(record, "I.1")
    for n in range(3, 20):
        new = item(record, project, "activity", f"I.1.{n}", "Otra", unit=of(record, "I.1.1").unit)
        new.tasks.create(text={"es": "T"})
        new.financing.create(planned=1)
    freeze(record, "public")
    assert asked() == few
