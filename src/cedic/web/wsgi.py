"""The portal for any WSGI server: ``cedic.web.wsgi:application``."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cedic.web.settings")

# As in every command: to look for garbage among all that is loaded takes longer than a page.
gc.set_threshold(50_000, 20, 20)
application = get_wsgi_application()
