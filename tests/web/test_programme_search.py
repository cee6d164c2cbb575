"""The full-text search: how words are found, by whom, and what is shown of it."""

from __future__ import annotations

from collections.abc import Iterator
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
