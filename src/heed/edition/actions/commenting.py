"""What the writer of a named comment does: send it, answer a question, change it, withdraw it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from heed import seal
from heed.edition.actions import passing
from heed.edition.actions.publishing import throw_page_away
from heed.edition.actions.refusals import CommentNotTaken, NotNow
from heed.edition.models import Comment, CommentEvent, Edition, Report
from heed.edition.words import LONGEST_COMMENT
from heed.moderation import actions as moderation
from heed.moderation import danger, guards
from heed.people import queries as people
from heed.people.models import Person

Kind = CommentEvent.Kind

LONGEST = LONGEST_COMMENT
MOST_LINKS = 3
LONG_ENOUGH_TO_BE_COPIED = 60
PER_TICKET = (4, timedelta(hours=1))
PER_ADDRESS = (8, timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class Sent:
    """What a visitor sent. ``ticket`` is the id of the form that they were given."""

    name: str
    email: str
    text: str
    ticket: str
    wants_mail: bool = False
    person: Person | None = None


@transaction.atomic
def receive(*, edition: Edition, sent: Sent, at: datetime) -> Comment:
    """Take a comment in for moderation.

    The same words from the same form are the same comment: a double press, or a page sent again
    after a broken connection, gives back the one that came in. Raises `CommentNotTaken`.
    """
    ticket = seal.digest(sent.ticket, purpose="comment-ticket")
    same_words = passing.words_digest(sent.text)
    address = seal.digest(sent.email.strip().casefold(), purpose="comment-address")
    # Counting comes first: of two presses at once the second waits here, and finds the first.
    is_allowed = _is_within_limits(ticket=ticket, address=address, at=at)
    earlier = _same_words(edition, same_words, ticket=ticket, text=sent.text)
    if earlier is not None and earlier.ticket_digest == ticket:
        return earlier
    check_takes_answers(edition, at=at)
    _check_words(sent.text, field="text")
    if not guards.can_be_seen(sent.name):
        raise CommentNotTaken(_("Enter your name"), field="name")
    if earlier is not None:
        raise CommentNotTaken(
            _("These same words have come in already, and a moderator will read them."),
            field="text",
        )
    if not is_allowed:
        raise CommentNotTaken(
            _(
                "You have sent several comments within an hour. Your words are kept here: "
                "send them again a little later."
            )
        )
    # Whoever signs in and then gives another name is not joined to it.
    person = sent.person if sent.person and sent.person.name == sent.name else None
    comment = Comment.objects.create(
        edition=edition,
        person=person,
        was_signed_in=person is not None,
        name=sent.name,
        email=sent.email,
        email_digest=address,
        wants_mail=sent.wants_mail,
        text=sent.text,
        ticket_digest=ticket,
        comparable_digest=same_words,
        claims="" if person else _claims(sent.name),
        may_be_in_danger=danger.may_be_in_danger(sent.text),
        received_at=at,
    )
    CommentEvent.objects.create(comment=comment, kind=Kind.RECEIVED, at=at)
    return comment


def check_takes_answers(edition: Edition, *, at: datetime) -> None:
    """Raise `CommentNotTaken` where answering is closed or paused; the guardian is never closed."""
    if edition.state != Edition.State.OPEN or (edition.closes_at and edition.closes_at <= at):
        raise CommentNotTaken(
            _("Answering this message has closed. The guardian still reads what you send her.")
        )
    before_election = people.pre_election(at=at)
    if before_election is not None:
        raise CommentNotTaken(
            "{} {}".format(before_election.notice, _("The guardian still reads what you send her."))
        )
    if edition.series.answering_paused_at is not None:
        raise CommentNotTaken(
            _(
                "Answering is paused, because what came in has waited too long for us to read it. "
                "The guardian still reads what you send her."
            )
        )


def _check_words(text: str, *, field: str) -> None:
    if not guards.can_be_seen(text):
        raise CommentNotTaken(_("There is nothing to read in it. Write it anew."), field=field)
    if len(text) > LONGEST:
        raise CommentNotTaken(
            _("Your message is %(length)s characters long. Shorten it to %(most)s.")
            % {"length": len(text), "most": LONGEST},
            field=field,
        )
    if guards.link_count(text) > MOST_LINKS:
        raise CommentNotTaken(
            _("Take out some of the links: at most %(most)s can stand in a comment.")
            % {"most": MOST_LINKS},
            field=field,
        )


def _is_within_limits(*, ticket: str, address: str, at: datetime) -> bool:
    return all(
        moderation.take(digest=digest, limit=limit, window=window, at=at)
        for digest, (limit, window) in ((ticket, PER_TICKET), (address, PER_ADDRESS))
    )


def _same_words(edition: Edition, same_words: str, *, ticket: str, text: str) -> Comment | None:
    """The comment that says the same: anybody's, unless it is as short as "Thank you, Ama".

    Addresses are not compared: a refusal would tell whoever tries them which one wrote it.
    """
    same = Comment.objects.filter(edition=edition, comparable_digest=same_words)
    if len(text) < LONG_ENOUGH_TO_BE_COPIED:
        same = same.filter(ticket_digest=ticket)
    found = same.only("pk", "state", "ticket_digest")
    return next((row for row in found if row.state != Comment.State.WITHDRAWN), None)


def _claims(name: str) -> str:
    """Whose name or office this name is like, unless it is nobody's."""
    leaders = people.names_that_lead()
    names = [theirs for theirs, _post in leaders]
    posts = [post for _theirs, post in leaders if post]
    return guards.claims_a_name(name, names, posts) or ""


@transaction.atomic
def answer_question(*, comment: Comment, words: str, at: datetime) -> None:
    """The writer answers what the moderator asked; the comment waits for a decision again."""
    comment = locked(comment)
    if comment.state != Comment.State.ASKED:
        raise NotNow(_("There is no question waiting for you here any more."))
    _check_words(words, field="words")
    _wait_again(comment, kind=Kind.ANSWERED, words=words, at=at)


@transaction.atomic
def send_again(*, comment: Comment, text: str, at: datetime) -> None:
    """The writer changes their own words and sends them again, after a question or a no."""
    comment = locked(comment)
    if comment.state not in (
        Comment.State.NOT_POSTED,
        Comment.State.ASKED,
        Comment.State.TAKEN_DOWN,
    ):
        raise NotNow(_("This comment cannot be changed now."))
    check_takes_answers(comment.edition, at=at)
    _check_words(text, field="text")
    same_words = passing.words_digest(text)
    if same_words == comment.comparable_digest:
        raise CommentNotTaken(_("The words are still the same. Change them first."), field="text")
    before = comment.text
    comment.text = text
    # A reply under it answered words that no longer stand.
    comment.replies.all().delete()
    comment.comparable_digest = same_words
    comment.may_be_in_danger = comment.may_be_in_danger or danger.may_be_in_danger(text)
    _wait_again(comment, kind=Kind.SENT_AGAIN, words=before, at=at)


def _wait_again(comment: Comment, *, kind: str, words: str, at: datetime) -> None:
    comment.state = Comment.State.WAITING
    comment.received_at = at
    comment.outcome = comment.reason = comment.words_to_writer = comment.html = ""
    comment.decided_by = comment.decided_at = comment.posted_at = None
    comment.version += 1
    comment.save()
    CommentEvent.objects.create(comment=comment, kind=kind, words=words, at=at)


@transaction.atomic
def withdraw(*, comment: Comment, at: datetime) -> None:
    """The writer takes their comment back, wherever it stands; it leaves the page at once.

    Whatever the guardian had of it is erased at once.
    """
    comment = locked(comment)
    if comment.state == Comment.State.WITHDRAWN:
        return
    was_posted = comment.state == Comment.State.POSTED
    for confidence in comment.confidences.select_for_update():
        passing.take_back(confidence, at=at)
    comment.replies.filter(posted_at=None).delete()
    comment.reports.filter(outcome=Report.Outcome.OPEN).update(
        outcome=Report.Outcome.WITHDRAWN, decided_at=at
    )
    comment.state = Comment.State.WITHDRAWN
    comment.takes_effect_at = None
    comment.html = ""
    comment.version += 1
    comment.save()
    CommentEvent.objects.create(comment=comment, kind=Kind.WITHDRAWN, at=at)
    if was_posted:
        throw_page_away(comment.edition)


def locked(comment: Comment | int) -> Comment:
    """The row of a comment, or of the one with this number, held until the transaction ends.

    What only points at it may still be written: else PostgreSQL, which looks at a comment when a
    confidence of it is saved, would let two guardians wait for one another.
    """
    return (
        Comment.objects.select_for_update(of=("self",), no_key=True)
        .select_related("edition__series")
        .get(pk=comment if isinstance(comment, int) else comment.pk)
    )
