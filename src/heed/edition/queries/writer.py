"""The private page of whoever wrote a comment: what became of it.

What the guardian has of it is on the other private page, `queries.confiding`.
"""

from dataclasses import dataclass
from datetime import datetime

from heed.edition.models import Comment, CommentEvent
from heed.moderation.reasons import Reason
from heed.people import queries as people

Kind = CommentEvent.Kind
State = Comment.State


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to the comment, in the order in which it did."""

    kind: str
    at: datetime
    words: str = ""


@dataclass(frozen=True, slots=True)
class WritersPage:
    """What the writer is shown: never by whom it was decided, never their address."""

    state: str
    name: str
    text: str
    edition_title: str
    edition_slug: str
    key: int
    received_at: datetime
    reason: str
    words: str
    steps: tuple[Step, ...]
    reply_name: str
    reply_html: str
    guardian: str
    wants_mail: bool
    can_send_again: bool
    is_erased: bool
    closed: str
    # At the writer's own wish, and not because its time was over.
    is_removed: bool


# What the writer sees of the list of events; the rest is the moderators' own.
_SHOWN = (
    Kind.RECEIVED,
    Kind.ASKED,
    Kind.ANSWERED,
    Kind.POSTED,
    Kind.PASSED_ON,
    Kind.RETURNED,
    Kind.NOT_POSTED,
    Kind.SENT_AGAIN,
    Kind.STAYED,
    Kind.TAKEN_DOWN,
    Kind.WITHDRAWN,
)
_WORDS_SHOWN = (Kind.ASKED, Kind.ANSWERED)


def writers_page(comment: Comment, *, at: datetime) -> WritersPage:
    """Everything that the comment's private page says."""
    edition = comment.edition
    assert edition.revision is not None
    # A decision that can still be undone is not told yet.
    is_told = comment.state != State.DECIDED
    reply = comment.replies.exclude(posted_at=None).first()
    before_election = people.pre_election(at=at)
    return WritersPage(
        state=comment.state if is_told else State.WAITING,
        name=comment.name,
        text=comment.text,
        edition_title=edition.revision.title,
        edition_slug=edition.slug or "",
        key=comment.pk,
        received_at=comment.received_at,
        reason=str(Reason(comment.reason).label) if is_told and comment.reason else "",
        words=comment.words_to_writer if is_told else "",
        steps=_steps(comment),
        reply_name=reply.name if reply else "",
        reply_html=reply.html if reply else "",
        guardian=people.about_organisation().guardian_name,
        wants_mail=comment.wants_mail,
        can_send_again=edition.state == edition.State.OPEN
        and edition.series.answering_paused_at is None
        and before_election is None,
        is_erased=comment.text == "" and comment.state != State.PASSED_ON,
        closed=before_election.notice if before_election else "",
        is_removed=comment.erased_at is not None,
    )


def _steps(comment: Comment) -> tuple[Step, ...]:
    steps = []
    for event in comment.events.filter(kind__in=_SHOWN).order_by("at", "pk"):
        words = event.words if event.kind in _WORDS_SHOWN else ""
        steps.append(Step(kind=event.kind, at=event.at, words=words))
    return tuple(steps)
