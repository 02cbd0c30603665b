"""What becomes of a message that is not out when its author no longer works here."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from heed.edition.actions.refusals import NotNow, NotYours
from heed.edition.models import Edition
from heed.outbox import actions as outbox
from heed.people import queries as people
from heed.people.models import Person, Role

State = Edition.State


def hold_unowned(*, at: datetime) -> int:
    """Make a draft of whatever would go out without an author; gives back how many."""
    unowned = Edition.objects.filter(
        state__in=[State.SCHEDULED, State.CHECKING], author__is_active=False
    )
    held = 0
    for pk in list(unowned.values_list("pk", flat=True)):
        with transaction.atomic():
            edition = Edition.objects.select_for_update().get(pk=pk)
            if edition.state in (State.SCHEDULED, State.CHECKING):
                _make_a_draft(edition, at=at)
                held += 1
    return held


@transaction.atomic
def hand_over(*, edition: Edition, to: Person, by: Person, at: datetime) -> Edition:
    """An administrator gives a message that somebody left behind to another author, as a draft.

    Nothing goes out by this: its new author reads it, changes it, and publishes it or does not.
    """
    edition = (
        Edition.objects.select_for_update(of=("self",))
        .select_related("series", "author")
        .get(pk=edition.pk)
    )
    if not people.is_kind(by, Role.Kind.ADMINISTRATOR):
        raise NotYours(_("Only administrators do this."))
    if edition.author.is_active:
        raise NotNow(
            _("%(name)s works here: their messages are theirs.") % {"name": edition.author.name}
        )
    if edition.is_published:
        raise NotNow(_("This message is out. Its author’s name stays on it."))
    if not to.is_active or not people.is_kind(to, Role.Kind.AUTHOR, scope=edition.series.slug):
        raise NotNow(_("%(name)s is no author of this series.") % {"name": to.name})
    edition.author = to
    _make_a_draft(edition, at=at)
    return edition


def _make_a_draft(edition: Edition, *, at: datetime) -> None:
    edition.state = State.DRAFT
    edition.publish_at = edition.checked_at = None
    edition.checker, edition.checker_words = None, ""
    edition.save(
        update_fields=[
            "author", "state", "publish_at", "checked_at", "checker", "checker_words",
        ]
    )  # fmt: skip
    outbox.cancel(about=f"second-eyes:{edition.pk}", at=at)
