"""Prints tickets for the comment form that are as old as if somebody had typed a while."""

import json
import sys
from datetime import timedelta

import django

django.setup()

from heed import clock  # noqa: E402
from heed.edition.forms.commenting import new_ticket  # noqa: E402

if __name__ == "__main__":
    at = clock.now() - timedelta(minutes=1)
    json.dump([new_ticket(at=at) for _ in range(3)], sys.stdout)
