"""A second server on the same database: lets out what was heard once it is told to go.

Reads one line of JSON: the database, the moment, and whether it dies in the middle of it.
"""

import json
import os
import signal
import sys
from datetime import datetime


def main() -> None:
    told = json.loads(sys.stdin.readline())

    import django
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = told["database"]
    settings.SECRET_KEY = told["key"]
    django.setup()

    from heed.answer.actions import asking, playing_back

    if told["dies"]:
        asking.whether_understood = lambda *_given, **_more: os.kill(os.getpid(), signal.SIGKILL)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    sys.stdout.write(f"{playing_back.publish_due(at=datetime.fromisoformat(told['at']))}")


if __name__ == "__main__":
    main()
