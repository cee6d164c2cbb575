"""Units, organisations, and for whom people act."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth import get_user_model
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_safe

from cedic.publish.search import folded
from cedic.web import audit
from cedic.web.accounts import permissions
from cedic.web.accounts.access import allowed
from cedic.web.programme.countries import countries, country_name
from cedic.web.programme.models import Organisation, Seat, Unit
from cedic.web.programme.models.base import LONGEST_ADDRESS, LONGEST_TITLE
from cedic.web.programme.pages import (
    Clash,
    Refused,
    clean,
    mark_of,
    posted,
    staff,
    to,
    unchanged,
    words_posted,
    words_typed,
)
from cedic.web.programme.tags import Fields, plain_words
from cedic.web.programme.words.common import SAY as COMMON
from cedic.web.programme.words.settings import SAY, WRONG
from cedic.web.words import language

HOME = "manage/programme/settings/"
ON_A_PAGE = 50
FORM = ["GET", "HEAD", "POST"]
_CODE = re.compile(r"\w[\w.-]{0,39}")


@require_safe
@allowed(permissions.READ)
def home(request: HttpRequest) -> HttpResponse:
    """Units and organisations."""
    asked = request.GET.get("q", "").strip()[:100]
    wanted = folded(asked)
    organisations = [
        one
        for one in Organisation.objects.all()
        if wanted in folded(f"{one.code} {' '.join(one.name.values())}")
    ]
    page = Paginator(organisations, ON_A_PAGE).get_page(request.GET.get("page"))
    units = Unit.objects.annotate(
        people=Count("seats", distinct=True), of=Count("items", distinct=True)
    )
    query = request.GET.copy()
    query.pop("page", None)
    told = {
        "units": units,
        "page": page,
        "organisations": [(one, country_name(one.country)) for one in page],
        "asked": asked,
        "query": query.urlencode(),
        "may_administer": request.user.has_perm(permissions.ADMINISTER),
    }
    return staff(request, SAY, "settings_home.html", told)


@require_http_methods(FORM)
@allowed(permissions.PUBLISH)
@posted
def unit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A unit: a new one, or one to change."""
    found = get_object_or_404(Unit, pk=pk) if pk else Unit()
    if request.method == "POST":
        try:
            _named(request, found)
            _kept(request, found, "unit")
        except Refused as error:
            return _form(request, "settings_unit.html", found, error)
        return to(HOME, request, COMMON["saved"])
    return _form(request, "settings_unit.html", found)


@require_http_methods(FORM)
@allowed(permissions.PUBLISH)
@posted
def organisation(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """An organisation: a new one, or one to change."""
    found = get_object_or_404(Organisation, pk=pk) if pk else Organisation()
    if request.method == "POST":
        try:
            _named(request, found)
            found.country = _country(request.POST.get("country", ""))
            found.address = _address(request.POST.get("address", ""))
            found.is_secretariat = bool(request.POST.get("is_secretariat"))
            _kept(request, found, "organisation")
        except Refused as error:
            return _form(request, "settings_organisation.html", found, error)
        return to(HOME, request, COMMON["saved"])
    return _form(request, "settings_organisation.html", found)


def _named(request: HttpRequest, record: Any) -> None:
    code = clean(request.POST.get("code", ""), 200)
    if not _CODE.fullmatch(code):
        raise Refused(WRONG["code"], given=code[:40])
    record.code = code
    record.name = words_posted(request, "name", longest=LONGEST_TITLE)
    if not record.name:
        raise Refused("empty", name=SAY["name"][language()])


def _country(given: str) -> str:
    if given and given not in dict(countries()):
        raise Refused(WRONG["country"])
    return given


def _address(given: str) -> str:
    found = clean(given, LONGEST_ADDRESS)
    if not found:
        return ""
    try:
        parts = urlsplit(found)
        good = parts.scheme in ("http", "https") and parts.hostname and not re.search(r"\s", found)
    except ValueError:
        good = False
    if not good:
        raise Refused(WRONG["address"], given=found[:80])
    return found


def _kept(request: HttpRequest, record: Unit | Organisation, what: str) -> None:
    done = "edited" if record.pk else "added"
    try:
        with transaction.atomic():
            unchanged(request, record)
            record.save()
            audit.record(request.user, f"programme.{what}_{done}", record.code, dict(record.name))
    except IntegrityError:
        raise Refused(WRONG["taken"], given=record.code) from None


def _form(
    request: HttpRequest,
    template: str,
    record: Unit | Organisation,
    error: Refused | None = None,
) -> HttpResponse:
    sent = request.method == "POST"
    now = type(record).objects.filter(pk=record.pk).first() if isinstance(error, Clash) else None
    name = words_typed(request, "name") if sent else record.name
    country = request.POST.get("country", "") if sent else getattr(record, "country", "")
    told = {
        "record": record,
        "is_new": record.pk is None,
        "code": request.POST.get("code", "") if sent else record.code,
        "name_fields": Fields("name", SAY["name"][language()], name, 1, LONGEST_TITLE),
        "countries": [(code, name, code == country) for code, name in countries()],
        "address": request.POST.get("address", "") if sent else getattr(record, "address", ""),
        "is_secretariat": bool(request.POST.get("is_secretariat"))
        if sent
        else getattr(record, "is_secretariat", False),
        "error": error,
        # Only who has been shown what another person wrote saves over it.
        "seen": mark_of(now) if now else request.POST.get("seen", mark_of(record)),
        "theirs": _told(now) if now else [],
    }
    return staff(request, SAY, template, told)


def _told(record: Unit | Organisation) -> list[tuple[str, str]]:
    """A record as it is now, name and value."""
    found = [
        (COMMON["code"][language()], record.code),
        (SAY["name"][language()], plain_words(record.name)),
    ]
    if isinstance(record, Organisation):
        found += [
            (COMMON["country"][language()], country_name(record.country)),
            (SAY["website"][language()], record.address),
        ]
    return found


# For whom people act


@require_safe
@allowed(permissions.ADMINISTER)
def people(request: HttpRequest) -> HttpResponse:
    """Everyone with an account, with units and country."""
    found = (
        get_user_model()
        .objects.filter(is_active=True)
        .select_related("seat")
        .prefetch_related("seat__units")
        .order_by("full_name", "email")
    )
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [(one, *_acts_for(one)) for one in page]
    return staff(request, SAY, "settings_people.html", {"page": page, "rows": rows})


def _acts_for(person: Any) -> tuple[str, list[Unit]]:
    seat = getattr(person, "seat", None)
    return (country_name(seat.country), list(seat.units.all())) if seat else ("", [])


@require_http_methods(FORM)
@allowed(permissions.ADMINISTER)
@posted
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """For whom a person acts: her units if she is staff, or else her member state."""
    found = get_object_or_404(get_user_model(), pk=pk)
    if request.method == "POST":
        try:
            _sit(request, found)
        except Refused as error:
            return _seat_form(request, found, error)
        return to(f"{HOME}people/", request, COMMON["saved"])
    return _seat_form(request, found)


def _sit(request: HttpRequest, person: Any) -> None:
    is_staff = person.has_perm(permissions.READ)
    consults = person.has_perm(permissions.CONSULT) and not is_staff
    country = _country(request.POST.get("country", "")) if consults else ""
    known = {str(one.pk): one for one in Unit.objects.all()}
    wanted = request.POST.getlist("units") if is_staff else []
    if any(one not in known for one in wanted):
        raise Refused(WRONG["unit"])
    with transaction.atomic():
        seat, _ = Seat.objects.get_or_create(user=person)
        seat.country = country
        seat.save(update_fields=["country"])
        seat.units.set([known[one] for one in wanted])
        detail = {"country": country, "units": [known[one].code for one in wanted]}
        audit.record(request.user, "programme.seat_changed", person.email, detail)


def _seat_form(request: HttpRequest, person: Any, error: Refused | None = None) -> HttpResponse:
    seat = Seat.objects.filter(user=person).first()
    sent = request.method == "POST"
    held = {str(pk) for pk in seat.units.values_list("pk", flat=True)} if seat else set()
    units = set(request.POST.getlist("units")) if sent else held
    country = request.POST.get("country", "") if sent else (seat.country if seat else "")
    is_staff = person.has_perm(permissions.READ)
    told = {
        "person": person,
        "is_staff_of": is_staff,
        "consults": person.has_perm(permissions.CONSULT) and not is_staff,
        "countries": [(code, name, code == country) for code, name in countries()],
        "units": [
            (str(one.pk), f"{one.code} – {plain_words(one.name)}", str(one.pk) in units)
            for one in Unit.objects.all()
        ],
        "error": error,
    }
    return staff(request, SAY, "settings_person.html", told, status=400 if error else 200)
