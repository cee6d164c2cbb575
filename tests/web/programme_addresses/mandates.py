"""The addresses of mandates, the search and member states' pages, for the table of all addresses."""

from __future__ import annotations

from typing import Any

from cedic.web.accounts import permissions

READ, EDIT, PUBLISH = permissions.READ, permissions.EDIT, permissions.PUBLISH
CONSULT = permissions.CONSULT
SENT = (200, 302, 400)
N = r"(?P<number>[0-9]{1,15})"
PARAGRAPH = rf"^mandates/{N}/paragraphs/(?P<paragraph>[0-9]{{1,15}})"
DESK = "/es/manage/programme/"

TABLE: dict[str, Any] = {
    "es/programme/search": [("/es/programme/search?q=puerto",), ("/es/programme/search",)],
    "es/programme/mandates/": ("/es/programme/mandates/",),
    "es/programme/mandates/gaps": [
        ("/es/programme/mandates/gaps",),
        ("/es/programme/mandates/gaps?programme=0", (404,)),
    ],
    rf"es/programme/^mandates/{N}/$": [
        ("/es/programme/mandates/{mandate}/",),
        ("/es/programme/mandates/0/", (404,)),
    ],
    "es/programme/member-states": ("/es/programme/member-states", (200,), CONSULT),
    "es/programme/by/mandate": [
        ("/es/programme/by/mandate?mandate={mandate}",),
        ("/es/programme/by/mandate?mandate=0", (404,)),
    ],
    "es/programme/by/theme": ("/es/programme/by/theme?theme={theme_code}",),
    "es/programme/by/axis": ("/es/programme/by/axis",),
    "es/programme/by/country": [
        ("/es/programme/by/country",),
        ("/es/programme/by/country?country=NONE", (404,)),
    ],
    "es/manage/programme/mandates/new/": (f"{DESK}mandates/new/", (200,), EDIT, SENT),
    rf"es/manage/programme/^mandates/{N}/$": (f"{DESK}mandates/{{mandate}}/", (200,), EDIT, SENT),
    rf"es/manage/programme/^mandates/{N}/text/$": (
        f"{DESK}mandates/{{mandate}}/text/",
        (200,),
        EDIT,
        SENT,
    ),
    rf"es/manage/programme/^mandates/{N}/visibility/$": (
        f"{DESK}mandates/{{mandate}}/visibility/",
        (405,),
        "",
        SENT,
        PUBLISH,
    ),
    rf"es/manage/programme/^mandates/{N}/delete/$": (
        f"{DESK}mandates/{{mandate}}/delete/",
        (405,),
        "",
        SENT,
        EDIT,
    ),
    rf"es/manage/programme/^mandates/{N}/paragraphs/new/$": (
        f"{DESK}mandates/{{mandate}}/paragraphs/new/",
        (200,),
        EDIT,
        SENT,
    ),
    rf"es/manage/programme/{PARAGRAPH}/$": (
        f"{DESK}mandates/{{mandate}}/paragraphs/{{paragraph}}/",
        (200,),
        EDIT,
        SENT,
    ),
    rf"es/manage/programme/{PARAGRAPH}/links/$": (
        f"{DESK}mandates/{{mandate}}/paragraphs/{{paragraph}}/links/",
        (405,),
        "",
        SENT,
        EDIT,
    ),
    rf"es/manage/programme/{PARAGRAPH}/evidence/$": (
        f"{DESK}mandates/{{mandate}}/paragraphs/{{paragraph}}/evidence/",
        (405,),
        "",
        SENT,
        EDIT,
    ),
    rf"es/manage/programme/{PARAGRAPH}/delete/$": (
        f"{DESK}mandates/{{mandate}}/paragraphs/{{paragraph}}/delete/",
        (405,),
        "",
        SENT,
        EDIT,
    ),
    rf"es/manage/programme/^evidence/{N}/withdraw/$": (
        f"{DESK}evidence/{{evidence}}/withdraw/",
        (405,),
        "",
        SENT,
        EDIT,
    ),
    rf"es/manage/programme/^evidence/{N}/visibility/$": (
        f"{DESK}evidence/{{evidence}}/visibility/",
        (405,),
        "",
        SENT,
        PUBLISH,
    ),
    rf"es/manage/programme/^items/{N}/mandates/$": (
        f"{DESK}items/{{mandated_item}}/mandates/",
        (200,),
        EDIT,
        SENT,
    ),
    "es/manage/programme/themes/": (f"{DESK}themes/", (200,), EDIT, SENT),
    rf"es/manage/programme/^themes/{N}/$": (f"{DESK}themes/{{theme}}/", (200,), EDIT, SENT),
    rf"es/manage/programme/^themes/{N}/delete/$": (
        f"{DESK}themes/{{theme}}/delete/",
        (200,),
        PUBLISH,
        SENT,
        PUBLISH,
    ),
}
"""The parameters of ``Address``: example, GET, permission, POST, permission to post."""


def WORLD() -> dict[str, Any]:  # noqa: N802 - as the others of this folder are called
    """What the examples name."""
    from programme_mandates import shown, world

    here = world()
    return {
        "mandate": here.mandate.pk,
        "paragraph": here.paragraphs[1].pk,
        "evidence": shown(here.paragraphs[1]).pk,
        "mandated_item": here.items[0].pk,
        "theme": here.theme.pk,
        "theme_code": here.theme.code,
    }
