"""A posted paper card is reported, and stays or comes down; as for comments, within 48 hours."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from heed import seal
from heed.edition.actions import deciding, paper
from heed.edition.actions.deciding_paper import UNDO_FOR, check_may_decide
from heed.edition.actions.publishing import throw_page_away, touch
from heed.edition.actions.refusals import CommentNotTaken, NotNow, SomebodyElseDecided
from heed.edition.actions.reporting import PER_TICKET
from heed.edition.models import PaperCard, PaperCardEvent
from heed.moderation import actions as moderation
from heed.moderation import guards
from heed.people.models import Person

Kind = PaperCardEvent.Kind
State = PaperCard.State


@transaction.atomic
def report(*, card: PaperCard | int, reason: str, words: str, ticket: str, at: datetime) -> None:
    """A reader says that a posted card should not stand; it stays until a moderator decides.

    What is reported already is with the moderators, and is not written down twice.
    """
    limit, window = PER_TICKET
    digest = seal.digest(ticket, purpose="report-ticket")
    if not moderation.take(digest=digest, limit=limit, window=window, at=at):
        raise CommentNotTaken(
            _("You have reported several things within an hour. Try again a little later.")
        )
    card = paper.locked(card)
    if card.state != State.POSTED:
        raise NotNow(_("This card is not on the page any more."))
    if card.reported_at is not None:
        return
    said = {"report_reason": reason, "report_words": words.strip()}
    moderation.step(card, seen=card.version, reported_at=at, **said)
    paper.note(card, Kind.REPORTED, by=None, at=at, reason=reason)


@transaction.atomic
def decide_report(
    *,
    card: PaperCard | int,
    take_down: bool,
    version: int,
    by: Person,
    at: datetime,
    reason: str = "",
    words: str = "",
) -> None:
    """It stays, or it comes down at once for a reason of the closed list."""
    card = paper.locked(card)
    check_may_decide(card, by=by)
    if card.state != State.POSTED or card.reported_at is None or card.version != version:
        raise SomebodyElseDecided(
            _("Somebody decided about this report already. Your decision was not saved.")
        )
    deciding.check_a_no(take_down, reason=reason, words=words)
    if not take_down:
        moderation.step(card, seen=version, reported_at=None)
        paper.note(card, Kind.STAYED, by=by, at=at)
        return
    moderation.step(
        card,
        seen=version,
        state=State.TAKEN_DOWN,
        html="",
        reported_at=None,
        outcome=PaperCard.Outcome.NOT_POSTED,
        reason=reason,
        words_to_writer=words.strip(),
        decided_by=by,
        decided_at=at,
    )
    paper.note(card, Kind.TAKEN_DOWN, by=by, at=at, reason=reason, words=words.strip())
    throw_page_away(card.edition)


@transaction.atomic
def undo_report(*, card: PaperCard | int, by: Person, at: datetime) -> None:
    """Put a card back within five minutes of its coming down; the report is open again."""
    card = paper.locked(card)
    check_may_decide(card, by=by)
    if card.state != State.TAKEN_DOWN or (card.decided_at or at) + UNDO_FOR <= at:
        raise NotNow(_("Five minutes have passed, and the decision has taken effect."))
    moderation.step(
        card,
        seen=card.version,
        state=State.POSTED,
        html=guards.plain_to_html(card.text),
        reported_at=at,
        outcome=PaperCard.Outcome.POSTED,
        reason="",
        words_to_writer="",
        decided_by=by,
    )
    paper.note(card, Kind.UNDONE, by=by, at=at, detail="report")
    touch(card.edition)
