"""A second factor: six figures that a phone makes each half minute (RFC 6238), and spare codes.

Not the sign-in library's own: that keeps when somebody signed in, and remembers which figures were
used in one process alone, so that another would take them again.
"""

import base64
import secrets
from datetime import datetime, timedelta
from urllib.parse import quote, urlencode

from cryptography.hazmat.primitives import constant_time
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP
from django.db import transaction
from django.utils.translation import gettext as _

from heed import seal
from heed.moderation import actions as moderation
from heed.outbox import actions as outbox
from heed.people import queries
from heed.people.models import Organisation, Person, SecondFactor, new_session_word

STEP = 30
FIGURES = 6
SECRET_BYTES = 20
SPARE_CODES = 10
TRIES, TRIES_WITHIN = 8, timedelta(minutes=15)
PURPOSE = "spare-code"
# Without letters and figures that are read for one another.
LETTERS = "abcdefghjkmnpqrstvwxyz23456789"


class NotTheCode(Exception):
    """What was typed is not what the phone shows; the sentence says what to do."""


class CannotGoWithout(Exception):
    """The second factor cannot be taken away or asked for; the sentence says why."""


def has_one(person: Person) -> bool:
    """Whether somebody has set up a second factor."""
    return SecondFactor.objects.filter(person=person).exists()


def new_secret() -> str:
    """A secret as phones take it."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def address_of(secret: str, person: Person) -> str:
    """What the code on the page holds, for the app on the phone."""
    organisation = queries.about_organisation().name
    label = quote(f"Heed ({organisation}):{person.email or person.name}")
    asked = urlencode({"secret": secret, "issuer": f"Heed ({organisation})"}, quote_via=quote)
    return f"otpauth://totp/{label}?{asked}"


@transaction.atomic
def set_up(*, person: Person, secret: str, code: str, at: datetime) -> list[str]:
    """Keep a secret that the phone has shown to know; gives the spare codes, which are shown once.

    Every session ends but the one that goes on with the person's new session word.
    """
    step = _step_of(secret, code, at)
    if step is None:
        raise NotTheCode(_not_the_code())
    spare = [_new_spare() for _number in range(SPARE_CODES)]
    SecondFactor.objects.update_or_create(
        person=person,
        defaults={
            "secret": secret,
            "spare": [_mark(code, person) for code in spare],
            "used_step": step,
        },
    )
    _end_sessions(person)
    return spare


# Not in one transaction with what the caller does: a try that failed stays counted.
def show(*, person: Person, code: str, at: datetime) -> None:
    """Take the figures that the phone shows now, or a spare code, each once. Raises `NotTheCode`."""
    _count_try(person, at)
    with transaction.atomic():
        factor = SecondFactor.objects.select_for_update().filter(person=person).first()
        if factor is None or not (_takes_figures(factor, code, at) or _takes_spare(factor, code)):
            raise NotTheCode(_not_the_code())


def spare_left(person: Person) -> int:
    """How many spare codes somebody has not used yet."""
    factor = SecondFactor.objects.filter(person=person).first()
    return len(factor.spare) if factor else 0


@transaction.atomic
def take_away(*, person: Person, by: Person | None, at: datetime) -> None:
    """Go without. Who did not do it themselves is told by mail, whoever it was that did."""
    if not SecondFactor.objects.filter(person=person).delete()[0]:
        return
    _end_sessions(person)
    if by == person or not person.email:
        return
    organisation = queries.about_organisation()
    text = _(
        "Your second factor for Heed at %(organisation)s was taken away by %(who)s. You are signed "
        "out everywhere, and sign in without it now. Set up a new one on your page."
        "\n\nIf you did not ask for this, tell %(whom)s at once."
    ) % {
        "organisation": organisation.name,
        "who": _("an administrator") if by else _("the person who runs the server"),
        "whom": organisation.contact_email or _("an administrator"),
    }
    outbox.queue(
        to=person.email,
        kind="second_factor",
        subject=_("Your second factor was taken away"),
        text=text,
        at=at,
    )


@transaction.atomic
def ask_of_deciders(*, wanted: bool, is_twofold: bool) -> None:
    """Whether those who decide need one. Who says so comes in with one: nobody locks themselves out."""
    organisation = Organisation.objects.select_for_update().get(pk=1)
    if organisation.wants_second_factor == wanted:
        return
    if wanted and not is_twofold:
        raise CannotGoWithout(
            _("Set up a second factor of your own first: else this shuts you out.")
        )
    organisation.wants_second_factor = wanted
    organisation.save(update_fields=["wants_second_factor"])


def is_asked() -> bool:
    """Whether those who decide need a second factor."""
    return Organisation.objects.filter(pk=1, wants_second_factor=True).exists()


def forget_steps(*, at: datetime) -> int:
    """Forget which figures were used last, once they would not be taken anyway."""
    oldest = int(at.timestamp()) // STEP - 2
    return SecondFactor.objects.filter(used_step__lt=oldest).update(used_step=None)


def figures(secret: str, step: int) -> str:
    """What the phone shows in a half minute (RFC 4226)."""
    key = base64.b32decode(secret)
    return HOTP(key, FIGURES, SHA1(), enforce_key_length=False).generate(step).decode()  # noqa: S303


def _step_of(secret: str, code: str, at: datetime) -> int | None:
    """The half minute in which these figures are right: this one, or the one beside it."""
    typed = "".join(code.split())
    now = int(at.timestamp()) // STEP
    for step in (now, now - 1, now + 1):
        if constant_time.bytes_eq(figures(secret, step).encode(), typed.encode()):
            return step
    return None


def _takes_figures(factor: SecondFactor, code: str, at: datetime) -> bool:
    step = _step_of(factor.secret, code, at)
    if step is None or (factor.used_step is not None and step <= factor.used_step):
        return False
    factor.used_step = step
    factor.save(update_fields=["used_step"])
    return True


def _takes_spare(factor: SecondFactor, code: str) -> bool:
    marks = set(seal.digests(f"{factor.person_id} {_plain(code)}", purpose=PURPOSE))
    left = [mark for mark in factor.spare if mark not in marks]
    if len(left) == len(factor.spare):
        return False
    factor.spare = left
    factor.save(update_fields=["spare"])
    return True


def _new_spare() -> str:
    letters = [secrets.choice(LETTERS) for _number in range(10)]
    return f"{''.join(letters[:5])}-{''.join(letters[5:])}"


def _mark(code: str, person: Person) -> str:
    return seal.digest(f"{person.pk} {_plain(code)}", purpose=PURPOSE)


def _plain(code: str) -> str:
    return "".join(character for character in code.casefold() if character.isalnum())


def _count_try(person: Person, at: datetime) -> None:
    mark = seal.digest(str(person.pk), purpose="second-factor-tries")
    if not moderation.take(digest=mark, limit=TRIES, window=TRIES_WITHIN, at=at):
        raise NotTheCode(
            _("That were %(count)s tries. Wait a quarter of an hour, then try again.")
            % {"count": TRIES}
        )


def _end_sessions(person: Person) -> None:
    person.session_word = new_session_word()
    person.save(update_fields=["session_word"])


def _not_the_code() -> str:
    return _(
        "This is not what your phone shows now. Wait for the next six figures; each are taken once."
    )
