"""Schedules in words, as work programmes have them, and the days that follow from them."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from difflib import SequenceMatcher
from functools import cache

from cedic.programme.model import Schedule

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
_MONTH_NAMES = "|".join(sorted((name for names in MONTHS for name in names), key=len, reverse=True))
_OF = r"(?: (?:of|de|del|do|da|du|the|el|mes|month|mois|o|le)\b)*"
_PART_OF_MONTH = re.compile(
    rf"\b(?P<nth>first|second|1st|2nd|primera|segunda|1a|2a|premiere|seconde|deuxieme) "
    rf"(?:half|quincena|quinzena|metade|mitad|quinzaine|moitie)(?=(?:{_OF}) (?:{_MONTH_NAMES})\b)"
)
_PART_OF_YEAR = re.compile(
    rf"\b(?:(?P<nth>{_NTH}) (?P<unit>quarter|trimestre|semest(?:er|re)|half|cuatrimestre"
    rf"|quadrimestre)|(?P<unit2>trimestre|semestre|cuatrimestre) (?P<nth2>{_NTH})"
    rf"|(?P<short>[qt])(?P<nth3>[1-4]))\b(?:{_OF} (?:year|ano|annee)\b)?"
)
_EDGES = (
    (re.compile(r"\b(?:early|beginning of|start of|(?:a )?(?:principios?|inicios?|comienzos?)"
                r"|inicio|comeco|debut)\b(?: de)?"), "~1 "),
    (re.compile(r"\b(?:mid(?:dle of)?|mediados|meados|mi)\b[ -]?(?:de )?"), "~2 "),
    (re.compile(r"\b(?:late|end of|(?:a )?(?:fines|finales)|final|fins|fin)\b(?: de)?"), "~3 "),
)  # fmt: skip
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_NUMERIC = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")
_TOKEN = re.compile(r"~\d|#\d+|@\d+|\d+|[a-z']+|-|,|&|;|/|[^\s]")
_SINCE = re.compile(
    r"(?:a partir d(?:el?|[oae]|u|')|desde|as (?:of|from)|from|since|(?:starting|beginning) (?:in|on)"
    r"|depuis|des)\b ?"
)
_ONWARDS = re.compile(r" (?:on(?:wards?)?|en adelante|em diante)$")
_RANGE = {"-", "to", "al", "a", "hasta", "until", "till", "through", "ao", "ate", "au"}
_RANGE |= {"by", "jusqu'au", "jusqu'en", "jusqu'a"}
_AND = {",", ";", "and", "y", "e", "et", "&"}
_BETWEEN = {"between", "entre"}
_FILLERS = re.compile(
    "of|del?|d|do|da|du|the|el|l[aoe]|las|los|les|from|desde|[oi]n|en|no|em|d[ií]as?|days?"
    "|month|mes|mois|year|ano|annee"
)
_SPANS = tuple(
    re.compile(types)
    for types in (r"E?(?:D(?:[AR]D)*)?M(?:A?Y)?", r"MD(?:[AR]D)*(?:A?Y)?", r"PA?Y?", r"I")
)
_YEARS_ALONE = re.compile(r"Y")
_YEARS = re.compile(r"Y(?:[AR]Y)?")
_MONTHS_IN = {"q": 3, "t": 3, "c": 4, "s": 6}


def schedule_of(
    words: str, year: int | None = None, language: str | None = None
) -> tuple[Schedule, tuple[str, ...]]:
    """What a schedule in words means in days.

    Months, ranges, days, quarters and half-years are understood in English, Spanish, Portuguese and
    French, and so are "every four months", "todo el año" or "según corresponda". Where the words do
    not settle it, the kind is ``unknown`` and a doubt says why: nothing is guessed.

    Parameters
    ----------
    words : str
        The schedule as it was written.
    year : int, optional
        The year of the programme, for months that name none. A range goes on into the next year
        only if its words say so.
    language : str, optional
        The language of the words. It tells the day from the month in ``03/04/2017``.

    Returns
    -------
    tuple
        The schedule, whose words are always those given, and the doubts: codes of
        :data:`cedic.programme.reading.doubts.DOUBTS`.

    Examples
    --------
    >>> schedule, doubts = schedule_of("August-December", 2017)
    >>> schedule.starts, schedule.ends, doubts
    (datetime.date(2017, 8, 1), datetime.date(2017, 12, 31), ())
    """
    words = " ".join(words.split())
    plain = _plain(words)
    if not plain:
        return Schedule(words), ("schedule_missing",)
    told = _without_days(words, plain, year)
    if told:
        return told, ()
    days = _days(plain, year, language)
    if days.starts is None and days.ends is None:
        return Schedule(words), tuple(sorted(days.doubts or {"schedule_unknown"}))
    return Schedule(words, days.starts, days.ends, None, "dated"), tuple(sorted(days.doubts))


def plain_words(words: str) -> str:
    """Words in small letters without accents, as names of months and countries are compared."""
    apart = unicodedata.normalize("NFKD", words.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


@dataclass(frozen=True)
class _Days:
    starts: date | None = None
    ends: date | None = None
    doubts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Span:
    """Days of a month, a month, a part of a year, or a year; `year` None where it is not said."""

    first_month: int = 1
    last_month: int = 12
    first_day: int = 1
    last_day: int | None = None
    year: int | None = None

    def starts(self) -> date:
        return date(self.year or 1, self.first_month, self.first_day)

    def ends(self) -> date:
        year = self.year or 1
        last = self.last_day or calendar.monthrange(year, self.last_month)[1]
        return date(year, self.last_month, last)


def _plain(words: str) -> str:
    # Without its cedilla, the Portuguese month would be the Spanish word for a framework.
    text = plain_words(re.sub("(?i)março", "marzo", words[:LONGEST]))
    # Ordinal signs have become letters: 1º is 1o.
    text = re.sub(r"[–—‑−‒]", "-", text).replace("’", "'")
    text = re.sub(r"\([^)]*\)", " ", text)
    # Signs that stand for parts of a date in what follows.
    return " ".join(re.sub("[~#@]", "?", text).split()).strip(" .;:")


def _without_days(words: str, plain: str, year: int | None) -> Schedule | None:
    if _WHOLE_YEAR.fullmatch(plain):
        first, last = (date(year, 1, 1), date(year, 12, 31)) if year else (None, None)
        return Schedule(words, first, last, None, "continuous")
    if _CONTINUOUS.fullmatch(plain):
        return Schedule(words, kind="continuous")
    if _ON_DEMAND.fullmatch(plain):
        return Schedule(words, kind="on_demand")
    every = _every(plain)
    return Schedule(words, every_months=every, kind="recurring") if every else None


def _every(plain: str) -> int | None:
    for rate, months in _RATES:
        if rate.fullmatch(plain):
            return months
    match = _EVERY.fullmatch(plain)
    if not match:
        return None
    said = match["count"] or "1"
    count = int(said) if said.isdigit() else _COUNTS.get(said)
    unit = next(months for start, months in _UNITS if match["unit"].startswith(start))
    return count * unit if count and 0 < count * unit <= 120 else None


def _days(plain: str, year: int | None, language: str | None) -> _Days:
    for a, b, _ in _NUMERIC.findall(plain):
        if int(a) <= 12 and int(b) <= 12 and a != b and language not in ("es", "pt", "fr"):
            return _Days(doubts=frozenset({"date_ambiguous"}))
    since = _SINCE.match(plain)
    tokens, doubts = _tokens(_ONWARDS.sub("", plain[since.end() :] if since else plain))
    if not tokens or len(tokens) > MOST_TOKENS:
        return _Days()
    types = "".join(kind for kind, _ in tokens)
    values = [value for _, value in tokens]
    if len(types) > 1 and types[0] == "R" != types[-1]:
        doubts.add("start_missing")
        types, values = types[1:], values[1:]
    elif types.endswith("R"):
        doubts.add("open_ended")
        types = types[:-1]
    elif "R" not in types and (since or _ONWARDS.search(plain)):
        doubts.add("open_ended")
    parts = _segments(types)
    if not parts:
        return _Days()
    spans = [_span(types[first:last], values[first:last]) for first, last, _ in parts]
    if "E" in types:
        doubts.add("days_approximate")
    if any(_gap(types, values, place) for place in range(len(types))):
        doubts.add("days_apart")
    ranged = [joined == "R" for _, _, joined in parts]
    return _from_start_to_end(spans, ranged, year, doubts)


def _gap(types: str, values: list[int], place: int) -> bool:
    """Whether two days are named one after the other, with days between them."""
    return types[place : place + 3] == "DAD" and values[place + 2] > values[place] + 1


def _from_start_to_end(
    spans: list[_Span], ranged: list[bool], year: int | None, doubts: set[str]
) -> _Days:
    dated = _with_years(spans, ranged, year)
    if any(span.year is None for span in dated):
        return _Days(doubts=frozenset({*doubts, "year_missing"}))
    try:
        firsts, lasts = [one.starts() for one in dated], [one.ends() for one in dated]
    except ValueError:
        return _Days(doubts=frozenset({*doubts, "day_impossible"}))
    inverted = any(last < first for first, last in zip(firsts, lasts, strict=True)) or any(
        joined and last < first
        for first, last, joined in zip(firsts, lasts[1:], ranged[1:], strict=False)
    )
    if inverted:
        return _Days(doubts=frozenset({*doubts, "ends_before_starts"}))
    if _apart(firsts, lasts, ranged):
        doubts.add("days_apart")
    starts = None if "start_missing" in doubts else min(firsts)
    ends = None if "open_ended" in doubts else max(lasts)
    return _Days(starts, ends, frozenset(doubts))


def _apart(firsts: list[date], lasts: list[date], ranged: list[bool]) -> bool:
    return any(
        not joined and first > last + timedelta(days=1)
        for last, first, joined in zip(lasts, firsts[1:], ranged[1:], strict=False)
    )


def _with_years(spans: list[_Span], ranged: list[bool], year: int | None) -> list[_Span]:
    """The spans with their years: a year said last holds for what stands before it as well."""
    later: int | None = None
    done: list[_Span] = []
    for span in reversed(spans):
        if span.year is not None:
            later = span.year
        done.append(replace(span, year=span.year or later))
    done.reverse()
    known = year if year is not None else next((one.year for one in done if one.year), None)
    done = [replace(one, year=one.year or known) for one in done]
    # "November – February 2008" in a programme for 2007: its words say that it goes on.
    if len(done) == 2 and ranged[1] and spans[0].year is None and spans[1].year and year:
        earlier = replace(done[0], year=year)
        if _begins(done[0]) > _begins(done[1]) and _begins(earlier) <= _begins(done[1]):
            return [earlier, done[1]]
    return done


def _begins(span: _Span) -> tuple[int, int, int]:
    return (span.year or 1, span.first_month, span.first_day)


def _segments(types: str) -> list[tuple[int, int, str]]:
    """Where the spans stand in the types of the tokens, and what joins each to the one before."""
    longest = len(types)
    patterns = (_YEARS_ALONE,) if _YEARS.fullmatch(types) else _SPANS

    @cache
    def from_here(start: int) -> tuple[tuple[int, int, str], ...] | None:
        joined = types[start : start + 1] if start and types[start : start + 1] in "AR" else ""
        begin = start + len(joined)
        for pattern in patterns:
            match = pattern.match(types, begin)
            if not match:
                continue
            if match.end() == longest:
                return ((begin, match.end(), joined),)
            rest = from_here(match.end())
            if rest:
                return ((begin, match.end(), joined), *rest)
        return None

    return list(from_here(0) or ())


def _span(types: str, values: list[int]) -> _Span:
    of = dict(zip(types, values, strict=True))
    year = of.get("Y")
    if types == "I":
        whole = date.fromordinal(values[0])
        return _Span(whole.month, whole.month, whole.day, whole.day, whole.year)
    if "P" in of:
        months, nth = divmod(of["P"], 10)
        return _Span((nth - 1) * months + 1, nth * months, year=year)
    if "M" not in of:
        return _Span(year=year)
    month = of["M"]
    if "D" in of:
        days = [value for kind, value in zip(types, values, strict=True) if kind == "D"]
        # Whether the month has such a day is told when its year is known.
        return _Span(month, month, days[0], days[-1], year)
    if "E" in of:
        first, last = {1: (1, 10), 2: (11, 20), 3: (21, None), 4: (1, 15), 5: (16, None)}[of["E"]]
        return _Span(month, month, first, last, year)
    return _Span(month, month, year=year)


def _tokens(plain: str) -> tuple[list[tuple[str, int]], set[str]]:
    """The tokens of a schedule, each a type and a value; none if there is a word unknown to it.

    Types are D day, M month, Y year, E part of a month, P part of a year, I whole date, R "to",
    A "and".
    """
    doubts: set[str] = set()
    found: list[tuple[str, int]] = []
    between = False
    for word in _TOKEN.findall(_marked(plain)):
        if word in _BETWEEN:
            between = True
            continue
        token = _token(word)
        if token is None and (month := _misspelt(word)):
            doubts.add("month_misspelt")
            token = ("M", month)
        if token is None:
            return [], set()
        if between and token[0] == "A":
            token = ("R", 0)
        if token[0] in "AR" and found and found[-1][0] in "AR":
            # ", and" or "from … - to": one join is enough.
            found[-1] = token if token[0] == "R" else found[-1]
        elif token[0] != " ":
            found.append(token)
    return found, doubts


def _marked(plain: str) -> str:
    """The schedule with whole dates and parts of years and months as single signs."""

    def iso(match: re.Match[str]) -> str:
        return _whole(int(match[1]), int(match[2]), int(match[3]))

    def numeric(match: re.Match[str]) -> str:
        day, month = int(match[1]), int(match[2])
        day, month = (day, month) if month <= 12 else (month, day)
        return _whole(int(match[3]), month, day)

    text = _NUMERIC.sub(numeric, _ISO.sub(iso, plain))
    text = _PART_OF_MONTH.sub(lambda match: f"~{3 + _NUMERAL[match['nth']]}", text)
    text = _PART_OF_YEAR.sub(_part, text)
    for pattern, mark in _EDGES:
        text = pattern.sub(mark, text)
    return re.sub(r"\b(\d{1,2})(?:st|nd|rd|th|er|o|a)\b", r"\1", text)


def _whole(year: int, month: int, day: int) -> str:
    try:
        return f"@{date(year, month, day).toordinal()}"
    except ValueError:
        return "?"


def _part(match: re.Match[str]) -> str:
    unit = (match["unit"] or match["unit2"] or match["short"])[0]
    unit = "s" if unit == "h" else unit
    months = _MONTHS_IN.get(unit, 3)
    if (match["unit"] or "").startswith("quadri"):
        months = 4
    nth = _NUMERAL[match["nth"] or match["nth2"] or match["nth3"]]
    return f"#{months}{nth}" if nth * months <= 12 else match[0]


@cache
def _months() -> dict[str, int]:
    return {name: number for number, names in enumerate(MONTHS, 1) for name in names}


def _token(word: str) -> tuple[str, int] | None:
    if word in _months():
        return "M", _months()[word]
    if word.startswith("@"):
        return "I", int(word[1:])
    if word.startswith("#"):
        return "P", int(word[1:])
    if word.startswith("~"):
        return "E", int(word[1:])
    if word.isdecimal():
        if len(word) == 4 and 1900 <= int(word) <= 2200:
            return "Y", int(word)
        return ("D", int(word)) if len(word) <= 2 else None
    if word in _RANGE:
        return "R", 0
    if word in _AND:
        return "A", 0
    if _FILLERS.fullmatch(word) or word in ("/", "."):
        return " ", 0
    return None


def _misspelt(word: str) -> int | None:
    """The month that a word can only be; short words are too near to others."""
    if len(word) < 6:
        return None
    near = {
        number
        for name, number in _months().items()
        if len(name) >= 5 and SequenceMatcher(None, word, name).ratio() >= 0.88
    }
    return near.pop() if len(near) == 1 else None


DAYS = r"\d{1,2}(?:º|°|st|nd|rd|th)?"
_JOIN = r"(?:\s*,\s*|\s*[-–—]\s*|\s+(?:y|e|and|et|al|a|to|ao|au|hasta)\s+)"
_NAMES = "|".join(
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
