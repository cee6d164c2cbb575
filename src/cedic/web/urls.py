"""The addresses of the portal."""

from django.urls import include, path

from cedic.web import vega
from cedic.web.files import file

handler400 = "cedic.web.failures.bad_request"
handler403 = "cedic.web.failures.forbidden"
handler404 = "cedic.web.failures.not_found"
handler500 = "cedic.web.failures.failed"

urlpatterns = [
    path("", include("cedic.web.catalogue.urls")),
    path("", include("cedic.web.service.urls")),
    path("scripts/vega.<str:digest>.js", vega.script),
    path("static/<path:path>", file),
]
