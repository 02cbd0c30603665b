"""The line to the mail server: Django's own, which also tells when it broke in mid-letter."""

from __future__ import annotations

import smtplib
import socket
import threading
from typing import Any

from django.core.mail.backends.smtp import EmailBackend

# For one answer, however it trickles in: the time that the settings name begins anew with each byte.
PATIENCE_SECONDS = 60
TAKEN = 250


class PerhapsTaken(Exception):
    """The letter was handed over, and the server did not plainly say what it did with it."""


class _Talk(smtplib.SMTP):
    def getreply(self) -> tuple[int, bytes]:
        watch = threading.Timer(PATIENCE_SECONDS, self._cut)
        watch.daemon = True
        watch.start()
        try:
            return super().getreply()
        finally:
            watch.cancel()

    def data(self, msg: Any) -> Any:
        try:
            code, words = super().data(msg)
        except smtplib.SMTPDataError:
            # It does not want to be given the letter.
            raise
        except (smtplib.SMTPResponseException, smtplib.SMTPServerDisconnected, OSError) as broke:
            raise PerhapsTaken from broke
        if code != TAKEN and not 400 <= code < 600:
            raise PerhapsTaken
        return code, words

    def _cut(self) -> None:
        try:
            if self.sock is not None:
                self.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            """It is cut already."""


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
