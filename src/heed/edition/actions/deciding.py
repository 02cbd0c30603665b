"""What moderators and the guardian decide about a named comment.

A decision waits five minutes, and can be undone for as long; posting and mail wait with it.
Only passing to the guardian is done at once: it asks once more instead.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from heed.edition import addresses
from heed.edition.actions import commenting
from heed.edition.actions.publishing import touch
from heed.edition.actions.refusals import (
    DecisionUnclear,
    NotNow,
    NotYours,
    SomebodyElseDecided,
)
from heed.edition.models import Comment, CommentEvent, Reply
from heed.moderation import guards
from heed.moderation.reasons import Reason
from heed.outbox import actions as outbox
from heed.people import queries as people
from heed.people.models import Person, Role

Kind = CommentEvent.Kind
State = Comment.State
Outcome = Comment.Outcome

UNDO_FOR = timedelta(minutes=5)
_STATES = {
    Outcome.POSTED: State.POSTED,
    Outcome.ASKED: State.ASKED,
    Outcome.NOT_POSTED: State.NOT_POSTED,
}


@transaction.atomic
def decide(
    *,
    comment: Comment,
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
    comment.words_to_writer = words.strip()
    comment.decided_by = by
    comment.decided_at = at
    comment.version += 1
    _note(
        comment, Kind.DECIDED, by=by, at=at, reason=comment.reason, words=words, detail=outcome
    )
    if proof.strip():
        comment.claims = ""
        _note(comment, Kind.CARED_FOR, by=by, at=at, words=proof, detail="name checked")
    if outcome == Outcome.PASSED_ON:
        comment.state = State.PASSED_ON
        comment.save()
        _note(comment, Kind.PASSED_ON, by=by, at=at)
        return comment
    comment.state = State.DECIDED
    comment.takes_effect_at = at + UNDO_FOR
    comment.save()
    if outcome == Outcome.POSTED and reply.strip():
        _write_reply(comment, reply, by=by, at=at)
    return comment


def check_may_decide(comment: Comment, *, by: Person) -> None:
    """Raise `NotYours` unless ``by`` moderates this series; nobody decides about their own words."""
    if not people.is_kind(by, Role.Kind.MODERATOR, scope=comment.edition.series.slug):
        raise NotYours(_("Only moderators decide about comments."))
    if comment.person_id is not None and comment.person_id == by.pk:
        raise NotYours(_("This comment is your own. Another moderator decides about it."))


def _check_is_clear(
    comment: Comment, *, outcome: str, reason: str, words: str, proof: str
) -> None:
    if outcome not in Outcome.values:
        raise DecisionUnclear(_("Choose what should happen to it."), field="outcome")
    if outcome == Outcome.NOT_POSTED:
        if reason not in Reason.values:
            raise DecisionUnclear(_("Choose the reason."), field="reason")
        if not words.strip():
            raise DecisionUnclear(
                _("Say what would have to change; the writer reads it."), field="words"
            )
    if outcome == Outcome.ASKED and not words.strip():
        raise DecisionUnclear(_("Write the question."), field="words")
    if outcome == Outcome.POSTED and comment.claims and not proof.strip():
        raise DecisionUnclear(
            _("This name is like %(name)s. Say how you know that it is really them.")
            % {"name": comment.claims},
            field="proof",
        )


def _what_was_decided(comment: Comment) -> str:
    if comment.state == State.WAITING:
        return _("The writer changed their words while you were reading. Read them again.")
    if comment.state == State.WITHDRAWN:
        return _("The writer has withdrawn it. There is nothing to decide any more.")
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
def undo(*, comment: Comment, by: Person, at: datetime) -> Comment:
    """Take a decision back within its five minutes; the comment waits again."""
    comment = commenting.locked(comment)
    check_may_decide(comment, by=by)
    if comment.state != State.DECIDED or (comment.takes_effect_at or at) <= at:
        raise NotNow(_("Five minutes have passed, and the decision has taken effect."))
    comment.replies.filter(posted_at=None).delete()
    _back_to_waiting(comment)
    _note(comment, Kind.UNDONE, by=by, at=at)
    return comment


def _back_to_waiting(comment: Comment) -> None:
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
        with transaction.atomic():
            comment = commenting.locked(Comment(pk=pk))
            if comment.state == State.DECIDED and (comment.takes_effect_at or at) <= at:
                _apply(comment, at=at)
                applied += 1
    return applied


def _apply(comment: Comment, *, at: datetime) -> None:
    outcome = Outcome(comment.outcome)
    comment.state = _STATES[outcome]
    comment.takes_effect_at = None
    comment.ticket_digest = ""
    comment.version += 1
    if outcome == Outcome.POSTED:
        comment.html = guards.plain_to_html(comment.text)
        comment.posted_at = at
        comment.replies.filter(posted_at=None).update(posted_at=at)
    comment.save()
    _note(comment, outcome.value, by=comment.decided_by, at=at, reason=comment.reason)
    if outcome == Outcome.POSTED:
        touch(comment.edition)
    if comment.wants_mail and comment.email:
        _tell_writer(comment, at=at)


def _tell_writer(comment: Comment, *, at: datetime) -> None:
    outbox.queue(
        to=comment.email,
        kind="comment_decided",
        subject=_("Your comment on %(title)s") % {"title": comment.edition.revision.title},
        text=_(
            "There is news of the comment that you sent. You can read it here:\n\n%(address)s\n\n"
            "You asked for this mail when you sent the comment. There will be no other."
        )
        % {"address": addresses.writers_page(comment)},
        at=at,
        about=f"comment:{comment.pk}",
    )
    comment.wants_mail = False
    comment.save(update_fields=["wants_mail"])


@transaction.atomic
def reply(*, comment: Comment, text: str, by: Person, at: datetime) -> Reply:
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


@transaction.atomic
def return_to_queue(*, comment: Comment, words: str, by: Person, at: datetime) -> None:
    """The guardian gives a comment back to the moderators; only she can."""
    comment = _locked_for_guardian(comment, by=by)
    _back_to_waiting(comment)
    _note(comment, Kind.RETURNED, by=by, at=at, words=words)


@transaction.atomic
def write_as_guardian(*, comment: Comment, words: str, by: Person, at: datetime) -> None:
    """The guardian writes to the comment's writer, on their private page."""
    comment = _locked_for_guardian(comment, by=by)
    if not words.strip():
        raise DecisionUnclear(_("Write what the writer should read."), field="words")
    _note(comment, Kind.GUARDIAN_WROTE, by=by, at=at, words=words.strip())
    comment.version += 1
    comment.save(update_fields=["version"])


def _locked_for_guardian(comment: Comment, *, by: Person) -> Comment:
    comment = commenting.locked(comment)
    if not people.is_kind(by, Role.Kind.GUARDIAN, scope=comment.edition.series.slug):
        raise NotYours(_("Only the guardian can do this."))
    if comment.state != State.PASSED_ON:
        raise NotNow(_("This is not with the guardian any more."))
    return comment


@transaction.atomic
def care_for(
    *, comment: Comment, did: str, with_whom: str, by: Person, at: datetime
) -> None:
    """Write down a step taken for somebody's safety, and the second person who knows of it."""
    comment = commenting.locked(comment)
    kinds = people.who_is(by).kinds
    if not kinds & {Role.Kind.MODERATOR, Role.Kind.GUARDIAN}:
        raise NotYours(_("Only moderators and the guardian do this."))
    if not did.strip():
        raise DecisionUnclear(_("Write what you did."), field="did")
    if not with_whom.strip():
        raise DecisionUnclear(_("Write who else knows. Nobody carries this alone."), field="with_whom")
    _note(comment, Kind.CARED_FOR, by=by, at=at, words=did.strip(), detail=with_whom.strip()[:120])


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
