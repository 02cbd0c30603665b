"""The public page of a message, as values fit to show."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from heed import clock
from heed.edition import words
from heed.edition.models import Comment, Edition, Reply, Revision
from heed.edition.queries.ledger import passed_lately
from heed.edition.queries.paper import FromPaper, from_paper
from heed.moderation.reasons import Reason
from heed.people import queries as people

State = Comment.State
_BEING_READ = (State.WAITING, State.DECIDED, State.ASKED)
_NOT_POSTED = (State.NOT_POSTED, State.TAKEN_DOWN)


@dataclass(frozen=True, slots=True)
class Replied:
    """The one answer under a comment."""

    name: str
    is_author: bool
    html: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Posted:
    """A comment that everybody can read. There is no address in it."""

    key: int
    name: str
    is_signed_in: bool
    html: str
    posted_at: datetime
    reply: Replied | None
    # It had been answered, and was then removed at its writer's wish: only its place is left.
    is_removed: bool = False


@dataclass(frozen=True, slots=True)
class CameIn:
    """What came in under one message and what was done: one sentence under the comments."""

    received: int = 0
    posted: int = 0
    being_read: int = 0
    passed_on: int = 0
    not_posted: tuple[tuple[str, int], ...] = ()
    # Only those whose place is left on the page.
    removed: int = 0


@dataclass(frozen=True, slots=True)
class Drawn:
    """The picture of a message."""

    digest: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Corrected:
    """A dated correction."""

    at: datetime
    what: str


@dataclass(frozen=True, slots=True)
class Message:
    """Everything that the page of a message shows."""

    slug: str
    series: str
    title: str
    html: str
    summary: str
    question: str
    got_wrong: str
    protecting: str
    minutes: int
    author: str
    author_post: str
    portrait: str
    at: datetime | None
    closes_at: datetime | None
    is_open: bool
    is_paused: bool
    is_public: bool
    picture: Drawn | None
    is_from_before_heed: bool = False
    corrections: tuple[Corrected, ...] = ()
    comments: tuple[Posted, ...] = ()
    came_in: CameIn = CameIn()
    paper: FromPaper | None = None
    # Why comments are closed before an election, in the organisation's words.
    before_election: people.BeforeElection | None = None

    @property
    def takes_answers(self) -> bool:
        return self.is_open and not self.is_paused and self.before_election is None

    @property
    def author_first_name(self) -> str:
        return self.author.split(" ", 1)[0]


def find(slug: str) -> Edition | None:
    """A published edition with what taking an answer to it needs; the rest comes when asked for."""
    needed = ("slug", "state", "closes_at", "visible_to", "author_id")
    found = _published().filter(slug=slug).select_related("series")
    return _only(found.only(*needed, "series__slug", "series__answering_paused_at"))


def find_page(slug: str, *, for_known: bool) -> Edition | None:
    """A published edition with no more than its stored page needs: one query."""
    return _only(_with_page(for_known=for_known).filter(slug=slug))


def newest(*, for_staff: bool) -> Edition | None:
    """This week's message: the last that opened, among those the reader may see."""
    editions = _with_page(for_known=for_staff)
    if not for_staff:
        editions = editions.filter(visible_to="public")
    return _only(editions.order_by("-opened_at")[:1])


def with_everything(edition: Edition) -> Edition:
    """The edition with all that a page is made of."""
    needed = ("series", "author__portrait", "revision__picture", "origin")
    return Edition.objects.select_related(*needed).get(pk=edition.pk)


def _published() -> QuerySet[Edition]:
    return Edition.objects.filter(state__in=[Edition.State.OPEN, Edition.State.CLOSED])


def _with_page(*, for_known: bool) -> QuerySet[Edition]:
    """Without the long columns that this reader's page is not put together from."""
    needed = ["slug", "state", "closes_at", "visible_to", "page_version", "stored_page__made_of"]
    editions = _published().annotate(notice_stamp=people.pre_election_stamp(at=clock.now()))
    if for_known:
        needed += ["author_id", "stored_page__main", "stored_page__head", "revision__title"]
        return editions.select_related("stored_page", "revision").only(*needed)
    return editions.select_related("stored_page").only(*needed, "stored_page__whole")


def _only(editions: QuerySet[Edition]) -> Edition | None:
    # `first()` would put them into an order, which costs as much as all the rest of the query.
    return next(iter(editions), None)


def message(edition: Edition, *, revision: Revision | None = None, at: datetime) -> Message:
    """The message as readers see it; a ``revision`` other than the one that counts is a preview."""
    shown = revision or edition.revision
    assert shown is not None
    author = edition.author
    portrait = getattr(author, "portrait", None)
    is_published = edition.is_published and revision is None
    comments = _posted(edition) if is_published else ()
    removed = sum(comment.is_removed for comment in comments)
    return Message(
        slug=edition.slug or "",
        series=edition.series.name,
        title=shown.title,
        html=words.to_html(shown.text),
        summary=_shortened(words.to_plain(shown.text)),
        question=shown.question,
        got_wrong=words.to_html(shown.got_wrong),
        protecting=words.to_html(shown.protecting),
        minutes=words.reading_minutes(shown.text),
        author=edition.author_name or author.name,
        author_post=edition.author_post or author.post,
        portrait=portrait.digest if portrait else "",
        at=edition.opened_at or edition.publish_at,
        closes_at=edition.closes_at,
        is_open=edition.state == Edition.State.OPEN
        and (edition.closes_at is None or edition.closes_at > at),
        is_paused=edition.series.answering_paused_at is not None,
        is_public=edition.visible_to == "public",
        picture=_picture(shown),
        is_from_before_heed=getattr(edition, "origin", None) is not None,
        corrections=_corrections(edition) if is_published else (),
        comments=comments,
        came_in=_came_in(edition, removed=removed, at=at) if is_published else CameIn(),
        paper=from_paper(edition, at=at) if is_published else None,
        before_election=people.pre_election(at=at),
    )


def _shortened(text: str, most: int = 200) -> str:
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    return line[:most].rsplit(" ", 1)[0].rstrip(",;:–-") + "…"


def _picture(revision: Revision) -> Drawn | None:
    picture = revision.picture
    if picture is None:
        return None
    alt = "" if revision.picture_is_decorative else revision.picture_alt
    return Drawn(digest=picture.digest, alt=alt, width=picture.width, height=picture.height)


def _corrections(edition: Edition) -> tuple[Corrected, ...]:
    rows = edition.corrections.order_by("at").values_list("at", "what")
    return tuple(Corrected(at=at, what=what) for at, what in rows)


def _posted(edition: Edition) -> tuple[Posted, ...]:
    replies = {
        reply.comment_id: Replied(
            name=reply.name, is_author=reply.is_author, html=reply.html, at=reply.at
        )
        for reply in Reply.objects.filter(comment__edition=edition, posted_at__isnull=False)
    }
    shown = ("pk", "name", "was_signed_in", "html", "posted_at", "received_at", "state")
    standing = Q(state=State.POSTED) | Q(erased_at__isnull=False, pk__in=replies)
    rows = Comment.objects.filter(standing, edition=edition).only(*shown)
    return tuple(
        Posted(
            key=row.pk,
            name=row.name,
            is_signed_in=row.was_signed_in,
            html=row.html,
            posted_at=row.posted_at or row.received_at,
            reply=replies.get(row.pk),
            is_removed=row.state != State.POSTED,
        )
        for row in rows.order_by("posted_at", "pk")
    )


def _came_in(edition: Edition, *, removed: int, at: datetime) -> CameIn:
    """What went to the guardian this week is still being read, as on the page of figures."""
    monday = clock.week_bounds(clock.iso_week(at))[0]
    comments = edition.comments.exclude(state=State.WITHDRAWN)
    counts = comments.annotate(lately=passed_lately(monday)).values("state", "reason", "lately")
    posted = being_read = passed_on = 0
    not_posted: dict[str, int] = {}
    for row in counts.annotate(many=Count("pk")):
        if row["state"] == State.POSTED:
            posted += row["many"]
        elif row["state"] in _BEING_READ or row["lately"]:
            being_read += row["many"]
        elif row["state"] == State.PASSED_ON:
            passed_on += row["many"]
        elif row["state"] in _NOT_POSTED and row["reason"]:
            reason = str(Reason(row["reason"]).label)
            not_posted[reason] = not_posted.get(reason, 0) + row["many"]
    return CameIn(
        received=posted + being_read + passed_on + removed + sum(not_posted.values()),
        posted=posted,
        being_read=being_read,
        passed_on=passed_on,
        not_posted=tuple(sorted(not_posted.items())),
        removed=removed,
    )
