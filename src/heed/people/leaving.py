"""What is left of somebody once they ask for it, or left long ago."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from heed import clock
from heed.people import kept, letters, rights
from heed.people.actions import CannotChangePeople, is_last_administrator
from heed.people.models import GONE, Person

LEAVERS_KEPT = timedelta(days=90)


@transaction.atomic
def erase(*, person: Person, ends_account: bool, by: Person, at: datetime) -> None:
    """Remove somebody's name and words at their wish, in every room; twice is as good as once.

    ``by`` is the person, or an administrator whom they asked by letter: then they are told, so
    that nobody's words are removed behind their back. Raises `CannotChangePeople`.
    """
    held = Person.objects.select_for_update().filter(pk=person.pk).first()
    if held is None:
        return
    if ends_account and is_last_administrator(held):
        raise CannotChangePeople(
            _("%(name)s is the only administrator. Give somebody else that role first.")
            % {"name": held.name}
        )
    address = held.email or ""
    rights.erase(held, ends_account=ends_account, at=at)
    if by.pk != person.pk and address and not address.endswith(GONE):
        letters.send_erased(to=address, at=at)


def forget_old(*, at: datetime) -> int:
    """Delete those who left 90 days ago; of those who signed a message, all but the name."""
    edge = clock.local(at - LEAVERS_KEPT).date()
    gone = Person.objects.filter(is_active=False, left_on__lte=edge)
    gone = gone.exclude(email__isnull=False, email__endswith=GONE)
    forgotten = 0
    for person in gone:
        with transaction.atomic():
            rights.forget(person, at=at)
            kept.end_account(person, at=at)
        forgotten += 1
    return forgotten
