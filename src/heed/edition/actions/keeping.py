"""What time does: answering pauses when nobody reads, and what need not be kept is erased."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from heed.clock import working
from heed.edition.models import Comment, CommentEvent, Edition, Report, Series

UNHEARD_FOR_DAYS = 2
ADDRESS_KEPT = timedelta(days=90)
WORDS_KEPT = timedelta(days=180)


def pause_unheard(*, at: datetime) -> int:
    """Pause answering where something waited two working days and nothing was decided since."""
    paused = 0
    limit = working.add_working_days(at, -UNHEARD_FOR_DAYS)
    for series in Series.objects.filter(answering_paused_at=None):
        waiting = Comment.objects.filter(edition__series=series, state=Comment.State.WAITING)
        decided = CommentEvent.objects.filter(
            comment__edition__series=series, kind=CommentEvent.Kind.DECIDED, at__gt=limit
        )
        if waiting.filter(received_at__lte=limit).exists() and not decided.exists():
            paused += _set_paused(series, at)
    return paused


def resume_heard(*, at: datetime) -> int:
    """Open answering again where somebody has decided something since it was paused."""
    resumed = 0
    for series in Series.objects.exclude(answering_paused_at=None):
        decided = CommentEvent.objects.filter(
            comment__edition__series=series,
            kind=CommentEvent.Kind.DECIDED,
            at__gte=series.answering_paused_at,
        )
        if decided.exists():
            resumed += _set_paused(series, None)
    return resumed


@transaction.atomic
def _set_paused(series: Series, at: datetime | None) -> int:
    changed = Series.objects.filter(pk=series.pk).update(answering_paused_at=at)
    Edition.objects.filter(series=series, state=Edition.State.OPEN).update(
        page_version=F("page_version") + 1
    )
    return changed


def erase_old(*, at: datetime) -> int:
    """Erase addresses 90 days after the decision, and unposted words after 180."""
    ended = Q(decided_at__lte=at - ADDRESS_KEPT) | Q(
        state=Comment.State.WITHDRAWN, received_at__lte=at - ADDRESS_KEPT
    )
    addresses = (
        Comment.objects.filter(ended)
        .exclude(state__in=[Comment.State.WAITING, Comment.State.DECIDED])
        .exclude(email_digest="")
    )
    erased = addresses.update(email="", email_digest="", ticket_digest="", wants_mail=False)
    unposted = Comment.objects.filter(
        state__in=[Comment.State.NOT_POSTED, Comment.State.WITHDRAWN, Comment.State.TAKEN_DOWN],
        received_at__lte=at - WORDS_KEPT,
    ).exclude(text="")
    with transaction.atomic():
        pks = list(unposted.values_list("pk", flat=True))
        CommentEvent.objects.filter(comment__in=pks).erase_words()
        Comment.objects.filter(pk__in=pks).update(
            text="", name="", words_to_writer="", comparable_digest=""
        )
    Report.objects.filter(decided_at__lte=at - WORDS_KEPT).exclude(words="").update(words="")
    return erased + len(pks)
