"""Who belonged to what, year by year, as a table to join trade with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from cedic.errors import UnknownCodeError, UsageError
from cedic.regions.areas import area_ids
from cedic.regions.blocs import Bloc, bloc, check_size, unknown_member
from cedic.regions.blocs import blocs as all_blocs
from cedic.regions.codes import OPEN_END, OPEN_START, code_spells

if TYPE_CHECKING:
    import pyarrow as pa

Blocs = Iterable[str | Bloc] | Mapping[str, Sequence[str]] | None


class _Row(NamedTuple):
    bloc: str
    area: str
    first: int
    last: int
    composition: str


def membership(
    blocs: Blocs = None,
    *,
    members: Literal["dated", "fixed"] = "dated",
    year: int | None = None,
    before: Literal["founders", "none"] = "founders",
    scheme: str | None = None,
) -> pa.Table:
    """Tabulate the members of blocs over the years.

    An area counts as a member in a year if it was one on at least one day of it.

    Parameters
    ----------
    blocs : iterable of str or Bloc, or mapping, optional
        The blocs: ids, blocs, or a mapping from a name of your choice to area codes; all blocs,
        yours included, when it is not given.
    members : {"dated", "fixed"}
        The members of each year, or those of `year` in all years.
    year : int, optional
        The year whose members are held fixed; goes with ``fixed`` only.
    before : {"founders", "none"}
        With ``dated``, what to do in the years before a bloc was founded: carry its founding
        members back, so that a region can be followed from before it had an institution, or leave
        it empty.
    scheme : str, optional
        Give AREA in this code scheme (one of `SCHEMES`) instead of ours: one code of each member
        in each year. A member has no row in years in which the scheme has no code for it.

    Returns
    -------
    pyarrow.Table
        BLOC, AREA
            The bloc and its member.
        FIRST_YEAR, LAST_YEAR : int16
            The years of membership, both included; 0 and 9999 where open. The intervals of one
            AREA in one BLOC do not overlap.
        COMPOSITION
            ``D`` dated members, ``F`` founding members carried back to before the foundation,
            ``X`` members held fixed, or given by you.

    Raises
    ------
    UsageError
        If ``fixed`` comes without a year or a year without ``fixed``; if a bloc has fewer than two
        members; if a name of yours is the code of an area; if nothing is asked for.
    UnknownCodeError
        If a bloc, a member, the scheme or a choice does not exist.
    """
    _check_choice("members", members, ("dated", "fixed"))
    _check_choice("before", before, ("founders", "none"))
    if (members == "fixed") != (year is not None) and not isinstance(blocs, Mapping):
        raise UsageError(
            "A fixed composition needs its year, and only a fixed one has it.",
            remedy='write members="fixed", year=2020',
        )
    rows = _given(blocs) if isinstance(blocs, Mapping) else _known(blocs, year, before)
    return _table(rows if scheme is None else _in_scheme(rows, scheme))


def _given(blocs: Mapping[str, Sequence[str]]) -> list[_Row]:
    for name, areas in blocs.items():
        if isinstance(areas, str):
            raise UsageError(f"The members of {name} are a text; give a list of area codes.")
        if name in area_ids():
            raise UsageError(f"{name} is the code of an area.", remedy="give the bloc another name")
        for area in areas:
            if area not in area_ids():
                raise unknown_member(area, f"bloc {name}")
        check_size(name, areas)
    return [
        _Row(name, area, OPEN_START, OPEN_END, "X")
        for name, areas in blocs.items()
        for area in sorted(set(areas))
    ]


def _known(blocs: Iterable[str | Bloc] | None, year: int | None, before: str) -> list[_Row]:
    if isinstance(blocs, str):
        raise UsageError("The blocs are a text; give a list.", remedy=f"write [{blocs!r}]")
    asked = all_blocs().values() if blocs is None else blocs
    found = {each.id: each for each in (bloc(b) if isinstance(b, str) else b for b in asked)}
    if year is not None:
        return [row for each in found.values() for row in _fixed(each, year)]
    return [row for each in found.values() for row in _dated(each, before)]


def _fixed(found: Bloc, year: int) -> list[_Row]:
    areas = found.members(year)
    check_size(f"{found.id} in {year}", areas)
    return [_Row(found.id, area, OPEN_START, OPEN_END, "X") for area in areas]


def _dated(found: Bloc, before: str) -> list[_Row]:
    check_size(found.id, [spell.area for spell in found.memberships])
    end = found.dissolved.year if found.dissolved else OPEN_END
    dated = [
        _Row(found.id, spell.area, spell.start.year, min(end, last), "D")
        for spell in found.memberships
        for last in [spell.end.year if spell.end else OPEN_END]
    ]
    founders = found.founders if before == "founders" else ()
    return [
        *(_Row(found.id, area, OPEN_START, found.founded.year - 1, "F") for area in founders),
        *dated,
    ]


def _in_scheme(rows: list[_Row], scheme: str) -> list[_Row]:
    return [
        row._replace(area=code, first=max(row.first, first), last=min(row.last, last))
        for row in rows
        for code, first, last in code_spells(scheme, row.area)
        if first <= row.last and row.first <= last
    ]


def _table(rows: list[_Row]) -> pa.Table:
    import pyarrow as pa

    text, year = pa.string(), pa.int16()
    fields = {
        "BLOC": text,
        "AREA": text,
        "FIRST_YEAR": year,
        "LAST_YEAR": year,
        "COMPOSITION": text,
    }
    schema = pa.schema([pa.field(name, kind, nullable=False) for name, kind in fields.items()])
    return pa.Table.from_pylist(
        [dict(zip(fields, row, strict=True)) for row in sorted(rows)], schema=schema
    )


def _check_choice(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise UnknownCodeError(f"value of {name}", value, allowed)
