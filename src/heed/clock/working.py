"""Working days and working hours: Monday to Friday, less the public holidays of England."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import overload

from heed import clock

_DAY = timedelta(days=1)


def is_working_day(day: date) -> bool:
    """Whether offices are open on this day."""
    return day.weekday() < 5 and day not in _public_holidays(day.year)


def working_days_between(a: date, b: date) -> int:
    """How many working days begin after day `a` and up to day `b`; nothing when `b` is not later.

    From Friday to Monday it is 1, from Friday to Sunday 0.
    """
    a, b = _day(a), _day(b)
    return sum(is_working_day(a + _DAY * n) for n in range(1, (b - a).days + 1))


def working_hours_between(a: datetime, b: datetime, start: int = 9, end: int = 17) -> float:
    """The office hours that passed between two moments, `start` and `end` on the wall clock."""
    total = timedelta()
    day, last = clock.local(a).date(), clock.local(b).date()
    while day <= last:
        if is_working_day(day):
            opens, closes = clock.at_local(day, time(start)), clock.at_local(day, time(end))
            total += max(min(b, closes) - max(a, opens), timedelta())
        day += _DAY
    return total / timedelta(hours=1)


@overload
def add_working_days(start: datetime, days: int) -> datetime: ...
@overload
def add_working_days(start: date, days: int) -> date: ...
def add_working_days(start: date, days: int) -> date:
    """The working day that many steps on (or back); a moment keeps its time on the wall clock.

    No step leaves the day as it is, even one on which nobody works.
    """
    if isinstance(start, datetime):
        wall = clock.local(start)
        return clock.at_local(add_working_days(wall.date(), days), wall.time())
    step = _DAY if days > 0 else -_DAY
    left = abs(days)
    while left:
        start += step
        left -= is_working_day(start)
    return start


def next_working_morning(moment: datetime, hour: int = 9) -> datetime:
    """The first moment later than this one at which a working day's office opens."""
    day = clock.local(moment).date()
    while not is_working_day(day) or clock.at_local(day, time(hour)) <= moment:
        day += _DAY
    return clock.at_local(day, time(hour)).astimezone(UTC)


def _day(value: date) -> date:
    return clock.local(value).date() if isinstance(value, datetime) else value


@cache
def _public_holidays(year: int) -> frozenset[date]:
    # The package takes a moment to load, and most requests never ask.
    from holidays import country_holidays

    return frozenset(country_holidays("GB", subdiv="ENG", years=year))
