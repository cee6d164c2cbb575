"""The addresses of follow-up, for :mod:`test_every_address`."""

from __future__ import annotations

from typing import Any

from cedic.web.accounts import permissions

READ, EDIT, CONSULT = permissions.READ, permissions.EDIT, permissions.CONSULT
NONE = "9" * 15

TABLE: dict[str, Any] = {
    "es/programme/notices/": ("/es/programme/notices/?page=x", (200,), CONSULT),
    "es/programme/notices/read/": ("/es/programme/notices/read/", (405,), "", (302,), CONSULT),
    "es/programme/notices/digest/": ("/es/programme/notices/digest/", (405,), "", (400,), CONSULT),
    # Another person's notice is not told of.
    "es/programme/notices/<int:pk>/read/": (
        "/es/programme/notices/{notice}/read/",
        (405,),
        "",
        (404,),
        CONSULT,
    ),
    "es/manage/programme/": [
        ("/es/manage/programme/", (200,), READ),
        ("/es/manage/programme/?year=%00&unit=%00&state=%00&page=-1", (200,), READ),
    ],
    "es/manage/programme/gantt": [
        ("/es/manage/programme/gantt", (200,), READ),
        (f"/es/manage/programme/gantt?project={NONE}&year=20268", (200,), READ),
    ],
    "es/manage/programme/budget": ("/es/manage/programme/budget?unit=none", (200,), READ),
    "es/manage/programme/budget.csv": ("/es/manage/programme/budget.csv", (200,), READ),
    "es/manage/programme/workload": ("/es/manage/programme/workload", (200,), READ),
    "es/manage/programme/notices/": ("/es/manage/programme/notices/", (200,), READ),
    "es/manage/programme/board/tasks/<int:pk>/done/": [
        ("/es/manage/programme/board/tasks/{task}/done/", (405,), "", (302,), EDIT),
        (f"/es/manage/programme/board/tasks/{NONE}/done/", (405,), "", (404,), EDIT),
    ],
    "es/manage/programme/board/items/<int:pk>/risk/": [
        ("/es/manage/programme/board/items/{item}/risk/", (200,), EDIT, (409,)),
        (f"/es/manage/programme/board/items/{NONE}/risk/", (404,), EDIT, (404,)),
    ],
}
"""Example, what is answered, the permission, what an empty form is answered, and its permission."""


def WORLD() -> dict[str, Any]:  # noqa: N802 - as the table names it
    """The records that the examples name."""
    from staff import person

    from cedic.web.programme.models import Item, Notification, Task, WorkProgramme

    programme = WorkProgramme.objects.create(
        title={"en": "Programme"}, starts=2026, ends=2026, stage="adopted"
    )
    item = Item.objects.create(
        programme=programme, level="activity", code="I.1.1", title={"en": "Activity"}
    )
    task = Task.objects.create(item=item, text={"en": "Task"})
    told = Notification.objects.create(
        user=person("reader", email="board@example.org"), kind="task_due", subject="A", mark="a"
    )
    return {"item": item.pk, "task": task.pk, "notice": told.pk}
