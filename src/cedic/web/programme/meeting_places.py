"""Countries by their names, as people write them, and days as people read them."""

from __future__ import annotations

from datetime import date
from functools import cache

from cedic.publish.citation import day
from cedic.publish.search import folded
from cedic.regions import areas
from cedic.web.programme.pages import Refused
from cedic.web.programme.words.meetings import WRONG
from cedic.web.words import language

_KINDS = ("country", "territory", "historical")
"""Where a meeting may have been; the first of two of a name is the one meant."""


def country_of(words: str) -> str:
    """The code of a country told by its name in any of the four languages, or by its code.

    Raises
    ------
    Refused
        If there is no country of that name.
    """
    plain = " ".join(folded(words).split())
    if not plain:
        return ""
    if plain not in _codes():
        raise Refused(WRONG["country"], given=words.strip()[:60])
    return _codes()[plain]


def country_names() -> tuple[str, ...]:
    """The names of all countries in the visitor's language, in its order."""
    return _names(language())


@cache
def _names(told_in: str) -> tuple[str, ...]:
    names = (one.name[told_in] for one in areas().values() if one.kind in _KINDS[:2])
    return tuple(sorted(names, key=folded))


@cache
def _codes() -> dict[str, str]:
    found: dict[str, str] = {}
    for kind in _KINDS:
        for one in areas().values():
            if one.kind == kind:
                found.setdefault(folded(one.id), one.id)
                for _, name in one.name.items():
                    found.setdefault(" ".join(folded(name).split()), one.id)
    return found


def span(starts: date | None, ends: date | None) -> str:
    """The days of a meeting in the visitor's language: ``3–5 March 2026``."""
    if starts is None:
        return ""
    last = day(ends or starts, language())
    if ends is None or ends == starts:
        return last
    if starts.year != ends.year:
        return f"{day(starts, language())} – {last}"
    if starts.month == ends.month:
        return last.replace(str(ends.day), f"{starts.day}–{ends.day}", 1)
    return f"{_without_year(starts)} – {last}"


def days(starts: date | None, ends: date | None) -> str:
    """The days of a meeting under a heading that tells the year: ``3–5 March``."""
    if starts is None or (ends is not None and ends.year != starts.year):
        return span(starts, ends)
    last = _without_year(ends or starts)
    if ends is None or ends == starts:
        return last
    if starts.month == ends.month:
        return last.replace(str(ends.day), f"{starts.day}–{ends.day}", 1)
    return f"{_without_year(starts)} – {last}"


def _without_year(on: date) -> str:
    from babel.dates import format_skeleton

    # As in cedic.publish.citation.day.
    locale = "en_001" if language() == "en" else language()
    return str(format_skeleton("MMMMd", on, locale=locale))


def month_name(first: date) -> str:
    """A month and its year in the visitor's language, as a heading has it."""
    from babel.dates import format_skeleton

    told = str(format_skeleton("yMMMM", first, locale=language()))
    return told[:1].upper() + told[1:]


def weekdays() -> list[tuple[str, str]]:
    """The days of the week from Monday, in the visitor's language: in short and in full."""
    from babel.dates import get_day_names

    short = get_day_names("short", "stand-alone", locale=language())
    whole = get_day_names("wide", "stand-alone", locale=language())
    return [(short[at], whole[at]) for at in range(7)]
