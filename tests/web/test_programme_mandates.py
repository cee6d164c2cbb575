"""The pages of mandates: who sees what, and what staff do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from programme_mandates import World, activity, client_of, shown, tables, world
from staff import forgotten, text

from cedic.model import LANGUAGES
from markup import Page

FACTS = {"kind": "resolution", "number": "5", "title-es": "Título", "on": "2020-01-31"}


@pytest.fixture(autouse=True)
def database() -> Iterator[None]:
    with forgotten():
        yield


@pytest.fixture
def here() -> World:
    return world()


def address(here: World, rest: str = "") -> str:
    return f"/es/manage/programme/mandates/{here.mandate.pk}/{rest}"


def get(client: Any, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return text(answer)


# Who sees what


def test_each_sees_what_is_for_her(here: World) -> None:
    page = f"/es/programme/mandates/{here.mandate.pk}/"
    public, member, staff = (get(client_of(role), page) for role in ("", "member_state", "reader"))
    assert "Impulsar la navegación" in public
    assert ("I.1" in public, "I.1" in member, "I.1" in staff) == (False, True, True)
    assert ("I.2" in member, "I.2" in staff) == (False, True)
    assert "2 párrafos: 0 con actividad, 0 con evidencia" in public
    assert "2 párrafos: 1 con actividad, 0 con evidencia" in member


@pytest.mark.parametrize(("visibility", "status"), [("members", 200), ("internal", 404)])
def test_a_mandate_that_one_may_not_see_is_not_there(visibility: str, status: int) -> None:
    mandate = world(visibility).mandate
    member, public = client_of("member_state"), client_of("")
    assert public.get(f"/es/programme/mandates/{mandate.pk}/").status_code == 404
    assert member.get(f"/es/programme/mandates/{mandate.pk}/").status_code == status
    for page in ("mandates/", "mandates/gaps", "by/mandate", "by/theme", "search?q=hidrovía"):
        assert ("901" in get(member, f"/es/programme/{page}")) == (status == 200), page
        assert "901" not in get(public, f"/es/programme/{page}")


def test_without_evidence_that_is_what_is_said(here: World) -> None:
    page = f"/es/programme/mandates/{here.mandate.pk}/"
    assert get(client_of(""), page).count("Sin evidencia registrada") == 2
    shown(here.paragraphs[1], visibility="members", share=40)
    assert "Acta firmada" not in get(client_of(""), page)
    assert "40 %" in get(client_of("member_state"), page).replace("&nbsp;", " ")


def test_the_latest_evidence_stands_and_the_withdrawn_does_not(here: World) -> None:
    one = here.paragraphs[1]
    shown(one, visibility="public", status="fulfilled", on=date(2020, 9, 1))
    shown(one, visibility="public", status="pending", on=date(2020, 2, 1))
    page = f"/es/programme/mandates/{here.mandate.pk}/"
    said = get(client_of(""), page)
    assert said.index("Cumplido") < said.index("Evidencia anterior") < said.index("Sin iniciar")
    tables.Evidence.objects.update(withdrawn="2020-10-01T00:00:00Z")
    assert "Cumplido" not in get(client_of(""), page)


def test_anchors_are_fragments_and_html_is_text(here: World) -> None:
    answer = client_of("").get(f"/es/programme/mandates/{here.mandate.pk}/")
    page = Page(answer.content.decode())
    ids = {found.get("id") for _, found in page.elements}
    assert {"p-preamble", "p-1", "p-1.a"} <= ids
    assert b"talleres &lt;b&gt;" in answer.content
    other = client_of("").get(f"/es/programme/mandates/{here.mandate.pk}/?text=en")
    assert "Foster navigation" in text(other)


def test_filters_and_gaps(here: World) -> None:
    client = client_of("reader")
    assert "901" in get(client, "/es/programme/mandates/?theme=rivers&kind=decision&q=90")
    assert "901" not in get(client, "/es/programme/mandates/?theme=none")
    gaps = get(client, f"/es/programme/mandates/gaps?programme={here.programme.pk}")
    assert "1.a" in gaps
    assert "Actividades sin mandato (0)" in gaps
    tables.MandateLink.objects.all().delete()
    assert "Actividades sin mandato (2)" in get(client, "/es/programme/mandates/gaps")
    assert "Actividades sin mandato (1)" in get(
        client_of("member_state"), "/es/programme/mandates/gaps"
    )
    assert client.get("/es/programme/mandates/gaps?programme=0").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_in_every_language(here: World, language: str) -> None:
    client, paragraph = client_of("publisher"), here.paragraphs[1]
    shown(paragraph)
    desk = f"manage/programme/mandates/{here.mandate.pk}/"
    for path in (
        "programme/mandates/",
        f"programme/mandates/{here.mandate.pk}/",
        "programme/mandates/gaps",
        "programme/search?q=hidrov",
        "programme/member-states",
        "programme/by/mandate",
        "programme/by/theme?theme=rivers",
        "programme/by/axis",
        "programme/by/country?country=COL",
        "manage/programme/mandates/new/",
        desk,
        f"{desk}text/",
        f"{desk}paragraphs/new/",
        f"{desk}paragraphs/{paragraph.pk}/?q=I.1",
        "manage/programme/themes/",
        f"manage/programme/themes/{here.theme.pk}/",
        f"manage/programme/items/{here.items[0].pk}/mandates/?q=hidrovía",
    ):
        answer = client.get(f"/{language}/{path}")
        assert answer.status_code == 200, path
        page = Page(answer.content.decode())
        assert [tag for tag, _ in page.elements].count("h1") == 1, path
        ids = [found["id"] for _, found in page.elements if found.get("id")]
        assert len(ids) == len(set(ids)), path


def test_more_rows_ask_no_more_of_the_database(here: World) -> None:
    client = client_of("reader")
    pages = [
        "mandates/",
        f"mandates/{here.mandate.pk}/",
        "mandates/gaps",
        "by/mandate",
        "search?q=na",
    ]

    def asked() -> list[int]:
        counts = []
        for page in pages:
            client.get(f"/es/programme/{page}")
            with CaptureQueriesContext(
                connection,
            ) as queries:
                client.get(f"/es/programme/{page}")
            counts.append(len(queries))
        return counts

    shown(here.paragraphs[1])
    before = asked()
    area = tables.Item.objects.get(level="area")
    for number in range(2, 12):
        item = activity(here.programme, area, f"I.{number + 5}", "Navegación")
        one = tables.Paragraph.objects.create(
            mandate=here.mandate, anchor=str(number), text={"es": "Navegar"}, position=number
        )
        one.themes.add(here.theme)
        tables.MandateLink.objects.create(paragraph=one, item=item)
        shown(one)
        tables.Mandate.objects.create(kind="decision", number=f"A{number}", title={"es": "x"})
    assert asked() == before


# What staff do


def test_a_mandate_is_entered_changed_and_noted() -> None:
    client = client_of("editor")
    answer = client.post("/es/manage/programme/mandates/new/", FACTS)
    made = tables.Mandate.objects.get(number="5")
    assert answer.url.endswith(f"/mandates/{made.pk}/text/")
    assert (made.on, made.title, made.visibility) == (
        date(2020, 1, 31),
        {"es": "Título"},
        "internal",
    )
    path = f"/es/manage/programme/mandates/{made.pk}/"
    assert client.post(path, FACTS | {"revision": 1, "place": "Lima"}).status_code == 302
    clash = client.post(path, FACTS | {"revision": 1, "place": "Quito"})
    assert clash.status_code == 409
    assert "Lima" in text(clash)
    assert b'value="Quito"' in clash.content
    made.refresh_from_db()
    assert made.place == "Lima"
    actions = list(
        apps.get_model("audit", "Entry")
        .objects.filter(action__startswith="programme.")
        .order_by("id")
        .values_list("action", flat=True)
    )
    assert actions == ["programme.mandate_added", "programme.mandate_edited"]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"kind": "law"}, "Elija un tipo"),
        ({"number": " "}, "Número"),
        ({"number": "901", "kind": "decision"}, "Ya existe un mandato"),
        ({"title-es": ""}, "Título"),
        ({"on": "2020-02-30"}, "no es una fecha"),
        ({"address": "javascript:alert(1)"}, "no es una dirección web"),
        ({"body": "a\x00b"}, "signos"),
        ({"place": "x" * 201}, "demasiado largo"),
    ],
)
def test_facts_that_are_refused(here: World, wrong: dict[str, str], told: str) -> None:
    answer = client_of("editor").post("/es/manage/programme/mandates/new/", FACTS | wrong)
    assert answer.status_code == 400
    assert told in text(answer)
    assert tables.Mandate.objects.count() == 1


def test_a_pasted_text_is_shown_then_saved_and_links_stay(here: World) -> None:
    client, path = client_of("editor"), address(here, "text/")
    pasted = "1. Foster it\na) call\n2. more"
    preview = client.post(path, {"language": "en", "text": pasted})
    assert preview.status_code == 200
    assert "reemplaza el texto" in text(preview)
    assert "se conservan como están: preamble" in text(preview)
    assert tables.Paragraph.objects.count() == 3
    rows = {"anchor-0": "1", "text-0": "Foster it", "anchor-1": "1.a", "text-1": "call"}
    rows |= {"anchor-2": "2", "text-2": "more", "count": 3, "language": "en", "save": "1"}
    assert client.post(path, rows | {"revision": 1}).status_code == 302
    found = {one.anchor: one for one in here.mandate.paragraphs.all()}
    assert list(found) == ["1", "1.a", "2", "preamble"]
    assert found["1"].text == {"es": "Impulsar la navegación", "en": "Foster it"}
    assert found["1"].pk == here.paragraphs[1].pk
    assert found["1"].links.count() == 2
    late = client.post(path, rows | {"revision": 1})
    assert late.status_code == 409
    assert b"Foster it" in late.content
    twice = client.post(path, rows | {"revision": 2, "anchor-2": "1"})
    assert "está dos veces" in text(twice)
    assert client.post(path, {"language": "en", "text": " "}).status_code == 400


def test_a_paragraph_is_changed_with_its_themes(here: World) -> None:
    client, one = client_of("editor"), here.paragraphs[2]
    tables.Axis.objects.create(code="one", name={"es": "Uno"})
    path = address(here, f"paragraphs/{one.pk}/")
    sent = {"revision": 1, "anchor": "1.b", "text-es": "Otro", "theme": "rivers", "axis": "one"}
    assert client.post(path, sent).status_code == 302
    one.refresh_from_db()
    assert (one.anchor, [str(theme.code) for theme in one.themes.all()]) == ("1.b", ["rivers"])
    for wrong in ({"anchor": "1"}, {"anchor": "<b>"}, {"text-es": ""}, {"revision": 1}):
        answer = client.post(path, sent | {"revision": 2} | wrong)
        assert answer.status_code == 400, wrong
    assert "Otro" in text(answer)


def test_links_from_both_sides(here: World) -> None:
    client, item, one = client_of("editor"), here.items[0], here.paragraphs[2]
    path = address(here, f"paragraphs/{one.pk}/")
    assert "navegación fluvial" in get(client, f"{path}?q=fluvial")
    assert "navegación fluvial" in get(client, f"{path}?q=2020 I.1")
    assert client.post(f"{path}links/", {"add": [item.pk, here.items[1].pk]}).status_code == 302
    assert one.links.count() == 2
    other = f"/es/manage/programme/items/{item.pk}/mandates/"
    assert "1.a" in get(client, other)
    client.post(other, {"remove": one.pk, "add": here.paragraphs[0].pk})
    linked = item.mandate_links.values_list("paragraph__anchor", flat=True)
    assert sorted(linked) == ["1", "preamble"]
    assert client.post(f"{path}links/", {"add": 999999}).status_code == 404


def test_an_editor_links_no_item_of_another_unit(here: World) -> None:
    item, one = here.items[0], here.paragraphs[2]
    tables.Item.objects.filter(pk=item.pk).update(unit=tables.Unit.objects.create(code="OTHER"))
    editor, publisher = client_of("editor"), client_of("publisher")
    path = address(here, f"paragraphs/{one.pk}/links/")
    assert editor.post(path, {"add": item.pk}).status_code == 403
    assert editor.get(f"/es/manage/programme/items/{item.pk}/mandates/").status_code == 403
    assert publisher.post(path, {"add": item.pk}).status_code == 302


def evidence_of(**wrong: object) -> dict[str, object]:
    return {"status": "under_way", "on": "2020-03-01", "shown-es": "Acta", "share": "40"} | wrong


def test_evidence_is_recorded_shown_and_withdrawn(here: World) -> None:
    client, one = client_of("publisher"), here.paragraphs[1]
    path = address(here, f"paragraphs/{one.pk}/evidence/")
    sent = evidence_of(item=here.items[0].pk, reference="SP/CL/1")
    assert client.post(path, sent).status_code == 302
    made = tables.Evidence.objects.get()
    assert (made.share, made.item_id, made.visibility) == (40, here.items[0].pk, "internal")
    desk = f"/es/manage/programme/evidence/{made.pk}/"
    client.post(f"{desk}visibility/", {"visibility": "public"})
    client.post(f"{desk}withdraw/")
    made.refresh_from_db()
    assert (made.visibility, made.withdrawn is not None) == ("public", True)
    assert "Retirada" in get(client, address(here, f"paragraphs/{one.pk}/"))
    delete = address(here, f"paragraphs/{one.pk}/delete/")
    assert client.post(delete, {"revision": 1}).status_code == 400
    assert tables.Paragraph.objects.filter(pk=one.pk).exists()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"shown-es": " "}, "sin evidencia no se admite"),
        ({"on": (date.today() + timedelta(days=2)).isoformat()}, "fecha futura"),
        ({"on": "2019-11-27"}, "anterior al mandato"),
        ({"on": ""}, "Indique la fecha"),
        ({"share": "101"}, "de 0 a 100"),
        ({"share": "-1"}, "de 0 a 100"),
        ({"share": "²"}, "de 0 a 100"),
        ({"status": "fulfilled"}, "contradice"),
        ({"status": ""}, "Elija el estado"),
        ({"item": "1"}, "no está vinculada"),
    ],
)
def test_evidence_that_is_refused(here: World, wrong: dict[str, str], told: str) -> None:
    path = address(here, f"paragraphs/{here.paragraphs[2].pk}/evidence/")
    answer = client_of("editor").post(path, evidence_of(**wrong))
    assert answer.status_code == 400
    assert told in text(answer)
    assert not tables.Evidence.objects.exists()


def test_who_may_show_and_delete(here: World) -> None:
    editor, publisher = client_of("editor"), client_of("publisher")
    sent = {"visibility": "members", "revision": 1}
    assert editor.post(address(here, "visibility/"), sent).status_code == 403
    assert publisher.post(address(here, "visibility/"), sent).status_code == 302
    assert publisher.post(address(here, "visibility/"), sent).status_code == 400
    assert editor.post(address(here, "delete/")).status_code == 400
    tables.Mandate.objects.update(visibility="internal")
    assert editor.post(address(here, "delete/")).status_code == 302
    assert not tables.Mandate.objects.exists()
    assert "Impulsar" not in get(publisher, "/es/programme/search?q=impulsar").partition("h1")[2]


def test_themes(here: World) -> None:
    client = client_of("editor")
    assert (
        client.post("/es/manage/programme/themes/", {"code": "a b", "name-es": "x"}).status_code
        == 400
    )
    assert (
        client.post("/es/manage/programme/themes/", {"code": "rivers", "name-es": "x"}).status_code
        == 400
    )
    assert client.post("/es/manage/programme/themes/", {"code": "ports"}).status_code == 400
    path = "/es/manage/programme/themes/{}/delete/"
    assert client.post(path.format(here.theme.pk)).status_code == 403
    client = client_of("publisher")
    assert client.post(path.format(here.theme.pk)).status_code == 400
    here.paragraphs[1].themes.clear()
    assert client.post(path.format(here.theme.pk)).status_code == 302
    assert not tables.Theme.objects.exists()
