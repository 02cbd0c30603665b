"""Taking a step on something moderated, and counting how often somebody may do a thing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connections, router
from django.utils.translation import gettext as _

from heed.moderation.models import Allowance, Moderated


class ChangedMeanwhile(Exception):
    """Somebody else took a step on the same thing first."""


def step(item: Moderated, *, seen: int, **changes: Any) -> None:
    """Change something moderated if it is still as it was when version `seen` was looked at.

    Raises ChangedMeanwhile otherwise, and changes nothing.
    """
    rows = type(item)._default_manager.filter(pk=item.pk, version=seen)
    if not rows.update(version=seen + 1, **changes):
        raise ChangedMeanwhile(
            _("Somebody else has dealt with this in the meantime. Here is how it stands now.")
        )
    for name, value in {"version": seen + 1, **changes}.items():
        setattr(item, name, value)


def take(*, digest: str, limit: int, window: timedelta, at: datetime) -> bool:
    """Count one more use in the present stretch of time; False when the allowance is used up.

    Stretches follow one another without overlap. One statement decides, so two servers that
    ask at once never both get the last one.
    """
    if limit < 1:
        return False
    starts_at, ends_at = _stretch(window, at)
    connection = connections[router.db_for_write(Allowance)]
    moment = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [digest, moment(starts_at), moment(ends_at), limit])
        taken: bool = cursor.rowcount == 1
    return taken


def forget_old(*, at: datetime) -> int:
    """Remove every count whose stretch of time has ended; gives back how many."""
    return Allowance.objects.filter(ends_at__lte=at).delete()[0]


_TAKE = """
    INSERT INTO moderation_allowance (digest, starts_at, ends_at, count) VALUES (%s, %s, %s, 1)
    ON CONFLICT (digest, starts_at, ends_at)
    DO UPDATE SET count = moderation_allowance.count + 1 WHERE moderation_allowance.count < %s
"""


def _stretch(window: timedelta, at: datetime) -> tuple[datetime, datetime]:
    origin = datetime(2020, 1, 6, tzinfo=UTC)
    starts_at = origin + (at - origin) // window * window
    return starts_at, starts_at + window
