"""The audit trail: who did what, and when."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cedic.catalogue import PUBLICATIONS
from cedic.web.accounts import permissions
from cedic.web.accounts.access import allowed
from cedic.web.audit.models import Entry
from cedic.web.management.pages import staff, told_when
from cedic.web.management.uploads import harmless

ON_A_PAGE = 50
FILTERS = ("person", "action", "subject", "since", "until")


@require_safe
@allowed(permissions.READ)
def trail(request: HttpRequest) -> HttpResponse:
    """What was done, the latest first; readers see what was done to dataflows."""
    found = _asked(request)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    return staff(
        request,
        "trail.html",
        {
            "page": page,
            "rows": [
                {"entry": one, "when": told_when(one.moment), "detail": _detail(one)}
                for one in page
            ],
            "asked": {name: request.GET.get(name, "") for name in FILTERS},
            "actions": _readable(request).order_by().values_list("action", flat=True).distinct(),
            "query": query.urlencode(),
        },
    )


@require_safe
@allowed(permissions.ADMINISTER)
def exported(request: HttpRequest) -> StreamingHttpResponse:
    """What was done, as a file that no spreadsheet takes for formulas."""
    response = StreamingHttpResponse(
        _lines(_asked(request)), content_type="text/csv; charset=utf-8"
    )
    response.headers["Content-Disposition"] = 'attachment; filename="trail.csv"'
    return response


def _readable(request: HttpRequest) -> QuerySet[Entry]:
    everything = Entry.objects.all()
    if request.user.has_perm(permissions.ADMINISTER):
        return everything
    return everything.filter(subject__in=PUBLICATIONS)


def _asked(request: HttpRequest) -> QuerySet[Entry]:
    found = _readable(request)
    given = {name: request.GET.get(name, "").strip()[:100] for name in FILTERS}
    if given["person"]:
        found = found.filter(actor_name__icontains=given["person"].replace("\0", ""))
    if given["action"]:
        found = found.filter(action=given["action"].replace("\0", ""))
    if given["subject"]:
        found = found.filter(subject__icontains=given["subject"].replace("\0", ""))
    if since := _day(given["since"]):
        found = found.filter(moment__gte=since)
    if until := _day(given["until"]):
        found = found.filter(moment__lt=until + timedelta(days=1))
    return found


def _day(text: str) -> datetime | None:
    """The beginning of a day; None for what is none, which then does not filter."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    # The day after it must be one too.
    return timezone.make_aware(datetime.combine(min(day, date(9000, 1, 1)), time.min))


def _detail(one: Entry) -> str:
    told = {name: value for name, value in one.detail.items() if value not in (None, "", [], {})}
    return ", ".join(f"{name}: {_said(value)}" for name, value in told.items())[:300]


def _said(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


class _Line:
    """A file of one line at a time."""

    def write(self, text: str) -> str:
        return text


def _lines(found: QuerySet[Entry]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(("moment", "person", "action", "subject", "detail"))
    for one in found.iterator(500):
        detail = json.dumps(one.detail, ensure_ascii=False, default=str)
        cells = (one.moment.isoformat(), one.actor_name, one.action, one.subject, detail)
        yield writer.writerow([harmless(cell) for cell in cells])
