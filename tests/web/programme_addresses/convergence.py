"""The addresses of convergence between secretariats, for ``test_every_address.py``."""

from __future__ import annotations

from datetime import date
from typing import Any

from cedic.web.accounts import permissions

READ, EDIT, PUBLISH = permissions.READ, permissions.EDIT, permissions.PUBLISH
NONE = "999999999999999"
HERE, DESK = "/es/programme/convergence/", "/es/manage/programme/convergence/"
TABLE: dict[str, Any] = {
    "es/programme/convergence/": [
        (HERE, (200,), "", (), ""),
        (f"{HERE}?o=NONE", (400,), "", (), ""),
    ],
    "es/programme/convergence/common": [
        (f"{HERE}common?o=T1&o=T2", (200,), "", (), ""),
        (f"{HERE}common?axis=none", (400,), "", (), ""),
    ],
    r"es/programme/^convergence/(?P<what>matrix|common)\.svg$": [
        (f"{HERE}matrix.svg", (200,), "", (), ""),
        (f"{HERE}common.svg?o=T1", (404,), "", (), ""),
    ],
    "es/programme/convergence.xlsx": ("/es/programme/convergence.xlsx", (200,), "", (), ""),
    "es/programme/^convergence/roadmaps/(?P<number>[0-9]{1,15})/$": [
        (f"{HERE}roadmaps/{{convergence_roadmap}}/", (200,), "", (), ""),
        (f"{HERE}roadmaps/{NONE}/", (404,), "", (), ""),
    ],
    "es/programme/convergence/<str:code>/": [
        (f"{HERE}t-axis/", (200,), "", (), ""),
        (f"{HERE}none/", (404,), "", (), ""),
    ],
    "es/manage/programme/convergence/": (DESK, (200,), READ, (), ""),
    "es/manage/programme/convergence/show/": (f"{DESK}show/", (405,), "", (400,), PUBLISH),
    "es/manage/programme/convergence/entries/add/": (
        f"{DESK}entries/add/",
        (200,),
        EDIT,
        (400,),
        EDIT,
    ),
    "es/manage/programme/^convergence/entries/(?P<number>[0-9]{1,15})/$": [
        (f"{DESK}entries/{{convergence_entry}}/", (200,), EDIT, (400,), EDIT),
        (f"{DESK}entries/{NONE}/", (404,), EDIT, (404,), EDIT),
    ],
    "es/manage/programme/^convergence/entries/(?P<number>[0-9]{1,15})/validate/$": (
        f"{DESK}entries/{{convergence_entry}}/validate/",
        (405,),
        "",
        (400,),
        EDIT,
    ),
    "es/manage/programme/^convergence/(?P<what>entries|leadership|roadmaps)/"
    "(?P<number>[0-9]{1,15})/delete/$": (
        f"{DESK}entries/{{convergence_entry}}/delete/",
        (405,),
        "",
        (302, 404),
        EDIT,
    ),
    "es/manage/programme/convergence/axes/begin/": (
        f"{DESK}axes/begin/",
        (405,),
        "",
        (302,),
        PUBLISH,
    ),
    "es/manage/programme/convergence/axes/add/": (
        f"{DESK}axes/add/",
        (200,),
        PUBLISH,
        (400,),
        PUBLISH,
    ),
    "es/manage/programme/^convergence/axes/(?P<number>[0-9]{1,15})/$": [
        (f"{DESK}axes/{{convergence_axis}}/", (200,), PUBLISH, (400,), PUBLISH),
        (f"{DESK}axes/{NONE}/", (404,), PUBLISH, (404,), PUBLISH),
    ],
    "es/manage/programme/^convergence/axes/(?P<number>[0-9]{1,15})/delete/$": [
        (f"{DESK}axes/{{convergence_axis}}/delete/", (200,), PUBLISH, (400,), PUBLISH),
        (f"{DESK}axes/{NONE}/delete/", (404,), PUBLISH, (404,), PUBLISH),
    ],
    "es/manage/programme/convergence/leadership/add/": (
        f"{DESK}leadership/add/",
        (200,),
        PUBLISH,
        (400,),
        PUBLISH,
    ),
    "es/manage/programme/^convergence/leadership/(?P<number>[0-9]{1,15})/$": (
        f"{DESK}leadership/{{convergence_leadership}}/",
        (200,),
        PUBLISH,
        (409,),
        PUBLISH,
    ),
    "es/manage/programme/convergence/roadmaps/add/": (
        f"{DESK}roadmaps/add/",
        (200,),
        EDIT,
        (400,),
        EDIT,
    ),
    "es/manage/programme/^convergence/roadmaps/(?P<number>[0-9]{1,15})/$": (
        f"{DESK}roadmaps/{{convergence_draft}}/",
        (200,),
        EDIT,
        (400,),
        EDIT,
    ),
    "es/manage/programme/convergence/import/": (f"{DESK}import/", (200,), EDIT, (400,), EDIT),
    "es/manage/programme/convergence/import/<uuid:id>/": [
        (f"{DESK}import/{{convergence_import}}/", (200,), EDIT, (400,), EDIT),
        (f"{DESK}import/00000000-0000-0000-0000-000000000001/", (404,), EDIT, (404,), EDIT),
    ],
}
"""Example, status of GET, permission for it, status of an empty POST, permission for that."""


def WORLD() -> dict[str, Any]:  # noqa: N802 - what the table of all addresses asks for
    """What the examples name."""
    from cedic.web.programme import models

    axis = models.Axis.objects.create(code="t-axis", name={"es": "Eje"})
    topic = models.Topic.objects.create(axis=axis, code="t-topic", name={"es": "Tema"})
    one, two = (
        models.Organisation.objects.create(code=code, name={"es": code}, is_secretariat=True)
        for code in ("T1", "T2")
    )
    entries = [
        models.ConvergenceEntry.objects.create(
            organisation=organisation,
            topic=topic,
            kind="policy",
            title={"es": f"Política de {organisation}"},
            source="Informe",
            visibility=visibility,
        )
        for organisation, visibility in ((one, "public"), (two, "internal"))
    ]
    leadership = models.Leadership.objects.create(
        axis=axis, organisation=one, since=date(2024, 1, 1), source="Acta"
    )
    shown, draft = (
        models.Roadmap.objects.create(axis=axis, title={"es": "Hoja"}, visibility=visibility)
        for visibility in ("public", "internal")
    )
    found = models.Import.objects.create(
        name="entries.xlsx",
        kind="convergence_workbook",
        fingerprint="0",
        finding={"sheet": "Entradas", "entries": [], "problems": []},
    )
    return {
        "convergence_axis": axis.pk,
        "convergence_entry": entries[1].pk,
        "convergence_leadership": leadership.pk,
        "convergence_roadmap": shown.pk,
        "convergence_draft": draft.pk,
        "convergence_import": found.pk,
    }
