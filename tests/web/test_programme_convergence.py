"""The pages of convergence between secretariats: who sees, changes and imports what."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, timedelta
from types import SimpleNamespace

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from staff import forgotten, person, with_app

from markup import Page

HERE, DESK = "/es/programme/convergence/", "/es/manage/programme/convergence/"
HEAD = ["id", "organisation", "axis", "kind", "topic", "title_es", "source", "address", "validated"]


@pytest.fixture(autouse=True)
def database() -> Iterator[None]:
    with forgotten():
        yield


@pytest.fixture
def held():
    """Three organisations, two axes, four topics, six public entries and one of the secretariat."""
    from cedic.web.programme import models

    organisations = {
        code: models.Organisation.objects.create(
            code=code, name={"es": f"Organización {code}"}, is_secretariat=True
        )
        for code in ("ANDEAN", "SICA", "SELA")
    }
    axes, topics = {}, {}
    for at, (axis, codes) in enumerate(
        {"energy": ("sun", "wind"), "food": ("seed", "farm")}.items()
    ):
        axes[axis] = models.Axis.objects.create(code=axis, name={"es": f"Eje {axis}"}, position=at)
        for code in codes:
            topics[code] = models.Topic.objects.create(
                axis=axes[axis], code=code, name={"es": f"Tema {code}"}
            )
    entries = {}
    for organisation, topic, kind, validated, visibility in (
        ("ANDEAN", "sun", "policy", date(2024, 4, 5), "public"),
        ("SICA", "sun", "programme", None, "public"),
        ("SELA", "sun", "action", date(2024, 5, 6), "public"),
        ("ANDEAN", "wind", "policy", date(2024, 4, 5), "public"),
        ("SICA", "wind", "action", date(2024, 4, 5), "public"),
        ("SELA", "seed", "policy", None, "public"),
        ("SICA", "seed", "policy", None, "internal"),
    ):
        entries[organisation, topic] = models.ConvergenceEntry.objects.create(
            organisation=organisations[organisation],
            topic=topics[topic],
            kind=kind,
            title={"es": f"{organisation} sobre {topic}"},
            source="Informe 2024",
            validated=validated,
            visibility=visibility,
        )
    return SimpleNamespace(
        organisations=organisations, axes=axes, topics=topics, entries=entries, models=models
    )


def entered(role: str) -> Client:
    client = Client()
    client.force_login(with_app(person(role)))
    return client


def said(answer) -> str:
    text = answer.content.decode()
    Page(text)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", text))


def section(answer, start: str, end: str) -> str:
    """What a page says between two of its marks."""
    text = answer.content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", text.split(start)[1].split(end)[0]))


def form(**more: str) -> dict[str, str]:
    """The form of an entry that can be taken."""
    return {
        "organisation": "SELA",
        "topic": "farm",
        "kind": "policy",
        "title-es": "Política nueva",
        "source": "Informe",
        "visibility": "internal",
        "revision": "1",
    } | more


def workbook(*rows: list) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Entradas"
    for row in (HEAD, *rows):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def sent(client: Client, content: bytes):
    file = SimpleUploadedFile("entradas.xlsx", content)
    return client.post(f"{DESK}import/", {"file": file})


def seen(client: Client, address: str) -> str:
    page = client.get(address).content.decode()
    return re.search(r'name="seen" value="(\w+)"', page)[1]


# Public pages


def test_a_visitor_sees_public_entries_with_source_and_validation_alone(held):
    page = said(Client().get(HERE))
    assert "SICA sobre wind" in page
    assert "SICA sobre seed" not in page
    assert "5 de abril de 2024" in page
    assert "aún sin validar" in page
    assert "SICA sobre seed" in said(entered("reader").get(HERE))


def test_the_matrix_counts_what_is_chosen(held):
    # ANDEAN: a policy on each of two topics; SICA: a programme and an action; SELA: an action.
    table = section(Client().get(HERE), 'id="matrix-table"', "</table>")
    assert "Eje energy Política 2 0 0 2" in table
    assert "Eje energy Programa 0 0 1 1" in table
    assert "Eje energy Acción 0 1 1 2" in table
    assert "Eje food Política 0 1 0 1" in table
    only = section(Client().get(f"{HERE}?kind=policy&validated=1"), 'id="matrix-table"', "</table>")
    assert "Eje energy Política 2 0 0 2" in only
    assert "Eje food Política 0 0 0 0" in only
    assert "Acción" not in only


def test_an_axis_shows_exact_intersections(held):
    table = section(Client().get(f"{HERE}energy/"), 'id="common-table"', "</table>")
    assert "1 Tema sun" in table
    assert "1 Tema wind" in table
    assert Client().get(f"{HERE}none/").status_code == 404


def test_common_ground_tells_all_shared_and_exactly_shared(held):
    answer = Client().get(f"{HERE}common?o=CAN&o=SICA")
    shared = section(answer, 'id="shared"', 'id="exact"')
    exact = section(answer, 'id="exact"', "</main>")
    assert "Tema sun" in shared
    assert "Tema wind" in shared
    assert "SELA" in shared
    assert "Tema wind" in exact
    assert "Tema sun" not in exact
    validated = Client().get(f"{HERE}common?o=CAN&o=SICA&validated=1")
    assert "Tema sun" not in section(validated, 'id="shared"', 'id="exact"')


@pytest.mark.parametrize("query", ["o=NONE", "o=%00", "kind=x", "axis=%3Cscript%3E"])
def test_what_does_not_exist_is_told(held, query):
    answer = Client().get(f"{HERE}common?{query}")
    assert answer.status_code == 400
    assert "<script>" not in answer.content.decode().split("<main")[1]


def test_pictures_and_workbook_hold_what_the_viewer_may_see(held):
    drawn = Client().get(f"{HERE}matrix.svg")
    assert drawn["Content-Type"] == "image/svg+xml"
    assert drawn.content.startswith(b"<svg")
    assert Client().get(f"{HERE}common.svg?o=CAN&o=SICA").status_code == 200
    assert Client().get(f"{HERE}common.svg?o=CAN").status_code == 404

    def titles(client: Client) -> set[str]:
        content = client.get("/es/programme/convergence.xlsx").content
        sheet = openpyxl.load_workbook(io.BytesIO(content))["Entradas"]
        return {row[5] for row in sheet.iter_rows(min_row=2, values_only=True)}

    assert titles(Client()) == {
        *("ANDEAN sobre sun", "SICA sobre sun", "SELA sobre sun"),
        *("ANDEAN sobre wind", "SICA sobre wind", "SELA sobre seed"),
    }
    assert titles(entered("reader")) == titles(Client()) | {"SICA sobre seed"}


def test_leadership_and_roadmaps_are_told(held):
    models = held.models
    today = timezone.localdate()
    for code, since, until in (
        ("SELA", date(2020, 1, 1), date(2021, 12, 31)),
        ("SICA", date(2022, 1, 1), None),
        ("ANDEAN", today + timedelta(days=1), None),
    ):
        models.Leadership.objects.create(
            axis=held.axes["energy"],
            organisation=held.organisations[code],
            since=since,
            until=until,
            source="Acta",
        )
    shown, hidden = (
        models.Roadmap.objects.create(
            axis=held.axes["energy"],
            title={"es": f"Hoja {visibility}"},
            visibility=visibility,
            steps=[{"text": {"es": "<b>Paso</b>"}, "organisations": ["SICA"], "due": "2020-01-01"}],
        )
        for visibility in ("public", "internal")
    )
    answer = Client().get(f"{HERE}energy/")
    page = said(answer)
    assert "Lidera: SICA" in page
    assert "31 de diciembre de 2021" in page
    assert "Hoja public" in page
    assert "Hoja internal" not in page
    assert "&lt;b&gt;Paso" in answer.content.decode()
    assert "atrasado" in page
    assert Client().get(f"{HERE}roadmaps/{shown.pk}/").status_code == 200
    assert Client().get(f"{HERE}roadmaps/{hidden.pk}/").status_code == 404


def test_queries_do_not_grow_with_entries(held):
    def count(address: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as taken:
            assert Client().get(address).status_code == 200
        return len(taken)

    addresses = (HERE, f"{HERE}energy/", f"{HERE}common?o=SICA&o=SELA")
    before = [count(one) for one in addresses]
    record = held.entries["SELA", "sun"]
    for at in range(30):
        held.models.ConvergenceEntry.objects.create(
            organisation=record.organisation,
            topic=record.topic,
            kind="policy",
            title={"es": f"Otra {at}"},
            source="Informe",
            visibility="public",
        )
    assert [count(one) for one in addresses] == before
    assert max(before) < 12


# Entries


def test_an_entry_is_added_validated_and_recorded(held):
    from cedic.web.audit.models import Entry

    client = entered("editor")
    assert client.post(f"{DESK}entries/add/", form()).status_code == 302
    made = held.models.ConvergenceEntry.objects.get(title={"es": "Política nueva"})
    assert (made.visibility, made.validated) == ("internal", None)
    answer = client.post(
        f"{DESK}entries/{made.pk}/validate/",
        {"validated": "2024-04-05", "validated_by": "Ana", "revision": "1"},
    )
    assert answer.status_code == 302
    made.refresh_from_db()
    assert (made.validated, made.validated_by, made.revision) == (date(2024, 4, 5), "Ana", 2)
    actions = set(Entry.objects.values_list("action", flat=True))
    assert {"programme.entry_added", "programme.entry_validated"} <= actions


def found(level: str, words: str) -> list[str]:
    from cedic.web.programme import search
    from cedic.web.programme.viewers import Viewer

    rows, _ = search.find(Viewer(None, level), search.Question.of(words), "es", kind="convergence")
    return [one.path for one in rows]


def test_an_entry_is_found_by_its_words_by_those_who_may_see_it(held):
    from cedic.web.programme import search

    client = entered("publisher")
    client.post(f"{DESK}entries/add/", form())
    made = held.models.ConvergenceEntry.objects.get(title={"es": "Política nueva"})
    assert len(found("internal", "política nueva")) == 1
    assert found("public", "política nueva") == []
    client.post(f"{DESK}show/", {"entry": [made.pk], "visibility": "public"})
    assert found("public", "politica NUEVA") == [f"programme/convergence/{made.topic.axis.code}/"]
    search.rebuild()
    assert len(found("public", "política nueva")) == 1
    client.post(f"{DESK}entries/{made.pk}/delete/")
    assert found("internal", "política nueva") == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("source", " "),
        ("title-es", ""),
        ("kind", "x"),
        ("organisation", "NONE"),
        ("address", "javascript:alert(1)"),
        ("validated", "2024-02-30"),
        ("validated", "2199-01-01"),
        ("validated_by", "Ana"),
        ("title-es", "a\x00b"),
    ],
)
def test_a_bad_field_is_told_and_what_was_typed_is_kept(held, field, value):
    before = held.models.ConvergenceEntry.objects.count()
    answer = entered("editor").post(f"{DESK}entries/add/", form(**{field: value}, source2="x"))
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()
    assert 'value="farm" selected' in answer.content.decode()
    assert held.models.ConvergenceEntry.objects.count() == before


def test_the_same_entry_is_not_entered_twice(held):
    client = entered("editor")
    assert client.post(f"{DESK}entries/add/", form()).status_code == 302
    answer = client.post(f"{DESK}entries/add/", form(**{"title-es": "POLÍTICA nueva"}))
    assert answer.status_code == 400


def test_two_editors_of_an_entry_see_each_other(held):
    record = held.entries["SICA", "seed"]
    client, address = entered("editor"), f"{DESK}entries/{record.pk}/"
    assert client.post(address, form(**{"title-es": "De ella"})).status_code == 302
    answer = client.post(address, form(**{"title-es": "De él"}))
    assert answer.status_code == 409
    assert "De ella" in said(answer)
    assert 'value="De él"' in answer.content.decode()
    record.refresh_from_db()
    assert record.title == {"es": "De ella"}


def test_who_edits_changes_nothing_that_others_see(held):
    client, public = entered("editor"), held.entries["SELA", "sun"]
    for address in (
        f"{DESK}entries/{public.pk}/",
        f"{DESK}entries/{public.pk}/delete/",
        f"{DESK}entries/{public.pk}/validate/",
        f"{DESK}show/",
        f"{DESK}axes/add/",
        f"{DESK}axes/{held.axes['energy'].pk}/delete/",
        f"{DESK}leadership/add/",
    ):
        assert client.post(address, form()).status_code == 403, address
    assert client.post(f"{DESK}entries/add/", form(visibility="public")).status_code == 403
    assert entered("reader").get(f"{DESK}entries/add/").status_code == 403


def test_who_publishes_shows_several_at_once(held):
    record = held.entries["SICA", "seed"]
    client = entered("publisher")
    answer = client.post(f"{DESK}show/", {"entry": [record.pk], "visibility": "public"})
    assert answer.status_code == 302
    record.refresh_from_db()
    assert record.visibility == "public"
    assert client.post(f"{DESK}show/", {"visibility": "public"}).status_code == 400


def test_the_desk_finds_entries_by_their_words(held):
    client = entered("reader")
    assert "SICA sobre seed" in said(client.get(f"{DESK}?q=sobre+SEED"))
    assert "SICA sobre sun" not in said(client.get(f"{DESK}?q=sobre+SEED"))
    page = said(client.get(f"{DESK}?o=SICA&axis=energy&state=waiting&seen=public"))
    assert "SICA sobre sun" in page
    assert "SICA sobre wind" not in page


# Axes, leadership, roadmaps


def test_an_axis_and_its_topics_are_edited(held):
    client, axis = entered("publisher"), held.axes["food"]
    seed, farm = held.topics["seed"], held.topics["farm"]
    given = {
        "code": "food",
        "name-es": "Alimentos",
        "position": "1",
        "revision": "1",
        "topics-rows": "3",
        "topics-0-id": seed.pk,
        "topics-0-code": "seed",
        "topics-0-name-es": "Semillas",
        "topics-0-order": "2",
        "topics-1-id": farm.pk,
        "topics-2-code": "soil",
        "topics-2-name-es": "Suelos",
        "topics-2-order": "1",
    }
    address = f"{DESK}axes/{axis.pk}/"
    assert client.post(address, given).status_code == 302
    assert [one.code for one in axis.topics.all()] == ["soil", "seed"]
    assert client.post(address, given).status_code == 409
    used = given | {"revision": "2", "topics-0-code": "", "topics-0-name-es": ""}
    assert client.post(address, used).status_code == 400
    taken = given | {"revision": "2", "topics-2-code": "SUN"}
    assert client.post(address, taken).status_code == 400
    assert axis.topics.filter(code="seed").exists()
    assert client.post(f"{address}delete/").status_code == 400


def test_the_first_axes_are_those_agreed_on(database):
    from cedic.web.programme.models import Axis

    client = entered("publisher")
    assert client.post(f"{DESK}axes/begin/").status_code == 302
    assert client.post(f"{DESK}axes/begin/").status_code == 302
    assert list(Axis.objects.values_list("code", flat=True)) == [
        *("food_security", "productive_linkages", "disaster_climate", "energy"),
        "border_infrastructure",
    ]


def test_a_leadership_does_not_end_before_it_begins(held):
    client = entered("publisher")
    given = {"axis": "energy", "organisation": "SICA", "since": "2024-01-01", "source": "Acta"}
    answer = client.post(f"{DESK}leadership/add/", given | {"until": "2023-01-01"})
    assert answer.status_code == 400
    assert client.post(f"{DESK}leadership/add/", given).status_code == 302
    one = held.models.Leadership.objects.get()
    assert one.until is None
    from cedic.web.programme.pages import mark_of

    # Who saves second is shown what the first wrote.
    address, seen = f"{DESK}leadership/{one.pk}/", {"seen": mark_of(one)}
    assert client.post(address, given | seen | {"source": "Acta 2"}).status_code == 302
    answer = client.post(address, given | seen | {"source": "Acta 3"})
    assert answer.status_code == 409
    assert "Acta 2" in answer.content.decode()
    assert held.models.Leadership.objects.get().source == "Acta 2"


def test_a_roadmap_keeps_its_steps_and_shows_the_other_editor(held):
    client = entered("editor")
    given = {
        "axis": "energy",
        "title-es": "Hoja de ruta",
        "visibility": "internal",
        "revision": "1",
        "steps-rows": "3",
        "steps-0-text-es": "Segundo",
        "steps-0-order": "2",
        "steps-0-due": "2025-01-31",
        "steps-1-text-es": "Primero",
        "steps-1-order": "1",
        "steps-1-who": ["SICA", "NONE"],
    }
    assert client.post(f"{DESK}roadmaps/add/", given).status_code == 302
    made = held.models.Roadmap.objects.get()
    assert made.steps == [
        {"text": {"es": "Primero"}, "organisations": ["SICA"], "due": None, "done": None},
        {"text": {"es": "Segundo"}, "organisations": [], "due": "2025-01-31", "done": None},
    ]
    address = f"{DESK}roadmaps/{made.pk}/"
    assert client.post(address, given | {"steps-0-due": "31/01/2025"}).status_code == 400
    assert client.post(address, given | {"title-es": "Otra"}).status_code == 302
    assert client.post(address, given).status_code == 409
    assert client.post(address, given | {"steps-rows": "999"}).status_code == 400
    assert client.post(f"{address}delete/").status_code == 302


# Workbooks

NEW = [None, "SICA", "food", "policy", "farm", "Plan nuevo", "Informe", None, "2024-04-05"]


def test_a_workbook_enters_after_a_yes_and_only_once(held):
    changed = held.entries["SICA", "seed"]
    row = [changed.pk, "SICA", "food", "policy", "seed", "SICA sobre seed", "Otra fuente"]
    content = workbook(NEW, row)
    client, models = entered("editor"), held.models
    before = models.ConvergenceEntry.objects.count()
    address = sent(client, content).url
    assert "Informe 2024" in said(client.get(f"{address}?show=changed"))
    assert "Otra fuente" in said(client.get(f"{address}?show=changed"))
    assert "Plan nuevo" in said(client.get(f"{address}?show=new"))
    assert models.ConvergenceEntry.objects.count() == before
    answer = client.post(address, {"enter": "1", "seen": seen(client, address)})
    assert answer.status_code == 302
    changed.refresh_from_db()
    assert (changed.source, changed.revision) == ("Otra fuente", 2)
    assert found("internal", "plan nuevo")
    assert found("internal", "otra fuente")
    made = models.ConvergenceEntry.objects.get(title={"es": "Plan nuevo"})
    assert (made.visibility, made.validated) == ("internal", date(2024, 4, 5))
    assert client.post(address, {"enter": "1", "seen": "x"}).status_code == 400
    again = sent(client, content).url
    assert again != address
    page = said(client.get(again))
    assert "Sin cambios: 2" in page
    assert "No hay nada que ingresar" in page
    assert models.ConvergenceEntry.objects.count() == before + 1


def test_what_is_taken_out_comes_in_without_a_change(held):
    client = entered("publisher")
    content = client.get("/es/programme/convergence.xlsx").content
    page = said(client.get(sent(client, content).url))
    assert "Sin cambios: 7" in page
    assert "Filas con problemas: 0" in page


def test_nothing_enters_beside_a_bad_row_unless_it_is_left_out(held):
    bad = [
        [None, "NADIE", "food", "policy", "farm", "Uno", "F"],
        [None, "SICA", "food", "policy", None, "Dos", "F"],
        [None, "SICA", "food", "policy", "farm", "=1+1", "F"],
        [None, "SICA", "food", "policy", "farm", "Cuatro", "F", None, "2199-01-01"],
        [999999, "SICA", "food", "policy", "farm", "Cinco", "F"],
        # Says what another entry says.
        [held.entries["SICA", "seed"].pk, "SELA", "food", "policy", "seed", "SELA sobre seed", "F"],
        # Is shown outside the secretariat already.
        [held.entries["SELA", "sun"].pk, "SELA", "energy", "action", "sun", "Otro título", "F"],
    ]
    client = entered("editor")
    address = sent(client, workbook(NEW, *bad)).url
    page = said(client.get(address))
    assert "Filas con problemas: 7" in page
    for row in range(3, 10):
        assert f" {row} Entradas " in page
    mark = seen(client, address)
    assert client.post(address, {"enter": "1", "seen": mark}).status_code == 400
    assert not held.models.ConvergenceEntry.objects.filter(title={"es": "Plan nuevo"}).exists()
    assert client.post(address, {"seen": mark, "leave_out": "1"}).status_code == 302
    assert held.models.ConvergenceEntry.objects.filter(title={"es": "Plan nuevo"}).count() == 1
    assert held.models.ConvergenceEntry.objects.count() == 8


def test_a_plan_that_is_no_longer_true_does_not_enter(held):
    client = entered("editor")
    address = sent(client, workbook(NEW)).url
    mark = seen(client, address)
    assert (
        client.post(
            f"{DESK}entries/add/", form(organisation="SICA", **{"title-es": "Plan nuevo"})
        ).status_code
        == 302
    )
    answer = client.post(address, {"seen": mark})
    assert answer.status_code == 400
    assert "Nuevas: 0" in said(answer)


def test_a_new_entry_is_shown_to_others_only_by_who_publishes(held):
    content = workbook(NEW)
    client = entered("editor")
    address = sent(client, content).url
    given = {"seen": seen(client, address), "visibility": "public"}
    assert client.post(address, given).status_code == 403
    publisher = entered("publisher")
    assert sent(publisher, content).url == address
    assert publisher.post(address, given).status_code == 302
    assert "Plan nuevo" in said(Client().get(HERE))


def test_a_discarded_workbook_does_not_enter(held):
    client = entered("editor")
    address = sent(client, workbook(NEW)).url
    mark = seen(client, address)
    assert client.post(address, {"drop": "1"}).status_code == 302
    assert client.post(address, {"seen": mark}).status_code == 400
    assert not held.models.ConvergenceEntry.objects.filter(title={"es": "Plan nuevo"}).exists()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04 broken", b"\0" * 100])
def test_a_file_that_is_no_workbook_is_told(held, content):
    answer = sent(entered("editor"), content)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()
    assert not held.models.Import.objects.exists()


def test_a_workbook_without_the_columns_is_told(held):
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    file = io.BytesIO()
    book.save(file)
    answer = sent(entered("editor"), file.getvalue())
    assert answer.status_code == 400
    assert "lacks the columns" in said(answer)


# Addresses


def test_every_example_address_is_answered(held):
    """The table that `test_every_address` walks is true for a visitor and for who publishes."""
    from programme_addresses.convergence import TABLE, WORLD

    world = WORLD()
    publisher = entered("publisher")
    for listed in TABLE.values():
        for example, get, need, _post, _ in listed if isinstance(listed, list) else [listed]:
            address = example.format(**world)
            assert publisher.get(address).status_code in get, address
            if need:
                assert Client().get(address).status_code == 302, address
