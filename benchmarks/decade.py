"""Ten years of the loop: 520 messages, 40,000 answers in themes, 3,000 promises of which ten are open,
and what people said of each that was kept.

The rows are written as they are and not by the product's actions, which would take some minutes.
"""

import json
import sys
from datetime import datetime, timedelta
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from benchmarks import words  # noqa: E402
from heed import clock  # noqa: E402
from heed.answer import figures  # noqa: E402
from heed.answer.actions.keeping_promises import folded  # noqa: E402
from heed.answer.models import (  # noqa: E402
    Became,
    Frozen,
    Gathered,
    Playback,
    Promise,
    PromiseWord,
    Tap,
    Theme,
)
from heed.edition.actions import publishing  # noqa: E402
from heed.edition.models import Comment, Edition, Revision  # noqa: E402
from heed.moderation.guards import plain_to_html  # noqa: E402
from tests import people  # noqa: E402

EDITIONS, ANSWERS, PROMISES, OPEN, THEMES = 520, 40_000, 3_000, 10, 3
EACH = ANSWERS // EDITIONS
SAID = {"yes": 61, "partly": 24, "no": 15}


@transaction.atomic
def main() -> None:
    cast = people.cast()
    series = publishing.begin_series(name="The leadership message")
    now = clock.now()
    editions = [
        _edition(series, cast, number, now - timedelta(weeks=EDITIONS - number))
        for number in range(EDITIONS)
    ]
    for number, edition in enumerate(editions):
        _heard(edition, number, cast)
    _promised(series, editions, cast, now)


def _edition(series: Any, cast: Any, number: int, at: datetime) -> Edition:
    edition = Edition.objects.create(series=series, author=cast.ama, begun_at=at)
    revision = Revision.objects.create(
        edition=edition, number=1, by=cast.ama, at=at, title=f"Week {number}",
        text=words.message(), question="What would help?",
    )  # fmt: skip
    closes = at + timedelta(days=5)
    Edition.objects.filter(pk=edition.pk).update(
        state="closed", revision=revision, slug=f"week-{number}", publish_at=at, opened_at=at,
        closes_at=closes, closed_at=closes, author_name=cast.ama.name, author_post=cast.ama.post,
    )  # fmt: skip
    edition.refresh_from_db()
    return edition


def _heard(edition: Edition, number: int, cast: Any) -> None:
    at = edition.opened_at + timedelta(hours=3)
    texts = [words.comment(number * EACH + each) for each in range(EACH)]
    comments = Comment.objects.bulk_create(
        Comment(
            edition=edition, name=f"Dewi Marchbanks {each}", email=f"d{each}@example.org",
            text=text, html=plain_to_html(text), state="posted", received_at=at, decided_at=at,
            posted_at=at, outcome="posted", decided_by=cast.joe,
        )
        for each, text in enumerate(texts)
    )  # fmt: skip
    out = edition.opened_at + timedelta(days=9)
    Playback.objects.create(
        edition=edition, first_read_at=out, title="What I heard", thanks="Thank you.",
        published_at=out,
    )  # fmt: skip
    themes = Theme.objects.bulk_create(
        Theme(edition=edition, place=n, title=f"Theme {n}", heard=texts[n], landed=texts[-1])
        for n in range(THEMES)
    )
    Gathered.objects.bulk_create(
        Gathered(theme=themes[n % THEMES], kind="comment", key=str(one.pk))
        for n, one in enumerate(comments)
    )
    Tap.objects.create(
        kind="understood", edition=edition, opens_at=out, closes_at=out + timedelta(days=7),
        released_at=out + timedelta(days=7), figure=figures.frozen(SAID),
    )  # fmt: skip
    for kind, value in (
        ("answers", {"answers": EACH, "in_time": EACH - 3}),
        ("promises", {"late": 1, "under_way": 9, "done": number, "ended": 4, "learned": 2}),
        ("mails", {"mails": 4_000, "people": 3_900}),
    ):
        Frozen.objects.create(edition=edition, kind=kind, value=value, at=out + timedelta(days=14))


def _promised(series: Any, editions: list[Edition], cast: Any, now: datetime) -> None:
    helped = figures.frozen({**SAID, "cannot_say": 20, "not_mine": 30})
    for number in range(1, PROMISES + 1):
        edition = editions[(number - 1) * EDITIONS // PROMISES]
        made = min(edition.opened_at + timedelta(days=10), now - timedelta(days=9))
        is_open = number > PROMISES - OPEN
        ended = None if is_open else min(made + timedelta(days=25), now - timedelta(days=1))
        what, step = words.comment(number)[:150], words.comment(number + 1)[:150]
        last = now - timedelta(days=3) if is_open else ended
        promise = Promise.objects.create(
            series=series, edition=edition, number=number, kind="do", what=what, first_step=step,
            owner=cast.bev, due_on=(now + timedelta(days=30)).date() if is_open else made.date(),
            state="started" if is_open else "done", made_at=made, last_word_at=last,
            ended_at=ended, folded=folded(what, step, *(words.comment(n) for n in range(3))),
        )  # fmt: skip
        kinds = ("made", "started", "note", "note") + (() if is_open else ("done",))
        PromiseWord.objects.bulk_create(
            PromiseWord(
                promise=promise, kind=kind, words=words.comment(number + n)[:200], by=cast.bev,
                at=made + timedelta(days=n),
            )
            for n, kind in enumerate(kinds)
        )  # fmt: skip
        Became.objects.create(theme=edition.themes.first(), promise=promise)
        if ended is not None:
            asked = ended + timedelta(days=14)
            Tap.objects.create(
                kind="helped", edition=edition, promise=promise, opens_at=asked,
                closes_at=asked + timedelta(days=7), released_at=asked + timedelta(days=7),
                figure=helped,
            )  # fmt: skip


if __name__ == "__main__":
    call_command("migrate", interactive=False, verbosity=0)
    main()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    json.dump({"newest": f"week-{EDITIONS - 2}", "series": "the-leadership-message"}, sys.stdout)
