"""The addresses of imports."""

from django.urls import URLPattern, path

from cedic.web.programme import import_pages, import_summary

EVERYONE: list[URLPattern] = []
STAFF: list[URLPattern] = [
    path("imports/", import_pages.listed),
    path("imports/new/", import_pages.new),
    path("imports/<uuid:id>/", import_pages.one),
    path("imports/<uuid:id>/parts/<int:number>/", import_pages.part),
    path("imports/<uuid:id>/enter/", import_summary.summary),
]
PLAIN: list[URLPattern] = []
