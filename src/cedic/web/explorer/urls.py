"""The addresses of the explorer, below the language."""

from django.urls import path, re_path

from cedic.web.catalogue.urls import FLOW
from cedic.web.explorer import calendar, compare, explore, home, places, search

urlpatterns = [
    path("", home.home),
    path("search", search.search),
    path("areas", places.all_areas),
    path("areas/<id>", places.area),
    path("indicators", places.all_indicators),
    path("indicators/<id>", places.indicator),
    path("compare", compare.compare),
    path("compare/vintages", compare.vintages),
    path("calendar", calendar.calendar),
    path("calendar.ics", calendar.icalendar),
    path("feed.atom", calendar.feed),
    re_path(rf"^data/{FLOW}$", explore.dataflow),
    re_path(rf"^data/{FLOW}\.(?P<format>svg|png)$", explore.picture),
    re_path(rf"^embed/data/{FLOW}$", explore.embedded),
]
