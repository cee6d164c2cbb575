"""Documents of the work programme: what is taken, where it lies, and who is given it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.utils import timezone, translation
from staff import forgotten, person, with_app

from cedic.errors import CedicError

ADD = "/en/manage/programme/documents/add/"


@pytest.fixture(autouse=True)
def database() -> Iterator[None]:
    with forgotten(), translation.override("en"):
        yield


def models() -> Any:
    from cedic.web.programme import models

    return models


def keeping() -> Any:
    from cedic.web.programme import keeping

    return keeping


def sent(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def office(*names: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return held.getvalue()


def meeting(visibility: str = "public", **fields: Any) -> Any:
    return models().Meeting.objects.create(
        title={"en": "A meeting"}, visibility=visibility, **fields
    )


def kept(visibility: str = "public", owner: Any = None, name: str = "agenda.txt") -> Any:
    owner = owner or meeting()
    return keeping().keep(sent(name, b"1. Opening"), owner, None, visibility=visibility)


def address(document: Any) -> str:
    return f"/documents/{document.pk}/{document.name}"


def as_role(role: str, **options: Any) -> Client:
    client = Client(**options)
    if role != "visitor":
        someone = person(role)
        if role in ("publisher", "administrator"):
            with_app(someone)
        client.force_login(someone)
    return client


GOOD = {
    "report.pdf": b"%PDF-1.7\n",
    "report.docx": office("[Content_Types].xml", "word/document.xml"),
    "matrix.xlsx": office("[Content_Types].xml"),
    "slides.odp": office("mimetype"),
    "photo.JPEG": b"\xff\xd8\xff\xe0rest",
    "logo.png": b"\x89PNG\r\n\x1a\nrest",
    "notes.txt": "Año nuevo".encode(),
    "list.csv": b"a,b\n",
}


@pytest.mark.parametrize("name", GOOD)
def test_what_an_institution_sends_is_taken(name: str) -> None:
    document = keeping().keep(sent(name, GOOD[name]), meeting(), None)
    assert document.path.read_bytes() == GOOD[name]
    assert document.path.stat().st_mode & 0o077 == 0
    assert document.title == name
    assert document.visibility == "internal"


BAD = {
    "a page": ("page.html", b"<script>alert(1)</script>", "Files of this kind"),
    "a drawing": ("drawing.svg", b"<svg onload='alert(1)'/>", "Files of this kind"),
    "a program": ("setup.exe", b"MZ", "Files of this kind"),
    "no ending": ("report", b"%PDF-1.7", "Files of this kind"),
    "a page that says it is a PDF": ("report.pdf", b"<html>", "not what its name says"),
    "a PDF that says it is Word": ("report.docx", b"%PDF-1.7", "not what its name says"),
    "an archive that is none": ("report.docx", b"PK\x03\x04rest", "not what its name says"),
    "an archive of anything": ("report.docx", office("x.txt"), "not what its name says"),
    "macros": (
        "report.docx",
        office("[Content_Types].xml", "word/vbaProject.bin"),
        "not what its name says",
    ),
    "bytes as text": ("notes.txt", b"\xff\xfe\x00", "not what its name says"),
    "nothing": ("notes.txt", b"", "empty"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_is_not_a_document_is_refused(what: str) -> None:
    name, data, reason = BAD[what]
    with pytest.raises(CedicError, match=reason):
        keeping().keep(sent(name, data), meeting(), None)
    assert not models().Document.objects.exists()


def test_one_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping(), "LARGEST", 2_000_000)
    with pytest.raises(CedicError, match="at most 2 MB"):
        keeping().keep(sent("notes.txt", b"x" * 2_000_001), meeting(), None)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.txt", "a\r\nSet-Cookie: b.txt", "a\u202etxt.txt", 'q"uote.txt']
)
def test_no_name_leads_anywhere(name: str) -> None:
    document = kept(name=name)
    assert document.path.parent.name == "documents"
    assert not set(document.name) & set('/\\\r\n\u202e"')
    answer = Client().get(address(document))
    assert answer.status_code == 200
    assert "\n" not in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Disposition"].startswith("attachment")


SEES = {
    "visitor": {"public"},
    "member_state": {"public", "members"},
    "reader": {"public", "members", "internal"},
}


@pytest.mark.parametrize("role", SEES)
@pytest.mark.parametrize("of_meeting", ["public", "members", "internal"])
@pytest.mark.parametrize("of_document", ["public", "members", "internal"])
def test_a_document_is_as_hidden_as_what_it_belongs_to(
    role: str, of_meeting: str, of_document: str
) -> None:
    document = kept(of_document, meeting(of_meeting))
    answer = as_role(role).get(address(document))
    may = {of_meeting, of_document} <= SEES[role]
    assert answer.status_code == (200 if may else 404)
    if may and role != "visitor":
        assert "no-store" in answer.headers["Cache-Control"]
        assert "private" in answer.headers["Cache-Control"]


def test_a_right_number_with_another_name_opens_nothing() -> None:
    document = kept()
    assert Client().get(address(document)).status_code == 200
    assert Client().get(f"/documents/{document.pk}/other.txt").status_code == 404


def test_documents_of_each_kind_of_record() -> None:
    programme = models().WorkProgramme.objects.create(title={"en": "P"}, starts=2030, ends=2030)
    item = models().Item.objects.create(
        programme=programme, level="area", code="I", title={"en": "A"}
    )
    mandate = models().Mandate.objects.create(kind="decision", number="1", visibility="public")
    paragraph = models().Paragraph.objects.create(mandate=mandate, anchor="1", text={"en": "Do"})
    evidence = models().Evidence.objects.create(
        paragraph=paragraph, status="fulfilled", on=date(2030, 1, 1), text={"en": "Done"}
    )
    from cedic.web.programme import documents_seen

    axis = models().Axis.objects.create(code="A", name={"en": "A"})
    roadmap = models().Roadmap.objects.create(axis=axis, title={"en": "R"}, visibility="public")
    for owner, hidden in (
        (programme, True),
        (item, True),
        (mandate, False),
        (evidence, True),
        (roadmap, False),
    ):
        document = kept("public", owner)
        assert documents_seen.owner_of(document) == owner
        assert Client().get(address(document)).status_code == (404 if hidden else 200)
        assert as_role_once("reader").get(address(document)).status_code == 200
    # What the public may see of a programme is what a public version holds.
    from cedic.web.programme.trees import freeze

    freeze(programme, "public")
    for owner in (programme, item):
        assert Client().get(address(owner.documents.get())).status_code == 200


@pytest.mark.parametrize("of_mandate", ["public", "internal"])
@pytest.mark.parametrize("withdrawn", [False, True])
def test_evidence_shows_no_more_than_its_mandate(of_mandate: str, withdrawn: bool) -> None:
    mandate = models().Mandate.objects.create(kind="decision", number="9", visibility=of_mandate)
    evidence = models().Evidence.objects.create(
        paragraph=models().Paragraph.objects.create(mandate=mandate, anchor="1"),
        status="fulfilled",
        on=date(2030, 1, 1),
        text={"en": "Done"},
        visibility="public",
        withdrawn=timezone.now() if withdrawn else None,
    )
    shown = of_mandate == "public" and not withdrawn
    assert Client().get(address(kept("public", evidence))).status_code == (200 if shown else 404)


def as_role_once(role: str) -> Client:
    from django.contrib.auth import get_user_model

    client = Client()
    found = get_user_model().objects.filter(email=f"{role}@example.org").first()
    client.force_login(found or person(role))
    return client


def test_the_file_goes_with_its_record() -> None:
    held = meeting()
    document = kept(owner=held)
    path = document.path
    with_commit(held.delete)
    assert not models().Document.objects.exists()
    assert not path.exists()


def with_commit(act: Any) -> None:
    """Do something, and then what waits for its being committed."""
    from django.test import TestCase

    with TestCase.captureOnCommitCallbacks(execute=True):
        act()


def test_a_failed_deletion_keeps_the_file() -> None:
    held = meeting()
    document = kept(owner=held)
    path = document.path
    with suppress(ZeroDivisionError), transaction.atomic():
        keeping().forget(document, None)
        _ = 1 / 0
    assert path.exists()


def test_an_editor_adds_shows_nobody_and_a_publisher_shows() -> None:
    held = meeting()
    editor = as_role("editor")
    back = f"programme/meetings/{held.pk}/"
    answer = editor.post(
        f"{ADD}?owner=meeting:{held.pk}",
        {"file": sent("agenda.pdf", b"%PDF-1.7"), "title": "<b>Agenda</b>", "back": back},
    )
    assert answer.status_code == 302
    assert answer.url == f"/en/{back}"
    document = models().Document.objects.get()
    assert (document.title, document.visibility) == ("<b>Agenda</b>", "internal")
    assert b"&lt;b&gt;Agenda" in editor.get(f"/en/{back}").content
    show = f"/en/manage/programme/documents/{document.pk}/show/"
    assert editor.post(show, {"visibility": "public"}).status_code == 403
    assert as_role("publisher").post(show, {"visibility": "public"}).status_code == 302
    assert Client().get(address(document)).status_code == 200
    from cedic.web.audit.models import Entry

    actions = set(Entry.objects.values_list("action", flat=True))
    assert {"programme.document_kept", "programme.document_shown"} <= actions
    delete = f"/en/manage/programme/documents/{document.pk}/delete/"
    assert editor.post(delete).status_code == 403
    assert delete not in editor.get(f"/en/{back}").content.decode()
    # To show it to fewer is for whoever may change it.
    assert editor.post(show, {"visibility": "internal"}).status_code == 302
    assert Client().get(address(document)).status_code == 404
    assert delete in editor.get(f"/en/{back}").content.decode()
    assert editor.post(delete).status_code == 302


def test_a_unit_s_documents_are_its_own() -> None:
    other = models().Unit.objects.create(code="OTHER", name={"en": "Other"})
    held = meeting(unit=other)
    editor = as_role("editor")
    assert editor.get(f"{ADD}?owner=meeting:{held.pk}").status_code == 403
    document = kept(owner=held)
    delete = f"/en/manage/programme/documents/{document.pk}/delete/"
    assert editor.post(delete).status_code == 403
    assert models().Document.objects.exists()


def test_what_is_wrong_is_told_on_the_form() -> None:
    held = meeting()
    editor = as_role("editor")
    asked = f"{ADD}?owner=meeting:{held.pk}"
    assert b"Choose a file" in editor.post(asked, {}).content
    answer = editor.post(asked, {"file": sent("x.html", b"<b>"), "title": "Kept words"})
    assert answer.status_code == 400
    assert b"Files of this kind" in answer.content
    assert b"Kept words" in answer.content
    assert editor.get(f"{ADD}?owner=meeting:99999999").status_code == 404
    assert editor.get(f"{ADD}?owner=user:1").status_code == 404


@pytest.mark.parametrize(
    "back", ["//evil.example/", "https://evil.example/", "programme/../account/logout/", "\\evil"]
)
def test_no_form_leads_elsewhere(back: str) -> None:
    document = kept()
    answer = as_role("publisher").post(
        f"/en/manage/programme/documents/{document.pk}/show/",
        {"visibility": "members", "back": back},
    )
    assert answer.url == "/en/manage/programme/"
