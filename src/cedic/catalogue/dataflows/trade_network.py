"""The network of trade: where each area stands in it, its communities and its backbone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cedic.catalogue.columns import frequency, settled, vintages, with_gaps
from cedic.catalogue.concepts import (
    COUNTERPART_AREA,
    FREQ,
    OBS_STATUS,
    OBS_VALUE,
    PRODUCT,
    REF_AREA,
    SOURCE,
    TIME_PERIOD,
    UNIT_MEASURE,
    USD_VALUE,
    VINTAGE,
)
from cedic.catalogue.registry import publishes
from cedic.model import (
    Attribute,
    Codelist,
    Dataflow,
    Dimension,
    Indicator,
    Representation,
    Text,
)
from cedic.trade import backbone, network
from cedic.trade.tables import as_table

if TYPE_CHECKING:
    import ibis.expr.types as ir

_OPSAHL = "Opsahl, Agneessens and Skvoretz (2010)."
_AREA = "REF_AREA=BRA PRODUCT=_T SOURCE=BACI INDICATOR="
_WHOLE = "REF_AREA=WLD PRODUCT=_T SOURCE=BACI INDICATOR="
_NO_LINK = Text(
    "Null for an area without a link in this direction: what it trades is unknown, not zero.",
    "Nulo para un área sin vínculos en este sentido: lo que comercia es desconocido, no cero.",
    "Nulo para uma área sem ligações neste sentido: o que ela comercia é desconhecido, não zero.",
    "Nulle pour une zone sans lien dans ce sens : ce qu’elle échange est inconnu, et non nul.",
)
_ISOLATED = Text(
    "Null for an isolated area: one without a link in this product and period.",
    "Nulo para un área aislada: la que no tiene vínculos en este producto y período.",
    "Nulo para uma área isolada: a que não tem ligações neste produto e período.",
    "Nul pour une zone isolée, sans lien pour ce produit et cette période.",
)
_NO_PATH = Text(
    "Where no path leads, 1/distance counts as zero, so that it also works in a network of several "
    "parts. Null for an isolated area.",
    "Donde no hay camino, 1/distancia cuenta como cero, de modo que también sirve en una red de "
    "varias partes. Nulo para un área aislada.",
    "Onde não há caminho, 1/distância conta como zero, de modo que também serve em uma rede de "
    "várias partes. Nulo para uma área isolada.",
    "Sans chemin, 1/distance compte pour zéro : la mesure vaut aussi pour un réseau en plusieurs "
    "parties. Nulle pour une zone isolée.",
)
_ONE_PART = Text(
    "In a network of several parts only one part is ranked and the others have about zero. Null for "
    "an isolated area.",
    "En una red de varias partes solo se ordena una de ellas y las demás tienen valores próximos a "
    "cero. Nulo para un área aislada.",
    "Em uma rede de várias partes apenas uma delas é ordenada e as demais têm valores próximos de "
    "zero. Nulo para uma área isolada.",
    "Dans un réseau en plusieurs parties, une seule est classée et les autres sont proches de zéro. "
    "Nul pour une zone isolée.",
)
_ALWAYS = Text(
    "Given for every network; sources list different areas, so compare within one source.",
    "Figura para toda red; las fuentes incluyen áreas distintas: compárese dentro de una misma "
    "fuente.",
    "Consta para toda rede; as fontes incluem áreas diferentes: compare dentro de uma mesma fonte.",
    "Donné pour chaque réseau ; les sources couvrent des zones différentes : à comparer au sein "
    "d’une même source.",
)
_BLOCS_CASES = Text(
    "Over the members of MERCOSUR, the Andean Community, SICA, CARICOM and the Pacific Alliance in "
    "each year; who belongs to several counts for the first of these. Null where fewer than two "
    "members trade, or chance decides it all. Coarse with few members: sectors of the ICIO have "
    "seven economies of the region.",
    "Sobre los miembros del MERCOSUR, la Comunidad Andina, el SICA, la CARICOM y la Alianza del "
    "Pacífico en cada año; quien pertenece a varios cuenta en el primero de ellos. Nulo donde "
    "comercian menos de dos miembros o el azar lo decide todo. Poco preciso con pocos miembros: los "
    "sectores de la ICIO tienen siete economías de la región.",
    "Sobre os membros do MERCOSUL, da Comunidade Andina, do SICA, da CARICOM e da Aliança do "
    "Pacífico em cada ano; quem pertence a vários conta no primeiro deles. Nulo onde menos de dois "
    "membros comerciam ou o acaso decide tudo. Pouco preciso com poucos membros: os setores da ICIO "
    "têm sete economias da região.",
    "Sur les membres du MERCOSUR, de la Communauté andine, du SICA, de la CARICOM et de l’Alliance "
    "du Pacifique chaque année ; qui appartient à plusieurs compte pour le premier d’entre eux. Nul "
    "si moins de deux membres commercent ou si le hasard décide de tout. Peu précis avec peu de "
    "membres : les secteurs de l’ICIO comptent sept économies de la région.",
)

CL_TRADE_NETWORK = Codelist.of(
    "CL_TRADE_NETWORK",
    Text(
        "Measures of the trade network",
        "Medidas de la red de comercio",
        "Medidas da rede de comércio",
        "Mesures du réseau d’échanges",
    ),
    Indicator(
        "STRENGTH_OUT",
        Text(
            "Export strength",
            "Fuerza exportadora",
            "Força exportadora",
            "Force à l’exportation",
        ),
        Text(
            "Exports to all partners of the network, in US dollars.",
            "Exportaciones a todos los socios de la red, en dólares.",
            "Exportações para todos os parceiros da rede, em dólares.",
            "Exportations vers tous les partenaires du réseau, en dollars.",
        ),
        formula=r"s_i^{out} = \sum_j w_{ij}",
        range="0 … ∞",
        unit="USD",
        edge_cases=_NO_LINK,
        citation=_OPSAHL,
        example=_AREA + "STRENGTH_OUT",
    ),
    Indicator(
        "STRENGTH_IN",
        Text(
            "Import strength",
            "Fuerza importadora",
            "Força importadora",
            "Force à l’importation",
        ),
        Text(
            "Imports from all partners of the network as the exporters report them, in US dollars.",
            "Importaciones desde todos los socios de la red según las declaran los exportadores, en "
            "dólares.",
            "Importações de todos os parceiros da rede conforme declaradas pelos exportadores, em "
            "dólares.",
            "Importations en provenance de tous les partenaires du réseau, telles que déclarées par "
            "les exportateurs, en dollars.",
        ),
        formula=r"s_i^{in} = \sum_j w_{ji}",
        range="0 … ∞",
        unit="USD",
        edge_cases=_NO_LINK,
        citation=_OPSAHL,
        example=_AREA + "STRENGTH_IN",
    ),
    Indicator(
        "STRENGTH_SHARE",
        Text(
            "Share of strength",
            "Participación en la fuerza",
            "Participação na força",
            "Part de la force",
        ),
        Text(
            "An area's exports and imports over those of all areas; one half at most, as each flow "
            "has two ends.",
            "Exportaciones e importaciones de un área sobre las de todas; a lo sumo la mitad, pues "
            "cada flujo tiene dos extremos.",
            "Exportações e importações de uma área sobre as de todas; no máximo a metade, pois cada "
            "fluxo tem duas pontas.",
            "Exportations et importations d’une zone sur celles de toutes ; la moitié au plus, car "
            "chaque flux a deux bouts.",
        ),
        formula=r"\frac{s_i^{out} + s_i^{in}}{2 \sum_{jk} w_{jk}}",
        range="0 … 1/2",
        unit="RATIO",
        edge_cases=_ISOLATED,
        citation=_OPSAHL,
        example=_AREA + "STRENGTH_SHARE",
    ),
    Indicator(
        "DEGREE_OUT",
        Text(
            "Markets reached",
            "Mercados de destino",
            "Mercados de destino",
            "Marchés atteints",
        ),
        Text(
            "Areas to which an area exports (out-degree).",
            "Áreas a las que exporta un área (grado de salida).",
            "Áreas para as quais uma área exporta (grau de saída).",
            "Zones vers lesquelles une zone exporte (degré sortant).",
        ),
        formula=r"k_i^{out} = \#\{j : w_{ij} > 0\}",
        range="0 … n−1",
        unit="NUMBER",
        edge_cases=Text(
            "0 for an isolated area. Small flows count as much as large ones.",
            "0 para un área aislada. Los flujos pequeños cuentan tanto como los grandes.",
            "0 para uma área isolada. Os fluxos pequenos contam tanto quanto os grandes.",
            "0 pour une zone isolée. Les petits flux comptent autant que les grands.",
        ),
        citation="Newman (2010).",
        example=_AREA + "DEGREE_OUT",
    ),
    Indicator(
        "DEGREE_IN",
        Text("Suppliers", "Mercados de origen", "Mercados de origem", "Fournisseurs"),
        Text(
            "Areas from which an area imports (in-degree).",
            "Áreas de las que importa un área (grado de entrada).",
            "Áreas das quais uma área importa (grau de entrada).",
            "Zones d’où une zone importe (degré entrant).",
        ),
        formula=r"k_i^{in} = \#\{j : w_{ji} > 0\}",
        range="0 … n−1",
        unit="NUMBER",
        edge_cases=Text(
            "0 for an isolated area. Small flows count as much as large ones.",
            "0 para un área aislada. Los flujos pequeños cuentan tanto como los grandes.",
            "0 para uma área isolada. Os fluxos pequenos contam tanto quanto os grandes.",
            "0 pour une zone isolée. Les petits flux comptent autant que les grands.",
        ),
        citation="Newman (2010).",
        example=_AREA + "DEGREE_IN",
    ),
    Indicator(
        "BETWEENNESS",
        Text(
            "Betweenness centrality",
            "Centralidad de intermediación",
            "Centralidade de intermediação",
            "Centralité d’intermédiarité",
        ),
        Text(
            "The share of pairs of other areas whose shortest path leads through an area; strong "
            "links are short.",
            "La proporción de pares de otras áreas cuyo camino más corto pasa por un área; los "
            "vínculos fuertes son cortos.",
            "A proporção de pares de outras áreas cujo caminho mais curto passa por uma área; as "
            "ligações fortes são curtas.",
            "La part des paires d’autres zones dont le plus court chemin passe par une zone ; les "
            "liens forts sont courts.",
        ),
        formula=r"\frac{1}{(n-1)(n-2)} \sum_{j \ne i \ne k} \frac{g_{jk}(i)}{g_{jk}},\quad "
        r"d_{jk} = \bar w / w_{jk}",
        range="0 … 1",
        unit="RATIO",
        edge_cases=Text(
            "0 for most areas, as the paths lead through few hubs. Pairs that no path joins are not "
            "counted. Null for an isolated area, or in a network of two.",
            "0 para la mayoría de las áreas, pues los caminos pasan por pocos centros. No se cuentan "
            "los pares que ningún camino une. Nulo para un área aislada o en una red de dos.",
            "0 para a maioria das áreas, pois os caminhos passam por poucos centros. Não se contam "
            "os pares que nenhum caminho une. Nulo para uma área isolada ou em uma rede de duas.",
            "0 pour la plupart des zones, les chemins passant par quelques pivots. Les paires "
            "qu’aucun chemin ne relie ne comptent pas. Nulle pour une zone isolée ou dans un réseau "
            "de deux zones.",
        ),
        citation="Freeman (1977); Brandes (2001); distances: " + _OPSAHL,
        example="REF_AREA=USA PRODUCT=_T SOURCE=BACI INDICATOR=BETWEENNESS",
    ),
    Indicator(
        "CLOSENESS_OUT",
        Text(
            "Closeness along exports",
            "Cercanía por exportaciones",
            "Proximidade pelas exportações",
            "Proximité par les exportations",
        ),
        Text(
            "The mean of 1/distance from an area to all others; strong links are short (harmonic "
            "closeness).",
            "La media de 1/distancia de un área a todas las demás; los vínculos fuertes son cortos "
            "(cercanía armónica).",
            "A média de 1/distância de uma área a todas as demais; as ligações fortes são curtas "
            "(proximidade harmônica).",
            "La moyenne de 1/distance d’une zone à toutes les autres ; les liens forts sont courts "
            "(proximité harmonique).",
        ),
        formula=r"\frac{1}{n-1} \sum_{j \ne i} \frac{1}{\delta_{ij}}",
        range="0 … ∞",
        unit="RATIO",
        edge_cases=_NO_PATH,
        citation="Rochat (2009); distances: " + _OPSAHL,
        example=_AREA + "CLOSENESS_OUT",
    ),
    Indicator(
        "CLOSENESS_IN",
        Text(
            "Closeness along imports",
            "Cercanía por importaciones",
            "Proximidade pelas importações",
            "Proximité par les importations",
        ),
        Text(
            "The mean of 1/distance to an area from all others; strong links are short (harmonic "
            "closeness).",
            "La media de 1/distancia de todas las demás áreas a un área; los vínculos fuertes son "
            "cortos (cercanía armónica).",
            "A média de 1/distância de todas as demais áreas a uma área; as ligações fortes são "
            "curtas (proximidade harmônica).",
            "La moyenne de 1/distance de toutes les autres zones à une zone ; les liens forts sont "
            "courts (proximité harmonique).",
        ),
        formula=r"\frac{1}{n-1} \sum_{j \ne i} \frac{1}{\delta_{ji}}",
        range="0 … ∞",
        unit="RATIO",
        edge_cases=_NO_PATH,
        citation="Rochat (2009); distances: " + _OPSAHL,
        example=_AREA + "CLOSENESS_IN",
    ),
    Indicator(
        "EIGENVECTOR",
        Text(
            "Eigenvector centrality",
            "Centralidad de vector propio",
            "Centralidade de autovetor",
            "Centralité de vecteur propre",
        ),
        Text(
            "High for an area that trades much with areas that are central themselves; exports and "
            "imports together, the greatest is 1.",
            "Alta para un área que comercia mucho con áreas que a su vez son centrales; "
            "exportaciones e importaciones juntas, la mayor vale 1.",
            "Alta para uma área que comercia muito com áreas que também são centrais; exportações e "
            "importações juntas, a maior vale 1.",
            "Élevée pour une zone qui échange beaucoup avec des zones elles-mêmes centrales ; "
            "exportations et importations ensemble, la plus grande vaut 1.",
        ),
        formula=r"(W + W^\top)\, v = \lambda_{max} v,\quad \max_i v_i = 1",
        range="0 … 1",
        unit="RATIO",
        edge_cases=_ONE_PART,
        citation="Bonacich (1972).",
        example=_AREA + "EIGENVECTOR",
    ),
    Indicator(
        "PAGERANK",
        Text("PageRank", "PageRank", "PageRank", "PageRank"),
        Text(
            "High for an area that central areas send much of their exports to: its weight as a "
            "market. Adds up to 1.",
            "Alto para un área a la que las áreas centrales envían buena parte de sus exportaciones: "
            "su peso como mercado. Suma 1.",
            "Alto para uma área à qual as áreas centrais enviam boa parte de suas exportações: seu "
            "peso como mercado. Soma 1.",
            "Élevé pour une zone où les zones centrales envoient une bonne part de leurs "
            "exportations : son poids comme marché. La somme est 1.",
        ),
        formula=r"p_i = \frac{1-d}{n} + d \sum_j p_j \frac{w_{ji}}{s_j^{out}},\quad d = 0.85",
        range="0 … 1",
        unit="RATIO",
        edge_cases=Text(
            "An area without exports passes its rank on to all alike. Null for an isolated area.",
            "Un área sin exportaciones reparte su rango por igual entre todas. Nulo para un área "
            "aislada.",
            "Uma área sem exportações reparte sua posição por igual entre todas. Nulo para uma área "
            "isolada.",
            "Une zone sans exportations répartit son rang également entre toutes. Nul pour une zone "
            "isolée.",
        ),
        citation="Brin and Page (1998).",
        example=_AREA + "PAGERANK",
    ),
    Indicator(
        "HUB",
        Text("Hub score", "Puntaje de emisor", "Pontuação de emissor", "Score de pivot"),
        Text(
            "High for an area that exports much to strong importers; the greatest is 1.",
            "Alto para un área que exporta mucho a importadores fuertes; el mayor vale 1.",
            "Alto para uma área que exporta muito para importadores fortes; o maior vale 1.",
            "Élevé pour une zone qui exporte beaucoup vers de forts importateurs ; le plus grand "
            "vaut 1.",
        ),
        formula=r"W W^\top h = \lambda_{max} h,\quad \max_i h_i = 1",
        range="0 … 1",
        unit="RATIO",
        edge_cases=_ONE_PART,
        citation="Kleinberg (1999).",
        example=_AREA + "HUB",
    ),
    Indicator(
        "AUTHORITY",
        Text(
            "Authority score",
            "Puntaje de autoridad",
            "Pontuação de autoridade",
            "Score d’autorité",
        ),
        Text(
            "High for an area that imports much from strong exporters; the greatest is 1.",
            "Alto para un área que importa mucho de exportadores fuertes; el mayor vale 1.",
            "Alto para uma área que importa muito de exportadores fortes; o maior vale 1.",
            "Élevé pour une zone qui importe beaucoup de forts exportateurs ; le plus grand vaut 1.",
        ),
        formula=r"W^\top W a = \lambda_{max} a,\quad \max_i a_i = 1",
        range="0 … 1",
        unit="RATIO",
        edge_cases=_ONE_PART,
        citation="Kleinberg (1999).",
        example=_AREA + "AUTHORITY",
    ),
    Indicator(
        "CLUSTERING",
        Text(
            "Weighted clustering",
            "Agrupamiento ponderado",
            "Agrupamento ponderado",
            "Regroupement pondéré",
        ),
        Text(
            "How far an area's partners trade with each other, strong links weighing more.",
            "En qué medida los socios de un área comercian entre sí, con más peso de los vínculos "
            "fuertes.",
            "Em que medida os parceiros de uma área comerciam entre si, com mais peso das ligações "
            "fortes.",
            "À quel point les partenaires d’une zone commercent entre eux, les liens forts pesant "
            "davantage.",
        ),
        formula=r"\frac{1}{s_i (k_i - 1)} \sum_{j,k} \frac{w_{ij} + w_{ik}}{2} a_{ij} a_{jk} a_{ik}",
        range="0 … 1",
        unit="RATIO",
        edge_cases=Text(
            "Near 1 for all in a dense network. Null for an area of fewer than two partners.",
            "Próximo a 1 para todas en una red densa. Nulo para un área de menos de dos socios.",
            "Próximo de 1 para todas em uma rede densa. Nulo para uma área de menos de dois "
            "parceiros.",
            "Proche de 1 pour toutes dans un réseau dense. Nul pour une zone de moins de deux "
            "partenaires.",
        ),
        citation="Barrat, Barthélemy, Pastor-Satorras and Vespignani (2004).",
        example=_AREA + "CLUSTERING",
    ),
    Indicator(
        "COMMUNITY",
        Text("Community", "Comunidad", "Comunidade", "Communauté"),
        Text(
            "The number of the group of areas that trade more among themselves than their size "
            "would make likely; 1 is the group that trades most.",
            "El número del grupo de áreas que comercian entre sí más de lo probable por su tamaño; "
            "1 es el grupo que más comercia.",
            "O número do grupo de áreas que comerciam entre si mais do que seria provável por seu "
            "tamanho; 1 é o grupo que mais comercia.",
            "Le numéro du groupe de zones qui commercent entre elles plus que leur taille ne le "
            "rendrait probable ; 1 est le groupe qui échange le plus.",
        ),
        formula=r"\mathrm{arg\,max}_c\; Q(c)",
        range="1 … n",
        unit="NUMBER",
        edge_cases=Text(
            "A label of one network, not a quantity: the group 2 of another year may be another "
            "one. Divisions of almost equal modularity exist, so that an area on the border may "
            "change sides. Null for an isolated area.",
            "Es una etiqueta dentro de una red, no una cantidad: el grupo 2 de otro año puede ser "
            "otro. Hay divisiones de modularidad casi igual, de modo que un área en el límite puede "
            "cambiar de lado. Nulo para un área aislada.",
            "É um rótulo dentro de uma rede, não uma quantidade: o grupo 2 de outro ano pode ser "
            "outro. Há divisões de modularidade quase igual, de modo que uma área na fronteira pode "
            "mudar de lado. Nulo para uma área isolada.",
            "C’est une étiquette au sein d’un réseau, non une quantité : le groupe 2 d’une autre "
            "année peut en être un autre. Il existe des divisions de modularité presque égale, si "
            "bien qu’une zone limitrophe peut changer de camp. Nul pour une zone isolée.",
        ),
        citation="Traag, Waltman and van Eck (2019).",
        example=_AREA + "COMMUNITY",
    ),
    Indicator(
        "AREAS",
        Text("Areas in the network", "Áreas en la red", "Áreas na rede", "Zones dans le réseau"),
        Text(
            "Areas with at least one link.",
            "Áreas con al menos un vínculo.",
            "Áreas com ao menos uma ligação.",
            "Zones ayant au moins un lien.",
        ),
        formula=r"n = \#\{i : k_i^{out} + k_i^{in} > 0\}",
        range="2 … ∞",
        unit="NUMBER",
        edge_cases=_ALWAYS,
        citation="Newman (2010).",
        example=_WHOLE + "AREAS",
    ),
    Indicator(
        "ISOLATED",
        Text("Isolated areas", "Áreas aisladas", "Áreas isoladas", "Zones isolées"),
        Text(
            "Areas that the source lists in the period but without a link in this product; they are "
            "those of degree 0.",
            "Áreas que la fuente incluye en el período, pero sin vínculos en este producto; son las "
            "de grado 0.",
            "Áreas que a fonte inclui no período, mas sem ligações neste produto; são as de grau 0.",
            "Zones que la source couvre pour la période, mais sans lien pour ce produit ; ce sont "
            "celles de degré 0.",
        ),
        formula=r"\#\{i : k_i^{out} + k_i^{in} = 0\}",
        range="0 … ∞",
        unit="NUMBER",
        edge_cases=_ALWAYS,
        citation="Newman (2010).",
        example=_WHOLE + "ISOLATED",
    ),
    Indicator(
        "LINKS",
        Text("Links", "Vínculos", "Ligações", "Liens"),
        Text(
            "Flows above zero, each direction counted by itself.",
            "Flujos mayores que cero, contando cada sentido por separado.",
            "Fluxos maiores que zero, contando cada sentido separadamente.",
            "Flux supérieurs à zéro, chaque sens compté séparément.",
        ),
        formula=r"m = \#\{(i, j) : w_{ij} > 0\}",
        range="1 … n(n−1)",
        unit="NUMBER",
        edge_cases=_ALWAYS,
        citation="Newman (2010).",
        example=_WHOLE + "LINKS",
    ),
    Indicator(
        "NETWORK_DENSITY",
        Text("Density", "Densidad", "Densidade", "Densité"),
        Text(
            "Links over all that could exist among the areas of the network.",
            "Vínculos sobre todos los posibles entre las áreas de la red.",
            "Ligações sobre todas as possíveis entre as áreas da rede.",
            "Liens sur tous ceux qui sont possibles entre les zones du réseau.",
        ),
        formula=r"\frac{m}{n(n-1)}",
        range="0 … 1",
        unit="RATIO",
        edge_cases=_ALWAYS,
        citation="Newman (2010).",
        example=_WHOLE + "NETWORK_DENSITY",
    ),
    Indicator(
        "RECIPROCITY",
        Text("Reciprocity", "Reciprocidad", "Reciprocidade", "Réciprocité"),
        Text(
            "The part of trade that is matched by trade the other way between the same two areas.",
            "La parte del comercio que tiene contrapartida en sentido inverso entre las mismas dos "
            "áreas.",
            "A parte do comércio que tem contrapartida em sentido inverso entre as mesmas duas "
            "áreas.",
            "La part du commerce qui a sa contrepartie en sens inverse entre les deux mêmes zones.",
        ),
        formula=r"\frac{\sum_{i \ne j} \min(w_{ij}, w_{ji})}{\sum_{i \ne j} w_{ij}}",
        range="0 … 1",
        unit="RATIO",
        edge_cases=Text(
            "A flow back that is not listed counts as none.",
            "Un flujo de vuelta que no figura cuenta como inexistente.",
            "Um fluxo de volta que não consta conta como inexistente.",
            "Un flux de retour qui ne figure pas compte comme absent.",
        ),
        citation="Squartini, Picciuolo, Ruzzenenti and Garlaschelli (2013).",
        example=_WHOLE + "RECIPROCITY",
    ),
    Indicator(
        "ASSORTATIVITY",
        Text("Assortativity", "Asortatividad", "Assortatividade", "Assortativité"),
        Text(
            "Whether areas of many markets trade with areas of many suppliers: the correlation, over "
            "links, of the exporter's and the importer's degree. Below 0, the well connected trade "
            "with the poorly connected.",
            "Si las áreas de muchos mercados comercian con áreas de muchos orígenes: la correlación, "
            "entre vínculos, del grado del exportador y el del importador. Por debajo de 0, los bien "
            "conectados comercian con los poco conectados.",
            "Se as áreas de muitos mercados comerciam com áreas de muitas origens: a correlação, "
            "entre ligações, do grau do exportador e do importador. Abaixo de 0, os bem conectados "
            "comerciam com os pouco conectados.",
            "Si les zones aux nombreux marchés commercent avec des zones aux nombreux fournisseurs : "
            "la corrélation, entre les liens, du degré de l’exportateur et de celui de "
            "l’importateur. Au-dessous de 0, les bien connectées commercent avec les peu connectées.",
        ),
        formula=r"\mathrm{corr}_{(i,j)}(k_i^{out}, k_j^{in})",
        range="−1 … 1",
        unit="RATIO",
        edge_cases=Text(
            "Null where all degrees are equal.",
            "Nulo donde todos los grados son iguales.",
            "Nulo onde todos os graus são iguais.",
            "Nulle si tous les degrés sont égaux.",
        ),
        citation="Newman (2003).",
        example=_WHOLE + "ASSORTATIVITY",
    ),
    Indicator(
        "CENTRALISATION",
        Text("Centralisation", "Centralización", "Centralização", "Centralisation"),
        Text(
            "How far trade turns around one area: 1 if all trade is with it, 0 if all areas have "
            "equal trade.",
            "En qué medida el comercio gira en torno a un área: 1 si todo se hace con ella, 0 si "
            "todas comercian lo mismo.",
            "Em que medida o comércio gira em torno de uma área: 1 se todo se faz com ela, 0 se "
            "todas comerciam o mesmo.",
            "À quel point le commerce tourne autour d’une zone : 1 si tout se fait avec elle, 0 si "
            "toutes échangent autant.",
        ),
        formula=r"\frac{n \max_i \sigma_i - 1}{n/2 - 1},\quad "
        r"\sigma_i = \frac{s_i^{out} + s_i^{in}}{2 \sum_{jk} w_{jk}}",
        range="0 … 1",
        unit="RATIO",
        edge_cases=Text(
            "Null for two areas.",
            "Nulo para dos áreas.",
            "Nulo para duas áreas.",
            "Nulle pour deux zones.",
        ),
        citation="Freeman (1979), of strength shares.",
        example=_WHOLE + "CENTRALISATION",
    ),
    Indicator(
        "COMPONENTS",
        Text("Components", "Componentes", "Componentes", "Composantes"),
        Text(
            "Parts of the network that no link joins in either direction; 1 if all is connected.",
            "Partes de la red que ningún vínculo une en ningún sentido; 1 si todo está conectado.",
            "Partes da rede que nenhuma ligação une em nenhum sentido; 1 se tudo está conectado.",
            "Parties du réseau qu’aucun lien ne joint, dans un sens ou l’autre ; 1 si tout est relié.",
        ),
        formula=r"\#\text{components}",
        range="1 … n/2",
        unit="NUMBER",
        edge_cases=Text(
            "Isolated areas are counted by themselves, in ISOLATED.",
            "Las áreas aisladas se cuentan aparte, en ISOLATED.",
            "As áreas isoladas são contadas à parte, em ISOLATED.",
            "Les zones isolées sont comptées à part, dans ISOLATED.",
        ),
        citation="Newman (2010).",
        example=_WHOLE + "COMPONENTS",
    ),
    Indicator(
        "COMMUNITIES",
        Text(
            "Number of communities",
            "Número de comunidades",
            "Número de comunidades",
            "Nombre de communautés",
        ),
        Text(
            "Groups of areas found by the Leiden method; see COMMUNITY.",
            "Grupos de áreas hallados por el método de Leiden; véase COMMUNITY.",
            "Grupos de áreas encontrados pelo método de Leiden; veja COMMUNITY.",
            "Groupes de zones trouvés par la méthode de Leyde ; voir COMMUNITY.",
        ),
        formula=r"\#\{c_i\}",
        range="1 … n",
        unit="NUMBER",
        edge_cases=Text(
            "Modularity does not see groups that are small beside the whole network.",
            "La modularidad no distingue grupos pequeños frente al conjunto de la red.",
            "A modularidade não distingue grupos pequenos diante do conjunto da rede.",
            "La modularité ne voit pas les groupes petits face à l’ensemble du réseau.",
        ),
        citation="Traag, Waltman and van Eck (2019).",
        example=_WHOLE + "COMMUNITIES",
    ),
    Indicator(
        "MODULARITY",
        Text("Modularity", "Modularidad", "Modularidade", "Modularité"),
        Text(
            "How much more trade stays within the communities than their size would make likely.",
            "Cuánto más comercio queda dentro de las comunidades de lo probable por su tamaño.",
            "Quanto mais comércio fica dentro das comunidades do que seria provável por seu tamanho.",
            "Combien plus de commerce reste au sein des communautés que leur taille ne le rendrait "
            "probable.",
        ),
        formula=r"Q = \frac{1}{2W} \sum_{ij} \left(u_{ij} - \frac{s_i s_j}{2W}\right) "
        r"[c_i = c_j],\quad u_{ij} = w_{ij} + w_{ji},\ s_i = \sum_j u_{ij},\ 2W = \sum_i s_i",
        range="−1/2 … 1",
        unit="RATIO",
        edge_cases=Text(
            "0 if all areas are one community. The best division found, which need not be the best "
            "there is.",
            "0 si todas las áreas forman una comunidad. Es la mejor división hallada, que puede no "
            "ser la mejor posible.",
            "0 se todas as áreas formam uma comunidade. É a melhor divisão encontrada, que pode não "
            "ser a melhor possível.",
            "0 si toutes les zones forment une communauté. La meilleure division trouvée n’est pas "
            "forcément la meilleure possible.",
        ),
        citation="Newman and Girvan (2004); Traag, Waltman and van Eck (2019).",
        example=_WHOLE + "MODULARITY",
    ),
    Indicator(
        "AMI_LEGAL_BLOCS",
        Text(
            "Communities and legal blocs: adjusted mutual information",
            "Comunidades y bloques jurídicos: información mutua ajustada",
            "Comunidades e blocos jurídicos: informação mútua ajustada",
            "Communautés et blocs juridiques : information mutuelle ajustée",
        ),
        Text(
            "Whether the members of the region's mechanisms fall into communities of trade along the "
            "lines of those mechanisms: 1 if exactly so, 0 if no more than by chance.",
            "Si los miembros de los mecanismos de la región se agrupan en comunidades comerciales "
            "según esos mecanismos: 1 si coinciden exactamente, 0 si no más que por azar.",
            "Se os membros dos mecanismos da região se agrupam em comunidades comerciais segundo "
            "esses mecanismos: 1 se coincidem exatamente, 0 se não mais que por acaso.",
            "Si les membres des mécanismes de la région se groupent en communautés d’échanges selon "
            "ces mécanismes : 1 s’ils coïncident exactement, 0 si ce n’est pas plus que par hasard.",
        ),
        formula=r"\frac{I(C, B) - E[I]}{\frac{1}{2}(H(C) + H(B)) - E[I]}",
        range="−1 … 1",
        unit="RATIO",
        edge_cases=_BLOCS_CASES,
        citation="Vinh, Epps and Bailey (2010).",
        example=_WHOLE + "AMI_LEGAL_BLOCS",
    ),
    Indicator(
        "ARI_LEGAL_BLOCS",
        Text(
            "Communities and legal blocs: adjusted Rand index",
            "Comunidades y bloques jurídicos: índice de Rand ajustado",
            "Comunidades e blocos jurídicos: índice de Rand ajustado",
            "Communautés et blocs juridiques : indice de Rand ajusté",
        ),
        Text(
            "The same comparison by pairs of members: those together, or apart, in both divisions.",
            "La misma comparación por pares de miembros: los que están juntos, o separados, en ambas "
            "divisiones.",
            "A mesma comparação por pares de membros: os que estão juntos, ou separados, em ambas as "
            "divisões.",
            "La même comparaison par paires de membres : ceux qui sont ensemble, ou séparés, dans "
            "les deux divisions.",
        ),
        formula=r"\frac{S - E[S]}{\frac{1}{2}(A + B) - E[S]}",
        range="−1 … 1",
        unit="RATIO",
        edge_cases=_BLOCS_CASES,
        citation="Hubert and Arabie (1985).",
        example=_WHOLE + "ARI_LEGAL_BLOCS",
    ),
)
INDICATOR = Dimension(
    "INDICATOR",
    Text("Measure", "Medida", "Medida", "Mesure"),
    codelist=CL_TRADE_NETWORK,
)
SIGNIFICANCE = Attribute(
    "SIGNIFICANCE",
    Text("Significance", "Significación", "Significância", "Seuil de signification"),
    Text(
        "The probability of a link as strong if the exporter, or the importer, spread its trade at "
        "random over its partners; the lesser of both.",
        "La probabilidad de un vínculo así de fuerte si el exportador, o el importador, repartiera su "
        "comercio al azar entre sus socios; la menor de ambas.",
        "A probabilidade de uma ligação tão forte se o exportador, ou o importador, repartisse seu "
        "comércio ao acaso entre seus parceiros; a menor das duas.",
        "La probabilité d’un lien aussi fort si l’exportateur, ou l’importateur, répartissait son "
        "commerce au hasard entre ses partenaires ; la moindre des deux.",
    ),
    Representation.FLOAT,
)

TRADE_NETWORK = Dataflow(
    id="TRADE_NETWORK",
    name=Text(
        "Network of trade",
        "Red de comercio",
        "Rede de comércio",
        "Réseau des échanges",
    ),
    description=Text(
        "Where each area stands in the network of exports, which communities trade forms and whether "
        "they follow the legal blocs, by product group; WLD is the network as a whole. Sectors of "
        "the ICIO cover 80 economies, seven of them of the region: communities there are coarse.",
        "Qué lugar ocupa cada área en la red de exportaciones, qué comunidades forma el comercio y si "
        "siguen a los bloques jurídicos, por grupo de productos; WLD es la red en su conjunto. Los "
        "sectores de la ICIO abarcan 80 economías, siete de ellas de la región: allí las comunidades "
        "son poco precisas.",
        "Que lugar cada área ocupa na rede de exportações, que comunidades o comércio forma e se elas "
        "seguem os blocos jurídicos, por grupo de produtos; WLD é a rede em seu conjunto. Os setores "
        "da ICIO abrangem 80 economias, sete delas da região: ali as comunidades são pouco precisas.",
        "La place de chaque zone dans le réseau des exportations, les communautés que forment les "
        "échanges et si elles suivent les blocs juridiques, par groupe de produits ; WLD est le "
        "réseau entier. Les secteurs de l’ICIO couvrent 80 économies, dont sept de la région : les "
        "communautés y sont peu précises.",
    ),
    dimensions=(FREQ, REF_AREA, PRODUCT, INDICATOR, SOURCE, TIME_PERIOD),
    measure=OBS_VALUE,
    subject="PRODUCTS",
    attributes=(UNIT_MEASURE, OBS_STATUS, VINTAGE),
    methods=tuple(CL_TRADE_NETWORK.codes),
)

TRADE_BACKBONE = Dataflow(
    id="TRADE_BACKBONE",
    name=Text(
        "Backbone of trade",
        "Columna vertebral del comercio",
        "Espinha dorsal do comércio",
        "Ossature des échanges",
    ),
    description=Text(
        "The exports that matter to the exporter or the importer more than chance would explain, with "
        "their values: the links that the disparity filter keeps at 5 %, by product group. A flow "
        "that is not listed is not significant, or unknown.",
        "Las exportaciones que importan al exportador o al importador más de lo que explicaría el "
        "azar, con sus valores: los vínculos que el filtro de disparidad conserva al 5 %, por grupo "
        "de productos. Un flujo que no figura no es significativo, o es desconocido.",
        "As exportações que importam ao exportador ou ao importador mais do que o acaso explicaria, "
        "com seus valores: as ligações que o filtro de disparidade conserva a 5%, por grupo de "
        "produtos. Um fluxo que não consta não é significativo, ou é desconhecido.",
        "Les exportations qui comptent pour l’exportateur ou l’importateur plus que le hasard ne "
        "l’expliquerait, avec leurs valeurs : les liens que le filtre de disparité garde à 5 %, par "
        "groupe de produits. Un flux qui n’y figure pas n’est pas significatif, ou est inconnu.",
    ),
    dimensions=(FREQ, REF_AREA, COUNTERPART_AREA, PRODUCT, SOURCE, TIME_PERIOD),
    measure=USD_VALUE,
    subject="PRODUCTS",
    attributes=(UNIT_MEASURE, SIGNIFICANCE, OBS_STATUS, VINTAGE),
    first_view="members.REF_AREA=CELAC&members.COUNTERPART_AREA=CELAC&chart=network",
)


@publishes(TRADE_NETWORK, inputs={"flows": "TRADE"}, libraries=("igraph", "scipy"))
def trade_network(flows: ir.Table) -> ir.Table:
    """All measures of all networks: each source, period and product group."""
    exports = _exports(flows)
    rows = as_table(network(exports, product=_products(exports), check=False))
    units = {code.id: code.unit for code in CL_TRADE_NETWORK if isinstance(code, Indicator)}
    rows = rows.mutate(
        UNIT_MEASURE=rows.INDICATOR.cases(*units.items()),
        OBS_STATUS=rows.OBS_VALUE.isnull().ifelse("M", "A"),
    )
    return with_gaps(_described(rows, exports), TRADE_NETWORK)


@publishes(TRADE_BACKBONE, inputs={"flows": "TRADE"})
def trade_backbone(flows: ir.Table) -> ir.Table:
    """The backbone of all networks: each source, period and product group."""
    import ibis

    exports = _exports(flows)
    rows = as_table(backbone(exports, product=_products(exports), check=False))
    rows = rows.mutate(UNIT_MEASURE=ibis.literal("USD"), OBS_STATUS=ibis.literal("A"))
    return _described(rows, exports)


def _exports(flows: ir.Table) -> ir.Table:
    columns = ("SOURCE", "REF_AREA", "COUNTERPART_AREA", "PRODUCT", "TIME_PERIOD", "OBS_VALUE")
    return settled(flows.filter(flows.TRADE_FLOW == "X").select(*columns, "VINTAGE"))


def _products(exports: ir.Table) -> list[str]:
    products = exports.select("PRODUCT").distinct().order_by("PRODUCT").to_pyarrow()
    return list(products["PRODUCT"].to_pylist())


def _described(rows: ir.Table, exports: ir.Table) -> ir.Table:
    rows = rows.mutate(FREQ=frequency(rows.TIME_PERIOD))
    return rows.left_join(vintages(exports), ["SOURCE", "TIME_PERIOD"])
