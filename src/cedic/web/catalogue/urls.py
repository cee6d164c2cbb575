"""The addresses of the catalogue."""

from django.urls import path, re_path
from django.views.generic import RedirectView

from cedic.model import LANGUAGES
from cedic.web.catalogue import downloads, machines, pages

_LANGUAGE = f"(?P<language>{'|'.join(LANGUAGES)})"
_FLOW = r"(?P<dataflow>\w+)(?:@(?P<number>[0-9]{1,7}))?"

urlpatterns = [
    path("", pages.choose),
    re_path(rf"^{_LANGUAGE}/?$", pages.home),
    re_path(rf"^{_LANGUAGE}/data/{_FLOW}$", pages.dataflow),
    re_path(rf"^data/{_FLOW}$", pages.choose_dataflow),
    re_path(rf"^data/{_FLOW}/citation\.(?P<format>\w+)$", downloads.reference),
    re_path(rf"^data/{_FLOW}\.(?P<format>\w+)$", downloads.data),
    path("data", pages.choose),
    path("data/<path:path>", downloads.nowhere),
    path("data/", downloads.nowhere),
    path("api", RedirectView.as_view(url="/api/openapi.json")),
    path("catalog.jsonld", machines.catalogue),
    path("api/openapi.json", machines.openapi),
    path("sitemap.xml", machines.sitemap),
    path("robots.txt", machines.robots),
]
