"""The addresses of the standard service and of the portal's health."""

from django.urls import path, re_path
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

from cedic.web.service import views

urlpatterns = [
    # Who opens the address that a client is given sees what can be asked for.
    re_path(r"^sdmx/v1/?$", require_safe(RedirectView.as_view(url="/sdmx/v1/dataflow"))),
    re_path(r"^sdmx/v2/?$", require_safe(RedirectView.as_view(url="/sdmx/v2/structure/dataflow"))),
    re_path(r"^sdmx(/|$)", views.sdmx),
    path("health/live", views.live),
    path("health/ready", views.ready),
]
