"""Whose a message is to read and to answer: its author's, or that author's who took it on since.

A message that went out belongs to its series. Where its author left, or is no author of the series
any more, another one takes its answers on; what was published before keeps the name it came with.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from heed.answer.models import Playback, TakenOn
from heed.edition.queries import answers
from heed.edition.queries.answers import Message
from heed.people import queries as people
from heed.people.models import Role


def now(message: Message) -> Message:
    """The message, with whoever reads and answers it now in its author's place."""
    return each_now([message])[0]


def each_now(messages: Iterable[Message]) -> list[Message]:
    """The same of many messages: one query."""
    messages = list(messages)
    rows = TakenOn.objects.filter(edition__in=[one.pk for one in messages])
    # The last one stays.
    taken = {row.edition_id: row for row in rows}
    return [_as_of(one, taken.get(one.pk)) for one in messages]


def who_heard(message: Message, *, published_at: datetime | None) -> Message:
    """The message, with whoever says what was heard in its author's place: once that is out, it
    keeps the name under which it went out."""
    rows = TakenOn.objects.filter(edition=message.pk)
    if published_at is not None:
        rows = rows.filter(at__lte=published_at)
    return _as_of(message, rows.last())


def who_heard_of(message: Message) -> Message:
    """The same, where it is not known yet whether what was heard is out."""
    out = Playback.objects.filter(edition=message.pk).values_list("published_at", flat=True)
    return who_heard(message, published_at=out.first())


def signed(moment: str) -> Coalesce:
    """For a query of what hangs on a message: whose name it carries since the moment in a field."""
    then = TakenOn.objects.filter(edition=OuterRef("edition"), at__lte=OuterRef(moment))
    return Coalesce(
        Subquery(then.order_by("-at", "-pk").values("name")[:1]), F("edition__author_name")
    )


def without_author(messages: Iterable[Message], *, series_slug: str) -> list[Message]:
    """Those of a series that nobody reads any more: who did, left or is no author of it now."""
    here = {one.pk for one in people.holders(Role.Kind.AUTHOR, scope=series_slug)}
    return [one for one in messages if one.author_id not in here]


def has_nobody(message: Message) -> bool:
    """Whether nobody reads and answers this message as it is given."""
    return bool(without_author([message], series_slug=message.series_slug))


def written_or_taken_on_by(person: int, *, since: datetime) -> list[Message]:
    """The messages that are this author's now and opened, or were taken on, since a moment."""
    mine = TakenOn.objects.filter(by=person, at__gte=since).values_list("edition", flat=True)
    opened = answers.messages_by(person, since=since)
    taken_on = answers.messages_numbered(set(mine) - {one.pk for one in opened})
    both = each_now([*opened, *taken_on])
    return sorted(
        (one for one in both if one.author_id == person),
        key=lambda one: one.opened_at,
        reverse=True,
    )


def _as_of(message: Message, taken: TakenOn | None) -> Message:
    if taken is None:
        return message
    return replace(message, author_id=taken.by_id, author=taken.name, author_post=taken.post)
