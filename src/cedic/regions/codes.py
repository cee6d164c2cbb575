"""Code systems: what a source's code for an area means in a year."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from cedic.errors import UnknownCodeError
from cedic.regions.tables import DATA, rows

if TYPE_CHECKING:
    import pyarrow as pa

SCHEMES = ("ISO3", "ISO2", "M49", "COMTRADE", "BACI", "WORLD_BANK", "IMF", "COW")

OPEN_START = 0
OPEN_END = 9999

_COLUMNS = ("CODE", "AREA", "FIRST_YEAR", "LAST_YEAR", "VALID_FROM", "VALID_UNTIL")


class _Entry(NamedTuple):
    code: str
    area: str
    first: int
    last: int
    valid_from: int
    valid_until: int


def codes(scheme: str) -> pa.Table:
    """Tabulate the codes of one scheme and the areas they stand for.

    Parameters
    ----------
    scheme : str
        One of `SCHEMES`.

    Returns
    -------
    pyarrow.Table
        CODE
            The code: capitals, and numbers without leading zeros (``32``, not ``032``).
        AREA
            The area it stands for.
        FIRST_YEAR, LAST_YEAR : int16
            The years in which a figure under CODE is read as AREA's, 0 and 9999 where open. For one
            CODE they never overlap and leave no gap, so a join on code and year finds at most one
            area.
        VALID_FROM, VALID_UNTIL : int16
            The years in which the scheme gives AREA this code. They are narrower: reporters go on
            using 530 (Netherlands Antilles) years after 2010, and such a figure still means the
            former area; but the code of an area in a year is sought among the valid ones.

    Raises
    ------
    UnknownCodeError
        If there is no such scheme.

    Notes
    -----
    ``ISO3``, ``ISO2``
        ISO 3166-1, with the withdrawn codes of ISO 3166-3.
    ``M49``
        United Nations Statistics Division, Standard Country or Area Codes for Statistical Use
        (Series M, No. 49). 412 Kosovo is used by the Division outside the standard.
    ``COMTRADE``
        UN Comtrade, reporter and partner areas. It departs from M49 where a customs territory is
        wider than the country: 842 United States, 757 Switzerland, 699 India, 251 France, 579
        Norway, 381 Italy; 490 "Other Asia, nes" stands for Taiwan; 492 is "Europe EU, nes", not
        Monaco.
    ``BACI``
        The codes of CEPII's BACI (Gaulier and Zignago 2010), which are those of UN Comtrade.
    ``WORLD_BANK``
        World Bank, with codes it has since replaced (ROM, ZAR, TMP, WBG, ADO, IMY, KSV), the
        Netherlands Antilles, and what its WITS calls the European Union (EUN), Montenegro (MNT),
        Other Asia, which stands for Taiwan (OAS), Serbia, until 2006 with Montenegro (SER), and
        Sudan since 2012 (SUD).
    ``IMF``
        The numbers of the International Financial Statistics and the Direction of Trade Statistics,
        without a few small territories whose number could not be confirmed, and the ISO codes that
        the IMF's SDMX services use.
    ``COW``
        Correlates of War Project, State System Membership List v2016 (2017). 365 is the Soviet
        Union from 1922 to 1991; 345 is Yugoslavia until 1991, then Serbia and Montenegro, then
        Serbia; 816 is North Vietnam until 1975, then Vietnam.
    """
    import pyarrow as pa
    from pyarrow import csv

    check_scheme(scheme)
    text, year = pa.string(), pa.int16()
    types = (text, text, year, year, year, year)
    schema = pa.schema(
        [pa.field(*pair, nullable=False) for pair in zip(_COLUMNS, types, strict=True)]
    )
    with (DATA / "codes" / f"{scheme}.csv").open("rb") as file:
        table = csv.read_csv(file, convert_options=csv.ConvertOptions(column_types=schema))
    return table.cast(schema)


def area_of(scheme: str, code: str | int, year: int | None = None) -> str:
    """Find the area that `code` stands for in `year`; without a year, in its latest meaning.

    Parameters
    ----------
    scheme : str
        One of `SCHEMES`.
    code : str or int
        The code; ``"032"``, ``"32"`` and ``32`` are the same.
    year : int, optional
        The year of the figure.

    Raises
    ------
    UnknownCodeError
        If there is no such scheme, or the scheme has no such code.

    Examples
    --------
    >>> area_of("COMTRADE", 842), area_of("ISO2", "CS", 1990), area_of("ISO2", "CS", 2004)
    ('USA', 'CSK', 'SCG')
    """
    meanings = _by_code(scheme).get(canonical(code), ())
    for entry in reversed(meanings):
        if year is None or entry.first <= year <= entry.last:
            return entry.area
    raise _unknown(f"code of {scheme}", str(code), year, _by_code(scheme))


def code_of(scheme: str, area: str, year: int | None = None) -> str:
    """Find the code that `scheme` gives to `area` in `year`; without a year, the latest one.

    Where a scheme has several (two systems in one, or a year of change), the newer one is given,
    then the scheme's own before its aliases.

    Raises
    ------
    UnknownCodeError
        If there is no such scheme, or it has no code for the area in that year.

    Examples
    --------
    >>> code_of("COMTRADE", "SDN", 2005), code_of("COMTRADE", "SDN", 2015)
    ('736', '729')
    """
    valid = _valid(_by_area(scheme).get(area, []), year)
    if not valid:
        raise _unknown(f"area with a code of {scheme}", area, year, _by_area(scheme))
    return _newest(valid).code


def code_spells(scheme: str, area: str) -> Iterator[tuple[str, int, int]]:
    """Give the one code of `area` in each stretch of years: code, first and last year."""
    entries = _by_area(scheme).get(area, [])
    turns = {entry.valid_from for entry in entries} | {entry.valid_until + 1 for entry in entries}
    for first, following in pairwise(sorted(turns)):
        if valid := _valid(entries, first):
            yield _newest(valid).code, first, following - 1


def canonical(code: str | int) -> str:
    """Write a code in the one form it is kept in: capitals, and numbers without leading zeros."""
    text = str(code).strip().upper()
    return str(int(text)) if text.isascii() and text.isdigit() else text


def check_scheme(scheme: str) -> None:
    """Raise UnknownCodeError unless `scheme` is one of `SCHEMES`."""
    if scheme not in SCHEMES:
        raise UnknownCodeError("code system", scheme, SCHEMES)


@cache
def _entries(scheme: str) -> tuple[_Entry, ...]:
    check_scheme(scheme)
    return tuple(
        _Entry(row["CODE"], row["AREA"], *(int(row[year]) for year in _COLUMNS[2:]))
        for row in rows(f"codes/{scheme}")
    )


@cache
def _by_code(scheme: str) -> dict[str, list[_Entry]]:
    index: dict[str, list[_Entry]] = {}
    for entry in _entries(scheme):
        index.setdefault(entry.code, []).append(entry)
    return index


@cache
def _by_area(scheme: str) -> dict[str, list[_Entry]]:
    index: dict[str, list[_Entry]] = {}
    for entry in _entries(scheme):
        index.setdefault(entry.area, []).append(entry)
    return index


def _valid(entries: list[_Entry], year: int | None) -> list[_Entry]:
    return [
        entry for entry in entries if year is None or entry.valid_from <= year <= entry.valid_until
    ]


def _newest(entries: list[_Entry]) -> _Entry:
    return max(entries, key=lambda entry: (entry.valid_until, entry.valid_from))


def _unknown(kind: str, value: str, year: int | None, known: dict[str, list[_Entry]]) -> Exception:
    when = "" if year is None else f" in {year}"
    return UnknownCodeError(
        kind + when, value, known, remedy="cedic.regions.codes(scheme) lists them"
    )
