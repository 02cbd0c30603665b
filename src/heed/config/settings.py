"""Django's settings. What differs between installations comes from `heed.config.environment`."""

from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

from heed.config import build, chosen

ENVIRONMENT = chosen.environment()
SOURCE = Path(__file__).resolve().parents[1]

# Who we are
DEBUG = False
SECRET_KEY = ENVIRONMENT.secret_key
SECRET_KEY_FALLBACKS = list(ENVIRONMENT.old_secret_keys)
HEED_ADDRESS = ENVIRONMENT.address
HEED_NHS_IDENTITY = ENVIRONMENT.nhs_identity
HEED_HOME = ENVIRONMENT.home
HEED_DIRECTORY = ENVIRONMENT.directory
HEED_MARK = build.mark()
ALLOWED_HOSTS = [ENVIRONMENT.domain]
ROOT_URLCONF = "heed.config.urls"
WSGI_APPLICATION = "heed.config.wsgi.application"

ROOMS = ["ui", "outbox", "moderation", "people", "edition", "answer", "queue", "week"]
INSTALLED_APPS = [
    *(f"heed.{room}" for room in ROOMS),
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "heed.config.health.AnswerHealth",
    "django.middleware.security.SecurityMiddleware",
    # Above what only pages need to say: a phone loads nine files, and each would carry it.
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "heed.config.headers.SayWhatIsAllowed",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "heed.config.packing.PackWords",
    "heed.config.headers.RefuseHugeRequests",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "heed.people.middleware.KnowWho",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

# Pages
TEMPLATES: list[dict[str, Any]] = [
    {
        "NAME": "jinja2",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "heed.config.jinja_env.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "heed.people.context.who",
            ],
        },
    },
    {
        # The sign-in library keeps the texts of its messages in this language.
        "NAME": "django",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Words and time
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
LOCALE_PATHS = [SOURCE / "locale"]
TIME_ZONE = ENVIRONMENT.time_zone
USE_TZ = True
USE_I18N = True

# The database
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(
        ENVIRONMENT.database_url,
        conn_max_age=600,
        conn_health_checks=not ENVIRONMENT.database_url.startswith("sqlite"),
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # One writer at a time, who waits for the turn at the beginning and not half-way through.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728; "
            "PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY; "
            "PRAGMA secure_delete=ON"
        ),
    }
    # A test database in a file behaves as the real one does; one in memory would not.
    DATABASES["default"]["TEST"] = {"NAME": str(ENVIRONMENT.home / "test.sqlite3")}
else:
    # A server whose machine has lost its power holds its turns for as long as the database believes
    # in it: half a minute, and not the two hours that systems wait by themselves.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault(
        "options",
        "-c tcp_keepalives_idle=15 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 "
        "-c tcp_user_timeout=30000",
    )
    for name, value in (
        ("connect_timeout", 10),
        ("keepalives_idle", 15),
        # Servers of different versions on one database are found by it.
        ("application_name", HEED_MARK),
    ):
        DATABASES["default"]["OPTIONS"].setdefault(name, value)

# Files: hashed and compressed names that may be kept for ever; pictures come from the database
# or from HEED_HOME/pictures.
STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.home / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": ENVIRONMENT.home / "pictures"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = True
WHITENOISE_MAX_AGE = 3600
STATIC_ROOT.mkdir(parents=True, exist_ok=True)

# How much a request may carry. A form sees a long text whole and can answer with a sentence;
# only what no person types or photographs is refused before it.
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 4
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None
HEED_LARGEST_REQUEST = 16 * 1024 * 1024

# Who somebody is: a code by mail, never a password, and nobody signs up.
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "heed.people.adapter.AccountAdapter"
ACCOUNT_TEMPLATE_EXTENSION = "jinja"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3  # and `letters.TRIES`, over all servers
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if ENVIRONMENT.is_encrypted else "http"
ACCOUNT_SESSION_REMEMBER = True
# Eight figures, three tries; codes are counted per mail address, by `heed.people.letters`, and nothing
# per network address: a whole trust sits behind one proxy.
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 8}
ACCOUNT_RATE_LIMITS = False
# Where there is a directory, `heed.people.directory` says who comes in with it. The library keeps
# nothing of it: no account, no token, no claim.
SOCIALACCOUNT_ADAPTER = "heed.people.adapter.DirectoryAdapter"
SOCIALACCOUNT_STORE_TOKENS = False

# Cookies: two, both strictly necessary.
SESSION_ENGINE = "heed.people.sessions"
SESSION_COOKIE_NAME = "heed_session"
SESSION_COOKIE_SECURE = ENVIRONMENT.is_encrypted
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 180 * 24 * 60 * 60
CSRF_COOKIE_NAME = "heed_csrf"
CSRF_COOKIE_SECURE = ENVIRONMENT.is_encrypted
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.address]
CSRF_FAILURE_VIEW = "heed.ui.views.send_again"

# What a browser is told
SECURE_SSL_REDIRECT = ENVIRONMENT.is_encrypted and ENVIRONMENT.behind_proxy
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.behind_proxy else None
USE_X_FORWARDED_HOST = False
USE_X_FORWARDED_PORT = False
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if ENVIRONMENT.is_encrypted else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Mail leaves through the outbox alone.
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT.mail_from
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
EMAIL_TIMEOUT = 20
if ENVIRONMENT.mail is not None:
    EMAIL_BACKEND = "heed.outbox.wire.Line"
    EMAIL_HOST = ENVIRONMENT.mail.host
    EMAIL_PORT = ENVIRONMENT.mail.port
    EMAIL_HOST_USER = ENVIRONMENT.mail.user
    EMAIL_HOST_PASSWORD = ENVIRONMENT.mail.password
    EMAIL_USE_TLS = ENVIRONMENT.mail.security == "starttls"
    EMAIL_USE_SSL = ENVIRONMENT.mail.security == "tls"

# What is written down when something happens: one line of JSON, nothing about a person.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "heed.config.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"handlers": [], "level": "CRITICAL"},
    },
}
