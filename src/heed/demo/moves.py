"""Moves through the demo's time. Each runs every due step in between, as time itself would."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from heed import clock
from heed.clock import working
from heed.demo import crowd, time
from heed.edition.queries import calendar
from heed.ui.formatting import clock_time, short_day

STRIDE = timedelta(hours=1)

_beat: Callable[[], object] = lambda: None  # noqa: E731  replaced as soon as the demo runs


def beat_with(beat: Callable[[], object]) -> None:
    """Say what a tick is; the demo's worker gives it the real one."""
    global _beat
    _beat = beat


@dataclass(frozen=True, slots=True)
class Move:
    """One leap that the strip offers."""

    key: str
    says: str
    to: datetime


def offered() -> list[Move]:
    """The moves that mean something now, nearest first."""
    now = clock.now()
    moves = [Move("soon", _("Six minutes on"), now + timedelta(minutes=6))]
    slot = calendar.next_opening(after=now)
    if slot is not None:
        said = _("To %(day)s, %(time)s") % {"day": short_day(slot), "time": clock_time(slot)}
        moves.append(Move("opening", said, slot))
    morning = working.next_working_morning(now)
    said = _("To %(day)s, %(time)s") % {"day": short_day(morning), "time": clock_time(morning)}
    if slot is None or morning != slot:
        moves.append(Move("morning", said, morning))
    moves.append(Move("fortnight", _("Two weeks on"), now + timedelta(weeks=2)))
    return sorted(moves, key=lambda move: move.to)


def make(key: str) -> bool:
    """Make a move that is offered now; false where there is none of that name."""
    wanted = next((move for move in offered() if move.key == key), None)
    if wanted is None:
        return False
    go_to(wanted.to)
    return True


def go_to(moment: datetime) -> None:
    """Let time pass until ``moment``: the crowd acts, what is due is done, nothing is skipped."""
    at = clock.now()
    while at < moment:
        stops = [at + STRIDE, moment, *calendar.due_between(at, moment)]
        at = min(stop for stop in stops if stop > at)
        time.leap(at)
        crowd.act(until=at)
        _beat()
    time.leap(moment)
