"""Where meetings belong in the work programme, as far as a viewer may see it."""

from __future__ import annotations

from typing import NamedTuple

from cedic.programme import model
from cedic.web.programme import trees
from cedic.web.programme.models import Item, Meeting, Version, WorkProgramme
from cedic.web.programme.pages import Refused, number_of
from cedic.web.programme.viewers import Viewer
from cedic.web.programme.words.meetings import WRONG
from cedic.web.words import language


class Area(NamedTuple):
    """An area of a programme, to choose: the number of its record, the year, its code and title."""

    id: int
    year: int
    code: str
    title: str


class Told(NamedTuple):
    """The item that something belongs to, as a viewer may read it."""

    id: int
    code: str
    title: model.Words
    year: int


def areas_of(viewer: Viewer) -> list[Area]:
    """The areas of all programmes that a viewer may see, the last years first."""
    if viewer.is_staff:
        held = Item.objects.filter(level="area").select_related("programme")
        found = [Area(one.pk, one.programme.starts, one.code, _plain(one.title)) for one in held]
    else:
        found = [
            Area(one.id, programme.starts, one.code, _plain(one.title))
            for programme in _frozen(viewer)
            for one in programme.at("area")
            if one.id is not None
        ]
    return sorted(found, key=lambda one: (-one.year, one.code, one.id))


def items_of(area: int, viewer: Viewer) -> set[int]:
    """The numbers of an area's record and of all below it, as far as a viewer may see them."""
    if not viewer.is_staff:
        return {
            one.id
            for programme in _frozen(viewer)
            for top in programme.at("area")
            if top.id == area
            for one in top.walk()
            if one.id is not None
        }
    tops = Item.objects.filter(pk=area, level="area").values("programme")
    below: dict[int | None, list[int]] = {}
    for pk, parent in Item.objects.filter(programme__in=tops).values_list("pk", "parent"):
        below.setdefault(parent, []).append(pk)
    found, ahead = set(), [area]
    while ahead:
        one = ahead.pop()
        found.add(one)
        ahead += below.get(one, ())
    return found


def item_of(meeting: Meeting, viewer: Viewer) -> Told | None:
    """The item that a meeting belongs to; None if the viewer may see none."""
    item = meeting.item
    if item is None:
        return None
    if viewer.is_staff:
        return Told(item.pk, item.code, item.title, item.programme.starts)
    programme = trees.shown(item.programme, viewer)
    found = (
        next((one for one in programme.walk() if one.id == item.pk), None) if programme else None
    )
    if programme is None or found is None:
        return None
    return Told(item.pk, found.code, found.title, programme.starts)


def item_at(programme: str, code: str) -> Item | None:
    """The item of a programme that a form names by its code; None if it names none.

    Raises
    ------
    Refused
        If there is no such item.
    """
    code = code.strip()
    if not code:
        return None
    found = Item.objects.filter(programme=number_of(programme), code=code).first()
    if found is None:
        raise Refused(WRONG["item"], given=code[:40])
    return found


def programmes() -> list[tuple[str, str]]:
    """All programmes, to choose from: the number of the record; its years, and its name."""
    return [
        (str(one.pk), f"{one.told_years} {_plain(one.title) or one.institution}"[:120])
        for one in WorkProgramme.objects.all()
    ]


def _frozen(viewer: Viewer) -> list[model.Programme]:
    last: dict[int, int] = {}
    rows = Version.objects.seen_by(viewer).order_by("programme", "-number")
    for programme, version in rows.values_list("programme", "pk"):
        last.setdefault(programme, version)
    return [trees.frozen(version) for version in last.values()]


def _plain(words: model.Words) -> str:
    return model.said(words, language())[0]
