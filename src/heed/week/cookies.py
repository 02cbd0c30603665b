"""The cookies that the settings name, and what each is for: there are no others."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heed.people import sessions


@dataclass(frozen=True, slots=True)
class Cookie:
    """One cookie, or one thing that a device keeps for its owner."""

    name: str
    purpose: str
    set_when: str
    kept: str


def cookies() -> list[Cookie]:
    """What Heed asks a browser to keep."""
    return [
        Cookie(
            name=settings.SESSION_COOKIE_NAME,
            purpose=_("Knows that it is still you, so that you stay signed in."),
            set_when=_("When you sign in."),
            kept=_(
                "%(readers)s for somebody who reads, %(writers)s for authors, and about "
                "%(short)s for those who decide. It ends when you sign out."
            )
            % {
                "readers": _length(sessions.READER),
                "writers": _length(sessions.WRITER),
                "short": _length(sessions.SHORT),
            },
        ),
        Cookie(
            name=settings.CSRF_COOKIE_NAME,
            purpose=_("Makes sure that a form was sent from this site, by you."),
            set_when=_("When you open a page to sign in, or are signed in."),
            kept=_length(timedelta(seconds=settings.CSRF_COOKIE_AGE)),
        ),
    ]


def _length(length: timedelta) -> str:
    if length >= timedelta(days=360):
        return _("one year")
    if length >= timedelta(days=1):
        return ngettext("%(count)s day", "%(count)s days", length.days) % {"count": length.days}
    hours = round(length.total_seconds() / 3600)
    return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
