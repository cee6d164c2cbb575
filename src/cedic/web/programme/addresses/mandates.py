"""The addresses of mandates and the search."""

from django.urls import URLPattern, path, re_path

from cedic.web.programme import (
    mandate_desk,
    mandate_links,
    mandate_pages,
    mandate_themes,
    search_pages,
)

NUMBER = r"(?P<number>[0-9]{1,15})"
PARAGRAPH = rf"^mandates/{NUMBER}/paragraphs/(?P<paragraph>[0-9]{{1,15}})"

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
    path("themes/", mandate_themes.edit),
    re_path(rf"^themes/{NUMBER}/$", mandate_themes.edit),
    re_path(rf"^themes/{NUMBER}/delete/$", mandate_themes.delete),
]
PLAIN: list[URLPattern] = []
