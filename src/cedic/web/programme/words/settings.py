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

WRONG = {
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
    "programme.seat_changed": Text(
        "Changed for whom a person acts",
        "Cambió por quién actúa una persona",
        "Mudou por quem uma pessoa atua",
        "A changé pour qui une personne agit",
    ),
}
"""What is done here, as the audit trail names it."""
