"""Leaves much that is due at once: a message to open, one to close, decisions, mail."""

import json
import sys
from datetime import timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from heed import clock  # noqa: E402
from heed.edition.actions import commenting, deciding, publishing, writing  # noqa: E402
from heed.edition.models import Edition  # noqa: E402
from tests import people  # noqa: E402
from tests.factories import editions  # noqa: E402

DECISIONS = 40


def main() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    now = clock.now()
    cast = people.cast()
    first = editions.opened(cast.ama, at=now - timedelta(days=14))
    at = now - timedelta(days=13)
    for number in range(DECISIONS):
        comment = commenting.receive(
            edition=first, sent=editions.sent(f"Number {number}.", wants_mail=True), at=at
        )
        deciding.decide(
            comment=comment, outcome="posted", by=cast.joe, at=at, version=comment.version
        )
    begun = writing.begin(series=first.series, author=cast.ama, by=cast.ama, at=at)
    writing.save(edition=begun, words=editions.WORDS, based_on=1, by=cast.ama, at=at)
    begun = Edition.objects.get(pk=begun.pk)
    publishing.publish(edition=begun, by=cast.ama, at=at, when=now - timedelta(minutes=1))
    json.dump({"decisions": DECISIONS}, sys.stdout)


if __name__ == "__main__":
    main()
