"""What every page says, and how a template says a text in the visitor's language."""

from __future__ import annotations

from django import template
from django.http import HttpRequest
from django.utils.translation import get_language

from cedic.model import LANGUAGES, Text
from cedic.settings import settings

LANGUAGE_NAMES = {"es": "Español", "en": "English", "pt": "Português", "fr": "Français"}
"""The languages of the house, each in its own."""

WORDS = {
    "skip": Text(
        en="Skip to the content",
        es="Ir al contenido",
        pt="Ir para o conteúdo",
        fr="Aller au contenu",
    ),
    "home": Text(
        en="Go to the home page",
        es="Ir a la página de inicio",
        pt="Ir para a página inicial",
        fr="Aller à la page d’accueil",
    ),
    "language": Text(en="Language", es="Idioma", pt="Idioma", fr="Langue"),
    "tagline": Text(
        en="Statistics of regional integration",
        es="Estadísticas de integración regional",
        pt="Estatísticas de integração regional",
        fr="Statistiques d’intégration régionale",
    ),
    "made_with": Text(
        en="Made with CEDIC, open software. The figures keep the terms of their sources.",
        es="Hecho con CEDIC, software abierto. Las cifras conservan las condiciones de sus fuentes.",
        pt="Feito com CEDIC, software aberto. Os dados mantêm as condições das suas fontes.",
        fr="Réalisé avec CEDIC, logiciel libre. Les chiffres gardent les conditions de leurs sources.",
    ),
}

register = template.Library()


def language() -> str:
    """The language in which the visitor is answered."""
    chosen = get_language() or LANGUAGES[0]
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


@register.filter
def said(text: Text) -> str:
    """A text in the visitor's language: ``{{ dataflow.name|said }}``."""
    return text[language()]


def context(request: HttpRequest) -> dict[str, object]:
    """What every template can say: ``words``, ``language``, ``publisher``."""
    return {"words": WORDS, "language": language(), "publisher": settings().publisher}
