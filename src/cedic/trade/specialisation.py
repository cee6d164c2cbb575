"""What an area sells more of than the world does: revealed comparative advantage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Unpack

from cedic.errors import UnknownCodeError
from cedic.model import Observations
from cedic.trade.baskets import (
    Flow,
    Membership,
    baskets,
    groups,
    product_flows,
    total,
    with_blocs,
)
from cedic.trade.members import WhichBlocs
from cedic.trade.tables import asked, safe_divide, unfolded

if TYPE_CHECKING:
    import ibis.expr.types as ir

ADVANTAGE = ("RCA", "RSCA", "RCA_ADDITIVE", "NRCA", "PRODUCT_SHARE", "WORLD_SHARE")
"""The indicators of :func:`advantage`, in the order they are given in."""
TOTALS = ("OF_AREA", "OF_PRODUCT", "OF_WORLD")
"""What :func:`with_totals` adds."""


def advantage(
    flows: Any,
    *,
    flow: Flow = "X",
    indicators: str | Iterable[str] | None = None,
    blocs: WhichBlocs | None = None,
    world: Iterable[str] | None = None,
    columns: Mapping[str, str] | None = None,
    check: bool = True,
    **membership: Unpack[Membership],
) -> Observations:
    r"""Revealed comparative advantage of areas and blocs in each product.

    With :math:`x_{ck}` what area c exports of product k, :math:`X_c = \sum_k x_{ck}`, and
    :math:`x_{wk}` and :math:`X_w` the same for the world:

    ============= =============================== ============================== ==========
    id            name                            formula                        range
    ============= =============================== ============================== ==========
    RCA           revealed comparative advantage  (x_ck/X_c) / (x_wk/X_w)        0 … X_w/X_c
    RSCA          symmetric                       (RCA−1)/(RCA+1)                −1 … 1
    RCA_ADDITIVE  additive                        x_ck/X_c − x_wk/X_w            −1 … 1
    NRCA          normalised                      x_ck/X_w − X_c·x_wk/X_w²       −¼ … ¼
    PRODUCT_SHARE share in the area's exports     x_ck/X_c                       0 … 1
    WORLD_SHARE   share in the world's exports    x_ck/x_wk                      0 … 1
    ============= =============================== ============================== ==========

    Parameters
    ----------
    flows : table
        In one of the layouts of :mod:`cedic.trade.baskets`.
    flow : {"X", "M"}
        Exports; or imports, for the pattern of what an area buys.
    indicators : str or iterable of str, optional
        Which of those above; by default all.
    blocs : blocs, optional
        Blocs to give beside the areas, as in :func:`cedic.trade.regional`; each is the sum of its
        members.
    world : iterable of str, optional
        The areas that together are the world to compare with; by default all areas of the table. Give
        the members of a region to see who leads within it, or the one area whose row holds the
        world's total if the table has such a row. For areas that are not among them the ranges of
        RCA, NRCA and WORLD_SHARE have no upper end.
    columns : mapping, optional
        Standard column name to the name in `flows`.
    check : bool, default True
        As in :func:`cedic.trade.baskets.product_flows`.
    **membership
        members, year, before and scheme, as in :func:`cedic.trade.regional`.

    Returns
    -------
    Observations
        Group columns of `flows` (FREQ, SOURCE, CLASSIFICATION), REF_AREA, PRODUCT, INDICATOR,
        TIME_PERIOD, OBS_VALUE (float64 ratio). One row for each area or bloc, indicator and product
        that the table has a figure of; where it has none, most studies take RCA for zero.

    Raises
    ------
    UnknownCodeError
        For an unknown bloc, indicator or column, or an area of `world` that the table does not have.
    DataError, UsageError
        As :func:`cedic.trade.baskets.product_flows`.

    Notes
    -----
    An area whose exports are all zero has null for all but WORLD_SHARE. Of a product that the world
    does not export RCA, RSCA and WORLD_SHARE are null. RCA depends on how fine the products are:
    compare values from one classification and level only. In a world of one area RCA is 1. Values
    that are not whole numbers are summed as floats, so that the last digit may vary.

    Sources: Balassa (1965) for RCA; Dalum, Laursen and Villumsen (1998) for RSCA; Hoen and Oosterhaven
    (2006) for the additive index; Yu, Cai and Leung (2009) for the normalised one.
    """
    import ibis

    wanted = asked(ADVANTAGE if indicators is None else indicators, ADVANTAGE, "indicator")
    sold = baskets(product_flows(flows, flow=flow, columns=columns, check=check, text=False))
    wide = with_totals(with_blocs(sold, blocs, **membership), sold, world)
    values = _values(*(wide[name].cast("float64") for name in ("OBS_VALUE", *TOTALS)))
    if len(wanted) == 1:
        long = wide.mutate(INDICATOR=ibis.literal(wanted[0]), OBS_VALUE=values[wanted[0]])
    else:
        long = unfolded(
            wide.rename(VALUE="OBS_VALUE"),
            "INDICATOR",
            {name: {"OBS_VALUE": values[name]} for name in wanted},
        )
    order = [*groups(sold), "REF_AREA", "PRODUCT", "INDICATOR", "TIME_PERIOD"]
    return Observations.of(long.select(*order, "OBS_VALUE").order_by(order))


def with_totals(sold: ir.Table, world: ir.Table, which: Iterable[str] | None = None) -> ir.Table:
    """Add to each area's trade in a product the totals that it is held against.

    Parameters
    ----------
    sold : ibis.Table
        Areas and blocs, from :func:`cedic.trade.baskets.baskets`.
    world : ibis.Table
        The areas alone.
    which : iterable of str, optional
        Those areas that are the world; by default all.

    Returns
    -------
    ibis.Table
        With OF_AREA, all that the area trades; OF_PRODUCT, what the world trades of the product;
        OF_WORLD, all that the world trades.

    Raises
    ------
    UnknownCodeError
        For an area of `which` that `world` does not have.
    """
    period = [*groups(sold), "TIME_PERIOD"]
    if which is not None:
        world = world.filter(world.REF_AREA.isin(_known(list(which), world)))
    areas = sold.group_by([*period, "REF_AREA"]).aggregate(OF_AREA=total(sold.OBS_VALUE))
    products = world.group_by([*period, "PRODUCT"]).aggregate(OF_PRODUCT=total(world.OBS_VALUE))
    worlds = products.group_by(period).aggregate(OF_WORLD=total(products.OF_PRODUCT))
    joined = sold.join(areas, [*period, "REF_AREA"]).left_join(products, [*period, "PRODUCT"])
    return joined.select(*sold.columns, "OF_AREA", "OF_PRODUCT").join(worlds, period)


def _known(asked_for: list[str], world: ir.Table) -> list[str]:
    """The areas asked for, if the table has them all."""
    known = world.select("REF_AREA").distinct().to_pyarrow()["REF_AREA"].to_pylist()
    for area in asked_for:
        if area not in known:
            raise UnknownCodeError("area in the table", area, known)
    return asked_for


def _values(
    x: ir.FloatingValue, own: ir.FloatingValue, product: ir.FloatingValue, world: ir.FloatingValue
) -> dict[str, ir.FloatingValue]:
    """All indicators, each as a single ratio so that it is divided only once."""
    seen, expected = x * world, own * product
    return {
        "RCA": safe_divide(seen, expected),
        "RSCA": safe_divide((own > 0).ifelse(seen - expected, None), seen + expected),
        "RCA_ADDITIVE": safe_divide(seen - expected, own * world),
        "NRCA": safe_divide((own > 0).ifelse(seen - expected, None), world * world),
        "PRODUCT_SHARE": safe_divide(x, own),
        "WORLD_SHARE": safe_divide(x, product),
    }
