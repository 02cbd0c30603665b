"""How mail to one address is found again without keeping the address in clear."""

from __future__ import annotations

from heed.seal import digest, digests

_PURPOSE = "outbox.recipient"


def recipient_digest(address: str) -> str:
    """The fingerprint under which mail to this address is kept."""
    return digest(_plain(address), purpose=_PURPOSE)


def recipient_digests(address: str) -> list[str]:
    """Every fingerprint under which mail to this address may be kept, after keys were changed."""
    return digests(_plain(address), purpose=_PURPOSE)


def _plain(address: str) -> str:
    return address.strip().casefold()
