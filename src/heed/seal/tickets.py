"""Tickets: short tokens that name a thing, and that nobody without the key can make.

A ticket hides nothing. It only proves that this installation gave it out.
"""

from __future__ import annotations

import base64
import hmac
import os
import re
from datetime import UTC, datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from heed.seal import keys

_PART = re.compile(r"[A-Za-z0-9_-]+")
_MAC = 16
_MAC_TEXT = 22
# With these sizes a timed ticket is written in one way only, without left-over bits.
_ID = 9
_MOMENT = 5
_LONGEST = 300
_TIMED = re.compile(r"[A-Za-z0-9_-]{40}")


class BadTicket(Exception):
    """A ticket that was not given out here, or not for this."""


class TimedTicket(NamedTuple):
    """What a timed ticket says: its random name and the second in which it was given out."""

    id: str
    issued_at: datetime


def ticket(purpose: str, *parts: str | int) -> str:
    """A token for a web address that carries `parts` (letters, digits, - and _) and vouches for them."""
    words = [str(part) for part in parts]
    if not words or not all(_PART.fullmatch(word) for word in words):
        raise ValueError("A ticket carries one or more words of letters, digits, - and _.")
    body = ".".join(words)
    return f"{body}.{_signed(keys.current('ticket'), purpose, body)}"


def read_ticket(purpose: str, token: str) -> tuple[str, ...]:
    """The parts of a ticket that was given out for this purpose; raises BadTicket."""
    body, _dot, mac = token.rpartition(".") if len(token) <= _LONGEST else ("", "", "")
    if not (token.isascii() and len(mac) == _MAC_TEXT and body):
        raise BadTicket(_bad())
    # All keys are tried, so that the time taken does not tell which one fitted.
    fits = [
        hmac.compare_digest(mac, _signed(key, purpose, body)) for key in keys.readable("ticket")
    ]
    if not any(fits):
        raise BadTicket(_bad())
    return tuple(body.split("."))


def timed_ticket(purpose: str, *, at: datetime, name: bytes | None = None) -> str:
    """A token with a random name of its own and the second in which it was given out."""
    body = (os.urandom(_ID) if name is None else name) + int(at.timestamp()).to_bytes(
        _MOMENT, "big"
    )
    if len(body) != _ID + _MOMENT:
        raise ValueError("The name of a timed ticket has nine bytes.")
    mac = _mac(keys.current("timed-ticket"), purpose, body)
    return base64.urlsafe_b64encode(body + mac).decode()


def read_timed_ticket(purpose: str, token: str) -> TimedTicket:
    """The name and the moment of a timed ticket given out for this purpose; raises BadTicket."""
    if not _TIMED.fullmatch(token):
        raise BadTicket(_bad())
    kept = base64.urlsafe_b64decode(token)
    body, mac = kept[:-_MAC], kept[-_MAC:]
    fits = [
        hmac.compare_digest(mac, _mac(key, purpose, body)) for key in keys.readable("timed-ticket")
    ]
    if not any(fits):
        raise BadTicket(_bad())
    moment = datetime.fromtimestamp(int.from_bytes(body[_ID:], "big"), UTC)
    return TimedTicket(id=body[:_ID].hex(), issued_at=moment)


def _signed(key: bytes, purpose: str, body: str) -> str:
    return base64.urlsafe_b64encode(_mac(key, purpose, body.encode())).decode().rstrip("=")


def _mac(key: bytes, purpose: str, body: bytes) -> bytes:
    return hmac.digest(key, purpose.encode() + b"\0" + body, "sha256")[:_MAC]


def _bad() -> str:
    return _("This link or form is not one that was given out here.")
