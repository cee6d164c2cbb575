"""What a writer needs to know of the message it writes, and the text that all formats share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cedic.model import Codelist, Component, Dataflow
from cedic.sdmx.codes import codelist_of
from cedic.sdmx.data.query import DataQuery
from cedic.sdmx.data.sets import DataSet
from cedic.sdmx.formats import Chosen
from cedic.sdmx.identity import agency
from cedic.warehouse import Release, Store
from cedic.warehouse.engine import quoted
from cedic.warehouse.text import content, streamed, texts

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Message:
    """A data message that is to be written.

    Parameters
    ----------
    query : DataQuery
        What is shown, and how it is arranged.
    sets : list of DataSet
        The observations.
    release : Release
        The release that answers.
    store : Store
        The store, for the names of sources.
    chosen : Chosen
        The format, with its parameters.
    language : str
        The language of names.
    address : str
        The service's address.
    tag : str
        What identifies the message: equal for equal messages.
    """

    query: DataQuery
    sets: list[DataSet]
    release: Release
    store: Store
    chosen: Chosen
    language: str
    address: str
    tag: str

    @property
    def dataflow(self) -> Dataflow:
        """The dataflow."""
        return self.query.dataflow

    @property
    def id(self) -> str:
        """The message's id; the same message always has the same."""
        return f"{agency().replace('.', '-')}-{self.tag.strip(chr(34))}"

    @property
    def prepared(self) -> str:
        """When the release was made, so that the same request is answered with the same bytes."""
        return moment(self.release.created)

    @property
    def attributes(self) -> tuple[Component, ...]:
        """The attributes shown."""
        return tuple(self.dataflow.component(name) for name in self.query.attributes)

    def codelist(self, component: Component) -> Codelist | None:
        """The codes that a component's values come from."""
        return codelist_of(component, self.store)


def moment(time: datetime) -> str:
    """A moment as XML and JSON have it."""
    return time.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def text(words: str) -> str:
    """`words` as an SQL expression."""
    return quoted(words)


def rows(message: Message, data: DataSet, expression: str) -> Iterator[memoryview]:
    """The text of each observation of a data set, or of each key if no observations are wanted."""
    yield from texts(data.relation, *_query(message, data, expression))


def grouped(
    message: Message, data: DataSet, head: str, row: str, between: str
) -> Iterator[memoryview]:
    """The text of observations in their series.

    Parameters
    ----------
    message, data : Message, DataSet
        The observations.
    head : str
        The SQL expression of what stands before a series, its end and the next one's beginning.
    row : str
        The SQL expression of an observation.
    between : str
        What stands between observations of a series.

    Notes
    -----
    The end of a series stands before the first one too, and not after the last.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    query, values = _query(message, data, f"{head} AS head, {row} AS row")
    last = ""
    # What the system's allocator is given back it gives back; Arrow's own keeps it for each thread.
    pool = pa.system_memory_pool()
    with streamed(data.relation, query, values) as batches:
        for batch in batches:
            heads, lines = batch.columns
            before = pc.if_else(_starts(heads, last), heads, between, memory_pool=pool)
            yield content(pc.binary_join_element_wise(before, lines, "", memory_pool=pool))
            last = heads[-1].as_py()


def _starts(heads: pa.StringArray, last: str) -> pa.BooleanArray:
    """Where a series starts: where its head is another than the one before."""
    import pyarrow as pa
    import pyarrow.compute as pc

    first = pa.array([heads[0].as_py() != last])
    return pa.concat_arrays([first, pc.not_equal(heads[1:], heads[:-1])])


def values_query(message: Message, data: DataSet, column: str) -> tuple[str, list[object]]:
    """The query of a column's values in all that is shown of a data set."""
    selection = data.selection
    if selection.offset or selection.limit is not None:
        # What is on a page depends on the order.
        return _query(message, data, column)
    return selection.query(data.relation, column)


def _query(message: Message, data: DataSet, columns: str) -> tuple[str, list[object]]:
    query = message.query
    if query.observations:
        return data.selection.query(data.relation, columns, query.order)
    return data.selection.keys_query(
        data.relation, columns, tuple(part.id for part in query.series)
    )
