"""What came in and what was done, week by week: counts of comments, and no person in them.

A figure stands in the week in which the thing happened, so a week that is over never changes.

What was passed to the guardian is told once its week is over, and until then is still being read.
Else whoever looked each minute would see which of the comments went to her, and when it had come
in: the employer's own network knows who was here then.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Count, Min, Q
from django.db.models.functions import TruncWeek

from heed import clock
from heed.edition.models import Comment, CommentEvent, Report, Series
from heed.edition.queries.pace import times_to_a_decision
from heed.moderation.reasons import Reason

Kind = CommentEvent.Kind

WEEKS = 12
UNDO_FOR = Comment.UNDO_FOR
LOOKED_AT_WITHIN = Report.LOOKED_AT_WITHIN
_ASKED = "asked"
_COUNTED = (
    Kind.RECEIVED, Kind.POSTED, Kind.ASKED, Kind.PASSED_ON, Kind.NOT_POSTED, Kind.SENT_AGAIN,
    Kind.WITHDRAWN,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """How often an office (empty: readers) asked to take a comment down, and what was decided."""

    office: str
    asked: int = 0
    taken_down: int = 0
    stayed: int = 0
    withdrawn: int = 0


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
    take_downs: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class Week:
    """One ISO week; ``is_over`` is false for the one that still runs.

    ``typical_wait``: the median time from a comment's coming in to a decision, over that week's.
    """

    name: str
    begins: datetime
    ends: datetime
    is_over: bool
    figures: Figures
    typical_wait: timedelta | None

    @property
    def first_day(self) -> date:
        return clock.local(self.begins).date()

    @property
    def last_day(self) -> date:
        return self.first_day + timedelta(days=6)


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
    reports: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, other: "_Tally") -> None:
        self.kinds += other.kinds
        self.reasons += other.reasons
        self.reports += other.reports


def ledger(*, at: datetime, weeks: int = WEEKS) -> Ledger:
    """The figures of this week so far and of the weeks before it: five queries."""
    names = _names(at, weeks)
    since, monday = clock.week_bounds(names[-1])[0], clock.week_bounds(names[0])[0]
    tallies = {name: _Tally() for name in names}
    _count_events(tallies, since=since, until=at)
    _count_reports(tallies, since=since, until=at)
    tallies[names[0]].kinds[Kind.PASSED_ON] = 0
    together = _Tally()
    for tally in tallies.values():
        together.add(tally)
    # What was brought in from before Heed was not said to it, and has no clock here.
    still_read = Comment.State.WAITING, Comment.State.DECIDED
    waiting = Comment.objects.filter(
        Q(state__in=still_read) | passed_lately(monday),
        # Said once more, so that all that were posted are left out by the index.
        state__in=(*still_read, Comment.State.PASSED_ON),
        edition__origin=None,
    )
    still = waiting.aggregate(n=Count("pk"), since=Min("received_at"))
    reported = Report.objects.filter(outcome=Report.Outcome.OPEN)
    looked_at = reported.aggregate(n=Count("pk"), since=Min("received_at"))
    series = Series.objects.order_by("pk").values_list("name", "answering_paused_at")
    return Ledger(
        weeks=tuple(
            _week(name, tally, wait, at=at)
            for (name, tally), wait in zip(tallies.items(), _waits(names), strict=True)
        ),
        together=_figures(together),
        waiting=still["n"],
        waiting_since=still["since"],
        reports_waiting=looked_at["n"],
        reports_since=looked_at["since"],
        paused=tuple((name, since) for name, since in series if since is not None),
    )


def passed_lately(monday: datetime) -> Q:
    """Comments that were passed to the guardian in the week that begins here, and are with her."""
    return Q(state=Comment.State.PASSED_ON, decided_at__gte=monday)


def _waits(names: list[str]) -> list[timedelta | None]:
    """The median wait of each week; of the one that runs without what was passed on."""
    return times_to_a_decision(names, passed_until=clock.week_bounds(names[0])[0])


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


def _count_reports(tallies: dict[str, _Tally], *, since: datetime, until: datetime) -> None:
    """What was asked stands in the week of the asking, what was decided in the week of that."""
    final = until - UNDO_FOR
    rows = Report.objects.filter(Q(received_at__gte=since) | Q(decided_at__gte=since))
    down: set[tuple[str, int]] = set()
    for office, outcome, comment, received_at, decided_at in rows.values_list(
        "asked_by_role", "outcome", "comment", "received_at", "decided_at"
    ):
        if since <= received_at <= until:
            tallies[clock.iso_week(received_at)].reports[office.strip(), _ASKED] += 1
        if decided_at is not None and since <= decided_at <= final:
            week = clock.iso_week(decided_at)
            tallies[week].reports[office.strip(), outcome] += 1
            if outcome == Report.Outcome.TAKEN_DOWN:
                down.add((week, comment))
    for week, _comment in down:
        tallies[week].kinds[Kind.TAKEN_DOWN] += 1


def _week(name: str, tally: _Tally, wait: timedelta | None, *, at: datetime) -> Week:
    begins, ends = clock.week_bounds(name)
    return Week(
        name=name,
        begins=begins,
        ends=ends,
        is_over=ends <= at,
        figures=_figures(tally),
        typical_wait=wait,
    )


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
        take_downs=_take_downs(tally.reports),
    )


def _take_downs(reports: Counter[tuple[str, str]]) -> tuple[Asked, ...]:
    """Readers first, then the offices by name."""
    outcomes = Report.Outcome
    return tuple(
        Asked(
            office=office,
            asked=reports[office, _ASKED],
            taken_down=reports[office, outcomes.TAKEN_DOWN],
            stayed=reports[office, outcomes.STAYED],
            withdrawn=reports[office, outcomes.WITHDRAWN],
        )
        for office in sorted({office for office, _outcome in reports}, key=str.casefold)
    )
