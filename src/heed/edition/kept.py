"""What this room keeps about people, and what becomes of it when somebody asks or leaves."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from heed.edition import shown
from heed.edition.actions import erasing
from heed.edition.models import (
    Comment,
    CommentEvent,
    ConfidenceEvent,
    Edition,
    PaperCard,
    PaperCardEvent,
    Reply,
    Revision,
)
from heed.people import rights
from heed.people.models import Person
from heed.people.rights import Fate

State = Comment.State


def fate(person: Person, ends_account: bool) -> Fate:
    """What goes and what stays of somebody's words."""
    # Said to everybody: an administrator who looks each day must not see that there are any, nor
    # that the last of them went to the guardian.
    goes = [
        _(
            "Comments written while signed in, if there are any: name, address and words, from "
            "every page, from the search and from answers that repeat them."
        )
    ]
    stays = [
        _(
            "Where a comment was answered, its place: “Removed at its writer’s wish”. That it "
            "came in, when, and what was decided stays as a figure, without name or words."
        ),
        _("What the guardian has: it is joined to no account. Take it back on its private page."),
    ]
    if PaperCard.objects.filter(entered_by=person).exists():
        goes.append(_("Your name on the paper cards that you typed in. The cards stay."))
    if _has_done_something(person):
        goes.append(
            _("Your name on what you decided, checked, or typed for somebody. What was done stays.")
        )
    messages = Edition.objects.filter(author=person)
    if ends_account and messages.filter(slug=None).exists():
        goes.append(_("Messages of yours that never went out."))
    if messages.exclude(slug=None).exists():
        stays.append(
            _(
                "The messages that you signed, your corrections of them and your answers under "
                "them: they are records of the organisation."
            )
        )
    return Fate(goes=tuple(goes), stays=tuple(stays))


def _has_done_something(person: Person) -> bool:
    return any(
        rows.exists()
        for rows in (
            CommentEvent.objects.filter(by=person),
            PaperCardEvent.objects.filter(by=person),
            ConfidenceEvent.objects.filter(by=person),
            Revision.objects.filter(by=person),
            Edition.objects.filter(checker=person),
            Reply.objects.filter(by=person),
        )
    )


def fate_of_comment(comment: Comment) -> Fate:
    """The same for one comment, for whoever holds its private page."""
    goes = (
        _("Your name, your address and your words, at once, from every page and from the search."),
        _("What you were asked and what you answered, and what moderators noted about it."),
        _("Mail about it that has not gone yet."),
    )
    stays = [
        _("That a comment came in, when, and what was decided: a figure without name or words."),
        _("What other people wrote, where they quote you. Report it, and a moderator looks at it."),
    ]
    if comment.state == State.POSTED and comment.replies.exclude(posted_at=None).exists():
        stays.insert(
            0, _("Its place on the page, “Removed at its writer’s wish”, with the answer below.")
        )
    if comment.outcome == Comment.Outcome.PASSED_ON:
        stays.append(
            _("What the guardian has already taken further outside Heed. Ask her about it.")
        )
    return Fate(goes=goes, stays=tuple(stays))


def answer_left(comment: Comment) -> str:
    """The answer under a posted comment as it will stand when the comment is removed."""
    reply = comment.replies.exclude(posted_at=None).first()
    if reply is None or comment.state != State.POSTED:
        return ""
    return erasing.answer_without(reply, comment, erasing.everything_said(comment))


def records(numbers: Iterable[int]) -> set[int]:
    """Those who signed a message that is out, or is to go out."""
    drafts = (Edition.State.DRAFT, Edition.State.CHECKING)
    authors = Edition.objects.filter(author__in=list(numbers)).exclude(state__in=drafts)
    return set(authors.values_list("author_id", flat=True))


KEEPING = rights.Keeping(
    room="edition",
    models=(
        "edition.Comment",
        "edition.CommentEvent",
        "edition.Reply",
        "edition.Report",
        "edition.PaperCard",
        "edition.PaperCardEvent",
        "edition.Edition",
        "edition.Revision",
        "edition.Correction",
        "edition.Picture",
    ),
    left_out={
        "edition.Confidence": _lazy(
            "What the guardian was told is sealed, and joined to nobody’s account."
        ),
        "edition.ConfidenceEvent": _lazy(
            "What the guardian did with it is about whoever told her, who reads it on the private "
            "page."
        ),
        "edition.Series": _lazy("When the message goes out and closes is about nobody."),
        "edition.Origin": _lazy(
            "Where an older message was before it was brought in is an address, and no person."
        ),
        "edition.StoredPage": _lazy(
            "The page of a message, ready to be read, is a copy of what the message and its "
            "comments hold."
        ),
    },
    shows=shown.shows,
    fate=fate,
    erases=erasing.erase_person,
    parts=erasing.take_names_off,
    forgets=erasing.let_go,
    records=records,
)
