"""Cards of paper, each with a code that lets one person in, once: for those without a work address.

A code has twelve of thirty letters and figures. Its first four say which card is meant, so that
tries are counted for each card: guessing is slow whoever does it, and shuts out nobody else. The
other eight are 39 bits; at ten tries an hour for a card that takes millions of years.
"""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from heed import clock, seal
from heed.moderation import actions as moderation
from heed.people.models import PaperCode, Person, Sheet

LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
GROUPS, IN_A_GROUP = 3, 4
LENGTH = GROUPS * IN_A_GROUP
MOST = 100
LONGEST = timedelta(days=180)
TRIES, TRIES_WITHIN = 10, timedelta(hours=1)
KEPT_FOR = timedelta(days=365)
PURPOSE = "paper-code"
TICKET = "sheet-of-cards"


class CannotPrint(Exception):
    """A sheet cannot be printed; the sentence says why."""


class NotACode(Exception):
    """A code lets nobody in; the sentence says what to do, and never why."""


class TriedTooOften(NotACode):
    """A card was tried too often within an hour."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A sheet with its codes in clear, which exist nowhere else."""

    sheet: Sheet
    codes: list[str]


def ticket(*, at: datetime) -> str:
    """What a form for a sheet carries, so that it prints one sheet and no second."""
    return seal.timed_ticket(TICKET, at=at)


@transaction.atomic
def print_sheet(*, group: str, count: int, last_on: date, ticket: str, at: datetime) -> Printed:
    """Make the codes of a sheet, which are shown once: only their fingerprints are kept."""
    today = clock.local(at).date()
    if not 1 <= count <= MOST:
        raise CannotPrint(_("A sheet has 1 to %(most)s cards.") % {"most": MOST})
    if not today <= last_on <= today + LONGEST:
        raise CannotPrint(_("The last day lies within half a year from today."))
    try:
        made_with = seal.read_timed_ticket(TICKET, ticket).id
    except seal.BadTicket as why:
        raise CannotPrint(str(why)) from why
    sheet, made = Sheet.objects.get_or_create(
        made_with=made_with,
        defaults={
            "group": group,
            "count": count,
            "last_on": last_on,
            "printed_in_week": clock.iso_week(at),
        },
    )
    if not made:
        raise CannotPrint(
            _(
                "This sheet was shown once already. Withdraw it if it was not printed, and begin anew."
            )
        )
    codes = [_new_code() for _number in range(count)]
    PaperCode.objects.bulk_create(
        PaperCode(sheet=sheet, digest=seal.digest(code, purpose=PURPOSE)) for code in codes
    )
    return Printed(sheet=sheet, codes=[in_groups(code) for code in codes])


def use(*, code: str, name: str, at: datetime) -> Person:
    """Let in whoever holds the card: a reader without an address. Raises `NotACode`."""
    plain = "".join(character for character in code.upper() if character in LETTERS)
    if len(plain) != LENGTH:
        raise NotACode(_("A code has twelve letters and figures, in three groups of four."))
    # Counted before it is looked at, and outside the transaction, so that a wrong one is counted.
    card = seal.digest(plain[:IN_A_GROUP], purpose="paper-code-tries")
    if not moderation.take(digest=card, limit=TRIES, window=TRIES_WITHIN, at=at):
        raise TriedTooOften(
            _("This card was tried %(count)s times within an hour. Try again in an hour.")
            % {"count": TRIES}
        )
    with transaction.atomic():
        found = _working(plain, at)
        # Of two phones that ask at once, one changes the row.
        if found is None or not PaperCode.objects.filter(pk=found.pk, digest=found.digest).update(
            digest=None, used_in_week=clock.iso_week(at)
        ):
            raise NotACode(
                _(
                    "This code opens nothing: it is mistyped, was used before, or is not good any "
                    "more. Look at it once more, or ask whoever gave you the card for another."
                )
            )
        known = name or found.sheet.group
        slug = f"{slugify(known)[:120] or 'card'}-{secrets.token_hex(4)}"
        return Person.objects.create(name=known, slug=slug, post=found.sheet.group)


@transaction.atomic
def withdraw(*, sheet: int) -> None:
    """End every code of a sheet that nobody has used; who came with one stays."""
    if Sheet.objects.filter(pk=sheet).update(is_withdrawn=True):
        PaperCode.objects.filter(sheet=sheet, digest__isnull=False).delete()


def sheets() -> list[Sheet]:
    """Every sheet, the newest first, with how many of its cards were used."""
    used = Count("codes", filter=~Q(codes__used_in_week=""))
    return list(Sheet.objects.annotate(used=used).order_by("-pk"))


def forget_old(*, at: datetime) -> int:
    """Delete sheets whose last day was a year ago; gives back how many."""
    oldest = clock.local(at).date() - KEPT_FOR
    return Sheet.objects.filter(last_on__lt=oldest).delete()[1].get("people.Sheet", 0)


def in_groups(code: str) -> str:
    """A code as it stands on a card."""
    return "-".join(code[at : at + IN_A_GROUP] for at in range(0, LENGTH, IN_A_GROUP))


def _working(plain: str, at: datetime) -> PaperCode | None:
    return (
        PaperCode.objects.select_related("sheet")
        .filter(
            digest__in=seal.digests(plain, purpose=PURPOSE),
            sheet__is_withdrawn=False,
            sheet__last_on__gte=clock.local(at).date(),
        )
        .first()
    )


def _new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _number in range(LENGTH))
