"""The trade matrix of areas and blocs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cedic.catalogue.columns import frequency, settled, vintages, with_gaps
from cedic.catalogue.concepts import (
    COMPOSITION,
    COUNTERPART_AREA,
    COVERAGE,
    FREQ,
    GROWTH,
    OBS_STATUS,
    REF_AREA,
    SHARE,
    SOURCE,
    TIME_PERIOD,
    TRADE_FLOW,
    UNIT_MEASURE,
    USD_VALUE,
    VIEW,
    VINTAGE,
)
from cedic.catalogue.registry import publishes
from cedic.model import Dataflow, Text
from cedic.regions import blocs
from cedic.trade import matrix
from cedic.trade.tables import as_table

if TYPE_CHECKING:
    import ibis.expr.types as ir

TRADE_MATRIX = Dataflow(
    id="TRADE_MATRIX",
    name=Text(
        "Trade matrix of areas and blocs",
        "Matriz de comercio entre áreas y bloques",
        "Matriz de comércio entre áreas e blocos",
        "Matrice des échanges entre zones et blocs",
    ),
    description=Text(
        "Exports, imports and balance between members of a bloc, between areas and blocs, and between "
        "blocs, with their share and growth, as reported and as reconciled.",
        "Exportaciones, importaciones y saldo entre miembros de un bloque, entre áreas y bloques, y "
        "entre bloques, con su participación y crecimiento, según se declaran y conciliados.",
        "Exportações, importações e saldo entre membros de um bloco, entre áreas e blocos e entre "
        "blocos, com participação e crescimento, conforme declarados e conciliados.",
        "Exportations, importations et solde entre membres d’un bloc, entre zones et blocs et entre "
        "blocs, avec leur part et leur croissance, tels que déclarés et réconciliés.",
    ),
    dimensions=(FREQ, REF_AREA, COUNTERPART_AREA, TRADE_FLOW, VIEW, SOURCE, TIME_PERIOD),
    measure=USD_VALUE,
    subject="TRADE",
    attributes=(UNIT_MEASURE, SHARE, GROWTH, COVERAGE, COMPOSITION, OBS_STATUS, VINTAGE),
)


@publishes(TRADE_MATRIX, inputs={"flows": "TRADE"})
def trade_matrix(flows: ir.Table) -> ir.Table:
    """The matrix of all products, for all blocs, as reported and as reconciled."""
    import ibis

    flows = settled(flows.filter(flows.PRODUCT == "_T").drop("PRODUCT", "FREQ"))
    reports = flows.filter(flows.PROVENANCE == "REPORTED")
    reconciled = as_table(matrix(flows, blocs().values()))
    reported = as_table(matrix(reports, blocs().values(), view="reported"))
    cells = reconciled.union(reported).left_join(vintages(flows), ["SOURCE", "TIME_PERIOD"])
    cells = cells.mutate(
        FREQ=frequency(cells.TIME_PERIOD),
        UNIT_MEASURE=ibis.literal("USD"),
        OBS_STATUS=ibis.literal("A"),
    )
    return with_gaps(cells, TRADE_MATRIX)
