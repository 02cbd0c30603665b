"""Takes in one comment and prints the address of its private page."""

import json
import sys

import django

django.setup()

from heed import clock  # noqa: E402
from heed.edition import addresses  # noqa: E402
from heed.edition.models import Edition  # noqa: E402
from tests.factories import editions  # noqa: E402

if __name__ == "__main__":
    edition = Edition.objects.get(slug=sys.argv[1])
    comment = editions.waiting(edition, f"One more, at {clock.now()}.", at=clock.now())
    json.dump(addresses.writers_page(comment).removeprefix("https://heed.example"), sys.stdout)
