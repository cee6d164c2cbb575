"""What the pages of imports say."""

from __future__ import annotations

from cedic.model import Text
from cedic.programme.terms import LEVELS, Terms

SAY = {
    "days_follow": Text(
        "From “{words}” follows: {days}.",
        "De «{words}» se deduce: {days}.",
        "De “{words}” deduz-se: {days}.",
        "De « {words} » se déduit : {days}.",
    ),
    "no_days_follow": Text(
        "No days follow from “{words}”.",
        "De «{words}» no se deduce ninguna fecha.",
        "De “{words}” não se deduz nenhuma data.",
        "De « {words} » ne se déduit aucune date.",
    ),
    "imports_lead": Text(
        "Earlier programmes and reports are read, reviewed beside their text, and entered. Nothing "
        "enters without a person’s yes.",
        "Los programas e informes anteriores se leen, se revisan junto a su texto y se incorporan. "
        "Nada se incorpora sin el visto bueno de una persona.",
        "Programas e relatórios anteriores são lidos, revisados ao lado do texto e incorporados. Nada "
        "é incorporado sem a aprovação de uma pessoa.",
        "Les programmes et rapports antérieurs sont lus, vérifiés en regard de leur texte, puis "
        "enregistrés. Rien n’entre sans l’accord d’une personne.",
    ),
    "new_import": Text(
        "Import a document",
        "Importar un documento",
        "Importar um documento",
        "Importer un document",
    ),
    "new_import_lead": Text(
        "A work programme, a yearly report of activities, a compliance report or a rapporteur’s "
        "report, in Spanish or English.",
        "Un programa de trabajo, un informe anual de actividades, un informe de cumplimiento o un "
        "informe de relatoría, en español o en inglés.",
        "Um programa de trabalho, um relatório anual de atividades, um relatório de cumprimento ou um "
        "relatório de relatoria, em espanhol ou inglês.",
        "Un programme de travail, un rapport annuel d’activités, un rapport de mise en œuvre ou un "
        "rapport de réunion, en espagnol ou en anglais.",
    ),
    "file": Text("File", "Archivo", "Arquivo", "Fichier"),
    "file_help": Text(
        "Text, Markdown, Word (DOCX) or PDF with text, up to {} MB.",
        "Texto, Markdown, Word (DOCX) o PDF con texto, hasta {} MB.",
        "Texto, Markdown, Word (DOCX) ou PDF com texto, até {} MB.",
        "Texte, Markdown, Word (DOCX) ou PDF contenant du texte, jusqu’à {} Mo.",
    ),
    "read_it": Text(
        "Read the document", "Leer el documento", "Ler o documento", "Lire le document"
    ),
    "no_imports": Text(
        "No document has been imported yet.",
        "Todavía no se ha importado ningún documento.",
        "Nenhum documento foi importado ainda.",
        "Aucun document n’a encore été importé.",
    ),
    "document": Text("Document", "Documento", "Documento", "Document"),
    "kind": Text("Kind", "Tipo", "Tipo", "Type"),
    "sent": Text("Sent", "Enviado", "Enviado", "Envoyé"),
    "entered": Text("Entered", "Incorporado", "Incorporado", "Enregistré"),
    "its_language": Text(
        "Language of the document",
        "Idioma del documento",
        "Idioma do documento",
        "Langue du document",
    ),
    "command_line": Text(
        "from the command line",
        "desde la línea de comandos",
        "pela linha de comando",
        "depuis la ligne de commande",
    ),
    "reviewed": Text(
        "{done} of {all} records reviewed",
        "{done} de {all} registros revisados",
        "{done} de {all} registros revisados",
        "{done} éléments vérifiés sur {all}",
    ),
    "found": Text(
        "What was found", "Lo que se encontró", "O que foi encontrado", "Ce qui a été lu"
    ),
    "records": Text("Records", "Registros", "Registros", "Éléments"),
    "doubts": Text("Doubts", "Dudas", "Dúvidas", "Doutes"),
    "no_doubts": Text(
        "Nothing is doubted.", "No hay dudas.", "Não há dúvidas.", "Il n’y a aucun doute."
    ),
    "pages_of_review": Text("Review", "Revisión", "Revisão", "Vérification"),
    "review_page": Text("Page", "Página", "Página", "Page"),
    "left": Text("To review", "Por revisar", "A revisar", "À vérifier"),
    "accept_undoubted": Text(
        "Accept all without doubts",
        "Aceptar todo lo que no tiene dudas",
        "Aceitar tudo o que não tem dúvidas",
        "Accepter tout ce qui est sans doute",
    ),
    "accept_here": Text(
        "Accept all on this page and go on",
        "Aceptar todo en esta página y seguir",
        "Aceitar tudo nesta página e continuar",
        "Tout accepter sur cette page et continuer",
    ),
    "save_and_next": Text(
        "Save and go on", "Guardar y seguir", "Salvar e continuar", "Enregistrer et continuer"
    ),
    "drop": Text(
        "Give up this import",
        "Abandonar esta importación",
        "Abandonar esta importação",
        "Abandonner cette importation",
    ),
    "reopen": Text(
        "Review again and enter anew",
        "Revisar otra vez e incorporar de nuevo",
        "Revisar outra vez e incorporar de novo",
        "Vérifier et enregistrer de nouveau",
    ),
    "reopen_help": Text(
        "What enters again changes what is there, by its codes; nothing is doubled.",
        "Lo que se incorpora de nuevo modifica lo que ya está, por sus códigos; nada se duplica.",
        "O que é incorporado de novo altera o que já existe, por seus códigos; nada é duplicado.",
        "Ce qui est enregistré de nouveau modifie l’existant, d’après les codes ; rien n’est doublé.",
    ),
    "entered_on": Text(
        "Entered on {day} by {who}.",
        "Incorporado el {day} por {who}.",
        "Incorporado em {day} por {who}.",
        "Enregistré le {day} par {who}.",
    ),
    "dropped_told": Text(
        "This import was given up.",
        "Esta importación fue abandonada.",
        "Esta importação foi abandonada.",
        "Cette importation a été abandonnée.",
    ),
    "again_told": Text(
        "This file is in review already: here it goes on.",
        "Este archivo ya está en revisión: continúa aquí.",
        "Este arquivo já está em revisão: continua aqui.",
        "Ce fichier est déjà en cours de vérification : la voici.",
    ),
    "to_programme": Text(
        "Open the programme", "Abrir el programa", "Abrir o programa", "Ouvrir le programme"
    ),
    "to_summary": Text(
        "To the summary and the entering",
        "Al resumen y la incorporación",
        "Ao resumo e à incorporação",
        "Vers le résumé et l’enregistrement",
    ),
    "to_review": Text(
        "Back to the review",
        "Volver a la revisión",
        "Voltar à revisão",
        "Revenir à la vérification",
    ),
    "overview": Text("Overview", "Resumen general", "Visão geral", "Vue d’ensemble"),
    "read_as": Text("Read as", "Leído como", "Lido como", "Lu comme suit"),
    "nothing_read": Text(
        "Not in the document",
        "No figura en el documento",
        "Não consta do documento",
        "Absent du document",
    ),
    "mended_by": Text(
        "Mended by {who} on {day}",
        "Corregido por {who} el {day}",
        "Corrigido por {who} em {day}",
        "Corrigé par {who} le {day}",
    ),
    "source": Text("Source", "Fuente", "Fonte", "Source"),
    "lines": Text("Lines {}", "Líneas {}", "Linhas {}", "Lignes {}"),
    "line": Text("Line {}", "Línea {}", "Linha {}", "Ligne {}"),
    "doubt": Text("Doubt", "Duda", "Dúvida", "Doute"),
    "decision": Text(
        "Does it enter?", "¿Se incorpora?", "É incorporado?", "Faut-il l’enregistrer ?"
    ),
    "yes": Text("Accept", "Aceptar", "Aceitar", "Accepter"),
    "no": Text("Leave out", "Dejar fuera", "Deixar de fora", "Écarter"),
    "undecided": Text("Not decided", "Sin decidir", "Não decidido", "Non décidé"),
    "name_and_role": Text(
        "Organisation {}", "Organización {}", "Organização {}", "Organisation {}"
    ),
    "role": Text("Role", "Función", "Função", "Rôle"),
    "more_fields": Text(
        "Fields that are not in the document",
        "Campos que no figuran en el documento",
        "Campos que não constam do documento",
        "Champs absents du document",
    ),
    "tells_only": Text(
        "This says what the document is. What is below it enters.",
        "Esto indica qué es el documento. Se incorpora lo que depende de ello.",
        "Isto indica o que é o documento. É incorporado o que está abaixo dele.",
        "Ceci indique la nature du document. C’est ce qui en dépend qui est enregistré.",
    ),
    "summary": Text("Summary", "Resumen", "Resumo", "Résumé"),
    "summary_lead": Text(
        "This is what would enter. What is not accepted does not, nor what belongs to it.",
        "Esto es lo que se incorporaría. Lo que no se acepta no entra, ni lo que depende de ello.",
        "Isto é o que seria incorporado. O que não é aceito não entra, nem o que depende dele.",
        "Voici ce qui serait enregistré. Ce qui n’est pas accepté n’entre pas, ni ce qui en dépend.",
    ),
    "would_enter": Text(
        "What would enter", "Lo que se incorporaría", "O que seria incorporado", "Ce qui entrerait"
    ),
    "as_draft": Text(
        "A new programme enters as a draft; meetings, mandates and evidence for the secretariat only.",
        "Un programa nuevo entra como borrador; las reuniones, los mandatos y la evidencia, solo para "
        "la secretaría.",
        "Um programa novo entra como minuta; reuniões, mandatos e evidências, apenas para a "
        "secretaria.",
        "Un nouveau programme entre comme avant-projet ; réunions, mandats et preuves, pour le seul "
        "secrétariat.",
    ),
    "where_to": Text(
        "Where does it enter?", "¿Dónde se incorpora?", "Onde entra?", "Où l’inscrire ?"
    ),
    "new_programme": Text(
        "As a new programme", "Como programa nuevo", "Como programa novo", "Comme nouveau programme"
    ),
    "into_programme": Text(
        "Into {programme}: add what is new, change what has the same code",
        "En {programme}: agregar lo nuevo, modificar lo que tiene el mismo código",
        "Em {programme}: adicionar o novo, alterar o que tem o mesmo código",
        "Dans {programme} : ajouter le nouveau, modifier ce qui porte le même code",
    ),
    "into_item": Text(
        "What the meetings belong to",
        "A qué pertenecen las reuniones",
        "A que pertencem as reuniões",
        "Ce dont relèvent les réunions",
    ),
    "no_item": Text(
        "nothing of a programme", "ningún programa", "nenhum programa", "aucun programme"
    ),
    "into_paragraph": Text(
        "The paragraph that the meetings are evidence for",
        "El párrafo del que las reuniones son evidencia",
        "O parágrafo do qual as reuniões são evidência",
        "Le paragraphe dont les réunions sont la preuve",
    ),
    "no_paragraph": Text(
        "none: no evidence enters",
        "ninguno: no se incorpora evidencia",
        "nenhum: nenhuma evidência é incorporada",
        "aucun : aucune preuve n’est enregistrée",
    ),
    "choose": Text("Compare", "Comparar", "Comparar", "Comparer"),
    "collides": Text(
        "There is a programme of these years already. Choose where the document enters.",
        "Ya existe un programa de esos años. Elija dónde se incorpora el documento.",
        "Já existe um programa desses anos. Escolha onde o documento entra.",
        "Il existe déjà un programme pour ces années. Choisissez où inscrire le document.",
    ),
    "problems": Text(
        "This is to be mended first",
        "Primero hay que corregir esto",
        "Isto deve ser corrigido antes",
        "Ceci est à corriger d’abord",
    ),
    "changes": Text("What would change", "Lo que cambiaría", "O que mudaria", "Ce qui changerait"),
    "field": Text("Field", "Campo", "Campo", "Champ"),
    "now": Text("Now", "Ahora", "Agora", "Actuellement"),
    "then": Text("After", "Después", "Depois", "Après"),
    "unplaced": Text(
        "{count} accepted records have no place here and do not enter: {names}.",
        "{count} registros aceptados no tienen lugar aquí y no se incorporan: {names}.",
        "{count} registros aceitos não têm lugar aqui e não são incorporados: {names}.",
        "{count} éléments acceptés n’ont pas de place ici et n’entrent pas : {names}.",
    ),
    "not_entering": Text(
        "Not decided: {open}. Accepted, but below something not decided: {waiting}. Left out: "
        "{left_out}. Below something left out: {without_parent}.",
        "Sin decidir: {open}. Aceptados, pero dependientes de algo sin decidir: {waiting}. Dejados "
        "fuera: {left_out}. Dependientes de algo dejado fuera: {without_parent}.",
        "Não decididos: {open}. Aceitos, mas abaixo de algo não decidido: {waiting}. Deixados de "
        "fora: {left_out}. Abaixo de algo deixado de fora: {without_parent}.",
        "Non décidés : {open}. Acceptés, mais relevant d’un élément non décidé : {waiting}. "
        "Écartés : {left_out}. Relevant d’un élément écarté : {without_parent}.",
    ),
    "enter_one": Text(
        "Enter 1 record", "Incorporar 1 registro", "Incorporar 1 registro", "Enregistrer 1 élément"
    ),
    "enter_many": Text(
        "Enter {} records",
        "Incorporar {} registros",
        "Incorporar {} registros",
        "Enregistrer {} éléments",
    ),
    "nothing_enters": Text(
        "Nothing that is accepted would enter or change.",
        "Nada de lo aceptado se incorporaría ni cambiaría.",
        "Nada do que foi aceito seria incorporado ou alterado.",
        "Rien de ce qui est accepté n’entrerait ni ne changerait.",
    ),
    "done": Text(
        "What was accepted has entered.",
        "Lo aceptado quedó incorporado.",
        "O que foi aceito foi incorporado.",
        "Ce qui a été accepté est enregistré.",
    ),
    "done_without_file": Text(
        "What was accepted has entered. The file itself is of a kind that is not kept.",
        "Lo aceptado quedó incorporado. El archivo mismo es de un tipo que no se conserva.",
        "O que foi aceito foi incorporado. O arquivo em si é de um tipo que não é guardado.",
        "Ce qui a été accepté est enregistré. Le fichier lui-même est d’un type non conservé.",
    ),
    "accepted_told": Text(
        "What is without doubts is accepted.",
        "Se aceptó lo que no tiene dudas.",
        "Foi aceito o que não tem dúvidas.",
        "Ce qui est sans doute est accepté.",
    ),
}
"""What templates say, ``{{ say.new_import|said }}``."""

WRONG = {
    "no_file": Text(
        "Choose a file.", "Elija un archivo.", "Escolha um arquivo.", "Choisissez un fichier."
    ),
    "large": Text(
        "The file is too large: at most {most} MB are taken. Send its text alone.",
        "El archivo es demasiado grande: se admiten {most} MB como máximo. Envíe solo su texto.",
        "O arquivo é grande demais: são aceitos no máximo {most} MB. Envie apenas o texto.",
        "Le fichier est trop lourd : {most} Mo au plus. N’envoyez que son texte.",
    ),
    "choice": Text(
        "“{given}” cannot be chosen here.",
        "«{given}» no se puede elegir aquí.",
        "“{given}” não pode ser escolhido aqui.",
        "« {given} » ne peut être choisi ici.",
    ),
    "number": Text(
        "“{given}” is not a whole number from {least} to {most}.",
        "«{given}» no es un número entero de {least} a {most}.",
        "“{given}” não é um número inteiro de {least} a {most}.",
        "« {given} » n’est pas un nombre entier de {least} à {most}.",
    ),
    "too_long": Text(
        "The text is too long for its field. Shorten it.",
        "El texto es demasiado largo para su campo. Acórtelo.",
        "O texto é longo demais para seu campo. Encurte-o.",
        "Le texte est trop long pour son champ. Raccourcissez-le.",
    ),
    "in_field": Text("{name}: {why}", "{name}: {why}", "{name}: {why}", "{name} : {why}"),
    "not_in_review": Text(
        "This import is not in review any more. Open it to see what became of it.",
        "Esta importación ya no está en revisión. Ábrala para ver qué fue de ella.",
        "Esta importação não está mais em revisão. Abra-a para ver o que houve com ela.",
        "Cette importation n’est plus en cours de vérification. Ouvrez-la pour en voir la suite.",
    ),
    "not_entered": Text(
        "This import has not entered: there is nothing to review again.",
        "Esta importación no se ha incorporado: no hay nada que revisar otra vez.",
        "Esta importação não foi incorporada: não há nada a revisar outra vez.",
        "Cette importation n’est pas enregistrée : il n’y a rien à vérifier de nouveau.",
    ),
    "problems": Text(
        "It cannot enter yet: mend what is listed first ({count}).",
        "Aún no se puede incorporar: corrija primero lo que se indica ({count}).",
        "Ainda não pode ser incorporado: corrija antes o que está listado ({count}).",
        "L’enregistrement n’est pas encore possible : corrigez d’abord ce qui est signalé ({count}).",
    ),
    "nothing": Text(
        "Nothing that is accepted would enter or change. Accept what is to enter.",
        "Nada de lo aceptado se incorporaría ni cambiaría. Acepte lo que deba incorporarse.",
        "Nada do que foi aceito seria incorporado ou alterado. Aceite o que deve ser incorporado.",
        "Rien de ce qui est accepté n’entrerait ni ne changerait. Acceptez ce qui doit entrer.",
    ),
    "again": Text(
        "This document has entered before: it enters again into the same programme only.",
        "Este documento ya se incorporó: solo puede incorporarse de nuevo en el mismo programa.",
        "Este documento já foi incorporado: só pode entrar de novo no mesmo programa.",
        "Ce document est déjà enregistré : il ne peut l’être de nouveau que dans le même programme.",
    ),
    "locked": Text(
        "The programme is not a draft: its text is changed by an amendment. Begin one, then enter.",
        "El programa no es un borrador: su texto se cambia mediante una enmienda. Iníciela y luego "
        "incorpore.",
        "O programa não é uma minuta: seu texto muda por emenda. Inicie-a e depois incorpore.",
        "Le programme n’est plus un avant-projet : son texte change par modification. Engagez-la, "
        "puis enregistrez.",
    ),
    "where": Text(
        "Choose where the document enters.",
        "Elija dónde se incorpora el documento.",
        "Escolha onde o documento entra.",
        "Choisissez où inscrire le document.",
    ),
}
"""Why something cannot be taken."""

PROBLEMS = {
    "missing": Text(
        "It lacks: {name}. Fill it in, or leave the record out.",
        "Falta: {name}. Complételo o deje fuera el registro.",
        "Falta: {name}. Preencha ou deixe o registro de fora.",
        "Il manque : {name}. Complétez, ou écartez l’élément.",
    ),
    "too_long": Text(
        "Too long: {name}. Shorten it.",
        "Demasiado largo: {name}. Acórtelo.",
        "Longo demais: {name}. Encurte.",
        "Trop long : {name}. Raccourcissez.",
    ),
    "ends_before": Text(
        "It ends before it begins. Change one of the two days.",
        "Termina antes de empezar. Cambie una de las dos fechas.",
        "Termina antes de começar. Altere uma das duas datas.",
        "Cela finit avant de commencer. Changez l’une des deux dates.",
    ),
    "code_twice": Text(
        "The code {code} is given twice. Change one, or leave one out.",
        "El código {code} aparece dos veces. Cambie uno o deje uno fuera.",
        "O código {code} aparece duas vezes. Altere um ou deixe um de fora.",
        "Le code {code} figure deux fois. Changez-en un, ou écartez-en un.",
    ),
    "number_twice": Text(
        "The number {number} is given twice in this meeting. Change one, or leave one out.",
        "El número {number} aparece dos veces en esta reunión. Cambie uno o deje uno fuera.",
        "O número {number} aparece duas vezes nesta reunião. Altere um ou deixe um de fora.",
        "Le numéro {number} figure deux fois dans cette réunion. Changez-en un, ou écartez-en un.",
    ),
    "level_order": Text(
        "Its level is not below that of what it belongs to.",
        "Su nivel no está por debajo del de aquello a lo que pertenece.",
        "Seu nível não está abaixo do nível daquilo a que pertence.",
        "Son niveau n’est pas inférieur à celui dont il relève.",
    ),
    "other_level": Text(
        "The programme has {code} at another level. Change the code, or leave the record out.",
        "El programa tiene {code} en otro nivel. Cambie el código o deje fuera el registro.",
        "O programa tem {code} em outro nível. Altere o código ou deixe o registro de fora.",
        "Le programme a {code} à un autre niveau. Changez le code, ou écartez l’élément.",
    ),
    "axis_unknown": Text(
        "No axis is called “{name}”. Write its name as it is, or leave the record out.",
        "Ningún eje se llama «{name}». Escriba su nombre tal como es o deje fuera el registro.",
        "Nenhum eixo se chama “{name}”. Escreva o nome como ele é ou deixe o registro de fora.",
        "Aucun axe ne s’appelle « {name} ». Écrivez son nom exact, ou écartez l’élément.",
    ),
}
"""Why what was accepted cannot enter yet."""

DOCUMENT_KINDS: Terms = {
    "work_programme": Text(
        "Work programme", "Programa de trabajo", "Programa de trabalho", "Programme de travail"
    ),
    "activity_report": Text(
        "Report of activities",
        "Informe de actividades",
        "Relatório de atividades",
        "Rapport d’activités",
    ),
    "compliance_report": Text(
        "Compliance report",
        "Informe de cumplimiento",
        "Relatório de cumprimento",
        "Rapport de mise en œuvre",
    ),
    "meeting_report": Text(
        "Rapporteur’s report",
        "Informe de relatoría",
        "Relatório de relatoria",
        "Rapport de réunion",
    ),
}
"""What a document is."""

STATES: Terms = {
    "review": Text("In review", "En revisión", "Em revisão", "En cours de vérification"),
    "entered": Text("Entered", "Incorporado", "Incorporado", "Enregistré"),
    "dropped": Text("Given up", "Abandonado", "Abandonado", "Abandonné"),
}
"""How an import stands."""

RECORD_STATES: Terms = {
    "enters": Text("Accepted", "Aceptado", "Aceito", "Accepté"),
    "open": Text("Not decided", "Sin decidir", "Não decidido", "Non décidé"),
    "left_out": Text("Left out", "Dejado fuera", "Deixado de fora", "Écarté"),
    "without_parent": Text(
        "Does not enter: what it belongs to is left out",
        "No se incorpora: se dejó fuera aquello a lo que pertenece",
        "Não é incorporado: aquilo a que pertence foi deixado de fora",
        "N’entre pas : ce dont il relève est écarté",
    ),
}
"""How a record of an import stands."""

OUTCOMES: Terms = {
    "new": Text("New", "Nuevos", "Novos", "Nouveaux"),
    "changed": Text("Changed", "Modificados", "Alterados", "Modifiés"),
    "same": Text("As they are", "Sin cambios", "Sem alteração", "Inchangés"),
    "kept": Text(
        "Of another unit, left as they are",
        "De otra unidad, sin tocar",
        "De outra unidade, sem tocar",
        "D’une autre unité, laissés tels quels",
    ),
}
"""What becomes of records."""

KINDS: Terms = {
    "document": DOCUMENT_KINDS["work_programme"],
    **LEVELS,
    "item": Text("Item", "Elemento", "Item", "Élément"),
    "objective": Text("Objective", "Objetivo", "Objetivo", "Objectif"),
    "result": Text(
        "Expected result", "Resultado esperado", "Resultado esperado", "Résultat attendu"
    ),
    "task": Text("Task", "Tarea", "Tarefa", "Tâche"),
    "meeting": Text("Meeting", "Reunión", "Reunião", "Réunion"),
    "report": Text("Report", "Informe", "Relatório", "Rapport"),
    "mandate": Text("Mandate", "Mandato", "Mandato", "Mandat"),
    "axis": Text("Axis", "Eje", "Eixo", "Axe"),
    "leadership": Text("Leadership", "Liderazgo", "Liderança", "Pilotage"),
    "conclusion": Text("Conclusion", "Conclusión", "Conclusão", "Conclusion"),
    "organiser": Text(
        "Organisation of a meeting",
        "Organización de una reunión",
        "Organização de uma reunião",
        "Organisation d’une réunion",
    ),
    "follow_up": Text(
        "Follow-up action", "Acción de seguimiento", "Ação de acompanhamento", "Action de suivi"
    ),
    "paragraph": Text(
        "Paragraph of a mandate",
        "Párrafo de un mandato",
        "Parágrafo de um mandato",
        "Paragraphe d’un mandat",
    ),
    "evidence": Text("Evidence", "Evidencia", "Evidência", "Preuve"),
    "organisation": Text("Organisation", "Organización", "Organização", "Organisation"),
}
"""What records are."""

FIELD_NAMES: Terms = {
    "title": Text("Title", "Título", "Título", "Titre"),
    "institution": Text("Institution", "Institución", "Instituição", "Institution"),
    "starts": Text("Begins", "Comienza", "Começa", "Début"),
    "ends": Text("Ends", "Termina", "Termina", "Fin"),
    "due": Text("Due", "Vence", "Prazo", "Échéance"),
    "first_year": Text("First year", "Primer año", "Primeiro ano", "Première année"),
    "last_year": Text("Last year", "Último año", "Último ano", "Dernière année"),
    "introduction": Text("Introduction", "Introducción", "Introdução", "Introduction"),
    "level": Text("Level", "Nivel", "Nível", "Niveau"),
    "code": Text("Code", "Código", "Código", "Code"),
    "background": Text(
        "Background and justification",
        "Antecedentes y justificación",
        "Antecedentes e justificativa",
        "Contexte et justification",
    ),
    "note": Text(
        "Text outside of the sections",
        "Texto fuera de las secciones",
        "Texto fora das seções",
        "Texte hors des sections",
    ),
    "tasks_note": Text(
        "Text beside the table of tasks",
        "Texto junto al cuadro de tareas",
        "Texto ao lado do quadro de tarefas",
        "Texte accompagnant le tableau des tâches",
    ),
    "financing_note": Text(
        "On the means", "Sobre los recursos", "Sobre os recursos", "Sur les moyens"
    ),
    "text": Text("Text", "Texto", "Texto", "Texte"),
    "schedule": Text(
        "Schedule, as written",
        "Cronograma, tal como está escrito",
        "Cronograma, como está escrito",
        "Calendrier, tel qu’il est écrit",
    ),
    "schedule_kind": Text(
        "Kind of schedule", "Tipo de cronograma", "Tipo de cronograma", "Type de calendrier"
    ),
    "every_months": Text(
        "Every so many months",
        "Cada cuántos meses",
        "A cada quantos meses",
        "Tous les combien de mois",
    ),
    "unit": Text("Unit", "Unidad", "Unidade", "Unité"),
    "number": Text("Number", "Número", "Número", "Numéro"),
    "kind": Text("Kind", "Tipo", "Tipo", "Type"),
    "status": Text("Status", "Estado", "Situação", "Statut"),
    "format": Text("Format", "Modalidad", "Formato", "Format"),
    "venue": Text("Venue", "Sede", "Local", "Lieu"),
    "city": Text("City", "Ciudad", "Cidade", "Ville"),
    "country": Text(
        "Country (code of three letters)",
        "País (código de tres letras)",
        "País (código de três letras)",
        "Pays (code de trois lettres)",
    ),
    "objectives": Text(
        "Objectives, one on each line",
        "Objetivos, uno por línea",
        "Objetivos, um por linha",
        "Objectifs, un par ligne",
    ),
    "organisers": Text("Organisations", "Organizaciones", "Organizações", "Organisations"),
    "participants": Text(
        "Organisations that took part, one on each line",
        "Organizaciones participantes, una por línea",
        "Organizações participantes, uma por linha",
        "Organisations participantes, une par ligne",
    ),
    "summary": Text("Summary", "Resumen", "Resumo", "Résumé"),
    "body": Text("Body", "Órgano", "Órgão", "Organe"),
    "name": Text("Name", "Nombre", "Nome", "Nom"),
    "organisation": Text("Organisation", "Organización", "Organização", "Organisation"),
    "axis": Text("Axis", "Eje", "Eixo", "Axe"),
    "period": Text("Period", "Período", "Período", "Période"),
}
"""The fields of records."""

FIELD_HELP: Terms = {
    "note": Text(
        "No field is for this: it is added to the background. Empty it to leave it out.",
        "Ningún campo le corresponde: se agrega a los antecedentes. Vacíelo para dejarlo fuera.",
        "Nenhum campo lhe corresponde: é acrescentado aos antecedentes. Esvazie-o para deixá-lo de "
        "fora.",
        "Aucun champ ne lui correspond : il s’ajoute au contexte. Videz-le pour l’écarter.",
    ),
    "tasks_note": Text(
        "No field is for this: it is added to the background. Empty it to leave it out.",
        "Ningún campo le corresponde: se agrega a los antecedentes. Vacíelo para dejarlo fuera.",
        "Nenhum campo lhe corresponde: é acrescentado aos antecedentes. Esvazie-o para deixá-lo de "
        "fora.",
        "Aucun champ ne lui correspond : il s’ajoute au contexte. Videz-le pour l’écarter.",
    ),
    "unit": Text(
        "Enters if a unit of the portal has this code or name.",
        "Se incorpora si una unidad del portal tiene este código o nombre.",
        "É incorporada se uma unidade do portal tem este código ou nome.",
        "Enregistrée si une unité du portail porte ce code ou ce nom.",
    ),
}
"""What is to be known of a field."""

SCHEDULE_KINDS: Terms = {
    "dated": Text("With days", "Con fechas", "Com datas", "Daté"),
    "recurring": Text("Recurring", "Periódico", "Periódico", "Périodique"),
    "continuous": Text("All the time", "Permanente", "Permanente", "Permanent"),
    "on_demand": Text("As need arises", "Según corresponda", "Conforme a demanda", "Au besoin"),
    "unknown": Text("Not known", "Se desconoce", "Sem informação", "Inconnu"),
}
"""The kinds of schedules."""

ACTIONS = {
    "programme.import_taken": Text(
        "Document read for import",
        "Documento leído para importar",
        "Documento lido para importação",
        "Document lu en vue de l’importation",
    ),
    "programme.import_reviewed": Text(
        "Records of an import reviewed",
        "Registros de una importación revisados",
        "Registros de uma importação revisados",
        "Éléments d’une importation vérifiés",
    ),
    "programme.import_accepted": Text(
        "Records without doubts accepted",
        "Registros sin dudas aceptados",
        "Registros sem dúvidas aceitos",
        "Éléments sans doute acceptés",
    ),
    "programme.import_entered": Text(
        "Import entered", "Importación incorporada", "Importação incorporada", "Import enregistré"
    ),
    "programme.import_dropped": Text(
        "Import given up",
        "Importación abandonada",
        "Importação abandonada",
        "Importation abandonnée",
    ),
    "programme.import_reopened": Text(
        "Import opened again",
        "Importación reabierta",
        "Importação reaberta",
        "Importation rouverte",
    ),
}
"""The names of actions in the trail."""
