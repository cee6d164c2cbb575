"""What each country could export next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cedic.catalogue.complexity import LIBRARIES, by_indicator, compared
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
from cedic.catalogue.dataflows.product_complexity import PCI
from cedic.catalogue.products import observed
from cedic.catalogue.registry import publishes
from cedic.model import Codelist, Dataflow, Dimension, Indicator, Text
from cedic.trade.tables import as_table

if TYPE_CHECKING:
    import ibis.expr.types as ir

_ATLAS = "Hausmann et al. (2014), The Atlas of Economic Complexity."
_PRESENT = Text(
    "No row for what the country exports with comparative advantage already.",
    "Sin fila para lo que el país ya exporta con ventaja comparativa.",
    "Sem linha para o que o país já exporta com vantagem comparativa.",
    "Pas de ligne pour ce que le pays exporte déjà avec un avantage comparatif.",
)
_PRESENT_OR_EQUAL = Text(
    "No row for what the country exports with comparative advantage already; null where PCI is.",
    "Sin fila para lo que el país ya exporta con ventaja comparativa; nulo donde lo es el PCI.",
    "Sem linha para o que o país já exporta com vantagem comparativa; nulo onde o PCI o é.",
    "Pas de ligne pour ce que le pays exporte déjà avec un avantage comparatif ; nul là où le PCI "
    "l’est.",
)

CL_OPPORTUNITIES = Codelist.of(
    "CL_OPPORTUNITIES",
    Text(
        "Indicators of export opportunities",
        "Indicadores de oportunidades de exportación",
        "Indicadores de oportunidades de exportação",
        "Indicateurs d’opportunités d’exportation",
    ),
    Indicator(
        "DENSITY",
        Text("Density", "Densidad", "Densidade", "Densité"),
        Text(
            "How near a product is to what the country exports: the part of the product's "
            "surroundings in which the country has comparative advantage. Distance is 1 less density.",
            "Cuán cerca está un producto de lo que el país exporta: la parte del entorno del producto "
            "en la que el país tiene ventaja comparativa. La distancia es 1 menos la densidad.",
            "Quão perto um produto está do que o país exporta: a parte do entorno do produto em que o "
            "país tem vantagem comparativa. A distância é 1 menos a densidade.",
            "Combien un produit est proche de ce que le pays exporte : la part du voisinage du produit "
            "où le pays a un avantage comparatif. La distance est 1 moins la densité.",
        ),
        formula=r"d_{cp} = \frac{\sum_q M_{cq}\,\varphi_{pq}}{\sum_q \varphi_{pq}}",
        range="0 … 1",
        unit="RATIO",
        edge_cases=_PRESENT,
        citation="Hidalgo, Klinger, Barabási and Hausmann (2007).",
        example="REF_AREA=CRI INDICATOR=DENSITY SOURCE=OECD_ICIO",
    ),
    replace(PCI, example="REF_AREA=CRI INDICATOR=PCI SOURCE=OECD_ICIO"),
    Indicator(
        "COG",
        Text(
            "Complexity outlook gain",
            "Ganancia de perspectivas de complejidad",
            "Ganho de perspectivas de complexidade",
            "Gain de perspectives de complexité",
        ),
        Text(
            "How much nearer other complex products would come if the country exported this one.",
            "Cuánto se acercarían otros productos complejos si el país exportara este.",
            "Quanto se aproximariam outros produtos complexos se o país exportasse este.",
            "Combien d’autres produits complexes se rapprocheraient si le pays exportait celui-ci.",
        ),
        formula=r"\mathrm{COG}_{cp} = \sum_q (1-M_{cq})\,"
        r"\frac{\varphi_{pq}}{\sum_r \varphi_{qr}}\,\mathrm{PCI}_q",
        range="−∞ … ∞",
        unit="INDEX",
        edge_cases=_PRESENT_OR_EQUAL,
        citation=_ATLAS,
        example="REF_AREA=CRI INDICATOR=COG SOURCE=OECD_ICIO",
    ),
    Indicator(
        "OPPORTUNITY_SCORE",
        Text(
            "Balanced score of the opportunity",
            "Puntaje equilibrado de la oportunidad",
            "Pontuação equilibrada da oportunidade",
            "Score équilibré de l’opportunité",
        ),
        Text(
            "The mean of the percentile ranks of density, complexity and outlook gain among the "
            "country's opportunities: 1 is best in all three.",
            "La media de los rangos percentiles de densidad, complejidad y ganancia de perspectivas "
            "entre las oportunidades del país: 1 es la mejor en las tres.",
            "A média dos postos percentis de densidade, complexidade e ganho de perspectivas entre as "
            "oportunidades do país: 1 é a melhor nas três.",
            "La moyenne des rangs centiles de densité, de complexité et de gain de perspectives parmi "
            "les opportunités du pays : 1 est la meilleure sur les trois.",
        ),
        formula=r"S_{cp} = \tfrac13\bigl(r_c(d_{cp}) + r_c(\mathrm{PCI}_p) + "
        r"r_c(\mathrm{COG}_{cp})\bigr)",
        range="0 … 1",
        unit="RATIO",
        edge_cases=_PRESENT_OR_EQUAL,
        citation=f"CEDIC methods, on the measures of {_ATLAS}",
        example="REF_AREA=CRI INDICATOR=OPPORTUNITY_SCORE SOURCE=OECD_ICIO",
    ),
)

OPPORTUNITIES = Dataflow(
    id="OPPORTUNITIES",
    name=Text(
        "Export opportunities",
        "Oportunidades de exportación",
        "Oportunidades de exportação",
        "Opportunités d’exportation",
    ),
    description=Text(
        "For each country the products that it does not yet export with comparative advantage: how "
        "near they are, how complex, and what they lead to. The last period of each source with 20 "
        "products or more; by sectors rather than headings it is coarse.",
        "Para cada país, los productos que todavía no exporta con ventaja comparativa: cuán cerca "
        "están, cuán complejos son y a qué conducen. El último período de cada fuente con 20 productos "
        "o más; por sectores en lugar de partidas, es una medida aproximada.",
        "Para cada país, os produtos que ainda não exporta com vantagem comparativa: quão perto estão, "
        "quão complexos são e a que levam. O último período de cada fonte com 20 produtos ou mais; por "
        "setores em vez de posições, é uma medida aproximada.",
        "Pour chaque pays, les produits qu’il n’exporte pas encore avec un avantage comparatif : leur "
        "proximité, leur complexité et ce à quoi ils mènent. La dernière période de chaque source d’au "
        "moins 20 produits ; par secteurs plutôt que par positions, la mesure est grossière.",
    ),
    dimensions=(
        FREQ,
        REF_AREA,
        DETAILED_PRODUCT,
        Dimension(
            "INDICATOR",
            Text("Indicator", "Indicador", "Indicador", "Indicateur"),
            codelist=CL_OPPORTUNITIES,
        ),
        SOURCE,
        TIME_PERIOD,
    ),
    measure=OBS_VALUE,
    subject="PRODUCTS",
    attributes=(UNIT_MEASURE, OBS_STATUS, VINTAGE),
    methods=tuple(CL_OPPORTUNITIES.codes),
    first_view="INDICATOR=DENSITY,PCI&chart=scatter",
)


@publishes(OPPORTUNITIES, inputs={"trade": "PRODUCT_TRADE"}, libraries=LIBRARIES)
def opportunities(trade: ir.Table) -> ir.Table:
    """The frontier of each country in the last period of each source."""
    import ibis

    world = compared(trade, last=True)
    if world is None:
        return ibis.memtable(OPPORTUNITIES.schema.empty_table())
    # LINKAGES has a score of its own, and a code means one thing in the whole catalogue.
    frontier = as_table(world.found.opportunities).rename(OPPORTUNITY_SCORE="SCORE")
    return observed(by_indicator(frontier, CL_OPPORTUNITIES), world.trade, OPPORTUNITIES)
