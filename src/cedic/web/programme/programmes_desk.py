"""Programmes as staff work on them: new ones, their facts, their steps, and the comments on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cedic.errors import CedicError
from cedic.programme import changes, stages
from cedic.programme import model as values
from cedic.programme.terms import LEVELS, STAGES, STATUSES, VISIBILITIES
from cedic.publish.citation import day
from cedic.web import audit
from cedic.web.accounts import permissions
from cedic.web.accounts.access import allowed
from cedic.web.programme import comments, events, keeping, search, trees
from cedic.web.programme.models import Comment, Item, ItemLink, WorkProgramme
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
    told_day,
    words_posted,
    words_typed,
)
from cedic.web.programme.programmes import ON_A_PAGE, years
from cedic.web.programme.tags import Fields
from cedic.web.programme.viewers import Viewer, viewer
from cedic.web.programme.words.common import SAY as COMMON
from cedic.web.programme.words.documents import SAY as DOCUMENTS
from cedic.web.programme.words.programmes import UNTITLED
from cedic.web.programme.words.programmes_staff import SAY, STEP_EFFECTS, WRONG
from cedic.web.words import language

DESK = "manage/programme/programmes/"
FORM = ["GET", "HEAD", "POST"]


@require_safe
@allowed(permissions.READ)
def listed(request: HttpRequest) -> HttpResponse:
    """All programmes, for staff."""
    page = Paginator(WorkProgramme.objects.all(), ON_A_PAGE).get_page(request.GET.get("page"))
    found = Item.objects.filter(programme__in=[one.pk for one in page], level="activity")
    counts = Counter(found.values_list("programme", flat=True))
    rows = [
        {
            "record": one,
            "title": one.title or UNTITLED,
            "years": years(one),
            "stage": STAGES[one.stage],
            "activities": counts[one.pk],
            "changed": told_day(timezone.localdate(one.changed)),
        }
        for one in page
    ]
    return staff(request, SAY, "programmes_desk_list.html", {"page": page, "rows": rows})


@require_http_methods(FORM)
@allowed(permissions.EDIT)
@posted
def new(request: HttpRequest) -> HttpResponse:
    """A new programme: empty, or with the structure of an earlier one."""
    if request.method != "POST":
        return _facts_form(request, None)
    try:
        facts = _facts_posted(request)
        source = _source(request.POST.get("source", ""))
    except Refused as error:
        return _facts_form(request, None, error)
    with transaction.atomic():
        record = WorkProgramme.objects.create(**facts, changed_by=request.user)
        if source is not None:
            _copy_structure(source, record, request.user)
        detail = {"from": str(source)} if source else {}
        audit.record(request.user, "programme.created", str(record), detail)
        search.index(record)
    return to(f"{DESK}{record.pk}/", request, SAY["created"])


def _source(given: str) -> WorkProgramme | None:
    if not given:
        return None
    found = WorkProgramme.objects.filter(pk=number_of(given)).first()
    if found is None:
        raise Refused(WRONG["no_source"])
    return found


def _copy_structure(source: WorkProgramme, record: WorkProgramme, by: object) -> None:
    """Take over the items of a programme, each as one that continues its own."""
    items = list(source.items.all())
    twins: dict[int | None, Item] = {}
    for level in LEVELS:
        for old in (one for one in items if one.level == level):
            twins[old.pk] = Item.objects.create(
                programme=record,
                parent=twins.get(old.parent_id),
                level=old.level,
                code=old.code,
                title=old.title,
                unit_id=old.unit_id,
                mode=old.mode,
                position=old.position,
                changed_by=by,
            )
    ItemLink.objects.bulk_create(
        ItemLink(item=twins[old.pk], kind="continues", other=old) for old in items
    )


@require_safe
@allowed(permissions.READ)
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """A programme: how it stands, the next steps, its outline, versions and comments."""
    record = get_object_or_404(WorkProgramme, pk=pk)
    looks = viewer(request)
    said = list(Comment.objects.filter(programme=record, withdrawn=None).values_list("answered"))
    told = {
        "record": record,
        "title": record.title or UNTITLED,
        "years": years(record),
        "stage": STAGES[record.stage],
        "steps": _steps(record) if looks.publishes else [],
        "outline": _outline(record, looks),
        "is_open": record.stage in stages.OPEN and looks.edits,
        "versions": _versions(record),
        "adopted": told_day(record.adopted_on),
        "period": [told_day(record.comments_from), told_day(record.comments_until)],
        "comments_of": len(said),
        "unanswered": sum(1 for (answered,) in said if answered is None),
        "levels": LEVELS,
        "statuses": STATUSES,
        **keeping.shelf(record, looks, f"{DESK}{pk}/" if looks.edits else ""),
    }
    return staff(request, SAY | DOCUMENTS, "programmes_desk_one.html", told)


def _versions(record: WorkProgramme) -> list[dict[str, Any]]:
    return [
        {
            "one": one,
            "stage": STAGES[one.stage],
            "seen_by": VISIBILITIES[one.visibility],
            "made": told_day(timezone.localdate(one.made)),
        }
        for one in record.versions.defer("content")
    ]


def _outline(record: WorkProgramme, looks: Viewer) -> list[dict[str, Any]]:
    """All items, top-down, with how deep each lies and what the person may do to it."""
    below: dict[int | None, list[Item]] = {}
    for item in record.items.select_related("unit"):
        below.setdefault(item.parent_id, []).append(item)

    def rows(parent: int | None, depth: int, unit: int | None) -> Iterable[dict[str, Any]]:
        row = below.get(parent, [])
        for place, item in enumerate(row):
            own = item.unit_id or unit
            yield {
                "item": item,
                "title": item.title or UNTITLED,
                "depth": depth,
                "level": LEVELS[item.level],
                "status": STATUSES[item.status],
                "may": looks.works_for(own),
                "is_first": place == 0,
                "is_last": place == len(row) - 1,
                "holds": item.level != "activity",
            }
            yield from rows(item.pk, depth + 1, own)

    return list(rows(None, 0, None))


# Facts of a programme


@require_http_methods(FORM)
@allowed(permissions.EDIT)
@posted
def facts(request: HttpRequest, pk: int) -> HttpResponse:
    """Title, years, institution and introduction of a programme."""
    record = get_object_or_404(WorkProgramme, pk=pk)
    if record.stage not in stages.OPEN:
        raise Refused(WRONG["closed" if record.stage == "closed" else "locked"])
    if request.method != "POST":
        return _facts_form(request, record)
    try:
        for name, value in _facts_posted(request).items():
            setattr(record, name, value)
        with transaction.atomic():
            save_over(request, record, "seen")
            audit.record(request.user, "programme.edited", str(record))
            search.index(record)
    except Refused as error:
        record.refresh_from_db()
        return _facts_form(request, record, error)
    return to(f"{DESK}{pk}/", request, COMMON["saved"])


def _facts_posted(request: HttpRequest) -> dict[str, Any]:
    title = words_posted(request, "title", longest=600)
    if not title:
        raise Refused("empty", name=COMMON["title"][language()])
    return {
        "title": title,
        "institution": clean(request.POST.get("institution", ""), LONGEST_NAME),
        "introduction": words_posted(request, "introduction"),
        **_years_posted(request),
    }


def _years_posted(request: HttpRequest) -> dict[str, int]:
    given = [request.POST.get(name, "").strip() for name in ("starts", "ends")]
    starts, ends = given[0], given[1] or given[0]
    if not all(len(one) == 4 and one.isascii() and one.isdecimal() for one in (starts, ends)):
        raise Refused(WRONG["years"])
    found = {"starts": int(starts), "ends": int(ends)}
    if not 1950 <= found["starts"] <= found["ends"] <= min(2150, found["starts"] + 9):
        raise Refused(WRONG["years"])
    return found


def _facts_form(
    request: HttpRequest, record: WorkProgramme | None, error: CedicError | None = None
) -> HttpResponse:
    sent = request.method == "POST"
    now = _facts_of(record)
    mine = _facts_typed(request) if sent else now
    names = {
        "title": COMMON["title"],
        "starts": SAY["first_year"],
        "ends": SAY["last_year"],
        "institution": SAY["institution"],
        "introduction": SAY["introduction"],
    }
    clash = isinstance(error, Clash)
    told = {
        "record": record,
        "error": error,
        "title_fields": Fields("title", COMMON["title"][language()], mine["title"], 1, 600),
        "introduction_fields": Fields(
            "introduction", SAY["introduction"][language()], mine["introduction"], 8
        ),
        "mine": mine,
        "source": request.POST.get("source", "") or request.GET.get("source", ""),
        "sources": [] if record else [(str(one.pk), one) for one in WorkProgramme.objects.all()],
        # Only who has been shown what another person wrote saves over it.
        "seen": request.POST.get("seen", "")
        if sent and not clash
        else getattr(record, "revision", ""),
        "theirs": [(names[name], _shown(now[name])) for name in names if now[name] != mine[name]]
        if clash
        else [],
    }
    return staff(request, SAY, "programmes_desk_facts.html", told)


def _facts_of(record: WorkProgramme | None) -> dict[str, Any]:
    if record is None:
        year = str(timezone.localdate().year + 1)
        blank: values.Words = {}
        return {
            "title": blank,
            "starts": year,
            "ends": year,
            "institution": "",
            "introduction": blank,
        }
    return {
        "title": record.title,
        "starts": str(record.starts),
        "ends": str(record.ends),
        "institution": record.institution,
        "introduction": record.introduction,
    }


def _facts_typed(request: HttpRequest) -> dict[str, Any]:
    """What was typed, as it was: to be shown again."""
    plain = {name: request.POST.get(name, "") for name in ("starts", "ends", "institution")}
    return {**plain, **{name: words_typed(request, name) for name in ("title", "introduction")}}


def _shown(value: Any) -> str:
    return "\n".join(value.values()) if isinstance(value, dict) else str(value)


# Steps


def _steps(record: WorkProgramme) -> list[dict[str, Any]]:
    plain = values.Programme(record.title, record.starts, record.ends, stage=record.stage)
    standing = stages.Standing(plain, timezone.localdate())
    return [{"code": code, "name": stages.STEPS[code].name} for code in stages.steps(standing)]


def standing(record: WorkProgramme) -> stages.Standing:
    """What the rules of steps ask about a programme."""
    live = trees.live(record)
    adopted = record.versions.filter(stage="adopted").first()
    differs = adopted is not None and changes.as_adopted(live) != changes.as_adopted(
        trees.frozen(adopted)
    )
    return stages.Standing(live, timezone.localdate(), adopted is not None, differs)


@require_http_methods(FORM)
@allowed(permissions.PUBLISH)
@posted
def step(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Take a step: first a page that tells who will see what, then the step."""
    record = get_object_or_404(WorkProgramme, pk=pk)
    if code not in stages.STEPS:
        raise Http404(code)
    if request.method != "POST":
        return _step_form(request, record, code)
    try:
        _take(request, pk, code, _asked(request))
    except Refused as error:
        record.refresh_from_db()
        return _step_form(request, record, code, [error.what])
    return to(f"{DESK}{pk}/", request, SAY["step_done"])


def _asked(request: HttpRequest) -> stages.Asked:
    return stages.Asked(
        on=day_posted(request, "on"),
        decision=clean(request.POST.get("decision", ""), LONGEST_NAME),
        comments_from=day_posted(request, "comments_from"),
        comments_until=day_posted(request, "comments_until"),
        note=clean(request.POST.get("note", ""), 4000),
    )


@transaction.atomic
def _take(request: HttpRequest, pk: int, code: str, asked: stages.Asked) -> None:
    record = WorkProgramme.objects.select_for_update().get(pk=pk)
    if request.POST.get("seen", "") != str(record.revision):
        raise Refused(stages.NOT_FROM_HERE)
    stands = standing(record)
    stuck = stages.problems(code, stands, asked)
    if stuck:
        raise Refused(stuck[0].reason, **stuck[0].values)
    rule = stages.STEPS[code]
    record.stage = stages.after(code, stands.was_adopted)
    if "decision" in rule.needs:
        record.adopted_on, record.adopted_by = asked.on, asked.decision
    if "period" in rule.needs:
        record.comments_from, record.comments_until = asked.comments_from, asked.comments_until
        # Those of an earlier round stay as they were published.
        record.comments_published = None
    record.save_over(record.revision, request.user)
    if rule.seen_by:
        version = trees.freeze(record, rule.seen_by, request.user, asked.note)
        if code in ("circulate", "adopt"):
            events.version_shown(version)
    detail = {"stage": record.stage, "note": asked.note, "decision": asked.decision}
    audit.record(request.user, f"programme.{code}", str(record), detail)
    # What others may see of it, they find from now on.
    search.index(record)


def _step_form(
    request: HttpRequest, record: WorkProgramme, code: str, errors: Iterable[str] = ()
) -> HttpResponse:
    stands, rule = standing(record), stages.STEPS[code]
    today = timezone.localdate()
    typed = request.POST.dict() if request.method == "POST" else {}
    blank = {"comments_from": today.isoformat(), "note": "", "decision": "", "on": ""}
    blocked = _not_of_the_form(code, stands, rule, today)
    told = {
        "record": record,
        "title": record.title or UNTITLED,
        "code": code,
        "rule": rule,
        "effect": STEP_EFFECTS[code],
        "seen_by": VISIBILITIES.get(rule.seen_by),
        "activities": len(stands.programme.at("activity")),
        "pages": sum(1 for _ in stands.programme.walk()),
        "values": blank | typed,
        "errors": list(errors),
        "blocked": [] if errors else [one.told(language()) for one in blocked],
        "cannot": bool(blocked),
        "compare": code in ("withdraw", "adopt") and stands.was_adopted,
    }
    status = 400 if errors else 200
    return staff(request, SAY, "programmes_desk_step.html", told, status=status)


def _not_of_the_form(
    code: str, stands: stages.Standing, rule: stages.Step, today: Any
) -> list[Any]:
    """What stands in the way of a step whatever is given with it."""
    given = stages.Asked(
        on=max(today, stands.programme.adopted_on or today),
        decision="-",
        comments_from=today,
        comments_until=today,
        note="-",
    )
    return list(stages.problems(code, stands, given))


# Comments


@require_safe
@allowed(permissions.READ)
def commented(request: HttpRequest, pk: int) -> HttpResponse:
    """All comments on a programme, with their answers."""
    record = get_object_or_404(WorkProgramme, pk=pk)
    looks = viewer(request)
    page = Paginator(comments.seen(record, looks), ON_A_PAGE).get_page(request.GET.get("page"))
    told = {
        "record": record,
        "title": record.title or UNTITLED,
        "page": page,
        "comments": comments.told(page, looks),
        "may_publish": looks.publishes and bool(page.object_list),
        "period": [told_day(record.comments_from), told_day(record.comments_until)],
        "visibilities": VISIBILITIES,
    }
    return staff(request, SAY, "programmes_desk_comments.html", told)


@require_http_methods(FORM)
@allowed(permissions.EDIT)
@posted
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a comment, or change the answer."""
    found = get_object_or_404(Comment.objects.select_related("programme", "item"), pk=pk)
    if request.method != "POST":
        return _answer_form(request, found)
    try:
        words = clean(request.POST.get("answer", ""), comments.LONGEST)
        if not words:
            raise Refused(WRONG["no_answer"])
        _answer(request, pk, words)
    except Refused as error:
        found.refresh_from_db()
        return _answer_form(request, found, error)
    return to(f"{DESK}{found.programme_id}/comments/", request, SAY["answered"])


@transaction.atomic
def _answer(request: HttpRequest, pk: int, words: str) -> None:
    found = (
        Comment.objects.select_for_update(of=("self",)).select_related("programme", "by").get(pk=pk)
    )
    if request.POST.get("seen", "") != _seen(found):
        raise Clash
    found.answer, found.answered, found.answered_by = words, timezone.now(), request.user
    found.save(update_fields=["answer", "answered", "answered_by"])
    detail = {"country": found.country, "code": found.code}
    audit.record(request.user, "programme.comment_answered", str(found.programme), detail)
    events.comment_answered(found)


def _seen(comment: Comment) -> str:
    return comment.answered.isoformat() if comment.answered else ""


def _answer_form(
    request: HttpRequest, found: Comment, error: Refused | None = None
) -> HttpResponse:
    mine = request.POST.get("answer", found.answer)
    told = {
        "record": found.programme,
        "shown": comments.told([found], viewer(request))[0],
        "seen": _seen(found),
        "mine": mine,
        "theirs": found.answer if error and mine != found.answer else "",
        "longest": comments.LONGEST,
        "error": error,
    }
    return staff(request, SAY, "programmes_desk_answer.html", told)


@require_http_methods(FORM)
@allowed(permissions.PUBLISH)
@posted
def publish_comments(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the comments on a programme to all member states, or to everyone."""
    record = get_object_or_404(WorkProgramme, pk=pk)
    if request.method != "POST":
        return _publish_form(request, record)
    whom = request.POST.get("visibility", "")
    try:
        last = record.comments_until
        if stages.may_comment(record.stage, record.comments_from, last, timezone.localdate()):
            raise Refused(WRONG["still_open"], until=day(last, language()))
        if whom not in ("members", "public"):
            raise Refused(WRONG["to_whom"])
    except Refused as error:
        return _publish_form(request, record, error)
    with transaction.atomic():
        WorkProgramme.objects.filter(pk=pk).update(comments_published=timezone.now())
        count = record.comments.filter(withdrawn=None).update(visibility=whom)
        detail = {"comments": count, "visibility": whom}
        audit.record(request.user, "programme.comments_published", str(record), detail)
    return to(f"{DESK}{pk}/comments/", request, SAY["comments_published"])


def _publish_form(
    request: HttpRequest, record: WorkProgramme, error: Refused | None = None
) -> HttpResponse:
    told = {
        "record": record,
        "title": record.title or UNTITLED,
        "count": record.comments.filter(withdrawn=None).count(),
        "chosen": request.POST.get("visibility", "members"),
        "error": error,
    }
    return staff(request, SAY, "programmes_desk_publish.html", told)
