"""What goes out of the work programme: documents, figures, the export, what programs read."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from programme_mandates import World, client_of, meeting, shown, tables, world
from staff import forgotten, text

from cedic.errors import UsageError
from cedic.model import LANGUAGES

SIGNATURES = {"html": b"<!DOCTYPE html>", "docx": b"PK\x03\x04", "pdf": b"%PDF-"}


@pytest.fixture(autouse=True)
def database() -> Iterator[None]:
    from django.core.cache import cache

    from cedic.web.programme import making, trees

    with forgotten():
        yield
    # What is forgotten leaves its number to the next one.
    trees._frozen.cache_clear()
    making._kept.clear()
    cache.clear()


@pytest.fixture
def here() -> World:
    """A programme with a version for members, I.2 written after it; a public mandate of both."""
    return world()


def published(here: World) -> None:
    """The version for members is one for everyone."""
    tables.Version.objects.update(visibility="public")


def document(client: Client, here: World, path: str = "document.html", language: str = "es") -> Any:
    return client.get(f"/{language}/programme/{here.programme.pk}/{path}")


# Documents


@pytest.mark.parametrize("format", SIGNATURES)
def test_a_programme_in_each_format(here: World, format: str) -> None:
    published(here)
    answer = document(client_of(""), here, f"document.{format}")
    assert answer.status_code == 200
    assert answer.content.startswith(SIGNATURES[format])
    told = answer.headers["Content-Disposition"]
    assert told == f'attachment; filename="programme-2020-v1-es.{format}"'
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "style-src 'self'" in answer.headers["Content-Security-Policy"]


def test_each_takes_away_what_is_for_her(here: World) -> None:
    assert document(client_of(""), here).status_code == 404
    member, staff = (document(client_of(role), here) for role in ("member_state", "reader"))
    assert b"I.1" in member.content
    assert b"Taller de aduanas" not in member.content
    assert b"Taller de aduanas" in staff.content
    assert "no publicado" in staff.content.decode()
    assert "(versión 1)" in member.content.decode()
    assert "no-store" in member.headers["Cache-Control"]
    assert "ETag" not in staff.headers


def test_an_earlier_version_is_what_it_was(here: World) -> None:
    from cedic.web.programme import trees

    published(here)
    trees.freeze(here.programme, "public")
    client = client_of("")
    assert b"Taller de aduanas" in document(client, here).content
    assert b"Taller de aduanas" not in document(client, here, "document.html?version=1").content
    assert document(client, here, "document.html?version=3").status_code == 404
    assert document(client, here, "document.html?version=x").status_code == 404


def test_a_version_says_nothing_of_what_is_not_public(here: World) -> None:
    from cedic.web.programme import trees

    other = tables.WorkProgramme.objects.create(title={"es": "Otro"}, starts=2019, ends=2019)
    hidden = tables.Item.objects.create(
        programme=other, level="activity", code="X.9", title={"es": "Asunto reservado"}
    )
    tables.ItemLink.objects.create(item=here.items[0], kind="continues", other=hidden)
    tables.Version._base_manager.all().delete()
    trees.freeze(here.programme, "public")
    page = document(client_of(""), here).content.decode()
    assert "901, párr. 1" in page
    assert "Asunto reservado" not in page
    tables.Mandate.objects.update(visibility="internal")
    assert "901, párr. 1" not in document(client_of(""), here).content.decode()
    found = client_of("").get(f"/api/programme/programmes/{here.programme.pk}").content.decode()
    assert "Asunto reservado" not in found
    assert "901 1" not in found
    assert "Asunto reservado" in document(client_of("reader"), here).content.decode()


def test_the_yearly_report_is_of_a_year_of_the_programme(here: World) -> None:
    published(here)
    client = client_of("")
    assert "2020" in document(client, here, "report-2020.html").content.decode()
    assert document(client, here, "report-2021.html").status_code == 404
    assert document(client, here, "report-20.html").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_speaks_the_language_of_its_page_or_another(here: World, language: str) -> None:
    published(here)
    client = client_of("")
    answer = document(client, here, language=language)
    assert f'<html lang="{language}"' in answer.content.decode()
    assert answer.headers["Content-Language"] == language
    other = document(client, here, "document.html?language=fr", language)
    assert other.headers["Content-Language"] == "fr"


COMPLIANCE = "mandates/{}/compliance.html?from={}&to={}"


def compliance(client: Client, here: World, first: str, last: str) -> Any:
    return client.get("/es/programme/" + COMPLIANCE.format(here.mandate.pk, first, last))


def test_a_compliance_report_is_of_its_period(here: World) -> None:
    shown(here.paragraphs[1], visibility="public", on=date(2020, 3, 31))
    held = meeting(item=here.items[0], starts=date(2020, 2, 1), ends=date(2020, 2, 2))
    published(here)
    client = client_of("")
    whole = compliance(client, here, "2020-01", "2020-03").content.decode()
    assert "Acta firmada" in whole
    assert "Foro" in whole
    before = compliance(client, here, "2020-02", "2020-02-29").content.decode()
    assert "Acta firmada" not in before
    assert "Sin evidencia registrada" in before
    tables.Meeting.objects.filter(pk=held.pk).update(visibility="internal")
    assert "Foro" not in compliance(client, here, "2020-01", "2020-03").content.decode()


def test_a_compliance_report_calls_themes_by_their_names(here: World) -> None:
    page = compliance(client_of(""), here, "2020-01", "2020-12").content.decode()
    assert "Ríos" in page
    assert "rivers" not in page


def test_evidence_that_one_may_not_see_is_not_reported(here: World) -> None:
    shown(here.paragraphs[1], visibility="internal")
    shown(here.paragraphs[1], visibility="public", withdrawn="2020-04-01T00:00:00Z")
    assert b"Acta firmada" not in compliance(client_of(""), here, "2020", "2021").content
    page = compliance(client_of(""), here, "2020-01", "2020-12").content
    assert b"Acta firmada" not in page
    assert b"Acta firmada" in compliance(client_of("reader"), here, "2020-01", "2020-12").content


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("", ""),
        ("2020", "2021"),
        ("2020-13", "2020-14"),
        ("2020-02-30", "2020-03-01"),
        ("2020-05", "2020-04"),
        ("0000-01", "9999-12"),
        ("٢٠٢٠-٠١", "2020-12"),
        ("<script>", "2020-12"),
        ("2020-01%00", "2020-12"),
    ],
)
def test_a_period_that_is_none_is_told_beside_what_was_typed(
    here: World, first: str, last: str
) -> None:
    answer = compliance(client_of(""), here, first, last)
    assert answer.status_code == 400
    assert 'name="from"' in answer.content.decode()
    assert b"<script>" not in answer.content


def test_names_are_for_staff_and_what_is_to_be_done_for_members(here: World) -> None:
    held = meeting(status="held")
    conclusion = tables.Conclusion.objects.create(meeting=held, number="1", text={"es": "Acuerdo"})
    tables.FollowUp.objects.create(conclusion=conclusion, text={"es": "Redactar el convenio"})
    path = f"/es/programme/meetings/{held.pk}/report.html"
    public, member, staff = (
        client_of(role).get(path).content.decode() for role in ("", "member_state", "reader")
    )
    assert all("Acuerdo" in page for page in (public, member, staff))
    assert ["Redactar" in page for page in (public, member, staff)] == [False, True, True]
    assert ["Ana" in page for page in (public, member, staff)] == [False, False, True]
    tables.Meeting.objects.update(visibility="internal")
    assert client_of("").get(path).status_code == 404


def test_a_document_that_one_has_is_not_sent_again(here: World) -> None:
    published(here)
    client = client_of("")
    tag = document(client, here).headers["ETag"]
    path = f"/es/programme/{here.programme.pk}/document.html"
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    meeting(item=here.items[0])
    changed = client.get(path, headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert "Foro" in changed.content.decode()


def test_a_document_is_made_once(here: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from cedic.web.programme import making

    published(here)
    first = document(client_of(""), here)
    monkeypatch.setattr(making, "made", None)
    assert document(client_of(""), here).content == first.content


def test_too_many_documents_are_put_off(here: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from allauth.core import ratelimit

    from cedic.web.programme import making

    published(here)
    monkeypatch.setattr(ratelimit, "consume", lambda *_, **__: False)
    answer = document(client_of(""), here)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    monkeypatch.undo()
    monkeypatch.setattr(making, "PATIENCE", 0.01)
    for _ in range(making.AT_A_TIME):
        making._turns.acquire()
    try:
        answer = document(client_of(""), here, "document.docx")
    finally:
        for _ in range(making.AT_A_TIME):
            making._turns.release()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert document(client_of(""), here, "document.docx").status_code == 200


def test_only_so_many_documents_are_kept() -> None:
    from cedic.web.programme import making

    for number in range(making.MOST_KEPT + 5):
        making._keep(str(number), b"x")
    making._keep("large", b"x" * (making.LARGEST_KEPT + 1))
    assert len(making._kept) == making.MOST_KEPT
    assert making.kept("4") is None
    assert making.kept("5") == b"x"
    assert making.kept("large") is None


def test_pages_lead_to_their_documents(here: World) -> None:
    published(here)
    held, client = meeting(), client_of("")
    for path, links in (
        (f"{here.programme.pk}/", [f"{here.programme.pk}/document.pdf", "report-2020.docx"]),
        (f"mandates/{here.mandate.pk}/", [f"mandates/{here.mandate.pk}/compliance.pdf"]),
        (f"meetings/{held.pk}/", [f"meetings/{held.pk}/report.html"]),
    ):
        page = client.get(f"/es/programme/{path}").content.decode()
        assert all(link in page for link in links), path


# What programs read


def told(path: str, role: str = "", status: int = 200) -> Any:
    answer = client_of(role).get(f"/api/programme{path}")
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == "application/json"
    return answer.json()


def test_the_public_part_is_for_everyone(here: World) -> None:
    assert told("/programmes")["count"] == 0
    assert told(f"/programmes/{here.programme.pk}", status=404)["status"] == 404
    published(here)
    [listed] = told("/programmes")["results"]
    assert "items" not in listed
    assert (listed["id"], listed["version"], listed["starts"]) == (here.programme.pk, 1, 2020)
    whole = told(f"/programmes/{here.programme.pk}")
    assert [one["code"] for one in whole["items"][0]["children"]] == ["I.1"]
    assert whole["url"] == listed["url"]
    assert told(f"/items/{here.items[0].pk}")["title"] == {"es": "Estudio de navegación fluvial"}
    told(f"/items/{here.items[1].pk}", status=404)


def test_who_is_signed_in_reads_what_is_for_her(here: World) -> None:
    assert told("/programmes", "member_state")["results"][0]["version"] == 1
    staff = told(f"/programmes/{here.programme.pk}", "reader")
    assert staff["version"] is None
    assert [one["code"] for one in staff["items"][0]["children"]] == ["I.1", "I.2"]
    answer = client_of("editor").get("/api/programme/programmes")
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_fields_are_those_of_the_values(here: World) -> None:
    from cedic.programme.model import Mandate, Meeting, as_json, from_json

    shown(here.paragraphs[1], visibility="public")
    held = meeting()
    mandate = told(f"/mandates/{here.mandate.pk}")
    value = from_json(Mandate, mandate)
    assert [one.anchor for one in value.paragraphs] == ["preamble", "1", "1.a"]
    assert value.paragraphs[1].evidence[0].on == date(2020, 3, 1)
    assert set(mandate) == {*as_json(value), "url", "page", "changed"}
    found = told(f"/meetings/{held.pk}")
    assert from_json(Meeting, found).attendance == (("COL", "", 1),)
    assert "Ana" not in json.dumps(found)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 2),
        ("?year=2020", 1),
        ("?country=COL&kind=meeting", 2),
        ("?country=ARG", 0),
        ("?status=held", 1),
        ("?status=cancelled", 0),
        ("?updated_since=2100-01-01", 0),
        ("?updated_since=2001-01-01T00:00:00Z", 2),
        ("?updated_since=2001-01-01T00:00:00%2B02:00", 2),
    ],
)
def test_meetings_are_filtered(query: str, count: int) -> None:
    meeting()
    meeting(starts=date(2021, 1, 1), ends=date(2021, 1, 1), status="held")
    meeting(visibility="internal")
    assert told(f"/meetings{query}")["count"] == count


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("?kind=decision", 1),
        ("?kind=resolution", 0),
        ("?year=2019", 1),
        ("?year=2018", 0),
        ("?updated_since=2100-01-01", 0),
    ],
)
def test_mandates_are_filtered(here: World, query: str, count: int) -> None:
    found = told(f"/mandates{query}")
    assert found["count"] == count
    assert all("paragraphs" not in one for one in found["results"])


def test_programmes_are_filtered(here: World) -> None:
    published(here)
    counts = [
        told(f"/programmes?{query}")["count"]
        for query in ("year=2020", "year=2021", "status=circulated", "status=closed")
    ]
    assert counts == [1, 0, 1, 0]


def test_lists_are_given_page_by_page() -> None:
    from cedic.publish.programme_api import PAGE

    tables.Meeting.objects.bulk_create(
        tables.Meeting._meta.model(title={"es": str(number)}, visibility="public")
        for number in range(PAGE + 1)
    )
    first = told("/meetings?status=planned")
    assert (first["count"], first["pages"], len(first["results"])) == (PAGE + 1, 2, PAGE)
    assert first["previous"] is None
    last = client_of("").get(first["next"]).json()
    assert (len(last["results"]), last["next"]) == (1, None)
    assert "status=planned" in last["previous"]
    assert told("/meetings?page=3")["results"] == []


@pytest.mark.parametrize(
    ("path", "status", "where"),
    [
        ("/meetings?foo=1", 400, None),
        ("/meetings?year=x", 400, "year"),
        ("/meetings?year=2020&year=2021", 400, "year"),
        ("/meetings?country=NONE", 400, "country"),
        ("/meetings?updated_since=yesterday", 400, "updated_since"),
        ("/meetings?updated_since=2020-02-30", 400, "updated_since"),
        ("/meetings?page=0", 400, "page"),
        ("/meetings?page=99999999", 400, "page"),
        ("/mandates?kind=%00", 400, "kind"),
        ("/convergence?axis=none", 400, "axis"),
        ("/search", 400, "q"),
        ("/search?q=" + "a" * 201, 400, "q"),
        ("/programmes/999999999999999", 404, None),
        ("/programmes/-1", 404, None),
        ("/none", 404, None),
    ],
)
def test_what_is_wrong_is_told_as_json(path: str, status: int, where: str | None) -> None:
    found = told(path, status=status)
    assert found["status"] == status
    assert found["what"]
    assert found["remedy"]
    assert found["where"] == (where or f"/api/programme{path.partition('?')[0]}")


def test_it_is_only_read(here: World) -> None:
    answer = client_of("publisher").post("/api/programme/meetings", {})
    assert answer.status_code == 405
    assert answer.json()["status"] == 405


def test_what_a_program_has_is_not_sent_again(here: World) -> None:
    client, path = client_of(""), f"/api/programme/mandates/{here.mandate.pk}"
    first = client.get(path)
    assert first.headers["Cache-Control"] == "public, no-cache"
    held = {"If-None-Match": first.headers["ETag"]}
    assert client.get(path, headers=held).status_code == 304
    tables.Mandate.objects.update(body="Consejo")
    assert client.get(path, headers=held).status_code == 200


def test_pages_of_other_sites_read_it_without_cookies() -> None:
    client = client_of("")
    answer = client.get("/api/programme/meetings", headers={"Origin": "https://example.org"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    page = client.get("/es/programme/", headers={"Origin": "https://example.org"})
    assert "Access-Control-Allow-Origin" not in page.headers


def test_the_search_finds_what_one_may_see(here: World) -> None:
    found = told("/search?q=navegación")
    assert [one["kind"] for one in found["results"]] == ["paragraph"]
    assert "<" not in found["results"][0]["snippet"]
    kinds = {one["kind"] for one in told("/search?q=navegacion", "member_state")["results"]}
    assert kinds == {"paragraph", "item"}
    assert told("/search?q=navegación&kind=item")["count"] == 0


def test_the_convergence_says_what_is_on_each_axis() -> None:
    axis = tables.Axis.objects.create(code="water", name={"es": "Agua"})
    topic = tables.Topic.objects.create(axis=axis, code="rivers", name={"es": "Ríos"})
    who = tables.Organisation.objects.create(code="ORG", name={"es": "Organización"})
    for visibility in ("public", "internal"):
        tables.ConvergenceEntry.objects.create(
            organisation=who,
            topic=topic,
            kind="policy",
            title={"es": "Política"},
            source="Acta",
            visibility=visibility,
        )
    [entry] = told("/convergence?axis=water&organisation=ORG&kind=policy")["results"]
    assert (entry["organisation"], entry["axis"], entry["topic"]) == ("ORG", "water", "rivers")
    assert told("/convergence", "reader")["count"] == 2


def test_the_description_names_every_address() -> None:
    from cedic.publish import programme_api
    from cedic.web.programme.addresses.out import PLAIN

    described = programme_api.paths()
    for one in PLAIN[:-1]:
        pattern = str(one.pattern).removeprefix("^").removesuffix("$").removesuffix("/?")
        address = "/" + pattern.replace("(?P<number>[0-9]{1,15})", "{number}")
        assert address in described, address
    assert len(described) == len(PLAIN) - 1


@pytest.mark.parametrize("path", ["/meetings", "/mandates", "/programmes", "/convergence"])
def test_a_list_asks_as_many_questions_for_many_as_for_few(here: World, path: str) -> None:
    published(here)
    client = client_of("")

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/api/programme{path}").status_code == 200
        return len(asked)

    meeting(item=here.items[0])
    few = questions()
    for number in range(8):
        meeting(item=here.items[0])
        tables.Mandate.objects.create(kind="decision", number=str(number), visibility="public")
    assert questions() == few


# Figures


def test_what_is_public_is_counted(here: World) -> None:
    from cedic.web.programme import figures

    assert figures.counts(figures.published())["programmes"] == 0
    published(here)
    meeting()
    meeting(visibility="members")
    assert figures.counts(figures.published()) == {
        "programmes": 1,
        "activities": 1,
        "mandates": 1,
        "paragraphs": 3,
        "meetings": 1,
    }


def test_a_publisher_has_it_counted(here: World) -> None:
    published(here)
    address = "/es/manage/programme/figures/"
    assert client_of("editor").get(address).status_code == 403
    client = client_of("publisher")
    page = text(client.get(address))
    assert "Contar y publicar" in page
    assert client.post(address, {"area": "NONE"}).status_code == 400
    answer = client.post(address, {"area": "SELA"})
    assert answer.status_code == 302
    job = apps.get_model("management", "Job").objects.get(kind="figures")
    assert answer.url == f"/es/manage/jobs/{job.pk}/"
    assert job.options == {"area": "SELA"}
    assert "Cifras del programa de trabajo" in text(client.get(answer.url))


def test_figures_are_replaced_and_taken_out(here: World, portal: Path, tmp_path: Path) -> None:
    from cedic.warehouse import Store
    from cedic.web.programme import figures

    store = Store(tmp_path / "store")
    with pytest.raises(UsageError, match="no area"):
        figures.load(store, "NONE")
    tables.Mandate.objects.update(visibility="internal")
    with pytest.raises(UsageError, match="Nothing"):
        figures.load(store, "SELA")
    published(here)
    try:
        assert figures.load(store, "SELA") == {"PROGRAMME": 2}
        first = store.source("PROGRAMME").version
        assert figures.likely_area() == "SELA"
        # Nothing has changed: nothing is written.
        figures.load(store, "SELA")
        assert store.source("PROGRAMME").version == first
        meeting()
        assert figures.load(store, "SELA") == {"PROGRAMME": 4}
        tables.Version.objects.update(visibility="internal")
        tables.Meeting.objects.update(visibility="internal")
        assert figures.load(store, "SELA") == {"PROGRAMME": 0}
        assert sum(part.rows for part in store.source("PROGRAMME").parts.values()) == 0
    finally:
        (portal / "programme" / "programme.parquet").unlink()


# The full export


def archive(*, people: bool = False) -> zipfile.ZipFile:
    from cedic.web.programme import export

    return zipfile.ZipFile(io.BytesIO(b"".join(export.pieces(people=people))))


def test_the_export_holds_all_that_was_entered(here: World) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from cedic.web.programme import keeping

    kept = keeping.keep(SimpleUploadedFile("acta.txt", b"Acta"), here.mandate, None)
    found = archive()
    assert found.testzip() is None
    assert found.read(f"documents/{kept.pk}/acta.txt") == b"Acta"
    names = {model.__name__.lower() for model in apps.get_app_config("programme").get_models()}
    tables_in_it = {Path(name).stem for name in found.namelist() if name.endswith(".jsonl")}
    assert names - tables_in_it == {"entry", "notification", "participant", "seat"}
    rows = [json.loads(one) for one in found.read("tables/item.jsonl").decode().splitlines()]
    assert [one["code"] for one in rows] == ["I", "I.1", "I.2"]
    lines = list(csv.DictReader(io.StringIO(found.read("tables/item.csv").decode("utf-8-sig"))))
    assert [one["code"] for one in lines] == ["I", "I.1", "I.2"]
    live = json.loads(found.read(f"programmes/{here.programme.pk}-live.json"))
    assert len(live["items"][0]["children"]) == 2
    frozen = json.loads(found.read(f"programmes/{here.programme.pk}-version-1.json"))
    assert len(frozen["items"][0]["children"]) == 1


def test_the_readme_tells_of_every_column(here: World) -> None:
    found = archive()
    readme = found.read("README.md").decode()
    for name in found.namelist():
        if name.endswith(".csv"):
            header = found.read(name).decode("utf-8-sig").splitlines()[0]
            section = readme.split(f"\n## {Path(name).stem}\n")[1].split("\n## ")[0]
            told_of = [line.split(" | ")[0].strip("| ") for line in section.splitlines()[2:]]
            assert set(header.split(",")) <= set(told_of), name


def test_personal_data_are_left_out_unless_asked_for(here: World) -> None:
    client_of("reader")
    held = meeting()
    tables.Participant.objects.update(digest="secret-digest", email="ana@example.org")
    tables.Evidence.objects.create(
        paragraph=here.paragraphs[1], status="pending", on=date(2020, 1, 1), by_name="Berta"
    )
    plain, whole = archive(), archive(people=True)

    def holds(found: zipfile.ZipFile, words: str) -> bool:
        return any(words.encode() in found.read(name) for name in found.namelist())

    for words in ("ana@example.org", "Berta", "reader@example.org"):
        assert (holds(plain, words), holds(whole, words)) == (False, True), words
    assert not holds(whole, "secret-digest")
    assert "tables/participant.jsonl" in whole.namelist()
    assert str(held.pk) in whole.read("tables/meeting.csv").decode()


def test_no_cell_of_the_export_is_a_formula() -> None:
    tables.Mandate.objects.create(kind="decision", number="=1+1", body="@sum", place="-2")
    rows = list(
        csv.DictReader(io.StringIO(archive().read("tables/mandate.csv").decode("utf-8-sig")))
    )
    assert (rows[0]["number"], rows[0]["body"], rows[0]["place"]) == ("'=1+1", "'@sum", "'-2")
    line = json.loads(archive().read("tables/mandate.jsonl"))
    assert line["number"] == "=1+1"


def test_a_document_cannot_leave_its_folder(here: World) -> None:
    document = tables.Document.objects.create(
        name="../../x", title="x", type="text/plain", size=1, sha256="", mandate=here.mandate
    )
    document.path.parent.mkdir(exist_ok=True)
    document.path.write_bytes(b"x")
    names = [name for name in archive().namelist() if name.startswith("documents/")]
    document.path.unlink()
    assert names == [f"documents/{document.pk}/document"]


def test_the_parts_stand_in_the_same_order(here: World) -> None:
    first, second = archive(), archive()
    assert first.namelist() == second.namelist()
    assert first.namelist()[0] == "README.md"
    for name in first.namelist()[1:]:
        assert first.read(name) == second.read(name)


def test_a_publisher_takes_it_and_it_is_written_down(here: World) -> None:
    address = "/es/manage/programme/export/"
    assert client_of("editor").get(address).status_code == 403
    client = client_of("publisher")
    assert 'name="people"' in client.get(address).content.decode()
    answer = client.post(address, {"people": "1"})
    found = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert "tables/seat.csv" in found.namelist()
    entry = (
        apps.get_model("audit", "Entry").objects.filter(action="programme.exported").latest("pk")
    )
    assert entry.detail == {"people": True}
    from cedic.web.management.actions import named

    assert named("programme.exported", "es") == "Programa de trabajo exportado"


def test_an_export_is_never_written_over_a_file(tmp_path: Path) -> None:
    from cedic.web.programme import export

    file = tmp_path / "a.zip"
    assert export.write(file, people=False) == file.stat().st_size
    assert file.stat().st_mode & 0o777 == 0o600
    with pytest.raises(UsageError, match="never written over"):
        export.write(file, people=False)
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]
