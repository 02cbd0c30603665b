"""How mail to one address is found again without keeping the address in clear."""

from __future__ import annotations

from heed.outbox.kinds import Kind
from heed.seal import digest, digests

_PURPOSE = "outbox.recipient"


def recipient_digest(address: str) -> str:
    """The fingerprint under which mail to this address is kept."""
    return digest(_plain(address), purpose=_PURPOSE)


def recipient_digests(address: str) -> list[str]:
    """Every fingerprint under which mail to this address may be kept, after keys were changed."""
    return digests(_plain(address), purpose=_PURPOSE)


def fingerprint(address: str, *, kind: str, about: str) -> str:
    """The fingerprint that a mail keeps.

    A mail about what somebody wrote has one for its matter alone: were it that of their other
    mail, a copy of the database would tell by their weekly mail whose words they are.
    """
    if kind == Kind.PRIVATE_PAGE:
        return digest(_plain(address), purpose=_of(about))
    return recipient_digest(address)


def fits(kept: str, address: str, *, about: str) -> bool:
    """Whether mail about what somebody wrote, with this fingerprint, goes to this address."""
    return kept in digests(_plain(address), purpose=_of(about))


def _of(about: str) -> str:
    return f"{_PURPOSE} {about}"


def _plain(address: str) -> str:
    return address.strip().casefold()
