"""What was done, in words: the actions that the audit trail holds."""

from __future__ import annotations

from cedic.model import Text
from cedic.publish.style import colon
from cedic.web.management.words import ACTIONS, JOBS, STATES
from cedic.web.programme.words.actions import ACTIONS as ACTIONS_OF_PROGRAMME

STARTED = Text("started", "iniciado", "iniciado", "lancé")
PLANNED = Text("planned", "programado", "programado", "programmé")
NAMES = {
    "account.signed_in": Text("Signed in", "Entró", "Entrou", "S’est connecté"),
    "account.signed_out": Text("Signed out", "Salió", "Saiu", "S’est déconnecté"),
    "account.sign_in_failed": Text(
        "Failed to sign in",
        "Intento de entrada fallido",
        "Tentativa de entrada sem êxito",
        "Échec de connexion",
    ),
    "account.second_step_failed": Text(
        "Wrong second factor",
        "Segundo factor incorrecto",
        "Segundo fator incorreto",
        "Second facteur incorrect",
    ),
    "account.second_factor_added": Text(
        "Second factor added",
        "Segundo factor añadido",
        "Segundo fator adicionado",
        "Second facteur ajouté",
    ),
    "account.second_factor_removed": Text(
        "Second factor removed",
        "Segundo factor quitado",
        "Segundo fator removido",
        "Second facteur retiré",
    ),
    "account.second_factor_reset": Text(
        "Second factor reset",
        "Segundo factor restablecido",
        "Segundo fator redefinido",
        "Second facteur réinitialisé",
    ),
    "account.recovery_codes_made": Text(
        "New recovery codes",
        "Nuevos códigos de recuperación",
        "Novos códigos de recuperação",
        "Nouveaux codes de secours",
    ),
    "account.password_changed": Text(
        "Password changed", "Contraseña cambiada", "Senha alterada", "Mot de passe changé"
    ),
    "account.password_chosen": Text(
        "Password chosen", "Contraseña elegida", "Senha escolhida", "Mot de passe choisi"
    ),
    "account.link_made": Text(
        "Sign-in link made",
        "Enlace de entrada creado",
        "Link de entrada criado",
        "Lien de connexion créé",
    ),
    "account.link_asked_for": Text(
        "Sign-in link asked for",
        "Enlace de entrada solicitado",
        "Link de entrada solicitado",
        "Lien de connexion demandé",
    ),
    "account.invited": Text(
        "Person invited", "Persona invitada", "Pessoa convidada", "Personne invitée"
    ),
    "account.role_changed": Text(
        "Role changed", "Función cambiada", "Função alterada", "Rôle modifié"
    ),
    "account.deactivated": Text(
        "Account deactivated", "Cuenta desactivada", "Conta desativada", "Compte désactivé"
    ),
    "account.reactivated": Text(
        "Account reactivated", "Cuenta reactivada", "Conta reativada", "Compte réactivé"
    ),
    "upload.sent": Text("File sent", "Archivo enviado", "Arquivo enviado", "Fichier envoyé"),
    "upload.deleted": Text(
        "File deleted", "Archivo borrado", "Arquivo apagado", "Fichier supprimé"
    ),
    "text.edited": Text("Text edited", "Texto editado", "Texto editado", "Texte modifié"),
    "text.reverted": Text("Text reverted", "Texto restaurado", "Texto restaurado", "Texte rétabli"),
    "text.published": Text("Text published", "Texto publicado", "Texto publicado", "Texte publié"),
    "release.noted": Text(
        "Note on a release", "Nota a una edición", "Nota a uma edição", "Note sur une édition"
    ),
    "dataflow.plan_cancelled": Text(
        "Plan called off",
        "Programación cancelada",
        "Programação cancelada",
        "Programmation annulée",
    ),
    "portal.builds_wait": Text(
        "Builds wait for a decision",
        "Los cálculos esperan una decisión",
        "Os cálculos aguardam uma decisão",
        "Les calculs attendent une décision",
    ),
    "portal.builds_follow": Text(
        "Builds are public at once",
        "Los cálculos son públicos de inmediato",
        "Os cálculos são públicos de imediato",
        "Les calculs sont publics aussitôt",
    ),
}
"""The names of what is neither work nor a decision about a dataflow."""


def named(action: str, language: str) -> str:
    """What an action is called; one without a name is shown as it is written down."""
    if action in NAMES:
        return NAMES[action][language]
    if action in ACTIONS_OF_PROGRAMME:
        return ACTIONS_OF_PROGRAMME[action][language]
    kind, _, what = action.partition(".")
    decision, _, planned = what.partition("_")
    if kind == "dataflow" and decision in ACTIONS:
        told = ACTIONS[decision][language]
        return told + colon(language) + PLANNED[language] if planned else told
    if kind in JOBS and what in {"started", *STATES}:
        stands = STARTED if what == "started" else STATES[what]
        return JOBS[kind][language] + colon(language) + stands[language]
    return action
