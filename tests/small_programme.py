"""A programme small enough to be counted by hand, with a mandate and its meetings."""

from __future__ import annotations

from datetime import date

from cedic.programme.model import (
    AgendaItem,
    Conclusion,
    Evidence,
    Financing,
    Item,
    Link,
    Mandate,
    Meeting,
    Output,
    Paragraph,
    Partner,
    Programme,
    Result,
    Schedule,
    StatusChange,
    Task,
)

TRADE = Item(
    "activity",
    "I.1.1",
    {"es": "Observatorio del comercio", "en": "Trade observatory"},
    background={"es": "Primera línea.\n\nSegunda línea."},
    objectives=({"es": "Medir"}, {"es": "Publicar"}),
    results=(
        Result(
            {"es": "Informe anual"}, {"es": "Informes"}, "número", 0, 4.0, 2.5, "Registro de salida"
        ),
        Result({"es": "Red de enlaces"}),
    ),
    tasks=(
        Task(
            {"es": "Términos de referencia"},
            Schedule("Agosto", date(2017, 8, 1), date(2017, 8, 31), None, "dated"),
            "DER",
            date(2017, 8, 20),
        ),
        Task({"es": "Asistencia"}, Schedule(kind="on_demand")),
        Task(
            {"es": "Boletín"},
            Schedule("", date(2017, 1, 1), date(2017, 12, 31), 4, "recurring"),
        ),
        Task({"es": "Cierre"}),
    ),
    outputs=(
        Output("study", {"es": "Estudio uno"}, "", date(2017, 11, 1), date(2017, 10, 30), "DOC-1"),
        Output("study", {"es": "Estudio dos"}, "commissioned"),
        Output("portal", {"es": "Portal"}, "", None, date(2016, 3, 1)),
    ),
    partners=(Partner("CEPAL"), Partner("Ministerio", "host", "GTM")),
    financing=(
        Financing("own_budget", currency="USD", planned=1000, spent=400),
        Financing("own_budget", currency="EUR", planned=70),
    ),
    mandates=("Decisión 527",),
    links=(Link("continues", 2016, "I.2.1", {"es": "Índice"}),),
    unit="Estudios",
    mode="internal",
    status="completed",
    history=(
        StatusChange("under_way", date(2017, 2, 1)),
        StatusChange("completed", date(2018, 1, 15), "Entregado"),
    ),
)
PORTS = Item(
    "activity",
    "I.1.2",
    {"en": "Digital ports"},
    outputs=(Output("study", {"en": "A study"}),),
    financing=(
        Financing("own_budget", currency="USD", planned=500),
        Financing("agreement", "CAF", "C-12", "USD", None, 0, "Sin monto"),
    ),
    status="postponed",
    history=(StatusChange("postponed", date(2017, 6, 30), "A pedido del país sede"),),
)
COURSE = Item("activity", "II.1", {"es": "Curso"}, outputs=(Output("course", {"es": "Curso"}),))
PROJECT = Item("project", "I.1", {"es": "Integración"}, children=(TRADE, PORTS))
PROGRAMME = Programme(
    {"es": "Programa de Trabajo 2017", "en": "Work Programme 2017"},
    2017,
    2018,
    "Secretaría",
    {"es": "Presentación general."},
    "adopted",
    date(2016, 11, 25),
    "Consejo",
    items=(
        Item("area", "I", {"es": "Comercio"}, children=(PROJECT,)),
        Item("area", "II", {"es": "Cooperación"}, children=(COURSE,)),
    ),
)
SEMINAR = Meeting(
    {"es": "Seminario de ventanillas"},
    "seminar",
    "XV",
    "held",
    "in_person",
    date(2017, 3, 4),
    date(2017, 3, 5),
    city="Caracas",
    country="VEN",
    venue="Sede",
    objectives=({"es": "Revisar avances"},),
    organisers=(Partner("CAF", "sponsor"),),
    agenda=(
        AgendaItem("1", {"es": "Apertura"}, "Presidencia", {"es": "Se abrió la sesión."}),
        AgendaItem("2", {"es": "Balance"}),
    ),
    conclusions=(
        Conclusion("1", {"es": "Coordinar"}),
        Conclusion("2", {"es": "Redactar una hoja de ruta"}, "recommendation"),
    ),
    attendance=(("VEN", "Ministerio", 4), ("GTM", "SIECA", 2), ("VEN", "Banco", 1), ("", "X", 3)),
    item="I.1.1",
)
PLANNED = Meeting({"es": "Foro"}, "forum", starts=date(2018, 5, 1), item="II.1")
LOOSE = Meeting({"es": "Consejo"}, "council", status="held", starts=date(2018, 10, 1))
MEETINGS = (LOOSE, PLANNED, SEMINAR)
MANDATE = Mandate(
    "decision",
    "527",
    {"es": "Apoyo a la CELAC"},
    "Consejo Latinoamericano",
    date(2011, 10, 19),
    paragraphs=(
        Paragraph(
            "1",
            {"es": "Dar prioridad."},
            ("Finanzas", "Comercio"),
            activities=((2012, "I.1", {"es": "Reunión"}), (2014, "X.9", {"es": "Posterior"})),
            evidence=(
                Evidence("fulfilled", date(2012, 9, 30), {"es": "Informe enviado"}, 80, "DOC-7"),
                Evidence("under_way", date(2011, 12, 1), {"es": "Reunión convocada"}),
                Evidence("continuous", date(2012, 10, 1), {"es": "Fuera de plazo"}),
            ),
        ),
        Paragraph(
            "2", {"es": "Convocar."}, ("Comercio",), activities=((2011, "I.2", {"es": "R"}),)
        ),
        Paragraph(
            "sole",
            {"es": "Informar."},
            evidence=(Evidence("fulfilled", date(2013, 1, 1), {"es": "Tarde"}),),
        ),
    ),
)
