"""How people come in, and how roles are given, for the assessment: as it is set today."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from heed.people import cards, second_factor, sessions


def flows() -> tuple[str, ...]:
    """Where signing in leads outside, if it does."""
    if settings.HEED_DIRECTORY is None:
        return ()
    said = _(
        "Whoever signs in with %(name)s is sent to %(host)s, which learns that they use Heed. It "
        "answers who they are; it is never told what they read or write."
    )
    return (
        said
        % {
            "name": settings.HEED_DIRECTORY.name,
            "host": urlsplit(settings.HEED_DIRECTORY.issuer).hostname,
        },
    )


def measures() -> tuple[str, ...]:
    """Every way in, what it takes of those who decide, and who gave whom a role."""
    return (
        _code(),
        _directory(),
        _(
            "Whoever has no work address can sign in with a printed card: its code works once, and "
            "for %(days)s days at most. It is not kept who used which."
        )
        % {"days": cards.LONGEST.days},
        _second_factor(),
        _(
            "A session lasts %(reader)s days for readers, %(writer)s for authors, and about "
            "%(short)s hours for moderators, the guardian and administrators."
        )
        % {
            "reader": sessions.READER.days,
            "writer": sessions.WRITER.days,
            "short": round(sessions.SHORT / timedelta(hours=1)),
        },
        _("What a session holds is sealed, and a copy of the database signs nobody in."),
        _(
            "Each role that is given or taken is written down with who did it and when, also where "
            "administrators give one to themselves. Nobody can change that list."
        ),
    )


def _code() -> str:
    return _(
        "People sign in with a code of %(figures)s figures, sent by mail and good for %(minutes)s "
        "minutes."
    ) % {
        "figures": settings.ACCOUNT_LOGIN_BY_CODE_FORMAT["length"],
        "minutes": settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60,
    }


def _directory() -> str:
    if settings.HEED_DIRECTORY is None:
        return _("The organisation’s directory is not joined to Heed.")
    return _(
        "People can also sign in with %(name)s. Of what the directory says nothing is kept but a "
        "keyed fingerprint of the account."
    ) % {"name": settings.HEED_DIRECTORY.name}


def _second_factor() -> str:
    if second_factor.is_asked():
        return _("Moderators, the guardian and administrators need a second factor.")
    return _("A second factor can be set up, and is not required.")
