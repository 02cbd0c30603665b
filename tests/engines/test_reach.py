"""What can still be true of a group inside a figure."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heed.engines.disclosure import reach


def _corners(atom: int, total: Fraction, lowest: int, highest: int) -> Iterator[list[Fraction]]:
    """Every corner of what is possible: all people but one at an end of the scale.

    A linear programme over the answers has its extremes there.
    """
    for rest in product((lowest, highest), repeat=atom - 1):
        last = total - sum(rest)
        if lowest <= last <= highest:
            for place in range(atom):
                yield [*map(Fraction, rest[:place]), last, *map(Fraction, rest[place:])]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_the_closed_form_is_what_the_linear_programme_finds(data: st.DataObject) -> None:
    atom = data.draw(st.integers(1, 6))
    group = data.draw(st.integers(0, atom))
    lowest = data.draw(st.integers(-2, 3))
    highest = lowest + data.draw(st.integers(1, 10))
    fifths = data.draw(st.integers(5 * lowest * atom, 5 * highest * atom))
    total = Fraction(fifths, 5)
    sums = [sum(answers[:group]) for answers in _corners(atom, total, lowest, highest)]
    found = reach(group, atom=atom, total=total, lowest=lowest, highest=highest)
    assert found == (min(sums), max(sums))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=3), st.data())
def test_a_group_across_atoms_has_the_sum_of_what_it_has_in_each(
    parts: list[tuple[int, int]], data: st.DataObject
) -> None:
    """Nested figures, yes or no: every way in which all people could have answered."""
    totals = [data.draw(st.integers(0, inside + outside)) for inside, outside in parts]
    possible = []
    everybody = sum(inside + outside for inside, outside in parts)
    for answers in product((0, 1), repeat=everybody):
        at, in_group, fits = 0, 0, True
        for (inside, outside), total in zip(parts, totals, strict=True):
            own = answers[at : at + inside + outside]
            fits = fits and sum(own) == total
            in_group += sum(own[:inside])
            at += inside + outside
        if fits:
            possible.append(in_group)
    each = [
        reach(inside, atom=inside + outside, total=total)
        for (inside, outside), total in zip(parts, totals, strict=True)
    ]
    assert (sum(low for low, _high in each), sum(high for _low, high in each)) == (
        min(possible),
        max(possible),
    )


def test_everybody_said_no_leaves_no_doubt_about_anybody() -> None:
    assert reach(1, atom=12, total=0) == (0, 0)
    assert reach(1, atom=12, total=1) == (0, 1)


@pytest.mark.parametrize(("group", "atom", "total"), [(5, 4, 2), (-1, 4, 2), (2, 4, 5), (2, 4, -1)])
def test_what_is_impossible_is_refused(group: int, atom: int, total: int) -> None:
    with pytest.raises(ValueError):
        reach(group, atom=atom, total=total)
