"""What the Integration Index is made of: mechanisms and members in trade, money, people, treaties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cedic.catalogue.concepts import (
    COMPOSITION,
    COUNTERPART_AREA,
    FREQ,
    OBS_STATUS,
    OBS_VALUE,
    REF_AREA,
    SHARE_KNOWN,
    SOURCE,
    TIME_PERIOD,
    UNIT_MEASURE,
    VINTAGE,
)
from cedic.catalogue.integration import CL_INTEGRATION, MECHANISMS, NEEDS, START
from cedic.catalogue.registry import publishes
from cedic.model import Dataflow, Dimension, Indicator, Text
from cedic.regions import blocs
from cedic.trade.integration import SERIES, integration
from cedic.trade.tables import as_table

if TYPE_CHECKING:
    import ibis.expr.types as ir

INTEGRATION_INDICATORS = Dataflow(
    id="INTEGRATION_INDICATORS",
    name=Text(
        "Indicators of regional integration",
        "Indicadores de integración regional",
        "Indicadores de integração regional",
        "Indicateurs d’intégration régionale",
    ),
    description=Text(
        "What the Integration Index is made of, as measured and without filling any gap: of each "
        "bloc, and of the members of the Pacific Alliance, Mercosur, SICA, the Andean Community "
        "and CARICOM with respect to their mechanism (the counterpart area). Before a bloc was "
        "founded, its founding members. Institutions, tariffs, shipping, migration and agreements "
        "are told where WGI, WITS_TARIFF, LSCI, UN_DESA and DESTA are loaded.",
        "De qué está hecho el Índice de Integración, tal como se mide y sin completar lagunas: de "
        "cada bloque, y de los miembros de la Alianza del Pacífico, el Mercosur, el SICA, la "
        "Comunidad Andina y la CARICOM respecto de su mecanismo (el área de contraparte). Antes "
        "de la fundación de un bloque, sus miembros fundadores. Instituciones, aranceles, "
        "transporte marítimo, migración y acuerdos figuran si están cargadas las fuentes WGI, "
        "WITS_TARIFF, LSCI, UN_DESA y DESTA.",
        "De que é feito o Índice de Integração, tal como se mede e sem preencher lacunas: de cada "
        "bloco, e dos membros da Aliança do Pacífico, do Mercosul, do SICA, da Comunidade Andina "
        "e da CARICOM em relação a seu mecanismo (a área de contraparte). Antes da fundação de um "
        "bloco, seus membros fundadores. Instituições, tarifas, transporte marítimo, migração e "
        "acordos constam se estiverem carregadas as fontes WGI, WITS_TARIFF, LSCI, UN_DESA e "
        "DESTA.",
        "De quoi est fait l’Indice d’intégration, tel que mesuré et sans combler de lacune : de "
        "chaque bloc, et des membres de l’Alliance du Pacifique, du Mercosur, du SICA, de la "
        "Communauté andine et de la CARICOM par rapport à leur mécanisme (la zone de "
        "contrepartie). Avant la fondation d’un bloc, ses membres fondateurs. Institutions, droits "
        "de douane, transport maritime, migrations et accords figurent si les sources WGI, "
        "WITS_TARIFF, LSCI, UN_DESA et DESTA sont chargées.",
    ),
    dimensions=(
        FREQ,
        REF_AREA,
        COUNTERPART_AREA,
        Dimension(
            "INDICATOR",
            Text("Indicator", "Indicador", "Indicador", "Indicateur"),
            codelist=CL_INTEGRATION,
        ),
        SOURCE,
        TIME_PERIOD,
    ),
    measure=OBS_VALUE,
    subject="INTEGRATION",
    attributes=(UNIT_MEASURE, OBS_STATUS, SHARE_KNOWN, COMPOSITION, VINTAGE),
    methods=tuple(CL_INTEGRATION.codes),
    needs=NEEDS,
    first_view="REF_AREA=PA,MERCOSUR,SICA,ANDEAN,CARICOM&COUNTERPART_AREA=WLD&INDICATOR=INTRA_SHARE",
)


@publishes(
    INTEGRATION_INDICATORS,
    inputs={
        "matrix": "TRADE_MATRIX",
        "macro": "MACRO",
        "development": "DEVELOPMENT",
        "migrants": "MIGRATION",
        "agreements": "AGREEMENTS",
    },
    libraries=("numpy",),
)
def integration_indicators(
    matrix: ir.Table,
    macro: ir.Table,
    development: ir.Table,
    migrants: ir.Table,
    agreements: ir.Table,
) -> ir.Table:
    """All indicators of all blocs, and of the members of the five mechanisms."""
    import ibis

    columns = ("REF_AREA", "INDICATOR", "SOURCE", "TIME_PERIOD", "OBS_VALUE", "VINTAGE")
    series = macro.select(*columns).union(development.select(*columns))
    first = str(START)
    needed = series.filter(series.INDICATOR.isin(list(SERIES)), first <= series.TIME_PERIOD)
    if not needed.count().execute():
        return ibis.memtable(INTEGRATION_INDICATORS.schema.empty_table())
    measured = integration(
        matrix.filter(matrix.FREQ == "A"),
        series,
        migrants=migrants.filter(migrants.INDICATOR == "MIGRANT_STOCK"),
        agreements=agreements.filter(agreements.INDICATOR == "AGREEMENTS_AMONG"),
        mechanisms=blocs().values(),
        members_of=MECHANISMS,
        start=START,
    )
    rows = as_table(measured)
    units = {code.id: code.unit for code in CL_INTEGRATION if isinstance(code, Indicator)}
    rows = rows.left_join(_versions(matrix, (series, migrants, agreements)), "SOURCE")
    return rows.mutate(
        FREQ=ibis.literal("A"),
        UNIT_MEASURE=rows.INDICATOR.substitute(units),
        OBS_STATUS=rows.OBS_VALUE.isnull().ifelse("M", "A"),
    ).select(*INTEGRATION_INDICATORS.columns)


def _versions(matrix: ir.Table, others: tuple[ir.Table, ...]) -> ir.Table:
    """All versions of each source: SOURCE, VINTAGE, such as ``WDI 2025-09``."""
    distinct = matrix.select("SOURCE", "VINTAGE").distinct()
    for table in others:
        distinct = distinct.union(
            table.select("SOURCE", VINTAGE=table.SOURCE + " " + table.VINTAGE).distinct()
        )
    return distinct.group_by("SOURCE").aggregate(
        VINTAGE=distinct.VINTAGE.group_concat("; ", order_by=distinct.VINTAGE)
    )
