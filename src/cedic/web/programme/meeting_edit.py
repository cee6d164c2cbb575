"""Meetings as the secretariat writes them: what, when and where, and how each one stands."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cedic.errors import CedicError
from cedic.programme import meetings
from cedic.programme.terms import (
    FORMATS,
    MEETING_KINDS,
    MEETING_STATUSES,
    PARTNER_ROLES,
    VISIBILITIES,
)
from cedic.web import audit
from cedic.web.accounts import permissions
from cedic.web.accounts.access import allowed
from cedic.web.programme import events, search
from cedic.web.programme.countries import country_name
from cedic.web.programme.forms import (
    EMPTY_ROWS,
    Form,
    Part,
    Row,
    Typed,
    line,
    one_of,
    replaced,
    row_words,
    whole,
)
from cedic.web.programme.meeting_items import item_at, programmes
from cedic.web.programme.meeting_pages import title_of
from cedic.web.programme.meeting_places import country_names, country_of, span
from cedic.web.programme.meeting_values import facts
from cedic.web.programme.models import (
    AgendaItem,
    Meeting,
    MeetingOrganiser,
    Organisation,
    Unit,
)
from cedic.web.programme.models.base import LONGEST_CODE, LONGEST_NAME
from cedic.web.programme.models.meetings import REGISTRATION
from cedic.web.programme.pages import (
    Clash,
    Refused,
    address_posted,
    clean,
    day_posted,
    number_of,
    posted,
    save_over,
    staff,
    to,
    words_posted,
)
from cedic.web.programme.viewers import refused_unless, viewer
from cedic.web.programme.words.meetings import SAY, WRONG
from cedic.web.words import language

ANSWERED = ["GET", "HEAD", "POST"]
OBJECTIVES = Part("objectives", words=("text",))
ORGANISERS = Part("organisers", ("organisation", "name"), chosen={"role": "organiser"})
AGENDA = Part("agenda", ("number", "time", "speaker"), ("title",))
FORM = Form(
    (
        *("kind", "number", "format", "starts", "ends", "schedule", "venue", "city", "country"),
        *("link", "programme", "code", "unit", "registration", "registration_until", "capacity"),
        "demonstration",
    ),
    {"title": 1},
    (OBJECTIVES, ORGANISERS, AGENDA),
)


def of_mine(request: HttpRequest, pk: int) -> Meeting:
    """A meeting that the person may change.

    Raises
    ------
    Http404
        If there is none.
    PermissionDenied
        If another unit is responsible for it.
    """
    rows = Meeting.objects.select_related("unit", "item__programme")
    found = get_object_or_404(rows, pk=pk)
    refused_unless(viewer(request).works_for(found.unit_id))
    return found


@require_http_methods(ANSWERED)
@allowed(permissions.EDIT)
@posted
def new(request: HttpRequest) -> HttpResponse:
    """Enter a meeting."""
    return _form(request, Meeting(unit=_own_unit(request)))


@require_http_methods(ANSWERED)
@allowed(permissions.EDIT)
@posted
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a meeting is, when and where."""
    return _form(request, of_mine(request, pk))


def _own_unit(request: HttpRequest) -> Unit | None:
    """The unit of who works in one alone."""
    units = list(viewer(request).units)
    return Unit.objects.get(pk=units[0]) if len(units) == 1 else None


def _form(request: HttpRequest, record: Meeting) -> HttpResponse:
    if request.method != "POST":
        return _shown(request, record, held(record), record.revision)
    typed, seen = FORM.posted(request), request.POST.get("revision", "")
    if "more" in request.POST:
        return _shown(request, record, typed, seen, more=EMPTY_ROWS + 5)
    try:
        with transaction.atomic():
            _saved(request, record, typed)
    except Clash as error:
        theirs = get_object_or_404(Meeting, pk=record.pk)
        different = FORM.differences(held(theirs), typed)
        told = {"error": error, "different": different}
        return _shown(request, theirs, typed, theirs.revision, told)
    except CedicError as error:
        return _shown(request, record, typed, seen, {"error": error})
    return to(f"programme/meetings/{record.pk}/", request, SAY["saved"])


def _shown(
    request: HttpRequest,
    record: Meeting,
    typed: Typed,
    seen: int | str,
    more_context: dict[str, Any] | None = None,
    *,
    more: int = EMPTY_ROWS,
) -> HttpResponse:
    who = viewer(request)
    context = {
        "meeting": record,
        "name": title_of(record) if record.pk else "",
        "revision": seen,
        **FORM.context(typed, more),
        "kinds": MEETING_KINDS,
        "formats": FORMATS,
        "registrations": REGISTRATION,
        "roles": PARTNER_ROLES,
        "organisations": [(str(one.pk), one) for one in Organisation.objects.all()],
        "units": [(str(one.pk), one) for one in Unit.objects.all() if who.works_for(one.pk)],
        "programmes": programmes(),
        "all_countries": country_names(),
        **(more_context or {}),
    }
    return staff(request, SAY, "meetings_edit.html", context)


def held(record: Meeting) -> Typed:
    """A meeting as its form shows it."""
    item = record.item
    plain = {
        **{name: str(getattr(record, name) or "") for name in FORM.plain if hasattr(record, name)},
        "country": country_name(record.country),
        "programme": str(item.programme_id) if item else "",
        "code": item.code if item else "",
        "unit": str(record.unit_id or ""),
        "demonstration": "1" if record.demonstration else "",
    }
    organisers = record.organisers.all() if record.pk else ()
    agenda = record.agenda.all() if record.pk else ()
    return Typed(
        plain,
        {"title": record.title},
        {
            "objectives": [{"id": "", "text": text} for text in record.objectives],
            "organisers": [
                {
                    "id": str(one.pk),
                    "organisation": str(one.organisation_id or ""),
                    "name": one.name,
                    "role": one.role,
                }
                for one in organisers
            ],
            "agenda": [
                {
                    "id": str(one.pk),
                    "number": one.number,
                    "time": one.time,
                    "speaker": one.speaker,
                    "title": one.title,
                }
                for one in agenda
            ],
        },
    )


def _saved(request: HttpRequest, record: Meeting, typed: Typed) -> None:
    is_new = record.pk is None
    _filled(request, record, typed)
    save_over(request, record)
    _organisers(record, typed.rows["organisers"])
    _agenda(request, record, typed.rows["agenda"])
    search.index(record)
    action = "programme.meeting_made" if is_new else "programme.meeting_edited"
    audit.record(request.user, action, str(record), {"meeting": record.pk})


def _filled(request: HttpRequest, record: Meeting, typed: Typed) -> None:
    given = typed.plain
    record.title = words_posted(request, "title", longest=600)
    if not record.title:
        raise Refused("empty", name=SAY["title"][language()])
    record.kind = one_of(given["kind"], MEETING_KINDS, "form_kind")
    record.format = one_of(given["format"], FORMATS, "form_format")
    record.number = line(given["number"], LONGEST_CODE)
    record.starts, record.ends = days_posted(request)
    if record.starts is None and record.status in ("convened", "held"):
        raise Refused(meetings.LACKS["day"])
    for name in ("schedule", "venue", "city"):
        setattr(record, name, line(given[name], LONGEST_NAME))
    record.country = country_of(given["country"])
    record.link = address_posted(request, "link")
    record.item = item_at(given["programme"], given["code"])
    record.unit_id = _unit(request, given["unit"])
    record.registration = one_of(given["registration"], REGISTRATION, "form_registration")
    record.registration_until = day_posted(request, "registration_until")
    if _is_after(record.registration_until, record.ends or record.starts):
        raise Refused(WRONG["until_after"])
    record.capacity = whole(given["capacity"], "form_capacity")
    record.demonstration = given["demonstration"] == "1"
    found = [row_words(request, OBJECTIVES, row, "text") for row in typed.rows["objectives"]]
    record.objectives = [words for words in found if words]


def days_posted(request: HttpRequest) -> tuple[Any, Any]:
    """The first and last day of a form.

    Raises
    ------
    Refused
        If one is none, or the last comes before the first.
    """
    starts, ends = day_posted(request, "starts"), day_posted(request, "ends")
    if ends is not None and starts is None:
        raise Refused(WRONG["no_start"])
    if starts is not None and ends is not None and ends < starts:
        raise Refused("ends_before")
    return starts, ends


def _is_after(one: Any, other: Any) -> bool:
    return one is not None and other is not None and one > other


def _unit(request: HttpRequest, given: str) -> int | None:
    if not given:
        return None
    found = Unit.objects.filter(pk=number_of(given)).first()
    if found is None or not viewer(request).works_for(found.pk):
        raise Refused(WRONG["unit"])
    return found.pk


def _organisers(record: Meeting, rows: list[Row]) -> None:
    kept = []
    of_record = {one.pk: one for one in record.organisers.all()}
    for one, row, position in replaced(of_record, rows, lambda: MeetingOrganiser(meeting=record)):
        one.organisation_id = _organisation(row["organisation"])
        one.name = "" if one.organisation_id else line(row["name"], LONGEST_NAME)
        one.role = one_of(row["role"], PARTNER_ROLES, "organisers_role")
        one.position = position
        one.save()
        kept.append(one.pk)
    record.organisers.exclude(pk__in=kept).delete()


def _organisation(given: str) -> int | None:
    if not given:
        return None
    found = Organisation.objects.filter(pk=number_of(given)).first()
    if found is None:
        raise Refused(WRONG["choice"], name=SAY["organisers_organisation"][language()])
    return found.pk


def _agenda(request: HttpRequest, record: Meeting, rows: list[Row]) -> None:
    kept = []
    of_record = {one.pk: one for one in record.agenda.all()}
    for one, row, position in replaced(of_record, rows, lambda: AgendaItem(meeting=record)):
        one.title = row_words(request, AGENDA, row, "title")
        if not one.title:
            raise Refused("empty", name=SAY["agenda_title"][language()])
        one.number = line(row["number"], LONGEST_CODE)
        one.time = line(row["time"], LONGEST_CODE)
        one.speaker = line(row["speaker"], LONGEST_NAME)
        one.position = position
        one.save()
        kept.append(one.pk)
    gone = record.agenda.exclude(pk__in=kept)
    if any(one.summary for one in gone):
        raise Refused(WRONG["has_summary"])
    gone.delete()


# How it stands


@require_http_methods(ANSWERED)
@allowed(permissions.EDIT)
@posted
def status(request: HttpRequest, pk: int) -> HttpResponse:
    """Convene a meeting, say that it was held, postpone or cancel it."""
    record = of_mine(request, pk)
    if request.method != "POST":
        return _status(request, record)
    try:
        with transaction.atomic():
            _stands(request, record)
    except CedicError as error:
        return _status(request, get_object_or_404(Meeting, pk=pk), error)
    return to(f"programme/meetings/{pk}/", request, SAY["saved"])


def _status(request: HttpRequest, record: Meeting, error: CedicError | None = None) -> HttpResponse:
    given = request.POST if request.method == "POST" else {}
    context = {
        "meeting": record,
        "name": title_of(record),
        "when": span(record.starts, record.ends) or record.schedule,
        "steps": {one: MEETING_STATUSES[one] for one in meetings.STEPS[record.status]},
        "statuses": MEETING_STATUSES,
        "typed": {name: given.get(name, "") for name in ("status", "starts", "ends", "reason")},
        "error": error,
    }
    return staff(request, SAY, "meetings_status.html", context)


def _stands(request: HttpRequest, record: Meeting) -> None:
    wanted = request.POST.get("status", "")
    reason = clean(request.POST.get("reason", ""), 2000)
    starts, ends = days_posted(request)
    before, was = record.status, record.starts
    if lacking := meetings.lacks(facts(record), wanted, timezone.localdate(), reason):
        raise Refused(meetings.LACKS[lacking[0]])
    if wanted == "postponed":
        # Without a new day it has none, until one is settled.
        record.postponed_from = was or record.postponed_from
        record.starts, record.ends = starts, ends
        if starts is not None and starts == was:
            raise Refused(WRONG["same_day"])
    elif starts is not None:
        raise Refused(WRONG["day_for_postponed"])
    record.status = wanted
    record.reason = reason if wanted in ("postponed", "cancelled") else ""
    save_over(request, record)
    search.index(record)
    detail = {"from": before, "to": wanted, "reason": reason, "was_on": was and was.isoformat()}
    audit.record(
        request.user, "programme.meeting_status", str(record), {"meeting": record.pk, **detail}
    )
    events.meeting_convened(record)


# Who may see it, and taking it away


@require_http_methods(ANSWERED)
@allowed(permissions.PUBLISH)
@posted
def visibility(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a meeting to member states or to everyone, or withdraw it."""
    record = get_object_or_404(Meeting, pk=pk)
    error = None
    if request.method == "POST":
        try:
            with transaction.atomic():
                _shown_to(request, record)
            return to(f"programme/meetings/{pk}/", request, SAY["saved"])
        except CedicError as refused:
            error = refused
            record = get_object_or_404(Meeting, pk=pk)
    context = {
        "meeting": record,
        "name": title_of(record),
        "visibilities": VISIBILITIES,
        "error": error,
    }
    return staff(request, SAY, "meetings_visibility.html", context)


def _shown_to(request: HttpRequest, record: Meeting) -> None:
    before = record.visibility
    record.visibility = one_of(request.POST.get("visibility", ""), VISIBILITIES, "visibility")
    save_over(request, record)
    search.index(record)
    detail = {"meeting": record.pk, "from": before, "to": record.visibility}
    audit.record(request.user, "programme.meeting_visibility", str(record), detail)
    events.meeting_convened(record)


@require_http_methods(ANSWERED)
@allowed(permissions.EDIT)
@posted
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away a meeting that was entered by mistake: one that nobody else has seen yet."""
    record = of_mine(request, pk)
    refused_unless(record.visibility == "internal" or viewer(request).publishes)
    if request.method == "POST":
        if request.POST.get("revision", "") != str(record.revision):
            raise Clash
        with transaction.atomic():
            audit.record(request.user, "programme.meeting_deleted", str(record), {"meeting": pk})
            search.drop("meeting", pk)
            record.delete()
        return to("programme/meetings/", request, SAY["deleted"])
    context = {
        "meeting": record,
        "name": title_of(record),
        "goes": [
            (SAY[name], getattr(record, name).count())
            for name in ("agenda", "participants", "conclusions", "documents")
        ],
    }
    return staff(request, SAY, "meetings_delete.html", context)
