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
from cedic.programme.convergence_file import LONGEST
from cedic.programme.model import Words, said
from cedic.programme.terms import ENTRY_KINDS, VISIBILITIES
from cedic.web import audit
from cedic.web.accounts import permissions
from cedic.web.accounts.access import allowed
from cedic.web.programme import convergence_values as values
from cedic.web.programme import search
from cedic.web.programme.convergence_import import in_review
from cedic.web.programme.convergence_pages import ON_A_PAGE, short_name
from cedic.web.programme.forms import Form, Part, Row, Typed, replaced, row_words
from cedic.web.programme.models import (
    Axis,
    ConvergenceEntry,
    Leadership,
    Organisation,
    Roadmap,
    Topic,
)
from cedic.web.programme.models.base import (
    LONGEST_ADDRESS,
    LONGEST_CODE,
    LONGEST_NAME,
    LONGEST_TITLE,
)
from cedic.web.programme.pages import (
    Clash,
    Refused,
    address_posted,
    clean,
    day_posted,
    mark_of,
    number_of,
    numbers_posted,
    posted,
    save_over,
    staff,
    to,
    told_day,
    unchanged,
    words_posted,
)
from cedic.web.programme.viewers import Viewer, refused_unless, viewer
from cedic.web.programme.words.common import SAY as COMMON
from cedic.web.programme.words.convergence import SAY, WRONG
from cedic.web.words import LANGUAGE_NAMES, language

DESK = "manage/programme/convergence/"
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")
LABELS = {
    "form_title": COMMON["title"],
    "form_name": SAY["name"],
    "topics_name": SAY["name"],
    "steps_text": SAY["step"],
}
ENTRY = Form(
    (
        *("organisation", "topic", "kind", "source", "address", "validated", "validated_by"),
        *("visibility", "revision"),
    ),
    {"title": 1},
    labels=LABELS,
    longest=LONGEST,
)
TOPICS = Part("topics", ("code",), ("name",), lines=1, longest=LONGEST_TITLE)
AXIS = Form(
    ("code", "position", "revision"), {"name": 1}, (TOPICS,), labels=LABELS, longest=LONGEST_TITLE
)
STEPS = Part("steps", ("due", "done"), ("text",), ("who",), lines=2, longest=LONGEST)
ROADMAP = Form(
    ("axis", "on", "address", "visibility", "revision"),
    {"title": 1},
    (STEPS,),
    labels=LABELS,
    longest=LONGEST,
)


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
    numbers = numbers_posted(request, "entry", 1000)
    if wanted not in VISIBILITIES or not numbers:
        raise Refused(WRONG["nothing_chosen"])
    records = ConvergenceEntry.objects.select_for_update(of=("self",)).filter(pk__in=numbers)
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
    try:
        _save_entry(request, record, who)
    except Refused as error:
        return _entry_form(request, record, ENTRY.posted(request), error)
    return to(DESK, request, COMMON["saved"])


def _entry_typed(record: ConvergenceEntry | None, request: HttpRequest) -> Typed:
    """What the form of an entry holds before anything is typed."""
    if record is None:
        topic = request.GET.get("topic", "")[:LONGEST_CODE]
        return Typed({"topic": topic, "visibility": "internal"}, {"title": {}})
    plain = {name: str(getattr(record, name) or "") for name in ENTRY.plain}
    codes = {"organisation": record.organisation.code, "topic": record.topic.code}
    return Typed(plain | codes, {"title": record.title})


def _entry_form(
    request: HttpRequest,
    record: ConvergenceEntry | None,
    typed: Typed,
    error: CedicError | None = None,
) -> HttpResponse:
    theirs = None
    if isinstance(error, Clash) and record is not None:
        record.refresh_from_db()
        theirs = _entry_told(record)
        typed.plain["revision"] = str(record.revision)
    told = {
        "record": record,
        **ENTRY.context(typed),
        "error": error,
        "theirs": theirs,
        "today": timezone.localdate().isoformat(),
        **_choices(),
        "visibilities": _visible_choices(viewer(request), typed.plain["visibility"]),
    }
    return staff(request, SAY, "convergence_entry.html", told)


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
def _save_entry(request: HttpRequest, record: ConvergenceEntry | None, who: Viewer) -> None:
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
    saved.address = address_posted(request, "address")
    saved.validated, saved.validated_by = _validation(request)
    saved.visibility = _visibility(request, who, saved.visibility)
    _refuse_double(saved)
    save_over(request, saved)
    search.index(saved)
    _record(request, "entry_changed" if record else "entry_added", saved, _changes(before, saved))


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
    save_over(request, record)
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
    typed = AXIS.posted(request)
    try:
        _save_axis(request, record, typed)
    except Refused as error:
        return _axis_form(request, record, typed, error)
    return to(DESK, request, COMMON["saved"])


def _axis_typed(record: Axis | None) -> Typed:
    if record is None:
        return Typed({"position": str(Axis.objects.count() + 1)}, {"name": {}}, {"topics": []})
    topics = [
        {"id": str(one.pk), "code": one.code, "name": one.name} for one in record.topics.all()
    ]
    plain = {name: str(getattr(record, name)) for name in AXIS.plain}
    return Typed(plain, {"name": record.name}, {"topics": topics})


def _axis_form(
    request: HttpRequest, record: Axis | None, typed: Typed, error: CedicError | None = None
) -> HttpResponse:
    theirs = None
    if isinstance(error, Clash) and record is not None:
        record = Axis.objects.get(pk=record.pk)
        typed.plain["revision"] = str(record.revision)
        both = [record, *record.topics.all()]
        theirs = [(one.code, said(one.name, language())[0]) for one in both]
    told = {"record": record, **AXIS.context(typed), "error": error, "theirs": theirs}
    return staff(request, SAY, "convergence_axis_edit.html", told)


@transaction.atomic
def _save_axis(request: HttpRequest, record: Axis | None, typed: Typed) -> None:
    saved = record or Axis()
    saved.code = _code(typed.plain["code"], Axis, saved.pk)
    saved.name = words_posted(request, "name", longest=LONGEST_TITLE)
    if not saved.name:
        raise Refused("empty", name=SAY["name"][language()])
    position = typed.plain["position"]
    saved.position = int(position) if re.fullmatch(r"[0-9]{1,6}", position) else 0
    save_over(request, saved)
    _save_topics(request, saved, typed.rows["topics"])
    detail = {"name": saved.name, "topics": [one.code for one in saved.topics.all()]}
    _record(request, "axis_changed" if record else "axis_added", saved, detail)


def _save_topics(request: HttpRequest, axis: Axis, rows: list[Row]) -> None:
    """Topics as the rows of the form have them; a row that was emptied takes its topic away."""
    kept = [number_of(row["id"]) for row in rows if row["id"]]
    for gone in axis.topics.exclude(pk__in=kept):
        _forget_topic(gone)
    held = {one.pk: one for one in axis.topics.all()}
    for topic, row, position in replaced(held, rows, lambda: Topic(axis=axis)):
        topic.code = _code(row["code"], Topic, topic.pk)
        topic.name = row_words(request, TOPICS, row, "name")
        topic.position = position
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
        raise Refused(WRONG["code"], given=one_line(code, LONGEST_CODE))
    if model.objects.filter(code__iexact=code).exclude(pk=own).exists():
        raise Refused(WRONG["code_taken"], code=code)
    return code


# Leadership


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(permissions.PUBLISH)
@posted
def leadership(request: HttpRequest, number: str = "") -> HttpResponse:
    """That an organisation leads an axis, from when until when."""
    record = get_object_or_404(Leadership, pk=int(number)) if number else None
    names = ("axis", "organisation", "since", "until", "source")
    typed = {name: request.POST.get(name, "") for name in names}
    error, theirs = None, []
    seen = request.POST.get("seen", mark_of(record) if record else "")
    if request.method == "POST":
        try:
            _save_leadership(request, record)
            return to(DESK, request, COMMON["saved"])
        except Refused as refused:
            error = refused
        if isinstance(error, Clash) and record is not None:
            record = get_object_or_404(Leadership, pk=record.pk)
            seen = mark_of(record)
            theirs = [(SAY[name][language()], now) for name, now in _leadership_of(record).items()]
    elif record is not None:
        typed = _leadership_of(record)
    told = {"record": record, "typed": typed, "error": error, "seen": seen, "theirs": theirs}
    return staff(request, SAY, "convergence_leadership.html", told | _choices())


def _leadership_of(record: Leadership) -> dict[str, str]:
    """A leadership as its form shows it."""
    return {
        "axis": record.axis.code,
        "organisation": record.organisation.code,
        "since": record.since.isoformat() if record.since else "",
        "until": record.until.isoformat() if record.until else "",
        "source": record.source,
    }


@transaction.atomic
def _save_leadership(request: HttpRequest, record: Leadership | None) -> None:
    given = request.POST
    saved: Any = record or Leadership(by=request.user)
    unchanged(request, saved)
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
    typed = ROADMAP.posted(request)
    try:
        saved = _save_roadmap(request, record, typed, who)
    except Refused as error:
        return _roadmap_form(request, record, typed, error)
    return to(f"programme/convergence/roadmaps/{saved.pk}/", request, COMMON["saved"])


def _roadmap_typed(record: Roadmap | None) -> Typed:
    if record is None:
        return Typed({"visibility": "internal"}, {"title": {}}, {"steps": []})
    plain = {name: str(getattr(record, name) or "") for name in ROADMAP.plain}
    steps = [
        {
            "text": one.text,
            "who": list(one.organisations),
            "due": str(one.due or ""),
            "done": str(one.done or ""),
        }
        for one in values.steps_of(record)
    ]
    return Typed(plain | {"axis": record.axis.code}, {"title": record.title}, {"steps": steps})


def _roadmap_form(
    request: HttpRequest, record: Roadmap | None, typed: Typed, error: CedicError | None = None
) -> HttpResponse:
    theirs = None
    if isinstance(error, Clash) and record is not None:
        record = Roadmap.objects.select_related("axis").get(pk=record.pk)
        typed.plain["revision"] = str(record.revision)
        theirs = [(COMMON["title"][language()], said(record.title, language())[0])] + [
            (str(at), said(one.text, language())[0])
            for at, one in enumerate(values.steps_of(record), 1)
        ]
    told = {
        "record": record,
        **ROADMAP.context(typed),
        "error": error,
        "theirs": theirs,
        **_choices(),
        "visibilities": _visible_choices(viewer(request), typed.plain["visibility"]),
    }
    return staff(request, SAY, "convergence_roadmap_edit.html", told)


@transaction.atomic
def _save_roadmap(
    request: HttpRequest, record: Roadmap | None, typed: Typed, who: Viewer
) -> Roadmap:
    saved: Any = record or Roadmap(by=request.user, visibility="internal")
    saved.axis = _one_of(Axis, typed.plain["axis"], "axis")
    saved.title = _title(request)
    saved.on = day_posted(request, "on")
    saved.address = address_posted(request, "address")
    saved.visibility = _visibility(request, who, saved.visibility)
    saved.steps = values.kept_steps(_steps(request, typed.rows["steps"]))
    save_over(request, saved)
    search.index(saved)
    detail = {"visibility": saved.visibility, "steps": saved.steps}
    _record(request, "roadmap_changed" if record else "roadmap_added", saved, detail)
    return saved


def _steps(request: HttpRequest, rows: list[Row]) -> list[Step]:
    known = set(Organisation.objects.values_list("code", flat=True))
    found = []
    for row in rows:
        text = row_words(request, STEPS, row, "text")
        if not text:
            raise Refused("empty", name=SAY["step"][language()])
        who = tuple(code for code in row["who"] if code in known)
        days = (day_posted(request, f"steps-{row['at']}-{name}") for name in ("due", "done"))
        found.append(Step(text, who, *days))
    return found


# What is deleted


@require_POST
@allowed(permissions.EDIT)
@posted
@transaction.atomic
def delete(request: HttpRequest, what: str, number: str) -> HttpResponse:
    """Delete an entry, a leadership or a roadmap."""
    kinds: dict[str, Any] = {
        "entries": (ConvergenceEntry, "entry_deleted"),
        "leadership": (Leadership, "leadership_deleted"),
        "roadmaps": (Roadmap, "roadmap_deleted"),
    }
    model, action = kinds[what]
    record = get_object_or_404(model, pk=int(number))
    who = viewer(request)
    refused_unless(_may_change(who, record) if hasattr(record, "visibility") else who.publishes)
    if what == "roadmaps" and record.documents.exists():
        raise Refused(WRONG["has_documents"])
    detail = _state(record) if what == "entries" else {}
    _record(request, action, record, detail)
    if what == "entries":
        search.drop("convergence", record.pk)
    record.delete()
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
    found = records.objects.filter(code=code).first()
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


def _validation(request: HttpRequest) -> tuple[Any, str]:
    """On which day an organisation confirmed it, and who did."""
    on, by = day_posted(request, "validated"), _line(request, "validated_by", LONGEST_NAME)
    if on is not None and on > timezone.localdate():
        raise Refused(WRONG["validated_later"])
    if by and on is None:
        raise Refused(WRONG["validated_when"])
    return on, by


def _record(request: HttpRequest, action: str, record: Any, detail: dict[str, Any]) -> None:
    audit.record(request.user, f"programme.{action}", _called(record), detail)


def _called(record: Any) -> str:
    """What people call a record."""
    if isinstance(record, Axis):
        return record.code
    if isinstance(record, Leadership):
        return f"{record.axis.code}: {record.organisation.code}"
    return said(record.title, "es")[0]
