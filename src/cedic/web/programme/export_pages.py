"""The page from which a publisher takes all that was entered."""

from __future__ import annotations

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods

from cedic.web import audit
from cedic.web.accounts import permissions
from cedic.web.accounts.access import allowed
from cedic.web.programme import export
from cedic.web.programme.pages import staff
from cedic.web.programme.words.out import SAY


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(permissions.PUBLISH)
def page(request: HttpRequest) -> HttpResponseBase:
    """What the export holds; sent, the archive itself."""
    if request.method != "POST":
        return staff(request, SAY, "out_export.html", {})
    people = request.POST.get("people", "") == "1"
    name = f"programme-{timezone.localdate():%Y-%m-%d}.zip"
    audit.record(request.user, "programme.exported", name, {"people": people})
    response = StreamingHttpResponse(export.pieces(people=people), content_type="application/zip")
    response.headers["Content-Disposition"] = str(content_disposition_header(True, name))
    response.headers["Cache-Control"] = "private, no-store"
    return response
