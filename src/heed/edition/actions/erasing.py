"""Removing what somebody wrote at their wish, wherever it or its traces stand."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from heed.edition import quoting
from heed.edition.actions import commenting, passing
from heed.edition.actions.publishing import throw_page_away
from heed.edition.models import (
    Comment,
    CommentEvent,
    Confidence,
    ConfidenceEvent,
    Correction,
    Edition,
    PaperCard,
    PaperCardEvent,
    Reply,
    Report,
    Revision,
)
from heed.moderation import guards
from heed.outbox import actions as outbox
from heed.people import rights
from heed.people.actions import CannotChangePeople
from heed.people.models import Person
from heed.ui.formatting import day_and_time

Kind = CommentEvent.Kind
State = Comment.State


@transaction.atomic
def remove_comment(*, comment: Comment | int, at: datetime) -> None:
    """Remove a comment's name, address and words at its writer's wish; twice is as good as once.

    One that was answered keeps its place, so that the answer still stands under something.
    """
    remove(comment, at=at)
    rights.tidy(at=at)


def remove(comment: Comment | int, *, at: datetime) -> None:
    """The same within the caller's transaction, without tidying what was made of the words."""
    comment = commenting.locked(comment)
    if comment.erased_at is not None:
        return
    was_posted = comment.state == State.POSTED
    if was_posted:
        comment.replies.filter(posted_at=None).delete()
    else:
        comment.replies.all().delete()
    _cut_quotations(comment)
    _empty_events(comment, at=at)
    if comment.state != State.WITHDRAWN:
        CommentEvent.objects.create(comment=comment, kind=Kind.WITHDRAWN, at=at)
    CommentEvent.objects.create(comment=comment, kind=Kind.ERASED, at=at)
    comment.reports.filter(outcome=Report.Outcome.OPEN).update(
        outcome=Report.Outcome.WITHDRAWN, decided_at=at
    )
    comment.reports.update(words="")
    outbox.erase_about(about=f"comment:{comment.pk}", at=at)
    for confidence in Confidence.objects.select_for_update().filter(comment=comment):
        passing.take_back(confidence, at=at)
    _empty(comment, at=at)
    throw_page_away(comment.edition)


def _empty(comment: Comment, *, at: datetime) -> None:
    comment.state = State.WITHDRAWN
    comment.takes_effect_at = None
    comment.person = None
    comment.name = comment.email = comment.text = comment.html = ""
    comment.email_digest = comment.ticket_digest = comment.comparable_digest = ""
    comment.claims = comment.words_to_writer = ""
    comment.wants_mail = comment.may_be_in_danger = comment.was_signed_in = False
    comment.erased_at = at
    comment.version += 1
    comment.save()


def _empty_events(comment: Comment, *, at: datetime) -> None:
    """What happened and when stays written down; what was said, and to whom, does not."""
    events = CommentEvent.objects.filter(comment=comment)
    events.erase_words()
    events.filter(kind=Kind.CARED_FOR).erase_detail()


def _cut_quotations(comment: Comment) -> None:
    """Take out of the answers what they repeat of this comment, and of its earlier words."""
    said = everything_said(comment)
    for reply in Reply.objects.filter(comment__edition=comment.edition):
        cut = answer_without(reply, comment, said)
        if cut != reply.text:
            reply.text, reply.html = cut, guards.plain_to_html(cut)
            reply.save(update_fields=["text", "html"])


def everything_said(comment: Comment) -> list[str]:
    """The words of a comment, those that it had before, and what its writer answered."""
    written = comment.events.filter(kind__in=(Kind.SENT_AGAIN, Kind.ANSWERED))
    return [comment.text, *written.values_list("words", flat=True)]


def answer_without(reply: Reply, comment: Comment, said: list[str]) -> str:
    """An answer as it stands once the comment is removed.

    Under the comment itself every part of its writer's name goes; elsewhere only the whole name,
    because others are called Gareth too.
    """
    if reply.comment_id == comment.pk:
        return quoting.without_quotations(reply.text, said=said, names=[comment.name])
    return quoting.without_quotations(reply.text, said=[*said, comment.name])


def erase_person(person: Person, *, ends_account: bool, at: datetime) -> None:
    """Remove somebody's comments, and their name from all that they typed, checked and decided."""
    if ends_account:
        _check_nothing_is_scheduled(person)
    for number in Comment.objects.filter(person=person).values_list("pk", flat=True):
        remove(number, at=at)
    take_names_off([person.pk], at=at)
    _take_name_off_answers(person)
    Edition.objects.filter(checker=person, state=Edition.State.CHECKING).update(
        state=Edition.State.DRAFT
    )
    Edition.objects.filter(checker=person).update(checker=None, checker_words="")
    _forget_mentions(person)
    if ends_account:
        # The name stays on an author's own answers, as on the message, and leads to nobody.
        Reply.objects.filter(by=person).update(by=None)
        delete_drafts(person, at=at)


def take_names_off(people: Collection[int], *, at: datetime) -> None:
    """Take off who typed a version or a card, made a correction, or decided; the deed stays."""
    for events in (CommentEvent.objects, PaperCardEvent.objects, ConfidenceEvent.objects):
        events.filter(by__in=people).take_name_off()
    for model in (Comment, PaperCard, Report):
        model.objects.filter(decided_by__in=people).update(decided_by=None)
    PaperCard.objects.filter(entered_by__in=people).update(entered_by=None, ticket_digest="")
    Revision.objects.filter(by__in=people).update(by=None)
    Correction.objects.filter(by__in=people).update(by=None)


def _take_name_off_answers(person: Person) -> None:
    """What somebody answered as a moderator stays as a moderator's answer."""
    answers = Reply.objects.filter(by=person, is_author=False)
    shown = list(Edition.objects.filter(comments__replies__in=answers).distinct())
    answers.update(name="", by=None)
    for edition in shown:
        throw_page_away(edition)


def _forget_mentions(person: Person) -> None:
    """Where others wrote down the name in a place of its own."""
    for events in (CommentEvent.objects, PaperCardEvent.objects):
        events.filter(kind=Kind.CARED_FOR, detail__icontains=person.name).erase_detail()
    Comment.objects.filter(claims=person.name).update(claims=_("somebody who works here"))


def _check_nothing_is_scheduled(person: Person) -> None:
    """A message that is about to go out has to be taken back first."""
    due = Edition.objects.filter(author=person, state=Edition.State.SCHEDULED)
    for publish_at in due.values_list("publish_at", flat=True):
        if publish_at is not None:
            raise CannotChangePeople(
                _("%(name)s’s message is to go out on %(when)s. Take it back first.")
                % {"name": person.name, "when": day_and_time(publish_at)}
            )


def let_go(person: Person, *, at: datetime) -> None:
    """Cut what still leads to somebody who left long ago; their name stays where they signed."""
    delete_drafts(person, at=at)
    Comment.objects.filter(person=person).update(person=None)
    Reply.objects.filter(by=person).update(by=None)
    Edition.objects.filter(checker=person).update(checker=None)


def delete_drafts(person: Person, *, at: datetime) -> None:
    """Delete the messages of somebody's that never went out."""
    states = [Edition.State.DRAFT, Edition.State.CHECKING]
    for edition in Edition.objects.filter(author=person, state__in=states):
        outbox.erase_about(about=f"second-eyes:{edition.pk}", at=at)
        edition.delete()
