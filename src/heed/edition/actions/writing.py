"""Writing a message: begin, save, take up an earlier version, put in a picture."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from heed.edition.actions.refusals import NotNow, NotYours
from heed.edition.models import Edition, Picture, Revision, Series
from heed.people import queries as people
from heed.people.models import Person


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that an author writes for one edition; ``text`` is Markdown."""

    title: str = ""
    text: str = ""
    question: str = ""
    got_wrong: str = ""
    protecting: str = ""
    picture_id: int | None = None
    picture_alt: str = ""
    picture_is_decorative: bool = False


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a save. ``is_aside``: somebody else had saved since; both are kept."""

    revision: Revision
    is_aside: bool


def words_of(revision: Revision) -> Words:
    """The words of a revision as a value."""
    return Words(**{field: getattr(revision, field) for field in Words.__dataclass_fields__})


def with_picture(words: Words, picture: Picture | None, *, alt: str = "") -> Words:
    """The same words with another picture, or with none; a description is never carried over."""
    if picture is None:
        return replace(words, picture_id=None, picture_alt="", picture_is_decorative=False)
    is_same = words.picture_id in (None, picture.pk)
    return replace(words, picture_id=picture.pk, picture_alt=alt if is_same else "")


def check_may_write(edition: Edition, *, by: Person) -> None:
    """Raise `NotYours` unless ``by`` is the author or types for them."""
    if edition.author_id == by.pk:
        return
    if edition.author not in people.authors_for(by, scope=edition.series.slug):
        raise NotYours(_("Only %(name)s can change this message.") % {"name": edition.author.name})


@transaction.atomic
def begin(*, series: Series, author: Person, by: Person, at: datetime) -> Edition:
    """Begin a draft of ``author``'s, with an empty first revision."""
    if author not in people.authors_for(by, scope=series.slug):
        raise NotYours(_("You cannot write for %(name)s.") % {"name": author.name})
    edition = Edition.objects.create(
        series=series, author=author, visible_to=series.visible_to, begun_at=at
    )
    edition.revision = Revision.objects.create(edition=edition, number=1, by=by, at=at)
    edition.save(update_fields=["revision"])
    return edition


@transaction.atomic
def save(*, edition: Edition, words: Words, based_on: int, by: Person, at: datetime) -> Saved:
    """Keep ``words``. Written over the newest version they become it; else they are kept aside.

    Nothing is ever overwritten: a save that changes nothing returns the version that stands.
    """
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    check_may_write(edition, by=by)
    newest = edition.revision
    assert newest is not None
    written_over = edition.revisions.filter(number=based_on).first() or newest
    if words == words_of(newest):
        return Saved(revision=newest, is_aside=False)
    if words == words_of(written_over):
        return Saved(revision=written_over, is_aside=written_over.is_aside)
    is_aside = based_on != newest.number or edition.state != Edition.State.DRAFT
    revision = _add_revision(edition, words, parent=based_on, is_aside=is_aside, by=by, at=at)
    return Saved(revision=revision, is_aside=is_aside)


@transaction.atomic
def take_up(*, edition: Edition, number: int, by: Person, at: datetime) -> Revision:
    """Make an earlier or a set-aside version the one that counts, as a new revision."""
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    check_may_write(edition, by=by)
    check_is_draft(edition)
    assert edition.revision is not None
    wanted = edition.revisions.get(number=number)
    if words_of(wanted) == words_of(edition.revision):
        return edition.revision
    return _add_revision(
        edition, words_of(wanted), parent=edition.revision.number, is_aside=False, by=by, at=at
    )


def _add_revision(
    edition: Edition,
    words: Words,
    *,
    parent: int,
    is_aside: bool,
    by: Person,
    at: datetime,
) -> Revision:
    last = edition.revisions.order_by("-number").values_list("number", flat=True).first() or 0
    revision = Revision.objects.create(
        edition=edition,
        number=last + 1,
        parent=parent,
        is_aside=is_aside,
        by=by,
        at=at,
        **asdict(words),
    )
    if not is_aside:
        edition.revision = revision
        edition.checked_at = None
        edition.save(update_fields=["revision", "checked_at"])
    return revision


def add_revision(edition: Edition, words: Words, *, by: Person, at: datetime) -> Revision:
    """A new version that counts, for a correction; the caller holds the edition's lock."""
    assert edition.revision is not None
    return _add_revision(
        edition, words, parent=edition.revision.number, is_aside=False, by=by, at=at
    )


def check_is_draft(edition: Edition) -> None:
    """Raise `NotNow` unless the words can still be changed freely."""
    if edition.state != Edition.State.DRAFT:
        raise NotNow(_("Take the message back first; then you can change it."))


@transaction.atomic
def keep_picture(
    *,
    edition: Edition,
    digest: str,
    small: bytes,
    large: bytes,
    shared: bytes,
    width: int,
    height: int,
    by: Person,
) -> Picture:
    """Keep a picture that was re-encoded; a revision that names it puts it into the message."""
    check_may_write(edition, by=by)
    picture, _made = Picture.objects.get_or_create(
        edition=edition,
        digest=digest,
        defaults={
            "small": small,
            "large": large,
            "shared": shared,
            "width": width,
            "height": height,
        },
    )
    return picture


@transaction.atomic
def show_to(*, edition: Edition, visible_to: str, by: Person) -> None:
    """Choose who will be able to read the message."""
    check_may_write(edition, by=by)
    check_is_draft(edition)
    edition.visible_to = visible_to
    edition.save(update_fields=["visible_to"])
