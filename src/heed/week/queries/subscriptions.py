"""What pages ask about the weekly mail: whether somebody gets it, and how the mail is doing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from heed import clock
from heed.outbox import queries as outbox
from heed.week import tokens
from heed.week.hours import Hours
from heed.week.models import Subscription

State = Subscription.State


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether somebody gets the weekly mail, and in which hours."""

    is_active: bool
    hours: Hours


@dataclass(frozen=True, slots=True)
class Week:
    """The mail of one ISO week: how many of each kind, and the most that one person got unasked."""

    name: str
    begins: datetime
    kinds: tuple[tuple[str, int], ...]
    most_to_one: int


def standing(person: int) -> Standing:
    """How it stands with somebody who works here."""
    row = Subscription.objects.filter(person_id=person).first()
    if row is None:
        return Standing(is_active=False, hours=Hours())
    return Standing(is_active=row.state == State.ACTIVE, hours=hours_of(row))


def hours_of(row: Subscription) -> Hours:
    """The hours that a subscription has."""
    return Hours(days=row.days, begins=row.begins, ends=row.ends)


def by_mail_token(token: str) -> Subscription | None:
    """The subscription whose mail carried this token."""
    return _numbered(tokens.read_mail(token))


def by_confirming_token(token: str) -> Subscription | None:
    """The subscription that a confirming mail asked about."""
    return _numbered(tokens.read_confirming(token))


def _numbered(number: int | None) -> Subscription | None:
    # A number longer than any key is no number of ours.
    if number is None or number > 2**62:
        return None
    return Subscription.objects.filter(pk=number).first()


def count_subscribed() -> int:
    """How many get the weekly mail."""
    return Subscription.objects.filter(state=State.ACTIVE).count()


def weeks(*, at: datetime, many: int = 4) -> list[Week]:
    """The mail of this week and of those before it."""
    found = []
    for back in range(many):
        name = clock.iso_week(at - timedelta(weeks=back))
        counts = outbox.count_by_kind(name)
        found.append(
            Week(
                name=name,
                begins=clock.week_bounds(name)[0],
                kinds=tuple((outbox.kind_label(kind), n) for kind, n in counts.items()),
                most_to_one=outbox.most_to_one(name),
            )
        )
    return found
