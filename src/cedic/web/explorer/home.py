"""The home page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cedic.web.pages import page


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """How integrated the region is, at a glance."""
    return page(request, "explorer/home.html", {})
