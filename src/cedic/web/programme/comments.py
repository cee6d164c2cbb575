"""What member states say of a circulated programme, and what the secretariat answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from cedic.model import LANGUAGES, Text
from cedic.programme import model
from cedic.programme.stages import may_comment
from cedic.publish.citation import day
from cedic.web import audit
from cedic.web.accounts import permissions
from cedic.web.accounts.access import allowed
from cedic.web.programme import events, trees
from cedic.web.programme.countries import country_name
from cedic.web.programme.models import Comment, Version, WorkProgramme
from cedic.web.programme.pages import Refused, clean, posted, public, to
from cedic.web.programme.viewers import Viewer, refused_unless, viewer
from cedic.web.programme.words.programmes import SAY, UNTITLED, WRONG
from cedic.web.words import LANGUAGE_NAMES, language

LONGEST = 10_000


@dataclass(frozen=True)
class Shown:
    """A comment as a viewer sees it."""

    comment: Comment
    country: str
    when: str
    answered: str
    withdrawn: str
    is_own: bool


@dataclass(frozen=True)
class Commenting:
    """Whether a viewer may comment on a programme now, and if not, why."""

    may: bool
    reason: Text | None
    until: str = ""


def seen(record: WorkProgramme, viewer: Viewer) -> QuerySet[Comment]:
    """The comments on a programme that a viewer may see.

    The secretariat sees all. A country sees its own, and those that are published; what was
    withdrawn is seen by the secretariat and by its country.
    """
    found = record.comments.select_related("item")
    if viewer.is_staff:
        return found
    others = Q(visibility__in=viewer.visibilities, withdrawn=None)
    return found.filter(others | Q(country=viewer.country) if viewer.country else others)


def shown(record: WorkProgramme, viewer: Viewer, item: int | None = None) -> list[Shown]:
    """The comments on a programme, or on one item of it, as a viewer sees them."""
    found = seen(record, viewer)
    return told(found if item is None else found.filter(item=item), viewer)


def told(found: Iterable[Comment], viewer: Viewer) -> list[Shown]:
    """Comments as pages show them."""
    return [
        Shown(
            one,
            country_name(one.country),
            _day(one.made),
            _day(one.answered),
            _day(one.withdrawn),
            viewer.user is not None and one.by_id == viewer.user.pk,
        )
        for one in found
    ]


def commenting(record: WorkProgramme, viewer: Viewer) -> Commenting:
    """Whether a viewer may comment on a programme now."""
    first, last = record.comments_from, record.comments_until
    if not may_comment(record.stage, first, last, timezone.localdate()):
        return Commenting(False, SAY["comment_closed"])
    until = day(last, language())
    if viewer.is_staff:
        return Commenting(False, SAY["comment_staff"], until)
    if not viewer.country:
        return Commenting(False, SAY["comment_no_country"], until)
    return Commenting(True, None, until)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(permissions.CONSULT)
@posted
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Comment on a circulated programme, or on an item of it, for one's country."""
    record = get_object_or_404(WorkProgramme, pk=pk)
    version = circulated(record, viewer(request))
    if version is None:
        raise Http404(pk)
    item = _item(version, request.POST.get("item", "") or request.GET.get("item", ""))
    if request.method != "POST":
        return _form(request, record, item)
    refused_unless(commenting(record, viewer(request)).may)
    try:
        words = clean(request.POST.get("text", ""), LONGEST)
        if not words:
            raise Refused(WRONG["no_comment"])
        if request.POST.get("language") not in LANGUAGES:
            raise Refused(WRONG["language"])
    except Refused as error:
        return _form(request, record, item, error)
    _keep(request, version, item, words)
    page = f"programme/items/{item.id}/" if item else f"programme/{record.pk}/"
    return to(page + "#comments", request, SAY["comment_sent"])


def circulated(record: WorkProgramme, viewer: Viewer) -> Version | None:
    """The version that member states comment on: the last circulated one."""
    found = record.versions.seen_by(viewer).filter(stage="circulated")
    return found.defer("content").first()


def _item(version: Version, asked: str) -> model.Item | None:
    """The item of the version that is commented on; None for the whole programme."""
    if not asked:
        return None
    found = (one for one in trees.frozen(version).walk() if str(one.id) == asked)
    item = next(found, None)
    if item is None:
        raise Http404(asked)
    return item


def _form(
    request: HttpRequest,
    record: WorkProgramme,
    item: model.Item | None,
    error: Refused | None = None,
) -> HttpResponse:
    chosen = request.POST.get("language", language())
    told = {
        "record": record,
        "item": item,
        "title": item.title if item else record.title or UNTITLED,
        "commenting": commenting(record, viewer(request)),
        "country": country_name(viewer(request).country),
        "text": request.POST.get("text", ""),
        "languages_of": [(code, name, code == chosen) for code, name in LANGUAGE_NAMES.items()],
        "longest": LONGEST,
        "error": error,
    }
    return public(request, SAY, "programmes_comment.html", told)


@transaction.atomic
def _keep(request: HttpRequest, version: Version, item: model.Item | None, words: str) -> None:
    record, country = version.programme, viewer(request).country
    live = record.items.filter(pk=item.id).first() if item else None
    made = Comment.objects.create(
        programme=record,
        version=version,
        item=live,
        code=item.code if item else "",
        country=country,
        text=words,
        language=request.POST["language"],
        by=request.user,
        by_name=str(request.user)[:200],
    )
    detail = {"country": country, "code": item.code if item else ""}
    audit.record(request.user, "programme.commented", str(record), detail)
    events.comment_received(made)


@require_POST
@allowed(permissions.CONSULT)
@posted
@transaction.atomic
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw one's own comment, as long as the comments are not published."""
    found = get_object_or_404(
        Comment.objects.select_for_update().filter(by=request.user, withdrawn=None), pk=pk
    )
    if found.visibility != "internal":
        raise Refused(WRONG["published_already"])
    found.withdrawn = timezone.now()
    found.save(update_fields=["withdrawn"])
    detail = {"country": found.country, "code": found.code}
    audit.record(request.user, "programme.comment_withdrawn", str(found.programme), detail)
    page = f"programme/{found.programme_id}/#comments"
    return to(page, request, SAY["comment_withdrawn"])


def _day(moment: datetime | None) -> str:
    return "" if moment is None else day(timezone.localdate(moment), language())
