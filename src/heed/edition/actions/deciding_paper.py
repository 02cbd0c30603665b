"""What moderators decide about a paper card.

The same rules as for a comment (`deciding`): five minutes to undo, the closed reasons, the
guardian at once and for good. What differs: a card that may not be quoted is given to the author
to read and is never printed; nobody can be asked, answered or mailed, for its writer is unknown.
"""

import logging
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from heed.edition.actions import deciding, guarding, paper, passing
from heed.edition.actions.publishing import touch
from heed.edition.actions.refusals import DecisionUnclear, NotNow, NotYours, SomebodyElseDecided
from heed.edition.models import PaperCard, PaperCardEvent
from heed.moderation import actions as moderation
from heed.moderation import guards
from heed.people import queries as people
from heed.people.models import Person, Role

logger = logging.getLogger(__name__)

Kind = PaperCardEvent.Kind
State = PaperCard.State
Outcome = PaperCard.Outcome

UNDO_FOR = PaperCard.UNDO_FOR


@transaction.atomic
def decide(
    *,
    card: PaperCard | int,
    outcome: str,
    by: Person,
    at: datetime,
    version: int,
    reason: str = "",
    words: str = "",
) -> PaperCard:
    """Decide about a waiting card; ``version`` is the one that the moderator was looking at."""
    card = paper.locked(card)
    check_may_decide(card, by=by)
    if card.state != State.WAITING or card.version != version:
        raise SomebodyElseDecided(_what_was_decided(card))
    _check_is_clear(card, outcome)
    deciding.check_a_no(outcome == Outcome.NOT_POSTED, reason=reason, words=words)
    is_no, is_hers = outcome == Outcome.NOT_POSTED, outcome == Outcome.PASSED_ON
    moderation.step(
        card,
        seen=version,
        state=State.PASSED_ON if is_hers else State.DECIDED,
        takes_effect_at=None if is_hers else at + UNDO_FOR,
        outcome=outcome,
        reason=reason if is_no else "",
        words_to_writer=words.strip() if is_no else "",
        decided_by=by,
        decided_at=at,
    )
    said = {"reason": card.reason, "words": card.words_to_writer}
    paper.note(card, Kind.DECIDED, by=by, at=at, detail=outcome, **said)
    if is_hers:
        paper.note(card, Kind.PASSED_ON, by=by, at=at)
        passing.seal_card_away(card, at=at)
    return card


def check_may_decide(card: PaperCard, *, by: Person) -> None:
    """Raise `NotYours` unless ``by`` moderates this series and has not typed the card in."""
    if not people.is_kind(by, Role.Kind.MODERATOR, scope=card.edition.series.slug):
        raise NotYours(_("Only moderators decide about paper cards."))
    if card.entered_by_id == by.pk:
        raise NotYours(_("You typed this card in. Another moderator decides about it."))


def _check_is_clear(card: PaperCard, outcome: str) -> None:
    allowed = Outcome.POSTED if card.may_be_quoted else Outcome.GIVEN
    if outcome not in (allowed, Outcome.PASSED_ON, Outcome.NOT_POSTED):
        raise DecisionUnclear(_("Choose what should happen to it."), field="outcome")
    if outcome == Outcome.PASSED_ON:
        deciding.check_she_is_there(card)
    else:
        deciding.check_is_cared_for(card)


def _what_was_decided(card: PaperCard) -> str:
    if card.state == State.WAITING:
        return _("This has changed while you were reading. Read it again before you decide.")
    if card.state in (State.WITHDRAWN, State.PASSED_ON):
        return _(
            "This is not with the moderators any more: whoever typed it in took it back, or the "
            "guardian has it. Your decision was not saved."
        )
    name = card.decided_by.first_name if card.decided_by else _("Another moderator")
    return _("%(name)s decided already: %(outcome)s. Your decision was not saved.") % {
        "name": name,
        "outcome": card.get_outcome_display(),
    }


@transaction.atomic
def undo(*, card: PaperCard | int, by: Person, at: datetime) -> None:
    """Take a decision back within its five minutes; the card waits again."""
    card = paper.locked(card)
    check_may_decide(card, by=by)
    if card.state != State.DECIDED or (card.takes_effect_at or at) <= at:
        raise NotNow(_("Five minutes have passed, and the decision has taken effect."))
    moderation.step(card, seen=card.version, **paper.AS_UNDECIDED)
    paper.note(card, Kind.UNDONE, by=by, at=at)


def apply_due(*, at: datetime) -> int:
    """Let every decision take effect that can no longer be undone; safe to run twice at once."""
    due = PaperCard.objects.filter(state=State.DECIDED, takes_effect_at__lte=at)
    applied = 0
    for pk in list(due.order_by("takes_effect_at", "pk").values_list("pk", flat=True)):
        try:
            applied += _apply_if_due(pk, at=at)
        except Exception:
            # Whatever is wrong with one of them, the others take effect.
            logger.exception("A decision about a paper card could not take effect.")
    return applied


@transaction.atomic
def _apply_if_due(pk: int, *, at: datetime) -> bool:
    card = paper.locked(pk)
    if card.state != State.DECIDED or (card.takes_effect_at or at) > at:
        return False
    is_posted = card.outcome == Outcome.POSTED
    moderation.step(
        card,
        seen=card.version,
        state=State(card.outcome),
        takes_effect_at=None,
        html=guards.plain_to_html(card.text) if is_posted else "",
    )
    said = {"reason": card.reason, "words": card.words_to_writer}
    paper.note(card, card.outcome, by=card.decided_by, at=at, **said)
    touch(card.edition)
    return True


@transaction.atomic
def care_for(*, card: PaperCard | int, did: str, with_whom: str, by: Person, at: datetime) -> None:
    """Write down a step taken for somebody's safety, and the second person who knows of it."""
    card = paper.locked(card)
    if card.state == State.PASSED_ON:
        raise NotYours(_("Only the guardian can do this."))
    if card.state == State.WITHDRAWN:
        raise NotNow(_("Whoever typed this in has taken it back. Nothing was noted."))
    if not people.is_kind(by, Role.Kind.MODERATOR, scope=card.edition.series.slug):
        raise NotYours(_("Only moderators do this."))
    guarding.check_care(did, with_whom)
    words, detail = did.strip(), with_whom.strip()[:120]
    paper.note(card, Kind.CARED_FOR, by=by, at=at, words=words, detail=detail)
