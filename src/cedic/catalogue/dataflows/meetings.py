"""Meetings by country of the venue and kind, and who took part."""

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
from cedic.catalogue.programme import CITATION, NEEDS, codes, count, published
from cedic.catalogue.registry import publishes
from cedic.model import Codelist, Dataflow, Dimension, Indicator, Text
from cedic.programme.execution import meetings as counted
from cedic.programme.terms import MEETING_KINDS
from cedic.warehouse import AllSources

if TYPE_CHECKING:
    import ibis.expr.types as ir

_RECORDED = Text(
    "Only meetings held whose participants are on record; the share known says how many of those "
    "held that is. Missing where no meeting has any on record.",
    "Solo las reuniones celebradas con participantes registrados; la proporción conocida dice cuántas "
    "de las celebradas son. Dato faltante si ninguna los tiene registrados.",
    "Só as reuniões realizadas com participantes registrados; a proporção conhecida diz quantas das "
    "realizadas são. Dado ausente se nenhuma os tem registrados.",
    "Seules les réunions tenues dont les participants sont enregistrés ; la part connue dit combien "
    "de celles tenues. Donnée manquante si aucune n’en a d’enregistrés.",
)

CL_MEETINGS = Codelist.of(
    "CL_MEETINGS",
    Text("Meetings", "Reuniones", "Reuniões", "Réunions"),
    count(
        "MEETINGS",
        Text("Meetings", "Reuniones", "Reuniões", "Réunions"),
        Text(
            "Meetings on record for the year, whatever their status.",
            "Reuniones registradas del año, sea cual sea su estado.",
            "Reuniões registradas do ano, qualquer que seja sua situação.",
            "Réunions enregistrées pour l’année, quel que soit leur statut.",
        ),
        r"\#\{m\}",
    ),
    count(
        "MEETINGS_HELD",
        Text("Meetings held", "Reuniones celebradas", "Reuniões realizadas", "Réunions tenues"),
        Text(
            "Meetings that took place.",
            "Reuniones que tuvieron lugar.",
            "Reuniões que ocorreram.",
            "Réunions qui ont eu lieu.",
        ),
        r"\#\{m : s_m = \text{held}\}",
    ),
    count(
        "MEETINGS_TO_COME",
        Text(
            "Meetings planned or convened",
            "Reuniones previstas o convocadas",
            "Reuniões previstas ou convocadas",
            "Réunions prévues ou convoquées",
        ),
        Text(
            "Meetings that are planned or convened and not on record as held.",
            "Reuniones previstas o convocadas que no constan como celebradas.",
            "Reuniões previstas ou convocadas que não constam como realizadas.",
            "Réunions prévues ou convoquées qui ne sont pas enregistrées comme tenues.",
        ),
        r"\#\{m : s_m \in \{\text{planned}, \text{convened}\}\}",
    ),
    count(
        "MEETINGS_POSTPONED",
        Text("Meetings postponed", "Reuniones aplazadas", "Reuniões adiadas", "Réunions reportées"),
        Text(
            "Meetings put off to a later time.",
            "Reuniones que se dejaron para más adelante.",
            "Reuniões deixadas para mais tarde.",
            "Réunions remises à plus tard.",
        ),
        r"\#\{m : s_m = \text{postponed}\}",
    ),
    count(
        "MEETINGS_CANCELLED",
        Text(
            "Meetings cancelled",
            "Reuniones canceladas",
            "Reuniões canceladas",
            "Réunions annulées",
        ),
        Text(
            "Meetings that will not take place.",
            "Reuniones que no tendrán lugar.",
            "Reuniões que não ocorrerão.",
            "Réunions qui n’auront pas lieu.",
        ),
        r"\#\{m : s_m = \text{cancelled}\}",
    ),
    count(
        "MEETINGS_VIRTUAL",
        Text(
            "Virtual meetings held",
            "Reuniones virtuales celebradas",
            "Reuniões virtuais realizadas",
            "Réunions en ligne tenues",
        ),
        Text(
            "Meetings held without a venue, all taking part from afar; they belong to no country.",
            "Reuniones celebradas sin sede, con participación solo a distancia; no pertenecen a "
            "ningún país.",
            "Reuniões realizadas sem sede, com participação só a distância; não pertencem a nenhum "
            "país.",
            "Réunions tenues sans lieu, tous participant à distance ; elles n’appartiennent à aucun "
            "pays.",
        ),
        r"\#\{m : s_m = \text{held}, f_m = \text{virtual}\}",
    ),
    count(
        "MEETINGS_WITHOUT_VENUE",
        Text(
            "Meetings held, country unknown",
            "Reuniones celebradas, país desconocido",
            "Reuniões realizadas, país desconhecido",
            "Réunions tenues, pays inconnu",
        ),
        Text(
            "Meetings held that are not virtual and whose country is not on record; they count in "
            "the area as a whole only.",
            "Reuniones celebradas no virtuales cuyo país no consta; cuentan solo en el área en su "
            "conjunto.",
            "Reuniões realizadas não virtuais cujo país não consta; contam só na área em seu "
            "conjunto.",
            "Réunions tenues qui ne sont pas en ligne et dont le pays n’est pas enregistré ; elles "
            "ne comptent que dans la zone entière.",
        ),
        r"\#\{m : s_m = \text{held}, f_m \ne \text{virtual}, c_m \text{ unknown}\}",
    ),
    Indicator(
        "PARTICIPANTS",
        Text("Participants", "Participantes", "Participantes", "Participants"),
        Text(
            "People who took part in the meetings held; whoever was in several counts in each.",
            "Personas que participaron en las reuniones celebradas; quien estuvo en varias cuenta en "
            "cada una.",
            "Pessoas que participaram das reuniões realizadas; quem esteve em várias conta em cada "
            "uma.",
            "Personnes ayant pris part aux réunions tenues ; qui fut à plusieurs compte dans chacune.",
        ),
        formula=r"\sum_{m} n_m",
        range="0 and above",
        unit="PERSONS",
        edge_cases=_RECORDED,
        citation=CITATION,
        example="REF_AREA=SELA INDICATOR=PARTICIPANTS",
    ),
    Indicator(
        "COUNTRIES",
        Text(
            "Countries represented",
            "Países representados",
            "Países representados",
            "Pays représentés",
        ),
        Text(
            "Countries from which someone took part in a meeting held, each counted once a year.",
            "Países desde los que alguien participó en una reunión celebrada, cada uno contado una "
            "vez por año.",
            "Países de que alguém participou de uma reunião realizada, cada um contado uma vez por "
            "ano.",
            "Pays dont quelqu’un a pris part à une réunion tenue, chacun compté une fois par an.",
        ),
        formula=r"\#\bigcup_{m} C_m",
        range="0 and above",
        unit="NUMBER",
        edge_cases=_RECORDED,
        citation=CITATION,
        example="REF_AREA=SELA INDICATOR=COUNTRIES",
    ),
)
MEETING_KIND = Dimension(
    "MEETING_KIND",
    Text("Kind of meeting", "Tipo de reunión", "Tipo de reunião", "Type de réunion"),
    codelist=Codelist.of(
        "CL_MEETING_KIND",
        Text("Kinds of meetings", "Tipos de reuniones", "Tipos de reuniões", "Types de réunions"),
        *codes(
            MEETING_KINDS,
            Text("All meetings", "Todas las reuniones", "Todas as reuniões", "Toutes les réunions"),
        ),
    ),
)
INDICATOR = Dimension(
    "INDICATOR",
    Text("Indicator", "Indicador", "Indicador", "Indicateur"),
    codelist=CL_MEETINGS,
)

MEETINGS = Dataflow(
    id="MEETINGS",
    name=Text(
        "Meetings and who took part",
        "Reuniones y quiénes participaron",
        "Reuniões e quem participou",
        "Réunions et participants",
    ),
    description=Text(
        "Meetings by year, kind and country of the venue, and who took part. The area that the "
        "institution works for stands for all of them, virtual ones too. Counted from what the "
        "institution has published in the portal. Demonstration meetings are a source of their own.",
        "Reuniones por año, tipo y país de la sede, y quiénes participaron. El área para la que "
        "trabaja la institución representa todas, también las virtuales. Se cuenta a partir de lo "
        "que la institución ha publicado en el portal. Las reuniones de demostración son una fuente "
        "aparte.",
        "Reuniões por ano, tipo e país da sede, e quem participou. A área para a qual a instituição "
        "trabalha representa todas, também as virtuais. Contado a partir do que a instituição "
        "publicou no portal. As reuniões de demonstração são uma fonte à parte.",
        "Réunions par année, type et pays du lieu, et qui y a pris part. La zone pour laquelle "
        "l’institution travaille les représente toutes, celles en ligne aussi. Compté d’après ce que "
        "l’institution a publié dans le portail. Les réunions de démonstration sont une source à "
        "part.",
    ),
    dimensions=(FREQ, REF_AREA, MEETING_KIND, INDICATOR, SOURCE, TIME_PERIOD),
    measure=OBS_VALUE,
    subject="PROGRAMME",
    attributes=(UNIT_MEASURE, OBS_STATUS, SHARE_KNOWN, VINTAGE),
    methods=tuple(CL_MEETINGS.codes),
    # Of the blocs, the one that the institution works for is there.
    first_view="REF_AREA=SELA,CELAC,MERCOSUR,ANDEAN,PA,SICA,CACM,CARICOM,OECS,ALADI,ALBA,ACTO,ACS,"
    "EU,ASEAN,SADC,ECOWAS,EAC,GCC&MEETING_KIND=_T&INDICATOR=MEETINGS_HELD,MEETINGS_VIRTUAL,COUNTRIES",
    needs=NEEDS,
)


@publishes(MEETINGS, inputs={"records": AllSources("records")})
def meetings(records: ir.Table) -> ir.Table:
    """Meetings and participants, counted from the records of meetings."""
    return published(counted(records), records, CL_MEETINGS)
