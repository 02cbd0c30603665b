"""The only now: every moment that Heed writes down or compares comes from here, aware and in UTC.

The demo and the tests move the clock by giving it another source.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

_WEEK = re.compile(r"([0-9]{4})-W([0-9]{2})")

# One reference, read and replaced whole, so that no lock is needed between threads.
_source: Callable[[], datetime] | None = None


def now() -> datetime:
    """The present moment, aware, in UTC."""
    source = _source
    if source is None:
        return datetime.now(UTC)
    return _aware(source()).astimezone(UTC)


def set_source(source: Callable[[], datetime] | None) -> None:
    """Let `now` answer with what `source` says; None gives the machine's clock back."""
    global _source
    _source = source


def local(moment: datetime) -> datetime:
    """The same moment as a clock on the organisation's wall shows it."""
    return _aware(moment).astimezone(zone())


def zone() -> ZoneInfo:
    """The time zone of the organisation."""
    return ZoneInfo(settings.TIME_ZONE)


def at_local(day: date, clock_time: time) -> datetime:
    """The moment at which the wall clock shows `clock_time` on `day`, in UTC.

    A time that the clock jumps over in spring is moved on by the jump; of a time that comes
    twice in autumn the first is taken.
    """
    wall = datetime.combine(day, clock_time.replace(tzinfo=None, fold=0), tzinfo=zone())
    return wall.astimezone(UTC)


def iso_week(moment: datetime | date) -> str:
    """The ISO week in which a moment falls on the wall clock, as "2026-W48"."""
    day = local(moment).date() if isinstance(moment, datetime) else moment
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def week_bounds(week: str) -> tuple[datetime, datetime]:
    """The first moment of an ISO week and the first moment after it, in UTC.

    Raises ValueError for text that names no week.
    """
    match = _WEEK.fullmatch(week)
    if match is None:
        raise ValueError(f"“{week[:20]}” is not a week such as 2026-W48.")
    monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
    return at_local(monday, time.min), at_local(monday + timedelta(days=7), time.min)


def next_slot(after: datetime, weekday: int, clock_time: time) -> datetime:
    """The first moment later than `after` that is `clock_time` on `weekday` (Monday is 0), in UTC.

    09:00 stays 09:00 on the wall on both sides of a clock change.
    """
    if not 0 <= weekday <= 6:
        raise ValueError("A weekday is a number from 0, Monday, to 6, Sunday.")
    today = local(after).date()
    day = today + timedelta(days=(weekday - today.weekday()) % 7)
    slot = at_local(day, clock_time)
    return slot if slot > after else at_local(day + timedelta(days=7), clock_time)


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("A moment without a time zone could be any of several moments.")
    return moment
