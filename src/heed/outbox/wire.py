"""The line to the mail server: Django's own, which also tells when it broke in mid-letter."""

from __future__ import annotations

import smtplib
from typing import Any

from django.core.mail.backends.smtp import EmailBackend


class PerhapsTaken(Exception):
    """The line broke after the letter was handed over and before the server said what it did."""


class _Talk(smtplib.SMTP):
    def data(self, msg: Any) -> Any:
        try:
            return super().data(msg)
        except (smtplib.SMTPServerDisconnected, OSError) as broke:
            raise PerhapsTaken from broke


class _TalkInTls(_Talk, smtplib.SMTP_SSL):
    pass


class Line(EmailBackend):
    """SMTP as the settings describe it. Raises PerhapsTaken where a letter may have arrived."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _TalkInTls if self.use_ssl else _Talk

    def is_up(self) -> bool:
        """Whether the server still holds the line, as far as we have noticed."""
        return self.connection is not None and self.connection.sock is not None
