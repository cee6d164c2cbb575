"""What the pages of management say."""

from __future__ import annotations

from cedic.model import Text

SAY = {
    # The parts
    "manage": Text("Management", "Gestión", "Gestão", "Gestion"),
    "home": Text("To do", "Pendientes", "Pendências", "À faire"),
    "sources": Text("Sources", "Fuentes", "Fontes", "Sources"),
    "work": Text("Work", "Trabajos", "Trabalhos", "Travaux"),
    "dataflows": Text("Publication", "Publicación", "Publicação", "Publication"),
    "texts": Text("Texts", "Textos", "Textos", "Textes"),
    "programme": Text(
        "Work programme", "Programa de trabajo", "Programa de trabalho", "Programme de travail"
    ),
    "trail": Text("Record", "Registro", "Registro", "Journal"),
    "people": Text("People", "Personas", "Pessoas", "Personnes"),
    # Home
    "home_lead": Text(
        "What needs attention in the portal.",
        "Lo que requiere atención en el portal.",
        "O que requer atenção no portal.",
        "Ce qui demande attention sur le portail.",
    ),
    "nothing_to_do": Text(
        "Nothing needs attention now.",
        "Por ahora nada requiere atención.",
        "Por enquanto nada requer atenção.",
        "Rien ne demande attention pour le moment.",
    ),
    "failed_work": Text(
        "Work that failed", "Trabajos que fallaron", "Trabalhos que falharam", "Travaux en échec"
    ),
    "running_work": Text(
        "Work under way", "Trabajos en curso", "Trabalhos em andamento", "Travaux en cours"
    ),
    "planned": Text(
        "Planned publication",
        "Publicaciones programadas",
        "Publicações programadas",
        "Publications programmées",
    ),
    "stale": Text(
        "Dataflows that a build would change",
        "Conjuntos de datos que cambiarían al recalcular",
        "Conjuntos de dados que mudariam ao recalcular",
        "Jeux de données qu’un recalcul changerait",
    ),
    "stale_note": Text(
        "Their sources or the methods have changed since they were made.",
        "Sus fuentes o los métodos cambiaron desde que se calcularon.",
        "Suas fontes ou os métodos mudaram desde que foram calculados.",
        "Leurs sources ou les méthodes ont changé depuis leur calcul.",
    ),
    "last_build": Text("Last release", "Última edición", "Última edição", "Dernière édition"),
    "sources_held": Text(
        "Sources in the store",
        "Fuentes cargadas",
        "Fontes carregadas",
        "Sources chargées",
    ),
    "none_built": Text(
        "Nothing has been built yet: load a source, then build.",
        "Aún no se ha calculado nada: cargue una fuente y luego calcule.",
        "Ainda não há nada calculado: carregue uma fonte e depois calcule.",
        "Rien n’a encore été calculé : chargez une source, puis lancez le calcul.",
    ),
    # Sources
    "sources_lead": Text(
        "Where the figures come from, and what is loaded of each source.",
        "De dónde vienen las cifras y qué está cargado de cada fuente.",
        "De onde vêm os dados e o que está carregado de cada fonte.",
        "D’où viennent les chiffres, et ce qui est chargé de chaque source.",
    ),
    "source": Text("Source", "Fuente", "Fonte", "Source"),
    "name": Text("Name", "Nombre", "Nome", "Nom"),
    "vintage": Text("Vintage", "Versión de los datos", "Versão dos dados", "Millésime"),
    "periods": Text("Periods", "Períodos", "Períodos", "Périodes"),
    "period": Text("Period", "Período", "Período", "Période"),
    "rows": Text("Rows", "Filas", "Linhas", "Lignes"),
    "set_aside": Text("Rows set aside", "Filas apartadas", "Linhas separadas", "Lignes écartées"),
    "loaded": Text("Last loaded", "Última carga", "Última carga", "Dernier chargement"),
    "not_loaded": Text("not loaded", "sin cargar", "não carregada", "non chargée"),
    "fetch_failed": Text(
        "the last fetch failed",
        "la última descarga falló",
        "o último download falhou",
        "le dernier téléchargement a échoué",
    ),
    "provider": Text("Published by", "Publica", "Publica", "Publié par"),
    "licence": Text("Licence", "Licencia", "Licença", "Licence"),
    "cite": Text("Cite as", "Citar como", "Citar como", "Citer ainsi"),
    "parts_loaded": Text(
        "What is loaded, by period",
        "Lo cargado, por período",
        "O que está carregado, por período",
        "Ce qui est chargé, par période",
    ),
    "fetch": Text("Fetch", "Descargar", "Baixar", "Télécharger"),
    "fetch_title": Text(
        "Fetch from the source",
        "Descargar de la fuente",
        "Baixar da fonte",
        "Télécharger depuis la source",
    ),
    "fetch_read": Text(
        "Load what was fetched",
        "Cargar lo descargado",
        "Carregar o que foi baixado",
        "Charger ce qui est téléchargé",
    ),
    "replace": Text(
        "Let it take the place of another vintage",
        "Permitir que sustituya a otra versión de los datos",
        "Permitir que substitua outra versão dos dados",
        "Autoriser le remplacement d’un autre millésime",
    ),
    "last_fetches": Text(
        "Last fetches", "Últimas descargas", "Últimos downloads", "Derniers téléchargements"
    ),
    # Uploads
    "upload": Text("Upload a file", "Subir un archivo", "Enviar um arquivo", "Envoyer un fichier"),
    "upload_lead": Text(
        "The file is checked cell by cell first. Nothing is loaded before you accept the report.",
        "Primero se revisa el archivo celda por celda. Nada se carga antes de que usted acepte el "
        "informe.",
        "Primeiro o arquivo é verificado célula por célula. Nada é carregado antes que você aceite o "
        "relatório.",
        "Le fichier est d’abord vérifié cellule par cellule. Rien n’est chargé avant que vous "
        "acceptiez le rapport.",
    ),
    "uploads_open": Text(
        "Files that wait", "Archivos en espera", "Arquivos em espera", "Fichiers en attente"
    ),
    "kind": Text("What the file is", "Qué es el archivo", "O que é o arquivo", "Nature du fichier"),
    "file": Text("File", "Archivo", "Arquivo", "Fichier"),
    "file_note": Text(
        "CSV, TSV, Parquet, or a zip archive of them; at most {} megabytes.",
        "CSV, TSV, Parquet o un archivo zip que los contenga; {} megabytes como máximo.",
        "CSV, TSV, Parquet ou um arquivo zip que os contenha; no máximo {} megabytes.",
        "CSV, TSV, Parquet ou une archive zip qui les contient ; {} mégaoctets au plus.",
    ),
    "send": Text("Send", "Enviar", "Enviar", "Envoyer"),
    "say_what": Text(
        "Say what the file holds",
        "Indique qué contiene el archivo",
        "Indique o que o arquivo contém",
        "Indiquez ce que contient le fichier",
    ),
    "first_rows": Text(
        "The first rows of the file, as they are.",
        "Las primeras filas del archivo, tal como están.",
        "As primeiras linhas do arquivo, como estão.",
        "Les premières lignes du fichier, telles quelles.",
    ),
    "reread": Text("Read again so", "Volver a leer así", "Ler de novo assim", "Relire ainsi"),
    "columns": Text(
        "Which column is what",
        "Qué es cada columna",
        "O que é cada coluna",
        "À quoi correspond chaque colonne",
    ),
    "columns_note": Text(
        "Give either the reporter, partner and flow, or the exporter, importer and who reports.",
        "Indique el declarante, el socio y el flujo, o bien el exportador, el importador y quién "
        "declara.",
        "Indique o declarante, o parceiro e o fluxo, ou então o exportador, o importador e quem "
        "declara.",
        "Indiquez soit le déclarant, le partenaire et le flux, soit l’exportateur, l’importateur et "
        "qui déclare.",
    ),
    "no_column": Text("none", "ninguna", "nenhuma", "aucune"),
    "about_figures": Text(
        "About the figures", "Sobre las cifras", "Sobre os dados", "À propos des chiffres"
    ),
    "keep_as": Text(
        "Keep under the id", "Guardar con el código", "Guardar com o código", "Conserver sous l’id"
    ),
    "keep_as_note": Text(
        "Capitals, digits and _. For a source that CEDIC knows, leave it empty to use its own.",
        "Mayúsculas, dígitos y _. Para una fuente conocida, déjelo vacío y se usará el suyo.",
        "Maiúsculas, dígitos e _. Para uma fonte conhecida, deixe vazio para usar o dela.",
        "Majuscules, chiffres et _. Pour une source connue, laissez vide pour garder le sien.",
    ),
    "check": Text("Check the file", "Revisar el archivo", "Verificar o arquivo", "Vérifier"),
    "delete": Text("Delete the file", "Borrar el archivo", "Apagar o arquivo", "Supprimer"),
    "upload_deleted": Text(
        "The file was deleted.",
        "El archivo fue borrado.",
        "O arquivo foi apagado.",
        "Le fichier a été supprimé.",
    ),
    "report": Text("Report", "Informe", "Relatório", "Rapport"),
    "report_good": Text(
        "No cell is wrong. Nothing has been loaded yet.",
        "Ninguna celda tiene errores. Aún no se ha cargado nada.",
        "Nenhuma célula tem erros. Nada foi carregado ainda.",
        "Aucune cellule n’est fautive. Rien n’a encore été chargé.",
    ),
    "report_bad": Text(
        "Some cells are wrong. Nothing has been loaded yet.",
        "Algunas celdas tienen errores. Aún no se ha cargado nada.",
        "Algumas células têm erros. Nada foi carregado ainda.",
        "Certaines cellules sont fautives. Rien n’a encore été chargé.",
    ),
    "report_error": Text(
        "The file cannot be read.",
        "No se puede leer el archivo.",
        "Não é possível ler o arquivo.",
        "Le fichier ne peut pas être lu.",
    ),
    "report_loaded": Text(
        "The file is loaded. To publish its figures, build.",
        "El archivo está cargado. Para publicar sus cifras, calcule.",
        "O arquivo está carregado. Para publicar seus dados, calcule.",
        "Le fichier est chargé. Pour publier ses chiffres, lancez le calcul.",
    ),
    "report_gone": Text(
        "The file was deleted.",
        "El archivo fue borrado.",
        "O arquivo foi apagado.",
        "Le fichier a été supprimé.",
    ),
    "bad_cells": Text(
        "Cells with errors", "Celdas con errores", "Células com erros", "Cellules fautives"
    ),
    "first_cells": Text(
        "The first ones; the file has all.",
        "Las primeras; el archivo las trae todas.",
        "As primeiras; o arquivo traz todas.",
        "Les premières ; le fichier les contient toutes.",
    ),
    "all_cells": Text("All of them as CSV", "Todas en CSV", "Todas em CSV", "Toutes en CSV"),
    "line": Text("Line", "Línea", "Linha", "Ligne"),
    "column": Text("Column", "Columna", "Coluna", "Colonne"),
    "value": Text("Value", "Valor", "Valor", "Valeur"),
    "wrong": Text("What is wrong", "Qué está mal", "O que está errado", "Ce qui ne va pas"),
    "mend": Text("How to mend it", "Cómo corregirlo", "Como corrigir", "Comment corriger"),
    "would_load": Text(
        "What would be loaded",
        "Lo que se cargaría",
        "O que seria carregado",
        "Ce qui serait chargé",
    ),
    "areas": Text("Areas", "Áreas", "Áreas", "Zones"),
    "total": Text(
        "Total value, US dollars",
        "Valor total, dólares",
        "Valor total, dólares",
        "Valeur totale, dollars",
    ),
    "missing": Text("Without value", "Sin valor", "Sem valor", "Sans valeur"),
    "takes_place": Text("Takes the place of", "Sustituye a", "Substitui", "Remplace"),
    "rows_of": Text("{} rows, {}", "{} filas, {}", "{} linhas, {}", "{} lignes, {}"),
    "accept": Text(
        "Accept and load", "Aceptar y cargar", "Aceitar e carregar", "Accepter et charger"
    ),
    "aside": Text(
        "Leave out the rows with errors and load the rest",
        "Apartar las filas con errores y cargar el resto",
        "Separar as linhas com erros e carregar o resto",
        "Écarter les lignes fautives et charger le reste",
    ),
    "ask_again": Text(
        "Change what was said of the file",
        "Cambiar lo indicado sobre el archivo",
        "Mudar o que foi indicado sobre o arquivo",
        "Modifier les indications sur le fichier",
    ),
    # Work
    "work_lead": Text(
        "What runs in the background: calculations, downloads, checks and loads.",
        "Lo que se ejecuta en segundo plano: cálculos, descargas, revisiones y cargas.",
        "O que é executado em segundo plano: cálculos, downloads, verificações e cargas.",
        "Ce qui s’exécute en arrière-plan : calculs, téléchargements, vérifications et chargements.",
    ),
    "build": Text("Build", "Calcular", "Calcular", "Calculer"),
    "build_note": Text(
        "Brings the dataflows up to date and makes a release of them. Readers see the old one until "
        "it is ready.",
        "Actualiza los conjuntos de datos y crea una edición. Los lectores ven la anterior hasta que "
        "esté lista.",
        "Atualiza os conjuntos de dados e cria uma edição. Os leitores veem a anterior até que esteja "
        "pronta.",
        "Met à jour les jeux de données et crée une édition. Les lecteurs voient l’ancienne jusqu’à "
        "ce qu’elle soit prête.",
    ),
    "only": Text(
        "Only these, and what they are made from (all if none is chosen)",
        "Solo estos y aquello de lo que se calculan (todos si no elige ninguno)",
        "Apenas estes e aquilo de que são calculados (todos se nenhum for escolhido)",
        "Seulement ceux-ci et ce dont ils dérivent (tous si aucun n’est choisi)",
    ),
    "force": Text(
        "Also those that nothing has changed for",
        "También los que no han cambiado",
        "Também os que não mudaram",
        "Aussi ceux que rien n’a modifiés",
    ),
    "last_work": Text("Last work", "Últimos trabajos", "Últimos trabalhos", "Derniers travaux"),
    "no_work": Text(
        "Nothing has been done yet.",
        "Aún no se ha hecho nada.",
        "Nada foi feito ainda.",
        "Rien n’a encore été fait.",
    ),
    "state": Text("State", "Estado", "Estado", "État"),
    "by": Text("By", "Por", "Por", "Par"),
    "asked_on": Text("Asked on", "Pedido el", "Pedido em", "Demandé le"),
    "ended_on": Text("Ended on", "Terminado el", "Concluído em", "Terminé le"),
    "so_far": Text("So far", "Hasta ahora", "Até agora", "Jusqu’ici"),
    "step": Text("Step", "Paso", "Etapa", "Étape"),
    "cancel": Text("Call it off", "Cancelar", "Cancelar", "Annuler"),
    "cancelling": Text(
        "It ends at its next step.",
        "Termina en el próximo paso.",
        "Termina na próxima etapa.",
        "Il s’arrête à la prochaine étape.",
    ),
    "again": Text("Start it again", "Volver a iniciar", "Iniciar de novo", "Relancer"),
    "reload": Text("Show how far it is", "Ver el avance", "Ver o andamento", "Voir l’avancement"),
    "no_worker": Text(
        "No worker has taken this up. If it stays so, whoever keeps the portal starts one with: "
        "cedic work",
        "Ningún proceso lo ha tomado. Si sigue así, quien mantiene el portal puede iniciar uno con: "
        "cedic work",
        "Nenhum processo o assumiu. Se continuar assim, quem mantém o portal pode iniciar um com: "
        "cedic work",
        "Aucun processus ne s’en est chargé. Si cela dure, la personne qui gère le portail peut en "
        "lancer un avec : cedic work",
    ),
    "stopped": Text(
        "The worker was stopped while it was at this. What was stored before stands; start it again, "
        "and it does what is left.",
        "El proceso se detuvo durante este trabajo. Lo guardado antes se conserva; vuelva a "
        "iniciarlo y hará lo que falta.",
        "O processo foi interrompido durante este trabalho. O que foi guardado antes permanece; "
        "inicie-o de novo e ele fará o que falta.",
        "Le processus s’est arrêté pendant ce travail. Ce qui était enregistré est conservé ; "
        "relancez-le, et il fera le reste.",
    ),
    "defect": Text(
        "A fault of the program, which has been recorded. Tell whoever keeps the portal.",
        "Un fallo del programa, que quedó registrado. Avise a quien mantiene el portal.",
        "Uma falha do programa, que foi registrada. Avise quem mantém o portal.",
        "Une erreur du programme, qui a été enregistrée. Prévenez la personne qui gère le portail.",
    ),
    "to_upload": Text(
        "Go on with the file",
        "Continuar con el archivo",
        "Continuar com o arquivo",
        "Continuer avec le fichier",
    ),
    "release_made": Text("Release", "Edición", "Edição", "Édition"),
    "made": Text("Made", "Calculados", "Calculados", "Calculés"),
    "nothing_made": Text(
        "nothing, all were up to date",
        "ninguno, todos estaban al día",
        "nenhum, todos estavam em dia",
        "aucun, tous étaient à jour",
    ),
    "rows_loaded": Text("Rows loaded", "Filas cargadas", "Linhas carregadas", "Lignes chargées"),
    # Publication
    "dataflows_lead": Text(
        "What the public reads, and what is built.",
        "Lo que lee el público y lo que está calculado.",
        "O que o público lê e o que está calculado.",
        "Ce que lit le public, et ce qui est calculé.",
    ),
    "dataflow": Text("Dataflow", "Conjunto de datos", "Conjunto de dados", "Jeu de données"),
    "public_release": Text(
        "Public release", "Edición pública", "Edição pública", "Édition publique"
    ),
    "built_release": Text(
        "Last built", "Última calculada", "Última calculada", "Dernière calculée"
    ),
    "new_builds": Text("New builds", "Nuevos cálculos", "Novos cálculos", "Nouveaux calculs"),
    "builds_follow": Text(
        "are public at once",
        "son públicos de inmediato",
        "são públicos de imediato",
        "sont publics aussitôt",
    ),
    "builds_wait": Text(
        "wait until a publisher decides",
        "esperan la decisión de quien publica",
        "esperam a decisão de quem publica",
        "attendent la décision d’un responsable",
    ),
    "save": Text("Save", "Guardar", "Salvar", "Enregistrer"),
    "saved": Text("Saved.", "Guardado.", "Salvo.", "Enregistré."),
    "releases": Text("Releases", "Ediciones", "Edições", "Éditions"),
    "release": Text("Release", "Edición", "Edição", "Édition"),
    "changes": Text(
        "What changed in each release since the one before; observations.",
        "Qué cambió en cada edición respecto de la anterior; observaciones.",
        "O que mudou em cada edição em relação à anterior; observações.",
        "Ce qui a changé dans chaque édition par rapport à la précédente ; observations.",
    ),
    "date": Text("Date", "Fecha", "Data", "Date"),
    "added": Text("Added", "Agregadas", "Acrescentadas", "Ajoutées"),
    "removed": Text("Removed", "Quitadas", "Retiradas", "Retirées"),
    "changed": Text("Changed", "Cambiadas", "Alteradas", "Modifiées"),
    "status_changed": Text(
        "Status changed", "Con otro estado", "Com outro estado", "Statut modifié"
    ),
    "note": Text("Note", "Nota", "Nota", "Note"),
    "edit_note": Text("Edit the note", "Editar la nota", "Editar a nota", "Modifier la note"),
    "note_lead": Text(
        "The public reads this note beside the release. Leave all four empty to have none.",
        "El público lee esta nota junto a la edición. Deje vacíos los cuatro campos para no tener "
        "ninguna.",
        "O público lê esta nota junto à edição. Deixe os quatro campos vazios para não ter nenhuma.",
        "Le public lit cette note à côté de l’édition. Laissez les quatre champs vides pour n’en "
        "avoir aucune.",
    ),
    "actions": Text("Decide", "Decidir", "Decidir", "Décider"),
    "publish_this": Text(
        "Publish this release",
        "Publicar esta edición",
        "Publicar esta edição",
        "Publier cette édition",
    ),
    "decisions": Text("Decisions", "Decisiones", "Decisões", "Décisions"),
    "decision": Text("Decision", "Decisión", "Decisão", "Décision"),
    "effect": Text("In effect from", "Vigente desde", "Em vigor desde", "En vigueur depuis"),
    "no_decisions": Text(
        "Nothing has been decided: every build is public as the portal's setting says.",
        "No se ha decidido nada: cada cálculo es público según lo establecido en el portal.",
        "Nada foi decidido: cada cálculo é público conforme a configuração do portal.",
        "Rien n’a été décidé : chaque calcul est public selon le réglage du portail.",
    ),
    "is_planned": Text("planned", "programada", "programada", "programmée"),
    "was_cancelled": Text("called off", "cancelada", "cancelada", "annulée"),
    "call_off": Text(
        "Call the plan off",
        "Cancelar lo programado",
        "Cancelar o programado",
        "Annuler la programmation",
    ),
    "called_off": Text(
        "The plan was called off.",
        "Lo programado fue cancelado.",
        "O programado foi cancelado.",
        "La programmation a été annulée.",
    ),
    "decided": Text(
        "The decision was taken.",
        "La decisión quedó registrada.",
        "A decisão foi registrada.",
        "La décision est enregistrée.",
    ),
    "confirm": Text("Confirm", "Confirmar", "Confirmar", "Confirmer"),
    "back": Text("Go back", "Volver", "Voltar", "Revenir"),
    "withdraw_note": Text(
        "Reason, which the public reads",
        "Motivo, que el público leerá",
        "Motivo, que o público lerá",
        "Motif, que le public lira",
    ),
    "optional_note": Text(
        "Note for colleagues (optional)",
        "Nota para colegas (opcional)",
        "Nota para colegas (opcional)",
        "Note pour les collègues (facultative)",
    ),
    "moment": Text(
        "Moment at which it takes effect, in UTC; empty for now",
        "Momento en que entra en vigor, en UTC; vacío para ahora",
        "Momento em que entra em vigor, em UTC; vazio para agora",
        "Moment de l’entrée en vigueur, en UTC ; vide pour maintenant",
    ),
    "last_decision": Text(
        "Last decision", "Última decisión", "Última decisão", "Dernière décision"
    ),
    "see_public": Text(
        "See the public page",
        "Ver la página pública",
        "Ver a página pública",
        "Voir la page publique",
    ),
    # Texts
    "texts_lead": Text(
        "Names and descriptions in four languages. What you write is a draft until it is published.",
        "Nombres y descripciones en cuatro idiomas. Lo que escriba es un borrador hasta que se "
        "publique.",
        "Nomes e descrições em quatro idiomas. O que você escrever é um rascunho até ser publicado.",
        "Noms et descriptions en quatre langues. Ce que vous écrivez reste un brouillon jusqu’à sa "
        "publication.",
    ),
    "text": Text("Text", "Texto", "Texto", "Texte"),
    "address": Text("Where it stands", "Dónde está", "Onde está", "Où il se trouve"),
    "filter": Text("Show", "Mostrar", "Mostrar", "Afficher"),
    "words_in": Text("Words or code", "Palabras o código", "Palavras ou código", "Mots ou code"),
    "any": Text("all", "todos", "todos", "tous"),
    "text_kind": Text("Kind", "Tipo", "Tipo", "Type"),
    "declared": Text(
        "As CEDIC declares it",
        "Como lo declara CEDIC",
        "Como o CEDIC declara",
        "Tel que CEDIC le déclare",
    ),
    "revert": Text(
        "Go back to this text",
        "Volver a este texto",
        "Voltar a este texto",
        "Revenir à ce texte",
    ),
    "save_draft": Text(
        "Save as draft",
        "Guardar como borrador",
        "Salvar como rascunho",
        "Enregistrer comme brouillon",
    ),
    "publish_text": Text(
        "Publish the draft",
        "Publicar el borrador",
        "Publicar o rascunho",
        "Publier le brouillon",
    ),
    "published_text": Text(
        "The text is public.",
        "El texto es público.",
        "O texto é público.",
        "Le texte est public.",
    ),
    "history": Text("History", "Historial", "Histórico", "Historique"),
    "version": Text("Version", "Versión", "Versão", "Version"),
    "published_on": Text("Published on", "Publicado el", "Publicado em", "Publié le"),
    "went_back": Text(
        "back to the declared text",
        "vuelta al texto declarado",
        "volta ao texto declarado",
        "retour au texte déclaré",
    ),
    "theirs": Text(
        "What is there now, by another person",
        "Lo que hay ahora, de otra persona",
        "O que há agora, de outra pessoa",
        "Ce qui s’y trouve maintenant, d’une autre personne",
    ),
    "mine": Text(
        "What you wrote",
        "Lo que usted escribió",
        "O que você escreveu",
        "Ce que vous avez écrit",
    ),
    "no_texts": Text(
        "No text answers. Show all, or other words.",
        "Ningún texto coincide. Muestre todos o busque otras palabras.",
        "Nenhum texto corresponde. Mostre todos ou procure outras palavras.",
        "Aucun texte ne correspond. Affichez tout ou cherchez d’autres mots.",
    ),
    "previous": Text("Previous", "Anterior", "Anterior", "Précédent"),
    "following": Text("Next", "Siguiente", "Próxima", "Suivant"),
    "page_of": Text("Page {} of {}", "Página {} de {}", "Página {} de {}", "Page {} sur {}"),
    # Trail
    "trail_lead": Text(
        "Who did what, and when. Nothing here is changed or deleted.",
        "Quién hizo qué y cuándo. Aquí nada se cambia ni se borra.",
        "Quem fez o quê e quando. Aqui nada é alterado nem apagado.",
        "Qui a fait quoi, et quand. Rien ici n’est modifié ni supprimé.",
    ),
    "person": Text("Person", "Persona", "Pessoa", "Personne"),
    "action": Text("Action", "Acción", "Ação", "Action"),
    "subject": Text("Subject", "Objeto", "Objeto", "Objet"),
    "detail": Text("Detail", "Detalle", "Detalhe", "Détail"),
    "since": Text("From", "Desde", "Desde", "Du"),
    "until": Text("To", "Hasta", "Até", "Au"),
    "as_csv": Text("As CSV", "En CSV", "Em CSV", "En CSV"),
    "no_entries": Text(
        "Nothing was recorded that answers this.",
        "No hay registros que coincidan.",
        "Não há registros que correspondam.",
        "Aucune entrée ne correspond.",
    ),
    # What is wrong
    "refused": Text(
        "This cannot be done so",
        "Esto no puede hacerse así",
        "Isto não pode ser feito assim",
        "Cela ne peut pas se faire ainsi",
    ),
}

WRONG = {
    "empty": Text(
        "{name}: nothing is written there. Fill it in.",
        "{name}: no hay nada escrito. Complételo.",
        "{name}: não há nada escrito. Preencha.",
        "{name} : rien n’y est écrit. Remplissez-le.",
    ),
    "long": Text(
        "{name}: the text is longer than {longest} characters. Shorten it.",
        "{name}: el texto supera los {longest} caracteres. Acórtelo.",
        "{name}: o texto passa de {longest} caracteres. Encurte-o.",
        "{name} : le texte dépasse {longest} caractères. Raccourcissez-le.",
    ),
    "signs": Text(
        "{name}: there are signs that cannot be shown. Type the text again instead of pasting it.",
        "{name}: hay signos que no pueden mostrarse. Escriba el texto en vez de pegarlo.",
        "{name}: há sinais que não podem ser mostrados. Digite o texto em vez de colá-lo.",
        "{name} : certains signes ne peuvent s’afficher. Saisissez le texte au lieu de le coller.",
    ),
    "file": Text(
        "Choose a file, and say what it is.",
        "Elija un archivo e indique qué es.",
        "Escolha um arquivo e indique o que é.",
        "Choisissez un fichier et indiquez ce qu’il est.",
    ),
    "gone": Text(
        "The file was deleted. Send it again.",
        "El archivo fue borrado. Envíelo de nuevo.",
        "O arquivo foi apagado. Envie-o de novo.",
        "Le fichier a été supprimé. Envoyez-le de nouveau.",
    ),
    "unchecked": Text(
        "The file has not been checked, or cannot be read. Check it first.",
        "El archivo no fue revisado o no puede leerse. Revíselo primero.",
        "O arquivo não foi verificado ou não pode ser lido. Verifique-o primeiro.",
        "Le fichier n’a pas été vérifié ou ne peut être lu. Vérifiez-le d’abord.",
    ),
    "bad_rows": Text(
        "Some rows have errors. Mend the file and send it again, or choose to leave them out.",
        "Algunas filas tienen errores. Corrija el archivo y envíelo de nuevo, o elija apartarlas.",
        "Algumas linhas têm erros. Corrija o arquivo e envie-o de novo, ou escolha separá-las.",
        "Certaines lignes sont fautives. Corrigez le fichier et renvoyez-le, ou choisissez de les "
        "écarter.",
    ),
    "vintage": Text(
        "The store holds another vintage: {other}. Choose to replace it, or keep the file under "
        "another id.",
        "Ya hay cargada otra versión de los datos: {other}. Elija sustituirla o guarde el archivo "
        "con otro código.",
        "Já há outra versão dos dados carregada: {other}. Escolha substituí-la ou guarde o arquivo "
        "com outro código.",
        "Un autre millésime est chargé : {other}. Choisissez de le remplacer, ou conservez le "
        "fichier sous un autre id.",
    ),
    "action": Text(
        "There is no such decision. Go back and choose one.",
        "No existe esa decisión. Vuelva y elija una.",
        "Não existe essa decisão. Volte e escolha uma.",
        "Cette décision n’existe pas. Revenez en choisir une.",
    ),
    "release": Text(
        "There is no release {release} of this dataflow. Choose one of the list.",
        "No hay una edición {release} de este conjunto de datos. Elija una de la lista.",
        "Não há uma edição {release} deste conjunto de dados. Escolha uma da lista.",
        "Il n’y a pas d’édition {release} de ce jeu de données. Choisissez-en une dans la liste.",
    ),
    "moment": Text(
        "Write a moment still to come, within ten years, as 2027-03-31T14:00; or leave it empty.",
        "Escriba un momento futuro, dentro de diez años, como 2027-03-31T14:00; o déjelo vacío.",
        "Escreva um momento futuro, dentro de dez anos, como 2027-03-31T14:00; ou deixe vazio.",
        "Écrivez un moment à venir, d’ici dix ans, comme 2027-03-31T14:00 ; ou laissez vide.",
    ),
    "decided": Text(
        "Another person has decided meanwhile. See what was decided, and confirm again if it still "
        "holds.",
        "Otra persona decidió mientras tanto. Vea qué se decidió y confirme de nuevo si corresponde.",
        "Outra pessoa decidiu nesse meio-tempo. Veja o que foi decidido e confirme de novo se ainda "
        "couber.",
        "Une autre personne a décidé entre-temps. Voyez ce qui a été décidé, et confirmez de nouveau "
        "s’il y a lieu.",
    ),
    "noted": Text(
        "Another person has written this note meanwhile. Both are below: decide which one stands.",
        "Otra persona escribió esta nota mientras tanto. Abajo están las dos: decida cuál queda.",
        "Outra pessoa escreveu esta nota nesse meio-tempo. As duas estão abaixo: decida qual fica.",
        "Une autre personne a écrit cette note entre-temps. Les deux figurent ci-dessous : décidez "
        "laquelle reste.",
    ),
    "edited": Text(
        "Another person has changed this text meanwhile. Both are below: decide which one stands.",
        "Otra persona cambió este texto mientras tanto. Abajo están los dos: decida cuál queda.",
        "Outra pessoa alterou este texto nesse meio-tempo. Os dois estão abaixo: decida qual fica.",
        "Une autre personne a modifié ce texte entre-temps. Les deux figurent ci-dessous : décidez "
        "lequel reste.",
    ),
}
"""Why a form is not taken, and what to do."""

JOBS = {
    "build": Text("Build", "Cálculo", "Cálculo", "Calcul"),
    "fetch": Text("Fetch", "Descarga", "Download", "Téléchargement"),
    "check": Text(
        "Check of a file",
        "Revisión de un archivo",
        "Verificação de um arquivo",
        "Vérification d’un fichier",
    ),
    "load": Text(
        "Load of a file", "Carga de un archivo", "Carga de um arquivo", "Chargement d’un fichier"
    ),
    "figures": Text(
        "Figures of the work programme",
        "Cifras del programa de trabajo",
        "Números do programa de trabalho",
        "Chiffres du programme de travail",
    ),
}

STATES = {
    "waiting": Text("waits", "en espera", "em espera", "en attente"),
    "running": Text("runs", "en curso", "em andamento", "en cours"),
    "done": Text("done", "terminado", "concluído", "terminé"),
    "failed": Text("failed", "falló", "falhou", "en échec"),
    "cancelled": Text("called off", "cancelado", "cancelado", "annulé"),
    "stopped": Text("stopped", "interrumpido", "interrompido", "interrompu"),
}

PUBLISH_RELEASE = Text(
    "Publish release {}", "Publicar la edición {}", "Publicar a edição {}", "Publier l’édition {}"
)

ACTIONS = {
    "publish": Text(
        "Publish a release", "Publicar una edición", "Publicar uma edição", "Publier une édition"
    ),
    "withdraw": Text("Withdraw", "Retirar", "Retirar", "Retirer"),
    "follow": Text(
        "Publish every build at once",
        "Publicar cada cálculo de inmediato",
        "Publicar cada cálculo de imediato",
        "Publier chaque calcul aussitôt",
    ),
}

FLOW_STATES = {
    "withdrawn": Text("withdrawn", "retirado", "retirado", "retiré"),
    "unpublished": Text("not public", "no es público", "não é público", "pas public"),
    "behind": Text(
        "public; a later release waits",
        "público; una edición posterior espera",
        "público; uma edição posterior espera",
        "public ; une édition ultérieure attend",
    ),
    "published": Text("public", "público", "público", "public"),
    "follows": Text(
        "public, with every build",
        "público, con cada cálculo",
        "público, a cada cálculo",
        "public, à chaque calcul",
    ),
}

TEXT_KINDS = {
    "dataflow": Text("Dataflows", "Conjuntos de datos", "Conjuntos de dados", "Jeux de données"),
    "component": Text(
        "Dimensions and attributes",
        "Dimensiones y atributos",
        "Dimensões e atributos",
        "Dimensions et attributs",
    ),
    "codelist": Text("Codelists", "Listas de códigos", "Listas de códigos", "Listes de codes"),
    "code": Text("Codes", "Códigos", "Códigos", "Codes"),
}

TEXT_STATES = {
    "complete": Text(
        "complete, as declared",
        "completo, como se declara",
        "completo, como declarado",
        "complet, tel que déclaré",
    ),
    "same": Text(
        "the same in all languages",
        "igual en todos los idiomas",
        "igual em todos os idiomas",
        "identique dans toutes les langues",
    ),
    "draft": Text("draft", "borrador", "rascunho", "brouillon"),
    "edited": Text(
        "public, edited here",
        "público, editado aquí",
        "público, editado aqui",
        "public, modifié ici",
    ),
    "outdated": Text(
        "the declared text has changed since",
        "el texto declarado cambió después",
        "o texto declarado mudou depois",
        "le texte déclaré a changé depuis",
    ),
}

KINDS = {
    "TABLE": Text(
        "A table of your own", "Una tabla propia", "Uma tabela própria", "Un tableau à vous"
    ),
    "BACI": Text.same("BACI (CEPII)"),
    "COMTRADE": Text.same("UN Comtrade"),
    "IMF_IMTS": Text(
        "IMF, merchandise trade",
        "FMI, comercio de mercancías",
        "FMI, comércio de mercadorias",
        "FMI, commerce de marchandises",
    ),
    "COW": Text.same("Correlates of War"),
    "WDI": Text(
        "World Bank, WDI", "Banco Mundial, WDI", "Banco Mundial, WDI", "Banque mondiale, WDI"
    ),
    "WGI": Text(
        "World Bank, governance",
        "Banco Mundial, gobernanza",
        "Banco Mundial, governança",
        "Banque mondiale, gouvernance",
    ),
    "WITS_TARIFF": Text(
        "World Bank, tariffs (WITS)",
        "Banco Mundial, aranceles (WITS)",
        "Banco Mundial, tarifas (WITS)",
        "Banque mondiale, droits de douane (WITS)",
    ),
    "LSCI": Text(
        "UNCTAD, shipping connectivity",
        "UNCTAD, conectividad marítima",
        "UNCTAD, conectividade marítima",
        "CNUCED, connectivité maritime",
    ),
    "UN_DESA": Text(
        "United Nations, migrants",
        "Naciones Unidas, migrantes",
        "Nações Unidas, migrantes",
        "Nations Unies, migrants",
    ),
    "DESTA": Text(
        "DESTA, trade agreements",
        "DESTA, acuerdos comerciales",
        "DESTA, acordos comerciais",
        "DESTA, accords commerciaux",
    ),
}

OPTIONS = {
    "REF_AREA": Text("Reporter", "Declarante", "Declarante", "Déclarant"),
    "COUNTERPART_AREA": Text("Partner", "Socio", "Parceiro", "Partenaire"),
    "TRADE_FLOW": Text(
        "Flow (export, import)",
        "Flujo (exportación, importación)",
        "Fluxo (exportação, importação)",
        "Flux (exportation, importation)",
    ),
    "EXPORTER": Text("Exporter", "Exportador", "Exportador", "Exportateur"),
    "IMPORTER": Text("Importer", "Importador", "Importador", "Importateur"),
    "TIME_PERIOD": Text("Year", "Año", "Ano", "Année"),
    "OBS_VALUE": Text(
        "Value in US dollars", "Valor en dólares", "Valor em dólares", "Valeur en dollars"
    ),
    "PRODUCT": Text("Product", "Producto", "Produto", "Produit"),
    "OBS_STATUS": Text("Status (A, E)", "Estado (A, E)", "Estado (A, E)", "Statut (A, E)"),
    "estimated": Text(
        "Whether it is an estimate",
        "Si es una estimación",
        "Se é uma estimativa",
        "S’il s’agit d’une estimation",
    ),
    "reported_by": Text("Who reports", "Quién declara", "Quem declara", "Qui déclare"),
    "scheme": Text("Codes of areas", "Códigos de áreas", "Códigos de áreas", "Codes des zones"),
    "unit": Text(
        "US dollars in one unit of the value",
        "Dólares en una unidad del valor",
        "Dólares em uma unidade do valor",
        "Dollars dans une unité de la valeur",
    ),
    "valuation": Text(
        "Valuation, such as X:FOB,M:CIF",
        "Valoración, como X:FOB,M:CIF",
        "Valoração, como X:FOB,M:CIF",
        "Valorisation, comme X:FOB,M:CIF",
    ),
    "years": Text(
        "Years, such as 2000-2020,2023",
        "Años, como 2000-2020,2023",
        "Anos, como 2000-2020,2023",
        "Années, comme 2000-2020,2023",
    ),
    "vintage": Text(
        "Vintage: the version or date of the figures",
        "Versión de los datos, o su fecha",
        "Versão dos dados, ou sua data",
        "Millésime : version ou date des chiffres",
    ),
    "citation": Text(
        "How to cite the figures",
        "Cómo citar las cifras",
        "Como citar os dados",
        "Comment citer les chiffres",
    ),
    "name": Text("Name of the source", "Nombre de la fuente", "Nome da fonte", "Nom de la source"),
    "licence": Text("Licence", "Licencia", "Licença", "Licence"),
    "classification": Text(
        "Classification of products",
        "Clasificación de productos",
        "Classificação de produtos",
        "Classification des produits",
    ),
    "encoding": Text(
        "Encoding of the text",
        "Codificación del texto",
        "Codificação do texto",
        "Encodage du texte",
    ),
    "delimiter": Text(
        "What separates columns",
        "Qué separa las columnas",
        "O que separa as colunas",
        "Ce qui sépare les colonnes",
    ),
    "reporters": Text(
        "Reporters: ISO codes, or ALL",
        "Declarantes: códigos ISO o ALL",
        "Declarantes: códigos ISO ou ALL",
        "Déclarants : codes ISO ou ALL",
    ),
    "partners": Text(
        "Partners: ISO codes, or ALL",
        "Socios: códigos ISO o ALL",
        "Parceiros: códigos ISO ou ALL",
        "Partenaires : codes ISO ou ALL",
    ),
    "flows": Text(
        "Flows: X, M, RX, RM", "Flujos: X, M, RX, RM", "Fluxos: X, M, RX, RM", "Flux : X, M, RX, RM"
    ),
    "products": Text(
        "Products: TOTAL, AG2, AG4, AG6 or HS codes",
        "Productos: TOTAL, AG2, AG4, AG6 o códigos SA",
        "Produtos: TOTAL, AG2, AG4, AG6 ou códigos SH",
        "Produits : TOTAL, AG2, AG4, AG6 ou codes SH",
    ),
    "edition": Text(
        "Edition of the Harmonized System",
        "Edición del Sistema Armonizado",
        "Edição do Sistema Harmonizado",
        "Édition du Système harmonisé",
    ),
    "leading_zeros": Text(
        "Leading zeros of HS codes: keep or restore",
        "Ceros iniciales de los códigos SA: keep o restore",
        "Zeros iniciais dos códigos SH: keep ou restore",
        "Zéros initiaux des codes SH : keep ou restore",
    ),
    "indicators": Text(
        "Indicators, such as NY.GDP.MKTP.CD",
        "Indicadores, como NY.GDP.MKTP.CD",
        "Indicadores, como NY.GDP.MKTP.CD",
        "Indicateurs, comme NY.GDP.MKTP.CD",
    ),
    "from": Text("From: bulk or api", "De: bulk o api", "De: bulk ou api", "De : bulk ou api"),
    "imports": Text(
        "Imports: CIF or FOB",
        "Importaciones: CIF o FOB",
        "Importações: CIF ou FOB",
        "Importations : CIF ou FOB",
    ),
    "scale": Text(
        "Multiplier: auto, apply or ignore",
        "Multiplicador: auto, apply o ignore",
        "Multiplicador: auto, apply ou ignore",
        "Multiplicateur : auto, apply ou ignore",
    ),
}
"""What an option of a source is; the words that it takes are the same in every language."""

DELIMITERS = {
    "comma": Text("comma", "coma", "vírgula", "virgule"),
    "semicolon": Text("semicolon", "punto y coma", "ponto e vírgula", "point-virgule"),
    "tab": Text("tab", "tabulador", "tabulação", "tabulation"),
    "bar": Text("bar", "barra vertical", "barra vertical", "barre verticale"),
}

REPORTED_BY = {
    "exporter": Text("the exporter", "el exportador", "o exportador", "l’exportateur"),
    "importer": Text("the importer", "el importador", "o importador", "l’importateur"),
    "both": Text(
        "both, reconciled", "ambos, conciliados", "ambos, conciliados", "les deux, réconciliés"
    ),
}

SCHEME_NAMES = {
    "ISO3": Text.same("ISO 3166 (ARG)"),
    "M49": Text.same("UN M49 (032)"),
    "WORLD_BANK": Text("World Bank", "Banco Mundial", "Banco Mundial", "Banque mondiale"),
    "IMF": Text("IMF", "FMI", "FMI", "FMI"),
}
