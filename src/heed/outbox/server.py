"""Whether the mail server could be given mail, tried without giving it any."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import get_connection
from django.utils.translation import gettext as _

REFUSES, REFUSES_FOR_EVER = 400, 500
LONGEST_ANSWER = 120


class NotReached(Exception):
    """The mail server takes no mail from here; the sentence says why."""


def try_out(*, timeout: float, recipients: Iterable[str] = ()) -> None:
    """Reach it, encrypted and signed in as for real, name the sender and some who would be sent
    mail, and leave it at that; raises NotReached."""
    connection = get_connection(timeout=timeout)
    try:
        connection.open()
        server = getattr(connection, "connection", None)
        if server is not None:
            # Where nobody signed in and nothing is encrypted, nobody has said hello yet.
            server.ehlo_or_helo_if_needed()
            _name(server, recipients)
    except ssl.SSLCertVerificationError as error:
        why = _("its certificate does not hold (%s)") % error.verify_message
        raise NotReached(why) from error
    except ssl.SSLError as error:
        raise NotReached(
            _("it speaks no TLS at once: starttls:// is for port 587, smtps:// for port 465")
        ) from error
    except smtplib.SMTPAuthenticationError as error:
        raise NotReached(_("it does not take the name and password")) from error
    except smtplib.SMTPNotSupportedError as error:
        raise NotReached(
            _("it knows no STARTTLS, or nobody can sign in that way; should it be another port?")
        ) from error
    except (TimeoutError, smtplib.SMTPServerDisconnected) as error:
        raise NotReached(
            _("it hangs up or says nothing: a firewall is between, or the port is for smtps://")
        ) from error
    except (OSError, smtplib.SMTPException) as error:
        said = getattr(error, "strerror", None) or type(error).__name__
        raise NotReached(_("it does not answer (%s)") % said) from error
    finally:
        connection.close()


def _name(server: smtplib.SMTP, recipients: Iterable[str]) -> None:
    """Say who would send and who would be sent to, and take it back."""
    sender = settings.DEFAULT_FROM_EMAIL
    code, words = server.mail(sender)
    if code >= REFUSES:
        raise NotReached(_("it does not take mail from %s") % f"{sender} ({_said(code, words)})")
    for recipient in recipients:
        code, words = server.rcpt(recipient)
        # Below that it only asks to be tried again later.
        if code >= REFUSES_FOR_EVER:
            domain = recipient.rpartition("@")[2]
            raise NotReached(
                _("it takes no mail to %s from here") % f"{domain} ({_said(code, words)})"
            )
    server.rset()


def _said(code: int, words: bytes) -> str:
    plain = " ".join(words.decode("utf-8", "replace").split())
    return f"{code} {plain}"[:LONGEST_ANSWER]
