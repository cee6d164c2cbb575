r"""Which products the members of a group could chain together (*encadenamientos productivos*).

A product that one member sells outside the group, and another buys outside it, could be traded
between them. With :math:`T_{ijk}` what i sells to j of product k, R the group,
:math:`S_{ik} = \sum_j T_{ijk}`, :math:`D_{jk} = \sum_i T_{ijk}`, :math:`S^o` and :math:`D^o` the
parts sold and bought outside R, and :math:`W` the trade of all:

=========== ============================================== ===================================== =====
column      meaning                                        formula                               range
=========== ============================================== ===================================== =====
POTENTIAL   what could be traded inside instead            :math:`\min(S^o_{ik}, D^o_{jk})`      USD
EXPECTED    what would be traded if j bought from all in   :math:`\hat T_{ijk} =                 USD
            proportion to what they sell                   S_{ik} D_{jk} / (W_k - D_{ik})`
SUPPLY      what i sells outside, against its average      :math:`x = S^o_{ik} / \bar S^o_i`     0 … 1
            product
DEMAND      what j buys outside, against its average       :math:`x = D^o_{jk} / \bar D^o_j`     0 … 1
            product
EASE        what i sells to j in all, against what is      :math:`x = T_{ij} / \sum_k            0 … 1
            expected                                       \hat T_{ijk}`
ADVANTAGE   revealed comparative advantage of i            :math:`x = (S_{ik}/S_i) / (W_k/W)`    0 … 1
SCORE       geometric mean of the four                                                           0 … 1
=========== ============================================== ===================================== =====

The four components are :math:`x / (1 + x)`: 1/2 where the ratio is 1, so that half is neutral in
each and in the score. A geometric mean lets no component make up for the lack of another. Averages
are over the products sold, or bought, outside. All but the dollars stay the same if every flow is
multiplied by one number.

Sources: Decreux and Spies (2016), "Export Potential Assessments", International Trade Centre, for
supply, demand and ease as the parts of a potential; Balassa (1965) for the advantage; CEPAL and
SELA's studies of productive linkages for what is looked for; CEDIC's own scaling.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cedic.errors import DataError, UsageError
from cedic.model import Observations, Text
from cedic.trade.flows import CIF_FOB, Prefer
from cedic.trade.members import Before, Members, WhichBlocs, blocs_table, members_by_period
from cedic.trade.pairs import left, periods_of, product_pairs, summed
from cedic.trade.tables import as_table, require, require_one, running_sum, safe_divide

if TYPE_CHECKING:
    import ibis.expr.types as ir

COMPONENTS = ("SUPPLY", "DEMAND", "EASE", "ADVANTAGE")
"""The parts of the score."""

REASONS: dict[str, Text] = {
    "SELLS_OUTSIDE": Text(
        "The exporter sells more of it outside the group than inside",
        "El exportador vende más fuera del grupo que dentro de él",
        "O exportador vende mais fora do grupo do que dentro dele",
        "L’exportateur en vend plus hors du groupe qu’en son sein",
    ),
    "BUYS_OUTSIDE": Text(
        "The importer buys more of it outside the group than inside",
        "El importador compra más fuera del grupo que dentro de él",
        "O importador compra mais fora do grupo do que dentro dele",
        "L’importateur en achète plus hors du groupe qu’en son sein",
    ),
    "ADVANTAGE": Text(
        "The exporter has a revealed comparative advantage in it",
        "El exportador tiene en él una ventaja comparativa revelada",
        "O exportador tem nele vantagem comparativa revelada",
        "L’exportateur y a un avantage comparatif révélé",
    ),
    "COVERS_DEMAND": Text(
        "What the exporter sells outside would cover all that the importer buys outside",
        "Lo que el exportador vende fuera cubriría todo lo que el importador compra fuera",
        "O que o exportador vende fora cobriria tudo o que o importador compra fora",
        "Ce que l’exportateur vend au-dehors couvrirait tout ce que l’importateur y achète",
    ),
    "NO_TRADE_YET": Text(
        "No trade of it between the two is seen yet",
        "Aún no se observa comercio de él entre ambos",
        "Ainda não se observa comércio dele entre os dois",
        "Aucun échange n’en est encore observé entre les deux",
    ),
    "BELOW_EXPECTED": Text(
        "The two trade less of it than their sales and purchases would lead one to expect",
        "Ambos comercian menos de lo que cabría esperar de sus ventas y compras",
        "Os dois comerciam menos do que se esperaria de suas vendas e compras",
        "Les deux en échangent moins que leurs ventes et achats ne le laisseraient attendre",
    ),
    "DUTY_FREE": Text(
        "The importer applies no tariff to it",
        "El importador no le aplica arancel",
        "O importador não lhe aplica tarifa",
        "L’importateur n’y applique pas de droit de douane",
    ),
}
"""Why a product is among the linkages, by code."""


def linkages(
    flows: Any,
    group: WhichBlocs,
    *,
    top: int | None = None,
    tariffs: Any = None,
    intermediate: Iterable[str] | None = None,
    without: Iterable[str] = (),
    members: Members = "dated",
    year: int | None = None,
    before: Before = "founders",
    prefer: Prefer = "exporter",
    cif_fob: float = CIF_FOB,
    columns: Mapping[str, str] | None = None,
    scheme: str | None = None,
    check: bool = True,
) -> Observations:
    """Products that members of a group sell and buy outside it, and could trade with each other.

    Parameters
    ----------
    flows, prefer, cif_fob, columns, check
        Bilateral trade by product of all the world, as in
        :func:`cedic.trade.pairs.product_pairs`.
    group : str, Bloc, iterable of these, sequence of area codes, or mapping
        One or more registered blocs; or two areas or more; or a mapping of names to such areas.
    top : int, optional
        How many products to keep for each exporter and importer; by default all.
    tariffs : table, optional
        REF_AREA (who applies the tariff), PRODUCT (in the codes of `flows`), OBS_VALUE (per cent),
        and where they differ COUNTERPART_AREA (on whose goods) and TIME_PERIOD. It is to be the rate
        that the pair faces: an average of broad groups of products, such as those of WITS, is
        context, and no rate of any product.
    intermediate : iterable of str, optional
        Codes of intermediate goods, which are then ranked before all others.
    without : iterable of str, default none
        Products that count in totals but are no linkage, such as goods not classified elsewhere.
    members, year, before, scheme
        As in :func:`cedic.trade.members.blocs_table`.

    Returns
    -------
    Observations
        FREQ and SOURCE where present, BLOC, REF_AREA (exporter), COUNTERPART_AREA (importer),
        PRODUCT, TIME_PERIOD, RANK (1 … , within the pair), SCORE, SUPPLY, DEMAND, EASE, ADVANTAGE
        (0 … 1), POTENTIAL, SUPPLY_OUTSIDE, DEMAND_OUTSIDE, BILATERAL, EXPECTED (US dollars), RCA
        (0 … ∞), REASONS (codes of `REASONS`, parted by blanks), with `tariffs` TARIFF (per cent) and
        with `intermediate` INTERMEDIATE (boolean).

        One row for each product that the exporter is seen to sell, and the importer to buy, outside
        the group: where one side is unknown there is nothing to say, and no row. BILATERAL is null
        where the pair is not seen to trade the product, EASE and SCORE where it is seen to trade
        none, TARIFF where it is not in `tariffs`. Ranked by score, then by potential, then by code.

    Raises
    ------
    UsageError
        For a group of one, `top` below 1, or an unknown `prefer`.
    UnknownCodeError
        For an unknown bloc or column.
    DataError
        If the table has no products or no partners, tariffs are negative or there twice, and as
        :func:`cedic.trade.baskets.product_flows`.

    Notes
    -----
    A potential says what is bought and sold elsewhere now, not what would be gained: quality,
    contracts and freight are not in it. The formulas stand in the text of
    :mod:`cedic.trade.linkages`. With few and broad products (sectors, sections) it says where to
    look; headings say what.
    """
    if top is not None and top < 1:
        raise UsageError(f"top is {top}.", remedy="give 1 or more, or leave it out for all")
    table = as_table(flows, columns)
    require(table, ("PRODUCT", "TIME_PERIOD", "OBS_VALUE"), "flows by product")
    pairs = product_pairs(table, prefer=prefer, cif_fob=cif_fob, check=check)
    if check and pairs.limit(1).count().to_pyarrow().as_py() == 0:
        raise DataError(
            "The table has no flow of a product.",
            remedy="give flows by product, and not only the total _T",
        )
    who = blocs_table(group, members=members, year=year, before=before, scheme=scheme)
    at = periods_of(pairs)
    periods = members_by_period(table.select(*at).distinct(), who).drop("COMPOSITION")
    rows = _scored(_matched(pairs, periods), at)
    rows = rows.filter(rows.PRODUCT.notin(list(without)))
    if tariffs is not None:
        rows = _with_tariff(rows, as_table(tariffs))
    return _ranked(_with_reasons(rows), at, intermediate, top)


def _matched(pairs: ir.Table, members: ir.Table) -> ir.Table:
    """What each member sells and each other one buys of a product, and what they trade."""
    at = periods_of(pairs)
    sold = _outside(pairs, members, "EXPORTER", "SUPPLY")
    bought = _outside(pairs, members, "IMPORTER", "DEMAND")
    both = sold.join(bought, [*at, "BLOC", "PRODUCT"])
    both = both.filter(both.EXPORTER != both.IMPORTER)
    both = left(both, pairs.rename(BILATERAL="OBS_VALUE"), *at, "EXPORTER", "IMPORTER", "PRODUCT")
    own = bought.select(*at, "BLOC", "PRODUCT", EXPORTER="IMPORTER", OWN="DEMAND")
    both = left(both, own, *at, "BLOC", "EXPORTER", "PRODUCT")
    return left(both, _world(pairs), *at, "PRODUCT")


def _outside(pairs: ir.Table, members: ir.Table, side: str, name: str) -> ir.Table:
    """What each member trades of a product with all, and with whom is not a member."""
    import ibis

    at = periods_of(pairs)
    partner = "IMPORTER" if side == "EXPORTER" else "EXPORTER"
    of_members = pairs.join(members, [*at, (side, "AREA")])
    inside = members.select(*at, "BLOC", INSIDE=ibis.literal(True), **{partner: "AREA"})
    trade = left(of_members, inside, *at, "BLOC", partner)
    baskets = trade.group_by(*at, "BLOC", side, "PRODUCT").aggregate(
        **{
            name: trade.OBS_VALUE.sum().cast("int64"),
            f"{name}_OUTSIDE": trade.OBS_VALUE.sum(where=trade.INSIDE.isnull()).cast("int64"),
        }
    )
    outside = baskets[f"{name}_OUTSIDE"].nullif(0)
    area = (*at, "BLOC", side)
    return baskets.mutate(
        **{
            f"{name}_OF_ALL": baskets[name].sum().over(group_by=area),
            f"{name}_USUAL": safe_divide(
                outside.sum().over(group_by=area), outside.count().over(group_by=area)
            ),
        }
    )


def _world(pairs: ir.Table) -> ir.Table:
    """The trade of all, by product and in all."""
    at = periods_of(pairs)
    products = summed(pairs, *at, "PRODUCT").rename(WORLD="OBS_VALUE")
    return products.mutate(WORLD_OF_ALL=products.WORLD.sum().over(group_by=at))


def _scored(t: ir.Table, at: Sequence[str]) -> ir.Table:
    """Potentials and scores of the products sold and bought outside."""
    import ibis

    pair = (*at, "BLOC", "EXPORTER", "IMPORTER")
    # Dollars times dollars are beyond an int64.
    expected = t.SUPPLY.cast("float64") * t.DEMAND.cast("float64")
    t = t.mutate(EXPECTED=safe_divide(expected, t.WORLD - t.OWN.fill_null(0)))
    t = t.mutate(SO_FAR=running_sum(t.EXPECTED, pair, "PRODUCT"))
    t = t.mutate(
        ACTUAL=t.BILATERAL.sum().over(group_by=pair),
        NORMAL=t.SO_FAR.max().over(group_by=pair),
        RCA=safe_divide(
            safe_divide(t.SUPPLY, t.SUPPLY_OF_ALL), safe_divide(t.WORLD, t.WORLD_OF_ALL)
        ),
    )
    t = t.filter(t.SUPPLY_OUTSIDE > 0, t.DEMAND_OUTSIDE > 0)
    t = t.select(
        *at,
        "BLOC",
        REF_AREA=t.EXPORTER,
        COUNTERPART_AREA=t.IMPORTER,
        PRODUCT=t.PRODUCT,
        SUPPLY=_against(t.SUPPLY_OUTSIDE, t.SUPPLY_USUAL),
        DEMAND=_against(t.DEMAND_OUTSIDE, t.DEMAND_USUAL),
        EASE=_against(t.ACTUAL, t.NORMAL),
        ADVANTAGE=_against(t.RCA, ibis.literal(1.0)),
        POTENTIAL=ibis.least(t.SUPPLY_OUTSIDE, t.DEMAND_OUTSIDE),
        SUPPLY_OUTSIDE=t.SUPPLY_OUTSIDE,
        DEMAND_OUTSIDE=t.DEMAND_OUTSIDE,
        BILATERAL=t.BILATERAL,
        EXPECTED=t.EXPECTED,
        RCA=t.RCA,
        MOSTLY_SOLD_OUTSIDE=2 * t.SUPPLY_OUTSIDE > t.SUPPLY,
        MOSTLY_BOUGHT_OUTSIDE=2 * t.DEMAND_OUTSIDE > t.DEMAND,
    )
    # Roots of products in one order, and not a power: the same last digit everywhere.
    return t.mutate(SCORE=((t.SUPPLY * t.DEMAND) * (t.EASE * t.ADVANTAGE)).sqrt().sqrt())


def _against(value: ir.NumericValue, usual: ir.NumericValue) -> ir.FloatingValue:
    """x/(1+x) for x = value/usual, divided only once."""
    return safe_divide(value, value + usual)


def _with_tariff(rows: ir.Table, tariffs: ir.Table) -> ir.Table:
    """Add the per cent that the importer applies, where it is known."""
    require(tariffs, ("REF_AREA", "PRODUCT", "OBS_VALUE"), "tariffs")
    sides = {"REF_AREA": "COUNTERPART_AREA", "COUNTERPART_AREA": "REF_AREA"}
    keys = {name: sides.get(name, name) for name in _TARIFF_KEY if name in tariffs.columns}
    known = tariffs.filter(tariffs.OBS_VALUE.notnull()).select(
        **{own: tariffs[name].cast("string") for name, own in keys.items()},
        TARIFF=tariffs.OBS_VALUE.cast("float64"),
        OBS_VALUE=tariffs.OBS_VALUE,
    )
    require_one(known, list(keys.values()), "tariffs")
    for row in known.filter(known.TARIFF < 0).limit(1).to_pyarrow().to_pylist():
        where = ", ".join(str(row[own]) for own in keys.values())
        raise DataError(
            f"The tariff of {where} is negative: {row['TARIFF']}.",
            remedy="give per cent of the value, or leave it out if unknown",
        )
    on = [(rows[own].cast("string"), known[own]) for own in keys.values()]
    return rows.left_join(known, on).select(*rows.columns, "TARIFF")


_TARIFF_KEY = ("REF_AREA", "COUNTERPART_AREA", "PRODUCT", "TIME_PERIOD")


def _with_reasons(rows: ir.Table) -> ir.Table:
    import ibis

    holds = {
        "SELLS_OUTSIDE": rows.MOSTLY_SOLD_OUTSIDE,
        "BUYS_OUTSIDE": rows.MOSTLY_BOUGHT_OUTSIDE,
        "ADVANTAGE": rows.RCA >= 1,
        "COVERS_DEMAND": rows.SUPPLY_OUTSIDE >= rows.DEMAND_OUTSIDE,
        "NO_TRADE_YET": rows.BILATERAL.fill_null(0) == 0,
        "BELOW_EXPECTED": (rows.BILATERAL > 0) & (rows.BILATERAL < rows.EXPECTED),
    }
    if "TARIFF" in rows.columns:
        holds["DUTY_FREE"] = rows.TARIFF == 0
    said = [known.fill_null(False).ifelse(f"{code} ", "") for code, known in holds.items()]
    together = ibis.literal("").concat(*said).strip()
    return rows.mutate(REASONS=together)


def _ranked(
    rows: ir.Table, at: Sequence[str], intermediate: Iterable[str] | None, top: int | None
) -> Observations:
    """The rows in order, each with its rank within the exporter and importer."""
    import ibis

    first, extra = [], [name for name in ("TARIFF",) if name in rows.columns]
    if intermediate is not None:
        rows = rows.mutate(INTERMEDIATE=rows.PRODUCT.isin(list(intermediate)))
        first, extra = [rows.INTERMEDIATE.desc()], [*extra, "INTERMEDIATE"]
    pair = [*(name for name in at if name != "TIME_PERIOD"), "BLOC", "REF_AREA", "COUNTERPART_AREA"]
    best = [*first, rows.SCORE.desc(nulls_first=False), rows.POTENTIAL.desc(), rows.PRODUCT]
    place = ibis.row_number().over(group_by=[*pair, "TIME_PERIOD"], order_by=best)
    rows = rows.mutate(RANK=place + 1)
    if top is not None:
        rows = rows.filter(rows["RANK"] <= top)
    figures = ("POTENTIAL", "SUPPLY_OUTSIDE", "DEMAND_OUTSIDE", "BILATERAL", "EXPECTED", "RCA")
    rows = rows.select(
        *pair, "PRODUCT", "TIME_PERIOD", "RANK", "SCORE", *COMPONENTS, *figures, "REASONS", *extra
    )
    return Observations.of(rows.order_by(*pair, "TIME_PERIOD", "RANK"))
