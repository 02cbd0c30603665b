"""What opening an item leaves behind, for fifteen minutes."""

from datetime import datetime
from typing import Any

from heed.queue.models import Opened


def note_opened(*, kind: str, key: str, by: Any, at: datetime) -> None:
    """Let the other moderators see that somebody has this open."""
    Opened.objects.bulk_create(
        [Opened(kind=kind, key=key, person=by, at=at)],
        update_conflicts=True,
        unique_fields=["kind", "key", "person"],
        update_fields=["at"],
    )


def forget_opened(*, at: datetime) -> int:
    """Delete the notices that are older than fifteen minutes."""
    return Opened.objects.filter(at__lte=at - Opened.KEPT_FOR).delete()[0]
