"""What can still be true of a group inside a larger one whose total is known."""

from __future__ import annotations

from fractions import Fraction

Number = int | Fraction


def reach(
    group: int, *, atom: int, total: Number, lowest: Number = 0, highest: Number = 1
) -> tuple[Number, Number]:
    """The least and the most that `group` people can make up of the `total` of an `atom` of people,
    each of whom adds from `lowest` to `highest` (0 and 1 for an answer given or not).

    Where figures are nested, an atom's total is all that is known of the people in it, so these are
    the values of the linear programme that an attacker would solve: the group takes all it can and
    leaves the others no less than their least, or the other way round. Width 0 means that the total
    has given away every single answer, as when everybody said no.

    >>> reach(7, atom=12, total=9)  # nine of twelve said yes: of any seven, four at the least
    (4, 7)

    Raises ValueError where the group is no part of the atom or the total is impossible.
    """
    others = atom - group
    if group < 0 or others < 0:
        raise ValueError("The group is no part of the atom.")
    if not lowest * atom <= total <= highest * atom:
        raise ValueError("So many people cannot have this total.")
    return (
        max(lowest * group, total - highest * others),
        min(highest * group, total - lowest * others),
    )
