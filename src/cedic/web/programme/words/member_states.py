"""What the pages for member states say."""

from __future__ import annotations

from cedic.model import Text

SAY = {
    "member_states_lead": Text(
        "What is circulated and open for comments, new mandates, coming meetings and documents.",
        "Lo que está circulado y abierto a comentarios, mandatos nuevos, próximas reuniones y "
        "documentos.",
        "O que foi distribuído e está aberto a comentários, novos mandatos, próximas reuniões e "
        "documentos.",
        "Ce qui est distribué et ouvert aux commentaires, les nouveaux mandats, les prochaines "
        "réunions et les documents.",
    ),
    "circulated": Text(
        "Circulated for comments",
        "Circulados para comentarios",
        "Distribuídos para comentários",
        "Distribués pour commentaires",
    ),
    "until": Text(
        "Comments until {}",
        "Comentarios hasta el {}",
        "Comentários até {}",
        "Commentaires jusqu’au {}",
    ),
    "not_circulated": Text(
        "Nothing is open for comments now.",
        "Nada está abierto a comentarios en este momento.",
        "Nada está aberto a comentários no momento.",
        "Rien n’est ouvert aux commentaires actuellement.",
    ),
    "new_mandates": Text(
        "The latest mandates",
        "Los mandatos más recientes",
        "Os mandatos mais recentes",
        "Derniers mandats",
    ),
    "coming": Text(
        "Coming meetings", "Próximas reuniones", "Próximas reuniões", "Prochaines réunions"
    ),
    "no_coming": Text(
        "No meeting is announced.",
        "No hay reuniones anunciadas.",
        "Não há reuniões anunciadas.",
        "Aucune réunion n’est annoncée.",
    ),
    "no_documents": Text(
        "There are no documents.",
        "No hay documentos.",
        "Não há documentos.",
        "Il n’y a pas de documents.",
    ),
    "views": Text(
        "The work programme by mandate, theme and country",
        "El programa de trabajo por mandato, tema y país",
        "O programa de trabalho por mandato, tema e país",
        "Le programme de travail par mandat, thème et pays",
    ),
    "by_mandate": Text("By mandate", "Por mandato", "Por mandato", "Par mandat"),
    "by_country": Text("By country", "Por país", "Por país", "Par pays"),
    "by_mandate_lead": Text(
        "Each paragraph with the activities that serve it and what is on record of it.",
        "Cada párrafo con las actividades que lo atienden y lo que consta sobre él.",
        "Cada parágrafo com as atividades que o atendem e o que consta sobre ele.",
        "Chaque paragraphe avec les activités qui y répondent et ce qui en est consigné.",
    ),
    "by_country_lead": Text(
        "Meetings held there, participants, and activities with its organisations.",
        "Reuniones celebradas allí, participantes y actividades con sus organizaciones.",
        "Reuniões realizadas ali, participantes e atividades com seus organismos.",
        "Réunions tenues sur place, participants et activités avec ses organisations.",
    ),
    "news": Text("What is new", "Novedades", "Novidades", "Nouveautés"),
    "choose_country": Text(
        "Choose a country", "Elija un país", "Escolha um país", "Choisissez un pays"
    ),
    "choose": Text("Show", "Mostrar", "Mostrar", "Afficher"),
    "meetings_there": Text(
        "Meetings there", "Reuniones en el país", "Reuniões no país", "Réunions dans le pays"
    ),
    "participants": Text("Participants", "Participantes", "Participantes", "Participants"),
    "took_part": Text(
        "Participants from the country: {}. Meetings that they attended: {}.",
        "Participantes del país: {}. Reuniones a las que asistieron: {}.",
        "Participantes do país: {}. Reuniões a que compareceram: {}.",
        "Participants du pays : {}. Réunions auxquelles ils ont assisté : {}.",
    ),
    "people": Text("People", "Personas", "Pessoas", "Personnes"),
    "with_partners": Text(
        "Activities with partners of the country",
        "Actividades con socios del país",
        "Atividades com parceiros do país",
        "Activités avec des partenaires du pays",
    ),
    "comments": Text(
        "Comments of the country",
        "Comentarios del país",
        "Comentários do país",
        "Commentaires du pays",
    ),
    "none_here": Text("There is none.", "No hay.", "Não há.", "Il n’y en a pas."),
    "answer": Text("Answer", "Respuesta", "Resposta", "Réponse"),
    "meeting": Text("Meeting", "Reunión", "Reunião", "Réunion"),
}
