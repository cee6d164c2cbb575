"""The addresses of what goes out: documents, figures, the export, and what programs read."""

from django.urls import URLPattern, re_path

from cedic.publish.document import FORMATS
from cedic.web.programme import api, documents_out, export_pages, figures_pages

NUMBER = r"(?P<number>[0-9]{1,15})"
FORMAT = rf"\.(?P<format>{'|'.join(FORMATS)})$"

EVERYONE: list[URLPattern] = [
    re_path(rf"^{NUMBER}/document{FORMAT}", documents_out.programme),
    re_path(rf"^{NUMBER}/report-(?P<year>[0-9]{{4}}){FORMAT}", documents_out.report),
    re_path(rf"^mandates/{NUMBER}/compliance{FORMAT}", documents_out.compliance),
    re_path(rf"^meetings/{NUMBER}/report{FORMAT}", documents_out.meeting),
]
STAFF: list[URLPattern] = [
    re_path(r"^figures/$", figures_pages.page),
    re_path(r"^export/$", export_pages.page),
]
PLAIN: list[URLPattern] = [
    re_path(r"^api/programme/?$", api.start),
    re_path(r"^api/programme/programmes$", api.programmes),
    re_path(rf"^api/programme/programmes/{NUMBER}$", api.programme),
    re_path(rf"^api/programme/items/{NUMBER}$", api.item),
    re_path(r"^api/programme/mandates$", api.mandates),
    re_path(rf"^api/programme/mandates/{NUMBER}$", api.mandate),
    re_path(r"^api/programme/meetings$", api.meetings),
    re_path(rf"^api/programme/meetings/{NUMBER}$", api.meeting),
    re_path(r"^api/programme/convergence$", api.convergence),
    re_path(r"^api/programme/search$", api.search),
    re_path(r"^api/programme/(?P<rest>.*)$", api.nowhere),
]
