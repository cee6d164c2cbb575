"""The addresses of documents: those that are kept, and those that are made."""

from django.urls import URLPattern, path

from cedic.web.programme import document_pages

EVERYONE: list[URLPattern] = []
STAFF: list[URLPattern] = [
    path("documents/add/", document_pages.add),
    path("documents/<uuid:id>/show/", document_pages.show),
    path("documents/<uuid:id>/delete/", document_pages.delete),
]
PLAIN: list[URLPattern] = [path("documents/<uuid:id>/<str:name>", document_pages.download)]
