"""How the trade of two areas or blocs fits together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cedic.catalogue.concepts import (
    COUNTERPART_AREA,
    FREQ,
    OBS_STATUS,
    OBS_VALUE,
    REF_AREA,
    SOURCE,
    TIME_PERIOD,
    UNIT_MEASURE,
    VINTAGE,
)
from cedic.catalogue.dataflows.specialisation import GL
from cedic.catalogue.dataflows.trade_structure import GL_ADJUSTED
from cedic.catalogue.products import both_ways, by_product, observed
from cedic.catalogue.registry import publishes
from cedic.model import Codelist, Dataflow, Dimension, Indicator, Text
from cedic.regions import blocs
from cedic.trade.product import intra_industry, penetration, similarity
from cedic.trade.tables import as_table, safe_divide, stacked
from cedic.warehouse import AllSources

if TYPE_CHECKING:
    import ibis.expr.types as ir

LARGE = 0.005
"""The part of the exports of all in a source from which on an area counts as a large economy."""

_PAIR = "REF_AREA=CHL COUNTERPART_AREA=BRA,MERCOSUR SOURCE=OECD_ICIO"
_COARSE = Text(
    "Null for an area without trade. The coarser the products, the higher: compare values of one "
    "source only.",
    "Nulo para un área sin comercio. Cuanto más agregados los productos, mayor es: compare solo "
    "valores de una misma fuente.",
    "Nulo para uma área sem comércio. Quanto mais agregados os produtos, maior é: compare apenas "
    "valores de uma mesma fonte.",
    "Nul pour une zone sans commerce. Plus les produits sont agrégés, plus il est élevé : ne "
    "comparer que les valeurs d’une même source.",
)

CL_TRADE_COMPLEMENTARITY = Codelist.of(
    "CL_TRADE_COMPLEMENTARITY",
    Text(
        "Indicators of complementarity",
        "Indicadores de complementariedad",
        "Indicadores de complementaridade",
        "Indicateurs de complémentarité",
    ),
    Indicator(
        "COMPLEMENTARITY",
        Text(
            "Trade complementarity",
            "Complementariedad comercial",
            "Complementaridade comercial",
            "Complémentarité commerciale",
        ),
        Text(
            "How far the reference area's exports are what the counterpart imports: 100 if product "
            "by product they have the same shares, 0 if they have none in common.",
            "En qué medida las exportaciones del área de referencia son lo que importa la "
            "contraparte: 100 si tienen las mismas participaciones producto por producto, 0 si "
            "ninguno en común.",
            "Em que medida as exportações da área de referência são o que a contraparte importa: "
            "100 se têm as mesmas participações produto por produto, 0 se nenhum em comum.",
            "Dans quelle mesure les exportations de la zone de référence sont ce qu’importe la "
            "contrepartie : 100 si les parts sont les mêmes produit par produit, 0 si aucun n’est "
            "commun.",
        ),
        formula=r"100\left(1-\tfrac12\sum_k |m_{jk}-x_{ik}|\right)",
        range="0 … 100",
        unit="INDEX",
        edge_cases=_COARSE,
        citation="Michaely (1996).",
        example=f"{_PAIR} INDICATOR=COMPLEMENTARITY",
    ),
    Indicator(
        "EXPORT_SIMILARITY",
        Text(
            "Export similarity",
            "Similitud de las exportaciones",
            "Similaridade das exportações",
            "Similarité des exportations",
        ),
        Text(
            "How far both export the same products: 100 the same shares, 0 nothing in common.",
            "En qué medida ambas exportan los mismos productos: 100 las mismas participaciones, 0 "
            "nada en común.",
            "Em que medida ambas exportam os mesmos produtos: 100 as mesmas participações, 0 nada "
            "em comum.",
            "Dans quelle mesure les deux exportent les mêmes produits : 100 les mêmes parts, 0 "
            "rien en commun.",
        ),
        formula=r"100\sum_k \min(x_{ik}, x_{jk})",
        range="0 … 100",
        unit="INDEX",
        edge_cases=_COARSE,
        citation="Finger and Kreinin (1979).",
        example=f"{_PAIR} INDICATOR=EXPORT_SIMILARITY",
    ),
    replace(GL, example=f"{_PAIR} INDICATOR=GL"),
    replace(GL_ADJUSTED, example=f"{_PAIR} INDICATOR=GL_ADJUSTED"),
    Indicator(
        "MARKET_SHARE",
        Text(
            "Market share", "Participación de mercado", "Participação de mercado", "Part de marché"
        ),
        Text(
            "The part of the counterpart's imports that comes from the reference area.",
            "La parte de las importaciones de la contraparte que proviene del área de referencia.",
            "A parte das importações da contraparte que vem da área de referência.",
            "La part des importations de la contrepartie qui vient de la zone de référence.",
        ),
        formula=r"\frac{\sum_k m_{jik}}{\sum_i \sum_k m_{jik}}",
        range="0 … 1",
        unit="RATIO",
        edge_cases=Text(
            "What members of a bloc sell each other is part of its market. No row where no trade "
            "is reported.",
            "Lo que los miembros de un bloque se venden entre sí es parte de su mercado. Sin fila "
            "donde no se declara comercio.",
            "O que os membros de um bloco vendem entre si é parte de seu mercado. Sem linha onde "
            "não se declara comércio.",
            "Ce que les membres d’un bloc se vendent entre eux fait partie de son marché. Pas de "
            "ligne là où aucun commerce n’est déclaré.",
        ),
        citation="Leamer and Stern (1970).",
        example=f"{_PAIR} INDICATOR=MARKET_SHARE",
    ),
)

INDICATOR = Dimension(
    "INDICATOR",
    Text("Indicator", "Indicador", "Indicador", "Indicateur"),
    codelist=CL_TRADE_COMPLEMENTARITY,
)

TRADE_COMPLEMENTARITY = Dataflow(
    id="TRADE_COMPLEMENTARITY",
    name=Text(
        "Trade complementarity of pairs",
        "Complementariedad comercial entre pares",
        "Complementaridade comercial entre pares",
        "Complémentarité commerciale des paires",
    ),
    description=Text(
        "Whether one area sells what another buys, whether both sell the same, and how far their "
        "trade goes both ways: between the blocs, the countries of any bloc, and the large "
        "economies, from half a per cent of the exports of all. With ten sections or 27 sectors "
        "most areas look alike; the figures do not compare with those of headings of the "
        "Harmonized System.",
        "Si un área vende lo que otra compra, si ambas venden lo mismo y en qué medida su comercio "
        "va en ambos sentidos: entre los bloques, los países de algún bloque y las grandes "
        "economías, desde medio por ciento de las exportaciones de todos. Con diez secciones o 27 "
        "sectores casi todas las áreas se parecen; las cifras no se comparan con las de partidas "
        "del Sistema Armonizado.",
        "Se uma área vende o que outra compra, se ambas vendem o mesmo e em que medida seu "
        "comércio vai nos dois sentidos: entre os blocos, os países de algum bloco e as grandes "
        "economias, a partir de meio por cento das exportações de todos. Com dez seções ou 27 "
        "setores quase todas as áreas se parecem; os dados não se comparam com os de posições do "
        "Sistema Harmonizado.",
        "Si une zone vend ce qu’une autre achète, si les deux vendent la même chose, et à quel "
        "point leurs échanges vont dans les deux sens : entre les blocs, les pays d’un bloc et les "
        "grandes économies, à partir d’un demi pour cent des exportations de tous. Avec dix "
        "sections ou 27 secteurs, presque toutes les zones se ressemblent ; les chiffres ne se "
        "comparent pas à ceux des positions du Système harmonisé.",
    ),
    dimensions=(FREQ, REF_AREA, COUNTERPART_AREA, INDICATOR, SOURCE, TIME_PERIOD),
    measure=OBS_VALUE,
    subject="PRODUCTS",
    attributes=(UNIT_MEASURE, OBS_STATUS, VINTAGE),
    methods=tuple(CL_TRADE_COMPLEMENTARITY.codes),
    first_view="REF_AREA=MERCOSUR,ANDEAN,PA,SICA,CARICOM"
    "&COUNTERPART_AREA=MERCOSUR,ANDEAN,PA,SICA,CARICOM",
)


@publishes(TRADE_COMPLEMENTARITY, inputs={"flows": AllSources("trade")})
def trade_complementarity(flows: ir.Table) -> ir.Table:
    """All indicators of pairs of areas and blocs, for each source."""
    sold, named = by_product(flows, partners=True), list(blocs().values())
    some = _shown(sold)
    shown = [*some, *blocs()]
    among = both_ways(sold)
    among = among.filter(among.REF_AREA.isin(some), among.COUNTERPART_AREA.isin(some))
    alike = as_table(similarity(sold, blocs=named, check=False))
    alike = alike.filter(alike.REF_AREA.isin(shown), alike.COUNTERPART_AREA.isin(shown))
    both = as_table(intra_industry(among, partners=True, products=False, blocs=named, check=False))
    shares = as_table(penetration(sold, products=False, blocs=named, check=False))
    shares = shares.filter(shares.REF_AREA.isin(shown), shares.COUNTERPART_AREA.isin(shown))
    rows = stacked(
        [table.select(*TRADE_COMPLEMENTARITY.key, "OBS_VALUE") for table in (alike, both, shares)]
    )
    return observed(rows, sold, TRADE_COMPLEMENTARITY)


def _shown(sold: ir.Table) -> list[str]:
    """The countries of registered blocs, and those that are large in some source and period."""
    period = ["SOURCE", "TIME_PERIOD"]
    exports = sold.filter(sold.TRADE_FLOW == "X")
    areas = exports.group_by([*period, "REF_AREA"]).aggregate(OWN=exports.OBS_VALUE.sum())
    world = areas.group_by(period).aggregate(ALL=areas.OWN.sum())
    large = areas.join(world, period)
    large = large.filter(safe_divide(large.OWN, large.ALL) >= LARGE).select("REF_AREA").distinct()
    members = {spell.area for bloc in blocs().values() for spell in bloc.memberships}
    return sorted(members.union(large.to_pyarrow()["REF_AREA"].to_pylist()))
