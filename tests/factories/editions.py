"""Messages and comments for tests, made by the same actions that the product uses."""

from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from heed.edition.actions import commenting, deciding, publishing, writing
from heed.edition.models import Comment, Edition, Series
from heed.people.models import Person

MONDAY = datetime(2026, 11, 23, 9, 15, tzinfo=ZoneInfo("Europe/London"))
TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Europe/London"))
WORDS = writing.Words(
    title="I said I would come, and I did not",
    text="Three weeks ago I told the night crew that I would come.\n\nI did not. I am **sorry**.",
    question="What would make a night shift easier to come home from?",
    got_wrong="I answered you with a figure.",
    protecting="Wednesday evening.",
)
_tickets = count()


def series(**described: object) -> Series:
    return publishing.begin_series(name="The leadership message", **described)  # type: ignore[arg-type]


def draft(author: Person, *, words: writing.Words = WORDS, at: datetime = MONDAY) -> Edition:
    edition = writing.begin(series=series(), author=author, by=author, at=at)
    writing.save(edition=edition, words=words, based_on=1, by=author, at=at)
    return Edition.objects.get(pk=edition.pk)


def opened(
    author: Person,
    *,
    words: writing.Words = WORDS,
    at: datetime = TUESDAY,
    visible_to: str = "public",
) -> Edition:
    """A message that is open for answers since ``at``."""
    edition = draft(author, words=words, at=at - timedelta(hours=1))
    writing.show_to(edition=edition, visible_to=visible_to, by=author)
    publishing.publish(edition=edition, by=author, at=at, when=at)
    return Edition.objects.get(pk=edition.pk)


def sent(text: str = "The garage locks its toilet at eleven.", **given: object) -> commenting.Sent:
    number = next(_tickets)
    values = {
        "name": "Dewi Marchbanks",
        "email": f"dewi{number}@example.org",
        "ticket": f"ticket-{number}",
        **given,
    }
    return commenting.Sent(text=text, **values)  # type: ignore[arg-type]


def waiting(
    edition: Edition, text: str = "", *, at: datetime | None = None, **given: object
) -> Comment:
    """A comment that waits for a decision, by default an hour after the message opened."""
    assert edition.opened_at is not None
    text = text or f"Somebody could ask the garage for a key, number {next(_tickets)}."
    moment = at or edition.opened_at + timedelta(hours=1)
    return commenting.receive(edition=edition, sent=sent(text, **given), at=moment)


def posted(edition: Edition, moderator: Person, text: str = "", **given: object) -> Comment:
    """A comment that everybody can read."""
    comment = waiting(edition, text, **given)
    decide(comment, moderator, "posted")
    return Comment.objects.get(pk=comment.pk)


def decide(
    comment: Comment,
    moderator: Person,
    outcome: str,
    *,
    at: datetime | None = None,
    **given: object,
) -> Comment:
    """Decide, by default half an hour after it came in, and let it take effect."""
    comment.refresh_from_db()
    at = at or comment.received_at + timedelta(minutes=30)
    if outcome == "not_posted":
        given = {"reason": "identifies", "words": "Leave out the street.", **given}
    if outcome == "asked":
        given = {"words": "Which garage is it?", **given}
    deciding.decide(
        comment=comment,
        outcome=outcome,
        by=moderator,
        at=at,
        version=comment.version,
        **given,  # type: ignore[arg-type]
    )
    deciding.apply_due(at=at + deciding.UNDO_FOR)
    comment.refresh_from_db()
    return comment
