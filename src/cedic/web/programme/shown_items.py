"""Items as a viewer may see them, wherever they are mentioned outside their programme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cedic.programme import model
from cedic.programme.model import Words
from cedic.web.programme import trees
from cedic.web.programme.models import Item, Version
from cedic.web.programme.viewers import Viewer


@dataclass(frozen=True)
class Shown:
    """An item in a few words: what a list or a link says of it."""

    id: int
    programme: int
    year: int
    level: str
    code: str
    title: Words
    status: str
    parent: int | None


def shown_items(viewer: Viewer, ids: Iterable[int]) -> dict[int, Shown]:
    """Those of some items that a viewer may see, by number.

    Staff are told of them as they stand, the others as the last version for them has them: an item
    that came later, or went, is not among them. It takes two questions to the database, however
    many items there are, and one for each version that is read the first time.

    Parameters
    ----------
    viewer : Viewer
        Who looks.
    ids : iterable of int
        The items.
    """
    wanted = set(ids)
    if not wanted:
        return {}
    if viewer.is_staff:
        return {one.pk: _live(one) for one in _items(wanted)}
    programmes = set(
        Item.objects.filter(pk__in=wanted).values_list("programme_id", flat=True).distinct()
    )
    return {number: one for number, one in items_of(viewer, programmes).items() if number in wanted}


def items_of(viewer: Viewer, programmes: Iterable[int] | None = None) -> dict[int, Shown]:
    """All items of some programmes, or of all, that a viewer may see, by number."""
    if viewer.is_staff:
        found = Item.objects.select_related("programme")
        if programmes is not None:
            found = found.filter(programme__in=set(programmes))
        return {one.pk: _live(one) for one in found}
    return {
        one.id: one
        for number, shown in versions(viewer, programmes).items()
        for one in _frozen(number, shown, shown.items, None)
    }


def versions(viewer: Viewer, programmes: Iterable[int] | None = None) -> dict[int, model.Programme]:
    """The last version that a viewer may see of some programmes, or of all, by programme."""
    found = Version.objects.seen_by(viewer).order_by("number")
    if programmes is not None:
        found = found.filter(programme__in=set(programmes))
    # The last number of each comes last, and stays.
    last = dict(found.values_list("programme_id", "pk"))
    return {programme: trees.frozen(version) for programme, version in last.items()}


def _items(wanted: set[int]) -> Iterable[Item]:
    return Item.objects.filter(pk__in=wanted).select_related("programme")


def _frozen(
    number: int, programme: model.Programme, items: Iterable[model.Item], parent: int | None
) -> Iterator[Shown]:
    for item in items:
        # Items that were frozen have been records, which have numbers.
        assert item.id is not None  # noqa: S101
        yield Shown(
            item.id,
            number,
            programme.starts,
            item.level,
            item.code,
            item.title,
            item.status,
            parent,
        )
        yield from _frozen(number, programme, item.children, item.id)


def _live(item: Item) -> Shown:
    return Shown(
        item.pk,
        item.programme_id,
        item.programme.starts,
        item.level,
        item.code,
        item.title,
        item.status,
        item.parent_id,
    )
