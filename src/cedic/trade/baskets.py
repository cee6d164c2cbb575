"""Trade by product: the tables that all analysis of products starts from.

Three layouts of tables are understood. Two are those of :mod:`cedic.trade.flows`, with a column
PRODUCT: *reported* (REF_AREA, COUNTERPART_AREA, TRADE_FLOW, PRODUCT, TIME_PERIOD, OBS_VALUE) and
*directed* (EXPORTER, IMPORTER, PRODUCT, TIME_PERIOD, OBS_VALUE). The third has no partner, *by
area*: REF_AREA, PRODUCT, TIME_PERIOD, OBS_VALUE, and TRADE_FLOW if it holds imports too.

FREQ, SOURCE and CLASSIFICATION, where present, keep figures apart. CLASSIFICATION says what the
codes of products are codes of; within a source and period there is one. A row of all products
(``_T``) is left out, and so is a flow of an area with itself, and a row whose value is null: it is
unknown, not zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypedDict, Unpack

from cedic.errors import DataError, UsageError
from cedic.trade.members import Before, Members, WhichBlocs, blocs_table, members_by_period
from cedic.trade.tables import as_table, dollars, require

if TYPE_CHECKING:
    import ibis.expr.types as ir

Flow = Literal["X", "M"]
Side = Literal["REF_AREA", "COUNTERPART_AREA"]

GROUPS = ("FREQ", "SOURCE", "CLASSIFICATION")
"""Columns that, where present, keep figures by product apart."""
ALL = "_T"
"""The code of all products together."""
VALUES = ("OBS_VALUE", "X", "M")
"""Columns that are summed: one flow, or exports and imports side by side."""


class Membership(TypedDict, total=False):
    """How blocs are composed, as :func:`cedic.trade.members.blocs_table` takes it."""

    members: Members
    year: int | None
    before: Before
    scheme: str | None


def product_flows(
    flows: Any,
    *,
    flow: Flow = "X",
    columns: Mapping[str, str] | None = None,
    check: bool = True,
    totals: bool = False,
    keep: Sequence[str] = (),
    text: bool = True,
) -> ir.Table:
    """What each area sells or buys, by product and, where the table says it, by partner.

    Parameters
    ----------
    flows : table
        In one of the three layouts (see the module's text).
    flow : {"X", "M"}
        Exports, or imports; in the directed layout both are the same figure, seen from either side.
    columns : mapping, optional
        Standard column name to the name in `flows`.
    check : bool, default True
        Read the table once for what would make its figures wrong (see below). Tables of a store
        were checked when they were loaded.
    totals : bool, default False
        Keep rows of all products (``_T``) beside those of each, for who does not add products up.
    keep : sequence of str, optional
        Further columns to keep as they are, such as QUANTITY.
    text : bool, default True
        Areas as text; else codes that are numbers stay numbers, for who sums first: there are many
        rows of few areas, and :func:`baskets` makes text of what is left.

    Returns
    -------
    ibis.Table
        Group columns (``_X`` where null), TIME_PERIOD, REF_AREA, COUNTERPART_AREA where there are
        partners, PRODUCT, OBS_VALUE in the unit of `flows`, and the columns to keep.

    Raises
    ------
    DataError
        If a column is missing, a value negative or not finite, a product, area or period null, a
        period no year, a flow there twice, codes of products numbers with decimals, or if one
        source and period mixes classifications or levels of detail (codes of unequal length).
    UsageError
        If `flow` is neither X nor M, or a table without TRADE_FLOW is asked for imports.
    """
    if flow not in ("X", "M"):
        raise UsageError(f"The flow is {flow!r}.", remedy="use X for exports or M for imports")
    seen = _seen_from(as_table(flows, columns), flow, keep)
    seen = seen.filter(seen.OBS_VALUE.notnull())
    if not totals:
        seen = seen.filter((seen.PRODUCT != ALL).fill_null(True))
    if check:
        _check(seen.drop(*keep))
    return areas_as_text(seen) if text else seen


def areas_as_text(table: ir.Table) -> ir.Table:
    """Areas as text, beside which blocs are named."""
    sides = [name for name in ("REF_AREA", "COUNTERPART_AREA") if name in table.columns]
    return table.mutate(**{name: table[name].cast("string") for name in sides})


def _seen_from(table: ir.Table, flow: Flow, keep: Sequence[str]) -> ir.Table:
    """The rows of one flow in the standard columns, REF_AREA being who sells or buys."""
    sides = ("EXPORTER", "IMPORTER") if flow == "X" else ("IMPORTER", "EXPORTER")
    if "EXPORTER" in table.columns:
        require(table, (*sides, "PRODUCT", "TIME_PERIOD", "OBS_VALUE"), "flows by product")
        table = table.rename(REF_AREA=sides[0], COUNTERPART_AREA=sides[1])
    else:
        require(table, ("REF_AREA", "PRODUCT", "TIME_PERIOD", "OBS_VALUE"), "trade by product")
        if "TRADE_FLOW" in table.columns:
            table = table.filter(flow == table.TRADE_FLOW)
        elif flow == "M":
            raise UsageError(
                "The table of trade by product does not say which rows are imports.",
                remedy="give it a column TRADE_FLOW with X and M",
            )
    if table.PRODUCT.type().is_floating():
        raise DataError(
            "The column PRODUCT holds numbers with decimals, such as 101.0, and not codes.",
            remedy="read codes as text, so that 0101 stays 0101",
        )
    areas = [name for name in ("REF_AREA", "COUNTERPART_AREA") if name in table.columns]
    if len(areas) == 2:
        # An unknown area is not oneself, and is told of later.
        table = table.filter((table.REF_AREA != table.COUNTERPART_AREA).fill_null(True))
    return table.select(
        # What has no group is in one group: an unknown value would match nothing.
        **{name: table[name].cast("string").fill_null("_X") for name in groups(table)},
        TIME_PERIOD=table.TIME_PERIOD,
        **{name: table[name] for name in areas},
        PRODUCT=table.PRODUCT.cast("string"),
        OBS_VALUE=table.OBS_VALUE,
        **{name: table[name] for name in keep},
    )


def groups(table: ir.Table) -> tuple[str, ...]:
    """The columns of `table` that figures by product are never summed across."""
    return tuple(name for name in GROUPS if name in table.columns)


def _check(table: ir.Table) -> None:
    """Stop at what would make figures by product wrong, naming the row."""
    _check_rows(table)
    _check_products(table)


def _check_rows(table: ir.Table) -> None:
    value = table.OBS_VALUE
    endless = value.isnan() | value.isinf() if value.type().is_floating() else value.isnull()
    bad = (
        ("has a value that is not a number", "correct it, or leave it empty if unknown", endless),
        ("has a negative value", "correct it, or leave it out if unknown", table.OBS_VALUE < 0),
        ("has no product", "give its code, or _T for all products", table.PRODUCT.isnull()),
        ("has no period", "give it, such as 2020", table.TIME_PERIOD.isnull()),
        (
            "has a period that does not begin with a year",
            "write it as 2020, 2020-Q1 or 2020-03",
            ~table.TIME_PERIOD.cast("string").re_search("^[0-9]{4}"),
        ),
        ("has no area", "give its code", table.REF_AREA.isnull()),
    )
    found = table.aggregate(ROWS=table.count(), **{reason: rows.any() for reason, _, rows in bad})
    (counted,) = found.to_pyarrow().to_pylist()
    for reason, remedy, rows in bad:
        if counted[reason]:
            (row,) = table.filter(rows).limit(1).to_pyarrow().to_pylist()
            raise DataError(f"A row of trade by product {reason}: {_told(row)}.", remedy=remedy)
    key = [name for name in table.columns if name != "OBS_VALUE"]
    if not _may_repeat(table.select(key), counted["ROWS"]):
        return
    repeated = table.group_by(key).aggregate(ROWS=table.count())
    repeated = repeated.filter(repeated.ROWS > 1).order_by(key).limit(1)
    for row in repeated.to_pyarrow().to_pylist():
        times = row.pop("ROWS")
        raise DataError(
            f"A flow stands {times} times in the table of trade by product: {_told(row)}.",
            remedy="keep one row for each flow and product, or add them up if each is a part",
        )


AT_ONCE = 8_000_000
"""How many rows are sorted at once, so that memory stays small however long a table is."""


def _may_repeat(keys: ir.Table, rows: int) -> bool:
    """Whether two rows may be equal: false for sure if all have different hashes.

    To sort numbers is several times faster than to group by all columns.
    """
    import ibis
    import numpy as np

    if not ibis.get_backend(keys).has_operation(ibis.expr.operations.Hash):
        return True
    hashes = keys.select(HASH=ibis.struct({name: keys[name] for name in keys.columns}).hash())
    parts = 1 << (rows // AT_ONCE).bit_length()
    for part in range(parts):
        some = hashes.filter((hashes.HASH & (parts - 1)) == part) if parts > 1 else hashes
        ordered = np.sort(some.to_pyarrow()["HASH"].to_numpy())
        if (ordered[1:] == ordered[:-1]).any():
            return True
    return False


def _check_products(table: ir.Table) -> None:
    """Stop where one source and period mixes editions or levels of detail."""
    apart = [name for name in ("FREQ", "SOURCE", "TIME_PERIOD") if name in table.columns]
    table = table.select(*groups(table), "TIME_PERIOD", "PRODUCT").distinct()
    if "CLASSIFICATION" in table.columns:
        editions = table.group_by(apart).aggregate(
            LEAST=table.CLASSIFICATION.min(), MOST=table.CLASSIFICATION.max()
        )
        mixed = editions.filter(editions.LEAST != editions.MOST).order_by(apart).limit(1)
        for row in mixed.to_pyarrow().to_pylist():
            raise DataError(
                f"Products of {_where(row, apart)} are given in {row['LEAST']} and {row['MOST']}.",
                remedy="convert them to one classification first: cedic.trade.reclassify",
            )
        # The SITC's basic headings have four digits or five.
        table = table.filter((~table.CLASSIFICATION.startswith("SITC")).fill_null(True))
    digits = table.filter(table.PRODUCT.re_search("^[0-9]+$"))
    lengths = digits.group_by(apart).aggregate(
        LEAST=digits.PRODUCT.length().min(),
        MOST=digits.PRODUCT.length().max(),
        SHORT=digits.PRODUCT.argmin(digits.PRODUCT.length()),
    )
    wrong = lengths.filter((lengths.LEAST != lengths.MOST) | (lengths.LEAST % 2 == 1))
    for row in wrong.order_by(apart).limit(1).to_pyarrow().to_pylist():
        raise DataError(
            f"Codes of products of {_where(row, apart)} have {row['LEAST']} to {row['MOST']} "
            f"digits, such as {row['SHORT']}: some have lost a leading zero, or levels of detail "
            "are mixed and would count twice.",
            remedy="write codes of the Harmonized System with all their digits, 0101 and not 101, "
            "and keep one level; sections of the SITC need a column CLASSIFICATION, such as SITC4",
        )


def _told(row: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in row.items() if value is not None)


def _where(row: Mapping[str, Any], names: Sequence[str]) -> str:
    return ", ".join(str(row[name]) for name in names if row[name] is not None)


def with_blocs(
    table: ir.Table,
    which: WhichBlocs | None,
    *,
    side: Side = "REF_AREA",
    **membership: Unpack[Membership],
) -> ir.Table:
    """Add to the areas on one side the blocs they belong to, as the sum of their members.

    Parameters
    ----------
    table : ibis.Table
        From :func:`product_flows` or :func:`baskets`; or with exports X and imports M side by side
        in place of OBS_VALUE.
    which : blocs, optional
        As in :func:`cedic.trade.regional`; without it the table is given back as it is.
    side : {"REF_AREA", "COUNTERPART_AREA"}
        Whose blocs.
    **membership
        members, year, before and scheme, as in :func:`cedic.trade.regional`.

    Returns
    -------
    ibis.Table
        The same columns, with more rows. What members trade with each other is part of a bloc's
        trade.
    """
    if which is None:
        return table
    who = blocs_table(which, **membership)
    periods = members_by_period(table.select("TIME_PERIOD").distinct(), who)
    joined = table.join(periods, ["TIME_PERIOD", (side, "AREA")])
    values = [name for name in VALUES if name in table.columns]
    keys = [name for name in table.columns if name not in values]
    of_bloc = joined.drop(side).rename({side: "BLOC"})
    summed = of_bloc.group_by(keys).aggregate(**{name: total(of_bloc[name]) for name in values})
    return table.union(summed.select(*table.columns))


def baskets(table: ir.Table) -> ir.Table:
    """What each area trades with all partners together, by product: partners summed away."""
    keys = [name for name in table.columns if name not in ("OBS_VALUE", "COUNTERPART_AREA")]
    return areas_as_text(table.group_by(keys).aggregate(OBS_VALUE=total(table.OBS_VALUE)))


def all_products(table: ir.Table) -> ir.Table:
    """The sums over products, as rows of product ``_T`` in the same columns."""
    import ibis

    keys = [name for name in table.columns if name not in ("PRODUCT", "OBS_VALUE")]
    summed = table.group_by(keys).aggregate(OBS_VALUE=total(table.OBS_VALUE))
    return summed.mutate(PRODUCT=ibis.literal(ALL)).select(*table.columns)


def with_partners(table: ir.Table) -> ir.Table:
    """The table itself, if it says who each area trades with.

    Raises
    ------
    UsageError
        If it does not.
    """
    if "COUNTERPART_AREA" not in table.columns:
        raise UsageError(
            "The table of trade by product has no partners.",
            remedy="give a table with COUNTERPART_AREA, or with EXPORTER and IMPORTER",
        )
    return table


def total(value: ir.NumericValue) -> ir.NumericValue:
    """The sum of values: whole dollars stay whole, so that the sum is exact in any order."""
    return dollars(value.sum()) if value.type().is_integer() else value.sum()
