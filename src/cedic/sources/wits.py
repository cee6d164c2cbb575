"""Applied tariffs of the World Bank's WITS: averages, lines free of duty, agreements, by year.

The table is tidy: iso3, year, product_group, indicator and value, as the country profiles of WITS
name them. Kept are the figures of all products together: the simple and the weighted average of the
tariffs applied, the lines free of duty, and the number of tariff agreements. Left out and counted
in the part's notes are groups of products, highest rates and imports free of duty.

Source: World Bank, World Integrated Trade Solution (WITS), from UNCTAD TRAINS.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from cedic.model import Part, SourceDescription, Text
from cedic.sources.base import Reading, Source
from cedic.sources.fields import Field, Layout, area_field, coded_field, number_field, year_field
from cedic.sources.tidy import READ_OPTIONS, tidy_parts

WITS_TARIFF = SourceDescription(
    id="WITS_TARIFF",
    name=Text(
        en="Applied tariffs of WITS",
        es="Aranceles aplicados de WITS",
        pt="Tarifas aplicadas do WITS",
        fr="Droits de douane appliqués de WITS",
    ),
    kind="series",
    provider="World Bank",
    citation="World Bank, World Integrated Trade Solution (WITS), country profiles, from UNCTAD "
    "TRAINS, https://wits.worldbank.org",
    licence="WITS terms of use: reuse with attribution to the World Bank and UNCTAD",
    url="https://wits.worldbank.org/CountryProfile/en/",
    note=Text(
        en="Effectively applied tariffs: the preferential rate where there is one. Years in which an "
        "area reported only its rates for most favoured nations look more protected than they are.",
        es="Aranceles efectivamente aplicados: la tasa preferencial donde la hay. Los años en que un "
        "área solo declaró sus tasas de nación más favorecida parecen más protegidos de lo que son.",
        pt="Tarifas efetivamente aplicadas: a alíquota preferencial onde existe. Os anos em que uma "
        "área só declarou suas alíquotas de nação mais favorecida parecem mais protegidos do que "
        "são.",
        fr="Droits effectivement appliqués : le taux préférentiel là où il existe. Les années où une "
        "zone n’a déclaré que ses taux de la nation la plus favorisée paraissent plus protégées "
        "qu’elles ne le sont.",
    ),
)

_WHOLE = ("All Products", "...")
"""How the table says that a figure is of all products: an agreement is of none in particular."""
_INDICATORS = {
    "simple average (%)": "TARIFF_SIMPLE",
    "weighted average (%)": "TARIFF_WEIGHTED",
    "duty free tariff lines share (%)": "DUTY_FREE_LINES",
    "no. of tariff agreement": "AGREEMENTS_IN_FORCE",
}
_OTHERS = ("maximum rate (%)", "duty free imports (us$ thousand)")

_GROUP = Field("PRODUCT", "product_group", "{x}")
_INDICATOR = coded_field("INDICATOR", "indicator", _INDICATORS, "a figure of the country profiles")
_VALUE = number_field("OBS_VALUE", "value", 0)
_LAYOUT = Layout(
    fields=(
        year_field("year"),
        area_field("REF_AREA", "iso3", "WORLD_BANK", groups=True),
        _GROUP,
        _INDICATOR,
        _VALUE,
    ),
    key=("TIME_PERIOD", "REF_AREA", "INDICATOR"),
    select="""
        SELECT REF_AREA, INDICATOR, OBS_VALUE, 'A' AS OBS_STATUS,
            TIME_PERIOD::VARCHAR AS TIME_PERIOD
        FROM staged
        """,
    left_out=f"""
        CASE WHEN {_GROUP.cell} NOT IN {_WHOLE} THEN 'groups of products'
            WHEN lower({_INDICATOR.cell}) IN {_OTHERS} THEN 'other indicators'
            WHEN {_VALUE.cell} IS NULL THEN 'observations without a figure' END
        """,
)


class AppliedTariffs(Source):
    """A tidy table of tariffs, as the country profiles of WITS give them.

    Areas are codes of the World Bank, with those of WITS; its groups of countries are kept under
    the World Bank's codes of them. A figure that is absent is never 0.
    """

    description = WITS_TARIFF
    read_options = READ_OPTIONS

    def read(self, paths: Sequence[Path], reading: Reading) -> Iterator[Part]:
        """One part for each year; a file is checked as a whole before its first part is read.

        Bad are an area or an indicator that is not known, and a value that is not a number or is
        negative.
        """
        return tidy_parts(paths, _LAYOUT, WITS_TARIFF, reading)
