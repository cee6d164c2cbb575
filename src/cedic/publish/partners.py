"""Who an area trades with: largest partners, flows within a bloc, the region against the world."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cedic.model import Code
from cedic.publish import facts
from cedic.publish.facts import Facts
from cedic.publish.headlines import (
    AREA,
    PARTNER,
    TIME,
    Measured,
    Series,
    choices,
    chosen_dimensions,
    dimension_measured,
    places,
    series_of,
)
from cedic.regions import areas, blocs
from cedic.warehouse import Store
from cedic.warehouse.engine import identifier, quoted, read_errors_told

LARGEST = 10
FLOW = "TRADE_FLOW"


@dataclass(frozen=True)
class Flow:
    """A value between two areas.

    Parameters
    ----------
    area, partner : str
        Their codes.
    value : float
        The value.
    share : float
        Its part in all that was added up.
    """

    area: str
    partner: str
    value: float
    share: float


@dataclass(frozen=True)
class Flows:
    """The largest flows of one kind in one period.

    Parameters
    ----------
    measured : Measured
        Exports, imports, or whatever the dataflow tells apart.
    period : str
        The period.
    flows : tuple of Flow
        The largest first.
    total : float
        The sum of all, those that are not listed too.
    count : int
        How many there are in all.
    """

    measured: Measured
    period: str
    flows: tuple[Flow, ...]
    total: float
    count: int


def largest_partners(store: Store, area: str, most: int = LARGEST) -> list[Flows]:
    """The largest partners of an area in the last period, for each kind of flow.

    Parameters
    ----------
    store : Store
        Where the figures are.
    area : str
        The code of an area or of a bloc.
    most : int
        How many partners at most.

    Returns
    -------
    list of Flows
        Of the dataflow that knows most partners of the area, by the choices of
        :func:`cedic.publish.headlines.choices`; kinds of flows that can be negative, such as a
        balance, have no largest partner. Empty if no dataflow tells of partners.
    """
    partners = [id for id, one in areas().items() if one.kind not in ("world", "aggregate")]
    found = [_largest(store, one, [area], partners, most) for one in _with_partners(store)]
    return max(found, key=lambda kinds: max((one.count for one in kinds), default=0), default=[])


def within(store: Store, members: Sequence[str], most: int = LARGEST) -> list[Flows]:
    """The largest flows among the members of a bloc in the last period.

    Of the dataflow that knows most pairs; only the first kind of flow, since what one member exports
    another imports.
    """
    found = [_largest(store, one, members, members, most)[:1] for one in _with_partners(store)]
    return max(found, key=lambda kinds: max((one.count for one in kinds), default=0), default=[])


@dataclass(frozen=True)
class Inward:
    """How much of an area's trade stays in a bloc, over time.

    Parameters
    ----------
    total : Series
        The trade with the world.
    bloc : str
        The bloc.
    inside : mapping of str to float
        The trade with the bloc's members, by period.
    """

    total: Series
    bloc: str
    inside: Mapping[str, float]

    @property
    def shares(self) -> dict[str, float]:
        """The part that stays, from 0 to 1, by period."""
        whole = self.total.known
        return {
            period: value / whole[period]
            for period, value in self.inside.items()
            if whole.get(period, 0.0) > 0.0
        }


def inward(store: Store, area: str, members_of: Iterable[str]) -> list[Inward]:
    """The trade of an area with blocs against its trade with the world.

    Parameters
    ----------
    store : Store
        Where the figures are.
    area : str
        The code of an area or of a bloc; for a bloc, its trade with itself is among its members.
    members_of : iterable of str
        The blocs.

    Returns
    -------
    list of Inward
        For each dataflow with the world as a counterpart, kind of flow and bloc that has figures.
    """
    wanted = list(members_of)
    return [
        Inward(total, bloc, inside[bloc])
        for found in _with_partners(store)
        for total in series_of(store, found, area=area)
        if min(total.known.values(), default=-1.0) >= 0.0
        for inside in [_with(store, found, total.measured, area, wanted)]
        for bloc in wanted
        if bloc in inside
    ]


def world_shares(store: Store, total: Series) -> dict[str, float]:
    """An area's part in the sum of all areas, by period: its share of world trade."""
    own = blocs()
    code = total.measured.code.id if total.measured.code else ""
    found = next(one for one in places(store) if one.dataflow.id == total.measured.flow.id)
    sums: dict[str, float] = {}
    for one in series_of(store, found, code=code):
        if one.area in own or areas()[one.area].kind in ("world", "aggregate"):
            continue
        for period, value in one.known.items():
            sums[period] = sums.get(period, 0.0) + value
    return {
        period: value / sums[period]
        for period, value in total.known.items()
        if sums.get(period, 0.0) > 0.0
    }


def _with_partners(store: Store) -> list[Facts]:
    """The dataflows that tell who sold to whom; a pair's indices or strongest links are no flows."""
    return [one for one in places(store) if {PARTNER, FLOW} <= set(one.dataflow.key)]


def _largest(
    store: Store, found: Facts, ours: Sequence[str], partners: Sequence[str], most: int
) -> list[Flows]:
    """The largest flows between two groups of areas in the last period of each kind."""
    if not ours or not partners:
        return []
    kind = dimension_measured(found)
    own = f"figures.{identifier(kind)}" if kind else "''"
    chosen = _chosen(store, found.dataflow.id, found.release.number)
    if not chosen:
        return []
    names = ", ".join(map(identifier, ("MEASURED", *chosen_dimensions(found))))
    listed_choices = ", ".join(f"({_listed(row[:-2])})" for row in chosen)
    relation = store.snapshot(found.release.number).relation(found.dataflow)
    query = f"""
        WITH mine AS (
            SELECT {own} AS MEASURED, figures.{AREA} AS AREA, figures.{PARTNER} AS PARTNER,
                figures.{TIME} AS PERIOD, OBS_VALUE::DOUBLE AS VALUE
            FROM {relation.name} AS figures
            JOIN (VALUES {listed_choices}) AS chosen ({names}) ON {_same(found, own)}
            WHERE figures.{AREA} IN ({_listed(ours)}) AND figures.{PARTNER} IN ({_listed(partners)})
                AND OBS_VALUE IS NOT NULL AND figures.{AREA} <> figures.{PARTNER}
        ), latest AS (
            SELECT MEASURED, max(PERIOD) AS PERIOD FROM mine GROUP BY MEASURED
        ), ranked AS (
            SELECT *, sum(VALUE) OVER kinds AS TOTAL, count(*) OVER kinds AS KNOWN,
                min(VALUE) OVER kinds AS LEAST,
                row_number() OVER (PARTITION BY MEASURED ORDER BY VALUE DESC, AREA, PARTNER) AS PLACE
            FROM mine JOIN latest USING (MEASURED, PERIOD)
            WINDOW kinds AS (PARTITION BY MEASURED)
        )
        SELECT MEASURED, PERIOD, TOTAL, KNOWN,
            list((AREA, PARTNER, VALUE, VALUE / TOTAL) ORDER BY PLACE) AS FLOWS
        FROM ranked WHERE PLACE <= {most} AND LEAST >= 0 AND TOTAL > 0
        GROUP BY ALL"""  # noqa: S608 - identifiers and quoted codes
    with read_errors_told(store.location):
        rows = {row[0]: row[1:] for row in relation.cursor.execute(query).fetchall()}
    relation.cursor.close()
    told = {row[0]: row[1:] for row in chosen}
    listed: Sequence[Code | None] = found.codes[kind] if kind else (None,)
    return [
        _flows(_kind_of_flow(found, code, told[id]), *rows[id])
        for code in listed
        if (id := code.id if code else "") in rows
    ]


@lru_cache(maxsize=32)
def _chosen(store: Store, id: str, number: int) -> list[tuple[Any, ...]]:
    """The rows of :func:`cedic.publish.headlines.choices`; kept, as no release ever changes."""
    found = facts.of_dataflow(store, store.dataflow(id), store.release(number))
    relation = store.snapshot(number).relation(found.dataflow)
    with read_errors_told(store.location):
        rows = relation.cursor.execute(choices(found, relation.name, world=False)).fetchall()
    relation.cursor.close()
    return rows


def _kind_of_flow(found: Facts, code: Code | None, chosen: Sequence[Any]) -> Measured:
    units = {unit.id: unit for unit in found.codes.get("UNIT_MEASURE", ())}
    *values, unit_code, _ = chosen
    codes = dict(zip(chosen_dimensions(found), values, strict=False))
    unit = units.get(unit_code)
    return Measured(found.dataflow, dimension_measured(found), code, codes, unit)


def _flows(
    measured: Measured, period: str, total: float, count: int, flows: list[tuple[Any, ...]]
) -> Flows:
    return Flows(measured, period, tuple(Flow(*_pair(flow)) for flow in flows), total, count)


def _pair(flow: Any) -> tuple[Any, ...]:
    return tuple(flow.values()) if isinstance(flow, dict) else tuple(flow)


def _with(
    store: Store, found: Facts, measured: Measured, area: str, partners: Sequence[str]
) -> dict[str, dict[str, float]]:
    """The values between an area and each partner, by period."""
    if not partners:
        return {}
    codes = {**measured.codes, AREA: area}
    codes.pop(PARTNER, None)
    conditions = [f"{identifier(name)} = {quoted(code)}" for name, code in codes.items()]
    conditions.append(f"{PARTNER} IN ({_listed(partners)})")
    relation = store.snapshot(found.release.number).relation(found.dataflow)
    query = (
        f"SELECT {PARTNER}, map_from_entries(list(({TIME}, OBS_VALUE::DOUBLE) ORDER BY {TIME})) "  # noqa: S608
        f"FROM {relation.name} WHERE {' AND '.join(conditions)} AND OBS_VALUE IS NOT NULL "
        f"GROUP BY {PARTNER}"
    )
    with read_errors_told(store.location):
        rows = relation.cursor.execute(query).fetchall()
    relation.cursor.close()
    return dict(rows)


def _same(found: Facts, own: str) -> str:
    """What makes a row one of those chosen, as SQL."""
    names = (identifier(name) for name in chosen_dimensions(found))
    return " AND ".join(
        [f"chosen.MEASURED = {own}", *(f"chosen.{name} = figures.{name}" for name in names)]
    )


def _listed(codes: Sequence[str]) -> str:
    return ", ".join(quoted(code) for code in codes)
