"""The tokens in the weekly mail: each names a subscription, and holds no address.

One stands in every mail and leads to its hours and its end; the other in the mail that asks whether
an address is to get it. Neither does what the other does.
"""

from __future__ import annotations

from heed import seal

_MAIL, _CONFIRM = "week.mail", "week.confirm"


def for_mail(subscription: int) -> str:
    return seal.ticket(_MAIL, subscription)


def for_confirming(subscription: int) -> str:
    return seal.ticket(_CONFIRM, subscription)


def read_mail(token: str) -> int | None:
    """The number of the subscription, or None for what was not given out here."""
    return _read(_MAIL, token)


def read_confirming(token: str) -> int | None:
    """The number of the subscription that waits to be confirmed, or None."""
    return _read(_CONFIRM, token)


def _read(purpose: str, token: str) -> int | None:
    try:
        (number,) = seal.read_ticket(purpose, token)
    except (seal.BadTicket, ValueError):
        return None
    return int(number) if number.isascii() and number.isdigit() else None
