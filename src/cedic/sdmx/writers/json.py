"""SDMX-JSON 1.0 and 2.0 data messages (SDMX Technical Working Group, field guides)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cedic.model import Component, Period, Representation, Text
from cedic.sdmx.data.sets import DataSet
from cedic.sdmx.identity import agency, structure_id, urn
from cedic.sdmx.writers.message import (
    Message,
    grouped,
    moment,
    rows,
    text,
    values_query,
)
from cedic.settings import settings
from cedic.warehouse.engine import identifier
from cedic.warehouse.snapshot import Relation
from cedic.warehouse.text import concat, number, texts

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

SCHEMAS = "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/data-message/tools/schemas"
FEW = 10_000
"""How many values can be listed in a query, and in the structure as a whole; more are kept in a
type of their own, and are written by DuckDB."""


def version_1(message: Message) -> Iterator[bytes | memoryview]:
    """A message in SDMX-JSON 1.0: every value is the index of an entry in the structure."""
    yield from _Writer(message, "1.0").write()


def version_2(message: Message) -> Iterator[bytes | memoryview]:
    """A message in SDMX-JSON 2.0: codes are indices, other values stand for themselves."""
    yield from _Writer(message, "2.0.0").write()


@dataclass(frozen=True)
class _Listed:
    """The values of a component that occur, and the SQL expression of a value's index."""

    component: Component
    values: pa.StringArray
    index: str

    @property
    def mark(self) -> str:
        """What stands in the structure for values that are too many; no text has a null in it."""
        return f"\0{self.component.id}"


class _Writer:
    def __init__(self, message: Message, version: str) -> None:
        self.message = message
        self.version = version
        self.old = version == "1.0"

    def write(self) -> Iterator[bytes | memoryview]:
        message = self.message
        yield _open({"meta": self._meta()}) + b',"data":'
        listed = {part.id: self._listed(part) for part in self._indexed()}
        structure = self._structure(listed)
        head = _open({"structure": structure} if self.old else {"structures": [structure]})
        yield from self._with_many(head, listed)
        yield b',"dataSets":['
        for place, data in enumerate(message.sets):
            yield b"," if place else b""
            yield _open(self._set_head(data)) + b","
            yield from self._observations(data, listed)
            yield b"}"
        yield b"]}}\n"

    # Around the observations

    def _meta(self) -> dict[str, Any]:
        message = self.message
        return {
            "schema": f"{SCHEMAS}/{self.version}/sdmx-json-data-schema.json",
            "id": message.id,
            "prepared": message.prepared,
            "test": False,
            "contentLanguages": [message.language],
            "sender": {"id": agency().replace(".", "-"), "name": settings().publisher},
        }

    def _set_head(self, data: DataSet) -> dict[str, Any]:
        flow = self.message.dataflow
        links = [{"urn": urn("Dataflow", flow.id), "rel": "dataflow"}]
        head: dict[str, Any] = {} if self.old else {"structure": 0}
        head |= {"action": data.action, "links": links}
        if data.valid_from:
            head["validFrom"] = moment(data.valid_from)
        if data.valid_to:
            head["validTo"] = moment(data.valid_to)
        return head

    def _structure(self, listed: Mapping[str, _Listed]) -> dict[str, Any]:
        message, flow = self.message, self.message.dataflow
        outer = [self._dimension(listed[part.id]) for part in message.query.series]
        inner = [self._dimension(listed[name]) for name in [message.query.at] if name in listed]
        dimensions = {"series": outer, "observation": inner}
        if message.query.flat:
            dimensions = {"series": [], "observation": outer}
        structure: dict[str, Any] = {
            "links": [
                {"urn": urn("DataStructure", structure_id(flow)), "rel": "datastructure"},
                {"urn": urn("Dataflow", flow.id), "rel": "dataflow"},
            ],
            **self._named(flow.name, flow.description),
            "dimensions": {"dataSet": [], **dimensions},
        }
        if not self.old:
            structure["dataSets"] = list(range(len(message.sets)))
            structure["measures"] = {"observation": self._measures()}
        attributes = [self._attribute(part, listed) for part in message.attributes]
        structure["attributes"] = {"dataSet": [], "series": [], "observation": attributes}
        return structure

    def _named(self, name: Text, description: Text | None = None) -> dict[str, Any]:
        words = self.message.language
        found: dict[str, Any] = {"name": name[words], "names": dict(name.items())}
        if description:
            found |= {"description": description[words], "descriptions": dict(description.items())}
        return found

    def _dimension(self, listed: _Listed) -> dict[str, Any]:
        part = listed.component
        found = {
            "id": part.id,
            **self._named(part.name, part.description),
            "keyPosition": self.message.dataflow.key.index(part.id),
            "roles": [part.id],
            "values": self._values(listed),
        }
        if not self.old and self.message.codelist(part) is None:
            found["format"] = {"dataType": _data_type(part)}
        return found

    def _measures(self) -> list[dict[str, Any]]:
        part = self.message.dataflow.measure
        if not self.message.query.measure:
            return []
        described = self._named(part.name, part.description)
        return [{"id": part.id, **described, "format": {"dataType": _data_type(part)}}]

    def _attribute(self, part: Component, listed: Mapping[str, _Listed]) -> dict[str, Any]:
        found: dict[str, Any] = {"id": part.id, **self._named(part.name, part.description)}
        if self.old:
            found["relationship"] = {"primaryMeasure": self.message.dataflow.measure.id}
        else:
            found["relationship"] = {"observation": {}}
        if part.id in listed and (len(listed[part.id].values) or self.old):
            found["values"] = self._values(listed[part.id])
        else:
            found["format"] = {"dataType": _data_type(part)}
        return found

    def _values(self, listed: _Listed) -> list[dict[str, Any]] | str:
        part, codes = listed.component, self.message.codelist(listed.component)
        values = listed.values
        if codes is not None:
            return [
                {
                    "id": value,
                    **self._named(codes[value].name if value in codes else Text.same(value)),
                }
                for value in values.to_pylist()
            ]
        if part.representation is Representation.TIME:
            return [self._period(value) for value in values.to_pylist()]
        if len(values) > FEW:
            return listed.mark
        return [{"name" if self.old else "value": value} for value in values.to_pylist()]

    def _with_many(
        self, head: bytes, listed: Mapping[str, _Listed]
    ) -> Iterator[bytes | memoryview]:
        """The structure, with the values that are too many in the places of their marks."""
        for part in listed.values():
            before, mark, after = head.partition(json.dumps(part.mark).encode())
            if mark:
                yield before
                yield from self._many(part.values)
                head = after
        yield head

    def _many(self, values: pa.StringArray) -> Iterator[bytes | memoryview]:
        import pyarrow as pa

        cursor = self.message.sets[0].relation.cursor.cursor()
        cursor.register("many", pa.table({"value": values}))
        entry = concat("',{\"name\":'", "to_json(value)::VARCHAR", "'}'")
        relation = Relation(cursor, "many", ordered=True)
        yield from _separated(b"[", texts(relation, f"SELECT {entry} FROM many", []))  # noqa: S608
        yield b"]"

    def _period(self, value: str) -> dict[str, Any]:
        period = Period.parse(value)
        span = {"start": f"{period.first}T00:00:00Z", "end": f"{period.last}T23:59:59Z"}
        return ({"id": value, "name": value} if self.old else {"value": value}) | span

    # The observations

    def _indexed(self) -> Iterator[Component]:
        """The components whose values are listed in the structure."""
        query = self.message.query
        yield from query.series
        if not query.observations:
            return
        if not query.flat:
            yield self.message.dataflow.component(query.at)
        for part in self.message.attributes:
            if self.old or self.message.codelist(part) is not None:
                yield part

    def _listed(self, part: Component) -> _Listed:
        import pyarrow as pa

        shown = value_text(part)
        found = []
        for data in self.message.sets:
            query, values = values_query(self.message, data, identifier(part.id))
            distinct = (
                f"SELECT DISTINCT {shown} FROM ({query}) WHERE {shown} IS NOT NULL ORDER BY ALL"  # noqa: S608
            )
            rows = data.relation.cursor.sql(distinct, params=values).to_arrow_table()
            found.append(rows.column(0).cast(pa.string()).combine_chunks())
        ordered = found[0] if len(found) == 1 else pa.chunked_array(found).unique().sort()
        return _Listed(part, ordered, self._index(part, shown, ordered))

    def _index(self, part: Component, shown: str, values: pa.StringArray) -> str:
        """The SQL expression of a value's place in the list."""
        if not len(values):
            return "NULL"
        if len(values) <= FEW:
            kind = f"ENUM({', '.join(map(text, values.to_pylist()))})"
        else:
            kind = identifier(f"values of {part.id}")
            for data in self.message.sets:
                _create_type(data.relation.cursor, kind, values)
        return f"enum_code(TRY_CAST({shown} AS {kind}))::VARCHAR"

    def _observations(
        self, data: DataSet, listed: Mapping[str, _Listed]
    ) -> Iterator[bytes | memoryview]:
        query = self.message.query
        key = _key(listed[part.id].index for part in query.series)
        row = self._row(data, listed)
        if not query.observations:
            yield from _separated(
                b'"series":{', rows(self.message, data, concat("',\"'", key, "'\":{}'"))
            )
        elif query.flat:
            yield from _separated(
                b'"observations":{', rows(self.message, data, concat("',\"'", key, "'\":'", row))
            )
        else:
            yield b'"series":{'
            end = "}},"
            head = concat(text(end), "'\"'", key, '\'":{"observations":{\'')
            line = concat("'\"'", listed[query.at].index, "'\":'", row)
            pieces = grouped(self.message, data, head, line, ",")
            yield next(pieces)[len(end) :]
            yield from pieces
            yield b"}}"
        yield b"}"

    def _row(self, data: DataSet, listed: Mapping[str, _Listed]) -> str:
        """The SQL expression of an observation's values, as a JSON array."""
        if data.action == "Delete":
            return "'[]'"
        cells = [number(self.message.dataflow.measure)] if self.message.query.measure else []
        if self.old and not cells:
            cells = ["NULL"]
        for part in self.message.attributes:
            cells.append(listed[part.id].index if part.id in listed else value_json(part))
        filled = [f"coalesce({cell}, 'null')" for cell in cells]
        return concat("'['", f"concat_ws(',', {', '.join(filled)})", "']'")


def _create_type(cursor: DuckDBPyConnection, kind: str, values: pa.StringArray) -> None:
    import pyarrow as pa

    cursor.register("many", pa.table({"value": values}))
    cursor.execute(f"CREATE OR REPLACE TEMP TYPE {kind} AS ENUM (SELECT value FROM many)")  # noqa: S608
    cursor.unregister("many")


def _open(part: Mapping[str, Any]) -> bytes:
    """A JSON object that is left open at its end."""
    return json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode()[:-1]


def _separated(before: bytes, pieces: Iterator[memoryview]) -> Iterator[bytes | memoryview]:
    """Entries with a comma before each, of which the first is left out."""
    yield before
    yield next(pieces)[1:]
    yield from pieces


def _key(indices: Iterable[str]) -> str:
    return f"concat_ws(':', {', '.join(indices)})"


def _data_type(part: Component) -> str:
    return {
        Representation.INTEGER: "Long",
        Representation.FLOAT: "Double",
        Representation.TIME: "ObservationalTimePeriod",
    }.get(part.representation, "String")


def value_text(part: Component) -> str:
    """The SQL expression of a value as text; null where it is null."""
    numeric = part.representation in (Representation.INTEGER, Representation.FLOAT)
    return number(part) if numeric else identifier(part.id)


def value_json(part: Component) -> str:
    """The SQL expression of a value that stands for itself; null where it is null."""
    if part.representation in (Representation.INTEGER, Representation.FLOAT):
        return number(part)
    return f"to_json({identifier(part.id)})::VARCHAR"
