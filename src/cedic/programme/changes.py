"""What changed from one version of a programme to another, item by item, word by word."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from difflib import SequenceMatcher
from typing import Any, cast

from cedic.programme.model import Item, Programme

MOST_WORDS = 6_000
"""Words of a text that are compared one by one; a longer one is shown as replaced."""
_FACTS = ("title", "starts", "ends", "institution", "introduction", "stage", "adopted_on")
_OUTSIDE = ("id", "children")
_ORDERED = ("objectives", "results", "tasks", "outputs", "partners", "financing")
"""The sections whose rows people put in order; the others have the order of time."""
_NAMING = ("text", "title", "name")
"""What a row is known by, though the rest of it is another."""


@dataclass(frozen=True)
class Change:
    """A field that is another than before.

    Parameters
    ----------
    field : str
        The field's name in :class:`~cedic.programme.model.Item` or ``Programme``.
    before, after : Any
        Its values: words of one language, a number, a day, a code; empty or None where there was
        or is none.
    part : str
        For a field of several rows, what of the row: ``indicator``, ``schedule.words``; ``order``
        if rows were put in another order: `before` and `after` are then their earlier numbers.
    row : int
        Which row, counted from 1; 0 for a field without rows.
    language : str
        The language, where the field has words in several.
    """

    field: str
    before: Any
    after: Any
    part: str = ""
    row: int = 0
    language: str = ""


@dataclass(frozen=True)
class ItemChange:
    """An item that was added, removed, moved or changed.

    Parameters
    ----------
    before, after : Item or None
        The item in both versions, without what lies below it; None where it is not there.
    moved : bool
        Whether it lies elsewhere: under another item, or in another order among those it had.
    changes : tuple of Change
        The fields that differ.
    """

    before: Item | None
    after: Item | None
    moved: bool = False
    changes: tuple[Change, ...] = ()

    @property
    def kind(self) -> str:
        """``added``, ``removed``, ``changed`` or, if nothing else happened to it, ``moved``."""
        if self.before is None:
            return "added"
        if self.after is None:
            return "removed"
        return "changed" if self.changes else "moved"

    @property
    def item(self) -> Item:
        """The item as it is now, or as it was."""
        return self.after or cast(Item, self.before)


@dataclass(frozen=True)
class Changes:
    """All that differs between two versions: the programme's own facts, and its items."""

    facts: tuple[Change, ...]
    items: tuple[ItemChange, ...]

    def __bool__(self) -> bool:
        return bool(self.facts or self.items)

    def of(self, kind: str) -> list[ItemChange]:
        """The items of a kind of change."""
        return [one for one in self.items if one.kind == kind]


@dataclass(frozen=True)
class Mark:
    """A run of text that stayed (``same``), went (``gone``) or came (``new``)."""

    kind: str
    text: str


def compare(before: Programme, after: Programme) -> Changes:
    """What changed from one version of a programme to another.

    Parameters
    ----------
    before, after : Programme
        The versions. Items are matched by :attr:`Item.id`, those left over by level and code.

    Returns
    -------
    Changes
        The items in the order of the later version, then those that are gone in their old order.
    """
    old, new = list(_placed(before)), list(_placed(after))
    pairs = _pairs([one for one, _ in old], [one for one, _ in new])
    homes_old, homes_new = dict(_by_identity(old)), dict(_by_identity(new))
    twin = {id(a): id(b) for a, b in pairs}
    moved = _moved(pairs, homes_old, homes_new, twin)
    came_from = {id(b): a for a, b in pairs}
    found = []
    for item, _ in new:
        was = came_from.get(id(item))
        if was is None:
            found.append(ItemChange(None, _alone(item)))
            continue
        changes = item_changes(was, item)
        if changes or id(item) in moved:
            found.append(ItemChange(_alone(was), _alone(item), id(item) in moved, changes))
    gone = [ItemChange(_alone(item), None) for item, _ in old if id(item) not in twin]
    return Changes(_facts(before, after), (*found, *gone))


def item_changes(before: Item, after: Item) -> tuple[Change, ...]:
    """The fields in which two states of an item differ; what lies below it is left out."""
    names = [one.name for one in fields(Item) if one.name not in _OUTSIDE]
    return tuple(
        change
        for name in names
        for change in _of_field(name, getattr(before, name), getattr(after, name))
    )


def as_adopted(programme: Programme) -> Programme:
    """A programme without its execution: what the Council adopts.

    Left out are the numbers of records, statuses and their history, what was achieved, done,
    delivered and spent, and the stage. Two programmes have the same text if this is equal.
    """
    return replace(
        programme,
        stage="",
        adopted_on=None,
        adopted_by="",
        items=tuple(text_of(item) for item in programme.items),
    )


def text_of(item: Item) -> Item:
    """An item without its execution, and so all below it."""
    return replace(
        item,
        id=None,
        status="planned",
        history=(),
        # What it serves and what it continues is recorded beside the text.
        mandates=(),
        links=(),
        results=tuple(replace(one, achieved=None, evidence="") for one in item.results),
        tasks=tuple(replace(one, done=None) for one in item.tasks),
        outputs=tuple(replace(one, delivered=None, reference="") for one in item.outputs),
        financing=tuple(replace(one, spent=None) for one in item.financing),
        children=tuple(text_of(one) for one in item.children),
    )


def marks(before: str, after: str) -> tuple[Mark, ...]:
    """A text with what went and what came marked, word by word.

    Parameters
    ----------
    before, after : str
        The texts. Beyond :data:`MOST_WORDS` the whole is shown as replaced.
    """
    old, new = (re.findall(r"\s+|\w+|[^\w\s]", text) for text in (before, after))
    if max(len(old), len(new)) > 2 * MOST_WORDS:
        return _joined([("gone", before), ("new", after)])
    runs: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            runs.append(("same", "".join(old[a:b])))
            continue
        runs += [("gone", "".join(old[a:b])), ("new", "".join(new[c:d]))]
    return _joined(runs)


def _joined(runs: Iterable[tuple[str, str]]) -> tuple[Mark, ...]:
    return tuple(Mark(kind, text) for kind, text in runs if text)


def _placed(programme: Programme) -> Iterator[tuple[Item, Item | None]]:
    """Each item with the one it lies under, top-down."""

    def below(items: Sequence[Item], parent: Item | None) -> Iterator[tuple[Item, Item | None]]:
        for item in items:
            yield item, parent
            yield from below(item.children, item)

    return below(programme.items, None)


def _by_identity(placed: Iterable[tuple[Item, Item | None]]) -> Iterator[tuple[int, int]]:
    for item, parent in placed:
        yield id(item), id(parent) if parent is not None else 0


def _pairs(old: list[Item], new: list[Item]) -> list[tuple[Item, Item]]:
    """Items that are the same, in the order of the new ones."""
    by_id = {item.id: item for item in old if item.id is not None}
    first = {id(item): by_id[item.id] for item in new if item.id in by_id}
    matched = {id(item) for item in first.values()}
    by_code = {
        (item.level, item.code): item for item in old if item.code and id(item) not in matched
    }
    pairs = []
    for item in new:
        twin = first.get(id(item)) or by_code.pop((item.level, item.code), None)
        if twin is not None:
            pairs.append((twin, item))
    return pairs


def _moved(
    pairs: list[tuple[Item, Item]],
    homes_old: dict[int, int],
    homes_new: dict[int, int],
    twin: dict[int, int],
) -> set[int]:
    """Which of the new items lie elsewhere than before."""
    place = {identity: number for number, identity in enumerate(homes_old)}
    moved: set[int] = set()
    stayed: dict[int, list[tuple[int, int]]] = {}
    for a, b in pairs:
        if twin.get(homes_old[id(a)], 0 if not homes_old[id(a)] else -1) != homes_new[id(b)]:
            moved.add(id(b))
        else:
            stayed.setdefault(homes_new[id(b)], []).append((place[id(a)], id(b)))
    for row in stayed.values():
        kept = _rising([number for number, _ in row])
        moved |= {identity for n, (_, identity) in enumerate(row) if n not in kept}
    return moved


def _rising(numbers: list[int]) -> set[int]:
    """The places of a longest rising row within numbers that all differ."""
    ends: list[int] = []
    at: list[int] = []
    before: list[int | None] = []
    for place, number in enumerate(numbers):
        slot = bisect_left(ends, number)
        before.append(at[slot - 1] if slot else None)
        ends[slot : slot + 1] = [number]
        at[slot : slot + 1] = [place]
    found: set[int] = set()
    here = at[-1] if at else None
    while here is not None:
        found.add(here)
        here = before[here]
    return found


def _alone(item: Item) -> Item:
    return replace(item, children=())


def _facts(before: Programme, after: Programme) -> tuple[Change, ...]:
    return tuple(
        change
        for name in (*_FACTS, "adopted_by")
        for change in _of_field(name, getattr(before, name), getattr(after, name))
    )


def _of_field(name: str, before: Any, after: Any) -> Iterator[Change]:
    if before == after:
        return
    if isinstance(after, tuple):
        yield from _of_rows(name, before, after)
        return
    yield from _of_values(name, "", 0, before, after)


def _of_rows(name: str, before: tuple[Any, ...], after: tuple[Any, ...]) -> Iterator[Change]:
    twins = _twins(before, after)
    order = [twins[place] for place in sorted(twins)]
    if name in _ORDERED and order != sorted(order):
        first, then = (", ".join(str(n + 1) for n in one) for one in (sorted(order), order))
        yield Change(name, first, then, "order")
    # Compared as if they had been in their new order: a row that only moved is no change.
    before = _arranged(before, order)
    old, new = [repr(one) for one in before], [repr(one) for one in after]
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for n in range(max(b - a, d - c)):
            was = before[a + n] if a + n < b else None
            now = after[c + n] if c + n < d else None
            row = (c if now is not None else a) + n + 1
            yield from _of_values(name, "", row, was, now)


def _twins(before: tuple[Any, ...], after: tuple[Any, ...]) -> dict[int, int]:
    """By the places of later rows, those of the same earlier ones: equal, or else of one name."""
    twins: dict[int, int] = {}
    for known_by in (repr, _row_name):
        places: dict[str, list[int]] = {}
        for place, row in enumerate(before):
            if place not in twins.values():
                places.setdefault(known_by(row), []).append(place)
        for place, row in enumerate(after):
            if place not in twins and places.get(known_by(row)):
                twins[place] = places[known_by(row)].pop(0)
    return twins


def _row_name(row: Any) -> str:
    """What a row is known by: its words or its name, or else all of it."""
    names = [one.name for one in fields(row)] if is_dataclass(row) else []
    return repr(next((getattr(row, one) for one in _NAMING if one in names), row))


def _arranged(rows: tuple[Any, ...], order: list[int]) -> tuple[Any, ...]:
    """Rows, those at some places in another order among each other."""
    placed = dict(zip(sorted(order), order, strict=True))
    return tuple(rows[placed.get(place, place)] for place in range(len(rows)))


def _of_values(name: str, part: str, row: int, before: Any, after: Any) -> Iterator[Change]:
    """The differences of two values: of words by language, of records by field."""
    if before == after:
        return
    either = after if after is not None else before
    if isinstance(either, dict):
        for language in dict.fromkeys([*(before or {}), *(after or {})]):
            was, now = (before or {}).get(language, ""), (after or {}).get(language, "")
            if was != now:
                yield Change(name, was, now, part, row, language)
    elif is_dataclass(either):
        for one in fields(either):
            inner = f"{part}.{one.name}" if part else one.name
            was, now = (getattr(each, one.name, None) for each in (before, after))
            if (was or None) != (now or None) or (was == 0) != (now == 0):
                yield from _of_values(name, inner, row, was, now)
    else:
        yield Change(name, before, after, part, row)
