"""How complete and consistent the trade figures are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cedic.catalogue.columns import frequency, settled, vintages, with_gaps
from cedic.catalogue.concepts import (
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
from cedic.catalogue.registry import publishes
from cedic.model import Codelist, Dataflow, Dimension, Indicator, Text
from cedic.regions import blocs
from cedic.trade import coverage
from cedic.trade.tables import as_table

if TYPE_CHECKING:
    import ibis.expr.types as ir

_OWN = "CEDIC; the approach follows Gaulier and Zignago (2010), CEPII WP 2010-23."

CL_TRADE_COVERAGE = Codelist.of(
    "CL_TRADE_COVERAGE",
    Text(
        "Coverage indicators",
        "Indicadores de cobertura",
        "Indicadores de cobertura",
        "Indicateurs de couverture",
    ),
    Indicator(
        "REPORTERS",
        Text(
            "Members with figures",
            "Miembros con cifras",
            "Membros com dados",
            "Membres ayant des chiffres",
        ),
        Text(
            "How many members the source has figures of; estimates do not count.",
            "Cuántos miembros tienen cifras en la fuente; las estimaciones no cuentan.",
            "Quantos membros têm dados na fonte; as estimativas não contam.",
            "Nombre de membres dont la source a des chiffres ; les estimations ne comptent pas.",
        ),
        formula=r"\sum_{i \in R} [i \text{ reports}]",
        range="0 … n",
        unit="NUMBER",
        edge_cases=Text(
            "In a reconciled source an area counts as soon as either side gave a figure. An area "
            "whose figures are all estimates does not count.",
            "En una fuente conciliada, un área cuenta en cuanto alguna de las partes dio una "
            "cifra. Un área cuyas cifras son todas estimaciones no cuenta.",
            "Numa fonte conciliada, uma área conta assim que uma das partes deu um dado. Uma "
            "área cujos dados são todos estimativas não conta.",
            "Dans une source réconciliée, une zone compte dès que l’une des parties a donné un "
            "chiffre. Une zone dont tous les chiffres sont estimés ne compte pas.",
        ),
        citation=_OWN,
        example="REF_AREA=CELAC INDICATOR=REPORTERS TRADE_FLOW=X",
    ),
    Indicator(
        "REPORTING_SHARE",
        Text(
            "Share of members with figures",
            "Proporción de miembros con cifras",
            "Proporção de membros com dados",
            "Part des membres ayant des chiffres",
        ),
        Text(
            "Members with figures over all members of the year.",
            "Miembros con cifras sobre el total de miembros del año.",
            "Membros com dados sobre o total de membros do ano.",
            "Membres ayant des chiffres sur l’ensemble des membres de l’année.",
        ),
        formula=r"\frac{1}{n}\sum_{i \in R} [i \text{ reports}]",
        range="0 … 1",
        unit="RATIO",
        edge_cases=Text(
            "As REPORTERS.",
            "Como REPORTERS.",
            "Como REPORTERS.",
            "Comme REPORTERS.",
        ),
        citation=_OWN,
        example="REF_AREA=CELAC INDICATOR=REPORTING_SHARE TRADE_FLOW=X",
    ),
    Indicator(
        "PAIRS_SHARE",
        Text(
            "Share of member pairs with a figure",
            "Proporción de pares de miembros con cifra",
            "Proporção de pares de membros com dado",
            "Part des paires de membres ayant un chiffre",
        ),
        Text(
            "Flows between members for which either side has a figure, over all n(n−1) of them.",
            "Flujos entre miembros con cifra de alguna de las partes, sobre los n(n−1) posibles.",
            "Fluxos entre membros com dado de alguma das partes, sobre os n(n−1) possíveis.",
            "Flux entre membres dont l’une des parties a un chiffre, sur les n(n−1) possibles.",
        ),
        formula=r"\frac{\#\{(i,j) \in R^2 : T_{ij} \text{ known}\}}{n(n-1)}",
        range="0 … 1",
        unit="RATIO",
        edge_cases=Text(
            "For blocs only. A pair without a figure may not trade, or nobody may say so.",
            "Solo para bloques. Un par sin cifra puede no comerciar, o puede que nadie lo declare.",
            "Somente para blocos. Um par sem dado pode não comerciar, ou pode ser que ninguém o "
            "declare.",
            "Pour les blocs seulement. Une paire sans chiffre peut ne pas commercer, ou personne "
            "ne le déclare.",
        ),
        citation=_OWN,
        example="REF_AREA=CARICOM INDICATOR=PAIRS_SHARE",
    ),
    Indicator(
        "DARK_PAIRS",
        Text("Dark pairs", "Pares ciegos", "Pares cegos", "Paires aveugles"),
        Text(
            "Flows between members that neither the exporter nor the importer reports.",
            "Flujos entre miembros que no declara ni el exportador ni el importador.",
            "Fluxos entre membros que nem o exportador nem o importador declara.",
            "Flux entre membres que ni l’exportateur ni l’importateur ne déclare.",
        ),
        formula=r"\#\{(i,j) \in R^2, i \ne j : i \text{ reports no exports}, "
        r"j \text{ reports no imports}\}",
        range="0 … n(n−1)",
        unit="NUMBER",
        edge_cases=Text(
            "For blocs, and for sources that give each side's report. Zero is a true zero.",
            "Para bloques, y para fuentes que dan la declaración de cada parte. El cero es un "
            "cero verdadero.",
            "Para blocos, e para fontes que dão a declaração de cada parte. O zero é um zero "
            "verdadeiro.",
            "Pour les blocs, et pour les sources qui donnent la déclaration de chaque partie. "
            "Zéro est un vrai zéro.",
        ),
        citation=_OWN,
        example="REF_AREA=CELAC INDICATOR=DARK_PAIRS",
    ),
    Indicator(
        "ESTIMATED_SHARE",
        Text(
            "Share of estimates",
            "Proporción de estimaciones",
            "Proporção de estimativas",
            "Part des estimations",
        ),
        Text(
            "Share of the value that the source itself estimates.",
            "Proporción del valor que la propia fuente estima.",
            "Proporção do valor que a própria fonte estima.",
            "Part de la valeur que la source estime elle-même.",
        ),
        formula=r"\frac{\sum_{E} T_{ij}}{\sum T_{ij}}",
        range="0 … 1",
        unit="RATIO",
        edge_cases=Text(
            "For sources that give each side's report and flag estimates.",
            "Para fuentes que dan la declaración de cada parte y señalan las estimaciones.",
            "Para fontes que dão a declaração de cada parte e assinalam as estimativas.",
            "Pour les sources qui donnent la déclaration de chaque partie et signalent les "
            "estimations.",
        ),
        citation=_OWN,
        example="REF_AREA=CELAC INDICATOR=ESTIMATED_SHARE TRADE_FLOW=X",
    ),
    Indicator(
        "MIRROR_SHARE",
        Text(
            "Share known only from the partner",
            "Proporción conocida solo por el socio",
            "Proporção conhecida só pelo parceiro",
            "Part connue du seul partenaire",
        ),
        Text(
            "Share of the reconciled value that only the partner reports.",
            "Proporción del valor conciliado que solo declara el socio.",
            "Proporção do valor conciliado que só o parceiro declara.",
            "Part de la valeur réconciliée que seul le partenaire déclare.",
        ),
        formula=r"\frac{\sum_{\text{own report missing}} T_{ij}}{\sum T_{ij}}",
        range="0 … 1",
        unit="RATIO",
        edge_cases=Text(
            "For sources that give each side's report.",
            "Para fuentes que dan la declaración de cada parte.",
            "Para fontes que dão a declaração de cada parte.",
            "Pour les sources qui donnent la déclaration de chaque partie.",
        ),
        citation=_OWN,
        example="REF_AREA=CELAC INDICATOR=MIRROR_SHARE TRADE_FLOW=X",
    ),
    Indicator(
        "CIF_FOB_RATIO",
        Text("CIF/FOB ratio", "Razón CIF/FOB", "Razão CIF/FOB", "Rapport CAF/FAB"),
        Text(
            "What importers report over what exporters report, for the flows that both report.",
            "Lo que declaran los importadores sobre lo que declaran los exportadores, en los flujos "
            "que ambos declaran.",
            "O que os importadores declaram sobre o que os exportadores declaram, nos fluxos que "
            "ambos declaram.",
            "Ce que déclarent les importateurs sur ce que déclarent les exportateurs, pour les flux "
            "que les deux déclarent.",
        ),
        formula=r"\frac{\sum_{\text{both}} M_{ji}}{\sum_{\text{both}} X_{ij}}",
        range="0 … ∞",
        unit="RATIO",
        edge_cases=Text(
            "About 1.06 where only freight and insurance differ (IMF); null where no flow is "
            "reported by both.",
            "Cerca de 1,06 donde solo difieren el flete y el seguro (FMI); nulo donde ningún "
            "flujo lo declaran ambas partes.",
            "Cerca de 1,06 onde só diferem o frete e o seguro (FMI); nulo onde nenhum fluxo é "
            "declarado por ambas as partes.",
            "Environ 1,06 là où seuls le fret et l’assurance diffèrent (FMI) ; nul là où aucun "
            "flux n’est déclaré des deux côtés.",
        ),
        citation="International Monetary Fund, Direction of Trade Statistics: factor 1.06, 1.10 "
        "until 2018.",
        example="REF_AREA=CELAC INDICATOR=CIF_FOB_RATIO TRADE_FLOW=X",
    ),
    Indicator(
        "DISCREPANCY",
        Text(
            "Discrepancy of both reports",
            "Discrepancia entre ambas declaraciones",
            "Discrepância entre as duas declarações",
            "Écart entre les deux déclarations",
        ),
        Text(
            "Absolute difference of both reports over their mean, imports brought to FOB.",
            "Diferencia absoluta entre ambas declaraciones sobre su promedio, con importaciones FOB.",
            "Diferença absoluta entre as duas declarações sobre a média, com importações FOB.",
            "Différence absolue des deux déclarations sur leur moyenne, importations ramenées FAB.",
        ),
        formula=r"\frac{\sum |X_{ij} - M_{ji}/f|}{\tfrac12 \sum (X_{ij} + M_{ji}/f)}",
        range="0 … 2",
        unit="RATIO",
        edge_cases=Text(
            "Flows that both sides report; f = 1.06. Null where there is none.",
            "Flujos que declaran ambas partes; f = 1,06. Nulo donde no hay ninguno.",
            "Fluxos declarados por ambas as partes; f = 1,06. Nulo onde não há nenhum.",
            "Flux déclarés par les deux parties ; f = 1,06. Nul là où il n’y en a pas.",
        ),
        citation=_OWN,
        example="REF_AREA=CELAC INDICATOR=DISCREPANCY TRADE_FLOW=X",
    ),
    Indicator(
        "REFERENCE_RATIO",
        Text(
            "Ratio to World Bank totals",
            "Razón respecto de los totales del Banco Mundial",
            "Razão em relação aos totais do Banco Mundial",
            "Rapport aux totaux de la Banque mondiale",
        ),
        Text(
            "The source's total trade over the merchandise trade in World Development Indicators.",
            "El comercio total de la fuente sobre el de mercancías de los Indicadores del "
            "Desarrollo Mundial.",
            "O comércio total da fonte sobre o de mercadorias dos Indicadores do Desenvolvimento "
            "Mundial.",
            "Le commerce total de la source sur celui de marchandises des Indicateurs du "
            "développement dans le monde.",
        ),
        formula=r"\frac{\sum_j T_{ij}}{T_i^{WDI}}",
        range="0 … ∞",
        unit="RATIO",
        edge_cases=Text(
            "Only members that both have. Far above 1: transit, ship registries, petroleum (ATG, "
            "BHS, KNA, VCT, TTO); far below: free zones (PAN) or silence (CUB, GRD).",
            "Solo los miembros que ambos tienen. Muy por encima de 1: tránsito, registros de "
            "buques, petróleo (ATG, BHS, KNA, VCT, TTO); muy por debajo: zonas francas (PAN) o "
            "silencio (CUB, GRD).",
            "Somente os membros que ambos têm. Muito acima de 1: trânsito, registros de navios, "
            "petróleo (ATG, BHS, KNA, VCT, TTO); muito abaixo: zonas francas (PAN) ou silêncio "
            "(CUB, GRD).",
            "Seulement les membres présents des deux côtés. Bien au-dessus de 1 : transit, "
            "registres de navires, pétrole (ATG, BHS, KNA, VCT, TTO) ; bien en dessous : zones "
            "franches (PAN) ou silence (CUB, GRD).",
        ),
        citation="World Bank, World Development Indicators: TX.VAL.MRCH.CD.WT, TM.VAL.MRCH.CD.WT.",
        example="REF_AREA=PAN INDICATOR=REFERENCE_RATIO TRADE_FLOW=X",
    ),
)
INDICATOR = Dimension(
    "INDICATOR",
    Text("Indicator", "Indicador", "Indicador", "Indicateur"),
    codelist=CL_TRADE_COVERAGE,
)

TRADE_COVERAGE = Dataflow(
    id="TRADE_COVERAGE",
    name=Text(
        "Coverage and consistency of trade figures",
        "Cobertura y coherencia de las cifras de comercio",
        "Cobertura e coerência dos dados de comércio",
        "Couverture et cohérence des chiffres du commerce",
    ),
    description=Text(
        "Who reports, what only the partner saw, what nobody saw, and how far both reports agree.",
        "Quién declara, qué vio solo el socio, qué no vio nadie y cuánto coinciden ambas "
        "declaraciones.",
        "Quem declara, o que só o parceiro viu, o que ninguém viu e quanto as duas declarações "
        "coincidem.",
        "Qui déclare, ce que seul le partenaire a vu, ce que nul n’a vu, et l’accord des deux "
        "déclarations.",
    ),
    dimensions=(FREQ, REF_AREA, TRADE_FLOW, INDICATOR, SOURCE, TIME_PERIOD),
    measure=OBS_VALUE,
    subject="TRADE",
    attributes=(UNIT_MEASURE, OBS_STATUS, VINTAGE),
    methods=tuple(CL_TRADE_COVERAGE.codes),
)


@publishes(TRADE_COVERAGE, inputs={"flows": "TRADE", "macro": "MACRO"})
def trade_coverage(flows: ir.Table, macro: ir.Table) -> ir.Table:
    """Coverage of all blocs and areas, with the World Bank's totals as reference."""
    import ibis

    flows = settled(flows.filter(flows.PRODUCT == "_T").drop("PRODUCT", "FREQ"))
    totals = {"TX_VAL_MRCH_CD_WT": "X", "TM_VAL_MRCH_CD_WT": "M"}
    reference = macro.filter(macro.INDICATOR.isin(list(totals)), macro.SOURCE == "WDI")
    reference = reference.mutate(TRADE_FLOW=reference.INDICATOR.cases(*totals.items()))
    rows = as_table(coverage(flows, blocs().values(), reference=reference))
    rows = rows.left_join(vintages(flows), ["SOURCE", "TIME_PERIOD"])
    units = {code.id: code.unit for code in CL_TRADE_COVERAGE if isinstance(code, Indicator)}
    rows = rows.mutate(
        FREQ=frequency(rows.TIME_PERIOD),
        UNIT_MEASURE=rows.INDICATOR.cases(*units.items()),
        OBS_STATUS=ibis.literal("A"),
    )
    return with_gaps(rows, TRADE_COVERAGE)
