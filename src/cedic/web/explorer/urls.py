"""The addresses of the explorer, below the language."""

from django.urls import path, re_path

from cedic.web.catalogue.urls import FLOW
from cedic.web.explorer import explore, home

urlpatterns = [
    path("", home.home),
    re_path(rf"^data/{FLOW}$", explore.dataflow),
    re_path(rf"^data/{FLOW}\.(?P<format>svg|png)$", explore.picture),
    re_path(rf"^embed/data/{FLOW}$", explore.embedded),
]
