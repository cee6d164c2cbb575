"""The addresses of management, below the language."""

from django.urls import path, re_path

from cedic.web.management import (
    home,
    job_pages,
    publication,
    source_pages,
    text_pages,
    trail,
    upload_pages,
)

urlpatterns = [
    path("", home.home, name="manage"),
    path("sources/", source_pages.listed),
    re_path(r"^sources/(?P<id>[A-Z][A-Z0-9_]{0,80})/$", source_pages.one),
    path("uploads/new/", upload_pages.new),
    path("uploads/<uuid:id>/", upload_pages.one),
    path("uploads/<uuid:id>/problems.csv", upload_pages.problems),
    path("jobs/", job_pages.work),
    re_path(r"^jobs/(?P<number>[0-9]{1,15})/$", job_pages.job),
    re_path(r"^jobs/(?P<number>[0-9]{1,15})/progress/$", job_pages.progress),
    path("dataflows/", publication.listed),
    re_path(r"^dataflows/(?P<id>\w{1,80})/$", publication.one),
    re_path(r"^dataflows/(?P<id>\w{1,80})/decide/$", publication.decide),
    re_path(r"^dataflows/(?P<id>\w{1,80})/plans/(?P<number>[0-9]{1,15})/$", publication.call_off),
    re_path(r"^dataflows/(?P<id>\w{1,80})/notes/(?P<number>[0-9]{1,7})/$", publication.note),
    path("texts/", text_pages.listed),
    path("texts/edit/", text_pages.one),
    path("trail/", trail.trail),
    path("trail.csv", trail.exported),
]
