"""Where the demo's mail goes: into its mailbox page instead of out into the world."""

from collections.abc import Sequence

from django.core.mail import EmailMessage  # noqa: TID251  where the outbox hands its mail over
from django.core.mail.backends.base import BaseEmailBackend  # noqa: TID251

from heed import clock
from heed.demo.models import Letter


class Mailbox(BaseEmailBackend):
    """A mail backend of Django's that keeps every mail as a `Letter`."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            alternatives = getattr(message, "alternatives", [])
            html = next((body for body, kind in alternatives if kind == "text/html"), "")
            Letter.objects.create(
                to=", ".join(message.to),
                sender=message.from_email,
                subject=message.subject,
                text=message.body,
                html=html,
                at=clock.now(),
            )
        return len(email_messages)
