"""What other rooms may ask about mail: figures and failures, never an address or a word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min

from heed import clock
from heed.outbox import kinds
from heed.outbox.addresses import recipient_digest, recipient_digests
from heed.outbox.models import Mail

__all__ = [
    "DeadMail",
    "PerhapsSent",
    "Sent",
    "Waits",
    "became",
    "count_by_kind",
    "dead",
    "kind_label",
    "last_sent",
    "most_to_one",
    "oldest_overdue",
    "perhaps_sent",
    "queued_to",
    "recipient_digest",
    "recipient_digests",
    "sent_to",
    "waiting",
    "waits",
    "what_went_to",
]


@dataclass(frozen=True)
class DeadMail:
    """A mail that could not be sent, fit to show to an administrator."""

    id: int
    kind: str
    about: str
    created_at: datetime
    ended_at: datetime
    tries: int
    why: str


@dataclass(frozen=True)
class PerhapsSent:
    """A mail of which nobody knows whether the mail server took it."""

    id: int
    kind: str
    claimed_at: datetime | None
    name: str
    why: str


@dataclass(frozen=True)
class Waits:
    """How much mail of one kind could go now and has not gone, and since when."""

    kind: str
    count: int
    since: datetime


def kind_label(kind: str) -> str:
    """A kind of mail in words."""
    return str(kinds.Kind(kind).label) if kind in kinds.Kind.values else kind


def waits(*, at: datetime) -> list[Waits]:
    """What could have gone by now and waits, by kind."""
    unsent = Mail.objects.filter(
        state__in=[Mail.State.WAITING, Mail.State.SENDING], not_before__lte=at
    )
    rows = unsent.values("kind").annotate(n=Count("pk"), since=Min("not_before")).order_by("since")
    return [Waits(kind_label(row["kind"]), row["n"], row["since"]) for row in rows]


def perhaps_sent() -> list[PerhapsSent]:
    """The mails of which nobody knows whether they were sent, the oldest first."""
    rows = Mail.objects.filter(state=Mail.State.PERHAPS).order_by("ended_at", "pk")
    names = ("pk", "kind", "claimed_at", "reference", "last_error")
    return [
        PerhapsSent(pk, kind_label(kind), claimed_at, reference.hex, why)
        for pk, kind, claimed_at, reference, why in rows.values_list(*names)[:200]
    ]


def waiting(*, kind: str) -> dict[str, tuple[datetime | None, datetime]]:
    """By its matter, when the time for each mail that still waits is over, and since when it is left."""
    rows = Mail.objects.filter(kind=kind, state=Mail.State.WAITING).exclude(about="")
    return {
        about: (ends_at, created_at)
        for about, ends_at, created_at in rows.values_list("about", "window_ends_at", "created_at")
    }


def became(abouts: Iterable[str]) -> dict[str, tuple[bool, datetime | None]]:
    """By its matter, whether a mail still waits, and else when it went or perhaps went."""
    found: dict[str, tuple[bool, datetime | None]] = {}
    rows = Mail.objects.filter(about__in=list(abouts)).order_by("pk")
    for about, state, sent_at, claimed_at in rows.values_list(
        "about", "state", "sent_at", "claimed_at"
    ):
        is_on_its_way = state in (Mail.State.WAITING, Mail.State.SENDING)
        went = sent_at or (claimed_at if state in _PERHAPS else None)
        found[about] = (is_on_its_way, went)
    return found


_PERHAPS = (Mail.State.PERHAPS, Mail.State.LET_BE)


def most_to_one(week: str) -> int:
    """The most mails that nobody asked for that any one person was sent in an ISO week."""
    start, end = clock.week_bounds(week)
    unasked = [*kinds.of(kinds.Why.WEEKLY), *kinds.of(kinds.Why.DUTY)]
    rows = Mail.objects.filter(sent_at__gte=start, sent_at__lt=end, kind__in=unasked)
    rows = rows.exclude(recipient_digest="")
    counts = rows.order_by().values("recipient_digest").annotate(n=Count("pk"))
    return counts.aggregate(most=Max("n"))["most"] or 0


@dataclass(frozen=True)
class Sent:
    """That a mail was left for somebody: which kind, when, and what became of it; never its words."""

    kind: str
    created_at: datetime
    state: str


def what_went_to(address: str) -> list[Sent]:
    """The mail to one address that is still known to be for it, the oldest first."""
    rows = Mail.objects.filter(recipient_digest__in=recipient_digests(address))
    return [
        Sent(
            kind=kind_label(mail.kind),
            created_at=mail.created_at,
            state=mail.get_state_display(),
        )
        for mail in rows.only("kind", "created_at", "state").order_by("created_at", "pk")
    ]


def mails_and_people(since: datetime, until: datetime) -> tuple[int, int]:
    """How many mails that nobody asked for were sent in a stretch of time, and to how many people."""
    unasked = [*kinds.of(kinds.Why.WEEKLY), *kinds.of(kinds.Why.DUTY)]
    rows = Mail.objects.filter(sent_at__gte=since, sent_at__lt=until, kind__in=unasked)
    known = rows.exclude(recipient_digest="")
    found = known.aggregate(mails=Count("pk"), people=Count("recipient_digest", distinct=True))
    return found["mails"], found["people"]


def count_by_kind(week: str) -> dict[str, int]:
    """How many mails of each kind were sent in an ISO week."""
    start, end = clock.week_bounds(week)
    rows = Mail.objects.filter(sent_at__gte=start, sent_at__lt=end).values_list("kind")
    return dict(rows.annotate(n=Count("pk")).order_by("kind"))


def dead(*, since: datetime | None = None) -> list[DeadMail]:
    """The mails that were given up, the latest first."""
    rows = Mail.objects.filter(state=Mail.State.DEAD).order_by("-ended_at", "-pk")
    if since is not None:
        rows = rows.filter(ended_at__gte=since)
    names = ("pk", "kind", "about", "created_at", "ended_at", "tries", "last_error")
    return [DeadMail(*row) for row in rows.values_list(*names)[:500]]


def sent_to(digest: str | list[str], since: datetime, *, kind: str = "") -> int:
    """How many mails went to one address since a moment, by `recipient_digest`."""
    wanted = [digest] if isinstance(digest, str) else digest
    rows = Mail.objects.filter(recipient_digest__in=[d for d in wanted if d], sent_at__gte=since)
    return rows.filter(kind=kind).count() if kind else rows.count()


def last_sent(addresses: Iterable[str], *, kind: str, since: datetime) -> dict[str, datetime]:
    """Of these addresses those that a mail of a kind went to since a moment, and when the last did."""
    marks = {mark: address for address in addresses for mark in recipient_digests(address)}
    rows = Mail.objects.filter(recipient_digest__in=marks, kind=kind, sent_at__gte=since)
    found: dict[str, datetime] = {}
    for mark, sent_at in rows.order_by("sent_at").values_list("recipient_digest", "sent_at"):
        if sent_at is not None:
            found[marks[mark]] = sent_at
    return found


def queued_to(address: str, since: datetime, *, kind: str) -> int:
    """How many mails of a kind were left for one address since a moment, sent or not."""
    return Mail.objects.filter(
        recipient_digest__in=recipient_digests(address), created_at__gte=since, kind=kind
    ).count()


def oldest_overdue(*, at: datetime) -> datetime | None:
    """Since when the mail that is longest overdue could have been sent; None when nothing waits."""
    rows = Mail.objects.filter(
        state__in=[Mail.State.WAITING, Mail.State.SENDING], not_before__lte=at
    )
    return rows.order_by("not_before").values_list("not_before", flat=True).first()
