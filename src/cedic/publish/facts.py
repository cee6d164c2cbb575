"""What a reader must know of a dataflow before using it: sources, years, places, codes, release."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from cedic.errors import UsageError
from cedic.model import Code, Component, Dataflow, Representation, Text
from cedic.model.loading import Kind
from cedic.warehouse import AllSources, LoadedSource, Release, Snapshot, Store
from cedic.warehouse.engine import identifier, read_errors_told
from cedic.warehouse.selection import Selection
from cedic.warehouse.snapshot import Relation


@dataclass(frozen=True)
class Basis:
    """A source that figures rest on.

    Parameters
    ----------
    id : str
        Its code, as in the column SOURCE.
    name : Text
        Its name.
    provider, citation, licence, url : str
        Who publishes it, how to cite it, on what terms, and where.
    note : Text or None
        What to beware of.
    vintages : tuple of str
        Its own versions in the release.
    rows : int
        The observations that carry its code; 0 if it only enters into those of others.
    years : tuple of str
        The years in which these have a value.
    """

    id: str
    name: Text
    provider: str
    citation: str
    licence: str
    url: str
    note: Text | None
    vintages: tuple[str, ...]
    rows: int
    years: tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """A dataflow, or a selection of it, at a release.

    Parameters
    ----------
    dataflow : Dataflow
        The dataflow.
    selection : Selection
        What of it.
    release : Release
        The release in which these figures appeared.
    sources : tuple of Basis
        The sources that they rest on.
    first, last : str
        The first and the last period; empty if there are no observations.
    rows : int
        The number of observations.
    codes : mapping of str to tuple of Code
        For each coded component, the codes that occur, in the order of their list.
    """

    dataflow: Dataflow
    selection: Selection
    release: Release
    sources: tuple[Basis, ...]
    first: str
    last: str
    rows: int
    codes: Mapping[str, tuple[Code, ...]]

    @cached_property
    def licences(self) -> tuple[str, ...]:
        """The terms of all sources, each once."""
        return tuple(dict.fromkeys(source.licence for source in self.sources))


def vintage(store: Store, dataflow: Dataflow, number: int | None = None) -> Release:
    """The release in which a dataflow's figures appeared that a release holds.

    Parameters
    ----------
    store : Store
        Where the figures are.
    dataflow : Dataflow
        The dataflow.
    number : int, optional
        The release's number; the last one by default.

    Raises
    ------
    UsageError
        If there is no such release, the dataflow was not yet in it, or it is held back there.
    StoreError
        If nothing has been built yet.
    """
    release = store.release(number)
    last = store.held.get(dataflow.id, release.number)
    if number is not None and number > last:
        raise UsageError(
            f"{dataflow.id} of release {number} is not public.",
            remedy=f"ask for a release up to {last}",
        )
    for found in store.vintages(dataflow.id):
        if found.number <= release.number:
            return found
    raise UsageError(
        f"{dataflow.id} is not in release {release.number}.", remedy="ask for a later release"
    )


def of_dataflow(store: Store, dataflow: Dataflow, release: Release) -> Facts:
    """The facts of a whole dataflow; kept, as no release ever changes."""
    return _of_dataflow(store, dataflow.id, release.number)


@lru_cache(maxsize=64)
def _of_dataflow(store: Store, id: str, number: int) -> Facts:
    selection = Selection(store.dataflow(id), {})
    return of_selection(store, selection, store.release(number))


def of_selection(store: Store, selection: Selection, release: Release) -> Facts:
    """The facts of a selection.

    Parameters
    ----------
    store : Store
        Where the figures are.
    selection : Selection
        Which observations.
    release : Release
        The release in which they appeared, see :func:`vintage`.

    Raises
    ------
    StoreError
        If the dataflow's table is damaged.
    """
    flow = selection.dataflow
    relation = store.snapshot(release.number).relation(flow)
    with read_errors_told(store.location):
        coded = [part for part in flow.components if _is_coded(part)]
        codes = _occurring(relation, selection, coded)
        by_source = _by_source(relation, selection)
    relation.cursor.close()
    held = store.sources(release)
    names = {id: Text.of(source.description["name"]) for id, source in held.items()}
    spans = [(first, last) for first, last, _, _ in by_source.values()]
    return Facts(
        flow,
        selection,
        release,
        tuple(_sources(store, selection, release, held, by_source)),
        min((first for first, _ in spans), default=""),
        max((last for _, last in spans), default=""),
        sum(rows for _, _, rows, _ in by_source.values()),
        {part.id: tuple(_in_order(part, codes[part.id], names)) for part in coded},
    )


def _is_coded(component: Component) -> bool:
    # Sources have names too, though the list of them is not closed.
    return component.representation is Representation.CODE or component.id == "SOURCE"


def _occurring(
    relation: Relation, selection: Selection, components: list[Component]
) -> dict[str, list[str]]:
    where, values = selection.where()
    lists = ", ".join(f"list(DISTINCT {identifier(part.id)})" for part in components)
    query = f"SELECT {lists} FROM {relation.name}{where}"  # noqa: S608 - identifiers only
    [row] = relation.cursor.execute(query, values).fetchall()
    return {
        part.id: [code for code in found or () if code is not None]
        for part, found in zip(components, row, strict=True)
    }


def _by_source(relation: Relation, selection: Selection) -> dict[str, tuple[Any, ...]]:
    """First and last period, number of rows, and years with values, by source."""
    where, values = selection.where()
    query = (
        "SELECT SOURCE, min(TIME_PERIOD), max(TIME_PERIOD), count(*), "  # noqa: S608
        "list_sort(list(DISTINCT TIME_PERIOD[:4]) FILTER (OBS_VALUE IS NOT NULL)) "
        f"FROM {relation.name}{where} GROUP BY SOURCE ORDER BY SOURCE"
    )
    return {row[0]: row[1:] for row in relation.cursor.execute(query, values).fetchall()}


def _in_order(
    component: Component, found: list[str], sources: Mapping[str, Text]
) -> Iterator[Code]:
    if component.codelist is None:
        yield from (Code(id, sources.get(id, Text.same(id))) for id in sorted(found))
        return
    occurring = set(found)
    yield from (code for code in component.codelist if code.id in occurring)


def _sources(
    store: Store,
    selection: Selection,
    release: Release,
    held: Mapping[str, LoadedSource],
    by_source: Mapping[str, tuple[Any, ...]],
) -> Iterator[Basis]:
    """The sources of the selected rows, and those that enter into rows of others."""
    flow = selection.dataflow
    if not by_source:
        return
    if selection == Selection(flow, {}):
        unseen = _unseen(store, store.snapshot(release.number), flow, held, by_source)
    else:
        unseen = {one.id for one in of_dataflow(store, flow, release).sources if not one.rows}
    for id, source in held.items():
        if id in by_source or id in unseen:
            _, _, rows, years = by_source.get(id, ("", "", 0, None))
            yield _basis(source, rows, tuple(years or ()))


def _unseen(
    store: Store,
    snapshot: Snapshot,
    flow: Dataflow,
    held: Mapping[str, LoadedSource],
    named: Collection[str],
) -> set[str]:
    """The sources that enter into the rows of a table, none of which names them.

    Sources of a kind stand side by side: rows that name one of it name all that they are made from.
    Those of other kinds, such as the product that trade is divided by, are named by the tables
    between, as they were when this one was made.
    """
    kinds = _kinds(store, flow.id) - {held[id].kind for id in named if id in held}
    between = [id for id in store.declared[flow.id].inputs.values() if isinstance(id, str)]
    found: set[str] = set()
    for one in (store.declared[id].dataflow for id in between if kinds & _kinds(store, id)):
        made_from = snapshot.made_from(flow)
        there = _named(store, made_from.relation(one))
        found |= there | _unseen(store, made_from, one, held, there)
    return {id for id in found if id in held and held[id].kind in kinds}


def _named(store: Store, relation: Relation) -> set[str]:
    """The sources that the rows of a table name."""
    query = f"SELECT DISTINCT SOURCE FROM {relation.name}"  # noqa: S608 - an identifier only
    with read_errors_told(store.location):
        rows = relation.cursor.execute(query).fetchall()
    relation.cursor.close()
    return {source for (source,) in rows}


def _kinds(store: Store, id: str) -> set[Kind]:
    """The kinds of sources that a dataflow is made from, directly or through other dataflows."""
    found: set[Kind] = set()
    for given in store.declared[id].inputs.values():
        found |= {given.kind} if isinstance(given, AllSources) else _kinds(store, given)
    return found


def _basis(source: LoadedSource, rows: int, years: tuple[str, ...]) -> Basis:
    told = source.description
    return Basis(
        source.id,
        Text.of(told["name"]),
        told["provider"],
        told["citation"],
        told["licence"],
        told["url"],
        Text.of(told["note"]) if told["note"] else None,
        tuple(source.vintages),
        rows,
        years,
    )
