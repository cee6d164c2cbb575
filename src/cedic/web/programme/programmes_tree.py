"""The tree of a programme: items added, moved and deleted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from cedic.model import Text
from cedic.programme import codes, stages
from cedic.programme.terms import LEVELS
from cedic.web import audit
from cedic.web.accounts import permissions
from cedic.web.accounts.access import allowed
from cedic.web.programme import search
from cedic.web.programme.models import (
    Document,
    Expenditure,
    Item,
    ItemLink,
    MandateLink,
    Meeting,
    Task,
    Unit,
    WorkProgramme,
)
from cedic.web.programme.pages import (
    Refused,
    clean,
    number_of,
    posted,
    staff,
    to,
    words_posted,
    words_typed,
)
from cedic.web.programme.programmes_desk import DESK, FORM
from cedic.web.programme.tags import Fields
from cedic.web.programme.viewers import Viewer, refused_unless, responsible, viewer
from cedic.web.programme.words.common import SAY as COMMON
from cedic.web.programme.words.programmes import UNTITLED
from cedic.web.programme.words.programmes_staff import SAY, WRONG
from cedic.web.words import language

ABOVE = "parent__parent__parent"
"""What lies above an item, at most."""


def editable(request: HttpRequest, pk: int) -> Item:
    """An item that the person may change.

    Raises
    ------
    Http404
        If there is none.
    PermissionDenied
        If it is another unit's.
    """
    found = get_object_or_404(Item.objects.select_related("programme", "unit", ABOVE), pk=pk)
    refused_unless(viewer(request).may_edit(found))
    return found


def open_text(record: WorkProgramme) -> None:
    """Refuse to change the text of a programme that is circulated, adopted or closed."""
    if record.stage not in stages.OPEN:
        raise Refused(WRONG["closed" if record.stage == "closed" else "locked"])


def locked(pk: int) -> WorkProgramme:
    """A programme that nobody else takes a step with until the transaction ends."""
    return WorkProgramme.objects.select_for_update().get(pk=pk)


def levels_below(parent: Item | None) -> list[str]:
    """The levels that an item may have there: those below its parent's."""
    order = list(LEVELS)
    return order[order.index(parent.level) + 1 :] if parent else order


def code_above(parent: Item | None) -> str:
    """The nearest code above: groups have none."""
    while parent is not None and not parent.code:
        parent = parent.parent
    return parent.code if parent else ""


def checked_code(
    record: WorkProgramme, code: str, level: str, parent: Item | None, own: Iterable[int] = ()
) -> str:
    """A code as it is kept.

    Raises
    ------
    Refused
        If it is none, does not begin with the one above, or is taken.
    """
    taken = record.items.exclude(pk__in=list(own)).exclude(code="").values_list("code", flat=True)
    found = codes.tidy(code)
    wrong = codes.problem(found, level, code_above(parent), taken)
    if wrong is not None:
        raise Refused(wrong.reason, **wrong.values)
    return found


def unit_chosen(request: HttpRequest, looks: Viewer, now: int | None) -> int | None:
    """The unit of a form.

    Raises
    ------
    Refused
        If there is none such, or the person does not work for it and would hand the item to it.
    """
    given = request.POST.get("unit", "")
    units = {str(pk): pk for pk in Unit.objects.values_list("pk", flat=True)}
    if given and given not in units:
        raise Refused(WRONG["choice"], name=COMMON["unit"][language()])
    chosen = units.get(given)
    if chosen != now and not looks.works_for(chosen):
        raise Refused(WRONG["not_your_unit"])
    return chosen


@require_http_methods(FORM)
@allowed(permissions.EDIT)
@posted
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """A new item of a programme, at the top or below another one."""
    record = get_object_or_404(WorkProgramme, pk=pk)
    open_text(record)
    given = request.POST.get("parent", "") or request.GET.get("parent", "")
    parent = _parent(request, record, given)
    if request.method != "POST":
        return _new_form(request, record, parent)
    try:
        item = _add(request, record, parent)
    except Refused as error:
        return _new_form(request, record, parent, error)
    except IntegrityError:
        return _new_form(request, record, parent, Refused(WRONG["taken_meanwhile"]))
    return to(f"manage/programme/items/{item.pk}/", request, SAY["added"])


def _parent(request: HttpRequest, record: WorkProgramme, given: str) -> Item | None:
    if not given:
        return None
    found = get_object_or_404(record.items.select_related(ABOVE), pk=number_of(given))
    refused_unless(viewer(request).may_edit(found))
    return found


@transaction.atomic
def _add(request: HttpRequest, record: WorkProgramme, parent: Item | None) -> Item:
    record = locked(record.pk)
    open_text(record)
    level = request.POST.get("level", "")
    if level not in levels_below(parent):
        raise Refused(WRONG["level"])
    title = words_posted(request, "title", longest=600)
    if not title:
        raise Refused("empty", name=COMMON["title"][language()])
    given = clean(request.POST.get("code", ""), 40) or _next_code(record, level, parent)
    beside = record.items.filter(parent=parent).order_by("-position").values_list("position")
    item = Item.objects.create(
        programme=record,
        parent=parent,
        level=level,
        code=checked_code(record, given, level, parent),
        title=title,
        unit_id=unit_chosen(request, viewer(request), None),
        position=(beside[0][0] + 1) if beside else 0,
        changed_by=request.user,
    )
    audit.record(request.user, "programme.item_added", str(item), {"level": level})
    search.index(item)
    return item


def _next_code(record: WorkProgramme, level: str, parent: Item | None) -> str:
    if level == codes.GROUP:
        return ""
    taken = record.items.values_list("code", flat=True)
    return codes.next_free(code_above(parent), taken)


def _new_form(
    request: HttpRequest, record: WorkProgramme, parent: Item | None, error: Refused | None = None
) -> HttpResponse:
    level = request.POST.get("level", "")
    told = {
        "record": record,
        "title": record.title or UNTITLED,
        "parent": parent,
        "parent_title": (parent.title or UNTITLED) if parent else {},
        "levels_of": [(code, LEVELS[code], code == level) for code in levels_below(parent)],
        "code": request.POST.get("code", ""),
        "units": _units(request.POST.get("unit", ""), viewer(request)),
        "title_fields": Fields(
            "title", COMMON["title"][language()], words_typed(request, "title"), 1, 600
        ),
        "error": error,
    }
    return staff(request, SAY, "programmes_tree_new.html", told)


def _units(chosen: str, looks: Viewer) -> list[tuple[str, Any, bool]]:
    return [
        (str(unit.pk), unit, str(unit.pk) == chosen)
        for unit in Unit.objects.all()
        if looks.works_for(unit.pk)
    ]


@require_POST
@allowed(permissions.EDIT)
@posted
@transaction.atomic
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an item before the one above it, or after the one below it."""
    item = editable(request, pk)
    open_text(locked(item.programme_id))
    row = list(Item.objects.filter(programme=item.programme_id, parent=item.parent_id))
    place = [one.pk for one in row].index(pk)
    other = place + {"up": -1, "down": 1}.get(request.POST.get("to", ""), 0)
    if 0 <= other < len(row) and other != place:
        row[place], row[other] = row[other], row[place]
        for position, one in enumerate(row):
            if one.position != position:
                Item.objects.filter(pk=one.pk).update(position=position)
        audit.record(request.user, "programme.item_moved", str(item))
    return to(f"{DESK}{item.programme_id}/#item-{pk}")


@require_http_methods(FORM)
@allowed(permissions.EDIT)
@posted
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete an item: first a page that tells what goes with it."""
    item = editable(request, pk)
    open_text(item.programme)
    going = _below([item])
    looks = viewer(request)
    if not looks.publishes and any(not looks.works_for(responsible(one)) for one in going):
        raise Refused(WRONG["others_below"])
    if request.method == "POST":
        with transaction.atomic():
            open_text(locked(item.programme_id))
            detail = {"title": item.title, "items": [str(one) for one in going]}
            audit.record(request.user, "programme.item_deleted", str(item), detail)
            item.delete()
            search.index(item.programme)
        return to(f"{DESK}{item.programme_id}/", request, SAY["deleted"])
    told = {
        "record": item.programme,
        "item": item,
        "title": item.title or UNTITLED,
        "going": going_with(going, (SAY["parts_of_it"], len(going) - 1)),
        "parts": [(one, one.title or UNTITLED) for one in going if one.pk != pk],
    }
    return staff(request, SAY, "programmes_tree_delete.html", told)


def _below(items: list[Item]) -> list[Item]:
    """Items and all that lies below them."""
    found = list(items)
    row = items
    while row:
        above = {one.pk: one for one in row}
        row = list(Item.objects.filter(parent__in=above).select_related("programme"))
        for one in row:
            one.parent = above[one.parent_id]
        found += row
    return found


def going_with(items: list[Item], *also: tuple[Text, int]) -> list[tuple[Text, int]]:
    """What is deleted with items, and what stays without them; what there is none of left out.

    Parameters
    ----------
    items : list of Item
        The items, with all that lies below them.
    also : tuple of Text and int
        What else is told before, as it is to be filled with a count.
    """
    ids = [one.pk for one in items]
    links = (
        ItemLink.objects.filter(Q(item__in=ids) | Q(other__in=ids)).count()
        + MandateLink.objects.filter(item__in=ids).count()
    )
    counts = (
        *also,
        (SAY["tasks_of_it"], Task.objects.filter(item__in=ids).count()),
        (SAY["expenditures_of_it"], Expenditure.objects.filter(financing__item__in=ids).count()),
        (SAY["links_of_it"], links),
        (SAY["documents_of_it"], Document.objects.filter(item__in=ids).count()),
        (SAY["meetings_of_it"], Meeting.objects.filter(item__in=ids).count()),
    )
    return [one for one in counts if one[1]]
