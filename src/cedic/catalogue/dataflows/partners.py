"""The region's relations with partners outside it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from cedic.catalogue.columns import frequency, settled, vintages, with_gaps
from cedic.catalogue.concepts import (
    COMPOSITION,
    COUNTERPART_AREA,
    COVERAGE,
    FREQ,
    OBS_STATUS,
    OBS_VALUE,
    PRODUCT,
    REF_AREA,
    SOURCE,
    TIME_PERIOD,
    UNIT_MEASURE,
    VINTAGE,
)
from cedic.catalogue.products import by_product
from cedic.catalogue.registry import publishes
from cedic.model import Codelist, Dataflow, Dimension, Indicator, Text
from cedic.products import CL_PRODUCT, CL_PRODUCT_DETAILED
from cedic.regions import blocs
from cedic.trade import partners
from cedic.trade.pairs import left, product_pairs
from cedic.trade.partners import OF_PRODUCTS
from cedic.trade.tables import as_table, unfolded
from cedic.warehouse import AllSources

if TYPE_CHECKING:
    import ibis.expr.types as ir

PARTNER_AREAS = (
    *("EU", "USA", "CHN", "JPN", "KOR", "IND", "GBR", "CAN"),
    *("ASEAN", "EFTA", "GCC", "AFCFTA"),
)
"""The partners outside the region; none of them has a member in it."""

_UNSEEN = Text(
    "Null where no such flow is seen: it is unknown, not zero.",
    "Nulo donde no se observa tal flujo: es desconocido, no cero.",
    "Nulo onde não se observa tal fluxo: é desconhecido, não zero.",
    "Nul là où un tel flux n’est pas observé : il est inconnu, et non nul.",
)
_WHOLE = Text(
    "A bloc's trade with the world includes that among its members. Null where no flow is seen.",
    "El comercio de un bloque con el mundo incluye el de sus miembros entre sí. Nulo donde no se "
    "observa flujo.",
    "O comércio de um bloco com o mundo inclui o de seus membros entre si. Nulo onde não se observa "
    "fluxo.",
    "Le commerce d’un bloc avec le monde comprend celui de ses membres entre eux. Nul là où aucun flux "
    "n’est observé.",
)
_CHANGE = Text(
    "Null without the year before. A bloc's growth is that of its members in each year: it jumps "
    "where membership does.",
    "Nulo sin el año anterior. El crecimiento de un bloque es el de sus miembros en cada año: salta "
    "donde cambia la membresía.",
    "Nulo sem o ano anterior. O crescimento de um bloco é o de seus membros em cada ano: salta onde "
    "muda a composição.",
    "Nulle sans l’année précédente. La croissance d’un bloc est celle de ses membres de chaque année : "
    "elle saute là où la composition change.",
)
_DETAIL = Text(
    "It depends on the level of detail of the source: compare within one source only. With sections "
    "or sectors it is coarse.",
    "Depende del nivel de detalle de la fuente: compárese solo dentro de una misma fuente. Con "
    "secciones o sectores es aproximado.",
    "Depende do nível de detalhe da fonte: compare apenas dentro de uma mesma fonte. Com seções ou "
    "setores é aproximado.",
    "Dépend du niveau de détail de la source : ne comparer qu’au sein d’une même source. Avec des "
    "sections ou des secteurs, la mesure est grossière.",
)
_CEILING = Text(
    "A ceiling, not a forecast, and the higher the broader the products: with sections it is far too "
    "high. What members trade among themselves is left out.",
    "Un techo, no un pronóstico, y más alto cuanto más amplios los productos: con secciones es muy "
    "excesivo. Se excluye lo que los miembros comercian entre sí.",
    "Um teto, não uma previsão, e mais alto quanto mais amplos os produtos: com seções é muito "
    "excessivo. Exclui-se o que os membros comerciam entre si.",
    "Un plafond, non une prévision, d’autant plus haut que les produits sont larges : avec des "
    "sections, il l’est beaucoup trop. Ce que les membres échangent entre eux en est exclu.",
)
_FLOWS = (
    "United Nations (2011), International Merchandise Trade Statistics: Concepts and Definitions."
)
_KOJIMA = "Kojima (1964), The pattern of international trade among advanced countries."
_MICHAELY = "Michaely (1996), Trade Preferential Agreements in Latin America."
_HERFINDAHL = "Hirschman (1945); Herfindahl (1950)."
_POTENTIAL = "CEDIC, after Decreux and Spies (2016), Export Potential Assessments, ITC."


def _indicator(
    id: str,
    name: Text,
    description: Text,
    formula: str,
    *,
    range: str,
    unit: str,
    edge_cases: Text,
    citation: str,
) -> Indicator:
    return Indicator(
        id,
        name,
        description,
        formula=formula,
        range=range,
        unit=unit,
        edge_cases=edge_cases,
        citation=citation,
        example=f"REF_AREA=CELAC COUNTERPART_AREA=EU INDICATOR={id} PRODUCT=_T",
    )


CL_PARTNERS = Codelist.of(
    "CL_PARTNERS",
    Text(
        "Indicators of the relation with a partner",
        "Indicadores de la relación con un socio",
        "Indicadores da relação com um parceiro",
        "Indicateurs de la relation avec un partenaire",
    ),
    _indicator(
        "EXPORTS",
        Text(
            "Exports to the partner",
            "Exportaciones al socio",
            "Exportações ao parceiro",
            "Exportations vers le partenaire",
        ),
        Text(
            "What the area or bloc sells to the partner, one figure for both sides.",
            "Lo que el área o bloque vende al socio, una sola cifra para ambas partes.",
            "O que a área ou bloco vende ao parceiro, um só dado para as duas partes.",
            "Ce que la zone ou le bloc vend au partenaire, un seul chiffre pour les deux parties.",
        ),
        r"T_{gp}",
        range="0 … ∞",
        unit="USD",
        edge_cases=_UNSEEN,
        citation=_FLOWS,
    ),
    _indicator(
        "IMPORTS",
        Text(
            "Imports from the partner",
            "Importaciones desde el socio",
            "Importações do parceiro",
            "Importations depuis le partenaire",
        ),
        Text(
            "What the area or bloc buys from the partner, free on board as the partner sells it.",
            "Lo que el área o bloque compra al socio, franco a bordo como el socio lo vende.",
            "O que a área ou bloco compra do parceiro, livre a bordo como o parceiro o vende.",
            "Ce que la zone ou le bloc achète au partenaire, franco à bord comme celui-ci le vend.",
        ),
        r"T_{pg}",
        range="0 … ∞",
        unit="USD",
        edge_cases=_UNSEEN,
        citation=_FLOWS,
    ),
    _indicator(
        "BALANCE",
        Text(
            "Balance with the partner",
            "Saldo con el socio",
            "Saldo com o parceiro",
            "Solde avec le partenaire",
        ),
        Text(
            "Exports to the partner less imports from it, both free on board.",
            "Exportaciones al socio menos importaciones desde él, ambas franco a bordo.",
            "Exportações ao parceiro menos importações dele, ambas livres a bordo.",
            "Exportations vers le partenaire moins importations depuis lui, toutes deux franco à bord.",
        ),
        r"T_{gp} - T_{pg}",
        range="−∞ … ∞",
        unit="USD",
        edge_cases=_UNSEEN,
        citation=_FLOWS,
    ),
    _indicator(
        "EXPORT_SHARE",
        Text(
            "Partner's share in exports",
            "Participación del socio en las exportaciones",
            "Participação do parceiro nas exportações",
            "Part du partenaire dans les exportations",
        ),
        Text(
            "Exports to the partner over exports to the world.",
            "Exportaciones al socio sobre exportaciones al mundo.",
            "Exportações ao parceiro sobre exportações ao mundo.",
            "Exportations vers le partenaire sur exportations vers le monde.",
        ),
        r"\frac{T_{gp}}{X_g}",
        range="0 … 1",
        unit="RATIO",
        edge_cases=_WHOLE,
        citation=_FLOWS,
    ),
    _indicator(
        "IMPORT_SHARE",
        Text(
            "Partner's share in imports",
            "Participación del socio en las importaciones",
            "Participação do parceiro nas importações",
            "Part du partenaire dans les importations",
        ),
        Text(
            "Imports from the partner over imports from the world.",
            "Importaciones desde el socio sobre importaciones desde el mundo.",
            "Importações do parceiro sobre importações do mundo.",
            "Importations depuis le partenaire sur importations depuis le monde.",
        ),
        r"\frac{T_{pg}}{M_g}",
        range="0 … 1",
        unit="RATIO",
        edge_cases=_WHOLE,
        citation=_FLOWS,
    ),
    _indicator(
        "PARTNER_IMPORT_SHARE",
        Text(
            "Share in the partner's imports",
            "Participación en las importaciones del socio",
            "Participação nas importações do parceiro",
            "Part dans les importations du partenaire",
        ),
        Text(
            "What the partner buys from the area or bloc over what it buys from the world.",
            "Lo que el socio compra al área o bloque sobre lo que compra al mundo.",
            "O que o parceiro compra da área ou bloco sobre o que compra do mundo.",
            "Ce que le partenaire achète à la zone ou au bloc sur ce qu’il achète au monde.",
        ),
        r"\frac{T_{gp}}{M_p}",
        range="0 … 1",
        unit="RATIO",
        edge_cases=_WHOLE,
        citation=_FLOWS,
    ),
    _indicator(
        "PARTNER_EXPORT_SHARE",
        Text(
            "Share in the partner's exports",
            "Participación en las exportaciones del socio",
            "Participação nas exportações do parceiro",
            "Part dans les exportations du partenaire",
        ),
        Text(
            "What the partner sells to the area or bloc over what it sells to the world.",
            "Lo que el socio vende al área o bloque sobre lo que vende al mundo.",
            "O que o parceiro vende à área ou bloco sobre o que vende ao mundo.",
            "Ce que le partenaire vend à la zone ou au bloc sur ce qu’il vend au monde.",
        ),
        r"\frac{T_{pg}}{X_p}",
        range="0 … 1",
        unit="RATIO",
        edge_cases=_WHOLE,
        citation=_FLOWS,
    ),
    _indicator(
        "EXPORT_GROWTH",
        Text(
            "Growth of exports to the partner",
            "Crecimiento de las exportaciones al socio",
            "Crescimento das exportações ao parceiro",
            "Croissance des exportations vers le partenaire",
        ),
        Text(
            "Change of exports to the partner on the year before, over that year's value.",
            "Variación de las exportaciones al socio respecto del año anterior, sobre su valor.",
            "Variação das exportações ao parceiro em relação ao ano anterior, sobre seu valor.",
            "Variation des exportations vers le partenaire sur l’année précédente, sur sa valeur.",
        ),
        r"\frac{T_{gp}^{t}}{T_{gp}^{t-1}} - 1",
        range="−1 … ∞",
        unit="RATIO",
        edge_cases=_CHANGE,
        citation=_FLOWS,
    ),
    _indicator(
        "IMPORT_GROWTH",
        Text(
            "Growth of imports from the partner",
            "Crecimiento de las importaciones desde el socio",
            "Crescimento das importações do parceiro",
            "Croissance des importations depuis le partenaire",
        ),
        Text(
            "Change of imports from the partner on the year before, over that year's value.",
            "Variación de las importaciones desde el socio respecto del año anterior, sobre su valor.",
            "Variação das importações do parceiro em relação ao ano anterior, sobre seu valor.",
            "Variation des importations depuis le partenaire sur l’année précédente, sur sa valeur.",
        ),
        r"\frac{T_{pg}^{t}}{T_{pg}^{t-1}} - 1",
        range="−1 … ∞",
        unit="RATIO",
        edge_cases=_CHANGE,
        citation=_FLOWS,
    ),
    _indicator(
        "EXPORT_INTENSITY",
        Text(
            "Export intensity",
            "Intensidad de las exportaciones",
            "Intensidade das exportações",
            "Intensité des exportations",
        ),
        Text(
            "The partner's share in exports over its share in what all the world buys; above 1 the "
            "two trade more than others do.",
            "La participación del socio en las exportaciones sobre la suya en las compras de todo el "
            "mundo; por encima de 1 comercian más que los demás.",
            "A participação do parceiro nas exportações sobre a sua nas compras de todo o mundo; acima "
            "de 1 comerciam mais que os demais.",
            "La part du partenaire dans les exportations sur celle qu’il a dans les achats du monde "
            "entier ; au-dessus de 1, ils échangent plus que les autres.",
        ),
        r"\frac{T_{gp}/X_g}{M_p/W}",
        range="0 … ∞",
        unit="RATIO",
        edge_cases=_WHOLE,
        citation=_KOJIMA,
    ),
    _indicator(
        "IMPORT_INTENSITY",
        Text(
            "Import intensity",
            "Intensidad de las importaciones",
            "Intensidade das importações",
            "Intensité des importations",
        ),
        Text(
            "The partner's share in imports over its share in what all the world sells.",
            "La participación del socio en las importaciones sobre la suya en las ventas de todo el "
            "mundo.",
            "A participação do parceiro nas importações sobre a sua nas vendas de todo o mundo.",
            "La part du partenaire dans les importations sur celle qu’il a dans les ventes du monde "
            "entier.",
        ),
        r"\frac{T_{pg}/M_g}{X_p/W}",
        range="0 … ∞",
        unit="RATIO",
        edge_cases=_WHOLE,
        citation=_KOJIMA,
    ),
    _indicator(
        "EXPORT_CONCENTRATION",
        Text(
            "Concentration of exports to the partner",
            "Concentración de las exportaciones al socio",
            "Concentração das exportações ao parceiro",
            "Concentration des exportations vers le partenaire",
        ),
        Text(
            "Herfindahl–Hirschman index of the products sold to the partner: 1 is a single product.",
            "Índice de Herfindahl–Hirschman de los productos vendidos al socio: 1 es un solo "
            "producto.",
            "Índice de Herfindahl–Hirschman dos produtos vendidos ao parceiro: 1 é um só produto.",
            "Indice de Herfindahl–Hirschman des produits vendus au partenaire : 1 est un seul "
            "produit.",
        ),
        r"\sum_k \left(\frac{T_{gpk}}{T_{gp}}\right)^2",
        range="1/n … 1",
        unit="INDEX",
        edge_cases=_DETAIL,
        citation=_HERFINDAHL,
    ),
    _indicator(
        "IMPORT_CONCENTRATION",
        Text(
            "Concentration of imports from the partner",
            "Concentración de las importaciones desde el socio",
            "Concentração das importações do parceiro",
            "Concentration des importations depuis le partenaire",
        ),
        Text(
            "Herfindahl–Hirschman index of the products bought from the partner: 1 is a single "
            "product.",
            "Índice de Herfindahl–Hirschman de los productos comprados al socio: 1 es un solo "
            "producto.",
            "Índice de Herfindahl–Hirschman dos produtos comprados do parceiro: 1 é um só produto.",
            "Indice de Herfindahl–Hirschman des produits achetés au partenaire : 1 est un seul "
            "produit.",
        ),
        r"\sum_k \left(\frac{T_{pgk}}{T_{pg}}\right)^2",
        range="1/n … 1",
        unit="INDEX",
        edge_cases=_DETAIL,
        citation=_HERFINDAHL,
    ),
    _indicator(
        "EXPORT_COMPLEMENTARITY",
        Text(
            "Complementarity of exports with the partner's imports",
            "Complementariedad de las exportaciones con las importaciones del socio",
            "Complementaridade das exportações com as importações do parceiro",
            "Complémentarité des exportations avec les importations du partenaire",
        ),
        Text(
            "How far what the area or bloc sells to the world is what the partner buys from it: 100 "
            "where the products weigh the same.",
            "Cuánto coincide lo que el área o bloque vende al mundo con lo que el socio le compra: 100 "
            "donde los productos pesan lo mismo.",
            "Quanto coincide o que a área ou bloco vende ao mundo com o que o parceiro compra dele: "
            "100 onde os produtos pesam o mesmo.",
            "Combien ce que la zone ou le bloc vend au monde est ce que le partenaire lui achète : 100 "
            "là où les produits pèsent autant.",
        ),
        r"100\left(1 - \tfrac12 \sum_k |x_{gk} - m_{pk}|\right)",
        range="0 … 100",
        unit="INDEX",
        edge_cases=_DETAIL,
        citation=_MICHAELY,
    ),
    _indicator(
        "IMPORT_COMPLEMENTARITY",
        Text(
            "Complementarity of imports with the partner's exports",
            "Complementariedad de las importaciones con las exportaciones del socio",
            "Complementaridade das importações com as exportações do parceiro",
            "Complémentarité des importations avec les exportations du partenaire",
        ),
        Text(
            "How far what the partner sells to the world is what the area or bloc buys from it.",
            "Cuánto coincide lo que el socio vende al mundo con lo que el área o bloque le compra.",
            "Quanto coincide o que o parceiro vende ao mundo com o que a área ou bloco compra dele.",
            "Combien ce que le partenaire vend au monde est ce que la zone ou le bloc lui achète.",
        ),
        r"100\left(1 - \tfrac12 \sum_k |m_{gk} - x_{pk}|\right)",
        range="0 … 100",
        unit="INDEX",
        edge_cases=_DETAIL,
        citation=_MICHAELY,
    ),
    _indicator(
        "EXPORT_POTENTIAL",
        Text(
            "Export potential",
            "Potencial de exportación",
            "Potencial de exportação",
            "Potentiel d’exportation",
        ),
        Text(
            "What the area or bloc sells to others and the partner buys from others, product by "
            "product the lesser of the two.",
            "Lo que el área o bloque vende a otros y el socio compra a otros, producto por producto lo "
            "menor de ambos.",
            "O que a área ou bloco vende a outros e o parceiro compra de outros, produto a produto o "
            "menor dos dois.",
            "Ce que la zone ou le bloc vend à d’autres et que le partenaire achète à d’autres, produit "
            "par produit le moindre des deux.",
        ),
        r"\sum_k \min(X^o_{gk}, M^o_{pk}) - T_{gpk}",
        range="0 … ∞",
        unit="USD",
        edge_cases=_CEILING,
        citation=_POTENTIAL,
    ),
    _indicator(
        "IMPORT_POTENTIAL",
        Text(
            "Import potential",
            "Potencial de importación",
            "Potencial de importação",
            "Potentiel d’importation",
        ),
        Text(
            "What the partner sells to others and the area or bloc buys from others, product by "
            "product the lesser of the two.",
            "Lo que el socio vende a otros y el área o bloque compra a otros, producto por producto lo "
            "menor de ambos.",
            "O que o parceiro vende a outros e a área ou bloco compra de outros, produto a produto o "
            "menor dos dois.",
            "Ce que le partenaire vend à d’autres et que la zone ou le bloc achète à d’autres, produit "
            "par produit le moindre des deux.",
        ),
        r"\sum_k \min(X^o_{pk}, M^o_{gk}) - T_{pgk}",
        range="0 … ∞",
        unit="USD",
        edge_cases=_CEILING,
        citation=_POTENTIAL,
    ),
)
INDICATOR = Dimension(
    "INDICATOR",
    Text("Indicator", "Indicador", "Indicador", "Indicateur"),
    codelist=CL_PARTNERS,
)

PARTNERS = Dataflow(
    id="PARTNERS",
    name=Text(
        "Relations with partners outside the region",
        "Relaciones con socios extrarregionales",
        "Relações com parceiros extrarregionais",
        "Relations avec les partenaires extrarégionaux",
    ),
    description=Text(
        "How the countries and blocs of Latin America and the Caribbean trade with the European "
        "Union, the United States, China and other partners: flows, balance, shares, growth and "
        "intensity; by product composition, concentration, complementarity and potential, coarse "
        "where a source has few products. The United Kingdom is part of the European Union too as "
        "long as it was a member.",
        "Cómo comercian los países y bloques de América Latina y el Caribe con la Unión Europea, "
        "Estados Unidos, China y otros socios: flujos, saldo, participaciones, crecimiento e "
        "intensidad; por producto, composición, concentración, complementariedad y potencial, "
        "aproximados donde una fuente tiene pocos productos. El Reino Unido también cuenta en la "
        "Unión Europea mientras fue miembro.",
        "Como os países e blocos da América Latina e do Caribe comerciam com a União Europeia, os "
        "Estados Unidos, a China e outros parceiros: fluxos, saldo, participações, crescimento e "
        "intensidade; por produto, composição, concentração, complementaridade e potencial, "
        "aproximados onde uma fonte tem poucos produtos. O Reino Unido também conta na União Europeia "
        "enquanto foi membro.",
        "Comment les pays et blocs d’Amérique latine et des Caraïbes échangent avec l’Union "
        "européenne, les États-Unis, la Chine et d’autres partenaires : flux, solde, parts, croissance "
        "et intensité ; par produit, composition, concentration, complémentarité et potentiel, "
        "grossiers là où une source a peu de produits. Le Royaume-Uni compte aussi dans l’Union "
        "européenne tant qu’il en a été membre.",
    ),
    dimensions=(
        FREQ,
        REF_AREA,
        COUNTERPART_AREA,
        PRODUCT,
        INDICATOR,
        SOURCE,
        TIME_PERIOD,
    ),
    measure=OBS_VALUE,
    subject="PRODUCTS",
    attributes=(UNIT_MEASURE, COVERAGE, COMPOSITION, OBS_STATUS, VINTAGE),
    methods=tuple(CL_PARTNERS.codes),
    first_view="REF_AREA=MERCOSUR&COUNTERPART_AREA=EU,USA,CHN",
)


@publishes(PARTNERS, inputs={"flows": "TRADE", "detail": AllSources("trade")})
def partners_outside(flows: ir.Table, detail: ir.Table) -> ir.Table:
    """Relations with all partners from totals, and what products say from the finest detail."""
    import ibis

    region = _region()
    # A reconciled figure is seen from both sides; once is enough where one figure is made of both.
    twice = (flows.PROVENANCE == "RECONCILED") & (flows.TRADE_FLOW == "M")
    totals = flows.filter(flows.PRODUCT == "_T", ~twice).drop("PRODUCT")
    products = by_product(detail, partners=True, mirrored=False)
    # One figure for both sides is made once, and not by each indicator that needs it.
    whole = partners(
        settled(product_pairs(totals, check=False)), region, PARTNER_AREAS, check=False
    )
    by_goods = partners(
        settled(product_pairs(products, check=False)), region, PARTNER_AREAS, check=False
    )
    assert by_goods.composition is not None  # noqa: S101 - the detail is by product
    finer = as_table(by_goods.indicators)
    finer = finer.filter(finer.INDICATOR.isin(OF_PRODUCTS)).mutate(PRODUCT=ibis.literal(_ALL))
    parts = _by_group(as_table(by_goods.composition))
    of_totals = as_table(whole.indicators).mutate(PRODUCT=ibis.literal(_ALL))
    return with_gaps(_told(of_totals, totals), PARTNERS).union(
        _told(finer, products), _told(parts, products)
    )


_ALL = "_T"


def _region() -> tuple[str, ...]:
    """The blocs of the region, and all who are or were a member of one."""
    ours = [bloc for bloc in blocs().values() if bloc.kind == "region"]
    areas = {spell.area for bloc in ours for spell in bloc.memberships}
    return (*(bloc.id for bloc in ours), *sorted(areas))


@cache
def _group_of() -> dict[str, str]:
    """The group in ``CL_PRODUCT`` that each product in detail is a part of."""
    nearest = {}
    for id in CL_PRODUCT_DETAILED.codes:
        group: str | None = id
        while group is not None and group not in CL_PRODUCT:
            group = CL_PRODUCT_DETAILED[group].parent
        nearest[id] = group or _ALL
    return nearest


def _by_group(composition: ir.Table) -> ir.Table:
    """What is traded, and could be, by group of products."""
    import ibis

    nearest = _group_of()
    names = ibis.memtable({"PRODUCT": list(nearest), "GROUP": list(nearest.values())})
    rows = left(composition, names, "PRODUCT")
    key = [name for name in rows.columns if name in (*PARTNERS.key, "GROUP", "TRADE_FLOW")]
    sums = rows.group_by(name for name in key if name != "PRODUCT").aggregate(
        VALUE=rows.OBS_VALUE.sum().cast("float64"),
        POTENTIAL=rows.POTENTIAL.sum().cast("float64"),
    )
    sold = sums.TRADE_FLOW == "X"
    cases = {
        "EXPORTS": sold.ifelse(sums.VALUE, None),
        "IMPORTS": sold.ifelse(None, sums.VALUE),
        "EXPORT_POTENTIAL": sold.ifelse(sums.POTENTIAL, None),
        "IMPORT_POTENTIAL": sold.ifelse(None, sums.POTENTIAL),
    }
    long = unfolded(sums, "INDICATOR", {name: {"OBS_VALUE": v} for name, v in cases.items()})
    return long.filter(long.OBS_VALUE.notnull()).rename(PRODUCT="GROUP")


def _told(rows: ir.Table, flows: ir.Table) -> ir.Table:
    """The rows in the columns of the dataflow, with unit, status and vintage."""
    import ibis

    units = {code.id: code.unit for code in CL_PARTNERS if isinstance(code, Indicator)}
    rows = left(rows, vintages(flows), "SOURCE", "TIME_PERIOD")
    blank = {
        name: ibis.null(kind)
        for name, kind in (("COVERAGE", "float64"), ("COMPOSITION", "string"))
        if name not in rows.columns
    }
    return rows.mutate(
        **blank,
        FREQ=frequency(rows.TIME_PERIOD),
        UNIT_MEASURE=rows.INDICATOR.cases(*units.items()),
        OBS_STATUS=rows.OBS_VALUE.isnull().ifelse("M", "A"),
    ).select(*PARTNERS.columns)
