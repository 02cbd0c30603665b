"""What is kept sealed: authenticated encryption, keyed digests and tickets that cannot be forged.

Every key is drawn from SECRET_KEY; what was made with a key of SECRET_KEY_FALLBACKS is still read.
"""

from heed.seal.box import CannotUnseal, digest, digests, seal, unseal
from heed.seal.fields import SealedTextField
from heed.seal.tickets import (
    BadTicket,
    TimedTicket,
    read_ticket,
    read_timed_ticket,
    ticket,
    timed_ticket,
)

__all__ = [
    "BadTicket",
    "CannotUnseal",
    "SealedTextField",
    "TimedTicket",
    "digest",
    "digests",
    "read_ticket",
    "read_timed_ticket",
    "seal",
    "ticket",
    "timed_ticket",
    "unseal",
]
