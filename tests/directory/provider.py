"""An OpenID provider in a process of its own: Django OAuth Toolkit, as organisations run it.

    python provider.py PORT TENANT CLIENT SECRET REDIRECTS PEOPLE

It knows nothing of Heed. PEOPLE is JSON: what the directory says of whoever signs in with a name;
the password of each is "tide". Its addresses are those of one tenant of Microsoft Entra.
"""

import json
import sys
import tempfile
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

PASSWORD = "tide"
LOGIN = """<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Saltmarsh work account</title>
<h1>Saltmarsh work account</h1><form method="post">{% csrf_token %}{{ form.as_p }}
<button>Sign in</button></form></html>"""
CONSENT = """<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Let Heed in?</title>
<h1>Heed asks who you are</h1><form method="post">{% csrf_token %}
{% for field in form %}{% if field.is_hidden %}{{ field }}{% endif %}{% endfor %}
<button name="allow" value="Authorize">Yes</button>
<button name="no" value="no">Go back</button></form></html>"""


def key() -> str:
    made = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return made.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()


def stand(port: int, tenant: str, home: Path) -> None:
    from django.conf import settings

    settings.configure(
        SECRET_KEY="a key of the directory's own, which Heed never sees",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        SESSION_COOKIE_NAME="directory_session",
        CSRF_COOKIE_NAME="directory_csrf",
        LOGIN_URL=f"/{tenant}/login/",
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": home / "directory.sqlite3",
            }
        },
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "oauth2_provider",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {
                    "context_processors": ["django.template.context_processors.request"],
                    "loaders": [
                        (
                            "django.template.loaders.locmem.Loader",
                            {
                                "registration/login.html": LOGIN,
                                "oauth2_provider/authorize.html": CONSENT,
                            },
                        )
                    ],
                },
            }
        ],
        OAUTH2_PROVIDER={
            "OIDC_ENABLED": True,
            "OIDC_RSA_PRIVATE_KEY": key(),
            "OIDC_ISS_ENDPOINT": f"http://127.0.0.1:{port}/{tenant}/v2.0",
            "OAUTH2_VALIDATOR_CLASS": f"{__name__}.Says",
            "SCOPES": {"openid": "Who you are", "profile": "Your name", "email": "Your address"},
            "PKCE_REQUIRED": True,
        },
    )
    import django

    django.setup()


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *said):
        pass


def begin(port: int, tenant: str, client: str, secret: str, redirects: str, people: str) -> None:
    with tempfile.TemporaryDirectory(prefix="directory-") as folder:
        stand(port, tenant, Path(folder))
        from django.contrib.auth.models import User
        from django.contrib.auth.views import LoginView
        from django.core.management import call_command
        from django.core.wsgi import get_wsgi_application
        from django.urls import include, path
        from oauth2_provider.models import get_application_model
        from oauth2_provider.oauth2_validators import OAuth2Validator

        said = json.loads(people)

        class Says(OAuth2Validator):
            """Adds to what the library says of somebody what this directory knows."""

            oidc_claim_scope = None

            def get_additional_claims(self, request):
                return {"tid": tenant, **said[request.user.username]}

        here = sys.modules[__name__]
        here.Says = Says
        here.urlpatterns = [
            path(f"{tenant}/login/", LoginView.as_view()),
            path(f"{tenant}/v2.0/", include("oauth2_provider.urls", namespace="oauth2_provider")),
        ]
        call_command("migrate", verbosity=0)
        for name in said:
            User.objects.create_user(name, password=PASSWORD)
        application = get_application_model()
        application.objects.create(
            client_id=client,
            client_secret=secret,
            redirect_uris=redirects,
            client_type=application.CLIENT_CONFIDENTIAL,
            authorization_grant_type=application.GRANT_AUTHORIZATION_CODE,
            algorithm=application.RS256_ALGORITHM,
        )

        server = make_server("127.0.0.1", port, get_wsgi_application(), Server, Quiet)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        server.serve_forever()


if __name__ == "__main__":
    sys.modules["provider"] = sys.modules["__main__"]
    __name__ = "provider"
    begin(int(sys.argv[1]), *sys.argv[2:7])
