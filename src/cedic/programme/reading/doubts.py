"""What can speak against a value that was read: the codes, and their names."""

from __future__ import annotations

from collections.abc import Mapping

from cedic.model import Text

DOUBTS: Mapping[str, Text] = {
    # The text
    "encoding_mended": Text(
        "Broken characters were mended",
        "Se repararon caracteres dañados",
        "Caracteres corrompidos foram reparados",
        "Des caractères altérés ont été réparés",
    ),
    "encoding_assumed": Text(
        "The file does not say its encoding: Windows-1252 was assumed",
        "El archivo no indica su codificación: se supuso Windows-1252",
        "O arquivo não indica sua codificação: supôs-se Windows-1252",
        "Le fichier n’indique pas son codage : Windows-1252 a été supposé",
    ),
    "characters_lost": Text(
        "Characters are missing in the source",
        "Faltan caracteres en la fuente",
        "Faltam caracteres na fonte",
        "Des caractères manquent dans la source",
    ),
    "joined_over_page": Text(
        "A sentence was put together over a page break",
        "Se unió una oración partida por un salto de página",
        "Uma frase partida por quebra de página foi reunida",
        "Une phrase coupée par un saut de page a été reconstituée",
    ),
    # Items and sections
    "code_twice": Text(
        "The code stands twice",
        "El código aparece dos veces",
        "O código aparece duas vezes",
        "Le code figure deux fois",
    ),
    "code_out_of_order": Text(
        "The code is out of order",
        "El código está fuera de orden",
        "O código está fora de ordem",
        "Le code n’est pas dans l’ordre",
    ),
    "parent_missing": Text(
        "What it belongs to is not in the document",
        "El elemento al que pertenece no figura en el documento",
        "O elemento a que pertence não consta do documento",
        "L’élément dont il relève ne figure pas dans le document",
    ),
    "title_missing": Text(
        "The title is missing",
        "Falta el título",
        "Falta o título",
        "Le titre manque",
    ),
    "title_differs": Text(
        "The title differs from the table of contents",
        "El título difiere del que figura en el índice",
        "O título difere do que consta no sumário",
        "Le titre diffère de celui de la table des matières",
    ),
    "not_in_body": Text(
        "The table of contents lists a code that the text does not have",
        "El índice contiene un código que no está en el texto",
        "O sumário traz um código que não está no texto",
        "La table des matières cite un code absent du texte",
    ),
    "section_missing": Text(
        "A section is missing",
        "Falta una sección",
        "Falta uma seção",
        "Une section manque",
    ),
    "numbering_restarts": Text(
        "The numbering starts again within the list",
        "La numeración se reinicia dentro de la lista",
        "A numeração recomeça dentro da lista",
        "La numérotation recommence au milieu de la liste",
    ),
    "numbering_skips": Text(
        "A number is missing in the list",
        "Falta un número en la lista",
        "Falta um número na lista",
        "Un numéro manque dans la liste",
    ),
    "footnote_left_out": Text(
        "What seems to be a footnote was left out",
        "Se omitió lo que parece una nota al pie",
        "Omitiu-se o que parece ser uma nota de rodapé",
        "Ce qui semble être une note de bas de page a été omis",
    ),
    "year_missing": Text(
        "The year is not said",
        "No se indica el año",
        "O ano não é indicado",
        "L’année n’est pas indiquée",
    ),
    "year_inferred": Text(
        "The year was taken from elsewhere in the document",
        "El año se tomó de otra parte del documento",
        "O ano foi tomado de outra parte do documento",
        "L’année provient d’un autre passage du document",
    ),
    # Schedules
    "schedule_missing": Text(
        "There is no schedule",
        "No hay cronograma",
        "Não há cronograma",
        "Le calendrier manque",
    ),
    "schedule_unknown": Text(
        "No days follow from the words of the schedule",
        "De las palabras del cronograma no se deducen fechas",
        "Das palavras do cronograma não se deduzem datas",
        "Aucune date ne se déduit des termes du calendrier",
    ),
    "schedule_split": Text(
        "Where the schedule begins was told from its words",
        "El inicio del cronograma se dedujo de sus palabras",
        "O início do cronograma foi deduzido de suas palavras",
        "Le début du calendrier a été déduit de ses termes",
    ),
    "ends_before_starts": Text(
        "It ends before it begins",
        "Termina antes de comenzar",
        "Termina antes de começar",
        "La fin précède le début",
    ),
    "open_ended": Text(
        "The end is not said",
        "No se indica el final",
        "O término não é indicado",
        "La fin n’est pas indiquée",
    ),
    "start_missing": Text(
        "The beginning is not said",
        "No se indica el comienzo",
        "Não se indica o início",
        "Le début n’est pas indiqué",
    ),
    "month_misspelt": Text(
        "A month seems to be misspelt",
        "El nombre de un mes parece mal escrito",
        "O nome de um mês parece mal escrito",
        "Le nom d’un mois semble mal orthographié",
    ),
    "days_approximate": Text(
        "The days are approximate",
        "Los días son aproximados",
        "Os dias são aproximados",
        "Les jours sont approximatifs",
    ),
    "days_apart": Text(
        "The days are not consecutive",
        "Los días no son consecutivos",
        "Os dias não são consecutivos",
        "Les jours ne se suivent pas",
    ),
    "day_impossible": Text(
        "There is no such day",
        "Ese día no existe",
        "Esse dia não existe",
        "Ce jour n’existe pas",
    ),
    "date_ambiguous": Text(
        "Day and month cannot be told apart",
        "No se distinguen el día y el mes",
        "Não se distinguem o dia e o mês",
        "Le jour et le mois ne se distinguent pas",
    ),
    # Meetings
    "place_missing": Text(
        "The place is not said",
        "No se indica el lugar",
        "O local não é indicado",
        "Le lieu n’est pas indiqué",
    ),
    "country_missing": Text(
        "The country is not said",
        "No se indica el país",
        "O país não é indicado",
        "Le pays n’est pas indiqué",
    ),
    "country_unknown": Text(
        "There is no country of that name",
        "No hay ningún país con ese nombre",
        "Não há país com esse nome",
        "Aucun pays ne porte ce nom",
    ),
    "names_joined": Text(
        "Where one name ends and the next begins was told from the words",
        "La separación entre los nombres se dedujo de las palabras",
        "A separação entre os nomes foi deduzida das palavras",
        "La séparation entre les noms a été déduite des mots",
    ),
    "not_settled": Text(
        "The document says that this was not settled yet",
        "El documento indica que esto aún no estaba decidido",
        "O documento indica que isso ainda não estava decidido",
        "Le document indique que ce point n’était pas encore arrêté",
    ),
    "name_described": Text(
        "The meeting is described, not named",
        "La reunión se describe, no se nombra",
        "A reunião é descrita, não nomeada",
        "La réunion est décrite, non nommée",
    ),
}
"""The doubts by code."""
