"""The four documents of a small programme, in four languages and three formats."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest

from cedic.errors import UsageError
from cedic.model import LANGUAGES, Text
from cedic.programme.model import (
    Evidence,
    FollowUp,
    Item,
    Meeting,
    Paragraph,
    Programme,
    Result,
    Schedule,
)
from cedic.publish.document import FORMATS, Document, Facts, Heading, Numbered, Run, Table
from cedic.publish.document.model import text
from cedic.publish.programme import (
    Entry,
    activity_report,
    compliance,
    meeting_report,
    words,
    work_programme,
)
from cedic.publish.programme.phrases import Phrases
from small_programme import MANDATE, MEETINGS, PLANNED, PROGRAMME, SEMINAR

ON = date(2026, 11, 21)
START, END = date(2011, 12, 1), date(2012, 9, 30)
ENTRIES = (
    Entry("document", {"es": "Estudio"}, date(2012, 5, 2), anchor="1", reference="DOC-5"),
    Entry("meeting", {"es": "Reunión"}, date(2011, 11, 30), date(2011, 12, 1), "1", "Caracas"),
    Entry("meeting", {"es": "Taller"}, date(2012, 10, 1), date(2012, 10, 2), "1"),
    Entry("document", {"es": "Sin fecha"}, anchor="1"),
    Entry("document", {"es": "General"}, ends=date(2012, 9, 30), anchor="no such"),
)
FOLLOW_UPS = (FollowUp({"es": "Enviar"}, "Secretaría", date(2017, 6, 1), number="2"),)


def report(language: str = "es", **more: Any) -> Document:
    given = {"mandate": MANDATE, "start": START, "end": END, "entries": ENTRIES} | more
    return compliance(**given, language=language, on=ON)


MAKERS: dict[str, Callable[[str], Document]] = {
    "work programme": lambda language: work_programme(PROGRAMME, MEETINGS, language, on=ON),
    "compliance": report,
    "activity report": lambda language: activity_report(PROGRAMME, MEETINGS, 2017, language, on=ON),
    "meeting": lambda language: meeting_report(SEMINAR, FOLLOW_UPS, language, on=ON),
}


def after(document: Document, name: str) -> list[Any]:
    """The blocks under a heading, up to the next one."""
    headings = [
        n
        for n, one in enumerate(document.blocks)
        if isinstance(one, Heading) and text(one.words) == name
    ]
    rest = document.blocks[headings[0] + 1 :]
    ends = (n for n, one in enumerate(rest) if isinstance(one, Heading))
    return list(rest[: next(ends, len(rest))])


def rows(block: Any) -> list[tuple[str, ...]]:
    cells = block.pairs if isinstance(block, Facts) else block.rows
    return [tuple(text(cell) for cell in row) for row in cells]


def everything(document: Document) -> str:
    return "\n".join(text(one) for one in document.words())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", MAKERS)
def test_each_in_each_language_and_format(name, language):
    pytest.importorskip("typst")
    pytest.importorskip("docx")
    document = MAKERS[name](language)
    made = {format: write(document) for format, write in FORMATS.items()}
    assert made["html"].startswith(b"<!DOCTYPE html>\n<html lang=")
    assert made["docx"].startswith(b"PK")
    assert made["pdf"].startswith(b"%PDF-")
    said = everything(document)
    assert "{" not in said
    assert "None" not in said


def test_texts_are_typeset_as_french_is():
    french = [one.fr for one in vars(words).values() if isinstance(one, Text)]
    assert len(french) > 100
    assert not [one for one in french if " :" in one or " ;" in one]
    assert "\u00a0:" in text(report("fr").title)
    assert Phrases("fr").labelled("Note", "x")[0].words == "Note\u00a0:"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_tells_the_day_and_the_version_of_its_state(language):
    made = work_programme(PROGRAMME, (), language, on=ON, vintage="versión 7")
    name = words.AS_OF[language]
    told = [value for pair, value in rows(made.blocks[0]) if pair == name]
    assert len(told) == 1
    assert told[0].endswith("2026 (versión 7)")
    for make in MAKERS.values():
        assert name in [pair for pair, _ in rows(make(language).blocks[0])]


@pytest.mark.parametrize(
    ("stage", "notice"),
    [
        ("draft", True),
        ("circulated", True),
        ("amended", True),
        ("adopted", False),
        ("closed", False),
    ],
)
def test_what_is_not_adopted_says_so_on_each_page(stage, notice):
    made = work_programme(replace(PROGRAMME, stage=stage), (), "es", on=ON)
    assert made.notice == (words.NOT_ADOPTED["es"] if notice else "")
    shown = replace(PROGRAMME, stage=stage, demonstration=True)
    assert work_programme(shown, (), "es", on=ON).notice == words.DEMONSTRATION["es"]


def test_a_meetings_report_is_a_draft_on_each_page():
    assert MAKERS["meeting"]("pt").notice == words.RAPPORTEURS_DRAFT["pt"]


def test_a_virtual_meeting_has_no_unknown_place():
    virtual = replace(SEMINAR, format="virtual", city="", country="")
    names = [name for name, _ in rows(meeting_report(virtual, (), "es", on=ON).blocks[0])]
    assert "Lugar" not in names
    nowhere = replace(virtual, format="in_person")
    assert ("Lugar", "··") in rows(meeting_report(nowhere, (), "es", on=ON).blocks[0])


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("527 4.b", "527, párr. 4.b"),
        ("DEMO-PA 4.a", "DEMO-PA, párr. 4.a"),
        ("527 sole", "527"),
        ("527 preamble", "527, Preámbulo"),
        ("Decisión 527", "Decisión 527"),
        ("527", "527"),
    ],
)
def test_a_paragraph_of_a_mandate_is_named_as_officials_do(named, said):
    assert Phrases("es").mandate(named) == said


def test_results_that_nothing_measures_are_a_list():
    item = PROGRAMME.items[0]
    bare = replace(item, results=(Result({"es": "Informe"}),), children=())
    made = activity_report(replace(PROGRAMME, items=(bare,)), (), 2017, "es", on=ON)
    [listed, note] = after(made, "Resultados frente a metas")
    assert [text(one) for one in listed.items] == ["Informe"]
    assert note.words == words.NOT_MEASURED["es"]
    zero = replace(bare, results=(Result({"es": "Informe"}, achieved=0),))
    made = activity_report(replace(PROGRAMME, items=(zero,)), (), 2017, "es", on=ON)
    assert rows(after(made, "Resultados frente a metas")[0])[0][3] == "0"


def test_only_addresses_of_the_web_are_links():
    say = Phrases("es")
    assert say.reference("https://example.org/a?b=1").address == "https://example.org/a?b=1"
    for other in ("javascript:alert(1)", "file:///etc/passwd", "SP/CL/1", "https://a b", "", "//a"):
        assert say.reference(other).address == ""
    assert say.reference("").words == "··"


# The work programme


def test_work_programme_tells_what_it_is():
    document = MAKERS["work programme"]("es")
    assert text(document.title) == "Programa de Trabajo 2017"
    assert document.subtitle == "Secretaría · 2017–2018"
    assert rows(document.blocks[0]) == [
        ("Institución", "Secretaría"),
        ("Período", "2017–2018"),
        ("Etapa", "Aprobado por el Consejo"),
        ("Fecha de aprobación", "25 de noviembre de 2016"),
        ("Aprobado por", "Consejo"),
        ("Información al", "21 de noviembre de 2026"),
    ]


def test_a_draft_has_no_day_of_adoption():
    draft = replace(PROGRAMME, stage="draft", adopted_on=None, adopted_by="")
    told = rows(work_programme(draft, (), "es", on=ON).blocks[0])
    assert ("Etapa", "Borrador") in told
    assert len(told) == 4


def test_work_programme_counts():
    document = MAKERS["work programme"]("es")
    [table] = after(document, "El programa en cifras")
    assert rows(table) == [
        ("Actividades", "3"),
        ("Estudios", "3"),
        ("Reuniones", "3"),
        (
            "Proporción de estudios de ejecución interna",
            "50,0\u00a0% (1 de 2 estudios cuya modalidad se conoce)",
        ),
    ]
    [areas] = after(document, "Actividades por área y estado")
    assert rows(areas) == [
        ("Área I. Comercio", "0", "0", "1", "1", "0", "2"),
        ("Área II. Cooperación", "1", "0", "0", "0", "0", "1"),
        ("Sin área", "0", "0", "0", "0", "0", "0"),
        ("Total", "1", "0", "1", "1", "0", "3"),
    ]
    money, lacking = after(document, "Financiamiento")[:2]
    assert rows(money) == [
        ("Presupuesto propio", "EUR", "70", "··", "··"),
        ("Presupuesto propio", "USD", "1.500", "400", "··"),
        ("Convenio de cooperación", "USD", "··", "0", "··"),
    ]
    assert text(lacking.words).endswith("1 previstas, 2 ejecutadas.")


def test_levels_follow_the_tree():
    document = MAKERS["work programme"]("es")
    listed = [(one.level, text(one.words)) for one in document.headings() if one.listed]
    start = listed.index((1, "Área I. Comercio"))
    assert listed[start : start + 6] == [
        (1, "Área I. Comercio"),
        (2, "Proyecto I.1. Integración"),
        (3, "Actividad I.1.1. Observatorio del comercio"),
        (3, "Actividad I.1.2. Digital ports"),
        (1, "Área II. Cooperación"),
        (2, "Actividad II.1. Curso"),
    ]


def test_an_activity_in_full():
    document = MAKERS["work programme"]("es")
    assert rows(after(document, "Actividad I.1.1. Observatorio del comercio")[0]) == [
        ("Estado", "Concluida"),
        ("Unidad responsable", "Estudios"),
        ("Modalidad", "Ejecución interna"),
        ("Mandatos", "Decisión 527"),
        ("Vínculos con otros programas", "continúa I.2.1 (2016) Índice"),
    ]
    background = after(document, "Antecedentes y justificación")
    assert [text(one.words) for one in background] == ["Primera línea.", "Segunda línea."]
    assert after(document, "Objetivos") == [Numbered((Run("Medir"), Run("Publicar")))]
    assert rows(after(document, "Resultados esperados")[0]) == [
        ("Informe anual", "Informes (número)", "0", "4"),
        ("Red de enlaces", "··", "··", "··"),
    ]
    assert rows(after(document, "Tareas y cronograma")[0]) == [
        ("Términos de referencia", "Agosto", "DER", "20 de agosto de 2017"),
        ("Asistencia", "Según se requiera", "··", "··"),
        (
            "Boletín",
            "Cada 4 meses (1 de enero de 2017 – 31 de diciembre de 2017)",
            "··",
            "··",
        ),
        ("Cierre", "··", "··", "··"),
    ]
    assert rows(after(document, "Productos")[0]) == [
        (
            "Estudio uno",
            "Estudio",
            "Ejecución interna",
            "1 de noviembre de 2017",
            "30 de octubre de 2017",
        ),
        ("Estudio dos", "Estudio", "Por encargo", "··", "··"),
        ("Portal", "Portal", "Ejecución interna", "··", "1 de marzo de 2016"),
    ]
    [partners] = after(document, "Socios")
    assert [text(one) for one in partners.items] == [
        "CEPAL (Socio)",
        "Ministerio (Anfitrión, Guatemala)",
    ]


def test_what_is_not_recorded_is_said():
    said = everything(MAKERS["work programme"]("en"))
    assert "Not recorded: background and justification, objectives, expected results, " in said
    assert "··: not known." in said
    empty = replace(PROGRAMME, items=())
    assert "aún no tiene áreas" in everything(work_programme(empty, (), "es", on=ON))


def test_meetings_stand_in_order_of_their_days():
    loose = Meeting({"es": "Por definir"}, schedule="Segundo semestre")
    document = work_programme(PROGRAMME, (loose, *MEETINGS), "es", on=ON)
    assert rows(after(document, "Reuniones")[0]) == [
        (
            "I.1.1 Seminario de ventanillas",
            "4–5 de marzo de 2017",
            "Caracas, Venezuela",
            "Celebrada",
        ),
        ("II.1 Foro", "1 de mayo de 2018", "··", "Prevista"),
        ("Consejo", "1 de octubre de 2018", "··", "Celebrada"),
        ("Por definir", "Segundo semestre", "··", "Prevista"),
    ]


def test_words_of_another_language_are_marked():
    document = MAKERS["work programme"]("en")
    assert text(document.title) == "Work Programme 2017"
    assert document.languages() == {"en", "es"}
    assert "Texts that do not exist in English" in everything(document)
    assert Phrases("en").words({"es": "Plan"}) == Run("Plan", "es")
    assert Phrases("en").words({"es": "Plan", "en": "Plan"}) == Run("Plan")
    assert Phrases("en").words({}) == Phrases("en").words({"en": "\x07 "}) == Run("··")
    own = Programme({"en": "Plan"}, 2017, 2017)
    alone = work_programme(own, (), "en", on=ON)
    assert alone.languages() == {"en"}
    assert "Texts that do not exist" not in everything(alone)


def test_a_schedule_of_another_language_is_given_in_days():
    say = Phrases("pt")
    known = Schedule("Agosto", date(2017, 8, 1), date(2017, 8, 31), None, "dated")
    assert say.schedule(known, "es") == Run("1–31 de agosto de 2017")
    assert say.schedule(Schedule("Agosto"), "es") == Run("Agosto", "es")
    assert say.schedule(Schedule("Agosto"), "pt") == Run("Agosto")
    assert say.schedule(Schedule(), "es") == Run("··")


def test_a_demonstration_says_so():
    shown = replace(PROGRAMME, demonstration=True)
    for document in (
        work_programme(shown, (), "fr", on=ON),
        activity_report(shown, (), 2017, "fr", on=ON),
        compliance(MANDATE, START, END, (), "fr", on=ON, demonstration=True),
        meeting_report(SEMINAR, (), "fr", on=ON, demonstration=True),
    ):
        assert document.notice.startswith("Démonstration")
    assert not MAKERS["work programme"]("fr").notice


def test_a_deep_tree_ends_at_the_last_level():
    deep = Item("activity", "I")
    for _ in range(6):
        deep = Item("project", "I", children=(deep,))
    document = work_programme(replace(PROGRAMME, items=(deep,)), (), "es", on=ON)
    assert max(heading.level for heading in document.headings() if heading.listed) == 4
    activity_report(replace(PROGRAMME, items=(deep,)), (), 2017, "es", on=ON)


# Compliance


def test_compliance_counts():
    document = report()
    assert text(document.title) == "Informe de cumplimiento: Decisión del Consejo 527"
    assert document.subtitle == "1 de diciembre de 2011 – 30 de septiembre de 2012"
    [table] = after(document, "El cumplimiento en cifras")
    assert rows(table) == [
        ("Párrafos", "3"),
        ("Con actividad", "2"),
        ("Sin actividad", "1"),
        ("Con evidencia", "1"),
        ("– Sin iniciar", "0"),
        ("– En curso", "0"),
        ("– Cumplido", "1"),
        ("– Permanente", "0"),
        ("– Descontinuado", "0"),
        ("Sin evidencia registrada", "2"),
    ]
    [themes] = after(document, "Por tema")
    assert rows(themes) == [
        ("Finanzas", "1", "1", "1", "0"),
        ("Comercio", "2", "2", "1", "1"),
        ("Sin tema", "1", "0", "0", "1"),
    ]


def test_a_paragraph_shows_the_evidence_of_the_period_in_order():
    document = report()
    [table] = after(document, "Evidencia")
    assert rows(table) == [
        ("1 de diciembre de 2011", "En curso", "··", "Reunión convocada", "··"),
        ("30 de septiembre de 2012", "Cumplido", "80,0\u00a0%", "Informe enviado", "DOC-7"),
    ]
    facts = after(document, "Párrafo 1")[1]
    assert rows(facts)[0] == ("Estado", "Cumplido (80,0\u00a0%)")


def test_a_paragraph_without_evidence_is_shown_as_such():
    document = report()
    for name in ("Párrafo 2", "Párrafo único"):
        assert rows(after(document, name)[1])[0] == ("Estado", "Sin evidencia registrada")
    assert everything(document).count("Sin actividad vinculada en este período") == 1
    # Neither the evidence nor the activity of another time shows.
    assert "Tarde" not in everything(document)
    assert "X.9" not in everything(document)


def test_what_lies_outside_the_period_is_said():
    said = everything(report())
    assert "evidencias, 2; actividades, 1; reuniones y documentos, 1." in said
    assert "no pueden asignarse a ningún período: 1." in said
    whole = report(start=date(2000, 1, 1), end=date(2020, 1, 1), entries=ENTRIES[:3])
    assert "Quedan fuera" not in everything(whole)


def test_meetings_and_documents_stand_with_their_paragraph():
    document = report()
    [meetings] = after(document, "Reuniones")
    assert rows(meetings) == [
        ("Reunión", "30 de noviembre de 2011 – 1 de diciembre de 2011", "Caracas", "··")
    ]
    [documents] = after(document, "Documentos")
    assert rows(documents) == [("Estudio", "2 de mayo de 2012", "DOC-5")]
    whole = [text(one.words) for one in document.headings()]
    assert whole[-2:] == ["Para el mandato en su conjunto", "Documentos"]


def test_a_period_that_ends_before_it_begins():
    with pytest.raises(UsageError, match="before it begins"):
        report(start=END, end=START)


def test_a_mandate_without_paragraphs_or_number():
    bare = replace(MANDATE, paragraphs=(), number="", on=None, body="")
    document = report(mandate=bare, entries=())
    assert text(document.title) == "Informe de cumplimiento: Apoyo a la CELAC"
    assert "no tiene párrafos registrados" in everything(document)
    assert ("Fecha", "··") in rows(document.blocks[0])
    named = replace(MANDATE, number="Decisión 527")
    assert text(report(mandate=named).title) == "Informe de cumplimiento: Decisión 527"


def test_a_share_of_nothing_done_is_zero_and_not_unknown():
    paragraph = Paragraph("1", {}, evidence=(Evidence("pending", START, {"es": "Acta"}, 0),))
    document = report(mandate=replace(MANDATE, paragraphs=(paragraph,)))
    assert rows(after(document, "Párrafo 1")[0])[0] == ("Estado", "Sin iniciar (0,0\u00a0%)")


# The yearly report


def test_the_year_in_figures():
    document = MAKERS["activity report"]("es")
    table, note = after(document, "El año en cifras")
    assert rows(table) == [
        ("Actividades", "3"),
        ("– Prevista", "1"),
        ("– En ejecución", "1"),
        ("– Concluida", "0"),
        ("– Aplazada", "1"),
        ("– Cancelada", "0"),
        ("Productos entregados", "1"),
        ("Estudios entregados", "1"),
        ("Reuniones celebradas", "1"),
        ("Participantes", "10"),
        ("Países participantes", "2"),
    ]
    assert "cierre del año" in text(note.words)


def test_a_year_without_meetings_knows_no_participants():
    document = activity_report(PROGRAMME, (PLANNED,), 2017, "es", on=ON)
    told = dict(rows(after(document, "El año en cifras")[0]))
    assert (told["Reuniones celebradas"], told["Participantes"]) == ("0", "··")
    assert "No consta ninguna reunión" in everything(document)


def test_what_was_done_of_an_activity():
    document = MAKERS["activity report"]("es")
    assert rows(after(document, "Actividad I.1.1. Observatorio del comercio")[0]) == [
        ("Estado", "En ejecución"),
        ("Desde", "1 de febrero de 2017"),
        ("Unidad responsable", "Estudios"),
    ]
    assert rows(after(document, "Productos entregados")[0]) == [
        ("Estudio uno", "Estudio", "30 de octubre de 2017", "DOC-1")
    ]
    assert rows(after(document, "Resultados frente a metas")[0])[0] == (
        "Informe anual",
        "Informes (número)",
        "4",
        "2,5",
        "Registro de salida",
    )
    held, countries = after(document, "Reuniones celebradas")
    assert rows(held)[0][3] == "10"
    assert rows(countries) == [
        ("Venezuela", "5"),
        ("Sin país indicado", "3"),
        ("Guatemala", "2"),
        ("Total", "10"),
    ]


def test_postponed_and_cancelled_give_their_reason():
    [table] = after(MAKERS["activity report"]("es"), "Aplazadas y canceladas")
    assert rows(table) == [
        ("I.1.2 Digital ports", "Aplazada", "30 de junio de 2017", "A pedido del país sede")
    ]
    early = activity_report(PROGRAMME, (), 2016, "es", on=ON)
    assert "Ninguna actividad fue aplazada" in everything(early)


# A meeting


def test_a_meeting_in_full():
    document = MAKERS["meeting"]("es")
    assert text(document.title) == "Seminario de ventanillas"
    assert document.subtitle == "Informe de relatoría: borrador"
    assert rows(document.blocks[0]) == [
        ("Número", "XV"),
        ("Tipo", "Seminario"),
        ("Estado", "Celebrada"),
        ("Modalidad", "Presencial"),
        ("Fechas", "4–5 de marzo de 2017"),
        ("Lugar", "Caracas, Venezuela"),
        ("Sede", "Sede"),
        ("Actividad del programa", "I.1.1"),
        ("Información al", "21 de noviembre de 2026"),
    ]
    _, organisations = after(document, "Participantes")
    assert rows(organisations) == [
        ("Guatemala", "SIECA", "2"),
        ("Sin país indicado", "X", "3"),
        ("Venezuela", "Banco", "1"),
        ("Venezuela", "Ministerio", "4"),
    ]
    [conclusions] = after(document, "Conclusiones y recomendaciones")
    assert conclusions.labels == ()
    assert [text(one) for one in conclusions.items] == [
        "Conclusión: Coordinar",
        "Recomendación: Redactar una hoja de ruta",
    ]
    assert rows(after(document, "Seguimiento")[0]) == [
        ("Enviar", "2", "Secretaría", "1 de junio de 2017", "··")
    ]
    assert text(after(document, "2. Balance")[0].words) == "Sin resumen registrado."


def test_own_numbers_of_conclusions_stay():
    one, two = SEMINAR.conclusions
    odd = replace(SEMINAR, conclusions=(replace(one, number="4.a"), two))
    [conclusions] = after(meeting_report(odd, (), "es", on=ON), "Conclusiones y recomendaciones")
    assert conclusions.labels == ("4.a", "2")


def test_names_stand_only_where_they_are_given():
    assert "Lista de participantes" not in everything(MAKERS["meeting"]("es"))
    named = meeting_report(SEMINAR, (), "es", on=ON, names=(("N. N.", "", "GTM"),))
    assert rows(after(named, "Lista de participantes")[0]) == [("N. N.", "··", "Guatemala")]


def test_a_meeting_of_which_little_is_known():
    document = meeting_report(Meeting({"es": "Reunión"}), (), "pt", on=ON)
    assert ("Datas", "··") in rows(document.blocks[0])
    assert "Nenhum participante" not in everything(document)
    assert "Sem participantes registrados." in everything(document)


def test_hostile_words_of_records_are_words():
    pypdf = pytest.importorskip("pypdf")
    pytest.importorskip("typst")
    bad = '#panic() <b onclick="x()"> $x$ *y*'
    item = Item("area", bad, {"es": bad}, background={"es": bad}, unit=bad)
    document = work_programme(
        replace(PROGRAMME, title={"es": bad}, institution=bad, items=(item,)), (), "es", on=ON
    )
    assert b"<b onclick" not in FORMATS["html"](document)
    pages = pypdf.PdfReader(BytesIO(FORMATS["pdf"](document))).pages
    said = "".join("".join(one.extract_text().split()) for one in pages)
    assert said.count("".join(bad.split())) >= 6


def test_tables_have_a_cell_for_each_column():
    for make in MAKERS.values():
        for block in make("en").blocks:
            if isinstance(block, Table):
                assert block.rows
