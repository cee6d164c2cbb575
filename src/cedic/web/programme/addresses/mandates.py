"""The addresses of mandates and the search."""

from django.urls import URLPattern, path, re_path

from cedic.web.programme import (
    mandate_desk,
    mandate_links,
    mandate_pages,
    mandate_terms,
    search_pages,
)

NUMBER = r"(?P<number>[0-9]{1,15})"
PARAGRAPH = rf"^mandates/{NUMBER}/paragraphs/(?P<paragraph>[0-9]{{1,15}})"
TERMS = r"^(?P<kind>themes|axes)/"

EVERYONE: list[URLPattern] = [
    path("search", search_pages.page),
    path("mandates/", mandate_pages.listed),
    path("mandates/gaps", mandate_pages.gaps),
    re_path(rf"^mandates/{NUMBER}/$", mandate_pages.one),
]
STAFF: list[URLPattern] = [
    path("mandates/new/", mandate_desk.new),
    re_path(rf"^mandates/{NUMBER}/$", mandate_desk.edit),
    re_path(rf"^mandates/{NUMBER}/text/$", mandate_desk.text),
    re_path(rf"^mandates/{NUMBER}/visibility/$", mandate_desk.show),
    re_path(rf"^mandates/{NUMBER}/delete/$", mandate_desk.delete),
    re_path(rf"^mandates/{NUMBER}/paragraphs/new/$", mandate_links.add),
    re_path(rf"{PARAGRAPH}/$", mandate_links.edit),
    re_path(rf"{PARAGRAPH}/links/$", mandate_links.link),
    re_path(rf"{PARAGRAPH}/evidence/$", mandate_links.record_evidence),
    re_path(rf"{PARAGRAPH}/delete/$", mandate_links.delete),
    re_path(rf"^evidence/{NUMBER}/withdraw/$", mandate_links.withdraw),
    re_path(rf"^evidence/{NUMBER}/visibility/$", mandate_links.show),
    re_path(rf"^items/{NUMBER}/mandates/$", mandate_links.of_item),
    re_path(rf"{TERMS}$", mandate_terms.listed),
    re_path(rf"{TERMS}{NUMBER}/$", mandate_terms.edit),
    re_path(rf"{TERMS}{NUMBER}/delete/$", mandate_terms.delete),
]
PLAIN: list[URLPattern] = []
