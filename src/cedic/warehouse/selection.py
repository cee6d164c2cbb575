"""Which observations a reader wants, as an SQL query on a dataflow's table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from math import isfinite
from typing import TYPE_CHECKING, Any

from cedic.errors import UnknownCodeError, UsageError
from cedic.model import Component, Dataflow, Period, Representation
from cedic.regions.blocs import CAN_REMEDY
from cedic.warehouse.engine import identifier

if TYPE_CHECKING:
    import pyarrow as pa

    from cedic.warehouse.snapshot import Relation

BATCH_ROWS = 65_536

TEXT_OPERATORS = {
    "co": "contains({}, ?)",
    "nc": "NOT contains(coalesce({}, ''), ?)",
    "sw": "starts_with({}, ?)",
    "ew": "suffix({}, ?)",
}
ORDER_OPERATORS = {
    "eq": "{} = ?",
    "ne": "{} IS DISTINCT FROM ?",
    "lt": "{} < ?",
    "le": "{} <= ?",
    "gt": "{} > ?",
    "ge": "{} >= ?",
}
OPERATORS = (*ORDER_OPERATORS, *TEXT_OPERATORS)
"""How a value can be compared, by the names that SDMX 3.0 gives them."""

INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
NUMBER = re.compile(r"[+-]?([0-9]{1,400}(\.[0-9]{0,400})?|\.[0-9]{1,400})([eE][+-]?[0-9]{1,3})?")
"""How numbers are written; without words such as nan, which nothing can be compared with."""

# A period's first and last day as text; '31' sorts after each last day of a month.
_FIRST_DAY = (
    "CASE WHEN length(TIME_PERIOD) = 4 THEN TIME_PERIOD || '-01-01' "
    "WHEN TIME_PERIOD[6] = 'Q' THEN TIME_PERIOD[:5] || "
    "lpad((TIME_PERIOD[7]::INTEGER * 3 - 2)::VARCHAR, 2, '0') || '-01' "
    "ELSE TIME_PERIOD || '-01' END"
)
_LAST_DAY = (
    "CASE WHEN length(TIME_PERIOD) = 4 THEN TIME_PERIOD || '-12-31' "
    "WHEN TIME_PERIOD[6] = 'Q' THEN TIME_PERIOD[:5] || "
    "lpad((TIME_PERIOD[7]::INTEGER * 3)::VARCHAR, 2, '0') || '-31' "
    "ELSE TIME_PERIOD || '-31' END"
)

Clause = tuple[str, list[Any]]
"""A piece of SQL and the values of its question marks."""


@dataclass(frozen=True)
class Comparison:
    """One comparison of a component's value.

    Parameters
    ----------
    operator : str
        One of :data:`OPERATORS`.
    value : str
        What it is compared with.
    """

    operator: str
    value: str


@dataclass(frozen=True)
class Condition:
    """What a component's value must be: any of several alternatives, all comparisons of one.

    Parameters
    ----------
    component : str
        The component's id.
    alternatives : tuple of tuple of Comparison
        One of them must hold as a whole.
    """

    component: str
    alternatives: tuple[tuple[Comparison, ...], ...]


@dataclass(frozen=True)
class Selection:
    """Which observations of a dataflow are wanted.

    Parameters
    ----------
    dataflow : Dataflow
        The dataflow.
    codes : mapping of str to tuple of str
        The values wanted, by component.
    start, end : str, optional
        The first and last period, as :meth:`cedic.model.Period.parse` reads them. An observation is
        taken if its period lies between the first day of `start` and the last day of `end`,
        whatever its frequency.
    keys : tuple of mapping of str to tuple of str
        Where there are any, one of them must match: values by dimension.
    conditions : tuple of Condition
        All must hold.
    first, last : int, optional
        Of each series, only this number of its first, its last observations, or both.
    offset, limit : int, optional
        How many observations to pass over, and to give at most.
    """

    dataflow: Dataflow
    codes: Mapping[str, tuple[str, ...]]
    start: str | None = None
    end: str | None = None
    keys: tuple[Mapping[str, tuple[str, ...]], ...] = ()
    conditions: tuple[Condition, ...] = field(default=())
    first: int | None = None
    last: int | None = None
    offset: int = 0
    limit: int | None = None

    @classmethod
    def of(
        cls,
        dataflow: Dataflow,
        where: Mapping[str, str | Iterable[str]],
        start: str | int | None,
        end: str | int | None,
    ) -> Selection:
        """A selection from what a user gives.

        Raises
        ------
        UnknownCodeError
            If a component does not exist.
        UsageError
            If a component holds numbers, a period is malformed, or the periods are reversed.
        """
        codes = {}
        for name, values in where.items():
            if _numeric(dataflow.component(name)):
                raise UsageError(
                    f"{name} of {dataflow.id} holds numbers, by which nothing can be selected.",
                    remedy=f"select by one of {', '.join(dataflow.key)}",
                )
            listed = [values] if isinstance(values, str) else values
            codes[name] = tuple(dict.fromkeys(str(value) for value in listed))
        return cls(
            dataflow,
            codes,
            None if start is None else str(start),
            None if end is None else str(end),
        )

    def __post_init__(self) -> None:
        if self.start is None or self.end is None:
            return
        if Period.parse(self.start).first > Period.parse(self.end).last:
            raise UsageError(
                f"The first period, {self.start}, lies after the last, {self.end}.",
                remedy="give the earlier one first",
            )

    def __hash__(self) -> int:
        # Mappings have no hash; what differs in nothing else is told apart by equality.
        return hash((self.dataflow.id, frozenset(self.codes.items()), self.start, self.end))

    # As SQL

    def query(
        self,
        relation: Relation,
        columns: str | None = None,
        order: tuple[str, ...] | None = None,
    ) -> Clause:
        """The query of the observations, in order.

        Parameters
        ----------
        relation : Relation
            The dataflow's table.
        columns : str, optional
            The SQL expressions wanted; all columns of the dataflow by default.
        order : tuple of str, optional
            The dimensions to order by; those of the key by default.
        """
        order = order or self.dataflow.key
        wanted = columns or ", ".join(identifier(name) for name in self.dataflow.columns)
        where, values = self.where()
        parts = [f"SELECT {wanted} FROM {relation.name}{where}"]  # noqa: S608 - identifiers only
        if self.first is not None or self.last is not None:
            parts.append(self._ends_of_series())
        if not relation.ordered or len(parts) > 1 or order != self.dataflow.key:
            parts.append(f"ORDER BY {', '.join(map(identifier, order))}")
        return " ".join(parts) + self._page(), values

    def keys_query(self, relation: Relation, columns: str, key: tuple[str, ...]) -> Clause:
        """The query of the different keys that the observations have, in order.

        Parameters
        ----------
        relation : Relation
            The dataflow's table.
        columns : str
            The SQL expressions wanted.
        key : tuple of str
            The dimensions of a key.
        """
        names = ", ".join(map(identifier, key))
        observations, values = replace(self, offset=0, limit=None).query(relation, names)
        text = f"SELECT {columns} FROM (SELECT DISTINCT {names} FROM ({observations})) ORDER BY {names}"  # noqa: S608
        return text + self._page(), values

    def _page(self) -> str:
        limit = "" if self.limit is None else f" LIMIT {self.limit}"
        return limit + (f" OFFSET {self.offset}" if self.offset else "")

    def where(self) -> Clause:
        """The conditions, as a WHERE clause; empty if there are none."""
        clauses = list(self._clauses())
        text = " AND ".join(f"({clause})" for clause, _ in clauses)
        return f" WHERE {text}" if text else "", [value for _, some in clauses for value in some]

    def _clauses(self) -> Iterator[Clause]:
        for name, codes in self.codes.items():
            yield _among(name, codes)
        if self.keys:
            matches = [
                _all([_among(name, codes) for name, codes in key.items()]) for key in self.keys
            ]
            yield _any(matches)
        for condition in self.conditions:
            component = self.dataflow.component(condition.component)
            yield _any(
                [
                    _all([_compared(component, comparison) for comparison in alternative])
                    for alternative in condition.alternatives
                ]
            )
        if self.start is not None:
            yield _since(Period.parse(self.start))
        if self.end is not None:
            yield _until(Period.parse(self.end))

    def _ends_of_series(self) -> str:
        series = ", ".join(identifier(name) for name in self.dataflow.key if name != "TIME_PERIOD")
        places = [("ASC", self.first), ("DESC", self.last)]
        return "QUALIFY " + " OR ".join(
            f"row_number() OVER (PARTITION BY {series} ORDER BY TIME_PERIOD {order}) <= {number}"
            for order, number in places
            if number is not None
        )

    # Reading

    def check(self, relation: Relation) -> None:
        """Make sure that something answers, and that every code asked for occurs.

        Raises
        ------
        UnknownCodeError
            If a code occurs nowhere in the dataflow.
        UsageError
            If no observation answers, saying what periods there are.
        """
        where, values = self.where()
        probe = f"SELECT 1 FROM {relation.name}{where} LIMIT 1"  # noqa: S608 - identifiers only
        # All rows are fetched: a result that is not read to its end blocks the connection.
        if not relation.cursor.execute(probe, values).fetchall():
            self.explain(relation)
        elif self.codes:
            self._check_codes(relation)

    def explain(self, relation: Relation) -> None:
        """Say why no observation answers.

        Raises
        ------
        UnknownCodeError
            If a code occurs nowhere in the dataflow.
        UsageError
            Otherwise, saying what periods there are, or what to load if the dataflow is empty.
        """
        self._check_not_empty(relation)
        self._check_codes(relation)
        id = self.dataflow.id
        where, values = Selection(self.dataflow, self.codes, keys=self.keys).where()
        span = f"SELECT min(TIME_PERIOD), max(TIME_PERIOD) FROM {relation.name}{where}"  # noqa: S608
        [(first, last)] = relation.cursor.execute(span, values).fetchall()
        asked = " ".join(f"{name}={','.join(codes)}" for name, codes in self.codes.items())
        if first is None:
            raise UsageError(
                f"{id} has no observations for {asked or 'this'}.",
                remedy="each code exists, but not in this combination; leave one out",
            )
        since = f" from {self.start}" if self.start else ""
        until = f" to {self.end}" if self.end else ""
        raise UsageError(
            f"{id} {asked}".rstrip() + f" has no observations{since}{until}"
            f"{' that meet the conditions' if self.conditions else ''}.",
            remedy=f"it covers {first} to {last}",
        )

    def _check_not_empty(self, relation: Relation) -> None:
        probe = f"SELECT 1 FROM {relation.name} LIMIT 1"  # noqa: S608 - identifiers only
        if relation.cursor.execute(probe).fetchall():
            return
        needs = self.dataflow.needs
        raise UsageError(
            f"{self.dataflow.id} has no observations: no source in the store gives what it is made "
            "from.",
            remedy=f"{needs.en if needs else 'load a source that does'}, then run cedic build",
        )

    def _check_codes(self, relation: Relation) -> None:
        for name, codes in self._codes_by_component().items():
            column = identifier(name)
            rows = relation.cursor.execute(
                f"SELECT DISTINCT {column} FROM {relation.name}"  # noqa: S608 - identifiers only
            ).fetchall()
            known = {str(row[0]) for row in rows if row[0] is not None}
            for code in codes:
                if code not in known:
                    raise self._unknown(name, code, known)

    def _codes_by_component(self) -> dict[str, list[str]]:
        asked: dict[str, list[str]] = {}
        for codes in (self.codes, *self.keys):
            for name, values in codes.items():
                asked.setdefault(name, []).extend(values)
        return asked

    def _unknown(self, name: str, code: str, known: set[str]) -> UsageError:
        codelist = self.dataflow.component(name).codelist
        kind = f"code of {name} in {self.dataflow.id}"
        if codelist is not None and code in codelist:
            return UsageError(
                f"{self.dataflow.id} has no observations with {name} = {code} "
                f"({codelist[code].name.en}).",
                remedy=CAN_REMEDY if code == "CAN" else f"it has {', '.join(sorted(known)[:30])}",
            )
        return UnknownCodeError(kind, code, known)

    def read(self, relation: Relation) -> pa.RecordBatchReader:
        """The observations, in the order of the key, as a stream."""
        query, values = self.query(relation)
        rows = relation.cursor.sql(query, params=values)
        return rows.to_arrow_reader(BATCH_ROWS).cast(self.dataflow.schema)


def _numeric(component: Component) -> bool:
    return component.representation in (Representation.INTEGER, Representation.FLOAT)


def _among(name: str, codes: tuple[str, ...]) -> Clause:
    return f"{identifier(name)} IN ({', '.join('?' * len(codes))})", list(codes)


def _joined(clauses: list[Clause], word: str, empty: str) -> Clause:
    text = word.join(f"({clause})" for clause, _ in clauses)
    return text or empty, [value for _, values in clauses for value in values]


def _all(clauses: list[Clause]) -> Clause:
    return _joined(clauses, " AND ", "true")


def _any(clauses: list[Clause]) -> Clause:
    return _joined(clauses, " OR ", "false")


def _compared(component: Component, comparison: Comparison) -> Clause:
    operator, value = comparison.operator, comparison.value
    column = identifier(component.id)
    if operator in TEXT_OPERATORS:
        if _numeric(component):
            raise UsageError(
                f"{component.id} holds numbers; {operator} is for text.",
                remedy=f"compare it with one of {', '.join(ORDER_OPERATORS)}",
            )
        return TEXT_OPERATORS[operator].format(column), [value]
    if component.representation is Representation.TIME and operator not in ("eq", "ne"):
        return _period_compared(operator, Period.parse(value))
    template = ORDER_OPERATORS[operator]
    return template.format(column), [_number(component, value) if _numeric(component) else value]


def _period_compared(operator: str, period: Period) -> Clause:
    if operator == "ge":
        return _since(period)
    if operator == "le":
        return _until(period)
    if operator == "gt":
        return f"{_FIRST_DAY} > ?", [period.last.isoformat()]
    return f"{_LAST_DAY} < ?", [period.first.isoformat()]


def _since(period: Period) -> Clause:
    year = f"{period.first.year:04}"
    if (period.first.month, period.first.day) == (1, 1):
        # All that the year takes in sorts after the year itself, and files can be passed over.
        return "TIME_PERIOD >= ?", [year]
    return f"TIME_PERIOD >= ? AND {_FIRST_DAY} >= ?", [year, period.first.isoformat()]


def _until(period: Period) -> Clause:
    # '~' sorts after every character of a period: 2020 takes in 2020-Q4.
    year = f"{period.last.year:04}~"
    if (period.last.month, period.last.day) == (12, 31):
        return "TIME_PERIOD <= ?", [year]
    # The last day of a month may be written as the 31st; the bound is widened in the same way.
    day = period.last.isoformat()
    bound = f"{day[:8]}31" if _ends_month(period) else day
    return f"TIME_PERIOD <= ? AND {_LAST_DAY} <= ?", [year, bound]


def _ends_month(period: Period) -> bool:
    from calendar import monthrange

    return period.last.day == monthrange(period.last.year, period.last.month)[1]


def _number(component: Component, value: str) -> int | float:
    whole = component.representation is Representation.INTEGER
    pattern = INTEGER if whole else NUMBER
    if not pattern.fullmatch(value) or not isfinite(float(value)):
        raise UsageError(
            f"{component.id} holds numbers, and {value[:40]!r} is none.",
            remedy="write it as 10" if whole else "write it as 10, 0.5 or 1e6",
        )
    return int(value) if whole else float(value)
