"""What the pages of units, people and organisations say."""

from __future__ import annotations

from cedic.model import Text

SAY = {
    "units_and_people": Text(
        "Units, people and organisations",
        "Unidades, personas y organizaciones",
        "Unidades, pessoas e organizações",
        "Unités, personnes et organisations",
    ),
    "units": Text("Units", "Unidades", "Unidades", "Unités"),
    "units_lead": Text(
        "A unit is responsible for activities: its people edit these and no others.",
        "Una unidad es responsable de actividades: su personal edita esas y no otras.",
        "Uma unidade é responsável por atividades: seu pessoal edita essas e não outras.",
        "Une unité répond d’activités : ses membres modifient celles-ci et pas d’autres.",
    ),
    "new_unit": Text("New unit", "Nueva unidad", "Nova unidade", "Nouvelle unité"),
    "people": Text("People", "Personas", "Pessoas", "Personnes"),
    "people_lead": Text(
        "Who works in which unit, and who acts for which member state.",
        "Quién trabaja en qué unidad y quién actúa por qué Estado miembro.",
        "Quem trabalha em qual unidade e quem atua por qual Estado-membro.",
        "Qui travaille dans quelle unité, et qui agit pour quel État membre.",
    ),
    "person": Text("Person", "Persona", "Pessoa", "Personne"),
    "acts_for": Text("Acts for", "Actúa por", "Atua por", "Agit pour"),
    "units_of": Text("Units", "Unidades", "Unidades", "Unités"),
    "country_of": Text("Member state", "Estado miembro", "Estado-membro", "État membre"),
    "country_none": Text("none yet", "ninguno aún", "nenhum ainda", "aucun pour l’instant"),
    "country_lead": Text(
        "This person comments for one country and sees its comments.",
        "Esta persona comenta en nombre de un país y ve los comentarios de ese país.",
        "Esta pessoa comenta em nome de um país e vê os comentários dele.",
        "Cette personne commente pour un pays et voit les commentaires de celui-ci.",
    ),
    "units_for": Text(
        "This person edits the activities of the units ticked here. Whoever may publish edits all.",
        "Esta persona edita las actividades de las unidades marcadas. Quien puede publicar, todas.",
        "Esta pessoa edita as atividades das unidades marcadas. Quem pode publicar edita todas.",
        "Cette personne modifie les activités des unités cochées. Qui peut publier les modifie toutes.",
    ),
    "no_role": Text(
        "This person has no role yet. Give her one first, among the people of the portal.",
        "Esta persona aún no tiene función. Asígnesela primero, entre las personas del portal.",
        "Esta pessoa ainda não tem função. Atribua-lhe uma primeiro, entre as pessoas do portal.",
        "Cette personne n’a pas encore de rôle. Donnez-lui-en un d’abord, parmi les personnes du "
        "portail.",
    ),
    "organisations": Text("Organisations", "Organizaciones", "Organizações", "Organisations"),
    "organisations_lead": Text(
        "Sister secretariats, banks, ministries and universities that take part.",
        "Secretarías hermanas, bancos, ministerios y universidades que participan.",
        "Secretarias irmãs, bancos, ministérios e universidades que participam.",
        "Secrétariats homologues, banques, ministères et universités qui participent.",
    ),
    "new_organisation": Text(
        "New organisation", "Nueva organización", "Nova organização", "Nouvelle organisation"
    ),
    "organisation": Text("Organisation", "Organización", "Organização", "Organisation"),
    "name": Text("Name", "Nombre", "Nome", "Nom"),
    "website": Text("Website", "Sitio web", "Site", "Site web"),
    "is_secretariat": Text(
        "It is a secretariat of regional integration",
        "Es una secretaría de integración regional",
        "É uma secretaria de integração regional",
        "C’est un secrétariat d’intégration régionale",
    ),
    "secretariat": Text("Secretariat", "Secretaría", "Secretaria", "Secrétariat"),
    "words_in": Text("Code or name", "Código o nombre", "Código ou nome", "Code ou nom"),
    "items_of": Text("Items", "Elementos", "Itens", "Éléments"),
    "delete_it": Text("Delete this?", "¿Eliminar?", "Excluir?", "Supprimer ?"),
    "cannot_delete": Text(
        "This cannot be deleted",
        "No se puede eliminar",
        "Não pode ser excluído",
        "Suppression impossible",
    ),
    "nothing_uses_it": Text(
        "Nothing uses it, so nothing else goes with it.",
        "Nada lo utiliza: no se elimina nada más.",
        "Nada o utiliza: nada mais será excluído.",
        "Rien ne l’utilise : rien d’autre ne sera supprimé.",
    ),
    "and_more": Text("… and {} more", "… y {} más", "… e mais {}", "… et {} autres"),
    "items_of_it": Text("Items: {}", "Elementos: {}", "Itens: {}", "Éléments : {}"),
    "own_documents": Text(
        "Documents of the programme itself: {}",
        "Documentos del propio programa: {}",
        "Documentos do próprio programa: {}",
        "Documents du programme lui-même : {}",
    ),
    "no_units": Text(
        "There is no unit yet.",
        "Aún no hay unidades.",
        "Ainda não há unidades.",
        "Il n’y a pas encore d’unité.",
    ),
    "no_organisations": Text(
        "No organisation matches.",
        "Ninguna organización coincide.",
        "Nenhuma organização corresponde.",
        "Aucune organisation ne correspond.",
    ),
}
"""What the pages say."""

USES = {
    "items": Text(
        "Items that it is responsible for",
        "Elementos a su cargo",
        "Itens sob sua responsabilidade",
        "Éléments dont elle répond",
    ),
    "tasks": Text("Tasks", "Tareas", "Tarefas", "Tâches"),
    "meetings": Text("Meetings", "Reuniones", "Reuniões", "Réunions"),
    "follow_ups": Text(
        "Follow-up actions", "Acciones de seguimiento", "Ações de seguimento", "Suites à donner"
    ),
    "people": Text(
        "People who work in it",
        "Personas que trabajan en ella",
        "Pessoas que trabalham nela",
        "Personnes qui y travaillent",
    ),
    "versions": Text(
        "Frozen versions of programmes",
        "Versiones fijas de programas",
        "Versões fixas de programas",
        "Versions figées de programmes",
    ),
    "partnerships": Text(
        "Items that it takes part in",
        "Elementos en los que participa",
        "Itens dos quais participa",
        "Éléments auxquels elle participe",
    ),
    "organised": Text(
        "Meetings that it organises",
        "Reuniones que organiza",
        "Reuniões que organiza",
        "Réunions qu’elle organise",
    ),
    "entries": Text(
        "Entries on convergence",
        "Entradas de convergencia",
        "Entradas de convergência",
        "Entrées sur la convergence",
    ),
    "leaderships": Text("Leaderships", "Liderazgos", "Lideranças", "Pilotages"),
    "roadmaps": Text("Roadmaps", "Hojas de ruta", "Roteiros", "Feuilles de route"),
    "paragraphs": Text(
        "Paragraphs of mandates",
        "Párrafos de mandatos",
        "Parágrafos de mandatos",
        "Paragraphes de mandats",
    ),
    "evidence": Text(
        "Evidence recorded for mandates",
        "Evidencias registradas de mandatos",
        "Evidências registradas de mandatos",
        "Justificatifs enregistrés pour des mandats",
    ),
    "links": Text(
        "Items of other programmes linked to it",
        "Elementos de otros programas vinculados a él",
        "Itens de outros programas vinculados a ele",
        "Éléments d’autres programmes qui y sont liés",
    ),
}
"""What uses a record that would be deleted."""

WRONG = {
    "in_use": Text(
        "It stays while what is named here uses it. Change or delete that first.",
        "Se conserva mientras lo utilice lo que aquí se indica. Modifique o elimine eso primero.",
        "É conservado enquanto o que aqui se indica o utilizar. Altere ou exclua isso primeiro.",
        "La suppression attendra que rien de ce qui est indiqué ici ne l’utilise : modifiez ou "
        "supprimez d’abord ces éléments.",
    ),
    "frozen": Text(
        "Only a draft that was never circulated or adopted can be deleted. This programme was shown "
        "to others: its frozen versions are kept for ever.",
        "Solo se puede eliminar un borrador que nunca se circuló ni se aprobó. Este programa se "
        "mostró a otros: sus versiones fijas se conservan para siempre.",
        "Só se pode excluir um rascunho que nunca foi distribuído nem aprovado. Este programa foi "
        "mostrado a outros: suas versões fixas são conservadas para sempre.",
        "Seul un projet jamais distribué ni adopté peut être supprimé. Ce programme a été montré à "
        "d’autres : ses versions figées sont conservées pour toujours.",
    ),
    "code": Text(
        "A code has letters, digits, points and hyphens, 40 at most, and no spaces: “{given}”.",
        "Un código lleva letras, cifras, puntos y guiones, 40 como máximo, sin espacios: «{given}».",
        "Um código tem letras, algarismos, pontos e hifens, no máximo 40, sem espaços: “{given}”.",
        "Un code se compose de lettres, chiffres, points et traits d’union, 40 au plus, sans "
        "espaces : « {given} ».",
    ),
    "taken": Text(
        "The code “{given}” is taken. Choose another one.",
        "El código «{given}» ya está en uso. Elija otro.",
        "O código “{given}” já está em uso. Escolha outro.",
        "Le code « {given} » est déjà pris. Choisissez-en un autre.",
    ),
    "address": Text(
        "“{given}” is not the address of a website. It begins with https://.",
        "«{given}» no es la dirección de un sitio web. Debe empezar por https://.",
        "“{given}” não é o endereço de um site. Deve começar por https://.",
        "« {given} » n’est pas l’adresse d’un site. Elle commence par https://.",
    ),
    "country": Text(
        "Choose a country of the list.",
        "Elija un país de la lista.",
        "Escolha um país da lista.",
        "Choisissez un pays dans la liste.",
    ),
    "unit": Text(
        "Choose units of the list.",
        "Elija unidades de la lista.",
        "Escolha unidades da lista.",
        "Choisissez des unités dans la liste.",
    ),
}
"""Why something cannot be taken."""

ACTIONS = {
    "programme.unit_added": Text(
        "Added a unit", "Agregó una unidad", "Adicionou uma unidade", "A ajouté une unité"
    ),
    "programme.unit_edited": Text(
        "Changed a unit", "Modificó una unidad", "Alterou uma unidade", "A modifié une unité"
    ),
    "programme.organisation_added": Text(
        "Added an organisation",
        "Agregó una organización",
        "Adicionou uma organização",
        "A ajouté une organisation",
    ),
    "programme.organisation_edited": Text(
        "Changed an organisation",
        "Modificó una organización",
        "Alterou uma organização",
        "A modifié une organisation",
    ),
    "programme.unit_deleted": Text(
        "Deleted a unit", "Eliminó una unidad", "Excluiu uma unidade", "A supprimé une unité"
    ),
    "programme.organisation_deleted": Text(
        "Deleted an organisation",
        "Eliminó un organismo",
        "Excluiu uma organização",
        "A supprimé une organisation",
    ),
    "programme.deleted": Text(
        "Deleted a programme",
        "Eliminó un programa",
        "Excluiu um programa",
        "A supprimé un programme",
    ),
    "programme.seat_changed": Text(
        "Changed for whom a person acts",
        "Cambió por quién actúa una persona",
        "Mudou por quem uma pessoa atua",
        "A changé pour qui une personne agit",
    ),
}
"""What is done here, as the audit trail names it."""
