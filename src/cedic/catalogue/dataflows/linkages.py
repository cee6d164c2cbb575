"""What the countries of the region could trade with each other, product by product."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cedic.catalogue.columns import frequency, vintages
from cedic.catalogue.concepts import (
    COUNTERPART_AREA,
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
from cedic.catalogue.products import UNPLACED, by_product
from cedic.catalogue.registry import publishes
from cedic.model import Attribute, Code, Codelist, Dataflow, Dimension, Indicator, Text
from cedic.trade import linkages
from cedic.trade.linkages import REASONS
from cedic.trade.pairs import left
from cedic.trade.tables import as_table, unfolded
from cedic.warehouse import AllSources

if TYPE_CHECKING:
    import ibis.expr.types as ir

TOP = 10
"""How many products of each exporter and importer are published; the library gives all."""
REGION = "CELAC"
"""Whose members are paired, and outside which they sell and buy."""
UNCLASSIFIED = ("SITC9", UNPLACED)
"""What customs do not classify, or keep confidential: no product that anyone could chain."""

_ITC = "Decreux and Spies (2016), Export Potential Assessments, International Trade Centre; "
_OWN = "CEDIC, after studies of productive linkages by CEPAL and SELA."
_SHAPE = Text(
    "x/(1+x): 1/2 where the ratio is 1. It stays the same if all flows are multiplied by one number.",
    "x/(1+x): 1/2 donde la razón es 1. No cambia si todos los flujos se multiplican por un mismo "
    "número.",
    "x/(1+x): 1/2 onde a razão é 1. Não muda se todos os fluxos forem multiplicados por um mesmo "
    "número.",
    "x/(1+x) : 1/2 là où le rapport vaut 1. Il ne change pas si tous les flux sont multipliés par un "
    "même nombre.",
)

CL_LINKAGES = Codelist.of(
    "CL_LINKAGES",
    Text(
        "Figures of linkages",
        "Cifras de encadenamientos",
        "Dados de encadeamentos",
        "Chiffres des enchaînements",
    ),
    Indicator(
        "SCORE",
        Text("Score", "Puntaje", "Pontuação", "Score"),
        Text(
            "How promising the product is between the two: the geometric mean of supply, demand, ease "
            "and advantage.",
            "Cuán prometedor es el producto entre ambos: la media geométrica de oferta, demanda, "
            "facilidad y ventaja.",
            "Quão promissor é o produto entre os dois: a média geométrica de oferta, demanda, "
            "facilidade e vantagem.",
            "Combien le produit est prometteur entre les deux : la moyenne géométrique de l’offre, de "
            "la demande, de la facilité et de l’avantage.",
        ),
        formula=r"(\mathrm{SUPPLY}\cdot\mathrm{DEMAND}\cdot\mathrm{EASE}"
        r"\cdot\mathrm{ADVANTAGE})^{1/4}",
        range="0 … 1",
        unit="INDEX",
        edge_cases=Text(
            "Null where the two are not seen to trade anything. It ranks products of one source "
            "and period; it is no forecast.",
            "Nulo donde no se observa comercio alguno entre ambos. Ordena los productos de una "
            "misma fuente y período; no es un pronóstico.",
            "Nulo onde não se observa comércio algum entre os dois. Ordena os produtos de uma mesma "
            "fonte e período; não é uma previsão.",
            "Nul là où aucun échange n’est observé entre les deux. Il classe les produits d’une "
            "même source et période ; ce n’est pas une prévision.",
        ),
        citation=_ITC + _OWN,
        example="REF_AREA=ARG COUNTERPART_AREA=BRA INDICATOR=SCORE",
    ),
    Indicator(
        "SUPPLY",
        Text("Supply", "Oferta", "Oferta", "Offre"),
        Text(
            "What the exporter sells of it outside the region, against its average product.",
            "Lo que el exportador vende de él fuera de la región, frente a su producto medio.",
            "O que o exportador vende dele fora da região, diante de seu produto médio.",
            "Ce que l’exportateur en vend hors de la région, face à son produit moyen.",
        ),
        formula=r"\frac{x}{1+x},\quad x = \frac{S^o_{ik}}{\bar S^o_i}",
        range="0 … 1",
        unit="INDEX",
        edge_cases=_SHAPE,
        citation=_ITC + _OWN,
        example="REF_AREA=ARG COUNTERPART_AREA=BRA INDICATOR=SUPPLY",
    ),
    Indicator(
        "DEMAND",
        Text("Demand", "Demanda", "Demanda", "Demande"),
        Text(
            "What the importer buys of it outside the region, against its average product.",
            "Lo que el importador compra de él fuera de la región, frente a su producto medio.",
            "O que o importador compra dele fora da região, diante de seu produto médio.",
            "Ce que l’importateur en achète hors de la région, face à son produit moyen.",
        ),
        formula=r"\frac{x}{1+x},\quad x = \frac{D^o_{jk}}{\bar D^o_j}",
        range="0 … 1",
        unit="INDEX",
        edge_cases=_SHAPE,
        citation=_ITC + _OWN,
        example="REF_AREA=ARG COUNTERPART_AREA=BRA INDICATOR=DEMAND",
    ),
    Indicator(
        "EASE",
        Text(
            "Ease of trade", "Facilidad de comercio", "Facilidade de comércio", "Facilité d’échange"
        ),
        Text(
            "What the exporter sells to the importer in all, against what their sales and purchases "
            "would lead one to expect.",
            "Lo que el exportador vende en total al importador, frente a lo que cabría esperar de sus "
            "ventas y compras.",
            "O que o exportador vende no total ao importador, diante do que se esperaria de suas "
            "vendas e compras.",
            "Ce que l’exportateur vend au total à l’importateur, face à ce que leurs ventes et achats "
            "laisseraient attendre.",
        ),
        formula=r"\frac{x}{1+x},\quad x = \frac{T_{ij}}{\sum_k \hat T_{ijk}}",
        range="0 … 1",
        unit="INDEX",
        edge_cases=Text(
            "The same for all products of a pair; 1/2 where they trade as expected. Null where they "
            "are not seen to trade.",
            "La misma para todos los productos de un par; 1/2 donde comercian lo esperado. Nula donde "
            "no se observa comercio entre ambos.",
            "A mesma para todos os produtos de um par; 1/2 onde comerciam o esperado. Nula onde não se "
            "observa comércio entre os dois.",
            "La même pour tous les produits d’une paire ; 1/2 là où ils échangent comme attendu. "
            "Nulle là où aucun échange n’est observé.",
        ),
        citation=_ITC + _OWN,
        example="REF_AREA=ARG COUNTERPART_AREA=BRA INDICATOR=EASE",
    ),
    Indicator(
        "ADVANTAGE",
        Text("Advantage", "Ventaja", "Vantagem", "Avantage"),
        Text(
            "Revealed comparative advantage of the exporter in the product, between 0 and 1.",
            "Ventaja comparativa revelada del exportador en el producto, entre 0 y 1.",
            "Vantagem comparativa revelada do exportador no produto, entre 0 e 1.",
            "Avantage comparatif révélé de l’exportateur dans le produit, entre 0 et 1.",
        ),
        formula=r"\frac{x}{1+x},\quad x = \frac{S_{ik}/S_i}{W_k/W}",
        range="0 … 1",
        unit="INDEX",
        edge_cases=Text(
            "1/2 where the product weighs as much in what the exporter sells as in world trade.",
            "1/2 donde el producto pesa en las ventas del exportador lo mismo que en el comercio "
            "mundial.",
            "1/2 onde o produto pesa nas vendas do exportador o mesmo que no comércio mundial.",
            "1/2 là où le produit pèse autant dans les ventes de l’exportateur que dans le commerce "
            "mondial.",
        ),
        citation="Balassa (1965); symmetric as in Dalum, Laursen and Villumsen (1998), from 0 to 1.",
        example="REF_AREA=ARG COUNTERPART_AREA=BRA INDICATOR=ADVANTAGE",
    ),
    Indicator(
        "POTENTIAL",
        Text("Potential", "Potencial", "Potencial", "Potentiel"),
        Text(
            "What the exporter sells outside the region and the importer buys outside it, the lesser "
            "of the two.",
            "Lo que el exportador vende fuera de la región y el importador compra fuera de ella, lo "
            "menor de ambos.",
            "O que o exportador vende fora da região e o importador compra fora dela, o menor dos "
            "dois.",
            "Ce que l’exportateur vend hors de la région et que l’importateur achète hors d’elle, le "
            "moindre des deux.",
        ),
        formula=r"\min(S^o_{ik}, D^o_{jk})",
        range="> 0",
        unit="USD",
        edge_cases=Text(
            "A ceiling, not a forecast, and not to be added over partners: the same supply stands "
            "against the demand of each. The broader the products, the higher it is.",
            "Un techo, no un pronóstico, y no se suma entre socios: la misma oferta se compara con la "
            "demanda de cada uno. Cuanto más amplios los productos, más alto es.",
            "Um teto, não uma previsão, e não se soma entre parceiros: a mesma oferta é comparada à "
            "demanda de cada um. Quanto mais amplos os produtos, mais alto ele é.",
            "Un plafond, non une prévision, qui ne s’additionne pas entre partenaires : la même offre "
            "fait face à la demande de chacun. Plus les produits sont larges, plus il est élevé.",
        ),
        citation=_OWN,
        example="REF_AREA=ARG COUNTERPART_AREA=BRA INDICATOR=POTENTIAL",
    ),
    Indicator(
        "SUPPLY_OUTSIDE",
        Text(
            "Sold outside the region",
            "Vendido fuera de la región",
            "Vendido fora da região",
            "Vendu hors de la région",
        ),
        Text(
            "What the exporter sells of the product to all who are not of the region.",
            "Lo que el exportador vende del producto a quienes no son de la región.",
            "O que o exportador vende do produto a quem não é da região.",
            "Ce que l’exportateur vend du produit à tous ceux qui ne sont pas de la région.",
        ),
        formula=r"S^o_{ik} = \sum_{j\notin R} T_{ijk}",
        range="> 0",
        unit="USD",
        edge_cases=Text(
            "A product that is not seen sold outside is not listed.",
            "No figura el producto del que no se observan ventas fuera.",
            "Não consta o produto do qual não se observam vendas fora.",
            "Un produit dont on n’observe pas de vente au-dehors n’y figure pas.",
        ),
        citation=_OWN,
        example="REF_AREA=ARG COUNTERPART_AREA=BRA INDICATOR=SUPPLY_OUTSIDE",
    ),
    Indicator(
        "DEMAND_OUTSIDE",
        Text(
            "Bought outside the region",
            "Comprado fuera de la región",
            "Comprado fora da região",
            "Acheté hors de la région",
        ),
        Text(
            "What the importer buys of the product from all who are not of the region.",
            "Lo que el importador compra del producto a quienes no son de la región.",
            "O que o importador compra do produto de quem não é da região.",
            "Ce que l’importateur achète du produit à tous ceux qui ne sont pas de la région.",
        ),
        formula=r"D^o_{jk} = \sum_{i\notin R} T_{ijk}",
        range="> 0",
        unit="USD",
        edge_cases=Text(
            "Where a source has exports only, it is what others report to sell to the importer.",
            "Donde una fuente solo tiene exportaciones, es lo que otros declaran vender al "
            "importador.",
            "Onde uma fonte só tem exportações, é o que outros declaram vender ao importador.",
            "Là où une source n’a que des exportations, c’est ce que les autres déclarent vendre à "
            "l’importateur.",
        ),
        citation=_OWN,
        example="REF_AREA=ARG COUNTERPART_AREA=BRA INDICATOR=DEMAND_OUTSIDE",
    ),
    Indicator(
        "BILATERAL",
        Text(
            "Trade between the two",
            "Comercio entre ambos",
            "Comércio entre os dois",
            "Échanges entre les deux",
        ),
        Text(
            "What the exporter already sells of the product to the importer.",
            "Lo que el exportador ya vende del producto al importador.",
            "O que o exportador já vende do produto ao importador.",
            "Ce que l’exportateur vend déjà du produit à l’importateur.",
        ),
        formula=r"T_{ijk}",
        range="0 … ∞",
        unit="USD",
        edge_cases=Text(
            "Null where no trade of the product is seen, which is not to say that there is none.",
            "Nulo donde no se observa comercio del producto, lo que no significa que no exista.",
            "Nulo onde não se observa comércio do produto, o que não significa que não exista.",
            "Nul là où l’on n’observe pas d’échange du produit, ce qui ne veut pas dire qu’il n’y en "
            "a pas.",
        ),
        citation=_OWN,
        example="REF_AREA=ARG COUNTERPART_AREA=BRA INDICATOR=BILATERAL",
    ),
    Indicator(
        "EXPECTED",
        Text("Expected trade", "Comercio esperado", "Comércio esperado", "Échanges attendus"),
        Text(
            "What the exporter would sell of the product to the importer if all bought from all in "
            "proportion to what they sell.",
            "Lo que el exportador vendería del producto al importador si todos compraran a todos en "
            "proporción a lo que venden.",
            "O que o exportador venderia do produto ao importador se todos comprassem de todos na "
            "proporção do que vendem.",
            "Ce que l’exportateur vendrait du produit à l’importateur si tous achetaient à tous en "
            "proportion de ce qu’ils vendent.",
        ),
        formula=r"\hat T_{ijk} = \frac{S_{ik} D_{jk}}{W_k - D_{ik}}",
        range="> 0",
        unit="USD",
        edge_cases=Text(
            "Distance is not in it: neighbours trade more.",
            "No considera la distancia: los vecinos comercian más.",
            "Não considera a distância: os vizinhos comerciam mais.",
            "La distance n’y entre pas : les voisins échangent davantage.",
        ),
        citation=_ITC + _OWN,
        example="REF_AREA=ARG COUNTERPART_AREA=BRA INDICATOR=EXPECTED",
    ),
)
INDICATOR = Dimension(
    "INDICATOR",
    Text("Indicator", "Indicador", "Indicador", "Indicateur"),
    codelist=CL_LINKAGES,
)

_EXPLAINS = {
    "SUPPLY": ("SELLS_OUTSIDE",),
    "DEMAND": ("BUYS_OUTSIDE",),
    "ADVANTAGE": ("ADVANTAGE",),
    "POTENTIAL": ("COVERS_DEMAND",),
    "BILATERAL": ("NO_TRADE_YET", "BELOW_EXPECTED"),
}
"""The reasons that stand at each figure, the one that it rests on."""

REASON = Attribute(
    "REASON",
    Text("Reason", "Razón", "Motivo", "Raison"),
    Text(
        "What speaks for the product, at the figure that it rests on.",
        "Lo que habla a favor del producto, junto a la cifra en que se apoya.",
        "O que fala a favor do produto, junto ao dado em que se apoia.",
        "Ce qui parle pour le produit, auprès du chiffre sur lequel cela repose.",
    ),
    codelist=Codelist.of(
        "CL_LINKAGE_REASON",
        Text(
            "Reasons of linkages",
            "Razones de los encadenamientos",
            "Motivos dos encadeamentos",
            "Raisons des enchaînements",
        ),
        *(Code(id, REASONS[id]) for ids in _EXPLAINS.values() for id in ids),
    ),
)

LINKAGES = Dataflow(
    id="LINKAGES",
    name=Text(
        "Productive linkages within the region",
        "Encadenamientos productivos en la región",
        "Encadeamentos produtivos na região",
        "Enchaînements productifs dans la région",
    ),
    description=Text(
        "Products that one country of Latin America and the Caribbean sells outside the region and "
        "another buys outside it: the ten best of each pair by score. Sectors and sections are "
        "broad: they say where to look, headings say what. Where a source has exports only, demand "
        "is what others report to sell.",
        "Productos que un país de América Latina y el Caribe vende fuera de la región y otro compra "
        "fuera de ella: los diez mejores de cada par según su puntaje. Los sectores y las secciones "
        "son amplios: dicen dónde buscar; las partidas dicen qué. Donde una fuente solo tiene "
        "exportaciones, la demanda es lo que otros declaran vender.",
        "Produtos que um país da América Latina e do Caribe vende fora da região e outro compra fora "
        "dela: os dez melhores de cada par segundo a pontuação. Setores e seções são amplos: dizem "
        "onde procurar; as posições dizem o quê. Onde uma fonte só tem exportações, a demanda é o "
        "que outros declaram vender.",
        "Produits qu’un pays d’Amérique latine et des Caraïbes vend hors de la région et qu’un autre "
        "achète hors d’elle : les dix meilleurs de chaque paire par score. Secteurs et sections sont "
        "larges : ils disent où chercher, les positions disent quoi. Là où une source n’a que des "
        "exportations, la demande est ce que les autres déclarent vendre.",
    ),
    dimensions=(
        FREQ,
        REF_AREA,
        COUNTERPART_AREA,
        DETAILED_PRODUCT,
        INDICATOR,
        SOURCE,
        TIME_PERIOD,
    ),
    measure=OBS_VALUE,
    subject="PRODUCTS",
    attributes=(UNIT_MEASURE, REASON, OBS_STATUS, VINTAGE),
    methods=tuple(CL_LINKAGES.codes),
)


@publishes(LINKAGES, inputs={"flows": AllSources("trade")})
def linkages_of_the_region(flows: ir.Table) -> ir.Table:
    """The best products of each pair of countries of the region, with all their figures."""
    import ibis

    trade = by_product(flows, partners=True, mirrored=False)
    best = as_table(linkages(trade, REGION, top=TOP, without=UNCLASSIFIED, check=False))
    rows = unfolded(
        best,
        "INDICATOR",
        {
            code.id: {
                "OBS_VALUE": best[code.id].cast("float64"),
                "REASON": _reason(best, _EXPLAINS.get(code.id, ())),
                "UNIT_MEASURE": ibis.literal(code.unit),
            }
            for code in CL_LINKAGES
            if isinstance(code, Indicator)
        },
    )
    rows = rows.mutate(
        FREQ=frequency(rows.TIME_PERIOD), OBS_STATUS=rows.OBS_VALUE.isnull().ifelse("M", "A")
    )
    return left(rows, vintages(trade), "SOURCE", "TIME_PERIOD").select(*LINKAGES.columns)


def _reason(best: ir.Table, codes: tuple[str, ...]) -> ir.StringValue:
    """The first of `codes` that holds of the product."""
    import ibis

    given = best.REASONS.split(" ")
    return ibis.coalesce(
        *(given.contains(code).ifelse(code, None) for code in codes), ibis.null("string")
    )
