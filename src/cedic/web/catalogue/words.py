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
    "published": Text(
        "What is published", "Qué se publica", "O que é publicado", "Ce qui est publié"
    ),
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
        "All observations, without limit. An Excel sheet holds 1,048,575 rows; a larger table asks "
        "for a part, or for CSV.",
        "Todas las observaciones, sin límite. Una hoja de Excel admite 1.048.575 filas; de una tabla "
        "mayor, pida una parte o CSV.",
        "Todas as observações, sem limite. Uma planilha do Excel comporta 1.048.575 linhas; de uma "
        "tabela maior, peça uma parte ou CSV.",
        "Toutes les observations, sans limite. Une feuille Excel contient 1 048 575 lignes ; d’un "
        "tableau plus grand, demandez une partie ou le CSV.",
    ),
    "with_names": Text(
        "with names beside the codes",
        "con nombres junto a los códigos",
        "com nomes junto aos códigos",
        "avec les noms à côté des codes",
    ),
    "part": Text(
        "For a part, name codes by dimension and the first and last period in the address:",
        "Para una parte, indique en la dirección códigos por dimensión y el primer y último período:",
        "Para uma parte, indique no endereço códigos por dimensão e o primeiro e o último período:",
        "Pour une partie, indiquez dans l’adresse des codes par dimension et les première et dernière "
        "périodes :",
    ),
    "older": Text(
        "You are reading an earlier release.",
        "Está leyendo una edición anterior.",
        "Você está lendo uma edição anterior.",
        "Vous lisez une édition antérieure.",
    ),
    "latest": Text("Go to the latest", "Ir a la última", "Ir para a última", "Aller à la dernière"),
    "indicators": Text("Indicators", "Indicadores", "Indicadores", "Indicateurs"),
    "range": Text("Values", "Valores", "Valores", "Valeurs"),
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
    "vintage": Text("Vintage", "Edición de los datos", "Edição dos dados", "Millésime"),
    "years": Text("Years", "Años", "Anos", "Années"),
    "enters": Text(
        "enters into indicators of the others",
        "entra en indicadores de las demás",
        "entra em indicadores das demais",
        "entre dans des indicateurs des autres",
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
    "/sdmx/v1": Text.same("SDMX 2.1 REST"),
    "/sdmx/v2": Text.same("SDMX 3.0 REST"),
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
    "/sitemap.xml": Text("Site map", "Mapa del sitio", "Mapa do site", "Plan du site"),
}
"""What programs read, by path."""
