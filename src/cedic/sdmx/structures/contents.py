"""What a dataflow holds in a release: the codes that occur, the time they span."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cedic.model import Dataflow, Dimension, Period
from cedic.warehouse import Snapshot
from cedic.warehouse.engine import identifier, quoted, read_errors_told


@dataclass(frozen=True)
class Contents:
    """The codes of a dataflow that occur, by dimension, and what to show of it first.

    Parameters
    ----------
    values : mapping of str to tuple of str
        For each dimension but time the codes that occur, sorted.
    start, end : str
        The first and the last period; empty if there are no observations.
    periods : tuple of str
        All periods that occur, in order.
    first : mapping of str to str
        What to show first: one code for each dimension but :func:`row_of` and time. The codes go
        together: the earliest of each list, and the partner that most areas have.
    """

    values: Mapping[str, tuple[str, ...]]
    start: str
    end: str
    periods: tuple[str, ...]
    first: Mapping[str, str]


def row_of(flow: Dataflow) -> str:
    """The dimension that goes down the rows of a table: the areas."""
    return "REF_AREA" if "REF_AREA" in flow.key else flow.key[0]


def contents(flow: Dataflow, snapshot: Snapshot) -> Contents:
    """Look through a dataflow's table, in one query.

    Raises
    ------
    StoreError
        If the table cannot be read.
    """
    with read_errors_told(snapshot.tables.location):
        relation = snapshot.relation(flow)
        with relation.cursor as cursor:
            row = cursor.execute(_query(flow, relation.name)).fetchone()
    assert row is not None  # noqa: S101 - an aggregate always has a row
    *listed, periods, first = row
    dimensions = flow.key[:-1]
    spans = {period: Period.parse(period) for period in periods or ()}
    return Contents(
        values={name: tuple(codes or ()) for name, codes in zip(dimensions, listed, strict=True)},
        start=min(spans, key=lambda period: spans[period].first, default=""),
        end=max(spans, key=lambda period: spans[period].last, default=""),
        periods=tuple(sorted(spans, key=lambda period: spans[period])),
        first=dict(zip(_chosen(flow), first or (), strict=False)),
    )


def _chosen(flow: Dataflow) -> list[str]:
    """The dimensions of which one code is shown first."""
    return [name for name in flow.key[:-1] if name != row_of(flow)]


def _query(flow: Dataflow, table: str) -> str:
    names = [identifier(name) for name in flow.key[:-1]]
    chosen = [identifier(name) for name in _chosen(flow)]
    listed = ", ".join(f"list_sort(list(DISTINCT {name}))" for name in names)
    return (
        f"WITH series AS MATERIALIZED (SELECT DISTINCT {', '.join(names)} FROM {table}) "  # noqa: S608
        f"SELECT {listed}, (SELECT list(DISTINCT {identifier(flow.key[-1])}) FROM {table}), "
        f"(SELECT [{', '.join(chosen)}] FROM series GROUP BY {', '.join(chosen)} "
        f"ORDER BY {_order(flow)} LIMIT 1) FROM series"
    )


def _order(flow: Dataflow) -> str:
    """The SQL order of what to show first."""
    dimensions = [dimension for dimension in flow.dimensions if dimension.id in _chosen(flow)]
    partner = [one for one in dimensions if one.id == "COUNTERPART_AREA"]
    others = [one for one in dimensions if one not in partner]
    return ", ".join([*map(_position, others), "count(*) DESC", *map(_position, partner)])


def _position(dimension: Dimension) -> str:
    """The SQL expression of a code's place in its list; of free text, its place in the alphabet."""
    name = identifier(dimension.id)
    if dimension.codelist is None:
        return name
    codes = ", ".join(quoted(id) for id in dimension.codelist.codes)
    return f"list_position([{codes}], {name})"
