"""Areas: the countries, territories, former states and other partners that trade data name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from cedic.errors import UnknownCodeError
from cedic.model import LANGUAGES, Text
from cedic.regions.tables import rows

AreaKind = Literal["country", "territory", "historical", "nes", "aggregate", "world"]

# CLDR's Latin American Spanish and its Brazilian Portuguese, as the region writes them.
_LOCALES = {"en": "en", "es": "es_419", "pt": "pt", "fr": "fr"}


@dataclass(frozen=True, slots=True)
class Area:
    """A place that trades, or that figures are published for.

    Parameters
    ----------
    id : str
        ISO 3166-1 alpha-3; for former states the alpha-3 code that ISO 3166-3 keeps. Areas without
        one have an id of ours: ``XKX`` Kosovo, ``BLX`` Belgium-Luxembourg, ``COW-…`` a state that
        only the Correlates of War list, ``NES-…`` a partner "not elsewhere specified" with its UN
        Comtrade code, ``WLD`` the world, and the World Bank's codes for its aggregates.
    name : Text
        Its name: from Unicode CLDR where CLDR has one.
    kind : str
        ``country`` (members and observers of the United Nations), ``territory`` (all other areas
        that exist today; this says nothing about their status), ``historical``, ``nes``,
        ``aggregate`` (of the World Bank) or ``world``.
    first_year, last_year : int or None
        The first and last year in which the area existed; None where that does not matter to trade
        data: countries of long standing, and areas that still exist.
    successors : tuple of str
        The areas that a former state became.
    note : Text or None
        What to beware of in its figures.
    """

    id: str
    name: Text
    kind: AreaKind
    first_year: int | None = None
    last_year: int | None = None
    successors: tuple[str, ...] = ()
    note: Text | None = None


@cache
def areas() -> dict[str, Area]:
    """All areas by id: the world, countries and territories, former states, nes, aggregates.

    Notes
    -----
    Sources: ISO 3166-1 and 3166-3; Unicode CLDR through Babel (names); United Nations Statistics
    Division, UN Comtrade partner areas; Correlates of War Project, State System Membership List
    v2016 (2017); World Bank, country and lending groups.
    """
    names = _texts("names") | _names_from_cldr()
    notes = _texts("notes")
    return {
        row["id"]: Area(
            id=row["id"],
            name=names[row["id"]],
            kind=cast(AreaKind, row["kind"]),
            first_year=_year(row["first_year"]),
            last_year=_year(row["last_year"]),
            successors=tuple(row["successors"].split()),
            note=notes.get(row["id"]),
        )
        for row in rows("areas")
    }


def area(id: str) -> Area:
    """Give the area called `id`.

    Raises
    ------
    UnknownCodeError
        If there is none; near ids are suggested.
    """
    try:
        return areas()[id]
    except KeyError:
        raise UnknownCodeError("area", id, area_ids()) from None


@cache
def area_ids() -> frozenset[str]:
    """Give the ids of all areas, without the cost of their names."""
    return frozenset(row["id"] for row in rows("areas"))


def _names_from_cldr() -> dict[str, Text]:
    from babel import Locale

    territories = {language: Locale.parse(_LOCALES[language]).territories for language in LANGUAGES}
    return {
        row["id"]: Text.of({lang: names[row["alpha2"]] for lang, names in territories.items()})
        for row in rows("areas")
        if row["alpha2"]
    }


def _texts(table: str) -> dict[str, Text]:
    return {row["id"]: Text.of(row) for row in rows(table)}


def _year(text: str) -> int | None:
    return int(text) if text else None
