"""Fills an installation with a message, a picture and comments of every fate, by the product's own
actions, and prints the addresses of all that can be read without signing in."""

import io
import json
import sys
from dataclasses import replace
from datetime import timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from PIL import Image  # noqa: E402

from heed import clock  # noqa: E402
from heed.edition import addresses, pictures  # noqa: E402
from heed.edition.actions import deciding, publishing, writing  # noqa: E402
from heed.outbox import actions as outbox  # noqa: E402
from tests import people  # noqa: E402
from tests.cli import later_kinds  # noqa: E402
from tests.factories import editions  # noqa: E402

PUBLIC = [
    "/", "/messages/", "/messages.atom", "/what-came-in/", "/what-came-in/figures.csv",
    "/house-rules/", "/your-information/", "/accessibility/", "/search/?q=toilet",
]  # fmt: skip
WORDS = (
    "A tab\there, a back\\slash, “quotes”, an é,\nand\r\nlines. \\N is nothing; \\x41 neither. 🚑"
)


def main() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    now = clock.now()
    cast = people.cast()
    edition, picture = _with_picture(cast.ama, at=now - timedelta(hours=3))
    posted = [
        editions.waiting(
            edition, f"{WORDS} Number {n}.", at=now - timedelta(hours=2), wants_mail=True
        )
        for n in range(3)
    ]
    fates = {"asked": 1, "passed_on": 1, "not_posted": 1}
    others = [editions.waiting(edition, at=now - timedelta(hours=2)) for _ in range(len(fates) + 1)]
    for comment in posted:
        editions.decide(comment, cast.joe, "posted", at=now - timedelta(hours=1))
    for comment, outcome in zip(others, fates, strict=False):
        editions.decide(comment, cast.joe, outcome, at=now - timedelta(hours=1))
    deciding.reply(comment=posted[0], text="Thank you.", by=cast.ama, at=now)
    later_kinds.fill(edition, cast, at=now)
    outbox.queue(
        to="sam@saltmarsh.example", kind="private_page", subject="Later", text="Later", at=now,
        not_before=now + timedelta(days=300),
    )  # fmt: skip
    private = [
        addresses.writers_page(each).removeprefix("https://heed.example")
        for each in [*posted, *others]
    ]
    client = people.sign_in(Client(), cast.sam)
    json.dump(
        {
            "pages": [*PUBLIC, f"/messages/{edition.slug}/", picture, *private],
            "slug": edition.slug,
            "session": client.cookies["heed_session"].value,
        },
        sys.stdout,
    )


def _with_picture(author, *, at):  # type: ignore[no-untyped-def]
    """A message that is open since a moment, and the address of its picture."""
    drawn = io.BytesIO()
    Image.effect_noise((800, 600), 60).convert("RGB").save(drawn, "JPEG")
    drawn.seek(0)
    edition = editions.draft(author, at=at - timedelta(hours=1))
    made = pictures.redraw(drawn)
    kept = writing.keep_picture(
        edition=edition, by=author, digest=made.digest, small=made.small, large=made.large,
        shared=made.shared, width=made.width, height=made.height,
    )  # fmt: skip
    words = writing.with_picture(editions.WORDS, kept, alt="A garage at night")
    words = replace(words, picture_alt="A garage at night")
    writing.save(edition=edition, words=words, based_on=2, by=author, at=at)
    edition.refresh_from_db()
    publishing.publish(edition=edition, by=author, at=at, when=at)
    edition.refresh_from_db()
    return edition, f"/pictures/{kept.digest}-large.webp"


if __name__ == "__main__":
    main()
