"""What the pages of staff on programmes and their items say."""

from __future__ import annotations

from cedic.model import Text
from cedic.web.programme.words.programmes import SAY as SHOWN

SAY = {
    **SHOWN,
    "new_programme": Text("New programme", "Nuevo programa", "Novo programa", "Nouveau programme"),
    "no_programmes": Text(
        "There is no programme yet.",
        "Aún no hay programas.",
        "Ainda não há programas.",
        "Il n’y a pas encore de programme.",
    ),
    "desk_lead": Text(
        "Drafts, circulated, adopted and closed programmes, as they stand now.",
        "Programas en borrador, circulados, aprobados y cerrados, como están ahora.",
        "Programas em minuta, distribuídos, aprovados e encerrados, como estão agora.",
        "Avant-projets, programmes distribués, adoptés et clos, dans leur état actuel.",
    ),
    "begin_with": Text("Begin with", "Comenzar con", "Começar com", "Commencer avec"),
    "empty_programme": Text(
        "an empty programme", "un programa vacío", "um programa vazio", "un programme vide"
    ),
    "structure_of": Text(
        "the structure of {}", "la estructura de {}", "a estrutura de {}", "la structure de {}"
    ),
    "copy_note": Text(
        "Areas, programmes, projects and activities are taken over with their codes, titles and "
        "units, each linked as continuing the earlier one. Tasks, results and amounts are not.",
        "Se retoman áreas, programas, proyectos y actividades con sus códigos, títulos y unidades, "
        "cada uno vinculado como continuación del anterior. No se retoman tareas, resultados ni "
        "montos.",
        "São retomados áreas, programas, projetos e atividades com seus códigos, títulos e unidades, "
        "cada um vinculado como continuação do anterior. Tarefas, resultados e valores não são.",
        "Les domaines, programmes, projets et activités sont repris avec leurs codes, intitulés et "
        "unités, chacun lié comme la suite du précédent. Les tâches, résultats et montants ne le "
        "sont pas.",
    ),
    "first_year": Text("First year", "Primer año", "Primeiro ano", "Première année"),
    "last_year": Text("Last year", "Último año", "Último ano", "Dernière année"),
    "create": Text("Create", "Crear", "Criar", "Créer"),
    "created": Text(
        "The programme is there, as a draft.",
        "El programa quedó creado, como borrador.",
        "O programa foi criado, como minuta.",
        "Le programme est créé, comme avant-projet.",
    ),
    "facts": Text(
        "Title, years, introduction",
        "Título, años, introducción",
        "Título, anos, introdução",
        "Intitulé, années, introduction",
    ),
    "steps": Text("Next steps", "Próximos pasos", "Próximas etapas", "Prochaines étapes"),
    "no_steps": Text(
        "Whoever may publish takes the next step.",
        "El siguiente paso corresponde a quien puede publicar.",
        "A próxima etapa cabe a quem pode publicar.",
        "L’étape suivante revient à qui peut publier.",
    ),
    "amending": Text(
        "An amendment is being prepared. Everyone else sees the last adopted version.",
        "Se prepara una enmienda. Los demás ven la última versión aprobada.",
        "Prepara-se uma emenda. Os demais veem a última versão aprovada.",
        "Une modification est en préparation. Les autres voient la dernière version adoptée.",
    ),
    "locked": Text(
        "The text stays as it was circulated or adopted. Execution can be entered.",
        "El texto queda como se circuló o aprobó. Se puede registrar la ejecución.",
        "O texto fica como foi distribuído ou aprovado. A execução pode ser registrada.",
        "Le texte reste tel que distribué ou adopté. L’exécution peut être saisie.",
    ),
    "closed": Text(
        "The programme is closed: nothing of it can be changed.",
        "El programa está cerrado: nada puede modificarse.",
        "O programa está encerrado: nada pode ser alterado.",
        "Le programme est clos : rien ne peut être modifié.",
    ),
    "as_seen": Text(
        "See its public page",
        "Ver su página pública",
        "Ver a página pública",
        "Voir sa page publique",
    ),
    "seen_by": Text("Seen by", "La ven", "Vista por", "Vue par"),
    "by": Text("By", "Por", "Por", "Par"),
    "items": Text("Outline", "Estructura", "Estrutura", "Structure"),
    "add_area": Text(
        "Add at the top",
        "Agregar en el primer nivel",
        "Adicionar no primeiro nível",
        "Ajouter au premier niveau",
    ),
    "add_below": Text("Add below", "Agregar dentro", "Adicionar dentro", "Ajouter dessous"),
    "up": Text("Up", "Subir", "Subir", "Monter"),
    "down": Text("Down", "Bajar", "Descer", "Descendre"),
    "actions": Text("Actions", "Acciones", "Ações", "Actions"),
    "empty_outline": Text(
        "Nothing in it yet. Add the first area.",
        "Aún no contiene nada. Agregue la primera área.",
        "Ainda não contém nada. Adicione a primeira área.",
        "Il est encore vide. Ajoutez le premier domaine.",
    ),
    "new_item": Text("New item", "Nuevo elemento", "Novo item", "Nouvel élément"),
    "below_item": Text("Within", "Dentro de", "Dentro de", "Au sein de"),
    "at_top": Text("at the top", "en el primer nivel", "no primeiro nível", "au premier niveau"),
    "level": Text("Level", "Nivel", "Nível", "Niveau"),
    "code_hint": Text(
        "Leave it empty for the next free one. A programme within an area has none.",
        "Déjelo vacío para usar el siguiente libre. Un programa dentro de un área no lleva código.",
        "Deixe vazio para usar o próximo livre. Um programa dentro de uma área não tem código.",
        "Laissez vide pour le prochain libre. Un programme au sein d’un domaine n’en a pas.",
    ),
    "code_moves": Text(
        "When the code changes, the codes below follow.",
        "Si el código cambia, cambian también los que dependen de él.",
        "Se o código mudar, mudam também os que dependem dele.",
        "Si le code change, ceux qui en dépendent suivent.",
    ),
    "no_unit": Text("no unit", "ninguna unidad", "nenhuma unidade", "aucune unité"),
    "added": Text("Added.", "Agregado.", "Adicionado.", "Ajouté."),
    "deleted": Text("Deleted.", "Eliminado.", "Excluído.", "Supprimé."),
    "delete_item": Text(
        "Delete this item?",
        "¿Eliminar este elemento?",
        "Excluir este item?",
        "Supprimer cet élément ?",
    ),
    "goes_with_it": Text(
        "What goes with it",
        "Lo que se elimina con él",
        "O que se exclui com ele",
        "Ce qui disparaît avec lui",
    ),
    "versions_stay": Text(
        "Versions that were kept are not changed by this: the item stays in them.",
        "Las versiones guardadas no cambian: el elemento permanece en ellas.",
        "As versões guardadas não mudam: o item permanece nelas.",
        "Les versions conservées ne changent pas : l’élément y demeure.",
    ),
    "nothing_else": Text("Nothing else.", "Nada más.", "Nada mais.", "Rien d’autre."),
    "parts_of_it": Text(
        "Items below it: {}",
        "Elementos que dependen de él: {}",
        "Itens que dependem dele: {}",
        "Éléments qui en dépendent : {}",
    ),
    "tasks_of_it": Text(
        "Tasks: {}",
        "Tareas: {}",
        "Tarefas: {}",
        "Tâches : {}",
    ),
    "expenditures_of_it": Text(
        "Expenditures: {}",
        "Gastos: {}",
        "Despesas: {}",
        "Dépenses : {}",
    ),
    "links_of_it": Text(
        "Links to mandates and to other years: {}",
        "Vínculos con mandatos y con otros años: {}",
        "Vínculos com mandatos e com outros anos: {}",
        "Liens vers des mandats et d’autres années : {}",
    ),
    "meetings_of_it": Text(
        "Meetings, which stay without an activity: {}",
        "Reuniones, que permanecen sin actividad: {}",
        "Reuniões, que permanecem sem atividade: {}",
        "Réunions, qui demeurent sans activité : {}",
    ),
    "documents_of_it": Text(
        "Documents: {}",
        "Documentos: {}",
        "Documentos: {}",
        "Documents : {}",
    ),
    "more_rows": Text("More rows", "Más filas", "Mais linhas", "Plus de lignes"),
    "remove_row": Text("Remove", "Quitar", "Remover", "Retirer"),
    "starts": Text("First day", "Primer día", "Primeiro dia", "Premier jour"),
    "ends": Text("Last day", "Último día", "Último dia", "Dernier jour"),
    "every_months": Text(
        "Months between one time and the next",
        "Meses entre una vez y la siguiente",
        "Meses entre uma vez e a seguinte",
        "Mois entre une fois et la suivante",
    ),
    "schedule_in_words": Text(
        "Schedule in words",
        "Cronograma en palabras",
        "Cronograma em palavras",
        "Calendrier en toutes lettres",
    ),
    "schedule_hint": Text(
        "The days are read from the words, unless you give them yourself.",
        "Las fechas se deducen de las palabras, salvo que usted las indique.",
        "As datas são deduzidas das palavras, salvo se você as informar.",
        "Les dates sont déduites des mots, sauf si vous les indiquez.",
    ),
    "no_day_follows": Text(
        "No day follows from these words.",
        "De estas palabras no se deduce ninguna fecha.",
        "Destas palavras não se deduz nenhuma data.",
        "Aucune date ne se déduit de ces mots.",
    ),
    "organisation": Text("Organisation", "Organización", "Organização", "Organisation"),
    "or_name": Text(
        "or its name, if it is not listed",
        "o su nombre, si no figura en la lista",
        "ou seu nome, se não estiver na lista",
        "ou son nom, s’il n’est pas dans la liste",
    ),
    "funding_partner": Text("Who gives it", "Quién lo aporta", "Quem o aporta", "Qui l’apporte"),
    "currency_or": Text(
        "Currency (USD if left empty)",
        "Moneda (USD si queda vacía)",
        "Moeda (USD se ficar vazia)",
        "Monnaie (USD à défaut)",
    ),
    "expenditures": Text("Expenditures", "Gastos", "Despesas", "Dépenses"),
    "expenditure": Text("Expenditure", "Gasto", "Despesa", "Dépense"),
    "from_means": Text("From", "Con cargo a", "Por conta de", "Sur"),
    "amount": Text("Amount", "Monto", "Valor", "Montant"),
    "on": Text("Day", "Fecha", "Data", "Date"),
    "means_first": Text(
        "Enter and save where the means come from first.",
        "Primero registre y guarde la fuente de los recursos.",
        "Registre e salve primeiro a fonte dos recursos.",
        "Saisissez et enregistrez d’abord l’origine des moyens.",
    ),
    "risk": Text(
        "At risk, because", "En riesgo, porque", "Em risco, porque", "À risque, parce que"
    ),
    "risk_hint": Text(
        "Only the secretariat sees it. Leave it empty if it is not at risk.",
        "Solo lo ve la secretaría. Déjelo vacío si no está en riesgo.",
        "Só a secretaria vê. Deixe vazio se não estiver em risco.",
        "Seul le secrétariat le voit. Laissez vide s’il n’y a pas de risque.",
    ),
    "risk_title": Text("Risk", "Riesgo", "Risco", "Risque"),
    "item_facts": Text("What it is", "Qué es", "O que é", "L’essentiel"),
    "financing_note": Text(
        "Note on financing",
        "Nota sobre el financiamiento",
        "Nota sobre o financiamento",
        "Note sur le financement",
    ),
    "row_texts": Text("Text", "Texto", "Texto", "Texte"),
    "status_change": Text(
        "Change the status", "Cambiar el estado", "Mudar a situação", "Changer le statut"
    ),
    "status_kept": Text(
        "The status is kept.",
        "El estado quedó registrado.",
        "A situação foi registrada.",
        "Le statut est enregistré.",
    ),
    "links": Text(
        "Links to other years",
        "Vínculos con otros años",
        "Vínculos com outros anos",
        "Liens vers d’autres années",
    ),
    "link_kind": Text("This one", "Este elemento", "Este item", "Cet élément"),
    "link_add": Text(
        "Add the link", "Agregar el vínculo", "Adicionar o vínculo", "Ajouter le lien"
    ),
    "linked": Text("Linked.", "Vinculado.", "Vinculado.", "Lié."),
    "unlinked": Text(
        "The link is removed.",
        "El vínculo fue retirado.",
        "O vínculo foi removido.",
        "Le lien est retiré.",
    ),
    "clash": Text("What differs", "Lo que difiere", "O que difere", "Ce qui diffère"),
    "clash_note": Text(
        "Saving again puts what you wrote in place of it.",
        "Si guarda de nuevo, lo que usted escribió lo reemplaza.",
        "Se salvar de novo, o que você escreveu o substitui.",
        "Si vous enregistrez à nouveau, votre texte le remplace.",
    ),
    "step_what": Text("What happens", "Qué ocurrirá", "O que acontecerá", "Ce qui se passera"),
    "step_stands": Text(
        "It stands as it is now. Activities: {activities}; items in all: {pages}.",
        "Queda como está ahora. Actividades: {activities}; elementos en total: {pages}.",
        "Fica como está agora. Atividades: {activities}; itens no total: {pages}.",
        "Il reste tel quel. Activités : {activities} ; éléments en tout : {pages}.",
    ),
    "confirm": Text("Confirm", "Confirmar", "Confirmar", "Confirmer"),
    "adopted_on": Text(
        "Day of adoption", "Fecha de aprobación", "Data da aprovação", "Date d’adoption"
    ),
    "decision": Text(
        "Decision it rests on",
        "Decisión en que consta",
        "Decisão em que consta",
        "Décision qui en fait foi",
    ),
    "comments_from": Text(
        "Comments from", "Comentarios desde", "Comentários a partir de", "Commentaires à partir du"
    ),
    "comments_until": Text(
        "Comments until", "Comentarios hasta", "Comentários até", "Commentaires jusqu’au"
    ),
    "step_note": Text("Note", "Nota", "Nota", "Note"),
    "step_done": Text("Done.", "Hecho.", "Feito.", "C’est fait."),
    "step_stuck": Text(
        "First mend this:",
        "Antes corrija lo siguiente:",
        "Antes corrija o seguinte:",
        "Corrigez d’abord ceci :",
    ),
    "period": Text(
        "Comment period", "Plazo para comentar", "Prazo para comentários", "Délai de commentaire"
    ),
    "comments_publish": Text(
        "Publish the comments",
        "Publicar los comentarios",
        "Publicar os comentários",
        "Publier les commentaires",
    ),
    "comments_publish_lead": Text(
        "Comments and answers will be seen with the country they come from. Names of persons are "
        "not shown. Withdrawn comments stay hidden.",
        "Los comentarios y las respuestas se verán con el país del que provienen. No se muestran "
        "nombres de personas. Los comentarios retirados siguen ocultos.",
        "Os comentários e as respostas serão vistos com o país de origem. Não se mostram nomes de "
        "pessoas. Os comentários retirados continuam ocultos.",
        "Les commentaires et les réponses seront visibles avec leur pays d’origine. Aucun nom de "
        "personne n’est affiché. Les commentaires retirés restent cachés.",
    ),
    "comments_to_members": Text(
        "All member states",
        "Todos los Estados miembros",
        "Todos os Estados-membros",
        "Tous les États membres",
    ),
    "comments_to_all": Text("Everyone", "Todo el público", "Todo o público", "Tout le monde"),
    "comments_published": Text(
        "The comments are published.",
        "Los comentarios quedaron publicados.",
        "Os comentários foram publicados.",
        "Les commentaires sont publiés.",
    ),
    "comments_count": Text(
        "Comments: {} (without an answer: {})",
        "Comentarios: {} (sin respuesta: {})",
        "Comentários: {} (sem resposta: {})",
        "Commentaires : {} (sans réponse : {})",
    ),
    "answer_now": Text(
        "Answer as it is now",
        "Respuesta como está ahora",
        "Resposta como está agora",
        "Réponse actuelle",
    ),
    "last_change": Text(
        "Last change", "Último cambio", "Última alteração", "Dernière modification"
    ),
}
"""What the pages of staff say."""

STEP_EFFECTS = {
    "circulate": Text(
        "Member states will see the programme as it stands now and may comment on it, each for "
        "itself. The public will not see it. The text is locked.",
        "Los Estados miembros verán el programa como está ahora y podrán comentarlo, cada uno por "
        "separado. El público no lo verá. El texto queda bloqueado.",
        "Os Estados-membros verão o programa como está agora e poderão comentá-lo, cada um por si. "
        "O público não o verá. O texto fica bloqueado.",
        "Les États membres verront le programme tel quel et pourront le commenter, chacun pour "
        "soi. Le public ne le verra pas. Le texte est verrouillé.",
    ),
    "redraft": Text(
        "The text is open again. Member states keep seeing the circulated version, without "
        "commenting on it.",
        "El texto vuelve a abrirse. Los Estados miembros siguen viendo la versión circulada, sin "
        "poder comentarla.",
        "O texto reabre-se. Os Estados-membros continuam a ver a versão distribuída, sem "
        "comentá-la.",
        "Le texte est de nouveau ouvert. Les États membres voient toujours la version distribuée, "
        "sans pouvoir la commenter.",
    ),
    "adopt": Text(
        "Everyone will see the programme as it stands now, with its decision. The text is locked; "
        "execution is entered from now on.",
        "Todo el público verá el programa como está ahora, con su decisión. El texto queda "
        "bloqueado; en adelante se registra la ejecución.",
        "Todos verão o programa como está agora, com sua decisão. O texto fica bloqueado; daqui em "
        "diante registra-se a execução.",
        "Tout le monde verra le programme tel quel, avec sa décision. Le texte est verrouillé ; "
        "l’exécution est saisie désormais.",
    ),
    "record": Text(
        "Everyone will see the programme as it stands now, as one that was adopted in its time.",
        "Todo el público verá el programa como está ahora, como aprobado en su momento.",
        "Todos verão o programa como está agora, como aprovado em seu tempo.",
        "Tout le monde verra le programme tel quel, comme adopté en son temps.",
    ),
    "progress": Text(
        "Everyone will see how each activity stands now: statuses, results, outputs and spending.",
        "Todo el público verá cómo está cada actividad: estados, resultados, productos y gastos.",
        "Todos verão como está cada atividade: situações, resultados, produtos e despesas.",
        "Tout le monde verra où en est chaque activité : statuts, résultats, produits et dépenses.",
    ),
    "amend": Text(
        "The text is open again for the secretariat. Everyone else keeps seeing the adopted "
        "version until the amendment is circulated or adopted.",
        "La secretaría puede modificar de nuevo el texto. Los demás siguen viendo la versión "
        "aprobada hasta que la enmienda se circule o se apruebe.",
        "A secretaria pode alterar de novo o texto. Os demais continuam a ver a versão aprovada "
        "até que a emenda seja distribuída ou aprovada.",
        "Le secrétariat peut de nouveau modifier le texte. Les autres voient la version adoptée "
        "jusqu’à ce que la modification soit distribuée ou adoptée.",
    ),
    "withdraw": Text(
        "The programme stands as it was adopted. This asks that its text be that one again.",
        "El programa queda como fue aprobado. Para ello, su texto debe ser de nuevo ese.",
        "O programa fica como foi aprovado. Para isso, seu texto deve ser de novo aquele.",
        "Le programme reste tel qu’adopté. Son texte doit donc être redevenu celui-là.",
    ),
    "close": Text(
        "Everyone will see how the programme ended. Nothing of it can be changed afterwards.",
        "Todo el público verá cómo terminó el programa. Después nada podrá modificarse.",
        "Todos verão como o programa terminou. Depois nada poderá ser alterado.",
        "Tout le monde verra comment le programme s’est achevé. Rien n’y pourra plus être modifié.",
    ),
    "reopen": Text(
        "Execution can be entered again. What others see does not change.",
        "Se puede registrar de nuevo la ejecución. Lo que ven los demás no cambia.",
        "A execução pode ser registrada de novo. O que os demais veem não muda.",
        "L’exécution peut être saisie de nouveau. Ce que voient les autres ne change pas.",
    ),
}
"""Who sees what after a step."""

WRONG = {
    "years": Text(
        "The years must lie between 1950 and 2150, the last one not before the first, nine years "
        "apart at most.",
        "Los años deben estar entre 1950 y 2150, el último no antes del primero, con nueve años de "
        "diferencia como máximo.",
        "Os anos devem estar entre 1950 e 2150, o último não antes do primeiro, com no máximo nove "
        "anos de diferença.",
        "Les années doivent être comprises entre 1950 et 2150, la dernière pas avant la première, à "
        "neuf ans d’écart au plus.",
    ),
    "no_source": Text(
        "There is no such programme to begin with. Choose one of the list.",
        "No existe ese programa para comenzar. Elija uno de la lista.",
        "Não existe esse programa para começar. Escolha um da lista.",
        "Ce programme n’existe pas. Choisissez-en un dans la liste.",
    ),
    "locked": SAY["locked"],
    "closed": SAY["closed"],
    "level": Text(
        "Such an item cannot lie there. Areas hold programmes, these projects, these activities; a "
        "level may be left out.",
        "Ese elemento no puede ir ahí. Las áreas contienen programas, estos proyectos y estos "
        "actividades; puede omitirse un nivel.",
        "Esse item não pode ficar aí. As áreas contêm programas, estes projetos e estes atividades; "
        "um nível pode ser omitido.",
        "Un tel élément ne peut se trouver là. Les domaines contiennent des programmes, ceux-ci des "
        "projets, ceux-ci des activités ; un niveau peut être omis.",
    ),
    "not_your_unit": Text(
        "That unit is not yours: whoever may publish can hand an item to it.",
        "Esa unidad no es la suya: quien puede publicar puede asignarle un elemento.",
        "Essa unidade não é a sua: quem pode publicar pode atribuir-lhe um item.",
        "Cette unité n’est pas la vôtre : qui peut publier peut lui confier un élément.",
    ),
    "choice": Text(
        "Choose one of the list: {name}.",
        "Elija una opción de la lista: {name}.",
        "Escolha uma opção da lista: {name}.",
        "Choisissez dans la liste : {name}.",
    ),
    "number": Text(
        "“{given}” is not a number. Write it without separators of thousands: 1250 or 12.5.",
        "«{given}» no es un número. Escríbalo sin separador de miles: 1250 o 12,5.",
        "“{given}” não é um número. Escreva-o sem separador de milhar: 1250 ou 12,5.",
        "« {given} » n’est pas un nombre. Écrivez-le sans séparateur de milliers : 1250 ou 12,5.",
    ),
    "order": Text(
        "“{given}” is no place in the list. Write a number from 1 on.",
        "«{given}» no es un lugar en la lista. Escriba un número a partir de 1.",
        "“{given}” não é um lugar na lista. Escreva um número a partir de 1.",
        "« {given} » n’est pas une place dans la liste. Écrivez un nombre à partir de 1.",
    ),
    "two_ways": Text(
        "“{given}” can be read in two ways. Write {whole} or {part}.",
        "«{given}» puede leerse de dos maneras. Escriba {whole} o {part}.",
        "“{given}” pode ser lido de duas maneiras. Escreva {whole} ou {part}.",
        "« {given} » peut se lire de deux façons. Écrivez {whole} ou {part}.",
    ),
    "amount": Text(
        "“{given}” is not an amount. Write whole units, without separators: 12500.",
        "«{given}» no es un monto. Escriba unidades enteras, sin separadores: 12500.",
        "“{given}” não é um valor. Escreva unidades inteiras, sem separadores: 12500.",
        "« {given} » n’est pas un montant. Écrivez des unités entières, sans séparateur : 12500.",
    ),
    "currency": Text(
        "“{given}” is not a currency. Write its three letters: USD.",
        "«{given}» no es una moneda. Escriba sus tres letras: USD.",
        "“{given}” não é uma moeda. Escreva suas três letras: USD.",
        "« {given} » n’est pas une monnaie. Écrivez ses trois lettres : USD.",
    ),
    "needed": Text(
        "{name} is missing. To take the row out, tick “Remove”.",
        "Falta {name}. Para suprimir la fila, marque «Quitar».",
        "Falta {name}. Para suprimir a linha, marque “Remover”.",
        "Il manque : {name}. Pour supprimer la ligne, cochez « Retirer ».",
    ),
    "spent_from": Text(
        "Money was spent from this source: remove its expenditures first.",
        "Hay gastos con cargo a esta fuente: quite primero esos gastos.",
        "Há despesas por conta desta fonte: remova primeiro essas despesas.",
        "Des dépenses sont imputées à cette source : retirez-les d’abord.",
    ),
    "future": Text(
        "The day lies in the future: {given}. Enter it once it has come.",
        "La fecha está en el futuro: {given}. Regístrela cuando llegue.",
        "A data está no futuro: {given}. Registre-a quando chegar.",
        "La date est à venir : {given}. Saisissez-la le moment venu.",
    ),
    "row": Text(
        "{section} {row}: {what}",
        "{section} {row}: {what}",
        "{section} {row}: {what}",
        "{section} {row} : {what}",
    ),
    "no_status": Text(
        "Choose a status, and the day since which it stands.",
        "Elija un estado y la fecha desde la que rige.",
        "Escolha uma situação e a data desde a qual vale.",
        "Choisissez un statut et la date à laquelle il a pris effet.",
    ),
    "why_not": Text(
        "Say in the note why it is postponed or cancelled.",
        "Explique en la nota por qué se aplaza o cancela.",
        "Explique na nota por que foi adiada ou cancelada.",
        "Dites dans la note pourquoi elle est reportée ou annulée.",
    ),
    "no_such_item": Text(
        "There is no item {code} in a programme of {year}. Look it up in that programme.",
        "No hay un elemento {code} en un programa de {year}. Búsquelo en ese programa.",
        "Não há item {code} em um programa de {year}. Procure-o nesse programa.",
        "Il n’y a pas d’élément {code} dans un programme de {year}. Cherchez-le dans celui-ci.",
    ),
    "same_programme": Text(
        "A link leads to another programme, not to this one.",
        "Un vínculo lleva a otro programa, no a este mismo.",
        "Um vínculo leva a outro programa, não a este mesmo.",
        "Un lien mène à un autre programme, pas à celui-ci.",
    ),
    "linked_already": Text(
        "This link is there already.",
        "Ese vínculo ya existe.",
        "Esse vínculo já existe.",
        "Ce lien existe déjà.",
    ),
    "others_below": Text(
        "Items of another unit lie below this one: whoever may publish can delete it.",
        "De este elemento dependen otros de otra unidad: puede eliminarlo quien puede publicar.",
        "Deste item dependem outros de outra unidade: quem pode publicar pode excluí-lo.",
        "Des éléments d’une autre unité en dépendent : qui peut publier peut le supprimer.",
    ),
    "others_renamed": Text(
        "Items of another unit lie below this one, and their codes would change: whoever may publish"
        " can do that.",
        "De este elemento dependen otros de otra unidad, cuyos códigos cambiarían: puede hacerlo quien"
        " puede publicar.",
        "Deste item dependem outros de outra unidade, cujos códigos mudariam: quem pode publicar pode"
        " fazê-lo.",
        "Des éléments d’une autre unité en dépendent et leurs codes changeraient : qui peut publier"
        " peut le faire.",
    ),
    "still_open": Text(
        "The comment period still runs until {until}. Publish the comments once it is over.",
        "El plazo para comentar sigue abierto hasta el {until}. Publique los comentarios al cerrar.",
        "O prazo para comentários continua aberto até {until}. Publique-os quando terminar.",
        "Le délai de commentaire court jusqu’au {until}. Publiez les commentaires à son terme.",
    ),
    "to_whom": Text(
        "Choose to whom the comments are shown.",
        "Elija a quién se muestran los comentarios.",
        "Escolha a quem os comentários são mostrados.",
        "Choisissez à qui les commentaires sont montrés.",
    ),
    "no_answer": Text(
        "Write the answer first.",
        "Escriba primero la respuesta.",
        "Escreva primeiro a resposta.",
        "Rédigez d’abord la réponse.",
    ),
    "taken_meanwhile": Text(
        "That code was taken meanwhile. Choose another one.",
        "Ese código se ocupó entretanto. Elija otro.",
        "Esse código foi ocupado nesse meio-tempo. Escolha outro.",
        "Ce code a été pris entre-temps. Choisissez-en un autre.",
    ),
}
"""Why something cannot be taken."""

ACTIONS = {
    "programme.created": Text(
        "Created a programme", "Creó un programa", "Criou um programa", "A créé un programme"
    ),
    "programme.edited": Text(
        "Changed a programme’s facts",
        "Modificó los datos de un programa",
        "Alterou os dados de um programa",
        "A modifié les données d’un programme",
    ),
    "programme.circulate": Text(
        "Circulated a programme",
        "Circuló un programa",
        "Distribuiu um programa",
        "A distribué un programme",
    ),
    "programme.redraft": Text(
        "Took a programme back",
        "Devolvió un programa a redacción",
        "Devolveu um programa à redação",
        "A remis un programme en rédaction",
    ),
    "programme.adopt": Text(
        "Recorded an adoption",
        "Registró una aprobación",
        "Registrou uma aprovação",
        "A enregistré une adoption",
    ),
    "programme.record": Text(
        "Entered an earlier programme as adopted",
        "Registró como aprobado un programa anterior",
        "Registrou como aprovado um programa anterior",
        "A enregistré un programme passé comme adopté",
    ),
    "programme.progress": Text(
        "Published the state of execution",
        "Publicó el estado de ejecución",
        "Publicou a situação da execução",
        "A publié l’état d’exécution",
    ),
    "programme.amend": Text(
        "Began an amendment",
        "Inició una enmienda",
        "Iniciou uma emenda",
        "A ouvert une modification",
    ),
    "programme.withdraw": Text(
        "Withdrew an amendment",
        "Retiró una enmienda",
        "Retirou uma emenda",
        "A retiré une modification",
    ),
    "programme.close": Text(
        "Closed a programme", "Cerró un programa", "Encerrou um programa", "A clos un programme"
    ),
    "programme.reopen": Text(
        "Reopened a programme",
        "Reabrió un programa",
        "Reabriu um programa",
        "A rouvert un programme",
    ),
    "programme.item_added": Text(
        "Added an item", "Agregó un elemento", "Adicionou um item", "A ajouté un élément"
    ),
    "programme.item_edited": Text(
        "Changed an item", "Modificó un elemento", "Alterou um item", "A modifié un élément"
    ),
    "programme.item_moved": Text(
        "Moved an item", "Trasladó un elemento", "Deslocou um item", "A déplacé un élément"
    ),
    "programme.item_deleted": Text(
        "Deleted an item", "Eliminó un elemento", "Excluiu um item", "A supprimé un élément"
    ),
    "programme.item_status": Text(
        "Changed a status", "Cambió un estado", "Mudou uma situação", "A changé un statut"
    ),
    "programme.linked": Text(
        "Linked two years", "Vinculó dos años", "Vinculou dois anos", "A lié deux années"
    ),
    "programme.unlinked": Text(
        "Removed a link between years",
        "Quitó un vínculo entre años",
        "Removeu um vínculo entre anos",
        "A retiré un lien entre années",
    ),
    "programme.commented": Text("Commented", "Comentó", "Comentou", "A commenté"),
    "programme.comment_withdrawn": Text(
        "Withdrew a comment",
        "Retiró un comentario",
        "Retirou um comentário",
        "A retiré un commentaire",
    ),
    "programme.comment_answered": Text(
        "Answered a comment",
        "Respondió un comentario",
        "Respondeu a um comentário",
        "A répondu à un commentaire",
    ),
    "programme.comments_published": Text(
        "Published comments",
        "Publicó los comentarios",
        "Publicou comentários",
        "A publié les commentaires",
    ),
}
"""What is done here, as the audit trail names it."""
