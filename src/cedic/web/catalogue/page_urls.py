"""The addresses of the catalogue's pages, below the language."""

from django.urls import path, re_path

from cedic.web.catalogue import pages
from cedic.web.catalogue.urls import FLOW

urlpatterns = [
    path("data", pages.published),
    re_path(rf"^data/{FLOW}/about$", pages.about),
]
