"""Who belongs to a bloc in which period, as a table that analysis joins its figures with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from cedic.errors import UsageError
from cedic.regions import Bloc, blocs, membership
from cedic.trade.tables import year_of

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

Members = Literal["dated", "fixed"]
Before = Literal["founders", "none"]
WhichBlocs = str | Bloc | Iterable[str | Bloc] | Mapping[str, Sequence[str | int]]


def blocs_table(
    which: WhichBlocs,
    *,
    members: Members = "dated",
    year: int | None = None,
    before: Before = "founders",
    scheme: str | None = None,
) -> ir.Table:
    """Membership of blocs: BLOC, AREA, FIRST_YEAR, LAST_YEAR, COMPOSITION.

    Parameters
    ----------
    which : str, Bloc, iterable of these, sequence of area codes, or mapping
        Registered blocs by id; or the areas of one bloc of your own, in whatever codes your table
        uses; or a mapping of names to such areas. An area named twice is one member.
    members : {"dated", "fixed"}
        Membership as it was in each year, or the members of `year` in all years. A bloc of your own
        does not change.
    year : int, optional
        The year whose members are taken when `members` is ``fixed``.
    before : {"founders", "none"}
        In years before a bloc was founded: its founding members, or no bloc.
    scheme : str, optional
        The code system of the areas in your table, for instance ``BACI``; by default ISO alpha-3.

    Raises
    ------
    UnknownCodeError
        For a bloc or scheme that does not exist.
    UsageError
        For a bloc of fewer than two members or named like one of them, no bloc at all, blocs and
        areas in one list, or ``fixed`` without a year.
    """
    import ibis
    import pyarrow as pa

    own = _own_blocs(which)
    if own is not None:
        return ibis.memtable(pa.concat_tables(_own_members(*item) for item in own.items()))
    named = [which] if isinstance(which, str | Bloc) else list(which)
    return ibis.memtable(
        membership(named, members=members, year=year, before=before, scheme=scheme)
    )


def _own_blocs(which: WhichBlocs) -> Mapping[str, Sequence[str | int]] | None:
    """The caller's own blocs, or None where registered ones are meant."""
    if isinstance(which, Mapping):
        if not which:
            raise UsageError("No bloc is given.", remedy="map a name to two areas or more")
        return which
    if isinstance(which, str | Bloc):
        return None
    items = list(which)
    names = [item.id if isinstance(item, Bloc) else str(item) for item in items]
    registered = [
        name
        for item, name in zip(items, names, strict=True)
        if isinstance(item, Bloc) or item in blocs()
    ]
    if items and len(registered) == len(items):
        return None
    if registered:
        raise UsageError(
            f"{registered[0]} is a bloc among areas.",
            remedy="list either blocs or the areas of one bloc",
        )
    return {"+".join(names): names}


def _own_members(name: str, areas: Sequence[str | int]) -> pa.Table:
    import pyarrow as pa

    if isinstance(areas, str):
        raise UsageError(
            f"The members of {name} are a text, {areas!r}.", remedy="give a list of area codes"
        )
    distinct = list(dict.fromkeys(str(area) for area in areas))
    count = len(distinct)
    if count < 2:
        raise UsageError(
            f"A bloc needs at least two members; {name or 'this one'} has {count}.",
            remedy="give two areas or more",
        )
    if name in distinct:
        raise UsageError(f"The bloc {name} has the name of one of its members.")
    return pa.table(
        {
            "BLOC": pa.repeat(name, count),
            "AREA": pa.array(distinct),
            "FIRST_YEAR": pa.repeat(pa.scalar(0, pa.int16()), count),
            "LAST_YEAR": pa.repeat(pa.scalar(9999, pa.int16()), count),
            "COMPOSITION": pa.repeat("X", count),
        }
    )


def members_by_period(periods: ir.Table, members: ir.Table) -> ir.Table:
    """The members of each bloc in each period: the columns of both tables, without the years.

    Parameters
    ----------
    periods : ibis.Table
        Distinct periods, with the column TIME_PERIOD.
    members : ibis.Table
        From :func:`blocs_table`.
    """
    year = year_of(periods.TIME_PERIOD)
    joined = periods.join(members, [year >= members.FIRST_YEAR, year <= members.LAST_YEAR])
    return joined.drop("FIRST_YEAR", "LAST_YEAR")
