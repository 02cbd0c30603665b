"""What moderators and the guardian decide about a named comment.

A decision waits five minutes, and can be undone for as long; posting and mail wait with it.
Only passing to the guardian is done at once: it asks once more instead.
"""

import logging
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from heed.edition import addresses
from heed.edition.actions import commenting, passing
from heed.edition.actions.publishing import touch
from heed.edition.actions.refusals import (
    DecisionUnclear,
    NotNow,
    NotYours,
    SomebodyElseDecided,
)
from heed.edition.models import Comment, CommentEvent, Origin, PaperCard, Reply
from heed.moderation import guards
from heed.moderation.reasons import Reason
from heed.outbox import actions as outbox
from heed.people import queries as people
from heed.people.models import Person, Role

logger = logging.getLogger(__name__)

Kind = CommentEvent.Kind
State = Comment.State
Outcome = Comment.Outcome

UNDO_FOR = Comment.UNDO_FOR
_SAYS_WORDS = (Outcome.ASKED, Outcome.NOT_POSTED)
_STATES = {
    Outcome.POSTED: State.POSTED,
    Outcome.ASKED: State.ASKED,
    Outcome.NOT_POSTED: State.NOT_POSTED,
}


@transaction.atomic
def decide(
    *,
    comment: Comment | int,
    outcome: str,
    by: Person,
    at: datetime,
    version: int,
    reason: str = "",
    words: str = "",
    reply: str = "",
    proof: str = "",
) -> Comment:
    """Decide about a waiting comment.

    ``version`` is the one the moderator was looking at: where somebody decided since, nothing is
    changed and `SomebodyElseDecided` says who and what. ``words`` go to the writer, ``reply``
    under the posted comment; ``proof`` says how a borrowed name was checked.
    """
    comment = commenting.locked(comment)
    check_may_decide(comment, by=by)
    if comment.state != State.WAITING or comment.version != version:
        raise SomebodyElseDecided(_what_was_decided(comment))
    _check_is_clear(comment, outcome=outcome, reason=reason, words=words, proof=proof)
    comment.outcome = outcome
    comment.reason = reason if outcome == Outcome.NOT_POSTED else ""
    comment.words_to_writer = words.strip() if outcome in _SAYS_WORDS else ""
    comment.decided_by = by
    comment.decided_at = at
    comment.version += 1
    _note(
        comment,
        Kind.DECIDED,
        by=by,
        at=at,
        reason=comment.reason,
        words=comment.words_to_writer,
        detail=outcome,
    )
    if outcome == Outcome.PASSED_ON:
        _pass_on(comment, by=by, at=at)
        return comment
    comment.state = State.DECIDED
    comment.takes_effect_at = at + UNDO_FOR
    comment.save()
    if outcome == Outcome.POSTED and proof.strip():
        _note(comment, Kind.NAME_CHECKED, by=by, at=at, words=proof.strip())
    if outcome == Outcome.POSTED and reply.strip():
        _write_reply(comment, reply, by=by, at=at)
    return comment


def _pass_on(comment: Comment, *, by: Person, at: datetime) -> None:
    """At once, and for good: from here on it is the guardian's, and sealed."""
    comment.state = State.PASSED_ON
    _note(comment, Kind.PASSED_ON, by=by, at=at)
    # The mail goes first: the address is not kept any longer than it is needed.
    _tell_writer(comment, at=at)
    passing.seal_away(comment, at=at)


def check_may_decide(comment: Comment, *, by: Person) -> None:
    """Raise `NotYours` unless ``by`` moderates this series; nobody decides about their own words."""
    if not people.is_kind(by, Role.Kind.MODERATOR, scope=comment.edition.series.slug):
        raise NotYours(_("Only moderators decide about comments."))
    if comment.person_id is not None and comment.person_id == by.pk:
        raise NotYours(_("This comment is your own. Another moderator decides about it."))


def _check_is_clear(comment: Comment, *, outcome: str, reason: str, words: str, proof: str) -> None:
    if outcome not in Outcome.values:
        raise DecisionUnclear(_("Choose what should happen to it."), field="outcome")
    if outcome == Outcome.PASSED_ON:
        check_she_is_there(comment)
    else:
        check_is_cared_for(comment)
    check_a_no(outcome == Outcome.NOT_POSTED, reason=reason, words=words)
    if outcome == Outcome.ASKED and Origin.objects.filter(edition=comment.edition_id).exists():
        raise DecisionUnclear(
            _("This was brought in from before Heed: nobody can be asked about it."),
            field="outcome",
        )
    if outcome == Outcome.ASKED and not words.strip():
        raise DecisionUnclear(_("Write the question."), field="words")
    if outcome == Outcome.POSTED and comment.claims and not proof.strip():
        raise DecisionUnclear(
            _("This name is like %(name)s. Say how you know that it is really them.")
            % {"name": comment.claims},
            field="proof",
        )


def check_she_is_there(item: Comment | PaperCard) -> None:
    """Raise `DecisionUnclear` where nobody could read it: what is passed on would be heard by none."""
    if not people.holders(Role.Kind.GUARDIAN, scope=item.edition.series.slug):
        raise DecisionUnclear(
            _(
                "Nobody here is a guardian now, so nobody would read it. Ask an administrator to "
                "give somebody that role first."
            ),
            field="outcome",
        )


def check_is_cared_for(item: Comment | PaperCard) -> None:
    """Raise `DecisionUnclear` where somebody may be in danger and no step was written down since
    it last came in."""
    if not item.may_be_in_danger:
        return
    if not item.events.filter(kind=Kind.CARED_FOR, at__gte=item.received_at).exists():
        raise DecisionUnclear(
            _("First write down, above, what you did for their safety and who else knows."),
            field="outcome",
        )


def check_a_no(is_no: bool, *, reason: str, words: str) -> None:
    """Raise `DecisionUnclear` for a no without a reason of the closed list, or without words."""
    if is_no and reason not in Reason.values:
        raise DecisionUnclear(_("Choose the reason."), field="reason")
    if is_no and not words.strip():
        raise DecisionUnclear(
            _("Say what would have to change; the writer reads it."), field="words"
        )


def _what_was_decided(comment: Comment) -> str:
    if comment.state == State.WAITING:
        return _("This has changed while you were reading. Read it again before you decide.")
    if comment.state in (State.WITHDRAWN, State.PASSED_ON):
        # One sentence for both: what the guardian has is not told to anybody else.
        return _(
            "This is not with the moderators any more: its writer took it back, or the guardian "
            "has it. Your decision was not saved."
        )
    name = comment.decided_by.first_name if comment.decided_by else _("Another moderator")
    return _("%(name)s decided already: %(outcome)s. Your decision was not saved.") % {
        "name": name,
        "outcome": comment.get_outcome_display(),
    }


def _write_reply(
    comment: Comment, text: str, *, by: Person, at: datetime, posted_at: datetime | None = None
) -> Reply:
    return Reply.objects.create(
        comment=comment,
        by=by,
        name=by.name,
        is_author=comment.edition.author_id == by.pk,
        text=text.strip(),
        html=guards.plain_to_html(text),
        at=at,
        posted_at=posted_at,
    )


@transaction.atomic
def undo(*, comment: Comment | int, by: Person, at: datetime) -> Comment:
    """Take a decision back within its five minutes; the comment waits again."""
    comment = commenting.locked(comment)
    check_may_decide(comment, by=by)
    if comment.state != State.DECIDED or (comment.takes_effect_at or at) <= at:
        raise NotNow(_("Five minutes have passed, and the decision has taken effect."))
    comment.replies.filter(posted_at=None).delete()
    back_to_waiting(comment)
    _note(comment, Kind.UNDONE, by=by, at=at)
    return comment


def back_to_waiting(comment: Comment) -> None:
    """Forget what was decided; what happened stays in the list of events."""
    comment.state = State.WAITING
    comment.takes_effect_at = comment.decided_at = comment.decided_by = None
    comment.outcome = comment.reason = comment.words_to_writer = ""
    comment.version += 1
    comment.save()


def apply_due(*, at: datetime) -> int:
    """Let every decision take effect that can no longer be undone; safe to run twice at once."""
    due = Comment.objects.filter(state=State.DECIDED, takes_effect_at__lte=at)
    applied = 0
    for pk in list(due.order_by("takes_effect_at").values_list("pk", flat=True)):
        try:
            applied += _apply_if_due(pk, at=at)
        except Exception:
            # Whatever is wrong with one of them, the others take effect.
            logger.exception("A decision about a comment could not take effect.")
    return applied


@transaction.atomic
def _apply_if_due(pk: int, *, at: datetime) -> bool:
    comment = commenting.locked(pk)
    is_due = comment.state == State.DECIDED and (comment.takes_effect_at or at) <= at
    if is_due:
        _apply(comment, at=at)
    return is_due


def _apply(comment: Comment, *, at: datetime) -> None:
    outcome = Outcome(comment.outcome)
    comment.state = _STATES[outcome]
    comment.takes_effect_at = None
    comment.ticket_digest = ""
    comment.version += 1
    if outcome == Outcome.POSTED:
        comment.html = guards.plain_to_html(comment.text)
        comment.posted_at = at
        comment.claims = ""
        comment.replies.filter(posted_at=None).update(posted_at=at)
    comment.save()
    _note(
        comment,
        outcome.value,
        by=comment.decided_by,
        at=at,
        reason=comment.reason,
        words=comment.words_to_writer,
    )
    if outcome == Outcome.POSTED:
        touch(comment.edition)
    _tell_writer(comment, at=at)


def _tell_writer(comment: Comment, *, at: datetime) -> None:
    """One mail for who asked for it; a question is not the end, so that another may follow it."""
    revision = comment.edition.revision
    if not (comment.wants_mail and comment.email and revision):
        return
    is_question = comment.state == State.ASKED
    news = (
        _("A moderator has a question about the comment that you sent. You can answer it here:")
        if is_question
        else _("There is news of the comment that you sent. You can read it here:")
    )
    rest = (
        _("You asked for a mail when you sent the comment. One more comes when it is decided.")
        if is_question
        else _("You asked for this mail when you sent the comment. There will be no other.")
    )
    try:
        outbox.queue(
            to=comment.email,
            kind="private_page",
            subject=_("Your comment on %(title)s") % {"title": revision.title},
            text=f"{news}\n\n{addresses.writers_page(comment)}\n\n{rest}",
            at=at,
            about=f"comment:{comment.pk}",
        )
    except outbox.CannotBeMailed:
        # An address that takes no mail does not hold up what was decided.
        is_question = False
    if not is_question:
        comment.wants_mail = False
        comment.save(update_fields=["wants_mail"])


@transaction.atomic
def reply(*, comment: Comment | int, text: str, by: Person, at: datetime) -> Reply:
    """Answer a posted comment, once, as the message's author or as a moderator."""
    comment = commenting.locked(comment)
    is_author = comment.edition.author_id == by.pk
    if not is_author and not people.is_kind(
        by, Role.Kind.MODERATOR, scope=comment.edition.series.slug
    ):
        raise NotYours(_("Only the author and the moderators reply here."))
    if comment.state != State.POSTED:
        raise NotNow(_("This comment is not on the page."))
    if not text.strip():
        raise DecisionUnclear(_("Write the reply."), field="reply")
    if comment.replies.exists():
        raise NotNow(_("This comment has been answered already."))
    made = _write_reply(comment, text, by=by, at=at, posted_at=at)
    touch(comment.edition)
    return made


def _note(
    comment: Comment,
    kind: str,
    *,
    by: Person | None,
    at: datetime,
    reason: str = "",
    words: str = "",
    detail: str = "",
) -> CommentEvent:
    return CommentEvent.objects.create(
        comment=comment, kind=kind, by=by, at=at, reason=reason, words=words, detail=detail
    )
