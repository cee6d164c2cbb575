"""Classifications of products: what a code is a code of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from cedic.errors import UnknownCodeError
from cedic.model import Text


@dataclass(frozen=True)
class Classification:
    """A classification of products, or one edition of it.

    Parameters
    ----------
    id : str
        As in the column CLASSIFICATION.
    name : Text
        Its name.
    year : int
        The year it came into force.
    digits : tuple of int
        How many digits its codes have, level by level; none if codes are no numbers.
    aliases : tuple of str
        Other names of it, as found in data.
    """

    id: str
    name: Text
    year: int
    digits: tuple[int, ...]
    aliases: tuple[str, ...]

    @property
    def harmonized(self) -> bool:
        """Whether it is an edition of the Harmonized System."""
        return self.id.startswith("HS")


_EDITIONS = {1988: "HS92", 1996: "HS96", 2002: "HS02", 2007: "HS07"} | {
    2012: "HS12",
    2017: "HS17",
    2022: "HS22",
}
# Years of the manuals: revisions 3 and 4 came with the HS of 1988 and of 2007.
_REVISIONS = {1: 1961, 2: 1976, 3: 1988, 4: 2007}


def _harmonized(number: int, year: int, id: str) -> Classification:
    edition = "1988/92" if year == 1988 else str(year)
    years = (1988, 1992) if year == 1988 else (year,)
    spellings = {f"HS{form}" for y in years for form in (y, f" {y}", f"{y % 100:02d}")}
    return Classification(
        id,
        Text(
            f"Harmonized System, edition of {edition}",
            f"Sistema Armonizado, edición de {edition}",
            f"Sistema Harmonizado, edição de {edition}",
            f"Système harmonisé, édition de {edition}",
        ),
        year,
        (2, 4, 6),
        (f"H{number}", *sorted((spellings | {f"HS {edition}"}) - {id})),
    )


def _sitc(revision: int, year: int) -> Classification:
    return Classification(
        f"SITC{revision}",
        Text(
            f"Standard International Trade Classification, revision {revision}",
            f"Clasificación Uniforme para el Comercio Internacional, revisión {revision}",
            f"Classificação Uniforme do Comércio Internacional, revisão {revision}",
            f"Classification type pour le commerce international, révision {revision}",
        ),
        year,
        (1, 2, 3, 4, 5),
        (f"S{revision}", f"SITC {revision}", f"SITC Rev. {revision}", f"SITC Rev.{revision}"),
    )


@cache
def classifications() -> Mapping[str, Classification]:
    """All classifications known, by id.

    Returns
    -------
    mapping of str to Classification
        Seven editions of the Harmonized System (World Customs Organization), four revisions of the
        SITC (United Nations Statistics Division), and the sectors of the OECD's Inter-Country
        Input–Output tables. Between SITC4, ICIO and the others there is no concordance here.
    """
    known = [
        *(_harmonized(number, *edition) for number, edition in enumerate(_EDITIONS.items())),
        *(_sitc(*revision) for revision in _REVISIONS.items()),
        Classification(
            "ICIO",
            Text(
                "Sectors of the OECD Inter-Country Input–Output tables",
                "Sectores de las tablas de insumo-producto entre países de la OCDE",
                "Setores das tabelas de insumo-produto entre países da OCDE",
                "Secteurs des tableaux internationaux d’entrées-sorties de l’OCDE",
            ),
            2023,
            (),
            ("OECD_ICIO", "OECD ICIO"),
        ),
    ]
    return MappingProxyType({one.id: one for one in known})


def classification(id: str) -> Classification:
    """Find a classification by its id or one of its other names, whatever the case.

    Parameters
    ----------
    id : str
        Such as ``HS12``, ``H4``, ``HS 2012``, ``SITC2``, ``S2``.

    Raises
    ------
    UnknownCodeError
        If none is called so, with near names.

    Examples
    --------
    >>> classification("H4").id, classification("hs 2012").id
    ('HS12', 'HS12')
    """
    known = classifications()
    names = {alias.upper(): one for one in known.values() for alias in (one.id, *one.aliases)}
    found = names.get(id.strip().upper())
    if found is None:
        raise UnknownCodeError("classification of products", id, known)
    return found
