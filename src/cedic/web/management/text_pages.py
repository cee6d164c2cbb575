"""Names and descriptions in four languages: how they stand, and the form to edit one."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cedic.catalogue import PUBLICATIONS
from cedic.catalogue.texts import texts
from cedic.errors import CedicError
from cedic.model import LANGUAGES, Text
from cedic.web import audit
from cedic.web.accounts import permissions
from cedic.web.accounts.access import allowed
from cedic.web.management.models import LONGEST_NAME, Portal, Wording
from cedic.web.management.pages import Refused, posted, staff, text_of, to, told_when
from cedic.web.management.words import TEXT_KINDS, TEXT_STATES
from cedic.web.words import LANGUAGE_NAMES

ON_A_PAGE = 50


@cache
def declared() -> dict[str, Text]:
    """Every text that can be edited, as it is declared."""
    return texts(PUBLICATIONS)


@require_safe
@allowed(permissions.READ)
def listed(request: HttpRequest) -> HttpResponse:
    """How every text stands."""
    kind, wanted = request.GET.get("kind", ""), request.GET.get("state", "")
    asked = request.GET.get("q", "").strip()[:100]
    rows = [
        row
        for row in _rows(_last_versions())
        if (not kind or row["kind"] == kind)
        and (not wanted or row["state"] == wanted)
        and (not asked or asked.lower() in f"{row['address']} {' '.join(row['words'])}".lower())
    ]
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    return staff(
        request,
        "texts.html",
        {
            "page": page,
            "query": query.urlencode(),
            "asked": asked,
            "kinds": [(id, name, id == kind) for id, name in TEXT_KINDS.items()],
            "states": [
                (id, name, id == wanted, counted)
                for id, name in TEXT_STATES.items()
                for counted in [Counter(row["state"] for row in rows)[id]]
            ],
        },
    )


def _last_versions() -> dict[str, Wording]:
    """The last version of each edited text."""
    found: dict[str, Wording] = {}
    for one in Wording.objects.order_by("address", "version"):
        found[one.address] = one
    return found


def _rows(last: dict[str, Wording]) -> list[dict[str, Any]]:
    return [
        {
            "address": address,
            "kind": address.partition("/")[0],
            "state": _state(text, last.get(address)),
            "name": TEXT_STATES[_state(text, last.get(address))],
            "said": text,
            "words": [words for _, words in _shown(text, last.get(address)).items()],
        }
        for address, text in declared().items()
    ]


def _shown(text: Text, version: Wording | None) -> Text:
    return text if version is None or version.is_declared else version.text


def _state(text: Text, version: Wording | None) -> str:
    """How a text stands: as declared, a draft, public in other words, out of date, untranslated."""
    if version is not None and not version.is_declared and dict(text.items()) != version.original:
        return "outdated"
    if version is not None and version.published is None:
        return "draft"
    if version is not None and not version.is_declared:
        return "edited"
    same = len(set(dict(text.items()).values())) == 1
    return "same" if same else "complete"


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(permissions.READ)
@posted
def one(request: HttpRequest) -> HttpResponse:
    """A text in four languages, its history, and the form to change it."""
    address = request.GET.get("address", "")[:400]
    if address not in declared():
        raise Http404(address)
    if request.method == "POST":
        return _posted(request, address)
    return _form(request, address)


def _form(
    request: HttpRequest,
    address: str,
    mine: dict[str, str] | None = None,
    error: CedicError | None = None,
) -> HttpResponse:
    history = list(Wording.objects.filter(address=address))
    last = history[0] if history else None
    text = declared()[address]
    shown = dict(_shown(text, last).items())
    return staff(
        request,
        "text.html",
        {
            "address": address,
            "error": error,
            "declared": _fields(dict(text.items())),
            "theirs": _fields(shown) if mine is not None and mine != shown else None,
            "fields": _fields(mine or shown),
            "version": last.version if last else 0,
            "state": TEXT_STATES[_state(text, last)],
            "draft": last is not None and last.published is None,
            "edited": last is not None and not last.is_declared,
            "history": [
                {
                    "one": one,
                    "when": told_when(one.moment),
                    "published": told_when(one.published),
                    "words": [
                        (name, LANGUAGE_NAMES[name], getattr(one, name)) for name in LANGUAGES
                    ],
                }
                for one in history
            ],
        },
        status=400 if error else 200,
    )


def _fields(words: dict[str, str]) -> list[tuple[str, str, str]]:
    return [(name, LANGUAGE_NAMES[name], words.get(name, "")) for name in LANGUAGES]


def _posted(request: HttpRequest, address: str) -> HttpResponse:
    version = request.POST.get("version", "")
    if "publish" in request.POST:
        return _publish(request, address, version)
    if not request.user.has_perm(permissions.EDIT):
        raise PermissionDenied
    mine = {name: request.POST.get(name, "") for name in LANGUAGES}
    try:
        words = {} if "revert" in request.POST else dict(text_of(mine).items())
        _write(request, address, version, words)
    except CedicError as error:
        return _form(request, address, mine, error)
    return to(f"texts/edit/?address={address}", request, "saved")


def _write(request: HttpRequest, address: str, seen: str, words: dict[str, str]) -> None:
    """Add a version after the one that the person has seen."""
    last = Wording.objects.filter(address=address).first()
    number = last.version if last else 0
    if seen != str(number):
        raise Refused("edited")
    try:
        with transaction.atomic():
            Wording.objects.create(
                address=address,
                version=number + 1,
                original=dict(declared()[address].items()),
                by=request.user,
                by_name=str(request.user)[:LONGEST_NAME],
                **words,
            )
            action = "text.edited" if words else "text.reverted"
            audit.record(request.user, action, address, {"version": number + 1, **words})
    except IntegrityError:
        raise Refused("edited") from None


def _publish(request: HttpRequest, address: str, version: str) -> HttpResponse:
    if not request.user.has_perm(permissions.PUBLISH):
        raise PermissionDenied
    last = Wording.objects.filter(address=address).first()
    if last is None or version != str(last.version):
        return _form(request, address, None, Refused("edited"))
    with transaction.atomic():
        last.published = timezone.now()
        last.save(update_fields=["published"])
        Portal.changed()
        audit.record(request.user, "text.published", address, {"version": last.version})
    return to(f"texts/edit/?address={address}", request, "published_text")
