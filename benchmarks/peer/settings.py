"""A plain Django site beside Heed: the same database, and no more than a tutorial would switch on."""

from heed.config.settings import *  # noqa: F403
from heed.config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "benchmarks.peer"]
ROOT_URLCONF = "benchmarks.peer.views"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # The sign-in library that Heed's pages link to does not start without it.
    "allauth.account.middleware.AccountMiddleware",
]
