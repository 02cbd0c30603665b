"""What stands in the way of a next message, and what it opens with: milliseconds of processor time."""

import json
import sys
import time
from collections.abc import Callable

import django

django.setup()

from heed import clock  # noqa: E402
from heed.answer.actions import asking, freezing  # noqa: E402
from heed.answer.queries import owing, promises  # noqa: E402
from heed.edition.models import Edition, Series  # noqa: E402
from heed.edition.queries import answers  # noqa: E402

TIMES = 10


def main() -> None:
    at, series = clock.now(), Series.objects.get().pk
    first = Edition.objects.order_by("opened_at")[10]
    since = answers.previous_opened_at(series, before=at)
    earlier = answers.previous_opened_at(series, before=first.opened_at)
    work: dict[str, Callable[[], object]] = {
        "stale": lambda: (owing.stale(series, at=at), owing.without_owner(series)),
        "late": lambda: owing.late_answers(series, at=at),
        "since": lambda: promises.since_last_time(series, since=since, at=at),
        "since long ago": lambda: promises.since_last_time(
            series, since=earlier, at=first.opened_at
        ),
        "tick": lambda: (
            asking.whether_it_helped(at=at), asking.release_due(at=at), freezing.freeze_due(at=at),
        ),
    }  # fmt: skip
    json.dump({name: _cost(do) for name, do in work.items()}, sys.stdout)


def _cost(do: Callable[[], object]) -> float:
    do()
    began = time.process_time()
    for _each in range(TIMES):
        do()
    return (time.process_time() - began) * 1000 / TIMES


if __name__ == "__main__":
    main()
