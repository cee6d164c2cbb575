"""An item on one page, with its sections, status and links, to be edited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from cedic.model import Text
from cedic.programme import changes, codes, stages
from cedic.programme.terms import LEVELS, LINKS, MANDATE_KINDS, MODES, STATUSES
from cedic.web import audit
from cedic.web.accounts import permissions
from cedic.web.accounts.access import allowed
from cedic.web.programme import keeping, search, trees
from cedic.web.programme.mandate_values import mandates_of
from cedic.web.programme.models import Item, ItemLink, StatusChange, WorkProgramme
from cedic.web.programme.models.base import LONGEST_NAME, LONGEST_TEXT, LONGEST_TITLE
from cedic.web.programme.pages import (
    Clash,
    Refused,
    clean,
    day_posted,
    number_of,
    posted,
    staff,
    to,
    told_day,
    words_posted,
    words_typed,
)
from cedic.web.programme.programmes import told_change
from cedic.web.programme.programmes_desk import FORM
from cedic.web.programme.programmes_rows import SECTIONS, Rows, from_post, from_records, keep
from cedic.web.programme.programmes_rows import options as chosen_from
from cedic.web.programme.programmes_tree import (
    checked_code,
    code_above,
    editable,
    levels_below,
    locked,
    unit_chosen,
)
from cedic.web.programme.tags import Fields
from cedic.web.programme.viewers import viewer
from cedic.web.programme.words.common import SAY as COMMON
from cedic.web.programme.words.documents import SAY as DOCUMENTS
from cedic.web.programme.words.mandates import SAY as MANDATES
from cedic.web.programme.words.programmes import BACKWARDS, UNTITLED
from cedic.web.programme.words.programmes_staff import SAY, WRONG
from cedic.web.words import language

PAGE = "manage/programme/items/"


@dataclass
class Wrong:
    """What a form of the page was refused for; `theirs` is what somebody else wrote meanwhile."""

    errors: list[str] = field(default_factory=list)
    theirs: list[dict[str, Any]] = field(default_factory=list)
    status: dict[str, str] = field(default_factory=dict)
    link: dict[str, str] = field(default_factory=dict)


@require_http_methods(FORM)
@allowed(permissions.EDIT)
@posted
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """An item with all its sections, to be edited on one page."""
    item = editable(request, pk)
    if request.method != "POST" or item.programme.stage == "closed":
        if request.method == "POST":
            raise Refused(WRONG["closed"])
        return _page(request, item)
    if request.POST.get("more"):
        return _page(request, item, _typed_rows(request, item))
    rows = _typed_rows(request, item)
    before = trees.one(pk)
    try:
        _save(request, item, rows)
    except Clash as clash:
        wrong = Wrong([clash.what], _theirs(request, pk, rows, before))
        return _page(request, editable(request, pk), rows, wrong, 409)
    except Refused as error:
        return _page(request, editable(request, pk), rows, Wrong([error.what]), 400)
    except IntegrityError:
        wrong = Wrong([WRONG["taken_meanwhile"][language()]])
        return _page(request, editable(request, pk), rows, wrong, 400)
    return to(f"{PAGE}{pk}/", request, COMMON["saved"])


def _is_locked(record: WorkProgramme) -> bool:
    return record.stage not in stages.OPEN


def _typed_rows(request: HttpRequest, item: Item) -> list[Rows]:
    known, shut = chosen_from(item), _is_locked(item.programme)
    return [from_post(section, request, item, shut, known) for section in SECTIONS]


@transaction.atomic
def _save(request: HttpRequest, item: Item, rows: Sequence[Rows], *, over: bool = False) -> None:
    """Save what was typed; with `over`, whatever anybody else has saved."""
    record = locked(item.programme_id)
    if record.stage == "closed":
        raise Refused(WRONG["closed"])
    if _is_locked(record) != _is_locked(item.programme):
        # Somebody took a step meanwhile: what may be changed is not what it was.
        raise Clash
    before = trees.one(item.pk)
    item.risk = clean(request.POST.get("risk", ""), 4000)
    if not _is_locked(record):
        _put_text(request, item)
    seen = item.revision if over else request.POST.get("seen", "")
    if not item.save_over(seen, request.user):
        raise Clash
    for one in rows:
        keep(one, item, request)
    # The codes of all below it follow its own.
    search.index(record if item.code != before.code else Item.objects.get(pk=item.pk))
    found = changes.item_changes(before, trees.one(item.pk))
    fields = list(dict.fromkeys(one.field for one in found))
    audit.record(request.user, "programme.item_edited", str(item), {"fields": fields})


def _put_text(request: HttpRequest, item: Item) -> None:
    """The item's own fields, as they were typed."""
    item.title = words_posted(request, "title", longest=LONGEST_TITLE)
    for name in ("background", "financing_note"):
        setattr(item, name, words_posted(request, name, longest=LONGEST_TEXT))
    if not item.title:
        raise Refused("empty", name=COMMON["title"][language()])
    item.unit_id = unit_chosen(request, viewer(request), item.unit_id)
    item.mode = request.POST.get("mode", "")
    if item.mode and item.mode not in MODES:
        raise Refused(WRONG["choice"], name=SAY["mode"][language()])
    _put_place(request, item)


def _put_place(request: HttpRequest, item: Item) -> None:
    """Where the item lies, and its code; the codes below it follow."""
    parents = {str(one.pk): one for one in _parents(request, item)}
    given = request.POST.get("parent", "")
    if given and given not in parents:
        raise Refused(WRONG["level"])
    parent = parents.get(given)
    if (parent.pk if parent else None) != item.parent_id:
        beside = Item.objects.filter(programme=item.programme_id, parent=parent)
        item.position = beside.count()
        item.parent = parent
    # The group's own code is empty: what lies in it takes up the code above.
    old = item.code
    code = clean(request.POST.get("code", ""), 40)
    below = _descendants(item)
    item.code = checked_code(item.programme, code, item.level, parent, [item.pk])
    if item.code != old and old:
        looks = viewer(request)
        if not looks.publishes and any(one.code and not looks.may_edit(one) for one in below):
            raise Refused(WRONG["others_renamed"])
        _rename(item, below, old)


def _rename(item: Item, below: list[Item], old: str) -> None:
    """Let the codes below an item follow its own."""
    changed = [(one, codes.renamed(one.code, old, item.code)) for one in below]
    changed = [(one, code) for one, code in changed if code != one.code]
    ids = [item.pk, *(one.pk for one, _ in changed)]
    others = item.programme.items.exclude(pk__in=ids).exclude(code="")
    taken = {codes.parse(code) for code in others.values_list("code", flat=True)}
    for _, code in changed:
        if len(code) > codes.LONGEST or codes.parse(code) in taken:
            raise Refused(codes.TAKEN, code=code, example=_free(item))
    Item.objects.filter(pk__in=ids[1:]).update(code="")
    for one, code in changed:
        Item.objects.filter(pk=one.pk).update(code=code)


def _free(item: Item) -> str:
    taken = item.programme.items.values_list("code", flat=True)
    return codes.next_free(code_above(item.parent), taken)


def _descendants(item: Item) -> list[Item]:
    """All that lies below an item."""
    below: dict[int | None, list[Item]] = {}
    for one in Item.objects.filter(programme=item.programme_id):
        below.setdefault(one.parent_id, []).append(one)
    found, row = [], [item.pk]
    while row:
        lower = [one for above in row for one in below.get(above, [])]
        found += lower
        row = [one.pk for one in lower]
    return found


def _parents(request: HttpRequest, item: Item) -> list[Item]:
    """The items that an item may lie under: of a higher level, and the person's own."""
    looks, own = viewer(request), {one.pk for one in _descendants(item)} | {item.pk}
    every = list(item.programme.items.all())
    by_pk = {one.pk: one for one in every}
    for one in every:
        one.parent = by_pk.get(one.parent_id)
    return [
        one
        for one in every
        if one.pk not in own
        and item.level in levels_below(one)
        and (one.pk == item.parent_id or looks.may_edit(one))
    ]


def _theirs(
    request: HttpRequest, pk: int, rows: Sequence[Rows], theirs: Any
) -> list[dict[str, Any]]:
    """What differs between the item as it is now and as it would be with what was typed."""
    mine = theirs
    try:
        with transaction.atomic():
            _save(request, editable(request, pk), rows, over=True)
            mine = trees.one(pk)
            transaction.set_rollback(True)
    except (Refused, IntegrityError):
        return []
    found = changes.ItemChange(theirs, mine, changes=changes.item_changes(theirs, mine))
    told = told_change(found, viewer(request))
    return told["fields"] if told else []


def _page(
    request: HttpRequest,
    item: Item,
    rows: list[Rows] | None = None,
    wrong: Wrong | None = None,
    status: int = 200,
) -> HttpResponse:
    shut = _is_locked(item.programme)
    typed = rows is not None and not shut
    known = chosen_from(item)
    if rows is None:
        rows = [from_records(section, item, shut, known) for section in SECTIONS]
    wrong = wrong or Wrong()
    told = {
        "record": item.programme,
        "item": item,
        "title": item.title or UNTITLED,
        "level": LEVELS[item.level],
        "locked": shut,
        "closed": item.programme.stage == "closed",
        # Only who has been shown what another person wrote saves over it.
        "seen": request.POST.get("seen") or item.revision if status != 409 else item.revision,
        "errors": wrong.errors,
        "theirs": wrong.theirs,
        "sections": [one for one in rows if one.rows or one.may_grow],
        "means": known["means"],
        **_facts(request, item, typed),
        "risk": request.POST.get("risk", "") if rows and "risk" in request.POST else item.risk,
        "status": STATUSES[item.status],
        "status_now": item.status,
        "statuses_of": STATUSES,
        "history": [(STATUSES[one.status], told_day(one.on), one) for one in item.history.all()],
        "change": {"on": timezone.localdate().isoformat(), **wrong.status},
        "links": _links(item),
        "link_kinds": LINKS,
        "link": wrong.link,
        "may_delete": not shut,
        "paragraphs": mandates_of(item, viewer(request)),
        "mandate_kinds": MANDATE_KINDS,
        **keeping.shelf(item, viewer(request), f"{PAGE}{item.pk}/"),
    }
    return staff(request, MANDATES | SAY | DOCUMENTS, "programmes_edit.html", told, status=status)


def _facts(request: HttpRequest, item: Item, typed: bool) -> dict[str, Any]:
    """The item's own fields: as they stand, or as they were typed."""

    def words(name: str, label: Text, rows: int, longest: int = LONGEST_TEXT) -> Fields:
        shown = words_typed(request, name) if typed else getattr(item, name)
        return Fields(name, label[language()], shown, rows, longest)

    def plain(name: str, value: object) -> str:
        return request.POST.get(name, "") if typed else str(value or "")

    unit, parent = plain("unit", item.unit_id), plain("parent", item.parent_id)
    looks = viewer(request)
    known = chosen_from(item)["units"]
    return {
        "code": plain("code", item.code),
        "title_fields": words("title", COMMON["title"], 1, 600),
        "background_fields": words("background", SAY["background"], 6),
        "note_fields": words("financing_note", SAY["financing_note"], 2),
        "mode": plain("mode", item.mode),
        "modes_of": MODES,
        "units": [
            (pk, name, pk == unit)
            for pk, name in known
            if pk in (unit, str(item.unit_id)) or looks.works_for(int(pk))
        ],
        "parents": [
            (str(one.pk), f"{'– ' * _depth(one)}{one.code}", one, str(one.pk) == parent)
            for one in _parents(request, item)
        ],
    }


def _depth(item: Item) -> int:
    depth = 0
    while item.parent is not None:
        item, depth = item.parent, depth + 1
    return depth


# Status


@require_POST
@allowed(permissions.EDIT)
@posted
def status(request: HttpRequest, pk: int) -> HttpResponse:
    """How an item stands from a day on: added to its history."""
    item = editable(request, pk)
    typed = {name: request.POST.get(name, "") for name in ("status", "on", "note")}
    try:
        _change_status(request, item)
    except Refused as error:
        return _page(request, item, wrong=Wrong([error.what], status=typed), status=400)
    return to(f"{PAGE}{pk}/#status", request, SAY["status_kept"])


@transaction.atomic
def _change_status(request: HttpRequest, item: Item) -> None:
    if locked(item.programme_id).stage not in stages.EXECUTED:
        raise Refused(WRONG["closed"])
    chosen, on = request.POST.get("status", ""), day_posted(request, "on")
    if chosen not in STATUSES or on is None:
        raise Refused(WRONG["no_status"])
    if on > timezone.localdate():
        raise Refused(WRONG["future"], given=on.isoformat())
    note = clean(request.POST.get("note", ""), 4000)
    if chosen in ("postponed", "cancelled") and not note:
        raise Refused(WRONG["why_not"])
    StatusChange.objects.create(
        item=item,
        status=chosen,
        on=on,
        note=note,
        by=request.user,
        by_name=str(request.user)[:LONGEST_NAME],
    )
    # What is entered later of an earlier day does not change how it stands now.
    last = item.history.order_by("-on", "-pk")[0]
    Item.objects.filter(pk=item.pk).update(status=last.status)
    detail = {"status": chosen, "on": on.isoformat(), "note": note}
    audit.record(request.user, "programme.item_status", str(item), detail)


# Links across years


@require_POST
@allowed(permissions.EDIT)
@posted
def links(request: HttpRequest, pk: int) -> HttpResponse:
    """Link an item to one of another programme, or take a link away."""
    item = editable(request, pk)
    if item.programme.stage == "closed":
        raise Refused(WRONG["closed"])
    if request.POST.get("remove"):
        return _unlink(request, item, request.POST["remove"])
    typed = {name: request.POST.get(name, "") for name in ("kind", "year", "code")}
    try:
        _link(request, item, **typed)
    except Refused as error:
        return _page(request, item, wrong=Wrong([error.what], link=typed), status=400)
    return to(f"{PAGE}{pk}/#links", request, SAY["linked"])


@transaction.atomic
def _link(request: HttpRequest, item: Item, kind: str, year: str, code: str) -> None:
    if kind not in LINKS:
        raise Refused(WRONG["choice"], name=SAY["link_kind"][language()])
    other = _item_of(year.strip(), code)
    if other.programme_id == item.programme_id:
        raise Refused(WRONG["same_programme"])
    _, made = ItemLink.objects.get_or_create(item=item, kind=kind, other=other)
    if not made:
        raise Refused(WRONG["linked_already"])
    detail = {"kind": kind, "other": str(other)}
    audit.record(request.user, "programme.linked", str(item), detail)


def _item_of(year: str, code: str) -> Item:
    """The item of a code in the programme of a year; of several, the one of the last programme."""
    wanted = codes.tidy(clean(code, 40))
    known = int(year) if len(year) == 4 and year.isascii() and year.isdecimal() else 0
    found = Item.objects.filter(
        programme__starts__lte=known, programme__ends__gte=known, code=wanted
    ).exclude(code="")
    item = found.select_related("programme").order_by("-programme__pk").first()
    if item is None:
        raise Refused(WRONG["no_such_item"], code=wanted[:40] or "··", year=year[:10] or "··")
    return item


@transaction.atomic
def _unlink(request: HttpRequest, item: Item, which: str) -> HttpResponse:
    links = item.links.select_related("other__programme")
    link = get_object_or_404(links, pk=number_of(which))
    detail = {"kind": link.kind, "other": str(link.other)}
    link.delete()
    audit.record(request.user, "programme.unlinked", str(item), detail)
    return to(f"{PAGE}{item.pk}/#links", request, SAY["unlinked"])


def _links(item: Item) -> Iterable[dict[str, Any]]:
    outward = item.links.select_related("other__programme")
    inward = item.linked_from.select_related("item__programme")
    return [
        *({"pk": one.pk, "kind": LINKS[one.kind], "other": one.other} for one in outward),
        *({"pk": None, "kind": BACKWARDS[one.kind], "other": one.item} for one in inward),
    ]
