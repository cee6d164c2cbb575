"""What became of mandates: which have activities, and what their evidence says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cedic.catalogue.concepts import (
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
from cedic.catalogue.programme import NEEDS, codes, count, published, share
from cedic.catalogue.registry import publishes
from cedic.model import Codelist, Dataflow, Dimension, Text
from cedic.programme.execution import coverage
from cedic.programme.terms import MANDATE_KINDS
from cedic.warehouse import AllSources

if TYPE_CHECKING:
    import ibis.expr.types as ir

CL_MANDATE_COVERAGE = Codelist.of(
    "CL_MANDATE_COVERAGE",
    Text(
        "Coverage of mandates",
        "Cobertura de los mandatos",
        "Cobertura dos mandatos",
        "Couverture des mandats",
    ),
    count(
        "PARAGRAPHS",
        Text(
            "Paragraphs of mandates",
            "Párrafos de mandatos",
            "Parágrafos de mandatos",
            "Paragraphes de mandats",
        ),
        Text(
            "Paragraphs of decisions, declarations and plans of action given by the end of the year.",
            "Párrafos de decisiones, declaraciones y planes de acción dados hasta el fin del año.",
            "Parágrafos de decisões, declarações e planos de ação dados até o fim do ano.",
            "Paragraphes de décisions, de déclarations et de plans d’action donnés jusqu’à la fin "
            "de l’année.",
        ),
        r"\#\{p : g_p \le t\}",
    ),
    count(
        "PARAGRAPHS_NEW",
        Text(
            "Paragraphs given in the year",
            "Párrafos dados en el año",
            "Parágrafos dados no ano",
            "Paragraphes donnés dans l’année",
        ),
        Text(
            "Paragraphs of mandates dated in the year.",
            "Párrafos de mandatos fechados en el año.",
            "Parágrafos de mandatos datados do ano.",
            "Paragraphes de mandats datés de l’année.",
        ),
        r"\#\{p : g_p = t\}",
    ),
    count(
        "PARAGRAPHS_WITH_ACTIVITY",
        Text(
            "Paragraphs with activity",
            "Párrafos con actividad",
            "Parágrafos com atividade",
            "Paragraphes avec activité",
        ),
        Text(
            "Paragraphs to which an activity of a programme up to the year is linked.",
            "Párrafos a los que está vinculada una actividad de un programa hasta el año.",
            "Parágrafos aos quais está vinculada uma atividade de um programa até o ano.",
            "Paragraphes auxquels est liée une activité d’un programme jusqu’à l’année.",
        ),
        r"\#\{p : g_p \le t, \exists a : y_a \le t\}",
    ),
    count(
        "PARAGRAPHS_WITHOUT_ACTIVITY",
        Text(
            "Paragraphs without activity",
            "Párrafos sin actividad",
            "Parágrafos sem atividade",
            "Paragraphes sans activité",
        ),
        Text(
            "Paragraphs to which no activity of a programme up to the year is linked.",
            "Párrafos a los que no está vinculada ninguna actividad de un programa hasta el año.",
            "Parágrafos aos quais não está vinculada nenhuma atividade de um programa até o ano.",
            "Paragraphes auxquels aucune activité d’un programme jusqu’à l’année n’est liée.",
        ),
        r"\#\{p : g_p \le t, \nexists a : y_a \le t\}",
    ),
    share(
        "COVERED_SHARE",
        Text(
            "Paragraphs with activity, share",
            "Proporción de párrafos con actividad",
            "Proporção de parágrafos com atividade",
            "Part des paragraphes avec activité",
        ),
        Text(
            "Paragraphs with activity over all paragraphs given by the end of the year.",
            "Párrafos con actividad sobre todos los dados hasta el fin del año.",
            "Parágrafos com atividade sobre todos os dados até o fim do ano.",
            "Paragraphes avec activité sur tous ceux donnés jusqu’à la fin de l’année.",
        ),
        r"\frac{\#\{p : \exists a\}}{\#\{p\}}",
    ),
    count(
        "PARAGRAPHS_WITH_EVIDENCE",
        Text(
            "Paragraphs with evidence",
            "Párrafos con evidencia",
            "Parágrafos com evidência",
            "Paragraphes avec preuve",
        ),
        Text(
            "Paragraphs with evidence of their status dated up to the end of the year.",
            "Párrafos con evidencia de su estado fechada hasta el fin del año.",
            "Parágrafos com evidência de sua situação datada até o fim do ano.",
            "Paragraphes dont une preuve du statut est datée au plus tard de la fin de l’année.",
        ),
        r"\#\{p : e_p\}",
    ),
    count(
        "PARAGRAPHS_WITHOUT_EVIDENCE",
        Text(
            "Paragraphs without evidence",
            "Párrafos sin evidencia",
            "Parágrafos sem evidência",
            "Paragraphes sans preuve",
        ),
        Text(
            "Paragraphs of which nothing is on record by the end of the year; they have no status.",
            "Párrafos de los que nada consta hasta el fin del año; no tienen estado.",
            "Parágrafos de que nada consta até o fim do ano; não têm situação.",
            "Paragraphes dont rien n’est enregistré à la fin de l’année ; ils n’ont pas de statut.",
        ),
        r"\#\{p : \nexists e_p\}",
    ),
    share(
        "EVIDENCE_SHARE",
        Text(
            "Paragraphs with evidence, share",
            "Proporción de párrafos con evidencia",
            "Proporção de parágrafos com evidência",
            "Part des paragraphes avec preuve",
        ),
        Text(
            "Paragraphs with evidence over all paragraphs given by the end of the year.",
            "Párrafos con evidencia sobre todos los dados hasta el fin del año.",
            "Parágrafos com evidência sobre todos os dados até o fim do ano.",
            "Paragraphes avec preuve sur tous ceux donnés jusqu’à la fin de l’année.",
        ),
        r"\frac{\#\{p : e_p\}}{\#\{p\}}",
    ),
    count(
        "PARAGRAPHS_PENDING",
        Text(
            "Paragraphs not begun",
            "Párrafos sin iniciar",
            "Parágrafos não iniciados",
            "Paragraphes non entamés",
        ),
        Text(
            "Paragraphs whose latest evidence says that they have not been begun.",
            "Párrafos cuya última evidencia dice que no se han iniciado.",
            "Parágrafos cuja última evidência diz que não foram iniciados.",
            "Paragraphes dont la dernière preuve dit qu’ils ne sont pas entamés.",
        ),
        r"\#\{p : s_p = \text{pending}\}",
    ),
    count(
        "PARAGRAPHS_UNDER_WAY",
        Text(
            "Paragraphs under way",
            "Párrafos en curso",
            "Parágrafos em andamento",
            "Paragraphes en cours",
        ),
        Text(
            "Paragraphs whose latest evidence says that they are under way.",
            "Párrafos cuya última evidencia dice que están en curso.",
            "Parágrafos cuja última evidência diz que estão em andamento.",
            "Paragraphes dont la dernière preuve dit qu’ils sont en cours.",
        ),
        r"\#\{p : s_p = \text{under way}\}",
    ),
    count(
        "PARAGRAPHS_FULFILLED",
        Text(
            "Paragraphs fulfilled",
            "Párrafos cumplidos",
            "Parágrafos cumpridos",
            "Paragraphes accomplis",
        ),
        Text(
            "Paragraphs whose latest evidence says that they are fulfilled.",
            "Párrafos cuya última evidencia dice que se han cumplido.",
            "Parágrafos cuja última evidência diz que foram cumpridos.",
            "Paragraphes dont la dernière preuve dit qu’ils sont accomplis.",
        ),
        r"\#\{p : s_p = \text{fulfilled}\}",
    ),
    count(
        "PARAGRAPHS_CONTINUOUS",
        Text(
            "Continuous paragraphs",
            "Párrafos permanentes",
            "Parágrafos permanentes",
            "Paragraphes permanents",
        ),
        Text(
            "Paragraphs whose latest evidence says that they ask for continuous work.",
            "Párrafos cuya última evidencia dice que piden un trabajo permanente.",
            "Parágrafos cuja última evidência diz que pedem um trabalho permanente.",
            "Paragraphes dont la dernière preuve dit qu’ils demandent un travail permanent.",
        ),
        r"\#\{p : s_p = \text{continuous}\}",
    ),
    count(
        "PARAGRAPHS_DISCONTINUED",
        Text(
            "Paragraphs discontinued",
            "Párrafos descontinuados",
            "Parágrafos descontinuados",
            "Paragraphes abandonnés",
        ),
        Text(
            "Paragraphs whose latest evidence says that they are no longer pursued.",
            "Párrafos cuya última evidencia dice que ya no se persiguen.",
            "Parágrafos cuja última evidência diz que já não são perseguidos.",
            "Paragraphes dont la dernière preuve dit qu’ils ne sont plus poursuivis.",
        ),
        r"\#\{p : s_p = \text{discontinued}\}",
    ),
    share(
        "FULFILLED_SHARE",
        Text(
            "Paragraphs fulfilled, share",
            "Proporción de párrafos cumplidos",
            "Proporção de parágrafos cumpridos",
            "Part des paragraphes accomplis",
        ),
        Text(
            "Paragraphs fulfilled over all paragraphs given by the end of the year; those without "
            "evidence are among all.",
            "Párrafos cumplidos sobre todos los dados hasta el fin del año; los que no tienen "
            "evidencia están entre todos.",
            "Parágrafos cumpridos sobre todos os dados até o fim do ano; os que não têm evidência "
            "estão entre todos.",
            "Paragraphes accomplis sur tous ceux donnés jusqu’à la fin de l’année, ceux sans preuve "
            "compris.",
        ),
        r"\frac{\#\{p : s_p = \text{fulfilled}\}}{\#\{p\}}",
    ),
    count(
        "ACTIVITIES_WITHOUT_MANDATE",
        Text(
            "Activities without mandate",
            "Actividades sin mandato",
            "Atividades sem mandato",
            "Activités sans mandat",
        ),
        Text(
            "Activities of the year’s programme that are linked to no mandate.",
            "Actividades del programa del año que no están vinculadas a ningún mandato.",
            "Atividades do programa do ano que não estão vinculadas a nenhum mandato.",
            "Activités du programme de l’année qui ne sont liées à aucun mandat.",
        ),
        r"\#\{a : \nexists p\}",
    ),
)
MANDATE_KIND = Dimension(
    "MANDATE_KIND",
    Text("Kind of mandate", "Tipo de mandato", "Tipo de mandato", "Type de mandat"),
    codelist=Codelist.of(
        "CL_MANDATE_KIND",
        Text("Kinds of mandates", "Tipos de mandatos", "Tipos de mandatos", "Types de mandats"),
        *codes(
            MANDATE_KINDS,
            Text("All mandates", "Todos los mandatos", "Todos os mandatos", "Tous les mandats"),
        ),
    ),
)
INDICATOR = Dimension(
    "INDICATOR",
    Text("Indicator", "Indicador", "Indicador", "Indicateur"),
    codelist=CL_MANDATE_COVERAGE,
)

MANDATE_COVERAGE = Dataflow(
    id="MANDATE_COVERAGE",
    name=CL_MANDATE_COVERAGE.name,
    description=Text(
        "What became of the paragraphs of mandates by the end of each year: which have activities, "
        "and what their evidence says. Counted from what the institution has published in the "
        "portal. Demonstration mandates are a source of their own.",
        "Qué fue de los párrafos de los mandatos al fin de cada año: cuáles tienen actividades y qué "
        "dice su evidencia. Se cuenta a partir de lo que la institución ha publicado en el portal. "
        "Los mandatos de demostración son una fuente aparte.",
        "O que foi dos parágrafos dos mandatos ao fim de cada ano: quais têm atividades e o que diz "
        "sua evidência. Contado a partir do que a instituição publicou no portal. Os mandatos de "
        "demonstração são uma fonte à parte.",
        "Ce que sont devenus les paragraphes des mandats à la fin de chaque année : lesquels ont des "
        "activités et ce qu’en disent les preuves. Compté d’après ce que l’institution a publié dans "
        "le portail. Les mandats de démonstration sont une source à part.",
    ),
    dimensions=(FREQ, REF_AREA, MANDATE_KIND, INDICATOR, SOURCE, TIME_PERIOD),
    measure=OBS_VALUE,
    subject="PROGRAMME",
    attributes=(UNIT_MEASURE, OBS_STATUS, SHARE_KNOWN, VINTAGE),
    methods=tuple(CL_MANDATE_COVERAGE.codes),
    first_view="MANDATE_KIND=_T&INDICATOR=PARAGRAPHS,PARAGRAPHS_WITH_ACTIVITY,"
    "PARAGRAPHS_WITH_EVIDENCE,PARAGRAPHS_FULFILLED",
    needs=NEEDS,
)


@publishes(MANDATE_COVERAGE, inputs={"records": AllSources("records")})
def mandate_coverage(records: ir.Table) -> ir.Table:
    """Paragraphs by what became of them, counted from the records of mandates and programmes."""
    return published(coverage(records), records, CL_MANDATE_COVERAGE)
