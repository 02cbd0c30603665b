"""What other rooms may ask about mail: figures and failures, never an address or a word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from heed import clock
from heed.outbox.addresses import recipient_digest, recipient_digests
from heed.outbox.models import Kind, Mail

__all__ = [
    "DeadMail",
    "Sent",
    "count_by_kind",
    "dead",
    "oldest_overdue",
    "queued_to",
    "recipient_digest",
    "recipient_digests",
    "sent_to",
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
            kind=_kind_in_words(mail.kind),
            created_at=mail.created_at,
            state=mail.get_state_display(),
        )
        for mail in rows.only("kind", "created_at", "state").order_by("created_at", "pk")
    ]


def _kind_in_words(kind: str) -> str:
    return str(Kind(kind).label) if kind in Kind.values else kind.replace("_", " ")


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
