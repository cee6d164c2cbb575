"""Who sells what to whom, one figure for each flow: what relations of two sides are read from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cedic.errors import DataError
from cedic.trade.baskets import product_flows
from cedic.trade.flows import CIF_FOB, Prefer, both_sides, reconciled
from cedic.trade.tables import as_table, dollars, groups

if TYPE_CHECKING:
    import ibis.expr.types as ir


def product_pairs(
    flows: Any,
    *,
    prefer: Prefer = "exporter",
    cif_fob: float = CIF_FOB,
    columns: Mapping[str, str] | None = None,
    check: bool = True,
) -> ir.Table:
    """One figure for each exporter, importer and product, out of both sides' reports.

    Parameters
    ----------
    flows : table
        Bilateral trade in the reported or the directed layout of :mod:`cedic.trade.baskets`. One
        without TRADE_FLOW, or without imports, holds exports only: what an area buys is then what
        others report to sell it.
    prefer, cif_fob
        As in :func:`cedic.trade.flows.reconcile`.
    columns, check
        As in :func:`cedic.trade.baskets.product_flows`.

    Returns
    -------
    ibis.Table
        FREQ and SOURCE where present, TIME_PERIOD, EXPORTER, IMPORTER, PRODUCT, OBS_VALUE (int64
        US dollars FOB). A table without PRODUCT gives one without.

    Raises
    ------
    DataError
        If the table has no partners, and as :func:`cedic.trade.baskets.product_flows`.
    UsageError
        As :func:`cedic.trade.flows.reconcile`.
    """
    import ibis

    table = as_table(flows, columns)
    if "PRODUCT" not in table.columns:
        whole = product_pairs(
            table.mutate(PRODUCT=ibis.literal("ALL")), prefer=prefer, cif_fob=cif_fob, check=check
        )
        return whole.drop("PRODUCT")
    reports = product_flows(table, flow="X", check=check).mutate(TRADE_FLOW=ibis.literal("X"))
    if "COUNTERPART_AREA" not in reports.columns:
        raise DataError(
            "The table of trade by product does not say who trades with whom.",
            remedy="give it the columns EXPORTER and IMPORTER, or COUNTERPART_AREA",
        )
    if "EXPORTER" in table.columns:
        # One figure for both sides already, and each flow there once.
        pairs = reports.rename(EXPORTER="REF_AREA", IMPORTER="COUNTERPART_AREA")
        pairs = pairs.mutate(OBS_VALUE=dollars(pairs.OBS_VALUE))
    else:
        if "TRADE_FLOW" in table.columns:
            bought = product_flows(table, flow="M", check=check)
            reports = reports.union(bought.mutate(TRADE_FLOW=ibis.literal("M")))
        pairs = reconciled(both_sides(reports, cif_fob=cif_fob), prefer)
    return pairs.select(*groups(pairs), "TIME_PERIOD", "EXPORTER", "IMPORTER", "OBS_VALUE")


def periods_of(pairs: ir.Table) -> tuple[str, ...]:
    """The columns that no figure of `pairs` is summed across, products apart."""
    return (*(name for name in groups(pairs) if name != "PRODUCT"), "TIME_PERIOD")


def summed(table: ir.Table, *keys: str) -> ir.Table:
    """Whole dollars summed by `keys`; whole numbers, so in any order the same."""
    return table.group_by(keys).aggregate(OBS_VALUE=table.OBS_VALUE.sum().cast("int64"))


def left(table: ir.Table, more: ir.Table, *keys: str) -> ir.Table:
    """`table` with the other columns of `more`, null where it has no row of the same keys."""
    added = [name for name in more.columns if name not in keys]
    return table.left_join(more, list(keys)).select(*table.columns, *added)
