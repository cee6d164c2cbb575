"""The addresses of programmes, items, units and people, each with an example.

A row is the example, what a GET is answered, the permission for it, what an empty POST is answered,
and the permission for that if it is another one.
"""

from __future__ import annotations

from typing import Any

from cedic.web.accounts import permissions

CONSULT, READ, EDIT = permissions.CONSULT, permissions.READ, permissions.EDIT
PUBLISH, ADMINISTER = permissions.PUBLISH, permissions.ADMINISTER
SENT = (200, 302, 400)
NEVER = (405,)

PUBLIC, DESK = "es/programme/", "es/manage/programme/"
Row = tuple[Any, ...]

TABLE: dict[str, Row | list[Row]] = {
    PUBLIC: ("/es/programme/",),
    f"{PUBLIC}<int:pk>/": [
        ("/es/programme/{programme}/",),
        ("/es/programme/999999999/", (404,)),
    ],
    f"{PUBLIC}<int:pk>/versions/<int:number>/": [
        ("/es/programme/{programme}/versions/1/",),
        ("/es/programme/{programme}/versions/9/", (404,)),
    ],
    f"{PUBLIC}<int:pk>/compare": [
        ("/es/programme/{programme}/compare",),
        ("/es/programme/{programme}/compare?from=1&to=99", (404,)),
    ],
    f"{PUBLIC}<int:pk>/comment/": (
        "/es/programme/{circulated}/comment/",
        (200,),
        CONSULT,
        (400, 403),
    ),
    f"{PUBLIC}comments/<int:pk>/withdraw/": (
        "/es/programme/comments/{comment}/withdraw/",
        NEVER,
        "",
        (404,),
        CONSULT,
    ),
    f"{PUBLIC}items/<int:pk>/": [
        ("/es/programme/items/{item}/",),
        ("/es/programme/items/999999999/", (404,)),
    ],
    f"{DESK}programmes/": ("/es/manage/programme/programmes/", (200,), READ),
    f"{DESK}programmes/new/": ("/es/manage/programme/programmes/new/", (200,), EDIT, SENT),
    f"{DESK}programmes/<int:pk>/": ("/es/manage/programme/programmes/{draft}/", (200,), READ),
    f"{DESK}programmes/<int:pk>/edit/": (
        "/es/manage/programme/programmes/{draft}/edit/",
        (200,),
        EDIT,
        SENT,
    ),
    f"{DESK}programmes/<int:pk>/delete/": [
        ("/es/manage/programme/programmes/{draft}/delete/", (200,), PUBLISH, (409,)),
        ("/es/manage/programme/programmes/{programme}/delete/", (200,), PUBLISH, (400,)),
    ],
    f"{DESK}programmes/<int:pk>/steps/<slug:code>/": [
        ("/es/manage/programme/programmes/{draft}/steps/circulate/", (200,), PUBLISH, SENT),
        ("/es/manage/programme/programmes/{draft}/steps/none/", (404,), PUBLISH, (404,)),
    ],
    f"{DESK}programmes/<int:pk>/items/new/": (
        "/es/manage/programme/programmes/{draft}/items/new/",
        (200,),
        EDIT,
        SENT,
    ),
    f"{DESK}programmes/<int:pk>/comments/": (
        "/es/manage/programme/programmes/{circulated}/comments/",
        (200,),
        READ,
    ),
    f"{DESK}programmes/<int:pk>/comments/publish/": (
        "/es/manage/programme/programmes/{circulated}/comments/publish/",
        (200,),
        PUBLISH,
        SENT,
    ),
    f"{DESK}comments/<int:pk>/": ("/es/manage/programme/comments/{comment}/", (200,), EDIT, SENT),
    # Of no unit: whoever edits may edit it.
    f"{DESK}items/<int:pk>/": ("/es/manage/programme/items/{draft_item}/", (200,), EDIT, SENT),
    f"{DESK}items/<int:pk>/status/": (
        "/es/manage/programme/items/{draft_item}/status/",
        NEVER,
        "",
        SENT,
        EDIT,
    ),
    f"{DESK}items/<int:pk>/links/": (
        "/es/manage/programme/items/{draft_item}/links/",
        NEVER,
        "",
        SENT,
        EDIT,
    ),
    f"{DESK}items/<int:pk>/move/": (
        "/es/manage/programme/items/{draft_item}/move/",
        NEVER,
        "",
        SENT,
        EDIT,
    ),
    # Items of two units lie below it.
    f"{DESK}items/<int:pk>/delete/": (
        "/es/manage/programme/items/{free_item}/delete/",
        (200,),
        EDIT,
        SENT,
    ),
    f"{DESK}settings/": ("/es/manage/programme/settings/", (200,), READ),
    f"{DESK}settings/units/new/": (
        "/es/manage/programme/settings/units/new/",
        (200,),
        PUBLISH,
        SENT,
    ),
    f"{DESK}settings/units/<int:pk>/": (
        "/es/manage/programme/settings/units/{unit}/",
        (200,),
        PUBLISH,
        SENT,
    ),
    f"{DESK}settings/units/<int:pk>/delete/": (
        "/es/manage/programme/settings/units/{unit}/delete/",
        (200,),
        PUBLISH,
        (400,),
    ),
    f"{DESK}settings/organisations/new/": (
        "/es/manage/programme/settings/organisations/new/",
        (200,),
        PUBLISH,
        SENT,
    ),
    f"{DESK}settings/organisations/<int:pk>/": (
        "/es/manage/programme/settings/organisations/{organisation}/",
        (200,),
        PUBLISH,
        SENT,
    ),
    f"{DESK}settings/organisations/<int:pk>/delete/": (
        "/es/manage/programme/settings/organisations/{organisation}/delete/",
        (200,),
        PUBLISH,
        (302,),
    ),
    f"{DESK}settings/people/": ("/es/manage/programme/settings/people/", (200,), ADMINISTER),
    f"{DESK}settings/people/<int:pk>/": (
        "/es/manage/programme/settings/people/{seated}/",
        (200,),
        ADMINISTER,
        SENT,
    ),
}


def WORLD() -> dict[str, Any]:  # noqa: N802 - as the other parts name it
    """The records that the examples name."""
    from programme_world import adopted, circulated, item, made, of, table
    from staff import person

    public, shown, draft = made(year=2031), made(year=2032), made(year=2033)
    adopted(public)
    version = circulated(shown)
    author = person("member_state", email="author@example.org")
    comment = table("Comment").objects.create(
        programme=shown, version=version, country="BRA", text="Bien", language="es", by=author
    )
    organisation = table("Organisation").objects.create(code="ORG-X", name={"es": "Organismo"})
    return {
        "programme": public.pk,
        "circulated": shown.pk,
        "draft": draft.pk,
        "item": of(public, "I.1.1").pk,
        "draft_item": of(draft, "I.1").pk,
        "free_item": item(draft, None, "area", "II", "Libre").pk,
        "comment": comment.pk,
        "unit": table("Unit").objects.get(code="U1").pk,
        "organisation": organisation.pk,
        "seated": author.pk,
    }
