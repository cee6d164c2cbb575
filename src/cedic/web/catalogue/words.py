"""What the pages of the catalogue say."""

from __future__ import annotations

from cedic.model import Text

PAGE = {
    "title": Text(
        "Statistics of regional integration",
        "Estadísticas de integración regional",
        "Estatísticas de integração regional",
        "Statistiques d’intégration régionale",
    ),
    "lead": Text(
        "Figures on trade and integration, each with its source and its version, free to read, "
        "download and quote.",
        "Cifras de comercio e integración, cada una con su fuente y su versión, para leer, descargar "
        "y citar libremente.",
        "Dados de comércio e integração, cada um com sua fonte e sua versão, para ler, baixar e citar "
        "livremente.",
        "Des chiffres sur le commerce et l’intégration, chacun avec sa source et sa version, à lire, "
        "télécharger et citer librement.",
    ),
    "about": Text(
        "About these figures",
        "Acerca de estas cifras",
        "Sobre estes dados",
        "À propos de ces chiffres",
    ),
    "published": Text(
        "What is published", "Qué se publica", "O que é publicado", "Ce qui est publié"
    ),
    "empty": Text("No figures yet", "Aún sin cifras", "Ainda sem dados", "Pas encore de chiffres"),
    "nothing": Text(
        "Nothing has been published yet. Whoever keeps this portal can publish with: cedic build",
        "Aún no se ha publicado nada. Quien mantiene este portal puede publicar con: cedic build",
        "Ainda não há nada publicado. Quem mantém este portal pode publicar com: cedic build",
        "Rien n’est encore publié. Qui gère ce portail peut publier avec : cedic build",
    ),
    "period": Text("Period", "Período", "Período", "Période"),
    "observations": Text("Observations", "Observaciones", "Observações", "Observations"),
    "release": Text("Release", "Edición", "Edição", "Édition"),
    "sources": Text("Sources", "Fuentes", "Fontes", "Sources"),
    "machines": Text(
        "Services for programs",
        "Servicios para programas",
        "Serviços para programas",
        "Services pour les programmes",
    ),
    "machines_lead": Text(
        "The same figures, as statistical software, search engines and catalogues read them.",
        "Las mismas cifras, tal como las leen los programas estadísticos, los buscadores y los "
        "catálogos.",
        "Os mesmos dados, tal como os leem os programas estatísticos, os buscadores e os catálogos.",
        "Les mêmes chiffres, tels que les lisent les logiciels statistiques, les moteurs de recherche "
        "et les catalogues.",
    ),
    "downloads": Text("Download", "Descargar", "Baixar", "Télécharger"),
    "downloads_note": Text(
        "Each file holds all observations, without limit.",
        "Cada archivo trae todas las observaciones, sin límite.",
        "Cada arquivo traz todas as observações, sem limite.",
        "Chaque fichier contient toutes les observations, sans limite.",
    ),
    "too_long": Text(
        "They are more than the 1,048,575 rows of an Excel sheet: for Excel, ask for a part.",
        "Son más que las 1.048.575 filas de una hoja de Excel: para Excel, pida una parte.",
        "São mais que as 1.048.575 linhas de uma planilha do Excel: para o Excel, peça uma parte.",
        "Elles dépassent les 1\u202f048\u202f575 lignes d’une feuille Excel : pour Excel, demandez une "
        "partie.",
    ),
    "with_names": Text(
        "with names beside the codes",
        "con nombres junto a los códigos",
        "com nomes junto aos códigos",
        "avec les noms à côté des codes",
    ),
    "part": Text(
        "For a part, name in the address the codes of a dimension, and the first and last period. For "
        "example:",
        "Para obtener una parte, indique en la dirección los códigos de una dimensión y el primer y "
        "el último período. Por ejemplo:",
        "Para obter uma parte, indique no endereço os códigos de uma dimensão e o primeiro e o último "
        "período. Por exemplo:",
        "Pour une partie, indiquez dans l’adresse les codes d’une dimension et la première et la "
        "dernière période. Par exemple :",
    ),
    "older": Text(
        "You are reading an earlier release.",
        "Está leyendo una edición anterior.",
        "Você está lendo uma edição anterior.",
        "Vous lisez une édition antérieure.",
    ),
    "latest": Text("Go to the latest", "Ir a la última", "Ir para a última", "Aller à la dernière"),
    "indicators": Text("Indicators", "Indicadores", "Indicadores", "Indicateurs"),
    "unit": Text("Unit", "Unidad", "Unidade", "Unité"),
    "range": Text("Values", "Valores", "Valores", "Valeurs"),
    "see_indicators": Text(
        "See the indicators", "Ver los indicadores", "Ver os indicadores", "Voir les indicateurs"
    ),
    "contents": Text("On this page", "En esta página", "Nesta página", "Sur cette page"),
    "structure": Text(
        "Dimensions and codes",
        "Dimensiones y códigos",
        "Dimensões e códigos",
        "Dimensions et codes",
    ),
    "structure_note": Text(
        "Each observation is identified by these dimensions. The codes listed are those that occur.",
        "Cada observación se identifica por estas dimensiones. Los códigos que se listan son los que "
        "aparecen.",
        "Cada observação é identificada por estas dimensões. Os códigos listados são os que ocorrem.",
        "Chaque observation est identifiée par ces dimensions. Les codes énumérés sont ceux qui sont "
        "présents.",
    ),
    "codes": Text("codes", "códigos", "códigos", "codes"),
    "attributes": Text(
        "Besides its value, each observation says:",
        "Además de su valor, cada observación indica:",
        "Além do seu valor, cada observação indica:",
        "Outre sa valeur, chaque observation indique :",
    ),
    "provider": Text("Published by", "Publica", "Publica", "Publié par"),
    "licence": Text("Licence", "Licencia", "Licença", "Licence"),
    "vintage": Text("Vintage", "Versión de los datos", "Versão dos dados", "Millésime"),
    "years": Text("Years", "Años", "Anos", "Années"),
    "enters": Text(
        "used to calculate indicators",
        "se usan para calcular indicadores",
        "usados para calcular indicadores",
        "servent à calculer des indicateurs",
    ),
    "cite_source": Text("Cite as", "Citar como", "Citar como", "Citer ainsi"),
    "releases": Text("Releases", "Ediciones", "Edições", "Éditions"),
    "releases_note": Text(
        "The address of a release always gives the same figures.",
        "La dirección de una edición da siempre las mismas cifras.",
        "O endereço de uma edição dá sempre os mesmos dados.",
        "L’adresse d’une édition donne toujours les mêmes chiffres.",
    ),
    "date": Text("Date", "Fecha", "Data", "Date"),
    "files": Text("Files", "Archivos", "Arquivos", "Fichiers"),
    "standard": Text(
        "For statistical software (SDMX)",
        "Para programas estadísticos (SDMX)",
        "Para programas estatísticos (SDMX)",
        "Pour les logiciels statistiques (SDMX)",
    ),
    "standard_note": Text(
        "The data, then their structure with all codelists.",
        "Los datos y, después, su estructura con todas las listas de códigos.",
        "Os dados e, em seguida, sua estrutura com todas as listas de códigos.",
        "Les données, puis leur structure avec toutes les listes de codes.",
    ),
    "cite": Text("How to cite", "Cómo citar", "Como citar", "Comment citer"),
    "cite_files": Text(
        "For reference managers:",
        "Para gestores de referencias:",
        "Para gestores de referências:",
        "Pour les gestionnaires de références :",
    ),
}

VALUES = {
    "between": Text("from {} to {}", "de {} a {}", "de {} a {}", "de {} à {}"),
    "at_least": Text("{} or more", "{} o más", "{} ou mais", "{} ou plus"),
    "bounded": Text(
        "from {}; the members decide how high",
        "desde {}; el máximo depende de los miembros",
        "a partir de {}; o máximo depende dos membros",
        "à partir de {} ; le maximum dépend des membres",
    ),
}
"""The values that an indicator can take."""

FILES = {
    "csv": Text.same("CSV"),
    "xlsx": Text.same("Excel"),
    "json": Text.same("JSON"),
    "parquet": Text.same("Parquet"),
    "zip": Text(
        "ZIP with metadata, licence and citation",
        "ZIP con metadatos, licencia y cita",
        "ZIP com metadados, licença e citação",
        "ZIP avec métadonnées, licence et citation",
    ),
}
"""What people call the formats of downloads."""

MACHINES = {
    "/sdmx/v1": Text.same("SDMX 2.1 (REST 1.5)"),
    "/sdmx/v2": Text.same("SDMX 3.0 (REST 2)"),
    "/catalog.jsonld": Text(
        "Catalogue (DCAT 3, JSON-LD)",
        "Catálogo (DCAT 3, JSON-LD)",
        "Catálogo (DCAT 3, JSON-LD)",
        "Catalogue (DCAT 3, JSON-LD)",
    ),
    "/api/openapi.json": Text(
        "Downloads (OpenAPI 3.1)",
        "Descargas (OpenAPI 3.1)",
        "Downloads (OpenAPI 3.1)",
        "Téléchargements (OpenAPI 3.1)",
    ),
    "/sitemap.xml": Text(
        "Site map (XML)", "Mapa del sitio (XML)", "Mapa do site (XML)", "Plan du site (XML)"
    ),
}
"""What programs read, by path."""
