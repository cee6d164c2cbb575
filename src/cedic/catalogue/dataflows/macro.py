"""Series of the economy that other dataflows rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from cedic.catalogue.series import as_given, wdi
from cedic.model import Codelist, Dataflow, Dimension, Text
from cedic.warehouse import AllSources

if TYPE_CHECKING:
    import ibis.expr.types as ir


CL_MACRO = Codelist.of(
    "CL_MACRO",
    Text("Series", "Series", "Séries", "Séries"),
    wdi(
        "NY_GDP_MKTP_CD",
        "USD",
        Text(
            "Gross domestic product, current US dollars",
            "Producto interno bruto, dólares corrientes",
            "Produto interno bruto, dólares correntes",
            "Produit intérieur brut, dollars courants",
        ),
        Text(
            "Value added by all producers of the area, with net taxes on products, at current "
            "prices.",
            "Valor agregado por todos los productores del área, más los impuestos netos a los "
            "productos.",
            "Valor adicionado por todos os produtores da área, mais os impostos líquidos sobre "
            "produtos.",
            "Valeur ajoutée par tous les producteurs de la zone, plus les impôts nets sur les "
            "produits.",
        ),
    ),
    wdi(
        "NY_GDP_MKTP_KD_ZG",
        "PT",
        Text(
            "Growth of gross domestic product, annual",
            "Crecimiento anual del producto interno bruto",
            "Crescimento anual do produto interno bruto",
            "Croissance annuelle du produit intérieur brut",
        ),
        Text(
            "Change of the product over the year before, with the effect of prices taken out.",
            "Variación del producto respecto del año anterior, sin el efecto de los precios.",
            "Variação do produto em relação ao ano anterior, sem o efeito dos preços.",
            "Variation du produit par rapport à l’année précédente, hors effet des prix.",
        ),
    ),
    wdi(
        "NY_GDP_PCAP_CD",
        "USD",
        Text(
            "Gross domestic product per head, current US dollars",
            "Producto interno bruto por habitante, dólares corrientes",
            "Produto interno bruto por habitante, dólares correntes",
            "Produit intérieur brut par habitant, dollars courants",
        ),
        Text(
            "The product divided by the population at the middle of the year.",
            "El producto dividido por la población a mitad de año.",
            "O produto dividido pela população no meio do ano.",
            "Le produit divisé par la population au milieu de l’année.",
        ),
    ),
    wdi(
        "NY_GDP_PCAP_PP_CD",
        "INT_USD",
        Text(
            "Gross domestic product per head, purchasing power parity, current",
            "Producto interno bruto por habitante, paridad de poder adquisitivo, corriente",
            "Produto interno bruto por habitante, paridade do poder de compra, corrente",
            "Produit intérieur brut par habitant, parité de pouvoir d’achat, courant",
        ),
        Text(
            "The product per head, converted so that a dollar buys the same everywhere.",
            "El producto por habitante, convertido de modo que un dólar compre lo mismo en todas "
            "partes.",
            "O produto por habitante, convertido de modo que um dólar compre o mesmo em toda "
            "parte.",
            "Le produit par habitant, converti pour qu’un dollar achète partout la même chose.",
        ),
    ),
    wdi(
        "SP_POP_TOTL",
        "PERSONS",
        Text(
            "Population",
            "Población",
            "População",
            "Population",
        ),
        Text(
            "All who live in the area at the middle of the year, whatever their nationality.",
            "Todas las personas que viven en el área a mitad de año, de cualquier nacionalidad.",
            "Todas as pessoas que vivem na área no meio do ano, de qualquer nacionalidade.",
            "Toutes les personnes qui vivent dans la zone au milieu de l’année, sans égard à leur "
            "nationalité.",
        ),
    ),
    wdi(
        "TX_VAL_MRCH_CD_WT",
        "USD",
        Text(
            "Merchandise exports, current US dollars",
            "Exportaciones de mercancías, dólares corrientes",
            "Exportações de mercadorias, dólares correntes",
            "Exportations de marchandises, dollars courants",
        ),
        Text(
            "Goods sold to the rest of the world, valued at the exporter’s border.",
            "Bienes vendidos al resto del mundo, valorados en la frontera del exportador.",
            "Bens vendidos ao resto do mundo, avaliados na fronteira do exportador.",
            "Biens vendus au reste du monde, évalués à la frontière de l’exportateur.",
        ),
    ),
    wdi(
        "TM_VAL_MRCH_CD_WT",
        "USD",
        Text(
            "Merchandise imports, current US dollars",
            "Importaciones de mercancías, dólares corrientes",
            "Importações de mercadorias, dólares correntes",
            "Importations de marchandises, dollars courants",
        ),
        Text(
            "Goods bought from the rest of the world, with their freight and insurance.",
            "Bienes comprados al resto del mundo, con su flete y seguro.",
            "Bens comprados do resto do mundo, com seu frete e seguro.",
            "Biens achetés au reste du monde, fret et assurance compris.",
        ),
    ),
    wdi(
        "TG_VAL_TOTL_GD_ZS",
        "PT",
        Text(
            "Merchandise trade, share of gross domestic product",
            "Comercio de mercancías, proporción del producto interno bruto",
            "Comércio de mercadorias, proporção do produto interno bruto",
            "Commerce de marchandises, part du produit intérieur brut",
        ),
        Text(
            "Exports and imports of goods together, as a percentage of the product.",
            "Exportaciones e importaciones de bienes sumadas, en porcentaje del producto.",
            "Exportações e importações de bens somadas, em porcentagem do produto.",
            "Exportations et importations de biens réunies, en pourcentage du produit.",
        ),
    ),
    wdi(
        "NE_EXP_GNFS_ZS",
        "PT",
        Text(
            "Exports of goods and services, share of gross domestic product",
            "Exportaciones de bienes y servicios, proporción del producto interno bruto",
            "Exportações de bens e serviços, proporção do produto interno bruto",
            "Exportations de biens et services, part du produit intérieur brut",
        ),
        Text(
            "Goods and services sold to the rest of the world, as a percentage of the product.",
            "Bienes y servicios vendidos al resto del mundo, en porcentaje del producto.",
            "Bens e serviços vendidos ao resto do mundo, em porcentagem do produto.",
            "Biens et services vendus au reste du monde, en pourcentage du produit.",
        ),
    ),
    wdi(
        "NE_IMP_GNFS_ZS",
        "PT",
        Text(
            "Imports of goods and services, share of gross domestic product",
            "Importaciones de bienes y servicios, proporción del producto interno bruto",
            "Importações de bens e serviços, proporção do produto interno bruto",
            "Importations de biens et services, part du produit intérieur brut",
        ),
        Text(
            "Goods and services bought from the rest of the world, as a percentage of the product.",
            "Bienes y servicios comprados al resto del mundo, en porcentaje del producto.",
            "Bens e serviços comprados do resto do mundo, em porcentagem do produto.",
            "Biens et services achetés au reste du monde, en pourcentage du produit.",
        ),
    ),
    wdi(
        "BN_CAB_XOKA_CD",
        "USD",
        Text(
            "Current account balance, current US dollars",
            "Saldo en cuenta corriente, dólares corrientes",
            "Saldo em conta corrente, dólares correntes",
            "Solde des transactions courantes, dollars courants",
        ),
        Text(
            "Trade in goods and services, income and transfers: what comes in less what goes out.",
            "Comercio de bienes y servicios, rentas y transferencias: lo que entra menos lo que "
            "sale.",
            "Comércio de bens e serviços, rendas e transferências: o que entra menos o que sai.",
            "Commerce de biens et services, revenus et transferts : ce qui entre moins ce qui "
            "sort.",
        ),
    ),
    wdi(
        "BX_KLT_DINV_CD_WD",
        "USD",
        Text(
            "Foreign direct investment, net inflows, current US dollars",
            "Inversión extranjera directa, entradas netas, dólares corrientes",
            "Investimento estrangeiro direto, entradas líquidas, dólares correntes",
            "Investissement direct étranger, entrées nettes, dollars courants",
        ),
        Text(
            "What investors abroad put into lasting stakes in firms of the area, less what they "
            "withdraw.",
            "Lo que inversores del exterior aportan a empresas del área para quedarse, menos lo "
            "que retiran.",
            "O que investidores do exterior aplicam em empresas da área para ficar, menos o que "
            "retiram.",
            "Ce que des investisseurs étrangers placent durablement dans des entreprises, moins "
            "les retraits.",
        ),
    ),
    wdi(
        "BX_TRF_PWKR_CD_DT",
        "USD",
        Text(
            "Personal remittances received, current US dollars",
            "Remesas personales recibidas, dólares corrientes",
            "Remessas pessoais recebidas, dólares correntes",
            "Envois de fonds des particuliers reçus, dollars courants",
        ),
        Text(
            "Transfers between households across borders, and pay earned abroad for a short time.",
            "Transferencias entre hogares a través de fronteras y salarios ganados fuera por poco "
            "tiempo.",
            "Transferências entre famílias através de fronteiras e salários ganhos fora por pouco "
            "tempo.",
            "Transferts entre ménages à travers les frontières, et salaires gagnés peu de temps à "
            "l’étranger.",
        ),
    ),
    wdi(
        "FP_CPI_TOTL_ZG",
        "PT",
        Text(
            "Inflation, consumer prices, annual",
            "Inflación, precios al consumidor, anual",
            "Inflação, preços ao consumidor, anual",
            "Inflation, prix à la consommation, annuelle",
        ),
        Text(
            "Change over the year before in what the average consumer’s basket costs.",
            "Variación, respecto del año anterior, de lo que cuesta la canasta del consumidor "
            "medio.",
            "Variação, em relação ao ano anterior, do custo da cesta do consumidor médio.",
            "Variation, par rapport à l’année précédente, du coût du panier du consommateur moyen.",
        ),
    ),
    wdi(
        "SL_UEM_TOTL_ZS",
        "PT",
        Text(
            "Unemployment, share of the labour force (ILO estimate)",
            "Desempleo, proporción de la población activa (estimación de la OIT)",
            "Desemprego, proporção da força de trabalho (estimativa da OIT)",
            "Chômage, part de la population active (estimation de l’OIT)",
        ),
        Text(
            "Those who have no work, seek it and could start, as a percentage of the labour force.",
            "Quienes no tienen trabajo, lo buscan y podrían empezar, en porcentaje de la población "
            "activa.",
            "Quem não tem trabalho, procura e poderia começar, em porcentagem da força de "
            "trabalho.",
            "Ceux qui n’ont pas de travail, en cherchent et sont disponibles, en pourcentage des "
            "actifs.",
        ),
    ),
    wdi(
        "PA_NUS_FCRF",
        "XDC_USD",
        Text(
            "Official exchange rate, yearly average",
            "Tipo de cambio oficial, promedio anual",
            "Taxa de câmbio oficial, média anual",
            "Taux de change officiel, moyenne annuelle",
        ),
        Text(
            "Units of the national currency for one US dollar, as the authorities set it.",
            "Unidades de moneda nacional por un dólar estadounidense, según las autoridades.",
            "Unidades de moeda nacional por um dólar dos Estados Unidos, segundo as autoridades.",
            "Unités de monnaie nationale pour un dollar des États-Unis, selon les autorités.",
        ),
    ),
    wdi(
        "IS_SHP_GOOD_TU",
        "TEU",
        Text(
            "Container port traffic",
            "Tráfico portuario de contenedores",
            "Tráfego portuário de contêineres",
            "Trafic portuaire de conteneurs",
        ),
        Text(
            "Containers that pass from land to sea transport or back, in units of twenty feet.",
            "Contenedores que pasan de la tierra al mar o al revés, en unidades de veinte pies.",
            "Contêineres que passam da terra ao mar ou vice-versa, em unidades de vinte pés.",
            "Conteneurs qui passent de la terre à la mer ou l’inverse, en unités de vingt pieds.",
        ),
    ),
    wdi(
        "TT_PRI_MRCH_XD_WD",
        "INDEX",
        Text(
            "Net barter terms of trade (2015 = 100)",
            "Términos de intercambio netos (2015 = 100)",
            "Termos de troca líquidos (2015 = 100)",
            "Termes de l’échange nets (2015 = 100)",
        ),
        Text(
            "The price index of exports over that of imports: above 100, better than in the base "
            "year.",
            "El índice de precios de exportación sobre el de importación: por encima de 100, mejor "
            "que en el año base.",
            "O índice de preços de exportação sobre o de importação: acima de 100, melhor que no "
            "ano-base.",
            "L’indice des prix à l’exportation sur celui à l’importation : au-dessus de 100, mieux "
            "que l’année de base.",
        ),
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
        "Producto, comercio, precios, población y otras series por área, tal como las da su "
        "fuente.",
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
    return as_given(series, CL_MACRO)
