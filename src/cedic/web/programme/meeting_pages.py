"""A meeting as everyone sees it, and how one registers for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.core import ratelimit
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from cedic.errors import CedicError
from cedic.programme import meetings, model
from cedic.programme.terms import (
    CONCLUSION_KINDS,
    FORMATS,
    MEETING_KINDS,
    MEETING_STATUSES,
    PARTICIPATION,
    PARTNER_ROLES,
)
from cedic.publish.search import folded
from cedic.web import audit
from cedic.web.accounts import letters
from cedic.web.programme import keeping, meeting_links
from cedic.web.programme.countries import country_name
from cedic.web.programme.document_pages import given_out
from cedic.web.programme.meeting_calendar import where
from cedic.web.programme.meeting_items import item_of
from cedic.web.programme.meeting_lists import Person, person_of
from cedic.web.programme.meeting_places import country_names, span
from cedic.web.programme.meeting_values import TAKING_PART, facts, organiser, owner, registration
from cedic.web.programme.models import Meeting, Participant
from cedic.web.programme.models.meetings import REGISTRATION
from cedic.web.programme.pages import Refused, public, to, told_day
from cedic.web.programme.viewers import Viewer, looked_at
from cedic.web.programme.words.documents import SAY as DOCUMENTS
from cedic.web.programme.words.meetings import COLUMNS, SAY, WRONG
from cedic.web.words import language

ANSWERED = ["GET", "HEAD", "POST"]
ASKED_FOR = ("name", "email", "post", "organisation", "country")


@require_safe
@looked_at
def one(request: HttpRequest, viewer: Viewer, pk: int) -> HttpResponse:
    """A meeting: what, when and where, who came, and with what it ended."""
    record = seen(viewer, pk)
    present = list(record.participants.filter(state__in=TAKING_PART))
    attended = [one for one in present if one.state == "attended"]
    may_edit = viewer.works_for(record.unit_id)
    return public(
        request,
        {**SAY, **DOCUMENTS},
        "meetings_one.html",
        {
            **about(record, viewer),
            **keeping.shelf(record, viewer, f"programme/meetings/{pk}/" if may_edit else ""),
            "item": item_of(record, viewer),
            "refusal": _refusal(record),
            "until": told_day(record.registration_until),
            "places": registration(record).places,
            "registrations": REGISTRATION,
            "attended": bool(attended),
            "countries": _counted(attended or present),
            "total": len(attended or present),
            "people": (attended or present) if viewer.is_staff else [],
            "conclusions": _conclusions(record, viewer),
            "may_edit": may_edit,
        },
    )


def seen(viewer: Viewer, pk: int) -> Meeting:
    """A meeting that a viewer may see.

    Raises
    ------
    Http404
        If there is none.
    """
    rows = Meeting.objects.seen_by(viewer).select_related("unit", "item__programme")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404(f"meeting {pk}")
    return found


def about(record: Meeting, viewer: Viewer) -> dict[str, Any]:
    """What the pages of a meeting tell of it."""
    return {
        "meeting": record,
        "when": span(record.starts, record.ends) or record.schedule,
        "postponed_from": told_day(record.postponed_from),
        "where": ", ".join(filter(None, (record.venue, where(record)))),
        "kind": MEETING_KINDS[record.kind],
        "status": MEETING_STATUSES[record.status],
        "format": FORMATS[record.format],
        "organisers": [
            (told, PARTNER_ROLES.get(told.role))
            for told in (
                organiser(each, language())
                for each in record.organisers.select_related("organisation")
            )
        ],
        "agenda": list(record.agenda.all()),
    }


def _refusal(record: Meeting) -> str:
    return meetings.refusal(facts(record), registration(record), timezone.localdate())


def _counted(people: list[Participant]) -> list[dict[str, Any]]:
    """How many people come from each country, and from each organisation of it."""
    rows = meetings.attendance((one.country, one.organisation) for one in people)
    found = [
        {
            "name": country_name(country),
            "people": total,
            "organisations": [(name, count) for code, name, count in rows if code == country],
        }
        for country, total in meetings.by_country(rows).items()
    ]
    return sorted(found, key=lambda one: (not one["name"], folded(one["name"])))


def _conclusions(record: Meeting, viewer: Viewer) -> list[dict[str, Any]]:
    """The numbered items; what is to be done after them, for member states and staff."""
    rows = record.conclusions.prefetch_related(
        "follow_ups__owner", "follow_ups__unit", "follow_ups__item__programme"
    )
    return [
        {
            "one": each,
            "anchor": meetings.anchor(each.kind, each.number),
            "kind": CONCLUSION_KINDS[each.kind],
            "follow_ups": [
                (follow_up, owner(follow_up, language()))
                for follow_up in each.follow_ups.all()
                if viewer.level != "public"
            ],
        }
        for each in rows
    ]


# Registering


@require_http_methods(ANSWERED)
@sensitive_post_parameters()
@looked_at
def register(request: HttpRequest, viewer: Viewer, pk: int) -> HttpResponse:
    """Register for a meeting that is open to everyone."""
    record = seen(viewer, pk)
    if request.method != "POST":
        sent = "sent" in request.GET
        return _form(request, viewer, record, {}, sent=sent)
    key = f"{pk} {request.POST.get('email', '').strip().lower()[:254]}"
    if not ratelimit.consume(request, action="register_for_meeting", key=key):
        answer = _form(request, viewer, record, request.POST, Refused(WRONG["too_often"]), 429)
        answer.headers["Retry-After"] = "600"
        return answer
    try:
        person = _asked_for(request)
        token, kind = _registered(record, person)
    except CedicError as error:
        return _form(request, viewer, record, request.POST, error, 400)
    return _told(request, record, person, token, kind)


def _told(
    request: HttpRequest, record: Meeting, person: Person, token: str, kind: str
) -> HttpResponse:
    """Hand a person her link: by letter, so that it is hers; without a mail server, at once."""
    if not letters.can_be_sent():
        return to(f"programme/meetings/answer/{token}/")
    meeting_links.send(record, kind, [(person.email, meeting_links.address(request, token))])
    return to(f"programme/meetings/{record.pk}/register/?sent=1")


def _asked_for(request: HttpRequest) -> Person:
    person = person_of({name: request.POST.get(name, "") for name in ASKED_FOR})
    for name in ("email", "organisation"):
        if not getattr(person, name):
            raise Refused("empty", name=COLUMNS[name][language()])
    return person


@transaction.atomic
def _registered(record: Meeting, person: Person) -> tuple[str, str]:
    """Take a registration: the token of its link, and which letter brings it."""
    # Who comes at the same time waits: there are as many places as there are.
    Meeting.objects.select_for_update().get(pk=record.pk)
    if reason := _refusal(record):
        raise Refused(meetings.REFUSALS[reason])
    held = record.participants.filter(email=person.email).first()
    if held is not None and not letters.can_be_sent():
        raise Refused(WRONG["already"])
    if held is None:
        held = Participant(
            meeting=record, state="registered", answered=timezone.now(), **vars(person)
        )
        audit.record(None, "programme.registered", str(record), {"meeting": record.pk})
    # Whoever has a place already is written to as who gets one: a stranger learns nothing.
    token = meeting_links.issue(held)
    held.save()
    return token, "registration"


def _form(
    request: HttpRequest,
    viewer: Viewer,
    record: Meeting,
    typed: Mapping[str, str],
    error: CedicError | None = None,
    status: int = 200,
    *,
    sent: bool = False,
) -> HttpResponse:
    reason = _refusal(record)
    context = {
        **about(record, viewer),
        "refusal": reason,
        "why": meetings.REFUSALS.get(reason),
        "columns": COLUMNS,
        "until": told_day(record.registration_until),
        "fields": _fields(typed),
        "all_countries": country_names(),
        "error": error,
        "sent": sent,
    }
    return _kept_nowhere(public(request, SAY, "meetings_register.html", context, status=status))


def _fields(typed: Mapping[str, str]) -> dict[str, str]:
    return {name: typed.get(name, "")[:254] for name in ASKED_FOR}


def _kept_nowhere(response: HttpResponse) -> HttpResponse:
    response.headers.pop("Cache-Control", None)
    add_never_cache_headers(response)
    return response


# Answering with one's own link


@require_http_methods(ANSWERED)
@sensitive_post_parameters()
@sensitive_variables("token")
@looked_at
def answer(request: HttpRequest, viewer: Viewer, token: str) -> HttpResponse:
    """A person's own page: register or decline, and, for who takes part, how to join."""
    person = meeting_links.found(token)
    if person is None:
        return _kept_nowhere(public(request, SAY, "meetings_gone.html", {}, status=410))
    if request.method != "POST":
        return _own(request, viewer, token, person, "done" in request.GET)
    try:
        _answered(request, person)
    except CedicError as error:
        person.refresh_from_db()
        return _own(request, viewer, token, person, error=error)
    return to(f"programme/meetings/answer/{token}/?done=1")


@transaction.atomic
def _answered(request: HttpRequest, person: Participant) -> None:
    record = Meeting.objects.select_for_update().get(pk=person.meeting_id)
    person.refresh_from_db()
    decision = request.POST.get("answer", "")
    if decision not in ("registered", "declined"):
        raise Refused(WRONG["answer"])
    reason = _own_refusal(record, person)
    # Whoever cannot come says so, even when nobody can register any more.
    if reason and (decision == "registered" or reason in ENDED):
        raise Refused(meetings.REFUSALS[reason])
    if decision == "registered":
        given = {**vars(_given(person)), **{name: request.POST.get(name, "") for name in _OWN}}
        told = person_of({**given, "email": ""})
        for name in _OWN:
            setattr(person, name, getattr(told, name))
    if decision != person.state:
        audit.record(None, f"programme.{decision}", str(record), {"participant": person.pk})
    person.state, person.answered = decision, timezone.now()
    person.save()


ENDED = ("over", "cancelled")
"""Why nothing is to be answered."""
_OWN = ("name", "post", "organisation", "country")
"""What a person can change of what is known of her; where she is written to is not among it."""


def _given(person: Participant) -> Person:
    return Person(person.name, person.email, person.post, person.organisation, person.country)


@require_safe
@sensitive_variables("token")
def document(request: HttpRequest, token: str, id: str, name: str) -> HttpResponse:
    """A document of the meeting, to a person who takes part in it."""
    person = meeting_links.found(token)
    if person is None or not _takes_part(person):
        raise Http404(name)
    # Who takes part is given the documents that member states are given.
    for_her = person.meeting.documents.seen_by(Viewer(None, "members"))
    return _kept_nowhere(given_out(get_object_or_404(for_her, pk=id, name=name)))


def _takes_part(person: Participant) -> bool:
    return person.state in TAKING_PART and person.meeting.status != "cancelled"


def _own_refusal(record: Meeting, person: Participant) -> str:
    """Why a person cannot answer, or not any more."""
    if person.state == "attended":
        return "over"
    places = registration(record, beside=person)
    return meetings.refusal(facts(record), places, timezone.localdate(), invited=True)


def _own(
    request: HttpRequest,
    viewer: Viewer,
    token: str,
    person: Participant,
    done: bool = False,
    error: CedicError | None = None,
) -> HttpResponse:
    record, reason = person.meeting, _own_refusal(person.meeting, person)
    takes_part = _takes_part(person)
    typed = request.POST if error else {**vars(_given(person))}
    if not error:
        typed["country"] = country_name(person.country)
    # Who takes part is given the documents that member states are given.
    mine = Viewer(viewer.user, "members") if takes_part and not viewer.is_staff else viewer
    context = {
        **about(record, mine),
        "documents": keeping.documents_of(record, mine),
        "token": token,
        "person": person,
        "state": PARTICIPATION[person.state],
        "refusal": reason,
        "why": meetings.REFUSALS.get(reason),
        "ended": reason in ENDED,
        "columns": COLUMNS,
        "until": told_day(record.registration_until),
        "fields": _fields(typed),
        "all_countries": country_names(),
        "link": record.link if takes_part else "",
        "done": done,
        "error": error,
    }
    return _kept_nowhere(public(request, SAY, "meetings_answer.html", context))


def title_of(record: Meeting) -> str:
    """The title of a meeting in the visitor's language."""
    return model.said(record.title, language())[0]
