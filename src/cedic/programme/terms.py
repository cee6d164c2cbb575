"""The terms of a work programme: the codes that records hold, and their names."""

from __future__ import annotations

from collections.abc import Mapping

from cedic.model import Text

Terms = Mapping[str, Text]

LEVELS: Terms = {
    "area": Text("Area", "Área", "Área", "Domaine"),
    "programme": Text("Programme", "Programa", "Programa", "Programme"),
    "project": Text("Project", "Proyecto", "Projeto", "Projet"),
    "activity": Text("Activity", "Actividad", "Atividade", "Activité"),
}
"""The levels of a work programme, from the top. A level may be left out, the order may not change."""

STAGES: Terms = {
    "draft": Text("Draft", "Borrador", "Minuta", "Avant-projet"),
    "circulated": Text(
        "Circulated to member states",
        "Circulado a los Estados miembros",
        "Distribuído aos Estados-membros",
        "Distribué aux États membres",
    ),
    "adopted": Text(
        "Adopted by the Council",
        "Aprobado por el Consejo",
        "Aprovado pelo Conselho",
        "Adopté par le Conseil",
    ),
    "amended": Text("Amended", "Enmendado", "Emendado", "Modifié"),
    "closed": Text("Closed", "Cerrado", "Encerrado", "Clos"),
}
"""How far a programme has come; see :mod:`cedic.programme.stages` for what leads to what."""

STATUSES: Terms = {
    "planned": Text("Planned", "Prevista", "Prevista", "Prévue"),
    "under_way": Text("Under way", "En ejecución", "Em execução", "En cours"),
    "completed": Text("Completed", "Concluida", "Concluída", "Achevée"),
    "postponed": Text("Postponed", "Aplazada", "Adiada", "Reportée"),
    "cancelled": Text("Cancelled", "Cancelada", "Cancelada", "Annulée"),
}
"""How an activity stands."""

MODES: Terms = {
    "internal": Text(
        "Done by the secretariat",
        "Ejecución interna",
        "Execução interna",
        "Réalisation interne",
    ),
    "commissioned": Text("Commissioned", "Por encargo", "Contratada", "Confiée à l’extérieur"),
    "joint": Text(
        "Done jointly", "Ejecución conjunta", "Execução conjunta", "Réalisation conjointe"
    ),
}
"""Who does the work."""

OUTPUT_KINDS: Terms = {
    "study": Text("Study", "Estudio", "Estudo", "Étude"),
    "meeting": Text("Meeting", "Reunión", "Reunião", "Réunion"),
    "course": Text("Course", "Curso", "Curso", "Formation"),
    "portal": Text("Portal", "Portal", "Portal", "Portail"),
    "document": Text("Document", "Documento", "Documento", "Document"),
    "service": Text("Service", "Servicio", "Serviço", "Service"),
}
"""What an activity brings forth."""

FUNDING: Terms = {
    "own_budget": Text("Own budget", "Presupuesto propio", "Orçamento próprio", "Budget propre"),
    "agreement": Text(
        "Cooperation agreement",
        "Convenio de cooperación",
        "Acordo de cooperação",
        "Accord de coopération",
    ),
    "in_kind": Text("In kind", "En especie", "Em bens e serviços", "En nature"),
}
"""Where the means come from. What is given in kind is valued, not spent."""

LINKS: Terms = {
    "continues": Text("continues", "continúa", "dá continuidade a", "poursuit"),
    "replaces": Text("replaces", "reemplaza a", "substitui", "remplace"),
    "follows_from": Text("follows from", "se deriva de", "decorre de", "découle de"),
}
"""What an activity is to one of an earlier year."""

PARTNER_ROLES: Terms = {
    "partner": Text("Partner", "Socio", "Parceiro", "Partenaire"),
    "sponsor": Text("Sponsor", "Patrocinador", "Patrocinador", "Parrain"),
    "organiser": Text("Organiser", "Organizador", "Organizador", "Organisateur"),
    "host": Text("Host", "Anfitrión", "Anfitrião", "Hôte"),
}
"""What an organisation does in an activity or a meeting."""

MANDATE_KINDS: Terms = {
    "decision": Text(
        "Decision of the Council",
        "Decisión del Consejo",
        "Decisão do Conselho",
        "Décision du Conseil",
    ),
    "declaration": Text(
        "Summit declaration",
        "Declaración de Cumbre",
        "Declaração de Cúpula",
        "Déclaration de sommet",
    ),
    "plan_of_action": Text("Plan of action", "Plan de acción", "Plano de ação", "Plan d’action"),
    "resolution": Text("Resolution", "Resolución", "Resolução", "Résolution"),
}
"""The documents that mandates are given in."""

MANDATE_STATUSES: Terms = {
    "pending": Text("Not begun", "Sin iniciar", "Não iniciado", "Non entamé"),
    "under_way": Text("Under way", "En curso", "Em andamento", "En cours"),
    "fulfilled": Text("Fulfilled", "Cumplido", "Cumprido", "Accompli"),
    "continuous": Text("Continuous", "Permanente", "Permanente", "Permanent"),
    "discontinued": Text("Discontinued", "Descontinuado", "Descontinuado", "Abandonné"),
}
"""What became of a mandate, as its evidence says; a mandate without evidence has none of these."""
NO_EVIDENCE = Text(
    "No evidence recorded",
    "Sin evidencia registrada",
    "Sem evidência registrada",
    "Aucune preuve enregistrée",
)
"""What is said of a mandate without evidence."""

MEETING_KINDS: Terms = {
    "council": Text("Council", "Consejo", "Conselho", "Conseil"),
    "regional_meeting": Text(
        "Regional meeting", "Reunión regional", "Reunião regional", "Réunion régionale"
    ),
    "seminar": Text("Seminar", "Seminario", "Seminário", "Séminaire"),
    "workshop": Text("Workshop", "Taller", "Oficina", "Atelier"),
    "course": Text("Course", "Curso", "Curso", "Formation"),
    "forum": Text("Forum", "Foro", "Fórum", "Forum"),
    "business_round": Text(
        "Business round", "Rueda de negocios", "Rodada de negócios", "Rencontre d’affaires"
    ),
    "meeting": Text("Meeting", "Reunión", "Reunião", "Réunion"),
}
"""The kinds of meetings."""

MEETING_STATUSES: Terms = {
    "planned": Text("Planned", "Prevista", "Prevista", "Prévue"),
    "convened": Text("Convened", "Convocada", "Convocada", "Convoquée"),
    "held": Text("Held", "Celebrada", "Realizada", "Tenue"),
    "postponed": Text("Postponed", "Aplazada", "Adiada", "Reportée"),
    "cancelled": Text("Cancelled", "Cancelada", "Cancelada", "Annulée"),
}
"""How a meeting stands."""

FORMATS: Terms = {
    "in_person": Text("In person", "Presencial", "Presencial", "En présentiel"),
    "virtual": Text("Virtual", "Virtual", "Virtual", "En ligne"),
    "hybrid": Text("Hybrid", "Híbrida", "Híbrida", "Hybride"),
}
"""How one takes part in a meeting."""

PARTICIPATION: Terms = {
    "invited": Text("Invited", "Invitado", "Convidado", "Invité"),
    "registered": Text("Registered", "Inscrito", "Inscrito", "Inscrit"),
    "attended": Text("Attended", "Asistió", "Compareceu", "Présent"),
    "declined": Text("Declined", "Declinó", "Declinou", "Excusé"),
}
"""How a person stands to a meeting."""

CONCLUSION_KINDS: Terms = {
    "conclusion": Text("Conclusion", "Conclusión", "Conclusão", "Conclusion"),
    "recommendation": Text("Recommendation", "Recomendación", "Recomendação", "Recommandation"),
    "agreement": Text("Agreement", "Acuerdo", "Acordo", "Accord"),
}
"""The numbered items with which a meeting ends."""

ENTRY_KINDS: Terms = {
    "policy": Text("Policy", "Política", "Política", "Politique"),
    "programme": Text("Programme", "Programa", "Programa", "Programme"),
    "action": Text("Action", "Acción", "Ação", "Action"),
}
"""What an organisation has on an axis of convergence."""

VISIBILITIES: Terms = {
    "internal": Text("The secretariat", "La secretaría", "A secretaria", "Le secrétariat"),
    "members": Text(
        "Member states too",
        "También los Estados miembros",
        "Também os Estados-membros",
        "Les États membres aussi",
    ),
    "public": Text("Everyone", "Todo el público", "Todo o público", "Tout le monde"),
}
"""Who may see a record, from the narrowest."""
