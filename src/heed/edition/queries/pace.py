"""How long it takes until something that came in is decided."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from statistics import median

from django.db.models import F, Q

from heed import clock
from heed.edition.models import Comment, CommentEvent
from heed.edition.queries.deciding import in_scope

Kind = CommentEvent.Kind

_CAME_IN = (Kind.RECEIVED, Kind.ANSWERED, Kind.SENT_AGAIN, Kind.RETURNED)
# What is undone about a report is another matter.
_UNDONE = Q(kind=Kind.UNDONE, detail="")


def time_to_a_decision(week: str, *, scopes: Iterable[str] | None = None) -> timedelta | None:
    """The median time from coming in to a decision, over what was decided in an ISO week.

    None where nothing was decided. A decision that was undone is none.
    """
    return times_to_a_decision([week], scopes=scopes)[0]


def times_to_a_decision(
    weeks: list[str],
    *,
    scopes: Iterable[str] | None = None,
    passed_until: datetime | None = None,
) -> list[timedelta | None]:
    """The same for several weeks, with one query.

    What was passed to the guardian since ``passed_until`` is left out.
    """
    bounds = [clock.week_bounds(week) for week in weeks]
    # A list, not a question for each event: SQLite would ask that by the wrong index.
    decided = CommentEvent.objects.filter(
        kind=Kind.DECIDED, at__gte=min(first for first, _after in bounds)
    ).values("comment")
    told = Q(kind__in=[*_CAME_IN, Kind.DECIDED]) | _UNDONE
    if passed_until is not None:
        told &= ~Q(kind=Kind.DECIDED, detail=Comment.Outcome.PASSED_ON, at__gte=passed_until)
    events = (
        CommentEvent.objects.filter(in_scope(scopes, "comment__edition__series__slug__in"))
        .filter(Q(comment__in=decided), told)
        .order_by(F("comment"), "at", "pk")
        .values_list("comment", "kind", "at")
    )
    lengths = _lengths(list(events))
    return [
        _median(length for decided_at, length in lengths if first <= decided_at < after)
        for first, after in bounds
    ]


def _lengths(events: list[tuple[int, str, datetime]]) -> list[tuple[datetime, timedelta]]:
    """(when it was decided, how long it had waited) for every decision that was not undone."""
    lengths: list[tuple[datetime, timedelta]] = []
    came_in, of_comment = None, None
    for comment, kind, at in events:
        if comment != of_comment:
            came_in, of_comment, decision = None, comment, None
        if kind in _CAME_IN:
            came_in = at
        elif kind == Kind.UNDONE and decision is not None:
            lengths.remove(decision)
            decision = None
        elif kind == Kind.DECIDED and came_in is not None:
            decision = (at, at - came_in)
            lengths.append(decision)
    return lengths


def _median(lengths: Iterable[timedelta]) -> timedelta | None:
    seconds = [length.total_seconds() for length in lengths]
    return timedelta(seconds=median(seconds)) if seconds else None
