"""What the pages of the explorer say."""

from __future__ import annotations

from cedic.model import Text

EXPLORE = {
    "all": Text("all", "todos", "todos", "tous"),
    "no_figures": Text(
        "Nothing is published here yet: no source loaded so far gives what these figures are made "
        "from.",
        "Aquí aún no se publica nada: ninguna fuente cargada hasta ahora ofrece los datos con que se "
        "elaboran estas cifras.",
        "Aqui ainda não se publica nada: nenhuma fonte carregada até agora oferece os dados com que "
        "estes números são elaborados.",
        "Rien n’est encore publié ici : aucune source chargée à ce jour ne donne de quoi établir ces "
        "chiffres.",
    ),
    "needs": Text(
        "For those who keep this portal",
        "Para quienes administran este portal",
        "Para quem mantém este portal",
        "Pour qui gère ce portail",
    ),
    "of": Text("of", "de", "de", "sur"),
    "choose": Text("Choose", "Elegir", "Escolher", "Choisir"),
    "filters": Text("What is shown", "Qué se muestra", "O que é mostrado", "Ce qui est montré"),
    "show": Text("Show", "Mostrar", "Mostrar", "Afficher"),
    "find": Text(
        "Find in the list", "Buscar en la lista", "Buscar na lista", "Chercher dans la liste"
    ),
    "none": Text("None", "Ninguno", "Nenhum", "Aucun"),
    "everything": Text("All", "Todos", "Todos", "Tous"),
    "members": Text(
        "Add the members of",
        "Agregar los miembros de",
        "Adicionar os membros de",
        "Ajouter les membres de",
    ),
    "nobody": Text("no bloc", "ningún bloque", "nenhum bloco", "aucun bloc"),
    "period": Text("Period", "Período", "Período", "Période"),
    "from": Text("From", "Desde", "De", "De"),
    "to": Text("To", "Hasta", "Até", "À"),
    "measure": Text("Figure", "Cifra", "Dado", "Chiffre"),
    "arrange": Text("Arrange", "Disposición", "Disposição", "Présentation"),
    "rows": Text("Down", "En filas", "Nas linhas", "En lignes"),
    "columns": Text("Across", "En columnas", "Nas colunas", "En colonnes"),
    "chart_kind": Text("Chart", "Gráfico", "Gráfico", "Graphique"),
    "automatic": Text(
        "As the figures call for",
        "El que pidan las cifras",
        "O que os dados pedirem",
        "Selon les chiffres",
    ),
    "chart": Text("Chart", "Gráfico", "Gráfico", "Graphique"),
    "table": Text("Table", "Tabla", "Tabela", "Tableau"),
    "view": Text("View", "Vista", "Vista", "Vue"),
    "measures": Text("What it measures", "Qué mide", "O que mede", "Ce que cela mesure"),
    "method": Text(
        "Formula and caveats",
        "Fórmula y advertencias",
        "Fórmula e ressalvas",
        "Formule et mises en garde",
    ),
    "unit": Text("Unit", "Unidad", "Unidade", "Unité"),
    "notes": Text("Notes", "Notas", "Notas", "Notes"),
    "missing": Text(
        "·· no figure, which is not zero",
        "·· sin cifra; no equivale a cero",
        "·· sem dado; não equivale a zero",
        "·· pas de chiffre, ce qui n’est pas zéro",
    ),
    "too_wide": Text(
        "This table would have {columns} columns; at most {widest} can be read. Move a dimension "
        "down, or "
        "choose less. The download has everything.",
        "Esta tabla tendría {columns} columnas; se pueden leer {widest} como máximo. Pase una "
        "dimensión a las "
        "filas o elija menos. La descarga lo trae todo.",
        "Esta tabela teria {columns} colunas; podem-se ler no máximo {widest}. Passe uma "
        "dimensão para as "
        "linhas ou escolha menos. O download traz tudo.",
        "Ce tableau aurait {columns} colonnes ; on peut en lire {widest} au plus. Mettez une "
        "dimension en "
        "lignes, ou choisissez moins. Le téléchargement contient tout.",
    ),
    "nothing": Text(
        "There are no figures for this choice. Each code exists, but not in this combination: "
        "choose more "
        "periods, or another source.",
        "No hay cifras para esta selección. Cada código existe, pero no en esta combinación: "
        "elija más "
        "períodos u otra fuente.",
        "Não há dados para esta seleção. Cada código existe, mas não nesta combinação: escolha "
        "mais períodos "
        "ou outra fonte.",
        "Il n’y a pas de chiffres pour ce choix. Chaque code existe, mais pas dans cette "
        "combinaison : "
        "choisissez plus de périodes, ou une autre source.",
    ),
    "problems": Text(
        "Not all of this address could be followed",
        "No se pudo seguir toda la dirección",
        "Não foi possível seguir todo o endereço",
        "Une partie de l’adresse n’a pas pu être suivie",
    ),
    "page": Text(
        "Page {page} of {pages}",
        "Página {page} de {pages}",
        "Página {page} de {pages}",
        "Page {page} sur {pages}",
    ),
    "before": Text("Previous rows", "Filas anteriores", "Linhas anteriores", "Lignes précédentes"),
    "after": Text("Next rows", "Filas siguientes", "Linhas seguintes", "Lignes suivantes"),
    "cells": Text("{size} cells", "{size} celdas", "{size} células", "{size} cellules"),
    "take": Text(
        "Use these figures", "Usar estas cifras", "Usar estes dados", "Utiliser ces chiffres"
    ),
    "download": Text(
        "Download what is shown",
        "Descargar lo que se muestra",
        "Baixar o que é mostrado",
        "Télécharger ce qui est montré",
    ),
    "picture": Text(
        "The chart as a picture",
        "El gráfico como imagen",
        "O gráfico como imagem",
        "Le graphique en image",
    ),
    "link": Text(
        "Link to this view", "Enlace a esta vista", "Link para esta vista", "Lien vers cette vue"
    ),
    "latest_link": Text(
        "Always the latest figures",
        "Siempre las últimas cifras",
        "Sempre os dados mais recentes",
        "Toujours les derniers chiffres",
    ),
    "frozen_link": Text(
        "Frozen at release {number}, of {day}",
        "Fijado en la edición {number}, del {day}",
        "Fixado na edição {number}, de {day}",
        "Figé à l’édition {number}, du {day}",
    ),
    "embed": Text(
        "Embed it in your site",
        "Insertarlo en su sitio",
        "Incorporar em seu site",
        "L’intégrer à votre site",
    ),
    "program": Text("Get this in…", "Obtenerlo en…", "Obter em…", "L’obtenir dans…"),
    "cite": Text("How to cite", "Cómo citar", "Como citar", "Comment citer"),
    "about": Text(
        "About these figures: definitions, sources, codes, releases",
        "Acerca de estas cifras: definiciones, fuentes, códigos, ediciones",
        "Sobre estes dados: definições, fontes, códigos, edições",
        "À propos de ces chiffres : définitions, sources, codes, éditions",
    ),
    "older": Text(
        "You are reading release {number}, of {day}.",
        "Está leyendo la edición {number}, del {day}.",
        "Você está lendo a edição {number}, de {day}.",
        "Vous lisez l’édition {number}, du {day}.",
    ),
    "latest": Text("Go to the latest", "Ir a la última", "Ir para a última", "Aller à la dernière"),
    "source": Text("Source", "Fuente", "Fonte", "Source"),
    "vintage": Text("Vintage", "Versión de los datos", "Versão dos dados", "Millésime"),
    "data": Text("Data", "Datos", "Dados", "Données"),
    "cannot": Text(
        "This choice cannot be drawn as one chart.",
        "Esta selección no puede dibujarse en un solo gráfico.",
        "Esta seleção não pode ser desenhada em um só gráfico.",
        "Ce choix ne peut pas être dessiné en un seul graphique.",
    ),
    "open": Text(
        "Open in the portal", "Abrir en el portal", "Abrir no portal", "Ouvrir dans le portail"
    ),
}

SNIPPETS = {
    "python": Text(
        "Needs pandas: pip install pandas",
        "Requiere pandas: pip install pandas",
        "Requer pandas: pip install pandas",
        "Nécessite pandas : pip install pandas",
    ),
    "r": Text(
        "No package is needed.",
        "No requiere ningún paquete.",
        "Não requer nenhum pacote.",
        "Aucun paquet n’est nécessaire.",
    ),
    "curl": Text("In a terminal.", "En una terminal.", "Em um terminal.", "Dans un terminal."),
    "excel": Text(
        "Data → Get Data → From Web, and paste this address; Refresh brings the latest figures.",
        "Datos → Obtener datos → De la web, y pegue esta dirección; Actualizar trae las últimas "
        "cifras.",
        "Dados → Obter Dados → Da Web, e cole este endereço; Atualizar traz os dados mais recentes.",
        "Données → Obtenir des données → À partir du web, et collez cette adresse ; Actualiser "
        "apporte les "
        "derniers chiffres.",
    ),
}
"""Where each snippet is pasted."""

FILE_NAMES = {
    "csv": "CSV",
    "xlsx": "Excel",
    "json": "JSON",
    "parquet": "Parquet",
    "zip": "ZIP",
}
"""What people call the formats of files, in every language."""
