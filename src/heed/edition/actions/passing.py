"""What becomes of a comment when it goes to the guardian: it is sealed whole, and comes back whole.

Name, words, whose it is, and the words of all that happened to it so far move into a confidence.
What stays of the comment says only that it was passed on.
"""

import json
from datetime import datetime

from heed import clock, seal
from heed.edition.models import Comment, CommentEvent, Confidence, ConfidenceEvent, Report
from heed.outbox import actions as outbox
from heed.people.models import Person

Outcome = Confidence.Outcome


def seal_away(comment: Comment, *, at: datetime) -> Confidence:
    """Move what a comment says into a confidence. Call it in the transaction that passes it on."""
    events = {
        str(pk): [words, detail]
        for pk, words, detail in comment.events.values_list("pk", "words", "detail")
        if words or detail
    }
    reports = dict(comment.reports.exclude(words="").values_list("pk", "words"))
    kept = {
        "person": comment.person_id,
        "claims": comment.claims,
        "in_danger": comment.may_be_in_danger,
        "events": events,
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
    said = CommentEvent.objects.filter(comment=comment)
    said.erase_words()
    # What was decided is a word of Heed's own, and stays; who else knew of a danger does not.
    said.exclude(kind=CommentEvent.Kind.DECIDED).erase_detail()
    Report.objects.filter(comment=comment).update(words="")
    comment.name = comment.text = comment.claims = ""
    comment.person = None
    comment.may_be_in_danger = False
    comment.save()
    return confidence


def give_back(confidence: Confidence, comment: Comment) -> None:
    """Put everything back into the comment, and keep nothing of it here."""
    kept = json.loads(confidence.before)
    comment.name, comment.text = confidence.name, confidence.text
    comment.person_id, comment.claims = kept["person"], kept["claims"]
    comment.may_be_in_danger = kept["in_danger"]
    for pk, (words, detail) in kept["events"].items():
        CommentEvent.objects.filter(comment=comment, pk=pk).give_words_back(words, detail)
    for pk, words in kept["reports"].items():
        Report.objects.filter(comment=comment, pk=pk).update(words=words)
    confidence.name = confidence.text = confidence.before = ""


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
    confidence.themes = confidence.detriment = ""
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
