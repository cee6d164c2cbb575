"""Blocs: integration schemes and their members, each dated by the legal act it rests on."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, cast

from cedic.errors import UnknownCodeError, UsageError
from cedic.model import Text
from cedic.regions.areas import area_ids
from cedic.regions.tables import DATA
from cedic.settings import settings

BlocKind = Literal["region", "comparator", "user"]

_REGION = (
    *("SELA", "CELAC", "MERCOSUR", "ANDEAN", "PA", "SICA", "CACM"),
    *("CARICOM", "OECS", "ALADI", "ALBA", "ACTO", "ACS", "UNASUR"),
)
_COMPARATORS = ("EU", "USMCA", "ASEAN", "EFTA", "SADC", "ECOWAS", "EAC", "GCC", "RCEP", "AFCFTA")

# People write CAN for the Andean Community, as it does itself; the code belongs to Canada.
CAN_REMEDY = "CAN is Canada; the Andean Community is ANDEAN"


@dataclass(frozen=True, slots=True)
class Membership:
    """A spell during which an area was a full member of a bloc.

    Parameters
    ----------
    area : str
        The member.
    start : date
        Its first day.
    source : str
        The legal act that the start rests on, with its date.
    end : date or None
        Its last day; None while it lasts.
    end_source : str or None
        The legal act that the end rests on, with its date.
    note : str or None
        What is uncertain or peculiar about the spell.
    """

    area: str
    start: date
    source: str
    end: date | None = None
    end_source: str | None = None
    note: str | None = None

    def covers(self, year: int) -> bool:
        """Whether the area was a member on at least one day of `year`."""
        return self.start.year <= year and (self.end is None or year <= self.end.year)


@dataclass(frozen=True, slots=True)
class Bloc:
    """An integration scheme, or any other group of areas.

    Parameters
    ----------
    id : str
        Its code, which no area has.
    name, short : Text
        Its full and its everyday name.
    kind : str
        ``region`` (Latin America and the Caribbean), ``comparator`` or ``user``.
    founded : date
        The day from which it has members.
    dissolved : date or None
        Its last day.
    memberships : tuple of Membership
        The spells of its full members; associates and observers are not members.
    url : str
        Where it describes itself; empty for a bloc without a page.
    note : Text or None
        Choices made, and what the sources disagree on.
    """

    id: str
    name: Text
    short: Text
    kind: BlocKind
    founded: date
    dissolved: date | None
    memberships: tuple[Membership, ...]
    url: str = ""
    note: Text | None = None

    def members(self, year: int) -> tuple[str, ...]:
        """List the members in `year`: the areas that were one on at least one day of it.

        Before the year of foundation and after that of dissolution there are none.
        """
        return tuple(
            sorted({spell.area for spell in self.memberships if self._counts(spell, year)})
        )

    def member(self, area: str, year: int) -> bool:
        """Whether `area` was a member on at least one day of `year`."""
        return area in self.members(year)

    @property
    def founders(self) -> tuple[str, ...]:
        """The members in the year of foundation."""
        return self.members(self.founded.year)

    def _counts(self, spell: Membership, year: int) -> bool:
        if year < self.founded.year or (self.dissolved and year > self.dissolved.year):
            return False
        return spell.covers(year)


def blocs(extra: Path | None = None) -> dict[str, Bloc]:
    """All blocs by id: those of the region, the comparators, then your own.

    Parameters
    ----------
    extra : Path, optional
        A TOML file of your own blocs (see :func:`read_blocs`); without it, the one that the
        setting ``blocs`` names.

    Raises
    ------
    UsageError
        If the file is wrong, or one of your blocs has the id of an area or of a bloc of ours.
    """
    path = extra or settings().blocs_path
    ours = _own_blocs()
    if path is None:
        return dict(ours)
    yours = read_blocs(path)
    if taken := sorted(ours.keys() & yours.keys()):
        raise UsageError(
            f"There is already a bloc called {taken[0]!r}.",
            where=f"{path}, [{taken[0]}]",
            remedy="give yours another name",
        )
    return ours | yours


def bloc(id: str) -> Bloc:
    """Give the bloc called `id`.

    Raises
    ------
    UnknownCodeError
        If there is none; near ids are suggested.
    """
    known = blocs()
    if id in known:
        return known[id]
    if id == "CAN":
        raise UnknownCodeError("bloc", id, remedy=CAN_REMEDY)
    raise UnknownCodeError("bloc", id, known)


def read_blocs(path: Path) -> dict[str, Bloc]:
    """Read blocs from a TOML file.

    The file has one table for each bloc, named by its id::

        [AP4]
        founded = 2012-06-06
        name = "Pacific four"            # or a table: en, es, pt and fr

        [[AP4.members]]
        areas = ["CHL", "COL", "MEX", "PER"]
        start = 2012-06-06
        source = "own definition"        # or the legal act and its date
        end = 2020-12-31                 # end and end_source are optional, and go together
        end_source = "own definition"

    A bloc may also have ``short``, ``note`` (both like ``name``), ``url`` and ``dissolved``; a
    membership may have a ``note``.

    Raises
    ------
    UsageError
        If the file is not there or not TOML; if an entry is missing, unknown or of the wrong type;
        if a bloc has fewer than two members, an id that an area has, or two memberships of one
        area that overlap. The message names the file and the entry.
    UnknownCodeError
        If a member is not an area.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"The file of blocs cannot be read: {error}.",
            where=str(path),
            remedy="name another file in the setting blocs, or leave it empty",
        ) from error
    return _parse(text, str(path), kind="user")


@cache
def _own_blocs() -> dict[str, Bloc]:
    found: dict[str, Bloc] = {}
    for ids, kind in ((_REGION, "region"), (_COMPARATORS, "comparator")):
        for id in ids:
            text = (DATA / "blocs" / f"{id}.toml").read_text(encoding="utf-8")
            found |= _parse(text, f"{id}.toml", kind=cast(BlocKind, kind))
    return found


def _parse(text: str, file: str, *, kind: BlocKind) -> dict[str, Bloc]:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"The file of blocs is not valid TOML: {error}.", where=file) from error
    return {id: _bloc(id, _Entry(file, f"[{id}]", table), kind) for id, table in tables.items()}


class _Entry:
    """A table of the file, which says where it is when something in it is wrong."""

    def __init__(self, file: str, name: str, table: object) -> None:
        self.where = f"{file}, {name}"
        if not isinstance(table, dict):
            raise self.wrong(f"{name} is not a table", "write it as [ID] and its entries below")
        self.table: dict[str, Any] = table

    def wrong(self, what: str, remedy: str | None = None) -> UsageError:
        return UsageError(f"{what}.", where=self.where, remedy=remedy)

    def only(self, *keys: str) -> None:
        for key in self.table:
            if key not in keys:
                raise self.wrong(
                    f"There is no entry {key!r}", f"it can be one of {', '.join(keys)}"
                )

    def text(self, key: str, default: str | None = None) -> str:
        value = self.table.get(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.wrong(f"{key} is missing or not a text", f'write {key} = "…"')
        return value

    def optional_text(self, key: str) -> str | None:
        return self.text(key) if key in self.table else None

    def day(self, key: str) -> date:
        value = self.table.get(key)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.wrong(f"{key} is missing or not a date", f"write {key} = 2012-06-06")
        return value

    def optional_day(self, key: str) -> date | None:
        return self.day(key) if key in self.table else None

    def words(self, key: str) -> Text:
        value = self.table.get(key)
        if isinstance(value, Mapping):
            try:
                return Text.of(value)
            except (ValueError, AttributeError) as error:
                raise self.wrong(f"{key} is incomplete: {error}") from error
        return Text.same(self.text(key))

    def optional_words(self, key: str) -> Text | None:
        return self.words(key) if key in self.table else None


def _bloc(id: str, entry: _Entry, kind: BlocKind) -> Bloc:
    entry.only("name", "short", "founded", "dissolved", "url", "note", "members")
    _check_id(id, entry)
    name = entry.words("name")
    found = Bloc(
        id=id,
        name=name,
        short=entry.optional_words("short") or name,
        kind=kind,
        founded=entry.day("founded"),
        dissolved=entry.optional_day("dissolved"),
        memberships=tuple(_memberships(id, entry)),
        url=entry.text("url", ""),
        note=entry.optional_words("note"),
    )
    _check_memberships(found, entry)
    return found


def _memberships(id: str, entry: _Entry) -> Iterator[Membership]:
    tables = entry.table.get("members", [])
    if not isinstance(tables, list):
        raise entry.wrong("members is not a list of tables", f"write [[{id}.members]]")
    file = entry.where.partition(", ")[0]
    for number, table in enumerate(tables, start=1):
        spell = _Entry(file, f"[[{id}.members]] number {number}", table)
        spell.only("areas", "start", "source", "end", "end_source", "note")
        for area in _areas(spell):
            yield _membership(area, spell)


def _membership(area: str, spell: _Entry) -> Membership:
    end, end_source = spell.optional_day("end"), spell.optional_text("end_source")
    if (end is None) != (end_source is None):
        raise spell.wrong("end and end_source go together", "give both or neither")
    return Membership(
        area=area,
        start=spell.day("start"),
        source=spell.text("source"),
        end=end,
        end_source=end_source,
        note=spell.optional_text("note"),
    )


def _areas(spell: _Entry) -> list[str]:
    areas = spell.table.get("areas")
    if not isinstance(areas, list) or not areas or not all(isinstance(a, str) for a in areas):
        raise spell.wrong("areas is missing or not a list of codes", 'write areas = ["ARG", "BRA"]')
    for area in areas:
        if area not in area_ids():
            raise unknown_member(area, spell.where)
    return areas


def unknown_member(area: str, where: str | None = None) -> UnknownCodeError:
    """Make the error for a member that is not an area."""
    error = UnknownCodeError("area", area, area_ids())
    error.where = where
    return error


def _check_id(id: str, entry: _Entry) -> None:
    if id in area_ids():
        raise entry.wrong(f"{id} is the code of an area", "give the bloc another name")
    if not id.replace("_", "").replace("-", "").isalnum() or not id.isascii():
        raise entry.wrong(f"{id!r} cannot be a code", "use letters, digits, _ and - only")


def _check_memberships(found: Bloc, entry: _Entry) -> None:
    by_area: dict[str, list[Membership]] = defaultdict(list)
    for spell in sorted(found.memberships, key=lambda spell: spell.start):
        if spell.end is not None and spell.end < spell.start:
            raise entry.wrong(f"The membership of {spell.area} ends before it starts")
        if spell.start < found.founded:
            raise entry.wrong(f"{spell.area} is a member before the bloc is founded")
        by_area[spell.area].append(spell)
    check_size(found.id, by_area, entry.where)
    for area, spells in by_area.items():
        for earlier, later in pairwise(spells):
            if earlier.end is None or later.start.year <= earlier.end.year:
                raise entry.wrong(
                    f"Two memberships of {area} overlap in {later.start.year}",
                    "an area counts for whole years: end one the year before the next starts",
                )


def check_size(id: str, members: Iterable[str], where: str | None = None) -> None:
    """Raise UsageError unless there are two members at least."""
    count = len(set(members))
    if count < 2:
        raise UsageError(
            f"A bloc needs at least two members; {id} has {count}.",
            where=where,
        )
