"""What follow-up says: the board, the charts behind it, and the notices."""

from __future__ import annotations

from cedic.model import Text
from cedic.programme.terms import Terms

SAY = {
    "view_board": Text("Board", "Tablero", "Painel", "Tableau de bord"),
    "view_gantt": Text("Schedule", "Cronograma", "Cronograma", "Calendrier des travaux"),
    "view_budget": Text("Budget", "Presupuesto", "Orçamento", "Budget"),
    "view_workload": Text("Workload", "Carga de trabajo", "Carga de trabalho", "Charge de travail"),
    "views": Text(
        "Views of follow-up",
        "Vistas del seguimiento",
        "Vistas do acompanhamento",
        "Vues du suivi",
    ),
    "mine": Text("My units", "Mis unidades", "Minhas unidades", "Mes unités"),
    "no_unit": Text("Without a unit", "Sin unidad", "Sem unidade", "Sans unité"),
    "stands": Text("State", "Situación", "Situação", "État"),
    "brief": Text(
        "On {day}: {late} late, {at_risk} at risk, {due} due within thirty days.",
        "Al {day}: {late} con retraso, {at_risk} en riesgo, {due} por vencer en treinta días.",
        "Em {day}: {late} em atraso, {at_risk} em risco, {due} a vencer em trinta dias.",
        "Au {day} : {late} en retard, {at_risk} à risque, {due} à échéance sous trente jours.",
    ),
    "rule": Text(
        "How these are told apart",
        "Cómo se distinguen",
        "Como se distinguem",
        "Comment ils se distinguent",
    ),
    "rule_late": Text(
        "Late: the last day has passed and it is not done.",
        "Con retraso: pasó la última fecha y no está hecho.",
        "Em atraso: a última data passou e não está feito.",
        "En retard : le dernier jour est passé et ce n’est pas fait.",
    ),
    "rule_at_risk": Text(
        "At risk: its unit says so; or it should have begun and its activity is still planned; or "
        "less than a fifth of its time is left and no task of the activity is done. An activity is at "
        "risk as well while one of its tasks is late.",
        "En riesgo: lo señala su unidad; o debía haber comenzado y su actividad sigue prevista; o "
        "queda menos de una quinta parte del plazo y ninguna tarea de la actividad está hecha. Una "
        "actividad está en riesgo también mientras una de sus tareas está con retraso.",
        "Em risco: sua unidade o indica; ou já deveria ter começado e sua atividade continua "
        "prevista; ou resta menos de um quinto do prazo e nenhuma tarefa da atividade está feita. Uma "
        "atividade está em risco também enquanto uma de suas tarefas está em atraso.",
        "À risque : son unité le signale ; ou cela aurait dû commencer et l’activité est encore "
        "prévue ; ou il reste moins d’un cinquième du délai et aucune tâche de l’activité n’est "
        "faite. Une activité est à risque aussi tant que l’une de ses tâches est en retard.",
    ),
    "rule_due": Text(
        "Due soon: it ends within thirty days. Coming: later.",
        "Por vencer: termina dentro de treinta días. Más adelante: después.",
        "A vencer: termina dentro de trinta dias. Mais adiante: depois.",
        "Bientôt à échéance : cela finit dans les trente jours. À venir : plus tard.",
    ),
    "rule_never": Text(
        "What is continuous, on demand or without days is never late. Only adopted and amended "
        "programmes are followed up here.",
        "Lo permanente, lo que se hace a solicitud y lo que no tiene fecha nunca está con retraso. "
        "Aquí solo se siguen los programas aprobados y enmendados.",
        "O que é permanente, feito sob demanda ou sem data nunca está em atraso. Aqui só se "
        "acompanham os programas aprovados e emendados.",
        "Ce qui est permanent, fait à la demande ou sans date n’est jamais en retard. Seuls les "
        "programmes adoptés et modifiés sont suivis ici.",
    ),
    "task": Text("Task", "Tarea", "Tarefa", "Tâche"),
    "output": Text("Output", "Producto", "Produto", "Produit"),
    "activity": Text("Activity", "Actividad", "Atividade", "Activité"),
    "whole_activity": Text(
        "The whole activity",
        "La actividad en su conjunto",
        "A atividade em seu conjunto",
        "L’activité dans son ensemble",
    ),
    "until": Text("Until", "Hasta", "Até", "Jusqu’au"),
    "from": Text("From", "Desde", "De", "À partir du"),
    "why": Text("Why", "Motivo", "Motivo", "Motif"),
    "action": Text("To do", "Acción", "Ação", "À faire"),
    "actions": Text(
        "Follow-up actions", "Acciones de seguimiento", "Ações de acompanhamento", "Suites à donner"
    ),
    "actions_note": Text(
        "From the conclusions of meetings.",
        "De las conclusiones de las reuniones.",
        "Das conclusões das reuniões.",
        "Tirées des conclusions des réunions.",
    ),
    "owner": Text("Responsible", "Responsable", "Responsável", "Responsable"),
    "meeting": Text("Meeting", "Reunión", "Reunião", "Réunion"),
    "meetings_to_come": Text(
        "Meetings to come", "Próximas reuniones", "Próximas reuniões", "Réunions à venir"
    ),
    "show_all": Text("All {}", "Ver los {}", "Ver todos os {}", "Voir les {}"),
    "nothing": Text(
        "Nothing is late, at risk, due or coming here.",
        "No hay nada con retraso, en riesgo, por vencer ni más adelante.",
        "Não há nada em atraso, em risco, a vencer nem mais adiante.",
        "Rien n’est en retard, à risque, à échéance ni à venir ici.",
    ),
    "nothing_so": Text(
        "Nothing is in this state.",
        "No hay nada en esta situación.",
        "Não há nada nesta situação.",
        "Rien n’est dans cet état.",
    ),
    "no_items": Text(
        "There is no programme for this year yet.",
        "Todavía no hay un programa para este año.",
        "Ainda não há um programa para este ano.",
        "Il n’y a pas encore de programme pour cette année.",
    ),
    "mark_done": Text(
        "Mark as done", "Marcar como hecha", "Marcar como feita", "Marquer comme faite"
    ),
    "done_on": Text("Done on", "Hecha el", "Feita em", "Faite le"),
    "not_done": Text(
        "Not done after all",
        "En realidad no está hecha",
        "Na verdade não foi feita",
        "Finalement pas faite",
    ),
    "marked": Text(
        "The task is marked as done.",
        "La tarea quedó marcada como hecha.",
        "A tarefa foi marcada como feita.",
        "La tâche est marquée comme faite.",
    ),
    "unmarked": Text(
        "The task is open again.",
        "La tarea vuelve a estar pendiente.",
        "A tarefa voltou a ficar pendente.",
        "La tâche est de nouveau ouverte.",
    ),
    "flag": Text("Flag a risk", "Señalar un riesgo", "Indicar um risco", "Signaler un risque"),
    "flagged": Text(
        "Change the risk", "Modificar el riesgo", "Alterar o risco", "Modifier le risque"
    ),
    "risk": Text("Risk", "Riesgo", "Risco", "Risque"),
    "risk_reason": Text(
        "Why it may not be done as planned",
        "Por qué podría no cumplirse como está previsto",
        "Por que pode não ser cumprida como previsto",
        "Pourquoi cela pourrait ne pas se faire comme prévu",
    ),
    "risk_help": Text(
        "Only the secretariat reads this. Left empty, the activity is no longer held at risk.",
        "Solo lo lee la secretaría. Si queda vacío, la actividad deja de estar señalada en riesgo.",
        "Só a secretaria lê isto. Se ficar vazio, a atividade deixa de estar indicada em risco.",
        "Seul le secrétariat lit ceci. Si le champ reste vide, l’activité n’est plus signalée à "
        "risque.",
    ),
    "gantt_title": Text("Schedule", "Cronograma", "Cronograma", "Calendrier des travaux"),
    "finding": Text(
        "Of {all} activities: {late} late, {at_risk} at risk, {done} done",
        "De {all} actividades: {late} con retraso, {at_risk} en riesgo, {done} hechas",
        "De {all} atividades: {late} em atraso, {at_risk} em risco, {done} feitas",
        "Sur {all} activités : {late} en retard, {at_risk} à risque, {done} faites",
    ),
    "finding_project": Text(
        "Of {all} tasks: {late} late, {at_risk} at risk, {done} done",
        "De {all} tareas: {late} con retraso, {at_risk} en riesgo, {done} hechas",
        "De {all} tarefas: {late} em atraso, {at_risk} em risco, {done} feitas",
        "Sur {all} tâches : {late} en retard, {at_risk} à risque, {done} faites",
    ),
    "gantt_measure": Text(
        "First and last day of each, on {day}.",
        "Primera y última fecha de cada una, al {day}.",
        "Primeira e última data de cada uma, em {day}.",
        "Premier et dernier jour de chacune, au {day}.",
    ),
    "gantt_note": Text(
        "A dashed edge: that day is not known. A dot at the edge: it goes on beyond the year. What has "
        "no days is in the table alone. An activity with a late task is at risk.",
        "Borde discontinuo: no se conoce esa fecha. Punto en el borde: continúa más allá del año. Lo "
        "que no tiene fechas solo figura en el cuadro. Una actividad con una tarea con retraso está en "
        "riesgo.",
        "Borda tracejada: a data não é conhecida. Ponto na borda: continua além do ano. O que não "
        "tem datas só figura na tabela. Uma atividade com uma tarefa em atraso está em risco.",
        "Bord en tirets : ce jour n’est pas connu. Point au bord : cela se poursuit au-delà de "
        "l’année. Ce qui n’a pas de dates ne figure que dans le tableau. Une activité dont une "
        "tâche est en retard est à risque.",
    ),
    "gantt_table": Text(
        "The schedule as a table",
        "El cronograma como cuadro",
        "O cronograma como tabela",
        "Le calendrier sous forme de tableau",
    ),
    "no_days": Text(
        "Nothing here has days.",
        "Nada de esto tiene fechas.",
        "Nada disto tem datas.",
        "Rien de ceci n’a de dates.",
    ),
    "day_unknown": Text("not known", "se desconoce", "desconhecida", "inconnu"),
    "schedule_words": Text("As written", "Según el texto", "Como está escrito", "Tel qu’écrit"),
    "today": Text("Today", "Hoy", "Hoje", "Aujourd’hui"),
    "project": Text("Project", "Proyecto", "Projeto", "Projet"),
    "area": Text("Area", "Área", "Área", "Domaine"),
    "source": Text(
        "Source of means", "Fuente de recursos", "Fonte de recursos", "Source des moyens"
    ),
    "partner": Text("Partner", "Socio", "Parceiro", "Partenaire"),
    "reference": Text("Reference", "Referencia", "Referência", "Référence"),
    "currency": Text("Currency", "Moneda", "Moeda", "Monnaie"),
    "planned": Text("Planned", "Previsto", "Previsto", "Prévu"),
    "spent": Text("Spent", "Ejecutado", "Executado", "Dépensé"),
    "share": Text("Spent, %", "Ejecución, %", "Execução, %", "Exécution, %"),
    "budget_title": Text(
        "Budget and execution",
        "Presupuesto y ejecución",
        "Orçamento e execução",
        "Budget et exécution",
    ),
    "budget_lead": Text(
        "Planned against spent, in whole units of each currency. Amounts in different currencies are "
        "never added.",
        "Lo previsto frente a lo ejecutado, en unidades enteras de cada moneda. Los montos en monedas "
        "distintas nunca se suman.",
        "O previsto frente ao executado, em unidades inteiras de cada moeda. Valores em moedas "
        "diferentes nunca se somam.",
        "Le prévu face au dépensé, en unités entières de chaque monnaie. Les montants en monnaies "
        "différentes ne s’additionnent jamais.",
    ),
    "by_source": Text("By source", "Por fuente", "Por fonte", "Par source"),
    "by_area": Text("By area", "Por área", "Por área", "Par domaine"),
    "by_project": Text("By project", "Por proyecto", "Por projeto", "Par projet"),
    "by_activity": Text("By activity", "Por actividad", "Por atividade", "Par activité"),
    "in_kind": Text("in kind", "en especie", "em bens e serviços", "en nature"),
    "outside": Text("Outside any", "Fuera de todos", "Fora de todos", "Hors de tous"),
    "some_unknown": Text(
        "amounts not known: {}",
        "montos que no se conocen: {}",
        "valores que não se conhecem: {}",
        "montants inconnus : {}",
    ),
    "missing_note": Text(
        "·· not known, which is not zero. The share is left out where an amount is not known. What is "
        "given in kind is valued, not spent, and stands apart.",
        "·· se desconoce, lo que no equivale a cero. La ejecución se omite donde falta un monto. Lo "
        "que se da en especie se valora, no se gasta, y figura aparte.",
        "·· desconhecido, o que não equivale a zero. A execução é omitida onde falta um valor. O que "
        "se dá em bens e serviços é avaliado, não gasto, e figura à parte.",
        "·· inconnu, ce qui n’équivaut pas à zéro. L’exécution est omise là où un montant manque. Ce "
        "qui est donné en nature est évalué, non dépensé, et figure à part.",
    ),
    "no_means": Text(
        "No means are entered for this year.",
        "No hay recursos registrados para este año.",
        "Não há recursos registrados para este ano.",
        "Aucun moyen n’est saisi pour cette année.",
    ),
    "as_csv": Text("Table as CSV", "Cuadro en CSV", "Tabela em CSV", "Tableau en CSV"),
    "workload_title": Text(
        "Workload", "Carga de trabajo", "Carga de trabalho", "Charge de travail"
    ),
    "workload_lead": Text(
        "Open tasks of each unit that run in each month, on {day}.",
        "Tareas pendientes de cada unidad en curso en cada mes, al {day}.",
        "Tarefas pendentes de cada unidade em curso em cada mês, em {day}.",
        "Tâches ouvertes de chaque unité en cours chaque mois, au {day}.",
    ),
    "workload_note": Text(
        "A task counts in each month that it touches. Tasks without days, continuous or on demand are "
        "counted apart. Tasks of postponed, cancelled and completed activities are left out.",
        "Una tarea cuenta en cada mes que abarca. Las que no tienen fecha, las permanentes y las que "
        "se hacen a solicitud se cuentan aparte. Se excluyen las de actividades aplazadas, canceladas "
        "y concluidas.",
        "Uma tarefa conta em cada mês que abrange. As que não têm data, as permanentes e as feitas sob "
        "demanda são contadas à parte. Excluem-se as de atividades adiadas, canceladas e concluídas.",
        "Une tâche compte dans chaque mois qu’elle touche. Celles qui sont sans date, permanentes ou à "
        "la demande sont comptées à part. Celles des activités reportées, annulées et achevées sont "
        "exclues.",
    ),
    "undated": Text("Without days", "Sin fecha", "Sem data", "Sans date"),
    "tasks": Text("Tasks", "Tareas", "Tarefas", "Tâches"),
    "no_tasks": Text(
        "No task is open in this year.",
        "No hay tareas pendientes en este año.",
        "Não há tarefas pendentes neste ano.",
        "Aucune tâche n’est ouverte cette année.",
    ),
    "notices_title": Text("Notices", "Avisos", "Avisos", "Avis"),
    "unread": Text("Unread", "Sin leer", "Não lidos", "Non lus"),
    "unread_count": Text("Unread: {}", "Sin leer: {}", "Não lidos: {}", "Non lus : {}"),
    "was_read": Text("Read", "Leído", "Lido", "Lu"),
    "mark_read": Text("Mark as read", "Marcar como leído", "Marcar como lido", "Marquer comme lu"),
    "mark_all": Text(
        "Mark all as read",
        "Marcar todos como leídos",
        "Marcar todos como lidos",
        "Tout marquer comme lu",
    ),
    "no_notices": Text(
        "Nothing has been told to you yet.",
        "Todavía no hay avisos para usted.",
        "Ainda não há avisos para você.",
        "Aucun avis pour vous pour le moment.",
    ),
    "notice": Text("Notice", "Aviso", "Aviso", "Avis"),
    "subject": Text("Subject", "Asunto", "Assunto", "Objet"),
    "moment": Text("Told on", "Fecha del aviso", "Data do aviso", "Date de l’avis"),
    "digest": Text("By e-mail", "Por correo electrónico", "Por correio eletrônico", "Par courriel"),
    "digest_label": Text(
        "Send me what is new",
        "Enviarme las novedades",
        "Enviar-me as novidades",
        "M’envoyer les nouveautés",
    ),
    "digest_note": Text(
        "Every week, unless you choose otherwise. When nothing is new, nothing is sent.",
        "Cada semana, salvo que elija otra frecuencia. Si no hay novedades, no se envía nada.",
        "Toda semana, a menos que escolha outra frequência. Sem novidades, nada é enviado.",
        "Chaque semaine, sauf si vous choisissez une autre fréquence. Sans nouveauté, rien n’est "
        "envoyé.",
    ),
    "digest_to": Text("Sent to {}.", "Se envía a {}.", "Enviado para {}.", "Envoyé à {}."),
    "no_mail": Text(
        "This portal sends no e-mail, as no mail server is set up. Your choice is kept until there is "
        "one.",
        "Este portal no envía correos, pues no tiene configurado un servidor de correo. Su elección se "
        "conserva hasta que lo tenga.",
        "Este portal não envia e-mails, pois não tem um servidor de correio configurado. Sua escolha é "
        "mantida até que o tenha.",
        "Ce portail n’envoie pas de courriels, faute de serveur de messagerie configuré. Votre choix "
        "est conservé jusqu’à ce qu’il y en ait un.",
    ),
}

WRONG = {
    "future": Text(
        "{day} has not come yet. A task is done on a day that has passed, or today.",
        "El {day} aún no ha llegado. Una tarea se hace en una fecha pasada o en la de hoy.",
        "O dia {day} ainda não chegou. Uma tarefa é feita em uma data passada ou na de hoje.",
        "Le {day} n’est pas encore arrivé. Une tâche est faite à une date passée ou aujourd’hui.",
    ),
    "closed": Text(
        "The programme is closed: nothing of it is changed any more.",
        "El programa está cerrado: ya no se modifica nada en él.",
        "O programa está encerrado: nada mais é alterado nele.",
        "Le programme est clos : plus rien n’y est modifié.",
    ),
    "done_already": Text(
        "The task was marked as done on {day} already. Nothing was changed.",
        "La tarea ya estaba marcada como hecha el {day}. No se modificó nada.",
        "A tarefa já estava marcada como feita em {day}. Nada foi alterado.",
        "La tâche était déjà marquée comme faite le {day}. Rien n’a été modifié.",
    ),
    "digest": Text(
        "Choose how often you want to be written to.",
        "Elija con qué frecuencia desea recibir el correo.",
        "Escolha com que frequência deseja receber o e-mail.",
        "Choisissez la fréquence des courriels.",
    ),
}

KINDS: Terms = {
    "task_due": Text(
        "Task due soon", "Tarea por vencer", "Tarefa a vencer", "Tâche bientôt à échéance"
    ),
    "task_late": Text("Task late", "Tarea con retraso", "Tarefa em atraso", "Tâche en retard"),
    "follow_up_due": Text(
        "Follow-up action due soon",
        "Acción de seguimiento por vencer",
        "Ação de acompanhamento a vencer",
        "Suite à donner bientôt à échéance",
    ),
    "follow_up_late": Text(
        "Follow-up action late",
        "Acción de seguimiento con retraso",
        "Ação de acompanhamento em atraso",
        "Suite à donner en retard",
    ),
    "comment_received": Text(
        "Comment received", "Comentario recibido", "Comentário recebido", "Commentaire reçu"
    ),
    "programme_circulated": Text(
        "Programme open to comments",
        "Programa abierto a comentarios",
        "Programa aberto a comentários",
        "Programme ouvert aux commentaires",
    ),
    "programme_adopted": Text(
        "Programme adopted", "Programa aprobado", "Programa aprovado", "Programme adopté"
    ),
    "comments_answered": Text(
        "Comments answered",
        "Comentarios respondidos",
        "Comentários respondidos",
        "Réponse aux commentaires",
    ),
    "meeting_convened": Text(
        "Meeting convened", "Reunión convocada", "Reunião convocada", "Réunion convoquée"
    ),
    "import_waiting": Text(
        "Import waits for review",
        "Importación en espera de revisión",
        "Importação à espera de revisão",
        "Importation en attente de révision",
    ),
}
"""What notices tell of."""
OTHER_KIND = Text("Notice", "Aviso", "Aviso", "Avis")
"""What a notice of another kind is called."""

LETTER = {
    "subject": Text(
        "{publisher}: notices of the work programme ({count})",
        "{publisher}: avisos del programa de trabajo ({count})",
        "{publisher}: avisos do programa de trabalho ({count})",
        "{publisher} : avis du programme de travail ({count})",
    ),
    "body": Text(
        "Hello {name},\n\nthis is new for you in the work programme of {publisher}:\n\n{lines}\n\n"
        "Read your notices and choose how often you are written to:\n{address}\n",
        "Hola, {name}:\n\nEstas son las novedades para usted en el programa de trabajo de "
        "{publisher}:\n\n{lines}\n\nLea sus avisos y elija con qué frecuencia recibirlos:\n{address}\n",
        "Olá, {name},\n\nEstas são as novidades para você no programa de trabalho de {publisher}:\n\n"
        "{lines}\n\nLeia seus avisos e escolha com que frequência recebê-los:\n{address}\n",
        "Bonjour {name},\n\nVoici ce qui est nouveau pour vous dans le programme de travail de "
        "{publisher} :\n\n{lines}\n\nLisez vos avis et choisissez la fréquence des envois :\n"
        "{address}\n",
    ),
    "more": Text(
        "… and {count} more.", "… y {count} más.", "… e mais {count}.", "… et {count} autres."
    ),
}
"""The e-mail with what is new."""

ACTIONS = {
    "programme.task_done": Text("Task done", "Tarea hecha", "Tarefa feita", "Tâche faite"),
    "programme.task_reopened": Text(
        "Task opened again", "Tarea reabierta", "Tarefa reaberta", "Tâche rouverte"
    ),
    "programme.risk_flagged": Text(
        "Risk flagged", "Riesgo señalado", "Risco indicado", "Risque signalé"
    ),
    "programme.risk_cleared": Text(
        "Risk cleared", "Riesgo retirado", "Risco retirado", "Risque levé"
    ),
    "programme.digest_chosen": Text(
        "Digest chosen",
        "Frecuencia de avisos elegida",
        "Frequência de avisos escolhida",
        "Fréquence des avis choisie",
    ),
}
