"""Django's settings, all from :mod:`cedic.settings`."""

from __future__ import annotations

from pathlib import Path

from corsheaders.defaults import default_headers

from cedic.settings import settings
from cedic.web import logs
from cedic.web.accounts import mail, signing_in
from cedic.web.database import configuration
from cedic.web.secret import secret_key
from cedic.web.words import LANGUAGE_NAMES

_HERE = Path(__file__).parent
_CHOSEN = settings()

DEBUG = False
SECRET_KEY = secret_key(_CHOSEN)
ALLOWED_HOSTS = _CHOSEN.hosts

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "corsheaders",
    "django_htmx",
    # Before allauth, whose templates are replaced by ours.
    "cedic.web.accounts",
    "cedic.web.audit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "cedic.web.catalogue",
    "cedic.web.explorer",
    "cedic.web.management",
    "cedic.web.programme",
    "cedic.web.service",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "cedic.web.middleware.access",
    "cedic.web.middleware.internal",
    "django.middleware.security.SecurityMiddleware",
    "cedic.web.middleware.content_security",
    "cedic.web.accounts.middleware.kept_nowhere",
    "cedic.web.middleware.TextGZipMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cedic.web.middleware.PageLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "cedic.web.urls"
WSGI_APPLICATION = "cedic.web.wsgi.application"
# An address is what its page says it is: none is guessed from another.
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.static",
                "cedic.web.words",
                "cedic.web.vega",
                "cedic.web.management.parts",
                "cedic.web.programme.tags",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "cedic.web.words.context",
                "cedic.web.accounts.words.context",
            ],
        },
    }
]

DATABASES = {"default": configuration(_CHOSEN)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# How people sign in is allauth's matter, and told in one place.
globals().update(signing_in.configuration(_CHOSEN))
globals().update(mail.configuration(_CHOSEN))

LANGUAGE_CODE = "es"
LANGUAGES = list(LANGUAGE_NAMES.items())
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [_HERE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "cedic.web.files.NamedByContent"},
}

# The statistics may be read from any page of the web; what a person does here may not.
CORS_URLS_REGEX = r"^/(sdmx|data|api/programme)(/|$)"
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_ALLOW_HEADERS = [
    *default_headers,
    "accept-language",
    "if-none-match",
    "range",
    "x-range",
]
CORS_EXPOSE_HEADERS = [
    "ETag",
    "Content-Range",
    "Content-Language",
    "Content-Disposition",
    "Retry-After",
]

SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "cedic.web.failures.unsafe_form"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
if _CHOSEN.public_address.startswith("https://"):
    CSRF_TRUSTED_ORIGINS = [_CHOSEN.public_address]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    # What watches over the server asks it directly.
    SECURE_REDIRECT_EXEMPT = [r"^health/"]
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    # What the institution's other hosts under the same name do is not for the portal to say.
    SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

# What takes long, a worker does: cedic work.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LOGGING = logs.configuration(_CHOSEN.log_format)
