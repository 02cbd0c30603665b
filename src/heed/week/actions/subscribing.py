"""Who gets the weekly mail: beginning it, choosing hours, and the way out."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from heed import seal
from heed.edition.addresses import whole
from heed.moderation import actions as moderation
from heed.outbox import actions as outbox
from heed.people import queries as people
from heed.week import tokens
from heed.week.actions import telling
from heed.week.hours import Hours
from heed.week.mail import letter
from heed.week.models import Digest, DigestWords, Subscription

CONFIRM_WITHIN = timedelta(days=7)
REMEMBERED_FOR = timedelta(days=30)
DIGESTS_KEPT = timedelta(weeks=5)
KIND = "digest_confirm"
# Heed is nobody's way to write to strangers: so many a day to one address, so many an hour in all.
ASKED_A_DAY = 3
ASKED_AN_HOUR = 60
_ADDRESS = "week.address"
State = Subscription.State


class HasEnded(Exception):
    """A link to confirm with whose time is over; the sentence can be shown."""


@transaction.atomic
def begin(*, person: int, at: datetime) -> Subscription:
    """Somebody who is signed in wants the weekly mail from the next message on."""
    row, made = Subscription.objects.select_for_update().get_or_create(
        person_id=person, defaults={"begun_at": at, "told_until": at}
    )
    if not made and row.state != State.ACTIVE:
        _revive(row, at)
    return row


@transaction.atomic
def enrol(people_ids: Iterable[int], *, at: datetime) -> int:
    """Begin the weekly mail for these people; gives back for how many.

    Whoever has stopped it themselves is left alone; so is whoever does not work here.
    """
    wanted, begun = sorted(set(people_ids)), 0
    for start in range(0, len(wanted), 1000):
        begun += _enrol_some(wanted[start : start + 1000], at)
    return begun


def _enrol_some(wanted: list[int], at: datetime) -> int:
    ids = set(people.reachable(wanted))
    known = {row.person_id: row for row in Subscription.objects.filter(person__in=ids)}
    begun = 0
    for row in known.values():
        if row.state != State.ACTIVE and not row.has_said_no:
            _revive(row, at)
            begun += 1
    new = [
        Subscription(person_id=pk, begun_at=at, told_until=at) for pk in sorted(ids - set(known))
    ]
    Subscription.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)
    return begun + len(new)


def _revive(row: Subscription, at: datetime) -> None:
    row.state, row.ended_at, row.has_said_no = State.ACTIVE, None, False
    row.begun_at = at
    row.told_until = max(row.told_until, at)
    row.save(update_fields=["state", "ended_at", "has_said_no", "begun_at", "told_until"])


@transaction.atomic
def ask(*, address: str, at: datetime) -> None:
    """Somebody typed an address that is to get the weekly mail: ask there whether it is so.

    Nothing tells whether the address is known, nor whether a mail went. Raises CannotBeMailed for
    what is no address.
    """
    if not _may_ask(address, at):
        return
    pk = _of_address(address, at).pk
    link = whole(reverse("week:mail_confirm", args=[tokens.for_confirming(pk)]))
    subject, words = letter.confirmation(link)
    outbox.queue(
        to=address, kind=KIND, subject=subject, text=words, at=at,
        not_after=at + timedelta(days=1), about=f"confirm:{pk}",
    )  # fmt: skip


def _of_address(address: str, at: datetime) -> Subscription:
    digests = seal.digests(address.casefold(), purpose=_ADDRESS)
    row = Subscription.objects.select_for_update().filter(address_digest__in=digests).first()
    if row is None:
        return Subscription.objects.create(
            address=address, address_digest=digests[0], state=State.ASKED, begun_at=at,
            told_until=at,
        )  # fmt: skip
    if row.state != State.ACTIVE:
        row.address, row.state, row.ended_at = address, State.ASKED, None
        row.begun_at = at
        row.save(update_fields=["address", "state", "ended_at", "begun_at"])
    return row


def _may_ask(address: str, at: datetime) -> bool:
    one = seal.digest(address.casefold(), purpose="week.ask")
    everybody = seal.digest("everybody", purpose="week.ask")
    return moderation.take(
        digest=one, limit=ASKED_A_DAY, window=timedelta(days=1), at=at
    ) and moderation.take(digest=everybody, limit=ASKED_AN_HOUR, window=timedelta(hours=1), at=at)


@transaction.atomic
def confirm(*, subscription: Subscription, at: datetime) -> Subscription:
    """Whoever reads the address wants the mail. An address of somebody who works here is theirs.

    Raises HasEnded.
    """
    row = Subscription.objects.select_for_update().get(pk=subscription.pk)
    if row.state == State.ACTIVE:
        return row
    if row.state != State.ASKED or row.begun_at < at - CONFIRM_WITHIN:
        raise HasEnded(_("This link has ended. Ask for the weekly mail once more."))
    person = people.by_emails([row.address]).get(row.address.casefold())
    if person is not None:
        row.delete()
        return begin(person=person, at=at)
    _revive(row, at)
    return row


@transaction.atomic
def stop(*, subscription: Subscription, at: datetime) -> None:
    """No more weekly mail. What waits to be sent is taken back; twice is once."""
    row = Subscription.objects.select_for_update().get(pk=subscription.pk)
    if row.state == State.ENDED:
        return
    row.state, row.ended_at, row.has_said_no, row.address = State.ENDED, at, True, ""
    row.save(update_fields=["state", "ended_at", "has_said_no", "address"])
    telling.take_back(row, at=at)


def stop_for(*, person: int, at: datetime) -> None:
    """No more weekly mail for somebody who works here; that they said so is remembered."""
    row = Subscription.objects.filter(person_id=person).first()
    if row is not None:
        stop(subscription=row, at=at)


@transaction.atomic
def end_for(*, people: Collection[int], at: datetime) -> None:
    """No more weekly mail for those who leave; should they come back, it can begin again."""
    rows = Subscription.objects.filter(person__in=people).exclude(state=State.ENDED)
    numbers = set(rows.values_list("pk", flat=True))
    Subscription.objects.filter(pk__in=numbers).update(state=State.ENDED, ended_at=at)
    telling.take_back_from(numbers, at=at)


@transaction.atomic
def begin_again(*, subscription: Subscription, at: datetime) -> bool:
    """Take back a stop, for a person; of an address nothing is kept that could be written to."""
    row = Subscription.objects.select_for_update().get(pk=subscription.pk)
    if row.person_id is None or row.state != State.ENDED:
        return row.state == State.ACTIVE
    _revive(row, at)
    return True


@transaction.atomic
def choose_hours(*, subscription: Subscription, hours: Hours, at: datetime) -> None:
    """When the mail may come; one that waits just now goes by the new hours."""
    row = Subscription.objects.select_for_update().get(pk=subscription.pk)
    row.days, row.begins, row.ends = hours.days, hours.begins, hours.ends
    row.save(update_fields=["days", "begins", "ends"])
    telling.move_waiting(row, at=at)


def forget_old(*, at: datetime) -> int:
    """Delete what is of no use any more: old weeks, unconfirmed and ended addresses."""
    unconfirmed = Q(state=State.ASKED, begun_at__lt=at - CONFIRM_WITHIN)
    ended = Q(state=State.ENDED, person=None, ended_at__lt=at - REMEMBERED_FOR)
    gone = Subscription.objects.filter(unconfirmed | ended).delete()[0]
    gone += Digest.objects.filter(at__lt=at - DIGESTS_KEPT).delete()[0]
    return gone + DigestWords.objects.filter(made_at__lt=at - DIGESTS_KEPT).delete()[0]
