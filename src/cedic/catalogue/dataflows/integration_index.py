"""The Integration Index of Latin America and the Caribbean."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from cedic.catalogue.concepts import (
    COUNTERPART_AREA,
    FREQ,
    OBS_STATUS,
    OBS_VALUE,
    RANK,
    RANK_HIGH,
    RANK_LOW,
    REF_AREA,
    SHARE_IMPUTED,
    SHARE_KNOWN,
    SOURCE,
    TIME_PERIOD,
    UNIT_MEASURE,
    VINTAGE,
)
from cedic.catalogue.integration import (
    CL_INTEGRATION_INDEX,
    MECHANISMS,
    NEEDS,
    integration_index,
    scores,
)
from cedic.catalogue.registry import publishes
from cedic.errors import UsageError
from cedic.model import Dataflow, Dimension, Text
from cedic.regions import blocs
from cedic.trade.integration import TRADE, WORLD

if TYPE_CHECKING:
    from collections.abc import Iterable

    import ibis.expr.types as ir

    from cedic.catalogue.integration import Of

INTEGRATION_INDEX = Dataflow(
    id="INTEGRATION_INDEX",
    name=Text(
        "Integration Index of Latin America and the Caribbean",
        "Índice de Integración de América Latina y el Caribe",
        "Índice de Integração da América Latina e do Caribe",
        "Indice d’intégration de l’Amérique latine et des Caraïbes",
    ),
    description=Text(
        "How integrated each mechanism is, and each member with respect to its mechanism (the "
        "counterpart area; of a mechanism, the world), 0 to 100 in five dimensions, with the rank "
        "and how sure it is. One index for each source of trade (the source), for the years that "
        "it has; all else is the same. Other blocs have scores to compare, and no rank. What "
        "sources are loaded decides what it rests on: the share known says how much. Without "
        "WGI, WITS_TARIFF, LSCI, UN_DESA and DESTA it is a reduced form.",
        "Cuán integrado está cada mecanismo, y cada miembro respecto de su mecanismo (el área de "
        "contraparte; en un mecanismo, el mundo), de 0 a 100 en cinco dimensiones, con la "
        "posición y cuán segura es. Un índice por cada fuente de comercio (la fuente), para los "
        "años que tiene; todo lo demás es igual. Los demás bloques tienen puntajes para comparar, "
        "sin posición. De las fuentes cargadas depende en qué descansa: la proporción conocida "
        "dice cuánto. Sin WGI, WITS_TARIFF, LSCI, UN_DESA y DESTA es una forma reducida.",
        "Quão integrado é cada mecanismo, e cada membro em relação a seu mecanismo (a área de "
        "contraparte; em um mecanismo, o mundo), de 0 a 100 em cinco dimensões, com a posição e "
        "quão segura ela é. Um índice por fonte de comércio (a fonte), para os anos que ela tem; "
        "tudo o mais é igual. Os demais blocos têm pontuações para comparar, sem posição. Das "
        "fontes carregadas depende em que ele se apoia: a proporção conhecida diz quanto. Sem "
        "WGI, WITS_TARIFF, LSCI, UN_DESA e DESTA é uma forma reduzida.",
        "Combien chaque mécanisme est intégré, et chaque membre par rapport à son mécanisme (la "
        "zone de contrepartie ; d’un mécanisme, le monde), de 0 à 100 en cinq dimensions, avec le "
        "rang et sa certitude. Un indice par source d’échanges (la source), pour les années "
        "qu’elle a ; tout le reste est pareil. Les autres blocs ont des scores à comparer, sans "
        "rang. Des sources chargées dépend sur quoi il repose : la part connue dit combien. Sans "
        "WGI, WITS_TARIFF, LSCI, UN_DESA et DESTA, c’est une forme réduite.",
    ),
    dimensions=(
        FREQ,
        REF_AREA,
        COUNTERPART_AREA,
        Dimension(
            "INDICATOR",
            Text("Dimension", "Dimensión", "Dimensão", "Dimension"),
            codelist=CL_INTEGRATION_INDEX,
        ),
        SOURCE,
        TIME_PERIOD,
    ),
    measure=OBS_VALUE,
    subject="INTEGRATION",
    attributes=(
        UNIT_MEASURE,
        OBS_STATUS,
        RANK,
        RANK_LOW,
        RANK_HIGH,
        SHARE_KNOWN,
        SHARE_IMPUTED,
        VINTAGE,
    ),
    methods=tuple(CL_INTEGRATION_INDEX.codes),
    needs=NEEDS,
    first_view="REF_AREA=PA,MERCOSUR,SICA,ANDEAN,CARICOM&COUNTERPART_AREA=WLD&INDICATOR=INTEGRATION",
)


@publishes(
    INTEGRATION_INDEX,
    inputs={"indicators": "INTEGRATION_INDICATORS"},
    libraries=("numpy", "scipy"),
)
def index(indicators: ir.Table) -> ir.Table:
    """The index of mechanisms, of members and of other blocs, for each source of trade."""
    import ibis

    table = ibis.memtable(indicators.to_pyarrow())
    of_trade = table.filter(table.INDICATOR.isin(list(TRADE)))
    sources = of_trade.select("SOURCE").distinct().order_by("SOURCE").to_pyarrow()
    parts = [part for source in sources["SOURCE"].to_pylist() for part in _of(table, source)]
    if not parts:
        return ibis.memtable(INTEGRATION_INDEX.schema.empty_table())
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def _of(table: ir.Table, trade: str) -> list[ir.Table]:
    """The scores of the mechanisms, their members and the other blocs with one source of trade."""
    import ibis

    others = [id for id in blocs() if id not in MECHANISMS]
    groups: tuple[tuple[Of, Iterable[str], bool], ...] = (
        ("mechanisms", MECHANISMS, True),
        ("members", MECHANISMS, True),
        ("mechanisms", others, False),
    )
    vintage = _vintage(table, trade)
    found = []
    for (of, only, ranked), core in product(groups, (False, True)):
        try:
            made = integration_index(table, trade=trade, of=of, only=only, core=core)
        except UsageError:
            # The source tells too little of these.
            continue
        rows = ibis.memtable(scores(made, ranked=ranked))
        mechanism = rows.UNIT.re_replace(":.*$", "")
        told = rows.mutate(
            FREQ=ibis.literal("A"),
            REF_AREA=rows.UNIT.re_replace("^.*:", ""),
            COUNTERPART_AREA=mechanism if of == "members" else ibis.literal(WORLD),
            SOURCE=ibis.literal(trade),
            UNIT_MEASURE=ibis.literal("INDEX"),
            OBS_STATUS=rows.OBS_VALUE.isnull().ifelse("M", "A"),
            VINTAGE=ibis.literal(vintage),
            **{name: rows[name].cast("int64") for name in ("RANK", "RANK_LOW", "RANK_HIGH")},
        )
        found.append(told.select(*INTEGRATION_INDEX.columns))
    return found


def _vintage(table: ir.Table, trade: str) -> str:
    """The versions of all that the index with this source of trade is made of."""
    read = table.filter((table.SOURCE.isin([trade])) | ~table.INDICATOR.isin(list(TRADE)))
    versions = read.select("VINTAGE").distinct().order_by("VINTAGE").to_pyarrow()
    return "; ".join(versions["VINTAGE"].to_pylist())
