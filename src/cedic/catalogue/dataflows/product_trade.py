"""What each area and bloc sells and buys, product by product."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cedic.catalogue.concepts import (
    CLASSIFICATION,
    DETAILED_PRODUCT,
    FREQ,
    OBS_STATUS,
    REF_AREA,
    SOURCE,
    TIME_PERIOD,
    TRADE_FLOW,
    UNIT_MEASURE,
    USD_VALUE,
    VINTAGE,
)
from cedic.catalogue.products import by_product
from cedic.catalogue.registry import publishes
from cedic.model import Dataflow, Text
from cedic.warehouse import AllSources

if TYPE_CHECKING:
    import ibis.expr.types as ir

PRODUCT_TRADE = Dataflow(
    id="PRODUCT_TRADE",
    name=Text(
        "Merchandise trade by product",
        "Comercio de mercancías por producto",
        "Comércio de mercadorias por produto",
        "Commerce de marchandises par produit",
    ),
    description=Text(
        "Exports and imports of countries with all partners together, in current US dollars, as "
        "finely as headings of the Harmonized System, sections of the SITC or sectors, source by "
        "source. A product that is not listed is unknown, not zero.",
        "Exportaciones e importaciones de los países con todos sus socios, en dólares corrientes, "
        "hasta partidas del Sistema Armonizado, secciones de la CUCI o sectores, fuente por "
        "fuente. Un producto que no figura es desconocido, no cero.",
        "Exportações e importações dos países com todos os seus parceiros, em dólares correntes, "
        "até posições do Sistema Harmonizado, seções da CUCI ou setores, fonte por fonte. Um "
        "produto que não consta é desconhecido, não zero.",
        "Exportations et importations des pays avec tous leurs partenaires, en dollars courants, "
        "jusqu’aux positions du Système harmonisé, sections de la CTCI ou secteurs, source par "
        "source. Un produit qui n’y figure pas est inconnu, et non nul.",
    ),
    dimensions=(FREQ, REF_AREA, TRADE_FLOW, DETAILED_PRODUCT, SOURCE, TIME_PERIOD),
    measure=USD_VALUE,
    subject="PRODUCTS",
    attributes=(UNIT_MEASURE, CLASSIFICATION, OBS_STATUS, VINTAGE),
)


@publishes(PRODUCT_TRADE, inputs={"flows": AllSources("trade")})
def product_trade(flows: ir.Table) -> ir.Table:
    """One level of detail for each source and period, seen from both sides."""
    import ibis

    return by_product(flows).mutate(UNIT_MEASURE=ibis.literal("USD"), OBS_STATUS=ibis.literal("A"))
