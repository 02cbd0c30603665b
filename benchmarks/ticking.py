"""Ticks each second until its end is closed; between ticks a moderator decides about what waits."""

import logging
import select
import sys
from datetime import timedelta

import django

django.setup()

from heed import clock  # noqa: E402
from heed.cli.ticking import tick  # noqa: E402
from heed.edition.actions import deciding  # noqa: E402
from heed.edition.models import Comment  # noqa: E402
from heed.people.models import Person  # noqa: E402

AT_ONCE = 5


def main() -> int:
    # Mail goes to a server that is not there; that it cannot be sent is no news here.
    logging.getLogger("heed.outbox").setLevel(logging.CRITICAL)
    joe = Person.objects.get(email="joe@saltmarsh.example")
    ticks = done = 0
    while not select.select([sys.stdin], [], [], 1)[0]:
        # Decided some minutes ago, so that this very tick posts it and the page changes.
        at = clock.now() - deciding.UNDO_FOR - timedelta(seconds=1)
        for comment in Comment.objects.filter(state="waiting", claims="", may_be_in_danger=False)[
            :AT_ONCE
        ]:
            deciding.decide(
                comment=comment, outcome="posted", by=joe, at=at, version=comment.version
            )
            done += 1
        ticks += tick()
    print(f"{ticks} {done}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
