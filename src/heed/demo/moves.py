"""Moves through the demo's time. Each runs every due step in between, as time itself would."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import close_old_connections
from django.utils.translation import gettext as _

from heed import clock
from heed.clock import working
from heed.demo import crowd, time
from heed.edition.queries import calendar
from heed.ui.formatting import clock_time, short_day

logger = logging.getLogger("heed.demo")

BEAT_SECONDS = 5
HOUR = timedelta(hours=1)
# While offices are closed, nobody decides; what falls due then is stopped at by itself.
LONGEST_STRIDE = timedelta(hours=6)

# Time runs on by itself and leaps when asked to; never both at once.
_turn = threading.Lock()


def _nothing() -> None:
    """Stands for the tick until somebody says what it is."""


_tick: Callable[[], object] = _nothing


def beat_with(tick: Callable[[], object]) -> None:
    """Say what is done at each moment besides what the crowd does: the tick of the real Heed."""
    global _tick
    _tick = tick


@dataclass(frozen=True, slots=True)
class Move:
    """One leap that the strip offers."""

    key: str
    says: str
    to: datetime


def offered() -> list[Move]:
    """The moves that mean something now, nearest first."""
    now = clock.now()
    moves = [
        Move("soon", _("Six minutes on"), now + timedelta(minutes=6)),
        Move("fortnight", _("Two weeks on"), now + timedelta(weeks=2)),
    ]
    slot = calendar.next_opening(after=now)
    morning = working.next_working_morning(now)
    if slot is not None:
        moves.append(Move("opening", _to(slot), slot))
    if morning != slot:
        moves.append(Move("morning", _to(morning), morning))
    return sorted(moves, key=lambda move: move.to)


def _to(moment: datetime) -> str:
    said = {"day": short_day(moment), "time": clock_time(moment)}
    return _("To %(day)s, %(time)s") % said


def make(key: str) -> bool:
    """Make a move that is offered now; false where there is none of that name."""
    with _turn:
        wanted = next((move for move in offered() if move.key == key), None)
        if wanted is None:
            return False
        _go_to(wanted.to)
        return True


def _go_to(moment: datetime) -> None:
    """Let time pass until ``moment``, and stop wherever something is due."""
    at = clock.now()
    while at < moment:
        due = [*calendar.due_between(at, moment), *crowd.due_after(at)]
        stops = [_next_stride(at), moment, *due]
        at = min(stop for stop in stops if stop > at)
        time.leap(at)
        _live()


def _next_stride(at: datetime) -> datetime:
    """An hour on while offices are open; else the next morning, in a few strides."""
    hour = at.replace(minute=0, second=0, microsecond=0) + HOUR
    if working.working_hours_between(at, hour):
        return hour
    return min(working.next_working_morning(at), at + LONGEST_STRIDE)


def _live() -> None:
    """One moment: the crowd does what it would, then Heed does what is due."""
    crowd.act(until=clock.now())
    _tick()


def run_on() -> None:
    """From now on, let time run by itself as well, until this process ends."""
    threading.Thread(target=_run, name="demo-time", daemon=True).start()


def _run() -> None:
    pause = threading.Event()
    while True:
        try:
            close_old_connections()
            with _turn:
                _live()
                time.remember()
        except Exception:
            # Whatever went wrong at this moment, the next one comes.
            logger.exception("A moment of the demo failed.")
        pause.wait(BEAT_SECONDS)
