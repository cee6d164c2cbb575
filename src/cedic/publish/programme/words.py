"""What the documents of a work programme say by themselves."""

from __future__ import annotations

from cedic.model import Text
from cedic.programme.terms import Terms

# Of all of them

DEMONSTRATION = Text(
    "Demonstration: made up to show the software, not a document of any institution.",
    "Demostración: contenido ficticio para mostrar el sistema; no es documento de ninguna institución.",
    "Demonstração: conteúdo fictício para mostrar o sistema; não é documento de nenhuma instituição.",
    "Démonstration : contenu fictif destiné à présenter le logiciel ; n’émane d’aucune institution.",
)
NOT_ADOPTED = Text(
    "Draft: this text has not been adopted.",
    "Borrador: texto aún no aprobado.",
    "Minuta: texto ainda não aprovado.",
    "Projet : texte non encore adopté.",
)
RAPPORTEURS_DRAFT = Text(
    "Draft: made from what was recorded, to be revised by the rapporteur.",
    "Borrador: elaborado a partir de lo registrado, sujeto a revisión de la relatoría.",
    "Minuta: elaborada com base no que foi registrado, sujeita a revisão da relatoria.",
    "Projet : établi à partir des données enregistrées, à revoir par le rapporteur.",
)
AS_OF = Text("Information as of", "Información al", "Informações em", "Données au")
OTHER_LANGUAGE = Text(
    "Texts that do not exist in English are given in the language in which they were written.",
    "Los textos que no existen en español figuran en el idioma en que se redactaron.",
    "Os textos que não existem em português figuram no idioma em que foram redigidos.",
    "Les textes qui n’existent pas en français figurent dans la langue de leur rédaction.",
)
INSTITUTION = Text("Institution", "Institución", "Instituição", "Institution")
PERIOD = Text("Period", "Período", "Período", "Période")
STATUS = Text("Status", "Estado", "Situação", "État")
STAGE = Text("Stage", "Etapa", "Etapa", "Étape")
ADOPTED_ON = Text("Adopted on", "Fecha de aprobación", "Data de aprovação", "Date d’adoption")
ADOPTED_BY = Text("Adopted by", "Aprobado por", "Aprovado por", "Adopté par")
DATE = Text("Date", "Fecha", "Data", "Date")
DATES = Text("Dates", "Fechas", "Datas", "Dates")
PLACE = Text("Place", "Lugar", "Local", "Lieu")
KIND = Text("Kind", "Tipo", "Tipo", "Type")
NOTE = Text("Note", "Nota", "Nota", "Note")
REFERENCE = Text("Reference", "Referencia", "Referência", "Référence")
TITLE = Text("Title", "Título", "Título", "Titre")
TOTAL = Text("Total", "Total", "Total", "Total")
COUNTRY = Text("Country", "País", "País", "Pays")
ORGANISATION = Text("Organisation", "Organización", "Organização", "Organisation")
FIGURE = Text("Figure", "Cifra", "Valor", "Chiffre")
MEASURE = Text("What is counted", "Concepto", "Item", "Élément compté")

# Levels, outputs and statuses in numbers

IN_BRIEF = Text(
    "The programme in figures",
    "El programa en cifras",
    "O programa em números",
    "Le programme en chiffres",
)
BY_AREA = Text(
    "Activities by area and status",
    "Actividades por área y estado",
    "Atividades por área e situação",
    "Activités par domaine et par état",
)
OUTPUTS_BY_KIND = Text(
    "Outputs by kind", "Productos por tipo", "Produtos por tipo", "Produits par type"
)
MEANS = Text("Financing", "Financiamiento", "Financiamento", "Financement")
ACTIVITIES = Text("Activities", "Actividades", "Atividades", "Activités")
STUDIES = Text("Studies", "Estudios", "Estudos", "Études")
MEETINGS = Text("Meetings", "Reuniones", "Reuniões", "Réunions")
INTERNAL_STUDIES = Text(
    "Share of studies done by the secretariat",
    "Proporción de estudios de ejecución interna",
    "Proporção de estudos de execução interna",
    "Part des études réalisées en interne",
)
OF_KNOWN_MODE = Text(
    "{share} ({internal} of {known} studies of which it is known who does them)",
    "{share} ({internal} de {known} estudios cuya modalidad se conoce)",
    "{share} ({internal} de {known} estudos cuja modalidade é conhecida)",
    "{share} ({internal} sur {known} études dont le mode de réalisation est connu)",
)
NO_AREA = Text("In no area", "Sin área", "Sem área", "Hors domaine")

# A programme and its items

INTRODUCTION = Text("Introduction", "Introducción", "Introdução", "Introduction")
BACKGROUND = Text(
    "Background and justification",
    "Antecedentes y justificación",
    "Antecedentes e justificativa",
    "Contexte et justification",
)
OBJECTIVES = Text("Objectives", "Objetivos", "Objetivos", "Objectifs")
RESULTS = Text(
    "Expected results", "Resultados esperados", "Resultados esperados", "Résultats attendus"
)
RESULT = Text("Result", "Resultado", "Resultado", "Résultat")
INDICATOR = Text("Indicator", "Indicador", "Indicador", "Indicateur")
BASELINE = Text("Baseline", "Línea de base", "Linha de base", "Valeur de départ")
TARGET = Text("Target", "Meta", "Meta", "Cible")
ACHIEVED = Text("Achieved", "Alcanzado", "Alcançado", "Atteint")
EVIDENCE = Text("Evidence", "Evidencia", "Evidência", "Preuve")
TASKS = Text(
    "Tasks and schedule", "Tareas y cronograma", "Tarefas e cronograma", "Tâches et calendrier"
)
TASK = Text("Task", "Tarea", "Tarefa", "Tâche")
SCHEDULE = Text("Schedule", "Cronograma", "Cronograma", "Calendrier")
UNIT = Text("Responsible unit", "Unidad responsable", "Unidade responsável", "Unité responsable")
DONE = Text("Done on", "Realizada el", "Realizada em", "Réalisée le")
OUTPUTS = Text("Outputs", "Productos", "Produtos", "Produits")
OUTPUT = Text("Output", "Producto", "Produto", "Produit")
MODE = Text("Who does the work", "Modalidad", "Modalidade", "Mode de réalisation")
DUE = Text("Due", "Plazo", "Prazo", "Échéance")
DELIVERED = Text("Delivered", "Entregado", "Entregue", "Livré")
PARTNERS = Text("Partners", "Socios", "Parceiros", "Partenaires")
SOURCE = Text("Source", "Fuente", "Fonte", "Source")
CURRENCY = Text("Currency", "Moneda", "Moeda", "Monnaie")
PLANNED = Text("Planned", "Previsto", "Previsto", "Prévu")
SPENT = Text("Spent", "Ejecutado", "Executado", "Dépensé")
EXECUTION = Text("Execution", "Ejecución", "Execução", "Exécution")
PARTNER = Text("Partner", "Socio", "Parceiro", "Partenaire")
OF_MANDATE = Text(
    "{number}, para. {anchor}",
    "{number}, párr. {anchor}",
    "{number}, par. {anchor}",
    "{number}, par. {anchor}",
)
MANDATES = Text("Mandates", "Mandatos", "Mandatos", "Mandats")
LINKS = Text(
    "Links to other programmes",
    "Vínculos con otros programas",
    "Vínculos com outros programas",
    "Liens avec d’autres programmes",
)
NOT_RECORDED = Text("Not recorded", "Sin registro", "Sem registro", "Non renseigné")
NO_ITEMS = Text(
    "The programme has no areas, projects or activities yet.",
    "El programa aún no tiene áreas, proyectos ni actividades.",
    "O programa ainda não tem áreas, projetos nem atividades.",
    "Le programme ne comporte encore ni domaine, ni projet, ni activité.",
)
AMOUNTS_UNKNOWN = Text(
    "Entries without a known amount, which the sums leave out: {planned} planned, {spent} spent.",
    "Partidas sin monto conocido, que las sumas no incluyen: {planned} previstas, {spent} ejecutadas.",
    "Itens sem valor conhecido, que as somas não incluem: {planned} previstos, {spent} executados.",
    "Postes sans montant connu, exclus des sommes : {planned} en prévision, {spent} en dépense.",
)
SCHEDULES: Terms = {
    "continuous": Text("All the time", "Permanente", "Permanente", "En continu"),
    "on_demand": Text(
        "As need arises", "Según se requiera", "Conforme a demanda", "Selon les besoins"
    ),
}
EVERY_MONTHS = Text(
    "Every {count} months", "Cada {count} meses", "A cada {count} meses", "Tous les {count} mois"
)

# Compliance

COMPLIANCE = Text(
    "Compliance report: {title}",
    "Informe de cumplimiento: {title}",
    "Relatório de cumprimento: {title}",
    "Rapport de mise en œuvre : {title}",
)
MANDATE = Text("Mandate", "Mandato", "Mandato", "Mandat")
NUMBER = Text("Number", "Número", "Número", "Numéro")
BODY = Text("Adopted by", "Adoptado por", "Adotado por", "Adopté par")
PARAGRAPHS_IN_BRIEF = Text(
    "Compliance in figures",
    "El cumplimiento en cifras",
    "O cumprimento em números",
    "La mise en œuvre en chiffres",
)
PARAGRAPHS = Text("Paragraphs", "Párrafos", "Parágrafos", "Paragraphes")
PARAGRAPH = Text(
    "Paragraph {anchor}", "Párrafo {anchor}", "Parágrafo {anchor}", "Paragraphe {anchor}"
)
SOLE = Text("Sole paragraph", "Párrafo único", "Parágrafo único", "Paragraphe unique")
WITH_ACTIVITY = Text("With an activity", "Con actividad", "Com atividade", "Avec activité")
WITHOUT_ACTIVITY = Text("Without an activity", "Sin actividad", "Sem atividade", "Sans activité")
WITH_EVIDENCE = Text("With evidence", "Con evidencia", "Com evidência", "Avec preuve")
THEMES = Text("Themes", "Temas", "Temas", "Thèmes")
BY_THEME = Text("By theme", "Por tema", "Por tema", "Par thème")
THEME = Text("Theme", "Tema", "Tema", "Thème")
AXES = Text("Axes", "Ejes", "Eixos", "Axes")
NO_THEME = Text("Without a theme", "Sin tema", "Sem tema", "Sans thème")
BY_PARAGRAPH = Text(
    "Paragraph by paragraph",
    "Párrafo por párrafo",
    "Parágrafo por parágrafo",
    "Paragraphe par paragraphe",
)
WHOLE_MANDATE = Text(
    "For the mandate as a whole",
    "Para el mandato en su conjunto",
    "Para o mandato em seu conjunto",
    "Pour l’ensemble du mandat",
)
NO_ACTIVITY = Text(
    "No activity linked in this period",
    "Sin actividad vinculada en este período",
    "Sem atividade vinculada neste período",
    "Aucune activité rattachée sur cette période",
)
NO_PARAGRAPHS = Text(
    "The mandate has no paragraphs on record.",
    "El mandato no tiene párrafos registrados.",
    "O mandato não tem parágrafos registrados.",
    "Aucun paragraphe du mandat n’est enregistré.",
)
SHARE_DONE = Text("Share done", "Avance", "Avanço", "Avancement")
DOCUMENTS = Text("Documents", "Documentos", "Documentos", "Documents")
WHAT_IT_SHOWS = Text("What it shows", "Qué muestra", "O que mostra", "Ce qu’elle montre")
LEFT_OUT = Text(
    "Left out because they lie outside the period: {evidence} items of evidence, "
    "{activities} activities, {entries} meetings and documents.",
    "Quedan fuera por no corresponder al período: evidencias, {evidence}; "
    "actividades, {activities}; reuniones y documentos, {entries}.",
    "Ficam de fora por não corresponderem ao período: evidências, {evidence}; "
    "atividades, {activities}; reuniões e documentos, {entries}.",
    "Écartés car hors de la période : preuves, {evidence} ; "
    "activités, {activities} ; réunions et documents, {entries}.",
)
UNDATED = Text(
    "Meetings and documents without a date, which no period can hold: {count}.",
    "Reuniones y documentos sin fecha, que no pueden asignarse a ningún período: {count}.",
    "Reuniões e documentos sem data, que não podem ser atribuídos a nenhum período: {count}.",
    "Réunions et documents sans date, qui ne peuvent être rattachés à aucune période : {count}.",
)

# The yearly report

ACTIVITY_REPORT = Text(
    "Activity report {year}",
    "Informe de actividades {year}",
    "Relatório de atividades {year}",
    "Rapport d’activité {year}",
)
YEAR_IN_BRIEF = Text(
    "The year in figures", "El año en cifras", "O ano em números", "L’année en chiffres"
)
STATUS_AT_END = Text(
    "Statuses are those at the end of the year.",
    "Los estados son los del cierre del año.",
    "As situações são as do encerramento do ano.",
    "Les états sont ceux de la fin de l’année.",
)
OUTPUTS_DELIVERED = Text(
    "Outputs delivered", "Productos entregados", "Produtos entregues", "Produits livrés"
)
MEETINGS_HELD = Text(
    "Meetings held", "Reuniones celebradas", "Reuniões realizadas", "Réunions tenues"
)
PARTICIPANTS = Text("Participants", "Participantes", "Participantes", "Participants")
COUNTRIES = Text(
    "Countries taking part", "Países participantes", "Países participantes", "Pays participants"
)
NO_PARTICIPANTS = Text(
    "No participants recorded.",
    "Sin participantes registrados.",
    "Sem participantes registrados.",
    "Aucun participant enregistré.",
)
RESULTS_AND_TARGETS = Text(
    "Results against targets",
    "Resultados frente a metas",
    "Resultados frente às metas",
    "Résultats et cibles",
)
BUDGET = Text(
    "Budget against execution",
    "Presupuesto y ejecución",
    "Orçamento e execução",
    "Budget et exécution",
)
NOT_MEASURED = Text(
    "No indicator, target or value achieved is on record for these results.",
    "No constan indicador, meta ni valor alcanzado para estos resultados.",
    "Não constam indicador, meta nem valor alcançado para estes resultados.",
    "Aucun indicateur, cible ou valeur atteinte n’est enregistré pour ces résultats.",
)
SINCE = Text("Since", "Desde", "Desde", "Depuis")
BY_COUNTRY = Text(
    "Participants by country",
    "Participantes por país",
    "Participantes por país",
    "Participants par pays",
)
NOT_DONE = Text(
    "Postponed and cancelled",
    "Aplazadas y canceladas",
    "Adiadas e canceladas",
    "Reportées et annulées",
)
ACTIVITY = Text("Activity", "Actividad", "Atividade", "Activité")
NONE_NOT_DONE = Text(
    "No activity was postponed or cancelled.",
    "Ninguna actividad fue aplazada ni cancelada.",
    "Nenhuma atividade foi adiada nem cancelada.",
    "Aucune activité n’a été reportée ni annulée.",
)
NO_MEETINGS = Text(
    "No meeting held is on record.",
    "No consta ninguna reunión celebrada.",
    "Não consta nenhuma reunião realizada.",
    "Aucune réunion tenue n’est enregistrée.",
)
BUDGET_OF_PROGRAMME = Text(
    "The amounts are those of the whole programme, {years}.",
    "Los montos son los de todo el programa, {years}.",
    "Os valores são os de todo o programa, {years}.",
    "Les montants sont ceux de l’ensemble du programme, {years}.",
)

# A meeting

MEETING_REPORT = Text(
    "Rapporteur’s report: draft",
    "Informe de relatoría: borrador",
    "Relatório da relatoria: minuta",
    "Rapport du rapporteur : projet",
)
FORMAT = Text("Format", "Modalidad", "Formato", "Format")
VENUE = Text("Venue", "Sede", "Sede", "Lieu de réunion")
ORGANISERS = Text("Organisers", "Organizadores", "Organizadores", "Organisateurs")
AGENDA = Text("Agenda", "Agenda", "Agenda", "Ordre du jour")
SPEAKER = Text("Speaker", "Expositor", "Expositor", "Intervenant")
NO_SUMMARY = Text(
    "No summary recorded.",
    "Sin resumen registrado.",
    "Sem resumo registrado.",
    "Aucun résumé enregistré.",
)
SUMMARY = Text("Summary", "Resumen", "Resumo", "Résumé")
CONCLUSIONS = Text(
    "Conclusions and recommendations",
    "Conclusiones y recomendaciones",
    "Conclusões e recomendações",
    "Conclusions et recommandations",
)
FOLLOW_UP = Text("Follow-up", "Seguimiento", "Acompanhamento", "Suivi")
ACTION = Text("Action", "Acción", "Ação", "Action")
OWNER = Text("Owner", "Responsable", "Responsável", "Responsable")
DONE_ON = Text("Done on", "Cumplida el", "Cumprida em", "Accomplie le")
NAMES = Text(
    "List of participants",
    "Lista de participantes",
    "Lista de participantes",
    "Liste des participants",
)
NAME = Text("Name", "Nombre", "Nome", "Nom")
NUMBER_OF = Text("People", "Personas", "Pessoas", "Personnes")
BELONGS_TO = Text(
    "Activity of the programme",
    "Actividad del programa",
    "Atividade do programa",
    "Activité du programme",
)
FOLLOWS_FROM = Text("Item", "Punto", "Item", "Point")
PROGRAMME = Text(
    "Work programme", "Programa de trabajo", "Programa de trabalho", "Programme de travail"
)
STUDIES_DELIVERED = Text(
    "Studies delivered", "Estudios entregados", "Estudos entregues", "Études livrées"
)
NO_COUNTRY = Text("No country given", "Sin país indicado", "Sem país indicado", "Sans pays indiqué")
UNKNOWN = Text(
    "··: not known.",
    "··: dato no disponible.",
    "··: dado não disponível.",
    "·· : donnée non disponible.",
)
