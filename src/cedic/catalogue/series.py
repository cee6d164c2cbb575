"""Series that are published as their source gives them: their declaration, and how they are made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cedic.catalogue.columns import frequency
from cedic.model import Codelist, Indicator, Text

if TYPE_CHECKING:
    import ibis.expr.types as ir

LEFT_OUT = Text(
    "Years without a figure are left out, never filled.",
    "Los años sin cifra se omiten; nunca se rellenan.",
    "Os anos sem dado são omitidos; nunca preenchidos.",
    "Les années sans chiffre sont omises, jamais comblées.",
)
"""What happens where a source has no figure."""


def wdi(
    id: str,
    unit: str,
    name: Text,
    definition: Text,
    edge_cases: Text = LEFT_OUT,
    *,
    area: str = "BRA",
) -> Indicator:
    """A series of World Development Indicators: its method is the World Bank's own.

    The example shows that of `area`.
    """
    original = id.replace("_", ".")
    return Indicator(
        id,
        name,
        definition,
        formula=rf"\text{{{original}}}",
        range="as the source gives it",
        unit=unit,
        edge_cases=edge_cases,
        citation=f"World Bank, World Development Indicators, {original}.",
        example=f"REF_AREA={area} INDICATOR={id}",
    )


def as_given(series: ir.Table, codelist: Codelist) -> ir.Table:
    """The series that `codelist` names, with frequency and unit; others stay in the source's table."""
    units = {code.id: code.unit for code in codelist if isinstance(code, Indicator)}
    named = series.filter(series.INDICATOR.isin(list(units)))
    return named.mutate(
        FREQ=frequency(named.TIME_PERIOD),
        UNIT_MEASURE=named.INDICATOR.cases(*units.items()),
    )
