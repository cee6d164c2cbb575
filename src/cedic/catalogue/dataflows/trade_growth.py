"""Growth of trade, and what contributed to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cedic.catalogue.columns import frequency, is_empty, settled, vintages, with_gaps
from cedic.catalogue.concepts import (
    BASE_PER,
    COVERAGE,
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
from cedic.catalogue.products import by_product, with_quantities
from cedic.catalogue.registry import publishes
from cedic.model import Codelist, Dataflow, Dimension, Indicator, Text
from cedic.regions import blocs
from cedic.trade import Outliers, growth
from cedic.trade.tables import as_table
from cedic.warehouse import AllSources

if TYPE_CHECKING:
    import ibis.expr.types as ir

_MARGINS = "Hummels and Klenow (2005) on the margins of trade; CEDIC methods."
_BENNET = "Bennet (1920); Silver (2010) on the bias of unit values."
_TOTALS = "REF_AREA=MERCOSUR INDICATOR={} TRADE_FLOW=X SOURCE=BACI"
_DETAIL = "REF_AREA=BRA INDICATOR={} TRADE_FLOW=X SOURCE=OECD_ICIO"
_QUANTITIES = "REF_AREA=BRA INDICATOR={} TRADE_FLOW=X"

_COMPARED = Text(
    "The comparison is with the previous period that the source has, which BASE_PER names. Null "
    "where one of the two has no figures. A bloc is compared with the same members before.",
    "La comparación es con el período anterior que tiene la fuente, que indica BASE_PER. Nulo donde "
    "uno de los dos no tiene cifras. Un bloque se compara con los mismos miembros antes.",
    "A comparação é com o período anterior que a fonte tem, indicado em BASE_PER. Nulo onde um dos "
    "dois não tem dados. Um bloco é comparado com os mesmos membros antes.",
    "La comparaison porte sur la période précédente que possède la source, indiquée par BASE_PER. "
    "Nulle si l’une des deux n’a pas de chiffres. Un bloc est comparé aux mêmes membres auparavant.",
)
_REPORTED = Text(
    "What a source does not report counts as none, so gaps in its reports look like entries and "
    "exits. The coarser the products, the fewer of them are new or lost: hardly any of 27 sectors.",
    "Lo que una fuente no declara cuenta como nada, de modo que las lagunas parecen altas y bajas. "
    "Cuanto más agregados los productos, menos son nuevos o perdidos: casi ninguno de 27 sectores.",
    "O que uma fonte não declara conta como nada, de modo que as lacunas parecem entradas e saídas. "
    "Quanto mais agregados os produtos, menos são novos ou perdidos: quase nenhum de 27 setores.",
    "Ce qu’une source ne déclare pas compte pour rien : ses lacunes ressemblent à des entrées et "
    "sorties. Plus les produits sont agrégés, moins il y en a de nouveaux ou de perdus : presque "
    "aucun sur 27 secteurs.",
)
_PRICED = Text(
    "Only for sources with quantities by product. Items whose unit values change beyond the bounds "
    "of Hidiroglou and Berthelot (1986) count as without price.",
    "Solo para fuentes con cantidades por producto. Los flujos cuyo valor unitario cambia más allá "
    "de los límites de Hidiroglou y Berthelot (1986) cuentan como sin precio.",
    "Somente para fontes com quantidades por produto. Os fluxos cujo valor unitário muda além dos "
    "limites de Hidiroglou e Berthelot (1986) contam como sem preço.",
    "Seulement pour les sources donnant des quantités par produit. Les flux dont la valeur unitaire "
    "varie au-delà des bornes d’Hidiroglou et Berthelot (1986) comptent comme sans prix.",
)


def _indicator(
    id: str, name: Text, description: Text, formula: str, example: str, edge_cases: Text
) -> Indicator:
    """A contribution in percentage points of the earlier period's value."""
    return Indicator(
        id,
        name,
        description,
        formula=rf"100 \cdot \frac{{{formula}}}{{V_0}}",
        range="0 … ∞" if id.startswith("NEW") else "−100 … 0" if "LOST" in id else "−∞ … ∞",
        unit="PT",
        edge_cases=edge_cases,
        citation=_BENNET if edge_cases is _PRICED else _MARGINS,
        example=example.format(id),
    )


def _margins(
    of: str, en: str, es: str, pt: str, fr: str, example: str
) -> tuple[Indicator, Indicator, Indicator]:
    """What continues, is new and is lost of partners, of products, or of products by partner."""
    return (
        _indicator(
            f"CONTINUING_{of}",
            Text(
                f"Contribution of continuing {en}",
                f"Contribución de {es} que continúan",
                f"Contribuição de {pt} que continuam",
                f"Contribution des {fr} qui se maintiennent",
            ),
            Text(
                f"Growth of trade in {en} of both periods: the intensive margin.",
                f"Crecimiento del comercio en {es} de ambos períodos: el margen intensivo.",
                f"Crescimento do comércio em {pt} dos dois períodos: a margem intensiva.",
                f"Croissance des échanges pour les {fr} des deux périodes : la marge intensive.",
            ),
            r"\sum_{k \in K_0 \cap K_1} (v_{k1} - v_{k0})",
            example,
            _REPORTED,
        ),
        _indicator(
            f"NEW_{of}",
            Text(
                f"Contribution of new {en}",
                f"Contribución de {es} que se suman",
                f"Contribuição de {pt} que se somam",
                f"Contribution des {fr} qui s’ajoutent",
            ),
            Text(
                f"Trade in {en} of the later period only: with those lost, the extensive margin.",
                f"Comercio en {es} solo del período posterior: con lo perdido, el margen extensivo.",
                f"Comércio em {pt} só do período posterior: com o perdido, a margem extensiva.",
                f"Échanges pour les {fr} de la seule seconde période : avec les pertes, la marge "
                "extensive.",
            ),
            r"\sum_{k \in K_1 \setminus K_0} v_{k1}",
            example,
            _REPORTED,
        ),
        _indicator(
            f"LOST_{of}",
            Text(
                f"Contribution of lost {en}",
                f"Contribución de {es} que se pierden",
                f"Contribuição de {pt} que se perdem",
                f"Contribution des {fr} qui disparaissent",
            ),
            Text(
                f"Trade in {en} of the earlier period only, as a negative contribution.",
                f"Comercio en {es} solo del período anterior, como contribución negativa.",
                f"Comércio em {pt} só do período anterior, como contribuição negativa.",
                f"Échanges pour les {fr} de la seule première période, en contribution négative.",
            ),
            r"-\sum_{k \in K_0 \setminus K_1} v_{k0}",
            example,
            _REPORTED,
        ),
    )


CL_TRADE_GROWTH = Codelist.of(
    "CL_TRADE_GROWTH",
    Text(
        "Growth of trade and its components",
        "Crecimiento del comercio y sus componentes",
        "Crescimento do comércio e seus componentes",
        "Croissance des échanges et ses composantes",
    ),
    Indicator(
        "GROWTH",
        Text("Growth", "Crecimiento", "Crescimento", "Croissance"),
        Text(
            "Change of the value of trade since the previous period that the source has.",
            "Variación del valor del comercio desde el período anterior que tiene la fuente.",
            "Variação do valor do comércio desde o período anterior que a fonte tem.",
            "Variation de la valeur des échanges depuis la période précédente de la source.",
        ),
        formula=r"100 \left( \frac{V_1}{V_0} - 1 \right)",
        range="−100 … ∞",
        unit="PT",
        edge_cases=_COMPARED,
        citation="CEDIC methods.",
        example=_TOTALS.format("GROWTH"),
    ),
    Indicator(
        "GROWTH_ANNUAL",
        Text(
            "Average annual growth",
            "Crecimiento medio anual",
            "Crescimento médio anual",
            "Croissance annuelle moyenne",
        ),
        Text(
            "The growth per year that leads from one value to the other, in n years.",
            "El crecimiento por año que lleva de un valor al otro, en n años.",
            "O crescimento por ano que leva de um valor ao outro, em n anos.",
            "La croissance par an qui mène d’une valeur à l’autre, en n années.",
        ),
        formula=r"100 \left( \left( \frac{V_1}{V_0} \right)^{1/n} - 1 \right)",
        range="−100 … ∞",
        unit="PT",
        edge_cases=_COMPARED,
        citation="CEDIC methods.",
        example=_DETAIL.format("GROWTH_ANNUAL"),
    ),
    *_margins("PARTNERS", "partners", "socios", "parceiros", "partenaires", _TOTALS),
    *_margins("PRODUCTS", "products", "productos", "produtos", "produits", _DETAIL),
    *_margins(
        "FLOWS",
        "products by partner",
        "productos por socio",
        "produtos por parceiro",
        "produits par partenaire",
        _DETAIL,
    ),
    _indicator(
        "PRICE",
        Text(
            "Contribution of prices",
            "Contribución de los precios",
            "Contribuição dos preços",
            "Contribution des prix",
        ),
        Text(
            "Change of unit values at average quantities, in products by partner that continue.",
            "Cambio de los valores unitarios a cantidades medias, en los productos por socio que "
            "continúan.",
            "Mudança dos valores unitários a quantidades médias, nos produtos por parceiro que "
            "continuam.",
            "Variation des valeurs unitaires à quantités moyennes, pour les produits par partenaire "
            "qui se maintiennent.",
        ),
        r"\sum_k \tfrac12 (q_{k0} + q_{k1}) (p_{k1} - p_{k0})",
        _QUANTITIES,
        _PRICED,
    ),
    _indicator(
        "VOLUME",
        Text(
            "Contribution of volumes",
            "Contribución de los volúmenes",
            "Contribuição dos volumes",
            "Contribution des volumes",
        ),
        Text(
            "Change of quantities at average unit values, in products by partner that continue.",
            "Cambio de las cantidades a valores unitarios medios, en los productos por socio que "
            "continúan.",
            "Mudança das quantidades a valores unitários médios, nos produtos por parceiro que "
            "continuam.",
            "Variation des quantités à valeurs unitaires moyennes, pour les produits par partenaire "
            "qui se maintiennent.",
        ),
        r"\sum_k \tfrac12 (p_{k0} + p_{k1}) (q_{k1} - q_{k0})",
        _QUANTITIES,
        _PRICED,
    ),
    _indicator(
        "UNPRICED",
        Text(
            "Contribution without prices",
            "Contribución sin precios",
            "Contribuição sem preços",
            "Contribution sans prix",
        ),
        Text(
            "Growth of products by partner that continue, but lack a unit value in a period.",
            "Crecimiento de los productos por socio que continúan sin valor unitario en un período.",
            "Crescimento dos produtos por parceiro que continuam sem valor unitário num período.",
            "Croissance des produits par partenaire qui se maintiennent, sans valeur unitaire à une "
            "période.",
        ),
        r"\sum_{k \text{ without } p} (v_{k1} - v_{k0})",
        _QUANTITIES,
        _PRICED,
    ),
)
INDICATOR = Dimension(
    "INDICATOR",
    Text("Indicator", "Indicador", "Indicador", "Indicateur"),
    codelist=CL_TRADE_GROWTH,
)

TRADE_GROWTH = Dataflow(
    id="TRADE_GROWTH",
    name=Text(
        "Growth of trade and what contributed to it",
        "Crecimiento del comercio y qué contribuyó a él",
        "Crescimento do comércio e o que contribuiu para ele",
        "Croissance des échanges et ce qui y a contribué",
    ),
    description=Text(
        "How much the exports and imports of areas and blocs grew, in current US dollars, and how much "
        "of it came from continuing, new and lost partners and products and, where quantities are "
        "known, from prices and volumes. Contributions are percentage points and add up to the growth.",
        "Cuánto crecieron las exportaciones e importaciones de áreas y bloques, en dólares corrientes, "
        "y cuánto se debió a socios y productos que continúan, se suman o se pierden y, donde se "
        "conocen las cantidades, a precios y volúmenes. Las contribuciones son puntos porcentuales "
        "y suman el crecimiento.",
        "Quanto cresceram as exportações e importações de áreas e blocos, em dólares correntes, e "
        "quanto se deveu a parceiros e produtos que continuam, se somam ou se perdem e, onde se "
        "conhecem as quantidades, a preços e volumes. As contribuições são pontos percentuais e "
        "somam o crescimento.",
        "De combien ont crû les exportations et importations des zones et des blocs, en dollars "
        "courants, et ce qui en revient aux partenaires et produits maintenus, nouveaux et disparus "
        "et, là où les quantités sont connues, aux prix et aux volumes. Les contributions sont en "
        "points de pourcentage et s’additionnent à la croissance.",
    ),
    dimensions=(FREQ, REF_AREA, TRADE_FLOW, INDICATOR, SOURCE, TIME_PERIOD),
    measure=OBS_VALUE,
    subject="PRODUCTS",
    attributes=(UNIT_MEASURE, OBS_STATUS, BASE_PER, COVERAGE, VINTAGE),
    methods=tuple(CL_TRADE_GROWTH.codes),
)

_OF_A_TOTAL = ("FREQ", "SOURCE", "REF_AREA", "COUNTERPART_AREA", "TRADE_FLOW", "TIME_PERIOD")
_PARTS = ("CONTINUING", "NEW", "LOST")
_PRICES = ("PRICE", "VOLUME", "UNPRICED")


@publishes(TRADE_GROWTH, inputs={"totals": "TRADE", "flows": AllSources("trade")})
def trade_growth(totals: ir.Table, flows: ir.Table) -> ir.Table:
    """Growth of all products together, by partner, by product, and by both."""
    import ibis

    totals = totals.filter(totals.PRODUCT == "_T")
    totals = settled(totals.select(*_OF_A_TOTAL, "OBS_VALUE", "VINTAGE"))
    each = by_product(flows, partners=True)
    both = ("X", "M")

    def parts(table: ir.Table, **options: object) -> ir.Table:
        found = growth(table, flow=both, blocs=blocs().values(), check=False, **options)  # type: ignore[arg-type]
        return as_table(found)

    partners = parts(totals, by="COUNTERPART_AREA")
    whole = partners.filter(partners.INDICATOR.startswith("GROWTH"))
    margins = [
        _renamed(found.filter(found.INDICATOR.isin(_PARTS)), what)
        for what, found in (
            ("PARTNERS", partners),
            ("PRODUCTS", parts(each, by="PRODUCT")),
            ("FLOWS", parts(each)),
        )
    ]
    weighed = with_quantities(flows)
    if not is_empty(weighed):
        priced = parts(weighed, outliers=Outliers())
        margins.append(priced.filter(priced.INDICATOR.isin(_PRICES)))
    rows = ibis.union(whole, *margins)
    rows = rows.left_join(vintages(totals), ["SOURCE", "TIME_PERIOD"])
    rows = rows.mutate(
        FREQ=frequency(rows.TIME_PERIOD),
        BASE_PER=rows.PREVIOUS,
        UNIT_MEASURE=ibis.literal("PT"),
        OBS_STATUS=rows.OBS_VALUE.isnull().ifelse("M", "A"),
    )
    return with_gaps(rows, TRADE_GROWTH)


def _renamed(rows: ir.Table, what: str) -> ir.Table:
    return rows.mutate(INDICATOR=rows.INDICATOR + f"_{what}")
