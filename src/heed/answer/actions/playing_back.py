"""What I heard goes out: to everybody at once, by the author's own sign-in alone."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heed.answer.actions import asking
from heed.answer.actions.gathering import check_is_author, why_not_changed
from heed.answer.models import Gathered, Playback, Theme
from heed.answer.queries import whose
from heed.edition.actions.publishing import touch_page
from heed.edition.actions.refusals import CannotPublish, DecisionUnclear, NotNow
from heed.edition.queries import answers
from heed.edition.queries.answers import Message
from heed.people import queries as people
from heed.people.models import Person, Role

AHEAD_AT_MOST = timedelta(days=14)


def what_is_missing(
    message: Message, *, at: datetime, moment: datetime | None = None
) -> dict[str, str]:
    """Everything that keeps what was heard from going out: a sentence for each field.

    ``moment`` is when it would go out; ``at`` where none is given.
    """
    missing = {}
    playback = Playback.objects.filter(edition=message.pk).first()
    if message.closes_at > (moment or at):
        missing["closes"] = _("Answers still come in. What you heard goes out after that.")
    if playback is None or not playback.title:
        missing["title"] = _("Give it a title: what you heard, in one line.")
    if playback is None or not playback.thanks:
        missing["thanks"] = _("Write a word to everybody who answered.")
    for place, theme in enumerate(Theme.objects.filter(edition=message.pk), 1):
        if _is_empty(theme):
            continue
        if not theme.title:
            missing[f"title_{theme.pk}"] = _(
                "Say in one sentence what they told you: theme %(n)s."
            ) % {"n": place}
        if not theme.heard:
            missing[f"heard_{theme.pk}"] = _("Say what you understand now: theme %(n)s.") % {
                "n": place
            }
    if not answers.answers(message.pk, at=at):
        missing["answers"] = _("Nobody answered, so there is nothing to play back.")
    if left := len(in_no_theme(message, at=at)):
        missing["answers"] = ngettext(
            "%(left)s answer is still in no theme.", "%(left)s answers are still in no theme.", left
        ) % {"left": left}
    return missing


def _is_empty(theme: Theme) -> bool:
    if theme.title or theme.heard or theme.landed:
        return False
    return not (theme.gathered.exists() or theme.became.exists())


def in_no_theme(message: Message, *, at: datetime) -> list[answers.Answer]:
    """The answers that stand in no theme yet."""
    gathered = {
        f"{kind}-{key}"
        for kind, key in Gathered.objects.filter(theme__edition=message.pk).values_list(
            "kind", "key"
        )
    }
    return [one for one in answers.answers(message.pk, at=at) if one.label not in gathered]


@transaction.atomic
def publish(
    *, message: Message, by: Person, at: datetime, when: datetime | None = None
) -> Playback:
    """Let everybody read what the author heard, and ask them whether they were understood.

    At once, or by itself at ``when``. Only the author's own sign-in does either.
    """
    check_is_author(message, by=by)
    if not people.is_kind(by, Role.Kind.AUTHOR, scope=message.series_slug):
        raise CannotPublish(_("Only somebody who is an author of this series can publish."))
    playback, _made = Playback.objects.select_for_update().get_or_create(edition_id=message.pk)
    if why := why_not_changed(playback):
        raise NotNow(why)
    moment = at if when is None else when
    if when is not None and not at < when <= at + AHEAD_AT_MOST:
        raise DecisionUnclear(
            _("Choose a moment in the next two weeks: whoever answered waits no longer."),
            field="goes_on",
        )
    if missing := what_is_missing(message, at=at, moment=moment):
        raise CannotPublish(" ".join(missing.values()))
    if moment > at:
        playback.publish_at, playback.held_at = moment, None
        playback.save(update_fields=["publish_at", "held_at"])
    else:
        _let_out(playback, message, moment=at, at=at)
    return playback


@transaction.atomic
def take_back(*, message: Message, by: Person, at: datetime) -> None:
    """It does not go out by itself and is a draft again; nothing of it is lost."""
    check_is_author(message, by=by)
    playback = Playback.objects.select_for_update().filter(edition=message.pk).first()
    if playback is not None and playback.published_at is not None:
        raise NotNow(_("What you heard is out, and stays as people read it."))
    Playback.objects.filter(edition=message.pk).update(publish_at=None, held_at=None)


def publish_due(*, at: datetime) -> int:
    """Let out what was to go out by now; safe to run twice at once.

    Where an answer came in since, or its author is one no longer, it is a draft again that says so.
    """
    due = Playback.objects.filter(publish_at__lte=at).order_by("publish_at")
    return sum(_publish_due(pk, at=at) for pk in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _publish_due(pk: int, *, at: datetime) -> bool:
    playback = Playback.objects.select_for_update().get(pk=pk)
    moment = playback.publish_at
    if moment is None or moment > at:
        return False
    message = answers.message_of(playback.edition_id)
    if message is None or not _may_publish(message) or what_is_missing(message, at=at):
        playback.publish_at, playback.held_at = None, moment
        playback.save(update_fields=["publish_at", "held_at"])
        return False
    _let_out(playback, message, moment=moment, at=at)
    return True


def _may_publish(message: Message) -> bool:
    return not whose.has_nobody(whose.now(message))


def _let_out(playback: Playback, message: Message, *, moment: datetime, at: datetime) -> None:
    for theme in Theme.objects.filter(edition=message.pk):
        if _is_empty(theme):
            theme.delete()
    playback.published_at, playback.publish_at, playback.held_at = moment, None, None
    playback.save(update_fields=["published_at", "publish_at", "held_at"])
    asking.whether_understood(message, at=at)
    touch_page(message.pk)
