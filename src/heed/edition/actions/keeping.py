"""What time does: answering pauses when nobody reads, and what need not be kept is erased."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Max, Q
from django.db.models.functions import Coalesce

from heed import clock
from heed.clock import working
from heed.edition.actions import guarding, passing
from heed.edition.models import (
    Comment,
    CommentEvent,
    Confidence,
    Edition,
    PaperCard,
    PaperCardEvent,
    Reply,
    Report,
    Series,
)

UNHEARD_FOR_DAYS = 2
ADDRESS_KEPT = timedelta(days=90)
WORDS_KEPT = timedelta(days=180)
# Six years, two leap days included.
DRAFTS_KEPT = timedelta(days=6 * 365 + 2)
Kind = CommentEvent.Kind
State = Comment.State
_DECISIONS = (Kind.POSTED, Kind.ASKED, Kind.NOT_POSTED, Kind.PASSED_ON)
_NEVER_POSTED = (State.NOT_POSTED, State.TAKEN_DOWN, State.ASKED)


def pause_unheard(*, at: datetime) -> int:
    """Pause answering where something waited two working days and nothing was decided since."""
    paused = 0
    limit = working.add_working_days(at, -UNHEARD_FOR_DAYS)
    for series in Series.objects.filter(answering_paused_at=None):
        late = Q(edition__series=series, state=State.WAITING, received_at__lte=limit)
        # What was brought in from before Heed waits too, but nobody here was promised an answer.
        late &= Q(edition__origin=None)
        is_unheard = any(rows.objects.filter(late).exists() for rows in (Comment, PaperCard))
        if is_unheard and not _decided_since(series, limit):
            paused += _set_paused(series, at)
    return paused


def resume_heard(*, at: datetime) -> int:
    """Open answering again where somebody has decided something since it was paused."""
    resumed = 0
    for series in Series.objects.exclude(answering_paused_at=None):
        if _decided_since(series, series.answering_paused_at):
            resumed += _set_paused(series, None)
    return resumed


def _decided_since(series: Series, moment: datetime | None) -> bool:
    """Whether a decision took effect; one that was undone is none."""
    comments = CommentEvent.objects.filter(comment__edition__series=series)
    cards = PaperCardEvent.objects.filter(card__edition__series=series)
    decided = Q(kind__in=(*_DECISIONS, PaperCardEvent.Kind.GIVEN), at__gte=moment)
    return comments.filter(decided).exists() or cards.filter(decided).exists()


@transaction.atomic
def _set_paused(series: Series, at: datetime | None) -> int:
    changed = Series.objects.filter(pk=series.pk).update(answering_paused_at=at)
    Edition.objects.filter(series=series, state=Edition.State.OPEN).update(
        page_version=F("page_version") + 1
    )
    return changed


def erase_old(*, at: datetime) -> dict[str, int]:
    """Erase what need not be kept any more; gives back how much of each kind it was."""
    return {
        "addresses": _erase_addresses(at=at),
        "comments": _erase_words(at=at),
        "reports": _erase_reports(at=at),
        "drafts": _erase_drafts(at=at),
    }


def _erase_addresses(*, at: datetime) -> int:
    """Addresses go 90 days after the decision."""
    ended = Q(decided_at__lte=at - ADDRESS_KEPT) | Q(
        state=State.WITHDRAWN, received_at__lte=at - ADDRESS_KEPT
    )
    addresses = (
        Comment.objects.filter(ended)
        .exclude(state__in=[State.WAITING, State.DECIDED])
        .exclude(email_digest="")
    )
    return addresses.update(email="", email_digest="", ticket_digest="", wants_mail=False)


@transaction.atomic
def _erase_words(*, at: datetime) -> int:
    """Words that are on no page go after 180 days."""
    kept_long = Q(state__in=_NEVER_POSTED, decided_at__lte=at - WORDS_KEPT) | Q(
        state=State.WITHDRAWN, received_at__lte=at - WORDS_KEPT
    )
    pks = list(Comment.objects.filter(kept_long).exclude(text="").values_list("pk", flat=True))
    events = CommentEvent.objects.filter(comment__in=pks)
    events.erase_words()
    events.filter(kind=Kind.CARED_FOR).erase_detail()
    Comment.objects.filter(pk__in=pks).update(
        text="", name="", person=None, claims="", words_to_writer="", comparable_digest=""
    )
    # An answer under words that are gone may quote them.
    Reply.objects.filter(comment__in=pks).delete()
    return len(pks)


def _erase_reports(*, at: datetime) -> int:
    old = Report.objects.filter(decided_at__lte=at - WORDS_KEPT).exclude(words="")
    return old.update(words="")


def _erase_drafts(*, at: datetime) -> int:
    """Delete drafts that never went out, six years after they were begun."""
    unsent = [Edition.State.DRAFT, Edition.State.CHECKING]
    past = list(Edition.objects.filter(begun_at__lte=at - DRAFTS_KEPT, state__in=unsent))
    for edition in past:
        edition.delete()
    return len(past)


def erase_confidences(*, at: datetime) -> int:
    """Erase what the guardian was told 90 days after it ended, and forget it after two years.

    Where nothing was written for a year it ends by itself.
    """
    today = clock.local(at).date()
    last = Coalesce(Max("events__on"), F("came_on"))
    still = Confidence.objects.filter(ended_on=None).annotate(last_on=last)
    quiet = still.filter(last_on__lte=today - Confidence.QUIET_FOR)
    for pk in list(quiet.values_list("pk", flat=True)):
        guarding.end_quiet(confidence=pk, at=at)
    over = today - Confidence.KEPT_AFTER_THE_END
    ended = Confidence.objects.filter(ended_on__lte=over, erased_on=None)
    erased = 0
    for pk in list(ended.values_list("pk", flat=True)):
        with transaction.atomic():
            row = Confidence.objects.select_for_update().get(pk=pk)
            passing.erase(row, at=at)
            erased += 1
    forgotten = Confidence.objects.filter(ended_on__lte=today - Confidence.COUNTED_FOR)
    forgotten.delete()
    return erased


def erase_old_cards(*, at: datetime) -> int:
    """Take the name off a card 90 days after the decision; erase after 180 what is on no page."""
    ended = PaperCard.objects.exclude(state__in=[State.WAITING, State.DECIDED])
    gone = Q(state=State.WITHDRAWN)
    long_ago = Q(decided_at__lte=at - ADDRESS_KEPT) | gone & Q(received_at__lte=at - ADDRESS_KEPT)
    named = ended.filter(long_ago).exclude(entered_by=None, ticket_digest="")
    erased = named.update(entered_by=None, ticket_digest="")
    kept_long = Q(decided_at__lte=at - WORDS_KEPT) | gone & Q(received_at__lte=at - WORDS_KEPT)
    with transaction.atomic():
        unseen = ended.exclude(state=State.POSTED).filter(kept_long).exclude(text="")
        pks = list(unseen.values_list("pk", flat=True))
        events = PaperCardEvent.objects.filter(card__in=pks)
        events.erase_words()
        events.filter(kind=PaperCardEvent.Kind.CARED_FOR).erase_detail()
        PaperCard.objects.filter(pk__in=pks).update(text="", words_to_writer="")
    told = PaperCard.objects.filter(reported_at=None).exclude(report_words="")
    told.filter(decided_at__lte=at - WORDS_KEPT).update(report_words="")
    return erased + len(pks)
