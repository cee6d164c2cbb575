"""Meetings that running text tells of: their names, places and dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cedic.programme.reading.places import Place, country_of, place_of
from cedic.programme.schedule import dates_in

_THING = (
    r"(?:Meetings?|Summits?|Seminars?|Workshops?|Conference|Forum|Course|Reuni[oó]n(?:es)?|Cumbre"
    r"|Seminario|Taller|Foro|Curso|Encuentro|Congreso)"
)
_LIMIT = re.compile(r"(?<=[.!?])[\"”’]?\s+(?=[A-ZÁÉÍÓÚ“\"¿¡])")
_QUOTED = re.compile(
    rf"(?P<lead>(?:[A-Z]\w+\s+){{0,3}}{_THING}\s+(?:(?:on|sobre)\s+)?)?[“\"](?P<name>[^”\"]{{5,300}})[”\"]"
)
_UNTIL = (
    r"(?=\s+(?:was|were|is|are|will|has|had|held|convened|intended|to\s+be|that|which|in\s+which"
    r"|in\s+compliance|scheduled|took|fue|celebrad[oa]|realizad[oa]|que|se)\b"
    r"|\s+(?:in|at)\s+(?:the\s+)?(?:headquarters|[A-Z](?!atin America))|\s+on\s+\d|[,.;:()“”]|$)"
)
_NAMED = re.compile(
    rf"(?P<name>(?:(?!The )(?:[A-Z][\w-]+|[IVXL]+)\s+){{0,4}}{_THING}"
    rf"(?:\s+(?:of|between|among|on|with|for|de|entre|sobre|con)\s+.{{3,200}}?)?){_UNTIL}"
)
_DESCRIBED = re.compile(
    r"(?<!this )(?<!third )(?<!said )(?<!mentioned )\b(?P<name>(?:meetings?|summit|seminar|workshop)\b"
    r"(?:(?:\s+was\s+held)?\s+(?:of|between|among)\s+.{3,200}?)?)" + _UNTIL
)
_LEADING = re.compile(r"^(?:(?:on|in|el|los\s+d[ií]as|en)\s+)", re.IGNORECASE)
_TOOK_PART = re.compile(
    r"\b(?:attended|participated\s+in|took\s+part\s+in|was\s+held|were\s+held|held\s+the|took\s+place"
    r"|asisti[oó]|particip[oó]|se\s+celebr[oó]|se\s+realiz[oó]|organi[sz]ed\s+the|conducted\s+the"
    r"|meeting\s+was\s+held)\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:to\s+be\s+(?:held|convened|conducted)|will\s+be\s+(?:held|convened|conducted)"
    r"|intended\s+for|scheduled\s+for|is\s+organi[sz]ing|a\s+celebrarse|se\s+(?:celebrará|realizará)"
    r"|convened\s+by\s+.{3,120}\s+for)\b",
    re.IGNORECASE,
)
_VENUE = re.compile(
    r"\b(?:at|in)\s+(?:the\s+)?(?P<venue>(?:headquarters|offices|premises|seat|Chamber)\s+of\s+"
    r"(?:[A-Z][\w-]*)(?:\s+of\s+[A-Z]\w+)?)"
)
_CITY = re.compile(
    r"\bin\s+(?P<city>[A-Z][\w.áéíóúñ]+(?:\s+(?:de|del|la|[A-Z][\wáéíóúñ.]+)){0,4}"
    r"(?:,\s+[A-Z][\wáéíóúñ]+(?:\s+[A-Z][\wáéíóúñ]+)?)?)"
)
_YEAR_ONLY = re.compile(r"\bfor\s+the\s+year\s+((?:19|20)\d\d)\b")
_NO_CITY = re.compile(
    r"(?i)^(?:latin america|the |america|accordance|january|february|march|april|may|june|july"
    r"|august|september|october|november|december|chapter|support|order|relation)"
)


@dataclass(frozen=True)
class Told:
    """A meeting that a sentence tells of, each part as it is written."""

    name: str
    when: str
    place: Place
    planned: bool
    described: bool


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph."""
    return _LIMIT.split(text)


def meetings_in(sentence: str) -> Iterator[Told]:
    """The meetings that a sentence names with a date, or says are to be held.

    A date before the name counts only if the words between say that the meeting was held or
    attended then: a request for a meeting has a date of its own.

    Parameters
    ----------
    sentence : str
        A sentence in English or Spanish.

    Yields
    ------
    Told
        Each meeting in the order of the sentence.
    """
    names = _names(sentence)
    leading = _leading_date(sentence)
    for place, (name, begins, ends, described) in enumerate(names):
        limit = names[place + 1][1] if place + 1 < len(names) else len(sentence)
        after = sentence[ends:limit]
        when = _date_after(after)
        if not when and leading and _TOOK_PART.search(sentence[: ends + 30]):
            when = leading
        planned = bool(
            _PLANNED.search(after) or _PLANNED.search(sentence[max(0, begins - 200) : begins])
        )
        if when or (_PLANNED.search(after) and not described):
            yield Told(name, when, _place(after), planned, described)


def _names(sentence: str) -> list[tuple[str, int, int, bool]]:
    """Names of meetings with where they begin and end, and whether they only describe."""
    found: list[tuple[str, int, int, bool]] = []
    for match in _QUOTED.finditer(sentence):
        if match["lead"] or re.match(rf"(?:.{{0,60}}\s)?{_THING}\b", match["name"]):
            lead = match["lead"] or ""
            name = match[0].strip() if lead else match["name"]
            found.append((name.rstrip(" .,"), match.start(), match.end(), False))
    quotes = [(match.start(), match.end()) for match in re.finditer(r"“[^”]*”", sentence)]
    for pattern, described in ((_NAMED, False), (_DESCRIBED, True)):
        for match in pattern.finditer(sentence):
            begins, ends = match.span("name")
            if any(a < ends and begins < b for _, a, b, _ in found) or any(
                a <= begins < b for a, b in quotes
            ):
                continue
            # "A meeting was held between …" is a meeting between them.
            name = re.sub(r"\s+was\s+held\b", "", match["name"])
            found.append((name, begins, ends, described))
    return sorted(found, key=lambda one: one[1])


def _date_after(after: str) -> str:
    only_year = _YEAR_ONLY.search(after)
    for date in dates_in(after):
        before = after[: date.start()]
        # "as of 18 March", "from December 2011 until": of something else.
        if re.search(r"(?i)\b(?:as of|until|from|since|between|desde|hasta)\s+$", before):
            continue
        return date[0]
    return only_year[1] if only_year else ""


def _leading_date(sentence: str) -> str:
    lead = _LEADING.match(sentence)
    if not lead:
        return ""
    first = next(dates_in(sentence), None)
    return first[0] if first and first.start() == lead.end() else ""


def _place(after: str) -> Place:
    venue = _VENUE.search(after)
    rest = after[venue.end() :] if venue else after
    city = next((m for m in _CITY.finditer(rest) if _is_city(m["city"], rest, m, venue)), None)
    named = _city(city["city"]) if city else None
    if venue:
        doubts = named.doubts if named else ("country_missing",)
        return Place(
            named.city if named else "", named.country if named else "", venue["venue"], doubts
        )
    return named or Place(doubts=("place_missing",))


def _is_city(words: str, rest: str, match: re.Match[str], venue: re.Match[str] | None) -> bool:
    # After a venue only what directly follows it is its city.
    near = not venue or match.start() <= 3
    return near and not _NO_CITY.match(words)


def _city(words: str) -> Place:
    city, comma, country = words.partition(",")
    if comma and not country_of(country):
        words = city
    return place_of(words)
