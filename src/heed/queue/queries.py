"""Who else has an item open."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from heed.queue.models import Opened


@dataclass(frozen=True, slots=True)
class OpenedBy:
    """Another moderator, by first name, and how long ago they opened it."""

    name: str
    ago: timedelta


def opened_by_others(*, kind: str, key: str, by: Any, at: datetime) -> list[OpenedBy]:
    """The other moderators who opened this within fifteen minutes, the latest first."""
    rows = (
        Opened.objects.filter(kind=kind, key=key, at__gt=at - Opened.KEPT_FOR, at__lte=at)
        .exclude(person=by)
        .select_related("person")
        .order_by("-at")
    )
    return [OpenedBy(row.person.first_name, at - row.at) for row in rows]
