"""Paper cards, for those who read them: everybody, the message's author, who typed them in.

Nothing here tells who typed a card in, when it came, or from where. Cards are shown all at once
when answering closes, in an order that was drawn by lot: one that came alone would tell more.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from heed.edition.models import Edition, PaperCard
from heed.moderation.reasons import Reason
from heed.people import queries as people
from heed.people.models import Person

State = PaperCard.State
_BEING_READ = (State.WAITING, State.DECIDED)
_READ = (State.POSTED, State.GIVEN)


@dataclass(frozen=True, slots=True)
class FromPaper:
    """What the public page says of a message's cards, once answering has closed."""

    came_in: int
    may_be_quoted: int
    being_read: int
    cards: tuple["Quoted", ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A card that everybody reads. ``place`` was drawn by lot, and tells nothing."""

    place: str
    html: str


@dataclass(frozen=True, slots=True)
class Read:
    """A card as the author reads it."""

    text: str
    may_be_quoted: bool


@dataclass(frozen=True, slots=True)
class ForAuthor:
    """What came in on paper, for the author alone; ``closes_at`` while answering is still open."""

    slug: str
    title: str
    closes_at: datetime | None
    is_open: bool
    cards: tuple[Read, ...]
    being_read: int


@dataclass(frozen=True, slots=True)
class Entered:
    """A card as whoever typed it in sees it. A decision that can be undone is not told yet."""

    number: int
    text: str
    may_be_quoted: bool
    state: str
    received_at: datetime
    edition_title: str
    edition_slug: str
    reason: str
    words: str
    guardian: str
    can_take_back: bool
    can_send_again: bool


@dataclass(frozen=True, slots=True)
class OpenMessage:
    """A message that cards can be entered for."""

    slug: str
    title: str
    author: str
    question: str
    closes_at: datetime | None


def from_paper(edition: Edition, *, at: datetime) -> FromPaper | None:
    """The cards of a message that has closed; None while it is open, or where there were none."""
    if edition.closes_at is None or edition.closes_at > at:
        return None
    cards = edition.paper_cards.exclude(state=State.WITHDRAWN)
    counts = cards.aggregate(
        came_in=Count("pk"),
        may_be_quoted=Count("pk", filter=Q(may_be_quoted=True)),
        being_read=Count("pk", filter=Q(state__in=_BEING_READ)),
    )
    if not counts["came_in"]:
        return None
    posted = cards.filter(state=State.POSTED).order_by("place").values_list("place", "html")
    return FromPaper(cards=tuple(Quoted(place, html) for place, html in posted), **counts)


def posted_at_place(place: str, *, at: datetime) -> PaperCard | None:
    """The card that stands at this place of a page which has closed."""
    shown = PaperCard.objects.filter(place=place, state=State.POSTED, edition__closes_at__lte=at)
    return shown.select_related("edition").first()


def for_author(slug: str, *, by: Person, at: datetime) -> ForAuthor | None:
    """What came in on paper on this message, if it is this person's own."""
    edition = _published().filter(slug=slug, author=by).first()
    if edition is None:
        return None
    assert edition.revision is not None
    is_open = edition.closes_at is not None and edition.closes_at > at
    cards = edition.paper_cards.filter(state__in=_READ).exclude(text="").order_by("place")
    return ForAuthor(
        slug=slug,
        title=edition.revision.title,
        closes_at=edition.closes_at,
        is_open=is_open,
        cards=() if is_open else tuple(Read(card.text, card.may_be_quoted) for card in cards),
        being_read=0 if is_open else edition.paper_cards.filter(state__in=_BEING_READ).count(),
    )


def entered_by(person: Person, *, at: datetime) -> list[Entered]:
    """Every card that this person typed in, the newest first."""
    rows = _entered_by(person).order_by("-received_at", "-pk")
    guardian = people.about_organisation().guardian_name
    is_closed = people.pre_election(at=at) is not None
    return [_entered(card, guardian, is_closed=is_closed) for card in rows if _words(card)]


def entered(number: int, *, by: Person, at: datetime) -> Entered | None:
    """One card that this person typed in."""
    card = _entered_by(by).filter(pk=number).first()
    if card is None or not _words(card):
        return None
    is_closed = people.pre_election(at=at) is not None
    return _entered(card, people.about_organisation().guardian_name, is_closed=is_closed)


def _entered_by(person: Person) -> QuerySet[PaperCard]:
    cards = PaperCard.objects.filter(entered_by=person)
    related = cards.select_related("edition__revision", "edition__series")
    return related.prefetch_related("confidences")


def _words(card: PaperCard) -> str:
    """What it says; of a card that the guardian has, what is sealed with her."""
    if card.state == State.PASSED_ON:
        sealed: str = max(card.confidences.all(), key=lambda one: one.pk).text
        return sealed
    return card.text


def _entered(card: PaperCard, guardian: str, *, is_closed: bool) -> Entered:
    is_told = card.state != State.DECIDED
    edition = card.edition
    assert edition.revision is not None
    takes = edition.state == Edition.State.OPEN and edition.series.answering_paused_at is None
    return Entered(
        number=card.pk,
        text=_words(card),
        may_be_quoted=card.may_be_quoted,
        state=card.state if is_told else State.WAITING,
        received_at=card.received_at,
        edition_title=edition.revision.title,
        edition_slug=edition.slug or "",
        reason=str(Reason(card.reason).label) if is_told and card.reason else "",
        words=card.words_to_writer if is_told else "",
        guardian=guardian,
        can_take_back=card.state == State.WAITING,
        can_send_again=card.state in (State.NOT_POSTED, State.TAKEN_DOWN)
        and takes
        and not is_closed,
    )


def open_messages(*, at: datetime) -> list[OpenMessage]:
    """The messages that take answers now, the newest first."""
    editions = _published().filter(state=Edition.State.OPEN, closes_at__gt=at)
    return [_open(row) for row in editions.order_by("-opened_at")]


def _open(row: Edition) -> OpenMessage:
    assert row.revision is not None
    return OpenMessage(
        slug=row.slug or "",
        title=row.revision.title,
        author=row.author_name,
        question=row.revision.question,
        closes_at=row.closes_at,
    )


def _published() -> QuerySet[Edition]:
    out = Edition.objects.filter(state__in=[Edition.State.OPEN, Edition.State.CLOSED])
    return out.select_related("revision")
