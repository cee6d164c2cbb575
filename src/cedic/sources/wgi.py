"""Worldwide Governance Indicators of the World Bank: six dimensions of governance, by year.

`fetch` asks the Bank's API for its database 3, page by page, as for World Development Indicators.
`parts` reads these pages, and a tidy table with the columns iso3, year, indicator and estimate.
Kept is the estimate, in standard deviations from the mean of the world in the year; the margin of
error, the rank and the number of sources behind it are not.

None of these calls has met the live service; they are tested against a replay.

Source: Kaufmann, D., Kraay, A. and Mastruzzi, M. (2010), The Worldwide Governance Indicators:
Methodology and Analytical Issues, World Bank Policy Research Working Paper 5430. CC BY 4.0.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from cedic.model import Part, SourceDescription, Text
from cedic.sources.archive import files, vintage
from cedic.sources.base import Option, Reading, codes_option
from cedic.sources.fields import Field, Layout, area_field, coded_field, number_field, year_field
from cedic.sources.tabular import FILE_OPTIONS, one_a_year, parts_by_year
from cedic.sources.tidy import tidy_parts, without_figure
from cedic.sources.worldbank import (
    INDICATOR_COLUMN,
    VINTAGE,
    YEARS,
    Pages,
    add_page,
    gathered_layout,
    gathering,
)

WGI = SourceDescription(
    id="WGI",
    name=Text(
        en="Worldwide Governance Indicators",
        es="Indicadores mundiales de gobernanza",
        pt="Indicadores mundiais de governança",
        fr="Indicateurs mondiaux de la gouvernance",
    ),
    kind="series",
    provider="World Bank",
    citation="World Bank, Worldwide Governance Indicators, https://www.govindicators.org",
    licence="CC BY 4.0",
    url="https://www.worldbank.org/en/publication/worldwide-governance-indicators",
    note=Text(
        en="Perceptions, combined from many surveys and assessments. Each year's mean of the world "
        "is about 0, so that a change is one relative to other countries. Edition after edition "
        "revises all years.",
        es="Percepciones, combinadas a partir de muchas encuestas y evaluaciones. La media mundial "
        "de cada año es cercana a 0, de modo que un cambio es relativo a los demás países. Cada "
        "edición revisa todos los años.",
        pt="Percepções, combinadas a partir de muitas pesquisas e avaliações. A média mundial de "
        "cada ano é próxima de 0, de modo que uma mudança é relativa aos demais países. Cada "
        "edição revisa todos os anos.",
        fr="Perceptions, tirées de nombreuses enquêtes et évaluations. La moyenne mondiale de chaque "
        "année est proche de 0 : un changement est relatif aux autres pays. Chaque édition révise "
        "toutes les années.",
    ),
)

_DIMENSIONS = {
    "VA": "voiceandaccountability",
    "PV": "politicalstability",
    "GE": "governmenteffectiveness",
    "RQ": "regulatoryquality",
    "RL": "ruleoflaw",
    "CC": "controlofcorruption",
}
_SPELLINGS = {
    spelling: f"WGI_{id}"
    for id, name in _DIMENSIONS.items()
    for spelling in (id.lower(), name, f"{id.lower()}.est", f"gov_wgi_{id.lower()}.est")
}


def _indicator(column: str) -> Field:
    return coded_field("INDICATOR", column, _SPELLINGS, "a dimension of governance")


_ESTIMATE = number_field("OBS_VALUE", "estimate")
_TIDY = Layout(
    fields=(
        year_field("year"),
        area_field("REF_AREA", "iso3", "WORLD_BANK", groups=True),
        _indicator("indicator"),
        _ESTIMATE,
    ),
    key=("TIME_PERIOD", "REF_AREA", "INDICATOR"),
    select="""
        SELECT REF_AREA, INDICATOR, OBS_VALUE, 'A' AS OBS_STATUS,
            TIME_PERIOD::VARCHAR AS TIME_PERIOD
        FROM staged
        """,
    left_out=without_figure(_ESTIMATE.cell),
)


class GovernanceIndicators(Pages):
    """Worldwide Governance Indicators, from the API or from a tidy table.

    A table has the columns iso3, year, indicator (VA, VA.EST, VoiceandAccountability and so on)
    and estimate; its other columns are not read. Rows without an estimate are left out. The
    vintage of pages is the API's date of the last update; that of a table is given, or else it is
    the table's last year.
    """

    description = WGI
    database = "3"
    fetch_options = (
        Option(
            "indicators",
            "codes such as RL.EST",
            codes_option,
            tuple(f"{id}.EST" for id in _DIMENSIONS),
        ),
        YEARS,
    )
    read_options = (YEARS, VINTAGE, *FILE_OPTIONS)

    def read(self, paths: Sequence[Path], reading: Reading) -> Iterator[Part]:
        """Read pages of the API (files or a folder of them) and tidy tables, by year.

        Bad are an area or a dimension that is not known, and an estimate that is not a number.
        """
        pages = [path for path in paths if path.is_dir() or path.suffix.lower() == ".json"]
        tables = [path for path in paths if path not in pages]
        return one_a_year(
            chain(_paged(pages, reading), tidy_parts(tables, _TIDY, WGI, reading)),
        )


def _paged(pages: Sequence[Path], reading: Reading) -> Iterator[Part]:
    if not pages:
        return
    found = files(pages, ".json")
    staging = gathering(found, gathered_layout(_indicator(INDICATOR_COLUMN)), reading)
    dates = {path: add_page(staging.connection, path) for path in found}
    yield from parts_by_year(staging, WGI, vintage(reading.options["vintage"], dates))
