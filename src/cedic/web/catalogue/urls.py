"""The addresses of the catalogue."""

from django.urls import path, re_path
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

from cedic.web.catalogue import downloads, machines, pages

FLOW = r"(?P<dataflow>\w+)(?:@(?P<number>[0-9]{1,7}))?"
"""A dataflow in an address, as it is now or as a release had it."""

urlpatterns = [
    path("", pages.choose),
    re_path(rf"^data/{FLOW}$", pages.choose_dataflow),
    re_path(rf"^data/{FLOW}/about$", pages.choose_dataflow, {"part": "/about"}),
    re_path(rf"^data/{FLOW}/citation\.(?P<format>\w+)$", downloads.reference),
    re_path(rf"^data/{FLOW}\.(?P<format>\w+)$", downloads.data),
    path("data", pages.choose_published),
    path("data/<path:path>", downloads.nowhere),
    path("data/", downloads.nowhere),
    path("api", require_safe(RedirectView.as_view(url="/api/openapi.json"))),
    path("catalog.jsonld", machines.catalogue),
    path("api/openapi.json", machines.openapi),
    path("sitemap.xml", machines.sitemap),
    path("robots.txt", machines.robots),
]
