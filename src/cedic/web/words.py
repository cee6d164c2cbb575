"""What every page says, and how a template says a text in the visitor's language."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote

from django import template
from django.conf import settings as django_settings
from django.http import HttpRequest
from django.utils.html import conditional_escape
from django.utils.translation import get_language

from cedic.model import LANGUAGES, Text
from cedic.publish.citation import day
from cedic.publish.style import colon, set_in
from cedic.settings import settings

if TYPE_CHECKING:
    from cedic.web.accounts.models import User

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
    "site": Text(en="The site", es="El sitio", pt="O site", fr="Le site"),
    "data": Text(en="Data", es="Datos", pt="Dados", fr="Données"),
    "indicators": Text(en="Indicators", es="Indicadores", pt="Indicadores", fr="Indicateurs"),
    "areas": Text(
        en="Blocs and countries",
        es="Bloques y países",
        pt="Blocos e países",
        fr="Blocs et pays",
    ),
    "compare": Text(en="Compare", es="Comparar", pt="Comparar", fr="Comparer"),
    "programme": Text(
        en="Work programme",
        es="Programa de trabajo",
        pt="Programa de trabalho",
        fr="Programme de travail",
    ),
    "calendar": Text(en="Calendar", es="Calendario", pt="Calendário", fr="Calendrier"),
    "search": Text(en="Search", es="Buscar", pt="Buscar", fr="Rechercher"),
    "search_for": Text(
        en="Indicator, bloc or country",
        es="Indicador, bloque o país",
        pt="Indicador, bloco ou país",
        fr="Indicateur, bloc ou pays",
    ),
    "sign_in": Text(en="Sign in", es="Entrar", pt="Entrar", fr="Se connecter"),
    "not_public": Text(
        en="You see this because you are signed in: it is not public.",
        es="Usted ve esto porque ha iniciado sesión: no es público.",
        pt="Você vê isto porque iniciou sessão: não é público.",
        fr="Vous voyez ceci parce que vous êtes connecté : ce n’est pas public.",
    ),
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
    return set_in(text[language()], language())


@register.filter
def named(text: Text) -> str:
    """A text as the name of what follows it: ``{{ unit|named }}{{ value }}``."""
    return said(text) + colon(language())


@register.filter
def colon_after(name: str) -> str:
    """A name with the colon of the visitor's language after it: ``{{ country|colon_after }}``."""
    return name + colon(language())


@register.simple_tag
def filled(text: Text, *places: object, **named: object) -> str:
    """A text in the visitor's language with values in it: ``{% filled say.page_of 1 9 %}``."""
    return conditional_escape(said(text).format(*places, **named))


@register.filter
def in_full(moment: date) -> str:
    """A date in the visitor's language: ``{{ person.last_login|in_full }}``."""
    return day(moment, language())


def context(request: HttpRequest) -> dict[str, object]:
    """What every template can say, and where the same page stands in each language."""
    chosen = language()
    return {
        "words": WORDS,
        "language": chosen,
        "publisher": settings().publisher,
        "languages": [
            (code, name, address_in(code, request)) for code, name in LANGUAGE_NAMES.items()
        ],
        "visitor": visitor(request),
    }


def visitor(request: HttpRequest) -> User | None:
    """Who is signed in; without looking for a session where the browser has none."""
    if django_settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def address_in(code: str, request: HttpRequest) -> str:
    """The address of the page that was asked for, in another language."""
    asked, _, rest = request.path[1:].partition("/")
    if asked not in LANGUAGE_NAMES or request.method != "GET":
        return f"/{code}/"
    query = request.META.get("QUERY_STRING", "")
    return quote(f"/{code}/{rest}", safe="/@") + (f"?{query}" if query else "")
