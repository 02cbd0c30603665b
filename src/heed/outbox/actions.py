"""The one door for mail: queued in the caller's transaction, sent later by the tick."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from heed import clock
from heed.outbox import letters, post
from heed.outbox.addresses import recipient_digest, recipient_digests
from heed.outbox.letters import CannotBeMailed
from heed.outbox.models import Mail

__all__ = [
    "CannotBeMailed",
    "cancel",
    "erase_about",
    "erase_old",
    "erase_to",
    "forget_recipients",
    "queue",
    "send_due",
]

KEPT_FOR = timedelta(days=30)


def queue(
    *,
    to: str,
    kind: str,
    subject: str,
    text: str,
    at: datetime,
    not_before: datetime | None = None,
    not_after: datetime | None = None,
    about: str = "",
    html: str = "",
    headers: Mapping[str, str] | None = None,
) -> int:
    """Leave a mail to be sent, in the caller's transaction; gives back its number.

    It is not sent before `not_before`, nor at all after `not_after`. Raises CannotBeMailed for
    an address or a header that could smuggle something into the mail.
    """
    letters.check_slugs(kind, about)
    address = letters.clean_address(to)
    mail = Mail.objects.create(
        recipient=address,
        recipient_digest=recipient_digest(address),
        kind=kind,
        about=about,
        subject=letters.clean_subject(subject),
        text=letters.clean_text(text),
        html=html.replace("\0", ""),
        headers=letters.clean_headers(headers),
        created_at=at,
        not_before=not_before or at,
        not_after=not_after,
        next_try_at=not_before or at,
    )
    return mail.pk


def cancel(*, about: str, at: datetime | None = None) -> int:
    """Take back every mail about this matter that still waits; gives back how many."""
    if not about:
        raise ValueError("Cancelling needs the matter that the mail is about.")
    waiting = Mail.objects.filter(about=about, state=Mail.State.WAITING)
    return post.end(waiting, Mail.State.CANCELLED, at=at or clock.now())


def send_due(*, at: datetime, limit: int = 50) -> int:
    """Send the mail that is due; gives back how many were sent.

    Call it outside a transaction: each mail is claimed and committed before the mail server
    is spoken to, so that a second server running at once never takes the same mail.
    """
    return post.send_due(at=at, limit=limit)


def erase_old(*, at: datetime) -> int:
    """Erase what is left of mail that ended 30 days ago; gives back how many.

    Mail that still waits 30 days after it could first have gone is given up.
    """
    edge = at - KEPT_FOR
    never_sent = Mail.objects.filter(post.in_nobodys_hands(at), not_before__lt=edge)
    why = _("It could not be sent within 30 days.")
    given_up = post.end(never_sent, Mail.State.DEAD, at=at, why=why)
    return given_up + Mail.objects.filter(ended_at__lt=edge, erased_at=None).update(
        recipient_digest="", about="", erased_at=at, **post.WITHOUT_WORDS
    )


def erase_about(*, about: str, at: datetime) -> int:
    """Take back what waits about a matter, and erase all that is left of its mail."""
    if not about:
        raise ValueError("Erasing needs the matter that the mail is about.")
    return _erase(Mail.objects.filter(about=about), at=at)


def erase_to(*, address: str, at: datetime) -> int:
    """Take back what waits for one address, and erase all that is left of mail to it."""
    return _erase(Mail.objects.filter(recipient_digest__in=recipient_digests(address)), at=at)


def _erase(mails: QuerySet[Mail], *, at: datetime) -> int:
    """What the mail server is being given at this moment loses its words when that has ended."""
    numbers = list(mails.values_list("pk", flat=True))
    found = Mail.objects.filter(pk__in=numbers)
    post.end(found.filter(post.in_nobodys_hands(at)), Mail.State.CANCELLED, at=at)
    found.update(recipient_digest="", about="")
    return found.filter(ended_at__isnull=False).update(erased_at=at, **post.WITHOUT_WORDS)


def forget_recipients(*, kind: str, before: datetime) -> int:
    """Forget whom mail of one kind went to, where it was left before a moment and has ended."""
    ended = Mail.objects.filter(kind=kind, created_at__lt=before, ended_at__isnull=False)
    return ended.exclude(recipient_digest="").update(recipient_digest="")
