"""Why a cell is wrong and how to mend it, in the visitor's language.

The sources tell reasons in English, of a closed list; here they are said in all languages.
"""

from __future__ import annotations

import re

from cedic.model import Text

_FILL = Text(
    "fill the cell, or leave the row out",
    "complete la celda o quite la fila",
    "preencha a célula ou retire a linha",
    "remplissez la cellule, ou retirez la ligne",
)
_AGAIN = Text(
    "mend the row, or download the file again: it may be cut",
    "corrija la fila o descargue de nuevo el archivo: puede estar cortado",
    "corrija a linha ou baixe o arquivo de novo: pode estar cortado",
    "corrigez la ligne, ou téléchargez de nouveau le fichier : il est peut-être tronqué",
)
_NUMBER = Text(
    "write numbers with a decimal point, without thousands separators or units",
    "escriba los números con punto decimal, sin separadores de miles ni unidades",
    "escreva os números com ponto decimal, sem separadores de milhares nem unidades",
    "écrivez les nombres avec un point décimal, sans séparateurs de milliers ni unités",
)
_ONE_ROW = Text(
    "keep one row for each key",
    "deje una sola fila por clave",
    "deixe uma só linha por chave",
    "gardez une seule ligne par clé",
)
_HS = Text(
    "use six-digit codes of the Harmonized System",
    "use códigos de seis dígitos del Sistema Armonizado",
    "use códigos de seis dígitos do Sistema Harmonizado",
    "utilisez des codes à six chiffres du Système harmonisé",
)

_REASONS: tuple[tuple[str, Text, Text], ...] = (
    (r"is empty", Text("is empty", "está vacía", "está vazia", "est vide"), _FILL),
    (
        r"is not a number",
        Text("is not a number", "no es un número", "não é um número", "n’est pas un nombre"),
        _NUMBER,
    ),
    (
        r"is not a weight",
        Text("is not a weight", "no es un peso", "não é um peso", "n’est pas un poids"),
        _NUMBER,
    ),
    (
        r"is negative",
        Text("is negative", "es negativo", "é negativo", "est négatif"),
        Text(
            "trade is never negative: correct the value, or leave it empty if unknown",
            "el comercio nunca es negativo: corrija el valor o déjelo vacío si no se conoce",
            "o comércio nunca é negativo: corrija o valor ou deixe-o vazio se não for conhecido",
            "le commerce n’est jamais négatif : corrigez la valeur, ou laissez vide si inconnue",
        ),
    ),
    (
        r"is not a year",
        Text("is not a year", "no es un año", "não é um ano", "n’est pas une année"),
        Text(
            "give yearly figures, with years such as 2020",
            "dé cifras anuales, con años como 2020",
            "dê dados anuais, com anos como 2020",
            "donnez des chiffres annuels, avec des années comme 2020",
        ),
    ),
    (
        r"is not the year (\d+) that the file's name says",
        Text(
            "is not the year {} that the file’s name says",
            "no es el año {} que dice el nombre del archivo",
            "não é o ano {} que diz o nome do arquivo",
            "n’est pas l’année {} qu’annonce le nom du fichier",
        ),
        Text(
            "give the file of each year its published name",
            "dé al archivo de cada año el nombre con que se publica",
            "dê ao arquivo de cada ano o nome com que é publicado",
            "donnez au fichier de chaque année son nom publié",
        ),
    ),
    (
        r"is not a code of a country or area in the scheme (\w+) in that year",
        Text(
            "is not a code of a country or area in the scheme {} in that year",
            "no es un código de país o área del sistema {} en ese año",
            "não é um código de país ou área do sistema {} nesse ano",
            "n’est pas un code de pays ou de zone du système {} cette année-là",
        ),
        Text(
            "correct the code, or leave out rows of groups and of the world",
            "corrija el código, o quite las filas de grupos y del mundo",
            "corrija o código, ou retire as linhas de grupos e do mundo",
            "corrigez le code, ou retirez les lignes de groupes et du monde",
        ),
    ),
    (
        r"is an HS code that has lost its leading zero",
        Text(
            "is an HS code that has lost its leading zero",
            "es un código SA que perdió su cero inicial",
            "é um código SH que perdeu seu zero inicial",
            "est un code SH qui a perdu son zéro initial",
        ),
        Text(
            "use the published file, or give the option leading_zeros=restore",
            "use el archivo publicado o indique la opción leading_zeros=restore",
            "use o arquivo publicado ou indique a opção leading_zeros=restore",
            "utilisez le fichier publié, ou l’option leading_zeros=restore",
        ),
    ),
    (
        r"is not an HS code of six digits|is not TOTAL or an HS code of 2, 4 or 6 digits",
        Text(
            "is not a code of the Harmonized System",
            "no es un código del Sistema Armonizado",
            "não é um código do Sistema Harmonizado",
            "n’est pas un code du Système harmonisé",
        ),
        _HS,
    ),
    (
        r"is not a code of a product",
        Text(
            "is not a code of a product",
            "no es un código de producto",
            "não é um código de produto",
            "n’est pas un code de produit",
        ),
        Text(
            "use codes of letters, digits, - and _ only",
            "use códigos de letras, dígitos, - y _ únicamente",
            "use códigos apenas de letras, dígitos, - e _",
            "utilisez des codes de lettres, chiffres, - et _ seulement",
        ),
    ),
    (
        r"is not a flow",
        Text("is not a flow", "no es un flujo", "não é um fluxo", "n’est pas un flux"),
        Text(
            "use X, export, 2, M, import or 1",
            "use X, export, 2, M, import o 1",
            "use X, export, 2, M, import ou 1",
            "utilisez X, export, 2, M, import ou 1",
        ),
    ),
    (
        r"is not A or E|is not true or false",
        Text("is not a status", "no es un estado", "não é um estado", "n’est pas un statut"),
        Text(
            "use A or E; true or false in a column of estimates",
            "use A o E; true o false en una columna de estimaciones",
            "use A ou E; true ou false numa coluna de estimativas",
            "utilisez A ou E ; true ou false dans une colonne d’estimations",
        ),
    ),
    (
        r"is a key that occurs more than once",
        Text(
            "is a key that occurs more than once",
            "es una clave que aparece más de una vez",
            "é uma chave que aparece mais de uma vez",
            "est une clé présente plusieurs fois",
        ),
        _ONE_ROW,
    ),
    (
        r"is a key with two values.*",
        Text(
            "is a key with two values",
            "es una clave con dos valores",
            "é uma chave com dois valores",
            "est une clé avec deux valeurs",
        ),
        _ONE_ROW,
    ),
    (
        r"is a breakdown whose total is not in the files",
        Text(
            "is a breakdown whose total is not in the file",
            "es un desglose cuyo total no está en el archivo",
            "é um detalhamento cujo total não está no arquivo",
            "est une ventilation dont le total n’est pas dans le fichier",
        ),
        Text(
            "send the file with its totals",
            "envíe el archivo con sus totales",
            "envie o arquivo com seus totais",
            "envoyez le fichier avec ses totaux",
        ),
    ),
    (
        r"is more than any flow has been.*",
        Text(
            "is more than any flow has been",
            "es más de lo que ha sido flujo alguno",
            "é mais do que qualquer fluxo já foi",
            "dépasse tout flux connu",
        ),
        Text(
            "see the option scale",
            "vea la opción scale",
            "veja a opção scale",
            "voyez l’option scale",
        ),
    ),
    (
        r"has fewer cells than the header",
        Text(
            "has fewer cells than the header",
            "tiene menos celdas que el encabezado",
            "tem menos células que o cabeçalho",
            "a moins de cellules que l’en-tête",
        ),
        _AGAIN,
    ),
    (
        r"has more cells than the header",
        Text(
            "has more cells than the header",
            "tiene más celdas que el encabezado",
            "tem mais células que o cabeçalho",
            "a plus de cellules que l’en-tête",
        ),
        _AGAIN,
    ),
    (
        r"has a quotation mark out of place",
        Text(
            "has a quotation mark out of place",
            "tiene una comilla fuera de lugar",
            "tem uma aspa fora de lugar",
            "a un guillemet mal placé",
        ),
        _AGAIN,
    ),
)


def explained(reason: str) -> tuple[Text, Text]:
    """What is wrong, and how to mend it; a reason of no known kind is told as it came."""
    for pattern, why, how in _REASONS:
        if found := re.fullmatch(pattern, reason or ""):
            return _filled(why, found.groups()), how
    return Text.same(reason or "–"), _AGAIN


def _filled(text: Text, values: tuple[str, ...]) -> Text:
    return Text.of({language: words.format(*values) for language, words in text.items()})
