"""What a visitor reads when a page cannot be shown."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from cedic.errors import CedicError
from cedic.model import LANGUAGES, Text
from cedic.publish.citation import day
from cedic.settings import settings

if TYPE_CHECKING:
    from cedic.web.management.state import Withdrawal


@dataclass(frozen=True)
class Failure:
    """What happened, and what to do next."""

    status: int
    title: Text
    remedy: Text


BAD_REQUEST = Failure(
    400,
    Text(
        en="This request cannot be understood",
        es="No se entiende esta solicitud",
        pt="Não foi possível entender esta solicitação",
        fr="Cette demande n’a pas été comprise",
    ),
    Text(
        en="Check the address for characters that do not belong there, or start again from "
        "the home page.",
        es="Revise si en la dirección sobra algún carácter, o vuelva a empezar desde el inicio.",
        pt="Verifique se há caracteres a mais no endereço ou recomece pela página inicial.",
        fr="Vérifiez que l’adresse ne contient pas de caractères en trop, ou repartez de l’accueil.",
    ),
)
FORBIDDEN = Failure(
    403,
    Text(
        en="You may not see this page",
        es="No tiene permiso para ver esta página",
        pt="Você não tem permissão para ver esta página",
        fr="Vous n’avez pas accès à cette page",
    ),
    Text(
        en="Sign in with an account that has access. If a form brought you here, load it again and "
        "send it once more.",
        es="Entre con una cuenta que tenga acceso. Si viene de un formulario, cárguelo de nuevo y "
        "envíelo otra vez.",
        pt="Entre com uma conta que tenha acesso. Se veio de um formulário, recarregue-o e envie-o "
        "novamente.",
        fr="Connectez-vous avec un compte autorisé. Si vous venez d’un formulaire, rechargez-le et "
        "envoyez-le de nouveau.",
    ),
)
NOT_FOUND = Failure(
    404,
    Text(
        en="There is no such page",
        es="Esta página no existe",
        pt="Esta página não existe",
        fr="Cette page n’existe pas",
    ),
    Text(
        en="The address may be misspelt, or the page may have moved. The home page lists all that is "
        "published.",
        es="Puede que la dirección tenga un error o que la página haya cambiado de lugar. En el inicio "
        "está todo lo que se publica.",
        pt="O endereço pode ter um erro, ou a página pode ter mudado de lugar. Na página inicial está "
        "tudo o que é publicado.",
        fr="L’adresse est peut-être mal écrite, ou la page a changé de place. L’accueil présente tout "
        "ce qui est publié.",
    ),
)
TOO_MANY_REQUESTS = Failure(
    429,
    Text(
        en="Too many attempts",
        es="Demasiados intentos",
        pt="Tentativas demais",
        fr="Trop de tentatives",
    ),
    Text(
        en="To protect the accounts, nothing more is taken for now. Wait five minutes and try again; "
        "if you do not know your password, ask for a new one.",
        es="Para proteger las cuentas, por ahora no se admite ningún otro intento. Espere cinco "
        "minutos e inténtelo de nuevo; si no recuerda su contraseña, pida una nueva.",
        pt="Para proteger as contas, nenhuma outra tentativa é aceita por ora. Espere cinco minutos e "
        "tente novamente; se não lembra sua senha, peça uma nova.",
        fr="Pour protéger les comptes, aucune autre tentative n’est acceptée pour l’instant. Attendez "
        "cinq minutes et réessayez ; si vous avez oublié votre mot de passe, demandez-en un nouveau.",
    ),
)
FAILED = Failure(
    500,
    Text(
        en="Something went wrong on our side",
        es="Algo falló de nuestro lado",
        pt="Algo falhou do nosso lado",
        fr="Une erreur est survenue de notre côté",
    ),
    Text(
        en="The fault has been recorded. Try again in a few minutes; if it stays, tell the publisher "
        "the address of this page.",
        es="El fallo quedó registrado. Inténtelo de nuevo en unos minutos; si continúa, comunique "
        "la dirección de esta página a la institución que publica.",
        pt="A falha foi registrada. Tente novamente em alguns minutos; se persistir, informe o "
        "endereço desta página à instituição que publica.",
        fr="L’erreur a été enregistrée. Réessayez dans quelques minutes ; si elle persiste, signalez "
        "l’adresse de cette page à l’institution qui publie.",
    ),
)


GONE = Failure(
    410,
    Text(
        en="This dataflow has been withdrawn",
        es="Este conjunto de datos fue retirado",
        pt="Este conjunto de dados foi retirado",
        fr="Ce jeu de données a été retiré",
    ),
    Text(
        en="Withdrawn on {day} by {publisher}: {note}",
        es="Retirado el {day} por {publisher}: {note}",
        pt="Retirado em {day} por {publisher}: {note}",
        fr="Retiré le {day} par {publisher} : {note}",
    ),
)
UNAVAILABLE = Failure(
    503,
    Text(
        en="The figures cannot be read now",
        es="Las cifras no pueden leerse en este momento",
        pt="Os dados não podem ser lidos neste momento",
        fr="Les chiffres ne peuvent pas être lus pour le moment",
    ),
    Text(
        en="Try again in a few minutes; if it stays, tell the publisher the address of this page.",
        es="Inténtelo de nuevo en unos minutos; si continúa, comunique la dirección de esta página a "
        "la institución que publica.",
        pt="Tente novamente em alguns minutos; se persistir, informe o endereço desta página à "
        "instituição que publica.",
        fr="Réessayez dans quelques minutes ; si cela persiste, signalez l’adresse de cette page à "
        "l’institution qui publie.",
    ),
)

log = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Status 400."""
    return _page(request, BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Status 403."""
    return _page(request, FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Status 404; 410 for a dataflow that was withdrawn."""
    if since := getattr(exception.__cause__, "since", None):
        return _page(request, _gone(since))
    return _page(request, NOT_FOUND)


def _gone(since: Withdrawal) -> Failure:
    told = {
        language: words.format(
            day=day(since.moment.date(), language),
            publisher=settings().publisher,
            note=since.note,
        )
        for language, words in GONE.remedy.items()
    }
    return replace(GONE, remedy=Text.of(told))


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """Status 429, for who tries to sign in too often."""
    response = _page(request, TOO_MANY_REQUESTS)
    response.headers["Retry-After"] = "300"
    return response


def failed(request: HttpRequest) -> HttpResponse:
    """Status 500."""
    return _page(request, FAILED)


def unsafe_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Status 403 for a form whose token does not fit."""
    return _page(request, FORBIDDEN)


def unavailable(request: HttpRequest, error: CedicError) -> HttpResponse:
    """Status 503, for a page whose figures cannot be read; why is for the record alone."""
    log.error("%s could not be shown: %s", request.path[:200], error)
    response = _page(request, UNAVAILABLE)
    response.headers["Retry-After"] = "60"
    return response


def _page(request: HttpRequest, failure: Failure) -> HttpResponse:
    # The language of the address comes before that of the browser.
    asked = request.path[1:].partition("/")[0]
    if asked in LANGUAGES:
        translation.activate(asked)
    return render(request, "failure.html", {"failure": failure}, status=failure.status)
