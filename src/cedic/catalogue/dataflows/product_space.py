"""Which products go together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cedic.catalogue.columns import vintages
from cedic.catalogue.complexity import LIBRARIES, PERIOD, compared
from cedic.catalogue.concepts import (
    COUNTERPART_PRODUCT,
    DETAILED_PRODUCT,
    FREQ,
    OBS_STATUS,
    OBS_VALUE,
    REF_AREA,
    SOURCE,
    TIME_PERIOD,
    UNIT_MEASURE,
    VINTAGE,
)
from cedic.catalogue.registry import publishes
from cedic.model import Dataflow, Text
from cedic.trade.flows import WORLD
from cedic.trade.tables import as_table

if TYPE_CHECKING:
    import ibis.expr.types as ir

STRONG = 0.55
"""The proximity from which a link is drawn beside the spanning tree, as Hidalgo et al. (2007) do."""
SMALL = 100
"""Classifications of so many products or fewer are published with all their pairs."""

PRODUCT_SPACE = Dataflow(
    id="PRODUCT_SPACE",
    name=Text("Product space", "Espacio de productos", "Espaço de produtos", "Espace des produits"),
    description=Text(
        "How likely a country that exports one product with comparative advantage exports another too: "
        "the maximum spanning tree and all links of 0.55 or more; all pairs in classifications of 100 "
        "products or fewer. Each link is there from both ends.",
        "Cuán probable es que un país que exporta un producto con ventaja comparativa exporte también "
        "otro: el árbol de expansión máxima y todos los vínculos de 0,55 o más; todos los pares en las "
        "clasificaciones de hasta 100 productos. Cada vínculo figura desde ambos extremos.",
        "Quão provável é que um país que exporta um produto com vantagem comparativa exporte também "
        "outro: a árvore geradora máxima e todas as ligações de 0,55 ou mais; todos os pares nas "
        "classificações de até 100 produtos. Cada ligação aparece a partir das duas pontas.",
        "Quelle est la probabilité qu’un pays exportant un produit avec un avantage comparatif en "
        "exporte aussi un autre : l’arbre couvrant maximal et tous les liens d’au moins 0,55 ; toutes "
        "les paires dans les nomenclatures de 100 produits au plus. Chaque lien figure par ses deux "
        "bouts.",
    ),
    dimensions=(FREQ, REF_AREA, DETAILED_PRODUCT, COUNTERPART_PRODUCT, SOURCE, TIME_PERIOD),
    measure=OBS_VALUE,
    subject="PRODUCTS",
    attributes=(UNIT_MEASURE, OBS_STATUS, VINTAGE),
)


@publishes(PRODUCT_SPACE, inputs={"trade": "PRODUCT_TRADE"}, libraries=LIBRARIES)
def product_space(trade: ir.Table) -> ir.Table:
    """Proximity as Hidalgo, Klinger, Barabási and Hausmann (2007) define it, for each source."""
    import ibis

    world = compared(trade)
    if world is None:
        return ibis.memtable(PRODUCT_SPACE.schema.empty_table())
    pairs, report = as_table(world.found.proximity), as_table(world.found.report)
    sized = pairs.left_join(report.select(*PERIOD, "PRODUCTS"), PERIOD)
    drawn = sized.SPANNING | (sized.PROXIMITY >= STRONG) | (sized.PRODUCTS <= SMALL)
    one_way = sized.filter(drawn).select(
        "FREQ", "PRODUCT", "COUNTERPART_PRODUCT", "SOURCE", "TIME_PERIOD", OBS_VALUE=sized.PROXIMITY
    )
    other_way = one_way.mutate(
        PRODUCT=one_way.COUNTERPART_PRODUCT, COUNTERPART_PRODUCT=one_way.PRODUCT
    )
    rows = one_way.union(other_way)
    joined = rows.left_join(vintages(world.trade), ["SOURCE", "TIME_PERIOD"])
    told = joined.mutate(
        REF_AREA=ibis.literal(WORLD),
        UNIT_MEASURE=ibis.literal("RATIO"),
        OBS_STATUS=ibis.literal("A"),
    )
    return told.select(*PRODUCT_SPACE.columns)
