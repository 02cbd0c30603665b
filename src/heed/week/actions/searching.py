"""What the tick does for the search: it keeps the index true."""

from datetime import datetime

from django.db import transaction

from heed.edition.queries import archive
from heed.engines.folding import folded_text
from heed.week.models import IndexedMessage
from heed.week.search.engine import engine

AT_ONCE = 10
# PostgreSQL takes at most a megabyte of words a row; past this much of them the comments of one
# message are no longer searched.
MOST_BYTES_OF_COMMENTS = 250_000


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
    # A few at a time: after ten years were brought in, others want to write meanwhile.
    for few in (changed[n : n + AT_ONCE] for n in range(0, len(changed), AT_ONCE)):
        with transaction.atomic():
            for message in archive.searchable(few):
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
