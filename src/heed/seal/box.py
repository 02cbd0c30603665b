"""Sealing text with AES-256-GCM, and digests by which sealed things are found again."""

from __future__ import annotations

import base64
import binascii
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.translation import gettext as _

from heed.seal import keys

_FORM = "1."
_NONCE = 12
# A sealed text shows the length of the plain one only to the nearest step, so that the length
# of an address does not narrow down whose it is.
_STEP = 64
_END = b"\x80"


class CannotUnseal(Exception):
    """What is kept cannot be read: it was altered, or sealed with a key that is gone."""


def seal(text: str, *, purpose: str) -> str:
    """Text as it may be kept at rest; the same text is never sealed to the same bytes twice."""
    plain = text.encode("utf-8", "surrogatepass") + _END
    plain = plain.ljust(-(-len(plain) // _STEP) * _STEP, b"\0")
    nonce = os.urandom(_NONCE)
    kept = nonce + AESGCM(keys.current("seal")).encrypt(nonce, plain, purpose.encode())
    return _FORM + base64.urlsafe_b64encode(kept).decode().rstrip("=")


def unseal(sealed: str, *, purpose: str) -> str:
    """The text that was sealed for this purpose; raises CannotUnseal with a sentence."""
    kept = _bytes(sealed)
    nonce, rest = kept[:_NONCE], kept[_NONCE:]
    for key in keys.readable("seal"):
        try:
            plain = AESGCM(key).decrypt(nonce, rest, purpose.encode())
        except InvalidTag:
            continue
        return plain[: plain.rindex(_END)].decode("utf-8", "surrogatepass")
    raise CannotUnseal(_("This cannot be read: it was altered, or the key it needs is gone."))


def digest(value: str, *, purpose: str) -> str:
    """A keyed fingerprint of a value: equal for equal values, and of no use without the key."""
    return _digest(keys.current("digest"), value, purpose)


def digests(value: str, *, purpose: str) -> list[str]:
    """The fingerprints of a value under every key still read, the newest first."""
    return [_digest(key, value, purpose) for key in keys.readable("digest")]


def _digest(key: bytes, value: str, purpose: str) -> str:
    message = purpose.encode() + b"\0" + value.encode("utf-8", "surrogatepass")
    return hmac.digest(key, message, "sha256").hex()[:32]


def _bytes(sealed: str) -> bytes:
    body = sealed[len(_FORM) :]
    try:
        if sealed.startswith(_FORM):
            kept = base64.b64decode(body + "=" * (-len(body) % 4), altchars=b"-_", validate=True)
            if len(kept) >= _NONCE + 16:
                return kept
    except (binascii.Error, ValueError):
        pass
    raise CannotUnseal(_("This is not something that was sealed here."))
