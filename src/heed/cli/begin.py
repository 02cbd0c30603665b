"""`heed init`: a real organisation, its first administrator and its first series."""

import sys
from dataclasses import dataclass

from heed.cli import ground
from heed.cli.refused import Refused
from heed.cli.upgrade import bring_up_to_date

LONGEST = 120


@dataclass(frozen=True, slots=True)
class Beginning:
    """What was said by flags; None is asked for."""

    organisation: str | None
    contact: str | None
    administrator: str | None
    email: str | None
    series: str | None


def begin(given: Beginning) -> int:
    """Ask what was not given, and begin the organisation in one transaction."""
    wanting = None in (given.organisation, given.administrator, given.email, given.series)
    if wanting and not sys.stdin.isatty():
        raise Refused("Nobody is here to answer questions: give flags; see `./heed init --help`.")
    ground.stand()
    bring_up_to_date()

    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email
    from django.db import transaction

    from heed.edition.actions import publishing
    from heed.people import actions

    if ground.has_begun():
        raise Refused(
            "An organisation has already been begun here; change it on its pages, "
            "or set HEED_HOME to another folder."
        )
    organisation = given.organisation or _ask("What is your organisation called?")
    administrator = given.administrator or _ask("Who is the first administrator? (Name)")
    email = given.email or _ask(f"What is the email address of {administrator}?")
    series = given.series or _ask("What is the weekly message called?", "The leadership message")
    contact = given.contact or email
    for what in (organisation, administrator, series, email, contact):
        if not what.isprintable() or len(what) > LONGEST:
            shown = " ".join(what.split())[:40]
            raise Refused(
                f"“{shown}” cannot be kept: write one line of at most {LONGEST} characters."
            )
    for address in {email, contact}:
        try:
            validate_email(address)
        except ValidationError:
            raise Refused(f"{address} is not an email address.") from None
    try:
        with transaction.atomic():
            actions.begin_organisation(name=organisation, contact_email=contact)
            person = actions.welcome(name=administrator, email=email)
            actions.give_role(person=person, kind="administrator")
            publishing.begin_series(name=series)
    except actions.CannotChangePeople as problem:
        raise Refused(str(problem)) from None
    print(f"{organisation} has begun. Now run `./heed serve`, and sign in as {email}.")
    return 0


def _ask(question: str, usual: str = "") -> str:
    offered = f" [{usual}]" if usual else ""
    while True:
        try:
            answer = input(f"{question}{offered} ").strip() or usual
        except EOFError:
            raise Refused("No answer came, so nothing was begun.") from None
        if answer:
            return answer
