"""A second server on the same database: sends what is due once it is told to go.

Reads one line of JSON: the database, the mail server's port, the moment and the limit.
"""

import json
import sys
from datetime import datetime


def main() -> None:
    told = json.loads(sys.stdin.readline())

    import django
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = told["database"]
    settings.SECRET_KEY = told["key"]
    settings.EMAIL_BACKEND = "heed.outbox.wire.Line"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", told["port"]
    settings.DEFAULT_FROM_EMAIL = "Saltmarsh <heed@saltmarsh.example>"
    django.setup()

    from heed.outbox import actions

    say("ready")
    sys.stdin.readline()
    say(actions.send_due(at=datetime.fromisoformat(told["at"]), limit=1000))


def say(word: object) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
