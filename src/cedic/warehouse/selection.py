"""A selection of observations: codes by dimension and a span of time, checked and read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cedic.errors import UnknownCodeError, UsageError
from cedic.model import Dataflow, Representation
from cedic.regions.blocs import CAN_REMEDY
from cedic.warehouse.engine import identifier

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

BATCH_ROWS = 65_536


@dataclass(frozen=True)
class Selection:
    """Which observations of a dataflow are wanted.

    Parameters
    ----------
    dataflow : Dataflow
        The dataflow, which the connection must hold as a view of its id.
    codes : mapping of str to tuple of str
        The values wanted, by component.
    start, end : str, optional
        The first and last period; a year takes in all its parts.
    """

    dataflow: Dataflow
    codes: Mapping[str, tuple[str, ...]]
    start: str | None = None
    end: str | None = None

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
            If a component holds numbers.
        """
        codes = {}
        for name, values in where.items():
            component = dataflow.component(name)
            if component.representation in (Representation.INTEGER, Representation.FLOAT):
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

    @property
    def _conditions(self) -> tuple[list[str], list[object]]:
        conditions: list[str] = []
        values: list[object] = []
        for name, codes in self.codes.items():
            conditions.append(f"{identifier(name)} IN ({', '.join('?' * len(codes))})")
            values.extend(codes)
        if self.start is not None:
            conditions.append("TIME_PERIOD >= ?")
            values.append(self.start)
        if self.end is not None:
            # '~' sorts after every character of a period: 2020 takes in 2020-Q4.
            conditions.append("TIME_PERIOD <= ?")
            values.append(self.end + "~")
        return conditions, values

    def _query(self, columns: str, order: str = "") -> tuple[str, list[object]]:
        conditions, values = self._conditions
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        return f"SELECT {columns} FROM {identifier(self.dataflow.id)}{where}{order}", values  # noqa: S608

    def check(self, connection: DuckDBPyConnection) -> None:
        """Make sure that something answers.

        Raises
        ------
        UnknownCodeError
            If a code occurs nowhere in the dataflow.
        UsageError
            If no observation answers, saying what periods there are.
        """
        query, values = self._query("1")
        # All rows are fetched: a result that is not read to its end blocks the connection.
        if connection.execute(query + " LIMIT 1", values).fetchall():
            if self.codes:
                self._check_codes(connection)
            return
        self._check_codes(connection)
        id = self.dataflow.id
        codes_only = Selection(self.dataflow, self.codes)
        query, values = codes_only._query("min(TIME_PERIOD), max(TIME_PERIOD)")
        [(first, last)] = connection.execute(query, values).fetchall()
        asked = " ".join(f"{name}={','.join(codes)}" for name, codes in self.codes.items())
        if first is None:
            raise UsageError(
                f"{id} has no observations for {asked or 'this'}.",
                remedy="each code exists, but not in this combination; leave one out",
            )
        span = (f" from {self.start}" if self.start else "") + (
            f" to {self.end}" if self.end else ""
        )
        raise UsageError(
            f"{id} {asked}".rstrip() + f" has no observations{span}.",
            remedy=f"it covers {first} to {last}",
        )

    def _check_codes(self, connection: DuckDBPyConnection) -> None:
        for name, codes in self.codes.items():
            column, table = identifier(name), identifier(self.dataflow.id)
            rows = connection.execute(f"SELECT DISTINCT {column} FROM {table}").fetchall()  # noqa: S608
            known = {str(row[0]) for row in rows if row[0] is not None}
            for code in codes:
                if code not in known:
                    raise self._unknown(name, code, known)

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

    def read(self, connection: DuckDBPyConnection) -> pa.RecordBatchReader:
        """The observations, in the order of the key, as a stream."""
        columns = ", ".join(identifier(name) for name in self.dataflow.columns)
        key = ", ".join(identifier(name) for name in self.dataflow.key)
        query, values = self._query(columns, f" ORDER BY {key}")
        rows = connection.sql(query, params=values)
        return rows.to_arrow_reader(BATCH_ROWS).cast(self.dataflow.schema)
