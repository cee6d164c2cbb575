"""The addresses of the standard service and of the portal's health."""

from django.urls import path, re_path

from cedic.web.service import views

urlpatterns = [
    re_path(r"^sdmx(/|$)", views.sdmx),
    path("health/live", views.live),
    path("health/ready", views.ready),
]
