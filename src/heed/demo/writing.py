"""The invented authors write their messages, and let them go out when it is their turn."""

from dataclasses import replace
from datetime import datetime

from heed.demo import playing, words
from heed.edition.actions import publishing
from heed.edition.actions import writing as drafts
from heed.edition.queries import writing as written
from heed.people import queries as people


def write(message: words.Written, *, at: datetime) -> None:
    """Leave a draft as its author would."""
    author = people.by_email(message.email)
    if author is None:
        return
    edition = drafts.begin(series=publishing.the_series(), author=author, by=author, at=at)
    said = drafts.Words(
        title=message.title,
        text=message.text,
        question=message.question,
        got_wrong=message.got_wrong,
        protecting=message.protecting,
    )
    drafts.save(edition=edition, words=said, based_on=1, by=author, at=at)


def go_out(message: words.Written, *, at: datetime, when: datetime) -> None:
    """Let a message go out at ``when``, unless its author is the visitor's to play."""
    author = people.by_email(message.email)
    if author is None or playing.is_played(message.email):
        return
    if not (found := _drafts(author, message)):
        write(message, at=at)
        found = _drafts(author, message)
    edition = written.for_writing(author, found[0])
    assert edition is not None and edition.revision is not None
    last = drafts.words_of(edition.revision)
    drafts.save(
        edition=edition,
        words=replace(last, got_wrong=message.got_wrong),
        based_on=edition.revision.number,
        by=author,
        at=at,
    )
    publishing.publish(
        edition=edition, by=author, at=at, when=when, in_spite=message.in_spite or words.IN_SPITE
    )


def _drafts(author: object, message: words.Written) -> list[int]:
    rows = written.desk(author).under_way  # type: ignore[arg-type]
    return [row.pk for row in rows if row.title == message.title]
