"""The portal for any WSGI server: ``cedic.web.wsgi:application``."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cedic.web.settings")

application = get_wsgi_application()
