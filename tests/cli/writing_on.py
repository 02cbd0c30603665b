"""Takes in comments as fast as it can until its input ends."""

import select
import sys

import django

django.setup()

from heed import clock  # noqa: E402
from heed.edition.models import Edition  # noqa: E402
from tests.factories import editions  # noqa: E402

if __name__ == "__main__":
    edition = Edition.objects.get(slug=sys.argv[1])
    number = 0
    sys.stdout.write("writing\n")
    sys.stdout.flush()
    while not select.select([sys.stdin], [], [], 0)[0]:
        editions.waiting(
            edition,
            f"Number {number} of those that come in while a backup is made.",
            at=clock.now(),
            ticket=f"on-{number}",
            email=f"on{number}@example.org",
        )
        number += 1
