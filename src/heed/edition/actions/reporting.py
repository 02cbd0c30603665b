"""A posted comment is reported, or somebody asks that it be taken down; both are decisions."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from heed import seal
from heed.edition.actions import commenting
from heed.edition.actions.deciding import UNDO_FOR, check_may_decide
from heed.edition.actions.publishing import throw_page_away, touch
from heed.edition.actions.refusals import (
    CommentNotTaken,
    DecisionUnclear,
    NotNow,
    SomebodyElseDecided,
)
from heed.edition.models import Comment, CommentEvent, Report
from heed.moderation import actions as moderation
from heed.moderation import guards
from heed.moderation.reasons import Reason
from heed.people.models import Person

Kind = CommentEvent.Kind

PER_TICKET = (6, timedelta(hours=1))


@transaction.atomic
def report(
    *, comment: Comment | int, words: str, at: datetime, reason: str = "", ticket: str = ""
) -> Report:
    """A reader says that a posted comment should not stand. It stays until a moderator decides."""
    comment = _locked_and_posted(comment)
    if ticket and not moderation.take(
        digest=seal.digest(ticket, purpose="report-ticket"),
        limit=PER_TICKET[0],
        window=PER_TICKET[1],
        at=at,
    ):
        raise CommentNotTaken(
            _("You have reported several comments within an hour. Try again a little later.")
        )
    return _write_down(comment, reason=reason, words=words, at=at)


@transaction.atomic
def ask_from_above(
    *, comment: Comment | int, role: str, words: str, by: Person, at: datetime
) -> Report:
    """A moderator writes down that somebody in this role asked for a posted comment to go.

    From here on it is a report like any other: decided by its reasons, and counted in public.
    """
    comment = _locked_and_posted(comment)
    check_may_decide(comment, by=by)
    if not role.strip():
        raise DecisionUnclear(_("Write which role asked; leave out the name."), field="role")
    if not words.strip():
        raise DecisionUnclear(_("Write the reason that they gave, in their words."), field="words")
    return _write_down(comment, words=words.strip(), role=role.strip()[:120], by=by, at=at)


def _locked_and_posted(comment: Comment | int) -> Comment:
    comment = commenting.locked(comment)
    if comment.state != Comment.State.POSTED:
        raise NotNow(_("This comment is not on the page any more."))
    return comment


def _write_down(
    comment: Comment,
    *,
    words: str,
    at: datetime,
    reason: str = "",
    role: str = "",
    by: Person | None = None,
) -> Report:
    CommentEvent.objects.create(
        comment=comment, kind=Kind.REPORTED, by=by, at=at, reason=reason, detail=role
    )
    return Report.objects.create(
        comment=comment, reason=reason, words=words, asked_by_role=role, received_at=at
    )


@transaction.atomic
def decide_report(
    *,
    report: Report | int,
    take_down: bool,
    by: Person,
    at: datetime,
    reason: str = "",
    words: str = "",
) -> Report:
    """It stays, or it comes down at once for a reason of the closed list.

    What comes down answers every other open report of the same comment with it.
    """
    report, comment = _locked_report(report)
    check_may_decide(comment, by=by)
    if report.outcome != Report.Outcome.OPEN:
        raise SomebodyElseDecided(_what_was_decided(report))
    if comment.state != Comment.State.POSTED:
        raise NotNow(_("This comment is not on the page any more."))
    if take_down and reason not in Reason.values:
        raise DecisionUnclear(_("Choose the reason. A sharp tone is not one."), field="reason")
    if take_down and not words.strip():
        raise DecisionUnclear(
            _("Say what would have to change; the writer reads it."), field="words"
        )
    answered = Report.objects.filter(pk=report.pk)
    if take_down:
        _take_down(comment, reason=reason, words=words, by=by, at=at)
        answered = comment.reports.filter(outcome=Report.Outcome.OPEN)
    report.outcome = Report.Outcome.TAKEN_DOWN if take_down else Report.Outcome.STAYED
    report.decided_at = at
    report.decided_by = by
    answered.update(outcome=report.outcome, decided_at=at, decided_by=by)
    CommentEvent.objects.create(
        comment=comment,
        kind=Kind.TAKEN_DOWN if take_down else Kind.STAYED,
        by=by,
        at=at,
        reason=reason if take_down else "",
        words=words.strip() if take_down else "",
        detail=report.asked_by_role,
    )
    return report


def _locked_report(report: Report | int) -> tuple[Report, Comment]:
    """The comment is held before its report, as wherever else both are."""
    number = report if isinstance(report, int) else report.pk
    comment = commenting.locked(Report.objects.values_list("comment_id", flat=True).get(pk=number))
    return Report.objects.select_for_update(of=("self",)).get(pk=number), comment


def _what_was_decided(report: Report) -> str:
    if report.outcome == Report.Outcome.WITHDRAWN:
        return _("The writer has taken the comment back. There is nothing to decide any more.")
    name = report.decided_by.first_name if report.decided_by else _("Another moderator")
    return _("%(name)s decided already: %(outcome)s. Your decision was not saved.") % {
        "name": name,
        "outcome": report.get_outcome_display(),
    }


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
    throw_page_away(comment.edition)


@transaction.atomic
def undo_report(*, report: Report | int, by: Person, at: datetime) -> Report:
    """Take back within five minutes what was decided about a report; it is open again.

    Unlike a decision on what waits, this one took effect at once: words that may name somebody
    do not stand for five minutes more. Undoing puts them back.
    """
    report, comment = _locked_report(report)
    check_may_decide(comment, by=by)
    decided_at = report.decided_at
    if decided_at is None or decided_at + UNDO_FOR <= at:
        raise NotNow(_("Five minutes have passed, and the decision has taken effect."))
    if report.outcome == Report.Outcome.TAKEN_DOWN:
        if comment.state != Comment.State.TAKEN_DOWN:
            raise NotNow(_("The writer has changed it or taken it back in the meantime."))
        _put_back(comment, by=by)
    elif report.outcome != Report.Outcome.STAYED or comment.state != Comment.State.POSTED:
        raise NotNow(_("This comment is not on the page any more."))
    answered = comment.reports.filter(outcome=report.outcome, decided_at=decided_at)
    answered.update(outcome=Report.Outcome.OPEN, decided_at=None, decided_by=None)
    CommentEvent.objects.create(comment=comment, kind=Kind.UNDONE, by=by, at=at, detail="report")
    report.refresh_from_db()
    return report


def _put_back(comment: Comment, *, by: Person) -> None:
    comment.state = Comment.State.POSTED
    comment.html = guards.plain_to_html(comment.text)
    comment.outcome = Comment.Outcome.POSTED
    comment.reason = comment.words_to_writer = ""
    comment.decided_by = by
    comment.version += 1
    comment.save()
    touch(comment.edition)
