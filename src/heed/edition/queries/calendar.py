"""When something of the weekly message falls due."""

from dataclasses import dataclass
from datetime import datetime

from heed import clock
from heed.edition.models import Comment, Edition, PaperCard, Series


def next_opening(*, after: datetime) -> datetime | None:
    """The next moment at which a series goes out."""
    slots = [
        clock.next_slot(after, series.says_on, series.says_at) for series in Series.objects.all()
    ]
    return min(slots, default=None)


def last_opened() -> tuple[str, datetime] | None:
    """The name in the address of the newest message that went out, and when it did."""
    editions = Edition.objects.filter(
        state__in=[Edition.State.OPEN, Edition.State.CLOSED], opened_at__isnull=False
    )
    found = editions.order_by("-opened_at").values_list("slug", "opened_at").first()
    return (found[0] or "", found[1]) if found and found[1] else None


def due_between(start: datetime, end: datetime) -> list[datetime]:
    """Every moment in which something opens, closes or takes effect, in order."""
    moments = [
        *Edition.objects.filter(
            state=Edition.State.SCHEDULED, publish_at__gt=start, publish_at__lte=end
        ).values_list("publish_at", flat=True),
        *Edition.objects.filter(
            state=Edition.State.OPEN, closes_at__gt=start, closes_at__lte=end
        ).values_list("closes_at", flat=True),
        *Comment.objects.filter(
            state=Comment.State.DECIDED, takes_effect_at__gt=start, takes_effect_at__lte=end
        ).values_list("takes_effect_at", flat=True),
        *PaperCard.objects.filter(
            state=PaperCard.State.DECIDED, takes_effect_at__gt=start, takes_effect_at__lte=end
        ).values_list("takes_effect_at", flat=True),
    ]
    return sorted(moment for moment in moments if moment is not None)


@dataclass(frozen=True, slots=True)
class ThisWeek:
    """Where the week stands: whose draft is being written, when it opens, what waits.

    ``drafted_by`` is an address; empty where nobody has begun to write.
    """

    drafted_by: str
    opens_at: datetime | None
    is_open: bool
    received: int
    waiting: int
    undoing: int


def this_week(*, at: datetime) -> ThisWeek:
    """The next message, the open one, and what is to be decided."""
    editions = Edition.objects.order_by("publish_at")
    scheduled = editions.filter(state=Edition.State.SCHEDULED).first()
    comments, cards = Comment.objects.all(), PaperCard.objects.all()
    return ThisWeek(
        drafted_by=editions.filter(state=Edition.State.DRAFT, revision__number__gt=1)
        .order_by("begun_at")
        .values_list("author__email", flat=True)
        .first()
        or "",
        opens_at=scheduled.publish_at if scheduled else None,
        is_open=editions.filter(state=Edition.State.OPEN, closes_at__gt=at).exists(),
        received=comments.filter(edition__state=Edition.State.OPEN).count(),
        waiting=comments.filter(state=Comment.State.WAITING).count()
        + cards.filter(state=PaperCard.State.WAITING).count(),
        undoing=comments.filter(state=Comment.State.DECIDED).count()
        + cards.filter(state=PaperCard.State.DECIDED).count(),
    )
