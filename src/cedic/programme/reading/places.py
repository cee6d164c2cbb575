"""Places as documents write them: a city, and a country by its name in any of the four languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from cedic.programme.schedule import plain_words

# Names that documents use and that CLDR has otherwise.
_ALSO = {
    "estados unidos de america": "USA",
    "united states of america": "USA",
    "ee.uu": "USA",
    "eeuu": "USA",
    "usa": "USA",
    "holanda": "NLD",
    "gran bretana": "GBR",
    "inglaterra": "GBR",
    "corea": "KOR",
    "korea": "KOR",
    "republica de corea": "KOR",
    "republic of korea": "KOR",
    "corea del sur": "KOR",
    "rusia": "RUS",
    "russian federation": "RUS",
    "federacion de rusia": "RUS",
    "santa lucia": "LCA",
    "saint lucia": "LCA",
    "saint kitts and nevis": "KNA",
    "saint vincent and the grenadines": "VCT",
}
_STATE = re.compile(
    r"^(?:(?:la|the|a|le) )?(?:(?:pluri ?national|bolivarian|bolivariana|oriental|federative"
    r"|federativa|cooperative|cooperativa|co-operative) )?(?:republica|republic|estado|state"
    r"|estados|states|commonwealth|mancomunidad|republique)"
    r"(?: (?:bolivariana|oriental|federativa|cooperativa|plurinacional|unidos))?"
    r"(?: (?:de las|de los|de la|del|de|of the|of|do|da|du))? "
)
_BEGINS_CITY = re.compile(r"San(?:ta|to)?|S[ãa]o|Saint|Puerto|Porto?|N(?:ew|ueva|ova)")
_SPACES = re.compile(r"[\s.]+")


@dataclass(frozen=True)
class Place:
    """A place: `venue` and `city` as written, `country` as an ISO 3166 alpha-3 code, with doubts."""

    city: str = ""
    country: str = ""
    venue: str = ""
    doubts: tuple[str, ...] = ()


def country_of(name: str) -> str:
    """The ISO 3166 alpha-3 code of a country or territory, by its name in any of the languages.

    Parameters
    ----------
    name : str
        A name: "Brasil", "República Dominicana", "Saint Vincent and the Grenadines".

    Returns
    -------
    str
        Its code; empty if there is no such country.
    """
    plain = _comparable(name)
    known = _countries()
    return known.get(plain) or known.get(_STATE.sub("", plain), "")


def place_of(words: str) -> Place:
    """The city and the country of a place as it is written.

    Parameters
    ----------
    words : str
        "Buenos Aires, Argentina", "Montevideo Uruguay", "Santiago de Chile", "Lima".

    Returns
    -------
    Place
        The city as written. A country that is not said is left empty, with a doubt: which country
        a city lies in is not looked up.
    """
    words = " ".join(words.split()).strip(" .,;")
    if not words:
        return Place(doubts=("place_missing",))
    city, comma, country = (part.strip() for part in words.rpartition(","))
    if comma:
        code = country_of(country)
        return Place(city, code, doubts=() if code else ("country_unknown",))
    if country_of(words):
        return Place("", country_of(words))
    return _ending_in_country(words) or Place(words, doubts=("country_missing",))


def _ending_in_country(words: str) -> Place | None:
    """``Montevideo Uruguay``, ``Santiago de Chile``, ``Panama City``: places that name a country."""
    parts = words.split()
    # "San Salvador" is a city, though French calls the country Salvador.
    for first in range(2 if _BEGINS_CITY.fullmatch(parts[0]) else 1, len(parts)):
        code = country_of(" ".join(parts[first:]))
        if code:
            of = parts[first - 1].lower() in ("de", "of")
            return Place(words if of else " ".join(parts[:first]), code)
    code = country_of(words.removesuffix(" City")) if words.endswith(" City") else ""
    return Place(words, code) if code else None


@cache
def _countries() -> dict[str, str]:
    from cedic.regions import areas

    known = {
        _comparable(name): area.id
        for kind in ("territory", "country")
        for area in areas().values()
        if area.kind == kind
        for _, name in area.name.items()
    }
    return {**_ALSO, **known}


def _comparable(name: str) -> str:
    plain = plain_words(name).replace("&", "and").replace("’", "'").replace("st.", "saint")
    return _SPACES.sub(" ", plain).strip()
