"""The summary of an import: what would enter and what would change, and the button that does it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from cedic.programme.model import said
from cedic.web.accounts import permissions
from cedic.web.accounts.access import allowed
from cedic.web.programme.import_pages import HOME, ON_A_PAGE, anchor, name_of, told_of
from cedic.web.programme.imports import ENTERS, LEFT_OUT, OPEN, WITHOUT_PARENT, Clash, Review
from cedic.web.programme.imports_entering import enter, targets
from cedic.web.programme.imports_plan import Plan, Step, Where
from cedic.web.programme.models import Import, Item, Mandate, Paragraph
from cedic.web.programme.pages import Refused, staff, to
from cedic.web.programme.viewers import Viewer, viewer
from cedic.web.programme.words.imports import FIELD_NAMES, KINDS, OUTCOMES, SAY, WRONG
from cedic.web.words import language

COLUMNS = {"kind": "schedule_kind"}
"""Columns of tasks that are called otherwise than their fields."""


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(permissions.EDIT)
def summary(request: HttpRequest, id: str) -> HttpResponse:
    """What would enter, compared with what is there; the form lets it enter."""
    record = get_object_or_404(Import.objects.select_related("programme", "entered_by"), pk=id)
    if record.state != "review":
        return to(f"{HOME}{record.pk}/")
    review = Review(record)
    given = request.POST if request.method == "POST" else request.GET
    if request.method != "POST":
        return _page(request, review, given)
    try:
        where = _where(given, review, viewer(request))
        if where is None:
            raise Refused(WRONG["where"])
        entered = enter(record, _seen(given), where, request.user)
    except Clash as clash:
        record.refresh_from_db()
        return _page(request, Review(record), given, clash)
    except Refused as error:
        return _page(request, review, given, error)
    told = SAY["done"] if entered.document or record.entered else SAY["done_without_file"]
    return to(f"{HOME}{record.pk}/", request, told)


def _seen(given: QueryDict) -> int:
    told = given.get("revision", "")
    return int(told) if told.isdecimal() and len(told) <= 9 else 0


def _page(
    request: HttpRequest, review: Review, given: QueryDict, error: Refused | None = None
) -> HttpResponse:
    who = viewer(request)
    where = _where(given, review, who)
    plan = Plan(review, where, who) if where is not None else None
    told = {
        **told_of(review),
        "error": error,
        "where": where,
        "targets": targets(review),
        "again": review.record.programme if _is_programme(review) else None,
        "items": _items(review, who),
        "paragraphs": _paragraphs(review),
        "chosen": {name: given.get(name, "") for name in ("into", "item", "paragraph")},
        **(_of_plan(request, review, plan) if plan is not None else {}),
    }
    return staff(request, SAY, "imports_summary.html", told)


def _is_programme(review: Review) -> bool:
    return review.finding.kind == "work_programme"


def _where(given: QueryDict, review: Review, who: Viewer) -> Where | None:
    """Where a person wants it to enter; None if she has to choose and has not."""
    item = _chosen(_items(review, who), given.get("item", ""))
    paragraph = _chosen(_paragraphs(review), given.get("paragraph", ""))
    if not _is_programme(review):
        return Where(None, item, paragraph)
    if review.record.programme is not None:
        return Where(review.record.programme)
    known = targets(review)
    into = given.get("into", "")
    programme = _chosen(known, into)
    if known and programme is None and into != "new":
        return None
    return Where(programme)


def _chosen(known: list[Any], number: str) -> Any:
    return next((one for one in known if str(one.pk) == number), None)


def _items(review: Review, who: Viewer) -> list[Item]:
    """The items that the meetings of a report of activities may belong to."""
    head = review.by_key.get("report")
    year = head.value("starts") if head and review.finding.kind == "activity_report" else None
    if not isinstance(year, int):
        return []
    found = Item.objects.filter(
        programme__starts__lte=year, programme__ends__gte=year, programme__demonstration=False
    ).exclude(programme__stage="closed")
    found = found.select_related("programme", "parent__parent__parent").order_by(
        "programme", "position"
    )
    return [one for one in found if who.may_edit(one)]


def _paragraphs(review: Review) -> list[Paragraph]:
    """The paragraphs of a mandate that is there already, if there are several to choose from."""
    found = next((one for one in review.accepted if one.kind == "mandate"), None)
    if found is None:
        return []
    kind, number = review.value(found, "kind"), review.value(found, "number")
    same = Mandate.objects.filter(kind=kind, number=number)
    several = list(Paragraph.objects.filter(mandate__in=same).select_related("mandate"))
    return several if len(several) > 1 else []


def _of_plan(request: HttpRequest, review: Review, plan: Plan) -> dict[str, Any]:
    states = Counter(review.states.values())
    changed = [change for step in plan.steps for change in _changes(review, step)]
    entering = [
        step
        for step in plan.steps
        if step.kind == step.record.kind and step.outcome in ("new", "changed")
    ]
    places = {one.key: part.number for part in review.parts for one in part.records}
    return {
        "counts": [
            (KINDS[kind], [found[outcome] for outcome in OUTCOMES])
            for kind, found in plan.counts.items()
        ],
        "outcomes": list(OUTCOMES.values()),
        "changes": Paginator(changed, ON_A_PAGE).get_page(request.GET.get("page")),
        "query": "&".join(
            f"{name}={request.GET[name]}"
            for name in ("into", "item", "paragraph")
            if request.GET.get(name, "").isalnum()
        ),
        "problems": [
            {
                "told": one.told,
                "part": places[one.record.key],
                "anchor": anchor(review, one.record),
                "name": name_of(review, one.record),
            }
            for one in plan.problems[:ON_A_PAGE]
        ],
        "unplaced": len(plan.unplaced),
        "unplaced_names": "; ".join(name_of(review, one) for one in plan.unplaced[:10]),
        "entering": len(entering),
        "open": states[OPEN],
        "waiting": states[ENTERS] - len(review.accepted),
        "left_out": states[LEFT_OUT],
        "without_parent": states[WITHOUT_PARENT],
    }


def _changes(review: Review, step: Step) -> list[dict[str, Any]]:
    """What a step would change, as rows: what, which field, now, after."""
    if step.outcome != "changed":
        return []
    return [
        {
            "name": name_of(review, step.record),
            "field": _column(step, column),
            "now": _told(now),
            "then": _told(then),
        }
        for column, (now, then) in step.changes.items()
    ]


def _column(step: Step, column: str) -> str:
    name = COLUMNS.get(column, column) if step.kind == "task" else column
    return FIELD_NAMES[name][language()] if name in FIELD_NAMES else name


def _told(value: Any) -> str:
    if isinstance(value, dict):
        return said(value, language())[0]
    if isinstance(value, list):
        return "; ".join(map(_told, value))
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
