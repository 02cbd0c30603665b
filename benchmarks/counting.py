"""Counts the database queries behind one request, for each kind of reader."""

import json
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from benchmarks.installation import DOMAIN  # noqa: E402


def main(path: str, sessions: dict[str, str]) -> None:
    found = {}
    for name, key in {"no session": "", **sessions}.items():
        client = Client(headers={"host": DOMAIN, "x-forwarded-proto": "https"})
        if key:
            client.cookies[settings.SESSION_COOKIE_NAME] = key
        client.get(path)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(path).status_code == 200
        found[name] = [query["sql"] for query in asked.captured_queries]
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], json.loads(sys.argv[2]))
