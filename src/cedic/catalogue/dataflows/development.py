"""Series of how people live and are governed and connected, as their sources give them."""

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
from cedic.model import Codelist, Dataflow, Dimension, Indicator, Text
from cedic.warehouse import AllSources

if TYPE_CHECKING:
    import ibis.expr.types as ir

_SURVEYS = Text(
    "Surveys are taken every few years in many countries; years without one are left out, never "
    "filled.",
    "En muchos países se encuesta cada varios años; los años sin encuesta se omiten, nunca se "
    "rellenan.",
    "Em muitos países a pesquisa é feita a cada vários anos; os anos sem pesquisa são omitidos, "
    "nunca preenchidos.",
    "Dans bien des pays l’enquête n’a lieu que tous les quelques ans ; les années sans enquête "
    "sont omises, jamais comblées.",
)
_LINES = Text(
    "National lines differ: levels compare over the years of a country, not between countries. "
    "Years without a survey are left out, never filled.",
    "Las líneas nacionales difieren: los niveles se comparan entre los años de un país, no entre "
    "países. Los años sin encuesta se omiten, nunca se rellenan.",
    "As linhas nacionais diferem: os níveis se comparam entre os anos de um país, não entre "
    "países. Os anos sem pesquisa são omitidos, nunca preenchidos.",
    "Les seuils nationaux diffèrent : les niveaux se comparent entre années d’un pays, non entre "
    "pays. Les années sans enquête sont omises, jamais comblées.",
)
_ARCHIVED = Text(
    "The World Bank archived the series, which ends in 2014; later years are left out, never "
    "filled.",
    "El Banco Mundial archivó la serie, que termina en 2014; los años posteriores se omiten, "
    "nunca se rellenan.",
    "O Banco Mundial arquivou a série, que termina em 2014; os anos posteriores são omitidos, "
    "nunca preenchidos.",
    "La Banque mondiale a archivé la série, qui s’arrête en 2014 ; les années suivantes sont "
    "omises, jamais comblées.",
)
_ABOVE = Text(
    "Above 100 where people have more than one subscription. Years without a figure are left out, "
    "never filled.",
    "Por encima de 100 donde hay personas con más de un abono. Los años sin cifra se omiten; "
    "nunca se rellenan.",
    "Acima de 100 onde há pessoas com mais de uma assinatura. Os anos sem dado são omitidos; "
    "nunca preenchidos.",
    "Au-dessus de 100 là où l’on a plus d’un abonnement. Les années sans chiffre sont omises, "
    "jamais comblées.",
)
_SERVERS = Text(
    "Very high in small areas that host servers of others; compare logarithms. Years without a "
    "figure are left out, never filled.",
    "Muy alto en áreas pequeñas que alojan servidores de otros; compare logaritmos. Los años sin "
    "cifra se omiten; nunca se rellenan.",
    "Muito alto em áreas pequenas que hospedam servidores de outros; compare logaritmos. Os anos "
    "sem dado são omitidos; nunca preenchidos.",
    "Très élevé dans de petites zones qui hébergent les serveurs d’autrui ; comparer les "
    "logarithmes. Les années sans chiffre sont omises, jamais comblées.",
)
_DEBTORS = Text(
    "Given for countries of low and middle income only. Years without a figure are left out, "
    "never filled.",
    "Solo se da para países de ingreso bajo y mediano. Los años sin cifra se omiten; nunca se "
    "rellenan.",
    "Só é dado para países de renda baixa e média. Os anos sem dado são omitidos; nunca "
    "preenchidos.",
    "Donné pour les seuls pays à revenu faible et intermédiaire. Les années sans chiffre sont "
    "omises, jamais comblées.",
)
_LPI = Text(
    "Surveyed every few years since 2007; other years are left out, never filled.",
    "Se encuesta cada varios años desde 2007; los demás años se omiten, nunca se rellenan.",
    "A pesquisa é feita a cada vários anos desde 2007; os demais anos são omitidos, nunca "
    "preenchidos.",
    "L’enquête a lieu tous les quelques ans depuis 2007 ; les autres années sont omises, jamais "
    "comblées.",
)
_PERCEIVED = Text(
    "Every second year until 2002; years without a figure are left out, never filled. Differences "
    "smaller than the source’s margin of error mean nothing.",
    "Cada dos años hasta 2002; los años sin cifra se omiten, nunca se rellenan. Las diferencias "
    "menores que el margen de error de la fuente no significan nada.",
    "A cada dois anos até 2002; os anos sem dado são omitidos, nunca preenchidos. Diferenças "
    "menores que a margem de erro da fonte nada significam.",
    "Tous les deux ans jusqu’en 2002 ; les années sans chiffre sont omises, jamais comblées. Des "
    "écarts inférieurs à la marge d’erreur de la source ne disent rien.",
)
_RATES = Text(
    "Years in which the area reported no tariff are left out, never filled.",
    "Los años en que el área no declaró su arancel se omiten; nunca se rellenan.",
    "Os anos em que a área não declarou sua tarifa são omitidos; nunca preenchidos.",
    "Les années où la zone n’a pas déclaré son tarif sont omises, jamais comblées.",
)
_WEIGHTS = Text(
    "A tariff so high that nothing is imported weighs nothing. Years in which the area reported "
    "no tariff are left out, never filled.",
    "Un arancel tan alto que nada se importa no pesa nada. Los años en que el área no declaró su "
    "arancel se omiten; nunca se rellenan.",
    "Uma tarifa tão alta que nada se importa não pesa nada. Os anos em que a área não declarou "
    "sua tarifa são omitidos; nunca preenchidos.",
    "Un droit si élevé que rien n’est importé ne pèse rien. Les années où la zone n’a pas déclaré "
    "son tarif sont omises, jamais comblées.",
)
_RECORD = Text(
    "What the area reported, not law: it falls to 1 in years in which preferences were not "
    "reported. For treaties in force see AGREEMENTS.",
    "Lo que el área declaró, no el derecho: cae a 1 en los años en que no declaró preferencias. "
    "Para los tratados vigentes véase AGREEMENTS.",
    "O que a área declarou, não o direito: cai para 1 nos anos em que as preferências não foram "
    "declaradas. Para os tratados em vigor ver AGREEMENTS.",
    "Ce que la zone a déclaré, non le droit : tombe à 1 les années où les préférences n’ont pas "
    "été déclarées. Pour les traités en vigueur voir AGREEMENTS.",
)


def _governance(id: str, name: Text, definition: Text) -> Indicator:
    """One of the six dimensions of governance, whose method is the source's own."""
    return Indicator(
        id,
        name,
        definition,
        formula=rf"\text{{{id.removeprefix('WGI_')}.EST}}",
        range="about -2.5 (weak) to 2.5 (strong)",
        unit="STD_SCORE",
        edge_cases=_PERCEIVED,
        citation="Kaufmann, D., Kraay, A. and Mastruzzi, M. (2010), The Worldwide Governance "
        "Indicators: Methodology and Analytical Issues, World Bank.",
        example=f"REF_AREA=CHL INDICATOR={id}",
    )


def _tariff(
    id: str, unit: str, formula: str, range: str, name: Text, definition: Text, edge_cases: Text
) -> Indicator:
    """A figure of the country profiles of WITS."""
    return Indicator(
        id,
        name,
        definition,
        formula=formula,
        range=range,
        unit=unit,
        edge_cases=edge_cases,
        citation="World Bank, World Integrated Trade Solution (WITS), from UNCTAD TRAINS.",
        example=f"REF_AREA=BRA INDICATOR={id}",
    )


CL_DEVELOPMENT = Codelist.of(
    "CL_DEVELOPMENT",
    Text("Series", "Series", "Séries", "Séries"),
    wdi(
        "SI_POV_DDAY",
        "PT",
        Text(
            "Extreme poverty, share of the population",
            "Pobreza extrema, proporción de la población",
            "Pobreza extrema, proporção da população",
            "Extrême pauvreté, part de la population",
        ),
        Text(
            "Those who live below the World Bank’s international poverty line (3.00 dollars a day "
            "at the prices of 2021 since June 2025), as a percentage of the population.",
            "Quienes viven por debajo de la línea internacional de pobreza del Banco Mundial "
            "(3,00 dólares diarios a precios de 2021 desde junio de 2025), en porcentaje de la "
            "población.",
            "Quem vive abaixo da linha internacional de pobreza do Banco Mundial (3,00 dólares "
            "por dia a preços de 2021 desde junho de 2025), em porcentagem da população.",
            "Ceux qui vivent sous le seuil international de pauvreté de la Banque mondiale (3,00 "
            "dollars par jour aux prix de 2021 depuis juin 2025), en pourcentage de la population.",
        ),
        _SURVEYS,
    ),
    wdi(
        "SI_POV_NAHC",
        "PT",
        Text(
            "Poverty by the national line, share of the population",
            "Pobreza según la línea nacional, proporción de la población",
            "Pobreza segundo a linha nacional, proporção da população",
            "Pauvreté au seuil national, part de la population",
        ),
        Text(
            "Those who live below the poverty line that the country itself draws, as a percentage "
            "of the population.",
            "Quienes viven por debajo de la línea de pobreza que fija el propio país, en "
            "porcentaje de la población.",
            "Quem vive abaixo da linha de pobreza que o próprio país define, em porcentagem da "
            "população.",
            "Ceux qui vivent sous le seuil de pauvreté que le pays fixe lui-même, en pourcentage "
            "de la population.",
        ),
        _LINES,
        area="COL",
    ),
    wdi(
        "SI_POV_GINI",
        "INDEX",
        Text(
            "Gini index of income or consumption",
            "Índice de Gini del ingreso o del consumo",
            "Índice de Gini da renda ou do consumo",
            "Indice de Gini du revenu ou de la consommation",
        ),
        Text(
            "How unequally income or consumption is spread among people: 0 if all have the same, "
            "100 if one has all.",
            "Cuán desigual es el reparto del ingreso o del consumo entre las personas: 0 si todas "
            "tienen lo mismo, 100 si una lo tiene todo.",
            "Quão desigual é a distribuição da renda ou do consumo entre as pessoas: 0 se todas "
            "têm o mesmo, 100 se uma tem tudo.",
            "L’inégalité de la répartition du revenu ou de la consommation entre les personnes : "
            "0 si toutes ont autant, 100 si une seule a tout.",
        ),
        _SURVEYS,
    ),
    wdi(
        "SP_DYN_LE00_IN",
        "YEARS",
        Text(
            "Life expectancy at birth",
            "Esperanza de vida al nacer",
            "Expectativa de vida ao nascer",
            "Espérance de vie à la naissance",
        ),
        Text(
            "Years that a newborn would live if the risks of dying stayed as they are in the year.",
            "Años que viviría un recién nacido si los riesgos de morir se mantuvieran como en el "
            "año.",
            "Anos que viveria um recém-nascido se os riscos de morrer permanecessem como no ano.",
            "Années que vivrait un nouveau-né si les risques de mourir restaient ceux de l’année.",
        ),
    ),
    wdi(
        "SH_DYN_MORT",
        "PER_1000_BIRTHS",
        Text(
            "Under-five mortality",
            "Mortalidad de menores de cinco años",
            "Mortalidade de menores de cinco anos",
            "Mortalité des moins de cinq ans",
        ),
        Text(
            "Of a thousand children born alive, those who would die before the age of five at the "
            "risks of the year.",
            "De mil nacidos vivos, los que morirían antes de los cinco años con los riesgos del "
            "año.",
            "De mil nascidos vivos, os que morreriam antes dos cinco anos com os riscos do ano.",
            "Sur mille enfants nés vivants, ceux qui mourraient avant cinq ans aux risques de "
            "l’année.",
        ),
    ),
    wdi(
        "SE_XPD_TOTL_GD_ZS",
        "PT",
        Text(
            "Government spending on education, share of gross domestic product",
            "Gasto público en educación, proporción del producto interno bruto",
            "Gasto público em educação, proporção do produto interno bruto",
            "Dépenses publiques d’éducation, part du produit intérieur brut",
        ),
        Text(
            "What all levels of government spend on education, current and capital, as a "
            "percentage of the product.",
            "Lo que gastan en educación todos los niveles de gobierno, corriente y de capital, en "
            "porcentaje del producto.",
            "O que todos os níveis de governo gastam em educação, corrente e de capital, em "
            "porcentagem do produto.",
            "Ce que toutes les administrations dépensent pour l’éducation, en fonctionnement et "
            "en capital, en pourcentage du produit.",
        ),
    ),
    wdi(
        "EG_ELC_ACCS_ZS",
        "PT",
        Text(
            "Access to electricity, share of the population",
            "Acceso a la electricidad, proporción de la población",
            "Acesso à eletricidade, proporção da população",
            "Accès à l’électricité, part de la population",
        ),
        Text(
            "Those who have electricity where they live, as a percentage of the population.",
            "Quienes tienen electricidad donde viven, en porcentaje de la población.",
            "Quem tem eletricidade onde vive, em porcentagem da população.",
            "Ceux qui ont l’électricité là où ils vivent, en pourcentage de la population.",
        ),
    ),
    wdi(
        "EN_ATM_CO2E_PC",
        "T_PERSON",
        Text(
            "Carbon dioxide emissions per head",
            "Emisiones de dióxido de carbono por habitante",
            "Emissões de dióxido de carbono por habitante",
            "Émissions de dioxyde de carbone par habitant",
        ),
        Text(
            "Carbon dioxide from burning fossil fuels and making cement, divided by the "
            "population.",
            "Dióxido de carbono de la quema de combustibles fósiles y la fabricación de cemento, "
            "dividido por la población.",
            "Dióxido de carbono da queima de combustíveis fósseis e da fabricação de cimento, "
            "dividido pela população.",
            "Dioxyde de carbone de la combustion des énergies fossiles et de la fabrication du "
            "ciment, divisé par la population.",
        ),
        _ARCHIVED,
    ),
    wdi(
        "IT_CEL_SETS_P2",
        "PER_100_PERSONS",
        Text(
            "Mobile telephone subscriptions",
            "Abonos a telefonía móvil",
            "Assinaturas de telefonia móvel",
            "Abonnements à la téléphonie mobile",
        ),
        Text(
            "Subscriptions to public mobile telephone services, paid before or after use, for "
            "every hundred people.",
            "Abonos a servicios públicos de telefonía móvil, prepagos o pospagos, por cada cien "
            "habitantes.",
            "Assinaturas de serviços públicos de telefonia móvel, pré ou pós-pagas, para cada cem "
            "habitantes.",
            "Abonnements à des services publics de téléphonie mobile, prépayés ou non, pour cent "
            "habitants.",
        ),
        _ABOVE,
    ),
    wdi(
        "IT_NET_BBND_P2",
        "PER_100_PERSONS",
        Text(
            "Fixed broadband subscriptions",
            "Abonos a banda ancha fija",
            "Assinaturas de banda larga fixa",
            "Abonnements au haut débit fixe",
        ),
        Text(
            "Subscriptions to fixed internet access of at least 256 kbit/s, for every hundred "
            "people.",
            "Abonos a internet fija de al menos 256 kbit/s, por cada cien habitantes.",
            "Assinaturas de internet fixa de pelo menos 256 kbit/s, para cada cem habitantes.",
            "Abonnements à l’internet fixe d’au moins 256 kbit/s, pour cent habitants.",
        ),
    ),
    wdi(
        "IT_NET_SECR_P6",
        "PER_1000000_PERSONS",
        Text(
            "Secure internet servers",
            "Servidores de internet seguros",
            "Servidores de internet seguros",
            "Serveurs internet sécurisés",
        ),
        Text(
            "Distinct certificates for encrypted connections found on servers of the area, for "
            "every million people.",
            "Certificados distintos para conexiones cifradas hallados en servidores del área, por "
            "cada millón de habitantes.",
            "Certificados distintos para conexões cifradas encontrados em servidores da área, "
            "para cada milhão de habitantes.",
            "Certificats distincts de connexion chiffrée trouvés sur des serveurs de la zone, par "
            "million d’habitants.",
        ),
        _SERVERS,
    ),
    wdi(
        "FI_RES_TOTL_CD",
        "USD",
        Text(
            "Total reserves, with gold, current US dollars",
            "Reservas totales, con oro, dólares corrientes",
            "Reservas totais, com ouro, dólares correntes",
            "Réserves totales, or compris, dollars courants",
        ),
        Text(
            "What the monetary authorities hold in foreign exchange, gold, special drawing rights "
            "and position in the IMF, at the end of the year.",
            "Lo que las autoridades monetarias tienen en divisas, oro, derechos especiales de "
            "giro y posición en el FMI, al final del año.",
            "O que as autoridades monetárias têm em divisas, ouro, direitos especiais de saque e "
            "posição no FMI, no fim do ano.",
            "Ce que les autorités monétaires détiennent en devises, or, droits de tirage spéciaux "
            "et position au FMI, en fin d’année.",
        ),
    ),
    wdi(
        "DT_DOD_DECT_GN_ZS",
        "PT",
        Text(
            "External debt, share of gross national income",
            "Deuda externa, proporción del ingreso nacional bruto",
            "Dívida externa, proporção da renda nacional bruta",
            "Dette extérieure, part du revenu national brut",
        ),
        Text(
            "What the public and private sectors owe to non-residents, as a percentage of gross "
            "national income.",
            "Lo que los sectores público y privado deben a no residentes, en porcentaje del "
            "ingreso nacional bruto.",
            "O que os setores público e privado devem a não residentes, em porcentagem da renda "
            "nacional bruta.",
            "Ce que les secteurs public et privé doivent à des non-résidents, en pourcentage du "
            "revenu national brut.",
        ),
        _DEBTORS,
    ),
    wdi(
        "GC_DOD_TOTL_GD_ZS",
        "PT",
        Text(
            "Central government debt, share of gross domestic product",
            "Deuda del gobierno central, proporción del producto interno bruto",
            "Dívida do governo central, proporção do produto interno bruto",
            "Dette de l’administration centrale, part du produit intérieur brut",
        ),
        Text(
            "What the central government owes at home and abroad, as a percentage of the product.",
            "Lo que el gobierno central debe en el país y en el exterior, en porcentaje del "
            "producto.",
            "O que o governo central deve no país e no exterior, em porcentagem do produto.",
            "Ce que l’administration centrale doit dans le pays et à l’étranger, en pourcentage "
            "du produit.",
        ),
    ),
    wdi(
        "NE_GDI_TOTL_ZS",
        "PT",
        Text(
            "Gross capital formation, share of gross domestic product",
            "Formación bruta de capital, proporción del producto interno bruto",
            "Formação bruta de capital, proporção do produto interno bruto",
            "Formation brute de capital, part du produit intérieur brut",
        ),
        Text(
            "What is added to fixed assets and stocks, as a percentage of the product.",
            "Lo que se agrega a los activos fijos y a las existencias, en porcentaje del producto.",
            "O que se acrescenta aos ativos fixos e aos estoques, em porcentagem do produto.",
            "Ce qui s’ajoute aux actifs fixes et aux stocks, en pourcentage du produit.",
        ),
    ),
    wdi(
        "NY_GDP_PCAP_KD_ZG",
        "PT",
        Text(
            "Growth of gross domestic product per head, annual",
            "Crecimiento anual del producto interno bruto por habitante",
            "Crescimento anual do produto interno bruto por habitante",
            "Croissance annuelle du produit intérieur brut par habitant",
        ),
        Text(
            "Change of the product per head over the year before, with the effect of prices taken "
            "out.",
            "Variación del producto por habitante respecto del año anterior, sin el efecto de los "
            "precios.",
            "Variação do produto por habitante em relação ao ano anterior, sem o efeito dos "
            "preços.",
            "Variation du produit par habitant par rapport à l’année précédente, hors effet des "
            "prix.",
        ),
    ),
    wdi(
        "SM_POP_NETM",
        "PERSONS",
        Text(
            "Net migration",
            "Migración neta",
            "Migração líquida",
            "Solde migratoire",
        ),
        Text(
            "Those who came to live in the area during the year less those who left it; negative "
            "if more left.",
            "Quienes llegaron a vivir al área durante el año menos quienes la dejaron; negativa "
            "si salieron más.",
            "Quem veio viver na área durante o ano menos quem a deixou; negativa se mais pessoas "
            "saíram.",
            "Ceux qui sont venus vivre dans la zone pendant l’année moins ceux qui l’ont quittée "
            "; négatif si plus sont partis.",
        ),
    ),
    wdi(
        "LP_LPI_OVRL_XQ",
        "INDEX",
        Text(
            "Logistics performance index",
            "Índice de desempeño logístico",
            "Índice de desempenho logístico",
            "Indice de performance logistique",
        ),
        Text(
            "How well goods move, from 1 (low) to 5 (high), as those who ship them judge customs, "
            "infrastructure, services, tracking and timeliness.",
            "Qué tan bien se mueven las mercancías, de 1 (bajo) a 5 (alto), según quienes las "
            "envían: aduanas, infraestructura, servicios, seguimiento y puntualidad.",
            "Quão bem as mercadorias se movem, de 1 (baixo) a 5 (alto), segundo quem as envia: "
            "alfândegas, infraestrutura, serviços, rastreamento e pontualidade.",
            "La fluidité des marchandises, de 1 (faible) à 5 (forte), selon ceux qui les "
            "expédient : douanes, infrastructures, services, suivi et ponctualité.",
        ),
        _LPI,
    ),
    _governance(
        "WGI_VA",
        Text(
            "Voice and accountability",
            "Voz y rendición de cuentas",
            "Voz e prestação de contas",
            "Expression et responsabilité",
        ),
        Text(
            "How far citizens can choose their government, and speak, gather and publish freely.",
            "Hasta qué punto los ciudadanos pueden elegir su gobierno, y expresarse, reunirse e "
            "informar libremente.",
            "Até que ponto os cidadãos podem escolher seu governo e se expressar, se reunir e "
            "informar livremente.",
            "Dans quelle mesure les citoyens choisissent leur gouvernement, s’expriment, se "
            "réunissent et informent librement.",
        ),
    ),
    _governance(
        "WGI_PV",
        Text(
            "Political stability and absence of violence",
            "Estabilidad política y ausencia de violencia",
            "Estabilidade política e ausência de violência",
            "Stabilité politique et absence de violence",
        ),
        Text(
            "How unlikely political unrest, violence and terrorism are held to be.",
            "Cuán improbables se consideran los disturbios políticos, la violencia y el "
            "terrorismo.",
            "Quão improváveis são considerados distúrbios políticos, violência e terrorismo.",
            "Combien les troubles politiques, la violence et le terrorisme sont jugés improbables.",
        ),
    ),
    _governance(
        "WGI_GE",
        Text(
            "Government effectiveness",
            "Eficacia del gobierno",
            "Eficácia do governo",
            "Efficacité des pouvoirs publics",
        ),
        Text(
            "How good public services, the civil service and the making of policy are held to be.",
            "Qué tan buenos se consideran los servicios públicos, la administración y la "
            "formulación de políticas.",
            "Quão bons são considerados os serviços públicos, a administração e a formulação de "
            "políticas.",
            "La qualité attribuée aux services publics, à l’administration et à l’élaboration des "
            "politiques.",
        ),
    ),
    _governance(
        "WGI_RQ",
        Text(
            "Regulatory quality",
            "Calidad regulatoria",
            "Qualidade regulatória",
            "Qualité de la réglementation",
        ),
        Text(
            "How well rules are held to let private business develop.",
            "Qué tan bien se considera que las normas permiten desarrollarse al sector privado.",
            "Quão bem se considera que as normas permitem o desenvolvimento do setor privado.",
            "Combien les règles sont jugées permettre le développement du secteur privé.",
        ),
    ),
    _governance(
        "WGI_RL",
        Text(
            "Rule of law",
            "Estado de derecho",
            "Estado de direito",
            "État de droit",
        ),
        Text(
            "How far people are held to trust and keep the rules: contracts, property, police and "
            "courts.",
            "Hasta qué punto se considera que se confía en las normas y se cumplen: contratos, "
            "propiedad, policía y tribunales.",
            "Até que ponto se considera que as normas são cumpridas e merecem confiança: "
            "contratos, propriedade, polícia e tribunais.",
            "Dans quelle mesure les règles sont jugées fiables et respectées : contrats, "
            "propriété, police et tribunaux.",
        ),
    ),
    _governance(
        "WGI_CC",
        Text(
            "Control of corruption",
            "Control de la corrupción",
            "Controle da corrupção",
            "Maîtrise de la corruption",
        ),
        Text(
            "How far public power is held not to serve private gain.",
            "Hasta qué punto se considera que el poder público no sirve al beneficio privado.",
            "Até que ponto se considera que o poder público não serve ao ganho privado.",
            "Dans quelle mesure le pouvoir public est jugé ne pas servir l’intérêt privé.",
        ),
    ),
    _tariff(
        "TARIFF_SIMPLE",
        "PT",
        r"\frac{1}{n} \sum_{k=1}^{n} t_k",
        "0 and above, in per cent",
        Text(
            "Applied tariff, simple average",
            "Arancel aplicado, promedio simple",
            "Tarifa aplicada, média simples",
            "Droit appliqué, moyenne simple",
        ),
        Text(
            "Mean of the tariffs that the area applies to imports of all products, each product "
            "counting the same.",
            "Promedio de los aranceles que el área aplica a las importaciones de todos los "
            "productos, contando cada producto por igual.",
            "Média das tarifas que a área aplica às importações de todos os produtos, cada "
            "produto contando igual.",
            "Moyenne des droits que la zone applique aux importations de tous les produits, "
            "chacun comptant autant.",
        ),
        _RATES,
    ),
    _tariff(
        "TARIFF_WEIGHTED",
        "PT",
        r"\sum_k t_k M_k \Big/ \sum_k M_k",
        "0 and above, in per cent",
        Text(
            "Applied tariff, average weighted by imports",
            "Arancel aplicado, promedio ponderado por importaciones",
            "Tarifa aplicada, média ponderada pelas importações",
            "Droit appliqué, moyenne pondérée par les importations",
        ),
        Text(
            "Mean of the tariffs that the area applies to imports of all products, weighted by "
            "what it imports.",
            "Promedio de los aranceles que el área aplica a las importaciones de todos los "
            "productos, ponderado por lo que importa.",
            "Média das tarifas que a área aplica às importações de todos os produtos, ponderada "
            "pelo que importa.",
            "Moyenne des droits que la zone applique aux importations de tous les produits, "
            "pondérée par ses achats.",
        ),
        _WEIGHTS,
    ),
    _tariff(
        "DUTY_FREE_LINES",
        "PT",
        r"100 \cdot \frac{n_0}{n}",
        "0 to 100, in per cent",
        Text(
            "Tariff lines free of duty",
            "Líneas arancelarias libres de arancel",
            "Linhas tarifárias livres de imposto",
            "Lignes tarifaires en franchise",
        ),
        Text(
            "Lines of the tariff that pay nothing, as a percentage of all lines.",
            "Líneas del arancel que no pagan, en porcentaje de todas las líneas.",
            "Linhas da tarifa que não pagam, em porcentagem de todas as linhas.",
            "Lignes du tarif qui ne paient rien, en pourcentage de toutes les lignes.",
        ),
        _RATES,
    ),
    _tariff(
        "AGREEMENTS_IN_FORCE",
        "NUMBER",
        r"\text{No. of Tariff Agreement}",
        "1 and above",
        Text(
            "Tariff agreements on record",
            "Acuerdos arancelarios registrados",
            "Acordos tarifários registrados",
            "Accords tarifaires enregistrés",
        ),
        Text(
            "How many tariff agreements with rates of the area WITS has on record for the year.",
            "Cuántos acuerdos arancelarios con tasas del área tiene registrados WITS para el año.",
            "Quantos acordos tarifários com alíquotas da área o WITS tem registrados para o ano.",
            "Combien d’accords tarifaires comportant des taux de la zone WITS a enregistrés pour "
            "l’année.",
        ),
        _RECORD,
    ),
    Indicator(
        "LSCI",
        Text(
            "Liner shipping connectivity index",
            "Índice de conectividad del transporte marítimo de línea",
            "Índice de conectividade do transporte marítimo regular",
            "Indice de connectivité des transports maritimes réguliers",
        ),
        Text(
            "How well regular container shipping ties the area to the world: ships, their "
            "capacity and size, services, companies and direct connections; 100 is the mean of "
            "all areas in the first quarter of 2023.",
            "Qué tan bien el transporte regular de contenedores une al área con el mundo: buques, "
            "su capacidad y tamaño, servicios, compañías y conexiones directas; 100 es la media "
            "de todas las áreas en el primer trimestre de 2023.",
            "Quão bem o transporte regular de contêineres une a área ao mundo: navios, sua "
            "capacidade e tamanho, serviços, companhias e conexões diretas; 100 é a média de "
            "todas as áreas no primeiro trimestre de 2023.",
            "Combien le transport régulier de conteneurs relie la zone au monde : navires, leur "
            "capacité et leur taille, services, compagnies et liaisons directes ; 100 est la "
            "moyenne de toutes les zones au premier trimestre de 2023.",
        ),
        formula=r"\text{LSCI}",
        range="above 0",
        unit="INDEX",
        edge_cases=Text(
            "Quarterly since 2006; a year’s figure is the mean of its quarters, worked out where "
            "it is needed. Areas without a container port have none.",
            "Trimestral desde 2006; la cifra de un año es la media de sus trimestres, calculada "
            "donde se necesita. Las áreas sin puerto de contenedores no tienen.",
            "Trimestral desde 2006; o dado de um ano é a média de seus trimestres, calculada onde "
            "é preciso. As áreas sem porto de contêineres não têm.",
            "Trimestriel depuis 2006 ; le chiffre d’une année est la moyenne de ses trimestres, "
            "calculée là où il le faut. Les zones sans port à conteneurs n’en ont pas.",
        ),
        citation="UNCTAD, Liner shipping connectivity index, quarterly (UNCTADstat).",
        example="REF_AREA=PAN INDICATOR=LSCI",
    ),
)
INDICATOR = Dimension(
    "INDICATOR",
    Text("Series", "Serie", "Série", "Série"),
    codelist=CL_DEVELOPMENT,
)

DEVELOPMENT = Dataflow(
    id="DEVELOPMENT",
    name=Text(
        "Development, institutions and connections",
        "Desarrollo, instituciones y conexiones",
        "Desenvolvimento, instituições e conexões",
        "Développement, institutions et connexions",
    ),
    description=Text(
        "Poverty, health, education, energy, communication, finance, governance, tariffs and "
        "shipping by area, as their sources give them. Governance, tariffs and shipping are those of "
        "WGI, WITS_TARIFF and LSCI, the rest of the World Development Indicators, of each source "
        "that is loaded.",
        "Pobreza, salud, educación, energía, comunicaciones, finanzas, gobernanza, aranceles y "
        "transporte marítimo por área, tal como los dan sus fuentes. Gobernanza, aranceles y "
        "transporte marítimo provienen de WGI, WITS_TARIFF y LSCI, y lo demás de los Indicadores "
        "del desarrollo mundial, según las fuentes cargadas.",
        "Pobreza, saúde, educação, energia, comunicações, finanças, governança, tarifas e "
        "transporte marítimo por área, tal como suas fontes os dão. Governança, tarifas e transporte "
        "marítimo provêm de WGI, WITS_TARIFF e LSCI, e o restante dos Indicadores do "
        "desenvolvimento mundial, conforme as fontes carregadas.",
        "Pauvreté, santé, éducation, énergie, communications, finances, gouvernance, droits de "
        "douane et transport maritime par zone, tels que leurs sources les donnent. La gouvernance, "
        "les droits de douane et le transport maritime proviennent de WGI, WITS_TARIFF et LSCI, le "
        "reste des Indicateurs du développement dans le monde, selon les sources chargées.",
    ),
    dimensions=(FREQ, REF_AREA, INDICATOR, SOURCE, TIME_PERIOD),
    measure=OBS_VALUE,
    subject="DEVELOPMENT",
    attributes=(UNIT_MEASURE, OBS_STATUS, VINTAGE),
    methods=tuple(CL_DEVELOPMENT.codes),
)


@publishes(DEVELOPMENT, inputs={"series": AllSources("series")})
def development(series: ir.Table) -> ir.Table:
    """The series that ``CL_DEVELOPMENT`` names; others stay in the source's own table."""
    return as_given(series, CL_DEVELOPMENT)
