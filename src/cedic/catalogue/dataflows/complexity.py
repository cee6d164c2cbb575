"""How complex each country's exports are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cedic.catalogue.columns import with_gaps
from cedic.catalogue.complexity import LIBRARIES, PERIOD, by_indicator, compared
from cedic.catalogue.concepts import (
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
from cedic.trade.tables import as_table

if TYPE_CHECKING:
    import ibis.expr.types as ir

_SMALL = Text(
    "Null for areas that export less than one billion US dollars in the period: a few consignments "
    "would decide the figure.",
    "Nulo para las áreas que exportan menos de mil millones de dólares en el período: unos pocos "
    "envíos decidirían la cifra.",
    "Nulo para as áreas que exportam menos de um bilhão de dólares no período: umas poucas remessas "
    "decidiriam o valor.",
    "Nul pour les zones qui exportent moins d’un milliard de dollars sur la période : quelques "
    "envois décideraient du chiffre.",
)

CL_COMPLEXITY = Codelist.of(
    "CL_COMPLEXITY",
    Text(
        "Indicators of economic complexity",
        "Indicadores de complejidad económica",
        "Indicadores de complexidade econômica",
        "Indicateurs de complexité économique",
    ),
    Indicator(
        "ECI",
        Text(
            "Economic complexity index",
            "Índice de complejidad económica",
            "Índice de complexidade econômica",
            "Indice de complexité économique",
        ),
        Text(
            "How much know-how a country's exports reveal: the mean complexity of the products it "
            "exports with comparative advantage. 0 is the mean of countries, 1 a standard deviation.",
            "Cuánto saber productivo revelan las exportaciones de un país: la complejidad media de los "
            "productos que exporta con ventaja comparativa. 0 es la media de los países y 1, una "
            "desviación estándar.",
            "Quanto conhecimento produtivo as exportações de um país revelam: a complexidade média dos "
            "produtos que exporta com vantagem comparativa. 0 é a média dos países e 1, um "
            "desvio-padrão.",
            "Combien de savoir-faire révèlent les exportations d’un pays : la complexité moyenne des "
            "produits qu’il exporte avec un avantage comparatif. 0 est la moyenne des pays, 1 un "
            "écart-type.",
        ),
        formula=r"\mathrm{ECI}_c = \frac{1}{k_c}\sum_p M_{cp}\,\mathrm{PCI}_p,\quad "
        r"M_{cp} = [\mathrm{RCA}_{cp} \ge 1],\quad k_c = \sum_p M_{cp}",
        range="−∞ … ∞",
        unit="INDEX",
        edge_cases=Text(
            "Null for areas that export less than one billion US dollars in the period, and where "
            "the second and third eigenvalue are equal. It ranks the countries of one source and "
            "period: its zero and scale are not those of another.",
            "Nulo para las áreas que exportan menos de mil millones de dólares en el período y cuando "
            "el segundo y el tercer valor propio son iguales. Ordena los países de una fuente y un "
            "período: su cero y su escala no son los de otra.",
            "Nulo para as áreas que exportam menos de um bilhão de dólares no período e quando o "
            "segundo e o terceiro autovalor são iguais. Ordena os países de uma fonte e um período: "
            "seu zero e sua escala não são os de outra.",
            "Nul pour les zones qui exportent moins d’un milliard de dollars sur la période, et là où "
            "les deuxième et troisième valeurs propres sont égales. Il classe les pays d’une source "
            "et d’une période : son zéro et son échelle ne sont pas ceux d’une autre.",
        ),
        citation="Hidalgo and Hausmann (2009); Hausmann et al. (2014), The Atlas of Economic "
        "Complexity.",
        example="REF_AREA=BRA,MEX,ARG,CHL INDICATOR=ECI SOURCE=OECD_ICIO",
    ),
    Indicator(
        "FITNESS",
        Text(
            "Economic fitness",
            "Aptitud económica (fitness)",
            "Aptidão econômica (fitness)",
            "Aptitude économique (fitness)",
        ),
        Text(
            "The sum of the complexities of a country's products, in which a product that weak "
            "exporters manage counts for little. 1 is the mean of countries.",
            "La suma de las complejidades de los productos de un país, en la que cuenta poco un "
            "producto al alcance de exportadores débiles. 1 es la media de los países.",
            "A soma das complexidades dos produtos de um país, em que conta pouco um produto ao "
            "alcance de exportadores fracos. 1 é a média dos países.",
            "La somme des complexités des produits d’un pays, où compte peu un produit à la portée "
            "d’exportateurs faibles. 1 est la moyenne des pays.",
        ),
        formula=r"F_c^{(n)} \propto \sum_p M_{cp}\,Q_p^{(n-1)},\quad "
        r"Q_p^{(n)} \propto \Bigl(\sum_c M_{cp} / F_c^{(n-1)}\Bigr)^{-1}",
        range="0 … C",
        unit="INDEX",
        edge_cases=Text(
            "Null for areas that export less than one billion US dollars in the period, and for all "
            "where the iteration has not converged after 3,000 steps.",
            "Nulo para las áreas que exportan menos de mil millones de dólares en el período, y para "
            "todas cuando la iteración no ha convergido tras 3.000 pasos.",
            "Nulo para as áreas que exportam menos de um bilhão de dólares no período, e para todas "
            "quando a iteração não convergiu após 3.000 passos.",
            "Nulle pour les zones qui exportent moins d’un milliard de dollars sur la période, et pour "
            "toutes si l’itération n’a pas convergé en 3 000 pas.",
        ),
        citation="Tacchella, Cristelli, Caldarelli, Gabrielli and Pietronero (2012).",
        example="REF_AREA=BRA,MEX,ARG,CHL INDICATOR=FITNESS SOURCE=OECD_ICIO",
    ),
    Indicator(
        "DIVERSITY",
        Text("Diversity", "Diversidad", "Diversidade", "Diversité"),
        Text(
            "How many products a country exports with comparative advantage.",
            "Cuántos productos exporta un país con ventaja comparativa.",
            "Quantos produtos um país exporta com vantagem comparativa.",
            "Combien de produits un pays exporte avec un avantage comparatif.",
        ),
        formula=r"k_c = \sum_p M_{cp}",
        range="1 … P",
        unit="NUMBER",
        edge_cases=_SMALL,
        citation="Hidalgo and Hausmann (2009).",
        example="REF_AREA=BRA,MEX,ARG,CHL INDICATOR=DIVERSITY SOURCE=OECD_ICIO",
    ),
    Indicator(
        "AVERAGE_UBIQUITY",
        Text(
            "Average ubiquity of exports",
            "Ubicuidad media de las exportaciones",
            "Ubiquidade média das exportações",
            "Ubiquité moyenne des exportations",
        ),
        Text(
            "How many countries export a country's products with comparative advantage, on average.",
            "Cuántos países exportan con ventaja comparativa los productos de un país, en promedio.",
            "Quantos países exportam com vantagem comparativa os produtos de um país, em média.",
            "Combien de pays exportent avec un avantage comparatif les produits d’un pays, en moyenne.",
        ),
        formula=r"\frac{1}{k_c}\sum_p M_{cp} k_p,\quad k_p = \sum_c M_{cp}",
        range="1 … C",
        unit="RATIO",
        edge_cases=_SMALL,
        citation="Hidalgo and Hausmann (2009).",
        example="REF_AREA=BRA,MEX,ARG,CHL INDICATOR=AVERAGE_UBIQUITY SOURCE=OECD_ICIO",
    ),
    Indicator(
        "COI",
        Text(
            "Complexity outlook index",
            "Índice de perspectivas de complejidad",
            "Índice de perspectivas de complexidade",
            "Indice de perspectives de complexité",
        ),
        Text(
            "How many complex products lie near what a country exports already. 0 is the mean of "
            "countries, 1 a standard deviation.",
            "Cuántos productos complejos hay cerca de lo que un país ya exporta. 0 es la media de los "
            "países y 1, una desviación estándar.",
            "Quantos produtos complexos há perto do que um país já exporta. 0 é a média dos países e "
            "1, um desvio-padrão.",
            "Combien de produits complexes sont proches de ce qu’un pays exporte déjà. 0 est la "
            "moyenne des pays, 1 un écart-type.",
        ),
        formula=r"\mathrm{COI}_c \propto \sum_p d_{cp}\,(1-M_{cp})\,\mathrm{PCI}_p",
        range="−∞ … ∞",
        unit="INDEX",
        edge_cases=Text(
            "Null where ECI is. Low for the most diverse countries too: little is left for them to "
            "add.",
            "Nulo donde lo es el ECI. Bajo también para los países más diversificados: les queda poco "
            "por agregar.",
            "Nulo onde o ECI o é. Baixo também para os países mais diversificados: resta-lhes pouco a "
            "acrescentar.",
            "Nul là où l’ECI l’est. Faible aussi pour les pays les plus diversifiés : il leur reste "
            "peu à ajouter.",
        ),
        citation="Hausmann et al. (2014), The Atlas of Economic Complexity.",
        example="REF_AREA=BRA,MEX,ARG,CHL INDICATOR=COI SOURCE=OECD_ICIO",
    ),
)

COMPLEXITY = Dataflow(
    id="COMPLEXITY",
    name=Text(
        "Economic complexity",
        "Complejidad económica",
        "Complexidade econômica",
        "Complexité économique",
    ),
    description=Text(
        "How diverse, rare and complex the products are that each country exports with comparative "
        "advantage. From sources with 20 products or more, countries that export a billion US dollars "
        "or more; by sectors rather than headings it is coarse.",
        "Cuán diversos, raros y complejos son los productos que cada país exporta con ventaja "
        "comparativa. A partir de fuentes con 20 productos o más y de países que exportan mil millones "
        "de dólares o más; por sectores en lugar de partidas, es una medida aproximada.",
        "Quão diversos, raros e complexos são os produtos que cada país exporta com vantagem "
        "comparativa. A partir de fontes com 20 produtos ou mais e de países que exportam um bilhão de "
        "dólares ou mais; por setores em vez de posições, é uma medida aproximada.",
        "Combien sont divers, rares et complexes les produits que chaque pays exporte avec un avantage "
        "comparatif. D’après les sources d’au moins 20 produits et les pays exportant au moins un "
        "milliard de dollars ; par secteurs plutôt que par positions, la mesure est grossière.",
    ),
    dimensions=(
        FREQ,
        REF_AREA,
        Dimension(
            "INDICATOR",
            Text("Indicator", "Indicador", "Indicador", "Indicateur"),
            codelist=CL_COMPLEXITY,
        ),
        SOURCE,
        TIME_PERIOD,
    ),
    measure=OBS_VALUE,
    subject="PRODUCTS",
    attributes=(UNIT_MEASURE, OBS_STATUS, VINTAGE),
    methods=tuple(CL_COMPLEXITY.codes),
)


@publishes(COMPLEXITY, inputs={"trade": "PRODUCT_TRADE"}, libraries=LIBRARIES)
def complexity(trade: ir.Table) -> ir.Table:
    """All indicators of areas, for each source; what is not comparable has no value."""
    import ibis

    world = compared(trade)
    if world is None:
        return ibis.memtable(COMPLEXITY.schema.empty_table())
    areas, dropped = as_table(world.found.areas), as_table(world.found.dropped)
    converged = as_table(world.found.report).select(*PERIOD, "FITNESS_CONVERGED")
    areas = areas.left_join(converged, PERIOD).select(*areas.columns, "FITNESS_CONVERGED")
    areas = areas.mutate(FITNESS=areas.FITNESS_CONVERGED.ifelse(areas.FITNESS, None))
    absent = dropped.filter(dropped.DIMENSION == "REF_AREA")
    values = {name: ibis.null("float64") for name in CL_COMPLEXITY.codes}
    known = areas.select(
        *PERIOD, "REF_AREA", **{name: areas[name].cast("float64") for name in values}
    )
    wide = known.union(absent.select(*PERIOD, REF_AREA=absent.CODE, **values))
    rows = observed(by_indicator(wide, CL_COMPLEXITY), world.trade, COMPLEXITY)
    return with_gaps(rows, COMPLEXITY)
