"""Trade that goes both ways: intra-industry trade, and the balance by product."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Unpack

from cedic.errors import DataError, UnknownCodeError, UsageError
from cedic.model import Observations
from cedic.trade.baskets import (
    ALL,
    Membership,
    areas_as_text,
    groups,
    product_flows,
    total,
    with_blocs,
    with_partners,
)
from cedic.trade.members import WhichBlocs
from cedic.trade.tables import as_table, safe_divide, stacked, unfolded

if TYPE_CHECKING:
    import ibis.expr.types as ir

Level = Literal[2, 4, 6]
DIGITS = "^(HS)?[0-9]+$"
"""How codes of the Harmonized System are written: 0101, or HS0101 in the published tables."""


def intra_industry(
    flows: Any,
    *,
    partners: bool = False,
    products: bool = True,
    level: Level | None = None,
    since: str | None = None,
    blocs: WhichBlocs | None = None,
    columns: Mapping[str, str] | None = None,
    check: bool = True,
    **membership: Unpack[Membership],
) -> Observations:
    r"""Intra-industry trade: how far exports and imports of the same products match.

    With X and M an area's exports and imports of product k, with the world or with one partner, and
    Δ their change since an earlier period:

    =========== ===================== ========================================================
    id          name                  formula (all products: the sums over k)
    =========== ===================== ========================================================
    GL          Grubel–Lloyd          1 − Σ\|X−M\| / Σ(X+M)
    GL_ADJUSTED balance-adjusted      GL / (1 − \|ΣX−ΣM\| / Σ(X+M)), of all products only
    MIIT        marginal (Brülhart A) 1 − Σ\|ΔX−ΔM\| / Σ(\|ΔX\|+\|ΔM\|)
    =========== ===================== ========================================================

    All are ratios from 0 (trade goes one way) to 1 (exports and imports match).

    Parameters
    ----------
    flows : table
        In one of the layouts of :mod:`cedic.trade.baskets`, with exports and imports.
    partners : bool, default False
        Between each pair of areas, or of each area with the world.
    products : bool, default True
        Give each product beside all products together, or these only.
    level : {2, 4, 6}, optional
        The level of the Harmonized System at which exports and imports are held against each other:
        codes are cut to so many digits first. By default as the table gives them. The coarser
        the level, the higher the index.
    since : str, optional
        The period from which changes are counted: gives MIIT for each later period. Its figures
        should be at constant prices.
    blocs : blocs, optional
        Blocs to give beside the areas, on both sides with `partners`. Trade among members is part of
        a bloc's exports and of its imports, and so raises its index with the world.
    columns : mapping, optional
        Standard column name to the name in `flows`.
    check : bool, default True
        As in :func:`cedic.trade.baskets.product_flows`.
    **membership
        members, year, before and scheme, as in :func:`cedic.trade.regional`.

    Returns
    -------
    Observations
        Group columns of `flows`, REF_AREA, COUNTERPART_AREA with `partners`, PRODUCT (``_T`` all
        together), LEVEL (digits of the codes that were matched; null for codes of other
        classifications), INDICATOR, TIME_PERIOD, OBS_VALUE.

    Raises
    ------
    UsageError
        For a level that does not exist, `partners` where the table has none, or a table without
        imports.
    UnknownCodeError
        If `since` is no period of the table.
    DataError
        If codes are shorter than `level`, and as :func:`cedic.trade.baskets.product_flows`.

    Notes
    -----
    Where an area has no row of exports, or none of imports, in a whole period, it is unknown what it
    sells or buys, and all values are null; where it has some, a product or partner without a row
    counts as zero. Null too where there is no trade at all, or for GL_ADJUSTED trade in one direction
    only, and for MIIT no change.

    Sources: Grubel and Lloyd (1975), whose own correction for the balance of trade GL_ADJUSTED is;
    Brülhart (1994) for MIIT.
    """
    both = _both(flows, partners, level, blocs, columns, check, membership)
    together = _together(both)
    tables = [_indices(together, {"GL": _matched(together), "GL_ADJUSTED": _adjusted(together)})]
    if products:
        tables.append(_indices(both, {"GL": _matched(both)}))
    if since is not None:
        changes = _changes(both, since)
        marginal = [_together(changes), *([changes] * products)]
        tables += [_indices(table, {"MIIT": _matched(table)}) for table in marginal]
    order = [*_keys(both)[:-1], "PRODUCT", "LEVEL", "INDICATOR", "TIME_PERIOD"]
    levels = _levels(both)
    rows = stacked(tables).left_join(levels, [*groups(both), "TIME_PERIOD"])
    return Observations.of(rows.select(*order, "OBS_VALUE").order_by(order))


def lafay(
    flows: Any,
    *,
    blocs: WhichBlocs | None = None,
    columns: Mapping[str, str] | None = None,
    check: bool = True,
    **membership: Unpack[Membership],
) -> Observations:
    r"""Lafay's index: what each product adds to an area's trade balance, its size set aside.

    .. math:: \mathrm{LFI}_k = 100 \left( \frac{x_k-m_k}{x_k+m_k}
        - \frac{\sum_k (x_k-m_k)}{\sum_k (x_k+m_k)} \right) \frac{x_k+m_k}{\sum_k (x_k+m_k)}

    Positive where the area is specialised in the product, negative where it depends on others; the
    sum over products is zero.

    Parameters
    ----------
    flows, blocs, columns, check, **membership
        As in :func:`intra_industry`.

    Returns
    -------
    Observations
        Group columns of `flows`, REF_AREA, PRODUCT, INDICATOR (``LAFAY``), TIME_PERIOD, OBS_VALUE
        (per cent, −50 … 50).

    Raises
    ------
    DataError, UsageError
        As :func:`intra_industry`.

    Notes
    -----
    Null where an area has no row of exports, or none of imports, in a whole period, and where it does
    not trade at all. Source: Lafay (1992).
    """
    both = _both(flows, False, None, blocs, columns, check, membership)
    keys = _keys(both)
    whole = both.group_by(keys).aggregate(ALL_X=total(both.X), ALL_M=total(both.M))
    wide = both.join(whole, keys)
    x, m, all_x, all_m = (wide[name].cast("float64") for name in ("X", "M", "ALL_X", "ALL_M"))
    trade, balance = all_x + all_m, all_x - all_m
    value = safe_divide(100 * ((x - m) * trade - balance * (x + m)), trade * trade)
    rows = _indices(wide, {"LAFAY": value})
    order = [*keys[:-1], "PRODUCT", "INDICATOR", "TIME_PERIOD"]
    return Observations.of(rows.select(*order, "OBS_VALUE").order_by(order))


def _keys(table: ir.Table) -> list[str]:
    """The columns that say whose trade it is, with whom, and when."""
    sides = [name for name in ("REF_AREA", "COUNTERPART_AREA") if name in table.columns]
    return [*groups(table), *sides, "TIME_PERIOD"]


def _both(
    flows: Any,
    partners: bool,
    level: Level | None,
    blocs: WhichBlocs | None,
    columns: Mapping[str, str] | None,
    check: bool,
    membership: Membership,
) -> ir.Table:
    """Exports X and imports M of each product side by side; null where a side is unknown."""
    table = as_table(flows, columns)
    exports = product_flows(table, flow="X", check=check, text=False)
    imports = product_flows(table, flow="M", check=check, text=False)
    if partners:
        with_partners(exports)
    both = with_blocs(_side_by_side(exports, imports, partners, level), blocs, **membership)
    if partners:
        both = with_blocs(both, blocs, side="COUNTERPART_AREA", **membership)
    both = _with_unknown(both)
    return both.mutate(GAP=(both.X - both.M).abs(), GROSS=both.X + both.M)


def _side_by_side(
    exports: ir.Table, imports: ir.Table, partners: bool, level: Level | None
) -> ir.Table:
    """What each area sells and buys, summed once over partners and levels together."""
    import ibis

    keys = [name for name in exports.columns if name != "OBS_VALUE"]
    if not partners:
        keys = [name for name in keys if name != "COUNTERPART_AREA"]
    sold, bought = (
        rows.group_by(keys).aggregate(**{name: total(rows.OBS_VALUE)})
        for name, rows in (("X", _at_level(exports, level)), ("M", _at_level(imports, level)))
    )
    joined = sold.outer_join(bought, keys)
    either = {name: ibis.coalesce(joined[name], joined[f"{name}_right"]) for name in keys}
    return areas_as_text(joined.select(**either, X=joined.X, M=joined.M))


def _with_unknown(both: ir.Table) -> ir.Table:
    """No row is zero for an area that has rows of that flow, and null for one that has none."""
    keys = [*groups(both), "REF_AREA", "TIME_PERIOD"]
    areas = both.group_by(keys).aggregate(ROWS_X=both.X.count(), ROWS_M=both.M.count())
    known = both.join(areas, keys)
    sides = {
        name: (known[f"ROWS_{name}"] > 0).ifelse(known[name].fill_null(0), None) for name in "XM"
    }
    return known.select(*(name for name in both.columns if name not in sides), **sides)


def _at_level(rows: ir.Table, level: Level | None) -> ir.Table:
    """Cut codes of the Harmonized System to `level` digits."""
    if level is None:
        return rows
    if level not in (2, 4, 6):
        raise UsageError(f"The level is {level!r}.", remedy="use 2, 4 or 6 digits")
    products = rows.select("PRODUCT").distinct()
    short = products.filter(products.PRODUCT.re_search(DIGITS), _digits(products) < level)
    for row in short.order_by("PRODUCT").limit(1).to_pyarrow().to_pylist():
        raise DataError(
            f"Product {row['PRODUCT']} is coarser than level {level}.",
            remedy="ask for the level of the table or a coarser one: 2, 4 or 6",
        )
    prefix = rows.PRODUCT.startswith("HS").ifelse(2, 0)
    cut = rows.PRODUCT.left(prefix + level)
    return rows.mutate(PRODUCT=rows.PRODUCT.re_search(DIGITS).ifelse(cut, rows.PRODUCT))


def _digits(products: ir.Table) -> ir.IntegerValue:
    """How many digits codes of the Harmonized System have; null for other codes."""
    harmonized = products.PRODUCT.re_search(DIGITS)
    return harmonized.ifelse(products.PRODUCT.replace("HS", "").length(), None)


def _levels(both: ir.Table) -> ir.Table:
    """The level of detail of each source and period, which has only one."""
    period = [*groups(both), "TIME_PERIOD"]
    products = both.select(*period, "PRODUCT").distinct()
    return products.group_by(period).aggregate(LEVEL=_digits(products).max())


def _together(table: ir.Table) -> ir.Table:
    """The sums over products, which are null if one of these is."""
    import ibis

    summed = table.group_by(_keys(table)).aggregate(
        **{name: total(table[name]) for name in ("X", "M", "GAP", "GROSS")}
    )
    return summed.mutate(PRODUCT=ibis.literal(ALL))


def _changes(both: ir.Table, since: str) -> ir.Table:
    """How much exports and imports of each product changed from `since` to each later period.

    Only of areas of which both are known in both periods.
    """
    periods = both.select("TIME_PERIOD").distinct().to_pyarrow()["TIME_PERIOD"].to_pylist()
    if since not in periods:
        raise UnknownCodeError("period in the table", str(since), map(str, periods))
    area = [*groups(both), "REF_AREA"]
    known = both.filter(both.X.notnull(), both.M.notnull())
    first = known.filter(since == known.TIME_PERIOD).drop("TIME_PERIOD")
    later = known.filter(since < known.TIME_PERIOD).semi_join(first, area)
    before = later.select(*area, "TIME_PERIOD").distinct().join(first, area)
    keys = [*_keys(both), "PRODUCT"]
    moved = later.select(*keys, "X", "M").union(before.select(*keys, X=-before.X, M=-before.M))
    change = moved.group_by(keys).aggregate(X=total(moved.X), M=total(moved.M))
    return change.mutate(GAP=(change.X - change.M).abs(), GROSS=change.X.abs() + change.M.abs())


def _matched(table: ir.Table) -> ir.FloatingValue:
    return safe_divide(table.GROSS - table.GAP, table.GROSS)


def _adjusted(table: ir.Table) -> ir.FloatingValue:
    return safe_divide(table.GROSS - table.GAP, table.GROSS - (table.X - table.M).abs())


def _indices(table: ir.Table, values: Mapping[str, ir.FloatingValue]) -> ir.Table:
    """The rows of some indices."""
    rows = unfolded(table, "INDICATOR", {name: {"VALUE": value} for name, value in values.items()})
    return rows.select(*_keys(table), "PRODUCT", "INDICATOR", OBS_VALUE=rows.VALUE)
