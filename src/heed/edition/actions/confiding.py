"""What somebody does who tells the guardian something: send it, go on, take it back.

The lane never closes. It asks for no edition, knows no session, and its limits count forms alone.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from heed import clock, seal
from heed.clock import working
from heed.edition.actions import commenting, erasing, passing
from heed.edition.actions.refusals import CommentNotTaken, NotNow
from heed.edition.models import Comment, Confidence, ConfidenceEvent
from heed.moderation import actions as moderation
from heed.moderation import guards
from heed.outbox import actions as outbox
from heed.people import queries as people

Kind = ConfidenceEvent.Kind

LONGEST = 8000
PER_TICKET = (4, timedelta(hours=1))
PER_PAGE = (12, timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody sent. ``ticket`` is the id of the form that they were given."""

    text: str
    ticket: str
    name: str = ""
    email: str = ""


@transaction.atomic
def confide(*, told: Told, at: datetime) -> Confidence:
    """Take in what is for the guardian alone. Raises `CommentNotTaken`.

    The same words from the same form are one: a double press gives back what came in.
    """
    ticket = seal.digest(told.ticket, purpose="confidence-ticket")
    sent = seal.digest(f"{told.ticket}\0{told.text}", purpose="confidence-sent")
    limit, window = PER_TICKET
    # Counting comes first: of two presses at once the second waits here, and finds the first.
    is_allowed = moderation.take(digest=ticket, limit=limit, window=window, at=at)
    earlier = Confidence.objects.filter(sent_digest=sent).first()
    if earlier is not None:
        return earlier
    check_is_read()
    _check_words(told.text, field="text")
    if not is_allowed:
        raise CommentNotTaken(
            _(
                "You have sent several messages from this page within an hour. Your words are "
                "kept here: load the page anew in another tab, or send them a little later."
            )
        )
    name = told.name if guards.can_be_seen(told.name) else ""
    return Confidence.objects.create(
        name=name,
        text=told.text,
        email=told.email,
        is_named=bool(name),
        sent_digest=sent,
        came_on=clock.local(at).date(),
    )


def check_is_read() -> None:
    """Raise `CommentNotTaken` where nobody here could read it: to take it in would be a lie."""
    if not people.count_guardians():
        raise CommentNotTaken(
            _("Nobody here can read this page yet, so it is not sent. Ring or write instead.")
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


@transaction.atomic
def write_to_guardian(*, confidence: Confidence | int, words: str, at: datetime) -> None:
    """The writer goes on, on their private page, as often as they like while it is open."""
    confidence = locked(confidence)
    if confidence.ended_on is not None:
        raise NotNow(_("This has ended. You can write to the guardian anew."))
    _check_words(words, field="words")
    last = confidence.events.order_by("-pk").first()
    if last is not None and last.kind == Kind.WRITER_WROTE and last.words == words.strip():
        return
    limit, window = PER_PAGE
    page = seal.digest(confidence.reference, purpose="confidence-page")
    if not moderation.take(digest=page, limit=limit, window=window, at=at):
        raise CommentNotTaken(
            _(
                "You have written many times within an hour. Your words are kept here: send them "
                "a little later."
            ),
            field="words",
        )
    passing.note(confidence, Kind.WRITER_WROTE, at=at, words=words)


@transaction.atomic
def take_back(*, confidence: Confidence, at: datetime, whole: bool = True) -> None:
    """Erase every word at once; the guardian sees only that something was taken back.

    A comment that was passed to her goes with it. So does one that she has returned since the
    writer was told that all of it goes; where they knew (not ``whole``), only what was written
    between the two does.
    """
    if confidence.comment is not None and whole:
        comment = commenting.locked(confidence.comment)
        if comment.state == Comment.State.PASSED_ON:
            commenting.withdraw(comment=comment, at=at)
        elif comment.text:
            erasing.remove_comment(comment=comment, at=at)
        return
    confidence = locked(confidence)
    if confidence.erased_on is None:
        passing.take_back(confidence, at=at)


def tell_writer(confidence: Confidence, *, at: datetime) -> None:
    """One mail a day at most, to who asked for it. It could be read over somebody's shoulder:
    it names no guardian and no matter, and carries no address of the private page."""
    if not confidence.email:
        return
    outbox.cancel(about=passing.matter(confidence), at=at)
    today = clock.local(at).date()
    if confidence.mailed_on is not None and confidence.mailed_on >= today:
        send_at = working.next_working_morning(at)
    else:
        send_at = at
    text = _(
        "There is something new on your private page. Open it at the address that you kept; for "
        "your own sake it does not stand in this mail.\n\n"
        "You asked for this mail. If it was not you, you need do nothing."
    )
    try:
        outbox.queue(
            to=confidence.email,
            kind="private_page",
            subject=_("There is something new on your private page"),
            text=text,
            at=at,
            not_before=send_at,
            about=passing.matter(confidence),
        )
    except outbox.CannotBeMailed:
        # An address that takes no mail keeps nobody from being answered.
        return
    confidence.mailed_on = clock.local(send_at).date()
    confidence.save(update_fields=["mailed_on"])


def locked(confidence: Confidence | int) -> Confidence:
    """The row of a confidence, or of the one with this number, held until the transaction ends."""
    return (
        Confidence.objects.select_for_update(of=("self",))
        .select_related("comment__edition__series", "card__edition__series")
        .get(pk=confidence if isinstance(confidence, int) else confidence.pk)
    )
