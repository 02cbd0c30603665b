"""The promises of a series to go through: by state, age, kind, year and words, a page at a time."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Max, Min, Q, QuerySet
from django.utils.translation import gettext as _

from heed import clock
from heed.answer.models import Promise
from heed.answer.queries import promises
from heed.answer.queries.promises import Line, Shown
from heed.edition.queries import answers
from heed.engines import folding

A_PAGE = 20
IN_FEED = 30
MOST_WORDS = 12
LATE, UNDER_WAY = "late", "under_way"
# How long ago it was promised: at least so long, and less than so long.
_AGES: dict[str, tuple[timedelta | None, timedelta | None]] = {
    "month": (None, timedelta(weeks=4)),
    "quarter": (timedelta(weeks=4), timedelta(weeks=13)),
    "half": (timedelta(weeks=13), timedelta(weeks=26)),
    "older": (timedelta(weeks=26), None),
}


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What the list is narrowed to; empty: not at all."""

    state: str = ""
    age: str = ""
    kind: str = ""
    year: int | None = None
    words: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.state or self.age or self.kind or self.year or self.words)


@dataclass(frozen=True, slots=True)
class Listed:
    """One page: the open ones first, by their day, then those that ended, the newest first."""

    still_open: tuple[Shown, ...]
    over: tuple[Shown, ...]
    count: int
    has_more: bool


def states() -> list[tuple[str, str]]:
    """What a promise can be in, as the page calls it."""
    return [
        (LATE, _("Late")),
        (UNDER_WAY, _("Under way")),
        (Promise.State.DONE, _("Done")),
        (Promise.State.ENDED, _("Not going to happen")),
        (Promise.State.LEARNED, _("We tried, it did not work")),
    ]


def ages() -> list[tuple[str, str]]:
    """How long ago something was promised, in four steps."""
    return [
        ("month", _("In the last four weeks")),
        ("quarter", _("One to three months ago")),
        ("half", _("Three to six months ago")),
        ("older", _("More than half a year ago")),
    ]


def years(series: int, *, staff: bool) -> list[int]:
    """The years in which something was promised that this reader may read, the newest first."""
    rows = _readable(series, staff=staff)
    found = rows.aggregate(first=Min("made_at"), last=Max("made_at"))
    if found["first"] is None:
        return []
    first, last = (clock.local(found[name]).year for name in ("first", "last"))
    return list(range(last, first - 1, -1))


def words_of(typed: str) -> tuple[str, ...]:
    """What was typed into the box as folded words."""
    words = folding.words_in(folding.composed(typed))
    return tuple(dict.fromkeys(word.folded for word in words))[:MOST_WORDS]


def listed(series: int, narrowed: Narrowed, *, staff: bool, at: datetime, page: int = 1) -> Listed:
    """One page of the promises that this reader may read; the open ones stand on the first."""
    rows = _narrowed(_readable(series, staff=staff), narrowed, at=at)
    still_open = (
        rows.filter(ended_at=None).order_by("due_on", "number") if page == 1 else rows.none()
    )
    skip = (page - 1) * A_PAGE
    over = rows.exclude(ended_at=None).order_by("-ended_at", "-number")[skip : skip + A_PAGE + 1]
    keys = [list(chosen.values_list("pk", flat=True)) for chosen in (still_open, over)]
    found = promises.in_this_order([*keys[0], *keys[1][:A_PAGE]], at=at)
    return Listed(
        still_open=tuple(found[: len(keys[0])]),
        over=tuple(found[len(keys[0]) :]),
        count=rows.count() if narrowed else 0,
        has_more=len(keys[1]) > A_PAGE,
    )


def newest_lines(series: int, *, at: datetime) -> list[tuple[Shown, Line]]:
    """What last happened to promises that everybody may read, the newest first."""
    rows = _readable(series, staff=False).order_by("-last_word_at", "-number")[:IN_FEED]
    found = promises.in_this_order(rows.values_list("pk", flat=True), at=at)
    lines = [(one, line) for one in found for line in one.lines]
    return sorted(lines, key=lambda each: each[1].at, reverse=True)[:IN_FEED]


def _readable(series: int, *, staff: bool) -> QuerySet[Promise]:
    return Promise.objects.filter(answers.readable(staff=staff), series=series)


def _narrowed(rows: QuerySet[Promise], narrowed: Narrowed, *, at: datetime) -> QuerySet[Promise]:
    if narrowed.state:
        rows = rows.filter(in_state(narrowed.state, at=at))
    if narrowed.kind:
        rows = rows.filter(kind=narrowed.kind)
    if narrowed.age:
        rows = rows.filter(of_age(narrowed.age, at=at))
    if narrowed.year:
        rows = rows.filter(of_year(narrowed.year))
    for word in narrowed.words:
        rows = rows.filter(folded__contains=f" {word}")
    return rows


def of_age(age: str, *, at: datetime) -> Q:
    """The promises that were made so long ago."""
    least, less_than = _AGES[age]
    asked = Q() if least is None else Q(made_at__lte=at - least)
    return asked if less_than is None else asked & Q(made_at__gt=at - less_than)


def of_year(year: int) -> Q:
    """The promises that were made in a year."""
    begins, ends = (clock.at_local(date(each, 1, 1), time.min) for each in (year, year + 1))
    return Q(made_at__gte=begins, made_at__lt=ends)


def in_state(state: str, *, at: datetime) -> Q:
    """The promises that are in a state now, late and under way told apart by the day."""
    today = clock.local(at).date()
    if state == LATE:
        return Q(state__in=Promise.OPEN, due_on__lt=today)
    if state == UNDER_WAY:
        return Q(state__in=Promise.OPEN, due_on__gte=today)
    return Q(state=state)
