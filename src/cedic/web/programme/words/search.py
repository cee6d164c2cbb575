"""What the page of the search says."""

from __future__ import annotations

from cedic.model import Text

SAY = {
    "search_programme": Text(
        "Search the work programme",
        "Buscar en el programa de trabajo",
        "Buscar no programa de trabalho",
        "Rechercher dans le programme de travail",
    ),
    "search_lead": Text(
        "All words must be there; words in quotes stand side by side.",
        "Deben estar todas las palabras; las que van entre comillas, una junto a otra.",
        "Todas as palavras devem constar; as que estão entre aspas, lado a lado.",
        "Tous les mots doivent figurer ; entre guillemets, ils se suivent.",
    ),
    "words": Text("Words", "Palabras", "Palavras", "Mots"),
    "kind": Text("Kind", "Tipo", "Tipo", "Type"),
    "found": Text("{} found", "{} resultados", "{} resultados", "{} résultats"),
    "nothing": Text(
        "Nothing has all these words. Try fewer words, or another spelling.",
        "Nada contiene todas estas palabras. Pruebe con menos palabras o con otra grafía.",
        "Nada contém todas estas palavras. Tente menos palavras ou outra grafia.",
        "Rien ne contient tous ces mots. Essayez moins de mots ou une autre graphie.",
    ),
}
