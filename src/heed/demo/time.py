"""The demo's clock: it runs on from where it was, and leaps when the visitor says so."""

import threading
import time as real
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from heed.demo.models import Time

BEGINS_AT = datetime(2026, 11, 23, 9, 15, tzinfo=ZoneInfo("Europe/London"))

_lock = threading.Lock()
_anchor: tuple[datetime, float] | None = None


def now() -> datetime:
    """What the demo's clock says, to the second."""
    with _lock:
        says, since = _anchor or _begin()
    return (says + timedelta(seconds=int(real.monotonic() - since))).astimezone(UTC)


def leap(to: datetime) -> None:
    """Set the clock, and remember it."""
    global _anchor
    with _lock:
        _anchor = (to, real.monotonic())
    Time.objects.update_or_create(pk=1, defaults={"says": to})


def remember() -> None:
    """Write down what the clock says, so that a restart goes on from there."""
    Time.objects.update_or_create(pk=1, defaults={"says": now()})


def _begin() -> tuple[datetime, float]:
    global _anchor
    row = Time.objects.filter(pk=1).first()
    _anchor = (row.says if row else BEGINS_AT, real.monotonic())
    return _anchor
