"""Who works at Saltmarsh: the same five thousand every time, from a seed."""

import random
from functools import cache

from django.utils.text import slugify

from heed import clock
from heed.demo import words
from heed.demo.personas import PERSONAS
from heed.people import actions as people
from heed.people import queries as find
from heed.people import setting_dates as dates

SEED = 1948
PEOPLE = 5_000
UNITS = 120
# As many as would ever answer one question with a tap.
AT_MOST_TAP = 400
UNIT_MANAGERS = 60


def staff() -> None:
    """Build the units, and welcome everybody."""
    chance = _chance()
    units = people.build_units(words.unit_tree(UNITS, chance))
    named = [(one.name, one.email, one.post, one.roles) for one in PERSONAS]
    named += [
        (name, f"{slugify(name.split()[0])}@saltmarsh.example", post, tuple(roles))
        for name, post, *roles in words.COLLEAGUES
    ]
    for name, email, post, roles in named:
        person = people.welcome(name=name, email=email, post=post)
        for kind in roles:
            types_for = find.by_email(words.DRAFT.email) if kind == "drafter" else None
            people.give_role(person=person, kind=kind, types_for=types_for)
        if "moderator" in roles:
            dates.say_trained(person=person, at=clock.now())
    people.welcome_many(words.crew(PEOPLE - len(named), units, chance))
    for address in unit_managers():
        if (person := find.by_email(address)) is not None:
            people.give_role(person=person, kind="unit_manager")


@cache
def addresses() -> tuple[str, ...]:
    """Those of the crowd who answer questions with a tap, by their addresses."""
    chance = _chance()
    words.unit_tree(UNITS, chance)
    count = PEOPLE - len(PERSONAS) - len(words.COLLEAGUES)
    found = [one.email for one in words.crew(count, [], chance)]
    return tuple(found[:AT_MOST_TAP])


def unit_managers() -> tuple[str, ...]:
    """Those who manage a unit: Bev, whom a visitor can be, and some of the crowd."""
    return ("bev@saltmarsh.example", *addresses()[:UNIT_MANAGERS])


def _chance() -> random.Random:
    return random.Random(SEED)  # noqa: S311  an invented crowd, the same every time
