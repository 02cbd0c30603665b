"""From draft to open to closed: second eyes, schedule, publish, take back, correct."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.text import slugify
from django.utils.translation import gettext as _

from heed import clock
from heed.edition import gates
from heed.edition.actions import writing
from heed.edition.actions.owing import said_in_spite
from heed.edition.actions.refusals import CannotPublish, NotNow, NotYours
from heed.edition.models import Correction, Edition, Series, StoredPage
from heed.outbox import actions as outbox
from heed.people import queries as people
from heed.people.models import Person, Role

OPEN_FOR_AT_LEAST = timedelta(days=3)


@transaction.atomic
def begin_series(
    *,
    name: str,
    slug: str = "",
    says_on: int = 1,
    says_at: time = time(9, 0),
    closes_on: int = 0,
    closes_at: time = time(6, 0),
    needs_second_eyes: bool = False,
) -> Series:
    """Begin a weekly message, or describe one anew."""
    series, _made = Series.objects.update_or_create(
        slug=slug or slugify(name),
        defaults={
            "name": name,
            "says_on": says_on,
            "says_at": says_at,
            "closes_on": closes_on,
            "closes_at": closes_at,
            "needs_second_eyes": needs_second_eyes,
        },
    )
    return series


def the_series() -> Series:
    """The series of an installation that has one; the first where there are several."""
    return Series.objects.order_by("pk")[:1].get()


def next_slot(series: Series, *, after: datetime) -> datetime:
    """When this series next goes out."""
    return clock.next_slot(after, series.says_on, series.says_at)


@transaction.atomic
def ask_for_check(
    *, edition: Edition, checker: Person, address: str, by: Person, at: datetime
) -> None:
    """Give the draft to a second pair of eyes, and tell them by mail."""
    edition = _locked(edition)
    writing.check_may_write(edition, by=by)
    writing.check_is_draft(edition)
    if checker.pk in (edition.author_id, by.pk):
        raise NotNow(_("A second pair of eyes is somebody else’s."))
    if checker.email is None:
        raise NotNow(_("Heed has no address of theirs to ask them at."))
    edition.state = Edition.State.CHECKING
    edition.checker = checker
    edition.checked_at = None
    edition.checker_words = ""
    edition.save(update_fields=["state", "checker", "checked_at", "checker_words"])
    outbox.queue(
        to=checker.email,
        kind="second_eyes",
        subject=_("%(name)s asks you to read a message before it goes out") % {"name": by.name},
        text=_(
            "%(name)s asks you to read this week’s message before it goes out:\n\n%(address)s\n\n"
            "You can say that it is ready, or say what you would change."
        )
        % {"name": by.name, "address": address},
        at=at,
        about=f"second-eyes:{edition.pk}",
    )


@transaction.atomic
def finish_check(
    *,
    edition: Edition,
    is_ready: bool,
    words: str,
    by: Person,
    at: datetime,
    number: int | None = None,
) -> None:
    """The second pair of eyes says that it is ready, or what they would change.

    ``number`` is the version that they read: ready is said to that one and to no other.
    """
    edition = _locked(edition)
    if edition.checker_id != by.pk or edition.state != Edition.State.CHECKING:
        raise NotYours(_("This message is not with you to read."))
    if not is_ready and not words.strip():
        raise NotNow(_("Say what you would change."))
    assert edition.revision is not None
    if is_ready and number not in (None, edition.revision.number):
        raise NotNow(_("The words have changed since you opened this page. Read them again first."))
    edition.state = Edition.State.DRAFT
    edition.checked_at = at if is_ready else None
    edition.checker_words = words.strip()
    edition.save(update_fields=["state", "checked_at", "checker_words"])


def what_is_missing(edition: Edition, *, moment: datetime | None = None) -> dict[str, str]:
    """Everything that stops this draft from going out: a sentence for each field it belongs to.

    ``moment`` is when it would go out: before an election a second person reads it first.
    """
    revision = edition.revision
    assert revision is not None
    missing = {}
    if not revision.title.strip():
        missing["title"] = _("Give the message a title.")
    if not revision.text.strip():
        missing["text"] = _("Write the message.")
    if revision.picture_id and not (revision.picture_alt or revision.picture_is_decorative):
        missing["picture_alt"] = _("Describe the picture, or say that it is decoration only.")
    if edition.series.needs_second_eyes and edition.checked_at is None:
        missing["checker"] = _("Ask a second pair of eyes to read it first.")
    elif moment is not None and lacks_second_person(edition, moment=moment):
        missing["checker"] = _(
            "It would go out before an election. A second pair of eyes has to say first that it "
            "is ready; then press again."
        )
    return missing


def lacks_second_person(edition: Edition, *, moment: datetime) -> bool:
    """Whether it would go out before an election in words that nobody else called ready.

    Every new version of the words empties ``checked_at``, so that it stands for those that count.
    """
    return edition.checked_at is None and people.pre_election(at=moment) is not None


@transaction.atomic
def publish(
    *,
    edition: Edition,
    by: Person,
    at: datetime,
    when: datetime | None = None,
    in_spite: str = "",
    names_nobody: bool = False,
) -> Edition:
    """Let the message go out at ``when`` (the series' next slot where none is given).

    Only the author's own sign-in does this. A moment that has come opens it at once. Where
    something is still owed at that moment it raises `StillOwed`, unless ``in_spite`` says to
    everybody why the message opens all the same. ``names_nobody``: what looks like a colleague's
    name in it is none.
    """
    edition = _locked(edition)
    if edition.author_id != by.pk or not people.is_kind(
        by, Role.Kind.AUTHOR, scope=edition.series.slug
    ):
        raise NotYours(_("Only %(name)s can publish this message.") % {"name": edition.author.name})
    writing.check_is_draft(edition)
    moment = when or next_slot(edition.series, after=at)
    missing = what_is_missing(edition, moment=max(moment, at))
    if missing:
        raise CannotPublish(" ".join(missing.values()))
    _check_week_is_free(edition, moment)
    edition.in_spite = said_in_spite(
        edition, in_spite, names_nobody=names_nobody, at=max(moment, at)
    )
    edition.state = Edition.State.SCHEDULED
    edition.publish_at = moment
    edition.held_at = None
    edition.save(update_fields=["state", "publish_at", "held_at", "in_spite"])
    if moment <= at:
        _open(edition, at=at)
    return edition


def _check_week_is_free(edition: Edition, moment: datetime) -> None:
    Series.objects.select_for_update().get(pk=edition.series_id)
    first, last = clock.week_bounds(clock.iso_week(moment))
    others = edition.series.editions.exclude(pk=edition.pk).filter(
        state__in=[Edition.State.SCHEDULED, Edition.State.OPEN, Edition.State.CLOSED]
    )
    for other in others.filter(publish_at__gte=first, publish_at__lt=last):
        raise CannotPublish(
            _("%(name)s’s message goes out in that week. One message a week: choose another.")
            % {"name": other.author.name}
        )


@transaction.atomic
def take_back(*, edition: Edition, by: Person, at: datetime) -> None:
    """Make a scheduled or checked message a draft again. Nothing of it is lost."""
    edition = _locked(edition)
    writing.check_may_write(edition, by=by)
    if edition.state not in (Edition.State.SCHEDULED, Edition.State.CHECKING):
        raise NotNow(_("This message is out already. You can correct it, for all to see."))
    edition.state = Edition.State.DRAFT
    edition.publish_at = None
    edition.save(update_fields=["state", "publish_at"])
    outbox.cancel(about=f"second-eyes:{edition.pk}")


def open_due(*, at: datetime) -> int:
    """Open every scheduled message whose moment has come; safe to run twice at once.

    One that falls before an election, and that no second person has read, is a draft again; so is
    one in whose way something has come that is owed.
    """
    due = Edition.objects.filter(
        state=Edition.State.SCHEDULED, publish_at__lte=at, author__is_active=True
    )
    opened = 0
    for pk in list(due.order_by("publish_at").values_list("pk", flat=True)):
        with transaction.atomic():
            edition = Edition.objects.select_for_update().get(pk=pk)
            moment = edition.publish_at or at
            if edition.state != Edition.State.SCHEDULED or moment > at:
                continue
            if lacks_second_person(edition, moment=at) or gates.holding(edition, at=at):
                _hold(edition, at=moment)
                continue
            _open(edition, at=moment)
            opened += 1
    return opened


def _hold(edition: Edition, *, at: datetime) -> None:
    """It does not go out; its author finds it as a draft that says why, and what to do."""
    edition.state = Edition.State.DRAFT
    edition.publish_at = None
    edition.held_at = at
    edition.save(update_fields=["state", "publish_at", "held_at"])


def _open(edition: Edition, *, at: datetime) -> None:
    assert edition.revision is not None
    series = edition.series
    if edition.in_spite and not gates.stops(edition, at=at):
        # It was put right in time, so there is nothing to explain.
        edition.in_spite = ""
    edition.state = Edition.State.OPEN
    edition.opened_at = edition.publish_at = at
    edition.closes_at = clock.next_slot(at + OPEN_FOR_AT_LEAST, series.closes_on, series.closes_at)
    edition.author_name = edition.author.name
    edition.author_post = edition.author.post
    edition.slug = free_slug(edition)
    edition.page_version = edition.page_version + 1
    edition.save()


def free_slug(edition: Edition) -> str:
    """The last part of a message's address: its day and the beginning of its title."""
    assert edition.revision is not None and edition.opened_at is not None
    title = slugify(edition.revision.title)[:60].strip("-") or "message"
    wanted = f"{clock.local(edition.opened_at):%Y-%m-%d}-{title}"
    if Edition.objects.filter(slug=wanted).exclude(pk=edition.pk).exists():
        wanted = f"{wanted}-{edition.pk}"
    return wanted


def close_due(*, at: datetime) -> int:
    """Close for answers what has been open long enough."""
    due = Edition.objects.filter(state=Edition.State.OPEN, closes_at__lte=at)
    return due.update(
        state=Edition.State.CLOSED,
        closed_at=F("closes_at"),
        page_version=F("page_version") + 1,
    )


@transaction.atomic
def correct(
    *,
    edition: Edition,
    words: writing.Words,
    what: str,
    by: Person,
    at: datetime,
    based_on: int | None = None,
) -> Correction:
    """Change a message that is out. The note ``what`` stands under it, dated, for everybody.

    ``based_on`` is the version that was corrected; where it no longer counts, nothing is changed.
    """
    edition = _locked(edition)
    if edition.author_id != by.pk:
        raise NotYours(_("Only %(name)s can correct this message.") % {"name": edition.author.name})
    if not edition.is_published:
        raise NotNow(_("This message is not out yet. Just change it."))
    if not what.strip():
        raise CannotPublish(_("Say in a sentence what you corrected; readers will see it."))
    if not words.title.strip() or not words.text.strip():
        raise CannotPublish(_("A message needs a title and words."))
    assert edition.revision is not None
    if based_on is not None and based_on != edition.revision.number:
        raise NotNow(_("Somebody corrected it while you wrote. Compare it with what stands now."))
    if words == writing.words_of(edition.revision):
        raise CannotPublish(_("Nothing has changed yet."))
    revision = writing.add_revision(edition, words, by=by, at=at)
    throw_page_away(edition)
    return Correction.objects.create(
        edition=edition, revision=revision, what=what.strip(), by=by, at=at
    )


def touch(edition: Edition) -> None:
    """Say that something on the edition's public page changed, so that it is made again."""
    touch_page(edition.pk)


def touch_page(edition: int) -> None:
    """The same for a room above, which knows a message by its number."""
    Edition.objects.filter(pk=edition).update(page_version=F("page_version") + 1)


def throw_page_away(edition: Edition) -> None:
    """Something left the public page: the page as it was goes at once, and waits for nobody."""
    touch(edition)
    StoredPage.objects.filter(edition=edition).delete()


def _locked(edition: Edition) -> Edition:
    return (
        Edition.objects.select_for_update(of=("self",))
        .select_related("series", "author", "revision")
        .get(pk=edition.pk)
    )
