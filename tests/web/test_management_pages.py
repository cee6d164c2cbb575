"""The pages of management: who may open them, in every language, and what they do."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.utils import timezone
from management import body, model, signed_in

import cedic
from cedic.model import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path

    from cedic.warehouse import Store

GOOD = "from,to,year,usd\nARG,BRA,2020,100\nBRA,ARG,2020,200\n"
BAD = "from,to,year,usd\nARG,BRA,2020,=cmd\nQQQ,ARG,2020,200\nBRA,ARG,2020,200\n"
SAID = {
    "kept_as": "MINE",
    "EXPORTER": "from",
    "IMPORTER": "to",
    "TIME_PERIOD": "year",
    "OBS_VALUE": "usd",
    "reported_by": "exporter",
    "scheme": "ISO3",
    "unit": "1",
    "vintage": "2026-01",
    "citation": "Own compilation, 2026",
    "delimiter": "comma",
    "encoding": "utf-8",
}
READ = (
    "",
    "sources/",
    "sources/WDI/",
    "sources/BACI/",
    "jobs/",
    "dataflows/",
    "dataflows/TRADE/",
    "texts/",
    "texts/edit/?address=dataflow/TRADE/name",
    "trail/",
)
EDIT = ("uploads/new/",)
PUBLISH = (
    "dataflows/TRADE/decide/?action=withdraw",
    "dataflows/TRADE/decide/?action=publish&release=1",
    "dataflows/TRADE/notes/1/",
)
ADMINISTER = ("trail.csv",)


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """The portal's database, which forgets what a test writes."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, sample_store: Store, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home whose store holds the sample; what is uploaded lies there too."""
    (tmp_path / "store").symlink_to(sample_store.location)
    monkeypatch.setenv("CEDIC_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def publisher() -> Client:
    return signed_in("publisher")


def at(client: Client, path: str, language: str = "en"):
    return client.get(f"/{language}/manage/{path}")


def post(client: Client, path: str, **values):
    return client.post(f"/en/manage/{path}", values)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", [*READ, *EDIT, *PUBLISH])
def test_every_page_is_shown_in_every_language(publisher, path, language):
    page = at(publisher, path, language)
    text = body(page)
    assert page.status_code == 200
    assert f'<html lang="{language}">' in text
    assert "style=" not in text
    assert "onclick" not in text
    assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize("path", [*READ, *EDIT, *PUBLISH, *ADMINISTER])
def test_every_page_is_closed_to_who_may_not_open_it(path):
    assert at(Client(), path).status_code == 302
    assert Client().post(f"/en/manage/{path}").status_code in (302, 405)
    reader, editor = signed_in("reader"), signed_in("editor")
    assert at(reader, path).status_code == (200 if path in READ else 403)
    assert at(editor, path).status_code == (200 if path in (*READ, *EDIT) else 403)


@pytest.mark.parametrize(
    ("path", "group"),
    [
        ("jobs/", "editor"),
        ("dataflows/", "editor"),
        ("dataflows/TRADE/decide/?action=withdraw", "editor"),
        ("sources/WDI/", "reader"),
        ("texts/edit/?address=dataflow/TRADE/name", "reader"),
        ("uploads/new/", "reader"),
    ],
)
def test_nothing_is_done_for_who_may_not_do_it(path, group):
    assert signed_in(group).post(f"/en/manage/{path}", {"en": "x"}).status_code == 403
    assert not model("Job").objects.exists()
    assert not model("Decision").objects.exists()


def test_a_form_from_elsewhere_is_refused(publisher):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = publisher.cookies
    assert strict.post("/en/manage/jobs/").status_code == 403


def test_what_does_not_exist(publisher):
    for path in ("sources/NOTHING/", "dataflows/NOTHING/", "jobs/999/", "texts/edit/?address=x"):
        assert at(publisher, path).status_code == 404


# Publication


def test_withdraw_and_publish_again(publisher):
    shown = body(at(publisher, "dataflows/TRADE/decide/?action=withdraw"))
    seen = re.search(r'name="seen" value="(\d+)"', shown)[1]
    path = "dataflows/TRADE/decide/"
    refused = post(publisher, path, action="withdraw", seen=seen, note=" ")
    assert refused.status_code == 400
    assert post(publisher, path, action="withdraw", seen=seen, note="Wrong <b>").status_code == 302
    gone = Client().get("/es/data/TRADE/about")
    assert gone.status_code == 410
    assert "Wrong &lt;b&gt;" in body(gone)
    # Whoever had the page open from before is told, and decides again.
    late = post(publisher, path, action="publish", release="1", seen=seen)
    assert late.status_code == 400
    assert "Another person has decided" in body(late)
    seen = re.search(r'name="seen" value="(\d+)"', body(late))[1]
    assert post(publisher, path, action="publish", release="1", seen=seen).status_code == 302
    assert Client().get("/es/data/TRADE/about").status_code == 200
    actions = [one.action for one in _entries("TRADE")]
    assert actions == ["dataflow.publish", "dataflow.withdraw"]


def test_plan_and_call_off(publisher):
    later = (timezone.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    path = "dataflows/TRADE/decide/"
    for wrong in ("yesterday", "2001-01-01T00:00", "9999-12-31T00:00"):
        told = post(publisher, path, action="follow", seen="0", moment=wrong)
        assert told.status_code == 400
    assert (
        post(publisher, path, action="withdraw", seen="0", note="x", moment=later).status_code
        == 302
    )
    plan = model("Decision").objects.get()
    assert plan.is_planned
    assert Client().get("/es/data/TRADE/about").status_code == 200
    assert "TRADE" in body(at(publisher, ""))
    assert post(publisher, f"dataflows/TRADE/plans/{plan.pk}/").status_code == 302
    assert model("Decision").objects.get().cancelled


@pytest.mark.parametrize("release", ["99", "x", "", "-1"])
def test_only_a_release_that_there_is_can_be_published(publisher, release):
    path = f"dataflows/TRADE/decide/?action=publish&release={release}"
    assert at(publisher, path).status_code == 400


def test_new_builds_can_wait(publisher):
    assert post(publisher, "dataflows/", builds="wait").status_code == 302
    assert model("Portal").objects.get().waits_since == 1
    assert post(publisher, "dataflows/", builds="follow").status_code == 302
    assert model("Portal").objects.get().waits_since is None


def test_a_note_that_two_people_write(publisher):
    words = {name: f"Note {name}" for name in LANGUAGES}
    path = "dataflows/TRADE/notes/1/"
    assert post(publisher, path, version="0", **{**words, "fr": ""}).status_code == 400
    assert post(publisher, path, version="0", **words).status_code == 302
    late = post(publisher, path, version="0", **dict.fromkeys(LANGUAGES, "Other"))
    assert late.status_code == 400
    assert "Note es" in body(late)
    assert "Other" in body(late)
    assert "Note fr" in body(Client().get("/fr/data/TRADE/about"))


# Texts


def test_a_text_is_a_draft_until_it_is_published_and_goes_back(publisher):
    path = "texts/edit/?address=dataflow/TRADE/name"
    words = dict.fromkeys(LANGUAGES, "Trade <script>")
    before = Client().get("/data/TRADE.csv?REF_AREA=ARG&TIME_PERIOD=2015")["ETag"]
    assert post(publisher, path, version="0", **words).status_code == 302
    assert "Trade &lt;script&gt;" not in body(Client().get("/en/data/TRADE/about"))
    assert post(publisher, path, version="1", publish="1").status_code == 302
    page = body(Client().get("/en/data/TRADE/about"))
    assert ">Trade &lt;script&gt;</a>" in page
    assert "Trade <script>" not in page
    assert '"Trade <script>"' in body(Client().get("/sdmx/v2/structure/dataflow"))
    assert Client().get("/data/TRADE.csv?REF_AREA=ARG&TIME_PERIOD=2015")["ETag"] != before
    assert post(publisher, path, version="1", revert="1").status_code == 302
    assert post(publisher, path, version="2", publish="1").status_code == 302
    assert "Trade &lt;script&gt;" not in body(Client().get("/en/data/TRADE/about"))


def test_two_editors_on_one_text(publisher):
    path = "texts/edit/?address=code/CL_AREA/ARG/name"
    assert post(publisher, path, version="0", **dict.fromkeys(LANGUAGES, "Mine")).status_code == 302
    late = post(publisher, path, version="0", **dict.fromkeys(LANGUAGES, "Yours"))
    assert late.status_code == 400
    assert "Mine" in body(late)
    assert "Yours" in body(late)
    assert model("Wording").objects.count() == 1


@pytest.mark.parametrize("words", ["", "  ", "x" * 4001, "a\x00b", "a\x1bb", "a\u202eb"])
def test_words_that_are_none(publisher, words):
    path = "texts/edit/?address=dataflow/TRADE/name"
    given = dict.fromkeys(LANGUAGES, "Good") | {"pt": words}
    refused = post(publisher, path, version="0", **given)
    assert refused.status_code == 400
    assert "Português" in body(refused)
    assert not model("Wording").objects.exists()


def test_the_texts_are_found_by_state_and_words(publisher):
    post(publisher, "texts/edit/?address=code/CL_AREA/ARG/name", version="0",
         **dict.fromkeys(LANGUAGES, "Mine"))  # fmt: skip
    assert "code/CL_AREA/ARG/name" in body(at(publisher, "texts/?state=draft"))
    assert "code/CL_AREA/ARG/name" in body(at(publisher, "texts/?q=CL_AREA/ARG"))
    for strange in ("page=x", "page=9999", "state=x", "kind=x", "q=%00"):
        assert at(publisher, f"texts/?{strange}").status_code == 200


# Uploads


def sent(client: Client, name: str, content: bytes | str, kind: str = "TABLE"):
    data = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile(name, data)
    return client.post("/en/manage/uploads/new/", {"kind": kind, "file": file})


def checked(client: Client, **said: str):
    """The last upload, after what was said of it was checked as a worker does."""
    from cedic.web.management import jobs

    upload = model("Upload").objects.first()
    answer = client.post(f"/en/manage/uploads/{upload.pk}/", SAID | said)
    if answer.status_code == 302:
        jobs.run.call(upload.__class__.objects.get(pk=upload.pk).job.pk)
    upload.refresh_from_db()
    return answer, upload


def test_a_good_table_is_reported_and_loaded(publisher, home, sample_store):
    (home / "store").unlink()
    shutil.copytree(sample_store.location, home / "store")
    from cedic.web.management import jobs

    assert sent(publisher, "mine.csv", GOOD).status_code == 302
    upload = model("Upload").objects.get()
    asked = body(at(publisher, f"uploads/{upload.pk}/"))
    assert re.search(r'id="EXPORTER".*?<option selected>from</option>', asked, re.S)
    lies = home / "uploads" / str(upload.pk)
    assert oct((lies / "mine.csv").stat().st_mode)[-3:] == "600"
    _, upload = checked(publisher)
    assert (upload.report["rows"], upload.report["bad"], upload.report["total"]) == (2, 0, 300)
    assert "MINE" not in cedic.open().sources()
    assert "No cell is wrong" in body(at(publisher, f"uploads/{upload.pk}/"))
    assert post(publisher, f"uploads/{upload.pk}/", load="1").status_code == 302
    upload.refresh_from_db()
    jobs.run.call(upload.job.pk)
    assert model("Job").objects.get(pk=upload.job.pk).state == "done"
    assert cedic.open().source("MINE").parts["2020"].rows == 2
    assert not lies.exists()


def test_a_bad_table_is_reported_cell_by_cell(publisher):
    sent(publisher, "mine.csv", BAD)
    _, upload = checked(publisher)
    report = upload.report
    assert report["bad"] == 2
    assert [(one["line"], one["column"], one["value"]) for one in report["problems"]] == [
        ("2", "usd", "=cmd"),
        ("3", "from", "QQQ"),
    ]
    page = body(at(publisher, f"uploads/{upload.pk}/", "pt"))
    assert "não é um número" in page
    assert "<code>=cmd</code>" in page
    told = body(at(publisher, f"uploads/{upload.pk}/problems.csv"))
    assert ",'=cmd," in told
    refused = post(publisher, f"uploads/{upload.pk}/", load="1")
    assert refused.status_code == 400
    assert not model("Job").objects.filter(kind="load").exists()


def test_a_file_that_changes_after_it_was_sent(publisher, home):
    sent(publisher, "mine.csv", GOOD)
    upload = model("Upload").objects.get()
    (home / "uploads" / str(upload.pk) / "mine.csv").write_text(GOOD.replace("100", "900"))
    _, upload = checked(publisher)
    assert "has changed" in upload.report["error"]["what"]
    assert post(publisher, f"uploads/{upload.pk}/", load="1").status_code == 400


def _bomb(tmp: Path) -> bytes:
    path = tmp / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mine.csv", b"0" * 30_000_000)
    return path.read_bytes()


def _traversal(tmp: Path) -> bytes:
    path = tmp / "out.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../mine.csv", GOOD)
    return path.read_bytes()


HOSTILE = {
    "binary.csv": lambda _: bytes(range(256)) * 50,
    "latin.csv": lambda _: "país,to,year,usd\nARG,BRA,2020,1\n".encode("latin-1"),
    "bomb.zip": _bomb,
    "out.zip": _traversal,
    "cut.zip": lambda tmp: _bomb(tmp)[:2000],
    "nothing.csv": lambda _: b"\n\n",
    "header.csv": lambda _: b"from,to,year,usd\n",
    "quotes.csv": lambda _: b'from,to,year,usd\n"ARG,BRA,2020,1\n',
    "cut.parquet": lambda _: b"PAR1xxxx",
    "../../passwd": lambda _: GOOD.encode(),
    "mine.xlsx": lambda _: b"PK\x03\x04junk",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_told_plainly(publisher, home, tmp_path_factory, name):
    content = HOSTILE[name](tmp_path_factory.mktemp("hostile"))
    assert sent(publisher, name, content).status_code == 302
    upload = model("Upload").objects.get()
    assert (home / "uploads" / str(upload.pk) / upload.name).is_file()
    assert at(publisher, f"uploads/{upload.pk}/").status_code == 200
    _, upload = checked(publisher)
    assert upload.report["error"] or upload.report["rows"] or upload.report["bad"]
    assert at(publisher, f"uploads/{upload.pk}/").status_code == 200
    # Where the portal keeps its files is told to nobody.
    assert str(home) not in body(at(publisher, f"uploads/{upload.pk}/"))


def test_an_empty_file_and_one_too_large(publisher, monkeypatch):
    assert sent(publisher, "mine.csv", b"").status_code == 400
    monkeypatch.setenv("CEDIC_UPLOAD_LIMIT", "0")
    assert sent(publisher, "mine.csv", GOOD).status_code == 400
    assert sent(publisher, "mine.csv", GOOD, kind="NOTHING").status_code == 400
    assert not model("Upload").objects.exists()


@pytest.mark.parametrize("id", ["", "baci", "BACI", "A B", "É"])
def test_a_name_that_a_table_cannot_have(publisher, id):
    sent(publisher, "mine.csv", GOOD)
    answer, _ = checked(publisher, kept_as=id)
    assert answer.status_code == 400


def test_a_file_nobody_loads_is_deleted_in_time(publisher, home):
    sent(publisher, "mine.csv", GOOD)
    old = model("Upload").objects.get()
    model("Upload").objects.update(made=timezone.now() - timedelta(days=15))
    sent(publisher, "mine.csv", GOOD)
    assert not (home / "uploads" / str(old.pk)).exists()
    assert at(publisher, f"uploads/{old.pk}/").status_code == 200


# Sources and the record


def test_what_cannot_be_fetched_is_told_at_once(publisher):
    assert post(publisher, "sources/BACI/", edition="HS92").status_code == 302
    assert post(publisher, "sources/COMTRADE/", years="now").status_code == 400
    assert post(publisher, "sources/SAMPLE/").status_code == 404
    assert [job.subject for job in model("Job").objects.all()] == ["BACI"]


def test_the_record_is_filtered_and_taken_away(publisher):
    from cedic.web import audit

    audit.record(None, "dataflow.withdraw", "TRADE", {"note": "=1+1"})
    audit.record(None, "account.signed_in", "=cmd", {})
    administrator = signed_in("administrator")
    assert "=cmd" in body(at(administrator, "trail/"))
    told = body(at(administrator, "trail.csv"))
    assert ",'=cmd," in told
    assert "Entró" not in body(at(administrator, "trail/?action=dataflow.withdraw&since=2020-01-01")).split("<tbody>")[1]  # fmt: skip # noqa: E501
    # Others see what was done to dataflows alone.
    theirs = body(at(publisher, "trail/"))
    assert "dataflow.withdraw" in theirs
    assert "account.signed_in" not in theirs
    for strange in ("since=x", "until=9999-12-31", "page=-1", "person=%00"):
        assert at(administrator, f"trail/?{strange}").status_code == 200


def _entries(subject: str):
    from cedic.web.audit.models import Entry

    return list(Entry.objects.filter(subject=subject))
