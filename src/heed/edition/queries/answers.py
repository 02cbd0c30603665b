"""The answers to a message that a moderator let in, as its author reads and gathers them.

Comments that are posted, and cards from paper that are posted or given to her; cards come all at
once when answering closes. Each is named by its kind and key, which mean nothing elsewhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from heed.edition.models import Comment, Edition, PaperCard, Series

COMMENT, PAPER = "comment", "paper"
_POSTED = Comment.State.POSTED
_READ = (PaperCard.State.POSTED, PaperCard.State.GIVEN)
_OUT = (Edition.State.OPEN, Edition.State.CLOSED)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. ``name`` is empty for a card; ``accepted_at`` is since when it waits for an end."""

    kind: str
    key: str
    text: str
    name: str
    may_be_quoted: bool
    accepted_at: datetime

    @property
    def label(self) -> str:
        """Its name in one word, as `Gathered` and forms have it."""
        return f"{self.kind}-{self.key}"


@dataclass(frozen=True, slots=True)
class Message:
    """What the author's pages say of a message that is out."""

    pk: int
    slug: str
    title: str
    question: str
    series_id: int
    series: str
    series_slug: str
    author_id: int
    author: str
    author_post: str
    opened_at: datetime
    closes_at: datetime
    is_public: bool
    in_spite: str

    @property
    def author_first_name(self) -> str:
        return self.author.split(" ", 1)[0]


def answers(edition: int, *, at: datetime) -> list[Answer]:
    """Everything that was let in on this message: comments as they came, then cards by lot."""
    comments = Comment.objects.filter(edition=edition, state=_POSTED, posted_at__lte=at)
    rows = comments.order_by("posted_at", "pk").values_list("pk", "text", "name", "posted_at")
    found = [
        Answer(COMMENT, str(pk), text, name, True, posted_at)
        for pk, text, name, posted_at in rows
        if posted_at is not None
    ]
    cards = PaperCard.objects.filter(
        edition=edition, state__in=_READ, edition__closes_at__lte=at
    ).exclude(text="")
    lines = cards.order_by("place").values_list(
        "place", "text", "may_be_quoted", "decided_at", "edition__closes_at"
    )
    found += [
        Answer(PAPER, place, text, "", may_be_quoted, _since(decided_at, closes_at))
        for place, text, may_be_quoted, decided_at, closes_at in lines
    ]
    return found


def still_waiting(edition: int) -> tuple[int, datetime | None]:
    """How many comments the moderators have not decided about, and since when the oldest waits."""
    rows = Comment.objects.filter(edition=edition, state=Comment.State.WAITING)
    since = list(rows.order_by("received_at").values_list("received_at", flat=True))
    return len(since), since[0] if since else None


def of_comment(comment: Comment) -> Answer:
    """A posted comment as an answer."""
    assert comment.posted_at is not None
    return Answer(COMMENT, str(comment.pk), comment.text, comment.name, True, comment.posted_at)


def accepted(editions: Iterable[int], *, before: datetime) -> list[tuple[int, str, str, datetime]]:
    """(message, kind, key, since when) of all that was let in before a moment, without its words."""
    comments, cards = _let_in(editions, before=before)
    found = [
        (edition, COMMENT, str(pk), at)
        for edition, pk, at in comments.values_list("edition_id", "pk", "posted_at")
        if at is not None
    ]
    lines = cards.values_list("edition_id", "place", "decided_at", "edition__closes_at")
    return found + [
        (edition, PAPER, place, _since(decided_at, closes_at))
        for edition, place, decided_at, closes_at in lines
    ]


def labels(editions: Iterable[int], *, before: datetime) -> list[tuple[int, str]]:
    """(message, label) of all that was let in before a moment: for many messages at once."""
    comments, cards = _let_in(editions, before=before)
    found = [(edition, f"{COMMENT}-{pk}") for edition, pk in comments.values_list("edition", "pk")]
    rows = cards.values_list("edition", "place")
    return found + [(edition, f"{PAPER}-{place}") for edition, place in rows]


def _let_in(
    editions: Iterable[int], *, before: datetime
) -> tuple[QuerySet[Comment], QuerySet[PaperCard]]:
    which = {"edition__in": list(editions)}
    comments = Comment.objects.filter(**which, state=_POSTED, posted_at__lte=before)
    decided = Q(decided_at=None) | Q(decided_at__lte=before)
    cards = PaperCard.objects.filter(
        decided, **which, state__in=_READ, edition__closes_at__lte=before
    )
    return comments, cards.exclude(text="")


def _since(decided_at: datetime | None, closes_at: datetime | None) -> datetime:
    """A card waits for its end since it was decided about, and not before answering closed."""
    assert closes_at is not None
    return max(decided_at or closes_at, closes_at)


def message(slug: str) -> Message | None:
    """A message that is out, by its address."""
    return next(iter(_messages(slug=slug)), None)


def message_of(edition: int) -> Message | None:
    """A message that is out, by its number."""
    return next(iter(_messages(pk=edition)), None)


def messages_of_series(series: int, *, since: datetime) -> list[Message]:
    """The messages of a series that opened since a moment, the newest first."""
    return _messages(series=series, opened_at__gte=since)


def messages_by(author: int, *, since: datetime) -> list[Message]:
    """The messages of an author that opened since a moment, the newest first."""
    return _messages(author=author, opened_at__gte=since)


def _messages(**which: object) -> list[Message]:
    rows = Edition.objects.filter(state__in=_OUT, origin=None, **which).order_by("-opened_at")
    fields = (
        "pk", "slug", "revision__title", "revision__question", "series_id", "series__name",
        "series__slug", "author_id", "author_name", "author_post", "opened_at", "closes_at",
        "visible_to", "in_spite",
    )  # fmt: skip
    return [_message(row) for row in rows.values(*fields)]


def _message(row: dict[str, Any]) -> Message:
    return Message(
        pk=row["pk"],
        slug=row["slug"],
        title=row["revision__title"],
        question=row["revision__question"],
        series_id=row["series_id"],
        series=row["series__name"],
        series_slug=row["series__slug"],
        author_id=row["author_id"],
        author=row["author_name"],
        author_post=row["author_post"],
        opened_at=row["opened_at"],
        closes_at=row["closes_at"],
        is_public=row["visible_to"] == "public",
        in_spite=row["in_spite"],
    )


def messages_since(since: datetime) -> list[Message]:
    """The messages of every series that opened since a moment, the newest first."""
    return _messages(opened_at__gte=since)


def messages_numbered(numbers: Iterable[int]) -> list[Message]:
    """These messages, as far as they are out, the newest first."""
    return _messages(pk__in=list(numbers))


def readable(*, staff: bool, through: str = "edition") -> Q:
    """Which rows of a higher room hang on a message that this reader may read, in their query.

    Said by those that are kept from the reader, who are few: the query then begins with the rows.
    """
    out = Q(state__in=_OUT) if staff else Q(state__in=_OUT, visible_to="public")
    return ~Q(**{f"{through}__in": Edition.objects.exclude(out)})


def series_named(slug: str) -> tuple[int, str] | None:
    """The number and the name of a series, by its address."""
    return Series.objects.filter(slug=slug).values_list("pk", "name").first()


def slug_of_series(series: int) -> str:
    """The address of a series, by its number."""
    return Series.objects.values_list("slug", flat=True).get(pk=series)


def previous_opened_at(series: int, *, before: datetime) -> datetime | None:
    """When the last message of a series opened that opened before a moment."""
    rows = Edition.objects.filter(series=series, opened_at__lt=before, origin=None)
    found = rows.order_by("-opened_at").values_list("opened_at", flat=True)[:1]
    return next(iter(found), None)
