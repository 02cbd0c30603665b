"""What I heard goes out: to everybody at once, by the author's own sign-in alone."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heed.answer.actions import asking
from heed.answer.actions.gathering import check_is_author
from heed.answer.models import Gathered, Playback, Theme
from heed.edition.actions.publishing import touch_page
from heed.edition.actions.refusals import CannotPublish, NotNow
from heed.edition.queries import answers
from heed.edition.queries.answers import Message
from heed.people import queries as people
from heed.people.models import Person, Role


def what_is_missing(message: Message, *, at: datetime) -> dict[str, str]:
    """Everything that keeps what was heard from going out: a sentence for each field."""
    missing = {}
    playback = Playback.objects.filter(edition=message.pk).first()
    if message.closes_at > at:
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
    return not (theme.title or theme.heard or theme.landed or theme.gathered.exists())


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
def publish(*, message: Message, by: Person, at: datetime) -> Playback:
    """Let everybody read what the author heard, and ask them whether they were understood."""
    check_is_author(message, by=by)
    if not people.is_kind(by, Role.Kind.AUTHOR, scope=message.series_slug):
        raise CannotPublish(_("Only somebody who is an author of this series can publish."))
    playback, _made = Playback.objects.select_for_update().get_or_create(edition_id=message.pk)
    if playback.published_at is not None:
        raise NotNow(_("What you heard is out already."))
    if missing := what_is_missing(message, at=at):
        raise CannotPublish(" ".join(missing.values()))
    for theme in Theme.objects.filter(edition=message.pk):
        if _is_empty(theme):
            theme.delete()
    playback.published_at = at
    playback.save(update_fields=["published_at"])
    asking.whether_understood(message, at=at)
    touch_page(message.pk)
    return playback
