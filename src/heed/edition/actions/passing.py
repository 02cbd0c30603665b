"""What becomes of what goes to the guardian: it is sealed whole, and comes back whole.

A comment's name, words, whose it is, and the words of all that happened to it so far move into a
confidence; so do a paper card's words, and theirs. What stays says only that it was passed on, and
of a card who typed it in, who can still take it back.
"""

import json
from datetime import datetime
from typing import Any

from heed import clock, seal
from heed.edition.models import (
    Comment,
    CommentEvent,
    Confidence,
    ConfidenceEvent,
    PaperCard,
    PaperCardEvent,
    Report,
)
from heed.moderation import guards
from heed.outbox import actions as outbox
from heed.people.models import Person

Outcome = Confidence.Outcome
Said = dict[str, list[str]]


def seal_away(comment: Comment, *, at: datetime) -> Confidence:
    """Move what a comment says into a confidence. Call it in the transaction that passes it on."""
    reports = dict(comment.reports.exclude(words="").values_list("pk", "words"))
    kept = {
        "person": comment.person_id,
        "claims": comment.claims,
        "in_danger": comment.may_be_in_danger,
        "events": _take_words(CommentEvent.objects.filter(comment=comment)),
        "reports": reports,
    }
    confidence = Confidence.objects.create(
        comment=comment,
        name=comment.name,
        text=comment.text,
        before=json.dumps(kept),
        is_named=True,
        came_on=clock.local(at).date(),
    )
    Report.objects.filter(comment=comment).update(words="")
    comment.name = comment.text = comment.claims = ""
    comment.person = None
    comment.may_be_in_danger = False
    # Equal fingerprints would join it to what the same person wrote elsewhere under their name.
    comment.email = comment.email_digest = comment.ticket_digest = comment.comparable_digest = ""
    comment.wants_mail = False
    comment.save()
    return confidence


def seal_card_away(card: PaperCard, *, at: datetime) -> None:
    """Move what a card says into a confidence. Call it in the transaction that passes it on."""
    kept = {
        "in_danger": card.may_be_in_danger,
        "events": _take_words(PaperCardEvent.objects.filter(card=card)),
        "report": card.report_words,
    }
    Confidence.objects.create(
        card=card,
        text=card.text,
        before=json.dumps(kept),
        is_named=False,
        came_on=clock.local(at).date(),
    )
    card.text = card.report_words = ""
    card.may_be_in_danger = False
    card.save(update_fields=["text", "report_words", "may_be_in_danger"])


def _take_words(events: Any) -> Said:
    """The words of events by their numbers, which say nothing from now on."""
    said = {
        str(pk): [words, detail]
        for pk, words, detail in events.values_list("pk", "words", "detail")
        if words or detail
    }
    events.erase_words()
    # What was decided is a word of Heed's own, and stays; who else knew of a danger does not.
    events.exclude(kind="decided").erase_detail()
    return said


def _give_words_back(events: Any, said: Said) -> None:
    for pk, (words, detail) in said.items():
        events.filter(pk=pk).give_words_back(words, detail)


def give_card_back(confidence: Confidence, card: PaperCard) -> None:
    """Put everything back into the card, and keep nothing of it here."""
    kept = json.loads(confidence.before)
    card.text, card.report_words = confidence.text, kept["report"]
    card.may_be_in_danger = kept["in_danger"]
    card.save(update_fields=["text", "report_words", "may_be_in_danger"])
    _give_words_back(PaperCardEvent.objects.filter(card=card), kept["events"])
    confidence.text = confidence.before = ""


def give_back(confidence: Confidence, comment: Comment) -> None:
    """Put everything back into the comment, and keep nothing of it here."""
    kept = json.loads(confidence.before)
    comment.name, comment.text = confidence.name, confidence.text
    # Whoever has left or had their name removed in the meantime is not joined to it again.
    comment.person = Person.objects.filter(pk=kept["person"], is_active=True).first()
    comment.claims = kept["claims"]
    comment.comparable_digest = words_digest(comment.text)
    comment.may_be_in_danger = kept["in_danger"]
    _give_words_back(CommentEvent.objects.filter(comment=comment), kept["events"])
    for pk, words in kept["reports"].items():
        Report.objects.filter(comment=comment, pk=pk).update(words=words)
    confidence.name = confidence.text = confidence.before = ""


def words_digest(text: str) -> str:
    """The fingerprint by which the same words are known again."""
    return seal.digest(guards.comparable(text), purpose="comment-words")


def erase(confidence: Confidence, *, at: datetime) -> None:
    """Erase every word of it; that something came, and how it ended, stays."""
    confidence.erased_on = clock.local(at).date()
    confidence.name = confidence.text = confidence.email = confidence.before = ""
    confidence.sent_digest = None
    confidence.save()
    events = ConfidenceEvent.objects.filter(confidence=confidence)
    events.erase_words()
    events.erase_detail()


def take_back(confidence: Confidence, *, at: datetime) -> None:
    """Erase it because its writer wants it so, whatever has become of it."""
    outbox.cancel(about=matter(confidence), at=at)
    if confidence.ended_on is None:
        confidence.outcome = Outcome.TAKEN_BACK
        confidence.ended_on = clock.local(at).date()
    confidence.subjects = confidence.detriment = ""
    confidence.write_by = None
    erase(confidence, at=at)
    note(confidence, ConfidenceEvent.Kind.TAKEN_BACK, at=at)


def matter(confidence: Confidence) -> str:
    """What its mails are about, for the outbox: nothing that says whose, or what it is."""
    return "page:" + seal.digest(confidence.reference, purpose="confidence-mail")


def note(
    confidence: Confidence,
    kind: str,
    *,
    at: datetime,
    by: Person | None = None,
    words: str = "",
    detail: str = "",
) -> None:
    """Write down what happened, on which day."""
    ConfidenceEvent.objects.create(
        confidence=confidence,
        kind=kind,
        by=by,
        on=clock.local(at).date(),
        words=words.strip(),
        detail=detail.strip(),
    )
