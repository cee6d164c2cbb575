"""Rows as text that DuckDB writes: the fast way out for files and answers of any size.

Each row's text is one SQL expression. DuckDB makes it on all its threads, hands it over in Arrow
batches, and the bytes of a batch's only column are the output: no row passes through Python.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from cedic.model import Component, Representation
from cedic.warehouse.engine import identifier, quoted

if TYPE_CHECKING:
    import pyarrow as pa

    from cedic.warehouse.selection import Selection
    from cedic.warehouse.snapshot import Relation

BATCH_ROWS = 2_048
"""How many rows come in a batch; each thread of DuckDB has some in the making."""
AHEAD = "1MB"
"""How much of an answer DuckDB makes ahead; by itself it would make ten times that."""

CONTROL = r"[\x00-\x08\x0B\x0C\x0E-\x1F\x{FFFE}\x{FFFF}]"
"""Characters that XML 1.0 cannot hold."""

FORMULA = r"^[=+@\t\r-]"
"""How a text begins that a spreadsheet takes for a formula."""

SPECIAL = rf'{FORMULA}|[",\n\r]'
"""What a text has in it that cannot stand in a CSV file as it is."""


def lines(selection: Selection, relation: Relation, expression: str) -> Iterator[memoryview]:
    """The text of each observation of a selection, in the order of the key, one after the other.

    Parameters
    ----------
    selection : Selection
        Which observations.
    relation : Relation
        Their table; its cursor is closed at the end.
    expression : str
        The SQL expression of an observation's text.
    """
    query, values = selection.query(relation, expression)
    yield from texts(relation, query, values)


def texts(relation: Relation, query: str, values: list[Any]) -> Iterator[memoryview]:
    """The bytes of a query's only column, a piece for each batch of rows."""
    with streamed(relation, query, values) as batches:
        for batch in batches:
            yield content(batch.column(0))


@contextmanager
def streamed(relation: Relation, query: str, values: list[Any]) -> Iterator[pa.RecordBatchReader]:
    """The rows of a query as a stream of small batches; many can be open at once."""
    cursor = relation.cursor
    try:
        # DuckDB keeps this setting for each cursor by itself.
        cursor.execute(f"SET streaming_buffer_size = {quoted(AHEAD)}")
        yield cursor.sql(query, params=values).to_arrow_reader(BATCH_ROWS)
    finally:
        # A client that leaves early ends the query.
        cursor.interrupt()
        cursor.close()


def content(column: pa.StringArray) -> memoryview:
    """The texts of a column of Arrow, one after the other, without copying them."""
    _, offsets, data = column.buffers()
    if data is None:
        return memoryview(b"")
    places = memoryview(offsets).cast("i")
    return memoryview(data)[places[column.offset] : places[column.offset + len(column)]]


def csv_field(component: Component) -> str:
    """The SQL expression of a component's value in a CSV file, as RFC 4180 has it; null is empty.

    Text that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    column = identifier(component.id)
    if component.representation in (Representation.CODE, Representation.TIME):
        return f"coalesce({column}, '')"
    if component.representation is Representation.STRING:
        return csv_text(column)
    return f"coalesce({column}::VARCHAR, '')"


def csv_text(expression: str) -> str:
    """The SQL expression of a text in a CSV file, quoted where it must be."""
    guard = f"CASE WHEN regexp_matches({expression}, '{FORMULA}') THEN chr(39) ELSE '' END"
    return (
        f"CASE WHEN regexp_matches({expression}, '{SPECIAL}') "
        f"THEN chr(34) || {guard} || replace({expression}, chr(34), chr(34) || chr(34)) || chr(34) "
        f"ELSE coalesce({expression}, '') END"
    )


def number(component: Component) -> str:
    """The SQL expression of a number as text; null if it is none, or not finite."""
    column = identifier(component.id)
    if component.representation is Representation.FLOAT:
        return f"CASE WHEN isfinite({column}) THEN {column}::VARCHAR END"
    return f"{column}::VARCHAR"


def concat(*expressions: str) -> str:
    """The SQL expression of texts one after the other, nulls left out."""
    return f"concat({', '.join(expressions)})"


def xml_text(expression: str) -> str:
    """The SQL expression of a text in XML, without the characters that XML 1.0 cannot hold."""
    escaped = f"regexp_replace({expression}, '{CONTROL}', '', 'g')"
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), ('"', "&quot;")):
        escaped = f"replace({escaped}, {quoted(sign)}, {quoted(entity)})"
    return escaped


def looked_up(column: str, found: Mapping[str, str]) -> str:
    """The SQL expression of what stands for a value; null where nothing does.

    Parameters
    ----------
    column : str
        The SQL expression of the value.
    found : mapping of str to str
        What stands for each value; at least one.
    """
    # The place of a value in a type made for it: found at once, where a CASE would be walked.
    kinds = ", ".join(map(quoted, found))
    listed = ", ".join(map(quoted, found.values()))
    return f"[{listed}][enum_code(TRY_CAST({column} AS ENUM({kinds})))::INTEGER + 1]"
