"""What each area and bloc is specialised in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cedic.catalogue.columns import settled
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
from cedic.catalogue.products import both_ways, held_against_world, observed
from cedic.catalogue.registry import publishes
from cedic.model import Codelist, Dataflow, Dimension, Indicator, Text
from cedic.regions import blocs
from cedic.trade.product import advantage, intra_industry, lafay
from cedic.trade.tables import as_table, stacked

if TYPE_CHECKING:
    import ibis.expr.types as ir

_NO_EXPORTS = Text(
    "Null for an area without exports. No row where the source has no figure of the product.",
    "Nulo para un área sin exportaciones. Sin fila donde la fuente no tiene cifra del producto.",
    "Nulo para uma área sem exportações. Sem linha onde a fonte não tem dado do produto.",
    "Nul pour une zone sans exportations. Pas de ligne là où la source n’a pas de chiffre du "
    "produit.",
)
_WORLD = Text(
    "The world is all areas of the source. Null where that is one area alone, for an area without "
    "exports and for a product that the world does not export. No row where the source has no "
    "figure of the product, which most studies take for zero.",
    "El mundo son todas las áreas de la fuente. Nulo donde hay una sola, para un área sin "
    "exportaciones y para un producto que el mundo no exporta. Sin fila donde la fuente no tiene "
    "cifra del producto, lo que la mayoría de los estudios toma por cero.",
    "O mundo são todas as áreas da fonte. Nulo onde há uma só, para uma área sem exportações e "
    "para um produto que o mundo não exporta. Sem linha onde a fonte não tem dado do produto, o "
    "que a maioria dos estudos toma por zero.",
    "Le monde, ce sont toutes les zones de la source. Nul s’il n’y en a qu’une, pour une zone sans "
    "exportations et pour un produit que le monde n’exporte pas. Pas de ligne là où la source n’a "
    "pas de chiffre du produit, ce que la plupart des études prennent pour zéro.",
)
_AGAINST_WORLD = ("RCA", "RSCA", "RCA_ADDITIVE", "WORLD_SHARE")
_AREA = "REF_AREA=CHL SOURCE=UNCTAD"

GL = Indicator(
    "GL",
    Text(
        "Intra-industry trade (Grubel–Lloyd)",
        "Comercio intraindustrial (Grubel–Lloyd)",
        "Comércio intraindustrial (Grubel–Lloyd)",
        "Commerce intrabranche (Grubel–Lloyd)",
    ),
    Text(
        "How far exports and imports of the same products match: 0 if all goes one way, 1 if they "
        "are equal.",
        "Cuánto se corresponden las exportaciones y las importaciones de los mismos productos: 0 "
        "si todo va en un sentido, 1 si son iguales.",
        "Quanto se correspondem as exportações e as importações dos mesmos produtos: 0 se tudo vai "
        "em um sentido, 1 se são iguais.",
        "À quel point exportations et importations des mêmes produits se répondent : 0 si tout va "
        "dans un sens, 1 si elles sont égales.",
    ),
    formula=r"\mathrm{GL} = 1 - \frac{\sum_k |X_k-M_k|}{\sum_k (X_k+M_k)}",
    range="0 … 1",
    unit="RATIO",
    edge_cases=Text(
        "The coarser the products, the higher: compare values of one source only. What members of "
        "a bloc trade with each other counts as its exports and as its imports. Null or absent "
        "where exports or imports are unknown, and where there is no trade.",
        "Cuanto más agregados los productos, mayor es: compare solo valores de una misma fuente. Lo "
        "que los miembros de un bloque comercian entre sí cuenta como exportación y como "
        "importación. Nulo o ausente donde no se conocen las exportaciones o las importaciones y "
        "donde no hay comercio.",
        "Quanto mais agregados os produtos, maior é: compare apenas valores de uma mesma fonte. O "
        "que os membros de um bloco comerciam entre si conta como exportação e como importação. "
        "Nulo ou ausente onde não se conhecem as exportações ou as importações e onde não há "
        "comércio.",
        "Plus les produits sont agrégés, plus il est élevé : ne comparer que les valeurs d’une "
        "même source. Ce que les membres d’un bloc échangent entre eux compte comme exportation et "
        "comme importation. Nul ou absent là où les exportations ou les importations sont "
        "inconnues, et sans commerce.",
    ),
    citation="Grubel and Lloyd (1975).",
    example="REF_AREA=CHL SOURCE=OECD_ICIO INDICATOR=GL",
)

CL_SPECIALISATION = Codelist.of(
    "CL_SPECIALISATION",
    Text(
        "Specialisation indicators",
        "Indicadores de especialización",
        "Indicadores de especialização",
        "Indicateurs de spécialisation",
    ),
    Indicator(
        "RCA",
        Text(
            "Revealed comparative advantage",
            "Ventaja comparativa revelada",
            "Vantagem comparativa revelada",
            "Avantage comparatif révélé",
        ),
        Text(
            "The product's share in the area's exports over its share in world exports; above 1 "
            "the area is specialised in it.",
            "La participación del producto en las exportaciones del área sobre la que tiene en las "
            "mundiales; por encima de 1, el área está especializada en él.",
            "A participação do produto nas exportações da área sobre a que tem nas mundiais; acima "
            "de 1, a área é especializada nele.",
            "La part du produit dans les exportations de la zone sur sa part dans les exportations "
            "mondiales ; au-dessus de 1, la zone y est spécialisée.",
        ),
        formula=r"\mathrm{RCA}_{ck} = \frac{x_{ck}/X_c}{x_{wk}/X_w}",
        range="0 … X_w/X_c",
        unit="RATIO",
        edge_cases=_WORLD,
        citation="Balassa (1965).",
        example=f"{_AREA} INDICATOR=RCA",
    ),
    Indicator(
        "RSCA",
        Text(
            "Symmetric revealed comparative advantage",
            "Ventaja comparativa revelada simétrica",
            "Vantagem comparativa revelada simétrica",
            "Avantage comparatif révélé symétrique",
        ),
        Text(
            "The same between −1 and 1, with 0 as neutral, so that strength and weakness are of "
            "equal size.",
            "La misma entre −1 y 1, con 0 como valor neutral, de modo que fortaleza y debilidad "
            "tienen igual tamaño.",
            "A mesma entre −1 e 1, com 0 como valor neutro, de modo que força e fraqueza têm igual "
            "tamanho.",
            "Le même entre −1 et 1, 0 étant neutre, de sorte que force et faiblesse ont même "
            "taille.",
        ),
        formula=r"\mathrm{RSCA} = \frac{\mathrm{RCA}-1}{\mathrm{RCA}+1}",
        range="−1 … 1",
        unit="RATIO",
        edge_cases=_WORLD,
        citation="Dalum, Laursen and Villumsen (1998).",
        example=f"{_AREA} INDICATOR=RSCA",
    ),
    Indicator(
        "RCA_ADDITIVE",
        Text(
            "Additive revealed comparative advantage",
            "Ventaja comparativa revelada aditiva",
            "Vantagem comparativa revelada aditiva",
            "Avantage comparatif révélé additif",
        ),
        Text(
            "The product's share in the area's exports less its share in world exports; over all "
            "products it adds up to 0.",
            "La participación del producto en las exportaciones del área menos la que tiene en las "
            "mundiales; sobre todos los productos suma 0.",
            "A participação do produto nas exportações da área menos a que tem nas mundiais; sobre "
            "todos os produtos soma 0.",
            "La part du produit dans les exportations de la zone moins sa part dans les "
            "exportations mondiales ; sur tous les produits, la somme est 0.",
        ),
        formula=r"\frac{x_{ck}}{X_c} - \frac{x_{wk}}{X_w}",
        range="−1 … 1",
        unit="RATIO",
        edge_cases=_WORLD,
        citation="Hoen and Oosterhaven (2006).",
        example=f"{_AREA} INDICATOR=RCA_ADDITIVE",
    ),
    Indicator(
        "PRODUCT_SHARE",
        Text(
            "Share in the area's exports",
            "Participación en las exportaciones del área",
            "Participação nas exportações da área",
            "Part dans les exportations de la zone",
        ),
        Text(
            "The part of the area's exports that is of the product.",
            "La parte de las exportaciones del área que corresponde al producto.",
            "A parte das exportações da área que corresponde ao produto.",
            "La part des exportations de la zone que représente le produit.",
        ),
        formula=r"\frac{x_{ck}}{X_c}",
        range="0 … 1",
        unit="RATIO",
        edge_cases=_NO_EXPORTS,
        citation="UNCTAD, Handbook of Statistics.",
        example=f"{_AREA} INDICATOR=PRODUCT_SHARE",
    ),
    Indicator(
        "WORLD_SHARE",
        Text(
            "Share in the world's exports of the product",
            "Participación en las exportaciones mundiales del producto",
            "Participação nas exportações mundiais do produto",
            "Part dans les exportations mondiales du produit",
        ),
        Text(
            "The part of the world's exports of the product that the area sells.",
            "La parte de las exportaciones mundiales del producto que vende el área.",
            "A parte das exportações mundiais do produto que a área vende.",
            "La part des exportations mondiales du produit que vend la zone.",
        ),
        formula=r"\frac{x_{ck}}{x_{wk}}",
        range="0 … 1",
        unit="RATIO",
        edge_cases=_WORLD,
        citation="UNCTAD, Handbook of Statistics.",
        example=f"{_AREA} INDICATOR=WORLD_SHARE",
    ),
    Indicator(
        "LAFAY",
        Text("Lafay index", "Índice de Lafay", "Índice de Lafay", "Indice de Lafay"),
        Text(
            "What the product adds to the trade balance beyond its part of the overall balance; "
            "positive where the area is specialised in it. Over all products it adds up to 0.",
            "Lo que el producto aporta al saldo comercial más allá de su parte del saldo total; "
            "positivo donde el área está especializada en él. Sobre todos los productos suma 0.",
            "O que o produto acrescenta ao saldo comercial além de sua parte no saldo total; "
            "positivo onde a área é especializada nele. Sobre todos os produtos soma 0.",
            "Ce que le produit ajoute au solde commercial au-delà de sa part du solde total ; "
            "positif là où la zone y est spécialisée. Sur tous les produits, la somme est 0.",
        ),
        formula=r"100\left(\frac{x_k-m_k}{x_k+m_k}-\frac{\sum(x-m)}{\sum(x+m)}\right)"
        r"\frac{x_k+m_k}{\sum(x+m)}",
        range="−50 … 50",
        unit="PT",
        edge_cases=Text(
            "Absent where exports or imports of the area are unknown.",
            "Ausente donde no se conocen las exportaciones o las importaciones del área.",
            "Ausente onde não se conhecem as exportações ou as importações da área.",
            "Absent là où les exportations ou les importations de la zone sont inconnues.",
        ),
        citation="Lafay (1992).",
        example="REF_AREA=CHL SOURCE=OECD_ICIO INDICATOR=LAFAY",
    ),
    GL,
)

INDICATOR = Dimension(
    "INDICATOR",
    Text("Indicator", "Indicador", "Indicador", "Indicateur"),
    codelist=CL_SPECIALISATION,
)

SPECIALISATION = Dataflow(
    id="SPECIALISATION",
    name=Text(
        "Specialisation by product",
        "Especialización por producto",
        "Especialização por produto",
        "Spécialisation par produit",
    ),
    description=Text(
        "Revealed comparative advantage, market shares and intra-industry trade of countries and "
        "blocs in each product. Products are as fine as the source: headings of the Harmonized "
        "System, sectors or sections. With ten sections of the SITC or 27 sectors the figures are "
        "coarse, and they do not compare with those of headings.",
        "Ventaja comparativa revelada, participación de mercado y comercio intraindustrial de "
        "países y bloques en cada producto. Los productos son tan detallados como la fuente: "
        "partidas del Sistema Armonizado, sectores o secciones. Con diez secciones de la CUCI o 27 "
        "sectores las cifras son poco detalladas y no se comparan con las de partidas.",
        "Vantagem comparativa revelada, participação de mercado e comércio intraindustrial de "
        "países e blocos em cada produto. Os produtos são tão detalhados quanto a fonte: posições "
        "do Sistema Harmonizado, setores ou seções. Com dez seções da CUCI ou 27 setores, os dados "
        "são agregados e não se comparam com os de posições.",
        "Avantage comparatif révélé, parts de marché et commerce intrabranche des pays et des "
        "blocs pour chaque produit. Les produits sont aussi fins que la source : positions du "
        "Système harmonisé, secteurs ou sections. Avec dix sections de la CTCI ou 27 secteurs, les "
        "chiffres sont grossiers et ne se comparent pas à ceux des positions.",
    ),
    dimensions=(FREQ, REF_AREA, DETAILED_PRODUCT, INDICATOR, SOURCE, TIME_PERIOD),
    measure=OBS_VALUE,
    subject="PRODUCTS",
    attributes=(UNIT_MEASURE, OBS_STATUS, VINTAGE),
    methods=tuple(CL_SPECIALISATION.codes),
)


@publishes(SPECIALISATION, inputs={"trade": "PRODUCT_TRADE"})
def specialisation(trade: ir.Table) -> ir.Table:
    """All indicators of all areas and blocs, for each source."""
    sold, named = settled(trade), list(blocs().values())
    of_exports = [name for name in CL_SPECIALISATION.codes if name not in ("LAFAY", "GL")]
    two_way = both_ways(sold)
    led = as_table(advantage(sold, indicators=of_exports, blocs=named, check=False))
    tables = [
        held_against_world(led, sold.filter(sold.TRADE_FLOW == "X"), _AGAINST_WORLD),
        as_table(lafay(two_way, blocs=named, check=False)),
        as_table(intra_industry(two_way, blocs=named, check=False)),
    ]
    rows = stacked([table.select(*SPECIALISATION.key, "OBS_VALUE") for table in tables])
    # What goes both ways over all products is in TRADE_STRUCTURE.
    return observed(rows.filter(rows.PRODUCT != "_T"), sold, SPECIALISATION)
