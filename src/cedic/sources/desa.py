"""International Migrant Stock of the United Nations: who lives in another country than their own.

The table is tidy: year, origin, destination (ISO 3166 codes) and migrants. A figure is of those who
live in the destination, REF_AREA, and come from the origin, COUNTERPART_AREA: born there, or where
a country does not count births, of its nationality.

Source: United Nations, Department of Economic and Social Affairs, Population Division (2020),
International Migrant Stock 2020.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from cedic.model import Part, SourceDescription, Text
from cedic.sources.base import Reading, Source
from cedic.sources.fields import Layout, area_field, number_field, year_field
from cedic.sources.tidy import READ_OPTIONS, tidy_parts, without_figure

UN_DESA = SourceDescription(
    id="UN_DESA",
    name=Text(
        en="International migrant stock of the United Nations",
        es="Migrantes internacionales según las Naciones Unidas",
        pt="Migrantes internacionais segundo as Nações Unidas",
        fr="Migrants internationaux selon les Nations Unies",
    ),
    kind="bilateral",
    provider="United Nations, Department of Economic and Social Affairs",
    citation="United Nations, Department of Economic and Social Affairs, Population Division (2020). "
    "International Migrant Stock 2020.",
    licence="CC BY 3.0 IGO",
    url="https://www.un.org/development/desa/pd/content/international-migrant-stock",
    note=Text(
        en="Stocks in the middle of every fifth year, estimated from censuses, registers and "
        "surveys. A pair that is absent is not zero.",
        es="Existencias a mitad de cada quinto año, estimadas a partir de censos, registros y "
        "encuestas. Un par ausente no es cero.",
        pt="Estoques no meio de cada quinto ano, estimados a partir de censos, registros e "
        "pesquisas. Um par ausente não é zero.",
        fr="Effectifs au milieu de chaque cinquième année, estimés d’après recensements, registres "
        "et enquêtes. Une paire absente n’est pas un zéro.",
    ),
)

_MIGRANTS = number_field("OBS_VALUE", "migrants", 0)
_LAYOUT = Layout(
    fields=(
        year_field("year"),
        area_field("REF_AREA", "destination", "ISO3"),
        area_field("COUNTERPART_AREA", "origin", "ISO3"),
        _MIGRANTS,
    ),
    key=("TIME_PERIOD", "REF_AREA", "COUNTERPART_AREA"),
    select="""
        SELECT REF_AREA, COUNTERPART_AREA, 'MIGRANT_STOCK' AS INDICATOR, OBS_VALUE,
            'E' AS OBS_STATUS, TIME_PERIOD::VARCHAR AS TIME_PERIOD
        FROM staged
        """,
    left_out=without_figure(_MIGRANTS.cell),
)


class MigrantStock(Source):
    """A tidy table of migrants by destination and origin.

    All figures are the source's estimates, and have the OBS_STATUS ``E``.
    """

    description = UN_DESA
    read_options = READ_OPTIONS

    def read(self, paths: Sequence[Path], reading: Reading) -> Iterator[Part]:
        """One part for each year; a file is checked as a whole before its first part is read.

        Bad are an area that is not known, and a number of migrants that is no number or negative.
        """
        return tidy_parts(paths, _LAYOUT, UN_DESA, reading)
