"""Chained price, volume and value indices of trade, and the terms of trade."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cedic.catalogue.columns import is_empty, settled, vintages, with_gaps
from cedic.catalogue.concepts import (
    BASE_PER,
    COVERAGE,
    FREQ,
    GROWTH,
    OBS_STATUS,
    OBS_VALUE,
    PRODUCT,
    REF_AREA,
    SOURCE,
    TIME_PERIOD,
    TRADE_FLOW,
    UNIT_MEASURE,
    VINTAGE,
)
from cedic.catalogue.products import UNPLACED, with_quantities
from cedic.catalogue.registry import publishes
from cedic.model import Codelist, Dataflow, Dimension, Indicator, Text
from cedic.products import CL_PRODUCT_DETAILED
from cedic.regions import blocs
from cedic.trade import Outliers, chained, terms_of_trade
from cedic.trade.tables import as_table, unfolded
from cedic.warehouse import AllSources

if TYPE_CHECKING:
    import ibis.expr.types as ir

_CEPII = "Gaulier, Martin, Méjean and Zignago (2008), CEPII WP 2008-10; Silver (2010)."
_UNCTAD = "UNCTAD, Handbook of Statistics."
_CHAINED = Text(
    "Only for sources with quantities by product in consecutive years. Null from the first year that "
    "cannot be linked to the one before: a year is missing, the classification changes, or no item "
    "has a unit value in both. Items beyond the bounds of Hidiroglou and Berthelot (1986) are left "
    "out. Unit values change with the mix of goods within a code too, not with prices only.",
    "Solo para fuentes con cantidades por producto en años consecutivos. Nulo desde el primer año que "
    "no puede enlazarse con el anterior: falta un año, cambia la clasificación o ningún flujo tiene "
    "valor unitario en ambos. Los flujos fuera de los límites de Hidiroglou y Berthelot (1986) se "
    "excluyen. Los valores unitarios cambian también con la mezcla de bienes de un código, no solo "
    "con los precios.",
    "Somente para fontes com quantidades por produto em anos consecutivos. Nulo desde o primeiro ano "
    "que não pode ser encadeado ao anterior: falta um ano, muda a classificação ou nenhum fluxo tem "
    "valor unitário em ambos. Os fluxos fora dos limites de Hidiroglou e Berthelot (1986) são "
    "excluídos. Os valores unitários mudam também com a composição dos bens de um código, não só "
    "com os preços.",
    "Seulement pour les sources donnant des quantités par produit en années consécutives. Nul à "
    "partir de la première année qui ne peut être enchaînée à la précédente : une année manque, la "
    "nomenclature change, ou aucun flux n’a de valeur unitaire aux deux. Les flux hors des bornes "
    "d’Hidiroglou et Berthelot (1986) sont écartés. Les valeurs unitaires varient aussi avec la "
    "composition des biens d’un code, non avec les seuls prix.",
)
_FORMULAS = {
    "LASPEYRES": (
        "Laspeyres",
        r"\prod_t \frac{\sum p_t q_{t-1}}{\sum p_{t-1} q_{t-1}}",
        r"\prod_t \frac{\sum p_{t-1} q_t}{\sum p_{t-1} q_{t-1}}",
    ),
    "PAASCHE": (
        "Paasche",
        r"\prod_t \frac{\sum p_t q_t}{\sum p_{t-1} q_t}",
        r"\prod_t \frac{\sum p_t q_t}{\sum p_t q_{t-1}}",
    ),
    "FISHER": ("Fisher", r"\prod_t \sqrt{P^L_t P^P_t}", r"\prod_t \sqrt{Q^L_t Q^P_t}"),
    "TORNQVIST": (
        "Törnqvist",
        r"\prod_t \prod_k \left( \frac{p_{kt}}{p_{k,t-1}} \right)^{(s_{k,t-1} + s_{kt})/2}",
        r"\prod_t \frac{V_t / V_{t-1}}{P_t / P_{t-1}}",
    ),
}


def _index(
    id: str, name: Text, description: Text, formula: str, citation: str = _CEPII
) -> Indicator:
    return Indicator(
        id,
        name,
        description,
        formula=f"100 {formula}",
        range="0 … ∞",
        unit="INDEX",
        edge_cases=_CHAINED,
        citation=citation,
        example=f"REF_AREA=BRA INDICATOR={id} PRODUCT=_T",
    )


def _price(formula: str) -> Indicator:
    author, price, _ = _FORMULAS[formula]
    return _index(
        f"PRICE_{formula}",
        Text(
            f"Price index ({author})",
            f"Índice de precios ({author})",
            f"Índice de preços ({author})",
            f"Indice des prix ({author})",
        ),
        Text(
            "Chained index of the unit values of products by partner traded in consecutive years.",
            "Índice encadenado de los valores unitarios de los productos por socio comerciados en "
            "años consecutivos.",
            "Índice encadeado dos valores unitários dos produtos por parceiro comerciados em anos "
            "consecutivos.",
            "Indice chaîné des valeurs unitaires des produits par partenaire échangés deux années de "
            "suite.",
        ),
        price,
    )


def _volume(formula: str) -> Indicator:
    author, _, volume = _FORMULAS[formula]
    return _index(
        f"VOLUME_{formula}",
        Text(
            f"Volume index ({author})",
            f"Índice de volumen ({author})",
            f"Índice de volume ({author})",
            f"Indice de volume ({author})",
        ),
        Text(
            "Chained index of the quantities of products by partner traded in consecutive years.",
            "Índice encadenado de las cantidades de los productos por socio comerciados en años "
            "consecutivos.",
            "Índice encadeado das quantidades dos produtos por parceiro comerciados em anos "
            "consecutivos.",
            "Indice chaîné des quantités des produits par partenaire échangés deux années de suite.",
        ),
        volume,
    )


def _of_a_link(
    id: str, name: Text, description: Text, formula: str, range: str, unit: str
) -> Indicator:
    return Indicator(
        id,
        name,
        description,
        formula=formula,
        range=range,
        unit=unit,
        edge_cases=_CHAINED,
        citation=_CEPII,
        example=f"REF_AREA=BRA INDICATOR={id} PRODUCT=_T",
    )


CL_TRADE_INDICES = Codelist.of(
    "CL_TRADE_INDICES",
    Text(
        "Indices of trade",
        "Índices del comercio",
        "Índices do comércio",
        "Indices du commerce",
    ),
    *(_price(formula) for formula in _FORMULAS),
    *(_volume(formula) for formula in _FORMULAS),
    _index(
        "VALUE",
        Text("Value index", "Índice de valor", "Índice de valor", "Indice de valeur"),
        Text(
            "Chained index of the value of all trade, new and lost products included.",
            "Índice encadenado del valor de todo el comercio, con productos nuevos y perdidos.",
            "Índice encadeado do valor de todo o comércio, com produtos novos e perdidos.",
            "Indice chaîné de la valeur de tous les échanges, produits nouveaux et disparus compris.",
        ),
        r"\prod_t \frac{V_t}{V_{t-1}}",
    ),
    _index(
        "VALUE_MATCHED",
        Text(
            "Value index of matched trade",
            "Índice de valor del comercio comparable",
            "Índice de valor do comércio comparável",
            "Indice de valeur des échanges comparables",
        ),
        Text(
            "Chained index of the value that prices are known of: price times volume.",
            "Índice encadenado del valor cuyos precios se conocen: precio por volumen.",
            "Índice encadeado do valor cujos preços são conhecidos: preço vezes volume.",
            "Indice chaîné de la valeur dont les prix sont connus : prix multiplié par volume.",
        ),
        r"\prod_t \frac{\sum p_t q_t}{\sum p_{t-1} q_{t-1}}",
    ),
    _index(
        "VOLUME_IMPLICIT",
        Text(
            "Volume index of all trade",
            "Índice de volumen de todo el comercio",
            "Índice de volume de todo o comércio",
            "Indice de volume de tous les échanges",
        ),
        Text(
            "The value index over Fisher's price index: as if new and lost products moved in price as "
            "the others.",
            "El índice de valor sobre el de precios de Fisher: como si los precios de los productos "
            "nuevos y perdidos se movieran como los demás.",
            "O índice de valor sobre o de preços de Fisher: como se os preços dos produtos novos e "
            "perdidos se movessem como os demais.",
            "L’indice de valeur sur celui des prix de Fisher : comme si les prix des produits nouveaux "
            "et disparus évoluaient comme les autres.",
        ),
        r"\prod_t \frac{V_t / V_{t-1}}{P^F_t}",
        _UNCTAD,
    ),
    _of_a_link(
        "MATCHED_SHARE",
        Text(
            "Share of matched trade",
            "Proporción del comercio comparable",
            "Proporção do comércio comparável",
            "Part des échanges comparables",
        ),
        Text(
            "Value that prices are known of in both years over all value in both.",
            "Valor cuyos precios se conocen en ambos años sobre todo el valor de ambos.",
            "Valor cujos preços são conhecidos nos dois anos sobre todo o valor de ambos.",
            "Valeur dont les prix sont connus les deux années sur toute la valeur des deux.",
        ),
        r"\frac{\sum_{k \in K} (v_{k,t-1} + v_{kt})}{V_{t-1} + V_t}",
        "0 … 1",
        "RATIO",
    ),
    _of_a_link(
        "MATCHED_ITEMS",
        Text("Matched items", "Flujos comparables", "Fluxos comparáveis", "Flux comparables"),
        Text(
            "How many products by partner have a unit value in both years.",
            "Cuántos productos por socio tienen valor unitario en ambos años.",
            "Quantos produtos por parceiro têm valor unitário nos dois anos.",
            "Nombre de produits par partenaire ayant une valeur unitaire les deux années.",
        ),
        r"\#K",
        "0 … ∞",
        "NUMBER",
    ),
    _of_a_link(
        "OUTLIERS",
        Text("Items left out", "Flujos excluidos", "Fluxos excluídos", "Flux écartés"),
        Text(
            "How many products by partner change too much in unit value to be trusted.",
            "Cuántos productos por socio cambian demasiado de valor unitario para ser fiables.",
            "Quantos produtos por parceiro mudam demais de valor unitário para serem confiáveis.",
            "Nombre de produits par partenaire dont la valeur unitaire varie trop pour être fiable.",
        ),
        r"\#\{k : E_k < E_{Q2} - c\,d_1 \text{ or } E_k > E_{Q2} + c\,d_3\}",
        "0 … ∞",
        "NUMBER",
    ),
    _index(
        "TERMS_OF_TRADE",
        Text(
            "Terms of trade",
            "Términos de intercambio",
            "Termos de troca",
            "Termes de l’échange",
        ),
        Text(
            "Price index of exports over that of imports (net barter), by Fisher.",
            "Índice de precios de las exportaciones sobre el de las importaciones (trueque neto), de "
            "Fisher.",
            "Índice de preços das exportações sobre o das importações (troca líquida), de Fisher.",
            "Indice des prix des exportations sur celui des importations (troc net), de Fisher.",
        ),
        r"\frac{P_X}{P_M}",
        _UNCTAD,
    ),
    _index(
        "INCOME_TERMS_OF_TRADE",
        Text(
            "Income terms of trade",
            "Términos de intercambio de ingreso",
            "Termos de troca de renda",
            "Termes de l’échange de revenu",
        ),
        Text(
            "Terms of trade times the volume of exports with known prices.",
            "Términos de intercambio por el volumen de exportaciones con precios conocidos.",
            "Termos de troca vezes o volume de exportações com preços conhecidos.",
            "Termes de l’échange multipliés par le volume des exportations aux prix connus.",
        ),
        r"\frac{P_X}{P_M} Q_X",
        _UNCTAD,
    ),
    _index(
        "PURCHASING_POWER",
        Text(
            "Purchasing power of exports",
            "Poder de compra de las exportaciones",
            "Poder de compra das exportações",
            "Pouvoir d’achat des exportations",
        ),
        Text(
            "The value of all exports over the price of imports.",
            "El valor de todas las exportaciones sobre el precio de las importaciones.",
            "O valor de todas as exportações sobre o preço das importações.",
            "La valeur de toutes les exportations sur le prix des importations.",
        ),
        r"\frac{V_X}{P_M}",
        _UNCTAD,
    ),
)
INDICATOR = Dimension(
    "INDICATOR",
    Text("Indicator", "Indicador", "Indicador", "Indicateur"),
    codelist=CL_TRADE_INDICES,
)

TRADE_INDICES = Dataflow(
    id="TRADE_INDICES",
    name=Text(
        "Price and volume indices of trade",
        "Índices de precios y volumen del comercio",
        "Índices de preços e volume do comércio",
        "Indices de prix et de volume du commerce",
    ),
    description=Text(
        "Chained indices of unit values, volumes and values of exports and imports, of all products "
        "and by section, and the terms of trade; each area's or bloc's first year is 100. They are "
        "made from quantities by product in consecutive years, as in BACI or UN Comtrade in the "
        "Harmonized System.",
        "Índices encadenados de valores unitarios, volúmenes y valores de exportaciones e "
        "importaciones, de todos los productos y por sección, y términos de intercambio; el primer año "
        "de cada área o bloque es 100. Se hacen con cantidades por producto en años consecutivos, como "
        "en BACI o UN Comtrade en el Sistema Armonizado.",
        "Índices encadeados de valores unitários, volumes e valores de exportações e importações, de "
        "todos os produtos e por seção, e termos de troca; o primeiro ano de cada área ou bloco é 100. "
        "São feitos com quantidades por produto em anos consecutivos, como na BACI ou na UN Comtrade "
        "no Sistema Harmonizado.",
        "Indices chaînés des valeurs unitaires, volumes et valeurs des exportations et importations, "
        "pour tous les produits et par section, et termes de l’échange ; la première année de chaque "
        "zone ou bloc vaut 100. Ils sont tirés des quantités par produit d’années consécutives, comme "
        "dans BACI ou UN Comtrade dans le Système harmonisé.",
    ),
    dimensions=(FREQ, REF_AREA, TRADE_FLOW, PRODUCT, INDICATOR, SOURCE, TIME_PERIOD),
    measure=OBS_VALUE,
    subject="PRODUCTS",
    attributes=(UNIT_MEASURE, OBS_STATUS, GROWTH, BASE_PER, COVERAGE, VINTAGE),
    methods=tuple(CL_TRADE_INDICES.codes),
    needs=Text(
        "load quantities by product of two consecutive years or more, such as BACI by product",
        "cargue cantidades por producto de dos o más años consecutivos, como BACI por producto",
        "carregue quantidades por produto de dois ou mais anos consecutivos, como a BACI por produto",
        "chargez des quantités par produit d’au moins deux années consécutives, comme BACI par "
        "produit",
    ),
)


@publishes(TRADE_INDICES, inputs={"flows": AllSources("trade")})
def trade_indices(flows: ir.Table) -> ir.Table:
    """Indices of all areas and blocs, of all products and of the sections of the HS."""
    import ibis

    detail = with_quantities(flows)
    if is_empty(detail):
        return ibis.memtable(TRADE_INDICES.schema.empty_table())
    found = chained(
        detail,
        flow=("X", "M"),
        outliers=Outliers(),
        product_groups=_sections(detail),
        blocs=blocs().values(),
        check=False,
    )
    indices = settled(as_table(found))
    series = ibis.window(group_by=["FREQ", "SOURCE", "REF_AREA", "TRADE_FLOW", "PRODUCT"])
    indices = indices.mutate(BASE_PER=indices.TIME_PERIOD.min().over(series))
    columns = ["FREQ", "REF_AREA", "TRADE_FLOW", "PRODUCT", "INDICATOR", "SOURCE", "TIME_PERIOD"]
    figures = ["OBS_VALUE", "GROWTH", "BASE_PER", "COVERAGE"]
    chains = indices.mutate(GROWTH=indices.LINK - 1).select(*columns, *figures)
    terms = as_table(terms_of_trade(indices))
    terms = terms.mutate(
        GROWTH=ibis.null("float64"),
        BASE_PER=terms.TIME_PERIOD.min().over(series),
        COVERAGE=ibis.null("float64"),
    ).select(*columns, *figures)
    rows = ibis.union(chains, terms, _of_links(indices).select(*columns, *figures))
    rows = rows.left_join(vintages(detail), ["SOURCE", "TIME_PERIOD"])
    units = {code.id: code.unit for code in CL_TRADE_INDICES if isinstance(code, Indicator)}
    rows = rows.mutate(
        UNIT_MEASURE=rows.INDICATOR.cases(*units.items()),
        OBS_STATUS=rows.OBS_VALUE.isnull().ifelse("M", "A"),
    )
    return with_gaps(rows, TRADE_INDICES)


def _of_links(indices: ir.Table) -> ir.Table:
    """What each link rests on, as indicators; compared with the period linked from."""
    import ibis

    links = indices.filter(indices.INDICATOR == "VALUE", indices.LINK.notnull())
    links = links.drop("INDICATOR", "OBS_VALUE", "BASE_PER")
    links = links.rename(BASE_PER="PREVIOUS").mutate(GROWTH=ibis.null("float64"))
    figures = {
        "MATCHED_SHARE": links.MATCHED_SHARE,
        "MATCHED_ITEMS": links.ITEMS.cast("float64"),
        "OUTLIERS": links.OUTLIERS.cast("float64"),
    }
    cases = {name: {"OBS_VALUE": value} for name, value in figures.items()}
    return unfolded(links, "INDICATOR", cases)


def _sections(detail: ir.Table) -> dict[str, str]:
    """The section of each product of the Harmonized System; other products have none."""
    harmonized = detail.filter(detail.CLASSIFICATION.re_search("^HS[0-9]{2}$"))
    products = harmonized.select("PRODUCT").distinct().to_pyarrow()["PRODUCT"].to_pylist()
    listed = CL_PRODUCT_DETAILED.codes

    def section(product: str) -> str:
        chapter = listed.get(f"HS{product[:2]}")
        return chapter.parent or UNPLACED if chapter else UNPLACED

    return {product: section(product) for product in sorted(products)}
