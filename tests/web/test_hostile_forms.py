"""What staff might send to management, by mistake or in anger: files, words, and two at a time."""

from __future__ import annotations

import io
import re
import shutil
import struct
import threading
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from management import body, model, signed_in

from cedic.model import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path

    from cedic.warehouse import Store

GOOD = "from,to,year,usd\nARG,BRA,2020,100\nBRA,ARG,2020,200\n"
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
SCRIPT = "<script>alert(7)</script>"
SHOWN = "&lt;script&gt;alert(7)&lt;/script&gt;"


@pytest.fixture(autouse=True)
def forgotten(request: pytest.FixtureRequest) -> Iterator[None]:
    """The portal's database, which forgets what a test writes."""
    if "committed" in request.fixturenames:
        yield
        return
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


def post(client: Client, path: str, **values: Any) -> Any:
    return client.post(f"/en/manage/{path}", values)


# Files


def sent(client: Client, name: str, content: bytes) -> Any:
    """A table that was sent, as the portal keeps it."""
    file = SimpleUploadedFile("x", content)
    file._name = name  # as a client that cares for no rules would write it
    answer = client.post("/en/manage/uploads/new/", {"kind": "TABLE", "file": file})
    assert answer.status_code == 302, body(answer)
    return model("Upload").objects.first()


def checked(client: Client, upload: Any, **said: str) -> Any:
    """The upload, after a worker has looked through it."""
    from cedic.web.management import jobs

    answer = client.post(f"/en/manage/uploads/{upload.pk}/", SAID | said)
    assert answer.status_code == 302, body(answer)
    upload.refresh_from_db()
    jobs.run.call(upload.job.pk)
    upload.refresh_from_db()
    assert upload.job.state == "done", upload.job.error
    return upload


def zipped(*members: tuple[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return held.getvalue()


def workbook() -> bytes:
    """A workbook whose cells are formulas."""
    from xlsxwriter import Workbook

    held = io.BytesIO()
    book = Workbook(held, {"in_memory": True})
    book.add_worksheet().write_formula("A1", '=HYPERLINK("http://evil.example/","usd")')
    book.close()
    return held.getvalue()


def claiming(size: int) -> bytes:
    """An archive whose directory says that its member grows to `size` bytes."""
    content = bytearray(zipped(("mine.csv", GOOD.encode())))
    central = content.index(b"PK\x01\x02")
    struct.pack_into("<I", content, central + 24, size)
    return bytes(content)


FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a workbook with formulas, called CSV": ("mine.csv", workbook),
    "an archive of archives": (
        "mine.zip",
        lambda: zipped(("a.zip", zipped(("b.zip", zipped(("mine.csv", GOOD.encode())))))),
    ),
    "an archive that claims 3 GB": ("mine.zip", lambda: claiming(3 * 2**30)),
    "an archive of too many": (
        "mine.zip",
        lambda: zipped(*((f"{number}.csv", b"") for number in range(3000))),
    ),
    "one long line": ("mine.csv", lambda: b"x" * 30_000_000),
    "one long line of columns": ("mine.csv", lambda: b"a," * 200_000),
    "UTF-16": ("mine.csv", lambda: GOOD.encode("utf-16")),
    "UTF-16 without a mark": ("mine.csv", lambda: GOOD.encode("utf-16-be")),
    "NUL in a cell": ("mine.csv", lambda: GOOD.replace("200\n", "2\0\n").encode()),
    "NUL far below": (
        "mine.csv",
        lambda: (GOOD + "ARG,BRA,2020,1\n" * 30_000 + "AR\0,BRA,2020,1\n").encode(),
    ),
    "HTML in cells": ("mine.csv", lambda: GOOD.replace("ARG", SCRIPT).encode()),
    "HTML in its header": ("mine.csv", lambda: GOOD.replace("usd", SCRIPT).encode()),
    "HTML called Parquet": ("mine.parquet", lambda: b"<!doctype html>" + SCRIPT.encode()),
    "only commas": ("mine.csv", lambda: b",,,,\n" * 100),
    "old line ends": ("mine.csv", lambda: GOOD.replace("\n", "\r").encode()),
    "a member that is called as ours": (
        "member.csv",
        lambda: zipped(("member.csv", GOOD.encode())),
    ),
}


@pytest.mark.parametrize("what", FILES)
def test_a_hostile_file_is_told_plainly(publisher: Client, home: Path, what: str) -> None:
    name, make = FILES[what]
    upload = sent(publisher, name, make())
    page = publisher.get(f"/en/manage/uploads/{upload.pk}/")
    assert page.status_code == 200
    assert len(page.content) < 500_000
    assert SCRIPT not in body(page)
    upload = checked(publisher, upload)
    assert upload.report["error"] or upload.report["rows"] or upload.report["bad"]
    page = publisher.get(f"/en/manage/uploads/{upload.pk}/")
    assert page.status_code == 200
    assert SCRIPT not in body(page)
    assert str(home) not in body(page)
    assert publisher.get(f"/en/manage/uploads/{upload.pk}/problems.csv").status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        'a"; filename="b.csv',
        "a\r\nSet-Cookie: a=b\r\n.csv",
        "../../../etc/passwd",
        "C:\\secret\\mine.csv",
        f"{SCRIPT}.csv",
        "a" * 400 + ".csv",
        "rejects.csv",
        "set-aside.csv",
        "@made",
        ".csv",
        "-rf",
        "\u202evsc.csv",
        "año ñandú.csv",
        "con.csv",
    ],
)
def test_the_name_of_a_file_leads_nowhere(publisher: Client, home: Path, name: str) -> None:
    upload = sent(publisher, name, GOOD.encode())
    lies = home / "uploads" / str(upload.pk) / upload.name
    assert lies.resolve().parent == (home / "uploads" / str(upload.pk)).resolve()
    assert lies.is_file()
    page = body(publisher.get(f"/en/manage/uploads/{upload.pk}/"))
    assert SCRIPT not in page
    told = publisher.get(f"/en/manage/uploads/{upload.pk}/problems.csv")
    assert re.fullmatch(r'attachment; filename="[\w.-]+"', told["Content-Disposition"])
    assert "Set-Cookie" not in told.headers
    upload = checked(publisher, upload)
    if upload.name.endswith(".csv"):
        assert upload.report["rows"] == 2, upload.report
    assert lies.is_file()


def test_a_file_that_is_no_longer_there_is_told(publisher: Client, home: Path) -> None:
    """As after a backup that did not hold what was sent."""
    upload = sent(publisher, "mine.csv", GOOD.encode())
    shutil.rmtree(home / "uploads" / str(upload.pk))
    page = publisher.get(f"/en/manage/uploads/{upload.pk}/")
    assert page.status_code == 200
    upload = checked(publisher, upload)
    assert "no longer here" in upload.report["error"]["what"]
    assert post(publisher, f"uploads/{upload.pk}/", delete="1").status_code == 302


@pytest.mark.parametrize(
    "name", ["citation", "vintage", "name", "unit", "years", "OBS_VALUE", "kept_as"]
)
@pytest.mark.parametrize("value", ["\0", SCRIPT, "9" * 3000, "=1+1", "\ud7ff\u202e"])
def test_what_is_said_of_a_file_is_hostile(publisher: Client, name: str, value: str) -> None:
    upload = sent(publisher, "mine.csv", GOOD.encode())
    answer = publisher.post(f"/en/manage/uploads/{upload.pk}/", SAID | {name: value})
    assert answer.status_code in (302, 400)
    assert SCRIPT not in body(answer)
    page = publisher.get(f"/en/manage/uploads/{upload.pk}/?again=1")
    assert page.status_code in (200, 302)
    assert SCRIPT not in body(page)
    upload.refresh_from_db()
    assert "\0" not in f"{upload.options}{upload.kept_as}"


# Words that the public reads


def test_a_note_on_a_release_is_text_whatever_it_holds(publisher: Client) -> None:
    words = dict.fromkeys(LANGUAGES, f"{SCRIPT} {{{{ 7 }}}} {{0.__class__}} %s")
    assert post(publisher, "dataflows/TRADE/notes/1/", version="0", **words).status_code == 302
    for language in LANGUAGES:
        page = body(Client().get(f"/{language}/data/TRADE/about"))
        assert SCRIPT not in page
        assert f"{SHOWN} {{{{ 7 }}}} {{0.__class__}} %s" in page
    assert SCRIPT not in body(publisher.get("/en/manage/dataflows/TRADE/"))
    assert SCRIPT not in body(publisher.get("/en/manage/trail/"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_note_in_one_language_only_is_not_taken(publisher: Client, language: str) -> None:
    only = {language: "Revised."}
    answer = post(publisher, "dataflows/TRADE/notes/1/", version="0", **only)
    assert answer.status_code == 400
    assert "Revised." in body(answer)
    assert not model("ReleaseNote").objects.exists()


@pytest.mark.parametrize("words", ["\0", "a\x1b[2J", "x" * 1001, "\u202e\u200b"])
def test_a_note_of_signs_that_are_none(publisher: Client, words: str) -> None:
    told = dict.fromkeys(LANGUAGES, words)
    assert post(publisher, "dataflows/TRADE/notes/1/", version="0", **told).status_code == 400


def test_a_reason_is_text_whatever_it_holds(publisher: Client) -> None:
    note = f"{SCRIPT} {{publisher}} {{0}} {{"
    answer = post(publisher, "dataflows/TRADE/decide/", action="withdraw", seen="0", note=note)
    assert answer.status_code == 302
    for language in LANGUAGES:
        for path in ("data/TRADE", "data/TRADE/about", "embed/data/TRADE"):
            answer = Client().get(f"/{language}/{path}")
            assert answer.status_code == 410
            assert SCRIPT not in body(answer)
            assert f"{SHOWN} {{publisher}} {{0}} {{" in body(answer)
    for path in ("/data/TRADE.csv", "/sdmx/v2/data/dataflow/*/TRADE/*/*", "/es/calendar.ics"):
        answer = Client().get(path)
        assert answer.status_code < 500
        assert "text/html" not in answer.headers["Content-Type"]


def test_people_s_names_are_text_whatever_they_hold() -> None:
    administrator = signed_in("administrator")
    person = {"full_name": f'{SCRIPT} "=1+1', "language": "es", "role": "publisher"}
    answer = post(administrator, "people/invite/", email="evil@example.org", **person)
    assert answer.status_code == 200
    assert SCRIPT not in body(answer)
    from django.contrib.auth import get_user_model

    theirs = Client()
    user = get_user_model().objects.get(email="evil@example.org")
    from staff import with_app

    theirs.force_login(with_app(user))
    assert (
        post(theirs, "dataflows/TRADE/decide/", action="withdraw", seen="0", note="x").status_code
        == 302
    )
    for path in (
        "",
        "people/",
        f"people/{user.pk}/",
        "trail/",
        "dataflows/TRADE/",
        "dataflows/TRADE/decide/?action=follow",
    ):
        page = body(administrator.get(f"/en/manage/{path}"))
        assert SCRIPT not in page
    assert SHOWN in body(administrator.get("/en/manage/people/"))
    for path in ("/es/", "/es/data", "/es/account/"):
        assert SCRIPT not in body(theirs.get(path))
    for name in ("\0", "a\r\nb", "x" * 500):
        answer = post(
            administrator, "people/invite/", email="n@example.org", **(person | {"full_name": name})
        )
        assert answer.status_code == 200
    assert "\n" not in "".join(get_user_model().objects.values_list("full_name", flat=True))


def test_a_text_is_text_in_every_place_where_it_is_read(publisher: Client) -> None:
    words = dict.fromkeys(LANGUAGES, f"{SCRIPT} {{0}} {{{{7*7}}}}")
    for address in ("dataflow/TRADE/name", "dataflow/TRADE/description", "code/CL_AREA/ARG/name"):
        path = f"texts/edit/?address={address}"
        assert post(publisher, path, version="0", **words).status_code == 302
        assert post(publisher, path, version="1", publish="1").status_code == 302
    for path in (
        "/es/",
        "/en/data",
        "/pt/data/TRADE",
        "/es/data/TRADE?show=table&REF_AREA=ARG",
        "/fr/data/TRADE/about",
        "/es/embed/data/TRADE",
        "/es/data/TRADE.svg?REF_AREA=ARG",
        "/es/data/TRADE/drawing.svg?REF_AREA=ARG&width=wide",
        "/en/areas",
        "/en/areas/ARG",
        "/en/search?q=script",
        "/en/compare?a=ARG&b=BRA",
        "/en/compare/vintages?dataflow=TRADE",
        "/en/calendar",
        "/en/feed.atom",
        "/en/calendar.ics",
        "/catalog.jsonld",
        "/sdmx/v2/structure/dataflow",
        "/data/TRADE.csv?REF_AREA=ARG&labels=both",
    ):
        answer = Client().get(path)
        assert answer.status_code == 200, path
        if answer.headers["Content-Type"].startswith(
            ("text/html", "image/svg", "application/atom")
        ):
            assert SCRIPT not in body(answer), path
    for path in ("", "texts/", "texts/edit/?address=dataflow/TRADE/name", "dataflows/", "trail/"):
        assert SCRIPT not in body(publisher.get(f"/en/manage/{path}"))


# Moments


@pytest.mark.parametrize(
    "moment",
    [
        "2020-01-01T00:00",
        "now",
        "9999-12-31T23:59",
        "0001-01-01",
        "2027-01-01T00:00+99:00",
        "2027-01-01T00:00+05:00",
        "\0",
        "٢٠٢٧-٠١-٠١",
        "9" * 5000,
    ],
)
def test_a_moment_that_is_none_or_past_is_not_planned(publisher: Client, moment: str) -> None:
    asked = {"action": "publish", "release": "1", "seen": "0", "moment": moment}
    answer = post(publisher, "dataflows/TRADE/decide/", **asked)
    assert answer.status_code == 400
    assert not model("Decision").objects.exists()


@pytest.mark.parametrize("release", ["", "0", "-1", "9" * 5000, "²", "1.0", "١", "None", "\0"])
def test_a_release_that_is_none_is_not_published(publisher: Client, release: str) -> None:
    asked = {"action": "publish", "release": release, "seen": "0"}
    for answer in (
        post(publisher, "dataflows/TRADE/decide/", **asked),
        publisher.get("/en/manage/dataflows/TRADE/decide/", asked),
    ):
        assert answer.status_code == 400
    assert not model("Decision").objects.exists()


def test_a_plan_whose_moment_passes_takes_effect_and_cannot_be_called_off(
    publisher: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = "dataflows/TRADE/decide/"
    assert post(publisher, path, action="withdraw", seen="0", note="Away.").status_code == 302
    first = model("Decision").objects.get()
    moment = (timezone.now() + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    planned = {"action": "publish", "release": "1", "seen": str(first.pk), "moment": moment}
    assert post(publisher, path, **planned).status_code == 302
    plan = model("Decision").objects.get(action="publish")
    assert Client().get("/en/data/TRADE/about").status_code == 410
    assert "Merchandise" in body(Client().get("/en/calendar"))
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert Client().get("/en/data/TRADE/about").status_code == 200
    # Whoever still has the page open can no longer call it off.
    post(publisher, f"dataflows/TRADE/plans/{plan.pk}/")
    plan.refresh_from_db()
    assert not plan.cancelled
    assert Client().get("/en/data/TRADE/about").status_code == 200
    assert publisher.get("/en/manage/dataflows/TRADE/").status_code == 200


# Two at a time


@pytest.fixture
def committed() -> Iterator[None]:
    """What is written stays until the test ends, so that others see it."""
    yield
    from django.contrib.auth import get_user_model

    from cedic.web.audit.models import Entry

    for name in ("Wording", "ReleaseNote", "Decision", "Portal"):
        model(name).objects.all().delete()
    with connection.cursor() as cursor:
        # The record cannot be deleted from by its model.
        cursor.execute(f"DELETE FROM {Entry._meta.db_table}")
    get_user_model().objects.all().delete()


def at_once(client: Client, path: str, forms: list[dict[str, str]]) -> list[int]:
    """What several people are answered who send their forms at the same moment."""
    from django.db import connections

    told: list[int] = []
    start = threading.Barrier(len(forms))

    def send(form: dict[str, str]) -> None:
        theirs = Client()
        theirs.cookies = client.cookies.copy()
        start.wait(20)
        told.append(post(theirs, path, **form).status_code)
        connections.close_all()

    threads = [threading.Thread(target=send, args=(form,)) for form in forms]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(told)


@pytest.mark.usefixtures("committed")
def test_of_two_who_write_at_once_one_is_told() -> None:
    publisher = signed_in("publisher")
    publisher.get("/en/manage/")
    forms = [dict.fromkeys(LANGUAGES, f"Words {n}") | {"version": "0"} for n in range(4)]
    told = at_once(publisher, "texts/edit/?address=dataflow/TRADE/name", forms)
    assert told == [302, 400, 400, 400]
    assert model("Wording").objects.count() == 1
    told = at_once(publisher, "dataflows/TRADE/notes/1/", forms)
    assert told == [302, 400, 400, 400]
    assert model("ReleaseNote").objects.get().version == 1
    forms = [dict.fromkeys(LANGUAGES, f"More {n}") | {"version": "1"} for n in range(4)]
    told = at_once(publisher, "dataflows/TRADE/notes/1/", forms)
    assert told == [302, 400, 400, 400]
    assert model("ReleaseNote").objects.get().version == 2
    decisions = [{"action": "withdraw", "seen": "0", "note": f"Reason {n}"} for n in range(4)]
    told = at_once(publisher, "dataflows/TRADE/decide/", decisions)
    assert told == [302, 400, 400, 400]
    assert model("Decision").objects.count() == 1
