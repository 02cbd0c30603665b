"""What an attacker can work out, found the long way: exact elimination and going through all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

Rows = Sequence[Sequence[int]]


def rank(rows: Rows) -> int:
    """The rank of a matrix of whole numbers, by elimination in whole numbers."""
    left = [list(row) for row in rows]
    found = 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((row for row in left[found:] if row[column]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        left.insert(found, pivot)
        for place in range(found + 1, len(left)):
            row, times = left[place], left[place][column]
            if times:
                left[place] = [
                    pivot[column] * own - times * other
                    for own, other in zip(row, pivot, strict=True)
                ]
        found += 1
    return found


def can_work_out(vector: Sequence[int], rows: Rows) -> bool:
    """Whether the vector lies in the row space of what is published."""
    return bool(rows) and rank([*rows, vector]) == rank(rows)


def small_groups(people: Sequence[int], under: int) -> Iterator[tuple[int, ...]]:
    """All sets of places with one to `under` − 1 people, none of them empty."""
    places = [place for place, number in enumerate(people) if number]
    for size in range(1, len(places) + 1):
        for chosen in combinations(places, size):
            if sum(people[place] for place in chosen) < under:
                yield chosen


def shows_the_figure_of_a_few(people: Sequence[int], rows: Rows, under: int) -> bool:
    """Whether a vector of zeros and ones with few people lies in the row space.

    Groups of nobody are left out: nobody's figure is no figure.
    """
    kept = [place for place, number in enumerate(people) if number]
    rows = [[row[place] for place in kept] for row in rows]
    return any(
        can_work_out([int(place in chosen) for place in kept], rows)
        for chosen in small_groups(people, under)
    )


def depends_on_a_few(people: Sequence[int], rows: Rows, under: int) -> bool:
    """Whether any combination of the rows, not zero, is zero outside few people."""
    kept = [place for place, number in enumerate(people) if number]
    whole = rank([[row[place] for place in kept] for row in rows])
    return any(
        rank([[row[place] for place in kept if place not in chosen] for row in rows]) < whole
        for chosen in small_groups(people, under)
    )
