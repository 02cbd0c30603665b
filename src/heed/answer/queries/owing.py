"""What a series owes: promises without a word, answers without an end, owners who left.

These are what stops the next message from opening, and what its author reads first.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Min
from django.db.models.functions import Coalesce

from heed.answer.models import Became, Gathered, Playback, Promise, Theme
from heed.answer.queries import whose
from heed.answer.queries.promises import STALE_AFTER
from heed.edition.queries import answers

ENDS_WITHIN = timedelta(days=14)
# Further back from the last message than this nothing is looked for: what is older was stopped at
# every message since.
LOOK_BACK = timedelta(days=182)


@dataclass(frozen=True, slots=True)
class Late:
    """Answers to one message that have had no end for fourteen days."""

    slug: str
    title: str
    author: str
    count: int
    # Whoever read them left, or is no author of the series any more.
    has_nobody: bool = False


def stale(series: int, *, at: datetime) -> list[Promise]:
    """Open promises whose last word is older than 28 days, the oldest first."""
    rows = Promise.objects.filter(series=series, ended_at=None, last_word_at__lte=at - STALE_AFTER)
    return list(rows.select_related("owner", "series").order_by("last_word_at"))


def without_owner(series: int) -> list[Promise]:
    """Open promises whose owner has left."""
    rows = Promise.objects.filter(series=series, ended_at=None, owner__is_active=False)
    return list(rows.select_related("owner", "series").order_by("number"))


def late_answers(series: int, *, at: datetime) -> list[Late]:
    """Where answers have waited for an end for more than fourteen days, by message."""
    last = answers.previous_opened_at(series, before=at) or at
    messages = answers.messages_of_series(series, since=last - LOOK_BACK)
    before = at - ENDS_WITHIN
    found = answers.labels([one.pk for one in messages], before=before)
    ended = ended_labels({edition for edition, _label in found})
    late: dict[int, int] = {}
    for edition, label in found:
        if label not in ended:
            late[edition] = late.get(edition, 0) + 1
    if not late:
        return []
    messages = whose.each_now(one for one in messages if one.pk in late)
    left = whose.without_author(messages, series_slug=messages[0].series_slug)
    return [
        Late(one.slug, one.title, one.author_first_name, late[one.pk], has_nobody=one in left)
        for one in messages
    ]


def ended_labels(editions: Collection[int]) -> set[str]:
    """The answers to these messages that have an end."""
    return set(ends(editions))


def ends(editions: Collection[int]) -> dict[str, datetime]:
    """When each answer to these messages that has an end came to it, by its label: four queries.

    What was heard went out, or a promise, a no or somebody who has it came before that; where the
    author said that they are still thinking, one of those must have come.
    """
    out = Playback.objects.filter(edition__in=editions).exclude(published_at=None)
    heard_at = dict(out.values_list("edition", "published_at"))
    became_at = _became_at(editions)
    over: dict[int, datetime] = {}
    rows = Theme.objects.filter(edition__in=editions)
    for theme, edition, thinking in rows.values_list("pk", "edition", "still_thinking_at"):
        moments = [became_at.get(theme), None if thinking else heard_at.get(edition)]
        if known := [moment for moment in moments if moment is not None]:
            over[theme] = min(known)
    gathered = Gathered.objects.filter(theme__edition__in=editions)
    return {
        f"{kind}-{key}": over[theme]
        for kind, key, theme in gathered.values_list("kind", "key", "theme")
        if theme in over
    }


def _became_at(editions: Collection[int]) -> dict[int, datetime]:
    """When the first promise, no or handing on came of each theme."""
    first = Coalesce("promise__made_at", "refusal__at", "handed_on__at")
    rows = Became.objects.filter(theme__edition__in=editions).values("theme")
    return dict(rows.annotate(first=Min(first)).values_list("theme", "first"))
