"""The two mails of signing in. A code is in the words, never in the subject line."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from heed import seal
from heed.moderation import actions as moderation
from heed.outbox import actions as outbox
from heed.outbox.queries import queued_to
from heed.people import queries

CODE_WORKS_FOR = timedelta(minutes=15)
CODES_AN_HOUR = 5
COUNTED_FOR = timedelta(hours=1)
KIND = "sign_in_code"
# To addresses that are not known here, all of them together: Heed is nobody's way to write to
# strangers.
UNKNOWN_AN_HOUR = 60
TRIES = 3


def has_had_enough(email: str, *, at: datetime) -> bool:
    """Whether this address was sent all the codes that it gets in an hour."""
    return queued_to(email, at - COUNTED_FOR, kind=KIND) >= CODES_AN_HOUR


def may_try(code: str, *, at: datetime) -> bool:
    """Whether somebody may still guess at a code. The session counts too, and two guesses that come
    at once are one to it."""
    mark = seal.digest(code, purpose="sign-in-code-tries")
    return moderation.take(digest=mark, limit=TRIES, window=COUNTED_FOR, at=at)


def send_code(*, to: str, code: str, at: datetime) -> None:
    """Send a code, which is worth nothing after a quarter of an hour and is not sent then."""
    outbox.queue(
        to=to,
        kind=KIND,
        subject=_("Your sign-in code"),
        text=_(
            "%(code)s\n\n"
            "This is your code to sign in to Heed at %(organisation)s. It works for 15 minutes, "
            "once, in the browser where you asked for it.\n\n"
            "If you did not ask for it, you need do nothing: without the code nobody gets in."
        )
        % {"code": code, "organisation": queries.about_organisation().name},
        at=at,
        not_after=at + CODE_WORKS_FOR,
    )


def send_unknown(*, to: str, at: datetime) -> None:
    """Tell whoever reads this address that it is not known here.

    Where too many were told within an hour, the mail is counted for its address and never sent.
    """
    organisation = queries.about_organisation()
    text = _(
        "Somebody, most likely you, asked to sign in to Heed at %(organisation)s with this "
        "address. We do not know it.\n\n"
        "Perhaps you are known here by another address: try your work address."
    ) % {"organisation": organisation.name}
    if organisation.contact_email:
        text += " " + _("If it still does not work, write to %(email)s.") % {
            "email": organisation.contact_email
        }
    text += "\n\n" + _("If it was not you, you need do nothing.")
    about = "unknown:" + seal.digest(to.casefold(), purpose="sign-in-unknown")
    outbox.queue(
        to=to,
        kind=KIND,
        subject=_("We do not know this address"),
        text=text,
        at=at,
        not_after=at + CODE_WORKS_FOR,
        about=about,
    )
    everybody = seal.digest("everybody", purpose="sign-in-unknown")
    if not moderation.take(digest=everybody, limit=UNKNOWN_AN_HOUR, window=COUNTED_FOR, at=at):
        outbox.cancel(about=about, at=at)


def send_erased(*, to: str, at: datetime) -> None:
    """Tell somebody that an administrator removed their name and words, as a letter had asked."""
    organisation = queries.about_organisation()
    text = _(
        "An administrator of Heed at %(organisation)s has removed your name and your words, "
        "because you asked for it. There will be no other mail about this."
    ) % {"organisation": organisation.name}
    if organisation.contact_email:
        text += "\n\n" + _("If you did not ask for it, write to %(email)s.") % {
            "email": organisation.contact_email
        }
    if organisation.guardian_email:
        text += " " + _("You can also write to the Freedom to Speak Up Guardian: %(email)s.") % {
            "email": organisation.guardian_email
        }
    outbox.queue(
        to=to,
        kind="erased",
        subject=_("Your name and your words have been removed"),
        text=text,
        at=at,
    )


def send_address_changed(*, to: str, at: datetime) -> None:
    """Tell somebody, at the address that they had, that they sign in with another now: whoever
    changes it can sign in as them."""
    organisation = queries.about_organisation()
    text = _(
        "An administrator of Heed at %(organisation)s has changed the address that you sign in "
        "with. Codes go to the new one, and you are signed out everywhere."
        "\n\nIf you did not ask for this, tell %(whom)s at once."
    ) % {
        "organisation": organisation.name,
        "whom": organisation.contact_email or _("an administrator"),
    }
    if organisation.guardian_email:
        text += " " + _("You can also write to the Freedom to Speak Up Guardian: %(email)s.") % {
            "email": organisation.guardian_email
        }
    outbox.queue(to=to, kind="address", subject=_("Your address was changed"), text=text, at=at)


def forget_old(*, at: datetime) -> int:
    """Forget whom codes were sent to, once they need not be counted any more."""
    return outbox.forget_recipients(kind=KIND, before=at - COUNTED_FOR)
