"""What a meeting came to: summaries, conclusions, and what is to be done after them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cedic.errors import CedicError
from cedic.programme import meetings
from cedic.programme.terms import CONCLUSION_KINDS
from cedic.web import audit
from cedic.web.accounts import permissions
from cedic.web.accounts.access import allowed
from cedic.web.programme import search
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
)
from cedic.web.programme.meeting_edit import ANSWERED, of_mine
from cedic.web.programme.meeting_items import item_at, programmes
from cedic.web.programme.meeting_pages import title_of
from cedic.web.programme.models import Conclusion, FollowUp, Meeting, Unit
from cedic.web.programme.models.base import LONGEST_NAME
from cedic.web.programme.pages import (
    Clash,
    Refused,
    clean,
    day_posted,
    number_of,
    posted,
    save_over,
    staff,
    to,
    words_posted,
    words_typed,
)
from cedic.web.programme.tags import Fields
from cedic.web.programme.viewers import Viewer, refused_unless, viewer
from cedic.web.programme.words.meetings import SAY, WRONG
from cedic.web.words import language

SUMMARIES = Part("summaries", words=("summary",), fixed=True)
CONCLUSIONS = Part("conclusions", ("number",), ("text",), chosen={"kind": "conclusion"})
FORM = Form(words={"summary": 8}, parts=(SUMMARIES, CONCLUSIONS))


@require_http_methods(ANSWERED)
@allowed(permissions.EDIT)
@posted
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what was said point by point, and with what the meeting ended."""
    meeting = of_mine(request, pk)
    if request.method != "POST":
        return _shown(request, meeting, held(meeting), meeting.revision)
    typed, seen = FORM.posted(request), request.POST.get("revision", "")
    if "more" in request.POST:
        return _shown(request, meeting, typed, seen, more=EMPTY_ROWS + 5)
    try:
        with transaction.atomic():
            _saved(request, meeting, typed)
    except Clash as error:
        theirs = get_object_or_404(Meeting, pk=pk)
        told = {"error": error, "different": FORM.differences(held(theirs), typed)}
        return _shown(request, theirs, typed, theirs.revision, told)
    except CedicError as error:
        return _shown(request, meeting, typed, seen, {"error": error})
    return to(f"programme/meetings/{pk}/", request, SAY["saved"])


def held(meeting: Meeting) -> Typed:
    """What is written down of a meeting, as its form shows it."""
    return Typed(
        {},
        {"summary": meeting.summary},
        {
            "summaries": [
                {"id": str(one.pk), "summary": one.summary} for one in meeting.agenda.all()
            ],
            "conclusions": [
                {"id": str(one.pk), "number": one.number, "kind": one.kind, "text": one.text}
                for one in meeting.conclusions.all()
            ],
        },
    )


def _shown(
    request: HttpRequest,
    meeting: Meeting,
    typed: Typed,
    seen: int | str,
    more_context: dict[str, Any] | None = None,
    *,
    more: int = EMPTY_ROWS,
) -> HttpResponse:
    points = {str(one.pk): one for one in meeting.agenda.all()}
    known = [row for row in typed.rows["summaries"] if row["id"] in points]
    typed.rows["summaries"] = known
    context = {
        "meeting": meeting,
        "name": title_of(meeting),
        "revision": seen,
        **FORM.context(typed, more),
        "points": [points[row["id"]] for row in known],
        "kinds": CONCLUSION_KINDS,
        **(more_context or {}),
    }
    context["summaries"] = list(zip(context["points"], context["parts"]["summaries"], strict=True))
    return staff(request, SAY, "meetings_record.html", context)


def _saved(request: HttpRequest, meeting: Meeting, typed: Typed) -> None:
    meeting.summary = words_posted(request, "summary", longest=50_000)
    save_over(request, meeting)
    points = {str(one.pk): one for one in meeting.agenda.all()}
    for row in typed.rows["summaries"]:
        if row["id"] in points:
            points[row["id"]].summary = row_words(request, SUMMARIES, row, "summary")
            points[row["id"]].save(update_fields=["summary"])
    _conclusions(request, meeting, typed.rows["conclusions"])
    search.index(meeting)
    audit.record(request.user, "programme.meeting_recorded", str(meeting), {"meeting": meeting.pk})


def _conclusions(request: HttpRequest, meeting: Meeting, rows: list[Row]) -> None:
    told = [
        (one_of(row["kind"], CONCLUSION_KINDS, "conclusions_kind"), _number(row)) for row in rows
    ]
    numbers = meetings.numbered(told)
    kinds = [kind for kind, _ in told]
    if number := meetings.doubled(zip(kinds, numbers, strict=True)):
        raise Refused(WRONG["doubled"], number=number)
    # Two that change places would collide on the way.
    aside = Concat(Value("~"), Cast("pk", CharField()), output_field=CharField())
    meeting.conclusions.update(number=aside)
    kept = []
    of_meeting = {one.pk: one for one in meeting.conclusions.all()}
    for one, row, position in replaced(of_meeting, rows, lambda: Conclusion(meeting=meeting)):
        one.text = row_words(request, CONCLUSIONS, row, "text")
        if not one.text:
            raise Refused("empty", name=SAY["conclusions_text"][language()])
        one.kind, one.number, one.position = kinds[position], numbers[position], position
        one.save()
        kept.append(one.pk)
    gone = meeting.conclusions.exclude(pk__in=kept)
    if FollowUp.objects.filter(conclusion__in=gone).exists():
        raise Refused(WRONG["has_follow_ups"])
    gone.delete()


def _number(row: Row) -> str:
    number = row["number"]
    if number and not meetings.NUMBER.fullmatch(number):
        raise Refused(WRONG["number"], given=number[:40])
    return number


# What is to be done after it

FOLLOW_UP = ("owner", "unit", "responsible", "due", "done", "note", "programme", "code")


@require_http_methods(ANSWERED)
@allowed(permissions.EDIT)
@posted
def new_follow_up(request: HttpRequest, pk: int, conclusion: int) -> HttpResponse:
    """Enter what is to be done after a conclusion."""
    meeting = of_mine(request, pk)
    after = get_object_or_404(meeting.conclusions, pk=conclusion)
    return _follow_up(request, meeting, FollowUp(conclusion=after), all_of_it=True)


@require_http_methods(ANSWERED)
@allowed(permissions.EDIT)
@posted
def follow_up(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Change what is to be done; who is to do it tells how far it is."""
    rows = FollowUp.objects.select_related("conclusion__meeting", "item", "unit", "owner")
    one = get_object_or_404(rows, pk=number, conclusion__meeting=pk)
    who = viewer(request)
    all_of_it = who.works_for(one.conclusion.meeting.unit_id)
    refused_unless(all_of_it or does(one, who))
    return _follow_up(request, one.conclusion.meeting, one, all_of_it=all_of_it)


def does(one: FollowUp, who: Viewer) -> bool:
    """Whether a person is to do it: she herself, or her unit."""
    hers = who.user is not None and one.owner_id == who.user.pk
    return who.edits and (hers or (one.unit_id is not None and one.unit_id in who.units))


def _follow_up(
    request: HttpRequest, meeting: Meeting, one: FollowUp, *, all_of_it: bool
) -> HttpResponse:
    error = None
    typed = {name: request.POST.get(name, "") for name in FOLLOW_UP}
    words = words_typed(request, "text")
    seen: int | str = request.POST.get("revision", "")
    if request.method != "POST":
        typed, words, seen = _held_follow_up(one), one.text, meeting.revision
    else:
        try:
            with transaction.atomic():
                _saved_follow_up(request, meeting, one, all_of_it=all_of_it)
            return to(f"programme/meetings/{meeting.pk}/", request, SAY["saved"])
        except CedicError as refused:
            error = refused
            if isinstance(refused, Clash):
                seen = Meeting.objects.values_list("revision", flat=True).get(pk=meeting.pk)
    theirs = FollowUp.objects.filter(pk=one.pk).first() if isinstance(error, Clash) else None
    context = {
        "meeting": meeting,
        "name": title_of(meeting),
        "one": one,
        "all_of_it": all_of_it,
        "typed": typed,
        "text": Fields("text", SAY["follow_up"][language()], words, 4),
        "revision": seen,
        "people": [(str(user.pk), user) for user in staff_people()],
        "units": [(str(unit.pk), unit) for unit in Unit.objects.all()],
        "programmes": programmes(),
        "theirs": theirs,
        "error": error,
    }
    return staff(request, SAY, "meetings_follow_up.html", context)


def staff_people() -> QuerySet[Any]:
    """Those of the secretariat who can be made responsible: who may write."""
    groups = ("editor", "publisher", "administrator")
    may = Q(is_superuser=True) | Q(groups__name__in=groups)
    users = get_user_model().objects
    return users.filter(pk__in=users.filter(may, is_active=True).values("pk")).order_by(
        "full_name", "email"
    )


def _held_follow_up(one: FollowUp) -> dict[str, str]:
    return {
        "owner": str(one.owner_id or ""),
        "unit": str(one.unit_id or ""),
        "responsible": one.responsible,
        "due": str(one.due or ""),
        "done": str(one.done or ""),
        "note": one.note,
        "programme": str(one.item.programme_id) if one.item else "",
        "code": one.item.code if one.item else "",
    }


def _saved_follow_up(
    request: HttpRequest, meeting: Meeting, one: FollowUp, *, all_of_it: bool
) -> None:
    detail = {"meeting": meeting.pk, "conclusion": one.conclusion.number}
    save_over(request, meeting)
    if "delete" in request.POST:
        refused_unless(all_of_it and one.pk is not None)
        audit.record(request.user, "programme.follow_up_deleted", str(meeting), detail)
        one.delete()
        return
    if all_of_it:
        _filled(request, one)
    one.done = _done(day_posted(request, "done"), meeting)
    one.note = clean(request.POST.get("note", ""), 4000)
    if _before(one.due, meeting.starts):
        raise Refused(WRONG["before_meeting"])
    one.save()
    audit.record(request.user, "programme.follow_up_saved", str(meeting), detail)


def _filled(request: HttpRequest, one: FollowUp) -> None:
    one.text = words_posted(request, "text", longest=4000)
    if not one.text:
        raise Refused("empty", name=SAY["follow_up"][language()])
    one.owner = _chosen(request.POST.get("owner", ""), staff_people(), "owner")
    one.unit = _chosen(request.POST.get("unit", ""), Unit.objects.all(), "unit")
    one.responsible = line(request.POST.get("responsible", ""), LONGEST_NAME)
    if not (one.owner or one.unit or one.responsible):
        raise Refused(WRONG["no_owner"])
    one.due = day_posted(request, "due")
    one.item = item_at(request.POST.get("programme", ""), request.POST.get("code", ""))


def _chosen(given: str, rows: QuerySet[Any], name: str) -> Any:
    if not given:
        return None
    found = rows.filter(pk=number_of(given)).first()
    if found is None:
        raise Refused(WRONG["choice"], name=SAY[name][language()])
    return found


def _done(done: date | None, meeting: Meeting) -> date | None:
    if _before(done, meeting.starts):
        raise Refused(WRONG["before_meeting"])
    if done is not None and done > timezone.localdate():
        raise Refused(WRONG["done_to_come"])
    return done


def _before(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and one < other
