"""Trade between areas, as each source gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cedic.catalogue.columns import frequency
from cedic.catalogue.concepts import (
    COUNTERPART_AREA,
    FREQ,
    OBS_STATUS,
    PRODUCT,
    PROVENANCE,
    REF_AREA,
    SOURCE,
    TIME_PERIOD,
    TRADE_FLOW,
    UNIT_MEASURE,
    USD_VALUE,
    VALUATION,
    VINTAGE,
)
from cedic.catalogue.products import (
    by_partner,
    finest,
    harmonized,
    in_groups,
    seen_from_both,
)
from cedic.catalogue.registry import publishes
from cedic.model import Dataflow, Text
from cedic.products import CL_PRODUCT
from cedic.trade.tables import stacked
from cedic.warehouse import AllSources

if TYPE_CHECKING:
    import ibis.expr.types as ir

TRADE = Dataflow(
    id="TRADE",
    name=Text(
        "Merchandise trade by partner",
        "Comercio de mercancías por socio",
        "Comércio de mercadorias por parceiro",
        "Commerce de marchandises par partenaire",
    ),
    description=Text(
        "Exports and imports of goods between areas, in current US dollars, source by source. "
        "A flow that is not listed is unknown, not zero.",
        "Exportaciones e importaciones de bienes entre áreas, en dólares corrientes, fuente por "
        "fuente. Un flujo que no figura es desconocido, no cero.",
        "Exportações e importações de bens entre áreas, em dólares correntes, fonte por fonte. "
        "Um fluxo que não consta é desconhecido, não zero.",
        "Exportations et importations de biens entre zones, en dollars courants, source par source. "
        "Un flux qui n’y figure pas est inconnu, et non nul.",
    ),
    dimensions=(FREQ, REF_AREA, COUNTERPART_AREA, TRADE_FLOW, PRODUCT, SOURCE, TIME_PERIOD),
    measure=USD_VALUE,
    subject="TRADE",
    attributes=(UNIT_MEASURE, VALUATION, PROVENANCE, OBS_STATUS, VINTAGE),
)

_OF_A_FLOW = ("REF_AREA", "COUNTERPART_AREA", "TRADE_FLOW", "SOURCE", "TIME_PERIOD")


@publishes(TRADE, inputs={"flows": AllSources("trade")})
def trade(flows: ir.Table) -> ir.Table:
    """Totals of all products and the products of ``CL_PRODUCT``, seen from both sides."""
    import ibis

    flows = by_partner(flows)
    given = flows.filter(flows.PRODUCT == "_T")
    totals_given = given.select("SOURCE", "TIME_PERIOD").distinct()
    detail = finest(flows)
    to_add_up = detail.anti_join(totals_given, ["SOURCE", "TIME_PERIOD"])
    totals = [
        _summed(given, PRODUCT=given.PRODUCT),
        _summed(to_add_up, PRODUCT=ibis.literal("_T")),
    ]
    parts = [_named(detail), *([_grouped(detail)] if harmonized(detail) else [])]
    listed = stacked([*totals, *parts])
    both = seen_from_both(listed)
    return both.mutate(
        FREQ=frequency(both.TIME_PERIOD),
        UNIT_MEASURE=ibis.literal("USD"),
        PROVENANCE=both.RECONCILED.ifelse("RECONCILED", "REPORTED"),
    )


def _named(detail: ir.Table) -> ir.Table:
    """What sources themselves give by sections and sectors."""
    listed = detail.filter(detail.PRODUCT.isin(list(CL_PRODUCT.codes)))
    return _summed(listed, PRODUCT=listed.PRODUCT)


def _grouped(detail: ir.Table) -> ir.Table:
    """Codes of the Harmonized System summed to the groups of each scheme."""
    places, members = in_groups(detail)
    placed = detail.join(places, ["CLASSIFICATION", "PRODUCT"])
    # Each row counts in one group of every scheme: first what is in the same ones is summed.
    by_place = _summed(placed, PRODUCT=placed.PLACE.cast("string"))
    by_place = by_place.mutate(PLACE=by_place.PRODUCT.cast("int64"))
    expanded = by_place.join(members, "PLACE")
    return _summed(expanded, PRODUCT=expanded.GROUP)


def _summed(flows: ir.Table, **product: ir.StringValue) -> ir.Table:
    """Flows summed over whatever else the rows differ in; a sum with an estimate is an estimate."""
    table = flows.mutate(**product)
    # What is the same for all rows of a source, flow and period costs less as a key than as a sum.
    same = ("PRODUCT", "RECONCILED", "VALUATION", "VINTAGE")
    return table.group_by([*_OF_A_FLOW, *same]).aggregate(
        OBS_VALUE=table.OBS_VALUE.sum().cast("int64"), OBS_STATUS=table.OBS_STATUS.max()
    )
