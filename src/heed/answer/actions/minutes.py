"""What a message takes its author: one median over twelve weeks at least, and nobody's own minutes.

Whose minutes are whose is known for twelve weeks, to that person alone. A median needs longer than
that wherever a week was left out. So weeks are added into a sum that says no more than how many
took how long, to the nearest five minutes, and only together: those of three authors at least.
Weeks for which three authors do not come together in time are in no figure.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from statistics import median

from django.db import IntegrityError, transaction
from django.db.models import F

from heed import clock
from heed.answer.models import AuthorWeeks, Frozen
from heed.edition.queries import answers
from heed.edition.queries.answers import Message
from heed.people import queries as people

WEEKS_AT_LEAST, AUTHORS_AT_LEAST, NEAREST = 12, 3, 5
Kind = Frozen.Kind
Week = tuple[int, str]


def freeze_due(messages: Sequence[Message], there: set[tuple[int, str]], *, at: datetime) -> int:
    """Add what can be added, and make the median where it is enough; how many were made.

    ``messages`` are the last ones, the newest first; ``there`` are the figures that they have.
    """
    fresh = _fresh(messages, there, at=at)
    try:
        with transaction.atomic():
            return _make(at=at) if fresh and _add(fresh, at=at) else 0
    except IntegrityError:
        # Another server added them at the same moment, and its sum stands.
        return 0


def _fresh(
    messages: Sequence[Message], there: set[tuple[int, str]], *, at: datetime
) -> list[Message]:
    """The messages since the last one that was counted whose week is over."""
    fresh: list[Message] = []
    for message in messages:
        if {(message.pk, Kind.COUNTED), (message.pk, Kind.MINUTES)} & there:
            break
        if clock.week_bounds(_week(message)[1])[1] <= at:
            fresh.append(message)
    return fresh


def _week(message: Message) -> Week:
    return message.author_id, clock.iso_week(message.opened_at)


def _add(fresh: Sequence[Message], *, at: datetime) -> bool:
    """Add the weeks of these messages to the sum, where at least three authors wrote them."""
    took, known = people.minutes_of_weeks({_week(message) for message in fresh})
    if len({author for author, _name in known}) < AUTHORS_AT_LEAST:
        return False
    Frozen.objects.bulk_create(
        Frozen(edition_id=message.pk, kind=Kind.COUNTED, value={}, at=at)
        for message in fresh
        if _week(message) in known
    )
    for minutes, weeks in Counter(NEAREST * round(each / NEAREST) for each in took).items():
        AuthorWeeks.objects.get_or_create(minutes=minutes)
        AuthorWeeks.objects.filter(minutes=minutes).update(weeks=F("weeks") + weeks)
    return True


def _make(*, at: datetime) -> int:
    """One median of all that was added since the last, of which nobody wrote more than half."""
    last = Frozen.objects.filter(kind=Kind.MINUTES).order_by("-at").first()
    counted = Frozen.objects.filter(kind=Kind.COUNTED)
    if last is not None:
        counted = counted.filter(at__gt=last.at)
    messages = answers.messages_numbered(counted.values_list("edition", flat=True))
    weeks = {_week(message) for message in messages}
    wrote = Counter(author for author, _name in weeks)
    if len(weeks) < WEEKS_AT_LEAST or len(wrote) < AUTHORS_AT_LEAST:
        return 0
    if 2 * max(wrote.values()) > len(weeks):
        return 0
    took = [
        minutes
        for minutes, many in AuthorWeeks.objects.values_list("minutes", "weeks")
        for _each in range(many)
    ]
    if len(took) < WEEKS_AT_LEAST:
        return 0
    value = {"minutes": NEAREST * round(median(took) / NEAREST), "messages": len(took)}
    Frozen.objects.create(edition_id=messages[0].pk, kind=Kind.MINUTES, value=value, at=at)
    AuthorWeeks.objects.all().delete()
    return 1
