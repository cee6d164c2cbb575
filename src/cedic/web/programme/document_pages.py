"""Documents: their forms, and how they are given out."""

from __future__ import annotations

import re
from typing import Any

from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cedic.model import LANGUAGES
from cedic.programme.terms import VISIBILITIES
from cedic.web import audit
from cedic.web.accounts import permissions
from cedic.web.accounts.access import allowed
from cedic.web.programme import keeping, search
from cedic.web.programme.documents_seen import OWNERS, documents_for, owner_of
from cedic.web.programme.models import Document, Item, Meeting
from cedic.web.programme.pages import Refused, clean, posted, staff, to
from cedic.web.programme.viewers import LEVELS, Viewer, looked_at, refused_unless, viewer
from cedic.web.programme.words.documents import SAY, WRONG
from cedic.web.words import LANGUAGE_NAMES

OWNER = re.compile(r"(?P<kind>[a-z]{1,12}):(?P<number>[0-9]{1,15})")


@require_safe
@looked_at
def download(request: HttpRequest, viewer: Viewer, id: str, name: str) -> FileResponse:
    """A document, to those who may see it and what it belongs to."""
    document = documents_for(viewer).filter(pk=id, name=name).first()
    if document is None:
        raise Http404(name)
    response = given_out(document)
    public = document.visibility == "public" and not viewer.is_staff
    response.headers["Cache-Control"] = "no-cache" if public else "private, no-store"
    return response


def given_out(document: Document) -> FileResponse:
    """The file of a document, to be kept: no browser shows it as a page of ours.

    Raises
    ------
    Http404
        If the file is not there.
    """
    try:
        opened = document.path.open("rb")
    except FileNotFoundError as error:
        raise Http404(document.name) from error
    return FileResponse(
        opened, as_attachment=True, filename=document.name, content_type=document.type
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(permissions.EDIT)
@posted
def add(request: HttpRequest) -> HttpResponse:
    """Send a document for a record, ``?owner=meeting:5``, and come back to ``?back=``."""
    owner = _owner(request.GET.get("owner", ""))
    refused_unless(_may_change(owner, viewer(request)))
    if request.method == "POST":
        try:
            return _kept(request, owner)
        except Refused as error:
            return _form(request, owner, error)
    return _form(request, owner)


@require_POST
@allowed(permissions.EDIT)
@transaction.atomic
def show(request: HttpRequest, id: str) -> HttpResponse:
    """Say who may see a document; to show it to more is for those who publish."""
    document = get_object_or_404(Document.objects.select_for_update(), pk=id)
    who = viewer(request)
    wanted = request.POST.get("visibility", "")
    refused_unless(_may_change(owner_of(document), who))
    if wanted not in VISIBILITIES:
        return to(_back(request))
    wider = LEVELS[::-1].index(wanted) > LEVELS[::-1].index(document.visibility)
    refused_unless(who.publishes or not wider)
    before, document.visibility = document.visibility, wanted
    document.save(update_fields=["visibility"])
    search.index(document)
    detail = {"from": before, "to": wanted}
    audit.record(request.user, "programme.document_shown", document.title, detail)
    return to(_back(request))


@require_POST
@allowed(permissions.EDIT)
def delete(request: HttpRequest, id: str) -> HttpResponse:
    """Delete a document; one that others see already is for those who publish."""
    document, who = get_object_or_404(Document, pk=id), viewer(request)
    refused_unless(_may_change(owner_of(document), who))
    refused_unless(who.publishes or document.visibility == "internal")
    keeping.forget(document, request.user)
    return to(_back(request), request, SAY["gone"])


def _form(request: HttpRequest, owner: Any, error: Refused | None = None) -> HttpResponse:
    told = {
        "error": error,
        "owner": owner,
        "back_to": _back(request),
        "spoken": list(LANGUAGE_NAMES.items()),
        "most": keeping.LARGEST // 1_000_000,
        "visibilities": list(VISIBILITIES.items())
        if viewer(request).publishes
        else [("internal", VISIBILITIES["internal"])],
        "given": {name: request.POST.get(name, "") for name in ("title", "language")},
    }
    return staff(request, SAY, "document_add.html", told)


def _kept(request: HttpRequest, owner: Any) -> HttpResponse:
    file = request.FILES.get("file")
    if file is None:
        raise Refused(WRONG["no_file"])
    asked = request.POST.get("visibility", "internal")
    visible = asked if asked in VISIBILITIES else "internal"
    refused_unless(visible == "internal" or viewer(request).publishes)
    language = request.POST.get("language", "")
    keeping.keep(
        file,
        owner,
        request.user,
        title=clean(request.POST.get("title", ""), 600),
        language=language if language in LANGUAGES else "",
        visibility=visible,
    )
    return to(_back(request), request, SAY["kept"])


def _owner(told: str) -> Any:
    found = OWNER.fullmatch(told)
    if found is None or found["kind"] not in OWNERS:
        raise Http404(told)
    model = Document._meta.get_field(found["kind"]).related_model
    return get_object_or_404(model, pk=int(found["number"]))


def _back(request: HttpRequest) -> str:
    """An address of the work programme, below the language, to come back to."""
    asked = request.GET.get("back", "") or request.POST.get("back", "")
    fits = re.fullmatch(r"(manage/)?programme/[\w/.?=&-]{0,200}", asked)
    return asked if fits and ".." not in asked else "manage/programme/"


def _may_change(owner: Any, who: Viewer) -> bool:
    if isinstance(owner, Item):
        return who.may_edit(owner)
    if isinstance(owner, Meeting):
        return who.works_for(owner.unit_id)
    return who.edits
