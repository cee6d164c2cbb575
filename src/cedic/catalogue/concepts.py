"""The concepts and codelists that dataflows share, by the names SDMX gives them."""

from __future__ import annotations

from cedic.model import (
    Attribute,
    Code,
    Codelist,
    Dimension,
    Measure,
    Representation,
    Text,
)
from cedic.products import CL_PRODUCT, CL_PRODUCT_DETAILED
from cedic.regions import CL_AREA

CL_FREQ = Codelist.of(
    "CL_FREQ",
    Text("Frequency", "Frecuencia", "Frequência", "Fréquence"),
    Code("A", Text("Annual", "Anual", "Anual", "Annuelle")),
    Code("Q", Text("Quarterly", "Trimestral", "Trimestral", "Trimestrielle")),
    Code("M", Text("Monthly", "Mensual", "Mensal", "Mensuelle")),
)
CL_TRADE_FLOW = Codelist.of(
    "CL_TRADE_FLOW",
    Text("Trade flow", "Flujo comercial", "Fluxo comercial", "Flux commercial"),
    Code("X", Text("Exports", "Exportaciones", "Exportações", "Exportations")),
    Code("M", Text("Imports", "Importaciones", "Importações", "Importations")),
    Code(
        "XM",
        Text(
            "Exports and imports",
            "Exportaciones e importaciones",
            "Exportações e importações",
            "Exportations et importations",
        ),
    ),
    Code("B", Text("Trade balance", "Saldo comercial", "Saldo comercial", "Solde commercial")),
)
CL_VIEW = Codelist.of(
    "CL_VIEW",
    Text("View of the flows", "Visión de los flujos", "Visão dos fluxos", "Vue des flux"),
    Code(
        "REPORTED",
        Text(
            "As the area itself reports",
            "Según declara la propia área",
            "Conforme declara a própria área",
            "Selon la déclaration de la zone elle-même",
        ),
    ),
    Code(
        "RECONCILED",
        Text(
            "Reconciled between both sides, FOB",
            "Conciliados entre ambas partes, FOB",
            "Conciliados entre as duas partes, FOB",
            "Réconciliés entre les deux parties, FAB",
        ),
    ),
)
CL_UNIT_MEASURE = Codelist.of(
    "CL_UNIT_MEASURE",
    Text("Unit of measure", "Unidad de medida", "Unidade de medida", "Unité de mesure"),
    Code(
        "USD",
        Text(
            "US dollars", "Dólares estadounidenses", "Dólares americanos", "Dollars des États-Unis"
        ),
    ),
    Code(
        "INT_USD",
        Text(
            "International dollars (purchasing power parity)",
            "Dólares internacionales (paridad de poder adquisitivo)",
            "Dólares internacionais (paridade do poder de compra)",
            "Dollars internationaux (parité de pouvoir d’achat)",
        ),
    ),
    Code(
        "CURRENCY_UNITS",
        Text(
            "Units of the currency",
            "Unidades de la moneda",
            "Unidades da moeda",
            "Unités de la monnaie",
        ),
    ),
    Code("RATIO", Text("Ratio", "Razón", "Razão", "Rapport")),
    Code("PT", Text("Per cent", "Porcentaje", "Porcentagem", "Pourcentage")),
    Code("NUMBER", Text("Number", "Número", "Número", "Nombre")),
    Code("PERSONS", Text("Persons", "Personas", "Pessoas", "Personnes")),
    Code("INDEX", Text("Index", "Índice", "Índice", "Indice")),
    Code(
        "XDC_USD",
        Text(
            "National currency per US dollar",
            "Moneda nacional por dólar estadounidense",
            "Moeda nacional por dólar americano",
            "Monnaie nationale par dollar des États-Unis",
        ),
    ),
    Code(
        "TEU",
        Text(
            "Twenty-foot equivalent units",
            "Unidades equivalentes a veinte pies",
            "Unidades equivalentes a vinte pés",
            "Équivalents vingt pieds",
        ),
    ),
    Code("YEARS", Text("Years", "Años", "Anos", "Années")),
    Code("MONTHS", Text("Months", "Meses", "Meses", "Mois")),
    Code(
        "LOG",
        Text("Natural logarithm", "Logaritmo natural", "Logaritmo natural", "Logarithme naturel"),
    ),
    Code("STAGE", Text("Stage, 0 to 5", "Etapa, de 0 a 5", "Etapa, de 0 a 5", "Étape, de 0 à 5")),
    Code(
        "KG_INT_USD",
        Text(
            "Kilograms per international dollar",
            "Kilogramos por dólar internacional",
            "Quilogramas por dólar internacional",
            "Kilogrammes par dollar international",
        ),
    ),
    Code(
        "PER_1000_BIRTHS",
        Text(
            "Per thousand live births",
            "Por mil nacidos vivos",
            "Por mil nascidos vivos",
            "Pour mille naissances vivantes",
        ),
    ),
    Code(
        "PER_100_PERSONS",
        Text(
            "Per hundred people", "Por cien habitantes", "Por cem habitantes", "Pour cent habitants"
        ),
    ),
    Code(
        "PER_1000000_PERSONS",
        Text(
            "Per million people",
            "Por millón de habitantes",
            "Por milhão de habitantes",
            "Par million d’habitants",
        ),
    ),
    Code(
        "T_PERSON",
        Text(
            "Tonnes per head",
            "Toneladas por habitante",
            "Toneladas por habitante",
            "Tonnes par habitant",
        ),
    ),
    Code(
        "STD_SCORE",
        Text(
            "Standard deviations from the mean of the world",
            "Desviaciones estándar respecto de la media mundial",
            "Desvios-padrão em relação à média mundial",
            "Écarts types par rapport à la moyenne mondiale",
        ),
    ),
)
CL_OBS_STATUS = Codelist.of(
    "CL_OBS_STATUS",
    Text(
        "Observation status",
        "Estado de la observación",
        "Situação da observação",
        "Statut de l’observation",
    ),
    Code("A", Text("Normal value", "Valor normal", "Valor normal", "Valeur normale")),
    Code(
        "E",
        Text(
            "Estimated by the source",
            "Estimado por la fuente",
            "Estimado pela fonte",
            "Estimé par la source",
        ),
    ),
    Code(
        "L",
        Text(
            "Missing: the source has no figures for the period",
            "Faltante: la fuente no tiene cifras del período",
            "Ausente: a fonte não tem dados do período",
            "Manquant : la source n’a pas de chiffres pour la période",
        ),
    ),
    Code(
        "M",
        Text(
            "Missing: the value cannot be computed",
            "Faltante: el valor no puede calcularse",
            "Ausente: o valor não pode ser calculado",
            "Manquant : la valeur ne peut être calculée",
        ),
    ),
)
CL_VALUATION = Codelist.of(
    "CL_VALUATION",
    Text("Valuation", "Valoración", "Valoração", "Évaluation"),
    Code("FOB", Text("Free on board", "Franco a bordo", "Livre a bordo", "Franco à bord")),
    Code(
        "CIF",
        Text(
            "Cost, insurance and freight",
            "Costo, seguro y flete",
            "Custo, seguro e frete",
            "Coût, assurance et fret",
        ),
    ),
    Code("BASIC", Text("Basic prices", "Precios básicos", "Preços básicos", "Prix de base")),
)
CL_PROVENANCE = Codelist.of(
    "CL_PROVENANCE",
    Text("Provenance", "Procedencia", "Procedência", "Provenance"),
    Code(
        "REPORTED",
        Text(
            "Reported by the area itself",
            "Declarado por la propia área",
            "Declarado pela própria área",
            "Déclaré par la zone elle-même",
        ),
    ),
    Code(
        "RECONCILED",
        Text(
            "Reconciled by the source from both reports",
            "Conciliado por la fuente a partir de ambas declaraciones",
            "Conciliado pela fonte a partir das duas declarações",
            "Réconcilié par la source à partir des deux déclarations",
        ),
    ),
)
CL_COMPOSITION = Codelist.of(
    "CL_COMPOSITION",
    Text(
        "Composition of the bloc",
        "Composición del bloque",
        "Composição do bloco",
        "Composition du bloc",
    ),
    Code(
        "D",
        Text(
            "Members as of each year",
            "Miembros en cada año",
            "Membros em cada ano",
            "Membres de chaque année",
        ),
    ),
    Code(
        "F",
        Text(
            "Founding members, carried back before the bloc existed",
            "Miembros fundadores, retropolados a antes de que existiera el bloque",
            "Membros fundadores, retroagidos a antes da existência do bloco",
            "Membres fondateurs, avant l’existence du bloc",
        ),
    ),
    Code(
        "X",
        Text(
            "Fixed members",
            "Miembros fijos",
            "Membros fixos",
            "Membres fixes",
        ),
    ),
)

FREQ = Dimension("FREQ", CL_FREQ.name, codelist=CL_FREQ)
REF_AREA = Dimension(
    "REF_AREA",
    Text("Reference area", "Área de referencia", "Área de referência", "Zone de référence"),
    codelist=CL_AREA,
)
COUNTERPART_AREA = Dimension(
    "COUNTERPART_AREA",
    Text("Counterpart area", "Área de contraparte", "Área de contraparte", "Zone de contrepartie"),
    codelist=CL_AREA,
)
TRADE_FLOW = Dimension("TRADE_FLOW", CL_TRADE_FLOW.name, codelist=CL_TRADE_FLOW)
VIEW = Dimension("VIEW", CL_VIEW.name, codelist=CL_VIEW)
PRODUCT = Dimension("PRODUCT", CL_PRODUCT.name, codelist=CL_PRODUCT)
DETAILED_PRODUCT = Dimension("PRODUCT", CL_PRODUCT.name, codelist=CL_PRODUCT_DETAILED)
"""The dimension PRODUCT of tables that go down to the headings of the HS."""
COUNTERPART_PRODUCT = Dimension(
    "COUNTERPART_PRODUCT",
    Text(
        "Counterpart product",
        "Producto de contraparte",
        "Produto de contraparte",
        "Produit de contrepartie",
    ),
    codelist=CL_PRODUCT_DETAILED,
)
SOURCE = Dimension(
    "SOURCE",
    Text("Source", "Fuente", "Fonte", "Source"),
    Text(
        "The source of the figures; sources stand side by side and are never merged.",
        "La fuente de las cifras; las fuentes se presentan una junto a otra y nunca se mezclan.",
        "A fonte dos dados; as fontes ficam lado a lado e nunca se misturam.",
        "La source des chiffres ; les sources sont côte à côte et jamais fusionnées.",
    ),
    Representation.STRING,
)
TIME_PERIOD = Dimension(
    "TIME_PERIOD",
    Text("Time period", "Período", "Período", "Période"),
    representation=Representation.TIME,
)
OBS_VALUE = Measure(
    "OBS_VALUE",
    Text("Value", "Valor", "Valor", "Valeur"),
    representation=Representation.FLOAT,
)
USD_VALUE = Measure(
    "OBS_VALUE",
    Text(
        "Value in US dollars",
        "Valor en dólares estadounidenses",
        "Valor em dólares americanos",
        "Valeur en dollars des États-Unis",
    ),
    representation=Representation.INTEGER,
)
UNIT_MEASURE = Attribute("UNIT_MEASURE", CL_UNIT_MEASURE.name, codelist=CL_UNIT_MEASURE)
OBS_STATUS = Attribute("OBS_STATUS", CL_OBS_STATUS.name, codelist=CL_OBS_STATUS)
VALUATION = Attribute("VALUATION", CL_VALUATION.name, codelist=CL_VALUATION)
PROVENANCE = Attribute("PROVENANCE", CL_PROVENANCE.name, codelist=CL_PROVENANCE)
COMPOSITION = Attribute("COMPOSITION", CL_COMPOSITION.name, codelist=CL_COMPOSITION)
COVERAGE = Attribute(
    "COVERAGE",
    Text("Coverage", "Cobertura", "Cobertura", "Couverture"),
    Text(
        "Members of the bloc with figures over all its members, from 0 to 1.",
        "Miembros del bloque con cifras sobre el total de sus miembros, de 0 a 1.",
        "Membros do bloco com dados sobre o total de seus membros, de 0 a 1.",
        "Membres du bloc ayant des chiffres sur l’ensemble de ses membres, de 0 à 1.",
    ),
    Representation.FLOAT,
)
SHARE_KNOWN = Attribute(
    "SHARE_KNOWN",
    Text("Share known", "Proporción conocida", "Proporção conhecida", "Part connue"),
    Text(
        "Weight of the parts that are known over that of all, from 0 to 1: of members in a figure "
        "of a mechanism, of indicators in a score, of records in a sum or share.",
        "Peso de las partes conocidas sobre el de todas, de 0 a 1: de los miembros en una cifra "
        "de un mecanismo, de los indicadores en un puntaje, de los registros en una suma o "
        "proporción.",
        "Peso das partes conhecidas sobre o de todas, de 0 a 1: dos membros em um dado de um "
        "mecanismo, dos indicadores em uma pontuação, dos registros em uma soma ou proporção.",
        "Poids des parts connues sur celui de toutes, de 0 à 1 : des membres dans un chiffre d’un "
        "mécanisme, des indicateurs dans un score, des fiches dans une somme ou une part.",
    ),
    Representation.FLOAT,
)
SHARE_IMPUTED = Attribute(
    "SHARE_IMPUTED",
    Text("Share imputed", "Proporción imputada", "Proporção imputada", "Part imputée"),
    Text(
        "Weight of what rests on figures of another year over that of all that is known, from 0 "
        "to 1.",
        "Peso de lo que descansa en cifras de otro año sobre el de todo lo conocido, de 0 a 1.",
        "Peso do que se apoia em dados de outro ano sobre o de tudo o que é conhecido, de 0 a 1.",
        "Poids de ce qui repose sur des chiffres d’une autre année sur celui de tout ce qui est "
        "connu, de 0 à 1.",
    ),
    Representation.FLOAT,
)
RANK = Attribute(
    "RANK",
    Text("Rank", "Posición", "Posição", "Rang"),
    Text(
        "1 is the highest score of the year: of a mechanism among the five, of a member among the "
        "members of all five.",
        "1 es el puntaje más alto del año: de un mecanismo entre los cinco, de un miembro entre "
        "los miembros de los cinco.",
        "1 é a pontuação mais alta do ano: de um mecanismo entre os cinco, de um membro entre os "
        "membros dos cinco.",
        "1 est le score le plus élevé de l’année : d’un mécanisme parmi les cinq, d’un membre "
        "parmi les membres des cinq.",
    ),
    Representation.INTEGER,
)
RANK_LOW = Attribute(
    "RANK_LOW",
    Text(
        "Best likely rank",
        "Mejor posición probable",
        "Melhor posição provável",
        "Meilleur rang probable",
    ),
    Text(
        "The better end of the ranks in nine of ten runs with other choices and weights.",
        "El mejor extremo de las posiciones en nueve de cada diez corridas con otras decisiones y "
        "pesos.",
        "O melhor extremo das posições em nove de cada dez rodadas com outras escolhas e pesos.",
        "Le meilleur bout des rangs dans neuf exécutions sur dix avec d’autres choix et poids.",
    ),
    Representation.INTEGER,
)
RANK_HIGH = Attribute(
    "RANK_HIGH",
    Text(
        "Worst likely rank", "Peor posición probable", "Pior posição provável", "Pire rang probable"
    ),
    Text(
        "The worse end of the ranks in nine of ten runs with other choices and weights.",
        "El peor extremo de las posiciones en nueve de cada diez corridas con otras decisiones y "
        "pesos.",
        "O pior extremo das posições em nove de cada dez rodadas com outras escolhas e pesos.",
        "Le pire bout des rangs dans neuf exécutions sur dix avec d’autres choix et poids.",
    ),
    Representation.INTEGER,
)
SHARE = Attribute(
    "SHARE",
    Text("Share", "Participación", "Participação", "Part"),
    Text(
        "Share in the reference area's trade with the world, from 0 to 1.",
        "Participación en el comercio del área de referencia con el mundo, de 0 a 1.",
        "Participação no comércio da área de referência com o mundo, de 0 a 1.",
        "Part dans le commerce de la zone de référence avec le monde, de 0 à 1.",
    ),
    Representation.FLOAT,
)
GROWTH = Attribute(
    "GROWTH",
    Text("Growth", "Crecimiento", "Crescimento", "Croissance"),
    Text(
        "Change on the year before, over that year's value.",
        "Variación respecto del año anterior, sobre el valor de ese año.",
        "Variação em relação ao ano anterior, sobre o valor desse ano.",
        "Variation par rapport à l’année précédente, sur la valeur de cette année.",
    ),
    Representation.FLOAT,
)
BASE_PER = Attribute(
    "BASE_PER",
    Text("Base period", "Período base", "Período-base", "Période de base"),
    Text(
        "The period that the value is compared with.",
        "El período con el que se compara el valor.",
        "O período com o qual se compara o valor.",
        "La période à laquelle la valeur est comparée.",
    ),
    Representation.STRING,
)
CLASSIFICATION = Attribute(
    "CLASSIFICATION",
    Text(
        "Classification of products",
        "Clasificación de productos",
        "Classificação de produtos",
        "Classification des produits",
    ),
    Text(
        "What the source's codes of products are codes of, such as HS92.",
        "De qué clasificación son los códigos de productos de la fuente, como HS92.",
        "De que classificação são os códigos de produtos da fonte, como HS92.",
        "De quelle classification sont les codes de produits de la source, comme HS92.",
    ),
    Representation.STRING,
)
VINTAGE = Attribute(
    "VINTAGE",
    Text("Vintage", "Versión de los datos", "Versão dos dados", "Millésime"),
    Text(
        "The source's own version of the figures.",
        "La versión de las cifras según la propia fuente.",
        "A versão dos dados segundo a própria fonte.",
        "La version des chiffres selon la source elle-même.",
    ),
    Representation.STRING,
)
