"""The keys, one for each use, drawn from the installation's secret."""

from __future__ import annotations

from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def current(use: str) -> bytes:
    """The key that new things are made with."""
    return _derived(settings.SECRET_KEY, use)


def readable(use: str) -> list[bytes]:
    """Every key with which something still kept may have been made, the newest first."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [_derived(secret, use) for secret in secrets]


@lru_cache(maxsize=64)
def _derived(secret: str | bytes, use: str) -> bytes:
    material = secret.encode() if isinstance(secret, str) else secret
    return HKDF(SHA256(), length=32, salt=b"heed.seal.1", info=use.encode()).derive(material)
