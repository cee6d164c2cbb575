"""People who live in another country than their own, by where they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cedic.catalogue.concepts import (
    COUNTERPART_AREA,
    FREQ,
    OBS_STATUS,
    OBS_VALUE,
    REF_AREA,
    SOURCE,
    TIME_PERIOD,
    UNIT_MEASURE,
    VINTAGE,
)
from cedic.catalogue.registry import publishes
from cedic.catalogue.series import as_given
from cedic.model import Codelist, Dataflow, Dimension, Indicator, Text
from cedic.warehouse import AllSources

if TYPE_CHECKING:
    import ibis.expr.types as ir

CL_MIGRATION = Codelist.of(
    "CL_MIGRATION",
    Text(
        "Migration",
        "Migración",
        "Migração",
        "Migrations",
    ),
    Indicator(
        "MIGRANT_STOCK",
        Text(
            "Migrants",
            "Migrantes",
            "Migrantes",
            "Migrants",
        ),
        Text(
            "Those who live in the reference area in the middle of the year and come from the "
            "counterpart area: born there or, where births are not counted, of its nationality.",
            "Quienes viven en el área de referencia a mitad de año y provienen del área de "
            "contraparte: nacidos en ella o, donde no se cuenta el nacimiento, de su nacionalidad.",
            "Quem vive na área de referência no meio do ano e vem da área de contraparte: nascido "
            "nela ou, onde não se conta o nascimento, de sua nacionalidade.",
            "Ceux qui vivent dans la zone de référence au milieu de l’année et viennent de la "
            "zone de contrepartie : nés là-bas ou, quand la naissance n’est pas comptée, de sa "
            "nationalité.",
        ),
        formula=r"M_{ij}",
        range="1 and above",
        unit="PERSONS",
        edge_cases=Text(
            "Every fifth year. A pair that is absent is not zero; years between are left out, "
            "never filled.",
            "Cada cinco años. Un par ausente no es cero; los años intermedios se omiten, nunca se "
            "rellenan.",
            "A cada cinco anos. Um par ausente não é zero; os anos intermediários são omitidos, "
            "nunca preenchidos.",
            "Tous les cinq ans. Une paire absente n’est pas un zéro ; les années intermédiaires "
            "sont omises, jamais comblées.",
        ),
        citation="United Nations, Department of Economic and Social Affairs, Population Division "
        "(2020), International Migrant Stock 2020.",
        example="REF_AREA=ARG COUNTERPART_AREA=PRY INDICATOR=MIGRANT_STOCK",
    ),
)
INDICATOR = Dimension(
    "INDICATOR",
    Text("Indicator", "Indicador", "Indicador", "Indicateur"),
    codelist=CL_MIGRATION,
)

MIGRATION = Dataflow(
    id="MIGRATION",
    name=Text(
        "Migrants by destination and origin",
        "Migrantes por destino y origen",
        "Migrantes por destino e origem",
        "Migrants par destination et origine",
    ),
    description=Text(
        "Who lives where, and where they come from: the reference area is the destination, the "
        "counterpart area the origin.",
        "Quién vive dónde y de dónde proviene: el área de referencia es el destino, la de "
        "contraparte el origen.",
        "Quem vive onde e de onde vem: a área de referência é o destino, a de contraparte a "
        "origem.",
        "Qui vit où, et d’où il vient : la zone de référence est la destination, celle de "
        "contrepartie l’origine.",
    ),
    dimensions=(FREQ, REF_AREA, COUNTERPART_AREA, INDICATOR, SOURCE, TIME_PERIOD),
    measure=OBS_VALUE,
    subject="DEVELOPMENT",
    attributes=(UNIT_MEASURE, OBS_STATUS, VINTAGE),
    methods=tuple(CL_MIGRATION.codes),
    first_view="REF_AREA=COL,PER,ECU,CHL,ARG,BRA&COUNTERPART_AREA=VEN",
    needs=Text(
        "load migrants by origin and destination, with cedic sources read UN_DESA FILE",
        "cargue migrantes por origen y destino, con cedic sources read UN_DESA ARCHIVO",
        "carregue migrantes por origem e destino, com cedic sources read UN_DESA ARQUIVO",
        "chargez les migrants par origine et destination, avec cedic sources read UN_DESA FICHIER",
    ),
)


@publishes(MIGRATION, inputs={"pairs": AllSources("bilateral")})
def migration(pairs: ir.Table) -> ir.Table:
    """Migrants, as their source gives them."""
    return as_given(pairs, CL_MIGRATION)
