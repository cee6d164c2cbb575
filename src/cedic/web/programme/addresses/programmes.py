"""The addresses of programmes, their items and versions, and of units and people."""

from django.urls import URLPattern, path

from cedic.web.programme import (
    comments,
    deleting,
    programmes,
    programmes_desk,
    programmes_editing,
    programmes_items,
    programmes_tree,
    settings_pages,
)

EVERYONE: list[URLPattern] = [
    path("", programmes.listed),
    path("<int:pk>/", programmes.one),
    path("<int:pk>/versions/<int:number>/", programmes.version),
    path("<int:pk>/compare", programmes.compare),
    path("<int:pk>/comment/", comments.write),
    path("comments/<int:pk>/withdraw/", comments.withdraw),
    path("items/<int:pk>/", programmes_items.one),
]
STAFF: list[URLPattern] = [
    path("programmes/", programmes_desk.listed),
    path("programmes/new/", programmes_desk.new),
    path("programmes/<int:pk>/", programmes_desk.one),
    path("programmes/<int:pk>/edit/", programmes_desk.facts),
    path("programmes/<int:pk>/delete/", deleting.programme),
    path("programmes/<int:pk>/steps/<slug:code>/", programmes_desk.step),
    path("programmes/<int:pk>/items/new/", programmes_tree.new),
    path("programmes/<int:pk>/comments/", programmes_desk.commented),
    path("programmes/<int:pk>/comments/publish/", programmes_desk.publish_comments),
    path("comments/<int:pk>/", programmes_desk.answer),
    path("items/<int:pk>/", programmes_editing.edit),
    path("items/<int:pk>/status/", programmes_editing.status),
    path("items/<int:pk>/links/", programmes_editing.links),
    path("items/<int:pk>/move/", programmes_tree.move),
    path("items/<int:pk>/delete/", programmes_tree.delete),
    path("settings/", settings_pages.home),
    path("settings/units/new/", settings_pages.unit),
    path("settings/units/<int:pk>/", settings_pages.unit),
    path("settings/units/<int:pk>/delete/", deleting.unit),
    path("settings/organisations/new/", settings_pages.organisation),
    path("settings/organisations/<int:pk>/", settings_pages.organisation),
    path("settings/organisations/<int:pk>/delete/", deleting.organisation),
    path("settings/people/", settings_pages.people),
    path("settings/people/<int:pk>/", settings_pages.person),
]
PLAIN: list[URLPattern] = []
