"""Run in a process of its own, under the demo's settings: prepare it, make the moves, say all."""

import json
import sys

import django

django.setup()

from heed import clock  # noqa: E402  Django first
from heed.answer.models import HandedOn, Promise, Refusal, Tap  # noqa: E402
from heed.answer.queries import promises  # noqa: E402
from heed.cli import ground  # noqa: E402
from heed.cli.ticking import tick  # noqa: E402
from heed.demo import actions, moves  # noqa: E402
from heed.demo.models import Letter  # noqa: E402
from heed.edition.models import Comment, Edition, Series  # noqa: E402
from heed.people.models import Person, Unit  # noqa: E402


def everything() -> dict[str, object]:
    """All that the demo holds by now, but for the moments, which run with the machine's clock."""
    comments = Comment.objects.order_by("edition__opened_at", "name", "text")
    return {
        "day": f"{clock.local(clock.now()):%Y-%m-%d}",
        "people": list(Person.objects.order_by("pk").values_list("name", "email", "post")),
        "units": list(Unit.objects.order_by("pk").values_list("name", "parent__name")),
        "messages": [
            {
                "week": clock.iso_week(one.opened_at) if one.opened_at else "",
                "state": one.state,
                "author": one.author.name,
                "title": one.revision.title if one.revision else "",
                "words": one.revision.text if one.revision else "",
            }
            for one in Edition.objects.order_by("begun_at").select_related("author", "revision")
        ],
        "comments": [
            {
                "week": clock.iso_week(one.edition.opened_at) if one.edition.opened_at else "",
                "name": one.name,
                "text": one.text,
                "state": one.state,
                "reason": one.reason,
                "told": one.words_to_writer,
                "by": one.decided_by.first_name if one.decided_by else "",
                "replies": list(one.replies.values_list("name", "text")),
                "steps": list(one.events.order_by("pk").values_list("kind", flat=True)),
            }
            for one in comments.select_related("edition", "decided_by")
        ],
        "mail": list(Letter.objects.order_by("pk").values_list("to", "subject")),
        "promises": sorted(
            (one.number, one.mark, one.owner, bool(one.helped)) for one in _promises()
        ),
        "noes": Refusal.objects.count(),
        "handed_on": HandedOn.objects.count(),
        "figures": [
            (tap.kind, tap.figure) for tap in Tap.objects.order_by("pk") if tap.released_at
        ],
        "since": _since_last_time(),
        "paused": Series.objects.exclude(answering_paused_at=None).exists(),
    }


def _promises() -> list[promises.Shown]:
    return promises.as_they_stood(Promise.objects.all(), at=clock.now())


def _since_last_time() -> dict[str, int]:
    """How many promises stand in each part of the newest message's "since last time"."""
    newest, before = Edition.objects.exclude(opened_at=None).order_by("-opened_at")[:2]
    assert newest.opened_at is not None
    since = promises.since_last_time(newest.series_id, since=before.opened_at, at=newest.opened_at)
    parts = ("done", "under_way", "late", "ended", "noes")
    return {part: len(getattr(since, part)) for part in parts}


ground.migrate()
moves.beat_with(tick)
actions.prepare()
for move in sys.argv[1:]:
    assert moves.make(move), move
json.dump(everything(), sys.stdout)
