"""Liner Shipping Connectivity Index of UNCTAD: how regular container shipping ties areas, by quarter.

The table is tidy: iso3, period (such as 2006-Q4) and value. The figure of a year is the mean of its
quarters; it is worked out where it is needed, and not here.

Source: UNCTAD, Liner shipping connectivity index, quarterly (UNCTADstat).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from cedic.model import Part, SourceDescription, Text
from cedic.sources.base import Reading, Source
from cedic.sources.fields import Layout, area_field, number_field, quarter_field
from cedic.sources.tidy import READ_OPTIONS, tidy_parts, without_figure

LSCI = SourceDescription(
    id="LSCI",
    name=Text(
        en="Liner shipping connectivity index",
        es="Índice de conectividad del transporte marítimo de línea",
        pt="Índice de conectividade do transporte marítimo regular",
        fr="Indice de connectivité des transports maritimes réguliers",
    ),
    kind="series",
    provider="UNCTAD",
    citation="UNCTAD, UNCTADstat: Liner shipping connectivity index, quarterly, from MDS "
    "Transmodal.",
    licence="UNCTADstat terms of use: free reuse, attributed to UNCTAD",
    url="https://unctadstat.unctad.org/",
    note=Text(
        en="Quarterly. Areas without a port of container lines are absent, not zero.",
        es="Trimestral. Las áreas sin puerto de líneas de contenedores están ausentes, no en cero.",
        pt="Trimestral. As áreas sem porto de linhas de contêineres estão ausentes, não em zero.",
        fr="Trimestriel. Les zones sans port de lignes à conteneurs sont absentes, et non à zéro.",
    ),
)

_VALUE = number_field("OBS_VALUE", "value", 0)
_LAYOUT = Layout(
    fields=(quarter_field("period"), area_field("REF_AREA", "iso3", "ISO3"), _VALUE),
    key=("TIME_PERIOD", "REF_AREA"),
    select="""
        SELECT REF_AREA, 'LSCI' AS INDICATOR, OBS_VALUE, 'A' AS OBS_STATUS, TIME_PERIOD FROM staged
        """,
    left_out=without_figure(_VALUE.cell),
)


class ShippingConnectivity(Source):
    """A tidy table of the index: iso3, period and value."""

    description = LSCI
    read_options = READ_OPTIONS

    def read(self, paths: Sequence[Path], reading: Reading) -> Iterator[Part]:
        """One part for each quarter; a file is checked as a whole before its first part is read.

        Bad are an area that is not known, a period that is not a quarter, and a value that is not a
        number or is negative.
        """
        return tidy_parts(paths, _LAYOUT, LSCI, reading)
