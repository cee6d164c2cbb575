"""What the pages say of the convergence between secretariats."""

from __future__ import annotations

from cedic.model import Text

SAY = {
    "heading": Text(
        "Convergence between secretariats",
        "Convergencia entre secretarías",
        "Convergência entre secretarias",
        "Convergence entre secrétariats",
    ),
    "what_it_is": Text(
        "The policies, programmes and actions that the secretariats of regional integration have on "
        "the axes they share, each with its source and the day on which the organisation confirmed it.",
        "Las políticas, los programas y las acciones que las secretarías de la integración regional "
        "tienen en los ejes que comparten, cada una con su fuente y la fecha en que la organización "
        "la validó.",
        "As políticas, os programas e as ações que as secretarias da integração regional mantêm nos "
        "eixos que compartilham, cada um com sua fonte e a data em que a organização o validou.",
        "Les politiques, programmes et actions que les secrétariats de l’intégration régionale mènent "
        "sur leurs axes communs, chacun avec sa source et la date de validation par l’organisation.",
    ),
    "find_common": Text(
        "Find common ground",
        "Buscar coincidencias",
        "Buscar coincidências",
        "Chercher les convergences",
    ),
    "take_workbook": Text(
        "Download as Excel",
        "Descargar en Excel",
        "Baixar em Excel",
        "Télécharger en Excel",
    ),
    "take_picture": Text(
        "Download the chart (SVG)",
        "Descargar el gráfico (SVG)",
        "Baixar o gráfico (SVG)",
        "Télécharger le graphique (SVG)",
    ),
    "figures": Text("Figures", "Cifras", "Números", "Chiffres"),
    "desk": Text("Edit", "Gestionar", "Gerenciar", "Gérer"),
    "as_public": Text(
        "See its public page",
        "Ver su página pública",
        "Ver sua página pública",
        "Voir sa page publique",
    ),
    "axes": Text("Axes", "Ejes", "Eixos", "Axes"),
    "axis": Text("Axis", "Eje", "Eixo", "Axe"),
    "leads": Text("Leads", "Lidera", "Lidera", "Pilote"),
    "nobody_leads": Text(
        "No leadership is recorded.",
        "No hay liderazgo registrado.",
        "Não há liderança registrada.",
        "Aucun pilotage n’est enregistré.",
    ),
    "missing_leader": Text(
        "··: no leadership recorded today. Validated: entries that the organisation confirmed.",
        "··: sin liderazgo registrado hoy. Validadas: entradas que la organización confirmó.",
        "··: sem liderança registrada hoje. Validadas: entradas que a organização confirmou.",
        "·· : aucun pilotage enregistré à ce jour. Validées : entrées confirmées par l’organisation.",
    ),
    "topics": Text("Topics", "Temas", "Temas", "Thèmes"),
    "topic": Text("Topic", "Tema", "Tema", "Thème"),
    "organisations": Text("Organisations", "Organizaciones", "Organizações", "Organisations"),
    "organisation": Text("Organisation", "Organización", "Organização", "Organisation"),
    "entries": Text("Entries", "Entradas", "Entradas", "Entrées"),
    "entry": Text("Entry", "Entrada", "Entrada", "Entrée"),
    "kind": Text("Kind", "Tipo", "Tipo", "Type"),
    "name": Text("Name", "Nombre", "Nome", "Nom"),
    "date": Text("Date", "Fecha", "Data", "Date"),
    "source": Text("Source", "Fuente", "Fonte", "Source"),
    "address": Text("Web address", "Dirección web", "Endereço na web", "Adresse web"),
    "validated": Text("Validated", "Validadas", "Validadas", "Validées"),
    "validated_on": Text("Validated on", "Validada el", "Validada em", "Validée le"),
    "validated_by": Text("Validated by", "Validada por", "Validada por", "Validée par"),
    "validation": Text("Validation", "Validación", "Validação", "Validation"),
    "validated_only": Text(
        "Validated entries only",
        "Solo entradas validadas",
        "Somente entradas validadas",
        "Entrées validées seulement",
    ),
    "not_validated": Text(
        "not validated yet", "aún sin validar", "ainda não validada", "pas encore validée"
    ),
    "none_recorded": Text(
        "none recorded", "ninguna registrada", "nenhuma registrada", "aucune entrée"
    ),
    "no_entries": Text(
        "No entry is recorded for this choice.",
        "No hay entradas registradas para esta selección.",
        "Não há entradas registradas para esta seleção.",
        "Aucune entrée n’est enregistrée pour ce choix.",
    ),
    "no_axes": Text(
        "No axis is recorded yet.",
        "Aún no hay ejes registrados.",
        "Ainda não há eixos registrados.",
        "Aucun axe n’est encore enregistré.",
    ),
    "choose": Text(
        "Choose what to see", "Elegir qué ver", "Escolher o que ver", "Choisir quoi afficher"
    ),
    "compare": Text("Compare", "Comparar", "Comparar", "Comparer"),
    "common_ground": Text("Common ground", "Coincidencias", "Coincidências", "Terrains communs"),
    "common_lead": Text(
        "Choose organisations, and see on which topics all of them have an entry, and on which they "
        "alone do.",
        "Elija organizaciones y vea en qué temas todas tienen una entrada y en cuáles solo ellas.",
        "Escolha organizações e veja em que temas todas têm uma entrada e em quais somente elas.",
        "Choisissez des organisations pour voir sur quels thèmes toutes ont une entrée, et sur "
        "lesquels elles sont les seules.",
    ),
    "choose_two": Text(
        "Choose a second organisation to compare it with.",
        "Elija una segunda organización para comparar.",
        "Escolha uma segunda organização para comparar.",
        "Choisissez une deuxième organisation pour comparer.",
    ),
    "shared": Text("Shared by", "Comparten", "Compartilham", "Ont en commun"),
    "shared_note": Text(
        "Topics on which each of them has an entry, whoever else has one.",
        "Temas en los que cada una tiene una entrada, la tenga o no otra organización.",
        "Temas em que cada uma tem uma entrada, tenha-a ou não outra organização.",
        "Thèmes sur lesquels chacune a une entrée, que d’autres en aient une ou non.",
    ),
    "exact": Text(
        "Only these, and no other",
        "Solo estas y ninguna otra",
        "Somente estas e nenhuma outra",
        "Celles-ci et aucune autre",
    ),
    "exact_note": Text(
        "Topics on which exactly these organisations have an entry.",
        "Temas en los que exactamente estas organizaciones tienen una entrada.",
        "Temas em que exatamente estas organizações têm uma entrada.",
        "Thèmes sur lesquels exactement ces organisations ont une entrée.",
    ),
    "others_too": Text("Others too", "También otras", "Também outras", "D’autres aussi"),
    "no_topic": Text("No topic.", "Ningún tema.", "Nenhum tema.", "Aucun thème."),
    "nothing_to_compare": Text(
        "Fewer than two organisations have an entry here: there is nothing to compare.",
        "Menos de dos organizaciones tienen una entrada aquí: no hay nada que comparar.",
        "Menos de duas organizações têm uma entrada aqui: não há nada a comparar.",
        "Moins de deux organisations ont une entrée ici : il n’y a rien à comparer.",
    ),
    "first_drawn": Text(
        "The {} organisations with the most topics are compared; choose others above.",
        "Se comparan las {} organizaciones con más temas; elija otras arriba.",
        "Comparam-se as {} organizações com mais temas; escolha outras acima.",
        "Les {} organisations ayant le plus de thèmes sont comparées ; choisissez-en d’autres "
        "ci-dessus.",
    ),
    "leadership": Text("Leadership", "Liderazgo", "Liderança", "Pilotage"),
    "since": Text("Since", "Desde", "Desde", "Depuis"),
    "until": Text("Until", "Hasta", "Até", "Jusqu’au"),
    "no_end": Text("no end set", "sin término fijado", "sem término fixado", "sans fin fixée"),
    "roadmaps": Text("Roadmaps", "Hojas de ruta", "Roteiros", "Feuilles de route"),
    "read_roadmap": Text(
        "Read the roadmap at its source",
        "Leer la hoja de ruta en su fuente",
        "Ler o roteiro na fonte",
        "Lire la feuille de route à sa source",
    ),
    "steps": Text("Steps", "Pasos", "Etapas", "Étapes"),
    "step": Text("Step", "Paso", "Etapa", "Étape"),
    "no_steps": Text(
        "No steps are recorded.",
        "No hay pasos registrados.",
        "Não há etapas registradas.",
        "Aucune étape n’est enregistrée.",
    ),
    "done_of": Text(
        "Steps done: {} of {}.",
        "Pasos cumplidos: {} de {}.",
        "Etapas concluídas: {} de {}.",
        "Étapes achevées : {} sur {}.",
    ),
    "due": Text("Due on", "Plazo", "Prazo", "Échéance"),
    "done": Text("Done on", "Cumplido el", "Concluída em", "Achevée le"),
    "not_done": Text("not yet", "aún no", "ainda não", "pas encore"),
    "late": Text("late", "atrasado", "em atraso", "en retard"),
    # Staff
    "words_of": Text(
        "Words of title or source",
        "Palabras del título o de la fuente",
        "Palavras do título ou da fonte",
        "Mots du titre ou de la source",
    ),
    "state_validated": Text("Validated", "Validada", "Validada", "Validée"),
    "state_waiting": Text(
        "Not validated yet", "Aún sin validar", "Ainda não validada", "Pas encore validée"
    ),
    "choose_entry": Text("Choose", "Elegir", "Escolher", "Choisir"),
    "show_chosen": Text(
        "Who may see those chosen",
        "Quién ve las elegidas",
        "Quem vê as escolhidas",
        "Qui peut voir les entrées choisies",
    ),
    "add_entry": Text(
        "Add an entry", "Agregar una entrada", "Adicionar uma entrada", "Ajouter une entrée"
    ),
    "edit_entry": Text(
        "Edit the entry", "Editar la entrada", "Editar a entrada", "Modifier l’entrée"
    ),
    "delete_entry": Text(
        "Delete the entry", "Eliminar la entrada", "Excluir a entrada", "Supprimer l’entrée"
    ),
    "validate": Text(
        "Note the validation",
        "Registrar la validación",
        "Registrar a validação",
        "Enregistrer la validation",
    ),
    "is_validated": Text(
        "The validation is recorded.",
        "La validación quedó registrada.",
        "A validação foi registrada.",
        "La validation est enregistrée.",
    ),
    "source_help": Text(
        "The document that the entry rests on: title, institution, year, page.",
        "El documento en que se basa la entrada: título, institución, año, página.",
        "O documento em que a entrada se baseia: título, instituição, ano, página.",
        "Le document sur lequel repose l’entrée : titre, institution, année, page.",
    ),
    "validated_help": Text(
        "The day on which the organisation confirmed the entry; empty if it has not.",
        "El día en que la organización confirmó la entrada; vacío si aún no lo hizo.",
        "O dia em que a organização confirmou a entrada; vazio se ainda não o fez.",
        "Le jour où l’organisation a confirmé l’entrée ; vide si elle ne l’a pas fait.",
    ),
    "add_axis": Text("Add an axis", "Agregar un eje", "Adicionar um eixo", "Ajouter un axe"),
    "edit_axis": Text(
        "Edit the axis and its topics",
        "Editar el eje y sus temas",
        "Editar o eixo e seus temas",
        "Modifier l’axe et ses thèmes",
    ),
    "delete_axis": Text("Delete the axis", "Eliminar el eje", "Excluir o eixo", "Supprimer l’axe"),
    "begin_axes": Text(
        "Begin with the five axes that the secretariats agreed on",
        "Empezar con los cinco ejes acordados por las secretarías",
        "Começar com os cinco eixos acordados pelas secretarias",
        "Commencer par les cinq axes convenus entre les secrétariats",
    ),
    "code_help": Text(
        "Letters without accents, digits, and _ . - : energy",
        "Letras sin acentos, cifras y _ . - : energy",
        "Letras sem acentos, algarismos e _ . - : energy",
        "Lettres sans accents, chiffres et _ . - : energy",
    ),
    "position": Text("Place in the order", "Orden", "Ordem", "Ordre"),
    "topics_help": Text(
        "To remove a topic, empty its code and its names.",
        "Para quitar un tema, vacíe su código y sus nombres.",
        "Para remover um tema, esvazie o código e os nomes.",
        "Pour retirer un thème, videz son code et ses noms.",
    ),
    "add_leadership": Text(
        "Add a leadership",
        "Agregar un liderazgo",
        "Adicionar uma liderança",
        "Ajouter un pilotage",
    ),
    "add_roadmap": Text(
        "Add a roadmap",
        "Agregar una hoja de ruta",
        "Adicionar um roteiro",
        "Ajouter une feuille de route",
    ),
    "edit_roadmap": Text(
        "Edit the roadmap",
        "Editar la hoja de ruta",
        "Editar o roteiro",
        "Modifier la feuille de route",
    ),
    "delete_roadmap": Text(
        "Delete the roadmap",
        "Eliminar la hoja de ruta",
        "Excluir o roteiro",
        "Supprimer la feuille de route",
    ),
    "steps_help": Text(
        "To remove a step, empty its words.",
        "Para quitar un paso, vacíe su texto.",
        "Para remover uma etapa, esvazie o texto.",
        "Pour retirer une étape, videz son texte.",
    ),
    "deleted": Text("Deleted.", "Eliminado.", "Excluído.", "Supprimé."),
    # Workbooks
    "import_workbook": Text(
        "Import from Excel", "Importar de Excel", "Importar do Excel", "Importer d’Excel"
    ),
    "import_lead": Text(
        "First you see what each row would add or change. Nothing enters before you say so.",
        "Primero verá qué agregaría o modificaría cada fila. Nada se ingresa antes de que usted lo "
        "confirme.",
        "Primeiro você verá o que cada linha acrescentaria ou alteraria. Nada é inserido antes da sua "
        "confirmação.",
        "Vous verrez d’abord ce que chaque ligne ajouterait ou modifierait. Rien n’est saisi avant "
        "votre confirmation.",
    ),
    "workbook": Text("Workbook", "Libro de Excel", "Planilha", "Classeur"),
    "workbook_help": Text(
        "An .xlsx file of up to {} MB with the sheet of entries, as in the workbook taken out here:",
        "Un archivo .xlsx de hasta {} MB con la hoja de entradas, como en el libro que se descarga "
        "aquí:",
        "Um arquivo .xlsx de até {} MB com a aba de entradas, como na planilha que se baixa aqui:",
        "Un fichier .xlsx d’au plus {} Mo avec la feuille des entrées, comme dans le classeur à "
        "télécharger ici :",
    ),
    "look_at_it": Text("Check", "Revisar", "Verificar", "Vérifier"),
    "in_review": Text("In review", "En revisión", "Em revisão", "En cours d’examen"),
    "rows": Text("Rows", "Filas", "Linhas", "Lignes"),
    "row": Text("Row", "Fila", "Linha", "Ligne"),
    "sheet": Text("Sheet", "Hoja", "Aba", "Feuille"),
    "column": Text("Column", "Columna", "Coluna", "Colonne"),
    "value": Text("Value", "Valor", "Valor", "Valeur"),
    "what_is_wrong": Text("What is wrong", "Qué está mal", "O que está errado", "Ce qui ne va pas"),
    "what_changes": Text("What changes", "Qué cambia", "O que muda", "Ce qui change"),
    "all_good": Text(
        "All rows can enter.",
        "Todas las filas pueden ingresarse.",
        "Todas as linhas podem ser inseridas.",
        "Toutes les lignes peuvent être saisies.",
    ),
    "some_bad": Text(
        "Some rows cannot enter. Mend them in the workbook and send it again, or leave them out.",
        "Algunas filas no pueden ingresarse. Corríjalas en el libro y envíelo de nuevo, u omítalas.",
        "Algumas linhas não podem ser inseridas. Corrija-as na planilha e envie-a de novo, ou "
        "omita-as.",
        "Certaines lignes ne peuvent être saisies. Corrigez-les dans le classeur et renvoyez-le, ou "
        "omettez-les.",
    ),
    "nothing_enters": Text(
        "There is nothing to enter: no row adds or changes anything.",
        "No hay nada que ingresar: ninguna fila agrega ni modifica nada.",
        "Não há nada a inserir: nenhuma linha acrescenta ou altera algo.",
        "Il n’y a rien à saisir : aucune ligne n’ajoute ni ne modifie quoi que ce soit.",
    ),
    "entered_before": Text(
        "The same file was entered already on",
        "El mismo archivo ya se ingresó el",
        "O mesmo arquivo já foi inserido em",
        "Le même fichier a déjà été saisi le",
    ),
    "leave_out": Text(
        "Leave out the rows that cannot enter",
        "Omitir las filas que no pueden ingresarse",
        "Omitir as linhas que não podem ser inseridas",
        "Omettre les lignes qui ne peuvent être saisies",
    ),
    "new_visible": Text(
        "Who may see the new entries",
        "Quién ve las entradas nuevas",
        "Quem vê as entradas novas",
        "Qui peut voir les nouvelles entrées",
    ),
    "never_deletes": Text(
        "Entries that the workbook does not have stay as they are.",
        "Las entradas que no están en el libro quedan como están.",
        "As entradas que não estão na planilha permanecem como estão.",
        "Les entrées absentes du classeur restent telles quelles.",
    ),
    "enter": Text("Enter {} rows", "Ingresar {} filas", "Inserir {} linhas", "Saisir {} lignes"),
    "drop": Text(
        "Discard the workbook",
        "Descartar el libro",
        "Descartar a planilha",
        "Abandonner le classeur",
    ),
    "dropped": Text(
        "The workbook was discarded; nothing of it entered.",
        "El libro se descartó; no se ingresó nada de él.",
        "A planilha foi descartada; nada dela foi inserido.",
        "Le classeur a été abandonné ; rien n’en a été saisi.",
    ),
    "entered": Text(
        "The rows are entered.",
        "Las filas quedaron ingresadas.",
        "As linhas foram inseridas.",
        "Les lignes sont saisies.",
    ),
    "entered_on": Text("Entered on", "Ingresado el", "Inserida em", "Saisi le"),
}
"""What templates say, beside what all parts do."""

STATES = {
    "new": Text("New", "Nuevas", "Novas", "Nouvelles"),
    "changed": Text("Changed", "Modificadas", "Alteradas", "Modifiées"),
    "unchanged": Text("Unchanged", "Sin cambios", "Sem alterações", "Inchangées"),
    "left_out": Text(
        "Rows with a problem",
        "Filas con problemas",
        "Linhas com problemas",
        "Lignes avec un problème",
    ),
}
"""What rows of a workbook would do."""

WRONG = {
    "no_organisation": Text(
        "There is no organisation called “{given}”. Choose one of the list.",
        "No existe ninguna organización llamada «{given}». Elija una de la lista.",
        "Não existe organização chamada “{given}”. Escolha uma da lista.",
        "Aucune organisation ne s’appelle « {given} ». Choisissez-en une dans la liste.",
    ),
    "no_axis": Text(
        "There is no axis called “{given}”. Choose one of the list.",
        "No existe ningún eje llamado «{given}». Elija uno de la lista.",
        "Não existe eixo chamado “{given}”. Escolha um da lista.",
        "Aucun axe ne s’appelle « {given} ». Choisissez-en un dans la liste.",
    ),
    "no_kind": Text(
        "There is no kind called “{given}”. Choose one of the list.",
        "No existe ningún tipo llamado «{given}». Elija uno de la lista.",
        "Não existe tipo chamado “{given}”. Escolha um da lista.",
        "Aucun type ne s’appelle « {given} ». Choisissez-en un dans la liste.",
    ),
    "too_many": Text(
        "At most {most} organisations can be compared. Choose fewer.",
        "Se pueden comparar {most} organizaciones como máximo. Elija menos.",
        "Podem ser comparadas no máximo {most} organizações. Escolha menos.",
        "On peut comparer {most} organisations au plus. Choisissez-en moins.",
    ),
    "nothing_chosen": Text(
        "No entry was chosen. Tick those that are meant.",
        "No se eligió ninguna entrada. Marque las que correspondan.",
        "Nenhuma entrada foi escolhida. Marque as desejadas.",
        "Aucune entrée n’a été choisie. Cochez celles qui conviennent.",
    ),
    "double": Text(
        "Entry {number} already says the same: same organisation, topic, kind and title. Change that "
        "one, or give this one another title.",
        "La entrada {number} ya dice lo mismo: misma organización, tema, tipo y título. Modifique esa "
        "o dé a esta otro título.",
        "A entrada {number} já diz o mesmo: mesma organização, tema, tipo e título. Altere aquela ou "
        "dê a esta outro título.",
        "L’entrée {number} dit déjà la même chose : même organisation, thème, type et titre. "
        "Modifiez-la, ou donnez à celle-ci un autre titre.",
    ),
    "validated_later": Text(
        "The day of validation is still to come. Write the day on which it was confirmed.",
        "La fecha de validación aún no ha llegado. Escriba el día en que se confirmó.",
        "A data da validação ainda não chegou. Escreva o dia em que foi confirmada.",
        "La date de validation est à venir. Écrivez le jour de la confirmation.",
    ),
    "validated_when": Text(
        "It is said who validated the entry, but not when. Write the day.",
        "Se indica quién validó la entrada, pero no cuándo. Escriba la fecha.",
        "Consta quem validou a entrada, mas não quando. Escreva a data.",
        "On sait qui a validé l’entrée, mais non quand. Écrivez la date.",
    ),
    "code": Text(
        "“{given}” is no code. Use letters without accents, digits, and _ . - , 40 at most.",
        "«{given}» no es un código. Use letras sin acentos, cifras y _ . - , 40 como máximo.",
        "“{given}” não é um código. Use letras sem acentos, algarismos e _ . - , no máximo 40.",
        "« {given} » n’est pas un code. Lettres sans accents, chiffres et _ . - , 40 au plus.",
    ),
    "code_taken": Text(
        "The code {code} is taken. Choose another one.",
        "El código {code} ya está en uso. Elija otro.",
        "O código {code} já está em uso. Escolha outro.",
        "Le code {code} est déjà pris. Choisissez-en un autre.",
    ),
    "topic_used": Text(
        "There are entries on the topic {code}. Move or delete them before you remove it.",
        "Hay entradas sobre el tema {code}. Muévalas o elimínelas antes de quitarlo.",
        "Há entradas sobre o tema {code}. Mova-as ou exclua-as antes de removê-lo.",
        "Des entrées portent sur le thème {code}. Déplacez-les ou supprimez-les avant de le retirer.",
    ),
    "has_documents": Text(
        "The roadmap has documents. Delete them first.",
        "La hoja de ruta tiene documentos. Elimínelos primero.",
        "O roteiro tem documentos. Exclua-os primeiro.",
        "La feuille de route a des documents. Supprimez-les d’abord.",
    ),
    "large": Text(
        "The workbook is too large: at most {most} MB are taken. Send the sheet of entries alone.",
        "El libro es demasiado grande: se admiten {most} MB como máximo. Envíe solo la hoja de "
        "entradas.",
        "A planilha é grande demais: são aceitos no máximo {most} MB. Envie só a aba de entradas.",
        "Le classeur est trop lourd : {most} Mo au plus. Envoyez la seule feuille des entrées.",
    ),
    "no_workbook": Text(
        "The file cannot be read as a workbook of entries, and nothing entered. Take the workbook out "
        "here, write in it, save it as .xlsx without a password, and send that.",
        "El archivo no se puede leer como libro de entradas y no se ingresó nada. Descargue el libro "
        "de aquí, complételo, guárdelo como .xlsx sin contraseña y envíelo.",
        "O arquivo não pode ser lido como planilha de entradas e nada foi inserido. Baixe a planilha "
        "daqui, preencha-a, salve-a como .xlsx sem senha e envie-a.",
        "Le fichier ne peut être lu comme classeur d’entrées et rien n’a été saisi. Téléchargez le "
        "classeur d’ici, complétez-le, enregistrez-le en .xlsx sans mot de passe et envoyez-le.",
    ),
    "decided": Text(
        "Somebody has decided on this workbook already.",
        "Alguien ya decidió sobre este libro.",
        "Alguém já decidiu sobre esta planilha.",
        "Quelqu’un a déjà décidé du sort de ce classeur.",
    ),
    "plan_changed": Text(
        "Entries have changed since you looked: nothing entered. Below is what would change now.",
        "Las entradas cambiaron desde que usted las vio: no se ingresó nada. Abajo está lo que "
        "cambiaría ahora.",
        "As entradas mudaram desde que você as viu: nada foi inserido. Abaixo está o que mudaria "
        "agora.",
        "Des entrées ont changé depuis votre lecture : rien n’a été saisi. Voici ce qui changerait "
        "maintenant.",
    ),
    "bad_rows": Text(
        "Nothing entered: some rows have a problem. Mend them, or choose to leave them out.",
        "No se ingresó nada: algunas filas tienen problemas. Corríjalas o elija omitirlas.",
        "Nada foi inserido: algumas linhas têm problemas. Corrija-as ou escolha omiti-las.",
        "Rien n’a été saisi : des lignes ont un problème. Corrigez-les, ou choisissez de les omettre.",
    ),
}
"""Why something cannot be taken."""

ACTIONS = {
    "programme.entry_added": Text(
        "Convergence entry added",
        "Entrada de convergencia agregada",
        "Entrada de convergência adicionada",
        "Entrée de convergence ajoutée",
    ),
    "programme.entry_changed": Text(
        "Convergence entry changed",
        "Entrada de convergencia modificada",
        "Entrada de convergência alterada",
        "Entrée de convergence modifiée",
    ),
    "programme.entry_validated": Text(
        "Convergence entry validated",
        "Entrada de convergencia validada",
        "Entrada de convergência validada",
        "Entrée de convergence validée",
    ),
    "programme.entry_shown": Text(
        "Visibility of a convergence entry changed",
        "Visibilidad de una entrada de convergencia modificada",
        "Visibilidade de uma entrada de convergência alterada",
        "Visibilité d’une entrée de convergence modifiée",
    ),
    "programme.entry_deleted": Text(
        "Convergence entry deleted",
        "Entrada de convergencia eliminada",
        "Entrada de convergência excluída",
        "Entrée de convergence supprimée",
    ),
    "programme.axis_added": Text("Axis added", "Eje agregado", "Eixo adicionado", "Axe ajouté"),
    "programme.axis_changed": Text(
        "Axis changed", "Eje modificado", "Eixo alterado", "Axe modifié"
    ),
    "programme.axis_deleted": Text(
        "Axis deleted", "Eje eliminado", "Eixo excluído", "Axe supprimé"
    ),
    "programme.leadership_added": Text(
        "Leadership added", "Liderazgo agregado", "Liderança adicionada", "Pilotage ajouté"
    ),
    "programme.leadership_changed": Text(
        "Leadership changed", "Liderazgo modificado", "Liderança alterada", "Pilotage modifié"
    ),
    "programme.leadership_deleted": Text(
        "Leadership deleted", "Liderazgo eliminado", "Liderança excluída", "Pilotage supprimé"
    ),
    "programme.roadmap_added": Text(
        "Roadmap added",
        "Hoja de ruta agregada",
        "Roteiro adicionado",
        "Feuille de route ajoutée",
    ),
    "programme.roadmap_changed": Text(
        "Roadmap changed",
        "Hoja de ruta modificada",
        "Roteiro alterado",
        "Feuille de route modifiée",
    ),
    "programme.roadmap_deleted": Text(
        "Roadmap deleted",
        "Hoja de ruta eliminada",
        "Roteiro excluído",
        "Feuille de route supprimée",
    ),
    "programme.convergence_imported": Text(
        "Convergence workbook entered",
        "Libro de convergencia ingresado",
        "Planilha de convergência inserida",
        "Classeur de convergence saisi",
    ),
    "programme.convergence_dropped": Text(
        "Convergence workbook discarded",
        "Libro de convergencia descartado",
        "Planilha de convergência descartada",
        "Classeur de convergence abandonné",
    ),
}
"""What people do here, as the audit trail says it."""
