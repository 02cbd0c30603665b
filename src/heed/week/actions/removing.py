"""What retention removed is counted, by kind and week."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import connection, transaction

from heed import clock

_NOTE = """
    INSERT INTO week_removal (week, what, many) VALUES (%s, %s, %s)
    ON CONFLICT (week, what) DO UPDATE SET many = week_removal.many + excluded.many
"""


def note_removed(counts: Mapping[str, int], *, at: datetime) -> None:
    """Write down how much of each kind has just been erased; one statement for each kind."""
    rows = [(clock.iso_week(at), what, many) for what, many in counts.items() if many]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(_NOTE, rows)


def counted(erase: Callable[[datetime], Mapping[str, int]]) -> Callable[[datetime], None]:
    """A step of the tick that erases, and writes down how much in the same transaction."""

    @transaction.atomic
    def step(at: datetime) -> None:
        note_removed(erase(at), at=at)

    return step
