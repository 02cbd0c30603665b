"""Leaves comments that wait and one that is posted, two moderators signed in, and a writer's page."""

import json
import sys
from datetime import timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from heed import clock  # noqa: E402
from heed.edition import addresses  # noqa: E402
from tests import people  # noqa: E402
from tests.factories import editions  # noqa: E402

WAITING = 12


def main() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    now = clock.now()
    cast = people.cast()
    edition = editions.opened(cast.ama, at=now - timedelta(hours=3))
    posted = [
        editions.posted(edition, cast.joe, f"Lantern number {n}.", at=now - timedelta(hours=2))
        for n in range(6)
    ]
    waiting = [
        editions.waiting(edition, f"Number {n}.", at=now - timedelta(hours=2), wants_mail=True)
        for n in range(WAITING)
    ]
    sessions = [
        people.sign_in(Client(), who).cookies["heed_session"].value
        for who in (cast.joe, cast.marta)
    ]
    json.dump(
        {
            "slug": edition.slug,
            "waiting": [comment.pk for comment in waiting],
            "private": [addresses.key_of(comment) for comment in posted],
            "sessions": sessions,
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
