"""Fills an installation by the product's own actions, and prints what a client needs to know."""

import json
import sys
from datetime import timedelta

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from benchmarks import words  # noqa: E402
from heed import clock  # noqa: E402
from heed.cli.static import collect  # noqa: E402
from heed.edition.actions import commenting, deciding, publishing, writing  # noqa: E402
from heed.edition.forms.commenting import new_ticket  # noqa: E402
from heed.edition.models import Edition  # noqa: E402
from tests import people  # noqa: E402

COMMENTS = 50


def main(tickets: int) -> None:
    call_command("migrate", interactive=False, verbosity=0)
    collect()
    now = clock.now()
    cast = people.cast()
    edition = open_message(cast, at=now - timedelta(hours=2))
    for number in range(COMMENTS):
        post(edition, number, cast.joe, at=now - timedelta(hours=1, minutes=-number))
    deciding.apply_due(at=now)
    signed_in = {"reader": cast.sam, "author": cast.ama, "moderator": cast.joe}
    draft = writing.begin(series=edition.series, author=cast.ama, by=cast.ama, at=now)
    told = {
        "slug": edition.slug,
        "editor": reverse("edition:write", args=[draft.pk]),
        "sessions": {name: session(person) for name, person in signed_in.items()},
        # Old enough for a person to have typed something.
        "tickets": [new_ticket(at=now - timedelta(minutes=1)) for _ in range(tickets)],
    }
    json.dump(told, sys.stdout)


def open_message(cast: people.Cast, *, at) -> Edition:  # type: ignore[no-untyped-def]
    series = publishing.begin_series(name="The leadership message")
    begun = writing.begin(series=series, author=cast.ama, by=cast.ama, at=at)
    said = writing.Words(
        title="I said I would come, and I did not",
        text=words.message(),
        question="What would make a night shift easier to come home from?",
        got_wrong="I answered you with a figure.",
        protecting="Wednesday evening.",
    )
    writing.save(edition=begun, words=said, based_on=1, by=cast.ama, at=at)
    publishing.publish(edition=Edition.objects.get(pk=begun.pk), by=cast.ama, at=at, when=at)
    return Edition.objects.get(pk=begun.pk)


def post(edition: Edition, number: int, moderator, *, at) -> None:  # type: ignore[no-untyped-def]
    sent = commenting.Sent(
        name=f"Dewi Marchbanks {number}",
        email=f"dewi{number}@example.org",
        text=words.comment(number),
        ticket=f"seed-{number}",
    )
    comment = commenting.receive(edition=edition, sent=sent, at=at)
    deciding.decide(comment=comment, outcome="posted", by=moderator, at=at, version=comment.version)


def session(person) -> str:  # type: ignore[no-untyped-def]
    client = people.sign_in(Client(), person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


if __name__ == "__main__":
    main(int(sys.argv[1]))
