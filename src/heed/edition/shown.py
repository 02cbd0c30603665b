"""What somebody is shown of what this room keeps about them: written, typed, checked, decided."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from heed import clock
from heed.edition import sentences
from heed.edition.models import (
    Comment,
    CommentEvent,
    Correction,
    Edition,
    PaperCard,
    PaperCardEvent,
    Reply,
    Revision,
)
from heed.edition.queries import confiding, writer
from heed.people.models import Person
from heed.people.rights import Entry, Line, Section

Kind = CommentEvent.Kind
State = Comment.State


def of_comment(comment: Comment) -> tuple[Section, ...]:
    """All that is kept about one comment and its writer, for whoever holds its private page."""
    entry = Entry(title=_title(comment.edition), lines=_lines(comment, is_writers_page=True))
    return (
        Section(
            key="comment",
            title=_("Your comment"),
            models=("edition.Comment", "edition.CommentEvent", "edition.Reply", "edition.Report"),
            entries=(entry,),
        ),
        *_with_her(comment),
    )


def _with_her(comment: Comment) -> Iterator[Section]:
    """What the guardian has or had of it, as the private page tells it."""
    names = sentences.with_the_guardian()
    for row in comment.confidences.order_by("pk"):
        page = confiding.private_page(row)
        steps = tuple(
            Entry(
                title=names[step.kind] % {"name": step.by or _("The guardian")},
                lines=(
                    Line("on", _("When"), step.on.isoformat()),
                    Line("words", _("Words"), step.words or None, is_words=True),
                ),
            )
            for step in page.steps
        )
        lines = (
            Line("passed_on", _("With the guardian since"), page.came_on.isoformat()),
            Line("name", _("Name"), page.name or None),
            Line("words", _("What you wrote"), page.text or None, is_words=True),
            Line("happened", _("What happened"), steps),
        )
        yield Section(
            key="with_the_guardian",
            title=_("What was passed to the guardian"),
            models=("edition.Confidence", "edition.ConfidenceEvent"),
            entries=(Entry(title=_title(comment.edition), lines=lines),),
            about=_("Her own notes for somebody’s safety are not repeated here."),
        )


def shows(person: Person) -> Iterator[Section]:
    """Comments written while signed in, then what somebody did in a role."""
    comments = Comment.objects.filter(person=person).select_related("edition__revision")
    yield Section(
        key="comments",
        title=_("Your comments, written while you were signed in"),
        models=("edition.Comment", "edition.Report"),
        entries=tuple(
            Entry(title=_title(comment.edition), lines=_lines(comment))
            for comment in comments.order_by("received_at", "pk")
        ),
    )
    yield from _written(person)
    yield from _done(person)


def _title(edition: Edition) -> str:
    return (edition.revision.title if edition.revision else "") or _("A message without a title")


def _lines(comment: Comment, *, is_writers_page: bool = False) -> tuple[Line, ...]:
    page = writer.writers_page(comment, at=clock.now())
    lines = [
        Line("name", _("Name"), page.name),
        Line("email", _("Email address"), _address(comment, is_writers_page=is_writers_page)),
        Line("wants_mail", _("Asked for a mail"), page.wants_mail),
        Line("sent_at", _("Last came in"), page.received_at),
        Line("state", _("Where it is"), str(State(page.state).label)),
    ]
    if comment.may_be_in_danger:
        lines.append(
            Line("danger", _("Words of danger"), _("were noticed, so that somebody looked"))
        )
    lines.append(Line("words", _("What you wrote"), page.text, is_words=True))
    if page.reason:
        lines.append(Line("reason", _("Not posted, because"), page.reason))
    if page.words:
        lines.append(Line("words_to_you", _("What you were told"), page.words, is_words=True))
    lines.append(Line("happened", _("What happened"), _happened(comment, page.steps)))
    reply = comment.replies.exclude(posted_at=None).first()
    if reply is not None:
        lines.append(Line("answer", _("The answer under it"), reply.text, is_words=True))
        lines.append(Line("answered_by", _("Answered by"), reply.name or _("a moderator")))
    return tuple(lines)


def _address(comment: Comment, *, is_writers_page: bool) -> str:
    """Whoever finds a private page learns no address from it."""
    if not comment.email:
        return _("erased")
    if is_writers_page:
        return _(
            "kept encrypted; not shown here, where whoever has this page’s address would see it"
        )
    return comment.email


def _happened(comment: Comment, steps: Iterable[writer.Step]) -> tuple[Entry, ...]:
    """The steps as the private page tells them, and the words that the comment had before."""
    names = sentences.step_names()
    told = [
        (step.at, names[step.kind], step.words)
        for step in steps
        # The words of a change are those that stood before it.
        if step.kind != Kind.SENT_AGAIN
    ]
    told += [
        (event.at, _("You changed it. Before, it said:"), event.words)
        for event in comment.events.filter(kind=Kind.SENT_AGAIN)
    ]
    return tuple(
        Entry(
            title=what,
            lines=(
                Line("at", _("When"), at),
                *((Line("words", _("Words"), words, is_words=True),) if words else ()),
            ),
        )
        for at, what, words in sorted(told)
    )


def _written(person: Person) -> Iterator[Section]:
    yield Section(
        key="messages",
        title=_("Messages that you wrote"),
        models=("edition.Edition", "edition.Revision", "edition.Picture"),
        entries=tuple(_message(edition) for edition in _messages(person)),
    )
    typed = Revision.objects.filter(by=person).exclude(edition__author=person)
    yield Section(
        key="typed",
        title=_("Versions that you typed for somebody else"),
        models=("edition.Revision",),
        entries=tuple(
            _version(one, str(one.edition.author))
            for one in typed.select_related("edition__author").order_by("at")
        ),
    )
    yield Section(
        key="answers",
        title=_("Answers that you gave to comments"),
        models=("edition.Reply",),
        entries=tuple(
            Entry(
                title=_title(reply.comment.edition),
                lines=(
                    Line("name", _("Name"), reply.name),
                    Line("at", _("When"), reply.at),
                    Line("words", _("Words"), reply.text, is_words=True),
                ),
            )
            for reply in Reply.objects.filter(by=person)
            .select_related("comment__edition__revision")
            .order_by("at")
        ),
    )
    yield Section(
        key="corrections",
        title=_("Corrections that you made"),
        models=("edition.Correction",),
        entries=tuple(
            Entry(
                title=_title(one.edition),
                lines=(
                    Line("at", _("When"), one.at),
                    Line("words", _("Words"), one.what, is_words=True),
                ),
            )
            for one in Correction.objects.filter(by=person)
            .select_related("edition__revision")
            .order_by("at")
        ),
    )


def _messages(person: Person) -> Iterable[Edition]:
    return Edition.objects.filter(author=person).select_related("revision").order_by("begun_at")


def _message(edition: Edition) -> Entry:
    versions = tuple(_version(one) for one in edition.revisions.order_by("number"))
    lines = [
        Line("state", _("Where it is"), str(edition.get_state_display())),
        Line(
            "signed",
            _("Signed"),
            f"{edition.author_name}, {edition.author_post}".strip(", ") or None,
        ),
        Line("begun_at", _("Begun"), edition.begun_at),
        Line("opened_at", _("Went out"), edition.opened_at),
    ]
    if edition.revision is not None:
        lines += [line for line in _words(edition.revision) if line.value]
    lines.append(Line("pictures", _("Pictures"), edition.pictures.count()))
    lines.append(Line("versions", _("Every version"), versions, in_file_only=True))
    return Entry(title=_title(edition), lines=tuple(lines))


def _version(revision: Revision, author: str = "") -> Entry:
    title = _("Version %(number)s") % {"number": revision.number}
    if author:
        title = _("Version %(number)s of a message by %(name)s") % {
            "number": revision.number,
            "name": author,
        }
    return Entry(title=title, lines=(Line("at", _("When"), revision.at), *_words(revision, True)))


def _words(revision: Revision, in_file_only: bool = False) -> tuple[Line, ...]:
    labels = {
        "title": _("Title"),
        "text": _("Words"),
        "question": _("Question"),
        "got_wrong": _("What I got wrong, or found hard"),
        "protecting": _("What I am protecting this week"),
        "picture_alt": _("The picture described"),
    }
    return tuple(
        Line(key, label, getattr(revision, key), is_words=True, in_file_only=in_file_only)
        for key, label in labels.items()
    )


def _done(person: Person) -> Iterator[Section]:
    checked = Edition.objects.filter(checker=person).select_related("author")
    yield Section(
        key="checks",
        title=_("Messages that you were asked to look over"),
        models=("edition.Edition",),
        entries=tuple(
            Entry(
                title=_("A message by %(name)s") % {"name": edition.author.name},
                lines=(
                    Line("said_ready_at", _("You said that it was ready"), edition.checked_at),
                    Line("words", _("What you said"), edition.checker_words, is_words=True),
                ),
            )
            for edition in checked.order_by("begun_at")
        ),
    )
    yield Section(
        key="decisions",
        title=_("What you decided about comments"),
        models=("edition.CommentEvent", "edition.Report"),
        entries=tuple(
            _step(event, Line("comment", _("Number of the comment"), event.comment_id))
            for event in CommentEvent.objects.filter(by=person).order_by("at", "pk")
        ),
        about=_(
            "The words are not repeated here, because they are about the person who wrote the "
            "comment; that person finds them on its private page."
        ),
    )
    yield from _on_paper(person)


def _on_paper(person: Person) -> Iterator[Section]:
    typed = PaperCard.objects.filter(entered_by=person).select_related("edition__revision")
    yield Section(
        key="cards",
        title=_("Paper cards that you typed in"),
        models=("edition.PaperCard",),
        entries=tuple(
            Entry(
                title=_title(card.edition),
                lines=(
                    Line("typed_at", _("Typed in"), card.received_at),
                    Line("card", _("Number of the card"), card.pk),
                    Line("state", _("Where it is"), _whereabouts(card)),
                ),
            )
            for card in typed.order_by("received_at", "pk")
        ),
        about=_("The words are not repeated here, because somebody else wrote them on the paper."),
    )
    yield Section(
        key="card_decisions",
        title=_("What you did with paper cards"),
        models=("edition.PaperCardEvent",),
        entries=tuple(
            _step(event, Line("card", _("Number of the card"), event.card_id))
            for event in PaperCardEvent.objects.filter(by=person).order_by("at", "pk")
        ),
        about=_("The words are not repeated here, because somebody else wrote them on the paper."),
    )


def _whereabouts(card: PaperCard) -> str:
    """A decision that can still be undone is not told yet."""
    is_told = card.state != PaperCard.State.DECIDED
    return str((PaperCard.State(card.state) if is_told else PaperCard.State.WAITING).label)


def _step(event: CommentEvent | PaperCardEvent, whose: Line) -> Entry:
    """What somebody did, when and to what, without a word of it."""
    lines = [Line("at", _("When"), event.at), whose]
    if event.reason:
        lines.append(Line("reason", _("Reason"), event.get_reason_display()))
    return Entry(title=str(event.get_kind_display()), lines=tuple(lines))
