"""A dataflow to look at: filter, arrange, draw, take away."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cedic.web.catalogue import pages


@require_safe
def dataflow(request: HttpRequest, dataflow: str, number: str | None = None) -> HttpResponse:
    """The figures of a dataflow."""
    return pages.about(request, dataflow, number)
