"""Imports: documents sent, reviewed beside their text, and entered with the last button."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_safe

from cedic.errors import CedicError
from cedic.model import Text
from cedic.programme.model import FoundField, FoundRecord
from cedic.programme.reading.doubts import DOUBTS
from cedic.programme.terms import PARTNER_ROLES
from cedic.web.accounts import permissions
from cedic.web.accounts.access import allowed
from cedic.web.programme import imports, keeping
from cedic.web.programme.countries import countries
from cedic.web.programme.imports import Choice, Clash, Part, Review, doubts_of, kind_of
from cedic.web.programme.imports_fields import Field, fields_of, posted, shown, taken
from cedic.web.programme.models import Import
from cedic.web.programme.pages import Refused, staff, to, told_day
from cedic.web.programme.pages import posted as refusals_told
from cedic.web.programme.words.imports import (
    DOCUMENT_KINDS,
    FIELD_HELP,
    FIELD_NAMES,
    KINDS,
    RECORD_STATES,
    SAY,
    SCHEDULE_KINDS,
    STATES,
    WRONG,
)
from cedic.web.words import LANGUAGE_NAMES, language

ON_A_PAGE = 50
LONGEST_LINE = 60
AROUND = 1
"""Lines of the source shown before and after a passage."""
CHOICES = {"yes": True, "no": False, "": None}
CHOSEN = {told: given for given, told in CHOICES.items()}
HOME = "manage/programme/imports/"


@require_safe
@allowed(permissions.READ)
def listed(request: HttpRequest) -> HttpResponse:
    """All imports, those in review first."""
    wanted = request.GET.get("state", "")
    found = Import.objects.defer("finding", "decisions").select_related("programme", "entered_by")
    if wanted in STATES:
        found = found.filter(state=wanted)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    told = {
        "page": page,
        "state": wanted,
        "states": STATES,
        "kinds": DOCUMENT_KINDS,
        "query": f"state={wanted}" if wanted in STATES else "",
    }
    return staff(request, SAY, "imports_list.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(permissions.EDIT)
def new(request: HttpRequest) -> HttpResponse:
    """Send a document."""
    error = None
    if request.method == "POST":
        try:
            return _sent(request)
        except CedicError as wrong:
            error = wrong
    told = {"error": error, "most": keeping.LARGEST // 1_000_000}
    return staff(request, SAY, "imports_new.html", told)


def _sent(request: HttpRequest) -> HttpResponse:
    file = request.FILES.get("file")
    if file is None:
        raise Refused(WRONG["no_file"])
    if file.size > keeping.LARGEST:
        raise Refused(WRONG["large"], most=keeping.LARGEST // 1_000_000)
    data = b"".join(file.chunks())
    known = imports.known_import(data)
    record = imports.take(data, file.name or "", request.user)
    again = SAY["again_told"] if known is not None and known.state == "review" else None
    return to(f"{HOME}{record.pk}/", request, again)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(permissions.EDIT)
@refusals_told
def one(request: HttpRequest, id: str) -> HttpResponse:
    """An import: what was found, what is doubted, and the pages of its review."""
    record = get_object_or_404(Import.objects.select_related("programme", "entered_by"), pk=id)
    if request.method == "POST":
        return _acted(request, record)
    review = Review(record)
    states = review.states
    parts = Paginator(review.parts, ON_A_PAGE).get_page(request.GET.get("page"))
    doubts = Paginator(list(_doubts(review)), ON_A_PAGE).get_page(request.GET.get("doubts"))
    told = {
        **told_of(review),
        "counts": [(KINDS[kind], count) for kind, count in review.counts().items()],
        "doubts": doubts,
        "parts": parts,
        "rows": [
            {
                "part": part,
                "name": name_of(review, part.head),
                "kind": KINDS[kind_of(part.head)],
                "left": sum(1 for each in part.records if states[each.key] == imports.OPEN),
                "doubted": sum(1 for each in part.records if doubts_of(each)),
            }
            for part in parts
        ],
    }
    return staff(request, SAY, "imports_one.html", told)


def _acted(request: HttpRequest, record: Import) -> HttpResponse:
    done = request.POST.get("do", "")
    here = f"{HOME}{record.pk}/"
    if done == "accept":
        imports.accept_undoubted(record, request.user)
        return to(here, request, SAY["accepted_told"])
    if done == "drop":
        imports.drop(record, request.user)
        return to(HOME, request, SAY["dropped_told"])
    if done == "reopen":
        imports.reopen(record, request.user)
    return to(here)


def told_of(review: Review) -> dict[str, Any]:
    """What every page of an import tells of it."""
    record = review.record
    done, all_records = review.progress
    return {
        "record": record,
        "finding": review.finding,
        "document_kind": DOCUMENT_KINDS[review.finding.kind],
        "document_language": LANGUAGE_NAMES.get(review.finding.language, ""),
        "whole_doubts": [DOUBTS[one] for one in review.finding.doubts if one in DOUBTS],
        "done": done,
        "all": all_records,
        "in_review": record.state == "review",
        "entered_on": told_day(record.entered.date()) if record.entered else "",
        "entered_who": record.entered_by or "",
    }


def _doubts(review: Review) -> Iterator[dict[str, Any]]:
    """Each doubt of each record, and where it is looked at."""
    for part in review.parts:
        for record in part.records:
            for code in doubts_of(record):
                yield {
                    "doubt": DOUBTS.get(code, Text.same(code)),
                    "part": part.number,
                    "anchor": anchor(review, record),
                    "kind": KINDS[kind_of(record)],
                    "name": name_of(review, record),
                    "state": RECORD_STATES[review.states[record.key]],
                }


def anchor(review: Review, record: FoundRecord) -> str:
    """Where a record stands on the page that it is reviewed on."""
    return f"r{review.numbers[record.key]}"


def name_of(review: Review, record: FoundRecord) -> str:
    """What a record is called: its code or number, and the beginning of its words."""
    number = review.value(record, "code") or review.value(record, "number") or ""
    names = ("title", "name", "text", "organisation", "period")
    words = next((said for one in names if (said := review.value(record, one))), "")
    words = " ".join(str(words).split())
    return f"{number} {words if len(words) <= 110 else words[:109].rstrip() + '…'}".strip()


# A page of the review


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(permissions.EDIT)
def part(request: HttpRequest, id: str, number: int) -> HttpResponse:
    """Some records beside their passages: what each field is, and whether each enters."""
    record = get_object_or_404(Import, pk=id)
    review = Review(record)
    if not 1 <= number <= len(review.parts):
        raise Http404(number)
    shown_part = review.parts[number - 1]
    if request.method != "POST":
        return _page(request, review, shown_part)
    return _decided(request, review, shown_part)


def _decided(request: HttpRequest, review: Review, shown_part: Part) -> HttpResponse:
    seen = request.POST.get("revision", "")
    seen_revision = int(seen) if seen.isdecimal() and len(seen) <= 9 else 0
    done = request.POST.get("do", "")
    try:
        choices = {
            one.key: _choice(request, review, one, accept=done == "accept")
            for one in shown_part.records
        }
        imports.decide(review.record, seen_revision, choices, request.user)
    except Clash as clash:
        review.record.refresh_from_db()
        now = Review(review.record)
        return _page(request, now, shown_part, clash, clash.keys)
    except CedicError as error:
        return _page(request, review, shown_part, error)
    _tell_days(request, choices.values())
    onward = shown_part.number + (done in ("accept", "next"))
    here = f"{HOME}{review.record.pk}/"
    return to(f"{here}parts/{onward}/" if onward <= len(review.parts) else here, request)


def _tell_days(request: HttpRequest, choices: Iterable[Choice]) -> None:
    """Tell which days follow from the schedules that were changed."""
    for one in choices:
        if one.follows:
            words, days = one.values["schedule"], _days(one.follows)
            reason = SAY["days_follow" if days else "no_days_follow"]
            messages.success(request, reason[language()].format(words=words, days=days))


def _days(told: Mapping[str, Any]) -> str:
    """When, in the visitor's language; empty if it is not known."""
    days = [told[name] and told_day(date.fromisoformat(told[name])) for name in ("starts", "ends")]
    found = []
    if any(days):
        found.append(days[0] if days[0] == days[1] else " – ".join(one or "··" for one in days))
    if told.get("every_months"):
        found.append(f"{FIELD_NAMES['every_months'][language()]}: {told['every_months']}")
    kind = told.get("schedule_kind")
    if not found and kind in ("continuous", "on_demand"):
        found.append(SCHEDULE_KINDS[kind][language()])
    return ", ".join(found)


def _choice(request: HttpRequest, review: Review, record: FoundRecord, *, accept: bool) -> Choice:
    number = review.numbers[record.key]
    said = CHOICES.get(request.POST.get(f"r{number}-enters", ""))
    values = {}
    for field in fields_of(record):
        name = f"r{number}-{field.name}"
        # A value that was not touched stays as it was read, whatever it is.
        sent = name in request.POST or field.type == "names"
        held = shown(field, review.value(record, field.name))
        if not sent or posted(request, field, name) == held:
            continue
        try:
            values[field.name] = taken(request, field, name)
        except Refused as error:
            label = _label(record, field.name)[language()]
            raise Refused(WRONG["in_field"], name=label, why=error.what) from None
    _check_days(review, record, values)
    follows = review.following(record, values)
    return Choice(True if accept and said is None else said, values, follows)


def _check_days(review: Review, record: FoundRecord, values: Mapping[str, Any]) -> None:
    if not {"starts", "ends"} & set(values):
        return
    starts, ends = (
        values[name] if name in values else review.value(record, name)
        for name in ("starts", "ends")
    )
    if starts and ends and ends < starts:
        raise Refused("ends_before")


def _page(
    request: HttpRequest,
    review: Review,
    shown_part: Part,
    error: CedicError | None = None,
    clashing: frozenset[str] = frozenset(),
) -> HttpResponse:
    told = {
        **told_of(review),
        "error": error,
        "part": shown_part,
        "last": len(review.parts),
        "head": name_of(review, shown_part.head),
        "records": [
            _record(request, review, one, error is not None, one.key in clashing)
            for one in shown_part.records
        ],
        "roles": PARTNER_ROLES,
        "countries": countries() if any(_has_country(one) for one in shown_part.records) else (),
    }
    return staff(request, SAY, "imports_part.html", told)


def _has_country(record: FoundRecord) -> bool:
    return any(field.type == "country" for field in fields_of(record))


def _record(
    request: HttpRequest, review: Review, record: FoundRecord, typed: bool, clashes: bool
) -> dict[str, Any]:
    number = review.numbers[record.key]
    decided = CHOSEN[review.enters(record.key)]
    fields = [_field(request, review, record, one, typed) for one in fields_of(record)]
    state = review.states[record.key]
    return {
        "number": number,
        "name": name_of(review, record),
        "kind": KINDS[kind_of(record)],
        "state": state,
        "state_name": RECORD_STATES[state],
        "enters": request.POST.get(f"r{number}-enters", "") if typed else decided,
        "doubts": [DOUBTS.get(one, Text.same(one)) for one in record.doubts],
        "fields": [one for one in fields if one["read"] or one["given"]],
        "more": [one for one in fields if not (one["read"] or one["given"])],
        "facts": [] if fields else [_fact(record, one) for one in record.fields],
        "lines": _lines(review, record),
        "clashes": clashes,
        "theirs": RECORD_STATES[state] if clashes else None,
    }


def _field(
    request: HttpRequest, review: Review, record: FoundRecord, field: Field, typed: bool
) -> dict[str, Any]:
    name = f"r{review.numbers[record.key]}-{field.name}"
    found = next((one for one in record.fields if one.name == field.name), None)
    held = shown(field, review.value(record, field.name))
    given = posted(request, field, name) if typed else held
    mended = review.mended(record.key).get(field.name)
    return {
        "field": field,
        "id": name,
        "label": _label(record, field.name),
        "help": FIELD_HELP.get(field.name),
        "given": given,
        "rows": _rows(field, given),
        "names": [*given, ("", "organiser")] if field.type == "names" else (),
        "read": found is not None,
        "was": shown(field, found.value if found else None) if mended else None,
        "mended_by": mended["by"] if mended else "",
        "mended_on": told_day(datetime.fromisoformat(mended["on"]).date()) if mended else "",
        "theirs": held if typed and given != held else None,
        "doubts": [
            DOUBTS.get(one, Text.same(one)) for one in _doubts_now(review, record, field, found)
        ],
        "lines": _span(found) if found else "",
        "first": found.passage.first if found else 0,
    }


def _doubts_now(
    review: Review, record: FoundRecord, field: Field, found: FoundField | None
) -> tuple[str, ...]:
    """The doubts about a field: of a schedule in other words, those about these."""
    if field.name == "schedule" and field.name in review.mended(record.key):
        if review.has_own_days(record):
            return ()
        return review.schedule(record, review.value(record, field.name) or "")[1]
    return found.doubts if found else ()


def _label(record: FoundRecord, name: str) -> Text:
    """What a field is called: the years of a programme and the day a conclusion is due by its own."""
    if record.kind == "programme" and name in ("starts", "ends"):
        return FIELD_NAMES["first_year" if name == "starts" else "last_year"]
    if record.kind == "conclusion" and name == "ends":
        return FIELD_NAMES["due"]
    return FIELD_NAMES[name]


def _rows(field: Field, words: str) -> int:
    """How many rows its words take in the form; none, where one line does."""
    if field.type == "line" and len(words) <= LONGEST_LINE:
        return 0
    if field.type not in ("line", "text", "list"):
        return 0
    return max(2, min(16, len(words) // LONGEST_LINE + words.count("\n") + 1))


def _fact(record: FoundRecord, found: FoundField) -> tuple[Text, str]:
    """The name and value of a field that is only told."""
    return _label(record, found.name), " ".join(str(found.value).split())


def _span(found: FoundField) -> str:
    first, last = found.passage.first, found.passage.last
    if first == last:
        return SAY["line"][language()].format(first)
    return SAY["lines"][language()].format(f"{first}–{last}")


def _lines(review: Review, record: FoundRecord) -> list[dict[str, Any]]:
    """The source around a record, line by line, with the fields that each line was read for."""
    lines = review.finding.lines
    # Where all was read from the same lines, the names would tell nothing.
    several = len({one.passage for one in record.fields}) > 1
    first = max(1, record.passage.first - AROUND)
    last = min(len(lines), record.passage.last + AROUND)
    return [
        {
            "number": number,
            "text": lines[number - 1],
            "within": record.passage.first <= number <= record.passage.last,
            "read": any(one.passage.first <= number <= one.passage.last for one in record.fields),
            "begins": [
                FIELD_NAMES[one.name]
                for one in record.fields
                if several and one.passage.first == number and one.name in FIELD_NAMES
            ],
        }
        for number in range(first, last + 1)
    ]
