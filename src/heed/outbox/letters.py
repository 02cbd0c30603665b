"""What may stand in a mail: checked when it is queued, put together when it is sent."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from email.utils import format_datetime, parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from heed.outbox.models import Mail

# Control characters, and those that turn the direction of what follows them.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]+")
_UNSEEN_IN_TEXT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_KIND = re.compile(r"[a-z][a-z0-9_]{0,39}")
_ABOUT = re.compile(r"[a-z0-9:._-]{0,100}")
_SUBJECT_AT_MOST = 200
_MAY_BE_ADDED = {"List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "Reply-To"}


class CannotBeMailed(Exception):
    """A mail that must not be sent as it is; the sentence says why."""


def clean_address(to: str) -> str:
    """An address as it may be used; raises CannotBeMailed for anything else."""
    address = to.strip(" ")
    try:
        if _UNSEEN.search(address) or len(address) > 254:
            raise ValidationError("")
        validate_email(address)
    except ValidationError:
        raise CannotBeMailed(_("This is not an email address that mail can be sent to.")) from None
    return address


def clean_subject(subject: str) -> str:
    """A subject on one line."""
    line = " ".join(_UNSEEN.sub(" ", subject).split())
    if not line:
        raise CannotBeMailed(_("A mail needs a subject."))
    return line if len(line) <= _SUBJECT_AT_MOST else line[: _SUBJECT_AT_MOST - 1].rstrip() + "…"


def clean_text(text: str) -> str:
    """The words of a mail, without characters that cannot be seen."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    words = _UNSEEN_IN_TEXT.sub("", lines).strip()
    if not words:
        raise CannotBeMailed(_("A mail needs words."))
    return words + "\n"


def clean_headers(headers: Mapping[str, str] | None) -> str:
    """Further headers as they are kept; raises CannotBeMailed for any but the few allowed."""
    for name, value in (headers or {}).items():
        if name not in _MAY_BE_ADDED or _UNSEEN.search(value) or len(value) > 900:
            raise CannotBeMailed(_("This header may not be added to a mail."))
    return json.dumps(dict(headers)) if headers else ""


def check_slugs(kind: str, about: str) -> None:
    """Raises ValueError when a room names a kind or a matter badly: a mistake in code."""
    if not _KIND.fullmatch(kind):
        raise ValueError(f"“{kind}” is not a slug for a kind of mail.")
    if not _ABOUT.fullmatch(about):
        raise ValueError(f"“{about}” is not a slug for what a mail is about.")


def letter(mail: Mail) -> EmailMultiAlternatives:
    """The mail as it goes out: plain text first, nothing fetched from anywhere, nothing tracked."""
    headers = {
        "Message-ID": message_id(mail),
        "Date": format_datetime(mail.claimed_at or mail.created_at),
        "Auto-Submitted": "auto-generated",
        **(json.loads(mail.headers) if mail.headers else {}),
    }
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[mail.recipient],
        headers=headers,
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message


def message_id(mail: Mail) -> str:
    """The name of a mail, the same at every try."""
    _name, sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    domain = sender.rpartition("@")[2] or "heed.invalid"
    return f"<{mail.reference.hex}@{domain}>"
