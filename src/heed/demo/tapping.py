"""Some hundred of the crowd answer each question with a tap, over the days that it stands open."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from heed.answer.actions import asking
from heed.answer.queries import hearing
from heed.answer.queries.hearing import Asked
from heed.demo import staffing
from heed.edition.actions import publishing
from heed.edition.queries import answers
from heed.people import queries as people

# A question stands open for a week, and each day some of those answer it who ever will.
DAYS = 7
LOOK_BACK = timedelta(days=16)
FEWEST, MOST = 50, 120
# In the order of `asking.choices`: yes, partly, no; can't say, doesn't concern me.
_UNDERSTOOD = ((56, 30, 14), (48, 34, 18), (66, 24, 10), (41, 37, 22))
_ON_SHIFT = ((31, 38, 24, 7), (26, 36, 31, 7), (35, 40, 18, 7))
_HELPED = ((58, 17, 11, 6, 8), (49, 22, 17, 5, 7), (66, 14, 8, 5, 7))
_SHARES = {"understood": _UNDERSTOOD, "helped": _HELPED, "on_shift": _ON_SHIFT}


def tap(at: datetime) -> None:
    """A few dozen people answer what is asked today, each of them once."""
    for asked in list(_open(at)):
        days = (at - (asked.closes_at - asking.ASKED_FOR)).days
        _tap(asked, days, at=at)


def _open(at: datetime) -> Iterator[Asked]:
    series = publishing.the_series().pk
    for message in answers.messages_of_series(series, since=at - LOOK_BACK):
        understood = hearing.understood(message.pk, at=at)
        found = hearing.helped_with(message.pk, at=at)
        for one in (understood, *found):
            if one and one.closes_at - asking.ASKED_FOR <= at < one.closes_at:
                yield one
    if on_shift := hearing.on_shift(at=at):
        yield on_shift


def _tap(asked: Asked, day: int, *, at: datetime) -> None:
    chance = random.Random(f"{staffing.SEED}:{asked.number}")  # noqa: S311  an invented crowd
    choices = asking.choices(asked.kind)
    if asked.kind == "on_shift":
        # Nobody of whom a visitor can be has answered before them.
        managers = staffing.unit_managers()[1:]
        everybody = chance.sample(managers, chance.randint(len(managers) // 2, len(managers)))
    else:
        everybody = chance.sample(staffing.addresses(), chance.randint(FEWEST, MOST))
    shares = chance.choice(_SHARES[asked.kind])
    answered = chance.choices(choices, shares, k=len(everybody))
    for address, said in list(zip(everybody, answered, strict=True))[day::DAYS]:
        if (person := _person(address)) is not None:
            asking.tap(tap=asked.number, answer=said, by=person, at=at)


@cache
def _person(address: str) -> Any:
    return people.by_email(address)
