"""The convergence between secretariats, for staff: axes, entries, leadership, roadmaps."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, ProtectedError, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cedic.errors import CedicError
from cedic.model import LANGUAGES, one_line
from cedic.programme.convergence import AXES, Step
from cedic.programme.convergence_file import LONGEST, is_web_address
from cedic.programme.model import Words, said
from cedic.programme.terms import ENTRY_KINDS, VISIBILITIES
from cedic.web import audit
from cedic.web.accounts import permissions
from cedic.web.accounts.access import allowed
from cedic.web.programme import convergence_values as values
from cedic.web.programme import search
from cedic.web.programme.convergence_import import in_review
from cedic.web.programme.convergence_pages import ON_A_PAGE, short_name
from cedic.web.programme.models import (
    Axis,
    ConvergenceEntry,
    Leadership,
    Organisation,
    Roadmap,
    Topic,
)
from cedic.web.programme.models.base import LONGEST_ADDRESS, LONGEST_NAME, LONGEST_TITLE
from cedic.web.programme.pages import (
    Refused,
    clean,
    day_posted,
    posted,
    staff,
    to,
    told_day,
    words_posted,
)
from cedic.web.programme.tags import Fields
from cedic.web.programme.viewers import Viewer, refused_unless, viewer
from cedic.web.programme.words.common import SAY as COMMON
from cedic.web.programme.words.convergence import SAY, WRONG
from cedic.web.words import LANGUAGE_NAMES, language

DESK = "manage/programme/convergence/"
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")
MOST_ROWS, EMPTY_ROWS = 100, 3
"""The rows of topics or steps that a form takes, and the empty ones it offers."""
Typed = dict[str, Any]


# The desk


@require_safe
@allowed(permissions.READ)
def desk(request: HttpRequest) -> HttpResponse:
    """All entries as they stand, axes, leadership and roadmaps."""
    asked = {name: request.GET.get(name, "")[:100] for name in ("q", "o", "axis", "state", "seen")}
    records = _asked(ConvergenceEntry.objects.select_related("organisation", "topic__axis"), asked)
    page = Paginator(records, ON_A_PAGE).get_page(request.GET.get("page"))
    told = {
        "asked": asked,
        "page": page,
        "rows": [(one, short_name(one.organisation.code)) for one in page],
        "query": urlencode({name: value for name, value in asked.items() if value}),
        "axes": Axis.objects.annotate(
            counted=Count("topics", distinct=True), held=Count("topics__entries", distinct=True)
        ),
        "leadership": values.leaderships(),
        "roadmaps": Roadmap.objects.select_related("axis"),
        "reviews": in_review(),
        "states": [(code, SAY[f"state_{code}"]) for code in ("validated", "waiting")],
        **_choices(),
    }
    return staff(request, SAY, "convergence_desk.html", told)


def _asked(records: QuerySet[Any], asked: Mapping[str, str]) -> QuerySet[Any]:
    if asked["q"]:
        words = {f"title_{one}": KeyTextTransform(one, "title") for one in LANGUAGES}
        found = Q(source__icontains=asked["q"])
        for name in words:
            found |= Q(**{f"{name}__icontains": asked["q"]})
        records = records.annotate(**words).filter(found)
    if asked["o"]:
        records = records.filter(organisation__code=asked["o"])
    if asked["axis"]:
        records = records.filter(topic__axis__code=asked["axis"])
    if asked["state"]:
        records = records.filter(validated__isnull=asked["state"] == "waiting")
    return records.filter(visibility=asked["seen"]) if asked["seen"] else records


def _choices() -> dict[str, Any]:
    """What selects offer."""
    return {
        "all_axes": list(Axis.objects.prefetch_related("topics")),
        "all_organisations": list(Organisation.objects.all()),
        "kinds": list(ENTRY_KINDS.items()),
        "entry_kinds": ENTRY_KINDS,
        "visibility_names": VISIBILITIES,
        "visibilities": list(VISIBILITIES.items()),
    }


@require_POST
@allowed(permissions.PUBLISH)
@posted
@transaction.atomic
def show(request: HttpRequest) -> HttpResponse:
    """Say of several entries who may see them."""
    wanted = request.POST.get("visibility", "")
    numbers = [
        one for one in request.POST.getlist("entry")[:1000] if re.fullmatch(r"\d{1,15}", one)
    ]
    if wanted not in VISIBILITIES or not numbers:
        raise Refused(WRONG["nothing_chosen"])
    records = ConvergenceEntry.objects.select_for_update(of=("self",)).filter(
        pk__in=map(int, numbers)
    )
    for record in records.exclude(visibility=wanted).select_related("organisation", "topic__axis"):
        before, record.visibility = record.visibility, wanted
        record.save_over(record.revision, request.user)
        search.index(record)
        _record(request, "entry_shown", record, {"from": before, "to": wanted})
    return to(DESK, request, COMMON["saved"])


# Entries


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(permissions.EDIT)
@posted
def entry(request: HttpRequest, number: str = "") -> HttpResponse:
    """An entry: a new one, or one that is changed."""
    who = viewer(request)
    record = get_object_or_404(ConvergenceEntry, pk=int(number)) if number else None
    refused_unless(record is None or _may_change(who, record))
    if request.method != "POST":
        return _entry_form(request, record, _entry_typed(record, request))
    typed = {name: request.POST.get(name, "") for name in _ENTRY} | _title_posted(request)
    try:
        saved = _save_entry(request, record, who)
    except Refused as error:
        return _entry_form(request, record, typed, error)
    if not saved and record is not None:
        return _entry_form(request, record, typed, Refused("edited"), clash=True)
    return to(DESK, request, COMMON["saved"])


_ENTRY = (
    *("organisation", "topic", "kind", "source", "address", "validated", "validated_by"),
    *("visibility", "revision"),
)


def _title_posted(request: HttpRequest) -> Typed:
    return {"title": {one: request.POST.get(f"title-{one}", "") for one in LANGUAGES}}


def _entry_typed(record: ConvergenceEntry | None, request: HttpRequest) -> Typed:
    """What the form of an entry holds before anything is typed."""
    if record is None:
        new = dict.fromkeys(_ENTRY, "") | {"title": {}, "visibility": "internal", "revision": "0"}
        return new | {"topic": request.GET.get("topic", "")[:40]}
    return {
        "organisation": record.organisation.code,
        "topic": record.topic.code,
        "kind": record.kind,
        "title": record.title,
        "source": record.source,
        "address": record.address,
        "validated": record.validated.isoformat() if record.validated else "",
        "validated_by": record.validated_by,
        "visibility": record.visibility,
        "revision": str(record.revision),
    }


def _entry_form(
    request: HttpRequest,
    record: ConvergenceEntry | None,
    typed: Typed,
    error: CedicError | None = None,
    *,
    clash: bool = False,
) -> HttpResponse:
    theirs = None
    if clash and record is not None:
        record.refresh_from_db()
        theirs = _entry_told(record)
        typed = typed | {"revision": str(record.revision)}
    told = {
        "record": record,
        "typed": typed,
        "title": _fields("title", COMMON["title"][language()], typed["title"]),
        "error": error,
        "theirs": theirs,
        "today": timezone.localdate().isoformat(),
        **_choices(),
        "visibilities": _visible_choices(viewer(request), typed["visibility"]),
    }
    status = 409 if clash else 400 if error else 200
    return staff(request, SAY, "convergence_entry.html", told, status=status)


def _entry_told(record: ConvergenceEntry) -> list[tuple[str, str]]:
    """An entry as it is now, name and value."""
    return [
        (SAY["organisation"][language()], said(record.organisation.name, language())[0]),
        (SAY["topic"][language()], said(record.topic.name, language())[0] or record.topic.code),
        (SAY["kind"][language()], ENTRY_KINDS[record.kind][language()]),
        *(
            (f"{COMMON['title'][language()]} ({LANGUAGE_NAMES[one]})", words)
            for one, words in record.title.items()
        ),
        (SAY["source"][language()], record.source),
        (SAY["address"][language()], record.address),
        (SAY["validated_on"][language()], told_day(record.validated)),
        (SAY["validated_by"][language()], record.validated_by),
        (COMMON["visibility"][language()], VISIBILITIES[record.visibility][language()]),
    ]


@transaction.atomic
def _save_entry(request: HttpRequest, record: ConvergenceEntry | None, who: Viewer) -> bool:
    """Save what a form holds; whether nobody has changed the entry since."""
    given = request.POST
    saved: Any = record or ConvergenceEntry(visibility="internal")
    before = _state(record) if record else {}
    saved.organisation = _one_of(Organisation, given.get("organisation", ""), "organisation")
    saved.topic = _one_of(Topic, given.get("topic", ""), "topic")
    # Who enters the same at the same time, by hand or from a workbook, does so one after the other.
    Axis.objects.select_for_update().get(pk=saved.topic.axis_id)
    saved.kind = given.get("kind", "")
    if saved.kind not in ENTRY_KINDS:
        raise Refused("empty", name=SAY["kind"][language()])
    saved.title = _title(request)
    saved.source = _line(request, "source", LONGEST_ADDRESS, needed=True)
    saved.address = _address(request)
    saved.validated, saved.validated_by = _validation(request)
    saved.visibility = _visibility(request, who, saved.visibility)
    _refuse_double(saved)
    if record is None:
        saved.changed_by = request.user
        saved.save()
    elif not record.save_over(given.get("revision", ""), request.user):
        transaction.set_rollback(True)
        return False
    search.index(saved)
    _record(request, "entry_changed" if record else "entry_added", saved, _changes(before, saved))
    return True


def _state(record: ConvergenceEntry) -> dict[str, Any]:
    one = values.entry_of(record)
    return {
        **{name: getattr(one, name) for name in ("organisation", "axis", "topic", "kind", "title")},
        **{name: getattr(one, name) for name in ("source", "address", "validated")},
        "validated_by": record.validated_by,
        "visibility": record.visibility,
    }


def _changes(before: Mapping[str, Any], record: ConvergenceEntry) -> dict[str, Any]:
    """What of an entry was changed, from what to what."""
    after = _state(record)
    return {name: [before.get(name), now] for name, now in after.items() if before.get(name) != now}


def _refuse_double(record: ConvergenceEntry) -> None:
    """Refuse an entry that says the same as another one."""
    ours = values.entry_of(record)
    same = ConvergenceEntry.objects.filter(
        organisation=record.organisation, topic=record.topic, kind=record.kind
    ).exclude(pk=record.pk)
    for other in same.select_related("organisation", "topic__axis"):
        if values.entry_of(other).key == ours.key:
            raise Refused(WRONG["double"], number=other.pk)


@require_POST
@allowed(permissions.EDIT)
@posted
@transaction.atomic
def validate(request: HttpRequest, number: str) -> HttpResponse:
    """Note on which day an organisation confirmed an entry, and who did."""
    record = get_object_or_404(ConvergenceEntry, pk=int(number))
    refused_unless(_may_change(viewer(request), record))
    record.validated, record.validated_by = _validation(request)
    if record.validated is None:
        raise Refused("empty", name=SAY["validated_on"][language()])
    if not record.validated_by:
        raise Refused("empty", name=SAY["validated_by"][language()])
    if not record.save_over(request.POST.get("revision", ""), request.user):
        raise Refused(WRONG["changed_meanwhile"])
    detail = {"validated": record.validated, "validated_by": record.validated_by}
    search.index(record)
    _record(request, "entry_validated", record, detail)
    return to(DESK, request, SAY["is_validated"])


# Axes and their topics


@require_POST
@allowed(permissions.PUBLISH)
@transaction.atomic
def begin(request: HttpRequest) -> HttpResponse:
    """Begin with the axes that the secretariats of the region agreed on, those that lack."""
    held = {code.casefold() for code in Axis.objects.values_list("code", flat=True)}
    for position, one in enumerate(AXES):
        if one.code.casefold() not in held:
            made = Axis.objects.create(code=one.code, name=dict(one.name), position=position)
            audit.record(request.user, "programme.axis_added", made.code)
    return to(DESK, request, COMMON["saved"])


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(permissions.PUBLISH)
@posted
def axis(request: HttpRequest, number: str = "") -> HttpResponse:
    """An axis and its topics."""
    record = get_object_or_404(Axis, pk=int(number)) if number else None
    if request.method != "POST":
        return _axis_form(request, record, _axis_typed(record))
    typed = {
        "code": request.POST.get("code", ""),
        "position": request.POST.get("position", ""),
        "revision": request.POST.get("revision", ""),
        "name": {one: request.POST.get(f"name-{one}", "") for one in LANGUAGES},
        "rows": _rows_posted(request, "topic", ("id", "code", "order"), "name"),
    }
    try:
        saved = _save_axis(request, record, typed)
    except Refused as error:
        return _axis_form(request, record, typed, error)
    if not saved and record is not None:
        return _axis_form(request, record, typed, Refused("edited"), clash=True)
    return to(DESK, request, COMMON["saved"])


def _axis_typed(record: Axis | None) -> Typed:
    if record is None:
        last = Axis.objects.count()
        return {"code": "", "position": str(last + 1), "revision": "0", "name": {}, "rows": []}
    return {
        "code": record.code,
        "position": str(record.position),
        "revision": str(record.revision),
        "name": record.name,
        "rows": [
            {"id": str(one.pk), "code": one.code, "order": str(at), "name": one.name}
            for at, one in enumerate(record.topics.all(), 1)
        ],
    }


def _axis_form(
    request: HttpRequest,
    record: Axis | None,
    typed: Typed,
    error: CedicError | None = None,
    *,
    clash: bool = False,
) -> HttpResponse:
    theirs = None
    if clash and record is not None:
        record = Axis.objects.get(pk=record.pk)
        held = _axis_typed(record)
        typed = typed | {"revision": held["revision"]}
        theirs = [(held["code"], said(record.name, language())[0])] + [
            (one["code"], said(one["name"], language())[0]) for one in held["rows"]
        ]
    empty = {"id": "", "code": "", "order": "", "name": {}}
    told = {
        "record": record,
        "typed": typed,
        "name": _fields("name", SAY["name"][language()], typed["name"]),
        "rows": _rows_shown("topic", typed["rows"], empty, "name", SAY["name"][language()], 1),
        "error": error,
        "theirs": theirs,
    }
    status = 409 if clash else 400 if error else 200
    return staff(request, SAY, "convergence_axis_edit.html", told, status=status)


@transaction.atomic
def _save_axis(request: HttpRequest, record: Axis | None, typed: Typed) -> bool:
    saved: Any = record or Axis()
    saved.code = _code(typed["code"], Axis, saved.pk)
    saved.name = words_posted(request, "name", longest=LONGEST_TITLE)
    if not saved.name:
        raise Refused("empty", name=SAY["name"][language()])
    saved.position = _position(typed["position"])
    if record is None:
        saved.changed_by = request.user
        saved.save()
    elif not record.save_over(typed["revision"], request.user):
        transaction.set_rollback(True)
        return False
    _save_topics(saved, typed["rows"])
    detail = {"name": saved.name, "topics": [one.code for one in saved.topics.all()]}
    _record(request, "axis_changed" if record else "axis_added", saved, detail)
    return True


def _save_topics(axis: Axis, rows: list[Typed]) -> None:
    """Topics as the rows of the form have them; a row that was emptied takes its topic away."""
    held = {str(one.pk): one for one in axis.topics.all()}
    for at, row in enumerate(rows):
        topic = held.get(row["id"]) or Topic(axis=axis)
        name = {one: clean(words, LONGEST_TITLE) for one, words in row["name"].items()}
        if not row["code"].strip() and not any(name.values()):
            if topic.pk:
                _forget_topic(topic)
            continue
        topic.code = _code(row["code"], Topic, topic.pk)
        topic.name = {one: words for one, words in name.items() if words}
        topic.position = at
        topic.save()


def _forget_topic(topic: Topic) -> None:
    try:
        topic.delete()
    except ProtectedError:
        raise Refused(WRONG["topic_used"], code=topic.code) from None


def _code(told: str, model: Any, own: int | None) -> str:
    """A code that nothing else of its kind has, whatever the case."""
    code = told.strip()
    if not CODE.fullmatch(code):
        raise Refused(WRONG["code"], given=one_line(code, 40))
    if model.objects.filter(code__iexact=code).exclude(pk=own).exists():
        raise Refused(WRONG["code_taken"], code=code)
    return code


def _position(told: str) -> int:
    return int(told) if re.fullmatch(r"[0-9]{1,6}", told.strip()) else 0


# Leadership


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(permissions.PUBLISH)
@posted
def leadership(request: HttpRequest, number: str = "") -> HttpResponse:
    """That an organisation leads an axis, from when until when."""
    record = get_object_or_404(Leadership, pk=int(number)) if number else None
    names = ("axis", "organisation", "since", "until", "source")
    typed = {name: request.POST.get(name, "") for name in names}
    error = None
    if request.method == "POST":
        try:
            _save_leadership(request, record)
            return to(DESK, request, COMMON["saved"])
        except Refused as refused:
            error = refused
    elif record is not None:
        typed = {
            "axis": record.axis.code,
            "organisation": record.organisation.code,
            "since": record.since.isoformat() if record.since else "",
            "until": record.until.isoformat() if record.until else "",
            "source": record.source,
        }
    told = {"record": record, "typed": typed, "error": error, **_choices()}
    return staff(request, SAY, "convergence_leadership.html", told)


@transaction.atomic
def _save_leadership(request: HttpRequest, record: Leadership | None) -> None:
    given = request.POST
    saved: Any = record or Leadership(by=request.user)
    saved.axis = _one_of(Axis, given.get("axis", ""), "axis")
    saved.organisation = _one_of(Organisation, given.get("organisation", ""), "organisation")
    saved.since, saved.until = day_posted(request, "since"), day_posted(request, "until")
    if saved.since and saved.until and saved.until < saved.since:
        raise Refused("ends_before")
    saved.source = _line(request, "source", LONGEST_ADDRESS, needed=True)
    saved.save()
    detail = {
        "organisation": saved.organisation.code,
        "since": saved.since,
        "until": saved.until,
        "source": saved.source,
    }
    _record(request, "leadership_changed" if record else "leadership_added", saved, detail)


# Roadmaps


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(permissions.EDIT)
@posted
def roadmap(request: HttpRequest, number: str = "") -> HttpResponse:
    """A roadmap and its steps."""
    who = viewer(request)
    record = get_object_or_404(Roadmap, pk=int(number)) if number else None
    refused_unless(record is None or _may_change(who, record))
    if request.method != "POST":
        return _roadmap_form(request, record, _roadmap_typed(record))
    typed = {name: request.POST.get(name, "") for name in _ROADMAP} | _title_posted(request)
    typed["rows"] = _rows_posted(request, "step", ("due", "done", "order"), "text", "who")
    try:
        saved = _save_roadmap(request, record, typed, who)
    except Refused as error:
        return _roadmap_form(request, record, typed, error)
    if saved is None:
        return _roadmap_form(request, record, typed, Refused("edited"), clash=True)
    return to(f"programme/convergence/roadmaps/{saved.pk}/", request, COMMON["saved"])


_ROADMAP = ("axis", "on", "address", "visibility", "revision")


def _roadmap_typed(record: Roadmap | None) -> Typed:
    if record is None:
        empty = dict.fromkeys(_ROADMAP, "") | {"title": {}, "rows": [], "revision": "0"}
        return empty | {"visibility": "internal"}
    return {
        "axis": record.axis.code,
        "on": record.on.isoformat() if record.on else "",
        "address": record.address,
        "visibility": record.visibility,
        "revision": str(record.revision),
        "title": record.title,
        "rows": [
            {
                "text": one.text,
                "who": list(one.organisations),
                "due": one.due.isoformat() if one.due else "",
                "done": one.done.isoformat() if one.done else "",
                "order": str(at),
            }
            for at, one in enumerate(values.steps_of(record), 1)
        ],
    }


def _roadmap_form(
    request: HttpRequest,
    record: Roadmap | None,
    typed: Typed,
    error: CedicError | None = None,
    *,
    clash: bool = False,
) -> HttpResponse:
    theirs = None
    if clash and record is not None:
        record = Roadmap.objects.select_related("axis").get(pk=record.pk)
        typed = typed | {"revision": str(record.revision)}
        theirs = [(COMMON["title"][language()], said(record.title, language())[0])] + [
            (str(at), said(one.text, language())[0])
            for at, one in enumerate(values.steps_of(record), 1)
        ]
    empty = {"due": "", "done": "", "order": "", "text": {}, "who": []}
    step = SAY["step"][language()]
    told = {
        "record": record,
        "typed": typed,
        "title": _fields("title", COMMON["title"][language()], typed["title"]),
        "rows": _rows_shown("step", typed["rows"], empty, "text", step, 2),
        "error": error,
        "theirs": theirs,
        **_choices(),
        "visibilities": _visible_choices(viewer(request), typed["visibility"]),
    }
    status = 409 if clash else 400 if error else 200
    return staff(request, SAY, "convergence_roadmap_edit.html", told, status=status)


@transaction.atomic
def _save_roadmap(
    request: HttpRequest, record: Roadmap | None, typed: Typed, who: Viewer
) -> Roadmap | None:
    """Save what a form holds; None if somebody has changed the roadmap since."""
    saved: Any = record or Roadmap(by=request.user, visibility="internal")
    saved.axis = _one_of(Axis, typed["axis"], "axis")
    saved.title = _title(request)
    saved.on = day_posted(request, "on")
    saved.address = _address(request)
    saved.visibility = _visibility(request, who, saved.visibility)
    saved.steps = values.kept_steps(_steps(request, typed["rows"]))
    if record is None:
        saved.changed_by = request.user
        saved.save()
    elif not record.save_over(typed["revision"], request.user):
        transaction.set_rollback(True)
        return None
    detail = {"visibility": saved.visibility, "steps": saved.steps}
    _record(request, "roadmap_changed" if record else "roadmap_added", saved, detail)
    return saved


def _steps(request: HttpRequest, rows: list[Typed]) -> list[Step]:
    known = set(Organisation.objects.values_list("code", flat=True))
    found = []
    for row in rows:
        text = {one: clean(words, LONGEST) for one, words in row["text"].items()}
        text = {one: words for one, words in text.items() if words}
        if not text:
            continue
        who = tuple(code for code in row["who"] if code in known)
        days = (day_posted(request, f"step-{row['at']}-{name}") for name in ("due", "done"))
        found.append(Step(text, who, *days))
    return found


# What is deleted


@require_POST
@allowed(permissions.EDIT)
@posted
@transaction.atomic
def delete(request: HttpRequest, what: str, number: str) -> HttpResponse:
    """Delete an entry, an axis that nothing is entered on, a leadership or a roadmap."""
    kinds: dict[str, Any] = {
        "entries": (ConvergenceEntry, "entry_deleted"),
        "axes": (Axis, "axis_deleted"),
        "leadership": (Leadership, "leadership_deleted"),
        "roadmaps": (Roadmap, "roadmap_deleted"),
    }
    model, action = kinds[what]
    record = get_object_or_404(model, pk=int(number))
    who = viewer(request)
    refused_unless(_may_change(who, record) if hasattr(record, "visibility") else who.publishes)
    if what == "roadmaps" and record.documents.exists():
        raise Refused(WRONG["has_documents"])
    if what == "axes" and (record.roadmaps.exists() or record.leaderships.exists()):
        raise Refused(WRONG["axis_used"])
    detail = _state(record) if what == "entries" else {}
    _record(request, action, record, detail)
    if what == "entries":
        search.drop("convergence", record.pk)
    try:
        record.delete()
    except ProtectedError:
        raise Refused(WRONG["axis_used"]) from None
    return to(DESK, request, SAY["deleted"])


# What forms share


def _may_change(who: Viewer, record: Any) -> bool:
    """Whether she may change a record: what others see already, only if she publishes."""
    return who.publishes or (who.edits and record.visibility == "internal")


def _visible_choices(who: Viewer, held: str) -> list[tuple[str, Any]]:
    return [one for one in VISIBILITIES.items() if who.publishes or one[0] in ("internal", held)]


def _visibility(request: HttpRequest, who: Viewer, held: str) -> str:
    wanted = request.POST.get("visibility", held)
    if wanted not in VISIBILITIES:
        return held
    refused_unless(who.publishes or wanted == "internal")
    return wanted


def _one_of(records: Any, code: str, name: str) -> Any:
    """The record of a code.

    Raises
    ------
    Refused
        If there is none.
    """
    found = getattr(records, "objects", records).filter(code=code[:40]).first()
    if found is None:
        raise Refused("empty", name=SAY[name][language()])
    return found


def _title(request: HttpRequest) -> Words:
    """A title in at least one language, each in one line."""
    given = words_posted(request, "title", longest=LONGEST)
    found = {one: one_line(words, LONGEST) for one, words in given.items()}
    if not any(found.values()):
        raise Refused("empty", name=COMMON["title"][language()])
    return found


def _line(request: HttpRequest, name: str, longest: int, *, needed: bool = False) -> str:
    found = one_line(clean(request.POST.get(name, ""), longest), longest)
    if needed and not found:
        raise Refused("empty", name=SAY[name][language()])
    return found


def _address(request: HttpRequest) -> str:
    found = _line(request, "address", LONGEST_ADDRESS)
    if found and not is_web_address(found):
        raise Refused(WRONG["address"])
    return found


def _validation(request: HttpRequest) -> tuple[Any, str]:
    """On which day an organisation confirmed it, and who did."""
    on, by = day_posted(request, "validated"), _line(request, "validated_by", LONGEST_NAME)
    if on is not None and on > timezone.localdate():
        raise Refused(WRONG["validated_later"])
    if by and on is None:
        raise Refused(WRONG["validated_when"])
    return on, by


def _fields(name: str, label: str, words: Words, rows: int = 1) -> Fields:
    return Fields(name, label, words, rows, LONGEST)


def _rows_posted(
    request: HttpRequest, name: str, plain: tuple[str, ...], words: str, many: str = ""
) -> list[Typed]:
    """The rows of a form as they were typed, in the order that was given them."""
    told = request.POST.get(f"{name}-rows", "0")
    count = int(told) if re.fullmatch(r"[0-9]{1,4}", told) else 0
    if count > MOST_ROWS:
        raise Refused(WRONG["rows"], most=MOST_ROWS)
    rows = []
    for at in range(count):
        here = f"{name}-{at}-"
        row: Typed = {one: request.POST.get(here + one, "") for one in plain}
        row[words] = {one: request.POST.get(f"{here}{words}-{one}", "") for one in LANGUAGES}
        if many:
            row[many] = request.POST.getlist(here + many)[:MOST_ROWS]
        rows.append(row | {"at": at})
    # A row without a number keeps its place behind those that have one.
    return sorted(rows, key=lambda row: (not row["order"].strip(), _position(row["order"])))


def _rows_shown(
    name: str, rows: list[Typed], empty: Typed, words: str, label: str, lines: int
) -> list[Typed]:
    """Rows as the form shows them, empty ones behind them."""
    filled = [one for one in rows if any(one[words].values()) or one.get("code") or one.get("id")]
    every = (filled + [empty] * EMPTY_ROWS)[:MOST_ROWS]
    return [
        one
        | {
            "here": f"{name}-{at}",
            "number": at + 1,
            "fields": _fields(f"{name}-{at}-{words}", label, one[words], lines),
        }
        for at, one in enumerate(every)
    ]


def _record(request: HttpRequest, action: str, record: Any, detail: dict[str, Any]) -> None:
    audit.record(request.user, f"programme.{action}", _called(record), detail)


def _called(record: Any) -> str:
    """What people call a record."""
    if isinstance(record, Axis):
        return record.code
    if isinstance(record, Leadership):
        return f"{record.axis.code}: {record.organisation.code}"
    return said(record.title, "es")[0]
