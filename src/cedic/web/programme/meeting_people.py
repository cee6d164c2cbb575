"""Who is invited to a meeting, who comes, and who was there: for the secretariat."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from cedic.errors import CedicError
from cedic.programme.terms import PARTICIPATION
from cedic.publish.search import folded
from cedic.web import audit
from cedic.web.accounts import letters, permissions
from cedic.web.accounts.access import allowed
from cedic.web.programme import meeting_links, meeting_lists
from cedic.web.programme.countries import country_name
from cedic.web.programme.meeting_edit import ANSWERED, of_mine
from cedic.web.programme.meeting_lists import Person, Wrong
from cedic.web.programme.meeting_pages import title_of
from cedic.web.programme.meeting_places import span
from cedic.web.programme.meeting_values import TAKING_PART
from cedic.web.programme.models import Meeting, Participant
from cedic.web.programme.pages import Refused, numbers_posted, posted, staff, to
from cedic.web.programme.viewers import refused_unless, viewer
from cedic.web.programme.words.meetings import COLUMNS, SAY, WRONG
from cedic.web.words import language

ON_A_PAGE = 50
FILES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
REMOVE = "remove"


@require_http_methods(ANSWERED)
@allowed(permissions.READ)
@posted
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """All who are invited, registered or were there; marked several at a time."""
    meeting = get_object_or_404(Meeting, pk=pk)
    if request.method == "POST":
        refused_unless(viewer(request).works_for(meeting.unit_id))
        _marked(request, meeting)
        page = request.POST.get("page", "")
        query = f"?page={page}" if page.isdecimal() and len(page) < 6 else ""
        return to(f"manage/programme/meetings/{pk}/people/{query}", request, SAY["saved"])
    state = request.GET.get("state", "")
    rows = meeting.participants.all()
    counted = dict(rows.order_by().values_list("state").annotate(Count("pk")))
    if state in PARTICIPATION:
        rows = rows.filter(state=state)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "meeting": meeting,
        "name": title_of(meeting),
        "when": span(meeting.starts, meeting.ends) or meeting.schedule,
        "page": page,
        "rows": [(one, country_name(one.country), PARTICIPATION[one.state]) for one in page],
        "query": f"state={state}" if state in PARTICIPATION else "",
        "states": [
            (code, name, code == state, counted.get(code, 0))
            for code, name in PARTICIPATION.items()
        ],
        "columns": COLUMNS,
        "marks": PARTICIPATION,
        "taken": sum(counted.get(one, 0) for one in TAKING_PART),
        "may_edit": viewer(request).works_for(meeting.unit_id),
    }
    return staff(request, SAY, "meetings_people.html", context)


@transaction.atomic
def _marked(request: HttpRequest, meeting: Meeting) -> None:
    """Give those who are ticked a state, or take them off the list."""
    ticked = numbers_posted(request, "who", meeting_lists.MOST)
    mark = request.POST.get("mark", "")
    if not ticked:
        raise Refused(WRONG["nobody_ticked"])
    rows = meeting.participants.filter(pk__in=ticked)
    detail = {"meeting": meeting.pk, "mark": mark, "people": rows.count()}
    if mark == REMOVE:
        rows.delete()
    elif mark in PARTICIPATION:
        if mark == "attended":
            _begun(meeting)
        rows.update(state=mark)
    else:
        raise Refused(WRONG["choice"], name=SAY["mark"][language()])
    audit.record(request.user, "programme.participants_marked", str(meeting), detail)


def _begun(meeting: Meeting) -> None:
    """Nobody was at a meeting that has not begun.

    Raises
    ------
    Refused
        If it has not.
    """
    if meeting.starts is None or meeting.starts > timezone.localdate():
        raise Refused(WRONG["not_begun"])


@require_safe
@allowed(permissions.READ)
def exported(request: HttpRequest, pk: int, format: str) -> HttpResponse:
    """The list as a file, in which nothing is a formula."""
    meeting = get_object_or_404(Meeting, pk=pk)
    rows = meeting.participants.all()
    if format == "csv":
        written = meeting_lists.as_csv(rows)
    else:
        written = meeting_lists.as_workbook(rows, title_of(meeting))
    detail = {"meeting": pk, "format": format}
    audit.record(request.user, "programme.participants_exported", str(meeting), detail)
    response = HttpResponse(written, FILES[format])
    name = f"meeting-{pk}-participants.{format}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


# Inviting, and lists of who was there


class Invited(NamedTuple):
    """A person, and the link that was made for her."""

    person: Participant
    link: str


@require_http_methods(ANSWERED)
@sensitive_post_parameters()
@allowed(permissions.EDIT)
@posted
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite one person or many: each gets a link of her own."""
    meeting = of_mine(request, pk)
    return _list(request, meeting, "invited")


@require_http_methods(ANSWERED)
@sensitive_post_parameters()
@allowed(permissions.EDIT)
@posted
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Take in a list of who was there, pasted or as CSV."""
    meeting = of_mine(request, pk)
    return _list(request, meeting, "attended")


def _list(request: HttpRequest, meeting: Meeting, state: str) -> HttpResponse:
    if request.method != "POST":
        return _list_form(request, meeting, state)
    text = request.POST.get("people", "")
    try:
        if file := request.FILES.get("file"):
            text = meeting_lists.text_of(file)
        found, wrong = meeting_lists.read(text[: meeting_lists.LARGEST])
        if state == "attended":
            _begun(meeting)
            if not wrong:
                _came(request, meeting, list(found.values()))
        else:
            wrong += _known(meeting, found)
            if not wrong:
                made = _invited(request, meeting, list(found.values()))
                return _links(request, meeting, made)
    except CedicError as error:
        return _list_form(request, meeting, state, text, error=error)
    if wrong:
        return _list_form(request, meeting, state, text, wrong=wrong)
    return to(f"manage/programme/meetings/{meeting.pk}/people/", request, SAY["saved"])


def _list_form(
    request: HttpRequest,
    meeting: Meeting,
    state: str,
    text: str = "",
    *,
    wrong: list[Wrong] | None = None,
    error: CedicError | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "meeting": meeting,
        "name": title_of(meeting),
        "inviting": state == "invited",
        "closed": meeting.registration == "closed",
        "text": text,
        "wrong": sorted(wrong or ()),
        "error": error,
        "by_letter": letters.can_be_sent(),
        "example": "; ".join(COLUMNS[one][language()] for one in meeting_lists.PASTED),
    }
    status = 400 if wrong else 0
    return staff(request, SAY, "meetings_list_of_people.html", context, status=status)


def _known(meeting: Meeting, people: dict[int, Person]) -> list[Wrong]:
    """Those who are on the list already: their links are made one by one."""
    addresses = set(meeting.participants.exclude(email="").values_list("email", flat=True))
    return [
        Wrong(line, f"{one.name}; {one.email}", WRONG["listed"][language()])
        for line, one in people.items()
        if one.email in addresses
    ]


def _invited(request: HttpRequest, meeting: Meeting, people: list[Person]) -> list[Invited]:
    if meeting.registration == "closed":
        raise Refused(WRONG["closed"])
    made, now = [], timezone.now()
    with transaction.atomic():
        for one in people:
            person = Participant(meeting=meeting, state="invited", invited=now, **vars(one))
            token = meeting_links.issue(person)
            person.save()
            made.append(Invited(person, meeting_links.address(request, token)))
        detail = {"meeting": meeting.pk, "people": len(made)}
        audit.record(request.user, "programme.invited", str(meeting), detail)
    return made


def _links(request: HttpRequest, meeting: Meeting, made: list[Invited]) -> HttpResponse:
    """Send the links, and show them, once: of a link only its digest is kept."""
    by_letter = letters.can_be_sent()
    if by_letter:
        meeting_links.send(meeting, "invitation", [(one.person.email, one.link) for one in made])
    context = {
        "meeting": meeting,
        "name": title_of(meeting),
        "made": made,
        "by_letter": by_letter,
    }
    return staff(request, SAY, "meetings_links.html", context)


@require_http_methods(["POST"])
@allowed(permissions.EDIT)
@posted
def new_link(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Make another link for a person who has lost hers; the old one ends."""
    meeting = of_mine(request, pk)
    person = get_object_or_404(meeting.participants, pk=number)
    with transaction.atomic():
        token = meeting_links.issue(person)
        person.save(update_fields=["digest"])
        detail = {"meeting": pk, "participant": number}
        audit.record(request.user, "programme.invitation_renewed", str(meeting), detail)
    return _links(request, meeting, [Invited(person, meeting_links.address(request, token))])


@transaction.atomic
def _came(request: HttpRequest, meeting: Meeting, people: list[Person]) -> None:
    """Mark those of a list as present; who was not on ours is put there."""
    held = list(meeting.participants.all())
    by_address = {one.email: one for one in held if one.email}
    by_name = {_who(one): one for one in held}
    for one in people:
        person = (by_address.get(one.email) if one.email else None) or by_name.get(_who(one))
        if person is None:
            person = Participant(meeting=meeting, **vars(one))
        elif one.email and person.email and person.email != one.email:
            # Two people of one name and organisation.
            person = Participant(meeting=meeting, **vars(one))
        for name, value in vars(one).items():
            # What the list does not say is not forgotten.
            setattr(person, name, value or getattr(person, name))
        person.state = "attended"
        person.save()
        by_name.setdefault(_who(person), person)
    detail = {"meeting": meeting.pk, "people": len(people)}
    audit.record(request.user, "programme.attendance_entered", str(meeting), detail)


def _who(one: Person | Participant) -> tuple[str, str]:
    return " ".join(folded(one.name).split()), " ".join(folded(one.organisation).split())
