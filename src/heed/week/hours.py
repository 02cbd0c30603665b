"""The hours in which somebody wants the weekly mail, on the wall clock of the organisation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from heed import clock

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time: its first moment, and the first moment after it."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Hours:
    """On which days (0 is Monday), from which full hour and until which.

    Where the end is not later than the beginning, the hours run past midnight into the next day.
    """

    days: str = "01234"
    begins: int = 9
    ends: int = 17

    def window(self, at: datetime) -> Window | None:
        """The hours within which a moment falls, if it does."""
        return next((one for one in self._from(at) if one.starts_at <= at < one.ends_at), None)

    def next_window(self, after: datetime) -> Window:
        """The hours that go on at a moment, or else the next that begin."""
        return next(one for one in self._from(after) if after < one.ends_at)

    def _from(self, moment: datetime) -> Iterator[Window]:
        """Every window from the day before this moment on, in order, for five weeks."""
        day = clock.local(moment).date() - _DAY
        for step in range(36):
            window = self._on(day + step * _DAY)
            if window is not None:
                yield window

    def _on(self, day: date) -> Window | None:
        if str(day.weekday()) not in self.days:
            return None
        last = day if self.ends > self.begins else day + _DAY
        starts_at, ends_at = _moment(day, self.begins), _moment(last, self.ends)
        # The hour that the clock leaves out in spring holds no moment.
        return Window(starts_at, ends_at) if starts_at < ends_at else None


def _moment(day: date, hour: int) -> datetime:
    if hour == 24:
        return clock.at_local(day + _DAY, time.min)
    return clock.at_local(day, time(hour))
