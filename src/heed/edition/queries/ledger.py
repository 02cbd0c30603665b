"""What came in and what was done, week by week: counts of comments, and no person in them.

A figure stands in the week in which the thing happened, so a week that is over never changes.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median

from django.db.models import Count, Min, Q
from django.db.models.functions import TruncWeek

from heed import clock
from heed.edition.models import Comment, CommentEvent, Report, Series
from heed.moderation.reasons import Reason

Kind = CommentEvent.Kind

WEEKS = 12
# The first of these that takes effect is the decision whose waiting time counts.
_DECISIONS = (Kind.POSTED, Kind.ASKED, Kind.PASSED_ON, Kind.NOT_POSTED)
_COUNTED = (Kind.RECEIVED, *_DECISIONS, Kind.SENT_AGAIN, Kind.WITHDRAWN, Kind.TAKEN_DOWN)


@dataclass(frozen=True, slots=True)
class Asked:
    """How often an office (empty: readers) asked to take a comment down, and what became of it."""

    office: str
    asked: int = 0
    taken_down: int = 0
    stayed: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """What happened in one week, or in several together."""

    received: int = 0
    posted: int = 0
    asked: int = 0
    passed_on: int = 0
    not_posted: int = 0
    # Every reason of the closed list, those that were not used included.
    by_reason: tuple[tuple[Reason, int], ...] = tuple((reason, 0) for reason in Reason)
    sent_again: int = 0
    withdrawn: int = 0
    taken_down: int = 0
    decided: int = 0
    typical_wait: timedelta | None = None
    take_downs: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class Week:
    """One ISO week; ``is_over`` is false for the one that still runs."""

    name: str
    begins: datetime
    ends: datetime
    is_over: bool
    figures: Figures

    @property
    def last_day(self) -> date:
        return clock.local(self.begins).date() + timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The newest week first, all of them together, and what waits at this moment."""

    weeks: tuple[Week, ...]
    together: Figures
    waiting: int = 0
    waiting_since: datetime | None = None
    reports_waiting: int = 0
    reports_since: datetime | None = None
    paused: tuple[tuple[str, datetime], ...] = ()


@dataclass(slots=True)
class _Tally:
    kinds: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    waits: list[timedelta] = field(default_factory=list)
    reports: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, other: "_Tally") -> None:
        self.kinds += other.kinds
        self.reasons += other.reasons
        self.waits += other.waits
        self.reports += other.reports


def ledger(*, at: datetime, weeks: int = WEEKS) -> Ledger:
    """The figures of this week so far and of the weeks before it: five queries."""
    names = _names(at, weeks)
    since = clock.week_bounds(names[-1])[0]
    tallies = {name: _Tally() for name in names}
    _count_events(tallies, since=since, until=at)
    _measure_waits(tallies, since=since, until=at)
    _count_reports(tallies, since=since, until=at)
    together = _Tally()
    for tally in tallies.values():
        together.add(tally)
    waiting = Comment.objects.filter(state__in=(Comment.State.WAITING, Comment.State.DECIDED))
    still = waiting.aggregate(n=Count("pk"), since=Min("received_at"))
    reported = Report.objects.filter(outcome=Report.Outcome.OPEN)
    looked_at = reported.aggregate(n=Count("pk"), since=Min("received_at"))
    paused = Series.objects.exclude(answering_paused_at=None).order_by("pk")
    return Ledger(
        weeks=tuple(_week(name, tally, at=at) for name, tally in tallies.items()),
        together=_figures(together),
        waiting=still["n"],
        waiting_since=still["since"],
        reports_waiting=looked_at["n"],
        reports_since=looked_at["since"],
        paused=tuple(paused.values_list("name", "answering_paused_at")),
    )


def _names(at: datetime, weeks: int) -> list[str]:
    today = clock.local(at).date()
    return [clock.iso_week(today - timedelta(weeks=back)) for back in range(weeks)]


def _count_events(tallies: dict[str, _Tally], *, since: datetime, until: datetime) -> None:
    rows = (
        CommentEvent.objects.filter(kind__in=_COUNTED, at__gte=since, at__lte=until)
        .annotate(monday=TruncWeek("at", tzinfo=clock.zone()))
        .values_list("monday", "kind", "reason")
        .annotate(n=Count("comment", distinct=True))
        .order_by()
    )
    for monday, kind, reason, count in rows:
        tally = tallies[clock.iso_week(monday)]
        tally.kinds[kind] += count
        if kind == Kind.NOT_POSTED:
            tally.reasons[reason] += count


def _measure_waits(tallies: dict[str, _Tally], *, since: datetime, until: datetime) -> None:
    """From a comment's coming in to the first decision on it, in the week of the decision."""
    decided = CommentEvent.objects.filter(kind__in=_DECISIONS, at__gte=since, at__lte=until)
    rows = (
        CommentEvent.objects.filter(comment__in=decided.values("comment"))
        .values("comment")
        .annotate(
            came=Min("at", filter=Q(kind=Kind.RECEIVED)),
            first=Min("at", filter=Q(kind__in=_DECISIONS)),
        )
        .filter(first__gte=since, came__isnull=False)
        .order_by()
        .values_list("came", "first")
    )
    for came, first in rows:
        tallies[clock.iso_week(first)].waits.append(first - came)


def _count_reports(tallies: dict[str, _Tally], *, since: datetime, until: datetime) -> None:
    rows = (
        Report.objects.filter(received_at__gte=since, received_at__lte=until)
        .annotate(monday=TruncWeek("received_at", tzinfo=clock.zone()))
        .values_list("monday", "asked_by_role", "outcome")
        .annotate(n=Count("pk"))
        .order_by()
    )
    for monday, office, outcome, count in rows:
        tallies[clock.iso_week(monday)].reports[office.strip(), outcome] += count


def _week(name: str, tally: _Tally, *, at: datetime) -> Week:
    begins, ends = clock.week_bounds(name)
    return Week(name=name, begins=begins, ends=ends, is_over=ends <= at, figures=_figures(tally))


def _figures(tally: _Tally) -> Figures:
    return Figures(
        received=tally.kinds[Kind.RECEIVED],
        posted=tally.kinds[Kind.POSTED],
        asked=tally.kinds[Kind.ASKED],
        passed_on=tally.kinds[Kind.PASSED_ON],
        not_posted=tally.kinds[Kind.NOT_POSTED],
        by_reason=tuple((reason, tally.reasons[reason]) for reason in Reason),
        sent_again=tally.kinds[Kind.SENT_AGAIN],
        withdrawn=tally.kinds[Kind.WITHDRAWN],
        taken_down=tally.kinds[Kind.TAKEN_DOWN],
        decided=len(tally.waits),
        typical_wait=median(tally.waits) if tally.waits else None,
        take_downs=_take_downs(tally.reports),
    )


def _take_downs(reports: Counter[tuple[str, str]]) -> tuple[Asked, ...]:
    """Readers first, then the offices by name."""
    outcomes = Report.Outcome
    return tuple(
        Asked(
            office=office,
            asked=sum(reports[office, outcome] for outcome in outcomes),
            taken_down=reports[office, outcomes.TAKEN_DOWN],
            stayed=reports[office, outcomes.STAYED],
            waiting=reports[office, outcomes.OPEN],
        )
        for office in sorted({office for office, _outcome in reports}, key=str.casefold)
    )
