"""Groups of products: which group of each scheme a code of the Harmonized System belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from cedic.errors import UsageError
from cedic.model.tables import rows
from cedic.products.classifications import classification, classifications
from cedic.products.concordance import codes, concordance

if TYPE_CHECKING:
    import pyarrow as pa

SCHEMES = {"HS": "HS_XXII", "SITC": "SITC9"} | {
    name: f"{name}_OTHER" for name in ("LALL", "BEC", "WTO")
}
"""The schemes, and the group of each for what is unknown in it."""

_SECTIONS = (5, 14, 15, 24, 27, 38, 40, 43, 46, 49, 63, 67, 70, 71, 83, 85, 89, 92, 93, 96, 97)
"""The last chapter of each section of the Harmonized System."""
_NUMERALS = (
    *("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI"),
    *("XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX", "XXI", "XXII"),
)


@cache
def groups(classification_id: str) -> pa.Table:
    """Which group of each scheme the codes of an edition of the Harmonized System belong to.

    Parameters
    ----------
    classification_id : str
        The edition (see :func:`classification`).

    Returns
    -------
    pyarrow.Table
        CLASSIFICATION, SCHEME, CODE, PRODUCT: for each scheme and each code of six, four and two
        digits, the one group of ``CL_PRODUCT`` that it is in, in the order of SCHEME and CODE. A
        heading or chapter is in the group that most of its subheadings are in; of equals, the first.
        What a scheme does not know, chapter 99 among it, is in its group for the rest, so that the
        groups of a scheme add up to all products.

    Raises
    ------
    UnknownCodeError
        If the classification is not known.
    UsageError
        If it is no edition of the Harmonized System.

    Notes
    -----
    ``HS``
        Sections of the Harmonized System (World Customs Organization), ``HS_I`` … ``HS_XXI``;
        ``HS_XXII`` is the rest.
    ``SITC``
        Sections of the SITC, revision 3, through the concordance; ``SITC9`` is the rest.
    ``LALL``
        Technological intensity by three-digit groups of the SITC, revision 2, through the
        concordance (Lall, S., 2000, The technological structure and performance of developing
        country manufactured exports, 1985–98, Oxford Development Studies 28(3), 337–369). The
        rest are electricity, films, printed matter, art, coins and gold.
    ``BEC``
        End use by the Classification by Broad Economic Categories, revision 4 (United Nations
        Statistics Division, 2002), as the Division gives it for HS 2012, through the concordance:
        capital goods (41, 521), intermediate goods (111, 121, 21, 22, 31, 322, 42, 53), consumption
        goods (112, 122, 522, 6). Passenger cars (51), motor spirit (321) and goods not specified
        (7) have no one end use and are the rest; so are all petroleum oils of 2710, whose
        categories the Division's table for HS 2012 does not tell apart. A subheading in several
        categories has the end use of most of them; of equals, of the first listed.
    ``WTO``
        Agricultural products (WTO Agreement on Agriculture, 1994, Annex 1: chapters 1–24 without
        fish and fish products, and the headings named there), fuels (chapter 27), the rest.

    A code that another edition defines otherwise goes, through the concordance, to the group with
    the largest share; of equal shares, to the first.
    """
    import pyarrow as pa

    edition = classification(classification_id)
    if not edition.harmonized:
        raise UsageError(
            f"Codes of {edition.id} are not put into groups.",
            remedy="use an edition of the Harmonized System: "
            + ", ".join(id for id, one in classifications().items() if one.harmonized),
        )
    basic = codes(edition.id).to_pylist()
    found: dict[str, Mapping[str, str | None]] = {
        "HS": {code: _section(code) for code in basic},
        "SITC": _by_share(edition.id, "SITC3", {str(n): f"SITC{n}" for n in range(10)}),
        "LALL": _by_share(edition.id, "SITC2", _prefixes("lall")),
        "BEC": _by_share(edition.id, "HS12", _prefixes("bec")),
        "WTO": {code: _longest(code, _prefixes("wto")) for code in basic},
    }
    lines = [
        (edition.id, scheme, code, product)
        for scheme, other in sorted(SCHEMES.items())
        for code, product in _levels({c: found[scheme].get(c) or other for c in basic})
    ]
    names = ("CLASSIFICATION", "SCHEME", "CODE", "PRODUCT")
    return pa.table(dict(zip(names, zip(*lines, strict=True), strict=True)))


def _section(code: str) -> str:
    chapter = int(code[:2])
    return f"HS_{_NUMERALS[sum(last < chapter for last in _SECTIONS)]}"


@cache
def _prefixes(name: str) -> dict[str, str]:
    """The group of each first digits that a table names."""
    table = rows("cedic.products", name)
    return {code: row["group"] for row in table for code in row["codes"].split()}


def _longest(code: str, prefixes: dict[str, str]) -> str | None:
    """The group of the longest first digits of a code that has one."""
    cuts = (code[:digits] for digits in range(len(code), 0, -1))
    return next((prefixes[cut] for cut in cuts if cut in prefixes), None)


def _by_share(source: str, target: str, prefixes: dict[str, str]) -> dict[str, str]:
    """For each code, the group that most of it is in, by the codes of another classification."""
    totals: dict[str, dict[str, float]] = {}
    for row in concordance(source, target).to_pylist():
        group = _longest(row["CODE_TO"] or "", prefixes)
        if group is not None:
            shares = totals.setdefault(row["CODE_FROM"], {})
            shares[group] = shares.get(group, 0.0) + row["WEIGHT"]
    return {code: _first_largest(shares) for code, shares in totals.items()}


def _first_largest(shares: dict[str, float]) -> str:
    """The name with the largest value; of equals, to nine digits, the first by name."""
    return min(shares, key=lambda name: (-round(shares[name], 9), name))


def _levels(basic: dict[str, str]) -> list[tuple[str, str]]:
    """Codes of six digits, and of four and two by the majority, with their groups, in order."""
    counts: dict[str, dict[str, float]] = {}
    for code, product in basic.items():
        for digits in (2, 4):
            shares = counts.setdefault(code[:digits], {})
            shares[product] = shares.get(product, 0) + 1
    shorter = {code: _first_largest(shares) for code, shares in counts.items()}
    return sorted((basic | shorter).items())
