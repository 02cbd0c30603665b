"""The one door for mail: queued in the caller's transaction, sent later by the tick."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from heed import clock
from heed.outbox import kinds, letters, post
from heed.outbox.addresses import fingerprint, fits, recipient_digests
from heed.outbox.kinds import Kind
from heed.outbox.letters import CannotBeMailed, Places
from heed.outbox.models import Mail, SharedBody

__all__ = [
    "CannotBeMailed",
    "Copy",
    "NothingToDecide",
    "cancel",
    "erase_about",
    "erase_old",
    "erase_to",
    "finish_sending",
    "forget_recipients",
    "go_on_sending",
    "hold_back",
    "let_be",
    "move",
    "new_mark",
    "queue",
    "queue_copies",
    "send_again",
    "send_due",
    "share",
]

KEPT_FOR = timedelta(days=30)


class NothingToDecide(Exception):
    """A mail that is not perhaps sent, or not any more; the sentence can be shown."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of shared words: to whom, about what, and what stands in the two places.

    ``asks`` is what this reader alone is asked, below the greeting: as text, and as HTML that may
    stand inside a paragraph. Nearly everybody is asked nothing.
    """

    to: str
    about: str
    greeting: str
    way_out: str
    window_ends_at: datetime | None = None
    asks: str = ""
    asks_html: str = ""


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
        recipient_digest=fingerprint(address, kind=kind, about=about),
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


def new_mark() -> tuple[str, Places]:
    """A mark for words that are to be shared, and the two places to write into them."""
    mark = uuid.uuid4().hex
    return mark, letters.places(mark)


def share(
    *,
    mark: str,
    sender: str,
    subject: str,
    text: str,
    html: str,
    headers: Mapping[str, str],
    at: datetime,
) -> int:
    """Keep words that many mails will say alike; gives back the number to queue copies of."""
    body = SharedBody.objects.create(
        mark=mark,
        sender=letters.clean_sender(sender),
        subject=letters.clean_subject(subject),
        text=letters.clean_text(text),
        html=html.replace("\0", ""),
        headers=letters.clean_headers(headers),
        made_at=at,
    )
    return body.pk


def queue_copies(*, body: int, kind: str, copies: Iterable[Copy], at: datetime) -> int:
    """Leave one mail for each copy, in the caller's transaction; gives back how many will go.

    A copy whose address no mail can be sent to is kept among those that could not be sent.
    """
    mails = [_copy(body, kind, copy, at) for copy in copies]
    Mail.objects.bulk_create(mails, batch_size=250)
    return sum(mail.state == Mail.State.WAITING for mail in mails)


def _copy(body: int, kind: str, copy: Copy, at: datetime) -> Mail:
    letters.check_slugs(kind, copy.about)
    mail = Mail(
        body_id=body, kind=kind, about=copy.about, created_at=at, not_before=at, next_try_at=at,
        window_ends_at=copy.window_ends_at,
    )  # fmt: skip
    try:
        mail.recipient = letters.clean_address(copy.to)
    except CannotBeMailed as why:
        mail.state, mail.ended_at, mail.last_error = Mail.State.DEAD, at, str(why)
        return mail
    mail.recipient_digest = fingerprint(mail.recipient, kind=kind, about=copy.about)
    filling = {"greeting": letters.clean_sender(copy.greeting), "way_out": copy.way_out}
    if copy.asks:
        filling |= {
            "asks": letters.clean_text(copy.asks),
            "asks_html": letters.clean_text(copy.asks_html),
        }
    mail.filling = json.dumps(filling)
    return mail


def move(*, about: str, not_before: datetime, window_ends_at: datetime) -> int:
    """Give mail that waits another time to go in; gives back how many were moved."""
    waiting = Mail.objects.filter(about=about, state=Mail.State.WAITING)
    return waiting.update(
        not_before=not_before, next_try_at=not_before, window_ends_at=window_ends_at
    )


def cancel(*, about: str, at: datetime | None = None) -> int:
    """Take back every mail about this matter that still waits; gives back how many."""
    if not about:
        raise ValueError("Cancelling needs the matter that the mail is about.")
    waiting = Mail.objects.filter(about=about, state=Mail.State.WAITING)
    return post.end(waiting, Mail.State.CANCELLED, at=at or clock.now())


def send_due(*, at: datetime, limit: int | None = None) -> int:
    """Send the mail that is due; gives back how many were sent.

    Call it outside a transaction: each mail is claimed and committed before the mail server
    is spoken to, so that a second server running at once never takes the same mail.
    """
    return post.send_due(at=at, limit=limit)


def hold_back(*, at: datetime) -> int:
    """After a restore: what was due has perhaps been sent since the backup, so a person decides."""
    may_have_gone = Mail.objects.filter(
        state__in=[Mail.State.WAITING, Mail.State.SENDING], not_before__lte=at
    )
    why = _("A backup was restored; it may have been sent before that.")
    return may_have_gone.update(state=Mail.State.PERHAPS, ended_at=at, last_error=why)


def finish_sending() -> None:
    """Let the mail in hand go and begin no other: this process is about to end."""
    post.finish()


def go_on_sending() -> None:
    """Send again, after `finish_sending`."""
    post.go_on()


@transaction.atomic
def send_again(*, mail: int, at: datetime) -> None:
    """Send what was perhaps sent once more, under its own name. Raises NothingToDecide."""
    held = _perhaps(mail)
    if held.not_after is not None and held.not_after < at:
        raise NothingToDecide(_("This mail is of no use any more, so it is not sent again."))
    if held.kind in kinds.of(kinds.Why.WEEKLY) and _has_another(held, at):
        raise NothingToDecide(
            _("A newer weekly mail went to this address within six days, so this one does not go.")
        )
    held.state, held.ended_at, held.claim = Mail.State.WAITING, None, ""
    held.next_try_at, held.last_error, held.tries = at, "", 0
    held.save(update_fields=["state", "ended_at", "claim", "next_try_at", "last_error", "tries"])


@transaction.atomic
def let_be(*, mail: int, at: datetime) -> None:
    """Leave it at "perhaps sent": its address and words are erased. Raises NothingToDecide."""
    held = _perhaps(mail)
    post.end(
        Mail.objects.filter(pk=held.pk), Mail.State.LET_BE, at=held.ended_at or at,
        why=held.last_error,
    )  # fmt: skip


def _perhaps(mail: int) -> Mail:
    held = (
        Mail.objects.select_for_update()
        .defer(*post.WITHOUT_WORDS)
        .filter(pk=mail, state=Mail.State.PERHAPS)
        .first()
    )
    if held is None:
        raise NothingToDecide(_("Somebody has decided about this mail already, or it did arrive."))
    return held


def _has_another(held: Mail, at: datetime) -> bool:
    """Whether a weekly mail besides this one went to its address of late, or may have, or will."""
    others = Mail.objects.exclude(pk=held.pk).filter(
        recipient_digest=held.recipient_digest, kind__in=kinds.of(kinds.Why.WEEKLY)
    )
    edge, state = at - kinds.QUIET_FOR, Mail.State
    will = Q(state__in=[state.WAITING, state.SENDING])
    may_have = Q(state__in=[state.PERHAPS, state.LET_BE], claimed_at__gt=edge)
    return others.filter(will | may_have | Q(sent_at__gt=edge)).exists()


def erase_old(*, at: datetime) -> int:
    """Erase what is left of mail that ended 30 days ago; gives back how many.

    Mail that still waits 30 days after it could first have gone is given up.
    """
    edge = at - KEPT_FOR
    post.note_lost_claims(at)
    never_sent = Mail.objects.filter(state=Mail.State.WAITING, not_before__lt=edge)
    why = _("It could not be sent within 30 days.")
    given_up = post.end(never_sent, Mail.State.DEAD, at=at, why=why)
    undecided = Mail.objects.filter(state=Mail.State.PERHAPS, ended_at__lt=edge)
    undecided.update(state=Mail.State.LET_BE)
    erased = Mail.objects.filter(ended_at__lt=edge, erased_at=None).update(
        recipient_digest="", about="", erased_at=at, **post.WITHOUT_WORDS
    )
    _erase_shared(edge)
    return given_up + erased


def _erase_shared(edge: datetime) -> None:
    old = SharedBody.objects.filter(made_at__lt=edge)
    for body in old.only("pk"):
        if not Mail.objects.filter(body=body, erased_at=None).exists():
            body.delete()


def erase_about(*, about: str, at: datetime) -> int:
    """Take back what waits about a matter, and erase all that is left of its mail."""
    if not about:
        raise ValueError("Erasing needs the matter that the mail is about.")
    return _erase(Mail.objects.filter(about=about), at=at)


def erase_to(*, address: str, at: datetime) -> int:
    """Take back what waits for one address, and erase all that is left of mail to it."""
    apart = Mail.objects.filter(kind=Kind.PRIVATE_PAGE).exclude(recipient_digest="")
    theirs = [
        pk
        for pk, kept, about in apart.values_list("pk", "recipient_digest", "about")
        if fits(kept, address, about=about)
    ]
    known = Q(recipient_digest__in=recipient_digests(address))
    return _erase(Mail.objects.filter(known | Q(pk__in=theirs)), at=at)


def _erase(mails: QuerySet[Mail], *, at: datetime) -> int:
    """What the mail server is being given at this moment loses its words when that has ended."""
    numbers = list(mails.values_list("pk", flat=True))
    found = Mail.objects.filter(pk__in=numbers)
    post.note_lost_claims(at)
    post.end(found.filter(state=Mail.State.WAITING), Mail.State.CANCELLED, at=at)
    found.filter(state=Mail.State.PERHAPS).update(state=Mail.State.LET_BE)
    found.update(recipient_digest="", about="")
    return found.filter(ended_at__isnull=False).update(erased_at=at, **post.WITHOUT_WORDS)


def forget_recipients(*, kind: str, before: datetime) -> int:
    """Forget whom mail of one kind went to, where it was left before a moment and has ended."""
    ended = Mail.objects.filter(kind=kind, created_at__lt=before, ended_at__isnull=False)
    ended = ended.exclude(state=Mail.State.PERHAPS)
    return ended.exclude(recipient_digest="").update(recipient_digest="")
