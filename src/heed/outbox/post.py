"""The round of the post: claim a mail, commit, speak to the mail server, note what it said.

A mail is marked as being sent before the conversation begins. Where the process is killed in
between, nobody can know whether the server took it; after ten minutes it is tried again under
the same Message-ID. So a mail is never lost, and a copy, which only such a kill can make,
carries the name of the first.
"""

from __future__ import annotations

import logging
import re
import smtplib
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from heed.outbox.letters import letter
from heed.outbox.models import Mail

logger = logging.getLogger("heed.outbox")

CLAIM_HOLDS_FOR = timedelta(minutes=10)
# The wait after each failed try; after the last one the mail is given up.
BACK_OFF = [timedelta(minutes=m) for m in (1, 5, 30, 2 * 60, 6 * 60, 24 * 60, 24 * 60, 24 * 60)]
_TIMEOUT_SECONDS = 20
# What is not needed once a mail is sent: whom it went to, and what it said.
WITHOUT_WORDS = dict.fromkeys(("recipient", "subject", "text", "html", "headers"), "")
_ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}\b")


class Fault(Enum):
    """Whose fault a failed try is, which decides what happens next."""

    MAIL = "this mail can never be sent"
    PASSING = "this mail may go later"
    SERVER = "nothing can go for now"


def send_due(*, at: datetime, limit: int) -> int:
    """Send what is due, at most `limit` mails, over one connection."""
    _give_up_late(at)
    due = list(_due(at).order_by("next_try_at", "pk").values_list("pk", flat=True)[:limit])
    if not due:
        return 0
    connection = get_connection(
        timeout=getattr(settings, "EMAIL_TIMEOUT", None) or _TIMEOUT_SECONDS
    )
    try:
        # Opened before anything is claimed: a server that is down costs no mail a try.
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        logger.warning("The mail server cannot be reached (%s).", _plainly(error))
        return 0
    try:
        return _send_each(due, connection, at)
    finally:
        _hang_up(connection)


def end(mails: QuerySet[Mail], state: Mail.State, *, at: datetime, why: str = "") -> int:
    """End these mails unsent; their words are erased at once."""
    return mails.update(state=state, ended_at=at, last_error=why, **WITHOUT_WORDS)


def in_nobodys_hands(at: datetime) -> Q:
    """Mail that waits, or whose claim is so old that whoever held it must have been stopped."""
    waiting = Q(state=Mail.State.WAITING)
    return waiting | Q(state=Mail.State.SENDING, claimed_at__lte=at - CLAIM_HOLDS_FOR)


def _send_each(due: list[int], connection: Any, at: datetime) -> int:
    sent = 0
    for pk in due:
        mail = _claim(pk, at)
        if mail is None:
            continue
        try:
            mail.refresh_from_db(fields=list(WITHOUT_WORDS))
            connection.send_messages([letter(mail)])
        # Whatever one mail stumbles over, the next one is still sent.
        except Exception as error:  # noqa: BLE001
            fault = _fault(error)
            _note_failure(mail, fault, _plainly(error), at)
            if fault is Fault.SERVER:
                break
        else:
            sent += _note(mail, state=Mail.State.SENT, sent_at=at, ended_at=at, **WITHOUT_WORDS)
    return sent


def _due(at: datetime) -> QuerySet[Mail]:
    return Mail.objects.filter(in_nobodys_hands(at), next_try_at__lte=at)


def _claim(pk: int, at: datetime) -> Mail | None:
    """Take one mail in hand, unless somebody else has done so meanwhile."""
    taken = (
        _due(at).filter(pk=pk).update(state=Mail.State.SENDING, claimed_at=at, tries=F("tries") + 1)
    )
    # Without its words: where they cannot be unsealed, that is noted as any other failure is.
    return Mail.objects.defer(*WITHOUT_WORDS).get(pk=pk) if taken else None


def _note(mail: Mail, **outcome: Any) -> int:
    """Write down what became of a claim, unless the claim has passed to somebody else."""
    held = Mail.objects.filter(pk=mail.pk, state=Mail.State.SENDING, tries=mail.tries)
    return held.update(**outcome)


def _note_failure(mail: Mail, fault: Fault, why: str, at: datetime) -> None:
    logger.warning("Mail %s (%s) was not sent: %s.", mail.pk, mail.kind, why)
    if fault is Fault.MAIL or mail.tries > len(BACK_OFF):
        _note(mail, state=Mail.State.DEAD, ended_at=at, last_error=why)
    else:
        wait = BACK_OFF[mail.tries - 1]
        _note(mail, state=Mail.State.WAITING, next_try_at=at + wait, last_error=why)


def _give_up_late(at: datetime) -> None:
    late = Mail.objects.filter(in_nobodys_hands(at), not_after__lt=at)
    # Asked first, because this runs every few seconds and a write would hold up others.
    if late.exists():
        end(late, Mail.State.DEAD, at=at, why=_("It was no longer of use."))


def _fault(error: Exception) -> Fault:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _words in error.recipients.values()]
        return Fault.MAIL if all(500 <= code < 600 for code in codes) else Fault.PASSING
    if isinstance(error, smtplib.SMTPDataError):
        return Fault.MAIL if 500 <= error.smtp_code < 600 else Fault.PASSING
    if isinstance(error, smtplib.SMTPNotSupportedError | ValueError):
        return Fault.MAIL
    if isinstance(error, smtplib.SMTPException | OSError):
        return Fault.SERVER
    return Fault.PASSING


def _plainly(error: Exception) -> str:
    """What went wrong, without the server's own words, which may hold an address."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()), (0, b""))
        return _("The recipient was refused (%(code)s)") % {"code": _codes(code, words)}
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{type(error).__name__} ({_codes(error.smtp_code, error.smtp_error)})"
    return type(error).__name__


def _codes(code: int, words: bytes | str) -> str:
    said = words.decode("ascii", "replace") if isinstance(words, bytes) else str(words)
    match = _ENHANCED.match(said)
    return f"{code} {match[0]}" if match else str(code)


def _hang_up(connection: Any) -> None:
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):
        logger.info("The mail server closed the connection first.")
