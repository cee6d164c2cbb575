"""The build: make every dataflow that is stale, in the order of what it is made from, and release."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from cedic.errors import MissingLibraryError, StoreError
from cedic.model import Codelist, Dataflow, Progress, schema, silent
from cedic.settings import settings
from cedic.warehouse.engine import (
    connect,
    create_view,
    identifier,
    quoted,
    read_errors_told,
)
from cedic.warehouse.publication import AllSources, Publication
from cedic.warehouse.store import LoadedSource, Release, Store

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

ANALYSIS = ("model", "regions", "products", "trade", "indices", "programme", "catalogue")
"""The parts of the package that figures are made by."""


@dataclass(frozen=True)
class Built:
    """What a build did.

    Parameters
    ----------
    release : Release
        The release in force afterwards: a new one if anything was made.
    made : tuple of str
        The dataflows that were made.
    fresh : tuple of str
        The dataflows that needed nothing.
    """

    release: Release
    made: tuple[str, ...]
    fresh: tuple[str, ...]


def build(
    store: Store, *, only: Iterable[str] = (), force: bool = False, progress: Progress = silent
) -> Built:
    """Bring the store's dataflows up to date.

    A dataflow is stale if anything it is made from changed: the figures of a source, another
    dataflow, the analysis itself, or your own blocs.

    Parameters
    ----------
    store : Store
        The store.
    only : iterable of str
        These dataflows and what they are made from; all by default.
    force : bool, default False
        Make them whether stale or not.
    progress : Progress
        Told of each step.

    Raises
    ------
    MissingLibraryError
        If a dataflow needs a library that is not installed; nothing is written then.
    StoreError
        If no source is loaded, another process is writing, or the disk is full. What was released
        before stands.
    DataError
        If a result does not fit its declaration.
    """
    order = _order(store, only)
    for id in order:
        _check_libraries(store.publications[id])
    made: list[str] = []
    with store.writing("building"):
        sources = store.sources()
        has_trade = any(source.kind == "trade" for source in sources.values())
        if not has_trade and not all(_counts_records(store.publications[id]) for id in order):
            raise StoreError(
                "No trade figures are loaded.",
                where=store.location,
                remedy="run: cedic sources read SAMPLE",
            )
        for done, id in enumerate(order):
            publication = store.publications[id]
            basis = _basis(store, publication, sources)
            last = store.tables.last(f"dataflows/{id}")
            if last and last.notes["basis"] == basis and not force:
                continue
            progress(id, done, len(order))
            _make(store, publication, sources, basis)
            made.append(id)
        progress("release", len(order), len(order))
        release = _release(store, sources)
    return Built(release, tuple(made), tuple(id for id in order if id not in made))


def _counts_records(publication: Publication) -> bool:
    """Whether a dataflow is counted from the institution's own records, without any statistics."""
    return all(
        isinstance(given, AllSources) and given.kind == "records"
        for given in publication.inputs.values()
    )


def stale(store: Store) -> list[str]:
    """The dataflows that a build would make, in its order; what is made from one of them too.

    Raises
    ------
    StoreError
        If the store cannot be read.
    """
    sources = store.sources()
    found: list[str] = []
    for id in _order(store, ()):
        publication = store.publications[id]
        last = store.tables.last(f"dataflows/{id}")
        made_from = set(publication.inputs.values()) & set(found)
        if made_from or not last or last.notes["basis"] != _basis(store, publication, sources):
            found.append(id)
    return found


def _order(store: Store, only: Iterable[str]) -> list[str]:
    """The dataflows to make, each after those it is made from."""
    graph = {
        id: {source for source in publication.inputs.values() if isinstance(source, str)}
        for id, publication in store.publications.items()
    }
    try:
        order = list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        raise StoreError(f"These dataflows are made from each other: {error.args[1]}.") from error
    wanted = {store.dataflow(id).id for id in only}
    if not wanted:
        return order
    for id in reversed(order):
        if id in wanted:
            wanted |= graph[id]
    return [id for id in order if id in wanted]


def _check_libraries(publication: Publication) -> None:
    for library in publication.libraries:
        if find_spec(library) is None:
            raise MissingLibraryError(library, f"the dataflow {publication.dataflow.id}")


def _basis(
    store: Store, publication: Publication, sources: Mapping[str, LoadedSource]
) -> dict[str, Any]:
    """All that a dataflow's figures depend on."""
    versions: dict[str, int] = {}
    for source in publication.inputs.values():
        if isinstance(source, AllSources):
            versions |= {
                f"sources/{id}": loaded.version
                for id, loaded in sources.items()
                if loaded.kind == source.kind
            }
        else:
            last = store.tables.last_version(f"dataflows/{source}")
            versions[f"dataflows/{source}"] = -1 if last is None else last
    return {"inputs": versions, "analysis": _analysis(), "blocs": _own_blocs()}


@cache
def _analysis() -> str:
    """A digest of the code and data files that figures are made by."""
    digest = hashlib.sha256()

    def take(entry: Traversable) -> None:
        if entry.is_dir():
            for child in sorted(entry.iterdir(), key=lambda child: child.name):
                take(child)
        elif entry.name.endswith((".py", ".csv", ".toml")):
            digest.update(entry.name.encode())
            digest.update(entry.read_bytes())

    for part in ANALYSIS:
        take(files("cedic") / part)
    return digest.hexdigest()


def _own_blocs() -> str:
    path = settings().blocs_path
    return hashlib.sha256(path.read_bytes()).hexdigest() if path and path.exists() else ""


def _make(
    store: Store,
    publication: Publication,
    sources: Mapping[str, LoadedSource],
    basis: Mapping[str, Any],
) -> None:
    """Make one dataflow and write it as a new version of its table."""
    import ibis

    flow = publication.dataflow
    with read_errors_told(store.location), connect() as connection:
        engine = ibis.duckdb.from_connection(connection)
        inputs: dict[str, ir.Table] = {}
        for argument, source in publication.inputs.items():
            if isinstance(source, AllSources):
                _view_sources(store, connection, argument, source, sources)
            else:
                table = store.tables.open(f"dataflows/{source}")
                create_view(connection, argument, table, store.dataflow(source).schema)
            inputs[argument] = engine.table(argument)
        with _nested_selections():
            result = publication.function(**inputs)
            rows = _checked(connection, flow, engine, result)
        store.tables.write_ordered(f"dataflows/{flow.id}", rows, {"basis": dict(basis)})


@contextmanager
def _nested_selections() -> Iterator[None]:
    """Let Ibis write selections one in another: to merge them takes it a fifth of a build.

    DuckDB merges them in no time.
    """
    import ibis

    before = ibis.options.sql.fuse_selects
    ibis.options.sql.fuse_selects = False
    try:
        yield
    finally:
        ibis.options.sql.fuse_selects = before


def _view_sources(
    store: Store,
    connection: DuckDBPyConnection,
    name: str,
    wanted: AllSources,
    sources: Mapping[str, LoadedSource],
) -> None:
    """All sources of a kind as one view, each row saying which it comes from."""
    import pyarrow as pa

    columns = schema(wanted.kind).append(pa.field("VINTAGE", pa.string(), nullable=False))
    selects = []
    for id, source in sources.items():
        if source.kind == wanted.kind:
            view = f"sources/{id}"
            create_view(connection, view, store.tables.open(view, source.version), columns)
            selects.append(f"SELECT *, {_provenance(source)} FROM {identifier(view)}")  # noqa: S608
    if not selects:
        nothing = columns.empty_table()
        for extra in ("SOURCE", "VALUATION", "RECONCILED", "CLASSIFICATION"):
            nothing = nothing.append_column(extra, pa.array([], pa.string()))
        connection.register(name, nothing)
        return
    connection.execute(f"CREATE VIEW {identifier(name)} AS {' UNION ALL '.join(selects)}")


def _provenance(source: LoadedSource) -> str:
    """What is the same for all rows of a source, as SQL columns."""
    columns = [f"{quoted(source.id)} AS SOURCE"]
    if source.kind == "trade":
        valued = source.description["valuation"]
        cases = " ".join(f"WHEN {quoted(f)} THEN {quoted(basis)}" for f, basis in valued.items())
        columns += [
            f"{'true' if source.description['reconciled'] else 'false'} AS RECONCILED",
            f"CASE TRADE_FLOW {cases} END AS VALUATION" if cases else "NULL::VARCHAR AS VALUATION",
            f"{_classification(source)} AS CLASSIFICATION",
        ]
    return ", ".join(columns)


def _classification(source: LoadedSource) -> str:
    """What the codes of products are codes of, period by period, as an SQL value."""
    cases = " ".join(
        f"WHEN {quoted(period)} THEN {quoted(part.classification)}"
        for period, part in source.parts.items()
        if part.classification
    )
    return f"CASE TIME_PERIOD {cases} END" if cases else "NULL::VARCHAR"


def _checked(
    connection: DuckDBPyConnection, flow: Dataflow, engine: Any, result: ir.Table
) -> pa.RecordBatchReader:
    """The rows of a result, checked against the declaration and in the order of the key.

    Raises
    ------
    ValueError
        If the function does not keep to its declaration: that is a defect, not bad data.
    """
    missing = set(flow.columns) - set(result.columns)
    if missing:
        raise ValueError(f"{flow.id}: the function gives no {', '.join(sorted(missing))}")
    engine.create_table("result", result.select(*flow.columns), temp=True)
    key = ", ".join(identifier(name) for name in flow.key)
    nulls = " OR ".join(f"{identifier(name)} IS NULL" for name in flow.key)
    if twice := _repeated_key(connection, key):
        raise ValueError(f"{flow.id}: the key {twice[:-1]} stands {twice[-1]} times")
    if row := connection.execute(f"SELECT * FROM result WHERE {nulls} LIMIT 1").fetchone():  # noqa: S608
        raise ValueError(f"{flow.id}: a dimension is null in {row}")
    for component in flow.components:
        if component.codelist is not None:
            _check_codes(connection, flow, component.id, component.codelist)
    columns = ", ".join(identifier(name) for name in flow.columns)
    # Large tables are sorted and streamed; nothing holds all rows in memory at once.
    ordered = connection.sql(f"SELECT {columns} FROM result ORDER BY {key}")  # noqa: S608
    return ordered.to_arrow_reader(1_000_000).cast(flow.schema)


def _repeated_key(connection: DuckDBPyConnection, key: str) -> tuple[Any, ...] | None:
    """A key that more than one row of the result has, and how many have it."""
    # Equal hashes of unequal keys are next to impossible, and only cost the second look.
    [(repeated,)] = connection.execute(
        f"SELECT count(*) > count(DISTINCT hash({key})) FROM result"  # noqa: S608
    ).fetchall()
    if not repeated:
        return None
    return connection.execute(
        f"SELECT {key}, count(*) FROM result GROUP BY ALL HAVING count(*) > 1 LIMIT 1"  # noqa: S608
    ).fetchone()


def _check_codes(
    connection: DuckDBPyConnection, flow: Dataflow, column: str, codelist: Codelist
) -> None:
    rows = connection.execute(f"SELECT DISTINCT {identifier(column)} FROM result").fetchall()  # noqa: S608
    if strange := sorted(code for (code,) in rows if code is not None and code not in codelist):
        raise ValueError(f"{flow.id}: {column} has {strange[:5]}, not in {codelist.id}")


def _release(store: Store, sources: Mapping[str, LoadedSource]) -> Release:
    """The last release if it still describes the store, else a new one."""
    tables = {f"sources/{id}": source.version for id, source in sources.items()}
    for id in store.publications:
        if (last := store.tables.last_version(f"dataflows/{id}")) is not None:
            tables[f"dataflows/{id}"] = last
    known = store.releases()
    if known and dict(known[0].tables) == tables:
        return known[0]
    return store.publish(tables)
