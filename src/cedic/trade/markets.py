"""How far an area's goods reach into the markets of others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Unpack

from cedic.model import Observations
from cedic.trade.baskets import (
    ALL,
    Membership,
    all_products,
    baskets,
    groups,
    product_flows,
    with_blocs,
    with_partners,
)
from cedic.trade.members import WhichBlocs
from cedic.trade.tables import safe_divide, stacked


def penetration(
    flows: Any,
    *,
    products: bool = True,
    blocs: WhichBlocs | None = None,
    columns: Mapping[str, str] | None = None,
    check: bool = True,
    **membership: Unpack[Membership],
) -> Observations:
    r"""Market penetration: an area's share in its partner's imports, by product and of all products.

    .. math:: \mathrm{MARKET\_SHARE}_{ijk} = \frac{m_{jik}}{\sum_i m_{jik}}

    with :math:`m_{jik}` what j imports of product k from i.

    Parameters
    ----------
    flows : table
        In one of the layouts of :mod:`cedic.trade.baskets` that have partners, with imports.
    products : bool, default True
        Give each product beside all products together, or these only.
    blocs : blocs, optional
        Blocs to give beside the areas, as sellers and as markets. What members of a bloc sell each
        other is part of its market.
    columns : mapping, optional
        Standard column name to the name in `flows`.
    check : bool, default True
        As in :func:`cedic.trade.baskets.product_flows`.
    **membership
        members, year, before and scheme, as in :func:`cedic.trade.regional`.

    Returns
    -------
    Observations
        Group columns of `flows`, REF_AREA (who sells), COUNTERPART_AREA (the market), PRODUCT (``_T``
        all together), INDICATOR (``MARKET_SHARE``), TIME_PERIOD, OBS_VALUE (0 … 1). One row for each
        flow in the table: no row is no report, which most studies take for zero.

    Raises
    ------
    UsageError
        If the table has no partners, or no imports.
    DataError, UnknownCodeError
        As :func:`cedic.trade.baskets.product_flows`.

    Notes
    -----
    Null where the market imports nothing of the product. Source: Leamer and Stern (1970), on
    market shares.
    """
    import ibis

    bought = with_partners(product_flows(flows, flow="M", columns=columns, check=check))
    together = all_products(bought)
    bought = bought.union(together) if products else together
    markets = with_blocs(bought, blocs, **membership)
    rows = with_blocs(markets, blocs, side="COUNTERPART_AREA", **membership)
    whole = baskets(markets)
    keys = [*groups(bought), "TIME_PERIOD", "REF_AREA", "PRODUCT"]
    joined = rows.join(whole.rename(WHOLE="OBS_VALUE"), keys)
    value = safe_divide(joined.OBS_VALUE, joined.WHOLE)
    seller = joined.rename(REF_AREA="COUNTERPART_AREA", COUNTERPART_AREA="REF_AREA")
    order = [
        *groups(bought), "REF_AREA", "COUNTERPART_AREA", "PRODUCT", "INDICATOR", "TIME_PERIOD"
    ]  # fmt: skip
    told = seller.mutate(INDICATOR=ibis.literal("MARKET_SHARE"), OBS_VALUE=value)
    return Observations.of(told.select(*order, "OBS_VALUE").order_by(order))


def market_reach(
    flows: Any,
    *,
    blocs: WhichBlocs | None = None,
    columns: Mapping[str, str] | None = None,
    check: bool = True,
    **membership: Unpack[Membership],
) -> Observations:
    r"""The index of export market penetration: how many of the markets there are an area reaches.

    .. math:: \mathrm{IEMP}_i = \frac{\sum_k n_{ik}}{\sum_{k:\, n_{ik} > 0} N_k}

    with :math:`n_{ik}` the areas that i exports product k to, and :math:`N_k` those that import it
    from anywhere. For one product it is :math:`n_{ik}/N_k`.

    Parameters
    ----------
    flows, blocs, columns, check, **membership
        As in :func:`advantage`; the table has partners. Markets are areas, not blocs; a bloc reaches
        a market if one of its members does.

    Returns
    -------
    Observations
        Group columns of `flows`, REF_AREA, PRODUCT (``_T`` all together), INDICATOR (``IEMP``),
        TIME_PERIOD, OBS_VALUE (0 … 1). One row for each product that the area exports.

    Raises
    ------
    UsageError
        If the table has no partners.
    DataError, UnknownCodeError
        As :func:`cedic.trade.baskets.product_flows`.

    Notes
    -----
    A flow of zero reaches no market. Who imports is read from the exports to it, so that both counts
    are of the same rows. An area is not its own market but counts in :math:`N_k` if it imports the
    product, so that the index may stay just below 1. An area that exports nothing has no row for a
    product and null for all together. Source: Brenton and Newfarmer (2007), as in the World Bank's
    WITS.
    """
    import ibis

    sold = with_partners(product_flows(flows, columns=columns, check=check))
    reached = with_blocs(sold, blocs, **membership)
    period = [*groups(sold), "TIME_PERIOD"]
    open_to = sold.filter(sold.OBS_VALUE > 0).select(*period, "PRODUCT", "COUNTERPART_AREA")
    open_to = open_to.distinct()
    markets = open_to.group_by([*period, "PRODUCT"]).aggregate(MARKETS=open_to.count())
    products = reached.group_by([*period, "REF_AREA", "PRODUCT"]).aggregate(
        REACHED=(reached.OBS_VALUE > 0).sum()
    )
    known = products.filter(products.REACHED > 0).join(markets, [*period, "PRODUCT"])
    areas = products.select(*period, "REF_AREA").distinct()
    whole = known.group_by([*period, "REF_AREA"]).aggregate(
        REACHED=known.REACHED.sum(), MARKETS=known.MARKETS.sum()
    )
    whole = areas.left_join(whole, [*period, "REF_AREA"]).mutate(PRODUCT=ibis.literal(ALL))
    order = [*groups(sold), "REF_AREA", "PRODUCT", "INDICATOR", "TIME_PERIOD"]
    rows = [
        table.select(
            *period,
            "REF_AREA",
            "PRODUCT",
            INDICATOR=ibis.literal("IEMP"),
            OBS_VALUE=safe_divide(table.REACHED, table.MARKETS),
        )
        for table in (known, whole)
    ]
    return Observations.of(stacked(rows).select(*order, "OBS_VALUE").order_by(order))
