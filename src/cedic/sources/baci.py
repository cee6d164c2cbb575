"""BACI: the reconciled world trade database of CEPII, by product.

The published archive holds one table for each year, with the columns t (year), i (exporter), j
(importer), k (product, six digits of the Harmonized System), v (value, thousand current US dollars)
and q (quantity, tonnes). The download has not met the live service in the project's own tests.

Source: Gaulier, G. and Zignago, S. (2010), BACI: International Trade Database at the Product-Level.
The 1994–2007 Version, CEPII Working Paper 2010-23.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from cedic.errors import UsageError
from cedic.model import Part, Progress, SourceDescription, Text, silent
from cedic.sources.archive import RawFile, digest, find
from cedic.sources.base import Option, Reading, Source, one_of, parse_options, years
from cedic.sources.fields import (
    Layout,
    area_field,
    dollars_field,
    hs6_field,
    tonnes_field,
    year_field,
)
from cedic.sources.tabular import FILE_OPTIONS, Staging, fingerprint_of, one_a_year, part_of

BACI = SourceDescription(
    id="BACI",
    name=Text(
        en="BACI, international trade database at the product level",
        es="BACI, base de datos de comercio internacional por producto",
        pt="BACI, base de dados de comércio internacional por produto",
        fr="BACI, base de données du commerce international par produit",
    ),
    kind="trade",
    provider="CEPII",
    citation=(
        "Gaulier, G. and Zignago, S. (2010). BACI: International Trade Database at the "
        "Product-Level. The 1994–2007 Version. CEPII Working Paper 2010-23."
    ),
    licence="Etalab Open Licence 2.0",
    url="https://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37",
    reconciled=True,
    valuation={"X": "FOB"},
    note=Text(
        en="Both sides' reports are reconciled into one value, FOB. A pair that is absent is not "
        "known to be zero.",
        es="Las declaraciones de ambas partes se concilian en un solo valor, FOB. No consta que un "
        "par ausente sea cero.",
        pt="As declarações de ambas as partes são conciliadas num só valor, FOB. Não consta que um "
        "par ausente seja zero.",
        fr="Les déclarations des deux parties sont réconciliées en une seule valeur, FAB. Rien ne "
        "dit qu’une paire absente soit nulle.",
    ),
)

_TABLE = r"BACI_(?P<edition>HS\d\d)_Y(?P<year>\d{4})(_V(?P<vintage>\d{6}\w?))?(_\w+)?\.csv"
_VINTAGE = re.compile(r"_V(\d{6}\w?)[_.]")


class Baci(Source):
    """The tables of BACI, from the published archive or one by one.

    A row becomes an export of `i` to `j` that is at once the import of `j` from `i`. OBS_VALUE is
    in whole US dollars, exact; QUANTITY in tonnes, null where BACI says NA. The edition of the
    Harmonized System is kept in the part's notes as ``PRODUCT``.
    """

    description = BACI
    service = "https://www.cepii.fr/DATA_DOWNLOAD/baci/data"
    fetch_options = (
        Option(
            "edition", "edition of the Harmonized System: HS92, HS96, … HS22", str.upper, "HS92"
        ),
        Option("vintage", "the release to download, such as 202501"),
    )
    read_options = (
        Option("years", "the years to read, such as 2000-2020,2023", years),
        Option("vintage", "the release, where file names do not say it; or: not stated"),
        Option(
            "leading_zeros",
            "restore the zero that HS codes of five digits have lost, or keep codes as they are",
            one_of("keep", "restore"),
            "keep",
        ),
        *FILE_OPTIONS,
    )

    def fetch(self, folder: Path, *, progress: Progress = silent, **options: Any) -> list[Path]:
        """Download the archive of an edition and vintage; about 2 GB.

        Raises
        ------
        SourceError
            If CEPII refuses, fails, or answers something else than the archive.
        UsageError
            If no vintage is given: CEPII gives each release an address of its own.
        """
        from cedic.sources.http import download

        chosen = parse_options(self.id, self.fetch_options, options)
        edition, vintage = chosen["edition"], chosen["vintage"]
        if not re.fullmatch(r"HS\d\d", edition) or not re.fullmatch(r"\d{6}\w?", vintage or ""):
            raise UsageError(
                f"There can be no BACI of the edition {edition} and the vintage {vintage}."
                if vintage
                else "The vintage of BACI to fetch is not given.",
                where=self.description.url,
                remedy="see there which release is current, and give edition=HS92 vintage=202501",
            )
        name = f"BACI_{edition}_V{vintage}.zip"
        return [download(f"{self.service}/{name}", folder / name, progress=progress)]

    def read(self, paths: Sequence[Path], reading: Reading) -> Iterator[Part]:
        """One part for each year, a file each; the release is in a file's name, or given."""
        years = reading.options["years"]
        return one_a_year(
            _part(file, reading)
            for path in paths
            for file in find(path, _TABLE)
            if years is None or int(_name(file)["year"]) in years
        )


def _part(file: RawFile, reading: Reading) -> Part:
    name = _name(file)
    vintage = reading.options["vintage"] or _vintage(file)
    layout = _layout(int(name["year"]), reading.options["leading_zeros"])
    return part_of(
        # A staging for each use, so that its disk space is free again when the year is read.
        lambda: Staging(file, layout, reading),
        BACI,
        name["year"],
        origin=file,
        vintage=vintage,
        fingerprint=digest(file.fingerprint(), vintage, fingerprint_of(layout, reading)),
        notes={"PRODUCT": name["edition"].upper()},
    )


def _layout(year: int, leading_zeros: str) -> Layout:
    return Layout(
        fields=(
            year_field("t", only=year),
            area_field("EXPORTER", "i", "BACI"),
            area_field("IMPORTER", "j", "BACI"),
            hs6_field("PRODUCT", "k", leading_zeros),
            dollars_field("OBS_VALUE", "v", 1000),
            tonnes_field("QUANTITY", "q", absent="NA"),
        ),
        key=("EXPORTER", "IMPORTER", "PRODUCT"),
        select="""
            SELECT EXPORTER AS REF_AREA, IMPORTER AS COUNTERPART_AREA, 'X' AS TRADE_FLOW, PRODUCT,
                OBS_VALUE, QUANTITY, 'A' AS OBS_STATUS, TIME_PERIOD::VARCHAR AS TIME_PERIOD
            FROM staged
            """,
        exact=True,
    )


def _name(file: RawFile) -> dict[str, str]:
    match = re.fullmatch(_TABLE, file.name, re.IGNORECASE)
    assert match is not None  # noqa: S101 - found by this very pattern
    return match.groupdict()


def _vintage(file: RawFile) -> str:
    """Find the release that the name of the table, or else of the archive, says."""
    match = _VINTAGE.search(file.name) or _VINTAGE.search(file.path.name)
    if match is None:
        raise UsageError(
            "The name of the file does not say which release of BACI it is.",
            where=str(file),
            remedy='give the read option vintage, such as vintage=202501, or vintage="not stated"',
        )
    return match[1]
