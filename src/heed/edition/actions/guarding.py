"""What keeps somebody safe: the steps that are written down, and what the guardian alone does."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from heed.edition.actions import commenting, deciding
from heed.edition.actions.refusals import DecisionUnclear, NotNow, NotYours
from heed.edition.models import Comment, CommentEvent
from heed.people import queries as people
from heed.people.models import Person, Role

Kind = CommentEvent.Kind
State = Comment.State


@transaction.atomic
def care_for(*, comment: Comment | int, did: str, with_whom: str, by: Person, at: datetime) -> None:
    """Write down a step taken for somebody's safety, and the second person who knows of it."""
    comment = commenting.locked(comment)
    _check_may_care(comment, by=by)
    if not did.strip():
        raise DecisionUnclear(_("Write what you did."), field="did")
    if not with_whom.strip():
        raise DecisionUnclear(
            _("Write who else knows. Nobody carries this alone."), field="with_whom"
        )
    _note(comment, Kind.CARED_FOR, by=by, at=at, words=did, detail=with_whom.strip()[:120])


def _check_may_care(comment: Comment, *, by: Person) -> None:
    scope = comment.edition.series.slug
    if comment.outcome == Comment.Outcome.PASSED_ON:
        if not people.is_kind(by, Role.Kind.GUARDIAN, scope=scope):
            raise NotYours(_("Only the guardian can do this."))
    elif not people.is_kind(by, Role.Kind.MODERATOR, scope=scope):
        raise NotYours(_("Only moderators do this."))


@transaction.atomic
def return_to_queue(*, comment: Comment | int, words: str, by: Person, at: datetime) -> None:
    """The guardian gives a comment back to the moderators; only she can.

    For them it comes in now: how long she had it counts neither for nor against them.
    """
    comment = _locked_for_guardian(comment, by=by)
    comment.received_at = at
    deciding.back_to_waiting(comment)
    _note(comment, Kind.RETURNED, by=by, at=at, words=words)


@transaction.atomic
def write_as_guardian(*, comment: Comment | int, words: str, by: Person, at: datetime) -> None:
    """The guardian writes to the comment's writer, on their private page."""
    comment = _locked_for_guardian(comment, by=by)
    if not words.strip():
        raise DecisionUnclear(_("Write what the writer should read."), field="words")
    _note(comment, Kind.GUARDIAN_WROTE, by=by, at=at, words=words)


@transaction.atomic
def hand_on(*, comment: Comment | int, words: str, by: Person, at: datetime) -> None:
    """The guardian notes that she took the matter on outside Heed; what follows is not kept here."""
    comment = _locked_for_guardian(comment, by=by)
    _note(comment, Kind.HANDED_ON, by=by, at=at, words=words)


def _locked_for_guardian(comment: Comment | int, *, by: Person) -> Comment:
    comment = commenting.locked(comment)
    if not people.is_kind(by, Role.Kind.GUARDIAN, scope=comment.edition.series.slug):
        raise NotYours(_("Only the guardian can do this."))
    if comment.state != State.PASSED_ON:
        raise NotNow(_("This is not with the guardian any more."))
    return comment


def _note(
    comment: Comment, kind: str, *, by: Person, at: datetime, words: str = "", detail: str = ""
) -> None:
    CommentEvent.objects.create(
        comment=comment, kind=kind, by=by, at=at, words=words.strip(), detail=detail
    )
