"""What the pages of programmes and their items say."""

from __future__ import annotations

from cedic.model import Text
from cedic.programme.model import Words

SAY = {
    "no_programmes": Text(
        "No programme is published yet.",
        "Aún no se ha publicado ningún programa.",
        "Ainda não há programas publicados.",
        "Aucun programme n’est encore publié.",
    ),
    "programmes_lead": Text(
        "What the member states decided is to be done each year, and what became of it.",
        "Lo que los Estados miembros decidieron hacer cada año y lo que resultó de ello.",
        "O que os Estados-membros decidiram fazer a cada ano e o que disso resultou.",
        "Ce que les États membres ont décidé de faire chaque année, et ce qu’il en est advenu.",
    ),
    "current": Text("Current", "Vigente", "Em vigor", "En cours"),
    "earlier": Text("Other years", "Otros años", "Outros anos", "Autres années"),
    "years": Text("Years", "Años", "Anos", "Années"),
    "stage": Text("Stage", "Etapa", "Etapa", "Étape"),
    "institution": Text("Institution", "Institución", "Instituição", "Institution"),
    "adopted": Text("Adopted", "Aprobado", "Aprovado", "Adopté"),
    "adopted_by": Text("Decision", "Decisión", "Decisão", "Décision"),
    "introduction": Text("Introduction", "Introducción", "Introdução", "Introduction"),
    "introduction_whole": Text(
        "Read the introduction", "Leer la introducción", "Ler a introdução", "Lire l’introduction"
    ),
    "in_brief": Text("In brief", "En síntesis", "Em síntese", "En bref"),
    "activities": Text("Activities", "Actividades", "Atividades", "Activités"),
    "studies": Text("Studies", "Estudios", "Estudos", "Études"),
    "internal_share": Text(
        "Studies done by the secretariat",
        "Estudios elaborados por la secretaría",
        "Estudos feitos pela secretaria",
        "Études faites par le secrétariat",
    ),
    "outline": Text(
        "Areas, projects and activities",
        "Áreas, proyectos y actividades",
        "Áreas, projetos e atividades",
        "Domaines, projets et activités",
    ),
    "area": Text("Area", "Área", "Área", "Domaine"),
    "nothing_matches": Text(
        "No activity matches. Choose fewer conditions.",
        "Ninguna actividad coincide. Elija menos condiciones.",
        "Nenhuma atividade corresponde. Escolha menos condições.",
        "Aucune activité ne correspond. Choisissez moins de critères.",
    ),
    "all_of_it": Text("Show all of it", "Mostrar todo", "Mostrar tudo", "Tout afficher"),
    "versions": Text("Versions", "Versiones", "Versões", "Versions"),
    "version": Text("Version", "Versión", "Versão", "Version"),
    "version_n": Text("Version {}", "Versión {}", "Versão {}", "Version {}"),
    "as_of": Text(
        "This is the programme as it was on {}. It is kept unchanged.",
        "Así era el programa el {}. Se conserva sin cambios.",
        "Assim era o programa em {}. Conserva-se sem alterações.",
        "Voici le programme tel qu’il était le {}. Il est conservé sans changement.",
    ),
    "to_current": Text(
        "See it as it is now", "Ver cómo está ahora", "Ver como está agora", "Voir l’état actuel"
    ),
    "made_on": Text("Kept on", "Guardada el", "Guardada em", "Conservée le"),
    "now": Text("As it is now", "Como está ahora", "Como está agora", "L’état actuel"),
    "compare": Text(
        "Compare two versions",
        "Comparar dos versiones",
        "Comparar duas versões",
        "Comparer deux versions",
    ),
    "from": Text("From", "Desde", "De", "De"),
    "to": Text("To", "Hasta", "Até", "À"),
    "compare_do": Text("Compare", "Comparar", "Comparar", "Comparer"),
    "what_changed": Text("What changed", "Qué cambió", "O que mudou", "Ce qui a changé"),
    "nothing_changed": Text(
        "Nothing changed between the two.",
        "Nada cambió entre las dos.",
        "Nada mudou entre as duas.",
        "Rien n’a changé entre les deux.",
    ),
    "before": Text("Before", "Antes", "Antes", "Avant"),
    "after": Text("After", "Después", "Depois", "Après"),
    "field": Text("Field", "Campo", "Campo", "Champ"),
    "counted": Text(
        "Added {added} · removed {removed} · changed {changed} · moved {moved}",
        "Agregados {added} · suprimidos {removed} · modificados {changed} · trasladados {moved}",
        "Adicionados {added} · suprimidos {removed} · alterados {changed} · deslocados {moved}",
        "Ajoutés {added} · supprimés {removed} · modifiés {changed} · déplacés {moved}",
    ),
    "programme_itself": Text(
        "The programme itself", "El programa mismo", "O próprio programa", "Le programme lui-même"
    ),
    "moved_too": Text(
        "moved as well", "también trasladado", "também deslocado", "également déplacé"
    ),
    "gone": Text("Removed:", "Suprimido:", "Suprimido:", "Supprimé :"),
    "new": Text("New:", "Nuevo:", "Novo:", "Nouveau :"),
    "one_version": Text(
        "There is one version so far: nothing to compare.",
        "Por ahora hay una sola versión: no hay nada que comparar.",
        "Por enquanto há uma só versão: não há o que comparar.",
        "Il n’y a qu’une version : rien à comparer.",
    ),
    "background": Text("Background", "Antecedentes", "Antecedentes", "Contexte"),
    "objectives": Text("Objectives", "Objetivos", "Objetivos", "Objectifs"),
    "results": Text(
        "Expected results", "Resultados esperados", "Resultados esperados", "Résultats attendus"
    ),
    "result": Text("Result", "Resultado", "Resultado", "Résultat"),
    "indicator": Text("Indicator", "Indicador", "Indicador", "Indicateur"),
    "measured_in": Text("Measured in", "Se mide en", "Medido em", "Mesuré en"),
    "baseline": Text("Baseline", "Línea de base", "Linha de base", "Valeur initiale"),
    "target": Text("Target", "Meta", "Meta", "Cible"),
    "achieved": Text("Achieved", "Logrado", "Alcançado", "Atteint"),
    "evidence": Text("Evidence", "Evidencia", "Evidência", "Preuves"),
    "tasks": Text(
        "Tasks and schedule",
        "Tareas y cronograma",
        "Tarefas e cronograma",
        "Tâches et calendrier",
    ),
    "task": Text("Task", "Tarea", "Tarefa", "Tâche"),
    "schedule": Text("Schedule", "Cronograma", "Cronograma", "Calendrier"),
    "done": Text("Done", "Hecha el", "Feita em", "Faite le"),
    "outputs": Text("Outputs", "Productos", "Produtos", "Produits"),
    "kind": Text("Kind", "Tipo", "Tipo", "Type"),
    "mode": Text("Done by", "Ejecución", "Execução", "Réalisation"),
    "due": Text("Due", "Previsto para", "Previsto para", "Prévu le"),
    "delivered": Text("Delivered", "Entregado el", "Entregue em", "Livré le"),
    "reference": Text("Symbol or address", "Signatura o enlace", "Símbolo ou link", "Cote ou lien"),
    "partners": Text("Partners", "Socios", "Parceiros", "Partenaires"),
    "role": Text("Role", "Función", "Função", "Rôle"),
    "financing": Text("Financing", "Financiamiento", "Financiamento", "Financement"),
    "source": Text("Source", "Fuente", "Fonte", "Source"),
    "agreement": Text(
        "Agreement or reference",
        "Convenio o referencia",
        "Acordo ou referência",
        "Accord ou référence",
    ),
    "currency": Text("Currency", "Moneda", "Moeda", "Monnaie"),
    "planned": Text("Planned", "Previsto", "Previsto", "Prévu"),
    "spent": Text("Spent", "Ejecutado", "Executado", "Dépensé"),
    "note": Text("Note", "Nota", "Nota", "Note"),
    "unknown_means": Text(
        "·· means that the amount or value is not known; it is not zero.",
        "·· significa que el monto o valor no se conoce; no es cero.",
        "·· significa que o valor não é conhecido; não é zero.",
        "·· signifie que le montant ou la valeur n’est pas connu ; ce n’est pas zéro.",
    ),
    "across": Text("In other years", "En otros años", "Em outros anos", "Dans d’autres années"),
    "history": Text(
        "How its status changed",
        "Cómo cambió su estado",
        "Como mudou sua situação",
        "Évolution du statut",
    ),
    "since": Text("Since", "Desde", "Desde", "Depuis"),
    "below": Text("Parts of it", "De qué consta", "Do que consta", "Ses parties"),
    "previous_item": Text("Previous:", "Anterior:", "Anterior:", "Précédent :"),
    "next_item": Text("Next:", "Siguiente:", "Próximo:", "Suivant :"),
    "trail": Text(
        "Where it lies in the programme",
        "Lugar en el programa",
        "Lugar no programa",
        "Place dans le programme",
    ),
    "comments": Text("Comments", "Comentarios", "Comentários", "Commentaires"),
    "comments_of_states": Text(
        "Comments of member states",
        "Comentarios de los Estados miembros",
        "Comentários dos Estados-membros",
        "Commentaires des États membres",
    ),
    "comment_open": Text(
        "Member states may comment until {}.",
        "Los Estados miembros pueden comentar hasta el {}.",
        "Os Estados-membros podem comentar até {}.",
        "Les États membres peuvent commenter jusqu’au {}.",
    ),
    "comment_closed": Text(
        "The programme is not open for comments now.",
        "El programa no está abierto a comentarios en este momento.",
        "O programa não está aberto a comentários no momento.",
        "Le programme n’est pas ouvert aux commentaires pour le moment.",
    ),
    "comment_who": Text(
        "Until the comments are published, yours is seen by your country and by the secretariat.",
        "Hasta que se publiquen los comentarios, el suyo lo ven su país y la secretaría.",
        "Até que os comentários sejam publicados, o seu é visto por seu país e pela secretaria.",
        "Jusqu’à la publication des commentaires, le vôtre n’est vu que de votre pays et du "
        "secrétariat.",
    ),
    "comment_no_country": Text(
        "You cannot comment: your account is of no member state. Ask the secretariat to enter your "
        "country.",
        "Usted no puede comentar: su cuenta no está asociada a ningún Estado miembro. Solicite a la "
        "secretaría que registre su país.",
        "Você não pode comentar: sua conta não está associada a nenhum Estado-membro. Peça à "
        "secretaria que registre seu país.",
        "Vous ne pouvez pas commenter : votre compte n’est rattaché à aucun État membre. Demandez "
        "au secrétariat d’enregistrer votre pays.",
    ),
    "comment_staff": Text(
        "The secretariat does not comment: it answers the comments of member states.",
        "La secretaría no comenta: responde a los comentarios de los Estados miembros.",
        "A secretaria não comenta: responde aos comentários dos Estados-membros.",
        "Le secrétariat ne commente pas : il répond aux commentaires des États membres.",
    ),
    "comment_write": Text("Comment", "Comentar", "Comentar", "Commenter"),
    "comment_on": Text("Comment on", "Comentar sobre", "Comentar sobre", "Commenter"),
    "comment_on_all": Text(
        "Comment on the whole programme",
        "Comentar el programa en su conjunto",
        "Comentar o programa como um todo",
        "Commenter l’ensemble du programme",
    ),
    "comment_text": Text("Your comment", "Su comentario", "Seu comentário", "Votre commentaire"),
    "comment_language": Text(
        "Its language", "Idioma del comentario", "Idioma do comentário", "Langue du commentaire"
    ),
    "comment_send": Text(
        "Send the comment",
        "Enviar el comentario",
        "Enviar o comentário",
        "Envoyer le commentaire",
    ),
    "comment_sent": Text(
        "Your comment is kept.",
        "Su comentario quedó registrado.",
        "Seu comentário foi registrado.",
        "Votre commentaire est enregistré.",
    ),
    "withdraw": Text("Withdraw", "Retirar", "Retirar", "Retirer"),
    "withdrawn": Text("Withdrawn", "Retirado", "Retirado", "Retiré"),
    "comment_withdrawn": Text(
        "Your comment is withdrawn.",
        "Su comentario fue retirado.",
        "Seu comentário foi retirado.",
        "Votre commentaire est retiré.",
    ),
    "on_programme": Text(
        "On the programme", "Sobre el programa", "Sobre o programa", "Sur le programme"
    ),
    "answer": Text(
        "Answer of the secretariat",
        "Respuesta de la secretaría",
        "Resposta da secretaria",
        "Réponse du secrétariat",
    ),
    "answer_do": Text("Answer", "Responder", "Responder", "Répondre"),
    "answered": Text("Answered.", "Respondido.", "Respondido.", "Réponse enregistrée."),
    "no_comments": Text(
        "There are no comments.",
        "No hay comentarios.",
        "Não há comentários.",
        "Il n’y a pas de commentaires.",
    ),
    "to_manage": Text(
        "Manage this programme",
        "Gestionar este programa",
        "Gerenciar este programa",
        "Gérer ce programme",
    ),
    "to_edit_item": Text("Edit", "Editar", "Editar", "Modifier"),
}
"""What the pages for everyone say."""

CHANGES = {
    "added": Text("Added", "Agregado", "Adicionado", "Ajouté"),
    "removed": Text("Removed", "Suprimido", "Suprimido", "Supprimé"),
    "changed": Text("Changed", "Modificado", "Alterado", "Modifié"),
    "moved": Text("Moved", "Trasladado", "Deslocado", "Déplacé"),
}
"""What happened to an item from one version to another."""

BACKWARDS = {
    "continues": Text(
        "is continued by", "tiene continuidad en", "tem continuidade em", "est poursuivie par"
    ),
    "replaces": Text(
        "is replaced by", "es reemplazada por", "é substituída por", "est remplacée par"
    ),
    "follows_from": Text("gives rise to", "da origen a", "dá origem a", "donne lieu à"),
}
"""A link across years, seen from the item that it leads to."""

FIELDS = {
    "level": Text("Level", "Nivel", "Nível", "Niveau"),
    "code": Text("Code", "Código", "Código", "Code"),
    "title": Text("Title", "Título", "Título", "Intitulé"),
    "starts": Text("First year", "Primer año", "Primeiro ano", "Première année"),
    "ends": Text("Last year", "Último año", "Último ano", "Dernière année"),
    "institution": SAY["institution"],
    "introduction": SAY["introduction"],
    "stage": SAY["stage"],
    "adopted_on": SAY["adopted"],
    "adopted_by": SAY["adopted_by"],
    "background": SAY["background"],
    "objectives": Text("Objective", "Objetivo", "Objetivo", "Objectif"),
    "results": SAY["result"],
    "tasks": SAY["task"],
    "outputs": Text("Output", "Producto", "Produto", "Produit"),
    "partners": Text("Partner", "Socio", "Parceiro", "Partenaire"),
    "financing": SAY["financing"],
    "financing_note": Text(
        "Note on financing",
        "Nota sobre el financiamiento",
        "Nota sobre o financiamento",
        "Note sur le financement",
    ),
    "mandates": Text("Mandate", "Mandato", "Mandato", "Mandat"),
    "links": SAY["across"],
    "unit": Text("Unit", "Unidad", "Unidade", "Unité"),
    "mode": SAY["mode"],
    "status": Text("Status", "Estado", "Situação", "Statut"),
    "history": SAY["history"],
}
"""The fields of a programme and of an item."""

PARTS = {
    "order": Text(
        "order, by earlier numbers",
        "orden, por los números anteriores",
        "ordem, pelos números anteriores",
        "ordre, selon les numéros antérieurs",
    ),
    "text": Text("text", "texto", "texto", "texte"),
    "title": Text("title", "título", "título", "intitulé"),
    "indicator": Text("indicator", "indicador", "indicador", "indicateur"),
    "unit": Text("unit", "unidad", "unidade", "unité"),
    "baseline": Text("baseline", "línea de base", "linha de base", "valeur initiale"),
    "target": Text("target", "meta", "meta", "cible"),
    "achieved": Text("achieved", "logrado", "alcançado", "atteint"),
    "evidence": Text("evidence", "evidencia", "evidência", "preuves"),
    "schedule.words": Text("schedule", "cronograma", "cronograma", "calendrier"),
    "schedule.starts": Text("first day", "primer día", "primeiro dia", "premier jour"),
    "schedule.ends": Text("last day", "último día", "último dia", "dernier jour"),
    "schedule.every_months": Text(
        "months between", "meses entre una y otra", "meses de intervalo", "mois d’intervalle"
    ),
    "schedule.kind": Text(
        "kind of schedule", "tipo de cronograma", "tipo de cronograma", "type de calendrier"
    ),
    "done": Text("done on", "hecha el", "feita em", "faite le"),
    "kind": Text("kind", "tipo", "tipo", "type"),
    "mode": Text("done by", "ejecución", "execução", "réalisation"),
    "due": Text("due", "previsto para", "previsto para", "prévu le"),
    "delivered": Text("delivered", "entregado el", "entregue em", "livré le"),
    "reference": Text("reference", "referencia", "referência", "référence"),
    "name": Text("name", "nombre", "nome", "nom"),
    "role": Text("role", "función", "função", "rôle"),
    "country": Text("country", "país", "país", "pays"),
    "source": Text("source", "fuente", "fonte", "source"),
    "partner": Text("partner", "socio", "parceiro", "partenaire"),
    "currency": Text("currency", "moneda", "moeda", "monnaie"),
    "planned": Text("planned", "previsto", "previsto", "prévu"),
    "spent": Text("spent", "ejecutado", "executado", "dépensé"),
    "note": Text("note", "nota", "nota", "note"),
    "status": Text("status", "estado", "situação", "statut"),
    "on": Text("since", "desde", "desde", "depuis"),
    "by": Text("by", "por", "por", "par"),
    "year": Text("year", "año", "ano", "année"),
    "code": Text("code", "código", "código", "code"),
}
"""What a row of an item's sections has."""

SCHEDULES = {
    "dated": Text("on days", "en fechas", "em datas", "à dates"),
    "recurring": Text("again and again", "periódico", "periódico", "périodique"),
    "continuous": Text("all the time", "permanente", "permanente", "permanent"),
    "on_demand": Text("as need arises", "según necesidad", "conforme a necessidade", "au besoin"),
    "unknown": Text("not known", "se desconoce", "sem informação", "inconnu"),
}
"""The kinds of schedules."""

WRONG = {
    "no_version": Text(
        "There is no such version for you to see. Choose two of the list.",
        "No hay una versión así que usted pueda ver. Elija dos de la lista.",
        "Não há tal versão que você possa ver. Escolha duas da lista.",
        "Il n’y a pas de telle version que vous puissiez voir. Choisissez-en deux dans la liste.",
    ),
    "no_comment": Text(
        "Write your comment first.",
        "Escriba primero su comentario.",
        "Escreva primeiro seu comentário.",
        "Rédigez d’abord votre commentaire.",
    ),
    "language": Text(
        "Choose the language of the comment.",
        "Elija el idioma del comentario.",
        "Escolha o idioma do comentário.",
        "Choisissez la langue du commentaire.",
    ),
    "published_already": Text(
        "The comments are published: this one can no longer be withdrawn.",
        "Los comentarios ya se publicaron: este ya no puede retirarse.",
        "Os comentários já foram publicados: este não pode mais ser retirado.",
        "Les commentaires sont publiés : celui-ci ne peut plus être retiré.",
    ),
}
"""Why something cannot be taken."""

UNTITLED: Words = {
    "en": "Without a title",
    "es": "Sin título",
    "pt": "Sem título",
    "fr": "Sans intitulé",
}
"""What stands for a title that nobody has written."""
