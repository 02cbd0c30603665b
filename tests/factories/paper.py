"""Paper cards for tests, made by the same actions that the product uses."""

from datetime import datetime, timedelta
from itertools import count

from heed.edition.actions import deciding_paper, paper
from heed.edition.models import Edition, PaperCard
from heed.people.models import Person

_tickets = count()


def entered(
    edition: Edition, by: Person, *texts: str, quote: bool = False, at: datetime | None = None
) -> list[PaperCard]:
    """Cards that somebody typed in, in one go."""
    assert edition.opened_at is not None
    cards = [paper.OnPaper(text=text, may_be_quoted=quote) for text in texts]
    return paper.enter(
        edition=edition,
        cards=cards,
        ticket=f"paper-{next(_tickets)}",
        by=by,
        at=at or edition.opened_at + timedelta(hours=1),
    )


def decide(
    card: PaperCard, by: Person, outcome: str, *, at: datetime | None = None, **given: str
) -> PaperCard:
    """Decide, by default half an hour after it came in, and let it take effect."""
    card.refresh_from_db()
    at = at or card.received_at + timedelta(minutes=30)
    if outcome == "not_posted":
        given = {"reason": "identifies", "words": "Leave out the street.", **given}
    deciding_paper.decide(card=card, outcome=outcome, by=by, at=at, version=card.version, **given)
    deciding_paper.apply_due(at=at + deciding_paper.UNDO_FOR)
    card.refresh_from_db()
    return card
