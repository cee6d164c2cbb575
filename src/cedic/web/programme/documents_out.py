"""Documents out: a programme, its yearly report, a compliance report, the report of a meeting.

Each is made of what the visitor may see, and of entered records only.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date
from typing import Any

from allauth.core import ratelimit
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from cedic.model import LANGUAGES
from cedic.programme import model
from cedic.publish import programme as documents
from cedic.publish.document import MEDIA_TYPES, Document
from cedic.settings import settings
from cedic.web.programme import making, mandate_values, meeting_values, values
from cedic.web.programme.models import Meeting, Version, WorkProgramme
from cedic.web.programme.pages import Refused, public
from cedic.web.programme.viewers import Viewer, looked_at
from cedic.web.programme.words.out import SAY, WRONG
from cedic.web.words import language as page_language

PERIOD = re.compile(r"(?P<year>(19|20|21)[0-9]{2})-(?P<month>[0-9]{2})(-(?P<day>[0-9]{2}))?", re.A)


@require_safe
@looked_at
def programme(request: HttpRequest, viewer: Viewer, number: str, format: str) -> HttpResponse:
    """A programme as a document: as it stands for staff, as a version froze it for the others."""
    record, version, shown = _shown(request, viewer, number)
    language = _language(request)
    meetings = values.meetings_of(record, viewer, language)
    on, vintage = _edition(version, language)

    def compose() -> Document:
        return documents.work_programme(shown, meetings, language, on=on, vintage=vintage)

    name = f"{_years(shown)}-{'live' if version is None else f'v{version.number}'}"
    key = ("programme", shown, meetings, on.isoformat(), vintage)
    return _answer(request, f"programme-{name}", language, format, key, compose)


@require_safe
@looked_at
def report(
    request: HttpRequest, viewer: Viewer, number: str, year: str, format: str
) -> HttpResponse:
    """What was done of a programme in a year of it."""
    record, version, shown = _shown(request, viewer, number)
    if not shown.starts <= int(year) <= shown.ends:
        raise Http404(year)
    language = _language(request)
    meetings = values.meetings_of(record, viewer, language)
    on, vintage = _edition(version, language)

    def compose() -> Document:
        return documents.activity_report(
            shown, meetings, int(year), language, on=on, vintage=vintage
        )

    name = f"report-{year}-{'live' if version is None else f'v{version.number}'}"
    key = ("report", year, shown, meetings, on.isoformat(), vintage)
    return _answer(request, name, language, format, key, compose)


@require_safe
@looked_at
def compliance(request: HttpRequest, viewer: Viewer, number: str, format: str) -> HttpResponse:
    """What is on record of a mandate within a period: ``?from=2011-12&to=2012-09``."""
    record = mandate_values.with_parts(viewer).filter(pk=number).first()
    if record is None:
        raise Http404(number)
    value = mandate_values.values([record], viewer)[0]
    try:
        first = _day(request.GET.get("from", ""), last=False)
        last = _day(request.GET.get("to", ""), last=True)
        if last < first:
            raise Refused("ends_before")
        language = _language(request)
    except Refused as error:
        return _refused(request, error, mandate=record)
    entries, named = values.entries_of(record, viewer), values.named(value, language)
    today = timezone.localdate()

    def compose() -> Document:
        return documents.compliance(
            named,
            first,
            last,
            entries,
            language,
            on=today,
            publisher=settings().publisher,
            demonstration=record.demonstration,
        )

    name = f"compliance-{slugify(record.number)}-{first:%Y-%m-%d}-{last:%Y-%m-%d}"
    key = ("compliance", named, entries, f"{first}/{last}", today.isoformat())
    return _answer(request, name, language, format, key, compose)


@require_safe
@looked_at
def meeting(request: HttpRequest, viewer: Viewer, number: str, format: str) -> HttpResponse:
    """The report of a meeting; staff read names in it, member states what is to be done after it."""
    record = get_object_or_404(Meeting.objects.seen_by(viewer), pk=number)
    language = _language(request)
    value = values.meetings([record], viewer, language)[0]
    after = [] if viewer.level == "public" else meeting_values.follow_ups(record, language)
    names = meeting_values.names(record) if viewer.is_staff else []
    today = timezone.localdate()

    def compose() -> Document:
        return documents.meeting_report(
            value,
            after,
            language,
            on=today,
            publisher=settings().publisher,
            names=names,
            demonstration=record.demonstration,
        )

    key = ("meeting", value, after, names, today.isoformat())
    return _answer(request, f"meeting-{record.pk}", language, format, key, compose)


def _shown(
    request: HttpRequest, viewer: Viewer, number: str
) -> tuple[WorkProgramme, Version | None, model.Programme]:
    """A programme, the version of it that is asked for or shown, and how it is shown."""
    record = get_object_or_404(WorkProgramme, pk=number)
    asked = request.GET.get("version", "")
    versions = record.versions.seen_by(viewer).defer("content")
    if asked:
        if not re.fullmatch("[0-9]{1,9}", asked, re.ASCII):
            raise Http404(asked)
        version: Version | None = get_object_or_404(versions, number=int(asked))
    else:
        version = None if viewer.is_staff else versions.first()
    shown = values.programme(record, viewer, version)
    if shown is None:
        raise Http404(number)
    return record, version, shown


def _edition(version: Version | None, language: str) -> tuple[date, str]:
    """The day of a document, and which version of the programme it gives."""
    if version is None:
        return timezone.localdate(), SAY["live"][language]
    return timezone.localdate(version.made), SAY["version"][language].format(version.number)


def _years(shown: model.Programme) -> str:
    return f"{shown.starts}" if shown.starts == shown.ends else f"{shown.starts}-{shown.ends}"


def _language(request: HttpRequest) -> str:
    """The language that is asked for; else the page's."""
    asked = request.GET.get("language", "")
    return asked if asked in LANGUAGES else page_language()


def _day(told: str, *, last: bool) -> date:
    """A day of a period: ``2012-09-30``, or the first or last one of ``2012-09``.

    Raises
    ------
    Refused
        If it is none.
    """
    found = PERIOD.fullmatch(told.strip())
    try:
        if found is None:
            raise ValueError(told)
        year, month = int(found["year"]), int(found["month"])
        if found["day"]:
            return date(year, month, int(found["day"]))
        return date(year, month, calendar.monthrange(year, month)[1] if last else 1)
    except ValueError:
        raise Refused(WRONG["period"], given=told[:40]) from None


def _answer(
    request: HttpRequest,
    name: str,
    language: str,
    format: str,
    parts: tuple[Any, ...],
    compose: Callable[[], Document],
) -> HttpResponse:
    """A document as a file; nothing of it if the client has it already."""
    digest = making.digest(*parts, language, format, settings().publisher)
    tag = f'"{digest}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    known = get_conditional_response(request, tag, None, HttpResponse(headers=headers))
    if known is not None and known.status_code != 200:
        return known
    data = making.kept(digest)
    if data is None:
        if not ratelimit.consume(request, action="make_document"):
            return _later(request, 429)
        try:
            data = making.made(digest, format, compose)
        except making.Busy:
            return _later(request, 503)
    # The pages' policy lets no page bring styles along: a document that does is kept as a file.
    disposition = content_disposition_header(True, f"{name}-{language}.{format}")
    response = HttpResponse(data, MEDIA_TYPES[format], headers=headers)
    response.headers["Content-Disposition"] = str(disposition)
    response.headers["Content-Language"] = language
    return response


def _later(request: HttpRequest, status: int) -> HttpResponse:
    answer = _refused(request, Refused(WRONG["busy"]), status=status)
    answer.headers["Retry-After"] = "60"
    return answer


def _refused(
    request: HttpRequest, error: Refused, *, mandate: Any = None, status: int = 400
) -> HttpResponse:
    told = {
        "error": error,
        "mandate": mandate,
        "first": request.GET.get("from", "")[:40],
        "last": request.GET.get("to", "")[:40],
    }
    return public(request, SAY, "out_wrong.html", told, status=status)
