"""Counting the minutes that Heed takes somebody, and forgetting them."""

from datetime import datetime, timedelta

from django.db import transaction

from heed import clock
from heed.people.models import Effort, Person

PAUSE = timedelta(minutes=5)
WEEKS_KEPT = 12


@transaction.atomic
def note(*, person: Person, at: datetime) -> None:
    """Count the time since the person's last action, unless they paused for over five minutes."""
    effort, made = Effort.objects.select_for_update().get_or_create(
        person=person, week=clock.iso_week(at), defaults={"last_action_at": at}
    )
    if made:
        return
    gap = at - effort.last_action_at
    if clock.local(at).date() != clock.local(effort.last_action_at).date():
        effort.seconds_that_day = 0
    if timedelta(0) < gap <= PAUSE:
        effort.seconds += round(gap.total_seconds())
        effort.seconds_that_day += round(gap.total_seconds())
    effort.last_action_at = max(at, effort.last_action_at)
    effort.save(update_fields=["seconds", "seconds_that_day", "last_action_at"])


def forget_old(*, at: datetime) -> int:
    """Delete what is older than twelve weeks."""
    oldest = clock.iso_week(at - timedelta(weeks=WEEKS_KEPT))
    return Effort.objects.filter(week__lt=oldest).delete()[0]
