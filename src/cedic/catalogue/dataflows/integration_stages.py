"""Stages of integration: what each mechanism is by law, and how it does in what each stage asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cedic.catalogue.concepts import (
    COMPOSITION,
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
from cedic.catalogue.integration import CL_INTEGRATION, NEEDS, SOURCES
from cedic.catalogue.registry import publishes
from cedic.model import Attribute, Code, Codelist, Dataflow, Dimension, Indicator, Text
from cedic.regions import STAGES, legal_stage, legal_stages
from cedic.trade.integration import WORLD

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

LEGAL_STAGE, TREATIES = "LEGAL_STAGE", "TREATIES"
AS_OF = "2025"
"""The year up to which treaties were looked into."""

ASKED = {
    "FTA": ("TARIFF", "INTRA_SHARE", "INTROVERSION"),
    "CU": ("TARIFF_GAP",),
    "CM": ("MIGRANTS_IN", "FDI_INFLOW"),
    "EU": ("INFLATION_GAP", "GROWTH_GAP", "INCOME_GAP"),
    "FULL": ("GOVERNANCE", "GOVERNANCE_GAP"),
}
"""What is measured of each stage."""
MEASURED = {indicator: stage for stage, indicators in ASKED.items() for indicator in indicators}

_NAMES = (
    Text(
        "No free trade area of its own",
        "Sin zona de libre comercio propia",
        "Sem área de livre comércio própria",
        "Sans zone de libre-échange propre",
    ),
    Text(
        "Free trade area",
        "Zona de libre comercio",
        "Área de livre comércio",
        "Zone de libre-échange",
    ),
    Text("Customs union", "Unión aduanera", "União aduaneira", "Union douanière"),
    Text("Common market", "Mercado común", "Mercado comum", "Marché commun"),
    Text("Economic union", "Unión económica", "União econômica", "Union économique"),
    Text(
        "Complete integration",
        "Integración completa",
        "Integração completa",
        "Intégration complète",
    ),
)
_WHAT = (
    Text(
        "Members have agreed on an aim, and not yet on free trade between all of them.",
        "Los miembros acordaron una meta, y aún no el libre comercio entre todos.",
        "Os membros acordaram uma meta, e ainda não o livre comércio entre todos.",
        "Les membres sont convenus d’un but, pas encore du libre-échange entre tous.",
    ),
    Text(
        "No tariffs between members; each keeps its own towards the outside.",
        "Sin aranceles entre miembros; cada uno conserva el suyo frente a terceros.",
        "Sem tarifas entre membros; cada um mantém a sua perante terceiros.",
        "Sans droits entre membres ; chacun garde les siens envers les tiers.",
    ),
    Text(
        "A free trade area with one tariff towards the outside.",
        "Una zona de libre comercio con un mismo arancel frente a terceros.",
        "Uma área de livre comércio com uma só tarifa perante terceiros.",
        "Une zone de libre-échange à tarif unique envers les tiers.",
    ),
    Text(
        "A customs union in which people and capital move freely too.",
        "Una unión aduanera en la que también circulan libremente personas y capitales.",
        "Uma união aduaneira em que também circulam livremente pessoas e capitais.",
        "Une union douanière où personnes et capitaux circulent aussi librement.",
    ),
    Text(
        "A common market with harmonised economic policies.",
        "Un mercado común con políticas económicas armonizadas.",
        "Um mercado comum com políticas econômicas harmonizadas.",
        "Un marché commun aux politiques économiques harmonisées.",
    ),
    Text(
        "One economic policy under an authority that binds the members.",
        "Una sola política económica bajo una autoridad que obliga a los miembros.",
        "Uma só política econômica sob uma autoridade que obriga os membros.",
        "Une seule politique économique sous une autorité qui lie les membres.",
    ),
)
CL_STAGE = Codelist.of(
    "CL_STAGE",
    Text(
        "Stage of integration",
        "Etapa de integración",
        "Etapa de integração",
        "Étape d’intégration",
    ),
    Code("_T", Text("All stages", "Todas las etapas", "Todas as etapas", "Toutes les étapes")),
    *(Code(id, name, what) for id, name, what in zip(STAGES, _NAMES, _WHAT, strict=True)),
)
CL_STAGE_STATUS = Codelist.of(
    "CL_STAGE_STATUS",
    Text(
        "State of a legal stage",
        "Estado de una etapa legal",
        "Situação de uma etapa legal",
        "État d’une étape légale",
    ),
    Code(
        "F",
        Text(
            "Being formed on the timetable of a treaty",
            "En formación según el cronograma de un tratado",
            "Em formação segundo o cronograma de um tratado",
            "En formation selon le calendrier d’un traité",
        ),
    ),
    Code(
        "I",
        Text(
            "In force, with gaps",
            "Vigente, con vacíos",
            "Em vigor, com lacunas",
            "En vigueur, avec des lacunes",
        ),
    ),
    Code(
        "C",
        Text(
            "In force throughout",
            "Plenamente vigente",
            "Plenamente em vigor",
            "Pleinement en vigueur",
        ),
    ),
)
CL_LEGAL_BASIS = Codelist(
    "CL_LEGAL_BASIS",
    Text("Legal basis", "Base legal", "Base legal", "Base légale"),
    lambda: tuple(Code(fact.id, fact.basis, fact.note) for fact in legal_stages()),
)
CL_INTEGRATION_STAGES = Codelist(
    "CL_INTEGRATION_STAGES",
    Text(
        "Stages of integration and performance",
        "Etapas de integración y desempeño",
        "Etapas de integração e desempenho",
        "Étapes d’intégration et performance",
    ),
    lambda: (
        Indicator(
            LEGAL_STAGE,
            Text("Legal stage", "Etapa legal", "Etapa legal", "Étape légale"),
            Text(
                "What the mechanism is by its treaties on the last day of the year, 0 to 5; the "
                "legal basis names the treaty and what a reader must know.",
                "Lo que el mecanismo es según sus tratados el último día del año, de 0 a 5; la "
                "base legal nombra el tratado y lo que el lector debe saber.",
                "O que o mecanismo é segundo seus tratados no último dia do ano, de 0 a 5; a base "
                "legal nomeia o tratado e o que o leitor deve saber.",
                "Ce que le mécanisme est selon ses traités au dernier jour de l’année, de 0 à 5 ; "
                "la base légale nomme le traité et ce qu’un lecteur doit savoir.",
            ),
            formula=r"0 \ldots 5",
            range="0, 1, 2, 3, 4, 5",
            unit="STAGE",
            edge_cases=Text(
                "Coded from treaties, never from a figure. A stage with gaps counts in full; the "
                "state of the stage says so. Mechanisms that are not there have not been looked "
                "into.",
                "Codificada a partir de tratados, nunca de una cifra. Una etapa con vacíos cuenta "
                "entera; el estado de la etapa lo dice. Los mecanismos que no están no se han "
                "examinado.",
                "Codificada a partir de tratados, nunca de um dado. Uma etapa com lacunas conta "
                "por inteiro; a situação da etapa o diz. Os mecanismos ausentes não foram "
                "examinados.",
                "Codée d’après les traités, jamais d’après un chiffre. Une étape avec des lacunes "
                "compte en entier ; l’état de l’étape le dit. Les mécanismes absents n’ont pas été "
                "examinés.",
            ),
            citation="Balassa (1961), The Theory of Economic Integration; the treaties named.",
            example=f"REF_AREA=MERCOSUR INDICATOR={LEGAL_STAGE}",
        ),
        *(CL_INTEGRATION[id] for id in MEASURED),
    ),
)

INTEGRATION_STAGES = Dataflow(
    id="INTEGRATION_STAGES",
    name=Text(
        "Stages of integration",
        "Etapas de integración",
        "Etapas de integração",
        "Étapes d’intégration",
    ),
    description=Text(
        "What each mechanism is by law, year by year, with the treaty; and beside it how it does "
        "in what each stage asks for: tariffs and trade, distance of external tariffs, movement "
        "of people and capital, convergence, institutions. The law never follows from the "
        "figures, nor they from it. Tariffs between members are not in the data: levels and "
        "distances of applied tariffs stand for them. Null where a source is not loaded.",
        "Lo que cada mecanismo es por ley, año por año, con el tratado; y al lado, su desempeño "
        "en lo que pide cada etapa: aranceles y comercio, distancia de los aranceles externos, "
        "movilidad de personas y capital, convergencia, instituciones. La ley nunca se deduce de "
        "las cifras, ni estas de aquella. Los aranceles entre miembros no están en los datos: los "
        "representan el nivel y la distancia de los aranceles aplicados. Nulo si una fuente no "
        "está cargada.",
        "O que cada mecanismo é por lei, ano a ano, com o tratado; e ao lado, seu desempenho no "
        "que cada etapa pede: tarifas e comércio, distância das tarifas externas, mobilidade de "
        "pessoas e capital, convergência, instituições. A lei nunca se deduz dos dados, nem estes "
        "dela. As tarifas entre membros não estão nos dados: representam-nas o nível e a "
        "distância das tarifas aplicadas. Nulo se uma fonte não está carregada.",
        "Ce que chaque mécanisme est en droit, année par année, avec le traité ; et à côté, ce "
        "qu’il fait de ce que chaque étape demande : droits de douane et échanges, écart des "
        "tarifs extérieurs, circulation des personnes et des capitaux, convergence, institutions. "
        "Le droit ne suit jamais des chiffres, ni eux de lui. Les droits entre membres ne sont "
        "pas dans les données : le niveau et l’écart des droits appliqués en tiennent lieu. Nul "
        "si une source n’est pas chargée.",
    ),
    dimensions=(
        FREQ,
        REF_AREA,
        Dimension("STAGE", CL_STAGE.name, codelist=CL_STAGE),
        Dimension(
            "INDICATOR",
            Text("Indicator", "Indicador", "Indicador", "Indicateur"),
            codelist=CL_INTEGRATION_STAGES,
        ),
        SOURCE,
        TIME_PERIOD,
    ),
    measure=OBS_VALUE,
    subject="INTEGRATION",
    attributes=(
        UNIT_MEASURE,
        OBS_STATUS,
        Attribute("STAGE_STATUS", CL_STAGE_STATUS.name, codelist=CL_STAGE_STATUS),
        Attribute("LEGAL_BASIS", CL_LEGAL_BASIS.name, codelist=CL_LEGAL_BASIS),
        SHARE_KNOWN,
        COMPOSITION,
        VINTAGE,
    ),
    methods=tuple(CL_INTEGRATION_STAGES.codes),
    needs=NEEDS,
    first_view=f"REF_AREA=PA,MERCOSUR,SICA,ANDEAN,CARICOM&INDICATOR={LEGAL_STAGE}",
)


@publishes(INTEGRATION_STAGES, inputs={"indicators": "INTEGRATION_INDICATORS"})
def integration_stages(indicators: ir.Table) -> ir.Table:
    """The legal stage of each mechanism whose treaties are coded, and its performance."""
    import ibis

    coded = sorted({fact.bloc for fact in legal_stages()})
    told = indicators.filter(
        indicators.REF_AREA.isin(coded),
        indicators.COUNTERPART_AREA == WORLD,
        indicators.INDICATOR.isin(list(MEASURED)),
    )
    performance = told.mutate(
        STAGE=told.INDICATOR.substitute(MEASURED),
        STAGE_STATUS=ibis.null("string"),
        LEGAL_BASIS=ibis.null("string"),
    )
    years = indicators.select("TIME_PERIOD").distinct().order_by("TIME_PERIOD").to_pyarrow()
    there = set(told.select("INDICATOR").distinct().to_pyarrow()["INDICATOR"].to_pylist())
    missing = [id for id in MEASURED if id not in there]
    covered = [int(year) for year in years["TIME_PERIOD"].to_pylist()]
    others = ibis.memtable(_coded(coded, covered, missing))
    columns = INTEGRATION_STAGES.columns
    return performance.select(*columns).union(others.select(*columns))


def _coded(mechanisms: list[str], years: list[int], missing: list[str]) -> pa.Table:
    """Rows of the law, and rows without a value for what no source that is loaded gives."""
    import pyarrow as pa

    rows = []
    for mechanism in mechanisms:
        for year in years:
            fact = legal_stage(mechanism, year)
            if fact is None:
                continue
            same = {"FREQ": "A", "REF_AREA": mechanism, "TIME_PERIOD": str(year)}
            rows.append(
                {
                    **same,
                    "STAGE": "_T",
                    "INDICATOR": LEGAL_STAGE,
                    "SOURCE": TREATIES,
                    "OBS_VALUE": float(fact.order),
                    "UNIT_MEASURE": "STAGE",
                    "OBS_STATUS": "A",
                    "STAGE_STATUS": fact.status,
                    "LEGAL_BASIS": fact.id,
                    "VINTAGE": f"{TREATIES} {AS_OF}",
                }
            )
            rows += [
                {
                    **same,
                    "STAGE": MEASURED[id],
                    "INDICATOR": id,
                    "SOURCE": SOURCES.get(id, "WDI"),
                    "UNIT_MEASURE": CL_INTEGRATION[id].unit,  # type: ignore[attr-defined]
                    "OBS_STATUS": "M",
                    "VINTAGE": SOURCES.get(id, "WDI"),
                }
                for id in missing
            ]
    # A key that cannot be null is another type to a union.
    fields = [field.with_nullable(True) for field in INTEGRATION_STAGES.schema]
    return pa.Table.from_pylist(rows, schema=pa.schema(fields))
