"""A posted comment is reported, or somebody asks that it be taken down; both are decisions."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from heed import seal
from heed.edition.actions import commenting
from heed.edition.actions.deciding import check_may_decide
from heed.edition.actions.publishing import touch
from heed.edition.actions.refusals import (
    CommentNotTaken,
    DecisionUnclear,
    NotNow,
    SomebodyElseDecided,
)
from heed.edition.models import Comment, CommentEvent, Report
from heed.moderation import actions as moderation
from heed.moderation.reasons import Reason
from heed.people.models import Person

Kind = CommentEvent.Kind

LOOKED_AT_WITHIN = timedelta(hours=48)
PER_TICKET = (6, timedelta(hours=1))


@transaction.atomic
def report(
    *,
    comment: Comment,
    words: str,
    at: datetime,
    reason: str = "",
    ticket: str = "",
    asked_by_role: str = "",
) -> Report:
    """Somebody says that a posted comment should not stand. It stays until a moderator decides."""
    comment = commenting.locked(comment)
    if comment.state != Comment.State.POSTED:
        raise NotNow(_("This comment is not on the page any more."))
    if ticket and not moderation.take(
        digest=seal.digest(ticket, purpose="report-ticket"),
        limit=PER_TICKET[0],
        window=PER_TICKET[1],
        at=at,
    ):
        raise CommentNotTaken(
            _("You have reported several comments within an hour. Try again a little later.")
        )
    made = Report.objects.create(
        comment=comment, reason=reason, words=words, asked_by_role=asked_by_role, received_at=at
    )
    CommentEvent.objects.create(
        comment=comment, kind=Kind.REPORTED, at=at, reason=reason, detail=asked_by_role
    )
    return made


@transaction.atomic
def decide_report(
    *, report: Report, take_down: bool, by: Person, at: datetime, reason: str = "", words: str = ""
) -> Report:
    """It stays, or it comes down for a reason of the closed list; the writer is told either way."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    if report.outcome != Report.Outcome.OPEN:
        raise SomebodyElseDecided(
            _("This was decided already: %(outcome)s.") % {"outcome": report.get_outcome_display()}
        )
    comment = commenting.locked(report.comment)
    check_may_decide(comment, by=by)
    if take_down and reason not in Reason.values:
        raise DecisionUnclear(_("Choose the reason. A sharp tone is not one."), field="reason")
    if take_down and not words.strip():
        raise DecisionUnclear(
            _("Say what would have to change; the writer reads it."), field="words"
        )
    if take_down and comment.state == Comment.State.POSTED:
        _take_down(comment, reason=reason, words=words, by=by, at=at)
    report.outcome = Report.Outcome.TAKEN_DOWN if take_down else Report.Outcome.STAYED
    report.decided_at = at
    report.decided_by = by
    report.save()
    CommentEvent.objects.create(
        comment=comment,
        kind=Kind.TAKEN_DOWN if take_down else Kind.STAYED,
        by=by,
        at=at,
        reason=reason if take_down else "",
        words=words,
        detail=report.asked_by_role,
    )
    return report


def _take_down(comment: Comment, *, reason: str, words: str, by: Person, at: datetime) -> None:
    comment.state = Comment.State.TAKEN_DOWN
    comment.html = ""
    comment.outcome = Comment.Outcome.NOT_POSTED
    comment.reason = reason
    comment.words_to_writer = words.strip()
    comment.decided_by = by
    comment.decided_at = at
    comment.version += 1
    comment.save()
    touch(comment.edition)
