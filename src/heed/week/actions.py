"""What the tick does for the pages of the week: a true search index, and a count of what went."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import connection, transaction

from heed import clock
from heed.edition.queries import archive
from heed.week.models import IndexedMessage
from heed.week.search.engine import engine
from heed.week.search.folding import folded_text

# PostgreSQL takes at most a megabyte of words a row; past this much of them the comments of one
# message are no longer searched.
MOST_BYTES_OF_COMMENTS = 250_000


@transaction.atomic
def refresh_index(*, at: datetime) -> int:
    """Index again every message whose page has changed; gives back how many had.

    What was withdrawn or taken down has left its page, and leaves the index with it.
    """
    wanted = archive.versions()
    kept = dict(IndexedMessage.objects.values_list("key", "version"))
    gone = kept.keys() - wanted.keys()
    changed = [key for key, version in wanted.items() if kept.get(key) != version]
    if gone:
        IndexedMessage.objects.filter(key__in=gone).delete()
    for message in archive.searchable(changed) if changed else []:
        _index(message)
    if kept and (gone or changed):
        engine().tidy()
    return len(gone) + len(changed)


def _index(message: archive.Searchable) -> None:
    IndexedMessage.objects.update_or_create(
        key=message.key,
        defaults={
            "version": message.version,
            "title": folded_text(message.title),
            "author": folded_text(message.author),
            "question": folded_text(message.question),
            "text": folded_text(message.text),
            "comments": _shortened(" ".join(folded_text(words) for words in message.comments)),
        },
    )


def _shortened(words: str) -> str:
    cut = words.encode()[:MOST_BYTES_OF_COMMENTS].decode(errors="ignore")
    return cut if cut == words else cut.rpartition(" ")[0]


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


def removing(erase: Callable[[datetime], Mapping[str, int]]) -> Callable[[datetime], None]:
    """A step of the tick that erases, and writes down how much in the same transaction."""

    @transaction.atomic
    def step(at: datetime) -> None:
        note_removed(erase(at), at=at)

    return step
