"""What is said of the convergence between secretariats, in four languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cedic.model import Text

WORDS: Mapping[str, Text] = {
    "axis": Text("Axis", "Eje", "Eixo", "Axe"),
    "kind": Text("Kind", "Tipo", "Tipo", "Type"),
    "total": Text("Total", "Total", "Total", "Total"),
    "organisations": Text("Organisations", "Organizaciones", "Organizações", "Organisations"),
    "number": Text("Number of topics", "Número de temas", "Número de temas", "Nombre de thèmes"),
    "topics": Text("Topics", "Temas", "Temas", "Thèmes"),
    "each": Text(
        "Topics of each organisation",
        "Temas de cada organización",
        "Temas de cada organização",
        "Thèmes de chaque organisation",
    ),
    "shared": Text(
        "Topics that just these organisations share",
        "Temas que comparten exactamente estas organizaciones",
        "Temas que exatamente estas organizações compartilham",
        "Thèmes que partagent exactement ces organisations",
    ),
    "only": Text("Only {name}", "Solo {name}", "Somente {name}", "{name} seulement"),
    "and": Text("and", "y", "e", "et"),
    "all_axes": Text("All axes", "Todos los ejes", "Todos os eixos", "Tous les axes"),
    "validated": Text(
        "Validated entries only",
        "Solo entradas validadas",
        "Somente entradas validadas",
        "Entrées validées seulement",
    ),
    "matrix_measure": Text(
        "Number of entries by axis, kind and organisation",
        "Número de entradas por eje, tipo y organización",
        "Número de entradas por eixo, tipo e organização",
        "Nombre d’entrées par axe, type et organisation",
    ),
    "sets_measure": Text(
        "Number of topics by the exact set of organisations that have an entry on them",
        "Número de temas según el conjunto exacto de organizaciones que tienen una entrada en ellos",
        "Número de temas segundo o conjunto exato de organizações que têm uma entrada neles",
        "Nombre de thèmes selon l’ensemble exact des organisations qui y ont une entrée",
    ),
    "none_recorded": Text(
        "0: no entry is recorded",
        "0: no hay entrada registrada",
        "0: não há entrada registrada",
        "0 : aucune entrée n’est enregistrée",
    ),
    "equal_circles": Text(
        "All circles are of one size: the numbers count, not the areas",
        "Todos los círculos son del mismo tamaño: cuentan las cifras, no las superficies",
        "Todos os círculos têm o mesmo tamanho: contam os números, não as áreas",
        "Tous les cercles sont de même taille : ce sont les chiffres qui comptent, non les surfaces",
    ),
    "more": Text(
        "The table has the rest",
        "El resto está en la tabla",
        "O restante está na tabela",
        "Le reste figure dans le tableau",
    ),
    "first": Text(
        "The first {count} of {all} sets are drawn; the table has them all",
        "Se dibujan los primeros {count} de {all} conjuntos; la tabla los contiene todos",
        "São desenhados os primeiros {count} de {all} conjuntos; a tabela contém todos",
        "Les {count} premiers ensembles sur {all} sont dessinés ; le tableau les contient tous",
    ),
}
"""Words and short sentences."""

COUNTED: Mapping[str, tuple[Text, Text]] = {
    "entries": (
        Text("{count} entry", "{count} entrada", "{count} entrada", "{count} entrée"),
        Text("{count} entries", "{count} entradas", "{count} entradas", "{count} entrées"),
    ),
    "topics": (
        Text("{count} topic", "{count} tema", "{count} tema", "{count} thème"),
        Text("{count} topics", "{count} temas", "{count} temas", "{count} thèmes"),
    ),
    "unvalidated": (
        Text(
            "{count} entry is not validated yet",
            "{count} entrada aún no está validada",
            "{count} entrada ainda não foi validada",
            "{count} entrée n’est pas encore validée",
        ),
        Text(
            "{count} entries are not validated yet",
            "{count} entradas aún no están validadas",
            "{count} entradas ainda não foram validadas",
            "{count} entrées ne sont pas encore validées",
        ),
    ),
    "without_topic": (
        Text(
            "{count} entry without a topic is left out",
            "Se omite {count} entrada sin tema",
            "Omite-se {count} entrada sem tema",
            "{count} entrée sans thème est omise",
        ),
        Text(
            "{count} entries without a topic are left out",
            "Se omiten {count} entradas sin tema",
            "Omitem-se {count} entradas sem tema",
            "{count} entrées sans thème sont omises",
        ),
    ),
    "all_share": (
        Text(
            "{names} share {count} of {all}",
            "{names} coinciden en {count} de {all}",
            "{names} coincidem em {count} de {all}",
            "{names} ont {count} point commun parmi {all}",
        ),
        Text(
            "{names} share {count} of {all}",
            "{names} coinciden en {count} de {all}",
            "{names} coincidem em {count} de {all}",
            "{names} ont {count} points communs parmi {all}",
        ),
    ),
    "some_share": (
        Text(
            "No topic is common to {names}; {count} brings together {degree} of them",
            "Ningún tema es común a {names}; {count} reúne a {degree} de ellas",
            "Nenhum tema é comum a {names}; {count} reúne {degree} delas",
            "Aucun thème n’est commun à {names} ; {count} en réunit {degree}",
        ),
        Text(
            "No topic is common to {names}; {count} bring together {degree} of them",
            "Ningún tema es común a {names}; {count} reúnen a {degree} de ellas",
            "Nenhum tema é comum a {names}; {count} reúnem {degree} delas",
            "Aucun thème n’est commun à {names} ; {count} en réunissent {degree}",
        ),
    ),
}
"""Sentences on one and on several."""

FINDINGS: Mapping[str, Text] = {
    "no_entries": Text(
        "No entry is recorded yet",
        "Aún no hay ninguna entrada registrada",
        "Ainda não há nenhuma entrada registrada",
        "Aucune entrée n’est encore enregistrée",
    ),
    "first_axis": Text(
        "{axis}: the axis with the most entries, {count} of {all}{who}",
        "{axis}: el eje con más entradas, {count} de {all}{who}",
        "{axis}: o eixo com mais entradas, {count} de {all}{who}",
        "{axis} : l’axe qui compte le plus d’entrées, {count} sur {all}{who}",
    ),
    "from_some": Text(
        ", from {some} of {most} organisations",
        ", de {some} de las {most} organizaciones",
        ", de {some} das {most} organizações",
        ", de {some} des {most} organisations",
    ),
    "from_all": Text(
        ", from all {most} organisations",
        ", de las {most} organizaciones",
        ", das {most} organizações",
        ", des {most} organisations",
    ),
    "equal_axes": Text(
        "{names} have the most entries: {count} each of {all}",
        "{names} son los ejes con más entradas: {count} cada uno, de {all}",
        "{names} são os eixos com mais entradas: {count} cada um, de {all}",
        "{names} sont les axes qui comptent le plus d’entrées : {count} chacun, sur {all}",
    ),
    "all_equal": Text(
        "All {count} axes have as many entries: {each} each",
        "Los {count} ejes tienen el mismo número de entradas: {each} cada uno",
        "Os {count} eixos têm o mesmo número de entradas: {each} cada um",
        "Les {count} axes comptent autant d’entrées : {each} chacun",
    ),
    "one_axis": Text(
        "{axis}: {entries}{who}",
        "{axis}: {entries}{who}",
        "{axis}: {entries}{who}",
        "{axis} : {entries}{who}",
    ),
    "no_topics": Text(
        "None of them has an entry on a topic yet",
        "Ninguna tiene aún una entrada sobre un tema",
        "Nenhuma tem ainda uma entrada sobre um tema",
        "Aucune n’a encore d’entrée sur un thème",
    ),
    "none_shared": Text(
        "No two organisations have an entry on the same topic, of {all}",
        "No hay dos organizaciones con una entrada sobre el mismo tema, de {all}",
        "Não há duas organizações com uma entrada sobre o mesmo tema, de {all}",
        "Aucun thème n’est commun à deux organisations, sur {all}",
    ),
    "all_of": Text(
        "All {count} organisations",
        "Las {count} organizaciones",
        "As {count} organizações",
        "Les {count} organisations",
    ),
    "the": Text(
        "all {count} organisations",
        "las {count} organizaciones",
        "todas as {count} organizações",
        "toutes les {count} organisations",
    ),
}
"""What titles say."""


def joined(names: Sequence[str], language: str) -> str:
    """Names in a row, with an "and" before the last; in Spanish "e" before the sound of i."""
    if len(names) < 2:
        return "".join(names)
    word = WORDS["and"][language]
    if language == "es" and _begins_with_i(names[-1]):
        word = "e"
    return f"{', '.join(names[:-1])} {word} {names[-1]}"


def _begins_with_i(name: str) -> bool:
    low = name.casefold()
    return low.startswith(("i", "í", "hi", "hí")) and not low.startswith(("hia", "hie", "hio"))


def counted(key: str, count: int, language: str, **values: object) -> str:
    """A sentence of :data:`COUNTED` on so many."""
    is_one = count == 1 or (count == 0 and language == "fr")
    return COUNTED[key][not is_one][language].format(count=count, **values)
