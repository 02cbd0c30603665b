"""Whether the mail server could be given mail, tried without giving it any."""

from __future__ import annotations

import smtplib
import ssl

from django.conf import settings
from django.core.mail import get_connection
from django.utils.translation import gettext as _


class NotReached(Exception):
    """The mail server takes no mail from here; the sentence says why."""


def try_out(*, timeout: float) -> None:
    """Reach it, encrypted and signed in as for real, and name the sender; raises NotReached."""
    connection = get_connection(timeout=timeout)
    try:
        connection.open()
        server = getattr(connection, "connection", None)
        if server is not None:
            # Where nobody signed in and nothing is encrypted, nobody has said hello yet.
            server.ehlo_or_helo_if_needed()
            code, _words = server.mail(settings.DEFAULT_FROM_EMAIL)
            server.rset()
            if code >= 400:
                raise NotReached(_("it does not take mail from %s") % settings.DEFAULT_FROM_EMAIL)
    except ssl.SSLCertVerificationError as error:
        why = _("its certificate does not hold (%s)") % error.verify_message
        raise NotReached(why) from error
    except smtplib.SMTPAuthenticationError as error:
        raise NotReached(_("it does not take the name and password")) from error
    except smtplib.SMTPNotSupportedError as error:
        raise NotReached(_("it does not know STARTTLS or how to sign in")) from error
    except (OSError, smtplib.SMTPException) as error:
        said = getattr(error, "strerror", None) or type(error).__name__
        raise NotReached(_("it does not answer (%s)") % said) from error
    finally:
        connection.close()
