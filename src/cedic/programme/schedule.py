"""Schedules in words, as work programmes have them, and the days that follow from them."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 300
"""Characters of a schedule that are read."""
MOST_TOKENS = 40

MONTHS: tuple[tuple[str, ...], ...] = (
    ("january", "enero", "janeiro", "janvier", "jan", "ene", "janv"),
    ("february", "febrero", "fevereiro", "fevrier", "feb", "fev", "fevr"),
    ("march", "marzo", "mars", "mar"),
    ("april", "abril", "avril", "apr", "abr", "avr"),
    ("may", "mayo", "maio", "mai"),
    ("june", "junio", "junho", "juin", "jun"),
    ("july", "julio", "julho", "juillet", "jul", "juil"),
    ("august", "agosto", "aout", "aug", "ago"),
    ("september", "septiembre", "setiembre", "setembro", "septembre", "sep", "sept", "set"),
    ("october", "octubre", "outubro", "octobre", "oct", "out"),
    ("november", "noviembre", "novembro", "novembre", "nov"),
    ("december", "diciembre", "dezembro", "decembre", "dec", "dic", "dez"),
)
"""The months in English, Spanish, Portuguese and French, without accents, and their short forms."""

_CONTINUOUS = re.compile(
    r"permanent(?:ly|e|emente)?|continu(?:ous|ously|o|a|amente|e|ellement)|ongoing|en continu"
    r"|(?:actividad |atividade )?(?:permanente y continua|permanente e continua)"
    r"|all the time|todo el tiempo"
)
_WHOLE_YEAR = re.compile(
    r"(?:throughout|during|all through) the (?:whole )?year|all year(?: round| long)?|year-?round"
    r"|(?:durante |a lo largo de )?todo el ano|(?:durante|a lo largo de)l ano|a lo largo del ano"
    r"|(?:durante )?(?:todo o ano|o ano todo)|durante o ano|ao longo do ano|o ano inteiro"
    r"|(?:pendant |durant )?toute l'annee|tout au long de l'annee"
)
_ON_DEMAND = re.compile(
    r"(?:segun|cuando|como) (?:corresponda|proceda|sea necesario|se requiera|demanda|necesidad)"
    r"|segun (?:la )?(?:demanda|necesidad|se requiera|las necesidades)|a (?:la )?demanda"
    r"|a solicitud(?: de .{1,60})?|ocasional(?:mente|es)?|eventual(?:mente)?"
    r"|(?:as|when|if|where) (?:needed|required|necessary|appropriate|applicable|requested)"
    r"|(?:on|upon) (?:demand|request)|occasional(?:ly)?|as (?:the )?need arises"
    r"|quando (?:couber|necessario|apropriado|solicitado)|conforme (?:a )?(?:necessidade|demanda)"
    r"|conforme (?:necessario|corresponda)|sob demanda"
    r"|le cas echeant|selon (?:les )?besoins?|occasionnel(?:le|lement)?|sur demande"
)
_COUNTS = {
    **dict.fromkeys(("one", "un", "una", "um", "uma", "une"), 1),
    **dict.fromkeys(("two", "dos", "dois", "deux", "other", "second"), 2),
    **dict.fromkeys(("three", "tres", "trois"), 3),
    **dict.fromkeys(("four", "cuatro", "quatro", "quatre"), 4),
    **dict.fromkeys(("five", "cinco", "cinq"), 5),
    **dict.fromkeys(("six", "seis"), 6),
}
_EVERY = re.compile(
    r"(?:every|each|(?:a )?cada|tous les|toutes les|chaque|once (?:a|every)|una vez (?:al|por))\s*"
    r"(?P<count>[a-z]+|\d{1,2})??\s*"
    r"(?P<unit>months?|mes(?:es)?|mois|quarters?|trimestres?|bimestres?|cuatrimestres?"
    r"|quadrimestres?|semest(?:er|re)s?|half[- ]?years?|years?|anos?|annees?|ans)"
)
_UNITS = (
    ("bimes", 2),
    ("quarter", 3),
    ("trimes", 3),
    ("cuatri", 4),
    ("quadri", 4),
    ("semes", 6),
    ("half", 6),
    ("year", 12),
    ("an", 12),
    ("m", 1),
)
_RATES = (
    (re.compile(r"monthly|mensual(?:mente)?|mensal(?:mente)?|mensuel(?:le|lement)?"), 1),
    (re.compile(r"bimestral(?:mente)?|bimestriel(?:le|lement)?"), 2),
    (re.compile(r"quarterly|trimestral(?:mente)?|trimestriel(?:le|lement)?"), 3),
    (re.compile(r"four-monthly|cuatrimestral(?:mente)?|quadrimestral(?:mente)?"), 4),
    (
        re.compile(r"half-yearly|semi-?annual(?:ly)?|semestral(?:mente)?|semestriel(?:le|lement)?"),
        6,
    ),
    (re.compile(r"yearly|annual(?:ly)?|anual(?:mente)?|annuel(?:le|lement)?"), 12),
)

_NUMERAL = {
    **dict.fromkeys(("first", "primer", "primero", "primera", "primeiro", "primeira"), 1),
    **dict.fromkeys(("premier", "premiere", "1st", "1er", "1ere", "1o", "1a", "i", "1"), 1),
    **dict.fromkeys(("second", "segundo", "segunda", "deuxieme", "seconde"), 2),
    **dict.fromkeys(("2nd", "2do", "2da", "2o", "2a", "2e", "ii", "2"), 2),
    **dict.fromkeys(("third", "tercer", "tercero", "terceiro", "troisieme"), 3),
    **dict.fromkeys(("3rd", "3er", "3o", "3e", "iii", "3"), 3),
    **dict.fromkeys(("fourth", "last", "cuarto", "ultimo", "quarto", "quatrieme"), 4),
    **dict.fromkeys(("4th", "4to", "4o", "4e", "iv", "4"), 4),
}
_NTH = "|".join(sorted(_NUMERAL, key=len, reverse=True))
_MONTH_NAMES = "|".join(
    sorted(("setiembre", *(name for names in MONTHS for name in names[:2])), key=len, reverse=True)
)
DATE = re.compile(
    rf"(?i)\b(?:{DAYS}(?:{_JOIN}{DAYS})*\s+(?:de\s+|of\s+)?(?:{_NAMES})\b"
    rf"(?:{_JOIN}{DAYS}(?:{_JOIN}{DAYS})*\s+(?:de\s+|of\s+)?(?:{_NAMES})\b)*"
    rf"|(?:{_NAMES})\b)(?:,?\s*(?:del?\s+|of\s+)?(?:año\s+)?(?:19|20)\d\d\b)?"
)
"""A date or a month within a sentence, in English or Spanish."""


def dates_in(text: str) -> Iterator[re.Match[str]]:
    """The dates and months that a text names, in their order.

    Parameters
    ----------
    text : str
        A text in English or Spanish.

    Yields
    ------
    re.Match
        Each as it is written; :func:`schedule_of` tells its days. A month alone counts only with a
        capital letter or a year, so that "may" is no month.
    """
    for match in DATE.finditer(text):
        alone = not any(sign.isdigit() for sign in match[0])
        if not (alone and match[0].lower() == "may" and match[0] != "May"):
            yield match
