"""All settings of Sextant, in one file; each value a site may change is read through ``config.env``.

``docs/settings.md`` names every variable; a test holds the two together.
"""

from __future__ import annotations

import os
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from config import embedded, env
from config.embedded.folders import make_private
from net.addresses import Allowed, BadEntry

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = embedded.var()

DEBUG = env.flag("SEXTANT_DEBUG", default=False)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *env.words("ALLOWED_HOSTS")]
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")


def _kept(name: str, made: Callable[[], str]) -> str:
    """What is made on first use and kept in ``var/``; of several processes that start at once, one makes it."""
    file = VAR_DIR / name
    if not file.exists():
        make_private(VAR_DIR, passable=True)
        with NamedTemporaryFile("w", dir=VAR_DIR) as draft, suppress(FileExistsError):  # for its owner alone
            draft.write(made())
            draft.flush()
            os.link(draft.name, file)
    return file.read_text()


SECRET_KEY = env.text("SECRET_KEY") or _kept("secret_key", lambda: secrets.token_urlsafe(48))
SECRETS_KEYS = env.fernet_keys(env.words("SEXTANT_SECRETS_KEYS"))  # the first seals what people entrust to us, all open
SECRETS_KEYS = SECRETS_KEYS or [_kept("secrets_key", lambda: urlsafe_b64encode(secrets.token_bytes(32)).decode())]

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "ui",
    "accounts",
    "allauth",  # after our own, whose templates replace its
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "cdp",
    "connectors",
    "explores",
    "dashboards",
    "deliveries",
    "alerts",
    "config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.context.person",
                "ui.context.page",
                "dashboards.context.freshness",
                "dashboards.context.favourites",
                "deliveries.downloads.context.under_way",
                "alerts.form.bells.watched",
            ],
            "builtins": ["ui.templatetags.ui"],
        },
    }
]


def _database(url: str) -> dict[str, Any]:
    """Django's database settings from a ``postgresql://`` address; a socket folder goes in ``?host=``."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise env.SettingError(
            f"DATABASE_URL starts with {parts.scheme!r}; it takes postgresql://user:password@host/name"
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or options.pop("host", ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**options, "prepare_threshold": 0},  # of ``accounts.statement``; the ORM's are not prepared
    }


DATABASES = {"default": _database(embedded.postgres_url())}
REDIS_URL = embedded.redis_url()
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "accounts.backends.Backend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # allauth wants it; sign-up is closed by the adapter
ACCOUNT_ADAPTER = "accounts.adapter.InvitedOnly"
ACCOUNT_SESSION_REMEMBER = None  # a box to tick
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip"}  # many names from one address; axes counts by name
LOGIN_URL = "account_login"
ACCOUNT_EMAIL_VERIFICATION = "none"
LOGIN_REDIRECT_URL = "/"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "accounts.lockout.address_of"
AXES_LOCKOUT_CALLABLE = "accounts.lockout.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_SENSITIVE_PARAMETERS = ["password"]
AXES_VERBOSE = False

EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.number("EMAIL_PORT", 25, least=1)
EMAIL_HOST_USER = env.text("EMAIL_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_TLS", default=False)
EMAIL_TIMEOUT = 20  # seconds
EMAIL_MAX_BYTES = env.number("EMAIL_MAX_BYTES", 20000000, least=100000)  # of a mail as it is sent
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"  # without EMAIL_HOST mail is put here, to be read
EMAIL_DOMAINS = env.words("EMAIL_DOMAINS")  # that deliveries may go to; none: any
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", "Sextant <sextant@localhost>")

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("SEXTANT_STATIC") or VAR_DIR / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "ui.storage.StaticStorage"},
}
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.AppDirectoriesFinder", "ui.finders.VendorFinder"]
# A checkout that was not collected serves each file from where it lies.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not (STATIC_ROOT / "staticfiles.json").is_file()

BEHIND_HTTPS = env.flag("SEXTANT_HTTPS", default=False)  # a proxy in front speaks TLS and sets X-Forwarded-Proto
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = BEHIND_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_HTTPS else 0
SECURE_REDIRECT_EXEMPT = [r"^health/"]  # asked from inside, without TLS
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
EMBED_ORIGINS = env.origins(env.words("SEXTANT_EMBED_ORIGINS"))  # sites that may show an explore in a frame
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["config.parsers.BoundedJSONParser"],
    "EXCEPTION_HANDLER": "config.api.on_error",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Sextant",
    "DESCRIPTION": "Ask explores what the screen can ask. Filter expressions: docs/filters.md.",
    "VERSION": "1",
    "ENUM_NAME_OVERRIDES": {  # fields of the same name and other choices
        "ContentKindEnum": "deliveries.content.subject.Kind",
        "RecurrenceKindEnum": "deliveries.cadence.Kind",
        "TargetKindEnum": "deliveries.models.Kind",
        "DestinationKindEnum": "deliveries.api.place_shapes.KINDS",
        "FormatEnum": "deliveries.formats.FORMATS",
        "ExportFormatEnum": "deliveries.api.exports.OF_PAGES",
        "ReceiptStateEnum": "deliveries.models.State",
        "RecipientStateEnum": "deliveries.models.Hold",
        "AdLevelEnum": "alerts.models.ads.entity.Level",
    },
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PUBLIC": True,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULER = "config.celery:MarkingScheduler"
CELERY_BEAT_SCHEDULE = {  # what is not of the queue "clock" may wait behind a job of minutes
    "mirror": {"task": "cdp.tasks.mirror", "schedule": 60.0, "options": {"expires": 55}},  # seconds
    "deliveries": {"task": "deliveries.tasks.tick", "schedule": 10.0, "options": {"queue": "clock", "expires": 9}},
    "watch_deliveries": {
        "task": "deliveries.tasks.watch",
        "schedule": 120.0,
        "options": {"queue": "clock", "expires": 110},
    },
    "tell_owners": {"task": "deliveries.tasks.tell", "schedule": 30.0, "options": {"expires": 29}},  # seconds
    "foresee_deliveries": {"task": "deliveries.tasks.foresee", "schedule": 120.0, "options": {"expires": 110}},
    "sweep_deliveries": {"task": "deliveries.tasks.sweep", "schedule": 3600.0, "options": {"expires": 3500}},  # seconds
    "tell_alert_owners": {"task": "alerts.tasks.tell", "schedule": 30.0, "options": {"expires": 29}},  # seconds
    "check_alerts": {"task": "alerts.tasks.check", "schedule": 30.0, "options": {"expires": 29}},  # seconds
    "act_on_ads": {"task": "alerts.tasks.act_on_ads", "schedule": 15.0, "options": {"expires": 14}},  # seconds
    "judge_ads": {"task": "alerts.tasks.judge_ads", "schedule": 120.0, "options": {"expires": 110}},  # seconds
    "decide_on_ads": {"task": "alerts.tasks.decide_on_ads", "schedule": 60.0, "options": {"expires": 59}},  # seconds
    "tend_lake": {"task": "cdp.tasks.tend_lake", "schedule": 600.0, "options": {"expires": 590}},  # seconds
}
if env.flag("SEXTANT_DEMO", default=False):  # the sample company's ads go on while it is served
    CELERY_BEAT_SCHEDULE["demo_ads"] = {
        "task": "cdp.tasks.bring_demo_ads",
        "schedule": 600.0,
        "options": {"expires": 590},
    }

LAKE_DIR = Path(env.text("SEXTANT_LAKE") or VAR_DIR / "lake")
CATALOG_DIR = env.text("SEXTANT_CATALOG", "")  # a site's own views and explores, beside the product's
try:
    NET_ALLOW = Allowed.of(env.words("SEXTANT_NET_ALLOW"))  # networks beside the public ones that may be sent to
except BadEntry as error:
    raise env.SettingError(f"SEXTANT_NET_ALLOW: {error}") from error
S3_ROLES = env.flag("SEXTANT_S3_ROLES", default=False)  # buckets may be reached by what this machine is to Amazon
META_ADS_URL = env.text("SEXTANT_META_ADS_URL", "https://graph.facebook.com/v26.0").rstrip("/")
GOOGLE_ADS_URL = env.text("SEXTANT_GOOGLE_ADS_URL", "https://googleads.googleapis.com/v26").rstrip("/")
GOOGLE_SIGN_IN_URL = env.text("SEXTANT_GOOGLE_SIGN_IN_URL", "https://oauth2.googleapis.com/token")
TIKTOK_ADS_URL = env.text("SEXTANT_TIKTOK_ADS_URL", "https://business-api.tiktok.com/open_api/v1.3").rstrip("/")
PUBLIC_URL = env.text("SEXTANT_URL").rstrip("/")  # of this installation, for links in mails
DELIVERY_LEASE = env.number("SEXTANT_DELIVERY_LEASE", 60, least=1)  # seconds a silent worker is believed to live
DELIVERY_WAITS = env.numbers("SEXTANT_DELIVERY_WAITS", "60,240,600,1800,3600,6300,9000")  # seconds between the tries
DELIVERY_KEEP_DAYS = env.number("SEXTANT_DELIVERY_KEEP_DAYS", 7)  # that the files of receipts can be had again
QUERY_TIMEOUT = env.number("SEXTANT_QUERY_TIMEOUT", 60, least=1)  # seconds
ENGINE_MEMORY = env.text("SEXTANT_ENGINE_MEMORY", "2GB")  # of each process that queries
ENGINE_THREADS = env.number("SEXTANT_ENGINE_THREADS", 2, least=1)
ENGINE_SPILL = env.text("SEXTANT_ENGINE_SPILL", "20GB")  # of disk, of each process that queries
LAKE_GRACE = env.number("SEXTANT_LAKE_GRACE", 900)  # seconds a published state outlives its successor
LAKE_COMPACT_FILES = env.number("SEXTANT_LAKE_COMPACT_FILES", 20, least=2)  # files of a month that are worth a rewrite
