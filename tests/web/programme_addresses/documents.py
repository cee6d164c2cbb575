"""The addresses of documents, for :mod:`test_every_address`."""

from __future__ import annotations

from typing import Any

from cedic.web.accounts import permissions

EDIT, PUBLISH = permissions.EDIT, permissions.PUBLISH
NONE = "00000000-0000-0000-0000-000000000001"

TABLE: dict[str, Any] = {
    "documents/<uuid:id>/<str:name>": [
        ("/documents/{document}/agenda.txt",),
        ("/documents/{document}/other.txt", (404,)),
        ("/documents/{hidden}/hidden.txt", (404,), "", ()),
        (f"/documents/{NONE}/agenda.txt", (404,)),
    ],
    "es/manage/programme/documents/add/": [
        (
            "/es/manage/programme/documents/add/?owner=mandate:{shelf}",
            (200,),
            EDIT,
            (400,),
        ),
        ("/es/manage/programme/documents/add/?owner=user:1", (404,), EDIT, (404,)),
        ("/es/manage/programme/documents/add/", (404,), EDIT, (404,)),
    ],
    "es/manage/programme/documents/<uuid:id>/show/": [
        ("/es/manage/programme/documents/{document}/show/", (405,), "", (302,), EDIT),
        (f"/es/manage/programme/documents/{NONE}/show/", (405,), "", (404,), EDIT),
    ],
    "es/manage/programme/documents/<uuid:id>/delete/": [
        ("/es/manage/programme/documents/{document}/delete/", (405,), "", (302,), PUBLISH),
        (f"/es/manage/programme/documents/{NONE}/delete/", (405,), "", (404,), EDIT),
    ],
}


def WORLD() -> dict[str, Any]:  # noqa: N802 - as the others of this folder are called
    """A document for everyone, and one of a mandate that nobody may see."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from cedic.web.programme import keeping
    from cedic.web.programme.models import Document, Mandate

    shelf = Mandate.objects.create(kind="decision", number="shelf", visibility="public")
    document = keeping.keep(
        SimpleUploadedFile("agenda.txt", b"1. Opening"), shelf, None, visibility="public"
    )
    hidden = Mandate.objects.create(kind="decision", number="hidden shelf")
    # Its file is not there either: for staff it is as if there were no document.
    lost = Document.objects.create(
        name="hidden.txt", title="Hidden", type="text/plain", size=1, mandate=hidden
    )
    return {"shelf": shelf.pk, "document": document.pk, "hidden": lost.pk}
