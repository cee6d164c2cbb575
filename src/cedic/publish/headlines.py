"""The series that stand for an area: each indicator, with all other dimensions chosen."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from cedic.model import Code, Dataflow, Indicator, Text
from cedic.publish import facts
from cedic.publish.facts import Facts
from cedic.publish.figure import MULTIPLES, spans
from cedic.publish.kinds import PRODUCTS
from cedic.publish.numbers import MISSING, formatted, percent
from cedic.warehouse import Store
from cedic.warehouse.engine import identifier, quoted, read_errors_told

if TYPE_CHECKING:
    import pyarrow as pa

AREA, PARTNER, TIME, INDICATOR = "REF_AREA", "COUNTERPART_AREA", "TIME_PERIOD", "INDICATOR"
WORLD, TOTAL = "WLD", "_T"

_PERIOD = re.compile(r"([0-9]{4})(?:-(Q)?([0-9]{1,2}))?")


@dataclass(frozen=True)
class Measured:
    """What a series measures: an indicator, or a flow of a dataflow without indicators.

    Parameters
    ----------
    flow : Dataflow
        The dataflow.
    dimension : str or None
        The dimension that tells what is measured; None if the dataflow measures one thing alone.
    code : Code or None
        Its code.
    choices : mapping of str to str
        The code chosen of each other dimension.
    unit : Code or None
        The unit.
    """

    flow: Dataflow
    dimension: str | None
    code: Code | None
    choices: Mapping[str, str]
    unit: Code | None

    @property
    def name(self) -> Text:
        """The indicator's name, else the flow's, else the dataflow's."""
        return self.code.name if self.code else self.flow.name

    @property
    def is_indicator(self) -> bool:
        """Whether it has a method, and so a page, of its own."""
        return isinstance(self.code, Indicator)

    @property
    def is_share(self) -> bool:
        """Whether it is a part of a whole, written as per cent."""
        code = self.code
        return isinstance(code, Indicator) and (code.range, code.unit) == ("0 … 1", "RATIO")

    @property
    def is_money(self) -> bool:
        """Whether it is an amount of dollars."""
        return self.unit is not None and self.unit.id == "USD"

    @property
    def codes(self) -> dict[str, str]:
        """The code of each dimension but area and time."""
        own = {self.dimension: self.code.id} if self.dimension and self.code else {}
        return {**own, **self.choices}

    def written(self, value: float | None, language: str) -> str:
        """A value as people read it: shares as per cent, large amounts in thousands and more."""
        if value is None:
            return MISSING
        if self.is_share:
            return percent(value, language)
        if self.unit is not None and self.unit.id == "PT":
            return percent(value / 100, language)
        size, name = multiple(value)
        number = formatted(float(value) / size, language, _decimals(value / size, bool(name)))
        return f"{number} {name[language].lower()}" if name else number

    def unit_name(self, language: str) -> str:
        """The unit, unless the written value says it already."""
        if self.unit is None or self.is_share or self.unit.id == "PT":
            return ""
        return self.unit.name[language]


@dataclass(frozen=True)
class Series:
    """A measure of one area over time.

    Parameters
    ----------
    measured : Measured
        What is measured.
    area : str
        The code of the area.
    periods : tuple of str
        The periods that the dataflow has a row for, in order.
    values : tuple of float or None
        The value of each; None is missing.
    coverage : tuple of float or None
        The part of a bloc's members with figures, by period; empty where that is not told.
    """

    measured: Measured
    area: str
    periods: tuple[str, ...]
    values: tuple[float | None, ...]
    coverage: tuple[float | None, ...] = ()

    @cached_property
    def known(self) -> dict[str, float]:
        """The values that are not missing, by period."""
        pairs = zip(self.periods, self.values, strict=True)
        return {period: value for period, value in pairs if value is not None}

    @property
    def latest(self) -> tuple[str, float | None]:
        """The last period with a value, and the value; an empty period if there is none."""
        last = max(self.known, default="")
        return last, self.known.get(last)

    @property
    def years(self) -> str:
        """The periods with a value, years in a row as one span."""
        return ", ".join(spans(sorted(self.known)))

    @property
    def covered(self) -> float | None:
        """The coverage of the last period with a value."""
        pairs = dict(zip(self.periods, self.coverage, strict=False))
        return pairs.get(self.latest[0])

    @property
    def points(self) -> list[tuple[int, float]]:
        """Place in time and value of each known observation; see :func:`ordinal`."""
        return [(ordinal(period), value) for period, value in self.known.items()]


def multiple(value: float) -> tuple[float, Text | None]:
    """What an amount is divided by to be read, and the name of that: 1e9, billions."""
    if abs(value) < 1e5:
        return 1.0, None
    return next((size, name) for size, name in MULTIPLES if abs(value) >= size)


def _decimals(value: float, scaled: bool) -> int:
    if 0 < abs(value) < 0.1:
        # Two digits that say something, as 0.00 would say that there is nothing.
        return min(6, 1 - math.floor(math.log10(abs(value))))
    if not scaled and float(value).is_integer():
        return 0
    return 2 if abs(value) < 10 else 1 if abs(value) < 1000 else 0


def ordinal(period: str) -> int:
    """The place of a period among those of its frequency, one apart from the next: 2020, 2021."""
    found = _PERIOD.match(period)
    if found is None:
        return 0
    year, quarter, part = found.groups()
    if part is None:
        return int(year)
    return int(year) * (4 if quarter else 12) + int(part) - 1


def places(store: Store) -> list[Facts]:
    """The facts of the published dataflows that tell of areas, in the catalogue's order."""
    return [one for one in _published(store) if AREA in one.dataflow.key]


def _published(store: Store) -> list[Facts]:
    from cedic.publish.metadata import published

    return published(store) if store.releases() else []


def measures(store: Store, found: Facts) -> list[Measured]:
    """What a dataflow measures of areas, in the order of its list.

    Parameters
    ----------
    store : Store
        Where the figures are.
    found : Facts
        The whole dataflow at its release.

    Returns
    -------
    list of Measured
        One for each code of INDICATOR; without that dimension, for each code of the first other one
        that has several codes and no total. Of all other dimensions the total is chosen where there
        is one, annual figures, the world as counterpart, else the codes with the most values: so the
        source with the most figures. Empty if areas have partners and the world is none of them,
        or products and no total of them.
    """
    return list(_headlines(store, found.dataflow.id, found.release.number)[0].values())


def series(store: Store, area: str) -> list[Series]:
    """All series of an area, dataflow by dataflow, in the order of :func:`measures`."""
    return [one for found in places(store) for one in series_of(store, found, area=area)]


def series_of(
    store: Store, found: Facts, *, area: str | None = None, code: str | None = None
) -> list[Series]:
    """The series of a dataflow, of one area or of one measured code, in the order of the key."""
    measured, table = _headlines(store, found.dataflow.id, found.release.number)
    import pyarrow.compute as pc

    for name, wanted in (("AREA", area), ("MEASURED", code)):
        if wanted is not None:
            table = table.filter(pc.field(name) == wanted)
    order = {id: place for place, id in enumerate(measured)}
    made = [
        Series(
            measured[row["MEASURED"]],
            row["AREA"],
            tuple(row["PERIODS"]),
            tuple(row["VALUES"]),
            tuple(row["COVERAGE"]),
        )
        for row in table.to_pylist()
    ]
    ids = {id(one): code for code, one in measured.items()}
    return sorted(made, key=lambda one: order[ids[id(one.measured)]])


def dimension_measured(found: Facts) -> str | None:
    """The dimension whose codes tell what is measured; see :func:`measures`."""
    if INDICATOR in found.dataflow.key:
        return INDICATOR
    for dimension in found.dataflow.dimensions:
        codes = [code.id for code in found.codes.get(dimension.id, ())]
        passed = dimension.id in (AREA, PARTNER, "FREQ", "SOURCE")
        if not passed and len(codes) > 1 and TOTAL not in codes:
            return dimension.id
    return None


@lru_cache(maxsize=32)
def _headlines(store: Store, id: str, number: int) -> tuple[dict[str, Measured], pa.Table]:
    """What a dataflow measures by code, and all series; kept, as no release ever changes."""
    found = facts.of_dataflow(store, store.dataflow(id), store.release(number))
    relation = store.snapshot(number).relation(found.dataflow)
    with read_errors_told(store.location):
        chosen = choices(found, relation.name, world=True)
        rows = relation.cursor.sql(chosen).to_arrow_table().to_pylist() if chosen else []
        query = _series_query(found, relation.name, chosen)
        table = relation.cursor.sql(query).to_arrow_table()
    relation.cursor.close()
    return dict(_measured(found, rows)), table


def choices(found: Facts, table: str, *, world: bool) -> str:
    """The query that chooses the codes of all dimensions but area and time, by what is measured.

    Parameters
    ----------
    found : Facts
        The dataflow.
    table : str
        Its table, as SQL.
    world : bool
        Whether the counterpart is the world; else counterparts are not chosen.

    Returns
    -------
    str
        SQL that gives a row for each measured code, none for those of single products only: no
        product stands for all. Empty if the world is no counterpart.
    """
    flow, measured = found.dataflow, dimension_measured(found)
    others = chosen_dimensions(found)
    conditions = [
        f"{identifier(name)} = {quoted(TOTAL)}"
        for name in others
        if name in PRODUCTS and len(found.codes[name]) > 1
    ]
    if world and PARTNER in flow.key:
        if WORLD not in {code.id for code in found.codes[PARTNER]}:
            return ""
        conditions += [f"{PARTNER} = {quoted(WORLD)}", f"{AREA} <> {quoted(WORLD)}"]
    fixed = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    unit = "max(UNIT_MEASURE)" if "UNIT_MEASURE" in flow.columns else "NULL"
    order = [
        *(["FREQ = 'A' DESC"] if "FREQ" in others else []),
        *(f"{identifier(name)} = {quoted(TOTAL)} DESC" for name in others),
        "KNOWN DESC",
        *(_listed(found, name) for name in others),
    ]
    own = identifier(measured) if measured else "''"
    columns = ", ".join([f"{own} AS MEASURED", *map(identifier, others), f"{unit} AS UNIT"])
    return (
        f"SELECT * FROM (SELECT {columns}, "  # noqa: S608 - identifiers, quoted
        f"count(OBS_VALUE) AS KNOWN FROM {table}{fixed} GROUP BY ALL) "
        f"QUALIFY row_number() OVER (PARTITION BY MEASURED ORDER BY {', '.join(order)}) = 1"
    )


def chosen_dimensions(found: Facts) -> list[str]:
    """The dimensions of which a code is chosen."""
    passed = (AREA, PARTNER, TIME, dimension_measured(found))
    return [name for name in found.dataflow.key if name not in passed]


def _listed(found: Facts, name: str) -> str:
    """The place of a column's code in its list, as SQL."""
    codes = ", ".join(quoted(code.id) for code in found.codes.get(name, ()))
    return f"list_position([{codes}]::VARCHAR[], {identifier(name)})"


def _measured(found: Facts, rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, Measured]]:
    flow, dimension = found.dataflow, dimension_measured(found)
    units = {code.id: code for code in found.codes.get("UNIT_MEASURE", ())}
    by_code = {row["MEASURED"]: row for row in rows}
    listed: Sequence[Code | None] = found.codes[dimension] if dimension else (None,)
    others = chosen_dimensions(found)
    for code in listed:
        row = by_code.get(code.id if code else "")
        if row is None:
            continue
        chosen = {name: row[name] for name in others}
        if PARTNER in flow.key:
            chosen[PARTNER] = WORLD
        unit = units.get(row["UNIT"])
        yield row["MEASURED"], Measured(flow, dimension, code, chosen, unit)


def _series_query(found: Facts, table: str, chosen: str) -> str:
    """The query of all series, their values in order of time."""
    flow, dimension = found.dataflow, dimension_measured(found)
    if not chosen:
        return (
            "SELECT '' AS AREA, '' AS MEASURED, []::VARCHAR[] AS PERIODS, "
            "[]::DOUBLE[] AS VALUES, []::DOUBLE[] AS COVERAGE WHERE false"
        )
    covered = f"list(COVERAGE ORDER BY {TIME})" if "COVERAGE" in flow.columns else "[]::DOUBLE[]"
    own = f"figures.{identifier(dimension)}" if dimension else "''"
    same = " AND ".join(
        [
            f"chosen.MEASURED = {own}",
            *(
                f"chosen.{identifier(name)} = figures.{identifier(name)}"
                for name in chosen_dimensions(found)
            ),
            *([f"figures.{PARTNER} = {quoted(WORLD)}"] if PARTNER in flow.key else []),
        ]
    )
    return (
        f"SELECT {AREA} AS AREA, chosen.MEASURED AS MEASURED, "  # noqa: S608 - identifiers, quoted
        f"list({TIME} ORDER BY {TIME}) AS PERIODS, "
        f"list(OBS_VALUE::DOUBLE ORDER BY {TIME}) AS VALUES, {covered} AS COVERAGE "
        f"FROM {table} AS figures JOIN ({chosen}) AS chosen ON {same} "
        f"GROUP BY 1, 2 ORDER BY 1, 2"
    )
