"""The addresses of convergence between secretariats."""

from django.urls import URLPattern, path, re_path

from cedic.web.programme import (
    convergence_edit,
    convergence_import_pages,
    convergence_pages,
    deleting,
)

_NUMBER = r"(?P<number>[0-9]{1,15})"

EVERYONE: list[URLPattern] = [
    path("convergence/", convergence_pages.overview),
    path("convergence/common", convergence_pages.common),
    re_path(r"^convergence/(?P<what>matrix|common)\.svg$", convergence_pages.picture),
    path("convergence.xlsx", convergence_pages.workbook),
    re_path(rf"^convergence/roadmaps/{_NUMBER}/$", convergence_pages.roadmap),
    path("convergence/<str:code>/", convergence_pages.axis),
]
STAFF: list[URLPattern] = [
    path("convergence/", convergence_edit.desk),
    path("convergence/show/", convergence_edit.show),
    path("convergence/entries/add/", convergence_edit.entry),
    re_path(rf"^convergence/entries/{_NUMBER}/$", convergence_edit.entry),
    re_path(rf"^convergence/entries/{_NUMBER}/validate/$", convergence_edit.validate),
    re_path(
        rf"^convergence/(?P<what>entries|leadership|roadmaps)/{_NUMBER}/delete/$",
        convergence_edit.delete,
    ),
    path("convergence/axes/begin/", convergence_edit.begin),
    path("convergence/axes/add/", convergence_edit.axis),
    re_path(rf"^convergence/axes/{_NUMBER}/$", convergence_edit.axis),
    re_path(rf"^convergence/axes/{_NUMBER}/delete/$", deleting.axis),
    path("convergence/leadership/add/", convergence_edit.leadership),
    re_path(rf"^convergence/leadership/{_NUMBER}/$", convergence_edit.leadership),
    path("convergence/roadmaps/add/", convergence_edit.roadmap),
    re_path(rf"^convergence/roadmaps/{_NUMBER}/$", convergence_edit.roadmap),
    path("convergence/import/", convergence_import_pages.upload),
    path("convergence/import/<uuid:id>/", convergence_import_pages.preview),
]
PLAIN: list[URLPattern] = []
