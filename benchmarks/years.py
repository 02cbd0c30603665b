"""Ten years of a weekly message: 520 editions with a picture each, and 50 comments on each of them.

The rows are written as they are and not by the product's actions, which would take some minutes.
"""

import json
import os
import sys
from datetime import timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from benchmarks import words  # noqa: E402
from heed import clock  # noqa: E402
from heed.edition import addresses  # noqa: E402
from heed.edition.actions import publishing  # noqa: E402
from heed.edition.models import Comment, CommentEvent, Edition, Picture, Revision  # noqa: E402
from heed.moderation.guards import plain_to_html  # noqa: E402
from tests import people  # noqa: E402

EDITIONS, COMMENTS = 520, 50
# What pictures of this kind come to; noise, because that cannot be packed any further either.
SMALL, LARGE, SHARED = 25_000, 90_000, 120_000


@transaction.atomic
def main() -> None:
    cast = people.cast()
    series = publishing.begin_series(name="The leadership message")
    now = clock.now()
    private = []
    for number in range(EDITIONS):
        at = now - timedelta(weeks=EDITIONS - number)
        edition = Edition.objects.create(series=series, author=cast.ama, begun_at=at)
        picture = Picture.objects.create(
            edition=edition, digest=f"{number:032x}", width=1200, height=800,
            small=os.urandom(SMALL), large=os.urandom(LARGE), shared=os.urandom(SHARED),
        )  # fmt: skip
        revision = Revision.objects.create(
            edition=edition, number=1, by=cast.ama, at=at, title=f"Week {number}",
            text=words.message(), question="What would help?", picture=picture,
            picture_alt="A garage at night",
        )  # fmt: skip
        day = at + timedelta(days=5)
        Edition.objects.filter(pk=edition.pk).update(
            state="closed", revision=revision, slug=f"week-{number}", publish_at=at, opened_at=at,
            closes_at=day, closed_at=day, author_name=cast.ama.name, author_post=cast.ama.post,
        )  # fmt: skip
        private += answers(edition, number, at=at + timedelta(hours=3), by=cast.joe)
    pages = [f"/messages/week-{number}/" for number in range(0, EDITIONS, 10)]
    json.dump({"pages": [*pages, *private[:: EDITIONS * COMMENTS // 50]]}, sys.stdout)


def answers(edition, number: int, *, at, by) -> list[str]:  # type: ignore[no-untyped-def]
    texts = [words.comment(number * COMMENTS + each) for each in range(COMMENTS)]
    comments = Comment.objects.bulk_create(
        Comment(
            edition=edition, name=f"Dewi Marchbanks {each}", email=f"d{each}@example.org",
            text=text, html=plain_to_html(text), state="posted", received_at=at, decided_at=at,
            posted_at=at, outcome="posted", decided_by=by,
        )
        for each, text in enumerate(texts)
    )  # fmt: skip
    CommentEvent.objects.bulk_create(
        CommentEvent(comment=comment, kind=kind, at=at)
        for comment in comments
        for kind in ("received", "decided", "posted")
    )
    return [addresses.writers_page(comment).partition("localhost")[2] for comment in comments]


if __name__ == "__main__":
    call_command("migrate", interactive=False, verbosity=0)
    main()
