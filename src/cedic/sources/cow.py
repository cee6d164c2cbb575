"""Correlates of War Trade: bilateral trade of states since 1870.

The dyadic table has one row for two states and a year: flow1 is what state 1 imports from state 2,
flow2 the reverse, in millions of current US dollars; -9 stands for an import that nobody reported.
The download has not met the live service in the project's own tests.

Source: Barbieri, K. and Keshk, O. M. G. (2016), Correlates of War Project Trade Data Set Codebook,
Version 4.0; Barbieri, K., Keshk, O. M. G. and Pollins, B. (2009), Trading Data: Evaluating our
Assumptions and Coding Rules, Conflict Management and Peace Science 26(5).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from cedic.errors import UsageError
from cedic.model import Part, Progress, SourceDescription, Text, silent
from cedic.sources.archive import RawFile, find
from cedic.sources.base import Option, Reading, Source, parse_options, years
from cedic.sources.fields import Layout, area_field, dollars_field, year_field
from cedic.sources.tabular import FILE_OPTIONS, Staging, one_a_year, parts_by_year

COW = SourceDescription(
    id="COW",
    name=Text(
        en="Correlates of War Trade",
        es="Comercio de Correlates of War",
        pt="Comércio de Correlates of War",
        fr="Commerce de Correlates of War",
    ),
    kind="trade",
    provider="Correlates of War Project",
    citation=(
        "Barbieri, K. and Keshk, O. M. G. (2016). Correlates of War Project Trade Data Set "
        "Codebook, Version 4.0."
    ),
    licence="Free for research, with citation",
    url="https://correlatesofwar.org/data-sets/bilateral-trade/",
    valuation={"M": "CIF"},
    note=Text(
        en="Imports as the importer reports them, CIF as a rule. Many figures are whole millions "
        "of US dollars: 0 means below half a million, or none.",
        es="Importaciones según las declara el importador, CIF por regla general. Muchas cifras "
        "están en millones enteros de dólares: 0 significa menos de medio millón, o nada.",
        pt="Importações segundo as declara o importador, CIF por regra geral. Muitos valores estão "
        "em milhões inteiros de dólares: 0 significa menos de meio milhão, ou nada.",
        fr="Importations déclarées par l’importateur, CAF en règle générale. Beaucoup de chiffres "
        "sont des millions entiers de dollars : 0 signifie moins d’un demi-million, ou rien.",
    ),
)

_UNREPORTED = -9
_LAYOUT = Layout(
    fields=(
        year_field("year"),
        area_field("STATE_1", "ccode1", "COW"),
        area_field("STATE_2", "ccode2", "COW"),
        dollars_field("IMPORT_1", "flow1", 1_000_000, missing=_UNREPORTED),
        dollars_field("IMPORT_2", "flow2", 1_000_000, missing=_UNREPORTED),
    ),
    key=("TIME_PERIOD", "least(STATE_1, STATE_2)", "greatest(STATE_1, STATE_2)"),
    select="""
        SELECT REF_AREA, COUNTERPART_AREA, 'M' AS TRADE_FLOW, '_T' AS PRODUCT, OBS_VALUE,
            NULL::DOUBLE AS QUANTITY, 'A' AS OBS_STATUS, TIME_PERIOD::VARCHAR AS TIME_PERIOD
        FROM (
            SELECT STATE_1 AS REF_AREA, STATE_2 AS COUNTERPART_AREA, IMPORT_1 AS OBS_VALUE,
                TIME_PERIOD FROM staged
            UNION ALL SELECT STATE_2, STATE_1, IMPORT_2, TIME_PERIOD FROM staged)
        WHERE OBS_VALUE IS NOT NULL
        """,
)


class CorrelatesOfWar(Source):
    """The dyadic table of Correlates of War Trade, plain or in its zip archive.

    A row becomes up to two imports, each of the state that reports it. An import of -9 is dropped
    as unreported; it is never 0.
    """

    description = COW
    address = "https://correlatesofwar.org/wp-content/uploads/COW_Trade_4.0.zip"
    read_options = (
        Option("years", "the years to read, such as 1950-2014", years),
        Option("vintage", "the version, where the file's name does not say it"),
        *FILE_OPTIONS,
    )

    def fetch(self, folder: Path, *, progress: Progress = silent, **options: Any) -> list[Path]:
        """Download the archive of version 4.0.

        Raises
        ------
        SourceError
            If the site refuses, fails, or answers something else than the archive.
        """
        from cedic.sources.http import download

        parse_options(self.id, self.fetch_options, options)
        path = folder / self.address.rpartition("/")[2]
        return [download(self.address, path, progress=progress)]

    def read(self, paths: Sequence[Path], reading: Reading) -> Iterator[Part]:
        """One part for each year; the file is checked as a whole before the first is read."""
        return one_a_year(
            part
            for path in paths
            for file in find(path, r"Dyadic_COW_.*\.csv")
            for part in parts_by_year(
                Staging(file, _LAYOUT, reading), COW, reading.options["vintage"] or _version(file)
            )
        )


def _version(file: RawFile) -> str:
    match = re.search(r"_(\d+(\.\d+)+)", file.name)
    if match is None:
        raise UsageError(
            "The name of the file does not say which version of the data it is.",
            where=str(file),
            remedy="give the read option vintage, such as vintage=4.0",
        )
    return match[1]
