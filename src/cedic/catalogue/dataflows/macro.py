"""Series of the economy that other dataflows rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cedic.catalogue.columns import frequency
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
from cedic.catalogue.registry import publishes
from cedic.model import Codelist, Dataflow, Dimension, Indicator, Text
from cedic.warehouse import AllSources

if TYPE_CHECKING:
    import ibis.expr.types as ir


def _series(id: str, unit: str, en: str, es: str, pt: str, fr: str) -> Indicator:
    """A series of World Development Indicators: its method is the World Bank's own."""
    original = id.replace("_", ".")
    return Indicator(
        id,
        Text(en, es, pt, fr),
        formula=rf"\text{{{original}}}",
        range="as the source gives it",
        unit=unit,
        edge_cases="Years without a figure are left out, never filled.",
        citation=f"World Bank, World Development Indicators, {original}.",
        example=f"REF_AREA=BRA INDICATOR={id}",
    )


CL_MACRO = Codelist.of(
    "CL_MACRO",
    Text("Series", "Series", "Séries", "Séries"),
    _series(
        "NY_GDP_MKTP_CD",
        "USD",
        "Gross domestic product, current US dollars",
        "Producto interno bruto, dólares corrientes",
        "Produto interno bruto, dólares correntes",
        "Produit intérieur brut, dollars courants",
    ),
    _series(
        "NY_GDP_MKTP_KD_ZG",
        "PT",
        "Growth of gross domestic product, annual",
        "Crecimiento anual del producto interno bruto",
        "Crescimento anual do produto interno bruto",
        "Croissance annuelle du produit intérieur brut",
    ),
    _series(
        "NY_GDP_PCAP_CD",
        "USD",
        "Gross domestic product per head, current US dollars",
        "Producto interno bruto por habitante, dólares corrientes",
        "Produto interno bruto por habitante, dólares correntes",
        "Produit intérieur brut par habitant, dollars courants",
    ),
    _series(
        "NY_GDP_PCAP_PP_CD",
        "INT_USD",
        "Gross domestic product per head, purchasing power parity, current",
        "Producto interno bruto por habitante, paridad de poder adquisitivo, corriente",
        "Produto interno bruto por habitante, paridade do poder de compra, corrente",
        "Produit intérieur brut par habitant, parité de pouvoir d'achat, courant",
    ),
    _series("SP_POP_TOTL", "PERSONS", "Population", "Población", "População", "Population"),
    _series(
        "TX_VAL_MRCH_CD_WT",
        "USD",
        "Merchandise exports, current US dollars",
        "Exportaciones de mercancías, dólares corrientes",
        "Exportações de mercadorias, dólares correntes",
        "Exportations de marchandises, dollars courants",
    ),
    _series(
        "TM_VAL_MRCH_CD_WT",
        "USD",
        "Merchandise imports, current US dollars",
        "Importaciones de mercancías, dólares corrientes",
        "Importações de mercadorias, dólares correntes",
        "Importations de marchandises, dollars courants",
    ),
    _series(
        "TG_VAL_TOTL_GD_ZS",
        "PT",
        "Merchandise trade, share of gross domestic product",
        "Comercio de mercancías, proporción del producto interno bruto",
        "Comércio de mercadorias, proporção do produto interno bruto",
        "Commerce de marchandises, part du produit intérieur brut",
    ),
    _series(
        "NE_EXP_GNFS_ZS",
        "PT",
        "Exports of goods and services, share of gross domestic product",
        "Exportaciones de bienes y servicios, proporción del producto interno bruto",
        "Exportações de bens e serviços, proporção do produto interno bruto",
        "Exportations de biens et services, part du produit intérieur brut",
    ),
    _series(
        "NE_IMP_GNFS_ZS",
        "PT",
        "Imports of goods and services, share of gross domestic product",
        "Importaciones de bienes y servicios, proporción del producto interno bruto",
        "Importações de bens e serviços, proporção do produto interno bruto",
        "Importations de biens et services, part du produit intérieur brut",
    ),
    _series(
        "BN_CAB_XOKA_CD",
        "USD",
        "Current account balance, current US dollars",
        "Saldo en cuenta corriente, dólares corrientes",
        "Saldo em conta corrente, dólares correntes",
        "Solde des transactions courantes, dollars courants",
    ),
    _series(
        "BX_KLT_DINV_CD_WD",
        "USD",
        "Foreign direct investment, net inflows, current US dollars",
        "Inversión extranjera directa, entradas netas, dólares corrientes",
        "Investimento estrangeiro direto, entradas líquidas, dólares correntes",
        "Investissement direct étranger, entrées nettes, dollars courants",
    ),
    _series(
        "BX_TRF_PWKR_CD_DT",
        "USD",
        "Personal remittances received, current US dollars",
        "Remesas personales recibidas, dólares corrientes",
        "Remessas pessoais recebidas, dólares correntes",
        "Envois de fonds des particuliers reçus, dollars courants",
    ),
    _series(
        "FP_CPI_TOTL_ZG",
        "PT",
        "Inflation, consumer prices, annual",
        "Inflación, precios al consumidor, anual",
        "Inflação, preços ao consumidor, anual",
        "Inflation, prix à la consommation, annuelle",
    ),
    _series(
        "SL_UEM_TOTL_ZS",
        "PT",
        "Unemployment, share of the labour force (ILO estimate)",
        "Desempleo, proporción de la población activa (estimación de la OIT)",
        "Desemprego, proporção da força de trabalho (estimativa da OIT)",
        "Chômage, part de la population active (estimation de l'OIT)",
    ),
    _series(
        "PA_NUS_FCRF",
        "XDC_USD",
        "Official exchange rate, yearly average",
        "Tipo de cambio oficial, promedio anual",
        "Taxa de câmbio oficial, média anual",
        "Taux de change officiel, moyenne annuelle",
    ),
    _series(
        "IS_SHP_GOOD_TU",
        "TEU",
        "Container port traffic",
        "Tráfico portuario de contenedores",
        "Tráfego portuário de contêineres",
        "Trafic portuaire de conteneurs",
    ),
    _series(
        "TT_PRI_MRCH_XD_WD",
        "INDEX",
        "Net barter terms of trade (2015 = 100)",
        "Términos de intercambio netos (2015 = 100)",
        "Termos de troca líquidos (2015 = 100)",
        "Termes de l'échange nets (2015 = 100)",
    ),
)
INDICATOR = Dimension(
    "INDICATOR",
    Text("Series", "Serie", "Série", "Série"),
    codelist=CL_MACRO,
)

MACRO = Dataflow(
    id="MACRO",
    name=Text(
        "Macroeconomic series",
        "Series macroeconómicas",
        "Séries macroeconômicas",
        "Séries macroéconomiques",
    ),
    description=Text(
        "Product, trade, prices, population and other series by area, as their source gives them.",
        "Producto, comercio, precios, población y otras series por área, tal como las da su fuente.",
        "Produto, comércio, preços, população e outras séries por área, tal como a fonte as dá.",
        "Produit, commerce, prix, population et autres séries par zone, telles que la source les "
        "donne.",
    ),
    dimensions=(FREQ, REF_AREA, INDICATOR, SOURCE, TIME_PERIOD),
    measure=OBS_VALUE,
    subject="MACRO",
    attributes=(UNIT_MEASURE, OBS_STATUS, VINTAGE),
    methods=tuple(CL_MACRO.codes),
)


@publishes(MACRO, inputs={"series": AllSources("series")})
def macro(series: ir.Table) -> ir.Table:
    """The series that ``CL_MACRO`` names; others stay in the source's own table."""
    units = {code.id: code.unit for code in CL_MACRO if isinstance(code, Indicator)}
    named = series.filter(series.INDICATOR.isin(list(units)))
    return named.mutate(
        FREQ=frequency(named.TIME_PERIOD),
        UNIT_MEASURE=named.INDICATOR.cases(*units.items()),
    )
