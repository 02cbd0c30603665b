"""What a higher room may put in the way of a message: promises without a word, answers without an end.

A room says in its `apps.py` what to ask (`add`). Each gate is given the number of the series and the
moment at which a message of it would open, and gives back what stands in its way.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from heed.edition.models import Edition
from heed.people import queries as people


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing in the way: a sentence for the author, and the page where it is put right.

    ``is_firm``: the author cannot open the message in spite of it. ``person`` is whom it waits
    for: what everybody is told names their office, not them.
    """

    sentence: str
    page: str = ""
    is_firm: bool = False
    person: str = ""


Gate = Callable[..., list[Stop]]
_gates: list[Gate] = []


def add(gate: Gate) -> None:
    """Ask this too, from now on; called as ``gate(series, at=moment)``."""
    if gate not in _gates:
        _gates.append(gate)


def stops(edition: Edition, *, at: datetime) -> list[Stop]:
    """Everything that keeps this message from opening at that moment."""
    return [stop for gate in _gates for stop in gate(edition.series_id, at=at)]


def named_in(words: str, stops: Iterable[Stop]) -> str:
    """A colleague whom a sentence for everybody names, as it names them; empty where it names none.

    Of those whom something waits for, one of their names is enough; first names of others are
    words too ("May", "Will"), so of them it takes the whole name.
    """
    said = set(re.findall(r"\w+", words))
    for stop in stops:
        for part in re.findall(r"\w{3,}", stop.person):
            if part in said:
                return part
    return people.named_in(words)


def holding(edition: Edition, *, at: datetime) -> list[Stop]:
    """What keeps it from opening, less what its author opens it in spite of."""
    found = stops(edition, at=at)
    return [stop for stop in found if stop.is_firm or not edition.in_spite]
