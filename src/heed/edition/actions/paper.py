"""What crews said on paper: a colleague types it in, changes it, or takes it back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from heed import seal
from heed.edition.actions.commenting import check_takes_answers
from heed.edition.actions.refusals import CommentNotTaken, NotNow, NotYours
from heed.edition.models import Edition, PaperCard, PaperCardEvent
from heed.moderation import actions as moderation
from heed.moderation import danger, guards
from heed.people.models import Person

Kind = PaperCardEvent.Kind
State = PaperCard.State

LONGEST = 1000
MOST_AT_ONCE = 6
FORMS_AN_HOUR = (20, timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class OnPaper:
    """One card as it was typed; ``may_be_quoted`` is the box that its writer ticked."""

    text: str
    may_be_quoted: bool = False


@transaction.atomic
def enter(
    *, edition: Edition, cards: Iterable[OnPaper], ticket: str, by: Person, at: datetime
) -> list[PaperCard]:
    """Take in several cards for moderation, in one go.

    The same form sent twice is the same cards: a double press gives back those that came in.
    Raises `CommentNotTaken`, and then keeps none of them.
    """
    written = [card for card in cards if guards.can_be_seen(card.text)]
    digest = seal.digest(f"{by.pk} {ticket}", purpose="paper-ticket")
    # Counting comes first: of two presses at once the second waits here, and finds the first's.
    is_allowed = moderation.take(
        digest=seal.digest(str(by.pk), purpose="paper-forms"),
        limit=FORMS_AN_HOUR[0],
        window=FORMS_AN_HOUR[1],
        at=at,
    )
    earlier = list(PaperCard.objects.filter(edition=edition, ticket_digest=digest))
    if earlier:
        return earlier
    check_takes_answers(edition, at=at)
    if not written:
        raise CommentNotTaken(_("Type in one card at least."))
    if len(written) > MOST_AT_ONCE:
        raise CommentNotTaken(
            _("Send %(most)s cards at a time, and the rest after them.") % {"most": MOST_AT_ONCE}
        )
    if not is_allowed:
        raise CommentNotTaken(
            _("You have sent many cards within an hour. Send these a little later.")
        )
    for card in written:
        _check_length(card.text)
    return [_take_in(edition, card, digest=digest, by=by, at=at) for card in written]


def _check_length(text: str) -> None:
    if len(text) > LONGEST:
        raise CommentNotTaken(
            _("A card is %(length)s characters long. Shorten it to %(most)s.")
            % {"length": len(text), "most": LONGEST},
            field="text",
        )


def _take_in(
    edition: Edition, card: OnPaper, *, digest: str, by: Person, at: datetime
) -> PaperCard:
    made = PaperCard.objects.create(
        edition=edition,
        text=card.text.strip(),
        may_be_quoted=card.may_be_quoted,
        entered_by=by,
        ticket_digest=digest,
        may_be_in_danger=danger.may_be_in_danger(card.text),
        received_at=at,
    )
    note(made, Kind.RECEIVED, by=by, at=at)
    return made


@transaction.atomic
def send_again(
    *, card: PaperCard | int, text: str, may_be_quoted: bool, by: Person, at: datetime
) -> None:
    """Change a card that was not posted, and send it again; what it said before is kept with it."""
    card = locked(card)
    _check_is_own(card, by=by)
    if card.state not in (State.NOT_POSTED, State.TAKEN_DOWN) or not card.text:
        raise NotNow(_("This card cannot be changed now."))
    check_takes_answers(card.edition, at=at)
    if not guards.can_be_seen(text):
        raise CommentNotTaken(_("There is nothing to read in it. Write it anew."), field="text")
    _check_length(text)
    if guards.comparable(text) == guards.comparable(card.text):
        raise CommentNotTaken(_("The words are still the same. Change them first."), field="text")
    before = card.text
    moderation.step(
        card,
        seen=card.version,
        **AS_UNDECIDED,
        text=text.strip(),
        may_be_quoted=may_be_quoted,
        may_be_in_danger=card.may_be_in_danger or danger.may_be_in_danger(text),
        received_at=at,
    )
    note(card, Kind.SENT_AGAIN, by=by, at=at, words=before)


@transaction.atomic
def take_back(*, card: PaperCard | int, by: Person, at: datetime) -> None:
    """Take back a card that nobody has decided about yet: typed twice, or on the wrong message.

    Not one that the guardian has: whoever typed it in is not who wrote it, and may be whom it is
    about.
    """
    card = locked(card)
    _check_is_own(card, by=by)
    if card.state == State.WITHDRAWN:
        return
    if card.state != State.WAITING:
        raise NotNow(_("A moderator has decided about this card. It cannot be taken back now."))
    moderation.step(card, seen=card.version, state=State.WITHDRAWN)
    note(card, Kind.WITHDRAWN, by=by, at=at)


def _check_is_own(card: PaperCard, *, by: Person) -> None:
    if card.entered_by_id != by.pk:
        raise NotYours(_("Somebody else typed this card in."))


# A card that waits carries nothing of a decision.
AS_UNDECIDED: dict[str, Any] = {
    "state": State.WAITING,
    "takes_effect_at": None,
    "decided_at": None,
    "decided_by": None,
    "outcome": "",
    "reason": "",
    "words_to_writer": "",
    "html": "",
}


def locked(card: PaperCard | int) -> PaperCard:
    """The row of a card, or of the one with this number, held until the transaction ends."""
    return (
        PaperCard.objects.select_for_update(of=("self",), no_key=True)
        .select_related("edition__series")
        .get(pk=card if isinstance(card, int) else card.pk)
    )


def note(
    card: PaperCard,
    kind: str,
    *,
    by: Person | None,
    at: datetime,
    reason: str = "",
    words: str = "",
    detail: str = "",
) -> None:
    """Write down what happened to a card."""
    PaperCardEvent.objects.create(
        card=card, kind=kind, by=by, at=at, reason=reason, words=words, detail=detail
    )
