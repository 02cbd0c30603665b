"""What may stand in a mail: checked when it is queued, put together when it is sent."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from email.utils import format_datetime, formataddr, parseaddr
from html import escape
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from heed.outbox import kinds
from heed.outbox.models import Mail, SharedBody

# Control characters, and those that turn the direction of what follows them.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]+")
_UNSEEN_IN_TEXT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_ABOUT = re.compile(r"[a-z0-9:._-]{0,100}")
_SUBJECT_AT_MOST = 200
_NAME_AT_MOST = 120
_MAY_BE_ADDED = {"List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "Reply-To"}


class Places(NamedTuple):
    """Where a shared text leaves room: write them where they shall stand."""

    greeting: str
    way_out: str


def places(mark: str) -> Places:
    """The two places of a body with this mark. In HTML the second may stand in an attribute."""
    return Places(greeting=f"{mark}-greeting", way_out=f"{mark}-way-out")


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


def clean_sender(name: str) -> str:
    """The name of whoever signs a mail, as it may stand before Heed's own address."""
    return " ".join(_UNSEEN.sub(" ", name).split())[:_NAME_AT_MOST].strip()


def check_slugs(kind: str, about: str) -> None:
    """Raises ValueError for a kind of mail that was not declared, or a badly named matter."""
    if kind not in kinds.Kind.values:
        raise ValueError(f"“{kind}” is no kind of mail that is declared in outbox.kinds.")
    if not _ABOUT.fullmatch(about):
        raise ValueError(f"“{about}” is not a slug for what a mail is about.")


class Letters:
    """Makes letters of mails; what many of them share is unsealed once."""

    def __init__(self) -> None:
        self._shared: dict[int, SharedBody] = {}

    def made_of(self, mail: Mail) -> EmailMultiAlternatives:
        """The mail as it goes out: plain text first, nothing fetched from anywhere, nothing tracked.

        Raises CannotUnseal where the key is gone.
        """
        if not mail.filling:
            return _letter(mail, mail.subject, mail.text, mail.html, mail.headers)
        shared = self._body(mail)
        at, filling = places(shared.mark), json.loads(mail.filling)
        way_out, asks = filling["way_out"], filling.get("asks", "").strip()
        greeting = "\n\n".join(said for said in (filling["greeting"], asks) if said)
        greeting_html = escape(filling["greeting"]) + filling.get("asks_html", "")

        def filled(text: str, *, is_html: bool = False) -> str:
            said = greeting_html if is_html else greeting
            return text.replace(at.greeting, said).replace(at.way_out, way_out)

        letter = _letter(
            mail, shared.subject, filled(shared.text), filled(shared.html, is_html=True),
            filled(shared.headers), shared.sender,
        )  # fmt: skip
        letter.boundary = f"heed-{shared.mark}"
        return letter

    def _body(self, mail: Mail) -> SharedBody:
        assert mail.body_id is not None
        if mail.body_id not in self._shared:
            self._shared[mail.body_id] = SharedBody.objects.get(pk=mail.body_id)
        return self._shared[mail.body_id]


class Letter(EmailMultiAlternatives):
    """A letter whose parts are told apart by the same line in each copy of the same words."""

    boundary = ""

    def message(self) -> Any:
        made = super().message()
        if self.boundary and made.is_multipart():
            made.set_boundary(self.boundary)
        return made


def _letter(
    mail: Mail, subject: str, text: str, html: str, headers: str, sender: str = ""
) -> Letter:
    letter = Letter(
        subject=subject,
        body=text,
        from_email=signed_by(sender),
        to=[mail.recipient],
        headers={
            "Message-ID": message_id(mail),
            "Date": format_datetime(mail.claimed_at or mail.created_at),
            "Auto-Submitted": "auto-generated",
            **(json.loads(headers) if headers else {}),
        },
    )
    if html:
        letter.attach_alternative(html, "text/html")
    return letter


def signed_by(sender: str) -> str:
    """Heed's own address under the name of whoever signs."""
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return formataddr((sender, address)) if sender else str(settings.DEFAULT_FROM_EMAIL)


def message_id(mail: Mail) -> str:
    """The name of a mail, the same at every try."""
    _name, sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    domain = sender.rpartition("@")[2] or "heed.invalid"
    return f"<{mail.reference.hex}@{domain}>"
