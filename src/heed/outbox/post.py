"""The round of the post: claim a mail, commit, speak to the mail server, note what it said.

A mail is claimed, one at a time, before the conversation begins. Where the process is killed, or
the line breaks, before it noted what the server said, nobody can know whether the server took it:
the mail is "perhaps sent". It keeps its words and its Message-ID, an administrator is shown it,
and it is never sent again by itself.

Who holds a claim is told by a hold (`clock.turns`) that the system takes away when its holder
dies, and by no clock: a round that is alive keeps its claims however slow the mail server is.
"""

from __future__ import annotations

import logging
import smtplib
import threading
import time
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from heed.clock import turns
from heed.outbox import faults
from heed.outbox.faults import Fault
from heed.outbox.letters import Letters
from heed.outbox.models import Mail
from heed.seal import CannotUnseal

logger = logging.getLogger("heed.outbox")

# The wait after each failed try; after the last one the mail is given up.
BACK_OFF = [timedelta(minutes=m) for m in (1, 5, 30, 2 * 60, 6 * 60, 24 * 60, 24 * 60, 24 * 60)]
# After a line that broke in mid-letter, so that a server in trouble meets few mails in that way.
REST = [timedelta(minutes=m) for m in (1, 2, 5, 10, 15)]
_A_CHUNK = 200
_TIMEOUT_SECONDS = 20
# What is not needed once a mail is sent: whom it went to, and what it said.
WITHOUT_WORDS = dict.fromkeys(("recipient", "subject", "text", "html", "headers", "filling"), "")

_ending = threading.Event()


class Post:
    """What this process remembers from round to round: how often the line broke in mid-letter."""

    def __init__(self) -> None:
        self.broken = 0
        self.rests_until: datetime | None = None

    def is_resting(self, at: datetime) -> bool:
        return self.rests_until is not None and at < self.rests_until

    def broke(self, at: datetime) -> None:
        self.rests_until = at + REST[min(self.broken, len(REST) - 1)]
        self.broken += 1

    def went_well(self) -> None:
        self.broken, self.rests_until = 0, None


the_post = Post()


def finish() -> None:
    """Let the mail in hand go, and begin no other until `go_on`."""
    _ending.set()


def go_on() -> None:
    """Send again."""
    _ending.clear()


def send_due(*, at: datetime, limit: int | None) -> int:
    """Send everything that is due, at most `limit` mails; gives back how many went."""
    note_lost_claims(at)
    _give_up_late(at)
    if the_post.is_resting(at) or _ending.is_set() or not may_go(at).exists():
        return 0
    name = uuid.uuid4().hex
    with turns.hold(name):
        return _Round(name, at).send(limit)


class _Round:
    """One round over one line, which is made anew where the server hangs up between two mails."""

    def __init__(self, name: str, at: datetime) -> None:
        self.name = name
        self._began, self._at = time.monotonic(), at
        self._letters = Letters()
        self._line: Any = None
        self._went_over_line = 0

    def send(self, limit: int | None) -> int:
        sent, self._goes_on = 0, True
        try:
            while self._goes_on and (limit is None or sent < limit):
                due = self._due(_A_CHUNK if limit is None else min(_A_CHUNK, limit - sent))
                if not due:
                    break
                sent += self._send_each(due)
        finally:
            self._hang_up()
        return sent

    def now(self) -> datetime:
        """The moment of the round and what has passed since it began."""
        return self._at + timedelta(seconds=time.monotonic() - self._began)

    def _due(self, many: int) -> list[Mail]:
        rows = may_go(self.now()).order_by("next_try_at", "pk")[:many]
        try:
            return list(rows)
        except CannotUnseal:
            # Without their words: they are asked for one by one, so that one stops nobody else.
            return list(rows.defer(*WITHOUT_WORDS))

    def _send_each(self, due: list[Mail]) -> int:
        sent = 0
        for mail in due:
            if _ending.is_set() or not self._is_through():
                self._goes_on = False
                break
            if not self._claim(mail):
                continue
            try:
                self._line.send_messages([self._letters.made_of(mail)])
            # Whatever one mail stumbles over, the next one is still sent.
            except Exception as error:  # noqa: BLE001
                self._note_failure(mail, error)
                if not self._goes_on:
                    break
            else:
                now = self.now()
                sent += self._note(
                    mail, state=Mail.State.SENT, sent_at=now, ended_at=now, **WITHOUT_WORDS
                )
                self._went_over_line += 1
                the_post.went_well()
        return sent

    def _is_through(self) -> bool:
        """Call the server unless the line stands; a server that is down costs no mail a try."""
        if self._line is not None:
            return True
        timeout = getattr(settings, "EMAIL_TIMEOUT", None) or _TIMEOUT_SECONDS
        line = get_connection(timeout=timeout)
        try:
            line.open()
        except (OSError, smtplib.SMTPException) as error:
            logger.warning("The mail server cannot be reached (%s).", faults.plainly(error))
            return False
        self._line, self._went_over_line = line, 0
        return True

    def _claim(self, mail: Mail) -> bool:
        """Take one mail in hand, if it is still as it was when we looked and its time is not over."""
        now = self.now()
        if _is_over(mail, now):
            return False
        seen = {name: getattr(mail, name) for name in ("tries", "next_try_at", "window_ends_at")}
        mail.claim, mail.claimed_at, mail.tries = self.name, now, mail.tries + 1
        waiting = Mail.objects.filter(pk=mail.pk, state=Mail.State.WAITING, **seen)
        return bool(
            waiting.update(
                state=Mail.State.SENDING, claim=self.name, claimed_at=now, tries=mail.tries
            )
        )

    def _note(self, mail: Mail, **outcome: Any) -> int:
        """Write down what became of a claim.

        Somebody may have called it perhaps sent meanwhile, where the database had lost sight of
        us; unless a person has decided about it since, we know better.
        """
        held = Q(state=Mail.State.SENDING) | Q(state=Mail.State.PERHAPS)
        return Mail.objects.filter(held, pk=mail.pk, claim=self.name).update(**outcome)

    def _note_failure(self, mail: Mail, error: Exception) -> None:
        fault, why, now = faults.fault_of(error), faults.plainly(error), self.now()
        logger.warning("Mail %s (%s) was not sent: %s.", mail.pk, mail.kind, why)
        waiting = {"state": Mail.State.WAITING, "last_error": why, "ended_at": None}
        if fault is Fault.UNKNOWN:
            self._note(mail, state=Mail.State.PERHAPS, ended_at=now, last_error=why)
            the_post.broke(self._at)
            self._goes_on = False
        elif fault is Fault.LINE:
            # The server hung up before it was given the letter. That is no try of this mail; once
            # the line has carried something, it may simply be that the server wanted a new one.
            has_carried = self._went_over_line > 0
            wait = timedelta() if has_carried else BACK_OFF[0]
            self._note(mail, next_try_at=self._at + wait, tries=mail.tries - 1, **waiting)
            self._hang_up()
            self._goes_on = has_carried
        elif fault is Fault.MAIL or mail.tries > len(BACK_OFF):
            self._note(mail, state=Mail.State.DEAD, ended_at=now, last_error=why)
        else:
            self._note(mail, next_try_at=self._at + BACK_OFF[mail.tries - 1], **waiting)

    def _hang_up(self) -> None:
        line, self._line = self._line, None
        if line is None:
            return
        try:
            line.close()
        except (OSError, smtplib.SMTPException):
            logger.info("The mail server closed the connection first.")


def may_go(at: datetime) -> QuerySet[Mail]:
    """Mail that waits, whose moment has come and whose time is not over."""
    in_time = Q(not_after=None) | Q(not_after__gte=at)
    in_window = Q(window_ends_at=None) | Q(window_ends_at__gt=at)
    return Mail.objects.filter(in_time, in_window, state=Mail.State.WAITING, next_try_at__lte=at)


def _is_over(mail: Mail, at: datetime) -> bool:
    is_late = mail.not_after is not None and mail.not_after < at
    return is_late or (mail.window_ends_at is not None and mail.window_ends_at <= at)


def end(mails: QuerySet[Mail], state: Mail.State, *, at: datetime, why: str = "") -> int:
    """End these mails unsent; their words are erased at once."""
    return mails.update(state=state, ended_at=at, last_error=why, **WITHOUT_WORDS)


def note_lost_claims(at: datetime) -> int:
    """Call perhaps sent what was claimed by a round that lives no more; gives back how many."""
    sending = Mail.objects.filter(state=Mail.State.SENDING)
    lost = 0
    for name in set(sending.values_list("claim", flat=True)):
        if not name or not turns.is_held(name):
            why = _("Heed was stopped before the mail server said whether it took it.")
            lost += sending.filter(claim=name).update(
                state=Mail.State.PERHAPS, ended_at=at, last_error=why
            )
    return lost


def _give_up_late(at: datetime) -> None:
    late = Mail.objects.filter(state=Mail.State.WAITING, not_after__lt=at)
    # Asked first, because this runs every few seconds and a write would hold up others.
    if late.exists():
        end(late, Mail.State.DEAD, at=at, why=_("It was no longer of use."))
