"""What the dataflows of a work programme share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cedic.model import Code, Indicator, Observations, Text

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from cedic.model import Codelist

NEEDS = Text(
    "publish a work programme in the portal, or load its records, with cedic sources read PROGRAMME "
    "FILE",
    "publique un programa de trabajo en el portal, o cargue sus registros, con cedic sources read "
    "PROGRAMME ARCHIVO",
    "publique um programa de trabalho no portal, ou carregue seus registros, com cedic sources read "
    "PROGRAMME ARQUIVO",
    "publiez un programme de travail dans le portail, ou chargez ses fiches, avec cedic sources read "
    "PROGRAMME FICHIER",
)
"""What a dataflow of a work programme needs."""
COUNTED = Text(
    "Zero where the records have none of these; no row where they have nothing at all, as for a "
    "country without any meeting in the year.",
    "Cero si los registros no tienen ninguno de estos; sin fila si no tienen nada, como en un país "
    "sin reunión alguna en el año.",
    "Zero se os registros não têm nenhum destes; sem linha se nada têm, como em um país sem reunião "
    "alguma no ano.",
    "Zéro si les fiches n’en ont aucun ; pas de ligne si elles n’ont rien, comme pour un pays sans "
    "réunion dans l’année.",
)
"""What happens where there is nothing to count."""
OF_NOTHING = Text(
    "A share of nothing is missing, not zero.",
    "Una proporción de nada es un dato faltante, no cero.",
    "Uma proporção de nada é um dado ausente, não zero.",
    "La part de rien est une donnée manquante, non un zéro.",
)
"""What happens where there is nothing to take a share of."""
CITATION = (
    "Own definition; activities, outputs and execution as in OECD (2002), Glossary of Key Terms in "
    "Evaluation and Results Based Management."
)


def count(
    id: str, name: Text, definition: Text, formula: str, *, unit: str = "NUMBER"
) -> Indicator:
    """A count of records."""
    return Indicator(
        id,
        name,
        definition,
        formula=formula,
        range="0 and above",
        unit=unit,
        edge_cases=COUNTED,
        citation=CITATION,
        example=f"REF_AREA=SELA INDICATOR={id}",
    )


def share(
    id: str, name: Text, definition: Text, formula: str, edge_cases: Text = OF_NOTHING
) -> Indicator:
    """A share of records."""
    return Indicator(
        id,
        name,
        definition,
        formula=formula,
        range="0 … 1",
        unit="RATIO",
        edge_cases=edge_cases,
        citation=CITATION,
        example=f"REF_AREA=SELA INDICATOR={id}",
    )


def codes(terms: Mapping[str, Text], total: Text) -> tuple[Code, ...]:
    """The codes of a list of terms, in capitals, after that of all of them."""
    named = (Code(id.upper(), name, parent="_T") for id, name in terms.items())
    return (Code("_T", total), *named)


def published(counted: Observations, records: ir.Table, codelist: Codelist) -> ir.Table:
    """What was counted from records, with frequency, unit, status and vintage."""
    import ibis

    table = counted.expression
    assert table is not None  # noqa: S101 - counted from a table, not read from a stream
    units = {code.id: code.unit for code in codelist if isinstance(code, Indicator)}
    vintages = records.group_by("SOURCE").aggregate(VINTAGE=records.VINTAGE.max())
    return table.join(vintages, "SOURCE").mutate(
        FREQ=ibis.literal("A"),
        UNIT_MEASURE=table.INDICATOR.cases(*units.items()),
        OBS_STATUS=ibis.ifelse(table.OBS_VALUE.isnull(), "M", "A"),
    )
