"""The addresses of what member states see."""

from django.urls import URLPattern, path

from cedic.web.programme import member_state_pages

EVERYONE: list[URLPattern] = [
    path("member-states", member_state_pages.start),
    path("by/mandate", member_state_pages.by_mandate),
    path("by/theme", member_state_pages.by_theme),
    path("by/axis", member_state_pages.by_axis),
    path("by/country", member_state_pages.by_country),
]
STAFF: list[URLPattern] = []
PLAIN: list[URLPattern] = []
