"""What the pages of mandates say."""

from __future__ import annotations

from cedic.model import Text

SAY = {
    "mandate": Text("Mandate", "Mandato", "Mandato", "Mandat"),
    "mandates_lead": Text(
        "What the Council and the summits decided, which activities serve it, and what is on record.",
        "Lo que decidieron el Consejo y las cumbres, qué actividades lo atienden y qué consta.",
        "O que o Conselho e as cúpulas decidiram, quais atividades o atendem e o que consta.",
        "Ce que le Conseil et les sommets ont décidé, les activités qui y répondent et ce qui est "
        "consigné.",
    ),
    "kind": Text("Kind", "Tipo", "Tipo", "Type"),
    "number": Text("Number", "Número", "Número", "Numéro"),
    "body": Text("Body", "Órgano", "Órgão", "Organe"),
    "on": Text("Date", "Fecha", "Data", "Date"),
    "place": Text("Place", "Lugar", "Local", "Lieu"),
    "address": Text(
        "Address of the original",
        "Dirección del original",
        "Endereço do original",
        "Adresse de l’original",
    ),
    "original": Text("The original", "El original", "O original", "L’original"),
    "words": Text("Words", "Palabras", "Palavras", "Mots"),
    "paragraph": Text("Paragraph", "Párrafo", "Parágrafo", "Paragraphe"),
    "paragraphs": Text("Paragraphs", "Párrafos", "Parágrafos", "Paragraphes"),
    "text": Text("Text", "Texto", "Texto", "Texte"),
    "text_in": Text("Text in", "Texto en", "Texto em", "Texte en"),
    "activities": Text("Activities", "Actividades", "Atividades", "Activités"),
    "activity": Text("Activity", "Actividad", "Atividade", "Activité"),
    "with_activity": Text("With activity", "Con actividad", "Com atividade", "Avec activité"),
    "with_evidence": Text("With evidence", "Con evidencia", "Com evidência", "Avec preuve"),
    "no_activity": Text(
        "No activity is linked to it.",
        "Ninguna actividad está vinculada.",
        "Nenhuma atividade está vinculada.",
        "Aucune activité n’y est rattachée.",
    ),
    "evidence": Text("Evidence", "Evidencia", "Evidência", "Preuves"),
    "earlier_evidence": Text(
        "Earlier evidence", "Evidencia anterior", "Evidência anterior", "Preuves antérieures"
    ),
    "share": Text(
        "Percentage done", "Porcentaje cumplido", "Percentual cumprido", "Part accomplie"
    ),
    "reference": Text(
        "Reference: a symbol or an address",
        "Referencia: un símbolo o una dirección",
        "Referência: um símbolo ou um endereço",
        "Référence : une cote ou une adresse",
    ),
    "shown_by": Text("What shows it", "Qué lo demuestra", "O que o demonstra", "Ce qui l’établit"),
    "themes": Text("Themes", "Temas", "Temas", "Thèmes"),
    "axes": Text("Axes", "Ejes", "Eixos", "Axes"),
    "name": Text("Name", "Nombre", "Nome", "Nom"),
    "all_mandates": Text(
        "All mandates", "Todos los mandatos", "Todos os mandatos", "Tous les mandats"
    ),
    "gaps": Text(
        "Gaps in coverage",
        "Vacíos de cobertura",
        "Lacunas de cobertura",
        "Lacunes de couverture",
    ),
    "gaps_lead": Text(
        "Paragraphs that no activity serves, and activities that rest on no mandate.",
        "Párrafos que ninguna actividad atiende y actividades que no se apoyan en ningún mandato.",
        "Parágrafos que nenhuma atividade atende e atividades que não se apoiam em nenhum mandato.",
        "Paragraphes auxquels aucune activité ne répond et activités sans mandat.",
    ),
    "paragraphs_without": Text(
        "Paragraphs without activity",
        "Párrafos sin actividad",
        "Parágrafos sem atividade",
        "Paragraphes sans activité",
    ),
    "activities_without": Text(
        "Activities without mandate",
        "Actividades sin mandato",
        "Atividades sem mandato",
        "Activités sans mandat",
    ),
    "no_gap": Text("There is none.", "No hay ninguno.", "Não há nenhum.", "Il n’y en a aucun."),
    "no_mandates": Text(
        "There are no mandates here.",
        "No hay mandatos aquí.",
        "Não há mandatos aqui.",
        "Il n’y a pas de mandats ici.",
    ),
    "no_text": Text(
        "Its text has not been entered yet.",
        "Su texto aún no se ha ingresado.",
        "Seu texto ainda não foi inserido.",
        "Son texte n’a pas encore été saisi.",
    ),
    "by_theme": Text("By theme", "Por tema", "Por tema", "Par thème"),
    "by_axis": Text("By axis", "Por eje", "Por eixo", "Par axe"),
    "permalink": Text(
        "Link to this paragraph",
        "Enlace a este párrafo",
        "Link para este parágrafo",
        "Lien vers ce paragraphe",
    ),
    "in_all": Text(
        "{} paragraphs: {} with activity, {} with evidence",
        "{} párrafos: {} con actividad, {} con evidencia",
        "{} parágrafos: {} com atividade, {} com evidência",
        "{} paragraphes : {} avec activité, {} avec preuve",
    ),
    "new_mandate": Text("New mandate", "Nuevo mandato", "Novo mandato", "Nouveau mandat"),
    "edit_mandate": Text(
        "Edit the mandate", "Editar el mandato", "Editar o mandato", "Modifier le mandat"
    ),
    "edit_paragraph": Text(
        "Edit the paragraph", "Editar el párrafo", "Editar o parágrafo", "Modifier le paragraphe"
    ),
    "paste": Text("Paste the text", "Pegar el texto", "Colar o texto", "Coller le texte"),
    "paste_lead": Text(
        "Paste the whole text in one language. Its paragraphs are shown before anything is saved; "
        "links and evidence stay with the paragraph of the same mark.",
        "Pegue el texto completo en un idioma. Los párrafos se muestran antes de guardar; los "
        "vínculos y la evidencia quedan con el párrafo de la misma marca.",
        "Cole o texto completo em um idioma. Os parágrafos são mostrados antes de salvar; os "
        "vínculos e a evidência ficam com o parágrafo da mesma marca.",
        "Collez le texte entier dans une langue. Les paragraphes sont montrés avant "
        "l’enregistrement ; liens et preuves restent avec le paragraphe de même marque.",
    ),
    "its_language": Text(
        "Language of the text", "Idioma del texto", "Idioma do texto", "Langue du texte"
    ),
    "show_paragraphs": Text(
        "Show the paragraphs", "Ver los párrafos", "Ver os parágrafos", "Voir les paragraphes"
    ),
    "preview": Text(
        "These are the paragraphs",
        "Estos son los párrafos",
        "Estes são os parágrafos",
        "Voici les paragraphes",
    ),
    "preview_lead": Text(
        "Correct marks and text where needed. What you leave without text is not taken.",
        "Corrija marcas y texto donde haga falta. Lo que deje sin texto no se toma.",
        "Corrija marcas e texto onde for preciso. O que deixar sem texto não é incluído.",
        "Corrigez marques et texte au besoin. Ce qui reste sans texte n’est pas repris.",
    ),
    "mark": Text("Mark", "Marca", "Marca", "Marque"),
    "is_new": Text("new", "nuevo", "novo", "nouveau"),
    "is_known": Text(
        "replaces the text of the same mark",
        "reemplaza el texto de la misma marca",
        "substitui o texto da mesma marca",
        "remplace le texte de même marque",
    ),
    "stay": Text(
        "Not in the pasted text, and kept as they are: {}.",
        "No están en el texto pegado y se conservan como están: {}.",
        "Não estão no texto colado e são mantidos como estão: {}.",
        "Absents du texte collé et conservés tels quels : {}.",
    ),
    "add_paragraph": Text(
        "Add a paragraph", "Agregar un párrafo", "Adicionar um parágrafo", "Ajouter un paragraphe"
    ),
    "link": Text("Link", "Vincular", "Vincular", "Rattacher"),
    "unlink": Text("Remove the link", "Quitar el vínculo", "Remover o vínculo", "Retirer le lien"),
    "find_activities": Text(
        "Find activities by code or words",
        "Buscar actividades por código o palabras",
        "Buscar atividades por código ou palavras",
        "Chercher des activités par code ou par mots",
    ),
    "find_paragraphs": Text(
        "Find paragraphs by number or words",
        "Buscar párrafos por número o palabras",
        "Buscar parágrafos por número ou palavras",
        "Chercher des paragraphes par numéro ou par mots",
    ),
    "find": Text("Find", "Buscar", "Buscar", "Chercher"),
    "nothing_found": Text(
        "Nothing was found.", "No se encontró nada.", "Nada foi encontrado.", "Rien n’a été trouvé."
    ),
    "add_evidence": Text(
        "Record evidence", "Registrar evidencia", "Registrar evidência", "Consigner une preuve"
    ),
    "since_day": Text("Holds from", "Vale desde", "Vale desde", "Valable depuis"),
    "of_activity": Text(
        "Activity that it comes from",
        "Actividad de la que proviene",
        "Atividade da qual provém",
        "Activité dont elle provient",
    ),
    "withdraw": Text("Withdraw", "Retirar", "Retirar", "Retirer"),
    "withdrawn": Text("Withdrawn", "Retirada", "Retirada", "Retirée"),
    "recorded_by": Text("recorded by {}", "registró {}", "registrada por {}", "consignée par {}"),
    "mandates_of_item": Text(
        "Mandates that it serves",
        "Mandatos que atiende",
        "Mandatos que atende",
        "Mandats mis en œuvre",
    ),
    "serves_none": Text(
        "No mandate is linked yet.",
        "Aún no hay mandatos vinculados.",
        "Ainda não há mandatos vinculados.",
        "Aucun mandat n’est encore rattaché.",
    ),
    "edit_links": Text(
        "Edit the links", "Editar los vínculos", "Editar os vínculos", "Modifier les liens"
    ),
    "show_to": Text("Show it to", "Mostrarlo a", "Mostrar a", "Le montrer à"),
    "delete_paragraph": Text(
        "Delete the paragraph",
        "Eliminar el párrafo",
        "Excluir o parágrafo",
        "Supprimer le paragraphe",
    ),
    "delete_mandate": Text(
        "Delete the mandate", "Eliminar el mandato", "Excluir o mandato", "Supprimer le mandat"
    ),
    "delete_mandate_lead": Text(
        "Its paragraphs and their links to activities go with it. This cannot be undone.",
        "Se eliminan también sus párrafos y los vínculos de estos con las actividades. No se puede "
        "deshacer.",
        "Também se excluem seus parágrafos e os vínculos destes com as atividades. Não é possível "
        "desfazer.",
        "Ses paragraphes et leurs liens avec les activités disparaissent aussi. C’est irréversible.",
    ),
    "delete_paragraph_lead": Text(
        "Its links to activities go with it. This cannot be undone.",
        "Se eliminan también sus vínculos con las actividades. No se puede deshacer.",
        "Também se excluem seus vínculos com as atividades. Não é possível desfazer.",
        "Ses liens avec les activités disparaissent aussi. C’est irréversible.",
    ),
    "linked": Text(
        "The links are saved.", "Vínculos guardados.", "Vínculos salvos.", "Liens enregistrés."
    ),
    "deleted": Text("Deleted.", "Eliminado.", "Excluído.", "Supprimé."),
    "text_saved": Text(
        "The paragraphs are saved.",
        "Los párrafos quedaron guardados.",
        "Os parágrafos foram salvos.",
        "Les paragraphes sont enregistrés.",
    ),
    "terms_lead": Text(
        "Codes are short and stay; names are said in the visitor’s language.",
        "Los códigos son breves y no cambian; los nombres se muestran en el idioma del visitante.",
        "Os códigos são curtos e não mudam; os nomes aparecem no idioma do visitante.",
        "Les codes sont courts et stables ; les noms s’affichent dans la langue du visiteur.",
    ),
}

WRONG = {
    "number": Text(
        "There is already a mandate of this kind and number of the same body.",
        "Ya existe un mandato de este tipo y número del mismo órgano.",
        "Já existe um mandato deste tipo e número do mesmo órgão.",
        "Il existe déjà un mandat de ce type et de ce numéro du même organe.",
    ),
    "kind": Text("Choose a kind.", "Elija un tipo.", "Escolha um tipo.", "Choisissez un type."),
    "anchor": Text(
        "“{anchor}” cannot be a mark: use numbers and letters joined by full stops, as in 4.b.",
        "«{anchor}» no puede ser una marca: use números y letras unidos por puntos, como 4.b.",
        "“{anchor}” não pode ser uma marca: use números e letras unidos por pontos, como 4.b.",
        "« {anchor} » ne peut être une marque : chiffres et lettres joints par des points, comme 4.b.",
    ),
    "twice": Text(
        "The mark “{anchor}” is there twice. Each paragraph has its own.",
        "La marca «{anchor}» está dos veces. Cada párrafo tiene la suya.",
        "A marca “{anchor}” aparece duas vezes. Cada parágrafo tem a sua.",
        "La marque « {anchor} » apparaît deux fois. Chaque paragraphe a la sienne.",
    ),
    "no_words": Text(
        "There is no text to divide. Paste it into the field.",
        "No hay texto que dividir. Péguelo en el campo.",
        "Não há texto a dividir. Cole-o no campo.",
        "Il n’y a pas de texte à découper. Collez-le dans le champ.",
    ),
    "has_evidence": Text(
        "Evidence is on record for it, so it cannot be deleted.",
        "Tiene evidencia registrada, por lo que no se puede eliminar.",
        "Tem evidência registrada e por isso não pode ser excluído.",
        "Des preuves y sont consignées : il ne peut être supprimé.",
    ),
    "is_shown": Text(
        "It is shown outside the secretariat. Take it back before you delete it.",
        "Se muestra fuera de la secretaría. Retírelo antes de eliminarlo.",
        "É mostrado fora da secretaria. Retire-o antes de excluí-lo.",
        "Il est visible hors du secrétariat. Retirez-le avant de le supprimer.",
    ),
    "not_linked": Text(
        "The activity is not linked to this paragraph. Link it first.",
        "La actividad no está vinculada a este párrafo. Vincúlela primero.",
        "A atividade não está vinculada a este parágrafo. Vincule-a primeiro.",
        "L’activité n’est pas rattachée à ce paragraphe. Rattachez-la d’abord.",
    ),
    "day_missing": Text(
        "Give the day from which it holds.",
        "Indique la fecha desde la que vale.",
        "Indique a data desde a qual vale.",
        "Indiquez le jour depuis lequel elle vaut.",
    ),
    "code": Text(
        "There is already one with the code “{code}”, or it is none: use letters, digits and hyphens.",
        "Ya existe otro con el código «{code}» o no es un código: use letras, cifras y guiones.",
        "Já existe outro com o código “{code}” ou não é um código: use letras, algarismos e hífens.",
        "Le code « {code} » existe déjà ou n’en est pas un : lettres, chiffres et traits d’union.",
    ),
}

ACTIONS = {
    "programme.mandate_added": Text(
        "Mandate entered", "Mandato ingresado", "Mandato inserido", "Mandat saisi"
    ),
    "programme.mandate_edited": Text(
        "Mandate edited", "Mandato editado", "Mandato editado", "Mandat modifié"
    ),
    "programme.mandate_deleted": Text(
        "Mandate deleted", "Mandato eliminado", "Mandato excluído", "Mandat supprimé"
    ),
    "programme.mandate_shown": Text(
        "Visibility of a mandate changed",
        "Visibilidad de un mandato cambiada",
        "Visibilidade de um mandato alterada",
        "Visibilité d’un mandat modifiée",
    ),
    "programme.mandate_text_entered": Text(
        "Text of a mandate entered",
        "Texto de un mandato ingresado",
        "Texto de um mandato inserido",
        "Texte d’un mandat saisi",
    ),
    "programme.paragraph_edited": Text(
        "Paragraph of a mandate edited",
        "Párrafo de un mandato editado",
        "Parágrafo de um mandato editado",
        "Paragraphe d’un mandat modifié",
    ),
    "programme.paragraph_deleted": Text(
        "Paragraph of a mandate deleted",
        "Párrafo de un mandato eliminado",
        "Parágrafo de um mandato excluído",
        "Paragraphe d’un mandat supprimé",
    ),
    "programme.mandate_linked": Text(
        "Activity linked to a mandate",
        "Actividad vinculada a un mandato",
        "Atividade vinculada a um mandato",
        "Activité rattachée à un mandat",
    ),
    "programme.mandate_unlinked": Text(
        "Link to a mandate removed",
        "Vínculo con un mandato quitado",
        "Vínculo com um mandato removido",
        "Lien à un mandat retiré",
    ),
    "programme.evidence_added": Text(
        "Evidence recorded", "Evidencia registrada", "Evidência registrada", "Preuve consignée"
    ),
    "programme.evidence_withdrawn": Text(
        "Evidence withdrawn", "Evidencia retirada", "Evidência retirada", "Preuve retirée"
    ),
    "programme.evidence_shown": Text(
        "Visibility of evidence changed",
        "Visibilidad de evidencia cambiada",
        "Visibilidade de evidência alterada",
        "Visibilité d’une preuve modifiée",
    ),
    "programme.theme_saved": Text("Theme saved", "Tema guardado", "Tema salvo", "Thème enregistré"),
    "programme.theme_deleted": Text(
        "Theme deleted", "Tema eliminado", "Tema excluído", "Thème supprimé"
    ),
    "programme.axis_saved": Text("Axis saved", "Eje guardado", "Eixo salvo", "Axe enregistré"),
}
