"""Another author takes on the answers to a message whose author no longer writes in the series."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from heed.answer.actions.gathering import laid_out
from heed.answer.models import Playback, TakenOn
from heed.answer.queries import whose
from heed.edition.actions.refusals import NotNow, NotYours
from heed.edition.queries.answers import Message
from heed.people import queries as people
from heed.people.models import Person, Role


@transaction.atomic
def take_on(*, message: Message, by: Person, at: datetime) -> TakenOn:
    """Read and answer it from now on, under one's own name; of two who press, one does.

    What was written and is not out yet stays a draft, and waits for whoever took it on.
    """
    if not (by.is_active and people.is_kind(by, Role.Kind.AUTHOR, scope=message.series_slug)):
        raise NotYours(_("Only an author of this series can take it on."))
    laid_out(message)
    playback = Playback.objects.select_for_update().get(edition=message.pk)
    current = whose.now(message)
    if not whose.has_nobody(current):
        raise NotNow(_("%(name)s reads and answers it.") % {"name": current.author})
    if playback.published_at is None:
        # Whoever took it on has not read them yet, and lets nothing go out unread.
        playback.first_read_at = playback.publish_at = None
        playback.save(update_fields=["first_read_at", "publish_at"])
    return TakenOn.objects.create(edition_id=message.pk, by=by, name=by.name, post=by.post, at=at)
