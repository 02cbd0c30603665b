"""What keeps somebody safe: the steps that are written down, and what the guardian alone does."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from heed import clock
from heed.edition.actions import commenting, confiding, deciding, paper, passing
from heed.edition.actions.refusals import DecisionUnclear, NotNow, NotYours
from heed.edition.models import (
    Comment,
    CommentEvent,
    Confidence,
    ConfidenceEvent,
    PaperCardEvent,
    Subject,
)
from heed.moderation import actions as moderation
from heed.people import queries as people
from heed.people.models import Person, Role

Kind = ConfidenceEvent.Kind
Outcome = Confidence.Outcome
# How it can end by her hand; the others come about by themselves.
ENDS = (Outcome.ANSWERED, Outcome.HANDED_ON, Outcome.NO_FURTHER)


@transaction.atomic
def care_for(*, comment: Comment | int, did: str, with_whom: str, by: Person, at: datetime) -> None:
    """Write down a step taken for somebody's safety, and the second person who knows of it."""
    comment = commenting.locked(comment)
    if comment.outcome == Comment.Outcome.PASSED_ON:
        raise NotYours(_("Only the guardian can do this."))
    if comment.state == Comment.State.WITHDRAWN:
        raise NotNow(_("Its writer has taken this back. Nothing was noted."))
    if not people.is_kind(by, Role.Kind.MODERATOR, scope=comment.edition.series.slug):
        raise NotYours(_("Only moderators do this."))
    check_care(did, with_whom)
    CommentEvent.objects.create(
        comment=comment,
        kind=CommentEvent.Kind.CARED_FOR,
        by=by,
        at=at,
        words=did.strip(),
        detail=with_whom.strip()[:120],
    )


def check_care(did: str, with_whom: str) -> None:
    """Raise `DecisionUnclear` where a step for somebody's safety is not written down whole."""
    if not did.strip():
        raise DecisionUnclear(_("Write what you did."), field="did")
    if not with_whom.strip():
        raise DecisionUnclear(
            _("Write who else knows. Nobody carries this alone."), field="with_whom"
        )


@transaction.atomic
def note_opened(*, confidence: Confidence | int, by: Person, at: datetime) -> None:
    """The day on which a guardian first opened it; its writer sees that day."""
    confidence = _locked_for_guardian(confidence, by=by)
    if confidence.opened_on is None:
        confidence.opened_on = clock.local(at).date()
        confidence.save(update_fields=["opened_on"])


@transaction.atomic
def acknowledge(*, confidence: Confidence | int, write_by: date, by: Person, at: datetime) -> None:
    """The guardian says that she has read it, and by when she will write."""
    confidence = _locked_with_page(confidence, by=by)
    if write_by < clock.local(at).date():
        raise DecisionUnclear(_("Choose a day that is still to come."), field="write_by")
    if confidence.write_by == write_by:
        return
    confidence.write_by = write_by
    confidence.opened_on = confidence.opened_on or clock.local(at).date()
    confidence.save(update_fields=["write_by", "opened_on"])
    passing.note(confidence, Kind.ACKNOWLEDGED, by=by, at=at)
    confiding.tell_writer(confidence, at=at)


@transaction.atomic
def write_as_guardian(
    *, confidence: Confidence | int, words: str, by: Person, at: datetime, seen: int | None = None
) -> None:
    """The guardian writes to the writer, on their private page.

    ``seen`` is the last event that she was looking at: where another guardian or the writer has
    written since, nothing is sent, so that two do not answer unawares.
    """
    confidence = _locked_with_page(confidence, by=by)
    if not words.strip():
        raise DecisionUnclear(_("Write what the writer should read."), field="words")
    events = ConfidenceEvent.objects.filter(confidence=confidence)
    if seen is not None and events.filter(pk__gt=seen).exists():
        raise DecisionUnclear(
            _("Something was written while you were writing; it stands above. Your words were "
              "not sent: read it, then send them or change them."), field="words"
        )  # fmt: skip
    confidence.write_by = None
    confidence.opened_on = confidence.opened_on or clock.local(at).date()
    confidence.save(update_fields=["write_by", "opened_on"])
    passing.note(confidence, Kind.GUARDIAN_WROTE, by=by, at=at, words=words)
    confiding.tell_writer(confidence, at=at)


@transaction.atomic
def care_for_writer(
    *, confidence: Confidence | int, did: str, with_whom: str, by: Person, at: datetime
) -> None:
    """The guardian writes down a step taken for somebody's safety, and who else knows of it."""
    confidence = _locked_for_guardian(confidence, by=by)
    check_care(did, with_whom)
    passing.note(
        confidence, Kind.CARED_FOR, by=by, at=at, words=did, detail=with_whom.strip()[:120]
    )


@transaction.atomic
def hand_on(*, confidence: Confidence | int, words: str, by: Person, at: datetime) -> None:
    """The guardian notes to which office she took the matter on outside Heed."""
    confidence = _locked_and_open(confidence, by=by)
    if not words.strip():
        raise DecisionUnclear(_("Write to which office you handed it on."), field="words")
    passing.note(confidence, Kind.HANDED_ON, by=by, at=at, words=words)
    confiding.tell_writer(confidence, at=at)


@transaction.atomic
def record(
    *,
    confidence: Confidence | int,
    subjects: Iterable[str],
    detriment: bool,
    by: Person,
    at: datetime,
    outcome: str = "",
) -> None:
    """What it is counted as, from closed lists; with an ``outcome`` it ends here.

    From then on its words are kept for 90 days and then erased.
    """
    confidence = _locked_and_open(confidence, by=by)
    chosen = set(subjects)
    if not chosen <= set(Subject.values):
        raise DecisionUnclear(_("Choose from the list."), field="subjects")
    if outcome and outcome not in ENDS:
        raise DecisionUnclear(_("Choose how it ended."), field="outcome")
    confidence.subjects = " ".join(subject for subject in Subject.values if subject in chosen)
    confidence.detriment = "yes" if detriment else ""
    confidence.save(update_fields=["subjects", "detriment"])
    if outcome:
        _end(confidence, outcome, by=by, at=at)


@transaction.atomic
def end_quiet(*, confidence: int, at: datetime) -> None:
    """Nothing was written for a year: it ends, so that its words are not kept for ever."""
    row = confiding.locked(confidence)
    if row.ended_on is None:
        _end(row, Outcome.NO_FURTHER, by=None, at=at)


def _end(confidence: Confidence, outcome: str, *, by: Person | None, at: datetime) -> None:
    confidence.outcome = outcome
    confidence.ended_on = clock.local(at).date()
    confidence.write_by = None
    confidence.save()
    passing.note(confidence, Kind.ENDED, by=by, at=at)
    confiding.tell_writer(confidence, at=at)
    # There is nothing more to write about.
    confidence.email = ""
    confidence.save(update_fields=["email"])


@transaction.atomic
def return_to_queue(*, confidence: Confidence | int, words: str, by: Person, at: datetime) -> None:
    """The guardian gives what was passed to her back to the moderators; only she can.

    For them it comes in now: how long she had it counts neither for nor against them.
    """
    pk = confidence if isinstance(confidence, int) else confidence.pk
    comment, card = Confidence.objects.values_list("comment", "card").get(pk=pk)
    if comment is not None:
        confidence = _return_comment(comment, pk, words=words, by=by, at=at)
    elif card is not None:
        confidence = _return_card(card, pk, words=words, by=by, at=at)
    else:
        raise NotNow(_("This was written to you alone. Nobody else can be given it."))
    confidence.outcome = Outcome.RETURNED
    confidence.ended_on = clock.local(at).date()
    confidence.write_by = None
    confidence.save()


def _return_comment(
    number: int, confidence: int, *, words: str, by: Person, at: datetime
) -> Confidence:
    # The comment first, as whoever takes it back at this moment does.
    comment = commenting.locked(number)
    row = _locked_and_open(confidence, by=by)
    passing.give_back(row, comment)
    comment.received_at = at
    deciding.back_to_waiting(comment)
    CommentEvent.objects.create(
        comment=comment, kind=CommentEvent.Kind.RETURNED, by=by, at=at, words=words.strip()
    )
    return row


def _return_card(
    number: int, confidence: int, *, words: str, by: Person, at: datetime
) -> Confidence:
    card = paper.locked(number)
    row = _locked_and_open(confidence, by=by)
    passing.give_card_back(row, card)
    moderation.step(card, seen=card.version, **paper.AS_UNDECIDED, received_at=at)
    paper.note(card, PaperCardEvent.Kind.RETURNED, by=by, at=at, words=words.strip())
    return row


def _locked_for_guardian(confidence: Confidence | int, *, by: Person) -> Confidence:
    confidence = confiding.locked(confidence)
    scope = confidence.edition.series.slug if confidence.edition else ""
    if not people.is_kind(by, Role.Kind.GUARDIAN, scope=scope):
        raise NotYours(_("Only the guardian can do this."))
    return confidence


def _locked_and_open(confidence: Confidence | int, *, by: Person) -> Confidence:
    confidence = _locked_for_guardian(confidence, by=by)
    if confidence.outcome == Outcome.TAKEN_BACK:
        raise NotNow(_("Its writer has taken this back. Nothing was sent or noted."))
    if confidence.ended_on is not None:
        raise NotNow(_("This has ended. Nothing was sent or noted."))
    return confidence


def _locked_with_page(confidence: Confidence | int, *, by: Person) -> Confidence:
    confidence = _locked_and_open(confidence, by=by)
    if confidence.card_id is not None:
        raise NotNow(_("We do not know who wrote this card, and nobody can write to them here."))
    return confidence
