"""Trade agreements in force between two areas."""

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

CL_AGREEMENTS = Codelist.of(
    "CL_AGREEMENTS",
    Text(
        "Trade agreements",
        "Acuerdos comerciales",
        "Acordos comerciais",
        "Accords commerciaux",
    ),
    Indicator(
        "AGREEMENTS",
        Text(
            "Agreements of which both are members",
            "Acuerdos de los que ambos son miembros",
            "Acordos de que ambos são membros",
            "Accords dont les deux sont membres",
        ),
        Text(
            "Trade agreements in force in the year that have both areas among their members, "
            "those that a group of both concluded with others too.",
            "Acuerdos comerciales vigentes en el año que tienen a ambas áreas entre sus miembros, "
            "incluidos los que un grupo de ambas celebró con terceros.",
            "Acordos comerciais em vigor no ano que têm ambas as áreas entre seus membros, "
            "inclusive os que um grupo de ambas celebrou com terceiros.",
            "Accords commerciaux en vigueur dans l’année qui comptent les deux zones parmi leurs "
            "membres, y compris ceux qu’un groupe des deux a conclus avec des tiers.",
        ),
        formula=r"\sum_{a} m_{ia} \, m_{ja}",
        range="1 and above",
        unit="NUMBER",
        edge_cases=Text(
            "Treaties that lapsed or were replaced still count: the source has no terminations. A "
            "pair without a row has no agreement in force that the source knows.",
            "Los tratados que caducaron o fueron reemplazados siguen contando: la fuente no tiene "
            "terminaciones. Un par sin fila no tiene acuerdo vigente que la fuente conozca.",
            "Os tratados que caducaram ou foram substituídos continuam contando: a fonte não tem "
            "términos. Um par sem linha não tem acordo em vigor que a fonte conheça.",
            "Les traités caducs ou remplacés comptent encore : la source n’a pas d’extinctions. "
            "Une paire sans ligne n’a pas d’accord en vigueur que la source connaisse.",
        ),
        citation="Dür, A., Baccini, L. and Elsig, M. (2014), The Design of International Trade "
        "Agreements, Review of International Organizations 9(3).",
        example="REF_AREA=CHL COUNTERPART_AREA=MEX INDICATOR=AGREEMENTS",
    ),
    Indicator(
        "AGREEMENTS_AMONG",
        Text(
            "Agreements between the two or among several",
            "Acuerdos entre ambos o entre varios",
            "Acordos entre os dois ou entre vários",
            "Accords entre les deux ou entre plusieurs",
        ),
        Text(
            "Trade agreements in force in the year that bind both areas to each other: bilateral "
            "ones and those among several, without those that a group concluded with others.",
            "Acuerdos comerciales vigentes en el año que ligan a ambas áreas entre sí: los "
            "bilaterales y los celebrados entre varios, sin los que un grupo celebró con terceros.",
            "Acordos comerciais em vigor no ano que ligam ambas as áreas entre si: os bilaterais "
            "e os celebrados entre vários, sem os que um grupo celebrou com terceiros.",
            "Accords commerciaux en vigueur dans l’année qui lient les deux zones entre elles : "
            "bilatéraux et à plusieurs, sans ceux qu’un groupe a conclus avec des tiers.",
        ),
        formula=r"\sum_{a \in A_2} m_{ia} \, m_{ja}",
        range="1 and above",
        unit="NUMBER",
        edge_cases=Text(
            "Treaties that lapsed or were replaced still count: the source has no terminations. A "
            "pair without a row has no agreement in force that the source knows.",
            "Los tratados que caducaron o fueron reemplazados siguen contando: la fuente no tiene "
            "terminaciones. Un par sin fila no tiene acuerdo vigente que la fuente conozca.",
            "Os tratados que caducaram ou foram substituídos continuam contando: a fonte não tem "
            "términos. Um par sem linha não tem acordo em vigor que a fonte conheça.",
            "Les traités caducs ou remplacés comptent encore : la source n’a pas d’extinctions. "
            "Une paire sans ligne n’a pas d’accord en vigueur que la source connaisse.",
        ),
        citation="Dür, A., Baccini, L. and Elsig, M. (2014), The Design of International Trade "
        "Agreements, Review of International Organizations 9(3).",
        example="REF_AREA=CHL COUNTERPART_AREA=MEX INDICATOR=AGREEMENTS_AMONG",
    ),
)
INDICATOR = Dimension(
    "INDICATOR",
    Text("Indicator", "Indicador", "Indicador", "Indicateur"),
    codelist=CL_AGREEMENTS,
)

AGREEMENTS = Dataflow(
    id="AGREEMENTS",
    name=Text(
        "Trade agreements in force",
        "Acuerdos comerciales vigentes",
        "Acordos comerciais em vigor",
        "Accords commerciaux en vigueur",
    ),
    description=Text(
        "How many trade agreements in force two areas share, by year. Agreements are counted, not "
        "how far they go.",
        "Cuántos acuerdos comerciales vigentes comparten dos áreas, por año. Se cuentan acuerdos, "
        "no su alcance.",
        "Quantos acordos comerciais em vigor duas áreas compartilham, por ano. Contam-se acordos, "
        "não seu alcance.",
        "Combien d’accords commerciaux en vigueur deux zones partagent, par année. Ce sont les "
        "accords qui sont comptés, non leur portée.",
    ),
    dimensions=(FREQ, REF_AREA, COUNTERPART_AREA, INDICATOR, SOURCE, TIME_PERIOD),
    measure=OBS_VALUE,
    subject="DEVELOPMENT",
    attributes=(UNIT_MEASURE, OBS_STATUS, VINTAGE),
    methods=tuple(CL_AGREEMENTS.codes),
    first_view="REF_AREA=MEX,CHL,PER,COL,ARG,CRI&COUNTERPART_AREA=BRA&INDICATOR=AGREEMENTS_AMONG",
    needs=Text(
        "load the list of trade agreements, with cedic sources read DESTA FILE",
        "cargue la lista de acuerdos comerciales, con cedic sources read DESTA ARCHIVO",
        "carregue a lista de acordos comerciais, com cedic sources read DESTA ARQUIVO",
        "chargez la liste des accords commerciaux, avec cedic sources read DESTA FICHIER",
    ),
)


@publishes(AGREEMENTS, inputs={"pairs": AllSources("bilateral")})
def agreements(pairs: ir.Table) -> ir.Table:
    """Agreements in force, as counted from the list of their source."""
    return as_given(pairs, CL_AGREEMENTS)
