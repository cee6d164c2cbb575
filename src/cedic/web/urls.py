"""The addresses of the portal."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

from cedic.model import LANGUAGES
from cedic.web import vega
from cedic.web.files import file
from cedic.web.programme import urls as programme

handler400 = "cedic.web.failures.bad_request"
handler403 = "cedic.web.failures.forbidden"
handler404 = "cedic.web.failures.not_found"
handler429 = "cedic.web.failures.too_many_requests"
handler500 = "cedic.web.failures.failed"

urlpatterns = [
    path("", include("cedic.web.catalogue.urls")),
    path("", include("cedic.web.service.urls")),
    path("scripts/vega.<str:digest>.js", vega.script),
    path("static/<path:path>", file),
    *programme.plain,
    re_path(
        rf"^(?P<language>{'|'.join(LANGUAGES)})$",
        require_safe(RedirectView.as_view(url="/%(language)s/")),
    ),
    *i18n_patterns(
        path("", include("cedic.web.explorer.urls")),
        path("", include("cedic.web.catalogue.page_urls")),
        path("programme/", include(programme.everyone)),
        path("account/", include("cedic.web.accounts.urls")),
        # Before management, one of whose parts it is.
        path("manage/programme/", include(programme.staff)),
        path("manage/", include("cedic.web.management.urls")),
        path("manage/people/", include("cedic.web.accounts.people_urls")),
    ),
]
