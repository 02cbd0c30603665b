"""What came in on paper and what was done, week by week: counts of cards alone.

Cards are counted once a week is over, all together: a figure that grew by six on a Wednesday
would tell everybody that a crew had been asked on that day, and its colleagues which.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.db.models.functions import TruncWeek

from heed import clock
from heed.edition.models import PaperCardEvent
from heed.moderation.reasons import Reason

Kind = PaperCardEvent.Kind
_COUNTED = (
    Kind.RECEIVED, Kind.POSTED, Kind.GIVEN, Kind.PASSED_ON, Kind.NOT_POSTED, Kind.SENT_AGAIN,
    Kind.WITHDRAWN, Kind.REPORTED, Kind.TAKEN_DOWN,
)  # fmt: skip
# A card that came down and was put back within five minutes never came down.
_PUT_BACK = Q(kind=Kind.UNDONE, detail="report")
_EACH = (Kind.TAKEN_DOWN, Kind.UNDONE)


@dataclass(frozen=True, slots=True)
class PaperFigures:
    """What happened to paper cards in one week that is over, or in several together."""

    received: int = 0
    posted: int = 0
    given: int = 0
    passed_on: int = 0
    not_posted: int = 0
    by_reason: tuple[tuple[Reason, int], ...] = tuple((reason, 0) for reason in Reason)
    sent_again: int = 0
    withdrawn: int = 0
    reported: int = 0
    taken_down: int = 0


@dataclass(frozen=True, slots=True)
class PaperLedger:
    """Each week that is over, and all of them together."""

    weeks: dict[str, PaperFigures]
    together: PaperFigures


def paper_ledger(names: list[str], *, at: datetime) -> PaperLedger:
    """The figures of those of these ISO weeks that are over: one query."""
    over = [name for name in names if clock.week_bounds(name)[1] <= at]
    if not over:
        return PaperLedger({}, PaperFigures())
    since, until = clock.week_bounds(min(over))[0], clock.week_bounds(max(over))[1]
    tallies: dict[str, Counter[tuple[str, str]]] = {name: Counter() for name in over}
    rows = (
        PaperCardEvent.objects.filter(Q(kind__in=_COUNTED) | _PUT_BACK, at__gte=since, at__lt=until)
        .annotate(monday=TruncWeek("at", tzinfo=clock.zone()))
        .values_list("monday", "kind", "reason")
        .annotate(cards=Count("card", distinct=True), events=Count("pk"))
        .order_by()
    )
    for monday, kind, reason, of_cards, of_events in rows:
        count = of_events if kind in _EACH else of_cards
        tallies[clock.iso_week(monday)][kind, reason] += count
    together: Counter[tuple[str, str]] = Counter()
    for tally in tallies.values():
        together += tally
    return PaperLedger(
        {name: _figures(tally) for name, tally in tallies.items()}, _figures(together)
    )


def _figures(tally: Counter[tuple[str, str]]) -> PaperFigures:
    kinds: Counter[str] = Counter()
    for (kind, _reason), count in tally.items():
        kinds[kind] += count
    return PaperFigures(
        received=kinds[Kind.RECEIVED],
        posted=kinds[Kind.POSTED],
        given=kinds[Kind.GIVEN],
        passed_on=kinds[Kind.PASSED_ON],
        not_posted=kinds[Kind.NOT_POSTED],
        by_reason=tuple((reason, tally[Kind.NOT_POSTED, reason]) for reason in Reason),
        sent_again=kinds[Kind.SENT_AGAIN],
        withdrawn=kinds[Kind.WITHDRAWN],
        reported=kinds[Kind.REPORTED],
        taken_down=kinds[Kind.TAKEN_DOWN] - kinds[Kind.UNDONE],
    )
