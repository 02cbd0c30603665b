"""Whose fault it is when a mail does not go, and how that is said without an address."""

from __future__ import annotations

import re
import smtplib
from enum import Enum

from django.utils.translation import gettext as _

from heed.outbox.wire import PerhapsTaken

_ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}\b")
_HANGS_UP = 421


class Fault(Enum):
    """What a failed try means for the mail, and for the ones after it."""

    MAIL = "this mail can never be sent"
    PASSING = "this mail may go later"
    LINE = "nothing more goes over this line"
    UNKNOWN = "this mail may have been taken"


def fault_of(error: Exception) -> Fault:
    """What is to be made of an error."""
    if isinstance(error, PerhapsTaken):
        return Fault.UNKNOWN
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _words in error.recipients.values()]
        if _HANGS_UP in codes:
            return Fault.LINE
        return Fault.MAIL if all(500 <= code < 600 for code in codes) else Fault.PASSING
    if isinstance(error, smtplib.SMTPDataError) and error.smtp_code != _HANGS_UP:
        return Fault.MAIL if 500 <= error.smtp_code < 600 else Fault.PASSING
    if isinstance(error, smtplib.SMTPNotSupportedError | ValueError):
        return Fault.MAIL
    if isinstance(error, smtplib.SMTPException | OSError):
        return Fault.LINE
    return Fault.PASSING


def plainly(error: Exception) -> str:
    """What went wrong, without the server's own words, which may hold an address."""
    if isinstance(error, PerhapsTaken):
        return _("The line broke before the mail server said whether it took it.")
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
