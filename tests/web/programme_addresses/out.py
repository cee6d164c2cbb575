"""The addresses of what goes out, for ``test_every_address.py``."""

from __future__ import annotations

from datetime import date
from typing import Any

from cedic.web.accounts import permissions

PUBLISH = permissions.PUBLISH
N = "(?P<number>[0-9]{1,15})"
F = r"\.(?P<format>html|docx|pdf)$"
NONE = "999999999999999"
HERE, API = "/es/programme", "/api/programme"

TABLE: dict[str, Any] = {
    rf"es/programme/^{N}/document{F}": [
        (f"{HERE}/{{out_programme}}/document.html",),
        (f"{HERE}/{{out_programme}}/document.html?version=1",),
        (f"{HERE}/{{out_programme}}/document.html?version=9", (404,)),
        (f"{HERE}/{NONE}/document.pdf", (404,)),
    ],
    rf"es/programme/^{N}/report-(?P<year>[0-9]{{4}}){F}": [
        (f"{HERE}/{{out_programme}}/report-2020.docx",),
        (f"{HERE}/{{out_programme}}/report-2021.docx", (404,)),
    ],
    rf"es/programme/^mandates/{N}/compliance{F}": [
        (f"{HERE}/mandates/{{out_mandate}}/compliance.html?from=2020-01&to=2020-12",),
        (f"{HERE}/mandates/{{out_mandate}}/compliance.html", (400,)),
        (f"{HERE}/mandates/{NONE}/compliance.html?from=2020-01&to=2020-12", (404,)),
    ],
    rf"es/programme/^meetings/{N}/report{F}": [
        (f"{HERE}/meetings/{{out_meeting}}/report.html",),
        (f"{HERE}/meetings/{NONE}/report.html", (404,)),
    ],
    "es/manage/programme/^figures/$": (
        "/es/manage/programme/figures/",
        (200,),
        PUBLISH,
        (400,),
        PUBLISH,
    ),
    "es/manage/programme/^export/$": (
        "/es/manage/programme/export/",
        (200,),
        PUBLISH,
        (200,),
        PUBLISH,
    ),
    "^api/programme/?$": (API,),
    "^api/programme/programmes$": [
        (f"{API}/programmes",),
        (f"{API}/programmes?page=0", (400,)),
    ],
    f"^api/programme/programmes/{N}$": [
        (f"{API}/programmes/{{out_programme}}",),
        (f"{API}/programmes/{NONE}", (404,)),
    ],
    f"^api/programme/items/{N}$": [
        (f"{API}/items/{{out_item}}",),
        (f"{API}/items/{NONE}", (404,)),
    ],
    "^api/programme/mandates$": (f"{API}/mandates?year=2020",),
    f"^api/programme/mandates/{N}$": [
        (f"{API}/mandates/{{out_mandate}}",),
        (f"{API}/mandates/{NONE}", (404,)),
    ],
    "^api/programme/meetings$": (f"{API}/meetings?country=COL",),
    f"^api/programme/meetings/{N}$": [
        (f"{API}/meetings/{{out_meeting}}",),
        (f"{API}/meetings/{NONE}", (404,)),
    ],
    "^api/programme/convergence$": (f"{API}/convergence",),
    "^api/programme/search$": [
        (f"{API}/search?q=agua",),
        (f"{API}/search", (400,)),
    ],
    "^api/programme/(?P<rest>.*)$": (f"{API}/none", (404,)),
}


def WORLD() -> dict[str, Any]:  # noqa: N802 - as the others of this folder are called
    """A programme with a public version, a mandate and a meeting."""
    from cedic.web.programme import trees
    from cedic.web.programme.models import Item, Mandate, Meeting, WorkProgramme

    programme = WorkProgramme.objects.create(
        title={"es": "Salidas"}, starts=2020, ends=2020, stage="adopted"
    )
    item = Item.objects.create(
        programme=programme, level="activity", code="I.1", title={"es": "Agua"}
    )
    trees.freeze(programme, "public")
    mandate = Mandate.objects.create(
        kind="decision", number="out", on=date(2020, 1, 2), visibility="public"
    )
    meeting = Meeting.objects.create(title={"es": "Foro"}, country="COL", visibility="public")
    return {
        "out_programme": programme.pk,
        "out_item": item.pk,
        "out_mandate": mandate.pk,
        "out_meeting": meeting.pk,
    }
