"""A file of a person's own: sent, told what it is, checked, loaded."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_safe

from cedic.errors import CedicError
from cedic.model import Text
from cedic.publish.numbers import formatted
from cedic.sources import parse_options
from cedic.sources.table import SCHEMES
from cedic.web import audit
from cedic.web.accounts import permissions
from cedic.web.accounts.access import allowed
from cedic.web.management import jobs, uploads
from cedic.web.management.job_pages import told
from cedic.web.management.models import LONGEST_NAME, Upload
from cedic.web.management.pages import Refused, posted, staff, to
from cedic.web.management.reasons import explained
from cedic.web.management.words import DELIMITERS, KINDS, OPTIONS, REPORTED_BY, SCHEME_NAMES
from cedic.web.words import language

COLUMNS = (
    "REF_AREA",
    "COUNTERPART_AREA",
    "TRADE_FLOW",
    "EXPORTER",
    "IMPORTER",
    "TIME_PERIOD",
    "OBS_VALUE",
    "PRODUCT",
    "OBS_STATUS",
    "estimated",
)
"""What a column of a table of one's own can be."""
GUESSES = {
    "REF_AREA": ("reporter", "ref_area", "declarante", "pais", "país", "country", "reporteriso"),
    "COUNTERPART_AREA": ("partner", "counterpart_area", "socio", "parceiro", "partneriso"),
    "TRADE_FLOW": ("flow", "trade_flow", "flujo", "fluxo", "flux", "flowcode"),
    "EXPORTER": ("exporter", "from", "origin", "exportador", "exportateur", "origen", "origem"),
    "IMPORTER": ("importer", "to", "destination", "importador", "importateur", "destino"),
    "TIME_PERIOD": ("year", "time_period", "period", "año", "ano", "anio", "année", "annee", "t"),
    "OBS_VALUE": ("value", "obs_value", "usd", "valor", "valeur", "v", "tradevalue", "amount"),
    "PRODUCT": ("product", "hs", "hs6", "producto", "produto", "produit", "commodity", "k"),
    "OBS_STATUS": ("obs_status", "status"),
    "estimated": ("estimated", "estimado", "estimate"),
}
"""What columns are often called."""
LABELLED = ("delimiter", "encoding", "reported_by", "scheme", "unit")
SIGNS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
ENCODINGS = ("utf-8", "latin-1")


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(permissions.EDIT)
@posted
def new(request: HttpRequest) -> HttpResponse:
    """Send a file."""
    if request.method != "POST":
        limit = formatted(uploads.largest() // 1_000_000, language())
        kinds = [(id, KINDS.get(id, Text.same(id))) for id in uploads.KINDS]
        return staff(request, "upload_new.html", {"kinds": kinds, "limit": limit})
    kind, file = request.POST.get("kind", ""), request.FILES.get("file")
    if kind not in uploads.KINDS or file is None:
        raise Refused("file")
    uploads.forget_old()
    upload = uploads.kept(file, kind)
    upload.by, upload.by_name = request.user, str(request.user)[:LONGEST_NAME]
    upload.save(force_insert=True)
    audit.record(request.user, "upload.sent", upload.name, {"upload": str(upload.pk)})
    return to(f"uploads/{upload.pk}/")


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(permissions.EDIT)
@posted
def one(request: HttpRequest, id: str) -> HttpResponse:
    """An upload: what it is, then the report, then the load."""
    upload = get_object_or_404(Upload, pk=id)
    if request.method == "POST":
        return _posted(request, upload)
    if upload.job and upload.job.is_open and not upload.job.is_stopped:
        return to(f"jobs/{upload.job.pk}/")
    if upload.deleted or (upload.report and "again" not in request.GET):
        return _report(request, upload)
    return _ask(request, upload)


def _posted(request: HttpRequest, upload: Upload) -> HttpResponse:
    if upload.deleted:
        raise Refused("gone")
    if "delete" in request.POST:
        uploads.forget(upload)
        audit.record(request.user, "upload.deleted", upload.name, {"upload": str(upload.pk)})
        return to("sources/", request, "upload_deleted")
    if "load" in request.POST:
        return _load(request, upload)
    return _check(request, upload)


def _check(request: HttpRequest, upload: Upload) -> HttpResponse:
    """Take what was said of the file, and have it looked through."""
    upload.kept_as = request.POST.get("kept_as", "").strip().upper()[:LONGEST_NAME]
    source = uploads.source_of(upload)
    given = {option.name: request.POST.get(option.name, "") for option in source.read_options}
    upload.options = {name: text.strip()[:2000] for name, text in given.items() if text.strip()}
    parse_options(source.id, source.read_options, upload.options)
    upload.report = None
    upload.save()
    return _started(request, upload, "check")


def _load(request: HttpRequest, upload: Upload) -> HttpResponse:
    """Take the file into the store, as the report was accepted."""
    report = upload.report
    if not report or report["error"]:
        raise Refused("unchecked")
    upload.set_aside = "set_aside" in request.POST
    upload.replace = "replace" in request.POST
    if report["bad"] and not upload.set_aside:
        raise Refused("bad_rows")
    if report["other"] and not upload.replace:
        raise Refused("vintage", other=", ".join(report["other"]))
    upload.save()
    return _started(request, upload, "load")


def _started(request: HttpRequest, upload: Upload, kind: str) -> HttpResponse:
    upload.job = jobs.start(kind, upload.name, {"upload": str(upload.pk)}, request.user)
    upload.save(update_fields=["job"])
    return to(f"jobs/{upload.job.pk}/")


# What it is


def _ask(request: HttpRequest, upload: Upload) -> HttpResponse:
    """Ask what the file holds; of a table of one's own, what each column is."""
    table = upload.source == uploads.TABLE
    encoding = _one_of(request.GET.get("encoding"), ENCODINGS) or upload.options.get(
        "encoding", ENCODINGS[0]
    )
    context: dict[str, Any] = {
        "upload": upload,
        "table": table,
        "encoding": encoding,
        **{f"{name.partition('_')[0]}_label": OPTIONS[name] for name in LABELLED},
    }
    if table:
        context |= _columns(request, upload, encoding)
    else:
        options = uploads.source_of(upload).read_options
        context["options"] = [
            {
                "name": option.name,
                "label": OPTIONS.get(option.name, Text.same(option.name)),
                "value": upload.options.get(option.name, ""),
            }
            for option in options
        ]
    return staff(request, "upload_ask.html", context)


def _columns(request: HttpRequest, upload: Upload, encoding: str) -> dict[str, Any]:
    asked = _one_of(request.GET.get("delimiter"), SIGNS)
    try:
        sign = SIGNS[asked] if asked else uploads.likely_delimiter(upload, encoding)
        rows = uploads.peeked(upload, sign, encoding)
        header = uploads.header_of(rows)
    except CedicError as error:
        return {"error": error, "encodings": ENCODINGS, "delimiters": [], "header": []}
    return {
        "encodings": ENCODINGS,
        "delimiters": [(name, words, name == _name_of(sign)) for name, words in DELIMITERS.items()],
        "delimiter": _name_of(sign),
        "header": header,
        "rows": [[cell[:80] for cell in row[:40]] for row in rows[1:]],
        "columns": [
            {
                "name": name,
                "label": OPTIONS[name],
                "chosen": upload.options.get(name) or _guess(name, header, upload),
            }
            for name in COLUMNS
        ],
        "reported_by": [
            (id, name, upload.options.get("reported_by") == id) for id, name in REPORTED_BY.items()
        ],
        "schemes": [
            (id, SCHEME_NAMES.get(id, Text.same(id)), upload.options.get("scheme") == id)
            for id in SCHEMES
        ],
        "units": [
            (str(unit), formatted(unit, language()), upload.options.get("unit") == str(unit))
            for unit in (1, 1000, 1_000_000)
        ],
        "texts": [
            {"name": name, "label": OPTIONS[name], "value": upload.options.get(name, "")}
            for name in ("vintage", "citation", "name", "licence", "valuation", "years")
        ],
    }


def _guess(name: str, header: list[str], upload: Upload) -> str:
    """The column that is often called so; none once the person has chosen."""
    if upload.options:
        return ""
    return next((column for column in header if column.lower() in GUESSES[name]), "")


def _name_of(sign: str) -> str:
    return next(name for name, one in SIGNS.items() if one == sign)


def _one_of(value: str | None, known: Any) -> str:
    return value if value is not None and value in known else ""


# The report


def _report(request: HttpRequest, upload: Upload) -> HttpResponse:
    report = upload.report or {}
    words = language()
    periods = [
        {
            "period": part["period"],
            "vintage": part["vintage"],
            "rows": formatted(part["rows"], words),
            "bad": formatted(part["bad"], words),
            "missing": formatted(part["missing"], words),
            "total": formatted(round(part["total"] or 0), words),
            "before": formatted(part["before"][0], words) if part["before"] else "",
            "before_vintage": part["before"][1] if part["before"] else "",
        }
        for part in report.get("parts", [])
    ]
    return staff(
        request,
        "upload.html",
        {
            "upload": upload,
            "report": report,
            "rows": formatted(report.get("rows", 0), words),
            "bad": formatted(report.get("bad", 0), words),
            "areas": formatted(report.get("areas", 0), words),
            "total": formatted(round(report.get("total", 0)), words),
            "periods": periods,
            "problems": [
                {**row, **dict(zip(("why", "how"), explained(row["reason"]), strict=True))}
                for row in report.get("problems", [])
            ],
            "trade": report.get("kind") == "trade",
            "last": told(upload.job) if upload.job else None,
        },
    )


@require_safe
@allowed(permissions.EDIT)
def problems(request: HttpRequest, id: str) -> StreamingHttpResponse:
    """Every cell that is wrong, as a file that no spreadsheet takes for formulas."""
    upload = get_object_or_404(Upload, pk=id)
    response = StreamingHttpResponse(_lines(upload), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{upload.pk}.csv"'
    return response


class _Line:
    """A file of one line at a time."""

    def write(self, text: str) -> str:
        return text


def _lines(upload: Upload) -> Iterator[str]:
    writer = csv.writer(_Line())
    words = language()
    yield "\ufeff" + writer.writerow(("file", "line", "column", "value", "reason", "remedy"))
    for row in uploads.problems(upload):
        why, how = explained(row["reason"])
        cells = (row["file"], row["line"], row["column"], row["value"], why[words], how[words])
        yield writer.writerow([uploads.harmless(cell or "") for cell in cells])
