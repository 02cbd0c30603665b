"""What somebody has under way that somebody else must take over when they leave.

A higher room says in its `apps.py` how to find it: `ask(function)`. The function is given the keys
of people and gives back what each of them owns; whoever owns nothing need not be in it.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Owned:
    """One thing, in a few words, and the page where it is given to somebody else (or nothing)."""

    what: str
    page: str = ""


Finder = Callable[[Collection[int]], Mapping[int, list[Owned]]]
_finders: list[Finder] = []


def ask(finder: Finder) -> None:
    """Ask this too, from now on."""
    if finder not in _finders:
        _finders.append(finder)


def owned_by(people: Collection[int]) -> dict[int, tuple[Owned, ...]]:
    """What these people own, by their keys; whoever owns nothing is not in it."""
    found: dict[int, list[Owned]] = defaultdict(list)
    for finder in _finders:
        for person, things in finder(people).items():
            found[person] += things
    return {person: tuple(things) for person, things in found.items() if things}
