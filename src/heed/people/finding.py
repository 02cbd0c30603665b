"""Whom somebody means who types a name, or an address.

Whoever asks learns no more than they need to choose: a handful of names with their posts, never an
address, never everybody whose name holds a letter.
"""

import re
from dataclasses import dataclass

from heed.engines.folding import letters
from heed.people.models import Person

# Nobody reads a longer list to find one name in it.
MOST = 6
# Shorter beginnings than this fit too many, so that only whole names count.
SHORTEST_BEGINNING = 3
_BETWEEN = re.compile(r"[\s\-‐-―.,]+")


@dataclass(frozen=True, slots=True)
class Meant:
    """``person`` where the words fit one alone; else up to six who come near, the nearest first."""

    person: Person | None = None
    near: tuple[Person, ...] = ()
    has_more: bool = False


def meant_by(typed: str) -> Meant:
    """Who works here and is meant by these words: an address, or some of the words of a name.

    Capitals, accents and the order of the words do not matter. One is taken where the whole name is
    theirs alone, or where no other name begins like that.
    """
    if "@" in typed:
        found = Person.objects.filter(email__iexact=typed.strip(), is_active=True).first()
        return Meant(person=found)
    wanted = _words(typed)
    if not wanted:
        return Meant()
    names = [
        (pk, _words(name))
        for pk, name in Person.objects.filter(is_active=True).values_list("pk", "name")
    ]
    whole = [pk for pk, words in names if wanted == words]
    every = [pk for pk, words in names if set(wanted) <= set(words)]
    begins = [pk for pk, words in names if all(_begins(word, words) for word in wanted)]
    if len(whole) == 1 or (len(begins) == 1 and begins == every):
        return Meant(person=Person.objects.get(pk=(whole or begins)[0]))
    if begins:
        return _near(whole or begins)
    return _near([pk for pk, words in names if set(wanted) & set(words)])


def _near(found: list[int]) -> Meant:
    rows = Person.objects.filter(pk__in=found).select_related("unit").order_by("name", "pk")
    return Meant(near=tuple(rows[:MOST]), has_more=len(found) > MOST)


def _words(name: str) -> list[str]:
    return [word for word in map(letters, _BETWEEN.split(name)) if word]


def _begins(word: str, words: list[str]) -> bool:
    if len(word) < SHORTEST_BEGINNING:
        return word in words
    return any(one.startswith(word) for one in words)
