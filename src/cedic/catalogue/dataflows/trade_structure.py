"""How concentrated the trade of each area and bloc is, and how it changes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from cedic.catalogue.columns import settled
from cedic.catalogue.concepts import (
    BASE_PER,
    FREQ,
    OBS_STATUS,
    OBS_VALUE,
    REF_AREA,
    SOURCE,
    TIME_PERIOD,
    TRADE_FLOW,
    UNIT_MEASURE,
    VINTAGE,
)
from cedic.catalogue.dataflows.specialisation import GL
from cedic.catalogue.products import both_ways, by_product, held_against_world, observed
from cedic.catalogue.registry import publishes
from cedic.model import Attribute, Codelist, Dataflow, Dimension, Indicator, Representation, Text
from cedic.regions import blocs
from cedic.trade.product import change, concentration, intra_industry, market_reach
from cedic.trade.tables import as_table, stacked
from cedic.warehouse import AllSources

if TYPE_CHECKING:
    import ibis.expr.types as ir

_NO_TRADE = Text(
    "Null for an area without trade. It depends on the universe of products n, which is all that "
    "anybody trades in the source and period: compare values of one source only.",
    "Nulo para un área sin comercio. Depende del universo de productos n, que son todos los que "
    "alguien comercia en la fuente y el período: compare solo valores de una misma fuente.",
    "Nulo para uma área sem comércio. Depende do universo de produtos n, que são todos os que "
    "alguém comercia na fonte e no período: compare apenas valores de uma mesma fonte.",
    "Nul pour une zone sans commerce. Il dépend de l’univers des produits n, soit tous ceux que "
    "quelqu’un échange dans la source et la période : ne comparer que les valeurs d’une même "
    "source.",
)
_STEPS = Text(
    "Absent for an area's first period. The longer the step from the base period, the greater the "
    "change: compare equal steps.",
    "Ausente en el primer período de un área. Cuanto más largo el paso desde el período base, "
    "mayor el cambio: compare pasos iguales.",
    "Ausente no primeiro período de uma área. Quanto mais longo o passo desde o período base, "
    "maior a mudança: compare passos iguais.",
    "Absent pour la première période d’une zone. Plus le pas depuis la période de base est long, "
    "plus le changement est grand : ne comparer que des pas égaux.",
)
_AGAINST_WORLD = ("DIVERSIFICATION", "RSCA_CORRELATION", "RSCA_SLOPE")
_FROM_WORLD = Text(
    "The world is all areas of the source; null where that is one area alone, and for an area "
    "without trade. It depends on how fine the products are: compare values of one source only.",
    "El mundo son todas las áreas de la fuente; nulo donde hay una sola y para un área sin comercio. "
    "Depende de cuán detallados son los productos: compare solo valores de una misma fuente.",
    "O mundo são todas as áreas da fonte; nulo onde há uma só e para uma área sem comércio. Depende "
    "de quão detalhados são os produtos: compare apenas valores de uma mesma fonte.",
    "Le monde, ce sont toutes les zones de la source ; nul s’il n’y en a qu’une, et pour une zone "
    "sans commerce. Il dépend de la finesse des produits : ne comparer que les valeurs d’une même "
    "source.",
)
_MOVES = Text(
    "Absent for an area's first period; null where one area alone is all the world of the source. "
    "The longer the step from the base period, the greater the change: compare equal steps.",
    "Ausente en el primer período de un área; nulo donde una sola área es todo el mundo de la "
    "fuente. Cuanto más largo el paso desde el período base, mayor el cambio: compare pasos iguales.",
    "Ausente no primeiro período de uma área; nulo onde uma só área é todo o mundo da fonte. Quanto "
    "mais longo o passo desde o período base, maior a mudança: compare passos iguais.",
    "Absent pour la première période d’une zone ; nul là où une seule zone est tout le monde de la "
    "source. Plus le pas depuis la période de base est long, plus le changement est grand : ne "
    "comparer que des pas égaux.",
)
_THEIL = "Cadot, Carrère and Strauss-Kahn (2011)."
_AREA = "REF_AREA=CHL,BRA SOURCE=UNCTAD TRADE_FLOW=X"
_SECTORS = "REF_AREA=CHL,BRA SOURCE=OECD_ICIO TRADE_FLOW=X"

GL_ADJUSTED = Indicator(
    "GL_ADJUSTED",
    Text(
        "Intra-industry trade, adjusted for the balance",
        "Comercio intraindustrial, ajustado por el saldo",
        "Comércio intraindustrial, ajustado pelo saldo",
        "Commerce intrabranche, corrigé du solde",
    ),
    Text(
        "The Grubel–Lloyd index over the greatest value that the overall balance of trade allows.",
        "El índice de Grubel–Lloyd sobre el mayor valor que permite el saldo comercial total.",
        "O índice de Grubel–Lloyd sobre o maior valor que o saldo comercial total permite.",
        "L’indice de Grubel–Lloyd sur la plus grande valeur que permet le solde commercial total.",
    ),
    formula=r"\frac{\mathrm{GL}}{1-\frac{|\sum X-\sum M|}{\sum (X+M)}}",
    range="0 … 1",
    unit="RATIO",
    edge_cases=Text(
        "Null where all trade goes one way; otherwise as GL.",
        "Nulo donde todo el comercio va en un sentido; por lo demás, como GL.",
        "Nulo onde todo o comércio vai em um sentido; no mais, como GL.",
        "Nul là où tout le commerce va dans un sens ; sinon, comme GL.",
    ),
    citation="Grubel and Lloyd (1975).",
    example="REF_AREA=CHL,BRA SOURCE=OECD_ICIO TRADE_FLOW=XM INDICATOR=GL_ADJUSTED",
)

CL_TRADE_STRUCTURE = Codelist.of(
    "CL_TRADE_STRUCTURE",
    Text(
        "Indicators of the structure of trade",
        "Indicadores de la estructura del comercio",
        "Indicadores da estrutura do comércio",
        "Indicateurs de la structure du commerce",
    ),
    Indicator(
        "HHI",
        Text(
            "Herfindahl–Hirschman index",
            "Índice de Herfindahl–Hirschman",
            "Índice de Herfindahl–Hirschman",
            "Indice de Herfindahl–Hirschman",
        ),
        Text(
            "The sum of the squared shares of products; 1 if all trade is in one product.",
            "La suma de los cuadrados de las participaciones de los productos; 1 si todo el "
            "comercio es de un solo producto.",
            "A soma dos quadrados das participações dos produtos; 1 se todo o comércio é de um só "
            "produto.",
            "La somme des carrés des parts des produits ; 1 si tout le commerce porte sur un seul "
            "produit.",
        ),
        formula=r"\mathrm{HHI} = \sum_k s_k^2",
        range="1/n … 1",
        unit="RATIO",
        edge_cases=_NO_TRADE,
        citation="Hirschman (1964).",
        example=f"{_AREA} INDICATOR=HHI",
    ),
    Indicator(
        "HIRSCHMAN",
        Text(
            "Hirschman index", "Índice de Hirschman", "Índice de Hirschman", "Indice de Hirschman"
        ),
        Text(
            "The square root of the sum of the squared shares of products.",
            "La raíz cuadrada de la suma de los cuadrados de las participaciones de los productos.",
            "A raiz quadrada da soma dos quadrados das participações dos produtos.",
            "La racine carrée de la somme des carrés des parts des produits.",
        ),
        formula=r"\sqrt{\sum_k s_k^2}",
        range="1/√n … 1",
        unit="RATIO",
        edge_cases=_NO_TRADE,
        citation="Hirschman (1964).",
        example=f"{_AREA} INDICATOR=HIRSCHMAN",
    ),
    Indicator(
        "CONCENTRATION",
        Text(
            "Product concentration (UNCTAD)",
            "Concentración por productos (UNCTAD)",
            "Concentração por produtos (UNCTAD)",
            "Concentration par produits (CNUCED)",
        ),
        Text(
            "The Hirschman index brought to between 0, all products alike, and 1, one product only.",
            "El índice de Hirschman llevado a entre 0, todos los productos por igual, y 1, un solo "
            "producto.",
            "O índice de Hirschman levado a entre 0, todos os produtos por igual, e 1, um só "
            "produto.",
            "L’indice de Hirschman ramené entre 0, tous les produits à égalité, et 1, un seul "
            "produit.",
        ),
        formula=r"\frac{\sqrt{\sum_k s_k^2}-\sqrt{1/n}}{1-\sqrt{1/n}}",
        range="0 … 1",
        unit="RATIO",
        edge_cases=_NO_TRADE,
        citation="UNCTAD, Handbook of Statistics.",
        example=f"{_AREA} INDICATOR=CONCENTRATION",
    ),
    Indicator(
        "DIVERSIFICATION",
        Text(
            "Product diversification (UNCTAD)",
            "Diversificación por productos (UNCTAD)",
            "Diversificação por produtos (UNCTAD)",
            "Diversification par produits (CNUCED)",
        ),
        Text(
            "How far the structure of trade is from the world's: 0 the same, 1 nothing in common.",
            "Cuánto se aparta la estructura del comercio de la mundial: 0 es la misma, 1 nada en "
            "común.",
            "Quanto a estrutura do comércio se afasta da mundial: 0 é a mesma, 1 nada em comum.",
            "À quel point la structure du commerce s’écarte de celle du monde : 0 la même, 1 rien "
            "en commun.",
        ),
        formula=r"\tfrac12\sum_k |s_k-w_k|",
        range="0 … 1",
        unit="RATIO",
        edge_cases=_FROM_WORLD,
        citation="UNCTAD, Handbook of Statistics; Finger and Kreinin (1979).",
        example=f"{_AREA} INDICATOR=DIVERSIFICATION",
    ),
    Indicator(
        "THEIL",
        Text(
            "Theil index of concentration",
            "Índice de concentración de Theil",
            "Índice de concentração de Theil",
            "Indice de concentration de Theil",
        ),
        Text(
            "Concentration as the sum of two parts: few products traded, and unequal sizes among "
            "them.",
            "La concentración como suma de dos partes: pocos productos comerciados, y tamaños "
            "desiguales entre ellos.",
            "A concentração como soma de duas partes: poucos produtos comerciados e tamanhos "
            "desiguais entre eles.",
            "La concentration, somme de deux parts : peu de produits échangés, et des tailles "
            "inégales entre eux.",
        ),
        formula=r"T = \sum_k s_k \ln(n\,s_k)",
        range="0 … ln n",
        unit="INDEX",
        edge_cases=_NO_TRADE,
        citation=_THEIL,
        example=f"{_AREA} INDICATOR=THEIL",
    ),
    Indicator(
        "THEIL_EXTENSIVE",
        Text(
            "Theil index: extensive margin",
            "Índice de Theil: margen extensivo",
            "Índice de Theil: margem extensiva",
            "Indice de Theil : marge extensive",
        ),
        Text(
            "The part of the Theil index that comes from products not traded at all.",
            "La parte del índice de Theil que proviene de los productos que no se comercian.",
            "A parte do índice de Theil que vem dos produtos que não se comerciam.",
            "La part de l’indice de Theil due aux produits non échangés.",
        ),
        formula=r"\ln\frac{n}{n_1}",
        range="0 … ln n",
        unit="INDEX",
        edge_cases=_NO_TRADE,
        citation=_THEIL,
        example=f"{_AREA} INDICATOR=THEIL_EXTENSIVE",
    ),
    Indicator(
        "THEIL_INTENSIVE",
        Text(
            "Theil index: intensive margin",
            "Índice de Theil: margen intensivo",
            "Índice de Theil: margem intensiva",
            "Indice de Theil : marge intensive",
        ),
        Text(
            "The part of the Theil index that comes from unequal sizes among the products traded.",
            "La parte del índice de Theil que proviene de la desigualdad entre los productos "
            "comerciados.",
            "A parte do índice de Theil que vem da desigualdade entre os produtos comerciados.",
            "La part de l’indice de Theil due aux tailles inégales des produits échangés.",
        ),
        formula=r"\sum_k s_k \ln(n_1 s_k)",
        range="0 … ln n₁",
        unit="INDEX",
        edge_cases=_NO_TRADE,
        citation=_THEIL,
        example=f"{_AREA} INDICATOR=THEIL_INTENSIVE",
    ),
    Indicator(
        "PRODUCTS",
        Text(
            "Products traded",
            "Productos comerciados",
            "Produtos comerciados",
            "Produits échangés",
        ),
        Text(
            "How many products the area trades.",
            "Cuántos productos comercia el área.",
            "Quantos produtos a área comercia.",
            "Combien de produits la zone échange.",
        ),
        formula=r"n_1 = \#\{k : s_k > 0\}",
        range="0 … n",
        unit="NUMBER",
        edge_cases=_NO_TRADE,
        citation="UNCTAD, Handbook of Statistics.",
        example=f"{_AREA} INDICATOR=PRODUCTS",
    ),
    Indicator(
        "STRUCTURAL_CHANGE",
        Text(
            "Structural change",
            "Cambio estructural",
            "Mudança estrutural",
            "Changement structurel",
        ),
        Text(
            "The part of trade that is in other products than in the base period.",
            "La parte del comercio que está en otros productos que en el período base.",
            "A parte do comércio que está em outros produtos que no período base.",
            "La part du commerce qui porte sur d’autres produits qu’à la période de base.",
        ),
        formula=r"\tfrac12\sum_k |s_{k,t}-s_{k,0}|",
        range="0 … 1",
        unit="RATIO",
        edge_cases=_STEPS,
        citation="Michaely (1958); Lawrence (1984).",
        example=f"{_SECTORS} INDICATOR=STRUCTURAL_CHANGE",
    ),
    Indicator(
        "RSCA_CORRELATION",
        Text(
            "Persistence of specialisation",
            "Persistencia de la especialización",
            "Persistência da especialização",
            "Persistance de la spécialisation",
        ),
        Text(
            "The correlation over products of the symmetric comparative advantage with that of the "
            "base period: 1 the same pattern, near 0 another.",
            "La correlación entre productos de la ventaja comparativa simétrica con la del período "
            "base: 1 el mismo patrón, cerca de 0 otro.",
            "A correlação entre produtos da vantagem comparativa simétrica com a do período base: "
            "1 o mesmo padrão, perto de 0 outro.",
            "La corrélation entre produits de l’avantage comparatif symétrique avec celui de la "
            "période de base : 1 le même profil, près de 0 un autre.",
        ),
        formula=r"r(\mathrm{RSCA}_t, \mathrm{RSCA}_0)",
        range="−1 … 1",
        unit="RATIO",
        edge_cases=_MOVES,
        citation="Dalum, Laursen and Villumsen (1998).",
        example=f"{_SECTORS} INDICATOR=RSCA_CORRELATION",
    ),
    Indicator(
        "RSCA_SLOPE",
        Text(
            "Regression of specialisation",
            "Regresión de la especialización",
            "Regressão da especialização",
            "Régression de la spécialisation",
        ),
        Text(
            "The slope of the regression of the symmetric comparative advantage on that of the "
            "base period: below 1, strong products lose and weak ones gain.",
            "La pendiente de la regresión de la ventaja comparativa simétrica sobre la del período "
            "base: por debajo de 1, los productos fuertes pierden y los débiles ganan.",
            "A inclinação da regressão da vantagem comparativa simétrica sobre a do período base: "
            "abaixo de 1, os produtos fortes perdem e os fracos ganham.",
            "La pente de la régression de l’avantage comparatif symétrique sur celui de la période "
            "de base : sous 1, les produits forts reculent et les faibles progressent.",
        ),
        formula=r"\mathrm{RSCA}_t = \alpha + \beta\,\mathrm{RSCA}_0",
        range="−∞ … ∞",
        unit="RATIO",
        edge_cases=_MOVES,
        citation="Dalum, Laursen and Villumsen (1998).",
        example=f"{_SECTORS} INDICATOR=RSCA_SLOPE",
    ),
    Indicator(
        "IEMP",
        Text(
            "Export market penetration",
            "Penetración de mercados de exportación",
            "Penetração de mercados de exportação",
            "Pénétration des marchés d’exportation",
        ),
        Text(
            "Of the markets that import the products the area exports, the part that it reaches.",
            "De los mercados que importan los productos que el área exporta, la parte a la que "
            "llega.",
            "Dos mercados que importam os produtos que a área exporta, a parte a que ela chega.",
            "Parmi les marchés qui importent les produits que la zone exporte, la part qu’elle "
            "atteint.",
        ),
        formula=r"\frac{\sum_k n_{ik}}{\sum_{k:\,n_{ik}>0} N_k}",
        range="0 … 1",
        unit="RATIO",
        edge_cases=Text(
            "Null for an area without exports. With few and broad products almost every market is "
            "reached: it tells most of headings. Only from sources with partners.",
            "Nulo para un área sin exportaciones. Con pocos productos amplios se llega a casi "
            "todos los mercados: dice más con partidas. Solo de fuentes con socios.",
            "Nulo para uma área sem exportações. Com poucos produtos amplos chega-se a quase todos "
            "os mercados: diz mais com posições. Só de fontes com parceiros.",
            "Nul pour une zone sans exportations. Avec des produits rares et larges, presque tous "
            "les marchés sont atteints : il dit plus avec des positions. Sources avec partenaires "
            "seulement.",
        ),
        citation="Brenton and Newfarmer (2007); World Bank, WITS.",
        example=f"{_AREA} INDICATOR=IEMP",
    ),
    replace(GL, example="REF_AREA=CHL,BRA SOURCE=OECD_ICIO TRADE_FLOW=XM INDICATOR=GL"),
    GL_ADJUSTED,
)

INDICATOR = Dimension(
    "INDICATOR",
    Text("Indicator", "Indicador", "Indicador", "Indicateur"),
    codelist=CL_TRADE_STRUCTURE,
)
UNIVERSE = Attribute(
    "UNIVERSE",
    Text(
        "Universe of products",
        "Universo de productos",
        "Universo de produtos",
        "Univers de produits",
    ),
    Text(
        "How many products anybody trades in the source and period.",
        "Cuántos productos comercia alguien en la fuente y el período.",
        "Quantos produtos alguém comercia na fonte e no período.",
        "Combien de produits quelqu’un échange dans la source et la période.",
    ),
    Representation.INTEGER,
)

TRADE_STRUCTURE = Dataflow(
    id="TRADE_STRUCTURE",
    name=Text(
        "Structure of trade",
        "Estructura del comercio",
        "Estrutura do comércio",
        "Structure du commerce",
    ),
    description=Text(
        "How concentrated the exports and imports of countries and blocs are on few products, how "
        "far from the world's, how much they change, and how many markets they reach. With ten "
        "sections or 27 sectors the figures are coarse, and they do not compare with those of "
        "headings of the Harmonized System.",
        "Cuán concentradas están en pocos productos las exportaciones e importaciones de países y "
        "bloques, cuánto se apartan de las mundiales, cuánto cambian y a cuántos mercados llegan. "
        "Con diez secciones o 27 sectores las cifras son poco detalladas y no se comparan con las de "
        "partidas del Sistema Armonizado.",
        "Quão concentradas estão em poucos produtos as exportações e importações de países e "
        "blocos, quanto se afastam das mundiais, quanto mudam e a quantos mercados chegam. Com dez "
        "seções ou 27 setores, os dados são agregados e não se comparam com os de posições do "
        "Sistema Harmonizado.",
        "À quel point les exportations et importations des pays et des blocs se concentrent sur "
        "peu de produits, s’écartent de celles du monde, changent, et combien de marchés elles "
        "atteignent. Avec dix sections ou 27 secteurs, les chiffres sont grossiers et ne se "
        "comparent pas à ceux des positions du Système harmonisé.",
    ),
    dimensions=(FREQ, REF_AREA, TRADE_FLOW, INDICATOR, SOURCE, TIME_PERIOD),
    measure=OBS_VALUE,
    subject="PRODUCTS",
    attributes=(UNIT_MEASURE, UNIVERSE, BASE_PER, OBS_STATUS, VINTAGE),
    methods=tuple(CL_TRADE_STRUCTURE.codes),
)


@publishes(TRADE_STRUCTURE, inputs={"trade": "PRODUCT_TRADE", "flows": AllSources("trade")})
def trade_structure(trade: ir.Table, flows: ir.Table) -> ir.Table:
    """All indicators of all areas and blocs, for exports, imports and both."""
    sold, named = settled(trade), list(blocs().values())
    by_partner = by_product(flows, partners=True)
    markets = as_table(market_reach(by_partner, blocs=named, check=False))
    both = intra_industry(both_ways(sold), products=False, blocs=named, check=False)
    tables = [
        _of_flow(markets.filter(markets.PRODUCT == "_T"), "X"),
        _of_flow(as_table(both), "XM"),
    ]
    flow: Literal["X", "M"]
    for flow in ("X", "M"):
        tables += [
            _of_flow(as_table(concentration(sold, flow=flow, blocs=named, check=False)), flow),
            _of_flow(as_table(change(sold, flow=flow, blocs=named, check=False)), flow),
        ]
    rows = held_against_world(stacked(tables), sold, _AGAINST_WORLD)
    return observed(rows, sold, TRADE_STRUCTURE)


def _of_flow(rows: ir.Table, flow: str) -> ir.Table:
    """The columns that all these tables have, with the flow."""
    import ibis

    nothing = {"UNIVERSE": ibis.null("int64"), "BASE_PER": ibis.null("string")}
    has = {name: rows[name] if name in rows.columns else none for name, none in nothing.items()}
    rows = rows.mutate(TRADE_FLOW=ibis.literal(flow), **has)
    return rows.select(*TRADE_STRUCTURE.key, "OBS_VALUE", *has)
