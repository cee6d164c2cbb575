"""What the home page, the search, the profiles, the comparison and the calendar say."""

from __future__ import annotations

from cedic.model import Text

HOME = {
    "title": Text(
        "How integrated is the region?",
        "¿Qué tan integrada está la región?",
        "Quão integrada está a região?",
        "La région est-elle intégrée ?",
    ),
    "shares": Text(
        "What stays among the members",
        "Lo que queda entre los miembros",
        "O que fica entre os membros",
        "Ce qui reste entre les membres",
    ),
    "figures": Text("The figures", "Las cifras", "Os números", "Les chiffres"),
    "blocs": Text("Bloc by bloc", "Bloque por bloque", "Bloco a bloco", "Bloc par bloc"),
    "bloc": Text("Bloc", "Bloque", "Bloco", "Bloc"),
    "members": Text("Members", "Miembros", "Membros", "Membres"),
    "exports": Text(
        "Exports among members, US$ millions",
        "Exportaciones entre miembros, millones de US$",
        "Exportações entre membros, US$ milhões",
        "Exportations entre membres, millions US$",
    ),
    "share_in": Text(
        "Intra-regional share {}, %",
        "Participación intrarregional {}, %",
        "Participação intrarregional {}, %",
        "Part intrarégionale {}, %",
    ),
    "introversion": Text(
        "Symmetric introversion, −1\N{NO-BREAK SPACE}to\N{NO-BREAK SPACE}1",
        "Introversión simétrica, −1\N{NO-BREAK SPACE}a\N{NO-BREAK SPACE}1",
        "Introversão simétrica, −1\N{NO-BREAK SPACE}a\N{NO-BREAK SPACE}1",
        "Introversion symétrique, −1\N{NO-BREAK SPACE}à\N{NO-BREAK SPACE}1",
    ),
    "trend": Text("Trend", "Evolución", "Evolução", "Évolution"),
    "region": Text("The region", "La región", "A região", "La région"),
    "comparators": Text(
        "For comparison", "Para comparar", "Para comparar", "À titre de comparaison"
    ),
    "year": Text("Year", "Año", "Ano", "Année"),
    "news": Text("What is new", "Novedades", "Novidades", "Nouveautés"),
    "all_releases": Text(
        "All releases", "Todas las ediciones", "Todas as edições", "Toutes les éditions"
    ),
    "published": Text(
        "What is published", "Qué se publica", "O que é publicado", "Ce qui est publié"
    ),
    "nothing": Text(
        "Nothing has been published yet. Whoever keeps this portal can publish with: cedic build",
        "Aún no se ha publicado nada. Quien mantiene este portal puede publicar con: cedic build",
        "Ainda não há nada publicado. Quem mantém este portal pode publicar com: cedic build",
        "Rien n’est encore publié. Qui gère ce portail peut publier avec : cedic build",
    ),
    "missing": Text(
        "·· no figure, which is not zero.",
        "·· sin cifra; la falta de un dato no es un cero.",
        "·· sem dado; a falta de um dado não é zero.",
        "·· pas de chiffre ; une absence n’est pas un zéro.",
    ),
}

RELEASES = {
    "release": Text("Release", "Edición", "Edição", "Édition"),
    "first": Text(
        "first release, {rows} observations",
        "primera edición, {rows} observaciones",
        "primeira edição, {rows} observações",
        "première édition, {rows} observations",
    ),
    "more": Text(
        "{rows} observations, {gained} more than before",
        "{rows} observaciones, {gained} más que antes",
        "{rows} observações, {gained} a mais do que antes",
        "{rows} observations, {gained} de plus qu’avant",
    ),
    "fewer": Text(
        "{rows} observations, {gained} fewer than before",
        "{rows} observaciones, {gained} menos que antes",
        "{rows} observações, {gained} a menos do que antes",
        "{rows} observations, {gained} de moins qu’avant",
    ),
    "same": Text(
        "recalculated; {rows} observations, as before",
        "recalculada; {rows} observaciones, como antes",
        "recalculada; {rows} observações, como antes",
        "recalculée ; {rows} observations, comme avant",
    ),
    "changes": Text("what changed", "qué cambió", "o que mudou", "ce qui a changé"),
}

SEARCH = {
    "title": Text("Search", "Buscar", "Buscar", "Rechercher"),
    "title_of": Text(
        "Results for “{}”", "Resultados para «{}»", "Resultados para “{}”", "Résultats pour « {} »"
    ),
    "one": Text("1 result", "1 resultado", "1 resultado", "1 résultat"),
    "count": Text("{} results", "{} resultados", "{} resultados", "{} résultats"),
    "near": Text(
        "Nothing has all of these words; these are the nearest.",
        "Nada contiene todas estas palabras; esto es lo más parecido.",
        "Nada contém todas estas palavras; isto é o mais próximo.",
        "Rien ne contient tous ces mots ; voici ce qui s’en approche le plus.",
    ),
    "none": Text(
        "Nothing was found", "No se encontró nada", "Nada foi encontrado", "Aucun résultat"
    ),
    "advice": Text(
        "Try fewer words, the name of a country or bloc, or a code such as {codes}. Or choose from "
        "the lists:",
        "Pruebe con menos palabras, con el nombre de un país o de un bloque, o con un código como "
        "{codes}. O elija de las listas:",
        "Tente com menos palavras, com o nome de um país ou bloco, ou com um código como {codes}. Ou "
        "escolha nas listas:",
        "Essayez avec moins de mots, le nom d’un pays ou d’un bloc, ou un code comme {codes}. Ou "
        "choisissez dans les listes :",
    ),
    "ask": Text(
        "Write what you look for: an indicator, a bloc, a country, a source or a code. Accents and "
        "small slips do not matter.",
        "Escriba lo que busca: un indicador, un bloque, un país, una fuente o un código. Los acentos "
        "y las pequeñas erratas no importan.",
        "Escreva o que procura: um indicador, um bloco, um país, uma fonte ou um código. Acentos e "
        "pequenos erros não importam.",
        "Écrivez ce que vous cherchez : un indicateur, un bloc, un pays, une source ou un code. Les "
        "accents et les petites fautes n’importent pas.",
    ),
    "all": Text(
        "See all results", "Ver todos los resultados", "Ver todos os resultados", "Voir tout"
    ),
}

PLACE = {
    "areas": Text("Blocs and countries", "Bloques y países", "Blocos e países", "Blocs et pays"),
    "areas_lead": Text(
        "What is known of each bloc and each country: key figures, partners, memberships, sources.",
        "Lo que se sabe de cada bloque y de cada país: cifras clave, socios, membresías y fuentes.",
        "O que se sabe de cada bloco e de cada país: números-chave, parceiros, participações em "
        "blocos e fontes.",
        "Ce que l’on sait de chaque bloc et de chaque pays : chiffres clés, partenaires, "
        "appartenances et sources.",
    ),
    "filter": Text(
        "Find in the list", "Buscar en la lista", "Procurar na lista", "Chercher dans la liste"
    ),
    "filter_go": Text("Find", "Buscar", "Procurar", "Chercher"),
    "filter_all": Text("Show all", "Ver todo", "Ver tudo", "Tout afficher"),
    "filter_none": Text(
        "Nothing in the list is called that. Write less of the name, or see the whole list.",
        "Nada en la lista se llama así. Escriba una parte más corta del nombre o vea toda la lista.",
        "Nada na lista tem esse nome. Escreva uma parte menor do nome ou veja a lista inteira.",
        "Rien dans la liste ne porte ce nom. Écrivez-en moins, ou voyez toute la liste.",
    ),
    "of_region": Text(
        "Blocs of the region", "Bloques de la región", "Blocos da região", "Blocs de la région"
    ),
    "user": Text("Other groups", "Otros grupos", "Outros grupos", "Autres groupes"),
    "comparator": Text(
        "Blocs for comparison",
        "Bloques para comparar",
        "Blocos para comparar",
        "Blocs de comparaison",
    ),
    "members_of_region": Text(
        "Countries of the region’s blocs",
        "Países de los bloques de la región",
        "Países dos blocos da região",
        "Pays des blocs de la région",
    ),
    "other_areas": Text(
        "Other countries and territories",
        "Otros países y territorios",
        "Outros países e territórios",
        "Autres pays et territoires",
    ),
    "former": Text(
        "Former states, aggregates and other partners",
        "Estados que ya no existen, agregados y otros socios",
        "Estados extintos, agregados e outros parceiros",
        "Anciens États, agrégats et autres partenaires",
    ),
    "member_of": Text("Member of {}.", "Miembro de {}.", "Membro de {}.", "Membre de {}."),
    "bloc_lead": Text(
        "{name}. {count} members; founded on {day}.",
        "{name}. {count} miembros; fundado el {day}.",
        "{name}. {count} membros; fundado em {day}.",
        "{name}. {count} membres ; fondé le {day}.",
    ),
    "bloc_ended": Text(
        "{name}. Founded on {day}, dissolved on {end}.",
        "{name}. Fundado el {day}, disuelto el {end}.",
        "{name}. Fundado em {day}, dissolvido em {end}.",
        "{name}. Fondé le {day}, dissous le {end}.",
    ),
    "key": Text("Key figures", "Cifras clave", "Números-chave", "Chiffres clés"),
    "more": Text(
        "{} more indicators",
        "Otros {} indicadores",
        "Outros {} indicadores",
        "{} autres indicateurs",
    ),
    "definitions": Text(
        "Definitions of the {count} indicators",
        "Definiciones de los {count} indicadores",
        "Definições dos {count} indicadores",
        "Définitions des {count} indicateurs",
    ),
    "further": Text(
        "By product and by partner",
        "Por producto y por socio",
        "Por produto e por parceiro",
        "Par produit et par partenaire",
    ),
    "none": Text(
        "No figures are published for this area.",
        "No se publican cifras de esta área.",
        "Não há dados publicados desta área.",
        "Aucun chiffre n’est publié pour cette zone.",
    ),
    "indicator": Text("Indicator", "Indicador", "Indicador", "Indicateur"),
    "latest": Text("Latest value", "Último valor", "Último valor", "Dernière valeur"),
    "year": Text("Year", "Año", "Ano", "Année"),
    "unit": Text("Unit", "Unidad", "Unidade", "Unité"),
    "trend": Text("Trend", "Evolución", "Evolução", "Évolution"),
    "years": Text("Years", "Años", "Anos", "Années"),
    "coverage": Text(
        "{} of the members have figures",
        "El {} de los miembros tiene cifras",
        "{} dos membros têm dados",
        "{} des membres ont des chiffres",
    ),
    "source": Text("Source", "Fuente", "Fonte", "Source"),
    "explore": Text(
        "Explore the data", "Explorar los datos", "Explorar os dados", "Explorer les données"
    ),
    "download": Text("Download (CSV)", "Descargar (CSV)", "Baixar (CSV)", "Télécharger (CSV)"),
    "compare": Text("Compare with…", "Comparar con…", "Comparar com…", "Comparer avec…"),
    "compare_go": Text("Compare", "Comparar", "Comparar", "Comparer"),
    "partners": Text(
        "Largest partners", "Mayores socios", "Maiores parceiros", "Principaux partenaires"
    ),
    "partner": Text("Partner", "Socio", "Parceiro", "Partenaire"),
    "value": Text("Value", "Valor", "Valor", "Valeur"),
    "share": Text("Share", "Participación", "Participação", "Part"),
    "partners_of": Text(
        "{kind}, {period}: {count} partners with a figure",
        "{kind}, {period}: {count} socios con cifra",
        "{kind}, {period}: {count} parceiros com dado",
        "{kind}, {period} : {count} partenaires avec un chiffre",
    ),
    "with_blocs": Text(
        "Trade with the blocs it belongs to",
        "Comercio con los bloques a los que pertenece",
        "Comércio com os blocos a que pertence",
        "Commerce avec les blocs dont il est membre",
    ),
    "inside": Text(
        "Trade among the members",
        "Comercio entre los miembros",
        "Comércio entre os membros",
        "Commerce entre les membres",
    ),
    "inside_of": Text(
        "{kind} among members, {period}: the largest of {count} flows",
        "{kind} entre miembros, {period}: los mayores de {count} flujos",
        "{kind} entre membros, {period}: os maiores de {count} fluxos",
        "{kind} entre membres, {period} : les plus grands de {count} flux",
    ),
    "from": Text("From", "De", "De", "De"),
    "to": Text("To", "A", "Para", "Vers"),
    "stays": Text(
        "Part of the trade with the world",
        "Parte del comercio con el mundo",
        "Parte do comércio com o mundo",
        "Part du commerce avec le monde",
    ),
    "memberships": Text("Memberships", "Membresías", "Participação em blocos", "Appartenances"),
    "members": Text("Members", "Miembros", "Membros", "Membres"),
    "membership_caption": Text(
        "Full members, from {first} to {last}; associates and observers are not counted.",
        "Miembros plenos, de {first} a {last}; no se cuentan asociados ni observadores.",
        "Membros plenos, de {first} a {last}; associados e observadores não são contados.",
        "Membres de plein droit, de {first} à {last} ; associés et observateurs ne comptent pas.",
    ),
    "changes": Text("Members by year", "Miembros por año", "Membros por ano", "Membres par année"),
    "changes_caption": Text(
        "Years in which the composition changed",
        "Años en que cambió la composición",
        "Anos em que a composição mudou",
        "Années où la composition a changé",
    ),
    "joined": Text("Joined", "Ingresaron", "Ingressaram", "Entrées"),
    "left": Text("Left", "Se retiraron", "Saíram", "Sorties"),
    "bloc": Text("Bloc", "Bloque", "Bloco", "Bloc"),
    "member": Text("Member", "Miembro", "Membro", "Membre"),
    "since": Text("Since", "Desde", "Desde", "Depuis"),
    "until": Text("Until", "Hasta", "Até", "Jusqu’au"),
    "lasting": Text("today", "hoy", "hoje", "aujourd’hui"),
    "act": Text("Legal act", "Acto jurídico", "Ato jurídico", "Acte juridique"),
    "time": Text("In time", "En el tiempo", "No tempo", "Dans le temps"),
    "method": Text("Method", "Método", "Método", "Méthode"),
    "method_lead": Text(
        "What each indicator measures and what to beware of. Its page has the reference and the "
        "figures of all blocs and countries.",
        "Qué mide cada indicador y qué tener en cuenta al leerlo. Su página trae la referencia y "
        "las cifras de todos los bloques y países.",
        "O que cada indicador mede e o que levar em conta ao lê-lo. Sua página traz a referência e "
        "os dados de todos os blocos e países.",
        "Ce que mesure chaque indicateur et les précautions de lecture. Sa page donne la référence "
        "et les chiffres de tous les blocs et pays.",
    ),
    "formula": Text("Formula", "Fórmula", "Fórmula", "Formule"),
    "range": Text("Values", "Valores", "Valores", "Valeurs"),
    "caveats": Text("Beware", "Advertencias", "Ressalvas", "Mises en garde"),
    "citation": Text("Reference", "Referencia", "Referência", "Référence"),
    "sources": Text("Sources", "Fuentes", "Fontes", "Sources"),
    "provider": Text("Published by", "Publica", "Publica", "Publié par"),
    "licence": Text("Licence", "Licencia", "Licença", "Licence"),
    "vintage": Text("Vintage", "Versión de los datos", "Versão dos dados", "Millésime"),
    "cite_source": Text("Cite as", "Citar como", "Citar como", "Citer ainsi"),
    "website": Text("Its own site", "Su propio sitio", "Seu próprio site", "Son propre site"),
    "indicators": Text("Indicators", "Indicadores", "Indicadores", "Indicateurs"),
    "indicators_lead": Text(
        "What is measured, how, and where it is highest and lowest.",
        "Qué se mide, cómo, y dónde es mayor y menor.",
        "O que se mede, como, e onde é maior e menor.",
        "Ce que l’on mesure, comment, et où c’est le plus et le moins élevé.",
    ),
    "without_method": Text(
        "This dataflow gives amounts, without an indicator of its own.",
        "Este conjunto da montos, sin un indicador propio.",
        "Este conjunto dá valores, sem um indicador próprio.",
        "Ce jeu donne des montants, sans indicateur propre.",
    ),
    "ranking": Text("Ranking", "Clasificación", "Classificação", "Classement"),
    "ranking_of": Text(
        "{name}, {period}", "{name}, {period}", "{name}, {period}", "{name}, {period}"
    ),
    "ranking_blocs": Text("Blocs", "Bloques", "Blocos", "Blocs"),
    "ranking_region": Text(
        "Countries of the region",
        "Países de la región",
        "Países da região",
        "Pays de la région",
    ),
    "ranking_others": Text(
        "Other countries and areas ({})",
        "Otros países y áreas ({})",
        "Outros países e áreas ({})",
        "Autres pays et zones ({})",
    ),
    "place": Text("Place", "Puesto", "Posição", "Rang"),
    "area": Text("Area", "Área", "Área", "Zone"),
    "no_value": Text(
        "No figure in {period}: {names}.",
        "Sin cifra en {period}: {names}.",
        "Sem dado em {period}: {names}.",
        "Pas de chiffre en {period} : {names}.",
    ),
    "no_values": Text(
        "None of these series has a figure yet.",
        "Ninguna de estas series tiene todavía una cifra.",
        "Nenhuma destas séries tem ainda um dado.",
        "Aucune de ces séries n’a encore de chiffre.",
    ),
    "evolution": Text(
        "Over the years", "A lo largo de los años", "Ao longo dos anos", "Au fil des années"
    ),
    "covered": Text(
        "{areas} areas, {first}–{last}",
        "{areas} áreas, {first}–{last}",
        "{areas} áreas, {first}–{last}",
        "{areas} zones, {first}–{last}",
    ),
    "chosen": Text("Shown here", "Lo que se muestra", "O que é mostrado", "Ce qui est présenté"),
    "unknown_area": Text(
        "There is no bloc or country “{}”",
        "No hay ningún bloque ni país «{}»",
        "Não há bloco nem país “{}”",
        "Il n’y a ni bloc ni pays « {} »",
    ),
    "unknown_indicator": Text(
        "There is no indicator “{}”",
        "No hay ningún indicador «{}»",
        "Não há indicador “{}”",
        "Il n’y a pas d’indicateur « {} »",
    ),
    "unknown_data": Text(
        "There is no dataflow “{}”",
        "No hay ningún conjunto de datos «{}»",
        "Não há conjunto de dados “{}”",
        "Il n’y a pas de jeu de données « {} »",
    ),
    "mean": Text("Did you mean…", "Quizás buscaba…", "Talvez procurasse…", "Vouliez-vous dire…"),
    "see_list": Text(
        "See the whole list", "Ver toda la lista", "Ver a lista inteira", "Voir toute la liste"
    ),
}

COMPARE = {
    "title": Text("Compare", "Comparar", "Comparar", "Comparer"),
    "title_of": Text("{} and {}", "{} y {}", "{} e {}", "{} et {}"),
    "lead": Text(
        "Two blocs or countries side by side: the same indicators, in the same years.",
        "Dos bloques o países, lado a lado: los mismos indicadores, en los mismos años.",
        "Dois blocos ou países, lado a lado: os mesmos indicadores, nos mesmos anos.",
        "Deux blocs ou pays côte à côte : les mêmes indicateurs, aux mêmes années.",
    ),
    "first": Text("First", "Primero", "Primeiro", "Premier"),
    "second": Text("Second", "Segundo", "Segundo", "Second"),
    "choose": Text("Choose…", "Elegir…", "Escolher…", "Choisir…"),
    "go": Text("Compare", "Comparar", "Comparar", "Comparer"),
    "same": Text(
        "Choose two different ones: {} was chosen twice.",
        "Elija dos distintos: {} está elegido dos veces.",
        "Escolha dois diferentes: {} foi escolhido duas vezes.",
        "Choisissez-en deux différents : {} a été choisi deux fois.",
    ),
    "unknown": Text(
        "“{}” is neither a bloc nor a country. Choose from the lists.",
        "«{}» no es un bloque ni un país. Elija de las listas.",
        "“{}” não é bloco nem país. Escolha nas listas.",
        "« {} » n’est ni un bloc ni un pays. Choisissez dans les listes.",
    ),
    "nothing": Text(
        "The two have no indicator in common. Compare two blocs, or two countries.",
        "No tienen ningún indicador en común. Compare dos bloques o dos países.",
        "Não têm nenhum indicador em comum. Compare dois blocos ou dois países.",
        "Ils n’ont aucun indicateur en commun. Comparez deux blocs, ou deux pays.",
    ),
    "difference": Text("Difference", "Diferencia", "Diferença", "Différence"),
    "points": Text("{} points", "{} puntos", "{} pontos", "{} points"),
    "times": Text("{} times", "{} veces", "{} vezes", "{} fois"),
    "world": Text(
        "The region and the world",
        "La región y el mundo",
        "A região e o mundo",
        "La région et le monde",
    ),
    "world_caption": Text(
        "Trade of all products, US$ billions, and its parts",
        "Comercio de todos los productos, miles de millones de US$, y sus partes",
        "Comércio de todos os produtos, US$ bilhões, e suas partes",
        "Commerce de tous les produits, milliards US$, et ses parts",
    ),
    "with_world": Text("with the world", "con el mundo", "com o mundo", "avec le monde"),
    "within": Text("among members", "entre miembros", "entre membros", "entre membres"),
    "with_bloc": Text("with {}", "con {}", "com {}", "avec {}"),
    "own_bloc": Text(
        "within its bloc", "dentro de su bloque", "dentro do seu bloco", "au sein de son bloc"
    ),
    "outside": Text(
        "with the rest of the world",
        "con el resto del mundo",
        "com o resto do mundo",
        "avec le reste du monde",
    ),
    "of_total": Text("share of the total", "parte del total", "parte do total", "part du total"),
    "of_world": Text(
        "share of world trade",
        "parte del comercio mundial",
        "parte do comércio mundial",
        "part du commerce mondial",
    ),
    "only": Text(
        "{count} indicators have figures for one of the two alone.",
        "{count} indicadores tienen cifras de uno solo de los dos.",
        "{count} indicadores têm dados de apenas um dos dois.",
        "{count} indicateurs n’ont de chiffres que pour l’un des deux.",
    ),
    "line": Text("Line", "Línea", "Linha", "Ligne"),
    "solid": Text("solid line", "línea continua", "linha contínua", "trait plein"),
    "dashed": Text("dashed line", "línea discontinua", "linha tracejada", "trait discontinu"),
    "vintages": Text(
        "What changed between two releases",
        "Qué cambió entre dos ediciones",
        "O que mudou entre duas edições",
        "Ce qui a changé entre deux éditions",
    ),
    "vintages_lead": Text(
        "Observations that came, went or were revised, and the largest revisions.",
        "Observaciones que se agregaron, se quitaron o se revisaron, y las mayores revisiones.",
        "Observações que entraram, saíram ou foram revistas, e as maiores revisões.",
        "Observations ajoutées, retirées ou révisées, et les plus fortes révisions.",
    ),
    "dataflow": Text("Data", "Datos", "Dados", "Données"),
    "earlier": Text("Earlier release", "Edición anterior", "Edição anterior", "Édition antérieure"),
    "later": Text("Later release", "Edición posterior", "Edição posterior", "Édition postérieure"),
    "show": Text("Show the changes", "Ver los cambios", "Ver as mudanças", "Voir les changements"),
    "alone": Text(
        "This dataflow has one release so far: there is nothing to compare it with.",
        "Este conjunto tiene por ahora una sola edición: no hay con qué compararla.",
        "Este conjunto tem por ora uma única edição: não há com que compará-la.",
        "Ce jeu n’a pour l’instant qu’une édition : il n’y a rien à quoi la comparer.",
    ),
    "no_release": Text(
        "Choose two releases from the lists, the earlier one first: {} is not among them.",
        "Elija dos ediciones de las listas, primero la anterior: {} no está entre ellas.",
        "Escolha duas edições nas listas, primeiro a anterior: {} não está entre elas.",
        "Choisissez deux éditions dans les listes, l’antérieure d’abord : {} n’y figure pas.",
    ),
    "reversed": Text(
        "The earlier release comes first: choose one before {}.",
        "La edición anterior va primero: elija una previa a {}.",
        "A edição anterior vem primeiro: escolha uma anterior a {}.",
        "L’édition antérieure vient d’abord : choisissez-en une avant {}.",
    ),
    "none": Text(
        "Nothing changed: all {} observations are the same.",
        "Nada cambió: las {} observaciones son las mismas.",
        "Nada mudou: as {} observações são as mesmas.",
        "Rien n’a changé : les {} observations sont les mêmes.",
    ),
    "added": Text("Added", "Agregadas", "Acrescentadas", "Ajoutées"),
    "removed": Text("Removed", "Quitadas", "Retiradas", "Retirées"),
    "changed": Text("Revised", "Revisadas", "Revistas", "Révisées"),
    "status_changed": Text(
        "Status changed", "Cambió el estado", "Mudou a situação", "Statut modifié"
    ),
    "unchanged": Text("Unchanged", "Sin cambios", "Sem mudança", "Inchangées"),
    "largest": Text(
        "The largest revisions",
        "Las mayores revisiones",
        "As maiores revisões",
        "Les plus fortes révisions",
    ),
    "largest_caption": Text(
        "{count} of {all} revised observations, those that moved most",
        "{count} de {all} observaciones revisadas, las que más se movieron",
        "{count} de {all} observações revistas, as que mais se moveram",
        "{count} des {all} observations révisées, celles qui ont le plus bougé",
    ),
    "observation": Text("Observation", "Observación", "Observação", "Observation"),
    "old": Text("Before", "Antes", "Antes", "Avant"),
    "new": Text("After", "Después", "Depois", "Après"),
}

CALENDAR = {
    "title": Text(
        "Release calendar",
        "Calendario de publicaciones",
        "Calendário de publicações",
        "Calendrier des publications",
    ),
    "lead": Text(
        "What was published when, and what is to come.",
        "Qué se publicó y cuándo, y lo que está por venir.",
        "O que foi publicado e quando, e o que está por vir.",
        "Ce qui a été publié et quand, et ce qui est à venir.",
    ),
    "subscribe": Text(
        "Keep it in your own calendar (iCalendar)",
        "Llevarlo a su propio calendario (iCalendar)",
        "Levá-lo à sua própria agenda (iCalendar)",
        "L’ajouter à votre agenda (iCalendar)",
    ),
    "feed": Text(
        "News as a feed (Atom)",
        "Novedades por suscripción (Atom)",
        "Novidades por assinatura (Atom)",
        "Nouveautés par abonnement (Atom)",
    ),
    "planned": Text("To come", "Por venir", "Por vir", "À venir"),
    "no_plans": Text(
        "No release is announced.",
        "No hay publicaciones anunciadas.",
        "Não há publicações anunciadas.",
        "Aucune publication n’est annoncée.",
    ),
    "past": Text("Published", "Publicado", "Publicado", "Publié"),
    "nothing": Text(
        "Nothing has been published yet.",
        "Aún no se ha publicado nada.",
        "Ainda não há nada publicado.",
        "Rien n’est encore publié.",
    ),
    "release_of": Text("Release {}", "Edición {}", "Edição {}", "Édition {}"),
}
