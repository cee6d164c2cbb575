"""What the pages of meetings say."""

from __future__ import annotations

from cedic.model import Text
from cedic.programme.terms import Terms
from cedic.web.programme.words.common import SAY as COMMON

WHICH: Terms = {
    "coming": Text("To come", "Próximas", "Próximas", "À venir"),
    "past": Text("Past", "Anteriores", "Anteriores", "Passées"),
    "all": Text("All", "Todas", "Todas", "Toutes"),
}
"""Which meetings are listed."""

COLUMNS: Terms = {
    "name": Text("Name", "Nombre", "Nome", "Nom"),
    "email": Text("E-mail", "Correo electrónico", "E-mail", "Courriel"),
    "post": Text("Post", "Cargo", "Cargo", "Fonction"),
    "organisation": Text("Organisation", "Organización", "Organização", "Organisation"),
    "country": Text("Country", "País", "País", "Pays"),
    "state": Text("State", "Estado", "Situação", "État"),
}
"""What is known of a person who takes part."""

_FORM = {
    "title": Text("Title", "Título", "Título", "Titre"),
    "kind": Text("Kind", "Tipo", "Tipo", "Type"),
    "number": Text("Number", "Número", "Número", "Numéro"),
    "format": Text("Format", "Modalidad", "Modalidade", "Modalité"),
    "starts": Text("First day", "Primer día", "Primeiro dia", "Premier jour"),
    "ends": Text("Last day", "Último día", "Último dia", "Dernier jour"),
    "schedule": Text(
        "When, in words, as long as no day is settled",
        "Cuándo, en palabras, mientras no haya fecha",
        "Quando, em palavras, enquanto não houver data",
        "Quand, en toutes lettres, tant qu’aucune date n’est fixée",
    ),
    "venue": Text("Venue", "Sede", "Sede", "Lieu de réunion"),
    "city": Text("City", "Ciudad", "Cidade", "Ville"),
    "country": Text("Country", "País", "País", "Pays"),
    "link": Text(
        "Address for joining online",
        "Dirección para participar en línea",
        "Endereço para participar on-line",
        "Adresse pour participer en ligne",
    ),
    "programme": Text(
        "Work programme", "Programa de trabajo", "Programa de trabalho", "Programme de travail"
    ),
    "code": Text(
        "Code of the activity or project",
        "Código de la actividad o del proyecto",
        "Código da atividade ou do projeto",
        "Code de l’activité ou du projet",
    ),
    "unit": Text(
        "Unit in charge", "Unidad responsable", "Unidade responsável", "Unité responsable"
    ),
    "registration": Text("Registration", "Inscripción", "Inscrição", "Inscription"),
    "registration_until": Text(
        "Last day for registering",
        "Último día para inscribirse",
        "Último dia para se inscrever",
        "Dernier jour pour s’inscrire",
    ),
    "capacity": Text("Places", "Lugares", "Vagas", "Places"),
    "demonstration": Text(
        "Made up, for a demonstration",
        "Inventada, para una demostración",
        "Inventada, para uma demonstração",
        "Inventée, pour une démonstration",
    ),
    "objectives": Text("Objectives", "Objetivos", "Objetivos", "Objectifs"),
    "organisers": Text("Organisers", "Organizadores", "Organizadores", "Organisateurs"),
    "agenda": Text("Agenda", "Agenda", "Pauta", "Ordre du jour"),
    "summary": Text("Summary", "Resumen", "Resumo", "Résumé"),
    "summaries": Text("Point by point", "Punto por punto", "Ponto por ponto", "Point par point"),
    "conclusions": Text(
        "Conclusions and recommendations",
        "Conclusiones y recomendaciones",
        "Conclusões e recomendações",
        "Conclusions et recommandations",
    ),
}
"""The fields of the forms, ``form_…`` below."""

SAY = {
    **COMMON,
    **{f"form_{name}": text for name, text in _FORM.items()},
    "lead": Text(
        "Meetings of the work programme, month by month: when and where, with whom, and what they "
        "concluded.",
        "Las reuniones del programa de trabajo, mes a mes: cuándo y dónde, con quién y con qué "
        "conclusiones.",
        "As reuniões do programa de trabalho, mês a mês: quando e onde, com quem e com quais "
        "conclusões.",
        "Les réunions du programme de travail, mois par mois : quand et où, avec qui, et avec "
        "quelles conclusions.",
    ),
    "new": Text("New meeting", "Nueva reunión", "Nova reunião", "Nouvelle réunion"),
    "subscribe": Text(
        "Subscribe to this calendar (iCal)",
        "Suscribirse a este calendario (iCal)",
        "Assinar este calendário (iCal)",
        "S’abonner à ce calendrier (iCal)",
    ),
    "into_calendar": Text(
        "Put it into my calendar (iCal)",
        "Agregar a mi calendario (iCal)",
        "Adicionar ao meu calendário (iCal)",
        "Ajouter à mon agenda (iCal)",
    ),
    "which": Text("Which", "Cuáles", "Quais", "Lesquelles"),
    "kind": Text("Kind", "Tipo", "Tipo", "Type"),
    "area": Text("Area", "Área", "Área", "Domaine"),
    "words": Text("Words", "Palabras", "Palavras", "Mots"),
    "undated": Text("Day to be settled", "Por definir", "A definir", "Date à fixer"),
    "nothing": Text(
        "There is no meeting of this kind. Ask for less, or for another time.",
        "No hay reuniones así. Quite algún filtro o elija otra fecha.",
        "Não há reuniões assim. Retire algum filtro ou escolha outra data.",
        "Aucune réunion ne correspond. Retirez un filtre ou choisissez une autre date.",
    ),
    "found": Text("{} meetings", "{} reuniones", "{} reuniões", "{} réunions"),
    "on_day": Text("{} meetings", "{} reuniones", "{} reuniões", "{} réunions"),
    "one_on_day": Text("one meeting", "una reunión", "uma reunião", "une réunion"),
    "before": Text("Earlier month", "Mes anterior", "Mês anterior", "Mois précédent"),
    "after": Text("Later month", "Mes siguiente", "Mês seguinte", "Mois suivant"),
    "months": Text("Months", "Meses", "Meses", "Mois"),
    "participants": Text("Participants", "Participantes", "Participantes", "Participants"),
    "attended": Text("Who attended", "Asistencia", "Presenças", "Présences"),
    "registered": Text("Who has registered", "Inscripciones", "Inscrições", "Inscriptions"),
    "people": Text("People", "Personas", "Pessoas", "Personnes"),
    "total": Text("Total", "Total", "Total", "Total"),
    "unknown_country": Text(
        "Country not known", "País no indicado", "País não informado", "Pays non indiqué"
    ),
    "unknown_organisation": Text(
        "organisation not known",
        "organización no indicada",
        "organização não informada",
        "organisation non indiquée",
    ),
    "organisation": COLUMNS["organisation"],
    "objectives": _FORM["objectives"],
    "organisers": _FORM["organisers"],
    "agenda": _FORM["agenda"],
    "summary": _FORM["summary"],
    "conclusions": _FORM["conclusions"],
    "follow_ups": Text("Follow-up", "Seguimiento", "Acompanhamento", "Suivi"),
    "follow_up": Text(
        "What is to be done", "Qué se hará", "O que será feito", "Ce qui est à faire"
    ),
    "new_follow_up": Text(
        "Add an action", "Agregar una acción", "Adicionar uma ação", "Ajouter une action"
    ),
    "owner": Text("Person", "Persona", "Pessoa", "Personne"),
    "responsible": Text(
        "Somebody outside the secretariat",
        "Alguien ajeno a la secretaría",
        "Alguém de fora da secretaria",
        "Une personne extérieure au secrétariat",
    ),
    "who_does": Text("Who does it", "Responsable", "Responsável", "Responsable"),
    "due": Text("Due", "Vence", "Prazo", "Échéance"),
    "done": Text("Done", "Cumplido", "Feito", "Fait"),
    "not_done": Text("not done yet", "pendiente", "pendente", "à faire"),
    "no_due": Text("no day set", "sin fecha", "sem prazo", "sans date"),
    "note": Text("Note", "Nota", "Nota", "Note"),
    "permalink": Text(
        "Link to this item", "Enlace a este punto", "Link para este item", "Lien vers ce point"
    ),
    "postponed_from": Text(
        "Before it was postponed",
        "Antes del aplazamiento",
        "Antes do adiamento",
        "Avant le report",
    ),
    "reason": Text("Reason", "Motivo", "Motivo", "Motif"),
    "belongs_to": Text("Belongs to", "Corresponde a", "Corresponde a", "Relève de"),
    "seen_by": Text("Seen by", "Visible para", "Visível para", "Visible par"),
    "register": Text("Register", "Inscribirse", "Inscrever-se", "S’inscrire"),
    "registration": _FORM["registration"],
    "until": Text("until {}", "hasta el {}", "até {}", "jusqu’au {}"),
    "places_left": Text(
        "Places left: {}", "Lugares disponibles: {}", "Vagas restantes: {}", "Places restantes : {}"
    ),
    "register_lead": Text(
        "Tell us who you are. Your details are seen by the secretariat alone; the public reads how "
        "many people come from each country and organisation.",
        "Díganos quién es. Sus datos los ve solamente la secretaría; el público lee cuántas "
        "personas vienen de cada país y organización.",
        "Diga quem você é. Seus dados são vistos apenas pela secretaria; o público lê quantas "
        "pessoas vêm de cada país e organização.",
        "Indiquez qui vous êtes. Seul le secrétariat voit vos données ; le public lit combien de "
        "personnes viennent de chaque pays et organisation.",
    ),
    "no_country": Text(
        "Leave it empty for an international organisation.",
        "Déjelo vacío si es una organización internacional.",
        "Deixe vazio se for uma organização internacional.",
        "Laissez vide pour une organisation internationale.",
    ),
    "sent": Text(
        "Thank you. A letter with your own link is on its way to the address that you gave. With it "
        "you see how to take part, and can change your answer.",
        "Gracias. Le enviamos un mensaje con su enlace personal a la dirección que indicó. Con él "
        "verá cómo participar y podrá cambiar su respuesta.",
        "Obrigado. Enviamos uma mensagem com seu link pessoal ao endereço informado. Com ele você "
        "vê como participar e pode mudar sua resposta.",
        "Merci. Un message avec votre lien personnel a été envoyé à l’adresse indiquée. Il vous "
        "montre comment participer et permet de changer votre réponse.",
    ),
    "your_answer": Text("Your answer", "Su respuesta", "Sua resposta", "Votre réponse"),
    "keep_link": Text(
        "Keep the address of this page: it is yours alone.",
        "Guarde la dirección de esta página: es solo suya.",
        "Guarde o endereço desta página: ele é só seu.",
        "Conservez l’adresse de cette page : elle n’appartient qu’à vous.",
    ),
    "answered": Text(
        "Your answer has been recorded.",
        "Su respuesta quedó registrada.",
        "Sua resposta foi registrada.",
        "Votre réponse a été enregistrée.",
    ),
    "take_part": Text("I take part", "Participaré", "Vou participar", "Je participe"),
    "decline": Text("I cannot come", "No podré asistir", "Não poderei ir", "Je ne peux pas venir"),
    "join": Text("Join online", "Participar en línea", "Participar on-line", "Participer en ligne"),
    "join_later": Text(
        "The address for joining online is shown here to those who have registered.",
        "La dirección para participar en línea se muestra aquí a quienes se inscribieron.",
        "O endereço para participar on-line é mostrado aqui a quem se inscreveu.",
        "L’adresse pour participer en ligne s’affiche ici pour les personnes inscrites.",
    ),
    "gone": Text(
        "This link is not valid",
        "Este enlace no es válido",
        "Este link não é válido",
        "Ce lien n’est pas valide",
    ),
    "gone_lead": Text(
        "It may be incomplete, or a newer one has taken its place. Look for the last letter, or "
        "write to the secretariat.",
        "Puede estar incompleto, o uno más reciente lo reemplazó. Busque el último mensaje o "
        "escriba a la secretaría.",
        "Ele pode estar incompleto, ou um mais recente o substituiu. Procure a última mensagem ou "
        "escreva à secretaria.",
        "Il est peut-être incomplet, ou un plus récent l’a remplacé. Cherchez le dernier message "
        "ou écrivez au secrétariat.",
    ),
    # Staff
    "edit_lead": Text(
        "What the meeting is, when and where.",
        "Qué es la reunión, cuándo y dónde.",
        "O que é a reunião, quando e onde.",
        "Ce qu’est la réunion, quand et où.",
    ),
    "place": Text("Place and day", "Lugar y fecha", "Local e data", "Lieu et date"),
    "responsibility": Text(
        "Where it belongs", "A qué corresponde", "A que corresponde", "Rattachement"
    ),
    "choose_country": Text(
        "Its name in any of the four languages.",
        "El nombre en cualquiera de los cuatro idiomas.",
        "O nome em qualquer um dos quatro idiomas.",
        "Son nom dans l’une des quatre langues.",
    ),
    "link_note": Text(
        "Shown to those who have registered and to the secretariat, never to the public.",
        "La ven quienes se inscribieron y la secretaría, nunca el público.",
        "É visto por quem se inscreveu e pela secretaria, nunca pelo público.",
        "Montrée aux personnes inscrites et au secrétariat, jamais au public.",
    ),
    "row": Text("Row {}", "Fila {}", "Linha {}", "Ligne {}"),
    "rows_note": Text(
        "A row that is emptied is taken away.",
        "La fila que se deja vacía se elimina.",
        "A linha deixada vazia é retirada.",
        "Une ligne vidée est supprimée.",
    ),
    "more": Text("More rows", "Más filas", "Mais linhas", "Plus de lignes"),
    "objectives_text": Text("Objective", "Objetivo", "Objetivo", "Objectif"),
    "organisers_organisation": Text(
        "Organisation known here",
        "Organización registrada aquí",
        "Organização registrada aqui",
        "Organisation enregistrée ici",
    ),
    "organisers_name": Text("or its name", "o su nombre", "ou o nome", "ou son nom"),
    "organisers_role": Text("As what", "En calidad de", "Na qualidade de", "En qualité de"),
    "agenda_title": Text("Point", "Punto", "Ponto", "Point"),
    "agenda_number": Text("Number", "Número", "Número", "Numéro"),
    "agenda_time": Text("Time", "Hora", "Hora", "Heure"),
    "agenda_speaker": Text("Speaker", "Expositor", "Expositor", "Intervenant"),
    "summaries_summary": Text(
        "What was said", "Qué se trató", "O que foi tratado", "Ce qui a été dit"
    ),
    "conclusions_text": Text("Text", "Texto", "Texto", "Texte"),
    "conclusions_kind": Text("Kind", "Tipo", "Tipo", "Type"),
    "conclusions_number": Text("Number", "Número", "Número", "Numéro"),
    "number_note": Text(
        "Without a number it gets the next one of its kind.",
        "Sin número recibe el siguiente de su tipo.",
        "Sem número, recebe o seguinte do seu tipo.",
        "Sans numéro, il reçoit le suivant de son type.",
    ),
    "record": Text(
        "Summaries and conclusions",
        "Resúmenes y conclusiones",
        "Resumos e conclusões",
        "Résumés et conclusions",
    ),
    "record_lead": Text(
        "The rapporteur’s report is drafted from what is written here.",
        "Con lo que se escribe aquí se redacta el informe de relatoría.",
        "Com o que se escreve aqui redige-se o relatório da relatoria.",
        "Le rapport du rapporteur est rédigé à partir de ce qui est écrit ici.",
    ),
    "no_agenda": Text(
        "The meeting has no agenda yet.",
        "La reunión todavía no tiene agenda.",
        "A reunião ainda não tem pauta.",
        "La réunion n’a pas encore d’ordre du jour.",
    ),
    "new_status": Text("New status", "Nuevo estado", "Nova situação", "Nouveau statut"),
    "change_status": Text(
        "Change the status", "Cambiar el estado", "Mudar a situação", "Changer le statut"
    ),
    "new_days": Text(
        "New days, if it is postponed and they are settled",
        "Nuevas fechas, si se aplaza y ya se conocen",
        "Novas datas, se for adiada e já forem conhecidas",
        "Nouvelles dates, si elle est reportée et qu’elles sont fixées",
    ),
    "reason_note": Text(
        "Required to cancel it, or to take back that it was held or cancelled. It is public with "
        "the meeting.",
        "Es obligatorio para cancelarla o para revertir una celebración o cancelación. Se publica "
        "con la reunión.",
        "É obrigatório para cancelá-la ou para reverter uma realização ou cancelamento. É "
        "publicado com a reunião.",
        "Obligatoire pour l’annuler, ou pour revenir sur sa tenue ou son annulation. Il est publié "
        "avec la réunion.",
    ),
    "change_visibility": Text(
        "Change who may see it", "Cambiar quién la ve", "Mudar quem a vê", "Changer qui la voit"
    ),
    "visibility_lead": Text(
        "They see the meeting with its agenda, its conclusions, and how many people took part; "
        "member states also see the follow-up. Documents have a visibility of their own.",
        "Ven la reunión con su agenda, sus conclusiones y cuántas personas participaron; los "
        "Estados miembros ven además el seguimiento. Los documentos tienen su propia visibilidad.",
        "Veem a reunião com a pauta, as conclusões e quantas pessoas participaram; os "
        "Estados-membros veem também o acompanhamento. Os documentos têm visibilidade própria.",
        "Ils voient la réunion avec son ordre du jour, ses conclusions et le nombre de "
        "participants ; les États membres voient aussi le suivi. Les documents ont leur propre "
        "visibilité.",
    ),
    "delete_meeting": Text(
        "Delete the meeting", "Eliminar la reunión", "Excluir a reunião", "Supprimer la réunion"
    ),
    "delete_lead": Text(
        "With it goes all that belongs to it. A meeting that does not take place is cancelled, not "
        "deleted.",
        "Con ella se elimina todo lo que le corresponde. Una reunión que no se celebra se cancela, "
        "no se elimina.",
        "Com ela vai tudo o que lhe pertence. Uma reunião que não se realiza é cancelada, não "
        "excluída.",
        "Tout ce qui s’y rattache disparaît avec elle. Une réunion qui n’a pas lieu est annulée, "
        "non supprimée.",
    ),
    "deleted": Text(
        "The meeting has been deleted.",
        "La reunión fue eliminada.",
        "A reunião foi excluída.",
        "La réunion a été supprimée.",
    ),
    "invite": Text("Invite", "Invitar", "Convidar", "Inviter"),
    "invite_lead": Text(
        "One person a line. Each gets a link of her own, with which she registers or declines.",
        "Una persona por línea. Cada una recibe un enlace propio para inscribirse o declinar.",
        "Uma pessoa por linha. Cada uma recebe um link próprio para se inscrever ou recusar.",
        "Une personne par ligne. Chacune reçoit son propre lien pour s’inscrire ou décliner.",
    ),
    "attendance": Text(
        "Enter a list of who attended",
        "Cargar una lista de asistencia",
        "Carregar uma lista de presença",
        "Saisir une liste de présence",
    ),
    "attendance_lead": Text(
        "One person a line. Who is on the list of participants is marked as present; who is not is "
        "added.",
        "Una persona por línea. Quien ya figura entre los participantes se marca como presente; "
        "quien no, se agrega.",
        "Uma pessoa por linha. Quem já está entre os participantes é marcado como presente; quem "
        "não está é acrescentado.",
        "Une personne par ligne. Qui figure parmi les participants est marqué présent ; qui n’y "
        "figure pas est ajouté.",
    ),
    "people_pasted": Text("List", "Lista", "Lista", "Liste"),
    "people_note": Text(
        "Columns, separated by semicolons:",
        "Columnas, separadas por punto y coma:",
        "Colunas, separadas por ponto e vírgula:",
        "Colonnes, séparées par des points-virgules :",
    ),
    "file": Text(
        "or a CSV file in UTF-8",
        "o un archivo CSV en UTF-8",
        "ou um arquivo CSV em UTF-8",
        "ou un fichier CSV en UTF-8",
    ),
    "letters_go": Text(
        "The links are sent by e-mail, and shown on the next page.",
        "Los enlaces se envían por correo electrónico y se muestran en la página siguiente.",
        "Os links são enviados por e-mail e mostrados na página seguinte.",
        "Les liens sont envoyés par courriel et affichés sur la page suivante.",
    ),
    "hand_over": Text(
        "This portal has no mail server: the links are shown on the next page, to be handed over.",
        "Este portal no tiene servidor de correo: los enlaces se muestran en la página siguiente "
        "para entregarlos.",
        "Este portal não tem servidor de e-mail: os links são mostrados na página seguinte para "
        "serem entregues.",
        "Ce portail n’a pas de serveur de courrier : les liens s’affichent sur la page suivante, à "
        "remettre en main propre.",
    ),
    "lines_wrong": Text(
        "Nothing has been entered yet: mend these lines.",
        "Aún no se ha cargado nada: corrija estas líneas.",
        "Nada foi carregado ainda: corrija estas linhas.",
        "Rien n’a encore été saisi : corrigez ces lignes.",
    ),
    "line": Text("Line", "Línea", "Linha", "Ligne"),
    "what_wrong": Text("What is wrong", "Qué está mal", "O que está errado", "Ce qui ne va pas"),
    "links": Text("The links", "Los enlaces", "Os links", "Les liens"),
    "links_lead": Text(
        "They are shown once. Each is for one person alone.",
        "Se muestran una sola vez. Cada uno es para una sola persona.",
        "São mostrados uma única vez. Cada um é para uma só pessoa.",
        "Ils ne sont affichés qu’une fois. Chacun est destiné à une seule personne.",
    ),
    "links_sent": Text(
        "Those with an e-mail address are being written to.",
        "Se está escribiendo a quienes tienen correo electrónico.",
        "Está sendo enviada mensagem a quem tem e-mail.",
        "Un message est envoyé à qui a une adresse électronique.",
    ),
    "link": Text("Link", "Enlace", "Link", "Lien"),
    "new_link": Text("New link", "Nuevo enlace", "Novo link", "Nouveau lien"),
    "mark": Text("Mark as", "Marcar como", "Marcar como", "Marquer comme"),
    "take_off": Text("Take off the list", "Quitar de la lista", "Retirar da lista", "Retirer"),
    "tick": Text("Choose {}", "Elegir a {}", "Escolher {}", "Choisir {}"),
    "chosen": Text("Chosen", "Elegidos", "Escolhidos", "Choisis"),
    "apply": Text("Apply", "Aplicar", "Aplicar", "Appliquer"),
    "export": Text("As a file:", "Como archivo:", "Como arquivo:", "En fichier :"),
    "nobody_yet": Text(
        "Nobody is on the list.",
        "La lista está vacía.",
        "A lista está vazia.",
        "La liste est vide.",
    ),
    "field": Text("Field", "Campo", "Campo", "Champ"),
}
"""What the templates say."""

WRONG = {
    "country": Text(
        "“{given}” is not a country. Choose one of the list.",
        "«{given}» no es un país. Elija uno de la lista.",
        "“{given}” não é um país. Escolha um da lista.",
        "« {given} » n’est pas un pays. Choisissez-en un dans la liste.",
    ),
    "item": Text(
        "The programme has no item with the code “{given}”. Choose the programme, and look the code "
        "up in it.",
        "El programa no tiene ningún elemento con el código «{given}». Elija el programa y busque "
        "el código en él.",
        "O programa não tem nenhum item com o código “{given}”. Escolha o programa e procure o "
        "código nele.",
        "Le programme n’a aucun élément de code « {given} ». Choisissez le programme et cherchez-y "
        "le code.",
    ),
    "email": Text(
        "“{given}” is not an e-mail address. Write it as name@example.org.",
        "«{given}» no es una dirección de correo. Escríbala como nombre@example.org.",
        "“{given}” não é um endereço de e-mail. Escreva-o como nome@example.org.",
        "« {given} » n’est pas une adresse électronique. Écrivez nom@example.org.",
    ),
    "too_many": Text(
        "The list is too long: at most {most} people are taken at a time.",
        "La lista es demasiado larga: se admiten {most} personas por vez.",
        "A lista é longa demais: são aceitas no máximo {most} pessoas por vez.",
        "La liste est trop longue : {most} personnes au plus à la fois.",
    ),
    "nobody": Text(
        "There is nobody on the list. Write one person a line.",
        "No hay nadie en la lista. Escriba una persona por línea.",
        "Não há ninguém na lista. Escreva uma pessoa por linha.",
        "La liste ne contient personne. Écrivez une personne par ligne.",
    ),
    "twice": Text(
        "The same e-mail address is on line {line}. Take one of the two away.",
        "La misma dirección de correo está en la línea {line}. Quite una de las dos.",
        "O mesmo endereço de e-mail está na linha {line}. Retire um dos dois.",
        "La même adresse figure à la ligne {line}. Retirez l’une des deux.",
    ),
    "too_large": Text(
        "The file is too large: at most {most} kB are read. Send the list alone, as CSV.",
        "El archivo es demasiado grande: se leen {most} kB como máximo. Envíe solo la lista, en CSV.",
        "O arquivo é grande demais: são lidos no máximo {most} kB. Envie só a lista, em CSV.",
        "Le fichier est trop grand : {most} ko au plus. Envoyez la liste seule, en CSV.",
    ),
    "encoding": Text(
        "The file is not a text in UTF-8. Save it as “CSV UTF-8”, and send it again.",
        "El archivo no es un texto en UTF-8. Guárdelo como «CSV UTF-8» y envíelo de nuevo.",
        "O arquivo não é um texto em UTF-8. Salve-o como “CSV UTF-8” e envie-o novamente.",
        "Le fichier n’est pas un texte en UTF-8. Enregistrez-le comme « CSV UTF-8 » et renvoyez-le.",
    ),
    "rows": Text(
        "The list cannot be read as rows and columns. See whether a quotation mark is left open.",
        "La lista no puede leerse como filas y columnas. Vea si quedaron comillas sin cerrar.",
        "A lista não pode ser lida como linhas e colunas. Veja se ficaram aspas sem fechar.",
        "La liste ne se lit pas en lignes et colonnes. Voyez si un guillemet est resté ouvert.",
    ),
    "too_often": Text(
        "Too many registrations came from here. Wait ten minutes, and try again.",
        "Llegaron demasiadas inscripciones desde aquí. Espere diez minutos e inténtelo de nuevo.",
        "Chegaram inscrições demais daqui. Espere dez minutos e tente novamente.",
        "Trop d’inscriptions sont arrivées d’ici. Attendez dix minutes et réessayez.",
    ),
    "already": Text(
        "There is an invitation or registration for this address already. Use the link that was "
        "given for it, or write to the secretariat for another one.",
        "Ya existe una invitación o inscripción para esta dirección. Use el enlace que se entregó, "
        "o escriba a la secretaría para recibir otro.",
        "Já existe um convite ou inscrição para este endereço. Use o link que foi entregue ou "
        "escreva à secretaria para receber outro.",
        "Il existe déjà une invitation ou une inscription pour cette adresse. Utilisez le lien "
        "remis, ou écrivez au secrétariat pour en recevoir un autre.",
    ),
    "answer": Text(
        "Choose whether you take part.",
        "Indique si participará.",
        "Informe se vai participar.",
        "Indiquez si vous participez.",
    ),
    "choice": Text(
        "{name}: choose one of the list.",
        "{name}: elija una opción de la lista.",
        "{name}: escolha uma opção da lista.",
        "{name} : choisissez dans la liste.",
    ),
    "whole": Text(
        "{name}: write a whole number from 1 to {most}, or nothing.",
        "{name}: escriba un número entero de 1 a {most}, o nada.",
        "{name}: escreva um número inteiro de 1 a {most}, ou nada.",
        "{name} : écrivez un nombre entier de 1 à {most}, ou rien.",
    ),
    "until_after": Text(
        "One could register after the meeting is over. Choose an earlier last day for registering.",
        "La inscripción terminaría después de la reunión. Elija un último día anterior.",
        "A inscrição terminaria depois da reunião. Escolha um último dia anterior.",
        "L’inscription finirait après la réunion. Choisissez un dernier jour plus tôt.",
    ),
    "no_start": Text(
        "There is a last day without a first one. Enter the first.",
        "Hay un último día sin un primero. Indique el primero.",
        "Há um último dia sem um primeiro. Informe o primeiro.",
        "Il y a un dernier jour sans premier. Indiquez le premier.",
    ),
    "unit": Text(
        "You cannot put it in charge of that unit. Choose one that you work in.",
        "No puede asignarla a esa unidad. Elija una en la que trabaje.",
        "Você não pode atribuí-la a essa unidade. Escolha uma em que trabalhe.",
        "Vous ne pouvez pas la confier à cette unité. Choisissez-en une où vous travaillez.",
    ),
    "has_summary": Text(
        "A point of the agenda cannot be taken away while it has a summary. Empty the summary first.",
        "No se puede quitar un punto de la agenda que tiene resumen. Vacíe primero el resumen.",
        "Não é possível retirar um ponto da pauta que tem resumo. Esvazie primeiro o resumo.",
        "Un point de l’ordre du jour qui a un résumé ne peut être retiré. Videz d’abord le résumé.",
    ),
    "same_day": Text(
        "The new first day is the old one. Enter another, or none if it is not settled.",
        "El nuevo primer día es el mismo. Indique otro, o ninguno si aún no se conoce.",
        "O novo primeiro dia é o mesmo. Informe outro, ou nenhum se ainda não se conhece.",
        "Le nouveau premier jour est l’ancien. Indiquez-en un autre, ou aucun s’il n’est pas fixé.",
    ),
    "day_for_postponed": Text(
        "New days belong to a meeting that is postponed. Leave them empty, or postpone it.",
        "Las nuevas fechas son para una reunión que se aplaza. Déjelas vacías o aplácela.",
        "As novas datas são para uma reunião adiada. Deixe-as vazias ou adie a reunião.",
        "De nouvelles dates vont avec un report. Laissez-les vides, ou reportez la réunion.",
    ),
    "doubled": Text(
        "Two items of a kind have the number {number}. Change one of them.",
        "Dos puntos del mismo tipo tienen el número {number}. Cambie uno de ellos.",
        "Dois itens do mesmo tipo têm o número {number}. Altere um deles.",
        "Deux points du même type portent le numéro {number}. Changez l’un d’eux.",
    ),
    "has_follow_ups": Text(
        "A conclusion cannot be taken away while it has actions. Delete these first.",
        "No se puede quitar una conclusión que tiene acciones. Elimine primero las acciones.",
        "Não é possível retirar uma conclusão que tem ações. Exclua primeiro as ações.",
        "Une conclusion qui a des actions ne peut être retirée. Supprimez d’abord les actions.",
    ),
    "number": Text(
        "“{given}” is not a number. Write it as 3, 3.b or IV.",
        "«{given}» no es un número. Escríbalo como 3, 3.b o IV.",
        "“{given}” não é um número. Escreva-o como 3, 3.b ou IV.",
        "« {given} » n’est pas un numéro. Écrivez 3, 3.b ou IV.",
    ),
    "before_meeting": Text(
        "This day comes before the meeting. Choose a later one.",
        "Esta fecha es anterior a la reunión. Elija una posterior.",
        "Esta data é anterior à reunião. Escolha uma posterior.",
        "Cette date précède la réunion. Choisissez-en une plus tardive.",
    ),
    "no_owner": Text(
        "Say who is to do it: a person, a unit, or somebody outside the secretariat.",
        "Indique quién lo hará: una persona, una unidad o alguien ajeno a la secretaría.",
        "Informe quem o fará: uma pessoa, uma unidade ou alguém de fora da secretaria.",
        "Indiquez qui le fera : une personne, une unité ou quelqu’un d’extérieur au secrétariat.",
    ),
    "done_to_come": Text(
        "What is done is not done on a day to come. Enter the day on which it was finished.",
        "Lo cumplido no puede tener una fecha futura. Indique el día en que se terminó.",
        "O que foi feito não pode ter data futura. Informe o dia em que foi concluído.",
        "Ce qui est fait ne peut l’être à une date future. Indiquez le jour où ce fut achevé.",
    ),
    "nobody_ticked": Text(
        "Nobody is chosen. Tick those to be marked.",
        "No eligió a nadie. Marque a quienes corresponda.",
        "Ninguém foi escolhido. Marque quem deve ser alterado.",
        "Personne n’est choisi. Cochez les personnes à marquer.",
    ),
    "not_begun": Text(
        "The meeting has not begun: nobody has attended it yet.",
        "La reunión no ha comenzado: nadie ha asistido todavía.",
        "A reunião não começou: ninguém compareceu ainda.",
        "La réunion n’a pas commencé : personne n’y a encore assisté.",
    ),
    "listed": Text(
        "This address is on the list already. Make a new link there if the person has lost hers.",
        "Esta dirección ya está en la lista. Si la persona perdió su enlace, cree allí otro.",
        "Este endereço já está na lista. Se a pessoa perdeu o link, crie outro lá.",
        "Cette adresse est déjà sur la liste. Si la personne a perdu son lien, créez-en un autre.",
    ),
    "closed": Text(
        "Registration for the meeting is closed. Open it to those invited first.",
        "La inscripción está cerrada. Ábrala primero para invitados.",
        "A inscrição está fechada. Abra-a primeiro para convidados.",
        "L’inscription est fermée. Ouvrez-la d’abord aux personnes invitées.",
    ),
}
"""Why something cannot be taken."""

LETTER = {
    "invitation_subject": Text(
        "Invitation: {title}", "Invitación: {title}", "Convite: {title}", "Invitation : {title}"
    ),
    "invitation": Text(
        "{publisher} invites you to a meeting.\n\n{title}\n{when}\n{where}\n\nWith this link, which is "
        "yours alone, you register or decline:\n\n{link}\n",
        "{publisher} le invita a una reunión.\n\n{title}\n{when}\n{where}\n\nCon este enlace, que es "
        "personal, puede inscribirse o declinar:\n\n{link}\n",
        "{publisher} convida você para uma reunião.\n\n{title}\n{when}\n{where}\n\nCom este link, que "
        "é pessoal, você se inscreve ou recusa:\n\n{link}\n",
        "{publisher} vous invite à une réunion.\n\n{title}\n{when}\n{where}\n\nCe lien, qui est "
        "personnel, vous permet de vous inscrire ou de décliner :\n\n{link}\n",
    ),
    "registration_subject": Text(
        "Your registration: {title}",
        "Su inscripción: {title}",
        "Sua inscrição: {title}",
        "Votre inscription : {title}",
    ),
    "registration": Text(
        "Somebody has registered this address with {publisher} for a meeting.\n\n{title}\n{when}\n"
        "{where}\n\nWith this link, which is yours alone, you see how to take part, and can change "
        "your answer:\n\n{link}\n\nIf it was not you, decline there.\n",
        "Alguien inscribió esta dirección ante {publisher} para una reunión.\n\n{title}\n{when}\n"
        "{where}\n\nCon este enlace, que es personal, verá cómo participar y podrá cambiar su "
        "respuesta:\n\n{link}\n\nSi no fue usted, decline allí.\n",
        "Alguém inscreveu este endereço em {publisher} para uma reunião.\n\n{title}\n{when}\n{where}"
        "\n\nCom este link, que é pessoal, você vê como participar e pode mudar sua resposta:\n\n"
        "{link}\n\nSe não foi você, recuse por lá.\n",
        "Quelqu’un a inscrit cette adresse auprès de {publisher} pour une réunion.\n\n{title}\n{when}"
        "\n{where}\n\nCe lien, qui est personnel, vous montre comment participer et permet de "
        "changer votre réponse :\n\n{link}\n\nSi ce n’était pas vous, déclinez par ce lien.\n",
    ),
}
"""The letters that bring a link."""

ACTIONS: Terms = {
    "programme.meeting_made": Text(
        "Meeting entered", "Reunión creada", "Reunião criada", "Réunion créée"
    ),
    "programme.meeting_edited": Text(
        "Meeting edited", "Reunión modificada", "Reunião alterada", "Réunion modifiée"
    ),
    "programme.meeting_status": Text(
        "Status of a meeting changed",
        "Estado de una reunión cambiado",
        "Situação de uma reunião alterada",
        "Statut d’une réunion modifié",
    ),
    "programme.meeting_visibility": Text(
        "Who may see a meeting changed",
        "Visibilidad de una reunión cambiada",
        "Visibilidade de uma reunião alterada",
        "Visibilité d’une réunion modifiée",
    ),
    "programme.meeting_deleted": Text(
        "Meeting deleted", "Reunión eliminada", "Reunião excluída", "Réunion supprimée"
    ),
    "programme.meeting_recorded": Text(
        "Conclusions of a meeting written down",
        "Conclusiones de una reunión registradas",
        "Conclusões de uma reunião registradas",
        "Conclusions d’une réunion consignées",
    ),
    "programme.follow_up_saved": Text(
        "Action after a meeting saved",
        "Acción de seguimiento guardada",
        "Ação de acompanhamento salva",
        "Action de suivi enregistrée",
    ),
    "programme.follow_up_deleted": Text(
        "Action after a meeting deleted",
        "Acción de seguimiento eliminada",
        "Ação de acompanhamento excluída",
        "Action de suivi supprimée",
    ),
    "programme.invited": Text(
        "People invited to a meeting",
        "Personas invitadas a una reunión",
        "Pessoas convidadas para uma reunião",
        "Personnes invitées à une réunion",
    ),
    "programme.invitation_renewed": Text(
        "New link for an invitation",
        "Nuevo enlace de invitación",
        "Novo link de convite",
        "Nouveau lien d’invitation",
    ),
    "programme.registered": Text(
        "Registration for a meeting",
        "Inscripción en una reunión",
        "Inscrição em uma reunião",
        "Inscription à une réunion",
    ),
    "programme.declined": Text(
        "Invitation to a meeting declined",
        "Invitación a una reunión declinada",
        "Convite para uma reunião recusado",
        "Invitation à une réunion déclinée",
    ),
    "programme.participants_marked": Text(
        "Participants marked",
        "Participantes marcados",
        "Participantes marcados",
        "Participants marqués",
    ),
    "programme.participants_exported": Text(
        "List of participants taken out",
        "Lista de participantes exportada",
        "Lista de participantes exportada",
        "Liste des participants exportée",
    ),
    "programme.attendance_entered": Text(
        "List of attendance entered",
        "Lista de asistencia cargada",
        "Lista de presença carregada",
        "Liste de présence saisie",
    ),
}
"""The names of what is done, for the trail."""
