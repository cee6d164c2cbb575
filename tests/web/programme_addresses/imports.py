"""The addresses of imports, for :mod:`test_every_address`."""

from __future__ import annotations

import uuid
from typing import Any

from cedic.web.accounts import permissions

READ, EDIT = permissions.READ, permissions.EDIT
DESK = "/es/manage/programme/imports/"
NONE = uuid.UUID(int=1)
SENT = (302, 400, 409)

TABLE: dict[str, Any] = {
    "es/manage/programme/imports/": [
        (DESK, (200,), READ),
        (f"{DESK}?state=none&page=x", (200,), READ),
    ],
    "es/manage/programme/imports/new/": (f"{DESK}new/", (200,), EDIT, (400,)),
    "es/manage/programme/imports/<uuid:id>/": [
        (f"{DESK}{{import}}/", (200,), EDIT, (302,)),
        (f"{DESK}{{import}}/?page=x&doubts=-1", (200,), EDIT, (302,)),
        (f"{DESK}{NONE}/", (404,), EDIT, (404,)),
    ],
    "es/manage/programme/imports/<uuid:id>/parts/<int:number>/": [
        (f"{DESK}{{import}}/parts/1/", (200,), EDIT, SENT),
        (f"{DESK}{{import}}/parts/999999999999999/", (404,), EDIT, (404,)),
        (f"{DESK}{NONE}/parts/1/", (404,), EDIT, (404,)),
    ],
    "es/manage/programme/imports/<uuid:id>/enter/": [
        (f"{DESK}{{import}}/enter/", (200,), EDIT, SENT),
        (f"{DESK}{{import}}/enter/?into=x&item=-1&paragraph=%00", (200,), EDIT, SENT),
        (f"{DESK}{NONE}/enter/", (404,), EDIT, (404,)),
    ],
}


def WORLD() -> dict[str, Any]:  # noqa: N802 - as the others of this folder are called
    """An import in review."""
    from cedic.programme.model import Finding, FoundField, FoundRecord, Passage, as_json
    from cedic.web.programme.models import Import

    here = Passage(1, 1)
    title = FoundField("title", "Programa de trabajo 2031", here, ("year_missing",))
    record = FoundRecord("programme", "programme", "", here, (title,))
    finding = Finding("work_programme", "es", "Programa de trabajo 2031", ("Línea",), (record,))
    made = Import.objects.create(
        name="programa.txt", kind=finding.kind, fingerprint="0", finding=as_json(finding)
    )
    return {"import": made.pk}
