"""How complex each product is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cedic.catalogue.columns import with_gaps
from cedic.catalogue.complexity import LIBRARIES, PERIOD, by_indicator, compared
from cedic.catalogue.concepts import (
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
from cedic.catalogue.products import observed
from cedic.catalogue.registry import publishes
from cedic.model import Codelist, Dataflow, Dimension, Indicator, Text
from cedic.trade.flows import WORLD
from cedic.trade.tables import as_table

if TYPE_CHECKING:
    import ibis.expr.types as ir

PCI = Indicator(
    "PCI",
    Text(
        "Product complexity index",
        "Índice de complejidad del producto",
        "Índice de complexidade do produto",
        "Indice de complexité du produit",
    ),
    Text(
        "How much know-how a product asks for, seen from who exports it: few countries, and such as "
        "export much else that few do.",
        "Cuánto saber productivo exige un producto, visto desde quién lo exporta: pocos países, que "
        "además exportan muchas otras cosas que pocos exportan.",
        "Quanto conhecimento produtivo um produto exige, visto por quem o exporta: poucos países, que "
        "também exportam muitas outras coisas que poucos exportam.",
        "Combien de savoir-faire demande un produit, d’après ceux qui l’exportent : peu de pays, qui "
        "exportent aussi beaucoup d’autres produits rares.",
    ),
    formula=r"\mathrm{PCI}_p = \frac{v_p}{\sqrt{k_p}},\quad v\ \text{the second right singular "
    r"vector of}\ D_c^{-1/2} M D_p^{-1/2}",
    range="−∞ … ∞",
    unit="INDEX",
    edge_cases=Text(
        "On the mean and deviation of ECI, so that a country's ECI is the mean PCI of its products. "
        "Null where the second and third eigenvalue are equal; a product that nobody exports with "
        "comparative advantage has no row.",
        "Expresado en la media y la desviación del ECI, de modo que el ECI de un país es el PCI medio "
        "de sus productos. Nulo cuando el segundo y el tercer valor propio son iguales; un producto "
        "que nadie exporta con ventaja comparativa no tiene fila.",
        "Expresso na média e no desvio do ECI, de modo que o ECI de um país é o PCI médio de seus "
        "produtos. Nulo quando o segundo e o terceiro autovalor são iguais; um produto que ninguém "
        "exporta com vantagem comparativa não tem linha.",
        "Exprimé selon la moyenne et l’écart-type de l’ECI, si bien que l’ECI d’un pays est le PCI "
        "moyen de ses produits. Nul là où les deuxième et troisième valeurs propres sont égales ; un "
        "produit que nul n’exporte avec un avantage comparatif n’a pas de ligne.",
    ),
    citation="Hidalgo and Hausmann (2009); Hausmann et al. (2014), The Atlas of Economic Complexity.",
    example="INDICATOR=PCI SOURCE=OECD_ICIO TIME_PERIOD=2022",
)

CL_PRODUCT_COMPLEXITY = Codelist.of(
    "CL_PRODUCT_COMPLEXITY",
    Text(
        "Indicators of product complexity",
        "Indicadores de complejidad de los productos",
        "Indicadores de complexidade dos produtos",
        "Indicateurs de complexité des produits",
    ),
    PCI,
    Indicator(
        "PRODUCT_FITNESS",
        Text(
            "Product complexity by fitness",
            "Complejidad del producto según aptitud",
            "Complexidade do produto segundo a aptidão",
            "Complexité du produit selon l’aptitude",
        ),
        Text(
            "The complexity of a product in the iteration of fitness: the weakest exporters that "
            "manage it bound it from above. 1 is the mean of products.",
            "La complejidad de un producto en la iteración de aptitud: la limitan los exportadores más "
            "débiles que lo logran. 1 es la media de los productos.",
            "A complexidade de um produto na iteração de aptidão: limitam-na os exportadores mais "
            "fracos que o conseguem. 1 é a média dos produtos.",
            "La complexité d’un produit dans l’itération d’aptitude : les exportateurs les plus "
            "faibles qui y parviennent la bornent. 1 est la moyenne des produits.",
        ),
        formula=r"Q_p^{(n)} \propto \Bigl(\sum_c M_{cp} / F_c^{(n-1)}\Bigr)^{-1}",
        range="0 … P",
        unit="INDEX",
        edge_cases=Text(
            "Null where the iteration has not converged after 3,000 steps.",
            "Nulo cuando la iteración no ha convergido tras 3.000 pasos.",
            "Nulo quando a iteração não convergiu após 3.000 passos.",
            "Nulle si l’itération n’a pas convergé en 3 000 pas.",
        ),
        citation="Tacchella, Cristelli, Caldarelli, Gabrielli and Pietronero (2012).",
        example="INDICATOR=PRODUCT_FITNESS SOURCE=OECD_ICIO TIME_PERIOD=2022",
    ),
    Indicator(
        "UBIQUITY",
        Text("Ubiquity", "Ubicuidad", "Ubiquidade", "Ubiquité"),
        Text(
            "How many countries export a product with comparative advantage.",
            "Cuántos países exportan un producto con ventaja comparativa.",
            "Quantos países exportam um produto com vantagem comparativa.",
            "Combien de pays exportent un produit avec un avantage comparatif.",
        ),
        formula=r"k_p = \sum_c M_{cp}",
        range="1 … C",
        unit="NUMBER",
        edge_cases=Text(
            "Countries that export less than one billion US dollars in the period are not counted.",
            "No se cuentan los países que exportan menos de mil millones de dólares en el período.",
            "Não se contam os países que exportam menos de um bilhão de dólares no período.",
            "Les pays qui exportent moins d’un milliard de dollars sur la période ne comptent pas.",
        ),
        citation="Hidalgo and Hausmann (2009).",
        example="INDICATOR=UBIQUITY SOURCE=OECD_ICIO TIME_PERIOD=2022",
    ),
)

PRODUCT_COMPLEXITY = Dataflow(
    id="PRODUCT_COMPLEXITY",
    name=Text(
        "Complexity of products",
        "Complejidad de los productos",
        "Complexidade dos produtos",
        "Complexité des produits",
    ),
    description=Text(
        "How complex each product is, and how many countries export it with comparative advantage. "
        "From sources with 20 products or more; by sectors rather than headings it is coarse.",
        "Cuán complejo es cada producto y cuántos países lo exportan con ventaja comparativa. A partir "
        "de fuentes con 20 productos o más; por sectores en lugar de partidas, es una medida "
        "aproximada.",
        "Quão complexo é cada produto e quantos países o exportam com vantagem comparativa. A partir "
        "de fontes com 20 produtos ou mais; por setores em vez de posições, é uma medida aproximada.",
        "Combien chaque produit est complexe, et combien de pays l’exportent avec un avantage "
        "comparatif. D’après les sources d’au moins 20 produits ; par secteurs plutôt que par "
        "positions, la mesure est grossière.",
    ),
    dimensions=(
        FREQ,
        REF_AREA,
        DETAILED_PRODUCT,
        Dimension(
            "INDICATOR",
            Text("Indicator", "Indicador", "Indicador", "Indicateur"),
            codelist=CL_PRODUCT_COMPLEXITY,
        ),
        SOURCE,
        TIME_PERIOD,
    ),
    measure=OBS_VALUE,
    subject="PRODUCTS",
    attributes=(UNIT_MEASURE, OBS_STATUS, VINTAGE),
    methods=tuple(CL_PRODUCT_COMPLEXITY.codes),
)


@publishes(PRODUCT_COMPLEXITY, inputs={"trade": "PRODUCT_TRADE"}, libraries=LIBRARIES)
def product_complexity(trade: ir.Table) -> ir.Table:
    """All indicators of products, seen from all countries together, for each source."""
    import ibis

    world = compared(trade)
    if world is None:
        return ibis.memtable(PRODUCT_COMPLEXITY.schema.empty_table())
    products = as_table(world.found.products)
    converged = as_table(world.found.report).select(*PERIOD, "FITNESS_CONVERGED")
    told = products.left_join(converged, PERIOD).select(*products.columns, "FITNESS_CONVERGED")
    told = told.mutate(
        REF_AREA=ibis.literal(WORLD),
        PRODUCT_FITNESS=told.FITNESS_CONVERGED.ifelse(told.PRODUCT_FITNESS, None),
    )
    rows = observed(by_indicator(told, CL_PRODUCT_COMPLEXITY), world.trade, PRODUCT_COMPLEXITY)
    return with_gaps(rows, PRODUCT_COMPLEXITY)
