"""A paragraph as staff work on it: its words and themes, its activities, its evidence."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from cedic.programme.mandates import WRONG as FAULTS
from cedic.programme.mandates import faults
from cedic.programme.terms import MANDATE_KINDS, MANDATE_STATUSES, STATUSES, VISIBILITIES
from cedic.web import audit
from cedic.web.accounts import permissions
from cedic.web.accounts.access import allowed
from cedic.web.programme import mandate_values, search
from cedic.web.programme.mandate_desk import check_anchors, next_position
from cedic.web.programme.models import (
    Axis,
    Evidence,
    Item,
    Mandate,
    MandateLink,
    Paragraph,
    Theme,
)
from cedic.web.programme.models.base import LONGEST_ADDRESS
from cedic.web.programme.pages import (
    Refused,
    clean,
    day_posted,
    numbers_posted,
    posted,
    save_over,
    staff,
    to,
    words_posted,
    words_typed,
)
from cedic.web.programme.tags import Fields
from cedic.web.programme.viewers import refused_unless, viewer
from cedic.web.programme.words.common import SAY as SAY_COMMON
from cedic.web.programme.words.mandates import SAY, WRONG
from cedic.web.words import language

CODE = re.compile(r"[IVXLivxl0-9]{1,6}(\.[0-9A-Za-z]{1,4})*\.?")
MOST_FOUND = 50
MOST_LINKS = 200


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(permissions.EDIT)
@posted
def add(request: HttpRequest, number: str) -> HttpResponse:
    """Add a paragraph to a mandate."""
    mandate = get_object_or_404(Mandate, pk=number)
    return _edited(request, Paragraph(mandate=mandate, position=next_position(mandate)))


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(permissions.EDIT)
@posted
def edit(request: HttpRequest, number: str, paragraph: str) -> HttpResponse:
    """A paragraph: change it, link activities to it, record evidence."""
    return _edited(request, _paragraph(number, paragraph))


def _paragraph(number: str, paragraph: str) -> Paragraph:
    found = Paragraph.objects.select_related("mandate")
    return get_object_or_404(found, pk=paragraph, mandate=number)


def _here(paragraph: Paragraph) -> str:
    return f"manage/programme/mandates/{paragraph.mandate_id}/paragraphs/{paragraph.pk}/"


def _edited(request: HttpRequest, paragraph: Paragraph) -> HttpResponse:
    if request.method != "POST":
        return _page(request, paragraph)
    mandate = paragraph.mandate
    themes, axes = _chosen(request, Theme), _chosen(request, Axis)
    # What was typed is kept for the form, whatever is wrong with it.
    paragraph.anchor = request.POST.get("anchor", "").strip()[:100]
    try:
        paragraph.text = words_posted(request, "text")
        check_anchors([paragraph.anchor])
        if not paragraph.text:
            raise Refused("empty", name=SAY["text"][language()])
        with transaction.atomic():
            save_over(request, mandate)
            paragraph.save()
            paragraph.themes.set(themes)
            paragraph.axes.set(axes)
            _written(request, "paragraph_edited", paragraph)
    except IntegrityError:
        error = Refused(WRONG["twice"], anchor=paragraph.anchor)
        return _page(request, paragraph, error=error, chosen=(themes, axes))
    except Refused as error:
        mandate.refresh_from_db()
        return _page(
            request,
            paragraph,
            error=error,
            chosen=(themes, axes),
            clash=str(mandate.revision) != request.POST.get("revision", ""),
        )
    return to(_here(paragraph), request, SAY_COMMON["saved"])


def _chosen(request: HttpRequest, kind: type[Theme] | type[Axis]) -> list[Any]:
    name = "theme" if kind is Theme else "axis"
    return list(kind.objects.filter(code__in=request.POST.getlist(name)[:200]))


def _page(
    request: HttpRequest,
    paragraph: Paragraph,
    *,
    error: Refused | None = None,
    chosen: tuple[list[Any], list[Any]] | None = None,
    clash: bool = False,
    evidence_error: Refused | None = None,
) -> HttpResponse:
    known = paragraph.pk is not None
    if chosen is None:
        chosen = (list(paragraph.themes.all()), list(paragraph.axes.all())) if known else ([], [])
    links = paragraph.links.select_related("item__programme", "item__parent") if known else []
    linked = [(one, viewer(request).may_edit(one.item)) for one in links]
    asked = request.GET.get("q", "").strip()[:100]
    typed = request.POST if evidence_error else {}
    words = paragraph.text if error is None else words_typed(request, "text")
    return staff(
        request,
        SAY,
        "mandates_paragraph.html",
        {
            "paragraph": paragraph,
            "mandate": paragraph.mandate,
            "known": known,
            "fields": Fields("text", SAY["text"][language()], words, 6),
            "themes": [(one, one in chosen[0]) for one in Theme.objects.all()],
            "axes": [(one, one in chosen[1]) for one in Axis.objects.all()],
            "linked": linked,
            "asked": asked,
            "found": _not_linked_yet(asked, request, {one.item_id for one, _ in linked}),
            "evidence": paragraph.evidence.select_related("item").order_by("-on", "-id")
            if known
            else [],
            "typed": typed,
            "evidence_fields": Fields(
                "shown", SAY["shown_by"][language()], words_typed(request, "shown"), 3
            ),
            "today": typed.get("on") or date.today().isoformat(),
            "stands": list(MANDATE_STATUSES.items()),
            "stand_names": MANDATE_STATUSES,
            "statuses": STATUSES,
            "visibilities": list(VISIBILITIES.items()),
            "visibility_names": VISIBILITIES,
            "error": error,
            "evidence_error": evidence_error,
            "theirs": Paragraph.objects.filter(pk=paragraph.pk).first() if clash else None,
        },
        status=400 if error or evidence_error else 200,
    )


def _not_linked_yet(asked: str, request: HttpRequest, known: set[int]) -> list[tuple[Item, bool]]:
    if not asked:
        return []
    return [one for one in items_found(asked, viewer(request)) if one[0].pk not in known]


def items_found(asked: str, who: Any) -> list[tuple[Item, bool]]:
    """Items by their code, or else by their words; and whether a person may change each."""
    found = Item.objects.select_related("programme", "parent")
    year = re.search(r"\b(19|20)\d\d\b", asked)
    rest = asked.replace(year[0], " ").strip() if year else asked
    if year:
        found = found.filter(programme__starts__lte=int(year[0]), programme__ends__gte=int(year[0]))
    if CODE.fullmatch(rest):
        found = found.filter(code__istartswith=rest.rstrip("."))
    elif rest:
        question = search.Question.of(rest)
        numbers, _ = search.find(who, question, language(), kind="item", most=MOST_FOUND)
        found = found.filter(pk__in=[int(one.record) for one in numbers])
    ordered = found.order_by("-programme__starts", "position", "id")[:MOST_FOUND]
    return [(one, who.may_edit(one)) for one in ordered]


@require_POST
@allowed(permissions.EDIT)
@posted
def link(request: HttpRequest, number: str, paragraph: str) -> HttpResponse:
    """Link items to a paragraph, or take links away."""
    one = _paragraph(number, paragraph)
    with transaction.atomic():
        for item in _items_posted(request, "add"):
            _link(request, one, item)
        for item in _items_posted(request, "remove"):
            _unlink(request, one, item)
    return to(_here(one), request, SAY["linked"])


def _items_posted(request: HttpRequest, name: str) -> list[Item]:
    numbers = numbers_posted(request, name, MOST_LINKS)
    found = list(Item.objects.filter(pk__in=numbers).select_related("programme", "parent"))
    if len(found) != len(set(numbers)):
        raise Http404(name)
    for item in found:
        refused_unless(viewer(request).may_edit(item))
    return found


def _link(request: HttpRequest, paragraph: Paragraph, item: Item) -> None:
    _, made = MandateLink.objects.get_or_create(
        paragraph=paragraph, item=item, defaults={"by": request.user}
    )
    if made:
        _written(request, "mandate_linked", paragraph, item=item)


def _unlink(request: HttpRequest, paragraph: Paragraph, item: Item) -> None:
    gone, _ = MandateLink.objects.filter(paragraph=paragraph, item=item).delete()
    if gone:
        _written(request, "mandate_unlinked", paragraph, item=item)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(permissions.EDIT)
@posted
def of_item(request: HttpRequest, number: str) -> HttpResponse:
    """The mandates of an item: link paragraphs to it, or take links away."""
    items = Item.objects.select_related("programme", "parent")
    item = get_object_or_404(items, pk=number)
    who = viewer(request)
    refused_unless(who.may_edit(item))
    if request.method == "POST":
        with transaction.atomic():
            for paragraph in _paragraphs(numbers_posted(request, "add", MOST_LINKS)):
                _link(request, paragraph, item)
            for paragraph in _paragraphs(numbers_posted(request, "remove", MOST_LINKS)):
                _unlink(request, paragraph, item)
        return to(f"manage/programme/items/{item.pk}/mandates/", request, SAY["linked"])
    asked = request.GET.get("q", "").strip()[:100]
    linked = mandate_values.mandates_of(item, who)
    return staff(
        request,
        SAY,
        "mandates_for_item.html",
        {
            "item": item,
            "linked": linked,
            "asked": asked,
            "found": [one for one in _paragraphs_found(asked, who) if one not in linked],
            "mandate_kinds": MANDATE_KINDS,
        },
    )


def _paragraphs(numbers: list[int]) -> list[Paragraph]:
    found = list(Paragraph.objects.filter(pk__in=numbers).select_related("mandate"))
    if len(found) != len(set(numbers)):
        raise Http404("paragraph")
    return found


def _paragraphs_found(asked: str, who: Any) -> list[Paragraph]:
    question = search.Question.of(asked)
    found, _ = search.find(who, question, language(), kind="paragraph", most=MOST_FOUND)
    known = Paragraph.objects.select_related("mandate").in_bulk([int(one.record) for one in found])
    return [known[int(one.record)] for one in found if int(one.record) in known]


@require_POST
@allowed(permissions.EDIT)
@posted
def delete(request: HttpRequest, number: str, paragraph: str) -> HttpResponse:
    """Delete a paragraph of which nothing is on record."""
    one = _paragraph(number, paragraph)
    if one.evidence.exists():
        raise Refused(WRONG["has_evidence"])
    with transaction.atomic():
        save_over(request, one.mandate)
        mandate, told = one.mandate, f"{one.mandate} {one.anchor}"
        one.delete()
        audit.record(request.user, "programme.paragraph_deleted", told, {"id": mandate.pk})
        search.index(mandate)
    return to(f"programme/mandates/{number}/", request, SAY["deleted"])


@require_POST
@allowed(permissions.EDIT)
@posted
def record_evidence(request: HttpRequest, number: str, paragraph: str) -> HttpResponse:
    """Record what shows how a paragraph stands."""
    one = _paragraph(number, paragraph)
    try:
        evidence = _evidence_posted(request, one)
    except Refused as error:
        return _page(request, one, evidence_error=error)
    with transaction.atomic():
        evidence.save()
        detail = {"status": evidence.status, "on": evidence.on, "share": evidence.share}
        _written(request, "evidence_added", one, **detail)
    return to(_here(one), request, SAY_COMMON["saved"])


def _evidence_posted(request: HttpRequest, paragraph: Paragraph) -> Evidence:
    words = words_posted(request, "shown")
    share = _share_posted(request)
    on = day_posted(request, "on")
    if on is None:
        raise Refused(WRONG["day_missing"])
    status = request.POST.get("status", "")
    wrong = faults(
        status,
        on,
        bool(words),
        share,
        mandate_on=paragraph.mandate.on,
        today=date.today(),
    )
    if wrong:
        raise Refused(FAULTS[wrong[0]])
    return Evidence(
        paragraph=paragraph,
        item=_linked_item(request, paragraph),
        status=status,
        on=on,
        text=words,
        share=share,
        reference=clean(request.POST.get("reference", ""), LONGEST_ADDRESS),
        by=request.user,
        by_name=str(request.user)[:200],
    )


def _share_posted(request: HttpRequest) -> int | None:
    given = request.POST.get("share", "").strip()
    if not given:
        return None
    if not (given.isascii() and given.isdecimal() and len(given) <= 3):
        raise Refused(FAULTS["share"])
    return int(given)


def _linked_item(request: HttpRequest, paragraph: Paragraph) -> Item | None:
    given = numbers_posted(request, "item", 1)
    if not given:
        return None
    found = Item.objects.filter(pk=given[0], mandate_links__paragraph=paragraph).first()
    if found is None:
        raise Refused(WRONG["not_linked"])
    return found


@require_POST
@allowed(permissions.EDIT)
@posted
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Withdraw evidence: it stays on record, and holds no more."""
    evidence = get_object_or_404(Evidence.objects.select_related("paragraph__mandate"), pk=number)
    with transaction.atomic():
        done = Evidence.objects.filter(pk=evidence.pk, withdrawn=None)
        if done.update(withdrawn=timezone.now()):
            detail = {"status": evidence.status, "on": evidence.on}
            _written(request, "evidence_withdrawn", evidence.paragraph, **detail)
    return to(_here(evidence.paragraph), request, SAY_COMMON["saved"])


@require_POST
@allowed(permissions.PUBLISH)
@posted
def show(request: HttpRequest, number: str) -> HttpResponse:
    """Show evidence to others, or take it back."""
    evidence = get_object_or_404(Evidence.objects.select_related("paragraph__mandate"), pk=number)
    wanted = request.POST.get("visibility", "")
    if wanted not in VISIBILITIES:
        raise Refused("empty", name=SAY_COMMON["visibility"][language()])
    with transaction.atomic():
        evidence.visibility = wanted
        evidence.save(update_fields=["visibility"])
        _written(request, "evidence_shown", evidence.paragraph, visibility=wanted)
    return to(_here(evidence.paragraph), request, SAY_COMMON["saved"])


def _written(
    request: HttpRequest,
    what: str,
    paragraph: Paragraph,
    item: Item | None = None,
    **detail: object,
) -> None:
    """Note what was done to a paragraph, and let it be found as it is now."""
    if item is not None:
        detail["item"] = str(item)
    if what == "paragraph_edited":
        search.index(paragraph.mandate)
    subject = f"{paragraph.mandate} {paragraph.anchor}"
    audit.record(request.user, f"programme.{what}", subject, {"id": paragraph.pk, **detail})
