"""What a browser does to sign somebody in, for the tests of this room."""

import re

from django.http import HttpResponse
from django.test import Client

from heed.outbox.models import Mail

SIGN_IN = "/sign-in/"
CODE = "/sign-in/code/"


def newest_mail() -> Mail:
    return Mail.objects.order_by("-pk")[0]


def ask(client: Client, email: str, **fields: str) -> HttpResponse:
    return client.post(SIGN_IN, {"email": email, **fields})


def code_sent() -> str:
    found = re.match(r"(\d{8})\n", newest_mail().text)
    assert found, "the code is the first line"
    return found[1]


def enter(client: Client, code: str, **fields: str) -> HttpResponse:
    return client.post(CODE, {"code": code, **fields})


def signed_in_as(client: Client) -> int | None:
    key = client.session.get("_auth_user_id")
    return int(key) if key else None
