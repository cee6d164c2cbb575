r"""The relation of an area or bloc with a partner outside it.

With g the area or bloc, p its partner, :math:`T_{gp}` what members of g sell to members of p,
:math:`X_s` and :math:`M_s` what a side s sells to and buys from all the world (its own members
among it), W the trade of all, k a product and small letters shares of products:

====================== ======================================================== =========
indicator              formula                                                  range
====================== ======================================================== =========
EXPORTS                :math:`T_{gp}`                                           0 … ∞ USD
IMPORTS                :math:`T_{pg}`                                           0 … ∞ USD
BALANCE                :math:`T_{gp} - T_{pg}`                                  USD
EXPORT_SHARE           :math:`T_{gp} / X_g`                                     0 … 1
IMPORT_SHARE           :math:`T_{pg} / M_g`                                     0 … 1
PARTNER_IMPORT_SHARE   :math:`T_{gp} / M_p`                                     0 … 1
PARTNER_EXPORT_SHARE   :math:`T_{pg} / X_p`                                     0 … 1
EXPORT_GROWTH          :math:`T_{gp} / T_{gp}^{t-1} - 1`                        −1 … ∞
IMPORT_GROWTH          :math:`T_{pg} / T_{pg}^{t-1} - 1`                        −1 … ∞
EXPORT_INTENSITY       :math:`(T_{gp} / X_g) / (M_p / W)`                       0 … ∞
IMPORT_INTENSITY       :math:`(T_{pg} / M_g) / (X_p / W)`                       0 … ∞
EXPORT_CONCENTRATION   :math:`\sum_k (T_{gpk} / T_{gp})^2`                      1/n … 1
IMPORT_CONCENTRATION   :math:`\sum_k (T_{pgk} / T_{pg})^2`                      1/n … 1
EXPORT_COMPLEMENTARITY :math:`100 (1 - \frac12 \sum_k |x_{gk} - m_{pk}|)`       0 … 100
IMPORT_COMPLEMENTARITY :math:`100 (1 - \frac12 \sum_k |m_{gk} - x_{pk}|)`       0 … 100
EXPORT_POTENTIAL       :math:`\sum_k \min(X^o_{gk}, M^o_{pk}) - T_{gpk}`        0 … ∞ USD
IMPORT_POTENTIAL       :math:`\sum_k \min(X^o_{pk}, M^o_{gk}) - T_{pgk}`        0 … ∞ USD
====================== ======================================================== =========

:math:`X^o` and :math:`M^o` are what a side sells and buys outside itself; the potential is what one
side sells elsewhere and the other buys elsewhere, product by product.

Sources: Kojima (1964), "The pattern of international trade among advanced countries", for
intensity; Michaely (1996), "Trade Preferential Agreements in Latin America", for complementarity;
Hirschman (1945) and Herfindahl (1950) for concentration.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cedic.errors import UnknownCodeError, UsageError
from cedic.model import Observations
from cedic.regions import Bloc, areas, blocs
from cedic.trade.flows import CIF_FOB, Prefer
from cedic.trade.matrix import with_growth
from cedic.trade.members import Before, Members, blocs_table, members_by_period
from cedic.trade.pairs import left, periods_of, product_pairs, summed
from cedic.trade.tables import as_table, safe_divide, stacked, unfolded

if TYPE_CHECKING:
    import ibis.expr.types as ir

WhichSides = str | Bloc | Iterable[str | Bloc] | Mapping[str, Sequence[str | int]]

OF_TOTALS = (
    *("EXPORTS", "IMPORTS", "BALANCE"),
    *("EXPORT_SHARE", "IMPORT_SHARE", "PARTNER_IMPORT_SHARE", "PARTNER_EXPORT_SHARE"),
    *("EXPORT_GROWTH", "IMPORT_GROWTH", "EXPORT_INTENSITY", "IMPORT_INTENSITY"),
)
"""Indicators that flows without products are enough for."""
OF_PRODUCTS = (
    *("EXPORT_CONCENTRATION", "IMPORT_CONCENTRATION"),
    *("EXPORT_COMPLEMENTARITY", "IMPORT_COMPLEMENTARITY"),
    *("EXPORT_POTENTIAL", "IMPORT_POTENTIAL"),
)
"""Those that need flows by product."""


@dataclass(frozen=True)
class Partners:
    """The relation with partners: its indicators, and what is traded.

    Parameters
    ----------
    indicators : Observations
        One row for each relation, indicator and period.
    composition : Observations or None
        One row for each relation, flow, product and period; None for flows without products.
    """

    indicators: Observations
    composition: Observations | None


def partners(
    flows: Any,
    group: WhichSides,
    partner: WhichSides,
    *,
    by_member: bool = False,
    members: Members = "dated",
    year: int | None = None,
    before: Before = "founders",
    prefer: Prefer = "exporter",
    cif_fob: float = CIF_FOB,
    columns: Mapping[str, str] | None = None,
    scheme: str | None = None,
    check: bool = True,
) -> Partners:
    """How an area or bloc trades with a partner outside it, in all periods at once.

    Parameters
    ----------
    flows, prefer, cif_fob, columns, check
        Bilateral trade of all the world, by product or not, as in
        :func:`cedic.trade.pairs.product_pairs`.
    group, partner : str, Bloc, iterable of these, or mapping
        Areas and registered blocs, one or several, each by itself; a bloc of your own is a mapping
        of its name to its areas.
    by_member : bool, default False
        Give the relation of each member of a bloc in `group` too.
    members, year, before, scheme
        As in :func:`cedic.trade.members.blocs_table`.

    Returns
    -------
    Partners
        ``indicators``: FREQ and SOURCE where present, REF_AREA (of `group`), COUNTERPART_AREA (of
        `partner`), INDICATOR (those of `OF_TOTALS`, by product those of `OF_PRODUCTS` too),
        TIME_PERIOD, OBS_VALUE (float64: US dollars, ratios, complementarity 0 … 100), COVERAGE
        (members with figures over all members, the lesser of the two sides', 0 … 1) and COMPOSITION
        of blocs (``D``, ``F``, ``X``, as in :func:`cedic.trade.regional`; null between areas).
        There is a row for each period in which the reference area has figures.

        ``composition``: the same key with TRADE_FLOW (``X``, ``M``) and PRODUCT for INDICATOR;
        OBS_VALUE (int64 US dollars; null where the two are not seen to trade the product), SHARE in
        the flow (0 … 1) and POTENTIAL (US dollars, as above, for the product), for each product
        that is traded or has a potential.

    Raises
    ------
    UsageError
        If an area is on both sides in a period, for a bloc of one member or no side at all.
    UnknownCodeError
        For what is neither an area nor a bloc; near names are suggested.
    DataError
        As :func:`cedic.trade.baskets.product_flows`.

    Notes
    -----
    Flows are one figure for both sides, FOB, whoever reports them. A flow that is not in the table
    is unknown, and so is the balance, share or growth made from it: null. So are complementarity
    where one side has no figures, and growth without the same period of the year before. A sum over
    members is of those that have figures: read COVERAGE. Growth of a bloc is of its members as
    they are in each year, so that it jumps where membership does. Measures by product rise and fall
    with the level of detail of the source: compare them within one source only.
    """
    table = as_table(flows, columns)
    pairs = product_pairs(table, prefer=prefer, cif_fob=cif_fob, check=check)
    at = periods_of(pairs)
    periods = table.select(*at).distinct()

    def sides(which: WhichSides) -> ir.Table:
        return _sides(which, pairs, members=members, year=year, before=before, scheme=scheme)

    group_table = sides(group)
    if by_member:
        single = _alone(group_table)
        group_table = group_table.cast(single.schema()).union(single, distinct=True)
    ours = members_by_period(periods, group_table)
    theirs = members_by_period(periods, sides(partner))
    _check_apart(ours, theirs, at)
    return _related(pairs, ours, theirs, at)


def _sides(which: WhichSides, pairs: ir.Table, **membership: Any) -> ir.Table:
    """Who stands on a side, as :func:`blocs_table`; an area is a side of its own."""
    import ibis

    if isinstance(which, Mapping):
        own = blocs_table(which)
        _check_known(own.AREA.to_pyarrow().to_pylist(), pairs)
        return own
    given = [which] if isinstance(which, str | Bloc) else list(which)
    if not given:
        raise UsageError("No area or bloc is given.", remedy="give one or more, such as EU")
    named = [item for item in given if isinstance(item, Bloc) or item in blocs()]
    alone = [str(item) for item in given if item not in named]
    _check_known(alone, pairs)
    table = _alone(ibis.memtable({"AREA": alone}, schema={"AREA": "string"}))
    if not named:
        return table
    return blocs_table(named, **membership).cast(table.schema()).union(table)


def _alone(areas_named: ir.Table) -> ir.Table:
    """Each area as a side of its own."""
    import ibis

    area = areas_named.AREA.cast("string")
    return areas_named.select(
        BLOC=area,
        AREA=area,
        FIRST_YEAR=ibis.literal(0, "int16"),
        LAST_YEAR=ibis.literal(9999, "int16"),
        COMPOSITION=ibis.null("string"),
    ).distinct()


def _check_known(names: Sequence[str], pairs: ir.Table) -> None:
    """Stop at what is neither a registered area nor one of the table."""
    unknown = [name for name in names if name not in areas()]
    if not unknown:
        return
    traders = pairs.select(AREA=pairs.EXPORTER).union(pairs.select(AREA=pairs.IMPORTER))
    there = traders.distinct().AREA.to_pyarrow().to_pylist()
    for name in unknown:
        if name not in there:
            raise UnknownCodeError("area or bloc", name, {*there, *areas(), *blocs()})


def _check_apart(ours: ir.Table, theirs: ir.Table, at: Sequence[str]) -> None:
    """Stop where an area is on both sides: its trade would be with itself."""
    both = ours.select(*at, "AREA", GROUP="BLOC").join(
        theirs.select(*at, "AREA", PARTNER="BLOC"), [*at, "AREA"]
    )
    first = both.order_by("TIME_PERIOD", "GROUP", "PARTNER", "AREA").limit(1)
    for row in first.to_pyarrow().to_pylist():
        area, one, other = row["AREA"], row["GROUP"], row["PARTNER"]
        raise UsageError(
            f"{one} and {other} overlap: {area} is on both sides in {row['TIME_PERIOD']}.",
            remedy="choose a partner outside the group, or make a bloc of your own without it",
        )


def _related(pairs: ir.Table, ours: ir.Table, theirs: ir.Table, at: Sequence[str]) -> Partners:
    """The indicators, and the composition where there are products."""
    wide = _totals(pairs, ours, theirs, at)
    cases = _of_totals(wide)
    composition = None
    if "PRODUCT" in pairs.columns:
        exports = _by_product(pairs, ours, theirs, at)
        imports = _by_product(pairs, theirs, ours, at)
        flows = {
            "X": exports.rename(REF_AREA="SELLER", COUNTERPART_AREA="BUYER"),
            "M": imports.rename(REF_AREA="BUYER", COUNTERPART_AREA="SELLER"),
        }
        composition = _composition(flows, at)
        for flow, table in flows.items():
            wide = left(wide, _over_products(table, flow, at), *at, *_SIDES)
        cases = _of_totals(wide) | _of_products(wide)
    long = unfolded(wide, "INDICATOR", {name: {"OBS_VALUE": v} for name, v in cases.items()})
    order = [*_series(at), "INDICATOR", "TIME_PERIOD"]
    long = long.select(*order, "OBS_VALUE", "COVERAGE", "COMPOSITION")
    return Partners(Observations.of(long.order_by(*order)), composition)


_SIDES = ("REF_AREA", "COUNTERPART_AREA")


def _series(at: Sequence[str]) -> tuple[str, ...]:
    return (*(name for name in at if name != "TIME_PERIOD"), *_SIDES)


def _totals(pairs: ir.Table, ours: ir.Table, theirs: ir.Table, at: Sequence[str]) -> ir.Table:
    """For each relation what both sides trade with each other (X and M), and with all (SOLD, …)."""
    import ibis

    every = summed(pairs, *at, "EXPORTER", "IMPORTER") if "PRODUCT" in pairs.columns else pairs
    own, other = _trade(every, ours, at), _trade(every, theirs, at)
    own = own.filter(own.COVERAGE > 0).rename(REF_AREA="BLOC")
    renamed = {f"PARTNER_{name}": name for name in ("SOLD", "BOUGHT", "COVERAGE", "COMPOSITION")}
    other = other.rename(COUNTERPART_AREA="BLOC", **renamed)
    wide = own.join(other, list(at))
    sold = _between(every, ours, theirs, at).rename(
        REF_AREA="SELLER", COUNTERPART_AREA="BUYER", X="OBS_VALUE"
    )
    bought = _between(every, theirs, ours, at).rename(
        REF_AREA="BUYER", COUNTERPART_AREA="SELLER", M="OBS_VALUE"
    )
    wide = left(left(wide, sold, *at, *_SIDES), bought, *at, *_SIDES)
    wide = left(wide, summed(every, *at).rename(WORLD="OBS_VALUE"), *at)
    # F after D: one carried-back side is enough to say so.
    composition = ibis.greatest(
        wide.COMPOSITION.fill_null(""), wide.PARTNER_COMPOSITION.fill_null("")
    )
    wide = wide.mutate(
        COVERAGE=ibis.least(wide.COVERAGE, wide.PARTNER_COVERAGE),
        COMPOSITION=composition.nullif(""),
    )
    return with_growth(wide)


def _trade(every: ir.Table, sides: ir.Table, at: Sequence[str]) -> ir.Table:
    """What each side sells and buys in all, and how many of its members have figures."""
    sold = summed(every, *at, "EXPORTER").rename(AREA="EXPORTER", SOLD="OBS_VALUE")
    bought = summed(every, *at, "IMPORTER").rename(AREA="IMPORTER", BOUGHT="OBS_VALUE")
    areas_of = left(left(sides, sold, *at, "AREA"), bought, *at, "AREA")
    trading = areas_of.SOLD.notnull() | areas_of.BOUGHT.notnull()
    return areas_of.group_by(*at, "BLOC").aggregate(
        SOLD=areas_of.SOLD.sum().cast("int64"),
        BOUGHT=areas_of.BOUGHT.sum().cast("int64"),
        COVERAGE=safe_divide(trading.sum(), areas_of.count()),
        COMPOSITION=areas_of.COMPOSITION.max(),
    )


def _between(
    pairs: ir.Table, sellers: ir.Table, buyers: ir.Table, at: Sequence[str], *product: str
) -> ir.Table:
    """What each seller sells to each buyer, both areas or blocs."""
    sold = pairs.join(sellers.select(*at, SELLER="BLOC", EXPORTER="AREA"), [*at, "EXPORTER"])
    sold = sold.join(buyers.select(*at, BUYER="BLOC", IMPORTER="AREA"), [*at, "IMPORTER"])
    return summed(sold, *at, "SELLER", "BUYER", *product)


def _by_product(
    pairs: ir.Table, sellers: ir.Table, buyers: ir.Table, at: Sequence[str]
) -> ir.Table:
    """What each seller sells to each buyer and could sell, for products both trade at all."""
    import ibis

    sold = _basket(pairs, sellers, at, "EXPORTER").rename(SELLER="BLOC", SOLD="OBS_VALUE")
    bought = _basket(pairs, buyers, at, "IMPORTER").rename(BUYER="BLOC", BOUGHT="OBS_VALUE")
    bought = bought.rename(OUT_BOUGHT="OUT", ALL_BOUGHT="ALL")
    both = sold.join(bought, [*at, "PRODUCT"])
    actual = _between(pairs, sellers, buyers, at, "PRODUCT")
    key = (*at, "SELLER", "BUYER", "PRODUCT")
    both = left(both, actual, *key)
    shares = safe_divide(both.SOLD, both.ALL), safe_divide(both.BOUGHT, both.ALL_BOUGHT)
    return both.select(
        *key,
        "OBS_VALUE",
        POTENTIAL=ibis.least(both.OUT, both.OUT_BOUGHT) - both.OBS_VALUE.fill_null(0),
        COMMON=ibis.least(*shares),
        WHOLE=both.OBS_VALUE.sum().over(group_by=key[:-1]),
    )


def _basket(pairs: ir.Table, sides: ir.Table, at: Sequence[str], side: str) -> ir.Table:
    """What each side trades of a product with all, outside itself (OUT), and of ALL products."""
    areas_of = summed(pairs, *at, side, "PRODUCT").rename(AREA=side)
    whole = summed(areas_of.join(sides, [*at, "AREA"]), *at, "BLOC", "PRODUCT")
    inside = pairs.join(sides.select(*at, "BLOC", EXPORTER="AREA"), [*at, "EXPORTER"])
    inside = inside.semi_join(sides.select(*at, "BLOC", IMPORTER="AREA"), [*at, "BLOC", "IMPORTER"])
    within = summed(inside, *at, "BLOC", "PRODUCT").rename(INSIDE="OBS_VALUE")
    whole = left(whole, within, *at, "BLOC", "PRODUCT")
    return whole.select(
        *at,
        "BLOC",
        "PRODUCT",
        "OBS_VALUE",
        OUT=whole.OBS_VALUE - whole.INSIDE.fill_null(0),
        ALL=whole.OBS_VALUE.sum().over(group_by=[*at, "BLOC"]),
    )


def _over_products(table: ir.Table, flow: str, at: Sequence[str]) -> ir.Table:
    """Sums over the products of one flow; floats are added in order, for the same last digit."""
    key = (*at, *_SIDES)
    share = safe_divide(table.OBS_VALUE, table.WHOLE)
    table = table.mutate(SQUARE=share * share)
    return table.group_by(key).aggregate(
        **{
            f"COMMON_{flow}": table.COMMON.collect(order_by="PRODUCT").sums(),
            f"SQUARES_{flow}": table.SQUARE.collect(order_by="PRODUCT").sums(),
            f"POTENTIAL_{flow}": table.POTENTIAL.sum().cast("int64"),
        }
    )


def _composition(flows: Mapping[str, ir.Table], at: Sequence[str]) -> Observations:
    import ibis

    order = [*_series(at), "TRADE_FLOW", "PRODUCT", "TIME_PERIOD"]
    rows = stacked(
        [
            table.mutate(
                TRADE_FLOW=ibis.literal(flow), SHARE=safe_divide(table.OBS_VALUE, table.WHOLE)
            ).select(*order, "OBS_VALUE", "SHARE", "POTENTIAL")
            for flow, table in flows.items()
        ]
    )
    rows = rows.filter(rows.OBS_VALUE.notnull() | (rows.POTENTIAL > 0))
    return Observations.of(rows.order_by(*order))


def _of_totals(t: ir.Table) -> dict[str, ir.FloatingValue]:
    """The indicators of `OF_TOTALS`; an intensity is divided once, in floats: x·W passes an int64."""
    x, m, world = (t[name].cast("float64") for name in ("X", "M", "WORLD"))
    sold, bought = t.SOLD.cast("float64"), t.BOUGHT.cast("float64")
    values = (
        x,
        m,
        (t.X - t.M).cast("float64"),
        safe_divide(x, sold),
        safe_divide(m, bought),
        safe_divide(x, t.PARTNER_BOUGHT),
        safe_divide(m, t.PARTNER_SOLD),
        t.GROWTH_X,
        t.GROWTH_M,
        safe_divide(x * world, sold * t.PARTNER_BOUGHT),
        safe_divide(m * world, bought * t.PARTNER_SOLD),
    )
    return dict(zip(OF_TOTALS, values, strict=True))


def _of_products(t: ir.Table) -> dict[str, ir.FloatingValue]:
    """The indicators of `OF_PRODUCTS`; zero where both sides have figures and nothing in common."""
    export = t.SOLD.notnull() & t.PARTNER_BOUGHT.notnull()
    imports = t.BOUGHT.notnull() & t.PARTNER_SOLD.notnull()

    def known(both: ir.BooleanValue, value: ir.NumericValue) -> ir.FloatingValue:
        return both.ifelse(value.fill_null(0), None).cast("float64")

    values = (
        t.SQUARES_X,
        t.SQUARES_M,
        100 * known(export, t.COMMON_X),
        100 * known(imports, t.COMMON_M),
        known(export, t.POTENTIAL_X),
        known(imports, t.POTENTIAL_M),
    )
    return dict(zip(OF_PRODUCTS, values, strict=True))
