"""The full-text search: how words are found, by whom, and what is shown of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from programme_mandates import World, client_of, meeting, tables, world
from staff import forgotten, text


@pytest.fixture(autouse=True)
def database() -> Iterator[None]:
    with forgotten():
        yield


@pytest.fixture
def here() -> World:
    return world()


def found(asked: str, level: str = "internal", **more: Any) -> list[tuple[str, str]]:
    from cedic.web.programme.search import Question, find
    from cedic.web.programme.viewers import Viewer

    rows, total = find(Viewer(None, level), Question.of(asked), "es", **more)
    assert total >= len(rows)
    return sorted((one.kind, one.path.removeprefix("programme/")) for one in rows)


def put(number: int, title: str, body: str = "", **more: Any) -> None:
    from cedic.web.programme import search

    said = {"path": f"programme/meetings/{number}/", "year": 2020, "visibility": "public"} | more
    search.put("meeting", number, {"es": (title, body)}, **said)


@pytest.mark.parametrize(
    "asked",
    [
        "NAVEGACION fluvial",
        "navegación flu",
        '"estudio de navegacion"',
        "«Estudio de navegación»",
        "i.1 estudio",
        "fluvial/navegación",
    ],
)
def test_case_accents_beginnings_and_phrases(here: World, asked: str) -> None:
    assert found(asked) == [("item", f"items/{here.items[0].pk}/")]


@pytest.mark.parametrize(
    "asked",
    [
        "navegación aduanas",
        '"navegación estudio"',
        "estudi fluvial",
        '"estudio de nave"',
        "xyz",
        "",
    ],
)
def test_what_is_not_found(here: World, asked: str) -> None:
    assert found(asked, kind="item") == []


@pytest.mark.parametrize(
    "asked",
    [
        '"',
        '""',
        "*",
        "a* OR b",
        "NEAR(a b)",
        "title:a",
        "-a",
        "(a",
        "a')); DROP TABLE programme_entry; --",
        "a & b | !c <-> :*",
        "\\",
        "'",
        "%",
        "{a}",
        "a\x00b",
        "ª",
        "1e5 -3.2 ½",
        "x" * 5000,
        "a " * 500,
        "日本 русский ßé",
    ],
)
def test_no_sign_is_an_operator(here: World, asked: str) -> None:
    assert isinstance(found(asked), list)
    assert client_of("").get("/es/programme/search", {"q": asked}).status_code == 200
    assert tables.Entry.objects.exists()


def test_each_searches_the_version_that_she_would_be_shown(here: World) -> None:
    from cedic.web.programme import search, trees

    item = here.items[0]
    one = ("item", f"items/{item.pk}/")
    assert (found("fluvial", "public"), found("fluvial", "members")) == ([], [one])
    assert (found("taller aduanas", "members"), len(found("taller aduanas"))) == ([], 1)
    tables.Item.objects.filter(pk=item.pk).update(title={"es": "Puertos secretos"})
    item.refresh_from_db()
    search.index(item)
    assert (found("secretos", "members"), found("secretos")) == ([], [one])
    assert (found("fluvial", "members"), found("fluvial")) == ([one], [])
    trees.freeze(here.programme, "public")
    search.index(here.programme)
    assert found("secretos", "public") == found("secretos", "members") == [one]
    # What goes in an amendment for members is still what the public is shown, and only the public.
    item.delete()
    trees.freeze(here.programme, "members")
    search.index(here.programme)
    assert (found("secretos", "public"), found("secretos", "members")) == ([one], [])


@pytest.mark.parametrize(("visibility", "seen"), [("internal", 1), ("members", 2), ("public", 3)])
def test_records_are_found_by_who_may_see_them(visibility: str, seen: int) -> None:
    put(1, "Foro", visibility=visibility)
    assert [len(found("foro", level)) for level in ("internal", "members", "public")] == [
        int(seen >= need) for need in (1, 2, 3)
    ]


def test_a_record_is_found_once_in_the_language_of_the_page(here: World) -> None:
    from cedic.web.programme.search import Question, find
    from cedic.web.programme.viewers import Viewer

    rows, total = find(Viewer(None, "public"), Question.of("nav"), "en", kind="paragraph")
    assert (total, rows[0].language) == (1, "en")
    assert str(rows[0].snippet) == "Foster <mark>navigation</mark>"


def test_filters_order_and_pages() -> None:
    for number in range(1, 26):
        put(number, "Foro", f"sobre puertos {number}", year=2000 + number)
    put(99, "Puertos")
    from cedic.web.programme.search import Question, find
    from cedic.web.programme.viewers import Viewer

    rows, total = find(Viewer(None, "public"), Question.of("puertos"), "es", most=3)
    assert (total, rows[0].path) == (26, "programme/meetings/99/")
    assert found("puertos", year=2007) == [("meeting", "meetings/7/")]
    assert found("puertos", kind="item") == []
    client = client_of("")
    first, second = (client.get(f"/es/programme/search?q=foro&page={page}") for page in (1, 2))
    assert (text(first).count(" Reunión, "), text(second).count(" Reunión, ")) == (20, 5)
    beyond = client.get("/es/programme/search?q=foro&page=400&kind=none&year=x")
    assert beyond.status_code == 200


def test_html_is_text_and_only_what_was_found_is_marked() -> None:
    put(1, "<script>alert(1)</script> foro", "<b>Foro</b> & más " * 40)
    client = client_of("")
    page = client.get("/es/programme/search?q=foro").content.decode()
    assert "<script>alert" not in page
    assert "&lt;b&gt;<mark>Foro</mark>&lt;/b&gt; &amp; más" in page
    asked = client.get('/es/programme/search?q=foro"><i>').content.decode()
    assert 'value="foro&quot;&gt;&lt;i&gt;"' in asked


def test_what_changes_is_found_as_it_is_now(here: World) -> None:
    from cedic.web.programme import search

    put(7, "Foro", "antes")
    put(7, "Foro", "ahora")
    assert (found("antes"), len(found("ahora"))) == ([], 1)
    search.drop("meeting", 7)
    assert found("ahora") == []
    tables.Entry.objects.filter(title__contains="I.1").update(title="Cambiado")
    assert len(found("cambiado")) == 1


def test_all_is_indexed_anew(here: World) -> None:
    from django.core.management import call_command

    made = meeting(summary={"es": "Resumen inédito"})
    assert found("inédito") == []
    before = tables.Entry.objects.count()
    tables.Entry.objects.all().delete()
    call_command("programme_search", verbosity=0)
    assert found("inédito") == [("meeting", f"meetings/{made.pk}/")]
    assert tables.Entry.objects.count() == before + 1
    assert len(found("fluvial", "members")) == 1


def kept(owner: Any, name: str = "acta.txt", data: str = "La evaluación fluvial") -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from cedic.web.programme import document_words, keeping

    file = SimpleUploadedFile(name, data.encode())
    made = keeping.keep(file, owner, None, title="Acta <b>", language="es", visibility="public")
    document_words.read_now(made)
    return made


def test_a_document_is_found_by_its_text_as_its_meeting_is_shown() -> None:
    from cedic.web.programme import search

    held = meeting(visibility="members", starts=date(2019, 5, 2), demonstration=True)
    document = kept(held)
    one = [("document", f"documents/{document.pk}/acta.txt".removeprefix("programme/"))]
    levels = ("public", "members", "internal")
    assert [found("evaluacion", level) for level in levels] == [[], one, one]
    assert found('"evaluación fluvial"', year=2019, kind="document") == one
    tables.Meeting.objects.filter(pk=held.pk).update(visibility="public", starts=date(2018, 1, 1))
    held.refresh_from_db()
    search.index(held)
    assert found("evaluacion", "public", year=2018) == one
    page = client_of("").get("/es/programme/search?q=evaluacion").content.decode()
    assert f'href="/documents/{document.pk}/acta.txt"' in page
    assert "Documento (TXT), 2018 · demostración" in page
    assert "La <mark>evaluación</mark> fluvial" in page
    assert "Acta &lt;b&gt;" in page
    (told,) = client_of("").get("/api/programme/search?q=evaluacion").json()["results"]
    assert (told["demonstration"], told["format"]) == (True, "txt")
    search.rebuild()
    assert found("evaluacion", "public") == one
    document.delete()
    assert found("evaluacion") == []


def test_a_document_of_an_item_is_found_by_those_shown_the_item(here: World) -> None:
    kept(here.items[0], data="inédito")
    kept(here.items[1], data="inédito")
    counts = [len(found("inedito", level)) for level in ("public", "members", "internal")]
    assert counts == [0, 1, 2]


def test_what_cannot_be_read_is_found_by_its_title() -> None:
    kept(meeting(), "acta.pdf", "%PDF-1.7 broken")
    assert len(found("acta", "public")) == 1


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ("I.1.2", [1]),
        ("12/2019", [2]),
        ("Decisión N° 527", [3]),
        ("527", [3]),
        ("52", [3]),
        ("2 1 I", [1]),
        ("I.2.1", []),
    ],
)
def test_codes_and_numbers(asked: str, numbers: list[int]) -> None:
    put(1, "I.1.2 Cursos")
    put(2, "SP/DT 12-2019")
    put(3, "Decisión 527")
    assert found(asked) == [("meeting", f"meetings/{number}/") for number in numbers]


def test_an_abbreviation_comes_before_what_begins_with_it() -> None:
    from cedic.web.programme.search import Question, find
    from cedic.web.programme.viewers import Viewer

    put(1, "Albañilería")
    put(2, "ALBA")
    rows, _ = find(Viewer(None, "public"), Question.of("alba"), "es")
    assert [one.record for one in rows] == ["2", "1"]


def test_each_result_says_whether_it_is_made_up(here: World) -> None:
    from cedic.web.programme import search

    tables.Mandate.objects.filter(pk=here.mandate.pk).update(demonstration=True)
    here.mandate.refresh_from_db()
    search.index(here.mandate)
    told = client_of("").get("/api/programme/search?q=navegacion").json()["results"]
    assert [one["demonstration"] for one in told] == [True]
    assert "demostración" in text(client_of("").get("/es/programme/search?q=navegacion"))
