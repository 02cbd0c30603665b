"""A mail server that may be down, and remembers when each letter left."""

from typing import ClassVar

from django.core.mail.backends.base import BaseEmailBackend

from heed import clock


class MayBeDown(BaseEmailBackend):
    """Where `is_down`, it cannot be reached."""

    is_down: ClassVar[bool] = False
    sent: ClassVar[list[tuple[str, object]]] = []

    def open(self) -> bool:
        if MayBeDown.is_down:
            raise ConnectionRefusedError
        return True

    def send_messages(self, email_messages) -> int:
        for message in email_messages:
            MayBeDown.sent.append((message.to[0], clock.now()))
        return len(email_messages)
