"""Concordances: what the codes of one classification are in another."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from cedic.errors import DataError, UsageError
from cedic.products.classifications import classification

if TYPE_CHECKING:
    import pyarrow as pa

CHAIN = ("HS22", "HS17", "HS12", "HS07", "HS02", "HS96", "HS92", "SITC3", "SITC2", "SITC1")
"""Each is linked with the next by a table of the UN Statistics Division."""


def concordance(
    source: str, target: str, *, digits: int | None = None, weights: Any = None
) -> pa.Table:
    r"""What each code of one classification is in another, in shares that sum to one.

    Parameters
    ----------
    source, target : str
        Two classifications (see :func:`classification`): editions of the Harmonized System, or
        revisions 1 to 3 of the SITC, in any direction.
    digits : int, optional
        Codes of this many digits on both sides, such as 4 for headings; by default basic codes, six
        digits in the HS, four or five in the SITC. The share of a heading is the mean of the shares
        of its subheadings.
    weights : table, optional
        What the goods of each target code are worth, with columns CODE and WEIGHT: shares are in
        proportion to it, among the codes that the concordance allows. Where none of these has a
        weight above zero, shares are equal.

    Returns
    -------
    pyarrow.Table
        CODE_FROM, CODE_TO, WEIGHT (float64, above 0 to 1), in the order of the codes. For each
        CODE_FROM the weights sum to one. CODE_TO is null for what does not map: all of a code, or
        the share of it that gets lost on the way through the editions between.

    Raises
    ------
    UnknownCodeError
        If a classification is not known.
    UsageError
        If there is no concordance between the two, or `digits` is no level of one of them.
    DataError
        If `weights` has not the columns, or a weight is negative.

    Notes
    -----
    From one edition to the next a code with n successors gives 1/n to each: how its trade divides
    is not in the tables. Between editions further apart the shares of all steps are multiplied:
    :math:`W = W_1 W_2 \cdots W_k`.

    Source: United Nations Statistics Division, correspondence tables between editions of the HS and
    the SITC, https://unstats.un.org/unsd/classifications/Econ. What was mended in them is told in
    ``products/data/README.md``.
    """
    path = _path(classification(source).id, classification(target).id)
    table = _composed(*path)
    if digits is not None:
        table = _shortened(table, digits, path)
    return table if weights is None else _weighted(table, weights)


def _path(source: str, target: str) -> tuple[str, ...]:
    """The classifications from `source` to `target`, one linked with the next."""
    for id in (source, target):
        if id not in CHAIN:
            raise UsageError(
                f"There is no concordance of {source} with {target}.",
                remedy=f"there are those between {', '.join(CHAIN)}",
            )
    first, last = CHAIN.index(source), CHAIN.index(target)
    return CHAIN[first : last + 1] if first <= last else CHAIN[last : first + 1][::-1]


@cache
def codes(id: str) -> pa.Array:
    """The basic codes of a classification of the chain, sorted."""
    import pyarrow as pa
    import pyarrow.compute as pc

    links = _links()
    sides = [
        links.filter(pc.equal(links[side], id))[f"CODE_{side}"].combine_chunks()
        for side in ("FROM", "TO")
    ]
    found = pc.unique(pa.concat_arrays(sides))
    return found.take(pc.sort_indices(found))


@cache
def _links() -> pa.Table:
    import pyarrow.parquet as pq

    with as_file(files("cedic.products") / "data" / "links.parquet") as path:
        return pq.read_table(path)


@cache
def _composed(*path: str) -> pa.Table:
    """The shares along a path: a product of sparse matrices, written as joins and sums."""
    import pyarrow as pa

    start = codes(path[0])
    table = pa.table({"CODE_FROM": start, "CODE_TO": start, "WEIGHT": pa.array([1.0] * len(start))})
    for source, target in pairwise(path):
        table = _multiplied(table, _step(source, target))
    return _complete(table, start)


def _multiplied(left: pa.Table, right: pa.Table) -> pa.Table:
    """The matrix product; what has no link in `right` has no link in the product."""
    import pyarrow.compute as pc

    joined = left.join(
        right.rename_columns(["CODE_TO", "NEXT", "SHARE"]), "CODE_TO", join_type="inner"
    )
    shares = joined.append_column("PART", pc.multiply(joined["WEIGHT"], joined["SHARE"]))
    return _summed(shares.select(["CODE_FROM", "NEXT", "PART"]))


def _summed(parts: pa.Table) -> pa.Table:
    """Parts of a share added up, always in the same order."""
    parts = parts.rename_columns(["CODE_FROM", "CODE_TO", "WEIGHT"])
    ordered = parts.sort_by([(name, "ascending") for name in parts.column_names])
    keys = ["CODE_FROM", "CODE_TO"]
    summed = ordered.group_by(keys, use_threads=False).aggregate([("WEIGHT", "sum")])
    named = summed.select([*keys, "WEIGHT_sum"]).rename_columns([*keys, "WEIGHT"])
    return named.sort_by([(key, "ascending") for key in keys])


def _step(source: str, target: str) -> pa.Table:
    """The shares from one classification to its neighbour: one over the number of links."""
    import pyarrow as pa
    import pyarrow.compute as pc

    links = _links()
    down = CHAIN.index(source) < CHAIN.index(target)
    near, far = ("FROM", "TO") if down else ("TO", "FROM")
    rows = links.filter(pc.and_(pc.equal(links[near], source), pc.equal(links[far], target)))
    pairs = pa.table({"CODE_FROM": rows[f"CODE_{near}"], "CODE_TO": rows[f"CODE_{far}"]})
    return _shares(pairs.append_column("WEIGHT", pa.array([1.0] * len(pairs))))


def _shares(table: pa.Table) -> pa.Table:
    """Weights divided by their sum for each CODE_FROM."""
    import pyarrow.compute as pc

    totals = table.group_by("CODE_FROM", use_threads=False).aggregate([("WEIGHT", "sum")])
    joined = table.join(totals, "CODE_FROM")
    share = pc.divide(joined["WEIGHT"], joined["WEIGHT_sum"])
    columns = joined.select(["CODE_FROM", "CODE_TO"]).append_column("WEIGHT", share)
    return columns.sort_by([("CODE_FROM", "ascending"), ("CODE_TO", "ascending")])


def _complete(table: pa.Table, start: pa.Array) -> pa.Table:
    """Give each code of the source what got lost on the way, as a share without CODE_TO."""
    import pyarrow as pa
    import pyarrow.compute as pc

    kept = table.group_by("CODE_FROM", use_threads=False).aggregate([("WEIGHT", "sum")])
    every = pa.table({"CODE_FROM": start}).join(kept, "CODE_FROM").sort_by("CODE_FROM")
    lost = pc.subtract(1.0, pc.coalesce(every["WEIGHT_sum"], 0.0))
    residual = pa.table(
        {
            "CODE_FROM": every["CODE_FROM"],
            "CODE_TO": pa.nulls(len(every), pa.string()),
            "WEIGHT": lost,
        }
    )
    # Shares of thirds do not sum to one to the last digit.
    return _shares(pa.concat_tables([table, residual.filter(pc.greater(lost, 1e-9))]))


def _shortened(table: pa.Table, digits: int, path: tuple[str, ...]) -> pa.Table:
    """The shares of codes of fewer digits: the means of the shares of their basic codes."""
    import pyarrow.compute as pc

    for id in (path[0], path[-1]):
        if digits not in classification(id).digits:
            raise UsageError(
                f"Codes of {id} do not have {digits} digits.",
                remedy=f"use one of {', '.join(map(str, classification(id).digits))}",
            )
    cut = [pc.utf8_slice_codeunits(table[name], 0, digits) for name in ("CODE_FROM", "CODE_TO")]
    return _shares(
        _summed(
            table.set_column(0, "CODE_FROM", cut[0]).set_column(1, "CODE_TO", cut[1]),
        )
    )


def _weighted(table: pa.Table, weights: Any) -> pa.Table:
    """Shares in proportion to `weights`; those of a code of which nothing has a weight stay."""
    import pyarrow.compute as pc

    keys = [("CODE_FROM", "ascending"), ("CODE_TO", "ascending")]
    table = table.join(_worth(weights), "CODE_TO").sort_by(keys)
    mapped = pc.is_valid(table["CODE_TO"])
    value = pc.if_else(mapped, pc.coalesce(table["WORTH_sum"], 0.0), 0.0)
    share = pc.if_else(mapped, table["WEIGHT"], 0.0)
    table = table.append_column("VALUE", value).append_column("SHARE", share)
    sums = [("VALUE", "sum"), ("SHARE", "sum")]
    totals = table.group_by("CODE_FROM", use_threads=False).aggregate(sums)
    table = table.join(totals, "CODE_FROM").sort_by(keys)
    known = pc.and_(pc.greater(table["VALUE_sum"], 0), pc.is_valid(table["CODE_TO"]))
    divisor = pc.if_else(known, table["VALUE_sum"], 1.0)
    of_value = pc.divide(pc.multiply(table["VALUE"], table["SHARE_sum"]), divisor)
    weight = pc.if_else(known, of_value, table["WEIGHT"])
    shared = table.select(["CODE_FROM", "CODE_TO"]).append_column("WEIGHT", weight)
    return shared.filter(pc.greater(weight, 0))


def _worth(weights: Any) -> pa.Table:
    """What the goods of each target code are worth: CODE_TO and WORTH_sum."""
    import pyarrow as pa
    import pyarrow.compute as pc

    given = pa.table(weights)
    if missing := [name for name in ("CODE", "WEIGHT") if name not in given.column_names]:
        raise DataError(
            f"The table of weights has no column {missing[0]}.",
            remedy="give one with the columns CODE (of the target) and WEIGHT",
        )
    code, worth = given["CODE"].cast(pa.string()), given["WEIGHT"].cast(pa.float64())
    if (pc.min(worth).as_py() or 0) < 0:
        raise DataError("A weight is negative.", remedy="give trade values, which never are")
    named = pa.table({"CODE_TO": code, "WORTH": worth})
    return named.group_by("CODE_TO", use_threads=False).aggregate([("WORTH", "sum")])
